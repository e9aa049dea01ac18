"""When a person says they will do it: a moment read from words that are spelled out and without accents.

`core.understanding` spells the words out; nothing here knows who promises what. An hour that is not said is the end
of the office day; what could be two days is the nearer one, so that a promise never silences for too long.
"""

import re
from datetime import date, datetime, time, timedelta

_OFFICE_ENDS = 17
# Part of the day: the hour it stands for, and the hour it is over, which is meant once the first has gone.
_PARTS = {"sang": (11, 12), "trua": (12, 13), "chieu": (17, 18), "toi": (20, 22), "dem": (22, 23), "": (17, 22)}
COUNTS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}
_NEAR = {"nay": 0, "mai": 1, "ngay kia": 2, "ngay mot": 2, "mai mot": 2, "mot": 2}
_WEEKDAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5, "chu nhat": 6, "cn": 6}
_IN_THE_WEEK = {"dau": 0, "giua": 2, "trong": 4, "cuoi": 4}
_YEAR_TURNS = timedelta(days=60)  # "5/1" said in December is next year's; "5/11" said on 6/11 is a slip


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


_LATER = _any(
    rf"\b(\d{{1,2}}|nua|{'|'.join(COUNTS)}) ?(tieng|gio|phut|p|ngay|hom|tuan) nua\b",
    r"\b(?:lat|ti|ty|chut|xiu|teo) nua\b",
    r"\blat\b",
)
_NAMED = _any(
    r"\b(ngay kia|ngay mot|mai mot)\b",
    r"\b(?:ngay )?(mai)\b",
    r"^(mot)(?= nop| gui|$)",
    r"(?:\b(?:hom|sang|trua|chieu|toi|dem) |^)(nay)\b",
)
_DATE = _any(
    r"(?<![\d/-])(\d{1,2})[/-](\d{1,2})(?:[/-](20\d\d))?(?![\w/-])",
    r"\b(?:ngay|mung) (\d{1,2})(?: thang (\d{1,2}))?(?: nam (20\d\d))?\b(?! (?:buoi|nguoi|luot|lan)\b)",
)
_WEEKDAY = _any(
    r"(?<!bi )\bthu ?(hai|ba|tu|nam|sau|bay|[2-7])\b",
    r"(?<!bao cao )(?<!thang )\bt([2-7])\b",  # "bc t6" is the report of June
    r"\b(chu nhat|cn)\b",
    r"\b(dau|giua|trong|cuoi) tuan\b",
)
_WEEK = re.compile(r"\btuan (nay|sau|toi)\b")
_CLOCK = re.compile(r"\b(\d{1,2})(?:h|g|:| ?gio\b)(?: ?(\d{2}))?( ruoi)?(?:p|h| phut)?(?!\w)")
# A part of the day counts beside a day, an hour or "buoi": alone "toi" is also "I", and "sang" is "over to".
_PART = _any(
    r"(?:\bbuoi |\bmai |\bkia |gio |\dh |ruoi )(sang|trua|chieu)\b",
    r"(?:\bbuoi |gio |\dh |ruoi )(toi|dem)\b(?! (?:da|thieu|uu|cao)\b)",
    r"\b(sang|trua|chieu|toi|dem)"
    r"(?= (?:hom nay|nay|mai|ngay (?:mai|kia|\d+)|thu (?:hai|ba|nam|sau|bay|[2-7])|t[2-7]|cn)\b)",
    r"(?<!doi )\b(chieu)\b(?! qua\b)",
)
_TIMES = (_LATER, _WEEKDAY, _WEEK, _CLOCK, _DATE, _NAMED, _PART)
_TOWARDS = re.compile(r"\b(?:truoc|den|vao|luc|tam|khoang|trong|ngay)\b")


def without_time(line: str) -> str | None:
    """The words left when those of time are taken out; None when there are none of time."""
    spans = [found.span() for reader in _TIMES for found in reader.finditer(line)]
    if not spans:
        return None
    gone = {at for start, end in spans for at in range(start, end)}
    left = "".join(" " if at in gone else letter for at, letter in enumerate(line))
    return " ".join(_TOWARDS.sub(" ", left).split())


def promised(line: str, now: datetime) -> datetime | None:
    """The moment meant, always after `now`; None when none is said, or when it has gone already."""
    moment = _later(line, now) or _spoken(line, now)
    return moment if moment is not None and moment > now else None


