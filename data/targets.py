"""Targets: which there are, which numbers of which reports count towards them, and what units were given of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from sqlalchemy import and_, delete, func
from sqlalchemy import select as sa_select
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from core.forms import Field, Form
from core.targets import Aim, Way
from data.dialects import insert_or_ignore
from data.models import Deliverable, Target, TargetNumber, TargetShare

_columns: Any = sa_select  # SQLModel's own stops at four columns


@dataclass(frozen=True)
class Source:
    """A number of a report. `fits`: it still counts what the target counts."""

    row: TargetNumber
    deliverable: Deliverable
    fits: bool

    @property
    def field(self) -> Field | None:
        return Form.from_json(self.deliverable.form).known(self.row.field) if self.row.field else None


@dataclass(frozen=True)
class Wanted:
    """A target with what feeds it. `shared`: what its units were given, in all; `sharing`: how many units."""

    target: Target
    sources: tuple[Source, ...] = ()
    shared: Decimal | None = None
    sharing: int = 0

    @property
    def id(self) -> int:
        return self.target.id or 0

    @property
    def aim(self) -> Aim:
        return aim_of(self.target)

    @property
    def feeding(self) -> list[Source]:
        return [one for one in self.sources if one.fits]


def aim_of(one: Target) -> Aim:
    return Aim(one.what, one.unit, one.value, Way(one.way), one.stock)


# -- which there are ----------------------------------------------------------------------------------------------


async def of_campaign(session: AsyncSession, campaign_id: int, units: Sequence[int] | None = None) -> list[Wanted]:
    """In the order of the plan. `units`: whose shares are told; None those of all."""
    share = select(func.sum(TargetShare.value), func.count()).where(col(TargetShare.target_id) == col(Target.id))
    share = share if units is None else share.where(col(TargetShare.unit_id).in_(units))
    rows = (
        _columns(Target, TargetNumber, Deliverable, *_each_of(share))
        .outerjoin(TargetNumber, col(TargetNumber.target_id) == Target.id)
        .outerjoin(
            Deliverable,
            and_(
                col(Deliverable.id) == TargetNumber.deliverable_id,
                col(Deliverable.dropped_at).is_(None),
                col(Deliverable.restricted).is_(False),
            ),
        )
        .where(col(Target.campaign_id) == campaign_id, col(Target.dropped_at).is_(None))
        .order_by(col(Target.position), col(Target.id), col(TargetNumber.id))
    )
    found: dict[int, Wanted] = {}
    for target, number, deliverable, shared, sharing in (await session.exec(rows)).all():
        one = found.setdefault(target.id, Wanted(target, (), shared, sharing))
        if number is not None and deliverable is not None:
            source = Source(number, deliverable, _fits(one.aim, number, deliverable))
            found[target.id] = replace(one, sources=(*one.sources, source))
    return list(found.values())


def _each_of(share: Any) -> tuple[Any, Any]:
    """A subquery yields one column, so the two are asked for apart."""
    amount, many = share.selected_columns
    return tuple(share.with_only_columns(one).scalar_subquery() for one in (amount, many))


def _fits(aim: Aim, number: TargetNumber, deliverable: Deliverable) -> bool:
    """Looked at anew each time: a form may have changed since."""
    if not number.field:
        return aim.takes(None)
    field = Form.from_json(deliverable.form).known(number.field)
    return field is not None and aim.takes(field)


async def one(session: AsyncSession, target_id: int, *, dropped: bool = False) -> Target | None:
    """`dropped`: one that was taken away as well."""
    found = await session.get(Target, target_id)
    return found if found is not None and (dropped or found.dropped_at is None) else None


# -- what organisers decide ---------------------------------------------------------------------------------------


async def add(
    session: AsyncSession, campaign_id: int, aims: Sequence[Aim], feeds: Mapping[int, Sequence[tuple[int, str, bool]]]
) -> list[Target]:
    """`feeds`: of an aim by its place, which numbers count: (report, field, tells the whole)."""
    last = await session.exec(select(func.max(Target.position)).where(Target.campaign_id == campaign_id))
    first = (last.one() or 0) + 1
    rows = [
        Target(campaign_id=campaign_id, position=first + place, what=one.what, unit=one.unit, value=one.value,
               way=str(one.way), stock=one.stock)
        for place, one in enumerate(aims)
    ]  # fmt: skip
    session.add_all(rows)
    await session.flush()
    numbers = [
        {"target_id": rows[place].id, "deliverable_id": deliverable, "field": field, "whole": whole}
        for place, those in feeds.items()
        for deliverable, field, whole in those
    ]
    if numbers:
        await session.exec(insert_or_ignore(session, TargetNumber), params=numbers)
    return rows


async def change(session: AsyncSession, target: Target, **values: Any) -> None:
    changed = update(Target).where(col(Target.id) == target.id).values(**values)
    await session.exec(changed.execution_options(synchronize_session=False))
    for name, value in values.items():
        set_committed_value(target, name, value)  # the row in hand says the same, and is not written twice


async def feed(session: AsyncSession, target_id: int, deliverable_id: int, field: str, whole: bool) -> None:
    row = {"target_id": target_id, "deliverable_id": deliverable_id, "field": field, "whole": whole}
    await session.exec(insert_or_ignore(session, TargetNumber), params=[row])


async def unfeed(session: AsyncSession, target_id: int, but: Collection[int] = ()) -> None:
    """Nothing counts towards it any more, but these."""
    gone = delete(TargetNumber).where(col(TargetNumber.target_id) == target_id, col(TargetNumber.id).not_in(but))
    await session.exec(gone.execution_options(synchronize_session=False))


async def share_out(session: AsyncSession, target_id: int, shares: Mapping[int, Decimal]) -> None:
    """What each unit is given, in place of whatever it was given before."""
    gone = delete(TargetShare).where(col(TargetShare.target_id) == target_id)
    await session.exec(gone.execution_options(synchronize_session=False))
    rows = [{"target_id": target_id, "unit_id": unit, "value": value} for unit, value in shares.items()]
    if rows:
        await session.exec(insert_or_ignore(session, TargetShare), params=rows)
