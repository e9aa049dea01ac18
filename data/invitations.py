"""Ways in: single-use links and codes kept as keyed hashes, and the count of wrong tries. Machine time throughout."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, func, or_
from sqlmodel import col, delete, insert, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from core.roles import Role
from data.models import Attempt, Holding, Invitation, Person, Seat, Unit

SEAT = "seat"
SHARED = "seat of several"  # for more than one person, each under their own name
PRIVATE = (SEAT, SHARED)
CHIEF = "chief"
JOIN = "join"  # the one link for everybody; whoever comes by it is confirmed by an organiser
ANY_NUMBER = -1
JOINING = "join:"  # what the count of people coming by it begins with: they are no wrong tries
SHEET = "sheet"  # opens no seat: a page of codes to be printed
GROUP = "group"  # binds the group in which it is typed
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
    campaign_id: int | None = None
    group_id: int | None = None


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
    campaign_id: int | None = None,
    group_id: int | None = None,
    uses: int = 1,
) -> None:
    """A code that was given before (ADMIN_CODE, at each start) opens only what it is given for last."""
    await session.exec(delete(Invitation).where(col(Invitation.code_hash) == code_hash))
    await session.exec(
        insert(Invitation).values(
            kind=kind,
            campaign_id=campaign_id,
            group_id=group_id,
            seat_id=seat_id,
            person_id=person_id,
            code_hash=code_hash,
            link_hash=link_hash,
            uses_left=uses,
            made_at=machine,
            expires_at=machine + life,
        )
    )


async def make_many(
    session: AsyncSession, hashes: Mapping[int, tuple[str, str]], holders: Mapping[int, int | None],
    machine: datetime, life: timedelta,
) -> None:  # fmt: skip
    """One for each of these seats, by two statements; earlier ones open nothing any more."""
    if not hashes:
        return
    mine = (col(Invitation.kind).in_(PRIVATE), col(Invitation.seat_id).in_(list(hashes)))
    await session.exec(update(Invitation).where(*mine).values(uses_left=0).execution_options(synchronize_session=False))
    rows = [
        {
            "kind": SEAT, "seat_id": seat, "person_id": holders.get(seat), "code_hash": code, "link_hash": link,
            "uses_left": 1, "made_at": machine, "expires_at": machine + life,
        }
        for seat, (code, link) in hashes.items()
    ]  # fmt: skip
    await session.exec(insert(Invitation), params=rows)


async def open_of(session: AsyncSession, seat_id: int, after: datetime) -> list[tuple[datetime, str]]:
    """Private ways into this seat that still open then, the newest first: when each was made, and its link's hash."""
    rows = select(Invitation.made_at, Invitation.link_hash).where(
        Invitation.kind == SEAT, Invitation.seat_id == seat_id, col(Invitation.uses_left) > 0,
        col(Invitation.expires_at) > after,
    ).order_by(col(Invitation.id).desc())  # fmt: skip
    return list((await session.exec(rows)).all())


async def sheet(session: AsyncSession, hashed: str, machine: datetime) -> datetime | None:
    """When the printed page behind this link was made, while the link opens."""
    rows = select(Invitation.made_at).where(
        Invitation.kind == SHEET, Invitation.link_hash == hashed, col(Invitation.uses_left) != 0,
        col(Invitation.expires_at) > machine,
    )  # fmt: skip
    return (await session.exec(rows)).first()


async def of_sheet(session: AsyncSession, made_at: datetime, machine: datetime) -> set[int]:
    """Seats whose invitation was made at that moment and still opens: those of one printed sheet."""
    rows = select(Invitation.seat_id).where(
        Invitation.kind == SEAT, Invitation.made_at == made_at, col(Invitation.uses_left) > 0,
        col(Invitation.expires_at) > machine,
    )  # fmt: skip
    return {seat for seat in (await session.exec(rows)).all() if seat is not None}


