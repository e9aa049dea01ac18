"""What is said when a running plan changes: to the organiser before and after, and once to each unit concerned."""

from collections.abc import Sequence
from datetime import date, datetime

from core.plans.changes import Difference
from core.plans.checking import Settled
from core.texts.activities import when as event_day
from core.texts.clauses import both_deadlines, clip, closing, contact, deadline, few, limit, listed, reference, when
from core.texts.values import Due, Plan
from core.vietnamese import full_day, number


def plan(plan: Plan, dues: Sequence[Due], read_by: int) -> str:
    """A running plan, and what can be changed of it."""
    rows = listed(f"{clip(due.name, 90)}: {_limit(due) if due.counts else due.wording}" for due in dues)
    received = f"\n{number(read_by)} đồng chí đã báo nhận được thư mở đầu." if read_by else ""
    return f"{reference(plan)}: {clip(plan.name, 160)}.\n{rows}{received}\nXin chọn phần muốn đổi:"


def _limit(due: Due) -> str:
    return both_deadlines(due) if due.above else deadline(due)


def no_report(due: Due) -> str:
    """An activity, or what is taken as often as it comes."""
    return f"Về “{clip(due.name, 120)}” ({clip(due.wording, 120)}). Xin chọn phần muốn đổi:"


def report(due: Due, owed: int, asked: int) -> str:
    return (
        f"Về “{clip(due.name, 120)}”: {limit(due)}.\n"
        f"{number(asked - owed)}/{number(asked)} đơn vị đã nộp. Xin chọn phần muốn đổi:"
    )


def ask_date(due: Due) -> str:
    if due.above is not None:
        return (
            f"“{clip(due.name, 80)}”: {both_deadlines(due)}.\n"
            "Xin gõ hạn mới của cấp trên, ví dụ: chậm nhất 15/4; hạn nội bộ đổi ở nút “Hạn nội bộ”."
        )
    return (
        f"Hạn hiện nay của “{clip(due.name, 80)}”: {closing(due)}.\n"
        "Xin gõ hạn mới, ví dụ: chậm nhất 15/4, hoặc trước 11 giờ ngày 20/4."
    )


def confirm_date(before: Due, after: Due, units: int) -> str:
    earlier = " Hạn mới sớm hơn hạn cũ." if after.strict < before.strict else ""
    return (
        f"Đổi hạn “{clip(before.name, 80)}” từ {closing(before)} sang {closing(after)}?{earlier}\n"
        f"{number(units)} đơn vị chưa nộp sẽ được báo một lần, lịch nhắc theo hạn mới."
    )


def confirm_above(before: Due, after: Due) -> str:
    """The plan's own date moves; units are asked earlier still, and hear nothing."""
    return (
        f"Đổi hạn cấp trên của “{clip(before.name, 80)}” từ {closing(before.of_plan)} sang {closing(after)}?\n"
        f"Hạn nội bộ {closing(before)} giữ nguyên, không phải báo đơn vị."
    )


def confirm_both(before: Due, after: Due, units: int) -> str:
    """The plan's own date moves to where units are asked already: there is one deadline again."""
    return f"{confirm_date(before.of_plan, after, units)}\nHạn nội bộ {closing(before)} không còn sớm hơn nên được bỏ."


def same(due: Due) -> str:
    which = "Hạn cấp trên" if due.above else "Hạn"
    said = f"{which} của “{clip(due.name, 80)}” đang là {closing(due.of_plan)}, không phải đổi gì"
    return f"{said}; muốn hạn khác, xin gõ hạn đó."


def over(after: Due) -> str:
    """A deadline typed that has passed already."""
    return f"Hạn vừa gõ ({closing(after)}) đã qua; xin gõ một hạn còn ở phía trước."


def extend_which() -> str:
    return "Gia hạn báo cáo nào?"


def exempt_which() -> str:
    return "Miễn nộp báo cáo nào?"


def ask_extension(due: Due) -> str:
    asked = f"Gia hạn “{clip(due.name, 80)}” cho đơn vị nào, đến ngày nào?"
    return f"{asked}\nXin gõ, ví dụ: An Hòa, Tân Lập đến hết ngày 15/4; hoặc: cụm 1 thêm 3 ngày."


