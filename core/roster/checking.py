"""What only all entries together show: one unit under several names, one phone for two people, two secretaries."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from core.roster.entries import Entry, Fault, Heading, Problem, Roster
from core.roster.names import key, same_kind, spelling
from core.roster.people import Someone
from core.vietnamese import fold


@dataclass(frozen=True)
class Draft:
    """A row's unit, and one of its people."""

    entry: Entry
    someone: Someone


def settled(drafts: Iterable[Draft], problems: Sequence[Problem], columns: Mapping[int, Heading]) -> Roster:
    """Every entry once, and everything that is wrong in the order of the rows."""
    drafts = list(drafts)
    entries = _once(_one_name([_entry(draft) for draft in drafts]))
    found = [*problems, *_bad(drafts), *_alike(entries), *_shared_phones(entries), *_same_roles(entries)]
    ordered = sorted(dict.fromkeys(found), key=lambda problem: problem.row)
    return Roster(tuple(entries), tuple(ordered), columns)


def _entry(draft: Draft) -> Entry:
    one = draft.someone
    return replace(
        draft.entry,
        person=one.name,
        role=one.role,
        title=one.title,
        phone=(one.phones or ("",))[0],
        other_phones=one.phones[1:],
        email=one.email,
    )


def _bad(drafts: Sequence[Draft]) -> Iterator[Problem]:
    for draft in drafts:
        row, one = draft.entry.row, draft.someone
        yield from (Problem(Fault.BAD_PHONE, row, written, one.name) for written in one.bad_phones)
        yield from (Problem(Fault.BAD_EMAIL, row, written, one.name) for written in one.bad_emails)


def _one_name(entries: Sequence[Entry]) -> list[Entry]:
    """One unit, one name: in capitals, with 'Hoà' for 'Hòa' or with more spaces it is the name it first had. The same
    holds for groups."""
    units: dict[str, str] = {}
    groups: dict[str, str] = {}
    return [
        replace(
            entry,
            unit=units.setdefault(spelling(entry.unit), entry.unit),
            groups=tuple(groups.setdefault(spelling(name), name) for name in entry.groups),
        )
        for entry in entries
    ]


def _once(entries: Sequence[Entry]) -> list[Entry]:
    """A person of a unit once, with what any of the rows adds; a row of the unit alone only where it has no other."""
    found: dict[tuple[str, str], Entry] = {}
    peopled = {entry.unit for entry in entries if entry.person or entry.phone or entry.email}
    for entry in entries:
        place = (entry.unit, fold(entry.person) or entry.phone)
        if entry.person or entry.phone or entry.email or entry.unit not in peopled:
            found[place] = _joined(found[place], entry) if place in found else entry
    return list(found.values())


def _joined(one: Entry, other: Entry) -> Entry:
    phones = tuple(dict.fromkeys(n for n in (one.phone, *one.other_phones, other.phone, *other.other_phones) if n))
    titled = one if one.title or not other.title else other
    return replace(
        one,
        groups=tuple(dict.fromkeys((*one.groups, *other.groups))),
        parent=one.parent or other.parent,
        role=titled.role,
        title=titled.title,
        phone=(phones or ("",))[0],
        other_phones=phones[1:],
        email=one.email or other.email,
        extra={**other.extra, **one.extra},
    )


def _alike(entries: Sequence[Entry]) -> Iterator[Problem]:
    """Asked once for each later name."""
    seen: dict[str, list[Entry]] = {}
    for entry in entries:
        near = seen.setdefault(key(entry.unit), [])
        if all(entry.unit != other.unit for other in near):
            like = [other for other in near if same_kind(entry.type, other.type)]
            if like:
                yield Problem(Fault.ALIKE, entry.row, entry.unit, like[0].unit, like[0].row)
            near.append(entry)


def _shared_phones(entries: Sequence[Entry]) -> Iterator[Problem]:
    owners: dict[str, Entry] = {}
    for entry in entries:
        for number in filter(None, (entry.phone, *entry.other_phones)):
            owner = owners.setdefault(number, entry)
            if fold(owner.person) != fold(entry.person):
                yield Problem(Fault.SAME_PHONE, entry.row, number, owner.person or owner.unit, owner.row)


def _same_roles(entries: Sequence[Entry]) -> Iterator[Problem]:
    """Two deputies are nothing strange; two who both lead are asked about and both kept."""
    leads: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        if entry.person and entry.role.hands_in:
            first = leads.setdefault((entry.unit, entry.role), entry)
            if fold(first.person) != fold(entry.person) and entry.role != "deputy":
                yield Problem(Fault.SAME_ROLE, entry.row, entry.person, first.person, first.row)
