"""Reminders: what is due now becomes one letter for each person, and the column moves on. Cost follows what is due."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from core import activities, entries
from core.calendar import Calendar
from core.deadlines import TICK
from core.reminders import RECURRING_RUNGS, Step, decide, ladder, returned_ladder
from core.roles import HANDING_IN, Role
from core.say import Choice
from core.submissions import Asks, Workflow
from core.texts import nudges
from core.texts.values import Addressee
from data import announcing, campaigns, drafts, obligations, outbox, people, relays, reminding
from data.announcing import Stepped
from data.database import Database, Session
from data.drafts import Begun
from data.obligations import Owed
from data.people import Reach
from scheduler import unsent
from scheduler.unsent import Lying

UNITS_AT_ONCE = 100
IDLE = timedelta(minutes=30)  # a draft untouched for so long is not being written
LAST_HOURS = timedelta(hours=2)


@dataclass(frozen=True)
class Due:
    """One obligation for which a letter goes out now. No step: a promise has run out."""

    owed: Owed
    step: Step | None
    begun: Begun | None = None

    @property
    def for_everyone(self) -> bool:
        """A unit's second person is asked only when it is the last morning or later; about an activity on its day."""
        if self.step is None:
            return False
        if self.owed.asks is not Asks.REPORT:
            return self.step.name == activities.ON_THE_DAY
        return not self.step.name.startswith("T-")

    @property
    def stepped(self) -> Stepped:
        return self.owed, self.step.name if self.step else ""


async def nudge(database: Database, now: datetime, machine: datetime, calendar: Calendar) -> int:
    """Letters written. In transactions of a few units each, so that nobody waits behind ten thousand."""
    total = 0
    while True:
        looked, written = await database.write(partial(_some, now=now, machine=machine, calendar=calendar))
        total += written
        if not looked:
            return total


async def _some(session: Session, now: datetime, machine: datetime, calendar: Calendar) -> tuple[int, int]:
    looked = await obligations.due(session, now, UNITS_AT_ONCE)
    if not looked:
        return 0, 0
    begun = await drafts.begun(session, looked)
    every = _apart([_look(owed, begun.get(owed.id), now, calendar) for owed in looked], calendar.next_slot(now))
    written = await _write(session, [one.due for one in every if one.due], now, machine)
    written += await unsent.write(session, [one.lying for one in every if one.lying], now, machine)
    await obligations.looked_at(session, [(one.id, one.look_at, now if one.written else None) for one in every])
    return len(looked), written


@dataclass(frozen=True)
class Looked:
    """What becomes of one obligation now: a letter of the ladder, one about its draft, and when to look again."""

    id: int
    look_at: datetime | None
    written: bool
    due: Due | None = None
    lying: Lying | None = None


def _look(owed: Owed, draft: Begun | None, now: datetime, calendar: Calendar) -> Looked:
    """Whether to send a complete draft takes the place of a reminder; a forgotten draft is named in the reminder."""
    decided = _not_in_the_midst(decided_of(owed, now, calendar), owed, draft, now)
    lying = unsent.found(owed, draft, now, calendar)
    look_at = _first(decided.look_at, unsent.look_at(owed, draft, now, calendar))
    if lying is not None and (lying.complete or not decided.sends):
        return Looked(owed.id, look_at, decided.sends, lying=lying)
    return Looked(owed.id, look_at, decided.sends, Due(owed, decided.step, draft) if decided.sends else None)


def _apart(every: list[Looked], next_slot: datetime) -> list[Looked]:
    """A question that can wait is no part of a letter that cannot: it goes at the next slot."""
    written = [one.due or one.lying for one in every]
    busy = {one.owed.unit.id for one in written if one is not None and one.owed.asks is not Asks.OPEN}
    return [_later(one, next_slot) if one.due and _waits(one.due, busy) else one for one in every]


def _waits(due: Due, busy: set[int | None]) -> bool:
    return due.owed.asks is Asks.OPEN and due.owed.unit.id in busy


