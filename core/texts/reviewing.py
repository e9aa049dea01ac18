"""Reports before their reviewers: the card, the queue, and what became of a version."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from core.forms import Field
from core.texts import behalf
from core.texts.clauses import AFTER_INTERNAL, clip, comrade, few, fitted, listed, near, when, within
from core.texts.fields import value_said
from core.texts.values import Answered, Due, Receipt
from core.versions import Change, Difference
from core.vietnamese import number

_LONG = 240  # of one answer on a card


@dataclass(frozen=True)
class Card:
    """One version as its reviewer sees it. `by`: who handed it in; `source`: by which way, when somebody else entered
    it; `missing`: required parts without an answer; `empty`: parts left out; `odd`: what to look at twice; `said`: what
    both sides wrote, each with the name of who did; `left`: how many wait."""

    got: Receipt
    short: str
    by: str
    answers: Sequence[Answered] = ()
    missing: Sequence[str] = ()
    empty: Sequence[str] = ()
    odd: Sequence[str] = ()
    said: Sequence[tuple[str, str]] = ()
    source: str = ""
    left: int | None = None


def card(shown: Card) -> str:
    """Who, what, when and whether in time; what was counted; what is missing. At most 600 units."""
    return fitted(lambda room: "\n".join(_card(shown, room)))


def _card(shown: Card, room: int) -> list[str]:
    got = within(shown.got, room)
    left = f" Còn {number(shown.left)} báo cáo chờ xem." if shown.left else ""
    return [
        f"{got.unit}: {got.due.name} ({clip(shown.short, room)}).",
        f"{_code(shown, got)}{left}",
        *([listed(f"{clip(one.label, room)}: {clip(one.value, min(room * 2, _LONG))}" for one in shown.answers)]
          if shown.answers else []),
        *_notes("Thiếu", shown.missing, room),
        *_notes("Để trống", shown.empty, room),
        *_notes("Cần xem kỹ", shown.odd, room),
        *([f"So với bản trước: {clip(got.changed, room * 2)}."] if got.changed else []),
        *(f"{comrade(name)}: “{clip(words, room)}”" for name, words in shown.said[-3:]),
    ]  # fmt: skip


def _code(shown: Card, got: Receipt) -> str:
    nth = f" (bản thứ {number(got.version)})" if got.version > 1 else ""
    did = f"ghi nhận, nhận {behalf.way(shown.source)}" if shown.source else "nộp"
    first = f", lần đầu {when(got.judged)}" if got.judged != got.received else ""
    return f"Mã {got.code}{nth}, {comrade(shown.by)} {did} lúc {when(got.received)}{first}: {_verdict(got)}."


def _verdict(got: Receipt) -> str:
    return AFTER_INTERNAL if got.above_kept else verdict(got)


def verdict(got: Receipt) -> str:
    """As the unit reads it too."""
    if got.excused:
        return "được ghi nhận đúng hạn"
    if not got.due.counts:
        return "đã nhận"
    return "sau hạn" if got.late else "đúng hạn"


def _notes(what: str, parts: Sequence[str], room: int) -> list[str]:
    return [f"{what}: {'; '.join(clip(part, room) for part in parts)}."] if parts else []


def is_cut(shown: Card) -> bool:
    """Something of it cannot be read on the card."""
    return any(clip(one.value, _LONG) != one.value for one in shown.answers)


def full_text(unit: str, code: str, answers: Sequence[Answered]) -> str:
    """Everything that was answered, however long."""
    return f"{unit}, mã {code}:\n{listed(f'{one.label}: {one.value}' for one in answers)}"


def lost_file(name: str) -> str:
    return f"tệp {clip(name, 60)} chưa tải về được"


def unsafe_file(name: str) -> str:
    return f"tệp {clip(name, 60)} hỏng hoặc nén quá mức nên được giữ riêng, đơn vị đã được đề nghị gửi lại"


def shut_file(name: str) -> str:
    return f"tệp nén {clip(name, 60)} hệ thống không xem được bên trong, xin kiểm tra trước khi mở"


def locked_file(name: str) -> str:
    return f"tệp {clip(name, 60)} có mật khẩu nên không mở được, đơn vị đã được đề nghị gửi bản không đặt mật khẩu"


def coming_file(name: str) -> str:
    return f"tệp {clip(name, 60)} đang tải về"


def same_photo(name: str, unit: str, due: Due, code: str, *, same: bool) -> str:
    how = "trùng" if same else "gần giống"
    return f"ảnh {clip(name, 40)} {how} ảnh trong {clip(due.name, 60)} của {clip(unit, 60)} (mã {code})"


# ── what a new version changes ──


def changed(difference: Difference) -> str:
    """'đổi Số lượt người tham gia: 150 lượt → 1.500 lượt; thêm 1 tệp'; nothing for no difference."""
    parts = [_changed(one) for one in difference.changes]
    for files, did in ((difference.added, "thêm"), (difference.removed, "bỏ")):
        parts += [f"{did} {number(len(files))} tệp"] if files else []
    return "; ".join(parts)


def _changed(one: Change) -> str:
    if one.before is None:
        return f"thêm {one.field.label}: {_value(one.field, one.after)}"
    if one.after is None:
        return f"bỏ {one.field.label}"
    return f"đổi {one.field.label}: {_value(one.field, one.before)} → {_value(one.field, one.after)}"


def _value(field: Field, value: Any) -> str:
    """Of a number the figure alone: what is counted stands before it."""
    return clip(value_said(replace(field, unit=""), value), 60)


# ── the queue ──


def nothing_waits() -> str:
    return "Không còn báo cáo nào chờ xem."


def waits_after_the_end(campaigns: Sequence[tuple[str, int]]) -> str:
    """Of campaigns that were closed before somebody had looked at everything."""
    each = "; ".join(f"{number(count)} báo cáo của “{clip(short, 60)}”" for short, count in campaigns)
    return (
        f"Muốn xem tiếp, xin mở lại đợt. Đợt đã đóng còn chờ xem: {each}. Đợt đang chạy không còn báo cáo nào chờ xem."
    )


def reopen_label(short: str) -> str:
    return f"Mở lại {clip(short, 16)}"


def others_have_them(left: int) -> str:
    """All that wait are in the hands of other reviewers."""
    return f"{number(left)} báo cáo chờ xem đang được đồng chí khác mở. Xin xem lại sau 10 phút."


def only_this(code: str) -> str:
    return f"Chỉ còn bản {code} chờ xem."


def accepted(code: str, unit: str) -> str:
    """Above the next card."""
    return f"Đã nhận {code} của {clip(unit, 60)}; nhầm thì gõ “hoàn tác”."


def taken_back(code: str, *, mailed: bool) -> str:
    """Above the card: the verdict is gone. `mailed`: its acceptance sent it to the mailbox."""
    gone = " Thư chuyển bản này tới hộp thư không rút lại được." if mailed else ""
    return f"Đã rút kết luận “nhận” của bản {code}; bản này lại chờ xem.{gone}"


def nothing_accepted() -> str:
    return "Trong một ngày qua đồng chí chưa nhận bản nào. Xin gõ kèm mã, ví dụ: bỏ nhận AH-27."


def nothing_of_theirs(unit: str) -> str:
    return f"{clip(unit, 80)} không có báo cáo nào chờ xem."


def accept_all_label(count: int) -> str:
    """On a button: 'Nhận mọi bản đủ mục (12)'."""
    return f"Nhận mọi bản đủ mục ({number(count)})"


def accept_all_preview(units: Mapping[str, Sequence[str]], count: int, left: int) -> str:
    """Before the one press: how many, of whom. `units`: by report; `left`: those that are looked at one by one."""
    rest = f"\nCòn {number(left)} báo cáo khác cần xem từng bản." if left else ""

    def draft(room: int) -> str:
        names = max(1, room // 32)
        lines = [f"{clip(report, room)}: {few([clip(unit, room) for unit in of], names)}." for report, of in shown]
        more = f"\nvà {number(len(units) - len(shown))} loại báo cáo khác." if len(units) > len(shown) else ""
        return f"Nhận {number(count)} báo cáo đủ mục, đủ tệp?\n" + "\n".join(lines) + more + rest

    shown = list(units.items())[:4]
    return fitted(draft)


def none_complete() -> str:
    return "Chưa có bản nào đủ mục, đủ tệp để nhận cùng lúc; xin xem từng bản."


def all_accepted(count: int, left: int) -> str:
    rest = f" Còn {number(left)} báo cáo cần xem từng bản." if left else " Không còn báo cáo nào chờ xem."
    if not count:
        return f"Các bản vừa nêu đã được xem hoặc thay bằng bản khác, không nhận thêm bản nào.{rest}"
    return f"Đã nhận {number(count)} báo cáo.{rest}"


# ── a version that is not waiting any more ──


def decided_already(code: str, name: str, at: datetime | None, *, returned: bool, now: datetime) -> str:
    did = "đề nghị bổ sung" if returned else "nhận"
    moment = f" lúc {near(at, now)}" if at else ""
    return f"Bản {code} đã được {comrade(name)} {did}{moment}."


def replaced(code: str, newer: str, at: datetime, now: datetime) -> str:
    return f"Bản {code} đã được thay bằng bản {newer} lúc {near(at, now)}; xin xem bản mới."


def withdrawn(code: str, at: datetime, now: datetime) -> str:
    return f"Đơn vị đã rút bản {code} lúc {near(at, now)}; bản này không còn chờ xem."


def still_waits(code: str) -> str:
    return f"Bản {code} đang chờ xem."


def not_asked_any_more(code: str) -> str:
    return f"Báo cáo của bản {code} nay không phải nộp, nên không còn chờ xem."


def not_found() -> str:
    return "Không thấy báo cáo này trong phần đồng chí được xem; gõ “duyệt” để xem các báo cáo đang chờ."


def accepted_after_all(unit: str, due: Due, code: str) -> str:
    """To a unit that had been asked for something again: nothing is left to do."""
    return (
        f"{clip(due.name, 120)} của {clip(unit, 80)} (mã {code}) đã được duyệt sau khi bổ sung. "
        "Đồng chí không phải làm gì thêm. Cảm ơn đồng chí!"
    )
