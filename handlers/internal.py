"""'Hạn nội bộ': units are asked before the level above wants it. Of a plan that is being checked it is kept at once; of
one that runs it is read back first, and then whoever still owes it is told."""

from dataclasses import replace
from datetime import date, time

from core.clock import local
from core.deadlines import Deadline
from core.internal import capped, offered, unfit, working_days
from core.plans.sooner import Heard, at_hour, heard
from core.plans.typed import Typed
from core.say import Arg, Choice, Say
from core.texts import changes as change_texts
from core.texts import internal as texts
from core.texts import labels
from core.texts.values import Due
from data import campaigns, changes
from data.models import Campaign, Deliverable
from handlers.changing import back, deadline_of, refused, report_of, tell
from handlers.turn import Turn

Case = tuple[Campaign, Deliverable]


async def _case(turn: Turn, deliverable: int) -> Case | None:
    """Only a report has a deadline."""
    case = await report_of(turn, deliverable)
    return case if case is not None and campaigns.due_of(case[1]).counts else None


def heard_of(turn: Turn, words: str) -> Heard:
    return heard(words, local(turn.now).date())


def usual(turn: Turn, above: Deadline) -> tuple[date, time] | None:
    """What is offered."""
    return offered(above, turn.now, turn.setting.calendar)


# -- a report that is asked for -----------------------------------------------------------------------------------


async def ask(turn: Turn, deliverable: int) -> Say:
    case = await _case(turn, deliverable)
    if case is None:
        return refused(turn)
    due = campaigns.due_of(case[1])
    if due.of_plan.strict <= turn.now:
        return Say(texts.too_late(due), (back(deliverable),))
    return _asked(turn, case[1], texts.ask(due))


def _asked(turn: Turn, one: Deliverable, said: str) -> Say:
    """The usual one to press, any other to type."""
    at, due = one.id or 0, campaigns.due_of(one)
    found = usual(turn, due.of_plan.deadline)
    offers = [Choice(texts.offer(*found), "internal.take", _args(at, at_hour(*found).words))] if found else []
    away = [Choice(labels.NO_INTERNAL, "internal.away", {"deliverable": at})] if due.above else []
    return Say(said, (*offers, *away, back(at)), awaits=Choice("", "internal.typed", {"deliverable": at}))


def _args(deliverable: int, words: str) -> dict[str, Arg]:
    return {"deliverable": deliverable, "words": words}


async def typed(turn: Turn, words: str, deliverable: int) -> Say:
    """'26/10 17g', 'sớm hơn 2 ngày làm việc', 'bỏ hạn nội bộ': read back before anything changes."""
    case = await _case(turn, deliverable)
    if case is None:
        return refused(turn)
    said, due = heard_of(turn, words), campaigns.due_of(case[1])
    if said.away:
        return await away(turn, deliverable)
    if due.of_plan.strict <= turn.now:
        return Say(texts.too_late(due), (back(deliverable),))
    new = said.before(due.of_plan.deadline, turn.setting.calendar)
    if new is None:
        return _asked(turn, case[1], texts.no_day(words))
    after = _after(case[1], new)
    return _unfit(turn, case[1], after) or await _read_back(turn, case[1], new, after)


def _after(one: Deliverable, new: Typed) -> Due:
    """As units would be asked."""
    due = campaigns.due_of(one)
    above = due.of_plan.deadline
    made = capped(deadline_of(one, new), above)
    return replace(due, wording=made.wording, strict=made.strict, lenient=made.lenient, hour=made.hour, above=above)


def _unfit(turn: Turn, one: Deliverable, after: Due) -> Say | None:
    assert after.above is not None
    wrong = unfit(after.deadline, after.above, turn.now)
    if wrong is not None:
        return _asked(turn, one, texts.refused(wrong, after, after.above, usual(turn, after.above)))
    due = campaigns.due_of(one)
    return Say(texts.same(due), (back(one.id or 0),)) if due.above and due.deadline == after.deadline else None


async def _read_back(turn: Turn, one: Deliverable, new: Typed, after: Due) -> Say:
    at = one.id or 0
    owing = (await changes.moving_with(turn.session, [at]))[at]
    said = texts.confirm(after, len(owing))
    if one.rhythm:
        said = f"{said}\n{texts.coming_periods(_early(turn, after))}"
    yes = Choice(labels.CHANGE_AND_TELL, "internal.set", _args(at, new.words))
    return Say(said, (yes, back(at)), awaits=Choice("", "internal.typed", {"deliverable": at}))


def _early(turn: Turn, after: Due) -> int:
    return working_days(after.deadline, after.of_plan.deadline, turn.setting.calendar)


async def set_(turn: Turn, deliverable: int, words: str) -> Say:
    """What was read back, as long as it still holds."""
    case = await _case(turn, deliverable)
    new = heard_of(turn, words).typed
    if case is None or new is None:
        return refused(turn)
    campaign, one = case
    after = _after(one, new)
    wrong = _unfit(turn, one, after)
    if wrong is not None:
        return wrong
    rhythm = {**one.rhythm, "early": _early(turn, after), "early_hour": _clock(new)} if one.rhythm else {}
    owing = (await changes.moving_with(turn.session, [deliverable]))[deliverable]
    await changes.ask_earlier(turn.session, one, after.deadline, rhythm, turn.now)
    told = dict.fromkeys(owing, (texts.asked_by(after),))
    return await tell(turn, campaign, told, "asked earlier", deliverable=deliverable)


def _clock(new: Typed) -> str | None:
    return new.hour.isoformat("minutes") if new.hour else None


async def away(turn: Turn, deliverable: int) -> Say:
    case = await _case(turn, deliverable)
    if case is None:
        return refused(turn)
    due = campaigns.due_of(case[1])
    if due.above is None:
        return Say(texts.none_set(due.name), (back(deliverable),))
    owing = (await changes.moving_with(turn.session, [deliverable]))[deliverable]
    yes = Choice(labels.CHANGE_AND_TELL, "internal.gone", {"deliverable": deliverable})
    return Say(texts.confirm_away(due, len(owing)), (yes, back(deliverable)))


async def gone(turn: Turn, deliverable: int) -> Say:
    """Units are asked by the plan's own deadline again."""
    case = await _case(turn, deliverable)
    if case is None:
        return refused(turn)
    campaign, one = case
    due = campaigns.due_of(one)
    if due.above is None:
        return Say(texts.none_set(due.name), (back(deliverable),))
    rhythm = {name: value for name, value in one.rhythm.items() if name not in ("early", "early_hour")}
    owing = (await changes.moving_with(turn.session, [deliverable]))[deliverable]
    await changes.ask_with_all(turn.session, one, rhythm, turn.now)
    told = dict.fromkeys(owing, (change_texts.moved(due, due.of_plan),))
    return await tell(turn, campaign, told, "asked with all", deliverable=deliverable)
