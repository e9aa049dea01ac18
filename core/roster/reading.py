"""The rows of a sheet become entries: below its heading, section by section, down to what stands under the list."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from core.roles import Role
from core.roster.apart import unit_behind
from core.roster.cells import email, is_formula, is_none, is_title, one_line, phones_of, titled
from core.roster.checking import Draft, settled
from core.roster.entries import Column, Entry, Fault, Heading, Problem, Roster
from core.roster.frame import GROUP_WORD, SECTION, TOTAL, group_name
from core.roster.guessing import guess
from core.roster.headings import Head, find, repeats
from core.roster.names import kind_of, usual_unit, words
from core.roster.pasted import lines_of, read_lines, table_of
from core.roster.people import Someone, people_of
from core.vietnamese import fold

MOST_ROWS = 20_000
_SECTION_NUMBER = re.compile(r"\s*(?:[IVXLC]{1,6}|[A-Z])[.)]?\s*")
_FOOTER = re.compile(
    r"(?:nguoi (?:lap|tong hop)|noi nhan|t/?m\.? ?(?:ban|bch|btv|doan)|[kt]l?\. ?(?:ban|bi)|thu truong|xac nhan)\b"
    r"|[^\d]{0,40}\bngay [\d.… ]*thang [\d.… ]*nam\b"
)
_LEADING = re.compile(r"(?:pho |p\.? ?)?(?:bi thu|chu tich|truong ban|cum truong|chu nhiem)|p?bt\b")
_MOST_GROUPS = 10


def read_rows(rows: Sequence[Sequence[str]]) -> Roster:
    """Every row is an entry, part of the frame of the list, or a problem."""
    rows = rows[:MOST_ROWS]
    if not any(cell.strip() for row in rows for cell in row):
        return Roster(problems=(Problem(Fault.EMPTY),))
    if _is_one_column(rows) and find(rows) is None:
        return read_lines([one_line("".join(row)) for row in rows])
    head, rows = _with_units(find(rows) or Head(guess(rows), 0), rows)
    if not any(heading.column is Column.UNIT for heading in head.columns.values()):
        return Roster(problems=(Problem(Fault.NO_UNITS),), columns=head.columns)
    return _Sheet(head, rows).read()


def read_text(text: str) -> Roster:
    """Lines as they stand in a chat, or a table copied out of a spreadsheet with its tabs."""
    table = table_of(text)
    return read_rows(table) if table else read_lines(lines_of(text))


def _with_units(head: Head, rows: Sequence[Sequence[str]]) -> tuple[Head, Sequence[Sequence[str]]]:
    """Where no column has the units, the titles may name them: 'Bí thư Đoàn phường An Hòa'."""
    places = {heading.column: at for at, heading in head.columns.items()}
    if Column.UNIT in places or Column.TITLE not in places:
        return head, rows
    at, width = places[Column.TITLE], max(map(len, rows))
    named = [unit_behind(one_line(row[at])) if len(row) > at else None for row in rows[head.ends :]]
    if sum(map(bool, named)) * 2 < len(named):
        return head, rows
    parted = [
        [*row[:at], own[0], *row[at + 1 :], *[""] * (width - len(row)), own[1]] if own else row
        for row, own in zip(rows[head.ends :], named, strict=True)
    ]
    columns = {**head.columns, width: Heading(Column.UNIT)}
    return Head(columns, head.ends), [*rows[: head.ends], *parted]


def _is_one_column(rows: Sequence[Sequence[str]]) -> bool:
    return len({at for row in rows for at, cell in enumerate(row) if cell.strip()}) == 1


@dataclass(frozen=True)
class _Block:
    """The columns about one person: 'Bí thư | SĐT | Phó Bí thư | SĐT' are two of them."""

    title: str = ""
    names: tuple[int, ...] = ()
    places: Mapping[Column, list[int]] = field(default_factory=lambda: {one: [] for one in Column})


class _Sheet:
    def __init__(self, head: Head, rows: Sequence[Sequence[str]]) -> None:
        self._columns = head.columns
        self._rows = rows
        self._start = head.ends
        self._blocks = _blocks(head.columns)
        self._last = max((at for at, row in enumerate(rows) if _can_be_reached(row)), default=-1)
        self._section = ""
        self._unit = ""
        self._problems: list[Problem] = []

    def read(self) -> Roster:
        drafts = list(self._drafts())
        roster = settled(drafts, self._problems, self._columns)
        return roster if roster.rows or roster.problems else Roster((), (Problem(Fault.EMPTY),), self._columns)

    def _drafts(self) -> Iterator[Draft]:
        for at, row in enumerate(self._rows[self._start :], start=self._start):
            first = next((one_line(cell) for cell in row if len(one_line(cell)) > 2), "")
            if _FOOTER.match(fold(first)) and at > self._last:
                return
            if not TOTAL.match(fold(first)) and not repeats(row, self._columns) and not self._opens_section(row):
                yield from self._row(at + 1, row)

    def _opens_section(self, row: Sequence[str]) -> bool:
        """'I. Khối phường', 'Cụm 1': the group of what follows."""
        number = one_line(self._first(row, Column.NUMBER))
        said = {one_line(cell) for at, cell in enumerate(row) if not self._is(at, Column.NUMBER) and not is_none(cell)}
        if not said and SECTION.match(number):
            said = {number}
        if len(said) != 1 or number.strip(".) ").isdigit() or _can_be_reached(row):
            return False
        (text,) = said
        across = sum(one_line(cell) == text for cell in row) > 1
        by_word = SECTION.match(text) or GROUP_WORD.match(fold(text))
        if not (by_word or across or _SECTION_NUMBER.fullmatch(number)) or is_formula(text):
            return False
        self._section, self._unit = group_name(text), ""
        return True

    def _row(self, row: int, cells: Sequence[str]) -> Iterator[Draft]:
        unit_cell, unit_ok = self._cell(row, cells, Column.UNIT)
        people = [someone for block in self._blocks for someone in self._people(row, cells, block)]
        known = [someone for someone in people if someone.is_anyone]
        unit = usual_unit(one_line(unit_cell)) if not is_none(unit_cell) else ""
        unit = unit or (self._unit if self._goes_on(cells, known) else "")
        if unit:
            self._unit = unit
            yield from (Draft(entry, one) for one in known or [Someone()] for entry in [self._entry(row, cells, unit)])
        elif known and unit_ok:
            self._problems.append(Problem(Fault.MISSING_UNIT, row, known[0].name or "".join(known[0].phones[:1])))

    def _goes_on(self, cells: Sequence[str], people: Sequence[Someone]) -> bool:
        """A second person of the unit above: the row has no number of its own, or names a deputy."""
        numbered = any(heading.column is Column.NUMBER for heading in self._columns.values())
        mine = numbered and not self._first(cells, Column.NUMBER).strip()
        return bool(people) and (mine or all(someone.role is not Role.SECRETARY for someone in people))

    def _entry(self, row: int, cells: Sequence[str], unit: str) -> Entry:
        return Entry(
            row=row,
            unit=unit,
            type=kind_of(unit, one_line(self._cell(row, cells, Column.TYPE)[0])),
            parent=usual_unit(one_line(self._cell(row, cells, Column.PARENT)[0])),
            groups=self._groups(row, cells),
            extra={
                heading.words: one_line(self._checked(row, cells[at])[0])
                for at, heading in self._columns.items()
                if heading.column is Column.OTHER and heading.words and at < len(cells) and cells[at].strip()
            },
        )

    def _groups(self, row: int, cells: Sequence[str]) -> tuple[str, ...]:
        """The section's, and those of the column; under 'Cụm' a bare 1 is 'Cụm 1'."""
        found = [self._section] if self._section else []
        for at, heading in self._columns.items():
            if heading.column is Column.GROUP and at < len(cells) and not is_none(cells[at]):
                for part in re.split(r"[;,\n]", self._checked(row, cells[at])[0])[:_MOST_GROUPS]:
                    name = group_name(one_line(part))
                    found.append(f"{heading.words} {name}" if name.isdigit() and heading.words else name)
        return tuple(dict.fromkeys(name for name in found if name))

    def _people(self, row: int, cells: Sequence[str], block: _Block) -> list[Someone]:
        names = " ".join(self._checked(row, cells[at])[0] for at in block.names if at < len(cells)).strip(" ")
        titles, phones, emails = (
            "\n".join(self._checked(row, cells[at])[0] for at in block.places[kind] if at < len(cells))
            for kind in (Column.TITLE, Column.PHONE, Column.EMAIL)
        )
        return people_of(names, titles, phones, emails, block.title)

    def _cell(self, row: int, cells: Sequence[str], kind: Column) -> tuple[str, bool]:
        return self._checked(row, self._first(cells, kind))

    def _checked(self, row: int, cell: str) -> tuple[str, bool]:
        """'' and a problem, said once, for what a spreadsheet would calculate."""
        if not is_formula(cell):
            return cell, True
        problem = Problem(Fault.FORMULA, row, one_line(cell))
        if problem not in self._problems[-20:]:
            self._problems.append(problem)
        return "", False

    def _first(self, cells: Sequence[str], kind: Column) -> str:
        """The first that is filled of the columns of this kind."""
        return next((cells[at] for at in self._columns if self._is(at, kind) and at < len(cells) and cells[at]), "")

    def _is(self, at: int, kind: Column) -> bool:
        return at in self._columns and self._columns[at].column is kind


