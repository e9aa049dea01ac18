"""The link to the board on the web, as it is given out and ended in the chat."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from core.texts.clauses import capital, clip, comrade, few, near
from core.vietnamese import number

_NAME = 18  # letters of a name on a button
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


def link(url: str, whose: str, link_lives: timedelta, open_for: timedelta, opened: int) -> str:
    """`whose`: one of `of_all`, `of_units`; `opened`: on how many devices the person has it open now."""
    already = f"\nBảng của đồng chí đang mở trên {number(opened)} thiết bị." if opened else ""
    return (
        f"Mở liên kết này để xem bảng tình hình {whose}, trên máy tính hay điện thoại:\n{url}\n"
        f"Liên kết mở được một lần, trong {link_lives // _HOUR} giờ; mở rồi, trang xem được {open_for // _DAY} ngày "
        f"trên thiết bị đó và tự cập nhật. Xin không chuyển liên kết cho người khác.{already}"
    )


def of_all() -> str:
    return "của mọi đơn vị"


def of_units(names: Sequence[str]) -> str:
    return f"của {few(names)}"


def closed(boards: int) -> str:
    """Of whoever asked."""
    if not boards:
        return "Không có bảng nào của đồng chí đang mở; liên kết chưa dùng cũng đã hết hiệu lực."
    return f"Đã đóng bảng trên {number(boards)} thiết bị. Cần xem lại, đồng chí gõ “bảng trên web”."


def who(opened: Sequence[tuple[str, datetime]], now: datetime) -> str:
    """Names and since when, the latest first. To organisers."""
    if not opened:
        return "Hiện không ai đang mở bảng trên web."
    lines = "\n".join(f"{name}: mở lúc {near(at, now)}." for name, at in opened)
    return f"Bảng trên web đang mở trên {number(len(opened))} thiết bị. Chọn người để đóng:\n{lines}"


def close_of(name: str) -> str:
    """On a button."""
    return f"Đóng: {clip(name, _NAME)}"


def closed_of(name: str, boards: int) -> str:
    if not boards:
        return f"{capital(comrade(name))} không còn bảng nào đang mở."
    return (
        f"Đã đóng bảng của {comrade(name)} trên {number(boards)} thiết bị. Cần xem lại, người đó tự xin liên kết mới."
    )
