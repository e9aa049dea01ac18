"""Whether a clause speaks of handing something in: a verb of handing governs its date, or a paper is named beside it.

Where the clause is nothing but a cue ('Thời hạn: trước ngày 15/3'), the sentence, the item or the lead-in before it is
what tells. Behind a verb of handing another verb of doing may govern the date: '…, hoàn thành công trình trước …'.
"""

import re

from core.plans.clauses import Clause
from core.plans.dates import dates_in
from core.plans.labels import heading_over, row_title
from core.plans.owners import begins_a_body
from core.plans.papers import (
    ANOTHER_CUE,
    BARE,
    BASIS,
    CUE_CELL,
    DONE,
    DONE_BY_THEN,
    DUE_AT_ONCE,
    HANDED,
    HANDING,
    LABELLED,
    LEAD,
    NUMBER,
    NUMBERED,
    OTHER_DOING,
    PAID,
    PAPER,
    PAPER_DUE,
    PAPER_FIRST,
    PAPER_MADE,
    ROW_OF_HANDING,
    SENT_ON,
    SETS_OUT,
    TERM,
    TITLE_OF_LAW,
    URGED,
)
from core.plans.plain import plain
from core.plans.proposal import Wording
from core.plans.wordings import HEADED, HEADS_HANDING, TO_NEW, continues, ends_a_span

# Nothing but the cue: 'Thời hạn:', 'Thời gian hoàn thành trước', 'hạn chót', '(chậm nhất'. With its accents: "trồng".
_ONLY_A_CUE = re.compile(
    r"[\W\d]*(?:[a-zđ][.)]\s+)?(?:(?:và|là|vào|hết|đến|tới|lúc|trong|thời (?:gian|hạn|điểm)|thực hiện|hoàn thành|"
    r"xong|trước|(?:chậm|muộn|trễ) nhất|hạn(?: cuối(?: cùng)?| chót)?|không (?:quá|muộn|chậm|trễ)(?: hơn)?|deadline|"
    r"từ|nay|các đơn vị|toàn (?:trường|tỉnh|ngành|huyện|thành phố)|chung|"
    r"đề nghị|yêu cầu|lưu ý|ngày|nộp|gửi|nhận|đăng ký|tiếp nhận|về|cho|ban tổ chức)(?!\w)\W*)+",
    re.IGNORECASE,
)

_SENT_BEHIND = re.compile(
    rf"\W*(?:[^.;:\d]{{1,40}}?\s)?(?:gui|nop)\s+(?:(?:ve|lai)\b|{PAPER})(?![^.;]*\b(?:truoc|cham\s+nhat|den\s+het)\b)"
)

_THEN_HANDED = re.compile(
    r"\s*(?:\([^()]{1,40}\)\s*)?,?\s*(?:va|de|roi|sau\s+do|dong\s+thoi)\s+(?:tong\s+hop,?\s+)?"
    r"(?:gui|nop|bao\s+cao|chuyen)\b(?P<rest>.*)"
)

_MEETING = re.compile(r"(?:to chuc |hop )?(?:hoi (?:nghi|thao|thi|trai|dien)|le|buoi|hop|toa dam|chuong trinh)\b")
_NAMED = re.compile(
    rf"{NUMBERED}(?P<who>[^:;.\d]{{0,60}}?\s)??(?:(?P<report>bao\s+cao(?!\s+vien)|dang\s+ky|gui|nop)|{PAPER}|ket\s+qua)\b"
    r"[^:;.]{0,100}(?::|\s-)\W*(?:[^:;.\d]{2,25}(?:\d\s*)?[:\-]\s*)?"
    r"(?:(?:vao|cac|luc|ng[au][yv]|sang|chieu)\s*)*$"
)


def is_about_handing_in(clause: Clause, wording: Wording) -> bool:
    if TITLE_OF_LAW.search(clause.before):
        return False
    if ends_a_span(clause):
        return True
    if _is_of_the_basis(clause) or _is_of_money(clause.passage.plain[clause.sentence[0] : clause.found.start]):
        return False
    if handing := list(HANDING.finditer(clause.before)):
        doing = OTHER_DOING.search(clause.before, handing[-1].end()) or DONE_BY_THEN.search(
            clause.before, handing[-1].start()
        )
        return doing is None
    if clause.passage.cells:
        return _is_row_of_papers(clause)
    own = clause.passage.plain[clause.sentence[0] : clause.found.start]
    if TO_NEW.search(clause.before) and (HANDING.search(own) or LABELLED.match(own)):
        return True
    if _is_handed_in_behind(clause, own):
        return True
    if wording in (Wording.CLOSING, Wording.LAST_DAY) and LABELLED.match(clause.before):
        return True
    if LABELLED.match(clause.before) and HANDING.search(own):
        return True
    if told_before(clause)[1]:
        return True
    return bool(PAPER_DUE.match(clause.before)) or _is_in_list_of_papers(clause)


def _is_of_the_basis(clause: Clause) -> bool:
    """'Căn cứ Công văn … (đề nghị báo cáo trước ngày 30/9), Ban … xây dựng kế hoạch như sau:'"""
    rest = clause.passage.plain[clause.found.end :]
    return bool(BASIS.match(clause.passage.plain) and SETS_OUT.search(rest))


