"""A unit's request waits with the organiser: agreed to, put otherwise, declined, answered. The answer is carried back,
and while it waits the unit is not reminded of that report, for one working day at most."""

from datetime import date, datetime, time

from core.clock import at, local
from core.deadlines import Deadline, last_day, no_later_than
from core.delivery import Lane
from core.plans.typed import typed
from core.say import Arg, Choice, Say
from core.texts import answers, labels
from core.texts import requests as texts
from core.texts.private import NOT_KEPT
from core.texts.values import Addressee, Due, Matter
from core.understanding import promise_time
from core.vietnamese import full_day, tidy
from data import campaigns, changes, people, requests
from data.models import Request
from data.obligations import Owed
from data.people import Reach
from data.requests import Asked
from handlers.turn import Turn

MOST = 5  # requests read out at once
WORDS = 1000  # letters of an answer
_OFFERS: dict[Matter, tuple[tuple[str, str], ...]] = {
    Matter.EXTENSION: (
        (labels.OTHER_DAY, "requests.other"),
        (labels.NO_EXTENSION, "requests.decline"),
        (labels.ANSWER, "requests.reply"),
    ),
    Matter.NIL: ((labels.EXEMPT, "settling.exempt"), (labels.STILL_OWED, "settling.insist")),
    Matter.NOT_OURS: (
        (labels.EXEMPT, "settling.exempt"),
        (labels.STILL_OWED, "settling.insist"),
        (labels.ANSWER, "requests.reply"),
    ),
    Matter.REASON: (
        (labels.RULE_ON_TIME, "ruling.of_request"),
        (labels.ANSWER, "requests.reply"),
        (labels.SETTLED, "requests.close"),
    ),
    Matter.EMAIL: ((labels.MAIL_FOUND, "settling.found"), (labels.NO_MAIL, "settling.not_found")),
}  # fmt: skip
_ANYTHING = ((labels.ANSWER, "requests.reply"), (labels.SETTLED, "requests.close"))


async def ask(turn: Turn, matter: Matter, words: str, owed: Owed | None) -> tuple[Choice, ...]:
    """Kept with the fact that it was asked; the choices under the organiser's letter. More words about the same thing
    are the same request."""
    seat = next((seat for seat in turn.speaker.seats if seat.role.hands_in), None)
    campaign = owed.campaign if owed else next(iter(await campaigns.running(turn.session)), None)
    if seat is None or campaign is None:
        return ()
    private = owed is not None and owed.deliverable.restricted
    said = NOT_KEPT if private else tidy(words)  # every officer may look these up
    wanted = _wanted(turn, words, owed) if matter is Matter.EXTENSION else None
    request = await requests.open_of(turn.session, turn.person_id, str(matter), owed.id if owed else None)
    if request is not None:
        kept = said if private else f"{request.words}; {said}"
        await requests.add_words(turn.session, request, kept[:WORDS], wanted)
        return _offers(request)
    request = await requests.add(
        turn.session,
        Request(
            campaign_id=campaign.id or 0,
            obligation_id=owed.id if owed else None,
            unit_id=owed.unit.id or 0 if owed else seat.unit_id,
            person_id=turn.person_id,
            matter=str(matter),
            words=said[:WORDS],
            wanted=wanted,
            made_at=turn.now,
        ),
    )
    if owed is not None and matter is not Matter.REASON:
        await requests.hold(turn.session, owed.id, a_working_day_on(turn))
    return _offers(request)


def _wanted(turn: Turn, words: str, owed: Owed | None) -> datetime | None:
    """Until when, as the words have it; only what is later than the deadline there is."""
    said = typed(words, local(turn.now).date())
    moment = at(said.day, time()) if said else promise_time(words, local(turn.now))
    if moment is None or (owed is not None and local(moment).date() <= last_day(owed.obligation.strict)):
        return None
    return moment


def a_working_day_on(turn: Turn) -> datetime:
    calendar, now = turn.setting.calendar, local(turn.now)
    return at(calendar.plus_working(now.date(), 1), now.time())


