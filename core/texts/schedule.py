"""The calendar of reminders as the organiser sees it beforehand, and the ladder said in words."""

import re
from collections.abc import Sequence
from datetime import datetime

from core.reminders import GRACE, LAST_MORNING
from core.schedule import MANY_LETTERS, MANY_REPORTS, Row, Slot, heavy_days
from core.submissions import Asks
from core.texts import activities
from core.texts.clauses import capital, clip, left, when
from core.vietnamese import full_day, number

_DAYS = 4  # heavy days named


# -- one rung -----------------------------------------------------------------------------------------------------


def rung(name: str) -> str:
    """'trước hạn 7 ngày', 'sau hạn 1 ngày làm việc'."""
    if name == LAST_MORNING:
        return "sáng ngày cuối"
    if name == GRACE:
        return "sáng ngày còn nhận thêm"
    count = re.sub(r"\D", "", name)
    if name.endswith("h"):
        return f"{'sau' if name.startswith('late') else 'trước'} hạn {count} giờ"
    if name.startswith("late"):
        return f"sau hạn {count} ngày làm việc"
    return "chiều hôm trước" if count == "1" else f"trước hạn {count} ngày"


def rungs(names: Sequence[str]) -> str:
    return ", ".join(rung(name) for name in names)


# -- what will go out ---------------------------------------------------------------------------------------------


def before_start(short: str, slots: Sequence[Slot]) -> str:
    """As though the plan started now and nobody handed anything in."""
    if not slots:
        return (
            f"Nếu bắt đầu “{clip(short, 60)}” lúc này thì không có lượt nhắc nào, vì đã quá gần hạn; "
            "đơn vị chỉ có thư mở đầu."
        )
    return _listed(f"Lịch nhắc của “{clip(short, 60)}” nếu bắt đầu lúc này, chỉ nhắc đơn vị chưa nộp:", slots)


def running(short: str, slots: Sequence[Slot], own: Sequence[str] = (), paused: datetime | None = None) -> str:
    """What is still to go out to those who have not handed in. `own`: the campaign's own ladder."""
    ladder = f"Lịch nhắc riêng của đợt này: {rungs(own)}." if own else ""
    silent = f"Đang tạm dừng nhắc đến {when(paused)}; các lượt trước đó không gửi." if paused else ""
    if slots:
        head = _listed(f"Lịch nhắc sắp tới của “{clip(short, 60)}”, chỉ nhắc đơn vị chưa nộp:", slots)
    else:
        head = f"Trong “{clip(short, 60)}” không còn lượt nhắc nào."
    return "\n".join(line for line in (head, silent, ladder) if line)


def _listed(head: str, slots: Sequence[Slot]) -> str:
    return "\n".join([head, *(_slot(slot) for slot in slots), *_heavy(slots)])


def _slot(slot: Slot) -> str:
    """'Thứ Hai 04/10/2021, 8 giờ 15: còn 4 ngày – Báo cáo kết quả, 12 đơn vị'."""
    day, hour = when(slot.at).split(", ")[::-1]
    rows = "; ".join(_row(row) for row in slot.rows)
    return f"{capital(day)}, {hour}: {rows}{' (nhiều tin)' if slot.heavy else ''}"


def _row(row: Row) -> str:
    """Before the deadline how long is left; after it how long it has been. What has none is only asked about."""
    if row.due.event is not None:
        what = f"hoạt động {clip(row.due.name, 80)}"
        return f"{activities.step(row.step.name)} – {what}, {number(len(row.units))} đơn vị"
    if row.due.asks == Asks.OPEN:
        return f"hỏi có phát sinh không – {clip(row.due.name, 80)}, {number(len(row.units))} đơn vị"
    said = left(row.due, row.step.at) if row.step.before else rung(row.step.name)
    return f"{said} – {clip(row.due.name, 80)}, {number(len(row.units))} đơn vị"


def _heavy(slots: Sequence[Slot]) -> list[str]:
    days = heavy_days(slots)
    if not days:
        return []
    named = [full_day(day) for day in days[:_DAYS]]
    more = f" và {number(len(days) - _DAYS)} ngày khác" if len(days) > _DAYS else ""
    most = max(slots, key=lambda slot: slot.letters).letters
    return [
        f"Ngày nhiều tin: {', '.join(named)}{more} (từ {MANY_REPORTS} báo cáo một lượt hoặc trên {MANY_LETTERS} "
        f"đơn vị; lượt đông nhất {number(most)} đơn vị)."
    ]


# -- another ladder -----------------------------------------------------------------------------------------------


def ask(short: str, own: Sequence[str]) -> str:
    now = f"đang nhắc: {rungs(own)}" if own else "đang nhắc theo lịch thường dùng"
    return (
        f"Hiện “{clip(short, 60)}” {now}. Xin gõ lịch nhắc mới, ví dụ: 7 ngày, 3 ngày, chiều hôm trước, "
        "sáng ngày cuối, sau hạn 1 ngày."
    )


def unclear(words: str) -> str:
    return (
        f"Chưa rõ lịch nhắc trong “{clip(words, 80)}”; xin gõ các mốc cách nhau bằng dấu phẩy, ví dụ: 7 ngày, 3 ngày, "
        "2 giờ, sáng ngày cuối, sau hạn 1 ngày."
    )


def confirm(short: str, names: Sequence[str], units: int, first: datetime | None) -> str:
    """`names`: none for the usual ladder. `first`: the next reminder by the new one."""
    ladder = rungs(names) if names else "lịch thường dùng"
    early = not names or any(not name.startswith("late") and name != GRACE for name in names)
    lines = [
        f"Đổi lịch nhắc của “{clip(short, 60)}” thành: {ladder}?",
        "" if early else "Theo lịch này không có lượt nhắc nào trước hạn.",
        f"Lượt nhắc kế tiếp: {when(first)}." if first else "Không còn lượt nhắc nào ở phía trước.",
        f"{number(units)} đơn vị chưa nộp được nhắc theo lịch này; các đơn vị không được báo về thay đổi này.",
    ]
    return "\n".join(line for line in lines if line)


def kept(names: Sequence[str]) -> str:
    return f"Đã đổi lịch nhắc: {rungs(names) if names else 'lịch thường dùng'}."
