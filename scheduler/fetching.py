"""The errand that brings the bytes of a file a channel only named."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any

from core.filekinds import Seen, look
from core.say import Say
from core.texts import report
from core.texts.private import A_FILE
from data import drafts, errands, files, obligations, outbox, private, readings, roster
from data.database import Session
from data.files import WAITS, Oversize, Stored
from data.models import Chat, Errand, File
from data.outbox import To

Fetch = Callable[[dict[str, Any]], Awaitable[Stored | Oversize | None]]
"""Brings a file's bytes to the shelf. None: they are gone for good. Raises what may be over in a while."""
TooBig = Callable[[Session, Chat, str], Awaitable[str]]
"""The way on for a file that the channel cannot bring, in words."""


class Fetching:
    def __init__(
        self, fetch: Fetch, too_big: TooBig, now: Callable[[], datetime], machine: Callable[[], datetime]
    ) -> None:
        self._fetch = fetch
        self._too_big = too_big
        self._now = now
        self._machine = machine

    async def do(self, args: dict[str, Any]) -> Stored | Oversize | None:
        return await self._fetch(args)

    async def tell(self, session: Session, errand: Errand, done: Stored | Oversize | None) -> None:
        file_id = int(errand.args["file"])
        (file,) = await files.by_ids(session, [file_id])
        name = A_FILE if await private.holds_file(session, file) else file.name
        seen = look(done.head, file.name) if isinstance(done, Stored) else None
        refused = seen is not None and seen.refused
        if isinstance(done, Stored) and not refused:
            await self._arrived(session, errand, file, done, opened=seen is not None and seen.looked_into)
        else:
            await files.lost(session, file_id)
        if await self._is_read(session, errand, file_id):
            return
        chat = await session.get(Chat, errand.chat_id)
        if chat is None:
            return
        if isinstance(done, Stored) and not refused:
            text = await _here(session, file, name)
        else:
            text = await self._gone(session, chat, file, name, seen if refused else done)
        if text:
            to = To(chat.id or 0, chat.channel, chat.person_id, chat.group)
            await outbox.post(session, outbox.letters(Say(text), to, self._now(), self._machine()))

    async def _arrived(self, session: Session, errand: Errand, file: File, stored: Stored, *, opened: bool) -> None:
        if not opened:
            await files.arrived(session, file.id or 0, stored)
            return
        await files.arrived(session, file.id or 0, stored, source=file.source | {"look": WAITS})
        args = {"file": file.id}
        await errands.ask(session, errands.LOOK, args, self._now(), self._machine(), errand.chat_id)

    async def _is_read(self, session: Session, errand: Errand, file_id: int) -> bool:
        """Lost or here: whoever reads it as a plan or a list says what came of it."""
        reading, listed = await readings.of_file(session, file_id), None
        kind, args = errands.READ, {"reading": reading.id if reading else None}
        if reading is None:
            listed = await roster.of_file(session, file_id)
            kind, args = errands.ROSTER, {"import": listed.id if listed else None}
        if reading is None and listed is None:
            return False
        await errands.ask(session, kind, args, self._now(), self._machine(), errand.chat_id)
        return True

    async def _gone(
        self, session: Session, chat: Chat, file: File, name: str, why: Stored | Oversize | Seen | None
    ) -> str:
        """Asked for again, once and by its name; an unfinished report does not count what it does not have."""
        found = await obligations.containing(session, file.person_id or 0, file.id or 0)
        if found is None:
            await drafts.take_out(session, file.person_id or 0, file.id or 0)
        if isinstance(why, Seen):
            return report.file_refused(name, why)
        if isinstance(why, Oversize):
            return await self._too_big(session, chat, name)
        if found is not None:
            submission, owed = found
            return report.file_lost(owed.code(submission), owed.due, [name])
        return report.file_gone([name])


async def _here(session: Session, file: File, name: str) -> str:
    """Only a report that was handed in meanwhile needs a word, and only when the last of its files has come; a draft
    shows its own state."""
    found = await obligations.containing(session, file.person_id or 0, file.id or 0)
    if found is None:
        return ""
    submission, owed = found
    sent: Sequence[File] = await files.by_ids(session, submission.files.get("ids", []))
    if any(one.state != "here" for one in sent if one.id != file.id):
        return ""
    fetched = [one.name for one in sent if "channel" in one.source and one.id != file.id]
    return report.file_arrived(owed.code(submission), owed.due, [*fetched, name])
