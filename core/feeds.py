"""A person's own calendar for the calendar of their telephone: deadlines as events (RFC 5545), and the signed link."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from core.clock import local
from core.deadlines import last_day, said
from core.texts import feeds as texts
from core.texts.values import Due, Plan

if TYPE_CHECKING:
    from icalendar import Event as VEvent

Sign = Callable[[str], str]

SHOWN = timedelta(minutes=30)  # how long before its hour a deadline begins in the calendar
REFRESHED = timedelta(hours=1)
_LONGEST_ID = 18  # digits a database can hold


@dataclass(frozen=True)
class Event:
    """One deadline. `key` never changes; `whose`: the unit that owes it, or the plan, for whoever watches all of it.

    `changes` counts what was changed in its campaign, the last time at `changed_at`.
    """

    key: str
    due: Due
    whose: str
    plan: Plan
    changes: int
    changed_at: datetime


# -- the link -----------------------------------------------------------------------------------------------------


def token(person_id: int, serial: str, sign: Sign) -> str:
    """Whose calendar, and the proof that we said so. Another serial makes every earlier link worthless."""
    return f"{person_id}-{sign(f'feed:{person_id}:{serial}')}"


def person_of(given: str) -> int | None:
    """Whose calendar a token is about, if it is one of ours, which nobody has looked at yet."""
    number = given.partition("-")[0]
    return int(number) if number.isascii() and number.isdigit() and len(number) <= _LONGEST_ID else None


# -- the calendar -------------------------------------------------------------------------------------------------


def calendar(events: Iterable[Event], sign: Sign, home: str) -> bytes:
    """The whole file: lines of 75 octets, CRLF. The same events are the same bytes, so that an ETag holds.

    Imported here: the package takes a tenth of a second, and most processes are never asked for a calendar.
    """
    from icalendar import Calendar

    found = Calendar()
    found.add("prodid", "-//Dung Han//Lich han nop//VI")
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", texts.name())
    found.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    found.add("refresh-interval", REFRESHED, parameters={"VALUE": "DURATION"})
    found.add("x-published-ttl", "PT1H")
    for event in sorted(events, key=lambda one: (one.due.strict, one.key)):
        found.add_component(_event(event, sign, home))
    return bytes(found.to_ical())


def _event(event: Event, sign: Sign, home: str) -> "VEvent":
    """Without an alarm: reminding is our own work, and it stops when the report is in."""
    from icalendar import Event as VEvent

    found = VEvent()
    found.add("uid", f"{sign(f'feed-event:{event.key}')}@dung-han")
    found.add("dtstamp", event.changed_at.astimezone(UTC).replace(microsecond=0))
    found.add("last-modified", event.changed_at.astimezone(UTC).replace(microsecond=0))
    found.add("sequence", event.changes)
    for name, moment in _span(event.due):
        found.add(name, moment)
    found.add("summary", texts.summary(event.due, event.whose))
    found.add("description", texts.description(event.due, event.plan))
    if event.due.event is not None and event.due.event.place:
        found.add("location", event.due.event.place)
    found.add("transp", "TRANSPARENT")
    found.add("status", "CONFIRMED")
    if home:
        found.add("url", home)
    return found


def _span(due: Due) -> tuple[tuple[str, object], tuple[str, object]]:
    """The whole last safe day; of a deadline by the hour the half hour that ends at it; the days of an activity."""
    if due.event is not None:
        return ("dtstart", due.event.begins), ("dtend", due.event.last + timedelta(days=1))
    end = said(due.strict)
    if due.hour and local(end).time() != time():
        return ("dtstart", (end - SHOWN).astimezone(UTC)), ("dtend", end.astimezone(UTC))
    day = last_day(due.strict)
    return ("dtstart", day), ("dtend", day + timedelta(days=1))
