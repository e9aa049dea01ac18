"""Activities: what their owners hear before, on and after the day, and what comes of their answers.

Nobody is ever late with an activity, so no sentence here speaks of a deadline.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum, auto
from functools import partial

from core.activities import AFTER, EVE, MID_MONTH, MONTH_END, ON_THE_DAY, WEEK, Event
from core.clock import local
from core.texts.clauses import (
    capital,
    clip,
    closing,
    contact,
    day,
    fitted,
    left,
    listed,
    reference,
    seat,
    wanted_again,
    within,
)
from core.texts.values import Addressee, Due, Plan, WorkItem
from core.vietnamese import full_day, hour_of, number

MOST = 6  # activities of one letter
NAME = 120


class Phase(Enum):
    """Where a letter stands to the activity."""

    AHEAD = auto()
    TODAY = auto()
    OVER = auto()
    MONTH = auto()
    MONTH_END = auto()


@dataclass(frozen=True)
class Turnout:
    """One activity of a unit. `leads`: it reports; else it only confirms that it took part."""

    due: Due
    phase: Phase
    leads: bool = True
    confirmed: bool = False

    @property
    def event(self) -> Event:
        assert self.due.event is not None
        return self.due.event


def phase(event: Event, step: str, now: datetime) -> Phase:
    """By the moment; of a month by the step as well."""
    today = local(now).date()
    if event.is_over(today):
        return Phase.OVER
    if event.month_long:
        return Phase.MONTH_END if step == MONTH_END else Phase.MONTH
    return Phase.TODAY if event.has_begun(today) else Phase.AHEAD


# -- when and where -----------------------------------------------------------------------------------------------


def when(event: Event) -> str:
    """'7 giờ 30, Chủ nhật 28/05/2023', 'từ … đến …', 'trong tháng 5/2023', 'chậm nhất hết …'."""
    if event.month_long:
        return f"trong {_months(event.begins, event.last)}"
    if event.first is None:
        return f"chậm nhất hết {full_day(event.last)}"
    if event.first != event.last:
        return f"từ {full_day(event.first)} đến {full_day(event.last)}"
    return f"{hour_of(event.hour)}, {full_day(event.last)}" if event.hour else full_day(event.last)


def of(due: Due) -> str:
    """When an activity is."""
    return when(due.event) if due.event else closing(due)


def _months(first: date, last: date) -> str:
    until = f"tháng {last.month}/{last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return until
    since = f"tháng {first.month}" if first.year == last.year else f"tháng {first.month}/{first.year}"
    return f"thời gian từ {since} đến {until}"


def place(event: Event, room: int = 80) -> str:
    """', tại Nhà văn hóa', ', trực tuyến'."""
    if event.mode:
        return f", {clip(event.mode[:1].lower() + event.mode[1:], room)}"
    return f", tại {clip(event.place, room)}" if event.place else ""


def step(name: str) -> str:
    """A step in a calendar of letters."""
    return _STEPS[name]


_STEPS = {
    WEEK: "trước 7 ngày",
    EVE: "hôm trước",
    ON_THE_DAY: "đúng ngày",
    AFTER: "hỏi kết quả, ảnh",
    MID_MONTH: "hỏi giữa đợt",
    MONTH_END: "hỏi kết quả cuối đợt",
}


# -- the letters --------------------------------------------------------------------------------------------------


def letter(who: Addressee, of: Plan, turnouts: Sequence[Turnout], now: datetime) -> str:
    """At most 600 units, whatever takes place."""
    if len(turnouts) == 1:
        return fitted(lambda room: _single(within(who, room), within(of, room), turnouts[0], now, room))
    drafts = [partial(_several, who, of, turnouts, (), now, most=most) for most in range(MOST, 0, -1)]
    return fitted(*drafts)


def _single(who: Addressee, of: Plan, one: Turnout, now: datetime, room: int) -> str:
    body = {
        Phase.AHEAD: _ahead,
        Phase.TODAY: _today,
        Phase.OVER: _over,
        Phase.MONTH: _month,
        Phase.MONTH_END: _month_end,
    }
    cut = replace(one, due=within(one.due, room))
    return f"{of.speaker} kính gửi {seat(who)}.\n{body[one.phase](of, cut, now, room)}"


def _carries(one: Turnout) -> str:
    return "phụ trách" if one.leads else "cùng phụ trách"


def _ahead(of: Plan, one: Turnout, now: datetime, room: int) -> str:
    event = one.event
    left_ = (event.begins - local(now).date()).days
    soon = "Ngày mai" if left_ == 1 else f"Còn {left_} ngày"
    return (
        f"Theo {reference(of)} của {of.issuer}, đơn vị {_carries(one)} hoạt động “{one.due.name}”: "
        f"{when(event)}{place(event, room)}. {soon}.\n"
        f"{_ask(one)}\n"
        f"Vướng mắc xin liên hệ {contact(of)}. Trân trọng!"
    )


def _ask(one: Turnout) -> str:
    if not one.leads:
        return "Đề nghị đồng chí xác nhận: trả lời “Đúng lịch”, hoặc “Cần hỗ trợ” nếu đơn vị có vướng mắc."
    if one.confirmed:
        return "Đồng chí đã xác nhận đúng lịch; nếu có thay đổi, xin trả lời “Đổi ngày” hoặc “Hoãn”."
    return "Đề nghị đồng chí xác nhận: trả lời “Đúng lịch”, hoặc “Đổi ngày”, “Hoãn” nếu có thay đổi."


def _today(of: Plan, one: Turnout, now: datetime, room: int) -> str:
    event = one.event
    until = "" if event.last == event.begins else f", đến {full_day(event.last)}"
    hour = f" ({hour_of(event.hour)})" if event.hour else ""
    what = "là ngày cuối hoàn thành" if event.first is None else f"đơn vị {'' if one.leads else 'cùng '}tổ chức"
    after = (
        "Xong hoạt động, đề nghị đồng chí gửi vài dòng kết quả và ảnh vào đây. "
        "Nếu có thay đổi, xin trả lời “Đổi ngày” hoặc “Hoãn”."
        if one.leads
        else "Xong hoạt động, đề nghị đồng chí trả lời “Đúng, đã tham gia”. Đơn vị chủ trì gửi kết quả chung."
    )
    return (
        f"Hôm nay, {day(now)}{hour}, {what} “{one.due.name}”{place(event, room)}{until}, theo {reference(of)}.\n"
        f"{after}\n"
        f"Vướng mắc xin gọi {contact(of)}. Chúc hoạt động thành công!"
    )


def _over(of: Plan, one: Turnout, _: datetime, room: int) -> str:
    event = one.event
    if one.leads:
        ask = (
            "Đề nghị đồng chí gửi kết quả, ảnh: trả lời tin này kèm ảnh, hoặc chọn “Nộp kết quả”. "
            "Nếu hoạt động chưa diễn ra, xin trả lời “Đổi ngày” hoặc “Hoãn”."
        )
    else:
        ask = "Đề nghị đồng chí xác nhận: trả lời “Đúng, đã tham gia”, hoặc “Cần hỗ trợ” nếu có nội dung khác."
    return (
        f"Hoạt động “{one.due.name}” đơn vị {_carries(one)} theo {reference(of)}, lịch ghi {when(event)}"
        f"{place(event, room)}.\n"
        f"{ask}\n"
        f"Vướng mắc xin liên hệ {contact(of)}. Trân trọng!"
    )


def _month(of: Plan, one: Turnout, _: datetime, room: int) -> str:
    event = one.event
    change = ", hoặc “Đổi ngày”, “Hoãn” nếu có thay đổi. Có kết quả, ảnh thì gửi luôn vào đây" if one.leads else ""
    return (
        f"Theo {reference(of)} của {of.issuer}, đơn vị {_carries(one)} hoạt động “{one.due.name}” {when(event)}"
        f"{place(event, room)}.\n"
        f"Nay đã giữa đợt, đề nghị đồng chí xác nhận: trả lời “Đúng lịch”{change}.\n"
        f"Vướng mắc xin liên hệ {contact(of)}. Trân trọng!"
    )


def _month_end(of: Plan, one: Turnout, now: datetime, room: int) -> str:
    ask = (
        "gửi kết quả, ảnh: trả lời tin này kèm ảnh, hoặc chọn “Nộp kết quả”. "
        "Nếu còn làm tiếp, xin trả lời “Đổi ngày” hoặc “Hoãn”."
        if one.leads
        else "xác nhận: trả lời “Đúng, đã tham gia”, hoặc “Cần hỗ trợ” nếu có nội dung khác."
    )
    return (
        f"Hôm nay, {day(now)}, là ngày làm việc cuối của hoạt động “{one.due.name}” ({when(one.event)}"
        f"{place(one.event, room)}) mà đơn vị {_carries(one)}, theo {reference(of)}.\n"
        f"Đề nghị đồng chí {ask}\n"
        f"Vướng mắc xin liên hệ {contact(of)}. Trân trọng!"
    )


def together(who: Addressee, of: Plan, owed: Sequence[WorkItem], turnouts: Sequence[Turnout], now: datetime) -> str:
    """Reports and activities of one slot are one letter, the reports first."""
    drafts = [partial(_several, who, of, turnouts, owed, now, most=most) for most in range(MOST, 0, -1)]
    return fitted(*drafts)


def _several(
    who: Addressee, of: Plan, turnouts: Sequence[Turnout], owed: Sequence[WorkItem], now: datetime, room: int, most: int
) -> str:
    """`most` of each kind are shown, the others counted."""
    reports = [_report(item, now, room) for item in owed[:most]]
    events = [_line(one, now, room) for one in turnouts[:most]]
    more = len(owed) + len(turnouts) - len(reports) - len(events)
    theirs = within(of, room)
    hand_in = "Báo cáo: trả lời tin này kèm tệp. " if any(not item.returned for item in owed) else ""
    lines = (
        f"{theirs.speaker} kính gửi {seat(within(who, room))}.",
        f"Theo {reference(theirs)}, phần của đơn vị:",
        listed([*reports, *events]),
        *([f"và {number(more)} việc khác, gõ “việc” để xem đủ."] if more else []),
        f"{hand_in}Hoạt động: trả lời “Đúng lịch”, “Đổi ngày”, “Hoãn”, hoặc gửi kết quả, ảnh vào đây.",
        f"Vướng mắc xin gọi {contact(theirs)}. Trân trọng!",
    )
    return "\n".join(lines)


def _report(item: WorkItem, now: datetime, room: int) -> str:
    cut = within(item.due, room)
    if item.returned:
        return wanted_again(cut.name, item.again_by, now)
    said = left(cut, now)
    return f"Gửi {cut.name}, {closing(cut)}; {'đề nghị gửi bổ sung' if 'quá hạn' in said else said}."


def _line(one: Turnout, now: datetime, room: int) -> str:
    event = one.event
    ahead = (event.begins - local(now).date()).days
    state = {
        Phase.AHEAD: "ngày mai" if ahead == 1 else f"còn {ahead} ngày",
        Phase.TODAY: "hôm nay",
        Phase.OVER: "đề nghị gửi kết quả, ảnh" if one.leads else "đề nghị xác nhận đã tham gia",
        Phase.MONTH: "đã giữa đợt",
        Phase.MONTH_END: "hôm nay là ngày làm việc cuối",
    }
    shared = "" if one.leads else " (cùng phụ trách)"
    return f"“{clip(one.due.name, room)}”{shared}: {when(event)}{place(event, min(room, 40))}; {state[one.phase]}."


# -- lists --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Mine:
    """An activity as its unit's list shows it."""

    due: Due
    leads: bool = True
    confirmed: bool = False
    put_off: bool = False


