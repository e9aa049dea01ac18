"""A workbook that opens right wherever it is opened: nothing in it is a formula or a link, phones stay words."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from core.exports import Cell, Sheet

_PLAIN = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}
LONGEST = 32_767  # letters of a cell
WIDEST, NARROWEST = 48, 6


def write(path: Path, sheets: Sequence[Sheet]) -> None:
    """Moments are local already."""
    with xlsxwriter.Workbook(path, _PLAIN) as book:
        formats = {
            "heading": book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#DCE6F1"}),
            "day": book.add_format({"num_format": "dd/mm/yyyy", "align": "left"}),
            "moment": book.add_format({"num_format": "dd/mm/yyyy hh:mm", "align": "left"}),
            "number": book.add_format({"num_format": "#,##0.######"}),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        for sheet in sheets:
            _sheet(book.add_worksheet(sheet.name), sheet, formats)


def _sheet(page: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    page.freeze_panes(1, 2)
    for number, width in enumerate(_widths(sheet)):
        page.set_column(number, number, width)
    for number, heading in enumerate(sheet.headings):
        page.write_string(0, number, heading, formats["heading"])
    for at, row in enumerate(sheet.rows, start=1):
        for number, cell in enumerate(row):
            _cell(page, at, number, cell, formats)
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.headings) - 1)


def _cell(page: Any, row: int, column: int, cell: Cell, formats: dict[str, Any]) -> None:
    match cell:
        case None:
            return
        case str():
            page.write_string(row, column, cell[:LONGEST], formats["text"])
        case datetime():
            page.write_datetime(row, column, cell, formats["moment"])
        case date():
            page.write_datetime(row, column, cell, formats["day"])
        case _:
            page.write_number(row, column, cell, formats["number"])


def _widths(sheet: Sheet) -> list[int]:
    """Wide enough for what is said in most rows, never for a whole page of text."""
    longest = [len(heading) for heading in sheet.headings]
    for row in sheet.rows:
        longest = [max(most, _room(cell)) for most, cell in zip(longest, row, strict=True)]
    return [min(max(most + 2, NARROWEST), WIDEST) for most in longest]


def _room(cell: Cell) -> int:
    return 16 if isinstance(cell, datetime) else 10 if isinstance(cell, date) else len(str(cell or ""))
