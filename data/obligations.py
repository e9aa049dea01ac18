"""Obligations: what is owed, by whom, until when, and what has come of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, bindparam, func
from sqlmodel import col, insert, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from core.submissions import Handed, state_of
from core.texts.values import Due
from data.campaigns import OWED, due_of
from data.database import later, run
from data.dialects import in_line
from data.models import Board, Campaign, Deliverable, Obligation, Promise, Submission, Unit
from data.records import fetch, select_all, tables
from data.types import UtcDateTime

_TABLE: Any = Obligation.__table__  # type: ignore[attr-defined]
_LOOKED_AT = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("row"))
    .values(
        next_nudge_at=bindparam("next_at", type_=UtcDateTime),
        nudged_at=func.coalesce(bindparam("written_at", type_=UtcDateTime), _TABLE.c.nudged_at),
    )
)
_PROMISED = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("row"))
    .values(promised_until=bindparam("promised"), next_nudge_at=bindparam("promised"))
)


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


# Statements that many turns run are built once: building one costs more than running it.
_WHOLE = (Obligation, Deliverable, Campaign, Unit)
_owed, _asked, _campaign, _unit = tables(*_WHOLE)
_JOINED = select_all(*_WHOLE).select_from(
    _owed.join(_asked, _asked.c.id == _owed.c.deliverable_id)
    .join(_campaign, _campaign.c.id == _owed.c.campaign_id)
    .join(_unit, _unit.c.id == _owed.c.unit_id)
)
_IN_UNITS = _owed.c.unit_id.in_(bindparam("units", expanding=True))
_RUNS = _campaign.c.closed_at.is_(None) & _asked.c.dropped_at.is_(None)
_OF_UNITS = _JOINED.where(_IN_UNITS, _RUNS).order_by(_owed.c.strict, _owed.c.id)
_LATE_UNITS = (
    select(Obligation.unit_id)
    .where(col(Obligation.next_nudge_at) <= bindparam("now"))
    .distinct()
    .limit(bindparam("most", type_=Integer))
)
_DUE = _JOINED.where(_owed.c.unit_id.in_(_LATE_UNITS), _owed.c.next_nudge_at <= bindparam("now")).order_by(
    _owed.c.unit_id, _owed.c.strict
)
_OF_REPORT = _JOINED.where(_IN_UNITS, _owed.c.deliverable_id == bindparam("deliverable")).order_by(_owed.c.id)
_ONE = _JOINED.where(_IN_UNITS, _owed.c.id == bindparam("obligation"))


async def of_units(session: AsyncSession, units: Sequence[int]) -> list[Owed]:
    """Everything these units have in campaigns that run, by date."""
    if not units:
        return []
    return [Owed(*row) for row in await fetch(session, _OF_UNITS, _WHOLE, {"units": list(units)})]


async def one(session: AsyncSession, obligation_id: int, units: Sequence[int]) -> Owed | None:
    """One obligation, but only of a unit the person may act for."""
    rows = await fetch(session, _ONE, _WHOLE, {"units": list(units), "obligation": obligation_id})
    return Owed(*rows[0]) if rows else None


async def of_report(session: AsyncSession, deliverable_id: int, units: Sequence[int]) -> list[Owed]:
    """What these units owe of one report, for whoever answers for the campaign."""
    rows = await fetch(session, _OF_REPORT, _WHOLE, {"units": list(units), "deliverable": deliverable_id})
    return [Owed(*row) for row in rows]


async def versions(session: AsyncSession, obligation_id: int) -> list[Submission]:
    rows = await session.exec(
        select(Submission).where(Submission.obligation_id == obligation_id).order_by(col(Submission.version))
    )
    return list(rows.all())


async def histories(session: AsyncSession, obligations: Sequence[int]) -> dict[int, list[Submission]]:
    """The versions of each of these, the first one first."""
    if not obligations:
        return {}
    rows = await session.exec(
        select(Submission).where(col(Submission.obligation_id).in_(obligations)).order_by(col(Submission.version))
    )
    found: dict[int, list[Submission]] = {}
    for row in rows.all():
        found.setdefault(row.obligation_id, []).append(row)
    return found


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
    await in_line(session, Unit, [owed.obligation.unit_id])
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
    row = {"obligation_id": owed.id, "person_id": person_id, "until": until, "made_at": now}
    later(session, Promise, [row])
    await run(session, _PROMISED, {"row": owed.id, "promised": until})


async def due(session: AsyncSession, now: datetime, limit: int = 200) -> list[Owed]:
    """What must be looked at now. Whole units, so that what one unit owes can be one letter."""
    rows = await fetch(session, _DUE, _WHOLE, {"now": now, "most": limit // 4})
    return [Owed(*row) for row in rows]


async def looked_at(session: AsyncSession, moved: Sequence[tuple[int, datetime | None, datetime | None]]) -> None:
    """Set when to look again, and when a nudge was last written: (obligation, next, nudged)."""
    rows = [{"row": row_id, "next_at": next_at, "written_at": written_at} for row_id, next_at, written_at in moved]
    if rows:
        await run(session, _LOOKED_AT, rows)


async def next_moment(session: AsyncSession) -> datetime | None:
    """When the tick has something to do next: nudges, boards, bundled notices and openings, each by its own index."""
    nudge = select(func.min(Obligation.next_nudge_at)).where(col(Obligation.next_nudge_at).is_not(None))
    board = select(func.min(Board.due_at)).where(col(Board.due_at).is_not(None))
    notice = select(func.min(Campaign.notice_at)).where(col(Campaign.closed_at).is_(None))
    opening = select(func.min(Deliverable.opens_at)).where(col(Deliverable.opens_at).is_not(None))
    asked = (nudge, board, notice, opening)
    row = (await session.exec(select(*(one.scalar_subquery() for one in asked)))).one()
    return min((moment for moment in row if moment is not None), default=None)
