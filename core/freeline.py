"""A line that says several numbers at once: "da to chuc 2 buoi, 150 luot, ho tro 12tr, 3 anh".

What it says is found first, each number with what it counts and the words around it; then each is laid beside the parts
of a form. Nothing is read that was not said, and a number that fits no part, or two, is never dropped in silence.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from core.forms import Field, FieldKind, Form, Misread, out_of_bounds
from core.measures import MONEY, SENT, Measure, measure_of, ways
from core.numbers import Ambiguous, Number, Written, numbers_in, settled
from core.vietnamese import fold

LONGEST = 400  # letters; a story is no line
_SAME, _NEAR, _LABEL = 10, 6, 2  # what counts for a part: its measure, a measure within it, a word of its label
_PEOPLE = ("nguoi", "doan vien", "thanh nien", "thieu nhi")
# No counts: days, hours, telephones, numbers of papers.
_ASIDE = re.compile(
    r"(?<![\d.,/])(?:\d{1,2}/\d{1,2}(?:/\d{2,4})?|\d{1,2}-\d{1,2}-\d{4}|\d{1,2}\.\d{1,2}\.\d{4}"
    r"|\d{1,2} ?(?:giờ|gio|[gh:])(?: ?\d{2})?"
    r"|\d{1,4}/\d{4}|0\d{2,3}[. ]?\d{3}[. ]?\d{3,4}|\d{1,4}-?/?(?:kh|qđ|qd|cv|bc|tb)\b)(?![\d/])"
)
_SEPARATOR = re.compile(r"[;\n+]|,(?!\d)|(?<!\d),|\.(?=\s|$)|\bvà\b|\bva\b")
_WORD = re.compile(r"[^\W\d_]+|%")
_EMPTY = frozenset(
    (
        *("so", "luong", "tong", "cong", "cac", "cua", "va", "da", "duoc", "co", "la", "tai", "cho", "den", "trong"),
        *("moi", "theo", "voi", "ve", "don", "vi", "ket", "qua", "to", "chuc", "thuc", "hien", "tham", "gia", "em"),
        *("ben", "minh", "toi", "a", "ho", "nua", "nhe"),
    )
)
_AROUND = " :.-~()"
_LONGEST_WAY = 4  # words


@dataclass(frozen=True)
class Item:
    """One number that was said: `said` as it was typed, `measure` what it counts ("" when it does not say), `words`
    those around it that may name a part."""

    said: str
    value: Number | Ambiguous
    measure: str = ""
    words: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Matched:
    """`parts`: by key of the field. `unclear`: fits no part, or more than one. `doubtful`: fits a part, but may be this
    or that, or can be no such number. `sent`: of photos and files, which count when they come."""

    parts: dict[str, Item] = field(default_factory=dict)
    doubtful: dict[str, Item] = field(default_factory=dict)
    unclear: tuple[Item, ...] = ()
    sent: tuple[Item, ...] = ()

    @property
    def fits(self) -> int:
        return len(self.parts) + len(self.doubtful)


def items(text: str) -> tuple[Item, ...]:
    """Every number of the text that counts something."""
    said = settled(text[: LONGEST + 1])
    if not said or len(said) > LONGEST:
        return ()
    said = _ASIDE.sub(_masked, said)
    stops = [match.start() for match in _SEPARATOR.finditer(said)]
    written = _written(said, stops)
    found: list[Item] = []
    taken = 0  # up to where the number before has its own words
    for n, one in enumerate(written):
        start = max([taken, *(stop + 1 for stop in stops if stop < one.start)])
        end = min([len(said), *(stop for stop in stops if stop >= one.end), *(each.start for each in written[n + 1 :])])
        item, taken = _item(one, said[start : one.start], said[one.end : end], said)
        found.append(item)
    return tuple(found)


def _written(said: str, stops: Sequence[int]) -> list[Written]:
    """Numbers on both sides of a comma are two."""
    found: list[Written] = []
    for start, end in zip([0, *(stop + 1 for stop in stops)], [*stops, len(said)], strict=True):
        clause = numbers_in(said[start:end], lambda after: _way(after) is not None)
        found += [one._replace(start=one.start + start, end=one.end + start) for one in clause]
    return found


def _masked(found: re.Match[str]) -> str:
    """Nothing stands there, unless it is followed by what it counts: '5/11 chi đoàn' is no day."""
    if "/" in found[0] and found[0].count("/") == 1 and _way(found.string[found.end() :].lstrip()):
        return found[0]
    return ";" + " " * (len(found[0]) - 1)


def _item(one: Written, before: str, after: str, said: str) -> tuple[Item, int]:
    """And where its measure ends."""
    led = len(after) - len(after.lstrip(_AROUND))
    found = _way(after[led:])
    upto = one.end + (led + len(found[0]) if found else 0)
    measure = found[1].name if found else _named_before(before) or (MONEY if one.scale else "")
    words = frozenset(fold(word) for word in _WORD.findall(f"{before} {after}")) - _EMPTY
    value = one.value
    if before.endswith(("-", "−", "–")) and not isinstance(value, Ambiguous):
        value = Ambiguous((value,))  # a dash before a list, or a negative number
    return Item(said[one.start : upto].strip(), value, measure, words), upto


def _way(after: str) -> tuple[str, Measure] | None:
    """What stands right after a number: the longest way of writing a measure, as it was typed."""
    typed = _WORD.findall(after[:60])[:_LONGEST_WAY]
    for length in range(len(typed), 0, -1):
        begun = after[: _end_of(after, length)]
        if (known := ways().get(fold(begun))) is not None:
            return begun, known
    return None


def _end_of(text: str, words: int) -> int:
    found = list(_WORD.finditer(text))[:words]
    return found[-1].end() if found else 0


def _named_before(before: str) -> str:
    """'số lượt tham gia: 150'."""
    words = [fold(word) for word in _WORD.findall(before)]
    for length in range(_LONGEST_WAY, 0, -1):
        for at in range(len(words) - length, -1, -1):
            way = " ".join(words[at : at + length])
            if len(way) > 2 and (known := ways().get(way)) is not None:
                return known.name
    return ""


def counts_another(field: Field, said: Sequence[Item]) -> bool:
    """The one number says that it counts something that this part does not: '3 ảnh' where people are counted. Turns,
    people and members are often called by each other's names."""
    measure = field.measure
    if len(said) != 1 or not said[0].measure or measure is None or measure.name == said[0].measure:
        return False
    return not {measure.name, said[0].measure} <= {"luot", "nguoi", *_PEOPLE}


