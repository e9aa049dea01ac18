"""Errands: slow work written down in a turn, leased and fenced like a letter, closed with what tells of it."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from data.database import later, run, tell
from data.models import Errand
from data.records import columns, records, tables
from data.types import BigId

ERRANDS = "errands"
FETCH = "fetch"  # bring the bytes of a file a channel only named
READ = "read"  # read a plan document
SHEET = "sheet"  # lay out the page of dates
ROSTER = "roster"  # read a list of units
QR = "qr"  # draw the code of a link
ENROL = "enrol"  # write a list of units that was read and agreed to
EXPORT = "export"  # reports to be taken away
FORGET = "forget"  # what was made to be taken away, after a while
LOOK = "look"  # look into a picture or an archive before others get it
COMPARE = "compare"  # the photos of a report with those of others
SHARES = "shares"  # read the table of what units are given of a target
CARD = "card"  # draw a meeting's picture
LEASE = timedelta(minutes=3)


async def ask(
    session: AsyncSession, kind: str, args: dict[str, Any], now: datetime, machine: datetime, chat_id: int | None = None
) -> None:
    row = {
        "kind": kind, "args": args, "chat_id": chat_id, "made_at": now, "free_at": machine, "attempts": 0, "result": "",
    }  # fmt: skip
    later(session, Errand, [row])
    tell(session, ERRANDS)


(_errand,) = tables(Errand)
_READY = (
    select(_errand.c.id)
    .where(_errand.c.closed_at.is_(None), _errand.c.free_at <= bindparam("machine"))
    .order_by(_errand.c.free_at)
    .limit(bindparam("most", type_=BigId))
    .with_for_update(skip_locked=True)
).cte("ready").prefix_with("MATERIALIZED")  # fmt: skip
_CLAIMING = (
    update(_errand)
    .where(_errand.c.id.in_(select(_READY.c.id)))
    .values(attempts=_errand.c.attempts + 1, free_at=bindparam("lease"))
    .returning(*columns(Errand))
)
_NEXT_FREE = select(func.min(_errand.c.free_at)).where(_errand.c.closed_at.is_(None))


async def claim(session: AsyncSession, machine: datetime, limit: int = 4) -> list[Errand]:
    asked = {"machine": machine, "lease": machine + LEASE, "most": limit}
    return records((await run(session, _CLAIMING, asked)).all(), Errand)


async def close(session: AsyncSession, errand: Errand, machine: datetime, result: str) -> bool:
    """False when the lease ran out and another took it: then nothing of this run may count."""
    done = await session.exec(
        update(Errand)
        .where(col(Errand.id) == errand.id, col(Errand.attempts) == errand.attempts, col(Errand.closed_at).is_(None))
        .values(closed_at=machine, result=result)
        .execution_options(synchronize_session=False)
    )
    return bool(done.rowcount)


async def postpone(session: AsyncSession, errand: Errand, until: datetime) -> None:
    """Nobody takes it up before; behind the fence."""
    await session.exec(
        update(Errand)
        .where(col(Errand.id) == errand.id, col(Errand.attempts) == errand.attempts, col(Errand.closed_at).is_(None))
        .values(free_at=until)
        .execution_options(synchronize_session=False)
    )


async def next_free(session: AsyncSession) -> datetime | None:
    found: datetime | None = (await run(session, _NEXT_FREE)).scalar_one()
    return found


async def release_orphans(session: AsyncSession, machine: datetime) -> None:
    """At start: what a dead process held is free at once, and what failed may have a better moment now."""
    await session.exec(
        update(Errand)
        .where(col(Errand.closed_at).is_(None), col(Errand.attempts) > 0, col(Errand.free_at) > machine)
        .values(free_at=machine)
        .execution_options(synchronize_session=False)
    )
