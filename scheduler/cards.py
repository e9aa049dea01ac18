"""The errand that draws a meeting's picture, after the five lines were said."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import Any

from core.cards import BARS, COLUMNS, Bar, Card, Cell, Column, Line, Mark, cell_of
from core.clock import local
from core.filenames import file_name
from core.say import Choice, Say
from core.targets import Way
from core.texts import labels
from core.texts import meeting as texts
from core.texts import targets as aims
from core.texts.targets import Told
from data import campaigns, cards, exports, figures, files, marks, outbox, standings, targets
from data.cards import Stands
from data.database import Database, Session
from data.files import Shelf, Stored
from data.models import Campaign, Chat, Errand
from data.outbox import To
from data.standings import Standing

LARGEST = 20_000_000  # bytes
MOST = 400  # units in one picture
_PIECE = 1024 * 1024
_LACKING = (Mark.MISSING, Mark.RETURNED, Mark.LATE)


@dataclass(frozen=True)
class Found:
    """Everything the picture is drawn from, read in one transaction."""

    campaign: Campaign
    now: datetime
    urgent: Standing
    reports: Sequence[Standing]
    stands: Sequence[Stands]
    clusters: dict[int, str]
    told: Sequence[Told]


@dataclass(frozen=True)
class Drawn:
    stored: Stored
    name: str
    said: str


class Nothing:
    """There is nothing that everybody may see: no picture is sent, nor is one missed."""


class NotDrawn(Exception):
    """A meeting does not wait for hours: after a few tries it is said that there is no picture."""

    tries = 3


class Cards:
    def __init__(
        self, database: Database, shelf: Shelf, now: Callable[[], datetime], machine: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._shelf = shelf
        self._now = now
        self._machine = machine

    async def do(self, args: dict[str, Any]) -> Drawn | Nothing | None:
        now = self._now()
        found = await self._database.read(lambda session: _found(session, args, now))
        if found is None:
            return None
        if not found.reports and not found.told:
            return Nothing()
        stored = await self._drawn(await asyncio.to_thread(composed, found))
        plan, statuses = campaigns.plan_of(found.campaign), [one.status for one in found.reports]
        units = len({one.unit_id for one in found.stands})
        said = texts.picture(plan, statuses, found.told, units, local(now).date())
        return Drawn(stored, texts.file_name(found.campaign.short, now), said)

    async def _drawn(self, card: Card) -> Stored:
        part = self._shelf.incoming / token_hex(16)
        try:
            await asyncio.to_thread(_draw, card, part)
            return await self._shelf.store(_pieces(part), LARGEST)
        except Exception as failure:
            raise NotDrawn from failure
        finally:
            part.unlink(missing_ok=True)

    async def tell(self, session: Session, errand: Errand, done: Drawn | Nothing | None) -> None:
        """The picture with what stands in it; and what the next meeting is to be compared with."""
        chat = await session.get(Chat, errand.chat_id)
        if chat is None:
            return
        if errand.args.get("mark"):
            await marks.put(session, errand.args["mark"], errand.args["kept"])
        if isinstance(done, Nothing):
            return
        now, ids = self._now(), []
        if done is not None:
            file = await files.add(
                session, now, name=file_name(done.name), kind="image/png", size=done.stored.size,
                sha256=done.stored.sha256, person_id=None,
            )  # fmt: skip
            ids.append(file.id or 0)
        again = () if done else (Choice(labels.REFRESH, "meeting.show", {"campaign": int(errand.args["campaign"])}),)
        say = Say(done.said if done else texts.not_drawn(), again, files=tuple(ids))
        to = To(chat.id or 0, chat.channel, chat.person_id, chat.group)
        await outbox.post(session, outbox.letters(say, to, now, self._machine()))


async def _found(session: Session, args: dict[str, Any], now: datetime) -> Found | None:
    campaign = await session.get(Campaign, int(args["campaign"]))
    counted = await standings.counted(session, [int(args["campaign"])], now) if campaign else []
    if campaign is None or not counted:
        return None
    urgent = next((one for one in counted if one.deliverable.id == args["deliverable"]), counted[-1])
    shown = _around(urgent, [one for one in counted if not one.deliverable.restricted])
    stands = await cards.stands(session, [one.deliverable.id or 0 for one in shown])
    wanted = [one for one in await targets.of_campaign(session, campaign.id or 0) if one.feeding]
    told = await figures.told(session, wanted[:BARS], campaign.ends_on)
    return Found(campaign, now, urgent, shown, stands, await exports.clusters(session), told)


def _around(urgent: Standing, reports: list[Standing]) -> list[Standing]:
    """Of many reports the one that presses most and those about it."""
    at = reports.index(urgent) if urgent in reports else 0
    first = max(0, min(at - COLUMNS // 2, len(reports) - COLUMNS))
    return reports[first : first + COLUMNS]


# -- what is drawn ------------------------------------------------------------------------------------------------


def composed(found: Found) -> Card:
    """Every word and every mark; drawing decides nothing but where they stand."""
    every = _lines(found)
    shown = every if len(every) <= MOST else sorted(every, key=_complete)[:MOST]
    some = (texts.only_some(len(shown), len(every)),) if len(shown) < len(every) else ()
    return Card(
        title=texts.title(campaigns.plan_of(found.campaign)),
        subtitle=(texts.subtitle(found.urgent.status), texts.as_of(found.now), *some),
        reports=tuple(Column(one.status.due.name, texts.column(one.status)) for one in found.reports),
        lines=tuple(shown),
        bars=tuple(_bar(one, found) for one in found.told),
        letters=texts.LETTERS,
        unseen=texts.unseen(),
        due=texts.due_by_now(),
    )


def _lines(found: Found) -> list[Line]:
    """The units of a cluster together, in the order of the list."""
    asked = [one.deliverable.id for one in found.reports]
    rows: dict[int, dict[int, Stands]] = {}
    for one in found.stands:
        rows.setdefault(one.unit_id, {})[one.deliverable] = one
    lines = []
    for unit, theirs in rows.items():
        first = next(iter(theirs.values()))
        cells = tuple(_cell(theirs.get(report or 0), found.now) for report in asked)
        lines.append(Line(first.unit, first.mark, found.clusters.get(unit, ""), cells))
    return sorted(lines, key=lambda line: line.cluster)


def _cell(one: Stands | None, now: datetime) -> Cell:
    return cell_of(one.workflow, one.timeliness, one.lenient, now) if one is not None else Cell()


def _complete(line: Line) -> bool:
    return not any(cell.mark in _LACKING for cell in line.cells)


def _bar(told: Told, found: Found) -> Bar:
    one, today = told.standing, local(found.now).date()
    whole = float(one.wanted or one.whole) or 1.0
    flows = one.aim.way is Way.SUM and not one.aim.stock
    days = (found.campaign.ends_on - found.campaign.starts_on).days + 1
    passed = ((today - found.campaign.starts_on).days + 1) / days if days > 0 else 1.0
    return Bar(
        name=aims.name(told.aim),
        said=aims.reached(told, today),
        done=float(one.done) / whole,
        unseen=float(one.unseen) / whole,
        due=min(max(passed, 0.0), 1.0) if flows else None,
    )


def _draw(card: Card, path: Path) -> None:
    """The library that draws is loaded when it is first needed: no start waits for it."""
    from data.formats import card as drawing

    drawing.draw(card, path)


async def _pieces(path: Path) -> AsyncIterator[bytes]:
    with await asyncio.to_thread(path.open, "rb") as whole:
        while piece := await asyncio.to_thread(whole.read, _PIECE):
            yield piece
