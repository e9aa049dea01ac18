"""The paste list: what no channel can carry to a unit, passed on by hand by an organiser or the head of its cluster.

A line waits while the unit owes something, has promised nothing for later and nobody of it can be written to: a report
that comes, an exemption, a chat that works are enough to close it. The same step makes at most one.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, or_
from sqlalchemy import select as sa_select
from sqlalchemy.orm import aliased
from sqlmodel import col, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from core.reminders import GAP
from core.roles import HANDING_IN
from core.submissions import Asks, Workflow
from data import people
from data.campaigns import OWED
from data.database import run
from data.dialects import insert_or_ignore
from data.models import Campaign, Deliverable, Obligation, Relay, Unit

_columns: Any = sa_select  # SQLModel's own stops at four columns
_QUIETLY = {"synchronize_session": False}
# At the step a unit was reminded of it, or it was opened just then.
_OF_THE_STEP = or_(col(Obligation.nudged_at) >= Relay.made_at, col(Obligation.opened_at) >= Relay.made_at)
LATELY = timedelta(days=5)  # for so long a unit is told by hand of an activity that has been


@dataclass(frozen=True)
class Waiting:
    """A unit that somebody has to tell, and of which campaigns. `since`: the newest step; `last`: when it was told
    before."""

    unit_id: int
    unit: str
    since: datetime
    last: datetime | None
    campaigns: frozenset[int]


async def add(
    session: AsyncSession, lines: Collection[tuple[int, int]], now: datetime, step: Collection[int] = ()
) -> None:
    """One line for each (campaign, unit). A unit told by hand as lately as a letter would keep its distance from is
    left in peace; a line that still waits is that of the new step, unless it speaks of more than this `step` does:
    nobody has told the unit of that yet."""
    if not lines:
        return
    campaigns, units = {one[0] for one in lines}, {one[1] for one in lines}
    mine = col(Relay.campaign_id).in_(campaigns), col(Relay.unit_id).in_(units)
    told = (
        await session.exec(
            select(Relay.campaign_id, Relay.unit_id).where(
                *mine, col(Relay.done_by).is_not(None), col(Relay.done_at) > now - GAP
            )
        )
    ).all()
    rows = [{"campaign_id": one[0], "unit_id": one[1], "made_at": now} for one in sorted({*lines} - {*told})]
    if rows:
        more = _OWED_OF_IT.where(col(Obligation.id).not_in(step)).exists()
        again = update(Relay).where(*mine, col(Relay.done_at).is_(None), ~more).values(made_at=now)
        await run(session, again, {"fresh": now - LATELY})
        await session.exec(insert_or_ignore(session, Relay), params=rows)


# A report; an activity until some days after it, for it is never overdue; whatever is wanted back in part.
_SPOKEN_OF = or_(
    col(Obligation.workflow) == str(Workflow.RETURNED),
    col(Deliverable.kind) == str(Asks.REPORT),
    and_(
        col(Deliverable.kind) == str(Asks.ACTIVITY),
        col(Obligation.put_off_at).is_(None),
        col(Obligation.strict) > bindparam("fresh"),
    ),
)
# What a unit owes of that of which the line speaks, and may be told of at this moment.
_TOLD_NOW = (
    col(Obligation.workflow).in_(OWED),
    _OF_THE_STEP,
    or_(col(Obligation.promised_until).is_(None), col(Obligation.promised_until) <= bindparam("now")),
    col(Deliverable.dropped_at).is_(None),
    _SPOKEN_OF,
    col(Campaign.closed_at).is_(None),
    or_(col(Campaign.paused_until).is_(None), col(Campaign.paused_until) <= bindparam("now")),
    or_(col(Unit.paused_until).is_(None), col(Unit.paused_until) <= bindparam("now")),
)
# What a line speaks of that is owed still.
_OWED_OF_IT = (
    select(Obligation.id)
    .where(Obligation.campaign_id == Relay.campaign_id, Obligation.unit_id == Relay.unit_id)
    .join(Deliverable, col(Deliverable.id) == Obligation.deliverable_id)
    .where(col(Obligation.workflow).in_(OWED), _OF_THE_STEP, _SPOKEN_OF)
    .correlate(Relay)
)
_before = aliased(Relay)
_last = (
    select(func.max(_before.done_at))
    .where(_before.unit_id == Relay.unit_id, col(_before.done_by).is_not(None))
    .correlate(Relay)
    .scalar_subquery()
)
_WAITING = (
    _columns(
        Relay.unit_id,
        Unit.name,
        Relay.made_at,
        func.max(Obligation.nudged_at),
        func.max(Obligation.opened_at),
        _last,
        Relay.campaign_id,
    )
    .join(Unit, col(Unit.id) == Relay.unit_id)
    .join(Campaign, col(Campaign.id) == Relay.campaign_id)
    .join(
        Obligation,
        (col(Obligation.campaign_id) == Relay.campaign_id) & (col(Obligation.unit_id) == Relay.unit_id),
    )
    .join(Deliverable, col(Deliverable.id) == Obligation.deliverable_id)
    .where(col(Relay.done_at).is_(None), *_TOLD_NOW)
    .group_by(Relay.id, Relay.unit_id, Unit.name, Relay.made_at, Relay.campaign_id)
    .order_by(func.min(Obligation.strict), Unit.name)
)
_OPEN = select(Relay.id, Relay.unit_id, _OWED_OF_IT.exists()).where(col(Relay.done_at).is_(None))


async def waiting(
    session: AsyncSession, now: datetime, units: Sequence[int] | None = None, *, private: bool = True
) -> list[Waiting]:
    """Who has to be told by hand, the most urgent first; of some units only when `units` is given. Without `private`
    not of what only named people may read: who owes it is no business of cluster heads."""
    rows = _WAITING if units is None else _WAITING.where(col(Relay.unit_id).in_(units))
    rows = rows if private else rows.where(col(Deliverable.restricted).is_(False))
    values = {"now": now, "fresh": now - LATELY}
    found: dict[int, Waiting] = {}
    for unit, name, made, nudged, opened, told, campaign in (await session.exec(rows, params=values)).all():
        before_it = found.get(unit)
        others = before_it.campaigns if before_it else frozenset()
        newest = max(made, nudged or made, opened, before_it.since if before_it else made)
        found[unit] = Waiting(unit, name, newest, told, others | {campaign})
    reached = await _reached(session, list(found))
    return [one for unit, one in found.items() if unit not in reached]


async def _reached(session: AsyncSession, units: Sequence[int]) -> set[int]:
    return {one.unit_id for one in await people.reachable(session, units=units, roles=HANDING_IN)} if units else set()


async def pass_on(session: AsyncSession, unit_id: int, person_id: int, now: datetime) -> bool:
    """'Đã nhắn': every line of the unit; False when nobody had to any more, or somebody else was quicker."""
    mine = update(Relay).where(col(Relay.unit_id) == unit_id, col(Relay.done_at).is_(None))
    done = await session.exec(mine.values(done_at=now, done_by=person_id).execution_options(**_QUIETLY))
    return bool(done.rowcount)


async def passed_on(session: AsyncSession, person_id: int, since: datetime) -> int:
    """How many units this person has told since then."""
    rows = select(func.count(col(Relay.unit_id).distinct())).where(
        Relay.done_by == person_id, col(Relay.done_at) >= since
    )
    return (await session.exec(rows)).one()


async def last(session: AsyncSession, units: Sequence[int]) -> dict[int, datetime]:
    """When somebody last told the unit by hand."""
    rows = (
        select(Relay.unit_id, func.max(Relay.done_at))
        .where(col(Relay.unit_id).in_(units), col(Relay.done_by).is_not(None))
        .group_by(col(Relay.unit_id))
    )
    return {unit: at for unit, at in (await session.exec(rows)).all() if at is not None}


async def sweep(session: AsyncSession, now: datetime) -> None:
    """Close, as nobody's doing, what waits for no one any more: nothing is owed, or somebody can be written to."""
    open_ = (await session.exec(_OPEN, params={"fresh": now - LATELY})).all()
    reached = await _reached(session, list({unit for _, unit, _ in open_}))
    over = [relay for relay, unit, owed in open_ if not owed or unit in reached]
    if over:
        closed = update(Relay).where(col(Relay.id).in_(over)).values(done_at=now)
        await session.exec(closed.execution_options(**_QUIETLY))
