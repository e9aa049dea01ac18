"""Recurring reports: the periods of a rhythm, each with its name, its key, its cut-off day and its deadline.

'Trước ngày 20 hằng tháng' reports the month it is due in; 'trước ngày 05 tháng sau' the month before, by `offset`.
A day the month has not is its last one. Without a day a report is due on the last working day. What would be due
before its period has begun ('trước ngày 01 hằng tháng') is due when the period is over.
"""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Any

from core.calendar import Calendar
from core.clock import at, local
from core.deadlines import Deadline, before_day, before_hour, last_day, no_later_than, no_later_than_hour
from core.internal import capped
from core.texts import periods as texts

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_HOURS = ("hour", "early_hour")
_SELDOM = ("early", "early_hour")


class Freq(StrEnum):
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"

    @property
    def months(self) -> int:
        """0 for a week."""
        return {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}.get(self.value, 0)


@dataclass(frozen=True)
class Rhythm:
    """`day`: of the period's last month, or of that `offset` months later; of a week 1 (Monday) to 7.

    `cutoff`: 'chốt số liệu ngày 15', the last such day of a month (of a week) that is not after the deadline.
    `early`: units are asked so many working days before, at `early_hour` or at the end of that day.
    """

    freq: Freq
    day: int | None = None
    inclusive: bool = True
    hour: time | None = None
    offset: int = 0
    cutoff: int | None = None
    grace: bool = True
    early: int | None = None
    early_hour: time | None = None

    def to_json(self) -> dict[str, Any]:
        values = {"v": 1, **asdict(self), "freq": str(self.freq)}
        values |= {name: hour.isoformat("minutes") if (hour := values[name]) else None for name in _HOURS}
        return {name: value for name, value in values.items() if value is not None or name not in _SELDOM}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Rhythm":
        values = {name: kept[name] for name in ("day", "inclusive", "offset", "cutoff", "grace")}
        values |= {name: time.fromisoformat(kept[name]) if kept.get(name) else None for name in _HOURS}
        return cls(freq=Freq(kept["freq"]), early=kept.get("early"), **values)

    def __post_init__(self) -> None:
        most = 31 if self.freq.months else 7
        if not all(day is None or 1 <= day <= most for day in (self.day, self.cutoff)):
            raise ValueError(f"No such day: {self.day}, {self.cutoff}")
        if self.offset < 0:
            raise ValueError("A report cannot be due in a month before its own")


@dataclass(frozen=True)
class Period:
    """`starts` and `ends` are days of the period; `key` never changes and orders periods of one rhythm in time.
    `above`: the deadline of the level above, where units are asked earlier."""

    key: str
    label: str
    starts: date
    ends: date
    deadline: Deadline
    cutoff: date | None = None
    above: Deadline | None = None

    @property
    def last(self) -> Deadline:
        """The one that the plan itself names."""
        return self.above or self.deadline

    def asked(self, now: datetime) -> "Period":
        """What units are asked now: an earlier deadline that is over already is none."""
        over = self.above is not None and self.deadline.strict <= now
        return replace(self, deadline=self.last, above=None) if over else self


def periods(rhythm: Rhythm, start: date, end: date, calendar: Calendar | None = None) -> tuple[Period, ...]:
    """Those that fall into start..end: not yet due at the start, and over, or due, by the end."""
    kept = []
    used = calendar or Calendar()
    for one in _from(rhythm, start, used):
        due = last_day(one.last.strict, used.zone)
        if one.starts > end or (due > end and one.ends > end):
            break
        if due >= start:
            kept.append(one)
    return tuple(kept)


def next_period(
    rhythm: Rhythm, after: datetime, start: date, end: date, calendar: Calendar | None = None
) -> Period | None:
    """The first of them whose last safe moment is still to come."""
    used = calendar or Calendar()
    begin = max(start, local(after, used.zone).date())
    return next((one for one in periods(rhythm, begin, end, used) if one.last.strict > after), None)


def label_of(key: str) -> str:
    """'2026-Q2' is 'quý II/2026': how a period is called, from its key alone."""
    freq, first = freq_of(key), first_day_of(key)
    return texts.label(freq, first, _last_day(freq, first))


def freq_of(key: str) -> Freq:
    rest = key.partition("-")[2]
    named = {"": Freq.YEARLY, "W": Freq.WEEKLY, "Q": Freq.QUARTERLY, "H": Freq.HALF_YEARLY}
    return named.get(rest[:1], Freq.MONTHLY)


def first_day_of(key: str) -> date:
    """The day on which the period of this key begins."""
    year, _, rest = key.partition("-")
    freq = freq_of(key)
    if freq is Freq.WEEKLY:
        return date.fromisocalendar(int(year), int(rest[1:]), 1)
    return date(int(year), (int(rest.lstrip("QH") or 1) - 1) * freq.months + 1, 1)


def period_of(rhythm: Rhythm, day: date, calendar: Calendar | None = None) -> Period:
    """The period a day belongs to."""
    return _period(rhythm, _first_day(rhythm.freq, day), calendar or Calendar())


