"""A tally in words. What came is always said of those who have to hand in; whoever need not is told beside it."""

from decimal import Decimal

from core.progress import Tally
from core.vietnamese import number


def of_all(tally: Tally) -> str:
    """'31/43'."""
    return part(tally.received, tally.asked)


def part(some: int, whole: int) -> str:
    return f"{number(some)}/{number(whole)}"


def rated(tally: Tally, what: str = "đơn vị") -> str:
    """'31/43 đơn vị (72,1 %)'; no rate before something has come."""
    rate = f"({percent(tally.rate)})" if tally.rate is not None else ""
    return " ".join(part for part in (of_all(tally), what, rate) if part)


def percent(rate: Decimal | None) -> str:
    return f"{rate} %".replace(".", ",") if rate is not None else ""


def spared(tally: Tally) -> str:
    """'không phải nộp 3 (cả thảy 46)': so that it all adds up to everybody."""
    return f"không phải nộp {number(tally.exempt)} (cả thảy {number(tally.expected)})" if tally.exempt else ""
