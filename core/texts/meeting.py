"""A leader's meeting: five lines to read aloud at once, and the words of the picture that follows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from core.cards import Mark
from core.meetings import Changed
from core.progress import Tally, rate
from core.texts import targets as aims
from core.texts.clauses import capital, clip, closing, contact, day, fitted, near, when, within
from core.texts.status import beside, not_in, received, reviewed, until
from core.texts.tallies import of_all, part, percent
from core.texts.targets import Told, amount
from core.texts.values import Due, Plan, Status
from core.vietnamese import number

_READ = 2  # targets that are read aloud
_NAMED = 5
_AIM = 32  # letters of a target's name, without which its numbers say nothing
LETTERS = (
    (Mark.ON_TIME, "Đ", "đúng hạn"),
    (Mark.LATE, "S", "sau hạn"),
    (Mark.RETURNED, "B", "đang bổ sung"),
    (Mark.MISSING, "C", "chưa nộp, qua hạn"),
    (Mark.AHEAD, "–", "chưa nộp, còn hạn"),
    (Mark.EXEMPT, "M", "không phải nộp"),
)


@dataclass(frozen=True)
class Compared:
    """The same point of an earlier time: `when_`, how it is called."""

    when_: str
    received: int
    asked: int


@dataclass(frozen=True)
class Meeting:
    """Everything that the five lines may say. `told`: targets that something counts towards."""

    plan: Plan
    status: Status
    others: Sequence[Status]
    told: Sequence[Told]
    changed: Changed | None
    compared: Compared | None


def lines(one: Meeting, now: datetime, today: date) -> str:
    """Received, missing, targets, what changed, what nobody has looked at."""

    def draft(room: int, read: int, short: bool) -> str:
        plan, due, tally = within(one.plan, room), within(one.status.due, room), one.status.tally
        names = one.status.silent_names if len(one.status.silent_names) <= _NAMED else ()
        told = (
            f"{due.name} {plan.short} ({_until(due, now, short)}), tính đến {when(now)}: {received(tally)}.",
            not_in(tally, [clip(name, room) for name in names]),
            _targets(one.told, read, today, room) or beside(one.others, room) or _no_targets(),
            _since(one, now, room),
            reviewed(tally) + ("" if short else f" Liên hệ: {contact(plan)}."),
        )
        return "\n".join(told)

    return fitted(
        lambda room: draft(room, _READ, short=False),
        lambda room: draft(room, _READ, short=True),
        lambda room: draft(room, 1, short=True),
    )


def _until(due: Due, now: datetime, short: bool) -> str:
    """In the plan's own words, where there is room for them."""
    return f"hạn {closing(due)}" if short and not due.above else until(due, now, "hạn ")


def _targets(told: Sequence[Told], read: int, today: date, room: int) -> str:
    if not told:
        return ""
    said = "; ".join(aims.line(one, today, max(room, _AIM), alone=room > 60) for one in told[:read])
    more = len(told) - read
    return f"Chỉ tiêu: {said}{f'; và {number(more)} chỉ tiêu khác' if more > 0 else ''}."


def _no_targets() -> str:
    return "Kế hoạch không có chỉ tiêu nào đang được tính."


def _since(one: Meeting, now: datetime, room: int) -> str:
    compared = _compared(one.compared, one.status.tally, room)
    if one.changed is None:
        return compared or "Chưa có lần họp trước để so."
    said = _moved(one.changed, one.told, room) or "không có gì thay đổi"
    return f"Từ lần họp trước ({near(one.changed.since, now)}): {said}.{f' {compared}' if compared else ''}"


def _moved(changed: Changed, told: Sequence[Told], room: int) -> str:
    parts = []
    if changed.received:
        parts.append(f"{_more(Decimal(changed.received))} báo cáo")
    if changed.waiting:
        parts.append(f"{_more(Decimal(changed.waiting))} bản chờ xem")
    for one in told[:_READ]:
        moved = changed.targets.get(one.id)
        if moved:
            parts.append(f"{clip(one.aim.what, min(room, 45))} {'+' if moved > 0 else '−'}{amount(abs(moved))}")
    return ", ".join(parts)


def _more(value: Decimal) -> str:
    return f"{'thêm' if value > 0 else 'bớt'} {amount(abs(value))}"


def _compared(one: Compared | None, tally: Tally, room: int) -> str:
    percentage = percent(rate(one.received, one.asked)) if one is not None else ""
    if one is None or not percentage:
        return ""
    return f"Cùng thời điểm {clip(one.when_, room)}: {part(one.received, one.asked)} ({percentage})."


def period_before(label: str) -> str:
    """'kỳ trước (tháng 9/2021)'."""
    return f"kỳ trước ({label})"


def year_before(short: str) -> str:
    return f"năm trước ({short})"


# -- the picture --------------------------------------------------------------------------------------------------


def subtitle(status: Status) -> str:
    """What the whole picture comes to, of the report that presses most: the numbers first, for the name may be cut."""
    tally = status.tally
    missing = f"; chưa nộp {number(tally.missing)}" if tally.missing else ""
    return f"{capital(received(tally))}{missing} · {status.due.name}"


def as_of(now: datetime) -> str:
    return f"Tính đến {when(now)}"


def only_some(shown: int, units: int) -> str:
    return f"Hình vẽ {number(shown)}/{number(units)} đơn vị; đơn vị còn thiếu đứng trước"


def column(status: Status) -> str:
    """Beside a report's name."""
    tally = status.tally
    return f"{of_all(tally)}, {closing(status.due)}"


def unseen() -> str:
    return "góc đen: chưa xem"


def due_by_now() -> str:
    return "mức cần có đến hôm nay"


def picture(plan: Plan, statuses: Sequence[Status], told: Sequence[Told], units: int, today: date) -> str:
    """What stands in the picture, for whoever cannot see it."""

    def draft(room: int) -> str:
        head = (
            f"Hình của {clip(plan.short, room)}: {number(units)} đơn vị, mỗi đơn vị một dòng, mỗi báo cáo một ô; "
            "Đ đúng hạn, S sau hạn, B đang bổ sung, C chưa nộp qua hạn, M không phải nộp."
        )
        reports = [f"{within(one.due, room).name} {column(one)}" for one in statuses]
        aimed = [aims.line(one, today, room, alone=False) for one in told]
        return "\n".join([head, *([f"{'; '.join(reports)}."] if reports else []), *(f"{one}." for one in aimed)])

    return fitted(draft, lambda room: "\n".join(draft(room).split("\n")[:2]))


def not_drawn() -> str:
    return "Chưa vẽ được hình; năm dòng ở trên vẫn đủ số liệu. Xin gõ “họp” để thử lại."


def file_name(short: str, now: datetime) -> str:
    return f"{clip(short, 60)} - {day(now).replace('/', '-')}.png"


def title(plan: Plan) -> str:
    return capital(plan.short)
