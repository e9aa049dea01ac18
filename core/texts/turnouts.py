"""What the owners of an activity hear when they answer: as planned, another day, put off, took part."""

from collections.abc import Sequence
from datetime import date

from core.activities import Event
from core.texts.activities import NAME, of, when
from core.texts.clauses import capital, clip, seat
from core.texts.values import Addressee, Due
from core.vietnamese import full_day, number


def confirmed(dues: Sequence[Due], leads: bool) -> str:
    named = "; ".join(f"“{clip(due.name, NAME)}”, {of(due)}" for due in dues)
    after = "Xong hoạt động, xin gửi kết quả và ảnh vào đây." if leads else "Xong hoạt động, xin trả lời “Đã tham gia”."
    return f"Cảm ơn đồng chí! Đã ghi nhận đúng lịch: {named}.\n{after}"


def ask_which() -> str:
    return "Xin chọn hoạt động:"


def label(due: Due) -> str:
    """On a button."""
    return f"{clip(due.name, 40)} ({of(due)})"


def ask_day(due: Due) -> str:
    return f"Đổi “{clip(due.name, NAME)}” ({of(due)}) sang ngày nào? Xin gõ, ví dụ: 25/5, hoặc thứ Sáu tuần sau."


def no_day(words: str) -> str:
    return f"Xin gõ lại ngày, ví dụ: 25/5. Chưa đọc được ngày trong “{clip(words, 60)}”."


def day_gone(on: date) -> str:
    return f"Xin gõ một ngày chưa qua, ví dụ: 25/5. {capital(full_day(on))} đã qua hoặc quá xa."


def moved(before: Due, on: date, told: int) -> str:
    others = f" Đã báo {number(told)} đồng chí cùng phụ trách." if told else ""
    return (
        f"Đã đổi “{clip(before.name, NAME)}” từ {of(before)} sang {full_day(on)}; "
        f"lịch nhắc đi theo ngày mới.{others}\n"
        "Cán bộ phụ trách được báo ngay. Nếu nhầm, xin gõ lại “đổi sang” và ngày đúng."
    )


def moved_notice(who: Addressee, phone: str, before: Due, on: date) -> str:
    """To organisers."""
    call = f", {phone}" if phone else ""
    return (
        f"Đổi ngày hoạt động “{clip(before.name, NAME)}”: từ {of(before)} sang {full_day(on)}.\n"
        f"{capital(seat(who))}{call} vừa báo. Lịch nhắc của hoạt động đã đi theo ngày mới."
    )


def moved_told(unit: str, before: Due, on: date) -> str:
    """To those who run it together, and to the unit itself when an organiser set the day."""
    return (
        f"Hoạt động “{clip(before.name, NAME)}” của {unit} chuyển sang {full_day(on)} (trước đó: {of(before)}).\n"
        "Đề nghị đồng chí bố trí theo ngày mới; hệ thống nhắc theo ngày này."
    )


def put_off(due: Due, told: int) -> str:
    others = f" Đã báo {number(told)} đồng chí cùng phụ trách." if told else ""
    return (
        f"Đã ghi hoãn “{clip(due.name, NAME)}” ({of(due)}) và báo cán bộ phụ trách; tạm thời không nhắc.{others}\n"
        "Khi có ngày mới, xin gõ, ví dụ: đổi sang 25/5."
    )


def put_off_notice(who: Addressee, phone: str, due: Due) -> str:
    """To organisers, who may set a day."""
    call = f", {phone}" if phone else ""
    return (
        f"Hoãn hoạt động “{clip(due.name, NAME)}” ({of(due)}), chưa rõ ngày mới.\n"
        f"{capital(seat(who))}{call} vừa báo. Hệ thống không nhắc cho đến khi có ngày; đồng chí đặt ngày mới được."
    )


def put_off_told(unit: str, due: Due) -> str:
    return (
        f"Hoạt động “{clip(due.name, NAME)}” ({of(due)}) của {unit} tạm hoãn, chưa rõ ngày mới.\n"
        "Khi có ngày, hệ thống báo đồng chí ngay."
    )


def is_put_off(due: Due) -> str:
    return f"Xin gõ ngày mới, ví dụ: 25/5. Hoạt động “{clip(due.name, NAME)}” đang hoãn."


def day_set(unit: str, before: Due, on: date) -> str:
    """An organiser set the day."""
    return f"Đã đặt “{clip(before.name, NAME)}” của {unit} vào {full_day(on)} và báo những đồng chí phụ trách."


def confirm_day(before: Due, event: Event, units: int, own: int) -> str:
    """Before an organiser moves the plan's own day. `own`: units that keep a day of their own."""
    kept = f" {number(own)} đơn vị đã tự đổi ngày giữ ngày của mình." if own else ""
    return (
        f"Đổi “{clip(before.name, NAME)}” từ {of(before)} sang {when(event)}?\n"
        f"{number(units)} đơn vị phụ trách sẽ được báo một lần, lịch nhắc theo ngày mới.{kept}"
    )


def same_day(due: Due) -> str:
    return f"Hoạt động “{clip(due.name, NAME)}” đang là {of(due)}, không phải đổi gì; muốn ngày khác, xin gõ ngày đó."


def plan_moved(before: Due, event: Event) -> str:
    """To those who carry it, among the changes of a plan."""
    return f"Hoạt động “{clip(before.name, NAME)}”: chuyển sang {when(event)} (lịch cũ: {of(before)})."


def plan_added(due: Due) -> str:
    return f"Thêm hoạt động “{clip(due.name, NAME)}”: {of(due)}. Đến gần ngày, hệ thống sẽ nhắc."


def plan_dropped(due: Due) -> str:
    return f"Kế hoạch không còn hoạt động “{clip(due.name, NAME)}” ({of(due)}); hệ thống không nhắc nữa."


def none_ahead() -> str:
    return "Không còn hoạt động nào ở phía trước để đổi ngày; gõ “kế hoạch” để xem đợt đang chạy."


def took_part(dues: Sequence[Due]) -> str:
    return f"Cảm ơn đồng chí! Đã ghi nhận đơn vị tham gia {_named(dues)}."


def not_leading(due: Due) -> str:
    return (
        f"Ngày của “{clip(due.name, NAME)}” do đơn vị chủ trì quyết định; xin trao đổi với đơn vị đó, "
        "hoặc chuyển lời đến cán bộ phụ trách."
    )


def settled(due: Due) -> str:
    """An old letter: its result has come, or nothing is asked any more."""
    known = f"Hoạt động “{clip(due.name, NAME)}” đã có kết quả hoặc không còn phải theo dõi."
    return f"{known} Gõ “việc” để xem việc hiện nay."


def not_begun(due: Due) -> str:
    return (
        f"Hoạt động “{clip(due.name, NAME)}” chưa đến ngày ({of(due)}). Xong hoạt động, xin gửi kết quả và ảnh vào đây."
    )


def nothing_planned() -> str:
    return "Đơn vị hiện không phụ trách hoạt động nào đang chờ. Gõ “lịch” để xem các mốc, “việc” để xem việc cần làm."


def _named(dues: Sequence[Due]) -> str:
    return ", ".join(f"“{clip(due.name, NAME)}”" for due in dues)
