"""The people of the stories, and the world they live in: the real App on a rehearsal clock, spoken to in sentences.

async with campaign(tmp_path) as world:
    mai = world.mai
    await mai.says("/nop")
    await mai.hears("Nội dung trọng tâm")
    await world.goes_to("2021-10-25 08:15")

The world is the demo's: 30/9/2021, 8 giờ 00; Mai and her deputy Tú in An Hòa, Khoa who organises, Hạnh who leads, and
ten more units. It stands still unless a story moves it. The same folder opened again is the same world, restarted.
"""

import asyncio
import atexit
import secrets
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from sqlalchemy import bindparam
from sqlmodel import col, select, update

from bot.app import App
from bot.clock import machine_now
from bot.nursery import Nursery
from bot.settings import Settings
from core.clock import ZONE, Rehearsal, local
from core.deadlines import Deadline
from core.delivery import CHANNELS, Lane, Outcome, Sent
from core.errors import Refused
from core.filekinds import look
from core.forms import Form
from core.vietnamese import fold
from data import database as databases
from data import drafts, files, inbox, marks, obligations, outbox, people
from data.database import Database, Session
from data.dispatch import Claimed
from data.inbox import Arrival, Kept
from data.models import Chat, Deliverable, Letter, Obligation, Person, Unit
from data.outbox import choices_of
from handlers import web
from handlers.turn import Turn, opened

Row = TypeVar("Row")
START = "2021-09-30 08:00"  # a Thursday: the reports are due 08/10 (chậm nhất) and 29/10 (trước ngày)
FIRST, LAST = "Nội dung hoạt động trọng tâm", "Báo cáo kết quả"
_ALBUM = "SELECT 1 FROM outbox WHERE once >= 'album:' AND once < 'album;' AND closed_at IS NULL LIMIT 1"
_WAITING = "SELECT DISTINCT channel FROM outbox WHERE closed_at IS NULL AND not_before <= ? AND free_at <= ?"
_CHAT = select(Chat.id).where(Chat.channel == bindparam("channel"), Chat.address == bindparam("address"))
FILLED = {"noi_dung": "Mỗi chi đoàn một sáng kiến", "luot": 150, "ket_qua": "Một ngày hội lớn"}


