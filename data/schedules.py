"""What is still owed of a campaign, as its calendar of reminders needs it; and a campaign's own ladder."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func, literal, or_
from sqlalchemy import select as sa_select
from sqlmodel import col, update
from sqlmodel.ext.asyncio.session import AsyncSession

from core.reminders import GAP
from core.submissions import Asks, Workflow
from core.texts.values import Due
from data.campaigns import OWED, due_of
from data.models import Campaign, Deliverable, Obligation
from data.types import UtcDateTime

_columns: Any = sa_select  # SQLModel's own stops at four columns
_QUIETLY = {"synchronize_session": False}
_MOMENTS = ("period", "strict", "lenient", "wording", "hourly", "opened_at", "fixed_by")


@dataclass(frozen=True)
class Owing:
    """One report with one deadline and opening, and the units that still owe it."""

    deliverable: Deliverable
    due: Due
    opened_at: datetime
    units: frozenset[int]


async def owing(session: AsyncSession, campaign_id: int) -> list[Owing]:
    """What is open, units with the same moments together: an extension makes a group of its own."""
    moments = [getattr(Obligation, name) for name in _MOMENTS]
    wanted = (
        _columns(Obligation.deliverable_id, *moments, Obligation.unit_id)
        .join(Deliverable, col(Deliverable.id) == Obligation.deliverable_id)
        .where(
            col(Obligation.campaign_id) == campaign_id,
            col(Obligation.workflow).in_(OWED),
            col(Deliverable.dropped_at).is_(None),
            or_(col(Deliverable.kind) != str(Asks.OPEN), col(Obligation.workflow) == str(Workflow.OWED)),
            col(Obligation.put_off_at).is_(None),
        )
    )
    groups: dict[tuple[Any, ...], set[int]] = {}
    for *key, unit in (await session.exec(wanted)).all():
        groups.setdefault(tuple(key), set()).add(unit)
    return [await _group(session, key, frozenset(units)) for key, units in groups.items()]


async def _group(session: AsyncSession, key: tuple[Any, ...], units: frozenset[int]) -> Owing:
    deliverable = await session.get(Deliverable, key[0])  # of this turn's own, after the first
    assert deliverable is not None
    row = Obligation(unit_id=0, campaign_id=0, deliverable_id=key[0], **dict(zip(_MOMENTS, key[1:], strict=True)))
    return Owing(deliverable, due_of(deliverable, row), row.opened_at, units)


async def units_owing(session: AsyncSession, campaign_id: int) -> int:
    """How many units still owe any report of this campaign."""
    counted = (
        _columns(func.count(func.distinct(Obligation.unit_id)))
        .join(Deliverable, col(Deliverable.id) == Obligation.deliverable_id)
        .where(
            col(Obligation.campaign_id) == campaign_id,
            col(Obligation.workflow).in_(OWED),
            col(Deliverable.kind) == str(Asks.REPORT),
        )
    )
    return int((await session.exec(counted)).one()[0])


def own_rungs(campaign: Campaign) -> tuple[str, ...]:
    """The campaign's own ladder; none means the usual one."""
    return tuple(campaign.rungs.get("names", ()))


async def change_rungs(session: AsyncSession, campaign: Campaign, names: Sequence[str], now: datetime) -> None:
    """From now on this ladder, for everything of the campaign that is open.

    What the new ladder would have sent long before is over; only a step of the last hours is still made up for. A
    promise that has run out and was not answered keeps its own letter.
    """
    rungs = {"v": 1, "names": list(names)} if names else {}
    kept = update(Campaign).where(col(Campaign.id) == campaign.id).values(rungs=rungs)
    await session.exec(kept.execution_options(**_QUIETLY))
    since = now - GAP
    over = or_(col(Obligation.nudged_at).is_(None), col(Obligation.nudged_at) < since)
    answered = or_(
        col(Obligation.promised_until).is_(None), col(Obligation.nudged_at) >= col(Obligation.promised_until)
    )
    nudged = case((and_(over, func.coalesce(answered, False)), literal(since, UtcDateTime)), else_=Obligation.nudged_at)
    again = (
        update(Obligation)
        .where(col(Obligation.campaign_id) == campaign.id, col(Obligation.workflow).in_(OWED))
        .values(next_nudge_at=now, nudged_at=nudged)
    )
    await session.exec(again.execution_options(**_QUIETLY))
