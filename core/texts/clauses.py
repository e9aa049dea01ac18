"""The parts that sentences share: who, when, until when, whom to ask; and how a letter is kept short."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from enum import Enum, auto
from typing import Any, TypeVar

from core.activities import Event
from core.clock import local
from core.deadlines import Deadline, days_late, days_left, last_day, said
from core.say import units16
from core.texts.values import Addressee, Due, Plan, Receipt
from core.vietnamese import full_day, given_name, hour, moment, number

AFTER_INTERNAL = "sau hạn nội bộ, còn kịp hạn cấp trên"  # to organisers alone
LIMIT = 600  # a letter that one reads without scrolling
EVENING = 17

# How far names may be cut so that a letter fits, from hardly at all to the bone.
_ROOMS = (160, 90, 60, 45, 32, 24, 16)
# Never cut below these: a number, a phone, a code or a quoted deadline is of no use in part.
_LEAST = {"wording": 48, "number": 24, "contact_phone": 20, "code": 16, "mailbox": 80}

_Value = TypeVar("_Value", Addressee, Plan, Due, Receipt)
_NAMES: dict[type, tuple[str, ...]] = {
    kind: tuple(field.name for field in fields(kind) if field.type in (str, "str"))
    for kind in (Addressee, Plan, Due, Receipt)
}


class Stage(Enum):
    """Where `now` stands to a deadline. GRACE: the safe day is over, yet what comes is still on time."""

    AHEAD = auto()
    LAST_DAY = auto()
    GRACE = auto()
    OVERDUE = auto()


def stage(due: Due, now: datetime) -> Stage:
    if now > due.lenient:
        return Stage.OVERDUE
    if now > due.strict and last_day(due.lenient) > last_day(due.strict):
        return Stage.GRACE
    return Stage.AHEAD if days_left(now, due.strict) > 0 else Stage.LAST_DAY


# ── time ──


def clock(at: datetime) -> str:
    return hour(local(at))


def when(at: datetime) -> str:
    """'16 giờ 42, thứ Tư 27/10/2021'."""
    return moment(local(at))


def day(at: datetime) -> str:
    return full_day(local(at).date())


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def near(at: datetime, now: datetime) -> str:
    """'16 giờ 42 hôm nay', or with the whole date on another day."""
    return f"{clock(at)} hôm nay" if local(at).date() == local(now).date() else when(at)


def closing(due: Due | Deadline) -> str:
    """The last safe moment: 'hết thứ Năm 28/10/2021', or '17 giờ 00, thứ Sáu 29/10/2021' for an hour."""
    end = local(said(due.strict))
    if due.hour and end.hour:
        return moment(end)
    return f"hết {full_day(last_day(due.strict))}"


def open_until(due: Due) -> str:
    """Until when a report is still taken as on time."""
    return f"hết {full_day(last_day(due.lenient))}"


def deadline(due: Due) -> str:
    """The wording verbatim and what it means: '“trước ngày 29/10/2021 (thứ Sáu)”, tức hết thứ Năm 28/10/2021'."""
    return f"“{due.wording}”, tức {closing(due)}"


def both_deadlines(due: Due) -> str:
    """To whoever gathers the reports: 'hạn nội bộ hết thứ Ba 26/10/2021, cấp trên hạn hết thứ Năm 28/10/2021'."""
    assert due.above is not None
    return f"hạn nội bộ {closing(due)}, cấp trên hạn {closing(due.above)}"


def limit(due: Due) -> str:
    """To the same: the one deadline, verbatim and as it is meant, or both."""
    return f"hạn {deadline(due)}" if due.above is None else both_deadlines(due)


def before_evening(now: datetime) -> str:
    """'trước 17 giờ 00' while that is some time away, else nothing."""
    return f"trước {EVENING} giờ 00" if local(now).hour < EVENING - 1 else ""


def evening(now: datetime) -> str:
    return f"{before_evening(now) or 'trong'} hôm nay"


def left(due: Due, now: datetime) -> str:
    """'còn 3 ngày'; on the last day the hours of an hour deadline; afterwards what is still possible."""
    if due.event is not None:
        return _until_the_day(due.event, local(now).date())
    if not due.counts:
        return "gửi lúc nào có, nhiều lần được"
    match stage(due, now):
        case Stage.AHEAD:
            return f"còn {days_left(now, due.strict)} ngày"
        case Stage.LAST_DAY:
            return _left_today(due, now)
        case Stage.GRACE:
            return "còn nhận trong hôm nay" if last_day(due.lenient) == local(now).date() else _still_open(due)
        case Stage.OVERDUE:
            return _overdue(due, now)


def _until_the_day(event: Event, today: date) -> str:
    """Of an activity."""
    if event.is_over(today):
        return "đã qua ngày"
    if event.has_begun(today):
        return "đang trong đợt" if event.month_long else "hôm nay" if event.last == event.begins else "đang diễn ra"
    ahead = (event.begins - today).days
    return "ngày mai" if ahead == 1 else f"còn {ahead} ngày"


def _left_today(due: Due, now: datetime) -> str:
    if not due.hour:
        return "hôm nay là ngày cuối"
    minutes = max(int((said(due.strict) - now).total_seconds() // 60), 1)
    return f"còn {minutes // 60} giờ" if minutes >= 120 else f"còn {minutes} phút"


def _still_open(due: Due) -> str:
    return f"còn nhận đến {open_until(due)}"


def _overdue(due: Due, now: datetime) -> str:
    days = days_late(now, due.lenient)
    return f"đã quá hạn {days} ngày" if days else "đã quá hạn"


# ── people ──


_BODIES = ("ban ", "văn phòng", "phòng ", "bộ phận", "thường trực", "tổ ", "trung tâm")


def comrade(name: str) -> str:
    """A person by the given name; a body that answers questions by its whole name."""
    return name if name.lower().startswith(_BODIES) else f"đồng chí {given_name(name)}"


def seat(person: Addressee) -> str:
    """'đồng chí Mai, Bí thư Đoàn phường An Hòa'."""
    post = " ".join(part for part in (person.title, person.unit) if part)
    return f"{comrade(person.name)}, {post}" if post else comrade(person.name)


def contact(plan: Plan) -> str:
    """Whom to ask: 'đồng chí Khoa, 0912.000.118'."""
    who = comrade(plan.contact_name) if plan.contact_name else "cán bộ phụ trách"
    return f"{who}, {plan.contact_phone}" if plan.contact_phone else who


# ── the plan ──


def issued(on: date) -> str:
    """As official papers write it: two digits for a day below 10 and for January and February."""
    return f"{on:%d}/{on.month:02d}/{on.year}" if on.month < 3 else f"{on:%d}/{on.month}/{on.year}"


def reference(plan: Plan) -> str:
    """'Kế hoạch số 41-KH/ĐTN ngày 30/9/2021'; without a number it is called by its name."""
    said_as = f"Kế hoạch số {plan.number}" if plan.number else f"Kế hoạch {plan.name}"
    return f"{said_as} ngày {issued(plan.issued_on)}" if plan.issued_on else said_as


# ── lists ──


def listed(lines: Iterable[str], start: int = 1) -> str:
    return "\n".join(f"{n}. {line}" for n, line in enumerate(lines, start=start))


def few(names: Sequence[str], most: int = 5) -> str:
    """Names one can take in at a glance; of more, the first ones and how many others."""
    if len(names) <= most:
        return ", ".join(names)
    return f"{', '.join(names[:most])} và {number(len(names) - most)} đơn vị khác"


# ── room ──


_PERIODS = ("tháng ", "quý ", "6 tháng ", "năm ", "tuần ")  # how core.texts.periods calls them
_LEFT = 5  # of a name beside its period


def clip(text: str, room: int) -> str:
    """Cut at a word, marked with '…'. The period at the end of a report's name stays: it tells which one is meant."""
    if len(text) * 2 <= room or units16(text) <= room:
        return text
    name, period = _apart(text)
    beside = room - units16(period)
    return _cut(name, beside) + period if beside >= _LEFT else _cut(text, room)


