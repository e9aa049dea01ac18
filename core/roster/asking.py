"""Which unit somebody means who speaks for it and types its name: the one it must be, or a few that it may be."""

from collections.abc import Mapping
from difflib import get_close_matches

from core.roster.names import key, kind_of, same_accents, same_kind, spelling, words

MOST = 6  # names shown to somebody whom nobody knows yet
_LIKENESS = 0.78
_TOO_MANY = 2_000  # units among which slips of the finger are no longer looked for


def unit_meant(text: str, units: Mapping[int, str]) -> int | None:
    """By its name as it is written, else by its own name where kind and accents do not contradict."""
    said = spelling(text)
    exact = [one for one, name in units.items() if spelling(name) == said]
    if len(exact) == 1:
        return exact[0]
    kind, own = kind_of(text), key(text)
    near = [one for one, name in units.items()
            if key(name) == own and same_kind(kind_of(name), kind) and same_accents(name, text)]  # fmt: skip
    return near[0] if len(near) == 1 and not exact else None


def units_like(text: str, units: Mapping[int, str]) -> list[int]:
    """Those of the same own name, those that have its words, those that are spelled nearly so. Never a whole list."""
    own = key(text)
    if len(own.replace(" ", "")) < 2:
        return []
    said = frozenset(own.split())
    same = [one for one, name in units.items() if key(name) == own]
    has = [one for one, name in units.items() if said <= frozenset(words(name).split())]
    return list(dict.fromkeys([*same, *has, *_slips(own, units)]))[:MOST]


def _slips(own: str, units: Mapping[int, str]) -> list[int]:
    if len(units) > _TOO_MANY:
        return []
    by_own: dict[str, list[int]] = {}
    for one, name in units.items():
        by_own.setdefault(key(name), []).append(one)
    return [one for found in get_close_matches(own, by_own, MOST, _LIKENESS) for one in by_own[found]]
