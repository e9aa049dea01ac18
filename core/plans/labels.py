"""What a deadline is about: the report's name as it stands, its kind, and whom it asks."""

import re

from core.plans.dates import Found, dates_in
from core.plans.plain import plain
from core.plans.proposal import Kind
from core.plans.structure import Passage

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
)
_THING = re.compile(rf"\b(?:{'|'.join(_THINGS)})\b")
_STOP = re.compile(
    r"[;:(]|\s-\s|\b(?:gui|nop|ve\s+(?:ban|quan|huyen|tinh|thanh|doan|van|trung|hoi|so|phong|uy|ubnd|lien|bch|"
    r"btv|dia|hop|bo|truong|cong)"
    r"|qua\s+(?:dia|hop|email|mail|thu|zalo|van|ban|he|link|duong|phan)|truoc|cham nhat|muon nhat|bang\s+(?:file|"
    r"tap|van|email)|"
    r"theo\s+(?:mau|dia|thoi|cac|dung)|den\s+(?:het|ngay|ban|quan|huyen|tinh|doan)|han\s+(?:chot|cuoi|nop)|"
    r"thoi\s+han|khong\s+(?:muon|cham|qua)|trong\s+ngay)\b|"
    r",\s*(?:gui|nop|dong\s+thoi)"
)
_LEAD_MARK = re.compile(r"^[\s\-–+•*.\d)]{0,8}(?:[a-zđ]\)\s*)?")
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        Kind.REGISTRATION,
        re.compile(
            r"\b(?:dang ky|danh sach\b.{0,60}\b(?:tham gia|tham du|du|thi sinh|"
            r"dai bieu|de cu|nhan su)|phieu dang|cu nhan su|ho so\b.{0,40}\b(?:tham gia|du thi))\b"
        ),
    ),
    (Kind.FINAL, re.compile(r"\btong ket\b")),
    (
        Kind.INTERIM,
        re.compile(r"\b(?:so ket|giua (?:ky|dot|nam)|tien do|bao cao\b.{0,30}\b(?:quy|6 thang|nhanh|dot \d|lan \d))\b"),
    ),
    (
        Kind.FINAL,
        re.compile(
            r"\b(?:bao cao\b.{0,30}\bket qua|ket qua|ket thuc|tong hop ket qua|"
            r"bao cao nam|cuoi nam)\b"
        ),
    ),
    (Kind.INTERIM, re.compile(r"\b6 thang\b")),
    (Kind.MONTHLY, re.compile(r"\bbao cao\b.{0,20}\bthang\b")),
    (Kind.PLAN, re.compile(r"\b(?:ke hoach|chuong trinh|noi dung\b.{0,20}\bhoat dong|lich)\b")),
    (Kind.OTHER, re.compile(r"\bdanh sach\b.{0,60}\b(?:khen|tuyen duong|de nghi|hoan canh|tang|nhan qua)\b")),
    (Kind.REGISTRATION, re.compile(r"\bdanh sach\b")),
    (Kind.INTERIM, re.compile(r"\bnhanh\b")),
    (Kind.FINAL, re.compile(r"\bbao cao\b")),
)
_DANGLING = ("va", "cung", "de", "cho", "thi", "la", "phai", "xong", "day", "du", "nay", "tren", "do", "duoc", "can")
_UNITS = re.compile(
    r"^\W*(?:\w{1,3}[.)]\s*)?(?:doi voi|rieng)?\s*(?P<who>(?:cac|nhung|moi|toan bo|100%|cum|khoi|nhom|phuong|xa|"
    r"huyen|quan|thi|"
    r"truong|doan|chi doan|lien doi|don vi|co so|hoi|cong doan|chi hoi)\b[^:;]{0,120}?)\s*(?::|\b(?:gui|nop|"
    r"bao cao|hoan thanh)\b)"
)
_EVERYBODY = re.compile(
    r"^(?:cac|moi|100%|toan bo)\s+(?:don vi|co so|co so doan|don vi truc thuoc|co so doan truc thuoc|chi doan)\s*$"
)


