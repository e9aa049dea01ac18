"""The errand that lays out the page of dates."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from functools import partial
from typing import Any

from core.say import Say
from core.texts import sheets as texts
from data import files, outbox
from data.database import Session
from data.files import Shelf, Stored
from data.models import Chat, Errand
from data.outbox import To

KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LIMIT = 5_000_000  # bytes; a page of dates has some forty thousand


class Sheets:
    def __init__(self, shelf: Shelf, now: Callable[[], datetime], machine: Callable[[], datetime]) -> None:
        self._shelf = shelf
        self._now = now
        self._machine = machine

    async def do(self, args: dict[str, Any]) -> Stored:
        content = await asyncio.to_thread(partial(_made, args))
        return await self._shelf.store(_whole(content), LIMIT)

    async def tell(self, session: Session, errand: Errand, done: Stored | None) -> None:
        chat = await session.get(Chat, errand.chat_id)
        if chat is None or done is None:
            return
        file = await files.add(
            session, self._now(), name=texts.file_name(), kind=KIND, size=done.size, sha256=done.sha256, person_id=None
        )
        to = To(chat.id or 0, chat.channel, chat.person_id, chat.group)
        say = Say(texts.ready(), files=(file.id or 0,))
        await outbox.post(session, outbox.letters(say, to, self._now(), self._machine()))


def _made(args: dict[str, Any]) -> bytes:
    """The library that writes Word files is loaded when it is first needed: no start waits for it."""
    from data.formats.duesheet import due_sheet

    rows = [[str(cell) for cell in row] for row in args["rows"]]
    return due_sheet(texts.title(), texts.subtitle(args["title"], args["number"]), texts.HEADINGS, rows)


async def _whole(content: bytes) -> AsyncIterator[bytes]:
    yield content
