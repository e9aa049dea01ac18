"""Reports that only named people may read. In letters they have no name of their own, and nothing of them is said."""

from collections.abc import Sequence
from datetime import date

from core.texts.clauses import clip, deadline, when
from core.texts.tallies import part
from core.texts.values import Due, Receipt
from core.vietnamese import full_day, number

NAME = "Một nội dung riêng của kế hoạch"

NOT_KEPT = "(lời nhắn riêng, chỉ người được giao xem được)"  # instead of what a unit asked about it
A_FILE = "đã gửi"  # instead of its name: "tệp đã gửi"

# the page on which it is filled in
PAGE_HINT = (
    "Nội dung này chỉ những người được giao mới xem được; không đưa vào nhóm, không gửi chuyển tiếp. Xin ghi ít nhất "
    "có thể: không cần họ tên, địa chỉ nếu kế hoạch không yêu cầu."
)
WRITTEN = "Đã có, gõ lại nếu muốn thay"
KEEP = "Lưu lại"
HAND_IN = "Nộp"
KEPT = "Đã lưu. Nội dung đã nhập không hiện lại ở đây; mục nào đã có thì ghi “đã có”."
FILES = "Tệp kèm theo"


def page(due: Due, link: str) -> str:
    """Instead of questions in the chat."""
    return (
        f"Xin mở trang này để nhập và nộp: {link}\n"
        f"{due.name}, hạn {deadline(due)}. Nội dung không nhập trong cuộc trò chuyện; liên kết dùng trong 3 ngày, xin "
        "đừng chuyển cho người khác."
    )


def no_page(due: Due) -> str:
    return f"Xin gọi cán bộ phụ trách để được hướng dẫn nộp {due.name}: hệ thống chưa có địa chỉ trang web."


def files_moved(due: Due, count: int, link: str) -> str:
    """A file came in the chat, or by the page: nothing of its name is said."""
    return (
        f"Đã chuyển {number(count)} tệp vào trang riêng của {due.name}.\n"
        f"Mở trang để nhập tiếp và nộp: {link}\n"
        "Nếu gửi nhầm trong cuộc trò chuyện, xin xoá tin đó trên máy của đồng chí."
    )


def words_moved(due: Due, link: str) -> str:
    return (
        f"Đã chuyển lời vừa gõ vào trang riêng của {due.name} và xoá khỏi nhật ký trò chuyện của hệ thống.\n"
        f"Xin xoá tin đó trên máy của đồng chí, rồi nhập tiếp tại: {link}"
    )


def words_not_kept(due: Due, link: str) -> str:
    """There is no part for words."""
    return (
        f"Xin nhập tại trang riêng của {due.name}: {link}\n"
        "Lời vừa gõ không được giữ lại; xin xoá tin đó trên máy của đồng chí."
    )


def kept(due: Due, filled: int, total: int) -> str:
    return f"Đã lưu {number(filled)}/{number(total)} mục của {due.name}. Nhập đủ, xin bấm “Nộp” trên trang."


def handed(got: Receipt) -> str:
    """'Xem bản đã nộp' of such a report."""
    verdict = "sau hạn" if got.judged > got.due.lenient else "đúng hạn"
    return (
        f"{got.due.name} của {got.unit}, mã {got.code}, nộp lúc {when(got.received)}: {verdict}.\n"
        "Nội dung chỉ người được giao xem được, không hiện trong cuộc trò chuyện."
    )


def missing(due: Due, count: int, asked: int) -> str:
    """To those who see a number at most."""
    return f"{due.name}: chưa nộp {part(count, asked)} đơn vị. Danh sách chỉ cán bộ phụ trách xem được."


# -- to the organiser ---------------------------------------------------------------------------------------------


def ask_readers(report: str) -> str:
    return (
        f"Xin chọn, hoặc gõ tên những cán bộ phụ trách được xem {clip(report, 120)}, cách nhau bằng dấu phẩy.\n"
        "Báo cáo riêng tư: thư chỉ gọi là “một nội dung riêng của kế hoạch”, đơn vị nhập trên trang web, người khác "
        "chỉ thấy số lượng, không chuyển qua thư điện tử."
    )


def unknown_reader(name: str, officers: Sequence[str]) -> str:
    return (
        f"Xin gõ lại: chưa có cán bộ phụ trách nào tên “{clip(name, 60)}”. Hiện có: {clip(', '.join(officers), 300)}."
    )


def ask_days(report: str, readers: Sequence[str]) -> str:
    return (
        f"Xin chọn: sau khi đợt kết thúc bao lâu thì xoá nội dung của {clip(report, 120)}?\n"
        f"Người được xem: {clip(', '.join(readers), 300)}."
    )


def days_label(days: int) -> str:
    return f"Xoá sau {number(days)} ngày"


def marked(report: str, readers: Sequence[str], erased_on: date) -> str:
    return (
        f"Đã đặt riêng tư: {clip(report, 120)}. Người được xem: {clip(', '.join(readers), 300)}.\n"
        f"Nội dung và tệp được xoá sau {full_day(erased_on)}. Thư cho đơn vị có liên kết trang riêng để nhập."
    )


def is_private(report: str, readers: Sequence[str], erased_on: date | None) -> str:
    erased = f" Nội dung và tệp được xoá sau {full_day(erased_on)}." if erased_on else ""
    return f"{clip(report, 120)} đang riêng tư. Người được xem: {clip(', '.join(readers), 300)}.{erased}"


def lifted(report: str) -> str:
    return f"Đã bỏ chế độ riêng tư của {clip(report, 120)}. Báo cáo này được gọi tên và nộp như các báo cáo khác."


def not_lifted() -> str:
    return "Chưa bỏ được: chỉ người được xem mới bỏ, và chỉ khi chưa đơn vị nào nhập hoặc nộp."


def erased() -> str:
    return "Nội dung này đã được xoá theo thời hạn của kế hoạch."
