"""Where things stand: for leaders in five lines, for organisers on one board, for groups in counts only."""

from collections.abc import Sequence
from datetime import datetime

from core.clock import local
from core.deadlines import last_day
from core.progress import Tally
from core.texts.clauses import (
    AFTER_INTERNAL,
    both_deadlines,
    capital,
    clip,
    closing,
    comrade,
    contact,
    day,
    few,
    fitted,
    limit,
    listed,
    near,
    reference,
    when,
    within,
)
from core.texts.tallies import of_all, rated, spared
from core.texts.values import Due, MissingUnit, NewReport, Plan, Status
from core.vietnamese import full_day, number

_NAMED = 5  # as many units as one can hear read aloud
_LISTED = 20


def five_lines(plan: Plan, status: Status, others: Sequence[Status], now: datetime, of: str = "") -> str:
    """To be read aloud: numbers that add up, the time they hold for, names only when they are few. `of`: the cluster
    of which alone it tells."""

    part = of

    def draft(room: int) -> str:
        of, due = within(plan, room), within(status.due, room)
        names = status.silent_names if len(status.silent_names) <= _NAMED else ()
        where = f", {clip(part, room)}" if part else ""
        lines = (
            f"{due.name} {of.short}{where} ({until(due, now, 'hạn ')}), tính đến {when(now)}: "
            f"{received(status.tally)}.",
            not_in(status.tally, [clip(name, room) for name in names]),
            reviewed(status.tally),
            _unreached(status.tally),
            " ".join(part for part in (beside(others, room), f"Liên hệ: {contact(of)}.") if part),
        )
        return "\n".join(lines)

    return fitted(draft)


def until(due: Due, now: datetime, what: str = "") -> str:
    """The deadline, or that of the units and that of the level above."""
    return both_deadlines(due) if due.above else f"{what}“{due.wording}”, {_closing(due, now)}"


def _closing(due: Due, now: datetime) -> str:
    if not due.hour and last_day(due.strict) == local(now).date():
        return "hết hôm nay"
    return closing(due)


def received(tally: Tally) -> str:
    """'đã nộp 31/43 đơn vị (72,1 %), tất cả đúng hạn'."""
    if not tally.asked:
        return "không đơn vị nào phải nộp"
    head = f"đã nộp {rated(tally)}"
    if not tally.received:
        return head
    nil = f"; trong đó không phát sinh: {number(tally.nil)}" if tally.nil else ""
    if not tally.received_late:
        return f"{head}, tất cả đúng hạn{nil}"
    on_time = tally.received - tally.received_late
    return f"{head}, đúng hạn {number(on_time)}, sau hạn {number(tally.received_late)}{nil}"


def _parts(*parts: tuple[str, int]) -> str:
    return ", ".join(f"{label} {number(count)}" for label, count in parts if count)


def not_in(tally: Tally, names: Sequence[str]) -> str:
    exempt = f" {capital(spared(tally))}." if tally.exempt else ""
    if not tally.missing:
        return f"Không còn đơn vị nào chưa nộp.{exempt}"
    return f"Chưa nộp {number(tally.missing)}: {_answers(tally, names)}.{exempt}"


def _answers(tally: Tally, names: Sequence[str] = ()) -> str:
    silent = f" ({', '.join(names)})" if names else ""
    parts = (
        ("hẹn sẽ nộp", tally.promised, ""),
        ("đã hẹn nhưng chưa gửi", tally.broken, ""),
        ("báo đã gửi email, đang đối chiếu", tally.by_email, ""),
        ("chưa phản hồi", tally.silent, silent),
    )
    return "; ".join(f"{label} {number(count)}{names_of}" for label, count, names_of in parts if count)


def reviewed(tally: Tally) -> str:
    if not tally.received:
        return "Chưa có báo cáo nào để xem."
    parts = _parts(("đã duyệt", tally.accepted), ("chờ xem", tally.waiting), ("đề nghị bổ sung", tally.returned))
    return f"Trong {number(tally.received)} đã nộp: {parts}."


def _unreached(tally: Tally) -> str:
    if not tally.unreached:
        return "Hệ thống nhắn được tới mọi đơn vị chưa nộp." if tally.missing else "Không có đơn vị nào phải gọi."
    unreached, missing = number(tally.unreached), number(tally.missing)
    return f"Trong {missing} chưa nộp, hệ thống chưa nhắn được tới {unreached}: cần gọi trực tiếp."


def beside(others: Sequence[Status], room: int) -> str:
    said = (f"{within(other.due, room).name} {of_all(other.tally)}{_unseen(other.tally)}" for other in others[:3])
    return f"Cùng đợt, đã nộp: {'; '.join(said)}." if others else ""


def board(plan: Plan, statuses: Sequence[Status], now: datetime, of: str = "") -> str:
    """The organiser's one message, edited in place; every report of a campaign. `of`: the cluster it tells of."""
    lines = [_board_line(status, now) for status in statuses] or ["Chưa có báo cáo nào phải theo dõi."]
    where = f", {of}" if of else ""
    return "\n".join((f"{capital(plan.short)}{where}, tính đến {when(now)}.", *lines))


def _board_line(status: Status, now: datetime) -> str:
    due, tally = status.due, status.tally
    line = f"{due.name} ({until(due, now)}): {received(tally)}."
    if tally.missing:
        line += f" Chưa nộp {number(tally.missing)}: {_answers(tally)}."
    if tally.exempt:
        line += f" {capital(spared(tally))}."
    if tally.unreached:
        line += f" Chưa nhắn được tới {number(tally.unreached)}."
    if tally.waiting:
        line += f" Chờ xem {number(tally.waiting)}."
    if tally.returned:
        line += f" Đề nghị bổ sung {number(tally.returned)}."
    return line


