"""Reports to be taken away as a table: what stands in a cell, what a sheet may be called, which files go together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from core.forms import NIL, OF_FILES, Field, FieldKind
from core.texts.clauses import clip
from core.texts.fields import value_said
from core.vietnamese import fold

Cell = str | int | float | date | datetime | None
LONGEST_SHEET = 31  # letters Excel gives the name of a sheet
_NOT_IN_SHEETS = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_EXACT = 10**15  # beyond it a spreadsheet rounds
_One = TypeVar("_One")


@dataclass(frozen=True)
class Sheet:
    """A heading and a row of the same length for each unit."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def cell(field: Field, value: Any) -> Cell:
    """An answer as a spreadsheet counts it: a number is a number, a day a day; what fits neither stays words."""
    if value is None or value == "":
        return None
    if field.kind in OF_FILES:
        return len(value)
    if field.kind is FieldKind.NUMBER and value != NIL:
        return _figure(value)
    if field.kind is FieldKind.DATE:
        return date.fromisoformat(str(value))
    return value_said(field, value)


def _figure(value: Any) -> Cell:
    try:
        exact = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    if abs(exact) >= _EXACT:
        return str(value)
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def sheet_names(names: Iterable[str]) -> list[str]:
    """Short enough, without the letters Excel refuses, no two alike."""
    found: list[str] = []
    for number, name in enumerate(names, start=1):
        plain = " ".join(name.translate(_NOT_IN_SHEETS).split()) or str(number)
        again, one = 1, clip(plain, LONGEST_SHEET)
        while fold(one) in {fold(before) for before in found}:
            again += 1
            one = f"{clip(plain, LONGEST_SHEET - len(str(again)) - 1)} {again}"
        found.append(one)
    return found


def parcels(each: Sequence[tuple[_One, int]], most: int) -> list[list[_One]]:
    """In their order, as many together as weigh no more than `most`; what weighs more goes alone."""
    found: list[list[_One]] = []
    weight = most
    for one, size in each:
        if weight + size > most:
            found.append([])
            weight = 0
        found[-1].append(one)
        weight += size
    return found
