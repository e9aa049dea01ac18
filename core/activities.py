"""An activity of a plan: its days, and when whoever carries it hears of it. Pure, as core.reminders.

Nobody is ever late with an activity: it is announced, it takes place, then its result and photos are asked for once.
What takes a whole month is asked about in its middle and on its last working day.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from core.calendar import DAY, Calendar
from core.clock import at
from core.deadlines import TICK, Deadline, end_of
from core.reminders import Step, spaced, too_soon

MOVED = "owner"  # a unit's own day, set by hand; a changed plan leaves it alone
WEEK, EVE = "T-7", "T-1"
ON_THE_DAY, AFTER, MID_MONTH, MONTH_END = "day", "after", "mid-month", "month-end"
NOTICE_BEFORE = timedelta(hours=1)  # the day's letter comes so long before the hour, as far as the night allows it
_MIDDLE = 15
_LEAST_OF_A_MONTH = 27  # days after the first that make it a whole month


@dataclass(frozen=True)
class Event:
    """`first` is unknown where a plan only says by when; `mode`: in presence or online, as written."""

    last: date
    first: date | None = None
    hour: time | None = None
    place: str = ""
    mode: str = ""
    month_long: bool = False

    @property
    def begins(self) -> date:
        return self.first or self.last

    def has_begun(self, today: date) -> bool:
        return today >= self.begins

    def is_over(self, today: date) -> bool:
        return today > self.last

    def moved(self, day: date) -> "Event":
        """To a day of its own: what its old hour was says nothing about the new one."""
        return replace(self, first=day, last=day, hour=None, month_long=False)

    def put_on(self, day: date, hour: time | None = None) -> "Event":
        """The plan's own day is another one. What takes several days takes as many; a whole month becomes a day."""
        if self.first is None or self.month_long:
            first = day if self.month_long else None
            return replace(self, first=first, last=day, hour=hour, month_long=False)
        last = day + (self.last - self.first)
        return replace(self, first=day, last=last, hour=hour if last == day else None)

    def is_on(self, other: "Event") -> bool:
        """On the same days, at the same hour."""
        return (self.first, self.last, self.hour, self.month_long) == (
            other.first, other.last, other.hour, other.month_long,
        )  # fmt: skip

    def to_json(self) -> dict[str, Any]:
        said = {"first": self.first and self.first.isoformat(), "hour": self.hour and self.hour.isoformat("minutes"),
                "place": self.place, "mode": self.mode, "month_long": self.month_long}  # fmt: skip
        return {"v": 1, "last": self.last.isoformat()} | {name: value for name, value in said.items() if value}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Event":
        return cls(
            last=date.fromisoformat(kept["last"]),
            first=date.fromisoformat(kept["first"]) if kept.get("first") else None,
            hour=time.fromisoformat(kept["hour"]) if kept.get("hour") else None,
            place=kept.get("place", ""),
            mode=kept.get("mode", ""),
            month_long=bool(kept.get("month_long")),
        )


def is_month_long(first: date | None, last: date | None) -> bool:
    """From the first day of a month to the last day of the same or a later one."""
    if first is None or last is None or first.day != 1 or (last - first).days < _LEAST_OF_A_MONTH:
        return False
    return (last + DAY).day == 1


def deadline_of(event: Event, wording: str) -> Deadline:
    """Nothing is due: the end of its last day, by which lists are sorted."""
    end = end_of(event.last)
    return Deadline(wording, end, end)


def ladder(event: Event, opened_at: datetime, calendar: Calendar) -> tuple[Step, ...]:
    """The steps in order of time, each `GAP` or more apart, the first `GAP` or more after the opening."""
    return _ladder(event, opened_at, calendar)


@lru_cache(maxsize=1024)  # all owners of an activity climb the same one
def _ladder(event: Event, opened_at: datetime, calendar: Calendar) -> tuple[Step, ...]:
    steps = _of_a_month(event, calendar) if event.month_long else _of_a_day(event, calendar)
    return spaced(step for step in steps if not too_soon(step, opened_at))


def _of_a_day(event: Event, calendar: Calendar) -> tuple[Step, ...]:
    after = at(calendar.plus_working(event.last, 1), calendar.morning, calendar.zone)
    return (
        _before(WEEK, event, 7, calendar.morning, calendar),
        _before(EVE, event, 1, calendar.afternoon, calendar),
        _on_the_day(event, calendar),
        Step(AFTER, after, before=False),
    )


def _before(name: str, event: Event, days: int, hour: time, calendar: Calendar) -> Step:
    """Out of quiet time, brought forward."""
    wish = at(event.begins - timedelta(days=days), hour, calendar.zone)
    moment = calendar.previous_slot(wish) if calendar.is_quiet(wish) else wish
    return Step(name, moment, before=True, useful_until=at(event.begins, time(), calendar.zone) - TICK)


def _on_the_day(event: Event, calendar: Calendar) -> Step:
    """Never on another day, Sundays and holidays too; before an early hour as soon as the night is over."""
    morning = at(event.begins, calendar.morning, calendar.zone)
    if event.hour is not None:
        before = at(event.begins, event.hour, calendar.zone) - NOTICE_BEFORE
        morning = max(at(event.begins, calendar.quiet_end, calendar.zone), min(morning, before))
    return Step(ON_THE_DAY, morning, before=True, useful_until=end_of(event.begins, calendar.zone), any_day=True)


def _of_a_month(event: Event, calendar: Calendar) -> tuple[Step, ...]:
    ends = at(calendar.working_on_or_before(event.last), calendar.morning, calendar.zone)
    middle = at(_nearest_working(_middle(event), calendar), calendar.morning, calendar.zone)
    return (
        Step(MID_MONTH, middle, before=True, useful_until=ends - TICK),
        Step(MONTH_END, ends, before=True),
    )


def _middle(event: Event) -> date:
    """The fifteenth; of several months that of the middle one."""
    first, last = event.begins, event.last
    months = (last.year - first.year) * 12 + last.month - first.month
    month = first.month - 1 + months // 2
    return date(first.year + month // 12, month % 12 + 1, _MIDDLE)


def _nearest_working(day: date, calendar: Calendar) -> date:
    """Of two as near the earlier one."""
    before, after = calendar.working_on_or_before(day), calendar.working_on_or_after(day)
    return before if day - before <= after - day else after
