"""What has been reached of targets: of each report the version in force, in one grouped statement.

Nothing is added up in advance, so a correction, a withdrawal or a verdict changes what is read here and nothing else
has to follow. It reads the obligations of the reports that feed these targets and no others.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import and_, bindparam, case, func
from sqlalchemy import select as sa_select
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.periods import Rhythm, first_day_of, periods
from core.submissions import Asks, Workflow
from core.targets import Figures, Standing, Way
from core.texts.targets import Told
from data.activities import WITH
from data.database import run
from data.dialects import figure
from data.models import Deliverable, Obligation, Submission, Target, TargetNumber, TargetShare, Unit
from data.targets import Wanted
from data.types import BigId, of_thousandths

_columns: Any = sa_select  # SQLModel's own stops at four columns
_later = aliased(Submission)
_replaced = (
    select(_later.id)
    .where(
        _later.obligation_id == Submission.obligation_id,
        _later.version > Submission.version,
        col(_later.withdrawn_at).is_(None),
    )
    .exists()
)
_IN_FORCE = and_(
    col(Submission.obligation_id) == col(Obligation.id), col(Submission.withdrawn_at).is_(None), ~_replaced
)
_NUMBERS = bindparam("numbers", type_=BigId, expanding=True)
_UNITS = bindparam("units", type_=BigId, expanding=True)


def _when(condition: Any, value: Any = 1) -> Any:
    return case((condition, value), else_=0)


def _reports(of_units: bool) -> Any:
    """What each report says of each target: all its numbers that count, added up."""
    row, level = Obligation, _when(col(Target.stock) | col(TargetNumber.whole))
    same = (
        *(col(TargetNumber.target_id), col(row.id), col(row.unit_id), col(row.strict), col(row.workflow)),
        *(col(row.part), col(Deliverable.kind)),
    )
    found = (
        _columns(
            col(TargetNumber.target_id).label("target"),
            col(row.id).label("report"),
            col(row.unit_id).label("unit"),
            col(row.strict).label("strict"),
            _when(col(row.workflow) == str(Workflow.ACCEPTED)).label("seen"),
            _when(col(row.workflow) == str(Workflow.RETURNED)).label("back"),
            _when((col(row.workflow) == str(Workflow.OWED)) & (col(Deliverable.kind) == str(Asks.REPORT))).label("due"),
            _when(col(row.part) == WITH).label("beside"),
            func.max(level).label("level"),
            func.sum(figure(col(Submission.answers), col(TargetNumber.field))).label("amount"),
        )
        .select_from(TargetNumber)
        .join(Target, col(Target.id) == TargetNumber.target_id)
        .join(Deliverable, col(Deliverable.id) == TargetNumber.deliverable_id)
        .join(Obligation, col(row.deliverable_id) == Deliverable.id)
        .outerjoin(Submission, and_(_IN_FORCE, col(row.workflow) != str(Workflow.OWED)))
        .where(col(TargetNumber.id).in_(_NUMBERS), col(row.workflow) != str(Workflow.EXEMPT))
        .group_by(*same)
    )
    return found.where(col(row.unit_id).in_(_UNITS)) if of_units else found


def _by_unit(of_units: bool) -> Any:
    """Of what tells the whole the latest counts, and with it the parts that came after; else all the parts."""
    told = _reports(of_units).cte("told").c
    counts = _when((told.amount.is_not(None)) & (told.back == 0) & (told.beside == 0)).label("counts")
    one = _columns(*told, counts).cte("report").c
    level = (one.level == 1) & (one.counts == 1)
    like, newest = (one.target, one.unit, one.level, one.counts), (one.strict.desc(), one.report.desc())
    placed = _columns(
        *one,
        func.row_number().over(partition_by=like, order_by=newest).label("place"),
        func.max(case((level, one.strict))).over(partition_by=(one.target, one.unit)).label("since"),
    ).cte("placed").c  # fmt: skip
    latest = (placed.level == 1) & (placed.place == 1)
    after = (placed.level == 0) & (placed.since.is_(None) | (placed.strict > placed.since))
    taken = (placed.counts == 1) & (latest | after)
    return _columns(
        placed.target,
        placed.unit,
        func.max(_when(placed.beside == 0)).label("asked"),
        func.sum(_when(placed.due == 1)).label("ahead"),
        func.sum(_when(taken)).label("parts"),
        func.sum(_when(taken & (placed.seen == 0))).label("unseen"),
        func.sum(_when(taken, placed.amount)).label("amount"),
        func.sum(_when(taken & (placed.seen == 1), placed.amount)).label("accepted"),
        func.sum(_when(taken, placed.amount * placed.amount / 1_000_000)).label("squares"),
        func.sum(_when((placed.back == 1) & (placed.beside == 0), func.coalesce(placed.amount, 0))).label("back"),
        func.sum(_when((placed.beside == 1) & (placed.back == 0), func.coalesce(placed.amount, 0))).label("beside"),
    ).group_by(placed.target, placed.unit).cte("each_unit")  # fmt: skip


def _whole(of_units: bool) -> Any:
    each = _by_unit(of_units)
    row, given = each.c, col(TargetShare.value)
    enough = case((col(Target.way) == str(Way.EACH), func.coalesce(given, col(Target.value))), else_=given)
    total = func.sum
    return (
        _columns(
            row.target,
            total(row.amount),
            total(row.accepted),
            total(row.back),
            total(row.beside),
            total(row.asked),
            total(_when(row.parts > 0)),
            total(_when(row.amount > 0)),
            total(_when(row.accepted > 0)),
            total(_when((row.parts > 0) & (row.amount >= enough))),
            total(_when((row.parts > row.unseen) & (row.accepted >= enough))),
            total(_when(row.back > 0)),
            total(_when(row.beside > 0)),
            total(_when(row.unseen > 0)),
            total(row.parts),
            total(row.squares),
            total(row.ahead),
        )
        .select_from(each)
        .join(Target, col(Target.id) == row.target)
        .outerjoin(TargetShare, and_(col(TargetShare.target_id) == row.target, col(TargetShare.unit_id) == row.unit))
        .group_by(row.target)
    )


_WHOLE = {of_units: _whole(of_units) for of_units in (False, True)}


async def standing(
    session: AsyncSession, wanted: Sequence[Wanted], ends_on: date, units: Sequence[int] | None = None
) -> list[Standing]:
    """Where each of these stands; of some units only when `units` is given."""
    numbers = [source.row.id for one in wanted for source in one.feeding]
    values = {"numbers": numbers} | ({} if units is None else {"units": list(units)})
    rows = (await run(session, _WHOLE[units is not None], values)).all() if numbers else []
    found = {row[0]: _figures(row[1:]) for row in rows}
    return [_standing(one, found.get(one.id, Figures()), ends_on) for one in wanted]


async def told(
    session: AsyncSession, wanted: Sequence[Wanted], ends_on: date, units: Sequence[int] | None = None, first: int = 1
) -> list[Told]:
    """The same as it is said."""
    each = zip(await standing(session, wanted, ends_on, units), wanted, strict=True)
    return [Told(place, one, ends_on, row.id) for place, (one, row) in enumerate(each, start=first)]


def _figures(row: Sequence[Any]) -> Figures:
    amounts = (of_thousandths(one) for one in row[:4])
    total, accepted, returned, doubled = amounts
    asked, told, showing, showing_seen, reached, reached_seen, back, beside, unseen, parts, squares, due = row[4:]
    return Figures(
        accepted=accepted, waiting=total - accepted, returned=returned, doubled=doubled, asked=asked, told=told,
        showing=showing, showing_seen=showing_seen, reached=reached, reached_seen=reached_seen, returned_units=back,
        doubled_units=beside, waiting_units=unseen, parts=parts, squares=float(squares), ahead=due,
    )  # fmt: skip


def _standing(one: Wanted, figures: Figures, ends_on: date) -> Standing:
    ahead = _ahead(one, figures, ends_on)
    return Standing(one.aim, replace(figures, ahead=ahead), bool(one.feeding), one.shared, one.sharing)


def _ahead(one: Wanted, figures: Figures, ends_on: date) -> int | None:
    """How many figures are still to come; None where a later one takes the place of an earlier one."""
    asked = {source.deliverable.id: source.deliverable for source in one.feeding}
    whole = any(source.row.whole for source in one.feeding)
    if one.target.stock or (whole and len(asked) > 1) or any(row.kind == Asks.OPEN for row in asked.values()):
        return None
    return (figures.ahead or 0) + figures.asked * sum(periods_ahead(row, ends_on) for row in asked.values())


def periods_ahead(deliverable: Deliverable, ends_on: date) -> int:
    """Of a report that comes round: how many times more until then, after the one that is asked for now."""
    if not deliverable.rhythm or not deliverable.period:
        return 0
    first = first_day_of(deliverable.period)
    every = periods(Rhythm.from_json(deliverable.rhythm), first, ends_on)
    return sum(one.key > deliverable.period for one in every)


@dataclass(frozen=True)
class OfUnit:
    """What one unit brought to a target. `amount`: None when it said nothing; `share`: what it was given."""

    unit_id: int
    unit: str
    amount: Decimal | None
    unseen: bool
    share: Decimal | None


async def by_unit(session: AsyncSession, one: Wanted, units: Sequence[int] | None = None) -> list[OfUnit]:
    """Every unit of which a number is wanted, or that was given a share."""
    each = _by_unit(units is not None)
    row = each.c
    share = and_(col(TargetShare.unit_id) == Unit.id, col(TargetShare.target_id) == one.id)
    rows = (
        _columns(Unit.id, Unit.name, row.amount, row.parts, row.unseen, TargetShare.value)
        .select_from(Unit)
        .outerjoin(each, row.unit == Unit.id)
        .outerjoin(TargetShare, share)
        .where((row.asked == 1) | col(TargetShare.value).is_not(None))
        .order_by(col(Unit.id))
    )
    rows = rows if units is None else rows.where(col(Unit.id).in_(units))
    numbers = [source.row.id for source in one.feeding]
    values = {"numbers": numbers} | ({} if units is None else {"units": list(units)})
    found = (await session.exec(rows, params=values)).all()
    return [
        OfUnit(unit_id, name, of_thousandths(amount) if parts else None, bool(unseen), share)
        for unit_id, name, amount, parts, unseen, share in found
    ]
