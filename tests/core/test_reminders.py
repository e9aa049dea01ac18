from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.calendar import Calendar
from core.clock import at, local
from core.deadlines import Deadline, before_day, before_hour, both_readings, end_of, no_later_than, no_later_than_hour
from core.reminders import (
    GAP,
    GRACE,
    LAST_MORNING,
    RECURRING_RUNGS,
    Decision,
    Step,
    decide,
    due_step,
    is_rung,
    ladder,
    next_step,
    own_moment,
    returned_ladder,
)

OFFICE = Calendar()
LONG_AGO = at(date(2017, 1, 2), time(8, 0))
ONE_DAY = timedelta(days=1)


def vn(text: str) -> datetime:
    """'25/10/2021 08:15' on the wall clock."""
    day, hour = text.split()
    day_, month, year = (int(part) for part in day.split("/"))
    return at(date(year, month, day_), time.fromisoformat(hour))


def shown(steps: tuple[Step, ...]) -> list[str]:
    return [f"{step.name} {local(step.at):%d/%m/%Y %H:%M}" for step in steps]


RESULTS = before_day(date(2021, 10, 29), "trước ngày 29/10/2021 (thứ Sáu)")
RESULTS_STEPS = [
    "T-7 21/10/2021 08:15",
    "T-3 25/10/2021 08:15",
    "T-1 27/10/2021 14:00",
    "last-morning 28/10/2021 08:15",
    "grace 29/10/2021 08:15",
    "late+1 01/11/2021 08:15",
    "late+3 03/11/2021 08:15",
]


# The whole ladder, to the minute


def test_a_day_has_the_full_ladder() -> None:
    assert shown(ladder(RESULTS, vn("30/09/2021 09:00"), OFFICE)) == RESULTS_STEPS


def test_without_grace_the_first_overdue_step_is_on_the_day_itself() -> None:
    due = before_day(date(2021, 10, 29), "trước ngày 29/10/2021", grace=False)
    assert shown(ladder(due, vn("30/09/2021 09:00"), OFFICE))[3:] == [
        "last-morning 28/10/2021 08:15",
        "late+1 29/10/2021 08:15",
        "late+3 02/11/2021 08:15",
    ]


@pytest.mark.parametrize(
    ("deadline", "steps"),
    [
        (
            before_hour(date(2023, 5, 31), time(11, 0), "trước 11g00 ngày 31/5/2023 (thứ Tư)"),
            [
                "T-1 30/05/2023 14:00",
                "T-2h 31/05/2023 09:00",
                "late+1h 31/05/2023 12:00",
                "late+1 01/06/2023 08:15",
                "late+3 05/06/2023 08:15",
            ],
        ),
        (
            before_hour(date(2023, 5, 8), time(11, 0), "trước 11g00 ngày 08/5/2023 (thứ Hai)"),
            [
                "T-1 05/05/2023 14:00",
                "T-2h 08/05/2023 09:00",
                "late+1h 08/05/2023 12:00",
                "late+1 09/05/2023 08:15",
                "late+3 11/05/2023 08:15",
            ],
        ),
        (
            no_later_than_hour(date(2023, 5, 31), time(16, 30), "chậm nhất 16g30 ngày 31/5/2023"),
            [
                "T-3 26/05/2023 14:00",
                "T-1 30/05/2023 14:00",
                "last-morning 31/05/2023 08:15",
                "T-2h 31/05/2023 14:30",
                "late+1h 31/05/2023 17:30",
                "late+1 01/06/2023 08:15",
                "late+3 05/06/2023 08:15",
            ],
        ),
        (
            before_hour(date(2023, 5, 31), time(23, 59), "trước 23g59 ngày 31/5/2023"),
            [
                "T-3 26/05/2023 14:00",
                "T-1 30/05/2023 14:00",
                "last-morning 31/05/2023 08:15",
                "T-2h 31/05/2023 14:00",
                "late+1 01/06/2023 08:15",
                "late+3 05/06/2023 08:15",
            ],
        ),
        (
            before_hour(date(2023, 6, 1), time(), "trước 00g00 ngày 01/6/2023"),
            [
                "T-3 26/05/2023 14:00",
                "T-1 30/05/2023 14:00",
                "last-morning 31/05/2023 08:15",
                "T-2h 31/05/2023 14:00",
                "late+1 01/06/2023 08:15",
                "late+3 05/06/2023 08:15",
            ],
        ),
        (
            before_hour(date(2023, 5, 31), time(8, 0), "trước 8g00 ngày 31/5/2023"),
            [
                "T-2h 30/05/2023 14:00",
                "late+1h 31/05/2023 09:00",
                "late+1 01/06/2023 08:15",
                "late+3 05/06/2023 08:15",
            ],
        ),
        (
            before_hour(date(2023, 5, 31), time(14, 0), "trước 14g00 ngày 31/5/2023"),
            [
                "T-3 26/05/2023 14:00",
                "T-1 30/05/2023 14:00",
                "last-morning 31/05/2023 08:15",
                "T-2h 31/05/2023 12:00",
                "late+1h 31/05/2023 15:00",
                "late+1 01/06/2023 08:15",
                "late+3 05/06/2023 08:15",
            ],
        ),
    ],
    ids=["11:00", "11:00 on a Monday", "16:30", "23:59", "00:00", "08:00", "14:00 breaks lunch"],
)
def test_an_hour_has_its_own_ladder(deadline: Deadline, steps: list[str]) -> None:
    assert shown(ladder(deadline, LONG_AGO, OFFICE)) == steps


