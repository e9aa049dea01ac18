"""No pattern takes the square of a line's length: a stranger's line may be made to be nearly a match, over and over.

Every compiled pattern of the modules that read people's words is tried on long texts built from its own beginnings,
as they reach it. Four times the letters may take some four times as long; a pattern that goes through the rest of the
text from each of its letters takes sixteen times.
"""

import ast
import importlib
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from data.formats.letters import settled
from tests.guards.reading import ROOT

READERS = ("core/plans", "core/roster", "core/understanding.py", "core/numbers.py", "core/answering.py",
           "core/freeline.py", "core/defining.py", "core/describing.py",
           "core/past.py", "core/behalf.py", "core/mailbox.py",
           "core/reminders.py", "core/schedule.py", "core/vietnamese.py", "data/formats")  # fmt: skip
SETTLED = ("core.plans.", "core.roster.")
LONG = 4_000  # letters; `LONGEST` is somewhat more, and shows nothing else
SIZES = (*range(12, 32, 4), 64, 256, LONG // 4, LONG)
FLOOR = 0.004  # seconds; below it a clock shows nothing
MOST_RATIO = 9.0
MOST_SECONDS = 0.3
TRIES = 3

FILLERS = (" ", "\t", "1", "a", "a ", "a.", "1.", "1/", "@", "-", "- ", "(", ", ", ":", "Đ", "ngay ", '"')  # fmt: skip


@dataclass(frozen=True)
class Found:
    """A pattern, and whether it is only ever tried at one place (match, fullmatch)."""

    name: str
    pattern: re.Pattern[Any]
    at_start: bool

    def seconds(self, text: str) -> float:
        """The least of some tries: what another process takes away is not counted."""
        return min(self.once(text) for _ in range(TRIES))

    def as_it_comes(self, text: str) -> str:
        """Documents and lists are settled before they meet a pattern; what is typed, and raw bytes, are not."""
        return _settled(text.replace("\n", " ")) if self.name.startswith(SETTLED) else text

    def once(self, text: str) -> float:
        said: Any = text if isinstance(self.pattern.pattern, str) else text.encode()
        start = time.thread_time()  # what other processes take of the machine is not the pattern's
        if self.at_start:
            self.pattern.match(said)
            self.pattern.fullmatch(said)
        else:
            for _ in self.pattern.finditer(said):
                pass
        return time.thread_time() - start


_settled = lru_cache(maxsize=512)(settled)  # hundreds of patterns are tried on the same few texts


@cache
def patterns() -> tuple[Found, ...]:
    return tuple(found for file in READERS for path in _files(file) for found in _of(path))


def _files(place: str) -> list[str]:
    whole = ROOT / place
    files = [whole] if whole.is_file() else sorted(whole.rglob("*.py"))
    return [file.relative_to(ROOT).as_posix() for file in files if file.stem != "__init__"]


def _of(path: str) -> Iterator[Found]:
    name = path.removesuffix(".py").replace("/", ".")
    once = _tried_at_start(ast.parse((ROOT / path).read_text()))
    for known, value in vars(importlib.import_module(name)).items():
        for at, pattern in enumerate(_within(value)):
            whole = str(pattern.pattern).startswith(".*")  # these are for fullmatch, wherever they are kept
            yield Found(f"{name}.{known}[{at}]", pattern, whole or known in once)


def _within(value: object, depth: int = 0) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict) and depth < 4:
        for one in (*value.keys(), *value.values()):
            yield from _within(one, depth + 1)
    elif isinstance(value, tuple | list | set | frozenset) and depth < 4:
        for one in value:
            yield from _within(one, depth + 1)
    elif hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
        yield from _within(tuple(vars(value).values()), depth + 1)


def _tried_at_start(tree: ast.Module) -> set[str]:
    """Names of this module that are read for nothing but `.match` and `.fullmatch`."""
    used: dict[str, set[str]] = {}
    held = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            used.setdefault(node.value.id, set()).add(node.attr)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and id(node) not in held:
            used.setdefault(node.id, set()).add("")
    return {name for name, ways in used.items() if ways <= {"match", "fullmatch"}}


def hostile(pattern: re.Pattern[Any]) -> list[str]:
    """Beginnings of what it looks for, said again and again, and each of these followed by what it repeats."""
    begun = list(dict.fromkeys(_beginnings(parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG))))[:6]
    units = dict.fromkeys((*FILLERS, *begun, *(f"{one}{filler}" for one in begun[:2] for filler in (" ", "a ", "1"))))
    return [unit for unit in units if unit]


