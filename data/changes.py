"""What a change of a running campaign does to what is owed: set-based, a change of everybody's date one statement."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from core.deadlines import Deadline
from core.submissions import Timeliness, Workflow
from data.campaigns import NOT_IN, OWED
from data.models import Campaign, Deliverable, Obligation, Submission

EXTENDED = "extension"
_QUIETLY = {"synchronize_session": False}


async def redate(session: AsyncSession, deliverable: Deliverable, deadline: Deadline, now: datetime) -> bool:
    """Another deadline of the plan. False where units are asked earlier still: nothing changes for them."""
    if stays_internal(deliverable, deadline):
        await _set(session, Deliverable, col(Deliverable.id) == deliverable.id, {"above": deadline.to_json()})
        return False
    await _ask_by(session, deliverable, deadline, now, above={})
    return True


def stays_internal(deliverable: Deliverable, deadline: Deadline) -> bool:
    """Units are asked earlier than this deadline of the plan."""
    return bool(deliverable.above) and deliverable.strict < deadline.strict


async def ask_earlier(
    session: AsyncSession, deliverable: Deliverable, deadline: Deadline, rhythm: dict[str, Any], now: datetime
) -> None:
    """Units are asked by this deadline; the plan's own is kept as it was. `rhythm`: of the periods to come."""
    own = Deadline(deliverable.wording, deliverable.strict, deliverable.lenient, deliverable.hourly)
    above = deliverable.above or own.to_json()
    await _ask_by(session, deliverable, deadline, now, above=above, rhythm=rhythm)


async def ask_with_all(session: AsyncSession, deliverable: Deliverable, rhythm: dict[str, Any], now: datetime) -> None:
    """Units are asked by the plan's own deadline again."""
    above = Deadline.from_json(deliverable.above)
    await _ask_by(session, deliverable, above, now, above={}, rhythm=rhythm)


async def _ask_by(
    session: AsyncSession, deliverable: Deliverable, deadline: Deadline, now: datetime, **more: Any
) -> None:
    """Another deadline for all who were not given one of their own. What was judged may only become better."""
    values = {"strict": deadline.strict, "lenient": deadline.lenient}
    asked = {**values, "wording": deadline.wording, "hourly": deadline.hour, **more}
    await _set(session, Deliverable, col(Deliverable.id) == deliverable.id, asked)
    mine = and_(_of_period(deliverable), col(Obligation.fixed_by) == "")
    unjudged = or_(
        col(Obligation.version) == 0,
        col(Obligation.workflow) == NOT_IN,  # withdrawn: nothing is in that was judged
        col(Obligation.lenient) <= deadline.lenient,
    )
    of_its_own = {"wording": deadline.wording, "hourly": deadline.hour} if deliverable.period else {}
    await _set(session, Obligation, and_(mine, unjudged), values | of_its_own)
    await _anew(session, mine, now)


def _of_period(deliverable: Deliverable) -> Any:
    return and_(col(Obligation.deliverable_id) == deliverable.id, col(Obligation.period) == deliverable.period)


async def extend(
    session: AsyncSession, deliverable: Deliverable, units: Sequence[int], deadline: Deadline, now: datetime
) -> None:
    """These units' own deadline, which a changed plan leaves alone."""
    mine = and_(_of_period(deliverable), col(Obligation.unit_id).in_(units))
    await _set(session, Obligation, and_(mine, col(Obligation.lenient) <= deadline.lenient), _own(deadline))
    await _anew(session, mine, now)


def _own(deadline: Deadline) -> dict[str, Any]:
    return {
        "strict": deadline.strict,
        "lenient": deadline.lenient,
        "wording": deadline.wording,
        "hourly": deadline.hour,
        "fixed_by": EXTENDED,
    }


async def _anew(session: AsyncSession, mine: Any, now: datetime) -> None:
    """The letter that tells of the new date opens it: the ladder begins after it, and has no mere notice in the days
    that follow. What is wanted back in part has a ladder of its own, which the date does not touch. A report that came
    late by the old date and not by the new one is on time."""
    again = {"opened_at": now, "next_nudge_at": now, "nudged_at": now, "promised_until": None, "held_until": None}
    await _set(session, Obligation, and_(mine, col(Obligation.workflow) == NOT_IN), again)
    standing = and_(col(Submission.obligation_id) == col(Obligation.id), col(Submission.withdrawn_at).is_(None))
    first = select(func.min(Submission.handed_at)).where(standing).scalar_subquery()
    late = and_(mine, col(Obligation.timeliness) == str(Timeliness.LATE), first <= Obligation.lenient)
    await _set(session, Obligation, late, {"timeliness": str(Timeliness.ON_TIME)})
    lenient = select(Obligation.lenient).where(Obligation.id == Submission.obligation_id).scalar_subquery()
    theirs = col(Submission.obligation_id).in_(select(Obligation.id).where(mine))
    await _set(
        session, Submission, and_(theirs, col(Submission.late), Submission.handed_at <= lenient), {"late": False}
    )


