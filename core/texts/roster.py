"""What an organiser hears about a list of units: how it was understood, what to look at again, what would change."""

from collections.abc import Sequence
from typing import NamedTuple

from core.roles import Role
from core.say import units16
from core.texts.clauses import LIMIT, clip, few
from core.vietnamese import number

# Abbreviations of titles, folded and without dots and spaces, as people are addressed.
TITLES = {
    "bt": "Bí thư",
    "btd": "Bí thư Đoàn",
    "pbt": "Phó Bí thư",
    "phobithu": "Phó Bí thư",
    "uv": "Ủy viên",
    "uvbch": "Ủy viên Ban Chấp hành",
    "uvbtv": "Ủy viên Ban Thường vụ",
}
# Of a seat whose title the list does not say.
_SEATS = {Role.DEPUTY: "Người cùng phụ trách", Role.CLUSTER_HEAD: "Cụm trưởng"}
COLUMNS = {
    "number": "số thứ tự",
    "unit": "tên đơn vị",
    "type": "loại hình đơn vị",
    "parent": "đơn vị cấp trên",
    "group": "cụm, khối",
    "person": "họ tên",
    "last": "họ và tên đệm",
    "first": "tên",
    "title": "chức vụ",
    "phone": "số điện thoại",
    "email": "thư điện tử",
    "other": "thông tin khác, giữ nguyên",
}
_REFUSED = {
    "empty": "Tệp này trống",
    "too_big": "Tệp này lớn quá 20 MB, 20.000 dòng hoặc 60 cột",
    "picture": "Đây là ảnh, hệ thống chưa đọc được chữ trong ảnh",
    "spreadsheet": "Bảng tính kiểu này chưa đọc được",
    "encrypted": "Tệp này có mật khẩu",
    "broken": "Tệp này hỏng hoặc không đúng định dạng",
    "bomb": "Tệp này nén bất thường nên không mở",
    "unknown": "Tệp này không phải bảng tính",
    "too_slow": "Tệp này đọc quá lâu nên đã dừng",
}
WHY = tuple(_REFUSED)
_NAME = 80  # letters of a name that is quoted
_SHOWN = 3  # problems and changes shown at once
_MORE = 24  # room for the line that counts the others


class Summary(NamedTuple):
    """What an import would do, in numbers."""

    units: int
    people: int
    phones: int
    new: int = 0
    changed: int = 0
    same: int = 0
    unclear: int = 0


def how() -> str:
    return (
        "Xin gửi danh sách đơn vị dạng xlsx, csv, hoặc dán thẳng vào đây, mỗi dòng một đơn vị, ví dụ:\n"
        "An Hòa – Nguyễn Thị Mai – 0912.000.118\n"
        "Hệ thống đọc rồi cho xem lại trước; chưa ghi và chưa gửi gì cho đơn vị nào."
    )


def seat_title(role: Role) -> str:
    return _SEATS.get(role, "Người phụ trách")


def reading_text() -> str:
    return "Đang đọc danh sách vừa dán. Đọc xong, hệ thống báo ngay."


def reading(name: str) -> str:
    return f"Đã nhận tệp {clip(name, _NAME)}, đang đọc danh sách. Đọc xong, hệ thống báo ngay."


def refused(why: str) -> str:
    """One sentence, with what to send instead."""
    return f"{_REFUSED.get(why, _REFUSED['broken'])}; xin gửi tệp xlsx, csv hoặc dán thẳng danh sách vào đây."


# ── problems ──


def empty() -> str:
    return "Danh sách này chưa có đơn vị nào; xin kiểm tra tệp hoặc dán thẳng các dòng vào đây."


def no_units() -> str:
    return "Chưa thấy cột tên đơn vị; xin ghi tiêu đề “Đơn vị” trên cột đó rồi gửi lại."


def missing_unit(row: int, who: str) -> str:
    return f"Dòng {number(row)}: chưa thấy tên đơn vị{_of(who)}; xin ghi thêm tên đơn vị."


def bad_phone(row: int, written: str, who: str) -> str:
    said = f"“{clip(written, 40)}”{_of(who)} chưa đúng số điện thoại"
    return f"Dòng {number(row)}: {said}; xin gửi lại đủ 10 chữ số."


def bad_email(row: int, written: str, who: str) -> str:
    return f"Dòng {number(row)}: “{clip(written, 60)}”{_of(who)} chưa đúng địa chỉ thư điện tử; xin kiểm tra lại."


def same_phone(row: int, phone: str, first: str, first_row: int) -> str:
    also = f"số {phone_said(phone)} cũng là của {clip(first, _NAME)} ({_at(first_row)})"
    return f"Dòng {number(row)}: {also}; nếu hai người dùng chung số thì giữ nguyên, nếu không xin sửa lại."


def same_role(row: int, person: str, first: str, first_row: int) -> str:
    both = f"{clip(person, _NAME)} và {clip(first, _NAME)} ({_at(first_row)}) cùng một chức vụ ở một đơn vị"
    return f"Dòng {number(row)}: {both}; hệ thống giữ cả hai, xin cho biết ai là người phụ trách."


def alike(row: int, name: str, other: str, other_row: int) -> str:
    near = f"“{clip(name, _NAME)}” và “{clip(other, _NAME)}” ({_at(other_row)}) gần giống nhau"
    return f"Dòng {number(row)}: {near}; xin cho biết là một hay hai đơn vị."


def formula(row: int, written: str) -> str:
    return f"Dòng {number(row)}: ô “{clip(written, 40)}” là công thức nên không lấy; xin gõ lại nội dung."


