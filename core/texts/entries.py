"""What is taken as often as it comes: the monthly question, its answer, and how such a report is opened."""

from collections.abc import Sequence
from datetime import date

from core.texts.clauses import clip, contact, fitted, listed, seat, within
from core.texts.values import Addressee, Due, Plan
from core.vietnamese import full_day, number

_MOST = 5


def monthly(who: Addressee, plan: Plan, dues: Sequence[Due], month: date) -> str:
    """Asked once, and never as though something were missing."""

    def draft(room: int) -> str:
        of = within(plan, room)
        more = [f"và {number(len(dues) - _MOST)} nội dung khác."] if len(dues) > _MOST else []
        return "\n".join(
            (
                f"{of.speaker} kính gửi {seat(within(who, room))}.",
                f"Trong tháng {month.month}/{month.year}, đơn vị có phát sinh nội dung nào sau đây không?",
                listed(f"{clip(due.name, room)}." for due in dues[:_MOST]),
                *more,
                "Có thì gửi vào đây, mỗi lần gửi là một bản; không có thì trả lời “Không phát sinh”.",
                f"Vướng mắc xin liên hệ {contact(of)}. Trân trọng!",
            )
        )

    return fitted(draft)


def nothing_came(month: date) -> str:
    return (
        f"Cảm ơn đồng chí! Đã ghi: tháng {month.month}/{month.year} đơn vị không phát sinh. "
        "Khi có nội dung mới, đồng chí gửi vào đây lúc nào cũng được."
    )


def wording(last: date) -> str:
    """Where a report has its deadline."""
    return f"gửi khi có, đến hết {full_day(last)}"


def mine(names: Sequence[str]) -> str:
    """Under what a unit owes."""
    return f"Gửi khi có, nhiều lần được: {'; '.join(clip(name, 80) for name in names)}."


def ask(names: Sequence[str]) -> str:
    """While a plan is checked."""
    return (
        f"Kế hoạch có nội dung không ghi hạn, đơn vị gửi khi có:\n{listed(clip(name, 100) for name in names)}\n"
        "Mở mục nhận nhiều lần, không nhắc hạn, không tính thiếu?"
    )


def ready(names: Sequence[str]) -> str:
    return f"Nhận nhiều lần, không tính thiếu: {', '.join(f'“{clip(name, 50)}”' for name in names)}."


def offer(name: str) -> str:
    """A report typed without a date."""
    return (
        f"Nếu “{clip(name, 80)}” không có hạn, đơn vị gửi khi có: xin chọn “Nhận nhiều lần”; không thì gõ lại kèm hạn."
    )


def added(name: str) -> str:
    return f"Đã thêm: “{clip(name, 80)}”, nhận nhiều lần, không tính thiếu."


def told(name: str) -> str:
    """To units, of a campaign that runs."""
    return f"Thêm {clip(name, 80)}: gửi khi có, nhiều lần được, không có hạn."


def entry_files() -> str:
    return "Tệp hoặc ảnh"
