"""Where targets stand: all of them in a list, one with everything behind it, a unit's own part, and how one is set."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from core.forms import Field
from core.targets import Aim, Standing, Way, forecast, pace
from core.texts.clauses import capital, clip, contact, few, fitted, when
from core.texts.tallies import percent
from core.texts.values import Plan
from core.vietnamese import fold, number

_UNITS = "đơn vị"


@dataclass(frozen=True)
class Told:
    """A target as it is said: its number in the list, where it stands, and the last day of its campaign."""

    place: int
    standing: Standing
    ends_on: date
    id: int = 0

    @property
    def aim(self) -> Aim:
        return self.standing.aim


@dataclass(frozen=True)
class Corrected:
    """A figure that counted and is another one now."""

    unit: str
    was: str
    now: str
    late: bool


# -- amounts ------------------------------------------------------------------------------------------------------


def amount(value: Decimal) -> str:
    """'14.320', '1,5'."""
    whole = int(value)
    part = str(value.normalize()).partition(".")[2] if value != whole else ""
    return f"{number(whole)}{f',{part}' if part else ''}"


def counted(aim: Aim, value: Decimal) -> str:
    """With what is counted, where the name of the target does not say it."""
    unit = aim.unit.partition("/")[0].strip()
    if unit == "%":
        return f"{amount(value)} %"
    return amount(value) if not unit or fold(unit) in fold(aim.what) else f"{amount(value)} {unit}"


def measured(aim: Aim, value: Decimal) -> str:
    """Always with what is counted."""
    unit = aim.unit.partition("/")[0].strip()
    return f"{amount(value)} {unit}".strip()


def name(aim: Aim, room: int = 160) -> str:
    return capital(clip(aim.what, room))


# -- where one stands ---------------------------------------------------------------------------------------------


def line(told: Told, now: date, room: int = 160, *, alone: bool = True) -> str:
    """'Lượt giới thiệu việc làm: 14.320/20.000 (71,6 %), cần 812/ngày; trong đó 1.200 chờ xem'. Not `alone`: the parts
    are told beside it."""
    head = f"{name(told.aim, room)}: "
    if not told.standing.fed:
        return f"{head}{_wanted(told.aim)}; chưa có số liệu nào tính vào"
    return f"{head}{_done(told)}{_onward(told, now)}{_apart(told.standing) if alone else ''}"


def reached(told: Told, now: date) -> str:
    """The same without the name."""
    return f"{_done(told)}{_onward(told, now)}"


def _wanted(aim: Aim) -> str:
    match aim.way:
        case Way.SUM:
            return f"cần {counted(aim, aim.value)}"
        case Way.UNITS:
            return f"cần {amount(aim.value)} {_UNITS}"
        case Way.PERCENT:
            return f"cần {amount(aim.value)} % {_UNITS}"
        case Way.EACH:
            return f"mỗi {_UNITS} cần {measured(aim, aim.value)}"


def _done(told: Told) -> str:
    one = told.standing
    share = f" ({percent(one.rate)})" if one.rate is not None else ""
    match one.aim.way:
        case Way.SUM:
            held = "hiện có " if one.aim.stock else ""
            return f"{held}{amount(one.done)}/{counted(one.aim, one.whole)}{share}"
        case Way.UNITS:
            return f"{amount(one.done)}/{amount(one.whole)} {_UNITS}{share}"
        case Way.PERCENT:
            return f"{amount(one.done)}/{amount(one.whole)} {_UNITS}{share}, cần {amount(one.aim.value)} %"
        case Way.EACH:
            each = "phần được giao" if one.sharing else f"mức {measured(one.aim, one.aim.value)}"
            return f"{amount(one.done)}/{amount(one.whole)} {_UNITS} đạt {each}"


def _onward(told: Told, today: date) -> str:
    if told.standing.is_reached:
        return ", đã đạt"
    daily = pace(told.standing, today, told.ends_on)
    return f", cần {number(daily)}/ngày" if daily else ""


def _apart(one: Standing) -> str:
    """What counts and nobody has looked at; what does not count."""
    unseen = f"; trong đó {amount(one.unseen)} chờ xem" if one.unseen else ""
    found = one.figures
    back = f"; {amount(found.returned)} đang bổ sung, chưa cộng" if found.returned and one.aim.way is Way.SUM else ""
    return f"{unseen}{back}"


def listing(plan: Plan, told: Sequence[Told], total: int, now: datetime, today: date) -> str:
    """Some of a campaign's targets, with the time they hold for."""
    several = f" ({told[0].place}–{told[-1].place} trong {number(total)})" if total > len(told) else ""

    def draft(room: int) -> str:
        head = f"Chỉ tiêu của {clip(plan.short, room)}{several}, tính đến {when(now)}:"
        return "\n".join((head, *(f"{one.place}. {line(one, today, room)}." for one in told)))

    return fitted(draft)


