"""What a unit has to do, and by when."""

from collections.abc import Sequence
from datetime import datetime

from core.deadlines import last_day
from core.submissions import Timeliness, Workflow
from core.texts import activities
from core.texts.clauses import (
    Stage,
    capital,
    clip,
    closing,
    comrade,
    deadline,
    first_to_fit,
    left,
    listed,
    reference,
    stage,
    when,
)
from core.texts.values import Addressee, Due, Holder, Plan, WorkItem, by_date, by_urgency
from core.vietnamese import full_day, number


def my_work(unit: str, items: Sequence[WorkItem], now: datetime) -> str:
    """What is still to be sent, the most urgent first; below it what is done. Nothing owed has its own answer. Of much
    the most urgent is told in full, the others by their dates, and of what is done the latest."""
    ordered = by_urgency(items)
    owed = [item for item in ordered if item.owed]
    if not owed:
        return nothing_owed(unit, items)
    head = f"Đề nghị đồng chí gửi {number(len(owed))} báo cáo của {unit}"
    head += ", việc gấp nhất đứng đầu." if len(owed) > 1 else "."

    def told(full: int, shown: int, done: int) -> str:
        lines = [work_line(one, now) if at < full else _short_line(one, now) for at, one in enumerate(owed[:shown])]
        left_out = [_others(owed[shown:])] if shown < len(owed) else []
        how = "Gửi tệp vào đây hoặc gõ “nộp” để nộp."
        return "\n".join([head, listed(lines), *left_out, how, *_done(ordered, done)])

    every = len(owed)
    less = [(every, every, FEW), (FEW, every, FEW), (1, every, 1), (1, every, 0)]
    least = [(1, shown, 0) for shown in range(every - 1, 0, -1)] + [(0, 1, 0)]
    return first_to_fit(told(*much) for much in [(every, every, len(ordered)), *less, *least])


FEW = 3


def _short_line(item: WorkItem, now: datetime) -> str:
    """Its date, or what else is wanted of it."""
    if item.workflow == Workflow.RETURNED:
        return work_line(item, now)
    return f"{clip(item.due.name, 60)}: {closing(item.due)}, {left(item.due, now)}."


def _others(items: Sequence[WorkItem]) -> str:
    first = full_day(last_day(items[0].due.strict))
    return f"Còn {number(len(items))} báo cáo nữa, hạn từ {first} trở đi; gõ “lịch” để xem."


def units_named(names: Sequence[str]) -> str:
    """Of someone who hands in for more than one unit."""
    return " và ".join(names)


def work_line(item: WorkItem, now: datetime) -> str:
    """'Báo cáo kết quả: hạn “…”, tức hết …; còn 3 ngày; bản nháp đã có 2/3 mục.'"""
    if item.workflow == Workflow.RETURNED:
        back = f", gửi lại trước {when(item.again_by)}" if item.again_by else ""
        parts = [f"{item.due.name}: đã nhận, được đề nghị bổ sung{back}"]
    else:
        parts = [f"{item.due.name}: hạn {deadline(item.due)}", left(item.due, now)]
    if item.draft:
        parts.append(f"bản nháp đã có {number(item.draft[0])}/{number(item.draft[1])} mục")
    if item.promised and item.promised > now:
        parts.append(f"đã hẹn gửi {when(item.promised)}")
    return "; ".join(parts) + "."


def _done(items: Sequence[WorkItem], most: int) -> list[str]:
    done = [_done_item(item) for item in items if not item.owed]
    if len(done) > most:
        latest = f"; gần đây nhất: {'; '.join(done[-most:])}" if most else ""
        return [f"Đã xong {number(len(done))} báo cáo{latest}."]
    return [f"Đã xong: {'; '.join(done)}."] if done else []


def _done_item(item: WorkItem) -> str:
    if item.workflow == Workflow.EXEMPT:
        return f"{item.due.name} (không phải nộp)"
    if not item.due.counts:
        return f"{item.due.name} ({item.receipt or 'đã xác nhận tham gia'})"
    verdict = "sau hạn" if item.timeliness == Timeliness.LATE else "đúng hạn"
    known = f"{item.receipt}, {verdict}" if item.receipt else verdict
    return f"{item.due.name} ({known})"


def nothing_owed(unit: str, items: Sequence[WorkItem] = ()) -> str:
    said, done = f"{capital(unit)} không còn báo cáo nào phải gửi. Cảm ơn đồng chí!", by_urgency(items)
    return first_to_fit("\n".join([said, *_done(done, most)]) for most in (len(items), FEW, 1, 0))


def calendar(whose: Sequence[Plan], unit: str, dues: Sequence[Due], now: datetime) -> str:
    """Every deadline in order, each with its weekday and the last safe moment. `whose`: the plans they come from."""
    plan = whose[0]
    if not dues:
        return f"{capital(plan.short)} chưa có hạn nộp nào."
    lines = listed(_calendar_line(due, now) for due in by_date(dues))
    return f"{_heading(whose, unit)}:\n{lines}"


def calendar_page(whose: Sequence[Plan], unit: str, dues: Sequence[Due], now: datetime, before: int = 0) -> str:
    """So many of many: what is ahead, the next first, without the words of the plan."""
    lines = listed((_calendar_line(due, now, short=True) for due in dues), before + 1)
    return f"{_heading(whose, unit)}:\n{lines}"


def more_dates(ahead: int, past: int) -> str:
    """Below a page."""
    rest = [f"còn {number(ahead)} hạn nữa"] * bool(ahead) + [f"{number(past)} hạn đã qua"] * bool(past)
    return f"{capital(', '.join(rest))}."


def _heading(whose: Sequence[Plan], unit: str) -> str:
    if len(whose) > 1:
        return f"Lịch hạn nộp của {clip(unit, 90)}, {number(len(whose))} đợt"
    return f"Lịch hạn nộp của {whose[0].short} ({reference(whose[0])})"


def _calendar_line(due: Due, now: datetime, *, short: bool = False) -> str:
    if due.event is not None:
        return activities.calendar_line(due, now)
    if not due.counts:
        return f"Đến {closing(due)}: {due.name}; {left(due, now)}."
    said = clip(due.name, 60) if short else f"{due.name}, hạn ghi “{due.wording}”"
    return f"{capital(closing(due))}: {said}; {_when_left(due, now)}."


def _when_left(due: Due, now: datetime) -> str:
    """A calendar does not know who has handed in, so it never says that anyone is late."""
    return "đã qua" if stage(due, now) is Stage.OVERDUE else left(due, now)


def unit_card(unit: str, holders: Sequence[Holder], you: Addressee | None = None) -> str:
    """Who holds which seat of the unit, and who has signed up."""
    lines = [f"{capital(unit)}:", listed(_holder(holder) for holder in holders) or "Chưa có ai giữ vị trí phụ trách."]
    if you:
        lines.append(f"Đồng chí đang là: {you.title} {you.unit}.")
    lines.append("Nếu có thay đổi nhân sự, xin nhắn tại đây, ví dụ “đổi người phụ trách”.")
    return "\n".join(lines)


def _holder(holder: Holder) -> str:
    if not holder.name:
        return f"{holder.title}: chưa có người."
    return f"{holder.title}: {comrade(holder.name)}, {'đã vào hệ thống' if holder.joined else 'chưa vào hệ thống'}."
