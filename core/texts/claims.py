"""The one link for everybody: what somebody hears who comes by it, and what the organiser hears of them."""

from collections.abc import Sequence
from datetime import datetime

from core.texts.clauses import capital, clip, comrade, contact, few, reference, seat, when
from core.texts.values import Addressee, Plan
from core.vietnamese import number

_ROOM = 80  # letters of a name that is quoted
_SHOWN = 8  # people named in one letter

# ── to whoever comes ──


def ask_unit(plan: Plan) -> str:
    """Who asks and whom one may call to check, before anything is asked."""
    return (
        f"Đây là hệ thống nhắc việc và nhận báo cáo của {plan.issuer}, {reference(plan)}. "
        f"Cần kiểm tra tin này, xin gọi {contact(plan)}.\n"
        "Đồng chí phụ trách ở đơn vị nào? Xin gõ tên đơn vị, ví dụ: An Hòa."
    )


def ask_unit_of(organisation: str) -> str:
    """While no campaign runs."""
    return (
        f"Đây là hệ thống nhắc việc và nhận báo cáo của {clip(organisation, _ROOM)}.\n"
        "Đồng chí phụ trách ở đơn vị nào? Xin gõ tên đơn vị, ví dụ: An Hòa."
    )


def which_unit() -> str:
    return "Xin chọn đơn vị của đồng chí. Không có ở đây, xin gõ đủ tên đơn vị như trong văn bản."


def no_unit(words: str, plan: Plan | None) -> str:
    ask = f"xin gọi {contact(plan)}" if plan else "xin hỏi cán bộ phụ trách"
    return (
        f"Xin gõ lại đủ tên đơn vị như trong văn bản: chưa thấy “{clip(words, 60)}” trong danh sách.\n"
        f"Nếu gõ đúng mà vẫn chưa thấy, {ask} để thêm đơn vị."
    )


def ask_name(unit: str) -> str:
    return f"Đơn vị: {clip(unit, 160)}.\nXin cho biết họ và tên của đồng chí."


def ask_phone(name: str) -> str:
    return (
        f"Xin cho biết số điện thoại của {comrade(clip(name, _ROOM))}, để cán bộ phụ trách đối chiếu với danh sách.\n"
        "Ví dụ: 0912 000 118."
    )


def bad_phone(words: str) -> str:
    return f"Xin gửi lại đủ 10 chữ số: “{clip(words, 40)}” chưa đúng số điện thoại."


def waiting(unit: str, name: str, phone: str, plan: Plan | None) -> str:
    who = contact(plan) if plan else "cán bộ phụ trách"
    return (
        f"Đã ghi: {clip(name, _ROOM)}, {clip(unit, 160)}, {phone}.\n"
        f"Đang chờ {who} xác nhận; có kết quả, hệ thống báo ngay.\n"
        "Trong lúc chờ, đồng chí gửi báo cáo vào đây được: hệ thống giữ lại và tính giờ nhận từ lúc gửi."
    )


def own_contact() -> str:
    return "Xin gõ số điện thoại của chính đồng chí. Danh thiếp vừa gửi là của người khác, hệ thống không lưu."


def file_held(names: Sequence[str], at: datetime) -> str:
    what = f"tệp {clip(names[0], _ROOM)}" if len(names) == 1 else f"{number(len(names))} tệp"
    return f"Đã giữ {what}, gửi lúc {when(at)}. Khi đồng chí được xác nhận, hệ thống tính giờ nhận từ lúc đó."


def words_held() -> str:
    return "Đã giữ lời nhắn; cán bộ phụ trách đọc được khi xác nhận. Đồng chí chưa phải làm gì thêm."


def too_many() -> str:
    return "Xin thử lại sau một giờ: đã gửi quá nhiều tên đơn vị. Cần vào ngay, xin gọi cán bộ phụ trách."


def left() -> str:
    return "Đã dừng, chưa gửi gì cho cán bộ phụ trách. Muốn vào lại, xin mở lại liên kết."


def question(words: str, plan: Plan | None) -> str:
    """The organiser's own words, to whoever waits."""
    who = contact(plan) if plan else "Cán bộ phụ trách"
    return f"{who[:1].upper()}{who[1:]} hỏi: “{clip(words, 300)}”\nXin trả lời tại đây."


