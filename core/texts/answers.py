"""Answers to what people write on their own: promises, requests, claims, thanks, and what the bot cannot read."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from core.roles import ORGANISING, Role
from core.texts.clauses import Stage, capital, clip, comrade, contact, deadline, few, near, seat, stage, when
from core.texts.report import verdict
from core.texts.values import Addressee, Due, Matter, Plan, Receipt
from core.vietnamese import number

_QUOTED = 600


def promise_noted(due: Due, until: datetime, now: datetime) -> str:
    if not due.counts:
        return (
            f"Đã ghi hẹn gửi kết quả “{due.name}”: {near(until, now)}. Trước giờ đó hệ thống không nhắc việc này.\n"
            "Đồng chí gửi ảnh, tệp vào đây là nộp được."
        )
    past = stage(due, now) in (Stage.GRACE, Stage.OVERDUE)
    stands = "Hạn đã ghi" if past else "Hạn vẫn giữ nguyên"
    return (
        f"Đã ghi hẹn gửi {due.name}: {near(until, now)}. Trước giờ đó hệ thống không nhắc báo cáo này.\n"
        f"{stands}: {deadline(due)}. Đồng chí gửi tệp vào đây là nộp được."
    )


def promise_beyond_deadline(due: Due, until: datetime, now: datetime) -> str:
    """A promise is no extension, so one made before the deadline and past it is not simply noted."""
    return (
        "Xin đồng chí hẹn giờ sớm hơn, hoặc trả lời “xin gia hạn” kèm lý do.\n"
        f"Giờ vừa hẹn ({near(until, now)}) sau hạn của {due.name}: {deadline(due)}. "
        "Lời hẹn không thay cho gia hạn, nên hệ thống vẫn nhắc theo hạn đã ghi."
    )


def promise_when(due: Due) -> str:
    """After the button 'Hẹn nộp', or a promise without a time."""
    return (
        f"Xin cho biết giờ gửi {due.name}, ví dụ “chiều nay”, “sáng mai” hoặc “15 giờ thứ Tư”.\n"
        f"{_stands(due)}rước giờ hẹn hệ thống không nhắc báo cáo này."
    )


def _stands(due: Due) -> str:
    return f"Hạn là {deadline(due)}; t" if due.counts else "T"


def promise_read_back(due: Due, until: datetime, now: datetime) -> str:
    """The words could mean something else ('t6' is Friday or June), so the moment is said back before it counts."""
    return (
        f"Xin xác nhận: đồng chí hẹn gửi {due.name} lúc {near(until, now)}?\n"
        f"{_stands(due)}rước giờ hẹn hệ thống không nhắc báo cáo này."
    )


def passed_on(matter: Matter, plan: Plan, unit: str, due: Due | None = None) -> str:
    """The person's words went to the officer. Nothing is promised that a machine cannot keep."""
    return f"Đã chuyển {_MATTERS[matter]} của {unit} đến {contact(plan)}.\n{_meanwhile(matter, due)}"


_MATTERS: Mapping[Matter, str] = {
    Matter.EXTENSION: "đề nghị gia hạn",
    Matter.QUESTION: "câu hỏi",
    Matter.PERSON: "thông tin thay đổi người phụ trách",
    Matter.PAPERS: "đề nghị xin tài liệu",
    Matter.FIX: "đề nghị sửa báo cáo",
    Matter.NIL: "thông tin không phát sinh hoạt động",
    Matter.NOT_OURS: "ý kiến báo cáo không thuộc đơn vị",
    Matter.EMAIL: "thông tin đã gửi báo cáo bằng cách khác",
    Matter.REASON: "lý do nộp sau hạn",
}


