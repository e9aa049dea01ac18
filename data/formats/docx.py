"""A Word document as lines: what a reader sees on paper in reading order, and apart from it what is hidden there."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from core.plans.lines import Line, Place
from data.formats.letters import MOST_CELLS, counted, pieces, rows, settled
from data.formats.numbering import Lists
from data.formats.refusal import Refused, Why
from data.formats.runs import Runs
from data.formats.styles import Styles, is_filled, is_ruled, is_shaded
from data.formats.wordparts import MC, R_ID, Element, Package, W, number, value

_CUT = {f"{W}del", f"{W}moveFrom"}  # struck out by someone who tracks changes
_NO_TEXT = {f"{W}tblPr", f"{W}tblGrid", f"{W}trPr", f"{W}tcPr", f"{W}pPr", f"{W}sectPr", f"{W}sdtPr", f"{W}sdtEndPr"}
_NOTES = (("footnotes", "footnote"), ("endnotes", "endnote"))
_NO_NOTES = ("separator", "continuationSeparator", "continuationNotice")


def lines_of_docx(path: Path) -> list[Line]:
    """Headers, body, notes, footers. The archive has passed the gate. Photos of pages without a word are refused."""
    with closing(Package(path)) as package:
        lines = counted(_Reading(package).lines())
        if package.has_pictures and not any(line.text.strip() for line in lines):
            raise Refused(Why.PICTURE)
        return lines


@dataclass
class _Cell:
    lines: list[Line] = field(default_factory=list)
    span: int = 1


class _Reading:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = Styles(package.related("styles"))
        self._lists = Lists(package.related("numbering"), self._styles)
        self._relations = package.relations(package.main)
        self._tables = 0
        self._place = Place.BODY

    def lines(self) -> Iterator[Line]:
        main = self._package.part(self._package.main)
        yield from self._edges(main, "headerReference", Place.HEADER)
        yield from self._part(main, Place.BODY)
        for kind, one in _NOTES:
            notes = self._package.related(kind)
            for note in () if notes is None else notes.iterfind(f"{W}{one}"):
                if note.get(f"{W}type") not in _NO_NOTES:
                    yield from self._part(note, Place.BOX)
        yield from self._edges(main, "footerReference", Place.FOOTER)

    def _edges(self, main: Element, kind: str, place: Place) -> Iterator[Line]:
        """Each header or footer once, however many sections show it. A page number alone is none."""
        said: set[str] = set()
        for name in dict.fromkeys(one.get(R_ID, "") for one in main.iter(f"{W}{kind}")):
            part = self._package.part(self._relations.get(name, ("", ""))[1])
            if part is None:
                continue
            for line in self._part(part, place):
                if line.text not in said and not line.text.strip("-– ").isdecimal():
                    yield line
                said.add(line.text)

    def _part(self, root: Element, place: Place) -> Iterator[Line]:
        self._place = place
        yield from self._blocks(root, Runs(self._styles))

    def _blocks(self, parent: Element, runs: Runs) -> Iterator[Line]:
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child, runs)
            elif child.tag == f"{W}tbl":
                yield from self._table(child, runs)
            elif child.tag == f"{MC}AlternateContent":
                yield from self._blocks(runs.chosen(child), runs)
            elif child.tag not in _CUT and child.tag not in _NO_TEXT:
                yield from self._blocks(child, runs)

    def _paragraph(self, paragraph: Element, runs: Runs) -> Iterator[Line]:
        """An empty one in the body is an empty line: it parts a title from what follows."""
        mark = self._lists.mark(paragraph)
        read = runs.read(paragraph)
        shows_empty = self._place is Place.BODY and not (read.hidden or read.boxes)
        for row in rows("".join(read.seen)):
            for text in pieces(settled(row).rstrip()):
                if text.strip() or mark or shows_empty:
                    yield Line(text, self._place, mark=settled(mark), bold=read.is_bold)
                mark = ""
        for row in rows("".join(read.hidden)):
            if settled(row).strip():
                yield from (Line(piece, Place.HIDDEN) for piece in pieces(settled(row).strip()))
        for box in read.boxes:
            yield from self._box(box)

    def _box(self, box: Element) -> Iterator[Line]:
        place, self._place = self._place, Place.BOX if self._place is Place.BODY else self._place
        yield from self._blocks(box, Runs(self._styles, on_colour=is_filled(box)))
        self._place = place

    def _table(self, table: Element, runs: Runs) -> Iterator[Line]:
        """Its rows. A table of one column, one of more than anybody draws, and a frame without rules part no cells:
        their text is set line by line."""
        ruled = is_ruled(table, self._styles)
        style = value(table.find(f"{W}tblPr"), "tblStyle")
        inside = runs.on_ground() if self._styles.has_shading(style) else runs
        self._tables += 1
        own = self._tables
        for row in _children(table, f"{W}tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                continue
            cells, after = self._cells(row, inside)
            frame = not ruled and any(len(cell.lines) > 1 for cell in cells)
            if frame or not 1 < sum(cell.span for cell in cells) <= MOST_CELLS:
                yield from (line for cell in cells for line in cell.lines)
            elif any(cell.lines for cell in cells):
                yield from _rows(cells, own)
            yield from after

    def _cells(self, row: Element, runs: Runs) -> tuple[list[_Cell], list[Line]]:
        """A merged cell says its text once, in its first row and column; the others stay empty, so that columns keep
        their places. Tables within cells, text boxes and what is hidden come after the row."""
        properties = row.find(f"{W}trPr")
        cells = [_Cell() for _ in range(_span(properties, "gridBefore", 0))]
        after: list[Line] = []
        for cell in _children(row, f"{W}tc"):
            its = cell.find(f"{W}tcPr")
            kept, apart = self._content(cell, runs.on_ground() if is_shaded(its) else runs)
            cells.append(_Cell(kept, _span(its, "gridSpan", 1)))
            after += apart
        return cells, after

    def _content(self, cell: Element, runs: Runs) -> tuple[list[Line], list[Line]]:
        kept: list[Line] = []
        after: list[Line] = []
        place, self._place = self._place, Place.TABLE if self._place is Place.BODY else self._place
        for line in self._blocks(cell, runs):
            apart = line.place in (Place.HIDDEN, Place.BOX) and line.place is not place
            (after if line.cells or apart else kept).append(line)
        self._place = place
        return kept, after


def _children(parent: Element, tag: str) -> Iterator[Element]:
    """Also those within a content control or an insertion, but not those of a table inside."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag not in _CUT and child.tag not in _NO_TEXT and child.tag not in (f"{W}tbl", f"{W}p"):
            yield from _children(child, tag)


def _span(properties: Element | None, name: str, otherwise: int) -> int:
    return max(otherwise, min(63, number(properties, name, otherwise)))


def _rows(cells: Sequence[_Cell], table: int) -> Iterator[Line]:
    columns: list[list[str]] = []
    for cell in cells:
        text = " ".join(" ".join((line.mark, line.text.replace("\t", " "))).strip() for line in cell.lines)
        columns += [list(pieces(text)), *([""] for _ in range(cell.span - 1))]
    filled = [line for cell in cells for line in cell.lines if line.text.strip()]
    first = Line("", Place.TABLE, table=table, bold=bool(filled) and all(line.bold for line in filled))
    for at in range(max(len(column) for column in columns)):
        texts = tuple(column[at] if at < len(column) else "" for column in columns)
        yield replace(first, text=" | ".join(texts), cells=texts)
