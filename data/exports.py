"""Reports to be taken away: of each obligation the newest version that stands, a few statements however many there are.

What only named people may read is among them only where one of those asks for just that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, func, literal
from sqlalchemy import select as sa_select
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.submissions import Asks
from data.database import run
from data.dialects import among
from data.models import Deliverable, File, Group, GroupUnit, Obligation, Person, Submission, Unit
from data.records import columns, split
from data.types import BigId

AT_ONCE = 500  # ids in one statement
SHEET, FILES, POINTS = "sheet", "files", "points"  # what may be taken away


@dataclass(frozen=True)
class Line:
    """`version`: what is in force; None where nothing came. `first`: when the first one that stands came."""

    obligation: Obligation
    deliverable: Deliverable
    unit: Unit
    version: Submission | None
    person: Person | None
    first: datetime | None


_newer, _any = aliased(Submission), aliased(Submission)
_replaced = (
    select(_newer.id)
    .where(
        col(_newer.obligation_id) == col(Submission.obligation_id),
        col(_newer.version) > col(Submission.version),
        col(_newer.withdrawn_at).is_(None),
    )
    .exists()
)
_IN_FORCE = and_(
    col(Submission.obligation_id) == col(Obligation.id), col(Submission.withdrawn_at).is_(None), ~_replaced
)
_first = (
    sa_select(func.min(_any.handed_at))
    .where(col(_any.obligation_id) == col(Obligation.id), col(_any.withdrawn_at).is_(None))
    .correlate(Obligation)
    .scalar_subquery()
)
_MODELS = (Obligation, Deliverable, Unit, Submission, Person)
_EVERY = (
    sa_select(*columns(*_MODELS), _first)
    .join(Deliverable, col(Deliverable.id) == Obligation.deliverable_id)
    .join(Unit, col(Unit.id) == Obligation.unit_id)
    .outerjoin(Submission, _IN_FORCE)
    .outerjoin(Person, col(Person.id) == Submission.person_id)
    .where(
        col(Obligation.campaign_id) == bindparam("campaign", type_=BigId),
        col(Deliverable.dropped_at).is_(None),
    )
)
_SHOWN = (col(Deliverable.kind) == str(Asks.REPORT)) | col(Submission.id).is_not(None)
_ORDER = col(Deliverable.position), col(Deliverable.id), col(Obligation.period), col(Unit.id)
WHOLE = _EVERY.where(col(Deliverable.restricted).is_(False))
_LINES = WHOLE.where(_SHOWN).order_by(*_ORDER)
_PRIVATE = _EVERY.where(_SHOWN, col(Deliverable.id).in_(bindparam("own", expanding=True))).order_by(*_ORDER)


async def lines(session: AsyncSession, campaign_id: int) -> list[Line]:
    """In the order of the plan, the period and the units. Of what is no report only what came."""
    return await found(session, _LINES, campaign_id)


async def private_lines(session: AsyncSession, campaign_id: int, person_id: int) -> list[Line]:
    """Only what this person is named to read."""
    return await found(session, _PRIVATE, campaign_id, own=await _named_to(session, campaign_id, person_id))


async def private_in_force(session: AsyncSession, campaign_id: int, person_id: int) -> int:
    """How many reports that is; without what is in them."""
    own = await _named_to(session, campaign_id, person_id)
    rows = select(func.count()).select_from(Submission).join(Obligation, _IN_FORCE)
    return (await session.exec(rows.where(col(Obligation.deliverable_id).in_(own)))).one() if own else 0


async def _named_to(session: AsyncSession, campaign_id: int, person_id: int) -> list[int]:
    """The reports that only named people may read, this one among them."""
    rows = select(Deliverable.id).where(
        Deliverable.campaign_id == campaign_id, col(Deliverable.restricted).is_(True),
        col(Deliverable.dropped_at).is_(None), among(col(Deliverable.readers), literal(person_id)),
    )  # fmt: skip
    return [one for one in (await session.exec(rows)).all() if one is not None]


async def found(session: AsyncSession, those: Any, campaign_id: int, **values: Any) -> list[Line]:
    """`those`: WHOLE, narrowed down, perhaps by these values."""
    rows = (await run(session, those, {"campaign": campaign_id} | values)).all()
    return [_line(those, row[-1]) for those, row in zip(split(rows, _MODELS), rows, strict=True)]


def _line(those: tuple[Any, ...], first: datetime | None) -> Line:
    row, deliverable, unit, version, person = those
    return Line(row, deliverable, unit, version, person, first)


async def in_force(session: AsyncSession, campaign_id: int) -> int:
    """How many reports that is."""
    rows = select(func.count()).select_from(Submission).join(Obligation, _IN_FORCE)
    rows = rows.join(Deliverable, col(Deliverable.id) == Obligation.deliverable_id)
    mine = col(Submission.campaign_id) == campaign_id, col(Deliverable.restricted).is_(False)
    return (await session.exec(rows.where(*mine, col(Deliverable.dropped_at).is_(None)))).one()


async def clusters(session: AsyncSession) -> dict[int, str]:
    """Of each unit, the groups it belongs to."""
    rows = await session.exec(
        select(GroupUnit.unit_id, Group.name).join(Group, col(Group.id) == GroupUnit.group_id).order_by(col(Group.id))
    )
    found: dict[int, list[str]] = {}
    for unit_id, name in rows.all():
        found.setdefault(unit_id, []).append(name)
    return {unit_id: ", ".join(names) for unit_id, names in found.items()}


async def enclosed(session: AsyncSession, every: Sequence[Line]) -> dict[int, File]:
    """The files of these reports by their ids."""
    ids = sorted({file for line in every if line.version for file in line.version.files.get("ids", ())})
    found: dict[int, File] = {}
    for start in range(0, len(ids), AT_ONCE):
        some = await session.exec(select(File).where(col(File.id).in_(ids[start : start + AT_ONCE])))
        found |= {file.id or 0: file for file in some.all()}
    return found
