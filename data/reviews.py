"""Reports before their reviewers: the queue they share, one report with its whole history, and what is decided.

A restricted report is loaded for the people it names and for nobody else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import String, and_, bindparam, case, func, or_, tuple_
from sqlalchemy import select as sa_select
from sqlalchemy.orm import aliased
from sqlmodel import col, insert, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from core.reviews import IN_HAND
from core.submissions import State, Verdict, Workflow
from data import obligations
from data.database import run
from data.dialects import among
from data.models import Campaign, Deliverable, Obligation, Person, Remark, Submission, Unit
from data.obligations import Owed
from data.records import columns, fetch, split
from data.types import BigId, UtcDateTime

_columns: Any = sa_select  # SQLModel's own stops at four columns
_QUIETLY = {"synchronize_session": False}


@dataclass(frozen=True)
class Said:
    """A remark and whose it is."""

    remark: Remark
    name: str


@dataclass(frozen=True)
class Case:
    """One version before a reviewer, with the report's whole history."""

    submission: Submission
    owed: Owed
    versions: tuple[Submission, ...]
    """Every version, those that were withdrawn as well."""
    by: str
    """Who handed it in."""
    said: tuple[Said, ...] = ()
    left: int | None = None
    """How many wait in all, where that was looked up."""

    @property
    def id(self) -> int:
        assert self.submission.id is not None
        return self.submission.id

    @property
    def code(self) -> str:
        return self.owed.code(self.submission)

    @property
    def standing(self) -> list[Submission]:
        return [version for version in self.versions if version.withdrawn_at is None]

    @property
    def newest(self) -> bool:
        return bool(self.standing) and self.standing[-1].id == self.submission.id

    @property
    def before(self) -> Submission | None:
        """The version it took the place of."""
        earlier = [version for version in self.standing if version.version < self.submission.version]
        return earlier[-1] if earlier else None

    @property
    def waiting(self) -> bool:
        return self.newest and self.submission.verdict == "" and self.owed.obligation.workflow == Workflow.HANDED_IN

    @property
    def asked(self) -> list[Remark]:
        """What the unit was asked for again and has not given yet."""
        mine = [one.remark for one in self.said if one.remark.submission_id == self.id]
        return [remark for remark in mine if remark.asks and remark.settled_at is None]


_author = aliased(Person)
_MODELS = (Submission, Person, Obligation, Deliverable, Campaign, Unit, Remark, Person)
_later = aliased(Submission)
_replaced = (
    select(_later.id)
    .where(
        _later.obligation_id == Submission.obligation_id,
        _later.version > Submission.version,
        col(_later.withdrawn_at).is_(None),
    )
    .exists()
)
_me = bindparam("me", type_=BigId)
_READABLE = or_(col(Deliverable.restricted).is_(False), among(col(Deliverable.readers), _me))
# The verdict's condition is a literal, so that the index of what nobody has looked at serves it.
_UNDECIDED = and_(col(Submission.verdict) == "", col(Submission.withdrawn_at).is_(None))
_RUNS = and_(
    col(Campaign.opened_at).is_not(None), col(Campaign.closed_at).is_(None), col(Deliverable.dropped_at).is_(None)
)
_WAITS = and_(_UNDECIDED, col(Obligation.workflow) == str(Workflow.HANDED_IN), ~_replaced, _RUNS, _READABLE)
_FREE = or_(
    col(Submission.viewing_by).is_(None),
    col(Submission.viewing_by) == _me,
    col(Submission.viewing_until) <= bindparam("machine", type_=UtcDateTime),
)
# By report, the one due first on top; of one report the oldest first.
_KEY = (col(Deliverable.strict), col(Deliverable.id), col(Submission.handed_at), col(Submission.id))
_HERE = tuple_(
    bindparam("strict", type_=UtcDateTime),
    bindparam("deliverable", type_=BigId),
    bindparam("handed_at", type_=UtcDateTime),
    bindparam("submission", type_=BigId),
)


def _joined(statement: Any) -> Any:
    return (
        statement.select_from(Submission)
        .join(Obligation, col(Obligation.id) == Submission.obligation_id)
        .join(Deliverable, col(Deliverable.id) == Obligation.deliverable_id)
        .join(Campaign, col(Campaign.id) == Obligation.campaign_id)
    )


