"""Activities as units carry them: who leads and who takes part, what was confirmed, moved or put off."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import bindparam, case
from sqlalchemy import select as sa_select
from sqlmodel import col, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from core.activities import MOVED, Event
from core.clock import at
from core.deadlines import end_of
from core.plans.charges import Body
from core.submissions import Asks, Timeliness, Workflow
from data.campaigns import OWED, event_of
from data.dialects import insert_or_ignore
from data.models import Campaign, Deliverable, Obligation, Unit
from data.obligations import Owed
from data.records import fetch, select_all, tables

_MIDNIGHT = time()
WITH = "with"  # the part of a unit that does not lead
_columns: Any = sa_select  # SQLModel's own stops at four columns
_WHOLE = (Obligation, Deliverable, Campaign, Unit)
_owed, _asked, _campaign, _unit = tables(*_WHOLE)
_CARRIED = (
    select_all(*_WHOLE)
    .select_from(
        _owed.join(_asked, _asked.c.id == _owed.c.deliverable_id)
        .join(_campaign, _campaign.c.id == _owed.c.campaign_id)
        .join(_unit, _unit.c.id == _owed.c.unit_id)
    )
    .where(_asked.c.kind == str(Asks.ACTIVITY), _asked.c.dropped_at.is_(None), _campaign.c.closed_at.is_(None))
    .order_by(_owed.c.strict, _owed.c.id)
)


async def open_together(
    session: AsyncSession, campaign: Campaign, carried: Iterable[tuple[Deliverable, Sequence[Body]]], now: datetime
) -> None:
    """Written down in one statement for all of them. The first of each leads; the others only confirm."""
    rows = [
        {
            "campaign_id": campaign.id,
            "deliverable_id": one.id,
            "unit_id": body.unit,
            "group_id": body.group,
            "period": "",
            "part": WITH if place else "",
            "strict": one.strict,
            "lenient": one.lenient,
            "workflow": str(Workflow.OWED),
            "timeliness": str(Timeliness.NONE),
            "version": 0,
            "opened_at": now,
            "next_nudge_at": now,
            "fixed_by": "",
            "wording": "",
        }
        for one, bodies in carried
        for place, body in enumerate(bodies)
    ]
    if rows:
        await session.exec(insert_or_ignore(session, Obligation), params=rows)


async def of_units(session: AsyncSession, obligations: Sequence[int], units: Sequence[int]) -> list[Owed]:
    """Those of these that the units carry, in campaigns that run."""
    rows = _CARRIED.where(_owed.c.id.in_(obligations), _owed.c.unit_id.in_(units))
    return [Owed(*row) for row in await fetch(session, rows, _WHOLE, {})]


async def one(session: AsyncSession, obligation: int) -> Owed | None:
    """Whoever carries it: for organisers."""
    rows = await fetch(session, _CARRIED.where(_owed.c.id == obligation), _WHOLE, {})
    return Owed(*rows[0]) if rows else None


async def companions(session: AsyncSession, owed: Owed) -> list[Owed]:
    """The others who run it together with this unit; nobody where each unit runs its own."""
    others = _CARRIED.where(_owed.c.deliverable_id == owed.deliverable.id, _owed.c.id != owed.id)
    if owed.obligation.part != WITH:
        others = others.where(_owed.c.part == WITH)
    return [Owed(*row) for row in await fetch(session, others, _WHOLE, {})]


async def confirm(session: AsyncSession, obligations: Sequence[int], now: datetime) -> None:
    """It goes as planned; its letters go on all the same."""
    await _set(session, obligations, confirmed_at=now)


async def took_part(session: AsyncSession, obligations: Sequence[int], now: datetime) -> None:
    """All that is asked of a unit that does not lead."""
    await _set(session, obligations, confirmed_at=now, workflow=str(Workflow.ACCEPTED), next_nudge_at=None)


async def move(session: AsyncSession, obligations: Sequence[int], day: date, wording: str, now: datetime) -> None:
    """Another day for these; the ladder is climbed anew, and the letter that tells of it is its opening."""
    end = end_of(day)
    await _set(
        session, obligations, strict=end, lenient=end, wording=wording, fixed_by=MOVED, put_off_at=None,
        confirmed_at=None, promised_until=None, held_until=None, nudged_at=now, next_nudge_at=now, opened_at=now,
    )  # fmt: skip


@dataclass(frozen=True)
class Owner:
    """Who carries an activity and has not brought its result. `own`: it moved the day for itself; `put_off`: without a
    new one."""

    unit_id: int
    own: bool
    put_off: bool


async def bodies(session: AsyncSession, deliverables: Sequence[int]) -> dict[int, list[Body]]:
    """Who was given each of these, the lead first."""
    if not deliverables:
        return {}
    rows = await session.exec(
        select(Obligation.deliverable_id, Obligation.unit_id, Obligation.group_id)
        .where(col(Obligation.deliverable_id).in_(deliverables))
        .order_by(col(Obligation.part), col(Obligation.id))
    )
    found: dict[int, list[Body]] = {}
    for deliverable, unit, group in rows.all():
        found.setdefault(deliverable, []).append(Body(unit, group))
    return found


async def owners(session: AsyncSession, deliverables: Sequence[int]) -> dict[int, list[Owner]]:
    rows = await session.exec(
        select(Obligation.deliverable_id, Obligation.unit_id, Obligation.fixed_by, Obligation.put_off_at)
        .where(col(Obligation.deliverable_id).in_(deliverables), col(Obligation.workflow).in_(OWED))
        .order_by(col(Obligation.id))
    )
    found: dict[int, list[Owner]] = {one: [] for one in deliverables}
    for deliverable, unit, fixed_by, put_off_at in rows.all():
        found[deliverable].append(Owner(unit, fixed_by == MOVED, put_off_at is not None))
    return found


async def redate(
    session: AsyncSession, asked: Deliverable, event: Event, wording: str, units: Sequence[int], now: datetime
) -> None:
    """The plan's own day; these units follow it, even one that had a day of its own."""
    end = end_of(event.last)
    changed = update(Deliverable).where(col(Deliverable.id) == asked.id)
    values = {"event": event.to_json(), "strict": end, "lenient": end, "wording": wording}
    await session.exec(changed.values(**values).execution_options(synchronize_session=False))
    theirs = select(Obligation.id).where(Obligation.deliverable_id == asked.id, col(Obligation.unit_id).in_(units))
    await _set(
        session, theirs, strict=end, lenient=end, wording="", fixed_by="", put_off_at=None, confirmed_at=None,
        promised_until=None, held_until=None, nudged_at=now, next_nudge_at=now, opened_at=now,
    )  # fmt: skip


