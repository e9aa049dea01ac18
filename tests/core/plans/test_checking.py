"""While a plan is checked: what is still to be decided, and what the answers make of its deadlines."""

import json
from datetime import date
from typing import Any

import pytest

from core.audience import EVERYBODY, Owners, Roster
from core.deadlines import end_of
from core.plans import edits
from core.plans.checking import (
    Kept,
    Settled,
    asks_for_grace,
    keep,
    owners_of,
    settled,
    short_name,
    undecided,
    with_unknown_owners,
    without_owners,
)
from core.plans.reader import read
from core.plans.typed import Typed, typed
from tests.core.plans.pages import plan

SENT = "- Gửi báo cáo tổng kết về hộp thư phongtrao@binhlam.example.vn"


def kept(*sentences: str) -> Kept:
    """As it comes back from the database."""
    found: Kept = json.loads(json.dumps(keep(read(plan(*sentences), date(2025, 2, 13)))))
    return found


def answers(proposal: Kept, kind: str, choice: int) -> dict[str, int]:
    (number,) = [at for at, finding in enumerate(proposal["findings"]) if finding["type"] == kind]
    return {str(number): choice}


def only(reports: tuple[Settled, ...]) -> Settled:
    (report,) = reports
    return report


def test_a_sound_plan_has_nothing_to_decide() -> None:
    proposal = kept(f"{SENT} chậm nhất ngày 31/3/2025 (thứ Hai).")
    assert undecided(proposal, {}) == []
    report = only(settled(proposal, {}))
    assert report.deadline().strict == end_of(date(2025, 3, 31))
    assert not report.disputed


def test_between_two_days_the_earlier_holds_until_somebody_decides() -> None:
    proposal = kept(f"{SENT} trước 11g00 ngày 04/4/2025 (thứ Năm).")
    waiting = only(settled(proposal, {}))
    assert (waiting.day, waiting.disputed, waiting.words) == (
        date(2025, 4, 3),
        True,
        "trước 11g00 ngày 04/4/2025 (thứ Năm)",
    )
    kept_day = only(settled(proposal, answers(proposal, "weekday_mismatch", 1)))
    assert (kept_day.day, kept_day.disputed) == (date(2025, 4, 4), False)
    assert kept_day.words == "trước 11 giờ 00 ngày 04/04/2025 (thứ Sáu)"
    moved = only(settled(proposal, answers(proposal, "weekday_mismatch", 0)))
    assert moved.words == "trước 11 giờ 00 ngày 03/04/2025 (thứ Năm)"


@pytest.mark.parametrize(("choice", "day"), [(0, 30), (1, 28), (2, 31)])
def test_a_day_off_is_kept_or_moved_as_decided(choice: int, day: int) -> None:
    proposal = kept(f"{SENT} chậm nhất ngày 30/3/2025.")
    report = only(settled(proposal, answers(proposal, "deadline_on_weekend", choice)))
    assert report.day == date(2025, 3, day)


def test_of_two_dates_for_one_report_one_remains() -> None:
    proposal = kept(f"{SENT} chậm nhất ngày 31/3/2025.", "- Gửi báo cáo tổng kết chậm nhất ngày 02/4/2025.")
    assert only(settled(proposal, {})).day == date(2025, 3, 31)
    assert only(settled(proposal, answers(proposal, "date_conflict", 1))).day == date(2025, 4, 2)


def test_a_deadline_nobody_wrote_is_asked_for_only_once_somebody_agrees() -> None:
    proposal = kept("- Tổ chức lễ ra quân ngày 01/3/2025.")
    assert settled(proposal, {}) == ()
    added = only(settled(proposal, answers(proposal, "no_reporting_deadline", 0)))
    assert (added.label, added.day) == ("Báo cáo kết quả", date(2025, 4, 8))  # the 7th is a holiday


def test_what_is_decided_is_not_asked_again() -> None:
    proposal = kept(f"{SENT} trước ngày 28/3/2025 (thứ Hai).")
    open_: list[int] = undecided(proposal, {})
    taken: dict[str, Any] = {}
    while open_:
        taken[str(open_[0])] = 0
        assert open_[0] not in undecided(proposal, taken)
        open_ = undecided(proposal, taken)


def test_before_a_day_may_be_judged_with_that_day_or_without() -> None:
    proposal = kept(f"{SENT} trước ngày 02/4/2025.")
    assert asks_for_grace(proposal, {})
    assert only(settled(proposal, {"grace": 0})).deadline().lenient == end_of(date(2025, 4, 2))
    assert only(settled(proposal, {"grace": 1})).deadline().lenient == end_of(date(2025, 4, 1))
    assert not asks_for_grace(proposal, {"grace": 1})


def test_an_hour_has_no_grace_and_is_not_asked_about() -> None:
    assert not asks_for_grace(kept(f"{SENT} trước 11g00 ngày 02/4/2025."), {})


def test_a_day_off_is_not_asked_about_when_another_day_was_meant() -> None:
    proposal = kept(f"{SENT} chậm nhất ngày 05/4/2025 (thứ Sáu).")
    assert [proposal["findings"][at]["type"] for at in undecided(proposal, {})] == ["weekday_mismatch"]
    meant_friday = answers(proposal, "weekday_mismatch", 0)
    assert undecided(proposal, meant_friday) == []
    assert only(settled(proposal, meant_friday)).day == date(2025, 4, 4)
    meant_saturday = answers(proposal, "weekday_mismatch", 1)
    assert [proposal["findings"][at]["type"] for at in undecided(proposal, meant_saturday)] == ["deadline_on_weekend"]


