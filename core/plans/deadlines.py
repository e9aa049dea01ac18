"""Reporting deadlines: a date, the words that make it one, and the report it is about.

A date counts only when a word of lateness stands before it ("trước", "chậm nhất", "hạn chót", …) and the same clause,
or the lead-in of its list, speaks of handing something in. A missed deadline can be added by the organiser; a false
one would make the bot chase people for nothing.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from core.plans.asked import asked_at_once, asked_by, asked_in_row, some
from core.plans.clauses import Clause, clauses
from core.plans.dates import dates_in
from core.plans.kinds import kind_of
from core.plans.labels import completed, heading_over, label_of, names_a_thing, row_title
from core.plans.plain import plain
from core.plans.proposal import Evidence, Reported, Wording
from core.plans.structure import Document, Passage
from core.plans.titles import same
from core.plans.wordings import HEADED, MOVED, TO_NEW, continues, cue_at, ends_a_span, wording_of
from core.vietnamese import WEEKDAYS

_HANDING = re.compile(
    r"\b(?:(?<!da )gui|(?<!da )nop|bao\s+(?:ve|cho|lai)|chot\s+(?:danh\s+sach|so\s+lieu|dang\s+ky|so\s+luong|"
    r"nhan\s+su)|"
    r"thong\s+bao\b.{3,60}\bve\b|bo\s+sung\s+(?:minh\s+chung|ho\s+so|danh\s+sach|thong\s+tin|giay\s+to|tai\s+lieu|"
    r"so\s+lieu)|lap\s+(?:danh\s+sach|ho\s+so)|bao\s+cao(?!\s+(?:vien|chuyen\s+de|tai|tham\s+luan|"
    r"nhanh\s+tai))|(?<!da )dang\s+ky|"
    r"(?<!cong )(?<!chuong )(?<!qua )(?<!quy )trinh(?!\s+(?:do|dien|tu|bay|chieu))|phan\s+hoi|gop\s+y|"
    r"chuyen\s+ve(?!\s+tai\s+khoan)|cap\s+nhat|tiep\s+nhan\s+(?:ho\s+so|bai|dang\s+ky|san\s+pham|tac\s+pham|bao\s+cao|"
    r"danh\s+sach|y\s+kien|phieu|video|du\s+an|de\s+tai|mo\s+hinh|sang\s+kien|y\s+tuong)|han\s+(?:cuoi|"
    r"chot)\s+(?:nhan|nop|gui|dang)|nhan\s+(?:ho\s+so|bai|"
    r"dang\s+ky|san\s+pham|bao\s+cao)|de\s+xuat|cung\s+cap|"
    r"tong\s+hop\b.{0,80}\bve|danh\s+sach\b.{0,80}\bve|hoan\s+thien\s+ho\s+so|dien\s+(?:phieu|mau|form|thong\s+tin))\b"
)
_OF_THE_ONE_BEFORE = re.compile(
    r"^\s*\([^()]{1,40}\)\s*|^\s*(?:đối với|cho)\s[^,;]{1,40}?(?:\s+và\b|,|;)\s*", re.IGNORECASE
)
_SHORT = 14  # words of a clause that goes on with the report named before it
_DOING = re.compile(
    r"\b(?:hoan thanh|to chuc|trien khai|thi cong|khanh thanh|treo|lap dat|phat song|cong bo|dua tin|thanh toan|trao|"
    r"thi dau|cham|xet|cong nhan|phe duyet|tap huan|ban giao|sua chua|kiem tra|khai mac|be mac|dien ra|ket thuc|"
    r"bat dau|"
    r"phat dong|tong duyet|bieu duong|tong ket|so ket|tuyen truyen|thuc hien|chuan bi)\b"
)
# Behind the word of handing in something else is done by that day: '…, hoàn thành công trình trước ngày 20/3'.
_OTHER_DOING = re.compile(
    r"(?:,|\bva|\bsau do)\s+(?:tien hanh\s+|phai\s+)?(?:hoan thanh|to chuc|trien khai|thi cong|khanh thanh|treo|"
    r"lap dat|"
    r"phat song|cong bo|dua tin|thanh toan|trao|thi dau|cham diem|tap huan|ban giao|sua chua|kiem tra)\s+(?:viec\s+)?"
    r"(?!bao cao|ho so|danh sach|va\b|truoc|cham|trong|xong|den|gui|nop|thu tuc|noi dung|cac noi)\w+"
)
_RECEIVES = re.compile(r"\bnhan\s+(?:bai|ho\s+so|dang\s+ky|san\s+pham|tac\s+pham|bao\s+cao|danh\s+sach)\b")
_SENDS = re.compile(r"\b(?:gui|nop)\b")
_BARE_VERB = re.compile(r"(?:đăng ký|báo cáo)\s*$", re.IGNORECASE)
_HANDED = re.compile(r"\b(?:nop|gui|dang\s+ky|bao\s+cao)\b")
_NUMBERED = r"^\W*(?:[\w.]{1,8}[.)]\s*)?"
_PAPERS = (
    r"(?:ke\s+hoach|bao\s+cao|danh\s+sach|ho\s+so|phieu|(?:ban\s+)?dang\s+ky|san\s+pham|bai\s+(?:du\s+thi|viet|thi)|"
    r"so\s+lieu|van\s+ban|bien\s+ban|minh\s+chung|tac\s+pham|y\s+kien|de\s+nghi\s+(?:khen|tuyen|cong)|to\s+trinh|"
    r"du\s+toan|kich\s+ban|tham\s+luan|video|clip|ban\s+(?:cam|thu|tu|tong|thuyet))"
)
_LABELLED = re.compile(
    rf"{_NUMBERED}(?:{_PAPERS}|tong\s+hop|thong\s+tin|hinh\s+anh|noi\s+dung|chuong\s+trinh|lich|de\s+an|de\s+cuong)"
)
_PAPER_DUE = re.compile(rf"{_NUMBERED}{_PAPERS}[^:;.]{{0,100}}:[^:;.\w]*(?:[a-z]+\s+){{0,6}}$")
_DUE_AT_ONCE = re.compile(r":\W*(?:[a-z]+\s+){1,5}$")
_LEAD = re.compile(
    r"\b(?:gui|nop|bao\s+cao|dang\s+ky|thoi\s+gian\s+(?:nop|gui|nhan|bao)|thoi\s+han|han\s+(?:nop|gui)|tiep\s+nhan)\b"
)
_OLD_BEFORE = re.compile(
    r"\b(?:thay\s+vi|thay\s+cho|(?:thoi\s+)?han\s+cu|truoc\s+day|truoc\s+do|da\s+thong\s+bao|ban\s+dau|"
    r"quy\s+dinh\s+(?:tai|han|thoi\s+han)|"
    r"neu\s+tai|theo\s+ke\s+hoach\s+so|tai\s+ke\s+hoach\s+so|tai\s+cong\s+van\s+so)\b[^.;]{0,80}$"
)
_OLD_AFTER = re.compile(
    r"^[^.;\d]{0,30}?\b(?:sang|thanh|sua\s+thanh|doi\s+thanh|duoc\s+thay|nay\s+doi|nay\s+dieu\s+chinh|"
    r"nay\s+gia\s+han)\b"
)
_WAS_SET = re.compile(
    r"\b(?:quy dinh|thong bao|an dinh|cho phep)\b[^.;]{0,60}\b(?:han|truoc|cham nhat|den het)\b[^.;]{0,40}$"
)
_AMENDS = re.compile(r"(?<!\w)(?:gia hạn|điều chỉnh|sửa đổi|lùi|dời|đính chính|thay đổi)(?!\w)", re.IGNORECASE)
_OTHER_PLAN = re.compile(
    r"\b(?:thuc\s+hien|theo|tai|ban\s+hanh)\s+(?:ke\s+hoach|cong\s+van|huong\s+dan|the\s+le|"
    r"thong\s+bao)\s+so\b"
)
_VALIDITY = re.compile(r"\b(?:co\s+gia\s+tri|con\s+han|hieu\s+luc|thoi\s+hieu)\b[^.;]{0,40}$")
_CANCELLED = re.compile(r"\b(?:huy(?:\s+bo)?|bai\s+bo|khong\s+(?:yeu\s+cau|thuc\s+hien|phai))\b[^.;]{0,80}$")
_EVERY = re.compile(r"\b(?:hang|hng|moi|dinh\s+ky)\s+(?:tuan|thang|quy|nam)\b|\bthang\s+cuoi\s+quy\b")
_TITLE_OF_LAW = re.compile(r"\b(?:so\s+\d\S*|van\s+ban|cong\s+van|nghi\s+quyet|quyet\s+dinh)\s*$")


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
    amends = any(_AMENDS.search(passage.text) for passage in doc.passages[: max(doc.body + 4, 8)])
    kept: list[Reported] = []
    moved: list[tuple[Reported, Evidence]] = []
    impossible: list[tuple[str, Evidence]] = []
    for passage in doc.content:
        carried: Wording | None = None
        before: _Due | None = None
        for clause in clauses(passage, year, anchor):
            wording = wording_of(clause) or (carried if continues(clause) else None)
            carried = wording
            before = before if before and _side_by_side(before.clause, clause) else None
            goes_on = before is not None and _goes_on(clause)
            if wording is None or not (goes_on or _is_about_handing_in(clause, wording)) or _is_over(clause):
                continue
            if amends and _is_of_the_plan_before(clause, anchor):
                continue
            if not clause.found.exists:
                impossible.append((passage.text[clause.found.start : clause.found.end], clause.evidence))
                continue
            reported = _reported(clause, wording, before.reported.label if before and goes_on else "")
            before = _Due(clause, reported)
            if MOVED.search(passage.text) and (
                old := _old_date(clause, year) or (amends and _told_before(doc, year, passage))
            ):
                moved.append((reported, Evidence(passage.line, old)))
            kept.append(reported)
    asked = some(name for one in kept for name in one.audience)
    return Read(
        tuple(_of_some(one, asked) for one in _once(kept)),
        tuple((_of_some(one, asked), old) for one, old in moved),
        tuple(impossible),
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
    told = not names_a_thing(_BARE_VERB.sub("", clause.said[: cue_at(clause)]))
    return told and len(own.split()) < _SHORT and not _DOING.search(plain(own))


def _own(clause: Clause) -> str:
    """The last piece of what stands before the cue."""
    own = _OF_THE_ONE_BEFORE.sub("", clause.said[: cue_at(clause)])
    return re.split(r"[,;]", own.rstrip(" ,;"))[-1]


def _is_about_handing_in(clause: Clause, wording: Wording) -> bool:
    if _TITLE_OF_LAW.search(clause.before):
        return False
    if ends_a_span(clause):
        return True
    if handing := list(_HANDING.finditer(clause.before)):
        return not _OTHER_DOING.search(clause.before, handing[-1].end())
    if clause.passage.cells:
        return _is_row_of_papers(clause)
    own = clause.passage.plain[clause.sentence[0] : clause.found.start]
    if TO_NEW.search(clause.before) and (_HANDING.search(own) or _LABELLED.match(own)):
        return True
    if re.fullmatch(r"[\W\w]{0,3}?\W*(?:va|,|&)?\W*(?:\w+\W+){0,4}", clause.before) and (
        _HANDING.search(clause.after) or (continues(clause) and _HANDING.search(own))
    ):
        return True
    if wording in (Wording.CLOSING, Wording.LAST_DAY) and _LABELLED.match(clause.before):
        return True
    if _LABELLED.match(clause.before) and _HANDING.search(own):
        return True
    return bool(_PAPER_DUE.match(clause.before)) or _is_in_list_of_papers(clause)


def _is_row_of_papers(clause: Clause) -> bool:
    title = plain(row_title(clause.passage))
    heading = plain(heading_over(clause.passage, clause.found))
    named = _LEAD.search(_leads(clause)) or _LABELLED.match(title) or _HANDING.search(title)
    asked = named or (HEADED.search(heading) and _HANDED.search(heading))
    return bool(asked) and bool(HEADED.search(heading) or clause.before.strip(" |"))


def _is_in_list_of_papers(clause: Clause) -> bool:
    """Under 'gửi về Tỉnh Đoàn theo các mốc sau:' an item names a paper, or somebody, and then when."""
    if not _LEAD.search(_leads(clause)) or clause.found.last is not None:
        return False
    last = re.split(r"[:;,]", clause.before.rstrip(" :,"))[-1]
    return bool(_LABELLED.match(clause.before) or _LABELLED.match(last) or _DUE_AT_ONCE.search(clause.before))


def _leads(clause: Clause) -> str:
    return " ".join(plain(above) for above in clause.passage.above[-2:])


def _is_over(clause: Clause) -> bool:
    """A date that this document replaces or cancels, or one that comes round every month."""
    if any(pattern.search(clause.before) for pattern in (_OLD_BEFORE, _CANCELLED, _VALIDITY)):
        return True
    if MOVED.search(clause.passage.text) and _OLD_AFTER.search(clause.after):
        return True
    if clause.found.year_given:
        return False
    rest = clause.passage.plain[clause.found.end : clause.sentence[1]]
    return bool(_EVERY.search(clause.before[-80:]) or _EVERY.search(rest))


def _is_of_the_plan_before(clause: Clause, issued: date | None) -> bool:
    """In a document that moves dates: what it tells of the plan it changes."""
    told = clause.passage.plain[clause.sentence[0] : clause.found.start]
    day = clause.found.last or clause.found.day
    return bool(_OTHER_PLAN.search(told)) or (issued is not None and day is not None and day < issued)


def _old_date(clause: Clause, year: int | None) -> str:
    """The words of another date in the same passage that was in force before."""
    for other in clauses(clause.passage, year, None):
        if other.found != clause.found and _is_over(other):
            return clause.passage.text[other.found.start : other.found.end].strip()
    return ""


def _told_before(doc: Document, year: int | None, passage: Passage) -> str:
    """The date another paragraph says the plan that is changed had set."""
    for other in doc.content:
        for clause in clauses(other, year, None) if other is not passage else ():
            if _WAS_SET.search(clause.before):
                return other.text[clause.found.start : clause.found.end].strip()
    return ""


def _reported(clause: Clause, wording: Wording, going_on: str = "") -> Reported:
    """`going_on`: the label of the deadline before it in its sentence, where this one names no other report."""
    found = clause.found
    day = found.last or found.day
    assert day is not None
    label = (
        completed(going_on, _own(clause))
        if going_on
        else label_of(clause.passage, clause.start, found, clause.sentence)
    )
    return Reported(
        label=label,
        kind=kind_of(label, clause.before),
        day=day,
        hour=found.hour,
        wording=wording,
        words=_words(clause),
        inclusive=wording not in (Wording.BEFORE, Wording.BEFORE_HOUR),
        evidence=clause.evidence,
        stated=WEEKDAYS[found.stated] if found.stated is not None else "",
        matches=None if found.stated is None else found.stated == day.weekday(),
        other=_nearest(day, found.stated) if found.stated is not None and found.stated != day.weekday() else None,
        audience=(asked,) if (asked := _asked(clause)) else (),
        year_given=found.year_given,
    )


def _words(clause: Clause) -> str:
    """The cue and the date as they stand: 'trước 11g00 ngày 06/5/2023 (thứ Sáu)'."""
    return clause.passage.text[clause.start + cue_at(clause) : clause.found.end].strip()


def _asked(clause: Clause) -> str:
    if clause.passage.cells:
        return asked_in_row(clause.passage)
    if _RECEIVES.search(clause.before) and not _SENDS.search(clause.before):
        return ""
    start, end = clause.start, clause.found.start
    if not clause.said.strip(" -–+*•.0123456789") and (rest := clause.passage.text[clause.found.end :]):
        start, end = clause.found.end, clause.found.end + len(rest)  # "12/4: hạn chót các ban nộp …"
    if who := asked_at_once(
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


def without_dues(text: str, year: int | None = None) -> str:
    """The text without what it says of handing in: 'Giải bóng đá: đăng ký trước 10/3, thi đấu 20/3' keeps the match."""
    if not _HANDING.search(plain(text)):
        return text
    kept, at = "", 0
    for clause in clauses(Passage(0, text), year, None):
        wording = wording_of(clause)
        if wording and _is_about_handing_in(clause, wording):
            start = max(clause.start, text.rfind(":", clause.start, clause.found.start) + 1)
            if not kept and not text[:start].strip(" .;:-–+*") and not dates_in(text[clause.found.end :], year):
                return ""
            kept, at = kept + text[at:start], clause.found.end
    return re.sub(r":\s*[,;]\s*", ": ", kept + text[at:]) if at else text
