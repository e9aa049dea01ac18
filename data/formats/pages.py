"""One page of a PDF: letters that are seen and letters that are not, ruled tables, lines in reading order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

from pdfplumber.table import Table, TableFinder

from core.plans.lines import Line, Place
from data.formats.drawing import Area, Glyph, Sheet
from data.formats.letters import MOST_CELLS, pieces, rows, settled
from data.formats.words import Word, words

GAP = 2.5  # letters' heights between two words: these are two columns
SAME_LINE = 0.5  # of a letter's height
EMPTY_LINE = 1.2  # of a letter's height between two lines: as if one stood empty
SMALLEST = 2.0  # points
LEAST_STROKES = 4  # around one cell


@dataclass(frozen=True)
class _Block:
    """One table or one line of text, and where it stands."""

    top: float
    bottom: float
    lines: list[Line]

    @property
    def is_table(self) -> bool:
        return any(line.cells for line in self.lines)


def lines_of_page(sheet: Sheet) -> tuple[list[Line], list[Line]]:
    """Those that are seen and those that are hidden."""
    hidden = [glyph for glyph in sheet.glyphs if _is_hidden(glyph, sheet)]
    unseen = {id(glyph) for glyph in hidden}
    seen = [glyph for glyph in sheet.glyphs if id(glyph) not in unseen] if hidden else sheet.glyphs
    return _lines(words(seen), _tables(sheet)), _body(words(hidden))


def _is_hidden(glyph: Glyph, sheet: Sheet) -> bool:
    """White on white, drawn without ink where no picture shows them, too small for any eye, or beside the page."""
    if not glyph.text.strip():
        return False
    if glyph.size < SMALLEST or not sheet.area.holds(glyph):
        return True
    if not glyph.ink:
        return False
    return not any(ground.holds(glyph) for ground in (sheet.grounds if glyph.ink == "white" else sheet.pictures))


def _tables(sheet: Sheet) -> list[Table]:
    if len(sheet.strokes) < LEAST_STROKES:
        return []
    found: Any = TableFinder(SimpleNamespace(edges=[_edge(stroke) for stroke in sheet.strokes]))  # type: ignore[arg-type]
    return list(found.tables)


def _edge(stroke: Area) -> dict[str, Any]:
    width, height = stroke.x1 - stroke.x0, stroke.bottom - stroke.top
    return {**stroke._asdict(), "width": width, "height": height, "orientation": "v" if height else "h"}


def _lines(words: Sequence[Word], tables: Sequence[Table]) -> list[Line]:
    """Tables stand among the other lines where they begin. They are numbered from 1 on."""
    found: list[_Block] = []
    for table in tables:
        inside = _inside(table.bbox, words)
        said = list(_rows(table, inside, len(found) + 1))
        if said:
            taken = {id(word) for word in inside}
            words = [word for word in words if id(word) not in taken]
            found.append(_Block(table.bbox[1], table.bbox[3], said))
    found += [_Block(row[0].top, row[0].bottom, list(_line(row))) for row in _in_rows(words)]
    return list(_spaced(sorted(found, key=lambda block: block.top)))


def _spaced(blocks: Sequence[_Block]) -> Iterator[Line]:
    """With an empty line where the page leaves room for one: it parts a title from what follows."""
    above: _Block | None = None
    for block in blocks:
        if above and not block.is_table and block.top - above.bottom > EMPTY_LINE * (block.bottom - block.top):
            yield Line("")
        yield from block.lines
        above = block


def _body(words: Sequence[Word]) -> list[Line]:
    return [line for row in _in_rows(words) for line in _line(row)]


def _rows(table: Table, words: Sequence[Word], number: int) -> Iterator[Line]:
    """Nothing for a mere box around a text, or for a raster. A merged cell says its text in its first place alone."""
    drawn = table.rows
    if not 1 < max((sum(cell is not None for cell in row.cells) for row in drawn), default=0) <= MOST_CELLS:
        return
    left = list(words)
    for row in drawn:
        near = _inside(row.bbox, left)
        within = [_inside(cell, near) if cell else [] for cell in row.cells]
        taken = {id(word) for cell in within for word in cell}
        left = [word for word in left if id(word) not in taken]
        cells = tuple(" ".join(line.text for line in _body(cell)).strip() for cell in within)
        if any(cells):
            bold = all(word.bold for cell in within for word in cell)
            yield Line(" | ".join(cells), Place.TABLE, cells, number, bold=bold)
    yield from _body(left)


def _inside(box: tuple[float, float, float, float], words: Sequence[Word]) -> list[Word]:
    area = Area(*box)
    return [word for word in words if area.holds(word)]


def _in_rows(words: Sequence[Word]) -> list[list[Word]]:
    """Words whose middles are on one height, from left to right."""
    found: list[list[Word]] = []
    for word in sorted(words, key=lambda one: (one.top + one.bottom, one.x0)):
        above = found[-1][0] if found else None
        if above and _middle(word) - _middle(above) < SAME_LINE * (above.bottom - above.top):
            found[-1].append(word)
        else:
            found.append([word])
    return [sorted(row, key=lambda one: one.x0) for row in found]


def _middle(word: Word) -> float:
    return (word.top + word.bottom) / 2


def _line(row: Sequence[Word]) -> Iterator[Line]:
    """A wide gap parts two columns, as of a letterhead: a tab stands for it."""
    said = [row[0].text]
    for before, word in pairwise(row):
        said += ["\t" if word.x0 - before.x1 > GAP * (word.bottom - word.top) else " ", word.text]
    bold = all(word.bold for word in row)
    yield from (Line(piece, bold=bold) for piece in pieces(settled(" ".join(rows("".join(said))))) if piece.strip())
