"""The child's side: one file in, what was read of it out as JSON, one to a line; the last one says how it ended."""

import base64
import json
import logging
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from core.plans.lines import Line
from data.formats import fence, pictures, sheets
from data.formats.gate import Kind, check
from data.formats.refusal import Refused, Why
from data.formats.text import read_text

BEHIND = 10  # of 19: how far a child that nobody waits for stands back
PIECE = 192 * 1024  # bytes of a picture told in one line
DEEPEST = 4_000  # calls in one another: as deep as a document may be nested, several times over


def main(path: Path, ending: str, wanted: str = "") -> None:
    sys.setrecursionlimit(DEEPEST)
    logging.disable()  # a library may complain a million times, and nobody listens
    fence.limit()
    try:
        rows = _WANTED[wanted](path, ending)
    except Refused as refused:
        _write([{"refused": refused.why}])
    except MemoryError:
        _write([{"refused": Why.BOMB}])
    except Exception:
        _write([{"refused": Why.BROKEN}])
    else:
        _write(rows)
        _write([{"end": len(rows)}])


def _document(path: Path, ending: str) -> list[dict[str, object]]:
    return [_told(line) for line in _read(path, ending)]


def _read(path: Path, ending: str) -> list[Line]:
    reader = _reader(check(path, ending))
    fence.close(path)
    lines = reader(path)
    if not any(line.text.strip() for line in lines):
        raise Refused(Why.EMPTY)
    return lines


def _sheet(path: Path, ending: str) -> list[dict[str, object]]:
    kind = sheets.check_sheet(path, ending)
    if kind is Kind.XLSX:
        sheets.load()
    fence.close(path)
    return [{"row": row} for row in sheets.rows_of(path, kind)]


def _picture(path: Path, _ending: str) -> list[dict[str, object]]:
    """What can be had later stands back: photos come by the dozen when reports are due."""
    os.nice(BEHIND)
    pictures.load()
    fence.close(path)
    made = pictures.remade(path)
    pieces = (made.content[at : at + PIECE] for at in range(0, len(made.content), PIECE))
    told: list[dict[str, object]] = [{"look": made.look}]
    return told + [{"bytes": base64.b64encode(piece).decode()} for piece in pieces]


_WANTED = {"": _document, "sheet": _sheet, "picture": _picture}


def _reader(kind: Kind) -> Callable[[Path], list[Line]]:
    """Each format's library is loaded for its own files alone, and before the fence: loading takes more rights."""
    if kind is Kind.PDF:
        from data.formats.pdf import lines_of_pdf

        return lines_of_pdf
    if kind is Kind.DOCX:
        from data.formats.docx import lines_of_docx

        return lines_of_docx
    return lambda path: read_text(path.read_bytes())


def _told(line: Line) -> dict[str, object]:
    return {key: value for key, value in vars(line).items() if value}


def _write(rows: Iterable[object]) -> None:
    for row in rows:
        sys.stdout.write(f"{json.dumps(row, ensure_ascii=False)}\n")
    sys.stdout.flush()
