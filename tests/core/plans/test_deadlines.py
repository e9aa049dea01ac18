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
        ("GVCN báo về thư viện số sách chậm nhất cuối giờ chiều ngày 20/3/2025.", "20/03/2025 cham_nhat"),
        ("Báo cáo kết quả: 10h00 ngày 20/3/2025 là hạn cuối.", "20/03/2025 10:00 han_cuoi"),
        ("20/3/2025: Hạn chót các ban nộp kịch bản chi tiết.", "20/03/2025 han_chot"),
        ("Nộp kịch bản trước 11g30 T5, ngày 20/3/2025.", "20/03/2025 11:30 truoc_gio"),
        ("Gởi báo cáo về Hội hết giờ hành chính ngày 20/3/2025.", "20/03/2025 den_het"),
        ("Số liệu gửi về Hội ngày 20/3/2025 là hết hạn.", "20/03/2025 han_cuoi"),
        ("Thời hạn nhận hồ sơ: từ 10/3/2025 đến 16h30 ngày 20/3/2025.", "20/03/2025 16:30 den_het"),
        ("Thời gian nộp bài: từ ngày 01/3/2025 đến hết ngày 20/3/2025.", "20/03/2025 den_het"),
        ("Hạn nộp báo cáo: 20/3", "20/03/2025 han_cuoi"),
        ("Báo cáo kết quả cuộc thi hạn 20/3/2025.", "20/03/2025 han_cuoi"),
        ("Danh sách chốt ngày 20/3/2025 gửi Văn phòng.", "20/03/2025 han_chot"),
        ("Kết thúc nhận bài vào 17 giờ ngày 20/3/2025.", "20/03/2025 17:00 den_het"),
        ("Đăng ký gian hàng, thời hạn đăng ký đến hết ngày 20/3/2025.", "20/03/2025 den_het"),
        ("Các xã gửi ảnh ngay trong đêm 20/3/2025.", "20/03/2025 trong_ngay"),
        ("Báo cáo tình hình trước 15h00 mùng 3 Tết (20/3/2025).", "20/03/2025 15:00 truoc_gio"),
        ("Báo cáo tháng 2 - trước 20.03.2025", "20/03/2025 truoc"),
        ("Hồ sơ (theo mẫu 2a) về Công đoàn các khu công nghiệp trước 20/3/2025.", "20/03/2025 truoc"),
        ("Rà soát danh sách, hoàn thành trong ngày 20/3/2025 và báo cáo Thường trực.", "20/03/2025 trong_ngay"),
        ("Nộp bài thu hoạch lớp chỉ huy đội (đã học ngày 16/01/2025) trước 20/3/2025.", "20/03/2025 truoc"),
        ("Đăng ký tham gia bằng văn bản; thời hạn: 20/3/2025.", "20/03/2025 han_cuoi"),
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
        "Tiếp nhận, vận chuyển vắc xin trước ngày 20/3/2025.",
        "Các đơn vị đã gửi hồ sơ trước ngày 20/3/2025 không phải gửi lại.",
        "Đăng ký tham gia tập huấn, hoàn thành công trình trước ngày 20/3/2025.",
        "Điều tra, lập danh sách đối tượng: từ 04/3 đến 07/3/2025.",
        "Ủng hộ một ngày lương, chuyển về tài khoản Quỹ trước ngày 20/3/2025.",
        "Tiền ký quỹ: 1.000.000 đồng/đội, nộp trước ngày 20/3/2025.",
        "Thư mời gửi trước ngày 20/3/2025.",
        "Thiết kế bộ nhận diện, gửi các đơn vị trước ngày 20/3/2025.",
        "Mỗi đơn vị đăng ký 01 công trình, khánh thành trước ngày 20/3/2025.",
        "Cuộc thi viết thư “Gửi người lính”: cấp xã chấm xong trước ngày 20/3/2025.",
        "Số liệu năm chốt đến hết ngày 20/3/2025.",
        "Công văn của huyện yêu cầu báo cáo trước ngày 20/3/2025.",
        "Bỏ nội dung “nộp báo cáo giữa kỳ trước ngày 20/3/2025”.",
        "Trồng cây: chuẩn bị hố trước ngày 18/3/2025, trồng xong trước ngày 20/3/2025.",
    ],
)
def test_what_is_none(sentence: str) -> None:
    assert due(f"- {sentence}") == []


