"""Reports coming in: what one costs, and how long its unit waits when everybody sends theirs at the last moment."""

import asyncio
import random
import sqlite3
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import select

from core.forms import Field, FieldKind, Form
from core.texts import labels
from data import drafts, files
from data.database import Session
from data.models import Chat, Obligation
from tests import seed
from tests.bench.measures import TOKEN
from tests.bench.process import Process, started
from tests.bench.world import database_path, settings
from tests.double import Double, Limits, Person
from tests.seed import Member

ROUND_TRIP = 0.05
RATE = 30
FILE = b"%PDF-1.7\n" + b"bao cao ket qua " * (5_000_000 // 16)
FIVE = Form(
    (
        Field("tep", seed.PAPER, FieldKind.FILES),
        Field("luot", seed.NUMBER, FieldKind.NUMBER, unit="lượt"),
        Field("noi", "Địa điểm tổ chức", FieldKind.TEXT),
        Field("ket", "Kết quả nổi bật", FieldKind.LONG_TEXT),
        Field("duyet", "Cấp ủy đã duyệt", FieldKind.YES_NO),
    )
)
ANSWERS = (
    (seed.NUMBER, "150"),
    ("Địa điểm tổ chức", "Nhà văn hóa phường"),
    ("Kết quả nổi bật", "Một ngày hội lớn của cả phường"),
    ("Cấp ủy đã duyệt", "có"),
)


@dataclass
class Rush:
    """Seconds from each person's words to the answer; and until all was in the database, and all were answered."""

    waits: list[float]
    committed: float = 0.0
    answered: float = 0.0


@asynccontextmanager
async def _running(
    people: int, form: Form, limits: Limits, rate: int, ready: bool = False
) -> AsyncIterator[tuple[Double, Process, Path, list[tuple[Member, Person]]]]:
    """`ready`: of each report only the confirmation is missing."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "var"
        members = await seed.crowd(folder, people, form)
        if ready:
            await seed.written(folder, _ready)
        async with Double(TOKEN, limits=limits, anyone=True) as double:
            env = settings(folder, double.url, TOKEN, rate)
            async with started("bot", log=Path(name) / "log.txt", **env) as process:
                await double.polled(30)
                persons = [double.person(member.id, "Người") for member in members]
                yield double, process, folder, list(zip(members, persons, strict=True))


async def _ready(session: Session) -> None:
    now = datetime.now(UTC)
    units = {owed.unit_id: owed.id or 0 for owed in (await session.exec(select(Obligation))).all()}
    for unit, chat in zip(sorted(units), (await session.exec(select(Chat).order_by("id"))).all(), strict=True):
        person = chat.person_id or 0
        file = await files.add(session, now, name="bao-cao.pdf", size=11, sha256="0" * 64, person_id=person)
        draft, _ = await drafts.open_for(session, person, units[unit], 0, now)
        await drafts.save(session, draft, now, file_ids=[file.id or 0], complete_at=now)


async def _hands_in(member: Member, person: Person, content: bytes, waits: list[float], pause: float = 0.0) -> None:
    """The file first, then what is asked, one by one; each wait is that of one message."""

    async def answered(part: str, began: float) -> None:
        await person.hears(part, 120)
        waits.append(time.perf_counter() - began)
        await asyncio.sleep(pause)

    began = time.perf_counter()
    await person.sends_file(member.file[0], content)
    for asked, answer in ANSWERS:
        await answered(asked, began)
        began = time.perf_counter()
        await person.says(answer)
    await answered("Xin xem lại", began)
    began = time.perf_counter()
    await person.says(labels.CONFIRM)
    await answered(member.receipt, began)


async def cost(people: int = 20) -> float:
    """Milliseconds of the bot's CPU for a hand-in of five fields and a file of 5 MB, one after another."""
    async with _running(people + 2, FIVE, Limits.off(), 0) as (_, process, _, crowd):
        for member, person in crowd[:2]:  # what is imported at the first
            await _hands_in(member, person, FILE, [])
        before = process.cpu()
        for member, person in crowd[2:]:
            await _hands_in(member, person, FILE, [])
        await asyncio.sleep(1)  # the last file may still be on its way
        return (process.cpu() - before) / people * 1000


async def last_minute(people: int = 200, seconds: float = 60.0, small: int = 20_000) -> Rush:
    """Everybody begins at some moment of the last minute, and takes a moment to read before each answer."""
    rush, chance = Rush([]), random.Random(1)
    async with _running(people, FIVE, Limits(), RATE) as (double, _, _, crowd):
        await double.weather(delay=ROUND_TRIP)

        async def one(member: Member, person: Person, at: float) -> None:
            await asyncio.sleep(at)
            await _hands_in(member, person, FILE[:small], rush.waits, pause=1.5)

        starts = [chance.uniform(0, seconds) for _ in crowd]
        await asyncio.gather(*(one(*pair, at) for pair, at in zip(crowd, starts, strict=True)))
        _not_too_fast(double)
    return rush


async def last_second(people: int = 200) -> Rush:
    """Everybody confirms within one second."""
    async with _running(people, Form((Field("tep", seed.PAPER, FieldKind.FILES),)), Limits(), RATE, ready=True) as (
        double, _, folder, crowd,
    ):  # fmt: skip
        await double.weather(delay=ROUND_TRIP)
        for _, person in crowd:
            await person.says("nộp")
        await asyncio.gather(*(person.hears("Xin xem lại", 60) for _, person in crowd))
        await asyncio.sleep(2)  # what the summaries took of the pace
        began = time.perf_counter()
        await asyncio.gather(*(_after(n / len(crowd), person) for n, (_, person) in enumerate(crowd)))
        said, rush = time.perf_counter(), Rush([])
        heard = asyncio.gather(*(_heard(pair, began, rush.waits) for pair in crowd))
        while _handed_in(folder) < people:
            await asyncio.sleep(0.01)
        rush.committed = time.perf_counter() - said
        await heard
        rush.answered = time.perf_counter() - said
        _not_too_fast(double)
    return rush


async def _after(seconds: float, person: Person) -> None:
    await asyncio.sleep(seconds)
    await person.says("nộp")


async def _heard(pair: tuple[Member, Person], began: float, waits: list[float]) -> None:
    member, person = pair
    await person.hears(member.receipt, 120)
    waits.append(time.perf_counter() - began)


def _handed_in(folder: Path) -> int:
    with closing(sqlite3.connect(f"file:{database_path(folder)}?mode=ro", uri=True, timeout=10)) as database:
        return int(database.execute("SELECT count(*) FROM submission").fetchone()[0])


def _not_too_fast(double: Double) -> None:
    refused: Sequence[object] = double.refused(429)
    assert not refused, f"{len(refused)} times too fast"
