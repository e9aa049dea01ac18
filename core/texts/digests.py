"""What those who watch over a campaign read in the morning, and what they are asked before others are written to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from functools import partial

from core.texts import relays
from core.texts.activities import Today, coming
from core.texts.clauses import both_deadlines, capital, clip, clock, day, few, fitted, left, listed, near, when
from core.texts.status import missing_unit
from core.texts.values import Due, MissingUnit
from core.vietnamese import hour_of, number

_MOST = 6  # reports of one morning


@dataclass(frozen=True)
class Part:
    """One report that has not come: of which units, of how many that were asked. `short`: its campaign."""

    short: str
    due: Due
    units: Sequence[str]
    asked: int


@dataclass(frozen=True)
class Going:
    """What goes out at the next slot: to how many units, about what."""

    slot: datetime
    units: int
    reports: Sequence[str]


@dataclass(frozen=True)
class Morning:
    """All that one digest may say; what is empty is left out. `broken`, `unreached`: names of units."""

    due: Sequence[Part] = ()
    overdue: Sequence[Part] = ()
    broken: Sequence[str] = ()
    unreached: Sequence[str] = ()
    requests: int = 0
    mailed: int = 0
    """Among the requests: units that say they have mailed their report."""
    going: Going | None = None
    relays: int = 0
    events: Sequence[Today] = ()
    unmailed: Sequence[str] = ()
    """Campaigns whose reports cannot be forwarded, for no mail is sent from here."""
    reviews: int = 0
    """Reports nobody has looked at; `long`: those that wait for more than two working days, with their units."""
    long: Sequence[str] = ()

    @property
    def empty(self) -> bool:
        """What waits to be looked at has a line here, or else a letter of its own."""
        told = (self.due, self.overdue, self.broken, self.unreached, self.requests, self.going)
        return not any((*told, self.relays, self.events, self.unmailed))


@dataclass(frozen=True)
class Listed:
    """One report of a cluster head's list, and whom to call about it."""

    short: str
    due: Due
    units: Sequence[MissingUnit]


def digest(morning: Morning, now: datetime) -> str:
    """At most 600 units: of many reports the most urgent, of many names the first."""
    return fitted(*_drafts(morning, now))


def _drafts(morning: Morning, now: datetime) -> Iterator[partial[str]]:
    for most in range(_MOST, 0, -1):
        yield partial(_draft, morning, now, most=most)


def _draft(morning: Morning, now: datetime, room: int, most: int) -> str:
    names = min(most, 5)
    lines = [f"{capital(day(now))}, tính đến {clock(now)}."]
    lines += [coming(morning.events, now, min(most, 3))] if morning.events else []
    lines += _reports([_due(part, now, room) for part in morning.due], most)
    lines += _reports([_overdue(part, now, room, names) for part in morning.overdue], most)
    lines += _units("Đã hẹn nhưng chưa gửi", morning.broken, room, names)
    lines += _units("Chưa nhắn được, cần gọi", morning.unreached, room, names)
    lines += [_unmailed(morning.unmailed, room)] if morning.unmailed else []
    if morning.relays:
        lines.append(relays.waiting(morning.relays))
    if morning.requests:
        mailed = f", trong đó {number(morning.mailed)} báo đã gửi email" if morning.mailed else ""
        lines.append(f"Chờ đồng chí trả lời: {number(morning.requests)} đề nghị{mailed}.")
    lines += [_waits(morning, room, names)] if morning.reviews else []
    if morning.going:
        lines.append(_going(morning.going, room, most))
    return "\n".join(lines)


def _unmailed(campaigns: Sequence[str], room: int) -> str:
    named = few([clip(one, room) for one in campaigns], 2)
    return f"Báo người quản trị xem lại SMTP_URL: chưa chuyển được báo cáo của {named} vào hộp thư; thư vẫn được giữ."


def _reports(lines: Sequence[str], most: int) -> list[str]:
    more = len(lines) - most
    return [*lines[:most], *([f"và {number(more)} báo cáo khác."] if more > 0 else [])]


