"""Errands: slow work outside any transaction, closed together with the letter that tells of it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from core.say import Say
from core.texts import report
from data import errands, files, obligations, outbox
from data.database import CommitFailed, Database, Session
from data.files import Stored
from data.models import Chat, Errand
from data.outbox import To

log = logging.getLogger(__name__)

AT_ONCE = 4
GIVE_UP = 40  # attempts; with the waits below about two days
LONGEST_WAIT = timedelta(hours=1)
DATABASE_WAIT = 5.0

Fetch = Callable[[dict[str, Any]], Awaitable[Stored | None]]
"""Brings a file's bytes to the shelf. None: they are gone for good. Raises what may be over in a while."""


class Errands:
    """The one who runs them: woken by a commit, at most a few at once, a slow one or a failing one bothers no other."""

    def __init__(
        self, database: Database, fetch: Fetch, now: Callable[[], datetime], machine: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._fetch = fetch
        self._now = now
        self._machine = machine
        self._bell = asyncio.Event()
        self._running = 0

    def wake(self) -> None:
        self._bell.set()

    async def run(self) -> None:
        async with asyncio.TaskGroup() as hands:
            while True:
                self._bell.clear()
                free = AT_ONCE - self._running
                claimed = await self._claim(free) if free else []
                for errand in claimed:
                    self._running += 1
                    hands.create_task(self._do(errand))
                if not claimed:
                    await self._nap(free)

    async def _claim(self, limit: int) -> list[Errand]:
        return await self._database.write(lambda session: errands.claim(session, self._machine(), limit))

    async def _nap(self, free: int) -> None:
        """Until something is asked for, comes due, or a hand is free again."""
        free_at = await self._database.read(errands.next_free) if free else None
        wait = max((free_at - self._machine()).total_seconds(), 0.05) if free_at else None
        try:
            async with asyncio.timeout(wait):
                await self._bell.wait()
        except TimeoutError:
            return

    async def _do(self, errand: Errand) -> None:
        """To its end: nothing one errand meets may fall on the others."""
        try:
            await self._run(errand)
        except CommitFailed:
            log.error("errand %s waits: the database takes no commits", errand.id)
            await asyncio.sleep(DATABASE_WAIT)
        except Exception:
            log.exception("errand %s", errand.id)
        finally:
            self._running -= 1
            self.wake()

    async def _run(self, errand: Errand) -> None:
        try:
            stored = await self._fetch(errand.args)
        except Exception as failure:
            log.warning("errand %s, attempt %s: %s", errand.id, errand.attempts, type(failure).__name__)
            if errand.attempts < GIVE_UP:
                wait = min(timedelta(seconds=2 ** min(errand.attempts - 1, 12)), LONGEST_WAIT)
                await self._database.write(partial(errands.postpone, errand=errand, until=self._machine() + wait))
                return
            stored = None
        await self._database.write(lambda session: self._tell(session, errand, stored))

    async def _tell(self, session: Session, errand: Errand, stored: Stored | None) -> None:
        if not await errands.close(session, errand, self._machine(), "done" if stored else "lost"):
            return
        file_id = int(errand.args["file"])
        if stored is None:
            await files.lost(session, file_id)
        else:
            await files.arrived(session, file_id, stored)
        await self._letter(session, errand, file_id, stored is not None)

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
