"""Handing in: which report, its parts one by one, the read-back, the receipt and what comes after."""

from collections.abc import Sequence
from datetime import datetime

from core.deadlines import days_late, last_day
from core.filekinds import Fit, Seen
from core.submissions import Asks
from core.texts import turnouts
from core.texts.behalf import way
from core.texts.clauses import (
    Stage,
    capital,
    clip,
    comrade,
    contact,
    deadline,
    fitted,
    left,
    listed,
    near,
    open_until,
    stage,
    when,
    within,
)
from core.texts.values import Addressee, Answered, ByMail, Due, Plan, Receipt
from core.vietnamese import full_day, number

_READ_BACK = 300  # of a long text as much as shows that it is the right one

# ── which one ──


def which_report() -> str:
    return "Xin chọn báo cáo cần nộp."


def which_report_for_file(names: Sequence[str]) -> str:
    return f"Xin chọn báo cáo mà {_files(names)} thuộc về. Hệ thống đã giữ tệp."


def file_for_nothing(names: Sequence[str], plan: Plan | None) -> str:
    whom = f"gọi {contact(plan)}" if plan else "liên hệ cán bộ phụ trách"
    return f"Chưa nhận {_files(names)}: hiện không có báo cáo nào chờ đơn vị gửi tệp. Nếu cần gửi, xin {whom}."


def voice_kept() -> str:
    return "Hệ thống không nghe được tin thoại; số liệu và nội dung xin gõ bằng chữ."


_ON_A_BUTTON = 48  # the name of a report with its period


def report_label(due: Due) -> str:
    """On a button: the report and its last safe day."""
    if due.event is not None:
        return turnouts.label(due)
    if not due.counts:
        return f"{clip(due.name, 50)} (bản thứ {number(due.entry)})" if due.entry > 1 else clip(due.name, 60)
    return f"{clip(due.name, _ON_A_BUTTON)} (hết {full_day(last_day(due.strict))})"


def replace_label(due: Due) -> str:
    """On a button: a report that is in already."""
    return f"Thay bản đã nộp: {clip(due.name, _ON_A_BUTTON)}"


def _files(names: Sequence[str]) -> str:
    return f"tệp {clip(names[0], 60)}" if len(names) == 1 else f"{number(len(names))} tệp vừa gửi"


# ── the draft ──


def draft_resumed(due: Due, filled: int, total: int, now: datetime) -> str:
    return f"Làm tiếp {due.name}: đã có {number(filled)}/{number(total)} mục; {left(due, now)}."


def _name(by: Addressee) -> str:
    return capital(comrade(by.name))


def left_step() -> str:
    return "Đã dừng; bản nháp còn giữ. Muốn làm tiếp, đồng chí gõ “nộp”."


def nothing_to_leave() -> str:
    return "Không có việc gì đang làm dở."


def file_kept(names: Sequence[str], due: Due, missing: Sequence[str]) -> str:
    """A file has gone into the draft; `missing` are the labels of the parts still empty."""
    kept = f"Đã giữ {_files(names)} cho {due.name}."
    return f"{kept} Còn thiếu: {'; '.join(missing)}." if missing else f"{kept} Đã đủ các mục."


def file_too_big(name: str, megabytes: int, link: str | None = None, link_megabytes: int = 50) -> str:
    """`link` opens the web page, which takes more than the channel does."""
    why = f"Tệp {clip(name, 60)} quá {number(megabytes)} MB nên ở đây không nhận được."
    if link is None:
        return f"Xin đồng chí nén hoặc chia nhỏ tệp rồi gửi lại. {why}"
    return f"Xin đồng chí gửi tệp bằng liên kết này (nhận đến {number(link_megabytes)} MB): {link}\n{why}"


def file_runs(name: str) -> str:
    """A programme or a page that a computer would run."""
    return (
        f"Xin gửi báo cáo bằng Word, Excel, PDF, ảnh hoặc tệp nén. Tệp {clip(name, 60)} là loại chạy được trên máy nên "
        "hệ thống không nhận, để giữ an toàn cho người xem."
    )


def file_disguised(name: str) -> str:
    return (
        f"Xin kiểm tra lại tệp {clip(name, 60)}: bên trong là chương trình, không đúng với đuôi tên, nên hệ thống "
        "không nhận. Nếu đồng chí không tự tạo tệp này, xin đừng mở và báo người phụ trách máy."
    )


def file_bomb(name: str, code: str = "") -> str:
    """`code`: of the report that holds it, if it was handed in already."""
    kept = f"Giờ nhận của báo cáo {code} không thay đổi." if code else "Phần khác của báo cáo vẫn giữ nguyên."
    return (
        f"Xin lưu lại rồi gửi lại tệp {clip(name, 60)}: tệp hỏng, hoặc nén quá nhiều so với nội dung, nên hệ thống "
        f"không mở để bảo đảm an toàn.\n{kept}"
    )


