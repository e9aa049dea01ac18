"""What a deadline is about: the report's name as it stands."""

import re

from core.plans.dates import Found, dates_in
from core.plans.kinds import kind_of as kind_of
from core.plans.owners import begins_a_body
from core.plans.plain import plain
from core.plans.structure import Passage
from core.plans.tables import Column, column

_THINGS = (
    "bao cao",
    "ke hoach",
    "danh sach",
    "ho so",
    "phieu dang ky",
    "phieu",
    "ban dang ky",
    "dang ky",
    "bai du thi",
    "bai viet",
    "bai tham luan",
    "ban thu hoach",
    "tac pham",
    "san pham",
    "so lieu",
    "bien ban",
    "noi dung",
    "lich",
    "de cuong",
    "van ban",
    "thong tin",
    "minh chung",
    "hinh anh",
    "chuong trinh",
    "de an",
    "y kien",
    "tong hop",
    "kinh phi",
    "nhan su",
    "video",
    "clip",
    "du lieu",
    "kich ban",
    "ban cam ket",
    "tham luan",
    "du toan",
    "to trinh",
    "de xuat",
    "thong ke",
    "so luong",
    "de nghi khen thuong",
)
_THING = re.compile(rf"\b(?:{'|'.join(_THINGS)})\b")
_STOP = re.compile(
    r"[;:]|\((?=qua|ve|theo|gui|dia|email|sdt|dien|nop|co|kem theo mau|mau|den|bang|tu|d/c|dong chi)|\s-\s|\b(?:gui|"
    r"nop|ve\s+(?:ban|quan|huyen|tinh|thanh|doan|van|trung|hoi|so|phong|uy|ubnd|lien|bch|"
    r"btv|dia|hop|bo|truong|cong)"
    r"|qua\s+(?:dia|hop|email|mail|thu|zalo|van|ban|he|link|duong|phan)|truoc|cham nhat|muon nhat|bang\s+(?:file|"
    r"tap|van|email)|"
    r"theo\s+(?:mau|dia|thoi|cac|dung)|den\s+(?:het|ngay|ban|quan|huyen|tinh|doan)|han\s+(?:chot|cuoi|nop)|"
    r"thoi\s+han|khong\s+(?:muon|cham|qua)|trong\s+ngay)\b|"
    r",\s*(?:\w+\s+){0,5}(?:gui|nop|bao|nhan|dong\s+thoi)\b"
)
_TOWARDS = re.compile(r"\s(?:về|cho|tới|đến|lên|trình|qua|với|gửi về)\s+(?=(?P<who>.{3,60}))", re.IGNORECASE)
_RECEIVER = re.compile(
    r"(?:(?:đ/c|đồng chí|thầy|cô|anh|chị|ông|bà|thường trực|bộ phận|mail|email|hộp thư|nhà trường|bgh|cdc|sở|phòng|tw|"
    r"trên|cấp trên|lãnh đạo|cơ quan|thư viện|văn thư|tài khoản|p\.|tổ(?=\s(?-i:[A-ZĐ])))(?!\w)|[\w.\-]{2,40}@|"
    r"(?-i:[A-ZĐ]{3,}(?!\w)))",
    re.IGNORECASE,
)
_SENT_BEHIND = re.compile(
    r"[,;]\s*(?P<what>[^,;:.]{4,60}?)\s+(?:gửi|nộp)\s+(?:về\s|qua\s|trước|chậm|muộn|đến|hạn)[^,;:]{0,60}$",
    re.IGNORECASE,
)
_PART = re.compile(r"(?:đợt|vòng|giai đoạn|lần|kỳ|học kỳ|khối|cụm|quý)\s+\S{1,4}", re.IGNORECASE)
_OTHER_PAPER = re.compile(r"\s+(?:nay|tren|so\s+\d)\b")
_OF_HANDING = re.compile(
    r"^(?:thời\s+)?(?:hạn(?:\s+(?:chót|cuối))?|gian)\s+(?:nộp|gửi|nhận|tiếp nhận)\s+(?=\S)", re.IGNORECASE
)
_NO_RECEIVER = re.compile(
    r"(?:các|những|mỗi|đội|nhóm|tổ|nhà|kho |hội (?:thi|nghị|thao|trại)|thanh niên|cán bộ|đoàn viên|gia đình|100)",
    re.IGNORECASE,
)
_SENDING = re.compile(
    r"(?<!\w)(?:gửi|nộp|lập|chuyển|báo|hoàn thành|hoàn thiện|cung cấp|cử|xây dựng|chuẩn bị)(?: lại| bổ sung| ngay|"
    r" thêm)?\s+"
    r"(?=(?P<what>\S+(?:\s+\S+)?))",
    re.IGNORECASE,
)
_NO_OBJECT = re.compile(
    r"(?:ve|qua|cho|truoc|cham|muon|bang|theo|den|toi|trong|truc tiep|tai|len|kem|han|khong|va|de|dung|day du|som|"
    r"vao|het|"
    r"ubnd|so(?! lieu| luong)|tinh|huyen|ban (?:thuong|chap|to|phong|giam)|phong|van phong|doan|hoi|d/c|dong chi)\b"
)
_CARRIER = re.compile(
    r"(?:bai(?! (?:du|viet|thi|tham|thuyet|thu|cam|hat|mau))|\d+ ban|van ban|file|ban mem|ban giay|email|mail|thu|"
    r"ban cung)\b"
)
_LEAD_MARK = re.compile(r"^[\s\-–+•*.\d)]{0,8}(?:[a-zđ]\)\s*)?")
_DANGLING = frozenset(
    [
        "trong",
        "trước",
        "hạn",
        "vào",
        "hết",
        "lúc",
        "về",
        "từ",
        "đến",
        "tới",
        "và",
        "cùng",
        "để",
        "cho",
        "thì",
        "là",
        "phải",
        "xong",
        "đầy",
        "đủ",
        "này",
        "trên",
        "đó",
        "được",
        "cần",
        "và/hoặc",
        "tại",
        "do",
    ]
)  # compared with its accents: "đội thi", "chuyên đề" end as they are


