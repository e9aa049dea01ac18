"""A list of units is written: by a few statements, however long it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam
from sqlalchemy import select as sa_select
from sqlmodel import SQLModel, col, insert, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from core.audience import Owners
from core.roles import HANDING_IN, Role
from core.roster import AddPerson, AddUnit, ChangeEmail, ChangeHolder, ChangePhone, ChangeTitle, JoinGroup, Step, marks
from core.roster.cells import phone as dialled
from core.roster.names import kind_of, spelling
from core.submissions import Asks
from core.texts.people import ORGANISATION
from core.texts.roster import phone_said, seat_title
from core.vietnamese import fold
from data import campaigns, units, ways
from data.database import run
from data.dialects import insert_or_ignore
from data.models import Group, GroupUnit, Holding, Person, Seat, Unit
from data.records import tables
from data.roster import CURRENT, SEATED

_columns: Any = sa_select  # SQLModel's own stops at four columns and knows no outer joins

AT_ONCE = 5000  # ids in one statement


async def write(session: AsyncSession, steps: Sequence[Step], now: datetime) -> None:
    """Everything a list changes, in a few statements. New units owe what runs at once."""
    places = _Places(await _ids(session))
    await _add_units(session, [one for one in steps if isinstance(one, AddUnit)], places)
    await _join(session, steps, places)
    sitting = await _sitting(session)
    await _correct(session, steps, sitting)
    await _seat(session, steps, places, sitting, now)
    await ways.learn_addresses(session)
    await ways.named_again(session, [email for one in steps if (email := _email_in(one))])
    await owe(session, places.touched, now)


def _email_in(step: Step) -> str:
    match step:
        case AddPerson() | ChangeHolder():
            return step.email
        case ChangeEmail():
            return step.after
    return ""


@dataclass
class _Places:
    """Units by the spelling of their names, those of this list among them."""

    by_name: dict[str, int]
    added: set[int] = field(default_factory=set)
    joined: set[int] = field(default_factory=set)

    def of(self, step: AddPerson | JoinGroup) -> int:
        return step.unit_id or self.by_name[spelling(step.unit)]

    @property
    def touched(self) -> set[int]:
        return self.added | self.joined


async def _ids(session: AsyncSession) -> dict[str, int]:
    rows = await session.exec(select(Unit.id, Unit.name).order_by(col(Unit.id).desc()))
    return {spelling(name): unit_id or 0 for unit_id, name in rows.all()}


async def _add_units(session: AsyncSession, added: Sequence[AddUnit], places: _Places) -> None:
    """The list's own units, and above them those that it names and nobody knows yet, and the organisation itself."""
    new = {spelling(one.name): (one.name, one.type) for one in added}
    for one in added:
        if one.parent and spelling(one.parent) not in places.by_name | new:
            new[spelling(one.parent)] = (one.parent, kind_of(one.parent))
    root = await units.root(session) or await units.add(session, ORGANISATION, "TC", "")
    taken = (await session.exec(select(Unit.mark))).all()
    own = marks([name for name, _ in new.values()], taken)
    rows = [
        {"name": name, "mark": mark, "type": kind, "parent_id": root.id}
        for (name, kind), mark in zip(new.values(), own, strict=True)
    ]
    places.by_name |= dict(zip(new, await _insert(session, Unit, rows), strict=True))
    places.added |= {places.by_name[spelling(one.name)] for one in added}
    await _hang(session, added, places)


async def _hang(session: AsyncSession, added: Sequence[AddUnit], places: _Places) -> None:
    below = [(places.by_name[spelling(one.name)], places.by_name[spelling(one.parent)]) for one in added if one.parent]
    (unit,) = tables(Unit)
    rows = [{"row": child, "above": parent} for child, parent in below if child != parent]
    if rows:
        await run(session, update(unit).where(unit.c.id == bindparam("row")).values(parent_id=bindparam("above")), rows)


