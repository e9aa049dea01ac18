"""Who carries what: the activities and reports of campaigns that run, the units behind them, the heads of clusters."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_
from sqlalchemy import select as sa_select
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.roles import Role
from core.submissions import Workflow
from data.activities import WITH
from data.models import Campaign, Deliverable, Holding, Obligation, Person, Seat, Unit

_columns: Any = sa_select  # SQLModel's own stops at four columns


@dataclass(frozen=True)
class Thing:
    """What a campaign that runs asks for, whatever its kind."""

    deliverable: int
    name: str


async def things(session: AsyncSession) -> list[Thing]:
    """What only named people may read is among none of them."""
    rows = await session.exec(
        select(Deliverable.id, Deliverable.name)
        .join(Campaign, col(Campaign.id) == Deliverable.campaign_id)
        .where(
            col(Deliverable.dropped_at).is_(None), col(Deliverable.restricted).is_(False),
            col(Campaign.opened_at).is_not(None), col(Campaign.closed_at).is_(None),
        )
        .order_by(col(Deliverable.strict), col(Deliverable.id))
    )  # fmt: skip
    return [Thing(one or 0, name) for one, name in rows.all()]


async def carriers(session: AsyncSession, deliverable: int) -> list[int]:
    """The units that owe it, in its present period; of an activity the one that leads it first."""
    rows = await session.exec(
        select(Obligation.unit_id)
        .join(Deliverable, col(Deliverable.id) == Obligation.deliverable_id)
        .where(
            Obligation.deliverable_id == deliverable, Obligation.period == Deliverable.period,
            col(Obligation.workflow) != str(Workflow.EXEMPT),
        )
        .order_by(col(Obligation.part) == WITH, col(Obligation.id))
    )  # fmt: skip
    return list(rows.all())


async def heads(session: AsyncSession, group: int) -> list[tuple[str, str, str, str]]:
    """Unit, title, name and telephone of whoever heads this cluster."""
    rows: Sequence[Any] = (
        await session.exec(
            _columns(Unit.name, Seat.title, Person.name, Person.phone)
            .select_from(Seat)
            .join(Unit, col(Unit.id) == Seat.unit_id)
            .join(Holding, and_(col(Holding.seat_id) == Seat.id, col(Holding.until).is_(None)))
            .join(Person, col(Person.id) == Holding.person_id)
            .where(col(Seat.role) == str(Role.CLUSTER_HEAD), col(Seat.group_id) == group)
            .order_by(col(Seat.id))
        )
    ).all()
    return [tuple(row) for row in rows]
