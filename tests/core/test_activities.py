"""When the owners of an activity hear of it: day by day, over holidays, of a whole month; and what always holds."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.activities import AFTER, MID_MONTH, MONTH_END, ON_THE_DAY, Event, is_month_long, ladder
from core.calendar import Calendar
from core.clock import ZONE, local
from core.reminders import GAP, Step, decide

CALENDAR = Calendar()
LONG_AGO = datetime(2023, 1, 4, 8, tzinfo=ZONE)


def day(text: str) -> date:
    return vn(f"{text} 00:00").date()


def vn(text: str) -> datetime:
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=ZONE)


def on(text: str, **more: object) -> Event:
    return Event(day(text), day(text), **more)  # type: ignore[arg-type]


def shown(steps: tuple[Step, ...]) -> list[str]:
    return [f"{step.name} {local(step.at):%a %d/%m %H:%M}" for step in steps]


@pytest.mark.parametrize(
    ("event", "opened", "steps"),
    [
        pytest.param(
            on("25/05/2023"), LONG_AGO,
            ["T-7 Thu 18/05 08:15", "T-1 Wed 24/05 14:00", "day Thu 25/05 08:15", "after Fri 26/05 08:15"],
            id="a Thursday",
        ),
        pytest.param(
            on("28/05/2023"), LONG_AGO,
            ["T-7 Fri 19/05 14:00", "T-1 Fri 26/05 14:00", "day Sun 28/05 08:15", "after Mon 29/05 08:15"],
            id="a Sunday is kept, what comes before it is brought forward",
        ),
        pytest.param(
            on("01/05/2023"), LONG_AGO,
            ["T-7 Mon 24/04 08:15", "T-1 Fri 28/04 14:00", "day Mon 01/05 08:15", "after Thu 04/05 08:15"],
            id="a holiday too",
        ),
        pytest.param(
            on("28/05/2023", hour=time(7, 30)), LONG_AGO,
            ["T-7 Fri 19/05 14:00", "T-1 Fri 26/05 14:00", "day Sun 28/05 07:30", "after Mon 29/05 08:15"],
            id="an early hour: as soon as the night is over",
        ),
        pytest.param(
            on("28/05/2023", hour=time(19)), LONG_AGO,
            ["T-7 Fri 19/05 14:00", "T-1 Fri 26/05 14:00", "day Sun 28/05 08:15", "after Mon 29/05 08:15"],
            id="an evening is announced in the morning",
        ),
        pytest.param(
            Event(day("27/05/2023"), day("25/05/2023")), LONG_AGO,
            ["T-7 Thu 18/05 08:15", "T-1 Wed 24/05 14:00", "day Thu 25/05 08:15", "after Mon 29/05 08:15"],
            id="of several days the first is announced, and the last asked about",
        ),
        pytest.param(
            on("25/05/2023"), vn("16/05/2023 09:00"),
            ["T-1 Wed 24/05 14:00", "day Thu 25/05 08:15", "after Fri 26/05 08:15"],
            id="a mere notice hard upon the opening is left out",
        ),
        pytest.param(on("25/05/2023"), vn("25/05/2023 07:40"), ["after Fri 26/05 08:15"], id="opened on the day"),
        pytest.param(
            Event(day("31/05/2023"), day("01/05/2023"), month_long=True), LONG_AGO,
            ["mid-month Mon 15/05 08:15", "month-end Wed 31/05 08:15"],
            id="a month",
        ),
        pytest.param(
            Event(day("30/04/2023"), day("01/04/2023"), month_long=True), LONG_AGO,
            ["mid-month Fri 14/04 08:15", "month-end Fri 28/04 08:15"],
            id="a month whose middle and end are days off",
        ),
        pytest.param(
            Event(day("30/11/2023"), day("01/03/2023"), month_long=True), LONG_AGO,
            ["mid-month Fri 14/07 08:15", "month-end Thu 30/11 08:15"],
            id="several months have one middle",
        ),
        pytest.param(
            Event(day("31/05/2023"), day("01/05/2023"), month_long=True), vn("16/05/2023 09:00"),
            ["month-end Wed 31/05 08:15"],
            id="a month begun late",
        ),
    ],
)  # fmt: skip
def test_the_ladder_of_an_activity(event: Event, opened: datetime, steps: list[str]) -> None:
    assert shown(ladder(event, opened, CALENDAR)) == steps


@pytest.mark.parametrize(
    ("first", "last", "whole"),
    [
        ("01/05/2023", "31/05/2023", True),
        ("01/02/2023", "28/02/2023", True),
        ("01/03/2023", "30/11/2023", True),
        ("05/03/2023", "31/03/2023", False),
        ("01/05/2023", "30/05/2023", False),
        ("25/05/2023", "25/05/2023", False),
    ],
)
def test_what_takes_a_whole_month(first: str, last: str, whole: bool) -> None:
    assert is_month_long(day(first), day(last)) is whole


def test_what_was_kept_is_read_back() -> None:
    event = Event(day("28/05/2023"), day("27/05/2023"), time(7, 30), "Nhà văn hóa", "trực tiếp")
    assert Event.from_json(event.to_json()) == event
    assert Event.from_json(Event(day("28/05/2023")).to_json()) == Event(day("28/05/2023"))


def test_moved_it_is_one_day_without_an_hour() -> None:
    event = Event(day("31/05/2023"), day("01/05/2023"), time(8), "Nhà văn hóa", month_long=True)
    assert event.moved(day("06/06/2023")) == on("06/06/2023", place="Nhà văn hóa")


@pytest.mark.parametrize(
    ("now", "sends", "look_at"),
    [
        ("28/05/2023 08:15", True, "29/05/2023 08:15"),
        ("28/05/2023 12:10", True, "29/05/2023 08:15"),
        ("28/05/2023 19:59", True, "29/05/2023 08:15"),
        ("28/05/2023 21:00", False, "29/05/2023 07:30"),
        ("29/05/2023 07:30", False, "29/05/2023 08:15"),
    ],
    ids=["on time", "caught up at lunch", "in the evening", "never in the night", "never on another day"],
)
def test_the_letter_of_a_sunday(now: str, sends: bool, look_at: str) -> None:
    steps = ladder(on("28/05/2023"), LONG_AGO, CALENDAR)
    decided = decide(steps, vn("26/05/2023 14:00"), vn(now), CALENDAR)
    assert (decided.send is not None, decided.look_at) == (sends, vn(look_at))


# -- what always holds --------------------------------------------------------------------------------------------

days = st.dates(date(2021, 1, 1), date(2027, 12, 31))
hours = st.none() | st.times()


@st.composite
def events(draw: st.DrawFn) -> Event:
    first = draw(days)
    last = first + timedelta(days=draw(st.integers(0, 20)))
    return Event(last, draw(st.sampled_from([first, None])), draw(hours), month_long=draw(st.booleans()))


@given(events(), st.integers(-40, 200))
def test_few_letters_apart_in_order_and_never_in_the_night(event: Event, notice: int) -> None:
    opened = datetime.combine(event.begins, time(9), tzinfo=ZONE) - timedelta(days=notice)
    steps = ladder(event, opened, CALENDAR)
    assert len(steps) <= (2 if event.month_long else 4)
    assert all(later.at - step.at >= GAP for step, later in pairwise(steps))
    assert all(step.at - opened >= GAP for step in steps)
    for step in steps:
        here = local(step.at)
        assert time(7, 30) <= here.time() < time(20)
        assert step.any_day or CALENDAR.is_working(here.date())


@given(events())
def test_each_step_is_on_its_side_of_the_day(event: Event) -> None:
    for step in ladder(event, LONG_AGO.replace(year=2020), CALENDAR):
        on_day = local(step.at).date()
        if step.name == ON_THE_DAY:
            assert on_day == event.begins
        elif step.name == AFTER:
            assert on_day == CALENDAR.plus_working(event.last, 1)
        elif step.name in (MID_MONTH, MONTH_END):
            assert event.month_long
        else:
            assert on_day < event.begins


@pytest.mark.parametrize(
    ("event", "hour", "moved"),
    [
        pytest.param(on("25/05/2023", hour=time(7, 30)), None, on("30/05/2023"), id="an old hour says nothing"),
        pytest.param(on("25/05/2023", place="sân"), time(9), on("30/05/2023", hour=time(9), place="sân"), id="an hour"),
        pytest.param(
            Event(day("27/05/2023"), day("25/05/2023")), time(9), Event(day("01/06/2023"), day("30/05/2023")),
            id="as many days",
        ),
        pytest.param(Event(day("25/05/2023")), None, Event(day("30/05/2023")), id="only by when"),
        pytest.param(
            Event(day("31/05/2023"), day("01/05/2023"), month_long=True), None, on("30/05/2023"), id="a month, a day"
        ),
    ],
)  # fmt: skip
def test_the_plans_own_day_is_moved(event: Event, hour: time | None, moved: Event) -> None:
    assert event.put_on(day("30/05/2023"), hour) == moved
    assert moved.is_on(event.put_on(day("30/05/2023"), hour))
    assert not moved.is_on(event)
