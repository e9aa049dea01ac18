"""Activities: what a plan says is done, when, where and by whom. All documents here are invented."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.plans.activities import activities
from core.plans.lines import Line
from core.plans.proposal import Activity
from tests.core.plans.pages import lines

FRAME = """KẾ HOẠCH
Tổ chức Tháng Thanh niên năm 2025
I. THỜI GIAN
Từ ngày 01/3/2025 đến ngày 31/3/2025.
"""


def read(body: str, year: int = 2025) -> list[Activity]:
    return list(activities(lines(FRAME + body), year))


def said(one: Activity) -> tuple[str, str]:
    days = f"{one.start:%d/%m}" if one.start else ""
    return one.title, f"{days}-{one.end:%d/%m}" if one.end else ""


@pytest.mark.parametrize(
    ("item", "title", "days"),
    [
        ("- Tổ chức Hội nghị cán bộ, dự kiến ngày 04/3/2025 tại Hội trường.", "Hội nghị cán bộ", "04/03-04/03"),
        ("1. Lễ ra quân: 7g30 ngày 01/3/2025 (thứ Bảy).", "Lễ ra quân", "01/03-01/03"),
        ("- Hội thi trực tuyến từ ngày 05/3 đến ngày 20/3/2025.", "Hội thi trực tuyến", "05/03-20/03"),
        ("- Trực tại bộ phận một cửa các ngày 16, 18 và 20/3/2025.", "Trực tại bộ phận một cửa", "16/03-20/03"),
        ("- Dọn kênh xóm Mẫu, hoàn thành trước ngày 15/3/2025.", "Dọn kênh xóm Mẫu", "-15/03"),
        ("- Vận động hiến máu trong tháng 3/2025.", "Vận động hiến máu", "01/03-31/03"),
        ("- Thăm, tặng quà gia đình chính sách.", "Thăm, tặng quà gia đình chính sách", ""),
        ("- 09h00: Dâng hương ngày 26/3/2025.", "Dâng hương", "26/03-26/03"),
    ],
)
def test_an_item_of_the_content_is_an_activity(item: str, title: str, days: str) -> None:
    assert [said(one) for one in read(f"II. NỘI DUNG\n{item}\n")] == [(title, days)]


def test_purpose_aims_and_division_hold_no_activities() -> None:
    assert not read(
        "II. MỤC ĐÍCH\n- Giáo dục truyền thống.\nIII. CHỈ TIÊU\n- 100% chi đoàn có công trình.\n"
        "IV. TỔ CHỨC THỰC HIỆN\n1. Văn phòng: chuẩn bị hội trường ngày 02/3/2025.\n"
    )


def test_a_heading_with_labels_below_is_one_activity() -> None:
    (one,) = read(
        "II. NỘI DUNG\n1. Ngày hội việc làm\n- Thời gian, địa điểm: 8g00 ngày 09/3/2025 tại Nhà văn hóa Mẫu Sơn.\n"
        "- Thành phần: đoàn viên các xã.\n- Đơn vị chủ trì: Ban Phong trào.\n- Đơn vị phối hợp: Trung tâm Việc làm.\n"
    )
    assert said(one) == ("Ngày hội việc làm", "09/03-09/03")
    assert (one.place, one.in_charge, one.support) == (
        "Nhà văn hóa Mẫu Sơn",
        ("Ban Phong trào",),
        ("Trung tâm Việc làm",),
    )


def test_a_heading_with_plain_sentences_below_is_one_activity() -> None:
    (one,) = read("II. NỘI DUNG\n1. Đêm nhạc gây quỹ\nTổ chức ngày 15/3/2025 tại sân trường.\n")
    assert said(one) == ("Đêm nhạc gây quỹ", "15/03-15/03")


def test_the_day_below_says_more_than_the_month_in_the_heading() -> None:
    (one,) = read("II. NỘI DUNG\n1. Đối thoại tháng 3\nTổ chức ngày 18/3/2025 tại xã Mẫu Sơn.\n")
    assert said(one) == ("Đối thoại tháng 3", "18/03-18/03")


def test_a_day_to_remember_on_which_nothing_is_handed_in_is_an_activity() -> None:
    found = read("II. CÁC MỐC THỜI GIAN\n- Hội đồng họp xét ngày 20/3/2025.\n- Nộp hồ sơ: hạn chót ngày 10/3/2025.\n")
    assert [said(one) for one in found] == [("Hội đồng họp xét", "20/03-20/03")]


def test_a_heading_of_a_group_is_none_and_its_items_are() -> None:
    found = read("II. NỘI DUNG\n1. Công tác tuyên truyền:\n- Đăng tin bài.\n- Phát thanh lưu động.\n")
    assert [one.title for one in found] == ["Đăng tin bài", "Phát thanh lưu động"]


def test_an_item_takes_the_day_of_its_group() -> None:
    found = read("II. CHƯƠNG TRÌNH\n1. Ngày thứ nhất (04/3/2025)\n- 09h00: Dâng hương.\n- 14h00: Tọa đàm trẻ.\n")
    assert [said(one) for one in found] == [("Dâng hương", "04/03-04/03"), ("Tọa đàm trẻ", "04/03-04/03")]


def test_levels_with_days_of_their_own_are_activities_of_their_own() -> None:
    found = read(
        "II. NỘI DUNG\n1. Diễn đàn thanh niên\n- Cấp tỉnh: ngày 08/3/2025.\n"
        "- Cấp xã: từ ngày 10/3 đến ngày 20/3/2025.\n"
    )
    assert [said(one) for one in found] == [
        ("Diễn đàn thanh niên cấp tỉnh", "08/03-08/03"),
        ("Diễn đàn thanh niên cấp xã", "10/03-20/03"),
    ]


def test_the_bracket_below_an_item_names_who_is_in_charge() -> None:
    (one,) = read(
        "II. CÁC CÔNG VIỆC CỤ THỂ\n- Tổ chức chương trình “Xuân ấm”.\n"
        "(Phân công Ban Phong trào, Đoàn Sở Y tế và Đoàn xã Mẫu Sơn triển khai thực hiện).\n"
    )
    assert one.title == "Chương trình “Xuân ấm”"
    assert one.in_charge == ("Ban Phong trào", "Đoàn Sở Y tế", "Đoàn xã Mẫu Sơn")


def test_a_partner_named_first_supports() -> None:
    (one,) = read("II. NỘI DUNG\n- Phối hợp Trung tâm Y tế huyện tổ chức khám bệnh ngày 02/3/2025.\n")
    assert (one.title, one.support) == ("Tổ chức khám bệnh", ("Trung tâm Y tế huyện",))


def test_an_anniversary_is_no_day_of_the_activity() -> None:
    (one,) = read("II. NỘI DUNG\n- Tuyên truyền kỷ niệm 94 năm Ngày thành lập Đoàn (26/3/1931 - 26/3/2025).\n")
    assert one.end is None


def test_a_stated_weekday_is_kept_and_checked() -> None:
    (one,) = read("II. NỘI DUNG\n- Lễ tổng kết ngày 29/3/2025 (thứ Hai).\n")
    assert (one.stated, one.matches) == ("thứ Hai", False)


def test_a_date_without_a_year_falls_into_the_period() -> None:
    page = (
        "KẾ HOẠCH\nI. THỜI GIAN\nTừ ngày 15/12/2024 đến ngày 31/01/2025.\nII. NỘI DUNG\n- Gian hàng Tết ngày 12/01.\n"
    )
    (one,) = activities(lines(page), 2024)
    assert one.start == date(2025, 1, 12)


CALENDAR = (
    "Nơi nhận:\n- Lưu.\nPHỤ LỤC\nTT\tHoạt động\tThời gian\tĐịa điểm\tGhi chú\n"
    "1\tChủ nhật xanh\t23/3/2025\tCác xã\tCụm số 4 phụ trách\n"
    "2\tBình chọn “Câu chuyện đẹp”\tTháng 3/2025\tTrực tuyến\tCần thùng phiếu\n"
)


def test_a_calendar_gives_day_place_and_owner() -> None:
    first, second = read(CALENDAR)
    assert said(first) == ("Chủ nhật xanh", "23/03-23/03")
    assert (first.place, first.in_charge, first.annex) == ("Các xã", ("Cụm số 4",), True)
    assert said(second) == ("Bình chọn “Câu chuyện đẹp”", "01/03-31/03")
    assert second.in_charge == ()


def test_what_body_and_calendar_both_name_is_one_and_the_calendar_counts() -> None:
    found = read(f"II. NỘI DUNG\n- Phát động cơ sở tổ chức ngày Chủ nhật xanh ngày 20/3/2025.\n{CALENDAR}")
    assert [said(one) for one in found] == [
        ("Chủ nhật xanh", "23/03-23/03"),
        ("Bình chọn “Câu chuyện đẹp”", "01/03-31/03"),
    ]


def test_a_row_about_handing_in_is_no_activity() -> None:
    assert not read("II. LỊCH\nTT\tNội dung\tThời gian\n1\tNộp hồ sơ dự thi\tHạn chót 12/3/2025\n")


def test_marks_a_word_processor_draws_count_as_written_ones() -> None:
    page = [
        *(Line(text) for text in FRAME.split("\n")),
        Line("NỘI DUNG", mark="II."),
        Line("Công tác tuyên truyền:", mark="1."),
        Line("Phát thanh lưu động ngày 05/3/2025", mark="-"),
    ]
    assert [said(one) for one in activities(page, 2025)] == [("Phát thanh lưu động", "05/03-05/03")]


def test_nothing_is_found_in_nothing() -> None:
    assert activities([], None) == ()


_WORDS = st.sampled_from(
    [
        "II. NỘI DUNG",
        "1. ",
        "- ",
        "+ ",
        "Cấp tỉnh: ",
        "Thời gian: ",
        "ngày 31/02/2025",
        "(Phân công ",
        "Ban A",
        "\t",
        "\n",
        ":",
    ]
)


@given(st.lists(_WORDS | st.text(max_size=12), max_size=30), st.none() | st.integers(2000, 2030))
@settings(max_examples=80)
def test_whatever_the_lines_an_activity_has_a_title_and_a_start_no_later_than_its_end(
    words: list[str], year: int | None
) -> None:
    for one in activities(lines("KẾ HOẠCH\nI. NỘI DUNG\n" + "".join(words)), year):
        assert one.title
        assert one.start is None or one.end is None or one.start <= one.end


@pytest.mark.parametrize(
    ("item", "title", "days"),
    [
        ("- Giải bóng đá: đăng ký trước ngày 10/3/2025, thi đấu ngày 20/3/2025.", "Giải bóng đá", "20/03-20/03"),
        ("1. Từ ngày 05/3 đến 10/3/2025: chi đoàn kiểm điểm.", "Chi đoàn kiểm điểm", "05/03-10/03"),
        ("- Lễ xuất quân chuyển từ ngày 15/3/2025 sang ngày 18/3/2025.", "Lễ xuất quân", "18/03-18/03"),
        (
            "- Văn nghệ toàn trường: sơ khảo ngày 12/3/2025; chung khảo ngày 16/3/2025.",
            "Văn nghệ toàn trường",
            "12/03-16/03",
        ),
        (
            "- Khai mạc hội trại cấp xã trong tuần 2 tháng 3/2025.",
            "Khai mạc hội trại cấp xã trong tuần 2 tháng 3/2025",
            "",
        ),
    ],
)
def test_only_its_own_days_count(item: str, title: str, days: str) -> None:
    (one,) = read(f"III. NỘI DUNG\n{item}")
    assert said(one) == (title, days)


def test_what_is_named_and_dated_is_one_in_whatever_section() -> None:
    found = read("IV. CÁC MÔN THI ĐẤU\n• Kéo co: chiều 15/3/2025.\n• Hạn đăng ký: 16g ngày 10/3/2025.")
    assert [said(one) for one in found] == [("Kéo co", "15/03-15/03")]


def test_the_course_of_one_event_hour_by_hour_is_none() -> None:
    assert read("III. CHƯƠNG TRÌNH\nThời gian\tNội dung\tPhụ trách\n7h00 - 7h30\tĐón khách\tVăn phòng") == []


def test_a_column_of_due_days_gives_the_end_alone() -> None:
    (one,) = read("III. NỘI DUNG\nTT | Công việc | Thời hạn\n1 | Trang trí hội trường | 14/3/2025")
    assert (one.start, one.end) == (None, date(2025, 3, 14))
