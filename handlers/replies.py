"""What people answer in their own words, and what only the officer can settle: passed on at once, with who and how to
call them."""

from core.say import Choice, Say
from core.submissions import Workflow
from core.texts import answers, labels, report
from core.texts.values import Due, Matter, Plan
from core.vietnamese import tidy
from data import campaigns, obligations
from data.obligations import Owed
from handlers import work
from handlers.desk import Desk, addressee, desk, organisers, plan_now, receipt_of
from handlers.turn import Turn

LONGEST = 600  # of what is carried in a button's own row

_OFFERS = (
    (labels.EXTENSION, Matter.EXTENSION),
    (labels.QUESTION, Matter.QUESTION),
    (labels.NIL, Matter.NIL),
    (labels.TEMPLATE, Matter.PAPERS),
)


async def help_wanted(turn: Turn) -> Say:
    """'Cần hỗ trợ': what is it about?"""
    turn.person_id  # noqa: B018
    choices = tuple(Choice(label, "replies.pass_on", {"matter": str(m), "words": label}) for label, m in _OFFERS)
    return Say(answers.help_with_what(), choices)


async def pass_on(turn: Turn, matter: str, words: str) -> Say:
    """The person's own words go to the officer now; the person hears that they did."""
    turn.person_id  # noqa: B018
    mine = await desk(turn)
    first = mine.open[0] if mine.open else None
    plan = campaigns.plan_of(first.campaign) if first else await plan_now(turn)
    if plan is None:
        return Say(answers.unknown_words(turn.role, None))
    kind, due = Matter(matter), first.due if first else None
    await _tell_officers(turn, kind, words, due)
    if kind is Matter.NIL and due is not None:
        return Say(answers.nil_passed_on(due, plan))
    return Say(answers.passed_on(kind, plan, addressee(turn).unit, due))


async def _tell_officers(turn: Turn, matter: Matter, words: str, due: Due | None) -> None:
    me, phone = addressee(turn), turn.speaker.person.phone if turn.speaker.person else ""
    notice = answers.passed_on_notice(matter, me, phone, tidy(words), turn.now, due)
    turn.tell(await organisers(turn), lambda _: Say(notice))
    await turn.note("passed on", matter=str(matter))


async def papers(turn: Turn) -> Say:
    return await pass_on(turn, Matter.PAPERS, labels.TEMPLATE)


async def reason(turn: Turn) -> Say:
    """'Nêu lý do' under a late receipt: the next words are carried to the officer."""
    return Say(report.ask_reason(), (Choice(labels.CALL_ME, "replies.pass_on", _question(labels.CALL_ME)),))


def _question(words: str) -> dict[str, str | int]:
    return {"matter": str(Matter.QUESTION), "words": words[:LONGEST]}


async def by_email(turn: Turn, words: str = labels.BY_EMAIL) -> Say:
    """A claim, not a hand-in: the officer checks the mailbox."""
    mine = await desk(turn)
    if not mine.open:
        return await _already(turn, mine)
    first = mine.open[0]
    await _tell_officers(turn, Matter.EMAIL, words, first.due)
    return Say(answers.by_email_noted(first.due, campaigns.plan_of(first.campaign)), (_hand_in(),))


def _hand_in() -> Choice:
    return Choice(labels.HAND_IN, "report.begin")


async def claims(turn: Turn) -> Say:
    """'Nộp rồi mà': looked up. Found: the receipt; not found: by which way?"""
    mine = await desk(turn)
    if not mine.open:
        return await _already(turn, mine)
    first = mine.open[0]
    if first.obligation.workflow == Workflow.RETURNED:
        return await work.show(turn)
    plan = campaigns.plan_of(first.campaign)
    return Say(answers.claims_not_found(first.due, plan), (_hand_in(), Choice(labels.BY_EMAIL, "replies.by_email")))


async def _already(turn: Turn, mine: Desk) -> Say:
    newest = max(mine.latest.values(), key=lambda one: one.handed_at, default=None)
    if newest is None:
        return await work.show(turn)
    owed = next(one for one in mine.owed if one.id == newest.obligation_id)
    first = (await obligations.versions(turn.session, owed.id))[0]
    return Say(
        answers.claims_found(receipt_of(owed, newest, first)),
        (Choice(labels.SHOW, "report.show", {"submission": newest.id or 0}),),
    )


async def assent(turn: Turn) -> Say:
    """'Dạ', 'ok' hands nothing in: thanked, and told once more what is missing while something is due."""
    mine = await desk(turn)
    due = _next_due(turn, mine.open)
    return Say(answers.assent_still_missing(due.due), (_hand_in(),)) if due else Say(answers.assent_thanks())


def _next_due(turn: Turn, open_: list[Owed]) -> Owed | None:
    return open_[0] if open_ else None


async def quiet(turn: Turn) -> Say:
    """'Phiền quá': what can be had instead; the organiser hears nothing of it."""
    return Say(answers.stop_noted(), (Choice(labels.PROMISE, "work.when"),) if turn.units else ())


async def unknown(turn: Turn, text: str) -> Say:
    """Not understood: what can be done, and a button that carries the words to the officer."""
    plan: Plan | None = await plan_now(turn) if turn.speaker.person else None
    said = answers.unknown_words(turn.role, plan)
    if plan is None or not turn.units or not text:
        return Say(said)
    carry = Choice(labels.PASS_ON, "replies.pass_on", _question(text))
    return Say(said, (carry, Choice(labels.MY_WORK, "work.show")))
