"""The end of a campaign, what it leaves open, and its beginning again; the list of campaigns."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from core.clock import local
from core.texts.clauses import capital, clip, comrade, contact, few, fitted, listed, reference, seat, when, within
from core.texts.tallies import of_all, spared
from core.texts.values import Addressee, Plan, Status
from core.vietnamese import full_day, number

_NAME = 60
_NAMED = 3  # units of one report


@dataclass
class UnitEnd:
    """What one unit has come to: so many reports were asked of it, these have not come, of these a part is wanted."""

    asked: int
    missing: list[str] = field(default_factory=list)
    again: list[str] = field(default_factory=list)
    unit: str = ""

    @property
    def done(self) -> bool:
        return not self.missing and not self.again


@dataclass(frozen=True)
class Left:
    """What a campaign leaves open when it is closed now. `people`: who would be told, of so many `units`."""

    reports: Sequence[Status]
    results: int = 0
    requests: int = 0
    people: int = 0
    units: int = 0

    @property
    def waiting(self) -> int:
        return sum(one.tally.waiting for one in self.reports)

    @property
    def nothing(self) -> bool:
        open_ = any(one.tally.missing or one.tally.returned for one in self.reports)
        return not (open_ or self.waiting or self.results or self.requests)


def ask(plan: Plan, left: Left, ends_on: date, now: datetime) -> str:
    """What stays open comes first; then what closing does, and who hears of it."""

    def draft(room: int) -> str:
        of = within(plan, room)
        early = f" Đợt ghi đến {full_day(ends_on)}." if ends_on > local(now).date() else ""
        lines = [_open(one, room) for one in left.reports]
        lines += [f"Hoạt động chưa có kết quả: {number(left.results)}"] if left.results else []
        lines += [f"Đề nghị của đơn vị chưa trả lời: {number(left.requests)}"] if left.requests else []
        review = "Báo cáo chờ xem cần duyệt trước; đóng rồi phải mở lại mới duyệt được. " if left.waiting else ""
        shown = (
            "; còn dở:\n" + listed(f"{line}." for line in lines if line) if not left.nothing else ", không còn gì dở."
        )
        return (
            f"Đóng “{clip(of.short, room)}”{shown}\n{review}"
            f"Đóng rồi, mọi lời nhắc của đợt dừng lại; báo cáo đã nộp vẫn giữ, xem ở “đợt cũ”, mở lại được.{early} "
            f"Nếu báo: {number(left.people)} đồng chí của {number(left.units)} đơn vị nhận một tin."
        )

    return fitted(draft)


def _open(one: Status, room: int) -> str:
    tally, names = one.tally, [clip(name, room) for name in one.silent_names[:_NAMED]]
    more = tally.missing - len(names)
    who = f" ({', '.join(names)}{f' và {number(more)} đơn vị khác' if more else ''})" if names else ""
    parts = (
        (f"{number(tally.missing)} đơn vị chưa nộp{who}", tally.missing),
        (f"{number(tally.returned)} chờ bổ sung", tally.returned),
        (f"{number(tally.waiting)} chờ xem", tally.waiting),
    )
    said = ", ".join(part for part, count in parts if count)
    return f"{clip(one.due.name, room)}: {said}" if said else ""


def which() -> str:
    return "Đóng đợt nào?"


def closed(plan: Plan, told: int, later: datetime | None) -> str:
    """To whoever closed it."""
    if not told:
        return f"Đã đóng “{clip(plan.short, _NAME)}”, chưa báo đơn vị nào. Cần dùng lại, đồng chí gõ “mở lại”."
    at = f" lúc {when(later)}" if later else ""
    done = f"Đã đóng “{clip(plan.short, _NAME)}”; {number(told)} đồng chí được báo{at}."
    return f"{done} Cần dùng lại, đồng chí gõ “mở lại”."


def closed_already(plan: Plan, at: datetime) -> str:
    return f"{capital(clip(plan.short, _NAME))} đã đóng lúc {when(at)}; báo cáo đã nộp vẫn giữ."


def told_officer(plan: Plan, by: str) -> str:
    """To the other organisers."""
    return f"{capital(comrade(by))} đã đóng “{clip(plan.short, _NAME)}”. Cần xem lại, đồng chí gõ “đợt cũ”."


def letter(who: Addressee, plan: Plan, units: Sequence[tuple[str, UnitEnd]]) -> str:
    """To somebody who may answer for several units: each with what it has left open."""

    def draft(room: int) -> str:
        of, lines = within(plan, room), [_of_unit(clip(name, room), end, room) for name, end in units]
        if all(end.done for _, end in units):
            return (
                f"Cảm ơn {seat(within(who, room))}: {of.short} đã kết thúc.\n{' '.join(lines)} "
                "Từ nay hệ thống không nhắc về đợt này nữa."
            )
        return (
            f"Kính gửi {seat(within(who, room))}: {of.short} đã kết thúc, hệ thống không nhắc nữa.\n"
            f"{chr(10).join(lines)}\nNếu cần gửi tiếp, xin liên hệ {contact(of)}."
        )

    return fitted(draft)


def _of_unit(name: str, end: UnitEnd, room: int) -> str:
    came = end.asked - len(end.missing)
    if end.done:
        return f"{name} đã nộp đủ {number(came)} báo cáo."
    missing = f"chưa có {few([clip(one, room) for one in end.missing], 2)}" if end.missing else ""
    again = f"đang chờ bổ sung {few([clip(one, room) for one in end.again], 2)}" if end.again else ""
    said = ", ".join(part for part in (missing, again) if part)
    return f"{name} đã nộp {number(came)}/{number(end.asked)} báo cáo; {said}."


def over_for_unit(plan: Plan, name: str) -> str:
    """To a unit that presses a button of a campaign that is closed."""
    return (
        f"{capital(clip(plan.short, _NAME))} đã kết thúc nên {clip(name, 90)} không nhận ở đây nữa. "
        f"Nếu cần gửi, xin liên hệ {contact(plan)}."
    )


# -- again --------------------------------------------------------------------------------------------------------


def ask_reopen(plan: Plan, owing: int, people: int) -> str:
    said = f"{number(owing)} đơn vị còn thiếu được nhắc tiếp theo lịch" if owing else "không còn đơn vị nào thiếu"
    told = f" Nếu báo: {number(people)} đồng chí nhận một tin." if people else ""
    return f"Mở lại “{clip(plan.short, _NAME)}”: {said}; báo cáo đã nộp giữ nguyên.{told}"


def which_to_reopen() -> str:
    return "Mở lại đợt nào?"


def nothing_closed() -> str:
    return "Chưa có đợt nào đã đóng để mở lại. Đợt đang chạy xem ở “kế hoạch”."


def reopened(plan: Plan, told: int, later: datetime | None) -> str:
    at = f" lúc {when(later)}" if later else ""
    said = f"; {number(told)} đồng chí được báo{at}" if told else ", chưa báo đơn vị nào"
    return f"Đã mở lại “{clip(plan.short, _NAME)}”{said}. Việc nhắc tiếp tục theo lịch của đợt."


def runs_already(plan: Plan) -> str:
    return f"{capital(clip(plan.short, _NAME))} đang chạy, không phải mở lại."


def stays_withdrawn(plan: Plan) -> str:
    name = capital(clip(plan.short, _NAME))
    return f"{name} đã được rút nên không mở lại; muốn làm tiếp, đồng chí nhân bản thành đợt mới."


def reopening_letter(who: Addressee, plan: Plan, units: Sequence[tuple[str, UnitEnd]]) -> str:
    def draft(room: int) -> str:
        of, lines = within(plan, room), [_of_unit(clip(name, room), end, room) for name, end in units]
        return (
            f"Kính gửi {seat(within(who, room))}: {of.short} được mở lại, báo cáo còn thiếu gửi tiếp ở đây.\n"
            f"{chr(10).join(lines)}\nCần hỏi, xin liên hệ {contact(of)}."
        )

    return fitted(draft)


# -- several ------------------------------------------------------------------------------------------------------


def running(rows: Sequence[tuple[str, date, int, int]], now: datetime) -> str:
    """The campaigns that run: name, last day, reports received, reports asked."""
    lines = listed(
        f"{clip(short, _NAME)}: đến {full_day(ends)}, đã nhận {number(came)}/{number(asked)} báo cáo."
        for short, ends, came, asked in rows
    )
    return f"Đang chạy {number(len(rows))} đợt, chọn hoặc gõ tên đợt để xem. Tính đến {when(now)}.\n{lines}"


def over(rows: Sequence[tuple[str, datetime, int, int]]) -> str:
    """Those that are over: name, when, reports received, reports asked."""
    if not rows:
        return "Chưa có đợt nào đã đóng. Đợt đang chạy xem ở “kế hoạch”."
    lines = listed(
        f"{clip(short, _NAME)}: đóng {full_day(local(at).date())}, đã nhận {number(came)}/{number(asked)} báo cáo."
        for short, at, came, asked in rows
    )
    return f"Đợt cũ, chọn hoặc gõ tên đợt để xem:\n{lines}"


def card(plan: Plan, statuses: Sequence[Status], closed_at: datetime, withdrawn: bool) -> str:
    """A campaign that is over."""

    def draft(room: int) -> str:
        lines = listed(f"{clip(one.due.name, room)}: {_came(one)}." for one in statuses)
        what = "đã rút" if withdrawn else "đã đóng"
        return (
            f"{reference(plan)} của {clip(plan.issuer, room)}: {clip(plan.name, room)}, {what} lúc {when(closed_at)}.\n"
            f"{lines}\nBáo cáo đã nộp vẫn giữ nguyên."
        )

    return fitted(draft)


def _came(one: Status) -> str:
    tally = one.tally
    late = f", sau hạn {number(tally.received_late)}" if tally.received_late else ""
    off = f"; {spared(tally)}" if tally.exempt else ""
    return f"đã nộp {of_all(tally)} đơn vị{late}{off}"


def not_found(words: str) -> str:
    return f"Chưa rõ “{clip(words, 40)}” là đợt nào; xin chọn một đợt dưới đây."
