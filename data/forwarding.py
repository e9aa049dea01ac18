"""Reports on their way to a campaign's mailbox: the organiser ruled when, and a code proved that somebody reads it."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import and_, literal
from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from core.behalf import Source
from core.delivery import MAIL
from core.forms import Form
from core.roles import ORGANISING
from core.say import Choice, Say
from core.submissions import Verdict
from core.texts import fields, labels, mailing
from core.texts.values import ByMail
from data import campaigns, files, invitations, obligations, outages, outbox, people, ways
from data.models import Campaign, Chat, File, Invitation, Letter, Submission
from data.obligations import Owed
from data.outbox import To

HANDED_IN, ACCEPTED = ByMail.HANDED_IN, ByMail.ACCEPTED
CODE = "mailbox"  # the kind of an invitation that only proves who reads a mailbox
ONCE = "forward:"  # what the once-key of such a letter begins with


def forwards(owed: Owed, when: ByMail) -> bool:
    """What only named people may see goes to no mailbox."""
    return not owed.deliverable.restricted and campaigns.plan_of(owed.campaign).by_mail == when


def _goes(owed: Owed, submission: Submission, when: ByMail) -> bool:
    """What came by mail is in a mailbox already."""
    return submission.source != Source.MAIL and forwards(owed, when)


class Enclosed(NamedTuple):
    """The files of a report; where it is forwarded now, its mailbox; and the versions of it that stand already."""

    files: list[File]
    place: To | None
    earlier: list[Submission]


async def enclosed(session: AsyncSession, owed: Owed, ids: Sequence[int], when: ByMail) -> Enclosed:
    """One statement for all of it, where a file is there to begin with."""
    forwarded, again = literal(forwards(owed, when)), literal(owed.obligation.version > 0)
    mailbox = and_(forwarded, col(Chat.channel) == MAIL, col(Chat.address) == owed.campaign.mailbox)
    standing = and_(again, col(Submission.obligation_id) == owed.id, col(Submission.withdrawn_at).is_(None))
    rows = (
        select(File, Chat.id, Submission)
        .select_from(File)
        .join(Chat, mailbox, isouter=True)
        .join(Submission, standing, isouter=True)
        .where(col(File.id).in_(ids))
        .order_by(col(File.id), col(Submission.version))
    )
    found = (await session.exec(rows)).all() if ids else []
    if not found:
        return Enclosed([], None, await obligations.versions(session, owed.id) if owed.obligation.version else [])
    sent = {file.id: file for file, _, _ in found}
    earlier = {version.id: version for _, _, version in found if version is not None}
    place = next((chat for _, chat, _ in found if chat is not None), None)
    return Enclosed(list(sent.values()), To(place, MAIL) if place is not None else None, list(earlier.values()))


async def letters_of(
    session: AsyncSession, owed: Owed, submission: Submission, when: ByMail, now: datetime, machine: datetime,
    at_hand: Enclosed | None = None,
) -> list[dict[str, Any]]:  # fmt: skip
    """The letter to the mailbox, to be written with the fact: handed in, or accepted. Nothing where the organiser did
    not rule so; each version once. `at_hand`: what `enclosed` found, where somebody looked."""
    if not _goes(owed, submission, when):
        return []
    carried = at_hand or await enclosed(session, owed, submission.files.get("ids", []), when)
    place = carried.place or await to(session, owed.campaign.mailbox)
    return _letters(owed, submission, when, carried.files, place, now, machine)


async def letters_of_many(
    session: AsyncSession, submissions: Sequence[Submission], when: ByMail, now: datetime, machine: datetime,
    at_hand: Mapping[int, Owed] | None = None,
) -> list[dict[str, Any]]:  # fmt: skip
    """The same for reports that were accepted or entered together, in a few statements however many there are."""
    cases = at_hand or await obligations.that_forward(session, [one.obligation_id for one in submissions], str(when))
    theirs = [one for one in submissions if one.obligation_id in cases and _goes(cases[one.obligation_id], one, when)]
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
    given: Mapping[str, Any] = submission.answers.get("fields", {})
    said = fields.read_back(Form.from_json(owed.deliverable.form), given, files.names(carried))
    text = mailing.report(
        plan, owed.unit.name, owed.due, code, submission.version, submission.handed_at, submission.late, said,
        accepted=when is ACCEPTED, source=submission.source,
    )  # fmt: skip
    ids = tuple(file.id for file in carried if file.id is not None)
    return Say(text, files=ids, subject=mailing.report_subject(plan, owed.unit.name, owed.due, code))


# -- the mailbox --------------------------------------------------------------------------------------------------


async def cut_off(session: AsyncSession) -> list[Campaign]:
    """Campaigns that run and forward reports, while this bot sends no mail: what is meant for their mailboxes waits."""
    return [] if await ways.mails(session) else await _forwarding(session)


async def held_up(session: AsyncSession, now: datetime) -> list[Campaign]:
    """The same, and while the mail server is out of reach or does not want us."""
    return await _forwarding(session) if await outages.is_down(session, MAIL, now) else await cut_off(session)


async def _forwarding(session: AsyncSession) -> list[Campaign]:
    running = await campaigns.running(session)
    return [one for one in running if campaigns.plan_of(one).by_mail in (HANDED_IN, ACCEPTED)]


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


async def undelivered(
    session: AsyncSession, letter: Letter, now: datetime, machine: datetime, *, gone: bool, doubt: bool = False
) -> None:
    """The organisers hear which report it was, for its unit was told that it need send nothing. `gone`: the mailbox
    takes nothing at all, so no more goes there until somebody answers from it again. `doubt`: it may have arrived."""
    submission = await session.get(Submission, int((letter.once or "").removeprefix(ONCE).partition(":")[0]))
    campaign = await session.get(Campaign, submission.campaign_id) if submission is not None else None
    if campaign is None or submission is None:
        return
    if gone:
        stopped = update(Campaign).where(
            col(Campaign.id) == campaign.id, col(Campaign.mailbox_verified_at).is_not(None)
        )
        await session.exec(stopped.values(mailbox_verified_at=None).execution_options(synchronize_session=False))
    told = mailing.mailbox_refuses if gone else mailing.report_in_doubt if doubt else mailing.report_refused
    again = Choice(
        labels.FORWARD_AGAIN, "mailbox.forward", {"submission": submission.id or 0, "letter": letter.id or 0}
    )
    say = Say(told(campaign.short, campaign.mailbox, outbox.subject_of(letter)), (again,))
    reached = {one.chat_id: one for one in await people.reachable(session, roles=sorted(ORGANISING))}
    for one in reached.values():
        to = To(one.chat_id, one.channel, one.person_id)
        await outbox.post(session, outbox.letters(say, to, now, machine, once=f"refused:{letter.id}:{one.person_id}"))


async def again(
    session: AsyncSession, owed: Owed, submission: Submission, letter: int, now: datetime, machine: datetime
) -> list[dict[str, Any]]:
    """One that was not taken, once more for each letter that told of it; none where the mailbox is not proved."""
    if owed.deliverable.restricted or owed.campaign.mailbox_verified_at is None:
        return []
    when = ACCEPTED if submission.verdict == Verdict.ACCEPTED else HANDED_IN
    sent = await files.by_ids(session, submission.files.get("ids", []))
    place = await to(session, owed.campaign.mailbox)
    say = _said(owed, submission, sent, when)
    return outbox.letters(say, place, now, machine, once=f"{ONCE}{submission.id}:{letter}")
