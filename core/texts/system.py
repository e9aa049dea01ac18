"""For whoever runs the machine: lines in the terminal, each with what to do; and the sentence when something broke."""

from collections.abc import Sequence


def sorry(code: str) -> str:
    """To the person whose turn failed; the code is in the log."""
    return (
        "Xin đồng chí thử lại: hệ thống gặp lỗi nên chưa làm được việc vừa rồi.\n"
        f"Nếu vẫn lỗi, xin báo cán bộ phụ trách mã {code}."
    )


def running_at(address: str) -> str:
    return f"Đúng Hạn đang chạy tại {address} (Ctrl-C để dừng)."


def demo_running() -> str:
    return "Đang chạy thử với một đợt giả định: mở địa chỉ trên bằng trình duyệt. Dữ liệu thật không bị đụng tới."


def admin_code(code: str, link: str) -> str:
    """While there is no organiser in chief. The way in, once."""
    return f"Chưa có cán bộ phụ trách chính. Mở liên kết sau, hoặc gửi cho hệ thống dòng: /start {code}\n{link}"


def admin_code_from_settings() -> str:
    return "Chưa có cán bộ phụ trách chính. Người đầu tiên gửi /start kèm mã ADMIN_CODE sẽ giữ vai trò này."


def channel_ready(channel: str, name: str = "") -> str:
    return f"Kênh {channel}: sẵn sàng{f' ({name})' if name else ''}."


def cannot_forward(campaigns: Sequence[str]) -> str:
    """Mail was sent here before, and now there is no server for it."""
    return (
        f"Kênh email: chưa bật mà {', '.join(campaigns)} đang chuyển báo cáo vào hộp thư; xin đặt lại SMTP_URL trong "
        "tệp .env rồi chạy lại. Thư chờ gửi vẫn được giữ."
    )


def wrong_token() -> str:
    return (
        "Kênh Telegram: TELEGRAM_BOT_TOKEN không đúng; xin lấy lại ở @BotFather (lệnh /mybots), sửa tệp .env "
        "rồi chạy lại. Các kênh khác vẫn chạy."
    )


def telegram_unreachable(seconds: int) -> str:
    return (
        f"Kênh Telegram: chưa kết nối được, tự thử lại sau {seconds} giây; tin chờ gửi vẫn được giữ, "
        "các kênh khác vẫn chạy. "
        "Nếu mạng chặn Telegram, đặt TELEGRAM_PROXY trong tệp .env."
    )


def telegram_back() -> str:
    return "Kênh Telegram: đã kết nối lại, đang gửi các tin chờ."


def second_poller() -> str:
    return (
        "Kênh Telegram: có một tiến trình khác đang nhận tin bằng cùng TELEGRAM_BOT_TOKEN. Xin tắt tiến trình đó; "
        "nếu không phải của đơn vị mình, xin đổi token ở @BotFather."
    )


def lock_taken(path: str) -> str:
    return f"Một tiến trình Đúng Hạn khác đang dùng {path}; xin tắt tiến trình đó rồi chạy lại."


def bad_setting(name: str, example: str) -> str:
    """The value itself is not printed: it may be a secret."""
    return f"Thiết lập {name} chưa đúng. Ví dụ đúng: {name}={example}. Xin sửa tệp .env rồi chạy lại."


def public_url(name: str = "PUBLIC_URL") -> str:
    return (
        f"Thiết lập {name} chưa đúng: phải bắt đầu bằng https://, sau đó chỉ có tên miền (và cổng, nếu có), không kèm "
        f"đường dẫn; hệ thống cần một tên miền riêng. Ví dụ đúng: {name}=https://dunghan.example.vn. "
        "Xin sửa tệp .env rồi chạy lại."
    )


def webhook_needs(setting: str) -> str:
    return (
        f"WEBHOOK đang bật nhưng thiếu {setting}; xin đặt {setting} trong tệp .env, "
        "hoặc bỏ WEBHOOK để nhận tin bằng polling."
    )


def clock_refused(setting: str) -> str:
    return (
        f"{setting} chỉ dùng khi chạy thử: xin bỏ {setting} trong tệp .env khi nối với máy chủ Telegram hoặc Zalo thật."
    )


def no_hour_left(settings: str) -> str:
    return (
        f"{settings} không còn chừa giờ nào để gửi tin nhắc; xin sửa trong tệp .env, ví dụ 07:30-17:00 và 20:00-07:30."
    )


def port_taken(address: str) -> str:
    return (
        f"Địa chỉ {address} đang có chương trình khác dùng; xin tắt chương trình đó hoặc đổi WEB_PORT trong tệp .env."
    )


def loose_files(path: str) -> str:
    return f"Người khác trên máy này đọc được {path}; xin chạy: chmod go-rwx {path}"


def too_new(version: str) -> str:
    return (
        f"Xin cài bản mới hơn của Đúng Hạn: cơ sở dữ liệu này do một bản mới hơn lập ra (bước {version}).\n"
        "Muốn dùng bản đang cài, hãy khôi phục bản sao lưu trước lần nâng cấp."
    )


def stopping() -> str:
    return "Đang dừng…"


def stopped() -> str:
    return "Đã dừng. Lần chạy sau tiếp tục từ đây."
