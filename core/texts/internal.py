"""What an organiser hears about an internal deadline, and the one sentence of it that units hear."""

from datetime import date, time

from core.deadlines import Deadline
from core.internal import Unfit
from core.texts.clauses import both_deadlines, clip, closing
from core.texts.values import Due
from core.vietnamese import hour_of, number, weekday


def ask(due: Due) -> str:
    """Of a report that is asked for."""
    return ask_of_plan(due.name, due.deadline, due.above)


def ask_of_plan(name: str, asked: Deadline, above: Deadline | None) -> str:
    """Of one in a plan that is being checked. `asked`: as units are asked for it now."""
    now = f"hạn nội bộ {closing(asked)}, cấp trên hạn {closing(above)}" if above else f"hạn hiện nay {closing(asked)}"
    return (
        f"“{clip(name, 80)}”: {now}.\n"
        "Xin gõ hạn nội bộ cho đơn vị, ví dụ: 26/10 17g, hoặc: sớm hơn 2 ngày làm việc. Đơn vị chỉ thấy hạn này."
    )


def offer(day: date, hour: time) -> str:
    """On a button: '17 giờ 00 thứ Ba 26/10'."""
    return f"{hour_of(hour)} {weekday(day)} {day:%d/%m}"


def confirm(after: Due, units: int) -> str:
    return (
        f"“{clip(after.name, 80)}”: {both_deadlines(after)}?\n"
        f"{number(units)} đơn vị chưa nộp sẽ được báo một lần, nhắc và xét đúng hạn theo hạn nội bộ; "
        "đơn vị không thấy hạn cấp trên."
    )


def coming_periods(days: int) -> str:
    """Of a report that comes round."""
    return f"Các kỳ sau cũng sớm hơn {number(days)} ngày làm việc." if days else "Các kỳ sau cũng vậy."


def refused(wrong: Unfit, internal: Due | Deadline, above: Deadline, offered: tuple[date, time] | None) -> str:
    said = _example(offered)
    if wrong is Unfit.OVER:
        return f"Hạn nội bộ vừa gõ ({closing(internal)}) đã qua; xin gõ hạn còn ở phía trước{said}."
    return (
        f"Hạn nội bộ phải sớm hơn hạn cấp trên ({closing(above)}), hạn vừa gõ là {closing(internal)}; "
        f"xin gõ hạn sớm hơn{said}."
    )


def _example(offered: tuple[date, time] | None) -> str:
    return f", ví dụ: {offered[0].day}/{offered[0].month} {offered[1].hour}g" if offered else ""


def too_late(due: Due) -> str:
    return (
        f"“{clip(due.name, 80)}” đã đến hạn cấp trên ({closing(due.of_plan)}) nên không đặt hạn nội bộ được nữa. "
        "Muốn cho đơn vị thêm thời gian, xin chọn “Gia hạn một số đơn vị”."
    )


def same(due: Due) -> str:
    return f"Hạn nội bộ của “{clip(due.name, 80)}” đang là {closing(due)}, không phải đổi gì."


def none_set(name: str) -> str:
    return f"“{clip(name, 80)}” chưa có hạn nội bộ nên không phải bỏ; muốn đặt, xin gõ: hạn nội bộ 26/10 17g."


def confirm_away(due: Due, units: int) -> str:
    return (
        f"Bỏ hạn nội bộ {closing(due)} của “{clip(due.name, 80)}”? Đơn vị nộp theo hạn {closing(due.of_plan)}; "
        f"{number(units)} đơn vị chưa nộp sẽ được báo một lần."
    )


def no_day(words: str) -> str:
    return (
        f"Chưa đọc được ngày trong “{clip(words, 80)}”; xin gõ như sau: 26/10 17g, chậm nhất 26/10, "
        "hoặc: sớm hơn 2 ngày làm việc."
    )


def which(away: bool) -> str:
    return "Bỏ hạn nội bộ của báo cáo nào?" if away else "Đặt hạn nội bộ cho báo cáo nào?"


def which_of(words: str, away: bool) -> str:
    """A name was typed that is none of theirs, or several."""
    return f"Chưa rõ “{clip(words, 60)}” là báo cáo nào. {which(away)}"


def nothing(away: bool) -> str:
    if away:
        return "Không có báo cáo nào đang đặt hạn nội bộ; muốn đặt, xin gõ: hạn nội bộ 26/10 17g."
    return "Chưa có báo cáo nào còn hạn để đặt hạn nội bộ; xin gửi tệp kế hoạch, hoặc gõ “kế hoạch”."


def being_checked(name: str) -> str:
    """On a button: a report of the plan that is not started yet."""
    return f"{clip(name, 60)} (đang kiểm tra)"


def new_version_first() -> str:
    return "Đây là bản mới của kế hoạch đang chạy: xin áp dụng trước, rồi đặt hạn nội bộ ở “Sửa kế hoạch”."


# -- while a plan is checked --------------------------------------------------------------------------------------


def kept(name: str, internal: Deadline, above: Deadline) -> str:
    return f"Đã ghi “{clip(name, 80)}”: hạn nội bộ {closing(internal)}, cấp trên hạn {closing(above)}."


def away(name: str, above: Deadline) -> str:
    return f"Đã bỏ hạn nội bộ của “{clip(name, 80)}”; đơn vị nộp theo hạn {closing(above)}."


# -- to the units -------------------------------------------------------------------------------------------------


def asked_by(after: Due) -> str:
    """Nothing of the level above."""
    return f"{clip(after.name, 80)}: đề nghị đơn vị gửi theo hạn mới “{after.wording}”, tức {closing(after)}."
