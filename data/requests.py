"""What units ask of the organiser, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam
from sqlalchemy import select as sa_select
from sqlmodel import col, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from core.texts.values import Matter
from data.campaigns import OWED
from data.models import Campaign, Deliverable, Obligation, Person, Request, Unit
from data.types import BigId

_columns: Any = sa_select  # SQLModel's own stops at four columns
MAILED = str(Matter.EMAIL)


@dataclass(frozen=True)
class Asked:
    """A request with all that a sentence about it needs. `deliverable` and `obligation`: None when it is about none."""

    request: Request
    campaign: Campaign
    unit: Unit
    person: Person
    obligation: Obligation | None
    deliverable: Deliverable | None


async def add(session: AsyncSession, request: Request) -> Request:
    session.add(request)
    await session.flush()
    return request


async def open_of(session: AsyncSession, person_id: int, matter: str, obligation_id: int | None) -> Request | None:
    """What this person has asked already and nobody has answered."""
    rows = await session.exec(
        select(Request).where(
            Request.person_id == person_id,
            Request.matter == matter,
            Request.obligation_id == obligation_id,
            col(Request.answered_at).is_(None),
        )
    )
    return rows.first()


async def add_words(session: AsyncSession, request: Request, words: str, wanted: datetime | None) -> None:
    """More about the same thing; the day that was asked for stays until another is named."""
    request.words, request.wanted = words, wanted or request.wanted
    session.add(request)
    await session.flush()


async def one(session: AsyncSession, request_id: int) -> Asked | None:
    rows = await session.exec(
        select(Request, Campaign, Unit, Person)
        .join(Campaign, col(Campaign.id) == Request.campaign_id)
        .join(Unit, col(Unit.id) == Request.unit_id)
        .join(Person, col(Person.id) == Request.person_id)
        .where(Request.id == request_id)
    )
    found = rows.first()
    if found is None:
        return None
    request, campaign, unit, person = found
    obligation = await session.get(Obligation, request.obligation_id) if request.obligation_id else None
    deliverable = await session.get(Deliverable, obligation.deliverable_id) if obligation else None
    return Asked(request, campaign, unit, person, obligation, deliverable)


async def about_mail(session: AsyncSession, most: int = 200) -> list[Asked]:
    """Reports of which their units say that they have mailed them, still owed, the oldest word first."""
    once: dict[int, Asked] = {}
    for row in (await session.exec(_ABOUT_MAIL, params={"most": most})).all():
        asked = Asked(*row)
        once.setdefault(asked.request.obligation_id or 0, asked)
    return list(once.values())


_ABOUT_MAIL = (
    _columns(Request, Campaign, Unit, Person, Obligation, Deliverable)
    .join(Campaign, col(Campaign.id) == Request.campaign_id)
    .join(Unit, col(Unit.id) == Request.unit_id)
    .join(Person, col(Person.id) == Request.person_id)
    .join(Obligation, col(Obligation.id) == Request.obligation_id)
    .join(Deliverable, col(Deliverable.id) == Obligation.deliverable_id)
    .where(
        Request.matter == MAILED,
        col(Request.answered_at).is_(None),
        col(Obligation.workflow).in_(OWED),
        col(Campaign.closed_at).is_(None),
        col(Deliverable.dropped_at).is_(None),
    )
    .order_by(col(Request.id))
    .limit(bindparam("most", type_=BigId))
)


async def waiting(session: AsyncSession, limit: int) -> list[int]:
    """Those nobody has answered, the oldest first."""
    rows = await session.exec(
        select(Request.id).where(col(Request.answered_at).is_(None)).order_by(col(Request.id)).limit(limit)
    )
    return [found for found in rows.all() if found is not None]


async def count(session: AsyncSession, campaigns: Sequence[int]) -> int:
    rows = select(func.count()).where(col(Request.campaign_id).in_(campaigns), col(Request.answered_at).is_(None))
    return (await session.exec(rows)).one()


async def answer(session: AsyncSession, request: Request, now: datetime, by: int, words: str) -> bool:
    """False when somebody has answered it meanwhile."""
    done = await session.exec(
        update(Request)
        .where(col(Request.id) == request.id, col(Request.answered_at).is_(None))
        .values(answered_at=now, answered_by=by, answer=words)
        .execution_options(synchronize_session=False)
    )
    return bool(done.rowcount)


async def settle(
    session: AsyncSession, obligations: Sequence[int], matter: str, now: datetime, by: int, words: str
) -> None:
    """Whatever was asked about these is answered by what has come meanwhile."""
    those = col(Request.obligation_id).in_(obligations), col(Request.matter) == matter
    answered = (
        update(Request)
        .where(*those, col(Request.answered_at).is_(None))
        .values(answered_at=now, answered_by=by, answer=words)
    )
    await session.exec(answered.execution_options(synchronize_session=False))


async def hold(session: AsyncSession, obligation_id: int, until: datetime | None, **also: Any) -> None:
    """While it waits with the organiser the unit is not reminded of this report."""
    await session.exec(
        update(Obligation)
        .where(col(Obligation.id) == obligation_id)
        .values(held_until=until, **also)
        .execution_options(synchronize_session=False)
    )