def moment(text: str) -> datetime:
    """'2021-10-25 08:15' on the wall clock of the organisation."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=ZONE)


def clock(at: datetime) -> str:
    """'25/10 08:15': the same, shortly."""
    return f"{local(at):%d/%m %H:%M}"


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

    async def says(self, text: str, key: str | None = None) -> None:
        await self._sends(web.typed(text), key)

    async def sends_album(self, *names: str) -> None:
        """Files chosen together: each comes by itself, and nothing says which is the last."""
        album = secrets.token_hex(8)
        for name in names:
            stored = await self.world.app.house.shelf.store(_chunks(name.encode()), 50_000_000)
            await self.keeps(web.uploaded(name, stored.size, stored.sha256, "", album))
        await self.world.settled()

    async def sends_file(self, name: str = "bao-cao.docx", content: bytes = b"PK noi dung") -> None:
        stored = await self.world.app.house.shelf.store(_chunks(content), 50_000_000)
        await self._sends(web.uploaded(name, stored.size, stored.sha256, "", look=look(stored.head, name).looked_into))

    async def is_ready(self, name: str = "dang-ky.docx", report: str = FIRST, **fields: Any) -> None:
        """Everything of the report is answered and read back; only the confirmation is missing."""
        await self.world.database.write(partial(self._drafts, name=name, report=report, fields=fields or FILLED))
        await self.says("nộp")
        await self.hears("Xin xem lại", name)

    async def _drafts(self, session: Session, name: str, report: str, fields: dict[str, Any]) -> None:
        now, speaker = self.world.now, await people.speaker(session, self.channel, self.address)
        assert speaker is not None
        person = speaker.chat.person_id or 0
        owed = next(
            one for one in await obligations.of_units(session, speaker.unit_ids) if one.deliverable.name == report
        )
        file = await files.add(session, now, name=name, size=11, sha256="0" * 64, person_id=person)
        draft, _ = await drafts.open_for(session, person, owed.id, owed.obligation.version, now)
        await drafts.save(session, draft, now, fields=fields, file_ids=[file.id or 0], complete_at=now)

    async def hands_in(self, name: str = "dang-ky.docx", report: str = FIRST, **fields: Any) -> Letter:
        await self.is_ready(name, report, **fields)
        await self.says("nộp")
        return await self.hears("Đã nhận")

    async def presses(self, label: str, letter: Letter | None = None, key: str | None = None) -> None:
        letter = letter or await self.asked(label)
        await self._sends(web.tapped(letter.id or 0, _number(letter, label), label), key)

    async def answers(self, label: str) -> None:
        """The same choice, typed: by its number."""
        await self.says(str(_number(await self.asked(label), label)))

    async def chooses(self, label: str) -> None:
        """As one does on this channel: a tap; without buttons the number that stands before the choice, else words."""
        letter = await self.asked(label)
        number = _number(letter, label)
        if CHANNELS[self.channel].buttons:
            await self.presses(label, letter)
        else:
            await self.says(str(number) if f"\n{number}. " in letter.text else label)

    async def asked(self, label: str) -> Letter:
        """The newest letter that offers this."""
        letters = [one for one in await self.letters() if fold(label) in labels(one)]
        assert letters, f"nothing offered {label!r}"
        return letters[-1]

    async def _sends(self, raw: dict[str, Any], key: str | None = None) -> None:
        await self.keeps(raw, key)
        await self.world.settled()

    async def keeps(self, raw: dict[str, Any], key: str | None = None) -> None:
        """Into the inbox, and nothing waited for."""
        update_id = f"{self.address}:{key or secrets.token_hex(8)}"
        await self.world.app.house.intake.keep(self.channel, [Arrival(update_id, self.address, raw)])

    async def letters(self, after: int = 0) -> list[Letter]:
        """Everything said to this chat, oldest first. `after`: the last one that is left out."""
        return await self.world.app.house.database.read(partial(self._letters, after=after))

    async def _letters(self, session: Session, after: int) -> list[Letter]:
        found = await session.exec(_CHAT, params={"channel": self.channel, "address": self.address})
        return await outbox.said_after(session, found.first() or 0, after)

    async def nudges(self) -> list[str]:
        """When this chat was reminded, to the minute."""
        return [clock(letter.made_at) for letter in await self.letters() if letter.lane == Lane.NUDGE and letter.still]

    async def news(self) -> list[Letter]:
        """What was said since the last listening."""
        fresh = await self.letters(self.heard)
        self.heard = max((letter.seq or 0 for letter in fresh), default=self.heard)
        return fresh

    async def hears(self, *parts: str) -> Letter:
        """One of the new letters has all these parts."""
        fresh = await self.news()
        for letter in fresh:
            if all(part in letter.text for part in parts):
                return letter
        raise AssertionError(f"{parts} not in:\n" + "\n---\n".join(letter.text for letter in fresh))

    async def hears_only(self, *parts: str) -> Letter:
        """Exactly one new letter, and it has all these parts."""
        fresh = await self.news()
        texts = "\n---\n".join(letter.text for letter in fresh)
        assert len(fresh) == 1, f"{len(fresh)} letters:\n{texts}"
        assert all(part in fresh[0].text for part in parts), f"{parts} not in:\n{texts}"
        return fresh[0]

    async def hears_nothing(self) -> None:
        fresh = await self.news()
        assert not fresh, "\n---\n".join(letter.text for letter in fresh)


async def _chunks(content: bytes) -> AsyncIterator[bytes]:
    yield content


def labels(letter: Letter) -> list[str]:
    return [fold(choice.label) for choice in choices_of(letter)]


def _number(letter: Letter, label: str) -> int:
    assert fold(label) in labels(letter), f"{label!r} is not among {labels(letter)}"
    return labels(letter).index(fold(label)) + 1


class Familiar(Database):
    """A statement that another world of this process has compiled is not compiled again."""

    _first: ClassVar[dict[str, Any]] = {}

    async def open(self) -> None:
        await super().open()
        self._recalls("readers", self._readers.sync_engine)
        self._recalls("writer", self._engine.sync_engine)
        connection: Any = self._writer and self._writer.sync_connection
        connection.dialect = connection.engine.dialect

    def _recalls(self, name: str, engine: Any) -> None:
        first = self._first.setdefault(name, engine)
        engine.dialect = engine.pool._dialect = first.dialect
        engine._compiled_cache = first._compiled_cache


class Rehearsed(App):
    """Nobody opens a page in a story, no power fails, nothing waits for a thread or a disk, and an album is answered
    when it has settled, however slow the machine is."""

    gathers = timedelta(minutes=1)

    alone: ClassVar[bool] = True

    def _database(self) -> Database:
        return Familiar(self.settings.database, synchronous="OFF", alone=self.alone)

    async def _serve(self) -> None:
        return


class Threaded(Rehearsed):
    """Every statement takes the way to the database's own thread, as beside others, and can be counted there."""

    alone = False