def _from(rhythm: Rhythm, start: date, calendar: Calendar) -> Iterator[Period]:
    """Without end, from the earliest that may still be due at `start`."""
    first = _first_day(rhythm.freq, start)
    for _ in range(2 + rhythm.offset):
        first = _first_day(rhythm.freq, first - _DAY)
    while True:
        yield _period(rhythm, first, calendar)
        first = _last_day(rhythm.freq, first) + _DAY


def _period(rhythm: Rhythm, first: date, calendar: Calendar) -> Period:
    last = _last_day(rhythm.freq, first)
    due = _deadline(rhythm, first, last, calendar)
    sooner = _sooner(rhythm, due, first, calendar)
    return Period(
        key=_key(rhythm.freq, first),
        label=texts.label(rhythm.freq, first, last),
        starts=first,
        ends=last,
        deadline=sooner or due,
        cutoff=_cutoff(rhythm, due, calendar.zone),
        above=due if sooner else None,
    )


# ── days ──


def _first_day(freq: Freq, day: date) -> date:
    if not freq.months:
        return day - timedelta(days=day.weekday())
    return date(day.year, (day.month - 1) // freq.months * freq.months + 1, 1)


def _last_day(freq: Freq, first: date) -> date:
    return first + _WEEK - _DAY if not freq.months else _month(first, freq.months - 1)[1]


def _month(day: date, later: int) -> tuple[date, date]:
    """First and last day of the month so many months later."""
    count = day.year * 12 + day.month - 1 + later
    year, month = count // 12, count % 12 + 1
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _key(freq: Freq, first: date) -> str:
    match freq:
        case Freq.WEEKLY:
            year, week, _ = first.isocalendar()
            return f"{year}-W{week:02}"
        case Freq.MONTHLY:
            return f"{first:%Y-%m}"
        case Freq.QUARTERLY:
            return f"{first.year}-Q{(first.month + 2) // 3}"
        case Freq.HALF_YEARLY:
            return f"{first.year}-H{1 if first.month <= 6 else 2}"
        case Freq.YEARLY:
            return f"{first.year}"


# ── deadlines ──


def _deadline(rhythm: Rhythm, first: date, last: date, calendar: Calendar) -> Deadline:
    due = _due(rhythm, _span(rhythm.freq, last, rhythm.offset), calendar)
    if due.strict <= at(first, time(), calendar.zone):
        due = _due(rhythm, _span(rhythm.freq, last, rhythm.offset + 1), calendar)
    return due


def _sooner(rhythm: Rhythm, due: Deadline, first: date, calendar: Calendar) -> Deadline | None:
    """What units are asked; nothing where it would be over before the period begins, or not be earlier."""
    if rhythm.early is None:
        return None
    day = calendar.plus_working(last_day(due.strict, calendar.zone), -rhythm.early)
    wording = texts.due(day, rhythm.early_hour, inclusive=True)
    if rhythm.early_hour is None:
        made = no_later_than(day, wording, calendar.zone)
    else:
        made = no_later_than_hour(day, rhythm.early_hour, wording, calendar.zone)
    return capped(made, due) if at(first, time(), calendar.zone) < made.strict < due.strict else None


def _span(freq: Freq, last: date, offset: int) -> tuple[date, date]:
    """The week or the month in which a period's report is due."""
    if freq.months:
        return _month(last, offset)
    end = last + offset * _WEEK
    return end - _WEEK + _DAY, end


def _due(rhythm: Rhythm, span: tuple[date, date], calendar: Calendar) -> Deadline:
    first, last = span
    if rhythm.day is None:
        day, inclusive = _last_working(first, last, calendar), True
    else:
        day, inclusive = min(first + (rhythm.day - 1) * _DAY, last), rhythm.inclusive
    wording = texts.due(day, rhythm.hour, inclusive=inclusive)
    if rhythm.hour is not None:
        make = no_later_than_hour if inclusive else before_hour
        return make(day, rhythm.hour, wording, calendar.zone)
    if inclusive:
        return no_later_than(day, wording, calendar.zone)
    return before_day(day, wording, grace=rhythm.grace, zone=calendar.zone)


def _last_working(first: date, last: date, calendar: Calendar) -> date:
    """The last working day of the span; in a week that has none, at Tết, its last day."""
    day = calendar.working_on_or_before(last)
    return day if day >= first else last


def _cutoff(rhythm: Rhythm, deadline: Deadline, zone: tzinfo) -> date | None:
    if rhythm.cutoff is None:
        return None
    due = last_day(deadline.strict, zone)
    if not rhythm.freq.months:
        return due - timedelta(days=(due.isoweekday() - rhythm.cutoff) % 7)
    for earlier in (0, -1):
        first, last = _month(due, earlier)
        day = min(first + (rhythm.cutoff - 1) * _DAY, last)
        if day <= due:
            break
    return day
