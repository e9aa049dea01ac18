"""An officer lays what units say they have mailed beside the mailbox: the list, the preview, what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.texts.clauses import clip, few, fitted, listed, near
from core.vietnamese import number


@dataclass(frozen=True)
class Said:
    """A unit that says it has mailed a report."""

    unit: str
    report: str
    at: datetime


@dataclass(frozen=True)
class Found:
    """A mail that belongs to a report; `asked` is False where the unit had not spoken of it."""

    unit: str
    report: str
    at: datetime
    late: bool
    asked: bool = True


_HOW = "Xin gõ số thứ tự, tên (ví dụ: 1 3 5) hoặc: tất cả; hoặc dán các dòng trong hộp thư: người gửi, tiêu đề, giờ."


def nobody() -> str:
    return f"Không có đơn vị nào đang báo đã gửi email. Có thư khác thì dán các dòng vào đây.\n{_PASTE}"


_PASTE = "Mỗi thư gồm người gửi, tiêu đề, giờ đến; chưa thư nào được ghi khi đồng chí chưa đồng ý."


def waiting(units: Sequence[Said], now: datetime) -> str:
    return fitted(*(lambda room, most=most: _waiting(units, now, room, most) for most in (20, 12, 8, 5)))


def _waiting(units: Sequence[Said], now: datetime, room: int, most: int) -> str:
    lines = [f"{clip(one.unit, room)}: {clip(one.report, room)}, báo {near(one.at, now)}" for one in units[:most]]
    more = f"\nvà {number(len(units) - most)} đơn vị khác" if len(units) > most else ""
    return f"{number(len(units))} đơn vị báo đã gửi email:\n{listed(lines)}{more}\n{_HOW}"


def unclear_ticks(words: str) -> str:
    return f"Chưa rõ “{clip(words, 60)}” là đơn vị hay thư nào. {_HOW}"


@dataclass(frozen=True)
class Laid:
    """Mails laid beside what is owed: `unclear` lines to be asked about, `others` that are about something else or in
    already, `absent` units that spoke of a mail which is not there."""

    found: Sequence[Found] = ()
    unclear: Sequence[str] = ()
    others: int = 0
    absent: Sequence[str] = ()


def preview(laid: Laid, now: datetime) -> str:
    """What would be recorded; which lines are not clear; whose mail is not among them."""
    return fitted(*(lambda room, most=most: _preview(laid, now, room, most) for most in (20, 8, 5, 3)))


def _preview(laid: Laid, now: datetime, room: int, most: int) -> str:
    found, unclear, absent = laid.found, laid.unclear, laid.absent
    late = sum(one.late for one in found)
    parts = [f"đúng hạn {number(len(found) - late)}"] * (late < len(found)) + [f"sau hạn {number(late)}"] * bool(late)
    blocks = [f"Ghi nhận {number(len(found))} thư ({', '.join(parts)})?"] if found else ["Chưa khớp được thư nào."]
    if found:
        blocks.append(listed(_line(one, now, room) for one in found[:most]))
        blocks += [f"và {number(len(found) - most)} thư khác"] if len(found) > most else []
    if unclear:
        quoted = "; ".join(f"“{clip(' '.join(one.split()), 70)}”" for one in unclear[: min(most, 3)])
        blocks.append(
            f"Chưa rõ {number(len(unclear))} dòng: {quoted}. Xin gõ tên đơn vị và giờ, ví dụ: An Hòa 15g20 27/10."
        )
    if laid.others:
        blocks.append(f"Bỏ qua {number(laid.others)} thư khác.")
    if absent:
        blocks.append(f"Không thấy thư của: {few([clip(one, room) for one in absent], most)}.")
    return "\n".join(blocks)


def _line(one: Found, now: datetime, room: int) -> str:
    verdict = "sau hạn" if one.late else "đúng hạn"
    new = "" if one.asked else ", đơn vị chưa báo"
    return f"{clip(one.unit, room)}: {clip(one.report, room)}, {near(one.at, now)}, {verdict}{new}"


def recorded(codes: Sequence[str], unreached: Sequence[str]) -> str:
    call = f" Chưa nhắn được: {few(unreached)}." if unreached else ""
    return f"Đã ghi nhận {number(len(codes))} thư: {few(codes, 12)}. Từng đơn vị được báo kèm mã nhận.{call}"


def nothing_left() -> str:
    return "Các báo cáo này đã có từ trước, không cần ghi lại."


def all_label() -> str:
    """On a button: every unit in the list, by the moment it said so."""
    return "Tất cả đã thấy thư"


def absent_label(units: int) -> str:
    """On a button: they are told, and asked for the file."""
    return f"Báo {number(units)} đơn vị chưa thấy thư"


def told_absent(units: int) -> str:
    return f"Đã báo {number(units)} đơn vị chưa thấy thư và xin gửi tệp hoặc ảnh chụp thư; việc nhắc tiếp tục."
