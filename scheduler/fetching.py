"""The errand that brings the bytes of a file a channel only named."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from core.say import Say
from core.texts import report
from data import errands, files, obligations, outbox, readings, roster
from data.database import Session
from data.files import Stored
from data.models import Chat, Errand
from data.outbox import To

Fetch = Callable[[dict[str, Any]], Awaitable[Stored | None]]
"""Brings a file's bytes to the shelf. None: they are gone for good. Raises what may be over in a while."""


class Fetching:
    def __init__(self, fetch: Fetch, now: Callable[[], datetime], machine: Callable[[], datetime]) -> None:
        self._fetch = fetch
        self._now = now
        self._machine = machine

    async def do(self, args: dict[str, Any]) -> Stored | None:
        return await self._fetch(args)

    async def tell(self, session: Session, errand: Errand, done: Stored | None) -> None:
        file_id = int(errand.args["file"])
        if done is None:
            await files.lost(session, file_id)
        else:
            await files.arrived(session, file_id, done)
        reading = await readings.of_file(session, file_id)
        if reading is not None:  # lost or here: whoever reads it says what came of it
            args = {"reading": reading.id}
            await errands.ask(session, errands.READ, args, self._now(), self._machine(), errand.chat_id)
            return
        listed = await roster.of_file(session, file_id)
        if listed is not None:
            args = {"import": listed.id}
            await errands.ask(session, errands.ROSTER, args, self._now(), self._machine(), errand.chat_id)
            return
        await self._letter(session, errand, file_id, done is not None)

    async def _letter(self, session: Session, errand: Errand, file_id: int, here: bool) -> None:
        """Only a report that was handed in meanwhile needs a word; a draft shows its own state."""
        (file,) = await files.by_ids(session, [file_id])
        found = await obligations.containing(session, file.person_id or 0, file_id)
        chat = await session.get(Chat, errand.chat_id)
        if found is None or chat is None:
            return
        submission, owed = found
        say = report.file_arrived if here else report.file_lost
        text = say(owed.code(submission), owed.due, [file.name])
        to = To(chat.id or 0, chat.channel, chat.person_id, chat.group)
        await outbox.post(session, outbox.letters(Say(text), to, self._now(), self._machine()))
