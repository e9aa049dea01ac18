"""The same point of an earlier time: how many had come then of the period before, or of last year's campaign."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, func
from sqlalchemy import select as sa_select
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.likely import same_but_for_its_year
from core.periods import Rhythm, first_day_of, label_of, period_of
from core.submissions import Asks, Workflow
from data.models import Campaign, Deliverable, Obligation, Submission

_columns: Any = sa_select  # SQLModel's own stops at four columns
_YEAR = (timedelta(days=400), timedelta(days=330))  # so long ago last year's campaign began
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Earlier:
    """`asked`: who had to hand in. `period`: of the same report; else `short`, the campaign of the year before."""

    received: int
    asked: int
    period: str = ""
    short: str = ""


async def earlier(session: AsyncSession, campaign: Campaign, asked: Deliverable, now: datetime) -> Earlier | None:
    """As far from its deadline then as now. None where there is nothing to compare with."""
    passed = now - asked.strict
    if asked.rhythm and asked.period:
        before = period_of(Rhythm.from_json(asked.rhythm), first_day_of(asked.period) - _DAY)
        received, many = await _by(session, asked.id or 0, before.key, before.deadline.strict + passed)
        return Earlier(received, many, period=label_of(before.key)) if many else None
    found = await _last_year(session, campaign, asked)
    if found is None:
        return None
    short, deliverable, strict, period = found
    received, many = await _by(session, deliverable, period, strict + passed)
    return Earlier(received, many, short=short) if many else None


async def _last_year(
    session: AsyncSession, campaign: Campaign, asked: Deliverable
) -> tuple[str, int, datetime, str] | None:
    """The report of the same name, of a campaign of the same name that began about a year before."""
    began: date = campaign.starts_on
    rows = await session.exec(
        _columns(
            Campaign.name, Campaign.short, Deliverable.name, Deliverable.id, Deliverable.strict, Deliverable.period
        )
        .join(Deliverable, col(Deliverable.campaign_id) == Campaign.id)
        .where(
            col(Campaign.starts_on) >= began - _YEAR[0],
            col(Campaign.starts_on) <= began - _YEAR[1],
            col(Campaign.opened_at).is_not(None),
            col(Deliverable.kind) == str(Asks.REPORT),
            col(Deliverable.restricted).is_(False),
            col(Deliverable.dropped_at).is_(None),
        )
        .order_by(col(Campaign.id).desc(), col(Deliverable.position))
    )
    for name, short, report, deliverable, strict, period in rows.all():
        if same_but_for_its_year(name, campaign.name) and same_but_for_its_year(report, asked.name):
            return short, deliverable, strict, period
    return None


async def _by(session: AsyncSession, deliverable: int, period: str, moment: datetime) -> tuple[int, int]:
    """How many had come by then, of how many that had to come."""
    came = select(Submission.id).where(
        Submission.obligation_id == Obligation.id,
        col(Submission.handed_at) <= moment,
        col(Submission.withdrawn_at).is_(None),
    )
    rows = await session.exec(
        _columns(func.count(), func.count().filter(came.correlate(Obligation).exists()))
        .select_from(Obligation)
        .where(
            and_(
                col(Obligation.deliverable_id) == deliverable,
                col(Obligation.period) == period,
                col(Obligation.workflow) != str(Workflow.EXEMPT),
            )
        )
    )
    many, received = rows.one()
    return received, many
