"""The child's side: one file in, its lines out as JSON, one to a line; the last one says how it ended."""

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from core.plans.lines import Line
from data.formats import fence
from data.formats.gate import Kind, check
from data.formats.refusal import Refused, Why
from data.formats.text import read_text

DEEPEST = 4_000  # calls in one another: as deep as a document may be nested, several times over


def main(path: Path, ending: str) -> None:
    sys.setrecursionlimit(DEEPEST)
    fence.limit()
    try:
        lines = _read(path, ending)
    except Refused as refused:
        _write([{"refused": refused.why}])
    except MemoryError:
        _write([{"refused": Why.BOMB}])
    except Exception:
        _write([{"refused": Why.BROKEN}])
    else:
        _write(_told(line) for line in lines)
        _write([{"end": len(lines)}])


def _read(path: Path, ending: str) -> list[Line]:
    reader = _reader(check(path, ending))
    fence.close(path)
    lines = reader(path)
    if not any(line.text.strip() for line in lines):
        raise Refused(Why.EMPTY)
    return lines


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
        sys.stdout.write(f"{json.dumps(row)}\n")
    sys.stdout.flush()
