"""The words on the board on the web. A template holds no sentence of its own."""

from collections.abc import Mapping
from datetime import datetime

from core import vietnamese
from core.progress import Tally
from core.submissions import Asks, Timeliness, Workflow
from core.texts.clauses import both_deadlines, closing, limit, near, reference, when
from core.texts.tallies import rated
from core.texts.values import Due, Plan
from core.vietnamese import number

TITLE = "Bảng tình hình"
_KILO = 1024

# coming in
ENTER = "Mở bảng tình hình"
ENTER_HINT = (
    "Mở trang này chưa dùng mất liên kết. Chỉ khi bấm nút dưới đây, bảng mới mở trên thiết bị này, và liên kết hết "
    "hiệu lực."
)
ENTER_PRIVATE = "Bảng chỉ để xem. Trên máy dùng chung, xem xong xin bấm “Đóng bảng”."
FOR_WHOM = "Dành cho"
CLOSED_TITLE = "Bảng tình hình chưa mở trên thiết bị này"
CLOSED = (
    "Liên kết đã dùng, đã hết hạn, hoặc bảng đã được đóng. Nhắn “bảng trên web” cho hệ thống để có liên kết mới, "
    "rồi mở ngay trên thiết bị này."
)
ENDED_TITLE = "Đã đóng bảng"
ENDED = "Thiết bị này không còn xem được nữa. Cần xem lại, nhắn “bảng trên web” cho hệ thống."

# around every page
PLANS = "Các đợt"
OVER = "Đợt cũ"
NAVIGATION = "Các trang của bảng"
WHOLE = "Toàn đợt"
CALENDAR = "Lịch hoạt động"
PRINT = "In trang này"
RELOAD = "Cập nhật ngay"
END = "Đóng bảng"
NO_SCRIPT = "Trang không tự cập nhật; bấm “Cập nhật ngay” để có số mới."
LIVE = "Tự cập nhật khi có thay đổi."
AWAY = "Mất kết nối, đang thử lại. Số trên trang là của lúc ghi ở đầu trang."
CHANGED = "Đã cập nhật số liệu."

# a campaign
REPORTS = "Các báo cáo"
NO_CAMPAIGN = "Chưa có đợt nào để xem. Khi kế hoạch bắt đầu, tình hình hiện tại đây."
NO_REPORTS = "Đợt này không có báo cáo nào phải theo dõi."
RESTRICTED = "Báo cáo riêng: chỉ hiện số lượng."
BY_UNIT = "Xem từng đơn vị"
UNITS = "Từng đơn vị"
CLUSTERS = "Theo cụm, khối"
CLUSTER = "Cụm, khối"
NO_CLUSTER = "Chưa thuộc cụm"
IN_FORM = "Đã nộp trên số phải nộp"
TARGETS = "Chỉ tiêu"
COMING = "Sắp đến"
NOTHING_COMING = "Không có hoạt động nào trong lịch từ nay đến hết tuần sau."

# a report
UNIT = "Đơn vị"
STATE = "Tình trạng"
REPORT = "Báo cáo"
DUE = "Hạn"
CAME = "Nhận lúc"
CODE = "Mã nhận"
CONTACT = "Liên hệ"
MORE = "Các đơn vị tiếp theo"
NOBODY = "Không có đơn vị nào."
SHOWN = "Chỉ xem"
PARTS: Mapping[str, str] = {
    "": "Tất cả",
    "missing": "Chưa nộp",
    "waiting": "Chờ xem",
    "returned": "Chờ bổ sung",
    "late": "Sau hạn",
}

# one report
GIVEN = "Nội dung"
FILES = "Tệp kèm theo"
NO_FILES = "Không có tệp."
VERSIONS = "Các bản đã nộp"
BY = "Người nộp"
NEWER = "Đã có bản mới hơn"
WITHDRAWN = "Đơn vị đã rút"
VERDICTS: Mapping[str, str] = {"": "Chờ xem", "accepted": "Đã nhận", "returned": "Đã đề nghị bổ sung"}
COMING_FILE = "đang tải về hệ thống"
LOST_FILE = "không còn, đơn vị cần gửi lại"

# the calendar
CALENDAR_EMPTY = "Đợt này không có hoạt động nào ghi trong lịch."
DEADLINE = "Hạn nộp"
ACTIVITY = "Hoạt động"
GOES_ON = "(tiếp)"
WEEKDAYS = tuple(f"{day[:1].upper()}{day[1:]}" for day in vietnamese.WEEKDAYS)
OPEN_ENDED = "Đang hoãn, chưa có ngày mới"


def head(plan: Plan) -> str:
    return f"{reference(plan)} của {plan.issuer}"


