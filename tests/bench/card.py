"""A meeting's picture, as the errand makes it: from a card that is composed to a file; and what a target comes to, of
10,000 units beside nine other campaigns of as many."""

import asyncio
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from core.cards import Bar, Card, Cell, Column, Line, Mark
from core.texts import meeting as texts
from data import figures, targets
from data.database import Session
from tests.bench import status
from tests.bench.tick import build, opened

UNITS, REPORTS = (12, 43, 300), 8
_MARKS = (*[Mark.ON_TIME] * 12, *[Mark.LATE] * 2, Mark.RETURNED, *[Mark.MISSING] * 2, *[Mark.AHEAD] * 3, Mark.EXEMPT)
_FEEDING = (
    "UPDATE deliverable SET form = '{\"v\":1,\"fields\":[{\"key\":\"luot\",\"label\":\"Số lượt\",\"kind\":\"number\","
    "\"unit\":\"lượt\"}]}'",
    "INSERT INTO target (id, campaign_id, position, what, unit, value, way, stock, offered) "
    "VALUES (1, 1, 1, 'lượt', 'lượt', 20000000, 'sum', 0, '{}')",
    "INSERT INTO target_number (target_id, deliverable_id, field, whole) "
    "SELECT 1, id, 'luot', 0 FROM deliverable WHERE campaign_id = 1 ORDER BY id LIMIT 1",
)  # fmt: skip


def card(units: int) -> Card:
    """Long names, every mark, three targets."""
    lines = tuple(
        Line(f"Đoàn cơ sở Trung tâm Xúc tiến Thương mại {at}", f"TT{at}", f"Cụm {at % 7}", _cells(at))
        for at in range(units)
    )
    reports = tuple(Column(f"Báo cáo kết quả tháng {at}", f"{units - at}/{units}") for at in range(1, REPORTS + 1))
    bars = tuple(Bar(f"Lượt người tham gia {at}", "14.320/20.000", 0.7, 0.1, 0.8) for at in range(3))
    return Card("Đợt thi đua", ("Đã nộp",), reports, lines, bars, texts.LETTERS, texts.unseen(), texts.due_by_now())


def _cells(at: int) -> tuple[Cell, ...]:
    marks = (_MARKS[(at * 5 + report * 3) % len(_MARKS)] for report in range(REPORTS))
    return tuple(Cell(mark, mark is Mark.ON_TIME and not at % 3) for mark in marks)


def drawn(units: int, folder: Path) -> float:
    """Seconds, the library loaded before."""
    from data.formats import card as drawing

    one = card(units)
    began = time.perf_counter()
    drawing.draw(one, folder / f"{units}.png")
    return time.perf_counter() - began


async def a_target(session: Session) -> None:
    (wanted,) = await targets.of_campaign(session, 1)
    (found,) = await figures.standing(session, [wanted], date(2021, 12, 31))
    assert found.figures.told > status.UNITS // 3


async def measure(runs: int, say: Callable[[str], None]) -> tuple[dict[int, float], dict[int, float]]:
    """Medians: of a picture by how many units it has, and of a target by how many campaigns there are."""
    with tempfile.TemporaryDirectory() as name:
        pictures = {units: [drawn(units, Path(name)) for _ in range(runs + 1)][1:] for units in UNITS}
        read: dict[int, float] = {}
        for campaigns in (1, status.CAMPAIGNS):
            reports = campaigns * status.REPORTS
            path = await build(Path(name) / f"{campaigns}", status.UNITS * reports, reports, campaigns)
            await asyncio.to_thread(_feed, path)
            async with opened(path) as database:
                read[campaigns] = statistics.median(await status.timed(database, a_target, runs))
    middle = {units: statistics.median(spent) for units, spent in pictures.items()}
    for units, spent in middle.items():
        say(f"  a picture of {units} units: {spent * 1000:.0f} ms")
    for campaigns, spent in read.items():
        say(f"  a target of {status.UNITS:,} units, {campaigns} campaigns: {spent * 1000:.0f} ms")
    return middle, read


def _feed(path: Path) -> None:
    status.live(path)
    with sqlite3.connect(path) as rows:
        for statement in _FEEDING:
            rows.execute(statement)
    rows.close()
