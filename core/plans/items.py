"""The plan as a tree: each paragraph under the heading or lead-in it belongs to, and what its section is about.

Which mark stands over which is fixed ("1." over "1.1." over "a)" over "-" over "+"), but for "A." and "I.": the one
that comes first in the document stands over the other. A scanner's "ll." is "II.".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum, auto
from functools import cached_property, lru_cache

from core.plans.lines import Line
from core.plans.owners import begins_a_body
from core.plans.plain import plain
from core.plans.structure import Document, Passage, document


class Section(StrEnum):
    CONTENT = auto()  # what is to be done: its items are activities
    DIVISION = auto()  # who does what
    COMMITTEE = auto()
    AIMS = auto()
    PURPOSE = auto()
    FRAME = auto()  # time, place, who takes part
    MILESTONES = auto()  # days to remember: some are activities, most are deadlines
    REPORTING = auto()
    MONEY = auto()
    REWARD = auto()
    OTHER = auto()


_UPPER, _ROMAN, LETTERED, _BULLET, PLAIN = 1, 2, 6, 7, 9
_MARKS = (
    (0, re.compile(r"(?:PHẦN|Phần)\s+(?:[IVX]{1,5}|\d|[A-E]|thứ \w+)\s*[.:\-–]?\s*|(?=(?:PHỤ LỤC|Phụ lục)\b)")),
    (_ROMAN, re.compile(r"[IVXl|]{1,5}\s*[.\-–/:)]\s*(?=[A-ZÀ-ỸĐ“])")),
    (_UPPER, re.compile(r"[A-HĐ]\s*[.\-–)/]\s+(?=[A-ZÀ-ỸĐ])")),
    (5, re.compile(r"\d{1,2}\.\d{1,2}\.\d{1,2}[.)]?\s+")),
    (4, re.compile(r"\d{1,2}\.\d{1,2}[.)]?\s+(?!\d)")),
    (3, re.compile(r"\d{1,2}\s*(?:[.)]|/-?|[-–](?=\s))\s*(?=[^\W\d]|[“\"(])|(?=Điều \d{1,2}\.)")),
    (3.5, re.compile(r"(?:Bước|Chủ điểm|Nội dung|Hoạt động|Phần việc|Việc|Chuyên đề) \d{1,2}\s*[.:]\s*")),
    (LETTERED, re.compile(r"[a-zđ]\s*[.)]\s+")),
    (8, re.compile(r"[-–—•●▪*]?\s*[+○]\s*|o\s+(?=[A-ZÀ-ỸĐ])")),
    (6.5, re.compile(r"\*\s+")),
    (8.5, re.compile(r"\.\s+(?=[^\W\d])")),
    (_BULLET, re.compile(r"[-–—•●▪]\s*")),
)
_DOUBLED = re.compile(r"^[-–] (?=\d+\. |\+)")
_HEADING_IN_LINE = re.compile(r":\s*(?=\d{1,2}\.\s*[A-ZÀ-ỸĐ])")

# What a heading starts with says what its section is about.
_SECTIONS: tuple[tuple[Section, str], ...] = (
    (
        Section.DIVISION,
        r"(?:cong tac )?(?:co cau (?:nhan su|to chuc)|phan cong|phan nhiem|giao nhiem vu|nhiem vu cua|trach nhiem)",
    ),
    (Section.DIVISION, r"(?:cong tac )?to chuc (?:trien khai |va )*(?:thuc h?[il]?en|trien khai)(?! cac hoat dong)"),
    (Section.DIVISION, r"thuc hien$"),
    (Section.AIMS, r"(?:cac |mot so )?(?:muc tieu|chi tieu)"),
    (Section.PURPOSE, r"(?:muc dich|yeu cau|y nghia|quan diem|can cu|su can thiet|nguyen tac|luu y)"),
    (
        Section.FRAME,
        r"(?:thoi gian|thoi diem|dia diem|dia ban|doi tuong|thanh phan|pham vi|quy mo|chu de|hinh thuc)",
    ),
    (Section.MILESTONES, r"(?:tien do|lo trinh|(?:cac |mot so )?moc)\b"),
    (Section.REPORTING, r"(?:che do|thong tin,? bao cao|cong tac (?:thong tin,? )?bao cao|bao cao)\b"),
    (Section.MONEY, r"(?:(?:ve )?kinh phi|nguon (?:kinh phi|luc)|du toan|co so vat chat|hau can|trang phuc)"),
    (Section.REWARD, r"(?:(?:cong tac )?(?:thi dua,? )?khen thuong|co cau giai|giai thuong|tuyen duong khen thuong)"),
    (
        Section.COMMITTEE,
        r"(?:thanh lap )?(?:ban (?:to chuc|chi dao|chi huy|dieu hanh)|to giup viec)\b(?! .{25})|thanh lap ban\b",
    ),
    (
        Section.CONTENT,
        r"(?:bo sung |dieu chinh |cac |mot so |nhung ){0,3}(?:noi dung(?! (?:du )?thi\b(?! dua))|hoat dong|nhiem vu|"
        r"cong viec|giai phap|bien phap|phan viec|"
        r"chuong trinh(?= (?:cong tac|chi tiet|cu the|hoat dong)|\W*$)|"
        r"lich|tien trinh|ke hoach (?:cu the|chi tiet)|cong tac|dien bien|cac buoc)|to chuc (?:cac )?hoat dong",
    ),
)
_OF_A_CONTEST = re.compile(r"(?:noi dung|the le|hinh thuc)\b.{0,40}\b(?:thi|du thi)$")
_KINDS = tuple((kind, re.compile(pattern)) for kind, pattern in _SECTIONS)
_RECIPIENTS = re.compile(r"[\s|*]*noi nhan\b")
_SIGNATURE = re.compile(r"(?:T/?M|T/?L|KT|K/T|TUQ)\b\.?\s*[A-ZÀ-ỸĐ]{2,}")
_ANNEX = re.compile(r"phu luc\b|lich\b")
_PARTS = re.compile(r"\s*[-,;&/]\s*|\s+va\s+")


@dataclass
class Item:
    """One paragraph without its mark; `line` is where it begins."""

    line: int
    text: str
    depth: float
    annex: bool = False
    parent: "Item | None" = None
    children: "list[Item]" = field(default_factory=list)

    @cached_property
    def plain(self) -> str:
        return plain(self.text)

    @property
    def ancestors(self) -> "Iterator[Item]":
        """The nearest first."""
        above = self.parent
        while above is not None:
            yield above
            above = above.parent

    @cached_property
    def section(self) -> Section | None:
        """What this item is the heading of, if of anything known."""
        said = self.plain.strip(" .:")
        leads_in = self.text.rstrip().endswith(":")
        if len(said) > 140 or not (leads_in or self.depth <= _ROMAN or (self.children and self.depth < _BULLET)):
            return None
        first = section_named(said)
        if first is Section.CONTENT and said.startswith(("nhiem vu", "bien phap", "giai phap")) and self._names_bodies:
            return Section.DIVISION
        if self.parent is not None or self.depth > 3 or first is Section.DIVISION:
            return first
        named = [section_named(part) for part in _PARTS.split(said)]
        if _OF_A_CONTEST.match(said):
            return Section.OTHER
        if Section.AIMS in named and first is Section.FRAME:
            return Section.AIMS
        if Section.CONTENT in named and len(said) < 80:
            return Section.CONTENT
        return first or Section.OTHER

    @property
    def _names_bodies(self) -> bool:
        """'NHIỆM VỤ', and under it one unit after the other."""
        return sum(begins_a_body(child.text) for child in self.children) * 2 > len(self.children)

    @cached_property
    def within(self) -> Section | None:
        """The section it stands in: of the nearest heading that has one. Work once divided stays so below."""
        for above in self.ancestors:
            kind = above.section
            if kind is Section.CONTENT and above.within in (Section.DIVISION, Section.COMMITTEE):
                return above.within
            if kind is not None:
                return kind
        return None

    def walk(self) -> "Iterator[Item]":
        for child in self.children:
            yield child
            yield from child.walk()


def section_named(said: str) -> Section | None:
    return next((kind for kind, pattern in _KINDS if pattern.match(said)), None)


def outline(lines: Sequence[Line], apart: frozenset[int] = frozenset()) -> tuple[Item, ...]:
    """Every paragraph of body and annex in reading order. `apart`: lines that are read as rows of tables. Built once
    for all who read these lines, and not to be changed by them."""
    return _outline(tuple(lines), apart)


@lru_cache(maxsize=2)
def _outline(lines: tuple[Line, ...], apart: frozenset[int]) -> tuple[Item, ...]:
    doc = document(lines)
    read: list[Item] = []
    stack: list[Item] = []
    upside_down = _upper_under_roman(doc)
    closed = False
    for passage in doc.content:
        closed = _is_closed(passage, closed)
        if closed or passage.cells or passage.line in apart:
            continue
        for text in _parted(passage, lines[passage.line].mark):
            depth, said = _marked(text, upside_down)
            if not said:
                continue
            item = Item(passage.line, said, depth, annex=passage.line >= _annex_line(doc))
            while stack and (stack[-1].depth >= depth or _has_ended(stack[-1], depth, said)):
                stack.pop()
            if stack:
                item.parent = stack[-1]
                stack[-1].children.append(item)
            read.append(item)
            stack.append(item)
    return tuple(read)


def _is_closed(passage: Passage, closed: bool) -> bool:
    """Between the recipients or the signature and an annex nothing is planned."""
    if _RECIPIENTS.match(passage.plain) or _SIGNATURE.match(passage.text.strip()):
        return True
    return closed and not _ANNEX.match(passage.plain.strip())


def _has_ended(above: Item, depth: float, said: str) -> bool:
    """A paragraph without a mark goes on with a bullet only in brackets, or where the bullet has not ended."""
    return (
        depth == PLAIN and above.depth >= LETTERED and above.text.rstrip().endswith((".", ";", "/")) and said[0] != "("
    )


def _annex_line(doc: Document) -> int:
    return doc.passages[doc.annex].line if doc.annex < len(doc.passages) else len(doc.passages) * 1000


def _parted(passage: Passage, mark: str) -> Iterator[str]:
    """'II. NỘI DUNG:1. Mục tiêu:' was two paragraphs once."""
    text = passage.text.replace("*", "", 0 if passage.text.lstrip().startswith("* ") else -1).strip()
    text = _DOUBLED.sub("", f"{mark} {text}" if mark else text)
    start = 0
    if text[:1] in "IVX":
        for cut in _HEADING_IN_LINE.finditer(text[:300]):
            yield text[start : cut.start() + 1]
            start = cut.end()
    yield text[start:]


def _marked(text: str, upside_down: bool) -> tuple[float, str]:
    for depth, pattern in _MARKS:
        if found := pattern.match(text):
            if upside_down and depth == _UPPER:
                return _ROMAN + 0.5, text[found.end() :].strip()
            return depth, text[found.end() :].strip()
    if _is_bare_heading(text):
        return _ROMAN, text
    return PLAIN, text


def _is_bare_heading(text: str) -> bool:
    """A section's name in capitals without a number: 'TỔ CHỨC THỰC HIỆN'."""
    return 6 <= len(text) <= 60 and text.isupper() and section_named(plain(text).strip(" .:")) is not None


def _upper_under_roman(doc: Document) -> bool:
    for passage in doc.content:
        if _MARKS[1][1].match(passage.text.strip()):
            return True
        if _MARKS[2][1].match(passage.text.strip()):
            return False
    return False
