"""A courier on a database of its own, with a channel whose answers the test writes and a clock that the test moves."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from sqlmodel import col, select

from bot.nursery import Nursery
from core.delivery import Lane, Outcome, Sent
from core.say import Say
from data import outbox
from data.database import Database, Session
from data.dispatch import Claimed
from data.models import Chat, Letter
from data.outbox import To
from scheduler.courier import Courier

NOW = datetime(2021, 10, 4, 2, 0, tzinfo=UTC)


@dataclass
class Clock:
    """Machine time and the clock that never jumps, in step."""

    now: datetime = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)

    def machine(self) -> datetime:
        return self.now

    def monotonic(self) -> float:
        return self.now.timestamp()


@dataclass
class Line:
    """The channel. `script`: what the next attempts of a text come to, the last of it for ever; others arrive."""

    name: str = "telegram"
    script: dict[str, list[Outcome | Exception]] = field(default_factory=dict)
    tried: list[str] = field(default_factory=list)
    arrived: list[tuple[str, str]] = field(default_factory=list)
    moments: list[datetime] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    clock: Clock = field(default_factory=Clock)
    closed: asyncio.Event | None = None
    weather: Outcome | None = None  # what every attempt comes to, whatever is written

    async def send(self, claimed: Claimed) -> Outcome:
        text = claimed.letter.text
        self.tried.append(text)
        self.moments.append(self.clock.now)
        self.edited.append(claimed.original)
        if self.closed is not None:
            await self.closed.wait()
        outcome = self.weather or self._next(text)
        if isinstance(outcome, Exception):
            raise outcome
        if isinstance(outcome, Sent):
            self.arrived.append((claimed.address, text))
        return outcome

    def _next(self, text: str) -> Outcome | Exception:
        waiting = self.script.get(text, [])
        if not waiting:
            return Sent(str(len(self.tried)))
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]

    @property
    def texts(self) -> list[str]:
        return [text for _, text in self.arrived]


@dataclass
class Office:
    database: Database
    line: Line
    courier: Courier
    clock: Clock

    async def chats(self, *addresses: str, group: bool = False) -> list[int]:
        async def add(session: Session) -> list[int]:
            rows = [Chat(channel=self.line.name, address=address, group=group) for address in addresses]
            session.add_all(rows)
            await session.flush()
            return [row.id or 0 for row in rows]

        return await self.database.write(add)

    async def posts(
        self, *texts: str, chat: int | Sequence[int], lane: Lane = Lane.ANSWER, **more: Any
    ) -> list[Letter]:
        """One letter for each text; to one chat, or each to the next of several. The courier is not told."""
        chats = [chat] * len(texts) if isinstance(chat, int) else list(chat)
        rows = []
        for text, number in zip(texts, chats, strict=True):
            rows += outbox.letters(Say(text), To(number, self.line.name), NOW, self.clock.now, lane=lane, **more)
        await self.database.write(partial(outbox.post, rows=rows))
        return [letter for letter in await self.letters() if letter.text in texts]

    async def letters(self) -> list[Letter]:
        async def all_of_them(session: Session) -> list[Letter]:
            return list((await session.exec(select(Letter).order_by(col(Letter.id)))).all())

        return await self.database.read(all_of_them)

    async def letter(self, text: str) -> Letter:
        (found,) = [letter for letter in await self.letters() if letter.text == text]
        return found

    async def chat(self, number: int) -> Chat:
        found = await self.database.read(lambda session: session.get(Chat, number))
        assert found is not None
        return found

    async def rests(self) -> None:
        """Until the courier has done what it can at this moment."""
        self.courier.wake()
        await self.courier.drained()

    async def passes(self, seconds: float) -> None:
        self.clock.now += timedelta(seconds=seconds)
        await self.rests()


@asynccontextmanager
async def office(database: Database, rate: int = 0, start: Callable[..., Any] | None = None) -> AsyncIterator[Office]:
    """`database`: open, its writer running."""
    clock = Clock()
    line = Line(clock=clock)
    async with Nursery() as nursery:
        courier = Courier(
            database, line, now=lambda: NOW, machine=clock.machine, start=start or nursery.start, rate=rate,
            monotonic=clock.monotonic,
        )  # fmt: skip
        nursery.keep_running("courier", courier.run)
        yield Office(database, line, courier, clock)
