"""The hand-in itself, its receipt, and what was handed in before."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from core.delivery import Lane
from core.drafts import CONFIRM_WITHIN
from core.forms import NIL_REPORT
from core.say import Choice, Say
from core.submissions import Asks, Workflow
from core.texts import answers, labels, private, report, reviewing
from core.texts import fields as parts
from core.texts.values import Addressee, ByMail, Matter, Plan, Receipt
from data import campaigns, drafts, entries, files, forwarding, likeness, obligations, people
from data.models import Draft, File, Submission
from data.obligations import Owed
from handlers import adding, altering, work
from handlers import private as filled_in
from handlers.desk import addressee, changes_of, desk, receipt_of
from handlers.drafting import Hand, ask, in_hand
from handlers.replies import LONGEST, awaits_words
from handlers.report import change, replace_which, start
from handlers.turn import Turn


async def confirm(turn: Turn, draft: int = 0, anyway: int = 0) -> Say:
    """Hand it in. If the report has moved on meanwhile (the deputy handed in), it is asked once."""
    hand = await in_hand(turn)
    if hand is None or draft not in (0, hand.draft.id):
        hand = await _laid_aside(turn, draft)
    if hand is None:
        return await _old(turn)
    if hand.asks is not None:
        return filled_in.page(turn, hand.owed) if hand.owed.deliverable.restricted else ask(hand)
    if hand.owed.asks is Asks.OPEN and hand.owed.obligation.version != hand.draft.from_version:
        hand = await _next_entry(turn, hand)
    moved_on = hand.owed.obligation.version != hand.draft.from_version and not anyway
    return (await _moved_on(turn, hand) if moved_on else None) or await hand_in(turn, hand)


async def _laid_aside(turn: Turn, draft: int) -> Hand | None:
    """Another draft of this person that a letter offers to send: taken up again, if its report is still theirs."""
    kept = await drafts.take_up(turn.session, turn.person_id, draft, turn.now) if draft else None
    owed = await turn.owed(kept.obligation_id) if kept else None
    if owed is None or owed.campaign.closed_at is not None:
        return None
    if owed.deliverable.restricted:
        kept = await filled_in.begun(turn, owed)
    return Hand(owed, kept) if kept else None


async def _next_entry(turn: Turn, hand: Hand) -> Hand:
    """Somebody of the unit was quicker: this is another entry, and takes the place of none."""
    following = await entries.next_of(turn.session, hand.owed)
    owed = await turn.owed(following) if following is not None else None
    if owed is None:
        return hand
    await drafts.shift(turn.session, hand.draft, owed.id)
    return Hand(owed, hand.draft)


async def _old(turn: Turn) -> Say:
    """A choice of a draft that is done (a second tap): what is true now."""
    shown = await work.show(turn)
    return Say(answers.old_choice(shown.text), shown.choices)


async def _moved_on(turn: Turn, hand: Hand) -> Say | None:
    """None when what came meanwhile was withdrawn again."""
    owed, draft = hand.owed, hand.draft
    versions = await obligations.versions(turn.session, owed.id)
    if not versions or versions[-1].version <= draft.from_version:
        return None
    last = versions[-1]
    by = await _whose(turn, last)
    await drafts.rebase(turn.session, draft, owed.obligation.version)
    offers = (
        _shown(last),
        Choice(labels.STILL_SEND, "report.confirm", {"draft": draft.id or 0, "anyway": 1}),
        Choice(labels.LATER, "report.leave"),
    )
    return Say(report.someone_else_handed_in(by, receipt_of(owed, last, versions[0]), turn.now), offers)


async def _whose(turn: Turn, submission: Submission) -> Addressee:
    """Who handed it in; of what came some other way the officer who entered it."""
    if submission.entered_by is not None:
        return Addressee(await people.named(turn.session, submission.entered_by), "", "")
    return await people.seated(turn.session, submission.person_id, submission.unit_id)


async def hand_in(turn: Turn, hand: Hand) -> Say:
    """The facts, then the words: submission, obligation, draft, journal, and every letter that tells of it."""
    owed, draft = hand.owed, hand.draft
    at_hand = await forwarding.enclosed(turn.session, owed, drafts.files(draft), forwarding.HANDED_IN)
    sent, earlier = at_hand.files, at_hand.earlier
    submission = await obligations.hand_in(
        turn.session, owed, earlier, person_id=turn.person_id, channel=turn.row.channel,
        handed_at=_judged_at(turn, draft), answers=_answers(draft), files={"v": 1, "ids": drafts.files(draft)},
    )  # fmt: skip
    if owed.asks is Asks.OPEN and not owed.obligation.version:
        await entries.open_next(turn.session, owed, turn.now)
    await drafts.finish(turn.session, draft, turn.now)
    await campaigns.boards_stale(turn.session, owed.campaign.id or 0, turn.now)
    await likeness.ask(turn.session, submission, sent, turn.now, turn.machine)
    got = _receipt(hand, submission, earlier, sent)
    await turn.note(
        "handed in", campaign_id=owed.campaign.id, obligation_id=owed.id, code=got.code, changed=got.changed
    )
    await _tell_others(turn, owed, submission, got)
    turn.said += await forwarding.letters_of(
        turn.session, owed, submission, forwarding.HANDED_IN, turn.now, turn.machine, at_hand
    )
    said = report.receipt(got, _plan(owed))
    if report.is_late(got):
        more = adding.offered(owed, submission)
        awaits = awaits_words(Matter.REASON, owed, asked=True)
        return Say(said, (_shown(submission), _next(got, owed), *more), awaits=awaits)
    receipt = Say(said, (_shown(submission), _next(got, owed)))
    more_wanted = adding.ask(owed, submission)
    if more_wanted is None:
        return receipt
    turn.say(receipt)  # a letter of its own, that one may show to one's leader
    return more_wanted


def _answers(draft: Draft) -> dict[str, Any]:
    """What was said, and what was asked about and meant; not what was only remembered."""
    said, noted = drafts.answers(draft), drafts.noted(draft)
    if NIL_REPORT in said:  # of "nothing happened" no number counts
        return {"v": 1, "fields": {NIL_REPORT: said[NIL_REPORT]}}
    return {"v": 1, "fields": said} | ({"noted": noted} if noted else {})


def _plan(owed: Owed) -> Plan:
    """What only named people may see goes to no mailbox, and nothing is said of mail."""
    plan = campaigns.plan_of(owed.campaign)
    return replace(plan, by_mail=ByMail.UNRULED) if owed.deliverable.restricted else plan


def _judged_at(turn: Turn, draft: Draft) -> datetime:
    """When the last required thing was sent, if it was confirmed within twelve hours; else now. What was sent before
    the draft could be begun (its sender was not confirmed yet) has twelve hours from then."""
    complete = draft.complete_at
    if complete is not None and turn.sent_at - max(complete, draft.made_at) <= CONFIRM_WITHIN:
        return min(complete, turn.sent_at)
    return turn.sent_at


def _receipt(hand: Hand, submission: Submission, earlier: list[Submission], sent: list[File]) -> Receipt:
    """With what was counted and what changed, unless only named people may read it."""
    hidden = hand.owed.deliverable.restricted
    counted = parts.contents(hand.form, drafts.answers(hand.draft), [file.name for file in sent])
    changed = changes_of(hand.owed, earlier[-1] if earlier else None, hand.draft.answers, hand.draft.files)
    return receipt_of(
        hand.owed,
        submission,
        earlier[0] if earlier else None,
        contents=() if hidden else counted,
        waiting_files=sum(file.state == "known" for file in sent),
        changed="" if hidden else reviewing.changed(changed),
    )


async def _tell_others(turn: Turn, owed: Owed, submission: Submission, got: Receipt) -> None:
    """The others of the unit, so that nobody does it twice."""
    me = addressee(turn, owed.unit.id)
    others = await people.reachable(turn.session, units=[owed.unit.id or 0], without=turn.person_id)
    turn.tell(others, lambda _: Say(report.told_to_others(me, got), (_shown(submission),)), Lane.NUDGE, turn.later)


def _shown(submission: Submission) -> Choice:
    return Choice(labels.SHOW, "report.show", {"submission": submission.id or 0})


def _next(got: Receipt, owed: Owed) -> Choice:
    if report.is_late(got):
        return Choice(labels.GIVE_REASON, "replies.reason", {"obligation": owed.id})
    return Choice(labels.SEND_MORE, "report.begin") if owed.asks is Asks.OPEN else _replace(owed)


def _replace(owed: Owed) -> Choice:
    return Choice(labels.REPLACE, "report.start", {"obligation": owed.id, "replace": 1})


async def show(turn: Turn, submission: int) -> Say:
    """What was handed in, with its files, to those who hold a seat of the unit."""
    found = await obligations.submission(turn.session, submission, turn.units)
    owed = await turn.owed(found.obligation_id) if found else None
    if found is None or owed is None:
        return Say(answers.choice_not_yours())
    by = await _whose(turn, found)
    versions = await obligations.versions(turn.session, owed.id) or [found]
    if owed.deliverable.restricted:
        return Say(private.handed(receipt_of(owed, found, versions[0])), (_replace(owed),))
    sent = await files.by_ids(turn.session, found.files.get("ids", []))
    said = parts.read_back(owed.form, found.answers.get("fields", {}), files.names(sent))
    here = tuple(file.id for file in sent if file.id is not None and file.state not in files.GONE)
    return Say(report.show_submission(receipt_of(owed, found, versions[0]), by, said), (_replace(owed),), here)


async def show_latest(turn: Turn) -> Say:
    mine = await desk(turn)
    last = mine.last_done()
    return await show(turn, mine.versions[last.id][-1].id or 0) if last else await work.show(turn)


async def correct(turn: Turn) -> Say:
    """/sua."""
    turn.only_for_known()
    return await fix(turn, labels.CORRECT) if turn.units else Say(answers.not_for_your_role())


async def commanded(turn: Turn, words: str) -> Say:
    """'/sua số lượt thành 165'."""
    turn.only_for_known()
    hand, said = await in_hand(turn), f"{labels.CORRECT} {words}"
    altered = await altering.in_words(turn, hand, said) if hand is not None else None
    return altered or (await fix(turn, said) if turn.units else Say(answers.not_for_your_role()))


async def fix(turn: Turn, words: str) -> Say:
    """'Sửa', 'gửi nhầm': a part of the draft, the part that is asked for again, another version of what is in, or
    what was begun and laid aside. Where nothing is in nobody is bothered with it, unless it came some other way."""
    if turn.draft is not None:
        return await change(turn)
    mine = await desk(turn)
    asked = next((one for one in mine.open if one.obligation.workflow == Workflow.RETURNED), None)
    if asked is not None:
        return await start(turn, asked.id)
    carry = Choice(labels.PASS_ON, "replies.pass_on", {"matter": str(Matter.FIX), "words": words[:LONGEST]})
    if mine.last_done():
        return await altering.handed_in(turn, mine, words) or await replace_which(turn, mine, carry)
    begun = {draft.obligation_id for draft in await drafts.aside(turn.session, turn.person_id)}
    laid_aside = [one for one in mine.open if one.id in begun]
    if len(laid_aside) == 1:
        return await start(turn, laid_aside[0].id)
    return Say(report.nothing_to_fix(addressee(turn).unit), (carry, Choice(labels.MY_WORK, "work.show")))
