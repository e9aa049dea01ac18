"""What stands on the page of dates that is printed."""

from core.texts.clauses import clip

HEADINGS = ("STT", "Báo cáo, sản phẩm", "Kế hoạch ghi", "Ngày cuối an toàn")


def title() -> str:
    return "LỊCH HẠN NỘP"


def subtitle(name: str, number: str) -> str:
    paper = f"Kế hoạch số {number}: " if number else ""
    return f"{paper}{clip(name, 200)}"


def file_name() -> str:
    return "Lịch hạn nộp.docx"


def ready() -> str:
    return "Lịch hạn nộp để in, một trang A4: đề nghị dán ở nơi làm việc hoặc gửi vào nhóm."
