"""Which mornings speak of a missing report, which report is the most urgent, and whom one calls first."""

from datetime import date, datetime, time

import pytest

from core.calendar import Calendar
from core.clock import ZONE
from core.deadlines import Deadline, before_day, before_hour, no_later_than
from core.escalation import Likely, Spoken, likely, spoken_of, urgency

OFFICE = Calendar()
FRIDAY = no_later_than(date(2021, 10, 8), "chậm nhất ngày 08/10/2021")
SUNDAY = no_later_than(date(2021, 10, 31), "đến hết ngày 31/10/2021")
GRACE = before_day(date(2021, 10, 29), "trước ngày 29/10/2021")
HOUR = before_hour(date(2021, 10, 29), time(11), "trước 11g00 ngày 29/10/2021")


def vn(text: str) -> datetime:
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("deadline", "morning", "spoken"),
    [
        (FRIDAY, "07/10/2021 07:45", None),
        (FRIDAY, "08/10/2021 07:45", Spoken.DUE),
        (FRIDAY, "11/10/2021 07:45", Spoken.OVERDUE),
        (FRIDAY, "13/10/2021 07:45", Spoken.OVERDUE),
        (FRIDAY, "14/10/2021 07:45", None),
        (FRIDAY, "18/10/2021 07:45", Spoken.OVERDUE),
        (FRIDAY, "19/10/2021 07:45", None),
        (SUNDAY, "28/10/2021 07:45", None),
        (SUNDAY, "29/10/2021 07:45", Spoken.DUE),  # no other working morning is left
        (SUNDAY, "01/11/2021 07:45", Spoken.OVERDUE),
        (GRACE, "28/10/2021 07:45", Spoken.DUE),
        (GRACE, "29/10/2021 07:45", Spoken.DUE),  # still taken as on time: nothing says "quá hạn"
        (GRACE, "01/11/2021 07:45", Spoken.OVERDUE),
        (HOUR, "29/10/2021 07:45", Spoken.DUE),
        (HOUR, "29/10/2021 11:00", Spoken.OVERDUE),
    ],
)
def test_a_morning_speaks_of_what_is_due_and_for_a_while_of_what_is_late(
    deadline: Deadline, morning: str, spoken: Spoken | None
) -> None:
    assert spoken_of(deadline.strict, deadline.lenient, vn(morning), OFFICE) is spoken


def test_after_a_holiday_the_week_begins_later() -> None:
    """New Year's Day of 2024 was a Monday."""
    long_ago = no_later_than(date(2023, 12, 1), "chậm nhất ngày 01/12/2023")
    spoken = [spoken_of(long_ago.strict, long_ago.lenient, vn(f"0{day}/01/2024 07:45"), OFFICE) for day in (2, 3)]
    assert spoken == [Spoken.OVERDUE, None]


@pytest.mark.parametrize(
    ("now", "first"),
    [
        ("04/10/2021 09:00", FRIDAY),
        ("08/10/2021 09:00", FRIDAY),
        ("11/10/2021 09:00", FRIDAY),
        ("20/10/2021 09:00", GRACE),  # the one is long overdue, the other is to come
        ("29/10/2021 09:00", GRACE),
        ("29/10/2021 12:00", GRACE),
        ("30/10/2021 09:00", GRACE),
    ],
)
def test_the_last_hours_come_first_then_what_has_just_passed(now: str, first: Deadline) -> None:
    reports = [SUNDAY, GRACE, FRIDAY]
    assert min(reports, key=lambda one: urgency(one.strict, one.lenient, vn(now))) is first


@pytest.mark.parametrize(
    ("seen", "promised", "expected"),
    [
        (False, None, Likely.UNSEEN),
        (False, "28/10/2021 17:00", Likely.UNSEEN),
        (True, "28/10/2021 08:00", Likely.BROKEN),
        (True, None, Likely.SILENT),
        (True, "28/10/2021 17:00", Likely.PROMISED),
    ],
)
def test_whoever_was_never_seen_is_the_likeliest_to_be_late(seen: bool, promised: str | None, expected: Likely) -> None:
    assert likely(seen, vn(promised) if promised else None, vn("28/10/2021 14:00")) is expected
