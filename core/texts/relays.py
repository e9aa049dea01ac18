"""What somebody passes on by hand, because no channel reaches the unit: ready to be pasted, in their own voice."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from core.texts.activities import place, when
from core.texts.clauses import (
    Stage,
    capital,
    clip,
    contact,
    deadline,
    fitted,
    left,
    listed,
    near,
    reference,
    seat,
    stage,
    told_again,
    within,
)
from core.texts.tallies import of_all
from core.texts.values import Addressee, Due, Plan, Status, WorkItem
from core.vietnamese import number

_MOST = 3  # reports in one text


@dataclass(frozen=True)
class WayIn:
    """Where a report is sent: the page first, for it opens on every phone."""

    link: str
    telegram: str = ""
    code: str = ""


@dataclass(frozen=True)
class Writer:
    """Who passes it on, and the number to call them back."""

    who: Addressee
    phone: str = ""


@dataclass(frozen=True)
class Line:
    """A unit of the paste list. `place` of `many` that wait; `phones`: name, title and number of its people."""

    unit: str
    place: int
    many: int
    people: Sequence[tuple[Addressee, str]]
    last: datetime | None = None


def letter(to: Addressee, me: Writer, plan: Plan, owed: Sequence[WorkItem], way: WayIn, now: datetime) -> str:
    """To one unit, alone in its message so that it can be copied. At most 600 units: the code, which the link makes
    unnecessary, goes before a report does."""

    def draft(room: int, most: int, code: str) -> str:
        return "\n".join(
            (
                f"Kính gửi {_whom(within(to, room))}. Tôi là {_who(me, room)}.",
                *_asked(within(plan, room), [replace(item, due=within(item.due, room)) for item in owed], now, most),
                f"Liên kết riêng để đơn vị gửi: {way.link}",
                *([f"Hoặc trên Telegram: {way.telegram}"] if way.telegram else []),
                *([f"Mã vào, khi được hỏi: {code}"] if code else []),
                f"Nếu đã gửi hoặc có vướng mắc, xin nhắn lại hoặc gọi {_call(me, plan)}. Trân trọng!",
            )
        )

    most = min(_MOST, len(owed))
    shorter = [(most, way.code), *((count, "") for count in range(most, 0, -1))]
    return fitted(*(partial(draft, most=count, code=code) for count, code in shorter))


def _whom(to: Addressee) -> str:
    """Of an empty seat, or of somebody whose name nobody knows, the office."""
    return seat(to) if to.name else " ".join(part for part in ("đồng chí", to.title, to.unit) if part)


def _who(me: Writer, room: int) -> str:
    post = " ".join(part for part in (me.who.title, me.who.unit) if part)
    return ", ".join(part for part in (clip(me.who.name, room), clip(post, room)) if part)


def _call(me: Writer, plan: Plan) -> str:
    return f"tôi, {me.phone}" if me.phone else contact(plan)


def _asked(plan: Plan, owed: Sequence[WorkItem], now: datetime, most: int) -> list[str]:
    if any(item.returned or not item.due.counts for item in owed):
        return _of_all_kinds(plan, owed, now, most)
    dues = [item.due for item in owed]
    if len(dues) == 1:
        return [f"Theo {reference(plan)}, {_ask(dues[0], now)} {dues[0].name}, {_until(dues[0], now)}."]
    more = len(dues) - most
    tail = [f"và {number(more)} báo cáo khác."] if more > 0 else []
    each = listed(f"{due.name}, {_until(due, now)}." for due in dues[:most])
    return [f"Theo {reference(plan)}, đề nghị đồng chí gửi {number(len(dues))} báo cáo:", each, *tail]


def _of_all_kinds(plan: Plan, owed: Sequence[WorkItem], now: datetime, most: int) -> list[str]:
    more = [f"và {number(len(owed) - most)} việc khác."] if len(owed) > most else []
    return [f"Theo {reference(plan)}, phần của đơn vị gồm:", listed(_line(item, now) for item in owed[:most]), *more]


def _line(item: WorkItem, now: datetime) -> str:
    due = item.due
    if item.returned:
        return told_again(due.name, item.again_by, now)
    if due.event is None:
        return f"gửi {due.name}, {_until(due, now)}."
    return f"hoạt động {due.name}, {when(due.event)}{place(due.event, 40)}; xong xin gửi kết quả, ảnh."


def _ask(due: Due, now: datetime) -> str:
    return "đề nghị đồng chí gửi bổ sung" if stage(due, now) is Stage.OVERDUE else "đề nghị đồng chí gửi"


def _until(due: Due, now: datetime) -> str:
    """After the deadline nothing counts the days to somebody who may never have heard of it."""
    return f"hạn {deadline(due)}" if stage(due, now) is Stage.OVERDUE else f"hạn {deadline(due)}; {left(due, now)}"


def card(line: Line, now: datetime) -> str:
    """Below the text: whose it is. The phone stands as it is written, so that phones make it a link."""

    def draft(room: int) -> str:
        return "\n".join(
            (
                f"{number(line.place)}/{number(line.many)}. Tin ngay trên là của {clip(line.unit, room)}.",
                *(_person(who, phone, room) for who, phone in line.people),
                *([] if any(phone for _, phone in line.people) else ["Chưa có số điện thoại."]),
                "Xin chép và gửi riêng cho đơn vị qua Zalo hoặc tin nhắn; gửi xong, chọn “Đã nhắn”.",
                f"Nhắn hộ lần trước: {near(line.last, now)}." if line.last else "Chưa nhắn hộ lần nào.",
            )
        )

    return fitted(draft)


def _person(who: Addressee, phone: str, room: int) -> str:
    said = capital(clip(seat(who), room))
    return f"{said}: {phone}" if phone else said


def waiting(units: int) -> str:
    """One line of a digest or a list."""
    return f"Cần nhắn hộ {number(units)} đơn vị: gõ “nhắn hộ” để lấy lời nhắn cho từng đơn vị."


def passed_on(unit: str) -> str:
    return f"Đã ghi: {clip(unit, 160)} đã được nhắn."


def left_aside(unit: str) -> str:
    return f"Để lại {clip(unit, 160)}."


def no_longer(unit: str) -> str:
    """It came, somebody else has passed it on, or the unit can be written to by now."""
    return f"{clip(unit, 160)} không cần nhắn hộ nữa."


def done(passed: int, aside: int) -> str:
    counts = [f"đã nhắn {number(passed)}"] if passed else []
    counts += [f"để lại {number(aside)}"] if aside else []
    return f"Hết đơn vị cần nhắn hộ lúc này. Lượt này: {', '.join(counts)}." if counts else nothing()


def nothing() -> str:
    return (
        "Lúc này không có đơn vị nào cần nhắn hộ: đơn vị còn phải nộp đều nhận được tin, hoặc chưa đến lượt nhắc.\n"
        "Đến lượt nhắc, đơn vị nào hệ thống chưa nhắn được sẽ có ở đây."
    )


def for_group(
    me: Writer, plan: Plan, statuses: Sequence[Status], way: WayIn | None, cluster: bool, now: datetime
) -> str:
    """To a whole group: counts, never a unit."""

    def draft(room: int, most: int) -> str:
        of = within(plan, room)
        return "\n".join(
            (
                f"Kính gửi các đồng chí. Tôi là {_who(me, room)}.",
                f"Về {reference(of)}:",
                *(_count(within(one.due, room), one, cluster, now) for one in statuses[:most]),
                "Đơn vị chưa gửi, xin sắp xếp gửi sớm. Đơn vị đã gửi, xin cảm ơn các đồng chí.",
                *([f"Gửi tại đây: {way.link}"] if way else []),
                *([f"Hoặc trên Telegram: {way.telegram}"] if way and way.telegram else []),
                f"Vướng mắc xin gọi {_call(me, plan)}. Trân trọng!",
            )
        )

    mosts = range(max(min(_MOST, len(statuses)), 1), 0, -1)
    return fitted(*(partial(draft, most=most) for most in mosts))


def _count(due: Due, status: Status, cluster: bool, now: datetime) -> str:
    tally, whose = status.tally, " trong cụm" if cluster else ""
    done = f"đã nộp {of_all(tally)} đơn vị{whose}"
    if stage(due, now) is Stage.OVERDUE:
        return f"{due.name}: {done}, hạn {deadline(due)}."
    return f"{due.name}: {done}, hạn {deadline(due)}; {left(due, now)}."


def group_ready() -> str:
    """Before the text itself, which stands alone so that it can be copied."""
    return "Tin dưới đây để gửi vào nhóm chung: chỉ có số liệu, không nêu tên đơn vị nào."


def no_group_text() -> str:
    return "Lúc này không có báo cáo nào đang chờ đơn vị nộp, nên chưa cần tin cho cả nhóm."
