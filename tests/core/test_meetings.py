"""What one meeting remembers of another, what stands in a cell, and how many blocks the units are dealt into."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.cards import Card, Cell, Line, Mark, blocks, cell_of, dealt
from core.clock import ZONE
from core.likely import same_but_for_its_year
from core.meetings import APART, Changed, Numbers, changed, remembered

EIGHT = datetime(2021, 10, 1, 8, tzinfo=ZONE)
HOUR = timedelta(hours=1)


def numbers(hours: float, received: int = 0, report: str = "1:", **targets: int) -> Numbers:
    amounts = {int(name[1:]): Decimal(value) for name, value in targets.items()}
    return Numbers(EIGHT + hours * HOUR, report, received, received, amounts)


def held(*asked: Numbers) -> list[Numbers | None]:
    """What each asking is compared with."""
    kept, found = None, []
    for one in asked:
        before, kept = remembered(kept, one)
        found.append(before)
    return found


def test_the_first_has_nothing_before_it() -> None:
    assert held(numbers(0)) == [None]


def test_asked_again_in_the_same_meeting_it_is_compared_with_the_one_before() -> None:
    first, again, next_day, later = numbers(0, 3), numbers(1, 4), numbers(24, 7), numbers(26, 9)
    assert held(first, again, next_day, later) == [None, None, again, again]


def test_a_meeting_is_apart_by_hours() -> None:
    assert held(numbers(0), numbers(APART / HOUR))[1] == numbers(0)
    assert held(numbers(0), numbers(APART / HOUR - 0.1))[1] is None


def test_what_changed() -> None:
    before, now = numbers(0, 5, t1=100, t2=7), numbers(24, 12, t1=150, t2=7, t3=4)
    assert changed(before, now) == Changed(before.at, 7, 7, {1: Decimal(50)})
    assert changed(before, numbers(24, 12, "2:", t1=90)) == Changed(before.at, None, None, {1: Decimal(-10)})
    assert changed(None, now) is None


@pytest.mark.parametrize(
    ("workflow", "timeliness", "hours", "cell"),
    [
        ("owed", "none", -1, Cell(Mark.AHEAD)),
        ("owed", "none", 1, Cell(Mark.MISSING)),
        ("handed_in", "on_time", 1, Cell(Mark.ON_TIME, unseen=True)),
        ("accepted", "on_time", 1, Cell(Mark.ON_TIME)),
        ("accepted", "late", 1, Cell(Mark.LATE)),
        ("handed_in", "late", 1, Cell(Mark.LATE, unseen=True)),
        ("returned", "late", 1, Cell(Mark.RETURNED)),
        ("exempt", "none", 1, Cell(Mark.EXEMPT)),
    ],
)
def test_what_stands_in_a_cell(workflow: str, timeliness: str, hours: int, cell: Cell) -> None:
    assert cell_of(workflow, timeliness, EIGHT, EIGHT + hours * HOUR) == cell


@given(st.integers(0, 400), st.integers(100, 900), st.floats(0.5, 2))
def test_every_unit_is_dealt_once(units: int, block: int, shape: float) -> None:
    lines = [Line(f"{at}", f"{at}", "", ()) for at in range(units)]
    many = blocks(units, block, 48, 80, 600, shape)
    found = dealt(lines, many)
    assert [line for each in found for line in each] == lines
    assert len(found) <= many


def test_many_units_are_shown_by_their_marks() -> None:
    def of(units: int) -> Card:
        return Card("", (), (), tuple(Line("", "", "", ()) for _ in range(units)), (), (), "", "")

    assert of(60).named
    assert not of(61).named


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Tháng Thanh niên năm 2021", "Tháng Thanh niên 2022", True),
        ("Hè tình nguyện 2021-2022", "Hè tình nguyện 2022 - 2023", True),
        ("Đại hội lần thứ XI", "Đại hội lần thứ XII", True),
        ("Tháng Thanh niên", "Tháng Công nhân", False),
        ("2021", "2022", False),
        ("Báo cáo tháng 9/2021", "Báo cáo tháng 10/2022", True),
    ],
)
def test_the_same_a_year_apart(one: str, other: str, same: bool) -> None:
    assert same_but_for_its_year(one, other) is same
