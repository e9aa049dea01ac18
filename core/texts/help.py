"""Help by role, and what stands beside a command in a menu."""

from collections.abc import Mapping

from core.roles import ORGANISING, Role
from core.texts.clauses import contact, fitted, within
from core.texts.values import Plan

COMMANDS: Mapping[str, str] = {
    "viec": "Báo cáo đơn vị còn phải gửi",
    "nop": "Nộp báo cáo, hoặc thay bản đã nộp",
    "lich": "Lịch hạn nộp, có thứ và ngày cuối",
    "donvi": "Đơn vị và người phụ trách",
    "giahan": "Xin gia hạn, hoặc gia hạn cho đơn vị",
    "tinhhinh": "Tình hình nộp báo cáo",
    "chuanop": "Đơn vị chưa nộp, gửi riêng cho đồng chí",
    "kehoach": "Kế hoạch, các hạn nộp và tiến độ",
    "thongbao": "Soạn, gửi thông báo tới đơn vị",
    "duyet": "Duyệt các báo cáo đã nộp",
    "hop": "Năm dòng và một hình cho cuộc họp",
    "trogiup": "Hướng dẫn ngắn",
    "huy": "Dừng bước đang làm, giữ bản nháp",
    "start": "Vào hệ thống bằng mã được cấp",
}


def help_for(role: Role | None, plan: Plan | None = None) -> str:
    """None is a stranger. A unit's people get what they do most first: sending a file."""
    if role is None:
        return help_for_stranger()
    if role in ORGANISING:
        return help_for_organiser()
    if role is Role.LEADER:
        return help_for_leader(plan)
    return help_for_cluster_head(plan) if role is Role.CLUSTER_HEAD else help_for_secretary(plan)


def _ask(plan: Plan | None, room: int) -> str:
    return contact(within(plan, room)) if plan else "cán bộ phụ trách"


_UNIT = (
    "Đồng chí gửi tệp báo cáo vào đây là nộp được; hệ thống báo ngay giờ nhận.\n"
    "Gõ có dấu hay không dấu đều được:\n"
    "“việc”: báo cáo còn phải gửi, hạn nào\n"
    "“nộp”: nộp từng mục, hoặc thay bản đã nộp\n"
    "“lịch”: mọi hạn nộp; “đơn vị”: ai phụ trách\n"
)


def help_for_secretary(plan: Plan | None = None) -> str:
    return fitted(
        lambda room: (
            f"{_UNIT}"
            "“chiều nay nộp”, “sáng mai nộp”: hẹn giờ, trước giờ đó hệ thống không nhắc\n"
            f"“xin gia hạn”, “đã gửi email”, “xin mẫu”: chuyển đến {_ask(plan, room)}\n"
            "“huỷ”: dừng bước đang làm, bản nháp vẫn giữ"
        )
    )


def help_for_cluster_head(plan: Plan | None = None) -> str:
    return fitted(
        lambda room: (
            f"{_UNIT}"
            "“tình hình”: số đã nộp; “chưa nộp”: đơn vị trong cụm còn thiếu, chỉ đồng chí thấy; "
            "“gọi”, “nhắc”: các đơn vị đó; “nhập hộ”: ghi nhận báo cáo đến qua email, bản giấy\n"
            f"“xin gia hạn”, “đã gửi email”, “xin mẫu”: chuyển đến {_ask(plan, room)}\n"
            "“huỷ”: dừng bước đang làm, bản nháp vẫn giữ"
        )
    )


def help_for_organiser() -> str:
    return (
        "Đồng chí gõ, có dấu hay không dấu đều được:\n"
        "“tình hình”: bảng số liệu lúc này\n"
        "“chưa nộp”: đơn vị còn thiếu, kèm số điện thoại; “duyệt”: các báo cáo đã nộp\n"
        "“đơn vị”: ai đã vào, bản mời cho đơn vị chưa vào\n"
        "Gửi tệp kế hoạch vào đây để mở một đợt; “tạo kế hoạch”, “nhân bản”, “kiểm tra giúp dự thảo”\n"
        "“kế hoạch”: các hạn nộp, tiến độ, sửa, đóng đợt; “đề nghị”: việc đơn vị xin, chờ trả lời\n"
        "“thông báo”, “nhắc”, “gọi”, “gia hạn”: xem trước rồi mới gửi; “nhập hộ”: báo cáo qua email\n"
        "Hệ thống tự nhắc theo hạn, dừng khi nhận được báo cáo; 7 giờ 45 báo việc trong ngày, 11 giờ 00 và 16 giờ 30 "
        "báo báo cáo mới."
    )


def help_for_leader(plan: Plan | None = None) -> str:
    return fitted(
        lambda room: (
            "Đồng chí gõ “họp” để có năm dòng số liệu đọc được ngay, kèm giờ tính, rồi một hình.\n"
            "“chỉ tiêu”: đạt đến đâu, mỗi ngày cần bao nhiêu\n"
            "“tình hình”: cùng số liệu đó, xem bất cứ lúc nào; “bật điểm tin”: có số liệu mỗi sáng\n"
            f"Hệ thống không gửi tin nhắc nộp báo cáo cho đồng chí. Cần trao đổi, xin gọi {_ask(plan, room)}."
        )
    )


def help_for_stranger() -> str:
    return (
        "Xin gửi mã, hoặc mở liên kết mà cán bộ phụ trách đã gửi cho đồng chí, để vào hệ thống.\n"
        "Hệ thống nhắc việc và nhận báo cáo của các đơn vị; nội dung chỉ hiện với người đã được mời."
    )
