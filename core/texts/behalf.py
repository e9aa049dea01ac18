"""A report entered for its unit: what whoever enters it is asked and reads back, and what the unit hears."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core.behalf import Source
from core.texts.clauses import capital, clip, closing, contact, few, fitted, near, when, within
from core.texts.values import Due, Plan, Receipt
from core.vietnamese import full_day, number

_WAYS: Mapping[Source, str] = {
    Source.MAIL: "qua email",
    Source.PHONE: "qua điện thoại",
    Source.PAPER: "bằng bản giấy",
    Source.ZALO: "qua Zalo",
}
_HOW = "“An Hòa, P3 qua mail 15g20 hôm qua”"


def way(source: str) -> str:
    """'qua email'; nothing for what the unit handed in itself."""
    return _WAYS[Source(source)] if source else ""


# -- whoever enters it ---------------------------------------------------------------------------------------------


def ask_units(due: Due) -> str:
    return (
        f"Xin gõ đơn vị, cách gửi và giờ nhận {clip(due.name, 100)} ({closing(due)}), ví dụ {_HOW}; "
        "hoặc chuyển tiếp lần lượt từng tệp vào đây.\nChỉ ghi nhận sau khi đồng chí đồng ý."
    )


def which_report() -> str:
    return "Xin chọn báo cáo đã nhận hộ đơn vị."


def nothing_owed() -> str:
    return "Không còn báo cáo nào phải ghi nhận hộ: các đơn vị đã nộp đủ."


def unknown_units(words: Sequence[str], near: Sequence[str] = ()) -> str:
    """`near`: what may have been meant."""
    said = ", ".join(f"“{clip(one, 40)}”" for one in words)
    close = f" Tên gần giống: {few([clip(one, 60) for one in near])}." if near else ""
    return f"Chưa rõ {said} là đơn vị nào trong danh sách; xin gõ lại tên, cách nhau bằng dấu phẩy.{close}"


def ask_source(units: Sequence[str]) -> str:
    return f"Báo cáo của {few(units)} đến bằng cách nào?"


def ask_time(units: Sequence[str]) -> str:
    return f"Báo cáo của {few(units)} đến lúc nào? Xin gõ, ví dụ: 15g20 hôm qua, hoặc 8 giờ ngày 27/10."


def ask_hour(day: date) -> str:
    return f"Báo cáo đến lúc mấy giờ {full_day(day)}? Xin gõ, ví dụ: 15g20."


def not_yet_then(at: datetime, now: datetime) -> str:
    return f"{capital(near(at, now))} chưa tới; xin gõ lại giờ nhận, ví dụ: 15g20 hôm qua."


def that_moment(at: datetime) -> str:
    """On a button."""
    return when(at)


def early(at: datetime, opened: datetime) -> str:
    return f"Giờ nhận {when(at)} có đúng không? Đợt này mở lúc {when(opened)}, sau giờ đó."


def ask_file(names: Sequence[str]) -> str:
    said = f"Tệp {clip(names[0], 60)}" if len(names) == 1 else f"{number(len(names))} tệp vừa gửi"
    return f"{said} của đơn vị nào? Xin gõ tên đơn vị."


def too_many(most: int) -> str:
    return f"Xin ghi nhận các tệp đã gửi trước đã: mỗi lần ghi nhận tối đa {number(most)} tệp."


@dataclass(frozen=True)
class Entry:
    """What a yes would record. Names of units: `on_time` and `late` by the moment it came; `done` are in already,
    `spared` need not hand in; `mended`, among those on time, were in too late, and this came in time."""

    due: Due
    source: Source
    at: datetime
    on_time: Sequence[str] = ()
    late: Sequence[str] = ()
    done: Sequence[str] = ()
    spared: Sequence[str] = ()
    mended: Sequence[str] = ()
    files: int = 0

    @property
    def units(self) -> int:
        return len(self.on_time) + len(self.late)


def card(entry: Entry) -> str:
    """Read back before anything counts; as many names as there is room for."""
    return fitted(*(lambda room, most=most: _card(entry, room, most) for most in (60, 24, 12, 6)))


def _card(entry: Entry, room: int, most: int) -> str:
    names = [clip(name, room) for name in (*entry.on_time, *entry.late)]
    files = f" Kèm {number(entry.files)} tệp." if entry.files else ""
    done = f"\nĐã có từ trước, không ghi lại: {few([clip(name, room) for name in entry.done], most)}."
    spared = f"\nKhông phải nộp, không ghi: {few([clip(name, room) for name in entry.spared], most)}."
    mended = f"\nĐã nộp sau hạn, theo giờ này thì đúng hạn: {few([clip(name, room) for name in entry.mended], most)}."
    return (
        f"Ghi nhận {number(entry.units)} đơn vị đã nộp {clip(entry.due.name, room)} {_WAYS[entry.source]} lúc "
        f"{when(entry.at)}: {few(names, most)}; {_verdicts(entry, room, most)}.{files}"
        f"{mended if entry.mended else ''}{done if entry.done else ''}{spared if entry.spared else ''}\n"
        f"Hạn “{clip(entry.due.wording, room)}”. Đồng ý thì từng đơn vị nhận mã và hệ thống dừng nhắc. Chưa đúng, xin "
        "gõ tên, cách gửi hoặc giờ khác; bớt đơn vị thì gõ, ví dụ: bỏ An Hòa."
    )


def _verdicts(entry: Entry, room: int, most: int) -> str:
    parts = [f"đúng hạn {number(len(entry.on_time))}"] if entry.on_time else []
    if entry.late:
        named = f" ({few([clip(name, room) for name in entry.late], most)})" if entry.on_time else ""
        parts.append(f"sau hạn {number(len(entry.late))}{named}")
    return ", ".join(parts)


def nothing_to_enter(due: Due, done: Sequence[str], spared: Sequence[str]) -> str:
    """Of units that are in already, and of those that need not hand in."""
    name = clip(due.name, 80)
    came = [f"{few(done)}: {name} đã có từ trước, không cần ghi lại."] if done else []
    return "\n".join([*came, *([f"{few(spared)}: không phải nộp {name}."] if spared else [])])


def next_one(due: Due, done: Sequence[str], spared: Sequence[str]) -> str:
    """Above the card of the report that is due after it."""
    return f"{nothing_to_enter(due, done, spared)} Dưới đây là báo cáo kế tiếp."


def recorded(entry: Entry, codes: Sequence[str], unreached: Sequence[str]) -> str:
    """`codes`: 'AH-27'. `unreached`: who cannot be written to."""
    return fitted(*(lambda room, most=most: _recorded(entry, codes, unreached, room, most) for most in (60, 24, 8)))


def _recorded(entry: Entry, codes: Sequence[str], unreached: Sequence[str], room: int, most: int) -> str:
    call = f" Chưa nhắn được: {few([clip(name, room) for name in unreached], most)}." if unreached else ""
    return (
        f"Đã ghi nhận {number(entry.units)} đơn vị nộp {clip(entry.due.name, room)} {_WAYS[entry.source]}, "
        f"{_verdicts(entry, room, most)}. Mã nhận: {few(codes, most)}.\n"
        f"Hệ thống dừng nhắc các đơn vị này và báo từng đơn vị kèm mã nhận.{call}"
    )


def left() -> str:
    return "Chưa ghi nhận đơn vị nào. Muốn làm lại, đồng chí gõ “nhập hộ”."


# -- the unit ------------------------------------------------------------------------------------------------------


def told(got: Receipt, plan: Plan) -> str:
    """The receipt of what came some other way: judged by when it came, not by when it was entered."""
    return fitted(lambda room: _told(within(got, room), within(plan, room), room))


def _told(got: Receipt, plan: Plan, room: int) -> str:
    verdict = "sau hạn" if got.late else "đúng hạn"
    contents = f" Gồm: {'; '.join(clip(part, room) for part in got.contents)}." if got.contents else ""
    return (
        f"{capital(plan.speaker)} đã ghi nhận {got.due.name} của {got.unit}, nhận {way(got.source)} lúc "
        f"{when(got.received)}: {verdict} (hạn ghi: “{got.due.wording}”).\n"
        f"Mã nhận: {got.code}.{contents} Hệ thống không nhắc báo cáo này nữa, đơn vị không phải gửi lại.\n"
        f"Nếu có chỗ chưa đúng, xin trả lời tin này hoặc gọi {contact(plan)}. Cảm ơn đồng chí!"
    )
