"""The errands of a list of units: read it in a child with limits and lay it beside what is there; and, once somebody
has agreed, write it."""

import asyncio
import logging
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from core import roster as lists
from core.roles import Role
from core.roster import Changes, Entry, Outcome, Roster, problem_said, step_said, summary, unclear_said
from core.say import Choice, Say
from core.texts import labels
from core.texts import roster as texts
from data import enrolling, errands, files, outbox, roster
from data.database import Database, Session
from data.formats import child
from data.formats.gate import Refused
from data.models import Chat, Errand, File, RosterImport
from data.outbox import To
from data.roster import Present

log = logging.getLogger(__name__)

MOST_POINTS = 500  # that can be leafed through

Find = Callable[[File], Path | None]
_OURS = (ValueError, LookupError, TypeError, ArithmeticError, AssertionError)  # trying again would not mend it


@dataclass(frozen=True)
class Done:
    """What was read, as it is kept and said. `steps`: how much it would change."""

    kept: dict[str, Any]
    problems: list[str]
    found: texts.Summary
    absent: str
    steps: int


@dataclass(frozen=True)
class Agreed:
    changes: Changes
    stamp: str


class Importing:
    """Reads a list, and shows what would change. Nothing is written."""

    def __init__(
        self, database: Database, find: Find, now: Callable[[], datetime], machine: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._find = find
        self._now = now
        self._machine = machine

    async def do(self, args: dict[str, Any]) -> Done | str:
        """What was read, or in one sentence why it could not be."""
        try:
            read = await self._read(args)
            if read is None:
                return texts.refused("broken")
            present = await self._database.read(roster.present)
            return await asyncio.to_thread(_laid_beside, read, present)
        except Refused as refused:
            return texts.refused(str(refused.why))
        except _OURS:
            log.exception("a list of units could not be read")
            return texts.refused("broken")

    async def _read(self, args: dict[str, Any]) -> Roster | None:
        """None when the file's bytes never came."""
        if "text" in args:
            return await asyncio.to_thread(lists.read_text, args["text"])
        file = await self._database.read(lambda session: _file(session, int(args["import"])))
        path = self._find(file) if file is not None else None
        if file is None or path is None:
            return None
        with tempfile.TemporaryDirectory() as folder:
            rows = await child.read_sheet(path, file.name, Path(folder))
        return await asyncio.to_thread(lists.read_rows, rows)

    async def tell(self, session: Session, errand: Errand, done: Done | str | None) -> None:
        waiting = await roster.by_id(session, int(errand.args["import"]))
        if waiting is None or waiting.state != "reading":
            return
        if done is None or isinstance(done, str):
            await roster.moves(session, waiting.id or 0, "reading", "refused")
            say = Say(done or texts.refused("broken"))
        else:
            say = await _preview(session, waiting, done)
        await _post(session, waiting, say, self._now(), self._machine())


def _laid_beside(read: Roster, present: Present) -> Done:
    """A long list takes seconds: in a thread."""
    changes = lists.match(read.rows, present.known)
    problems = [problem_said(one) for one in read.problems]
    problems += [unclear_said(one) for one in changes.met if one.outcome is Outcome.UNCLEAR]
    moved = [step_said(one) for one in changes.steps if not isinstance(one, lists.AddUnit)]
    kept = {
        "v": 1, "rows": [asdict(one) for one in read.rows], "columns": _columns(read),
        "points": [*problems, *moved][:MOST_POINTS],
    }  # fmt: skip
    absent = [one.name for one in changes.absent if one.id in present.owing]
    told = texts.absent(absent) if absent else ""
    return Done(kept, problems, summary(changes), told, len(changes.steps))


async def _preview(session: Session, waiting: RosterImport, done: Done) -> Say:
    """What would change. A list that changes nothing is done with; what is wrong with it can be seen all the same."""
    if not done.kept["rows"]:
        await roster.moves(session, waiting.id or 0, "reading", "refused")
        return Say("\n".join(done.problems) or texts.empty())
    await roster.moves(session, waiting.id or 0, "reading", "open", kept=done.kept)
    args = {"imported": waiting.id or 0}
    look = (Choice(labels.LIST_POINTS, "importing.points", {**args, "at": 0}),) if done.kept["points"] else ()
    drop = Choice(labels.DROP_LIST, "importing.drop", args)
    if not done.steps:
        return Say(texts.nothing_new(), (*look, drop) if done.problems else ())
    said = texts.preview(done.found, done.problems, done.absent)
    return Say(said, (Choice(labels.WRITE_LIST, "importing.write", args), *look, drop))


def _columns(read: Roster) -> str:
    """Lines pasted in a chat have none."""
    return texts.columns([(one.words, str(one.column)) for one in read.columns.values()]) if read.columns else ""


class Enrolling:
    """Writes what was agreed to, as the units stand now: between the showing and the yes they may have changed."""

    def __init__(self, database: Database, now: Callable[[], datetime], machine: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now
        self._machine = machine

    async def do(self, args: dict[str, Any]) -> Agreed | None:
        found = await self._database.read(lambda session: _agreed(session, int(args["import"])))
        if found is None:
            return None
        rows, present = found
        return Agreed(await asyncio.to_thread(lists.match, rows, present.known), present.stamp)

    async def tell(self, session: Session, errand: Errand, done: Agreed | None) -> None:
        waiting = await roster.by_id(session, int(errand.args["import"]))
        if waiting is None or waiting.state != "writing":
            return
        if done is None:
            await roster.moves(session, waiting.id or 0, "writing", "refused", kept={})
            await _post(session, waiting, Say(texts.refused("broken")), self._now(), self._machine())
            return
        if done.stamp != await roster.stamp(session):
            await errands.ask(session, errands.ENROL, errand.args, self._now(), self._machine(), errand.chat_id)
            return
        await enrolling.write(session, done.changes.steps, self._now())
        await roster.moves(session, waiting.id or 0, "writing", "written", kept={})
        say = Say(texts.written(summary(done.changes)), (Choice(labels.UNITS, "units.show"),))
        await _post(session, waiting, say, self._now(), self._machine())


async def _agreed(session: Session, import_id: int) -> tuple[Sequence[Entry], Present] | None:
    waiting = await roster.by_id(session, import_id)
    if waiting is None or waiting.state != "writing":
        return None
    return [_entry(row) for row in waiting.kept["rows"]], await roster.present(session)


def _entry(row: dict[str, Any]) -> Entry:
    lists_of = {name: tuple(row[name]) for name in ("groups", "other_phones")}
    return Entry(**{**row, **lists_of, "role": Role(row["role"])})


async def _file(session: Session, import_id: int) -> File | None:
    waiting = await roster.by_id(session, import_id)
    found = await files.by_ids(session, [waiting.file_id]) if waiting and waiting.file_id else []
    return found[0] if found else None


async def _post(session: Session, waiting: RosterImport, say: Say, now: datetime, machine: datetime) -> None:
    chat = await session.get(Chat, waiting.chat_id)
    if chat is not None:
        to = To(chat.id or 0, chat.channel, chat.person_id, chat.group)
        await outbox.post(session, outbox.letters(say, to, now, machine))
