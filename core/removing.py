"""Which file of a draft is to be taken out: "bỏ tệp 2", "xóa ảnh cuối", "bỏ ảnh mờ.jpg"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.filesorts import Sort, sort_of
from core.vietnamese import fold

_WISH = re.compile(r"(?:(?:xin|cho|toi|em|nho|hay) )*(?:bo|xoa|go|loai)(?: bo| bot| di| ra)? (.+)")
_NOUN = re.compile(
    r"(?:het |tat ca )?(?:cac |cai |tam |chiec )?"
    r"(tep ghi am|ghi am|tin thoai|tep|file|tai lieu|anh|hinh|hinh anh)\b ?(.*)"
)
_PLACE = re.compile(r"(?:so |thu )?(\d{1,2}|dau(?: tien)?|nhat|cuoi(?: cung)?|vua (?:gui|roi|xong))")
_TAIL = re.compile(r"(?: (?:di|nhe|giup(?: em| toi| minh)?|voi|a|ra|khoi bao cao|khoi ban nhap))+$")
_OF = {
    **dict.fromkeys(("anh", "hinh", "hinh anh"), Sort.PHOTO),
    **dict.fromkeys(("tep ghi am", "ghi am", "tin thoai"), Sort.SOUND),
}
_MOST_WORDS = 4  # behind "tệp"; more is a sentence


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
    """ "Tệp" with words that say nothing more is asked about; "bỏ ảnh hưởng" is no photo."""
    sort, place = _OF.get(noun), _PLACE.fullmatch(rest)
    those = [at for at, name in enumerate(names) if sort in (None, sort_of(name))]
    vague = bool(rest) and place is None
    if not those or (vague and (sort is Sort.PHOTO or len(rest.split()) > _MOST_WORDS)):
        return None
    if len(those) == 1 and place is None:
        return Meant(those[0])
    at = _number(place[1], len(those)) if place else 0
    return Meant(those[at - 1]) if 0 < at <= len(those) else Meant(among=tuple(those))


def _number(said: str, last: int) -> int:
    if said.isdecimal():
        return int(said)
    return last if said.startswith(("cuoi", "vua")) else 1
