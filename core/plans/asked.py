"""Whom a deadline asks: the body that is told to hand in, where it is some of the units and not all of them.

It is the subject of the clause ('Khối trường học gửi …'), else what stands before the colon ('Các xã: …, gửi …'), else
the heading it stands under ('3. Trung tâm Y tế'). A class of units that is the only one a plan asks is everybody.
"""

import re
from collections.abc import Iterable

from core.plans.items import Section, section_named
from core.plans.labels import names_a_thing, row_title, titled
from core.plans.owners import ADJECTIVES, DUTY_FIRST, begins_a_body, first_verb
from core.plans.people import is_person
from core.plans.plain import plain
from core.plans.structure import Passage
from core.plans.tables import Column, column

_MARK = re.compile(r"^[\s\-–—+•*(]*(?:[\w.]{1,6}\s?[.):/]\s+|\d{1,2}\s?[-–]\s+|[IVX]{1,4}\s?[-–]\s+)?")
_LEAD = re.compile(
    r"^(?:(?:đề nghị|yêu cầu|giao(?: cho)?|phân công|riêng|đối với|căn cứ [^,]{3,80},|sau [^,]{3,80},|"
    r"trước [^,]{3,80},|"
    r"đồng thời|trong đó|ngoài ra)[\s,]+)+",
    re.IGNORECASE,
)
_BY = re.compile(r"\s*\((?:do\s+)?(?P<who>[^()]{3,80}?)\s+(?:thực hiện|phụ trách|chịu trách nhiệm)\)", re.IGNORECASE)
_DUE_FIRST = re.compile(r"^[\s:\-–]*(?:là\s+)?(?:hạn chót|hạn cuối|deadline|thời hạn|hạn)\s+", re.IGNORECASE)
_FOR = re.compile(r"\s*(?:đối với|cho)\s+(?P<who>[^,;.()]{3,60}?)(?=[,;.]|\s+và\s+(?:trước|chậm|\d)|$)", re.IGNORECASE)
_FOR_BEFORE = re.compile(r"(?:^|[\s:;(])(?:đối với|riêng)\s+(?P<who>[^;:()]{3,80}):\s*$", re.IGNORECASE)
_TRAILING = re.compile(
    r"\s+(?:phối hợp|chủ trì|chủ động|tổng hợp|tham mưu|theo dõi|"
    r"tự|cùng|đều|cũng|đã|chỉ|còn|và|hoặc|gửi|nộp|đăng ký|báo cáo)$",
    re.IGNORECASE,
)
_RECEIVES = re.compile(r"(?<!\w)(?:tiếp nhận|nhận|thu|diễn ra|công bố)(?!\w)", re.IGNORECASE)
_NO_BODY = re.compile(
    r"(?:tổng (?:kết|số)|báo (?:cáo|số|sĩ|danh|tên|về|cho|lại)|cấp|thời|địa|đối tượng|thành phần|"
    r"số lượng|lưu ý|bước|vòng|đợt|hội (?:thi|thao|trại|nghị|diễn|chợ|"
    r"thảo|xuân)|đoàn viên (?!các)|tổ chức|tổng hợp|danh sách|hồ sơ|kế hoạch|"
    r"đăng ký|thời (?:gian|hạn)|công tác|nội dung|khu vực thi|hạn|các (?:nội dung|hoạt động|báo cáo|mốc|công việc|"
    r"văn bản|sản phẩm|tác phẩm|hồ sơ|bài))(?!\w)",
    re.IGNORECASE,
)
_EVERYBODY = re.compile(
    r"(?:tat ca |toan bo |toan the |100% |\d+ )?(?:cac |moi |nhung )?(?:co quan,? )?"
    r"(?:don vi|co so|co so doan|co so hoi|"
    r"dia phuong|"
    r"don vi, dia phuong|dia phuong, don vi|co quan|don vi, ca nhan|ca nhan, don vi|to chuc, ca nhan)"
    r"(?: truc thuoc.{0,60}| co so| tren dia ban.{0,40}| tren)?"
)
_MANY = re.compile(r"(?:tất cả|toàn bộ|toàn thể|các|những|mỗi)\s+(?:các\s+)?", re.IGNORECASE)
_MEMBERS = re.compile(
    r"(?:ngành|tổ chức|thành viên|thôn|xóm|bản|buôn|làng|khóm|khoa|lớp|xưởng|chi nhánh|doanh nghiệp|địa phương|"
    r"tác giả|thí sinh|vận động"
    r"|học sinh|sinh viên|học viên|giáo viên|lớp trưởng|khu phố|tổng phụ trách|"
    r"ý tưởng|dự án|bộ môn|clb|liên|ban|tổ|đội|huyện|hộ|nhà|bộ phận|chi|đoàn thể)(?!\w)",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"(?:sinh viên|học sinh|học viên|giáo viên|thí sinh|tác giả|lớp trưởng|khu phố|thôn|xóm|"
    r"tổng phụ trách|khoa|doanh nghiệp|lớp phó|phụ huynh|liên đội|đội hình|hội viên)"
    r"(?!\w)(?! nào)",
    re.IGNORECASE,
)
_CLASS = re.compile(r"(?:tat ca |toan bo |toan the |100% )?(?:cac|moi|nhung) |.{2,40} cac ")
_GROUP = re.compile(r"(?:cum|khoi|nhom|bang|khu vuc) ")
_LONGEST = 140  # letters of a list of units


