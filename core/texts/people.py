"""Coming in, being someone else, and who one is."""

from collections.abc import Sequence
from datetime import datetime

from core.texts.clauses import (
    Stage,
    clip,
    comrade,
    contact,
    deadline,
    few,
    fitted,
    reference,
    seat,
    stage,
    when,
    within,
)
from core.texts.values import Addressee, Due, Plan
from core.vietnamese import number


def welcome(addressee: Addressee, plan: Plan, owed: Sequence[Due], now: datetime) -> str:
    """To a unit's officer who has just taken their seat. `owed` is in the order of urgency."""

    def draft(room: int) -> str:
        who, of = within(addressee, room), within(plan, room)
        return "\n".join(
            (
                f"Kính chào {seat(who)}.",
                f"Đây là hệ thống tự động nhắc việc và nhận báo cáo của {of.issuer}. "
                + _nearest([within(due, room) for due in owed], now),
                "Đồng chí chỉ cần gửi tệp vào đây, hệ thống báo ngay giờ nhận.",
                "Hệ thống lưu họ tên, chức vụ, số điện thoại và báo cáo, chỉ dùng cho việc này. "
                "Nếu không phải đồng chí, xin trả lời “Không phải tôi”. "
                f"Vướng mắc xin liên hệ {contact(of)}.",
            )
        )

    return fitted(draft)


def _nearest(owed: Sequence[Due], now: datetime) -> str:
    if not owed:
        return "Hiện đơn vị không còn báo cáo nào phải gửi."
    first = owed[0]
    past = stage(first, now) in (Stage.GRACE, Stage.OVERDUE)
    which = "cần gửi trước hết" if past else "gần nhất"
    return f"Đơn vị có {number(len(owed))} báo cáo phải gửi; {which} là {first.name}, hạn {deadline(first)}."


def welcome_organiser(addressee: Addressee, plan: Plan, units: int, joined: int) -> str:
    return "\n".join(
        (
            f"Kính chào {seat(addressee)}.",
            f"Đồng chí phụ trách {plan.short} ({reference(plan)}): {number(units)} đơn vị, "
            f"{number(joined)} đã vào hệ thống.",
            "Hệ thống nhắc từng đơn vị trước hạn, nhận báo cáo và giữ một bảng tình hình trong cuộc trò chuyện này. "
            "Báo cáo mới được gộp báo lúc 11 giờ 00 và 16 giờ 30; việc cần đồng chí trả lời thì báo ngay.",
            "Gõ “tình hình”, “chưa nộp”, “đơn vị” hoặc “trợ giúp” khi cần.",
        )
    )


def welcome_leader(addressee: Addressee, plan: Plan) -> str:
    return "\n".join(
        (
            f"Kính chào {seat(addressee)}.",
            f"Đồng chí gõ “họp” bất cứ lúc nào để có năm dòng số liệu của {plan.short}, kèm giờ tính.",
            "Hệ thống không gửi tin nhắc nộp báo cáo cho đồng chí.",
            f"Cần danh sách hoặc trao đổi, xin gọi {contact(plan)}. "
            "Nếu không phải đồng chí, xin trả lời “Không phải tôi”.",
        )
    )


def welcome_chief(name: str, organisation: str) -> str:
    """The first officer, who came in by the code the terminal printed."""
    return "\n".join(
        (
            f"Kính chào {comrade(name)}. Đồng chí là cán bộ phụ trách chính của hệ thống tại {organisation}.",
            "Mã vừa dùng đã hết hiệu lực; không ai khác vào vai trò này bằng mã đó được.",
        )
    )


NAMELESS = "Cán bộ phụ trách"  # until the officer's name is known
ORGANISATION = "cơ quan của đồng chí"
CHIEF = "Cán bộ phụ trách chính"


def stranger() -> str:
    """To someone unknown: what this is and the way in. No name or phone of anyone."""
    return (
        "Xin gửi mã, hoặc mở liên kết mà cán bộ phụ trách đã gửi cho đồng chí, để vào hệ thống.\n"
        "Đây là hệ thống tự động nhắc việc và nhận báo cáo, chỉ dành cho người phụ trách ở các đơn vị. "
        "Chưa có mã, xin hỏi cán bộ phụ trách ở cấp trên trực tiếp của đơn vị."
    )


def code_wrong() -> str:
    """The same for a wrong, a used and an expired code, so that nobody learns which codes exist."""
    return (
        "Xin kiểm tra rồi gửi lại mã: mã vừa gửi không dùng được.\n"
        "Mã có thể gõ nhầm, đã có người dùng, hoặc đã hết hiệu lực. "
        "Nếu vẫn không vào được, xin cán bộ phụ trách cấp mã mới."
    )


def code_too_many() -> str:
    return (
        "Xin thử lại sau một giờ: đã gửi quá 5 mã không dùng được.\n"
        "Cần vào ngay, xin nhờ cán bộ phụ trách cấp liên kết mới."
    )


def already_in(addressee: Addressee) -> str:
    return (
        f"Đồng chí đã ở trong hệ thống, không cần mã nữa. {seat_line(addressee)}\n"
        "Gõ “trợ giúp” để xem những việc làm được."
    )


