"""Drafts: the state of every conversation. At most one is open for each person; others wait, put aside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from core.forms import Form, progress
from data.models import Deliverable, Draft, Obligation
from data.obligations import Owed

_AS_IT_WAS: Any = object()


def answers(draft: Draft) -> dict[str, Any]:
    return dict(draft.answers.get("fields", {}))


def files(draft: Draft) -> list[int]:
    return list(draft.files.get("ids", ()))


def skipped(draft: Draft) -> set[str]:
    return set(draft.skipped.get("keys", ()))


async def open_for(
    session: AsyncSession, person_id: int, obligation_id: int, version: int, now: datetime
) -> tuple[Draft, bool]:
    """The person's draft of this report, taken up again where it was left, or a new one (True)."""
    await put_aside(session, person_id)
    kept = (
        await session.exec(
            select(Draft).where(
                Draft.person_id == person_id, Draft.obligation_id == obligation_id, Draft.state == "aside"
            )
        )
    ).first()
    if kept is not None:
        await _change(session, kept, state="open", touched_at=now)
        return kept, False
    draft = Draft(person_id=person_id, obligation_id=obligation_id, from_version=version, made_at=now, touched_at=now)
    session.add(draft)
    await session.flush()
    return draft, True


async def put_aside(session: AsyncSession, person_id: int) -> bool:
    """Leave the step; what was answered is kept. False when nothing was open."""
    done = await session.exec(
        update(Draft)
        .where(col(Draft.person_id) == person_id, col(Draft.state) == "open")
        .values(state="aside")
        .execution_options(synchronize_session=False)
    )
    return bool(done.rowcount)


async def save(
    session: AsyncSession,
    draft: Draft,
    now: datetime,
    *,
    fields: Mapping[str, Any] | None = None,
    file_ids: Sequence[int] | None = None,
    skips: set[str] | None = None,
    complete_at: datetime | None = _AS_IT_WAS,
) -> None:
    """Keep one more answer as it comes. `complete_at`: since when nothing required is missing, by which it may be
    judged; None: something is."""
    change: dict[str, Any] = {"touched_at": now}
    if complete_at is not _AS_IT_WAS:
        change["complete_at"] = complete_at
    if fields is not None:
        change["answers"] = {"v": 1, "fields": dict(fields)}
    if file_ids is not None:
        change["files"] = {"v": 1, "ids": list(file_ids)}
    if skips is not None:
        change["skipped"] = {"v": 1, "keys": sorted(skips)}
    await _change(session, draft, **change)


async def rebase(session: AsyncSession, draft: Draft, version: int) -> None:
    """The person was told that the report moved on, and still wants theirs."""
    await _change(session, draft, from_version=version)


async def finish(session: AsyncSession, draft: Draft, now: datetime) -> None:
    await _change(session, draft, state="done", touched_at=now)


@dataclass(frozen=True)
class Begun:
    """A report somebody is making: whose, when they last touched it, and how far it has come."""

    person_id: int
    touched_at: datetime
    filled: int
    total: int


async def begun(session: AsyncSession, owed: Sequence[Owed]) -> dict[int, Begun]:
    """Of these reports the drafts that were not handed in; of several for one report the one touched last."""
    if not owed:
        return {}
    rows = await session.exec(
        select(Draft)
        .where(col(Draft.obligation_id).in_([one.id for one in owed]), Draft.state != "done")
        .order_by(col(Draft.touched_at))
    )
    found = {draft.obligation_id: draft for draft in rows.all()}
    forms = {one.id: Form.from_json(one.deliverable.form) for one in owed if one.id in found}
    return {at: _begun(forms[at], draft) for at, draft in found.items()}


def _begun(form: Form, draft: Draft) -> Begun:
    filled, total = progress(form, answers(draft), files(draft), skipped(draft))
    return Begun(draft.person_id, draft.touched_at, filled, total)


async def holding(session: AsyncSession, person_id: int, file_id: int) -> Draft | None:
    """The person's unfinished report that has this file."""
    rows = await session.exec(select(Draft).where(Draft.person_id == person_id, Draft.state != "done"))
    return next((draft for draft in rows.all() if file_id in files(draft)), None)


async def form(session: AsyncSession, draft: Draft) -> dict[str, Any]:
    """What its report asks for."""
    rows = select(Deliverable.form).join(Obligation, col(Obligation.deliverable_id) == Deliverable.id)
    return dict((await session.exec(rows.where(Obligation.id == draft.obligation_id))).one())


async def aside(session: AsyncSession, person_id: int) -> list[Draft]:
    rows = await session.exec(select(Draft).where(Draft.person_id == person_id, Draft.state == "aside"))
    return list(rows.all())


async def _change(session: AsyncSession, draft: Draft, **values: Any) -> None:
    """One UPDATE, and the object in hand says the same."""
    await session.exec(
        update(Draft).where(col(Draft.id) == draft.id).values(**values).execution_options(synchronize_session=False)
    )
    for name, value in values.items():
        # Behind the session's back: the row is written already, a second UPDATE at flush would be waste.
        set_committed_value(draft, name, value)
