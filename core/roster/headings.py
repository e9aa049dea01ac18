"""The heading of a sheet: which row it is, below a title block and perhaps in two lines, and what each column holds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.roster.cells import email, one_line, phones_of
from core.roster.entries import Column, Heading
from core.roster.names import words

_LOOKED_AT = 40  # rows from the top in which a heading may stand
_LONGEST = 80

_UNIT = (
    r"(?:don vi|dv|co so doan|doan co so|chi doan co so|chi doan|to chuc doan|co so|xa|phuong|dac khu|thi tran|"
    r"dia ban|truong|co quan|doan xa|doan phuong|doan truong|chi hoi|don vi co so|unit)"
)
_LEADER = (
    r"(?:pho |p )?(?:bi thu|chu tich|truong ban|cum truong|chu nhiem)|bt|pbt|nguoi|can bo|dong chi|d c|dau moi|"
    r"dai dien|thanh vien|phu trach"
)
# The first that fits: "SĐT Bí thư" is a phone, "Đơn vị cấp trên" no unit of the row, "Cụm trưởng" no cluster.
_WORDS: tuple[tuple[Column, str], ...] = (
    (Column.NUMBER, r"s?tt|s t t|so tt|so thu tu|thu tu|no|num"),
    (Column.EMAIL, r".*\b(?:e ?mail|gmail|mail|thu dien tu|hop thu|dia chi thu)\b.*"),
    (
        Column.PHONE,
        r".*\b(?:sdt|s d t|so dt|dt|dtdd|d t|dien thoai|di dong|so may|zalo|phone|mobile|tel|hotline|so lien he|"
        r"so lien lac)\b.*",
    ),
    (Column.OTHER, r".*\b(?:ngay sinh|nam sinh|so luong|tong so|so doan vien|dia chi|gioi tinh|ghi chu|note)\b.*"),
    (Column.PARENT, r".*\bcap tren\b.*|(?:truc )?thuoc(?: (?:don vi|doan).*)?|don vi (?:quan ly|chu quan)"),
    (Column.TYPE, r"loai(?: hinh)?(?: don vi| to chuc| doan| co so)*|phan loai|kieu don vi"),
    (Column.TITLE, r"(?:chuc vu|chuc danh|vai tro|nhiem vu)\b.*"),
    (
        Column.GROUP,
        r"(?:ten |thuoc |so )*(?:cum|khoi|nhom|khu vuc)(?: so)?(?: (?:thi dua|hoat dong|doan|don vi|cum|khoi))*",
    ),
    (Column.LAST, r"ho|ho(?: va)? (?:(?:ten )?dem|(?:chu )?lot|ten lot)"),
    (Column.FIRST, r"ten"),
    (Column.PERSON, r".*\bho (?:(?:va|chu lot|lot|dem) )*ten\b.*|hoten|ten (?:nguoi|can bo|bi thu|dong chi)\b.*"),
    (Column.PERSON, rf"(?:{_LEADER})\b.*|(?:thong tin )?lien (?:he|lac)|lanh dao"),
    (
        Column.UNIT,
        rf"(?:ten |cac |danh sach )*{_UNIT}(?: (?:{_UNIT}|va|hoac|doan|hoi|truc thuoc|cong tac|tuong duong|thi dua))*",
    ),
)
_PATTERNS = tuple((column, re.compile(pattern)) for column, pattern in _WORDS)
_COUNTING = re.compile(r"\(?(?:\d{1,2}|[A-Za-z])\)?")
_TELLING = frozenset({Column.UNIT, Column.PERSON, Column.PHONE, Column.FIRST})


@dataclass(frozen=True)
class Head:
    """`ends`: the first row below the heading."""

    columns: dict[int, Heading]
    ends: int


def column(heading: str) -> Column:
    if heading.strip() == "#":
        return Column.NUMBER
    said = words(heading[:_LONGEST])
    return next((name for name, pattern in _PATTERNS if pattern.fullmatch(said)), Column.OTHER)


def find(rows: Sequence[Sequence[str]]) -> Head | None:
    """The row, or the pair of rows, whose cells say most about their columns; None where no row does."""
    best, known = None, 0
    for at in range(min(len(rows), _LOOKED_AT)):
        for lines in (1, 2):
            said = _joined(rows[at : at + lines])
            count = _known(said) if _may_be(rows[at : at + lines]) else 0
            if count > known:
                best, known = Head(_columns(said), at + lines), count
    return best and _below_counting(best, rows)


def repeats(row: Sequence[str], columns: dict[int, Heading]) -> bool:
    """The heading again, on another page of the sheet."""
    filled = [(at, cell) for at, cell in enumerate(row) if cell.strip()]
    return len(filled) > 1 and all(
        at in columns and words(one_line(cell)) == words(columns[at].words) for at, cell in filled
    )


def _may_be(lines: Sequence[Sequence[str]]) -> bool:
    """Words only; what is below the upper line are headings of their own as well."""
    if not lines or any(_has_data(row) for row in lines):
        return False
    return len(lines) == 1 or (_known_cells(lines[1]) > 0 and not _is_counting(lines[1]) and bool(_filled(lines[0])))


def _has_data(row: Sequence[str]) -> bool:
    return any(
        len(cell) > 2 * _LONGEST or phones_of(cell).good or email(cell) or re.fullmatch(r"\s*\d{1,4}[.)]?\s*", cell)
        for cell in row
        if cell.strip()
    )


def _joined(lines: Sequence[Sequence[str]]) -> list[str]:
    """Two lines of a heading read downwards; a merged cell of the upper one reaches over those to its right."""
    if len(lines) == 1:
        return [one_line(cell) for cell in lines[0]]
    upper, lower = ([one_line(cell) for cell in line] for line in lines)
    upper += [""] * (len(lower) - len(upper))
    lower += [""] * (len(upper) - len(lower))
    over, joined = "", []
    for above, below in zip(upper, lower, strict=True):
        over = above or over
        joined.append(above if not below or above == below else f"{over} {below}".strip())
    return joined


def _filled(row: Sequence[str]) -> list[str]:
    return [cell for cell in row if cell.strip()]


def _known_cells(row: Sequence[str]) -> int:
    return sum(column(cell) is not Column.OTHER for cell in _filled(row))


def _known(said: Sequence[str]) -> int:
    """How many columns are told, and how many kinds; 0 for too few, or a title or a row of data that happens to fit."""
    filled = _filled(said)
    kinds = {column(cell) for cell in filled} - {Column.OTHER}
    count = _known_cells(said)
    alone = len(filled) == 1 and Column.UNIT in kinds and len(said) == 1
    if not kinds & _TELLING or (len(kinds) < 2 and not alone) or count * 2 < len(filled):
        return 0
    return 0 if len(set(filled)) == 1 < len(filled) else count + len(kinds)


def _is_counting(row: Sequence[str]) -> bool:
    """'(1) (2) (3)' or 'A B 1 2' below the headings."""
    filled = _filled(row)
    return len(filled) > 2 and all(_COUNTING.fullmatch(cell.strip()) for cell in filled)


def _below_counting(head: Head, rows: Sequence[Sequence[str]]) -> Head:
    counting = head.ends < len(rows) and _is_counting(rows[head.ends])
    return Head(head.columns, head.ends + 1) if counting else head


def _columns(said: Sequence[str]) -> dict[int, Heading]:
    found = {at: Heading(column(cell), cell) for at, cell in enumerate(said) if cell}
    return _settled(found)


def _settled(found: dict[int, Heading]) -> dict[int, Heading]:
    """What only the other headings tell: 'Tên' beside 'Họ' or alone, 'Chi đoàn' beside 'Đoàn cơ sở'."""
    kinds = [heading.column for heading in found.values()]
    named = Column.LAST in kinds
    of_people = Column.UNIT in kinds
    for at, heading in found.items():
        if heading.column is Column.FIRST and not named:
            found[at] = Heading(Column.PERSON if of_people else Column.UNIT, heading.words)
    _one_unit(found)
    return found


def _one_unit(found: dict[int, Heading]) -> None:
    """A chi đoàn beside another column of units stands below it. Of any others, or one merged over two, the first."""
    places = [at for at, heading in found.items() if heading.column is Column.UNIT]
    branch = next((at for at in places if "chi doan" in words(found[at].words)), None)
    for at in places:
        if at != (places[0] if branch is None else branch):
            same = branch is None or words(found[at].words) == words(found[branch].words)
            found[at] = Heading(Column.OTHER if same else Column.PARENT, found[at].words)
