"""What came some other way than here: what somebody is about to enter, and the reports it can be entered for."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select as sa_select
from sqlmodel import col, delete, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.entering import Book
from core.roles import HANDING_IN
from core.texts.values import Due
from data import marks
from data.campaigns import OWED, named
from data.models import Campaign, Deliverable, Holding, Mark, Obligation, Person, Seat, Unit
from data.obligations import Owed
from data.records import fetch, select_all

_columns: Any = sa_select  # SQLModel's own stops at four columns
_WHOLE = (Obligation, Deliverable, Campaign, Unit)
_OF_REPORT = (
    Obligation.deliverable_id, Obligation.period, Deliverable.name, Deliverable.wording, Deliverable.hourly
)  # fmt: skip
REPORT = "report"


def _mark(person_id: int) -> str:
    return f"behalf {person_id}"


async def kept(session: AsyncSession, person_id: int, now: datetime) -> Book | None:
    """What this person is about to enter, while it is gone on with."""
    found = await marks.get(session, _mark(person_id))
    book = Book.from_json(json.loads(found)) if found else None
    return book if book is not None and book.lives(now) else None


async def keep(session: AsyncSession, person_id: int, book: Book) -> None:
    await marks.put(session, _mark(person_id), json.dumps(book.to_json()))


async def drop(session: AsyncSession, person_id: int) -> bool:
    """False when nothing was there."""
    done = await session.exec(delete(Mark).where(col(Mark.name) == _mark(person_id)))
    return bool(done.rowcount)


@dataclass(frozen=True)
class Open:
    """One period of one report that somebody still owes."""

    deliverable_id: int
    period: str
    due: Due

    @property
    def key(self) -> tuple[int, str]:
        return self.deliverable_id, self.period


def _enterable() -> Any:
    """Reports of running campaigns. A restricted one is filled in by its unit alone."""
    return (
        col(Campaign.opened_at).is_not(None),
        col(Campaign.closed_at).is_(None),
        col(Deliverable.dropped_at).is_(None),
        col(Deliverable.kind) == REPORT,
        col(Deliverable.restricted).is_(False),
    )


async def reports(session: AsyncSession, units: Sequence[int] | None) -> list[Open]:
    """What these units still owe (None: anybody), the first due on top."""
    rows = (
        _columns(
            *_OF_REPORT,
            func.min(Obligation.strict),
            func.min(Obligation.lenient),
        )
        .join(Deliverable, col(Deliverable.id) == Obligation.deliverable_id)
        .join(Campaign, col(Campaign.id) == Obligation.campaign_id)
        .where(*_enterable(), col(Obligation.workflow).in_(OWED))
        .group_by(*_OF_REPORT)
        .order_by(func.min(Obligation.strict), Obligation.deliverable_id)
    )
    if units is not None:
        rows = rows.where(col(Obligation.unit_id).in_(units))
    return [
        Open(deliverable, period, Due(named(name, period), wording, strict, lenient, hourly))
        for deliverable, period, name, wording, hourly, strict, lenient in (await session.exec(rows)).all()
    ]


async def of_report(session: AsyncSession, deliverable: int, period: str, units: Sequence[int]) -> list[Owed]:
    """What these units owe or owed of it, in the order of the list."""
    return await _all(
        session,
        col(Obligation.deliverable_id) == deliverable,
        col(Obligation.period) == period,
        col(Obligation.unit_id).in_(units),
    )


async def these(session: AsyncSession, obligations: Sequence[int]) -> list[Owed]:
    return await _all(session, col(Obligation.id).in_(obligations))


async def owed_by(session: AsyncSession, units: Sequence[int]) -> list[Owed]:
    """Everything these units still owe that may be entered, the first due on top."""
    return sorted(
        await _all(session, col(Obligation.unit_id).in_(units), col(Obligation.workflow).in_(OWED)),
        key=lambda one: (one.obligation.strict, one.id),
    )


async def _all(session: AsyncSession, *where: Any) -> list[Owed]:
    statement = (
        select_all(*_WHOLE)
        .join(Deliverable, col(Deliverable.id) == Obligation.deliverable_id)
        .join(Campaign, col(Campaign.id) == Obligation.campaign_id)
        .join(Unit, col(Unit.id) == Obligation.unit_id)
        .where(*_enterable(), *where)
        .order_by(col(Obligation.unit_id), col(Obligation.id))
    )
    return [Owed(*row) for row in await fetch(session, statement, _WHOLE, {})]


async def called(session: AsyncSession) -> dict[int, list[str]]:
    """The names and addresses of each unit's people: a mail may be theirs."""
    rows = await session.exec(
        select(Seat.unit_id, Person.name, Person.email)
        .join(Holding, col(Holding.seat_id) == Seat.id)
        .join(Person, col(Person.id) == Holding.person_id)
        .where(col(Holding.until).is_(None), col(Seat.role).in_(HANDING_IN))
    )
    found: dict[int, list[str]] = {}
    for unit, *names in rows.all():
        found.setdefault(unit, []).extend(name for name in names if name)
    return found