def _offers(request: Request) -> tuple[Choice, ...]:
    args: dict[str, Arg] = {"request": request.id or 0}
    offers = _OFFERS.get(Matter(request.matter), _ANYTHING)
    agree: tuple[Choice, ...] = ()
    if request.wanted is not None:
        agree = (Choice(texts.agree_until(full_day(local(request.wanted).date())), "requests.grant", args),)
    return (*agree, *(Choice(label, action, args) for label, action in offers))


async def show(turn: Turn) -> Say:
    """What waits for an answer, the oldest first, one at a time."""
    if not turn.organises:
        return Say(answers.not_for_your_role())
    waiting = await requests.waiting(turn.session, 1)
    case = await requests.one(turn.session, waiting[0]) if waiting else None
    if case is None:
        return Say(texts.none_waiting(), (Choice(labels.STATUS, "status.show"),))
    request = case.request
    who, due = await asker(turn, case), due_of(case)
    said = texts.one_waiting(who, case.person.phone, Matter(request.matter), request.words, request.made_at, due)
    return Say(said, _offers(request))


# -- who asked, about what ----------------------------------------------------------------------------------------


async def case_of(turn: Turn, request: int) -> Asked | Say:
    """For an organiser, and only while nobody has answered it."""
    if not turn.organises:
        return Say(answers.not_for_your_role())
    case = await requests.one(turn.session, request)
    if case is None:
        return Say(texts.gone())
    if case.request.answered_at is not None:
        by = await people.named(turn.session, case.request.answered_by or 0)
        return Say(texts.answered_already(by, case.request.answered_at))
    return case


async def about_report(turn: Turn, request: int) -> tuple[Asked, Due] | Say:
    """A request with the report it is about; one that is about none can only be answered in words."""
    case = await case_of(turn, request)
    if isinstance(case, Say):
        return case
    due = due_of(case)
    return (case, due) if due is not None else await reply(turn, request)


async def asker(turn: Turn, case: Asked) -> Addressee:
    return await people.seated(turn.session, case.person.id or 0, case.unit.id or 0)


def due_of(case: Asked) -> Due | None:
    return campaigns.due_of(case.deliverable, case.obligation) if case.deliverable and case.obligation else None


async def _reaches(turn: Turn, case: Asked) -> list[Reach]:
    """Whoever asked; when they cannot be reached any more, the others of the unit."""
    found = await people.reachable(turn.session, units=[case.unit.id or 0])
    return [reach for reach in found if reach.person_id == case.person.id] or found


async def give_answer(turn: Turn, case: Asked, said: str, words: str, *more: Choice) -> Say:
    """Facts first; then the answer goes back and the organiser hears that it did."""
    if not await requests.answer(turn.session, case.request, turn.now, turn.person_id, words):
        return Say(texts.gone())
    reaches = await _reaches(turn, case)
    turn.tell(reaches, lambda _: Say(said, (Choice(labels.MY_WORK, "work.show"),)), Lane.ANSWER)
    await turn.note("answered", campaign_id=case.campaign.id, request=case.request.id)
    left = Choice(labels.NEXT_REQUEST, "requests.show")
    return Say(texts.done(await asker(turn, case), reached=bool(reaches)), (*more, left))


async def release(turn: Turn, case: Asked) -> None:
    """The ladder goes on from here."""
    if case.obligation is not None:
        await requests.hold(turn.session, case.obligation.id or 0, None, next_nudge_at=turn.now)


# -- an extension -------------------------------------------------------------------------------------------------


async def grant(turn: Turn, request: int) -> Say:
    case = await case_of(turn, request)
    if isinstance(case, Say):
        return case
    if case.request.wanted is None:
        return await other(turn, request)
    return await _grant(turn, case, local(case.request.wanted).date())


async def other(turn: Turn, request: int) -> Say:
    found = await about_report(turn, request)
    if isinstance(found, Say):
        return found
    case, due = found
    awaits = Choice("", "requests.until", {"request": request})
    return Say(texts.ask_date(await asker(turn, case), due), awaits=awaits)


