"""Who is meant: words such as "cụm 1, An Hòa và các chi đoàn, trừ Điện lực", read against the list of units.

Kept as a rule and not as the units it comes to today, so that a unit which joins a group later is meant as well.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from core.vietnamese import fold

# What stands before a unit's own name and is left out when people type it, the longest first.
_KINDS = (
    "doan co so", "doan phuong", "doan xa", "doan truong", "doan thi tran", "doan cong ty", "doan khoi",
    "lien chi doan",
    "chi doan co so", "chi doan", "ban chap hanh doan", "bch doan", "hoi lien hiep thanh nien", "cong doan co so",
    "cong doan", "phuong", "xa", "thi tran", "truong thpt", "truong", "cong ty", "doan", "don vi",
)  # fmt: skip
_EVERYBODY = re.compile(
    r"tat ca|toan bo|toan the|(?:tat ca|toan bo|toan the|ca|moi|cac|tat ca cac)(?: \d+)? (?:don vi|co so(?: doan)?)"
    r"(?: (?:truc thuoc|co so))?|moi nguoi"
)
_EXCEPT = re.compile(r"\b(?:tru|ngoai tru|khong gom|khong ke)\b")
_BETWEEN = re.compile(r"[,;+\n]|\s(?:va|voi|cung)\s|\s&\s")
_FILLERS = frozenset(
    ("cac", "nhung", "khoi", "cum", "nhom", "don", "vi", "co", "so", "doan", "thuoc", "cua", "la", "gom", "va")
)
_SHORT = re.compile(r"\b(?P<kind>p|f|x|tt)\.?\s?(?P<name>\d{1,2})\b")
_WHOLE_GROUP = re.compile(r"^(?:tat ca|toan bo|toan|ca) (?=(?:cac |nhung )*(?:cum|khoi|nhom)\b)")
_NAMES_A_GROUP = re.compile(r"(?:cac |nhung |don vi |thuoc )*(?:cum|khoi|nhom)\b")
GROUPS = frozenset({"cum", "khoi", "nhom"})  # what a group's name begins with in talk
_LONGEST_GROUP = 8  # words
_SPELLED = {"p": "phuong", "f": "phuong", "x": "xa", "tt": "thi tran"}


@dataclass(frozen=True)
class Owners:
    """A rule that says who is meant. `kinds`: the beginnings of units' names, as in "các chi đoàn"."""

    everybody: bool = False
    groups: tuple[int, ...] = ()
    units: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    but: tuple[int, ...] = ()

    def to_json(self) -> dict[str, Any]:
        said = {"groups": self.groups, "units": self.units, "kinds": self.kinds, "but": self.but}
        return {"v": 1, "everybody": self.everybody} | {name: list(value) for name, value in said.items() if value}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Owners":
        """Nothing kept means everybody."""
        if not kept:
            return EVERYBODY
        lists = {name: tuple(kept.get(name, ())) for name in ("groups", "units", "kinds", "but")}
        return cls(everybody=bool(kept.get("everybody")), **lists)


EVERYBODY = Owners(everybody=True)


@dataclass(frozen=True)
class Roster:
    """The units that can owe something: their names, and the groups they are taken together in. `heads`: for each
    group the unit of whoever heads it."""

    units: Mapping[int, str] = field(default_factory=dict)
    groups: Mapping[int, str] = field(default_factory=dict)
    members: Mapping[int, Sequence[int]] = field(default_factory=dict)
    marks: Mapping[int, str] = field(default_factory=dict)
    heads: Mapping[int, int] = field(default_factory=dict)

    @cached_property
    def bare(self) -> Mapping[int, str]:
        """Units by their names, folded and without signs."""
        return {unit: _bare(name) for unit, name in self.units.items()}

    @cached_property
    def marked(self) -> Mapping[str, Sequence[int]]:
        found: dict[str, list[int]] = {}
        for unit in self.units:
            found.setdefault(fold(self.marks.get(unit, "")), []).append(unit)
        return found

    def meant(self, owners: Owners) -> list[int]:
        """The units, in the order of the list."""
        if owners.everybody:
            chosen = set(self.units)
        else:
            chosen = set(owners.units)
            chosen.update(unit for group in owners.groups for unit in self.members.get(group, ()))
            chosen.update(unit for kind in owners.kinds for unit in self.of_kind(kind))
        return [unit for unit in self.units if unit in chosen and unit not in owners.but]

    def of_kind(self, kind: str) -> list[int]:
        """'phường' is 'Đoàn phường …' as well."""
        heads = (f"{kind} ", f"doan {kind} ")
        return [unit for unit, name in self.units.items() if _folded(name).startswith(heads)]

    def names(self, units: Iterable[int]) -> list[str]:
        return [self.units[unit] for unit in units if unit in self.units]


@dataclass(frozen=True)
class Understood:
    """`unclear`: words that fit nothing, or several units alike."""

    owners: Owners
    unclear: tuple[str, ...] = ()


def understood(text: str, roster: Roster) -> Understood:
    """Who is meant by typed words; each piece between commas is a unit, a group, a kind of units, or everybody."""
    said = fold(text).rstrip(". ")
    wanted, _, spared = _split_except(said)
    found, unclear = _pieces(wanted, roster)
    but, unclear_but = _pieces(spared, roster)
    spared_units = tuple(roster.meant(but)) if but != Owners() else ()
    if spared and not wanted.strip() and but != Owners():
        found = EVERYBODY
    owners = Owners(found.everybody, found.groups, found.units, found.kinds, spared_units)
    return Understood(owners, (*unclear, *unclear_but))


