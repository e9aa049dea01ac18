"""The mailbox to which a campaign's reports are forwarded: which it is, that somebody reads it, and what was ruled.

Nothing is sent to an address before the code that was mailed there has been typed back.
"""

import re
from datetime import timedelta

from core.roster.cells import email, emails_taken
from core.say import Choice, Say
from core.texts import answers, labels
from core.texts import mailing as texts
from core.texts.values import ByMail
from data import campaigns, forwarding, invitations, outbox, readings
from data.models import Campaign
from handlers.changing import campaign_of, refused
from handlers.desk import campaign_now
from handlers.reviewing import case_of
from handlers.turn import Turn

HOUR = timedelta(hours=1)
CODE_LIFE = timedelta(days=1)
TRIES = 5  # wrong codes in an hour
_FORWARDING = ((labels.FORWARD_AT_ONCE, ByMail.HANDED_IN), (labels.FORWARD_ACCEPTED, ByMail.ACCEPTED))
_WITHOUT = ((labels.OWN_MAIL, ByMail.OWN), (labels.MAIL_NEEDLESS, ByMail.NEEDLESS))


async def begin(turn: Turn) -> Say:
    """Asked for by words: an organiser is shown what can be ruled, everybody else where it is."""
    turn.only_for_known()
    found = await campaign_now(turn)
    if found is None:
        return Say(answers.no_campaign())
    return await show(turn, found.id or 0) if turn.organises else Say(texts.where(campaigns.plan_of(found)))


async def show(turn: Turn, campaign: int) -> Say:
    """What holds now, and everything that can be done about it."""
    found = await campaign_of(turn, campaign)
    if found is None:
        return refused(turn)
    document = await readings.started(turn.session, [campaign])
    written = email(str(document.kept.get("mailbox") or "")) if document is not None else ""
    proposed = written if written != found.mailbox else ""
    verified = found.mailbox_verified_at is not None
    said = texts.card(campaigns.plan_of(found), verified, campaigns.ruled(found), proposed, turn.setting.mails)
    return Say(said, _offers(turn, found, proposed), awaits=_awaits("typed", campaign))


def _offers(turn: Turn, found: Campaign, proposed: str = "") -> tuple[Choice, ...]:
    mine = {"campaign": found.id or 0}
    use = (Choice(texts.use_label(proposed), "mailbox.use", {**mine, "address": proposed}),) if proposed else ()
    verified = found.mailbox_verified_at is not None
    prove = (labels.TYPE_CODE, "mailbox.ask_code"), (labels.CODE_AGAIN, "mailbox.again")
    open_ = turn.setting.mails and bool(found.mailbox) and not verified
    proving = tuple(Choice(label, action, mine) for label, action in prove) if open_ else ()
    rulings = (*(_FORWARDING if verified and turn.setting.mails else ()), *_WITHOUT)
    ruling = tuple(Choice(label, "mailbox.rule", {**mine, "how": str(how)}) for label, how in rulings)
    return (*use, *proving, *ruling, Choice(labels.WHOLE_PLAN, "changing.show", mine))


def _awaits(what: str, campaign: int) -> Choice:
    return Choice("", f"mailbox.{what}", {"campaign": campaign})


# -- which one ----------------------------------------------------------------------------------------------------


async def typed(turn: Turn, words: str, campaign: int) -> Say:
    found = await campaign_of(turn, campaign)
    if found is None:
        return refused(turn)
    address = _written(words)
    if not address:
        return Say(texts.not_an_address(words), _offers(turn, found), awaits=_awaits("typed", campaign))
    return await _choose(turn, found, address)


def _written(words: str) -> str:
    """The one address in it."""
    _, good, _ = emails_taken(words)
    return good[0] if len(good) == 1 else ""


async def use(turn: Turn, campaign: int, address: str) -> Say:
    """The one that the plan names."""
    found = await campaign_of(turn, campaign)
    return await _choose(turn, found, address) if found is not None else refused(turn)


async def again(turn: Turn, campaign: int) -> Say:
    """Another code; the one before proves nothing any more."""
    found = await campaign_of(turn, campaign)
    return await _choose(turn, found, found.mailbox) if found is not None and found.mailbox else refused(turn)


