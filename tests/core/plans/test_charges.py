"""Who carries an activity: a plan's words against the list of units."""

from datetime import date

import pytest

from core.audience import Owners, Roster
from core.plans.charges import CLUSTERS, EVENTS, Body, asks_for_clusters, charge, planned

ROSTER = Roster(
    units={1: "Đoàn Sở Xây dựng", 2: "Đoàn Tòa án nhân dân Thành phố", 3: "Chi đoàn Báo Phụ nữ",
           4: "Đoàn Văn phòng Quận ủy", 5: "Đoàn Sở Văn hóa và Thể thao", 6: "Đoàn Sở Nội vụ"},
    groups={10: "Cụm 2", 11: "Cụm hoạt động số 5", 12: "Cụm 8 – Hành chính"},
    members={10: [1, 2], 11: [3], 12: [4, 5]},
    heads={10: 1, 11: 3},
)  # fmt: skip


@pytest.mark.parametrize(
    ("names", "together"),
    [
        (["Đoàn Sở Xây dựng"], [Body(1)]),
        (["Đoàn Toà án nhân dân"], [Body(2)]),
        (["Đoàn Báo Phụ nữ", "Đoàn Sở Nội vụ"], [Body(3), Body(6)]),
        (["Đoàn Sở Văn hóa và Thể thao"], [Body(5)]),
        (["Cụm hoạt động số 2"], [Body(1, 10)]),
        (["Cụm số 5"], [Body(3, 11)]),
        (["Cụm hoạt động số 2, 5"], [Body(1, 10), Body(3, 11)]),
        (["Đoàn Sở Nội vụ", "Cụm 2"], [Body(6), Body(1, 10)]),
    ],
)
def test_named_bodies_carry_it_together(names: list[str], together: list[Body]) -> None:
    found = charge(names, (), ROSTER)
    assert (list(found.together), found.each, found.unclear) == (together, None, ())


@pytest.mark.parametrize(
    "name",
    ["Các cơ sở Đoàn có chuyên môn quản lý dự án", "Văn phòng", "Quận Đoàn 8", "Ban Công nhân lao động", "Cụm 9"],
)
def test_a_class_or_a_body_from_outside_is_nobody(name: str) -> None:
    """T8: it imports as unresolved and blocks nothing."""
    found = charge([name], (), ROSTER)
    assert (found.units(ROSTER), found.unclear) == ([], (name,))


def test_who_supports_comes_after_who_leads() -> None:
    assert charge(["Đoàn Sở Nội vụ"], ["Đoàn Sở Xây dựng"], ROSTER).together == (Body(6), Body(1))


def test_a_cluster_nobody_heads_is_said_apart() -> None:
    found = charge(["Cụm hoạt động số 2, 8"], (), ROSTER)
    assert (found.together, found.headless) == ((Body(1, 10),), ("Cụm 8",))


def test_each_unit_of_a_cluster_is_a_rule_and_keeps_who_joins_later() -> None:
    found = charge(["Đoàn Sở Nội vụ", "Cụm 2"], (), ROSTER, one_body=False)
    assert (found.together, found.each) == ((), Owners(groups=(10,), units=(6,)))
    assert found.units(ROSTER) == [1, 2, 6]


def test_all_units_run_their_own() -> None:
    assert charge(["Các cơ sở Đoàn"], (), ROSTER).units(ROSTER) == [1, 2, 3, 4, 5, 6]


def row(title: str, last: str, *owners: str) -> dict[str, object]:
    return {"title": title, "event": {"v": 1, "last": last, "first": last}, "owners": list(owners), "support": []}


KEPT = {
    "events": [row("Diễn đàn", "2023-05-25", "Cụm 2"), row("Ra quân", "2023-05-02", "Đoàn Sở Nội vụ"),
               row("Chủ nhật xanh", "2023-05-28", "Đoàn Sở Nội vụ")],
}  # fmt: skip


def test_what_is_over_or_struck_out_is_nobodys() -> None:
    answers = {EVENTS: {"2": {"dropped": True}}}
    assert [one.title for one in planned(KEPT, answers, ROSTER, date(2023, 5, 10))] == ["Diễn đàn"]


def test_typed_owners_win_and_the_first_leads() -> None:
    answers = {EVENTS: {"0": {"owners": ["báo phụ nữ", "nội vụ"]}}}
    first = planned(KEPT, answers, ROSTER, date(2023, 5, 10))[0]
    assert first.charge.together == (Body(3), Body(6))


def test_clusters_are_asked_about_once() -> None:
    today = date(2023, 5, 10)
    assert [one.title for one in asks_for_clusters(KEPT, {}, ROSTER, today)] == ["Diễn đàn"]
    assert asks_for_clusters(KEPT, {CLUSTERS: 1}, ROSTER, today) == ()
    assert asks_for_clusters({}, {}, ROSTER, today) == ()