def _split_except(said: str) -> tuple[str, str, str]:
    mark = _EXCEPT.search(said)
    return (said[: mark.start()].rstrip(" ,;("), mark[0], said[mark.end() :].rstrip(" )")) if mark else (said, "", "")


def _pieces(said: str, roster: Roster) -> tuple[Owners, tuple[str, ...]]:
    everybody, unclear = False, []
    groups: list[int] = []
    units: list[int] = []
    kinds: list[str] = []
    for piece in _split(said, roster):
        if _EVERYBODY.fullmatch(piece):
            everybody = True
        elif (group := _group(piece, roster)) is not None:
            groups.append(group)
        elif unit := _unit(piece, roster):
            units += unit
        elif kind := _kind(piece, roster):
            kinds.append(kind)
        elif (group := _told(piece, roster)) is not None:
            groups.append(group)
        else:
            unclear.append(piece)
    unique = [tuple(dict.fromkeys(found)) for found in (groups, units)]
    return Owners(everybody, unique[0], unique[1], tuple(dict.fromkeys(kinds))), tuple(unclear)


def _split(said: str, roster: Roster) -> Iterator[str]:
    """At commas and 'và', except inside a name that has them itself."""
    whole = said.strip()
    if not whole:
        return
    if _group(whole, roster) is not None or len(_unit(whole, roster)) == 1:
        yield whole
        return
    for piece in _BETWEEN.split(whole):
        if piece.strip():
            yield piece.strip()


def _group(piece: str, roster: Roster) -> int | None:
    """By its name or how it begins: 'cụm 1', 'cả khối trường học' for 'Cụm 2 – Trường học'."""
    piece = _WHOLE_GROUP.sub("", piece)
    exact = [group for group, name in roster.groups.items() if _bare(name) == _bare(piece)]
    begun = [group for group, name in roster.groups.items() if f"{_bare(name)} ".startswith(f"{_bare(piece)} ")]
    if len(found := exact or begun) == 1:
        return found[0]
    return _told(piece, roster) if _NAMES_A_GROUP.match(piece) else None


def group_in(words: Sequence[str], groups: Mapping[int, str]) -> tuple[int | None, list[str]]:
    """The group that folded words name somewhere among others, and the others: "tình hình cụm 3 sáng nay"."""
    roster = Roster(groups=groups)
    starts = [at for at, word in enumerate(words) if word in GROUPS]
    for start in starts:
        for end in range(min(len(words), start + _LONGEST_GROUP), start + 1, -1):
            group = _group(" ".join(words[start:end]), roster)
            if group is not None:
                return group, [*words[:start], *words[end:]]
    return None, list(words)


def _told(piece: str, roster: Roster) -> int | None:
    """The only group whose name has all of these words."""
    own = _own_words(piece)
    told = [group for group, name in roster.groups.items() if own and own <= _own_words(name)]
    return told[0] if len(told) == 1 else None


@lru_cache(maxsize=32768)  # each piece of a long list is compared with every unit
def _bare(name: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold(name)))


@lru_cache(maxsize=32768)
def _folded(name: str) -> str:
    return fold(name)


def _own_words(name: str) -> frozenset[str]:
    return frozenset(_bare(name).split()) - _FILLERS


def _unit(piece: str, roster: Roster) -> list[int]:
    """By its mark, its name, or its name without what kind of unit it is; several alike are nobody."""
    said = _bare(written_out(piece))
    short = without_kind(said)
    near = {unit: name for unit, name in roster.bare.items() if short in name}  # what fits in any way has this in it
    if marked := roster.marked.get(said, ()):
        return list(marked) if len(marked) == 1 else []
    for fits in (
        lambda name: name == said,
        lambda name: without_kind(name) == short,
        lambda name: f" {name} ".endswith(f" {said} ") or f" {name} ".endswith(f" {short} "),
        lambda name: len(said) > 3 and f" {said} " in f" {name} ",
    ):
        found = [unit for unit, name in near.items() if fits(name)]
        if len(found) == 1:
            return found
        if found:
            return []
    return []


def written_out(said: str) -> str:
    """'p3', 'x.2' as 'phuong 3', 'xa 2'. Folded letters in and out."""
    return _SHORT.sub(lambda short: f"{_SPELLED[short['kind']]} {short['name']}", said)


@lru_cache(maxsize=32768)
def without_kind(name: str) -> str:
    """'doan phuong an hoa' is 'an hoa': what people say. Folded letters in and out."""
    for kind in _KINDS:
        rest = name.removeprefix(f"{kind} ")
        if rest != name and rest and not rest.isdigit():
            return without_kind(rest)
    return name


def _kind(piece: str, roster: Roster) -> str:
    """'các chi đoàn': the beginning of the names of two units or more."""
    said = re.sub(r"^(?:tat ca |toan bo )?(?:cac |nhung )?(?:khoi )?(?:\d+ )?", "", piece).strip()
    return said if len(roster.of_kind(said)) > 1 else ""


def proposed(words: Sequence[str], roster: Roster) -> Owners | None:
    """Who the plan's own words mean; None where any of them fits nothing in the list."""
    found = understood(", ".join(words), roster)
    return None if found.unclear or found.owners == Owners() else found.owners
