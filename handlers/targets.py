"""/chitieu: where the targets stand. Whoever watches over a campaign sees them all, a cluster head the cluster's part,
a unit its own; only organisers set them (handlers.aims)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.clock import local
from core.say import Arg, Audience, Choice, Say
from core.texts import answers, labels
from core.texts import targets as texts
from core.texts.targets import Corrected, Told
from data import campaigns, figures, targets, tracing
from data.figures import OfUnit
from data.models import Campaign
from data.targets import Wanted
from handlers.turn import Turn
from handlers.watching import clusters_of

AT_ONCE = 5
UNITS = 10  # of one target, in one letter
MOST_OTHERS = 4


@dataclass(frozen=True)
class Seen:
    """The targets of a campaign as this person may see them. `units`: of which; None all."""

    campaign: Campaign
    units: list[int] | None
    wanted: Sequence[Wanted]

    def place(self, target: int) -> int | None:
        return next((place for place, one in enumerate(self.wanted, start=1) if one.id == target), None)


async def show(turn: Turn, campaign: int = 0, at: int = 0) -> Say:
    """Of the campaign that ends first, or of the one that is named, over or not; some at a time, the others are a tap
    away."""
    if turn.group:
        return Say(answers.in_group_private_only(), audience=Audience.PUBLIC)
    turn.only_for_known()
    running = await campaigns.running(turn.session)
    found = next((one for one in running if campaign in (0, one.id)), None)
    over = await campaigns.one(turn.session, campaign) if found is None and campaign else None
    found = found or (over if over is not None and over.opened_at is not None else None)
    if found is None:
        return Say(answers.no_campaign())
    seen = await look(turn, found)
    if seen.units == []:
        return Say(answers.not_for_your_role())
    others = [one for one in running if one is not found][:MOST_OTHERS]
    more = tuple(Choice(texts.other(one.short), "targets.show", {"campaign": one.id or 0}) for one in others)
    if not seen.wanted:
        add = _add(turn, found)
        return Say(texts.none_yet(campaigns.plan_of(found), bool(add)), (*add, *more))
    return await _listed(turn, seen, at if 0 <= at < len(seen.wanted) else 0, more)


def _add(turn: Turn, campaign: Campaign) -> tuple[Choice, ...]:
    may = turn.organises and campaign.closed_at is None
    return (Choice(labels.ADD_TARGET, "aims.begin", {"campaign": campaign.id or 0}),) if may else ()


async def look(turn: Turn, campaign: Campaign) -> Seen:
    theirs = None if turn.sees_all else list(dict.fromkeys([*await clusters_of(turn), *turn.units]))
    return Seen(campaign, theirs, await targets.of_campaign(turn.session, campaign.id or 0, theirs))


async def _listed(turn: Turn, seen: Seen, at: int, more: tuple[Choice, ...]) -> Say:
    shown, total = seen.wanted[at : at + AT_ONCE], len(seen.wanted)
    told = await _told(turn, seen, shown, at + 1)
    plan, args = campaigns.plan_of(seen.campaign), {"campaign": seen.campaign.id or 0}
    onward = Choice(labels.MORE_POINTS, "targets.show", {**args, "at": at + AT_ONCE})
    rest = (onward,) if at + AT_ONCE < total else ()
    if seen.units is not None:
        return Say(texts.own(await _whose(turn, seen.units), plan, told, total, turn.now), (*rest, *more))
    each = tuple(
        Choice(texts.label(one.place), "targets.one", {"target": row.id}) for one, row in zip(told, shown, strict=True)
    )
    said = texts.listing(plan, told, total, turn.now, local(turn.now).date())
    return Say(said, (*each, *rest, *_add(turn, seen.campaign), *more))


async def _told(turn: Turn, seen: Seen, shown: Sequence[Wanted], first: int) -> list[Told]:
    return await figures.told(turn.session, shown, seen.campaign.ends_on, seen.units, first)


async def _whose(turn: Turn, theirs: Sequence[int]) -> str:
    if len(theirs) > len(turn.units):
        return texts.whose([""] * len(theirs), cluster=True)
    return texts.whose([seat.unit for seat in turn.speaker.seats if seat.unit_id in theirs], cluster=False)


# -- one of them --------------------------------------------------------------------------------------------------


async def one(turn: Turn, target: int) -> Say:
    """All that is behind a target, for whoever watches over the whole campaign."""
    if turn.group or not turn.sees_all:
        return Say(answers.not_for_your_role())
    row = await targets.one(turn.session, target)
    campaign = await campaigns.one(turn.session, row.campaign_id) if row is not None else None
    seen = await look(turn, campaign) if campaign is not None else None
    place = seen.place(target) if seen is not None else None
    if seen is None or place is None:
        return Say(texts.gone())
    return await _carded(turn, seen, place)


async def after(turn: Turn, campaign: Campaign, target: int, said: str = "") -> Say:
    """Where a target stands, after something was done to it; all that is behind it is a tap away."""
    seen = await look(turn, campaign)
    place = seen.place(target)
    if place is None:
        return Say(texts.gone())
    (told,) = await _told(turn, seen, seen.wanted[place - 1 : place], place)
    whole = Choice(texts.label(place), "targets.one", {"target": target})
    text = texts.after(told, local(turn.now).date())
    return Say(f"{said}\n{text}" if said else text, (whole, *_offers(turn, seen, seen.wanted[place - 1])))


async def _carded(turn: Turn, seen: Seen, place: int) -> Say:
    wanted = seen.wanted[place - 1]
    (told,) = await _told(turn, seen, [wanted], place)
    behind = await _behind(turn, wanted) if wanted.sharing else []
    plan, today = campaigns.plan_of(seen.campaign), local(turn.now).date()
    feeding = [source_of(one) for one in wanted.feeding]
    text = texts.card(plan, told, feeding, behind, await _corrected(turn, wanted), turn.now, today)
    return Say(text, _offers(turn, seen, wanted))


def source_of(source: targets.Source) -> str:
    whole = source.row.whole or False
    return texts.source(source.deliverable.name, source.field, whole, bool(source.deliverable.rhythm))


def _offers(turn: Turn, seen: Seen, wanted: Wanted) -> tuple[Choice, ...]:
    args: dict[str, Arg] = {"target": wanted.id}
    each = (Choice(labels.UNITS_OF_TARGET, "targets.units", args),) if wanted.feeding else ()
    every = Choice(labels.ALL_TARGETS, "targets.show", {"campaign": wanted.target.campaign_id})
    if not turn.organises or seen.campaign.closed_at is not None:
        return (*each, every)
    return (
        *each,
        Choice(labels.FEED_TARGET, "aims.numbers", args),
        Choice(labels.TARGET_WAY, "aims.ways", args),
        Choice(labels.SHARE_OUT, "aims.share", args),
        Choice(labels.DROP_TARGET, "aims.drop", args),
        every,
    )


async def _behind(turn: Turn, wanted: Wanted) -> list[tuple[str, str]]:
    """The units that have the furthest to go, by what part of their share is still to come."""
    rows = [one for one in await figures.by_unit(turn.session, wanted) if _lacks(one) > 0]
    rows.sort(key=_lacks, reverse=True)
    return [(one.unit, texts.behind(one.amount, one.share or Decimal(0))) for one in rows]


def _lacks(one: OfUnit) -> Decimal:
    return 1 - (one.amount or Decimal(0)) / one.share if one.share else Decimal(0)


async def _corrected(turn: Turn, wanted: Wanted) -> list[Corrected]:
    found = await tracing.lately(turn.session, wanted.target.campaign_id, wanted.id)
    return [Corrected(unit, one["was"], one["becomes"], one["late"]) for unit, one in found]


# -- unit by unit -------------------------------------------------------------------------------------------------


async def units(turn: Turn, target: int, at: int = 0) -> Say:
    """What each unit brought, for whoever watches over the whole campaign."""
    if turn.group or not turn.sees_all:
        return Say(answers.not_for_your_role())
    row = await targets.one(turn.session, target)
    seen = await targets.of_campaign(turn.session, row.campaign_id) if row is not None else []
    wanted = next((one for one in seen if one.id == target), None)
    if wanted is None:
        return Say(texts.gone())
    rows = await figures.by_unit(turn.session, wanted)
    at = at if 0 <= at < len(rows) else 0
    shown = [texts.of_unit(wanted.aim, one.unit, one.amount, one.share, one.unseen) for one in rows[at : at + UNITS]]
    args: dict[str, Arg] = {"target": target}
    more = (Choice(labels.MORE_POINTS, "targets.units", {**args, "at": at + UNITS}),) if at + UNITS < len(rows) else ()
    back = Choice(texts.label(seen.index(wanted) + 1), "targets.one", args)
    return Say(texts.each_unit(wanted.aim, shown, at + 1, len(rows), turn.now), (*more, back))
