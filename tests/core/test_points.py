"""What a fact is worth, and what an officer types about it."""

from decimal import Decimal

import pytest
from hypothesis import given as holds_for
from hypothesis import strategies as st

from core.points import Fact, Given, Reason, earned, from_json, given, retyped, to_json, total, usual
from core.submissions import Timeliness

AMOUNTS = st.decimals(-10, 10, places=2, allow_nan=False)


@pytest.mark.parametrize(
    ("fact", "points"),
    [
        (Fact("a"), "0"),
        (Fact("a", Timeliness.ON_TIME), "1"),
        (Fact("a", Timeliness.LATE), "0.5"),
        (Fact("a", Timeliness.ON_TIME, returned=1), "1"),  # the first request costs nothing
        (Fact("a", Timeliness.ON_TIME, returned=3), "0"),
        (Fact("a", chosen=True), "1"),
    ],
)
def test_what_a_fact_is_worth(fact: Fact, points: str) -> None:
    assert total(earned(usual(takes_entries=True), [fact])) == Decimal(points)


def test_without_entries_no_rule_for_them_is_proposed() -> None:
    assert Reason.CHOSEN not in usual(takes_entries=False)


@pytest.mark.parametrize(
    ("said", "reason", "amount"),
    [
        ("đúng hạn 2", Reason.ON_TIME, "2"),
        ("dung han la 1,5, sau han 0", Reason.LATE, "0"),
        ("bổ sung 0,25", Reason.AGAIN, "-0.25"),  # what is taken off is below nought, however written
        ("bổ sung −0,25", Reason.AGAIN, "-0.25"),
        ("sau hạn trừ 1", Reason.LATE, "-1"),
        ("sáng kiến được 3", Reason.CHOSEN, "3"),
    ],
)
def test_other_amounts_are_typed(said: str, reason: Reason, amount: str) -> None:
    rules = retyped(usual(takes_entries=True), said)
    assert rules is not None
    assert rules[reason] == Decimal(amount)


@pytest.mark.parametrize("said", ["", "cảm ơn", "đúng hạn", "2", "đúng hạn hai điểm", "báo cáo đúng hạn 15 đơn vị"])
def test_anything_else_changes_no_rule(said: str) -> None:
    assert retyped(usual(takes_entries=True), said) is None


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("Cộng 1 điểm An Hòa vì sáng kiến được chọn", Given(Decimal(1), "An Hòa", "sáng kiến được chọn")),
        ("tru 0,5 diem cho An Hoa, Dien luc", Given(Decimal("-0.5"), "An Hoa, Dien luc", "")),
        ("cộng 2 điểm thi đua cho cụm 1 do làm tốt.", Given(Decimal(2), "cụm 1", "làm tốt")),
        ("cộng điểm An Hòa", None),
        ("điểm thi đua", None),
    ],
)
def test_a_point_by_hand(said: str, wanted: Given | None) -> None:
    assert given(said) == wanted


@holds_for(st.dictionaries(st.sampled_from(list(Reason)), AMOUNTS))
def test_rules_come_back_as_they_were_kept(rules: dict[Reason, Decimal]) -> None:
    assert from_json(to_json(rules)) == rules


@holds_for(st.lists(st.builds(Fact, st.just("a"), st.sampled_from(list(Timeliness)), st.integers(0, 9), st.booleans())))
def test_the_whole_is_the_sum_of_what_is_told(facts: list[Fact]) -> None:
    points = earned(usual(takes_entries=True), facts)
    assert all(one.amount and one.what for one in points)
    assert total(points) == sum((one.amount for one in points), Decimal())
