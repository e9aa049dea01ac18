from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.progress import Row, Tally, rate, tally
from core.submissions import State, Timeliness, Workflow

MISSING = State(Workflow.OWED, Timeliness.NONE)
WAITING = State(Workflow.HANDED_IN, Timeliness.ON_TIME)
ACCEPTED = State(Workflow.ACCEPTED, Timeliness.ON_TIME)
RETURNED = State(Workflow.RETURNED, Timeliness.ON_TIME)

states = st.one_of(
    st.sampled_from([MISSING, State(Workflow.EXEMPT, Timeliness.NONE)]),
    st.builds(
        State,
        st.sampled_from([Workflow.HANDED_IN, Workflow.ACCEPTED, Workflow.RETURNED]),
        st.sampled_from([Timeliness.ON_TIME, Timeliness.LATE]),
    ),
)
rows = st.lists(st.builds(Row, states, st.booleans(), st.booleans(), st.booleans(), st.booleans()), max_size=40)


def test_the_numbers_a_leader_reads_aloud() -> None:
    """31 of 43 in: 20 accepted, 9 waiting, 2 returned. 12 missing: 6 promised, 3 by e-mail, 3 silent."""
    counted = tally(
        [
            *[Row(ACCEPTED)] * 20,
            *[Row(WAITING)] * 9,
            *[Row(RETURNED)] * 2,
            *[Row(MISSING, promised=True)] * 6,
            *[Row(MISSING, by_email=True)] * 3,
            *[Row(MISSING)] * 3,
        ]
    )
    assert (counted.expected, counted.received, counted.received_late) == (43, 31, 0)
    assert (counted.accepted, counted.waiting, counted.returned) == (20, 9, 2)
    assert (counted.missing, counted.promised, counted.by_email, counted.silent) == (12, 6, 3, 3)
    assert counted.adds_up


@pytest.mark.parametrize(
    ("row", "counted"),
    [
        (Row(State(Workflow.EXEMPT, Timeliness.NONE), unreached=True), Tally(expected=1, exempt=1)),
        (Row(MISSING, unreached=True), Tally(expected=1, missing=1, silent=1, unreached=1)),
        (Row(MISSING, promised=True, broken=True), Tally(expected=1, missing=1, broken=1)),
        (Row(MISSING, by_email=True, promised=True), Tally(expected=1, missing=1, by_email=1)),
        (Row(WAITING, promised=True, unreached=True), Tally(expected=1, on_time=1, waiting=1)),
        (
            Row(State(Workflow.RETURNED, Timeliness.LATE)),
            Tally(expected=1, returned=1, returned_late=1),
        ),
        (Row(State(Workflow.ACCEPTED, Timeliness.LATE)), Tally(expected=1, late=1, accepted=1)),
        (Row(WAITING, nil=True), Tally(expected=1, on_time=1, waiting=1, nil=1)),
        (Row(MISSING, nil=True), Tally(expected=1, missing=1, silent=1)),
    ],
    ids=[
        "exempt is nothing else",
        "a unit out of reach is still missing",
        "a broken promise is no longer a promise",
        "mail is the better news",
        "what came silences what was promised",
        "returned keeps its lateness apart",
        "late and accepted",
        "nothing to report is a report",
        "and what never came says nothing",
    ],
)
def test_one_obligation_is_counted(row: Row, counted: Tally) -> None:
    assert tally([row]) == counted


def test_a_tally_that_lost_a_unit_does_not_add_up() -> None:
    assert not Tally(expected=2, on_time=1, waiting=1).adds_up
    assert not Tally(expected=1, missing=1, silent=1, nil=1).adds_up


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [
        (31, 43, "72.1"),
        (0, 43, "0.0"),
        (43, 43, "100.0"),
        (1, 8, "12.5"),
        (1, 16, "6.3"),
        (22, 20, "110.0"),
        (9999, 10000, "99.9"),
        (1, 10000, "0.1"),
    ],
    ids=["the leader's", "none", "all", "exact", "half up", "a target passed", "not all", "not none"],
)
def test_a_rate_is_a_percentage_to_one_decimal(part: int, whole: int, percent: str) -> None:
    assert rate(part, whole) == Decimal(percent)


def test_whoever_need_not_hand_in_lowers_no_rate() -> None:
    counted = Tally(expected=43, on_time=38, missing=2, exempt=3, accepted=38, silent=2)
    assert counted.adds_up
    assert (counted.asked, counted.rate) == (40, Decimal("95.0"))
    assert Tally(expected=3, exempt=3).rate is None


def test_there_is_no_rate_of_nothing() -> None:
    assert rate(0, 0) is None


@given(rows)
@settings(max_examples=100)
def test_a_tally_always_adds_up(asked: list[Row]) -> None:
    counted = tally(asked)
    assert counted.expected == len(asked)
    assert counted.adds_up
    assert counted.received + counted.missing == counted.asked
    assert (counted.rate or 0) <= 100


@given(rows, rows)
@settings(max_examples=60)
def test_two_clusters_come_to_the_sum_of_both(one: list[Row], other: list[Row]) -> None:
    both = tally([*one, *other])
    assert both.expected == tally(one).expected + tally(other).expected
    assert both.received == tally(one).received + tally(other).received
    assert both.silent == tally(one).silent + tally(other).silent