def test_a_weekend_gathers_its_steps_on_the_friday_before() -> None:
    due = before_day(date(2021, 11, 1), "trước ngày 01/11/2021 (thứ Hai)")
    assert shown(ladder(due, LONG_AGO, OFFICE)) == [
        "T-7 22/10/2021 14:00",
        "T-3 28/10/2021 08:15",
        "last-morning 29/10/2021 14:00",
        "grace 01/11/2021 08:15",
        "late+1 02/11/2021 08:15",
        "late+3 04/11/2021 08:15",
    ]


def test_tet_gathers_its_steps_on_the_last_working_day_before_it() -> None:
    due = no_later_than(date(2026, 2, 19), "chậm nhất ngày 19/02/2026 (thứ Năm)")
    assert shown(ladder(due, LONG_AGO, OFFICE)) == [
        "T-7 12/02/2026 08:15",
        "last-morning 13/02/2026 14:00",
        "late+1 23/02/2026 08:15",
        "late+3 25/02/2026 08:15",
    ]


def test_the_year_end_with_its_swapped_days() -> None:
    due = no_later_than(date(2026, 1, 2), "chậm nhất ngày 02/01/2026 (thứ Sáu)")
    assert shown(ladder(due, LONG_AGO, OFFICE)) == [
        "T-7 26/12/2025 08:15",
        "T-3 30/12/2025 08:15",
        "last-morning 31/12/2025 14:00",
        "late+1 05/01/2026 08:15",
        "late+3 07/01/2026 08:15",
    ]


def test_a_day_of_grace_that_is_a_day_off_has_no_step() -> None:
    due = before_day(date(2021, 10, 30), "trước ngày 30/10/2021 (thứ Bảy)")
    assert GRACE not in [step.name for step in ladder(due, LONG_AGO, OFFICE)]


def test_a_wrong_weekday_reminds_to_friday_and_is_overdue_after_saturday() -> None:
    friday = before_hour(date(2023, 5, 5), time(11, 0), "11g00 ngày 06/5/2023 (thứ Sáu)")
    saturday = before_hour(date(2023, 5, 6), time(11, 0), "11g00 ngày 06/5/2023 (thứ Sáu)")
    assert shown(ladder(both_readings(friday, saturday), LONG_AGO, OFFICE)) == [
        "T-1 04/05/2023 14:00",
        "T-2h 05/05/2023 09:00",
        "late+1 08/05/2023 08:15",
        "late+3 10/05/2023 08:15",
    ]


def test_a_recurring_report_is_reminded_less() -> None:
    due = no_later_than(date(2026, 6, 25), "chậm nhất ngày 25 hàng tháng")
    assert shown(ladder(due, vn("01/06/2026 08:15"), OFFICE, RECURRING_RUNGS)) == [
        "T-3 22/06/2026 08:15",
        "last-morning 25/06/2026 08:15",
        "late+1 26/06/2026 08:15",
    ]


