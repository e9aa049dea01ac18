"""Reports that take any number of entries: the one that may come next is always written down."""

from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.entries import following
from core.submissions import Timeliness, Workflow
from data.dialects import insert_or_ignore
from data.models import Obligation
from data.obligations import Owed


async def open_next(session: AsyncSession, owed: Owed, now: datetime) -> None:
    """After an entry has come; opening it again changes nothing."""
    row = owed.obligation
    values = {
        "campaign_id": row.campaign_id, "unit_id": row.unit_id, "deliverable_id": row.deliverable_id,
        "period": following(row.period), "strict": row.strict, "lenient": row.lenient,
        "workflow": str(Workflow.OWED), "timeliness": str(Timeliness.NONE), "version": 0, "opened_at": now,
        "next_nudge_at": now, "fixed_by": "", "wording": row.wording, "part": "",
    }  # fmt: skip
    await session.exec(insert_or_ignore(session, Obligation), params=[values])


async def next_of(session: AsyncSession, owed: Owed) -> int | None:
    """The entry of the same unit that may come next."""
    rows = await session.exec(
        select(Obligation.id)
        .where(
            Obligation.deliverable_id == owed.deliverable.id,
            Obligation.unit_id == owed.unit.id,
            Obligation.workflow == str(Workflow.OWED),
            Obligation.version == 0,
        )
        .order_by(col(Obligation.id).desc())
    )
    return rows.first()
