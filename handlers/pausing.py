"""Reminders are put off for a while: of a campaign, of some units, of everything. Deadlines stay, and afterwards each
unit gets the newest step only."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from core.audience import Owners, understood
from core.clock import at, local
from core.naming import named
from core.pauses import after_wish, is_everything
from core.plans.typed import Typed, typed
from core.say import Choice, Say
from core.texts import answers
from core.texts import pausing as texts
from core.texts.behalf import unknown_units
from data import campaigns, changes, units
from data.models import Campaign
from handlers.turn import Turn


async def pause(turn: Turn, text: str = "", campaign: int = 0) -> Say:
    """'Tạm dừng nhắc An Hòa đến 20/10'; what is missing of it is asked for."""
    running = await _running(turn, campaign)
    if not running:
        return Say(answers.no_campaign() if turn.organises else answers.not_for_your_role())
    words = after_wish(text)
    return await paused(turn, words, campaign) if words else await _ask(turn, running, campaign)


async def _running(turn: Turn, campaign: int = 0) -> Sequence[Campaign]:
    """The one whose card is before them comes first, else the one that ends first."""
    running = await campaigns.running(turn.session) if turn.organises else []
    return sorted(running, key=lambda one: one.id != campaign) if campaign else running


async def _ask(turn: Turn, running: Sequence[Campaign], campaign: int) -> Say:
    away = await units.paused(turn.session, turn.now)
    now = [(one.short, one.paused_until) for one in running if one.paused_until and one.paused_until > turn.now]
    now += [(unit.name, unit.paused_until) for unit in away if unit.paused_until]
    return Say(texts.ask([one.short for one in running], now), awaits=_awaits(campaign))


def _awaits(campaign: int) -> Choice:
    return Choice("", "pausing.paused", {"campaign": campaign} if campaign else {})


async def paused(turn: Turn, words: str, campaign: int = 0) -> Say:
    """Who, and to the end of which day: nobody named is the campaign whose card was shown, or that ends first."""
    running = await _running(turn, campaign)
    if not running:
        return Say(answers.no_campaign() if turn.organises else answers.not_for_your_role())
    said = typed(words, local(turn.now).date())
    until = _end_of(said) if said is not None else turn.now
    if said is None or until <= turn.now:
        return Say(texts.no_day(words, over=said is not None), awaits=_awaits(campaign))
    meant = _campaigns(said.label, running)
    if meant:
        return await _campaigns_paused(turn, meant, until)
    return await _units_paused(turn, said.label, until, campaign)


def _end_of(said: Typed) -> datetime:
    return at(said.day + timedelta(days=1), time())


def _campaigns(label: str, running: Sequence[Campaign]) -> list[Campaign]:
    """None where it names units."""
    if not label:
        return list(running[:1])
    if is_everything(label):
        return list(running)
    place = named(label, [one.short for one in running])
    return [running[place]] if place is not None else []


async def _campaigns_paused(turn: Turn, meant: Sequence[Campaign], until: datetime) -> Say:
    for one in meant:
        await campaigns.pause(turn.session, one, until)
        await turn.note("paused", campaign_id=one.id, until=until.isoformat())
    return Say(texts.paused([one.short for one in meant], until))


async def _units_paused(turn: Turn, label: str, until: datetime, campaign: int) -> Say:
    roster = await units.roster(turn.session)
    meant = understood(label, roster)
    if meant.unclear or meant.owners == Owners():
        return Say(unknown_units(meant.unclear or (label,)), awaits=_awaits(campaign))
    chosen = roster.meant(meant.owners)
    await units.pause(turn.session, chosen, until)
    await turn.note("paused units", units=chosen, until=until.isoformat())
    return Say(texts.paused(roster.names(chosen), until))


# -- again --------------------------------------------------------------------------------------------------------


async def resume(turn: Turn, text: str = "", campaign: int = 0) -> Say:
    """'Nhắc tiếp': all that is paused, or the campaign or the units that are named."""
    running = await _running(turn)
    if not running:
        return Say(answers.no_campaign() if turn.organises else answers.not_for_your_role())
    words = after_wish(text)
    silent = [one for one in running if one.paused_until is not None and one.paused_until > turn.now]
    if campaign:
        return await _resumed(turn, [one for one in silent if one.id == campaign], {})
    away = {one.id or 0: one.name for one in await units.paused(turn.session, turn.now)}
    if words and not is_everything(words):
        chosen = _campaigns(words, silent)
        roster = await units.roster(turn.session)
        theirs = set() if chosen else set(roster.meant(understood(words, roster).owners))
        silent, away = chosen, {unit: name for unit, name in away.items() if unit in theirs}
    return await _resumed(turn, silent, away)


async def _resumed(turn: Turn, silent: Sequence[Campaign], away: dict[int, str]) -> Say:
    for one in silent:
        await campaigns.pause(turn.session, one, None)
        await changes.look_again(turn.session, one, turn.now)
        await turn.note("resumed", campaign_id=one.id)
    if away:
        await units.pause(turn.session, list(away), None)
        await changes.look_again_at(turn.session, list(away), turn.now)
        await turn.note("resumed units", units=list(away))
    names = [*(one.short for one in silent), *away.values()]
    return Say(texts.resumed(names) if names else texts.not_paused())