def none_yet(plan: Plan, organises: bool) -> str:
    said = f"{capital(plan.short)} chưa có chỉ tiêu nào."
    if organises:
        return f"{said} Xin gõ, ví dụ “thêm chỉ tiêu: 20.000 lượt người tham gia”."
    return f"{said} Cán bộ phụ trách thêm chỉ tiêu bằng cách nhắn “thêm chỉ tiêu”; liên hệ: {contact(plan)}."


# -- one, with all that is behind it ------------------------------------------------------------------------------


def card(
    plan: Plan, told: Told, sources: Sequence[str], behind: Sequence[tuple[str, str]], corrected: Sequence[Corrected],
    now: datetime, today: date,
) -> str:  # fmt: skip
    """`sources`: what counts towards it; `behind`: the units that have the furthest to go, and their numbers."""

    def draft(room: int) -> str:
        lines = (
            f"Chỉ tiêu {told.place} của {clip(plan.short, room)}, tính đến {when(now)}.",
            f"{line(told, today, room, alone=told.aim.way is not Way.SUM)}.",
            *_parts(told),
            *_shares(told.standing, behind, room),
            *([f"Mới đổi số: {'; '.join(_corrected(one, room) for one in corrected[:3])}."] if corrected else []),
            *([f"Tính từ: {'; '.join(clip(one, room * 2) for one in sources)}."] if sources else []),
        )
        return "\n".join(lines)

    return fitted(draft)


def after(told: Told, today: date) -> str:
    """Where it stands now."""
    return f"Chỉ tiêu {told.place}: {line(told, today)}."


def _parts(told: Told) -> list[str]:
    one, found = told.standing, told.standing.figures
    if not one.fed:
        return []
    said = [f"{number(found.told)}/{number(found.asked)} {_UNITS} đã có số"]
    if one.aim.way is Way.SUM:
        said += [f"đã duyệt {amount(found.accepted)}", f"chờ xem {amount(found.waiting)}"]
    lines = [", ".join(said) + "."]
    if found.returned_units:
        back = f"{number(found.returned_units)} {_UNITS} đang bổ sung ({counted(one.aim, found.returned)})"
        lines.append(f"{back}: chưa cộng.")
    if found.doubled_units:
        beside = f"{number(found.doubled_units)} {_UNITS} phối hợp cũng ghi số ({counted(one.aim, found.doubled)})"
        lines.append(f"{beside}: đơn vị chủ trì đã báo, không cộng lần nữa.")
    likely = forecast(one)
    if likely is not None:
        least, most = (number(value) for value in likely)
        lines.append(f"Nếu các báo cáo còn lại như các báo cáo đã có: cuối đợt khoảng {least}–{most}.")
    return lines


def _shares(one: Standing, behind: Sequence[tuple[str, str]], room: int) -> list[str]:
    if one.shared is None or not one.sharing:
        return []
    whole = one.aim.way is Way.SUM and one.shared != one.aim.value
    off = f" (chỉ tiêu chung {amount(one.aim.value)})" if whole else ""
    said = f"Đã giao {number(one.sharing)} {_UNITS}, cộng {amount(one.shared)}{off}: {number(one.figures.reached)} đạt."
    far = few([f"{clip(unit, room)} {numbers}" for unit, numbers in behind], 3)
    return [f"{said} Còn xa nhất: {far}." if far else said]


def behind(brought: Decimal | None, share: Decimal) -> str:
    """'20/200'."""
    return f"{amount(brought) if brought is not None else '–'}/{amount(share)}"


