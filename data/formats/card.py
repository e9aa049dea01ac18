"""A meeting's card as a picture: how far the targets are, and units against reports. Wide enough for a hall, and with
letters that are still read on a telephone."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from PIL.ImageFont import FreeTypeFont

from core.cards import Bar, Card, Cell, Column, Line, Mark, blocks, dealt

FONT = Path(__file__).with_name("fonts") / "NotoSans-Regular.ttf"
INK, PAPER, SOFT, TRACK = "#1b1f24", "#ffffff", "#57606a", "#e4e8ec"
# Told apart by those who see no red or no green, and in grey.
_FILLS = {
    Mark.ON_TIME: ("#0b5fa5", "#ffffff"), Mark.LATE: ("#f0b429", "#1b1f24"), Mark.RETURNED: ("#d9a3c7", "#1b1f24"),
    Mark.MISSING: ("#ffffff", "#b3310a"), Mark.AHEAD: ("#f1f3f5", "#57606a"), Mark.EXEMPT: ("#dfe3e8", "#57606a"),
    Mark.NOT_ASKED: ("#ffffff", "#ffffff"),
}  # fmt: skip
_DONE = _FILLS[Mark.ON_TIME][0]
MARGIN, GAP = 40, 36
NAMED, MARKED = (42, 48, 330), (36, 41, 100)  # pixels: a cell, a row, and the least for a unit's name or mark
LEAST, MOST = 1080, 1.9  # pixels that a card is wide at least; how much larger the words of a wide one are
UPRIGHT, LYING = 0.8, 1.35  # how wide for its height: names are read on a telephone, hundreds of marks in a hall
_WHOLE, _COLOURS = 1.0, 96


def draw(card: Card, path: Path) -> None:
    """A picture of few colours, so that it is small."""
    few = Sheet(card).drawn().quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(path, format="png", compress_level=3)


class Sheet:
    """One card on its paper. `top` is where the next part begins; `scale`: how much larger its words are than those of
    a narrow one, for the whole is made smaller to be seen."""

    def __init__(self, card: Card) -> None:
        self._card = card
        self._cell, self._row, name = NAMED if card.named else MARKED
        self._block = name + len(card.reports) * self._cell
        lines, shape = card.lines if card.reports else (), UPRIGHT if card.named else LYING
        many = blocks(len(lines), self._block + GAP, self._row, 2 * MARGIN, 600, shape)
        self._blocks = dealt(lines, many)
        rows = max((len(block) for block in self._blocks), default=-1)
        self.width = max(len(self._blocks) * (self._block + GAP) - GAP + 2 * MARGIN, LEAST)
        self._block = (self._inner + GAP) // max(len(self._blocks), 1) - GAP  # names take what room there is
        self._name = self._block - len(card.reports) * self._cell
        self._scale = min(max(self.width / LEAST, 1.0), MOST)
        self._top = 0
        self.height = self._above() + (rows + 1) * self._row + MARGIN
        self._paper = Image.new("RGB", (self.width, self.height), PAPER)
        self._draw = ImageDraw.Draw(self._paper)
        self._letters = {mark: letter for mark, letter, _ in card.letters}
        self._tiles: dict[Cell, Image.Image] = {}

    def drawn(self) -> Image.Image:
        self._top = MARGIN
        self._heading()
        self._targets()
        self._columns()
        self._legend()
        for at, block in enumerate(self._blocks):
            self._units(MARGIN + at * (self._block + GAP), self._above(), block)
        return self._paper

    # -- how much room there is ---------------------------------------------------------------------------------------

    def _of(self, size: int) -> int:
        return round(size * self._scale)

    @property
    def _inner(self) -> int:
        return self.width - 2 * MARGIN

    @property
    def _beside(self) -> int:
        """So many reports in a row of their list."""
        return 2 if len(self._card.reports) > 3 and self._inner > self._of(1500) else 1

    def _above(self) -> int:
        """What stands over the units."""
        card = self._card
        heading = self._of(58) + len(card.subtitle) * self._of(38) + self._of(18)
        listed = -(-len(card.reports) // self._beside) * self._of(40)
        legend = (len(self._keys()) * self._of(46) + self._of(20)) if card.reports else 0
        return MARGIN + heading + len(card.bars) * self._of(94) + listed + legend

    # -- the parts ----------------------------------------------------------------------------------------------------

    def _heading(self) -> None:
        self._write(MARGIN, self._top, self._card.title, self._of(42), bold=True, room=self._inner)
        self._top += self._of(58)
        for line in self._card.subtitle:
            self._write(MARGIN, self._top, line, self._of(27), SOFT, room=self._inner)
            self._top += self._of(38)
        self._top += self._of(18)

    def _targets(self) -> None:
        for bar in self._card.bars:
            self._bar(bar, self._top)
            self._top += self._of(94)

    def _bar(self, bar: Bar, top: int) -> None:
        left, right, size = MARGIN, self.width - MARGIN, self._of(26)
        said = _length(bar.said, size)
        self._write(left, top, bar.name, size, room=self._inner - said - self._of(24))
        self._write(right - said, top, bar.said, size, bold=True)
        top, low = top + self._of(38), top + self._of(64)
        done, seen = (
            left + round(self._inner * min(max(part, 0.0), _WHOLE)) for part in (bar.done, bar.done - bar.unseen)
        )
        self._draw.rectangle((left, top, right, low), fill=TRACK)
        for at in range(seen, done, self._of(9)):  # stripes: nobody has looked at it
            self._draw.rectangle((at, top, min(at + self._of(4), done), low), fill=_DONE)
        if seen > left:
            self._draw.rectangle((left, top, seen, low), fill=_DONE)
        self._draw.rectangle((left, top, right, low), outline=SOFT, width=2)
        if bar.due is not None:
            self._pointer(left + round(self._inner * min(bar.due, _WHOLE)), low)

    def _pointer(self, at: int, low: int) -> None:
        """Where it should be by now: from below, clear of the words."""
        wide, high = self._of(9), self._of(15)
        self._draw.polygon(((at - wide, low + high), (at + wide, low + high), (at, low + 2)), fill=INK)

    def _columns(self) -> None:
        """The reports by number, for a heading has no room for a name."""
        each = self._inner // self._beside
        for at, report in enumerate(self._card.reports):
            left = MARGIN + (at % self._beside) * each
            self._report(left, self._top + at // self._beside * self._of(40), each, at + 1, report)
        self._top += -(-len(self._card.reports) // self._beside) * self._of(40)

    def _report(self, left: int, top: int, room: int, number: int, report: Column) -> None:
        size, indent = self._of(25), self._of(34)
        said = f" · {report.said}"
        name = _clipped(report.name, size, room - indent - _length(said, size) - self._of(24))
        self._write(left, top, f"{number}", size, bold=True)
        self._write(left + indent, top, name + said, size)

    def _keys(self) -> list[list[tuple[Cell | None, str]]]:
        """The rows of the legend, as many in each as have room."""
        card = self._card
        every: list[tuple[Cell | None, str]] = [(Cell(mark), meaning) for mark, _, meaning in card.letters]
        every.append((Cell(Mark.ON_TIME, unseen=True), card.unseen))
        every += [(None, card.due)] if any(bar.due is not None for bar in card.bars) else []
        rows: list[list[tuple[Cell | None, str]]] = [[]]
        left = 0
        for key in every:
            wide = self._key(key[1])
            if left + wide > self._inner and rows[-1]:
                rows.append([])
                left = 0
            rows[-1].append(key)
            left += wide
        return rows

    def _key(self, meaning: str) -> int:
        return self._of(42) + _length(meaning, self._of(23)) + self._of(34)

    def _legend(self) -> None:
        if not self._card.reports:
            return
        self._top += self._of(6)
        for row in self._keys():
            left = MARGIN
            for cell, meaning in row:
                if cell is None:
                    self._pointer(left + self._of(20), self._top + self._of(10))
                else:
                    tile = self._tile(cell).resize((self._of(36),) * 2, Image.Resampling.LANCZOS)
                    self._paper.paste(tile, (left, self._top))
                self._write(left + self._of(44), self._top + 2, meaning, self._of(23), SOFT)
                left += self._key(meaning)
            self._top += self._of(46)

    def _units(self, left: int, top: int, lines: Sequence[Line]) -> None:
        size, cells = round(self._cell * 0.6), left + self._name
        for number in range(len(self._card.reports)):
            said = f"{number + 1}"
            middle = cells + number * self._cell + (self._cell - _length(said, size)) // 2
            self._write(middle, top + 6, said, size, bold=True)
        before = lines[0].cluster if lines else ""
        for line in lines:
            top += self._row
            if line.cluster != before:
                self._draw.line((left, top - 3, left + self._block, top - 3), fill=SOFT, width=2)
            before = line.cluster
            said = line.name if self._card.named else line.mark
            self._write(left, top + self._cell // 10, said, size, room=self._name - 10)
            for number, cell in enumerate(line.cells):
                self._paper.paste(self._tile(cell), (cells + number * self._cell, top))

    # -- strokes ------------------------------------------------------------------------------------------------------

    def _tile(self, cell: Cell) -> Image.Image:
        """Each kind of cell is drawn once."""
        if cell not in self._tiles:
            self._tiles[cell] = _tile(cell, self._letters.get(cell.mark, ""), self._cell)
        return self._tiles[cell]

    def _write(
        self, left: int, top: int, text: str, size: int, ink: str = INK, *, bold: bool = False, room: int | None = None
    ) -> None:
        said = text if room is None else _clipped(text, size, room)
        _write(self._draw, left, top, said, size, ink, bold=bold)


def _tile(cell: Cell, letter: str, wide: int) -> Image.Image:
    image = Image.new("RGB", (wide, wide), PAPER)
    if cell.mark is Mark.NOT_ASKED:
        return image
    draw, (fill, ink) = ImageDraw.Draw(image), _FILLS[cell.mark]
    missing, size, corner = cell.mark is Mark.MISSING, round(wide * 0.6), wide // 3
    left, top, right, low = 2, 2, wide - 4, wide - 4
    draw.rectangle((left, top, right, low), fill=fill, outline=ink if missing else SOFT, width=4 if missing else 1)
    if cell.mark is Mark.EXEMPT:
        draw.line((left, low, right, top), fill=PAPER, width=4)
    _write(draw, (wide - 2 - _length(letter, size)) // 2, 2, letter, size, ink, bold=cell.mark is not Mark.AHEAD)
    if cell.mark is Mark.LATE:
        draw.polygon(((left, top), (left + corner, top), (left, top + corner)), fill=ink)
    elif cell.mark is Mark.RETURNED:
        draw.rectangle((left, low - wide // 8, right, low), fill=ink)
    if cell.unseen:
        draw.polygon(((right, low - corner), (right, low), (right - corner, low)), fill=INK, outline=PAPER)
    return image


def _write(draw: ImageDraw.ImageDraw, left: int, top: int, text: str, size: int, ink: str, *, bold: bool) -> None:
    """There is one font; heavier letters are written twice."""
    for off in (0, 1) if bold else (0,):
        draw.text((left + off, top), text, fill=ink, font=_font(size))


@cache
def _font(size: int) -> FreeTypeFont:
    return ImageFont.truetype(str(FONT), size)


def _clipped(text: str, size: int, room: int) -> str:
    if _length(text, size) <= room:
        return text
    left, kept = room - _length("…", size), 0
    for kept, letter in enumerate(text):  # noqa: B007
        left -= round(_advance(letter, size) + 0.5)
        if left < 0:
            break
    return text[:kept].rstrip() + "…"


def _length(text: str, size: int) -> int:
    """Letter by letter: kerning takes no pixel that matters, and each letter is measured once."""
    return round(sum(_advance(letter, size) for letter in text))


@cache
def _advance(letter: str, size: int) -> float:
    return _font(size).getlength(letter)
