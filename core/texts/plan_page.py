"""The words on the page of a plan that is being checked: its text on one side, what was read from it on the other."""

from collections.abc import Mapping, Sequence
from datetime import date

from core.texts import labels
from core.texts.clauses import clip, few
from core.vietnamese import full_day, number

TITLE = "Kiểm tra kế hoạch"
TO_CHAT = "Về cuộc trò chuyện"
TO_TEXT = "Xem cả văn bản"
TO_FIELDS = "Về các mục"
TEXT_TITLE = "Văn bản kế hoạch"
TEXT_HINT = "Chỗ tô màu là nơi hệ thống đọc ra hạn nộp (H) hoặc thấy điểm cần xem lại (Đ)."
NO_TEXT = "Kế hoạch này được gõ từng dòng nên không có văn bản kèm theo."
SAVE = "Ghi"

# at the top
SUMMARY_TITLE = "Thông tin chung"
NAME_LABEL = "Tên kế hoạch"
NUMBER_LABEL = "Số, ngày"
ISSUER_LABEL = "Cơ quan ban hành"
PERIOD_LABEL = "Thời gian"
NOT_SAID = "chưa ghi"
SHORT_LABEL = "Tên gọi ngắn"
SHORT_HINT = "Dùng trong tin nhắn và trên nút bấm, nhiều nhất 40 ký tự."

# what is left to decide
FINDINGS_TITLE = "Điểm cần xem lại"
NO_FINDINGS = "Không thấy điểm nào cần xem lại."
QUOTED = "Kế hoạch ghi:"
OTHER_DATE = "Hoặc gõ ngày khác"
RIGHT_DATE = "Gõ hạn đúng"
CHANGE_CHOICE = "Chọn lại"
SKIPPED = "Đã bỏ qua điểm này"
TYPED_OVER = "Đã sửa theo ngày vừa gõ"
RIGHT_DATE_EXAMPLE = "báo cáo kết quả, chậm nhất 15/4"

# the reports
REPORTS_TITLE = "Hạn nộp"
NO_REPORTS = "Chưa có hạn nộp nào trong kế hoạch này."
CHANGE = "Sửa hạn này"
NEW_DATE = "Hạn nộp mới"
NEW_DATE_EXAMPLE = "chậm nhất 15/4"
NEW_NAME = "Tên báo cáo"
WHO = "Đơn vị nộp"
OTHER_UNITS = "Hoặc gõ tên đơn vị, cụm"
WHO_EXAMPLE = "cụm 1, An Hòa, trừ Tân Lập"
WHO_ALL = "Đơn vị nộp, chung cho các báo cáo giao mọi đơn vị"
HANDED = "Đơn vị đã nộp rồi"
HANDED_EXAMPLE = "An Hòa, Tân Lập"
STRIKE = "Bỏ báo cáo này"
DOUBTFUL = "Chưa chốt ngày, đang tính theo ngày sớm hơn"
OVER = "Đã qua hạn, không đưa vào khi bắt đầu"
NOBODY_YET = "chưa chốt đơn vị nào"
MORE = "Thêm báo cáo"
MORE_LABEL = "Mỗi báo cáo một dòng: tên và hạn nộp"
MORE_EXAMPLE = "báo cáo sơ kết, chậm nhất 15/3"

# before the start
BEFORE_TITLE = "Trước khi bắt đầu"
GRACE_LABEL = "Bài gửi trong chính ngày ghi “trước ngày …”"
NUMBERS_LABEL = "Trong báo cáo kết quả, hỏi thêm số liệu"
CONTACT_LABEL = "Người trả lời vướng mắc"
CONTACT_TYPED = "Hoặc gõ tên và số điện thoại"
CONTACT_EXAMPLE = "Trần Văn An, 0912 000 118"

# the start
START_TITLE = "Bắt đầu"
TO_START = "Đến phần bắt đầu"
DRAFT_TITLE = "Chỉ kiểm tra"
NOT_SENT_YET = "Đến lúc này chưa gửi gì cho đơn vị nào."
CANNOT_START = "Trang này chỉ để kiểm tra dự thảo; không gửi gì cho đơn vị nào."
APPLIES = "Đây là bản mới của một kế hoạch đang chạy."

# what came of an act
NOTED = "Đã ghi."
WAITING = "Đang ghi, xin tải lại trang sau ít giây."
SENDING = "Đang ghi…"
FAILED = "Chưa gửi được. Xin kiểm tra mạng rồi bấm lại; chữ đã gõ vẫn còn đây."

# pages of a plan that is not being checked
CLOSED: Mapping[str, tuple[str, str]] = {
    "reading": ("Đang đọc kế hoạch", "Đọc xong, hệ thống báo ngay trong cuộc trò chuyện; khi đó trang này mở được."),
    "refused": ("Chưa đọc được tệp này", "Lý do có trong cuộc trò chuyện; xin gửi lại tệp khác ở đó."),
    "started": (
        "Kế hoạch này đã bắt đầu",
        "Muốn đổi hạn, thêm hoặc bỏ báo cáo, xin gõ “kế hoạch” trong cuộc trò chuyện.",
    ),
    "dropped": ("Kế hoạch này đã bỏ", "Chưa có gì được gửi đi. Xin gửi tệp kế hoạch khác trong cuộc trò chuyện."),
}