def _later(one: Looked, moment: datetime) -> Looked:
    return replace(one, look_at=moment, written=False, due=None)


def _first(*moments: datetime | None) -> datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)


def steps_of(owed: Owed, calendar: Calendar) -> tuple[Step, ...]:
    """An activity has its own; one that was put off has none. A report that takes many entries has a question a
    month. What is wanted back in part has a short one, whatever the deadline was."""
    row = owed.obligation
    if row.workflow == Workflow.RETURNED:
        return returned_ladder(row.again_by, calendar) if row.again_by is not None else ()
    if owed.asks is Asks.OPEN:
        return entries.ladder(row.opened_at, row.strict, row.period, calendar) if row.workflow == Workflow.OWED else ()
    event = campaigns.event_of(owed.deliverable, owed.obligation)
    if event is not None:
        put_off = owed.obligation.put_off_at is not None
        return () if put_off else activities.ladder(event, owed.obligation.opened_at, calendar)
    deadline = campaigns.deadline_of(owed.deliverable, owed.obligation)
    return ladder(deadline, owed.obligation.opened_at, calendar, rungs_of(owed))


def rungs_of(owed: Owed) -> tuple[str, ...] | None:
    """The organiser's own ladder, else the short one of a report that comes round, else the usual."""
    own = tuple(owed.campaign.rungs.get("names", ()))
    return own or (RECURRING_RUNGS if owed.deliverable.rhythm else None)


@dataclass(frozen=True)
class Decided:
    """Whether a letter goes out now, when to look again, and for which step; no step when a promise has run out."""

    sends: bool
    look_at: datetime | None = None
    step: Step | None = None


def _not_in_the_midst(decided: Decided, owed: Owed, draft: Begun | None, now: datetime) -> Decided:
    """Who is just writing the report is not interrupted, until two hours before its last safe moment. A draft never
    stops the ladder: left alone it is reminded of like any other."""
    if draft is None or not decided.sends:
        return decided
    until = min(draft.touched_at + IDLE, owed.obligation.strict - LAST_HOURS)
    return Decided(False, until) if until > now else decided


def decided_of(owed: Owed, now: datetime, calendar: Calendar) -> Decided:
    """A promise silences until its moment, and a broken one comes back once; a paused campaign and a question that
    waits with the organiser silence as well, and of what they held back only the latest goes out, at a slot."""
    row = owed.obligation
    if not owed.open:
        return Decided(False)
    silences = (row.promised_until, owed.campaign.paused_until, row.held_until)
    silent = max((until for until in silences if until is not None and until > now), default=None)
    if silent is not None:
        return Decided(False, silent)
    steps, promised = steps_of(owed, calendar), row.promised_until
    if promised is not None and (row.nudged_at is None or row.nudged_at < promised):
        free = max(_released(owed, promised, None, calendar), now)
        free = calendar.next_slot(free) if calendar.is_quiet(free) else free
        return Decided(True, decide(steps, now, now, calendar).look_at) if free <= now else Decided(False, free)
    decision = decide(steps, row.nudged_at, now, calendar)
    if decision.send is None:
        return Decided(False, decision.look_at)
    free = _released(owed, decision.send.at, decision.send.useful_until, calendar)
    if free <= now:
        return Decided(True, decision.look_at, decision.send)
    return Decided(False, min(free, decision.look_at) if decision.look_at else free)


def _released(owed: Owed, wanted: datetime, useful_until: datetime | None, calendar: Calendar) -> datetime:
    """When a letter wanted for this moment may go: what was held back waits for the first slot after, unless that is
    too late to be of use."""
    holds = (owed.campaign.paused_until, owed.obligation.held_until)
    held = max((until for until in holds if until is not None and until > wanted), default=None)
    if held is None:
        return wanted
    slot = calendar.next_slot(held - TICK)
    return slot if useful_until is None or slot <= useful_until else held