def _named(short: str, due: Due, room: int) -> str:
    return f"{clip(due.name, room)} ({clip(short, room)})"


def _due(part: Part, now: datetime, room: int) -> str:
    count = f"{number(len(part.units))}/{number(part.asked)}"
    return f"{_named(part.short, part.due, room)}, {_left(part.due, now)}: {count} đơn vị chưa nộp."


def _overdue(part: Part, now: datetime, room: int, names: int) -> str:
    return f"{_named(part.short, part.due, room)}, {_left(part.due, now)}: {_few(part.units, room, names)}."


def _left(due: Due, now: datetime) -> str:
    """To the deadline of the units; where the level above has another, both are named."""
    return f"{left(due, now)} ({both_deadlines(due)})" if due.above else left(due, now)


def _units(what: str, units: Sequence[str], room: int, names: int) -> list[str]:
    return [f"{what}: {_few(units, room, names)}."] if units else []


def _few(units: Sequence[str], room: int, names: int) -> str:
    return few([clip(unit, room) for unit in units], names)


def _waits(morning: Morning, room: int, names: int) -> str:
    long = f"; đã chờ quá 2 ngày làm việc: {_few(morning.long, room, names)}" if morning.long else ""
    return f"Chờ xem: {number(morning.reviews)} báo cáo{long}."


