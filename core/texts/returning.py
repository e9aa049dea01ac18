"""A part of a report is wanted again: the reviewer asks for just that, the unit answers just that, or they talk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.forms import Field, FieldKind
from core.texts.clauses import capital, clip, comrade, contact, fitted, listed, near, seat, when, within
from core.texts.reviewing import verdict
from core.texts.values import Addressee, Due, Plan, Receipt

WHOLE = "Cả báo cáo"
_WORDS = 300  # of one reason


@dataclass(frozen=True)
class Ask:
    """What is wanted again, and why in the reviewer's own words. `field`: None is the whole report."""

    field: Field | None
    words: str

    @property
    def label(self) -> str:
        return self.field.label if self.field else WHOLE

    @property
    def is_number(self) -> bool:
        return self.field is not None and self.field.kind is FieldKind.NUMBER

    @property
    def takes_a_line(self) -> bool:
        """A number typed under it is the answer and never a choice."""
        return self.field is not None and self.field.kind in (FieldKind.NUMBER, FieldKind.TEXT, FieldKind.DATE)


# ── the reviewer ──


def which_part(code: str, unit: str) -> str:
    return f"Xin chọn mục cần {clip(unit, 80)} bổ sung trong bản {code}. Đơn vị chỉ được hỏi đúng mục này."


def which_part_of(unit: str, reason: str) -> str:
    """The reason is known already."""
    return f"Xin chọn mục cần {clip(unit, 80)} bổ sung; đơn vị đọc nguyên văn lý do: “{clip(reason, 200)}”."


def ask_reason(label: str) -> str:
    return (
        f"Xin gõ lý do, một hai câu ({clip(label, 80)}); đơn vị đọc nguyên văn. "
        "Ví dụ: số đã nhập là 150, tệp kèm theo ghi 1.500."
    )


def preview(unit: str, got: Receipt, asks: Sequence[Ask], by: datetime, passed: datetime | None = None) -> str:
    """Before it goes out: to whom, what, until when. `passed`: what was said before, and is over."""
    late = f"Xin xem lại: lúc hẹn trước ({when(passed)}) không còn kịp.\n" if passed else ""

    def draft(room: int) -> str:
        shown = within(got, room)
        parts = listed(f"{clip(ask.label, room)}: {clip(ask.words, room * 2)}" for ask in asks)
        return (
            f"{late}Gửi {clip(unit, room)} đề nghị bổ sung {len(asks):02d} mục của {shown.due.name} (mã {got.code})?\n"
            f"{parts}\n"
            f"Gửi lại trước {when(by)}. {_stands(got)}"
        )

    return fitted(draft)


def ask_moment(by: datetime) -> str:
    return f"Đơn vị gửi lại trước lúc nào? Xin gõ, ví dụ: 15/10, hoặc 14 giờ thứ Tư. Đang đề nghị: {when(by)}."


def no_moment(words: str) -> str:
    return f"Chưa đọc được ngày sau lúc này trong “{clip(words, 60)}”; xin gõ như sau: 15/10."


def too_soon(read_at: datetime) -> str:
    """Typed at night: it would be over before the unit reads of it."""
    return f"Xin gõ lúc muộn hơn, ví dụ: 15/10. Đơn vị đọc được tin này từ {when(read_at)}."


def sent(code: str, unit: str, by: datetime, *, reached: bool) -> str:
    done = f"Đã đề nghị {clip(unit, 80)} bổ sung bản {code} trước {when(by)}."
    return done if reached else f"{done} Chưa nhắn được tới đơn vị, xin gọi giúp."


# ── the unit ──


def letter(who: Addressee, plan: Plan, got: Receipt, asks: Sequence[Ask], by: datetime) -> str:
    """Only what is asked for; what was received stands. At most 600 units."""

    def draft(room: int) -> str:
        of, shown = within(plan, room), within(got, room)
        return (
            f"Kính gửi {seat(within(who, room))}.\n"
            f"{of.speaker} đã xem {shown.due.name} (mã {got.code}) và đề nghị đơn vị bổ sung {len(asks):02d} mục:\n"
            f"{_parts(asks, room)}\n"
            f"{_how(asks)} Đề nghị gửi trước {when(by)}.\n"
            f"{_stands(got)}\n"
            f"Cần trao đổi, xin trả lời tại đây hoặc gọi {contact(of)}. Trân trọng!"
        )

    return fitted(draft)