def _whole(those: Any, *more: Any) -> Any:
    """Every version of these obligations, each with what was said about it."""
    shown = [*columns(Submission, Person, Obligation, Deliverable, Campaign, Unit, Remark)]
    shown += [*(getattr(_author, column.name) for column in columns(Person)), *more]
    return (
        _joined(_columns(*shown))
        .join(Unit, col(Unit.id) == Submission.unit_id)
        .join(Person, col(Person.id) == Submission.person_id)
        .outerjoin(Remark, col(Remark.submission_id) == Submission.id)
        .outerjoin(_author, col(_author.id) == Remark.person_id)
        .where(col(Submission.obligation_id).in_(those), _READABLE)
        .order_by(col(Submission.version), col(Remark.id))
    )


def _first(*order: Any) -> Any:
    free = _joined(_columns(Submission.obligation_id)).where(_WAITS, _FREE).order_by(*order).limit(1)
    return _whole(free.scalar_subquery(), _COUNTED.correlate(None).scalar_subquery())


_COUNTED = _joined(_columns(func.count())).where(_WAITS)
_FIRST = _first(*_KEY)
_AFTER = _first(case((tuple_(*_KEY) > _HERE, 0), else_=1), *_KEY)
_BEFORE = _first(case((tuple_(*_KEY) < _HERE, 0), else_=1), *(key.desc() for key in _KEY))
_ONE = _whole(_columns(Submission.obligation_id).where(col(Submission.id) == bindparam("one", type_=BigId)))
_ALL = _joined(_columns(Submission, Deliverable, Unit.name)).join(Unit, col(Unit.id) == Submission.unit_id)


# -- the queue ----------------------------------------------------------------------------------------------------


async def first(session: AsyncSession, me: int, machine: datetime) -> Case | None:
    """What waits longest and is in nobody else's hand."""
    return await _picked(session, _FIRST, {"me": me, "machine": machine})


async def beside(session: AsyncSession, me: int, machine: datetime, case: Case, *, back: bool = False) -> Case | None:
    """The next in the queue from here, or the one before; at its end it begins again."""
    here = {
        "strict": case.owed.deliverable.strict,
        "deliverable": case.owed.deliverable.id,
        "handed_at": case.submission.handed_at,
        "submission": case.id,
    }
    return await _picked(session, _BEFORE if back else _AFTER, here | {"me": me, "machine": machine})


async def _picked(session: AsyncSession, statement: Any, values: dict[str, Any]) -> Case | None:
    found = (await run(session, statement, values)).all()
    rows = split(found, _MODELS)
    newest = next((row[0] for row in reversed(rows) if row[0].withdrawn_at is None), None)
    return _case(rows, newest, found[0][-1] if found else None)


async def one(session: AsyncSession, me: int, submission_id: int) -> Case | None:
    """Any version, whatever became of it."""
    rows = await fetch(session, _ONE, _MODELS, {"me": me, "one": submission_id})
    return _case(rows, next((row[0] for row in rows if row[0].id == submission_id), None))


async def of_code(session: AsyncSession, me: int, mark: str, number: int) -> Case | None:
    """By what people say: AH-27."""
    found = await session.exec(
        select(Submission.id)
        .join(Unit, col(Unit.id) == Submission.unit_id)
        .where(func.lower(Unit.mark, type_=String) == mark.lower(), Submission.number == number)
    )
    submission_id = found.first()
    return await one(session, me, submission_id) if submission_id is not None else None


def _case(rows: Sequence[Any], submission: Submission | None, left: int | None = None) -> Case | None:
    if submission is None:
        return None
    versions = tuple({row[0].id: row[0] for row in rows}.values())
    _, person, obligation, deliverable, campaign, unit, *_ = next(row for row in rows if row[0].id == submission.id)
    said = tuple(Said(row[6], row[7].name) for row in rows if row[6] is not None)
    return Case(submission, Owed(obligation, deliverable, campaign, unit), versions, person.name, said, left)


async def count(session: AsyncSession, me: int) -> int:
    """How many nobody has looked at, those in somebody's hand as well."""
    found: int = (await run(session, _COUNTED, {"me": me})).scalar_one()
    return found


