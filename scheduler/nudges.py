"""Reminders: what is due now is told, and the column moves on. Cost follows what is due."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from core import activities, entries
from core.calendar import Calendar
from core.deadlines import TICK
from core.reminders import LAST_HOURS, RECURRING_RUNGS, Step, decide, ladder, returned_ladder
from core.submissions import Asks, Workflow
from data import campaigns, drafts, obligations
from data.database import Database, Session
from data.drafts import Begun
from data.obligations import Owed
from scheduler import telling, unsent
from scheduler.telling import Due
from scheduler.unsent import Lying

UNITS_AT_ONCE = 200
IDLE = timedelta(minutes=30)  # a draft untouched for so long is not being written


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
    alike: dict[tuple[Any, ...], Decided] = {}
    every = [_look(owed, begun.get(owed.id), now, calendar, alike) for owed in looked]
    lying = [one.lying for one in every if one.lying]
    busy = {one.owed.unit.id or 0 for one in lying}
    written, wait = await telling.write(session, [one.due for one in every if one.due], busy, now, machine, calendar)
    written += await unsent.write(session, lying, now, machine)
    slot = calendar.next_slot(now)
    every = [replace(one, look_at=slot, written=False) if one.id in wait else one for one in every]
    await obligations.looked_at(session, [(one.id, one.look_at, now if one.written else None) for one in every])
    return len(looked), written


@dataclass(frozen=True)
class Decided:
    """Whether a letter goes out now, when to look again, and for which step; no step when a promise has run out."""

    sends: bool
    look_at: datetime | None = None
    step: Step | None = None


@dataclass(frozen=True)
class Looked:
    """What becomes of one obligation now: a letter of the ladder, one about its draft, and when to look again."""

    id: int
    look_at: datetime | None
    written: bool
    due: Due | None = None
    lying: Lying | None = None


def _look(
    owed: Owed, draft: Begun | None, now: datetime, calendar: Calendar, alike: dict[tuple[Any, ...], Decided]
) -> Looked:
    """Whether to send a complete draft takes the place of a reminder; a forgotten draft is named in the reminder.
    `alike`: what was decided, for a report is asked of hundreds of units at the same moment."""
    if (decided := alike.get(owed.alike)) is None:
        decided = alike[owed.alike] = decided_of(owed, now, calendar)
    decided = _not_in_the_midst(decided, owed, draft, now)
    lying = unsent.found(owed, draft, now, calendar)
    look_at = _first(decided.look_at, unsent.look_at(owed, draft, now, calendar))
    if lying is not None and (lying.complete or not decided.sends):
        return Looked(owed.id, look_at, decided.sends, lying=lying)
    return Looked(owed.id, look_at, decided.sends, _due(owed, decided, draft))


def _due(owed: Owed, decided: Decided, draft: Begun | None) -> Due | None:
    return Due(owed, decided.step, draft, decided.look_at) if decided.sends else None


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
    return ladder(owed.due.deadline, owed.obligation.opened_at, calendar, rungs_of(owed))


def rungs_of(owed: Owed) -> tuple[str, ...] | None:
    """The organiser's own ladder, else the short one of a report that comes round, else the usual."""
    own = tuple(owed.campaign.rungs.get("names", ()))
    return own or (RECURRING_RUNGS if owed.deliverable.rhythm else None)


def _not_in_the_midst(decided: Decided, owed: Owed, draft: Begun | None, now: datetime) -> Decided:
    """Who is just writing the report is not interrupted, until two hours before its last safe moment. A draft never
    stops the ladder: left alone it is reminded of like any other."""
    if draft is None or not decided.sends:
        return decided
    until = min(draft.touched_at + IDLE, (owed.wanted_by or now) - LAST_HOURS)
    return Decided(False, until) if until > now else decided


def decided_of(owed: Owed, now: datetime, calendar: Calendar) -> Decided:
    """A promise silences until its moment, and a broken one comes back once; a paused campaign and a question that
    waits with the organiser silence as well, and of what they held back only the latest goes out, at a slot."""
    row = owed.obligation
    if not owed.open:
        return Decided(False)
    silent = owed.silent_until(now)
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
    holds = (owed.paused_until, owed.obligation.held_until)
    held = max((until for until in holds if until is not None and until > wanted), default=None)
    if held is None:
        return wanted
    slot = calendar.next_slot(held - TICK)
    return slot if useful_until is None or slot <= useful_until else held