def _can_be_reached(row: Sequence[str]) -> bool:
    return any(cell.strip() and (email(cell) or phones_of(cell).good) for cell in row)


def _blocks(columns: Mapping[int, Heading]) -> list[_Block]:
    """Each column of names opens one; what is about a person belongs to the names before it, else to the first."""
    blocks: list[_Block] = []
    pending: list[tuple[int, Heading]] = []
    for at, heading in sorted(columns.items()):
        if heading.column is Column.FIRST and blocks:
            blocks[-1] = _Block(blocks[-1].title, (*blocks[-1].names, at), blocks[-1].places)
        elif heading.column in (Column.PERSON, Column.LAST, Column.FIRST):
            blocks.append(_Block(_title_in(heading.words), (at,)))
        elif heading.column in (Column.TITLE, Column.PHONE, Column.EMAIL):
            pending.append((at, heading))
    blocks = blocks or [_Block()]
    for at, heading in pending:
        _owner(blocks, at, heading).places[heading.column].append(at)
    return blocks


def _owner(blocks: Sequence[_Block], at: int, heading: Heading) -> _Block:
    """'SĐT Phó Bí thư' says whose it is."""
    said = _title_in(heading.words)
    named = [block for block in blocks if said and words(block.title) == words(said)]
    before = [block for block in blocks if block.names and block.names[0] < at]
    return (named or before[-1:] or list(blocks))[0]


def _title_in(heading: str) -> str:
    """'Họ tên Phó Bí thư' is of the deputy; 'Người phụ trách' is no title."""
    said = one_line(heading).split()
    for at in range(len(said)):
        rest = " ".join(said[at:])
        if _LEADING.match(fold(rest)):
            return rest if is_title(rest) else titled(rest)[0]
    return ""
