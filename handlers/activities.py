"""What the owners of an activity answer: it goes as planned, moves to another day, is put off, they took part.

The day of an activity that several run together is its lead's to move: then it moves for all of them. An organiser is
told of every change, and may set a day when it was put off without one.
"""

from collections.abc import Sequence
from datetime import date, time, timedelta

from core.clock import local
from core.delivery import Lane
from core.plans.typed import typed
from core.say import Arg, Choice, Say
from core.texts import answers, labels
from core.texts import turnouts as texts
from core.texts.values import Matter
from core.understanding import Intent, Meaning, promise_time
from core.vietnamese import full_day
from data import activities, people
from data.activities import WITH
from data.obligations import Owed
from handlers import replies
from handlers.desk import Desk, addressee, desk, organisers
from handlers.turn import Turn

FURTHEST = timedelta(days=400)
LATELY = timedelta(days=14)  # for so long words without a name are about an activity that is over
MOST = 8  # offered at once


# -- which of them ------------------------------------------------------------------------------------------------


async def _theirs(turn: Turn, obligations: str) -> list[Owed]:
    """What this person's units carry of those in a letter."""
    turn.only_for_known()
    wanted = [int(one) for one in obligations.split(",") if one]
    return await activities.of_units(turn.session, wanted, turn.units) if turn.units else []


def _gone(owed: Sequence[Owed]) -> Say:
    look = (Choice(labels.MY_WORK, "work.show"),)
    return Say(texts.settled(owed[0].due), look) if owed else Say(answers.choice_not_yours(), look)


def _ids(owed: Sequence[Owed]) -> str:
    return ",".join(str(one.id) for one in owed)


def _which(owed: Sequence[Owed], action: str) -> Say:
    each = tuple(Choice(texts.label(one.due), action, {"obligations": str(one.id)}) for one in owed[:MOST])
    return Say(texts.ask_which(), each)


# -- as planned ---------------------------------------------------------------------------------------------------


async def on_schedule(turn: Turn, obligations: str) -> Say:
    """'Đúng lịch': noted with thanks; the letters go on, for a day is easily forgotten."""
    found = await _theirs(turn, obligations)
    open_ = [one for one in found if one.open]
    if not open_:
        return _gone(found)
    put_off = next((one for one in open_ if one.obligation.put_off_at is not None), None)
    if put_off is not None:
        return _ask_day(put_off, texts.is_put_off(put_off.due))
    await activities.confirm(turn.session, [one.id for one in open_], turn.now)
    await turn.note("confirmed", campaign_id=open_[0].campaign.id, obligations=_ids(open_))
    return Say(texts.confirmed([one.due for one in open_], any(one.obligation.part != WITH for one in open_)))


async def took_part(turn: Turn, obligations: str) -> Say:
    """'Đúng, đã tham gia': all that is asked of who does not lead; the lead is asked for the result."""
    found = await _theirs(turn, obligations)
    today = local(turn.now).date()
    begun = [one for one in found if one.open and one.due.event and one.due.event.has_begun(today)]
    ahead = [one for one in found if one.open and one not in begun]
    shared = [one for one in begun if one.obligation.part == WITH]
    if not begun:
        return Say(texts.not_begun(ahead[0].due)) if ahead else _gone(found)
    if not shared:
        return Say(texts.ask_which(), tuple(_result(one) for one in begun[:MOST]))
    await activities.took_part(turn.session, [one.id for one in shared], turn.now)
    await turn.note("took part", campaign_id=shared[0].campaign.id, obligations=_ids(shared))
    return Say(texts.took_part([one.due for one in shared]))


def _result(owed: Owed) -> Choice:
    return Choice(texts.label(owed.due), "report.start", {"obligation": owed.id})


# -- another day --------------------------------------------------------------------------------------------------


async def change(turn: Turn, obligations: str) -> Say:
    """'Đổi ngày': to which?"""
    found = await _theirs(turn, obligations)
    open_ = [one for one in found if one.open]
    if len(open_) > 1:
        return _which(open_, "activities.change")
    if not open_:
        return _gone(found)
    return _not_leading(open_[0]) or _ask_day(open_[0], texts.ask_day(open_[0].due))


