"""A line as patterns see it: lower case, without accents, and letter for letter as long as the line itself."""

import re
import unicodedata
from functools import lru_cache

from core.vietnamese import bare

LONGEST = 10_000  # letters of one line that are read

_STRANGE_SPACES = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_SOUTHERN = re.compile(r"\b([Gg])ởi\b")  # "gởi" is "gửi"
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
# What a scanner makes of digits, where digits stand around it: "0l/5/2023", "3O/4".
_DIGITS = (
    (re.compile(r"(?<=[\d/.])o(?=[\d/. ,;)]|$)|(?<=\s)o(?=\d)"), "0"),
    (re.compile(r"(?<=[\d/.])[li|](?=[\d/. ,;)-]|$)|(?<=\s)[li|](?=\d)"), "1"),
)


def clean(text: str) -> str:
    """Composed letters and plain spaces; what cannot be seen and Word's emphasis marks are gone."""
    seen = _INVISIBLE.sub("", unicodedata.normalize("NFC", text[:LONGEST]))
    return _STRANGE_SPACES.sub(" ", seen).replace("**", "").rstrip()


@lru_cache(maxsize=8192)  # every reader of a document looks at the same lines
def plain(text: str) -> str:
    """As long as `text`, so that a match tells where in the text it stands."""
    letters = "".join(_letter(letter) for letter in _SOUTHERN.sub(lambda word: f"{word[1]}ửi", text))
    letters = _DASHES.sub("-", letters)
    for seen, digit in _DIGITS:
        letters = seen.sub(digit, letters)
    return letters


@lru_cache(maxsize=4096)
def _letter(letter: str) -> str:
    if letter.isascii():
        return letter.lower()
    one = bare(letter).lower()
    return one if len(one) == 1 else letter
