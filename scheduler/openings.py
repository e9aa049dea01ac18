"""Recurring reports: each period is written down when it begins, and its units hear of it in one letter."""

from datetime import datetime, time, timedelta
from functools import partial

from core.audience import Owners
from core.calendar import Calendar
from core.clock import at
from core.delivery import Lane
from core.periods import Period, Rhythm, first_day_of, period_of
from core.roles import HANDING_IN
from core.say import Choice, Say
from core.texts import labels, nudges
from core.texts.clauses import few
from core.texts.values import Addressee
from data import campaigns, outbox, people, relays, units
from data.database import Database, Session
from data.models import Campaign, Deliverable
from data.outbox import To
from data.people import Reach

_OFFERS = (Choice(labels.HAND_IN, "report.begin"), Choice(labels.MY_WORK, "work.show"))


async def openings(database: Database, now: datetime, machine: datetime, calendar: Calendar) -> int:
    """Periods opened. Each in its own transaction, so that nobody waits behind many."""
    total = 0
    while await database.write(partial(_one, now=now, machine=machine, calendar=calendar)):
        total += 1
    return total


async def _one(session: Session, now: datetime, machine: datetime, calendar: Calendar) -> bool:
    found = await campaigns.opening_due(session, now)
    if found is None:
        return False
    campaign, deliverable = found
    period = following(deliverable, calendar).asked(now)
    if period.starts > campaign.ends_on:
        await campaigns.change(session, deliverable, opens_at=None)
        return True
    opens_next = at(period.ends + timedelta(days=1), time(), calendar.zone)
    await campaigns.open_period(session, campaign, deliverable, period, opens_next, now)
    if opens_next > now:  # after downtime of several periods only the newest is told of
        await _tell(session, campaign, deliverable, period, now, machine, calendar)
    return True


def following(deliverable: Deliverable, calendar: Calendar) -> Period:
    """The period after the one asked for now."""
    rhythm = Rhythm.from_json(deliverable.rhythm)
    present = period_of(rhythm, first_day_of(deliverable.period), calendar)
    return period_of(rhythm, present.ends + timedelta(days=1), calendar)


async def _tell(
    session: Session, campaign: Campaign, deliverable: Deliverable, period: Period, now: datetime, machine: datetime,
    calendar: Calendar,
) -> None:  # fmt: skip
    owing = (await units.roster(session)).meant(Owners.from_json(deliverable.owners))
    reaches = await people.reachable(session, units=owing, roles=HANDING_IN) if owing else []
    plan, due = campaigns.plan_of(campaign), campaigns.due_of_period(deliverable, period)
    later = calendar.next_slot(now) if calendar.is_quiet(now) else None
    rows = []
    for mine in people.by_person(reaches):
        first = mine[0]
        who = Addressee(first.name, first.title if len(mine) == 1 else "", few([one.unit for one in mine]))
        say = Say(nudges.period_opens(who, plan, due, period.cutoff), _OFFERS)
        once = f"opens:{first.person_id}:{deliverable.id}:{period.key}"
        rows += outbox.letters(say, _to(first), now, machine, lane=Lane.BROADCAST, once=once, not_before=later)
    await outbox.post(session, rows)
    by_hand = set(owing) - {reach.unit_id for reach in reaches}
    await relays.add(session, {(campaign.id or 0, unit_id) for unit_id in by_hand}, now)
    await campaigns.boards_stale(session, campaign.id or 0, now)


def _to(reach: Reach) -> To:
    return To(reach.chat_id, reach.channel, reach.person_id)
