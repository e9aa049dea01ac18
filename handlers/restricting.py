"""An organiser says that only named people may read a report, and when what came is erased."""

import re

from core.say import Arg, Choice, Say
from core.texts import labels
from core.texts import private as texts
from core.vietnamese import fold
from data import campaigns, private
from data.models import Deliverable
from handlers.changing import back, refused, report_of
from handlers.desk import organisers
from handlers.turn import Turn

DAYS = (30, 90, 180)
_BETWEEN = re.compile(r"[,;]| va ")


async def ask(turn: Turn, deliverable: int) -> Say:
    """'Báo cáo riêng tư': who may read it; of one that is so already, who may."""
    case = await report_of(turn, deliverable)
    if case is None:
        return refused(turn)
    campaign, one = case
    if one.restricted:
        lift = (Choice(labels.LIFT, "restricting.lift", {"deliverable": deliverable}),) if _reads(turn, one) else ()
        said = texts.is_private(one.name, await _names(turn, private.readers(one)), private.erased_on(campaign, one))
        return Say(said, (*lift, back(deliverable)))
    mine = Choice(labels.ONLY_ME, "restricting.days", {"deliverable": deliverable, "readers": str(turn.person_id)})
    awaits = Choice("", "restricting.named", {"deliverable": deliverable})
    return Say(texts.ask_readers(one.name), (mine, back(deliverable)), awaits=awaits)


def _reads(turn: Turn, one: Deliverable) -> bool:
    return turn.person_id in private.readers(one)


async def _officers(turn: Turn) -> dict[int, str]:
    """Those who organise, by person; whoever asks among them."""
    return {reach.person_id: reach.name for reach in await organisers(turn)} | {turn.person_id: turn.name}


async def _names(turn: Turn, ids: list[int]) -> list[str]:
    known = await _officers(turn)
    return [known[one] for one in ids if one in known] or [turn.name]


async def named(turn: Turn, words: str, deliverable: int) -> Say:
    """Names typed: of people who organise."""
    if await report_of(turn, deliverable) is None:
        return refused(turn)
    known = await _officers(turn)
    found = []
    for name in (part.strip() for part in _BETWEEN.split(fold(words.replace("\n", ","))) if part.strip()):
        same = [one for one, full in known.items() if f" {fold(full)}".endswith(f" {name}")]
        if len(same) != 1:
            awaits = Choice("", "restricting.named", {"deliverable": deliverable})
            return Say(texts.unknown_reader(name, list(known.values())), (back(deliverable),), awaits=awaits)
        found += same
    return await days(turn, deliverable, ",".join(str(one) for one in dict.fromkeys(found)))


async def days(turn: Turn, deliverable: int, readers: str) -> Say:
    case = await report_of(turn, deliverable)
    if case is None:
        return refused(turn)
    args: dict[str, Arg] = {"deliverable": deliverable, "readers": readers}
    offers = (Choice(texts.days_label(one), "restricting.marked", args | {"days": one}) for one in DAYS)
    said = texts.ask_days(case[1].name, await _names(turn, _ids(readers)))
    return Say(said, (*offers, back(deliverable)))


def _ids(readers: str) -> list[int]:
    return [int(one) for one in readers.split(",") if one.isdecimal()]


async def marked(turn: Turn, deliverable: int, readers: str, days: int) -> Say:
    case = await report_of(turn, deliverable)
    if case is None or case[1].restricted:
        return refused(turn) if case is None else await ask(turn, deliverable)
    campaign, one = case
    known = await _officers(turn)
    ids = [person for person in _ids(readers) if person in known] or [turn.person_id]
    await private.mark(turn.session, one, ids, days)
    await campaigns.boards_stale(turn.session, campaign.id or 0, turn.now)
    await turn.note("restricted", campaign_id=campaign.id, deliverable=deliverable, readers=ids, days=days)
    one.restricted, one.erase_days = True, days
    last = private.erased_on(campaign, one)
    assert last is not None
    return Say(texts.marked(one.name, [known[person] for person in ids], last), (back(deliverable),))


async def lift(turn: Turn, deliverable: int) -> Say:
    """By who may read it, and only while nothing of it is here."""
    case = await report_of(turn, deliverable)
    if case is None:
        return refused(turn)
    campaign, one = case
    if not one.restricted or not _reads(turn, one) or not await private.lift(turn.session, one):
        return Say(texts.not_lifted(), (back(deliverable),))
    await campaigns.boards_stale(turn.session, campaign.id or 0, turn.now)
    await turn.note("restriction lifted", campaign_id=campaign.id, deliverable=deliverable)
    return Say(texts.lifted(one.name), (back(deliverable),))