def _ask_day(owed: Owed, text: str) -> Say:
    args: dict[str, Arg] = {"obligation": owed.id}
    later = Choice(labels.PUT_OFF, "activities.put_off", {"obligations": str(owed.id)})
    return Say(text, (later,), awaits=Choice("", "activities.day", args))


def _not_leading(owed: Owed, words: str = labels.NEW_DAY) -> Say | None:
    if owed.obligation.part != WITH:
        return None
    carry: dict[str, Arg] = {"matter": str(Matter.QUESTION), "words": f"{owed.due.name}: {words}"[: replies.LONGEST]}
    return Say(texts.not_leading(owed.due), (Choice(labels.PASS_ON, "replies.pass_on", carry),))


async def day(turn: Turn, words: str, obligation: int) -> Say:
    """The typed day; only one that is still to come."""
    found = await _theirs(turn, str(obligation))
    if not found or not found[0].open:
        return _gone(found)
    owed = found[0]
    on = _day(turn, words)
    if on is None:
        return _ask_day(owed, texts.no_day(words))
    if not fits(turn, on):
        return _ask_day(owed, texts.day_gone(on))
    return _not_leading(owed, words) or await _moved(turn, owed, on)


def _day(turn: Turn, words: str) -> date | None:
    read = day_and_hour(turn, words)
    return read[0] if read else None


def day_and_hour(turn: Turn, words: str) -> tuple[date, time | None] | None:
    """'25/5', '7g30 25/5', 'thứ Sáu tuần sau'."""
    now = local(turn.now)
    read = typed(words, now.date())
    if read is not None:
        return read.day, read.hour
    moment = promise_time(words, now)
    return (local(moment).date(), None) if moment is not None else None


def fits(turn: Turn, on: date) -> bool:
    today = local(turn.now).date()
    return today <= on <= today + FURTHEST


async def _moved(turn: Turn, owed: Owed, on: date) -> Say:
    others = await activities.companions(turn.session, owed)
    await _move(turn, [owed, *others], on)
    before = owed.due
    told = await _tell(turn, others, texts.moved_told(owed.unit.name, before, on))
    me, phone = addressee(turn, owed.unit.id), turn.speaker.person.phone if turn.speaker.person else ""
    turn.tell(await organisers(turn), lambda _: Say(texts.moved_notice(me, phone, before, on)))
    return Say(texts.moved(before, on, told), (Choice(labels.MY_WORK, "work.show"),))


async def _move(turn: Turn, owed: Sequence[Owed], on: date) -> None:
    await activities.move(turn.session, [one.id for one in owed], on, full_day(on), turn.now)
    await turn.note("moved", campaign_id=owed[0].campaign.id, obligation_id=owed[0].id, to=on.isoformat())


async def _tell(turn: Turn, owed: Sequence[Owed], text: str) -> int:
    """Those who hand in for these units, each person once."""
    those = [one.unit.id or 0 for one in owed]
    found = await people.reachable(turn.session, units=those, without=turn.person_id) if those else []
    reaches = list({reach.person_id: reach for reach in found if reach.role.hands_in}.values())
    turn.tell(reaches, lambda _: Say(text, (Choice(labels.MY_WORK, "work.show"),)), Lane.NUDGE, turn.later)
    return len(reaches)


# -- no day yet ---------------------------------------------------------------------------------------------------


async def put_off(turn: Turn, obligations: str) -> Say:
    """'Hoãn': no letters until there is a new day."""
    found = await _theirs(turn, obligations)
    open_ = [one for one in found if one.open]
    if len(open_) > 1:
        return _which(open_, "activities.put_off")
    if not open_:
        return _gone(found)
    owed = open_[0]
    if owed.obligation.put_off_at is not None:
        return _ask_day(owed, texts.is_put_off(owed.due))
    return _not_leading(owed, labels.PUT_OFF) or await _put_off(turn, owed)


