"""Which file of a draft is to be taken out: "bỏ tệp 2", "xóa ảnh cuối", "bỏ ảnh mờ.jpg"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.filesorts import Sort, sort_of
from core.vietnamese import fold

_WISH = re.compile(r"(?:(?:xin|cho|toi|em|nho|hay) )*(?:bo|xoa|go|loai)(?: bo| bot| di| ra)? (.+)")
_NOUN = re.compile(r"(?:cai |tam |chiec )?(tep|file|tai lieu|anh|hinh|hinh anh)\b ?(.*)")
_PLACE = re.compile(r"(?:so |thu )?(\d{1,2}|dau(?: tien)?|nhat|cuoi(?: cung)?)")
_TAIL = re.compile(r"(?: (?:di|nhe|giup|voi|a|ra|khoi bao cao|khoi ban nhap))+$")
_PHOTOS = ("anh", "hinh", "hinh anh")


@dataclass(frozen=True)
class Meant:
    """`at`: its place among the files, where just one is meant; else `among`: one of these."""

    at: int | None = None
    among: tuple[int, ...] = ()


def wishes(text: str) -> bool:
    wish = _wish(text)
    return wish is not None and not wish[1].startswith("qua")


def _wish(text: str) -> re.Match[str] | None:
    return _WISH.fullmatch(_TAIL.sub("", fold(text).strip(" .!")))


def meant(text: str, names: Sequence[str]) -> Meant | None:
    """None when it is no wish to take a file out."""
    wish = _wish(text)
    if wish is None or not names:
        return None
    noun = _NOUN.fullmatch(wish[1])
    for called in (wish[1], *([noun[2]] if noun else [])):
        if found := _called(called, names):
            return Meant(found[0]) if len(found) == 1 else Meant(among=tuple(found))
    return _placed(noun[1], noun[2], names) if noun else None


def _called(said: str, names: Sequence[str]) -> list[int]:
    """Whole, with or without its ending."""
    folded = [fold(name) for name in names]
    return [at for at, name in enumerate(folded) if said and said in (name, name.rpartition(".")[0])]


def _placed(noun: str, rest: str, names: Sequence[str]) -> Meant | None:
    photos = noun in _PHOTOS
    those = [at for at, name in enumerate(names) if not photos or sort_of(name) is Sort.PHOTO]
    place = _PLACE.fullmatch(rest)
    if not those or (rest and place is None):
        return None
    if not rest and len(those) == 1:
        return Meant(those[0])
    at = _number(place[1], len(those)) if place else 0
    return Meant(those[at - 1]) if 0 < at <= len(those) else Meant(among=tuple(those))


def _number(said: str, last: int) -> int:
    if said.isdecimal():
        return int(said)
    return last if said.startswith("cuoi") else 1
