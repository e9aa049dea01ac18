"""Drafts: the state of every conversation. At most one is open for each person; others wait, put aside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from core.drafts import can_be_handed_in
from core.forms import Form, progress
from data.database import run
from data.dialects import ASIDE, DONE
from data.models import Deliverable, Draft, Obligation
from data.obligations import Owed
from data.records import fetch, select_all, tables

_AS_IT_WAS: Any = object()


def answers(draft: Draft) -> dict[str, Any]:
    return dict(draft.answers.get("fields", {}))


def files(draft: Draft) -> list[int]:
    return list(draft.files.get("ids", ()))


def skipped(draft: Draft) -> set[str]:
    return set(draft.skipped.get("keys", ()))


def asking(draft: Draft) -> str:
    """The part that the person chose to answer again; "" when the first thing missing is asked."""
    return str(draft.skipped.get("ask", ""))


def before(draft: Draft) -> dict[str, Any]:
    """What the same unit answered in the version or the period before."""
    return dict(draft.answers.get("before", {}))


def past(draft: Draft) -> dict[str, list[Any]]:
    """Its numbers in all the periods before, the newest first."""
    return dict(draft.answers.get("past", {}))


def earlier_files(draft: Draft) -> list[int]:
    """Of the version before."""
    return list(draft.files.get("before", ()))


def noted(draft: Draft) -> dict[str, Any]:
    """What was unusual and meant all the same, by part; the reviewer sees it."""
    return dict(draft.answers.get("noted", {}))


async def open_for(
    session: AsyncSession, person_id: int, obligation_id: int, version: int, now: datetime, *, busy: bool = True
) -> tuple[Draft, bool]:
    """The person's draft of this report, taken up again where it was left, or a new one (True). `busy`: another may be
    open, which is put aside."""
    if busy:
        await put_aside(session, person_id)
    kept = (
        await session.exec(
            select(Draft).where(
                Draft.person_id == person_id, Draft.obligation_id == obligation_id, Draft.state == ASIDE
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
    ask: str | None = None,
    notes: Mapping[str, Any] | None = None,
    complete_at: datetime | None = _AS_IT_WAS,
    version: int | None = None,
) -> None:
    """Keep one more answer as it comes. `complete_at`: since when nothing required is missing, by which it may be
    judged; None: something is. `ask`: the part to be answered next, whatever is missing. `version`: of the report, to
    which it was brought up."""
    change: dict[str, Any] = {"touched_at": now} | ({} if version is None else {"from_version": version})
    if complete_at is not _AS_IT_WAS:
        change["complete_at"] = complete_at
    said = {name: dict(each) for name, each in (("fields", fields), ("noted", notes)) if each is not None}
    if said:
        change["answers"] = {"v": 1, **draft.answers, **said}
    if file_ids is not None:
        change["files"] = {"v": 1, **draft.files, "ids": list(file_ids)}
    if skips is not None or ask is not None:
        pointed = asking(draft) if ask is None else ask
        keys = sorted(skipped(draft) if skips is None else skips)
        change["skipped"] = {"v": 1, "keys": keys} | ({"ask": pointed} if pointed else {})
    await _change(session, draft, **change)


async def remember(
    session: AsyncSession,
    draft: Draft,
    before: Mapping[str, Any],
    past: Mapping[str, Sequence[Any]],
    files: Sequence[int] = (),
) -> None:
    """What was answered before: none of it counts until it is kept."""
    kept = {"v": 1, **draft.answers, "before": dict(before), "past": {key: list(each) for key, each in past.items()}}
    await _change(
        session, draft, answers=kept, files={"v": 1, **draft.files, "before": list(files)} if files else draft.files
    )


async def rebase(session: AsyncSession, draft: Draft, version: int) -> None:
    """The person was told that the report moved on, and still wants theirs."""
    await _change(session, draft, from_version=version)


async def shift(session: AsyncSession, draft: Draft, obligation_id: int) -> None:
    """It belongs to another entry of the same report, which nobody has begun."""
    await _change(session, draft, obligation_id=obligation_id, from_version=0)


async def finish(session: AsyncSession, draft: Draft, now: datetime) -> None:
    await _change(session, draft, state="done", touched_at=now)


@dataclass(frozen=True)
class Begun:
    """A report somebody is making: whose, when they last touched it, and how far it has come. `complete_at`: since when
    only its confirmation is missing; `asked`: whether to send it was asked already."""

    person_id: int
    touched_at: datetime
    filled: int
    total: int
    draft_id: int = 0
    complete_at: datetime | None = None
    asked: bool = False


(_draft,) = tables(Draft)
_OF_REPORTS = (
    select_all(Draft)
    .where(_draft.c.obligation_id.in_(bindparam("reports", expanding=True)), _draft.c.state != DONE)
    .order_by(_draft.c.touched_at)
)


async def begun(session: AsyncSession, owed: Sequence[Owed]) -> dict[int, Begun]:
    """Of these reports the drafts that were not handed in; of several for one report the one touched last."""
    if not owed:
        return {}
    rows = await fetch(session, _OF_REPORTS, (Draft,), {"reports": [one.id for one in owed]})
    found = {draft.obligation_id: draft for (draft,) in rows}
    forms = {one.id: Form.from_json(one.deliverable.form) for one in owed if one.id in found}
    return {at: _begun(forms[at], draft) for at, draft in found.items()}


def _begun(form: Form, draft: Draft) -> Begun:
    filled, total = progress(form.first, answers(draft), files(draft), skipped(draft))
    whole = can_be_handed_in(form, answers(draft), files(draft))  # more may be asked now than was then
    complete_at = draft.complete_at if whole else None
    asked = draft.asked_at is not None
    return Begun(draft.person_id, draft.touched_at, filled, total, draft.id or 0, complete_at, asked)


async def take_up(session: AsyncSession, person_id: int, draft_id: int, now: datetime) -> Draft | None:
    """This person's draft, open again; None when it is done or somebody else's."""
    kept = (
        await session.exec(
            select(Draft).where(Draft.id == draft_id, Draft.person_id == person_id, Draft.state == ASIDE)
        )
    ).first()
    if kept is None:
        return None
    await put_aside(session, person_id)
    await _change(session, kept, state="open", touched_at=now)
    return kept


async def asked_to_send(session: AsyncSession, draft_ids: Sequence[int], now: datetime) -> None:
    """Once: whoever leaves it then has decided."""
    if draft_ids:
        asked = update(Draft).where(col(Draft.id).in_(draft_ids)).values(asked_at=now)
        await session.exec(asked.execution_options(synchronize_session=False))


async def unfinished(session: AsyncSession, person_id: int, obligation_id: int) -> Draft | None:
    rows = select(Draft).where(Draft.person_id == person_id, Draft.obligation_id == obligation_id, Draft.state != DONE)
    return (await session.exec(rows)).first()


async def unfinished_of(session: AsyncSession, person_id: int, draft_id: int) -> Draft | None:
    rows = select(Draft).where(Draft.id == draft_id, Draft.person_id == person_id, Draft.state != DONE)
    return (await session.exec(rows)).first()


async def holding(session: AsyncSession, person_id: int, file_id: int) -> Draft | None:
    """The person's unfinished report that has this file."""
    rows = await session.exec(select(Draft).where(Draft.person_id == person_id, Draft.state != DONE))
    return next((draft for draft in rows.all() if file_id in files(draft)), None)


