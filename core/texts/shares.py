"""What each unit is given of a target: asked for, read back, written down."""

from core.shares import Shares
from core.targets import Aim, Way
from core.texts.clauses import clip, fitted
from core.texts.targets import amount, counted
from core.vietnamese import number

_SHOWN = 4


def how(aim: Aim) -> str:
    return (
        f"Xin gửi bảng giao “{clip(aim.what, 100)}” cho từng đơn vị (Excel, csv), "
        "hoặc dán mỗi đơn vị một dòng, ví dụ:\n"
        "An Hòa 200\nTân Lập 150\n"
        "Hệ thống đọc lại, đồng chí đồng ý thì mới ghi."
    )


def reading(name: str) -> str:
    return f"Đã nhận tệp {clip(name, 80)}, đang đọc bảng giao. Đọc xong, hệ thống báo ngay; chưa ghi gì."


def refused() -> str:
    return "Chưa đọc được tệp này. Xin gửi lại bảng Excel (xlsx) hoặc csv, hoặc dán mỗi đơn vị một dòng như: An Hòa 200"


def nothing_read(aim: Aim, read: Shares) -> str:
    if read.columns:
        columns = "; ".join(clip(one, 40) for one in read.columns[:6])
        return (
            f"Bảng có nhiều cột số ({columns}), chưa rõ cột nào là “{clip(aim.what, 80)}”. "
            "Xin gửi bảng chỉ có tên đơn vị và một cột số, hoặc dán mỗi đơn vị một dòng như: An Hòa 200"
        )
    seen = f" Chưa khớp với đơn vị nào: {_unclear(read, 60)}." if read.unclear else ""
    return f"Chưa đọc được đơn vị nào kèm con số.{seen} Xin dán mỗi đơn vị một dòng, ví dụ:\nAn Hòa 200"


def offer(aim: Aim, read: Shares) -> str:
    """Beside what the plan wants in all, where shares add up to that."""

    def draft(room: int) -> str:
        whole = f" (chỉ tiêu chung {amount(aim.value)})" if aim.way is Way.SUM else ""
        lines = (
            f"Ghi như sau? “{clip(aim.what, room)}”: {number(len(read.given))} đơn vị, cộng lại "
            f"{counted(aim, read.total)}{whole}{_off(aim, read)}.",
            *(
                [f"Chưa khớp {number(len(read.unclear))} dòng, sẽ không ghi: {_unclear(read, room)}."]
                if read.unclear
                else []
            ),
            "Phần giao cũ được thay bằng bảng này.",
        )
        return "\n".join(lines)

    return fitted(draft)


def _off(aim: Aim, read: Shares) -> str:
    off = read.total - aim.value
    if aim.way is not Way.SUM or not off:
        return ""
    return f", {'nhiều hơn' if off > 0 else 'còn thiếu'} {amount(abs(off))}"


def _unclear(read: Shares, room: int) -> str:
    shown = "; ".join(f"“{clip(one, room)}”" for one in read.unclear[:_SHOWN])
    more = len(read.unclear) - _SHOWN
    return f"{shown} và {number(more)} dòng khác" if more > 0 else shown


def kept(units: int) -> str:
    return f"Đã ghi phần giao của {number(units)} đơn vị; mỗi đơn vị gõ “chỉ tiêu” là thấy phần của mình."
