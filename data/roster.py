"""Lists of units that were sent in, and the units as they are, beside which a list is laid."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func
from sqlalchemy import select as sa_select
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from core.roles import HANDING_IN, Role
from core.roster import Holder, Known
from core.texts.roster import seat_title
from data import units
from data.database import run
from data.models import Group, GroupUnit, Holding, Person, RosterImport, Seat, Unit

_columns: Any = sa_select  # SQLModel's own stops at four columns and knows no outer joins

SEATED = (*HANDING_IN, Role.CLUSTER_HEAD)
CURRENT = and_(col(Holding.seat_id) == Seat.id, col(Holding.until).is_(None))


# -- what was sent in ---------------------------------------------------------------------------------------------


async def add(session: AsyncSession, file_id: int | None, chat_id: int, person_id: int, now: datetime) -> RosterImport:
    waiting = RosterImport(file_id=file_id, chat_id=chat_id, person_id=person_id, made_at=now)
    session.add(waiting)
    await session.flush()
    return waiting


async def of_file(session: AsyncSession, file_id: int) -> RosterImport | None:
    """The one that waits for this file's bytes."""
    rows = select(RosterImport).where(RosterImport.file_id == file_id, RosterImport.state == "reading")
    return (await session.exec(rows)).first()


async def by_id(session: AsyncSession, import_id: int) -> RosterImport | None:
    """For the errands; a turn asks for `of_person`."""
    return await session.get(RosterImport, import_id)


async def of_person(session: AsyncSession, import_id: int, person_id: int) -> RosterImport | None:
    rows = select(RosterImport).where(RosterImport.id == import_id, RosterImport.person_id == person_id)
    return (await session.exec(rows)).first()


async def moves(session: AsyncSession, import_id: int, before: str, after: str, **values: Any) -> bool:
    """False when it is no longer where it was: somebody pressed twice."""
    changed = update(RosterImport).where(col(RosterImport.id) == import_id, col(RosterImport.state) == before)
    done = await session.exec(changed.values(state=after, **values).execution_options(synchronize_session=False))
    return bool(done.rowcount)


# -- the units as they are ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Present:
    """What a list is laid beside. `owing`: units with a seat that hands in; `stamp` changes when any of it does."""

    known: tuple[Known, ...]
    owing: frozenset[int]
    stamp: str


async def present(session: AsyncSession) -> Present:
    root = await units.root(session)
    rows = (await session.exec(select(Unit).order_by(col(Unit.id)))).all()
    seated = await session.exec(
        _columns(Seat.unit_id, Seat.role, Seat.title, Person.name, Person.phone, Person.email)
        .join(Holding, CURRENT, isouter=True)
        .join(Person, col(Person.id) == Holding.person_id, isouter=True)
        .where(col(Seat.role).in_(SEATED))
        .order_by(col(Seat.id))
    )
    holders: dict[int, list[Holder]] = {}
    owing = set()
    for unit_id, role, title, name, phone, email in seated.all():
        owing.add(unit_id)
        if name:
            holders.setdefault(unit_id, []).append(Holder(name, phone, _said(title, Role(role)), email))
    groups = await _groups_of_units(session)
    known = tuple(
        Known(unit.id or 0, unit.name, tuple(holders.get(unit.id or 0, ())), tuple(groups.get(unit.id or 0, ())),
              unit.type)
        for unit in rows if root is None or unit.id != root.id
    )  # fmt: skip
    return Present(known, frozenset(owing), await stamp(session))


def _said(title: str, role: Role) -> str:
    """A title of our own, given where the list says none, is as good as none."""
    return "" if title == seat_title(role) else title


async def _groups_of_units(session: AsyncSession) -> dict[int, list[str]]:
    rows = await session.exec(select(GroupUnit.unit_id, Group.name).join(Group, col(Group.id) == GroupUnit.group_id))
    found: dict[int, list[str]] = {}
    for unit_id, name in rows.all():
        found.setdefault(unit_id, []).append(name)
    return found


async def stamp(session: AsyncSession) -> str:
    """Whether units, seats, groups or who sits where have changed since."""
    sitting = _columns(func.count()).select_from(Holding).where(col(Holding.until).is_(None))
    grouped = _columns(func.count()).select_from(GroupUnit)
    newest = (_columns(func.max(col(table.id))) for table in (Unit, Seat, Holding))
    asked = [one.scalar_subquery() for one in (*newest, sitting, grouped)]
    return "/".join(str(one) for one in (await run(session, _columns(*asked))).one())
