"""When the office works and when nobody is written to."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cached_property, lru_cache
from types import MappingProxyType

from core.clock import ZONE, at, local

DAY = timedelta(days=1)
OFFICE = (time(7, 30), time(17, 0))
NIGHT = (time(20, 0), time(7, 30))
LUNCH = (time(11, 30), time(13, 30))
SLOTS = (time(8, 15), time(14, 0))  # 08:15 comes after the 07:45 digest, so that the organiser can still stop it
DIGEST = time(7, 45)
LEADERS = time(8)
HEADS_AFTER = timedelta(minutes=15)  # after the morning's letters, for a unit is told before its superior is
NOTICES = (time(11, 0), time(16, 30))

# What the `holidays` package does not know yet. True is worked, False is off. Each line names its ground.
CORRECTIONS: Mapping[date, bool] = {
    date(2026, 1, 2): False,  # 12729/VPCP-KGVX, 25/12/2025: off between New Year and the weekend …
    date(2026, 1, 10): True,  # … and this Saturday worked in its place
}


@lru_cache(maxsize=64)
def _published(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """The days off of a year in Việt Nam, and the weekend days worked in exchange.

    Imported here and not above: the package costs a third of a second and most commands never ask.
    """
    import holidays

    known = holidays.country_holidays("VN", years=year)
    return frozenset(known.keys()), frozenset(known.weekend_workdays)


def official_working_day(day: date) -> bool:
    """Monday to Friday without the public holidays, and the weekend days the Government swapped for them."""
    if day in CORRECTIONS:
        return CORRECTIONS[day]
    off, worked = _published(day.year)
    return day in worked or (day.weekday() < 5 and day not in off)


def minutes_of(hour: time) -> int:
    return hour.hour * 60 + hour.minute


def _between(hour: time, start: time, end: time) -> bool:
    """From `start` on and before `end`, over midnight when start is the later one; never when they are equal."""
    if start <= end:
        return start <= hour < end
    return hour >= start or hour < end


@dataclass(frozen=True)
class Calendar:
    """Working days, quiet time and the slots at which people are written to.

    `exceptions` is the organisation's own table (True worked, False off) and wins over everything.
    A slot that falls in quiet time, or before the office opens, moves to the end of it, so other hours need no other
    slots.
    """

    zone: tzinfo = ZONE
    office_start: time = OFFICE[0]
    office_end: time = OFFICE[1]
    quiet_start: time = NIGHT[0]
    quiet_end: time = NIGHT[1]
    lunch_start: time = LUNCH[0]
    lunch_end: time = LUNCH[1]
    wished_slots: tuple[time, ...] = SLOTS
    official: Callable[[date], bool] = official_working_day
    exceptions: Mapping[date, bool] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "exceptions", MappingProxyType(dict(self.exceptions)))  # ladders are kept by calendar
        if not self.slots:
            raise ValueError("A calendar needs at least one slot")

    @cached_property
    def slots(self) -> tuple[time, ...]:
        moved = {self._out_of_quiet(max(slot, self.office_start)) for slot in self.wished_slots}
        return tuple(sorted(slot for slot in moved if slot < self.office_end))

    @property
    def morning(self) -> time:
        return self.slots[0]

    @property
    def afternoon(self) -> time:
        return self.slots[-1]

    @cached_property
    def digest(self) -> time:
        """When the organiser's day is laid out: before the morning's letters unless the night ends no earlier."""
        return min(self._out_of_quiet(DIGEST), self.morning)

    @cached_property
    def leaders(self) -> time:
        """When leaders who asked for it hear: after the organiser's digest, before the morning's letters."""
        return min(max(self._out_of_quiet(LEADERS), self.digest), self.morning)

    @cached_property
    def heads(self) -> time:
        """When cluster heads hear of their own units."""
        return (datetime.combine(date.min, self.morning) + HEADS_AFTER).time()

    def _at_night(self, hour: time) -> bool:
        return _between(hour, self.quiet_start, self.quiet_end)

    def _at_lunch(self, hour: time) -> bool:
        return _between(hour, self.lunch_start, self.lunch_end)

    def _out_of_quiet(self, slot: time) -> time:
        for _ in ("night", "lunch"):  # the end of the one may lie in the other
            if self._at_night(slot):
                slot = self.quiet_end
            elif self._at_lunch(slot):
                slot = self.lunch_end
        if self._at_night(slot) or self._at_lunch(slot):
            raise ValueError("Night and lunch together leave no hour to write in")
        return slot

    @property
    def hours_open(self) -> tuple[int, int]:
        """From when to when, in minutes after midnight, anybody may be reminded."""
        return minutes_of(self.quiet_end), minutes_of(self.quiet_start)

    def own_hour(self, wished: time) -> int | None:
        """The hour somebody may have their reminders at, in minutes: lunch is put off to its end; None in the night."""
        if self._at_night(wished):
            return None
        return minutes_of(self.lunch_end if self._at_lunch(wished) else wished)

    def is_working(self, day: date) -> bool:
        return self.exceptions[day] if day in self.exceptions else self.official(day)

    def working_on_or_before(self, day: date) -> date:
        while not self.is_working(day):
            day -= DAY
        return day

    def working_on_or_after(self, day: date) -> date:
        while not self.is_working(day):
            day += DAY
        return day

    def working_before(self, day: date) -> date:
        """The last working day before this one, which itself does not count."""
        return self.working_on_or_before(day - DAY)

    def plus_working(self, day: date, count: int) -> date:
        """So many working days later (earlier when negative); the day itself does not count, 0 leaves it as it is."""
        for _ in range(count):
            day = self.working_on_or_after(day + DAY)
        for _ in range(-count):
            day = self.working_before(day)
        return day

    def is_quiet(self, moment: datetime, *, lunch_too: bool = True) -> bool:
        """Nobody is reminded now: a day off, the night, or lunch (which an hour-level step may break)."""
        here = local(moment, self.zone)
        hour = here.time()
        return self._at_night(hour) or (lunch_too and self._at_lunch(hour)) or not self.is_working(here.date())

    def out_of_the_night(self, moment: datetime) -> datetime:
        """The moment itself, or the end of the night it falls in; whatever day that is."""
        here = local(moment, self.zone)
        if not self._at_night(here.time()):
            return moment
        return at(here.date() + (DAY if here.time() >= self.quiet_end else timedelta()), self.quiet_end, self.zone)

    def previous_slot(self, moment: datetime) -> datetime:
        """The last slot of a working day strictly before the moment."""
        day = self.working_on_or_before(local(moment, self.zone).date())
        while True:
            for slot in reversed(self.slots):
                if (found := at(day, slot, self.zone)) < moment:
                    return found
            day = self.working_before(day)

    def next_slot(self, moment: datetime) -> datetime:
        """The first slot of a working day strictly after the moment."""
        return self.next_of(moment, self.slots)

    def notice_time(self, moment: datetime) -> datetime:
        """When those who watch over a campaign are next written to, strictly after the moment: the digest at 07:45, the
        cluster heads' lists at 08:30, the bundled notices at 11:00 and 16:30 of a working day."""
        return self.next_of(moment, (self.digest, self.heads, *NOTICES))

    def next_of(self, moment: datetime, hours: Iterable[time]) -> datetime:
        """The first of these hours on a working day strictly after the moment."""
        ordered = sorted(hours)
        day = self.working_on_or_after(local(moment, self.zone).date())
        while True:
            for hour in ordered:
                if (found := at(day, hour, self.zone)) > moment:
                    return found
            day = self.plus_working(day, 1)
