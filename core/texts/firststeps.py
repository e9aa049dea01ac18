"""What a new officer in chief hears: three steps to the first campaign, each of which may be left for later."""

from core.vietnamese import number


def steps(plan: str, units: int, rehearsed: bool, left: int) -> str:
    """`plan`: what it is called, empty while there is none. `left`: how many steps are still to do."""
    named = f"“{plan}”." if plan else "chưa có; gửi tệp vào đây, hoặc dùng thử kế hoạch mẫu."
    listed = f"đã có {number(units)} đơn vị." if units else "chưa có; gửi tệp danh sách, hoặc dán vào đây."
    head = "Ba bước để chạy đợt đầu tiên; bước nào cũng để sau được." if left else "Đã xong ba bước đầu tiên."
    return "\n".join(
        [
            head,
            f"1. Kế hoạch: {named}",
            f"2. Đơn vị: {listed}",
            f"3. Diễn tập: {'đã xem.' if rehearsed else 'xem trước lịch nhắc, chưa gửi gì cho ai.'}",
        ]
    )


def ask_name() -> str:
    return "Cơ quan chưa có tên trong thư và trang web. Xin gõ, ví dụ: tên cơ quan: Quận Đoàn Bình Lâm."


def named(name: str) -> str:
    return (
        f"Đã ghi tên cơ quan: {name}. Thư và trang web dùng tên này; đổi lại lúc nào cũng được, xin gõ: tên cơ quan: …"
    )
