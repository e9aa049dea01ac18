"""What a document is to the reader: its lines in reading order, table cells kept apart."""

from dataclasses import dataclass
from enum import StrEnum


class Place(StrEnum):
    """Where a line stood. Text lost its place (a .txt, a pasted message) is all BODY."""

    BODY = "body"
    TABLE = "table"
    HEADER = "header"
    FOOTER = "footer"
    BOX = "box"  # a text box, a shape, a foot note
    HIDDEN = "hidden"  # hidden or white text: read for a finding, never as part of the plan


@dataclass(frozen=True)
class Line:
    """One paragraph, one line of plain text, or one table row (then `cells` has its cells and `text` them joined
    by " | "). `mark` is the number or bullet that a word processor would draw before it ("1.", "a)", "-")."""

    text: str
    place: Place = Place.BODY
    cells: tuple[str, ...] = ()
    table: int = 0  # rows of one table share a number from 1 on
    mark: str = ""
    page: int = 0  # from 1 on, where the format has pages
    bold: bool = False
