"""What is drawn on one page of a PDF: its letters where they stand, straight strokes, dark grounds, pictures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

from pdfminer.layout import LTChar
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.utils import apply_matrix_pt, apply_matrix_rect

from data.formats.operators import Interpreter

SHORTEST = 1.0  # points: what is shorter rules no table
INVISIBLE = 3  # the way of drawing letters that leaves no ink
_WHITE = ((1,), (1, 1, 1), (0, 0, 0, 0))

Point = tuple[float, float]


class Area(NamedTuple):
    """Counted from the page's upper left corner, in points."""

    x0: float
    top: float
    x1: float
    bottom: float

    def holds(self, thing: Any) -> bool:
        """By the middle of it."""
        across, down = (thing.x0 + thing.x1) / 2, (thing.top + thing.bottom) / 2
        return bool(self.x0 <= across <= self.x1 and self.top <= down <= self.bottom)


class Glyph(NamedTuple):
    x0: float
    top: float
    x1: float
    bottom: float
    text: str
    size: float
    upright: bool
    bold: bool
    ink: str  # "" for any that is seen on white paper, "white", "none"


@dataclass
class Sheet:
    area: Area
    glyphs: list[Glyph] = field(default_factory=list)
    strokes: list[Area] = field(default_factory=list)  # of no width or of no height
    grounds: list[Area] = field(default_factory=list)
    pictures: list[Area] = field(default_factory=list)


class Drawing:
    """Draws page after page; fonts are shared by all of them."""

    def __init__(self) -> None:
        self._fonts = PDFResourceManager()
        self._device = _Device(self._fonts)

    def sheet(self, page: PDFPage) -> Sheet:
        Interpreter(self._fonts, self._device).process_page(page)
        return self._device.sheet


class _Device(PDFTextDevice):
    sheet: Sheet
    ctm: tuple[float, float, float, float, float, float]

    def __init__(self, fonts: PDFResourceManager) -> None:
        super().__init__(fonts)
        self._known: dict[PDFFont, _Letters] = {}
        self._ink = ""

    def begin_page(self, page: PDFPage, ctm: Any) -> None:
        x0, y0, x1, y1 = apply_matrix_rect(ctm, page.mediabox)
        self.sheet = Sheet(Area(0, 0, abs(x1 - x0), abs(y1 - y0)))

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        white = "white" if _is_white(graphicstate.ncolor) else ""
        self._ink = "none" if textstate.render == INVISIBLE else white
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_string_horizontal(
        self, seq: Any, matrix: Any, pos: Point, font: PDFFont, fontsize: float, scaling: float, *more: Any
    ) -> Point:
        """As everybody writes, from left to right on a level: what holds for a string is worked out once for it."""
        a, b, c, d, e, f = matrix
        if b or c or min(a, d, fontsize, scaling) <= 0:
            return super().render_string_horizontal(seq, matrix, pos, font, fontsize, scaling, *more)
        charspace, wordspace, rise, dxscale, *_ = more
        letters = self._letters(font)
        low = font.get_descent() * fontsize + rise
        y0, y1 = d * low + (pos[1] * d + f), d * (low + fontsize) + (pos[1] * d + f)
        top, bottom, size = self.sheet.area.bottom - y1, self.sheet.area.bottom - y0, y1 - y0
        bold, ink, add = letters.bold, self._ink, self.sheet.glyphs.append
        x, follows = pos[0], False
        for part in seq:
            if isinstance(part, bytes):
                for code in font.decode(part):
                    if follows:
                        x += charspace
                    follows = True
                    text, width = letters[code]
                    advance = width * fontsize * scaling
                    left = x * a + e
                    add(Glyph(left, top, a * advance + left, bottom, text, size, True, bold, ink))
                    x += advance
                    if code == 32 and wordspace:
                        x += wordspace
            elif isinstance(part, int | float):
                x -= part * dxscale
                follows = True
        return x, pos[1]

    def render_char(
        self, matrix: Any, font: PDFFont, fontsize: float, scaling: float, rise: float, cid: int, ncs: Any, state: Any
    ) -> float:
        """Aslant, upside down or from top to bottom: one by one."""
        letters = self._letters(font)
        text, width = letters[cid]
        char = LTChar(matrix, font, fontsize, scaling, rise, text, width, font.char_disp(cid), ncs, state)
        place = self._area(char.bbox)
        self.sheet.glyphs.append(Glyph(*place, text, char.size, char.upright, letters.bold, self._ink))
        return char.adv

    def render_image(self, name: str, stream: object) -> None:
        self.sheet.pictures.append(self._area(apply_matrix_rect(self.ctm, (0, 0, 1, 1))))

    def paint_path(self, graphicstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Any) -> None:
        for points in _outlines(path):
            placed = [apply_matrix_pt(self.ctm, point) for point in points]
            self.sheet.strokes += (self._area((*one, *other)) for one, other in pairwise(placed) if _rules(one, other))
            if fill and _is_box(placed) and not _is_white(graphicstate.ncolor):
                self.sheet.grounds.append(self._area((*placed[0], *placed[2])))

    def _letters(self, font: PDFFont) -> "_Letters":
        if font not in self._known:
            self._known[font] = _Letters(font)
        return self._known[font]

    def _area(self, box: Sequence[float]) -> Area:
        (x0, x1), (y0, y1) = sorted((box[0], box[2])), sorted((box[1], box[3]))
        return Area(x0, self.sheet.area.bottom - y1, x1, self.sheet.area.bottom - y0)


class _Letters(dict[int, tuple[str, float]]):
    """The text and the width of each code of a font, worked out when it first comes."""

    def __init__(self, font: PDFFont) -> None:
        super().__init__()
        self._font = font
        self.bold = "bold" in str(font.fontname).lower()

    def __missing__(self, code: int) -> tuple[str, float]:
        try:
            text = str(self._font.to_unichr(code))
        except PDFUnicodeNotDefined:
            text = f"(cid:{code})"
        self[code] = text, float(self._font.char_width(code))
        return self[code]


def _is_white(colour: Any) -> bool:
    parts = tuple(colour) if isinstance(colour, list | tuple) else (colour,)
    return parts in _WHITE


def _outlines(path: Sequence[Any]) -> Iterator[list[Point]]:
    """The corners of each line drawn without lifting the pen; closed, it ends where it began."""
    points: list[Point] = []
    for way, *place in path:
        if way == "m":
            if len(points) > 1:
                yield points
            points = [(place[0], place[1])]
        elif points:
            to = points[0] if way == "h" else (place[-2], place[-1])
            points += [to] if to != points[-1] else []
    if len(points) > 1:
        yield points


def _rules(one: Point, other: Point) -> bool:
    """Level or upright, and long enough to part cells."""
    return (one[0] == other[0] and abs(one[1] - other[1]) >= SHORTEST) or (
        one[1] == other[1] and abs(one[0] - other[0]) >= SHORTEST
    )


def _is_box(points: Sequence[Point]) -> bool:
    """Four corners, with level and upright sides in turn."""
    if len(points) != 5 or points[0] != points[4]:
        return False
    turns = [one[0] == other[0] for one, other in pairwise(points)]
    return turns in ([True, False] * 2, [False, True] * 2) and all(
        one[0] == other[0] or one[1] == other[1] for one, other in pairwise(points)
    )
