"""Which of several reports people mean when they say a part of its name: "nop bao cao trong tam"."""

from collections.abc import Sequence

from core.spelling import line, spelled
from core.vietnamese import fold

# Said around a name, and never what tells one from another.
_AROUND = frozenset(
    {
        *("nop", "gui", "lam", "them", "vao", "cho", "cua", "ve", "la", "xin", "muon", "nay"),
        *("bao", "cao", "file", "bai", "don", "vi", "ben", "minh", "toi", "anh", "chi", "dong", "cai"),
    }
)


def named(words: str, names: Sequence[str]) -> int | None:
    """The place of the one name these words speak of; None when it is none of them or more than one, and when
    something else is said as well."""
    told = [_words(name) for name in names]
    common = frozenset.intersection(*told) if len(told) > 1 else frozenset()
    said = _words(words) - _AROUND - common
    found = [place for place, name in enumerate(told) if said <= name]
    return found[0] if said and len(found) == 1 else None


def alike(words: str, names: Sequence[str], besides: frozenset[str] = frozenset()) -> tuple[int, ...]:
    """The places of all names that have every one of these words; none when the words name nothing. `besides`: words
    that may stand around a name as well."""
    said = _words(words) - _AROUND - besides
    return tuple(place for place, name in enumerate(names) if said <= _words(name)) if said else ()


def spoken_of(words: str, names: Sequence[str]) -> int | None:
    """The place of the one name whose own words these words have the most of; None when none or several fit as well."""
    told = [_words(name) - _AROUND for name in names]
    common = frozenset.intersection(*told) if len(told) > 1 else frozenset()
    said = _words(words)
    fits = [len((name - common) & said) for name in told]
    most = max(fits, default=0)
    return fits.index(most) if most and fits.count(most) == 1 else None


def names_something(words: str, besides: frozenset[str]) -> bool:
    """Whether anything is said beyond what stands around names."""
    return bool(_words(words) - _AROUND - besides)


def _words(text: str) -> frozenset[str]:
    """As they are spelled out; a month and its year, "6/2026", are two."""
    return frozenset(line(spelled(fold(text))).replace("/", " ").split())
