"""A line that says several numbers: what was understood, read back before any of it counts."""

from collections.abc import Sequence

from core.texts.clauses import clip, listed
from core.texts.values import Answered, Due


def card(
    due: Due,
    unit: str,
    understood: Sequence[Answered],
    doubtful: Sequence[Answered] = (),
    unclear: Sequence[str] = (),
    sent: Sequence[str] = (),
) -> str:
    """`doubtful`: a part and what was typed for it, which may be this or that. `unclear`: fits no part. `sent`: photos
    and files that were spoken of."""
    lines = [
        f"Xin xem lại số liệu của {due.name} ({unit}), đúng thì chọn “Đúng rồi”:",
        listed(f"{one.label}: {one.value}" for one in understood),
        *(f"Chưa chắc “{clip(one.value, 40)}” là bao nhiêu; hệ thống hỏi lại {one.label}." for one in doubtful),
    ]
    if unclear:
        lines.append(f"Chưa rõ {_quoted(unclear)} thuộc mục nào nên chưa ghi; xin gõ rõ hơn hoặc chọn mục.")
    if sent:
        lines.append(f"Xin gửi vào đây: {_quoted(sent)}.")
    lines.append("Chưa có gì được nộp.")
    return "\n".join(line for line in lines if line)


def _quoted(said: Sequence[str]) -> str:
    return "; ".join(f"“{clip(one, 30)}”" for one in said[:5])


def for_which() -> str:
    return "Xin chọn báo cáo mà các số liệu vừa gõ thuộc về. Chưa có gì được ghi."


def fix_label(value: str) -> str:
    """On a button: one number was understood wrongly."""
    return f"Sửa: {clip(value, 40)}"


def put_label(said: str, label: str) -> str:
    """On a button: the part to which a number belongs."""
    return f"{clip(said, 20)}: {clip(label, 36)}"


def wrong() -> str:
    return "Xin gõ lại cả câu, mỗi số kèm đơn vị tính (buổi, lượt, đồng). Chưa có gì được ghi."


def kept(count: int) -> str:
    """Above the next question."""
    return f"Đã ghi {count} mục."
