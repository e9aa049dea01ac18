"""Who carries an activity: the bodies a plan names, read against the list of units and its clusters.

Bodies that are named run it together: the first of them leads and reports, the others confirm. A class that the list
knows ("các cơ sở Đoàn"), and a cluster that does not answer as one body, mean that each of these units runs it on its
own. What fits nothing in the list is nobody: it is shown to the organiser, blocks nothing, and gets no letters.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from core.activities import Event
from core.audience import Owners, Roster, understood, without_kind
from core.texts import charges as texts
from core.vietnamese import fold

Kept = dict[str, Any]
Answers = Mapping[str, Any]
EVENTS = "events"  # among the answers: what was typed over an activity, by its number
CLUSTERS = "clusters"  # 0: a cluster answers as one body, 1: each of its units
_CLUSTER = re.compile(r"^(?P<kind>cum|khoi|khu vuc)\b(?: (?:hoat dong|thi dua|lien ket))?(?: so)?\s*(?P<rest>\d.*)$")
_NUMBER = re.compile(r"\d{1,3}")
_LIKE = 0.5  # of a unit's own words a plan must have named more than this


@dataclass(frozen=True)
class Body:
    """A unit; or a cluster, which answers by the unit of its head."""

    unit: int
    group: int | None = None


@dataclass(frozen=True)
class Charge:
    """`together`: the first leads. `each`: a rule, so that a unit that comes later is meant as well."""

    together: tuple[Body, ...] = ()
    each: Owners | None = None
    unclear: tuple[str, ...] = ()
    headless: tuple[str, ...] = ()  # clusters that nobody heads yet

    @property
    def rule(self) -> Kept:
        """Who is meant when units come later: nobody, where bodies were named."""
        return (self.each or Owners()).to_json()

    def units(self, roster: Roster) -> list[int]:
        """Everybody who hears of it, the lead first."""
        each = roster.meant(self.each) if self.each else []
        return list(dict.fromkeys([*(body.unit for body in self.together), *each]))


@dataclass(frozen=True)
class Planned:
    """One activity of a plan that is being checked. `at`: its place in the list as it was read."""

    at: int
    title: str
    event: Event
    charge: Charge = field(default_factory=Charge)


def planned(kept: Kept, answers: Answers, roster: Roster, today: date) -> tuple[Planned, ...]:
    """What a start writes down, by date: what is over, or was struck out, is nobody's any more."""
    found = []
    for at, row in enumerate(kept.get("events", ())):
        typed = answers.get(EVENTS, {}).get(str(at), {})
        event = Event.from_json(row["event"])
        if typed.get("dropped") or event.is_over(today):
            continue
        charge = _charge(row, typed, roster, one_body=answers.get(CLUSTERS, 0) == 0)
        found.append(Planned(at, row["title"], event, charge))
    return tuple(sorted(found, key=lambda one: (one.event.last, one.event.begins, one.at)))


def asks_for_clusters(kept: Kept, answers: Answers, roster: Roster, today: date) -> tuple[Planned, ...]:
    """Activities that clusters carry, while nobody has said how a cluster answers."""
    if CLUSTERS in answers:
        return ()
    those = planned(kept, {**answers, CLUSTERS: 1}, roster, today)
    return tuple(one for one in those if one.charge.each and one.charge.each.groups)


def names(rule: Kept, together: Sequence[Body], roster: Roster) -> tuple[str, ...]:
    """By what names a plan would give it to these again."""
    each = Owners.from_json(rule) if rule else Owners()
    if each.everybody:
        return (texts.EVERY_UNIT,)
    said = [roster.groups[group] for group in each.groups if group in roster.groups]
    said += [texts.of_kind(kind) for kind in each.kinds]
    said += [roster.units[unit] for unit in each.units if unit in roster.units]
    for body in () if said else together:
        name = roster.groups.get(body.group) if body.group else roster.units.get(body.unit)
        said += [name] if name else []
    return tuple(dict.fromkeys(said))


def _charge(row: Kept, typed: Kept, roster: Roster, *, one_body: bool) -> Charge:
    if "owners" in typed:
        return charge(typed["owners"], (), roster, one_body=one_body, typed=True)
    return charge(row["owners"], row["support"], roster, one_body=one_body)


def charge(
    names: Sequence[str], support: Sequence[str], roster: Roster, *, one_body: bool = True, typed: bool = False
) -> Charge:
    """`typed`: by a person who looks at the list, and may be brief; a plan's own words must fit better."""
    together: list[Body] = []
    each, unclear, headless = Owners(), [], []
    for name in [part for said in (*names, *support) for part in _apart(said)]:
        found = _meant(name, roster, typed=typed)
        heads = [(group, roster.heads.get(group)) for group in found.groups] if one_body else []
        together += [Body(unit, group) for group, unit in heads if unit is not None]
        together += [Body(unit) for unit in found.units]
        if not one_body or found.everybody or found.kinds:
            each = _joined(each, Owners(found.everybody, () if one_body else found.groups, (), found.kinds))
        if found == Owners():
            unclear.append(name)
        headless += [name] if any(unit is None for _, unit in heads) else []
    if each != Owners():
        alone = Owners(units=tuple(body.unit for body in together))
        return Charge((), _joined(each, alone), tuple(unclear), tuple(headless))
    return Charge(tuple(dict.fromkeys(together)), None, tuple(unclear), tuple(headless))


def _joined(one: Owners, other: Owners) -> Owners:
    return Owners(
        one.everybody or other.everybody,
        _unique((*one.groups, *other.groups)),
        _unique((*one.units, *other.units)),
        tuple(dict.fromkeys((*one.kinds, *other.kinds))),
    )


def _unique(numbers: Iterable[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(numbers))


def _apart(name: str) -> list[str]:
    """'Cụm hoạt động số 2, 5, 8' are three clusters."""
    found = _CLUSTER.match(fold(name).strip(" .,;"))
    numbers = _NUMBER.findall(found["rest"]) if found else []
    return [f"{name.split()[0]} {number}" for number in numbers] if found and len(numbers) > 1 else [name]


def _meant(name: str, roster: Roster, *, typed: bool) -> Owners:
    """Nobody where any of the words fits nothing."""
    found = _CLUSTER.match(fold(name).strip(" .,;"))
    read = understood(f"{found['kind']} {found['rest']}" if found else name, roster)
    if read.unclear:
        read = understood(name, roster)
    if read.unclear or (not typed and not all(_is_like(name, roster.units[unit]) for unit in read.owners.units)):
        return Owners()
    return read.owners


def _is_like(said: str, name: str) -> bool:
    """'Văn phòng' is not 'Đoàn Văn phòng Quận ủy', 'Đoàn Tòa án nhân dân' is that of the city."""
    own = set(without_kind(fold(name)).split())
    return bool(own) and len(own & set(fold(said).split())) > _LIKE * len(own)
