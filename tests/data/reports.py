"""Handing in, as a turn does it: load what is owed, look at the earlier versions, write the next."""

from datetime import datetime
from typing import Any

from data import obligations
from data.database import Session
from data.models import Obligation, Submission
from data.obligations import Owed
from tests.data.books import Books, id_of

NOTHING: dict[str, Any] = {"v": 1}


async def load(session: Session, row: Obligation) -> Owed:
    owed = await obligations.one(session, id_of(row), [row.unit_id])
    assert owed is not None
    return owed


async def hand_in(session: Session, row: Obligation, person_id: int, at: datetime) -> Submission:
    owed = await load(session, row)
    return await hand_in_as_seen(session, owed, person_id, at)


async def hand_in_as_seen(session: Session, owed: Owed, person_id: int, at: datetime) -> Submission:
    """With what was known of it then; it may have moved on since."""
    earlier = await obligations.versions(session, owed.id)
    return await obligations.hand_in(
        session, owed, earlier, person_id=person_id, channel="web", handed_at=at, answers=NOTHING, files=NOTHING
    )


async def promise(session: Session, row: Obligation, person_id: int, until: datetime, now: datetime) -> None:
    await obligations.promise(session, await load(session, row), person_id, until, now)


async def owed_by(books: Books, unit_id: int) -> list[Obligation]:
    return [row for row in await books.all(Obligation) if row.unit_id == unit_id]