def test_an_organiser_may_make_an_own_ladder() -> None:
    steps = ladder(RESULTS, LONG_AGO, OFFICE, ("T-5", "T-2", LAST_MORNING, "late+2"))
    assert [step.name for step in steps] == ["T-5", "T-2", "last-morning", "late+2"]


def test_a_morning_after_the_deadline_comes_the_afternoon_before() -> None:
    due = before_hour(date(2023, 5, 31), time(8, 0), "trước 8g00 ngày 31/5/2023")
    assert shown(ladder(due, LONG_AGO, OFFICE, (LAST_MORNING,))) == ["last-morning 30/05/2023 14:00"]


def test_the_last_word_before_the_deadline_keeps_its_distance_from_the_first_after() -> None:
    due = before_hour(date(2023, 5, 31), time(11, 0), "trước 11g00 ngày 31/5/2023")
    assert shown(ladder(due, LONG_AGO, OFFICE, ("T-1h", "late+1h", "late+5h"))) == [
        "T-1h 31/05/2023 10:00",
        "late+5h 31/05/2023 16:00",
    ]


def test_the_order_in_which_rungs_are_named_does_not_matter() -> None:
    named = ("late+1", LAST_MORNING, "T-1", "T-7")
    assert ladder(RESULTS, LONG_AGO, OFFICE, named) == ladder(RESULTS, LONG_AGO, OFFICE, named[::-1])


@pytest.mark.parametrize("name", ["T-0", "T-", "late", "late+", "T-7d", "t-7", "T-100", ""])
def test_a_rung_must_be_one_we_know(name: str) -> None:
    assert not is_rung(name)
    with pytest.raises(ValueError, match="Not a rung"):
        ladder(RESULTS, LONG_AGO, OFFICE, (name,))


# The opening


@pytest.mark.parametrize(
    ("opened", "first"),
    [
        ("18/10/2021 08:15", "T-7 21/10/2021 08:15"),
        ("18/10/2021 09:00", "T-3 25/10/2021 08:15"),
        ("25/10/2021 05:15", "T-3 25/10/2021 08:15"),
        ("25/10/2021 05:16", "T-1 27/10/2021 14:00"),
        ("27/10/2021 13:00", "last-morning 28/10/2021 08:15"),
        ("28/10/2021 09:00", "last-morning 28/10/2021 14:00"),
        ("28/10/2021 11:01", "grace 29/10/2021 08:15"),
    ],
    ids=["three days", "not three days", "three hours", "not three hours", "the eve", "the last day", "its afternoon"],
)
def test_the_opening_letter_leaves_room_for_the_first_step(opened: str, first: str) -> None:
    assert shown(ladder(RESULTS, vn(opened), OFFICE))[0] == first


# Which step now


STEPS = ladder(RESULTS, vn("30/09/2021 09:00"), OFFICE)


def test_the_next_step_is_strictly_after() -> None:
    first = next_step(STEPS, vn("21/10/2021 08:14"))
    second = next_step(STEPS, vn("21/10/2021 08:15"))
    assert first is not None
    assert second is not None
    assert (first.name, second.name) == ("T-7", "T-3")
    assert next_step(STEPS, vn("03/11/2021 08:15")) is None


@pytest.mark.parametrize(
    ("last_done", "now", "due"),
    [
        (None, "21/10/2021 08:14", None),
        (None, "21/10/2021 08:15", "T-7"),
        ("21/10/2021 08:15", "21/10/2021 08:16", None),
        ("21/10/2021 08:15", "28/10/2021 08:15", "last-morning"),
        ("21/10/2021 08:15", "28/10/2021 23:00", "last-morning"),
        ("21/10/2021 08:15", "29/10/2021 07:00", None),
        ("28/10/2021 08:15", "29/10/2021 23:59", "grace"),
        ("28/10/2021 08:15", "30/10/2021 00:00", None),
        ("28/10/2021 08:15", "30/11/2021 09:00", "late+3"),
        ("28/10/2021 08:15", "20/10/2021 09:00", None),
    ],
    ids=[
        "too early",
        "on the minute",
        "done already",
        "a week of downtime: the latest only",
        "late the same day",
        "a last morning is over with its day",
        "still in grace",
        "grace is over",
        "overdue stays true",
        "the clock jumped back",
    ],
)
def test_the_step_that_is_due(last_done: str | None, now: str, due: str | None) -> None:
    found = due_step(STEPS, vn(last_done) if last_done else None, vn(now))
    assert (found.name if found else None) == due


