"""Said in a group, in counts only, never of one unit or person; and in private to whoever binds a group."""

from collections.abc import Sequence
from datetime import datetime

from core.texts.clauses import capital, clip, closing, few, left, listed, when
from core.texts.tallies import of_all
from core.texts.values import Due, Plan, Status
from core.vietnamese import number

FEWEST = 3  # of fewer units a count would be about one of them
_LISTED = 8


def board(told: Sequence[tuple[Plan, Sequence[Status]]], now: datetime, of: str = "") -> str:
    """The one message that is edited in place, and the answer to /tinhhinh. `of`: the cluster it tells of."""
    where = f", {of}" if of else ""
    head = f"Tình hình nộp báo cáo{where}, tính đến {when(now)}."
    if not told:
        return f"{head}\nHiện không có báo cáo nào phải nộp."
    return "\n".join((head, *(_campaign(plan, statuses, now) for plan, statuses in told)))


def _campaign(plan: Plan, statuses: Sequence[Status], now: datetime) -> str:
    shown = sorted(statuses, key=lambda one: (one.due.lenient < now, one.due.strict))[:_LISTED]
    lines = listed(_report(one, now) for one in shown)
    more = len(statuses) - len(shown)
    return f"{capital(clip(plan.short, 90))}:\n{lines}{f'{chr(10)}và {number(more)} báo cáo khác.' if more else ''}"


def _report(status: Status, now: datetime) -> str:
    due, tally = status.due, status.tally
    name = clip(due.name, 90)
    if tally.asked < FEWEST:
        return f"{name}: {_time(due, now)}."
    unseen = f" (chờ xem {number(tally.waiting)})" if tally.waiting else ""
    return f"{name}: đã nộp {of_all(tally)} đơn vị{unseen}, {_time(due, now)}."


def _time(due: Due, now: datetime) -> str:
    if now > due.lenient:
        return f"hạn {closing(due)}, vẫn nhận báo cáo"
    return f"{left(due, now)}, {closing(due)}"


def bound() -> str:
    """In the group, when it was bound."""
    return (
        "Từ nay nhóm này có bảng tình hình nộp báo cáo, ghim ở trên và cập nhật tại chỗ; chỉ có số chung.\n"
        "Hệ thống chỉ trả lời khi được gọi: gõ /tinhhinh. Báo cáo, tên và số điện thoại chỉ trao đổi riêng."
    )


def code_wrong() -> str:
    """In the group: a code that binds nothing."""
    return "Mã chưa đúng hoặc đã hết hạn. Cán bộ phụ trách nhắn riêng /nhom cho hệ thống để lấy mã khác."


def ended() -> str:
    """What the pinned message says once the group is bound to nothing."""
    return "Bảng tình hình ở nhóm này đã ngừng."


def written_below() -> str:
    """What the message says that could not be pinned, once another one can."""
    return "Bảng tình hình được ghim ở tin mới hơn, bên dưới."


def file_here(link: str = "") -> str:
    """A file in the group from somebody the bot does not know."""
    where = f"tại {link}" if link else "cho hệ thống trong tin riêng"
    return f"Xin gửi báo cáo {where}: hệ thống không nhận tệp trong nhóm."


# -- in private -----------------------------------------------------------------------------------------------------


def shown(groups: Sequence[tuple[str, str, bool]]) -> str:
    """To an organiser: each bound group, what it hears of, and whether the bot is still in it."""
    ask = "Để gắn một nhóm chat, chọn đợt hoặc cụm mà nhóm đó theo dõi."
    if not groups:
        return f"{ask} Chưa có nhóm nào được gắn."
    lines = listed(
        f"{clip(title, 60)}: {clip(of, 60)}{'' if here else ' (hệ thống không còn ở trong nhóm)'}."
        for title, of, here in groups
    )
    return f"{ask} Đang gắn {number(len(groups))} nhóm:\n{lines}"


def no_channel() -> str:
    """To an organiser, where no channel that has groups is joined."""
    return (
        "Muốn có bảng tình hình trong nhóm chat, xin nhờ kỹ thuật nối Telegram: hệ thống chưa nối kênh nào có nhóm.\n"
        "Thông báo tới từng người vẫn gửi được: gõ “thông báo”."
    )


def of_campaign(short: str) -> str:
    """On a button."""
    return f"Cả đợt: {clip(short, 50)}"


def unbind_label(title: str) -> str:
    return f"Bỏ gắn: {clip(title, 50)}"


def code(code: str, of: str, link: str = "") -> str:
    """To an organiser: what is typed in the group, once."""
    adds = f"Thêm hệ thống vào nhóm và gắn luôn bằng liên kết này: {link}\nHoặc gõ" if link else "Gõ"
    return (
        f"{adds} trong nhóm, một lần, trong 24 giờ:\n/nhom {code}\n"
        f"Nhóm sẽ theo dõi {clip(of, 90)}, chỉ thấy số chung. Cho hệ thống quyền ghim tin để bảng tình hình nằm ở trên."
    )


def bound_notice(title: str) -> str:
    """To the organiser who took the code."""
    return f"Nhóm “{clip(title, 90)}” đã được gắn bằng mã đồng chí lấy. Nếu nhầm nhóm, bấm bỏ gắn bên dưới."


def unbound(title: str) -> str:
    return f"Đã bỏ gắn nhóm “{clip(title, 90)}”. Bảng tình hình ở đó ngừng cập nhật."


def put_out(title: str, now: datetime) -> str:
    """To the organiser who bound it."""
    return (
        f"Hệ thống không còn ở trong nhóm “{clip(title, 90)}”, từ {when(now)}. Thêm lại vào nhóm thì bảng tình hình "
        "tự tiếp tục."
    )


def from_group(names: Sequence[str]) -> str:
    """In private, above the usual answer to a file that was sent in a group."""
    return f"Tệp đồng chí gửi trong nhóm được trao đổi riêng ở đây: {few([clip(name, 60) for name in names])}."


def ask_post(titles: Sequence[str]) -> str:
    """Before an announcement is posted in groups."""
    return (
        f"Đăng thông báo này vào {number(len(titles))} nhóm: {few([clip(one, 60) for one in titles])}? Mọi người trong "
        "nhóm đều đọc được; trong nhóm không có nút trả lời và số điện thoại."
    )


def posted(titles: Sequence[str]) -> str:
    return (
        f"Đang đăng vào {number(len(titles))} nhóm: {few([clip(one, 60) for one in titles])}. Đính chính hoặc thu hồi "
        "thông báo thì tin trong nhóm được sửa theo."
    )


def nothing_to_post() -> str:
    return (
        "Không có nhóm nào để đăng: nhóm phải được gắn với đợt hoặc cụm mà thông báo gửi tới, và thông báo dành cho "
        "mọi người ở đó, không riêng đơn vị nào. Xem các nhóm: gõ “gắn nhóm”."
    )


def unnamed() -> str:
    """A group whose name is not known."""
    return "chưa rõ tên"
