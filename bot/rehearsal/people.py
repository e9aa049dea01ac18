"""Who plays: invented units, or those of a roster. Everybody in them has come in; nobody real is ever written to."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.rehearsal import names
from core.roles import Role
from core.roster import AddPerson, AddUnit, Roster, mark, match, read_rows
from data.formats import child

MOST = 2000


@dataclass(frozen=True)
class Member:
    name: str
    role: Role
    title: str
    phone: str
    address: str  # of their chat


@dataclass(frozen=True)
class Played:
    """A unit of the rehearsal. One without members owes its reports all the same."""

    name: str
    mark: str
    type: str = ""
    parent: str = ""
    groups: tuple[str, ...] = ()
    members: tuple[Member, ...] = ()


def invented(count: int) -> list[Played]:
    """Each with a secretary, each third with a deputy too; in four clusters."""
    taken: set[str] = set()
    units = []
    for at in range(count):
        cluster, head, kind = names.CLUSTERS[at % len(names.CLUSTERS)]
        name = f"{head} {_own(at // len(names.CLUSTERS))}"
        short = mark(name, taken)
        taken.add(short)
        units.append(Played(name, short, kind, groups=(cluster,), members=tuple(_members(at, short))))
    return units


def _own(at: int) -> str:
    """'An Hòa', 'Bình Lâm', …: a name that none before has."""
    round_, first = divmod(at, len(names.OWN))
    again, shift = divmod(round_, len(names.SECOND))
    name = f"{names.OWN[first]} {names.SECOND[(first + shift) % len(names.SECOND)]}"
    return f"{name} {again + 1}" if again else name


def _members(at: int, short: str) -> Iterator[Member]:
    yield Member(_person(at), Role.SECRETARY, names.SECRETARY_TITLE, _phone(at * 2), f"{short}-1")
    if at % 3 == 0:
        yield Member(_person(at + 977), Role.DEPUTY, names.DEPUTY_TITLE, _phone(at * 2 + 1), f"{short}-2")


def _person(at: int) -> str:
    """The three lists have no common measure, so names repeat late."""
    return " ".join(words[at % len(words)] for words in (names.FAMILY, names.MIDDLE, names.GIVEN))


def _phone(at: int) -> str:
    return f"09{14 + at // 1000:02}.000.{at % 1000:03}"


# -- of a roster --------------------------------------------------------------------------------------------------


async def of_roster(path: Path) -> list[Played] | Roster:
    """The units of a sheet; the roster itself, with its problems, where no unit can be read from it."""
    with tempfile.TemporaryDirectory() as folder:
        rows = await child.read_sheet(path, path.name, Path(folder))
    roster = read_rows(rows)
    steps = match(roster.rows, ()).steps
    people: dict[str, list[AddPerson]] = {}
    for step in steps:
        if isinstance(step, AddPerson):
            people.setdefault(step.unit, []).append(step)
    taken: set[str] = set()
    units = []
    for step in steps:
        if isinstance(step, AddUnit):
            short = mark(step.name, taken)
            taken.add(short)
            members = tuple(_seated(short, people.get(step.name, [])))
            units.append(Played(step.name, short, step.type, step.parent, step.groups, members))
    return units or roster


def _seated(short: str, people: list[AddPerson]) -> Iterator[Member]:
    for at, one in enumerate(people, start=1):
        yield Member(one.person, one.role, one.title or names.SECRETARY_TITLE, one.phone, f"{short}-{at}")
