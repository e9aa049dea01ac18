"""Who looks at the board on the web: a link that opens once, the one browser that opened it, and what they may see.

All its times are machine time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import col, insert, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from core.roles import SEES_ALL, Role
from data import people, units
from data.models import Person, Viewing
from data.people import HeldSeat

LINK_LIVES = timedelta(hours=24)
OPEN_FOR = timedelta(days=7)


@dataclass(frozen=True)
class Viewer:
    """Somebody before the board. `units`: whose numbers they may see; None everybody's, a cluster head's cluster, else
    their own unit's."""

    viewing_id: int
    person: Person
    seat: HeldSeat
    units: tuple[int, ...] | None


@dataclass(frozen=True)
class Opened:
    """A board that is open in some browser."""

    id: int
    person_id: int
    name: str
    opened_at: datetime


async def offer(session: AsyncSession, person_id: int, link_hash: str, machine: datetime) -> None:
    """A new link; an earlier one that nobody has opened opens nothing any more."""
    unopened = col(Viewing.person_id) == person_id, col(Viewing.opened_at).is_(None), col(Viewing.ends_at) > machine
    spent = update(Viewing).where(*unopened).values(ends_at=machine)
    await session.exec(spent.execution_options(synchronize_session=False))
    row = {"person_id": person_id, "link_hash": link_hash, "made_at": machine, "ends_at": machine + LINK_LIVES}
    await session.exec(insert(Viewing).values(**row))


async def invited(session: AsyncSession, link_hash: str, machine: datetime) -> Person | None:
    """Whom a link is for, as long as nobody has opened it."""
    rows = select(Person).join(Viewing, col(Viewing.person_id) == Person.id)
    live = Viewing.link_hash == link_hash, col(Viewing.opened_at).is_(None), col(Viewing.ends_at) > machine
    return (await session.exec(rows.where(*live))).first()


async def enter(session: AsyncSession, link_hash: str, cookie_hash: str, machine: datetime) -> bool:
    """Spend the link: of a thousand at the same instant exactly one gets True."""
    live = col(Viewing.link_hash) == link_hash, col(Viewing.opened_at).is_(None), col(Viewing.ends_at) > machine
    values = {"cookie_hash": cookie_hash, "opened_at": machine, "ends_at": machine + OPEN_FOR}
    opened = update(Viewing).where(*live).values(**values)
    return bool((await session.exec(opened.execution_options(synchronize_session=False))).rowcount)


async def viewer(session: AsyncSession, cookie_hash: str, machine: datetime) -> Viewer | None:
    """Who is at this browser, by the seats they hold now; whoever holds none sees nothing any more."""
    live = Viewing.cookie_hash == cookie_hash, col(Viewing.ends_at) > machine
    row = (await session.exec(select(Viewing).where(*live))).first()
    found = await people.sitting(session, row.person_id) if row is not None else None
    if row is None or found is None:
        return None
    person, seats = found
    return Viewer(row.id or 0, person, seats[0], await seen(session, seats))


async def seen(session: AsyncSession, seats: Sequence[HeldSeat]) -> tuple[int, ...] | None:
    """Whose numbers somebody in these seats may see."""
    if any(seat.role in SEES_ALL for seat in seats):
        return None
    groups = [seat.group_id for seat in seats if seat.role is Role.CLUSTER_HEAD and seat.group_id is not None]
    theirs = await units.of_group(session, groups) if groups else []
    return tuple(dict.fromkeys([*theirs, *(seat.unit_id for seat in seats if seat.role.hands_in)]))


async def opened(session: AsyncSession, machine: datetime, person_id: int | None = None) -> list[Opened]:
    """Boards that are open now, the latest first: one person's, or everybody's."""
    rows = (
        select(Viewing.id, Viewing.person_id, Person.name, Viewing.opened_at)
        .join(Person, col(Person.id) == Viewing.person_id)
        .where(col(Viewing.ends_at) > machine, col(Viewing.opened_at).is_not(None))
        .order_by(col(Viewing.id).desc())
    )
    if person_id is not None:
        rows = rows.where(Viewing.person_id == person_id)
    return [Opened(at or 0, whose, name, when or machine) for at, whose, name, when in (await session.exec(rows)).all()]


async def end(session: AsyncSession, person_id: int, machine: datetime) -> int:
    """Every board and every link of this person; how many boards were open."""
    live = col(Viewing.person_id) == person_id, col(Viewing.ends_at) > machine
    was = len(await opened(session, machine, person_id))
    over = update(Viewing).where(*live).values(ends_at=machine)
    await session.exec(over.execution_options(synchronize_session=False))
    return was


async def end_one(session: AsyncSession, viewing_id: int, machine: datetime) -> None:
    over = update(Viewing).where(col(Viewing.id) == viewing_id).values(ends_at=machine)
    await session.exec(over.execution_options(synchronize_session=False))
