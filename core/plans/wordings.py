"""How a deadline is worded: the word of lateness before a date, or in the heading of its column."""

import re

from core.plans.clauses import Clause
from core.plans.labels import heading_over
from core.plans.owners import begins_a_body
from core.plans.plain import plain
from core.plans.proposal import Wording

_FILL = (
    r"(?:\s*(?:la|vao|luc|den|toi|het|trong|cuoi gio(?: (?:chieu|sang|lam viec|hanh chinh))?|cuoi (?:buoi|ngay)|"
    r"thoi gian|thoi diem|:|,|\(|-))*\s*"
)
_AT_ONCE: tuple[tuple[Wording, re.Pattern[str]], ...] = (
    (Wording.BEFORE, re.compile(rf"\btruoc(?:\s+khi\s+(?:ket\s+thuc|het)\s+gio\s+(?:lam\s+viec|"
        rf"hanh\s+chinh))?{_FILL}$")),
    (Wording.NO_LATER, re.compile(rf"\b(?:(?:cham|muon|tre)\s+nhat|khong\s+(?:muon|cham|tre)\s+hon|"
        rf"khong\s+(?:de\s+)?qua|khong\s+sau){_FILL}$")),
    (Wording.CLOSING, re.compile(rf"\b(?:han\s+chot|deadline|"
        rf"chot(?:\s+(?:danh\s+sach|so\s+lieu|dang\s+ky|so))?){_FILL}$")),
    (Wording.UNTIL_END, re.compile(r"(?:\b(?:den|toi)\s+het|\bhet(?:\s+han)?)\s*(?:gio\s+(?:lam\s+viec|"
        r"hanh\s+chinh)\s*)?(?:vao\s+)?$")),
    (Wording.LAST_DAY, re.compile(rf"(?<!gia )\b(?:thoi\s+)?han\s+(?:cuoi(?:\s+cung)?|nop|gui|nhan|"
        rf"dang\s+ky){_FILL}$")),
    (Wording.LAST_DAY, re.compile(r"(?<!gia )(?<!ky )(?<!co )(?<!het )\bhan\s*(?:la|vao|:|-)?\s*$")),
    (Wording.UNTIL_END, re.compile(r"\btu\s+nay\s+(?:cho\s+)?(?:den|toi)\s*(?:het\s*)?$")),
    (Wording.UNTIL_END, re.compile(r"\b(?:ket\s+thuc\s+(?:nhan|nop|gui|dang\s+ky|tiep\s+nhan)\b[^.;]{0,30}|"
        r"(?:dong|khoa)\s+(?:link|cong|form|he\s+thong|phan\s+mem|dang\s+ky)\b)\W*(?:vao|luc|ng[au][yv])?\s*$")),
    (Wording.WITHIN_DAY, re.compile(r"\btrong\s*(?:dem|sang|chieu|toi|buoi\s+(?:sang|chieu|toi))?\s*$")),
)  # fmt: skip
_FAR: tuple[tuple[Wording, re.Pattern[str]], ...] = (
    (Wording.CLOSING, re.compile(r"\b(?:han\s+chot|deadline)\b[^.;]{0,70}$")),
    (Wording.LAST_DAY, re.compile(r"(?<!gia )\b(?:(?:thoi\s+)?han\s+(?:cuoi|nop|gui|nhan|dang\s+ky|bao\s+cao|"
        r"hoan\s+thanh)|thoi\s+han)\b[^.;]{0,70}$")),
    (Wording.NO_LATER, re.compile(r"\b(?:cham|muon)\s+nhat\b[^.;,]{0,30}$")),
    (Wording.UNTIL_END, re.compile(r"(?<!da )\b(?:gui|nop|nhan|dang\s+ky|tiep\s+nhan|dien\s+(?:form|phieu|mau))\b"
        r"[^.;]{0,60}\b(?:den|"
        r"toi)\s*(?:ng[au][yv]\s*)?$")),
)  # fmt: skip
_FROM = re.compile(r"\btu\W+(?:ng[au][yv]\s*)?$")
_TILL = re.compile(r"\W*(?:den|toi)(?:\s+het)?\s*(?:ng[au][yv]\s*)?")
_SPAN = re.compile(
    r"\b(?:(?:thoi\s+(?:gian|han)|han)\s+(?:nop|gui|nhan|dang\s+ky|tiep\s+nhan)|(?:nop|gui|nhan|dang\s+ky|"
    r"tiep\s+nhan)\b"
    r"[^.;:]{0,60}\btu\b)"
)
_SAID_AFTER = re.compile(
    r"\W*(?:se\s+)?la\s+(?:thoi\s+|het\s+)?(?:han|deadline|ng[au][yv]\s+cuoi)\s*(?:chot|cuoi)?|"
    r"\s*[:\-]\s*(?:han\s+(?:chot|cuoi)|deadline)\b"
)
_WORK_HOURS = re.compile(r"gio\s+(?:lam\s+viec|hanh\s+chinh)[^.;]{0,12}$")
_PERIOD_OF_HANDING = re.compile(
    r"\b(?:thoi\s+gian\s+(?:nop|gui|nhan|dang\s+ky|tiep\s+nhan)|(?:nop|gui|nhan|dang\s+ky|"
    r"tiep\s+nhan)\b[^;:]{0,90})\W*(?:tu\s*)?$"
)
_WHEN_ALONE = re.compile(r"\W*(?:[\w.]{1,4}[.)]\s+)?thoi\s+gian\W*(?:tu\W*)?")
_TILL_ALONE = re.compile(r"\W*(?:[\w.]{1,4}[.)]\s+)?thoi\s+(?:gian|han)\W*(?:den|toi)(?:\s+het)?\s*")
HEADS_HANDING = re.compile(
    r"\W*(?:[\w.]{1,8}[.)]\s+)?(?:vong\s+\d\W+|buoc\s+\d\W+)?(?:thoi\s+gian\s+)?(?:gui|nop|dang\s+ky|tiep\s+nhan|nhan)\s+"
    r"(?:ho\s+so|bai|y\s+tuong|tac\s+pham|san\s+pham|dang\s+ky|tham\s+gia|du\s+thi|bao\s+cao|phieu)\b|\W*(?:[\w.]{1,8}[.)]\s+)?dang\s+ky\W*$"
)
MOVED = re.compile(
    r"(?<!\w)(?:gia hạn|sửa(?! chữa)|điều chỉnh|lùi|dời|(?<!trao )(?<!chuyển )đổi(?! mới)|(?<!vận )chuyển(?! đổi|"
    r" giao| ngữ)|kéo dài|nay là|thay(?= [“\"]| cụm))"
    r"(?!\w)",
    re.IGNORECASE,
)
TO_NEW = re.compile(
    r"\b(?:sang|thanh|den|toi|bang|nay\s+la)\W*(?:truoc|(?:cham|muon)\s+nhat|het|han\s+chot|"
    r"han\s+cuoi)?\W*(?:la\s+)?(?:ng[au][yv]\s*)?$"
)
_OF_A_TERM = re.compile(r"\W*(?:[\w.]{1,4}[.)]\s+)?(?:thoi\s+)?han\s+(?:dang\s+ky|nop|gui|nhan|cuoi)\b")
_NOW = re.compile(r"\bnay\s+la\W*$")
HEADED = re.compile(r"\b(?:han|thoi\s+han|cham\s+nhat|thoi\s+gian\s+(?:nop|gui|bao\s+cao|hoan\s+thanh))\b")


