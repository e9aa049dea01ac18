"""A unit's mark: the two or three letters that open its receipt codes."""

from collections.abc import Collection, Iterator, Sequence
from itertools import product
from string import ascii_uppercase

from core.roster.names import key


def mark(name: str, taken: Collection[str]) -> str:
    """From the initials of the unit's own name: 'Đoàn phường An Hòa' is AH, the next of them AHA or another near it."""
    return marks([name], taken)[0]


def marks(names: Sequence[str], taken: Collection[str]) -> list[str]:
    """One for each, none of them twice."""
    used = {one.upper() for one in taken}
    spare, found = _spare(), []
    for name in names:
        near = next((one for one in _near(_own_words(name)) if one not in used), None)
        found.append(near or next(one for one in spare if one not in used))
        used.add(found[-1])
    return found


def _own_words(name: str) -> list[str]:
    words = ["".join(letter for letter in word if letter.isascii() and letter.isalpha()) for word in key(name).split()]
    return [word.upper() for word in words if word] or ["DV"]


def _near(words: list[str]) -> Iterator[str]:
    """The nearest first."""
    initials = "".join(word[0] for word in words)
    first, second = words[0], words[1] if len(words) > 1 else ""
    if second:
        yield initials[:2]
        yield initials[:3]
        yield from (initials[0] + initials[at] for at in range(2, len(initials)))
        yield from (first[0] + second[:2], first[:2] + second[0])
    else:
        yield from (first[:end] for end in (2, 3) if len(first) >= end)
    short = (initials if second else first[:2]).ljust(2, "X")[:2]
    yield from (short + letter for letter in ascii_uppercase)
    yield from (short[0] + letter for letter in ascii_uppercase)


def _spare() -> Iterator[str]:
    """Every mark there is, and longer ones when thousands are taken."""
    for length in (3, 4, 5):
        yield from map("".join, product(ascii_uppercase, repeat=length))
