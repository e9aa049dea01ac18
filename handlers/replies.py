"""What people answer in their own words, and what only the officer can settle: passed on at once, with who and how to
call them."""

from collections.abc import Sequence

from core.say import Arg, Choice, Say
from core.submissions import Workflow
from core.texts import answers, labels, report
from core.texts.values import Matter, Plan
from core.vietnamese import tidy
from data import campaigns, files, inbox, journal, readings
from data.obligations import Owed
from data.people import Reach
from data.private import readers
from handlers import private, requests, work
from handlers.desk import Desk, addressee, desk, just_reminded_of, meant, organisers, plan_now
from handlers.turn import Turn

LONGEST = 600  # of what is carried in a choice's own row

_OFFERS = (
    (labels.EXTENSION, Matter.EXTENSION),
    (labels.NIL, Matter.NIL),
    (labels.NOT_OURS, Matter.NOT_OURS),
    (labels.TEMPLATE, Matter.PAPERS),
)


async def help_wanted(turn: Turn) -> Say:
    """'Cần hỗ trợ': what is it about?"""
    turn.only_for_known()
    offers = tuple(Choice(label, "replies.pass_on", {"matter": str(m), "words": label}) for label, m in _OFFERS)
    question = Choice(labels.QUESTION, "replies.question")
    return _listens(answers.help_with_what(), Matter.QUESTION, asked=True, others=(*offers, question))


async def question(turn: Turn) -> Say:
    """'Có câu hỏi': the next words are it."""
    turn.only_for_known()
    return _listens(answers.ask_question(), Matter.QUESTION, asked=True)


async def ask_extension(turn: Turn) -> Say:
    """/giahan from a unit: until when, and why? The next words are carried to the officer."""
    turn.only_for_known()
    first = await meant(turn, (await desk(turn)).open)
    if first is None:
        return await work.show(turn)
    return _listens(answers.ask_extension(first.due), Matter.EXTENSION, first, asked=True)


def _listens(
    text: str, matter: Matter, owed: Owed | None = None, *, asked: bool = False, others: tuple[Choice, ...] = ()
) -> Say:
    """What is typed next goes to the officer; who would rather talk is called back.

    `asked`: nothing has been passed on yet, so those words are the matter itself.
    """
    awaits = awaits_words(matter, owed, asked=asked)
    return Say(text, (*others, Choice(labels.CALL_ME, "replies.call_me", awaits.args)), awaits=awaits)


def awaits_words(matter: Matter, owed: Owed | None = None, *, asked: bool = False) -> Choice:
    args: dict[str, Arg] = {"matter": str(matter), "obligation": owed.id if owed else 0, "asked": int(asked)}
    return Choice("", "replies.carry", args)


async def call_me(turn: Turn, matter: str, obligation: int, asked: int) -> Say:
    return await carry(turn, labels.CALL_ME, matter, obligation, asked)


# -- to the officer -----------------------------------------------------------------------------------------------


async def pass_on(turn: Turn, matter: str, words: str) -> Say:
    """The person's own words go to the officer now; the person hears that they did."""
    turn.only_for_known()
    first = await meant(turn, (await desk(turn)).open)
    return await _passed_on(turn, Matter(matter), words, first)


async def _passed_on(turn: Turn, matter: Matter, words: str, owed: Owed | None) -> Say:
    plan = campaigns.plan_of(owed.campaign) if owed else await plan_now(turn)
    if plan is None:
        return Say(answers.unknown_words(turn.role, None))
    due = owed.due if owed else None
    if not await _tell_officers(turn, matter, words, owed):
        return Say(answers.nobody_to_pass_to(plan))
    if matter is Matter.NIL and due is not None:
        return _listens(answers.nil_passed_on(due, plan), matter, owed)
    return _listens(answers.passed_on(matter, plan, addressee(turn).unit, due), matter, owed)


async def _tell_officers(turn: Turn, matter: Matter, words: str, owed: Owed | None) -> bool:
    """False when no officer can be reached: then nothing may be said to have been passed on. About a private report
    only those are told who may read it."""
    me, phone = addressee(turn), turn.speaker.person.phone if turn.speaker.person else ""
    restricted = owed is not None and owed.deliverable.restricted
    officers = await (_who_may_read(turn, [owed]) if owed and restricted else organisers(turn))
    if not officers:
        return False
    hidden = await private.unwritten(turn, owed) if owed else 0
    offers = await requests.ask(turn, matter, words, owed)
    notice = answers.passed_on_notice(matter, me, phone, tidy(words), turn.now, owed.due if owed else None)
    turn.tell(officers, lambda _: Say(notice, offers, private=hidden))
    await turn.note("passed on", matter=str(matter))
    return True


