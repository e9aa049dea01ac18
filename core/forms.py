"""The form of a report: what is asked, and what an answer typed in chat comes to. What to say about it is in texts."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from core.numbers import Ambiguous, Number, read_number
from core.spelling import line, spelled
from core.understanding import Intent, understand, yes_no
from core.vietnamese import fold, tidy

VERSION = 1


class FieldKind(StrEnum):
    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    YES_NO = "yes_no"
    CHOICE = "choice"
    DATE = "date"
    FILES = "files"


class Reason(StrEnum):
    """Why a text is no answer."""

    EMPTY = "empty"
    NOT_A_NUMBER = "not_a_number"
    AMBIGUOUS_NUMBER = "ambiguous_number"
    NIL_OR_ZERO = "nil_or_zero"  # "không có": zero, or nothing to report at all?
    TOO_SMALL = "too_small"
    TOO_BIG = "too_big"
    NOT_A_DATE = "not_a_date"
    NOT_AN_OPTION = "not_an_option"
    NEEDS_FILE = "needs_file"


Answer = str | int | bool
"""Kept as JSON: a date is '2021-10-08', a fraction its digits ('1.5', so that sums stay exact), a choice its label."""


@dataclass(frozen=True)
class Misread:
    reason: Reason
    readings: tuple[Number, ...] = ()  # of an ambiguous number


@dataclass(frozen=True)
class Field:
    """`minimum` and `maximum` bound a number, the letters of a text, or how many files come."""

    key: str
    label: str
    kind: FieldKind
    unit: str = ""
    required: bool = True
    minimum: int | None = None
    maximum: int | None = None
    options: tuple[str, ...] = ()

    @property
    def files_needed(self) -> int:
        return max(self.minimum or 1, 1) if self.kind is FieldKind.FILES else 0


@dataclass(frozen=True)
class Form:
    fields: tuple[Field, ...] = ()

    def __post_init__(self) -> None:
        if len({field.key for field in self.fields}) < len(self.fields):
            raise ValueError("Two fields of a form have the same key")

    def to_json(self) -> dict[str, Any]:
        """What is like the default is left out."""
        return {"v": VERSION, "fields": [_field_to_json(field) for field in self.fields]}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Form":
        """An empty document is an empty form: a deliverable that asks for nothing but to be handed in."""
        if kept and kept.get("v") != VERSION:
            raise ValueError(f"A form of version {kept.get('v')!r}")
        return cls(tuple(_field_from_json(field) for field in kept.get("fields", ())))


def _field_to_json(field: Field) -> dict[str, Any]:
    said = {each.name: getattr(field, each.name) for each in fields(Field) if getattr(field, each.name) != each.default}
    return said | {"kind": field.kind.value} | ({"options": list(field.options)} if field.options else {})


def _field_from_json(kept: Mapping[str, Any]) -> Field:
    return Field(**{**kept, "kind": FieldKind(kept["kind"]), "options": tuple(kept.get("options", ()))})


def read(field: Field, text: str, today: date | None = None) -> Answer | Misread:
    """The answer in the text. `today` lets a date do without its year."""
    said = tidy(text)
    if field.kind is FieldKind.FILES:
        return Misread(Reason.NEEDS_FILE)
    if not said:
        return Misread(Reason.EMPTY)
    match field.kind:
        case FieldKind.NUMBER:
            return _number(field, said)
        case FieldKind.YES_NO:
            answer = yes_no(said)
            return Misread(Reason.NOT_AN_OPTION) if answer is None else answer
        case FieldKind.CHOICE:
            return _option(field.options, said) or Misread(Reason.NOT_AN_OPTION)
        case FieldKind.DATE:
            day = _date(said, today)
            return day.isoformat() if day else Misread(Reason.NOT_A_DATE)
        case FieldKind.TEXT:
            said = " ".join(said.split())
    return _bounds(field, len(said)) or said


def _number(field: Field, said: str) -> Answer | Misread:
    value = read_number(said)
    if isinstance(value, Ambiguous):
        return Misread(Reason.AMBIGUOUS_NUMBER, value.readings)
    if not value and _says_nil(said):
        return Misread(Reason.NIL_OR_ZERO)
    if value is None:
        return Misread(Reason.NOT_A_NUMBER)
    return _bounds(field, value) or (value if isinstance(value, int) else str(value))


def _says_nil(said: str) -> bool:
    meaning = understand(said)
    denies = yes_no(said) is False and not {"khong", "chua"}.isdisjoint(line(spelled(said)).split())
    return denies or (meaning is not None and meaning.intent is Intent.NIL)


def _bounds(field: Field, value: int | Decimal) -> Misread | None:
    if field.minimum is not None and value < field.minimum:
        return Misread(Reason.TOO_SMALL)
    if field.maximum is not None and value > field.maximum:
        return Misread(Reason.TOO_BIG)
    return None


_ORDINAL = re.compile(r"(?:so |cau |muc |y )?(\d{1,3})[.)]?")


def _option(options: tuple[str, ...], said: str) -> str | None:
    """By its label, else by its number, else by the beginning of just one label."""
    wanted = fold(said)
    for option in options:
        if fold(option) == wanted:
            return option
    if ordinal := _ORDINAL.fullmatch(wanted):
        at = int(ordinal[1])
        return options[at - 1] if 0 < at <= len(options) else None
    begun = [option for option in options if len(wanted) > 1 and fold(option).startswith(wanted)]
    return begun[0] if len(begun) == 1 else None


_DAY_FIRST = re.compile(
    r"(?:ngay |mung |hom )*(\d{1,2})(?: ?[/.-] ?| thang )(\d{1,2})(?:(?: ?[/.-] ?| nam )(\d{4}|\d{2}))?"
)
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_NEAR = {"hom kia": -2, "hom qua": -1, "hom nay": 0, "nay": 0, "mai": 1, "ngay mai": 1, "ngay kia": 2}


def _date(said: str, today: date | None) -> date | None:
    near = _NEAR.get(line(spelled(said)))
    if today and near is not None:
        return today + timedelta(days=near)
    if year_first := _YEAR_FIRST.fullmatch(said):
        return _day(*map(int, year_first.groups()))
    found = _DAY_FIRST.fullmatch(fold(said))
    if found is None:
        return None
    day, month = int(found[1]), int(found[2])
    if found[3]:
        return _day(int(found[3]) + (2000 if len(found[3]) == 2 else 0), month, day)
    return _nearest(month, day, today) if today else None


def _nearest(month: int, day: int, today: date) -> date | None:
    """Reports tell of days just gone and just ahead: the year that brings the day closest."""
    years = (_day(today.year + step, month, day) for step in (-1, 0, 1))
    return min((found for found in years if found), key=lambda found: abs(found - today), default=None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def missing(
    form: Form, answers: Mapping[str, Any], files: Collection[int], skipped: Collection[str] = ()
) -> Field | None:
    """What to ask next: the first required thing, in order, then what is optional and was not skipped."""
    open_fields = [field for field in form.fields if not is_filled(form, field, answers, files)]
    required = [field for field in open_fields if field.required]
    optional = [field for field in open_fields if not field.required and field.key not in skipped]
    return next(iter([*required, *optional]), None)


def progress(
    form: Form, answers: Mapping[str, Any], files: Collection[int], skipped: Collection[str] = ()
) -> tuple[int, int]:
    """How many fields are settled, of how many; an optional one that was skipped is settled."""
    settled = (
        is_filled(form, field, answers, files) or (not field.required and field.key in skipped) for field in form.fields
    )
    return sum(settled), len(form.fields)


def is_filled(form: Form, field: Field, answers: Mapping[str, Any], files: Collection[int]) -> bool:
    """A report holds its files in one heap: they fill its file fields, the required ones first, none counted twice."""
    if field.kind is not FieldKind.FILES:
        return answers.get(field.key) is not None
    in_turn = sorted(form.fields, key=lambda each: not each.required)
    upto = in_turn[: in_turn.index(field) + 1]
    return len(set(files)) >= sum(each.files_needed for each in upto)
