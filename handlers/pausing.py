"""Reminders are put off for a while: deadlines stay, and afterwards each unit gets the newest step only."""

from datetime import time, timedelta

from core.clock import at, local
from core.plans.typed import typed
from core.say import Choice, Say
from core.texts import answers
from core.texts import requests as texts
from data import campaigns, changes
from handlers.turn import Turn


async def pause(turn: Turn) -> Say:
    """'Tạm dừng nhắc': of the campaign that runs, until the end of which day?"""
    campaign = next(iter(await campaigns.running(turn.session)), None) if turn.organises else None
    if campaign is None:
        return Say(answers.no_campaign() if turn.organises else answers.not_for_your_role())
    awaits = Choice("", "pausing.paused", {"campaign": campaign.id or 0})
    return Say(texts.ask_pause(campaign.short), awaits=awaits)


async def paused(turn: Turn, words: str, campaign: int) -> Say:
    found = await campaigns.one(turn.session, campaign) if turn.organises else None
    said = typed(words, local(turn.now).date())
    if found is None:
        return Say(answers.not_for_your_role())
    if said is None:
        return Say(texts.no_date(words), awaits=Choice("", "pausing.paused", {"campaign": campaign}))
    until_then = at(said.day + timedelta(days=1), time())
    await campaigns.pause(turn.session, found, until_then)
    await turn.note("paused", campaign_id=found.id, until=until_then.isoformat())
    return Say(texts.paused(found.short, until_then))


async def resume(turn: Turn) -> Say:
    campaign = next(iter(await campaigns.running(turn.session)), None) if turn.organises else None
    if campaign is None:
        return Say(answers.no_campaign() if turn.organises else answers.not_for_your_role())
    if campaign.paused_until is None or campaign.paused_until <= turn.now:
        return Say(texts.not_paused(campaign.short))
    await campaigns.pause(turn.session, campaign, None)
    await changes.look_again(turn.session, campaign, turn.now)
    await turn.note("resumed", campaign_id=campaign.id)
    return Say(texts.resumed(campaign.short))
