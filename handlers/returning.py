"""A reviewer asks for a part of a report again: which, why, until when. The unit gets that one question."""

import json
from datetime import datetime

from core.clock import at, local
from core.forms import Form
from core.plans.typed import typed
from core.reviews import wanted_back
from core.say import Arg, Choice, Say
from core.submissions import Verdict, Workflow
from core.texts import labels
from core.texts import returning as texts
from core.texts.returning import Ask
from core.texts.values import Addressee, Receipt
from core.understanding import promise_time
from core.vietnamese import tidy
from data import campaigns, people, reviews
from data.people import Reach
from data.reviews import Case
from handlers import reviewing
from handlers.desk import receipt_of
from handlers.private import hidden, unwritten
from handlers.reviewing import case_of
from handlers.turn import Turn

MOST = 5
WORDS = 300
_Said = list[tuple[str, str]]  # field and words


async def still_open(turn: Turn, submission: int) -> Case | Say:
    """While nobody has decided it otherwise."""
    case = await case_of(turn, submission)
    if isinstance(case, Say) or case.waiting:
        return case
    return await reviewing.too_late(turn, case)


# -- which part, why, until when ----------------------------------------------------------------------------------


async def parts(turn: Turn, submission: int, asks: str = "") -> Say:
    case = await still_open(turn, submission)
    if isinstance(case, Say):
        return case
    args: dict[str, Arg] = {"submission": submission, "asks": asks}
    asked = {field for field, _ in _read(asks)}
    each = [
        Choice(field.label, "returning.reason", {**args, "field": field.key})
        for field in case.owed.form.fields
        if field.key not in asked
    ]
    whole = (Choice(texts.WHOLE, "returning.whole", {"submission": submission}),)
    return Say(
        texts.which_part(case.code, case.owed.unit.name),
        (*each, *whole, to_card(submission)),
        private=hidden(case.owed),
        awaits=Choice("", "returning.named", args),
    )


def to_card(submission: int) -> Choice:
    return Choice(labels.BACK_TO_CARD, "reviewing.one", {"submission": submission})


async def whole(turn: Turn, submission: int) -> Say:
    """'Không dùng bản này': another version of all of it."""
    return await reason(turn, submission, "", "")


async def reason(turn: Turn, submission: int, field: str, asks: str) -> Say:
    case = await still_open(turn, submission)
    if isinstance(case, Say):
        return case
    awaits = Choice("", "returning.because", {"submission": submission, "field": field, "asks": asks})
    text = texts.ask_reason(_ask(case.owed.form, field, "").label)
    return Say(text, (to_card(submission),), private=hidden(case.owed), awaits=awaits)


async def because(turn: Turn, words: str, submission: int, field: str, asks: str) -> Say:
    """The reason was typed: all of it is read back before it goes out."""
    case = await still_open(turn, submission)
    if isinstance(case, Say):
        return case
    await unwritten(turn, case.owed)
    said = [*_read(asks), (field, tidy(words)[:WORDS])]
    return _preview(case, said, wanted_back(turn.now, turn.setting.calendar))


def _read_at(turn: Turn) -> datetime:
    """When the unit reads it at the earliest."""
    return turn.later or turn.now


def _preview(case: Case, said: _Said, by: datetime, passed: datetime | None = None) -> Say:
    """`passed`: until when it was wanted back, where that is too early by now."""
    form = case.owed.form
    asks = json.dumps(said, ensure_ascii=False)
    args: dict[str, Arg] = {"submission": case.id, "asks": asks, "by": by.isoformat()}
    more = Choice(labels.ADD_PART, "returning.parts", {"submission": case.id, "asks": asks})
    text = texts.preview(case.owed.unit.name, _receipt(case), [_ask(form, *one) for one in said], by, passed)
    return Say(
        text,
        (
            Choice(labels.SEND_REQUEST, "returning.send", args),
            *((more,) if len(said) < min(MOST, len(form.fields)) and all(field for field, _ in said) else ()),
            Choice(labels.OTHER_MOMENT, "returning.moment", args),
            to_card(case.id),
        ),
        private=hidden(case.owed),
    )


def _read(asks: str) -> _Said:
    return [(field, words) for field, words in json.loads(asks)] if asks else []


def _ask(form: Form, field: str, words: str) -> Ask:
    return Ask(next((one for one in form.fields if one.key == field), None), words)


def _receipt(case: Case) -> Receipt:
    return receipt_of(case.owed, case.submission, case.standing[0])


async def moment(turn: Turn, submission: int, asks: str, by: str) -> Say:
    case = await still_open(turn, submission)
    if isinstance(case, Say):
        return case
    awaits = Choice("", "returning.until", {"submission": submission, "asks": asks})
    text = texts.ask_moment(datetime.fromisoformat(by))
    return Say(text, (to_card(submission),), private=hidden(case.owed), awaits=awaits)


async def until(turn: Turn, words: str, submission: int, asks: str) -> Say:
    """A day is its end of office hours; an hour is itself. It lies after the moment at which the unit can read it."""
    case = await still_open(turn, submission)
    if isinstance(case, Say):
        return case
    by = _moment(turn, words)
    if by is None or by <= _read_at(turn):
        again = Choice("", "returning.until", {"submission": submission, "asks": asks})
        text = texts.too_soon(turn.later) if by and by > turn.now and turn.later else texts.no_moment(words)
        return Say(text, (to_card(submission),), private=hidden(case.owed), awaits=again)
    return _preview(case, _read(asks), by)