def notice(plan: Plan, arrivals: Sequence[NewReport], statuses: Sequence[Status], now: datetime) -> str:
    """The bundled letter of 11:00 and 16:30: what came in since the one before."""
    shown = [
        f"{arrival.unit}: {arrival.report}, {arrival.code}, {near(arrival.received, now)}, {_in_time(arrival)}."
        for arrival in arrivals[:_LISTED]
    ]
    more = len(arrivals) - len(shown)
    tail = [f"và {number(more)} báo cáo khác."] if more else []
    counts = "; ".join(f"{status.due.name} {of_all(status.tally)}{_unseen(status.tally)}" for status in statuses)
    return "\n".join(
        (
            f"{capital(plan.short)}: {number(len(arrivals))} báo cáo mới, tính đến {when(now)}.",
            listed(shown),
            *tail,
            f"Đến nay đã nộp: {counts}.",
        )
    )


def _in_time(arrival: NewReport) -> str:
    if arrival.above_kept:
        return AFTER_INTERNAL
    return "sau hạn" if arrival.late else "đúng hạn"


def _unseen(tally: Tally) -> str:
    """Of a total that is read without its parts: how much of it nobody has looked at, and how much says nothing."""
    parts = _parts(("chờ xem", tally.waiting), ("không phát sinh", tally.nil))
    return f" ({parts})" if parts else ""


def missing_list(
    due: Due, missing: Sequence[MissingUnit], tally: Tally, now: datetime, of: str = "", before: int = 0
) -> str:
    """Private, for those who call: the units whose report has not come, whom to call, and what they said. `before`: as
    many stood on earlier pages."""
    where, everybody = (f", {of}" if of else ""), number(tally.asked)
    if not missing:
        if tally.missing or tally.returned:
            return (
                f"{due.name}{where}: hết danh sách. Chưa nộp {number(tally.missing)}/{everybody}, tính đến {when(now)}."
            )
        done = f"{everybody}/{everybody} đơn vị đã nộp" if tally.asked else "không đơn vị nào phải nộp"
        return f"{due.name}{where}: {done}, không còn đơn vị nào phải gọi."
    again = f", {number(tally.returned)} đơn vị chờ bổ sung" if tally.returned else ""
    left = tally.missing + tally.returned - before - len(missing)
    return (
        f"Chưa nộp {due.name}{where}: {number(tally.missing)}/{everybody} đơn vị{again}, "
        f"tính đến {when(now)}. "
        f"{capital(until(due, now, 'hạn '))}.\n"
        f"{listed((missing_unit(unit, now) for unit in missing), before + 1)}\n"
        f"{f'Còn {number(left)} đơn vị nữa. ' if left > 0 else ''}Danh sách này chỉ gửi riêng cho đồng chí."
    )


def missing_unit(unit: MissingUnit, now: datetime) -> str:
    """One line of a list for whoever calls."""
    who = ", ".join(part for part in (comrade(unit.name) if unit.name else "", unit.phone) if part)
    return f"{unit.unit}{f' ({who})' if who else ''}: {_what_it_said(unit, now)}."


def _what_it_said(unit: MissingUnit, now: datetime) -> str:
    if unit.returned:
        return "đã nộp, chờ bổ sung"
    if unit.by_email:
        return "báo đã gửi email, đang đối chiếu"
    if unit.promised:
        kept = unit.promised > now
        return f"hẹn {near(unit.promised, now)}" if kept else f"đã hẹn {near(unit.promised, now)}, chưa gửi"
    if not unit.joined:
        told = f"chưa vào hệ thống, đã nhắn hộ {near(unit.relayed, now)}" if unit.relayed else ""
        return told or "chưa vào hệ thống, cần gọi"
    return f"chưa phản hồi{f', nhắn cuối {_day_or_hour(unit.seen, now)}' if unit.seen else ''}"


def _day_or_hour(at: datetime, now: datetime) -> str:
    return near(at, now) if local(at).date() == local(now).date() else day(at)


def other_campaign(short: str) -> str:
    """On a button."""
    return f"Đợt khác: {short}"


def campaign_card(
    plan: Plan,
    statuses: Sequence[Status],
    units: int,
    not_joined: Sequence[str],
    now: datetime,
    events: str = "",
    paused: datetime | None = None,
) -> str:
    """The plan at a glance: its number, its deadlines, how many have signed up, how many have handed in."""
    lines = listed(
        f"{status.due.name}: {limit(status.due)}; đã nộp {of_all(status.tally)}{_unseen(status.tally)}."
        for status in statuses
    )
    waiting = f"; chưa vào: {few(not_joined)}" if not_joined else ""
    silent = f"Đang tạm dừng nhắc đến hết {full_day(last_day(paused))}.\n" if paused else ""
    return (
        f"{reference(plan)} của {plan.issuer}: {plan.name}.\n"
        f"{lines}{events and lines and chr(10)}{events}\n"
        f"{silent}Đơn vị: {number(units - len(not_joined))}/{number(units)} đã vào hệ thống{waiting}.\n"
        f"Liên hệ ghi trong tin gửi đơn vị: {contact(plan)}. Tính đến {when(now)}."
    )


def no_reports(plan: Plan, campaigns: int) -> str:
    """Campaigns run, and none of them has a report to follow."""
    which = f"“{clip(plan.short, 60)}” đang chạy" if campaigns == 1 else f"{number(campaigns)} đợt đang chạy"
    return f"Xin xem kế hoạch: {which} nhưng chưa hỏi báo cáo nào nên chưa có gì để tổng hợp ở đây."
