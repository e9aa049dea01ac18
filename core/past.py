"""When something came: a moment that has been, in people's words ('15g20 hôm qua', '9h sáng thứ 6') or as mail programs
write it ('27/10/2021 15:20', '3:20 PM', '27 thg 10, 2021'). Accents are of no matter.

A day without a year is the last such day, unless it lies a few weeks ahead: that is a slip, and a moment ahead is for
the caller to ask about. Nothing is guessed: without an hour there is a day and no moment.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from core.clock import at, local
from core.vietnamese import fold

_SLIP = timedelta(days=60)
_LAST_MONTH = 12
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5, **{str(n): n - 2 for n in range(2, 8)}}
_BACK = {"mai": -1, "nay": 0, "qua": 1, "kia": 2}  # 'ngày mai' is a slip, and has not been

_CLOCK = re.compile(
    r"(?<![\d/.:-])(?P<hour>\d{1,2})"
    r"(?: ?(?P<sign>gio|g|h|:)(?: ?(?P<minute>\d{2})(?!\d)(?::\d{2}(?!\d))?)?|(?= ?[ap]m\b))"
    r"(?P<half> ruoi)?(?: phut\b|p\b)?"
    r"(?: ?(?P<part>am|pm|sa|ch|sang|trua|chieu|toi|dem)\b(?! (?:hom )?(?:mai|nay|qua|kia|thu|chu nhat|cn)\b))?(?!\w)"
)
_NOW = re.compile(r"\b(?:vua (?:xong|roi|nhan|moi)|bay gio|luc nay|moi (?:xong|nhan))\b")
_AGO = re.compile(r"\b(?P<count>\d{1,2}) (?P<what>phut|tieng|gio) truoc\b")
_NEAR = re.compile(r"\b(?:(?:hom|h|ngay) ?|(?P<part>sang|trua|chieu|toi|dem) (?:hom )?)(?P<back>mai|nay|qua|kia)\b")
_WEEKDAY = re.compile(
    r"\b(?:(?P<part>sang|trua|chieu|toi) )?(?:thu ?(?P<name>hai|ba|tu|nam|sau|bay|[2-7])|(?P<sunday>chu nhat|cn))\b"
    r"(?: (?:vua|tuan) (?:qua|roi|truoc))?(?!,)"
)
_ISO = re.compile(r"(?<!\d)(?P<year>20\d\d)-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)")
_FIGURES = re.compile(
    r"(?<!doan )(?<!truong )(?<!lop )(?<!khoi )(?<![\d/.:-])(?:ngay )?"
    r"(?P<day>\d{1,2})(?P<mark>[/.-])(?P<month>\d{1,2})(?:(?P=mark)(?P<year>20\d\d|\d\d))?(?![\d/:-])"
)
_SPELLED = re.compile(
    r"(?<!\d)(?:ngay |mung )?(?P<day>\d{1,2}) ?(?:thang|thg|th) ?(?P<month>\d{1,2})"
    r"(?:,?(?: nam)? ?(?P<year>20\d\d))?(?!\d)"
)
_ENGLISH = re.compile(
    rf"(?<!\w)(?:(?P<day>\d{{1,2}}) )?(?P<name>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?(?: (?P<after>\d{{1,2}})(?!\d|:))?"
    r"(?:,? (?P<year>20\d\d))?(?!\w)"
)
_BARE = re.compile(r"\b(?:ngay|mung) (?P<day>\d{1,2})(?![\d/:])")
_AROUND = re.compile(r"\b(?:vao|luc|khoang|tam|hoi|ngay)(?= ?(?:,|$))")
_AFTERNOON = {"pm", "ch", "chieu", "toi", "dem"}
_MORNING = {"am", "sa", "sang"}


@dataclass(frozen=True)
class Came:
    """`at` is None where no hour was said (an hour alone is today's); `day` where no day was. `rest`: the folded words
    that say no time."""

    at: datetime | None
    day: date | None
    rest: str

    @property
    def said(self) -> bool:
        return self.at is not None or self.day is not None


def came(text: str, now: datetime) -> Came:
    """What the text says of when."""
    said, here = fold(text), local(now)
    for pattern in (_NOW, _AGO):
        if found := pattern.search(said):
            ago = _span(found) if pattern is _AGO else timedelta()
            return Came(now - ago, (here - ago).date(), _without(said, [found]))
    clock = next((one for one in _CLOCK.finditer(said) if _is_an_hour(one)), None)
    day, dated = _day(said, here.date(), clock)
    rest = _without(said, [one for one in (clock, dated) if one is not None])
    if clock is None or (day is None and _names_no_day(said)):
        return Came(None, day, rest)
    return Came(at(day or here.date(), _time(clock, _part(dated))), day, rest)


def _names_no_day(said: str) -> bool:
    """'15h ngày 31/2': the hour is not today's for that."""
    return any(found[0].startswith("ngay ") for pattern in (_FIGURES, _SPELLED) for found in pattern.finditer(said))


def moment(text: str, now: datetime) -> datetime | None:
    return came(text, now).at


def _span(found: re.Match[str]) -> timedelta:
    count = int(found["count"])
    return timedelta(minutes=count) if found["what"] == "phut" else timedelta(hours=count)


def _without(said: str, gone: list[re.Match[str]]) -> str:
    for one in sorted(gone, key=lambda found: found.start(), reverse=True):
        said = f"{said[: one.start()].rstrip()} , {said[one.end() :].lstrip()}"
    return _AROUND.sub("", said).strip(" ,;.-–—")


# -- the hour ------------------------------------------------------------------------------------------------------


def _is_an_hour(found: re.Match[str]) -> bool:
    return int(found["hour"]) < 24 and int(found["minute"] or 0) < 60


def _part(dated: re.Match[str] | None) -> str:
    return (dated.groupdict().get("part") or "") if dated else ""


def _time(found: re.Match[str], part: str) -> time:
    """'3h' is in the afternoon, as people say it; '03:20' is as it stands."""
    hour, minute = int(found["hour"]), 30 if found["half"] else int(found["minute"] or 0)
    part = found["part"] or part
    spoken = found["sign"] != ":" and 1 <= hour <= 6 and part not in _MORNING
    if hour < 12 and (part in _AFTERNOON or spoken):
        hour += 12
    return time(0 if part in ("am", "sa") and hour == 12 else hour, minute)


# -- the day -------------------------------------------------------------------------------------------------------


def _day(said: str, today: date, clock: re.Match[str] | None) -> tuple[date | None, re.Match[str] | None]:
    """The first way of naming a day that names one which exists; nothing that is part of the hour."""
    for pattern, read in _READERS:
        for found in pattern.finditer(said):
            if clock is not None and found.start() < clock.end() and clock.start() < found.end():
                continue
            if (day := read(found, today)) is not None:
                return day, found
    return None, None


def _iso(found: re.Match[str], today: date) -> date | None:
    return _valid(int(found["year"]), int(found["month"]), int(found["day"]))


def _figures(found: re.Match[str], today: date) -> date | None:
    """'10/27/2021' is how programs set to English write it."""
    day, month = int(found["day"]), int(found["month"])
    if month > _LAST_MONTH and found["year"]:
        day, month = month, day
    return _dated(day, month, found["year"], today)


def _spelled(found: re.Match[str], today: date) -> date | None:
    return _dated(int(found["day"]), int(found["month"]), found["year"], today)


def _english(found: re.Match[str], today: date) -> date | None:
    day = found["day"] or found["after"]
    return _dated(int(day), _MONTHS.index(found["name"]) + 1, found["year"], today) if day else None


def _near(found: re.Match[str], today: date) -> date | None:
    return today - timedelta(days=_BACK[found["back"]])


def _weekday(found: re.Match[str], today: date) -> date | None:
    wanted = 6 if found["sunday"] else _WEEKDAYS[found["name"]]
    return today - timedelta(days=(today.weekday() - wanted) % 7)


def _bare(found: re.Match[str], today: date) -> date | None:
    """'ngày 27': of this month, else of the one before."""
    first = today.replace(day=1)
    months = (first, (first - timedelta(days=1)).replace(day=1))
    days = (_valid(month.year, month.month, int(found["day"])) for month in months)
    return next((day for day in days if day and day <= today), None)


_READERS = (
    (_ISO, _iso),
    (_FIGURES, _figures),
    (_SPELLED, _spelled),
    (_ENGLISH, _english),
    (_BARE, _bare),
    (_NEAR, _near),
    (_WEEKDAY, _weekday),
)


def _dated(day: int, month: int, year: str | None, today: date) -> date | None:
    if year:
        return _valid(int(year) + (2000 if len(year) == 2 else 0), month, day)
    this = _valid(today.year, month, day)
    return _valid(today.year - 1, month, day) if this and this - today > _SLIP else this


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
