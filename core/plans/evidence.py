"""Where in a document the words stand that its fields were read from, for whoever wants to see them marked.

A quote is looked for without minding spaces: lines are kept as they were read, quotes may run over several of them.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_UNSEEN = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")


@dataclass(frozen=True)
class Cited:
    """A field and what it quotes."""

    field: str
    quotes: tuple[str, ...]


@dataclass(frozen=True)
class Piece:
    """A stretch of one line: which fields quote it, and which of them begin to do so here."""

    text: str
    fields: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Span:
    start: int
    end: int
    field: str


def marked(lines: Sequence[str], cited: Iterable[Cited]) -> list[list[Piece]]:
    """Each line in pieces. A quote that is nowhere in the document marks nothing."""
    text = _Text(lines)
    spans = [span for one in cited for span in _spans(text, one)]
    begun: set[str] = set()
    return [list(_pieces(line, start, spans, begun)) for line, start in zip(lines, text.starts, strict=True)]


class _Text:
    """The whole document without its spaces, and where each of its letters stands."""

    def __init__(self, lines: Sequence[str]) -> None:
        whole = "\n".join(lines)
        self.places = [at for at, letter in enumerate(whole) if _seen(letter)]
        self.letters = "".join(whole[at] for at in self.places)
        self.starts = _starts(lines)
        self._whole = whole

    def find(self, quote: str, after: int) -> tuple[int, int] | None:
        """The first place where all of the quote stands; whole words and not the middle of some."""
        wanted = "".join(letter for letter in quote if _seen(letter))
        at = self.letters.find(wanted, after) if wanted else -1
        while at >= 0:
            start, end = self.places[at], self.places[at + len(wanted) - 1] + 1
            if not (self._inside_a_word(start) or self._inside_a_word(end)):
                return start, end
            at = self.letters.find(wanted, at + 1)
        return None

    def letter(self, place: int) -> int:
        """How many letters stand before this place."""
        return bisect_left(self.places, place)

    def _inside_a_word(self, place: int) -> bool:
        around = self._whole[max(place - 1, 0) : place + 1]
        return 0 < place < len(self._whole) and around.isalnum()


def _seen(letter: str) -> bool:
    return not letter.isspace() and letter not in _UNSEEN


def _starts(lines: Sequence[str]) -> list[int]:
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line) + 1
    return starts


def _spans(text: _Text, one: Cited) -> Iterator[_Span]:
    """A quote that is given twice stands in two places, if it does."""
    after: dict[str, int] = {}
    for quote in one.quotes:
        found = text.find(quote, after.get(quote, 0))
        if found is not None:
            after[quote] = text.letter(found[1])
            yield _Span(*found, one.field)


def _pieces(line: str, start: int, spans: Sequence[_Span], begun: set[str]) -> Iterator[Piece]:
    """Cut wherever a quote begins or ends."""
    end = start + len(line)
    here = [span for span in spans if span.start < end and span.end > start]
    edges = {place for span in here for place in (span.start, span.end) if start < place < end}
    cuts = [start, *sorted(edges), end]
    for first, last in pairwise(cuts):
        fields = tuple(dict.fromkeys(span.field for span in here if span.start <= first and span.end >= last))
        fresh = tuple(field for field in fields if field not in begun)
        begun.update(fresh)
        yield Piece(line[first - start : last - start], fields, fresh)