def _beginnings(parsed: Any) -> Iterator[str]:
    """Each way to the first few letters, without the last of them."""
    sample = _sample(parsed)
    for end in (len(sample), len(sample) - 1, len(sample) // 2, 1):
        yield sample[:end]
    for kind, value in parsed:
        if kind is kinds.BRANCH:
            for way in value[1][:3]:
                yield _sample(way)
        elif kind is kinds.SUBPATTERN:
            yield from _beginnings(value[3])


def _sample(parsed: Any) -> str:
    """One text that it would take, looking around and back references left out."""
    return "".join(_letters(kind, value) for kind, value in parsed)


def _letters(kind: Any, value: Any) -> str:
    if kind is kinds.LITERAL:
        return chr(value)
    if kind in (kinds.ANY, kinds.NOT_LITERAL):
        return "a"
    if kind is kinds.IN:
        return _one_of(value)
    if kind is kinds.SUBPATTERN:
        return _sample(value[3])
    if kind is kinds.BRANCH:
        return _sample(value[1][0])
    if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT):
        times: int = max(1, min(int(value[0]), 3))
        return _sample(value[2]) * times
    return _sample(value) if kind is kinds.ATOMIC_GROUP else ""


def _one_of(members: Any) -> str:
    shown = {kinds.CATEGORY_DIGIT: "1", kinds.CATEGORY_SPACE: " ", kinds.CATEGORY_WORD: "a"}
    if members[0][0] is kinds.NEGATE:
        return next(letter for letter in "a1 .-;\n" if not _has(members[1:], letter))
    kind, value = members[0]
    if kind is kinds.LITERAL:
        return chr(value)
    return chr(value[0]) if kind is kinds.RANGE else shown.get(value, "-")


def _has(members: Any, letter: str) -> bool:
    inside = "".join(re.escape(chr(value)) for kind, value in members if kind is kinds.LITERAL)
    return bool(inside) and re.match(f"[{inside}]", letter) is not None


def slow(found: Found) -> str:
    """On which text it takes too long; '' where on none. From small to large: what grows too fast is not waited for."""
    faults: Iterator[str] = (_grows(found, unit) for unit in hostile(found.pattern))
    return next((fault for fault in faults if fault), "")


def _grows(found: Found, unit: str) -> str:
    whole = unit * (LONG // len(unit) + 1)
    for size in SIZES:
        if (seconds := found.once(found.as_it_comes(f"{whole[:size]}\x00"))) > MOST_SECONDS:
            return f"{unit!r}: {seconds:.1f} s for {size} letters"
    if seconds <= FLOOR:
        return ""
    long, short = (found.seconds(found.as_it_comes(f"{whole[:size]}\x00")) for size in (LONG, LONG // 4))
    if long <= FLOOR or long <= MOST_RATIO * max(short, FLOOR / MOST_RATIO):
        return ""
    return f"{unit!r}: {long * 1000:.1f} ms for {LONG} letters, {short * 1000:.1f} for a quarter of them"


def test_the_patterns_are_found() -> None:
    assert len(patterns()) > 300
    assert any(found.at_start for found in patterns())


@pytest.mark.parametrize("place", READERS)
def test_none_takes_the_square_of_the_length(place: str) -> None:
    module = place.removesuffix(".py").replace("/", ".")
    mine = [found for found in patterns() if found.name.startswith(f"{module}.")]
    assert {found.name: fault for found in mine if (fault := slow(found))} == {}


@pytest.mark.parametrize("pattern", [r"\w+@", r"(?:a+)+b", r"\d*\d*\d*x", r"(?:\w+-?)+:", r"\S+\s*=[^=]*$"])
def test_one_that_does_is_caught(pattern: str) -> None:
    assert slow(Found("core.numbers._BAD[0]", re.compile(pattern), at_start=False))


@pytest.mark.parametrize("pattern", [r"\w+@", r"\s*\("])
def test_one_that_begins_at_one_place_alone_is_let_be(pattern: str) -> None:
    assert not slow(Found("core.numbers._GOOD[0]", re.compile(pattern), at_start=True))


def test_runs_of_signs_do_not_reach_the_readers_of_documents() -> None:
    """Looking for what comes behind blanks is slow where they have no end; `settled` gives them one."""
    behind_blanks = re.compile(r"\s*\(")
    assert slow(Found("core.numbers._BAD[0]", behind_blanks, at_start=False))
    assert not slow(Found("core.plans._BAD[0]", behind_blanks, at_start=False))