def wording_of(clause: Clause) -> Wording | None:
    if clause.found.month_only or (_FROM.search(clause.before) and _TILL.match(clause.after)):
        return None
    if ends_a_span(clause):
        return Wording.UNTIL_END
    near = clause.before[-60:]
    if clause.found.last is not None:
        heading = plain(clause.passage.above[-1]) if clause.passage.above else ""
        if _WHEN_ALONE.fullmatch(clause.before) and HEADS_HANDING.match(heading):
            return Wording.UNTIL_END
        return Wording.UNTIL_END if _PERIOD_OF_HANDING.search(clause.before) or MOVED.search(clause.said) else None
    wording = next((wording for wording, cue in _AT_ONCE if cue.search(near)), None)
    wording = wording or next((wording for wording, cue in _FAR if cue.search(clause.before[-100:])), None)
    if wording is None and _NOW.search(near):
        told = clause.passage.plain[clause.sentence[0] : clause.found.start]
        wording = Wording.LAST_DAY if re.search(r"\bhan\b", told) else Wording.UNTIL_END
    if wording is None and _TILL_ALONE.fullmatch(clause.before) and clause.passage.above:
        wording = Wording.UNTIL_END if HEADS_HANDING.match(plain(clause.passage.above[-1])) else None
    if wording is None and (late := _SAID_AFTER.match(clause.after)):
        wording = Wording.CLOSING if "chot" in late[0] or "dead" in late[0] else Wording.LAST_DAY
    if wording is None and MOVED.search(clause.passage.text) and TO_NEW.search(near):
        told = clause.passage.plain[clause.sentence[0] : clause.found.start]
        wording = Wording.LAST_DAY if _OF_A_TERM.match(told) else Wording.UNTIL_END
    if wording is None and clause.passage.cells and HEADED.search(plain(heading_over(clause.passage, clause.found))):
        wording = Wording.BEFORE if "truoc" in plain(heading_over(clause.passage, clause.found)) else Wording.LAST_DAY
    if wording is Wording.BEFORE and clause.found.hour is None and _WORK_HOURS.search(clause.before):
        return Wording.UNTIL_END  # of work, on that day
    told = clause.passage.plain[clause.found.start : clause.found.end]
    if clause.found.hour and (wording is Wording.BEFORE or (wording and "truoc" in told)):
        return Wording.BEFORE_HOUR
    return wording


