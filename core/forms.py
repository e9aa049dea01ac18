"""The form of a report: what is asked, and what an answer typed in chat comes to. What to say about it is in texts."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

from core.answering import day_of, link_of, option_of
from core.filesorts import Sort
from core.measures import Measure, measure_of
from core.numbers import Ambiguous, Number, read_number
from core.spelling import line, spelled
from core.understanding import Intent, understand, yes_no
from core.vietnamese import tidy

VERSION = 1
# Kept among the answers under keys that no field has.
AS_OF = "_as_of"  # the day up to which the numbers count
NIL = "nil"  # the answer of a part that had nothing to count, which is not the number 0
NIL_REPORT = "_nil"  # the whole report is "nothing happened", and why
BESIDE = "_beside"  # sounds that no part asks for: they come with the report and stand for none of it


class FieldKind(StrEnum):
    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    YES_NO = "yes_no"
    CHOICE = "choice"
    DATE = "date"
    PHOTOS = "photos"
    FILES = "files"
    LINK = "link"


MOST_FILES = 20  # of one report
_FEW = 5  # words of "không có lượt nào"


class Reason(StrEnum):
    """Why a text is no answer."""

    EMPTY = "empty"
    NOT_A_NUMBER = "not_a_number"
    NOT_WHOLE = "not_whole"
    AMBIGUOUS_NUMBER = "ambiguous_number"
    NIL_OR_ZERO = "nil_or_zero"  # "không có": zero, or nothing to report at all?
    TOO_SMALL = "too_small"
    TOO_BIG = "too_big"
    NOT_A_DATE = "not_a_date"
    NOT_AN_OPTION = "not_an_option"
    NOT_A_LINK = "not_a_link"
    NEEDS_FILE = "needs_file"


Answer = str | int | bool
"""Kept as JSON: a date is '2021-10-08', a fraction its digits ('1.5', so that sums stay exact), a choice its label.
What keeps files of its own keeps their ids."""
OF_FILES = (FieldKind.PHOTOS, FieldKind.FILES)
WRITTEN = (FieldKind.TEXT, FieldKind.LONG_TEXT)


@dataclass(frozen=True)
class Misread:
    reason: Reason
    readings: tuple[Number, ...] = ()  # of an ambiguous number


@dataclass(frozen=True)
class Field:
    """`minimum` and `maximum` bound a number, the letters of a text, or how many files come. `sorts` and `largest`
    (megabytes): which files will do. `target`: what the plan wants reached. `since`: from when it is required as it
    stands, where that was said after the start."""

    key: str
    label: str
    kind: FieldKind
    unit: str = ""
    required: bool = True
    minimum: int | None = None
    maximum: int | None = None
    options: tuple[str, ...] = ()
    sorts: tuple[Sort, ...] = ()
    largest: int | None = None
    target: int | None = None
    since: str = ""

    @property
    def files_needed(self) -> int:
        return max(self.minimum or 1, 1) if self.kind in OF_FILES else 0

    @property
    def measure(self) -> Measure | None:
        return measure_of(self.unit)

    @property
    def keeps_its_own(self) -> bool:
        """Not any file will do, so what fills it is noted with it; other files lie in one heap."""
        return self.kind is FieldKind.PHOTOS or (
            self.kind is FieldKind.FILES and (bool(self.sorts) or self.largest is not None)
        )

    def accepts(self, file: "Sent") -> bool:
        sorts = (Sort.PHOTO,) if self.kind is FieldKind.PHOTOS else self.sorts
        fits = self.largest is None or file.size <= self.largest * 1_000_000
        wanted = file.sort in sorts if sorts else file.sort is not Sort.SOUND
        return self.kind in OF_FILES and fits and wanted


class Sent(NamedTuple):
    """A file as much as a form looks at it."""

    id: int
    sort: Sort
    size: int = 0


class Check(NamedTuple):
    """The first of two numbers is never more than the second: people and turns. `words`: said in place of that."""

    least: str
    most: str
    words: str = ""


@dataclass(frozen=True)
class Form:
    """`nil`: that nothing happened may be the whole report. `past`: asked for once; what was answered stays shown."""

    fields: tuple[Field, ...] = ()
    nil: bool = False
    checks: tuple[Check, ...] = ()
    past: tuple[Field, ...] = ()

    def __post_init__(self) -> None:
        everything = (*self.fields, *self.past)
        if len({field.key for field in everything}) < len(everything):
            raise ValueError("Two fields of a form have the same key")

    def field(self, key: str) -> Field | None:
        return next((field for field in self.fields if field.key == key), None)

    def known(self, key: str) -> Field | None:
        """Also what is not asked any more."""
        return next((field for field in (*self.fields, *self.past) if field.key == key), None)

    def as_of(self, handed_at: datetime) -> "Form":
        """For a report handed in then: what became required afterwards is not required of it."""
        asked = (_unless_later(field, handed_at) for field in self.fields)
        return replace(self, fields=tuple(asked))

    @cached_property
    def first(self) -> "Form":
        """What is asked before the receipt: the required parts, or all of them where none is. The others keep what is
        theirs."""
        required = tuple(field for field in self.fields if field.required)
        others = tuple(field for field in self.fields if not field.required)
        return replace(self, fields=required, past=(*self.past, *others)) if required else self

    def to_json(self) -> dict[str, Any]:
        """What is like the default is left out."""
        more: dict[str, Any] = {"nil": True} if self.nil else {}
        if self.checks:
            more["checks"] = [check._asdict() for check in self.checks]
        if self.past:
            more["past"] = [_field_to_json(field) for field in self.past]
        return {"v": VERSION, "fields": [_field_to_json(field) for field in self.fields], **more}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Form":
        """An empty document is an empty form: a deliverable that asks for nothing but to be handed in."""
        if kept and kept.get("v") != VERSION:
            raise ValueError(f"A form of version {kept.get('v')!r}")
        return cls(
            fields=tuple(_field_from_json(field) for field in kept.get("fields", ())),
            nil=bool(kept.get("nil")),
            checks=tuple(Check(**check) for check in kept.get("checks", ())),
            past=tuple(_field_from_json(field) for field in kept.get("past", ())),
        )


def _unless_later(field: Field, handed_at: datetime) -> Field:
    later = field.since and datetime.fromisoformat(field.since) > handed_at
    return replace(field, required=False) if later else field


def _field_to_json(field: Field) -> dict[str, Any]:
    said = {each.name: getattr(field, each.name) for each in fields(Field) if getattr(field, each.name) != each.default}
    lists = {name: list(said[name]) for name in ("options", "sorts") if name in said}
    return said | {"kind": field.kind.value} | lists


def _field_from_json(kept: Mapping[str, Any]) -> Field:
    sorts = tuple(Sort(sort) for sort in kept.get("sorts", ()))
    return Field(**{**kept, "kind": FieldKind(kept["kind"]), "options": tuple(kept.get("options", ())), "sorts": sorts})


def read(field: Field, text: str, today: date | None = None) -> Answer | Misread:
    """The answer in the text. `today` lets a date do without its year."""
    said = tidy(text)
    if field.kind in OF_FILES:
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
            return option_of(field.options, said) or Misread(Reason.NOT_AN_OPTION)
        case FieldKind.DATE:
            day = day_of(said, today)
            return day.isoformat() if day else Misread(Reason.NOT_A_DATE)
        case FieldKind.LINK:
            return link_of(said) or Misread(Reason.NOT_A_LINK)
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
    return out_of_bounds(field, value) or (value if isinstance(value, int) else str(value))


def out_of_bounds(field: Field, value: Number) -> Misread | None:
    """A number that this part can never have."""
    measure = field.measure
    if measure is not None and measure.whole and not isinstance(value, int):
        return Misread(Reason.NOT_WHOLE)
    if measure is not None and measure.most is not None and field.maximum is None and value > measure.most:
        return Misread(Reason.TOO_BIG)
    return _bounds(field, value)


def _says_nil(said: str) -> bool:
    meaning, words = understand(said), line(spelled(said)).split()
    denies = yes_no(said) is False and not {"khong", "chua"}.isdisjoint(words)
    none = len(words) <= _FEW and words[:1] in (["khong"], ["chua"]) and words[-1] in ("nao", "ai")
    return denies or none or (meaning is not None and meaning.intent is Intent.NIL)


_NO_FILE = re.compile(
    r"(?:(?:don vi|ben|minh|toi|cung|hien|thi) )*(?:khong|chua)(?: co| chup)(?: duoc)? (?:anh|hinh|file)\b.*"
)


def says_no_file(text: str) -> bool:
    """'Không có ảnh' where photos are asked for: of the part, not of the whole report."""
    return _NO_FILE.fullmatch(line(spelled(text))) is not None


def _bounds(field: Field, value: int | Decimal) -> Misread | None:
    if field.minimum is not None and value < field.minimum:
        return Misread(Reason.TOO_SMALL)
    if field.maximum is not None and value > field.maximum:
        return Misread(Reason.TOO_BIG)
    return None


def missing(
    form: Form, answers: Mapping[str, Any], files: Collection[int], skipped: Collection[str] = ()
) -> Field | None:
    """What to ask next: the first required thing, in order, then what is optional and was not skipped. Of a report
    that nothing happened nothing is asked."""
    if answers.get(NIL_REPORT) is not None:
        return None
    open_fields = [field for field in form.fields if not is_filled(form, field, answers, files)]
    required = [field for field in open_fields if field.required]
    optional = [field for field in open_fields if not field.required and field.key not in skipped]
    return next(iter([*required, *optional]), None)


def progress(
    form: Form, answers: Mapping[str, Any], files: Collection[int], skipped: Collection[str] = ()
) -> tuple[int, int]:
    """How many fields are settled, of how many; an optional one that was skipped is settled, and everything is in a
    report that nothing happened."""
    if answers.get(NIL_REPORT) is not None:
        return len(form.fields), len(form.fields)
    settled = (
        is_filled(form, field, answers, files) or (not field.required and field.key in skipped) for field in form.fields
    )
    return sum(settled), len(form.fields)


def is_filled(form: Form, field: Field, answers: Mapping[str, Any], files: Collection[int]) -> bool:
    """A report holds its files in one heap: they fill its file fields, the required ones first, none counted twice.
    A field for which not any file will do has its own, and those are no part of the heap."""
    if field.keeps_its_own:
        return len(set(answers.get(field.key) or ()) & set(files)) >= field.files_needed
    if field.kind is not FieldKind.FILES:
        return answers.get(field.key) is not None
    heap = [each for each in form.fields if each.kind is FieldKind.FILES and not each.keeps_its_own]
    in_turn = sorted(heap, key=lambda each: not each.required)
    upto = in_turn[: in_turn.index(field) + 1]
    return len(loose(form, answers, files)) >= sum(each.files_needed for each in upto)


def loose(form: Form, answers: Mapping[str, Any], files: Collection[int]) -> set[int]:
    """The heap: the files that belong to no field alone, and may stand for a document."""
    owned = (answers.get(field.key) or () for field in (*form.fields, *form.past) if field.keeps_its_own)
    return set(files).difference(answers.get(BESIDE) or (), *owned)


def placed(form: Form, answers: Mapping[str, Any], sent: Sequence[Sent]) -> dict[str, Any]:
    """The answers with new files where they belong; one that fits no field of its own stays in the heap, and a
    sound beside it."""
    kept = dict(answers)
    in_turn = sorted((field for field in form.fields if field.keeps_its_own), key=lambda field: not field.required)
    for file in sent:
        fitting = [field for field in in_turn if field.accepts(file) and _room(field, kept)]
        wanting = [field for field in fitting if len(kept.get(field.key) or ()) < field.files_needed]
        own = next((field.key for field in wanting or fitting), BESIDE if file.sort is Sort.SOUND else "")
        if own:
            kept[own] = [*(kept.get(own) or ()), file.id]
    return kept


def _room(field: Field, answers: Mapping[str, Any]) -> bool:
    return field.maximum is None or len(answers.get(field.key) or ()) < field.maximum


def counts(form: Form, answers: Mapping[str, Any]) -> bool:
    """Some number is given, so that the day up to which it counts matters."""
    return any(number_of(field, answers) is not None for field in form.fields)


def number_of(field: Field | None, answers: Mapping[str, Any]) -> Decimal | None:
    """The number given; None for nothing, and for "nothing to count"."""
    value = answers.get(field.key) if field is not None and field.kind is FieldKind.NUMBER else None
    return None if value is None or value == NIL else Decimal(str(value))


def contradicted(form: Form, answers: Mapping[str, Any]) -> list[Check]:
    """Pairs of numbers that cannot both be true."""
    found = []
    for check in form.checks:
        least, most = (number_of(form.field(key), answers) for key in (check.least, check.most))
        if least is not None and most is not None and least > most:
            found.append(check)
    return found
