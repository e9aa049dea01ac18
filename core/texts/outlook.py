"""Status by its parts: by cluster, all campaigns at once, what came after its date, one unit, who is in charge."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.progress import Tally, total
from core.submissions import Timeliness, Workflow
from core.texts.clauses import capital, clip, closing, comrade, contact, fitted, listed, near, when, within
from core.texts.tallies import part, rated, spared
from core.texts.values import Due, Plan, Status, WorkItem
from core.vietnamese import number

_LISTED = 12  # reports, clusters or campaigns in one message


@dataclass(frozen=True)
class LateUnit:
    """A unit whose report came after its date, or has not come though its date is past."""

    unit: str
    came: datetime | None = None


@dataclass(frozen=True)
class InCharge:
    """Somebody in a unit's seat, and the telephone to reach them by."""

    unit: str
    title: str
    name: str
    phone: str


def _counts(tally: Tally) -> str:
    """Parts that share out what is asked, then who is not asked; those that are none are left out."""
    parts = (
        ("đúng hạn", tally.on_time),
        ("sau hạn", tally.late),
        ("chờ bổ sung", tally.returned),
        ("chưa nộp", tally.missing),
    )
    shared = ", ".join(f"{label} {number(count)}" for label, count in parts if count)
    unseen = f"; chờ xem {number(tally.waiting)}" if tally.waiting else ""
    off = f"; {spared(tally)}" if tally.exempt else ""
    return f"đã nộp {rated(tally, '')}{shared and f': {shared}'}{unseen}{off}"


def clusters(
    plan: Plan, due: Due, parts: Sequence[tuple[str, Tally]], sum_: Tally, now: datetime, *, whole: bool = True
) -> str:
    """One report by cluster. A name that is "" is that of the units in none; not `whole`: only those of a head."""
    lines = listed(f"{clip(name, 60) or 'Chưa xếp cụm'}: {_counts(tally)}." for name, tally in parts)
    twice = total(tally for _, tally in parts).expected > sum_.expected
    tail = "\nĐơn vị ở nhiều cụm được tính ở mỗi cụm." if twice else ""
    every = "Cả đợt" if whole else "Phần đồng chí phụ trách"
    head = f"{clip(due.name, 90)} {clip(plan.short, 60)} theo cụm, tính đến {when(now)}. {every}: {_counts(sum_)}."
    return f"{head}\n{lines}{tail}"


def no_clusters() -> str:
    return "Danh sách đơn vị chưa chia cụm. Để chia cụm, gửi lại danh sách có cột “Cụm”."


def all_campaigns(campaigns: Sequence[tuple[Plan, Sequence[Status]]], now: datetime, of: str = "") -> str:
    """Every campaign that runs, in a line each: the sum of its reports, and which of them is due next. `of`: the
    cluster of which alone it tells."""
    whose = clip(of, 120) or "mọi đơn vị"
    lines = listed(_campaign(plan, statuses, now) for plan, statuses in campaigns[:_LISTED])
    more = len(campaigns) - _LISTED
    tail = f"\nvà {number(more)} đợt khác." if more > 0 else ""
    return f"{number(len(campaigns))} đợt đang chạy, tính đến {when(now)}. Số báo cáo của {whose}:\n{lines}{tail}"


def _campaign(plan: Plan, statuses: Sequence[Status], now: datetime) -> str:
    following = next((one.due for one in statuses if one.due.lenient >= now), None)
    ahead = f" Sắp tới: {clip(following.name, 60)}, {closing(following)}." if following else " Các hạn đã qua."
    return f"{capital(clip(plan.short, 60))}: {_counts(total(one.tally for one in statuses))}.{ahead}"


def late_units(
    due: Due, units: Sequence[LateUnit], counts: tuple[int, int, int], now: datetime, of: str = "", before: int = 0
) -> str:
    """Private, for those who watch: whose report is past its date, the ones that have not come first. `counts`: how
    many came late, have not come, have to hand in; `before`: as many stood on earlier pages."""
    came, still, asked = counts
    where = f", {of}" if of else ""
    if not units:
        ahead = "" if now > due.lenient else f" Báo cáo còn nhận đúng hạn đến {closing(due)}."
        return f"{due.name}{where}: không có đơn vị nào sau hạn, tính đến {when(now)}.{ahead}"
    kinds = (f"đã nộp sau hạn {number(came)}" if came else "", f"chưa nộp {number(still)}" if still else "")
    lines = listed((f"{clip(one.unit, 90)}: {_when_it_came(one, now)}." for one in units), before + 1)
    left = came + still - before - len(units)
    rest = f"Còn {number(left)} đơn vị nữa. " if left > 0 else ""
    return (
        f"Sau hạn, {due.name}{where}: {part(came + still, asked)} đơn vị "
        f"({'; '.join(kind for kind in kinds if kind)}), tính đến {when(now)}.\n"
        f"{lines}\n{rest}Danh sách này chỉ gửi riêng cho đồng chí."
    )