@pytest.mark.parametrize(
    ("last_done", "now", "send", "look_at"),
    [
        (None, "20/10/2021 09:00", None, "21/10/2021 08:15"),
        (None, "21/10/2021 08:15", "T-7", "25/10/2021 08:15"),
        ("21/10/2021 08:15", "25/10/2021 21:00", None, "26/10/2021 08:15"),
        ("21/10/2021 08:15", "26/10/2021 08:15", "T-3", "27/10/2021 14:00"),
        ("21/10/2021 08:15", "25/10/2021 12:00", None, "25/10/2021 14:00"),
        ("25/10/2021 08:15", "27/10/2021 22:00", None, "28/10/2021 08:15"),
        ("27/10/2021 13:45", "27/10/2021 14:00", None, "27/10/2021 16:45"),
        ("27/10/2021 13:45", "27/10/2021 16:45", "T-1", "28/10/2021 08:15"),
        ("27/10/2021 14:00", "28/10/2021 21:00", None, "29/10/2021 08:15"),
        ("29/10/2021 08:15", "31/10/2021 10:00", None, "01/11/2021 08:15"),
        ("01/11/2021 08:15", "03/11/2021 08:15", "late+3", None),
        ("03/11/2021 08:15", "04/11/2021 08:15", None, None),
    ],
    ids=[
        "wait for the first",
        "on the minute",
        "found at night: the next slot",
        "and sent there",
        "found at lunch: after it",
        "found at night, the next step has that slot",
        "three hours after the last letter",
        "and sent then",
        "no longer useful in the morning",
        "nothing on a Sunday",
        "the last one",
        "nothing left",
    ],
)
def test_what_the_tick_does(last_done: str | None, now: str, send: str | None, look_at: str | None) -> None:
    decision = decide(STEPS, vn(last_done) if last_done else None, vn(now), OFFICE)
    assert (decision.send.name if decision.send else None) == send
    assert decision.look_at == (vn(look_at) if look_at else None)


def test_a_step_by_the_hour_caught_up_at_lunch_is_sent_at_lunch() -> None:
    due = before_hour(date(2023, 5, 31), time(13, 0), "trước 13g00 ngày 31/5/2023")
    steps = ladder(due, LONG_AGO, OFFICE)
    sent = decide(steps, vn("30/05/2023 14:00"), vn("31/05/2023 12:10"), OFFICE).send
    assert sent is not None
    assert sent.name == "T-2h"


def test_an_extension_moves_the_whole_ladder() -> None:
    granted = vn("01/11/2021 15:00")
    extended = ladder(no_later_than(date(2021, 11, 5), RESULTS.wording), vn("30/09/2021 09:00"), OFFICE)
    assert decide(extended, granted, granted, OFFICE) == Decision(None, vn("02/11/2021 08:15"))


# What holds for every ladder


days = st.dates(date(2021, 1, 4), date(2027, 12, 20))
hours = st.times().map(lambda hour: hour.replace(second=0, microsecond=0))
deadlines = st.one_of(
    st.builds(no_later_than, days, st.just("chậm nhất")),
    st.builds(before_day, days, st.just("trước ngày"), grace=st.booleans()),
    st.builds(before_hour, days, hours, st.just("trước")),
    st.builds(no_later_than_hour, days, hours, st.just("chậm nhất")),
)
notices = st.timedeltas(timedelta(0), timedelta(days=40))
calendars = st.sampled_from(
    [
        OFFICE,
        Calendar(quiet_start=time(18, 0), quiet_end=time(9, 0)),
        Calendar(lunch_start=time(12, 0), lunch_end=time(14, 30)),
        Calendar(official=lambda day: True),
        Calendar(official=lambda day: day.weekday() == 1),
        Calendar(wished_slots=(time(10, 0),)),
    ]
)
downtimes = st.lists(st.timedeltas(timedelta(minutes=-600), timedelta(days=6)), min_size=1, max_size=30)
often = settings(max_examples=80, deadline=None)