@pytest.mark.parametrize(
    ("sentence", "read"),
    [
        ("Báo cáo tổng kết kèm 05 ảnh: 20/3/2025 (thứ Năm)", ["20/03/2025 trong_ngay"]),
        ("Tháng 3: triển khai các hoạt động; 20/3 gửi báo cáo giữa kỳ.", ["20/03/2025 trong_ngay"]),
        ("Báo cáo nhanh: 16h00 các ngày 20/3 và 25/3/2025.",
         ["20/03/2025 16:00 trong_ngay", "25/03/2025 16:00 trong_ngay"]),
        ("Báo cáo số bài dự thi (lần 1) vào ngày 20/3/2025, lần 2 vào ngày 25/3/2025.",
         ["20/03/2025 trong_ngay", "25/03/2025 trong_ngay"]),
        ("Ngày 20/3/2025: ra quân.", []),
        ("Hội nghị báo cáo kết quả: 20/3/2025.", []),
        ("Hội thảo báo cáo tiến độ trước ngày 20/3/2025.", []),
    ],
)  # fmt: skip
def test_a_date_without_a_word_of_lateness(sentence: str, read: list[str]) -> None:
    assert days(due(f"- {sentence}")) == read


def test_a_bare_cue_is_about_what_stands_before_it() -> None:
    (read,) = due("3. Đăng ký tham gia:", "- Mẫu: tải tại trang tin.", "- Thời gian: đến 16g30 ngày 20/3/2025.")
    assert (read.label, read.kind, read.hour) == ("Đăng ký tham gia", Kind.REGISTRATION, time(16, 30))


def test_the_rest_of_a_row_tells_its_cue_and_its_weekday() -> None:
    read = due(
        "TT | Nội dung | Thời gian | Ghi chú",
        "1 | Báo cáo Tết | 19/3/2025 | Hạn chót",
        "2 | Trồng cây | 21/3/2025 | Báo số lượng cây trước 12/3",
        "3 | Báo cáo quý I | Trước 25/3/2025 | Thứ Tư",
    )
    assert [(one.label, one.day.day, one.wording, one.matches) for one in read] == [
        ("Báo cáo Tết", 19, Wording.CLOSING, None),
        ("số lượng cây", 12, Wording.BEFORE, None),
        ("Báo cáo quý I", 25, Wording.BEFORE, False),
    ]


def test_a_line_that_breaks_before_its_date_goes_on() -> None:
    read = due("- Các xã gửi danh sách thí sinh về huyện trước", "20/3/2025; gửi kịch bản trước ngày 25/3/2025.")
    assert [one.day.day for one in read] == [20, 25]


def test_a_quoted_date_that_another_replaces_is_none() -> None:
    (read,) = due("- Thời hạn đăng ký: thay “trước ngày 20/3/2025” bằng “trước ngày 25/3/2025”.")
    assert (read.label, read.day.day, read.wording) == ("đăng ký", 25, Wording.BEFORE)


def test_what_the_plan_before_had_set_is_none() -> None:
    read = due("Căn cứ Công văn số 5-CV/TW (đề nghị báo cáo trước ngày 20/3/2025), Tỉnh Đoàn ban hành kế hoạch:")
    assert read == []


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


