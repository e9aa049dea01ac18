"""What is wrong or vague is said in one sentence, with the quoted line and the choices that settle it."""

from datetime import date

import pytest

from core.plans.proposal import Finding
from core.plans.reader import read
from tests.core.plans.pages import HEAD, TAIL, lines, plan

TODAY = date(2025, 2, 13)
SENT = "- Gửi báo cáo tổng kết về hộp thư phongtrao@binhlam.example.vn"


def found(*sentences: str) -> list[Finding]:
    return list(read(plan(*sentences), TODAY).findings)


def one(kind: str, *sentences: str) -> Finding:
    (finding,) = [finding for finding in found(*sentences) if finding.type == kind]
    return finding


def test_a_sound_plan_has_none() -> None:
    assert found(f"{SENT} chậm nhất ngày 31/3/2025 (thứ Hai).") == []


def test_a_weekday_that_does_not_match_offers_both_days_and_the_earlier_first() -> None:
    finding = one("weekday_mismatch", f"{SENT} trước 11g00 ngày 04/4/2025 (thứ Năm).")
    assert finding.detail == (
        "Hạn nộp “báo cáo tổng kết”: kế hoạch ghi 04/04/2025 (thứ Năm), nhưng ngày đó là thứ Sáu; "
        "ngày gần nhất là thứ Năm 03/04/2025."
    )
    assert [choice for _, choice in finding.choices] == [{"day": "2025-04-03"}, {"day": "2025-04-04"}]
    assert finding.weight == 1


@pytest.mark.parametrize(
    ("kind", "sentences"),
    [
        ("invalid_date", [f"{SENT} trước ngày 31/4/2025."]),
        ("implausible_year", [f"{SENT} trước ngày 31/3/2052."]),
        ("date_conflict", [f"{SENT} trước ngày 31/3/2025.", "- Gửi báo cáo tổng kết trước ngày 02/4/2025."]),
        ("deadline_before_issue", [f"{SENT} trước ngày 10/02/2025."]),
        ("deadline_on_weekend", [f"{SENT} chậm nhất ngày 30/3/2025."]),
        ("deadline_on_holiday", [f"{SENT} chậm nhất ngày 30/4/2025."]),
        ("report_before_period_end", [f"{SENT} trước ngày 28/3/2025."]),
        ("no_reporting_deadline", ["- Tổ chức lễ ra quân ngày 01/3/2025."]),
        ("recurring_without_day", ["- Hằng tháng, các đơn vị gửi báo cáo về Tỉnh Đoàn."]),
        ("relative_deadline", [f"{SENT} trong vòng 05 ngày kể từ khi kết thúc."]),
        ("missing_mailbox", ["- Gửi báo cáo tổng kết trước ngày 31/3/2025."]),
        ("missing_attachment", [f"{SENT} trước ngày 31/3/2025 (theo mẫu đính kèm)."]),
        ("suspicious_mailbox", ["- Gửi báo cáo về phongtrao@gmial.com trước ngày 31/3/2025."]),
        ("stale_link", ["- Xem tại https://2021.sangtao.example.vn"]),
        ("ocr_noise", ["- + Nôp bài; phân đầu đạt 100%."]),
        ("doc_type_inconsistent", ["Đề nghị các đơn vị nghiêm túc thực hiện theo thông báo này."]),
    ],
)
def test_what_is_found(kind: str, sentences: list[str]) -> None:
    assert kind in {finding.type for finding in found(*sentences)}


def test_the_frame_is_looked_at_too() -> None:
    bare = lines(
        "KẾ HOẠCH\nTổ chức hội trại\nI. THỜI GIAN\nTháng 5/2025.\n"
        + "- Vui, khoẻ, an toàn, tiết kiệm cho mọi người.\n" * 5
    )
    assert {"missing_number", "missing_issue_date", "missing_signer"} <= {
        one.type for one in read(bare, TODAY).findings
    }


def test_a_day_off_may_be_kept_or_moved_either_way_and_is_never_moved_silently() -> None:
    finding = one("deadline_on_weekend", f"{SENT} chậm nhất ngày 30/3/2025.")
    assert [choice["day"] for _, choice in finding.choices] == ["2025-03-30", "2025-03-28", "2025-03-31"]
    (deadline,) = read(plan(f"{SENT} chậm nhất ngày 30/3/2025."), TODAY).deadlines
    assert deadline.day == date(2025, 3, 30)


def test_those_that_must_be_settled_come_first() -> None:
    weights = [finding.weight for finding in found(f"{SENT} trước ngày 28/3/2025 (thứ Hai).")]
    assert weights == sorted(weights)


def test_every_finding_is_a_sentence_of_one_line() -> None:
    for finding in found(f"{SENT} trước ngày 28/3/2025 (thứ Hai).", "- Gửi báo cáo trước ngày 31/4/2025."):
        assert finding.detail.endswith(".")
        assert "\n" not in finding.detail


def test_text_that_was_decomposed_reads_the_same() -> None:
    import unicodedata

    text = HEAD + f"{SENT} chậm nhất ngày 31/3/2025 (thứ Hai)." + TAIL
    decomposed = read(lines(unicodedata.normalize("NFD", text)), TODAY)
    assert decomposed.deadlines[0].day == read(lines(text), TODAY).deadlines[0].day
    assert [finding.type for finding in decomposed.findings] == ["unicode_noise"]


def test_an_activity_with_two_dates_is_told_with_both_lines() -> None:
    finding = one(
        "date_conflict",
        f"{SENT} chậm nhất ngày 31/3/2025 (thứ Hai).",
        "III. NỘI DUNG HOẠT ĐỘNG",
        "1. Hội trại Tuổi trẻ giữ nước",
        "- Thời gian: ngày 22/3/2025.",
        "Nội dung | Thời gian | Địa điểm",
        "Hội trại Tuổi trẻ giữ nước | 23/3/2025 | Bình Lâm",
    )
    assert finding.detail == (
        "Hoạt động “Hội trại Tuổi trẻ giữ nước”: có chỗ ghi Chủ nhật 23/03/2025, có chỗ ghi thứ Bảy 22/03/2025."
    )
    assert len(finding.evidence) == 2


def test_several_owners_without_a_lead_are_told_where_the_plan_names_leads_elsewhere() -> None:
    shared = ["III. NỘI DUNG", "1. Hội thi văn nghệ (Ban A Mẫu, Ban B Mẫu phụ trách).", "2. Hội trại hè."]
    assert "owners_without_lead" not in {finding.type for finding in found(*shared)}
    finding = one("owners_without_lead", *shared, "3. Giải bóng đá (Ban A Mẫu chủ trì, Ban B Mẫu phối hợp).")
    assert finding.detail == "Việc “Hội thi văn nghệ” giao cho Ban A Mẫu, Ban B Mẫu nhưng không ghi đơn vị nào chủ trì."
