"""What a meeting's picture shows of each unit and report, in one statement."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, func
from sqlalchemy import select as sa_select
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from data.database import run
from data.models import Deliverable, Obligation, Unit
from data.types import BigId

_AT_ONCE = 250  # units in one statement
_columns: Any = sa_select  # SQLModel's own stops at four columns
_ROWS = (
    _columns(
        Unit.id, Unit.name, Unit.mark, Obligation.deliverable_id, Obligation.workflow, Obligation.timeliness,
        Obligation.lenient,
    )
    .join(Unit, col(Unit.id) == Obligation.unit_id)
    .join(
        Deliverable,
        and_(col(Deliverable.id) == Obligation.deliverable_id, col(Deliverable.period) == Obligation.period),
    )
    .where(
        col(Obligation.deliverable_id).in_(bindparam("reports", type_=BigId, expanding=True)),
        col(Deliverable.restricted).is_(False),
        col(Obligation.unit_id) > bindparam("after", type_=BigId),
        col(Obligation.unit_id) <= bindparam("upto", type_=BigId),
    )
    .order_by(col(Unit.id))
)  # fmt: skip


class Stands(NamedTuple):
    """One report of one unit, in its present period."""

    unit_id: int
    unit: str
    mark: str
    deliverable: int
    workflow: str
    timeliness: str
    lenient: datetime


async def stands(session: AsyncSession, reports: Sequence[int]) -> list[Stands]:
    """Of what only named people may read nothing is shown. Some units at a time, so that nobody else waits for many."""
    found: list[Stands] = []
    last = (await session.exec(select(func.max(Unit.id)))).one() or 0
    for after in range(0, last if reports else 0, _AT_ONCE):
        values = {"reports": list(reports), "after": after, "upto": after + _AT_ONCE}
        found += [Stands(*row) for row in (await run(session, _ROWS, values)).all()]
    return found
