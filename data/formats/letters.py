"""Letters as every format hands them on: composed, with plain spaces, without what cannot be seen."""

import re
from collections.abc import Iterable, Iterator

from core.plans.lines import Line
from core.vietnamese import composed
from data.formats.refusal import Refused, Why

LONGEST = 10_000  # letters of one line: patterns are tried on no longer ones
MOST_LINES = 30_000  # of 300 pages, those of the densest
MOST_CELLS = 100  # of one row; a word processor draws no more than 63
MOST_BLANKS = 8  # side by side: more than four part two columns, and forty say nothing else
MOST_SIGNS = 100  # without a letter or digit between them: dots of a form to fill in, cells of an empty row

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_UNSEEN = "\u00ad\u061c\u180e\ufeff" + "".join(
    chr(code) for code in (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070))
)
_CONTROLS = "".join(chr(code) for code in (*range(0x00, 0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0)) if code != 0x85)
_SYMBOLS = {"\uf02d": "-", "\uf02b": "+", "\uf0b7": "•", "\uf0a7": "•", "\uf0d8": "•", "\uf0fc": "•", "\uf076": "•"}
_SETTLED = str.maketrans(
    {
        **dict.fromkeys(_SPACES, " "),
        **dict.fromkeys(_UNSEEN + _CONTROLS, ""),
        **dict.fromkeys(map(chr, range(0xD800, 0xE000)), ""),  # halves of letters, which nothing could write down again
        **dict.fromkeys("\u2010\u2011\u2212", "-"),
        **_SYMBOLS,  # bullets of the symbol fonts, which have no letters of their own
    }
)
_BLANKS = re.compile(f" {{{MOST_BLANKS + 1},}}")
_SIGNS = re.compile(rf"[^\w\r\n\v\f\x85\u2028\u2029]{{{MOST_SIGNS + 1},}}")
_BREAKS = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")


def settled(text: str) -> str:
    """One spelling for what looks the same. The dashes – and — stay: they part the ends of a period.

    Long runs of signs are cut: who looks for what comes behind one would go through it from each of its places.
    """
    said = _BLANKS.sub(" " * MOST_BLANKS, composed(text.translate(_SETTLED)))
    return _SIGNS.sub(lambda found: found[0][:MOST_SIGNS], said)


def counted(lines: Iterable[Line]) -> list[Line]:
    """As many as somebody writes; raises `Refused` as soon as there are more."""
    kept: list[Line] = []
    for line in lines:
        if len(kept) == MOST_LINES:
            raise Refused(Why.TOO_MANY_PAGES)
        kept.append(line)
    return kept


def rows(text: str) -> list[str]:
    """At every kind of line break, and nowhere else."""
    return _BREAKS.split(text)


def pieces(text: str) -> Iterator[str]:
    """A line longer than anybody writes goes on in the next one: cut between words, and nothing is lost."""
    start = 0
    while len(text) - start > LONGEST:
        space = text.rfind(" ", start, start + LONGEST)
        end = space if space > start else start + LONGEST
        yield text[start:end]
        start = end
    yield text[start:]
