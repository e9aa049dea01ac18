"""What an organiser hears while a plan document becomes a campaign: the card, one question at a time, the start."""

from collections.abc import Sequence
from datetime import date, datetime

from core.periods import label_of
from core.plans.checking import Settled
from core.texts.clauses import capital, clip, closing, comrade, few, listed
from core.vietnamese import fold, full_day, hour_of, moment, number, short_day, weekday

EVERY = {
    "weekly": "hằng tuần",
    "monthly": "hằng tháng",
    "quarterly": "hằng quý",
    "half_yearly": "6 tháng một lần",
    "yearly": "hằng năm",
}
_QUOTED = 240  # letters of a quoted line


def reading(name: str) -> str:
    return f"Đã nhận tệp {clip(name, 80)}, đang đọc kế hoạch. Đọc xong, hệ thống báo ngay; chưa gửi gì cho đơn vị nào."


def reading_text() -> str:
    return "Đã nhận nội dung, đang đọc kế hoạch. Đọc xong, hệ thống báo ngay; chưa gửi gì cho đơn vị nào."


def findings(details: Sequence[str]) -> str:
    numbered = [f"{at}. {detail}" for at, detail in enumerate(details, start=1)]
    return "\n".join([f"Đã thấy {number(len(details))} điểm trong văn bản này:", *numbered])


def nothing_found() -> str:
    return "Đã đọc văn bản này, không thấy điểm nào cần xem lại."


def ask_draft() -> str:
    return (
        "Xin gửi tệp dự thảo (docx, pdf, txt) hoặc dán nội dung vào đây. Hệ thống chỉ nêu những điểm cần xem lại, "
        "không gửi gì cho đơn vị nào."
    )


def ask_title() -> str:
    return "Kế hoạch mới tên là gì? Xin gõ tên, ví dụ: Tháng Thanh niên năm 2022."


def titled(title: str) -> str:
    return f"Đã ghi tên kế hoạch: “{clip(title, 160)}”."


def ask_points(count: int) -> str:
    return f"Đưa điểm nào vào đính chính? Xin gõ số, ví dụ: 1, 3 (có {number(count)} điểm), hoặc chọn “Mọi điểm”."


def no_points(words: str, count: int) -> str:
    return f"Chưa rõ điểm nào trong “{clip(words, 40)}”; xin gõ số từ 1 đến {number(count)}, ví dụ: 1, 3."


def correction(title: str, number_: str, issued: date | None, points: Sequence[tuple[str, str]]) -> str:
    """Ready to send: each point as it was found and, where it is decided, how it is to be read."""
    paper = f"Kế hoạch số {number_}" if number_ else "Kế hoạch"
    on = f" ngày {short_day(issued)} ({weekday(issued)})" if issued else ""
    rows = [
        f"{detail} {f'Nay sửa là: {decided}.' if decided else 'Đề nghị xác nhận lại.'}" for detail, decided in points
    ]
    name = f" “{clip(title, 160)}”" if title else ""
    return (
        f"ĐÍNH CHÍNH\n{paper}{on}{name} có các điểm sau:\n{listed(rows)}\n"
        "Các nội dung khác giữ nguyên. Kính báo các đơn vị biết, thực hiện."
    )


def sheet_soon() -> str:
    return "Đang soạn lịch hạn nộp để in; xong, hệ thống gửi ngay vào đây."


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
    if one.rhythm is not None:
        said = f"{clip(one.label, 90)}: {EVERY[one.rhythm.freq]} (“{clip(one.words, 80)}”)"
        return f"{said}, kỳ đầu {label_of(one.period)}, {both_until(one)}."
    asked = f" ({', '.join(one.audience)})" if one.audience else ""
    doubt = " (chưa chốt ngày, tạm tính theo ngày sớm hơn)" if one.disputed else ""
    return f"{clip(one.label, 90)}{asked}: “{clip((one.written or one).words, 80)}”, {both_until(one)}{doubt}."


def _asked(one: Settled) -> str:
    """As a unit reads it: nothing of what the level above wants later."""
    if one.above is None:
        return _due(one)
    first = f", kỳ đầu {label_of(one.period)}" if one.rhythm else ""
    words = asked_words(one) if one.rhythm else f"“{clip(one.words, 80)}”"
    return f"{clip(one.label, 90)}: {words}{first}, {until(one)}."


def asked_words(one: Settled) -> str:
    """The wording for units; of one that comes round and is asked earlier than its wording says, only how often."""
    return EVERY[one.rhythm.freq] if one.rhythm and one.above else one.words


def both_until(one: Settled) -> str:
    """For whoever checks the plan; where units are asked earlier, what the level above wants too."""
    return f"hạn nội bộ: {until(one)}, cấp trên hạn {closing(one.above)}" if one.above else until(one)


def until(one: Settled) -> str:
    """The last moment that is surely safe."""
    if one.hour is not None:
        return f"nộp {'chậm nhất' if one.inclusive else 'trước'} {hour_of(one.hour)} {full_day(one.day)}"
    last = one.day if one.inclusive else date.fromordinal(one.day.toordinal() - 1)
    return f"nộp chậm nhất hết {full_day(last)}"


