"""Obligations: what is owed, by whom, until when, and what has come of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import col, insert, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from core.submissions import Handed, state_of
from core.texts.values import Due
from data.campaigns import OWED, due_of
from data.models import Board, Campaign, Deliverable, Obligation, Promise, Submission, Unit


@dataclass(frozen=True)
class Owed:
    """An obligation with all that a sentence about it needs."""

    obligation: Obligation
    deliverable: Deliverable
    campaign: Campaign
    unit: Unit

    @property
    def id(self) -> int:
        assert self.obligation.id is not None
        return self.obligation.id

    @property
    def due(self) -> Due:
        return due_of(self.deliverable, self.obligation)

    @property
    def open(self) -> bool:
        return self.obligation.workflow in OWED

    def code(self, submission: Submission) -> str:
        """A short mark of the unit and a number that people can say: AH-27."""
        return f"{self.unit.mark}-{submission.number:02d}"


def _joined() -> Any:
    return (
        select(Obligation, Deliverable, Campaign, Unit)
        .join(Deliverable, col(Deliverable.id) == Obligation.deliverable_id)
        .join(Campaign, col(Campaign.id) == Obligation.campaign_id)
        .join(Unit, col(Unit.id) == Obligation.unit_id)
    )


async def of_units(session: AsyncSession, units: Sequence[int]) -> list[Owed]:
    """Everything these units have in campaigns that run, by date."""
    if not units:
        return []
    rows = await session.exec(
        _joined()
        .where(col(Obligation.unit_id).in_(units), col(Campaign.closed_at).is_(None))
        .order_by(col(Obligation.strict), col(Obligation.id))
    )
    return [Owed(*row) for row in rows.all()]


async def one(session: AsyncSession, obligation_id: int, units: Sequence[int]) -> Owed | None:
    """One obligation, but only of a unit the person may act for."""
    row = (
        await session.exec(_joined().where(col(Obligation.id) == obligation_id, col(Obligation.unit_id).in_(units)))
    ).first()
    return Owed(*row) if row else None


async def versions(session: AsyncSession, obligation_id: int) -> list[Submission]:
    rows = await session.exec(
        select(Submission).where(Submission.obligation_id == obligation_id).order_by(col(Submission.version))
    )
    return list(rows.all())


async def latest(session: AsyncSession, obligations: Sequence[int]) -> dict[int, Submission]:
    """The newest version of each of these, where there is one."""
    if not obligations:
        return {}
    rows = await session.exec(
        select(Submission).where(col(Submission.obligation_id).in_(obligations)).order_by(col(Submission.version))
    )
    return {row.obligation_id: row for row in rows.all()}


async def containing(session: AsyncSession, person_id: int, file_id: int) -> tuple[Submission, Owed] | None:
    """The newest submission of this person that holds the file, if it was handed in by now."""
    rows = await session.exec(
        select(Submission).where(Submission.person_id == person_id).order_by(col(Submission.id).desc()).limit(50)
    )
    found = next((row for row in rows.all() if file_id in row.files.get("ids", ())), None)
    owed = await one(session, found.obligation_id, [found.unit_id]) if found else None
    return (found, owed) if found and owed else None


async def submission(session: AsyncSession, submission_id: int, units: Sequence[int]) -> Submission | None:
    found = await session.exec(
        select(Submission).where(Submission.id == submission_id, col(Submission.unit_id).in_(units))
    )
    return found.first()


async def hand_in(
    session: AsyncSession,
    owed: Owed,
    earlier: Sequence[Submission],
    *,
    person_id: int,
    channel: str,
    handed_at: datetime,
    answers: dict[str, Any],
    files: dict[str, Any],
) -> Submission:
    """A new version. The verdict on time is the first version's; the ladder stops in this same transaction."""
    number = select(func.coalesce(func.max(Submission.number), 0) + 1).where(Submission.unit_id == owed.unit.id)
    handed = [Handed(version.handed_at) for version in earlier] + [Handed(handed_at)]
    state = state_of(handed, owed.obligation.lenient)
    written = (
        await session.exec(
            insert(Submission)
            .values(
                obligation_id=owed.id,
                campaign_id=owed.campaign.id,
                unit_id=owed.unit.id,
                number=number.scalar_subquery(),
                version=owed.obligation.version + 1,
                person_id=person_id,
                channel=channel,
                handed_at=handed_at,
                late=handed_at > owed.obligation.lenient,
                answers=answers,
                files=files,
            )
            .returning(Submission)
        )
    ).one()[0]
    await session.exec(
        update(Obligation)
        .where(col(Obligation.id) == owed.id)
        .values(
            workflow=str(state.workflow),
            timeliness=str(state.timeliness),
            version=owed.obligation.version + 1,
            next_nudge_at=None,
            promised_until=None,
        )
        .execution_options(synchronize_session=False)
    )
    result: Submission = written
    return result


async def promise(session: AsyncSession, owed: Owed, person_id: int, until: datetime, now: datetime) -> None:
    """Silence until then. The verdict does not move."""
    await session.exec(insert(Promise).values(obligation_id=owed.id, person_id=person_id, until=until, made_at=now))
    await session.exec(
        update(Obligation)
        .where(col(Obligation.id) == owed.id)
        .values(promised_until=until, next_nudge_at=until)
        .execution_options(synchronize_session=False)
    )


async def due(session: AsyncSession, now: datetime, limit: int = 200) -> list[Owed]:
    """What must be looked at now. Whole units, so that what one unit owes can be one letter."""
    units = select(Obligation.unit_id).where(col(Obligation.next_nudge_at) <= now).distinct().limit(limit // 4)
    rows = await session.exec(
        _joined()
        .where(col(Obligation.unit_id).in_(units), col(Obligation.next_nudge_at) <= now)
        .order_by(col(Obligation.unit_id), col(Obligation.strict))
    )
    return [Owed(*row) for row in rows.all()]


async def looked_at(session: AsyncSession, moved: Sequence[tuple[int, datetime | None, datetime | None]]) -> None:
    """Set when to look again, and when a nudge was last written: (obligation, next, nudged)."""
    for obligation_id, next_at, nudged_at in moved:
        values: dict[str, Any] = {"next_nudge_at": next_at}
        if nudged_at is not None:
            values["nudged_at"] = nudged_at
        await session.exec(
            update(Obligation)
            .where(col(Obligation.id) == obligation_id)
            .values(**values)
            .execution_options(synchronize_session=False)
        )


async def next_moment(session: AsyncSession) -> datetime | None:
    """When the tick has something to do next: nudges, boards and bundled notices, each by its own small index."""
    nudge = select(func.min(Obligation.next_nudge_at)).where(col(Obligation.next_nudge_at).is_not(None))
    board = select(func.min(Board.due_at)).where(col(Board.due_at).is_not(None))
    notice = select(func.min(Campaign.notice_at)).where(col(Campaign.closed_at).is_(None))
    row = (await session.exec(select(nudge.scalar_subquery(), board.scalar_subquery(), notice.scalar_subquery()))).one()
    return min((moment for moment in row if moment is not None), default=None)
