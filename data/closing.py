"""A campaign that is over: closed, with what its units have left open, and opened again."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, literal
from sqlalchemy import select as sa_select
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from core.submissions import Asks, Workflow
from core.texts.closing import UnitEnd
from core.texts.private import NAME as PRIVATE
from data import changes
from data.campaigns import OWED, named
from data.models import Campaign, Deliverable, Entry, Obligation, Unit

_columns: Any = sa_select  # SQLModel's own stops at four columns
_NOT_RECEIVED = (str(Workflow.OWED), str(Workflow.EXEMPT))
_REPORTS = (
    col(Deliverable.id) == Obligation.deliverable_id,
    col(Deliverable.kind) == str(Asks.REPORT),
    col(Deliverable.dropped_at).is_(None),
)
WITHDRAWN = "withdrawn"  # what the journal calls a plan that was taken back: nothing is owed of it any more


async def close(session: AsyncSession, campaign: Campaign, now: datetime) -> bool:
    """Nobody is reminded of it any more; what is owed stays written. False when somebody was quicker."""
    running = col(Campaign.id) == campaign.id, col(Campaign.closed_at).is_(None)
    over = update(Campaign).where(*running).values(closed_at=now, notice_at=None)
    if not (await session.exec(over.execution_options(synchronize_session=False))).rowcount:
        return False
    waits = col(Obligation.campaign_id) == campaign.id, col(Obligation.next_nudge_at).is_not(None)
    quiet = update(Obligation).where(*waits).values(next_nudge_at=None)
    await session.exec(quiet.execution_options(synchronize_session=False))
    return True


async def reopen(session: AsyncSession, campaign: Campaign, now: datetime) -> bool:
    """What is still owed of it is looked at again. False when somebody was quicker."""
    over = col(Campaign.id) == campaign.id, col(Campaign.closed_at).is_not(None)
    again = update(Campaign).where(*over).values(closed_at=None, notice_at=now)
    if not (await session.exec(again.execution_options(synchronize_session=False))).rowcount:
        return False
    await changes.look_again(session, campaign, now)
    return True


async def ends(session: AsyncSession, campaign_id: int) -> dict[int, UnitEnd]:
    """Of each unit how many reports were asked of it, of all periods, and those that it leaves open; in one statement,
    of which the counts come first."""
    mine = *_REPORTS[1:], col(Obligation.campaign_id) == campaign_id
    report = case((col(Deliverable.restricted).is_(True), PRIVATE), else_=col(Deliverable.name))
    none = literal("")
    counts = (
        _columns(Obligation.unit_id, func.min(Unit.name), func.count(), none, none, none, literal(0))
        .join(Deliverable, _REPORTS[0])
        .join(Unit, col(Unit.id) == Obligation.unit_id)
        .where(*mine, col(Obligation.workflow) != str(Workflow.EXEMPT))
        .group_by(Obligation.unit_id)
    )
    left = report, Obligation.period, Obligation.workflow, Deliverable.position
    owing = (
        _columns(Obligation.unit_id, none, literal(0), *left)
        .select_from(Obligation)
        .join(Deliverable, _REPORTS[0])
        .where(*mine, col(Obligation.workflow).in_(OWED))
    )
    rows = (await session.exec(counts.union_all(owing))).all()
    found = {unit: UnitEnd(asked, unit=name) for unit, name, asked, *_ in rows if asked}
    for unit, _, asked, name, period, workflow, _ in sorted(rows, key=lambda row: (row[6], row[4])):
        if not asked:
            (found[unit].again if workflow == Workflow.RETURNED else found[unit].missing).append(named(name, period))
    return found


async def progress(session: AsyncSession, campaigns: Collection[int]) -> dict[int, tuple[int, int]]:
    """Of each campaign how many reports came, of all that were asked, earlier periods too."""
    came = func.sum(case((col(Obligation.workflow).in_(_NOT_RECEIVED), 0), else_=1))
    rows = (
        _columns(Obligation.campaign_id, came, func.count())
        .join(Deliverable, _REPORTS[0])
        .where(*_REPORTS[1:], col(Obligation.campaign_id).in_(campaigns))
        .where(col(Obligation.workflow) != str(Workflow.EXEMPT))
        .group_by(Obligation.campaign_id)
    )
    return {one: (int(received), asked) for one, received, asked in (await session.exec(rows)).all()}


async def over(session: AsyncSession, after: int = 0, most: int = 13) -> list[Campaign]:
    """Campaigns that were closed or taken back, the latest first; `after`: so many were shown."""
    rows = select(Campaign).where(col(Campaign.closed_at).is_not(None), col(Campaign.opened_at).is_not(None))
    rows = rows.order_by(col(Campaign.closed_at).desc(), col(Campaign.id).desc()).offset(after).limit(most)
    return list((await session.exec(rows)).all())


async def taken_back(session: AsyncSession, campaigns: Collection[int]) -> set[int]:
    """Those of these that were withdrawn: they are not opened again."""
    rows = select(Entry.campaign_id).where(Entry.what == WITHDRAWN, col(Entry.campaign_id).in_(campaigns))
    # A single report that its unit took back is noted under the same word, with its obligation.
    return {one for one in (await session.exec(rows.where(col(Entry.obligation_id).is_(None)))).all() if one}
