"""Title, number, issuer, date, signer, period and mailbox, in the frames documents come in."""

from datetime import date

import pytest

from core.plans import structure
from core.plans.header import Header, header
from tests.core.plans.pages import HEAD, TAIL, lines


def head(text: str, year: int = 2025) -> Header:
    return header(structure.document(lines(text)), year)


def test_a_whole_frame() -> None:
    read = head(HEAD + "- Gửi báo cáo về hộp thư phongtrao@binhlam.example.vn trước ngày 28/3/2025." + TAIL)
    assert read.title == "Tổ chức Tháng Thanh niên năm 2025"
    assert read.number == "18-KH/TĐTN-PTTN"
    assert read.issuer == "Ban Thường vụ Tỉnh Đoàn Bình Lâm"
    assert (read.signer, read.signer_role) == ("Trần Văn Mẫu", "Phó Bí thư (TM. Ban Thường vụ Tỉnh Đoàn)")
    assert read.issue_date == date(2025, 2, 12)
    assert (read.start, read.end) == (date(2025, 3, 1), date(2025, 3, 31))
    assert read.mailbox == "phongtrao@binhlam.example.vn"


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số: 15-KH/ĐTN", "15-KH/ĐTN"),
        ("Số 07 /KH-HSV", "07/KH-HSV"),
        ("Số:      /KH-UBND", ""),
        ("Số: 12-KH/ĐTN\tBình Lâm, ngày 12 tháng 02 năm 2025", "12-KH/ĐTN"),
    ],
)
def test_its_number(line: str, number: str) -> None:
    assert head(f"HUYỆN ĐOÀN AN PHÚ\n{line}\n\nKẾ HOẠCH\nTổ chức hội trại\n\nI. MỤC ĐÍCH\n- Vui khoẻ.").number == number


def test_the_number_of_another_document_is_not_its_own() -> None:
    text = (
        "KẾ HOẠCH\nTổ chức hội trại\nThực hiện Kế hoạch số 335-KH/ĐTN ngày 28/9/2024 của Tỉnh Đoàn, Huyện "
        "Đoàn xây dựng kế hoạch."
    )
    read = head(text)
    assert (read.number, read.issue_date) == ("", None)


def test_a_number_that_stands_in_the_annex_alone_says_so() -> None:
    text = (
        "KẾ HOẠCH\nTổ chức hội trại\nI. NỘI DUNG\n- Cắm trại.\nNơi nhận:\n- Lưu.\nPHỤ LỤC\n(Kèm theo Kế hoạch "
        "số 54-KH/ĐTN ngày 28/4/2025)"
    )
    read = head(text)
    assert (read.number, read.number_in_annex, read.issue_date) == ("54-KH/ĐTN", True, date(2025, 4, 28))


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ("1. Thời gian: Từ ngày 01/5 đến ngày 31/5/2025.", date(2025, 5, 1), date(2025, 5, 31)),
        ("1. Thời gian thực hiện: Tháng 5/2025.", date(2025, 5, 1), date(2025, 5, 31)),
        ("1. Thời gian: từ ngày ban hành kế hoạch đến ngày 30/6/2025.", None, date(2025, 6, 30)),
        ("* Thời gian: ngày 19/5/2025.", date(2025, 5, 19), date(2025, 5, 19)),
        ("1. Thời gian nộp hồ sơ: ngày 19/5/2025.", None, None),
    ],
)
def test_the_time_it_covers(line: str, start: date | None, end: date | None) -> None:
    read = head(f"KẾ HOẠCH\nTổ chức hội trại\nI. NỘI DUNG\n{line}")
    assert (read.start, read.end) == (start, end)


def test_a_title_of_several_lines_ends_before_the_legal_basis() -> None:
    text = (
        "KẾ HOẠCH\nTổ chức hội thi\n“Tuổi trẻ sáng tạo”\nlần thứ III năm 2025\n-----\nCăn cứ Chương trình "
        "công tác năm 2025;"
    )
    assert head(text).title == "Tổ chức hội thi “Tuổi trẻ sáng tạo” lần thứ III năm 2025"


def test_the_issuer_as_the_text_itself_writes_it() -> None:
    text = (
        "KẾ HOẠCH\nTổ chức hội trại\nThực hiện chương trình năm 2025, Ban Thường vụ Huyện Đoàn An Phú xây "
        "dựng kế hoạch như sau:"
    )
    assert head(text).issuer == "Ban Thường vụ Huyện Đoàn An Phú"


