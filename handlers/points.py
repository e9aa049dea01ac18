"""/diem: points for emulation. Organisers switch them on, say what is worth what, give some by hand with a reason and
settle them; a unit reads how its own came about and may ask to look again."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from core.audience import Roster, understood
from core.points import Given, given, retyped, total, usual
from core.roles import HANDING_IN
from core.say import Arg, Audience, Choice, Say
from core.texts import answers, exporting, labels, status
from core.texts import points as texts
from core.texts.behalf import unknown_units
from core.texts.values import Matter
from core.vietnamese import fold
from data import campaigns, closing, errands, exports, people, points, units
from data.models import Campaign
from data.outbox import choices_of
from data.points import Standing
from handlers.replies import awaits_words
from handlers.turn import Turn
from handlers.watching import clusters_of, watches

AT_ONCE = 12
LATELY = 4  # campaigns that are over
_ITS_OWN = ("points.praise", "points.settle", "points.rules", "points.on", "points.settled", "points.reopened")


async def said(turn: Turn, text: str) -> Say:
    """Whatever is typed about points."""
    wish = fold(text).rstrip(" ?.!")
    if given(text) is not None or wish.startswith(("cong diem", "tru diem")):
        return await give(turn, text)
    meant = [one for one in await _those(turn) if fold(one.short) in wish]
    campaign = (meant[0].id or 0) if len(meant) == 1 else await _shown(turn)
    for opening, act in _OPENINGS:
        if wish.startswith(opening):
            return await act(turn, campaign)
    if wish.startswith("vi sao"):
        named = wish.replace(fold(meant[0].short), "") if len(meant) == 1 else text.strip()
        return await why(turn, named[len("vi sao") :].strip(" ?.!"), campaign)
    return await show(turn, campaign)


async def _shown(turn: Turn) -> int:
    """Whose table or rules an organiser has before them: what is typed next is meant of that campaign."""
    letter = next(iter(await turn.asked()), None)
    offered = choices_of(letter) if letter is not None else ()
    return next((int(one.args["campaign"]) for one in offered if one.action in _ITS_OWN), 0)


async def _those(turn: Turn) -> list[Campaign]:
    """What runs, the one that ends first on top; then what is over, for points are settled in the end."""
    return [*await campaigns.running(turn.session), *await closing.over(turn.session, most=LATELY)]


async def _found(turn: Turn, campaign: int = 0) -> Campaign | None:
    """Of which campaign: the first where points are on, else the first there is."""
    if campaign:
        one = await campaigns.one(turn.session, campaign)
        return one if one is not None and one.opened_at is not None else None
    those = await _those(turn)
    counts = await _counted(turn, those)
    return next((one for one in those if one.id in counts), next(iter(those), None))


async def _theirs(turn: Turn) -> list[int] | None:
    """Whose points this person may look at; None everybody's."""
    return None if turn.sees_all else list(dict.fromkeys([*await clusters_of(turn), *turn.units]))


async def _counted(turn: Turn, those: Sequence[Campaign]) -> set[int]:
    """Where points are on, of the campaigns that concern this person."""
    return await points.counting(turn.session, [one.id or 0 for one in those], await _theirs(turn))


async def _others(turn: Turn, found: Campaign) -> tuple[Choice, ...]:
    """The points of other campaigns, a tap away."""
    others = [one for one in await _those(turn) if one.id != found.id]
    counts = await _counted(turn, others)
    return tuple(
        Choice(status.other_campaign(one.short), "points.show", {"campaign": one.id or 0})
        for one in others
        if one.id in counts
    )


async def show(turn: Turn, campaign: int = 0, at: int = 0) -> Say:
    if turn.group:
        return Say(answers.in_group_private_only(), audience=Audience.PUBLIC)
    turn.only_for_known()
    found = await _found(turn, campaign)
    if found is None:
        return Say(answers.no_campaign())
    stands = await points.standing(turn.session, found.id or 0)
    if stands is None or not stands.on:
        return (
            await _offered(turn, found, stands)
            if turn.organises
            else Say(texts.off(campaigns.plan_of(found), watches(turn)))
        )
    theirs = await _theirs(turn)
    if theirs is not None and len(theirs) == 1:
        return await _why(turn, found, stands, theirs[0], await units.named(turn.session, theirs[0]))
    return await _table(turn, found, stands, theirs, at)


