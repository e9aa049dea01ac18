"""A roster laid beside the units already known: what is new, what is the same, what would change.

Imported a second time it changes nothing. A unit that the roster no longer names is reported and never removed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto

from core.roles import Role
from core.roster.cells import phone as dialled
from core.roster.cells import role_of
from core.roster.entries import Entry
from core.roster.names import key, kind_of, own_spelling, same_accents, same_kind, spelling
from core.vietnamese import fold, given_name


@dataclass(frozen=True)
class Holder:
    """Who sits in a unit now."""

    name: str
    phone: str = ""
    title: str = ""
    email: str = ""


@dataclass(frozen=True)
class Known:
    id: int
    name: str
    holders: tuple[Holder, ...] = ()
    groups: tuple[str, ...] = ()
    type: str = ""


class Outcome(StrEnum):
    NEW = auto()
    SAME = auto()
    CHANGED = auto()
    UNCLEAR = auto()  # several units have such a name: asked, and nothing is changed


@dataclass(frozen=True)
class AddUnit:
    name: str
    type: str = ""
    parent: str = ""
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class JoinGroup:
    unit: str
    group: str
    unit_id: int | None = None


@dataclass(frozen=True)
class AddPerson:
    """`unit_id` is None for a unit that this same import adds, here and below."""

    unit: str
    person: str
    role: Role
    title: str = ""
    phone: str = ""
    email: str = ""
    unit_id: int | None = None


@dataclass(frozen=True)
class ChangePhone:
    unit_id: int
    unit: str
    person: str
    before: str
    after: str


@dataclass(frozen=True)
class ChangeEmail:
    unit_id: int
    unit: str
    person: str
    after: str


@dataclass(frozen=True)
class ChangeTitle:
    unit_id: int
    unit: str
    person: str
    before: str
    after: str
    role: Role


@dataclass(frozen=True)
class ChangeHolder:
    """The seat goes over to another person; history stays with the unit."""

    unit_id: int
    unit: str
    role: Role
    title: str
    before: str
    after: str
    phone: str = ""
    email: str = ""


Step = AddUnit | JoinGroup | AddPerson | ChangePhone | ChangeEmail | ChangeTitle | ChangeHolder


@dataclass(frozen=True)
class Met:
    """One entry and the unit it was found to be; `candidates` where that is unclear."""

    entry: Entry
    outcome: Outcome
    unit: Known | None = None
    candidates: tuple[Known, ...] = ()


@dataclass(frozen=True)
class Changes:
    """`steps` in the order in which they can be carried out; `absent`: known units the roster does not name."""

    met: tuple[Met, ...] = ()
    steps: tuple[Step, ...] = ()
    absent: tuple[Known, ...] = ()

    def count(self, outcome: Outcome) -> int:
        return sum(one.outcome is outcome for one in self.met)


def match(entries: Sequence[Entry], units: Sequence[Known]) -> Changes:
    together: dict[str, list[Entry]] = {}
    for entry in entries:
        together.setdefault(spelling(entry.unit), []).append(entry)
    places = _places(together, units)
    by_unit: dict[int, list[Entry]] = {}
    for name, said in together.items():
        if len(places[name]) == 1:
            by_unit.setdefault(places[name][0].id, []).extend(said)
    added = [step for name, said in together.items() if not places[name] for step in _added(said)]
    changed = {one.id: list(_changed(one, by_unit[one.id])) for one in units if one.id in by_unit}
    met = [_met(entry, places[spelling(entry.unit)], changed) for entry in entries]
    seen = {one.id for several in places.values() for one in several}
    return Changes(
        tuple(met),
        (*added, *(step for pairs in changed.values() for _, step in pairs)),
        tuple(one for one in units if one.id not in seen),
    )


def _places(together: Mapping[str, Sequence[Entry]], units: Sequence[Known]) -> dict[str, tuple[Known, ...]]:
    """By spelling, the known units it may be. What this roster adds counts as well: beside a new 'Đoàn xã An Hòa' a
    mere 'An Hòa' is unclear at once, and not only at the next import."""
    known = _Units(units)
    places = {name: known.candidates(said[0]) for name, said in together.items()}
    added = [said[0] for name, said in together.items() if not places[name]]
    all_of_them = _Units([*units, *(Known(-at, one.unit, type=one.type) for at, one in enumerate(added, start=1))])
    return {name: found and all_of_them.candidates(together[name][0]) for name, found in places.items()}


class _Units:
    """Known units by their names, as people write them differently each time."""

    def __init__(self, units: Sequence[Known]) -> None:
        self._whole: dict[str, list[Known]] = {}
        self._own: dict[str, list[Known]] = {}
        for one in units:
            self._whole.setdefault(spelling(one.name), []).append(one)
            self._own.setdefault(key(one.name), []).append(one)

    def candidates(self, entry: Entry) -> tuple[Known, ...]:
        """The unit of exactly this name, else those of this own name whose kind and accents do not contradict it."""
        if whole := self._whole.get(spelling(entry.unit)):
            return tuple(whole)
        kind = entry.type or kind_of(entry.unit)
        near = [one for one in self._own.get(key(entry.unit), ())
                if same_kind(one.type or kind_of(one.name), kind) and same_accents(one.name, entry.unit)]  # fmt: skip
        exact = [one for one in near if own_spelling(one.name) == own_spelling(entry.unit)]
        return tuple(exact or near)


def _met(entry: Entry, places: Sequence[Known], changed: dict[int, list[tuple[Entry, Step]]]) -> Met:
    if not places:
        return Met(entry, Outcome.NEW)
    if len(places) > 1:
        return Met(entry, Outcome.UNCLEAR, candidates=tuple(places))
    moved = any(cause is entry for cause, _ in changed.get(places[0].id, ()))
    return Met(entry, Outcome.CHANGED if moved else Outcome.SAME, places[0])


def _added(said: Sequence[Entry]) -> Iterator[Step]:
    first = said[0]
    groups = tuple(dict.fromkeys(group for entry in said for group in entry.groups))
    yield AddUnit(first.unit, first.type, next((entry.parent for entry in said if entry.parent), ""), groups)
    yield from (_person(entry) for entry in said if entry.person)


def _person(entry: Entry, unit: Known | None = None) -> AddPerson:
    name, number = (unit.name, unit.id) if unit else (entry.unit, None)
    return AddPerson(name, entry.person, entry.role, entry.title, entry.phone, entry.email, number)


def _changed(unit: Known, said: Sequence[Entry]) -> Iterator[tuple[Entry, Step]]:
    """Each step with the entry that asks for it. A person named twice, under two names of the unit, counts once."""
    yield from _joins(unit, said)
    once = list({fold(entry.person): entry for entry in reversed(said) if entry.person}.values())[::-1]
    pairs = _paired(unit, once)
    left = [holder for holder in unit.holders if all(holder is not other for other in pairs.values())]
    for at, entry in enumerate(once):
        if at in pairs:
            yield from ((entry, step) for step in _corrected(unit, pairs[at], entry))
        else:
            yield entry, _taken_over(unit, entry, left)


def _joins(unit: Known, said: Sequence[Entry]) -> Iterator[tuple[Entry, Step]]:
    groups = {fold(group) for group in unit.groups}
    for entry in said:
        for group in entry.groups:
            if fold(group) not in groups:
                groups.add(fold(group))
                yield entry, JoinGroup(unit.name, group, unit.id)


def _paired(unit: Known, said: Sequence[Entry]) -> dict[int, Holder]:
    """Entry by entry who they are among those of the unit: by name, by phone and given name, by given name alone."""
    found: dict[int, Holder] = {}
    for test in (_same_name, _same_phone_and_given, _same_short):
        for at, entry in enumerate(said):
            free = [one for one in unit.holders if all(one is not other for other in found.values())]
            same = [one for one in free if test(entry, one)]
            if at not in found and len(same) == 1:
                found[at] = same[0]
    return found


def _same_name(entry: Entry, holder: Holder) -> bool:
    return fold(entry.person) == fold(holder.name)


def _same_phone_and_given(entry: Entry, holder: Holder) -> bool:
    return _same_phone(entry, holder) and _same_given(entry, holder)


def _same_short(entry: Entry, holder: Holder) -> bool:
    """'Mai' is 'Nguyễn Thị Mai', one of them written short."""
    short = 1 in (len(entry.person.split()), len(holder.name.split()))
    return short and _same_given(entry, holder)


def _same_phone(entry: Entry, holder: Holder) -> bool:
    return bool(dialled(holder.phone)) and dialled(holder.phone) in (entry.phone, *entry.other_phones)


def _same_given(entry: Entry, holder: Holder) -> bool:
    return fold(given_name(entry.person)) == fold(given_name(holder.name))


def _corrected(unit: Known, holder: Holder, entry: Entry) -> Iterator[Step]:
    if entry.phone and not _same_phone(entry, holder):
        yield ChangePhone(unit.id, unit.name, holder.name, holder.phone, entry.phone)
    if entry.email and entry.email != holder.email:
        yield ChangeEmail(unit.id, unit.name, holder.name, entry.email)
    if entry.title and holder.title and role_of(holder.title) is not entry.role:
        yield ChangeTitle(unit.id, unit.name, holder.name, holder.title, entry.title, entry.role)


def _taken_over(unit: Known, entry: Entry, left: list[Holder]) -> Step:
    """In a seat whose holder the roster no longer names, the new name takes over; else it is one more person."""
    before = next((one for one in left if role_of(one.title) is entry.role), None)
    if before is None:
        return _person(entry, unit)
    left.remove(before)
    title = entry.title or before.title
    return ChangeHolder(unit.id, unit.name, entry.role, title, before.name, entry.person, entry.phone, entry.email)
