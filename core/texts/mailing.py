"""Letters that go by e-mail, and the mailbox to which a campaign's reports are forwarded."""

import re
from collections.abc import Sequence
from datetime import datetime

from core.texts.behalf import way
from core.texts.clauses import capital, clip, comrade, listed, reference, when
from core.texts.values import Answered, ByMail, Due, Plan
from core.vietnamese import number

SENDER = "Đúng Hạn"
_AT_THE_END = "tại liên kết cuối thư"
_NO_ANSWERS = "Hộp thư này không nhận trả lời"
# What is said in chats of answering where one reads: in an e-mail there is only the link at its end.
_IN_CHAT = (
    (re.compile(r"Trả lời tin này kèm tệp là nộp được\."), f"Xin nộp {_AT_THE_END}."),
    (re.compile(r"Gửi tệp vào đây là nộp được"), f"Xin nộp {_AT_THE_END}"),
    (re.compile(r"gửi tệp vào đây là nộp được"), f"nộp {_AT_THE_END}"),
    (re.compile(r"trả lời (?:“[^”\n]{1,40}”|tại đây|tin này)"), f"báo {_AT_THE_END}"),
    (re.compile(r"gõ “[^”\n]{1,40}”"), f"xem {_AT_THE_END}"),
    (re.compile(r"vào đây"), _AT_THE_END),
)

# ── a letter to a person ──


def for_mail(text: str, link: str) -> str:
    """The same words where nobody can answer; `link` is the way in, "" where there is none."""
    for said, instead in _IN_CHAT if link else ():
        text = said.sub(instead, text)
    return f"{text}\n\n{_foot(link)}".strip()


def _foot(link: str) -> str:
    if not link:
        return f"{_NO_ANSWERS}."
    return f"{_NO_ANSWERS}; xin nộp tại {link}\nLiên kết này dành riêng cho đồng chí, xin không chuyển cho người khác."


def subject(text: str) -> str:
    """The first line, as far as a subject goes."""
    return clip(" ".join(text.split("\n", 1)[0].split()), 120) or SENDER


def enclosed(name: str) -> str:
    """A letter that is nothing but a file."""
    return f"Tệp kèm theo: {clip(name, 120)}"


def file_by_link(name: str, link: str, days: int, *, unwanted: bool = False) -> str:
    """`link`: "" where the bot has no address of its own. `unwanted`: the mail server would not take it inside."""
    why = "không gửi kèm được, máy chủ thư không nhận" if unwanted else "quá lớn để gửi kèm"
    where = f"tải trong {number(days)} ngày tại {link}" if link else "xin mở trang web của hệ thống để tải."
    return f"Tệp {clip(name, 120)} {why}; {where}"


def file_not_here(name: str) -> str:
    return f"Tệp {clip(name, 120)} chưa tải về được; xin xem báo cáo trong hệ thống."


# ── a report to the mailbox ──


def report_subject(plan: Plan, unit: str, due: Due, code: str) -> str:
    return f"[{clip(plan.short, 60)}] {clip(unit, 80)}: {clip(due.name, 90)} (mã {code})"


def report(
    plan: Plan, unit: str, due: Due, code: str, version: int, handed: datetime, late: bool, said: Sequence[Answered],
    *, accepted: bool, source: str = "",
) -> str:  # fmt: skip
    """To the keeper of the mailbox: whole, for it stands in for the mail that the unit need not send. `source`: how it
    came where an officer entered it."""
    came = f"Cán bộ ghi nhận hộ đơn vị, nhận {way(source)}" if source else "Nộp"
    nth = f", bản thứ {number(version)} thay bản trước" if version > 1 else ""
    verdict = "sau hạn" if late else "đúng hạn"
    lines = [
        f"Hệ thống chuyển {due.name} của {unit}{', đã duyệt' if accepted else ''}.",
        f"Kế hoạch: {plan.short} ({reference(plan)}).",
        f"Mã nhận: {code}{nth}. {came} lúc {when(handed)}: {verdict} (hạn ghi: “{due.wording}”).",
    ]
    if said:
        lines += ["", listed(f"{one.label}: {one.value}" for one in said)]
    return "\n".join(lines)


def mailbox_refuses(short: str, mailbox: str, which: str) -> str:
    """To the organisers."""
    return (
        f"Xin kiểm tra hộp thư {clip(mailbox, 80)} của {clip(short, 60)}: máy chủ thư báo không nhận được, nên hệ "
        f"thống đã dừng chuyển báo cáo vào đó.\nThư chưa chuyển được: {clip(which, 200)}. Báo cáo vẫn giữ đủ ở đây; "
        "xác nhận lại hộp thư trong “Sửa kế hoạch”."
    )


def report_refused(short: str, mailbox: str, which: str) -> str:
    """To the organisers: this one alone was not taken, for what is in it."""
    return (
        f"Máy chủ thư không nhận một báo cáo vào hộp thư {clip(mailbox, 80)} của {clip(short, 60)}: "
        f"{clip(which, 200)}.\n"
        "Các báo cáo khác vẫn được chuyển. Báo cáo giữ đủ ở đây, đơn vị không phải gửi lại; xin xem trong phần duyệt, "
        "hoặc chọn “Chuyển lại”."
    )


