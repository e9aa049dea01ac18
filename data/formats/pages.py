"""One page of a PDF: letters that are seen and letters that are not, ruled tables, lines in reading order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pdfplumber.page import Page
from pdfplumber.table import Table

from core.plans.lines import Line, Place
from data.formats.letters import pieces, settled

GAP = 2.5  # letters' heights between two words: these are two columns
SAME_LINE = 0.5  # of a letter's height
EMPTY_LINE = 1.2  # of a letter's height between two lines: as if one stood empty
SMALLEST = 2.0  # points
IN_A_WORD = 0.15  # of a letter's height: what is wider parts two words

Thing = dict[str, Any]  # a letter, a word, a rectangle: pdfplumber's own


@dataclass(frozen=True)
class _Block:
    """One table or one line of text, and where it stands."""

    top: float
    bottom: float
    lines: list[Line]

    @property
    def is_table(self) -> bool:
        return any(line.cells for line in self.lines)


_WHITE = ((1,), (1, 1, 1), (0, 0, 0, 0))


def seen_and_hidden(page: Page) -> tuple[Page, list[Thing]]:
    """Hidden are letters in white on white, too small for any eye, or beside the page."""
    grounds = [one for one in page.rects if one.get("fill") and not _is_white(one.get("non_stroking_color"))]
    hidden = [char for char in page.chars if _is_hidden(char, page, grounds)]
    if not hidden:
        return page, []
    unseen = {id(char) for char in hidden}
    words = page.filter(lambda one: id(one) in unseen).extract_words(return_chars=True, x_tolerance_ratio=IN_A_WORD)
    return page.filter(lambda one: id(one) not in unseen), words


def _is_hidden(char: Thing, page: Page, grounds: Sequence[Thing]) -> bool:
    if not char["text"].strip():
        return False
    if char["size"] < SMALLEST or not _within(char, page.bbox):
        return True
    if not _is_white(char.get("non_stroking_color")):
        return False
    return not any(_within(char, (one["x0"], one["top"], one["x1"], one["bottom"])) for one in grounds)


def _is_white(colour: Any) -> bool:
    parts = tuple(colour) if isinstance(colour, list | tuple) else (colour,)
    return parts in _WHITE


def _within(thing: Thing, box: tuple[float, float, float, float]) -> bool:
    """By its middle."""
    across, down = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return bool(box[0] <= across <= box[2] and box[1] <= down <= box[3])


def lines_of_page(page: Page) -> list[Line]:
    """Tables stand among the other lines where they begin. They are numbered from 1 on."""
    words = page.extract_words(return_chars=True, x_tolerance_ratio=IN_A_WORD)
    found: list[_Block] = []
    for table in page.find_tables():
        inside = [word for word in words if _within(word, table.bbox)]
        rows = list(_rows(table, inside, len(found) + 1))
        if rows:
            taken = {id(word) for word in inside}
            words = [word for word in words if id(word) not in taken]
            found.append(_Block(table.bbox[1], table.bbox[3], rows))
    found += [_Block(row[0]["top"], row[0]["bottom"], list(_line(row))) for row in _in_rows(words)]
    return list(_spaced(sorted(found, key=lambda block: block.top)))


def _spaced(blocks: Sequence[_Block]) -> Iterator[Line]:
    """With an empty line where the page leaves room for one: it parts a title from what follows."""
    above: _Block | None = None
    for block in blocks:
        if above and not block.is_table and block.top - above.bottom > EMPTY_LINE * (block.bottom - block.top):
            yield Line("")
        yield from block.lines
        above = block


def body(words: Sequence[Thing]) -> list[Line]:
    return [line for row in _in_rows(words) for line in _line(row)]


def _rows(table: Table, words: Sequence[Thing], number: int) -> Iterator[Line]:
    """Nothing for a mere box around a text. A merged cell says its text in its first place alone."""
    if max((sum(cell is not None for cell in row.cells) for row in table.rows), default=0) < 2:
        return
    left = list(words)
    for row in table.rows:
        within = [[word for word in left if cell and _within(word, cell)] for cell in row.cells]
        taken = {id(word) for cell in within for word in cell}
        left = [word for word in left if id(word) not in taken]
        cells = tuple(" ".join(line.text for line in body(cell)).strip() for cell in within)
        if any(cells):
            bold = all(_is_bold(word) for cell in within for word in cell)
            yield Line(" | ".join(cells), Place.TABLE, cells, number, bold=bold)
    yield from body(left)


def _in_rows(words: Sequence[Thing]) -> list[list[Thing]]:
    """Words whose middles are on one height, from left to right."""
    rows: list[list[Thing]] = []
    for word in sorted(words, key=lambda one: (one["top"] + one["bottom"], one["x0"])):
        above = rows[-1][0] if rows else None
        if above and _middle(word) - _middle(above) < SAME_LINE * (above["bottom"] - above["top"]):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda one: float(one["x0"])) for row in rows]


def _middle(word: Thing) -> float:
    return float(word["top"] + word["bottom"]) / 2


def _line(row: Sequence[Thing]) -> Iterator[Line]:
    """A wide gap parts two columns, as of a letterhead: a tab stands for it."""
    said = row[0]["text"]
    for before, word in pairwise(row):
        gap = word["x0"] - before["x1"]
        said += ("\t" if gap > GAP * (word["bottom"] - word["top"]) else " ") + word["text"]
    bold = all(_is_bold(word) for word in row)
    yield from (Line(piece, bold=bold) for piece in pieces(settled(said)) if piece.strip())


def _is_bold(word: Thing) -> bool:
    return all("bold" in char["fontname"].lower() for char in word["chars"])