def ask_extension_of_missing(due: Due, of: str = "") -> str:
    """`of`: the cluster whose units are meant."""
    where = f" của {clip(of, 60)}" if of else ""
    return (
        f"Gia hạn “{clip(due.name, 80)}” cho các đơn vị chưa nộp{where} đến ngày nào? Xin gõ ngày, ví dụ: đến hết ngày "
        "15/4; hoặc chỉ một số đơn vị: An Hòa, Tân Lập đến hết ngày 15/4."
    )


def confirm_extension(due: Due, after: Due, names: Sequence[str]) -> str:
    return f"Gia hạn “{clip(due.name, 80)}” cho {few(names)} đến {closing(after)}, và báo các đơn vị này?"


def no_extension(words: str) -> str:
    return f"Chưa đọc được ngày trong “{clip(words, 80)}”; xin gõ, ví dụ: An Hòa, Tân Lập đến hết ngày 15/4."


def extension_of_whom(due: Due) -> str:
    return (
        f"Gia hạn “{clip(due.name, 80)}” cho đơn vị nào? Xin gõ tên kèm ngày, ví dụ: An Hòa, Tân Lập đến hết ngày "
        "15/4; hoặc: chưa nộp, thêm 3 ngày."
    )


def ask_exempt(due: Due) -> str:
    return f"Miễn nộp “{clip(due.name, 80)}” cho đơn vị nào? Xin gõ tên, ví dụ: An Hòa, Tân Lập."


def confirm_exempt(due: Due, names: Sequence[str]) -> str:
    return f"Miễn nộp “{clip(due.name, 80)}” cho {few(names)}, và báo các đơn vị này?"


def not_owing(names: Sequence[str]) -> str:
    return f"{few(names)} không còn phải nộp báo cáo này nên không phải đổi gì."


def long_enough(names: Sequence[str], after: Due) -> str:
    """Of an extension to a day that gives them no longer."""
    return f"{few(names)} đã có hạn đến {closing(after)} hoặc muộn hơn nên không phải gia hạn; xin gõ ngày muộn hơn."


def confirm_drop(due: Due, units: int) -> str:
    told = f"{number(units)} đơn vị chưa nộp sẽ được báo không phải nộp nữa; bài đã nộp vẫn giữ."
    if not due.counts:
        told = f"{number(units)} đơn vị được báo là hệ thống không theo dõi nội dung này nữa; bài đã gửi vẫn giữ."
    return f"Bỏ “{clip(due.name, 80)}”? {told}"


def confirm_withdrawal(plan: Plan, units: int) -> str:
    return (
        f"Rút kế hoạch “{clip(plan.short, 60)}”? Mọi lời nhắc dừng lại, {number(units)} đơn vị được báo một lần; "
        "bài đã nộp vẫn giữ."
    )


def ask_report(plan: Plan) -> str:
    return f"Thêm báo cáo vào “{clip(plan.short, 60)}”: xin gõ tên và hạn nộp, ví dụ: báo cáo nhanh, chậm nhất 15/4."


def confirm_report(label: str, after: Due, units: int) -> str:
    due = f"hạn “{after.wording}”, tức {closing(after)}"
    return f"Thêm “{clip(label, 80)}” ({due}) cho {number(units)} đơn vị, và báo ngay?"


def ask_template(due: Due) -> str:
    return f"Xin gửi tệp mẫu (đề cương, biểu mẫu) của “{clip(due.name, 80)}” vào đây."


def template_kept(due: Due, name: str) -> str:
    return f"Đã gắn mẫu {clip(name, 80)} vào “{clip(due.name, 80)}”; đơn vị gõ “xin mẫu” là nhận được."


def copy_which() -> str:
    return "Nhân bản đợt nào?"


def nothing_to_copy() -> str:
    return "Chưa có đợt nào để nhân bản; xin gửi tệp kế hoạch, hoặc gõ “tạo kế hoạch”."


def ask_start(short: str, began: date) -> str:
    return (
        f"Đợt mới theo “{clip(short, 60)}” (bắt đầu {full_day(began)}) bắt đầu ngày nào? "
        "Xin gõ ngày, các hạn nộp dời theo; chưa gửi gì cho đơn vị nào."
    )


