"""How a period of a recurring report is called, and how its deadline reads once it has a date."""

from datetime import date, time

from core.deadlines import with_weekday
from core.vietnamese import hour_of, short_day

_QUARTERS = ("I", "II", "III", "IV")


def month(first: date) -> str:
    return f"tháng {first.month}/{first.year}"


def quarter(first: date) -> str:
    return f"quý {_QUARTERS[(first.month - 1) // 3]}/{first.year}"


def half_year(first: date) -> str:
    return f"6 tháng {'đầu' if first.month <= 6 else 'cuối'} năm {first.year}"


def year(first: date) -> str:
    return f"năm {first.year}"


def _week(first: date, last: date) -> str:
    start = f"{first:%d/%m}" if first.year == last.year else short_day(first)
    return f"tuần từ {start} đến {short_day(last)}"


def label(freq: str, first: date, last: date) -> str:
    """'quý II/2026'. `freq` as a plan's recurring reports have it."""
    named = {"monthly": month, "quarterly": quarter, "half_yearly": half_year, "yearly": year}
    return named[freq](first) if freq in named else _week(first, last)


def due(day: date, hour: time | None, *, inclusive: bool) -> str:
    """'trước ngày 20/06/2026 (thứ Bảy)', 'chậm nhất 16 giờ 30 ngày 05/07/2026 (Chủ nhật)'."""
    cue = "chậm nhất" if inclusive else "trước"
    clock = f" {hour_of(hour)}" if hour is not None else ""
    return with_weekday(f"{cue}{clock} ngày {short_day(day)}", day)
