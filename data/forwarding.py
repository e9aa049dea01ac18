"""Reports on their way to a campaign's mailbox: the organiser ruled when, and a code proved that somebody reads it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import col, update
from sqlmodel.ext.asyncio.session import AsyncSession

from core.delivery import MAIL
from core.forms import Form
from core.roles import ORGANISING
from core.say import Say
from core.texts import fields, mailing
from core.texts.values import ByMail
from data import campaigns, files, outbox, people, ways
from data.models import Campaign, File, Letter, Submission
from data.obligations import Owed
from data.outbox import To

HANDED_IN, ACCEPTED = ByMail.HANDED_IN, ByMail.ACCEPTED
ONCE = "forward:"  # what the once-key of such a letter begins with


def forwards(owed: Owed, when: ByMail) -> bool:
    """What only named people may see goes to no mailbox."""
    return not owed.deliverable.restricted and campaigns.plan_of(owed.campaign).by_mail == when


async def letters_of(
    session: AsyncSession, owed: Owed, submission: Submission, when: ByMail, now: datetime, machine: datetime,
    sent: Sequence[File] | None = None,
) -> list[dict[str, Any]]:  # fmt: skip
    """The letter to the mailbox, to be written with the fact: handed in, or accepted. Nothing where the organiser did
    not rule so; each version once. `sent`: its files, where they are at hand."""
    if not forwards(owed, when):
        return []
    carried = await files.by_ids(session, submission.files.get("ids", [])) if sent is None else sent
    to = To(await ways.place_of(session, owed.campaign.mailbox), MAIL)
    say = _said(owed, submission, carried, when)
    return outbox.letters(say, to, now, machine, once=f"{ONCE}{submission.id}")


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
