"""What a report asks for, said to the officer who may change it."""

from collections.abc import Callable

from core.defining import Change, Doing
from core.forms import OF_FILES, Check, Field, FieldKind, Form
from core.texts.clauses import capital, clip, fitted, listed
from core.texts.fields import sorts_said
from core.vietnamese import number

_KINDS = {
    FieldKind.TEXT: "một dòng",
    FieldKind.LONG_TEXT: "đoạn văn",
    FieldKind.NUMBER: "số",
    FieldKind.YES_NO: "có/không",
    FieldKind.CHOICE: "chọn một",
    FieldKind.DATE: "ngày",
    FieldKind.PHOTOS: "ảnh",
    FieldKind.FILES: "tệp",
    FieldKind.LINK: "đường dẫn",
}


def form(name: str, asked: Form, head: str = "") -> str:
    """Everything a unit is asked, in its order."""
    nil = "nhận “không phát sinh” kèm lý do" if asked.nil else "không nhận “không phát sinh”"
    count = f"hỏi {number(len(asked.fields))} mục" if asked.fields else "chưa hỏi mục nào"

    def drawn(room: int) -> str:
        lines = [
            head,
            "Xin chọn mục cần đổi, hoặc gõ như mẫu “thêm: số lượt tham gia (lượt), bắt buộc”.",
            f"{capital(clip(name, max(room, 40)))} {count}, {nil}:",
            listed(clip(part(one), room) for one in asked.fields),
            *(f"Hỏi lại khi {clip(_pair(asked, one), 2 * room)}." for one in asked.checks[:1]),
        ]
        return "\n".join(line for line in lines if line)

    return fitted(drawn)


def part(field: Field) -> str:
    """'Số lượt tham gia (số, lượt, 0–500), bắt buộc'."""
    said = (_KINDS[field.kind], field.unit, "/".join(field.options), _limits(field), sorts_said(field))
    how = ", ".join(one for one in said if one)
    return f"{field.label} ({how}){', bắt buộc' if field.required else ''}"


def _limits(field: Field) -> str:
    least, most = field.minimum, field.maximum
    if least is not None and most is not None:
        return number(least) if least == most else f"{number(least)}–{number(most)}"
    if least is not None:
        return f"ít nhất {number(least)}"
    return "" if most is None else f"nhiều nhất {number(most)}"


def one(field: Field) -> str:
    later = "" if field.required else " Mục không bắt buộc được hỏi sau khi đã nhận báo cáo."
    return f"Xin chọn cách đổi mục: {clip(part(field), 160)}.{later}"


def how() -> str:
    """Every kind of part, and every change, as one types them."""
    return (
        "Xin gõ mỗi lần một thay đổi, như các mẫu sau; hệ thống đọc lại trước khi đổi.\n"
        "thêm: kinh phí (đồng), bắt buộc\n"
        "thêm: ảnh hoạt động, 3–10\n"
        "thêm: tệp danh sách, excel, tối đa 20 MB\n"
        "thêm: hình thức, chọn: Hội thi / Tọa đàm\n"
        "thêm: ngày tổ chức\n"
        "thêm: cấp ủy đã duyệt, có/không\n"
        "thêm: tin bài, đường dẫn\n"
        "thêm: khó khăn, đoạn văn\n"
        "2 bắt buộc; 2 từ 0 đến 500; 3 lên 1; bỏ 2\n"
        "số người không quá số lượt: Xin xem lại hai số này\n"
        "nhận không phát sinh"
    )


# ── a change, before and after ──


def confirm(change: Change, handed: int, asked: int) -> str:
    """Read back, with what it means for whom. `handed`: how many of the units `asked` have handed in already; nobody is
    asked before the start."""
    return f"Đổi mẫu báo cáo như sau, đúng không: {_what(change)}?\n{_meant(change, handed, asked)}"


def done(change: Change) -> str:
    return f"Đã đổi: {_what(change)}."


def _what(change: Change) -> str:
    return _SAID[change.doing](change)


