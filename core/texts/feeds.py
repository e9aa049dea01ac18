"""What stands in a telephone's own calendar, and how its link is given."""

from core.texts.activities import place, when
from core.texts.clauses import clip, comrade, deadline, reference
from core.texts.values import Due, Plan


def name() -> str:
    """How the calendar is called in the list of calendars."""
    return "Hạn nộp báo cáo"


def summary(due: Due, whose: str) -> str:
    if due.event is not None:
        return f"Hoạt động: {clip(due.name, 120)} ({clip(whose, 80)})"
    return f"Hạn nộp: {clip(due.name, 120)} ({clip(whose, 80)})"


def description(due: Due, plan: Plan) -> str:
    """Verbatim wording and whom to ask; no telephone, for calendars are shown around and copied to other servers."""
    who = comrade(plan.contact_name) if plan.contact_name else "cán bộ phụ trách"
    first = f"Lịch: {when(due.event)}{place(due.event)}" if due.event else f"Hạn ghi: {deadline(due)}"
    return (
        f"{first}.\n"
        f"Theo {reference(plan)} ({clip(plan.short, 60)}).\n"
        f"Vướng mắc xin hỏi {who}; số điện thoại có trong tin nhắc."
    )


def link(address: str) -> str:
    return (
        f"Thêm vào lịch điện thoại (chỉ báo cáo chưa nộp, tự cập nhật): {address}\n"
        "Liên kết này của riêng đồng chí, xin không chuyển tiếp."
    )


def renewed(address: str) -> str:
    return f"Đã đổi liên kết lịch; liên kết cũ không mở được nữa. {link(address)}"
