"""Both doors in: what arrives is kept before its channel hears of it, then handled exactly once, in order."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from bot.clock import Clock, machine_now
from bot.nursery import Nursery
from core.errors import Refused
from core.say import Say
from core.texts import system
from data import inbox
from data.database import CommitFailed, Database, Session
from data.inbox import Arrival, Kept
from handlers.turn import Handled, Setting, opened

log = logging.getLogger(__name__)

Work = Callable[[Session], Awaitable[None]]
Way = Callable[[Kept], Work]
"""A channel's way in: reads the update outside the transaction and returns the turn to run inside it."""

_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # without those that are read as another


def new_code() -> str:
    """A short code for an apology, so that a person can say it and the log be searched."""
    return "".join(secrets.choice(_LETTERS) for _ in range(6))


class Intake:
    def __init__(self, database: Database, clock: Clock, setting: Setting, nursery: Nursery) -> None:
        self._database = database
        self._clock = clock
        self._setting = setting
        self._nursery = nursery
        self._ways: dict[str, Way] = {}
        self._chats: dict[tuple[str, str], asyncio.Lock] = {}
        self._turns: set[asyncio.Task[Any]] = set()

    async def start(self) -> None:
        """Count a try for every row found open, before any is replayed; park what has been tried too often."""
        for row_id in await self._database.write(inbox.take_up):
            code = new_code()
            log.error("update %s parked after %s starts, code %s", row_id, inbox.PATIENCE, code)
            await self._close(row_id, code)

    async def open(self, channel: str, way: Way) -> None:
        """From now on this channel's updates are handled; those that waited go first."""
        after = 0
        while waiting := await self._database.write(partial(inbox.open_rows, channel=channel, after=after)):
            for row in waiting:
                self._begin(way, row)
            after = waiting[-1].id
        self._ways[channel] = way

    async def keep(self, channel: str, arrivals: Sequence[Arrival]) -> list[Kept]:
        """Durable when this returns; the turns run on their own."""
        now, machine = self._clock.now(), machine_now()
        kept = await self._database.write(lambda session: inbox.keep(session, channel, arrivals, now, machine))
        way = self._ways.get(channel)
        for row in kept if way else ():
            self._begin(way, row)  # type: ignore[arg-type]
        return kept

    def _begin(self, way: Way, row: Kept) -> None:
        task = self._nursery.start(f"turn {row.id}", self._handle(way, row))
        self._turns.add(task)
        task.add_done_callback(self._turns.discard)

    async def settled(self) -> None:
        """Until every update kept so far was handled (the rehearsal clock waits here)."""
        while self._turns:
            await asyncio.wait(self._turns)

    async def _handle(self, way: Way, row: Kept) -> None:
        if self._database.sqlite:  # the one writer runs turns one after another: no lock needed
            await self._until_durable(way, row)
            return
        chat = self._chats.setdefault((row.channel, row.address), asyncio.Lock())
        async with chat:
            await self._until_durable(way, row)

    async def _until_durable(self, way: Way, row: Kept) -> None:
        """The person is waiting, so what fails is not tried again but told; only a commit that failed is repeated."""
        wait = 1.0
        while True:
            try:
                await self._once(way, row)
            except CommitFailed:
                log.error("update %s waits: the database takes no commits", row.id)
                await asyncio.sleep(wait)
                wait = min(wait * 2, 30.0)
            else:
                return

    async def _once(self, way: Way, row: Kept) -> None:
        try:
            await self._database.write(way(row))
        except Handled:
            log.info("update %s was handled before", row.id)
        except CommitFailed:
            raise
        except Refused as refusal:
            await self._answer(row, refusal.text)
        except Exception:
            code = new_code()
            log.exception("update %s failed, code %s", row.id, code)
            await self._apologise(row, code)

    async def _apologise(self, row: Kept, code: str) -> None:
        try:
            await self._answer(row, system.sorry(code), code)
        except CommitFailed:
            raise
        except Exception:
            log.exception("update %s closed without an answer, code %s", row.id, code)
            await self._close(row.id, code)

    async def _answer(self, row: Kept, text: str, code: str = "") -> None:
        async def apology(session: Session) -> None:
            turn = await opened(session, row, self._clock.now(), machine_now(), self._setting)
            if not turn.group:
                turn.say(Say(text))
            await turn.finish(code)

        await self._database.write(apology)

    async def _close(self, row_id: int, code: str) -> None:
        machine: datetime = machine_now()
        await self._database.write(lambda session: inbox.close(session, row_id, machine, code))
