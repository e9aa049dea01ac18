"""Where things stand: /tinhhinh, /hop, /chuanop."""

from core.roles import Role
from core.say import Audience, Choice, Say
from core.texts import answers, labels, status
from core.texts.values import MissingUnit, Plan, Status
from data import campaigns, units
from data.campaigns import Missing
from data.models import Campaign
from data.units import SeatCard
from handlers import work
from handlers.desk import campaign_now
from handlers.turn import Turn


async def show(turn: Turn) -> Say:
    """/tinhhinh, /hop: five lines to read aloud. A group hears counts; a secretary hears of their own unit."""
    if turn.group:
        return await _in_group(turn)
    turn.person_id  # noqa: B018
    seen = await _seen(turn)
    if seen == []:
        return await work.show(turn)
    campaign = await campaign_now(turn)
    if campaign is None:
        return Say(answers.no_campaign())
    statuses = await statuses_of(turn, campaign, seen)
    urgent, others = _urgent_first(turn, statuses)
    plan = campaigns.plan_of(campaign)
    return Say(status.five_lines(plan, urgent, others, turn.now), _next(turn))


async def _in_group(turn: Turn) -> Say:
    """Only someone who may see it all is answered there, with counts only."""
    campaign = await campaign_now(turn) if turn.sees_all else None
    if campaign is None:
        return Say(answers.in_group_private_only(), audience=Audience.PUBLIC)
    statuses = await statuses_of(turn, campaign, None)
    text = status.status_in_group(campaigns.plan_of(campaign), statuses, turn.now)
    return Say(text, audience=Audience.PUBLIC)


async def _seen(turn: Turn) -> list[int] | None:
    """Whose numbers this person may see: None everybody's, a cluster head's cluster, else nobody's."""
    if turn.sees_all:
        return None
    groups = [s.group_id for s in turn.speaker.seats if s.role is Role.CLUSTER_HEAD and s.group_id is not None]
    return await units.of_group(turn.session, groups) if groups else []


async def statuses_of(turn: Turn, campaign: Campaign, seen: list[int] | None) -> list[Status]:
    return await campaigns.statuses(turn.session, campaign.id or 0, turn.now, seen)


def _urgent_first(turn: Turn, statuses: list[Status]) -> tuple[Status, list[Status]]:
    """The report due next; when all are past, the last one with someone missing."""
    ahead = [one for one in statuses if one.due.lenient >= turn.now]
    urgent = ahead[0] if ahead else statuses[-1]
    return urgent, [one for one in statuses if one is not urgent]


def _next(turn: Turn) -> tuple[Choice, ...]:
    return (Choice(labels.MISSING, "status.missing"), Choice(labels.REFRESH, "status.show"))


async def missing(turn: Turn) -> Say:
    """/chuanop: who still owes, with name and phone. From a secretary it means 'what do I still owe?'"""
    if turn.group:
        return Say(answers.in_group_private_only(), audience=Audience.PUBLIC)
    turn.person_id  # noqa: B018
    seen = await _seen(turn)
    if seen == []:
        return await work.show(turn)
    campaign = await campaign_now(turn)
    if campaign is None:
        return Say(answers.no_campaign())
    urgent, _ = _urgent_first(turn, await statuses_of(turn, campaign, seen))
    named = next(
        one
        for one in await campaigns.deliverables(turn.session, campaign.id or 0)
        if one.name == urgent.due.name and one.strict == urgent.due.strict
    )
    rows = await campaigns.missing(turn.session, named.id or 0, seen)
    cards = {card.unit_id: card for card in reversed(await units.seats(turn.session, [row.unit_id for row in rows]))}
    listed = [_missing_unit(row, cards.get(row.unit_id)) for row in rows]
    return Say(status.missing_list(urgent.due, listed, urgent.tally.expected, turn.now), _after_missing())


def _missing_unit(row: Missing, card: SeatCard | None) -> MissingUnit:
    return MissingUnit(
        unit=row.unit,
        name=card.person if card else "",
        phone=card.phone if card else "",
        promised=row.promised_until,
        joined=row.enrolled,
    )


def _after_missing() -> tuple[Choice, ...]:
    return (Choice(labels.STATUS, "status.show"), Choice(labels.INVITE, "units.show"))


async def campaign(turn: Turn) -> Say:
    """/kehoach: the campaign's dates and how far each report has come."""
    turn.person_id  # noqa: B018
    if not turn.sees_all:
        return await work.calendar(turn)
    found = await campaign_now(turn)
    if found is None:
        return Say(answers.no_campaign())
    plan: Plan = campaigns.plan_of(found)
    statuses = await statuses_of(turn, found, None)
    cards = await units.seats(turn.session)
    names = list(dict.fromkeys(card.unit for card in cards))
    absent = unjoined(cards)
    text = status.campaign_card(plan, statuses, len(names), absent, turn.now)
    return Say(text, (Choice(labels.STATUS, "status.show"), Choice(labels.MISSING, "status.missing")))


def unjoined(cards: list[SeatCard]) -> list[str]:
    """Units of which nobody can be reached by chat."""
    reached = {card.unit_id for card in cards if card.reached}
    return list(dict.fromkeys(card.unit for card in cards if card.unit_id not in reached))
