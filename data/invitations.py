"""Ways in: single-use links and codes kept as keyed hashes, and the count of wrong tries. Machine time throughout."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_
from sqlmodel import col, delete, insert, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from core.roles import Role
from data.models import Attempt, Holding, Invitation, Person, Seat, Unit

SEAT = "seat"
CHIEF = "chief"
LINK = "link"  # joins another channel to a person already known


@dataclass(frozen=True)
class Way:
    """An invitation that still opens, and whom it is for."""

    id: int
    kind: str
    seat_id: int | None
    person_id: int | None
    person: str
    title: str
    unit: str
    role: Role | None


async def make(
    session: AsyncSession,
    kind: str,
    code_hash: str,
    link_hash: str,
    machine: datetime,
    life: timedelta,
    *,
    seat_id: int | None = None,
    person_id: int | None = None,
) -> None:
    """A code that was given before (ADMIN_CODE, at each start) opens only what it is given for last."""
    await session.exec(delete(Invitation).where(col(Invitation.code_hash) == code_hash))
    await session.exec(
        insert(Invitation).values(
            kind=kind,
            seat_id=seat_id,
            person_id=person_id,
            code_hash=code_hash,
            link_hash=link_hash,
            uses_left=1,
            made_at=machine,
            expires_at=machine + life,
        )
    )


async def find(session: AsyncSession, hashed: str, machine: datetime, *, by_link: bool = False) -> Way | None:
    """What this code or link opens now. Wrong, used and expired are the same answer, by the same work.

    `by_link`: a code opens nothing there, for nobody counts the tries.
    """
    link = col(Invitation.link_hash) == hashed
    row = (
        await session.exec(
            select(Invitation, Seat, Unit, Person)
            .join(Seat, col(Seat.id) == Invitation.seat_id, isouter=True)
            .join(Unit, col(Unit.id) == Seat.unit_id, isouter=True)
            .join(Person, col(Person.id) == Invitation.person_id, isouter=True)
            .where(
                link if by_link else or_(col(Invitation.code_hash) == hashed, link),
                col(Invitation.uses_left) > 0,
                col(Invitation.expires_at) > machine,
            )
        )
    ).first()
    if row is None:
        return None
    invitation, seat, unit, person = row
    return Way(
        id=invitation.id or 0,
        kind=invitation.kind,
        seat_id=invitation.seat_id,
        person_id=invitation.person_id,
        person=person.name if person else "",
        title=seat.title if seat else "",
        unit=unit.name if unit else "",
        role=Role(seat.role) if seat else None,
    )


async def use(session: AsyncSession, way_id: int, machine: datetime) -> bool:
    """Spend it: exactly one of a thousand at the same instant gets True."""
    done = await session.exec(
        update(Invitation)
        .where(col(Invitation.id) == way_id, col(Invitation.uses_left) > 0, col(Invitation.expires_at) > machine)
        .values(uses_left=Invitation.uses_left - 1)
        .execution_options(synchronize_session=False)
    )
    return bool(done.rowcount)


async def withdraw(session: AsyncSession, kind: str, seat_id: int | None = None) -> None:
    """Earlier ones of this kind open nothing any more."""
    spent = update(Invitation).where(col(Invitation.kind) == kind, col(Invitation.uses_left) > 0).values(uses_left=0)
    if seat_id is not None:
        spent = spent.where(col(Invitation.seat_id) == seat_id)
    await session.exec(spent.execution_options(synchronize_session=False))


async def wrong(session: AsyncSession, who: str, machine: datetime) -> None:
    await session.exec(insert(Attempt).values(at=machine, who=who))


async def tries(session: AsyncSession, who: str, since: datetime) -> tuple[int, int]:
    """Wrong tries since then: of this person, and of everybody."""
    mine = func.count().filter(col(Attempt.who) == who)
    row = (await session.exec(select(mine, func.count()).where(col(Attempt.at) > since))).one()
    return int(row[0]), int(row[1])


async def forget_tries(session: AsyncSession, before: datetime) -> None:
    await session.exec(delete(Attempt).where(col(Attempt.at) < before))


async def holder(session: AsyncSession, seat_id: int) -> int | None:
    found = await session.exec(
        select(Holding.person_id).where(Holding.seat_id == seat_id, col(Holding.until).is_(None)).limit(1)
    )
    return found.first()
