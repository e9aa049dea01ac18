"""Reminders: what is due now becomes one letter for each person, and the column moves on. Cost follows what is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from core.calendar import Calendar
from core.delivery import Lane
from core.reminders import RECURRING_RUNGS, Decision, Step, decide, ladder
from core.roles import HANDING_IN, Role
from core.say import Choice, Say
from core.texts import labels, nudges
from core.texts.values import Addressee, WorkItem
from data import campaigns, obligations, outbox, people
from data.database import Database, Session
from data.obligations import Owed
from data.outbox import To
from data.people import Reach

UNITS_AT_ONCE = 50

CHOICES = (
    Choice(labels.HAND_IN, "report.begin"),
    Choice(labels.PROMISE, "work.when"),
    Choice(labels.BY_EMAIL, "replies.by_email"),
    Choice(labels.NEED_HELP, "replies.help"),
)


@dataclass(frozen=True)
class Due:
    """One obligation for which a letter goes out now. No step: a promise has run out."""

    owed: Owed
    step: Step | None

    @property
    def for_everyone(self) -> bool:
        """A unit's second person is asked only when it is the last morning or later."""
        return self.step is not None and not self.step.name.startswith("T-")


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
    due: list[Due] = []
    moved: list[tuple[int, datetime | None, datetime | None]] = []
    for owed in looked:
        sends, look_at, step = _decided(owed, now, calendar)
        moved.append((owed.id, look_at, now if sends else None))
        if sends:
            due.append(Due(owed, step))
    written = await _write(session, due, now, machine)
    await obligations.looked_at(session, moved)
    return len(looked), written


def _rungs(owed: Owed) -> tuple[str, ...] | None:
    """The organiser's own ladder, else the short one of a report that comes round, else the usual."""
    own = tuple(owed.campaign.rungs.get("names", ()))
    return own or (RECURRING_RUNGS if owed.deliverable.rhythm else None)


def _decided(owed: Owed, now: datetime, calendar: Calendar) -> tuple[bool, datetime | None, Step | None]:
    """Send now? When to look again? A promise silences until its moment; a broken one comes back once."""
    row = owed.obligation
    if not owed.open:
        return False, None, None
    deadline = campaigns.deadline_of(owed.deliverable, row)
    steps = ladder(deadline, row.opened_at, calendar, _rungs(owed))
    promised = row.promised_until
    if promised is not None and now < promised:
        return False, promised, None
    if promised is not None and (row.nudged_at is None or row.nudged_at < promised):
        if calendar.is_quiet(now):
            return False, calendar.next_slot(now), None
        after = decide(steps, now, now, calendar)
        return True, after.look_at, None
    decision: Decision = decide(steps, row.nudged_at, now, calendar)
    return decision.send is not None, decision.look_at, decision.send


async def _write(session: Session, due: list[Due], now: datetime, machine: datetime) -> int:
    """One letter for each person and unit, however much is owed, the most urgent first."""
    if not due:
        return 0
    by_unit: dict[int, list[Due]] = {}
    for one in due:
        by_unit.setdefault(one.owed.unit.id or 0, []).append(one)
    reaches = await people.reachable(session, units=list(by_unit), roles=HANDING_IN)
    rows = []
    for unit_id, owed in by_unit.items():
        for reach in _whom([reach for reach in reaches if reach.unit_id == unit_id], owed):
            rows += _letter(reach, owed, now, machine)
    await outbox.post(session, rows)
    return len(rows)


def _whom(reaches: list[Reach], due: Iterable[Due]) -> list[Reach]:
    first = [reach for reach in reaches if reach.role is Role.SECRETARY]
    return reaches if not first or any(one.for_everyone for one in due) else first


def _letter(reach: Reach, due: list[Due], now: datetime, machine: datetime) -> list[dict[str, object]]:
    """Once for a person, a slot and what it speaks of: what is left of an outdated letter is another one."""
    ids = ",".join(str(one.owed.id) for one in sorted(due, key=lambda one: one.owed.id))
    slot = max((one.step.at for one in due if one.step), default=now)
    return outbox.letters(
        Say(_text(reach, due, now), CHOICES),
        To(reach.chat_id, reach.channel, reach.person_id),
        now,
        machine,
        lane=Lane.NUDGE,
        once=f"nudge:{reach.person_id}:{reach.unit_id}:{slot.isoformat()}:{ids}",
        still=f"owed:{ids}",
    )


def _text(reach: Reach, due: list[Due], now: datetime) -> str:
    who = Addressee(reach.name, reach.title, reach.unit)
    first = due[0].owed
    plan = campaigns.plan_of(first.campaign)
    promised = first.obligation.promised_until
    if len(due) == 1 and due[0].step is None and promised is not None:
        return nudges.promise_came(who, plan, first.due, promised, now)
    return nudges.nudge(who, plan, [_item(one.owed) for one in due], now)


def _item(owed: Owed) -> WorkItem:
    return WorkItem(owed.due, owed.obligation.workflow, owed.obligation.timeliness)
