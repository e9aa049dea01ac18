"""The errand that draws the code of a link."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from functools import partial
from io import BytesIO
from typing import Any

from core.say import Say
from core.texts import claims as texts
from data import files, outbox
from data.database import Session
from data.files import Shelf, Stored
from data.models import Chat, Errand
from data.outbox import To

LIMIT = 1_000_000
_SCALE = 12  # points for each square: readable from the back of a hall


class Drawing:
    def __init__(self, shelf: Shelf, now: Callable[[], datetime], machine: Callable[[], datetime]) -> None:
        self._shelf = shelf
        self._now = now
        self._machine = machine

    async def do(self, args: dict[str, Any]) -> Stored:
        content = await asyncio.to_thread(partial(_drawn, str(args["address"])))
        return await self._shelf.store(_whole(content), LIMIT)

    async def tell(self, session: Session, errand: Errand, done: Stored | None) -> None:
        chat = await session.get(Chat, errand.chat_id)
        if chat is None or done is None:
            return
        now, machine = self._now(), self._machine()
        file = await files.add(
            session, now, name=texts.qr_name(), kind="image/png", size=done.size, sha256=done.sha256, person_id=None
        )
        to = To(chat.id or 0, chat.channel, chat.person_id, chat.group)
        say = Say(texts.qr_ready(), files=(file.id or 0,))
        await outbox.post(session, outbox.letters(say, to, now, machine))


def _drawn(address: str) -> bytes:
    """The library that draws is loaded when it is first needed: no start waits for it."""
    import segno

    drawn = BytesIO()
    segno.make(address, error="m").save(drawn, kind="png", scale=_SCALE)
    return drawn.getvalue()


async def _whole(content: bytes) -> AsyncIterator[bytes]:
    yield content