async def ahead(session: AsyncSession, today: date) -> list[Deliverable]:
    """Activities of the campaigns that run which are not over, by date."""
    rows = await session.exec(
        select(Deliverable)
        .join(Campaign, col(Campaign.id) == Deliverable.campaign_id)
        .where(
            Deliverable.kind == str(Asks.ACTIVITY), col(Deliverable.dropped_at).is_(None),
            col(Campaign.opened_at).is_not(None), col(Campaign.closed_at).is_(None),
            col(Deliverable.strict) >= at(today, _MIDNIGHT),
        )
        .order_by(col(Deliverable.strict), col(Deliverable.id))
    )  # fmt: skip
    return list(rows.all())


async def put_off(session: AsyncSession, obligations: Sequence[int], now: datetime) -> None:
    """Without a new day: no letters until there is one."""
    await _set(session, obligations, put_off_at=now, confirmed_at=None, promised_until=None, next_nudge_at=None)


async def _set(session: AsyncSession, obligations: Any, **values: Any) -> None:
    """What has come in, or was never asked, stays as it is."""
    those = col(Obligation.id).in_(obligations), col(Obligation.workflow).in_(OWED)
    changed = update(Obligation).where(*those).values(**values)
    await session.exec(changed.execution_options(synchronize_session=False))


