from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.clock import at, local
from core.deadlines import (
    Deadline,
    before_day,
    before_hour,
    both_readings,
    days_late,
    days_left,
    last_day,
    lateness,
    no_later_than,
    no_later_than_hour,
    said,
    with_weekday,
)

D = date(2021, 10, 29)
ELEVEN = time(11, 0)
END = time(23, 59, 59, 999_999)
days = st.dates(date(2021, 1, 1), date(2027, 12, 31))
hours = st.times().map(lambda hour: hour.replace(second=0, microsecond=0))
deadlines = st.one_of(
    st.builds(no_later_than, days, st.just("chậm nhất")),
    st.builds(before_day, days, st.just("trước ngày"), grace=st.booleans()),
    st.builds(before_hour, days, hours, st.just("trước")),
    st.builds(no_later_than_hour, days, hours, st.just("chậm nhất")),
)


def vn(day: date, hour: time) -> datetime:
    return at(day, hour)


@pytest.mark.parametrize(
    ("deadline", "strict", "lenient"),
    [
        (no_later_than(D, "chậm nhất ngày 29/10"), vn(D, END), vn(D, END)),
        (before_day(D, "trước ngày 29/10"), vn(date(2021, 10, 28), END), vn(D, END)),
        (
            before_day(D, "trước ngày 29/10", grace=False),
            vn(date(2021, 10, 28), END),
            vn(date(2021, 10, 28), END),
        ),
        (
            before_hour(D, ELEVEN, "trước 11g00 ngày 29/10"),
            vn(D, time(10, 59, 59, 999_999)),
            vn(D, time(10, 59, 59, 999_999)),
        ),
        (
            no_later_than_hour(D, ELEVEN, "chậm nhất 11g00 ngày 29/10"),
            vn(D, ELEVEN),
            vn(D, time(11, 0, 59, 999_998)),
        ),
        (before_day(date(2022, 1, 1), "trước 01/01"), vn(date(2021, 12, 31), END), vn(date(2022, 1, 1), END)),
    ],
    ids=["chậm nhất ngày", "trước ngày", "trước ngày, no grace", "trước giờ", "chậm nhất giờ", "over the year end"],
)
def test_what_a_wording_means(deadline: Deadline, strict: datetime, lenient: datetime) -> None:
    assert (deadline.strict, deadline.lenient) == (strict, lenient)


def test_a_deadline_before_a_day_ends_the_evening_before() -> None:
    assert local(before_day(D, "trước ngày 29/10").strict).date() == date(2021, 10, 28)


@pytest.mark.parametrize(
    ("deadline", "received", "late"),
    [
        (before_hour(D, ELEVEN, "trước 11g00"), time(10, 59, 59, 999_999), False),
        (before_hour(D, ELEVEN, "trước 11g00"), time(11, 0), True),
        (no_later_than_hour(D, ELEVEN, "chậm nhất 11g00"), time(11, 0), False),
        (no_later_than_hour(D, ELEVEN, "chậm nhất 11g00"), time(11, 0, 59), False),
        (no_later_than_hour(D, ELEVEN, "chậm nhất 11g00"), time(11, 1), True),
        (before_day(D, "trước ngày 29/10"), time(23, 59), False),
        (before_day(D, "trước ngày 29/10", grace=False), time(0, 0), True),
        (no_later_than(D, "chậm nhất 29/10"), END, False),
    ],
)
def test_the_edge_of_a_deadline(deadline: Deadline, received: time, late: bool) -> None:
    assert (lateness(vn(D, received), deadline) is not None) is late


def test_lateness_is_measured_from_the_moment_judged_by() -> None:
    due = before_day(D, "trước ngày 29/10")
    assert lateness(vn(date(2021, 10, 30), time(0, 0)), due) == timedelta.resolution
    assert lateness(vn(D, time(12, 0)), due) is None


def test_the_receipt_of_a_late_report_counts_from_the_day_of_grace() -> None:
    due = before_day(D, "trước ngày 29/10/2021 (thứ Sáu)")
    assert days_late(vn(date(2021, 11, 1), time(9, 10)), due.lenient) == 3


@pytest.mark.parametrize(
    ("received", "late"),
    [
        (vn(date(2021, 10, 27), ELEVEN), 0),
        (vn(D, END), 0),
        (vn(date(2021, 10, 30), time(0, 0)), 1),
        (vn(date(2021, 11, 30), ELEVEN), 32),
    ],
)
def test_days_late_are_calendar_days(received: datetime, late: int) -> None:
    assert days_late(received, before_day(D, "trước ngày 29/10").lenient) == late


