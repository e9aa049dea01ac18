"""The context of a callback: it opens the turn inside the writer's transaction and keeps what went wrong there.

`Application.process_update` swallows what a callback raises; the writer must see it to roll the turn back.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from telegram import Message, Update
from telegram.ext import CallbackContext, ExtBot

from data.database import Session
from data.inbox import Kept
from handlers.turn import Setting, Turn, opened

ANONYMOUS = 1087968824  # Telegram's own account for admins who hide in their group

Nothing = dict[Any, Any]


@dataclass
class Passage:
    """One update on its way through PTB's handlers."""

    session: Session
    row: Kept
    now: datetime
    machine: datetime
    setting: Setting
    real_time: bool
    done: bool = False
    failure: Exception | None = None


passage: ContextVar[Passage] = ContextVar("passage")


class Context(CallbackContext[ExtBot[None], Nothing, Nothing, Nothing]):
    @asynccontextmanager
    async def turn(self, update: Update, *, aside: bool = False) -> AsyncIterator[Turn]:
        """The turn of this update: what is said and done in it becomes durable together, or not at all. `aside`: it was
        sent in a group, and is taken as though its sender had sent it in private."""
        now = passage.get()
        try:
            turn = await opened(
                now.session,
                replace(now.row, address=speaker(update) or "") if aside else now.row,
                now.now,
                now.machine,
                now.setting,
                group=in_group(update) and not aside,
                via=None if aside else speaker(update),
                sent_at=_sent_at(update) if now.real_time else None,
            )
            yield turn
            await turn.finish()
            now.done = True
        except Exception as failure:
            now.failure = failure


def in_group(update: Update) -> bool:
    chat = update.effective_chat
    return chat is not None and chat.type != chat.PRIVATE


def speaker(update: Update) -> str | None:
    """In a group, the person who spoke or pressed. Nobody, for an anonymous admin or a channel: they have no role."""
    if not in_group(update):
        return None
    message, user = update.effective_message, update.effective_user
    hidden = update.callback_query is None and message is not None and message.sender_chat is not None
    return "" if user is None or user.id == ANONYMOUS or hidden else str(user.id)


def _sent_at(update: Update) -> datetime | None:
    """Telegram's own timestamp: a report sent while the bot was down counts from when it was sent."""
    message = update.message
    return message.date.astimezone(UTC) if isinstance(message, Message) else None
