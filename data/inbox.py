"""The inbox: every update is kept before its channel is told, and closed in the transaction that handled it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from data.database import run
from data.dialects import insert_or_ignore, one_at_a_time
from data.models import Incoming

PATIENCE = 3  # tries: a row that was replayed alone so often and found open again kills the process; it is parked


@dataclass(frozen=True)
class Kept:
    """One update as it stands in the inbox."""

    id: int
    channel: str
    update_id: str
    address: str
    raw: dict[str, Any]
    received_at: datetime
    tries: int = 0


@dataclass(frozen=True)
class Arrival:
    """One update as a channel hands it over. The same `update_id` twice is the same update."""

    update_id: str
    address: str
    raw: dict[str, Any]


_TABLE: Any = Incoming.__table__  # type: ignore[attr-defined]
_CLOSE = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("row"), _TABLE.c.handled_at.is_(None))
    .values(handled_at=bindparam("machine"), code=bindparam("why"))
)


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
    await one_at_a_time(session, f"inbox {channel}")  # two deliveries of the same updates could lock each other out
    written = insert_or_ignore(session, Incoming).returning(col(Incoming.id), col(Incoming.update_id))
    kept = await run(session, written, rows)
    raws = {one.update_id: one for one in reversed(arrivals)}  # of two with one id the first is kept
    return [
        Kept(id, channel, update_id, raws[update_id].address, raws[update_id].raw, now)
        for id, update_id in sorted(kept.all())
    ]


async def close(session: AsyncSession, row_id: int, machine: datetime, code: str = "") -> bool:
    """Handled. False when it was handled before: then nothing of this turn may count."""
    closed = {"row": row_id, "machine": machine, "why": code}
    return bool((await run(session, _CLOSE, closed)).rowcount)


async def take_up(session: AsyncSession, rows: Sequence[int] | None = None) -> list[int]:
    """Count one more try for these rows (or for every open one) before they are replayed; returns those to park."""
    open_ = [col(Incoming.handled_at).is_(None), *([col(Incoming.id).in_(rows)] if rows is not None else [])]
    counted = update(Incoming).where(*open_).values(tries=Incoming.tries + 1)
    await session.exec(counted.execution_options(synchronize_session=False))
    worn = await session.exec(select(Incoming.id).where(*open_, col(Incoming.tries) > PATIENCE))
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


async def spoke_between(session: AsyncSession, row: Kept, after: int) -> bool:
    """Whether this person said anything else after that row and before this one."""
    rows = select(Incoming.id).where(
        Incoming.channel == row.channel,
        Incoming.address == row.address,
        col(Incoming.id) > after,
        col(Incoming.id) < row.id,
    )
    return (await session.exec(rows.limit(1))).first() is not None


async def before(session: AsyncSession, row: Kept, limit: int) -> list[Kept]:
    """What came from the same chat before this, the newest first."""
    rows = (
        select(Incoming)
        .where(Incoming.channel == row.channel, Incoming.address == row.address, col(Incoming.id) < row.id)
        .order_by(col(Incoming.id).desc())
        .limit(limit)
    )
    return [_kept(one) for one in (await session.exec(rows)).all()]


async def words_of(session: AsyncSession, row_id: int, like: Kept) -> str:
    """What this very chat said in that row, as typed; '' once it was wiped."""
    said = select(Incoming.raw).where(
        Incoming.id == row_id, Incoming.channel == like.channel, Incoming.address == like.address
    )
    raw = (await session.exec(said)).first() or {}
    message = next((raw[name] for name in ("message", "edited_message") if isinstance(raw.get(name), dict)), raw)
    return str(message.get("text") or "")


async def wipe(session: AsyncSession, row_id: int) -> None:
    """What was said is nobody's to read: that something came stays, the words go."""
    wiped = update(Incoming).where(col(Incoming.id) == row_id).values(raw={"v": 1, "kind": "wiped"})
    await session.exec(wiped.execution_options(synchronize_session=False))


async def by_key(session: AsyncSession, channel: str, update_id: str) -> int | None:
    found = await session.exec(select(Incoming.id).where(Incoming.channel == channel, Incoming.update_id == update_id))
    return found.first()


def _kept(row: Incoming) -> Kept:
    assert row.id is not None
    return Kept(row.id, row.channel, row.update_id, row.address, row.raw, row.received_at, row.tries)
