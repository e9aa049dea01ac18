"""A file is taken out of a draft, or the draft is thrown away."""

from collections.abc import Sequence

from core.texts.clauses import clip
from core.texts.fields import files_said
from core.texts.values import Due
from core.vietnamese import number


def removed(name: str, due: Due) -> str:
    """Above the read-back, or the question that is open again."""
    return f"Đã bỏ tệp {clip(name, 60)} khỏi bản nháp {due.name}."


def which_file(names: Sequence[str]) -> str:
    return f"Xin chọn tệp cần bỏ. Bản nháp có {files_said(names)}."


def file_label(place: int, name: str) -> str:
    """On a button: two files may have one name."""
    return f"Bỏ tệp {place}: {clip(name, 40)}"


def file_gone() -> str:
    return "Tệp này không còn trong bản nháp."


def ask(due: Due, filled: int, files: int, handed: bool) -> str:
    """`handed`: a version is in, which the draft was to replace."""
    held = [f"{number(filled)} mục" if filled else "", f"{number(files)} tệp" if files else ""]
    lost = " và ".join(one for one in held if one)
    gone = f" {lost[:1].upper()}{lost[1:]} trong bản nháp sẽ không lấy lại được." if lost else ""
    stays = "Bản đã nộp vẫn giữ nguyên." if handed else "Báo cáo này đơn vị vẫn cần nộp." if due.counts else ""
    return f"Bỏ hẳn bản nháp {due.name}?{gone}{f' {stays}' if stays else ''}"


def thrown_away(due: Due) -> str:
    return f"Đã bỏ bản nháp {due.name}."


def which_draft() -> str:
    return "Xin chọn bản nháp cần bỏ."


def no_draft() -> str:
    return "Đồng chí không có bản nháp nào đang làm dở."
