import importlib.util
import os
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.clock import Rehearsal, at, aware, local

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
START = datetime(2021, 10, 25, 1, 15, tzinfo=UTC)
HOUR = timedelta(hours=1)
moments = st.builds(at, st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.times())


@given(moments)
@settings(max_examples=60)
def test_the_office_is_always_seven_hours_ahead_of_utc(moment: datetime) -> None:
    assert local(moment).utcoffset() == 7 * HOUR


def test_a_day_and_an_hour_become_a_utc_moment() -> None:
    assert at(date(2021, 10, 25), time(8, 15)) == START
    assert at(date(2021, 10, 25), time(8, 15)).tzinfo is UTC


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        aware(START.replace(tzinfo=None))
    with pytest.raises(ValueError, match="without a time zone"):
        local(START.replace(tzinfo=None))


@pytest.mark.skipif(importlib.util.find_spec("tzdata") is not None, reason="the tzdata package stands in")
def test_a_machine_without_time_zone_data_is_told_so_at_once() -> None:
    asked = subprocess.run(
        [sys.executable, "-c", "import core.clock"],
        env={**os.environ, "PYTHONTZPATH": ""},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode != 0
    assert "Asia/Ho_Chi_Minh" in asked.stderr


@pytest.mark.parametrize(
    ("speed", "passed", "office"),
    [
        (1.0, HOUR, START + HOUR),
        (60.0, timedelta(minutes=1), START + HOUR),
        (0.0, 24 * HOUR, START),
        (1.0, -HOUR, START),
        (60.0, -24 * HOUR, START),
    ],
    ids=["real speed", "sixty times", "stopped", "machine set back", "machine set back, fast"],
)
def test_a_rehearsal_clock_shows(speed: float, passed: timedelta, office: datetime) -> None:
    assert Rehearsal(NOON, START, speed).office_at(NOON + passed) == office


def test_a_clock_moved_ahead_goes_on_from_there() -> None:
    clock = Rehearsal(NOON, START).moved(NOON + HOUR, START + 48 * HOUR)
    assert clock.office_at(NOON + 2 * HOUR) == START + 49 * HOUR


def test_a_clock_is_never_moved_into_its_past() -> None:
    clock = Rehearsal(NOON, START).moved(NOON + HOUR, START - 48 * HOUR)
    assert clock.office_at(NOON + HOUR) == START + HOUR


def test_another_speed_does_not_make_the_clock_jump() -> None:
    clock = Rehearsal(NOON, START, 60.0).paced(NOON + HOUR, 1.0)
    assert clock.office_at(NOON + HOUR) == START + 60 * HOUR
    assert clock.office_at(NOON + 2 * HOUR) == START + 61 * HOUR


@pytest.mark.parametrize("speed", [-1.0, float("nan"), float("inf")])
def test_a_clock_runs_forwards_at_a_speed_one_can_name(speed: float) -> None:
    with pytest.raises(ValueError, match="cannot run"):
        Rehearsal(NOON, START, speed)


@given(st.lists(st.tuples(st.integers(-5000, 5000), st.sampled_from(["look", "move", "pace"])), max_size=12))
@settings(max_examples=80)
def test_office_time_never_runs_backwards_whatever_is_done_to_it(acts: list[tuple[int, str]]) -> None:
    clock, machine, seen = Rehearsal(NOON, START, 10.0), NOON, START
    for minutes, act in acts:
        machine += timedelta(minutes=abs(minutes))
        if act == "move":
            clock = clock.moved(machine, START + timedelta(minutes=minutes))
        elif act == "pace":
            clock = clock.paced(machine, abs(minutes) / 100)
        shown = clock.office_at(machine)
        assert shown >= seen
        seen = shown
