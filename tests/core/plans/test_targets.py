"""Targets: numbers that are to be reached, and numbers that only look so. All sentences here are invented."""

import pytest

from core.plans.proposal import Target
from core.plans.targets import targets, targets_in
from tests.core.plans.pages import lines


def one(text: str) -> Target:
    (found,) = targets_in(text, 0)
    return found


@pytest.mark.parametrize(
    ("text", "value", "unit", "op"),
    [
        ("Giới thiệu việc làm cho 20.000 lượt thanh niên", 20000, "lượt", "="),
        ("Xây dựng ít nhất 02 mô hình điểm", 2, "mô hình", ">="),
        ("Vận động hơn 195 hội viên tham gia", 195, "hội viên", ">"),
        ("100% chi đoàn đăng ký công trình", 100, "%", "="),
        ("Thành lập mới 12 chi hội nhà trọ", 12, "chi hội", "="),
        ("Hiến máu, phấn đấu đạt 120 đơn vị máu", 120, "đơn vị máu", "="),
    ],
)
def test_a_number_that_counts_something_to_be_done_is_a_target(text: str, value: float, unit: str, op: str) -> None:
    found = one(text)
    assert (found.value, found.unit, found.op) == (value, unit, op)


@pytest.mark.parametrize(
    "text",
    [
        "Chào mừng kỷ niệm 94 năm Ngày thành lập",
        "Phát động phong trào “4 nhất đơn vị”",
        "Hướng dẫn cài đặt định danh mức độ 2",
        "Tổ chức tại Quận 8",
        "Phối hợp với Quận Đoàn 8 tổ chức Diễn đàn",
        "Thực hiện vào 19 giờ 30 phút",
        "Lệ phí 200.000 đồng",
    ],
)
def test_names_anniversaries_hours_and_prices_are_no_targets(text: str) -> None:
    assert targets_in(text, 0) == ()


def test_a_level_to_hold_is_a_stock() -> None:
    assert one("Duy trì 295 chi đoàn nhà trọ").stock
    assert not one("Thành lập mới 5 chi đoàn").stock


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Mỗi xã Đoàn thực hiện 01 công trình", "công trình"),
        ("Thành lập mới ít nhất 01 tổ chức Hội/đơn vị", "tổ chức/đơn vị"),
    ],
)
def test_what_is_asked_of_each_unit_says_so(text: str, unit: str) -> None:
    found = one(text)
    assert (found.per_unit, found.unit) == (True, unit)


def test_who_a_percentage_speaks_of_is_its_level() -> None:
    assert one("100% cán bộ trẻ tham gia tập huấn").level == "cán bộ trẻ"


def test_a_document_gives_each_target_once_with_the_level_of_its_heading() -> None:
    page = (
        "KẾ HOẠCH\nNăm nay có 17 đoàn viên xuất sắc.\nII. NỘI DUNG\n1. Hoạt động cấp tỉnh:\n"
        "- Tổ chức 03 hội thi tay nghề.\n- Tổ chức 03 hội thi tay nghề.\n"
    )
    (found,) = targets(lines(page))
    assert (found.value, found.what, found.level) == (3, "hội thi tay nghề", "cấp tỉnh")


def test_a_table_of_targets_has_number_and_measure_in_cells() -> None:
    (found,) = targets(lines("KẾ HOẠCH\nTT | Nội dung | ĐVT | Chỉ tiêu\n1 | Trồng cây xanh | Cây | 5.000\n"))
    assert (found.what, found.value, found.unit) == ("Trồng cây xanh", 5000, "cây")


@pytest.mark.parametrize(
    ("text", "value", "what"),
    [
        ("Tặng quà người nghèo: 1.000 suất, trị giá 500.000 đồng/suất", 1000, "suất"),
        ("Thu hút từ 20 đoàn viên dự thi trở lên", 20, "đoàn viên dự thi trở lên"),
        ("Treo 20 băng rôn", 20, "băng rôn"),
    ],
)
def test_a_number_behind_a_colon_or_from_so_many_upwards(text: str, value: float, what: str) -> None:
    read = one(text)
    assert read.value == value
    assert what.split()[0] in read.what


@pytest.mark.parametrize(
    "text", ["Thành lập đội thi (06 người/đội)", "Tỷ lệ xuất sắc không quá 20% số tốt", "Nộp 01 bộ hồ sơ"]
)
def test_how_a_team_is_made_up_and_upper_bounds_are_none(text: str) -> None:
    assert targets_in(text, 0) == ()
