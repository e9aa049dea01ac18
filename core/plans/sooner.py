"""An internal deadline as it is typed: 'hạn nội bộ báo cáo kết quả đến 26/10 17g', 'sớm hơn 2 ngày làm việc', 'bỏ hạn
nội bộ'."""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta

from core.calendar import Calendar
from core.deadlines import Deadline, last_day
from core.internal import HOUR
from core.plans.proposal import Wording
from core.plans.typed import Typed, typed
from core.vietnamese import bare, composed, fold, tidy

_NAMED = re.compile(
    r"(?:\b(?:dat|them|doi|sua|chinh|cho|lay) )?\bhan noi bo\b(?: (?:cua|cho|la|den|sang|thanh)\b)?[ :]*", re.IGNORECASE
)
_AWAY = re.compile(r"\b(?:bo|huy|xoa|thoi|ngung) (?:dat )?han noi bo\b[ :]*(?:cua\b|cho\b)?", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:truoc|som)(?: hon)?(?: han)? (\d{1,2}) ngay( lam viec)?\b", re.IGNORECASE)
_POLITE = frozenset(("nhe", "nha", "nhen", "a", "ah", "ak", "em", "voi", "giup", "gium", "oi"))


@dataclass(frozen=True)
class Heard:
    """`label`: the report, where one is named. `days`: so many days before the level above. `away`: units are asked by
    the plan's own deadline again."""

    label: str = ""
    typed: Typed | None = None
    days: int | None = None
    working: bool = False
    away: bool = False

    @property
    def says_when(self) -> bool:
        return self.typed is not None or self.days is not None

    def before(self, above: Deadline, calendar: Calendar) -> Typed | None:
        """The day and hour that are meant."""
        if self.typed is not None or self.days is None:
            return self.typed
        last = last_day(above.strict, calendar.zone)
        day = calendar.plus_working(last, -self.days) if self.working else last - timedelta(days=self.days)
        return at_hour(day, HOUR)


def at_hour(day: date, hour: time) -> Typed:
    return Typed("", Wording.NO_LATER, day, hour)


def heard(text: str, today: date) -> Heard:
    """What is typed of it, with or without the words 'hạn nội bộ'."""
    said = _plainly(text)
    away = _AWAY.search(bare(said))
    if away:
        return Heard(label=_name(said[: away.start()] + said[away.end() :]), away=True)
    named = _NAMED.search(bare(said))
    rest = (said[: named.start()] + said[named.end() :]).strip() if named else said
    before = _BEFORE.search(bare(rest))
    if before:
        label = _name(rest[: before.start()] + rest[before.end() :])
        return Heard(label, days=int(before[1]), working=bool(before[2]))
    new = typed(rest, today)
    return Heard(new.label, new) if new else Heard(_name(rest))


def _plainly(text: str) -> str:
    """One space between words, politeness at the end left out."""
    words = composed(tidy(text)).split()
    while words and fold(words[-1]) in _POLITE:
        words.pop()
    return " ".join(words)


def _name(words: str) -> str:
    """What is left when nothing but politeness stands beside it is no name."""
    said = words.strip(" ,.;:-–—")
    return said if any(letter.isalpha() for letter in fold(said)) else ""