async def extend_one(session: AsyncSession, obligation: Obligation, deadline: Deadline, now: datetime) -> None:
    """One unit's own deadline for one period of one report."""
    mine = col(Obligation.id) == obligation.id
    await _set(session, Obligation, and_(mine, col(Obligation.lenient) <= deadline.lenient), _own(deadline))
    await _anew(session, mine, now)


async def exempt(session: AsyncSession, obligations: Sequence[int]) -> None:
    """Nothing is asked of these any more."""
    await _excuse(session, col(Obligation.id).in_(obligations))


async def exempt_units(session: AsyncSession, deliverable: Deliverable, units: Sequence[int]) -> None:
    await _excuse(session, and_(_of_period(deliverable), col(Obligation.unit_id).in_(units)))


async def look_again(session: AsyncSession, campaign: Campaign, now: datetime) -> None:
    """Whatever of this campaign is still owed is looked at in the next tick."""
    owed = and_(col(Obligation.campaign_id) == campaign.id, col(Obligation.workflow).in_(OWED))
    await _set(session, Obligation, owed, {"next_nudge_at": now})


async def look_again_at(session: AsyncSession, units: Sequence[int], now: datetime) -> None:
    """The same for whatever these units still owe."""
    owed = and_(col(Obligation.unit_id).in_(units), col(Obligation.workflow).in_(OWED))
    await _set(session, Obligation, owed, {"next_nudge_at": now})


async def drop(session: AsyncSession, deliverable: Deliverable, now: datetime) -> None:
    """A report that nobody has to hand in any more; what came in stays."""
    await _set(session, Deliverable, col(Deliverable.id) == deliverable.id, {"dropped_at": now})
    await _excuse(session, col(Obligation.deliverable_id) == deliverable.id)


async def withdraw(session: AsyncSession, campaign: Campaign, now: datetime) -> None:
    await _set(session, Campaign, col(Campaign.id) == campaign.id, {"closed_at": now, "notice_at": None})
    await _excuse(session, col(Obligation.campaign_id) == campaign.id)


async def _excuse(session: AsyncSession, those: Any) -> None:
    owed = and_(those, col(Obligation.workflow).in_(OWED))
    values = {"workflow": str(Workflow.EXEMPT), "timeliness": str(Timeliness.NONE), "next_nudge_at": None}
    await _set(session, Obligation, owed, values)


async def owing(session: AsyncSession, deliverables: Sequence[int]) -> dict[int, list[int]]:
    """For each of these reports the units that still owe it."""
    return await _units(session, deliverables, col(Obligation.workflow).in_(OWED))


async def moving_with(session: AsyncSession, deliverables: Sequence[int]) -> dict[int, list[int]]:
    """For each of these reports the units whose date another date of the plan is: they have handed in nothing, and were
    given none of their own."""
    current = col(Obligation.period) == col(Deliverable.period)
    theirs = and_(current, col(Obligation.fixed_by) == "", col(Obligation.workflow) == NOT_IN)
    return await _units(session, deliverables, theirs)


async def _units(session: AsyncSession, deliverables: Sequence[int], which: Any) -> dict[int, list[int]]:
    rows = await session.exec(
        select(Obligation.deliverable_id, Obligation.unit_id)
        .join(Deliverable, col(Deliverable.id) == Obligation.deliverable_id)
        .where(col(Obligation.deliverable_id).in_(deliverables), which)
        .order_by(col(Obligation.unit_id))
    )
    found: dict[int, list[int]] = {one: [] for one in deliverables}
    for deliverable_id, unit_id in rows.all():
        found[deliverable_id].append(unit_id)
    return found


async def owing_now(session: AsyncSession, deliverable: Deliverable, until: Deadline | None = None) -> list[int]:
    """The units that owe it for the period it asks for now; those only whom a deadline of `until` would give longer."""
    theirs = and_(_of_period(deliverable), col(Obligation.workflow).in_(OWED))
    if until is not None:
        sooner = or_(col(Obligation.lenient) < until.lenient, col(Obligation.strict) < until.strict)
        theirs = and_(theirs, col(Obligation.lenient) <= until.lenient, sooner)
    rows = await session.exec(select(Obligation.unit_id).where(theirs).order_by(col(Obligation.unit_id)))
    return list(rows.all())


async def asked(session: AsyncSession, deliverable_id: int) -> int:
    """How many units were asked for this report and not exempted."""
    those = select(func.count()).where(
        col(Obligation.deliverable_id) == deliverable_id, col(Obligation.workflow) != str(Workflow.EXEMPT)
    )
    return (await session.exec(those)).one()


async def units_of(session: AsyncSession, campaign_id: int) -> list[int]:
    """Everybody who was asked for anything in this campaign."""
    rows = await session.exec(
        select(Obligation.unit_id)
        .where(col(Obligation.campaign_id) == campaign_id)
        .distinct()
        .order_by(col(Obligation.unit_id))
    )
    return list(rows.all())


async def _set(session: AsyncSession, table: Any, where: Any, values: dict[str, Any]) -> None:
    await session.exec(update(table).where(where).values(**values).execution_options(**_QUIETLY))
