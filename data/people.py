"""Who speaks: a chat, the person behind it, the seats they hold and the draft they have open."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, or_, union_all
from sqlalchemy import select as _columns
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from core.delivery import CHANNELS, MAIL, TOPIC
from core.roles import OWN_MENU, Role
from core.texts.values import Addressee
from core.vietnamese import fold
from data import bound, marks
from data.database import run
from data.dialects import OPEN, insert_or_ignore
from data.models import Chat, Draft, Holding, Letter, Mark, Person, Seat, Unit
from data.records import fetch, select_all, tables


@dataclass(frozen=True)
class HeldSeat:
    seat_id: int
    role: Role
    title: str
    unit_id: int
    unit: str
    group_id: int | None


@dataclass(frozen=True)
class Speaker:
    """Who is behind a chat, as one statement found it."""

    chat: Chat
    person: Person | None
    seats: tuple[HeldSeat, ...]
    draft: Draft | None

    @property
    def unit_ids(self) -> list[int]:
        return [seat.unit_id for seat in self.seats if seat.role.hands_in]

    def holds(self, *roles: Role) -> bool:
        return any(seat.role in roles for seat in self.seats)


@dataclass(frozen=True)
class Reach:
    """Someone a letter can be sent to."""

    chat_id: int
    channel: str
    person_id: int
    name: str
    title: str
    role: Role
    unit_id: int
    unit: str
    hour: int | None = None


_chat, _person, _holding, _seat, _unit, _draft, _mark = tables(Chat, Person, Holding, Seat, Unit, Draft, Mark)

# Statements that every turn runs are built once: building one costs more than running it.
_SPEAKER = (
    select_all(Chat, Person, Seat, Unit, Draft)
    .select_from(
        _chat.outerjoin(_person, _person.c.id == _chat.c.person_id)
        .outerjoin(_holding, and_(_holding.c.person_id == _chat.c.person_id, _holding.c.until.is_(None)))
        .outerjoin(_seat, _seat.c.id == _holding.c.seat_id)
        .outerjoin(_unit, _unit.c.id == _seat.c.unit_id)
        .outerjoin(_draft, and_(_draft.c.person_id == _chat.c.person_id, _draft.c.state == OPEN))
    )
    .where(_chat.c.channel == bindparam("channel"), _chat.c.address == bindparam("address"))
    .order_by(_holding.c.id)
)


_SITTING = (
    _person.join(_holding, and_(_holding.c.person_id == _person.c.id, _holding.c.until.is_(None)))
    .join(_seat, _seat.c.id == _holding.c.seat_id)
    .join(_unit, _unit.c.id == _seat.c.unit_id)
)
# Columns and not whole rows: a tick asks for thousands.
_REACHED = (
    _columns(_chat.c.id, _chat.c.channel, _person.c.id, _person.c.name, _seat.c.title, _seat.c.role, _unit.c.id,
             _unit.c.name, _person.c.prefers, _person.c.hour)
    .where(_chat.c.gone_at.is_(None), _chat.c.group.is_(False))
)  # fmt: skip
_BY_CHAT = _REACHED.select_from(_SITTING.join(_chat, _chat.c.person_id == _person.c.id))
_MAILED = (str(Role.SECRETARY), str(Role.DEPUTY), str(Role.CLUSTER_HEAD))
# An address belongs to whoever the list gives it to, so its chat names no person; two may share one. Who organises or
# leads is written to there only when they asked for it.
_BY_MAIL = _REACHED.select_from(
    _SITTING.join(_chat, and_(_chat.c.channel == MAIL, _chat.c.address == _person.c.email))
).where(
    _columns(_mark.c.value).where(_mark.c.name == marks.MAILS, _mark.c.value != "").exists(),
    or_(_seat.c.role.in_(_MAILED), _person.c.prefers == MAIL),
)


async def speaker(session: AsyncSession, channel: str, address: str) -> Speaker | None:
    """Everything a turn needs to know of the person, in one statement."""
    values = {"channel": channel, "address": address}
    rows = await fetch(session, _SPEAKER, (Chat, Person, Seat, Unit, Draft), values)
    if not rows:
        return None
    chat, person, _, _, kept = rows[0]
    draft = Draft(**kept._asdict()) if kept else None  # a turn changes it as it goes
    return Speaker(chat, person, tuple(_held(seat, unit) for _, _, seat, unit, _ in rows if seat is not None), draft)


def _held(seat: Seat, unit: Unit) -> HeldSeat:
    assert seat.id is not None
    assert unit.id is not None
    return HeldSeat(seat.id, Role(seat.role), seat.title, unit.id, unit.name, seat.group_id)


async def sitting(session: AsyncSession, person_id: int) -> tuple[Person, tuple[HeldSeat, ...]] | None:
    """A person and the seats they hold now; None where they hold none."""
    rows = (
        await session.exec(
            select(Person, Seat, Unit)
            .join(Holding, and_(col(Holding.person_id) == Person.id, col(Holding.until).is_(None)))
            .join(Seat, col(Seat.id) == Holding.seat_id)
            .join(Unit, col(Unit.id) == Seat.unit_id)
            .where(Person.id == person_id)
            .order_by(col(Holding.id))
        )
    ).all()
    return (rows[0][0], tuple(_held(seat, unit) for _, seat, unit in rows)) if rows else None


async def meet(session: AsyncSession, channel: str, address: str, group: bool) -> Speaker:
    """A chat that writes for the first time."""
    chat = Chat(channel=channel, address=address, group=group)
    session.add(chat)
    await session.flush()
    return Speaker(chat, None, (), None)


async def bind(session: AsyncSession, chat_id: int, person_id: int) -> None:
    await session.exec(update(Chat).where(col(Chat.id) == chat_id).values(person_id=person_id, gone_at=None))


async def unbind(session: AsyncSession, chat_id: int) -> None:
    """Whoever holds this chat is not who we thought: it receives nothing any more."""
    await session.exec(update(Chat).where(col(Chat.id) == chat_id).values(person_id=None))


async def chats(session: AsyncSession, person_id: int) -> list[Chat]:
    """Where this person can be written to in private, the latest first."""
    mine = select(Chat).where(Chat.person_id == person_id, col(Chat.gone_at).is_(None), col(Chat.group).is_(False))
    return list((await session.exec(mine.order_by(col(Chat.id).desc()))).all())


async def change(session: AsyncSession, person_id: int, **values: Any) -> None:
    changed = update(Person).where(col(Person.id) == person_id).values(**values)
    await session.exec(changed.execution_options(synchronize_session=False))


async def known(session: AsyncSession, person_id: int) -> Addressee:
    """A person in the first seat they hold."""
    row = (
        await session.exec(
            select(Person.name, Seat.title, Unit.name)
            .join(Holding, and_(col(Holding.person_id) == Person.id, col(Holding.until).is_(None)), isouter=True)
            .join(Seat, col(Seat.id) == Holding.seat_id, isouter=True)
            .join(Unit, col(Unit.id) == Seat.unit_id, isouter=True)
            .where(Person.id == person_id)
            .order_by(col(Holding.id))
        )
    ).first()
    return Addressee(row[0], row[1] or "", row[2] or "") if row else Addressee("", "", "")


async def add_person(session: AsyncSession, name: str, phone: str = "") -> Person:
    person = Person(name=name, phone=phone)
    session.add(person)
    await session.flush()
    return person


async def same(session: AsyncSession, name: str, phone: str) -> int | None:
    """Whoever has this telephone and this name: they are one person, however many seats they hold."""
    rows = await session.exec(select(Person).where(Person.phone == phone, Person.phone != "").order_by(col(Person.id)))
    return next((one.id for one in rows.all() if fold(one.name) == fold(name)), None)


async def seat_person(session: AsyncSession, seat_id: int, person_id: int, now: datetime) -> None:
    """Take a seat; taking it twice changes nothing."""
    taken = {"seat_id": seat_id, "person_id": person_id, "since": now}
    await session.exec(insert_or_ignore(session, Holding), params=[taken])


async def leave_seat(session: AsyncSession, seat_id: int, now: datetime) -> list[int]:
    """Whoever sits there gets its letters no more; that they held it stays written. Who they were."""
    left = update(Holding).where(col(Holding.seat_id) == seat_id, col(Holding.until).is_(None)).values(until=now)
    done = await session.exec(left.returning(col(Holding.person_id)).execution_options(synchronize_session=False))
    return [row[0] for row in done.all()]


async def sits(session: AsyncSession, chat_ids: Collection[int], seat_id: int) -> bool:
    """Whether somebody behind one of these chats holds the seat."""
    mine = select(Chat.person_id).where(col(Chat.id).in_(chat_ids))
    held = select(Holding.id).where(Holding.seat_id == seat_id, col(Holding.until).is_(None))
    return (await session.exec(held.where(col(Holding.person_id).in_(mine)).limit(1))).first() is not None


async def gone(session: AsyncSession, channel: str, address: str, since: datetime | None) -> None:
    """The person blocked the bot (or came back: None); of a group, with all its topics."""
    here = col(Chat.address) == address
    if address.startswith("-"):
        here = or_(here, col(Chat.address).startswith(f"{address}{TOPIC}"))
    await session.exec(update(Chat).where(col(Chat.channel) == channel, here).values(gone_at=since))


async def moved(session: AsyncSession, channel: str, old: str, new: str) -> None:
    """A group became a supergroup: the same chat, and its waiting letters, under a new address. When that address
    has already been heard of, only the letters and what it is bound to move. Told again it changes nothing."""
    taken = (await session.exec(select(Chat.id).where(Chat.channel == channel, Chat.address == new))).first()
    former = col(Chat.channel) == channel, col(Chat.address) == old
    those = [one or 0 for one in (await session.exec(select(Chat.id).where(*former))).all()]
    if taken is None:
        await session.exec(update(Chat).where(*former).values(address=new))
        await bound.elsewhere(session, those)
        return
    await bound.moved(session, those, taken)
    waiting = col(Letter.chat_id).in_(select(Chat.id).where(*former)), col(Letter.closed_at).is_(None)
    redirected = update(Letter).where(*waiting).values(chat_id=taken)
    await session.exec(redirected.execution_options(synchronize_session=False))


async def reachable(
    session: AsyncSession, *, units: Sequence[int] = (), roles: Sequence[Role] = (), without: int | None = None
) -> list[Reach]:
    """Those who hold such a seat now, each by the first of their ways: the one they prefer; the chat they came in by
    last; an e-mail; and last a page, where a letter lies until somebody looks."""
    wanted: dict[str, Any] = {}
    if units:
        wanted["units"] = list(units)
    if roles:
        wanted["roles"] = [str(role) for role in roles]
    if without is not None:
        wanted["without"] = without
    return await _first_ways(session, wanted)


async def another_way(session: AsyncSession, person_id: int, chat_id: int) -> Reach | None:
    """By what this person can be written to instead of that chat."""
    found = await _first_ways(session, {"person": person_id, "but": chat_id})
    return found[0] if found else None


_WANTED = {
    "units": _seat.c.unit_id.in_(bindparam("units", expanding=True)),
    "roles": _seat.c.role.in_(bindparam("roles", expanding=True)),
    "without": _person.c.id != bindparam("without"),
    "person": _person.c.id == bindparam("person"),
    "but": _chat.c.id != bindparam("but"),
}


@cache
def _ways(*wanted: str) -> Any:
    those = [_WANTED[one] for one in wanted]
    return union_all(_BY_CHAT.where(*those), _BY_MAIL.where(*those))


async def _first_ways(session: AsyncSession, wanted: dict[str, Any]) -> list[Reach]:
    rows = (await run(session, _ways(*wanted), wanted)).all()
    first: dict[tuple[int, int], Reach] = {}
    for chat_id, channel, person_id, name, title, role, unit_id, unit, _, hour in sorted(rows, key=_order):
        reach = Reach(chat_id, channel, person_id, name, title, Role(role), unit_id, unit, hour)
        first.setdefault((person_id, unit_id), reach)
    return list(first.values())


def _order(row: Any) -> tuple[bool, bool, bool, int]:
    chat_id, channel, prefers = row[0], CHANNELS[row[1]], row[8]
    return row[1] != prefers, not channel.rings, not channel.answers, -chat_id


def by_person(reaches: Sequence[Reach]) -> list[list[Reach]]:
    """Each person once, with every unit they are reached for, in the order of the units."""
    found: dict[int, list[Reach]] = {}
    for reach in sorted(reaches, key=lambda one: one.unit_id):
        found.setdefault(reach.person_id, []).append(reach)
    return list(found.values())


async def seated(session: AsyncSession, person_id: int, unit_id: int) -> Addressee:
    """A person as the unit knows them, in the seat they hold or held there."""
    row = (
        await session.exec(
            select(Person.name, Seat.title, Unit.name)
            .join(Holding, col(Holding.person_id) == Person.id)
            .join(Seat, col(Seat.id) == Holding.seat_id)
            .join(Unit, col(Unit.id) == Seat.unit_id)
            .where(Person.id == person_id, Seat.unit_id == unit_id)
            .order_by(col(Holding.id).desc())
        )
    ).first()
    return Addressee(*row) if row else Addressee("", "", "")


async def with_digest(session: AsyncSession) -> set[int]:
    """Leaders who asked for the numbers each morning, as long as they lead."""
    return {found for found in (await session.exec(_WITH_DIGEST)).all() if found is not None}


_WITH_DIGEST = (
    select(Person.id)
    .join(Holding, and_(col(Holding.person_id) == Person.id, col(Holding.until).is_(None)))
    .join(Seat, col(Seat.id) == Holding.seat_id)
    .where(col(Person.digest), Seat.role == str(Role.LEADER))
)


async def named(session: AsyncSession, person_id: int) -> str:
    person = await session.get(Person, person_id)
    return person.name if person else ""


async def roles_by_chat(session: AsyncSession, channel: str) -> list[tuple[str, Role]]:
    """The loudest role of each chat whose menu may differ from everybody's: of those who organise or lead."""
    rows = await session.exec(
        select(Chat.address, Seat.role)
        .join(Holding, and_(col(Holding.person_id) == Chat.person_id, col(Holding.until).is_(None)))
        .join(Seat, col(Seat.id) == Holding.seat_id)
        .where(Chat.channel == channel, col(Chat.gone_at).is_(None), col(Chat.group).is_(False))
        .where(col(Seat.role).in_(OWN_MENU))
    )
    loudest: dict[str, Role] = {}
    for address, role in rows.all():
        loudest[address] = min(loudest.get(address, Role(role)), Role(role), key=list(Role).index)
    return list(loudest.items())


async def chief_exists(session: AsyncSession) -> bool:
    found = await session.exec(
        select(Holding.id)
        .join(Seat, col(Seat.id) == Holding.seat_id)
        .where(Seat.role == str(Role.CHIEF), col(Holding.until).is_(None))
        .limit(1)
    )
    return found.first() is not None