def ends_a_span(clause: Clause) -> bool:
    """'Thời hạn nhận hồ sơ: từ ngày 25/9 đến 16h30 ngày 29/9': the second date, with an hour of its own."""
    said = clause.passage.plain[clause.sentence[0] : clause.found.start]
    return bool(_TILL.fullmatch(clause.before) and _SPAN.search(said))


def continues(clause: Clause) -> bool:
    """'trước ngày 15/5 và 15/6/2023', '…: 18/02; đối với các sở: 21/02': the cue of the date before holds too."""
    if _NEXT_PART.fullmatch(clause.before):
        return True
    if (of := _OF_OTHERS.fullmatch(clause.said)) and (of["for"] or begins_a_body(of["who"])):
        return True
    return bool(
        re.fullmatch(
            r"\s*(?:(?:\([^()]{1,30}\)|doi voi [^,;:]{2,50}?)\s*)?(?:,|va|&|;)\s*(?:ng[au][yv]\s*)?", clause.before
        )
    )


_NEXT_PART = re.compile(
    r"[\s).]*[,;]?\s*(?:va\s+)?(?:lan|dot|ky|vong|giai\s+doan|hoc\s+ky|lop|tuan)\s+\S{1,4}\s*(?:vao|:|-|la)?\s*(?:ng[au][yv]\s*)?"
)
_OF_OTHERS = re.compile(
    r"[\s.),;]*(?P<for>đối với\s+|riêng\s+|còn\s+)?(?P<who>[^,;:.\d][^;:.]{2,60}):\s*(?:ngày\s+)?", re.IGNORECASE
)
_CUES = re.compile(
    r"(?:truoc|(?:cham|muon|tre) nhat|khong (?:muon|cham|tre) hon|khong qua|(?:den|toi) het|het|han chot|deadline|"
    r"han cuoi|"
    r"thoi han|han nop|han gui|chot|trong|den|toi)\b[^.;]{0,45}$"
)


def cue_at(clause: Clause) -> int:
    """Where in the clause the words begin that make its date a deadline; its end where there are none."""
    cue = _CUES.search(clause.before)
    return cue.start() if cue else len(clause.before)
