"""Points of a campaign: its rules, what was given by hand, and, once they are settled, every point as it stood then."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, func
from sqlalchemy import select as sa_select
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.audience import Roster
from core.points import Fact, Point, Reason, Rules, earned, from_json, to_json
from core.submissions import Asks, Timeliness, Verdict, Workflow
from data import campaigns
from data import units as lists
from data.database import later, run
from data.dialects import insert_or_replace
from data.models import Deliverable, Obligation, PointRow, PointRules, Submission
from data.records import columns, split

_HUNDREDTHS = 100
# What only named people may read earns nothing: its points would tell of it.
_COUNT = (
    col(Deliverable.dropped_at).is_(None),
    col(Deliverable.restricted).is_(False),
    col(Deliverable.kind).in_((Asks.REPORT, Asks.OPEN)),
)


@dataclass(frozen=True)
class Standing:
    """`settled_at`: since then nothing changes any more."""

    rules: Rules
    on: bool
    settled_at: datetime | None = None


async def standing(session: AsyncSession, campaign_id: int) -> Standing | None:
    """None: nobody has spoken of points in this campaign."""
    row = await session.get(PointRules, campaign_id)
    return Standing(from_json(row.rules), row.on, row.settled_at) if row is not None else None


async def keep(session: AsyncSession, campaign_id: int, stands: Standing) -> None:
    kept = {"rules": to_json(stands.rules), "on": stands.on, "settled_at": stands.settled_at}
    await run(session, insert_or_replace(session, PointRules), {"campaign_id": campaign_id, **kept})


async def counting(
    session: AsyncSession, campaigns_: Collection[int], units: Collection[int] | None = None
) -> set[int]:
    """Those of these campaigns where points are on, and of `units` at least one is asked for something."""
    rows = select(PointRules.campaign_id).where(col(PointRules.campaign_id).in_(campaigns_), col(PointRules.on))
    if units is not None:
        asked = select(Obligation.id).where(
            col(Obligation.campaign_id) == PointRules.campaign_id, col(Obligation.unit_id).in_(units)
        )
        rows = rows.where(asked.exists())
    return set((await session.exec(rows)).all())


async def roster(session: AsyncSession, campaign_id: int) -> Roster:
    """The units that the campaign asks for something, or that were given points in it, in the order of the list."""
    every = await lists.roster(session)
    given = select(PointRow.unit_id).where(PointRow.campaign_id == campaign_id).distinct()
    those = await campaigns.asked_units(session, campaign_id) | set((await session.exec(given)).all())
    return replace(every, units={unit: name for unit, name in every.units.items() if unit in those})


async def unseen(session: AsyncSession, campaign_id: int) -> int:
    """What may still earn or cost points of this campaign, for nobody has looked at it."""
    waiting = (
        select(func.count())
        .select_from(Obligation)
        .join(Deliverable, col(Deliverable.id) == col(Obligation.deliverable_id))
        .where(col(Obligation.campaign_id) == campaign_id, col(Obligation.workflow) == str(Workflow.HANDED_IN), *_COUNT)
    )
    return int((await session.exec(waiting)).one())


async def takes_entries(session: AsyncSession, campaign_id: int) -> bool:
    asked = select(Deliverable.id).where(
        Deliverable.campaign_id == campaign_id,
        col(Deliverable.kind) == Asks.OPEN,
        col(Deliverable.dropped_at).is_(None),
    )
    return (await session.exec(asked.limit(1))).first() is not None


# -- every unit's points ------------------------------------------------------------------------------------------

_returned = (
    sa_select(func.count())
    .where(col(Submission.obligation_id) == col(Obligation.id), col(Submission.verdict) == str(Verdict.RETURNED))
    .correlate(Obligation)
    .scalar_subquery()
)
_MODELS = (Obligation, Deliverable)
_FACTS = (
    sa_select(*columns(*_MODELS), _returned)
    .select_from(Obligation)
    .join(Deliverable, col(Deliverable.id) == col(Obligation.deliverable_id))
    .where(
        col(Obligation.campaign_id) == bindparam("campaign"),
        *_COUNT,
        col(Obligation.version) > 0,
    )
    .order_by(col(Obligation.unit_id), col(Obligation.strict), col(Obligation.id))
)
_FACTS_OF = _FACTS.where(col(Obligation.unit_id).in_(bindparam("units", expanding=True)))


async def of_units(
    session: AsyncSession, campaign_id: int, stands: Standing, units: Collection[int] | None = None
) -> dict[int, list[Point]]:
    """Of these units, else of all that have any: what the facts earn, then what was given by hand."""
    found: dict[int, list[Point]] = {}
    if stands.settled_at is None:
        for unit, facts in (await _facts(session, campaign_id, units)).items():
            found[unit] = earned(stands.rules, facts)
    rows = select(PointRow).where(PointRow.campaign_id == campaign_id).order_by(col(PointRow.id))
    theirs = rows if units is None else rows.where(col(PointRow.unit_id).in_(units))
    for row in (await session.exec(theirs)).all():
        found.setdefault(row.unit_id, []).append(_point(row))
    return found


def _point(row: PointRow) -> Point:
    return Point(Decimal(row.hundredths) / _HUNDREDTHS, Reason(row.reason), row.what, row.times)


async def _facts(session: AsyncSession, campaign_id: int, units: Collection[int] | None) -> dict[int, list[Fact]]:
    asked: dict[str, Any] = {"campaign": campaign_id} | ({"units": list(units)} if units is not None else {})
    rows = (await run(session, _FACTS if units is None else _FACTS_OF, asked)).all()
    found: dict[int, list[Fact]] = {}
    for (row, deliverable), (*_, returned) in zip(split(rows, _MODELS), rows, strict=True):
        found.setdefault(row.unit_id, []).append(_fact(row, deliverable, returned))
    return found


def _fact(row: Obligation, deliverable: Deliverable, returned: int) -> Fact:
    name = campaigns.due_of(deliverable, row).name
    if deliverable.kind == Asks.OPEN:
        return Fact(name, chosen=row.workflow == Workflow.ACCEPTED)
    stands = row.workflow in (Workflow.HANDED_IN, Workflow.ACCEPTED, Workflow.RETURNED)
    return Fact(name, row.timeliness if stands else Timeliness.NONE, returned)


# -- by hand, and settled -----------------------------------------------------------------------------------------


async def latest(session: AsyncSession) -> int:
    """The last point that was written down, wherever."""
    return (await session.exec(select(func.max(PointRow.id)))).one() or 0


async def given_since(
    session: AsyncSession, campaign_id: int, units: Sequence[int], amount: Decimal, why: str, after: int
) -> bool:
    """The very same was given after that one: a button was pressed twice."""
    same = select(PointRow.id).where(
        PointRow.campaign_id == campaign_id, col(PointRow.unit_id).in_(units), PointRow.what == why,
        PointRow.hundredths == int(amount * _HUNDREDTHS), col(PointRow.id) > after,
    )  # fmt: skip
    return (await session.exec(same.limit(1))).first() is not None


async def give(
    session: AsyncSession, campaign_id: int, units: Sequence[int], amount: Decimal, why: str, me: int, now: datetime
) -> None:
    point = Point(amount, Reason.GIVEN, why)
    later(session, PointRow, [_row(campaign_id, unit, point, me, now) for unit in units])


async def settle(
    session: AsyncSession, campaign_id: int, stands: Standing, points: Mapping[int, Sequence[Point]], me: int,
    now: datetime,
) -> None:  # fmt: skip
    """What the facts earn is written down as it stands; later facts change nothing of it."""
    rows = [
        _row(campaign_id, unit, point, me, now)
        for unit, theirs in points.items()
        for point in theirs
        if point.reason is not Reason.GIVEN
    ]
    if rows:
        later(session, PointRow, rows)
    await keep(session, campaign_id, replace(stands, settled_at=now))


async def unsettle(session: AsyncSession, campaign_id: int, stands: Standing) -> None:
    """Facts count again; what was given by hand stays."""
    written = delete(PointRow).where(
        col(PointRow.campaign_id) == campaign_id, col(PointRow.reason) != str(Reason.GIVEN)
    )
    await session.exec(written.execution_options(synchronize_session=False))
    await keep(session, campaign_id, replace(stands, settled_at=None))


def _row(campaign_id: int, unit: int, point: Point, me: int, now: datetime) -> dict[str, Any]:
    return {
        "campaign_id": campaign_id, "unit_id": unit, "reason": str(point.reason), "what": point.what,
        "times": point.times, "hundredths": int(point.amount * _HUNDREDTHS), "person_id": me, "made_at": now,
    }  # fmt: skip
