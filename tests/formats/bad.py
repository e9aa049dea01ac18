"""A hostile document, and what is said to it: lines, or one refusal by its name. Anything else is a fault."""

import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from core.plans.lines import Line
from data.formats.child_main import DEEPEST
from data.formats.docx import lines_of_docx
from data.formats.gate import Kind, check
from data.formats.letters import LONGEST, MOST_CELLS, MOST_LINES
from data.formats.pdf import lines_of_pdf
from data.formats.refusal import Refused, Why
from data.formats.text import read_text

LINES = "lines"
Answer = Why | str
_READERS: dict[Kind, Callable[[Path], list[Line]]] = {
    Kind.DOCX: lines_of_docx,
    Kind.PDF: lines_of_pdf,
    Kind.TXT: lambda path: read_text(path.read_bytes()),
}
_TURNS_ROUND = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"


@dataclass(frozen=True)
class Bad:
    """`answers`: all that may be said. `heavy`: takes long or much memory, so it is opened by a child alone."""

    label: str
    make: Callable[[], bytes]
    answers: tuple[Answer, ...]
    name: str = "ke-hoach.docx"
    heavy: bool = False


def told(path: Path, name: str) -> tuple[Answer, list[Line]]:
    try:
        return LINES, opened(path, name)
    except Refused as refused:
        return refused.why, []


def opened(path: Path, name: str) -> list[Line]:
    """By the gate and the reader behind it, as the child calls them but without a fence around it."""
    with _as_deep_as_the_child():
        lines = _READERS[check(path, name)](path)
    if not any(line.text.strip() for line in lines):
        raise Refused(Why.EMPTY)
    return lines


@contextmanager
def _as_deep_as_the_child() -> Iterator[None]:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(DEEPEST)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def faults(lines: list[Line]) -> list[str]:
    """What no line may be, whatever the document was."""
    return (["too many lines"] if len(lines) > MOST_LINES else []) + [
        fault for line in lines for fault in _faults(line)
    ]


def _faults(line: Line) -> Iterator[str]:
    for text in (line.mark, *line.cells, *(() if line.cells else (line.text,))):
        if len(text) > LONGEST:
            yield f"{len(text)} letters: {text[:40]!r}"
        if any(_is_unwanted(letter) for letter in set(text)) or not unicodedata.is_normalized("NFC", text):
            yield f"letters that nobody should meet: {text[:40]!r}"
    if len(line.cells) > MOST_CELLS:
        yield f"{len(line.cells)} cells"


def _is_unwanted(letter: str) -> bool:
    return (letter != "\t" and unicodedata.category(letter) in ("Cc", "Cs")) or letter in _TURNS_ROUND