async def until(turn: Turn, words: str, request: int) -> Say:
    """Another day than was asked for."""
    case = await case_of(turn, request)
    if isinstance(case, Say):
        return case
    said = typed(words, local(turn.now).date())
    awaits = Choice("", "requests.until", {"request": request})
    due = due_of(case)
    if said is None or due is None:
        return Say(texts.no_date(words), awaits=awaits)
    if said.day <= last_day(due.strict):
        return Say(texts.not_longer(due), awaits=awaits)
    return await _grant(turn, case, said.day)


async def _grant(turn: Turn, case: Asked, day: date) -> Say:
    if case.deliverable is None or case.obligation is None:
        return Say(texts.gone())
    deadline: Deadline = no_later_than(day, texts.extended_to(day))
    await changes.extend_one(turn.session, case.obligation, deadline, turn.now)
    await release(turn, case)
    due = Due(_named(case), deadline.wording, deadline.strict, deadline.lenient)
    return await give_answer(turn, case, texts.granted(due), deadline.wording)


def _named(case: Asked) -> str:
    due = due_of(case)
    return due.name if due else ""


async def decline(turn: Turn, request: int) -> Say:
    found = await about_report(turn, request)
    if isinstance(found, Say):
        return found
    case, due = found
    await release(turn, case)
    return await give_answer(turn, case, texts.declined(due, campaigns.plan_of(case.campaign)), labels.NO_EXTENSION)


# -- words --------------------------------------------------------------------------------------------------------


async def reply(turn: Turn, request: int) -> Say:
    case = await case_of(turn, request)
    if isinstance(case, Say):
        return case
    return Say(texts.ask_words(await asker(turn, case)), awaits=Choice("", "requests.carry", {"request": request}))


async def carry(turn: Turn, words: str, request: int) -> Say:
    """The organiser's own words, to whoever asked; they may be sent to everybody afterwards."""
    case = await case_of(turn, request)
    if isinstance(case, Say):
        return case
    said = tidy(words)[:WORDS]
    await release(turn, case)
    share_it = Choice(labels.SEND_TO_ALL, "requests.share", {"request": request})
    told = texts.replied(campaigns.plan_of(case.campaign), case.request.words, said)
    return await give_answer(turn, case, told, said, share_it)


async def close(turn: Turn, request: int) -> Say:
    """Settled by other means: nobody is written to."""
    case = await case_of(turn, request)
    if isinstance(case, Say):
        return case
    await requests.answer(turn.session, case.request, turn.now, turn.person_id, labels.SETTLED)
    await release(turn, case)
    return await show(turn)


async def share(turn: Turn, request: int) -> Say:
    """A common answer: shown with whom and how many first."""
    case = await requests.one(turn.session, request) if turn.organises else None
    if case is None or not case.request.answer:
        return Say(texts.gone())
    count = len(await _everybody(turn, case))
    yes = Choice(labels.SEND_TO_ALL, "requests.shared", {"request": request})
    return Say(texts.share(count, case.request.words, case.request.answer), (yes, Choice(labels.STATUS, "status.show")))


async def shared(turn: Turn, request: int) -> Say:
    case = await requests.one(turn.session, request) if turn.organises else None
    if case is None or not case.request.answer:
        return Say(texts.gone())
    reaches = await _everybody(turn, case)
    said = texts.common(campaigns.plan_of(case.campaign), case.request.words, case.request.answer)
    turn.tell(reaches, lambda _: Say(said), Lane.BROADCAST, turn.later)
    await turn.note("shared", campaign_id=case.campaign.id, request=request)
    return Say(texts.shared(len(reaches)))


async def _everybody(turn: Turn, case: Asked) -> list[Reach]:
    """One letter for each person of every unit the campaign asks."""
    those = await changes.units_of(turn.session, case.campaign.id or 0)
    found = await people.reachable(turn.session, units=those)
    return list({reach.person_id: reach for reach in found if reach.role.hands_in}.values())
