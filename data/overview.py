"""The board on the web: where a campaign stands by cluster, by report and by unit, for whoever may see which units.

Every question is asked for `units`: None is everybody. What only named people may read is in none of the answers; its
count alone is told by data.standings.
"""

from collections.abc import Sequence
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.submissions import Workflow
from core.texts.values import Matter
from data import exports
from data.exports import Line
from data.models import Campaign, Deliverable, Group, GroupUnit, Obligation, Request, Submission, Unit
from data.owing import OF_ITS_PERIOD

# What a list of one report may be narrowed down to.
PARTS: dict[str, Any] = {
    "missing": col(Obligation.workflow) == str(Workflow.OWED),
    "waiting": col(Obligation.workflow) == str(Workflow.HANDED_IN),
    "returned": col(Obligation.workflow) == str(Workflow.RETURNED),
    "late": col(Obligation.timeliness) == "late",
}
Units = Sequence[int] | None


async def of_report(
    session: AsyncSession, asked: Deliverable, units: Units, part: str = "", after: int = 0, most: int = 200
) -> list[Line]:
    """A report unit by unit, in its present period; `part`: one of PARTS only; from the unit after that one on."""
    rows = exports.WHOLE.where(
        col(Obligation.deliverable_id) == asked.id, col(Obligation.period) == asked.period, col(Unit.id) > after
    )
    rows = rows.where(PARTS[part]) if part in PARTS else rows
    return await exports.found(session, _of(rows, units).order_by(col(Unit.id)).limit(most), asked.campaign_id)


async def of_units(session: AsyncSession, campaign_id: int, those: Sequence[int], units: Units) -> list[Line]:
    """What these units owe now and what came of it, report by report."""
    rows = _of(exports.WHOLE.where(col(Obligation.unit_id).in_(those), OF_ITS_PERIOD), units)
    return await exports.found(session, rows.order_by(col(Unit.id), col(Deliverable.position)), campaign_id)


async def of_unit(session: AsyncSession, campaign_id: int, unit_id: int, units: Units) -> list[Line]:
    """All that was ever asked of one unit, activities, earlier periods and entries too; of what is taken as often as it
    comes only what came."""
    came = (col(Deliverable.kind) != "open") | col(Submission.id).is_not(None)
    rows = _of(exports.WHOLE.where(col(Obligation.unit_id) == unit_id, came), units)
    order = col(Obligation.strict), col(Deliverable.position), col(Obligation.id)
    return await exports.found(session, rows.order_by(*order), campaign_id)


def _of(rows: Any, units: Units) -> Any:
    return rows if units is None else rows.where(col(Unit.id).in_(units))


async def unit(session: AsyncSession, unit_id: int, units: Units) -> Unit | None:
    """One that may be seen."""
    return await session.get(Unit, unit_id) if units is None or unit_id in units else None


async def cluster(session: AsyncSession, group_id: int, units: Units) -> tuple[str, list[Unit]] | None:
    """A cluster's name and those of its units that may be seen; None where there are none. 0: of no cluster."""
    rows = select(Unit).order_by(col(Unit.id))
    if group_id:
        rows = rows.join(GroupUnit, col(GroupUnit.unit_id) == Unit.id).where(GroupUnit.group_id == group_id)
    else:
        rows = rows.where(col(Unit.id).not_in(select(GroupUnit.unit_id)))
    those = list((await session.exec(rows if units is None else rows.where(col(Unit.id).in_(units)))).all())
    group = await session.get(Group, group_id) if group_id else None
    return (group.name if group else "", those) if those else None


async def mailed(session: AsyncSession, campaign_id: int) -> set[int]:
    """What units say they have sent by mail, and nobody has looked yet."""
    rows = select(Request.obligation_id).where(
        Request.campaign_id == campaign_id, Request.matter == str(Matter.EMAIL), col(Request.answered_at).is_(None)
    )
    return {one for one in (await session.exec(rows)).all() if one is not None}


async def campaigns(session: AsyncSession, most: int = 40) -> list[Campaign]:
    """Those that run, the one that ends first on top, then those that are over, the latest first."""
    started = select(Campaign).where(col(Campaign.opened_at).is_not(None))
    running = (await session.exec(started.where(col(Campaign.closed_at).is_(None)).order_by(
        col(Campaign.ends_on), col(Campaign.id)
    ))).all()  # fmt: skip
    over = started.where(col(Campaign.closed_at).is_not(None)).order_by(col(Campaign.id).desc()).limit(most)
    return [*running, *(await session.exec(over)).all()]
