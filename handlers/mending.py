"""A unit was asked for one part again: it answers that part, says that it is right, or talks it over."""

from core.clock import local
from core.forms import OF_FILES, WRITTEN, FieldKind, Misread, Reason, read
from core.roles import ORGANISING
from core.say import Choice, Say
from core.submissions import Workflow
from core.texts import answers, labels
from core.texts import fields as parts
from core.texts import returning as texts
from core.texts import reviewing as differences
from core.understanding import Meaning
from core.vietnamese import tidy
from data import campaigns, drafts, people, requests, reviews
from data.people import Reach
from data.private import readers
from data.reviews import Case
from handlers import private, report
from handlers.desk import addressee, changes_of
from handlers.drafting import Hand, onward
from handlers.refilling import asked_field, refill
from handlers.requests import a_working_day_on
from handlers.turn import Turn

WORDS = 300
# An answer all the same: to ask again helps more than to carry it to the reviewer.
_MEANT = (Reason.AMBIGUOUS_NUMBER, Reason.NOT_WHOLE, Reason.TOO_SMALL, Reason.TOO_BIG)


async def _wanted(turn: Turn, submission: int) -> Case | None:
    """The version, while a part of it is wanted from this person's unit."""
    case = await reviews.of_unit(turn.session, submission, turn.units) if turn.units else None
    asked = case is not None and case.newest and case.owed.obligation.workflow == Workflow.RETURNED
    return case if asked else None


async def _old(turn: Turn, submission: int) -> Say:
    case = await reviews.of_unit(turn.session, submission, turn.units) if turn.units else None
    if case is None:
        return Say(answers.choice_not_yours())
    return Say(texts.nothing_asked(case.owed.due), (Choice(labels.MY_WORK, "work.show"),))


# -- the part itself ----------------------------------------------------------------------------------------------


async def begin(turn: Turn, submission: int) -> Say:
    """'Sửa mục này': only what is asked for is open."""
    case = await _wanted(turn, submission)
    if case is None:
        return await _old(turn, submission)
    if case.owed.deliverable.restricted:
        return await private.opened(turn, case.owed)
    hand = await _taken_up(turn, case)
    return await onward(turn, hand, _head(hand, case))


async def _taken_up(turn: Turn, case: Case) -> Hand:
    """What was begun already is gone on with, when it is of this version."""
    owed = case.owed
    draft, new = await drafts.open_for(
        turn.session,
        turn.person_id,
        owed.id,
        owed.obligation.version,
        turn.now,
        busy=turn.draft is not None or turn.group,
    )
    hand = Hand(owed, draft)
    await refill(turn, hand, new=new, case=case)
    return hand


def _head(hand: Hand, case: Case) -> str:
    asked = hand.asks
    if asked is None:
        return ""
    was = case.submission.answers.get("fields", {}).get(asked.key)
    return texts.mending(asked.label, parts.value_said(asked, was) if was is not None else "")


async def answer(turn: Turn, text: str, meaning: Meaning | None, submission: int) -> Say | None:
    """What was typed under the question is the part, when it fits it; all is read back before it counts, the change on
    top; of what only named people may read, on its page alone. None: it is something else."""
    case = await _wanted(turn, submission)
    field = asked_field(case.owed.form, case.asked) if case is not None else None
    if case is None or field is None or field.kind in OF_FILES or len(case.asked) > 1:
        return None
    if field.kind in WRITTEN and meaning is not None and (meaning.certain or field.kind is FieldKind.TEXT):
        return None
    taken = read(field, text, local(turn.now).date())
    if isinstance(taken, Misread) and taken.reason not in _MEANT:
        return None
    if case.owed.deliverable.restricted:
        return await private.answered(turn, case.owed, field, taken)
    hand = await _taken_up(turn, case)
    if hand.asks is None or hand.asks.key != field.key:
        await drafts.save(turn.session, hand.draft, turn.now, ask=field.key)
    said = await report.answer(turn, hand, text, meaning)
    changed = differences.changed(changes_of(case.owed, case.submission, hand.draft.answers, hand.draft.files))
    if said is None or hand.asks is not None or not changed:
        return said or await onward(turn, hand)
    return Say(f"{texts.mended(changed)}\n{said.text}", said.choices, counted=said.counted)


