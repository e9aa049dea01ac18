"""The tick beside a million open obligations: nothing due, a hundred, ten thousand; and beside a bare indexed table.

Every unit has one secretary on Telegram and owes twenty reports of ten campaigns; what is due is one report of each
of so many units, so that each is a letter of its own.
"""

import asyncio
import gc
import sqlite3
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from bot.nursery import Nursery
from core.calendar import Calendar
from core.deadlines import no_later_than
from data import migrations, obligations
from data.database import Database
from scheduler import nudges
from tests.bench import world
from tests.bench.measures import TOKEN, bot
from tests.double import Double, Limits

NOW = datetime(2021, 10, 25, 1, 15, tzinfo=UTC)  # 8:15 of a Monday, three days before the reports are due
OPENED = datetime(2021, 9, 30, 1, 0, tzinfo=UTC)
LATER = datetime(2099, 12, 1, 1, 15, tzinfo=UTC)
DUE = no_later_than(date(2021, 10, 28), "chậm nhất ngày 28/10/2021 (thứ Năm)")
REPORTS = 20
CAMPAIGNS = 10
OFFICE = Calendar()
LOOKS = 20  # when nothing is due
MANY, FEW = 1_000_000, 10_000  # open obligations


@dataclass(frozen=True)
class Tick:
    """One look at what is due: how long it took, of which this process worked; how long the event loop was held at
    most; letters written."""

    seconds: float
    cpu: float
    held: float
    letters: int


