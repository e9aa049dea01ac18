"""Who it is: the units that still owe a report or were late with it, and whom of them the bot can write to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, func, or_
from sqlalchemy import select as sa_select
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.submissions import Asks, Timeliness
from core.texts.values import Matter
from data.campaigns import NOT_IN, OWED
from data.database import run
from data.models import Chat, Deliverable, Holding, Obligation, Relay, Request, Seat, Submission, Unit

_columns: Any = sa_select  # SQLModel's own stops at four columns
OF_ITS_PERIOD = and_(
    col(Deliverable.id) == Obligation.deliverable_id,
    col(Deliverable.period) == Obligation.period,
    col(Deliverable.kind) == str(Asks.REPORT),
)


@dataclass(frozen=True)
class Missing:
    """A unit that still owes a report, as the organiser needs to see it."""

    unit_id: int
    unit: str
    promised_until: datetime | None
    mailed: bool
    enrolled: bool
    returned: bool = False
    """It came, and a part of it is wanted again."""
    told: datetime | None = None
    """When somebody told it by hand."""


def said_by_mail(campaigns: Any = None) -> Any:
    """Reports of which their units say that they have sent them by mail, and nobody has looked yet."""
    said = select(Request.obligation_id).where(
        Request.matter == str(Matter.EMAIL), col(Request.answered_at).is_(None), col(Request.obligation_id).is_not(None)
    )
    return said if campaigns is None else said.where(col(Request.campaign_id).in_(campaigns))


def _reached(unit: Any) -> Any:
    """Somebody of the unit can be written to."""
    return (
        select(Chat.id)
        .join(Holding, and_(col(Holding.person_id) == Chat.person_id, col(Holding.until).is_(None)))
        .join(Seat, col(Seat.id) == Holding.seat_id)
        .where(Seat.unit_id == unit, col(Chat.gone_at).is_(None))
        .exists()
    )


async def unreached(session: AsyncSession, deliverables: Sequence[int], units: Sequence[int] | None) -> dict[int, int]:
    """For each of these reports how many of those missing the bot cannot write to. For several, who cannot be written
    to is found out once for each unit, not for each of its reports."""
    if not deliverables:
        return {}
    values = {"deliverables": list(deliverables), **({} if units is None else {"units": list(units)})}
    rows = await run(session, _unreached(len(deliverables) > 1, units is not None), values)
    return {deliverable_id: count for deliverable_id, count in rows}


@cache
def _unreached(several: bool, some: bool) -> Any:
    """Built once."""
    theirs = [col(Obligation.unit_id).in_(bindparam("units", expanding=True))] if some else []
    alone = select(Unit.id).where(~_reached(Unit.id))
    return (
        _columns(Obligation.deliverable_id, func.count())
        .join(Deliverable, OF_ITS_PERIOD)
        .where(
            col(Obligation.deliverable_id).in_(bindparam("deliverables", expanding=True)),
            col(Obligation.workflow) == NOT_IN,
            col(Obligation.unit_id).in_(alone) if several else ~_reached(Obligation.unit_id),
            *theirs,
        )
        .group_by(Obligation.deliverable_id)
    )


async def silent(
    session: AsyncSession, deliverables: Sequence[int], units: Sequence[int] | None
) -> dict[int, list[str]]:
    """Who is missing without a word, for all these reports in one statement."""
    if not deliverables:
        return {}
    rows = (
        select(Obligation.deliverable_id, Unit.name)
        .join(Unit, col(Unit.id) == Obligation.unit_id)
        .join(Deliverable, OF_ITS_PERIOD)
        .where(
            col(Obligation.deliverable_id).in_(deliverables),
            Obligation.workflow == NOT_IN,
            col(Obligation.promised_until).is_(None),
            col(Obligation.id).not_in(said_by_mail()),
        )
        .order_by(col(Unit.id))
    )
    if units is not None:
        rows = rows.where(col(Unit.id).in_(units))
    found: dict[int, list[str]] = {}
    for deliverable_id, name in (await session.exec(rows)).all():
        found.setdefault(deliverable_id, []).append(name)
    return found


async def missing(
    session: AsyncSession, deliverable_id: int, units: Sequence[int] | None = None, limit: int = 300, after: int = 0
) -> list[Missing]:
    """Who still owes this report, in the order of the list, from after that unit; whether the bot can write to them."""
    those = (
        _columns(Obligation.id)
        .join(Deliverable, OF_ITS_PERIOD)
        .where(Obligation.deliverable_id == deliverable_id, col(Obligation.workflow).in_(OWED))
        .where(col(Obligation.unit_id) > after, *([] if units is None else [col(Obligation.unit_id).in_(units)]))
        .order_by(col(Obligation.unit_id))
        .limit(limit)
    )
    said = col(Obligation.id).in_(said_by_mail()), _reached(Obligation.unit_id), Obligation.workflow != NOT_IN
    told = (
        select(func.max(Relay.done_at))
        .where(Relay.unit_id == Unit.id, col(Relay.done_by).is_not(None))
        .correlate(Unit)
        .scalar_subquery()
    )
    rows = (
        _columns(Unit.id, Unit.name, Obligation.promised_until, *said, told)
        .select_from(Unit)
        .join(Obligation, col(Obligation.unit_id) == Unit.id)
        .where(col(Obligation.id).in_(those.subquery().select()))
        .order_by(col(Unit.id))
    )
    return [Missing(*row) for row in (await session.exec(rows)).all()]


@dataclass(frozen=True)
class Late:
    """A unit whose report came after its date, when it first came; or has not come though its date is past."""

    unit_id: int
    unit: str
    lenient: datetime
    came: datetime | None


_CAME_LATE = and_(col(Obligation.timeliness) == str(Timeliness.LATE), col(Obligation.workflow) != NOT_IN)


def _overdue(now: datetime) -> Any:
    return and_(col(Obligation.workflow) == NOT_IN, col(Obligation.lenient) < now)


async def past(
    session: AsyncSession, deliverable_id: int, now: datetime, units: Sequence[int] | None = None
) -> tuple[int, int]:
    """How many came after their date, and how many have not come though it is past."""
    rows = (
        _columns(func.count().filter(_CAME_LATE), func.count().filter(_overdue(now)))
        .select_from(Obligation)
        .join(Deliverable, OF_ITS_PERIOD)
        .where(Obligation.deliverable_id == deliverable_id)
    )
    came, still = (await session.exec(_of(rows, units))).one()
    return came, still


def _of(rows: Any, units: Sequence[int] | None) -> Any:
    return rows if units is None else rows.where(col(Obligation.unit_id).in_(units))


async def late(
    session: AsyncSession, deliverable_id: int, now: datetime, units: Sequence[int] | None = None, limit: int = 20,
    before: int = 0,
) -> list[Late]:  # fmt: skip
    """By their own date where they have one: those that have not come, then the others, in the order of the list, after
    so many that were told `before`. What stands excused is not late."""
    first = (
        select(func.min(Submission.handed_at))
        .where(Submission.obligation_id == Obligation.id, col(Submission.withdrawn_at).is_(None))
        .correlate(Obligation)
        .scalar_subquery()
    )
    rows = (
        _columns(Unit.id, Unit.name, Obligation.lenient, first)
        .select_from(Unit)
        .join(Obligation, col(Obligation.unit_id) == Unit.id)
        .join(Deliverable, OF_ITS_PERIOD)
        .where(
            Obligation.deliverable_id == deliverable_id,
            or_(_overdue(now), _CAME_LATE),
        )
        .order_by(col(Obligation.workflow) != NOT_IN, col(Obligation.unit_id))
        .offset(before)
        .limit(limit)
    )
    return [Late(*row) for row in (await session.exec(_of(rows, units))).all()]