@dataclass
class World:
    app: App
    plain: PlainCarrier
    _actors: dict[tuple[str, str], Actor] = field(default_factory=dict)

    def actor(self, channel: str, address: str) -> Actor:
        return self._actors.setdefault((channel, address), Actor(self, channel, address))

    @property
    def mai(self) -> Actor:
        return self.actor("web", "demo:secretary")

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
    def database(self) -> Database:
        return self.app.house.database

    @property
    def now(self) -> datetime:
        return self.app.house.clock.now()

    async def goes_to(self, text: str) -> None:
        """Let time pass up to then; nothing due on the way is skipped."""
        await self.app.house.clock.advance(moment(text))

    async def passes(self, **span: float) -> None:
        await self.app.house.clock.advance(self.now + timedelta(**span))

    async def settled(self) -> None:
        """Every update handled, everything due now done, every due letter carried."""
        house = self.app.house
        await house.intake.settled()
        await self.app.errands.drained()
        if self._album_waits():
            await self._does(update(Letter).where(col(Letter.once).like("album:%")).values(free_at=machine_now()))
        due = await house.clock.upcoming()
        if due is not None and due <= self.now:
            await house.clock.advance(self.now)
        waiting = self._waiting()
        for name, courier in self.app.couriers.items():
            if name in waiting or courier._busy:
                await courier.drained()

    # Looked up past everything, for both are asked after whatever anybody says.

    def _album_waits(self) -> bool:
        return bool(self.database._driver._conn.execute(_ALBUM).fetchall())

    def _waiting(self) -> set[str]:
        """Channels that have a letter to carry now."""
        moments = (f"{one.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}" for one in (self.now, machine_now()))
        return {name for (name,) in self.database._driver._conn.execute(_WAITING, tuple(moments))}

    @asynccontextmanager
    async def out_of_reach(self, channel: str) -> AsyncIterator[None]:
        """What is written to this channel waits until the story goes on."""
        courier = self.app.couriers[channel]
        courier.pace.halt(600)
        try:
            yield
        finally:
            courier.pace._halted_until = 0.0
            await courier.drained()

    async def moves_to_plain(self, actor: Actor) -> Actor:
        """The same person on the channel without buttons."""

        async def bind(session: Session) -> None:
            found = await people.speaker(session, actor.channel, actor.address)
            assert found is not None
            session.add(Chat(channel="zalo", address=actor.address, person_id=found.chat.person_id))

        await self.database.write(bind)
        return self.actor("zalo", actor.address)

    async def person(self, actor: Actor) -> Person:
        found = await self.database.read(partial(people.speaker, channel=actor.channel, address=actor.address))
        assert found is not None
        assert found.person is not None
        return found.person

    async def asks(self, form: Form, report: str = FIRST) -> None:
        """From now on this report asks for these parts."""
        change = update(Deliverable).where(col(Deliverable.name) == report).values(form=form.to_json())
        await self._does(change)

    async def restricts(self, report: str) -> None:
        """From now on this report is seen by the people named alone."""
        await self._does(update(Deliverable).where(col(Deliverable.name) == report).values(restricted=True))

    async def is_due(self, report: str, deadline: Deadline) -> None:
        """The date of a report was moved, for everybody."""
        moments = {"strict": deadline.strict, "lenient": deadline.lenient}
        await self._does(update(Deliverable).where(col(Deliverable.name) == report).values(**moments))
        those = select(Deliverable.id).where(col(Deliverable.name) == report)
        moved = update(Obligation).where(col(Obligation.deliverable_id).in_(those))
        await self._does(moved.values(**moments, next_nudge_at=self.now))

    async def only(self, *marks: str) -> None:
        """Nobody else is reminded of anything, so that time passes quickly."""
        mine = select(Unit.id).where(col(Unit.mark).in_(marks))
        await self._does(update(Obligation).where(col(Obligation.unit_id).not_in(mine)).values(next_nudge_at=None))

    async def remembers_no_nudge(self) -> None:
        """As if the tick that wrote the last letters had died before it moved on."""
        await self._does(update(Obligation).values(next_nudge_at=self.now, nudged_at=None))

    async def rows(self, table: type[Row]) -> list[Row]:
        """Everything in one table, in order."""
        return await self.database.read(partial(_rows, table=table))

    async def _does(self, statement: Any) -> None:
        await self.database.write(lambda session: session.exec(statement))

    async def would_answer(self, actor: Actor, raw: dict[str, Any] | str) -> list[str]:
        """What a turn would say, to this person first and then to others; and to nobody, for it is taken back."""
        raw = web.typed(raw) if isinstance(raw, str) else raw
        house = self.app.house

        async def turn(session: Session) -> None:
            arrival = Arrival(secrets.token_hex(8), actor.address, raw)
            (row,) = await inbox.keep(session, actor.channel, [arrival], self.now, machine_now())
            turn = await opened(session, row, self.now, machine_now(), house.setting)
            turn.say(await web.answer(turn, row))
            raise Unsaid(
                [letter["text"] for letter in sorted(turn.said, key=lambda one: one["chat_id"] != turn.chat_id)]
            )

        try:
            await self.database.write(turn)
        except Unsaid as taken_back:
            return taken_back.texts
        except Refused as refusal:
            return [refusal.text]
        raise AssertionError("the turn was kept")