def test_a_report_late_by_hours_is_late_by_no_days() -> None:
    due = before_hour(D, ELEVEN, "trước 11g00")
    assert days_late(vn(D, time(16, 0)), due.lenient) == 0
    assert lateness(vn(D, time(16, 0)), due) == timedelta(hours=5) + timedelta.resolution


@pytest.mark.parametrize(
    ("today", "left"),
    [(date(2021, 10, 21), 7), (date(2021, 10, 25), 3), (date(2021, 10, 28), 0), (date(2021, 10, 29), -1)],
)
def test_days_left_are_counted_to_the_last_safe_day(today: date, left: int) -> None:
    strict = before_day(D, "trước ngày 29/10").strict
    assert days_left(vn(today, time(8, 15)), strict) == left
    assert days_left(vn(today, time(0, 0)), strict) == left


@pytest.mark.parametrize(
    "deadline",
    [before_hour(D, time(), "trước 00g00"), no_later_than_hour(D, time(), "chậm nhất 00g00")],
    ids=["trước", "chậm nhất"],
)
def test_a_deadline_at_midnight_closes_the_day_before(deadline: Deadline) -> None:
    assert last_day(deadline.strict) == last_day(deadline.lenient) == date(2021, 10, 28)


@pytest.mark.parametrize("make", [before_hour, no_later_than_hour])
def test_an_hour_is_said_as_it_was_written(make: Callable[[date, time, str], Deadline]) -> None:
    deadline = make(D, ELEVEN, "11g00 ngày 29/10")
    assert said(deadline.strict) == said(deadline.lenient) == vn(D, ELEVEN)


@pytest.mark.parametrize(
    ("wording", "shown"),
    [
        ("trước ngày 29/10/2021", "trước ngày 29/10/2021 (thứ Sáu)"),
        ("trước ngày 29/10/2021 (thứ Sáu)", "trước ngày 29/10/2021 (thứ Sáu)"),
        ("trước ngày 29/10/2021 (thứ Bảy)", "trước ngày 29/10/2021 (thứ Bảy)"),
        ("trước 11g00 thứ 6, ngày 29/10", "trước 11g00 thứ 6, ngày 29/10"),
        ("Chủ Nhật, 29/10", "Chủ Nhật, 29/10"),
        ("báo cáo lần thứ hai, trước 29/10", "báo cáo lần thứ hai, trước 29/10 (thứ Sáu)"),
        ("gửi đồng chí Thu trước 29/10", "gửi đồng chí Thu trước 29/10 (thứ Sáu)"),
    ],
    ids=["added", "there already", "wrong but verbatim", "a number", "Sunday", "an ordinal", "a name"],
)
def test_a_wording_carries_its_weekday(wording: str, shown: str) -> None:
    assert with_weekday(wording, D) == shown


def test_an_unanswered_weekday_reminds_to_the_earlier_date_and_judges_by_the_later() -> None:
    friday = before_hour(date(2023, 5, 5), ELEVEN, "11g00 ngày 06/5/2023 (thứ Sáu)")
    saturday = before_hour(date(2023, 5, 6), ELEVEN, "11g00 ngày 06/5/2023 (thứ Sáu)")
    both = both_readings(saturday, friday)
    assert both == both_readings(friday, saturday)
    assert (both.strict, both.lenient, both.hour) == (friday.strict, saturday.lenient, True)


def test_a_safe_moment_after_the_one_judged_by_is_refused() -> None:
    with pytest.raises(ValueError, match="last safe moment"):
        Deadline("ngược", datetime(2021, 10, 29, tzinfo=UTC), datetime(2021, 10, 28, tzinfo=UTC))


def test_a_deadline_without_a_zone_is_refused() -> None:
    naive = datetime(2021, 10, 29, tzinfo=UTC).replace(tzinfo=None)
    with pytest.raises(ValueError, match="without a time zone"):
        Deadline("29/10", naive, naive)


@given(deadlines)
@settings(max_examples=80)
def test_the_safe_moment_is_never_after_the_one_judged_by(deadline: Deadline) -> None:
    assert deadline.strict <= deadline.lenient
    assert deadline.strict.tzinfo is UTC
    assert lateness(deadline.strict, deadline) is None
    assert lateness(deadline.lenient, deadline) is None
    assert lateness(deadline.lenient + timedelta.resolution, deadline) == timedelta.resolution


@given(deadlines, st.timedeltas(timedelta(0), timedelta(days=60)))
@settings(max_examples=80)
def test_what_is_on_time_is_no_day_late(deadline: Deadline, early: timedelta) -> None:
    assert days_late(deadline.lenient - early, deadline.lenient) == 0