def _is_of_money(before: str) -> bool:
    """'nộp về Huyện Đoàn 5.000.000đ trước 05/7'."""
    paid = PAID.search(before)
    return paid is not None and not re.search(r"\b(?:gui|bao\s+cao|dang\s+ky|danh\s+sach)\b", before[paid.start() :])


def _is_handed_in_behind(clause: Clause, own: str) -> bool:
    """'Trước ngày 20/3 các đơn vị gửi …', 'rà soát xong trước ngày 20/3 và báo cáo Thường trực'."""
    short = re.fullmatch(r"[\W\w]{0,3}?\W*(?:va|,|&)?\W*(?:\w+\W+){0,4}", clause.before)
    if short and (HANDING.search(clause.after) or (continues(clause) and HANDING.search(own))):
        return True
    then = _THEN_HANDED.match(clause.after)
    return then is not None and not ANOTHER_CUE.search(then["rest"])


def is_only_a_cue(clause: Clause) -> bool:
    return not clause.passage.cells and _ONLY_A_CUE.fullmatch(clause.said) is not None


def told_before(clause: Clause) -> tuple[int, str]:
    """Where a clause that is nothing but a cue was told what is handed in, and in which words: by the sentence before
    it in its paragraph, else by the item before or the lead-in above. (-1, …): not in this paragraph."""
    if not is_only_a_cue(clause):
        return 0, ""
    done = DONE.search(clause.said) is not None
    for start, end in clause.passage.sentences():
        if end > clause.sentence[0]:
            break
        if _tells(clause.passage.text[start:end], sent=done):
            return start, clause.passage.text[start:end]
    if clause.passage.text[: clause.sentence[0]].strip(" -+*.0123456789"):
        return 0, ""
    before = (clause.passage.prior, *clause.passage.above[-1:])
    if HEADS_HANDING.match(plain(before[-1])):
        before = before[::-1]
    return -1, next((told for told in before if told and _tells(told, sent=done)), "")


def _tells(told: str, *, sent: bool = False) -> bool:
    """`sent`: 'hoàn thành trước ngày 30/6' needs more than a list that is made."""
    said = plain(told)
    if sent:
        return not _is_dated(told) and bool(HANDED.search(said)) and not URGED.search(said)
    return not _is_dated(told) and bool(HANDING.search(said) or PAPER_FIRST.match(said) or PAPER_MADE.search(said))


def _is_dated(told: str) -> bool:
    """What has a date of its own is told already."""
    return any(not one.month_only for one in dates_in(told, 2000))


def bare_wording(clause: Clause) -> Wording | None:
    """A date without a word of lateness is one to hand in by where a paper and nothing else stands before it
    ('Báo cáo tổng kết: 22/02'), or the verb of sending behind it ('15/5 gửi báo cáo')."""
    found, before = clause.found, clause.before
    if found.last is not None or found.month_only:
        return None
    if clause.passage.cells:
        return _of_bare_row(clause)
    if SENT_ON.search(before) or (BARE.fullmatch(clause.said) and _SENT_BEHIND.match(clause.after)):
        return Wording.WITHIN_DAY
    name = _NAMED.match(before)
    above = leads(clause)
    if name is None or not (name["report"] or LEAD.search(above)):
        return None
    if name["who"] and _MEETING.match(name["who"].strip()):
        return None
    if name["who"] and not (name["report"] and begins_a_body(NUMBER.sub("", clause.said))):
        return None
    return Wording.LAST_DAY if TERM.search(above) else Wording.WITHIN_DAY


def _of_bare_row(clause: Clause) -> Wording | None:
    """'Nộp phiếu đăng ký | 30/11'."""
    alone = not clause.before.strip(" |") and not clause.after.split(" | ")[0].strip(" .()|")
    title = plain(row_title(clause.passage))
    if alone and LABELLED.match(title) and (last := next(filter(None, map(_last_day, clause.passage.cells)), None)):
        return last
    return Wording.WITHIN_DAY if alone and ROW_OF_HANDING.match(title) else None


def _last_day(cell: str) -> Wording | None:
    """A cell that says 'Hạn chót' of the whole row."""
    said = CUE_CELL.fullmatch(plain(cell[:30]))
    return None if said is None else Wording.LAST_DAY if said[1] == "cuoi" else Wording.CLOSING


def _is_row_of_papers(clause: Clause) -> bool:
    title = plain(row_title(clause.passage))
    heading = plain(heading_over(clause.passage, clause.found))
    named = LEAD.search(leads(clause)) or LABELLED.match(title) or HANDING.search(title)
    asked = named or (HEADED.search(heading) and HANDED.search(heading))
    return bool(asked) and bool(HEADED.search(heading) or clause.before.strip(" |"))


def _is_in_list_of_papers(clause: Clause) -> bool:
    """Under 'gửi về Tỉnh Đoàn theo các mốc sau:' an item names a paper, or somebody, and then when."""
    if not LEAD.search(leads(clause)) or clause.found.last is not None:
        return False
    last = re.split(r"[:;,]", clause.before.rstrip(" :,"))[-1]
    return bool(LABELLED.match(clause.before) or LABELLED.match(last) or DUE_AT_ONCE.search(clause.before))


def leads(clause: Clause) -> str:
    return " ".join(plain(above) for above in clause.passage.above[-2:])
