"""The board's calendar: month by month what takes place and what has to be handed in; a list on a small screen, a grid
of days on a wide one and on paper."""

from calendar import Calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from bot.web.board_pages import Values, event_of, frame_of
from core.clock import local
from core.deadlines import last_day
from core.texts import board_page as texts
from core.vietnamese import full_day, hour_of
from data import activities, standings
from data.activities import Listed
from data.database import Session
from data.standings import Standing
from data.viewings import Viewer

LONGEST = 7  # days that are shown one by one; what takes longer stands above its months
_MONDAYS_FIRST = Calendar(firstweekday=0)
Month = tuple[int, int]


@dataclass(frozen=True)
class Entry:
    """Something in the calendar. `whole`: it belongs to its months and to no day of them."""

    first: date
    last: date
    said: Values
    whole: bool = False

    @property
    def months(self) -> list[Month]:
        day, found = self.first.replace(day=1), []
        while day <= self.last:
            found.append((day.year, day.month))
            day = (day + timedelta(days=31)).replace(day=1)
        return found

    def on(self, day: date) -> bool:
        return not self.whole and self.first <= day <= self.last


async def calendar(session: Session, viewer: Viewer, now: datetime, campaign: int) -> Values | None:
    """Activities and the last safe days of reports."""
    frame = await frame_of(session, campaign, now)
    if frame is None:
        return None
    found = [_activity(one, now) for one in await activities.listed(session, campaign, viewer.units)]
    reports = await standings.counted(session, [campaign], now, viewer.units)
    found += [_deadline(one, now) for one in reports if viewer.units is None or one.tally.expected]
    return frame | {"months": months(found, local(now).date()), "weekdays": texts.WEEKDAYS}


def _activity(one: Listed, now: datetime) -> Entry:
    event = one.happening.event
    said = {"due": False, "hour": hour_of(event.hour) if event.hour else "", **event_of(one, now)}
    long = event.month_long or (event.last - event.begins).days >= LONGEST
    return Entry(event.begins, event.last, said, whole=long or one.put_off)


def _deadline(one: Standing, now: datetime) -> Entry:
    day = last_day(one.deliverable.strict)
    said = {"due": True, "name": one.status.due.name, "when": full_day(day), "place": "", "who": "", "hour": ""}
    return Entry(day, day, said | {"over": one.deliverable.lenient < now, "done": texts.received(one.tally)})


def months(entries: Iterable[Entry], today: date) -> list[Values]:
    """`events`: what begins in that month; `whole`: what belongs to the month; `weeks`: its days."""
    every = sorted(entries, key=lambda one: one.first)
    return [
        {
            "name": texts.month(*at),
            "events": [one.said for one in every if one.months[0] == at],
            "whole": [one.said for one in every if one.whole and at in one.months],
            "weeks": _weeks(at, every, today),
        }
        for at in sorted({month for one in every for month in one.months})
    ]


def _weeks(at: Month, every: Sequence[Entry], today: date) -> list[list[Any]]:
    """None: a day of another month."""
    return [
        [_day(day, every, today) if day.month == at[1] else None for day in week]
        for week in _MONDAYS_FIRST.monthdatescalendar(*at)
    ]


def _day(day: date, every: Sequence[Entry], today: date) -> Values:
    """What takes several days is told in full on the first of them."""
    entries = [{**one.said, "again": day > one.first} for one in every if one.on(day)]
    return {"day": day.day, "today": day == today, "entries": entries}
