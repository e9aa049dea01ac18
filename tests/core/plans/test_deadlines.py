"""Which dates are reporting deadlines, what each means, and which are none."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.plans.proposal import Kind, Wording
from core.vietnamese import weekday
from tests.core.plans.pages import days, due


@pytest.mark.parametrize(
    ("sentence", "read"),
    [
        ("Gửi báo cáo trước ngày 20/3/2025.", "20/03/2025 truoc"),
        ("Gửi báo cáo chậm nhất là ngày 20/3/2025.", "20/03/2025 cham_nhat"),
        ("Gửi báo cáo muộn nhất vào ngày 20/3/2025.", "20/03/2025 cham_nhat"),
        ("Gửi báo cáo không muộn hơn ngày 20/3/2025.", "20/03/2025 cham_nhat"),
        ("Nhận bài dự thi đến hết ngày 20/3/2025.", "20/03/2025 den_het"),
        ("Hạn cuối nộp báo cáo: ngày 20/3/2025.", "20/03/2025 han_cuoi"),
        ("Thời hạn gửi báo cáo là 20/3/2025.", "20/03/2025 han_cuoi"),
        ("Hạn chót đăng ký: 17h00 ngày 20/3/2025.", "20/03/2025 17:00 han_chot"),
        ("Nộp báo cáo trong ngày 20/3/2025.", "20/03/2025 trong_ngay"),
        ("Gửi báo cáo trước 11g00 ngày 20/3/2025.", "20/03/2025 11:00 truoc_gio"),
        ("Gửi báo cáo trước 16 giờ 30 phút, thứ Năm, ngày 20 tháng 3 năm 2025.", "20/03/2025 16:30 truoc_gio"),
        ("Gửi báo cáo chậm nhất 17h ngày 20/3/2025.", "20/03/2025 17:00 cham_nhat"),
        ("Gửi báo cáo trước khi kết thúc giờ làm việc ngày 20/3/2025.", "20/03/2025 den_het"),
        ("Trước ngày 20/3/2025, các đơn vị gửi báo cáo về Tỉnh Đoàn.", "20/03/2025 truoc"),
        ("Gửi báo cáo về Tỉnh Đoàn trước ngày 20/3.", "20/03/2025 truoc"),
        ("Thời gian nộp bài: từ ngày 01/3/2025 đến hết ngày 20/3/2025.", "20/03/2025 den_het"),
    ],
)
def test_how_a_deadline_is_worded(sentence: str, read: str) -> None:
    assert days(due(f"- {sentence}")) == [read]


@pytest.mark.parametrize(
    "sentence",
    [
        "Hoàn thành công trình thanh niên trước ngày 20/3/2025.",
        "Tổ chức lễ ra quân ngày 01/3/2025 tại các huyện.",
        "Chào mừng 94 năm Ngày thành lập Đoàn (26/3/1931 - 26/3/2025).",
        "Thực hiện Kế hoạch số 12-KH/TĐTN ngày 05/02/2025 của Ban Thường vụ Tỉnh Đoàn.",
        "Hội nghị báo cáo chuyên đề tổ chức trước ngày 20/3/2025.",
        "Đợt hoạt động kéo dài đến hết ngày 31/3/2025.",
        "Đại hội điểm hoàn thành chậm nhất ngày 15/3/2025.",
    ],
)
def test_what_is_none(sentence: str) -> None:
    assert due(f"- {sentence}") == []


def test_several_in_one_sentence() -> None:
    read = due(
        "- Đăng ký công trình về Tỉnh Đoàn chậm nhất ngày 20/02/2025; gửi báo cáo sơ kết trước ngày 15/3/2025 và báo "
        "cáo tổng kết không muộn hơn ngày 31/3/2025."
    )
    assert [(one.kind, one.day) for one in read] == [
        (Kind.REGISTRATION, date(2025, 2, 20)),
        (Kind.INTERIM, date(2025, 3, 15)),
        (Kind.FINAL, date(2025, 3, 31)),
    ]


def test_a_list_takes_its_meaning_from_the_line_above() -> None:
    read = due(
        "- Các đơn vị gửi văn bản về Tỉnh Đoàn theo các mốc sau:",
        "+ Kế hoạch tổ chức: trước 11g00 ngày 01/3/2025;",
        "+ Báo cáo tổng kết: trước ngày 25/3/2025.",
    )
    assert [(one.label, one.wording) for one in read] == [
        ("Kế hoạch tổ chức", Wording.BEFORE_HOUR),
        ("Báo cáo tổng kết", Wording.BEFORE),
    ]


def test_one_row_of_a_table_each() -> None:
    read = due("Nội dung | Hạn gửi", "Báo cáo tiến độ | 15/3/2025", "Báo cáo kết quả | 28/3/2025")
    assert [(one.label, one.day.day, one.wording) for one in read] == [
        ("Báo cáo tiến độ", 15, Wording.LAST_DAY),
        ("Báo cáo kết quả", 28, Wording.LAST_DAY),
    ]


def test_each_group_of_units_has_its_own() -> None:
    read = due(
        "- Khối trường học gửi kế hoạch trước ngày 15/3/2025; khối phường, xã gửi kế hoạch trước ngày 18/3/2025."
    )
    assert [(one.audience, one.day.day) for one in read] == [
        (("Khối trường học",), 15),
        (("khối phường, xã",), 18),
    ]


def test_what_was_moved_counts_with_its_new_date_alone() -> None:
    read = due("- Gia hạn thời gian gửi báo cáo từ ngày 15/3/2025 sang ngày 20/3/2025.")
    assert days(read) == ["20/03/2025 den_het"]


def test_the_weekday_beside_it_is_checked() -> None:
    (right,) = due("- Gửi báo cáo trước ngày 20/3/2025 (thứ Năm).")
    (wrong,) = due("- Gửi báo cáo trước ngày 20/3/2025 (thứ Sáu).")
    assert (right.matches, right.other) == (True, None)
    assert (wrong.matches, wrong.stated, wrong.other) == (False, "thứ Sáu", date(2025, 3, 21))


def test_without_a_year_it_is_the_first_such_day_after_the_document() -> None:
    (read,) = due("- Gửi báo cáo trước ngày 15/01.", anchor=date(2025, 11, 30))
    assert (read.day, read.year_given) == (date(2026, 1, 15), False)


def test_it_is_quoted() -> None:
    (read,) = due("- Gửi báo cáo kết quả về Tỉnh Đoàn trước 11g00 ngày 20/3/2025 (thứ Năm).")
    assert read.words == "trước 11g00 ngày 20/3/2025 (thứ Năm)"
    assert read.evidence.quote == "- Gửi báo cáo kết quả về Tỉnh Đoàn trước 11g00 ngày 20/3/2025 (thứ Năm)."


CUES = {
    "trước": Wording.BEFORE,
    "chậm nhất": Wording.NO_LATER,
    "chậm nhất là": Wording.NO_LATER,
    "muộn nhất vào": Wording.NO_LATER,
    "không muộn hơn": Wording.NO_LATER,
    "đến hết": Wording.UNTIL_END,
    "hạn cuối là": Wording.LAST_DAY,
    "hạn chót:": Wording.CLOSING,
    "trong": Wording.WITHIN_DAY,
}
HOURS = st.none() | st.times(time(7, 0), time(23, 0)).map(lambda at: at.replace(second=0, microsecond=0))


@given(
    st.dates(date(2025, 1, 1), date(2026, 12, 31)),
    st.sampled_from(sorted(CUES)),
    HOURS,
    st.sampled_from(["", "before", "after"]),
    st.sampled_from(
        ["{d:%d/%m/%Y}", "{d.day}/{d.month}/{d.year}", "{d.day} tháng {d.month} năm {d.year}", "{d:%d.%m.%Y}"]
    ),
)
def test_every_phrase_is_read_back(day: date, cue: str, hour: time | None, named: str, style: str) -> None:
    at = f"{hour.hour}g{hour:%M}" if hour and cue != "trong" else ""
    written = f"ngày {style.format(d=day)}"
    written = f"{weekday(day)}, {written}" if named == "before" else written
    written = f"{written} ({weekday(day)})" if named == "after" else written
    phrase = " ".join(part for part in (cue, at, written) if part).replace(" thứ", ", thứ" if at else " thứ")
    (read,) = due(f"- Các đơn vị gửi báo cáo kết quả về Tỉnh Đoàn {phrase}.")
    expected = Wording.BEFORE_HOUR if CUES[cue] is Wording.BEFORE and at else CUES[cue]
    assert (read.day, read.wording, read.hour) == (day, expected, hour if at else None)
    assert read.matches is (True if named else None)


@given(
    st.lists(
        st.sampled_from(["gửi báo cáo", "trước ngày", "20/3", "(", "\n", "31/4/2025", ":", "- ", "hạn chót", "17h"])
    )
)
def test_no_text_breaks_it(words: list[str]) -> None:
    due(" ".join(words))
