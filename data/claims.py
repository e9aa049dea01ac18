"""People who came by the link for everybody: what they said of themselves, what they sent, and what was decided."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_
from sqlmodel import col, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from core.roles import Role
from core.roster.cells import phone as dialled
from core.vietnamese import fold, given_name
from data.models import Chat, Claim, File, GroupUnit, Holding, Person, Seat, Unit
from data.roster import SEATED

_OPEN = col(Claim.decided_at).is_(None)
_COMPLETE = and_(_OPEN, col(Claim.unit_id).is_not(None), col(Claim.name) != "", col(Claim.phone) != "")


async def begin(session: AsyncSession, chat_id: int, campaign_id: int | None, now: datetime) -> Claim:
    claim = Claim(chat_id=chat_id, campaign_id=campaign_id, made_at=now)
    session.add(claim)
    await session.flush()
    return claim


async def open_of(session: AsyncSession, chat_ids: Collection[int]) -> Claim | None:
    """What somebody behind one of these chats has not yet been told about."""
    rows = select(Claim).where(col(Claim.chat_id).in_(chat_ids), _OPEN)
    return (await session.exec(rows.limit(1))).first()


async def change(session: AsyncSession, claim: Claim, **values: Any) -> None:
    """One UPDATE, and the object in hand says the same."""
    for name, value in values.items():
        setattr(claim, name, value)
    session.add(claim)
    await session.flush()


async def decide(session: AsyncSession, claim_id: int, person_id: int, now: datetime, *, accepted: bool) -> bool:
    """Once: of two organisers who press at the same time one decides."""
    decided = update(Claim).where(col(Claim.id) == claim_id, _COMPLETE)
    done = await session.exec(
        decided.values(decided_at=now, decided_by=person_id, accepted=accepted).execution_options(
            synchronize_session=False
        )
    )
    return bool(done.rowcount)


async def withdraw(session: AsyncSession, claim: Claim, now: datetime) -> None:
    """The person says that it was nothing."""
    await change(session, claim, decided_at=now)


@dataclass(frozen=True)
class Waiting:
    """A claim that an organiser can decide. `person_id`: whom of the list it seems to be."""

    claim: Claim
    unit: str
    person_id: int | None = None

    @property
    def id(self) -> int:
        return self.claim.id or 0


def _for(units: Collection[int] | None) -> Any:
    """Of these units; None: of any."""
    return _COMPLETE if units is None else and_(_COMPLETE, col(Claim.unit_id).in_(units))


async def waiting(
    session: AsyncSession, claim_id: int | None = None, units: Collection[int] | None = None
) -> list[Waiting]:
    """Everything that is complete and undecided, the oldest first, laid beside the list of units as it is now."""
    rows = await session.exec(
        select(Claim, Unit.name).join(Unit, col(Unit.id) == Claim.unit_id).where(_for(units)).order_by(col(Claim.id))
    )
    found = [(claim, unit) for claim, unit in rows.all()]
    people = matched([claim for claim, _ in found], await holders(session, {one.unit_id or 0 for one, _ in found}))
    listed = [Waiting(claim, unit, people.get(claim.id or 0)) for claim, unit in found]
    return [one for one in listed if claim_id in (None, one.id)]


async def count(session: AsyncSession, units: Collection[int] | None = None) -> int:
    return (await session.exec(select(func.count()).select_from(Claim).where(_for(units)))).one()


async def heads(session: AsyncSession, unit_id: int) -> dict[int, set[int]]:
    """By person who look after this unit, the units that each of them looks after."""
    of_unit = select(GroupUnit.group_id).where(GroupUnit.unit_id == unit_id)
    rows = await session.exec(
        select(Holding.person_id, GroupUnit.unit_id)
        .join(Seat, col(Seat.id) == Holding.seat_id)
        .join(GroupUnit, col(GroupUnit.group_id) == Seat.group_id)
        .where(
            col(Holding.until).is_(None), Seat.role == str(Role.CLUSTER_HEAD), col(Seat.group_id).in_(of_unit)
        )
    )  # fmt: skip
    found: dict[int, set[int]] = {}
    for person, unit in rows.all():
        found.setdefault(person, set()).add(unit)
    return found


async def decided(session: AsyncSession, claim_id: int, units: Collection[int] | None) -> Claim | None:
    """Settled already, and of these units."""
    mine = () if units is None else (col(Claim.unit_id).in_(units),)
    rows = select(Claim).where(Claim.id == claim_id, col(Claim.decided_by).is_not(None), *mine)
    return (await session.exec(rows)).first()


@dataclass(frozen=True)
class Sitting:
    """Somebody who sits in a unit now; `reached`: a chat of theirs is bound already."""

    unit_id: int
    person_id: int
    name: str
    phone: str
    reached: bool


async def holders(session: AsyncSession, units: Collection[int]) -> list[Sitting]:
    if not units:
        return []
    reached = select(Chat.id).where(Chat.person_id == Person.id, col(Chat.gone_at).is_(None)).correlate(Person).exists()
    rows = await session.exec(
        select(Seat.unit_id, Person, reached)
        .join(Holding, and_(col(Holding.seat_id) == Seat.id, col(Holding.until).is_(None)))
        .join(Person, col(Person.id) == Holding.person_id)
        .where(col(Seat.unit_id).in_(units), col(Seat.role).in_(SEATED))
        .order_by(col(Seat.id))
    )
    return [Sitting(unit_id, one.id or 0, one.name, one.phone, bool(here)) for unit_id, one, here in rows.all()]


def matched(claims: Sequence[Claim], sitting: Sequence[Sitting]) -> Mapping[int, int]:
    """By claim the person of the list it seems to be: the same unit, telephone and given name. Nobody whose chat is
    bound already, and nobody whom two say they are: a telephone is no secret, so those are looked at one by one."""
    found: dict[int, int] = {}
    for claim in claims:
        same = {one.person_id for one in sitting if one.unit_id == claim.unit_id and not one.reached
                and dialled(one.phone) == dialled(claim.phone) and _alike(one.name, claim.name)}  # fmt: skip
        if len(same) == 1:
            found[claim.id or 0] = same.pop()
    wanted = list(found.values())
    return {claim: person for claim, person in found.items() if wanted.count(person) == 1}


def _alike(one: str, other: str) -> bool:
    return fold(given_name(one)) == fold(given_name(other))


# -- letting somebody in ------------------------------------------------------------------------------------------


async def chat_of(session: AsyncSession, claim: Claim) -> Chat:
    chat = await session.get(Chat, claim.chat_id)
    assert chat is not None
    return chat


async def same_person(session: AsyncSession, claim: Claim) -> int | None:
    """Somebody of the unit without a telephone and with this name, else whoever has this telephone and name; only
    while no chat is theirs, for a chat shows all that its person may see."""
    for one in await holders(session, {claim.unit_id or 0}):
        if not one.reached and fold(one.name) == fold(claim.name) and not dialled(one.phone):
            return one.person_id
    reached = select(Chat.id).where(Chat.person_id == Person.id).correlate(Person).exists()
    rows = await session.exec(select(Person).where(Person.phone == claim.phone, ~reached).order_by(col(Person.id)))
    return next((one.id for one in rows.all() if fold(one.name) == fold(claim.name)), None)


async def holds(session: AsyncSession, person_id: int, unit_id: int) -> bool:
    return any(one.person_id == person_id for one in await holders(session, {unit_id}))


async def vacant(session: AsyncSession, unit_id: int) -> int | None:
    """A seat of the unit in which nobody sits, the leading one first."""
    rows = await session.exec(
        select(Seat.id, Seat.role)
        .join(Holding, and_(col(Holding.seat_id) == Seat.id, col(Holding.until).is_(None)), isouter=True)
        .where(Seat.unit_id == unit_id, col(Seat.role).in_(SEATED[:2]), col(Holding.id).is_(None))
    )
    free = sorted(rows.all(), key=lambda row: (SEATED.index(row[1]), row[0]))
    return free[0][0] if free else None


async def called(session: AsyncSession, person_id: int, phone: str) -> None:
    """A telephone where the list has none."""
    named = update(Person).where(col(Person.id) == person_id, col(Person.phone) == "").values(phone=phone)
    await session.exec(named.execution_options(synchronize_session=False))


async def give_files(session: AsyncSession, claim: Claim, person_id: int) -> None:
    """What was held belongs to the person now."""
    if kept := claim.files.get("ids"):
        mine = update(File).where(col(File.id).in_(kept)).values(person_id=person_id)
        await session.exec(mine.execution_options(synchronize_session=False))


async def accepted(session: AsyncSession, claim_id: int, chat_id: int) -> Claim | None:
    """Of this chat, after it was let in."""
    rows = select(Claim).where(Claim.id == claim_id, Claim.chat_id == chat_id, col(Claim.accepted))
    return (await session.exec(rows)).first()


async def unit_names(session: AsyncSession) -> dict[int, str]:
    """The units one can speak for."""
    owing = select(Seat.unit_id).where(col(Seat.role).in_(SEATED[:2]))
    rows = await session.exec(select(Unit.id, Unit.name).where(col(Unit.id).in_(owing)).order_by(col(Unit.id)))
    return {unit_id or 0: name for unit_id, name in rows.all()}
