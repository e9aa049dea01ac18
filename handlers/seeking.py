"""What is asked about in words: "tình hình cụm 3", "ai chưa nộp báo cáo sơ kết", "trễ hạn", "tình hình An Hòa"."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

from core.audience import Roster, understood
from core.say import Choice, Say
from core.sought import Sought, campaign_in, may_name_a_group, sought
from core.submissions import Asks
from core.texts import answers, labels, outlook
from core.texts.outlook import InCharge
from core.texts.values import WorkItem
from core.vietnamese import fold
from data import obligations, standings, units
from data.models import Submission
from data.obligations import Owed
from data.standings import Asked
from data.units import SeatCard
from handlers import owing, status
from handlers.turn import Turn
from handlers.watching import Watch, headed, watch, watches

Plain = Callable[[Turn], Awaitable[Say]]


async def of_status(turn: Turn, words: str) -> Say:
    """How it stands, of what is named."""

    async def shown(seen: Watch, deliverable: int, note: str) -> Say:
        return await status.of(turn, seen, deliverable=deliverable, note=note)

    return await _answered(turn, words, status.show, "status.show", shown)


async def of_parts(turn: Turn, words: str) -> Say:
    """'Theo cụm', 'tình hình từng báo cáo'."""
    return await (status.reports if "bao cao" in fold(words) else status.clusters)(turn)


async def of_missing(turn: Turn, words: str) -> Say:
    """Who still owes what is named."""

    async def shown(seen: Watch, deliverable: int, note: str) -> Say:
        return _noted(await owing.of(turn, seen, deliverable), note)

    return await _answered(turn, words, owing.show, "status.missing", shown)


async def of_late(turn: Turn, words: str) -> Say:
    """Who is past the date of what is named."""

    async def shown(seen: Watch, deliverable: int, note: str) -> Say:
        return _noted(await owing.late_of(turn, seen, deliverable), note)

    return await _answered(turn, words, owing.late, "status.late", shown)


def _noted(say: Say, note: str) -> Say:
    return Say(f"{note}\n{say.text}", say.choices) if note else say


async def _answered(
    turn: Turn, words: str, plain: Plain, action: str, shown: Callable[[Watch, int, str], Awaitable[Say]]
) -> Say:
    """Nothing named, or nobody who watches: as the command alone."""
    if turn.group or not words.strip() or turn.speaker.person is None or not watches(turn):
        return await plain(turn)
    reports = await standings.asked(turn.session)  # by their names; what is counted is asked for by units
    groups = await units.groups(turn.session) if may_name_a_group(words) else {}
    found, campaign, those = _found(words, groups, reports)
    if found.everything and not campaign and action == "status.show":
        return await status.overview(turn)
    if len(found.reports) > 1:
        return _which(Watch(those, group=found.group or 0), found, action)
    if found.left and (card := await _of_unit(turn, found.left)) is not None:
        return card
    named = those[found.reports[0]].deliverable if found.reports else _following(turn, those, action) if campaign else 0
    seen = await watch(turn, found.group or 0, groups, reports if named else None)
    return await shown(seen, named, outlook.unclear(found.left) if found.left else "")


def _found(words: str, groups: Mapping[int, str], reports: list[Asked]) -> tuple[Sought, int, list[Asked]]:
    """What is named, of which campaign, and the reports that may be meant: of a campaign that is named its own."""
    shorts = {one.campaign: one.short for one in reports}
    campaign, words = campaign_in(words, shorts)
    those = [one for one in reports if campaign in (0, one.campaign)]
    found = sought(words, groups, [one.name for one in those])
    if campaign or not found.left:
        return found, campaign, those
    campaign, left = campaign_in(found.left, shorts, bare=True)
    if not campaign:
        return found, 0, those
    those = [one for one in reports if one.campaign == campaign]
    return replace(sought(left, {}, [one.name for one in those]), group=found.group), campaign, those


def _following(turn: Turn, those: list[Asked], action: str) -> int:
    """Of a campaign the report due next; of what is late the one whose date has passed last."""
    past = owing.past(those, turn.now) if action == "status.late" else 0
    return past or standings.by_urgency(those, turn.now)[0].deliverable


def _which(seen: Watch, found: Sought, action: str) -> Say:
    those = [seen.reports[place].deliverable for place in found.reports]
    return Say(outlook.which_report(len(those)), status.choices(seen, those, action))


# -- one unit -------------------------------------------------------------------------------------------------------


async def _of_unit(turn: Turn, words: str) -> Say | None:
    """One unit's reports, for whoever looks after it; whether what is private has come only officers see. None when the
    words name no unit."""
    roster = await units.roster(turn.session)
    unit = unit_named(words, roster)
    if unit is None:
        return None
    if not (turn.sees_all or any(unit in roster.members.get(group, ()) for group in headed(turn))):
        return Say(answers.not_for_your_role())
    theirs = await obligations.of_units(turn.session, [unit])
    owed = [one for one in theirs if turn.organises or not one.deliverable.restricted]
    versions = await obligations.histories(turn.session, [one.id for one in owed if one.obligation.version])
    items = [_item(one, versions.get(one.id, [])) for one in owed if one.asks is Asks.REPORT]
    people = in_seats(await units.seats(turn.session, [unit]))
    text = outlook.unit_card(roster.units[unit], items, people, turn.now)
    return Say(text, (Choice(labels.STATUS, "status.show"),))


def unit_named(words: str, roster: Roster) -> int | None:
    """The only unit that these words mean."""
    meant = understood(words, roster)
    found = roster.meant(meant.owners) if not meant.unclear else []
    return found[0] if len(found) == 1 else None


def _item(one: Owed, versions: Sequence[Submission]) -> WorkItem:
    row = one.obligation
    receipt = one.code(versions[-1]) if versions else None
    return WorkItem(one.due, row.workflow, row.timeliness, receipt, promised=row.promised_until)


def in_seats(cards: Sequence[SeatCard]) -> list[InCharge]:
    """Who sits there; a seat that is empty is named where nobody else is."""
    held = [InCharge(card.unit, card.title, card.person, card.phone) for card in cards if card.person]
    return held or [InCharge(card.unit, card.title, "", "") for card in cards[:1]]