def label_of(passage: Passage, start: int, found: Found, sentence: tuple[int, int]) -> str:
    """The report's name in the words of the plan."""
    if passage.cells:
        title = row_title(passage)
        things = list(_THING.finditer(plain(title)))
        if things and re.search(r"\b(?:gui|nop)\b", plain(title)):
            return _cut(title, plain(title), _chosen(things, plain(title)))
        return title if things else heading_over(passage, found) or title
    clause = passage.text[start : found.start]
    seen = passage.plain[start : found.start]
    if named := _before_colon(clause, seen):
        return named
    things = list(_THING.finditer(seen))
    if not things and (named := _sentence_name(passage, sentence, start)):
        return named
    if not things:
        after = passage.plain[found.end : sentence[1]]
        if late := _THING.search(after):
            return _cut(passage.text[found.end : sentence[1]], after, late.start())
        lead = next((above for above in reversed(passage.above) if _THING.search(plain(above))), "")
        return _cut(lead, plain(lead), _THING.search(plain(lead)).start()) if lead else _shortened(clause)  # type: ignore[union-attr]
    return _cut(clause, seen, _chosen(things, seen))


def _sentence_name(passage: Passage, sentence: tuple[int, int], start: int) -> str:
    """'Danh sách thí sinh: từ “trước ngày 20/3” sửa thành …': what the sentence is about, up to its colon."""
    colon = passage.text.find(":", sentence[0], start)
    name = _LEAD_MARK.sub("", passage.text[sentence[0] : colon]).strip() if colon >= 0 else ""
    return name if len(name) <= 160 and _THING.search(plain(name)) else ""


def row_title(passage: Passage) -> str:
    """The longest of the first cells that is not a date."""
    return max((cell for cell in passage.cells[:3] if not dates_in(cell, 2000)), key=len, default="").strip()


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


def _before_colon(clause: str, seen: str) -> str:
    """'+ Kế hoạch tổ chức: trước 11g00 …'"""
    colon = seen.rfind(":")
    if colon < 0 or not re.search(
        r"^\W*(?:truoc|cham nhat|muon nhat|het|den|tu|gui|nop|han|thoi|khong|trong|vao|la)?\b[^:]{0,60}$",
        seen[colon + 1 :],
    ):
        return ""
    name = _LEAD_MARK.sub("", clause[:colon]).strip()
    own = plain(name)
    if not _THING.search(own) or len(name) > 160:
        return ""
    return name


def _cut(text: str, seen: str, start: int) -> str:
    stop = _STOP.search(seen, start + 3)
    return _shortened(text[start : stop.start() if stop else len(text)])


def _shortened(text: str) -> str:
    words = _LEAD_MARK.sub("", text).split()
    while words and plain(words[-1]).strip(",") in _DANGLING:
        words.pop()
    return " ".join(words[:40]).strip(" ,.;:-–(*_")


def kind_of(label: str, clause: str) -> Kind:
    for said in (plain(label), clause):
        for kind, pattern in _KINDS:
            if pattern.search(said):
                return kind
    return Kind.OTHER


def audience_of(passage: Passage, start: int, found: Found) -> tuple[str, ...]:
    """'Các phường 1 đến 5: trước ngày 10/5': the units named, or () for everybody."""
    if passage.cells:
        title = row_title(passage)
        return () if not title or _THING.search(plain(title)) else (title,)
    who = _UNITS.match(passage.plain[start : found.start])
    if who is None or _EVERYBODY.match(who["who"].strip()):
        return ()
    begin, end = who.span("who")
    named = passage.text[start + begin : start + end].strip(" ,–-")
    return (named,) if re.search(r"\d|cum|khoi|khu vuc|phuong|xa|truong|huyen|nhom", plain(named)) else ()
