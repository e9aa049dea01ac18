"""Reports before their reviewers: the queue they share, one report with its whole history, and what is decided.

A restricted report is loaded for the people it names and for nobody else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, case, func, or_, tuple_
from sqlalchemy import select as sa_select
from sqlalchemy.orm import aliased
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from core.reviews import IN_HAND
from core.submissions import State, Timeliness, Verdict, Workflow
from data import obligations
from data.database import later, run
from data.dialects import NOTHING, among, in_line
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

    def of(self, version: Submission) -> "Case":
        """Another version of the same report."""
        return replace(self, submission=version)

    def put_back(self) -> "Case":
        """The same with nothing decided, as it stands after `put_back`."""
        undecided = self.submission._replace(verdict="", decided_at=None, decided_by=None)  # type: ignore[attr-defined]
        owed: Any = self.owed.obligation
        versions = tuple(undecided if one.id == self.id else one for one in self.versions)
        waits = replace(self.owed, obligation=owed._replace(workflow=str(Workflow.HANDED_IN)))
        return replace(self, submission=undecided, versions=versions, owed=waits)

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
        """What the unit was asked for again and has not given yet. A new version does not settle it, for it may be
        withdrawn; the verdict on that one does."""
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
_UNDECIDED = and_(col(Submission.verdict) == NOTHING, col(Submission.withdrawn_at).is_(None))
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


def _whole(those: Any, *more: Any, allowed: Any = _READABLE) -> Any:
    """Every version of these obligations, each with what was said about it."""
    shown = [*columns(Submission, Person, Obligation, Deliverable, Campaign, Unit, Remark)]
    shown += [*(getattr(_author, column.name) for column in columns(Person)), *more]
    return (
        _joined(_columns(*shown))
        .join(Unit, col(Unit.id) == Submission.unit_id)
        .join(Person, col(Person.id) == Submission.person_id)
        .outerjoin(Remark, col(Remark.submission_id) == Submission.id)
        .outerjoin(_author, col(_author.id) == Remark.person_id)
        .where(col(Submission.obligation_id).in_(those), allowed)
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
_OF_ALL = _whole(bindparam("those", type_=BigId, expanding=True))
_THEIRS = col(Submission.unit_id).in_(bindparam("units", expanding=True))
_OF_UNIT = _whole(
    _columns(Submission.obligation_id).where(col(Submission.id) == bindparam("one", type_=BigId)), allowed=_THEIRS
)
_OF_REPORT = _whole(_columns(bindparam("one", type_=BigId)), allowed=_THEIRS)
_OPEN_TO_ALL = col(Deliverable.restricted).is_(False)
_SHOWN = _whole(
    _columns(Submission.obligation_id).where(col(Submission.id) == bindparam("one", type_=BigId)), allowed=_OPEN_TO_ALL
)
_SHOWN_OF = _SHOWN.where(_THEIRS)
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


async def of_unit(session: AsyncSession, submission_id: int, units: Sequence[int]) -> Case | None:
    """A version, but only for the people of its unit."""
    rows = await fetch(session, _OF_UNIT, _MODELS, {"units": list(units), "one": submission_id})
    return _case(rows, next((row[0] for row in rows if row[0].id == submission_id), None))


async def shown(session: AsyncSession, submission_id: int, units: Sequence[int] | None) -> Case | None:
    """A version for whoever only looks, at everything or at these units; what only named people may read is not
    there."""
    values = {"one": submission_id} if units is None else {"one": submission_id, "units": list(units)}
    rows = await fetch(session, _SHOWN if units is None else _SHOWN_OF, _MODELS, values)
    return _case(rows, next((row[0] for row in rows if row[0].id == submission_id), None))


async def of_report(session: AsyncSession, obligation_id: int, units: Sequence[int]) -> Case | None:
    """What was handed in last, be it withdrawn since, for the people of its unit."""
    rows = await fetch(session, _OF_REPORT, _MODELS, {"units": list(units), "one": obligation_id})
    standing = [row[0] for row in rows if row[0].withdrawn_at is None]
    return _case(rows, next(iter([*standing[-1:], *(row[0] for row in rows[-1:])]), None))


async def of_obligations(session: AsyncSession, me: int, those: Sequence[int]) -> list[Case]:
    """The newest version of each of these reports, for organisers."""
    rows = await fetch(session, _OF_ALL, _MODELS, {"me": me, "those": list(those)}) if those else []
    found = []
    for one in those:
        theirs = [row for row in rows if row[0].obligation_id == one]
        case = _case(theirs, next((row[0] for row in reversed(theirs) if row[0].withdrawn_at is None), None))
        found += [case] if case is not None else []
    return found


async def of_code(session: AsyncSession, me: int, mark: str, number: int) -> Case | None:
    """By what people say: AH-27."""
    found = await session.exec(
        select(Submission.id)
        .join(Unit, col(Unit.id) == Submission.unit_id)
        .where(col(Unit.mark).in_([mark, mark.upper()]), Submission.number == number)
    )
    submission_id = found.first()
    return await one(session, me, submission_id) if submission_id is not None else None


async def first_of(session: AsyncSession, me: int, unit: int) -> int | None:
    """The version of this unit that waits longest, in whoever's hand it is."""
    rows = _joined(_columns(Submission.id)).where(_WAITS, col(Submission.unit_id) == unit).order_by(*_KEY).limit(1)
    found: int | None = (await run(session, rows, {"me": me})).scalar_one_or_none()
    return found