def _meant(change: Change, handed: int, asked: int) -> str:
    if not asked:
        return "Đợt chưa bắt đầu: các đơn vị được hỏi theo mẫu này ngay từ đầu."
    match change.doing:
        case Doing.DROP:
            return "Số liệu, tệp các đơn vị đã gửi ở mục này vẫn được giữ."
        case Doing.CHECK:
            return "Đơn vị chỉ được hỏi lại một lần, báo cáo vẫn được nhận."
        case Doing.MOVE | Doing.UNCHECK | Doing.FREE:
            return "Báo cáo đã nhận không thay đổi."
        case Doing.NIL:
            return "Báo cáo đã nhận không thay đổi." if change.form.nil else "“Không phát sinh” đã nhận vẫn được giữ."
        case _:
            return (
                f"{number(handed)}/{number(asked)} đơn vị đã nộp không phải bổ sung; các đơn vị khác được hỏi từ nay."
            )


def _named(change: Change) -> str:
    return clip(change.field.label, 80) if change.field else ""


def _added(change: Change) -> str:
    assert change.field is not None
    checked = f"; hỏi lại khi {clip(_pair(change.form, change.check), 160)}" if change.check else ""
    return f"thêm mục {clip(part(change.field), 240)}{checked}"


def _bounded(change: Change) -> str:
    field = change.field
    assert field is not None
    limits = ", ".join(one for one in (_limits(field), sorts_said(field)) if one)
    counted = {FieldKind.NUMBER: f" {field.unit}" if field.unit else ""}
    unit = counted.get(field.kind, f" {_KINDS[field.kind]}" if field.kind in OF_FILES else " ký tự") if limits else ""
    return f"mục “{_named(change)}” nhận {limits or 'mọi giá trị'}{unit}"


def _moved(change: Change) -> str:
    assert change.field is not None
    place = [one.key for one in change.form.fields].index(change.field.key) + 1
    return f"mục “{_named(change)}” thành mục {number(place)}"


def _checked(change: Change) -> str:
    assert change.check is not None
    words = f", nói với đơn vị: “{change.check.words}”" if change.check.words else ""
    return f"hỏi lại khi {clip(_pair(change.form, change.check), 200)}{words}"


def _pair(asked: Form, check: Check) -> str:
    least, most = asked.known(check.least), asked.known(check.most)
    assert least is not None
    assert most is not None
    return f"“{clip(least.label, 80)}” nhiều hơn “{clip(most.label, 80)}”"


_SAID: dict[Doing, Callable[[Change], str]] = {
    Doing.ADD: _added,
    Doing.DROP: lambda change: f"bỏ mục “{_named(change)}”",
    Doing.REQUIRE: lambda change: f"mục “{_named(change)}” là bắt buộc",
    Doing.FREE: lambda change: f"mục “{_named(change)}” không còn bắt buộc, được hỏi sau khi đã nhận báo cáo",
    Doing.BOUND: _bounded,
    Doing.MOVE: _moved,
    Doing.CHECK: _checked,
    Doing.UNCHECK: lambda _: "không hỏi lại về hai số nữa",
    Doing.NIL: lambda change: (
        "nhận “không phát sinh” kèm lý do như một báo cáo" if change.form.nil else "không nhận “không phát sinh” nữa"
    ),
}


def changed_meanwhile() -> str:
    """Above the form as it is now: somebody else was quicker."""
    return "Mẫu báo cáo vừa có thay đổi khác, xin xem lại rồi chọn."


def unread(words: str) -> str:
    return f"Xin gõ lại: chưa rõ “{clip(' '.join(words.split()), 60)}” là muốn đổi gì. Chưa có gì thay đổi."


def nothing_changed() -> str:
    return "Mẫu báo cáo giữ nguyên. Muốn đổi, xin gõ “kế hoạch”, chọn “Sửa kế hoạch” rồi chọn báo cáo."


def last_one() -> str:
    return "Xin giữ lại: báo cáo cần hỏi ít nhất một mục."


def too_many(most: int) -> str:
    return f"Xin bỏ bớt trước khi thêm: một báo cáo hỏi nhiều nhất {number(most)} mục."
