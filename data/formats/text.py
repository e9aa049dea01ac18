"""Plain text, from a file or pasted: whatever its encoding, its lines and its tables."""

import re
import unicodedata
from collections.abc import Iterator

from core.plans.lines import Line, Place
from core.vietnamese import composed
from data.formats.letters import MOST_CELLS, counted, pieces, rows, settled
from data.formats.refusal import Refused, Why

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_BEYOND_ASCII = bytes(range(0x80, 0x100))
_SAMPLE = 64 * 1024
_OTHERS_AMONG_LETTERS = 0.02  # more control characters than this, and it is no text
_CELLS = re.compile(r"\t| \| ")
_MARK = re.compile(r"(?:[-+*•–]|\d{1,3}(?:\.\d{1,3})*[.)]|[a-zđ]{1,2}[.)]|[IVX]{1,6}[.)]|[A-Z][.)])")


def lines_of_text(raw: bytes) -> list[Line]:
    return counted(_with_tables(decode(raw)))


def decode(raw: bytes) -> str:
    """A byte order mark is believed; then UTF-16 by its empty bytes, UTF-8, and the two old Windows tables."""
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, errors="replace")
    if encoding := _wide(raw[:_SAMPLE]):
        return raw.decode(encoding, errors="replace")
    return _utf_8(raw) or _old_windows(raw)


def is_text(raw: bytes) -> bool:
    """Whether these bytes are writing at all: letters, and next to no control characters."""
    said = decode(raw[:_SAMPLE])
    odd = sum(unicodedata.category(letter) == "Cc" and letter not in "\t\r\n\f\v\x85" for letter in said)
    return "\x00" not in said and odd <= _OTHERS_AMONG_LETTERS * len(said)


def _wide(sample: bytes) -> str:
    """UTF-16 without its mark: of Vietnamese most letters have an empty byte on one side, and always the same."""
    pairs = len(sample) // 2
    first, second = sample[0 : pairs * 2 : 2].count(0), sample[1::2].count(0)
    if second > pairs * 0.3 and first * 10 < second:
        return "utf-16-le"
    return "utf-16-be" if first > pairs * 0.3 and second * 10 < first else ""


def _utf_8(raw: bytes) -> str:
    """'' where it is not UTF-8. A letter cut in the middle does not make a whole document unreadable."""
    said = raw.decode("utf-8", errors="replace")
    lost = said.count("\ufffd") - raw.count(b"\xef\xbf\xbd")
    beyond_ascii = len(raw) - len(raw.translate(None, _BEYOND_ASCII))
    return said if lost * 100 <= beyond_ascii else ""


def _old_windows(raw: bytes) -> str:
    """Vietnamese (1258) writes tones as letters of their own: all of them find their vowel, or it is western (1252)."""
    said = composed(raw.decode("cp1258", errors="replace"))
    alone = sum(bool(unicodedata.combining(letter)) or letter == "\ufffd" for letter in said)
    return said if alone == 0 else raw.decode("cp1252", errors="replace")


def _with_tables(text: str) -> Iterator[Line]:
    table, in_table = 0, False
    for said in rows(settled(text)):
        cells = _cells(said)
        if cells:
            table += 0 if in_table else 1
            yield from (_row(part, table) for part in _short(cells))
        else:
            yield from (Line(piece.rstrip()) for piece in pieces(said.replace("\t", " ").rstrip()))
        in_table = bool(cells)


def _cells(row: str) -> tuple[str, ...]:
    """Two or more parted by a tab or a bar. A tab that indents a line or follows its number parts nothing; nor do
    more than any table has."""
    if not 0 < row.count("\t") + row.count(" | ") < MOST_CELLS:
        return ()
    cells = tuple(cell.strip() for cell in _CELLS.split(row))
    filled = [cell for cell in cells if cell]
    if len(filled) < 2 or (len(cells) == 2 and _MARK.fullmatch(cells[0])):
        return ()
    return cells


def _short(cells: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """A row too long for one line goes on in a second, column under column."""
    cut = [list(pieces(cell)) for cell in cells]
    for at in range(max(len(column) for column in cut)):
        yield tuple(column[at] if at < len(column) else "" for column in cut)


def _row(cells: tuple[str, ...], table: int) -> Line:
    return Line(" | ".join(cells), Place.TABLE, cells, table)


def read_text(raw: bytes) -> list[Line]:
    """A text file's lines; one with nothing to see in it is refused."""
    lines = lines_of_text(raw)
    if not any(line.text.strip() for line in lines):
        raise Refused(Why.EMPTY)
    return lines
