"""Errands: slow work outside any transaction, closed together with the letter that tells of it."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Protocol

from data import errands
from data.database import CommitFailed, Database, Session
from data.models import Errand

log = logging.getLogger(__name__)

AT_ONCE = 4
GIVE_UP = 40  # attempts; with the waits below about two days
LONGEST_WAIT = timedelta(hours=1)
DATABASE_WAIT = 5.0
HELD = timedelta(hours=2)  # what is at it for longer has lost its way: another run may begin


class Work(Protocol):
    """One kind of errand."""

    async def do(self, args: dict[str, Any]) -> Any:
        """Outside any transaction. None: it never will be. Raises what may be over in a while."""

    async def tell(self, session: Session, errand: Errand, done: Any) -> None:
        """In the transaction that closes it: what came of it, and who hears of it."""


class Errands:
    """The one who runs them: woken by a commit, at most a few at once, a slow one or a failing one bothers no other."""

    def __init__(
        self, database: Database, works: Mapping[str, Work], machine: Callable[[], datetime],
        renew: timedelta = errands.LEASE / 3,
    ) -> None:  # fmt: skip
        """`renew`: how often the lease of what takes long is renewed."""
        self._database = database
        self._works = works
        self._machine = machine
        self._renew = renew
        self._bell = asyncio.Event()
        self._running = 0
        self._at_rest = asyncio.Event()

    def wake(self) -> None:
        self._at_rest.clear()
        self._bell.set()

    async def drained(self) -> None:
        """Until nothing is being done and nothing is due now."""
        await self._at_rest.wait()

    async def run(self) -> None:
        async with asyncio.TaskGroup() as hands:
            while True:
                self._bell.clear()
                self._at_rest.clear()
                free = AT_ONCE - self._running
                claimed, free_at = await self._claim(free) if free else ([], None)
                for errand in claimed:
                    self._running += 1
                    hands.create_task(self._do(errand, hands))
                await self._nap(free_at)

    async def _claim(self, limit: int) -> tuple[list[Errand], datetime | None]:
        return await self._database.write(partial(self._taking, limit=limit), brief=True)

    async def _taking(self, session: Session, limit: int) -> tuple[list[Errand], datetime | None]:
        """Also when the next one may be taken, as long as there is a hand for it."""
        claimed = await errands.claim(session, self._machine(), limit)
        return claimed, await errands.next_free(session) if len(claimed) < limit else None

    async def _nap(self, free_at: datetime | None) -> None:
        """Until something is asked for, comes due, or a hand is free again."""
        if not self._running and not self._bell.is_set():
            self._at_rest.set()
        wait = max((free_at - self._machine()).total_seconds(), 0.05) if free_at else None
        try:
            async with asyncio.timeout(wait):
                await self._bell.wait()
        except TimeoutError:
            return

    async def _do(self, errand: Errand, hands: asyncio.TaskGroup) -> None:
        """To its end: nothing one errand meets may fall on the others."""
        held = hands.create_task(self._hold(errand))
        try:
            await self._run(errand)
        except CommitFailed:
            log.error("errand %s waits: the database takes no commits", errand.id)
            await asyncio.sleep(DATABASE_WAIT)
        except Exception:
            log.exception("errand %s", errand.id)
        finally:
            held.cancel()
            self._running -= 1
            self.wake()

    async def _hold(self, errand: Errand) -> None:
        """What takes longer than its lease is not begun a second time beside it."""
        try:
            for _ in range(int(HELD / self._renew)):
                await asyncio.sleep(self._renew.total_seconds())
                until = self._machine() + errands.LEASE
                await self._database.write(partial(errands.postpone, errand=errand, until=until))
        except Exception:
            log.exception("the lease of errand %s cannot be renewed", errand.id)

    async def _run(self, errand: Errand) -> None:
        work = self._works[errand.kind]
        try:
            done = await work.do(errand.args)
        except Exception as failure:
            log.warning("errand %s, attempt %s: %s", errand.id, errand.attempts, type(failure).__name__)
            if errand.attempts < getattr(failure, "tries", GIVE_UP):
                wait = min(timedelta(seconds=2 ** min(errand.attempts - 1, 12)), LONGEST_WAIT)
                await self._database.write(partial(errands.postpone, errand=errand, until=self._machine() + wait))
                return
            done = None
        await self._database.write(partial(self._close, work=work, errand=errand, done=done))

    async def _close(self, session: Session, work: Work, errand: Errand, done: Any) -> None:
        if await errands.close(session, errand, self._machine(), "done" if done is not None else "lost"):
            await work.tell(session, errand, done)
