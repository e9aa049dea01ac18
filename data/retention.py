"""What is forgotten, a thousand rows at a time."""

from datetime import datetime
from typing import Any

from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from data.models import Attempt, Incoming, Letter, Session, SessionChat, Viewing

AT_ONCE = 1000


async def raw_inbox(session: AsyncSession, before: datetime) -> int:
    """The content goes; that this update was handled stays, so that it is never handled again."""
    old = (
        select(Incoming.id)
        .where(col(Incoming.handled_at) < before, Incoming.raw != {}, col(Incoming.kept_at) < before)
        .limit(AT_ONCE)
    )
    return await _count(session, update(Incoming).where(col(Incoming.id).in_(old)).values(raw={}))


async def choices(session: AsyncSession, before: datetime) -> int:
    old = select(Letter.id).where(col(Letter.closed_at) < before, Letter.choices != {}).limit(AT_ONCE)
    return await _count(session, update(Letter).where(col(Letter.id).in_(old)).values(choices={}))


async def attempts(session: AsyncSession, before: datetime) -> int:
    old = select(Attempt.id).where(col(Attempt.at) < before).limit(AT_ONCE)
    return await _count(session, delete(Attempt).where(col(Attempt.id).in_(old)))


async def sessions(session: AsyncSession, before: datetime) -> int:
    old = select(Session.id).where(col(Session.ends_at) < before).limit(AT_ONCE)
    await _count(session, delete(SessionChat).where(col(SessionChat.session_id).in_(old)))
    return await _count(session, delete(Session).where(col(Session.id).in_(old)))


async def viewings(session: AsyncSession, before: datetime) -> int:
    old = select(Viewing.id).where(col(Viewing.ends_at) < before).limit(AT_ONCE)
    return await _count(session, delete(Viewing).where(col(Viewing.id).in_(old)))


async def _count(session: AsyncSession, statement: Any) -> int:
    done = await session.exec(statement.execution_options(synchronize_session=False))
    return int(done.rowcount)
