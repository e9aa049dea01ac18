"""What has not come, and the people who might bring it: for digests, for calls and for reminding by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case
from sqlalchemy import select as sa_select
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.periods import Rhythm, first_day_of, period_of
from core.roles import HANDING_IN, Role
from core.submissions import Asks
from data import people
from data.campaigns import NOT_IN, OWED
from data.models import Campaign, Chat, Deliverable, Holding, Incoming, Obligation, Seat, Unit
from data.obligations import Owed
from data.records import fetch, select_all, tables

_columns: Any = sa_select  # SQLModel's own stops at four columns
_WHOLE = (Obligation, Deliverable, Campaign, Unit)
_owed, _asked, _campaign, _unit = tables(*_WHOLE)
_RUNNING = _campaign.c.opened_at.is_not(None), _campaign.c.closed_at.is_(None), _asked.c.dropped_at.is_(None)
_STILL_OPEN = (
    select_all(*_WHOLE)
    .select_from(
        _owed.join(_asked, _asked.c.id == _owed.c.deliverable_id)
        .join(_campaign, _campaign.c.id == _owed.c.campaign_id)
        .join(_unit, _unit.c.id == _owed.c.unit_id)
    )
    .where(*_RUNNING, _owed.c.workflow.in_(OWED))
    .order_by(_owed.c.strict, _owed.c.unit_id, _owed.c.id)
)
_NOT_IN = _owed.c.workflow == NOT_IN
_MISSING = _STILL_OPEN.where(_asked.c.kind == str(Asks.REPORT), _NOT_IN)  # nothing else ever is


@dataclass(frozen=True)
class Report:
    """One period of one report, as far as it has not come; its moments are those of the report, whoever was given
    longer."""

    deliverable_id: int
    period: str
    strict: datetime
    lenient: datetime


async def reports(session: AsyncSession, units: Sequence[int] | None = None) -> list[Report]:
    """Every report of running campaigns that somebody still owes, and of one that comes round the latest of its earlier
    periods that somebody owes; of some units only when `units` is given."""
    found = []
    for one, period, strict, lenient, rhythm, owed, earlier in (await session.exec(_reports(units))).all():
        found += [Report(one, period, strict, lenient)] if owed else []
        if earlier:
            due = period_of(Rhythm.from_json(rhythm), first_day_of(earlier)).deadline
            found.append(Report(one, earlier, due.strict, due.lenient))
    return found


def _reports(units: Sequence[int] | None) -> Any:
    """Each looked up in an index until one is found: nothing is walked through."""
    some = [] if units is None else [_owed.c.unit_id.in_(units)]
    theirs = _columns(_owed.c.id).where(_owed.c.deliverable_id == _asked.c.id, _NOT_IN, *some)
    now = theirs.where(_owed.c.period == _asked.c.period).correlate(_asked).exists()
    before = theirs.where(_owed.c.period < _asked.c.period).with_only_columns(func.max(_owed.c.period))
    rows = (
        _columns(*(_asked.c[name] for name in ("id", "period", "strict", "lenient", "rhythm")), now)
        .add_columns(case((_asked.c.period != "", before.correlate(_asked).scalar_subquery()), else_=""))
        .select_from(_asked.join(_campaign, _campaign.c.id == _asked.c.campaign_id))
        .where(_asked.c.kind == str(Asks.REPORT), *_RUNNING)
    )
    return rows if units is None else rows.where(_asked.c.restricted.is_(False))


async def of_report(
    session: AsyncSession, deliverable_id: int, period: str, units: Sequence[int] | None = None
) -> list[Owed]:
    """Who still owes it."""
    rows = _MISSING.where(_owed.c.deliverable_id == deliverable_id, _owed.c.period == period)
    return await _all(session, rows, units)


async def due_until(session: AsyncSession, moment: datetime, units: Sequence[int] | None = None) -> list[Owed]:
    """Everything that has not come and whose last safe moment is not after this one, by date."""
    return await _all(session, _MISSING.where(_owed.c.strict <= moment), units)


async def reminded_until(session: AsyncSession, moment: datetime) -> list[Owed]:
    """What is looked at by then, activities and what is wanted back in part too."""
    return await _all(session, _STILL_OPEN.where(_owed.c.next_nudge_at <= moment), None)


async def promised_between(session: AsyncSession, after: datetime, until: datetime) -> list[Owed]:
    """What was promised for then and has not come."""
    rows = _MISSING.where(_owed.c.promised_until > after, _owed.c.promised_until <= until)
    return await _all(session, rows, None)


async def _all(session: AsyncSession, statement: Any, units: Sequence[int] | None) -> list[Owed]:
    rows = statement
    if units is not None:  # whoever looks after some units only, of what is private sees a number at most
        rows = statement.where(_owed.c.unit_id.in_(units), _asked.c.restricted.is_(False))
    return [Owed(*row) for row in await fetch(session, rows, _WHOLE, {})]


async def asked(session: AsyncSession, deliverables: Sequence[int]) -> dict[tuple[int, str], int]:
    """How many units have to hand in, for each period of these reports."""
    rows = (
        _columns(Obligation.deliverable_id, Obligation.period, func.count())
        .where(col(Obligation.deliverable_id).in_(deliverables), col(Obligation.workflow) != "exempt")
        .group_by(Obligation.deliverable_id, Obligation.period)
    )
    return {(deliverable, period): count for deliverable, period, count in (await session.exec(rows)).all()}


def _of_units(*columns: Any) -> Any:
    """Live chats of whoever hands in for a unit now."""
    return (
        _columns(*columns)
        .select_from(Seat)
        .join(Holding, and_(col(Holding.seat_id) == Seat.id, col(Holding.until).is_(None)))
        .join(Chat, and_(col(Chat.person_id) == Holding.person_id, col(Chat.gone_at).is_(None)))
        .where(col(Seat.role).in_(HANDING_IN))
    )


async def reached(session: AsyncSession, units: Sequence[int]) -> set[int]:
    """Units of which somebody can be written to, by whatever way."""
    return {one.unit_id for one in await people.reachable(session, units=units, roles=HANDING_IN)} if units else set()


async def last_seen(session: AsyncSession, units: Sequence[int]) -> dict[int, datetime]:
    """When somebody of the unit last wrote; nothing for a unit of which nobody ever did, or nobody can be reached."""
    rows = (
        _of_units(col(Seat.unit_id), func.max(Incoming.received_at))
        .join(Incoming, and_(col(Incoming.channel) == Chat.channel, col(Incoming.address) == Chat.address))
        .where(col(Seat.unit_id).in_(units))
        .group_by(col(Seat.unit_id))
    )
    return {unit: seen for unit, seen in (await session.exec(rows)).all()}


async def clusters(session: AsyncSession) -> dict[int, list[int]]:
    """The groups that each cluster head looks after, by person."""
    rows = await session.exec(
        select(Holding.person_id, Seat.group_id)
        .join(Seat, col(Seat.id) == Holding.seat_id)
        .where(col(Holding.until).is_(None), Seat.role == str(Role.CLUSTER_HEAD), col(Seat.group_id).is_not(None))
    )
    found: dict[int, list[int]] = {}
    for person, group in rows.all():
        found.setdefault(person, []).append(group or 0)
    return found
