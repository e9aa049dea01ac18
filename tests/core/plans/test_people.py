"""The people a plan names: committee, recipients, whom to ask, phones. Everybody here is invented."""

import pytest

from core.plans.lines import Line, Place
from core.plans.people import committee, contact, is_phone, name_at, person_in, phones, recipients
from core.plans.proposal import Contact, Member
from tests.core.plans.pages import lines


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Lê Văn Mẫu – Bí thư", "Lê Văn Mẫu"),
        ("Y Mẫu Niê Kđăm, cán bộ", "Y Mẫu Niê Kđăm"),
        ("Trần Thị Mẫu Phó Bí thư", "Trần Thị Mẫu"),
        ("Hồ Văn Thụ, cán bộ", "Hồ Văn Thụ"),
        ("phụ trách chung", ""),
    ],
)
def test_a_name_ends_where_the_position_begins(text: str, name: str) -> None:
    assert name_at(text) == name


def test_a_person_has_position_and_phone_as_written() -> None:
    person = person_in("liên hệ đ/c Lê Văn Mẫu, UV.BTV Huyện Đoàn, điện thoại 0900.000.001")
    assert person is not None
    assert (person.name, person.position, person.phone) == ("Lê Văn Mẫu", "UV.BTV Huyện Đoàn", "0900.000.001")


@pytest.mark.parametrize(
    ("phone", "dials"),
    [
        ("0900.000.001", True),
        ("+84 900 000 001", True),
        ("0200 000 0001", True),
        ("0900.000.01", False),
        ("12345", False),
    ],
)
def test_a_phone_has_the_digits_of_one(phone: str, dials: bool) -> None:
    assert is_phone(phone) is dials


@pytest.mark.parametrize(
    ("text", "member"),
    [
        (
            "- Đ/c Lê Văn Mẫu – Phó Bí thư Huyện Đoàn\tTrưởng ban",
            Member("Lê Văn Mẫu", "Trưởng ban", "Phó Bí thư Huyện Đoàn"),
        ),
        ("- Đ/c Lê Văn Mẫu, Bí thư Huyện Đoàn – Trưởng ban", Member("Lê Văn Mẫu", "Trưởng ban", "Bí thư Huyện Đoàn")),
        ("- Trưởng ban: đ/c Lê Văn Mẫu, Bí thư Huyện Đoàn", Member("Lê Văn Mẫu", "Trưởng ban", "Bí thư Huyện Đoàn")),
        (
            "- Thành lập Ban Tổ chức do đ/c Lê Văn Mẫu, Bí thư xã Đoàn, làm Trưởng ban.",
            Member("Lê Văn Mẫu", "Trưởng ban", "Bí thư xã Đoàn"),
        ),
        (
            "1. Ban Thường vụ Huyện Đoàn là Ban Chỉ đạo đợt hoạt động.",
            Member("Ban Thường vụ Huyện Đoàn", "Ban Chỉ đạo"),
        ),
    ],
)
def test_a_committee_is_read_however_it_is_set_out(text: str, member: Member) -> None:
    assert committee(lines(f"KẾ HOẠCH\nIII. TỔ CHỨC THỰC HIỆN\n1. Thành lập Ban tổ chức\n{text}\n")) == (member,)


def test_a_table_of_people_gives_name_role_and_position() -> None:
    page = "KẾ HOẠCH\nTT | Họ và tên | Chức vụ | Vai trò\n1 | Lê Văn Mẫu | Bí thư | Trưởng ban\n"
    assert committee(lines(page)) == (Member("Lê Văn Mẫu", "Trưởng ban", "Bí thư"),)


def test_who_receives_it_ends_where_the_signature_begins() -> None:
    page = "Nơi nhận:\n- Tỉnh Đoàn: Ban Phong trào;\n\n- Các xã Đoàn;\n- Lưu (VT).\n\nTM. BAN THƯỜNG VỤ\nLê Văn Mẫu\n"
    assert recipients(lines(page)) == ("Tỉnh Đoàn: Ban Phong trào", "Các xã Đoàn", "Lưu (VT)")


