from datetime import date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.calendar import Calendar
from core.clock import at, local

OFFICE = Calendar()
MONDAY_TO_FRIDAY = Calendar(official=lambda day: day.weekday() < 5)
days = st.dates(date(2021, 1, 1), date(2027, 12, 31))
moments = st.builds(at, days, st.times())


def vn(text: str) -> datetime:
    """'25/10/2021 08:15' on the wall clock."""
    day, hour = text.split()
    day_, month, year = (int(part) for part in day.split("/"))
    return at(date(year, month, day_), time.fromisoformat(hour))


@pytest.mark.parametrize(
    ("day", "working", "why"),
    [
        (date(2021, 10, 29), True, "an ordinary Friday"),
        (date(2021, 10, 30), False, "Saturday"),
        (date(2021, 10, 31), False, "Sunday"),
        (date(2023, 5, 3), False, "30/4 in lieu, with Giỗ Tổ before it"),
        (date(2023, 5, 4), True, "the first day after that run"),
        (date(2024, 4, 29), False, "swapped by the Government"),
        (date(2024, 5, 4), True, "the Saturday worked for it"),
        (date(2026, 1, 1), False, "New Year"),
        (date(2026, 1, 2), False, "swapped; the package does not know it"),
        (date(2026, 1, 10), True, "the Saturday worked for it"),
        (date(2026, 2, 17), False, "Mùng 1 Tết"),
        (date(2026, 4, 27), False, "Giỗ Tổ fell on a Sunday"),
        (date(2026, 8, 22), True, "the Saturday worked for 31/8"),
        (date(2026, 8, 31), False, "joined to Quốc khánh"),
        (date(2026, 11, 24), False, "Ngày Văn hóa Việt Nam, from 2026"),
        (date(2025, 11, 24), True, "the same day a year earlier"),
    ],
)
def test_the_working_days_of_viet_nam(day: date, working: bool, why: str) -> None:
    assert OFFICE.is_working(day) is working, why


def test_the_organisations_own_table_wins_over_everything() -> None:
    own = Calendar(exceptions={date(2026, 1, 2): True, date(2021, 10, 29): False, date(2021, 10, 30): True})
    assert own.is_working(date(2026, 1, 2))
    assert not own.is_working(date(2021, 10, 29))
    assert own.is_working(date(2021, 10, 30))


def test_the_working_day_before_a_holiday_run() -> None:
    assert OFFICE.working_before(date(2023, 5, 4)) == date(2023, 4, 28)
    assert OFFICE.working_on_or_before(date(2023, 5, 4)) == date(2023, 5, 4)
    assert OFFICE.working_on_or_before(date(2023, 5, 3)) == date(2023, 4, 28)
    assert OFFICE.working_on_or_after(date(2023, 4, 29)) == date(2023, 5, 4)


@pytest.mark.parametrize(
    ("day", "count", "found"),
    [
        (date(2021, 10, 29), 1, date(2021, 11, 1)),
        (date(2021, 10, 29), 3, date(2021, 11, 3)),
        (date(2021, 10, 30), 1, date(2021, 11, 1)),
        (date(2026, 2, 13), 1, date(2026, 2, 23)),
        (date(2021, 11, 1), -1, date(2021, 10, 29)),
        (date(2021, 10, 30), 0, date(2021, 10, 30)),
    ],
    ids=["over a weekend", "three", "from a Saturday", "over Tết", "back", "none"],
)
def test_counting_in_working_days(day: date, count: int, found: date) -> None:
    assert OFFICE.plus_working(day, count) == found


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [
        ("28/10/2021 07:29", True),
        ("28/10/2021 07:30", False),
        ("28/10/2021 11:29", False),
        ("28/10/2021 11:30", True),
        ("28/10/2021 13:29", True),
        ("28/10/2021 13:30", False),
        ("28/10/2021 19:59", False),
        ("28/10/2021 20:00", True),
        ("28/10/2021 00:00", True),
        ("30/10/2021 09:00", True),
        ("31/10/2021 09:00", True),
        ("02/09/2026 09:00", True),
        ("10/01/2026 09:00", False),
    ],
)
def test_quiet_time(moment: str, quiet: bool) -> None:
    assert OFFICE.is_quiet(vn(moment)) is quiet


@pytest.mark.parametrize(("moment", "quiet"), [("28/10/2021 12:00", False), ("28/10/2021 21:00", True)])
def test_an_hour_level_step_may_break_lunch_but_never_the_night(moment: str, quiet: bool) -> None:
    assert OFFICE.is_quiet(vn(moment), lunch_too=False) is quiet