async def _rows(session: Session, table: type[Row]) -> list[Row]:
    return list((await session.exec(select(table))).all())


class Unsaid(Exception):
    """Ends a turn that nobody is to hear of."""

    def __init__(self, texts: list[str]) -> None:
        super().__init__()
        self.texts = texts


def settings(folder: Path, **given: Any) -> Settings:
    """A rehearsal that stands still unless a story moves it."""
    usual: dict[str, Any] = {"var_dir": folder, "web_port": 0, "clock_start": moment(START), "clock_speed": 0.0}
    return Settings(_env_file=None, **(usual | given))


@asynccontextmanager
async def campaign(
    folder: Path,
    *,
    played: bool = False,
    pages: bool = False,
    threads: bool = False,
    kind: type[App] | None = None,
    **given: Any,
) -> AsyncIterator[World]:
    """The demo's organisation and plan; the other units act on their own only when `played`. `pages`: also served."""
    if given.keys() <= {"smtp_url"}:
        await _found(folder)
    kind = kind or (App if pages else Threaded if threads else Rehearsed)
    async with _running(folder, kind, played=played, **given) as world:
        for actor in (world.mai, world.khoa, world.hanh, world.tu):
            await actor.news()
        yield world


@asynccontextmanager
async def _running(
    folder: Path, kind: type[App] = Rehearsed, *, played: bool = False, **given: Any
) -> AsyncIterator[World]:
    app = kind(settings(folder, **given), lambda _: None, played=played)
    async with app:
        plain = PlainCarrier()
        world = World(app, plain)
        await _open_plain(app, plain)
        await world.settled()
        yield world


def kept_for_the_run(prefix: str) -> Path:
    """A folder that goes when this process does."""
    made = Path(tempfile.mkdtemp(prefix=prefix))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


_template: list[Path] = []


async def _found(folder: Path) -> None:
    """A copy of a world that has just begun, made once for this process; a folder with a world in it is left alone."""
    if (folder / "demo.db").exists():
        return
    if not _template:
        made = kept_for_the_run("world-")
        async with _running(made):
            pass
        _template.append(made)
    for name in ("demo.db", "secret.key"):
        shutil.copy(_template[0] / name, folder / name)


async def wakes_at(folder: Path, text: str) -> None:
    """While the bot was down, time went on: the clock's row says so when it starts again."""
    database = Database(settings(folder).database)
    stood = Rehearsal(machine_now(), moment(text), 0.0)
    async with databases.opened(database), Nursery() as nursery:
        nursery.keep_running("writer", database.run)
        await database.write(partial(marks.keep_rehearsal, clock=stood))


async def all_at_once(sayings: Iterable[tuple[Actor, str]]) -> None:
    """Everybody speaks before anybody is answered."""
    said = list(sayings)
    await asyncio.gather(*(actor.keeps(web.typed(text)) for actor, text in said))
    await said[0][0].world.settled()


async def _open_plain(app: App, carrier: PlainCarrier) -> None:
    house = app.house

    def way(row: Kept) -> Callable[[Session], Any]:
        async def turn(session: Session) -> None:
            turn: Turn = await opened(session, row, house.clock.now(), machine_now(), house.setting)
            turn.say(await web.answer(turn, row))
            await turn.finish()

        return turn

    courier = app.courier(
        house.database, carrier, now=house.clock.now, machine=machine_now, start=house.nursery.start,
        calendar=house.calendar,
    )  # fmt: skip
    app.couriers["zalo"] = courier
    house.nursery.keep_running("courier zalo", courier.run)
    await house.intake.open("zalo", way)
