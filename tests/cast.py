"""The people of the stories, and the world they live in: the real App on a rehearsal clock, spoken to in sentences.

async with campaign(tmp_path) as world:
    mai = world.mai
    await mai.says("/nop")
    await mai.hears("Nội dung trọng tâm")
    await world.goes_to("2021-10-25 08:15")
"""

import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from bot.app import App
from bot.clock import machine_now
from bot.settings import Settings
from core.clock import ZONE
from core.delivery import Outcome, Sent
from core.vietnamese import fold
from data import outbox, people
from data.database import Session
from data.inbox import Arrival, Kept
from data.models import Chat, Letter, Person
from data.outbox import Claimed, choices_of
from handlers import web
from handlers.turn import opened
from scheduler.courier import Courier

START = "2021-09-30 08:00"  # a Thursday: the reports are due 08/10 (chậm nhất) and 29/10 (trước ngày)


def moment(text: str) -> datetime:
    """'2021-10-25 08:15' on the wall clock of the organisation."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=ZONE)


class PlainCarrier:
    """A channel that can carry words only. It remembers what it carried."""

    name = "zalo"

    def __init__(self) -> None:
        self.carried: list[tuple[str, str]] = []

    async def send(self, claimed: Claimed) -> Outcome:
        self.carried.append((claimed.address, claimed.letter.text))
        return Sent(str(len(self.carried)))


@dataclass
class Actor:
    """Someone with a chat. `hears` looks only at what was said since they last listened."""

    world: "World"
    channel: str
    address: str
    heard: int = 0
    _now: list[Letter] = field(default_factory=list)

    async def says(self, text: str, key: str | None = None) -> None:
        await self._sends(web.typed(text), key)

    async def sends_file(self, name: str = "bao-cao.docx", content: bytes = b"PK noi dung") -> None:
        stored = await self.world.app.house.shelf.store(_chunks(content), 50_000_000)
        await self._sends(web.uploaded(name, stored.size, stored.sha256, ""))

    async def presses(self, label: str, letter: Letter | None = None) -> None:
        letter = letter or await self._asked(label)
        labels = [fold(choice.label) for choice in choices_of(letter)]
        assert fold(label) in labels, f"{label!r} is not among {labels}"
        await self._sends(web.tapped(letter.id or 0, labels.index(fold(label)) + 1, label))

    async def answers(self, label: str) -> None:
        """The same choice, typed: by its number on a channel without buttons."""
        letter = await self._asked(label)
        labels = [fold(choice.label) for choice in choices_of(letter)]
        await self.says(str(labels.index(fold(label)) + 1))

    async def _asked(self, label: str) -> Letter:
        letters = [one for one in await self.letters() if fold(label) in [fold(c.label) for c in choices_of(one)]]
        assert letters, f"nothing offered {label!r}"
        return letters[-1]

    async def _sends(self, raw: dict[str, Any], key: str | None = None) -> None:
        update_id = f"{self.address}:{key or secrets.token_hex(8)}"
        await self.world.app.house.intake.keep(self.channel, [Arrival(update_id, self.address, raw)])
        await self.world.settled()

    async def letters(self) -> list[Letter]:
        """Everything said to this chat, oldest first."""
        return await self.world.app.house.database.read(self._letters)

    async def _letters(self, session: Session) -> list[Letter]:
        found = await people.speaker(session, self.channel, self.address)
        return await outbox.said_after(session, found.chat.id or 0, 0) if found else []

    async def news(self) -> list[Letter]:
        """What was said since the last listening."""
        everything = await self.letters()
        fresh, self.heard = everything[self.heard :], len(everything)
        return fresh

    async def hears(self, *parts: str) -> Letter:
        """One of the new letters has all these parts."""
        fresh = await self.news()
        for letter in fresh:
            if all(part in letter.text for part in parts):
                return letter
        raise AssertionError(f"{parts} not in:\n" + "\n---\n".join(letter.text for letter in fresh))

    async def hears_nothing(self) -> None:
        fresh = await self.news()
        assert not fresh, "\n---\n".join(letter.text for letter in fresh)


async def _chunks(content: bytes) -> AsyncIterator[bytes]:
    yield content


@dataclass
class World:
    app: App
    plain: PlainCarrier

    @property
    def mai(self) -> Actor:
        return self.actor("web", "demo:secretary")

    def actor(self, channel: str, address: str) -> Actor:
        key = (channel, address)
        if key not in self._actors:
            self._actors[key] = Actor(self, channel, address)
        return self._actors[key]

    def __post_init__(self) -> None:
        self._actors: dict[tuple[str, str], Actor] = {}

    @property
    def tu(self) -> Actor:
        """The deputy of Mai's unit."""
        return self.actor("web", "demo:deputy")

    @property
    def khoa(self) -> Actor:
        return self.actor("web", "demo:organiser")

    @property
    def hanh(self) -> Actor:
        return self.actor("web", "demo:leader")

    def unit(self, mark: str) -> Actor:
        return self.actor("web", f"demo:unit-{mark}")

    @property
    def now(self) -> datetime:
        return self.app.house.clock.now()

    async def goes_to(self, text: str) -> None:
        """Let time pass up to then; nothing due on the way is skipped."""
        await self.app.house.clock.advance(moment(text))

    async def passes(self, **span: float) -> None:
        await self.app.house.clock.advance(self.now + timedelta(**span))

    async def settled(self) -> None:
        """Every update handled, every due letter carried."""
        await self.app.house.intake.settled()
        await self.app.house.clock.advance(self.now)
        for courier in self.app.couriers.values():
            await courier.drained()

    async def moves_to_plain(self, actor: Actor) -> Actor:
        """The same person on the channel without buttons."""

        async def bind(session: Session) -> None:
            found = await people.speaker(session, actor.channel, actor.address)
            assert found is not None
            session.add(Chat(channel="zalo", address=actor.address, person_id=found.chat.person_id))

        await self.app.house.database.write(bind)
        return self.actor("zalo", actor.address)

    async def person(self, actor: Actor) -> Person:
        found = await self.app.house.database.read(
            partial(people.speaker, channel=actor.channel, address=actor.address)
        )
        assert found is not None
        assert found.person is not None
        return found.person


def settings(folder: Path, **given: Any) -> Settings:
    """A rehearsal that stands still unless a story moves it."""
    usual: dict[str, Any] = {"var_dir": folder, "web_port": 0, "clock_start": moment(START), "clock_speed": 0.0}
    return Settings(_env_file=None, **(usual | given))


@asynccontextmanager
async def campaign(folder: Path, *, played: bool = False, **given: Any) -> AsyncIterator[World]:
    """The demo's organisation and plan; the other units act on their own only when `played`."""
    app = App(settings(folder, **given), lambda _: None, played=played)
    async with app:
        plain = PlainCarrier()
        world = World(app, plain)
        await _open_plain(app, plain)
        await world.settled()
        for actor in (world.mai, world.khoa, world.hanh):
            await actor.news()
        yield world


async def _open_plain(app: App, carrier: PlainCarrier) -> None:
    house = app.house

    def way(row: Kept) -> Callable[[Session], Any]:
        async def turn(session: Session) -> None:
            turn = await opened(session, row, house.clock.now(), machine_now(), house.setting)
            turn.say(await web.answer(turn, row))
            await turn.finish()

        return turn

    courier = Courier(house.database, carrier, now=house.clock.now, machine=machine_now, start=house.nursery.start)
    app.couriers["zalo"] = courier
    house.nursery.keep_running("courier zalo", courier.run)
    await house.intake.open("zalo", way)
