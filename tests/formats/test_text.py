"""Plain text as lines: from any encoding, with its tables, and without what cannot be seen."""

import codecs
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.plans.lines import Line, Place
from data.formats.letters import LONGEST, MOST_CELLS, MOST_LINES, MOST_SIGNS, settled
from data.formats.refusal import Refused, Why
from data.formats.text import decode, is_text, lines_of_text, read_text

SAID = "Đoàn phường Tân Hòa gửi báo cáo trước ngày 20/5; mọi việc ghi ở Kế hoạch số 08-KH/ĐTN."
# How the old Windows table writes Vietnamese: the hat or the horn with its letter, the tone behind it.
APART = "".join(
    {"ậ": "â\u0323", "ế": "ê\u0301", "ạ": "a\u0323", "ườ": "ươ\u0300"}.get(letter, letter)
    for letter in "Kế hoạch, đoàn"
)


@pytest.mark.parametrize(
    ("label", "raw"),
    [
        ("UTF-8", SAID.encode()),
        ("UTF-8 with its mark", codecs.BOM_UTF8 + SAID.encode()),
        ("UTF-16 with its mark", codecs.BOM_UTF16_LE + SAID.encode("utf-16-le")),
        ("UTF-16 the other way round", codecs.BOM_UTF16_BE + SAID.encode("utf-16-be")),
        ("UTF-16 without its mark", SAID.encode("utf-16-le")),
        ("UTF-16 the other way round without its mark", SAID.encode("utf-16-be")),
        ("accents apart", unicodedata.normalize("NFD", SAID).encode()),
    ],
)
def test_whatever_its_encoding(label: str, raw: bytes) -> None:
    assert [line.text for line in lines_of_text(raw)] == [SAID], label


@pytest.mark.parametrize(
    ("raw", "said"),
    [(APART.encode("cp1258"), "Kế hoạch, đoàn"), ("“Été” – 20/5".encode("cp1252"), "“Été” – 20/5")],
    ids=["Vietnamese", "western"],
)
def test_the_old_tables_of_windows(raw: bytes, said: str) -> None:
    assert decode(raw) == said


def test_one_letter_cut_in_the_middle_does_not_spoil_the_rest() -> None:
    assert decode((SAID * 9).encode() + "ế".encode()[:2]).startswith(SAID)


@pytest.mark.parametrize(
    ("label", "written", "read"),
    [
        ("strange spaces", "ngày\u00a020\u2009tháng\u30005", "ngày 20 tháng 5"),
        ("nothing between letters", "bá\u200bo c\u00adáo\ufeff", "báo cáo"),
        ("letters turned round", "20\u202e/5\u2066", "20/5"),
        ("hyphens", "18\u2010KH, 19\u2011KH, \u22121", "18-KH, 19-KH, -1"),
        ("dashes stay", "01/5 – 31/5 — hết", "01/5 – 31/5 — hết"),
        ("a bullet of a symbol font", "\uf0b7 Ra quân", "• Ra quân"),
        ("control characters", "bá\x07o\x00 cáo", "báo cáo"),
        ("an indent", "\tPhát huy vai trò", " Phát huy vai trò"),
        ("a tab behind a number", "1.\tMục đích", "1. Mục đích"),
    ],
)
def test_what_looks_the_same_is_the_same(label: str, written: str, read: str) -> None:
    assert lines_of_text(written.encode()) == [Line(read)], label


def test_every_kind_of_line_break_parts_lines() -> None:
    assert [line.text for line in lines_of_text("a\r\nb\rc\n\nd\x0ce\u2028f".encode())] == [
        "a", "b", "c", "", "d", "e", "f"]  # fmt: skip


def test_tabs_and_bars_part_cells_and_rows_next_to_each_other_are_one_table() -> None:
    lines = lines_of_text("TT\tViệc\tHạn\n1\tNộp\t\nXong.\nViệc | Hạn".encode())
    assert [(line.cells, line.table) for line in lines] == [
        (("TT", "Việc", "Hạn"), 1), (("1", "Nộp", ""), 1), ((), 0), (("Việc", "Hạn"), 2)]  # fmt: skip
    assert lines[0] == Line("TT | Việc | Hạn", Place.TABLE, ("TT", "Việc", "Hạn"), 1)


def test_a_line_longer_than_anybody_writes_goes_on_in_the_next() -> None:
    lines = lines_of_text(("chữ " * 6000).encode())
    assert all(len(line.text) <= LONGEST for line in lines)
    assert " ".join(line.text for line in lines).split() == ["chữ"] * 6000


def test_a_file_with_nothing_to_see_is_empty() -> None:
    with pytest.raises(Refused) as refused:
        read_text("\ufeff \n\t\u200b\n".encode())
    assert refused.value.why is Why.EMPTY


@given(st.binary(max_size=300))
@settings(max_examples=100)
def test_no_bytes_break_it(raw: bytes) -> None:
    is_text(raw)
    lines_of_text(raw)


@given(st.text(st.characters(categories=["L", "N", "P"]), min_size=1))
@settings(max_examples=100)
def test_no_letter_is_lost(said: str) -> None:
    read = "".join(line.text for line in lines_of_text(said.encode()))
    assert [c for c in read if c.isalnum()] == [c for c in unicodedata.normalize("NFC", said) if c.isalnum()]


@pytest.mark.parametrize(
    ("label", "written", "read"),
    [
        ("forty blanks", "Bí thư" + " " * 40 + "Phó", "Bí thư" + " " * 8 + "Phó"),
        ("dots to fill in", "Họ tên" + "." * 90, "Họ tên" + "." * 90),
        ("dots without end", "Họ tên" + "." * 9_000 + "x", "Họ tên" + "." * MOST_SIGNS + "x"),
        ("marks without end", "a" + "\u0301\u0327" * 20_000, "a" + "\u0327" * 4 + "\u0301" * 4),
        ("half a letter", "a\ud800b", "ab"),
    ],
)
def test_runs_that_say_nothing_are_cut(label: str, written: str, read: str) -> None:
    assert unicodedata.normalize("NFD", settled(written)) == unicodedata.normalize("NFD", read), label


def test_more_lines_than_300_pages_have_are_not_read() -> None:
    with pytest.raises(Refused) as refused:
        lines_of_text(b"a\n" * MOST_LINES)
    assert refused.value.why is Why.TOO_MANY_PAGES


def test_more_cells_than_any_table_has_are_a_line() -> None:
    assert [line.cells for line in lines_of_text(b"a\t" * MOST_CELLS)] == [()]
    assert [len(line.cells) for line in lines_of_text(b"a\t" * (MOST_CELLS - 1))] == [MOST_CELLS]
