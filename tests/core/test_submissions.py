from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.clock import at
from core.deadlines import before_day
from core.submissions import Handed, State, Timeliness, Verdict, Workflow, judge, state_of

LENIENT = before_day(date(2021, 10, 29), "trước ngày 29/10/2021").lenient
IN_TIME = at(date(2021, 10, 27), time(16, 42))
LATE = at(date(2021, 11, 1), time(9, 10))
LATER = at(date(2021, 11, 3), time(9, 10))
OWED = State(Workflow.OWED, Timeliness.NONE)

verdicts = st.sampled_from([None, Verdict.ACCEPTED, Verdict.RETURNED])
moments = st.timedeltas(timedelta(days=-9), timedelta(days=9)).map(lambda apart: LENIENT + apart)
versions = st.builds(Handed, moments, st.booleans(), verdicts)


@pytest.mark.parametrize(
    ("handed", "state"),
    [
        ([], OWED),
        ([Handed(IN_TIME, complete=False)], OWED),
        ([Handed(IN_TIME)], State(Workflow.HANDED_IN, Timeliness.ON_TIME)),
        ([Handed(LENIENT)], State(Workflow.HANDED_IN, Timeliness.ON_TIME)),
        ([Handed(LATE)], State(Workflow.HANDED_IN, Timeliness.LATE)),
        ([Handed(IN_TIME, verdict=Verdict.ACCEPTED)], State(Workflow.ACCEPTED, Timeliness.ON_TIME)),
        ([Handed(IN_TIME, verdict=Verdict.RETURNED)], State(Workflow.RETURNED, Timeliness.ON_TIME)),
        (
            [Handed(IN_TIME, verdict=Verdict.RETURNED), Handed(LATE)],
            State(Workflow.HANDED_IN, Timeliness.ON_TIME),
        ),
        (
            [Handed(LATE, verdict=Verdict.RETURNED), Handed(LATER, verdict=Verdict.ACCEPTED)],
            State(Workflow.ACCEPTED, Timeliness.LATE),
        ),
        (
            [Handed(IN_TIME, complete=False), Handed(LATE)],
            State(Workflow.HANDED_IN, Timeliness.LATE),
        ),
        (
            [Handed(IN_TIME, verdict=Verdict.ACCEPTED), Handed(LATE, complete=False)],
            State(Workflow.ACCEPTED, Timeliness.ON_TIME),
        ),
        (
            [Handed(LATE), Handed(IN_TIME, verdict=Verdict.ACCEPTED)],
            State(Workflow.ACCEPTED, Timeliness.ON_TIME),
        ),
    ],
    ids=[
        "nothing came",
        "an incomplete version is no report",
        "in time",
        "on the last moment",
        "late",
        "accepted",
        "returned, still on time",
        "corrected after the deadline: still on time",
        "late stays late though accepted",
        "complete only after the deadline",
        "an unfinished new version changes nothing",
        "the mail that came in time was found later",
    ],
)
def test_the_state_of_an_obligation(handed: list[Handed], state: State) -> None:
    assert state_of(handed, LENIENT) == state


def test_exemption_wins_over_a_report() -> None:
    assert state_of([Handed(LATE)], LENIENT, exempt=True) == State(Workflow.EXEMPT, Timeliness.NONE)


def test_an_extension_judges_the_same_report_anew() -> None:
    assert state_of([Handed(LATE)], LENIENT + timedelta(days=7)).timeliness is Timeliness.ON_TIME


def test_the_earliest_arrival_is_judged() -> None:
    assert judge([LATE, IN_TIME], LENIENT) is Timeliness.ON_TIME
    assert judge([LATER, LATE], LENIENT) is Timeliness.LATE
    assert judge([], LENIENT) is Timeliness.NONE


@given(st.lists(versions, max_size=5), st.booleans())
@settings(max_examples=80)
def test_only_what_was_handed_in_has_a_timeliness(handed: list[Handed], exempt: bool) -> None:
    state = state_of(handed, LENIENT, exempt)
    nothing = state.workflow in (Workflow.OWED, Workflow.EXEMPT)
    assert (state.timeliness is Timeliness.NONE) is nothing


@given(st.lists(versions, max_size=5), versions)
@settings(max_examples=80)
def test_a_newer_version_never_makes_a_report_late(handed: list[Handed], newer: Handed) -> None:
    if state_of(handed, LENIENT).timeliness is Timeliness.ON_TIME:
        assert state_of([*handed, newer], LENIENT).timeliness is Timeliness.ON_TIME
