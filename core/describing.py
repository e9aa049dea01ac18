"""One part of a report as an officer describes it: "số lượt tham gia (lượt), bắt buộc", "ảnh hoạt động, 3–10"."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from core.filesorts import Sort
from core.forms import OF_FILES, WRITTEN, Field, FieldKind, Form
from core.measures import KNOWN, MONEY, PERCENT
from core.numbers import read_number
from core.vietnamese import fold

LONGEST_LABEL = 80
MOST_OPTIONS = 12
REQUIRED = "bat buoc"
BOUNDED = (FieldKind.NUMBER, *WRITTEN, *OF_FILES)
_FIGURE = r"\d[\d.]{0,12}"
_UNIT = re.compile(r"\(([^()]{1,40})\)")
_SO_MANY = re.compile(r"(?:it nhat |toi thieu )?(\d{1,2}) (?=(?:anh|hinh|tep|file)\b)")
_RANGE = re.compile(rf"(?:tu )?({_FIGURE}) ?(?:-|–|den|toi) ?({_FIGURE})(?!\S)")
_ONE_BOUND = re.compile(
    rf"(toi thieu|it nhat|tu|>=|≥|toi da|nhieu nhat|khong qua|<=|≤) ?({_FIGURE})(?!\S)(?: (mb))?(?!\S)"
)
_LEAST = ("toi thieu", "it nhat", "tu", ">=", "≥")
_NEEDED = re.compile(rf"(?: |^)(khong )?{REQUIRED}$")
_CHOOSE = re.compile(r"chon(?: mot)?(?: trong)? ?:?")
_KINDS: tuple[tuple[FieldKind, tuple[str, ...]], ...] = (
    (FieldKind.PHOTOS, ("anh", "hinh", "hinh anh")),
    (FieldKind.LINK, ("duong dan", "link", "lien ket")),
    (FieldKind.FILES, ("tep", "file", "van ban kem", "ban scan")),
    (FieldKind.YES_NO, ("co/khong", "co khong", "co hay khong", "da hay chua")),
    (FieldKind.DATE, ("ngay",)),
    (FieldKind.LONG_TEXT, ("doan van", "viet dai", "nhieu dong", "mo ta", "danh gia", "noi dung", "kho khan",
                          "ket qua noi bat")),
    (FieldKind.TEXT, ("chu", "mot dong", "viet ngan")),
    (FieldKind.NUMBER, ("so", "tong", "ti le", "ty le", "kinh phi", "so tien")),
)  # fmt: skip
_SORTS = {
    "word": Sort.WORD,
    "excel": Sort.EXCEL,
    "pdf": Sort.PDF,
    "anh": Sort.PHOTO,
    "phim": Sort.FILM,
    "am": Sort.SOUND,
}
_WRITTEN_SO = {"luot": "lượt", "nguoi": "người", "buoi": "buổi", "suat": "suất", MONEY: "đồng"}


class Bounds(NamedTuple):
    least: int | None = None
    most: int | None = None
    size: int | None = None  # megabytes of one file

    @property
    def upright(self) -> bool:
        return None in (self.least, self.most) or (self.least or 0) <= (self.most or 0)


def described(form: Form, text: str) -> Field | None:
    """The label with its unit in brackets, then what else is said of it, between commas. A key that the form never
    had."""
    unit = _UNIT.search(text)
    first, *more = [" ".join(part.split()).strip(" .") for part in re.split("[,;]", _UNIT.sub(" ", text))]
    label, at_least = _counted(first)
    label, required = _needed(label, more)
    if not label or len(label) > LONGEST_LABEL or not any(letter.isalpha() for letter in label):
        return None
    said = [fold(part) for part in more]
    options = _options(more)
    kind = FieldKind.CHOICE if options else _kind(fold(label), said, unit is not None)
    bounds = bounds_in(said)
    if not bounds.upright:
        return None
    limits = bounds if kind in BOUNDED else Bounds()
    return Field(
        key=_key(form), label=label[:1].upper() + label[1:], kind=kind,
        unit=(unit[1].strip() if unit else _unit(fold(label))) if kind is FieldKind.NUMBER else "",
        required=required, options=options, sorts=_sorts(kind, said),
        minimum=at_least if limits.least is None and kind in OF_FILES else limits.least,
        maximum=limits.most, largest=limits.size if kind is FieldKind.FILES else None,
    )  # fmt: skip


def _counted(label: str) -> tuple[str, int | None]:
    """'3 ảnh hoạt động': so many at least."""
    found = _SO_MANY.match(fold(label))
    return (label[found.end() :], int(found[1])) if found else (label, None)


def _needed(label: str, more: Sequence[str]) -> tuple[str, bool]:
    """'…, bắt buộc', or without the comma. Nobody has to give what is not said to be needed."""
    found = _NEEDED.search(fold(label))
    if found:
        return label[: found.start()].rstrip(), found[1] is None
    return label, any(fold(part) == REQUIRED for part in more)


def _key(form: Form) -> str:
    taken = {one.key for one in (*form.fields, *form.past)}
    return next(f"m{n}" for n in range(1, len(taken) + 2) if f"m{n}" not in taken)


def _kind(label: str, more: Sequence[str], unit: bool) -> FieldKind:
    """Said of it, else by how the label begins; what nothing is said of is one line of text."""
    for part in more:
        for kind, words in _KINDS:
            if part in words or any(part.endswith(f" {word}") for word in words if kind is FieldKind.PHOTOS):
                return kind
    if unit:
        return FieldKind.NUMBER
    begins = (kind for kind, words in _KINDS for word in words if f"{label} ".startswith(f"{word} "))
    return next(begins, FieldKind.TEXT)


def _unit(label: str) -> str:
    """Of a number without one: what its label counts."""
    if label.startswith(("ti le", "ty le")):
        return PERCENT
    if label.startswith("kinh phi") or "so tien" in label:
        return _WRITTEN_SO[MONEY]
    words = label.split()
    return next((_WRITTEN_SO[one.name] for one in KNOWN if one.name in _WRITTEN_SO and one.name in words), "")


def _options(parts: Iterable[str]) -> tuple[str, ...]:
    """'chọn: Hội thi / Tọa đàm / Ngày hội'."""
    for part in parts:
        found = _CHOOSE.match(fold(part))
        each = [one.strip() for one in part[found.end() :].split("/")] if found else []
        if len(each) > 1:
            return tuple(dict.fromkeys(one[:LONGEST_LABEL] for one in each if one))[:MOST_OPTIONS]
    return ()


def _sorts(kind: FieldKind, more: Sequence[str]) -> tuple[Sort, ...]:
    if kind is not FieldKind.FILES:
        return ()
    return tuple(sort for word, sort in _SORTS.items() if any(word in part.split() for part in more))


def bounds_in(more: Sequence[str], had: Field | None = None) -> Bounds:
    """'3–10', 'từ 0 đến 500', 'tối đa 20 MB'. What is not said stays as the part had it."""
    least, most, size = (had.minimum, had.maximum, had.largest) if had else (None, None, None)
    for part in more:
        if found := _RANGE.search(part):
            least, most = _whole(found[1]), _whole(found[2])
        for sign, figure, large in _ONE_BOUND.findall(_RANGE.sub("", part)):
            if large:
                size = _whole(figure)
            elif sign in _LEAST:
                least = _whole(figure)
            else:
                most = _whole(figure)
    return Bounds(least, most, size)


def _whole(figure: str) -> int | None:
    value = read_number(figure)
    return value if isinstance(value, int) else None
