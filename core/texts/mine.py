"""What is one's own: the hour of reminders, the channels, the calendar, what is kept of oneself."""

from collections.abc import Sequence
from datetime import datetime

from core.texts.clauses import comrade, contact, seat, when
from core.texts.values import Addressee, Plan
from core.vietnamese import number

_CHANNELS = {"web": "trang web", "telegram": "Telegram", "zalo": "Zalo", "email": "thư điện tử"}


def channel(name: str) -> str:
    return _CHANNELS.get(name, name)


def said_hour(minutes: int) -> str:
    return f"{minutes // 60} giờ {minutes % 60:02d}"


def summary(
    me: Addressee, phone: str, hour: int | None, usual: int, channels: Sequence[str], prefers: str, plan: Plan | None
) -> str:
    """'Của tôi'. `channels`: those that reach this person now; `usual`: the hour where none was chosen."""
    at = said_hour(max(hour, usual)) if hour is not None else f"{said_hour(usual)}, như thường lệ"
    ways = ", ".join(dict.fromkeys(channel(one) for one in channels)) or "chưa có"
    first = f"; tin gửi tới {channel(prefers)} trước" if prefers in channels and len(set(channels)) > 1 else ""
    kept = ", ".join(part for part in ("họ tên, chức vụ", f"số điện thoại {phone}" if phone else "") if part)
    whom = contact(plan) if plan else "cán bộ phụ trách"
    return (
        f"Của {seat(me)}:\n"
        f"1. Giờ nhắc: {at}. Đổi: gõ “nhắc tôi lúc 9 giờ”.\n"
        f"2. Kênh đang dùng: {ways}{first}. Thêm kênh: gõ “liên kết”.\n"
        f"3. Hệ thống lưu: {kept} và những báo cáo đã nộp, chỉ dùng cho việc này. Cần sửa hoặc xóa, xin gọi {whom}."
    )


# ── the hour ──


def ask_hour() -> str:
    return "Đồng chí muốn được nhắc lúc mấy giờ? Xin gõ, ví dụ “nhắc tôi lúc 9 giờ”. Muốn như cũ, gõ “nhắc giờ như cũ”."


def hour_set(minutes: int, earliest: int, moved: bool) -> str:
    """`moved`: the hour that was asked for is lunch."""
    said = f"Từ nay tin nhắc đến đồng chí lúc {said_hour(max(minutes, earliest))} ngày làm việc"
    why = " (buổi trưa hệ thống không nhắc)" if moved else ""
    early = f" Sớm nhất là {said_hour(earliest)}, vì lượt nhắc của ngày được chốt lúc đó." if minutes < earliest else ""
    return (
        f"{said}{why}.{early}\n"
        "Tin gấp trong ngày, khi hạn ghi theo giờ, vẫn đến đúng lúc cần; đã nộp trước giờ ấy thì không có tin nữa. "
        "Muốn như cũ, gõ “nhắc giờ như cũ”."
    )


def hour_refused(first: int, last: int) -> str:
    return (
        f"Xin chọn giờ từ {said_hour(first)} đến trước {said_hour(last)}, ví dụ “nhắc tôi lúc 9 giờ”: "
        "ngoài khoảng đó hệ thống không gửi tin nhắc cho ai."
    )


def hour_usual(usual: int) -> str:
    return f"Đã bỏ giờ riêng: tin nhắc lại đến vào giờ thường lệ, {said_hour(usual)} hoặc 14 giờ 00 ngày làm việc."


# ── channels ──


def link_code(code: str, minutes: int, address: str, telegram: str) -> str:
    """To the person, in the channel where they are known."""
    lines = [
        f"Ở kênh kia, xin gửi mã {code} cho hệ thống trong {number(minutes)} phút.",
        f"Trên máy hoặc điện thoại khác thì mở: {address}",
        *([f"Trên Telegram thì mở: {telegram}"] if telegram else []),
        "Mã dùng một lần, chỉ để đồng chí vào bằng kênh khác; xin không chuyển cho ai.",
    ]
    return "\n".join(lines)


def linked(name: str, channels: Sequence[str]) -> str:
    ways = " và ".join(dict.fromkeys(channel(one) for one in channels))
    said = (
        f"Đã liên kết: {ways} cùng là của {comrade(name)}. Việc, bản nháp và biên nhận dùng chung: "
        "làm dở ở kênh này thì tiếp được ở kênh kia."
    )
    where = "Tin nhắc chỉ gửi một nơi. Xin chọn nơi nhận; nơi đó không tới được thì hệ thống gửi qua nơi còn lại."
    return f"{said}\n{where}" if len(set(channels)) > 1 else said


def linked_notice(of: str, at: datetime) -> str:
    """To the channels that were there before: it may have been somebody else."""
    return (
        f"Lúc {when(at)}, {channel(of)} vừa được liên kết với đồng chí bằng mã đã cấp. Không phải đồng chí làm, "
        "xin chọn “Bỏ kênh vừa thêm”."
    )


def linked_already() -> str:
    return "Kênh này đã là của đồng chí, không cần mã nữa. Xin gửi mã ở kênh kia, nơi hệ thống chưa biết đồng chí."


def of_somebody_else(plan: Plan | None) -> str:
    """The chat is in use by another person with work of their own. No name of anybody."""
    return (
        "Chưa liên kết được: kênh này đang gắn với một người phụ trách khác. Đã báo cán bộ phụ trách xem lại.\n"
        f"Xin gõ mã ở kênh của riêng đồng chí, hoặc gọi {contact(plan) if plan else 'cán bộ phụ trách'}."
    )


def asks_organiser(asking: Addressee, holder: Addressee, of: str) -> str:
    """Two people say that one channel is theirs."""
    return (
        f"Cần đồng chí xem lại: mã liên kết của {seat(asking)} được gõ ở {channel(of)} đang là của {seat(holder)}. "
        "Hệ thống chưa đổi gì.\n"
        "Nếu hai người dùng chung máy, xin đề nghị mỗi người một tài khoản. Nếu đã thay người, xin dùng “Bàn giao”."
    )


def unlinked(of: str) -> str:
    return f"Đã bỏ {channel(of)}: nơi đó không xem và không nhận được gì của đồng chí nữa."


def preferred(of: str) -> str:
    return f"Từ nay tin gửi tới {channel(of)} trước; nơi đó không tới được thì hệ thống gửi qua kênh khác của đồng chí."


def not_linked(of: str) -> str:
    return f"Hệ thống chưa biết {channel(of)} của đồng chí. Xin chọn “Liên kết kênh khác” để lấy mã rồi gửi mã ở đó."


def which_channel(channels: Sequence[str]) -> str:
    ways = ", ".join(dict.fromkeys(channel(one) for one in channels))
    return f"Đồng chí muốn nhận tin ở đâu? Đang dùng: {ways}. Xin gõ, ví dụ “nhận tin ở Telegram”."


def prefer_label(of: str) -> str:
    return f"Nhận ở {channel(of)}"
