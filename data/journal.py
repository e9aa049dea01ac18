"""The journal: only ever added to; figures that nobody may read any more are blanked (data.tracing)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from data.database import later, tell
from data.models import Entry

NOTED = "journal"  # the topic of every commit that noted something


async def has(session: AsyncSession, what: str, campaign_id: int, person_id: int) -> bool:
    rows = select(Entry.id).where(Entry.campaign_id == campaign_id, Entry.what == what, Entry.person_id == person_id)
    return (await session.exec(rows.limit(1))).first() is not None


async def count(session: AsyncSession, what: str, campaign_id: int) -> int:
    """How many people did it."""
    rows = select(func.count(col(Entry.person_id).distinct())).where(
        Entry.campaign_id == campaign_id, Entry.what == what
    )
    return (await session.exec(rows)).one()


async def of_kinds(session: AsyncSession, kinds: Sequence[str]) -> list[Entry]:
    """Everything that was noted under these words, in order."""
    return list((await session.exec(select(Entry).where(col(Entry.what).in_(kinds)).order_by(col(Entry.id)))).all())


async def note(
    session: AsyncSession,
    now: datetime,
    what: str,
    *,
    person_id: int | None = None,
    campaign_id: int | None = None,
    obligation_id: int | None = None,
    **detail: Any,
) -> None:
    row = {
        "at": now,
        "what": what,
        "person_id": person_id,
        "campaign_id": campaign_id,
        "obligation_id": obligation_id,
        "detail": detail,
    }
    later(session, Entry, [row])
    tell(session, NOTED)