def _parts(asks: Sequence[Ask], room: int) -> str:
    lines = [f"{clip(ask.label, room)}: {clip(ask.words, max(room * 2, 60))}" for ask in asks]
    return lines[0] if len(lines) == 1 else listed(lines)


_BY: Mapping[FieldKind, str] = {
    FieldKind.NUMBER: "bằng con số đúng",
    FieldKind.YES_NO: "“có” hoặc “không”",
    FieldKind.CHOICE: "bằng mục đúng",
    FieldKind.DATE: "bằng ngày đúng",
    FieldKind.FILES: "kèm tệp",
    FieldKind.PHOTOS: "kèm ảnh",
    FieldKind.LINK: "bằng liên kết đúng",
}


def _how(asks: Sequence[Ask]) -> str:
    if len(asks) > 1:
        return "Đồng chí chọn “Sửa mục này” để trả lời lần lượt; các mục khác giữ nguyên."
    field = asks[0].field if asks else None
    if field is None:
        return "Đồng chí trả lời tin này kèm tệp bản mới; các số đã nhập giữ nguyên, sửa được trước khi nộp."
    return f"Đồng chí chỉ cần trả lời tin này {_BY.get(field.kind, 'bằng nội dung đúng')}; các mục khác giữ nguyên."


def _stands(got: Receipt) -> str:
    return f"Giờ nhận đã ghi ({when(got.judged)}, {verdict(got)}) không thay đổi."


def mending(label: str, was: str) -> str:
    """Above the question, when the one part is asked for again."""
    return (
        f"Đang sửa mục {clip(label, 80)}, bản trước ghi: {clip(was, 120)}."
        if was
        else f"Đang bổ sung {clip(label, 80)}."
    )


def mended(changed: str) -> str:
    """Above the read-back: what this answer changes."""
    return f"{capital(clip(changed, 300))}."


def confirmed(due: Due, code: str) -> str:
    """'Số đã đúng': the unit's word is with the reviewer, and nothing is asked of it any more."""
    return (
        f"Đã ghi: đơn vị xác nhận {clip(due.name, 120)} (mã {code}) đúng như đã nộp, chuyển cán bộ phụ trách xem lại.\n"
        "Hệ thống không nhắc báo cáo này nữa. Cảm ơn đồng chí!"
    )


def nothing_asked(due: Due) -> str:
    """An old button: nothing of this report is wanted any more."""
    return f"Hiện không còn mục nào của {clip(due.name, 120)} cần bổ sung; gõ “việc” để xem phần còn phải gửi."


# ── talking it over ──


def ask_words(plan: Plan) -> str:
    return f"Xin viết điều cần trao đổi; {contact(plan)} nhận được ngay."


def carried(name: str, now: datetime, until: datetime | None) -> str:
    quiet = f" Trong lúc chờ, hệ thống không nhắc mục này trước {near(until, now)}." if until else ""
    return f"Đã chuyển lời đến {comrade(name)}.{quiet}" if name else f"Đã chuyển lời đến cán bộ phụ trách.{quiet}"


def nobody_there(plan: Plan) -> str:
    return f"Đã ghi lời của đồng chí vào bản này, nhưng chưa nhắn được cho cán bộ; xin gọi {contact(plan)}."


def words_came(who: Addressee, phone: str, due: Due, code: str, words: str) -> str:
    """To the reviewer: what the unit says about what was asked."""
    call = f", {phone}" if phone else ""
    said = clip(" ".join(words.split()), 300)
    return f"{capital(seat(who))}{call} trao đổi về {clip(due.name, 100)} (mã {code}):\n“{said}”"


def ask_reply(unit: str) -> str:
    return f"Xin gõ câu trả lời cho {clip(unit, 80)}; hệ thống chuyển nguyên văn."


def reply_came(plan: Plan, due: Due, code: str, words: str) -> str:
    """Back to the unit; the choices of the first letter stand under it again."""
    return (
        f"{clip(plan.speaker, 80)} trả lời về {clip(due.name, 100)} (mã {code}):\n"
        f"“{clip(' '.join(words.split()), 300)}”"
    )


def replied(unit: str, *, reached: bool) -> str:
    return (
        f"Đã chuyển câu trả lời đến {clip(unit, 80)}." if reached else f"Đã ghi; chưa nhắn được tới {clip(unit, 80)}."
    )
