"""The grammar of dates: where one stands in a line, which day or range it is, its hour and its weekday as written.

A date that does not exist, such as 31/4, is found too and has no day. A date without a year takes the year it is
given and says so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time
from functools import lru_cache
from itertools import pairwise

from core.plans.plain import plain

YEARS = range(1900, 2100)


@dataclass(frozen=True)
class Found:
    """`start` and `end` span all of it: hour, weekday and date. `last` is the end of a range or of a whole month."""

    start: int
    end: int
    day: date | None
    last: date | None = None
    hour: time | None = None
    stated: int | None = None  # the weekday as written, Monday is 0
    month_only: bool = False
    year_given: bool = True

    @property
    def exists(self) -> bool:
        return self.day is not None

    @property
    def matches(self) -> bool | None:
        """Whether the weekday written beside it is right; None when none is written."""
        return None if self.stated is None or self.day is None else self.stated == self.day.weekday()


_DAY = r"(?P<d{n}>[0-3]?\d)"
_MONTH = r"(?P<m{n}>[01]?\d)"
_YEAR = r"(?P<y{n}>(?:19|20)\d\d)"
_SEP = r"\s?[/.\-]\s?"


def _numeric(n: str, year: str) -> str:
    day, month, full = _DAY.format(n=n), _MONTH.format(n=n), _YEAR.format(n=n)
    tail = {"": "", "must": rf"{_SEP}{full}", "may": rf"(?:{_SEP}{full})?"}[year]
    return rf"{day}{_SEP}{month}{tail}"


def _spelled(n: str) -> str:
    return rf"{_DAY.format(n=n)}\s+thang\s+{_MONTH.format(n=n)}(?:\s*(?:,\s*)?(?:nam|/)\s*{_YEAR.format(n=n)})?"


# "tuần 2 tháng 6" is no 2/6, "lần 1 - 25/01" no 1 to 25/01.
_NO_DAY = r"(?<!tuan )(?<!tuan thu )(?<!lan )(?<!dot )(?<!vong )(?<!lop )(?<!mau )(?<!buoc )"
_BEFORE = rf"(?<![\d/.\-,]){_NO_DAY}"
_AFTER = r"(?![\d/]|\.\d|-\d|[a-z])"
_NGAY = r"ng[au][yv]\s+"
_CUED = r"(?:(?<=truoc )|(?<=nhat )|(?<=het )|(?<=han )|(?<=chot ))"
_TO = r"\s*(?:den(?:\s+het)?|toi|-)\s*(?:ng[au][yv]\s+)?"

# In order of trust; what an earlier form took, a later one leaves alone.
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(_BEFORE + pattern + _AFTER))
    for name, pattern in (
        # 01/5 - 31/5/2023, từ ngày 01/5 đến hết ngày 31/5/2023
        ("range", rf"{_numeric('', 'may')}{_TO}{_numeric('2', 'must')}"),
        ("range", rf"(?:{_NGAY})?{_spelled('')}{_TO}{_spelled('2')}"),
        # 20 - 22/5/2023, từ ngày 01 đến ngày 15 tháng 5 năm 2023
        ("days", rf"{_DAY.format(n='')}{_TO}{_numeric('2', 'must')}"),
        ("days", rf"ng[au][yv]\s+{_DAY.format(n='')}{_TO}{_numeric('2', '')}"),
        ("days", rf"ng[au][yv]\s+{_DAY.format(n='')}{_TO}{_spelled('2')}"),
        ("days", rf"ng[au][yv]\s+{_DAY.format(n='')}\s*(?:,|va|&)\s*(?:ng[au][yv]\s+)?{_numeric('2', 'may')}"),
        ("days", rf"{_DAY.format(n='')}\s*(?:va|&)\s*{_numeric('2', 'must')}"),
        ("day", _numeric("", "must")),
        ("day", rf"(?:{_NGAY})?{_spelled('')}"),
        ("day", rf"{_DAY.format(n='')}[/.]{_MONTH.format(n='')}\s+nam\s+{_YEAR.format(n='')}"),
        ("bare", rf"{_DAY.format(n='')}[/]{_MONTH.format(n='')}"),
        (
            "day",
            rf"(?:(?<=truoc )|(?<=nhat )|(?<=het )|(?<=han )|(?<=chot )){_DAY.format(n='')}[.\-]{_MONTH.format(n='')}",
        ),
        ("named", rf"ng[au][yv]\s+{_DAY.format(n='')}{_SEP}{_MONTH.format(n='')}"),
        ("month", rf"thang\s+{_MONTH.format(n='')}(?:\s*[/.\-]\s*|\s+nam\s+){_YEAR.format(n='')}"),
        ("month", rf"thang\s+{_MONTH.format(n='')}"),
    )
)
_MONTHS = re.compile(
    rf"{_BEFORE}(?:tu\s+)?thang\s+{_MONTH.format(n='')}(?:\s*[/.\-]\s*{_YEAR.format(n='')})?\s*(?:den|-)\s*(?:het\s+)?"
    rf"thang\s+{_MONTH.format(n='2')}(?:\s*[/.\-]\s*|\s+nam\s+){_YEAR.format(n='2')}"
)
_HOUR = (
    r"(?P<hh>[01]?\d|2[0-4])\s?(?:h|g|gio|:(?=[0-5]\d))\s?(?P<mm>[0-5]\d)?(?:\s?phut)?"
    r"[’\']?(?:\s?(?P<part>sang|trua|chieu|toi))?"
)
_WEEKDAYS = {
    "hai": 0, "2": 0, "ba": 1, "3": 1, "tu": 2, "4": 2, "nam": 3, "5": 3, "sau": 4, "6": 4, "bay": 5, "7": 5, "8": 6,
}  # fmt: skip
_WEEKDAY = r"(?:(?:th[uy]\s+|\bt(?=[2-7]\b(?!\s?[/.])))(?P<w>hai|bay|ba|tu|nam|sau|[2-8])\b|(?P<sun>chu\s+nhat|\bcn\b))"
_LEADING = re.compile(
    rf"(?:(?<![\w/]){_HOUR}\s*(?:,|\(|cac\b|(?:ngay\s+)?m[uo]ng\s+\d{{1,2}}(?:\s+tet)?\s*\(|"
    rf"ngay\s+(?=th[uy]\s))?\s*)?(?:(?:ng[au][yv]\s+)?\(?{_WEEKDAY}\)?\s*[,\-]?\s*)?\(?(?:ng[au][yv]\s+)?$"
)
_TRAILING_WEEKDAY = re.compile(
    rf"[\s”\"]*[(,\-]?\s*\(?(?:la\s+|vao\s+|tuc\s+)?(?:(?:sang|chieu|toi)\s+)?{_WEEKDAY}(?!\s*(?:va|,|-|den)\s*(?:th[uy]\s|chu\s))\s*\)?"
)
_TRAILING_HOUR = re.compile(
    rf"\s*(?:[,(]?\s*(?:luc|vao luc)|\(\s*(?:truoc|cham nhat|muon nhat|den)(?:\s+luc)?)\s+{_HOUR}\)?"
)
_WEEKDAY_ALONE = re.compile(rf"\W*{_WEEKDAY}\W*")
_NAMED = re.compile(
    r"(?:ng[au][yv]|th[uy]\s+(?:hai|ba|tu|nam|sau|bay|[2-8])\s*,?|chu nhat\s*,?|truoc|het|den|tu|sang|chieu|toi|vao|"
    r"dip|"
    r"la)\s+$"
)
_LATENESS = re.compile(
    r"\b(?:han(?: (?:nop|gui|dang ky|bao cao|cuoi(?: cung)?|chot))?|nhat|chot|deadline|qua|hon|"
    r"(?:thoi gian|thoi diem|ng[au][yv]) (?:nop|gui|nhan|dang ky|bao cao)|gui|nop)\s*(?:la|vao)?\s*[:\-(]?\s*$"
)
_BEGINS = re.compile(r"(?:^|[;,.:]\s)[\s\-+*•(]*(?:[a-z\d]{1,2}[.)]\s+)?$")
_SENT_THEN = re.compile(r"\s*(?::|[:\-,]?\s*(?:gui|nop|dang ky|bao cao|chot|han)\b)")
_PAPER_COLON = re.compile(r"\b(?:bao cao(?! vien)|danh sach|ho so|so lieu)\b[^.;:]{0,60}:\s*$")
_ALSO = re.compile(r"\s*(?:,|va|&|;)\s*")
_NEAR = 60  # letters before a date in which its hour and weekday may stand
_ANNIVERSARY = re.compile(r"\(\s*$")


def dates_in(text: str, year: int | None = None, since: date | None = None) -> list[Found]:
    """Every date of the line, in order. Where no year is written `year` is meant, or the one after it when the day
    would come before `since`."""
    return list(_dates_in(text, year, since))


@lru_cache(maxsize=4096)  # every reader of a document looks at the same lines
def _dates_in(text: str, year: int | None, since: date | None) -> tuple[Found, ...]:
    seen = plain(text)
    taken: list[tuple[int, int, Found]] = []
    for name, pattern in (("months", _MONTHS), *_FORMS):
        for match in pattern.finditer(seen):
            if any(match.start() < end and start < match.end() for start, end, _ in taken):
                continue
            if name == "bare" and not _is_meant(seen, *match.span(), taken):
                continue
            read = _read(name, match, year)
            if read is not None:
                taken.append((match.start(), match.end(), read))
    found = _with_company(seen, sorted((one for *_, one in taken), key=lambda one: one.start))
    return tuple(_in_year(one, since) for one in found)


def _in_year(found: Found, since: date | None) -> Found:
    """Without a written year: the one its weekday names, else the first such day that is not before the document."""
    if found.year_given or since is None or found.day is None or found.last is not None:
        return found
    days = [day for year in (since.year, since.year + 1) if (day := _day(year, found.day.month, found.day.day))]
    named = [day for day in days if day.weekday() == found.stated]
    ahead = [day for day in days if day >= since]
    return replace(found, day=(named or ahead or [found.day])[0])


def _is_meant(seen: str, start: int, end: int, taken: list[tuple[int, int, Found]]) -> bool:
    """dd/mm without a year is a date only where a word says so, or the date before it: 24/7 and 3/4 are none."""
    before = seen[max(0, start - 40) : start]
    if _NAMED.search(before[-24:]) or _LATENESS.search(before):
        return True
    if _PAPER_COLON.search(seen[max(0, start - 90) : start]):
        return True
    if _BEGINS.search(before) and _SENT_THEN.match(seen[end : end + 20]):
        return True
    if re.search(r"(?:h|g|gio)\s?\d{0,2}\s*,?\s*(?:ng[au][yv]\s+)?$", before[-24:]):
        return True
    return any(begun < start and _ALSO.fullmatch(seen[ended:start]) for begun, ended, _ in taken if ended <= start)


def _read(name: str, match: re.Match[str], year: int | None) -> Found | None:
    said = {key: int(value) for key, value in match.groupdict().items() if value}
    span = match.span()
    if name == "months":
        last_year = said["y2"]
        first = _day(said.get("y", last_year), said["m"], 1)
        return Found(*span, first, _month_end(last_year, said["m2"]), month_only=True) if first else None
    if name == "month":
        written = said.get("y", year)
        if written is None or not 1 <= said["m"] <= 12:
            return None
        return Found(*span, date(written, said["m"], 1), _month_end(written, said["m"]), None, None, True, "y" in said)
    if name == "range":
        return _range(said, span, year)
    if name == "days":
        return _days(said, span, year)
    written = said.get("y", year)
    if written is None or not 1 <= said["m"] <= 19:
        return None
    return Found(*span, _day(written, said["m"], said["d"]), year_given="y" in said)


def _range(said: dict[str, int], span: tuple[int, int], year: int | None) -> Found | None:
    end_year = said.get("y2", year)
    if end_year is None:
        return None
    last = _day(end_year, said["m2"], said["d2"])
    start_year = said.get("y", end_year - (said["m"] > said["m2"]))
    first = _day(start_year, said["m"], said["d"])
    return Found(*span, first, last, year_given="y2" in said)


def _days(said: dict[str, int], span: tuple[int, int], year: int | None) -> Found | None:
    written = said.get("y2", year)
    if written is None or not 1 <= said["m2"] <= 12:
        return None
    first, last = _day(written, said["m2"], said["d"]), _day(written, said["m2"], said["d2"])
    return Found(*span, first, last, year_given="y2" in said)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_end(year: int, month: int) -> date | None:
    following = _day(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1) if following else None


def _with_company(seen: str, found: list[Found]) -> list[Found]:
    """With the hour and the weekday that stand beside each date, and not beside its neighbour."""
    walls = [0, *(one.end for one in found)]
    nexts = [one.start for one in found[1:]] + [len(seen)]
    return [_accompanied(seen, one, wall, after) for one, wall, after in zip(found, walls, nexts, strict=False)]


def _accompanied(seen: str, one: Found, wall: int, after: int) -> Found:
    if one.month_only:
        return one
    start = max(wall, one.start - _NEAR)
    leading = _LEADING.search(seen[start : one.start])
    hour, stated, begin, end = None, None, one.start, one.end
    if leading:
        hour, stated = _hour(leading), _stated(leading)
        begin = start + leading.start()
    trailing = _TRAILING_WEEKDAY.match(seen[one.end : min(after, one.end + 40)])
    if trailing and stated is None:
        stated, end = _stated(trailing), one.end + trailing.end()
    late = _TRAILING_HOUR.match(seen[end : min(after, end + 40)])
    if late and hour is None:
        hour, end = _hour(late), end + late.end()
    return replace(one, start=begin, end=end, hour=hour, stated=stated)


def _stated(match: re.Match[str]) -> int | None:
    if match["sun"]:
        return 6
    return _WEEKDAYS[match["w"]] if match["w"] else None


def _hour(match: re.Match[str]) -> time | None:
    if not match["hh"]:
        return None
    hour, minute = int(match["hh"]), int(match["mm"] or 0)
    if match["part"] in ("chieu", "toi") and hour < 12:
        hour += 12
    return time(23, 59) if hour == 24 else time(hour, minute)


def weekday_alone(text: str) -> int | None:
    """A cell that says 'Thứ Ba' and nothing else."""
    found = _WEEKDAY_ALONE.fullmatch(plain(text[:20]))
    return _stated(found) if found else None


def between(text: str, found: list[Found]) -> Iterator[str]:
    """The words between neighbouring dates."""
    for one, other in pairwise(found):
        yield text[one.end : other.start]
