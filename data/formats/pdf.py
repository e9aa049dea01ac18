"""A PDF as lines, page by page: ruled tables as rows, everything else in reading order."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

from core.plans.lines import Line, Place
from data.formats.drawing import Drawing, Sheet
from data.formats.letters import counted, settled
from data.formats.pages import lines_of_page
from data.formats.refusal import Refused, Why

MOST_PAGES = 300
LEAST_LETTERS = 50  # of a document that has pictures: a scan with a stamp or a digital signature has no more

_UNREADABLE = re.compile(r"\(cid:\d+\)")  # a font that does not say which letters its glyphs are
_PAGE_NUMBER = re.compile(r"[-–\s]*(?:trang\s*)?(\d{1,3})(?:\s*/\s*\d{1,3})?[-–\s]*", re.IGNORECASE)


def lines_of_pdf(path: Path) -> list[Line]:
    """Raises `Refused`: too many pages, a password, no text on any page, no PDF at all."""
    try:
        with path.open("rb") as file:
            read = list(_read(PDFDocument(PDFParser(file))))
    except (Refused, MemoryError):
        raise
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise Refused(Why.ENCRYPTED) from error
    except Exception as error:  # there is none that a spoilt PDF does not call forth
        raise Refused(Why.BROKEN) from error
    if not read:
        raise Refused(Why.BROKEN)
    _check_readable([line.text for lines, _ in read for line in lines], any(pictures for _, pictures in read))
    return counted(_whole_tables(_without_page_numbers([lines for lines, _ in read])))


def _read(document: PDFDocument) -> Iterator[tuple[list[Line], bool]]:
    """Of each page its lines, and whether it shows a picture. Its letters are forgotten at once: those of 300 pages
    do not fit in memory."""
    pages = list(islice(PDFPage.create_pages(document), MOST_PAGES + 1))
    if len(pages) > MOST_PAGES:
        raise Refused(Why.TOO_MANY_PAGES)
    drawing = Drawing()
    for number, page in enumerate(pages, start=1):
        sheet = drawing.sheet(page)
        yield _numbered(sheet, number), bool(sheet.pictures)


def _numbered(sheet: Sheet, number: int) -> list[Line]:
    seen, hidden = lines_of_page(sheet)
    hidden = [replace(line, place=Place.HIDDEN, bold=False) for line in hidden]
    return [replace(line, page=number) for line in (*seen, *hidden)]


def _check_readable(texts: Sequence[str], has_pictures: bool) -> None:
    said = "".join(texts)
    unreadable = sum(len(found) for found in _UNREADABLE.findall(said))
    letters = sum(letter.isalnum() for letter in said)
    if letters == 0 or unreadable * 3 > len(said) or (has_pictures and letters < LEAST_LETTERS):
        raise Refused(Why.SCANNED)


def _without_page_numbers(pages: list[list[Line]]) -> list[list[Line]]:
    """A number alone at the top or the bottom is the page's where it is its own, or where it counts on with it."""
    found = {
        (at, edge): int(number[1]) - at
        for at, lines in enumerate(pages, start=1)
        for edge in ((0, len(lines) - 1) if lines else ())
        if not lines[edge].cells and (number := _PAGE_NUMBER.fullmatch(settled(lines[edge].text)))
    }
    often = Counter(found.values())
    numbers = {place for place, ahead in found.items() if ahead == 0 or often[ahead] > 1}
    return [
        _without_empty_edges([line for edge, line in enumerate(lines) if (at, edge) not in numbers])
        for at, lines in enumerate(pages, start=1)
    ]


def _without_empty_edges(lines: list[Line]) -> list[Line]:
    said = [at for at, line in enumerate(lines) if line.text]
    return lines[said[0] : said[-1] + 1] if said else []


def _whole_tables(pages: list[list[Line]]) -> Iterator[Line]:
    """Tables are numbered through the document; one that goes on at the top of the next page stays one."""
    table, last = 0, Line("")
    for lines in pages:
        here = 0
        for at, line in enumerate(lines):
            if line.cells and line.table != here:
                goes_on = at == 0 and len(last.cells) == len(line.cells)
                table += 0 if goes_on else 1
                here = line.table
            last = line
            yield replace(line, table=table) if line.cells else line