async def _choose(turn: Turn, found: Campaign, address: str) -> Say:
    verified = found.mailbox_verified_at if found.mailbox == address else None
    await forwarding.change(turn.session, found, mailbox=address, mailbox_verified_at=verified)
    await turn.note("mailbox", campaign_id=found.id)
    if verified is not None or not turn.setting.mails:
        return Say(texts.mailbox_kept(address), _offers(turn, found))
    await _send_code(turn, found)
    return Say(texts.code_sent(address), _offers(turn, found), awaits=_awaits("code", found.id or 0))


async def _send_code(turn: Turn, found: Campaign) -> None:
    code, plan = turn.setting.new_code(), campaigns.plan_of(found)
    hashed = turn.setting.hash_code(_kept(found, code))
    await forwarding.expect_code(turn.session, found.id or 0, hashed, turn.machine, CODE_LIFE)
    to = await forwarding.to(turn.session, found.mailbox)
    say = Say(texts.code_mail(plan, turn.name, code), subject=texts.code_subject(plan.short))
    turn.said += outbox.letters(say, to, turn.now, turn.machine)


def _kept(found: Campaign, code: str) -> str:
    """A code proves one mailbox of one campaign, and opens nothing else."""
    letters = re.sub(r"[^A-Z0-9]", "", code.upper())
    return f"the mailbox {found.mailbox} of campaign {found.id}: {letters}"


# -- that somebody reads it ---------------------------------------------------------------------------------------


async def ask_code(turn: Turn, campaign: int) -> Say:
    found = await campaign_of(turn, campaign)
    if found is None or not found.mailbox:
        return refused(turn)
    return Say(texts.ask_code(found.mailbox), _offers(turn, found), awaits=_awaits("code", campaign))


async def code(turn: Turn, words: str, campaign: int) -> Say:
    """The code typed back. An address instead is another mailbox."""
    found = await campaign_of(turn, campaign)
    if found is None:
        return refused(turn)
    if address := _written(words):
        return await _choose(turn, found, address)
    who = f"mailbox:{turn.person_id}"
    mine, _ = await invitations.tries(turn.session, who, turn.machine - HOUR)
    if mine >= TRIES:
        return Say(texts.too_many_codes(), _offers(turn, found))
    hashed = turn.setting.hash_code(_kept(found, words))
    if not await forwarding.proved(turn.session, found.id or 0, hashed, turn.machine):
        await invitations.wrong(turn.session, who, turn.machine)
        return Say(texts.wrong_code(), _offers(turn, found), awaits=_awaits("code", campaign))
    await forwarding.change(turn.session, found, mailbox_verified_at=turn.now)
    await turn.note("mailbox verified", campaign_id=found.id)
    return Say(texts.verified(found.mailbox), _offers(turn, found))


# -- what is ruled ------------------------------------------------------------------------------------------------


async def rule(turn: Turn, campaign: int, how: str) -> Say:
    """From now on receipts say so; what came before is not forwarded afterwards."""
    found = await campaign_of(turn, campaign)
    if found is None:
        return refused(turn)
    ruling = ByMail(how)
    forwards = ruling in (ByMail.HANDED_IN, ByMail.ACCEPTED)
    if forwards and (found.mailbox_verified_at is None or not turn.setting.mails):
        return Say(texts.verify_first(), _offers(turn, found), awaits=_awaits("typed", campaign))
    too = None if forwards else ruling is ByMail.OWN
    await forwarding.change(turn.session, found, forwards=str(ruling) if forwards else "", by_mail_too=too)
    await turn.note("mail ruled", campaign_id=found.id, how=how)
    back = Choice(labels.WHOLE_PLAN, "changing.show", {"campaign": campaign})
    return Say(texts.ruled(campaigns.plan_of(found), ruling), (back,))


# -- one that was not taken ---------------------------------------------------------------------------------------


async def forward(turn: Turn, submission: int, letter: int) -> Say:
    """'Chuyển lại' under the letter that told of it; pressed twice it goes once."""
    case = await case_of(turn, submission)
    if isinstance(case, Say):
        return case
    rows = await forwarding.again(turn.session, case.owed, case.submission, letter, turn.now, turn.machine)
    if not rows:
        show_it = Choice(labels.MAILBOX, "mailbox.show", {"campaign": case.owed.campaign.id or 0})
        return Say(texts.not_sent_again(case.code), (show_it,))
    turn.said += rows
    await turn.note("forwarded again", campaign_id=case.owed.campaign.id, code=case.code)
    return Say(texts.sent_again(case.owed.campaign.mailbox, case.code))
