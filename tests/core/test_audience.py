"""Who is meant by typed words, against the list of units."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.audience import EVERYBODY, Owners, Roster, proposed, understood

ROSTER = Roster(
    units={
        1: "Đoàn phường An Hòa",
        2: "Đoàn phường An Bình",
        3: "Đoàn Trường THPT An Lâm",
        4: "Đoàn Trường Trung cấp Nghề",
        5: "Chi đoàn Điện lực",
        6: "Chi đoàn Cấp nước",
        7: "Đoàn phường 3",
        8: "Đoàn Công ty May và In Bình Lâm",
    },
    groups={1: "Cụm 1 – Địa bàn dân cư", 2: "Cụm 2 – Trường học", 3: "Cụm 3 – Công nhân lao động"},
    members={1: [1, 2, 7], 2: [3, 4], 3: [5, 6, 8]},
    marks={1: "AH", 2: "AB"},
)


@pytest.mark.parametrize(
    ("words", "units"),
    [
        ("tất cả", [1, 2, 3, 4, 5, 6, 7, 8]),
        ("cả 8 đơn vị", [1, 2, 3, 4, 5, 6, 7, 8]),
        ("cum 1", [1, 2, 7]),
        ("Cụm 2 – Trường học", [3, 4]),
        ("khối trường học", [3, 4]),
        ("các đơn vị khối công nhân lao động", [5, 6, 8]),
        ("các chi đoàn", [5, 6]),
        ("cac truong", [3, 4]),
        ("an hoa", [1]),
        ("AH, ab", [1, 2]),
        ("P3", [7]),
        ("phường 3 và điện lực", [5, 7]),
        ("cụm 1 và cấp nước", [1, 2, 6, 7]),
        ("Đoàn Công ty May và In Bình Lâm", [8]),
        ("các chi đoàn trừ điện lực", [6]),
        ("trừ an hòa", [2, 3, 4, 5, 6, 7, 8]),
        ("tất cả, trừ cụm 1 và cụm 2", [5, 6, 8]),
    ],
)
def test_units_are_found_as_people_name_them(words: str, units: list[int]) -> None:
    found = understood(words, ROSTER)
    assert found.unclear == ()
    assert ROSTER.meant(found.owners) == units


@pytest.mark.parametrize(
    ("words", "unclear"), [("hoa mai", ("hoa mai",)), ("an", ("an",)), ("an hòa, xyz", ("xyz",)), ("trừ xyz", ("xyz",))]
)
def test_what_fits_nothing_or_several_units_is_asked_again(words: str, unclear: tuple[str, ...]) -> None:
    assert understood(words, ROSTER).unclear == unclear


def test_a_rule_means_units_that_join_later_too() -> None:
    rule = Owners.from_json(understood("cụm 2", ROSTER).owners.to_json())
    later = Roster({**ROSTER.units, 9: "Đoàn Trường Y"}, ROSTER.groups, {**ROSTER.members, 2: [3, 4, 9]})
    assert later.meant(rule) == [3, 4, 9]


def test_nothing_kept_means_everybody() -> None:
    assert Owners.from_json({}) == EVERYBODY


def test_the_plans_own_words_are_proposed_only_when_all_of_them_fit() -> None:
    assert proposed(("Khối trường học", "cụm 1"), ROSTER) == Owners(groups=(2, 1))
    assert proposed(("Khối trường học", "Khối doanh nghiệp"), ROSTER) is None


@given(st.text(max_size=120))
def test_no_words_break_it(words: str) -> None:
    found = understood(words, ROSTER)
    assert set(ROSTER.meant(found.owners)) <= set(ROSTER.units)