def _when_it_came(unit: LateUnit, now: datetime) -> str:
    return f"nộp lúc {near(unit.came, now)}" if unit.came else "chưa nộp"


def unit_card(unit: str, items: Sequence[WorkItem], people: Sequence[InCharge], now: datetime) -> str:
    """Private, for those who watch: where one unit stands with each report, and whom to call."""
    shown = sorted(items, key=lambda item: (not item.owed, item.due.strict))[:_LISTED]
    lines = listed(f"{clip(item.due.name, 90)} ({closing(item.due)}): {_where(item, now)}." for item in shown)
    who = "; ".join(_person(one) for one in people) or "chưa có người phụ trách"
    held = lines or "Không có báo cáo nào của các đợt đang chạy."
    more = f"\nvà {number(len(items) - _LISTED)} báo cáo khác." if len(items) > _LISTED else ""
    return f"{unit}, tính đến {when(now)}:\n{held}{more}\nPhụ trách: {who}."


def _where(item: WorkItem, now: datetime) -> str:
    late = ", sau hạn" if item.timeliness == Timeliness.LATE else ""
    match Workflow(item.workflow):
        case Workflow.EXEMPT:
            return "không phải nộp"
        case Workflow.ACCEPTED:
            return f"đã duyệt {item.receipt}{late}"
        case Workflow.HANDED_IN:
            return f"đã nộp {item.receipt}{late}, chờ xem"
        case Workflow.RETURNED:
            return f"đã nộp {item.receipt}{late}, chờ bổ sung"
        case Workflow.OWED:
            return f"chưa nộp, hẹn {near(item.promised, now)}" if item.promised else "chưa nộp"


def _person(one: InCharge) -> str:
    """'Bí thư: đồng chí Mai, 0914.000.301'."""
    reach = f", {one.phone}" if one.phone else ", chưa có số điện thoại"
    return f"{one.title}: {comrade(one.name)}{reach}" if one.name else f"{one.title}: chưa có người"


def in_charge(what: str, people: Sequence[InCharge], more: int = 0) -> str:
    """Who carries it: unit, person and telephone."""

    def draft(room: int) -> str:
        lines = listed(f"{clip(one.unit, room)}, {_person(one)}." for one in people)
        rest = f"\nvà {number(more)} đơn vị khác." if more > 0 else ""
        return f"Phụ trách {clip(what, room)}:\n{lines}{rest}"

    return fitted(draft)


def no_head(cluster: str, plan: Plan) -> str:
    """A cluster that nobody heads yet."""
    return (
        f"{clip(cluster, 90)} chưa có cụm trưởng trong hệ thống. Đầu mối: {contact(plan)}. "
        "Để tìm người phụ trách của một đơn vị, gõ: ai phụ trách, rồi tên đơn vị."
    )


def everybody_in_charge(what: str, units: int, plan: Plan) -> str:
    """A report that many units hand in: who answers for it is whoever asks for it."""

    def draft(room: int) -> str:
        of = within(plan, room)
        return (
            f"{clip(what, room)}: {number(units)} đơn vị cùng thực hiện. Đầu mối của {of.issuer}: {contact(of)}.\n"
            "Để tìm người phụ trách của một đơn vị, gõ: ai phụ trách, rồi tên đơn vị."
        )

    return fitted(draft)


def in_charge_of_plan(plan: Plan) -> str:
    return fitted(lambda room: f"Phụ trách {within(plan, room).short}: {contact(within(plan, room))}.")


def which_thing(things: int) -> str:
    return f"Có {number(things)} việc đúng với lời vừa gõ. Xin chọn một."


def in_charge_elsewhere(plan: Plan) -> str:
    """To a unit that asks about another."""
    return (
        "Cần phối hợp với đơn vị khác, xin hỏi đầu mối để được nối máy: "
        f"{contact(plan)}. Ở đây đồng chí xem được người phụ trách của đơn vị mình."
    )


def in_charge_unknown(words: str, plan: Plan) -> str:
    return (
        f"Chưa rõ “{clip(words, 80)}” là đơn vị, hoạt động hay báo cáo nào. Xin gõ lại, ví dụ: ai phụ trách An Hòa; "
        f"hoặc hỏi đầu mối: {contact(plan)}."
    )


def ask_in_charge() -> str:
    return "Xin gõ tên đơn vị, hoạt động hoặc báo cáo, ví dụ: ai phụ trách An Hòa."


def which_report(reports: int) -> str:
    return f"Có {number(reports)} báo cáo đúng với lời vừa gõ. Xin chọn một."


def unclear(words: str) -> str:
    """Above the usual numbers, when what was asked about is not known."""
    return f"Chưa rõ “{clip(words, 60)}” là cụm, báo cáo hay đơn vị nào; dưới đây là báo cáo gần nhất."
