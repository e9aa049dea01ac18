"""The trace of figures that change after they counted: which, of which target, from what to what."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from core.forms import FieldKind, Form, number_of
from core.targets import amount
from data import journal, models
from data.models import Deliverable, Entry, Obligation, Submission, Target, TargetNumber, Unit

CORRECTED = "figure corrected"  # in the journal; the index of these alone is named by models.CORRECTED
LATELY = 10


async def trace(
    session: AsyncSession, asked: Deliverable, row: Obligation, before: Submission | None, made: Submission
) -> None:
    """A figure that stood is another one now, or came after the deadline. Costs nothing where no number changed. Of
    what only named people may read nothing is written down."""
    if asked.restricted or (before is None and not made.late):
        return
    was = before.answers.get("fields", {}) if before is not None else {}
    changed = _changed(Form.from_json(asked.form), was, made.answers.get("fields", {}))
    feeding = await _feeding(session, asked.id or 0, changed) if changed else []
    for target, field in feeding:
        said = {"was": changed[field][0], "becomes": changed[field][1], "late": before is None}
        await journal.note(
            session, made.handed_at, CORRECTED, person_id=made.entered_by or made.person_id,
            campaign_id=row.campaign_id, obligation_id=row.id, target=target, unit=row.unit_id, **said,
        )  # fmt: skip


async def _feeding(session: AsyncSession, deliverable: int, fields: Collection[str]) -> list[tuple[int, str]]:
    rows = await session.exec(
        select(TargetNumber.target_id, TargetNumber.field)
        .join(Target, col(Target.id) == TargetNumber.target_id)
        .where(
            TargetNumber.deliverable_id == deliverable,
            col(TargetNumber.field).in_(fields),
            col(Target.dropped_at).is_(None),
        )
    )
    return [(target, field) for target, field in rows.all()]


async def lately(session: AsyncSession, campaign_id: int, target: int) -> list[tuple[str, dict[str, Any]]]:
    """The last of them, the newest first, each with its unit; of no report that only named people may read."""
    rows = await session.exec(
        select(Unit.name, Entry.detail)
        .join(Obligation, col(Obligation.unit_id) == Unit.id)
        .join(Deliverable, col(Deliverable.id) == Obligation.deliverable_id)
        .join(Entry, col(Entry.obligation_id) == Obligation.id)
        .where(Entry.campaign_id == campaign_id, models.CORRECTED, col(Deliverable.restricted).is_(False))
        .where(col(Entry.detail)["target"].as_integer() == target)
        .order_by(col(Entry.id).desc())
        .limit(LATELY)
    )
    return [(unit, dict(detail)) for unit, detail in rows.all()]


async def forget(session: AsyncSession, campaign_id: int, deliverable_id: int) -> None:
    """That figures of this report changed stays written, and when; which figures does not."""
    owed = select(Obligation.id).where(Obligation.deliverable_id == deliverable_id)
    traces = update(Entry).where(
        col(Entry.campaign_id) == campaign_id, models.CORRECTED, col(Entry.obligation_id).in_(owed)
    )
    await session.exec(traces.values(detail={}).execution_options(synchronize_session=False))


def _changed(form: Form, was: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    found = {}
    for field in form.fields:
        if field.kind is FieldKind.NUMBER:
            before, after = number_of(field, was), number_of(field, now)
            if before != after:
                found[field.key] = (_said(before), _said(after))
    return found


def _said(value: Decimal | None) -> str:
    return "" if value is None else str(amount(value))