async def _table(turn: Turn, found: Campaign, stands: Standing, theirs: Sequence[int] | None, at: int) -> Say:
    names = (await points.roster(turn.session, found.id or 0)).units
    had = await points.of_units(turn.session, found.id or 0, stands, theirs)
    rows = [(names[unit], total(had.get(unit, ()))) for unit in (names if theirs is None else theirs) if unit in names]
    rows.sort(key=lambda row: -row[1])
    at = at if 0 <= at < len(rows) else 0
    args: dict[str, Arg] = {"campaign": found.id or 0}
    more = (
        (Choice(labels.MORE_POINTS, "points.show", {**args, "at": at + AT_ONCE}),) if at + AT_ONCE < len(rows) else ()
    )
    text = texts.table(
        campaigns.plan_of(found), rows[at : at + AT_ONCE], at + 1, len(rows), stands.settled_at, turn.now
    )
    mine = _for_organisers(args, stands) if turn.organises else ()
    return Say(text, (*more, *mine, *await _others(turn, found)), counted=False)


def _for_organisers(args: dict[str, Arg], stands: Standing) -> tuple[Choice, ...]:
    praise = Choice(labels.PRAISE_LIST, "points.praise", args)
    if stands.settled_at is not None:
        return praise, Choice(labels.REOPEN_POINTS, "points.reopen", args)
    rules, settle = (
        Choice(labels.POINT_RULES, "points.rules", args),
        Choice(labels.SETTLE_POINTS, "points.settle", args),
    )
    return settle, praise, rules, Choice(labels.POINTS_OFF, "points.off", args)


# -- how a unit's points came about -------------------------------------------------------------------------------


async def why(turn: Turn, words: str = "", campaign: int = 0) -> Say:
    """'Vì sao 8,5' from a unit; 'vì sao An Hòa' from whoever sees all."""
    turn.only_for_known()
    found = await _found(turn, campaign)
    stands = await points.standing(turn.session, found.id or 0) if found is not None else None
    if found is None or stands is None or not stands.on or turn.group:
        return await show(turn)
    roster = await units.roster(turn.session)
    unit = await _one(turn, words, roster)
    if unit is None:
        return await show(turn, campaign) if not _names(words) else Say(texts.no_such_unit(words))
    return await _why(turn, found, stands, unit, roster.units.get(unit, ""))


def _names(words: str) -> bool:
    return any(letter.isalpha() for letter in fold(words).replace("diem", ""))


async def _one(turn: Turn, words: str, roster: Roster) -> int | None:
    """Of those this person may look at; without a name their own."""
    theirs = await _theirs(turn)
    if not _names(words):
        return turn.units[0] if len(turn.units) == 1 else None
    meant = understood(words, roster)
    named = [one for one in roster.meant(meant.owners) if theirs is None or one in theirs]
    return named[0] if len(named) == 1 and not meant.unclear else None


async def _why(turn: Turn, found: Campaign, stands: Standing, unit: int, name: str) -> Say:
    theirs = (await points.of_units(turn.session, found.id or 0, stands, [unit])).get(unit, [])
    own, plan = unit in turn.units, campaigns.plan_of(found)
    text = texts.why(plan, name, theirs, total(theirs), stands.settled_at, own)
    others = await _others(turn, found)
    if not own:
        return Say(text, others)
    return Say(
        text, (Choice(labels.DOUBT_POINTS, "points.doubt"), *others), awaits=awaits_words(Matter.QUESTION, asked=True)
    )


async def doubt(turn: Turn) -> Say:
    """What is typed next goes to the officer."""
    turn.only_for_known()
    return Say(texts.ask_review(), awaits=awaits_words(Matter.QUESTION, asked=True))


# -- on, off, and what is worth what ------------------------------------------------------------------------------


async def _offered(turn: Turn, found: Campaign, stands: Standing | None) -> Say:
    rules = stands.rules if stands else usual(await points.takes_entries(turn.session, found.id or 0))
    args: dict[str, Arg] = {"campaign": found.id or 0}
    choices = (Choice(labels.POINTS_ON, "points.on", args), Choice(labels.LEAVE_IT, "status.campaign"))
    return Say(texts.proposed(campaigns.plan_of(found), rules), choices, awaits=Choice("", "points.typed", args))


async def _mine(turn: Turn, campaign: int = 0) -> tuple[Campaign, Standing] | Say:
    """Only organisers set points; in a campaign where nobody has spoken of them the usual rules stand."""
    if not turn.organises or turn.group:
        return Say(answers.not_for_your_role())
    found = await _found(turn, campaign)
    if found is None:
        return Say(answers.no_campaign())
    stands = await points.standing(turn.session, found.id or 0)
    if stands is None:
        stands = Standing(usual(await points.takes_entries(turn.session, found.id or 0)), on=False)
    return found, stands


async def _kept(turn: Turn, found: Campaign, stands: Standing, what: str) -> None:
    await points.keep(turn.session, found.id or 0, stands)
    await turn.note(what, campaign_id=found.id, rules={str(why): str(amount) for why, amount in stands.rules.items()})


