"""The call sheet: one unit at a time, everything one needs with the phone in the other hand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.texts.clauses import clip, deadline, fitted, left, near, seat
from core.texts.values import Addressee, Due
from core.vietnamese import number

_OUTCOMES: Mapping[str, str] = {
    "heard": "đã nghe",
    "promised": "hẹn giờ nộp",
    "no_answer": "không nghe máy",
    "other_person": "đổi người",
}
_MOST = 3  # reports of one unit


@dataclass(frozen=True)
class Rung:
    """Whom to ring: a person in a seat, and the number as it is written."""

    who: Addressee
    phone: str


@dataclass(frozen=True)
class Card:
    """A unit to be called. `place` of `many` that are still to be called; `owed`: the report in question first.
    `relayed`: when it was last told by hand."""

    unit: str
    place: int
    many: int
    people: Sequence[Rung]
    owed: Sequence[Due]
    joined: bool = True
    seen: datetime | None = None
    promised: datetime | None = None
    waiting: bool = False
    relayed: datetime | None = None


def card(card: Card, now: datetime) -> str:
    """At most 600 units. The phone stands as it is written, so that phones and pages make it a link."""
    return fitted(lambda room: "\n".join(_card(card, now, room)))


def _card(of: Card, now: datetime, room: int) -> Iterator[str]:
    yield f"{number(of.place)}/{number(of.many)}. {clip(of.unit, room)}"
    yield from (_person(rung, room) for rung in of.people)
    if not any(rung.phone for rung in of.people):
        yield "Chưa có số điện thoại."
    yield "Còn thiếu: " + "; ".join(_report(due, now, room) for due in of.owed[:_MOST]) + "."
    yield f"{_said(of, now)} {_seen(of, now)}"


def _person(rung: Rung, room: int) -> str:
    who = clip(seat(rung.who), room)
    return f"{who[:1].upper()}{who[1:]}: {rung.phone}" if rung.phone else f"{who[:1].upper()}{who[1:]}"


def _report(due: Due, now: datetime, room: int) -> str:
    return f"{clip(due.name, room)} “{clip(due.wording, 60)}”, {left(due, now)}"


def _said(of: Card, now: datetime) -> str:
    if of.promised and of.promised > now:
        return f"Đã hẹn {near(of.promised, now)}."
    if of.promised:
        return f"Đã hẹn {near(of.promised, now)}, chưa gửi."
    return "Có đề nghị đang chờ trả lời." if of.waiting else "Chưa phản hồi."


def _seen(of: Card, now: datetime) -> str:
    if not of.joined:
        return f"Đã nhắn hộ: {near(of.relayed, now)}." if of.relayed else "Chưa nhắn được qua hệ thống."
    return f"Lần cuối nhắn vào đây: {near(of.seen, now)}." if of.seen else "Chưa từng nhắn vào đây."


def recorded(unit: str, outcome: str, *, invites: bool = False) -> str:
    """What was noted of the call before; whoever may invites the new person."""
    said = f"Đã ghi {clip(unit, 80)}: {_OUTCOMES[outcome]}."
    return f"{said} Gõ “đơn vị” để mời người mới." if outcome == "other_person" and invites else said


def skipped(unit: str) -> str:
    return f"Để lại {clip(unit, 80)}."


def done(due: Due | None, outcomes: Mapping[str, int], skipped: int, lately: int) -> str:
    """The end of a round: what it came to."""
    counts = [f"{said} {number(outcomes[name])}" for name, said in _OUTCOMES.items() if outcomes.get(name)]
    counts += [f"để lại {number(skipped)}"] if skipped else []
    about = f" về {clip(due.name, 80)}" if due else ""
    lines = [f"Đã hết đơn vị phải gọi{about}."]
    if counts:
        lines.append(f"Lượt này: {', '.join(counts)}.")
    if lately:
        lines.append(f"Chưa nộp nhưng đã gọi trong 2 giờ qua: {number(lately)} đơn vị.")
    return "\n".join(lines)


def ask_when(unit: str, due: Due) -> str:
    return (
        f"{clip(unit, 80)} hẹn gửi {clip(due.name, 80)} lúc nào? Xin gõ, ví dụ “chiều nay” hoặc “15 giờ thứ Tư”.\n"
        f"Hạn là {deadline(due)}; trước giờ hẹn hệ thống không nhắc đơn vị."
    )


def read_back(unit: str, due: Due, until: datetime, now: datetime) -> str:
    return f"Ghi giúp {clip(unit, 80)} hẹn gửi {clip(due.name, 80)} lúc {near(until, now)}?"


def beyond(unit: str, due: Due, until: datetime, now: datetime) -> str:
    """A promise is no extension, whoever notes it."""
    return (
        f"Giờ {clip(unit, 80)} hẹn ({near(until, now)}) sau hạn của {clip(due.name, 80)}: {deadline(due)}. "
        "Lời hẹn không thay cho gia hạn; xin ghi giờ sớm hơn, hoặc gia hạn cho đơn vị."
    )
