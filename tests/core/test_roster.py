"""A list of units as officers keep it, in a sheet or in a chat: what is read, and what is asked about."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.roles import Role
from core.roster import Column, Entry, Fault, Problem, Roster, is_roster_text, problem_said, read_rows, read_text
from core.roster.cells import email, is_formula, phone, phones_of, title, usual
from core.roster.headings import column
from core.roster.names import key, spelling, usual_unit
from core.say import units16

HEAD = ["STT", "Đơn vị", "Họ và tên", "Chức vụ", "SĐT"]


def sheet(*rows: list[str], head: list[str] | None = None) -> Roster:
    return read_rows([head or HEAD, *rows])


def units(roster: Roster) -> list[str]:
    return [entry.unit for entry in roster.rows]


def people(roster: Roster) -> list[tuple[str, str, str]]:
    return [(entry.unit, entry.person, entry.phone) for entry in roster.rows]


def faults(roster: Roster) -> list[tuple[Fault, int, str]]:
    return [(one.fault, one.row, one.value) for one in roster.problems]


# ── columns ──


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("STT", Column.NUMBER),
        ("TT", Column.NUMBER),
        ("S.T.T", Column.NUMBER),
        ("Số thứ tự", Column.NUMBER),
        ("Đơn vị", Column.UNIT),
        ("ĐƠN VỊ", Column.UNIT),
        ("don vi", Column.UNIT),
        ("Tên đơn vị", Column.UNIT),
        ("Cơ sở Đoàn", Column.UNIT),
        ("Chi đoàn", Column.UNIT),
        ("Xã, phường, đặc khu", Column.UNIT),
        ("Đơn vị trực thuộc", Column.UNIT),
        ("Tên cơ sở Đoàn trực thuộc", Column.UNIT),
        ("Họ và tên", Column.PERSON),
        ("Họ tên", Column.PERSON),
        ("Họ, chữ lót và tên", Column.PERSON),
        ("Bí thư", Column.PERSON),
        ("Họ tên Bí thư", Column.PERSON),
        ("Người phụ trách", Column.PERSON),
        ("Đ/c phụ trách", Column.PERSON),
        ("Họ", Column.LAST),
        ("Họ và tên đệm", Column.LAST),
        ("Tên", Column.FIRST),
        ("Chức vụ", Column.TITLE),
        ("Chức danh/chức vụ", Column.TITLE),
        ("SĐT", Column.PHONE),
        ("Số ĐT", Column.PHONE),
        ("ĐT", Column.PHONE),
        ("Số điện thoại (Zalo)", Column.PHONE),
        ("Di động", Column.PHONE),
        ("SĐT Bí thư", Column.PHONE),
        ("Điện thoại liên hệ", Column.PHONE),
        ("Email", Column.EMAIL),
        ("E-mail", Column.EMAIL),
        ("Thư điện tử", Column.EMAIL),
        ("Cụm", Column.GROUP),
        ("Khối", Column.GROUP),
        ("Cụm thi đua", Column.GROUP),
        ("Cụm trưởng", Column.PERSON),
        ("Loại hình", Column.TYPE),
        ("Trực thuộc", Column.PARENT),
        ("Đơn vị cấp trên", Column.PARENT),
        ("Ghi chú", Column.OTHER),
        ("Số lượng đoàn viên", Column.OTHER),
        ("Đơn vị tính", Column.OTHER),
    ],
)
def test_a_column_is_told_by_its_heading(heading: str, kind: Column) -> None:
    assert column(heading) is kind
    assert column(unicodedata.normalize("NFD", heading.upper())) is kind


def test_the_heading_is_found_below_the_title_of_the_list() -> None:
    rows = [["ĐOÀN TNCS HỒ CHÍ MINH"], ["DANH SÁCH CÁC CƠ SỞ ĐOÀN NĂM 2026"], [], HEAD, ["1", "An Hòa", "Mai", "", ""]]
    assert [(entry.row, entry.unit) for entry in read_rows(rows).rows] == [(5, "An Hòa")]


def test_a_heading_may_stand_in_two_lines_under_merged_cells() -> None:
    upper = ["TT", "Đơn vị", "Bí thư", "", "Phó Bí thư", ""]
    lower = ["", "", "Họ và tên", "SĐT", "Họ và tên", "SĐT"]
    row = ["1", "An Hòa", "Lê Thị Mai", "0914000301", "Lâm Anh Tú", "0914000313"]
    for heading in (upper, ["TT", "Đơn vị", "Bí thư", "Bí thư", "Phó Bí thư", "Phó Bí thư"]):
        found = read_rows([heading, lower, ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"], row]).rows
        assert [(entry.person, entry.title, entry.role, entry.phone) for entry in found] == [
            ("Lê Thị Mai", "Bí thư", Role.SECRETARY, "0914000301"),
            ("Lâm Anh Tú", "Phó Bí thư", Role.DEPUTY, "0914000313"),
        ]


def test_family_and_given_name_in_two_columns_are_one_name() -> None:
    found = read_rows([["Họ", "Tên", "Đơn vị"], ["Lê Thị", "Mai", "An Hòa"]])
    assert people(found) == [("An Hòa", "Lê Thị Mai", "")]


def test_of_two_columns_of_units_the_branch_stands_below_the_other() -> None:
    (entry,) = read_rows([["Đoàn cơ sở", "Chi đoàn", "Bí thư"], ["Đoàn xã Tân Lập", "Chi đoàn Ấp 1", "Lê Mai"]]).rows
    assert (entry.unit, entry.parent, entry.type) == ("Chi đoàn Ấp 1", "Đoàn xã Tân Lập", "chi_doan")


def test_without_a_heading_columns_are_told_by_their_content() -> None:
    found = read_rows(
        [
            ["1", "Nguyễn Thị Mai", "An Hòa", "0914.000.301", "mai@example.vn"],
            ["2", "Phạm Quốc Huy", "An Bình", "0914.000.302", ""],
        ]
    )
    assert people(found) == [("An Hòa", "Nguyễn Thị Mai", "0914000301"), ("An Bình", "Phạm Quốc Huy", "0914000302")]
    assert found.rows[0].email == "mai@example.vn"


def test_a_single_column_is_read_as_lines_of_a_chat() -> None:
    found = read_rows([["Danh sách:"], ["An Hòa – Mai – 0914000301"], ["An Bình – Huy – 0914000302"]])
    assert [(entry.row, entry.unit, entry.person) for entry in found.rows] == [
        (2, "An Hòa", "Mai"),
        (3, "An Bình", "Huy"),
    ]


def test_what_no_rule_knows_is_kept_beside_the_entry() -> None:
    (entry,) = read_rows([["Đơn vị", "Họ tên", "Ghi chú"], ["An Hòa", "Mai", "mới nhận việc"]]).rows
    assert entry.extra == {"Ghi chú": "mới nhận việc"}


# ── rows ──


@pytest.mark.parametrize(
    ("label", "row"),
    [
        ("number and name", ["I", "Khối phường", "", "", ""]),
        ("number before the name", ["", "I. KHỐI PHƯỜNG", "", "", ""]),
        ("merged over all columns", ["Khối phường"] * 5),
        ("with a count", ["I", "Khối phường (2 đơn vị)", "", "", ""]),
        ("number alone in its column", ["A. Khối phường", "", "", "", ""]),
    ],
)
def test_a_section_is_the_group_of_what_follows(label: str, row: list[str]) -> None:
    found = sheet(row, ["1", "An Hòa", "Mai", "", ""], ["2", "An Bình", "Huy", "", ""])
    assert [entry.groups for entry in found.rows] == [("Khối phường",)] * 2, label
    assert found.problems == ()


def test_a_numbered_row_is_a_unit_even_when_it_is_called_a_cluster() -> None:
    assert units(sheet(["1", "Cụm 1", "", "", ""])) == ["Cụm 1"]


def test_a_column_of_clusters_makes_groups() -> None:
    rows = sheet(["An Hòa", "1"], ["An Bình", "Cụm 2; Khối phường"], head=["Đơn vị", "Cụm"]).rows
    assert [entry.groups for entry in rows] == [("Cụm 1",), ("Cụm 2", "Khối phường")]


@pytest.mark.parametrize(
    "row",
    [
        ["", "Tổng cộng: 43 đơn vị"],
        ["", "Tổng số", "43"],
        ["", "Cộng", "", "", "43"],
        ["Danh sách có 43 đơn vị"],
        HEAD,
        ["", "", "", "", ""],
        ["7", "", "", "", ""],
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
    ],
)
def test_the_frame_of_a_list_is_neither_unit_nor_problem(row: list[str]) -> None:
    found = sheet(["1", "An Hòa", "Mai", "", ""], row, ["2", "Đoàn Tổng công ty May", "Huy", "", ""])
    if row[0] == "(1)":
        found = sheet(row, ["1", "An Hòa", "Mai", "", ""], ["2", "Đoàn Tổng công ty May", "Huy", "", ""])
    assert (units(found), found.problems) == (["An Hòa", "Đoàn Tổng công ty May"], ())


def test_what_is_signed_below_the_list_is_not_of_it() -> None:
    foot = [["", "Bình Lâm, ngày 01 tháng 10 năm 2026"], ["", "NGƯỜI LẬP"], ["", "Trần Đăng Khoa"]]
    assert units(sheet(["1", "An Hòa", "Mai", "", "0914000301"], *foot)) == ["An Hòa"]


def test_the_second_person_of_a_unit_may_stand_in_a_row_without_its_name() -> None:
    found = sheet(["1", "An Hòa", "Lê Mai", "Bí thư", ""], ["", "", "Lê Tú", "Phó Bí thư", ""])
    assert [(entry.unit, entry.person, entry.role) for entry in found.rows] == [
        ("An Hòa", "Lê Mai", Role.SECRETARY),
        ("An Hòa", "Lê Tú", Role.DEPUTY),
    ]
    assert found.problems == ()


def test_two_people_in_one_cell_share_their_unit_line_by_line() -> None:
    found = sheet(["1", "An Hòa", "1. Lê Mai\n2. Lê Tú", "Bí thư\nPhó Bí thư", "0914000301\n0914000313"])
    assert [(entry.person, entry.title, entry.phone) for entry in found.rows] == [
        ("Lê Mai", "Bí thư", "0914000301"),
        ("Lê Tú", "Phó Bí thư", "0914000313"),
    ]


def test_everything_about_a_person_may_stand_in_one_cell() -> None:
    (entry,) = sheet(["1", "An Hòa", "Đ/c Lê Mai - Bí thư (0914.000.301)", "", ""]).rows
    assert (entry.person, entry.title, entry.phone) == ("Lê Mai", "Bí thư", "0914000301")


def test_a_unit_without_a_person_is_a_unit() -> None:
    found = sheet(["1", "An Hòa", "chưa có", "", ""], ["2", "An Bình", "x", "", "-"])
    assert (people(found), found.problems) == ([("An Hòa", "", ""), ("An Bình", "", "")], ())


def test_the_same_row_twice_counts_once() -> None:
    row = ["1", "An Hòa", "Lê Mai", "Bí thư", "0914000301"]
    assert len(sheet(row, row, ["2", "AN HÒA", "LÊ MAI", "", ""], ["3", "An Hoà", "Lê Mai", "", ""]).rows) == 1


# ── cells ──


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0914000301", "0914000301"),
        ("0914.000.301", "0914000301"),
        ("0914 000 301", "0914000301"),
        ("(0914) 000-301", "0914000301"),
        ("914000301", "0914000301"),
        ("+84914000301", "0914000301"),
        ("+84 914 000 301", "0914000301"),
        ("84914000301", "0914000301"),
        ("0084914000301", "0914000301"),
        ("+84 (0)914 000 301", "0914000301"),
        ("O914OOO3O1", "0914000301"),
        ("01684000301", "0384000301"),
        ("1684000301", "0384000301"),
        ("01204000301", "0704000301"),
        ("01994000301", "0594000301"),
        ("02343000301", "02343000301"),
        ("2343000301", "02343000301"),
        ("091400030", ""),
        ("09140003011", ""),
        ("0114000301", ""),
        ("9,14E+08", ""),
        ("113", ""),
        ("", ""),
    ],
)
def test_a_phone_is_the_digits_one_dials(written: str, number: str) -> None:
    assert phone(written) == number


@pytest.mark.parametrize(
    "cell",
    [
        "0914000301/0914000302",
        "0914000301 - 0914000302",
        "0914.000.301; 0914.000.302",
        "0914 000 301 0914 000 302",
        "0914000301\n914000302",
        "0914000301 hoặc 0914000302",
        "DĐ: 0914000301, Zalo: 0914000302",
    ],
)
def test_two_phones_in_a_cell_are_two(cell: str) -> None:
    assert phones_of(cell).good == ("0914000301", "0914000302")
    (entry,) = sheet(["1", "An Hòa", "Mai", "", cell]).rows
    assert (entry.phone, entry.other_phones) == ("0914000301", ("0914000302",))


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("NGUYỄN THỊ MAI", "Nguyễn Thị Mai"),
        ("nguyễn thị mai", "Nguyễn Thị Mai"),
        ("K’ HIỀN", "K’ Hiền"),
        ("Sùng A Páo", "Sùng A Páo"),
        ("Cil Ha Thuyên", "Cil Ha Thuyên"),
    ],
)
def test_a_name_in_capitals_is_written_as_names_are(written: str, name: str) -> None:
    assert usual(written) == name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("ĐOÀN PHƯỜNG AN HÒA", "Đoàn phường An Hòa"),
        ("AN HÒA", "An Hòa"),
        ("ĐOÀN TRƯỜNG THPT AN LÂM", "Đoàn trường THPT An Lâm"),
        ("CHI ĐOÀN UBND PHƯỜNG", "Chi đoàn UBND Phường"),
        ("Đoàn Trường THPT An Lâm", "Đoàn Trường THPT An Lâm"),
    ],
)
def test_a_unit_in_capitals_is_written_as_units_are(written: str, name: str) -> None:
    assert usual_unit(written) == name


@pytest.mark.parametrize(("written", "said"), [("BT", "Bí thư"), ("P.BT", "Phó Bí thư"), ("BÍ THƯ", "Bí thư")])
def test_a_title_is_spelled_out(written: str, said: str) -> None:
    assert title(written) == said


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("Mai@Example.vn", "mai@example.vn"),
        ("mailto:mai@example.vn", "mai@example.vn"),
        ("mai@example", ""),
        ("mai@example..vn", ""),
        ("mai example.vn", ""),
        ("mai@@example.vn", ""),
    ],
)
def test_an_address_is_one_that_can_be_written_to(written: str, address: str) -> None:
    assert email(written) == address


@pytest.mark.parametrize(
    "cell", ['=HYPERLINK("http://a","b")', "=1+1", "＝A1", "@SUM(A1)", "+1+2", "-2+3", "\t=A1", "+cmd|'a'!A0"]
)
def test_a_formula_is_seen(cell: str) -> None:
    assert is_formula(cell)


@pytest.mark.parametrize(
    "cell", ["+84914000301", "+84 914 000 301", "- Lê Mai", "-", "--", "– 0914000301", "", "An Hòa"]
)
def test_what_only_looks_like_a_formula_is_let_through(cell: str) -> None:
    assert not is_formula(cell)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("An Hòa", "AN HOÀ", True),
        ("Thủy Vân", "Thuỷ Vân", True),
        ("An  Hòa", "An Hòa", True),
        ("An Hòa", "An Hóa", False),
        ("An Hòa", "An Hoa", False),
    ],
)
def test_two_habits_of_spelling_are_one_name(one: str, other: str, same: bool) -> None:
    assert (spelling(one) == spelling(other)) is same


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("Đoàn phường An Hòa", "an hoa"),
        ("P. An Hòa", "an hoa"),
        ("Đoàn TNCS Hồ Chí Minh phường An Hòa", "an hoa"),
        ("BCH Đoàn xã Tân Lập", "tan lap"),
        ("Đoàn Trường THPT An Lâm", "thpt an lam"),
        ("THCS An Lâm", "thcs an lam"),
        ("Chi đoàn Điện lực", "dien luc"),
        ("An Hòa", "an hoa"),
    ],
)
def test_a_unit_has_a_name_of_its_own_behind_its_kind(name: str, own: str) -> None:
    assert key(name) == own


# ── problems ──


@pytest.mark.parametrize(
    ("label", "rows", "found"),
    [
        ("no unit", [["1", "", "Lê Mai", "", ""]], [(Fault.MISSING_UNIT, 2, "Lê Mai")]),
        ("a phone too short", [["1", "An Hòa", "Lê Mai", "", "0914.000.3"]], [(Fault.BAD_PHONE, 2, "0914.000.3")]),
        (
            "one phone for two",
            [["1", "An Hòa", "Lê Mai", "", "0914000301"], ["2", "An Bình", "Lê Tú", "", "0914000301"]],
            [(Fault.SAME_PHONE, 3, "0914000301")],
        ),
        (
            "one person in two units",
            [["1", "An Hòa", "Lê Mai", "", "0914000301"], ["2", "An Bình", "LÊ MAI", "", "914000301"]],
            [],
        ),
        (
            "two secretaries",
            [["1", "An Hòa", "Lê Mai", "Bí thư", ""], ["2", "An Hòa", "Lê Tú", "Bí thư", ""]],
            [(Fault.SAME_ROLE, 3, "Lê Tú")],
        ),
        (
            "two deputies",
            [["1", "An Hòa", "Lê Mai", "Phó Bí thư", ""], ["2", "An Hòa", "Lê Tú", "Phó Bí thư", ""]],
            [],
        ),
        ("another kind left out", [["1", "Đoàn phường An Hòa"], ["2", "An Hòa"]], [(Fault.ALIKE, 3, "An Hòa")]),
        ("accents left out", [["1", "An Hòa"], ["2", "An Hoa"]], [(Fault.ALIKE, 3, "An Hoa")]),
        ("two kinds of one name", [["1", "Đoàn phường An Hòa"], ["2", "Đoàn xã An Hòa"]], []),
        ("a formula", [["1", "An Hòa", "=A1", "", ""]], [(Fault.FORMULA, 2, "=A1")]),
        ("a formula for a name", [["1", "=A1", "Lê Mai", "", ""]], [(Fault.FORMULA, 2, "=A1")]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_problems_are_told_by_their_row(label: str, rows: list[list[str]], found: list[tuple[Fault, int, str]]) -> None:
    assert faults(sheet(*rows)) == found, label


def test_a_wrong_address_is_a_problem_and_the_person_stays() -> None:
    found = sheet(["An Hòa", "Mai", "mai@example"], head=["Đơn vị", "Họ tên", "Email"])
    assert faults(found) == [(Fault.BAD_EMAIL, 2, "mai@example")]
    assert [(entry.person, entry.email) for entry in found.rows] == [("Mai", "")]


@pytest.mark.parametrize("rows", [[], [[]], [["", " "], []], [HEAD]])
def test_a_list_of_nothing_is_empty(rows: list[list[str]]) -> None:
    assert read_rows(rows).problems[0].fault is Fault.EMPTY


def test_people_without_units_are_no_list_of_units() -> None:
    assert faults(read_rows([["Họ tên", "SĐT"], ["Lê Mai", "0914000301"]])) == [(Fault.NO_UNITS, 0, "")]


@pytest.mark.parametrize("fault", Fault)
def test_every_problem_has_a_short_sentence(fault: Fault) -> None:
    said = problem_said(Problem(fault, 12, "An Hòa " * 60, "Đoàn phường " * 60, 4))
    assert 20 < units16(said) < 400


# ── pasted ──

PASTED = [
    ("dashes", "An Hòa – Lê Mai – 0914000301"),
    ("hyphens", "An Hòa - Lê Mai - 0914 000 301"),
    ("hyphens without spaces", "An Hòa-Lê Mai-0914000301"),
    ("bars", "An Hòa | Lê Mai | 0914.000.301"),
    ("semicolons", "An Hòa; Lê Mai; 0914000301"),
    ("commas", "An Hòa, Lê Mai, 0914000301"),
    ("a colon", "An Hòa: Lê Mai 0914000301"),
    ("a number before it", "1. An Hòa – Lê Mai – 0914000301"),
    ("a number and a bracket", "12) An Hòa – Lê Mai – 914000301"),
    ("a bullet", "- An Hòa – Lê Mai – +84914000301"),
    ("the phone in brackets", "An Hòa – Lê Mai (0914.000.301)"),
    ("the person first", "Lê Thị Mai – Đoàn phường An Hòa – 0914000301"),
    ("the phone first", "0914000301 – An Hòa – Lê Mai"),
    ("how one calls her", "An Hòa – đ/c Lê Mai – 0914000301"),
    ("from another chat", "[10:32, 12/10/2026] Khoa: An Hòa – Lê Mai – 0914000301"),
]


@pytest.mark.parametrize(("label", "line"), PASTED, ids=[label for label, _ in PASTED])
def test_a_line_of_a_chat_is_a_unit_a_name_and_a_phone(label: str, line: str) -> None:
    ((entry),) = read_text(line).rows
    assert key(entry.unit) == "an hoa"
    assert entry.person in ("Lê Mai", "Lê Thị Mai")
    assert entry.phone == "0914000301"


def test_an_address_is_taken_from_its_line() -> None:
    (entry,) = read_text("An Hòa – Lê Mai – mai@example.vn").rows
    assert (entry.unit, entry.person, entry.email) == ("An Hòa", "Lê Mai", "mai@example.vn")


def test_a_table_copied_with_its_tabs_is_read_by_its_headings() -> None:
    found = read_text("STT\tĐơn vị\tBí thư\tSĐT\n1\tAn Hòa\tLÊ MAI\t914000301\n2\tAn Bình\tHuy\t")
    assert people(found) == [("An Hòa", "Lê Mai", "0914000301"), ("An Bình", "Huy", "")]


def test_talk_around_the_list_is_left_out() -> None:
    text = "An Hòa – Mai – 0914000301\nAn Bình – Huy – 0914000302\nTổng cộng: 2 đơn vị\nCảm ơn anh"
    assert units(read_text(f"Em gửi anh danh sách ạ\n\n{text}")) == ["An Hòa", "An Bình"]


def test_sections_and_people_below_their_unit() -> None:
    found = read_text(
        "Cụm 1:\nĐoàn phường An Hòa\n- Bí thư: Lê Mai 0914 000 301\n- Phó bí thư: Lê Tú 0914000313\n"
        "*CỤM 2 – TRƯỜNG HỌC*\nBí thư Chi đoàn Điện lực: Ngô Đức Anh, 0914000308"
    )
    assert [(entry.row, entry.unit, entry.groups, entry.person, entry.role) for entry in found.rows] == [
        (3, "Đoàn phường An Hòa", ("Cụm 1",), "Lê Mai", Role.SECRETARY),
        (4, "Đoàn phường An Hòa", ("Cụm 1",), "Lê Tú", Role.DEPUTY),
        (6, "Chi đoàn Điện lực", ("Cụm 2 – trường học",), "Ngô Đức Anh", Role.SECRETARY),
    ]


def test_two_people_in_one_line_keep_their_own_phones() -> None:
    found = read_text("An Hòa: Lê Mai 0914000301, Lê Tú 0914000313")
    assert [(entry.person, entry.phone, entry.role) for entry in found.rows] == [
        ("Lê Mai", "0914000301", Role.SECRETARY),
        ("Lê Tú", "0914000313", Role.DEPUTY),
    ]


def test_the_order_of_unit_and_person_is_told_by_all_lines_together() -> None:
    found = read_text("Mai – An Hòa\nHuy – An Bình\nTrí – Tân Lập")
    assert [(entry.unit, entry.person) for entry in found.rows] == [
        ("An Hòa", "Mai"),
        ("An Bình", "Huy"),
        ("Tân Lập", "Trí"),
    ]


def test_names_alone_are_units() -> None:
    named = ["An Hòa", "Đa Kao", "Phong Nha", "Xín Mần", "Tân Phú A", "Chi đoàn Khu phố 1"]
    assert units(read_text("\n".join(f"{at}. {name}" for at, name in enumerate(named, start=1)))) == named


@pytest.mark.parametrize(
    "line",
    [
        "Dạ em gửi ạ",
        "Em cảm ơn anh ạ",
        "Danh sách các đơn vị:",
        "Kính gửi anh Khoa",
        "Mọi người xem giúp nhé",
        "Tổng: 2",
    ],
)
def test_what_people_say_to_each_other_is_no_unit(line: str) -> None:
    assert units(read_text(f"{line}\nAn Hòa – Mai – 0914000301\n{line}")) == ["An Hòa"]


def test_a_form_of_several_lines_is_one_person() -> None:
    (entry,) = read_text(
        "Đơn vị: An Hòa\nHọ và tên: Lê Mai\nChức vụ: Bí thư\nSĐT: 0914000301\nEmail: mai@example.vn"
    ).rows
    assert (entry.unit, entry.person, entry.title) == ("An Hòa", "Lê Mai", "Bí thư")
    assert (entry.phone, entry.email) == ("0914000301", "mai@example.vn")


def test_a_unit_that_has_nobody_says_so() -> None:
    (entry,) = read_text("4/ Đặc khu Côn Sơn chưa có người").rows
    assert (entry.unit, entry.type, entry.person) == ("Đặc khu Côn Sơn", "doan_dac_khu", "")


def test_titles_may_name_the_units() -> None:
    rows = [["Lê Mai", "Bí thư Đoàn phường An Hòa"], ["Lê Tú", "Phó Bí thư Chi đoàn Điện lực"]]
    found = read_rows([["Họ và tên", "Chức vụ, đơn vị công tác"], *rows])
    assert [(entry.unit, entry.person, entry.title) for entry in found.rows] == [
        ("Đoàn phường An Hòa", "Lê Mai", "Bí thư"),
        ("Chi đoàn Điện lực", "Lê Tú", "Phó Bí thư"),
    ]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("An Hòa – Mai – 09140003", (Fault.BAD_PHONE, 1, "09140003")),
        ("Trần Văn Bảy 0914000999", (Fault.MISSING_UNIT, 1, "Trần Văn Bảy")),
        ("=cmd|'a'!A0", (Fault.FORMULA, 1, "=cmd|'a'!A0")),
        ("An Hòa – Mai – mai@example", (Fault.BAD_EMAIL, 1, "mai@example")),
    ],
)
def test_pasted_lines_have_problems_too(line: str, found: tuple[Fault, int, str]) -> None:
    assert faults(read_text(line)) == [found]


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("with phones", "An Hòa – Mai – 0914000301\nAn Bình – Huy – 0914000302\nTân Lập – Trí – 0914000303"),
        ("phones and talk", "Em gửi ạ\nAn Hòa Mai 0914000301\nAn Bình Huy 0914000302\nTân Lập Trí 914000303"),
        ("without phones", "An Hòa – Mai\nAn Bình – Huy\nTân Lập – Trí"),
        ("kinds of units", "Đoàn phường An Hòa – Lê Mai\nChi đoàn Điện lực – Đức Anh\nĐoàn xã Tân Lập – Lê Trí"),
    ],
    ids=lambda value: value if " " not in value or len(value) < 20 else "",
)
def test_a_list_of_units_is_known(label: str, text: str) -> None:
    assert is_roster_text(text), label


@pytest.mark.parametrize(
    "text",
    [
        "An Hòa – Mai – 0914000301",
        "Số buổi: 2\nSố lượt: 150\nKinh phí: 3.000.000",
        "nộp báo cáo\nhai buổi\n150 lượt",
        "Dạ em gửi báo cáo ạ\nCó gì anh gọi em 0914000301\nEm cảm ơn",
        "Kế hoạch tổ chức\n- Tuyên truyền – vận động đoàn viên\n- Phát động thi đua – khen thưởng\nHạn 28/10/2026",
        "Thứ Hai – họp\nThứ Ba – tập huấn\nThứ Tư – tổng kết",
        "",
    ],
)
def test_what_is_no_list_of_units(text: str) -> None:
    assert not is_roster_text(text)


PLANS = sorted((Path(__file__).parent / "plans" / "invented").glob("*.txt"))


def test_no_plan_is_taken_for_a_list_of_units() -> None:
    assert PLANS
    assert [path.name for path in PLANS if is_roster_text(path.read_text(encoding="utf-8"))] == []


def test_letters_with_their_accents_apart_say_the_same() -> None:
    text = "Cụm 1:\nĐoàn phường An Hòa – đ/c Lê Mai, Bí thư – 0914000301\nP. Thủy Vân: LÊ TÚ (Phó Bí thư) 0914000302"
    rows = [HEAD, ["I", "Khối phường"], ["1", "ĐOÀN PHƯỜNG AN HÒA", "LÊ THỊ MỊ", "Phó Bí thư", "0914000301"]]
    apart = [[unicodedata.normalize("NFD", cell) for cell in row] for row in rows]
    assert read_text(unicodedata.normalize("NFD", text)) == read_text(text)
    assert read_rows(apart) == read_rows(rows)


# ── whatever comes ──

letters = st.text(st.sampled_from("ĐđoànAn HòaMai0914.3+-–=@:;,|()/\t\nIVX1 "), max_size=40)
rows = st.lists(st.lists(letters, max_size=6), max_size=12)


def is_sound(roster: Roster, most: int) -> None:
    for entry in roster.rows:
        assert entry.unit.strip() == entry.unit != ""
        assert 1 <= entry.row <= most
        assert all(phone(number) == number for number in (entry.phone, *entry.other_phones) if number)
        assert not is_formula(entry.unit)
        assert unicodedata.is_normalized("NFC", entry.unit + entry.person)
    assert all(0 <= problem.row <= most and problem_said(problem) for problem in roster.problems)
    assert roster.rows or roster.problems


@given(rows)
@settings(max_examples=100, deadline=None)
def test_any_sheet_is_read_and_never_fails(rows: list[list[str]]) -> None:
    is_sound(read_rows(rows), len(rows))


@given(rows)
@settings(max_examples=60, deadline=None)
def test_any_rows_below_a_heading_are_read(rows: list[list[str]]) -> None:
    is_sound(sheet(*rows), len(rows) + 1)


@given(st.lists(letters, max_size=12).map("\n".join))
@settings(max_examples=100, deadline=None)
def test_any_text_is_read_and_never_fails(text: str) -> None:
    is_sound(read_text(text), text.count("\n") + 1)
    is_roster_text(text)


names = st.sampled_from(["Lê Thị Mai", "Phạm Quốc Huy", "Võ Minh Trí", "Ngô Đức Anh"])
own_names = st.sampled_from(["An Hòa", "An Bình", "Tân Lập", "Phú Hậu"])
numbers = st.integers(0, 999).map(lambda last: f"0914000{last:03}")


@given(st.lists(st.tuples(own_names, names, numbers), min_size=1, max_size=4, unique_by=lambda row: row[0]))
@settings(max_examples=50, deadline=None)
def test_a_sheet_and_its_pasted_lines_say_the_same(rows: list[tuple[str, str, str]]) -> None:
    table = read_rows([["Đơn vị", "Bí thư", "SĐT"], *map(list, rows)])
    pasted = read_text("\n".join(" – ".join(row) for row in rows))
    assert people(table) == people(pasted) == rows


@pytest.mark.parametrize(
    "cell", ["0" * 100_000, "0 " * 50_000, "a@" * 50_000, "- " * 50_000, "I. " * 30_000, "(" * 99_999, "Đoàn " * 20_000]
)
def test_long_cells_take_no_long_time(cell: str) -> None:
    is_sound(sheet(["1", cell, cell, cell, cell], [cell] * 5), 3)
    is_sound(read_text(f"{cell}\n{cell}"), 2)


def test_an_entry_is_compared_by_what_it_says() -> None:
    assert Entry(2, "An Hòa") == Entry(2, "An Hòa")