def archive_shut(name: str) -> str:
    return (
        f"Lần sau nên gửi từng tệp, hoặc tệp nén ZIP. Hệ thống đã giữ {clip(name, 60)} nhưng không xem được bên trong "
        "tệp nén loại này, nên ai nhận cần kiểm tra trước khi mở.\nĐồng chí không phải gửi lại."
    )


def file_locked(name: str, code: str = "") -> str:
    """`code`: of the report that holds it, if it was handed in already."""
    kept = f" Giờ nhận của báo cáo {code} không thay đổi." if code else ""
    return (
        f"Xin lưu lại tệp {clip(name, 60)} không đặt mật khẩu rồi gửi vào đây: tệp đang có mật khẩu nên không ai mở "
        f"được.\nHệ thống vẫn giữ tệp đã gửi.{kept}"
    )


_REALLY = {"picture": "ảnh", "pdf": "PDF", "office": "tài liệu Office", "archive": "tệp nén", "sound": "tệp âm thanh",
           "film": "video", "text": "văn bản thường", "other": "loại tệp khác"}  # fmt: skip


def really(name: str, sort: str) -> str:
    """`sort`: what its bytes say it is, where its name says another thing; "" where both agree."""
    if sort == "heic":
        return f"{clip(name, 60)} là ảnh HEIC, nhiều máy không mở được; lần sau nên gửi ảnh JPG."
    return f"{clip(name, 60)} thực chất là {_REALLY[sort]}; hệ thống vẫn giữ." if sort in _REALLY else ""


def empty_file(name: str) -> str:
    return f"Xin kiểm tra rồi gửi lại tệp {clip(name, 60)}: tệp vừa gửi không có nội dung (0 byte)."


def too_many_files(most: int) -> str:
    return f"Xin gộp hoặc nén các tệp: mỗi báo cáo nhận tối đa {number(most)} tệp. Các tệp gửi trước vẫn được giữ."


def summary(
    due: Due, unit: str, answers: Sequence[Answered], now: datetime, waiting_files: int = 0, asked_later: int = 0
) -> str:
    """Everything read back before it counts. `asked_later`: optional parts, which hold nothing up."""
    lines = [
        f"Xin xem lại rồi chọn “Nộp báo cáo”. {due.name} của {unit}:",
        listed(f"{answer.label}: {clip(answer.value, _READ_BACK)}" for answer in answers),
    ]
    if waiting_files:
        lines.append(f"{number(waiting_files)} tệp đang được tải về; nộp ngay vẫn được, không phải chờ.")
    if asked_later:
        lines.append(f"Còn {number(asked_later)} mục không bắt buộc, hệ thống hỏi sau khi nhận báo cáo.")
    return "\n".join([*lines, *([_if_now(due, now)] if due.counts else [])])


def _if_now(due: Due, now: datetime) -> str:
    late = stage(due, now) is Stage.OVERDUE
    return f"Nộp lúc này được ghi {'sau hạn' if late else 'đúng hạn'} (hạn {deadline(due)})."


# ── nothing happened ──


def nil_for_which() -> str:
    return "Xin chọn báo cáo mà đơn vị không phát sinh nội dung."


def ask_nil_reason(due: Due) -> str:
    return (
        f"Xin viết một câu: vì sao đơn vị không phát sinh nội dung của {due.name}?\n"
        "“Không phát sinh” kèm lý do được nhận như một báo cáo; không phải là số 0, cũng không phải là chưa nộp."
    )


def change_nil() -> str:
    """To whoever said that nothing happened, and would change it."""
    return (
        "Xin chọn “Đơn vị có hoạt động” để điền các mục, hoặc gõ lại “không phát sinh vì …” để đổi lý do.\n"
        "Phần đã điền trước đó vẫn được giữ."
    )


# ── the receipt ──


def receipt(got: Receipt, plan: Plan) -> str:
    """What one shows to one's own leader: unit, time, verdict, what is in it. At most 600 units, always."""
    body = _taken if not got.due.counts else _late if is_late(got) else _on_time
    return fitted(lambda room: body(within(got, room), within(plan, room), room))


def is_late(got: Receipt) -> bool:
    return got.late


def verdict(got: Receipt) -> str:
    """', đúng hạn'; nothing where nothing can be late."""
    return (", sau hạn" if is_late(got) else ", đúng hạn") if got.due.counts else ""


def _head(got: Receipt, plan: Plan) -> str:
    again = "bản thay của " if got.version > 1 and got.due.asks != Asks.OPEN else ""
    if got.due.event is not None:
        return f"Đã nhận {again}kết quả “{got.due.name}” của {got.unit}."
    return f"Đã nhận {again}{got.due.name} {plan.short} của {got.unit}."


