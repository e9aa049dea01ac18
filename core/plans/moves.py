"""Dates that count no more, or not here: what is replaced or cancelled, of another plan, or comes round."""

import re
from datetime import date

from core.plans.clauses import Clause, clauses
from core.plans.structure import Document, Passage
from core.plans.wordings import MOVED

_OLD_BEFORE = re.compile(
    r"(?:\bthay\s+(?:the\s+)?(?:cum\s+tu\s+)?[“\"]|\(\s*(?:cu|truoc\s+la)\b|"
    r"\b(?:cong\s+van|ke\s+hoach|thong\s+bao|van\s+ban)\b[^.;]{0,60}\b(?:yeu\s+cau|quy\s+dinh|an\s+dinh)\b|"
    r"\b(?:thay\s+vi|thay\s+cho|(?:thoi\s+)?han\s+cu|truoc\s+day|truoc\s+do|da\s+thong\s+bao|ban\s+dau|"
    r"quy\s+dinh\s+(?:tai|han|thoi\s+han)|"
    r"neu\s+tai|theo\s+ke\s+hoach\s+so|tai\s+ke\s+hoach\s+so|tai\s+cong\s+van\s+so)\b)[^.;]{0,80}$"
)
_OLD_AFTER = re.compile(
    r"^[^.;\d]{0,30}?\b(?:sang|thanh|bang|nay\s+la|sua\s+thanh|doi\s+thanh|duoc\s+thay|nay\s+doi|nay\s+dieu\s+chinh|"
    r"nay\s+gia\s+han)\b"
)
_WAS_SET = re.compile(
    r"\b(?:quy dinh|thong bao|an dinh|cho phep)\b[^.;]{0,60}\b(?:han|truoc|cham nhat|den het)\b[^.;]{0,40}$"
)
AMENDS = re.compile(r"(?<!\w)(?:gia hạn|điều chỉnh|sửa đổi|lùi|dời|đính chính|thay đổi)(?!\w)", re.IGNORECASE)
_OTHER_PLAN = re.compile(
    r"\b(?:thuc\s+hien|theo|tai|ban\s+hanh)\s+(?:ke\s+hoach|cong\s+van|huong\s+dan|the\s+le|"
    r"thong\s+bao)\s+so\b"
)
_VALIDITY = re.compile(
    r"\b(?:co\s+gia\s+tri|con\s+han|hieu\s+luc|thoi\s+hieu|tinh\s+den|so\s+lieu\b[^.;]{0,20}\bchot)\b[^.;]{0,40}$"
)
_REPLACED = re.compile(
    r"\bthay\s+the\s+(?:cho\s+)?(?:ke\s+hoach|cong\s+van|thong\s+bao|huong\s+dan)\b.*\b(?:quy|an)\s+dinh\b"
)
_CANCELLED = re.compile(
    r"\b(?:(?<!chi )(?<!phat )huy(?!\s+(?:dong|hieu|chuong))(?:\s+bo)?|bai\s+bo|"
    r"bo\s+(?:noi\s+dung|yeu\s+cau|muc|quy\s+dinh|viec|moc)|khong\s+(?:yeu\s+cau|thuc\s+hien|phai))\b[^.;]{0,80}$"
)
_EVERY = re.compile(
    r"\b(?:hang|hng|moi|dinh\s+ky)\s+(?:tuan|thang|quy|nam)\b|\bthang\s+cuoi\s+quy\b|"
    r"\bdinh\s+ky\s+(?:0?6|sau)\s+thang\b"
)
_BY_TURNS = re.compile(r"\bdinh\s+ky\s+(?:0?6|sau|hang|quy|thang)\b")


def is_over(clause: Clause) -> bool:
    """A date that this document replaces or cancels, or one that comes round every month."""
    if any(pattern.search(clause.before) for pattern in (_OLD_BEFORE, _CANCELLED, _VALIDITY)):
        return True
    if _REPLACED.search(clause.passage.plain[clause.sentence[0] : clause.found.start]):
        return True
    if MOVED.search(clause.passage.text) and _OLD_AFTER.search(clause.after):
        return True
    if clause.found.year_given:
        return False
    rest = clause.passage.plain[clause.found.end : clause.sentence[1]]
    told = clause.passage.plain[clause.sentence[0] : clause.found.start]
    return bool(_EVERY.search(clause.before[-80:]) or _EVERY.search(rest) or _BY_TURNS.search(told))


def is_of_the_plan_before(clause: Clause, issued: date | None) -> bool:
    """In a document that moves dates: what it tells of the plan it changes."""
    told = clause.passage.plain[clause.sentence[0] : clause.found.start]
    day = clause.found.last or clause.found.day
    return bool(_OTHER_PLAN.search(told)) or (issued is not None and day is not None and day < issued)


def old_date(clause: Clause, year: int | None) -> str:
    """The words of another date in the same passage that was in force before."""
    for other in clauses(clause.passage, year, None):
        if other.found != clause.found and is_over(other):
            return clause.passage.text[other.found.start : other.found.end].strip()
    return ""


def told_in_force(doc: Document, year: int | None, passage: Passage) -> str:
    """The date another paragraph says the plan that is changed had set."""
    for other in doc.content:
        for clause in clauses(other, year, None) if other is not passage else ():
            if _WAS_SET.search(clause.before):
                return other.text[clause.found.start : clause.found.end].strip()
    return ""