def _meanwhile(matter: Matter, due: Due | None) -> str:
    match matter:
        case Matter.EXTENSION:
            until = f": {deadline(due)}" if due else ""
            return f"Xin nhắn thêm lý do và ngày gửi được, nếu chưa ghi. Trong lúc chờ, hạn vẫn giữ nguyên{until}."
        case Matter.PERSON:
            return "Người mới sẽ nhận bản mời riêng; xin gửi thêm họ tên, chức vụ, số điện thoại nếu chưa ghi."
        case Matter.PAPERS:
            return "Cán bộ phụ trách sẽ gửi lại cho đồng chí. Trong lúc chờ, đồng chí vẫn gửi tệp vào đây để nộp được."
        case Matter.FIX:
            return (
                "Muốn thay bản đã nộp ở đây, đồng chí gõ “nộp” rồi chọn “Thay bản khác”; giờ nhận lần đầu vẫn được giữ."
            )
        case Matter.NOT_OURS:
            return "Xin nhắn thêm đơn vị nào phụ trách, nếu biết. Trong lúc chờ, hạn vẫn giữ nguyên."
        case Matter.NIL | Matter.EMAIL | Matter.QUESTION | Matter.REASON:
            return "Đồng chí có thể nhắn thêm chi tiết tại đây."


def papers_enclosed(plan: Plan, templates: Sequence[Due], *, whole: bool) -> str:
    """`whole`: the plan's own file is among them; `templates`: the reports whose templates are."""
    names = [f"mẫu {clip(due.name, 80)}" for due in templates]
    sent = [f"tệp kế hoạch của {plan.short}"] * whole + names
    return f"Gửi đồng chí {', '.join(sent)}. Cần mẫu hoặc tài liệu khác, xin chuyển lời đến {contact(plan)}."


def passed_on_notice(
    matter: Matter, addressee: Addressee, phone: str, words: str, at: datetime, due: Due | None = None
) -> str:
    """To the organiser at once, for it needs an answer: who, how to call them, and their own words."""
    about = f" ({due.name})" if due else ""
    call = f", {phone}" if phone else ""
    return (
        f"Cần đồng chí xem và trả lời: {_MATTERS[matter]}{about}.\n"
        f"{capital(seat(addressee))}{call}, {when(at)}, viết:\n“{clip(' '.join(words.split()), _QUOTED)}”"
    )


def passed_on_to_readers(names: Sequence[str]) -> str:
    """Of a unit that has a private report: only those who may read it."""
    who = ", ".join(comrade(name) for name in names)
    return (
        f"Đã chuyển lời đó đến {who}, người được xem nội dung riêng, và xoá khỏi nhật ký trò chuyện của hệ thống. "
        "Xin xoá tin đó trên máy của đồng chí."
    )


def by_email_noted(due: Due, plan: Plan, quiet_until: datetime | None = None) -> str:
    """A claim, not a hand-in: it is checked by a person. `quiet_until`: no reminder before then."""
    quiet = f" Hệ thống không nhắc báo cáo này trước {when(quiet_until)}." if quiet_until else ""
    return (
        f"Xin cho biết đã gửi {due.name} tới địa chỉ hoặc người nào, lúc nào.\n"
        f"Đã chuyển lời này đến {contact(plan)} để đối chiếu.{quiet} "
        "Nếu tiện, đồng chí gửi tệp vào đây để có biên nhận ngay."
    )


def claims_found(receipt: Receipt, lost: Sequence[str] = (), waiting: int = 0) -> str:
    """`lost`: files of it that never came; `waiting`: how many are still on their way."""
    said = verdict(receipt).removeprefix(", ")
    again = f"xin gửi lại tệp {few([clip(name, 60) for name in lost], 3)}, hệ thống không tải về được"
    safe = again if lost else "đồng chí không phải gửi lại"
    coming = f" {number(waiting)} tệp đang tải về, có tin báo khi xong." if waiting else ""
    return (
        f"Đã có {receipt.due.name} của {receipt.unit}, {safe}.\n"
        f"Mã nhận: {receipt.code}. Nhận lúc {when(receipt.received)}{f': {said}' if said else ''}.{coming}"
    )