# how an act stands in the chat, as the person's own line
ACTS: Mapping[str, str] = {
    "answer": "Sửa ngày",
    "apply": labels.APPLY,
    "contact": "Người trả lời vướng mắc",
    "contact_typed": "Người trả lời vướng mắc",
    "date": labels.REDATE,
    "handed": labels.HANDED_BEFORE,
    "judge": "Bài gửi trong ngày đó",
    "label": labels.RENAME,
    "line": labels.ADD_REPORT,
    "name": "Đổi tên gọi",
    "numbers": "Số liệu",
    "owe": labels.OWNERS,
    "preview": labels.PREVIEW,
    "settle": "Điểm cần xem lại",
    "start": "Bắt đầu",
    "strike": labels.STRIKE,
}


def link(address: str) -> str:
    """Under the card in the chat."""
    return f"Xem cả văn bản và sửa trên một trang: {address}"


def left(points: int) -> str:
    """At the top: how much is still to be decided."""
    return f"Còn {number(points)} điểm cần xem lại" if points else "Đã xong các điểm cần xem lại"


def remarks(count: int) -> str:
    """What was noticed and asks for nothing."""
    return f"{number(count)} ghi chú khác"


def not_ready(points: int) -> str:
    """Beside the buttons that cannot be pressed yet."""
    return f"Còn {number(points)} điểm cần chọn xong rồi mới bắt đầu được."


def due_number(place: int) -> str:
    """The mark of a report, in the text and beside its field."""
    return f"H{place}"


def point_number(place: int) -> str:
    return f"Đ{place}"


def due_mark(place: int, label: str) -> str:
    """What a screen reader says of a mark in the text."""
    return f"Hạn nộp {place}: {clip(label, 80)}"


def point_mark(place: int, detail: str) -> str:
    return f"Điểm {place}: {clip(detail, 120)}"


def to_line(place: str) -> str:
    """What a screen reader says of the mark beside a field."""
    return f"{place}, xem dòng đã đọc"


def paper(number_: str, issued: date | None) -> str:
    said = [number_ or f"số {NOT_SAID}", f"{full_day(issued)}" if issued else f"ngày {NOT_SAID}"]
    return ", ".join(said)


def period(start: date | None, end: date | None) -> str:
    if start and end and start != end:
        return f"từ {full_day(start)} đến {full_day(end)}"
    if end and not start:
        return f"đến {full_day(end)}"
    return full_day(start) if start else NOT_SAID


def every(rhythm: str, first: str) -> str:
    """Of a report that comes round."""
    return f"{rhythm}, kỳ đầu {first}"


def owing(names: Sequence[str], units: int) -> str:
    """Who owes a report, as decided so far."""
    if not names:
        return NOBODY_YET
    if len(names) == units:
        return f"cả {number(units)} đơn vị"
    return f"{number(len(names))} đơn vị ({few(names)})"


def in_already(names: Sequence[str]) -> str:
    return f"Đã nộp trước: {few(names)}"


def open_owners(labels_: Sequence[str]) -> str:
    """Among the points left."""
    more = len(labels_) - 3
    said = ", ".join(clip(one, 60) for one in labels_[:3])
    return f"Đơn vị nào nộp: {said}" + (f" và {number(more)} báo cáo khác" if more > 0 else "")


def open_grace(day: date) -> str:
    return f"Bài gửi trong {full_day(day)} tính đúng hạn hay sau hạn"


def open_numbers() -> str:
    return "Có hỏi thêm số liệu trong báo cáo kết quả không"


def open_contact() -> str:
    return "Ai trả lời vướng mắc của đơn vị"


def open_units() -> str:
    return "Chưa có đơn vị nào trong danh sách"


def open_reports() -> str:
    return "Chưa có hạn nộp nào phía trước; xin thêm báo cáo hoặc sửa hạn nộp"


def example(words: str) -> str:
    """In an empty box."""
    return f"ví dụ: {words}"


def will_start(reports: int, units: int, over: int) -> str:
    """What the button will do, before it is pressed."""
    said = f"{number(units)} đơn vị sẽ có {number(reports)} báo cáo phải nộp và được nhắc theo hạn."
    return f"{said} {number(over)} báo cáo đã qua hạn nên không đưa vào." if over else said


def told(act: str, words: str) -> str:
    """The person's own line in the chat for what was done on the page."""
    said = " ".join(words.split())
    return f"{ACTS[act]}: {clip(said, 160)}" if said else ACTS[act]


def on_its_page(report: str, said: str) -> str:
    """A box or a button of one report, for a screen reader that hears it alone."""
    return f"{said}: {clip(report, 80)}"


def too_old() -> str:
    """What came from a page that no longer shows how things are, or from no page of ours."""
    return "Chưa làm được việc vừa bấm trên trang kế hoạch vì trang đã cũ. Xin tải lại trang rồi thử lại."


def nothing_typed() -> str:
    return "Ô vừa gửi còn trống; xin gõ rồi gửi lại."
