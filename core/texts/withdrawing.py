"""A unit takes back what it handed in, before anybody has decided about it."""

from datetime import datetime

from core.texts.clauses import capital, clip, comrade, contact, deadline, near, when
from core.texts.values import Addressee, Due, Plan, Receipt


def which() -> str:
    return "Xin chọn báo cáo cần rút."


def which_label(due: Due, code: str) -> str:
    """On a button."""
    return f"Rút {code}: {clip(due.name, 36)}"


def ask(got: Receipt, now: datetime, earlier: str = "") -> str:
    """Read back before it counts: what it means. `earlier`: the version that stands again."""
    what = f"Rút {clip(got.due.name, 120)} (mã {got.code}, nộp lúc {when(got.received)})?"
    if earlier:
        return f"{what}\nBản {earlier} nộp trước đó được dùng lại."
    if not got.due.counts:
        return f"{what}\nRút rồi thì phần này được tính là chưa gửi. Nội dung vẫn giữ để sửa và gửi lại."
    owed = f"Rút rồi thì báo cáo được tính là chưa nộp; hạn là {deadline(got.due)}."
    late = ""
    if now > got.due.lenient:
        late = "\nHạn đã qua: nộp lại sẽ được ghi sau hạn. Chỉ cần đổi nội dung, xin chọn “Thay bản khác”."
    return f"{what}\n{owed} Nội dung vẫn giữ để sửa và nộp lại.{late}"


def done(due: Due, code: str, now: datetime, earlier: str = "") -> str:
    said = f"Đã rút {clip(due.name, 120)} (mã {code}) lúc {near(now, now)}."
    if earlier:
        return f"{said} Bản {earlier} được dùng lại."
    if not due.counts:
        return f"{said} Gõ “nộp” để sửa và gửi lại."
    return f"{said} Hạn là {deadline(due)}; gõ “nộp” để sửa và nộp lại."


def told_to_others(by: Addressee, due: Due, code: str) -> str:
    """To the others of the unit."""
    return (
        f"{capital(comrade(by.name))} đã rút {clip(due.name, 120)} (mã {code}) để sửa. Gõ “việc” để xem phần phải gửi."
    )


def decided(due: Due, code: str) -> str:
    """Too late: somebody has accepted it."""
    return (
        f"{clip(due.name, 120)} (mã {code}) đã được duyệt nên không rút được.\n"
        "Cần đổi, đồng chí chọn “Thay bản khác”; giờ nhận lần đầu vẫn được giữ."
    )


def replaced_only(plan: Plan, due: Due, code: str) -> str:
    """An entry of what takes any number of them: after it the next one is open already."""
    return (
        f"{clip(due.name, 120)} (mã {code}) không có hạn nên không phải rút.\n"
        f"Cần đổi, đồng chí chọn “Thay bản khác”; gửi nhầm, xin gọi {contact(plan)}."
    )


def wanted_again(due: Due, code: str) -> str:
    """Too late as well: a part of it is asked for, which is the way to change it."""
    return f"{clip(due.name, 120)} (mã {code}) đang được đề nghị bổ sung; đồng chí sửa đúng mục đó, không phải rút."


def nothing_to_withdraw() -> str:
    return "Chưa có báo cáo nào đã nộp để rút. Gõ “việc” để xem phần còn phải gửi."


def gone_already(code: str) -> str:
    return f"Bản {code} không còn rút được: đã rút, đã được xem, hoặc đã có bản mới."