@dataclass(frozen=True)
class Happening:
    """One activity on its days, as those who watch name it. `unit`: one of those who carry it; `units`: how many."""

    name: str
    event: Event
    unit: str
    units: int


async def between(session: AsyncSession, first: date, last: date, campaign: int | None = None) -> list[Happening]:
    """What takes place on these days, in order, whether or not its result has come; not what takes a whole month, nor
    what was put off."""
    rows = _FROM if campaign is None else _FROM.where(col(Obligation.campaign_id) == campaign)
    found = [_happening(*row) for row in (await session.exec(rows, params={"first": at(first, _MIDNIGHT)})).all()]
    return [one for one in found if not one.event.month_long and one.event.begins <= last]


_FROM = (
    _columns(Deliverable, Obligation.strict, Obligation.fixed_by, func.min(Unit.name), func.count())
    .join(Obligation, col(Obligation.deliverable_id) == Deliverable.id)
    .join(Unit, col(Unit.id) == Obligation.unit_id)
    .join(Campaign, col(Campaign.id) == Obligation.campaign_id)
    .where(
        col(Deliverable.kind) == str(Asks.ACTIVITY),
        col(Deliverable.dropped_at).is_(None),
        col(Campaign.opened_at).is_not(None),
        col(Campaign.closed_at).is_(None),
        col(Obligation.strict) >= bindparam("first"),
        col(Obligation.put_off_at).is_(None),
        col(Obligation.workflow) != str(Workflow.EXEMPT),
    )
    .group_by(col(Deliverable.id), col(Obligation.strict), col(Obligation.fixed_by))
    .order_by(col(Obligation.strict), col(Deliverable.id))
)


@dataclass(frozen=True)
class Listed:
    """One activity of a campaign on its day, as the calendar lists it. `put_off`: without a new day; `done`: so many of
    the `leads` who bring its result have brought it."""

    happening: Happening
    put_off: bool
    done: int
    leads: int


async def listed(session: AsyncSession, campaign: int, units: Sequence[int] | None = None) -> list[Listed]:
    """Every activity of a campaign in order of its day, what is over and what takes a whole month too; of some units
    only when `units` is given."""
    away = col(Obligation.put_off_at).is_not(None)
    leads = col(Obligation.part) != WITH
    came = func.sum(case((leads & col(Obligation.workflow).not_in(OWED), 1), else_=0))
    every = func.sum(case((leads, 1), else_=0))
    key = (Deliverable, Obligation.strict, Obligation.fixed_by)
    rows = (
        _columns(*key, func.min(Unit.name), func.count(), away, came, every)
        .join(Obligation, col(Obligation.deliverable_id) == Deliverable.id)
        .join(Unit, col(Unit.id) == Obligation.unit_id)
        .where(
            col(Deliverable.kind) == str(Asks.ACTIVITY),
            col(Deliverable.dropped_at).is_(None),
            col(Deliverable.restricted).is_(False),
            col(Obligation.campaign_id) == campaign,
            col(Obligation.workflow) != str(Workflow.EXEMPT),
        )
        .group_by(col(Deliverable.id), col(Obligation.strict), col(Obligation.fixed_by), away)
        .order_by(col(Obligation.strict), col(Deliverable.id))
    )
    rows = rows if units is None else rows.where(col(Obligation.unit_id).in_(units))
    return [
        Listed(_happening(*row[:5]), bool(row[5]), int(row[6]), int(row[7])) for row in (await session.exec(rows)).all()
    ]


def _happening(asked: Deliverable, strict: datetime, fixed_by: str, unit: str, units: int) -> Happening:
    row = Obligation(campaign_id=0, unit_id=0, deliverable_id=0, strict=strict, lenient=strict, opened_at=strict)
    row.fixed_by = fixed_by
    event = event_of(asked, row)
    assert event is not None
    return Happening(asked.name, event, unit, units)
