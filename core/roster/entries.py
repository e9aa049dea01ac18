"""What a roster says: one entry for each unit and person, and what is wrong with it, by the row people count."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import NamedTuple

from core.roles import Role


class Column(StrEnum):
    NUMBER = auto()
    UNIT = auto()
    TYPE = auto()
    PARENT = auto()
    GROUP = auto()
    PERSON = auto()
    LAST = auto()  # family and middle name, where the given name has a column of its own
    FIRST = auto()
    TITLE = auto()
    PHONE = auto()
    EMAIL = auto()
    OTHER = auto()


class Heading(NamedTuple):
    """What a column is, and the words above it; none where it was told by its content."""

    column: Column
    words: str = ""


class Fault(StrEnum):
    EMPTY = auto()
    NO_UNITS = auto()  # no column of units
    MISSING_UNIT = auto()
    BAD_PHONE = auto()
    SAME_PHONE = auto()
    SAME_ROLE = auto()
    ALIKE = auto()  # names of units that differ only in accents or in the kind of unit before them
    BAD_EMAIL = auto()
    FORMULA = auto()


@dataclass(frozen=True)
class Problem:
    """`row` as people count it, 0 where the whole is meant; `other` is what `value` collides with, in `other_row`."""

    fault: Fault
    row: int = 0
    value: str = ""
    other: str = ""
    other_row: int = 0


@dataclass(frozen=True)
class Entry:
    """One person of one unit, or a unit without a person. `type` is data ("doan_phuong"), "" where nothing says it.

    Phones are the digits one dials, 0 first; `title` as written, "" where the roster says none.
    """

    row: int
    unit: str
    type: str = ""
    parent: str = ""
    groups: tuple[str, ...] = ()
    person: str = ""
    role: Role = Role.SECRETARY
    title: str = ""
    phone: str = ""
    other_phones: tuple[str, ...] = ()
    email: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Roster:
    """`columns`: what each column of the sheet was taken for, by its place from 0."""

    rows: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()
    columns: Mapping[int, Heading] = field(default_factory=dict)

    @property
    def units(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(entry.unit for entry in self.rows))
