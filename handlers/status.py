"""Where things stand: /tinhhinh, /hop; by report, by cluster, and all campaigns at once."""

from core.say import Arg, Audience, Choice, Say
from core.texts import answers, labels, outlook, status
from core.texts import groups as texts
from data import campaigns, standings
from data.standings import Asked, Standing
from data.units import SeatCard
from handlers import firststeps, groups, leading, work
from handlers.turn import Turn
from handlers.watching import Watch, headed, watch, watches

MOST_REPORTS = 12
MOST_NEXT = 3  # campaigns beside the one that is shown


async def show(turn: Turn, campaign: int = 0, deliverable: int = 0, group: int = 0) -> Say:
    """/tinhhinh, /hop: five lines to read aloud of the most urgent campaign. A group hears counts; a secretary hears of
    their own unit."""
    if turn.group:
        return await _in_group(turn)
    turn.only_for_known()
    if not watches(turn):
        return await work.show(turn)
    return await of(turn, await watch(turn, group), campaign, deliverable)


async def of(turn: Turn, seen: Watch, campaign: int = 0, deliverable: int = 0, note: str = "") -> Say:
    """The five lines of one report, and the ways to the others."""
    order = standings.by_urgency(seen.reports, turn.now)
    chosen = chosen_of(seen, order, campaign, deliverable)
    if chosen is None:
        return await nothing_runs(turn)
    counted = await standings.counted(turn.session, [chosen.campaign], turn.now, seen.units)
    one = next(each for each in counted if each.deliverable.id == chosen.deliverable)
    full = await standings.in_full(turn.session, one, seen.units)
    others = [each.status for each in counted if each is not one]
    said = status.five_lines(campaigns.plan_of(one.campaign), full.status, others, turn.now, seen.of)
    ways = (*_ways(turn, seen, full, len(counted)), *_campaigns(seen, chosen, order), *await leading.offered(turn))
    return Say(f"{note}\n{said}" if note else said, ways)


def chosen_of(seen: Watch, order: list[Asked], campaign: int, deliverable: int = 0) -> Asked | None:
    """The report that is named, or that of the named campaign which is due next; else that of the most urgent."""
    named = seen.report(deliverable)
    return named or next((one for one in order if campaign in (0, one.campaign)), None)


def about(seen: Watch, **more: Arg) -> dict[str, Arg]:
    """What a choice carries on: whatever is looked at."""
    return {**more, **({"group": seen.group} if seen.group else {})}


def _ways(turn: Turn, seen: Watch, one: Standing, reports: int) -> tuple[Choice, ...]:
    report = about(seen, deliverable=one.deliverable.id or 0)
    ways = [Choice(labels.MISSING, "status.missing", report)]
    if one.tally.received_late:
        ways.append(Choice(labels.LATE_UNITS, "status.late", report))
    if reports > 1:
        ways.append(Choice(labels.BY_REPORT, "status.reports", about(seen, campaign=one.campaign.id or 0)))
    if not seen.group and (seen.units is None or len(headed(turn)) > 1):
        ways.append(Choice(labels.BY_CLUSTER, "status.clusters", report))
    ways += [Choice(labels.REFRESH, "status.show", report), Choice(labels.WEB_BOARD, "viewing.show")]
    return (*ways, *(_whole(one) if turn.sees_all and not seen.group else ()))


def _whole(one: Standing) -> tuple[Choice, ...]:
    """What there is of the whole campaign besides: its targets, and its reports to take away."""
    of: dict[str, Arg] = {"campaign": one.campaign.id or 0}
    return Choice(labels.TARGETS, "targets.show", of), Choice(labels.TAKE_AWAY, "exporting.show", of)


def _campaigns(seen: Watch, chosen: Asked, order: list[Asked]) -> tuple[Choice, ...]:
    """Others one tap away; of many, all of them at once."""
    others = [one for one in order if one.campaign != chosen.campaign]
    ways = [
        Choice(status.other_campaign(one.short), "status.show", about(seen, campaign=one.campaign))
        for one in others[:MOST_NEXT]
    ]
    return (*ways, *((Choice(labels.ALL_CAMPAIGNS, "status.overview", about(seen)),) if others else ()))


async def nothing_runs(turn: Turn) -> Say:
    """A campaign may run without any report; where none does, an organiser is shown the way to the first."""
    running = await campaigns.running(turn.session)
    if running:
        each = [Choice(one.short, "plans.show", {"campaign": one.id or 0}) for one in running[:MOST_REPORTS]]
        return Say(status.no_reports(campaigns.plan_of(running[0]), len(running)), tuple(each))
    return await firststeps.show(turn) if turn.organises else Say(answers.no_campaign())


