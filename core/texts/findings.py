"""What is said about a plan document: one sentence for each thing that is wrong or vague, with its dates and names."""

from collections.abc import Sequence
from datetime import date, time

from core.texts.clauses import few
from core.vietnamese import full_day, hour_of, short_day, weekday


def _named(label: str) -> str:
    return f"Hạn nộp “{label}”" if label else "Hạn nộp"


def weekday_mismatch(label: str, day: date, stated: str, other: date) -> str:
    said = f"{_named(label)}: kế hoạch ghi {short_day(day)} ({stated})"
    return f"{said}, nhưng ngày đó là {weekday(day)}; ngày gần nhất là {full_day(other)}."


def weekday_of_other(day: date, stated: str) -> str:
    return f"Kế hoạch ghi {short_day(day)} ({stated}), nhưng ngày đó là {weekday(day)}."


def no_such_day(written: str) -> str:
    return f"Không có ngày nào như “{written}”; xin cho biết ngày đúng."


def implausible_year(label: str, day: date, year: int) -> str:
    return f"{_named(label)} ghi {full_day(day)}, trong khi cả kế hoạch nói về năm {year}."


def two_dates(label: str, first: date, second: date) -> str:
    return f"{_named(label)} có hai ngày khác nhau: {full_day(first)} và {full_day(second)}."


def two_times(title: str, first: tuple[date, date], second: tuple[date, date]) -> str:
    return f"Hoạt động “{title}”: có chỗ ghi {_span(first)}, có chỗ ghi {_span(second)}."


def _span(days: tuple[date, date]) -> str:
    first, last = days
    return full_day(first) if first == last else f"từ {full_day(first)} đến {full_day(last)}"


def before_issue(label: str, day: date, issued: date) -> str:
    return f"{_named(label)} là {full_day(day)}, trước ngày ban hành {full_day(issued)}."


def already_over(label: str, day: date) -> str:
    return f"{_named(label)} là {full_day(day)}, nay đã qua."


def on_weekend(label: str, day: date) -> str:
    return f"{_named(label)}: ngày cuối để nộp là {full_day(day)}, ngày nghỉ cuối tuần."


def on_holiday(label: str, day: date) -> str:
    return f"{_named(label)}: ngày cuối để nộp là {full_day(day)}, ngày nghỉ lễ."


def before_the_end(label: str, safe: str, end: date) -> str:
    """`safe`: until when it is handed in, as core.texts.plans says it."""
    return f"{_named(label)}: {safe}, trong khi đợt hoạt động kéo dài đến {full_day(end)}."


def no_deadline() -> str:
    return "Kế hoạch không ghi hạn nộp báo cáo nào; xin cho biết cần nộp gì và đến khi nào."


def last_working_day() -> str:
    return "Ngày làm việc cuối kỳ"


def on_day(day: int, *, inclusive: bool = True) -> str:
    return f"Chậm nhất ngày {day}" if inclusive else f"Trước ngày {day}"


def no_day(what: str) -> str:
    return f"Báo cáo định kỳ “{what}” không ghi nộp vào ngày nào."


def relative(quote: str) -> str:
    return f"Hạn này tính theo một sự việc khác nên chưa thành ngày cụ thể: “{quote}”."


def amended(label: str, old: str, day: date) -> str:
    return f"{_named(label)}: “{old}” được thay bằng {full_day(day)}."


def missing_number(parent: str) -> str:
    also = f"; {parent} là số của văn bản khác" if parent else ""
    return f"Văn bản không ghi số, ký hiệu của chính nó{also}."


def number_only_in_annex(number: str) -> str:
    return f"Số {number} chỉ thấy ở phần kèm theo, không thấy ở đầu văn bản."


def missing_issue_date() -> str:
    return "Văn bản không ghi ngày ban hành."


def missing_signer() -> str:
    return "Không thấy người ký; có thể đây là dự thảo."


def missing_mailbox() -> str:
    return "Kế hoạch yêu cầu gửi báo cáo nhưng không ghi hộp thư hoặc nơi nhận."


def missing_attachment(quote: str) -> str:
    return f"Kế hoạch nhắc tới phần kèm theo nhưng tệp này không có: “{quote}”."


def missing_table(quote: str) -> str:
    return f"Sau dòng “{quote}” không thấy bảng nào."


def issuer_unnamed(issuer: str) -> str:
    return f"Cơ quan ban hành chỉ ghi “{issuer}”, chưa rõ của nơi nào."


def suspicious_mailbox(mailbox: str) -> str:
    return f"Hộp thư {mailbox} có vẻ viết thiếu hoặc sai chữ; xin kiểm tra trước khi gửi cho đơn vị."


def duplicate_phone(phone: str, first: str, second: str) -> str:
    return f"Số {phone} ghi cho cả {first} và {second}."


def invalid_phone(phone: str, name: str) -> str:
    return f"Số điện thoại {phone}{f' của {name}' if name else ''} không đủ hoặc thừa chữ số."


def other_kind(said: str, doc_type: str) -> str:
    return f"Văn bản là {doc_type} nhưng câu kết gọi là “{said}”."


def owners_without_lead(title: str, owners: Sequence[str]) -> str:
    return f"Việc “{title}” giao cho {', '.join(owners)} nhưng không ghi đơn vị nào chủ trì."


def stale_link(link: str, year: int) -> str:
    return f"Địa chỉ {link} mang năm cũ, trong khi kế hoạch là của năm {year}."


def ocr_noise(examples: str) -> str:
    return f"Văn bản có chỗ như do máy quét đọc sai: {examples}; xin đối chiếu bản gốc."


def unicode_noise() -> str:
    return "Chữ trong tệp dùng dấu rời hoặc ký tự lạ; đã đọc được, xin đối chiếu tên riêng."


def split_table() -> str:
    return "Một bảng bị ngắt qua trang và lặp lại tiêu đề; các dòng đã được nối lại."


def hidden_text(quote: str) -> str:
    return f"Tệp có chữ ẩn, không tính là nội dung kế hoạch: “{quote}”."


def owners_unknown(names: Sequence[str]) -> str:
    return f"Không thấy trong danh sách đơn vị: {few(names, 8)}; có thể là đơn vị ngoài, xin kiểm tra tên."


def keep(day: date) -> str:
    return f"Giữ {full_day(day)}"


def earlier(day: date) -> str:
    return f"Sớm hơn: {full_day(day)}"


def later(day: date) -> str:
    return f"Dời đến {full_day(day)}"


def take(day: date) -> str:
    return full_day(day)


def propose(day: date) -> str:
    return f"Báo cáo kết quả, chậm nhất {full_day(day)}"


def result_report() -> str:
    return "Báo cáo kết quả"


_CUES = {
    "truoc": "trước",
    "truoc_gio": "trước",
    "cham_nhat": "chậm nhất",
    "den_het": "đến hết",
    "han_cuoi": "hạn cuối",
    "han_chot": "hạn chót",
    "trong_ngay": "trong",
}


def reworded(wording: str, day: date, hour: time | None) -> str:
    """A deadline that was settled on another day than the plan says, in the plan's own manner."""
    at = f"{hour_of(hour)} " if hour else ""
    return f"{_CUES[wording]} {at}ngày {short_day(day)} ({weekday(day)})"


def leave() -> str:
    return "Để nguyên"


def extra_form(day: date) -> str:
    return f"Thêm số liệu bổ sung, chậm nhất {full_day(day)}"


def extra_report() -> str:
    return "Số liệu bổ sung"
