"""Which part of a report people mean to change, and into what: "sửa số người", "đổi ngày thành 5/10", "mục 2 là 3"."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from core.forms import Field
from core.measures import MONEY
from core.spelling import line, spelled
from core.vietnamese import fold

_MARK = re.compile(r"\s*[:=]\s*|(?<=\s)[^\W\d_]+(?=\s)")
_INTO = frozenset({"thanh", "la", "sang"})
_ASKING = frozenset({"cho", "xin", "toi", "minh", "muon", "can"})
_CHANGING = frozenset({"sua", "doi", "thay", "chinh", "nham", "sai"})
_BESIDES = frozenset({*_CHANGING, "lai", "o", "phan", "muc", "cai", "nay", "do"})
_PLACE = re.compile(r"(?:muc|cau|phan|o)(?: so)? (\d{1,2})")
_MOST_WORDS = 10  # a story is no command


class Pointed(NamedTuple):
    field: Field
    value: str = ""


def pointed(text: str, fields: Sequence[Field], shown: Sequence[str]) -> Pointed | None:
    """`shown`: the labels in the order in which they were last read, so that "mục 2" is the second of them."""
    for head, value in _split(text):
        found = _part(head, fields, shown)
        if found is not None:
            return Pointed(found, value)
    return None


def asks_to_change(text: str) -> bool:
    """'Sửa', 'sửa mục khác': and no part is named."""
    words = fold(text).strip("/ .").split()
    return words[:1] == ["sua"] and not set(words) - _BESIDES - {"khac", "a"}


def _split(text: str) -> list[tuple[str, str]]:
    """Whole, or what stands before and after a word for 'into'."""
    marks = (at for at in _MARK.finditer(text) if at[0].strip() in (":", "=") or fold(at[0]) in _INTO)
    return [(text, ""), *((text[: at.start()], text[at.end() :].strip()) for at in marks)]


def _part(head: str, fields: Sequence[Field], shown: Sequence[str]) -> Field | None:
    words = line(spelled(head)).split()
    if len(words) > _MOST_WORDS:
        return None
    while words and words[0] in _ASKING:
        words.pop(0)
    changing = bool(words) and words[0] in _CHANGING
    while words and words[0] in (*_CHANGING, "lai"):
        words.pop(0)
    if place := _PLACE.fullmatch(" ".join(words)):
        at = int(place[1])
        label = shown[at - 1] if 0 < at <= len(shown) else None
        return next((one for one in fields if one.label == label), None)
    return _called(words, fields) if changing else None


def _called(words: Sequence[str], fields: Sequence[Field]) -> Field | None:
    """The one part with all of these words; of several the one whose name begins with them."""
    said = set(words) - _BESIDES
    named = [one for one in fields if said and said <= _words_of(one)]
    begun = [one for one in named if fold(one.label).startswith(" ".join(words))]
    return (begun or named)[0] if len(begun) == 1 or len(named) == 1 else None


def _words_of(field: Field) -> set[str]:
    measure = field.measure
    money = {"so", "tien"} if measure is not None and measure.name == MONEY else set()
    return {*line(spelled(field.label)).split(), *fold(field.label).split(), *fold(field.unit).split(), *money}
