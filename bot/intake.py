"""Both doors in: what arrives is kept before its channel hears of it, then handled exactly once, in order."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

from bot.clock import Clock, machine_now
from bot.nursery import Nursery
from core.errors import Refused
from core.say import Say
from core.texts import system
from data import inbox, marks
from data.database import CommitFailed, Database, Session, Stopped
from data.inbox import Arrival, Kept
from handlers.turn import Handled, Setting, opened

log = logging.getLogger(__name__)

Work = Callable[[Session], Awaitable[None]]
Way = Callable[[Kept], Work]
"""A channel's way in: reads the update outside the transaction and returns the turn to run inside it."""
OfGroup = Callable[[Kept], bool]

BATCH = 50  # rows replayed together at start
PAUSE = 1.0  # seconds before a row is tried again that was alone when the process died
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # without those that are read as another


def new_code() -> str:
    """A short code for an apology, so that a person can say it and the log be searched."""
    return "".join(secrets.choice(_LETTERS) for _ in range(6))


def _never(_: Kept) -> bool:
    return False


class Intake:
    def __init__(self, database: Database, clock: Clock, setting: Setting, nursery: Nursery) -> None:
        self._database = database
        self._clock = clock
        self._setting = setting
        self._nursery = nursery
        self._ways: dict[str, Way] = {}
        self._of_group: dict[str, OfGroup] = {}
        self._chats: dict[tuple[str, str], asyncio.Lock] = {}
        self._turns: set[asyncio.Task[Any]] = set()

    async def open(self, channel: str, way: Way, of_group: OfGroup = _never) -> None:
        """From now on this channel's updates are handled; those that waited go first."""
        self._of_group[channel] = of_group
        await self._replay(channel, way)
        self._ways[channel] = way

    async def keep(self, channel: str, arrivals: Sequence[Arrival]) -> list[Kept]:
        """Durable when this returns; the turns run on their own."""
        now, machine = self._clock.now(), machine_now()
        kept = await self._database.write(
            lambda session: inbox.keep(session, channel, arrivals, now, machine), brief=True
        )
        way = self._ways.get(channel)
        for row in kept if way else ():
            self._begin(way, row)  # type: ignore[arg-type]
        return kept

    async def settled(self) -> None:
        """Until every update kept so far was handled (the rehearsal clock waits here)."""
        while self._turns:
            await asyncio.wait(self._turns)

    # -- what was found open at start ---------------------------------------------------------------------------

    async def _replay(self, channel: str, way: Way) -> None:
        """Together as far as no start has died of it; what a start did die of goes one by one, each counted before.

        A process that is killed often is no proof against a row. One that was alone when it happened is suspect; it is
        tried again a while later, so that whoever kills the process at its start does not meet it twice.
        """
        name, after = f"inbox.replayed.{channel}", 0
        suspect = int(await self._database.read(partial(marks.get, name=name)) or 0)
        while rows := await self._database.write(partial(inbox.open_rows, channel=channel, after=after, limit=BATCH)):
            if rows[0].id <= suspect:
                rows = rows[:1]
                await self._alone(way, rows[0])
            else:
                await self._database.write(partial(marks.put, name=name, value=str(rows[-1].id)))
                await asyncio.wait([self._begin(way, row) for row in rows])
            after = rows[-1].id
        if suspect or after:
            await self._database.write(partial(marks.put, name=name, value="0"))

    async def _alone(self, way: Way, row: Kept) -> None:
        if row.tries:
            await asyncio.sleep(PAUSE * row.tries)
        if await self._database.write(partial(inbox.take_up, rows=[row.id])):
            code = new_code()
            log.error("update %s parked after %s tries, code %s", row.id, inbox.PATIENCE, code)
            await self._apologise(row, code)
        else:
            await asyncio.wait([self._begin(way, row)])

    # -- one turn -----------------------------------------------------------------------------------------------

    def _begin(self, way: Way, row: Kept) -> "asyncio.Task[Any]":
        task = self._nursery.start(f"turn {row.id}", self._handle(way, row))
        self._turns.add(task)
        task.add_done_callback(self._turns.discard)
        return task

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
            except Stopped:
                raise  # the process ends; the row is open and goes first at the next start
            except CommitFailed:
                log.error("update %s waits: the database takes no commits", row.id)
                await asyncio.sleep(wait)
                wait = min(wait * 2, 30.0)
            except Handled:
                log.info("update %s was handled before", row.id)
                return
            else:
                return

    async def _once(self, way: Way, row: Kept) -> None:
        try:
            await self._database.write(way(row), brief=True)
        except (CommitFailed, Handled):
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
        except (CommitFailed, Handled):
            raise
        except Exception:
            log.exception("update %s closed without an answer, code %s", row.id, code)
            machine = machine_now()
            await self._database.write(lambda session: inbox.close(session, row.id, machine, code), brief=True)

    async def _answer(self, row: Kept, text: str, code: str = "") -> None:
        """In the person's own chat; a group hears nothing of what went wrong."""
        group = self._of_group.get(row.channel, _never)(row)

        async def answer(session: Session) -> None:
            turn = await opened(session, row, self._clock.now(), machine_now(), self._setting, group=group)
            if not group:
                turn.say(Say(text))
            await turn.finish(code)

        await self._database.write(answer, brief=True)
