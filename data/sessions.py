"""Browsers that signed in. Only the hash of a cookie is kept; which chats it may open is asked every time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from data.models import Chat, Session, SessionChat

IDLE = timedelta(days=30)
ABSOLUTE = timedelta(days=90)


@dataclass(frozen=True)
class Browser:
    """A live session and the chats it may open."""

    id: int
    chats: dict[int, Chat]
    seen_at: datetime


async def start(session: AsyncSession, token_hash: str, chats: list[int], machine: datetime) -> None:
    row = Session(token_hash=token_hash, made_at=machine, seen_at=machine, ends_at=machine + ABSOLUTE)
    session.add(row)
    await session.flush()
    session.add_all(SessionChat(session_id=row.id or 0, chat_id=chat_id) for chat_id in chats)
    await session.flush()


async def find(session: AsyncSession, token_hash: str, machine: datetime) -> Browser | None:
    rows = (
        await session.exec(
            select(Session, Chat)
            .join(SessionChat, col(SessionChat.session_id) == Session.id)
            .join(Chat, col(Chat.id) == SessionChat.chat_id)
            .where(
                Session.token_hash == token_hash,
                col(Session.ends_at) > machine,
                col(Session.seen_at) > machine - IDLE,
            )
        )
    ).all()
    if not rows:
        return None
    first = rows[0][0]
    return Browser(first.id or 0, {chat.id or 0: chat for _, chat in rows}, first.seen_at)


async def seen(session: AsyncSession, browser: Browser, machine: datetime) -> None:
    await session.exec(update(Session).where(col(Session.id) == browser.id).values(seen_at=machine))


async def end(session: AsyncSession, session_id: int) -> None:
    await session.exec(delete(SessionChat).where(col(SessionChat.session_id) == session_id))
    await session.exec(delete(Session).where(col(Session.id) == session_id))
