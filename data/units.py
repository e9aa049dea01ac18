"""Units and their seats."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_
from sqlalchemy import select as sa_select
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from core.audience import Roster
from core.delivery import MAIL
from core.roles import HANDING_IN, Role
from data import marks
from data.models import Chat, Group, GroupUnit, Holding, Mark, Person, Seat, Unit

_columns: Any = sa_select  # SQLModel's own stops at four columns


@dataclass(frozen=True)
class SeatCard:
    """A seat, who sits there, whether they came in, and whether e-mail reaches them who did not."""

    unit_id: int
    unit: str
    seat_id: int
    title: str
    person_id: int | None
    person: str
    phone: str
    reached: bool
    mailed: bool = False


async def seats(session: AsyncSession, units: Sequence[int] | None = None) -> list[SeatCard]:
    """The seats that hand in, unit by unit; None means every unit (for organisers)."""
    reached = select(Chat.id).where(Chat.person_id == Person.id, col(Chat.gone_at).is_(None)).correlate(Person).exists()
    address = (Chat.channel == MAIL, Chat.address == Person.email, col(Chat.gone_at).is_(None))
    sends = select(Mark.name).where(Mark.name == marks.MAILS, Mark.value != "").exists()
    mailed = select(Chat.id).where(*address).correlate(Person).exists()
    rows = (
        _columns(Seat, Unit, Person, reached, and_(mailed, sends))
        .join(Unit, col(Unit.id) == Seat.unit_id)
        .join(Holding, and_(col(Holding.seat_id) == Seat.id, col(Holding.until).is_(None)), isouter=True)
        .join(Person, col(Person.id) == Holding.person_id, isouter=True)
        .where(col(Seat.role).in_(HANDING_IN))
        .order_by(col(Unit.id), col(Seat.id))
    )
    if units is not None:
        rows = rows.where(col(Unit.id).in_(units))
    return [_card(*row) for row in (await session.exec(rows)).all()]


async def named(session: AsyncSession, unit_id: int) -> str:
    return (await session.exec(select(Unit.name).where(Unit.id == unit_id))).first() or ""


async def names(session: AsyncSession, those: Sequence[int]) -> list[str]:
    return list((await session.exec(select(Unit.name).where(col(Unit.id).in_(those)).order_by(col(Unit.id)))).all())


def _card(seat: Seat, unit: Unit, person: Person | None, reached: bool, mailed: bool) -> SeatCard:
    return SeatCard(
        unit_id=unit.id or 0,
        unit=unit.name,
        seat_id=seat.id or 0,
        title=seat.title,
        person_id=person.id if person else None,
        person=person.name if person else "",
        phone=person.phone if person else "",
        reached=bool(reached),
        mailed=bool(mailed and not reached),
    )


async def roster(session: AsyncSession) -> Roster:
    """The units that hand in, and the groups they are taken together in."""
    owing = select(Seat.unit_id).where(col(Seat.role).in_(HANDING_IN))
    rows = (await session.exec(select(Unit).where(col(Unit.id).in_(owing)).order_by(col(Unit.id)))).all()
    heading = and_(col(Seat.group_id) == Group.id, col(Seat.role) == str(Role.CLUSTER_HEAD))
    headed = (
        select(Group, Seat.unit_id, GroupUnit.unit_id)
        .join(Seat, heading, isouter=True)
        .join(GroupUnit, col(GroupUnit.group_id) == Group.id, isouter=True)
        .order_by(col(Group.id), col(Seat.id).desc(), col(GroupUnit.unit_id))
    )
    groups = (await session.exec(headed)).all()
    members: dict[int, list[int]] = {}
    for group, member in dict.fromkeys((group.id or 0, member) for group, _, member in groups):
        if member is not None:
            members.setdefault(group, []).append(member)
    return Roster(
        units={unit.id or 0: unit.name for unit in rows},
        groups={group.id or 0: group.name for group, _, _ in groups},
        members=members,
        marks={unit.id or 0: unit.mark for unit in rows},
        heads={group.id or 0: unit for group, unit, _ in groups if unit is not None},
    )


async def groups(session: AsyncSession) -> dict[int, str]:
    """By name, in the order of the list."""
    rows = await session.exec(select(Group.id, Group.name).order_by(col(Group.id)))
    return {at or 0: name for at, name in rows.all()}


async def of_group(session: AsyncSession, groups: Sequence[int]) -> list[int]:
    rows = await session.exec(select(GroupUnit.unit_id).where(col(GroupUnit.group_id).in_(groups)))
    return list(rows.all())


async def root(session: AsyncSession) -> Unit | None:
    """The organisation itself: the unit above all others."""
    return (await session.exec(select(Unit).where(col(Unit.parent_id).is_(None)).order_by(col(Unit.id)))).first()


async def rename(session: AsyncSession, unit_id: int, name: str) -> None:
    changed = update(Unit).where(col(Unit.id) == unit_id).values(name=name)
    await session.exec(changed.execution_options(synchronize_session=False))


async def pause(session: AsyncSession, those: Sequence[int], until: datetime | None) -> None:
    """These units are reminded of nothing before then."""
    changed = update(Unit).where(col(Unit.id).in_(those)).values(paused_until=until)
    await session.exec(changed.execution_options(synchronize_session=False))


async def paused(session: AsyncSession, now: datetime) -> list[Unit]:
    rows = await session.exec(select(Unit).where(col(Unit.paused_until) > now).order_by(col(Unit.id)))
    return list(rows.all())


async def add(session: AsyncSession, name: str, mark: str, type: str, parent_id: int | None = None) -> Unit:
    unit = Unit(name=name, mark=mark, type=type, parent_id=parent_id)
    session.add(unit)
    await session.flush()
    return unit


async def add_seat(session: AsyncSession, unit_id: int, role: Role, title: str, group_id: int | None = None) -> Seat:
    seat = Seat(unit_id=unit_id, role=str(role), title=title, group_id=group_id)
    session.add(seat)
    await session.flush()
    return seat


async def add_group(session: AsyncSession, name: str, members: Sequence[int]) -> Group:
    group = Group(name=name)
    session.add(group)
    await session.flush()
    session.add_all(GroupUnit(group_id=group.id or 0, unit_id=unit_id) for unit_id in members)
    await session.flush()
    return group