def _apart(text: str) -> tuple[str, str]:
    """'Báo cáo phong trào', ' (tháng 6/2026)'."""
    name, opens, rest = text.rpartition(" (")
    return (name, opens + rest) if rest.endswith(")") and rest.startswith(_PERIODS) else (text, "")


def _cut(text: str, room: int) -> str:
    kept = text
    while units16(kept) > room - 1:
        kept = kept[:-1]
    word = kept.rfind(" ", room // 2)
    return f"{kept[:word] if word > 0 else kept}…"


def wanted_again(name: str, by: datetime | None, now: datetime) -> str:
    """In a list of what is owed. It came: nothing of it is late, only a part is wanted back."""
    return f"{name}: đề nghị bổ sung theo tin đã gửi{_before(by, now)}."


def told_again(name: str, by: datetime | None, now: datetime) -> str:
    """The same to somebody whom no letter has reached."""
    return f"{name}: đã nhận, đề nghị bổ sung đúng mục được hỏi{_before(by, now)}."


def _before(by: datetime | None, now: datetime) -> str:
    return f", trước {near(by, now)}" if by and by > now else ""


def within(value: _Value, room: int) -> _Value:
    """The same value with every name in it cut to the room."""
    cut: dict[str, Any] = {}
    for name in _NAMES[type(value)]:
        held = getattr(value, name)
        if len(held) * 2 <= room:  # most names are far from needing a count
            continue
        if (kept := clip(held, max(room, _LEAST.get(name, 0)))) is not held:
            cut[name] = kept
    return replace(value, **cut) if cut else value


def first_to_fit(drafts: Iterable[str], limit: int = LIMIT) -> str:
    """The first of these, each shorter than the one before, that one reads without scrolling; else the last."""
    text = ""
    for text in drafts:
        if units16(text) <= limit:
            break
    return text


def fitted(*drafts: Callable[[int], str], limit: int = LIMIT) -> str:
    """The first draft that fits, each tried with whole names and then with names slightly cut.

    Only the last draft is cut to the bone, for it is the one that must fit. A draft takes the room for a name.
    """
    for draft in drafts[:-1]:
        for room in _ROOMS[:2]:
            if units16(text := draft(room)) <= limit:
                return text
    for room in _ROOMS:
        if units16(text := drafts[-1](room)) <= limit:
            return text
    return clip(text, limit)
