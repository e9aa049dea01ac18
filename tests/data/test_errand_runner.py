"""Who does errands: at their pace, one run at a time however long it takes."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

from bot.nursery import Nursery
from data import errands
from data.database import Session
from data.models import Errand
from scheduler.errands import Errands
from tests.data.books import MACHINE, NOW, Books


class Slow:
    """Work that lasts until it is let go, while the clock runs past its lease."""

    def __init__(self) -> None:
        self.runs = 0
        self.go = asyncio.Event()

    async def do(self, args: dict[str, Any]) -> bool:
        self.runs += 1
        await self.go.wait()
        return True

    async def tell(self, session: Session, errand: Errand, done: bool | None) -> None:
        assert done


async def test_what_takes_longer_than_its_lease_is_not_begun_a_second_time(books: Books) -> None:
    clock, slow = [MACHINE], Slow()
    runner = Errands(books.database, {errands.FETCH: slow}, lambda: clock[0], renew=timedelta(milliseconds=5))
    await books(errands.ask, errands.FETCH, {}, NOW, MACHINE)
    async with Nursery() as nursery:
        nursery.keep_running("errands", runner.run)
        while not slow.runs:
            await asyncio.sleep(0)
        for _ in range(8):  # twice the lease, in quarters, each renewed before the next
            clock[0] += errands.LEASE / 4
            await _renewed(books, clock[0] + errands.LEASE)
            runner.wake()
        slow.go.set()
        await runner.drained()
    (errand,) = await books.all(Errand)
    assert (slow.runs, errand.attempts, errand.result) == (1, 1, "done")


async def _renewed(books: Books, until: datetime) -> None:
    async with asyncio.timeout(20):
        while (await books.all(Errand))[0].free_at < until:
            await asyncio.sleep(0.002)
