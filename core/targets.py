"""Targets: a number that a plan wants reached, what counts towards it, how fast it has to go and where it will end.

Only numbers of the target's own measure are ever added: turns are no people, sessions no money. What cannot be told
from the figures is None, never a guess; a rate has a denominator that counts the same thing as its numerator, or
there is none.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

from core.forms import Field, FieldKind
from core.measures import PERCENT, Measure, measure_of
from core.vietnamese import fold

_NOTHING = Decimal(0)
_ALL = Decimal(100)
_TENTH = Decimal("0.1")
LEAST_TOLD = 3  # figures from which one may say where the others will lie
_WITHIN = 1.28  # deviations: four times in five it lies between
_MOST = 10**12  # nothing that is counted goes further


class Way(StrEnum):
    """How a target is reckoned."""

    SUM = "sum"  # what the units report adds up to it
    UNITS = "units"  # so many units with anything to show
    PERCENT = "percent"  # so many of a hundred units
    EACH = "each"  # every unit reaches it for itself


# What "100 % of" may count here: whatever hands in.
_OF_UNITS = re.compile(
    r"(?:cac |moi |so |cap |to chuc )*(?:don vi|co so|chi doan|chi hoi|lien chi doan|doan co so|doan phuong|doan xa"
    r"|doan truong|to chuc|xa|phuong|thi tran|quan|huyen|truong|doanh nghiep)\b"
)
_UNITS = frozenset({"don vi", "co so"})


@dataclass(frozen=True)
class Aim:
    """A target as it is said. `value`: of a whole plan, of each unit, or of a hundred units, as `way` has it."""

    what: str
    unit: str
    value: Decimal
    way: Way = Way.SUM
    stock: bool = False

    @property
    def measured(self) -> Measure | None:
        return measured(self.unit)

    @property
    def counts_units(self) -> bool:
        return self.way is not Way.SUM

    def takes(self, field: Field | None) -> bool:
        """Whether this number may count. None: that a report came; it tells of a unit and counts nothing else."""
        if field is None or field.kind is FieldKind.YES_NO:
            return self.way in (Way.UNITS, Way.PERCENT)
        if field.kind is not FieldKind.NUMBER:
            return False
        return self.way in (Way.UNITS, Way.PERCENT) or same(field.unit, self.unit)


def measured(unit: str) -> Measure | None:
    """'công trình/đơn vị' counts công trình."""
    return measure_of(unit.partition("/")[0].strip())


def same(one: str, other: str) -> bool:
    """Both count the same, and can be added. What says nothing of its measure is like nothing else."""
    found, wanted = measured(one), measured(other)
    return found is not None and wanted is not None and found.name == wanted.name


def aim_of(kept: Mapping[str, Any]) -> Aim:
    """What a plan's own words come to, or the way that was set for them."""
    what, unit, value = str(kept["what"]), str(kept["unit"]), amount(kept.get("value") or 0)
    way = Way(kept["way"]) if "way" in kept else way_of(what, unit, bool(kept.get("per_unit")))
    return Aim(what, unit, value, way, bool(kept.get("stock")))


def way_of(what: str, unit: str, per_unit: bool = False) -> Way:
    """Of a percentage of anything but units each unit has to tell its own, for only the unit knows of how many. Units
    that take part are counted; those that somebody founds are added up."""
    if unit == PERCENT:
        return Way.PERCENT if _OF_UNITS.match(fold(what)) else Way.EACH
    if per_unit or "/" in unit:
        return Way.EACH
    takes_part = fold(unit) in _UNITS and fold(what).startswith(fold(unit))
    return Way.UNITS if takes_part else Way.SUM


def amount(value: float | str | Decimal) -> Decimal:
    """At most three decimals; a whole number has none."""
    found = Decimal(str(value)).quantize(Decimal("0.001"), ROUND_HALF_UP)
    return Decimal(int(found)) if found == int(found) else found.normalize()


