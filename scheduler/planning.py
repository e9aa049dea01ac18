"""The errand that reads a plan document: in a child with limits, then by the rules of core.plans."""

import asyncio
import logging
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from core.calendar import Calendar
from core.clock import local
from core.delivery import CHANNELS
from core.plans import reader, talk
from core.plans.checking import DRAFT, Kept, keep, with_unknown_owners
from core.plans.lines import Line
from core.plans.talk import View
from core.say import Say
from core.texts import plan_page
from core.texts import plans as texts
from data import files, outbox, readings, units
from data.database import Database, Session
from data.formats import child
from data.formats.gate import Refused
from data.formats.text import lines_of_text
from data.models import Chat, Errand, File, Reading
from data.outbox import To

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Done:
    """What was read, and the text it was read from."""

    kept: Kept
    lines: tuple[str, ...]


Find = Callable[[File], Path | None]
"""Where a file's bytes are on this machine; None when they are not here."""


class Planning:
    def __init__(
        self,
        database: Database,
        find: Find,
        calendar: Calendar,
        now: Callable[[], datetime],
        machine: Callable[[], datetime],
        web_url: str = "",
    ) -> None:
        self._database = database
        self._find = find
        self._calendar = calendar
        self._now = now
        self._machine = machine
        self._web_url = web_url

    async def do(self, args: dict[str, Any]) -> Done | str:
        """What was read, or in one sentence why it could not be."""
        try:
            lines = lines_of_text(args["text"].encode()) if "text" in args else await self._lines(int(args["reading"]))
            if lines is None:
                return texts.lost()
            today = local(self._now()).date()
            proposal = await asyncio.to_thread(reader.read, lines, today, self._calendar)
            return Done(keep(proposal, today), tuple(line.text for line in lines))
        except Refused as refused:
            return texts.refused(str(refused.why))
        except reader.NoPlan:
            return texts.no_plan()
        except (ValueError, LookupError, TypeError, ArithmeticError, AssertionError):
            # A fault of ours, and trying again would not mend it: whoever sent the file is told now.
            log.exception("a plan could not be read")
            return texts.refused("broken")

    async def _lines(self, reading: int) -> list[Line] | None:
        """Of the file that was sent; None when its bytes never came."""
        file = await self._database.read(lambda session: _file(session, reading))
        path = self._find(file) if file is not None else None
        if file is None or path is None:
            return None
        with tempfile.TemporaryDirectory() as folder:
            return await child.read(path, file.name, Path(folder))

    async def tell(self, session: Session, errand: Errand, done: Done | str | None) -> None:
        reading = await readings.by_id(session, int(errand.args["reading"]))
        chat = await session.get(Chat, reading.chat_id) if reading else None
        if reading is None or chat is None or reading.state != "reading":
            return
        if done is None or isinstance(done, str):
            await readings.change(session, reading, state="refused")
            say = Say(done or texts.refused("broken"))
        else:
            roster = await units.roster(session)
            kept = with_unknown_owners(done.kept, roster)
            lines = {"v": 1, "lines": list(done.lines)}
            await readings.change(
                session, reading, state="open", kept=kept, lines=lines, short=talk.proposed_name(kept)
            )
            card = talk.card(
                View(reading.id or 0, kept, reading.answers, roster=roster, starts=DRAFT not in reading.answers)
            )
            say = self._with_page(card, chat, reading)
        to = To(chat.id or 0, chat.channel, chat.person_id, chat.group)
        await outbox.post(session, outbox.letters(say, to, self._now(), self._machine()))

    def _with_page(self, say: Say, chat: Chat, reading: Reading) -> Say:
        """Where people are signed in to our pages, the plan has one."""
        if not self._web_url or not CHANNELS[chat.channel].pages:
            return say
        return replace(say, text=f"{say.text}\n{plan_page.link(f'{self._web_url}/c/{chat.id}/plan/{reading.id}')}")


async def _file(session: Session, reading_id: int) -> File | None:
    reading = await readings.by_id(session, reading_id)
    found = await files.by_ids(session, [reading.file_id]) if reading and reading.file_id else []
    return found[0] if found else None
