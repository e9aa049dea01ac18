"""What must hold after every step of a conversation, whoever said what: read from the database alone."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import col, or_, select

from core.delivery import CHANNELS
from core.say import undrawn, units16
from core.texts.clauses import LIMIT
from data import obligations, standings
from data.database import Session
from data.models import Campaign, Chat, Draft, File, Incoming, Letter, Obligation, Submission, Unit
from data.outbox import choices_of

BLAMES = re.compile("vi phạm|từ chối|trả lại|bạn |phê bình|trừ điểm", re.IGNORECASE)
SLIP = re.compile(r"None|\(\)|“”|\{|\}|  |\bnull\b")


@dataclass
class Books:
    """What is in hand of everybody."""

    drafts: dict[int, Draft] = field(default_factory=dict)
    submissions: dict[int, Submission] = field(default_factory=dict)

    @property
    def held(self) -> set[int]:
        """Every file that is in some report."""
        kept = [*(one.files for one in self.drafts.values()), *(one.files for one in self.submissions.values())]
        return {one for files in kept for one in files.get("ids", ())}


@dataclass(frozen=True)
class Heard:
    letter: Letter
    channel: str
    address: str

    def __str__(self) -> str:
        return f"{self.channel} {self.address.partition(':')[2]}: {self.letter.text!r}"


async def books(session: Session) -> Books:
    drafts = (await session.exec(select(Draft))).all()
    submissions = (await session.exec(select(Submission))).all()
    return Books({one.id or 0: one for one in drafts}, {one.id or 0: one for one in submissions})


async def letters_to(session: Session, channel: str, address: str) -> list[Letter]:
    rows = select(Letter).join(Chat, col(Chat.id) == Letter.chat_id)
    mine = rows.where(Chat.channel == channel, Chat.address == address, col(Letter.closed_at).is_not(None))
    return list((await session.exec(mine.order_by(col(Letter.id)))).all())


async def heard_after(session: Session, letter: int) -> list[Heard]:
    rows = select(Letter, Chat.channel, Chat.address).join(Chat, col(Chat.id) == Letter.chat_id)
    found = await session.exec(rows.where(col(Letter.id) > letter).order_by(col(Letter.id)))
    return [Heard(*row) for row in found.all()]


async def other_units(session: Session) -> list[str]:
    """Names that nobody in An Hòa is to hear; its superior's is none of them."""
    rows = (await session.exec(select(Unit))).all()
    parents = {one.parent_id for one in rows}
    return [one.name for one in rows if one.mark != "AH" and one.id not in parents]


async def files_by_hash(session: Session) -> dict[str, int]:
    return {file.sha256: file.id or 0 for file in (await session.exec(select(File))).all() if file.sha256}


# -- what was said -------------------------------------------------------------------------------------------------


def slips(heard: Heard, of_unit: bool, others: Sequence[str]) -> Iterator[str]:
    """`of_unit`: to somebody who hands in for An Hòa."""
    text = heard.letter.text
    said = undrawn(text, choices_of(heard.letter), CHANNELS[heard.channel])
    if SLIP.search(text):
        yield f"a slip: {text!r}"
    if not of_unit:
        return
    if units16(said) > LIMIT:
        yield f"{units16(said)} units: {text!r}"
    if BLAMES.search(text):
        yield f"blames: {text!r}"
    if any(name in text for name in others):
        yield f"of another unit: {text!r}"


# -- what was given ------------------------------------------------------------------------------------------------


def given(row: Draft | Submission) -> dict[str, Any]:
    return dict(row.answers.get("fields", {}))


def lost(before: Books, after: Books, speakers: set[int]) -> Iterator[str]:
    """Nothing accepted is gone: what stood in a draft stands there, or in the report that came of it. A draft changes
    by the words of its own person only."""
    for number, was in before.drafts.items():
        now = after.drafts.get(number)
        if now is None:
            yield f"draft {number} is gone"
        elif was.state != "done":
            yield from _of_draft(was, now, before, after, speakers)
    for number, had in before.submissions.items():
        if gone := given(had).keys() - given(after.submissions[number]).keys():
            yield f"submission {number} lost {gone}"
    asked_again = {one for draft in before.drafts.values() if draft.skipped.get("ask") for one in _ids(draft)}
    if gone_files := before.held - after.held - asked_again:
        yield f"files {gone_files} are in no report any more"


def _of_draft(was: Draft, now: Draft, before: Books, after: Books, speakers: set[int]) -> Iterator[str]:
    if gone := {key for key in given(was) if key not in given(now) and not key.startswith("_")}:
        yield f"draft {was.id} lost {gone}"
    if was.person_id not in speakers and (given(was), _ids(was)) != (given(now), _ids(now)):
        yield f"draft {was.id} changed while its person said nothing"
    if now.state == "done" and not any(_has(one, was) for one in _new(before, after)):
        yield f"draft {was.id} was done with, and is whole in no report"


def _new(before: Books, after: Books) -> list[Submission]:
    return [one for number, one in after.submissions.items() if number not in before.submissions]


def _has(version: Submission, draft: Draft) -> bool:
    """Of "nothing happened" no number counts."""
    values = given(version)
    wanted = {} if "_nil" in values else given(draft)
    whole = all(values.get(key) == value for key, value in wanted.items() if not key.startswith("_"))
    return version.person_id == draft.person_id and whole and set(_ids(draft)) <= set(_ids(version))


def _ids(row: Draft | Submission) -> list[int]:
    return list(row.files.get("ids", ()))


# -- what is never so ----------------------------------------------------------------------------------------------


async def faults(session: Session) -> list[str]:
    broken = or_(col(Incoming.handled_at).is_(None), col(Incoming.code) != "")
    rows = (await session.exec(select(Incoming).where(broken))).all()
    raised = [f"inbox {row.id} ({row.raw}): handled {row.handled_at}, code {row.code!r}" for row in rows]
    return [*raised, *await _reports(session), *await _numbers(session)]


async def _reports(session: Session) -> list[str]:
    submissions = (await session.exec(select(Submission).order_by(col(Submission.id)))).all()
    codes = Counter((one.unit_id, one.number) for one in submissions)
    found = [f"two receipts have the code {code}" for code, times in codes.items() if times > 1]
    units = [one.id or 0 for one in (await session.exec(select(Unit))).all()]
    for owed in await obligations.of_units(session, units):
        versions = [one for one in submissions if one.obligation_id == owed.id]
        numbers, stored = [one.version for one in versions], owed.obligation
        if numbers != list(range(1, stored.version + 1)):
            found.append(f"obligation {owed.id} has versions {numbers} and counts {stored.version}")
        state = obligations.state(owed, versions)
        if (str(state.workflow), str(state.timeliness)) != (stored.workflow, stored.timeliness):
            found.append(f"obligation {owed.id} is {stored.workflow}, {stored.timeliness}, and should be {state}")
    return found


async def _numbers(session: Session) -> list[str]:
    """On time, late, returned, missing and exempt share out what is expected."""
    found = []
    for one in (await session.exec(select(Campaign).where(col(Campaign.opened_at).is_not(None)))).all():
        assert one.opened_at is not None
        for standing in await standings.standing(session, one.id or 0, one.opened_at):
            owed = select(Obligation).where(Obligation.deliverable_id == standing.deliverable.id)
            expected = len((await session.exec(owed)).all())
            if not standing.tally.adds_up or standing.tally.expected != expected:
                found.append(f"{standing.deliverable.name}: {standing.tally} of {expected}")
    return found
