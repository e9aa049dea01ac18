"""The lines of an inbox, pasted as mail programs show them: whose each mail seems to be, about what, and when it came.

One mail may stand on one line or on several; the moment is its last line, or its first. Nothing is guessed: what is not
clear is handed on as it stands, to be asked about.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.audience import Roster
from core.behalf import report_named, unit_in
from core.past import Came, came
from core.vietnamese import fold

LONGEST = 20_000  # letters of what is pasted
MOST = 200  # mails
_ROW = 400  # letters of one line that are read
_ADDRESS = re.compile(r"[a-z0-9][a-z0-9._+-]{0,63}@[a-z0-9][a-z0-9.-]{0,62}")
_TICKED = re.compile(r"[\d\s,;.&và-]+")


@dataclass(frozen=True)
class Mail:
    """`words` as they stood. `unit`, `report` (a key of the names given) and `at` are None where they are not clear."""

    words: str
    unit: int | None = None
    report: int | None = None
    at: datetime | None = None

    @property
    def clear(self) -> bool:
        return self.unit is not None and self.at is not None


@dataclass(frozen=True)
class Known:
    """What the lines are read against. `people`: names and addresses of each unit's people, who may be the sender."""

    roster: Roster
    reports: Mapping[int, str]
    people: Mapping[int, Sequence[str]]


def mails(text: str, now: datetime, known: Known) -> list[Mail]:
    """The same mail pasted twice is one."""
    found = [_mail(words, now, known) for words in _apart(text[:LONGEST], now)]
    return list({(one.unit, one.report, one.at, "" if one.clear else one.words): one for one in found}.values())[:MOST]


def ticked(text: str, most: int) -> list[int]:
    """'1 3 5', '1, 3 và 5': numbers of a list; nothing where anything else stands there."""
    if not _TICKED.fullmatch(text.lower()):
        return []
    numbers = [int(one) for one in re.findall(r"\d{1,3}", text)]
    return list(dict.fromkeys(numbers)) if all(1 <= one <= most for one in numbers) else []


def _apart(text: str, now: datetime) -> list[str]:
    """Mail by mail. A blank line parts them; else each has one line with a moment."""
    rows = [(row.strip()[:_ROW], came(row.strip()[:_ROW], now)) for row in text.splitlines()]
    told = [when for row, when in rows if row]
    leads = bool(told) and told[0].at is not None and not told[0].rest
    return [words for words in _joined(rows, leads) if words]


def _joined(rows: Sequence[tuple[str, Came]], leads: bool) -> Iterator[str]:
    """`leads`: the moment stands above what it belongs to."""
    kept: list[str] = []
    for row, when in rows:
        if not row or (leads and when.at is not None):
            yield "  ".join(kept)
            kept = []
        if row:
            kept.append(row)
        if row and not leads and when.at is not None:
            yield "  ".join(kept)
            kept = []
    yield "  ".join(kept)


def _mail(words: str, now: datetime, known: Known) -> Mail:
    when = came(words, now)
    at = when.at if when.at is not None and when.at <= now else None
    return Mail(words, _sender(words, known), report_named(_subject(when.rest, known), known.reports), at)


def _sender(words: str, known: Known) -> int | None:
    """By an address or a whole name of the unit's people, else by the unit's own name, in words or in an address."""
    said = fold(words)
    addresses = _ADDRESS.findall(said)
    whose = {
        unit
        for unit, called in known.people.items()
        for one in called
        if (fold(one) in addresses if "@" in one else " " in one.strip() and f" {fold(one)} " in f" {_plain(said)} ")
    }
    named = unit_in(f"{_ADDRESS.sub(' ', said)}.", known.roster)
    if named is None:
        named = next((unit for one in addresses if (unit := unit_in(f"{one.partition('@')[0]}.", known.roster))), None)
    if named is not None and (not whose or named in whose):
        return named
    return next(iter(whose)) if len(whose) == 1 and named is None else None


def _plain(said: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", said))


def _subject(rest: str, known: Known) -> str:
    """Only the words that some report's name has: the sender stands in the same line."""
    own = {word for name in known.reports.values() for word in _plain(fold(name)).split()}
    return " ".join(word for word in _plain(_ADDRESS.sub(" ", rest)).split() if word in own)
