"""A number that is unlike the unit's own numbers before it, or unlike what the plan wants: asked about once, never
refused, and shown to whoever reviews."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from statistics import median
from typing import Any

from core.forms import Field, Form, contradicted, number_of

TIMES = 10  # so many times more, or less, than usual
SMALL = 10  # below it numbers jump without meaning anything


class Why(StrEnum):
    MORE = "more"
    LESS = "less"
    ZERO = "zero"  # where it never was
    TARGET = "target"  # far above what the plan wants
    PAIR = "pair"  # more people than turns


@dataclass(frozen=True)
class Doubt:
    """`than`: what is usual, what is wanted, or the other of two numbers, which is that of the part `other`."""

    why: Why
    than: Decimal
    other: str = ""

    def to_json(self) -> dict[str, Any]:
        return {"why": str(self.why), "than": str(self.than), "other": self.other}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Doubt":
        return cls(Why(kept["why"]), Decimal(kept["than"]), kept.get("other", ""))


def doubt_of(form: Form, field: Field, answers: Mapping[str, Any], past: Sequence[str | int] = ()) -> Doubt | None:
    """What is worth a question about this number. `past`: the unit's own of earlier periods, the newest first."""
    value = number_of(field, answers)
    if value is None:
        return None
    return _pair(form, field, answers) or unusual(value, [Decimal(str(each)) for each in past], field.target)


def _pair(form: Form, field: Field, answers: Mapping[str, Any]) -> Doubt | None:
    for check in contradicted(form, answers):
        if field.key in (check.least, check.most):
            other = check.most if field.key == check.least else check.least
            return Doubt(Why.PAIR, number_of(form.field(other), answers) or Decimal(0), other)
    return None


def unusual(value: Decimal, past: Sequence[Decimal], target: int | None = None) -> Doubt | None:
    """Against the last value for a sentence one can check, against the middle of all for the judgement."""
    if past:
        usual = Decimal(median(past))
        if value == 0 and min(past) > 0:
            return Doubt(Why.ZERO, past[0])
        if value >= SMALL and value >= TIMES * usual and value > max(past):
            return Doubt(Why.MORE, past[0])
        if usual >= SMALL and 0 < value * TIMES <= usual and value < min(past):
            return Doubt(Why.LESS, past[0])
        return None
    if target and value >= SMALL and value >= TIMES * target:
        return Doubt(Why.TARGET, Decimal(target))
    return None