def report_in_doubt(short: str, mailbox: str, which: str) -> str:
    """To the organisers: the line broke each time after it had been sent."""
    return (
        f"Xin xem hộp thư {clip(mailbox, 80)} của {clip(short, 60)}, chưa rõ đã nhận được thư này chưa: "
        f"{clip(which, 200)}.\n"
        "Đường truyền đứt ngay sau khi gửi. Chưa thấy thư thì chọn “Chuyển lại”; báo cáo giữ đủ ở đây."
    )


def sent_again(mailbox: str, code: str) -> str:
    return f"Đang chuyển lại {code} vào {clip(mailbox, 80)}. Nếu vẫn không nhận, hệ thống báo đồng chí."


def not_sent_again(code: str) -> str:
    return f"Chưa chuyển lại {code}: hộp thư chưa được xác nhận, hoặc báo cáo này không đi qua thư điện tử."


# ── choosing the mailbox ──


def card(plan: Plan, verified: bool, ruling: ByMail, proposed: str, sends: bool) -> str:
    """Where reports of a campaign go by e-mail, and what was ruled about it."""
    lines = [_which(plan, verified), _ruled(plan, ruling, verified)]
    if proposed:
        lines.append(f"Trong kế hoạch có ghi {proposed}.")
    if not sends:
        lines.append("Bản cài đặt này chưa gửi được thư (chưa đặt SMTP_URL), nên chưa chuyển báo cáo vào hộp thư được.")
    lines.append("Xin gõ địa chỉ hộp thư, hoặc chọn một việc dưới đây.")
    return "\n".join(lines)


def _which(plan: Plan, verified: bool) -> str:
    if not plan.mailbox:
        return f"{capital(clip(plan.short, 80))} chưa có hộp thư nhận báo cáo."
    return f"Hộp thư nhận báo cáo của {clip(plan.short, 80)}: {plan.mailbox} ({_state(verified)})."


def _state(verified: bool) -> str:
    return "đã xác nhận" if verified else "chưa xác nhận"


def _ruled(plan: Plan, ruling: ByMail, verified: bool) -> str:
    match ruling:
        case ByMail.HANDED_IN:
            return f"Hệ thống chuyển báo cáo vào đó ngay khi đơn vị nộp{_once(verified)}."
        case ByMail.ACCEPTED:
            return f"Hệ thống chuyển báo cáo vào đó khi duyệt xong{_once(verified)}."
        case ByMail.NEEDLESS:
            return "Đơn vị không phải gửi thư điện tử."
        case ByMail.OWN:
            return f"Đơn vị tự gửi bản chính qua {plan.mailbox or 'thư điện tử'}."
        case ByMail.UNRULED:
            return "Chưa chọn cách gửi, nên biên nhận không nói gì về thư điện tử."


def _once(verified: bool) -> str:
    return "" if verified else ", sau khi hộp thư được xác nhận"


def where(plan: Plan) -> str:
    """To a unit that asks."""
    said = plan.mailbox or "cán bộ phụ trách chưa ghi"
    return f"Xin gửi tệp vào đây để có biên nhận ngay. Hộp thư nhận báo cáo của {clip(plan.short, 80)}: {said}."


def use_label(address: str) -> str:
    return clip(f"Dùng {address}", 60)


def not_an_address(words: str) -> str:
    return f"Xin gõ lại địa chỉ, ví dụ baocao@example.vn: “{clip(words, 80)}” chưa phải địa chỉ thư điện tử."


def code_sent(mailbox: str) -> str:
    return (
        f"Đã gửi mã xác nhận tới {mailbox}. Xin mở hộp thư, đọc mã rồi gõ vào đây; mã dùng được trong 1 ngày.\n"
        "Chưa thấy thư, xin xem cả mục thư rác."
    )


def mailbox_kept(mailbox: str) -> str:
    return f"Đã ghi hộp thư {mailbox}."


def ask_code(mailbox: str) -> str:
    return f"Xin gõ mã trong thư đã gửi tới {mailbox}."


def wrong_code() -> str:
    return "Xin kiểm tra rồi gõ lại mã trong thư: mã vừa gõ không đúng hoặc đã hết hiệu lực."


def too_many_codes() -> str:
    return "Xin thử lại sau một giờ: đã gõ sai quá nhiều lần."


def verified(mailbox: str) -> str:
    return f"Đã xác nhận hộp thư {mailbox}. Xin chọn lúc chuyển báo cáo vào đó."


def ruled(plan: Plan, ruling: ByMail) -> str:
    return f"Đã ghi. {_ruled(plan, ruling, True)} Biên nhận từ bây giờ nói đúng như vậy."


def verify_first() -> str:
    return "Xin xác nhận hộp thư trước: gõ địa chỉ, hệ thống gửi mã tới đó."


def code_subject(short: str) -> str:
    return f"Mã xác nhận hộp thư nhận báo cáo {clip(short, 80)}"


def code_mail(plan: Plan, by: str, code: str) -> str:
    """To whoever reads the mailbox."""
    return (
        f"Mã xác nhận: {code}\n"
        f"{capital(comrade(by))} chọn hộp thư này để nhận báo cáo {plan.short} ({reference(plan)}). Nếu đúng, "
        "xin gõ mã vào cuộc trò chuyện với hệ thống; mã dùng được trong 1 ngày.\n"
        "Nếu không phải, xin bỏ qua thư này: không có mã thì không báo cáo nào được gửi tới đây."
    )