def report(one: Settled, owing: Sequence[str], units: int) -> str:
    """One report of a plan that is being checked, and who owes it as decided so far."""
    who = f"Nộp: {_units(owing, units)}." if owing else "Chưa chốt đơn vị nào nộp."
    return f"{_due(one)}\n{who}\nXin chọn phần muốn đổi:"


def _units(names: Sequence[str], units: int) -> str:
    if len(names) == units:
        return f"cả {number(units)} đơn vị"
    return f"{number(len(names))} đơn vị ({few(names)})"


def change(label: str) -> str:
    """On a button."""
    return f"Sửa: {clip(label, 40)}"


def question(detail: str, quotes: Sequence[str], left: int, *, dated: bool = False) -> str:
    """One thing to decide, with the line it is about. `dated`: only a date typed settles it."""
    quoted = [f"Kế hoạch ghi: “{clip(quotes[0], _QUOTED)}”"] if quotes else []
    more = f" (sau đó còn {number(left)} điểm)" if left else ""
    ask = "Xin gõ hạn đúng, ví dụ: báo cáo kết quả, chậm nhất 15/4" if dated else "Xin chọn, hoặc gõ ngày khác"
    return "\n".join([detail, *quoted, f"{ask}{more}:"])


def ask_date(label: str) -> str:
    return f"Xin gõ hạn nộp mới của “{clip(label, 80)}”, ví dụ: chậm nhất 15/4, hoặc trước 11 giờ ngày 20/4."


def ask_name(label: str) -> str:
    return f"Xin gõ tên mới của “{clip(label, 80)}”."


def ask_report() -> str:
    return (
        "Xin gõ tên báo cáo và hạn nộp, mỗi báo cáo một dòng, ví dụ: báo cáo sơ kết, chậm nhất 15/3. "
        "Gõ xong, xin chọn “Tiếp tục”."
    )


def no_date(words: str) -> str:
    return f"Chưa đọc được ngày trong “{clip(words, 80)}”; xin gõ như sau: chậm nhất 15/4, hoặc trước 11 giờ ngày 20/4."


def no_day_of_month(words: str) -> str:
    return f"Chưa đọc được ngày trong “{clip(words, 80)}”; xin gõ như sau: chậm nhất ngày 28, hoặc trước ngày 25."


def no_name(words: str) -> str:
    return f"Dòng “{clip(words, 60)}” chưa có tên báo cáo; xin gõ cả tên và hạn, ví dụ: báo cáo sơ kết, chậm nhất 15/3."


def redated(label: str, words: str) -> str:
    return f"Đã ghi hạn của “{clip(label, 80)}”: {words}."


def added(labels: Sequence[str]) -> str:
    return f"Đã thêm: {few(labels)}."


def label_changed(label: str) -> str:
    return f"Đã đổi tên báo cáo thành “{clip(label, 80)}”."


def struck(label: str) -> str:
    return f"Đã bỏ “{clip(label, 80)}” khỏi kế hoạch này."


def grace(day: date) -> str:
    """Always asked where a plan says 'trước ngày D'; units are never told before D."""
    said = f"Bài gửi trong chính ngày đó (ví dụ {full_day(day)}) tính là đúng hạn hay sau hạn?"
    return f"Kế hoạch ghi “trước ngày …”. {said}"


def everybody(units: int) -> str:
    """On a button, and typed."""
    return f"Cả {number(units)} đơn vị"


def these(words: str, units: int) -> str:
    """On a button: those the plan names."""
    return f"{clip(capital(words), 40)} ({number(units)})"


def who_owes(reports: Sequence[Settled], units: int, *, known: bool) -> str:
    first = reports[0]
    asked = ", ".join(first.audience)
    named = listed(clip(one.label, 90) for one in reports)
    lines = [
        f"Đơn vị nào nộp?\n{named}",
        f"Kế hoạch giao cho: “{clip(asked, 120)}”." if asked else f"Danh sách có {number(units)} đơn vị.",
        "" if known else "Trong danh sách chưa có nhóm hay đơn vị nào tên như vậy.",
        "Xin chọn, hoặc gõ tên, ví dụ: cụm 1, An Hòa, trừ Tân Lập.",
    ]
    return "\n".join(line for line in lines if line)


def names(units: Sequence[str]) -> str:
    return f"Danh sách có {number(len(units))} đơn vị: {', '.join(units)}."


def owed_by(reports: Sequence[Settled], names: Sequence[str], units: int) -> str:
    which = f"“{clip(reports[0].label, 60)}”" if len(reports) == 1 else f"{number(len(reports))} báo cáo"
    return f"Đã ghi: {which} do {_units(names, units)} nộp."


def unknown_units(words: Sequence[str]) -> str:
    said = ", ".join(f"“{clip(one, 40)}”" for one in words)
    return f"Chưa rõ {said} là đơn vị nào trong danh sách; xin gõ lại đầy đủ hơn, hoặc chọn “Xem tên đơn vị”."