@pytest.mark.parametrize(
    ("moment", "before", "after"),
    [
        ("28/10/2021 09:00", "28/10/2021 08:15", "28/10/2021 14:00"),
        ("28/10/2021 08:15", "27/10/2021 14:00", "28/10/2021 14:00"),
        ("29/10/2021 22:00", "29/10/2021 14:00", "01/11/2021 08:15"),
        ("31/10/2021 10:00", "29/10/2021 14:00", "01/11/2021 08:15"),
        ("17/02/2026 10:00", "13/02/2026 14:00", "23/02/2026 08:15"),
    ],
    ids=["between slots", "on a slot: strictly", "Friday night", "Sunday", "Tết"],
)
def test_the_slots_around_a_moment(moment: str, before: str, after: str) -> None:
    assert OFFICE.previous_slot(vn(moment)) == vn(before)
    assert OFFICE.next_slot(vn(moment)) == vn(after)


@pytest.mark.parametrize(
    ("moment", "notice"),
    [
        ("28/10/2021 07:45", "28/10/2021 08:30"),
        ("28/10/2021 09:00", "28/10/2021 11:00"),
        ("28/10/2021 11:00", "28/10/2021 16:30"),
        ("28/10/2021 16:30", "29/10/2021 07:45"),
        ("29/10/2021 17:00", "01/11/2021 07:45"),
    ],
)
def test_notices_to_the_organiser_are_bundled(moment: str, notice: str) -> None:
    assert OFFICE.notice_time(vn(moment)) == vn(notice)


@pytest.mark.parametrize(
    ("calendar", "digest", "heads"),
    [
        (OFFICE, time(7, 45), time(8, 30)),
        (Calendar(quiet_end=time(8, 0)), time(8, 0), time(8, 30)),
        (Calendar(quiet_end=time(9, 0)), time(9, 0), time(9, 15)),
        (Calendar(quiet_end=time(12, 0)), time(13, 30), time(13, 45)),
    ],
)
def test_the_digest_comes_before_the_letters_and_the_heads_after_them(
    calendar: Calendar, digest: time, heads: time
) -> None:
    assert (calendar.digest, calendar.heads) == (digest, heads)
    assert calendar.digest <= calendar.morning < calendar.heads


def test_a_slot_in_quiet_time_moves_to_the_end_of_it() -> None:
    assert Calendar(quiet_end=time(9, 0)).slots == (time(9, 0), time(14, 0))
    assert Calendar(quiet_end=time(12, 0)).slots == (time(13, 30), time(14, 0))
    assert Calendar(lunch_end=time(14, 30)).slots == (time(8, 15), time(14, 30))


def test_nobody_is_reminded_outside_office_hours() -> None:
    assert Calendar(office_start=time(9, 0)).slots == (time(9, 0), time(14, 0))
    assert Calendar(office_end=time(12, 0)).slots == (time(8, 15),)
    with pytest.raises(ValueError, match="at least one slot"):
        Calendar(office_end=time(8, 0))


def test_quiet_hours_that_start_after_midnight() -> None:
    late_sleepers = Calendar(quiet_start=time(1, 0), quiet_end=time(6, 0))
    assert not late_sleepers.is_quiet(vn("28/10/2021 23:00"))
    assert late_sleepers.is_quiet(vn("28/10/2021 05:59"))


def test_a_day_that_is_all_quiet_is_refused() -> None:
    with pytest.raises(ValueError, match="no hour to write in"):
        Calendar(quiet_start=time(13, 0), quiet_end=time(12, 0))
    with pytest.raises(ValueError, match="at least one slot"):
        Calendar(wished_slots=())


def test_a_calendar_can_be_a_key_though_its_table_is_a_mapping() -> None:
    assert hash(Calendar(exceptions={date(2026, 1, 2): True})) == hash(Calendar())
    assert Calendar(exceptions={date(2026, 1, 2): True}) != Calendar()


def test_a_calendar_does_not_change_with_the_table_it_was_made_from() -> None:
    table = {date(2021, 10, 29): False}
    own = Calendar(exceptions=table)
    table.clear()
    assert not own.is_working(date(2021, 10, 29))


@given(moments)
@settings(max_examples=80, deadline=None)
def test_a_slot_is_never_in_quiet_time_and_lies_on_its_own_side(moment: datetime) -> None:
    before, after = OFFICE.previous_slot(moment), OFFICE.next_slot(moment)
    assert before < moment < after
    assert not OFFICE.is_quiet(before)
    assert not OFFICE.is_quiet(after)


@given(moments)
@settings(max_examples=60, deadline=None)
def test_no_slot_lies_between_a_slot_and_the_next(moment: datetime) -> None:
    after = OFFICE.next_slot(moment)
    assert OFFICE.next_slot(OFFICE.previous_slot(after)) == after


@given(days, st.integers(1, 12))
@settings(max_examples=80, deadline=None)
def test_counting_working_days_there_and_back(day: date, count: int) -> None:
    later = OFFICE.plus_working(day, count)
    assert OFFICE.is_working(later)
    assert OFFICE.plus_working(later, -count) == OFFICE.working_on_or_before(day)


@given(moments)
@settings(max_examples=60)
def test_the_week_alone_decides_when_no_holiday_is_known(moment: datetime) -> None:
    day = local(moment).date()
    assert MONDAY_TO_FRIDAY.is_working(day) is (day.weekday() < 5)
