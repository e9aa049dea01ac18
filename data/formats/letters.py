"""Letters as every format hands them on: composed, with plain spaces, without what cannot be seen."""

import re
import unicodedata
from collections.abc import Iterator

LONGEST = 10_000  # letters of one line: patterns are tried on no longer ones

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
        **dict.fromkeys("\u2010\u2011\u2212", "-"),
        **_SYMBOLS,  # bullets of the symbol fonts, which have no letters of their own
    }
)
_BREAKS = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")


def settled(text: str) -> str:
    """One spelling for what looks the same. The dashes – and — stay: they part the ends of a period."""
    return unicodedata.normalize("NFC", text.translate(_SETTLED))


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
