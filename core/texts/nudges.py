"""The reminders. One letter a person and slot, whatever is owed; what it says follows from the moment alone.

Firm and kind: before the last moment judged on time nothing says that it has passed, and nothing ever blames.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache, partial

from core.clock import local
from core.deadlines import days_left, last_day, said
from core.texts.clauses import (
    Stage,
    before_evening,
    capital,
    clip,
    clock,
    closing,
    comrade,
    contact,
    day,
    deadline,
    evening,
    fitted,
    left,
    listed,
    near,
    open_until,
    reference,
    seat,
    stage,
    wanted_again,
    within,
)
from core.texts.values import Addressee, Due, Plan, WorkItem, by_date, by_urgency
from core.vietnamese import full_day, number

_MOST = 3


def nudge(addressee: Addressee, plan: Plan, items: Sequence[WorkItem], now: datetime, link: str | None = None) -> str:
    """At most 600 units, always. `items` is what is owed, at least one; `link` where the channel carries no files."""
    if len(items) == 1:
        return fitted(partial(_single, addressee, plan, items[0], now, link))
    owed = by_urgency(items)

    def draft(room: int, most: int) -> str:
        return _several(within(addressee, room), within(plan, room), owed, now, link, room, most)

    return fitted(*_shorter(draft, len(owed)))


def _shorter(draft: Callable[..., str], count: int) -> Iterator[Callable[[int], str]]:
    """The same letter with fewer and fewer of its reports listed."""
    for most in range(min(_MOST, count), 0, -1):
        yield partial(draft, most=most)


def _single(who: Addressee, of: Plan, owed: WorkItem, now: datetime, link: str | None, room: int) -> str:
    speaker, body = _alone(of, owed, now, link, room)
    return f"{_opening(within(who, room), speaker)}\n{body}"


@lru_cache(maxsize=256)  # one report of thousands of units is asked for in the same words
def _alone(plan: Plan, owed: WorkItem, now: datetime, link: str | None, room: int) -> tuple[str, str]:
    """Who speaks, and what is said after the name of whom it is said to."""
    of, due = within(plan, room), within(owed.due, room)
    if owed.returned:
        return of.speaker, _returned(of, due, owed.again_by, now)
    body = {Stage.AHEAD: _ahead, Stage.LAST_DAY: _last_day, Stage.GRACE: _grace, Stage.OVERDUE: _overdue}
    return of.speaker, body[stage(due, now)](of, due, now, _where(link, owed.draft))


def _returned(of: Plan, due: Due, again_by: datetime | None, now: datetime) -> str:
    """It came and was looked at: nothing of it is late, only a part is wanted back."""
    by = f", mong nhận lại trước {near(again_by, now)}" if again_by and again_by > now else ""
    return (
        f"{due.name} đơn vị đã nộp được đề nghị bổ sung{by}; hệ thống chưa nhận được phần bổ sung.\n"
        "Đề nghị đồng chí trả lời “nộp” để bổ sung đúng mục được hỏi; các mục khác và giờ nhận đã ghi giữ nguyên.\n"
        f"Cần trao đổi, xin trả lời tại đây hoặc gọi {contact(of)}. Trân trọng!"
    )


def _opening(who: Addressee, speaker: str) -> str:
    return f"{speaker} kính gửi {seat(who)}."


def _where(link: str | None, draft: tuple[int, int] | None = None) -> str:
    if draft is not None:
        filled, total = draft
        return f"Bản nháp đã có {number(filled)}/{number(total)} mục, chưa gửi; trả lời “Làm tiếp” để nộp. "
    return f"Mở liên kết để gửi tệp: {link}\n" if link else "Trả lời tin này kèm tệp là nộp được. "


def _ahead(of: Plan, due: Due, now: datetime, where: str) -> str:
    """T-7 to T-1; on the eve the last day is named instead of counted."""
    eve = days_left(now, due.strict) == 1
    ask, rest = ("gửi", "Ngày mai là ngày cuối.") if eve else ("quan tâm gửi", f"{capital(left(due, now))}.")
    return (
        f"Theo {reference(of)} của {of.issuer}, đề nghị đồng chí {ask} {due.name} “{due.wording}”, "
        f"tức chậm nhất {closing(due)}. {rest}\n"
        f"{where}Nếu đã gửi qua thư điện tử, xin trả lời “Đã gửi email” để được đối chiếu.\n"
        f"Vướng mắc xin liên hệ {contact(of)}. Trân trọng!"
    )


def _last_day(of: Plan, due: Due, now: datetime, where: str) -> str:
    hours = f": chậm nhất {clock(said(due.strict))}, {left(due, now)}" if due.hour else ""
    return (
        f"Hôm nay, {day(now)}, là ngày cuối gửi {due.name} theo {reference(of)} (hạn ghi: “{due.wording}”){hours}. "
        "Hệ thống chưa nhận được báo cáo của đơn vị.\n"
        f"Đề nghị đồng chí gửi {_by_when(due, now)}. {where.rstrip()}\n"
        f"{_else(of)}"
    )


def _by_when(due: Due, now: datetime) -> str:
    if due.hour:
        return "sớm để kịp được hỗ trợ khi cần"
    early = f"{before_evening(now)} để kịp được hỗ trợ khi cần, " if before_evening(now) else ""
    return f"{early}chậm nhất hết hôm nay"


def _grace(of: Plan, due: Due, now: datetime, where: str) -> str:
    today = last_day(due.lenient) == local(now).date()
    until = f"trong hôm nay, {day(now)}" if today else f"đến {open_until(due)}"
    return (
        f"{due.name} theo {reference(of)} có hạn {deadline(due)}; hệ thống chưa nhận được báo cáo của đơn vị.\n"
        f"{of.speaker} còn nhận {until}. Đề nghị đồng chí gửi {evening(now)}. {where.rstrip()}\n"
        f"{_else(of)}"
    )


def _overdue(of: Plan, due: Due, now: datetime, where: str) -> str:
    return (
        f"{due.name} theo {reference(of)} có hạn {deadline(due)}. "
        f"Đến {clock(now)} hôm nay, {day(now)}, hệ thống chưa nhận được báo cáo của đơn vị.\n"
        f"Đề nghị đồng chí gửi bổ sung {evening(now)} để kịp tổng hợp. Nếu đơn vị không phát sinh hoạt động hoặc "
        "đã gửi qua thư điện tử, xin trả lời tại đây để được ghi nhận đúng.\n"
        f"Cần hỗ trợ xin gọi {contact(of)}. Trân trọng!"
    )


def _else(of: Plan) -> str:
    return f"Nếu đã gửi qua thư điện tử hoặc có vướng mắc, xin trả lời tại đây hoặc gọi {contact(of)}. Trân trọng!"


def _several(
    who: Addressee, of: Plan, items: Sequence[WorkItem], now: datetime, link: str | None, room: int, most: int
) -> str:
    """The most urgent first; those that find no room are counted."""
    shown = [within(item.due, room) for item in items[:most]]
    more = len(items) - len(shown)
    lines = [
        _opening(who, of.speaker),
        f"Theo {reference(of)}, đề nghị đồng chí gửi {number(len(items))} báo cáo:",
        listed(_line(item, due, now) for item, due in zip(items, shown, strict=False)),
    ]
    if more:
        lines.append(f"và {number(more)} báo cáo khác, gõ “việc” để xem đủ.")
    lines.append(f"{_where(link)}Nếu đã gửi qua thư điện tử, xin trả lời “Đã gửi email”.")
    lines.append(f"Vướng mắc xin gọi {contact(of)}. Trân trọng!")
    return "\n".join(lines)


def _line(item: WorkItem, due: Due, now: datetime) -> str:
    if item.returned:
        return wanted_again(due.name, item.again_by, now)
    return f"{due.name}: {deadline(due)}; {_gently(due, now)}."


def _gently(due: Due, now: datetime) -> str:
    return "đề nghị gửi bổ sung" if stage(due, now) is Stage.OVERDUE else left(due, now)


def nudge_of_units(
    name: str, plan: Plan, items: Sequence[tuple[str, WorkItem]], now: datetime, link: str | None = None
) -> str:
    """To somebody who answers for several units: each report with the units that owe it, the most urgent first. At most
    600 units: of many names only how many they are."""
    owed = sorted(items, key=lambda item: (item[1].due.strict, item[1].due.name))
    reports: dict[WorkItem, list[str]] = {}
    for unit, item in owed:
        asked = WorkItem(item.due, item.workflow, again_by=item.again_by)
        reports.setdefault(asked, []).append(unit)

    def draft(room: int, most: int, names: int) -> str:
        of = within(plan, room)
        units = len({unit for unit, _ in owed})
        shown = list(reports.items())[:most]
        more = len(reports) - len(shown)
        return "\n".join(
            (
                f"{of.speaker} kính gửi {comrade(clip(name, room))}.",
                f"Theo {reference(of)}, đề nghị đồng chí gửi {number(len(owed))} báo cáo của {number(units)} đơn vị:",
                listed(_of_units(item, those, now, room, names) for item, those in shown),
                *([f"và {number(more)} báo cáo khác, gõ “việc” để xem đủ."] if more else []),
                f"{_where(link)}Nếu đã gửi qua thư điện tử, xin trả lời “Đã gửi email”.",
                f"Vướng mắc xin gọi {contact(of)}. Trân trọng!",
            )
        )

    reports_and_names = ((_MOST, 6), (_MOST, 3), *((most, 0) for most in range(_MOST, 0, -1)))
    return fitted(*(partial(draft, most=most, names=names) for most, names in reports_and_names))


def _of_units(item: WorkItem, units: Sequence[str], now: datetime, room: int, names: int) -> str:
    whose = ", ".join(clip(unit, room) for unit in units) if len(units) <= names else f"{number(len(units))} đơn vị"
    return f"{_line(item, within(item.due, room), now)} Của: {whose}."


def opening(addressee: Addressee, plan: Plan, dues: Sequence[Due]) -> str:
    """The first letter of a campaign to a unit: what it asks for and by when."""

    def draft(room: int, most: int) -> str:
        of = within(plan, room)
        parts = [f"{due.name}: {deadline(due)}." for due in (within(due, room) for due in by_date(dues)[:most])]
        more = len(dues) - len(parts)
        tail = [f"và {number(more)} báo cáo khác, gõ “lịch” để xem đủ."] if more else []
        about = f" về {of.name}" if of.number else ""
        lines = (
            _opening(within(addressee, room), of.speaker),
            f"Theo {reference(of)} của {of.issuer}{about}, phần của đơn vị gồm:",
            listed(parts),
            *tail,
            f"Đồng chí gửi tệp vào đây là nộp được. Vướng mắc xin liên hệ {contact(of)}. Trân trọng!",
        )
        return "\n".join(lines)

    return fitted(*_shorter(draft, len(dues)))


def period_opens(who: Addressee, plan: Plan, due: Due, cutoff: date | None = None) -> str:
    """A new period of a recurring report has begun."""
    counted = f" Số liệu tính đến hết {full_day(cutoff)}." if cutoff else ""
    return (
        f"Kính gửi {seat(who)}: đã sang kỳ mới của {clip(due.name, 120)}, hạn {deadline(due)}.{counted}\n"
        f"Gửi tệp vào đây là nộp được; đến gần hạn, hệ thống sẽ nhắc. Vướng mắc xin liên hệ {contact(plan)}."
    )


def promise_came(addressee: Addressee, plan: Plan, due: Due, promised: datetime, now: datetime) -> str:
    """When a promised moment has come and nothing is there: one line, no second-guessing."""

    def draft(room: int) -> str:
        what = within(due, room)
        return (
            f"Kính gửi {seat(within(addressee, room))}.\n"
            f"Đồng chí đã hẹn gửi {what.name} lúc {near(promised, now)}; hệ thống chưa nhận được. "
            f"{f'Hạn là {deadline(what)}.' if due.counts else ''}\n"
            f"Đồng chí gửi tệp vào đây là nộp được, hoặc hẹn lại giờ khác. "
            f"Vướng mắc xin gọi {contact(within(plan, room))}."
        )

    return fitted(draft)


# ── drafts left lying ──


def send_now(due: Due, now: datetime, again_by: datetime | None = None) -> str:
    """Once, half an hour before the last safe moment: everything is there, only the yes is missing. `again_by`: of what
    came and is wanted back in part."""
    until = f"mong nhận lại trước {near(again_by, now)}" if again_by else f"{left(due, now)} (hạn {deadline(due)})"
    return (
        f"Đã đủ, gửi luôn? Bản nháp {due.name} có đủ các mục cần có nhưng chưa nộp; {until}.\n"
        "Chọn “Nộp báo cáo” là xong. Hệ thống không tự nộp thay đồng chí."
    )


def draft_forgotten(due: Due, now: datetime, again_by: datetime | None, filled: int, total: int) -> str:
    """Once, after a week: nothing is lost. `again_by`: of what came and is wanted back in part."""
    until = "phần bổ sung vẫn được nhận" if again_by else left(due, now)
    return (
        f"Đồng chí có muốn làm tiếp {due.name}? Bản nháp đã có {number(filled)}/{number(total)} mục vẫn được giữ; "
        f"{until}.\n"
        "Chọn “Làm tiếp” để đi từ chỗ đang dở; không cần nhập lại."
    )
