"""What a new version of a plan changes: which reports moved, which are new, which are gone. Matched by their names."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.plans.checking import Settled
from core.texts.values import Due
from core.vietnamese import fold

ALIKE = 0.5  # of the words of two names: then they name one report


@dataclass(frozen=True)
class Asked:
    """A report of a campaign that runs."""

    id: int
    due: Due


@dataclass(frozen=True)
class Difference:
    moved: tuple[tuple[Asked, Settled], ...] = ()
    added: tuple[Settled, ...] = ()
    gone: tuple[Asked, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.moved or self.added or self.gone)


def difference(current: Sequence[Asked], new: Sequence[Settled]) -> Difference:
    """Each report is paired with the one whose name is most alike; what has no pair is new, or gone."""
    pairs = sorted(
        ((_alike(one.due.name, other.label), at, to) for at, one in enumerate(current) for to, other in enumerate(new)),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    paired: dict[int, int] = {}
    for alike, at, to in pairs:
        if alike >= ALIKE and at not in paired and to not in paired.values():
            paired[at] = to
    moved = tuple(
        (current[at], new[to]) for at, to in sorted(paired.items()) if _moves(current[at].due.of_plan, new[to])
    )
    added = tuple(one for to, one in enumerate(new) if to not in paired.values())
    gone = tuple(one for at, one in enumerate(current) if at not in paired)
    return Difference(moved, added, gone)


def _alike(one: str, other: str) -> float:
    mine, theirs = set(fold(one).split()), set(fold(other).split())
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0


def _moves(due: Due, new: Settled) -> bool:
    deadline = new.deadline()
    return (due.strict, due.lenient) != (deadline.strict, deadline.lenient)