async def _in_group(turn: Turn) -> Say:
    """Counts only, and only for organisers, leaders and cluster heads: what the group is bound to; where it is bound to
    nothing, what they themselves look after."""
    known = turn.speaker.person is not None and watches(turn)
    bound = await groups.numbers(turn) if known else None
    if bound is not None:
        return bound
    seen = await watch(turn) if known else Watch()
    order = standings.by_urgency(seen.reports, turn.now)
    if not order:
        return Say(answers.in_group_private_only(), audience=Audience.PUBLIC)
    counted = await standings.counted(turn.session, [order[0].campaign], turn.now, seen.units)
    shown = [one.status for one in counted if not one.deliverable.restricted and one.tally.expected]
    text = texts.board([(campaigns.plan_of(counted[0].campaign), shown)], turn.now)
    return Say(text, audience=Audience.PUBLIC)


# -- its parts ------------------------------------------------------------------------------------------------------


async def _seen(turn: Turn, group: int) -> Watch | None:
    """None for whoever watches nothing, and in a group: the five lines say what is said there."""
    return await watch(turn, group) if watches(turn) and not turn.group else None


async def reports(turn: Turn, campaign: int = 0, group: int = 0) -> Say:
    """'Từng báo cáo': every report of a campaign in a line; each is a tap away."""
    seen = await _seen(turn, group)
    chosen = chosen_of(seen, standings.by_urgency(seen.reports, turn.now), campaign) if seen else None
    if seen is None or chosen is None:
        return await show(turn)
    found = await standings.standing(turn.session, chosen.campaign, turn.now, seen.units)
    text = status.board(campaigns.plan_of(found[0].campaign), [one.status for one in found], turn.now, seen.of)
    back = Choice(labels.STATUS, "status.show", about(seen, campaign=chosen.campaign))
    return Say(text, (*choices(seen, [one.deliverable.id or 0 for one in found], "status.show"), back))


def choices(seen: Watch, deliverables: list[int], action: str) -> tuple[Choice, ...]:
    """Between reports, by name."""
    found = (seen.report(one) for one in deliverables[:MOST_REPORTS])
    return tuple(Choice(one.name, action, about(seen, deliverable=one.deliverable)) for one in found if one)


async def clusters(turn: Turn, deliverable: int = 0) -> Say:
    """'Theo cụm': one report in each cluster."""
    seen = await _seen(turn, 0)
    chosen = chosen_of(seen, standings.by_urgency(seen.reports, turn.now), 0, deliverable) if seen else None
    if seen is None or chosen is None:
        return await show(turn)
    back = Choice(labels.STATUS, "status.show", {"deliverable": chosen.deliverable})
    found = await standings.by_cluster(turn.session, [chosen.deliverable], turn.now, seen.units)
    named = [each for each in found if each.group and (turn.sees_all or each.group in headed(turn))]
    if not named:
        return Say(outlook.no_clusters(), (back,))
    counted = await standings.counted(turn.session, [chosen.campaign], turn.now, seen.units)
    one = next(each for each in counted if each.deliverable.id == chosen.deliverable)
    parts = [(each.name, each.of(chosen.deliverable)) for each in found if each in named or not each.group]
    plan, whole = campaigns.plan_of(one.campaign), seen.units is None
    text = outlook.clusters(plan, one.status.due, parts, one.tally, turn.now, whole=whole)
    ways = [
        Choice(each.name, "status.show", {"deliverable": chosen.deliverable, "group": each.group})
        for each in named[:MOST_REPORTS]
    ]
    return Say(text, (*ways, back))


async def overview(turn: Turn, group: int = 0) -> Say:
    """'Mọi đợt đang chạy': a line for each campaign."""
    seen = await _seen(turn, group)
    if seen is None or not seen.reports:
        return await show(turn)
    order = standings.by_urgency(seen.reports, turn.now)
    counted = await standings.counted(turn.session, [one.campaign for one in order], turn.now, seen.units)
    plans = {one.campaign.id: campaigns.plan_of(one.campaign) for one in counted}
    told = [
        (plans[one.campaign], [each.status for each in counted if each.campaign.id == one.campaign]) for one in order
    ]
    ways = [Choice(one.short, "status.show", about(seen, campaign=one.campaign)) for one in order[:MOST_REPORTS]]
    return Say(outlook.all_campaigns(told, turn.now, seen.of), tuple(ways))


def unjoined(cards: list[SeatCard]) -> list[str]:
    """Units of which nobody can be reached by chat."""
    reached = {card.unit_id for card in cards if card.reached}
    return list(dict.fromkeys(card.unit for card in cards if card.unit_id not in reached))
