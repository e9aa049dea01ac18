"""An organiser puts a verdict on time right, with a reason; the unit hears it."""

from collections.abc import Sequence
from datetime import datetime

from core.clock import local
from core.texts.clauses import capital, clip, clock, contact, few, near, when
from core.texts.reviewing import verdict
from core.texts.values import Due, Plan, Receipt
from core.vietnamese import number


def ask_reason(code: str) -> str:
    return f"Ghi nhận đúng hạn {code} vì sao? Xin gõ một câu, đơn vị đọc nguyên văn; ví dụ: mất mạng lúc nộp."


def ask_moment(code: str, now: str) -> str:
    return f"Bản {code} thực nhận lúc nào? Xin gõ, ví dụ: 15 giờ 20 ngày 8/10. Giờ đang ghi: {now}."


def moment_now(got: Receipt) -> str:
    return when(got.received)


def not_yet_then(at: datetime, now: datetime) -> str:
    return f"{capital(near(at, now))} chưa tới."


def ask_why_then(code: str, at: datetime) -> str:
    return f"Ghi bản {code} nhận lúc {when(at)}: vì sao? Xin gõ một câu, đơn vị đọc nguyên văn."


def which_code() -> str:
    return "Xin gõ kèm mã báo cáo (hoặc tên đơn vị) và lý do, ví dụ: ghi nhận đúng hạn AH-27 vì mất mạng."


def which_report(unit: str) -> str:
    return f"{clip(unit, 80)} có nhiều bản như vậy. Xin chọn bản cần ghi nhận lại."


def which_label(code: str, due: Due) -> str:
    return f"{code}: {clip(due.name, 50)}"


def none_of_theirs(unit: str) -> str:
    return f"{clip(unit, 80)} không có bản nào cần ghi nhận lại như vậy."


def no_such_code(code: str) -> str:
    return f"Không thấy bản {clip(code, 20)} trong phần đồng chí được xem. {which_code()}"


def on_time_already(code: str) -> str:
    return f"Bản {code} đã được ghi đúng hạn, không phải sửa."


def done(unit: str, got: Receipt, *, reached: bool) -> str:
    told = "đơn vị đã được báo" if reached else "chưa nhắn được tới đơn vị, xin gọi giúp"
    return f"{got.code} của {clip(unit, 80)}: nhận lúc {when(got.judged)}, {verdict(got)}; {told}."


def told(plan: Plan, got: Receipt, reason: str) -> str:
    """To the unit: what it reads now, and why."""
    return (
        f"{clip(plan.speaker, 80)} ghi nhận lại {clip(got.due.name, 120)} (mã {got.code}): "
        f"nhận lúc {when(got.judged)}, {verdict(got)}.\n"
        f"Lý do: {clip(' '.join(reason.split()), 240).rstrip('.')}.\n"
        f"Đồng chí không phải gửi lại. Cần trao đổi, xin gọi {contact(plan)}."
    )


# ── a channel was down ──


def grace_offer(due: Due, reason: str, units: Sequence[str]) -> str:
    """To the organisers: who was late while a channel could not be reached."""
    return (
        f"{number(len(units))} đơn vị gửi {clip(due.name, 100)} sau hạn (“{clip(due.wording, 60)}”) trong một ngày, "
        f"sau khi {reason}: {few([clip(unit, 40) for unit in units], 6)}.\n"
        "Ghi nhận đúng hạn các đơn vị này vì sự cố kết nối?"
    )


def grace_label(count: int) -> str:
    """On a button: 'Ghi nhận đúng hạn 3 đơn vị'."""
    return f"Ghi nhận đúng hạn {number(count)} đơn vị"


def grace_reason(channel: str, spans: Sequence[tuple[datetime, datetime]]) -> str:
    """When it was down, the longest times of it."""
    longest = sorted(sorted(spans, key=lambda one: one[1] - one[0])[-_SPANS:])
    return f"{channel} mất kết nối {' và '.join(_span(*one) for one in longest)}"


def _span(since: datetime, until: datetime) -> str:
    began = clock(since) if local(since).date() == local(until).date() else when(since)
    return f"từ {began} đến {when(until)}"


_SPANS = 2


def grace_left() -> str:
    return "Để nguyên: các bản đó vẫn ghi sau hạn. Khi cần, xin gõ, ví dụ: ghi nhận đúng hạn An Hòa vì mất mạng."


def graced(count: int, now: datetime) -> str:
    if not count:
        return "Không còn đơn vị nào trong danh sách vừa rồi cần ghi nhận lại."
    return f"Đã ghi nhận đúng hạn {number(count)} đơn vị lúc {near(now, now)}; các đơn vị đã được báo."
