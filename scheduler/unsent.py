"""Drafts left lying: one that is complete is asked about half an hour before its last safe moment, one that was
forgotten is reminded of; each of them once. Nothing is ever handed in by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.calendar import Calendar
from core.delivery import Lane
from core.drafts import CONFIRM_WITHIN, FORGOTTEN, asks_to_send
from core.say import Choice, Say
from core.texts import labels, nudges
from data import drafts, outbox, people
from data.database import Session
from data.drafts import Begun
from data.obligations import Owed
from data.outbox import To
from data.people import Reach


@dataclass(frozen=True)
class Lying:
    """`complete`: only its confirmation is missing."""

    owed: Owed
    draft: Begun
    complete: bool


def found(owed: Owed, draft: Begun | None, now: datetime, calendar: Calendar) -> Lying | None:
    """What of this draft is to be said now."""
    if draft is None or not _may_be_said(owed, now):
        return None
    if _asks(owed, draft, now, calendar):
        return Lying(owed, draft, complete=True)
    forgotten = draft.touched_at + FORGOTTEN <= now and not calendar.is_quiet(now)
    return Lying(owed, draft, complete=False) if forgotten else None


def _may_be_said(owed: Owed, now: datetime) -> bool:
    paused = owed.paused_until
    return owed.open and owed.due.counts and (paused is None or paused <= now)


def _asks(owed: Owed, draft: Begun, now: datetime, calendar: Calendar) -> bool:
    """From its moment on, as long as a yes still counts from when it was complete."""
    last = owed.wanted_by
    if draft.complete_at is None or draft.asked or last is None:
        return False
    counts_until = last if owed.returned else min(owed.obligation.lenient, draft.complete_at + CONFIRM_WITHIN)
    return asks_to_send(last, draft.touched_at, calendar) <= now <= max(last, counts_until)


def look_at(owed: Owed, draft: Begun | None, now: datetime, calendar: Calendar) -> datetime | None:
    """When the tick has to look at this draft next."""
    if draft is None or not owed.open or not owed.due.counts:
        return None
    moments = [draft.touched_at + FORGOTTEN]
    if draft.complete_at is not None and not draft.asked and owed.wanted_by is not None:
        moments.append(asks_to_send(owed.wanted_by, draft.touched_at, calendar))
    moments = [calendar.next_slot(one) if one is moments[0] and calendar.is_quiet(one) else one for one in moments]
    return min((moment for moment in moments if moment > now), default=None)


async def write(session: Session, lying: Sequence[Lying], now: datetime, machine: datetime) -> int:
    """To whoever made the draft, in whatever chat they are reached."""
    if not lying:
        return 0
    units = list({one.owed.unit.id or 0 for one in lying})
    reaches = {(one.person_id, one.unit_id): one for one in await people.reachable(session, units=units)}
    rows: list[dict[str, Any]] = []
    for one in lying:
        reach = reaches.get((one.draft.person_id, one.owed.unit.id or 0))
        rows += _letter(one, reach, now, machine) if reach is not None else []
    await outbox.post(session, rows)
    await drafts.asked_to_send(session, [one.draft.draft_id for one in lying if one.complete], now)
    return len(rows)


def _letter(one: Lying, reach: Reach, now: datetime, machine: datetime) -> list[dict[str, Any]]:
    draft, what = one.draft.draft_id, (one.owed.due, now, one.owed.wanted_by if one.owed.returned else None)
    if one.complete:
        text = nudges.send_now(*what)
        first: tuple[Choice, ...] = (Choice(labels.CONFIRM, "report.confirm", {"draft": draft}),)
    else:
        text, first = nudges.draft_forgotten(*what, one.draft.filled, one.draft.total), ()
    look = Choice(labels.CONTINUE, "report.start", {"obligation": one.owed.id, "replace": 1})
    say = Say(text, (*first, look, Choice(labels.LATER, "report.leave")))
    kind = "send" if one.complete else "forgotten"
    to = To(reach.chat_id, reach.channel, reach.person_id)
    return outbox.letters(say, to, now, machine, lane=Lane.NUDGE, once=f"{kind}:{draft}", still=f"owed:{one.owed.id}")
