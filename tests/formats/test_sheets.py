"""A spreadsheet becomes rows of texts as people see them; a hostile one is refused with one reason."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.roster import read_rows
from data.formats import child, sheets
from data.formats.gate import Kind, Refused, Why, check
from data.formats.sheets import check_sheet, rows_of, rows_of_text
from tests.formats import hostile
from tests.formats.books import DAY, book, cells, merged
from tests.formats.papers import SHEET, archive, paragraph, word
from tests.formats.pdfs import pdf, written

Keep = Callable[[bytes], Path]
TABLE = [["Đơn vị", "SĐT"], ["An Hòa", "0914.000.301"]]
BOOK = book(cells({1: {"A": "Đơn vị", "B": "SĐT"}, 2: {"A": "An Hòa", "B": "0914.000.301"}}))


def rows(path: Path, name: str = "danh-sach.xlsx") -> list[list[str]]:
    return rows_of(path, check_sheet(path, name))


def why(path: Path, name: str = "danh-sach.xlsx") -> Why:
    with pytest.raises(Refused) as refused:
        rows(path, name)
    return refused.value.why


# ── .xlsx ──


@pytest.mark.parametrize(
    ("label", "value", "said"),
    [
        ("text", "An Hòa", "An Hòa"),
        ("text of two lines", "Mai\nTú", "Mai\nTú"),
        ("accents apart", "An Ho\u0300a", "An Hòa"),
        ("letters that cannot be seen", "An\u200b\u00a0Hòa ", "An Hòa"),
        ("a phone that lost its 0", 914000301, "914000301"),
        ("a number as a float", "<c><v>914000301.0</v></c>", "914000301"),
        ("a number in powers", "<c><v>9.14000301E8</v></c>", "914000301"),
        ("a fraction", 0.5, "0.5"),
        ("a date", f'<c s="{DAY}"><v>45292</v></c>', "2024-01-01"),
        ("a date with an hour", f'<c s="{DAY}"><v>45292.5</v></c>', "2024-01-01 12:00"),
        ("yes", '<c t="b"><v>1</v></c>', "TRUE"),
        ("a formula's value", "<c><f>1+1</f><v>2</v></c>", "2"),
        ("a formula typed as text", "=1+1", "=1+1"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 30 else "",
)
def test_a_cell_is_the_text_people_see(kept: Keep, label: str, value: str | float, said: str) -> None:
    assert rows(kept(book(cells({1: {"A": value}})))) == [[said]], label


def test_rows_keep_their_numbers_and_cells_their_columns(kept: Keep) -> None:
    assert rows(kept(book(cells({3: {"C": "An Hòa"}})))) == [[], [], ["", "", "An Hòa"]]


def test_the_first_visible_sheet_that_has_anything_is_read(kept: Keep) -> None:
    hidden, empty, found = (cells({1: {"A": name}} if name else {}) for name in ("ẩn", "", "An Hòa"))
    assert rows(kept(book(hidden, hidden, empty, found, states=("hidden", "veryHidden")))) == [["An Hòa"]]


def test_merged_cells_say_the_same(kept: Keep) -> None:
    raw = book(cells({1: {"A": "An Hòa", "B": "Mai"}, 2: {"B": "Tú"}, 3: {"A": "Cụm 1"}}, merged("A1:A2", "A3:B3")))
    assert rows(kept(raw)) == [["An Hòa", "Mai"], ["An Hòa", "Tú"], ["Cụm 1", "Cụm 1"]]


def test_merged_cells_that_claim_more_than_there_is_claim_nothing(kept: Keep) -> None:
    assert rows(kept(book(cells({1: {"A": "An Hòa"}}, merged("A1:XFD1048576"))))) == [["An Hòa"]]


def test_ranges_merged_over_and_over_are_no_list_of_people(kept: Keep) -> None:
    raw = book(cells({1: {"A": "a", "BH": "x"}, 2_000: {"A": "x"}}, merged(*["A1:BH2000"] * 20)))
    assert why(kept(raw)) is Why.BOMB


def test_a_stray_space_far_below_is_nothing(kept: Keep) -> None:
    assert rows(kept(book(cells({1: {"A": "An Hòa"}, 50_000: {"B": " "}})))) == [["An Hòa"]]


# ── text ──


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_text_is_read_whatever_its_encoding_and_its_signs(kept: Keep, encoding: str, sign: str) -> None:
    raw = "\r\n".join(sign.join(row) for row in TABLE).encode(encoding)
    assert rows(kept(raw), "danh-sach.csv") == TABLE


def test_the_old_windows_table_is_read() -> None:
    apart = "Đơn vi\u0323;Ho\u0323 tên\nAn Bi\u0300nh;Trâ\u0300n Văn Ba\u0309y".encode("cp1258")
    assert rows_of_text(apart) == [["Đơn vị", "Họ tên"], ["An Bình", "Trần Văn Bảy"]]


@pytest.mark.parametrize(
    ("label", "text", "found"),
    [
        ("quotes", 'An Hòa,"Mai, Bí thư"\nAn Bình,Huy', [["An Hòa", "Mai, Bí thư"], ["An Bình", "Huy"]]),
        ("a line in quotes", 'An Hòa;"Mai\nTú"\nAn Bình;Huy', [["An Hòa", "Mai\nTú"], ["An Bình", "Huy"]]),
        ("the sign named", "sep=;\nAn Hòa;Mai", [[], ["An Hòa", "Mai"]]),
        ("commas in names", "An Hòa;Mai, Tú\nAn Bình;Huy", [["An Hòa", "Mai, Tú"], ["An Bình", "Huy"]]),
        ("nothing that parts it", "An Hòa\nAn Bình", [["An Hòa"], ["An Bình"]]),
        ("lines of a chat", "An Hòa – Mai – 0914\nAn Bình – Huy", [["An Hòa – Mai – 0914"], ["An Bình – Huy"]]),
        ("an empty row", "An Hòa,Mai\n\nAn Bình,Huy\n", [["An Hòa", "Mai"], [], ["An Bình", "Huy"]]),
        ("a quote that never ends", 'An Hòa,"Mai\nAn Bình,Huy', [["An Hòa", "Mai\nAn Bình,Huy"]]),
        ("nothing", "\n \n", []),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 26 else "",
)
def test_records_of_text(label: str, text: str, found: list[list[str]]) -> None:
    assert rows_of_text(text.encode()) == found, label


# ── what is refused ──


@pytest.mark.parametrize(
    ("label", "raw", "refusal"),
    [
        ("a letter", word(paragraph("An Hòa")), Why.UNKNOWN),
        ("a PDF", pdf(written("An Hòa")), Why.UNKNOWN),
        ("a photo", b"\xff\xd8\xff\xe0" + bytes(99), Why.PICTURE),
        ("a workbook of old", hostile.ole("Root Entry", "Workbook"), Why.SPREADSHEET),
        ("a binary workbook", book(main="application/vnd.ms-excel.sheet.binary.macroEnabled.main"), Why.SPREADSHEET),
        ("with a password", hostile.ole("EncryptionInfo", "EncryptedPackage"), Why.ENCRYPTED),
        ("without a sheet", book(), Why.EMPTY),
        ("without a cell", book(cells({})), Why.EMPTY),
        ("only hidden", book(cells({1: {"A": "x"}}), states=("hidden",)), Why.EMPTY),
        ("an empty file", b"", Why.EMPTY),
        ("blank text", b" \n\n", Why.EMPTY),
        ("the first half", BOOK[:400], Why.BROKEN),
        ("no workbook in it", archive({"[Content_Types].xml": SHEET}), Why.BROKEN),
        ("a document type", book("<!DOCTYPE a><sheetData/>"), Why.BOMB),
        ("300 times its size", book(cells({1: {"A": "a" * 3_000_000}})), Why.BOMB),
        ("too many rows", book(cells({at: {"A": str(at * 7919 % 10_007)} for at in range(1, 20_002)})), Why.TOO_BIG),
        ("too many columns", book(cells({1: {"A": "a", "CA": "b"}})), Why.TOO_BIG),
        ("a cell of megabytes in text", b'"' + b"a" * 200_000 + b'",b\nc,d\n', Why.BROKEN),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_refused_and_why(kept: Keep, label: str, raw: bytes, refusal: Why) -> None:
    assert why(kept(raw)) is refusal, label


def test_where_a_plan_is_wanted_a_workbook_is_still_refused(kept: Keep) -> None:
    with pytest.raises(Refused) as refused:
        check(kept(BOOK), "ke-hoach.docx")
    assert refused.value.why is Why.SPREADSHEET
    assert check(kept(BOOK), "danh-sach.xlsx", sheets=True) is Kind.XLSX


@given(st.lists(st.tuples(st.integers(0, len(BOOK) - 1), st.integers(0, 255)), min_size=1, max_size=6))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_spoilt_workbook_is_read_or_refused_and_nothing_else(kept: Keep, changes: list[tuple[int, int]]) -> None:
    raw = bytearray(BOOK)
    for at, byte in changes:
        raw[at] = byte
    with suppress(Refused):
        rows(kept(bytes(raw)))


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_rows_of_text(raw: bytes) -> None:
    with suppress(Refused):
        assert all(isinstance(cell, str) and "\0" not in cell for row in rows_of_text(raw) for cell in row)


# ── in a process of its own ──


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "work"
    place.mkdir()
    return place


@pytest.mark.parametrize(
    ("name", "raw"),
    [("danh-sach.xlsx", BOOK), ("danh-sach.csv", "\n".join(";".join(row) for row in TABLE).encode("utf-16"))],
)
async def test_a_sheet_is_read_by_the_limited_child(kept: Keep, folder: Path, name: str, raw: bytes) -> None:
    assert await child.read_sheet(kept(raw), name, folder) == TABLE


async def refused_by_child(path: Path, folder: Path) -> Why:
    with pytest.raises(Refused) as refused:
        await child.read_sheet(path, "danh-sach.xlsx", folder)
    return refused.value.why


async def test_two_far_corners_of_a_sheet_fill_no_memory_of_ours(kept: Keep, folder: Path) -> None:
    raw = book(cells({1: {"A": "a"}, 1_048_576: {"XFD": "b"}}))
    assert await refused_by_child(kept(raw), folder) in (Why.BROKEN, Why.BOMB)


async def test_a_refusal_is_heard_outside(kept: Keep, folder: Path) -> None:
    assert await refused_by_child(kept(word(paragraph("An Hòa"))), folder) is Why.UNKNOWN


async def test_a_child_that_says_what_it_likes_is_not_believed(
    kept: Keep, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for said in ('{"row": 5}', '{"text": "a"}', "[]"):
        monkeypatch.setattr(child, "_PROGRAM", f"print({said!r}); print('{{\"end\": 1}}')")
        assert await refused_by_child(kept(BOOK), folder) is Why.BROKEN


def test_the_library_is_loaded_for_workbooks_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "import_module", lambda name: pytest.fail(name))
    assert rows_of_text(b"a,b\nc,d") == [["a", "b"], ["c", "d"]]


def test_a_workbook_becomes_a_roster(kept: Keep) -> None:
    (entry,) = read_rows(rows(kept(BOOK))).rows
    assert (entry.row, entry.unit, entry.phone) == (2, "An Hòa", "0914000301")
