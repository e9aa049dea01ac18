"""The document as passages: broken lines joined again, each with the headings and lead-ins it stands under."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from core.plans.lines import Line, Place
from core.plans.plain import clean, plain
from core.plans.tables import flattened

_MARKS = (
    (1, re.compile(r"(?:phan\s+)?[ivxl]{1,5}\s*[.\-:/)]\s+")),
    (1, re.compile(r"phu\s+luc\b")),
    (4, re.compile(r"\d{1,2}\.\d{1,2}\.\d{1,2}[.)]?\s+")),
    (3, re.compile(r"\d{1,2}\.\d{1,2}[.)]?\s+(?!\d)")),
    (2, re.compile(r"\d{1,2}\s*(?:[.)]\s+|(?:[-/]|/-)\s+(?=[a-z“\"(]))(?!\d)")),
    (5, re.compile(r"[a-z]\s*[.)]\s+")),
    (7, re.compile(r"[-•●▪*]?\s*[+○o]\s+")),
    (6, re.compile(r"[-•●▪*]\s*")),
    (8, re.compile(r"\.\s+(?=[a-z])")),
)
_SIDE_BY_SIDE = re.compile(r"\t|\s{4,}|\s\|\s")
_STANDS_ALONE = re.compile(
    r"so\s*[:.]|(?:ke hoach|thong bao|huong dan|cong van|chuong trinh|noi nhan)\W*$|t/?m\b|"
    r"[^,\d]{2,30}, ng[au]y \d{1,2}[ /]"
)
_LONGEST_PARAGRAPH = 3000
_SHORT = 80
_COLUMNS = re.compile(r"\S(?:\t|\s{4,})\S")  # two columns that were flattened into one line
_OFFICE = re.compile(
    r"(?:q\.\s*|quyen\s+)?(?:pho\s+)?(?:tong\s+)?(?:bi thu|chu tich|hieu truong|giam doc|truong (?:ban|phong|doan|"
    r"tram|khoa)|thu truong|chanh van phong|chi huy truong|bien tap|chu nhiem|cuc truong|vien truong|chanh an|"
    r"chinh tri vien)(?: [a-z&]+){0,8}"
)
_NAME_ALONE = re.compile(r"(?:[A-ZÀ-ỸĐ][\w'’]*\s+){1,5}[A-ZÀ-ỸĐ][\w'’]+")
_FULL = 72  # letters of a line that was broken because it was full
_LETTER_OVER = re.compile(r"[A-HĐ]\s*[.)/]\s+(?=[A-ZÀ-ỸĐ])")
_PLAIN_TEXT = 9  # deeper than any mark
_OPEN = re.compile(r"[\w,–\-(“]$")
_LEFT_OPEN = re.compile(r"\b(?:so|ng[au]y|truoc|nhat|het|tu|den|luc|vao|va|la)$")  # … and then a number
_DOC_TYPE = re.compile(
    r"(?P<type>ke hoac[hil]{1,3}(?: lien tich| phoi hop)?|huong dan|thong bao|cong van|chuong trinh(?: cong tac|"
    r" hanh dong)?|the le|"
    r"dieu le|quyet dinh|nghi quyet|to trinh|thu moi|giay moi|quy che|de an|phuong an|bao cao|cong dien|"
    r"thong tri|chi thi)\b"
)
_SIGNATURE = re.compile(r"(?:t/?[mlu][./]?\s|t[mlu]\.|kt\.|thua lenh|q\.)\s*\S")
_RECIPIENTS = re.compile(r"noi nhan\s*:?\s*$|noi nhan\s*:")
_ANNEX = re.compile(r"phu luc\b|(?:lich|bang|danh sach)\b.{0,80}(?:kem theo|dinh kem)")
_SENTENCE = re.compile(r"[;!?](?=\s|$)|\.(?=\s+[A-ZÀ-Ỹ“\"(\-+•Đ]|\s*$)|\n")
_ABBREVIATED = re.compile(r"(?:^|[\s(])(?:tp|ths|ts|gs|pgs|bs|đ|uv|tt|q|p|h|st|no|số)\.?$", re.IGNORECASE)


@dataclass(frozen=True)
class Passage:
    """One paragraph, list item or table row. `above`: the headings and lead-ins over it, the nearest last."""

    line: int
    text: str
    above: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()  # of a table row: the first row of its table
    depth: int = _PLAIN_TEXT
    prior: str = ""  # the item before it under the same lead-in

    @cached_property
    def plain(self) -> str:
        return plain(self.text)

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Where each sentence begins and ends."""
        start = 0
        for mark in _SENTENCE.finditer(self.text):
            if mark[0] == "." and _ABBREVIATED.search(self.text[max(0, mark.start() - 6) : mark.start()]):
                continue
            yield start, mark.end()
            start = mark.end()
        if start < len(self.text):
            yield start, len(self.text)


