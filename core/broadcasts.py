"""An announcement's course: what may be answered, when it goes, how far it has come."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from core.calendar import DAY, Calendar
from core.deadlines import TICK
from core.say import units16
from core.vietnamese import fold

LONGEST = 3000  # UTF-16 units: one message wherever one can be edited, with what stands around it
MANY = 100  # people: from so many on, a yes is asked for twice
OPTIONS = 6
OPTION = 60  # letters
REDRAWN = timedelta(seconds=5)  # between two drawings of the progress
STEP = timedelta(minutes=5)  # how exactly the time that was rested is told
SLOWER = 20  # one that goes on for long, for a channel is out of reach, is drawn each twentieth of the time so far


class State(StrEnum):
    DRAFT = "draft"
    WAITING = "waiting"  # for its moment
    SENDING = "sending"
    SENT = "sent"  # every letter has come to something
    DROPPED = "dropped"


class Asks(StrEnum):
    RECEIVED = "received"
    YES_NO = "yes_no"
    CHOICE = "choice"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Question:
    """What may be answered. `options`: of a choice, in the words of whoever asks."""

    asks: Asks = Asks.RECEIVED
    options: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {"v": 1, "asks": str(self.asks)} | ({"options": list(self.options)} if self.options else {})

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Question":
        return cls(Asks(kept.get("asks", Asks.RECEIVED)), tuple(kept.get("options", ())))


_WISH = re.compile(r"\W*(?:(?:gui|soan|tao) )?thong bao\b")
_AFTER = re.compile(r"[:\n]|\s[-–]\s")  # what parts the wish from the words
_APART = re.compile(r"[\s,.-]+")
_AIMED = ("cho", "toi", "den")
_POINTING = ("nay", "do", "da", "di")  # of one that is there
_SORTS = frozenset({"", "khan", "gap", "nhanh", "moi", "chung", "hoa toc", "khan cap", "quan trong"})
_FEWEST = 4  # words that stand beside the wish with nothing between: of fewer, most are about it


def announced(text: str) -> tuple[str, str]:
    """What is typed with the wish: for whom, and its words. 'Thông báo cho cụm 1: mai họp'."""
    mark = _AFTER.search(text)
    before = text[: mark.start()] if mark else ""
    wish = _WISH.match(fold(before))
    if mark and wish:
        said, words = _after(before, wish[0]), text[mark.end() :].strip(" \n\t:-–")
        if fold(said) in _SORTS:
            return "", words
        if fold(said).split()[0] in _AIMED:
            return said.split(maxsplit=1)[-1], words
    return _beside(text)


def _beside(text: str) -> tuple[str, str]:
    wish = _WISH.match(fold(text))
    said = _after(text, wish[0]) if wish else ""
    first = fold(said).partition(" ")[0]
    if first in _AIMED:
        return said.split(maxsplit=1)[-1], ""
    return "", said if len(said.split()) >= _FEWEST and first not in _POINTING else ""


def _after(text: str, wish: str) -> str:
    """As it was typed, without the words of the wish."""
    many = len(_APART.split(wish.strip()))
    return (_APART.split(text.strip(), maxsplit=many)[many:] or [""])[0].strip()


_UNDER_THE_CARD: Mapping[str, tuple[str, ...]] = {
    "now": ("gui ngay", "gui luon", "gui ngay di", "gui luon di"),
    "send": ("gui", "gui di", "gui tin", "gui thong bao", "dong y gui", "gui het"),
    "trial": ("gui thu", "thu", "gui thu cho toi", "cho xem thu"),
    "ask_when": ("hen gio", "hen gio gui", "hen", "hen lich", "dat lich", "len lich", "dat gio", "doi gio"),
    "ask_words": ("doi noi dung", "sua noi dung", "sua lai", "sua", "viet lai", "sua chu"),
    "ask_whom": ("doi noi nhan", "doi nguoi nhan", "sua noi nhan", "sua nguoi nhan", "doi noi gui"),
    "ask_reply": ("doi cach tra loi", "doi cau tra loi", "doi cau hoi", "doi tra loi", "doi cach hoi"),
    "hurry": ("gap", "khan", "khan cap", "gui gap", "gui khan", "viec gap", "tin gap"),
    "drop": ("bo", "bo di", "xoa", "xoa di", "bo thong bao", "xoa thong bao", "huy thong bao"),
    "keep": ("khong", "chua", "khong gui", "chua gui", "khong gui nua", "khoan", "khoan da", "de sau"),
}
_WISHES = {words: wish for wish, ways in _UNDER_THE_CARD.items() for words in ways}
_POLITE = re.compile(r"^(?:ok|oke|vang|da|duoc|duoc roi|thoi) | (?:nhe|nha|a|nghen|giup toi|ho toi|di nhe|voi)$")


def wished(text: str) -> str:
    """What is to be done with the announcement that was read back; "" where the words say something else."""
    said = fold(text).strip(" .!")
    return _WISHES.get(said) or _WISHES.get(_POLITE.sub("", said), "")


def options(text: str) -> tuple[str, ...]:
    """Choices as they are typed: a line each, or between strokes. Nothing where they are none, too many or too long."""
    lines = [line for line in text.splitlines() if line.strip()]
    parts = lines if len(lines) > 1 else text.split("/") if "/" in text else text.split(";")
    found = tuple(dict.fromkeys(part.strip(" .-•\t") for part in parts if part.strip(" .-•\t")))
    fits = 2 <= len(found) <= OPTIONS and all(len(one) <= OPTION for one in found)
    return found if fits else ()


def too_long(words: str) -> bool:
    return units16(words) > LONGEST


def goes_at(wished: datetime, urgent: bool, calendar: Calendar) -> datetime:
    """The moment itself; in quiet time, unless it is urgent, the next slot."""
    return wished if urgent or not calendar.is_quiet(wished) else calendar.next_slot(wished)


def rests_until(urgent: bool, now: datetime, calendar: Calendar) -> datetime | None:
    """Till when what has not left waits, because nobody is written to now; None where it does not."""
    return None if urgent or not calendar.is_quiet(now) else calendar.next_slot(now)


def rested(sent: datetime, now: datetime, calendar: Calendar) -> timedelta:
    """For how long it has rested so, to some minutes."""
    spent, at = timedelta(), sent
    while at < now:
        until = min(calendar.next_slot(at) if calendar.is_quiet(at) else at + STEP, now)
        spent += until - at if calendar.is_quiet(at) else timedelta()
        at = until
    return spent


def again_at(sent: datetime, calendar: Calendar) -> datetime:
    """When who has not answered is asked once more: the first slot at least a day later."""
    return calendar.next_slot(sent + DAY - TICK)


def left(done: int, total: int, elapsed: timedelta) -> timedelta | None:
    """How long the rest takes at the pace so far; None while nothing can be said."""
    if done <= 0 or elapsed <= timedelta():
        return None
    return elapsed * (max(total - done, 0) / done)


def redrawn(sent: datetime | None, now: datetime, rests: datetime | None = None) -> datetime:
    """When to draw it next while letters are on their way; while they rest, when they go on."""
    return (rests or now) + max(REDRAWN, (now - sent) / SLOWER if sent is not None else REDRAWN)


@dataclass(frozen=True)
class Outcome:
    """What became of the people an announcement is for: each is counted once. `answers`: by the place of the choice;
    whoever answered is in `answered`, by whatever way they heard of it."""

    total: int = 0
    answered: int = 0
    sent: int = 0  # and not answered
    waiting: int = 0
    uncertain: int = 0
    blocked: int = 0
    unreachable: int = 0
    stopped: int = 0
    answers: Mapping[int, int] | None = None

    @property
    def arrived(self) -> int:
        return self.answered + self.sent

    @property
    def tried(self) -> int:
        """Everybody who has an address."""
        return self.total - self.unreachable

    @property
    def finished(self) -> int:
        return self.tried - self.waiting


def tally(rows: Sequence[tuple[str, int | None, int]]) -> Outcome:
    """From rows of what became of people, what they answered, and how many."""
    counts: dict[str, int] = {}
    answers: dict[int, int] = {}
    for what, answer, many in rows:
        counts[what] = counts.get(what, 0) + many
        if answer is not None:
            answers[answer] = answers.get(answer, 0) + many
    return Outcome(total=sum(counts.values()), answers=answers, **counts)