def refused(plan: Plan | None) -> str:
    who = contact(plan) if plan else "cán bộ phụ trách"
    return (
        "Cán bộ phụ trách chưa xác nhận được đồng chí ở đơn vị đã khai, nên hệ thống chưa giao việc.\n"
        f"Xin gọi {who}, hoặc mở lại liên kết để khai lại. Tệp đã gửi chưa được tính là báo cáo."
    )


def held_counts(at: datetime) -> str:
    """Before what was sent meanwhile goes on as a report."""
    return f"Tệp đồng chí gửi trong lúc chờ được tính giờ nhận từ {when(at)}."


def which_report(at: datetime, names: Sequence[str]) -> str:
    files = clip(", ".join(names), 160)
    return f"{held_counts(at)}\nTệp này cho báo cáo nào: {files}?"


# ── to the organiser ──


def notice(count: int) -> str:
    return f"Có {number(count)} người vào bằng liên kết chung, đang chờ đồng chí duyệt."


def more() -> str:
    return "Có thêm người vào bằng liên kết chung, đang chờ đồng chí duyệt."


def nobody() -> str:
    return "Hiện không còn ai chờ duyệt."


def listing(people: Sequence[str], matching: int) -> str:
    """`people` as `line` says them; those that match the list stand first."""
    lines = [f"{at}. {one}" for at, one in enumerate(people[:_SHOWN], start=1)]
    rest = f"và {number(len(people) - _SHOWN)} người khác." if len(people) > _SHOWN else ""
    said = (
        f"{number(len(people))} người chờ duyệt, {number(matching)} người khớp đơn vị và số điện thoại trong danh sách."
    )
    return "\n".join(part for part in (said, *lines, rest) if part)


def line(name: str, unit: str, phone: str, matches: bool, held: int) -> str:
    notes = ("khớp danh sách" if matches else "chưa khớp", f"đã gửi {number(held)} tệp" if held else "")
    return f"{clip(name, 50)}, {clip(unit, 60)}, {phone} ({', '.join(note for note in notes if note)})"


def card(who: str, sitting: Sequence[str], words: Sequence[str], at: datetime) -> str:
    """One of them: who they say they are, who sits in that unit, what they wrote."""
    seats = f"Đơn vị đang có: {clip('; '.join(sitting), 200)}." if sitting else "Đơn vị chưa có ai."
    said = f"Đã nhắn: “{clip(' / '.join(words), 150)}”." if words else ""
    return "\n".join(part for part in (f"{who}.", f"Khai lúc {when(at)}.", seats, said) if part)


def sits(name: str, title: str, phone: str, reached: bool) -> str:
    known = ", đã vào" if reached else ""
    return f"{clip(name, 50)} ({clip(title, 40)}{', ' + phone if phone else ''}{known})"


def approved(names: Sequence[str]) -> str:
    shown = clip(", ".join(names), 300)
    return f"Đã duyệt {number(len(names))} người: {shown}. Hệ thống đã chào và gửi việc của đơn vị."


def turned_down(name: str) -> str:
    return (
        f"Đã ghi không xác nhận {clip(name, _ROOM)} và báo người đó cách liên hệ; chưa có gì của đơn vị được cho xem."
    )


def settled(name: str, by: str, *, accepted: bool) -> str:
    """Somebody else was quicker."""
    done = "duyệt" if accepted else "trả lời không xác nhận"
    return f"{capital(comrade(by))} đã {done} {clip(name, _ROOM)} trước đó."


def approved_by(by: Addressee, names: Sequence[str]) -> str:
    """To the organisers, when the head of a cluster let somebody in."""
    return (
        f"{capital(seat(by))} đã duyệt {number(len(names))} người trong cụm: {few([clip(one, 80) for one in names])}."
    )


def decided_before() -> str:
    return "Việc này đã được quyết định trước đó."


def ask_question(name: str) -> str:
    return f"Xin gõ câu hỏi gửi {clip(name, _ROOM)}."


def asked(name: str) -> str:
    return f"Đã gửi câu hỏi cho {clip(name, _ROOM)}. Có trả lời, hệ thống báo trong danh sách chờ duyệt."


def waiting_label(count: int) -> str:
    return f"Người chờ duyệt ({number(count)})"


def approve_label(count: int) -> str:
    return f"Duyệt {number(count)} người khớp"


def one_label(name: str, unit: str) -> str:
    return clip(f"Xem: {name}, {unit}", 60)


# ── the link itself ──


