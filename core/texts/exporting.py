"""Reports taken away: the spreadsheet and the files."""

from core.submissions import Timeliness, Workflow
from core.texts.clauses import capital, clip
from core.texts.values import Plan
from core.vietnamese import fold, number

HEADINGS = (
    *("STT", "Đơn vị", "Mã", "Cụm, khối", "Báo cáo", "Hạn nộp", "Tình trạng", "Mã nhận", "Nhận lần đầu"),
    *("Bản thứ", "Nhận bản này", "Đã xem", "Người nộp", "Điện thoại"),
)
NIL = "Không phát sinh"
FILES = "Tệp kèm theo"
_STATES = {
    Workflow.OWED: "chưa nộp",
    Workflow.EXEMPT: "không phải nộp",
    Workflow.RETURNED: "đang bổ sung",
}


def heading(label: str, unit: str) -> str:
    """With what is counted, where the label does not say it."""
    return label if fold(unit) in fold(label) else f"{label} ({unit})"


def state(workflow: str, timeliness: str) -> str:
    """One word to filter by."""
    if timeliness == Timeliness.LATE:
        return "sau hạn"
    if workflow == Workflow.OWED or timeliness == Timeliness.NONE:
        return _STATES.get(Workflow(workflow), "đã nộp")
    return "đúng hạn"


def looked_at(workflow: str) -> str:
    return "đã nhận" if workflow == Workflow.ACCEPTED else _STATES.get(Workflow(workflow), "chờ xem")


def ask(plan: Plan, reports: int) -> str:
    """`reports`: those in force."""
    if not reports:
        return f"{capital(plan.short)} chưa có báo cáo nào; bảng tính lúc này có danh sách đơn vị và tình trạng nộp."
    return (
        f"Xin chọn: bảng tính Excel của {number(reports)} báo cáo đang dùng ({plan.short}), mỗi đơn vị một dòng; "
        "hoặc các tệp kèm theo, xếp theo báo cáo và đơn vị.\n"
        "Báo cáo chỉ người được phân công mới xem thì không có trong này."
    )


def ask_private(plan: Plan, reports: int) -> str:
    """Before what only named people may read leaves the system."""
    return (
        f"{capital(plan.short)} có {number(reports)} bản thuộc nội dung riêng mà đồng chí được phân công xem. "
        "Tệp lập ra chỉ gửi cho đồng chí, việc lấy được ghi nhật ký.\n"
        "Khi đến hạn xóa, hệ thống không xóa được bản đã tải về máy: chỉ lấy khi thật cần, dùng xong xin đồng chí xóa."
    )


def nothing_private() -> str:
    return "Chưa có bản nào thuộc nội dung riêng mà đồng chí được phân công xem. Báo cáo khác: gõ “xuất excel”."


def private_elsewhere() -> str:
    """On a channel that carries a link instead of the file."""
    return "Kênh này không gửi được tệp. Nội dung riêng xin lấy trên Telegram hoặc trang trò chuyện của đồng chí."


def private_kept() -> str:
    return "Tệp này chỉ gửi cho đồng chí; hệ thống giữ một ngày rồi xóa. Dùng xong xin đồng chí xóa bản đã tải về."


def private_ready(plan: Plan, reports: int) -> str:
    return f"Bảng tính nội dung riêng của {plan.short}: {number(reports)} bản. {private_kept()}"


def other(name: str) -> str:
    """On a button: the reports of another campaign."""
    return clip(name, 40)


def soon() -> str:
    return "Hệ thống đang lập, xong sẽ gửi vào đây ngay. Trong lúc chờ, đồng chí cứ làm việc khác."


def not_made() -> str:
    return "Chưa lập được tệp; các báo cáo vẫn nguyên. Xin gõ “xuất excel” để lập lại."


def no_files() -> str:
    return "Chưa có tệp nào kèm theo các báo cáo đang dùng; đồng chí có thể lấy bảng tính."


def sheet_ready(plan: Plan, reports: int, units: int) -> str:
    return (
        f"Bảng tính của {plan.short}: {number(reports)} báo cáo đang dùng, {number(units)} đơn vị, "
        "mỗi báo cáo một trang tính. Số liệu tính đến lúc lập tệp."
    )


def files_ready(plan: Plan, files: int, parcels: int, missing: int) -> str:
    """`missing`: files that are not here yet, or never will be."""
    parts = f", chia {number(parcels)} phần" if parcels > 1 else ""
    lacking = f"\nCòn {number(missing)} tệp hệ thống chưa tải về được; xin xuất lại sau." if missing else ""
    return f"Tệp kèm theo báo cáo của {plan.short}: {number(files)} tệp{parts}.{lacking}"


def sheet_name(short: str, day: str) -> str:
    return f"{clip(short, 60)} - báo cáo {day}.xlsx"


def files_name(short: str, day: str, part: int, parts: int) -> str:
    which = f" - phần {part}" if parts > 1 else ""
    return f"{clip(short, 60)} - tệp {day}{which}.zip"


def folder(position: int, report: str) -> str:
    """Of one report, in the order of the plan."""
    return f"{position:02d}. {clip(report, 60)}"


def unit_folder(mark: str, name: str) -> str:
    return f"{mark} {clip(name, 60)}"
