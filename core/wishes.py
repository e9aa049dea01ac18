"""What an officer types about a target: "chỉ tiêu 2 là 25.000", "bỏ chỉ tiêu 3", "thêm chỉ tiêu: 500 suất quà"."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from core.numbers import Ambiguous, read_number
from core.plans.targets import targets_in
from core.targets import Aim, aim_of, amount
from core.vietnamese import fold, tidy

LONGEST = 400


class Wish(StrEnum):
    LIST = "list"
    SHOW = "show"
    ADD = "add"
    DROP = "drop"
    VALUE = "value"
    NUMBER = "number"  # which number of which report counts
    SHARE = "share"


@dataclass(frozen=True)
class Wished:
    """`place`: of the target in the list; `words`: the rest, as typed."""

    wish: Wish
    place: int = 0
    words: str = ""


_OPENINGS: tuple[tuple[Wish, re.Pattern[str]], ...] = (
    (Wish.ADD, re.compile(r"(?:xin )?(?:them|tao|lap) chi tieu(?: moi)?(?: ?[:,-] ?| |$)")),
    (Wish.DROP, re.compile(r"(?:xin )?(?:bo|xoa|huy)(?: di)? chi tieu (?:so )?(?P<place>\d{1,2})$")),
    (Wish.SHARE, re.compile(r"(?:giao|phan bo|phan|chia) chi tieu (?:so )?(?P<place>\d{1,2})(?: ?[:,-] ?| |$)")),
    (
        Wish.NUMBER,
        re.compile(r"chi tieu (?:so )?(?P<place>\d{1,2}) ?[:,]? ?(?:tinh|lay|cong)(?: tu| so| theo| ca)?(?: |$)"),
    ),
    (
        Wish.VALUE,
        re.compile(
            r"(?:doi |sua |dieu chinh )?chi tieu (?:so )?(?P<place>\d{1,2})"
            r"(?: ?[:=] ?| (?:la|thanh|con|xuong|len|sang|bang|den) )"
        ),
    ),
    (Wish.SHOW, re.compile(r"(?:xem )?chi tieu (?:so )?(?P<place>\d{1,2})$")),
)


def wished(text: str) -> Wished:
    said = " ".join(tidy(text[:LONGEST]).split())
    plain = fold(said)
    said = said if len(said) == len(plain) else plain
    for wish, opening in _OPENINGS:
        if found := opening.match(plain.rstrip(" ?.!")):
            place = int(found["place"]) if "place" in opening.groupindex else 0
            return Wished(wish, place, said[found.end() :].strip())
    return Wished(Wish.LIST)


def new_value(words: str) -> Decimal | None:
    """The one number; None where there is none, or more than one way to read it."""
    read = read_number(words)
    return None if read is None or isinstance(read, Ambiguous) or read <= 0 else amount(read)


def new_aim(words: str) -> Aim | None:
    """As plans write theirs."""
    found = targets_in(words.strip(), 0, aimed=True)
    if not found:
        return None
    one = found[0]
    kept = {"what": one.what, "unit": one.unit, "value": one.value, "stock": one.stock, "per_unit": one.per_unit}
    return aim_of(kept)
