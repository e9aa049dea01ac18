"""One part of a report: asking for it, saying why a text is no answer, and reading answers back."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from core.filesorts import Sort, sort_of
from core.forms import AS_OF, BESIDE, NIL_REPORT, OF_FILES, Field, FieldKind, Form, Misread, Reason, counts, loose
from core.measures import MONEY
from core.numbers import Number
from core.texts.amounts import in_words
from core.texts.clauses import clip
from core.texts.values import NIL, Answered
from core.unusual import Doubt, Why
from core.vietnamese import full_day, number

_TYPED = 40
_IN_WORDS = 1000  # from this amount on a dot more or less is easily overlooked
_NAMES = 3


def as_of_field() -> Field:
    """The day up to which the numbers of a report count: today, unless another is said."""
    return Field(AS_OF, "Số liệu tính đến ngày", FieldKind.DATE, required=False)


def ask_field(field: Field, report: str, position: int, total: int, have: int = 0) -> str:
    """What to type comes first; then how far one is, and that leaving loses nothing. Position 0: a part chosen to be
    answered again. `have`: how many of the files came."""
    skip = "" if field.required or not position else " Nếu không có, chọn “Bỏ qua mục này”."
    so_far = f" Đã có {number(have)}." if have else ""
    back = "“quay lại” để sửa mục trước, " if position > 1 else ""
    where = f"Mục {number(position)}/{number(total)} của {report}." if position else f"Sửa một mục của {report}."
    return (
        f"{_please(field)}: {field.label}.{so_far}{skip}\n"
        f"{where} Gõ {back}“để sau” hoặc “huỷ” để dừng; phần đã nhập vẫn được giữ."
    )


def ask_more(field: Field, position: int, total: int, have: int = 0) -> str:
    """After the receipt: what is not needed, one part at a time."""
    so_far = f" Đã có {number(have)}." if have else ""
    how = _please(field)
    return (
        f"Nếu tiện, {how[:1].lower()}{how[1:]}: {field.label} ({number(position)}/{number(total)}).{so_far}\n"
        "Báo cáo đã được nhận, mục này không bắt buộc."
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
        case FieldKind.LINK:
            return "Xin dán đường dẫn"
        case FieldKind.PHOTOS:
            return f"Xin gửi {_how_many(field)} ảnh"
        case FieldKind.FILES:
            needed = field.files_needed
            return (
                f"Xin gửi ít nhất {number(needed)} tệp{_will_do(field)}"
                if needed > 1
                else f"Xin gửi tệp{_will_do(field)}"
            )


def _how_many(field: Field) -> str:
    least, most = field.files_needed, field.maximum
    if most is None:
        return f"ít nhất {number(least)}"
    return number(least) if most == least else f"{number(least)}–{number(most)}"


_SORT_NAMES = {
    Sort.WORD: "Word",
    Sort.EXCEL: "Excel",
    Sort.PDF: "PDF",
    Sort.PHOTO: "ảnh",
    Sort.FILM: "phim",
    Sort.SOUND: "ghi âm",
    Sort.OTHER: "tệp khác",
}


def _will_do(field: Field) -> str:
    said = sorts_said(field)
    return f" ({said})" if said else ""


def sorts_said(field: Field) -> str:
    """'Word hoặc PDF, tối đa 20 MB'."""
    sorts = " hoặc ".join(_SORT_NAMES[sort] for sort in field.sorts)
    size = f"tối đa {number(field.largest)} MB" if field.largest is not None else ""
    return ", ".join(part for part in (sorts, size) if part)


def misread(field: Field, why: Misread, typed: str) -> str:
    """What to type instead; the part stays open."""
    said = f"“{clip(' '.join(typed.split()), _TYPED)}”"
    match why.reason:
        case Reason.EMPTY:
            return f"{_please(field)}: {field.label}. Tin vừa rồi không có chữ nào."
        case Reason.NOT_A_NUMBER:
            return f"{_please(field)}, ví dụ 150: {field.label}.\nChưa đọc được số trong {said}."
        case Reason.NOT_WHOLE:
            return (
                f"Xin gõ lại {field.label} bằng một số nguyên: {field.unit} không có phần lẻ, tin vừa rồi ghi {said}."
            )
        case Reason.NOT_A_LINK:
            example = "ví dụ https://tinhdoan.example.vn/bai-viet"
            return f"{_please(field)}, {example}: {field.label}.\nChưa thấy đường dẫn trong {said}."
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
    bound = number((field.minimum if small else _most(field)) or 0)
    side = "ít nhất" if small else "nhiều nhất"
    if field.kind is FieldKind.NUMBER:
        unit = f" {field.unit}" if field.unit else ""
        return f"Xin kiểm tra rồi gõ lại {field.label}: {side} là {bound}{unit}, tin vừa rồi ghi {said}."
    how = "viết rõ hơn" if small else "viết gọn hơn"
    return f"Xin {how}: {field.label}, {side} {bound} ký tự."


def _most(field: Field) -> int | None:
    measure = field.measure
    return field.maximum if field.maximum is not None or measure is None else measure.most


# ── what is unlike the numbers before it ──


def doubt(form: Form, field: Field, value: Any, why: Doubt) -> str:
    """One question, and nothing is blocked."""
    return f"{_compared(form, field, value, why)}: đúng không?"


def doubt_noted(form: Form, field: Field, value: Any, why: Doubt) -> str:
    """For whoever reviews: it was asked about, and is meant."""
    return f"{_compared(form, field, value, why)}; đơn vị đã xác nhận."


def _compared(form: Form, field: Field, value: Any, why: Doubt) -> str:
    said, usual = value_said(field, value), value_said(field, why.than)
    match why.why:
        case Why.ZERO:
            return f"{field.label}: kỳ trước {usual}, lần này {said}"
        case Why.TARGET:
            return f"{field.label}: chỉ tiêu của kế hoạch là {usual}, số vừa nhập là {said}"
        case Why.PAIR:
            return _pair(form, field, said, why)
        case _:
            return f"{field.label}: kỳ trước {usual}, lần này {said}"


def _pair(form: Form, field: Field, said: str, why: Doubt) -> str:
    for check in form.checks:
        if {check.least, check.most} == {field.key, why.other} and check.words:
            return f"{check.words} (vừa nhập {field.label}: {said})"
    other = form.known(why.other)
    assert other is not None
    beside = f"{other.label} ({value_said(other, why.than)})"
    more = any(check.least == field.key and check.most == why.other for check in form.checks)
    return f"{field.label} ({said}) {'nhiều' if more else 'ít'} hơn {beside}"


def cannot_skip() -> str:
    """Above a question again, when somebody would leave out what is required."""
    return "Mục này cần có nên chưa bỏ qua được."


def does_not_do(field: Field) -> str:
    """What was sent is kept, and the part that asks for another sort is still empty."""
    wanted = "ảnh" if field.kind is FieldKind.PHOTOS else sorts_said(field) or "văn bản hoặc ảnh"
    return f"Mục {field.label} cần {wanted}, nên tệp này chỉ giữ làm tệp kèm theo."


def not_understood(typed: str) -> str:
    """Above the read-back again: what was typed neither confirms it nor changes a part."""
    said = clip(" ".join(typed.split()), _TYPED)
    return f"Chưa rõ “{said}”. Cần sửa mục nào, đồng chí gõ “sửa” kèm tên mục."


def nothing_before() -> str:
    """Above the question again, when there is nothing to go back to."""
    return "Đây là mục đầu tiên."


def which_part() -> str:
    """From the summary: one part is answered again, the others stay."""
    return "Xin chọn mục cần sửa. Các mục khác giữ nguyên."


def ask_nil_or_zero(field: Field) -> str:
    """'Không có' in a number field: a count of zero, or nothing that could be counted?"""
    return (
        f"Xin chọn: {field.label} là số 0, hay đơn vị không phát sinh nội dung này?\n"
        "Số 0 được cộng vào tổng hợp; không phát sinh thì ghi riêng."
    )


def keep_label(field: Field, value: Any) -> str:
    """On a button: the answer as it stands, or as it was last time."""
    return f"Giữ: {clip(value_said(field, value), 40)}"


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
        case FieldKind.PHOTOS:
            return f"{number(len(value))} ảnh"
        case FieldKind.FILES:
            return f"{number(len(value))} tệp"
        case _:
            return str(value)


def amount_said(field: Field, value: Any) -> str:
    """As `value_said`, and an amount of money in words too: '12.000.000 đồng (mười hai triệu đồng)'."""
    said = value_said(field, value)
    measure = field.measure
    money = field.kind is FieldKind.NUMBER and measure is not None and measure.name == MONEY and value != NIL
    if not money or not str(value).isdigit() or int(value) < _IN_WORDS:
        return said
    return f"{said} ({in_words(int(value))} đồng)"


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


def read_back(form: Form, answers: Mapping[str, Any], files: Mapping[int, str]) -> tuple[Answered, ...]:
    """Every part of the form with its answer; what belongs to one part alone stands there, other files with the first
    part that asks for files. `files`: names by id. What was asked once and answered is shown as well."""
    if (reason := answers.get(NIL_REPORT)) is not None:
        said = [Answered("Không phát sinh", str(reason) or "không nêu lý do")]
        return (*said, Answered(attached(), files_said([*files.values()]))) if files else tuple(said)
    said, heap = [], loose(form, answers, files)
    left = [name for one, name in files.items() if one in heap]
    for field in (*form.fields, *form.past):
        if field.kind is FieldKind.FILES and not answers.get(field.key):
            if left:
                said.append(Answered(field.label, files_said(left)))
                left = []
        elif answers.get(field.key) is not None and not (field.kind in OF_FILES and not answers[field.key]):
            said.append(Answered(field.label, _own(field, answers[field.key], files)))
    left += [files[one] for one in answers.get(BESIDE) or () if one in files]
    said += [Answered(attached(), files_said(left))] if left else []
    return (*said, *_as_of(form, answers))


def _own(field: Field, value: Any, files: Mapping[int, str]) -> str:
    """Documents by their names."""
    names = [files[one] for one in value if one in files] if field.kind is FieldKind.FILES else []
    return files_said(names) if names else amount_said(field, value)


def attached() -> str:
    """In place of a part's name: files that come with the report and fill no part of it."""
    return "Tệp kèm theo"


