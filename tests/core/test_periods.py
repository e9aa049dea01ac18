"""Reports that come round: which periods there are, what they are called, until when each is due."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.calendar import Calendar
from core.clock import at, local
from core.deadlines import last_day
from core.periods import Freq, Period, Rhythm, next_period, period_of, periods

WEEKDAYS_ONLY = Calendar(official=lambda day: day.weekday() < 5)
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def of_2026(rhythm: Rhythm) -> tuple[Period, ...]:
    return periods(rhythm, *YEAR, WEEKDAYS_ONLY)


def on(rhythm: Rhythm, day: date) -> Period:
    return period_of(rhythm, day, WEEKDAYS_ONLY)


# ── names ──


@pytest.mark.parametrize(
    ("freq", "day", "key", "label"),
    [
        (Freq.MONTHLY, date(2026, 6, 15), "2026-06", "tháng 6/2026"),
        (Freq.QUARTERLY, date(2026, 6, 30), "2026-Q2", "quý II/2026"),
        (Freq.QUARTERLY, date(2026, 10, 1), "2026-Q4", "quý IV/2026"),
        (Freq.HALF_YEARLY, date(2026, 6, 30), "2026-H1", "6 tháng đầu năm 2026"),
        (Freq.HALF_YEARLY, date(2026, 7, 1), "2026-H2", "6 tháng cuối năm 2026"),
        (Freq.YEARLY, date(2026, 6, 15), "2026", "năm 2026"),
        (Freq.WEEKLY, date(2026, 6, 10), "2026-W24", "tuần từ 08/06 đến 14/06/2026"),
        (Freq.WEEKLY, date(2026, 1, 1), "2026-W01", "tuần từ 29/12/2025 đến 04/01/2026"),
    ],
)
def test_a_period_has_a_name_and_a_key(freq: Freq, day: date, key: str, label: str) -> None:
    found = on(Rhythm(freq), day)
    assert (found.key, found.label) == (key, label)
    assert found.starts <= day <= found.ends


# ── deadlines ──


@pytest.mark.parametrize(
    ("rhythm", "wording", "last_safe"),
    [
        (Rhythm(Freq.MONTHLY, 20, inclusive=False), "trước ngày 20/06/2026 (thứ Bảy)", date(2026, 6, 19)),
        (Rhythm(Freq.MONTHLY, 20), "chậm nhất ngày 20/06/2026 (thứ Bảy)", date(2026, 6, 20)),
        (Rhythm(Freq.MONTHLY, 31), "chậm nhất ngày 30/06/2026 (thứ Ba)", date(2026, 6, 30)),
        (Rhythm(Freq.MONTHLY, 31, inclusive=False), "trước ngày 30/06/2026 (thứ Ba)", date(2026, 6, 29)),
        (Rhythm(Freq.MONTHLY), "chậm nhất ngày 30/06/2026 (thứ Ba)", date(2026, 6, 30)),
        (
            Rhythm(Freq.MONTHLY, 5, inclusive=False, offset=1),
            "trước ngày 05/07/2026 (Chủ nhật)",
            date(2026, 7, 4),
        ),
        (Rhythm(Freq.MONTHLY, 1, inclusive=False), "trước ngày 01/07/2026 (thứ Tư)", date(2026, 6, 30)),
        (Rhythm(Freq.QUARTERLY, 15), "chậm nhất ngày 15/06/2026 (thứ Hai)", date(2026, 6, 15)),
        (Rhythm(Freq.QUARTERLY, 5, offset=1), "chậm nhất ngày 05/07/2026 (Chủ nhật)", date(2026, 7, 5)),
        (Rhythm(Freq.HALF_YEARLY, 20), "chậm nhất ngày 20/06/2026 (thứ Bảy)", date(2026, 6, 20)),
        (Rhythm(Freq.YEARLY, 15), "chậm nhất ngày 15/12/2026 (thứ Ba)", date(2026, 12, 15)),
        (Rhythm(Freq.WEEKLY, 5), "chậm nhất ngày 12/06/2026 (thứ Sáu)", date(2026, 6, 12)),
        (Rhythm(Freq.WEEKLY, 1, offset=1), "chậm nhất ngày 15/06/2026 (thứ Hai)", date(2026, 6, 15)),
        (Rhythm(Freq.WEEKLY), "chậm nhất ngày 12/06/2026 (thứ Sáu)", date(2026, 6, 12)),
        (
            Rhythm(Freq.WEEKLY, 5, inclusive=False, hour=time(16, 30)),
            "trước 16 giờ 30 ngày 12/06/2026 (thứ Sáu)",
            date(2026, 6, 12),
        ),
        (
            Rhythm(Freq.MONTHLY, 20, hour=time(11)),
            "chậm nhất 11 giờ 00 ngày 20/06/2026 (thứ Bảy)",
            date(2026, 6, 20),
        ),
    ],
)
def test_a_deadline_reads_as_a_date_with_its_weekday(rhythm: Rhythm, wording: str, last_safe: date) -> None:
    deadline = on(rhythm, date(2026, 6, 10)).deadline
    assert (deadline.wording, last_day(deadline.strict)) == (wording, last_safe)


def test_the_day_itself_of_before_a_day_is_still_taken_unless_it_is_ruled_out() -> None:
    kept = on(Rhythm(Freq.MONTHLY, 20, inclusive=False), date(2026, 6, 1)).deadline
    strict = on(Rhythm(Freq.MONTHLY, 20, inclusive=False, grace=False), date(2026, 6, 1)).deadline
    assert last_day(kept.lenient) == date(2026, 6, 20)
    assert strict.lenient == strict.strict == kept.strict


def test_an_hour_is_a_deadline_of_the_hour() -> None:
    deadline = on(Rhythm(Freq.MONTHLY, 20, hour=time(11)), date(2026, 6, 1)).deadline
    assert (deadline.hour, local(deadline.strict).time()) == (True, time(11))


def test_without_a_day_the_last_working_day_is_meant() -> None:
    assert last_day(on(Rhythm(Freq.MONTHLY), date(2026, 5, 4)).deadline.strict) == date(2026, 5, 29)


def test_a_week_without_a_working_day_is_due_on_its_last() -> None:
    never = Calendar(official=lambda day: day < date(2026, 2, 14))
    assert last_day(period_of(Rhythm(Freq.WEEKLY), date(2026, 2, 18), never).deadline.strict) == date(2026, 2, 22)


@pytest.mark.parametrize(
    ("rhythm", "cutoff"),
    [
        (Rhythm(Freq.MONTHLY, 20, cutoff=15), date(2026, 6, 15)),
        (Rhythm(Freq.MONTHLY, 20, cutoff=25), date(2026, 5, 25)),
        (Rhythm(Freq.MONTHLY, 5, inclusive=False, offset=1, cutoff=25), date(2026, 6, 25)),
        (Rhythm(Freq.MONTHLY, 5, offset=1, cutoff=31), date(2026, 6, 30)),
        (Rhythm(Freq.QUARTERLY, 20, cutoff=15), date(2026, 6, 15)),
        (Rhythm(Freq.WEEKLY, 5, cutoff=4), date(2026, 6, 11)),
        (Rhythm(Freq.MONTHLY, 20), None),
    ],
)
def test_numbers_are_closed_before_they_are_due(rhythm: Rhythm, cutoff: date | None) -> None:
    assert on(rhythm, date(2026, 6, 10)).cutoff == cutoff


# ── which periods ──


def test_a_year_has_its_months_quarters_halves_and_weeks() -> None:
    count = {freq: len(of_2026(Rhythm(freq))) for freq in Freq}
    assert count == {"weekly": 52, "monthly": 12, "quarterly": 4, "half_yearly": 2, "yearly": 1}


@pytest.mark.parametrize(
    ("label", "rhythm", "start", "end", "keys"),
    [
        ("from the middle", Rhythm(Freq.MONTHLY, 20), date(2026, 3, 15), date(2026, 5, 31), "03 04 05"),
        ("due before the start", Rhythm(Freq.MONTHLY, 20), date(2026, 3, 25), date(2026, 5, 31), "04 05"),
        ("due after the end", Rhythm(Freq.MONTHLY, 20), date(2026, 3, 1), date(2026, 5, 10), "03 04"),
        (
            "over by the end, due after",
            Rhythm(Freq.MONTHLY, 5, offset=1),
            date(2026, 4, 10),
            date(2026, 5, 31),
            "04 05",
        ),
        ("of the month before", Rhythm(Freq.MONTHLY, 5, offset=1), date(2026, 4, 1), date(2026, 4, 30), "03 04"),
        ("too short for one", Rhythm(Freq.MONTHLY, 20), date(2026, 3, 21), date(2026, 4, 10), ""),
        ("the wrong way round", Rhythm(Freq.MONTHLY, 20), date(2026, 5, 1), date(2026, 3, 1), ""),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_campaign_has_the_periods_that_fall_into_it(
    label: str, rhythm: Rhythm, start: date, end: date, keys: str
) -> None:
    found = periods(rhythm, start, end, WEEKDAYS_ONLY)
    assert [one.key.removeprefix("2026-") for one in found] == keys.split(), label


def test_the_next_period_is_the_first_that_can_still_be_kept() -> None:
    rhythm = Rhythm(Freq.MONTHLY, 20, inclusive=False)
    last = at(date(2026, 6, 19), time(23, 59))
    assert _next(rhythm, last).key == "2026-06"
    assert _next(rhythm, last + timedelta(minutes=1)).key == "2026-07"


def test_after_the_last_there_is_none() -> None:
    assert next_period(Rhythm(Freq.MONTHLY, 20), datetime(2026, 12, 21, tzinfo=UTC), *YEAR, WEEKDAYS_ONLY) is None


def test_before_the_start_the_first_is_next() -> None:
    assert _next(Rhythm(Freq.MONTHLY, 20), datetime(2025, 1, 1, tzinfo=UTC)).key == "2026-01"


def _next(rhythm: Rhythm, after: datetime) -> Period:
    found = next_period(rhythm, after, *YEAR, WEEKDAYS_ONLY)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Rhythm(Freq.MONTHLY, 32),
        lambda: Rhythm(Freq.WEEKLY, 8),
        lambda: Rhythm(Freq.MONTHLY, 0),
        lambda: Rhythm(Freq.MONTHLY, 5, cutoff=40),
        lambda: Rhythm(Freq.MONTHLY, 5, offset=-1),
    ],
)
def test_a_rhythm_of_no_calendar_is_refused(wrong: Callable[[], Rhythm]) -> None:
    with pytest.raises(ValueError):
        wrong()


# ── whatever the rhythm ──

hours = st.none() | st.times().map(lambda hour: hour.replace(second=0, microsecond=0, tzinfo=None))
days = st.dates(date(2024, 1, 1), date(2030, 12, 31))


@st.composite
def rhythms(draw: st.DrawFn) -> Rhythm:
    freq = draw(st.sampled_from(Freq))
    most = st.none() | st.integers(1, 31 if freq.months else 7)
    return Rhythm(freq, draw(most), draw(st.booleans()), draw(hours), draw(st.integers(0, 2)), draw(most))


@given(rhythms(), days, st.integers(0, 800))
@settings(max_examples=100, deadline=None)
def test_periods_follow_one_another_without_gap_or_overlap(rhythm: Rhythm, start: date, length: int) -> None:
    found = periods(rhythm, start, start + timedelta(days=length), WEEKDAYS_ONLY)
    for one, other in pairwise(found):
        assert other.starts == one.ends + timedelta(days=1)
        assert one.deadline.strict < other.deadline.strict
        assert one.key < other.key
    assert len({one.label for one in found}) == len(found)


@given(rhythms(), days)
@settings(max_examples=100, deadline=None)
def test_a_report_is_due_after_its_period_has_begun(rhythm: Rhythm, day: date) -> None:
    one = on(rhythm, day)
    assert one.deadline.strict > at(one.starts, time())
    assert one.deadline.lenient >= one.deadline.strict
    assert one.cutoff is None or one.cutoff <= last_day(one.deadline.strict)


@given(rhythms(), days, st.integers(0, 400))
@settings(max_examples=60, deadline=None)
def test_no_period_is_over_before_the_campaign_starts(rhythm: Rhythm, start: date, length: int) -> None:
    end = start + timedelta(days=length)
    for one in periods(rhythm, start, end, WEEKDAYS_ONLY):
        due = last_day(one.deadline.strict)
        assert start <= due
        assert due <= end or one.ends <= end


@given(rhythms(), days)
@settings(max_examples=60, deadline=None)
def test_a_key_does_not_depend_on_where_one_begins_to_count(rhythm: Rhythm, day: date) -> None:
    known = {one.starts: one for one in periods(rhythm, day, day + timedelta(days=400), WEEKDAYS_ONLY)}
    later = periods(rhythm, day + timedelta(days=40), day + timedelta(days=400), WEEKDAYS_ONLY)
    assert all(known[one.starts] == one for one in later)
