"""Who hears of what is missing, by the time that has passed: which mornings speak of a report, which report is the most
urgent, and whom one calls first. Pure."""

from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

from core.calendar import Calendar
from core.clock import local
from core.deadlines import days_late, last_day

LATE_DAYS = 3  # working days after the deadline on which it is spoken of each morning; then once a week
FRESH = 7  # calendar days for which an overdue report comes before one that is still to come


class Spoken(StrEnum):
    DUE = "due"
    OVERDUE = "overdue"


class Likely(IntEnum):
    """How likely a unit is to be late, the likeliest first."""

    UNSEEN = 0  # nobody there can be written to, or has ever written
    BROKEN = 1
    SILENT = 2
    PROMISED = 3


def spoken_of(strict: datetime, lenient: datetime, now: datetime, calendar: Calendar) -> Spoken | None:
    """Whether this morning speaks of a report that has not come.

    DUE: no working morning is left before its last safe day ends, or it is still taken as on time. OVERDUE: on the
    first `LATE_DAYS` working days after, then on the first working day of each week. None: not this morning.
    """
    today = local(now, calendar.zone).date()
    if now <= lenient:
        return Spoken.DUE if last_day(strict, calendar.zone) < calendar.plus_working(today, 1) else None
    fresh = today <= calendar.plus_working(last_day(lenient, calendar.zone), LATE_DAYS)
    monday = today - timedelta(days=today.weekday())
    return Spoken.OVERDUE if fresh or calendar.working_on_or_after(monday) == today else None


def urgency(strict: datetime, lenient: datetime, now: datetime) -> tuple[int, float]:
    """Sorts reports: those of the last safe day or still taken as on time; what is overdue since a few days, the latest
    first; what is to come, by date; what is long overdue."""
    if now > lenient:
        return (1 if days_late(now, lenient) <= FRESH else 3), -lenient.timestamp()
    return (0 if last_day(strict) <= local(now).date() else 2), strict.timestamp()


def likely(seen: bool, promised: datetime | None, now: datetime) -> Likely:
    if not seen:
        return Likely.UNSEEN
    if promised is None:
        return Likely.SILENT
    return Likely.PROMISED if promised > now else Likely.BROKEN
