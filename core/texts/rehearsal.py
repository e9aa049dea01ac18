"""What a rehearsal prints: who received what, minute by minute, and what it came to."""

from collections.abc import Mapping, Sequence
from datetime import date

from core.vietnamese import full_day, number

BEHAVIOURS = ("mixed", "perfect", "silent")
_KINDS = {"nudge": "nhắc", "answer": "trả lời", "digest": "điểm tin", "notice": "thông báo"}
_EVENTS = {
    "handed_in": "đã nộp",
    "returned": "được đề nghị bổ sung",
    "promised": "hẹn nộp",
    "extended": "được gia hạn",
    "overdue": "quá hạn",
}
_VERDICTS = {"on_time": "đúng hạn", "late": "sau hạn"}
_MARGIN = "| "
KINDS, EVENTS = tuple(_KINDS), tuple(_EVENTS)


def usage() -> str:
    return (
        "Cách dùng: python -m bot rehearse TỆP [--units N | --roster TỆP] "
        f"[--behaviour {'|'.join(BEHAVIOURS)}] [--json] [--seed N], với tệp kế hoạch dạng docx, pdf hoặc txt."
    )


def bad_units(most: int) -> str:
    return f"Số đơn vị là một số từ 1 đến {number(most)}."


def bad_roster(name: str, why: str) -> str:
    return f"Không lấy được đơn vị nào từ danh sách {name}: {_one_line(why)}"


def stuck(why: str) -> str:
    return f"Chưa diễn tập được kế hoạch này: {_one_line(why)}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def day(of: date) -> str:
    return f"== {full_day(of)} =="


def letter(clock: str, to: str, unit: str, kind: str, deliverable: str | None, step: str | None, text: str) -> str:
    """One letter: when, to whom, which kind and step; below it what it said."""
    about = f" – {deliverable}" if deliverable else ""
    head = f"{clock} {_KINDS[kind]}{f' {step}' if step else ''} → {to}, {unit}{about}"
    return "\n".join((head, *(f"{_MARGIN}{line}" for line in text.split("\n"))))


def event(clock: str, what: str, unit: str, deliverable: str | None, verdict: str | None) -> str:
    about = f" – {deliverable}" if deliverable else ""
    return f"{clock} * {unit}: {_EVENTS[what]}{about}{f', {_VERDICTS[verdict]}' if verdict in _VERDICTS else ''}"


def totals(
    reports: Mapping[str, Mapping[str, int]], letters: Mapping[str, int], reminders: Mapping[str, int],
    unreached: Sequence[str],
) -> str:  # fmt: skip
    """Sums that can be added up aloud."""
    lines = ["== Tổng cộng ==", *(_report(name, counted) for name, counted in reports.items())]
    sent = ", ".join(f"{_KINDS[kind]} {number(count)}" for kind, count in letters.items())
    lines.append(f"Tin đã gửi: {number(sum(letters.values()))} ({sent}).")
    lines += [f"Nhắc {unit}: {number(count)} lượt." for unit, count in reminders.items()]
    if unreached:
        lines.append(f"Không gửi tin được cho: {', '.join(unreached)}.")
    return "\n".join(lines)


def _report(name: str, counted: Mapping[str, int]) -> str:
    parts = (
        ("đúng hạn", "on_time"),
        ("sau hạn", "late"),
        ("đang bổ sung", "returned"),
        ("chưa nộp", "missing"),
        ("được miễn", "exempt"),
    )
    said = " + ".join(f"{words} {number(counted[key])}" for words, key in parts)
    return f"{name}: phải nộp {number(counted['expected'])} = {said}."
