"""What stands in a person's own calendar, and the serial number of their link."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.feeds import Event
from core.roles import SEES_ALL, Role
from core.submissions import Asks
from data import campaigns, marks, obligations
from data.models import Campaign, Entry, Holding, Person, Seat

# What the journal calls changes of deadlines, of whole plans and of single units.
CHANGES = ("redated", "extended", "exempted", "revised", "added", "dropped", "withdrawn", "answered", "moved")


async def serial(session: AsyncSession, person_id: int) -> str | None:
    """None: this person has never asked for a link."""
    return await marks.get(session, _mark(person_id))


async def renew(session: AsyncSession, person_id: int, serial: str) -> None:
    await marks.put(session, _mark(person_id), serial)


def _mark(person_id: int) -> str:
    return f"feed:{person_id}"


async def events(session: AsyncSession, person_id: int) -> list[Event]:
    """What the units of this person still owe, in all campaigns; and for whoever sees all, every report that runs.

    What is handed in is left out: a calendar that is fetched anew forgets it.
    """
    seats = await session.exec(
        select(Seat.role, Seat.unit_id)
        .join(Holding, and_(col(Holding.seat_id) == Seat.id, col(Holding.until).is_(None)))
        .join(Person, col(Person.id) == Holding.person_id)
        .where(col(Person.id) == person_id)
    )
    held = [(Role(role), unit) for role, unit in seats.all()]
    units = list(dict.fromkeys(unit for role, unit in held if role.hands_in))
    found = await _owed(session, units)
    return [*found, *await _watched(session)] if any(role in SEES_ALL for role, _ in held) else found


async def _owed(session: AsyncSession, units: Sequence[int]) -> list[Event]:
    those = await obligations.of_units(session, units)
    open_ = [one for one in those if one.open and one.asks is not Asks.OPEN and one.obligation.put_off_at is None]
    changed = await _changes(session, [one.obligation.campaign_id for one in open_])
    found = []
    for one in open_:
        count, last = changed.get(one.obligation.campaign_id, (0, one.obligation.opened_at))
        plan, since = campaigns.plan_of(one.campaign), max(last, one.obligation.opened_at)
        found.append(Event(f"obligation:{one.id}", one.due, one.unit.name, plan, count, since))
    return found


async def _watched(session: AsyncSession) -> list[Event]:
    running = await campaigns.running(session)
    changed = await _changes(session, [one.id or 0 for one in running])
    return [event for one in running for event in await _reports(session, one, *changed.get(one.id or 0, (0, None)))]


async def _reports(session: AsyncSession, campaign: Campaign, changes: int, last: datetime | None) -> list[Event]:
    since, plan = last or campaign.opened_at, campaigns.plan_of(campaign)
    assert since is not None
    return [
        Event(f"deliverable:{one.id}:{one.period}", campaigns.due_of(one), campaign.short, plan, changes, since)
        for one in await campaigns.deliverables(session, campaign.id or 0, (Asks.REPORT, Asks.ACTIVITY))
    ]


async def _changes(session: AsyncSession, of: Sequence[int]) -> dict[int, tuple[int, datetime]]:
    """How often deadlines of these campaigns were changed, and when last."""
    if not of:
        return {}
    rows = await session.exec(
        select(Entry.campaign_id, func.count(), func.max(Entry.at))
        .where(col(Entry.campaign_id).in_(set(of)), col(Entry.what).in_(CHANGES))
        .group_by(col(Entry.campaign_id))
    )
    return {campaign: (count, last) for campaign, count, last in rows.all() if campaign is not None}