def asked_by(passage: Passage, sentence: int, start: int, end: int, found_end: int) -> str:
    """Of the clause from `start` to `end` of a sentence that begins at `sentence`; "" when nobody is named. The date
    ends at `found_end`."""
    first = re.split(r"[;:]\s|(?<=\w\w)\.\s", passage.text[:end])[0]
    if who := _carried_out_by(passage.text[found_end:]):
        return who
    for said in (passage.text[start:end], passage.text[sentence:end], first):
        if who := _subject(said):
            return who
    divided = any(section_named(plain(_unmarked(above))) is Section.DIVISION for above in passage.above)
    if who := _before_colon(passage.text[:end], divided):
        return who
    return next((who for above in reversed(passage.above[-3:]) if (who := _of_heading(above, divided))), "")


def _unmarked(text: str) -> str:
    return _LEAD.sub("", _MARK.sub("", text.strip(" ,;:"), count=1))


def _subject(clause: str) -> str:
    """'…; riêng xã Trà Mai gửi' -> 'xã Trà Mai'."""
    sentence = re.split(r"[;:]", _DUE_FIRST.sub("", clause))[-1]
    for piece in (sentence, re.split(r",\s+(?=(?:riêng|còn|các)\s)", sentence, flags=re.IGNORECASE)[-1]):
        said = _unmarked(piece)
        verb = first_verb(said[:_LONGEST])
        if verb and (who := _named(said[: verb.start()])):
            return who
    return ""


def asked_ahead(said: str) -> str:
    """'Thời hạn gửi hồ sơ: đối với các sở: 21/02'."""
    ahead = _FOR_BEFORE.search(said)
    return _named(ahead["who"]) if ahead else ""


def asked_at_once(own: str, after: str) -> str:
    """'…: các sở trước ngày 31/3; các huyện trước ngày 06/4', 'ngày 30/9 đối với khối hầm lò': nothing but who."""
    behind = _FOR.match(after)
    return _named(re.split(r"[;:]", _unmarked(own))[-1]) or (_named(behind["who"]) if behind else "")


def _carried_out_by(after: str) -> str:
    """'… trước ngày 05/02/2023 (BCH công đoàn thực hiện)'."""
    found = _BY.match(after)
    return _named(found["who"]) if found else ""


def _before_colon(text: str, divided: bool) -> str:
    said = _unmarked(text)
    colon = said.find(":")
    return _named(said[:colon], divided) if 0 < colon < _LONGEST else ""


def _of_heading(text: str, divided: bool) -> str:
    said, colon, rest = _unmarked(text).partition(":")
    return "" if colon and rest.strip() and not divided else _named(said, divided and bool(colon))


def _named(who: str, divided: bool = False) -> str:
    """The name as written, if it is one of a body; where work is divided any short name is one."""
    who = _LEAD.sub("", re.sub(r"^(?:và|còn)\s+", "", who.strip(" ,;:.–-")))
    told = who
    while (shorter := _TRAILING.sub("", who)) != who:
        who = shorter
    if (verb := first_verb(who if who == told else f"{who} ")) and verb[0] in ADJECTIVES:
        verb = first_verb(who[verb.end() :])
    if not 2 < len(who) < _LONGEST or _NO_BODY.match(who) or _RECEIVES.search(who) or verb:
        return ""
    if len(who.split()) < 2 and not who.isupper():
        return ""
    if is_person(who):
        return who
    if (many := _MANY.match(who)) and not (begins_a_body(who[many.end() :]) or _MEMBERS.match(who[many.end() :])):
        return ""
    known = begins_a_body(who) or _PEOPLE.match(who) or re.fullmatch(r"[A-ZĐ]{3,8}", who)
    return who if known or (divided and len(who.split()) < 7 and not DUTY_FIRST.match(f"{who} ")) else ""


def asked_in_row(passage: Passage, at: int) -> str:
    """Of a row with its date at `at`: the subject of a cell that is a sentence; else the column that names units;
    else what the row is about, unless that is a report."""
    own = passage.text[passage.text.rfind(" | ", 0, at) + 3 if " | " in passage.text[:at] else 0 : at]
    if names_a_thing(own) and re.search(r"\b(?:gui|nop|bao|dang ky)\b", plain(own)):
        return _subject(own)
    named = [
        cell
        for heading, cell in zip(passage.headings, passage.cells, strict=False)
        if cell.strip() and column(heading) in (Column.UNIT, Column.OWNER)
    ]
    title = max(named, key=len) if named else "" if titled(passage) else row_title(passage)
    return "" if names_a_thing(title) else title.strip()


def some(names: Iterable[str]) -> frozenset[str]:
    """Which of the names mean some units only. A class of units is everybody when the plan asks nobody else."""
    said = {name: plain(name).strip() for name in names if name}
    named = {seen for seen in said.values() if not _EVERYBODY.fullmatch(seen)}
    shortest = min(named, key=len, default="")
    if named and all(seen.startswith(shortest) for seen in named):
        named = {seen for seen in named if not _CLASS.match(seen) or _GROUP.match(seen)}
    return frozenset(name for name, seen in said.items() if seen in named)
