"""Points for emulation: rules are data, and every point says what it is for. The bot counts facts; people decide."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from core.submissions import Timeliness
from core.vietnamese import fold, tidy

LONGEST = 300


class Reason(StrEnum):
    """What a point is for. The first request to complete a report costs nothing: everybody learns once."""

    ON_TIME = "on_time"
    LATE = "late"
    AGAIN = "again"  # wanted back in part for the second time and each time after it
    CHOSEN = "chosen"  # an entry that was accepted: an initiative, a proposal
    GIVEN = "given"  # by hand, with a reason


Rules = Mapping[Reason, Decimal]


@dataclass(frozen=True)
class Point:
    """`what`: of which report, or why it was given. `times`: how often."""

    amount: Decimal
    reason: Reason
    what: str
    times: int = 1


@dataclass(frozen=True)
class Fact:
    """How one report, or one entry, of a unit stands."""

    what: str
    timeliness: str = Timeliness.NONE
    returned: int = 0
    chosen: bool = False


def usual(takes_entries: bool) -> Rules:
    """Proposed from what the plan asks for; none of it counts before somebody agrees."""
    rules = {Reason.ON_TIME: Decimal(1), Reason.LATE: Decimal("0.5"), Reason.AGAIN: Decimal("-0.5")}
    return rules | ({Reason.CHOSEN: Decimal(1)} if takes_entries else {})


def to_json(rules: Rules) -> dict[str, str]:
    return {str(reason): str(amount) for reason, amount in rules.items()}


def from_json(kept: Mapping[str, Any]) -> Rules:
    return {Reason(reason): Decimal(amount) for reason, amount in kept.items()}


def earned(rules: Rules, facts: Iterable[Fact]) -> list[Point]:
    """A rule of nought says nothing."""
    return [point for fact in facts for point in _of(rules, fact) if point.amount]


def _of(rules: Rules, fact: Fact) -> Iterable[Point]:
    if fact.timeliness == Timeliness.ON_TIME:
        yield Point(rules.get(Reason.ON_TIME, Decimal()), Reason.ON_TIME, fact.what)
    if fact.timeliness == Timeliness.LATE:
        yield Point(rules.get(Reason.LATE, Decimal()), Reason.LATE, fact.what)
    if fact.returned > 1:
        again = fact.returned - 1
        yield Point(rules.get(Reason.AGAIN, Decimal()) * again, Reason.AGAIN, fact.what, again)
    if fact.chosen:
        yield Point(rules.get(Reason.CHOSEN, Decimal()), Reason.CHOSEN, fact.what)


def total(points: Sequence[Point]) -> Decimal:
    return sum((one.amount for one in points), Decimal())


# -- typed --------------------------------------------------------------------------------------------------------

_AMOUNT = r"[+-]?[0-9]{1,3}(?:[.,][0-9]{1,2})?"
_RULES = {
    Reason.ON_TIME: re.compile(rf"dung han(?: la| duoc| cong| tru| :|:)? ?({_AMOUNT})"),
    Reason.LATE: re.compile(rf"(?:sau han|tre han|tre)(?: la| duoc| cong| tru| :|:)? ?({_AMOUNT})"),
    Reason.AGAIN: re.compile(rf"bo sung(?: lan 2| nhieu lan)?(?: la| cong| tru| :|:)? ?({_AMOUNT})"),
    Reason.CHOSEN: re.compile(rf"(?:duoc nhan|duoc chon|sang kien)(?: la| duoc| cong| :|:)? ?({_AMOUNT})"),
}
_BETWEEN = frozenset({"va", "diem", "bao", "cao", "nop", "cach", "tinh", "la", "thi", "con"})
_GIVEN = re.compile(rf"(?:xin )?(cong|tru|bot|them) ({_AMOUNT}) diem(?: thi dua)?(?: cho| cua)? ")
_WHY = re.compile(r" (?:vi|do|ve viec|ly do:?) ")


def retyped(rules: Rules, text: str) -> Rules | None:
    """With the amounts that were typed: "đúng hạn 2, sau hạn 0,5"; None where none was, or something else besides."""
    plain = _plain(text)
    said = {reason: found for reason, rule in _RULES.items() if (found := rule.search(plain))}
    for found in said.values():
        plain = plain.replace(found[0], " ", 1)
    if not set(plain.replace(",", " ").replace(";", " ").replace(".", " ").split()) <= _BETWEEN:
        return None  # a sentence about something else that has such words in it
    new = {reason: _decimal(found[1], "tru" in found[0] or reason is Reason.AGAIN) for reason, found in said.items()}
    return {**rules, **new} if new else None


@dataclass(frozen=True)
class Given:
    """By hand: how much, to whom in the organiser's words, and why; "" where no reason was said."""

    amount: Decimal
    whose: str
    why: str


def given(text: str) -> Given | None:
    """ "Cộng 1 điểm An Hòa vì sáng kiến được chọn"."""
    said = " ".join(tidy(text[:LONGEST]).replace("−", "-").split())
    plain = fold(said)
    said = said if len(said) == len(plain) else plain
    opening = _GIVEN.match(plain)
    if opening is None:
        return None
    why = _WHY.search(plain, opening.end())
    end = why.start() if why else len(said)
    amount = _decimal(opening[2], opening[1] in ("tru", "bot"))
    return Given(amount, said[opening.end() : end].strip(" ,:"), said[why.end() :].strip(" .") if why else "")


def _plain(text: str) -> str:
    return fold(text[:LONGEST].replace("−", "-")).replace("- ", "-").replace("+ ", "+")


def _decimal(written: str, less: bool) -> Decimal:
    """What is taken off is below nought, however it was written."""
    amount = Decimal(written.replace(",", "."))
    return -abs(amount) if less else amount
