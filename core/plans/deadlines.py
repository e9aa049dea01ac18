"""Reporting deadlines: a date, the words that make it one, and the report it is about.

A date counts only when a word of lateness stands before it ("trước", "chậm nhất", "hạn chót", …) and the same clause,
or the lead-in of its list, speaks of handing something in. A missed deadline can be added by the organiser; a false
one would make the bot chase people for nothing.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from core.plans.asked import asked_ahead, asked_at_once, asked_by, asked_in_row, some
from core.plans.clauses import Clause, clauses
from core.plans.dates import dates_in, weekday_alone
from core.plans.handing import bare_wording, is_about_handing_in, is_only_a_cue, told_before
from core.plans.kinds import kind_of
from core.plans.labels import completed, label_of, named_in, names_a_thing, with_kind
from core.plans.moves import AMENDS, is_of_the_plan_before, is_over, old_date, told_in_force
from core.plans.owners import begins_a_body
from core.plans.papers import HANDING
from core.plans.plain import plain
from core.plans.proposal import Evidence, Kind, Reported, Wording
from core.plans.structure import Document, Passage
from core.plans.titles import same
from core.plans.wordings import MOVED, continues, cue_at, wording_of
from core.vietnamese import WEEKDAYS

_OF_THE_ONE_BEFORE = re.compile(
    r"^\s*\([^()]{1,40}\)\s*|^\s*(?:đối với|cho)\s[^,;]{1,40}?(?:\s+và\b|,|;)\s*", re.IGNORECASE
)
_SHORT = 14  # words of a clause that goes on with the report named before it
_DOING = re.compile(
    r"\b(?:xong|cap (?:qua|phat)|trang tri|tap luyen|nghiem thu|"
    r"hoan thanh|to chuc|trien khai|thi cong|khanh thanh|treo|lap dat|phat song|cong bo|dua tin|thanh toan|trao|"
    r"thi dau|cham|xet|cong nhan|phe duyet|tap huan|ban giao|sua chua|kiem tra|khai mac|be mac|dien ra|ket thuc|"
    r"bat dau|"
    r"phat dong|tong duyet|bieu duong|tong ket|so ket|tuyen truyen|thuc hien|chuan bi)\b"
)
_RECEIVES = re.compile(r"\bnhan\s+(?:bai|ho\s+so|dang\s+ky|san\s+pham|tac\s+pham|bao\s+cao|danh\s+sach)\b")
_SENDS = re.compile(r"\b(?:gui|nop)\b")
_BARE_VERB = re.compile(r"(?:đăng ký|báo cáo)\s*$", re.IGNORECASE)


_PART = r"[^:;,.\d]{2,25}\d?\s*[:\-]\s*(?:ngày\s+)?$"
_FIRST_PART = re.compile(rf":\s*{_PART}", re.IGNORECASE)
_LATER_PART = re.compile(rf"^[\s.)]*[;,]?\s*{_PART}", re.IGNORECASE)
_BARE_SIGNING_UP = re.compile(r"dang ky(?: tai .*| truc tuyen.*)?$")
_ONLY_CUE = re.compile(r"\W*(?:va\s+)?(?:truoc|(?:cham|muon)\s+nhat|den\s+het|han\s+chot|vao)?\W*")
_SAME_HOUR = re.compile(r"\d\s?(?:h|g|giờ)\S*\s+(?:của\s+)?các\s+ngày", re.IGNORECASE)


@dataclass(frozen=True)
class Read:
    deadlines: tuple[Reported, ...]
    moved: tuple[tuple[Reported, Evidence], ...]  # each with the words of the date it replaces
    impossible: tuple[tuple[str, Evidence], ...]  # dates that do not exist where a deadline was meant


@dataclass(frozen=True)
class _Due:
    clause: Clause
    reported: Reported


def deadlines(doc: Document, year: int | None, anchor: date | None) -> Read:
    """`year` and `anchor` stand in where a year is not written: the first such day on or after the anchor."""
    amends = any(AMENDS.search(passage.text) for passage in doc.passages[: max(doc.body + 4, 8)])
    kept: list[Reported] = []
    moved: list[tuple[Reported, Evidence]] = []
    impossible: list[tuple[str, Evidence]] = []
    for passage in doc.content:
        carried: Wording | None = None
        before: _Due | None = None
        for clause in clauses(passage, year, anchor):
            if clause.found.month_only:
                continue
            wording = wording_of(clause) or (carried if continues(clause) or _is_next_part(before, clause) else None)
            bare = bare_wording(clause) if wording is None else None
            wording = wording or bare
            carried = wording
            before = before if before and _side_by_side(before.clause, clause) else None
            goes_on = before is not None and _goes_on(clause)
            if wording is None or not (goes_on or bare or is_about_handing_in(clause, wording)) or is_over(clause):
                continue
            if amends and is_of_the_plan_before(clause, anchor):
                continue
            if not clause.found.exists:
                impossible.append((passage.text[clause.found.start : clause.found.end], clause.evidence))
                continue
            clause = _at_the_hour_before(clause, before)
            reported = _reported(clause, wording, before.reported if before and goes_on else None)
            before = _Due(clause, reported)
            if MOVED.search(passage.text) and (
                old := old_date(clause, year) or (amends and told_in_force(doc, year, passage))
            ):
                moved.append((reported, Evidence(passage.line, old)))
            kept.append(reported)
    asked = some(name for one in kept for name in one.audience)
    return Read(
        tuple(_of_some(one, asked) for one in _once(kept)),
        tuple((_of_some(one, asked), old) for one, old in moved),
        tuple(impossible),
    )


def _at_the_hour_before(clause: Clause, before: _Due | None) -> Clause:
    """'16h00 các ngày 15/01, 25/01': the hour holds for all days of the list."""
    if before is None or clause.found.hour or not continues(clause) or not _SAME_HOUR.search(clause.passage.text):
        return clause
    return replace(clause, found=replace(clause.found, hour=before.reported.hour))


def _is_next_part(before: _Due | None, clause: Clause) -> bool:
    """'Kết quả chăm lo: trước Tết: 28/01; sau Tết: 11/02'."""
    return (
        before is not None
        and bool(_FIRST_PART.search(before.clause.said) or _LATER_PART.search(before.clause.said.lstrip()))
        and bool(_LATER_PART.search(clause.said))
        and ":" in clause.passage.text[before.clause.sentence[0] : before.clause.found.start].rstrip(" :")
    )


def _of_some(one: Reported, asked: frozenset[str]) -> Reported:
    return replace(one, audience=tuple(name for name in one.audience if name in asked))


def _side_by_side(one: Clause, other: Clause) -> bool:
    """In one sentence, or in neighbouring ones that a semicolon parts."""
    (start, end), (begin, _) = one.sentence, other.sentence
    return start == begin or (end == begin and other.passage.text[:begin].rstrip().endswith(";"))


def _goes_on(clause: Clause) -> bool:
    """'…, Đợt 3 chậm nhất ngày 20/02', '…; riêng xã A gửi trước ngày 08/8': the report named before it is meant."""
    own = _own(clause)
    if _ONLY_CUE.fullmatch(clause.before) and names_a_thing(clause.passage.text[clause.found.end : clause.sentence[1]]):
        return False
    told = not names_a_thing(_BARE_VERB.sub("", clause.said[: cue_at(clause)]))
    return told and len(own.split()) < _SHORT and not _DOING.search(plain(own))


def _own(clause: Clause) -> str:
    """The last piece of what stands before the cue."""
    own = _OF_THE_ONE_BEFORE.sub("", clause.said[: cue_at(clause)])
    return re.split(r"[,;]", own.rstrip(" ,;"))[-1]


def _reported(clause: Clause, wording: Wording, going_on: Reported | None = None) -> Reported:
    """`going_on`: the deadline before it in its sentence, where this one names no other report."""
    found = clause.found
    day = found.last or found.day
    assert day is not None
    stated = _stated(clause)
    label = completed(going_on.label, _own(clause)) if going_on else _label(clause)
    return Reported(
        label=label,
        kind=_kind_of(label, clause, going_on),
        day=day,
        hour=found.hour,
        wording=wording,
        words=_words(clause),
        inclusive=wording not in (Wording.BEFORE, Wording.BEFORE_HOUR),
        evidence=clause.evidence,
        stated=WEEKDAYS[stated] if stated is not None else "",
        matches=None if stated is None else stated == day.weekday(),
        other=_nearest(day, stated) if stated is not None and stated != day.weekday() else None,
        audience=(asked,) if (asked := _asked(clause)) else (),
        year_given=found.year_given,
    )


def _stated(clause: Clause) -> int | None:
    """The weekday beside the date, or alone in another cell of its row."""
    if clause.found.stated is not None:
        return clause.found.stated
    return next((day for cell in clause.passage.cells if (day := weekday_alone(cell)) is not None), None)


def _kind_of(label: str, clause: Clause, going_on: Reported | None) -> Kind:
    if going_on is None:
        context = plain(" ".join((*clause.passage.above[-1:], clause.passage.text[: clause.found.start])))
        return kind_of(label, clause.before, context)
    own = kind_of(label, "")
    return going_on.kind if own is Kind.OTHER else own


def _label(clause: Clause) -> str:
    _, told = told_before(clause)
    if not told and is_only_a_cue(clause) and ":" in (head := clause.passage.text[: clause.sentence[0]]):
        return named_in(head.split(":")[0])
    named = named_in(told) if told else label_of(clause.passage, clause.start, clause.found, clause.sentence)
    return with_kind(_of_what(named, clause), clause.passage.above)


def _of_what(label: str, clause: Clause) -> str:
    """'Trại hè: … đăng ký trước 05/7' -> 'đăng ký Trại hè'."""
    said = _BARE_SIGNING_UP.match(plain(label))
    head, colon, _ = clause.passage.text[: clause.found.start].partition(":")
    head = re.sub(r"^[\W\d]+", "", head).strip()
    if (
        said is None
        or not colon
        or len(head) < 3
        or begins_a_body(head)
        or len(head) > 60
        or HANDING.search(plain(head))
    ):
        return label
    return f"{label[: said.end()].strip()} {head}"


def _words(clause: Clause) -> str:
    """The cue and the date as they stand: 'trước 11g00 ngày 06/5/2023 (thứ Sáu)'."""
    return clause.passage.text[clause.start + cue_at(clause) : clause.found.end].strip()


def _asked(clause: Clause) -> str:
    if clause.passage.cells:
        return asked_in_row(clause.passage, clause.found.start)
    if _RECEIVES.search(clause.before) and not _SENDS.search(clause.before):
        return ""
    start, end = clause.start, clause.found.start
    at, told = told_before(clause)
    if told:
        start = max(at, 0)
    if not clause.said.strip(" -–+*•.0123456789") and (rest := clause.passage.text[clause.found.end :]):
        start, end = clause.found.end, clause.found.end + len(rest)  # "12/4: hạn chót các ban nộp …"
    if who := asked_ahead(clause.said) or asked_at_once(
        _OF_THE_ONE_BEFORE.sub("", clause.said[: cue_at(clause)]), clause.passage.text[clause.found.end :]
    ):
        return who
    return asked_by(clause.passage, min(clause.sentence[0], start), start, end, clause.found.end)


def _nearest(day: date, weekday: int) -> date:
    """The day nearest to this one that is such a weekday."""
    ahead = (weekday - day.weekday()) % 7
    return date.fromordinal(day.toordinal() + (ahead if ahead <= 3 else ahead - 7))


def _once(read: list[Reported]) -> tuple[Reported, ...]:
    """What body and annex both say is one deadline."""
    kept: dict[tuple[object, ...], list[Reported]] = {}
    once: list[Reported] = []
    for one in read:
        alike = kept.setdefault((one.day, one.hour, one.kind, one.wording, one.audience), [])
        if not any(_means_the_same(one, other) for other in alike):
            alike.append(one)
            once.append(one)
    return tuple(once)


def _means_the_same(one: Reported, other: Reported) -> bool:
    words, others = ({*plain(each.label).split()} for each in (one, other))
    return words <= others or others <= words or same(one.label, other.label)


def _due_words(text: str, clause: Clause, year: int | None) -> tuple[int, int]:
    """From the end of what stands before it, a month as well, or of a colon; all of a bracket that holds it."""
    first, last = clause.start, clause.found.start
    opened = text.rfind("(", first, last)
    closed = text.find(")", clause.found.end)
    if opened >= 0 and closed >= 0 and ")" not in text[opened:last]:
        return opened, closed + 1
    months = (one.end for one in dates_in(text, year) if one.month_only and first < one.end <= last)
    return max(first, text.rfind(":", first, last) + 1, *months, 0), clause.found.end


def without_dues(text: str, year: int | None = None) -> str:
    """The text without what it says of handing in: 'Giải bóng đá: đăng ký trước 10/3, thi đấu 20/3' keeps the match."""
    if not HANDING.search(plain(text)):
        return text
    kept, at = "", 0
    for clause in clauses(Passage(0, text), year, None):
        wording = wording_of(clause)
        if wording and is_about_handing_in(clause, wording):
            start, end = _due_words(text, clause, year)
            if not kept and not text[:start].strip(" .;:-–+*") and not dates_in(text[clause.found.end :], year):
                return ""
            kept, at = kept + text[at:start], end
    return re.sub(r":\s*[,;]\s*", ": ", kept + text[at:]) if at else text
