"""The picture of a meeting: which state stands in each cell, how the units are laid out, how far each target is.

Nothing is said by colour alone: each state has a letter and a shape of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import ceil

from core.submissions import Timeliness, Workflow

NAMED = 60  # more units than this are shown by their marks
BARS = 6  # targets in one picture
COLUMNS = 8  # reports in one picture


class Mark(StrEnum):
    """What stands in a cell."""

    ON_TIME = "on_time"
    LATE = "late"
    RETURNED = "returned"
    MISSING = "missing"  # its deadline has passed
    AHEAD = "ahead"  # it has not come and is not late yet
    EXEMPT = "exempt"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True)
class Cell:
    """`unseen`: it came, and nobody has looked at it."""

    mark: Mark = Mark.NOT_ASKED
    unseen: bool = False


@dataclass(frozen=True)
class Line:
    """One unit: its name, the mark that people know it by, its cluster, and a cell for each report."""

    name: str
    mark: str
    cluster: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Column:
    """One report: its name, which may be cut, and what stands behind it, which may not."""

    name: str
    said: str


@dataclass(frozen=True)
class Bar:
    """One target. `done` and `unseen` are parts of the whole, from 0 on; `due`: where it should be by now."""

    name: str
    said: str
    done: float
    unseen: float = 0.0
    due: float | None = None


@dataclass(frozen=True)
class Card:
    """All that is drawn. `letters`: what each mark's letter is, and what it means; `unseen`, `due`: what a dark corner
    and the pointer under a bar mean."""

    title: str
    subtitle: tuple[str, ...]
    reports: tuple[Column, ...]
    lines: tuple[Line, ...]
    bars: tuple[Bar, ...]
    letters: tuple[tuple[Mark, str, str], ...]
    unseen: str
    due: str

    @property
    def named(self) -> bool:
        """Few enough units to call them by their names."""
        return len(self.lines) <= NAMED


def cell_of(workflow: str, timeliness: str, lenient: datetime, now: datetime) -> Cell:
    match Workflow(workflow):
        case Workflow.EXEMPT:
            return Cell(Mark.EXEMPT)
        case Workflow.OWED:
            return Cell(Mark.MISSING if now > lenient else Mark.AHEAD)
        case Workflow.RETURNED:
            return Cell(Mark.RETURNED)
        case Workflow.HANDED_IN | Workflow.ACCEPTED as stands:
            late = timeliness == Timeliness.LATE
            return Cell(Mark.LATE if late else Mark.ON_TIME, stands is Workflow.HANDED_IN)


def blocks(count: int, block: int, row: int, beside: int, above: int, shape: float) -> int:
    """Into how many blocks side by side so many rows go, so that the whole is nearest to `shape` times as wide as it is
    high. In pixels: the width of a block, the height of a row, what stands beside and above them in all."""
    if not count:
        return 1
    found = {}
    for many in range(1, min(count, 12) + 1):
        wide, high = beside + many * block, above + ceil(count / many) * row
        found[many] = abs(wide / high - shape)
    return min(found, key=lambda many: found[many])


def dealt(lines: Sequence[Line], many: int) -> list[Sequence[Line]]:
    """One block after the other, from top to bottom."""
    each = ceil(len(lines) / many) if lines else 0
    return [lines[at : at + each] for at in range(0, len(lines), each)] if each else []
