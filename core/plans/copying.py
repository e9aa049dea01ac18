"""Last year's campaign as a proposal for a new one: the same reports, their dates moved by days or by a year."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from core.calendar import Calendar
from core.deadlines import last_day
from core.plans.checking import Kept, as_written, blank, keep_findings, settled
from core.plans.edits import added, asked_by
from core.plans.findings import days_off
from core.plans.labels import kind_of
from core.plans.proposal import Evidence, Reported, Wording
from core.plans.typed import Typed, typed

_YEAR = re.compile(r"\b20\d\d\b")
Shift = Callable[[date], date]


@dataclass(frozen=True)
class Old:
    """A report of the campaign that is copied. `more`: what goes over as it is (form, owners, templates); `early`: so
    many working days before it units were asked, and at what hour."""

    label: str
    wording: str
    last: date
    more: Kept
    early: tuple[int, time | None] | None = None


def a_year_on(day: date) -> date:
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def days_on(days: int) -> Shift:
    return lambda day: day + timedelta(days=days)


def copied(
    name: str, span: tuple[date, date], reports: Sequence[Old], shift: Shift, calendar: Calendar, today: date
) -> Kept:
    """Days off are found anew, for the organiser to keep or move; the number is the new paper's own, not the old."""
    start, end = shift(span[0]), shift(span[1])
    kept = blank(_YEAR.sub(lambda year: str(int(year[0]) + start.year - span[0].year), name))
    kept |= {"start": start.isoformat(), "end": end.isoformat()}
    for old in reports:
        moved = _moved(old, shift, today)
        kept, _ = added(kept, {}, moved)
        kept["deadlines"][-1] |= old.more | {"edited": False}
        if old.early is not None:
            kept = _early(kept, moved, *old.early, calendar)
    return kept | {"findings": keep_findings(days_off(_reported(kept), calendar))}


def _early(kept: Kept, moved: Typed, days: int, hour: time | None, calendar: Calendar) -> Kept:
    """As many working days before its new date."""
    above = moved.deadline()
    day = calendar.plus_working(last_day(above.strict, calendar.zone), -days)
    one = next(one for one in settled(kept, {}) if one.at == len(kept["deadlines"]) - 1)
    return asked_by(kept, {}, one, Typed("", Wording.NO_LATER, day, hour), above, calendar)[0]


def _moved(old: Old, shift: Shift, today: date) -> Typed:
    """The old wording says how; its day is found again in it, else the last day is meant."""
    said = typed(old.wording, today)
    if said is None:
        return Typed(old.label, Wording.NO_LATER, shift(old.last))
    return Typed(old.label, said.wording, shift(said.day), said.hour)


def _reported(kept: Kept) -> list[Reported]:
    return [
        Reported(
            label=one.label,
            kind=kind_of(one.label, ""),
            day=one.day,
            hour=one.hour,
            wording=one.wording,
            words=one.words,
            inclusive=one.inclusive,
            evidence=Evidence(0, ""),
        )
        for one in sorted(as_written(kept, {}), key=lambda one: one.at)
    ]