def ask_version(plan: Plan) -> str:
    return f"Xin gửi tệp bản mới của “{clip(plan.short, 60)}”; hệ thống so với bản đang chạy, chưa đổi gì."


# -- a new version -----------------------------------------------------------------------------------------------


def difference(short: str, found: Difference) -> str:
    """What the new version changes, before anything is changed."""
    if not found:
        return f"Bản mới không đổi hạn nộp, ngày hoạt động nào của “{clip(short, 60)}”."
    return f"Bản mới của “{clip(short, 60)}” khác bản đang chạy:\n{listed(_differs(found))}\nÁp dụng và báo các đơn vị?"


def _differs(found: Difference) -> list[str]:
    return [
        *(
            f"{clip(one.due.name, 80)}: từ {closing(one.due.of_plan)} sang {closing(new_due(new))}."
            for one, new in found.moved
        ),
        *(f"Thêm {clip(new.label, 80)}: “{new_due(new).wording}”, tức {closing(new_due(new))}." for new in found.added),
        *(f"Không còn {clip(one.due.name, 80)}." for one in found.gone),
        *(f"Hoạt động “{clip(one.due.name, 80)}”: từ {event_day(one.event)} sang {event_day(new.event)}."
          for one, new in found.events_moved),
        *(f"Thêm hoạt động “{clip(new.title, 80)}”: {event_day(new.event)}." for new in found.events_added),
        *(f"Không còn hoạt động “{clip(one.due.name, 80)}”." for one in found.events_gone),
    ]  # fmt: skip


def new_due(new: Settled) -> Due:
    deadline = new.deadline()
    return Due(new.label, deadline.wording, deadline.strict, deadline.lenient, deadline.hour)


# -- to the units ------------------------------------------------------------------------------------------------


def moved(before: Due, after: Due) -> str:
    return f"{clip(after.name, 80)}: hạn mới “{after.wording}”, tức {closing(after)} (hạn cũ: {closing(before)})."


def extended(after: Due) -> str:
    return f"{clip(after.name, 80)}: đơn vị được gia hạn: hạn “{after.wording}”, tức {closing(after)}."


def dropped(before: Due) -> str:
    if not before.counts:
        return f"{clip(before.name, 80)}: hệ thống không theo dõi, không nhắc nội dung này nữa."
    return f"{clip(before.name, 80)}: đơn vị không phải nộp nữa."


def added(after: Due) -> str:
    return f"Thêm {clip(after.name, 80)}: “{after.wording}”, tức {closing(after)}."


def of_units(said: Sequence[tuple[str, Sequence[str]]]) -> list[str]:
    """The sentences for somebody who answers for these units: what holds for all of them once, else with its unit."""
    if len({tuple(sentences) for _, sentences in said}) == 1:
        return list(said[0][1])
    return [f"{unit} – {sentence}" for unit, sentences in said for sentence in sentences]


def notice(plan: Plan, unit: str, changes: Sequence[str]) -> str:
    """One letter, with only what concerns this unit."""
    return (
        f"Kính gửi đồng chí phụ trách {unit}: {reference(plan)} ({plan.short}) có thay đổi.\n{listed(changes)}\n"
        f"Vướng mắc xin liên hệ {contact(plan)}. Trân trọng!"
    )


def withdrawn(plan: Plan, unit: str) -> str:
    return (
        f"Kính gửi đồng chí phụ trách {unit}: {reference(plan)} ({plan.short}) đã được rút; đơn vị không phải nộp gì "
        f"thêm, bài đã nộp vẫn được giữ.\nVướng mắc xin liên hệ {contact(plan)}. Trân trọng!"
    )


# -- to the organiser, afterwards --------------------------------------------------------------------------------


def done(told: int, later: datetime | None = None) -> str:
    """`later`: when the letters go, where it is a quiet hour now."""
    if not told:
        return "Đã ghi thay đổi; không có đồng chí nào phải báo trong chat."
    return f"Đã ghi thay đổi; báo {number(told)} đồng chí {f'lúc {when(later)}' if later else 'ngay bây giờ'}."


def gone() -> str:
    return "Mục này đã được đổi hoặc đã bỏ; gõ “kế hoạch” để xem bản đang chạy."