def kept(moment: datetime) -> str:
    """As the column type writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


# -- the world ----------------------------------------------------------------------------------------------------


async def build(folder: Path, open_: int, reports: int = REPORTS, campaigns: int = CAMPAIGNS) -> Path:
    """So many open obligations, by set-based statements: a million take seconds."""
    folder.mkdir(mode=0o700, exist_ok=True)
    path = world.database_path(folder)
    database = Database(f"sqlite+aiosqlite:///{path}")
    await database.open()
    await database.migrate(migrations.upgrade)
    await database.close()
    await asyncio.to_thread(_fill, path, max(open_ // reports, 1), reports, campaigns)
    return path


def _fill(path: Path, units: int, reports: int, campaigns: int) -> None:
    values = {
        "units": units, "reports": reports, "campaigns": campaigns, "opened": kept(OPENED), "later": kept(LATER),
        "strict": kept(DUE.strict), "lenient": kept(DUE.lenient), "wording": DUE.wording,
    }  # fmt: skip
    with sqlite3.connect(path) as rows:
        rows.execute("PRAGMA synchronous=OFF")
        for statement in _STATEMENTS:
            rows.execute(statement, values)
        rows.execute("ANALYZE")
    rows.close()


_COUNT = "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < :{}) "
_STATEMENTS = (
    _COUNT.format("units") + "INSERT INTO unit (id, name, mark, type) SELECT n, 'Chi đoàn ' || n, 'U' || n, '' FROM n",
    _COUNT.format("units") + "INSERT INTO person (id, name, phone, email, prefers, digest) "
    "SELECT n, 'Trần Văn ' || n, '', '', '', 0 FROM n",
    _COUNT.format("units") + "INSERT INTO seat (id, unit_id, role, title) SELECT n, n, 'secretary', 'Bí thư' FROM n",
    _COUNT.format("units") + "INSERT INTO holding (seat_id, person_id, since) SELECT n, n, :opened FROM n",
    _COUNT.format("units") + "INSERT INTO chat (channel, address, person_id, \"group\") "
    "SELECT 'telegram', 100000 + n, n, 0 FROM n",
    _COUNT.format("campaigns") + "INSERT INTO campaign (id, name, short, number, issuer, speaker, starts_on, ends_on, "
    "contact_name, contact_phone, opened_at, rungs, mailbox, forwards) SELECT n, 'Kế hoạch ' || n, 'đợt ' || n, "
    "n || '-KH/ĐTN', 'Quận Đoàn Bình Lâm', 'Ban Tổ chức', '2021-09-30', '2021-10-31', 'Trần Đăng Khoa', "
    "'0912.000.118', :opened, '{}', '', '' FROM n",
    _COUNT.format("reports") + "INSERT INTO deliverable (id, campaign_id, position, kind, name, wording, "
    "strict, lenient, hourly, form, owners, papers, rhythm, event, above, restricted, readers, period) "
    "SELECT n, (n - 1) % :campaigns + 1, n, 'report', 'Báo cáo ' || n, :wording, :strict, :lenient, 0, "
    "'{\"v\":1,\"fields\":[]}', '{}', '{}', '{}', '{}', '{}', 0, '{}', '' FROM n",
    "INSERT INTO obligation (campaign_id, unit_id, deliverable_id, period, strict, lenient, workflow, timeliness, "
    "version, opened_at, next_nudge_at, fixed_by, wording, part) SELECT d.campaign_id, u.id, d.id, '', :strict, "
    ":lenient, 'owed', 'none', 0, :opened, :later, '', '', '' FROM deliverable d CROSS JOIN unit u",
)  # fmt: skip


def make_due(path: Path, count: int) -> None:
    """The same obligations each time, as though never looked at; the others have long to wait."""
    with sqlite3.connect(path, timeout=30) as rows:
        rows.execute("DELETE FROM outbox")
        rows.execute("UPDATE obligation SET next_nudge_at = ? WHERE next_nudge_at < ?", (kept(LATER), kept(LATER)))
        due = "UPDATE obligation SET nudged_at = NULL, next_nudge_at = ? WHERE deliverable_id = 1 AND unit_id <= ?"
        rows.execute(due, (kept(NOW), count))
    rows.close()


# -- what is measured ---------------------------------------------------------------------------------------------


@asynccontextmanager
async def opened(path: Path) -> AsyncIterator[Database]:
    """As at the end of a start: what there is by then is never garbage."""
    database = Database(f"sqlite+aiosqlite:///{path}")
    await database.open()
    gc.freeze()
    async with Nursery() as nursery:
        nursery.keep_running("writer", database.run)
        yield database
    await database.close()


async def tick(database: Database) -> Tick:
    """As the office does it each second: when is something due, and if it is now, what."""
    held = _Held()
    async with asyncio.TaskGroup() as tasks:
        watching = tasks.create_task(held.watch())
        await asyncio.sleep(0)
        began, cpu = time.perf_counter(), time.process_time()
        moments = await database.read(partial(obligations.next_moments, now=NOW))
        due = moments.first is not None and moments.first <= NOW
        letters = await nudges.nudge(database, NOW, NOW, OFFICE) if due else 0
        seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
        watching.cancel()
    return Tick(seconds, cpu, held.longest, letters)


class _Held:
    """How late the event loop came back to somebody who only wanted a moment."""

    def __init__(self) -> None:
        self.longest = 0.0

    async def watch(self) -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.001)
            self.longest = max(self.longest, time.perf_counter() - before - 0.001)


def bare(path: Path, count: int) -> float:
    """One indexed table and nothing else: find what is due, move it on, commit. No letter is composed."""
    rows = sqlite3.connect(path, isolation_level=None)
    rows.execute("UPDATE due SET at = ? WHERE id <= ?", (kept(NOW), count))
    began = time.perf_counter()
    rows.execute("BEGIN IMMEDIATE")
    found = rows.execute("SELECT id, what FROM due WHERE at <= ? ORDER BY at LIMIT 10000", (kept(NOW),)).fetchall()
    rows.executemany("UPDATE due SET at = ? WHERE id = ?", [(kept(LATER), row_id) for row_id, _ in found])
    rows.execute("COMMIT")
    seconds = time.perf_counter() - began
    rows.close()
    assert len(found) == count
    return seconds


def build_bare(path: Path, count: int) -> None:
    with sqlite3.connect(path) as rows:
        rows.execute("PRAGMA journal_mode=WAL")
        rows.execute("CREATE TABLE due (id INTEGER PRIMARY KEY, at TEXT, what TEXT)")
        rows.execute(_COUNT.format("n") + "INSERT INTO due SELECT n, :later, 'unit ' || n FROM n",
                     {"n": count, "later": kept(LATER)})  # fmt: skip
        rows.execute("CREATE INDEX due_at ON due (at) WHERE at IS NOT NULL")
    rows.close()


async def start_seconds(folder: Path) -> float:
    """From the start of the process to its first poll, with this database."""
    async with Double(TOKEN, limits=Limits.off(), anyone=True) as double:
        began = time.perf_counter()
        async with bot("ours", double, folder):
            await double.polled(60)
            return time.perf_counter() - began


@dataclass(frozen=True)
class Found:
    """Medians: of a tick by how many obligations there are and how many of them are due, and of the bare table."""

    ticks: dict[tuple[int, int], Tick]
    bare: dict[int, float]
    starts: dict[int, float]


async def measure(runs: int, say: Callable[[str], None], many: int = MANY, few: int = FEW) -> Found:
    with tempfile.TemporaryDirectory() as name:
        folders = {count: Path(name) / f"{count}" for count in (few, many)}
        began = time.perf_counter()
        paths = {count: await build(folder, count) for count, folder in folders.items()}
        build_bare(Path(name) / "bare.db", many)
        say(f"  built in {time.perf_counter() - began:.1f} s")
        ticks: dict[tuple[int, int], list[Tick]] = {}
        plain: dict[int, list[float]] = {}
        for run in range(runs):
            for due in (0, 100, 10_000):
                plain.setdefault(due, []).append(bare(Path(name) / "bare.db", due))
                for count in (few, many):
                    if due * REPORTS <= count:
                        ticks.setdefault((count, due), []).append(await _one(paths[count], due))
            say(f"  run {run + 1}: {_shown(ticks)}; bare {', '.join(f'{s[-1] * 1000:.2f} ms' for s in plain.values())}")
        for path in paths.values():
            await asyncio.to_thread(make_due, path, 0)
        starts: dict[int, list[float]] = {}
        for _ in range(runs):
            for count in (few, many):
                starts.setdefault(count, []).append(await start_seconds(folders[count]))
        middle = {key: _median(found) for key, found in ticks.items()}
        return Found(middle, {due: statistics.median(found) for due, found in plain.items()},
                     {count: statistics.median(found) for count, found in starts.items()})  # fmt: skip


async def _one(path: Path, due: int) -> Tick:
    """What a process does once in its life (statements compiled, holidays read) is done before."""
    await asyncio.to_thread(make_due, path, 1)
    async with opened(path) as database:
        await tick(database)
        await asyncio.to_thread(make_due, path, due)
        found = _median([await tick(database) for _ in range(1 if due else LOOKS)])
    assert found.letters == due, f"{found.letters} letters for {due} units"
    return found


def _median(found: list[Tick]) -> Tick:
    middle = statistics.median
    held = middle(one.held for one in found)
    return Tick(middle(one.seconds for one in found), middle(one.cpu for one in found), held, found[0].letters)


def _shown(ticks: dict[tuple[int, int], list[Tick]]) -> str:
    return ", ".join(f"{due} of {count:,}: {found[-1].seconds * 1000:.1f} ms" for (count, due), found in ticks.items())