@dataclass(frozen=True)
class Document:
    """`head` stands above the body, `body` begins the plan, `tail` signature and recipients, `annex` the rest."""

    passages: tuple[Passage, ...]
    heading: int  # the passage that names the kind of document; -1 when there is none
    body: int
    tail: int
    annex: int

    @property
    def head(self) -> tuple[Passage, ...]:
        return self.passages[: max(self.heading, 0)]

    @property
    def content(self) -> tuple[Passage, ...]:
        """The body and the annex."""
        return self.passages[self.body : self.tail] + self.passages[self.annex :]

    @property
    def closing(self) -> tuple[Passage, ...]:
        return self.passages[self.tail : self.annex]

    @property
    def named(self) -> str:
        """What stands in the heading's own line behind the kind: 'KẾ HOẠCH Tổ chức …'."""
        if self.heading < 0:
            return ""
        said = self.passages[self.heading].text.strip(" *_")
        found = _DOC_TYPE.match(plain(said))
        return said[found.end() :].strip(" :-–*_") if found else ""

    @property
    def doc_type(self) -> str:
        if self.heading < 0:
            return ""
        found = _DOC_TYPE.match(self.passages[self.heading].plain.strip())
        if found is None:
            return ""
        return (
            "kế hoạch"
            if found[0].startswith("ke hoac")
            else self.passages[self.heading].text.strip()[: found.end()].lower()
        )


def document(lines: Sequence[Line]) -> Document:
    """Built once for all who read these lines."""
    return _document(tuple(lines))


@lru_cache(maxsize=2)
def _document(lines: tuple[Line, ...]) -> Document:
    passages = tuple(_passages(lines))
    heading = _heading(passages)
    tail = _tail(passages, max(heading, 0))
    annex = next((at for at in range(tail, len(passages)) if _is_annex(passages[at])), len(passages))
    return Document(passages, heading, max(heading, -1) + 1, tail, annex)


def _is_annex(passage: Passage) -> bool:
    return bool(passage.cells and len(passage.cells) > 2) or bool(_ANNEX.match(passage.plain.strip()))


def _heading(passages: Sequence[Passage]) -> int:
    """The line that says KẾ HOẠCH: in capitals or alone, in the first part of the document."""
    for at, passage in enumerate(passages[:40]):
        said = passage.text.strip(" *_")
        found = _DOC_TYPE.match(plain(said))
        if found and not passage.cells and (said[: found.end()].isupper() or len(said) == found.end()):
            return at
    return -1


def _tail(passages: Sequence[Passage], after: int) -> int:
    """Where signature or recipients begin: after the last numbered section, before any annex."""
    for at in range(after + 1, len(passages)):
        said = passages[at].plain.strip(" *_|\t")
        if _RECIPIENTS.match(said) or any(_signs(part) for part in _SIDE_BY_SIDE.split(passages[at].text)):
            return at
        if _is_office_of_signer(passages, at):
            return at
    return len(passages)


def _signs(part: str) -> bool:
    said = part.strip(" *_|\t")
    return bool(_SIGNATURE.match(plain(said))) and said[:6].isupper()


def is_office(text: str) -> bool:
    """'Hiệu trưởng', 'PHÓ CHỦ TỊCH UBND HUYỆN' and nothing else."""
    return len(text) <= 70 and bool(_OFFICE.fullmatch(plain(text)))


