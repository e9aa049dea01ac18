"""When an activity is: one day, a range, a whole month or quarter, or only the day by which it is to be done."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from core.plans.dates import Found, dates_in
from core.plans.header import header
from core.plans.lines import Line
from core.plans.plain import plain
from core.plans.structure import document
from core.vietnamese import WEEKDAYS

_LONGEST = 1500
_AROUND = timedelta(days=90)  # how far from the plan's period an activity may be


@dataclass(frozen=True)
class Period:
    """What tells the year of a date that is written without one."""

    start: date | None = None
    end: date | None = None
    year: int | None = None


@dataclass(frozen=True)
class When:
    """`start` is unknown where only "trước ngày 31/5" is said. `place` is what follows the date behind "tại"."""

    start: date | None = None
    end: date | None = None
    stated: str = ""
    matches: bool | None = None
    place: str = ""
    hour: time | None = None


# What makes a date none of the activity's: an anniversary, a law, a plan of somebody else.
_NOT_ITS_OWN = re.compile(
    r"(?:ky niem|chao mung|huong toi|truyen thong|thanh lap \w+|quoc te \w+(?: \w+)?|"
    r"quoc khanh|ngay sinh|giai phong[^.;]{0,30}|"
    r"(?:so|qd|kh|ctr|nq|cv)[ :]\d{1,5}[/\-][\w/.\-]{2,30},?|chuyen doi so quoc gia)\s*\(?\s*(?:ngay\s+)?$"
    r"|\btet(?: nguyen dan)?\s*\(\s*$"
    r"|\d[/.\-]\s?1[0-8]\d\d\s*-\s*(?:ngay\s+)?$"
)
_UNTIL = re.compile(
    r"\b(?:truoc|den het|cham nhat(?: la)?|han(?: chot| cuoi)?|tu nay den|hoan thanh(?: vao)?)\s+(?:ngay\s+)?$"
)
_MONTH_MEANT = re.compile(r"(?:trong|du kien|vao|dau|cuoi|giua|den|tu|suot|het|[:(\-])\s*$")
_JOINT = re.compile(r"\s*(?:,?\s*(?:va )?ket thuc(?: vao| luc)?|va|,|den|den het|toi|-|;|&)\s*(?:(?:het\s+)?ngay\s+)?")
_RANGE = re.compile(r"(?<![\d/])\d{1,2}/\d{1,2}\s*[-–]\s*\d{1,2}/(?P<month>\d{1,2})(?![\d/]|\s*[-/.]\d)")
_CELL = re.compile(r"(?:ngày\s+)?(?P<day>\d{1,2}/(?P<month>\d{1,2}))")
_LIST = re.compile(r"ngay\s+(?P<first>\d{1,2})(?:\s*(?:,|va|&|-)\s*\d{1,2}){0,8}\s*(?:,|va|&|-)\s*$")
_COLON = re.compile(r":[^:;]*$")  # "Văn nghệ: sơ khảo ngày 12/11; chung khảo ngày 16/11"
_WEEK_OF = re.compile(r"\btuan\s+(?:thu\s+)?(?:\w+)\s+(?:cua\s+)?$")
_MOVED_TO = re.compile(r"[^.;]{0,20}\b(?:sang|thanh|lui den|doi den|chuyen den)\s+(?:(?:het\s+)?ngay\s+)?")
_PLACE = re.compile(r"[\s,;)\-–]*(?:\([^()]{0,40}\)[\s,;]*)?(?:tại|ở|địa điểm:)\s+(?P<place>[^.;\n(]{3,160})")
_PLACE_END = re.compile(r",\s+(?:với|nhằm|do|có|gồm|trong đó|dự kiến|chỉ tiêu|thu hút|các)\s|\s+(?:với|nhằm|để|cho)\s")
_QUARTER = re.compile(r"\bquy\s+(?P<quarter>iv|i{1,3}|[1-4])\b(?:\s*(?:/|-|nam)?\s*(?P<year>20\d\d))?")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_FULL_NAME = 40  # letters up to which a text is nothing but a time


def period_of(lines: Sequence[Line], year: int | None) -> Period:
    head = header(document(lines), year)
    return Period(head.start, head.end, year)


def when(text: str, period: Period) -> When:
    said = _with_year(text[:_LONGEST], period)
    seen = plain(said)
    found = [one for one in dates_in(said, period.year) if one.exists and _is_its_own(seen, one, period)]
    days = [one for one in found if not one.month_only]
    if days:
        return _of_days(said, seen, days, period)
    months = [
        one
        for one in found
        if not _WEEK_OF.search(seen[: one.start])
        and (len(said) < _FULL_NAME or _MONTH_MEANT.search(seen[: one.start]) or one.start == 0)
    ]
    if months:
        return replace(_span(months[0], period), place=_place(said, months[0].end))
    return _quarter(seen, period)


def _with_year(text: str, period: Period) -> str:
    """'07/10 - 27/10' and a cell's '16/9' are dates without a year."""
    if period.year is None:
        return text
    text = _RANGE.sub(lambda days: f"{days[0]}/{_year_for(days['month'], period)}", text)
    cell = _CELL.fullmatch(text.strip()) if len(text) < _FULL_NAME else None
    return f"ngày {cell['day']}/{_year_for(cell['month'], period)}" if cell else text


