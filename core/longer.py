"""Who gets longer, and until when, as it is typed: "An Hòa, Tân Lập đến hết ngày 15/4", "cụm 1 thêm 3 ngày"."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from core.plans.proposal import Wording
from core.plans.typed import Typed, typed
from core.promises import COUNTS, promised
from core.spelling import line, spelled
from core.vietnamese import fold, tidy

_MORE = re.compile(rf"\bthem (?P<count>\d{{1,2}}|{'|'.join(COUNTS)}) (?P<unit>ngay|hom|tuan)\b(?: nua\b)?")
_UNTIL = re.compile(
    r"(?:^|\b(?:den|toi|sang|het) )(?P<when>(?:thu|t[2-7]|chu nhat|cn|cuoi|het|mai|ngay)\b.*?)(?= cho |$)"
)
_OF_A_WEEK = re.compile(r"\b(?:thu|t[2-7]|chu nhat|cn|tuan)\b")
_MISSING = re.compile(r"(?:tat ca |toan bo )?(?:(?:cac|nhung|moi) )?(?:don vi |ben )?(?:con )?(?:chua|thieu)(?: nop)?")
_AROUND = re.compile(r"^(?:cho|cua|voi)\b|\b(?:den|toi|sang|het|cho)$")
_LONGEST = 400


@dataclass(frozen=True)
class Longer:
    """`missing`: it is said that those are meant who still owe it; else `who` are the words that name units."""

    until: Typed | None
    who: str
    missing: bool


def longer(text: str, last: date, now: datetime) -> Longer:
    """`last`: the last day they have now, from which "thêm 3 ngày" counts; `now` in the zone of the plan."""
    said = " ".join(tidy(text[:_LONGEST]).split())
    until = typed(said, now.date()) or _counted(said, last) or _near(said, last, now)
    who = names_of(until.label if until is not None else said)
    missing = _MISSING.fullmatch(fold(who)) is not None
    return Longer(until, "" if missing else who, missing)


def _counted(said: str, last: date) -> Typed | None:
    """'thêm 3 ngày', 'thêm một tuần'."""
    found = _MORE.search(fold(said))
    if found is None:
        return None
    count = COUNTS.get(found["count"]) or int(found["count"])
    days = timedelta(days=count * (7 if found["unit"] == "tuan" else 1))
    return Typed(_without(said, found), Wording.UNTIL_END, last + days)


def _near(said: str, last: date, now: datetime) -> Typed | None:
    """'đến thứ Sáu', 'hết tuần này', 'mai': the first such day that gives them longer."""
    found = _UNTIL.search(fold(said))
    if found is None:
        return None
    when = line(spelled(found["when"]))
    moment = promised(when, now)
    if moment is not None and moment.date() <= last and _OF_A_WEEK.search(when):
        moment = promised(when, datetime.combine(last, time.max, now.tzinfo))
    return Typed(_without(said, found), Wording.UNTIL_END, moment.date()) if moment is not None else None


def _without(said: str, found: re.Match[str]) -> str:
    """In the letters that were typed, where each of them is one when it is folded."""
    kept = said if len(fold(said)) == len(said) else fold(said)
    return f"{kept[: found.start()]} {kept[found.end() :]}"


def names_of(words: str) -> str:
    """The words without what stands around names: "cho An Hòa đến"."""
    left = " ".join(words.split()).strip(" ,.;:")
    while (found := _AROUND.search(fold(left))) is not None:
        left = (left[found.end() :] if found.start() == 0 else left[: found.start()]).strip(" ,.;:")
    return left
