"""How one answer is read from what was typed: a day, an option, an address on the web."""

import re
from datetime import date, timedelta

from core.spelling import line, spelled
from core.vietnamese import fold

_ORDINAL = re.compile(r"(?:so |cau |muc |y )?(\d{1,3})[.)]?")
_DAY_FIRST = re.compile(
    r"(?:ngay |mung |hom |den )*(\d{1,2})(?: ?[/.-] ?| thang )(\d{1,2})(?:(?: ?[/.-] ?| nam )(\d{4}|\d{2}))?"
)
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_NEAR = {"hom kia": -2, "hom qua": -1, "hom nay": 0, "nay": 0, "mai": 1, "ngay mai": 1, "ngay kia": 2}
_LINK = re.compile(r"https?://[^\s<>\"]{3,500}")
_BARE_LINK = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:[/?#]\S*)?", re.IGNORECASE)
_LONGEST_LINK = 500


def option_of(options: tuple[str, ...], said: str) -> str | None:
    """By its label, else by its number, else by the beginning of just one label."""
    wanted = fold(said)
    for option in options:
        if fold(option) == wanted:
            return option
    if ordinal := _ORDINAL.fullmatch(wanted):
        at = int(ordinal[1])
        return options[at - 1] if 0 < at <= len(options) else None
    begun = [option for option in options if len(wanted) > 1 and fold(option).startswith(wanted)]
    return begun[0] if len(begun) == 1 else None


def link_of(said: str) -> str | None:
    """The first address in the text, with its scheme."""
    if found := _LINK.search(said):
        return found[0].rstrip(".,;)")
    bare = said.strip().rstrip(".,;)")
    if len(bare) > _LONGEST_LINK or not _BARE_LINK.fullmatch(bare) or not bare.split(".")[-1][:1].isalpha():
        return None
    return f"https://{bare}"


def day_of(said: str, today: date | None) -> date | None:
    """`today` lets a date do without its year."""
    near = _NEAR.get(line(spelled(said)))
    if today and near is not None:
        return today + timedelta(days=near)
    if year_first := _YEAR_FIRST.fullmatch(said):
        return _day(*map(int, year_first.groups()))
    found = _DAY_FIRST.fullmatch(fold(said))
    if found is None:
        return None
    day, month = int(found[1]), int(found[2])
    if found[3]:
        return _day(int(found[3]) + (2000 if len(found[3]) == 2 else 0), month, day)
    return _nearest(month, day, today) if today else None


def _nearest(month: int, day: int, today: date) -> date | None:
    """Reports tell of days just gone and just ahead: the year that brings the day closest."""
    years = (_day(today.year + step, month, day) for step in (-1, 0, 1))
    return min((found for found in years if found), key=lambda found: abs(found - today), default=None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
