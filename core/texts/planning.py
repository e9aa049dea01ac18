"""What an organiser hears while a plan document becomes a campaign: the card, one question at a time, the start."""

from collections.abc import Sequence
from datetime import date, datetime

from core.plans.checking import Settled
from core.texts.clauses import clip, listed
from core.vietnamese import full_day, given_name, hour_of, moment, number

_QUOTED = 240  # letters of a quoted line


def reading(name: str) -> str:
    return f"Đã nhận tệp {clip(name, 80)}, đang đọc kế hoạch. Đọc xong, hệ thống báo ngay; chưa gửi gì cho đơn vị nào."


def reading_text() -> str:
    return "Đã nhận nội dung, đang đọc kế hoạch. Đọc xong, hệ thống báo ngay; chưa gửi gì cho đơn vị nào."


def findings(details: Sequence[str]) -> str:
    numbered = [f"{at}. {detail}" for at, detail in enumerate(details, start=1)]
    return "\n".join([f"Đã thấy {number(len(details))} điểm trong văn bản này:", *numbered])


def card(title: str, span: tuple[date | None, date | None], dues: int, activities: int, undecided: int) -> str:
    """Five lines: what was understood, and whether anything must be decided first."""
    lines = [
        f"Đã đọc kế hoạch “{clip(title, 200)}”." if title else "Đã đọc kế hoạch; tệp không ghi tên kế hoạch.",
        _time(span),
        f"Có {number(dues)} hạn nộp báo cáo và {number(activities)} hoạt động.",
        f"{number(undecided)} điểm cần xem lại trước khi bắt đầu." if undecided else "Không có điểm nào phải hỏi lại.",
        "Chưa gửi gì cho đơn vị nào.",
    ]
    return "\n".join(line for line in lines if line)


def _time(span: tuple[date | None, date | None]) -> str:
    start, end = span
    if start and end and start != end:
        return f"Thời gian: từ {full_day(start)} đến {full_day(end)}."
    day = end or start
    return f"Thời gian: {'đến ' if end and not start else ''}{full_day(day)}." if day else ""


def dues(reports: Sequence[Settled]) -> str:
    """Each with the words of the plan and the last moment that is surely safe."""
    if not reports:
        return "Chưa có hạn nộp nào trong kế hoạch này."
    return f"Các hạn nộp đã đọc được:\n{listed(_due(one) for one in reports)}"


def _due(one: Settled) -> str:
    asked = f" ({', '.join(one.audience)})" if one.audience else ""
    doubt = " (chưa chốt ngày, tạm tính theo ngày sớm hơn)" if one.disputed else ""
    return f"{clip(one.label, 90)}{asked}: “{clip(one.words, 80)}”, {_until(one)}{doubt}."


def _until(one: Settled) -> str:
    if one.hour is not None:
        return f"nộp {'chậm nhất' if one.inclusive else 'trước'} {hour_of(one.hour)} {full_day(one.day)}"
    last = one.day if one.inclusive else date.fromordinal(one.day.toordinal() - 1)
    return f"nộp chậm nhất hết {full_day(last)}"


def question(detail: str, quotes: Sequence[str], left: int) -> str:
    """One thing to decide, with the line it is about."""
    quoted = [f"Kế hoạch ghi: “{clip(quotes[0], _QUOTED)}”"] if quotes else []
    more = f" (sau đó còn {number(left)} điểm)" if left else ""
    return "\n".join([detail, *quoted, f"Xin đồng chí chọn{more}:"])


def grace(day: date) -> str:
    """Always asked where a plan says 'trước ngày D'; units are never told before D."""
    said = f"Bài gửi trong chính ngày đó (ví dụ {full_day(day)}) tính là đúng hạn hay sau hạn?"
    return f"Kế hoạch ghi “trước ngày …”. {said}"


def nothing_left(short: str, reports: int, units: int, over: int = 0, some: int = 0) -> str:
    """All is decided: what pressing the button will do. `over`: reports whose time has passed; `some`:
    those that only some units owe."""
    lines = [
        f"Đã xong các điểm cần xem lại. Tên gọi trong tin nhắn: “{short}” (gõ tên khác để đổi, nhiều nhất 40 ký tự).",
        f"Bắt đầu: {number(units)} đơn vị sẽ có {number(reports)} báo cáo phải nộp và được nhắc theo hạn.",
        f"{number(over)} báo cáo đã qua hạn nên không đưa vào." if over else "",
        f"{number(some)} báo cáo chỉ giao cho một số đơn vị nên chưa đưa vào; xin nhắc riêng các đơn vị đó."
        if some
        else "",
    ]
    return "\n".join(line for line in lines if line)


def only_some() -> str:
    return "Các báo cáo của kế hoạch này chỉ giao cho một số đơn vị nên chưa bắt đầu được; kế hoạch được giữ nguyên."


def all_over() -> str:
    return "Các hạn nộp của kế hoạch này đều đã qua nên không bắt đầu được; xin gửi bản có hạn mới."


def renamed(short: str) -> str:
    return f"Đã đặt tên gọi là “{short}”."


def name_too_long(most: int) -> str:
    return f"Xin đặt tên gọi ngắn hơn, nhiều nhất {number(most)} ký tự."


def started(short: str, reports: int, units: int, letters: int, later: datetime | None = None) -> str:
    """`later`: when the letters go, where it is a quiet hour now."""
    sends = f"Thư mở đầu gửi tới {number(letters)} đồng chí lúc {moment(later)}." if later else ""
    sends = sends or f"Đã gửi thư mở đầu tới {number(letters)} đồng chí."
    sent = sends if letters else "Chưa gửi thư mở đầu nào."
    return (
        f"Đã bắt đầu “{short}”: {number(units)} đơn vị, {number(reports)} báo cáo. {sent} Gõ “tình hình” để theo dõi."
    )


def opening(short: str, title: str, unit: str, reports: Sequence[Settled], contact: tuple[str, str]) -> str:
    """One letter for each person: the plan, this unit's own reports with their dates, and whom to ask."""
    name, phone = contact
    return "\n".join(
        [
            f"Kính gửi đồng chí phụ trách {unit}: đã có kế hoạch “{clip(title, 160)}” ({short}).",
            f"Đề nghị đơn vị gửi:\n{listed(_due(one) for one in reports)}",
            "Đến gần hạn, hệ thống sẽ nhắc. Gửi tệp vào đây là nộp được.",
            f"Vướng mắc xin liên hệ đồng chí {given_name(name)}, {phone}. Trân trọng!",
        ]
    )


def shown(letter: str) -> str:
    return f"Thư mở đầu sẽ gửi từng đơn vị như sau (chưa gửi):\n{letter}"


def some_unit() -> str:
    return "đơn vị"


def nothing_to_ask() -> str:
    return "Kế hoạch này chưa có hạn nộp nào nên chưa bắt đầu được; xin gửi bản có hạn nộp, hoặc chọn hạn được đề xuất."


def no_units() -> str:
    return "Chưa có đơn vị nào trong danh sách nên chưa bắt đầu được; kế hoạch này được giữ nguyên để làm tiếp."


def dropped() -> str:
    return "Đã bỏ kế hoạch này; chưa có gì được gửi đi. Gửi tệp khác bất cứ lúc nào."


def gone() -> str:
    return "Kế hoạch này đã được bắt đầu hoặc đã bỏ; gõ “kế hoạch” để xem đợt đang chạy, hoặc gửi tệp kế hoạch mới."


def unnamed() -> str:
    return "Kế hoạch mới"


def report_file() -> str:
    return "Tệp báo cáo"