def reviews_wait(morning: Morning) -> str:
    """On a morning without a digest: what the reviewers, and nobody else, are late with."""

    def draft(room: int) -> str:
        line = _waits(morning, room, max(1, room // 32))
        return f"{line}\nCác đơn vị đã nộp, không phải làm gì thêm trong lúc chờ. Gõ “duyệt” để xem lần lượt."

    return fitted(draft)


def waiting_report(code: str, unit: str) -> str:
    """One report in a list: 'AH-27 (Đoàn phường An Hòa)'."""
    return f"{code} ({unit})"


def _going(going: Going, room: int, most: int) -> str:
    named = [clip(report, room) for report in going.reports[:most]]
    more = len(going.reports) - len(named)
    about = f"{', '.join(named)} và {number(more)} báo cáo khác" if more else ", ".join(named)
    return f"{capital(clock(going.slot))} nhắc {number(going.units)} đơn vị về {about}."


def morning_on(hour: time) -> str:
    return (
        f"Đã bật điểm tin: {hour_of(hour)} mỗi ngày làm việc có năm dòng số liệu, ngày không có gì mới thì không gửi. "
        "Gõ “tắt điểm tin” để thôi."
    )


def morning_off() -> str:
    return "Đã tắt điểm tin sáng. Cần số liệu lúc nào, đồng chí gõ “họp”."


def morning_of_organisers() -> str:
    return "Đồng chí đã có điểm tin 7 giờ 45 các ngày làm việc có việc cần xem."


def cluster(parts: Sequence[Listed], now: datetime, by_hand: int = 0) -> str:
    """A cluster head's own list, private: whom to call, and that the units have been told. `by_hand`: how many have to
    be told by whoever can."""
    if not parts:
        return f"Cụm của đồng chí, tính đến {when(now)}:\n{relays.waiting(by_hand)}"
    blocks = [f"Đơn vị trong cụm chưa nộp, tính đến {when(now)}:"]
    for part in parts:
        count = number(len(part.units))
        blocks.append(f"{part.due.name} ({part.short}), {left(part.due, now)}, còn {count} đơn vị:")
        blocks.append(listed(missing_unit(unit, now) for unit in part.units))
    if by_hand:
        blocks.append(relays.waiting(by_hand))
    blocks.append(
        f"Các đơn vị {'khác' if by_hand else 'này'} đã được nhắc trước. Danh sách chỉ gửi riêng cho đồng chí."
    )
    return "\n".join(blocks)


# -- before others are written to ---------------------------------------------------------------------------------


def held(slot: datetime, until: datetime, now: datetime) -> str:
    """The organiser stopped the letters of a slot."""
    return (
        f"Đã hoãn lượt nhắc {near(slot, now)}: chưa đơn vị nào được nhắc. "
        f"Đơn vị nào đến {near(until, now)} vẫn chưa nộp thì được nhắc lúc đó. Hạn nộp không đổi."
    )


def hold_too_late(slot: datetime, now: datetime) -> str:
    return f"Lượt nhắc {near(slot, now)} đã gửi, không hoãn được nữa."


def released(slot: datetime, now: datetime) -> str:
    """The letters of the slot go after all."""
    if slot > now:
        return f"Đã bỏ hoãn: lượt nhắc {near(slot, now)} vẫn gửi như thường."
    return "Đã bỏ hoãn: đơn vị chưa nộp được nhắc ngay, trong giờ làm việc."


def nudge_label(units: int) -> str:
    """On a button: 'Nhắc 7 đơn vị ngay'."""
    return f"Nhắc {number(units)} đơn vị ngay"


def nudge_later_label(units: int) -> str:
    return f"Hẹn nhắc {number(units)} đơn vị"


@dataclass(frozen=True)
class Preview:
    """Whom a reminder by hand would reach. `later`: the slot it waits for in quiet time. Names of units:
    `unreached` nobody can write to, `promised` have promised a time, `waiting` have asked something, `lately` were
    written to within the hour; these are left alone, the last until `again`."""

    short: str
    due: Due
    units: Sequence[str]
    unreached: Sequence[str] = ()
    promised: Sequence[str] = ()
    waiting: Sequence[str] = ()
    lately: Sequence[str] = ()
    again: datetime | None = None
    later: datetime | None = None


def nudge_preview(preview: Preview, now: datetime) -> str:
    """Whom and how many, before anything goes out."""
    return fitted(lambda room: "\n".join(_preview(preview, now, room)))


def _preview(preview: Preview, now: datetime, room: int) -> Iterator[str]:
    about = f"{_named(preview.short, preview.due, room)}, {left(preview.due, now)}"
    if preview.units:
        yield f"Nhắc {number(len(preview.units))} đơn vị về {about}?"
        yield f"Gồm: {_few(preview.units, room, 5)}."
    else:
        yield f"Lúc này không có đơn vị nào để nhắc về {about}."
    yield from _left_alone(preview, now, room)
    if preview.later and preview.units:
        yield f"Đang ngoài giờ nhắc: tin gửi vào {near(preview.later, now)}."


def _left_alone(preview: Preview, now: datetime, room: int) -> Iterator[str]:
    yield from _units("Chưa nhắn được, cần gọi", preview.unreached, room, 5)
    yield from _units("Đã hẹn giờ nộp, chưa nhắc", preview.promised, room, 5)
    yield from _units("Đang chờ đồng chí trả lời, chưa nhắc", preview.waiting, room, 5)
    if preview.lately and preview.again:
        again = f"nhắc lại được từ {near(preview.again, now)}"
        yield f"Vừa được nhắc trong một giờ qua, {again}: {_few(preview.lately, room, 5)}."


def nudged(due: Due, units: Sequence[str], unreached: int, later: datetime | None, now: datetime) -> str:
    """After the yes: how many were written to, how many were not."""
    if not units:
        return f"Không còn đơn vị nào trong danh sách vừa rồi phải nhắc về {clip(due.name, 80)}."
    done = f"Sẽ nhắc vào {near(later, now)}" if later else "Đã gửi tin nhắc"
    said = f"{done}: {number(len(units))} đơn vị về {clip(due.name, 80)}. Đơn vị nộp trước thì tin không gửi nữa."
    return f"{said} Còn {number(unreached)} đơn vị chưa nhắn được, cần gọi." if unreached else said


def nobody_nudged() -> str:
    return "Chưa nhắc đơn vị nào."


def nothing_missing() -> str:
    return "Không còn đơn vị nào phải nhắc hoặc gọi: mọi báo cáo đang theo dõi đã nộp."
