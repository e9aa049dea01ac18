"""What is asked for without a date and taken as often as it comes: an initiative worth telling, a case to be helped.

Each entry is an obligation of its own, numbered by its period; the next one is opened when one has come. Nothing of it
is ever missing. Once a month, at most, a unit is asked whether there was anything; an entry of that month has answered
it.
"""

import re
from datetime import date, datetime

from core.calendar import DAY, Calendar
from core.clock import at, local
from core.deadlines import end_of, last_day
from core.reminders import Step, too_soon
from core.vietnamese import fold

MONTHLY = "monthly"
_NAMED = re.compile(
    r"(?:ra soat|phat hien|tim kiem|lua chon)?[ ,]*(?:gioi thieu|de xuat|tien cu|de cu|phat hien)\b"
    r".{0,80}\b(?:sang kien|truong hop|mo hinh|guong|dien hinh)\b"
)


def is_open(title: str) -> bool:
    """What a plan asks for without a date, as often as there is any."""
    return _NAMED.match(fold(title[:200])) is not None


def number_of(period: str) -> int:
    """The first entry has no period."""
    return int(period or 1)


def following(period: str) -> str:
    return str(number_of(period) + 1)


def ladder(opened_at: datetime, strict: datetime, period: str, calendar: Calendar) -> tuple[Step, ...]:
    """The first working morning of each month, about the month before; not of one in which an entry has come."""
    opened, steps = local(opened_at, calendar.zone).date(), []
    first = _month_after(opened if number_of(period) == 1 else _month_after(opened))
    while first <= last_day(strict, calendar.zone):
        following_ = _month_after(first)
        moment = at(calendar.working_on_or_after(first), calendar.morning, calendar.zone)
        step = Step(MONTHLY, moment, before=True, useful_until=end_of(following_ - DAY, calendar.zone))
        if not too_soon(step, opened_at):
            steps.append(step)
        first = following_
    return tuple(steps)


def month_asked_about(now: datetime) -> date:
    """The first day of the month before."""
    day = local(now).date().replace(day=1) - DAY
    return day.replace(day=1)


def _month_after(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