def _year_for(month: str, period: Period) -> int:
    year = period.year or 0
    day = date(year, min(max(int(month), 1), 12), 28)
    return (_in_period(day, period) or day).year


def _is_its_own(seen: str, one: Found, period: Period) -> bool:
    last = one.last or one.day
    if one.day is None or last is None or (last - one.day).days > 800:
        return False
    if period.year is not None and abs(last.year - period.year) > 2:
        return False
    return not _NOT_ITS_OWN.search(seen[max(0, one.start - 80) : one.start])


def _of_days(said: str, seen: str, days: list[Found], period: Period) -> When:
    if len(days) > 1 and _MOVED_TO.fullmatch(seen[days[0].end : days[1].start]):
        days = days[1:]
    first = days[0]
    time, end = _span(first, period), first.end
    for other in days[1:]:
        if not _JOINT.fullmatch(seen[end : other.start]):
            break
        time, end = replace(time, end=_span(other, period).end), other.end
    if _COLON.search(seen[max(0, first.start - 60) : first.start]):
        later = [one.end for one in (_span(other, period) for other in days if not _UNTIL.search(seen[: other.start]))]
        ends = [day for day in later if day and time.end and day > time.end]
        time = replace(time, end=max(ends, default=time.end))
    before = seen[max(0, first.start - 60) : first.start]
    if _UNTIL.search(before) or _UNTIL.search(seen[first.start : first.end][:12] + " "):
        time = replace(time, start=None)
    elif (listed := _LIST.search(seen[max(0, first.start - 60) : first.start])) and time.start:
        time = replace(time, start=_earlier(time.start, int(listed["first"])))
    return replace(time, place=_place(said, end), hour=first.hour)


def _earlier(day: date, number: int) -> date:
    return day.replace(day=number) if 0 < number < day.day else day


def _span(one: Found, period: Period) -> When:
    start, end = one.day, one.last or one.day
    if not one.year_given:
        start, end = _in_period(start, period), _in_period(end, period)
    stated = WEEKDAYS[one.stated] if one.stated is not None else ""
    matches = start.weekday() == one.stated if start and one.stated is not None else None
    return When(start, end, stated, matches)


def _in_period(day: date | None, period: Period) -> date | None:
    """A plan of December means next year by '06/01'."""
    if day is None or period.start is None or day >= period.start - _AROUND:
        return day
    later = day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
    return later if period.end is None or later <= period.end + _AROUND else day


def _quarter(seen: str, period: Period) -> When:
    found = _QUARTER.search(seen)
    year = int(found["year"]) if found and found["year"] else period.year
    if not found or year is None:
        return When()
    quarter = _QUARTERS.get(found["quarter"]) or int(found["quarter"])
    following = date(year + quarter // 4, quarter % 4 * 3 + 1, 1)
    return When(date(year, quarter * 3 - 2, 1), following - timedelta(days=1))


def _place(said: str, end: int) -> str:
    found = _PLACE.match(said, end)
    if not found:
        return ""
    place = found["place"]
    stop = _PLACE_END.search(place)
    return (place[: stop.start()] if stop else place).strip(" ,")
