"""Last year's campaign as a proposal for a new one: the same reports, their dates moved by days or by a year."""

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from core.activities import Event, is_month_long
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


@dataclass(frozen=True)
class Round:
    """A report that comes round: its days are days of a month or a week, and move by themselves."""

    label: str
    rhythm: Kept
    words: str
    more: Kept


@dataclass(frozen=True)
class Happened:
    """An activity, and by what names a plan would give it to those who carried it."""

    title: str
    event: Event
    owners: tuple[str, ...]


@dataclass(frozen=True)
class Before:
    """The campaign that is copied. `entries`: what was taken as often as it came."""

    name: str
    span: tuple[date, date]
    reports: Sequence[Old] = ()
    rounds: Sequence[Round] = ()
    events: Sequence[Happened] = ()
    entries: Sequence[str] = ()


def a_year_on(day: date) -> date:
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def days_on(days: int) -> Shift:
    return lambda day: day + timedelta(days=days)


def copied(before: Before, shift: Shift, calendar: Calendar, today: date) -> Kept:
    """Days off are found anew, for the organiser to keep or move; the number is the new paper's own, not the old."""
    start, end = shift(before.span[0]), shift(before.span[1])
    kept = blank(_YEAR.sub(lambda year: str(int(year[0]) + start.year - before.span[0].year), before.name))
    kept |= {"start": start.isoformat(), "end": end.isoformat(), "open": list(before.entries)}
    kept |= {"activities": len(before.events), "events": [_happens(one, shift) for one in before.events]}
    kept["recurring"] = [
        {**one.more, "label": one.label, "words": one.words, "quote": "", "rhythm": one.rhythm} for one in before.rounds
    ]
    for old in before.reports:
        moved = _moved(old, shift, today)
        kept, _ = added(kept, {}, moved)
        kept["deadlines"][-1] |= old.more | {"edited": False}
        if old.early is not None:
            kept = _early(kept, moved, *old.early, calendar)
    return kept | {"findings": keep_findings(days_off(_reported(kept), calendar))}


def _happens(one: Happened, shift: Shift) -> Kept:
    return {
        "title": one.title, "event": _moved_event(one.event, shift).to_json(), "owners": list(one.owners),
        "support": [], "quote": "",
    }  # fmt: skip


def _moved_event(event: Event, shift: Shift) -> Event:
    """What takes whole months takes those in which its days come to lie."""
    first, last = shift(event.first) if event.first else None, shift(event.last)
    if not event.month_long or first is None or is_month_long(first, last):
        return replace(event, first=first, last=last)
    middle = first + (last - first) / 2
    return replace(
        event, first=middle.replace(day=1), last=middle.replace(day=monthrange(middle.year, middle.month)[1])
    )


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
    """What has one date; what comes round has one in each period."""
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
        if one.at < len(kept["deadlines"])
    ]