def _as_of(form: Form, answers: Mapping[str, Any]) -> tuple[Answered, ...]:
    if answers.get(AS_OF) is None or not counts(form, answers):
        return ()
    field = as_of_field()
    return (Answered(field.label, value_said(field, answers[AS_OF])),)


def contents(form: Form, answers: Mapping[str, Any], files: Sequence[str]) -> tuple[str, ...]:
    """What a receipt counts: numbers with their units and the day up to which they count, other parts by name, files
    by sort."""
    if (reason := answers.get(NIL_REPORT)) is not None:
        return (f"không phát sinh{f', lý do: {clip(str(reason), 80)}' if reason else ''}", *files_by_sort(files))
    given = [field for field in form.fields if answers.get(field.key) is not None and field.kind not in OF_FILES]
    parts = [_counted(field, answers[field.key]) for field in given]
    numbers = [at for at, field in enumerate(given) if field.kind is FieldKind.NUMBER and answers[field.key] != NIL]
    if numbers and answers.get(AS_OF):
        parts[numbers[-1]] += f" (số liệu đến {value_said(as_of_field(), answers[AS_OF])})"
    return (*parts, *files_by_sort(files))


def _counted(field: Field, value: Any) -> str:
    if field.kind is FieldKind.NUMBER and field.unit and value != NIL:
        return value_said(field, value)
    short = field.kind not in (FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.LINK)
    return f"{field.label}: {value_said(field, value)}" if short else field.label


_SORTS = {
    Sort.WORD: "tệp Word",
    Sort.EXCEL: "tệp Excel",
    Sort.PDF: "tệp PDF",
    Sort.PHOTO: "ảnh",
    Sort.FILM: "phim",
    Sort.SOUND: "tệp ghi âm",
    Sort.OTHER: "tệp",
}


def files_by_sort(names: Sequence[str]) -> tuple[str, ...]:
    """'1 tệp Word', '4 ảnh'."""
    sorts = Counter(_SORTS[sort_of(name)] for name in names)
    return tuple(f"{number(count)} {sort}" for sort, count in sorts.items())
