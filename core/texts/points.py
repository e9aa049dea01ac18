"""Points for emulation: what counts, how a unit's points came about, and the list for those who decide on praise."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from core.clock import local
from core.points import Given, Point, Reason, Rules
from core.texts.clauses import capital, clip, fitted, reference
from core.texts.values import Plan
from core.vietnamese import moment, number

_MOST_LINES = 8
_NAMES = 5


def points(amount: Decimal) -> str:
    """'8,5'; a sign only where something is taken off."""
    return f"{amount.normalize():f}".replace(".", ",").replace("-", "−")


def _signed(amount: Decimal) -> str:
    return points(amount) if amount < 0 else f"+{points(amount)}"


_RULES = {
    Reason.ON_TIME: "báo cáo nộp đúng hạn",
    Reason.LATE: "báo cáo nộp sau hạn",
    Reason.AGAIN: "mỗi lần đề nghị bổ sung, từ lần thứ hai",
    Reason.CHOSEN: "giới thiệu, đề xuất được nhận",
}
_LINES = {Reason.ON_TIME: "đúng hạn", Reason.LATE: "sau hạn", Reason.CHOSEN: "được nhận"}


def _rules(rules: Rules) -> str:
    return "\n".join(
        f"{_signed(amount)} điểm: {_RULES[reason]}." for reason, amount in rules.items() if reason in _RULES
    )


def proposed(plan: Plan, rules: Rules) -> str:
    """To the organiser, before anything counts."""
    return (
        f"{capital(plan.short)} chưa chấm điểm. Nếu bật, cách tính đề nghị như sau:\n{_rules(rules)}\n"
        "Muốn khác, xin gõ, ví dụ: đúng hạn 2, sau hạn 0,5. Điểm cộng, trừ riêng do đồng chí ghi, luôn kèm lý do. "
        "Hệ thống chỉ ghi sự việc; khen ai do Ban Tổ chức quyết định."
    )


def rules_now(plan: Plan, rules: Rules) -> str:
    return (
        f"Cách tính điểm của {plan.short}:\n{_rules(rules)}\n"
        "Muốn khác, xin gõ, ví dụ: đúng hạn 2, sau hạn 0,5. Đổi cách tính thì điểm của mọi đơn vị được tính lại."
    )


def not_understood() -> str:
    return "Chưa rõ cách tính vừa gõ. Xin gõ, ví dụ: đúng hạn 2, sau hạn 0,5, bổ sung −0,5."


def turned_off(plan: Plan) -> str:
    return f"Đã tắt chấm điểm của {plan.short}; cách tính và các điểm đã ghi được giữ lại. Gõ “điểm” để bật lại."


def off(plan: Plan, watches: bool = False) -> str:
    """To whoever may only look, at their own unit or at all."""
    look = "Đồng chí gõ “tình hình” để xem số liệu" if watches else "Đồng chí gõ “việc” để xem phần của đơn vị mình"
    return f"{capital(plan.short)} không chấm điểm. {look}."


def table(plan: Plan, rows: Sequence[tuple[str, Decimal]], first: int, total: int, settled: datetime | None,
          now: datetime) -> str:  # fmt: skip
    """`first`: the place of the first that is shown."""
    when = f"đã chốt lúc {moment(local(settled))}" if settled else f"tính đến {moment(local(now))}"
    lines = [f"{place}. {clip(unit, 60)}: {points(amount)}" for place, (unit, amount) in enumerate(rows, start=first)]
    more = total - first + 1 - len(rows)
    return "\n".join(
        (
            f"Bảng điểm {plan.short}, {when}:",
            *(lines or ["Chưa đơn vị nào có điểm."]),
            *([f"và {number(more)} đơn vị khác."] if more > 0 else []),
            "Gõ “vì sao” và tên đơn vị để xem từng điểm. Danh sách này chỉ gửi riêng cho đồng chí.",
        )
    )


def why(plan: Plan, unit: str, theirs: Sequence[Point], amount: Decimal, settled: datetime | None, own: bool) -> str:
    """Every point and what it is for. `own`: to the unit itself."""
    state = f"đã chốt lúc {moment(local(settled))}" if settled else "chưa chốt, còn thay đổi theo báo cáo"

    def draft(room: int) -> str:
        lines = [f"{_signed(one.amount)} điểm: {clip(_said(one), room)}." for one in theirs[:_MOST_LINES]]
        more = len(theirs) - len(lines)
        return "\n".join(
            (
                f"{clip(unit, room)} có {points(amount)} điểm trong {clip(plan.short, room)}, {state}.",
                *(lines or ["Chưa có điểm nào được ghi."]),
                *([f"và {number(more)} điểm khác."] if more else []),
                *(["Thấy chưa đúng, đồng chí chọn “Đề nghị xem lại”, hoặc gõ một câu nêu rõ chỗ nào."] if own else []),
            )
        )

    return fitted(draft)


def _said(one: Point) -> str:
    if one.reason is Reason.GIVEN:
        return one.what
    if one.reason is Reason.AGAIN:
        return f"{one.what}, đề nghị bổ sung lần {number(one.times + 1)}"
    return f"{one.what}, {_LINES[one.reason]}"


def no_such_unit(words: str) -> str:
    return f"Chưa rõ “{clip(words, 60)}” là đơn vị nào. Xin gõ lại tên đơn vị, ví dụ: vì sao An Hòa."


def ask_review() -> str:
    return "Xin viết một, hai câu: điểm nào chưa đúng, và vì sao? Lời của đồng chí chuyển ngay tới cán bộ phụ trách."


# -- by hand ------------------------------------------------------------------------------------------------------


def ask_how() -> str:
    return "Xin gõ cả số điểm, đơn vị và lý do, ví dụ: cộng 1 điểm An Hòa vì sáng kiến được chọn."


def ask_why(said: Given) -> str:
    return f"Vì sao {_to_give(said)} cho {clip(said.whose, 60)}? Xin gõ lý do; đơn vị sẽ đọc được đúng lời này."


def _to_give(said: Given) -> str:
    return f"trừ {points(-said.amount)} điểm" if said.amount < 0 else f"cộng {points(said.amount)} điểm"


def read_back(said: Given, units: Sequence[str], plan: Plan) -> str:
    names = ", ".join(units) if len(units) <= _NAMES else f"{number(len(units))} đơn vị"
    return (
        f"Ghi {_to_give(said)} cho {names}, {plan.short}?\n"
        f"Lý do: {clip(said.why, 200)}.\nĐơn vị được báo ngay, kèm lý do. Trả lời “đúng” để ghi."
    )


def given(said: Given, count: int, told: int) -> str:
    """`told`: how many units have somebody who hears of it."""
    written = f"Đã ghi {_to_give(said)} cho {number(count)} đơn vị."
    if told == count:
        return f"{written} Đơn vị nào cũng được báo, kèm lý do."
    return f"{written} Còn {number(count - told)} đơn vị hệ thống chưa nhắn tới được, đề nghị đồng chí báo giúp."


def given_already() -> str:
    return "Điểm này đã được ghi rồi, không ghi thêm lần nữa."


def told(plan: Plan, unit: str, said: Given) -> str:
    """To the unit."""
    return (
        f"{plan.speaker} {_to_give(said)} thi đua cho {clip(unit, 60)} trong {reference(plan)}.\n"
        f"Lý do: {clip(said.why, 200)}.\nĐồng chí gõ “điểm” để xem tất cả điểm của đơn vị."
    )


# -- settled ------------------------------------------------------------------------------------------------------


def ask_settle(plan: Plan, units: int, unseen: int) -> str:
    """`unseen`: reports nobody has looked at."""
    waiting = f" Còn {number(unseen)} báo cáo chưa xem: nên xem trước khi chốt." if unseen else ""
    return (
        f"Chốt điểm {plan.short} của {number(units)} đơn vị để xét khen thưởng?{waiting}\n"
        "Chốt rồi, báo cáo nộp thêm hay duyệt thêm không làm điểm thay đổi; mở lại được. Trả lời “đúng” để chốt."
    )


def settled(plan: Plan, units: int) -> str:
    return (
        f"Đã chốt điểm {plan.short} của {number(units)} đơn vị. "
        "Gõ “danh sách khen thưởng” để lấy bảng tính, mỗi đơn vị một dòng, kèm điểm từng mục."
    )


def ask_reopen(plan: Plan, settled: datetime) -> str:
    return (
        f"Mở lại điểm {plan.short}, đã chốt lúc {moment(local(settled))}?\n"
        "Mở lại thì bảng đã chốt không còn, điểm lại tính theo báo cáo. Trả lời “đúng” để mở."
    )


def reopened(plan: Plan) -> str:
    return f"Đã mở lại điểm {plan.short}: điểm lại tính theo báo cáo; các điểm ghi riêng vẫn giữ."


def is_settled(plan: Plan) -> str:
    return f"Điểm {plan.short} đã chốt. Muốn ghi thêm, xin gõ “mở lại điểm” trước."


# -- the list for praise ------------------------------------------------------------------------------------------

SHEET = "Khen thưởng"
COLUMNS = ("STT", "Đơn vị", "Mã", "Tổng điểm", "Đúng hạn", "Sau hạn", "Bổ sung", "Được nhận", "Ghi riêng", "Lý do")


def sheet_name(short: str, day: str) -> str:
    return f"{short} - điểm thi đua {day}.xlsx"


def sheet_ready(plan: Plan, units: int, settled: bool) -> str:
    state = "điểm đã chốt" if settled else "điểm chưa chốt"
    return f"Bảng điểm {plan.short} của {number(units)} đơn vị, {state}. Khen ai do Ban Tổ chức quyết định."