async def accepted_last(session: AsyncSession, me: int, since: datetime) -> int | None:
    """What this reviewer accepted last."""
    mine = col(Submission.decided_by) == me, col(Submission.verdict) == str(Verdict.ACCEPTED)
    rows = _joined(_columns(Submission.id)).where(*mine, col(Submission.decided_at) >= since, _RUNS, _READABLE)
    newest = rows.order_by(col(Submission.decided_at).desc(), col(Submission.id).desc()).limit(1)
    found: int | None = (await run(session, newest, {"me": me})).scalar_one_or_none()
    return found


def _case(rows: Sequence[Any], submission: Submission | None, left: int | None = None) -> Case | None:
    if submission is None:
        return None
    versions = tuple({row[0].id: row[0] for row in rows}.values())
    _, person, obligation, deliverable, campaign, unit, *_ = next(row for row in rows if row[0].id == submission.id)
    said = tuple(Said(row[6], row[7].name) for row in rows if row[6] is not None)
    return Case(submission, Owed(obligation, deliverable, campaign, unit), versions, person.name, said, left)


async def after_the_end(session: AsyncSession, me: int) -> list[tuple[int, str, int]]:
    """Of campaigns that are closed, the latest first, how many reports nobody has looked at: they wait until theirs is
    opened again."""
    closed = col(Campaign.opened_at).is_not(None), col(Campaign.closed_at).is_not(None)
    handed_in = col(Obligation.workflow) == str(Workflow.HANDED_IN)
    rows = (
        _joined(_columns(Campaign.id, Campaign.short, func.count()))
        .where(_UNDECIDED, handed_in, ~_replaced, *closed, col(Deliverable.dropped_at).is_(None), _READABLE)
        .group_by(Campaign.id, Campaign.short, Campaign.closed_at)
        .order_by(col(Campaign.closed_at).desc(), col(Campaign.id).desc())
    )
    return [(one, short, number) for one, short, number in (await run(session, rows, {"me": me})).all()]


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


@dataclass(frozen=True)
class Unseen:
    """A report nobody has looked at, since it came or since its unit said that it is right."""

    code: str
    unit: str
    since: datetime


async def unseen(session: AsyncSession) -> list[Unseen]:
    """For all who review, so restricted reports are not among them. What waits longest stands first."""
    open_ones = and_(_UNDECIDED, col(Obligation.workflow) == str(Workflow.HANDED_IN), ~_replaced, _RUNS)
    rows = _joined(_columns(Submission, Unit)).join(Unit, col(Unit.id) == Submission.unit_id)
    found = await session.exec(rows.where(open_ones, col(Deliverable.restricted).is_(False)))
    each = [
        Unseen(f"{unit.mark}-{one.number:02d}", unit.name, one.decided_at or one.handed_at) for one, unit in found.all()
    ]
    return sorted(each, key=lambda one: one.since)


# -- what is decided ----------------------------------------------------------------------------------------------


async def _alone(session: AsyncSession, case: Case) -> None:
    """A version that its unit is just handing in is here before what is done with this one, or waits for it."""
    await in_line(session, Unit, [case.owed.unit.id or 0])


async def decide(session: AsyncSession, case: Case, verdict: Verdict, now: datetime, me: int, **also: Any) -> bool:
    """False when somebody decided, or the unit withdrew or replaced it, in this very moment."""
    await _alone(session, case)
    values = {"verdict": str(verdict), "decided_at": now, "decided_by": me, "viewing_by": None, "viewing_until": None}
    decided = update(Submission).where(
        col(Submission.id) == case.id,
        col(Submission.verdict) == case.submission.verdict,
        col(Submission.withdrawn_at).is_(None),
        ~_replaced,
    )
    done = await session.exec(decided.values(**values).execution_options(**_QUIETLY))
    if done.rowcount:
        await recount(session, case, verdict=str(verdict), also=also)
    return bool(done.rowcount)