def unclear(row: int, name: str, candidates: Sequence[str]) -> str:
    may = few([clip(one, _NAME) for one in candidates], 3)
    return f"Dòng {number(row)}: “{clip(name, _NAME)}” có thể là {may}; xin ghi tên đầy đủ."


def _of(who: str) -> str:
    return f" của {clip(who, _NAME)}" if who else ""


def _at(row: int) -> str:
    return f"dòng {number(row)}"


def phone_said(phone: str) -> str:
    """'0912.000.118', as it is read aloud."""
    return f"{phone[:4]}.{phone[4:7]}.{phone[7:]}" if len(phone) == 10 else clip(phone, 20)


# ── changes ──


def add_unit(name: str) -> str:
    return f"Thêm đơn vị {clip(name, _NAME)}."


def join_group(unit: str, group: str) -> str:
    return f"{clip(unit, _NAME)}: vào {clip(group, _NAME)}."


def add_person(unit: str, person: str, title: str) -> str:
    return f"{clip(unit, _NAME)}: thêm {clip(person, _NAME)}{_titled(title)}."


def change_phone(unit: str, person: str, before: str, after: str) -> str:
    change = f"số điện thoại của {clip(person, _NAME)} đổi từ {phone_said(before)} thành {phone_said(after)}"
    added = f"thêm số điện thoại {phone_said(after)} của {clip(person, _NAME)}"
    return f"{clip(unit, _NAME)}: {change if before else added}."


def change_email(unit: str, person: str, after: str) -> str:
    return f"{clip(unit, _NAME)}: ghi địa chỉ thư điện tử {clip(after, 80)} của {clip(person, _NAME)}."


def change_title(unit: str, person: str, before: str, after: str) -> str:
    return f"{clip(unit, _NAME)}: chức vụ của {clip(person, _NAME)} đổi từ {clip(before, 60)} thành {clip(after, 60)}."


def change_holder(unit: str, title: str, before: str, after: str) -> str:
    return f"{clip(unit, _NAME)}: {clip(after, _NAME)} thay {clip(before, _NAME)}{_titled(title)}."


def absent(units: Sequence[str]) -> str:
    """Nothing is removed by an import."""
    names = few([clip(one, 60) for one in units])
    return f"Danh sách lần này không nhắc đến {number(len(units))} đơn vị, hệ thống vẫn giữ nguyên: {names}."


def _titled(title: str) -> str:
    return f" ({clip(title, 60)})" if title else ""


# ── the preview ──


def columns(found: Sequence[tuple[str, str]]) -> str:
    """How the columns were understood: pairs of a heading and one of COLUMNS."""
    said = [f"“{clip(words, 40)}” là {COLUMNS.get(kind, COLUMNS['other'])}" for words, kind in found if words]
    if not said:
        return "Bảng không có dòng tiêu đề, nên hệ thống nhận ra các cột theo nội dung."
    return clip(f"Hệ thống hiểu các cột: {'; '.join(said)}.", LIMIT)


def preview(found: Summary, problems: Sequence[str] = (), absent: str = "") -> str:
    """What was read, what would change, the first problems, and that nothing has been written yet."""
    who = f"{number(found.units)} đơn vị, {number(found.people)} người, {number(found.phones)} số điện thoại"
    head = [f"Đã đọc danh sách: {who}.", _planned(found)]
    last = "Chưa ghi gì vào hệ thống; xin đồng chí xem lại rồi xác nhận."
    room = LIMIT - sum(units16(line) + 1 for line in (*head, absent, last))
    return "\n".join(line for line in (*head, *_first(problems, room), absent, last) if line)


def _planned(found: Summary) -> str:
    parts = [
        f"{words} {number(count)}"
        for words, count in (
            ("thêm mới", found.new),
            ("thay đổi", found.changed),
            ("giữ nguyên", found.same),
            ("cần hỏi lại", found.unclear),
        )
        if count
    ]
    return f"Đơn vị {', '.join(parts)}." if parts else ""


def _first(problems: Sequence[str], room: int) -> list[str]:
    """The heading and as many problems as there is room for; the others are counted."""
    if not problems:
        return []
    lines = [f"Có {number(len(problems))} điểm cần xem lại:"]
    room -= units16(lines[0]) + 1 + _MORE
    for problem in problems[:_SHOWN]:
        room -= units16(problem) + 3
        if room < 0:
            break
        lines.append(f"- {problem}")
    left = len(problems) - len(lines) + 1
    return [*lines, f"và {number(left)} điểm khác."] if left and len(lines) > 1 else lines


def points(lines: Sequence[str], first: int, total: int, understood: str = "") -> str:
    """Some of what is to be looked at again and of what would change, and how many there are."""
    last = first + len(lines) - 1
    head = f"Điểm {number(first)} đến {number(last)} trong {number(total)} điểm:"
    said = [f"{at}. {line}" for at, line in enumerate(lines, start=first)]
    return "\n".join(part for part in (understood, head, *said) if part)


def writing() -> str:
    return "Đang ghi danh sách. Ghi xong, hệ thống báo ngay."


def gone() -> str:
    return "Danh sách này đã được ghi hoặc đã bỏ. Muốn cập nhật, xin gửi danh sách mới."


def nothing_new() -> str:
    return "Danh sách này giống hệt những gì hệ thống đang có; không có gì phải thay đổi."


def written(found: Summary) -> str:
    return f"Đã cập nhật danh sách: thêm {number(found.new)} đơn vị, thay đổi {number(found.changed)} đơn vị."


def dropped() -> str:
    return "Đã bỏ danh sách vừa gửi; các đơn vị trong hệ thống vẫn như trước."
