"""What came of a rehearsal: the letters as they arrived, what happened between them, and the totals."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from bot.rehearsal import names
from bot.rehearsal.world import OFFICER, Carried, Stage
from core.calendar import Calendar
from core.clock import local
from core.delivery import Lane
from core.progress import Row, tally
from core.submissions import Asks, State, Timeliness, Workflow
from core.texts import rehearsal as texts
from data import journal, obligations
from data.database import Session
from data.models import Entry, Letter, Submission
from data.obligations import Owed
from scheduler.nudges import steps_of

BETWEEN = "; "  # several reports in one letter
_NOTED = {"promised": "promised", "extended": "extended", "returned": "returned"}


@dataclass(frozen=True)
class Received:
    at: str
    to: str
    unit: str
    role: str
    channel: str
    kind: str
    deliverable: str | None
    step: str | None
    text: str


@dataclass(frozen=True)
class Happened:
    at: str
    event: str
    unit: str
    deliverable: str | None
    verdict: str | None


@dataclass(frozen=True)
class Tale:
    """Everything in order of time; at one minute what happened comes before what was said of it."""

    lines: tuple[Received | Happened, ...]
    totals: dict[str, Any]

    def as_objects(self) -> Iterator[dict[str, Any]]:
        yield from (asdict(line) for line in self.lines)
        yield {"totals": self.totals}


@dataclass(frozen=True)
class _Facts:
    owed: dict[int, Owed]
    noted: list[Entry]
    versions: dict[int, list[Submission]]


async def told(stage: Stage) -> Tale:
    facts = await stage.house.database.read(_facts)
    letters = _Letters(stage, facts)
    received = [letters.received(one) for one in stage.post.carried]
    happened = sorted(_happened(facts, stage.house.clock.now()), key=lambda one: one.at)
    lines: list[Received | Happened] = [*happened, *received]
    lines.sort(key=lambda one: one.at)  # of one minute each list keeps its order
    return Tale(tuple(lines), _totals(stage, facts, received))


async def _facts(session: Session) -> _Facts:
    owed = {one.id: one for one in await obligations.opened_after(session, 0)}
    return _Facts(owed, await journal.of_kinds(session, list(_NOTED)), await obligations.histories(session, list(owed)))


def _stamp(moment: datetime) -> str:
    return local(moment).isoformat(timespec="seconds")


class _Letters:
    """Each letter with what it was about, in the order of arrival."""

    def __init__(self, stage: Stage, facts: _Facts) -> None:
        self._facts = facts
        self._calendar: Calendar = stage.house.calendar
        self._nudged: dict[int, datetime] = {}
        name, _, title = names.ORGANISER
        self._people = {OFFICER: (name, title, "organiser", names.ORGANISATION)}
        for unit in stage.players:
            for one in unit.members:
                self._people[one.address] = (one.name, one.title, str(one.role), unit.name)
        self._opened = {
            f"{one.unit.id}:{one.deliverable.id}:{one.obligation.period}": one for one in facts.owed.values()
        }

    def received(self, carried: Carried) -> Received:
        letter = carried.letter
        name, _, role, unit = self._people[carried.address]
        kind = _kind(letter)
        about = self._about(letter)
        steps = [self._step(one, letter.made_at) for one in about] if kind == "nudge" else []
        said = list(dict.fromkeys(step for step in steps if step))
        return Received(
            at=_stamp(carried.at),
            to=name,
            unit=unit,
            role=role,
            channel=letter.channel,
            kind=kind,
            deliverable=BETWEEN.join(one.due.name for one in about) or None,
            step=BETWEEN.join(said) or None,
            text=letter.text,
        )

    def _about(self, letter: Letter) -> list[Owed]:
        if letter.still:
            return [self._facts.owed[int(one)] for one in letter.still.removeprefix("owed:").split(",")]
        kind, _, rest = (letter.once or "").partition(":")
        found = self._opened.get(rest.partition(":")[2].rpartition(":")[0]) if kind == "opens" else None
        return [found] if found else []

    def _step(self, owed: Owed, made_at: datetime) -> str | None:
        """The rung this letter stood on; None when it came because a promise had run out."""
        heard = self._nudged.get(owed.id)
        self._nudged[owed.id] = made_at
        promised = [one for one in self._facts.noted if one.obligation_id == owed.id and one.at < made_at]
        until = datetime.fromisoformat(promised[-1].detail["until"]) if _promise(promised) else None
        if until is not None and until <= made_at and (heard is None or heard < until):
            return None
        return next((step.name for step in reversed(steps_of(owed, self._calendar)) if step.at <= made_at), None)


def _promise(noted: Sequence[Entry]) -> bool:
    return bool(noted) and noted[-1].what == "promised"


def _kind(letter: Letter) -> str:
    if letter.lane == Lane.ANSWER:
        return "answer"
    if letter.still:
        return "nudge"
    digests = ("notice:", "digest:")
    return "digest" if (letter.once or "").startswith(digests) else "notice"


def _happened(facts: _Facts, end: datetime) -> Iterator[Happened]:
    for one in facts.owed.values():
        unit, name = one.unit.name, one.due.name
        versions = facts.versions.get(one.id, [])
        counts = one.due.counts
        for version in versions:
            verdict = one.obligation.timeliness if counts else None
            yield Happened(_stamp(version.handed_at), "handed_in", unit, name, verdict)
        came = min((version.handed_at for version in versions), default=end)
        if counts and one.obligation.lenient < came and one.obligation.workflow != Workflow.EXEMPT:
            yield Happened(_stamp(one.obligation.lenient), "overdue", unit, name, None)
    for noted in facts.noted:
        about = facts.owed.get(noted.obligation_id or 0)
        if about is not None:
            yield Happened(_stamp(noted.at), _NOTED[noted.what], about.unit.name, about.due.name, None)


def _totals(stage: Stage, facts: _Facts, received: Sequence[Received]) -> dict[str, Any]:
    kinds = Counter(one.kind for one in received)
    # Several people of one unit hear of one step.
    steps = {(one.unit, one.at) for one in received if one.kind == "nudge"}
    reminded = Counter(unit for unit, _ in steps)
    return {
        "units": len(stage.players),
        "deliverables": _reports(facts),
        "activities": _activities(facts),
        "letters": {kind: kinds[kind] for kind in texts.KINDS},
        "reminders": {unit.name: reminded[unit.name] for unit in stage.players},
        "unreached": [unit.name for unit in stage.players if unit.mark in stage.blocked or not unit.members],
    }


def _reports(facts: _Facts) -> dict[str, dict[str, Any]]:
    rows: dict[str, list[Row]] = {}
    for one in facts.owed.values():
        if not one.due.counts:
            continue
        state = State(Workflow(one.obligation.workflow), Timeliness(one.obligation.timeliness))
        rows.setdefault(one.due.name, []).append(Row(state))
    counted = {name: tally(each) for name, each in rows.items()}
    parts = ("expected", "on_time", "late", "returned", "missing", "exempt")
    return {
        name: {part: getattr(one, part) for part in parts} | {"adds_up": one.adds_up} for name, one in counted.items()
    }


def _activities(facts: _Facts) -> dict[str, dict[str, int]]:
    """Nobody is missing here: how many carry each, how many said that it goes as planned or that they took part, and
    how many results have come."""
    found: dict[str, dict[str, int]] = {}
    for one in facts.owed.values():
        if one.asks is Asks.ACTIVITY:
            counts = found.setdefault(one.due.name, {"owners": 0, "confirmed": 0, "results": 0})
            counts["owners"] += 1
            counts["confirmed"] += one.obligation.confirmed_at is not None
            counts["results"] += one.obligation.version > 0
    return found