def mine(found: Sequence[Mine], now: datetime) -> str:
    """Under what a unit owes."""
    return f"Hoạt động của đơn vị:\n{listed(_mine(one, now) for one in found)}"


def _mine(one: Mine, now: datetime) -> str:
    event = one.due.event
    assert event is not None
    if one.put_off:
        state = "đang hoãn, chưa có ngày mới"
    elif event.is_over(local(now).date()):
        state = "đề nghị gửi kết quả, ảnh" if one.leads else "đề nghị xác nhận đã tham gia"
    else:
        state = "đã xác nhận đúng lịch" if one.confirmed else left(one.due, now)
    shared = "" if one.leads else " (cùng phụ trách)"
    return f"{clip(one.due.name, NAME)}{shared}: {when(event)}{place(event)}; {state}."


def calendar_line(due: Due, now: datetime) -> str:
    """'Hoạt động Ngày Chủ nhật xanh, tại An Hòa; còn 3 ngày.' under its day."""
    assert due.event is not None
    return f"{capital(when(due.event))}: hoạt động {due.name}{place(due.event)}; {left(due, now)}."


@dataclass(frozen=True)
class Today:
    """What takes place, for those who watch. `units`: how many carry it."""

    name: str
    event: Event
    unit: str
    units: int


def coming(found: Sequence[Today], now: datetime, most: int = 4) -> str:
    """Today's activities and those until the next working day, in one line; "" when there are none."""
    if not found:
        return ""
    shown = [_coming(one, local(now).date()) for one in found[:most]]
    more = f"; và {number(len(found) - most)} hoạt động khác" if len(found) > most else ""
    return f"Hoạt động: {'; '.join(shown)}{more}."


def _coming(one: Today, today: date) -> str:
    begins = one.event.begins
    ahead = "ngày mai" if (begins - today).days == 1 else full_day(begins)
    day_ = "hôm nay" if begins <= today else ahead
    by = one.unit if one.units == 1 else f"{number(one.units)} đơn vị"
    return f"{day_} {clip(one.name, 60)} ({clip(by, 40)}{place(one.event, 40)})"