def numbers(counted: Sequence[str]) -> str:
    return (
        f"Kế hoạch có chỉ tiêu. Trong báo cáo kết quả, hỏi thêm các số sau (đơn vị có thể bỏ qua)?\n{listed(counted)}"
    )


def counted(what: str, unit: str) -> str:
    """'lượt người tham gia', and not 'cây xanh cây xanh'."""
    return capital(clip(what if fold(what).startswith(fold(unit)) else f"{unit} {what}", 80))


def who_answers(offered: bool) -> str:
    """Whom units may call."""
    if offered:
        return "Ai trả lời vướng mắc của đơn vị? Xin chọn, hoặc gõ tên và số điện thoại:"
    return "Ai trả lời vướng mắc của đơn vị? Xin gõ tên và số điện thoại, ví dụ: Trần Văn An, 0912 000 118."


def person(name: str, phone: str) -> str:
    return f"{name}, {phone}"


def no_person(words: str) -> str:
    return f"Chưa đọc được tên và số điện thoại trong “{clip(words, 60)}”; xin gõ: Trần Văn An, 0912 000 118."


def ask_handed(label: str) -> str:
    return f"Đơn vị nào đã nộp “{clip(label, 80)}” rồi? Xin gõ tên, ví dụ: An Hòa, Tân Lập."


def handed(label: str, names: Sequence[str]) -> str:
    return f"Đã ghi: {few(names)} đã nộp “{clip(label, 80)}”. Khi bắt đầu, các đơn vị này không bị nhắc."


def nothing_left(short: str, reports: int, units: int, over: int = 0) -> str:
    """All is decided: what pressing the button will do. `over`: reports whose time has passed."""
    lines = [
        f"Đã xong các điểm cần xem lại. Tên gọi trong tin nhắn: “{short}” (gõ tên khác để đổi, nhiều nhất 40 ký tự).",
        f"Bắt đầu: {number(units)} đơn vị sẽ có {number(reports)} báo cáo phải nộp và được nhắc theo hạn."
        if reports
        else "Kế hoạch không có báo cáo phải nộp.",
        f"{number(over)} báo cáo đã qua hạn nên không đưa vào." if over else "",
    ]
    return "\n".join(line for line in lines if line)


def all_over() -> str:
    return "Các hạn nộp của kế hoạch này đều đã qua nên không bắt đầu được; xin gửi bản có hạn mới, hoặc sửa hạn nộp."


def renamed(short: str) -> str:
    return f"Đã đặt tên gọi là “{short}”."


def name_too_long(most: int) -> str:
    return f"Xin đặt tên gọi ngắn hơn, nhiều nhất {number(most)} ký tự."


def started(
    short: str, reports: int, units: int, letters: int, later: datetime | None = None, activities: int = 0
) -> str:
    """`later`: when the letters go, where it is a quiet hour now."""
    sends = f"Thư mở đầu gửi tới {number(letters)} đồng chí lúc {moment(later)}." if later else ""
    sends = sends or f"Đã gửi thư mở đầu tới {number(letters)} đồng chí."
    sent = sends if letters else "Chưa gửi thư mở đầu nào."
    events = f", {number(activities)} hoạt động" if activities else ""
    counts = f"{number(units)} đơn vị, {number(reports)} báo cáo{events}"
    return f"Đã bắt đầu “{short}”: {counts}. {sent} Gõ “tình hình” để theo dõi."


def opening(
    short: str, title: str, unit: str, reports: Sequence[Settled], contact: tuple[str, str], activities: str = ""
) -> str:
    """One letter for each person: the plan, this unit's own reports and activities with their dates, whom to ask."""
    name, phone = contact
    nickname = "" if short in title else f" ({short})"
    lines = [
        f"Kính gửi đồng chí phụ trách {unit}: đã có kế hoạch “{clip(title, 160)}”{nickname}.",
        f"Đề nghị đơn vị gửi:\n{listed(_asked(one) for one in reports)}" if reports else "",
        activities,
        "Đến gần hạn, hệ thống sẽ nhắc. Gửi tệp vào đây là nộp được."
        if reports
        else "Đến gần ngày, hệ thống sẽ nhắc. Xong hoạt động, đồng chí gửi kết quả, ảnh vào đây.",
        f"Vướng mắc xin liên hệ {comrade(name)}, {phone}. Trân trọng!",
    ]
    return "\n".join(line for line in lines if line)


def shown(letter: str) -> str:
    return f"Thư mở đầu sẽ gửi từng đơn vị như sau (chưa gửi):\n{letter}"


def organisers() -> str:
    """Who asks, where nobody has been named."""
    return "Ban Tổ chức"


def some_unit() -> str:
    return "đơn vị"


def nothing_to_ask() -> str:
    return (
        "Chưa có hạn nộp nào nên chưa bắt đầu được; xin gõ tên báo cáo và hạn, ví dụ: báo cáo sơ kết, chậm nhất 15/3."
    )


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