async def _join(session: AsyncSession, steps: Sequence[Step], places: _Places) -> None:
    wanted = [(places.by_name[spelling(one.name)], group)
              for one in steps if isinstance(one, AddUnit) for group in one.groups]  # fmt: skip
    moved = [(places.of(one), one.group) for one in steps if isinstance(one, JoinGroup)]
    places.joined |= {unit_id for unit_id, _ in moved}
    groups = {fold(one.name): one.id or 0 for one in (await session.exec(select(Group))).all()}
    new = {fold(name): name for _, name in (*wanted, *moved) if fold(name) not in groups}
    groups |= dict(zip(new, await _insert(session, Group, [{"name": name} for name in new.values()]), strict=True))
    pairs = {(groups[fold(name)], unit_id) for unit_id, name in (*wanted, *moved)}
    if pairs:
        rows = [{"group_id": group_id, "unit_id": unit_id} for group_id, unit_id in sorted(pairs)]
        await run(session, insert_or_ignore(session, GroupUnit), rows)


@dataclass(frozen=True)
class _Sitting:
    """Who sits where now, and the seats in which nobody does."""

    held: dict[tuple[int, str], tuple[int, int]]
    """(unit, folded name): (person, seat)."""
    vacant: dict[tuple[int, str], list[int]]
    people: dict[tuple[str, str], int]
    """(phone, folded name): a person with the same phone and name is one person."""


async def _sitting(session: AsyncSession) -> _Sitting:
    rows = await session.exec(
        _columns(Seat.id, Seat.unit_id, Seat.role, Person)
        .join(Holding, CURRENT, isouter=True)
        .join(Person, col(Person.id) == Holding.person_id, isouter=True)
        .where(col(Seat.role).in_(SEATED))
        .order_by(col(Seat.id).desc())
    )
    found = _Sitting({}, {}, {})
    for seat_id, unit_id, role, person in rows.all():
        if person is None:
            found.vacant.setdefault((unit_id, role), []).append(seat_id)
        else:
            found.held[unit_id, fold(person.name)] = (person.id or 0, seat_id)
    for person in (await session.exec(select(Person).where(Person.phone != "").order_by(col(Person.id).desc()))).all():
        found.people[dialled(person.phone), fold(person.name)] = person.id or 0
    return found


async def _correct(session: AsyncSession, steps: Sequence[Step], sitting: _Sitting) -> None:
    """Telephones, addresses and titles of those who stay."""
    person, seat = tables(Person, Seat)
    phones, emails, titles = [], [], []
    for step in steps:
        if not isinstance(step, ChangePhone | ChangeEmail | ChangeTitle):
            continue
        who = sitting.held.get((step.unit_id, fold(step.person)))
        if who is not None and isinstance(step, ChangePhone):
            phones.append({"row": who[0], "said": phone_said(step.after)})
        elif who is not None and isinstance(step, ChangeEmail):
            emails.append({"row": who[0], "said": step.after})
        elif who is not None and isinstance(step, ChangeTitle):
            titles.append({"row": who[1], "said": step.after, "as": str(step.role)})
    if phones:
        changed = update(person).where(person.c.id == bindparam("row")).values(phone=bindparam("said"))
        await run(session, changed, phones)
    await _address(session, emails)
    if titles:
        named: dict[Any, Any] = {"title": bindparam("said"), "role": bindparam("as")}
        await run(session, update(seat).where(seat.c.id == bindparam("row")).values(**named), titles)


async def _address(session: AsyncSession, emails: Sequence[dict[str, Any]]) -> None:
    (person,) = tables(Person)
    changed = update(person).where(person.c.id == bindparam("row")).values(email=bindparam("said"))
    if emails:
        await run(session, changed, list(emails))


async def _seat(
    session: AsyncSession, steps: Sequence[Step], places: _Places, sitting: _Sitting, now: datetime
) -> None:
    """Each newcomer into the seat they take over, else into one that is vacant, else into a new one."""
    coming = [one for one in steps if isinstance(one, AddPerson | ChangeHolder)]
    people = await _people(session, coming, sitting)
    seats: list[int | None] = []
    left: list[tuple[int, int]] = []
    new: list[dict[str, Any]] = []
    for step in coming:
        if isinstance(step, ChangeHolder) and (before := sitting.held.get((step.unit_id, fold(step.before)))):
            left.append(before)
            seats.append(before[1])
            continue
        unit_id = step.unit_id if isinstance(step, ChangeHolder) else places.of(step)
        free = sitting.vacant.get((unit_id, str(step.role)))
        seats.append(free.pop() if free else None)
        if seats[-1] is None:
            new.append(_new_seat(unit_id, step.role, step.title))
    await _head(session, new)
    manned = {row["unit_id"] for row in new if row["role"] in HANDING_IN}
    empty = [_new_seat(unit_id, Role.SECRETARY) for unit_id in sorted(places.added - manned)]
    made = iter(await _insert(session, Seat, [*new, *empty]))
    taken = [seat if seat is not None else next(made) for seat in seats]
    await _leave(session, left, now)
    rows = [{"seat_id": seat, "person_id": person, "since": now} for seat, person in zip(taken, people, strict=True)]
    if rows:
        await run(session, insert_or_ignore(session, Holding), rows)


