"""Reports that come round, and deadlines that only an event will fix."""

from datetime import date

import pytest

from core.plans import recurring, structure
from core.plans.checking import keep
from core.plans.form import as_form
from core.plans.proposal import Recurring
from core.plans.reader import read
from tests.core.plans.pages import due, plan


def rhythms(*sentences: str) -> tuple[Recurring, ...]:
    return recurring.recurring(structure.document(plan(*sentences)))


@pytest.mark.parametrize(
    ("sentence", "freq", "day", "inclusive"),
    [
        ("Gửi báo cáo trước ngày 20 hàng tháng.", "monthly", 20, False),
        ("Hằng tháng, các đơn vị gửi báo cáo chậm nhất ngày 25.", "monthly", 25, True),
        ("Báo cáo quý gửi chậm nhất ngày 15 của tháng cuối quý.", "quarterly", 15, True),
        ("Định kỳ 6 tháng báo cáo kết quả về Tỉnh Đoàn.", "half_yearly", None, True),
        ("Định kỳ hằng năm gửi báo cáo về Tỉnh Đoàn.", "yearly", None, True),
        ("Hằng ngày báo cáo tình hình sức khỏe học sinh.", "daily", None, True),
        ("Số liệu ủng hộ: cập nhật trước 15h hằng ngày.", "daily", None, True),
        ("Báo cáo tiến độ hằng tuần trước 16g00 thứ Sáu.", "weekly", None, True),
    ],
)
def test_how_often_and_on_which_day(sentence: str, freq: str, day: int | None, inclusive: bool) -> None:
    (read,) = rhythms(f"- {sentence}")
    assert (read.freq, read.day, read.inclusive) == (freq, day, inclusive)


@pytest.mark.parametrize(
    "sentence", ["Sinh hoạt chi đoàn hằng tháng.", "Phát hành bản tin hằng tuần.", "Ngày hội hằng năm."]
)
def test_what_is_no_report(sentence: str) -> None:
    assert rhythms(f"- {sentence}") == ()


def test_a_daily_report_is_told_and_opens_no_period() -> None:
    proposal = read(plan("- Hằng ngày báo cáo tình hình sức khỏe học sinh."), date(2025, 2, 20))
    assert [one["freq"] for one in as_form(proposal)["recurring"]] == ["hàng ngày"]
    assert keep(proposal)["recurring"] == []


def test_a_rhythm_is_no_deadline() -> None:
    assert due("- Gửi báo cáo trước ngày 20 hàng tháng.") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Trong vòng 05 ngày kể từ khi kết thúc, đơn vị gửi báo cáo về Tỉnh Đoàn.",
        "Gửi kế hoạch chậm nhất 10 ngày làm việc trước ngày tổ chức đại hội.",
        "Gửi báo cáo ngay sau khi kết thúc hoạt động.",
    ],
)
def test_counted_from_an_event(sentence: str) -> None:
    doc = structure.document(plan(f"- {sentence}"))
    assert [evidence.quote for evidence in recurring.relative(doc)] == [f"- {sentence}"]
    assert due(f"- {sentence}") == []


def test_it_is_named_by_its_label_or_by_what_is_sent() -> None:
    read = rhythms(
        "- Số liệu đoàn viên: các đơn vị báo cáo vào ngày 25 hàng tháng.",
        "- Hàng năm, báo cáo kết quả xếp loại trước ngày 05/12.",
        "- Các xã gửi số liệu cháy rừng hằng tuần.",
    )
    assert [(one.freq, one.what.casefold()) for one in read] == [
        ("monthly", "số liệu đoàn viên"),
        ("yearly", "báo cáo kết quả xếp loại"),
        ("weekly", "số liệu cháy rừng hằng tuần"),
    ]
