"""Who an announcement is for: words such as "cụm 1, chưa nộp báo cáo sơ kết, trừ An Hòa" read against what there is.

Units are named as in core.audience; beside them stand what lies below a unit, kinds of units, roles, campaigns, and
states. What names units is added up; a campaign and a state each leave only those that fit it as well.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from core.audience import Owners, Roster, understood
from core.naming import named
from core.roles import HANDING_IN, Role
from core.vietnamese import fold

Named = Mapping[int, str]


@dataclass(frozen=True)
class Whom:
    """Nothing said means everybody. `below`: whatever lies under these units in the tree, without themselves; `kinds`:
    what units are called in the list; `missing`: reports of which nothing has come; `late`: it came after its deadline;
    `overdue`: it has not come and the deadline is over; `also`: seats of the
    office, beside whoever else is meant; `absent`: nobody of the unit has come in; `scope`: the clusters
    of a head, who writes to nobody else."""

    units: tuple[int, ...] = ()
    groups: tuple[int, ...] = ()
    below: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    but: tuple[int, ...] = ()
    roles: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    campaigns: tuple[int, ...] = ()
    missing: tuple[int, ...] = ()
    late: bool = False
    overdue: bool = False
    absent: bool = False
    scope: tuple[int, ...] = ()

    @property
    def everywhere(self) -> bool:
        return not (self.units or self.groups or self.below or self.kinds)

    @property
    def seats(self) -> tuple[str, ...]:
        """Whoever hands in for a unit, where no role is named."""
        return self.roles or tuple(str(role) for role in HANDING_IN)

    def within(self, clusters: Iterable[int]) -> bool:
        """Whether it is kept to these clusters, of which somebody is the head."""
        return bool(self.scope) and set(clusters).issuperset(self.scope)

    def to_json(self) -> dict[str, Any]:
        said = {one.name: getattr(self, one.name) for one in fields(self)}
        return {"v": 1} | {name: list(v) if isinstance(v, tuple) else v for name, v in said.items() if v}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Whom":
        names = {one.name for one in fields(cls)}
        said: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in kept.items()}
        return cls(**{name: value for name, value in said.items() if name in names})


@dataclass(frozen=True)
class Known:
    """What the words may name. `kinds`: as units of the list are kept; `above`: units that hand in nothing themselves
    and have others below them."""

    roster: Roster = field(default_factory=Roster)
    kinds: Sequence[str] = ()
    reports: Named = field(default_factory=dict)
    campaigns: Named = field(default_factory=dict)
    above: Named = field(default_factory=dict)


@dataclass(frozen=True)
class Understood:
    """`unclear`: words that fit nothing, or several things alike; `which`: a report was meant, and not said which."""

    whom: Whom
    unclear: tuple[str, ...] = ()
    which: bool = False


_LINES = re.compile(r"[,;+\n]")
_AND = re.compile(r" (?:va|voi|cung) ")
_EXCEPT = re.compile(r"(?:^|[ ,;(])(?:tru|ngoai tru|khong gom|khong ke)(?: |$)")
_TO = re.compile(r"^(?:(?:gui|nhan|bao|tin|thong|cho|den|toi)(?: |$))+")
_OF = re.compile(r"^(?:(?:cac|nhung|moi|don vi|cua|thuoc|o|trong|tai|dang|con|co|ma|nao|dong chi)(?: |$))+")
_ABSENT = re.compile(r"chua (?:vao|dang ky|tham gia|dang nhap|lien ket)(?: (?:bot|he thong|zalo|telegram|day|nhom))?")
_MISSING = re.compile(r"(?:chua|con thieu|con no) (?:nop|gui|bao cao)\b ?(?:bao cao\b ?)?(?P<which>[^,;\n]*)")
_HANDED_LATE = re.compile(r"(?:da )?(?:nop|gui)(?: bao cao)? (?:tre|muon|cham|sau)(?: han)?")
_OVERDUE = re.compile(r"(?:bi )?(?:tre|qua|sau|cham)(?: (?:han|nop))+|tre|bi tre")
_EACH = re.compile(r"^(?:cac|nhung|moi|toan bo) ")
_PLAN = re.compile(r"(?:tham gia )?(?:dot|ke hoach|chuong trinh)\b ?(?P<which>.*)")
_BELOW_IT = re.compile(r"(?:don vi |chi doan |co so )?(?:truc thuoc|cap duoi|ben duoi)")
_BELOW = re.compile(
    r"(?:don vi |chi doan |co so |tat ca )?(?:truc thuoc|thuoc|cap duoi(?: cua)?|ben duoi|duoi) (?P<unit>.+)"
)
_ROLES: tuple[tuple[str, tuple[Role, ...]], ...] = (
    ("pho bi thu", (Role.DEPUTY,)),
    ("bi thu", (Role.SECRETARY,)),
    ("cum truong", (Role.CLUSTER_HEAD,)),
    ("truong cum", (Role.CLUSTER_HEAD,)),
    ("lanh dao", (Role.LEADER,)),
    ("can bo phu trach", (Role.CHIEF, Role.ORGANISER)),
    ("can bo", (Role.CHIEF, Role.ORGANISER)),
)
_OFFICE = (Role.LEADER, Role.CHIEF, Role.ORGANISER)
_ALL_OF = re.compile(r"^(?:(?:tat ca|toan bo|toan the)(?: |$))+")
_SHORT = re.compile(r"\b(?:bc|dv)\b")
_SPELLED = {"bc": "bao cao", "dv": "don vi"}
_ANY_REPORT = frozenset({"", "bao cao", "bai", "gi"})


def read(text: str, known: Known) -> Understood:
    """Who is meant by typed words: one after another between commas, lines and 'và'; the exceptions at the end."""
    said = _TO.sub("", "\n".join(_plain(line) for line in text.splitlines() if line.strip()).rstrip(". "))
    mark = _EXCEPT.search(said)
    wanted, spared = (said[: mark.start()], said[mark.end() :].strip(" )")) if mark else (said, "")
    reading = _Reading(known)
    for piece in _LINES.split(wanted):
        reading.take(piece.strip(" .()"))
    if spared:
        reading.spare(spared.replace("\n", ", "))
    if not reading.heard and not reading.unclear:
        reading.unclear.append(text.strip())
    return Understood(_together(reading.whom, reading.everybody), tuple(reading.unclear), reading.which)


def _together(whom: Whom, everybody: bool) -> Whom:
    """'Lãnh đạo và các đơn vị': the office has no place among units, so its people come beside them; and every unit
    beside a role means whoever hands in for it as well."""
    office = tuple(role for role in whom.roles if role in _OFFICE)
    others = tuple(role for role in whom.roles if role not in _OFFICE)
    if everybody and others and not set(others) & set(HANDING_IN):
        others = (*others, *(str(role) for role in HANDING_IN))
    alone = not (others or everybody) and whom == Whom(roles=whom.roles)
    return replace(whom, roles=whom.roles if alone else others, also=() if alone else office)


def _plain(line: str) -> str:
    return _SHORT.sub(lambda short: _SPELLED[short[0]], fold(line))


class _Reading:
    def __init__(self, known: Known) -> None:
        self.whom = Whom()
        self.unclear: list[str] = []
        self.which = False
        self.heard = False
        self.everybody = False
        self._known = known
        self._states = (
            (self._absent, _ABSENT), (self._late, _HANDED_LATE), (self._missing, _MISSING), (self._overdue, _OVERDUE)
        )  # fmt: skip

    def take(self, piece: str) -> None:
        """In its parts, unless it is one name that has an 'và' of its own."""
        whole = understood(piece, self._known.roster) if _AND.search(piece) else None
        one = whole is not None and not whole.unclear and len(whole.owners.units + whole.owners.groups) == 1
        parts = [piece] if one and whole and not whole.owners.everybody else _AND.split(piece)
        for part in parts:
            if part.strip() and not self._one(part.strip()):
                self.unclear.append(part.strip())

    def spare(self, piece: str) -> None:
        found = understood(piece, self._known.roster)
        self.heard = True
        self.unclear += found.unclear
        self._add(but=self._known.roster.meant(found.owners) if found.owners != Owners() else ())

    def _one(self, piece: str) -> bool:
        """Nothing but a state or a role; then a unit's own name, which may end in a word that is a state."""
        bare = _OF.sub("", piece)
        plain = any(pattern.fullmatch(bare) for _, pattern in self._states) and self._state(bare)
        plain = plain or (bare in dict(_ROLES) and self._role(bare)) or self._below_it(piece)
        found = plain or self._units(piece) or self._state(piece) or self._role(piece) or self._place(piece)
        self.heard = self.heard or found
        return found

    def _add(self, **more: Iterable[Any]) -> bool:
        had = self.whom
        grown: dict[str, Any] = {name: tuple(dict.fromkeys((*getattr(had, name), *new))) for name, new in more.items()}
        self.whom = replace(self.whom, **grown)
        return True

    # -- states ---------------------------------------------------------------------------------------------------

    def _state(self, piece: str) -> bool:
        """A state, with units before it: 'cụm 1 chưa nộp báo cáo sơ kết'."""
        for act, pattern in self._states:
            found = re.search(rf"(?:^|\s)(?:{pattern.pattern})$", piece)
            if found is None:
                continue
            before = _OF.sub("", f"{piece[: found.start()].strip()} ").strip()
            if not before or self._role(before) or self._place(before):
                return act(found)
        return False

    def _absent(self, _: re.Match[str]) -> bool:
        self.whom = replace(self.whom, absent=True)
        return True

    def _late(self, _: re.Match[str]) -> bool:
        self.whom = replace(self.whom, late=True)
        return True

    def _overdue(self, _: re.Match[str]) -> bool:
        self.whom = replace(self.whom, overdue=True)
        return True

    def _missing(self, found: re.Match[str]) -> bool:
        """Of one report: the only one, where it is not said."""
        reports, which = self._known.reports, found["which"].strip(" .")
        ids = list(reports)
        at = 0 if which in _ANY_REPORT and len(ids) == 1 else named(which, list(reports.values())) if which else None
        if at is None:
            self.which = True
            return True
        return self._add(missing=[ids[at]])

    # -- people and places ----------------------------------------------------------------------------------------

    def _role(self, piece: str) -> bool:
        """'Bí thư các đơn vị cụm 1': who, and after it where."""
        said = _OF.sub("", _ALL_OF.sub("", piece))
        for words, roles in _ROLES:
            if said != words and not said.startswith(f"{words} "):
                continue
            where = _OF.sub("", said[len(words) :].strip())
            if where and (roles[0] in _OFFICE or not (self._state(where) or self._place(where))):
                return False
            return self._add(roles=[str(role) for role in roles])
        return False

    def _place(self, piece: str) -> bool:
        return self._units(piece) or self._below(piece) or self._plan(piece) or self._kind(piece)

    def _units(self, piece: str) -> bool:
        found = understood(piece, self._known.roster)
        owners = found.owners
        if found.unclear or owners == Owners():
            return False
        if owners.everybody:
            self.everybody = True
            return True
        kinds = [unit for kind in owners.kinds for unit in self._known.roster.of_kind(kind)]
        return self._add(units=[*owners.units, *kinds], groups=owners.groups, but=owners.but)

    def _below_it(self, piece: str) -> bool:
        """'An Hòa và các đơn vị trực thuộc': of the unit named before."""
        said = _EACH.sub("", piece)
        return bool(_BELOW_IT.fullmatch(said) and self.whom.units) and self._add(below=self.whom.units[-1:])

    def _below(self, piece: str) -> bool:
        found = _BELOW.fullmatch(_EACH.sub("", piece))
        above = understood(found["unit"], self._known.roster).owners if found else Owners()
        if above.groups:
            return self._add(groups=above.groups)
        if found and not above.units:
            above = understood(found["unit"], Roster(units=self._known.above)).owners
        return self._add(below=above.units) if above.units else False

    def _plan(self, piece: str) -> bool:
        found = _PLAN.fullmatch(_OF.sub("", piece))
        ids = list(self._known.campaigns)
        if found is None or not ids:
            return False
        which = found["which"].strip()
        at = 0 if not which and len(ids) == 1 else _called(which, self._known.campaigns)
        return self._add(campaigns=[ids[at]]) if at is not None else False

    def _kind(self, piece: str) -> bool:
        said = re.sub(r"^(?:(?:cac|nhung|khoi|loai|nhom|tat ca|don vi) )+", "", piece)
        found = [kind for kind in self._known.kinds if kind and fold(kind).replace("_", " ") == said]
        return self._add(kinds=found) if found else False


def _called(which: str, campaigns: Named) -> int | None:
    """By a part of its name or by its number."""
    names = list(campaigns.values())
    whole = [at for at, name in enumerate(names) if which and which in fold(name)]
    return whole[0] if len(whole) == 1 else named(which, names)