def as_of(now: datetime) -> str:
    return f"Tính đến {when(now)}"


def report_limit(due: Due) -> str:
    said = limit(due)
    return said[:1].upper() + said[1:]


def due_said(due: Due) -> str:
    """The last safe moment, or both."""
    return closing(due) if due.above is None else both_deadlines(due)


def received(tally: Tally) -> str:
    """'Đã nộp 31/43 đơn vị (72,1 %)'."""
    return f"Đã nộp {rated(tally)}"


def shares(tally: Tally) -> list[tuple[str, str, int]]:
    """What makes up all that is expected: a kind, its name and how many; those of which there are none are left out."""
    parts = (
        ("ok", "Đúng hạn", tally.on_time),
        ("late", "Sau hạn", tally.late),
        ("again", "Chờ bổ sung", tally.returned),
        ("none", "Chưa nộp", tally.missing),
        ("off", "Không phải nộp", tally.exempt),
    )
    return [part for part in parts if part[2]]


def reviewed(tally: Tally) -> str:
    """Of what came, how much somebody has looked at."""
    if not tally.received:
        return "Chưa có báo cáo nào để xem."
    parts = (("đã nhận", tally.accepted), ("chờ xem", tally.waiting), ("chờ bổ sung", tally.returned))
    said = ", ".join(f"{label} {number(count)}" for label, count in parts if count)
    nil = f"; không phát sinh {number(tally.nil)}" if tally.nil else ""
    return f"Trong {number(tally.received)} đã nộp: {said}{nil}."


def missing(tally: Tally) -> str:
    """Of what has not come, what its units said."""
    if not tally.missing:
        return "Không còn đơn vị nào chưa nộp."
    parts = (
        ("hẹn sẽ nộp", tally.promised),
        ("đã hẹn nhưng chưa gửi", tally.broken),
        ("báo đã gửi email", tally.by_email),
        ("chưa phản hồi", tally.silent),
    )
    said = ", ".join(f"{label} {number(count)}" for label, count in parts if count)
    call = f"; {number(tally.unreached)} đơn vị hệ thống chưa nhắn được" if tally.unreached else ""
    return f"Trong {number(tally.missing)} chưa nộp: {said}{call}."


def part_named(name: str, count: int) -> str:
    """A tab above the list of units."""
    return f"{PARTS[name]} ({number(count)})"


def state(
    asks: str, workflow: str, timeliness: str, promised: datetime | None, now: datetime, *, mailed: bool
) -> tuple[str, str]:
    """A kind, as in `shares`, and words that say the same without its colour."""
    match Workflow(workflow):
        case Workflow.EXEMPT:
            return "off", "Không phải nộp"
        case Workflow.OWED if asks == Asks.ACTIVITY:
            return "none", "Chưa có kết quả"
        case Workflow.OWED:
            return "none", _not_come(promised, now, mailed=mailed)
        case Workflow.RETURNED:
            return "again", "Chờ bổ sung"
        case came:
            return _came(asks, came, late=timeliness == Timeliness.LATE)


def _not_come(promised: datetime | None, now: datetime, *, mailed: bool) -> str:
    if mailed:
        return "Chưa nộp, báo đã gửi email"
    if promised is None:
        return "Chưa nộp"
    return f"Chưa nộp, hẹn {near(promised, now)}" if promised >= now else f"Chưa nộp, đã hẹn {near(promised, now)}"


def _came(asks: str, workflow: Workflow, *, late: bool) -> tuple[str, str]:
    looked_at = "đã nhận" if workflow is Workflow.ACCEPTED else "chờ xem"
    if asks != Asks.REPORT:
        return "ok", looked_at[:1].upper() + looked_at[1:]
    return ("late", f"Sau hạn, {looked_at}") if late else ("ok", f"Đúng hạn, {looked_at}")


def version(code: str, at: datetime, number_: int) -> str:
    """One of the versions of a report."""
    return f"{code}, bản {number_}, nhận {when(at)}"


def unit_seat(title: str, name: str) -> str:
    return f"{title}: {name}" if name else title


def owners(unit: str, more: int) -> str:
    """Who carries an activity."""
    return f"{unit} và {number(more)} đơn vị khác" if more else unit


def results(done: int, expected: int) -> str:
    """Of an activity."""
    if expected == 1:
        return "Đã có kết quả" if done else "Chưa có kết quả"
    return f"Đã có kết quả {number(done)}/{number(expected)} đơn vị"


def month(year: int, of_year: int) -> str:
    return f"Tháng {of_year}/{year}"


def size(octets: int) -> str:
    if octets < _KILO * _KILO:
        return f"{number(max(1, octets // _KILO))} KB"
    return f"{octets / _KILO / _KILO:.1f} MB".replace(".", ",")
