"""The errand that takes reports away: the spreadsheet, or the files in parcels that any channel carries."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from secrets import token_hex
from typing import Any

from core.audience import Roster
from core.clock import local
from core.exports import Sheet, parcels
from core.filenames import apart, file_name
from core.points import Point
from core.say import Say
from core.texts import exporting as texts
from core.texts import points as praise
from data import campaigns, errands, exports, files, outbox, points
from data.database import Database, Session
from data.exports import FILES, POINTS, SHEET, Line
from data.files import Shelf, Stored, for_others, is_ready
from data.models import Campaign, Chat, Errand, File
from data.outbox import To
from data.points import Standing
from scheduler import tables

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = {SHEET: _WORKBOOK, POINTS: _WORKBOOK, FILES: "application/zip"}
PARCEL = 45_000_000  # bytes: what Telegram takes from a bot, with room for the names
LARGEST = 50_000_000_000
KEPT = timedelta(days=31)  # the signed link to a file opens for thirty
KEPT_PRIVATE = timedelta(days=1)
_PIECE = 1024 * 1024


@dataclass(frozen=True)
class Made:
    """What lies on the shelf by its name, and the sentence that comes with it."""

    files: tuple[tuple[str, Stored], ...]
    said: str


@dataclass(frozen=True)
class Found:
    campaign: Campaign
    lines: list[Line]
    clusters: dict[int, str]
    sent: dict[int, File]
    private: bool = False

    @property
    def reports(self) -> int:
        return sum(line.version is not None for line in self.lines)


class Exporting:
    def __init__(
        self, database: Database, shelf: Shelf, now: Callable[[], datetime], machine: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._shelf = shelf
        self._now = now
        self._machine = machine

    async def do(self, args: dict[str, Any]) -> Made | None:
        found = await self._database.read(lambda session: _found(session, int(args["campaign"]), _reader(args)))
        if found is None:
            return None
        if args["what"] == POINTS:
            return await self._points(found.campaign)
        return await (self._sheet(found) if args["what"] == SHEET else self._files(found))

    async def _points(self, campaign: Campaign) -> Made | None:
        async def read(session: Session) -> tuple[Standing | None, dict[int, list[Point]], Roster]:
            stands = await points.standing(session, campaign.id or 0)
            had = await points.of_units(session, campaign.id or 0, stands) if stands else {}
            return stands, had, await points.roster(session, campaign.id or 0)

        stands, had, roster = await self._database.read(read)
        if stands is None:
            return None
        stored = await self._workbook([tables.praise(had, roster)])
        name = praise.sheet_name(campaign.short, self._day())
        said = praise.sheet_ready(campaigns.plan_of(campaign), len(roster.units), stands.settled_at is not None)
        return Made(((name, stored),), said)

    async def _sheet(self, found: Found) -> Made:
        stored = await self._workbook(tables.sheets(found.lines, found.clusters, found.sent))
        units = len({line.unit.id for line in found.lines})
        plan = campaigns.plan_of(found.campaign)
        name = texts.sheet_name(found.campaign.short, self._day())
        said = texts.private_ready(plan, found.reports) if found.private else None
        return Made(((name, stored),), said or texts.sheet_ready(plan, found.reports, units))

    async def _files(self, found: Found) -> Made:
        entries, missing = await asyncio.to_thread(_entries, found, self._shelf)
        together = parcels([(entry, entry.size) for entry in entries], PARCEL)
        made = []
        for number, some in enumerate(together, start=1):
            stored = await self._written(lambda path, some=some: _bundled(path, some))  # type: ignore[misc]
            made.append((texts.files_name(found.campaign.short, self._day(), number, len(together)), stored))
        plan = campaigns.plan_of(found.campaign)
        said = texts.files_ready(plan, len(entries), len(made), missing) if made or missing else texts.no_files()
        return Made(tuple(made), f"{said}\n{texts.private_kept()}" if found.private and made else said)

    async def _workbook(self, sheets: Sequence[Sheet]) -> Stored:
        def write(path: Path) -> None:
            """The library that writes workbooks is loaded when it is first needed: no start waits for it."""
            from data.formats import workbook

            workbook.write(path, sheets)

        return await self._written(write)

    async def _written(self, write: Callable[[Path], None]) -> Stored:
        """Beside its place first; on any failure nothing stays behind."""
        part = self._shelf.incoming / token_hex(16)
        try:
            await asyncio.to_thread(write, part)
            return await self._shelf.store(_pieces(part), LARGEST)
        finally:
            part.unlink(missing_ok=True)

    def _day(self) -> str:
        return f"{local(self._now()):%d-%m-%Y}"

    async def tell(self, session: Session, errand: Errand, done: Made | None) -> None:
        """Who asked hears of it also when nothing came of it."""
        chat = await session.get(Chat, errand.chat_id)
        if chat is None:
            return
        now, ids = self._now(), []
        for name, stored in done.files if done else ():
            file = await files.add(
                session, now, name=file_name(name), kind=KINDS[errand.args["what"]], size=stored.size,
                sha256=stored.sha256, person_id=None,
            )  # fmt: skip
            ids.append(file.id or 0)
        if ids:
            until = self._machine() + (KEPT_PRIVATE if _reader(errand.args) else KEPT)
            await errands.ask(session, errands.FORGET, {"files": ids}, now, until, chat.id)
        to = To(chat.id or 0, chat.channel, chat.person_id, chat.group)
        say = Say(done.said if done else texts.not_made(), files=tuple(ids))
        await outbox.post(session, outbox.letters(say, to, now, self._machine()))


class Forgetting:
    """What was made to be taken away is kept as long as its link opens, and a day."""

    def __init__(self, database: Database, shelf: Shelf) -> None:
        self._database = database
        self._shelf = shelf

    async def do(self, args: dict[str, Any]) -> bool:
        async def alone(session: Session) -> tuple[str, ...]:
            return await files.bytes_of_alone(session, await files.by_ids(session, args["files"]))

        await self._shelf.remove(await self._database.read(alone))
        return True

    async def tell(self, session: Session, errand: Errand, done: bool | None) -> None:
        if done:
            await files.forget(session, errand.args["files"])


def _reader(args: dict[str, Any]) -> int:
    """Who asked for what only named people may read; 0 where that is not what is wanted."""
    return int(args.get("reader", 0))


async def _found(session: Session, campaign_id: int, reader: int) -> Found | None:
    campaign = await session.get(Campaign, campaign_id)
    if campaign is None:
        return None
    own = exports.private_lines(session, campaign_id, reader) if reader else exports.lines(session, campaign_id)
    every = await own
    clusters, sent = await exports.clusters(session), await exports.enclosed(session, every)
    return Found(campaign, every, clusters, sent, private=bool(reader))


@dataclass(frozen=True)
class Entry:
    """One file of a report, as others get it."""

    name: str
    path: Path
    size: int
    came: datetime


def _entries(found: Found, shelf: Shelf) -> tuple[list[Entry], int]:
    """A folder for each report, in it one for each unit; how many are not here."""
    entries, missing = [], 0
    positions = {line.deliverable.id: line.deliverable for line in found.lines}
    numbered = {one: number for number, one in enumerate(positions, start=1)}
    for line in found.lines:
        ids = line.version.files.get("ids", ()) if line.version else ()
        sent = [found.sent[one] for one in ids if one in found.sent and found.sent[one].state not in files.GONE]
        here = [one for one in map(for_others, filter(is_ready, sent)) if shelf.path(one.sha256 or "").is_file()]
        missing += len(sent) - len(here)
        folder = _folder(line, numbered[line.deliverable.id])
        for file, name in zip(here, apart(file_name(file.name) for file in here), strict=True):
            path = shelf.path(file.sha256 or "")
            entries.append(Entry(f"{folder}/{name}", path, file.size, local(file.made_at)))
    return entries, missing


def _folder(line: Line, number: int) -> str:
    report = texts.folder(number, campaigns.due_of(line.deliverable, line.obligation).name)
    return f"{file_name(report)}/{file_name(texts.unit_folder(line.unit.mark, line.unit.name))}"


def _bundled(path: Path, entries: Sequence[Entry]) -> None:
    from data.formats import bundle

    bundle.write(path, ((one.name, one.path, one.came) for one in entries))


async def _pieces(path: Path) -> AsyncIterator[bytes]:
    with await asyncio.to_thread(path.open, "rb") as whole:
        while piece := await asyncio.to_thread(whole.read, _PIECE):
            yield piece
