"""Where things stand: /tinhhinh, /hop, /chuanop, /kehoach."""

from datetime import datetime

from core.clock import local
from core.roles import Role
from core.say import Audience, Choice, Say
from core.texts import activities, answers, labels, private, status
from core.texts.activities import Today
from core.texts.values import MissingUnit
from data import activities as happening
from data import campaigns, relays, units
from data.campaigns import Missing, Standing
from data.models import Campaign
from data.units import SeatCard
from handlers import firststeps, leading, work
from handlers.desk import campaign_now
from handlers.turn import Turn
from handlers.watching import calls

MOST_OTHERS = 6


async def show(turn: Turn) -> Say:
    """/tinhhinh, /hop: five lines to read aloud. A group hears counts; a secretary hears of their own unit."""
    if turn.group:
        return await _in_group(turn)
    turn.only_for_known()
    seen = await _seen(turn)
    if seen == []:
        return await work.show(turn)
    campaign = await campaign_now(turn)
    if campaign is None:
        return await _nothing_runs(turn)
    standings = await campaigns.standing(turn.session, campaign.id or 0, turn.now, seen)
    if not standings:
        return Say(answers.no_campaign())
    urgent = campaigns.due_next(standings, turn.now)
    others = [one.status for one in standings if one is not urgent]
    return Say(
        status.five_lines(campaigns.plan_of(campaign), urgent.status, others, turn.now),
        (*_next(), *await leading.offered(turn)),
    )


async def _nothing_runs(turn: Turn) -> Say:
    """An organiser is shown the way to the first campaign."""
    return await firststeps.show(turn) if turn.organises else Say(answers.no_campaign())


async def _in_group(turn: Turn) -> Say:
    """Only someone who may see it all is answered there, with counts only."""
    campaign = await campaign_now(turn) if turn.sees_all else None
    if campaign is None:
        return Say(answers.in_group_private_only(), audience=Audience.PUBLIC)
    statuses = await campaigns.statuses(turn.session, campaign.id or 0, turn.now)
    text = status.status_in_group(campaigns.plan_of(campaign), statuses, turn.now)
    return Say(text, audience=Audience.PUBLIC)


async def _seen(turn: Turn) -> list[int] | None:
    """Whose numbers this person may see: None everybody's, a cluster head's cluster, else nobody's."""
    if turn.sees_all:
        return None
    groups = [s.group_id for s in turn.speaker.seats if s.role is Role.CLUSTER_HEAD and s.group_id is not None]
    return await units.of_group(turn.session, groups) if groups else []


def _next() -> tuple[Choice, ...]:
    return (Choice(labels.MISSING, "status.missing"), Choice(labels.REFRESH, "status.show"))


async def missing(turn: Turn) -> Say:
    """/chuanop: who still owes, with name and phone. From a secretary it means 'what do I still owe?'"""
    if turn.group:
        return Say(answers.in_group_private_only(), audience=Audience.PUBLIC)
    turn.only_for_known()
    seen = await _seen(turn)
    if seen == []:
        return await work.show(turn)
    campaign = await campaign_now(turn)
    standings = await campaigns.standing(turn.session, campaign.id or 0, turn.now, seen) if campaign else []
    if not standings:
        return Say(answers.no_campaign())
    urgent = campaigns.due_next(standings, turn.now)
    return Say(await _missing_list(turn, urgent, seen), _after_missing(turn))


async def _missing_list(turn: Turn, one: Standing, seen: list[int] | None) -> str:
    if one.deliverable.restricted and not turn.organises:
        return private.missing(one.status.due, one.tally.missing, one.tally.expected)
    rows = await campaigns.missing(turn.session, one.deliverable.id or 0, seen)
    cards = {card.unit_id: card for card in reversed(await units.seats(turn.session, [row.unit_id for row in rows]))}
    told = await relays.last(turn.session, [row.unit_id for row in rows if not row.enrolled])
    listed = [_missing_unit(row, cards.get(row.unit_id), told.get(row.unit_id)) for row in rows]
    return status.missing_list(one.status.due, listed, one.tally.expected, turn.now)


def _missing_unit(row: Missing, card: SeatCard | None, told: datetime | None) -> MissingUnit:
    return MissingUnit(
        unit=row.unit,
        name=card.person if card else "",
        phone=card.phone if card else "",
        promised=row.promised_until,
        by_email=row.mailed,
        joined=row.enrolled,
        relayed=told,
        returned=row.returned,
    )


def _after_missing(turn: Turn) -> tuple[Choice, ...]:
    look = Choice(labels.STATUS, "status.show")
    enter = [Choice(labels.ENTER, "behalf.show")] if calls(turn) else []
    enter += [Choice(labels.CHECK_MAIL, "reconciling.show")] if turn.organises else []
    return (look, *enter, *((Choice(labels.INVITE, "units.show"),) if turn.organises else ()))


async def campaign(turn: Turn, campaign: int = 0) -> Say:
    """/kehoach: a campaign's dates and how far each report has come; the one that ends first, others a tap away."""
    turn.only_for_known()
    if not turn.sees_all:
        return await work.calendar(turn)
    running = await campaigns.running(turn.session)
    found = next((one for one in running if campaign in (0, one.id)), None)
    if found is None:
        return await _nothing_runs(turn)
    others = [one for one in running if one is not found][:MOST_OTHERS]
    statuses = await campaigns.statuses(turn.session, found.id or 0, turn.now)
    cards = await units.seats(turn.session)
    names = list(dict.fromkeys(card.unit for card in cards))
    events = activities.coming(await _coming(turn, found), turn.now)
    text = status.campaign_card(campaigns.plan_of(found), statuses, len(names), unjoined(cards), turn.now, events)
    change = (Choice(labels.CHANGE_PLAN, "changing.show", {"campaign": found.id or 0}),) if turn.organises else ()
    join = (Choice(labels.JOIN_LINK, "units.link"),) if turn.organises else ()
    more = [Choice(status.other_campaign(one.short), "status.campaign", {"campaign": one.id or 0}) for one in others]
    look = (Choice(labels.STATUS, "status.show"), Choice(labels.MISSING, "status.missing"))
    return Say(text, (*look, *change, *join, *more))


async def _coming(turn: Turn, campaign: Campaign) -> list[Today]:
    """What takes place today and until the next working day."""
    today = local(turn.now).date()
    until = turn.setting.calendar.plus_working(today, 1)
    found = await happening.between(turn.session, today, until, campaign.id)
    return [Today(one.name, one.event, one.unit, one.units) for one in found]


def unjoined(cards: list[SeatCard]) -> list[str]:
    """Units of which nobody can be reached by chat."""
    reached = {card.unit_id for card in cards if card.reached}
    return list(dict.fromkeys(card.unit for card in cards if card.unit_id not in reached))
