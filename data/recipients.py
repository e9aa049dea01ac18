"""Whom an announcement reaches: the people who hold the seats that are meant, each once, by the first of their ways.

Everything is one statement over all of them; nobody is looked at one by one. Where groups are written to one day, they
are chats beside these.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased
from sqlmodel.ext.asyncio.session import AsyncSession

from core.audience import Roster
from core.delivery import CHANNELS, MAIL
from core.roles import HANDING_IN, Role
from core.submissions import Asks, Timeliness
from core.whom import Known, Whom
from data import broadcasts, marks
from data.campaigns import NOT_IN
from data.database import run
from data.dialects import insert_or_ignore, listed
from data.models import (
    Broadcast,
    Campaign,
    Chat,
    Deliverable,
    Group,
    GroupUnit,
    Holding,
    Mark,
    Obligation,
    Person,
    Recipient,
    Seat,
    Unit,
)
from data.records import tables
from data.types import BigId, Document, UtcDateTime

_chat, _person, _holding, _seat, _unit, _member, _owed, _asked, _campaign, _mark, _group = tables(
    Chat, Person, Holding, Seat, Unit, GroupUnit, Obligation, Deliverable, Campaign, Mark, Group
)
_recipient = tables(Recipient)[0]
_MAILED = [str(role) for role in (*HANDING_IN, Role.CLUSTER_HEAD)]  # others ask for letters by e-mail
_RUNS = (_campaign.c.opened_at.is_not(None), _campaign.c.closed_at.is_(None), _asked.c.dropped_at.is_(None))


# -- what may be meant --------------------------------------------------------------------------------------------


async def known(session: AsyncSession) -> Known:
    """Every name that words may mean, in one statement. Of reports that only named people may read there is none."""
    none = literal(0, BigId), literal(""), literal("")
    owing = select(_seat.c.unit_id).where(_seat.c.role.in_(HANDING_IN))
    report = select(literal("report"), _asked.c.id, _asked.c.name, _asked.c.period, *none[:1], literal(""))
    parts = union_all(
        select(literal("unit"), _unit.c.id, _unit.c.name, _unit.c.mark, literal(0, BigId), _unit.c.type).where(
            _unit.c.id.in_(owing)
        ),
        select(literal("group"), _group.c.id, _group.c.name, literal(""), literal(0, BigId), literal("")),
        select(literal("member"), _member.c.group_id, literal(""), literal(""), _member.c.unit_id, literal("")),
        report.select_from(_asked.join(_campaign, _campaign.c.id == _asked.c.campaign_id)).where(
            *_RUNS, _asked.c.kind == str(Asks.REPORT), _asked.c.restricted.is_(False)
        ),
        select(literal("above"), _unit.c.id, _unit.c.name, literal(""), literal(0, BigId), literal("")).where(
            _unit.c.id.in_(select(_unit.c.parent_id)), _unit.c.id.not_in(owing)
        ),
        select(
            literal("campaign"), _campaign.c.id, _campaign.c.short, _campaign.c.number, literal(0, BigId), literal("")
        ).where(_campaign.c.opened_at.is_not(None), _campaign.c.closed_at.is_(None)),
    )
    return _known((await run(session, parts)).all())


def _known(rows: Sequence[Any]) -> Known:
    of: dict[str, list[Any]] = {"unit": [], "group": [], "member": [], "report": [], "campaign": [], "above": []}
    for row in sorted(rows, key=lambda row: row[1]):
        of[row[0]].append(row)
    members: dict[int, list[int]] = {}
    for _, group, _, _, unit, _ in of["member"]:
        members.setdefault(group, []).append(unit)
    roster = Roster(
        units={row[1]: row[2] for row in of["unit"]},
        groups={row[1]: row[2] for row in of["group"]},
        members=members,
        marks={row[1]: row[3] for row in of["unit"]},
    )
    kinds = sorted({row[5] for row in of["unit"]} - {""})
    campaigns = {row[1]: f"{row[2]} {row[3]}".strip() for row in of["campaign"]}
    above = {row[1]: row[2] for row in of["above"]}
    return Known(roster, kinds, {row[1]: row[2] for row in of["report"]}, campaigns, above)


# -- the rule, as a condition -------------------------------------------------------------------------------------


def _ids(values: Sequence[int]) -> Any:
    return literal({"v": 1, "ids": list(values)}, Document)


def _under(above: Sequence[int]) -> Any:
    """Whatever lies below these units, however deep."""
    child = aliased(_unit)
    top = select(_unit.c.id).where(listed(_unit.c.parent_id, _ids(above)))
    first = top.cte(recursive=True)  # with no name of its own, for it may stand twice in one statement
    under = first.union(select(child.c.id).join(first, child.c.parent_id == first.c.id))
    return select(under.c.id)


def _in_groups(unit: Any, groups: Sequence[int]) -> Any:
    rows = select(_member.c.unit_id).where(_member.c.unit_id == unit, _member.c.group_id.in_(groups))
    return rows.correlate_except(_member).exists()


def _places(whom: Whom, unit: Any) -> list[Any]:
    found: list[Any] = []
    if whom.units:
        found.append(listed(unit, _ids(whom.units)))
    if whom.groups:
        found.append(_in_groups(unit, whom.groups))
    if whom.below:
        found.append(unit.in_(_under(whom.below)))
    if whom.kinds:
        kind = aliased(_unit)
        rows = select(kind.c.id).where(kind.c.id == unit, kind.c.type.in_(whom.kinds))
        found.append(rows.correlate_except(kind).exists())
    return found


def _owes(unit: Any, *conditions: Any) -> Any:
    of = _owed.join(_asked, _asked.c.id == _owed.c.deliverable_id).join(
        _campaign, _campaign.c.id == _owed.c.campaign_id
    )
    return exists(select(_owed.c.id).select_from(of).where(_owed.c.unit_id == unit, *conditions).correlate_except(
        _owed, _asked, _campaign
    ))  # fmt: skip


def _states(whom: Whom, unit: Any, now: Any) -> list[Any]:
    """Each leaves only the units that fit it."""
    found = []
    open_ = (*_RUNS, _asked.c.kind == str(Asks.REPORT), _asked.c.restricted.is_(False))
    if whom.campaigns:
        found.append(_owes(unit, _owed.c.campaign_id.in_(whom.campaigns), _owed.c.workflow != "exempt"))
    if whom.missing:
        present = _owed.c.deliverable_id.in_(whom.missing), _owed.c.period == _asked.c.period
        found.append(_owes(unit, *open_, *present, _owed.c.workflow == NOT_IN))
    if whom.overdue:
        found.append(_owes(unit, *open_, _owed.c.workflow == NOT_IN, _owed.c.lenient < now))
    if whom.late:
        found.append(_owes(unit, *open_, _owed.c.timeliness == str(Timeliness.LATE)))
    if whom.absent:
        found.append(~_somebody_in(unit))
    return found


def _somebody_in(unit: Any) -> Any:
    seat, holding, chat = aliased(_seat), aliased(_holding), aliased(_chat)
    inside = seat.join(holding, and_(holding.c.seat_id == seat.c.id, holding.c.until.is_(None))).join(
        chat, and_(chat.c.person_id == holding.c.person_id, chat.c.gone_at.is_(None), chat.c.channel != MAIL)
    )
    held = seat.c.role.in_(HANDING_IN), seat.c.unit_id == unit
    return exists(select(chat.c.id).select_from(inside).where(*held).correlate_except(seat, holding, chat))


def _meant(whom: Whom, now: Any, unit: Any, heads: Any | None = None) -> list[Any]:
    """`heads`: the group that a seat heads, where seats are looked at."""
    places = _places(whom, unit)
    if whom.groups and heads is not None:
        places.append(heads.in_(whom.groups))
    found = [or_(*places)] if places else []
    if whom.but:
        found.append(~listed(unit, _ids(whom.but)))
    if whom.scope:
        found.append(_in_groups(unit, whom.scope))
    return [*found, *_states(whom, unit, now)]


# -- people and their ways ----------------------------------------------------------------------------------------


def _those(whom: Whom, now: Any, after: Any = None, most: Any = None, people: Any = None) -> Any:
    """Who is meant, each once, in the order of their ids; of some people only when `people` is given."""
    also = () if whom.scope else whom.also  # a head writes to nobody of the office
    seats = and_(_seat.c.id == _holding.c.seat_id, _seat.c.role.in_((*whom.seats, *also)))
    unit = _seat.c.unit_id + literal_column("0")  # people in their order, not all units that are meant, each time
    meant = _meant(whom, now, unit, _seat.c.group_id)
    if also:
        meant = [or_(_seat.c.role.in_(also), and_(_seat.c.role.in_(whom.seats), *meant))]
    rows = (
        select(
            _holding.c.person_id.label("person_id"),
            func.min(_seat.c.unit_id).label("unit_id"),
            func.max(case((_seat.c.role.in_(_MAILED), 1), else_=0)).label("mailed"),
            func.max(_person.c.prefers).label("prefers"),
            func.max(_person.c.email).label("email"),
        )
        .select_from(_holding.join(_seat, seats).join(_person, _person.c.id == _holding.c.person_id))
        .where(_holding.c.until.is_(None), *meant)
        .group_by(_holding.c.person_id)
        .order_by(_holding.c.person_id)
    )
    rows = rows.where(_holding.c.person_id > after) if after is not None else rows
    rows = rows.where(_holding.c.person_id.in_(people)) if people is not None else rows
    return (rows.limit(most) if most is not None else rows).cte("those").prefix_with("MATERIALIZED")


def _way(those: Any) -> Any:
    """The chat by which somebody of `those` is written to, in the order of data.people; None where there is none."""
    mails = select(_mark.c.value).where(_mark.c.name == marks.MAILS, _mark.c.value != "").exists()
    by_mail = and_(
        _chat.c.channel == MAIL,
        _chat.c.address == those.c.email,
        those.c.email != "",
        or_(those.c.mailed == 1, those.c.prefers == MAIL),
        mails,
    )
    preferred = case((_chat.c.channel == those.c.prefers, 0), else_=_RANKS)
    rank = preferred + case(*((_chat.c.channel == name, _rank(name)) for name in CHANNELS), else_=_RANKS - 1)
    # The best rank, and of its chats the newest, as one number: a minimum needs no order of its own.
    best = func.min(cast(rank, BigInteger) * _MANY + (_MANY - _chat.c.id))
    theirs = or_(_chat.c.person_id == those.c.person_id, by_mail)
    rows = select(_MANY - best % _MANY).where(theirs, _chat.c.gone_at.is_(None), _chat.c.group.is_(False))
    return rows.correlate(those).scalar_subquery()


_RANKS = 8
_MANY = 2**40  # more than there are chats


def _reached(those: Any) -> Any:
    """Everybody of `those` with unit and chat."""
    return select(those.c.person_id, those.c.unit_id, _way(those).label("chat_id"))


def _rank(name: str) -> int:
    return 2 * (not CHANNELS[name].rings) + (not CHANNELS[name].answers)


async def still(session: AsyncSession, whom: Whom, now: datetime, people: Collection[int | None]) -> set[int | None]:
    """Which of these are meant at this moment."""
    asked = {"now": now, "people": sorted(one for one in people if one is not None)}
    return set((await run(session, _still(whom), asked)).scalars().all())


@lru_cache(maxsize=64)  # every claim asks; building it costs more than running it
def _still(whom: Whom) -> Any:
    those = _those(whom, _NOW, people=bindparam("people", expanding=True))
    return select(those.c.person_id)


_NOW = bindparam("now", type_=UtcDateTime)


async def take(session: AsyncSession, broadcast_id: int, whom: Whom, now: datetime, after: int, most: int) -> None:
    """The next people of an announcement. Whoever is there already stays as they are."""
    asked = {"now": now, "after_person": after, "most": most, "of": broadcast_id}
    await run(session, _taking(insert_or_ignore(session, Recipient), whom), asked)


@lru_cache(maxsize=64)
def _taking(into: Any, whom: Whom) -> Any:
    those = _those(whom, _NOW, bindparam("after_person", type_=BigId), bindparam("most", type_=BigId))
    found = _reached(those).subquery("found")
    rows = select(bindparam("of", type_=BigId), found.c.person_id, found.c.unit_id, found.c.chat_id)
    rows = rows.where(found.c.person_id.is_not(None))  # else SQLite takes the ON of the conflict for a join's
    return into.from_select(["broadcast_id", "person_id", "unit_id", "chat_id"], rows)


@dataclass(frozen=True)
class Reached:
    """Of an audience, before anything is sent: people by channel; units of which nobody can be written to, the first of
    them by name. A unit without anybody in its seats is one of them."""

    channels: dict[str, int]
    unreached: int = 0
    names: tuple[str, ...] = ()

    @property
    def people(self) -> int:
        return sum(self.channels.values())

    def to_json(self) -> dict[str, Any]:
        return {"channels": self.channels, "unreached": self.unreached, "names": list(self.names)}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Reached":
        return cls(kept["channels"], kept["unreached"], tuple(kept["names"]))


NAMES = 5


async def count(session: AsyncSession, whom: Whom, now: datetime) -> Reached:
    those = _those(whom, now)
    found = _reached(those).subquery("found")
    by_channel = (
        select(literal("channel").label("what"), _chat.c.channel.label("name"), func.count().label("many"))
        .select_from(found.join(_chat, _chat.c.id == found.c.chat_id))
        .group_by(_chat.c.channel)
    )
    units = _unreached(whom, now)
    listed_first = select(literal("unit"), units.c.name, units.c.many).select_from(units)
    rows = (await run(session, union_all(by_channel, listed_first))).all()
    channels = {name: many for what, name, many in rows if what == "channel"}
    names = sorted(name for what, name, _ in rows if what == "unit")
    return Reached(channels, next((many for what, _, many in rows if what == "unit"), 0), tuple(names))


def _unreached(whom: Whom, now: datetime) -> Any:
    """Units that are meant and of which nobody, in the seats that are meant, can be written to."""
    seat = aliased(_seat)
    of_role = select(seat.c.id).where(seat.c.unit_id == _unit.c.id, seat.c.role.in_(whom.seats)).exists()
    rows = select(_unit.c.name, func.count().over().label("many")).where(
        of_role, *_meant(whom, now, _unit.c.id), ~_reachable(_unit.c.id, whom.seats)
    )
    return rows.order_by(_unit.c.id).limit(NAMES).subquery("unreached")


async def missed(session: AsyncSession, one: Broadcast, now: datetime, most: int) -> tuple[dict[int, str], int]:
    """Units that are meant and of which nobody has it for certain: by id, the first of them, and how many they are."""
    whom, had = Whom.from_json(one.whom), broadcasts.have_it(one.id or 0)
    seat, holding = aliased(_seat), aliased(_holding)
    held = and_(holding.c.seat_id == seat.c.id, holding.c.until.is_(None))
    of_role = seat.c.unit_id == _unit.c.id, seat.c.role.in_(whom.seats)
    some = select(seat.c.id).where(*of_role).correlate(_unit).exists()
    has = select(seat.c.id).select_from(seat.join(holding, held)).where(*of_role, holding.c.person_id.in_(had))
    rows = select(_unit.c.id, _unit.c.name, func.count().over()).where(
        some, *_meant(whom, now, _unit.c.id), ~has.correlate(_unit).exists()
    )
    found = (await run(session, rows.order_by(_unit.c.id).limit(most))).all()
    return {unit: name for unit, name, _ in found}, found[0][2] if found else 0


def _reachable(unit: Any, seats: Sequence[str]) -> Any:
    seat, holding, person, chat, mark = (aliased(one) for one in (_seat, _holding, _person, _chat, _mark))
    mails = select(mark.c.value).where(mark.c.name == marks.MAILS, mark.c.value != "").exists()
    by_mail = and_(chat.c.channel == MAIL, chat.c.address == person.c.email, person.c.email != "")
    sitting = seat.join(holding, and_(holding.c.seat_id == seat.c.id, holding.c.until.is_(None))).join(
        person, person.c.id == holding.c.person_id
    )
    found = seat.c.unit_id == unit, seat.c.role.in_(seats), chat.c.gone_at.is_(None), chat.c.group.is_(False)
    ways = (
        select(chat.c.id).select_from(sitting.join(chat, chat.c.person_id == person.c.id)).where(*found),
        select(chat.c.id).select_from(sitting.join(chat, by_mail)).where(*found, mails),
    )
    return or_(*(one.correlate_except(seat, holding, person, chat, mark).exists() for one in ways))
