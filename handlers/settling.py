"""A unit says that it has nothing to report, that a report is not its own, or that it has sent a mail: the organiser
settles which it is."""

from datetime import datetime

from core import past
from core.behalf import Source
from core.say import Choice, Say
from core.texts import labels
from core.texts import requests as texts
from core.texts.values import Matter
from data import campaigns, changes, obligations, requests
from data.requests import Asked
from handlers.requests import about_report, asker, case_of, give_answer, release, show
from handlers.turn import Turn


async def exempt(turn: Turn, request: int) -> Say:
    asked = await about_report(turn, request)
    if isinstance(asked, Say):
        return asked
    case, due = asked
    await changes.exempt(turn.session, [case.request.obligation_id or 0])
    said = texts.not_theirs(due) if _not_ours(case) else texts.exempted(due)
    return await give_answer(turn, case, said, labels.EXEMPT)


def _not_ours(case: Asked) -> bool:
    return Matter(case.request.matter) is Matter.NOT_OURS


async def insist(turn: Turn, request: int) -> Say:
    asked = await about_report(turn, request)
    if isinstance(asked, Say):
        return asked
    case, due = asked
    await release(turn, case)
    said = texts.theirs_after_all(due, campaigns.plan_of(case.campaign)) if _not_ours(case) else texts.still_owed(due)
    return await give_answer(turn, case, said, labels.STILL_OWED)


async def found(turn: Turn, request: int) -> Say:
    """The mailbox has it: when did it come? That moment judges."""
    asked = await about_report(turn, request)
    if isinstance(asked, Say):
        return asked
    case, due = asked
    claimed = Choice(texts.as_claimed(case.request.made_at), "settling.came", {"request": request})
    awaits = Choice("", "settling.came_at", {"request": request})
    return Say(texts.ask_mail_time(await asker(turn, case), due), (claimed,), awaits=awaits)


async def came(turn: Turn, request: int) -> Say:
    case = await case_of(turn, request)
    return case if isinstance(case, Say) else await _came(turn, case, case.request.made_at)


async def came_at(turn: Turn, words: str, request: int) -> Say:
    case = await case_of(turn, request)
    if isinstance(case, Say):
        return case
    moment = past.moment(words, turn.now)
    if moment is None:
        return Say(texts.no_time(words), awaits=Choice("", "settling.came_at", {"request": request}))
    return await _came(turn, case, min(moment, turn.now))


async def _came(turn: Turn, case: Asked, moment: datetime) -> Say:
    owed = await obligations.one(turn.session, case.request.obligation_id or 0, [case.unit.id or 0])
    if owed is None or not owed.open:
        await requests.answer(turn.session, case.request, turn.now, turn.person_id, labels.MAIL_FOUND)
        return await show(turn)
    earlier = await obligations.versions(turn.session, owed.id)
    submission = await obligations.hand_in(
        turn.session,
        owed,
        earlier,
        person_id=case.person.id or 0,
        channel=Source.MAIL,
        handed_at=moment,
        answers=earlier[-1].answers if earlier else {},
        files=earlier[-1].files if earlier else {},
        source=Source.MAIL,
        entered_by=turn.person_id,
    )
    await campaigns.boards_stale(turn.session, case.campaign.id or 0, turn.now)
    said = texts.mail_found(owed.due, owed.code(submission), moment, late=submission.late)
    return await give_answer(turn, case, said, labels.MAIL_FOUND)


async def not_found(turn: Turn, request: int) -> Say:
    asked = await about_report(turn, request)
    if isinstance(asked, Say):
        return asked
    case, due = asked
    await release(turn, case)
    return await give_answer(turn, case, texts.mail_not_found(due), labels.NO_MAIL)


async def missed(turn: Turn, request: int) -> bool:
    """As one of several; False where it was settled meanwhile."""
    asked = await case_of(turn, request)
    if isinstance(asked, Say) or asked.request.matter != Matter.EMAIL:
        return False
    await not_found(turn, request)
    return True