def claims_not_found(due: Due, plan: Plan) -> str:
    """Never 'noted' on the word alone."""
    return (
        f"Xin cho biết đã gửi {due.name} bằng cách nào (thư điện tử, Zalo, bản giấy), tới ai và lúc nào: "
        "hệ thống chưa nhận được.\n"
        f"Nếu có tệp ở đây, đồng chí gửi vào là có biên nhận ngay. Vướng mắc xin gọi {contact(plan)}."
    )


def ask_extension(due: Due) -> str:
    return (
        f"Xin gia hạn {clip(due.name, 100)} ({deadline(due)}) đến ngày nào, vì sao? Xin gõ, ví dụ: đến 15/10, do họp."
    )


def letter_received() -> str:
    return "Cảm ơn đồng chí, đã ghi nhận là đơn vị nhận được kế hoạch. Đến gần hạn, hệ thống sẽ nhắc."


def assent_thanks() -> str:
    return "Cảm ơn đồng chí!"


def assent_still_missing(due: Due) -> str:
    """'Dạ' is not a hand-in."""
    return f"Cảm ơn đồng chí. {due.name} vẫn chưa có ở hệ thống; hạn là {deadline(due)}."


def nil_passed_on(due: Due, plan: Plan) -> str:
    """'Bên em không có hoạt động', said to a reminder: the reason is asked once."""
    return (
        f"Xin đồng chí nhắn thêm một dòng lý do đơn vị không phát sinh hoạt động ({due.name}).\n"
        f"Đã chuyển {contact(plan)} xem xét, ghi nhận. Lời nhắn này chưa thay cho báo cáo."
    )


def reason_added(plan: Plan) -> str:
    return f"Đã chuyển thêm cho {contact(plan)}. Cảm ơn đồng chí!"


def ask_question() -> str:
    """After the button 'Có câu hỏi'."""
    return "Xin viết câu hỏi trong một, hai câu. Cán bộ phụ trách nhận được ngay."


def nobody_to_pass_to(plan: Plan) -> str:
    """No officer can be reached by chat: nothing was passed on, and nothing is said to have been."""
    return (
        f"Xin gọi {contact(plan)}: cán bộ phụ trách chưa vào hệ thống, nên lời nhắn này chưa chuyển đi được.\n"
        "Báo cáo vẫn nộp được tại đây."
    )


def send_as_reply(unit: str, words: str) -> str:
    """Typed under a unit's question, and not said to be the answer."""
    return f"Gửi {clip(unit, 80)} câu trả lời này? Đơn vị đọc nguyên văn: “{words}”."


def unknown_words(role: Role | None, plan: Plan | None) -> str:
    """What the person can do instead, in the words of their role."""
    return f"{_WAYS[_kind(role)]}\nHệ thống chưa hiểu tin vừa rồi.{_or_call(plan)}"


def greeting(role: Role | None, name: str, *, unfinished: bool = False) -> str:
    """Back to somebody who only says hello."""
    waits = " Báo cáo đang làm dở vẫn còn giữ." if unfinished else ""
    return f"Chào {comrade(name)}!{waits}\n{_WAYS[_kind(role)]}"


def _or_call(plan: Plan | None) -> str:
    return f" Cần trao đổi, xin gọi {contact(plan)}." if plan else ""


def _kind(role: Role | None) -> str:
    if role is None:
        return "stranger"
    if role in ORGANISING:
        return "organiser"
    return "leader" if role is Role.LEADER else "unit"


_WAYS: Mapping[str, str] = {
    "unit": "Đồng chí gửi tệp để nộp báo cáo, gõ “việc” để xem phần còn phải gửi, hoặc gõ “trợ giúp”.",
    "organiser": "Đồng chí gõ “tình hình”, “chưa nộp”, “đơn vị”, “kế hoạch” hoặc “trợ giúp”.",
    "leader": "Đồng chí gõ “họp” để có năm dòng số liệu, hoặc gõ “trợ giúp”.",
    "stranger": "Xin gửi mã, hoặc mở liên kết mà cán bộ phụ trách đã gửi cho đồng chí.",
}