def test_a_report_that_comes_round_without_a_day_is_due_on_the_day_chosen() -> None:
    proposal = kept("- Hằng tháng, các đơn vị gửi báo cáo công tác về Tỉnh Đoàn.")
    assert only(settled(proposal, {})).day == date(2025, 3, 31)  # the last working day
    twentieth = answers(proposal, "recurring_without_day", 1)
    assert only(settled(proposal, twentieth)).day == date(2025, 3, 20)
    assert undecided(proposal, twentieth) == []


# -- typed over ---------------------------------------------------------------------------------------------------

DUE = f"{SENT} chậm nhất ngày 31/3/2025."


def said(words: str) -> Typed:
    found = typed(words, date(2025, 2, 13))
    assert found is not None
    return found


def test_a_typed_date_settles_every_finding_about_that_report() -> None:
    proposal = kept(f"{SENT} chậm nhất ngày 30/3/2025 (thứ Hai).")
    assert undecided(proposal, {})
    (report,) = settled(proposal, {})
    proposal, taken = edits.redated(proposal, {}, report, said("trước 11g ngày 01/4"))
    assert undecided(proposal, taken) == []
    assert only(settled(proposal, taken)).words == "trước 11 giờ 00 ngày 01/04/2025 (thứ Ba)"


def test_a_report_is_renamed_struck_out_and_added() -> None:
    proposal = kept(DUE)
    (report,) = settled(proposal, {})
    renamed, taken = edits.renamed(proposal, {}, report, "Báo cáo cuối đợt")
    assert only(settled(renamed, taken)).label == "Báo cáo cuối đợt"
    struck, taken = edits.dropped(proposal, {}, report)
    assert settled(struck, taken) == ()
    more, taken = edits.added(proposal, {}, said("báo cáo nhanh, chậm nhất 20/3"))
    assert [one.label for one in settled(more, taken)] == ["Báo cáo nhanh", "báo cáo tổng kết"]


def test_a_finding_about_no_report_becomes_one_when_a_date_is_typed() -> None:
    proposal = kept(f"{SENT} chậm nhất ngày 31/4/2025.")
    (number,) = undecided(proposal, {})
    proposal, taken = edits.settled_by(proposal, {}, number, said("30/4"), "Báo cáo kết quả")
    assert undecided(proposal, taken) == []
    assert only(settled(proposal, taken)).day == date(2025, 4, 30)


def test_of_two_dates_a_typed_third_leaves_one_report() -> None:
    proposal = kept(DUE, "- Gửi báo cáo tổng kết chậm nhất ngày 02/4/2025.")
    (number,) = [at for at, finding in enumerate(proposal["findings"]) if finding["type"] == "date_conflict"]
    proposal, taken = edits.settled_by(proposal, {}, number, said("03/4"), "")
    assert only(settled(proposal, taken)).day == date(2025, 4, 3)


def test_what_a_finding_added_may_be_typed_over() -> None:
    proposal = kept("- Tổ chức lễ ra quân ngày 01/3/2025.")
    chosen = answers(proposal, "no_reporting_deadline", 0)
    proposal, taken = edits.redated(proposal, chosen, only(settled(proposal, chosen)), said("10/4"))
    assert only(settled(proposal, taken)).day == date(2025, 4, 10)
    assert undecided(proposal, taken) == []


def test_who_owes_is_asked_once_for_all_and_once_for_each_that_names_somebody() -> None:
    proposal = kept(DUE, "- Khối trường học gửi kế hoạch chậm nhất ngày 14/3/2025.")
    assert [one.label for one in without_owners(proposal, {})] == ["báo cáo tổng kết"]
    taken = edits.owed_by({}, None, EVERYBODY.to_json())
    (schools,) = without_owners(proposal, taken)
    assert schools.audience == ("Khối trường học",)
    taken = edits.owed_by(taken, schools.at, Owners(groups=(2,)).to_json())
    assert without_owners(proposal, taken) == ()
    assert owners_of(schools, taken) == Owners(groups=(2,))


def test_a_report_that_falls_before_the_end_gets_an_extra_one_only_when_wanted() -> None:
    proposal = kept(f"{SENT} trước ngày 28/3/2025.")
    assert len(settled(proposal, {})) == 1
    wanted = settled(proposal, answers(proposal, "report_before_period_end", 0))
    assert [(one.label, one.day) for one in wanted][1] == ("Số liệu bổ sung", date(2025, 4, 3))
    assert len(settled(proposal, answers(proposal, "report_before_period_end", 1))) == 1


def test_owners_that_are_not_in_the_list_of_units_are_remarked() -> None:
    proposal = kept(DUE) | {"owners": ["Đoàn phường An Hòa", "Công an quận"]}
    checked = with_unknown_owners(proposal, Roster({1: "Đoàn phường An Hòa"}))
    assert checked["findings"][-1]["type"] == "owner_not_in_roster"
    assert "Công an quận" in checked["findings"][-1]["detail"]
    assert "An Hòa" not in checked["findings"][-1]["detail"]
    assert with_unknown_owners(proposal, Roster()) == proposal


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Tổ chức Tháng Thanh niên năm 2025", "Tháng Thanh niên năm 2025"),
        ("Hội trại", "Hội trại"),
        ("Tổ chức đợt hoạt động Thanh niên tình nguyện năm 2026", "Đợt hoạt động Thanh niên tình nguyện"),
        (
            "Tổ chức phát động đợt thi đua lao động sáng tạo, tham gia khôi phục sản xuất, kinh doanh",
            "Phát động đợt thi đua lao động sáng tạo",
        ),
    ],
)
def test_a_short_name_is_proposed(title: str, short: str) -> None:
    assert short_name(title) == short
    assert len(short) <= 40
