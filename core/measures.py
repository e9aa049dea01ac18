"""What numbers of a report count, as data: how people write it, and which values it can have at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from core.vietnamese import fold


@dataclass(frozen=True)
class Measure:
    """`written`: without accents, as people type it. A `whole` one has no halves. `most`: above it there is nothing."""

    name: str
    written: tuple[str, ...]
    whole: bool = True
    most: int | None = None


MONEY, PERCENT = "dong", "%"
# Turns are not people: somebody who comes three times is three turns and one person.
KNOWN = (
    Measure("luot", ("luot", "luot nguoi", "luot nguoi tham gia", "luot tham gia", "luot dv", "luot doan vien")),
    Measure("nguoi", ("nguoi", "ng", "nguoi tham gia")),
    Measure("doan vien", ("doan vien", "dv", "dvtn", "doan vien thanh nien", "doan vien moi")),
    Measure("thanh nien", ("thanh nien", "tn", "thanh thieu nien")),
    Measure("thieu nhi", ("thieu nhi", "doi vien", "em thieu nhi")),
    Measure("buoi", ("buoi",)),
    Measure("hoat dong", ("hoat dong", "hd", "hdong")),
    Measure("cong trinh", ("cong trinh", "ctrinh")),
    Measure("phan viec", ("phan viec",)),
    Measure("suat", ("suat", "suat qua", "phan qua", "suat hoc bong", "hoc bong")),
    Measure("bai", ("bai", "tin bai", "bai viet", "tin")),
    Measure("anh", ("anh", "hinh", "hinh anh", "tam anh", "buc anh")),
    Measure("tep", ("tep", "file", "van ban", "video", "clip")),
    Measure(MONEY, ("dong", "d", "vnd", "vnd dong"), whole=False),
    Measure(PERCENT, ("%", "phan tram"), whole=False, most=100),
)
SENT = ("anh", "tep")  # counted by what comes and not by what is said of it


@cache
def measure_of(unit: str) -> Measure | None:
    """What a unit of a form counts: the known measure its words begin with, else itself."""
    words = fold(unit)
    if not words:
        return None
    begun = [(known, way) for known in KNOWN for way in known.written if f"{words} ".startswith(f"{way} ")]
    best = max(begun, key=lambda pair: len(pair[1]), default=None)
    return best[0] if best else Measure(words, (words,), whole=False)


@cache
def ways() -> Mapping[str, Measure]:
    """Every way of writing a known measure."""
    return {way: known for known in KNOWN for way in known.written}