SCHOOL = """UBND XÃ AN MẪU
TRƯỜNG TIỂU HỌC MẪU
Số: 37/2025/KH-TH

KẾ HOẠCH
Tổ chức ngày hội đọc sách
Trường Tiểu học Mẫu xây dựng kế hoạch như sau:
I. NỘI DUNG
- Đọc sách.
"""


@pytest.mark.parametrize(
    ("closing", "signer", "role"),
    [
        ("HIỆU TRƯỞNG\n(đã ký)\nMai Thị Mẫu", "Mai Thị Mẫu", "Hiệu trưởng"),
        ("Bí thư chi đoàn\nPhan Gia Mẫu", "Phan Gia Mẫu", "Bí thư"),
        (
            "Nơi nhận:\tKT. GIÁM ĐỐC\n- Lưu VT.\tPHÓ GIÁM ĐỐC\n\tĐoàn Ngọc Mẫu",
            "Đoàn Ngọc Mẫu",
            "Phó Giám đốc (KT. GIÁM ĐỐC)",
        ),
        ("TM. ĐOÀN TRƯỜNG\nBÍ THƯ\nThiếu tá Trương Gia Mẫu", "Trương Gia Mẫu", "Bí thư (TM. ĐOÀN TRƯỜNG)"),
        ("TRƯỞNG BAN\nPHÓ CHỦ TỊCH\nVõ Ngọc Mẫu", "Võ Ngọc Mẫu", "Trưởng ban, Phó Chủ tịch"),
        ("Nơi nhận: T/M BAN CHẤP HÀNH\n- Các thôn; CHỦ TỊCH\n- Lưu. Nguyễn Văn Mẫu", "Nguyễn Văn Mẫu", "Chủ tịch"),
    ],
)
def test_who_signs_however_the_end_is_set_out(closing: str, signer: str, role: str) -> None:
    read = head(SCHOOL + "\n" + closing)
    assert (read.signer, read.signer_role.partition(" (T")[0]) == (signer, role.partition(" (T")[0])
    assert read.number == "37/2025/KH-TH"


@pytest.mark.parametrize(
    ("above", "sentence", "issuer"),
    [
        ("UBND TỈNH MẪU\nSỞ Y TẾ", "Sở Y tế xây dựng kế hoạch như sau:", "Sở Y tế"),
        (
            "ỦY BAN NHÂN DÂN\nHUYỆN AN MẪU",
            "Ủy ban nhân dân huyện ban hành kế hoạch như sau:",
            "Ủy ban nhân dân huyện An Mẫu",
        ),
        (
            "CÔNG TY MẪU\nHỘI ĐỒNG ATLĐ",
            "Căn cứ Luật, Hội đồng An toàn, vệ sinh lao động Công ty Mẫu ban hành kế hoạch:",
            "Hội đồng An toàn, vệ sinh lao động Công ty Mẫu",
        ),
        (
            "TRƯỜNG THPT AN MẪU\nBAN CHẤP HÀNH ĐOÀN TRƯỜNG",
            "Nhằm tạo sân chơi bổ ích, kế hoạch gồm:",
            "BAN CHẤP HÀNH ĐOÀN TRƯỜNG THPT AN MẪU",
        ),
    ],
)
def test_who_issues_it_is_named_in_full(above: str, sentence: str, issuer: str) -> None:
    assert head(f"{above}\n\nKẾ HOẠCH\nTổ chức hội trại\n{sentence}\nI. NỘI DUNG\n- Cắm trại.").issuer == issuer


def test_a_subject_in_the_line_of_the_heading_goes_on_in_the_next() -> None:
    read = head("KẾ HOẠCH HƯỞNG ỨNG THÁNG HÀNH ĐỘNG\nVỀ AN TOÀN LAO ĐỘNG\nCăn cứ Luật;\nI. NỘI DUNG\n- Tập huấn.")
    assert read.title == "HƯỞNG ỨNG THÁNG HÀNH ĐỘNG VỀ AN TOÀN LAO ĐỘNG"


def test_stages_below_the_time_make_the_period() -> None:
    read = head("KẾ HOẠCH\nTổ chức hội thi\nII. THỜI GIAN\n- Sơ khảo: ngày 12/3/2025.\n- Chung khảo: ngày 16/3/2025.")
    assert (read.start, read.end) == (date(2025, 3, 12), date(2025, 3, 16))
