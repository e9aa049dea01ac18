"""A campaign is closed, with a look at what it leaves open first; and opened again. Its facts and one letter to each
person concerned are written together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from core.delivery import Lane
from core.naming import named
from core.roles import HANDING_IN
from core.say import Arg, Choice, Say
from core.texts import answers, labels
from core.texts import closing as texts
from core.texts.closing import Left, UnitEnd
from core.texts.values import Addressee, Plan
from core.understanding import understand
from data import activities, campaigns, closing, people, requests, standings
from data.models import Campaign
from data.outbox import choices_of
from data.people import Reach
from data.standings import Standing
from handlers.desk import organisers
from handlers.turn import Turn

MOST = 8
Ends = Mapping[int, UnitEnd]


# -- closing ------------------------------------------------------------------------------------------------------


async def typed(turn: Turn, text: str) -> Say:
    """'Đóng đợt này', 'đóng đợt thi đua': of several the one that is named, else it is asked."""
    if not turn.organises:
        return Say(answers.not_for_your_role())
    running = await campaigns.running(turn.session)
    found = _meant(text, running) or await _shown(turn, running)
    if found is not None:
        return await ask(turn, found.id or 0)
    return _which(texts.which(), running, "closing.ask") if running else Say(answers.no_campaign())


def _meant(text: str, those: Sequence[Campaign]) -> Campaign | None:
    """The only one there is, or the one that is named."""
    meaning = understand(text)
    place = named(meaning.rest if meaning else text, [one.short for one in those])
    return those[place] if place is not None else those[0] if len(those) == 1 else None


async def _shown(turn: Turn, running: Sequence[Campaign]) -> Campaign | None:
    """'Đợt này' is the one whose card was shown last."""
    letter = next(iter(await turn.asked()), None)
    offered = [one.args.get("campaign") for one in choices_of(letter) if one.action == "closing.ask"] if letter else []
    return next((one for one in running if [one.id] == offered), None)


def _which(said: str, those: Sequence[Campaign], action: str) -> Say:
    return Say(said, tuple(Choice(one.short, action, {"campaign": one.id or 0}) for one in those[:MOST]))


async def ask(turn: Turn, campaign: int) -> Say:
    """What would be left open, and who would hear of it."""
    found = await _of(turn, campaign)
    if isinstance(found, Say):
        return found
    if found.closed_at is not None:
        return Say(texts.closed_already(campaigns.plan_of(found), found.closed_at), (_old(campaign),))
    ends = await closing.ends(turn.session, campaign)
    told = await _people(turn, ends)
    counted = await standings.counted(turn.session, [campaign], turn.now)
    reports = [replace(one.status, silent_names=_missing(one, ends)) for one in counted]
    happened = await activities.listed(turn.session, campaign)
    left = Left(
        reports=reports,
        results=sum(one.leads - one.done for one in happened),
        requests=await requests.count(turn.session, [campaign]),
        people=len(told),
        units=len(ends),
    )
    args: dict[str, Arg] = {"campaign": campaign}
    first = (Choice(labels.REVIEW, "reviewing.show"),) if left.waiting else ()
    answer = (Choice(labels.SEE_REQUESTS, "requests.show"),) if left.requests else ()
    yes = (
        Choice(labels.CLOSE_AND_TELL, "closing.closed", {**args, "letters": 1}),
        Choice(labels.CLOSE_SILENTLY, "closing.closed", {**args, "letters": 0}),
    )
    said = texts.ask(campaigns.plan_of(found), left, found.ends_on, turn.now)
    return Say(said, (*yes, *first, *answer, Choice(labels.LEAVE_IT, "plans.show", args)))


def _missing(one: Standing, ends: Ends) -> list[str]:
    """Which units; of what only named people may read none is named."""
    name = one.status.due.name
    return [] if one.deliverable.restricted else [end.unit for end in ends.values() if name in end.missing]


async def closed(turn: Turn, campaign: int, letters: int) -> Say:
    found = await _of(turn, campaign)
    if isinstance(found, Say):
        return found
    plan = campaigns.plan_of(found)
    if not await closing.close(turn.session, found, turn.now):
        return Say(texts.closed_already(plan, found.closed_at or turn.now), (_old(campaign),))
    ends = await closing.ends(turn.session, campaign) if letters else {}
    told = await _tell(turn, plan, ends, texts.letter)
    turn.tell(await organisers(turn), lambda _: Say(texts.told_officer(plan, turn.name)), not_before=turn.later)
    await _noted(turn, found, "closed", told)
    return Say(texts.closed(plan, told, turn.later), (_old(campaign),))


def _old(campaign: int) -> Choice:
    return Choice(labels.SEE_OLD_PLAN, "plans.show", {"campaign": campaign})


async def _of(turn: Turn, campaign: int) -> Campaign | Say:
    """One that was started, over or not; for organisers."""
    if not turn.organises:
        return Say(answers.not_for_your_role())
    found = await campaigns.one(turn.session, campaign)
    return found if found is not None and found.opened_at is not None else Say(answers.no_campaign())


async def _noted(turn: Turn, campaign: Campaign, what: str, told: int) -> None:
    await campaigns.boards_stale(turn.session, campaign.id or 0, turn.now)
    await turn.note(f"plan {what}", campaign_id=campaign.id, told=told)


# -- whom it concerns ---------------------------------------------------------------------------------------------


async def _people(turn: Turn, ends: Ends) -> list[list[Reach]]:
    reaches = await people.reachable(turn.session, units=list(ends), roles=HANDING_IN) if ends else []
    return people.by_person(reaches)


Letter = Callable[[Addressee, Plan, Sequence[tuple[str, UnitEnd]]], str]


async def _tell(turn: Turn, plan: Plan, ends: Ends, letter: Letter) -> int:
    """One letter for each person, of all their units; how many."""
    told = await _people(turn, ends)
    for mine in told:
        turn.tell(mine[:1], partial(_notice, plan, mine, ends, letter), Lane.NUDGE, turn.later)
    return len(told)


def _notice(plan: Plan, mine: Sequence[Reach], ends: Ends, letter: Letter, to: Reach) -> Say:
    who = Addressee(to.name, to.title, to.unit)
    return Say(letter(who, plan, [(reach.unit, ends[reach.unit_id]) for reach in mine]))


# -- again --------------------------------------------------------------------------------------------------------


async def typed_again(turn: Turn, text: str) -> Say:
    """'Mở lại', 'mở lại đợt thi đua'."""
    if not turn.organises:
        return Say(answers.not_for_your_role())
    over = await closing.over(turn.session)
    gone = await closing.taken_back(turn.session, [one.id or 0 for one in over])
    those = [one for one in over if one.id not in gone]
    found = _meant(text, those)
    if found is not None:
        return await ask_again(turn, found.id or 0)
    return _which(texts.which_to_reopen(), those, "closing.again") if those else Say(texts.nothing_closed())


async def ask_again(turn: Turn, campaign: int) -> Say:
    found = await _closed(turn, campaign)
    if isinstance(found, Say):
        return found
    owing = await _owing(turn, campaign)
    told = await _people(turn, owing)
    args: dict[str, Arg] = {"campaign": campaign}
    tell = (Choice(labels.REOPEN_AND_TELL, "closing.reopened", {**args, "letters": 1}),) if told else ()
    quietly = Choice(labels.REOPEN_SILENTLY, "closing.reopened", {**args, "letters": 0})
    said = texts.ask_reopen(campaigns.plan_of(found), len(owing), len(told))
    return Say(said, (*tell, quietly, Choice(labels.LEAVE_IT, "plans.show", args)))


async def reopened(turn: Turn, campaign: int, letters: int) -> Say:
    found = await _closed(turn, campaign)
    if isinstance(found, Say):
        return found
    plan = campaigns.plan_of(found)
    if not await closing.reopen(turn.session, found, turn.now):
        return Say(texts.runs_already(plan))
    told = await _tell(turn, plan, await _owing(turn, campaign) if letters else {}, texts.reopening_letter)
    await _noted(turn, found, "reopened", told)
    return Say(texts.reopened(plan, told, turn.later), (Choice(labels.PLAN, "plans.show", {"campaign": campaign}),))


async def _closed(turn: Turn, campaign: int) -> Campaign | Say:
    """One that was closed and not taken back."""
    found = await _of(turn, campaign)
    if isinstance(found, Say):
        return found
    plan = campaigns.plan_of(found)
    if found.closed_at is None:
        return Say(texts.runs_already(plan), (Choice(labels.PLAN, "plans.show", {"campaign": campaign}),))
    if await closing.taken_back(turn.session, [campaign]):
        return Say(texts.stays_withdrawn(plan), (Choice(labels.COPY_PLAN, "beginnings.copy", {"campaign": campaign}),))
    return found


async def _owing(turn: Turn, campaign: int) -> dict[int, UnitEnd]:
    return {unit: end for unit, end in (await closing.ends(turn.session, campaign)).items() if not end.done}
