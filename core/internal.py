"""Units are asked before the level above wants it: the internal deadline beside the upper one, which stays verbatim.

Units know the internal one alone, are reminded to it and judged by it. Whoever gathers the reports sees both.
"""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from enum import Enum, auto

from core.calendar import Calendar
from core.clock import at
from core.deadlines import Deadline, last_day

WORKING_DAYS = 2  # what is offered: so many working days before the last safe day of the level above …
HOUR = time(17)  # … when the office closes
MOST_DAYS = 100  # nobody counts working days further than that


class Unfit(Enum):
    """Why a deadline cannot be the internal one."""

    OVER = auto()
    NOT_EARLIER = auto()


def offered(above: Deadline, now: datetime, calendar: Calendar) -> tuple[date, time] | None:
    """Two working days before, at 17:00; one, where two are over already; None where none is left."""
    for days in range(WORKING_DAYS, 0, -1):
        day = calendar.plus_working(last_day(above.strict, calendar.zone), -days)
        if at(day, HOUR, calendar.zone) > now:
            return day, HOUR
    return None


def unfit(internal: Deadline, above: Deadline, now: datetime | None = None) -> Unfit | None:
    """Not over, and safe before the last moment that is safe for the level above."""
    if now is not None and internal.strict <= now:
        return Unfit.OVER
    return Unfit.NOT_EARLIER if internal.strict >= above.strict else None


def capped(internal: Deadline, above: Deadline) -> Deadline:
    """The grace of a 'trước ngày D' never reaches beyond what is safe for the level above."""
    return replace(internal, lenient=max(internal.strict, min(internal.lenient, above.strict)))


def working_days(internal: Deadline, above: Deadline, calendar: Calendar) -> int:
    """How many working days before the upper one it lies: what the next periods of a recurring report keep to."""
    day, last = (last_day(one.strict, calendar.zone) for one in (internal, above))
    days = (day + timedelta(days=ahead) for ahead in range(min((last - day).days, MOST_DAYS)))
    return sum(calendar.is_working(one) for one in days)