def each_unit(aim: Aim, lines: Sequence[str], first: int, total: int, now: datetime) -> str:
    def draft(room: int) -> str:
        last = first + len(lines) - 1
        head = f"{name(aim, room)}, đơn vị {first}–{last} trong {number(total)}, tính đến {when(now)}:"
        return "\n".join((head, *(f"{at}. {clip(one, room)}" for at, one in enumerate(lines, start=first))))

    return fitted(draft) if lines else f"Chưa có đơn vị nào phải báo số cho “{clip(aim.what, 120)}”."


def of_unit(aim: Aim, unit: str, brought: Decimal | None, share: Decimal | None, unseen: bool) -> str:
    """The number first: it is what must not be cut."""
    said = counted(aim, brought) if brought is not None else "chưa có số"
    given = "" if share is None else f"/{amount(share)}" if brought is not None else f" (được giao {amount(share)})"
    wait = ", chờ xem" if unseen else ""
    return f"{said}{given}{wait}: {unit}"


def _corrected(one: Corrected, room: int) -> str:
    unit = clip(one.unit, room)
    if one.late:
        return f"{unit} báo {one.now} sau hạn"
    return f"{unit} {one.was or 'chưa có số'} → {one.now or 'bỏ số'}"


def source(report: str, field: Field | None, whole: bool, round_: bool) -> str:
    """'Báo cáo tháng, mục “Số lượt”, cộng các kỳ'."""
    how = "lấy số mới nhất" if whole else "cộng các kỳ" if round_ else ""
    part = f", mục “{field.label}”" if field is not None else ", đơn vị đã nộp"
    return f"{report}{part}{f', {how}' if how else ''}"


# -- one's own ----------------------------------------------------------------------------------------------------


def own(whose: str, plan: Plan, told: Sequence[Told], total: int, now: datetime) -> str:
    """A unit's part, or a cluster's: never beside what the whole plan wants."""
    several = f" ({told[0].place}–{told[-1].place} trong {number(total)})" if total > len(told) else ""

    def draft(room: int) -> str:
        head = (
            f"Phần của {clip(whose, room)} trong chỉ tiêu của {clip(plan.short, room)}{several}, tính đến {when(now)}:"
        )
        return "\n".join((head, *(f"{one.place}. {_own(one.standing, room)}." for one in told)))

    return fitted(draft)


def _own(one: Standing, room: int) -> str:
    found, what = one.figures, name(one.aim, room)
    unseen = f"; {amount(one.unseen)} chờ xem" if one.unseen else ""
    if not one.fed:
        return f"{what}: chưa có báo cáo nào hỏi số này"
    if one.aim.way is not Way.SUM:
        return f"{what}: {_own_units(one)}{unseen}"
    brought = f"đã báo {counted(one.aim, found.counted)}" if found.told else "chưa có số"
    if one.shared is None or not one.sharing:
        return f"{what}: {brought}{unseen}"
    left = max(one.shared - found.counted, Decimal(0))
    more = f", còn {amount(left)}" if left else ", đã đủ"
    return f"{what}: {brought}, được giao {amount(one.shared)}{more}{unseen}"


def _own_units(one: Standing) -> str:
    found = one.figures
    if one.aim.way is Way.EACH:
        wanted = one.shared if one.shared is not None and found.asked <= 1 else one.aim.value
        if found.asked <= 1:
            state = "đạt" if found.reached else "chưa đạt" if found.told else "chưa có số"
            return f"cần {measured(one.aim, wanted)}, {state}"
        return f"{number(found.reached)}/{number(found.asked)} {_UNITS} đạt mức {measured(one.aim, one.aim.value)}"
    if found.asked <= 1:
        return "đã có" if found.showing else "chưa có"
    return f"{number(found.showing)}/{number(found.asked)} {_UNITS} đã có"


def whose(units: Sequence[str], cluster: bool) -> str:
    if cluster:
        return f"{number(len(units))} {_UNITS} trong cụm"
    return few(units, 2)


def other(short: str) -> str:
    """On a button: the targets of another campaign."""
    return clip(f"Đợt khác: {short}", 40)


def label(place: int) -> str:
    """On a button, and as it is typed."""
    return f"Chỉ tiêu {place}"


# -- setting one --------------------------------------------------------------------------------------------------