def _later(line: str, now: datetime) -> datetime | None:
    """So long from now: '30 phut nua', '2 ngay nua'; a little while is two hours."""
    found = _LATER.search(line)
    if found is None:
        return None
    count, unit = found[1] or "2", found[2] or "tieng"
    many = 0.5 if count == "nua" else float(COUNTS.get(count) or count)
    if unit in ("phut", "p"):
        return now + timedelta(minutes=many)
    if unit in ("tieng", "gio"):
        return now + timedelta(hours=many)
    return _at(now.date() + timedelta(days=many * (7 if unit == "tuan" else 1)), _OFFICE_ENDS, now)


def _spoken(line: str, now: datetime) -> datetime | None:
    """By the day named, else by the weekday, else today at the hour."""
    if named := _NAMED.search(line):
        return _hour(now.date() + timedelta(days=_NEAR[_word(named)]), line, now)
    if dated := _DATE.search(line):
        on = _day([int(figure) for figure in dated.groups() if figure], now.date())
        return _hour(on, line, now) if on else None
    if _WEEKDAY.search(line) or _WEEK.search(line):
        return _on_weekday(line, now)
    if _CLOCK.search(line) or _PART.search(line):
        return _hour(now.date(), line, now)
    return None


def _on_weekday(line: str, now: datetime) -> datetime | None:
    """The first such day still to come; with 'tuan nay' or 'tuan sau' the one of that week. A bare week ends Friday."""
    found, week = _WEEKDAY.search(line), _WEEK.search(line)
    name = _word(found) if found else "cuoi"
    monday = now.date() - timedelta(days=now.weekday())
    first = monday + timedelta(days=int(name) - 2 if name.isdigit() else (_WEEKDAYS | _IN_THE_WEEK)[name])
    sunday = monday + timedelta(days=6)
    this = [first, sunday] if name == "cuoi" else [first]
    following = [first + timedelta(weeks=1)]
    days = [*this, *following] if week is None else this if week[1] == "nay" else following
    moments = (_hour(day, line, now) for day in days)
    return next((moment for moment in moments if moment and moment > now), None)


def _hour(on: date, line: str, now: datetime) -> datetime | None:
    part = _part(line)
    if found := _CLOCK.search(line):
        return _at_clock(on, part, int(found[1]), 30 if found[3] else int(found[2] or 0), now)
    usual, over = _PARTS[part]
    moment = _at(on, usual, now)
    said_today = part or _NAMED.search(line)
    return _at(on, over, now) if moment <= now and said_today else moment


def _at_clock(on: date, part: str, hour: int, minute: int, now: datetime) -> datetime | None:
    """'3h' is in the afternoon; '8h' in the morning, or this evening once the morning has gone."""
    if hour > 24 or minute > 59:
        return None
    afternoon = part in ("chieu", "toi", "dem") or (part != "sang" and 1 <= hour <= 6)
    moment = _at(on, hour + 12 if afternoon and hour < 12 else hour, now, minute)
    evening = not part and not afternoon and 0 < hour < 12 and moment <= now
    return moment + timedelta(hours=12) if evening else moment


def _part(line: str) -> str:
    found = _PART.search(line)
    return _word(found) if found else ""


def _word(found: re.Match[str]) -> str:
    """What the alternative that matched caught."""
    return str(found[found.lastindex or 0])


def _at(day: date, hour: int, now: datetime, minute: int = 0) -> datetime:
    return datetime.combine(day, time(0, minute), tzinfo=now.tzinfo) + timedelta(hours=hour)


def _day(figures: list[int], today: date) -> date | None:
    """Of a day, a day and month, or all three; what is not said is the next to come."""
    if len(figures) == 3:
        return _valid(figures[2], figures[1], figures[0])
    if len(figures) == 2:
        return _yearless(figures[0], figures[1], today)
    months = (today.year * 12 + today.month - 1 + step for step in range(3))
    days = (_valid(month // 12, month % 12 + 1, figures[0]) for month in months)
    return next((day for day in days if day and day >= today), None)


def _yearless(day: int, month: int, today: date) -> date | None:
    this, following = (_valid(year, month, day) for year in (today.year, today.year + 1))
    if this and this >= today:
        return this
    return following if following and following - today <= _YEAR_TURNS else None


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
