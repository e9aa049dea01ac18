"""The inbox: every update is kept before its channel is told, and closed in the transaction that handled it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from data.dialects import insert_or_ignore
from data.models import Incoming

PATIENCE = 3  # a row that was open at this many starts kills the process; it is parked, not tried again


@dataclass(frozen=True)
class Kept:
    """One update as it stands in the inbox."""

    id: int
    channel: str
    update_id: str
    address: str
    raw: dict[str, Any]
    received_at: datetime


@dataclass(frozen=True)
class Arrival:
    """One update as a channel hands it over. The same `update_id` twice is the same update."""

    update_id: str
    address: str
    raw: dict[str, Any]


async def keep(
    session: AsyncSession, channel: str, arrivals: Sequence[Arrival], now: datetime, machine: datetime
) -> list[Kept]:
    """Write them down; returns only those that are new, in order of arrival."""
    if not arrivals:
        return []
    rows = [
        {
            "channel": channel,
            "update_id": one.update_id,
            "address": one.address,
            "raw": one.raw,
            "received_at": now,
            "kept_at": machine,
            "tries": 0,
            "code": "",
        }
        for one in arrivals
    ]
    kept = await session.exec(
        insert_or_ignore(session, Incoming).values(rows).returning(Incoming.id, Incoming.update_id)
    )
    raws = {one.update_id: one for one in arrivals}
    return [
        Kept(id, channel, update_id, raws[update_id].address, raws[update_id].raw, now)
        for id, update_id in sorted(kept.all())
    ]


async def close(session: AsyncSession, row_id: int, machine: datetime, code: str = "") -> bool:
    """Handled. False when it was handled before: then nothing of this turn may count."""
    done = await session.exec(
        update(Incoming)
        .where(col(Incoming.id) == row_id, col(Incoming.handled_at).is_(None))
        .values(handled_at=machine, code=code)
        .execution_options(synchronize_session=False)
    )
    return bool(done.rowcount)


async def take_up(session: AsyncSession) -> list[int]:
    """Count one more try for every row found open at start, before any is replayed; returns those to park."""
    await session.exec(
        update(Incoming)
        .where(col(Incoming.handled_at).is_(None))
        .values(tries=Incoming.tries + 1)
        .execution_options(synchronize_session=False)
    )
    worn = await session.exec(
        select(Incoming.id).where(col(Incoming.handled_at).is_(None), col(Incoming.tries) >= PATIENCE)
    )
    return [row_id for row_id in worn.all() if row_id is not None]


async def open_rows(session: AsyncSession, channel: str, after: int = 0, limit: int = 500) -> list[Kept]:
    rows = await session.exec(
        select(Incoming)
        .where(Incoming.channel == channel, col(Incoming.handled_at).is_(None), col(Incoming.id) > after)
        .order_by(col(Incoming.id))
        .limit(limit)
    )
    return [_kept(row) for row in rows.all()]


async def lines_after(
    session: AsyncSession, channel: str, address: str, after: int, limit: int = 200
) -> list[Incoming]:
    """A person's own lines, for their page; the newest `limit` of them."""
    rows = await session.exec(
        select(Incoming)
        .where(Incoming.channel == channel, Incoming.address == address, col(Incoming.id) > after)
        .order_by(col(Incoming.id).desc())
        .limit(limit)
    )
    return list(reversed(rows.all()))


async def by_key(session: AsyncSession, channel: str, update_id: str) -> int | None:
    found = await session.exec(select(Incoming.id).where(Incoming.channel == channel, Incoming.update_id == update_id))
    return found.first()


def _kept(row: Incoming) -> Kept:
    assert row.id is not None
    return Kept(row.id, row.channel, row.update_id, row.address, row.raw, row.received_at)
