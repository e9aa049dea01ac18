"""One part of a report: asking for it, saying why a text is no answer, and reading answers back."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from core.forms import Field, FieldKind, Form, Misread, Reason
from core.numbers import Number
from core.texts.clauses import clip
from core.texts.values import NIL, Answered
from core.vietnamese import full_day, number

_TYPED = 40
_NAMES = 3


def ask_field(field: Field, report: str, position: int, total: int) -> str:
    """What to type comes first; then how far one is, and that leaving loses nothing."""
    skip = "" if field.required else " Nếu không có, chọn “Bỏ qua mục này”."
    return (
        f"{_please(field)}: {field.label}.{skip}\n"
        f"Mục {number(position)}/{number(total)} của {report}. "
        "Gõ “để sau” hoặc “huỷ” để dừng; phần đã nhập vẫn được giữ."
    )


def _please(field: Field) -> str:
    match field.kind:
        case FieldKind.TEXT:
            return "Xin viết một dòng"
        case FieldKind.LONG_TEXT:
            return "Xin viết"
        case FieldKind.NUMBER:
            return f"Xin gõ một con số ({field.unit})" if field.unit else "Xin gõ một con số"
        case FieldKind.YES_NO:
            return "Xin trả lời “có” hoặc “không”"
        case FieldKind.CHOICE:
            return "Xin chọn một mục"
        case FieldKind.DATE:
            return "Xin gõ ngày, ví dụ “8/10” hoặc “hôm nay”"
        case FieldKind.FILES:
            needed = field.files_needed
            return f"Xin gửi ít nhất {number(needed)} tệp" if needed > 1 else "Xin gửi tệp"


def misread(field: Field, why: Misread, typed: str) -> str:
    """What to type instead; the part stays open."""
    said = f"“{clip(' '.join(typed.split()), _TYPED)}”"
    match why.reason:
        case Reason.EMPTY:
            return f"{_please(field)}: {field.label}. Tin vừa rồi không có chữ nào."
        case Reason.NOT_A_NUMBER:
            return f"{_please(field)}, ví dụ 150: {field.label}.\nChưa đọc được số trong {said}."
        case Reason.AMBIGUOUS_NUMBER:
            return _ambiguous(field, why, said)
        case Reason.NIL_OR_ZERO:
            return ask_nil_or_zero(field)
        case Reason.TOO_SMALL | Reason.TOO_BIG:
            return _out_of_bounds(field, why, said)
        case Reason.NOT_A_DATE:
            return f"{_please(field)}: {field.label}.\nChưa đọc được ngày trong {said}."
        case Reason.NOT_AN_OPTION:
            return f"{_please(field)}: {field.label}.\n{_options(field)}Chưa khớp: {said}."
        case Reason.NEEDS_FILE:
            return f"{_please(field)}: {field.label}.\nMục này cần tệp đính kèm, chưa nhận chữ."


def _ambiguous(field: Field, why: Misread, said: str) -> str:
    if not why.readings:
        return f"Xin gõ lại {field.label} bằng một con số, ví dụ 1500: chưa chắc {said} là bao nhiêu."
    readings = " hay ".join(reading_label(field, reading) for reading in why.readings)
    return f"Xin chọn hoặc gõ lại: {said} là {readings}?\nMục đang hỏi: {field.label}."


def _options(field: Field) -> str:
    """The options spelled out, for a channel where the buttons are far up; nothing for yes or no."""
    return f"Các mục: {'; '.join(field.options)}. " if field.options else ""


def _out_of_bounds(field: Field, why: Misread, said: str) -> str:
    small = why.reason is Reason.TOO_SMALL
    bound = number((field.minimum if small else field.maximum) or 0)
    side = "ít nhất" if small else "nhiều nhất"
    if field.kind is FieldKind.NUMBER:
        unit = f" {field.unit}" if field.unit else ""
        return f"Xin kiểm tra rồi gõ lại {field.label}: {side} là {bound}{unit}, tin vừa rồi ghi {said}."
    how = "viết rõ hơn" if small else "viết gọn hơn"
    return f"Xin {how}: {field.label}, {side} {bound} ký tự."


def cannot_skip() -> str:
    """Above a question again, when somebody would leave out what is required."""
    return "Mục này cần có nên chưa bỏ qua được."


def which_part() -> str:
    """From the summary: one part is answered again, the others stay."""
    return "Xin chọn mục cần sửa. Các mục khác giữ nguyên."


def ask_nil_or_zero(field: Field) -> str:
    """'Không có' in a number field: a count of zero, or nothing that could be counted?"""
    return (
        f"Xin chọn: {field.label} là số 0, hay đơn vị không phát sinh nội dung này?\n"
        "Số 0 được cộng vào tổng hợp; không phát sinh thì ghi riêng."
    )


def reading_label(field: Field, value: Number) -> str:
    """On a button: one reading of a number, with its unit."""
    return _with_unit(field, _figure(value))


def value_said(field: Field, value: Any) -> str:
    """An answer as it is kept, in words."""
    if field.kind is FieldKind.NUMBER and value == NIL:
        return "không phát sinh"
    match field.kind:
        case FieldKind.NUMBER:
            return _with_unit(field, _figure(value))
        case FieldKind.YES_NO:
            return "có" if value else "không"
        case FieldKind.DATE:
            return full_day(date.fromisoformat(str(value)))
        case _:
            return str(value)


def _with_unit(field: Field, figure: str) -> str:
    return f"{figure} {field.unit}" if field.unit else figure


def _figure(value: Any) -> str:
    """1500 is '1.500' and 1.5 is '1,5', the way they are written here."""
    try:
        exact = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    whole, _, fraction = format(abs(exact), "f").partition(".")
    sign = "-" if exact < 0 else ""
    return f"{sign}{number(int(whole))}{f',{fraction}' if fraction else ''}"


def files_said(names: Sequence[str]) -> str:
    """'2 tệp: bao-cao.docx, anh-1.jpg'; of many only the first."""
    more = f" và {number(len(names) - _NAMES)} tệp khác" if len(names) > _NAMES else ""
    return f"{number(len(names))} tệp: {', '.join(clip(name, 60) for name in names[:_NAMES])}{more}"


def changed(field: Field, value: Any) -> str:
    """A message was edited, and with it the answer it gave."""
    return f"Đã sửa theo tin vừa đổi: {field.label}: {clip(value_said(field, value), 200)}."


def read_back(form: Form, answers: Mapping[str, Any], files: Sequence[str]) -> tuple[Answered, ...]:
    """Every part of the form with its answer; files belong to the report as a whole: the first part shows them."""
    said = []
    left = list(files)
    for field in form.fields:
        if field.kind is FieldKind.FILES:
            if left:
                said.append(Answered(field.label, files_said(left)))
                left = []
        elif answers.get(field.key) is not None:
            said.append(Answered(field.label, value_said(field, answers[field.key])))
    return (*said, Answered("Tệp kèm theo", files_said(left))) if left else tuple(said)


def contents(form: Form, answers: Mapping[str, Any], files: Sequence[str]) -> tuple[str, ...]:
    """What a receipt counts: numbers with their units, other parts by name, files by sort."""
    given = [field for field in form.fields if answers.get(field.key) is not None]
    return (*(_counted(field, answers[field.key]) for field in given), *files_by_sort(files))


def _counted(field: Field, value: Any) -> str:
    if field.kind is FieldKind.NUMBER and field.unit and value != NIL:
        return value_said(field, value)
    short = field.kind not in (FieldKind.TEXT, FieldKind.LONG_TEXT)
    return f"{field.label}: {value_said(field, value)}" if short else field.label


_SORTS = {"doc": "tệp Word", "docx": "tệp Word", "xls": "tệp Excel", "xlsx": "tệp Excel", "pdf": "tệp PDF"}
_SORTS |= dict.fromkeys(("jpg", "jpeg", "png", "webp", "heic"), "ảnh") | dict.fromkeys(("mp4", "mov"), "phim")


def files_by_sort(names: Sequence[str]) -> tuple[str, ...]:
    """'1 tệp Word', '4 ảnh'."""
    sorts = Counter(_SORTS.get(name.rsplit(".", 1)[-1].casefold(), "tệp") for name in names)
    return tuple(f"{number(count)} {sort}" for sort, count in sorts.items())
