"""A campaign from its plan to its end, walked once for a module; its tests read what everybody was sent.

The organisation is the demo's, without the demo's plan: Khoa organises, Mai and her deputy are An Hòa, others are
called by their marks, DL has never come in. A plan is sent and started through the chat, as an organiser does it.
"""

import re
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from sqlmodel import SQLModel, delete, update

from bot.clock import machine_now
from bot.nursery import Nursery
from core.clock import Rehearsal, local
from core.delivery import Lane
from core.progress import Row, tally
from core.submissions import State, Timeliness, Workflow
from core.vietnamese import fold
from data import database as databases
from data import marks
from data.database import Database, Session
from data.models import (
    Board,
    Campaign,
    Deliverable,
    Entry,
    Letter,
    Obligation,
    Target,
    TargetNumber,
    TargetShare,
)
from data.outbox import choices_of
from tests import cast
from tests.cast import Actor, World, moment

_WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
_SAID = re.compile(
    r"Còn \d+ ngày|Ngày mai là ngày cuối|là ngày cuối|còn nhận trong hôm nay|gửi bổ sung|đã hẹn gửi|gửi \d+ báo cáo"
)
_GONE: Sequence[type[SQLModel]] = (
    *(TargetNumber, TargetShare, Target),
    *(Board, Entry, Letter, Obligation, Deliverable, Campaign),
)


def when(at: datetime) -> str:
    """'T6 08/10 08:15', on the wall clock."""
    here = local(at)
    return f"{_WEEKDAYS[here.weekday()]} {here:%d/%m %H:%M}"


@asynccontextmanager
async def office(folder: Path, at: str) -> AsyncIterator[World]:
    """The organisation at that moment, with nothing asked of anybody."""
    await cast._found(folder)
    database = Database(cast.settings(folder).database, synchronous="OFF", alone=True)
    async with databases.opened(database), Nursery() as nursery:
        nursery.keep_running("writer", database.run)
        await database.write(partial(_emptied, at=moment(at)))
    async with cast.campaign(folder) as world:
        yield world


async def _emptied(session: Session, at: datetime) -> None:
    for table in _GONE:
        await session.exec(delete(table))
    await marks.keep_rehearsal(session, Rehearsal(machine_now(), at, 0.0))


# -- the plan -----------------------------------------------------------------------------------------------------


async def starts(officer: Actor, plan: str, decisions: Sequence[str]) -> None:
    """The organiser sends the plan and answers what is asked, one after the other: a label is pressed, else typed."""
    await officer.sends_file("ke-hoach.txt", plan.encode())
    for decision in (*decisions, "Bắt đầu và gửi thư"):
        letter = (await officer.letters())[-1]
        if fold(decision) in cast.labels(letter):
            await officer.presses(decision, letter)
        else:
            await officer.says(decision)
    await officer.hears("Đã bắt đầu")


async def hands_in(actor: Actor, report: str, period: str = "") -> Letter:
    """As a unit does it: which one where several are owed (of a period, or the oldest), the file, yes."""
    await actor.says("nộp")
    labels = [choice.label for choice in choices_of((await actor.letters())[-1])]
    if mine := [label for label in labels if label.startswith(report[:20]) and period in label]:
        await actor.presses(mine[0])
    await actor.sends_file("bao-cao.docx")
    await actor.news()
    await actor.says("nộp")
    return await actor.hears("Đã nhận", report)


# -- what came of it ----------------------------------------------------------------------------------------------


class Shares(NamedTuple):
    """Every obligation is in just one of the last five."""

    expected: int
    on_time: int
    late: int
    returned: int
    missing: int
    exempt: int


@dataclass(frozen=True)
class Walked:
    """`reminded`: by who it is in the story, each reminder: its minute, what it is about, what it says of the time."""

    reminded: dict[str, list[tuple[str, str, str]]]
    totals: dict[str, Shares]
    texts: dict[str, list[str]]


async def walked(world: World, units: dict[str, Actor]) -> Walked:
    rows = {row.id: row for row in await world.rows(Obligation)}
    reports = {row.id: row.name for row in await world.rows(Deliverable)}
    reminded, texts = {}, {}
    for name, actor in units.items():
        letters = await actor.letters()
        texts[name] = [letter.text for letter in letters]
        reminded[name] = [
            (when(letter.made_at), _about(letter, rows, reports), _gist(letter))
            for letter in letters
            if letter.lane == Lane.NUDGE and letter.still
        ]
    return Walked(reminded, _totals(rows.values(), reports), texts)


def _about(letter: Letter, rows: dict[int | None, Obligation], reports: dict[int | None, str]) -> str:
    owed = [rows[int(one)] for one in letter.still.removeprefix("owed:").split(",")]
    return ", ".join(_name(row, reports) for row in owed)


def _name(row: Obligation, reports: dict[int | None, str]) -> str:
    return f"{reports[row.deliverable_id]} {row.period}".rstrip()


def _gist(letter: Letter) -> str:
    found = _SAID.search(letter.text)
    assert found, letter.text
    return found[0]


def _totals(rows: Iterable[Obligation], reports: dict[int | None, str]) -> dict[str, Shares]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        state = State(Workflow(row.workflow), Timeliness(row.timeliness))
        found.setdefault(_name(row, reports), []).append(Row(state))
    counted = {name: tally(each) for name, each in found.items()}
    assert all(one.adds_up for one in counted.values())
    return {
        name: Shares(one.expected, one.on_time, one.late, one.returned, one.missing, one.exempt)
        for name, one in counted.items()
    }


def about(report: str, table: str) -> list[tuple[str, str, str]]:
    """A row for each line: 'T6 08/10 08:15 là ngày cuối'."""
    lines = [line.strip() for line in table.strip().split("\n")]
    return [(line[:14], report, line[15:].strip()) for line in lines if line]


async def nobody_watches(world: World) -> None:
    """No digest and no notice, so that a year passes quickly."""
    await world.database.write(lambda session: session.exec(update(Campaign).values(notice_at=None)))
