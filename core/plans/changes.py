"""What a new version of a plan changes: which reports and activities moved, which are new, which are gone. Matched by
their names."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.activities import Event
from core.plans.charges import Planned
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
class Happens:
    """An activity of a campaign that runs, on the plan's own days."""

    id: int
    due: Due
    event: Event


@dataclass(frozen=True)
class Difference:
    moved: tuple[tuple[Asked, Settled], ...] = ()
    added: tuple[Settled, ...] = ()
    gone: tuple[Asked, ...] = ()
    events_moved: tuple[tuple[Happens, Planned], ...] = ()
    events_added: tuple[Planned, ...] = ()
    events_gone: tuple[Happens, ...] = ()

    def __bool__(self) -> bool:
        reports, events = (self.moved, self.added, self.gone), (self.events_moved, self.events_added, self.events_gone)
        return any((*reports, *events))


def difference(
    current: Sequence[Asked], new: Sequence[Settled], happening: Sequence[Happens] = (), events: Sequence[Planned] = ()
) -> Difference:
    """Each is paired with the one whose name is most alike; what has no pair is new, or gone."""
    reports = _paired([one.due.name for one in current], [one.label for one in new])
    days = _paired([one.due.name for one in happening], [one.title for one in events])
    return Difference(
        tuple((current[at], new[to]) for at, to in reports.items() if _moves(current[at].due.of_plan, new[to])),
        tuple(one for to, one in enumerate(new) if to not in reports.values()),
        tuple(one for at, one in enumerate(current) if at not in reports),
        tuple(
            (happening[at], events[to]) for at, to in days.items() if not happening[at].event.is_on(events[to].event)
        ),
        tuple(one for to, one in enumerate(events) if to not in days.values()),
        tuple(one for at, one in enumerate(happening) if at not in days),
    )


def _paired(names: Sequence[str], others: Sequence[str]) -> dict[int, int]:
    """By their places, in the order of the first."""
    pairs = sorted(
        ((_alike(one, other), at, to) for at, one in enumerate(names) for to, other in enumerate(others)),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    paired: dict[int, int] = {}
    for alike, at, to in pairs:
        if alike >= ALIKE and at not in paired and to not in paired.values():
            paired[at] = to
    return dict(sorted(paired.items()))


def _alike(one: str, other: str) -> float:
    mine, theirs = set(fold(one).split()), set(fold(other).split())
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0


def _moves(due: Due, new: Settled) -> bool:
    deadline = new.deadline()
    return (due.strict, due.lenient) != (deadline.strict, deadline.lenient)