async def _write(session: Session, due: list[Due], now: datetime, machine: datetime) -> int:
    """One letter for each person, however much is owed and by however many units, the most urgent first."""
    if not due:
        return 0
    by_unit: dict[int, list[Due]] = {}
    for one in due:
        by_unit.setdefault(one.owed.unit.id or 0, []).append(one)
    reaches = await people.reachable(session, units=list(by_unit), roles=HANDING_IN)
    heads = await _heads(session, due)
    rows = []
    by_hand = by_unit.keys() - {reach.unit_id for reach in reaches}
    heard = [
        (reach, mine)
        for unit_id, owed in by_unit.items()
        for reach, mine in _shared_out(
            _whom(reaches, unit_id, owed), [one for one in heads if one.unit_id == unit_id], owed
        )
    ]
    for mine in reminding.by_person(heard):
        rows += _letter(mine[0][0], [one for _, those in mine for one in those], now, machine)
    await outbox.post(session, rows)
    lines = {(one.owed.campaign.id or 0, unit_id) for unit_id in by_hand for one in by_unit[unit_id]}
    await relays.add(session, lines, now)
    return len(rows)


async def _heads(session: Session, due: list[Due]) -> list[Reach]:
    """Of clusters that answer as one body."""
    those = {one.owed.unit.id or 0 for one in due if one.owed.obligation.group_id is not None}
    return await people.reachable(session, units=list(those), roles=[Role.CLUSTER_HEAD]) if those else []


def _shared_out(unit: list[Reach], heads: list[Reach], due: list[Due]) -> Iterator[tuple[Reach, list[Due]]]:
    """What a cluster carries is its head's affair, where the head can be reached; each person has one letter."""
    of_cluster = [one for one in due if one.owed.obligation.group_id is not None and heads]
    of_unit = [one for one in due if one not in of_cluster]
    heading = {head.person_id for head in heads}
    for reach in unit if of_unit else []:
        yield reach, due if reach.person_id in heading else of_unit
    answered = {reach.person_id for reach in unit} if of_unit else set()
    for head in heads if of_cluster else []:
        if head.person_id not in answered:
            yield head, of_cluster


def _whom(reaches: list[Reach], unit_id: int, due: list[Due]) -> list[Reach]:
    return reminding.whom([one for one in reaches if one.unit_id == unit_id], any(one.for_everyone for one in due))


def _letter(reach: Reach, due: list[Due], now: datetime, machine: datetime) -> list[dict[str, object]]:
    slot = max((one.step.at for one in due if one.step), default=now)
    owed = [one.owed for one in due]
    mine = any(one.begun is not None and one.begun.person_id == reach.person_id for one in due)
    choices: tuple[Choice, ...] = reminding.GOING_ON if mine else reminding.CHOICES
    if due[0].owed.asks is Asks.OPEN:
        choices = announcing.entry_choices(owed)
    if _happening(due):
        choices = announcing.choices([one.stepped for one in due], now)
    return reminding.letter(reach, owed, _text(reach, due, now), slot.isoformat(), now, machine, choices=choices)


def _happening(due: list[Due]) -> bool:
    return any(one.owed.asks is Asks.ACTIVITY for one in due)


def _text(reach: Reach, due: list[Due], now: datetime) -> str:
    if due[0].owed.asks is Asks.OPEN:
        return announcing.question(reach, [one.owed for one in due], now)
    if _happening(due):
        return announcing.words(reach, [one.stepped for one in due], now)
    first = due[0].owed
    promised = first.obligation.promised_until
    if len(due) == 1 and due[0].step is None and promised is not None:
        who = Addressee(reach.name, reach.title, reach.unit)
        return nudges.promise_came(who, campaigns.plan_of(first.campaign), first.due, promised, now)
    begun = {one.owed.id: one.begun for one in due if one.begun and one.begun.person_id == reach.person_id}
    return reminding.words(reach, [one.owed for one in due], now, begun)