async def on(turn: Turn, campaign: int = 0) -> Say:
    mine = await _mine(turn, campaign)
    if isinstance(mine, Say):
        return mine
    found, stands = mine
    await _kept(turn, found, replace(stands, on=True), "points on")
    return await _table(turn, found, replace(stands, on=True), None, 0)


async def off(turn: Turn, campaign: int = 0) -> Say:
    mine = await _mine(turn, campaign)
    if isinstance(mine, Say):
        return mine
    found, stands = mine
    if stands.settled_at is not None:
        return Say(texts.is_settled(campaigns.plan_of(found)))
    await _kept(turn, found, replace(stands, on=False), "points off")
    return Say(texts.turned_off(campaigns.plan_of(found)))


async def rules(turn: Turn, campaign: int = 0) -> Say:
    mine = await _mine(turn, campaign)
    if isinstance(mine, Say):
        return mine
    found, stands = mine
    if not stands.on:
        return await _offered(turn, found, stands)
    awaits = Choice("", "points.typed", {"campaign": found.id or 0})
    return Say(texts.rules_now(campaigns.plan_of(found), stands.rules), awaits=awaits)


async def typed(turn: Turn, words: str, campaign: int) -> Say:
    """Other amounts; they count from now on for everything."""
    mine = await _mine(turn, campaign)
    if isinstance(mine, Say):
        return mine
    found, stands = mine
    if stands.settled_at is not None:
        return Say(texts.is_settled(campaigns.plan_of(found)))
    new = retyped(stands.rules, words)
    if new is None:
        return Say(texts.not_understood(), awaits=Choice("", "points.typed", {"campaign": campaign}))
    stands = replace(stands, rules=new)
    await _kept(turn, found, stands, "point rules")
    return await rules(turn, campaign) if stands.on else await _offered(turn, found, stands)


# -- by hand ------------------------------------------------------------------------------------------------------


async def give(turn: Turn, text: str) -> Say:
    """'Cộng 1 điểm An Hòa vì sáng kiến được chọn'; a reason is asked for, and all of it read back."""
    mine = await _counting(turn, await _shown(turn))
    if isinstance(mine, Say):
        return mine
    say = given(text)
    if say is None or not say.whose or not say.amount:
        return Say(texts.ask_how())
    meant, roster = await _whose(turn, say)
    if not meant:
        return Say(unknown_units((say.whose,)))
    if not say.why:
        args: dict[str, Arg] = {"amount": str(say.amount), "whose": say.whose, "campaign": mine[0].id or 0}
        return Say(texts.ask_why(say), awaits=Choice("", "points.because", args))
    return await _read_back(turn, mine[0], say, meant, roster)


async def _counting(turn: Turn, campaign: int = 0) -> tuple[Campaign, Standing] | Say:
    """Points are on and still open."""
    mine = await _mine(turn, campaign)
    if isinstance(mine, Say):
        return mine
    found, stands = mine
    if not stands.on:
        return await _offered(turn, found, stands)
    return Say(texts.is_settled(campaigns.plan_of(found))) if stands.settled_at is not None else mine


async def _whose(turn: Turn, say: Given) -> tuple[list[int], Roster]:
    roster = await units.roster(turn.session)
    meant = understood(say.whose, roster)
    return ([] if meant.unclear else roster.meant(meant.owners)), roster


async def _read_back(turn: Turn, found: Campaign, say: Given, meant: Sequence[int], roster: Roster) -> Say:
    of: dict[str, Arg] = {"campaign": found.id or 0}
    args: dict[str, Arg] = {
        **of, "amount": str(say.amount), "who": ",".join(map(str, meant)), "words": say.why,
        "after": await points.latest(turn.session),
    }  # fmt: skip
    choices = (Choice(labels.WRITE_POINT, "points.written", args), Choice(labels.LEAVE_IT, "points.show", of))
    return Say(texts.read_back(say, roster.names(meant), campaigns.plan_of(found)), choices)


async def because(turn: Turn, words: str, amount: str, whose: str, campaign: int = 0) -> Say:
    mine = await _counting(turn, campaign)
    if isinstance(mine, Say):
        return mine
    say = Given(Decimal(amount), whose, words.strip(" ."))
    meant, roster = await _whose(turn, say)
    return await _read_back(turn, mine[0], say, meant, roster) if meant else Say(unknown_units((whose,)))