def _code(got: Receipt) -> str:
    entry = got.due.entry or (got.version if got.version > 1 else 0)
    nth = f" (bản thứ {number(entry)})" if entry else ""
    first = f"; giờ nhận lần đầu {when(got.judged)} được giữ" if got.version > 1 and got.due.counts else ""
    return f"Mã nhận: {got.code}{nth}. Nhận lúc {when(got.received)}{first}"


def _on_time(got: Receipt, plan: Plan, room: int) -> str:
    lines = (
        _head(got, plan),
        f"{_code(got)}: đúng hạn (hạn ghi: “{got.due.wording}”).",
        f"{_contents(got, room)}{_waiting(got)}{_SETTLED}",
        f"{_by_mail(plan)}Cần thay bản khác, đồng chí gửi tệp mới vào đây; giờ nhận lần đầu vẫn được giữ. "
        "Cảm ơn đồng chí!",
    )
    return "\n".join(lines)


def _taken(got: Receipt, plan: Plan, room: int) -> str:
    """Of an activity, or one entry of a report that takes many: nothing to be judged."""
    if got.due.event is not None:
        rest = "Hệ thống không nhắc hoạt động này nữa. Cần gửi thêm ảnh, đồng chí gửi vào đây. Cảm ơn đồng chí!"
    else:
        rest = "Có nội dung khác, đồng chí gửi tiếp vào đây; mỗi lần gửi là một bản riêng. Cảm ơn đồng chí!"
    return "\n".join((_head(got, plan), f"{_code(got)}.", f"{_contents(got, room)}{_waiting(got)}{rest}"))


def _late(got: Receipt, plan: Plan, room: int) -> str:
    days = days_late(got.judged, got.due.lenient)
    by = f"{number(days)} ngày" if days else "trong ngày"
    taken = f", nhận đến {open_until(got.due)}" if last_day(got.due.lenient) > last_day(got.due.strict) else ""
    lines = (
        f"{_head(got, plan)} Cảm ơn đồng chí.",
        f"{_code(got)}: sau hạn {by} (hạn ghi: “{got.due.wording}”{taken}).",
        f"{_contents(got, room)}{_waiting(got)}{_SETTLED}",
        f"{_by_mail(plan)}Nếu trước đó đơn vị đã gửi qua thư điện tử hoặc gặp sự cố, xin trả lời tin này kèm thời "
        f"điểm gửi để {plan.speaker} xem xét, ghi nhận lại.",
    )
    return "\n".join(lines)


_SETTLED = "Hệ thống không nhắc báo cáo này nữa."


def _by_mail(plan: Plan) -> str:
    """One of two things, and nothing where nothing was ruled: a mail is needless only where it truly is."""
    match plan.by_mail:
        case ByMail.HANDED_IN:
            return f"Hệ thống chuyển báo cáo vào {plan.mailbox}; đơn vị không phải gửi lại qua thư điện tử. "
        case ByMail.ACCEPTED:
            return f"Khi duyệt xong, hệ thống chuyển vào {plan.mailbox}; đơn vị không phải gửi lại qua thư điện tử. "
        case ByMail.NEEDLESS:
            return "Đơn vị không phải gửi lại qua thư điện tử. "
        case ByMail.OWN:
            return f"Đơn vị vẫn gửi bản chính qua {plan.mailbox or 'thư điện tử'}. "
        case ByMail.UNRULED:
            return ""


def _contents(got: Receipt, room: int) -> str:
    """What it changes, then everything counted while there is room; of a long report the first parts and how many
    more."""
    changed = f"So với bản trước: {clip(got.changed, room * 2)}. " if got.changed else ""
    return f"{changed}{_counted(got, room)}"


def _counted(got: Receipt, room: int) -> str:
    if not got.contents:
        return ""
    most = 6 if room > 60 else 3
    shown = [clip(part, room) for part in got.contents[:most]]
    more = len(got.contents) - len(shown)
    return f"Gồm: {'; '.join(shown)}{f' và {number(more)} mục khác' if more else ''}. "


def _waiting(got: Receipt) -> str:
    if not got.waiting_files:
        return ""
    return f"{number(got.waiting_files)} tệp đang tải về, có tin báo khi xong; giờ nhận không đổi. "


def file_arrived(code: str, due: Due, names: Sequence[str]) -> str:
    """The letter that follows a receipt which was still fetching."""
    return (
        f"Đã tải xong {_files_named(names)} của {due.name} (mã {code}). Báo cáo đã đủ tệp, đồng chí không phải gửi lại."
    )