def how() -> str:
    return (
        "Xin gõ một chỉ tiêu như trong kế hoạch. Có thể là:\n"
        "20.000 lượt người tham gia\nmỗi đơn vị 02 công trình\n100% cơ sở Đoàn tổ chức ngày hội\nduy trì 295 chi hội"
    )


def not_read(words: str) -> str:
    return f"Chưa đọc được chỉ tiêu trong “{clip(words, 120)}”.\n{how()}"


def added(place: int, aim: Aim, plan: str = "") -> str:
    """`plan`: whose target it is, where several run."""
    return f"Đã thêm chỉ tiêu {place}{_of_plan(plan)}: {name(aim, 120)}, {_wanted(aim)}."


def changed(was: Decimal, aim: Aim, plan: str = "") -> str:
    return f"Đã đổi{_of_plan(plan)}: {amount(was)} → {counted(aim, aim.value)}. Muốn như trước, xin gõ lại số cũ."


def _of_plan(plan: str) -> str:
    return f" của “{clip(plan, 60)}”" if plan else ""


def which_plan() -> str:
    return "Xin chọn chỉ tiêu của đợt nào, rồi gõ lại."


def no_number(words: str) -> str:
    return f"Chưa thấy con số mới trong “{clip(words, 120)}”. Xin gõ, ví dụ “chỉ tiêu 2 là 25.000”."


def dropped(aim: Aim, plan: str = "") -> str:
    return f"Đã bỏ chỉ tiêu “{clip(aim.what, 120)}”{_of_plan(plan)}. Báo cáo của đơn vị vẫn hỏi như cũ."


def gone() -> str:
    return "Chỉ tiêu này không còn trong kế hoạch. Xin gõ “chỉ tiêu” để xem các chỉ tiêu hiện có."


def no_such(place: int, total: int) -> str:
    return f"Không có chỉ tiêu số {place}; kế hoạch có {number(total)} chỉ tiêu. Xin gõ “chỉ tiêu” để xem."


def which_number(aim: Aim, feeding: Sequence[str], left: int = 0) -> str:
    """`left`: so many more there are to choose from."""
    more = f" Còn {number(left)} số khác: chọn “Xem tiếp”, hoặc gõ, ví dụ “chỉ tiêu 2 tính số lượt báo cáo tháng”."
    now = f"Hiện tính từ: {'; '.join(clip(one, 90) for one in feeding[:4])}.\n" if feeding else ""
    return (
        f"{now}Xin chọn số nào của báo cáo tính vào “{clip(aim.what, 100)}”; chọn số đang tính là thôi tính. "
        f"Chỉ có những số cùng đơn vị tính: lượt không cộng với người.{more if left else ''}"
    )


def no_numbers(aim: Aim) -> str:
    unit = clip(aim.unit.partition("/")[0] or "số", 40)
    return (
        f"Chưa có báo cáo nào hỏi số tính bằng “{unit}”. Xin thêm mục vào báo cáo trước: “Sửa kế hoạch”, chọn báo cáo, "
        f"“Báo cáo này hỏi gì”, rồi gõ: thêm: số {unit} ({unit})"
    )


def number_label(report: str, field: Field | None, counts: bool) -> str:
    """On a button."""
    part = field.label if field is not None else "đơn vị đã nộp"
    return f"{'Thôi tính' if counts else 'Tính'}: {clip(part, 48)} ({clip(report, 40)})"


def which_way(aim: Aim) -> str:
    return f"Tính “{clip(aim.what, 120)}” thế nào? Hiện: {_way(aim)}."


def _way(aim: Aim) -> str:
    match aim.way:
        case Way.SUM:
            return "cộng số hiện có (bản mới nhất) của các đơn vị" if aim.stock else "cộng số của các đơn vị"
        case Way.UNITS:
            return "đếm số đơn vị có kết quả"
        case Way.PERCENT:
            return "tỷ lệ đơn vị có kết quả"
        case Way.EACH:
            return "đếm đơn vị đạt mức của mình"


def way_set(aim: Aim, was: Decimal) -> str:
    """`was`: the amount before, which another way of reckoning may have changed."""
    changes = f" Số phải đạt: {amount(was)} → {counted(aim, aim.value)}; muốn khác, xin gõ lại số."
    return f"Đã ghi: {_way(aim)}.{changes if was != aim.value else ''}"
