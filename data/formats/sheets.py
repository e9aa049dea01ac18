"""A spreadsheet becomes rows of cell texts: .xlsx, or text with commas, semicolons or tabs, in whatever encoding."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from importlib import import_module
from pathlib import Path

from data.formats.gate import Kind, check
from data.formats.letters import settled
from data.formats.refusal import Refused, Why
from data.formats.text import decode

MOST_ROWS = 20_000
MOST_COLUMNS = 60
LONGEST_CELL = 2_000
_SAMPLE = 100  # lines that tell what parts the cells
_SIGNS = ("\t", ";", ",", "|")

Rows = list[list[str]]
_Value = str | float | bool | date | datetime | time | timedelta
_Ranges = Sequence[tuple[tuple[int, int], tuple[int, int]]]


def check_sheet(path: Path, name: str) -> Kind:
    """The gate, for a list of units: a workbook or text; a letter or a picture is refused."""
    kind = check(path, name, sheets=True)
    if kind not in (Kind.XLSX, Kind.TXT):
        raise Refused(Why.UNKNOWN)
    return kind


def rows_of(path: Path, kind: Kind) -> Rows:
    """Of a file that has passed the gate. Row 1 of the sheet is the first here, filled or not."""
    rows = _of_workbook(path) if kind is Kind.XLSX else rows_of_text(path.read_bytes())
    if not rows:
        raise Refused(Why.EMPTY)
    return rows


# ── .xlsx ──


def load() -> None:
    """The reading library, which must be there before the fence is closed."""
    import_module("python_calamine")


def _of_workbook(path: Path) -> Rows:
    """The first visible sheet that has anything in it."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes())) as book:
            for sheet in book.sheets_metadata:
                if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet:
                    read = book.get_sheet_by_name(sheet.name)
                    cells: list[list[_Value]] = read.to_python(skip_empty_area=False)
                    if rows := _fitting([[_written(cell) for cell in row] for row in cells]):
                        return _merged(rows, read.merged_cell_ranges or ())
    except PasswordError as error:
        raise Refused(Why.ENCRYPTED) from error
    except (CalamineError, ValueError, OSError) as error:
        raise Refused(Why.BROKEN) from error
    return []


def _written(value: _Value) -> str:
    """As it was typed: 912000118 without '.0', dates by year, month, day."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, time):
        return value.isoformat("minutes")
    return _clean(str(value))


def _clean(text: str) -> str:
    lines = text[:LONGEST_CELL].replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    return settled(lines).strip()


def _fitting(rows: Rows) -> Rows:
    """Without the empty edge; a sheet beyond all sense is refused, never cut silently."""
    filled = [at for at, row in enumerate(rows) if any(row)]
    if not filled:
        return []
    rows = [_shortened(row) for row in rows[: filled[-1] + 1]]
    if len(rows) > MOST_ROWS or max(map(len, rows)) > MOST_COLUMNS:
        raise Refused(Why.TOO_BIG)
    return rows


def _shortened(row: list[str]) -> list[str]:
    end = len(row)
    while end and not row[end - 1]:
        end -= 1
    return row[:end]


def _merged(rows: Rows, ranges: _Ranges) -> Rows:
    """What stands in the first of merged cells stands in all of them. Ranges may claim more than there is."""
    width, budget = max(map(len, rows)), MOST_ROWS * MOST_COLUMNS
    for (top, left), (bottom, right) in ranges:
        bottom, right = min(bottom, len(rows) - 1), min(right, width - 1)
        said = rows[top][left] if top < len(rows) and left < len(rows[top]) else ""
        budget -= max(0, bottom - top + 1) * max(0, right - left + 1)
        if budget < 0:
            raise Refused(Why.BOMB)
        for at in range(top, bottom + 1) if said else ():
            rows[at] += [""] * (right + 1 - len(rows[at]))
            rows[at][left : right + 1] = [said] * (right + 1 - left)
    return rows


# ── .csv, .tsv ──


def rows_of_text(raw: bytes) -> Rows:
    """Records, where a quoted cell may hold lines. Text with nothing that parts it has one cell in each row."""
    text = decode(raw).replace("\0", "")
    first, _, rest = text.partition("\n")
    named = first.strip().removeprefix("sep=") if first.startswith("sep=") else ""
    body = rest if named else text
    sign = named if len(named) == 1 else _sign(body)
    if not sign:
        return _fitting([[_clean(line)] for line in body.splitlines()])
    try:
        records = [
            [_clean(cell) for cell in record] for record in csv.reader(io.StringIO(body, newline=""), delimiter=sign)
        ]
    except csv.Error as error:
        raise Refused(Why.BROKEN) from error
    return _fitting([[], *records] if named else records)


def _sign(text: str) -> str:
    """What parts most lines, and as often in each; a tab before a semicolon before a comma."""
    lines = [line for line in text[: 200 * LONGEST_CELL].splitlines() if line.strip()][:_SAMPLE]
    if not lines:
        return ""
    return max(_SIGNS, key=lambda sign: (_evenly(sign, lines), -_SIGNS.index(sign))) if any(
        _evenly(sign, lines) for sign in _SIGNS
    ) else ""  # fmt: skip


def _evenly(sign: str, lines: Sequence[str]) -> float:
    """The share of lines that have the sign as often as most of them have; 0 where fewer than half have it."""
    counts = [line.count(sign) for line in lines]
    usual = max(set(counts) - {0}, key=counts.count, default=0)
    share = counts.count(usual) / len(lines) if usual else 0.0
    return share if sum(count > 0 for count in counts) * 2 >= len(lines) else 0.0
