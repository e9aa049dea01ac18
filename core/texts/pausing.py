"""Reminders put off for a while, and taken up again."""

from collections.abc import Sequence
from datetime import datetime

from core.deadlines import last_day
from core.texts.clauses import clip, few
from core.vietnamese import full_day


def ask(campaigns: Sequence[str], now: Sequence[tuple[str, datetime]]) -> str:
    """`campaigns`: those that run, the first is meant where nobody is named; `now`: what is paused already."""
    paused = "; ".join(f"{clip(name, 60)} đến {_end(until)}" for name, until in now[:5])
    more = f"\nĐang tạm dừng: {paused}." if now else ""
    every = "; tất cả đến 15/10 (mọi đợt)" if len(campaigns) > 1 else ""
    return (
        f"Tạm dừng nhắc ai, đến hết ngày nào? Xin gõ, ví dụ: 15/10 ({clip(campaigns[0], 60)}){every}; "
        f"An Hòa, Tân Lập đến 15/10. Hạn nộp giữ nguyên.{more}"
    )


def no_day(words: str, *, over: bool) -> str:
    why = "Ngày đó đã qua" if over else f"Chưa đọc được ngày trong “{clip(words, 60)}”"
    return f"{why}; xin gõ ngày cuối cùng không nhắc, ví dụ: 15/10, hoặc: An Hòa đến 15/10."


def paused(names: Sequence[str], until: datetime) -> str:
    return (
        f"Đã tạm dừng nhắc {_named(names)} đến {_end(until)}; hạn nộp giữ nguyên. "
        "Gõ “nhắc tiếp” để nhắc lại sớm hơn; khi nhắc lại, mỗi đơn vị chỉ nhận lượt mới nhất."
    )


def resumed(names: Sequence[str]) -> str:
    return f"Đã nhắc trở lại {_named(names)}; mỗi đơn vị chỉ nhận lượt mới nhất."


def not_paused() -> str:
    return "Việc nhắc đang chạy bình thường, không có gì đang tạm dừng."


def _end(until: datetime) -> str:
    """Reminders come again in the first moment after that day."""
    return f"hết {full_day(last_day(until))}"


def _named(names: Sequence[str]) -> str:
    return few([clip(name, 60) for name in names])
