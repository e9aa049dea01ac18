"""/xuat: the reports in force as a spreadsheet, and their files, to be taken away."""

from core.delivery import CHANNELS
from core.say import Arg, Audience, Choice, Say
from core.texts import answers, labels
from core.texts import exporting as texts
from data import campaigns, errands, exports
from data.models import Campaign
from handlers.turn import Turn

RECENT = 6


async def show(turn: Turn, campaign: int = 0) -> Say:
    """How many there are of the campaign that was started last, over or not, or of the one that is named; the others
    are a tap away."""
    if turn.group:
        return Say(answers.in_group_private_only(), audience=Audience.PUBLIC)
    turn.only_for_known()
    if not turn.sees_all:
        return Say(answers.not_for_your_role())
    recent = await campaigns.recent(turn.session, RECENT)
    found = await campaigns.one(turn.session, campaign) if campaign else next(iter(recent), None)
    if found is None or found.opened_at is None:
        return Say(answers.no_campaign())
    reports = await exports.in_force(turn.session, found.id or 0)
    args: dict[str, Arg] = {"campaign": found.id or 0}
    ways = [Choice(labels.AS_SPREADSHEET, "exporting.sheet", args)]
    ways += [Choice(labels.AS_FILES, "exporting.files", args)] if reports else []
    if await exports.private_in_force(turn.session, found.id or 0, turn.person_id):
        ways.append(Choice(labels.PRIVATE_REPORTS, "exporting.private", args))
    return Say(texts.ask(campaigns.plan_of(found), reports), (*ways, *_others(recent, found)))


def _others(recent: list[Campaign], found: Campaign) -> list[Choice]:
    others = [one for one in recent if one.id != found.id]
    return [Choice(texts.other(one.short), "exporting.show", {"campaign": one.id or 0}) for one in others]


async def sheet(turn: Turn, campaign: int) -> Say:
    return await _asked(turn, campaign, exports.SHEET)


async def files(turn: Turn, campaign: int) -> Say:
    return await _asked(turn, campaign, exports.FILES)


async def private(turn: Turn, campaign: int) -> Say:
    """What this person is named to read: what it means to take it away, before it is."""
    if (refused := _not_here(turn)) is not None:
        return refused
    found = await campaigns.one(turn.session, campaign)
    reports = await exports.private_in_force(turn.session, campaign, turn.person_id)
    if found is None or not reports:
        return Say(texts.nothing_private())
    args: dict[str, Arg] = {"campaign": campaign}
    ways = (
        Choice(labels.PRIVATE_SHEET, "exporting.own_sheet", args),
        Choice(labels.PRIVATE_FILES, "exporting.own_files", args),
    )
    return Say(
        texts.ask_private(campaigns.plan_of(found), reports), (*ways, Choice(labels.LEAVE_IT, "exporting.show", args))
    )


async def own_sheet(turn: Turn, campaign: int) -> Say:
    return await _own(turn, campaign, exports.SHEET)


async def own_files(turn: Turn, campaign: int) -> Say:
    return await _own(turn, campaign, exports.FILES)


async def _own(turn: Turn, campaign: int, what: str) -> Say:
    if (refused := _not_here(turn)) is not None:
        return refused
    if not await exports.private_in_force(turn.session, campaign, turn.person_id):
        return Say(texts.nothing_private())
    return await _asked(turn, campaign, what, turn.person_id)


def _not_here(turn: Turn) -> Say | None:
    """A file that would travel as a link could be opened by whoever has that."""
    if turn.group or not turn.sees_all:
        return Say(answers.not_for_your_role())
    return None if CHANNELS[turn.row.channel].documents else Say(texts.private_elsewhere())


async def _asked(turn: Turn, campaign: int, what: str, reader: int = 0) -> Say:
    """Made outside the turn, for whoever may have it. `reader`: who is named to read what is wanted."""
    if turn.group or not turn.sees_all:
        return Say(answers.not_for_your_role())
    args = {"campaign": campaign, "what": what} | ({"reader": reader} if reader else {})
    await errands.ask(turn.session, errands.EXPORT, args, turn.now, turn.machine, turn.chat_id)
    await turn.note("private taken away" if reader else "taken away", campaign_id=campaign, kind=what)
    return Say(texts.soon())
