"""Reports on their way to a campaign's mailbox: the organiser ruled when, and a code proved that somebody reads it."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_
from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from core.delivery import MAIL
from core.forms import Form
from core.roles import ORGANISING
from core.say import Say
from core.texts import fields, mailing
from core.texts.values import ByMail
from data import campaigns, files, invitations, obligations, outbox, people, ways
from data.models import Campaign, Chat, File, Invitation, Letter, Submission
from data.obligations import Owed
from data.outbox import To

HANDED_IN, ACCEPTED = ByMail.HANDED_IN, ByMail.ACCEPTED
CODE = "mailbox"  # the kind of an invitation that only proves who reads a mailbox
ONCE = "forward:"  # what the once-key of such a letter begins with


def forwards(owed: Owed, when: ByMail) -> bool:
    """What only named people may see goes to no mailbox."""
    return not owed.deliverable.restricted and campaigns.plan_of(owed.campaign).by_mail == when


async def enclosed(session: AsyncSession, owed: Owed, ids: Sequence[int], when: ByMail) -> tuple[list[File], To | None]:
    """The files of a report and, where it is forwarded now, its mailbox: one statement for both."""
    if not ids or not forwards(owed, when):
        return await files.by_ids(session, ids), None
    mailbox = and_(col(Chat.channel) == MAIL, col(Chat.address) == owed.campaign.mailbox)
    rows = select(File, Chat.id).join(Chat, mailbox, isouter=True).where(col(File.id).in_(ids)).order_by(col(File.id))
    found = (await session.exec(rows)).all()
    place = next((chat for _, chat in found if chat is not None), None)
    return [file for file, _ in found], To(place, MAIL) if place is not None else None


async def letters_of(
    session: AsyncSession, owed: Owed, submission: Submission, when: ByMail, now: datetime, machine: datetime,
    at_hand: tuple[Sequence[File], To | None] | None = None,
) -> list[dict[str, Any]]:  # fmt: skip
    """The letter to the mailbox, to be written with the fact: handed in, or accepted. Nothing where the organiser did
    not rule so; each version once. `at_hand`: what `enclosed` found, where somebody looked."""
    if not forwards(owed, when):
        return []
    carried, place = at_hand or await enclosed(session, owed, submission.files.get("ids", []), when)
    place = place or await to(session, owed.campaign.mailbox)
    return _letters(owed, submission, when, carried, place, now, machine)


async def letters_of_many(
    session: AsyncSession, submissions: Sequence[Submission], when: ByMail, now: datetime, machine: datetime
) -> list[dict[str, Any]]:
    """The same for reports that were accepted together, in a few statements however many there are."""
    cases = await obligations.that_forward(session, [one.obligation_id for one in submissions], str(when))
    theirs = [one for one in submissions if one.obligation_id in cases and forwards(cases[one.obligation_id], when)]
    ids = sorted({file for one in theirs for file in one.files.get("ids", ())})
    here = {file.id: file for file in await files.by_ids(session, ids)}
    mailboxes = {cases[one.obligation_id].campaign.mailbox for one in theirs}
    places = {mailbox: await to(session, mailbox) for mailbox in sorted(mailboxes)}
    rows: list[dict[str, Any]] = []
    for one in theirs:
        owed = cases[one.obligation_id]
        sent = [here[file] for file in one.files.get("ids", ()) if file in here]
        rows += _letters(owed, one, when, sent, places[owed.campaign.mailbox], now, machine)
    return rows


async def to(session: AsyncSession, mailbox: str) -> To:
    return To(await ways.place_of(session, mailbox), MAIL)


def _letters(
    owed: Owed, submission: Submission, when: ByMail, sent: Sequence[File], place: To, now: datetime, machine: datetime
) -> list[dict[str, Any]]:
    say = _said(owed, submission, sent, when)
    return outbox.letters(say, place, now, machine, once=f"{ONCE}{submission.id}")


def _said(owed: Owed, submission: Submission, carried: Sequence[File], when: ByMail) -> Say:
    plan, code = campaigns.plan_of(owed.campaign), owed.code(submission)
    names = [file.name for file in carried]
    given: Mapping[str, Any] = submission.answers.get("fields", {})
    said = fields.read_back(Form.from_json(owed.deliverable.form), given, names)
    text = mailing.report(
        plan, owed.unit.name, owed.due, code, submission.version, submission.handed_at, submission.late, said,
        accepted=when is ACCEPTED,
    )  # fmt: skip
    ids = tuple(file.id for file in carried if file.id is not None)
    return Say(text, files=ids, subject=mailing.report_subject(plan, owed.unit.name, owed.due, code))


# -- the mailbox --------------------------------------------------------------------------------------------------


async def change(session: AsyncSession, campaign: Campaign, **values: Any) -> None:
    """One UPDATE, and the object in hand says the same."""
    for name, value in values.items():
        setattr(campaign, name, value)
    session.add(campaign)
    await session.flush()


async def expect_code(session: AsyncSession, campaign_id: int, hashed: str, machine: datetime, life: timedelta) -> None:
    """Only the code that was mailed last proves anything. It opens no seat."""
    await _forget_code(session, campaign_id)
    await invitations.make(session, CODE, hashed, f"mailbox {hashed}", machine, life, campaign_id=campaign_id)


async def proved(session: AsyncSession, campaign_id: int, hashed: str, machine: datetime) -> bool:
    """Once, while it is fresh."""
    rows = select(Invitation.id).where(
        Invitation.kind == CODE, Invitation.campaign_id == campaign_id, Invitation.code_hash == hashed,
        col(Invitation.expires_at) > machine,
    )  # fmt: skip
    if (await session.exec(rows)).first() is None:
        return False
    await _forget_code(session, campaign_id)
    return True


async def _forget_code(session: AsyncSession, campaign_id: int) -> None:
    mine = col(Invitation.kind) == CODE, col(Invitation.campaign_id) == campaign_id
    await session.exec(delete(Invitation).where(*mine).execution_options(synchronize_session=False))


# -- a letter that was refused ------------------------------------------------------------------------------------


def is_report(letter: Letter) -> bool:
    return (letter.once or "").startswith(ONCE)


async def undelivered(session: AsyncSession, letter: Letter, now: datetime, machine: datetime) -> None:
    """The mailbox will not take it: no more goes there until somebody answers from it again, and the organisers hear
    which report it was, for its unit was told that it need send nothing."""
    submission = await session.get(Submission, int((letter.once or "").removeprefix(ONCE).partition(":")[0]))
    campaign = await session.get(Campaign, submission.campaign_id) if submission is not None else None
    if campaign is None:
        return
    stopped = update(Campaign).where(col(Campaign.id) == campaign.id, col(Campaign.mailbox_verified_at).is_not(None))
    await session.exec(stopped.values(mailbox_verified_at=None).execution_options(synchronize_session=False))
    say = Say(mailing.mailbox_refuses(campaign.short, campaign.mailbox, outbox.subject_of(letter)))
    told = {one.chat_id: one for one in await people.reachable(session, roles=sorted(ORGANISING))}
    for one in told.values():
        to = To(one.chat_id, one.channel, one.person_id)
        await outbox.post(session, outbox.letters(say, to, now, machine, once=f"refused:{letter.id}:{one.person_id}"))
