"""When a channel could not be reached: known while it lasts, and kept in the journal when it was long."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.submissions import Timeliness
from data import journal, marks
from data.dialects import CHANNEL_DOWN
from data.models import Campaign, Chat, Deliverable, Entry, Holding, Mark, Obligation, Seat, Submission, Unit
from data.obligations import Owed
from data.records import fetch, select_all, tables

WHAT = "channel down"
LONG = timedelta(minutes=30)  # shorter in all, and nobody was late because of it
NOTED = timedelta(minutes=5)  # several short ones come to a long one
BEFORE = timedelta(hours=4)  # of a deadline
LATE_BY = timedelta(days=1)
_WHOLE = (Obligation, Deliverable, Campaign, Unit)
_owed, _asked, _campaign, _unit = tables(*_WHOLE)


@dataclass(frozen=True)
class Outage:
    entry: int
    channel: str
    since: datetime
    until: datetime

    def took(self, deadline: datetime) -> timedelta:
        """How much of the last four hours."""
        return max(min(self.until, deadline) - max(self.since, deadline - BEFORE), timedelta())


def hindering(those: Sequence[Outage], deadline: datetime) -> list[Outage]:
    """Of one channel, those that together took away more than half an hour of the last four."""
    some = [one for one in those if one.took(deadline)]
    return some if sum((one.took(deadline) for one in some), timedelta()) > LONG else []


def in_reach_by(those: Sequence[Outage], deadline: datetime) -> datetime:
    """From when on it could be handed in: an outage may last beyond the deadline."""
    return max(deadline, *(one.until for one in those))


def _mark(channel: str) -> str:
    return f"down:{channel}"


async def began(session: AsyncSession, channel: str, now: datetime) -> None:
    """Of an outage that is known already the beginning stays."""
    if await marks.get(session, _mark(channel)) is None:
        await marks.put(session, _mark(channel), now.isoformat())


async def ended(session: AsyncSession, channel: str, now: datetime) -> None:
    since = await marks.get(session, _mark(channel))
    if since is None:
        return
    await session.exec(delete(Mark).where(col(Mark.name) == _mark(channel)))
    if now - datetime.fromisoformat(since) > NOTED:
        await journal.note(session, now, WHAT, channel=channel, since=since, until=now.isoformat())


async def is_down(session: AsyncSession, channel: str, now: datetime) -> bool:
    """For long by now."""
    since = await marks.get(session, _mark(channel))
    return since is not None and now - datetime.fromisoformat(since) > LONG


async def recent(session: AsyncSession, after: datetime) -> list[Outage]:
    return [_outage(entry) for entry in (await session.exec(_RECENT, params={"after": after})).all()]


_RECENT = select(Entry).where(Entry.what == CHANNEL_DOWN, col(Entry.at) > bindparam("after")).order_by(col(Entry.id))


def _outage(entry: Entry) -> Outage:
    since, until = (datetime.fromisoformat(entry.detail[name]) for name in ("since", "until"))
    return Outage(entry.id or 0, entry.detail["channel"], since, until)


async def late_after(session: AsyncSession, those: Sequence[Outage]) -> list[Owed]:
    """What came late after a deadline that these outages of one channel hindered, of units with somebody there."""
    channel, since, until = those[0].channel, min(one.since for one in those), max(one.until for one in those)
    came = (
        select(Submission.id)
        .where(
            col(Submission.obligation_id) == _owed.c.id,
            col(Submission.withdrawn_at).is_(None),
            col(Submission.handed_at) <= until + BEFORE + LATE_BY,
        )
        .exists()
    )
    there = (
        select(Chat.id)
        .join(Holding, col(Holding.person_id) == Chat.person_id)
        .join(Seat, col(Seat.id) == Holding.seat_id)
        .where(Seat.unit_id == _owed.c.unit_id, col(Holding.until).is_(None), Chat.channel == channel)
        .exists()
    )
    running = select(Campaign.id).where(col(Campaign.opened_at).is_not(None), col(Campaign.closed_at).is_(None))
    rows = (
        select_all(*_WHOLE)
        .select_from(
            _owed.join(_asked, _asked.c.id == _owed.c.deliverable_id)
            .join(_campaign, _campaign.c.id == _owed.c.campaign_id)
            .join(_unit, _unit.c.id == _owed.c.unit_id)
        )
        .where(
            _owed.c.campaign_id.in_(running),  # what an index of what is owed begins with
            _owed.c.timeliness == str(Timeliness.LATE),
            _owed.c.lenient > since,
            _owed.c.lenient < until + BEFORE,
            came,
            there,
        )
        .order_by(_owed.c.deliverable_id, _owed.c.unit_id)
    )
    found = [Owed(*row) for row in await fetch(session, rows, _WHOLE, {})]
    return [one for one in found if hindering(those, one.obligation.lenient)]


async def first_came(session: AsyncSession, owed: Sequence[Owed]) -> dict[int, datetime]:
    """When the first version that stands came, by obligation."""
    those = [one.id for one in owed]
    rows = await session.exec(
        select(Submission.obligation_id, Submission.handed_at)
        .where(col(Submission.obligation_id).in_(those), col(Submission.withdrawn_at).is_(None))
        .order_by(col(Submission.handed_at).desc())
    )
    return {obligation: came for obligation, came in rows.all()}