@given(deadlines, notices, calendars)
@often
def test_no_step_in_quiet_time(deadline: Deadline, notice: timedelta, calendar: Calendar) -> None:
    for step in ladder(deadline, deadline.strict - notice, calendar):
        assert not calendar.is_quiet(step.at, lunch_too=not step.by_the_hour)


@given(deadlines, notices)
@often
def test_no_step_in_the_night_nor_on_a_day_off(deadline: Deadline, notice: timedelta) -> None:
    for step in ladder(deadline, deadline.strict - notice, OFFICE):
        assert time(7, 30) <= local(step.at).time() < time(20, 0)
        assert OFFICE.is_working(local(step.at).date())


@given(deadlines, notices, calendars)
@often
def test_steps_rise_with_room_between_them(deadline: Deadline, notice: timedelta, calendar: Calendar) -> None:
    opened = deadline.strict - notice
    moments = [opened, *(step.at for step in ladder(deadline, opened, calendar))]
    assert all(later - earlier >= GAP for earlier, later in pairwise(moments))


@given(deadlines, notices, calendars)
@often
def test_nothing_is_called_late_before_it_is(deadline: Deadline, notice: timedelta, calendar: Calendar) -> None:
    for step in ladder(deadline, deadline.strict - notice, calendar):
        assert step.before is (step.at <= deadline.lenient)
        assert step.useful_until is None or step.at <= step.useful_until <= deadline.lenient


@given(deadlines, notices, calendars)
@often
def test_no_rung_stands_twice(deadline: Deadline, notice: timedelta, calendar: Calendar) -> None:
    names = [step.name for step in ladder(deadline, deadline.strict - notice, calendar)]
    assert len(names) == len(set(names))


def whole_working_days(opened: datetime, strict: datetime, calendar: Calendar) -> int:
    day, last = local(opened).date() + ONE_DAY, local(strict).date()
    found = 0
    while day <= last:
        found += calendar.is_working(day) and end_of(day) <= strict
        day += ONE_DAY
    return found


@given(deadlines, notices, calendars)
@often
def test_a_working_day_of_notice_is_enough_for_a_reminder(
    deadline: Deadline, notice: timedelta, calendar: Calendar
) -> None:
    opened = deadline.strict - notice
    if whole_working_days(opened, deadline.strict, calendar):
        assert any(step.at < deadline.strict for step in ladder(deadline, opened, calendar))


@given(deadlines, notices, calendars, downtimes)
@often
def test_no_step_twice_nor_in_quiet_time_whatever_the_ticks(
    deadline: Deadline, notice: timedelta, calendar: Calendar, pauses: list[timedelta]
) -> None:
    steps = ladder(deadline, deadline.strict - notice, calendar)
    now, last_done, sent = deadline.strict - notice, None, list[tuple[Step, datetime]]()
    for pause in pauses:
        now += pause
        step = decide(steps, last_done, now, calendar).send
        if step is not None:
            assert not calendar.is_quiet(now, lunch_too=not step.by_the_hour)
            assert step.useful_until is None or now <= step.useful_until
            assert last_done is None or now - last_done >= GAP
            sent.append((step, now))
            last_done = now
    names = [step.name for step, _ in sent]
    assert len(names) == len(set(names))


@given(deadlines, notices, calendars)
@often
def test_whoever_looks_when_told_sends_every_step_on_its_minute(
    deadline: Deadline, notice: timedelta, calendar: Calendar
) -> None:
    opened = deadline.strict - notice
    steps = ladder(deadline, opened, calendar)
    look_at: datetime | None = opened
    last_done, sent = None, list[tuple[Step, datetime]]()
    while look_at is not None:
        now = look_at
        decision = decide(steps, last_done, now, calendar)
        if decision.send is not None:
            sent.append((decision.send, now))
            last_done = now
        look_at = decision.look_at
        assert look_at is None or look_at > now
    assert sent == [(step, step.at) for step in steps]


@given(deadlines, calendars, st.timedeltas(timedelta(0), timedelta(days=60)))
@often
def test_after_downtime_one_letter_and_no_burst(deadline: Deadline, calendar: Calendar, down: timedelta) -> None:
    steps = ladder(deadline, deadline.strict - timedelta(days=30), calendar)
    back = deadline.strict - timedelta(days=30) + down
    first = decide(steps, None, back, calendar).send
    if first is not None:
        assert decide(steps, back, back, calendar).send is None
        assert first == next(step for step in reversed(steps) if step.at <= back)