async def papers(turn: Turn, words: str = labels.TEMPLATE) -> Say:
    """The plan itself and the templates of what is still owed, where they are known; else the officer is asked."""
    turn.only_for_known()
    mine = await desk(turn)
    asked = {one.campaign.id or 0: one.campaign for one in mine.owed}
    reading = await readings.started(turn.session, asked) if asked else None
    templates = [(one.due, tuple(one.deliverable.papers.get("ids", ()))) for one in mine.open]
    given = [due for due, ids in templates if ids]
    files = tuple(dict.fromkeys(file for _, ids in templates for file in ids))
    plan_file = (reading.file_id,) if reading is not None and reading.file_id is not None else ()
    if not (plan_file or files):
        return await _passed_on(turn, Matter.PAPERS, words, next(iter(mine.open), None))
    more = Choice(labels.PASS_ON, "replies.pass_on", {"matter": str(Matter.PAPERS), "words": words[:LONGEST]})
    campaign = asked[reading.campaign_id or 0] if reading is not None else mine.open[0].campaign
    done = mine.last_done()  # "gửi lại file" may have meant their own
    again = (Choice(labels.REPLACE, "report.start", {"obligation": done.id, "replace": 1}),) if done else ()
    said = answers.papers_enclosed(campaigns.plan_of(campaign), given, whole=bool(plan_file))
    return Say(said, (more, *again), files=(*plan_file, *files))


# -- words that were asked for ------------------------------------------------------------------------------------


async def reason(turn: Turn, obligation: int) -> Say:
    """'Nêu lý do' under a late receipt: the next words are carried to the officer."""
    turn.only_for_known()
    owed = await turn.owed(obligation)
    return _listens(report.ask_reason(), Matter.REASON, owed, asked=True)


async def carry(turn: Turn, words: str, matter: str, obligation: int, asked: int) -> Say:
    """Words that the last letter asked for."""
    owed = await turn.owed(obligation) if obligation else None
    if asked and Matter(matter) is not Matter.REASON:
        return await _passed_on(turn, Matter(matter), words, owed)
    plan = campaigns.plan_of(owed.campaign) if owed else await plan_now(turn)
    if plan is None:
        return Say(answers.no_campaign())
    if not await _tell_officers(turn, Matter(matter), words, owed):
        return Say(answers.nobody_to_pass_to(plan))
    return Say(report.reason_noted(plan) if asked else answers.reason_added(plan))


# -- claims, thanks, and what cannot be read ----------------------------------------------------------------------


async def by_email(turn: Turn, words: str = labels.BY_EMAIL) -> Say:
    """A claim, not a hand-in: the officer checks the mailbox."""
    turn.only_for_known()
    mine = await desk(turn)
    first = await meant(turn, mine.open)
    if first is None:
        return await _already(turn, mine)
    plan = campaigns.plan_of(first.campaign)
    if not await _tell_officers(turn, Matter.EMAIL, words, first):
        return Say(answers.nobody_to_pass_to(plan), (_hand_in(),))
    return _listens(answers.by_email_noted(first.due, plan), Matter.EMAIL, first, others=(_hand_in(),))


def _hand_in() -> Choice:
    return Choice(labels.HAND_IN, "report.begin")


async def claims(turn: Turn) -> Say:
    """'Nộp rồi mà': looked up. Found: the receipt; not found: by which way?"""
    mine = await desk(turn)
    first = await just_reminded_of(turn, mine.open) or _missed(mine)
    if first is None:
        return await _already(turn, mine)
    if first.obligation.workflow == Workflow.RETURNED:
        return await work.show(turn)
    plan = campaigns.plan_of(first.campaign)
    offers = (_hand_in(), Choice(labels.BY_EMAIL, "replies.by_email"))
    return _listens(answers.claims_not_found(first.due, plan), Matter.EMAIL, first, asked=True, others=offers)


def _missed(mine: Desk) -> Owed | None:
    """What somebody was reminded of; before any reminder whatever is open, unless something has come in."""
    reminded = [one for one in mine.open if one.obligation.nudged_at is not None]
    return next(iter(reminded or (() if mine.last_done() else mine.open)), None)


