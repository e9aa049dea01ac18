"""How much of a target each unit is given: lines such as "An Hòa 200", or the rows of a table."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from core.audience import Roster, understood, without_kind, written_out
from core.numbers import Ambiguous, read_number
from core.targets import amount
from core.vietnamese import fold

LONGEST = 200_000  # letters of pasted lines
MOST_LINES = 5_000
_WIDE = 300
_ASKED_TWICE = 60  # names that are looked for in every way
_TOTAL = re.compile(r"(?:tong(?: cong| so)?|cong|toan (?:quan|huyen|tinh|thanh pho|don vi))\b")
_NUMBER = re.compile(r"\d[\d.,]{0,20}")
_PLACE = re.compile(r"\s*\d{1,4}[.)]\s+")
_ORDER = ("stt", "tt", "so tt", "so thu tu")
_GIVEN = ("chi tieu", "duoc giao", "giao", "phan bo", "so luong", "muc giao")


@dataclass(frozen=True)
class Shares:
    """`unclear`: lines that name no unit, or no amount. `columns`: amounts stand in more than one, and nobody can know
    which is meant."""

    given: dict[int, Decimal] = field(default_factory=dict)
    unclear: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()

    @property
    def total(self) -> Decimal:
        return sum(self.given.values(), Decimal(0))


def read_lines(text: str, roster: Roster) -> Shares:
    """A line for each unit, its amount at the end."""
    lines = (" ".join(line.split())[:_WIDE] for line in text[:LONGEST].splitlines()[:MOST_LINES])
    return _matched([(*_parted(line), line) for line in lines if line], roster)


def _parted(line: str) -> tuple[str, str]:
    """The name, and the last number with whatever it counts."""
    place = _PLACE.match(line)
    said = line[place.end() :] if place else line
    last = next(iter(reversed(list(_NUMBER.finditer(said)))), None)
    if last is None or not any(letter.isalpha() for letter in said[: last.start()]):
        return said, ""
    return said[: last.start()].strip(" :;=–-|\t"), last[0]


def read_rows(rows: Sequence[Sequence[str]], what: str, roster: Roster) -> Shares:
    """A table: the column in which units are named, and the one in which their amounts stand."""
    rows = [[" ".join(str(cell).split()) for cell in row] for row in rows[:MOST_LINES]]
    names = _Names(roster)
    width = max((len(row) for row in rows), default=0)
    hits = [sum(names.exact(_cell(row, at)) is not None for row in rows) for at in range(width)]
    if not any(hits):
        return Shares(unclear=tuple(" ".join(filter(None, row)) for row in rows if any(row))[:_ASKED_TWICE])
    named = hits.index(max(hits))
    first = next(at for at, row in enumerate(rows) if names.exact(_cell(row, named)) is not None)
    columns = _columns(rows, named, first, what)
    if len(columns) != 1:
        return Shares(columns=tuple(_heading(rows[:first], at) for at in columns))
    pairs = [
        (_cell(row, named), _cell(row, columns[0]), f"{_cell(row, named)} {_cell(row, columns[0])}".strip())
        for row in rows[first:]
        if _cell(row, named) or _cell(row, columns[0])
    ]
    return _matched(pairs, roster)


def _columns(rows: Sequence[Sequence[str]], named: int, first: int, what: str) -> list[int]:
    """Those with amounts. Of several the one that is headed as the target is, or as what is given."""
    width = max(len(row) for row in rows)
    filled = [
        at for at in range(width)
        if at != named and fold(_heading(rows[:first], at)).strip(". ") not in _ORDER
        and sum(_value(_cell(row, at)) is not None for row in rows[first:]) * 2 > len(rows) - first
    ]  # fmt: skip
    counting = [at for at in filled if not _counts_up(rows[first:], at)] or filled
    for wanted in ((fold(what),), _GIVEN):
        headed = [at for at in counting if any(one and one in fold(_heading(rows[:first], at)) for one in wanted)]
        if len(headed) == 1:
            return headed
    return counting


def _counts_up(rows: Sequence[Sequence[str]], at: int) -> bool:
    """1, 2, 3, …: no amounts."""
    values = [_value(_cell(row, at)) for row in rows if _cell(row, at)]
    return len(values) > 1 and values == [Decimal(one) for one in range(1, len(values) + 1)]


def _heading(rows: Sequence[Sequence[str]], at: int) -> str:
    """What stands above the amounts, nearest to them."""
    return next((_cell(row, at) for row in reversed(rows) if _cell(row, at)), f"{at + 1}")


def _cell(row: Sequence[str], at: int) -> str:
    return row[at] if at < len(row) else ""


def _value(text: str) -> Decimal | None:
    figures = _NUMBER.findall(text[:60])
    read = read_number(figures[0].rstrip(".,")) if len(figures) == 1 else None
    return None if read is None or isinstance(read, Ambiguous) else amount(read)


def _matched(pairs: Iterable[tuple[str, str, str]], roster: Roster) -> Shares:
    """A unit that stands there twice is unclear with its second line; a total is no unit."""
    names, given, unclear, looked = _Names(roster), {}, [], 0
    for name, value, line in pairs:
        wanted, unit = _value(value), names.exact(name)
        if unit is None and looked < _ASKED_TWICE:
            unit, looked = names.sought(name), looked + 1
        if unit is None and _TOTAL.match(fold(name)):
            continue
        if unit is None or wanted is None or unit in given:
            unclear.append(line)
        else:
            given[unit] = wanted
    return Shares(given, tuple(unclear))


class _Names:
    """Units by what they are called, each way of calling only where it means one."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self._known: dict[str, int | None] = {}
        for unit, name in roster.units.items():
            plain = _bare(name)
            for way in {plain, without_kind(plain), fold(roster.marks.get(unit, ""))} - {""}:
                self._known[way] = unit if self._known.get(way, unit) == unit else None

    def exact(self, name: str) -> int | None:
        said = _bare(written_out(fold(name)))
        return self._known.get(said) or self._known.get(without_kind(said))

    def sought(self, name: str) -> int | None:
        found = understood(name[:120], self._roster)
        return found.owners.units[0] if not found.unclear and len(found.owners.units) == 1 else None


def _bare(name: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold(name)))