async def take_out(session: AsyncSession, person_id: int, file_id: int) -> bool:
    """A file that cannot be had any more is out of the unfinished report that counted on it; False where none did."""
    draft = await holding(session, person_id, file_id)
    if draft is None:
        return False
    left = [one for one in files(draft) if one != file_id]
    said = without(answers(draft), file_id)
    whole = can_be_handed_in(Form.from_json(await form(session, draft)), said, left)
    complete_at = draft.complete_at if whole else None
    await save(session, draft, draft.touched_at, fields=said, file_ids=left, complete_at=complete_at)
    return True


def without(said: Mapping[str, Any], file_id: int) -> dict[str, Any]:
    return {key: _without(file_id, value) for key, value in said.items()}


def _without(file_id: int, value: Any) -> Any:
    """A part that keeps its own files keeps a list of them."""
    return [one for one in value if one != file_id] if isinstance(value, list) else value


async def form(session: AsyncSession, draft: Draft) -> dict[str, Any]:
    """What its report asks for."""
    rows = select(Deliverable.form).join(Obligation, col(Obligation.deliverable_id) == Deliverable.id)
    return dict((await session.exec(rows.where(Obligation.id == draft.obligation_id))).one())


async def aside(session: AsyncSession, person_id: int) -> list[Draft]:
    rows = await session.exec(select(Draft).where(Draft.person_id == person_id, Draft.state == ASIDE))
    return list(rows.all())


@cache
def _changing(*names: str) -> Any:
    """Built once for each set of columns: building a statement costs more than running it."""
    table = Draft.__table__  # type: ignore[attr-defined]
    new = {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in names}
    return update(table).where(table.c.id == bindparam("row")).values(**new)


async def _change(session: AsyncSession, draft: Draft, **values: Any) -> None:
    """One UPDATE, and the object in hand says the same."""
    new = {f"new_{name}": value for name, value in values.items()}
    await run(session, _changing(*sorted(values)), {"row": draft.id} | new)
    for name, value in values.items():
        # Behind the session's back: the row is written already, a second UPDATE at flush would be waste.
        set_committed_value(draft, name, value)
