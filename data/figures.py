"""What has been reached of targets: of each report the version in force, in one grouped statement.

Nothing is added up in advance, so a correction, a withdrawal or a verdict changes what is read here and nothing else
has to follow. It reads the obligations of the reports that feed these targets and no others.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
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


def _reports(some: bool) -> Any:
    """What each report says by each number that counts towards a target."""
    row = Obligation
    found = (
        _columns(
            col(TargetNumber.target_id).label("target"),
            col(row.id).label("report"),
            (col(row.unit_id) + 0).label("unit"),  # else a planner walks all that was ever owed, unit by unit
            col(row.strict).label("strict"),
            col(row.workflow).label("workflow"),
            _when(col(row.part) == WITH).label("beside"),
            _when(col(Deliverable.kind) == str(Asks.REPORT)).label("awaited"),
            _when(col(Target.stock) | col(TargetNumber.whole)).label("level"),
            figure(col(Submission.answers), col(TargetNumber.field)).label("amount"),
        )
        .select_from(TargetNumber)
        .join(Target, col(Target.id) == TargetNumber.target_id)
        .join(Deliverable, col(Deliverable.id) == TargetNumber.deliverable_id)
        .join(Obligation, col(row.deliverable_id) == Deliverable.id)
        .outerjoin(Submission, and_(_IN_FORCE, col(row.workflow) != str(Workflow.OWED)))
        .where(col(TargetNumber.id).in_(_NUMBERS), col(row.workflow) != str(Workflow.EXEMPT))
    )
    return found.where(col(row.unit_id).in_(_UNITS)) if some else found


def _counts(row: Any) -> Any:
    return row.amount.is_not(None) & (row.beside == 0) & (row.workflow != str(Workflow.RETURNED))


def _in_order(row: Any) -> Any:
    """With its place among those of its unit that tell the whole, the latest first, and since when that one tells."""
    one = _columns(*row, _when(_counts(row)).label("counts")).cte("one").c
    level, latest = (one.level == 1) & (one.counts == 1), (one.strict.desc(), one.report.desc())
    return _columns(
        *one,
        func.rank().over(partition_by=(one.target, one.unit, one.level, one.counts), order_by=latest).label("place"),
        func.max(case((level, one.strict))).over(partition_by=(one.target, one.unit)).label("since"),
    ).cte("placed").c  # fmt: skip


def _taken(row: Any) -> Any:
    """Of what tells the whole the latest counts, and with it the parts that came after it; else all the parts."""
    after = (row.level == 0) & (row.since.is_(None) | (row.strict > row.since))
    return (row.counts == 1) & (((row.level == 1) & (row.place == 1)) | after)


def _by_unit(some: bool, ordered: bool) -> Any:
    """Not `ordered`: nothing takes the place of anything, which is much cheaper."""
    row = _reports(some).cte("told").c
    row = _in_order(row) if ordered else row
    taken = _taken(row) if ordered else _counts(row)
    seen, amount = row.workflow == str(Workflow.ACCEPTED), func.coalesce(row.amount, 0)
    back, beside = row.workflow == str(Workflow.RETURNED), row.beside == 1
    return _columns(
        row.target,
        row.unit,
        func.max(_when(~beside)).label("asked"),
        func.sum(_when((row.workflow == str(Workflow.OWED)) & (row.awaited == 1))).label("ahead"),
        func.sum(_when(taken)).label("parts"),
        func.sum(_when(taken & ~seen)).label("unseen"),
        func.sum(_when(taken, amount)).label("amount"),
        func.sum(_when(taken & seen, amount)).label("accepted"),
        func.sum(_when(taken, amount * amount / 1_000_000)).label("squares"),
        func.sum(_when(back & ~beside, amount)).label("back"),
        func.sum(_when(beside & ~back, amount)).label("beside"),
    ).group_by(row.target, row.unit).cte("each_unit")  # fmt: skip


@cache
def _whole(some: bool, ordered: bool) -> Any:
    """Built once."""
    each = _by_unit(some, ordered)
    row, given, total = each.c, col(TargetShare.value), func.sum
    enough = case((col(Target.way) == str(Way.EACH), func.coalesce(given, col(Target.value))), else_=given)
    sums = (row.amount, row.accepted, row.back, row.beside, row.asked)
    units = (
        *(row.parts > 0, row.amount > 0, row.accepted > 0, (row.parts > 0) & (row.amount >= enough)),
        *((row.parts > row.unseen) & (row.accepted >= enough), row.back > 0, row.beside > 0, row.unseen > 0),
    )
    share = and_(col(TargetShare.target_id) == row.target, col(TargetShare.unit_id) == row.unit)
    return (
        _columns(row.target, *map(total, sums), *(total(_when(one)) for one in units))
        .add_columns(total(row.parts), total(row.squares), total(row.ahead))
        .select_from(each)
        .join(Target, col(Target.id) == row.target)
        .outerjoin(TargetShare, share)
        .group_by(row.target)
    )


def _ordered(wanted: Sequence[Wanted]) -> bool:
    """Whether, of some target, one figure of a unit may take the place of another."""
    for one in wanted:
        asked = {source.deliverable.id: source.deliverable for source in one.feeding}
        whole = one.target.stock or any(source.row.whole for source in one.feeding)
        if whole and (len(asked) > 1 or any(row.rhythm or row.kind == Asks.OPEN for row in asked.values())):
            return True
    return False


async def standing(
    session: AsyncSession, wanted: Sequence[Wanted], ends_on: date, units: Sequence[int] | None = None
) -> list[Standing]:
    """Where each of these stands; of some units only when `units` is given."""
    numbers = [source.row.id for one in wanted for source in one.feeding]
    values = {"numbers": numbers} | ({} if units is None else {"units": list(units)})
    rows = (await run(session, _whole(units is not None, _ordered(wanted)), values)).all() if numbers else []
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
    return (figures.ahead or 0) + figures.asked * sum(
        periods_ahead(source.deliverable, ends_on) for source in one.feeding
    )


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
    each = _by_unit(units is not None, _ordered([one]))
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
