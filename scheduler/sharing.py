"""The errand that reads the table of a target's shares. Nothing is written before somebody agrees."""

import logging
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from core.audience import Roster
from core.say import Say
from core.shares import Shares, read_rows
from core.sharing import offer, offered
from core.texts import shares as texts
from data import files, outbox, targets, units
from data.database import Database, Session
from data.formats import child
from data.formats.gate import Refused
from data.models import Chat, Errand, File, Target
from data.outbox import To

log = logging.getLogger(__name__)

_OURS = (ValueError, LookupError, TypeError, ArithmeticError, AssertionError)  # trying again would not mend it


class NotHere(Exception):
    """Its bytes are still on their way."""

    tries = 12


class Sharing:
    def __init__(
        self, database: Database, find: Callable[[File], Path | None], now: Callable[[], datetime],
        machine: Callable[[], datetime],
    ) -> None:  # fmt: skip
        self._database = database
        self._find = find
        self._now = now
        self._machine = machine

    async def do(self, args: dict[str, Any]) -> Shares | None:
        found = await self._database.read(lambda session: _found(session, args))
        if found is None:
            return None
        target, file, roster = found
        path = self._find(file)
        if path is None:
            if file.state == "known":
                raise NotHere
            return None
        try:
            with tempfile.TemporaryDirectory() as folder:
                rows = await child.read_sheet(path, file.name, Path(folder))
            return read_rows(rows, target.what, roster)
        except Refused:
            return None
        except _OURS:
            log.exception("a table of shares could not be read")
            return None

    async def tell(self, session: Session, errand: Errand, done: Shares | None) -> None:
        chat = await session.get(Chat, errand.chat_id)
        target = await targets.one(session, int(errand.args["target"]))
        if chat is None or target is None:
            return
        if done is not None:
            await targets.change(session, target, offered=offered(done))
        say = Say(texts.refused()) if done is None else offer(targets.aim_of(target), target.id or 0, done)
        to = To(chat.id or 0, chat.channel, chat.person_id, chat.group)
        await outbox.post(session, outbox.letters(say, to, self._now(), self._machine()))


async def _found(session: Session, args: dict[str, Any]) -> tuple[Target, File, Roster] | None:
    target = await targets.one(session, int(args["target"]))
    sent = await files.by_ids(session, [int(args["file"])])
    return (target, sent[0], await units.roster(session)) if target is not None and sent else None
