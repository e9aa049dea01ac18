"""Which unit somebody means who speaks for it: it, or a few that it may be, and never the whole list."""

import pytest

from core.roster.asking import MOST, unit_meant, units_like

UNITS = dict(
    enumerate(
        (
            "Đoàn phường An Hòa",
            "Đoàn phường An Bình",
            "Đoàn Trường THPT An Lâm",
            "Đoàn Trường THCS An Lâm",
            "Chi đoàn Điện lực",
            "Đoàn xã Tân Lập",
            "Đoàn phường Tân Lập",
        )
    )
)
MEANT = [
    ("Đoàn phường An Hòa", 0),
    ("an hoa", 0),
    ("phường An Hòa", 0),
    ("P. An Hòa", 0),
    ("điện lực", 4),
    ("chi doan dien luc", 4),
    ("THPT An Lâm", 2),
    ("xã Tân Lập", 5),
]
NOBODY = ["tan lap", "xã An Hòa", "an", "đoàn", "sao hoa", "", "0912000118", "?"]
MAY_BE = [
    ("tan lap", {5, 6}),
    ("an lam", {2, 3}),
    ("dien lưc", {4}),
    ("an hao", {0}),
    ("sao hoa", set()),
    ("a", set()),
]


@pytest.mark.parametrize(("typed", "unit"), MEANT)
def test_a_name_as_people_type_it_is_that_unit(typed: str, unit: int) -> None:
    assert unit_meant(typed, UNITS) == unit


@pytest.mark.parametrize("typed", NOBODY)
def test_what_may_be_several_or_another_kind_of_unit_is_none(typed: str) -> None:
    assert unit_meant(typed, UNITS) is None


@pytest.mark.parametrize(("typed", "units"), MAY_BE)
def test_a_few_are_offered(typed: str, units: set[int]) -> None:
    assert set(units_like(typed, UNITS)) >= units
    assert units or not units_like(typed, UNITS)


def test_a_stranger_is_never_shown_the_list() -> None:
    many = {at: f"Chi đoàn khu phố {at}" for at in range(300)}
    assert len(units_like("khu phố", many)) <= MOST
