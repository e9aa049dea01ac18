"""An organiser sets the day of an activity, at any time: read back first, then whoever carries it is told."""

import re
from datetime import date, time

from core.activities import Event
from core.audience import Owners
from core.behalf import report_named
from core.clock import local
from core.plans.typed import typed
from core.say import Arg, Choice, Say
from core.texts import answers, labels
from core.texts import turnouts as texts
from core.texts.activities import when
from core.vietnamese import bare, composed, tidy
from data import activities, campaigns
from data.activities import Owner
from data.models import Campaign, Deliverable
from handlers.activities import day_and_hour, fits
from handlers.changing import back, refused, report_of, tell
from handlers.turn import Turn

MOST = 10
_ASKED = re.compile(r"\b(?:doi|chuyen|dat|lui|sua) (?:ngay|lich)(?: (?:hoat dong|cua))?\b[ :]*", re.IGNORECASE)


async def _case(turn: Turn, deliverable: int) -> tuple[Campaign, Deliverable, Event] | None:
    case = await report_of(turn, deliverable)
    event = campaigns.event_of(case[1]) if case else None
    return (*case, event) if case and event else None


async def ask(turn: Turn, deliverable: int) -> Say:
    case = await _case(turn, deliverable)
    return _asked(case[1], texts.ask_day(campaigns.due_of(case[1]))) if case else refused(turn)


def _asked(one: Deliverable, said: str) -> Say:
    at = one.id or 0
    return Say(said, (back(at),), awaits=Choice("", "dating.day", {"deliverable": at}))


async def day(turn: Turn, words: str, deliverable: int) -> Say:
    """The typed day; only one that is still to come."""
    case = await _case(turn, deliverable)
    if case is None:
        return refused(turn)
    _, one, event = case
    read = day_and_hour(turn, words)
    if read is None:
        return _asked(one, texts.no_day(words))
    if not fits(turn, read[0]):
        return _asked(one, texts.day_gone(read[0]))
    found = (await activities.owners(turn.session, [deliverable]))[deliverable]
    those, new = concerned(one, found), event.put_on(*read)
    if _stands(event, new, those):
        return _asked(one, texts.same_day(campaigns.due_of(one)))
    hour = read[1].isoformat("minutes") if read[1] else ""
    args: dict[str, Arg] = {"deliverable": deliverable, "day": read[0].isoformat(), "hour": hour}
    said = texts.confirm_day(campaigns.due_of(one), new, len(those), len(found) - len(those))
    yes = Choice(labels.CHANGE_AND_TELL, "dating.dated", args)
    return Say(said, (yes, back(deliverable)), awaits=Choice("", "dating.day", {"deliverable": deliverable}))


def _stands(event: Event, new: Event, those: list[Owner]) -> bool:
    """It is on that day already, for all of them."""
    return new.is_on(event) and not any(owner.own or owner.put_off for owner in those)


def concerned(one: Deliverable, owners: list[Owner]) -> list[Owner]:
    """Who follows the plan's day: all who run it together; of those who each run their own, whoever has set no day for
    itself."""
    together = Owners.from_json(one.owners) == Owners()
    return [owner for owner in owners if together or not owner.own]


async def dated(turn: Turn, deliverable: int, day: str, hour: str) -> Say:
    case = await _case(turn, deliverable)
    if case is None:
        return refused(turn)
    campaign, one, event = case
    on = date.fromisoformat(day)
    if not fits(turn, on):
        return _asked(one, texts.day_gone(on))
    new = event.put_on(on, time.fromisoformat(hour) if hour else None)
    owners = (await activities.owners(turn.session, [deliverable]))[deliverable]
    if _stands(event, new, concerned(one, owners)):
        return _asked(one, texts.same_day(campaigns.due_of(one)))
    told = await put_on(turn, one, new, owners)
    return await tell(turn, campaign, told, "dated", events=told.keys(), deliverable=deliverable)


async def put_on(turn: Turn, one: Deliverable, event: Event, owners: list[Owner]) -> dict[int, tuple[str, ...]]:
    """Moved; what to tell whom."""
    those = [owner.unit_id for owner in concerned(one, owners)]
    said = texts.plan_moved(campaigns.due_of(one), event)
    await activities.redate(turn.session, one, event, when(event), those, turn.now)
    return dict.fromkeys(those, (said,))


# -- typed, of whichever activity ---------------------------------------------------------------------------------


async def said(turn: Turn, text: str) -> Say:
    """'Đổi ngày hoạt động Ngày Chủ nhật xanh sang 29/5': the one that is named, else which?"""
    if not turn.organises:
        return Say(answers.not_for_your_role())
    those = await activities.ahead(turn.session, local(turn.now).date())
    if not those:
        return Say(texts.none_ahead())
    words = _words(text)
    read = typed(words, local(turn.now).date())
    at = report_named(read.label if read else words, {one.id or 0: one.name for one in those})
    if at is not None:
        return await about(turn, at, words)
    each = [
        Choice(texts.label(campaigns.due_of(one)), "dating.about", {"deliverable": one.id or 0, "words": words})
        for one in those[:MOST]
    ]
    return Say(texts.ask_which(), tuple(each))


def _words(text: str) -> str:
    words = " ".join(composed(tidy(text)).split())
    asked = _ASKED.search(bare(words))
    return words[asked.end() :] if asked else words


async def about(turn: Turn, deliverable: int, words: str) -> Say:
    """Of this one, what was typed before it was known which."""
    if day_and_hour(turn, words) is None:
        return await ask(turn, deliverable)
    return await day(turn, words, deliverable)
