"""While a plan is checked: what is still to be decided, and what the answers make of its deadlines."""

import json
from datetime import date
from typing import Any

import pytest

from core.deadlines import end_of
from core.plans.checking import Kept, Settled, asks_for_grace, keep, settled, short_name, undecided
from core.plans.reader import read
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


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Tổ chức Tháng Thanh niên năm 2025", "Tháng Thanh niên năm 2025"),
        ("Hội trại", "Hội trại"),
        (
            "Tổ chức phát động đợt thi đua lao động sáng tạo, tham gia khôi phục sản xuất, kinh doanh",
            "Phát động đợt thi đua lao động sáng tạo",
        ),
    ],
)
def test_a_short_name_is_proposed(title: str, short: str) -> None:
    assert short_name(title) == short
    assert len(short) <= 40
