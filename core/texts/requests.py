"""What an organiser hears when answering a unit's request, and what the unit hears back."""

from datetime import date, datetime

from core.texts.clauses import capital, clip, closing, comrade, contact, seat, when
from core.texts.values import Addressee, Due, Matter, Plan
from core.vietnamese import full_day, number

_ABOUT = {
    Matter.EXTENSION: "xin gia hạn",
    Matter.QUESTION: "câu hỏi",
    Matter.PERSON: "đổi người phụ trách",
    Matter.PAPERS: "xin mẫu, tài liệu",
    Matter.FIX: "sửa bản đã nộp",
    Matter.NIL: "không phát sinh",
    Matter.NOT_OURS: "không thuộc đơn vị",
    Matter.EMAIL: "đã gửi thư điện tử",
    Matter.REASON: "lý do gửi sau hạn",
}


def agree_until(day: str) -> str:
    """On a button: 'Đồng ý: thứ Sáu 15/10'."""
    return f"Đồng ý: {day}"


def extended_to(day: date) -> str:
    """The wording of an extended deadline."""
    return f"gia hạn đến hết {full_day(day)}"


def ask_date(who: Addressee, due: Due) -> str:
    return f"Gia hạn {clip(due.name, 80)} cho {who.unit} đến ngày nào? Xin gõ, ví dụ: 15/10."


def ask_words(who: Addressee) -> str:
    return f"Xin gõ câu trả lời cho {seat(who)}; hệ thống chuyển nguyên văn."


def ask_mail_time(who: Addressee, due: Due) -> str:
    return f"Thư của {who.unit} về {clip(due.name, 80)} đến hộp thư lúc nào? Xin gõ, ví dụ: 15 giờ 20 ngày 8/10."


def as_claimed(at: datetime) -> str:
    """On a button: the moment the unit said so."""
    return f"Lúc đơn vị báo: {when(at)}"


def no_time(words: str) -> str:
    return f"Chưa đọc được giờ trong “{clip(words, 60)}”; xin gõ như sau: 15 giờ 20 ngày 8/10."


def no_date(words: str) -> str:
    return f"Chưa đọc được ngày trong “{clip(words, 60)}”; xin gõ như sau: 15/10."


def not_longer(due: Due) -> str:
    return f"Hạn hiện nay đã là {closing(due)}; xin gõ một ngày sau đó."


def answered_already(name: str, at: datetime) -> str:
    return f"Đề nghị này đã được {comrade(name)} trả lời lúc {when(at)}."


def gone() -> str:
    return "Không còn thấy đề nghị này; gõ “tình hình” để xem số liệu lúc này."


def done(who: Addressee, *, reached: bool) -> str:
    if reached:
        return f"Đã trả lời {seat(who)}."
    return f"Đã ghi trả lời; chưa nhắn được cho {seat(who)}, xin gọi giúp."


def none_waiting() -> str:
    return "Không có đề nghị nào đang chờ trả lời."


# -- to the unit ---------------------------------------------------------------------------------------------------


def granted(due: Due) -> str:
    """`due` as it is now."""
    return f"Ban Tổ chức đồng ý gia hạn: {clip(due.name, 100)}, hạn mới “{due.wording}”, tức {closing(due)}."


def declined(due: Due, plan: Plan) -> str:
    return (
        f"Ban Tổ chức đề nghị đơn vị giữ hạn {clip(due.name, 100)}: {closing(due)}. "
        f"Cần hỗ trợ để kịp, xin gọi {contact(plan)}."
    )


def replied(plan: Plan, asked: str, words: str) -> str:
    return (
        f"Ban Tổ chức trả lời về “{clip(asked, 120)}”:\n{clip(words, 350)}\nCần trao đổi thêm, xin gọi {contact(plan)}."
    )


def exempted(due: Due) -> str:
    return f"Ban Tổ chức đã ghi nhận không phát sinh: đơn vị không phải nộp {clip(due.name, 100)}. Cảm ơn đồng chí!"


def not_theirs(due: Due) -> str:
    return f"Ban Tổ chức xác nhận {clip(due.name, 100)} không thuộc phần việc của đơn vị; đơn vị không phải nộp."


def theirs_after_all(due: Due, plan: Plan) -> str:
    return (
        f"Ban Tổ chức đã xem lại: {clip(due.name, 100)} thuộc phần việc của đơn vị. Đề nghị đồng chí gửi "
        f"({closing(due)}); gửi tệp vào đây là nộp được. Cần trao đổi, xin gọi {contact(plan)}."
    )


def still_owed(due: Due) -> str:
    return (
        f"Ban Tổ chức vẫn đề nghị đơn vị gửi {clip(due.name, 100)} ({closing(due)}), ghi rõ phần không phát sinh. "
        "Gửi tệp vào đây là nộp được."
    )


def mail_found(due: Due, code: str, at: datetime, *, late: bool) -> str:
    verdict = "sau hạn" if late else "đúng hạn"
    found = f"Đã đối chiếu hộp thư: nhận {clip(due.name, 100)} lúc {when(at)}, {verdict}, mã {code}."
    return f"{found} Đơn vị không phải gửi lại."


def mail_not_found(due: Due) -> str:
    return (
        f"Chưa thấy thư về {clip(due.name, 100)} trong hộp thư. Đề nghị đồng chí gửi tệp vào đây, hoặc gửi ảnh chụp "
        "thư đã gửi. Nếu tệp lớn, xin gửi lại thư và nhắn giờ gửi."
    )


def share(count: int, asked: str, words: str) -> str:
    """Before a common answer goes out: whom and how many."""
    return f"Gửi câu hỏi và câu trả lời này cho {number(count)} đồng chí của mọi đơn vị?\n{_common(asked, words)}"


def shared(count: int) -> str:
    return f"Đã gửi trả lời chung cho {number(count)} đồng chí."


def common(plan: Plan, asked: str, words: str) -> str:
    return f"{capital(plan.speaker)} trả lời chung về {plan.short}:\n{_common(asked, words)}"


def _common(asked: str, words: str) -> str:
    return f"Hỏi: {clip(asked, 160)}\nTrả lời: {clip(words, 300)}"


def one_waiting(who: Addressee, phone: str, matter: Matter, words: str, at: datetime, due: Due | None) -> str:
    about = f" ({due.name})" if due else ""
    call = f", {phone}" if phone else ""
    return f"{capital(_ABOUT[matter])}{about}: {seat(who)}{call}, {when(at)}, viết:\n“{clip(words, 240)}”"


# -- reminders are put off -----------------------------------------------------------------------------------------
