"""'Rút lại': a unit takes back what it handed in, as long as nobody has decided about it."""

from core.delivery import Lane
from core.say import Choice, Say
from core.submissions import Asks, Workflow
from core.texts import answers, labels
from core.texts import withdrawing as texts
from data import campaigns, people, reviews
from data.obligations import Owed
from data.reviews import Case
from handlers.desk import Desk, addressee, desk, receipt_of
from handlers.turn import Turn


async def which(turn: Turn) -> Say:
    """What may still be taken back; of one it is asked at once."""
    turn.only_for_known()
    mine = await desk(turn)
    handed = [one for one in mine.owed if one.obligation.workflow == Workflow.HANDED_IN]
    open_ones = [one for one in handed if one.asks is not Asks.OPEN]
    if len(open_ones) == 1:
        return await ask(turn, mine.versions[open_ones[0].id][-1].id or 0)
    if open_ones:
        return Say(texts.which(), tuple(_each(mine, one) for one in open_ones))
    return _none(mine)


def _each(mine: Desk, owed: Owed) -> Choice:
    last = mine.versions[owed.id][-1]
    label = texts.which_label(owed.due, owed.code(last))
    return Choice(label, "withdrawing.ask", {"submission": last.id or 0})


def _none(mine: Desk) -> Say:
    """Everything was decided, or nothing is in."""
    last = mine.last_done()
    if last is None:
        return Say(texts.nothing_to_withdraw(), (_MY_WORK,))
    code, due = last.code(mine.versions[last.id][-1]), last.due
    if last.asks is Asks.OPEN and not last.open:
        return _replaced_only(last, code)
    if last.obligation.workflow == Workflow.RETURNED:
        return Say(texts.wanted_again(due, code), (Choice(labels.MEND, "report.start", {"obligation": last.id}),))
    return Say(texts.decided(due, code), (_replace(last),))


def _replaced_only(owed: Owed, code: str) -> Say:
    return Say(texts.replaced_only(campaigns.plan_of(owed.campaign), owed.due, code), (_replace(owed), _MY_WORK))


_MY_WORK = Choice(labels.MY_WORK, "work.show")


def _replace(owed: Owed) -> Choice:
    return Choice(labels.REPLACE, "report.start", {"obligation": owed.id, "replace": 1})


async def _case(turn: Turn, submission: int) -> Case | Say:
    case = await reviews.of_unit(turn.session, submission, turn.units) if turn.units else None
    if case is None:
        return Say(answers.choice_not_yours())
    if case.waiting and case.owed.asks is Asks.OPEN:
        return _replaced_only(case.owed, case.code)
    return case if case.waiting else Say(texts.gone_already(case.code), (_MY_WORK,))


def _earlier(case: Case) -> str:
    return case.owed.code(case.before) if case.before is not None else ""


async def ask(turn: Turn, submission: int) -> Say:
    """What it means, read back before it counts."""
    case = await _case(turn, submission)
    if isinstance(case, Say):
        return case
    got = receipt_of(case.owed, case.submission, case.standing[0])
    yes = Choice(labels.WITHDRAW_REPORT, "withdrawing.done", {"submission": submission})
    choices = (yes, _replace(case.owed), Choice(labels.KEEP_REPORT, "work.show"))
    return Say(texts.ask(got, turn.now, _earlier(case)), choices)


async def done(turn: Turn, submission: int) -> Say:
    case = await _case(turn, submission)
    if isinstance(case, Say):
        return case
    if not await reviews.withdraw(turn.session, case, turn.now):
        return Say(texts.gone_already(case.code), (_MY_WORK,))
    await campaigns.boards_stale(turn.session, case.owed.campaign.id or 0, turn.now)
    await turn.note("withdrawn", campaign_id=case.owed.campaign.id, obligation_id=case.owed.id, code=case.code)
    me = addressee(turn, case.owed.unit.id)
    others = await people.reachable(turn.session, units=[case.owed.unit.id or 0], without=turn.person_id)
    said = texts.told_to_others(me, case.owed.due, case.code)
    turn.tell(others, lambda _: Say(said, (_MY_WORK,)), Lane.NUDGE, turn.later)
    return Say(texts.done(case.owed.due, case.code, turn.now, _earlier(case)), (_HAND_IN, _MY_WORK))


_HAND_IN = Choice(labels.HAND_IN, "report.begin")