async def put_back(session: AsyncSession, case: Case, now: datetime) -> bool:
    """Undecided once more, as it was returned or accepted; it waits from this moment on. False when it was decided or
    replaced in this very moment."""
    await _alone(session, case)
    undecided = {"verdict": "", "decided_at": now, "decided_by": None}
    changed = update(Submission).where(
        col(Submission.id) == case.id,
        col(Submission.verdict) == case.submission.verdict,
        col(Submission.withdrawn_at).is_(None),
        ~_replaced,
    )
    done = await session.exec(changed.values(**undecided).execution_options(**_QUIETLY))
    if done.rowcount:
        await recount(session, case, verdict="", also={"next_nudge_at": None, "promised_until": None})
    return bool(done.rowcount)


async def withdraw(session: AsyncSession, case: Case, now: datetime) -> bool:
    """The unit takes back a version nobody has decided. Where nothing of the report stands it is owed again, and its
    ladder goes on from here. False when it was decided or replaced in this very moment."""
    await _alone(session, case)
    changed = update(Submission).where(col(Submission.id) == case.id, _UNDECIDED, ~_replaced)
    gone = {"withdrawn_at": now, "viewing_by": None, "viewing_until": None}
    done = await session.exec(changed.values(**gone).execution_options(**_QUIETLY))
    if done.rowcount:
        await recount(session, case, withdrawn_at=now, also={"next_nudge_at": now, "nudged_at": now})
    return bool(done.rowcount)


async def rule(session: AsyncSession, case: Case, reason: str, handed_at: datetime | None) -> State:
    """The verdict on time is put right with a reason: it came at another moment, or (None) it counts as in time."""
    came = handed_at or case.submission.handed_at
    late = handed_at is not None and handed_at > case.owed.judged_by
    values: dict[str, Any] = {"ruling": reason, "handed_at": came, "late": late}
    changed = update(Submission).where(col(Submission.id) == case.id).values(**values)
    await session.exec(changed.execution_options(**_QUIETLY))
    return await recount(session, case, **values)


async def excuse(session: AsyncSession, cases: Sequence[Case], reason: str) -> None:
    """All of these count as in time."""
    versions = update(Submission).where(col(Submission.id).in_([case.id for case in cases]))
    await session.exec(versions.values(ruling=reason, late=False).execution_options(**_QUIETLY))
    late = col(Obligation.id).in_([case.owed.id for case in cases]), col(Obligation.timeliness) == str(Timeliness.LATE)
    excused = update(Obligation).where(*late).values(timeliness=str(Timeliness.ON_TIME))
    await session.exec(excused.execution_options(**_QUIETLY))


async def recount(session: AsyncSession, case: Case, *, also: dict[str, Any] | None = None, **values: Any) -> State:
    """With these values of the version in question its report stands where the rule says."""
    changed = [
        version._replace(**values) if version.id == case.id else version  # type: ignore[attr-defined]
        for version in case.versions
    ]
    return await obligations.recount(session, case.owed, changed, **(also or {}))


async def accept_all(session: AsyncSession, ids: Sequence[int], now: datetime, me: int) -> list[Submission]:
    """Those that nobody has decided meanwhile; each is the newest version of its report. What their units are just
    handing in is here before, or waits."""
    await in_line(session, Unit, select(Submission.unit_id).where(col(Submission.id).in_(ids)))
    values = {"verdict": str(Verdict.ACCEPTED), "decided_at": now, "decided_by": me, "viewing_by": None}
    accepted = update(Submission).where(col(Submission.id).in_(ids), _UNDECIDED, ~_replaced).values(**values)
    returned = accepted.returning(Submission).execution_options(**_QUIETLY)
    done = [row[0] for row in (await session.exec(returned)).all()]
    those = col(Obligation.id).in_([one.obligation_id for one in done])
    settled = update(Obligation).where(those, col(Obligation.workflow) == str(Workflow.HANDED_IN))
    await session.exec(settled.values(workflow=str(Workflow.ACCEPTED)).execution_options(**_QUIETLY))
    return done


# -- what is said about it ----------------------------------------------------------------------------------------


def remark(
    session: AsyncSession, submission_id: int, person_id: int, said: Mapping[str, str], now: datetime, *,
    asks: bool = False,
) -> None:  # fmt: skip
    """`said`: words by the field they are about, "" for the whole report. Nobody can read them before the commit."""
    row = {"submission_id": submission_id, "person_id": person_id, "asks": asks, "made_at": now, "settled_at": None}
    later(session, Remark, [row | {"field": field, "words": words} for field, words in said.items()])


async def settle(session: AsyncSession, obligation_id: int, now: datetime) -> None:
    """Nothing is open about this report any more."""
    theirs = select(Submission.id).where(Submission.obligation_id == obligation_id)
    open_ones = update(Remark).where(col(Remark.submission_id).in_(theirs), col(Remark.settled_at).is_(None))
    await session.exec(open_ones.values(settled_at=now).execution_options(**_QUIETLY))
