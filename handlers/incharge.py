"""'Ai phụ trách …': unit, person and telephone of whoever carries an activity or a report, speaks for a unit or heads
a cluster; to each only of those whom they may see, to others whom to ask."""

from collections.abc import Sequence

from core.audience import Roster, understood
from core.naming import alike
from core.say import Audience, Choice, Say
from core.spelling import line, spelled
from core.texts import answers, labels, outlook
from core.texts.outlook import InCharge
from core.texts.values import Plan
from core.vietnamese import fold
from data import directory, units
from data.directory import Thing
from handlers.desk import plan_now
from handlers.seeking import in_seats
from handlers.turn import Turn
from handlers.watching import headed

FEW = 5  # units that share one thing and are all named
MOST = 8  # things between which one chooses
_IDLE = frozenset({"vay", "nhi", "the", "day", "do", "roi", "nhe", "la", "chinh", "cua", "o", "ben", "ve", "cho"})
_PLAN = frozenset({"dot", "nay", "ke", "hoach", "chung", "viec", "phan", "mang", "chuong", "trinh", "tat", "ca"})


async def who(turn: Turn, words: str) -> Say:
    """Asked with or without a name."""
    if turn.group:
        return Say(answers.in_group_private_only(), audience=Audience.PUBLIC)
    turn.only_for_known()
    said = [word for word in line(spelled(fold(words))).split() if word not in _IDLE]
    if not said:
        return Say(outlook.ask_in_charge(), awaits=Choice("", "incharge.who", {}))
    if set(said) <= _PLAN:
        return await _of_plan(turn)
    roster = await units.roster(turn.session)
    return await _among_units(turn, " ".join(said), roster) or await _among_things(turn, " ".join(said), words)


async def _of_plan(turn: Turn) -> Say:
    plan = await plan_now(turn)
    return Say(outlook.in_charge_of_plan(plan)) if plan else Say(answers.no_campaign())


async def _seen(turn: Turn) -> set[int] | None:
    """The units whose people this person may be told; None is everybody's."""
    if turn.sees_all:
        return None
    theirs = headed(turn)
    return {*turn.units, *(await units.of_group(turn.session, theirs) if theirs else [])}


# -- a unit, a cluster ----------------------------------------------------------------------------------------------


async def _among_units(turn: Turn, said: str, roster: Roster) -> Say | None:
    meant = understood(said, roster)
    if meant.unclear or meant.owners.everybody:
        return None
    if meant.owners.groups:
        return await _head(turn, meant.owners.groups[0], roster)
    found = roster.meant(meant.owners)
    return await _of_units(turn, roster.units[found[0]], found) if len(found) == 1 else None


async def _head(turn: Turn, group: int, roster: Roster) -> Say:
    """A unit may be told who heads its own cluster."""
    if not turn.sees_all and group not in headed(turn) and not set(turn.units) & set(roster.members.get(group, ())):
        return await _elsewhere(turn)
    people = [InCharge(*one) for one in await directory.heads(turn.session, group)]
    if people:
        return Say(outlook.in_charge(roster.groups[group], people))
    plan = await plan_now(turn)
    return Say(outlook.no_head(roster.groups[group], plan)) if plan else Say(answers.no_campaign())


async def _of_units(turn: Turn, what: str, those: Sequence[int]) -> Say:
    seen = await _seen(turn)
    told = [one for one in those if seen is None or one in seen]
    if not told:
        return await _elsewhere(turn)
    cards = await units.seats(turn.session, told[:FEW])
    people = [one for unit in told[:FEW] for one in in_seats([card for card in cards if card.unit_id == unit])]
    ways = (Choice(labels.STATUS, "status.show"),) if turn.sees_all else ()
    return Say(outlook.in_charge(what, people, len(those) - len(told[:FEW])), ways)


async def _elsewhere(turn: Turn) -> Say:
    plan = await plan_now(turn)
    return Say(outlook.in_charge_elsewhere(plan)) if plan else Say(answers.not_for_your_role())


# -- an activity, a report ------------------------------------------------------------------------------------------


async def _among_things(turn: Turn, said: str, typed: str) -> Say:
    things = await directory.things(turn.session)
    found = [things[place] for place in alike(said, [one.name for one in things])]
    if len(found) == 1:
        return await _of_thing(turn, found[0])
    if found:
        ways = tuple(Choice(one.name, "incharge.of", {"deliverable": one.deliverable}) for one in found[:MOST])
        return Say(outlook.which_thing(len(found)), ways)
    plan = await plan_now(turn)
    return Say(outlook.in_charge_unknown(typed, plan)) if plan else Say(answers.no_campaign())


async def of(turn: Turn, deliverable: int) -> Say:
    """The one of several that was meant."""
    if turn.group:
        return Say(answers.in_group_private_only(), audience=Audience.PUBLIC)
    turn.only_for_known()
    things = await directory.things(turn.session)
    found = next((one for one in things if one.deliverable == deliverable), None)
    return await _of_thing(turn, found) if found else Say(answers.old_choice())


async def _of_thing(turn: Turn, thing: Thing) -> Say:
    """What many carry is answered for by whoever asks for it."""
    those = await directory.carriers(turn.session, thing.deliverable)
    if those and len(those) <= FEW:
        return await _of_units(turn, thing.name, those)
    plan: Plan | None = await plan_now(turn)
    return Say(outlook.everybody_in_charge(thing.name, len(those), plan)) if plan else Say(answers.no_campaign())
