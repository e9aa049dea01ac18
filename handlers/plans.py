"""/kehoach: the organiser's door to campaigns. One at a time with what can be done about it; the others, those that are
over too, a tap or a typed name away. Leaders look, units see their calendar."""

from collections.abc import Sequence

from core.clock import local
from core.naming import named
from core.say import Arg, Choice, Say
from core.texts import activities, labels, status
from core.texts import closing as texts
from core.texts.activities import Today
from core.vietnamese import fold
from data import activities as happening
from data import campaigns, closing, standings, units
from data.models import Campaign
from handlers import pausing, work
from handlers.status import nothing_runs, unjoined
from handlers.turn import Turn

MOST_OTHERS = 3  # beside the one that is shown
MOST = 12


async def show(turn: Turn, campaign: int = 0) -> Say:
    """A campaign's dates and how far each report has come; the one that ends first, unless another is chosen."""
    turn.only_for_known()
    if not turn.sees_all:
        return await work.calendar(turn)
    running = await campaigns.running(turn.session)
    found = next((one for one in running if campaign in (0, one.id)), None)
    if found is not None:
        return await _card(turn, found, running)
    if campaign:
        return await _over(turn, campaign)
    over = await closing.over(turn.session, most=1)
    said = await nothing_runs(turn)
    return Say(said.text, (*said.choices, *(_OLD if over else ())), awaits=said.awaits)


_OLD = (Choice(labels.OLD_PLANS, "plans.old"),)


async def _card(turn: Turn, found: Campaign, running: Sequence[Campaign]) -> Say:
    statuses = await standings.statuses(turn.session, found.id or 0, turn.now)
    asked = await campaigns.asked_units(turn.session, found.id or 0)
    cards = [card for card in await units.seats(turn.session) if card.unit_id in asked]
    names = list(dict.fromkeys(card.unit for card in cards))
    events = activities.coming(await _coming(turn, found), turn.now)
    plan, absent = campaigns.plan_of(found), unjoined(cards)
    paused = found.paused_until if found.paused_until and found.paused_until > turn.now else None
    text = status.campaign_card(plan, statuses, len(names), absent, turn.now, events, paused)
    over = await closing.over(turn.session, most=1)
    ways = (*_look(found), *(_ways(found, paused=paused is not None) if turn.organises else ()))
    return Say(text, (*ways, *_others(running, found), *(_OLD if over else ())))


def _look(found: Campaign) -> tuple[Choice, ...]:
    of: dict[str, Arg] = {"campaign": found.id or 0}
    ways = ((labels.STATUS, "status.show"), (labels.MISSING, "status.missing"), (labels.TARGETS, "targets.show"))
    return tuple(Choice(label, action, of) for label, action in ways)


def _ways(found: Campaign, *, paused: bool) -> tuple[Choice, ...]:
    """What an organiser does about a campaign; the rest stands behind 'Sửa kế hoạch'."""
    of: dict[str, Arg] = {"campaign": found.id or 0}
    return (
        Choice(labels.CHANGE_PLAN, "changing.show", of),
        Choice(labels.SCHEDULE, "schedule.running", of),
        Choice(labels.EXTEND_THESE, "extending.which", of),
        Choice(labels.RESUME, "plans.resume", of) if paused else Choice(labels.PAUSE, "plans.pause", of),
        Choice(labels.COPY_PLAN, "beginnings.copy", of),
        Choice(labels.CLOSE_PLAN, "closing.ask", of),
        Choice(labels.JOIN_LINK, "units.link"),
    )


def _others(running: Sequence[Campaign], found: Campaign) -> tuple[Choice, ...]:
    others = [one for one in running if one is not found]
    near = [Choice(status.other_campaign(one.short), "plans.show", {"campaign": one.id or 0}) for one in others]
    whole = (Choice(labels.ALL_PLANS, "plans.all"),) if len(others) > MOST_OTHERS else ()
    return (*near[:MOST_OTHERS], *whole)


async def _coming(turn: Turn, campaign: Campaign) -> list[Today]:
    """What takes place today and until the next working day."""
    today = local(turn.now).date()
    until = turn.setting.calendar.plus_working(today, 1)
    found = await happening.between(turn.session, today, until, campaign.id)
    return [Today(one.name, one.event, one.unit, one.units) for one in found]


async def pause(turn: Turn, campaign: int = 0) -> Say:
    return await pausing.pause(turn, campaign=campaign)


async def resume(turn: Turn, campaign: int = 0) -> Say:
    return await pausing.resume(turn, campaign=campaign)


# -- several ------------------------------------------------------------------------------------------------------


async def typed(turn: Turn, text: str) -> Say:
    """'Các đợt', 'đợt cũ'."""
    return await (old if "cu" in fold(text).split() else every)(turn)


async def worded(turn: Turn, words: str) -> Say:
    """'/kehoach thi đua': the one that is named, over or not."""
    if not turn.sees_all:
        return await show(turn)
    every_ = [*await campaigns.running(turn.session), *await closing.over(turn.session, most=MOST)]
    place = named(words, [one.short for one in every_])
    if place is not None:
        return await show(turn, every_[place].id or 0)
    return Say(texts.not_found(words), _each(every_[:MOST]))


async def every(turn: Turn) -> Say:
    """All that run."""
    running = await campaigns.running(turn.session) if turn.sees_all else []
    if not running:
        return await old(turn)
    if len(running) == 1:
        return await _card(turn, running[0], running)
    came = await closing.progress(turn.session, [one.id or 0 for one in running])
    rows = [(one.short, one.ends_on, *came.get(one.id or 0, (0, 0))) for one in running[:MOST]]
    over = await closing.over(turn.session, most=1)
    return Say(texts.running(rows, turn.now), (*_each(running[:MOST]), *(_OLD if over else ())))


def _each(those: Sequence[Campaign]) -> tuple[Choice, ...]:
    return tuple(Choice(one.short, "plans.show", {"campaign": one.id or 0}) for one in those)


async def old(turn: Turn, after: int = 0) -> Say:
    """Those that are over, the latest first."""
    if not turn.sees_all:
        return await show(turn)
    found = await closing.over(turn.session, after, MOST + 1)
    rest, found = found[MOST:], found[:MOST]
    came = await closing.progress(turn.session, [one.id or 0 for one in found])
    rows = [(one.short, one.closed_at or turn.now, *came.get(one.id or 0, (0, 0))) for one in found]
    more = (Choice(labels.MORE_PLANS, "plans.old", {"after": after + MOST}),) if rest else ()
    return Say(texts.over(rows), (*_each(found), *more))


async def _over(turn: Turn, campaign: int) -> Say:
    """One that is over: its numbers, and what can still be done with it."""
    found = await campaigns.one(turn.session, campaign)
    if found is None or found.opened_at is None or found.closed_at is None:
        return await show(turn)
    statuses = [one.status for one in await standings.counted(turn.session, [campaign], turn.now)]
    withdrawn = bool(await closing.taken_back(turn.session, [campaign]))
    of: dict[str, Arg] = {"campaign": campaign}
    again = () if withdrawn else (Choice(labels.REOPEN_PLAN, "closing.again", of),)
    ways = (*again, Choice(labels.COPY_PLAN, "beginnings.copy", of)) if turn.organises else ()
    text = texts.card(campaigns.plan_of(found), statuses, found.closed_at, withdrawn)
    look = Choice(labels.TARGETS, "targets.show", of), Choice(labels.TAKE_AWAY, "exporting.show", of)
    return Say(text, (*ways, *look, *_OLD))
