"""The page of dates: one sheet of A4 to print or to pin to a wall, as a Word document."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

FONT, SIZE = "Times New Roman", 13
WIDTHS = (12, 68, 45, 45)  # millimetres of number, report, wording, last safe moment


def due_sheet(title: str, subtitle: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """`headings` name the columns, the number first; `rows` go without it."""
    document = Document()
    _page(document)
    _line(document, title, bold=True)
    _line(document, subtitle)
    table = document.add_table(rows=1, cols=len(headings))
    table.style = "Table Grid"
    _fill(table.rows[0].cells, headings, bold=True)
    for number, row in enumerate(rows, start=1):
        _fill(table.add_row().cells, [str(number), *row])
    for row in table.rows:
        for cell, width in zip(row.cells, WIDTHS, strict=True):
            cell.width = Mm(width)
    packed = BytesIO()
    document.save(packed)
    return packed.getvalue()


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(25), Mm(15)
    section.top_margin = section.bottom_margin = Mm(20)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(SIZE)


def _line(document: Any, text: str, *, bold: bool = False) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(text).bold = bold


def _fill(cells: Sequence[Any], texts: Sequence[str], *, bold: bool = False) -> None:
    for cell, text in zip(cells, texts, strict=True):
        cell.paragraphs[0].add_run(text).bold = bold