async def find(
    session: AsyncSession, hashed: str, machine: datetime, *, by_link: bool = False, in_group: bool = False
) -> Way | None:
    """What this code or link opens now. Wrong, used and expired are the same answer, by the same work.

    `by_link`: a code opens nothing there, for nobody counts the tries. `in_group`: only what binds a group opens there,
    and it opens nothing elsewhere.
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
                col(Invitation.uses_left) != 0,
                col(Invitation.expires_at) > machine,
                col(Invitation.kind) == GROUP if in_group else col(Invitation.kind).not_in((SHEET, GROUP)),
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
        campaign_id=invitation.campaign_id,
        group_id=invitation.group_id,
    )


async def use(session: AsyncSession, way_id: int, machine: datetime) -> bool:
    """Spend it: exactly one of a thousand at the same instant gets True."""
    done = await session.exec(
        update(Invitation)
        .where(col(Invitation.id) == way_id, col(Invitation.uses_left) != 0, col(Invitation.expires_at) > machine)
        .values(uses_left=case((col(Invitation.uses_left) > 0, Invitation.uses_left - 1), else_=Invitation.uses_left))
        .execution_options(synchronize_session=False)
    )
    return bool(done.rowcount)


async def withdraw(session: AsyncSession, kind: str, seat_id: int | None = None, person_id: int | None = None) -> None:
    """Earlier ones of this kind open nothing any more."""
    kinds = PRIVATE if kind == SEAT else (kind,)
    spent = update(Invitation).where(col(Invitation.kind).in_(kinds), col(Invitation.uses_left) != 0)
    spent = spent.values(uses_left=0)
    if seat_id is not None:
        spent = spent.where(col(Invitation.seat_id) == seat_id)
    if person_id is not None:
        spent = spent.where(col(Invitation.person_id) == person_id)
    await session.exec(spent.execution_options(synchronize_session=False))


async def joining(session: AsyncSession, machine: datetime) -> Invitation | None:
    """The link for everybody that opens now."""
    rows = select(Invitation).where(
        Invitation.kind == JOIN, col(Invitation.uses_left) != 0, col(Invitation.expires_at) > machine
    )
    return (await session.exec(rows.order_by(col(Invitation.id).desc()).limit(1))).first()


async def live(session: AsyncSession, kind: str, machine: datetime) -> set[int]:
    """The seats to which an invitation opens the way now."""
    kinds = PRIVATE if kind == SEAT else (kind,)
    rows = select(Invitation.seat_id).where(
        col(Invitation.kind).in_(kinds), col(Invitation.uses_left) != 0, col(Invitation.expires_at) > machine
    )
    return {seat for seat in (await session.exec(rows)).all() if seat is not None}


async def came(session: AsyncSession, who: str, machine: datetime) -> None:
    """Somebody came by the link for everybody, or asked it for a unit."""
    await session.exec(insert(Attempt).values(at=machine, who=f"{JOINING}{who}"))


async def comings(session: AsyncSession, who: str, since: datetime) -> int:
    rows = select(func.count()).select_from(Attempt).where(col(Attempt.at) > since, Attempt.who == f"{JOINING}{who}")
    return (await session.exec(rows)).one()


async def wrong(session: AsyncSession, who: str, machine: datetime) -> None:
    await session.exec(insert(Attempt).values(at=machine, who=who))


async def tries(session: AsyncSession, who: str, since: datetime) -> tuple[int, int]:
    """Wrong tries since then: of this person, and of everybody."""
    mine = func.count().filter(col(Attempt.who) == who)
    wrong = ~col(Attempt.who).startswith(JOINING)
    row = (await session.exec(select(mine, func.count()).where(col(Attempt.at) > since, wrong))).one()
    return int(row[0]), int(row[1])


async def holder(session: AsyncSession, seat_id: int) -> int | None:
    found = await session.exec(
        select(Holding.person_id).where(Holding.seat_id == seat_id, col(Holding.until).is_(None)).limit(1)
    )
    return found.first()