async def written(turn: Turn, campaign: int, amount: str, who: str, words: str, after: int) -> Say:
    """Each unit hears of it at once, in the very words of the reason. Once, however often it is pressed."""
    mine = await _counting(turn, campaign)
    if isinstance(mine, Say):
        return mine
    found, say = mine[0], Given(Decimal(amount), "", words)
    meant = [int(one) for one in who.split(",") if one]
    if await points.given_since(turn.session, campaign, meant, say.amount, words, after):
        return Say(texts.given_already(), (Choice(labels.POINTS_TABLE, "points.show", {"campaign": campaign}),))
    await points.give(turn.session, campaign, meant, say.amount, words, turn.person_id, turn.now)
    await turn.note("points given", campaign_id=campaign, units=meant, amount=amount, why=words)
    plan = campaigns.plan_of(found)
    heard = await people.reachable(turn.session, units=meant, roles=HANDING_IN)
    turn.tell(heard, lambda reach: Say(texts.told(plan, reach.unit, say)), not_before=turn.later)
    back = Choice(labels.POINTS_TABLE, "points.show", {"campaign": campaign})
    return Say(texts.given(say, len(meant), len({reach.unit_id for reach in heard})), (back,))


# -- settled, and taken away --------------------------------------------------------------------------------------


async def settle(turn: Turn, campaign: int = 0) -> Say:
    mine = await _counting(turn, campaign)
    if isinstance(mine, Say):
        return mine
    found = mine[0]
    at = found.id or 0
    count, unseen = len((await points.roster(turn.session, at)).units), await points.unseen(turn.session, at)
    of: dict[str, Arg] = {"campaign": found.id or 0}
    first = (Choice(labels.REVIEW, "reviewing.show"),) if unseen else ()
    choices = (Choice(labels.SETTLE_POINTS, "points.settled", of), *first, Choice(labels.LEAVE_IT, "points.show", of))
    return Say(texts.ask_settle(campaigns.plan_of(found), count, unseen), choices)


async def settled(turn: Turn, campaign: int) -> Say:
    mine = await _counting(turn, campaign)
    if isinstance(mine, Say):
        return mine
    found, stands = mine
    every = await points.of_units(turn.session, found.id or 0, stands)
    await points.settle(turn.session, found.id or 0, stands, every, turn.person_id, turn.now)
    await turn.note("points settled", campaign_id=found.id)
    praise = Choice(labels.PRAISE_LIST, "points.praise", {"campaign": found.id or 0})
    count = len((await points.roster(turn.session, found.id or 0)).units)
    return Say(texts.settled(campaigns.plan_of(found), count), (praise,))


async def reopen(turn: Turn, campaign: int = 0) -> Say:
    """What was settled is gone then, so it is asked."""
    mine = await _mine(turn, campaign)
    if isinstance(mine, Say):
        return mine
    found, stands = mine
    if stands.settled_at is None:
        return await show(turn, found.id or 0)
    of: dict[str, Arg] = {"campaign": found.id or 0}
    choices = (Choice(labels.REOPEN_POINTS, "points.reopened", of), Choice(labels.LEAVE_IT, "points.show", of))
    return Say(texts.ask_reopen(campaigns.plan_of(found), stands.settled_at), choices)


async def reopened(turn: Turn, campaign: int) -> Say:
    mine = await _mine(turn, campaign)
    if isinstance(mine, Say):
        return mine
    found, stands = mine
    if stands.settled_at is None:
        return await show(turn, found.id or 0)
    await points.unsettle(turn.session, found.id or 0, stands)
    await turn.note("points reopened", campaign_id=found.id)
    back = Choice(labels.POINTS_TABLE, "points.show", {"campaign": found.id or 0})
    return Say(texts.reopened(campaigns.plan_of(found)), (back,))


async def praise(turn: Turn, campaign: int = 0) -> Say:
    """The spreadsheet for those who decide on praise."""
    if turn.group or not turn.sees_all:
        return Say(answers.not_for_your_role())
    found = await _found(turn, campaign)
    stands = await points.standing(turn.session, found.id or 0) if found is not None else None
    if found is None or stands is None or not stands.on:
        return await show(turn)
    args = {"campaign": found.id or 0, "what": exports.POINTS}
    await errands.ask(turn.session, errands.EXPORT, args, turn.now, turn.machine, turn.chat_id)
    await turn.note("taken away", campaign_id=found.id, kind=exports.POINTS)
    return Say(exporting.soon())


_OPENINGS = (
    ("chot diem", settle),
    ("mo lai diem", reopen),
    ("tat diem", off),
    ("tat cham diem", off),
    ("bat diem", rules),  # nobody switches on what has not been read
    ("bat cham diem", rules),
    ("cach tinh diem", rules),
    ("danh sach khen thuong", praise),
    ("khen thuong", praise),
    ("xuat diem", praise),
)