def not_me(plan: Plan) -> str:
    """The answer to 'Không phải tôi'."""
    return (
        f"Đã ghi nhận và báo {contact(plan)} kiểm tra lại. Đồng chí không phải làm gì thêm.\n"
        "Xin lỗi đã làm phiền. Nếu đồng chí là người phụ trách mới của đơn vị, xin gọi cán bộ phụ trách để nhận mã."
    )


def not_me_notice(addressee: Addressee, at: datetime) -> str:
    """To the organiser: someone else holds the chat of this seat."""
    return (
        f"Cần đồng chí kiểm tra: người dùng vị trí của {seat(addressee)} trả lời “Không phải tôi” lúc {when(at)}.\n"
        "Đề nghị hỏi lại đơn vị và gửi bản mời cho đúng người."
    )


def seat_line(addressee: Addressee) -> str:
    return f"Đang là: {seat(addressee)}."


def no_seat(plan: Plan) -> str:
    """To someone known who holds no seat now."""
    return (
        f"Đồng chí hiện không giữ vị trí phụ trách nào trong {plan.short}, nên không có việc phải làm ở đây.\n"
        f"Nếu chưa đúng, xin liên hệ {contact(plan)} để được cấp mã."
    )


def invitation(addressee: Addressee, plan: Plan, code: str, link: str, days: int, uses: int = 1) -> str:
    """Ready to paste into a private chat. Only the link and the code open the seat, so it names whom it is for."""
    return "\n".join(
        (
            f"Kính gửi {seat(addressee)}.",
            f"{plan.issuer} mời đồng chí vào hệ thống nhắc việc và nhận báo cáo của {plan.short} ({reference(plan)}).",
            f"Mở liên kết rồi bấm “Vào nhận việc”: {link}",
            f"Hoặc gửi mã {code} cho hệ thống.",
            f"Liên kết và mã dùng {'một' if uses == 1 else number(uses)} lần, trong {number(days)} ngày; "
            f"xin không chuyển cho {'người khác' if uses == 1 else 'người ngoài đơn vị'}.",
            f"Cần kiểm tra tin này, xin gọi {contact(plan)}. Trân trọng!",
        )
    )


def invitation_ready(addressee: Addressee) -> str:
    """Before the invitation itself, which stands alone so that it can be forwarded."""
    return (
        f"Xin chuyển riêng tin dưới đây cho {seat(addressee)}. "
        "Bản mời trước của vị trí này, nếu có, không dùng được nữa."
    )


def invitation_terms(uses: int, days: int) -> str:
    return (
        f"Một mã dùng được nhiều nhất {number(uses)} lần, trong {number(days)} ngày. "
        "Xin nhắn lại số lần và số ngày, ví dụ: dùng 5 lần trong 14 ngày."
    )


def not_joined(names: Sequence[str], units: int, inviting: bool = True, by_mail: Sequence[str] = ()) -> str:
    """How many units have come in, who gets letters by e-mail only, who neither. Only the organiser invites."""
    lines = [f"{number(units - len(names) - len(by_mail))}/{number(units)} đơn vị đã vào hệ thống."]
    if by_mail:
        lines.append(f"Nhận thư qua email, chưa vào hệ thống: {few(by_mail, most=12)}.")
    if names:
        lines.append(f"Chưa vào: {few(names, most=20)}.")
    if inviting and (names or by_mail):
        lines[-1] += " Chọn một đơn vị để lấy bản mời."
    return "\n".join(lines)


def group_greeting(plan: Plan) -> str:
    """When the bot was added to a group."""
    return (
        f"Trong nhóm này, gõ /tinhhinh để có số liệu chung của {plan.short}.\n"
        "Tên, số điện thoại và báo cáo của từng đơn vị chỉ trả lời khi nhắn riêng cho hệ thống.\n"
        "Để nhóm có bảng tình hình ghim ở trên, cán bộ phụ trách nhắn riêng /nhom cho hệ thống. Muốn ngừng, đưa hệ "
        "thống ra khỏi nhóm."
    )


def invite_label(addressee: Addressee) -> str:
    """On a button: the seat one may invite to."""
    return clip(f"Mời {addressee.title} {addressee.unit}", 60)


def invited(seats: Sequence[str]) -> str:
    """Which private codes open now."""
    if not seats:
        return "Hiện không có mã riêng nào đang mở."
    return f"{number(len(seats))} mã riêng đang mở, mỗi mã dùng một lần: {clip(', '.join(seats), 400)}."


def revoke_label(addressee: Addressee) -> str:
    return clip(f"Thu hồi mã của {addressee.title} {addressee.unit}", 60)


def revoked(addressee: Addressee) -> str:
    whose = f"{addressee.title} {clip(addressee.unit, 160)}"
    return f"Đã thu hồi mã và liên kết của {whose}: không ai vào bằng mã đó được nữa."


def sheet_ready(link: str, seats: int, days: int) -> str:
    return (
        f"Trang in mã QR của {number(seats)} vị trí chưa vào: {link}\n"
        f"Mở trên máy tính rồi bấm In. Mỗi mã dùng một lần, trong {number(days)} ngày; mã riêng cấp trước cho "
        "các vị trí này không dùng được nữa. Liên kết trang in mở được 1 ngày, xin không chuyển cho người khác."
    )


def all_in() -> str:
    return "Mọi vị trí đều đã có người vào, không có mã nào phải in."