def file_lost(code: str, due: Due, names: Sequence[str]) -> str:
    return (
        f"Đề nghị đồng chí gửi lại {_files_named(names)} của {due.name} (mã {code}): hệ thống không tải về được.\n"
        "Giờ nhận đã ghi không thay đổi."
    )


def file_refused(name: str, seen: Seen) -> str:
    return file_disguised(name) if seen.fit is Fit.DISGUISED else file_runs(name)


def file_gone(names: Sequence[str]) -> str:
    """Of a report that was not handed in yet."""
    return (
        f"Đề nghị đồng chí gửi lại {_files_named(names)}: hệ thống không tải về được.\n"
        "Phần khác của bản nháp vẫn giữ nguyên."
    )


def _files_named(names: Sequence[str]) -> str:
    return f"tệp {clip(names[0], 60)}" if len(names) == 1 else f"{number(len(names))} tệp"


# ── what nobody has to give ──


def added(label: str, value: str) -> str:
    """Above the next question: what was told after the receipt, read back."""
    return f"Đã ghi {label}: {clip(value, 80)}."


def all_given(due: Due, code: str) -> str:
    return f"Đã đủ các mục của {due.name} (mã {code}). Giờ nhận không đổi. Cảm ơn đồng chí!"


def nothing_more() -> str:
    return "Đã rõ, hệ thống không hỏi thêm. Báo cáo đã nhận vẫn giữ nguyên. Cảm ơn đồng chí!"


def decided_already(due: Due, file: str = "") -> str:
    """What came after the reviewer looked at it needs a version of its own; a file that came waits for it."""
    kept = f" Tệp {clip(file, 60)} chưa vào báo cáo nhưng vẫn được giữ, chọn xong không phải gửi lại." if file else ""
    return (
        f"Muốn bổ sung, xin chọn “Thay bản khác”: {due.name} đã được xem nên không ghi thêm vào bản cũ được.{kept}\n"
        "Giờ nhận lần đầu vẫn được giữ."
    )


# ── afterwards ──


def told_to_others(by: Addressee, got: Receipt) -> str:
    """To the other people of the unit, so that nobody does it twice."""
    return (
        f"{_name(by)} đã nộp {got.due.name} của {got.unit} lúc {when(got.received)} (mã {got.code}).\n"
        "Đồng chí không cần nộp lại; hệ thống không nhắc báo cáo này nữa."
    )


def someone_else_handed_in(by: Addressee, got: Receipt, now: datetime) -> str:
    """Asked once, when another version came while this one was being made."""
    return (
        f"Xin chọn: xem bản đã nộp, hay vẫn gửi bản này để thay.\n"
        f"Trong lúc đồng chí soạn, {comrade(by.name)} đã {'ghi nhận' if got.source else 'nộp'} {got.due.name} lúc "
        f"{near(got.received, now)} "
        f"(mã {got.code}). "
        "Giờ nhận lần đầu được giữ dù có thay bản."
    )


def nothing_to_fix(unit: str) -> str:
    return (
        f"Chưa có báo cáo nào của {unit} ở đây nên chưa có gì phải sửa; đồng chí gửi tệp đúng vào đây là được.\n"
        "Nếu đơn vị đã gửi bằng cách khác, xin chọn “Chuyển lời này giúp tôi”."
    )


def already_handed_in(got: Receipt) -> str:
    return (
        f"{got.due.name} của {got.unit} đã nộp lúc {when(got.received)}{verdict(got)} (mã {got.code}).\n"
        "Đồng chí không phải làm gì thêm. Muốn sửa, chọn “Thay bản khác”; giờ nhận lần đầu vẫn được giữ."
    )


def show_submission(got: Receipt, by: Addressee, answers: Sequence[Answered]) -> str:
    nth = f", bản thứ {number(got.version)}" if got.version > 1 else ""
    return (
        f"{got.due.name} của {got.unit}, mã {got.code}{nth}.\n"
        f"{_came(got, by)} lúc {when(got.received)}{verdict(got).replace(',', ':')}.\n"
        f"{listed(f'{answer.label}: {answer.value}' for answer in answers)}"
    )


def _came(got: Receipt, by: Addressee) -> str:
    """Who handed it in; of what came some other way how it came, and who entered it."""
    return f"{capital(comrade(by.name))} ghi nhận, nhận {way(got.source)}" if got.source else f"{_name(by)} nộp"


def reason_noted(plan: Plan) -> str:
    """After 'Nêu lý do' on a late receipt."""
    return f"Đã chuyển lý do đến {plan.speaker} xem xét. Giờ nhận đã ghi vẫn giữ nguyên cho đến khi có trả lời."


def ask_reason() -> str:
    return "Xin viết một, hai câu: đơn vị đã gửi bằng cách nào, lúc nào, hoặc gặp vướng mắc gì."
