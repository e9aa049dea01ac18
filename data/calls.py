"""Calls: who was rung, when, and what came of it."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from data.models import Call


async def since(session: AsyncSession, units: Sequence[int], moment: datetime) -> set[int]:
    """Those of these units that somebody has called since then."""
    rows = await session.exec(
        select(Call.unit_id).where(col(Call.unit_id).in_(units), col(Call.at) > moment).distinct()
    )
    return set(rows.all())


async def record(
    session: AsyncSession, unit_id: int, campaign_id: int, person_id: int, outcome: str, now: datetime, began: datetime
) -> None:
    """What came of a call; said again in the same round of calls it is a correction."""
    mine = (
        select(func.max(Call.id))
        .where(Call.unit_id == unit_id, Call.person_id == person_id, Call.campaign_id == campaign_id, Call.at >= began)
        .scalar_subquery()
    )
    changed = await session.exec(
        update(Call)
        .where(col(Call.id) == mine)
        .values(outcome=outcome, at=now)
        .execution_options(synchronize_session=False)
    )
    if not changed.rowcount:
        session.add(Call(unit_id=unit_id, campaign_id=campaign_id, person_id=person_id, outcome=outcome, at=now))
        await session.flush()


async def outcomes(session: AsyncSession, person_id: int, campaign_id: int, began: datetime) -> dict[str, int]:
    """How often each outcome in this person's round of calls."""
    rows = await session.exec(
        select(Call.outcome, func.count())
        .where(Call.person_id == person_id, Call.campaign_id == campaign_id, Call.at >= began)
        .group_by(Call.outcome)
    )
    return dict(rows.all())