async def _already(turn: Turn, mine: Desk) -> Say:
    last = mine.last_done()
    if last is None:
        return await work.show(turn)
    newest = mine.versions[last.id][-1]
    shown = Choice(labels.SHOW, "report.show", {"submission": newest.id or 0})
    sent = [] if last.deliverable.restricted else await files.by_ids(turn.session, newest.files.get("ids", []))
    lost = [one.name for one in sent if one.state == "lost"]
    waiting = sum(one.state == "known" for one in sent)
    return Say(answers.claims_found(mine.receipt(last), lost, waiting), (shown,))


async def assent(turn: Turn) -> Say:
    """'Dạ', 'ok' hands nothing in: thanked, and told once what is missing of what one was reminded of."""
    mine = await desk(turn)
    missing_ones = [one for one in mine.open if one.obligation.workflow == Workflow.OWED]
    before = next((one for one in missing_ones if one.obligation.nudged_at is not None), None)
    reminded = await just_reminded_of(turn, missing_ones) or before
    if reminded is None:
        return Say(answers.assent_thanks())
    missing = answers.assent_still_missing(reminded.due)
    last = next(iter(await turn.asked()), None)
    if last is not None and last.text.startswith(missing):
        return Say(answers.assent_thanks())
    return Say(missing, (_hand_in(),))


async def greeting(turn: Turn) -> Say:
    """'Xin chào', 'alo': greeted back, with what is usually wanted next."""
    if not turn.units:
        watching = (Choice(labels.STATUS, "status.show"),) if turn.sees_all else ()
        return Say(answers.greeting(turn.role, turn.name, unfinished=False), watching)
    ways = [Choice(labels.MY_WORK, "work.show"), Choice(labels.QUESTION, "replies.question")]
    if turn.draft is not None:
        args: dict[str, Arg] = {"obligation": turn.draft.obligation_id, "replace": 1}
        ways.insert(0, Choice(labels.CONTINUE, "report.start", args))
    return Say(answers.greeting(turn.role, turn.name, unfinished=turn.draft is not None), tuple(ways))


async def got_it(turn: Turn, campaign: int) -> Say:
    """'Đã nhận' under an opening letter: noted once for each person, so that the organiser sees who has read it."""
    person = turn.person_id
    if not await journal.has(turn.session, "received", campaign, person):
        await turn.note("received", campaign_id=campaign)
    return Say(answers.letter_received(), (Choice(labels.MY_WORK, "work.show"),))


async def quiet(turn: Turn) -> Say:
    """'Phiền quá': what can be had instead; the organiser hears nothing of it."""
    offers = (Choice(labels.PROMISE, "work.when"), Choice(labels.OTHER_HOUR, "mine.hours"))
    return Say(answers.stop_noted(), offers if turn.units else ())


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
    if not (plan and turn.units and text):
        return Say(said)
    if those := await private.theirs(turn):
        return Say(said, (*private.where(turn, those), Choice(labels.MY_WORK, "work.show")))
    return Say(said, _carried(text, Matter.QUESTION))


async def pass_on_line(turn: Turn, row: int) -> Say:
    """'Chuyển lời này giúp tôi' where the unit owes a private report: those who may read it hear it, nobody else."""
    turn.only_for_known()
    words, those = await inbox.words_of(turn.session, row, turn.row), await private.theirs(turn)
    plan = await plan_now(turn)
    if not words or not those or plan is None:
        return Say(answers.old_choice())
    officers = await _who_may_read(turn, those)
    if not officers:
        return Say(answers.nobody_to_pass_to(plan))
    owed = those[0]
    await inbox.wipe(turn.session, row)
    _tell_readers(turn, officers, Matter.QUESTION, words, owed)
    await turn.note("passed on", matter=str(Matter.QUESTION))
    return Say(answers.passed_on_to_readers([one.name for one in officers]))


async def _who_may_read(turn: Turn, those: Sequence[Owed]) -> list[Reach]:
    """Every one of these reports."""
    may = set.intersection(*(set(readers(one.deliverable)) for one in those))
    return [one for one in await organisers(turn) if one.person_id in may]


def _tell_readers(turn: Turn, officers: Sequence[Reach], matter: Matter, words: str, owed: Owed) -> None:
    me, phone = addressee(turn), turn.speaker.person.phone if turn.speaker.person else ""
    notice = answers.passed_on_notice(matter, me, phone, tidy(words), turn.now, owed.due)
    turn.tell(officers, lambda _: Say(notice, private=owed.id))


def _carried(words: str, matter: Matter) -> tuple[Choice, ...]:
    carry = Choice(labels.PASS_ON, "replies.pass_on", {"matter": str(matter), "words": words[:LONGEST]})
    return carry, Choice(labels.MY_WORK, "work.show")
