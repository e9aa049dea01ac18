"""What only named people may read: the unit's own unfinished part of it, and that all of it is erased in time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from core.texts import private as texts
from data import drafts, files, journal, tracing
from data.models import Campaign, Deliverable, Draft, File, Letter, Obligation, Remark, Submission
from data.outbox import PRIVATE


async def draft(
    session: AsyncSession, person_id: int, obligation_id: int, version: int, now: datetime
) -> tuple[Draft, bool]:
    """Never open: the chat asks nothing of it. True: it was begun just now."""
    found = await drafts.unfinished(session, person_id, obligation_id)
    new = found is None
    if found is None:
        found = Draft(
            person_id=person_id, obligation_id=obligation_id, from_version=version, state="aside", made_at=now,
            touched_at=now,
        )  # fmt: skip
    found.state = "aside"
    session.add(found)
    await session.flush()
    return found, new


async def mark(session: AsyncSession, deliverable: Deliverable, readers: Sequence[int], days: int) -> None:
    """From now on. What somebody was making of it in the chat waits for the page."""
    changed = update(Deliverable).where(col(Deliverable.id) == deliverable.id)
    values = {"restricted": True, "readers": {"v": 1, "ids": list(readers)}, "erase_days": days}
    await session.exec(changed.values(**values).execution_options(synchronize_session=False))
    theirs = select(Obligation.id).where(Obligation.deliverable_id == deliverable.id)
    aside = update(Draft).where(col(Draft.obligation_id).in_(theirs), col(Draft.state) == "open").values(state="aside")
    await session.exec(aside.execution_options(synchronize_session=False))
    await tracing.forget(session, deliverable.campaign_id, deliverable.id or 0)


async def lift(session: AsyncSession, deliverable: Deliverable) -> bool:
    """Only while nothing of it is here."""
    if await _holds(session, deliverable.id or 0):
        return False
    changed = update(Deliverable).where(col(Deliverable.id) == deliverable.id)
    values = {"restricted": False, "readers": {}, "erase_days": None}
    await session.exec(changed.values(**values).execution_options(synchronize_session=False))
    return True


async def holds_file(session: AsyncSession, file: File) -> bool:
    """Whether its name is nobody's business: it is part of a report that only named people may read."""
    owed = (
        select(Obligation.id)
        .join(Deliverable, col(Deliverable.id) == Obligation.deliverable_id)
        .where(col(Deliverable.restricted).is_(True))
    )
    for table in (Submission, Draft):
        rows = select(table.files).where(table.person_id == file.person_id, col(table.obligation_id).in_(owed))
        if any(file.id in kept.get("ids", ()) for kept in (await session.exec(rows)).all()):
            return True
    return False


def readers(deliverable: Deliverable) -> list[int]:
    return [int(one) for one in deliverable.readers.get("ids", ())]


async def _holds(session: AsyncSession, deliverable_id: int) -> bool:
    owed = select(Obligation.id).where(Obligation.deliverable_id == deliverable_id)
    for table in (Submission, Draft):
        some = or_(col(table.answers) != {}, col(table.files) != {})
        rows = select(table.id).where(col(table.obligation_id).in_(owed), some)
        if (await session.exec(rows.limit(1))).first() is not None:
            return True
    return False


# -- in the end ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Erasing:
    """One report whose time is over: its rows, and the bytes that nothing else names."""

    deliverable_id: int
    campaign_id: int
    files: tuple[int, ...]
    bytes: tuple[str, ...]


def erased_on(campaign: Campaign, deliverable: Deliverable) -> date | None:
    """The last day on which it may still be here."""
    days = deliverable.erase_days
    return campaign.ends_on + timedelta(days=days) if deliverable.restricted and days is not None else None


async def due(session: AsyncSession, today: date) -> list[Erasing]:
    rows = await session.exec(
        select(Campaign, Deliverable)
        .join(Deliverable, col(Deliverable.campaign_id) == Campaign.id)
        .where(col(Deliverable.restricted).is_(True), col(Deliverable.erase_days).is_not(None))
    )
    over = []
    for campaign, asked in rows.all():
        last = erased_on(campaign, asked)
        if last is not None and last < today and await _holds(session, asked.id or 0):
            over.append((campaign.id or 0, asked.id or 0))
    return [await _erasing(session, campaign_id, deliverable_id) for campaign_id, deliverable_id in over]


async def _erasing(session: AsyncSession, campaign_id: int, deliverable_id: int) -> Erasing:
    owed = select(Obligation.id).where(Obligation.deliverable_id == deliverable_id)
    ids: set[int] = set()
    for table in (Submission, Draft):
        rows = await session.exec(select(table.files).where(col(table.obligation_id).in_(owed)))
        ids |= {int(one) for kept in rows.all() for one in kept.get("ids", ())}
    sent = (await session.exec(select(File).where(col(File.id).in_(ids)))).all() if ids else []
    return Erasing(deliverable_id, campaign_id, tuple(sorted(ids)), await files.bytes_of_alone(session, sent))


async def erase(session: AsyncSession, one: Erasing, now: datetime) -> None:
    """After its bytes: killed in between, it is done again. That something was handed in, and when, stays."""
    owed = select(Obligation.id).where(Obligation.deliverable_id == one.deliverable_id)
    theirs = select(Submission.id).where(col(Submission.obligation_id).in_(owed))
    for statement in (
        update(Remark).where(col(Remark.submission_id).in_(theirs)).values(words=""),
        update(Submission)
        .where(col(Submission.obligation_id).in_(owed))
        .values(answers={}, files={}, ruling="", nil=False),
        update(Draft).where(col(Draft.obligation_id).in_(owed)).values(answers={}, files={}, skipped={}),
        update(File).where(col(File.id).in_(one.files)).values(name="", kind="", sha256=None, source={}, state="lost"),
    ):
        await session.exec(statement.execution_options(synchronize_session=False))
    for obligation_id in (await session.exec(owed)).all():
        shown = update(Letter).where(col(Letter.once).like(f"{PRIVATE}{obligation_id}:%"))
        blank = shown.values(text=texts.erased(), choices={}, files={})
        await session.exec(blank.execution_options(synchronize_session=False))
    await tracing.forget(session, one.campaign_id, one.deliverable_id)
    await journal.note(
        session, now, "erased", campaign_id=one.campaign_id, deliverable=one.deliverable_id, files=len(one.files)
    )