def test_recipients_are_read_in_one_cell_beside_the_signature() -> None:
    cells = ("Nơi nhận:\n- Các xã Đoàn;\n- Lưu VP.", "TM. BAN THƯỜNG VỤ\nBÍ THƯ")
    assert recipients([Line(" | ".join(cells), Place.TABLE, cells, 1)]) == ("Các xã Đoàn", "Lưu VP")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            "Vướng mắc liên hệ anh Lê Văn Mẫu, cán bộ Văn phòng, ĐT 0900.000.001.",
            Contact("Lê Văn Mẫu", "cán bộ Văn phòng", "0900.000.001"),
        ),
        ("Gửi về Huyện Đoàn (qua đ/c Lê Văn Mẫu – Cán bộ Huyện Đoàn).", Contact("Lê Văn Mẫu", "Cán bộ Huyện Đoàn")),
        ("VI. ĐẦU MỐI\n- Chị Lê Thị Mẫu, Văn phòng: 0900.000.001", Contact("Lê Thị Mẫu", "Văn phòng", "0900.000.001")),
        ("Gửi trực tiếp qua Ban Phong trào Tỉnh Đoàn (vp@example.vn).", Contact("Ban Phong trào Tỉnh Đoàn")),
        ("Phân công đồng chí Lê Văn Mẫu phụ trách.", Contact()),
    ],
)
def test_whom_to_ask_is_who_stands_beside_such_words(text: str, asked: Contact) -> None:
    assert contact(lines(text)) == asked


def test_every_phone_comes_with_the_name_before_it_and_its_line() -> None:
    page = lines("Đầu mối\nông Lê Văn Mẫu, ĐT 0900.000.001; bà Trần Thị Mẫu, ĐT 0900.000.02")
    assert phones(page) == [("Lê Văn Mẫu", "0900.000.001", 1), ("Trần Thị Mẫu", "0900.000.02", 1)]


@pytest.mark.parametrize("text", ["ngày 29.8.2016", "Số 77-KH/TĐTN ngày 29.8.2016", "20.000 lượt", "Luật số 38/2012"])
def test_dates_and_numbers_are_no_phones(text: str) -> None:
    assert phones([Line(text)]) == []


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            "Thông tin liên hệ: BS. Quàng Văn Mẫu, Phó phòng, ĐT 0912.000.001.",
            ("Quàng Văn Mẫu", "Phó phòng", "0912.000.001"),
        ),
        ("Số điện thoại: 0912.000.001, đồng chí Giàng Thị Mẫu.", ("Giàng Thị Mẫu", "", "0912.000.001")),
        ("Liên hệ: Mr. Trịnh Bá Mẫu - P. CNTT - 0912.000.001", ("Trịnh Bá Mẫu", "P. CNTT", "0912.000.001")),
        ("Trao đổi với đồng chí Thượng úy Lê Văn Mẫu (0692.000.733)", ("Lê Văn Mẫu", "", "0692.000.733")),
    ],
)
def test_whom_to_ask_with_titles_ranks_and_the_phone_before(text: str, asked: tuple[str, str, str]) -> None:
    read = contact([Line(text)])
    assert (read.name, read.role, read.phone) == asked


def test_recipients_stand_in_their_column_alone() -> None:
    text = "Nơi nhận:          TM. BAN THƯỜNG VỤ\n- Tỉnh Đoàn;          BÍ THƯ\n- Lưu VP.          Lê Văn Mẫu"
    assert recipients(lines(text)) == ("Tỉnh Đoàn", "Lưu VP")
    assert recipients(lines("Nơi nhận:\n- TW Đoàn; - Các xã; - Lưu.")) == ("TW Đoàn", "Các xã", "Lưu")