async def about(turn: Turn, submission: int) -> tuple[int, ...]:
    """The report that a file sent under the question is for."""
    case = await _wanted(turn, submission)
    return (case.owed.id,) if case is not None else ()


# -- that it is right ---------------------------------------------------------------------------------------------


async def right(turn: Turn, submission: int) -> Say:
    """'Số đã đúng': the unit's word closes the point, and the same version is looked at once more."""
    case = await _wanted(turn, submission)
    if case is None:
        return await _old(turn, submission)
    if not await reviews.put_back(turn.session, case, turn.now):
        return await _old(turn, submission)
    await reviews.settle(turn.session, case.owed.id, turn.now)
    reviews.remark(turn.session, case.id, turn.person_id, {"": labels.NUMBER_RIGHT}, turn.now)
    await campaigns.boards_stale(turn.session, case.owed.campaign.id or 0, turn.now)
    await turn.note("confirmed", campaign_id=case.owed.campaign.id, obligation_id=case.owed.id, code=case.code)
    return Say(texts.confirmed(case.owed.due, case.code), (Choice(labels.MY_WORK, "work.show"),))


# -- talking it over ----------------------------------------------------------------------------------------------


async def talk(turn: Turn, submission: int) -> Say:
    """'Cần trao đổi': the next words are for the reviewer."""
    case = await _wanted(turn, submission)
    if case is None:
        return await _old(turn, submission)
    awaits = Choice("", "mending.words", {"submission": submission})
    return Say(texts.ask_words(campaigns.plan_of(case.owed.campaign)), (_mending(case),), awaits=awaits)


def _mending(case: Case) -> Choice:
    return Choice(labels.MEND, "mending.begin", {"submission": case.id})


async def words(turn: Turn, said: str, submission: int) -> Say:
    """To whoever asked, else to all who review; while they read it the unit is not reminded, a working day at most."""
    case = await _wanted(turn, submission)
    if case is None:
        return await _old(turn, submission)
    kept, hidden = tidy(said)[:WORDS], await private.unwritten(turn, case.owed)
    reviews.remark(turn.session, case.id, turn.person_id, {"": kept}, turn.now)
    until = a_working_day_on(turn)
    await requests.hold(turn.session, case.owed.id, until)
    await turn.note("talked over", campaign_id=case.owed.campaign.id, obligation_id=case.owed.id, code=case.code)
    reaches = await _reviewers(turn, case)
    more = Choice("", "mending.said", {"submission": submission})  # another sentence, or the part after all
    if not reaches:
        return Say(texts.nobody_there(campaigns.plan_of(case.owed.campaign)), (_mending(case),), awaits=more)
    phone = turn.speaker.person.phone if turn.speaker.person else ""
    text = texts.words_came(addressee(turn, case.owed.unit.id), phone, case.owed.due, case.code, kept)
    args = {"submission": case.id}
    offers = (Choice(labels.ANSWER, "returning.reply", args), Choice(labels.SEE_REPORT, "reviewing.one", args))
    turn.tell(reaches, lambda _: Say(text, offers, private=hidden))
    name = reaches[0].name if len(reaches) == 1 else ""
    said_so = texts.carried(name, turn.now, until)
    return Say(said_so, (_mending(case), Choice(labels.MY_WORK, "work.show")), awaits=more)


async def _reviewers(turn: Turn, case: Case) -> list[Reach]:
    found = await people.reachable(turn.session, roles=sorted(ORGANISING), without=turn.person_id)
    each = {reach.person_id: reach for reach in found}
    if case.owed.deliverable.restricted:
        each = {reader: each[reader] for reader in readers(case.owed.deliverable) if reader in each}
    mine = each.get(case.submission.decided_by or 0)
    return [mine] if mine else list(each.values())
