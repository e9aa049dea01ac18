"""What people answer in their own words, and what only the officer can settle: passed on at once, with who and how to
call them."""

from datetime import timedelta

from core.say import Choice, Say
from core.submissions import Workflow
from core.texts import answers, labels, report
from core.texts.values import Due, Matter, Plan
from core.vietnamese import tidy
from data import campaigns, readings
from data.obligations import Owed
from data.outbox import Asked, choices_of
from handlers import work
from handlers.desk import Desk, addressee, desk, organisers, plan_now
from handlers.turn import Turn

LONGEST = 600  # of what is carried in a choice's own row
LISTENS = timedelta(days=3)  # how long words that fit nothing else are taken as the answer to "xin nhắn thêm"

_OFFERS = (
    (labels.EXTENSION, Matter.EXTENSION),
    (labels.NIL, Matter.NIL),
    (labels.TEMPLATE, Matter.PAPERS),
)


async def help_wanted(turn: Turn) -> Say:
    """'Cần hỗ trợ': what is it about?"""
    turn.only_for_known()
    offers = tuple(Choice(label, "replies.pass_on", {"matter": str(m), "words": label}) for label, m in _OFFERS)
    question = Choice(labels.QUESTION, "replies.question")
    return Say(answers.help_with_what(), (*offers, question, _call_me(Matter.QUESTION, asked=True)))


async def question(turn: Turn) -> Say:
    """'Có câu hỏi': the next words are it."""
    turn.only_for_known()
    return Say(answers.ask_question(), (_call_me(Matter.QUESTION, asked=True),))


def _call_me(matter: Matter, owed: Owed | None = None, *, asked: bool = False) -> Choice:
    """Stands under every letter that asks for words, and marks it: what is typed next goes to the officer.

    `asked`: nothing has been passed on yet, so those words are the matter itself.
    """
    about = owed.id if owed else 0
    return Choice(labels.CALL_ME, "replies.call_me", {"matter": str(matter), "obligation": about, "asked": int(asked)})


async def call_me(turn: Turn, matter: str, obligation: int, asked: int) -> Say:
    return await carry(turn, labels.CALL_ME, matter, obligation, asked)


# -- to the officer -----------------------------------------------------------------------------------------------


async def pass_on(turn: Turn, matter: str, words: str) -> Say:
    """The person's own words go to the officer now; the person hears that they did."""
    turn.only_for_known()
    first = next(iter((await desk(turn)).open), None)
    return await _passed_on(turn, Matter(matter), words, first)


async def _passed_on(turn: Turn, matter: Matter, words: str, owed: Owed | None) -> Say:
    plan = campaigns.plan_of(owed.campaign) if owed else await plan_now(turn)
    if plan is None:
        return Say(answers.unknown_words(turn.role, None))
    due = owed.due if owed else None
    if not await _tell_officers(turn, matter, words, due):
        return Say(answers.nobody_to_pass_to(plan))
    more = (_call_me(matter, owed),)
    if matter is Matter.NIL and due is not None:
        return Say(answers.nil_passed_on(due, plan), more)
    return Say(answers.passed_on(matter, plan, addressee(turn).unit, due), more)


async def _tell_officers(turn: Turn, matter: Matter, words: str, due: Due | None) -> bool:
    """False when no officer can be reached: then nothing may be said to have been passed on."""
    me, phone = addressee(turn), turn.speaker.person.phone if turn.speaker.person else ""
    notice = answers.passed_on_notice(matter, me, phone, tidy(words), turn.now, due)
    officers = await organisers(turn)
    turn.tell(officers, lambda _: Say(notice))
    await turn.note("passed on", matter=str(matter))
    return bool(officers)


async def papers(turn: Turn, words: str = labels.TEMPLATE) -> Say:
    """The plan itself, where it is known; a template only the officer has."""
    turn.only_for_known()
    asked = {one.campaign.id or 0: one.campaign for one in (await desk(turn)).owed}
    reading = await readings.started(turn.session, asked) if asked else None
    if reading is None:
        return await pass_on(turn, Matter.PAPERS, words)
    plan = campaigns.plan_of(asked[reading.campaign_id or 0])
    more = Choice(labels.PASS_ON, "replies.pass_on", {"matter": str(Matter.PAPERS), "words": words[:LONGEST]})
    return Say(answers.plan_enclosed(plan), (more,), files=(reading.file_id,) if reading.file_id else ())


# -- words that were asked for ------------------------------------------------------------------------------------


async def reason(turn: Turn, obligation: int) -> Say:
    """'Nêu lý do' under a late receipt: the next words are carried to the officer."""
    turn.only_for_known()
    owed = await turn.owed(obligation)
    return Say(report.ask_reason(), (_call_me(Matter.REASON, owed, asked=True),))


def listening(turn: Turn, letter: Asked | None) -> Choice | None:
    """The choice by which a letter says that it waits for words; a late receipt waits for the reason unasked."""
    if letter is None or turn.now - letter.made_at > LISTENS:
        return None
    return next((one for one in choices_of(letter) if one.action in ("replies.call_me", "replies.reason")), None)


