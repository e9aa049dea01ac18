"""Where it stands, as a turn reads it: 10,000 units that owe 60 reports of ten campaigns, half of them in.

One unit in twenty cannot be written to; every fifth that is missing has promised, some say that they sent a mail; each
unit is in one of a hundred clusters, and a report in fifty says that there was nothing to report.
"""

import asyncio
import sqlite3
import tempfile
import time
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

from data import obligations, owing, standings
from data.database import Session
from tests.bench.tick import NOW, build, kept, opened

UNITS = 10_000
CAMPAIGNS = 10
REPORTS = 6  # of each campaign
PROMISED = NOW.replace(day=26)

_LIVED = (
    "UPDATE obligation SET workflow = CASE WHEN (unit_id * 7 + deliverable_id) % 100 < 35 THEN 'handed_in' "
    "WHEN (unit_id * 7 + deliverable_id) % 100 < 50 THEN 'accepted' "
    "WHEN (unit_id * 7 + deliverable_id) % 100 < 53 THEN 'returned' "
    "WHEN (unit_id * 7 + deliverable_id) % 100 < 55 THEN 'exempt' ELSE 'owed' END, version = 1",
    "UPDATE obligation SET version = 0 WHERE workflow IN ('owed', 'exempt')",
    "UPDATE obligation SET timeliness = CASE WHEN unit_id % 10 < 8 THEN 'on_time' ELSE 'late' END WHERE version = 1",
    "UPDATE obligation SET promised_until = :promised WHERE workflow = 'owed' AND unit_id % 5 = 0",
    "INSERT INTO submission (obligation_id, campaign_id, unit_id, number, version, person_id, channel, handed_at, "
    "late, answers, files, source, verdict, ruling, nil) SELECT id, campaign_id, unit_id, id, 1, unit_id, 'telegram', "
    ":now, 0, '{\"v\":1,\"fields\":{\"luot\":120}}', '{\"v\":1,\"ids\":[]}', '', '', '', unit_id % 50 = 0 "
    "FROM obligation WHERE version = 1",
    "INSERT INTO request (campaign_id, obligation_id, unit_id, person_id, matter, words, made_at, answer) "
    "SELECT campaign_id, id, unit_id, unit_id, 'email', 'đã gửi mail', :now, '' FROM obligation "
    "WHERE workflow = 'owed' AND unit_id % 200 = 3",
    "DELETE FROM chat WHERE person_id % 20 = 0",
    "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 100) "
    "INSERT INTO unit_group (id, name) SELECT n, 'Cụm ' || n FROM n",
    "INSERT INTO unit_group_unit (group_id, unit_id) SELECT id % 100 + 1, id FROM unit",
    "ANALYZE",
)


def live(path: Path) -> None:
    with sqlite3.connect(path) as rows:
        rows.execute("PRAGMA synchronous=OFF")
        for statement in _LIVED:
            rows.execute(statement, {"now": kept(NOW), "promised": kept(PROMISED)})
    rows.close()


# -- what is read ---------------------------------------------------------------------------------------------------


async def one_campaign(session: Session) -> None:
    """/tinhhinh: which campaign presses most, its reports, and all of the one that is due next."""
    order = standings.by_urgency(await standings.asked(session), NOW)
    counted = await standings.counted(session, [order[0].campaign], NOW)
    whole = await standings.in_full(session, standings.due_next(counted, NOW))
    assert len(counted) == REPORTS
    assert whole.tally.adds_up
    assert whole.tally.expected == UNITS
    assert whole.tally.unreached


async def every_campaign(session: Session) -> None:
    order = standings.by_urgency(await standings.asked(session), NOW)
    counted = await standings.counted(session, [one.campaign for one in order], NOW)
    assert all(one.tally.adds_up for one in counted)


async def one_unit(session: Session) -> None:
    """/viec: everything a unit owes and handed in."""
    owed = await obligations.of_units(session, [77])
    await obligations.histories(session, [one.id for one in owed if one.obligation.version])


async def by_cluster(session: Session) -> None:
    first, *_ = await standings.asked(session)
    found = await standings.by_cluster(session, [first.deliverable], NOW)
    assert sum(one.of(first.deliverable).expected for one in found) == UNITS


async def missing_list(session: Session) -> None:
    first, *_ = await standings.asked(session)
    assert len(await owing.missing(session, first.deliverable, None, 20)) == 20


READS: dict[str, Callable[[Session], Awaitable[None]]] = {
    "one campaign": one_campaign, "every campaign": every_campaign, "one unit": one_unit, "by cluster": by_cluster,
    "list of the missing": missing_list,
}  # fmt: skip


async def timed(database: Any, read: Callable[[Session], Awaitable[None]], times: int) -> list[float]:
    """In a session that is open, as a turn's is. The first is left out: what a process does once in its life is done
    before."""

    async def again(session: Session) -> list[float]:
        spent = []
        for _ in range(times + 1):
            began = time.perf_counter()
            await read(session)
            spent.append(time.perf_counter() - began)
        return spent[1:]

    found: list[float] = await database.read(again)
    return found


async def measure(times: int, say: Callable[[str], None]) -> dict[int, dict[str, list[float]]]:
    """By how many campaigns there are: how long each read took, every time."""
    found: dict[int, dict[str, list[float]]] = {}
    with tempfile.TemporaryDirectory() as name:
        for campaigns in (1, CAMPAIGNS):
            reports = campaigns * REPORTS
            say(f"STATUS {UNITS * reports:,} obligations of {campaigns} campaigns")
            path = await build(Path(name) / f"{campaigns}", UNITS * reports, reports, campaigns)
            await asyncio.to_thread(partial(live, path))
            async with opened(path) as database:
                found[campaigns] = {what: await timed(database, read, times) for what, read in READS.items()}
            for what, spent in found[campaigns].items():
                say(
                    f"  {what}: median {sorted(spent)[len(spent) // 2] * 1000:.1f} ms, worst {max(spent) * 1000:.1f} ms"
                )
    return found
