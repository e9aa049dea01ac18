"""Words out of single letters: a PDF says where each letter stands, and seldom where a word ends."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise
from operator import attrgetter

from data.formats.drawing import Glyph

IN_A_WORD = 0.15  # of a letter's height: what is wider parts two words
ON_A_LINE = 3.0  # points up or down from one letter to the next

_LIGATURES = {"ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "ﬁ": "fi", "ﬂ": "fl", "ﬆ": "st", "ﬅ": "st"}
_left, _top = attrgetter("x0"), attrgetter("top")


@dataclass(slots=True)
class Word:
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    bold: bool


def words(glyphs: Iterable[Glyph]) -> list[Word]:
    """Line by line, from left to right; what runs up or down the page is read along its way."""
    said: list[Word] = []
    for upright, together in groupby(glyphs, key=attrgetter("upright")):
        for line in _lines(list(together), upright):
            said += map(_word, _parted(line, upright))
    return said


def _lines(glyphs: Sequence[Glyph], upright: bool) -> Iterator[list[Glyph]]:
    """A line is what follows one another closely in height. Letters in one place keep the order they were drawn in:
    an accent follows its vowel."""
    across, along = (_top, _left) if upright else (_left, _top)
    heights = sorted({across(glyph) for glyph in glyphs})
    numbers = dict(zip(heights, accumulate((b - a > ON_A_LINE for a, b in pairwise(heights)), initial=0), strict=True))
    lines: list[list[Glyph]] = [[] for _ in range(numbers[heights[-1]] + 1)]
    for glyph in glyphs:
        lines[numbers[across(glyph)]].append(glyph)
    for line in lines:
        yield sorted(line, key=along)


def _parted(line: Sequence[Glyph], upright: bool) -> Iterator[list[Glyph]]:
    begins = _begins_across if upright else _begins_down
    word: list[Glyph] = []
    for glyph in line:
        text = glyph.text
        blank = not text or text.isspace()
        if word and (blank or begins(word[-1], glyph)):
            yield word
            word = []
        if not blank:
            word.append(glyph)
    if word:
        yield word


def _begins_across(before: Glyph, glyph: Glyph) -> bool:
    return (
        glyph.x0 > before.x1 + IN_A_WORD * before.size
        or glyph.x0 < before.x0
        or abs(glyph.top - before.top) > ON_A_LINE
    )


def _begins_down(before: Glyph, glyph: Glyph) -> bool:
    return (
        glyph.top > before.bottom + ON_A_LINE
        or glyph.top < before.top
        or abs(glyph.x0 - before.x0) > IN_A_WORD * before.size
    )


def _word(glyphs: Sequence[Glyph]) -> Word:
    return Word(
        text="".join(_LIGATURES.get(glyph.text, glyph.text) for glyph in glyphs),
        x0=min(glyph.x0 for glyph in glyphs),
        top=min(glyph.top for glyph in glyphs),
        x1=max(glyph.x1 for glyph in glyphs),
        bottom=max(glyph.bottom for glyph in glyphs),
        bold=all(glyph.bold for glyph in glyphs),
    )