async def _head(session: AsyncSession, new: Sequence[dict[str, Any]]) -> None:
    """The head of a cluster heads the one that their own unit is in."""
    heads = [row for row in new if row["role"] == Role.CLUSTER_HEAD]
    if heads:
        rows = (await session.exec(select(GroupUnit).order_by(col(GroupUnit.group_id).desc()))).all()
        clusters = {row.unit_id: row.group_id for row in rows}
        for row in heads:
            row["group_id"] = clusters.get(row["unit_id"])


def _new_seat(unit_id: int, role: Role, title: str = "") -> dict[str, Any]:
    return {"unit_id": unit_id, "role": str(role), "title": title or seat_title(role), "group_id": None}


async def _people(session: AsyncSession, coming: Sequence[AddPerson | ChangeHolder], sitting: _Sitting) -> list[int]:
    """By newcomer who they are. Without a telephone nobody is taken for somebody else."""
    found: list[int | tuple[str, str]] = []
    new: dict[tuple[str, str], dict[str, Any]] = {}
    addresses: list[dict[str, Any]] = []
    for at, step in enumerate(coming):
        name = step.person if isinstance(step, AddPerson) else step.after
        key = (step.phone or f"#{at}", fold(name))
        known = sitting.people.get(key)
        found.append(known if known is not None else key)
        if known is not None and step.email:
            addresses.append({"row": known, "said": step.email})
        if known is None:
            new.setdefault(key, {"name": name, "phone": phone_said(step.phone), "email": step.email, "hour": None})
    await _address(session, addresses)
    ids = dict(zip(new, await _insert(session, Person, list(new.values())), strict=True))
    return [one if isinstance(one, int) else ids[one] for one in found]


async def _leave(session: AsyncSession, left: Iterable[tuple[int, int]], now: datetime) -> None:
    """The old holder's letters stop at once; that they held the seat stays written."""
    (holding,) = tables(Holding)
    mine = (holding.c.person_id == bindparam("who"), holding.c.seat_id == bindparam("where"), holding.c.until.is_(None))
    rows = [{"who": person, "where": seat} for person, seat in left]
    if rows:
        await run(session, update(holding).where(*mine).values(until=now), rows)


async def _insert(session: AsyncSession, table: type[SQLModel], rows: Sequence[dict[str, Any]]) -> list[int]:
    """The ids, in the order of the rows."""
    if not rows:
        return []
    (made,) = tables(table)
    returned = await run(session, insert(made).returning(made.c.id, sort_by_parameter_order=True), list(rows))
    return [row[0] for row in returned.all()]


# -- what new units owe -------------------------------------------------------------------------------------------


async def owe(session: AsyncSession, unit_ids: Iterable[int], now: datetime) -> None:
    """What running campaigns ask of these units, reminded of at once where a step has passed. What was over before
    they came is not asked of them: nobody is late with what was never asked."""
    wanted = set(unit_ids)
    if not wanted:
        return
    listed = await units.roster(session)
    for campaign in await campaigns.running(session):
        for asked in await campaigns.deliverables(session, campaign.id or 0, tuple(Asks)):
            if asked.lenient < now or (asked.rhythm and not asked.period):
                continue
            owing = [one for one in listed.meant(Owners.from_json(asked.owners)) if one in wanted]
            for start in range(0, len(owing), AT_ONCE):
                await campaigns.open_obligations(session, campaign, owing[start : start + AT_ONCE], now, asked)
        await campaigns.boards_stale(session, campaign.id or 0, now)