def label_of(passage: Passage, start: int, found: Found, sentence: tuple[int, int]) -> str:
    """The report's name in the words of the plan."""
    if passage.cells:
        return _of_row(passage, found)
    clause = passage.text[start : found.start]
    seen = passage.plain[start : found.start]
    if named := _before_colon(clause, seen):
        return named
    things = [thing for thing in _THING.finditer(seen) if not _OTHER_PAPER.match(seen, thing.end())]
    if not things and (named := _sentence_name(passage, sentence, start)):
        return named
    sent = _sent(clause, seen, things)
    if sent < 0 and things:
        sent = _chosen(things, seen)
    if sent >= 0:
        label = _cut(clause, seen, sent)
        return label if plain(label) != "tong hop" else _shortened(re.split(r"[;:]", clause)[-1])
    return _named_elsewhere(passage, clause, found.end, sentence[1])


def _of_row(passage: Passage, found: Found) -> str:
    title = row_title(passage)
    things = list(_THING.finditer(plain(title)))
    if things and re.search(r"\b(?:gui|nop)\b", plain(title)):
        return _cut(title, plain(title), _chosen(things, plain(title)))
    return title if things or titled(passage) else heading_over(passage, found) or title


def _named_elsewhere(passage: Passage, clause: str, end: int, last: int) -> str:
    """Behind the date, or in the lead-in above; a section's name in capitals names no report."""
    after, text = passage.plain[end:last], passage.text[end:last]
    late = _THING.search(after)
    at = _sent(text, after, [])
    if at >= 0 or late:
        return _cut(text, after, at if at >= 0 or late is None else late.start())
    for above in reversed(passage.above):
        said = _LEAD_MARK.sub("", above)
        is_unit = begins_a_body(said) and not re.search(r"\b(?:gui|nop|bao cao|dang ky)\b", plain(said))
        if (thing := _THING.search(plain(above))) and not said.isupper() and not is_unit:
            return _cut(above, plain(above), thing.start())
    behind = _SENT_BEHIND.search(clause)
    return behind["what"] if behind else _cut(clause, plain(clause), 0)


def _sentence_name(passage: Passage, sentence: tuple[int, int], start: int) -> str:
    """'Danh sách thí sinh: từ “trước ngày 20/3” sửa thành …': what the sentence is about, up to its colon."""
    colon = passage.text.find(":", sentence[0], start)
    name = _OF_HANDING.sub("", _LEAD_MARK.sub("", passage.text[sentence[0] : colon])).strip() if colon >= 0 else ""
    return name if len(name) <= 160 and _THING.search(plain(name)) else ""


def row_title(passage: Passage) -> str:
    """What stands in the column of what is to be done; else the longest of the first cells that is not a date."""
    return (
        titled(passage)
        or max((cell for cell in passage.cells[:3] if not dates_in(cell, 2000)), key=len, default="").strip()
    )


def titled(passage: Passage) -> str:
    """What stands in the column of what is to be done, where there is one."""
    pairs = zip(passage.headings, passage.cells, strict=False) if passage.headings != passage.cells else ()
    return next((cell.strip() for heading, cell in pairs if column(heading) is Column.TITLE and cell.strip()), "")


def heading_over(passage: Passage, found: Found) -> str:
    """What the column of this date is called."""
    column = passage.text.count(" | ", 0, found.start)
    known = column < len(passage.headings) and passage.headings != passage.cells
    return passage.headings[column].strip() if known else ""