async def heard(turn: Turn, waiting: Choice, words: str) -> Say:
    """Words that the last letter asked for."""
    if waiting.action == "replies.reason":
        return await carry(turn, words, Matter.REASON, int(waiting.args["obligation"]), 1)
    args = waiting.args
    return await carry(turn, words, str(args["matter"]), int(args["obligation"]), int(args["asked"]))


async def carry(turn: Turn, words: str, matter: str, obligation: int, asked: int) -> Say:
    owed = await turn.owed(obligation) if obligation else None
    if asked and Matter(matter) is not Matter.REASON:
        return await _passed_on(turn, Matter(matter), words, owed)
    plan = campaigns.plan_of(owed.campaign) if owed else await plan_now(turn)
    if plan is None:
        return Say(answers.no_campaign())
    if not await _tell_officers(turn, Matter(matter), words, owed.due if owed else None):
        return Say(answers.nobody_to_pass_to(plan))
    return Say(report.reason_noted(plan) if asked else answers.reason_added(plan))


# -- claims, thanks, and what cannot be read ----------------------------------------------------------------------


async def by_email(turn: Turn, words: str = labels.BY_EMAIL) -> Say:
    """A claim, not a hand-in: the officer checks the mailbox."""
    turn.only_for_known()
    mine = await desk(turn)
    if not mine.open:
        return await _already(turn, mine)
    first = mine.open[0]
    plan = campaigns.plan_of(first.campaign)
    if not await _tell_officers(turn, Matter.EMAIL, words, first.due):
        return Say(answers.nobody_to_pass_to(plan), (_hand_in(),))
    return Say(answers.by_email_noted(first.due, plan), (_hand_in(), _call_me(Matter.EMAIL, first)))


def _hand_in() -> Choice:
    return Choice(labels.HAND_IN, "report.begin")


async def claims(turn: Turn) -> Say:
    """'Nộp rồi mà': looked up. Found: the receipt; not found: by which way?"""
    mine = await desk(turn)
    first = _missed(mine)
    if first is None:
        return await _already(turn, mine)
    if first.obligation.workflow == Workflow.RETURNED:
        return await work.show(turn)
    plan = campaigns.plan_of(first.campaign)
    offers = (_hand_in(), Choice(labels.BY_EMAIL, "replies.by_email"), _call_me(Matter.EMAIL, first, asked=True))
    return Say(answers.claims_not_found(first.due, plan), offers)


def _missed(mine: Desk) -> Owed | None:
    """What somebody was reminded of; before any reminder whatever is open, unless something has come in."""
    reminded = [one for one in mine.open if one.obligation.nudged_at is not None]
    return next(iter(reminded or (() if mine.last_done() else mine.open)), None)


async def _already(turn: Turn, mine: Desk) -> Say:
    last = mine.last_done()
    if last is None:
        return await work.show(turn)
    shown = Choice(labels.SHOW, "report.show", {"submission": mine.versions[last.id][-1].id or 0})
    return Say(answers.claims_found(mine.receipt(last)), (shown,))


async def assent(turn: Turn) -> Say:
    """'Dạ', 'ok' hands nothing in: thanked, and told once what is missing of what one was reminded of."""
    mine = await desk(turn)
    reminded = next((one for one in mine.open if one.obligation.nudged_at is not None), None)
    if reminded is None:
        return Say(answers.assent_thanks())
    missing = answers.assent_still_missing(reminded.due)
    last = next(iter(await turn.asked()), None)
    if last is not None and last.text.startswith(missing):
        return Say(answers.assent_thanks())
    return Say(missing, (_hand_in(),))


async def quiet(turn: Turn) -> Say:
    """'Phiền quá': what can be had instead; the organiser hears nothing of it."""
    return Say(answers.stop_noted(), (Choice(labels.PROMISE, "work.when"),) if turn.units else ())


async def not_yet(turn: Turn) -> Say:
    """A wish that is understood and cannot be met here."""
    return Say(answers.not_yet(None if turn.organises else await plan_now(turn)))


async def unsure(turn: Turn, matter: Matter, words: str) -> Say:
    """It may be for the officer: asked before anybody is bothered."""
    plan = await plan_now(turn)
    if plan is None:
        return Say(answers.unknown_words(turn.role, None))
    return Say(answers.for_officer(plan), _carried(words, matter))


async def unknown(turn: Turn, text: str) -> Say:
    """Not understood: what can be done, and a choice that carries the words to the officer."""
    plan: Plan | None = await plan_now(turn) if turn.speaker.person and not turn.organises else None
    said = answers.unknown_words(turn.role, plan)
    return Say(said, _carried(text, Matter.QUESTION) if plan and turn.units and text else ())


def _carried(words: str, matter: Matter) -> tuple[Choice, ...]:
    carry = Choice(labels.PASS_ON, "replies.pass_on", {"matter": str(matter), "words": words[:LONGEST]})
    return carry, Choice(labels.MY_WORK, "work.show")