async def _put_off(turn: Turn, owed: Owed) -> Say:
    others = await activities.companions(turn.session, owed)
    await activities.put_off(turn.session, [one.id for one in (owed, *others)], turn.now)
    await turn.note("put off", campaign_id=owed.campaign.id, obligation_id=owed.id)
    told = await _tell(turn, others, texts.put_off_told(owed.unit.name, owed.due))
    me, phone = addressee(turn, owed.unit.id), turn.speaker.person.phone if turn.speaker.person else ""
    set_day = Choice(labels.SET_DAY, "activities.set_day", {"obligation": owed.id})
    turn.tell(await organisers(turn), lambda _: Say(texts.put_off_notice(me, phone, owed.due), (set_day,)))
    awaits = Choice("", "activities.day", {"obligation": owed.id})
    return Say(texts.put_off(owed.due, told), (Choice(labels.MY_WORK, "work.show"),), awaits=awaits)


async def set_day(turn: Turn, obligation: int) -> Say:
    """'Đặt ngày mới', by an organiser."""
    owed = await _of_officer(turn, obligation)
    if isinstance(owed, Say):
        return owed
    return Say(texts.ask_day(owed.due), awaits=Choice("", "activities.day_set", {"obligation": obligation}))


async def day_set(turn: Turn, words: str, obligation: int) -> Say:
    owed = await _of_officer(turn, obligation)
    if isinstance(owed, Say):
        return owed
    on, awaits = _day(turn, words), Choice("", "activities.day_set", {"obligation": obligation})
    if on is None or not fits(turn, on):
        return Say(texts.no_day(words) if on is None else texts.day_gone(on), awaits=awaits)
    everybody = [owed, *await activities.companions(turn.session, owed)]
    await _move(turn, everybody, on)
    await _tell(turn, everybody, texts.moved_told(owed.unit.name, owed.due, on))
    return Say(texts.day_set(owed.unit.name, owed.due, on), (Choice(labels.STATUS, "status.show"),))


async def _of_officer(turn: Turn, obligation: int) -> Owed | Say:
    if not turn.organises:
        return Say(answers.not_for_your_role())
    owed = await activities.one(turn.session, obligation)
    if owed is None or not owed.open:
        return Say(texts.settled(owed.due) if owed else answers.old_choice())
    return owed


# -- in words -----------------------------------------------------------------------------------------------------


async def worded(turn: Turn, meaning: Meaning, text: str) -> Say:
    """'Dung lich', 'doi sang 25/5', 'hoan chua ro ngay': about what the last letter spoke of, else what comes next."""
    mine = await desk(turn)
    spoken = await _spoken_of(turn, mine)
    if not spoken:
        return await _without(turn, mine, meaning, text)
    if meaning.intent is Intent.ON_SCHEDULE:
        return await on_schedule(turn, _ids(spoken))
    if meaning.intent is Intent.TOOK_PART:
        return await took_part(turn, _ids(spoken))
    if meaning.intent is Intent.PUT_OFF:
        return await put_off(turn, _ids(spoken))
    if len(spoken) == 1 and _day(turn, text) is not None:
        return await day(turn, text, spoken[0].id)
    return await change(turn, _ids(spoken))


async def otherwise(turn: Turn) -> Say:
    """'Không', to whether it goes as planned: then when?"""
    spoken = await _spoken_of(turn, await desk(turn))
    return await change(turn, _ids(spoken))


async def _spoken_of(turn: Turn, mine: Desk) -> list[Owed]:
    """Of a letter in front of this person first."""
    open_ = {str(one.id): one for one in mine.happening}
    for letter in (await turn.asked())[:1]:
        named = [open_[one] for one in letter.still.removeprefix("owed:").split(",") if one in open_]
        if named:
            return named
    today = local(turn.now).date()
    coming = [one for one in open_.values() if one.due.event and one.due.event.last >= today - LATELY]
    put_off = [one for one in coming if one.obligation.put_off_at is not None]
    return put_off[:1] or coming[:1]


async def _without(turn: Turn, mine: Desk, meaning: Meaning, text: str) -> Say:
    """From a unit that carries none: another day is wished for a report, and agreement is only that."""
    if meaning.intent is Intent.ON_SCHEDULE:
        return await replies.assent(turn)
    if mine.open and meaning.intent is not Intent.TOOK_PART:
        return await replies.pass_on(turn, str(Matter.EXTENSION), text)
    return Say(texts.nothing_planned(), (Choice(labels.MY_WORK, "work.show"),))