# -- beside a form ------------------------------------------------------------------------------------------------


def matched(form: Form, said: Sequence[Item]) -> Matched:
    """Each number in the part that fits it best; where two fit alike nothing is guessed."""
    numbers = [one for one in form.fields if one.kind is FieldKind.NUMBER]
    best = [_best(item, numbers) for item in said]
    parts: dict[str, Item] = {}
    doubtful: dict[str, Item] = {}
    unclear: list[Item] = []
    for item, found in zip(said, best, strict=True):
        if found is None or _contested(item, found, said, best):
            unclear.append(item)
        elif isinstance(item.value, Ambiguous) or isinstance(out_of_bounds(found, item.value), Misread):
            doubtful[found.key] = item
        else:
            parts[found.key] = item
    sent = tuple(item for item in unclear if item.measure in SENT)
    return Matched(parts, doubtful, tuple(item for item in unclear if item not in sent), sent)


def _best(item: Item, fields: Sequence[Field]) -> Field | None:
    scored = sorted(((score(item, one), at, one) for at, one in enumerate(fields)), key=lambda each: -each[0])
    if not scored or scored[0][0] <= 0 or (len(scored) > 1 and scored[1][0] == scored[0][0]):
        return None
    return scored[0][2]


def _contested(item: Item, found: Field, said: Sequence[Item], best: Sequence[Field | None]) -> bool:
    """Another number fits the same part as well or better, and is another."""
    mine = score(item, found)
    rivals = [each for each, theirs in zip(said, best, strict=True) if theirs == found and each is not item]
    return any(each.value != item.value and score(each, found) >= mine for each in rivals)


def score(item: Item, one: Field) -> int:
    """How well a number fits a part: not at all when it counts something else."""
    measure = measure_of(one.unit)
    label = sum(_LABEL for word in item.words if word in _label(one.label))
    if not item.measure or measure is None:
        return label
    if item.measure == measure.name:
        return _SAME + label
    if measure.name == "nguoi" and item.measure in _PEOPLE:
        return _NEAR + label
    return 0


@cache
def _label(label: str) -> frozenset[str]:
    return frozenset(fold(label).split()) - _EMPTY