@pytest.mark.parametrize(
    ("sentences", "asked"),
    [
        (["1. Các chi đoàn: tổ chức ra quân; báo cáo kết quả trước ngày 20/3/2025."], ()),
        (["1. Trung tâm Y tế", "- Khám sàng lọc.", "- Gửi kế hoạch trước ngày 20/3/2025."], ("Trung tâm Y tế",)),
        (["1. Thành Đoàn: lập danh sách đội tiếp sức gửi trước ngày 20/3/2025."], ("Thành Đoàn",)),
        (["- Tất cả các đơn vị gửi báo cáo trước ngày 20/3/2025."], ()),
        (["- Gửi báo cáo trước ngày 20/3/2025 (Ban Tuyên giáo thực hiện)."], ("Ban Tuyên giáo",)),
        (["1. Giáo viên chủ nhiệm: nộp ảnh của lớp trong ngày 20/3/2025."], ("Giáo viên chủ nhiệm",)),
    ],
)
def test_whom_it_asks(sentences: list[str], asked: tuple[str, ...]) -> None:
    (read,) = due(*sentences)
    assert read.audience == asked


def test_a_class_of_units_is_named_where_the_plan_asks_others_too() -> None:
    read = due("1. Các chi hội: nộp báo cáo trước ngày 20/3/2025.", "2. Văn phòng: gửi báo cáo trước ngày 25/3/2025.")
    assert [one.audience for one in read] == [("Các chi hội",), ("Văn phòng",)]


@pytest.mark.parametrize(
    ("sentence", "labels"),
    [
        (
            "Đăng ký số người dự Đợt 1 chậm nhất ngày 12/3/2025, Đợt 2 chậm nhất ngày 20/3/2025.",
            ["Đăng ký số người dự Đợt 1", "đăng ký số người dự Đợt 2"],
        ),
        (
            "Các xã gửi danh sách đội thi trước ngày 12/3/2025, riêng xã A Xan gửi trước ngày 20/3/2025.",
            ["danh sách đội thi", "danh sách đội thi"],
        ),
        (
            "Gửi báo cáo tự đánh giá: các sở trước ngày 12/3/2025; các xã trước ngày 20/3/2025.",
            ["báo cáo tự đánh giá", "báo cáo tự đánh giá"],
        ),
        (
            "Danh sách đề nghị hỗ trợ: chậm nhất 12/3/2025 đối với khối hầm lò, 20/3/2025 đối với khối còn lại.",
            ["Danh sách đề nghị hỗ trợ", "Danh sách đề nghị hỗ trợ"],
        ),
    ],
)
def test_a_second_date_goes_on_with_the_report_named_before_it(sentence: str, labels: list[str]) -> None:
    assert [one.label.casefold() for one in due(f"- {sentence}")] == [label.casefold() for label in labels]


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("Lập danh sách đội tiếp sức gửi cơ quan thường trực trước ngày 20/3/2025.", "danh sách đội tiếp sức"),
        ("Các tổ đăng ký số suất quà, gửi văn bản về Ban Phong trào trước ngày 20/3/2025.", "đăng ký số suất quà"),
        ("Nộp phiếu đăng ký cho thầy Đức trước ngày 20/3/2025.", "phiếu đăng ký"),
        ("Sáng kiến kinh nghiệm: nộp 02 bản in trước ngày 20/3/2025.", "Sáng kiến kinh nghiệm"),
        ("Gửi bài thuyết trình (file PowerPoint) trước ngày 20/3/2025.", "bài thuyết trình (file PowerPoint)"),
    ],
)
def test_what_is_handed_in_is_named_without_where_it_goes(sentence: str, label: str) -> None:
    (read,) = due(f"- {sentence}")
    assert read.label == label


def test_two_reports_of_one_day_are_two() -> None:
    read = due("- Gửi kịch bản trước ngày 20/3/2025.", "- Nộp video giới thiệu trước ngày 20/3/2025.")
    assert [one.label for one in read] == ["kịch bản", "video giới thiệu"]


def test_a_table_that_lost_its_cells_is_read_by_rows() -> None:
    read = due("TT", "Sản phẩm", "Hạn nộp", "1", "Nhạc nền", "09/3/2025", "2", "Báo tường", "13/3/2025 (trước 17 giờ)")
    assert [(one.label, one.wording, one.hour) for one in read] == [
        ("Nhạc nền", Wording.LAST_DAY, None),
        ("Báo tường", Wording.BEFORE_HOUR, time(17, 0)),
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
