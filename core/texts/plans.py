"""A plan that was read, for people: a table for the terminal, and why a document cannot be read."""

from collections.abc import Iterator
from datetime import date, timedelta

from core.plans.proposal import Activity, Finding, Proposal, Recurring, Reported, Target
from core.vietnamese import fold, full_day, hour_of, short_day

_WEIGHTS = {1: "cần giải quyết trước khi bắt đầu", 2: "nên xem lại", 3: "ghi nhận"}
_FREQS = {
    "daily": "hằng ngày",
    "weekly": "hằng tuần",
    "monthly": "hằng tháng",
    "quarterly": "hằng quý",
    "half_yearly": "6 tháng một lần",
    "yearly": "hằng năm",
}
_REFUSED = {
    "empty": "Tệp này trống; xin gửi lại tệp kế hoạch.",
    "too_big": "Tệp này lớn quá 20 MB; xin gửi bản docx hoặc pdf chỉ có chữ.",
    "picture": "Đây là ảnh, hệ thống chưa đọc được chữ trong ảnh; xin gửi tệp docx, pdf có chữ, hoặc dán nội dung.",
    "spreadsheet": "Đây là bảng tính; xin gửi văn bản kế hoạch dạng docx, pdf hoặc txt.",
    "old_word": "Tệp doc kiểu cũ chưa đọc được; xin mở bằng Word, chọn Lưu thành docx rồi gửi lại.",
    "encrypted": "Tệp này có mật khẩu; xin gửi bản không đặt mật khẩu.",
    "broken": "Tệp này hỏng hoặc không đúng định dạng; xin mở lại trên máy, lưu thành docx rồi gửi lại.",
    "bomb": "Tệp này nén bất thường nên không mở; xin lưu lại thành docx từ bản gốc rồi gửi lại.",
    "scanned": "Tệp PDF này là bản quét, không có chữ để đọc; xin gửi docx, PDF xuất từ Word, hoặc dán nội dung.",
    "unknown": "Hệ thống đọc được kế hoạch dạng docx, pdf có chữ và txt; xin gửi một trong ba dạng đó.",
    "too_slow": "Tệp này đọc quá lâu nên đã dừng; xin gửi bản docx, hoặc chỉ gửi phần kế hoạch.",
    "too_many_pages": "Tệp này dài quá 300 trang; xin gửi riêng phần kế hoạch.",
}


WHY = tuple(_REFUSED)


def refused(why: str) -> str:
    """One sentence with what to send instead."""
    return _REFUSED.get(why, _REFUSED["broken"])


def lost() -> str:
    return "Hệ thống chưa lấy được tệp này; xin gửi lại."


def no_plan() -> str:
    return "Nội dung này chưa đủ để đọc thành kế hoạch; xin gửi văn bản đầy đủ dạng docx, pdf hoặc txt."


def no_such_file(name: str) -> str:
    return f"Không mở được tệp {name}; xin kiểm tra đường dẫn."


def usage() -> str:
    return "Cách dùng: python -m bot plan TỆP [--json], với tệp kế hoạch dạng docx, pdf hoặc txt."


def table(plan: Proposal) -> str:
    """All of it, findings in the order of their weight."""
    return "\n".join((*_head(plan), *_due(plan), *_happens(plan), *_found(plan.findings)))


def _head(plan: Proposal) -> Iterator[str]:
    yield plan.title or "Không thấy tên kế hoạch"
    if plan.number or plan.issue_date:
        yield f"Số {plan.number or 'chưa có'}{f', {full_day(plan.issue_date)}' if plan.issue_date else ''}"
    for name, value in (
        ("Ban hành", plan.issuer),
        ("Người ký", ", ".join(part for part in (plan.signer, plan.signer_role) if part)),
        ("Thời gian", _span(plan.start, plan.end)),
        ("Hộp thư", plan.mailbox),
        ("Đầu mối", ", ".join(part for part in (plan.contact.name, plan.contact.role, plan.contact.phone) if part)),
    ):
        if value:
            yield f"{name}: {value}"


def _span(start: date | None, end: date | None) -> str:
    if start and end and start != end:
        return f"từ {full_day(start)} đến {full_day(end)}"
    return f"đến {full_day(end)}" if end and not start else (full_day(start) if start else "")


def _due(plan: Proposal) -> Iterator[str]:
    yield ""
    yield f"Hạn nộp: {len(plan.deadlines)}"
    for one in plan.deadlines:
        yield f"- {one.label}: “{one.words}”, {last_safe(one)}{_asked(one)}"
    for rhythm in plan.recurring:
        yield f"- {rhythm.what}: {_freq(rhythm)} (“{rhythm.detail}”)"


def last_safe(one: Reported) -> str:
    """Until when everything is surely in time, with its weekday."""
    if one.hour is not None:
        return f"nộp {'chậm nhất' if one.inclusive else 'trước'} {hour_of(one.hour)} {full_day(one.day)}"
    return f"nộp chậm nhất hết {full_day(one.day if one.inclusive else one.day - timedelta(days=1))}"


def _asked(one: Reported) -> str:
    return f" ({', '.join(one.audience)})" if one.audience else ""


def _freq(one: Recurring) -> str:
    return _FREQS[one.freq]


def _happens(plan: Proposal) -> Iterator[str]:
    for name, count in (
        ("Hoạt động", len(plan.activities)),
        ("Phân công", len(plan.assignments)),
        ("Chỉ tiêu", len(plan.targets)),
    ):
        if count:
            yield ""
            yield f"{name}: {count}"
        if name == "Hoạt động":
            yield from (f"- {_when(one)}{one.title}{_by(one)}" for one in plan.activities)
        elif name == "Phân công":
            yield from (f"- {one.unit}: {one.task}" for one in plan.assignments)
        else:
            yield from (f"- {_counted(one)}" for one in plan.targets)


def _counted(one: Target) -> str:
    """What is counted often begins with its measure: '300 cây xanh dọc rạch', not '300 cây xanh cây xanh dọc rạch'."""
    again = fold(one.what).startswith(fold(one.unit))
    return f"{one.value:g} {one.what if again else f'{one.unit} {one.what}'}".rstrip()


def _when(one: Activity) -> str:
    if one.start is None:
        return ""
    return f"{short_day(one.start)}{f' – {short_day(one.end)}' if one.end and one.end != one.start else ''}: "


def _by(one: Activity) -> str:
    return f" ({', '.join(one.in_charge)})" if one.in_charge else ""


def _found(findings: tuple[Finding, ...]) -> Iterator[str]:
    yield ""
    yield f"Điểm cần xem lại: {len(findings)}" if findings else "Không thấy điểm nào cần xem lại."
    for weight, name in _WEIGHTS.items():
        chosen = [one for one in findings if one.weight == weight]
        if chosen:
            yield f"{name.capitalize()}:"
        for one in chosen:
            yield f"- {one.detail}"
            yield from (f"    “{quote.quote[:200]}”" for quote in one.evidence[:2])