def link_ready() -> str:
    return (
        "Xin dán tin dưới đây vào nhóm của các đơn vị. Ai vào bằng liên kết này cũng phải được đồng chí duyệt "
        "rồi mới thấy việc của đơn vị."
    )


def for_group(issuer: str, plan: Plan | None, link: str, code: str, telegram: str = "") -> str:
    """To be pasted into a group: the web first, Telegram second."""
    of = f" của {plan.short} ({reference(plan)})" if plan else ""
    ask = f"Cần kiểm tra tin này, xin gọi {contact(plan)}. " if plan else ""
    chat = f"Dùng Telegram: {telegram}" if telegram else ""
    return "\n".join(
        part
        for part in (
            "Kính gửi các đồng chí phụ trách ở các đơn vị.",
            f"{clip(issuer, _ROOM)} mời vào hệ thống nhắc việc và nhận báo cáo{of}.",
            f"Mở liên kết rồi bấm “Vào nhận việc”: {link}",
            chat,
            f"Hoặc gửi mã {code} cho hệ thống. Vào xong, xin cho biết đơn vị, họ tên và số điện thoại.",
            f"{ask}Trân trọng!",
        )
        if part
    )


def no_link() -> str:
    return "Liên kết chung hiện không mở. Người đã vào vẫn dùng như cũ."


def link_stopped() -> str:
    return (
        "Đã ngừng liên kết chung: không ai vào bằng liên kết, mã hay mã QR đó được nữa. Người đã vào vẫn dùng như cũ."
    )


def qr_soon() -> str:
    return "Đang vẽ mã QR. Vẽ xong, hệ thống gửi ngay."


def qr_ready() -> str:
    return "Mã QR của liên kết chung, để chiếu hoặc in."


def qr_name() -> str:
    return "ma-qr-vao-he-thong.png"


# ── a seat goes over ──


def whose_seat() -> str:
    return "Bàn giao vị trí nào? Xin chọn."


def which_units_seat() -> str:
    return "Bàn giao ở đơn vị nào? Xin gõ tên đơn vị."


def to_whom(title: str, unit: str, owed: Sequence[str]) -> str:
    """What goes over with it is read back first."""
    work = (
        f"Việc còn lại đi theo vị trí: {clip('; '.join(owed), 250)}."
        if owed
        else "Hiện không còn báo cáo nào phải gửi."
    )
    return (
        f"Bàn giao vị trí {clip(title, 60)} {clip(unit, 120)}.\n{work}\n"
        "Xin gõ họ tên và số điện thoại người nhận, trong một dòng."
    )


def need_both() -> str:
    return "Xin gõ đủ họ tên và số điện thoại 10 chữ số của người nhận, trong một dòng."


def confirm_handover(title: str, unit: str, name: str, phone: str) -> str:
    return (
        f"Xin xác nhận: bàn giao vị trí {clip(title, 60)} {clip(unit, 120)} cho {clip(name, 60)}, {phone}?\n"
        "Người giữ trước thôi nhận tin của đơn vị ngay. Báo cáo đã nộp và giờ nhận ở lại với đơn vị."
    )


def handed_over(title: str, unit: str, name: str) -> str:
    return (
        f"Đã bàn giao vị trí {clip(title, 60)} {clip(unit, 120)} cho {clip(name, 60)}. Cảm ơn đồng chí.\n"
        "Xin chuyển riêng tin dưới đây cho người nhận."
    )


def handover_notice(title: str, unit: str, before: str, after: str, phone: str) -> str:
    """To the organisers."""
    return (
        f"{clip(unit, 120)}: {clip(before, 60)} đã bàn giao vị trí {clip(title, 60)} cho {clip(after, 60)}, {phone}.\n"
        "Nếu chưa đúng, xin gọi lại đơn vị; lịch sử của đơn vị không đổi."
    )


def taken_over(title: str, unit: str, after: str, plan: Plan | None) -> str:
    """To whoever held the seat, when an organiser gave it to somebody else."""
    who = contact(plan) if plan else "cán bộ phụ trách"
    return (
        f"Vị trí {clip(title, 60)} {clip(unit, 120)} đã chuyển cho {comrade(after)} theo xác nhận của cán bộ phụ "
        "trách. Hệ thống thôi nhắc đồng chí việc của đơn vị. Cảm ơn đồng chí.\n"
        f"Nếu chưa đúng, xin gọi {who}."
    )


def replace_label(name: str, title: str) -> str:
    return clip(f"Duyệt, thay {name} ({title})", 60)