def _moment(turn: Turn, words: str) -> datetime | None:
    said = typed(words, local(turn.now).date())
    if said is not None:
        return at(said.day, said.hour or turn.setting.calendar.office_end)
    return promise_time(words, local(turn.now))


# -- sent ---------------------------------------------------------------------------------------------------------


async def send(turn: Turn, submission: int, asks: str, by: str) -> Say:
    """The verdict, what is asked, and the letter that asks it, all at once. A preview that lay so long that its moment
    is over is shown anew."""
    case = await still_open(turn, submission)
    if isinstance(case, Say):
        return case
    moment, said, told = datetime.fromisoformat(by), _read(asks), _read_at(turn)
    if moment <= told:
        return _preview(case, said, wanted_back(turn.now, turn.setting.calendar), moment)
    wanted = {"again_by": moment, "next_nudge_at": turn.now, "nudged_at": told, **_RELEASED}
    if not await reviews.decide(turn.session, case, Verdict.RETURNED, turn.now, turn.person_id, **wanted):
        return await reviewing.too_late(turn, case)
    if case.said:
        await reviews.settle(turn.session, case.owed.id, turn.now)
    reviews.remark(turn.session, case.id, turn.person_id, dict(said), turn.now, asks=True)
    await campaigns.boards_stale(turn.session, case.owed.campaign.id or 0, turn.now)
    await _note(turn, case, said, by)
    reached = await _ask_unit(turn, case, said, moment)
    said_so = texts.sent(case.code, case.owed.unit.name, moment, reached=reached)
    return Say(said_so, (Choice(labels.NEXT, "reviewing.next", {"submission": case.id}), _see(case)))


async def _note(turn: Turn, case: Case, said: _Said, by: str) -> None:
    """The journal is for ever: of what is erased in time it has no words."""
    asks = {} if hidden(case.owed) else {"asks": said}
    await turn.note(
        "returned", campaign_id=case.owed.campaign.id, obligation_id=case.owed.id, code=case.code, by=by, **asks
    )


_RELEASED = {"promised_until": None, "held_until": None}


async def _ask_unit(turn: Turn, case: Case, said: _Said, by: datetime) -> bool:
    """Everybody who hands in for the unit; at night it waits for the morning, and goes no more if it is settled."""
    form, plan, got = case.owed.form, campaigns.plan_of(case.owed.campaign), _receipt(case)
    asks = [_ask(form, *one) for one in said]
    reaches = await _unit(turn, case)

    def letter(reach: Reach) -> Say:
        who = Addressee(reach.name, reach.title, reach.unit)
        return asking(texts.letter(who, plan, got, asks, by), case, asks)

    turn.tell(reaches, letter, not_before=turn.later, still=f"owed:{case.owed.id}")
    return bool(reaches)


async def _unit(turn: Turn, case: Case) -> list[Reach]:
    return await people.reachable(turn.session, units=[case.owed.unit.id or 0], without=turn.person_id)


def asking(text: str, case: Case, asks: list[Ask]) -> Say:
    """What a unit may do about it; what is typed in answer is the part itself, else words for the reviewer."""
    right = labels.NUMBER_RIGHT if len(asks) == 1 and asks[0].is_number else labels.ALL_RIGHT
    args: dict[str, Arg] = {"submission": case.id}
    choices = (
        Choice(labels.MEND, "mending.begin", args),
        Choice(right, "mending.right", args),
        Choice(labels.TALK, "mending.talk", args),
    )
    counted = not (len(asks) == 1 and asks[0].takes_a_line)
    return Say(text, choices, counted=counted, private=hidden(case.owed), awaits=Choice("", "mending.said", args))


# -- talking it over ----------------------------------------------------------------------------------------------


async def reply(turn: Turn, submission: int) -> Say:
    case = await case_of(turn, submission)
    if isinstance(case, Say):
        return case
    awaits = Choice("", "returning.replied", {"submission": submission})
    return Say(texts.ask_reply(case.owed.unit.name), (_see(case),), awaits=awaits)


def _see(case: Case) -> Choice:
    return Choice(labels.SEE_REPORT, "reviewing.one", {"submission": case.id})


_WORK = (Choice(labels.MY_WORK, "work.show"),)


async def replied(turn: Turn, words: str, submission: int) -> Say:
    """The reviewer's words, under which the unit has the same choices again while something is wanted."""
    case = await case_of(turn, submission)
    if isinstance(case, Say):
        return case
    said = tidy(words)[:WORDS]
    await unwritten(turn, case.owed)
    reviews.remark(turn.session, case.id, turn.person_id, {"": said}, turn.now)
    reaches, plan = await _unit(turn, case), campaigns.plan_of(case.owed.campaign)
    text = texts.reply_came(plan, case.owed.due, case.code, said)
    form = case.owed.form
    asks = [_ask(form, one.field, one.words) for one in case.asked]
    wanted = case.newest and case.owed.obligation.workflow == Workflow.RETURNED
    say = asking(text, case, asks) if wanted else Say(text, _WORK, private=hidden(case.owed))
    turn.tell(reaches, lambda _: say)
    await turn.note("replied", campaign_id=case.owed.campaign.id, obligation_id=case.owed.id, code=case.code)
    return Say(texts.replied(case.owed.unit.name, reached=bool(reaches)), (_see(case),))
