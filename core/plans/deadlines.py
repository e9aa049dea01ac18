"""Reporting deadlines: a date, the words that make it one, and the report it is about.

A date counts only when a word of lateness stands before it ("trước", "chậm nhất", "hạn chót", …) and the same clause,
or the lead-in of its list, speaks of handing something in. A missed deadline can be added by the organiser; a false
one would make the bot chase people for nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from core.plans.dates import Found, dates_in
from core.plans.labels import audience_of, heading_over, kind_of, label_of, row_title
from core.plans.plain import plain
from core.plans.proposal import Evidence, Reported, Wording
from core.plans.structure import Document, Passage
from core.vietnamese import WEEKDAYS

_FILL = r"(?:\s*(?:la|vao|luc|den|toi|het|trong|thoi gian|thoi diem|:|,|\(|-))*\s*"
_AT_ONCE: tuple[tuple[Wording, re.Pattern[str]], ...] = (
    (Wording.BEFORE, re.compile(rf"\btruoc(?:\s+khi\s+(?:ket\s+thuc|het)\s+gio\s+(?:lam\s+viec|"
        rf"hanh\s+chinh))?{_FILL}$")),
    (Wording.NO_LATER, re.compile(rf"\b(?:(?:cham|muon|tre)\s+nhat|khong\s+(?:muon|cham|tre)\s+hon|"
        rf"khong\s+qua){_FILL}$")),
    (Wording.CLOSING, re.compile(rf"\bhan\s+chot{_FILL}$")),
    (Wording.LAST_DAY, re.compile(rf"\b(?:thoi\s+)?han\s+(?:cuoi(?:\s+cung)?|nop|gui|nhan|dang\s+ky){_FILL}$")),
    (Wording.UNTIL_END, re.compile(r"(?:\b(?:den|toi)\s+het|\bhet)\s*(?:gio\s+lam\s+viec\s*)?(?:vao\s+)?$")),
    (Wording.WITHIN_DAY, re.compile(r"\btrong\s*$")),
)  # fmt: skip
_FAR: tuple[tuple[Wording, re.Pattern[str]], ...] = (
    (Wording.CLOSING, re.compile(r"\bhan\s+chot\b[^.;]{0,70}$")),
    (Wording.LAST_DAY, re.compile(r"\b(?:(?:thoi\s+)?han\s+(?:cuoi|nop|gui|nhan|dang\s+ky|bao\s+cao|"
        r"hoan\s+thanh)|thoi\s+han)\b[^.;]{0,70}$")),
    (Wording.NO_LATER, re.compile(r"\b(?:cham|muon)\s+nhat\b[^.;,]{0,30}$")),
    (Wording.UNTIL_END, re.compile(r"\b(?:gui|nop|nhan|dang\s+ky|tiep\s+nhan)\b[^.;]{0,60}\b(?:den|"
        r"toi)\s*(?:ng[au][yv]\s*)?$")),
)  # fmt: skip
_WORK_HOURS = re.compile(r"gio\s+(?:lam\s+viec|hanh\s+chinh)[^.;]{0,12}$")
_HANDING = re.compile(
    r"\b(?:gui|nop|lap\s+(?:danh\s+sach|ho\s+so)|bao\s+cao(?!\s+(?:vien|chuyen\s+de|tai|tham\s+luan|"
    r"nhanh\s+tai))|(?<!da )dang\s+ky|"
    r"(?<!cong )(?<!chuong )(?<!qua )(?<!quy )trinh(?!\s+(?:do|dien|tu|bay|chieu))|phan\s+hoi|gop\s+y|"
    r"chuyen\s+ve|cap\s+nhat|tiep\s+nhan|han\s+(?:cuoi|chot)\s+(?:nhan|nop|gui|dang)|nhan\s+(?:ho\s+so|bai|"
    r"dang\s+ky|san\s+pham|bao\s+cao)|de\s+xuat|cung\s+cap|"
    r"tong\s+hop\b.{0,80}\bve|danh\s+sach\b.{0,80}\bve|hoan\s+thien\s+ho\s+so|dien\s+(?:phieu|mau|form|thong\s+tin))\b"
)
_NUMBERED = r"^\W*(?:[\w.]{1,8}[.)]\s*)?"
_PAPERS = (
    r"(?:ke\s+hoach|bao\s+cao|danh\s+sach|ho\s+so|phieu|(?:ban\s+)?dang\s+ky|san\s+pham|bai\s+(?:du\s+thi|viet|thi)|"
    r"so\s+lieu|van\s+ban|bien\s+ban|minh\s+chung|tac\s+pham|y\s+kien)"
)
_LABELLED = re.compile(
    rf"{_NUMBERED}(?:{_PAPERS}|tong\s+hop|thong\s+tin|hinh\s+anh|noi\s+dung|chuong\s+trinh|lich|de\s+an|de\s+cuong)"
)
_PAPER_DUE = re.compile(rf"{_NUMBERED}{_PAPERS}[^:;.]{{0,100}}:[^:;.\w]*(?:[a-z]+\s+){{0,6}}$")
_DUE_AT_ONCE = re.compile(r":\W*(?:[a-z]+\s+){1,5}$")
_LEAD = re.compile(
    r"\b(?:gui|nop|bao\s+cao|dang\s+ky|thoi\s+gian\s+(?:nop|gui|nhan|bao)|thoi\s+han|han\s+(?:nop|gui)|tiep\s+nhan)\b"
)
_PERIOD_OF_HANDING = re.compile(
    r"\b(?:thoi\s+gian\s+(?:nop|gui|nhan|dang\s+ky|tiep\s+nhan)|(?:nop|gui|nhan|dang\s+ky|"
    r"tiep\s+nhan)\b[^.;:]{0,60})\W*(?:tu\s*)?$"
)
_OLD_BEFORE = re.compile(
    r"\b(?:thay\s+vi|thay\s+cho|(?:thoi\s+)?han\s+cu|truoc\s+day|truoc\s+do|da\s+thong\s+bao|ban\s+dau|"
    r"quy\s+dinh\s+tai|"
    r"neu\s+tai|theo\s+ke\s+hoach\s+so|tai\s+ke\s+hoach\s+so|tai\s+cong\s+van\s+so)\b[^.;]{0,80}$"
)
_OLD_AFTER = re.compile(
    r"^[^.;\d]{0,30}?\b(?:sang|thanh|sua\s+thanh|doi\s+thanh|duoc\s+thay|nay\s+doi|nay\s+dieu\s+chinh|"
    r"nay\s+gia\s+han)\b"
)
_MOVED = re.compile(r"\b(?:gia\s+han|sua|dieu\s+chinh|lui|doi|chuyen|keo\s+dai|thay\s+doi)\b")
_TO_NEW = re.compile(
    r"\b(?:sang|thanh|den|toi)\W*(?:truoc|(?:cham|muon)\s+nhat|het|han\s+chot|"
    r"han\s+cuoi)?\W*(?:la\s+)?(?:ng[au][yv]\s*)?$"
)
_OTHER_PLAN = re.compile(
    r"\b(?:thuc\s+hien|theo|tai|ban\s+hanh)\s+(?:ke\s+hoach|cong\s+van|huong\s+dan|the\s+le|"
    r"thong\s+bao)\s+so\b"
)
_VALIDITY = re.compile(r"\b(?:co\s+gia\s+tri|con\s+han|hieu\s+luc|thoi\s+hieu)\b[^.;]{0,40}$")
_CANCELLED = re.compile(r"\b(?:huy(?:\s+bo)?|bai\s+bo|khong\s+(?:yeu\s+cau|thuc\s+hien|phai))\b[^.;]{0,80}$")
_EVERY = re.compile(r"\b(?:hang|hng|moi|dinh\s+ky)\s+(?:tuan|thang|quy|nam)\b|\bthang\s+cuoi\s+quy\b")
_TITLE_OF_LAW = re.compile(r"\b(?:so\s+\d\S*|van\s+ban|cong\s+van|nghi\s+quyet|quyet\s+dinh)\s*$")
_HEADED = re.compile(r"\b(?:han|thoi\s+han|cham\s+nhat|thoi\s+gian\s+(?:nop|gui|bao\s+cao|hoan\s+thanh))\b")


@dataclass(frozen=True)
class Read:
    deadlines: tuple[Reported, ...]
    moved: tuple[tuple[Reported, Evidence], ...]  # each with the words of the date it replaces
    impossible: tuple[tuple[str, Evidence], ...]  # dates that do not exist where a deadline was meant


@dataclass(frozen=True)
class _Clause:
    """A date and the words it has to itself: from the end of the date before it, to the next one."""

    passage: Passage
    found: Found
    before: str
    after: str
    start: int
    sentence: tuple[int, int]

    @property
    def evidence(self) -> Evidence:
        start, end = self.sentence
        return Evidence(self.passage.line, self.passage.text[start:end].strip())


def deadlines(doc: Document, year: int | None, anchor: date | None) -> Read:
    """`year` and `anchor` stand in where a year is not written: the first such day on or after the anchor."""
    amends = any(_MOVED.search(passage.plain) for passage in doc.passages[: max(doc.body + 4, 8)])
    kept: list[Reported] = []
    moved: list[tuple[Reported, Evidence]] = []
    impossible: list[tuple[str, Evidence]] = []
    for passage in doc.content:
        carried: Wording | None = None
        for clause in _clauses(passage, year, anchor):
            wording = _wording(clause) or (carried if _continues(clause) else None)
            carried = wording
            if wording is None or not _is_about_handing_in(clause, wording) or _is_over(clause):
                continue
            if amends and _is_of_the_plan_before(clause, anchor):
                continue
            if not clause.found.exists:
                impossible.append((passage.text[clause.found.start : clause.found.end], clause.evidence))
                continue
            reported = _reported(clause, wording)
            if _MOVED.search(passage.plain) and (old := _old_date(clause, year)):
                moved.append((reported, Evidence(passage.line, old)))
            kept.append(reported)
    return Read(_once(kept), tuple(moved), tuple(impossible))


def _clauses(passage: Passage, year: int | None, anchor: date | None) -> Iterator[_Clause]:
    spans = list(passage.sentences())
    found = dates_in(passage.text, year, anchor)
    for at, one in enumerate(found):
        start, end = next((span for span in spans if span[0] <= one.start < span[1]), (0, len(passage.text)))
        if passage.cells:
            start = passage.text.rfind(" | ", 0, one.start) + 1 or start
        left = max([start, *(other.end for other in found[:at] if other.end <= one.start)])
        right = min([end, *(other.start for other in found[at + 1 :])])
        yield _Clause(passage, one, passage.plain[left : one.start], passage.plain[one.end : right], left, (start, end))


def _wording(clause: _Clause) -> Wording | None:
    if clause.found.month_only:
        return None
    near = clause.before[-60:]
    if clause.found.last is not None:
        return Wording.UNTIL_END if _PERIOD_OF_HANDING.search(clause.before) or _MOVED.search(clause.before) else None
    wording = next((wording for wording, cue in _AT_ONCE if cue.search(near)), None)
    wording = wording or next((wording for wording, cue in _FAR if cue.search(clause.before[-100:])), None)
    if wording is None and _MOVED.search(clause.passage.plain) and _TO_NEW.search(near):
        wording = Wording.UNTIL_END
    if wording is None and clause.passage.cells and _HEADED.search(plain(heading_over(clause.passage, clause.found))):
        wording = Wording.BEFORE if "truoc" in plain(heading_over(clause.passage, clause.found)) else Wording.LAST_DAY
    if wording is Wording.BEFORE and clause.found.hour is None and _WORK_HOURS.search(clause.before):
        return Wording.UNTIL_END  # of work, on that day
    if wording is Wording.BEFORE and clause.found.hour:
        return Wording.BEFORE_HOUR
    return wording


def _continues(clause: _Clause) -> bool:
    """'trước ngày 15/5 và 15/6/2023': the cue of the date before holds for this one too."""
    return bool(re.fullmatch(r"\s*(?:,|va|&|;)\s*(?:ng[au][yv]\s*)?", clause.before))


def _is_about_handing_in(clause: _Clause, wording: Wording) -> bool:
    if _TITLE_OF_LAW.search(clause.before):
        return False
    if _HANDING.search(clause.before):
        return True
    if clause.passage.cells:
        return _is_row_of_papers(clause)
    own = clause.passage.plain[clause.sentence[0] : clause.found.start]
    if _TO_NEW.search(clause.before) and (_HANDING.search(own) or _LABELLED.match(own)):
        return True
    if re.fullmatch(r"[\W\w]{0,3}?\W*(?:va|,|&)?\W*(?:\w+\W+){0,4}", clause.before) and (
        _HANDING.search(clause.after) or (_continues(clause) and _HANDING.search(own))
    ):
        return True
    if wording in (Wording.CLOSING, Wording.LAST_DAY) and _LABELLED.match(clause.before):
        return True
    if _LABELLED.match(clause.before) and _HANDING.search(own):
        return True
    return bool(_PAPER_DUE.match(clause.before)) or _is_in_list_of_papers(clause)


def _is_row_of_papers(clause: _Clause) -> bool:
    title = plain(row_title(clause.passage))
    asked = _LEAD.search(_leads(clause)) or _LABELLED.match(title) or _HANDING.search(title)
    return bool(asked) and bool(
        _HEADED.search(plain(heading_over(clause.passage, clause.found))) or clause.before.strip(" |")
    )


def _is_in_list_of_papers(clause: _Clause) -> bool:
    """Under 'gửi về Tỉnh Đoàn theo các mốc sau:' an item names a paper, or somebody, and then when."""
    if not _LEAD.search(_leads(clause)) or clause.found.last is not None:
        return False
    last = re.split(r"[:;,]", clause.before.rstrip(" :,"))[-1]
    return bool(_LABELLED.match(clause.before) or _LABELLED.match(last) or _DUE_AT_ONCE.search(clause.before))


def _leads(clause: _Clause) -> str:
    return " ".join(plain(above) for above in clause.passage.above[-2:])


def _is_over(clause: _Clause) -> bool:
    """A date that this document replaces or cancels, or one that comes round every month."""
    if any(pattern.search(clause.before) for pattern in (_OLD_BEFORE, _CANCELLED, _VALIDITY)):
        return True
    if _MOVED.search(clause.passage.plain) and _OLD_AFTER.search(clause.after):
        return True
    if clause.found.year_given:
        return False
    rest = clause.passage.plain[clause.found.end : clause.sentence[1]]
    return bool(_EVERY.search(clause.before[-80:]) or _EVERY.search(rest))


def _is_of_the_plan_before(clause: _Clause, issued: date | None) -> bool:
    """In a document that moves dates: what it tells of the plan it changes."""
    told = clause.passage.plain[clause.sentence[0] : clause.found.start]
    day = clause.found.last or clause.found.day
    return bool(_OTHER_PLAN.search(told)) or (issued is not None and day is not None and day < issued)


def _old_date(clause: _Clause, year: int | None) -> str:
    """The words of another date in the same passage that was in force before."""
    for other in _clauses(clause.passage, year, None):
        if other.found != clause.found and _is_over(other):
            return clause.passage.text[other.found.start : other.found.end].strip()
    return ""


def _reported(clause: _Clause, wording: Wording) -> Reported:
    found = clause.found
    day = found.last or found.day
    assert day is not None
    label = label_of(clause.passage, clause.start, found, clause.sentence)
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
        audience=audience_of(clause.passage, clause.sentence[0], found),
        year_given=found.year_given,
    )


def _words(clause: _Clause) -> str:
    """The cue and the date as they stand: 'trước 11g00 ngày 06/5/2023 (thứ Sáu)'."""
    cue = re.search(r"(?:truoc|cham nhat|muon nhat|tre nhat|khong (?:muon|cham|tre) hon|khong qua|(?:den|"
        r"toi) het|het|han chot|han cuoi|"
                    r"thoi han|han nop|han gui|trong|den|toi)\b[^.;]{0,45}$", clause.before)  # fmt: skip
    start = clause.found.start - (len(clause.before) - cue.start() if cue else 0)
    return clause.passage.text[start : clause.found.end].strip()


def _nearest(day: date, weekday: int) -> date:
    """The day nearest to this one that is such a weekday."""
    ahead = (weekday - day.weekday()) % 7
    return date.fromordinal(day.toordinal() + (ahead if ahead <= 3 else ahead - 7))


def _once(read: list[Reported]) -> tuple[Reported, ...]:
    """What body and annex both say is one deadline."""
    kept: dict[tuple[object, ...], Reported] = {}
    for one in read:
        kept.setdefault((one.day, one.hour, one.kind, one.wording, one.audience), one)
    return tuple(kept.values())