def for_officer(plan: Plan) -> str:
    """Offered with words that were not understood: a button passes them on."""
    return f"Nếu là lời nhắn cho cán bộ phụ trách, hệ thống chuyển đến {contact(plan)} giúp."


def stop_noted() -> str:
    """'Phiền quá': what can be had instead. The organiser hears nothing of it."""
    return (
        "Đồng chí hẹn giờ nộp, ví dụ “sáng mai nộp”, thì trước giờ đó hệ thống không nhắc. "
        "Muốn tin đến vào giờ khác, gõ “nhắc tôi lúc 9 giờ”.\n"
        "Mỗi lượt chỉ có một tin cho mọi báo cáo còn thiếu, và hệ thống dừng nhắc ngay khi nhận được. "
        "Xin lỗi đã làm phiền."
    )


def not_yet(plan: Plan | None) -> str:
    """For a wish that is understood and not built yet. An officer is not told to call themselves: no plan."""
    call = f"; xin gọi {contact(plan)}" if plan else ""
    return f"Việc này hiện chưa làm được ở đây{call}.\nGõ “trợ giúp” để xem những việc làm được."


def too_long(limit: int) -> str:
    return f"Xin rút gọn còn dưới {limit} ký tự, hoặc gửi phần này thành tệp.\nTin vừa rồi dài quá nên chưa được ghi."


def old_choice(truth: str = "") -> str:
    """A button of an old letter. `truth`: a sentence on what holds now."""
    return f"Lựa chọn này không còn dùng được. {truth or 'Gõ “việc” để xem việc hiện nay.'}"


def choice_not_yours() -> str:
    return "Lựa chọn này dành cho người nhận tin đó. Đồng chí gõ “việc” để xem việc của mình."


def not_for_your_role() -> str:
    return "Việc này dành cho vị trí khác trong hệ thống. Đồng chí gõ “trợ giúp” để xem những việc của mình."


def in_group_private_only() -> str:
    """In a group: no name, no number, only the way to a private answer."""
    return "Xin nhắn riêng cho hệ thống: nội dung này không trả lời trong nhóm."


def edited() -> str:
    """An edit of a message that is not the last answer of an open draft changes nothing."""
    return (
        "Xin gửi lại thành tin mới: tin vừa đổi chưa thay phần đã ghi. "
        "Muốn đổi phần đã nhập hoặc đã nộp, đồng chí gõ “sửa”."
    )


def help_with_what() -> str:
    """After the button 'Cần hỗ trợ'."""
    return "Xin chọn, hoặc viết một, hai câu: đồng chí cần hỗ trợ việc gì? Cán bộ phụ trách nhận được ngay."


def no_campaign() -> str:
    return "Hiện chưa có kế hoạch nào đang chạy. Gõ “trợ giúp” để xem những việc làm được."


def voice() -> str:
    return "Xin nhắn bằng chữ hoặc gửi tệp: hệ thống chưa nghe được tin thoại."


def sticker() -> str:
    return "Đã nhận biểu tượng. Hình này không tính là đã nộp; gõ “việc” để xem phần còn phải gửi."


def contact_card() -> str:
    """A contact card from somebody known: most likely whoever takes over."""
    return (
        "Nếu đồng chí này thay người phụ trách, xin gõ “bàn giao”; muốn chuyển lời cho cán bộ phụ trách, xin gõ thành "
        "chữ.\nHệ thống không lưu danh thiếp vừa gửi."
    )


def place() -> str:
    return "Xin gõ tên địa điểm bằng chữ: hệ thống chưa đọc được vị trí trên bản đồ."


def poll() -> str:
    return "Xin trả lời bằng chữ, hoặc gửi kết quả thành ảnh hay tệp: hệ thống chưa đọc được phiếu bình chọn."


def forwarded_command() -> str:
    return "Xin tự gõ lại nếu đồng chí muốn làm việc đó: lệnh trong tin chuyển tiếp không được thực hiện."


def unsupported() -> str:
    return "Xin gửi chữ, ảnh hoặc tệp (Word, Excel, PDF): loại tin vừa rồi hệ thống chưa đọc được."
