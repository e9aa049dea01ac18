"""The activities of a plan while it is checked: who carries each, and what stands in the first letter."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.activities import Event
from core.texts.activities import MOST, NAME, of, place, when
from core.texts.clauses import clip, listed
from core.texts.values import Due
from core.vietnamese import number


@dataclass(frozen=True)
class Charged:
    """An activity of a plan, and who carries it as understood so far. `each`: every one of them on its own."""

    number: int
    title: str
    event: Event
    units: Sequence[str] = ()
    each: bool = False
    unclear: Sequence[str] = ()
    headless: Sequence[str] = ()


EVERY_UNIT = "Các đơn vị"


def of_kind(kind: str) -> str:
    """Units of one kind, as a plan names them."""
    return f"Các {kind}"


def planned(found: Sequence[Charged], undated: int) -> str:
    """All of them, numbered as they are typed over."""
    head = "Các hoạt động của kế hoạch, kèm đơn vị sẽ được nhắc:" if found else "Chưa có hoạt động nào có ngày."
    rows = [
        f"{one.number}. {clip(one.title, 100)}: {when(one.event)}{place(one.event, 40)}. {_by(one)}" for one in found
    ]
    without = [f"{number(undated)} hoạt động không ghi ngày nên không nhắc."] if undated else []
    how = ["Muốn giao lại, xin gõ số và đơn vị (đơn vị đầu chủ trì), ví dụ: 3: An Hòa, Tân Lập. Bỏ thì gõ: 3 bỏ."]
    return "\n".join([head, *rows, *without, *(how if found else [])])


def _by(one: Charged) -> str:
    unclear = f" Chưa rõ trong danh sách: {', '.join(one.unclear)}." if one.unclear else ""
    unclear += f" Chưa có cụm trưởng: {', '.join(one.headless)}." if one.headless else ""
    if not one.units:
        return f"Chưa giao đơn vị nào.{unclear}" if not unclear else unclear.strip()
    if one.each:
        return f"Từng đơn vị tự tổ chức: {number(len(one.units))} đơn vị.{unclear}"
    lead, *others = one.units
    shared = f"; cùng phụ trách: {', '.join(others)}" if others else ""
    return f"{'Chủ trì' if others else 'Phụ trách'}: {lead}{shared}.{unclear}"


def cluster_of(group: str) -> str:
    """A cluster that answers as one body."""
    return f"{group} (cụm trưởng)"


def ask_clusters(titles: Sequence[str]) -> str:
    named = listed(clip(title, 100) for title in titles)
    return f"Các hoạt động sau giao cho cụm. Cả cụm trả lời chung qua cụm trưởng, hay từng đơn vị trong cụm?\n{named}"


def assigned(title: str, who: Sequence[str], *, each: bool) -> str:
    if each:
        return f"Đã giao “{clip(title, NAME)}” cho {number(len(who))} đơn vị, mỗi đơn vị tự tổ chức."
    lead = f"{who[0]} chủ trì" if len(who) > 1 else who[0]
    return f"Đã giao “{clip(title, NAME)}”: {', '.join([lead, *who[1:]])}."


def struck(title: str) -> str:
    return f"Đã bỏ “{clip(title, NAME)}” khỏi lịch nhắc."


def unassigned(words: str) -> str:
    return (
        f"Chưa rõ “{clip(words, 60)}”; xin gõ số của hoạt động và tên đơn vị có trong danh sách, "
        "ví dụ: 3: An Hòa, Tân Lập. Bỏ thì gõ: 3 bỏ."
    )


def ready(charged: int, unresolved: Sequence[str]) -> str:
    """Under what pressing the start button will do."""
    lines = [f"{number(charged)} hoạt động được nhắc trước, trong và sau ngày tổ chức."] if charged else []
    if unresolved:
        shown = ", ".join(f"“{clip(title, 50)}”" for title in unresolved[:3])
        more = f" và {number(len(unresolved) - 3)} hoạt động khác" if len(unresolved) > 3 else ""
        lines.append(f"Chưa rõ đơn vị phụ trách, không nhắc: {shown}{more}.")
    return "\n".join(lines)


def opening(dues: Sequence[Due]) -> str:
    """In the first letter, to whoever carries some."""
    shown = [(due, place(due.event, 40) if due.event else "") for due in dues[:MOST]]
    rows = listed(f"{clip(due.name, 90)}: {of(due)}{where}." for due, where in shown)
    more = f"\nvà {number(len(dues) - MOST)} hoạt động khác, gõ “lịch” để xem đủ." if len(dues) > MOST else ""
    return f"Hoạt động đơn vị phụ trách:\n{rows}{more}"


def result_text() -> str:
    return "Kết quả chính (vài dòng)"


def result_files() -> str:
    return "Ảnh, tệp của hoạt động"