async def hold(session: AsyncSession, me: int, submission_id: int, machine: datetime) -> None:
    """It is in this reviewer's hand now, and what they held before is free."""
    this = col(Submission.id) == submission_id
    held = {
        "viewing_by": case((this, me), else_=None),
        "viewing_until": case((this, machine + IN_HAND), else_=None),
    }
    those = update(Submission).where(_UNDECIDED, or_(this, col(Submission.viewing_by) == me)).values(**held)
    await session.exec(those.execution_options(**_QUIETLY))


@dataclass(frozen=True)
class Waiting:
    """One of all that wait, as much of it as its checks need."""

    submission: Submission
    deliverable: Deliverable
    unit: str


async def waiting(session: AsyncSession, me: int, machine: datetime) -> list[Waiting]:
    """All that is in nobody else's hand, in the order of the queue; what the unit was asked about before is not
    among them."""
    asked = select(Remark.id).where(Remark.submission_id == Submission.id).exists()
    rows = await session.exec(_ALL.where(_WAITS, _FREE, ~asked).order_by(*_KEY), params={"me": me, "machine": machine})
    return [Waiting(*row) for row in rows.all()]


# -- what is decided ----------------------------------------------------------------------------------------------


async def decide(session: AsyncSession, case: Case, verdict: Verdict, now: datetime, me: int, **also: Any) -> bool:
    """False when somebody decided, or the unit withdrew it, in this very moment."""
    values = {"verdict": str(verdict), "decided_at": now, "decided_by": me, "viewing_by": None, "viewing_until": None}
    decided = update(Submission).where(
        col(Submission.id) == case.id,
        col(Submission.verdict) == case.submission.verdict,
        col(Submission.withdrawn_at).is_(None),
    )
    done = await session.exec(decided.values(**values).execution_options(**_QUIETLY))
    if done.rowcount:
        await recount(session, case, verdict=str(verdict), also=also)
    return bool(done.rowcount)


async def recount(session: AsyncSession, case: Case, *, also: dict[str, Any] | None = None, **values: Any) -> State:
    """With these values of the version in question its report stands where the rule says."""
    changed = [
        version._replace(**values) if version.id == case.id else version  # type: ignore[attr-defined]
        for version in case.versions
    ]
    return await obligations.recount(session, case.owed, changed, **(also or {}))


async def accept_all(session: AsyncSession, ids: Sequence[int], now: datetime, me: int) -> list[Submission]:
    """Those that nobody has decided meanwhile; each is the newest version of its report."""
    values = {"verdict": str(Verdict.ACCEPTED), "decided_at": now, "decided_by": me, "viewing_by": None}
    accepted = update(Submission).where(col(Submission.id).in_(ids), _UNDECIDED, ~_replaced).values(**values)
    returned = accepted.returning(Submission).execution_options(**_QUIETLY)
    done = [row[0] for row in (await session.exec(returned)).all()]
    those = col(Obligation.id).in_([one.obligation_id for one in done])
    settled = update(Obligation).where(those, col(Obligation.workflow) == str(Workflow.HANDED_IN))
    await session.exec(settled.values(workflow=str(Workflow.ACCEPTED)).execution_options(**_QUIETLY))
    return done


# -- what is said about it ----------------------------------------------------------------------------------------


async def remark(
    session: AsyncSession, submission_id: int, person_id: int, said: Mapping[str, str], now: datetime, *,
    asks: bool = False,
) -> None:  # fmt: skip
    """`said`: words by the field they are about, "" for the whole report."""
    row = {"submission_id": submission_id, "person_id": person_id, "asks": asks, "made_at": now, "settled_at": None}
    rows = [row | {"field": field, "words": words} for field, words in said.items()]
    await session.exec(insert(Remark), params=rows)


async def settle(session: AsyncSession, obligation_id: int, now: datetime) -> None:
    """Nothing is open about this report any more."""
    theirs = select(Submission.id).where(Submission.obligation_id == obligation_id)
    open_ones = update(Remark).where(col(Remark.submission_id).in_(theirs), col(Remark.settled_at).is_(None))
    await session.exec(open_ones.values(settled_at=now).execution_options(**_QUIETLY))
