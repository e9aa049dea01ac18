"""What holds for every ladder, deadline and calendar when the tick runs late, stops, starts again or meets a clock that
jumps. The tick is played with `decide` alone: all it keeps between two looks is when it last wrote and when to look."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.calendar import Calendar
from core.clock import at, local
from core.deadlines import Deadline, before_day, before_hour, no_later_than, no_later_than_hour
from core.reminders import GAP, GRACE, LAST_MORNING, ROOM, Step, decide, ladder, next_step, own_moment

OFFICE = Calendar()
MINUTE = timedelta(minutes=1)


def vn(text: str) -> datetime:
    """'25/10/2021 08:15' on the wall clock."""
    day, hour = text.split()
    day_, month, year = (int(part) for part in day.split("/"))
    return at(date(year, month, day_), time.fromisoformat(hour))


# -- a world with nothing in it but one obligation ----------------------------------------------------------------


@dataclass(frozen=True)
class Sent:
    step: Step
    at: datetime


@dataclass(frozen=True)
class Down:
    """No tick from `since` until just before `until`."""

    since: datetime
    until: datetime


def played(
    steps: Sequence[Step],
    opened_at: datetime,
    calendar: Calendar,
    downs: Sequence[Down] = (),
    handed_at: datetime | None = None,
    last_done: datetime | None = None,
) -> list[Sent]:
    """Everything one unit is sent from the opening on. A start after downtime knows nothing but the two columns."""
    sent: list[Sent] = []
    look_at: datetime | None = opened_at
    while look_at is not None:
        now = _up(look_at, downs)
        if handed_at is not None and now >= handed_at:
            return sent  # the report and the end of its ladder are one transaction
        decision = decide(steps, last_done, now, calendar)
        if decision.send is not None:
            sent.append(Sent(decision.send, now))
            last_done = now
        assert decision.look_at is None or decision.look_at > now
        look_at = decision.look_at
    return sent


def _up(moment: datetime, downs: Sequence[Down]) -> datetime:
    for down in sorted(downs, key=lambda one: one.since):
        if down.since <= moment < down.until:
            moment = down.until
    return moment


# -- anything there may be ----------------------------------------------------------------------------------------


def every_day(day: date) -> bool:
    return True


def tuesdays(day: date) -> bool:
    return day.weekday() == 1


days = st.dates(date(2021, 1, 4), date(2027, 12, 20))
hours = st.times().map(lambda hour: hour.replace(second=0, microsecond=0))
deadlines = st.one_of(
    st.builds(no_later_than, days, st.just("chậm nhất")),
    st.builds(before_day, days, st.just("trước ngày"), grace=st.booleans()),
    st.builds(before_hour, days, hours, st.just("trước")),
    st.builds(no_later_than_hour, days, hours, st.just("chậm nhất")),
)
counted = st.builds("{}{}{}".format, st.sampled_from(["T-", "late+"]), st.integers(1, 99), st.sampled_from(["", "h"]))
ladders = st.none() | st.lists(counted | st.sampled_from([LAST_MORNING, GRACE]), min_size=1, max_size=8, unique=True)
calendars = st.builds(
    Calendar,
    quiet_start=st.times(time(17), time(23, 59)),
    quiet_end=st.times(time(5), time(9, 30)),
    lunch_end=st.sampled_from([time(13), time(14, 30)]),
    wished_slots=st.sampled_from([(time(8, 15), time(14, 0)), (time(10, 0),), (time(7, 0), time(9, 0), time(16, 0))]),
    official=st.sampled_from([OFFICE.official, OFFICE.official, every_day, tuesdays]),
)
notices = st.timedeltas(timedelta(0), timedelta(days=40)).map(lambda notice: notice - notice % MINUTE)
pauses = st.lists(st.tuples(st.timedeltas(timedelta(0), timedelta(days=12)),
                            st.timedeltas(MINUTE, timedelta(days=14))), max_size=5)  # fmt: skip


@dataclass(frozen=True)
class Case:
    deadline: Deadline
    opened_at: datetime
    calendar: Calendar
    steps: tuple[Step, ...]
    downs: tuple[Down, ...]

    def played(self, **more: datetime) -> list[Sent]:
        return played(self.steps, self.opened_at, self.calendar, self.downs, **more)


@st.composite
def cases(draw: st.DrawFn, rungs: st.SearchStrategy[list[str] | None] = ladders) -> Case:
    deadline, calendar = draw(deadlines), draw(calendars)
    opened_at = deadline.strict - draw(notices)
    downs, moment = [], opened_at
    for works, rests in draw(pauses):
        downs.append(Down(moment + works, moment + works + rests))
        moment += works + rests
    steps = ladder(deadline, opened_at, calendar, draw(rungs))
    return Case(deadline, opened_at, calendar, steps, tuple(downs))


often = settings(max_examples=100, deadline=None)


@given(cases())
@often
def test_no_step_comes_twice_and_their_order_is_kept(case: Case) -> None:
    sent = case.played()
    names = [one.step.name for one in sent]
    assert len(names) == len(set(names))
    assert all(one.step.at < later.step.at for one, later in pairwise(sent))
    assert all(one.step.at <= one.at for one in sent)


@given(cases())
@often
def test_nobody_is_written_to_in_the_night_nor_twice_within_the_gap(case: Case) -> None:
    sent = case.played()
    for one in sent:
        assert not case.calendar.is_quiet(one.at, lunch_too=not one.step.by_the_hour)
    assert all(later.at - one.at >= GAP for one, later in pairwise(sent))
    assert all(one.at - case.opened_at >= GAP for one in sent)


@given(cases(), st.timedeltas(timedelta(0), timedelta(days=60)))
@often
def test_nothing_comes_after_the_report_and_nothing_else_is_changed_by_it(case: Case, after: timedelta) -> None:
    handed_at = case.opened_at + after
    sent = case.played(handed_at=handed_at)
    assert all(one.at < handed_at for one in sent)
    assert sent == [one for one in case.played() if one.at < handed_at]


@given(cases())
@often
def test_nothing_says_late_before_it_is_and_nothing_says_last_day_when_it_is_over(case: Case) -> None:
    for one in case.played():
        assert one.step.before is (one.step.at <= case.deadline.lenient)
        assert one.step.useful_until is None or one.at <= one.step.useful_until


@given(cases())
@often
def test_after_downtime_comes_at_most_one_of_what_was_missed_and_that_the_latest(case: Case) -> None:
    sent = case.played()
    for down in case.downs:
        missed = [step for step in case.steps if down.since <= step.at < down.until]
        made_up = [one for one in sent if one.step in missed and one.at >= down.until]
        assert len(made_up) <= 1
        assert all(one.step == missed[-1] for one in made_up)


@given(cases())
@often
def test_without_downtime_every_step_comes_on_its_minute(case: Case) -> None:
    assert played(case.steps, case.opened_at, case.calendar) == [Sent(step, step.at) for step in case.steps]


@given(cases(), st.lists(st.timedeltas(timedelta(0), timedelta(days=30)), max_size=6))
@often
def test_a_restart_between_any_two_looks_changes_nothing(case: Case, restarts: list[timedelta]) -> None:
    """A process that starts looks at once, whatever it was told before: only what is due then is sent."""
    whole = played(case.steps, case.opened_at, case.calendar)
    for restart in restarts:
        now = case.opened_at + restart
        before = [one for one in whole if one.at <= now]
        last = before[-1].at if before else None
        assert decide(case.steps, last, now, case.calendar).send is None
        assert before + played(case.steps, now, case.calendar, last_done=last) == whole


@given(cases(), st.lists(st.timedeltas(timedelta(days=-20), timedelta(days=20)), max_size=25))
@often
def test_a_clock_that_jumps_repeats_nothing(case: Case, jumps: list[timedelta]) -> None:
    now, last_done, sent = case.opened_at, None, list[Sent]()
    for jump in jumps:
        now += jump
        step = decide(case.steps, last_done, now, case.calendar).send
        if step is not None:
            sent.append(Sent(step, now))
            last_done = now
    assert all(one.step.at < later.step.at and one.at < later.at for one, later in pairwise(sent))


@given(cases(), st.timedeltas(timedelta(0), timedelta(days=30)))
@often
def test_a_ruling_ends_what_was_before_it(case: Case, later: timedelta) -> None:
    """Another date, an extension, a resumed pause: the ladder is climbed from there on."""
    ruled_at = case.opened_at + later
    sent = played(case.steps, ruled_at, case.calendar, case.downs, last_done=ruled_at)
    assert all(one.step.at > ruled_at and one.at - ruled_at >= GAP for one in sent)


# -- the last safe moment -----------------------------------------------------------------------------------------


def room_for_one(case: Case) -> bool:
    """A slot of a working day far enough from the opening letter, with an hour left to do something about it."""
    slot = case.calendar.previous_slot(case.deadline.strict - ROOM)
    return slot - case.opened_at >= GAP


@given(cases(st.none()))
@example(
    Case(
        no_later_than(date(2021, 10, 28), "chậm nhất ngày 28/10/2021"), vn("28/10/2021 09:00"), OFFICE,
        ladder(no_later_than(date(2021, 10, 28), "chậm nhất ngày 28/10/2021"), vn("28/10/2021 09:00"), OFFICE), (),
    )
)  # fmt: skip
@often
def test_the_last_safe_moment_never_passes_without_a_reminder_where_there_was_room_for_one(case: Case) -> None:
    early = [step for step in case.steps if step.at < case.deadline.strict]
    assert bool(early) >= room_for_one(case)


@given(cases(ladders.filter(lambda names: names is not None and any(one.startswith("T-") or one == LAST_MORNING
                                                                    for one in names))))  # fmt: skip
@often
def test_nor_by_any_ladder_of_an_organiser_that_reminds_before_it(case: Case) -> None:
    early = [step for step in case.steps if step.at < case.deadline.strict]
    assert bool(early) >= room_for_one(case)


@given(cases(st.lists(st.sampled_from([GRACE, "late+1", "late+3", "late+2h"]), min_size=1, unique=True)))
@often
def test_an_organiser_who_wants_no_reminder_before_the_deadline_gets_none(case: Case) -> None:
    assert [step for step in case.steps if step.at < case.deadline.strict] == []


# -- days that are not like others --------------------------------------------------------------------------------


def shown(sent: Sequence[Sent]) -> list[str]:
    return [f"{one.step.name} {local(one.at):%d/%m/%Y %H:%M}" for one in sent]


def down(since: str, until: str) -> Down:
    return Down(vn(since), vn(until))


DAYS = [
    (
        "the year ends, and the machine slept over it",
        no_later_than(date(2026, 1, 2), "chậm nhất ngày 02/01/2026 (thứ Sáu)"),
        "15/12/2025 09:00",
        [down("30/12/2025 00:00", "03/01/2026 10:00")],
        ["T-7 26/12/2025 08:15", "late+1 05/01/2026 08:15", "late+3 07/01/2026 08:15"],
    ),
    (
        "the last day of the year",
        no_later_than(date(2025, 12, 31), "chậm nhất ngày 31/12/2025 (thứ Tư)"),
        "15/12/2025 09:00",
        [down("29/12/2025 00:00", "31/12/2025 07:00")],
        [
            "T-7 24/12/2025 08:15",
            "T-3 26/12/2025 14:00",
            "last-morning 31/12/2025 08:15",
            "late+1 05/01/2026 08:15",
            "late+3 07/01/2026 08:15",
        ],
    ),
    (
        "opened on the last morning itself: once more in the afternoon",
        no_later_than(date(2021, 10, 28), "chậm nhất ngày 28/10/2021 (thứ Năm)"),
        "28/10/2021 09:00",
        [],
        ["last-morning 28/10/2021 14:00", "late+1 29/10/2021 08:15", "late+3 02/11/2021 08:15"],
    ),
    (
        "opened when half an hour of the last slot is left",
        before_hour(date(2021, 10, 28), time(14, 30), "trước 14g30 ngày 28/10/2021 (thứ Năm)"),
        "28/10/2021 10:30",
        [],
        ["late+1h 28/10/2021 15:30", "late+1 29/10/2021 08:15", "late+3 02/11/2021 08:15"],
    ),
    (
        "a deadline in Tết",
        no_later_than(date(2026, 2, 19), "chậm nhất ngày 19/02/2026 (thứ Năm)"),
        "01/02/2026 09:00",
        [],
        [
            "T-7 12/02/2026 08:15",
            "last-morning 13/02/2026 14:00",
            "late+1 23/02/2026 08:15",
            "late+3 25/02/2026 08:15",
        ],
    ),
    (
        "back in the midst of Tết: nothing before the office opens, then the latest only",
        no_later_than(date(2026, 2, 13), "chậm nhất ngày 13/02/2026 (thứ Sáu)"),
        "01/02/2026 09:00",
        [down("13/02/2026 00:00", "18/02/2026 09:00")],
        [
            "T-7 06/02/2026 08:15",
            "T-3 10/02/2026 08:15",
            "T-1 12/02/2026 14:00",
            "late+1 23/02/2026 08:15",
            "late+3 25/02/2026 08:15",
        ],
    ),
    (
        "00:00",
        before_hour(date(2023, 6, 1), time(), "trước 00g00 ngày 01/6/2023"),
        "22/05/2023 09:00",
        [],
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
        "11:00, and a restart just before it",
        before_hour(date(2023, 5, 31), time(11), "trước 11g00 ngày 31/5/2023"),
        "22/05/2023 09:00",
        [down("31/05/2023 08:59", "31/05/2023 10:40")],
        [
            "T-1 30/05/2023 14:00",
            "T-2h 31/05/2023 10:40",
            "late+1h 31/05/2023 13:40",
            "late+1 01/06/2023 08:15",
            "late+3 05/06/2023 08:15",
        ],
    ),
    (
        "11:00, and back on the very minute: too late to be useful",
        before_hour(date(2023, 5, 31), time(11), "trước 11g00 ngày 31/5/2023"),
        "22/05/2023 09:00",
        [down("31/05/2023 08:59", "31/05/2023 11:00")],
        [
            "T-1 30/05/2023 14:00",
            "late+1h 31/05/2023 12:00",
            "late+1 01/06/2023 08:15",
            "late+3 05/06/2023 08:15",
        ],
    ),
    (
        "23:59, and nobody is written to after eight",
        before_hour(date(2023, 5, 31), time(23, 59), "trước 23g59 ngày 31/5/2023"),
        "22/05/2023 09:00",
        [down("31/05/2023 08:00", "31/05/2023 21:00")],
        [
            "T-3 26/05/2023 14:00",
            "T-1 30/05/2023 14:00",
            "late+1 01/06/2023 08:15",
            "late+3 05/06/2023 08:15",
        ],
    ),
    (
        "a week of downtime, over at lunch: the step of the next slot, and nothing of the week",
        before_day(date(2021, 10, 29), "trước ngày 29/10/2021 (thứ Sáu)"),
        "30/09/2021 09:00",
        [down("20/10/2021 12:00", "27/10/2021 12:00")],
        [
            "T-1 27/10/2021 14:00",
            "last-morning 28/10/2021 08:15",
            "grace 29/10/2021 08:15",
            "late+1 01/11/2021 08:15",
            "late+3 03/11/2021 08:15",
        ],
    ),
]


@pytest.mark.parametrize(
    ("deadline", "opened", "downs", "sent"), [row[1:] for row in DAYS], ids=[row[0] for row in DAYS]
)
def test_to_the_minute(deadline: Deadline, opened: str, downs: list[Down], sent: list[str]) -> None:
    steps = ladder(deadline, vn(opened), OFFICE)
    assert shown(played(steps, vn(opened), OFFICE, downs)) == sent


# -- the hour somebody chose --------------------------------------------------------------------------------------


@given(deadlines, ladders, calendars, notices, st.integers(0, 24 * 60 - 1))
def test_an_own_hour_is_later_the_same_day_in_time_and_never_quiet(
    deadline: Deadline, rungs: list[str] | None, calendar: Calendar, notice: timedelta, hour: int
) -> None:
    steps = ladder(deadline, deadline.strict - notice, calendar, rungs)
    for step in steps:
        following = next_step(steps, step.at)
        moment = own_moment(step, hour, deadline, following.at if following else None, calendar)
        if moment == step.at:
            continue
        assert moment > step.at
        assert not step.by_the_hour
        assert local(moment, calendar.zone).date() == local(step.at, calendar.zone).date()
        assert not calendar.is_quiet(moment)
        assert following is None or following.at - moment >= GAP
        if step.before:
            assert moment <= (deadline.lenient if step.name == GRACE else deadline.strict)
        if deadline.hour and step.before and step.name != GRACE:
            assert moment <= deadline.strict - timedelta(hours=2)


@given(deadlines, ladders, calendars, notices)
def test_without_an_own_hour_nothing_moves(
    deadline: Deadline, rungs: list[str] | None, calendar: Calendar, notice: timedelta
) -> None:
    steps = ladder(deadline, deadline.strict - notice, calendar, rungs)
    assert all(own_moment(step, None, deadline, None, calendar) == step.at for step in steps)


@given(st.integers(7 * 60 + 30, 20 * 60 - 1))
def test_the_letters_of_one_day_are_one_or_keep_the_gap(hour: int) -> None:
    """Of two reports, one at each slot of the day."""
    deadline = no_later_than(date(2021, 10, 8), "chậm nhất")
    morning, afternoon = (Step("T-3", at(date(2021, 10, 5), slot, OFFICE.zone), before=True) for slot in OFFICE.slots)
    moments = [own_moment(step, OFFICE.own_hour(time(*divmod(hour, 60))), deadline, None, OFFICE)
               for step in (morning, afternoon)]  # fmt: skip
    assert moments[0] == moments[1] or moments[1] - moments[0] >= GAP
