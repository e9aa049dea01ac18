"""What a deadline's wording means: the last safe moment, and the moment after which a report is late."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from core.clock import ZONE, at, aware, local
from core.vietnamese import fold, weekday

TICK = timedelta.resolution
_DAY = timedelta(days=1)
# The receipt shows hours and minutes, so a report whose receipt says "11 giờ 00" has kept "chậm nhất 11g00".
_WHOLE_MINUTE = timedelta(minutes=1) - 2 * TICK
_NAMED_WEEKDAY = re.compile(r"(?<!lan )(?<!tuan )\bthu (?:hai|ba|tu|nam|sau|bay|[2-7])\b|\bchu nhat\b|\(cn\)")


@dataclass(frozen=True)
class Deadline:
    """`wording` verbatim; `strict` the last safe moment, steps before the deadline count to it; `lenient` the last
    moment judged on time, overdue steps count from it and nothing says "quá hạn" before it.

    Both are inclusive: the end of a day is one microsecond before midnight.
    """

    wording: str
    strict: datetime
    lenient: datetime
    hour: bool = False

    def __post_init__(self) -> None:
        if aware(self.lenient) < aware(self.strict):
            raise ValueError("The last safe moment cannot come after the one judged by")

    def is_when(self, other: "Deadline") -> bool:
        """The same moments, in whatever words."""
        return (self.strict, self.lenient) == (other.strict, other.lenient)

    def to_json(self) -> dict[str, Any]:
        moments = {"strict": self.strict.isoformat(), "lenient": self.lenient.isoformat()}
        return {"v": 1, "wording": self.wording, **moments, "hour": self.hour}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Deadline":
        strict, lenient = (datetime.fromisoformat(kept[name]) for name in ("strict", "lenient"))
        return cls(kept["wording"], strict, lenient, kept["hour"])


def end_of(day: date, zone: tzinfo = ZONE) -> datetime:
    """24 giờ 00 of the day, as the last moment that still belongs to it."""
    return at(day + _DAY, time(), zone) - TICK


def no_later_than(day: date, wording: str, zone: tzinfo = ZONE) -> Deadline:
    """'chậm nhất ngày D', 'đến hết ngày D', 'hạn cuối ngày D': the whole of D is safe."""
    return Deadline(wording, end_of(day, zone), end_of(day, zone))


def before_day(day: date, wording: str, *, grace: bool = True, zone: tzinfo = ZONE) -> Deadline:
    """'trước ngày D': safe until the end of D-1; by the usual ruling (`grace`) a report on D is still on time."""
    strict = end_of(day - _DAY, zone)
    return Deadline(wording, strict, end_of(day, zone) if grace else strict)


def before_hour(day: date, hour: time, wording: str, zone: tzinfo = ZONE) -> Deadline:
    """'trước 11g00 ngày D': 11:00:00 itself is late. An hour has no grace."""
    last = at(day, hour, zone) - TICK
    return Deadline(wording, last, last, hour=True)


def no_later_than_hour(day: date, hour: time, wording: str, zone: tzinfo = ZONE) -> Deadline:
    """'chậm nhất 11g00 ngày D': safe until 11:00:00; the minute the receipt would show as 11 giờ 00 is on time."""
    strict = at(day, hour, zone)
    return Deadline(wording, strict, strict + _WHOLE_MINUTE, hour=True)


def both_readings(one: Deadline, other: Deadline) -> Deadline:
    """While it is unanswered which date was meant: remind to the earlier one, judge by the later one."""
    first = min(one, other, key=lambda reading: reading.strict)
    return Deadline(first.wording, first.strict, max(one.lenient, other.lenient), hour=first.hour)


def with_weekday(wording: str, day: date) -> str:
    """'trước ngày 29/10/2021 (thứ Sáu)'. A weekday that the document names itself stays verbatim, even a wrong one."""
    return wording if _NAMED_WEEKDAY.search(fold(wording)) else f"{wording} ({weekday(day)})"


def said(moment: datetime) -> datetime:
    """A deadline's moment as people say it: 10:59:59.999999 is 11:00, and the end of a day is 24:00."""
    return (moment + TICK).replace(second=0, microsecond=0)


def last_instant(moment: datetime, zone: tzinfo = ZONE) -> datetime:
    """The local instant before the said hour: its date is the last day on which one can hand in."""
    return local(said(moment) - TICK, zone)


def last_day(moment: datetime, zone: tzinfo = ZONE) -> date:
    """The day a deadline's moment closes. One at 00:00 of D closes D-1."""
    return last_instant(moment, zone).date()


def lateness(received: datetime, deadline: Deadline) -> timedelta | None:
    """How long after the moment judged by; None when on time."""
    return received - deadline.lenient if received > deadline.lenient else None


def days_late(received: datetime, lenient: datetime, zone: tzinfo = ZONE) -> int:
    """Calendar days after the last day judged on time; 0 when on time, and when late by hours on that same day."""
    if received <= lenient:
        return 0
    return (local(received, zone).date() - last_day(lenient, zone)).days


def days_left(now: datetime, strict: datetime, zone: tzinfo = ZONE) -> int:
    """'Còn n ngày': 0 on the last safe day, negative after it."""
    return (last_day(strict, zone) - local(now, zone).date()).days
