"""Whether two names are of the same thing a year apart: 'Tháng Thanh niên năm 2021', 'Tháng Thanh niên 2022'."""

import re

from core.vietnamese import fold

_OF_A_YEAR = re.compile(r"\b(?:nam (?:hoc )?)?\d{1,4}(?:\s?[-–/]\s?\d{1,4})*\b|\blan thu [ivxlc]+\b")


def same_but_for_its_year(one: str, other: str) -> bool:
    """Numbers are what changes; a name of nothing else is like no other."""
    first, second = (_bare(name) for name in (one, other))
    return bool(first) and first == second


def _bare(name: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", _OF_A_YEAR.sub(" ", fold(name[:300]))))