@pytest.mark.parametrize(
    ("again_by", "steps"),
    [
        ("26/10/2021 17:00", ["26/10 08:15", "27/10 08:15", "29/10 08:15"]),
        ("29/10/2021 17:00", ["29/10 08:15", "01/11 08:15", "03/11 08:15"]),
        ("30/10/2021 17:00", ["29/10 14:00", "01/11 08:15", "03/11 08:15"]),
        ("27/10/2021 08:00", ["26/10 14:00", "28/10 08:15", "01/11 08:15"]),
    ],
    ids=[
        "that morning, then twice",
        "over a weekend",
        "a day off: the slot before it",
        "before the office opens",
    ],
)
def test_what_is_wanted_back_has_a_ladder_of_its_own(again_by: str, steps: list[str]) -> None:
    found = returned_ladder(vn(again_by), OFFICE)
    assert [f"{local(step.at):%d/%m %H:%M}" for step in found] == steps
    assert [step.before for step in found] == [True, False, False]


# -- the hour somebody chose --------------------------------------------------------------------------------------

BY_DAY = no_later_than(date(2021, 10, 8), "chậm nhất ngày 08/10/2021 (thứ Sáu)")
BY_NOON = before_hour(date(2021, 10, 8), time(11), "trước 11g00 ngày 08/10/2021 (thứ Sáu)")
BY_FOUR = before_hour(date(2021, 10, 8), time(16), "trước 16g00 ngày 08/10/2021 (thứ Sáu)")


@pytest.mark.parametrize(
    ("deadline", "step", "hour", "moment"),
    [
        (BY_DAY, "T-3", None, "05/10 08:15"),
        (BY_DAY, "T-3", "09:00", "05/10 09:00"),
        (BY_DAY, "T-3", "07:30", "05/10 08:15"),  # the day is laid out at 07:45: no letter goes before its slot
        (BY_DAY, "T-3", "19:59", "05/10 19:59"),
        (BY_DAY, "T-3", "12:00", "05/10 08:15"),  # lunch; who chooses it has its end
        (BY_DAY, "T-3", "21:00", "05/10 08:15"),
        (BY_DAY, "T-1", "09:00", "07/10 14:00"),
        (BY_DAY, "T-1", "13:30", "07/10 16:30"),  # the morning's letter may have come at 13:30
        (BY_DAY, "T-1", "16:00", "07/10 16:00"),
        (BY_DAY, LAST_MORNING, "15:00", "08/10 15:00"),
        (BY_DAY, "late+1", "15:00", "11/10 15:00"),
        (BY_NOON, "T-2h", "10:30", "08/10 09:00"),  # said by the hour
        (BY_NOON, "T-1", "18:00", "07/10 18:00"),
        (BY_FOUR, LAST_MORNING, "09:30", "08/10 09:30"),
        (BY_FOUR, LAST_MORNING, "11:00", "08/10 11:00"),
        (BY_FOUR, LAST_MORNING, "11:15", "08/10 08:15"),  # less than three hours before T-2h, at 14:00
        (BY_FOUR, LAST_MORNING, "15:00", "08/10 08:15"),
    ],
)
def test_a_step_goes_to_the_hour_somebody_chose(deadline: Deadline, step: str, hour: str | None, moment: str) -> None:
    steps = ladder(deadline, LONG_AGO, OFFICE)
    one = next(each for each in steps if each.name == step)
    minutes = int(hour[:2]) * 60 + int(hour[3:]) if hour else None
    following = next_step(steps, one.at)
    found = own_moment(one, minutes, deadline, following.at if following else None, OFFICE)
    assert f"{local(found):%d/%m %H:%M}" == moment


@pytest.mark.parametrize(
    ("wished", "minutes"),
    [("07:30", 450), ("07:29", None), ("09:00", 540), ("11:30", 810), ("19:59", 1199), ("20:00", None)],
)
def test_which_hours_may_be_chosen(wished: str, minutes: int | None) -> None:
    assert OFFICE.own_hour(time.fromisoformat(wished)) == minutes