@dataclass(frozen=True)
class Figures:
    """What the versions in force come to. `accepted` and `waiting` (nobody has looked at it) make up what counts;
    `returned` and `doubled` (of those who share an activity with the one that reports it) stand apart.

    `asked`: units of which a number is wanted. `told`: those that gave one, `showing` those with more than nothing,
    `reached` those that have all that is wanted of each; `…_seen`: by accepted figures alone. `parts`, `squares`: how
    many figures that is and the sum of their squares; `ahead`: how many are still to come, None where nobody knows.
    """

    accepted: Decimal = _NOTHING
    waiting: Decimal = _NOTHING
    returned: Decimal = _NOTHING
    doubled: Decimal = _NOTHING
    asked: int = 0
    told: int = 0
    showing: int = 0
    showing_seen: int = 0
    reached: int = 0
    reached_seen: int = 0
    returned_units: int = 0
    doubled_units: int = 0
    waiting_units: int = 0
    parts: int = 0
    squares: float = 0.0
    ahead: int | None = None

    @property
    def counted(self) -> Decimal:
        return self.accepted + self.waiting


@dataclass(frozen=True)
class Standing:
    """A target and where it stands. `fed`: something counts towards it. `shared`: what the units were given in all."""

    aim: Aim
    figures: Figures = Figures()
    fed: bool = False
    shared: Decimal | None = None
    sharing: int = 0

    @property
    def done(self) -> Decimal:
        """In what the target itself counts: an amount, or units."""
        match self.aim.way:
            case Way.SUM:
                return self.figures.counted
            case Way.EACH:
                return Decimal(self.figures.reached)
            case Way.UNITS | Way.PERCENT:
                return Decimal(self.figures.showing)

    @property
    def unseen(self) -> Decimal:
        """How much of that rests on figures nobody has looked at."""
        match self.aim.way:
            case Way.SUM:
                return self.figures.waiting
            case Way.EACH:
                return Decimal(self.figures.reached - self.figures.reached_seen)
            case Way.UNITS | Way.PERCENT:
                return Decimal(self.figures.showing - self.figures.showing_seen)

    @property
    def whole(self) -> Decimal:
        """What `done` is measured against: the amount wanted, or the units that are asked."""
        if self.aim.way in (Way.SUM, Way.UNITS):
            return self.aim.value
        return Decimal(self.figures.asked)

    @property
    def wanted(self) -> Decimal:
        """How much of the whole is enough: of a percentage of units so many as make it up."""
        if self.aim.way is Way.PERCENT:
            return (self.whole * self.aim.value / _ALL).to_integral_value(ROUND_CEILING)
        return self.whole

    @property
    def rate(self) -> Decimal | None:
        return rate(self.done, self.whole)

    @property
    def is_reached(self) -> bool:
        return self.fed and self.wanted > 0 and self.done >= self.wanted

    @property
    def left(self) -> Decimal:
        return max(self.wanted - self.done, _NOTHING)


def rate(part: Decimal, whole: Decimal) -> Decimal | None:
    """The percentage to one decimal; None of nothing. Never 100.0 while something is missing and never 0.0 once there
    is something; more than was wanted is more than a hundred."""
    if whole <= 0:
        return None
    exact = _ALL * part / whole
    rounded = exact.quantize(_TENTH, ROUND_HALF_UP)
    if 0 < part < whole:
        return min(max(rounded, _TENTH), _ALL - _TENTH)
    return rounded


def pace(standing: Standing, today: date, ends_on: date) -> int | None:
    """How much each day from today to the last one has to bring, rounded up. Only of what flows."""
    days = (ends_on - today).days + 1
    if standing.aim.way is not Way.SUM or standing.aim.stock or not standing.fed or days < 1 or not standing.left:
        return None
    return int((standing.left / days).to_integral_value(ROUND_CEILING))


def forecast(standing: Standing) -> tuple[int, int] | None:
    """Between which two it will end, four times in five, if what is still to come is like what came. None where too
    little came, nothing is to come, or nobody knows how much."""
    found = standing.figures
    if standing.aim.way is not Way.SUM or standing.aim.stock or not found.ahead or found.parts < LEAST_TOLD:
        return None
    n, total = found.parts, float(found.counted)
    mean = total / n
    spread = max(found.squares - n * mean * mean, 0.0) / (n - 1)
    coming, off = mean * found.ahead, _WITHIN * (spread * found.ahead * (1 + found.ahead / n)) ** 0.5
    return _rounded(total + max(coming - off, 0.0)), _rounded(total + min(coming + off, _MOST))


def _rounded(value: float) -> int:
    """To what one would say: two figures that mean something, but never a rounder one than ten."""
    step = max(10 ** (len(str(int(value))) - 2), 1) if value >= 100 else 1
    return int(round(value / step) * step)