def _chosen(things: list[re.Match[str]], seen: str) -> int:
    """Behind the last word of sending, if a thing stands there; else the first thing of the clause."""
    sending = [found.end() for found in re.finditer(r"\b(?:gui|nop|thuc hien|lap|xay dung)\s", seen)]
    behind = [
        thing.start()
        for thing in things
        if sending and thing.start() >= sending[-1] and thing.start() - sending[-1] < 4
    ]
    return behind[0] if behind else things[0].start()


def _sent(clause: str, seen: str, things: list[re.Match[str]]) -> int:
    """Where the object of the last word of sending stands that has one; -1 where the things of the clause tell more."""
    for sending in reversed(list(_SENDING.finditer(clause))):
        what = sending.start("what")
        if _NO_OBJECT.match(seen[what:]) or not clause[what].isalnum() or _is_receiver(clause[what : what + 60]):
            continue
        if _CARRIER.match(seen[what:]):
            named = (thing.start() for thing in things if not _CARRIER.match(seen[thing.start() :]))
            return next(named, _subject_of(clause, what))
        if plain(sending[0]).startswith(("gui", "nop")) or not things or things[0].start() == what:
            return what
    return -1


def _subject_of(clause: str, what: int) -> int:
    """'Sáng kiến kinh nghiệm: nộp 02 bản in': what stands before the colon is handed in."""
    colon = clause.rfind(":", 0, what)
    named = _LEAD_MARK.sub("", clause[:colon]).strip() if colon > 0 else ""
    return clause.find(named) if 1 < len(named.split()) < 12 and not begins_a_body(named) else what


def _before_colon(clause: str, seen: str) -> str:
    """'+ Kế hoạch tổ chức: trước 11g00 …'"""
    colon = seen.rfind(":")
    if colon < 0 or not re.search(
        r"^\W*(?:truoc|cham nhat|muon nhat|het|den|tu|gui|nop|han|thoi|khong|trong|vao|la)?\b[^:]{0,60}$",
        seen[colon + 1 :],
    ):
        return ""
    name = _OF_HANDING.sub("", _LEAD_MARK.sub("", clause[:colon])).strip()
    own = plain(name)
    if not _THING.search(own) or len(name) > 160:
        return ""
    if re.search(r"\b(?:gui|nop)\b", own):
        at = _sent(name, own, things := list(_THING.finditer(own)))
        return _cut(name, own, at if at >= 0 else _chosen(things, own))
    return name


def _cut(text: str, seen: str, start: int) -> str:
    stop = _STOP.search(seen, start + 3)
    end = min(stop.start() if stop else len(text), _towards(text, start + 3))
    return _shortened(text[start:end])


def _towards(text: str, start: int) -> int:
    """Where 'về Thường trực Hội', 'cho thầy Đức' begins: to whom, which is no part of the name."""
    for found in _TOWARDS.finditer(text, start):
        if _is_receiver(found["who"]):
            return found.start()
    return len(text)


def _is_receiver(who: str) -> bool:
    return bool((begins_a_body(who) and not _NO_RECEIVER.match(who)) or _RECEIVER.match(who))


def _shortened(text: str) -> str:
    words = _OF_HANDING.sub("", _LEAD_MARK.sub("", text)).split()
    while words and words[-1].strip(",").lower() in _DANGLING:
        words.pop()
    return " ".join(words[:40]).strip(" ,.;:-–(*_")


def names_a_thing(text: str) -> bool:
    """Whether the words tell what is handed in."""
    seen = plain(text)
    return bool(_THING.search(seen)) or _sent(text, seen, []) >= 0


def completed(label: str, own: str) -> str:
    """The label for a deadline that names only what is different: 'hồ sơ bản mềm', 'bản giấy' -> 'hồ sơ bản giấy'."""
    said = _shortened(
        re.sub(r"^[\s,;]*(?:và|còn|riêng|đối với|trong đó)\s+", "", own.strip(" ,;"), flags=re.IGNORECASE)
    )
    words = said.split()
    if not words or begins_a_body(said) or re.search(r"(?<!\w)(?:gửi|nộp|báo cáo|đăng ký)$", said):
        return label
    at = label.casefold().find(f"{words[0].casefold()} ")
    if at < 0 and _PART.fullmatch(said):
        return f"{label} {said}"
    return f"{label[:at]}{said}" if at >= 0 else said


def sent_in(text: str) -> str:
    """What a sentence says is to be sent; "" when it names nothing."""
    seen = plain(text)
    at = _sent(text, seen, list(_THING.finditer(seen)))
    return _cut(text, seen, at) if at >= 0 else ""
