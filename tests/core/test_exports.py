"""What stands in a cell, what a sheet is called, how files go together, and names that no two files share."""

from datetime import date

import pytest

from core.exports import Cell, cell, parcels, sheet_names
from core.filenames import apart
from core.forms import NIL, Answer, Field, FieldKind


@pytest.mark.parametrize(
    ("kind", "answer", "stands"),
    [
        (FieldKind.NUMBER, 1500, 1500),
        (FieldKind.NUMBER, "1.5", 1.5),
        (FieldKind.NUMBER, "12.0", 12),
        (FieldKind.NUMBER, 0, 0),
        (FieldKind.NUMBER, NIL, "không phát sinh"),
        (FieldKind.NUMBER, 10**15, "1000000000000000"),
        (FieldKind.DATE, "2021-10-08", date(2021, 10, 8)),
        (FieldKind.YES_NO, True, "có"),
        (FieldKind.YES_NO, False, "không"),
        (FieldKind.CHOICE, "Hội thi", "Hội thi"),
        (FieldKind.TEXT, "=1+1", "=1+1"),
        (FieldKind.TEXT, "", None),
        (FieldKind.LINK, "https://example.vn", "https://example.vn"),
    ],
)
def test_a_cell_is_what_a_spreadsheet_counts(kind: FieldKind, answer: Answer, stands: Cell) -> None:
    assert cell(Field("x", "Mục", kind, options=("Hội thi",)), answer) == stands


def test_what_was_not_answered_is_empty() -> None:
    assert cell(Field("x", "Mục", FieldKind.NUMBER), None) is None


def test_sheets_have_names_that_excel_takes() -> None:
    long = "Báo cáo kết quả hoạt động Tháng Thanh niên năm 2021"
    names = sheet_names(["Sơ kết [quý I/II]: số 1?", long, long, long.upper(), "'"])
    assert names[0] == "Sơ kết quý I II số 1"
    assert len({name.lower() for name in names}) == len(names)
    assert all(0 < len(name) <= 31 for name in names)


@pytest.mark.parametrize(
    ("sizes", "together"),
    [
        ([], []),
        ([5], [[5]]),
        ([4, 4, 2], [[4, 4, 2]]),
        ([4, 4, 3], [[4, 4], [3]]),
        ([20, 1], [[20], [1]]),
        ([1, 20, 1], [[1], [20], [1]]),
    ],
)
def test_files_go_together_as_long_as_they_weigh_ten(sizes: list[int], together: list[list[int]]) -> None:
    assert parcels([(size, size) for size in sizes], 10) == together


def test_no_two_names_are_alike() -> None:
    assert apart(["a.jpg", "A.JPG", "a.jpg", "á.jpg", "doc", "doc", ".env", ".env"]) == [
        *("a.jpg", "A (2).JPG", "a (3).jpg", "á (4).jpg", "doc", "doc (2)", ".env", ".env (2)"),
    ]
