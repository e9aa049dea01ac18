"""/xuat: the reports in force as a spreadsheet, and their files, to be taken away."""

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
    return Say(texts.ask(campaigns.plan_of(found), reports), (*ways, *_others(recent, found)))


def _others(recent: list[Campaign], found: Campaign) -> list[Choice]:
    others = [one for one in recent if one.id != found.id]
    return [Choice(texts.other(one.short), "exporting.show", {"campaign": one.id or 0}) for one in others]


async def sheet(turn: Turn, campaign: int) -> Say:
    return await _asked(turn, campaign, exports.SHEET)


async def files(turn: Turn, campaign: int) -> Say:
    return await _asked(turn, campaign, exports.FILES)


async def _asked(turn: Turn, campaign: int, what: str) -> Say:
    """Made outside the turn, for whoever may have it."""
    if turn.group or not turn.sees_all:
        return Say(answers.not_for_your_role())
    args = {"campaign": campaign, "what": what}
    await errands.ask(turn.session, errands.EXPORT, args, turn.now, turn.machine, turn.chat_id)
    await turn.note("taken away", campaign_id=campaign, kind=what)
    return Say(texts.soon())
