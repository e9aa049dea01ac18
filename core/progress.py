"""Where things stand, in numbers that can be added up aloud."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from decimal import ROUND_HALF_UP, Decimal

from core.submissions import State, Timeliness, Workflow

_TENTH = Decimal("0.1")
_ALL = Decimal(100)


@dataclass(frozen=True)
class Row:
    """One obligation, and what its unit said about it while nothing has come."""

    state: State
    by_email: bool = False
    promised: bool = False
    broken: bool = False  # promised, and the promised moment has passed
    unreached: bool = False
    nil: bool = False  # what came says that there was nothing to report


@dataclass(frozen=True)
class Tally:
    """`on_time`, `late`, `returned`, `missing` and `exempt` share out `expected`: every obligation is in just one.

    `accepted`, `waiting` and `returned` share out what was received; `by_email`, `broken`, `promised` and `silent`
    what is missing. `unreached` lies across those: a unit the bot cannot write to, yet still missing. `nil` lies across
    what was received: nothing to report is a report.
    """

    expected: int = 0
    on_time: int = 0
    late: int = 0
    returned: int = 0
    missing: int = 0
    exempt: int = 0
    accepted: int = 0
    waiting: int = 0
    returned_late: int = 0
    by_email: int = 0
    promised: int = 0
    broken: int = 0
    silent: int = 0
    unreached: int = 0
    nil: int = 0

    @property
    def received(self) -> int:
        """Everything that came, the returned ones too: they were handed in and keep their moment."""
        return self.on_time + self.late + self.returned

    @property
    def received_late(self) -> int:
        return self.late + self.returned_late

    @property
    def asked(self) -> int:
        """Who has to hand in: what is received and missing is said of these, and whoever need not is told apart."""
        return self.expected - self.exempt

    @property
    def rate(self) -> Decimal | None:
        """None while nothing has come, and where nobody has to."""
        return rate(self.received, self.asked) if self.received else None

    @property
    def adds_up(self) -> bool:
        return (
            self.received + self.missing == self.asked
            and self.accepted + self.waiting + self.returned == self.received
            and self.by_email + self.broken + self.promised + self.silent == self.missing
            and self.nil <= self.received
        )


def tally(rows: Iterable[Row]) -> Tally:
    """Units that are blocked or never signed up are rows like any other: nobody drops out of the denominator."""
    counts: dict[str, int] = {}
    for row in rows:
        for name in ("expected", *_marks(row)):
            counts[name] = counts.get(name, 0) + 1
    return Tally(**counts)


def _marks(row: Row) -> tuple[str, ...]:
    """The counters that this obligation adds one to."""
    came = row.state.workflow not in (Workflow.EXEMPT, Workflow.OWED)
    return (*_places(row), *(("nil",) if row.nil and came else ()))


def _places(row: Row) -> tuple[str, ...]:
    late = row.state.timeliness is Timeliness.LATE
    match row.state.workflow:
        case Workflow.EXEMPT:
            return ("exempt",)
        case Workflow.OWED:
            return ("missing", _answer(row), *(("unreached",) if row.unreached else ()))
        case Workflow.RETURNED:
            return ("returned", "returned_late") if late else ("returned",)
        case Workflow.ACCEPTED | Workflow.HANDED_IN as workflow:
            return ("late" if late else "on_time", "accepted" if workflow is Workflow.ACCEPTED else "waiting")


def _answer(row: Row) -> str:
    """What a missing unit last came to; only the first that applies, so that the parts add up."""
    if row.by_email:
        return "by_email"
    if row.broken:
        return "broken"
    return "promised" if row.promised else "silent"


def total(tallies: Iterable[Tally]) -> Tally:
    """Several reports, or several groups of units, taken together."""
    counted = list(tallies)
    return Tally(**{field.name: sum(getattr(one, field.name) for one in counted) for field in fields(Tally)})


def rate(part: int, whole: int) -> Decimal | None:
    """The percentage to one decimal: 31 of 43 is 72.1. None of nothing.

    Never 100.0 while one is missing and never 0.0 once one has come, whatever rounding says.
    """
    if whole <= 0:
        return None
    exact = _ALL * part / whole
    rounded = exact.quantize(_TENTH, ROUND_HALF_UP)
    if 0 < part < whole:
        return min(max(rounded, _TENTH), _ALL - _TENTH)
    return rounded
