"""Reminding by hand: /nhac shows whom it would reach and waits for a yes; and an organiser stops one slot's letters."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from core.deadlines import days_left
from core.roles import HANDING_IN
from core.say import Arg, Audience, Choice, Say
from core.texts import answers, labels
from core.texts import digests as texts
from core.texts.digests import Preview
from data import campaigns, changes, missing, obligations, people, reminding
from data.models import Campaign
from data.obligations import Owed
from handlers.turn import Turn
from handlers.watching import calls, most_urgent, watched

HOUR = timedelta(hours=1)  # between two letters about one report to one unit
FRESH = timedelta(minutes=15)  # how long a preview may be agreed to
HELD = timedelta(minutes=1)  # what a slot would have sent is held beyond it; it then goes at the next one


@dataclass
class Sorted:
    """Who still owes a report, by what a reminder now would do."""

    reached: list[Owed] = field(default_factory=list)
    unreached: list[Owed] = field(default_factory=list)
    promised: list[Owed] = field(default_factory=list)
    waiting: list[Owed] = field(default_factory=list)
    lately: list[Owed] = field(default_factory=list)


async def show(turn: Turn, deliverable: int = 0, period: str = "", group: int = 0) -> Say:
    """/nhac: whom and how many, of one report of some units, else of the most urgent; nothing goes out yet."""
    if turn.group:
        return Say(answers.in_group_private_only(), audience=Audience.PUBLIC)
    turn.only_for_known()
    if not calls(turn):
        return Say(answers.not_for_your_role())
    theirs = await watched(turn, group)
    if not deliverable:
        report = await most_urgent(turn, theirs)
        deliverable, period = (report.deliverable_id, report.period) if report else (0, "")
    owed = await missing.of_report(turn.session, deliverable, period, theirs) if deliverable else []
    if not owed:
        return Say(texts.nothing_missing())
    found = await _sorted(turn, owed)
    said = texts.nudge_preview(_preview(turn, owed[0], found), turn.now)
    return Say(said, _offers(turn, found, deliverable, period))


async def _sorted(turn: Turn, owed: Sequence[Owed]) -> Sorted:
    reached = await missing.reached(turn.session, [one.unit.id or 0 for one in owed])
    found = Sorted()
    for one in owed:
        _kind(found, one, turn.now, one.unit.id in reached).append(one)
    return found


def _kind(found: Sorted, owed: Owed, now: datetime, reached: bool) -> list[Owed]:
    row = owed.obligation
    if not reached:
        return found.unreached
    if row.promised_until is not None and row.promised_until > now:
        return found.promised
    if row.held_until is not None and row.held_until > now:
        return found.waiting
    return found.lately if row.nudged_at is not None and row.nudged_at + HOUR > now else found.reached


def _preview(turn: Turn, first: Owed, found: Sorted) -> Preview:
    again = min((one.obligation.nudged_at + HOUR for one in found.lately if one.obligation.nudged_at), default=None)
    return Preview(
        first.campaign.short,
        first.due,
        _names(found.reached),
        unreached=_names(found.unreached),
        promised=_names(found.promised),
        waiting=_names(found.waiting),
        lately=_names(found.lately),
        again=again,
        later=turn.later,
    )


def _names(owed: Sequence[Owed]) -> list[str]:
    return [one.unit.name for one in owed]


def _offers(turn: Turn, found: Sorted, deliverable: int, period: str) -> tuple[Choice, ...]:
    rings = (Choice(labels.CALL_ROUND, "calls.show"),)
    if not found.reached:
        return rings
    label = texts.nudge_later_label if turn.later else texts.nudge_label
    units = ",".join(str(one.unit.id) for one in found.reached)
    args: dict[str, Arg] = {
        "deliverable": deliverable, "period": period, "units": units, "shown_at": turn.now.isoformat()
    }  # fmt: skip
    yes = Choice(label(len(found.reached)), "nudging.send", args)
    return (yes, Choice(labels.WAIT, "nudging.leave"), *rings)


async def leave(turn: Turn) -> Say:
    """Nobody is reminded."""
    turn.only_for_known()
    return Say(texts.nobody_nudged(), (Choice(labels.STATUS, "status.show"),))


async def send(turn: Turn, deliverable: int, period: str, units: str, shown_at: str) -> Say:
    """The yes: only those who were shown and still owe it, each person one letter; an old yes is asked again."""
    if turn.group or not calls(turn):
        return Say(answers.not_for_your_role(), audience=Audience.PUBLIC if turn.group else Audience.PRIVATE)
    if turn.now - datetime.fromisoformat(shown_at) > FRESH:
        return await show(turn)
    theirs, shown = await watched(turn), {int(one) for one in units.split(",")}
    owed = await missing.of_report(turn.session, deliverable, period, theirs)
    found = await _sorted(turn, owed)
    reached = [one for one in found.reached if one.unit.id in shown]
    if not owed:
        return Say(texts.nothing_missing())
    if not reached:
        return Say(texts.nudge_preview(_preview(turn, owed[0], found), turn.now))
    await _write(turn, reached, turn.later, shown_at)
    await turn.note("nudged by hand", campaign_id=owed[0].campaign.id, units=[one.unit.id for one in reached])
    said = texts.nudged(reached[0].due, _names(reached), len(found.unreached), turn.later, turn.now)
    return Say(said, (Choice(labels.CALL_ROUND, "calls.show"),) if found.unreached else ())


async def _write(turn: Turn, owed: Sequence[Owed], later: datetime | None, slot: str) -> None:
    """As the ladder would at that moment; it counts as a letter, so the ladder keeps its distance."""
    at = later or turn.now
    by_unit = {one.unit.id or 0: one for one in owed}
    reaches = await people.reachable(turn.session, units=list(by_unit), roles=HANDING_IN)
    heard = [
        (reach, one)
        for unit, one in by_unit.items()
        for reach in reminding.whom(
            [each for each in reaches if each.unit_id == unit], days_left(at, one.obligation.strict) <= 0
        )
    ]
    for mine in reminding.by_person(heard):
        reach, theirs = mine[0][0], [one for _, one in mine]
        text = reminding.words(reach, theirs, at)
        turn.said += reminding.letter(reach, theirs, text, f"hand:{slot}", turn.now, turn.machine, later)
    moved = [(one.id, one.obligation.next_nudge_at, at) for one in owed]
    await obligations.looked_at(turn.session, moved)


# -- one slot's letters are stopped -------------------------------------------------------------------------------


async def hold(turn: Turn, slot: str, campaigns: str) -> Say:
    """'Hoãn lượt này': what this slot would send for these campaigns goes at the next one, if it is still owed then."""
    if not turn.organises:
        return Say(answers.not_for_your_role())
    moment = datetime.fromisoformat(slot)
    if turn.now >= moment:
        return Say(texts.hold_too_late(moment, turn.now), (Choice(labels.STATUS, "status.show"),))
    until = moment + HELD
    for campaign in await _running(turn, campaigns):
        if campaign.paused_until is None or campaign.paused_until < until:
            await _pause(turn, campaign, until)
    await turn.note("held a slot", slot=slot, campaigns=campaigns)
    said = texts.held(moment, turn.setting.calendar.next_slot(moment), turn.now)
    undo = Choice(labels.UNHOLD_SLOT, "nudging.release", {"slot": slot, "campaigns": campaigns})
    return Say(said, (undo,))


async def release(turn: Turn, slot: str, campaigns: str) -> Say:
    """The slot's letters go after all; a longer pause of a campaign stays."""
    if not turn.organises:
        return Say(answers.not_for_your_role())
    moment = datetime.fromisoformat(slot)
    for campaign in await _running(turn, campaigns):
        if campaign.paused_until == moment + HELD:
            await _pause(turn, campaign, None)
            await changes.look_again(turn.session, campaign, turn.now)
    await turn.note("released a slot", slot=slot, campaigns=campaigns)
    return Say(texts.released(moment, turn.now))


async def _pause(turn: Turn, campaign: Campaign, until: datetime | None) -> None:
    await campaigns.pause(turn.session, campaign, until)


async def _running(turn: Turn, chosen: str) -> list[Campaign]:
    wanted = {int(one) for one in chosen.split(",")}
    return [one for one in await campaigns.running(turn.session) if one.id in wanted]
