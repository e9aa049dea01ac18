"""Tables by what the headings of their columns say; rows by column.

A table that breaks over a page comes as two with the same heading, or without one: the rows are read one after the
other. A table that lost its cells, one paragraph for each, is put together again from its headings.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum, auto
from functools import lru_cache

from core.plans.dates import dates_in
from core.plans.lines import Line, Place
from core.plans.plain import clean, plain


class Column(StrEnum):
    NUMBER = auto()
    TITLE = auto()
    TIME = auto()
    PLACE = auto()
    MODE = auto()
    OWNER = auto()
    SUPPORT = auto()
    PERSON = auto()
    POSITION = auto()
    ROLE = auto()
    PHONE = auto()
    NOTE = auto()
    COUNT = auto()
    MEASURE = auto()
    UNIT = auto()  # "Đơn vị" alone: the unit a row is about
    OTHER = auto()


# The first that fits: "Thời gian thực hiện" is a time, "Đơn vị thực hiện" an owner, "Đơn vị tính" a measure.
_HEADINGS: tuple[tuple[Column, str], ...] = (
    (Column.NUMBER, r"(?:s?tt|so tt|so thu tu|#|no)\W*"),
    (Column.MEASURE, r".*\b(?:don vi tinh|dvt)\b.*"),
    (Column.PHONE, r".*\b(?:dien thoai|sdt|so dt|dtdd|lien he|lien lac|zalo)\b.*"),
    (
        Column.PERSON,
        r"(?:ho (?:va |, )?(?:chu )?(?:lot,? )?ten|ho ten|dong chi|nguoi|can bo|dau moi|lanh dao|thanh vien)\b.*",
    ),
    (Column.SUPPORT, r".*\b(?:phoi hop|ho tro)\b.*"),
    (Column.OWNER, r".*\b(?:phu trach|chu tri|phan cong|dam nhan|chu cong|tham muu|dang cai|chiu trach nhiem)\b.*"),
    (
        Column.OWNER,
        r"(?:cac )?(?:don vi|co quan|bo phan|ban|to chuc|co so|luc luong)\b.*\b(?:thuc hien|to chuc|trien khai)\b.*",
    ),
    (Column.OWNER, r"(?:thuc hien|to chuc|trien khai|truong (?:doan|nhom))"),
    (
        Column.TIME,
        r".*\b(?:han (?:nop|gui|chot|cuoi|hoan thanh|bao cao|dang ky)|deadline|thoi gian|thoi diem|thoi han|ngay|"
        r"tien do|thang|gio|tuan|moc)\b.*",
    ),
    (Column.PLACE, r".*\b(?:dia diem|noi to chuc|noi thuc hien|dia ban|noi dien ra)\b.*"),
    (Column.MODE, r".*\b(?:hinh thuc|phuong thuc|cach thuc)\b.*"),
    (Column.COUNT, r".*\b(?:chi tieu|so luong|muc tieu|ke hoach giao|dinh muc)\b.*"),
    (Column.POSITION, r".*\b(?:chuc vu|chuc danh|don vi cong tac)\b.*"),
    (Column.ROLE, r".*\b(?:vai tro|nhiem vu trong ban|nhiem vu btc)\b.*"),
    (Column.NOTE, r".*\bghi chu\b.*"),
    (
        Column.TITLE,
        r".*\b(?:noi dung|hoat dong|cong viec|nhiem vu|chuong trinh|su kien|phan viec|hang muc|cong trinh|ten|"
        r"viec|muc)\b"
        r".*",
    ),
    (
        Column.TITLE,
        r"(?:ten |loai )?(?:san pham|ho so|bao cao|van ban|tai lieu)(?: can nop| phai nop| can gui| yeu cau)?",
    ),
    (Column.UNIT, r"(?:ten )?(?:don vi|co so doan|chi doan|doan co so|xa|phuong|co so|cum|doan xa|doan phuong)\b.*"),
)
_PATTERNS = tuple((column, re.compile(pattern)) for column, pattern in _HEADINGS)
_DUE = re.compile(r"(?:thoi han|han|deadline|(?:thoi gian |ngay )?hoan thanh)\b")
_HANDED = re.compile(r"(?:thoi )?(?:han|gian) (?:nop|gui|dang ky|bao cao)\b|ngay (?:nop|gui)\b")
_LONGEST_HEADING = 60
_MOST_CELLS = 40
_NUMBERED = re.compile(r"\d{1,3}\s*[.)]?")


@dataclass(frozen=True)
class Row:
    line: int
    cells: Mapping[Column, str] = field(default_factory=dict)
    text: str = ""
    raw: tuple[str, ...] = ()

    def cell(self, at: int) -> str:
        return self.raw[at] if at < len(self.raw) else ""

    def get(self, column: Column) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Table:
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    due: bool = False  # its days are those by which a thing is to be done: "Thời hạn", "Deadline"
    handed: bool = False  # … or handed in: "Hạn nộp"

    def has(self, *columns: Column) -> bool:
        return any(column in self.columns for column in columns)

    @property
    def is_calendar(self) -> bool:
        """What happens when; a list of people or of numbers is none."""
        of_units = self.has(Column.UNIT) and not (self.due or self.handed or self.has(Column.COUNT))
        return self.has(Column.TIME) and (self.has(Column.TITLE) or of_units)

    @property
    def is_division(self) -> bool:
        """Who does what, without a time."""
        return (
            self.has(Column.TITLE)
            and self.has(Column.OWNER, Column.PERSON, Column.UNIT)
            and not self.has(Column.TIME, Column.COUNT)
        )

    @property
    def is_of_people(self) -> bool:
        return self.has(Column.PERSON) and not self.has(Column.TIME)

    @property
    def is_of_targets(self) -> bool:
        return self.has(Column.COUNT) and self.has(Column.TITLE, Column.UNIT)


@lru_cache(maxsize=4096)
def column(heading: str) -> Column:
    said = " ".join(plain(heading[:80]).split())
    return next((name for name, pattern in _PATTERNS if pattern.fullmatch(said)), Column.OTHER)


def columns(cells: Sequence[str]) -> tuple[Column, ...] | None:
    """The columns a row of headings names; None when the row is no heading. Two of the same kind: the first is it."""
    return _columns(tuple(cells))


@lru_cache(maxsize=4096)
def _columns(cells: tuple[str, ...]) -> tuple[Column, ...] | None:
    filled = [cell for cell in cells if cell.strip()]
    if len(filled) < 2 or any(len(cell) > _LONGEST_HEADING or dates_in(cell) for cell in filled):
        return None
    named: list[Column] = []
    for cell in cells:
        kind = column(cell)
        named.append(Column.OTHER if kind in named else kind)
    known = sum(kind is not Column.OTHER for kind in named)
    return tuple(named) if known >= 2 and known * 2 >= len(filled) else None


def tables(lines: Sequence[Line]) -> tuple[Table, ...]:
    """Built once for all who read these lines."""
    return _tables(tuple(lines))


@lru_cache(maxsize=2)
def _tables(lines: tuple[Line, ...]) -> tuple[Table, ...]:
    return _read([*_rows(lines), *(row for run in flattened(lines) for row in run)])


def lines_apart(lines: Sequence[Line]) -> frozenset[int]:
    """The paragraphs that are cells of a table and must not be read as prose."""
    return frozenset(at for run in flattened(lines) for at in range(run[0][0], run[-1][0] + len(run[0][1])))


def _rows(lines: Sequence[Line]) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, line in enumerate(lines):
        if line.place is Place.HIDDEN:
            continue
        cells = line.cells or (tuple(line.text.split("\t", _MOST_CELLS)) if "\t" in line.text.strip() else ())
        if 1 < len(cells) <= _MOST_CELLS:
            yield number, tuple(clean(cell).strip() for cell in cells)


def _read(rows: Sequence[tuple[int, tuple[str, ...]]]) -> tuple[Table, ...]:
    """A row of headings begins a table; the same headings go on with it; a second row of them refines the first."""
    found: list[tuple[tuple[Column, ...], list[Row]]] = []
    due: set[int] = set()
    handed: set[int] = set()
    for line, cells in sorted(rows):
        named = columns(cells)
        if named is not None:
            if found and not found[-1][1] and len(found[-1][0]) == len(named):
                found[-1] = (_refined(found[-1][0], named), [])
            elif not found or found[-1][0] != named:
                found.append((named, []))
            if any(_DUE.match(plain(cell).strip()) for cell in cells):
                due.add(len(found) - 1)
            if any(_HANDED.match(plain(cell).strip()) for cell in cells):
                handed.add(len(found) - 1)
        elif found and len(cells) >= max(2, len(found[-1][0]) - 2) and (row := _row(line, cells, found[-1][0])):
            found[-1][1].append(row)
    return tuple(
        replace(_table(named, tuple(_whole(kept))), due=at in due, handed=at in handed)
        for at, (named, kept) in enumerate(found)
        if kept
    )


def _table(named: tuple[Column, ...], rows: tuple[Row, ...]) -> Table:
    """A column that holds days is the time's, and one that names what happens then the title's, whatever its heading.

    Of two columns with days the last is meant: 'theo kế hoạch cũ | điều chỉnh thành'.
    """
    if Column.TIME not in named and Column.TITLE in named:
        return _renamed(named, rows, Column.TIME, lambda cell: any(len(cell) < 60 for _ in dates_in(cell)))
    if Column.TIME in named and not {Column.TITLE, Column.UNIT, Column.PERSON} & {*named}:
        return _renamed(named, rows, Column.TITLE, lambda cell: len(cell) > 5 and not dates_in(cell), first=True)
    return Table(named, rows)


def _renamed(
    named: tuple[Column, ...], rows: tuple[Row, ...], kind: Column, fits: Callable[[str], bool], first: bool = False
) -> Table:
    """With the unknown column whose cells fit, if there is one, as the column of this kind."""
    unknown = [at for at, name in enumerate(named) if name is Column.OTHER]
    fitting = [at for at in unknown if sum(fits(row.cell(at)) for row in rows) * 2 > len(rows)]
    if not fitting:
        return Table(named, rows)
    at = fitting[0 if first else -1]
    renamed = tuple(kind if number == at else name for number, name in enumerate(named))
    return Table(renamed, tuple(replace(row, cells={**row.cells, kind: row.cell(at)}) for row in rows))


def _refined(first: Sequence[Column], second: Sequence[Column]) -> tuple[Column, ...]:
    """'Đơn vị thực hiện' over 'Chủ trì' and 'Phối hợp': the lower row is the nearer one."""
    return tuple(below if below is not Column.OTHER else above for above, below in zip(first, second, strict=True))


def _row(line: int, cells: Sequence[str], named: tuple[Column, ...]) -> Row | None:
    """None for a row that names a group ("I. Hoạt động cấp tỉnh") or says nothing."""
    filled = {cell for cell in cells if cell}
    placed: dict[Column, str] = {}
    for kind, cell in zip(named, cells, strict=False):
        if cell:
            placed.setdefault(kind, cell)
    names_a_group = len(filled) < 2 and bool(_GROUP & {*placed})
    if not set(placed) - {Column.NUMBER} or names_a_group or (len(filled) == 2 and set(placed) == _GROUP):
        return None
    return Row(line, placed, " | ".join(cell for cell in cells if cell), tuple(cells))


_GROUP = {Column.NUMBER, Column.TITLE}


def _whole(rows: Sequence[Row]) -> Iterator[Row]:
    """A row that goes on over the page, without number and title, belongs to the row above it."""
    last: Row | None = None
    for row in rows:
        goes_on = last and Column.TITLE not in row.cells and Column.NUMBER not in row.cells
        if last and goes_on and Column.NUMBER in last.cells and Column.TITLE in last.cells:
            joined = {kind: f"{last.get(kind)}\n{row.get(kind)}".strip() for kind in (*last.cells, *row.cells)}
            last = Row(last.line, joined, f"{last.text} {row.text}", last.raw)
            continue
        if last:
            yield last
        last = row
    if last:
        yield last


_FEWEST, _MOST = 3, 8  # columns of a table that lost its cells


def flattened(lines: Sequence[Line]) -> list[list[tuple[int, tuple[str, ...]]]]:
    """Runs of paragraphs that were a table: its headings one under another, then numbered rows of as many."""
    return [list(run) for run in _flattened(tuple(lines))]


@lru_cache(maxsize=2)
def _flattened(lines: tuple[Line, ...]) -> list[list[tuple[int, tuple[str, ...]]]]:
    runs: list[list[tuple[int, tuple[str, ...]]]] = []
    texts = [(at, clean(line.text).strip()) for at, line in enumerate(lines) if line.text.strip()]
    at = 0
    while at < len(texts):
        width = 0 if lines[texts[at][0]].cells else _heading_width(texts[at : at + _MOST])
        if width:
            run, at = _run(texts, at, width)
            runs.extend([run] if len(run) > 1 else [])
        else:
            at += 1
    return runs


def _heading_width(texts: Sequence[tuple[int, str]]) -> int:
    """How many paragraphs from here on are headings; the first has to be that of the numbers."""
    if not texts or column(texts[0][1]) is not Column.NUMBER:
        return 0
    width = 1
    while width < len(texts) and not _NUMBERED.fullmatch(texts[width][1]):
        if len(texts[width][1]) > _LONGEST_HEADING:
            return 0
        width += 1
    named = columns([text for _, text in texts[:width]])
    return width if width >= _FEWEST and named is not None and named.count(Column.OTHER) <= 1 else 0


def _run(texts: Sequence[tuple[int, str]], start: int, width: int) -> tuple[list[tuple[int, tuple[str, ...]]], int]:
    """Heading and rows from `start`, and where they end. A row with a cell missing is placed by where its date is."""
    named = columns([text for _, text in texts[start : start + width]]) or ()
    run = [(texts[start][0], tuple(text for _, text in texts[start : start + width]))]
    at, number = start + width, 1
    while at < len(texts) and _is_number(texts[at][1], number):
        end = at + 1
        while end < len(texts) and end < at + width and not _is_number(texts[end][1], number + 1):
            end += 1
        run.append((texts[at][0], _placed([text for _, text in texts[at:end]], named)))
        at, number = end, number + 1
    return run, at


def _is_number(text: str, number: int) -> bool:
    return bool(_NUMBERED.fullmatch(text)) and int(re.sub(r"\D", "", text)) == number


def _placed(cells: list[str], named: tuple[Column, ...]) -> tuple[str, ...]:
    if len(cells) == len(named) or Column.TIME not in named:
        return tuple(cells)
    time = named.index(Column.TIME)
    dated = next((at for at, cell in enumerate(cells) if at > 1 and dates_in(cell, 2000)), None)
    if dated is not None and dated < time:
        cells[dated:dated] = [""] * (time - dated)
    return tuple(cells)