def _is_office_of_signer(passages: Sequence[Passage], at: int) -> bool:
    """'HIỆU TRƯỞNG' alone, and right below it a name alone: a signature without 'TM.'."""
    said = passages[at].text.strip(" *_|\t")
    if not is_office(said):
        return False
    near = 6 if said.isupper() else 2
    below = [passage.text.strip(" *_|\t") for passage in passages[at + 1 : at + near]]
    return any(_NAME_ALONE.fullmatch(name) and not _OFFICE.fullmatch(plain(name)) for name in below)


def _passages(lines: Sequence[Line]) -> Iterator[Passage]:
    stack: list[Passage] = []
    last: Passage | None = None
    heading: dict[int, tuple[str, ...]] = {}
    for number, text, line in _joined(_with_rows(lines)):
        seen = plain(text).strip()
        if line.cells:
            first = heading.setdefault(line.table, tuple(clean(cell) for cell in line.cells))
            above = tuple(passage.text for passage in stack)
            yield Passage(number, text, above, tuple(clean(cell) for cell in line.cells), first)
            continue
        depth = _depth(line.mark, seen, text)
        while stack and stack[-1].depth >= depth:
            stack.pop()
        above = tuple(passage.text for passage in stack)
        prior = last.text if last and last.depth == depth and last.above == above else ""
        last = passage = Passage(number, text, above, depth=depth, prior=prior)
        yield passage
        if depth < _PLAIN_TEXT or seen.endswith(":"):
            stack.append(passage)


def _with_rows(lines: Sequence[Line]) -> list[Line]:
    """A table that lost its cells, one paragraph for each, as rows again; the lines keep their places."""
    whole = list(lines)
    last = max((line.table for line in lines), default=0)
    for table, run in enumerate(flattened(lines), last + 1):
        for at in range(run[0][0], min(len(whole), run[-1][0] + len(run[-1][1]))):
            whole[at] = Line("")
        for at, cells in run:
            whole[at] = Line(" | ".join(cells), Place.TABLE, cells, table)
    return whole


def _depth(mark: str, seen: str, text: str = "") -> int:
    if _LETTER_OVER.match(mark or text.strip()):
        return 1
    said = f"{plain(mark)} {seen}" if mark else seen
    said = re.sub(r"^- (?=[+\d])", "", said)
    return next((depth for depth, pattern in _MARKS if pattern.match(said)), _PLAIN_TEXT)


def _joined(lines: Sequence[Line]) -> Iterator[tuple[int, str, Line]]:
    """A paragraph that was broken in the middle of a sentence is one again; its first line counts."""
    held: tuple[int, str, Line] | None = None
    last = -1
    for number, line in enumerate(lines):
        text = clean(line.text)
        if not text.strip() or line.place is Place.HIDDEN:
            continue
        next_to = number == last + 1
        last = number
        if held and not line.cells and not held[2].cells and _goes_on(held[1], text, line, next_to):
            held = (held[0], f"{held[1].rstrip()} {text.strip()}", held[2])
            continue
        if held:
            yield held
        held = (number, text, line)
    if held:
        yield held


def _goes_on(before: str, text: str, line: Line, next_to: bool) -> bool:
    """In small letters, or right below a line that is as wide as the page."""
    said = text.strip()
    if line.mark or not _OPEN.search(before.rstrip()) or len(before) < 25 or before.isupper():
        return False
    if len(before) > _LONGEST_PARAGRAPH or any(_STANDS_ALONE.match(plain(one[:_SHORT])) for one in (said, before)):
        return False
    if _COLUMNS.search(before) or _COLUMNS.search(said):
        return False
    wrapped = next_to and len(before) >= _FULL and not said.isupper()
    left_open = next_to and said[0].isdigit() and _LEFT_OPEN.search(plain(before[-12:].rstrip()))
    return bool(said[0].islower() or wrapped or left_open) and _depth("", plain(said)) == _PLAIN_TEXT


def year_of(doc: Document) -> int | None:
    """The year most dates of the body are in; what is long past is an anniversary."""
    years = Counter(
        int(year)
        for passage in doc.passages
        for year in re.findall(r"(?:[/.\-]\s?|nam\s+)(20[0-4]\d)(?!\d)", passage.plain)
    )
    return max(years, key=lambda year: (years[year], year)) if years else None
