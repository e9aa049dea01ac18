"""The errand that looks into a file before others get it: the copy of a picture that shows nothing but the picture,
whether an archive would fill the computer of whoever opens it, and whether it has a password."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from core.filekinds import HEAD, Sort, is_shut, sort_of
from core.say import Say
from core.texts import report
from core.texts.private import A_FILE
from data import drafts, files, likeness, obligations, outbox, private, readings
from data.database import Database, Session
from data.files import Looked, Shelf
from data.formats import bombs, child, locks
from data.formats.refusal import Refused, Why
from data.models import Chat, Errand, File
from data.outbox import To

CHILDREN = 2  # at once: there are turns to be answered meanwhile
MOST_COPY = 20 * 1024 * 1024
AS_IT_CAME = Looked()


class TooSlow(Exception):
    """The machine was busy, or the picture is made to be slow: it is tried for as long as any errand."""


class Looking:
    def __init__(
        self, database: Database, shelf: Shelf, now: Callable[[], datetime], machine: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._shelf = shelf
        self._now = now
        self._machine = machine
        self._children = asyncio.Semaphore(CHILDREN)

    async def do(self, args: dict[str, Any]) -> Looked | None:
        """None: nobody is to open it. Done twice it comes to the same."""
        found = await self._database.read(lambda session: files.by_ids(session, [int(args["file"])]))
        path = self._shelf.path(found[0].sha256) if found and found[0].sha256 else None
        head = await asyncio.to_thread(_head, path) if path is not None else b""
        if path is None or not head:
            return AS_IT_CAME
        match sort_of(head):
            case Sort.PICTURE | Sort.HEIC:
                return await self._copy(path)
            case Sort.ARCHIVE:
                if is_shut(head):
                    return Looked(shut=True)
                swells, locked = await asyncio.to_thread(_packed, path)
                return None if swells else Looked(locked=locked)
            case Sort.OFFICE:
                return Looked(locked=await asyncio.to_thread(locks.is_locked, path, Sort.OFFICE))
            case Sort.PDF:
                return Looked(locked=await self._asks_for_a_password(path))
            case _:
                return AS_IT_CAME

    async def _asks_for_a_password(self, path: Path) -> bool:
        if not await asyncio.to_thread(locks.is_locked, path, Sort.PDF):
            return False
        try:
            async with self._children:
                with tempfile.TemporaryDirectory() as folder:
                    await child.read(path, "a.pdf", Path(folder))
        except Refused as refused:
            return refused.why is Why.ENCRYPTED
        return False

    async def _copy(self, path: Path) -> Looked | None:
        try:
            async with self._children:
                with tempfile.TemporaryDirectory() as folder:
                    made = await child.read_picture(path, Path(folder))
        except Refused as refused:
            if refused.why is Why.TOO_SLOW:
                raise TooSlow from refused
            return None
        return Looked(await self._shelf.store(_whole(made.content), MOST_COPY), made.look)

    async def tell(self, session: Session, errand: Errand, done: Looked | None) -> None:
        for file in await files.by_ids(session, [int(errand.args["file"])]):
            if done is not None:
                await files.looked_into(session, file, done)
                await self._compare(session, file)
                if (done.shut or done.locked) and not await readings.is_read(session, file.id or 0):
                    await self._say(session, errand, await self._closed(session, file, done))
            elif await readings.is_read(session, file.id or 0):
                await files.looked_into(session, file, AS_IT_CAME)
            else:
                await self._set_apart(session, errand, file)

    async def _closed(self, session: Session, file: File, done: Looked) -> str:
        name = await self._name(session, file)
        if not done.locked:
            return report.archive_shut(name)
        found = await obligations.containing(session, file.person_id or 0, file.id or 0)
        return report.file_locked(name, found[1].code(found[0]) if found is not None else "")

    async def _compare(self, session: Session, file: File) -> None:
        """A report that was handed in while this went on."""
        found = await obligations.containing(session, file.person_id or 0, file.id or 0)
        if found is not None and files.is_picture(file):
            await likeness.compare(session, found[0].id or 0)

    async def _set_apart(self, session: Session, errand: Errand, file: File) -> None:
        """Asked for again, once and by its name; whatever else was given stays."""
        name = await self._name(session, file)
        await files.set_apart(session, file)
        found = await obligations.containing(session, file.person_id or 0, file.id or 0)
        if found is None:
            await drafts.take_out(session, file.person_id or 0, file.id or 0)
        code = found[1].code(found[0]) if found is not None else ""
        await self._say(session, errand, report.file_bomb(name, code))

    async def _name(self, session: Session, file: File) -> str:
        return A_FILE if await private.holds_file(session, file) else file.name

    async def _say(self, session: Session, errand: Errand, text: str) -> None:
        """To its sender."""
        chat = await session.get(Chat, errand.chat_id)
        if chat is not None:
            to = To(chat.id or 0, chat.channel, chat.person_id, chat.group)
            await outbox.post(session, outbox.letters(Say(text), to, self._now(), self._machine()))


class Comparing:
    """The photos of a report that was handed in, with those of others."""

    async def do(self, args: dict[str, Any]) -> bool:
        return True

    async def tell(self, session: Session, errand: Errand, done: bool | None) -> None:
        await likeness.compare(session, int(errand.args["submission"]))


def _head(path: Path) -> bytes:
    if not path.exists():
        return b""
    with path.open("rb") as file:
        return file.read(HEAD)


def _packed(path: Path) -> tuple[bool, bool]:
    """Whether it swells, and whether it has a password: of one that swells not even the list of its members is read."""
    swells = bombs.swells(path)
    return swells, not swells and locks.is_locked(path, Sort.ARCHIVE)


async def _whole(content: bytes) -> AsyncIterator[bytes]:
    yield content
