"""Targets as organisers set them: added, changed, taken away; which numbers count; what each unit is given."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from core import shares
from core.forms import Field, Form
from core.naming import alike
from core.say import Arg, Choice, Say
from core.sharing import mark, offer, offered
from core.sought import campaign_in
from core.submissions import Asks
from core.targets import Way
from core.texts import answers, labels
from core.texts import shares as given
from core.texts import targets as texts
from core.wishes import Wish, Wished, new_aim, new_value, wished
from data import campaigns, errands, targets, units
from data.models import Campaign, Deliverable, File, Target
from data.outbox import awaits_of, choices_of
from data.targets import Wanted
from handlers import aiming
from handlers import targets as standing
from handlers.turn import Turn

MayCount = tuple[Deliverable, Field | None]  # None: that the report came
MOST_NUMBERS = 10
MOST_PLANS = 8
# A list of targets offers those of other campaigns as well; these are offered for its own alone.
_ITS_OWN = ("aims.begin", "aims.typed", "closing.ask")
_EVERY = (Asks.REPORT, Asks.ACTIVITY, Asks.OPEN)
_WAYS: Mapping[str, tuple[str, Way, bool]] = {
    "add": (labels.ADD_UP, Way.SUM, False),
    "latest": (labels.LATEST, Way.SUM, True),
    "units": (labels.COUNT_UNITS, Way.UNITS, False),
    "part": (labels.PART_OF_UNITS, Way.PERCENT, False),
    "each": (labels.EACH_REACHES, Way.EACH, False),
}


async def _mine(turn: Turn, target: int, *, dropped: bool = False) -> tuple[Campaign, Target] | None:
    """One of a campaign that runs; only organisers set them."""
    row = await targets.one(turn.session, target, dropped=dropped) if turn.organises and not turn.group else None
    campaign = await campaigns.one(turn.session, row.campaign_id) if row is not None else None
    runs = campaign is not None and campaign.opened_at is not None and campaign.closed_at is None
    return (campaign, row) if campaign is not None and row is not None and runs else None


def _refused(turn: Turn) -> Say:
    return Say(texts.gone() if turn.organises else answers.not_for_your_role())


async def _wanted(turn: Turn, row: Target) -> Wanted:
    every = await targets.of_campaign(turn.session, row.campaign_id)
    return next(one for one in every if one.id == row.id)


def back(target: int) -> Choice:
    return Choice(labels.LEAVE_IT, "targets.one", {"target": target})


# -- typed --------------------------------------------------------------------------------------------------------


async def said(turn: Turn, text: str) -> Say:
    """Whatever speaks of targets. Who does not organise looks only."""
    wish = wished(text)
    if turn.group:
        return await standing.show(turn)
    running = await campaigns.running(turn.session)
    named = campaign_in(text, {one.id or 0: one.short for one in running}, bare=True)[0]
    if wish.wish is Wish.LIST or not turn.sees_all:
        return await standing.show(turn, named)
    campaign = running[0] if len(running) == 1 else await _looked_at(turn, running)
    if campaign is None:
        return _which(running)
    if wish.wish is Wish.ADD:
        return await _adds(turn, campaign, wish.words)
    seen = await standing.look(turn, campaign)
    if not 1 <= wish.place <= len(seen.wanted):
        return Say(texts.no_such(wish.place, len(seen.wanted)))
    return await _meant(turn, seen.wanted[wish.place - 1], wish)


async def _looked_at(turn: Turn, running: Sequence[Campaign]) -> Campaign | None:
    """Of several the one whose targets, or whose card, were shown last."""
    letter = next(iter(await turn.asked()), None)
    offered = [one for one in (*choices_of(letter), awaits_of(letter)) if one is not None] if letter else []
    target = next((int(one.args["target"]) for one in offered if _of_targets(one) and "target" in one.args), 0)
    row = await targets.one(turn.session, target, dropped=True) if target else None
    meant = (
        {row.campaign_id} if row is not None else _named_by(offered, _ITS_OWN) or _named_by(offered, ("targets.show",))
    )
    return next((one for one in running if meant == {one.id}), None)


def _of_targets(one: Choice) -> bool:
    return one.action.startswith(("aims.", "targets."))


def _named_by(offered: Sequence[Choice], actions: Sequence[str]) -> set[int]:
    return {int(one.args.get("campaign", 0)) for one in offered if one.action in actions}


def _which(running: Sequence[Campaign]) -> Say:
    if not running:
        return Say(answers.no_campaign())
    each = (Choice(texts.other(one.short), "targets.show", {"campaign": one.id or 0}) for one in running[:MOST_PLANS])
    return Say(texts.which_plan(), tuple(each))


async def _short(turn: Turn, campaign: Campaign) -> str:
    """Its name, where several run."""
    return campaign.short if len(await campaigns.running(turn.session)) > 1 else ""


async def _meant(turn: Turn, wanted: Wanted, wish: Wished) -> Say:
    match wish.wish:
        case Wish.DROP:
            return await drop(turn, wanted.id)
        case Wish.VALUE:
            return await change(turn, wanted.id, wish.words)
        case Wish.NUMBER:
            return await _named(turn, wanted, wish.words)
        case Wish.SHARE:
            return await share(turn, wanted.id)
    return await standing.one(turn, wanted.id)


# -- added, changed, taken away -----------------------------------------------------------------------------------


async def begin(turn: Turn, campaign: int) -> Say:
    found = await campaigns.one(turn.session, campaign) if turn.organises else None
    if found is None or found.closed_at is not None:
        return _refused(turn)
    return Say(texts.how(), awaits=Choice("", "aims.typed", {"campaign": campaign}))


async def typed(turn: Turn, words: str, campaign: int) -> Say:
    found = await campaigns.one(turn.session, campaign) if turn.organises else None
    if found is None or found.closed_at is not None:
        return _refused(turn)
    return await _adds(turn, found, words)


async def _adds(turn: Turn, campaign: Campaign, words: str) -> Say:
    if not turn.organises:
        return _refused(turn)
    if not words:
        return await begin(turn, campaign.id or 0)
    aim = new_aim(words)
    if aim is None:
        return Say(texts.not_read(words), awaits=Choice("", "aims.typed", {"campaign": campaign.id or 0}))
    (row,) = await targets.add(turn.session, campaign.id or 0, [aim], {})
    await turn.note(
        "target", campaign_id=campaign.id, target=row.id, doing="added", value=str(aim.value), named=aim.what
    )
    every = await targets.of_campaign(turn.session, campaign.id or 0)
    place = next(place for place, one in enumerate(every, start=1) if one.id == row.id)
    wanted = every[place - 1]
    return _numbers(turn, wanted, await _may_count(turn, wanted), texts.added(place, aim, await _short(turn, campaign)))


async def change(turn: Turn, target: int, words: str) -> Say:
    """Another amount; it is said with the old one, which can be typed again."""
    case = await _mine(turn, target)
    if case is None:
        return _refused(turn)
    campaign, row = case
    value, was = new_value(words), row.value
    if value is None:
        return Say(texts.no_number(words), (back(target),))
    await targets.change(turn.session, row, value=value)
    await turn.note("target", campaign_id=campaign.id, target=target, doing="changed", was=str(was), value=str(value))
    said = texts.changed(was, targets.aim_of(row), await _short(turn, campaign))
    return await standing.after(turn, campaign, target, said)


async def drop(turn: Turn, target: int) -> Say:
    """It can be had back: what counted towards it stays written down."""
    case = await _mine(turn, target)
    if case is None:
        return _refused(turn)
    await targets.change(turn.session, case[1], dropped_at=turn.now)
    await turn.note("target", campaign_id=case[0].id, target=target, doing="dropped")
    restore = Choice(labels.RESTORE_TARGET, "aims.restore", {"target": target})
    every = Choice(labels.ALL_TARGETS, "targets.show", {"campaign": case[0].id or 0})
    return Say(texts.dropped(targets.aim_of(case[1]), await _short(turn, case[0])), (restore, every))


async def restore(turn: Turn, target: int) -> Say:
    case = await _mine(turn, target, dropped=True)
    if case is None:
        return _refused(turn)
    await targets.change(turn.session, case[1], dropped_at=None)
    await turn.note("target", campaign_id=case[0].id, target=target, doing="restored")
    return await standing.after(turn, case[0], target)


# -- what counts towards it ---------------------------------------------------------------------------------------


async def numbers(turn: Turn, target: int, at: int = 0) -> Say:
    """Every number that may count, some at a time."""
    case = await _mine(turn, target)
    if case is None:
        return _refused(turn)
    wanted = await _wanted(turn, case[1])
    return _numbers(turn, wanted, await _may_count(turn, wanted), at=at)


async def _named(turn: Turn, wanted: Wanted, words: str) -> Say:
    """The one that the words mean, else the choice between them."""
    case = await _mine(turn, wanted.id)
    if case is None:
        return _refused(turn)
    may = await _may_count(turn, wanted)
    like = alike(words, [f"{field.label if field else ''} {one.name}" for one, field in may])
    if len(like) != 1 and len(may) != 1:
        return _numbers(turn, wanted, [may[place] for place in like] or may)
    one, field = may[like[0] if like else 0]
    return await _counts(turn, case[0], wanted, (one, field.key if field else ""), counts=True)


def _numbers(turn: Turn, wanted: Wanted, may: list[MayCount], said: str = "", at: int = 0) -> Say:
    """Those that are counted already come first; what has no place in one letter is a tap, or its own name, away."""
    counting = {(source.row.deliverable_id, source.row.field) for source in wanted.feeding}
    may = sorted(may, key=lambda one: _key(*one) not in counting)
    at = at if 0 <= at < len(may) else 0
    choices = [_toggle(wanted.id, one, field, counting) for one, field in may[at : at + MOST_NUMBERS]]
    left = max(len(may) - at - MOST_NUMBERS, 0)
    if left:
        choices.append(Choice(labels.MORE_POINTS, "aims.numbers", {"target": wanted.id, "at": at + MOST_NUMBERS}))
    feeding = [standing.source_of(one) for one in wanted.feeding]
    text = texts.which_number(wanted.aim, feeding, left) if may else texts.no_numbers(wanted.aim)
    plan = (Choice(labels.CHANGE_PLAN, "changing.show", {"campaign": wanted.target.campaign_id}),) if not may else ()
    return Say(f"{said}\n{text}" if said else text, (*choices, *plan, back(wanted.id)))


def _key(one: Deliverable, field: Field | None) -> tuple[int, str]:
    return one.id or 0, field.key if field else ""


def _toggle(target: int, one: Deliverable, field: Field | None, counting: set[tuple[int, str]]) -> Choice:
    counts = _key(one, field) in counting
    args: dict[str, Arg] = {"target": target, "deliverable": one.id or 0, "field": _key(one, field)[1]}
    args["on"] = int(not counts)
    return Choice(texts.number_label(one.name, field, counts), "aims.number", args)


async def _may_count(turn: Turn, wanted: Wanted) -> list[MayCount]:
    """Of the same measure, and of no report that only named people may see."""
    asked = await campaigns.deliverables(turn.session, wanted.target.campaign_id, _EVERY)
    found: list[MayCount] = []
    for one in asked:
        if one.restricted:
            continue
        found += [(one, field) for field in Form.from_json(one.form).fields if wanted.aim.takes(field)]
        found += [(one, None)] if wanted.aim.takes(None) else []
    return found


async def number(turn: Turn, target: int, deliverable: int, field: str, on: int) -> Say:
    """This number counts from now on, or no longer."""
    case = await _mine(turn, target)
    if case is None:
        return _refused(turn)
    wanted = await _wanted(turn, case[1])
    may = await _may_count(turn, wanted)
    one = next((one for one, part in may if _key(one, part) == (deliverable, field)), None)
    if one is None:
        return _numbers(turn, wanted, may)
    return await _counts(turn, case[0], wanted, (one, field), counts=bool(on))


async def _counts(
    turn: Turn, campaign: Campaign, wanted: Wanted, which: tuple[Deliverable, str], *, counts: bool
) -> Say:
    """What was handed in before counts as well."""
    one, field = which
    if counts:
        await targets.feed(turn.session, wanted.id, one.id or 0, field, aiming.tells_all(one))
    else:
        this = (one.id, field)
        kept = [each.row.id or 0 for each in wanted.sources if (each.row.deliverable_id, each.row.field) != this]
        await targets.unfeed(turn.session, wanted.id, kept)
    detail = {"target": wanted.id, "doing": "feeds", "field": field, "deliverable": one.id, "on": counts}
    await turn.note("target", campaign_id=campaign.id, **detail)
    return await standing.after(turn, campaign, wanted.id)


async def ways(turn: Turn, target: int) -> Say:
    case = await _mine(turn, target)
    if case is None:
        return _refused(turn)
    choices = [Choice(label, "aims.way", {"target": target, "how": how}) for how, (label, _, _) in _WAYS.items()]
    return Say(texts.which_way(targets.aim_of(case[1])), (*choices, back(target)))


async def way(turn: Turn, target: int, how: str) -> Say:
    case = await _mine(turn, target)
    if case is None or how not in _WAYS:
        return _refused(turn)
    campaign, row = case
    _, wanted, stock = _WAYS[how]
    before, was = row.way, row.value
    value = min(was, Decimal(100)) if wanted is Way.PERCENT else was
    await targets.change(turn.session, row, way=str(wanted), stock=stock, value=value)
    detail = {"was": before, "amount": str(value), "amount_was": str(was)}
    await turn.note("target", campaign_id=campaign.id, target=target, doing="reckoned", way=how, **detail)
    return await standing.after(turn, campaign, target, texts.way_set(targets.aim_of(row), was))


# -- what each unit is given --------------------------------------------------------------------------------------


async def share(turn: Turn, target: int) -> Say:
    case = await _mine(turn, target)
    if case is None:
        return _refused(turn)
    return Say(
        given.how(targets.aim_of(case[1])), (back(target),), awaits=Choice("", "aims.shared", {"target": target})
    )


async def shared(turn: Turn, words: str, target: int) -> Say:
    """Lines that were asked for: read back before anything is written."""
    case = await _mine(turn, target)
    if case is None:
        return _refused(turn)
    read = shares.read_lines(words, await units.roster(turn.session))
    await targets.change(turn.session, case[1], offered=offered(read))
    return offer(targets.aim_of(case[1]), target, read)


async def shared_file(turn: Turn, file: File, target: int) -> Say:
    """A table: read outside the turn."""
    if await _mine(turn, target) is None:
        return _refused(turn)
    args = {"file": file.id, "target": target}
    await errands.ask(turn.session, errands.SHARES, args, turn.now, turn.machine, turn.chat_id)
    return Say(given.reading(file.name))


async def keep(turn: Turn, target: int, of: str) -> Say:
    """As they were read back; what another organiser sent meanwhile is not agreed to by this. The amounts that units
    had before are gone."""
    case = await _mine(turn, target)
    if case is None:
        return _refused(turn)
    campaign, row = case
    rows = row.offered.get("shares", ())
    if not rows or mark(row.offered) != of:
        return await standing.one(turn, target)
    await targets.share_out(turn.session, target, {int(unit): Decimal(value) for unit, value in rows})
    await targets.change(turn.session, row, offered={})
    await turn.note("target", campaign_id=campaign.id, target=target, doing="shared", units=len(rows))
    return await standing.after(turn, campaign, target, given.kept(len(rows)))
