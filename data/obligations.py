"""Obligations: what is owed, by whom, until when, and what has come of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import Integer, bindparam, func, or_
from sqlalchemy import select as _columns
from sqlalchemy.orm import aliased
from sqlmodel import col, insert, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from core.forms import NIL_REPORT, Form
from core.roles import HANDING_IN
from core.submissions import Asks, Handed, State, Verdict, Workflow, state_of
from core.texts.values import Due
from data import tracing
from data.campaigns import OWED, due_of
from data.database import later, run
from data.dialects import in_line
from data.models import (
    Board,
    BoundGroup,
    Broadcast,
    Campaign,
    Deliverable,
    Holding,
    Letter,
    Obligation,
    Promise,
    Seat,
    Submission,
    Unit,
)
from data.records import columns, fetch, records, select_all, tables
from data.types import UtcDateTime

_ASKS = {str(one): one for one in Asks}  # asked many times for each letter
_RULED = list(Obligation.__table__.columns.keys()).index("deliverable_id")  # type: ignore[attr-defined]
_NEVER = datetime.max.replace(tzinfo=UTC)
_TABLE: Any = Obligation.__table__  # type: ignore[attr-defined]
_LOOKED_AT = (
    update(_TABLE)
    .where(_TABLE.c.id.in_(bindparam("rows", expanding=True)))
    .values(
        next_nudge_at=bindparam("next_at", type_=UtcDateTime),
        nudged_at=func.coalesce(bindparam("written_at", type_=UtcDateTime), _TABLE.c.nudged_at),
    )
)
_HANDED_IN = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("row"))
    .values(
        workflow=bindparam("works"), timeliness=bindparam("timely"), version=bindparam("versions"),
        next_nudge_at=None, promised_until=None,
    )
)  # fmt: skip
_submission, _before = Submission.__table__, aliased(Submission.__table__)  # type: ignore[attr-defined]
_NEXT = _columns(func.coalesce(func.max(_before.c.number), 0) + 1).where(_before.c.unit_id == bindparam("of_unit"))
_ALL_HANDED_IN: Any = insert(_submission).values(number=_NEXT.scalar_subquery()).returning(*columns(Submission))
_LOOK_BY = (
    update(_TABLE)
    .where(
        _TABLE.c.id == bindparam("row"),
        _TABLE.c.workflow.in_(OWED),
        or_(_TABLE.c.next_nudge_at.is_(None), _TABLE.c.next_nudge_at > bindparam("moment", type_=UtcDateTime)),
    )
    .values(next_nudge_at=bindparam("moment", type_=UtcDateTime))
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

    @cached_property
    def due(self) -> Due:
        return due_of(self.deliverable, self.obligation)

    @cached_property
    def form(self) -> Form:
        """What its report asks for."""
        return Form.from_json(self.deliverable.form)

    @property
    def open(self) -> bool:
        """Something is still to be sent, and its campaign is not over."""
        return self.obligation.workflow in OWED and self.campaign.closed_at is None

    @property
    def asks(self) -> Asks:
        return _ASKS[self.deliverable.kind]

    @property
    def returned(self) -> bool:
        return self.obligation.workflow == Workflow.RETURNED

    @property
    def spoken_as(self) -> Asks:
        """What letters treat it as: of what came and is wanted back in part they speak as of a report, whatever its
        kind."""
        return Asks.REPORT if self.returned else self.asks

    @property
    def judged_by(self) -> datetime:
        """The last moment on time; what is no report is never late."""
        return self.obligation.lenient if self.asks is Asks.REPORT else _NEVER

    @property
    def alike(self) -> tuple[Any, ...]:
        """All that a rule can see of a record, whosever it is: what is the same for two of them is decided alike."""
        record: Any = self.obligation
        return (self.unit.paused_until, *record[_RULED:])

    @property
    def wanted_by(self) -> datetime | None:
        """The last safe moment of what is still wanted: of what came and is wanted back in part, when that is."""
        return self.obligation.again_by if self.returned else self.obligation.strict

    @property
    def missing(self) -> bool:
        """It has not come, and is waited for: only a report ever is."""
        return self.open and self.asks is Asks.REPORT

    @property
    def paused_until(self) -> datetime | None:
        """Nobody is reminded for its campaign, or this unit of anything."""
        pauses = (self.campaign.paused_until, self.unit.paused_until)
        return max((until for until in pauses if until is not None), default=None)

    def silent_until(self, now: datetime) -> datetime | None:
        """It has been promised for later, is paused, or a question about it waits with the organiser."""
        silences = (self.obligation.promised_until, self.paused_until, self.obligation.held_until)
        return max((until for until in silences if until is not None and until > now), default=None)

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
# In the order of the index of what is due: asked for distinct units, a planner walks through all that was ever owed.
_LATE_UNITS = (
    select(Obligation.unit_id)
    .where(col(Obligation.next_nudge_at).is_not(None), col(Obligation.next_nudge_at) <= bindparam("now"))
    .order_by(col(Obligation.next_nudge_at))
    .limit(bindparam("most", type_=Integer))
)
_DUE_OF = (
    select_all(Obligation, Unit)
    .select_from(_owed.join(_unit, _unit.c.id == _owed.c.unit_id))
    .where(_owed.c.next_nudge_at <= bindparam("now"))
    .order_by(_owed.c.unit_id, _owed.c.strict)
)
_DUE = _DUE_OF.where(_owed.c.unit_id.in_(_LATE_UNITS))
_seat, _theirs = aliased(Seat), aliased(Seat)
_holding, _held = aliased(Holding), aliased(Holding)
# The units of whoever sits in these. By itself, else a planner would walk through all that is due.
_SHARED = (
    select(_seat.unit_id)
    .join(_holding, col(_holding.seat_id) == _seat.id)
    .join(_held, col(_held.person_id) == _holding.person_id)
    .join(_theirs, col(_theirs.id) == _held.seat_id)
    .where(
        col(_theirs.unit_id).in_(bindparam("units", expanding=True)),
        col(_theirs.role).in_(HANDING_IN),
        col(_held.until).is_(None),
        col(_holding.until).is_(None),
        col(_seat.role).in_(HANDING_IN),
    )
    .distinct()
)
_DUE_OF_UNITS = _DUE_OF.where(_owed.c.unit_id.in_(bindparam("units", expanding=True)))
_REPORTS = (
    select_all(Deliverable, Campaign)
    .select_from(_asked.join(_campaign, _campaign.c.id == _asked.c.campaign_id))
    .where(_asked.c.id.in_(bindparam("reports", expanding=True)))
)
_OF_REPORT = _JOINED.where(_IN_UNITS, _owed.c.deliverable_id == bindparam("deliverable")).order_by(_owed.c.id)
_OPENED_AFTER = _JOINED.where(_owed.c.id > bindparam("after")).order_by(_owed.c.id)
_OF_IDS = _JOINED.where(_owed.c.id.in_(bindparam("ids", expanding=True))).order_by(_owed.c.strict, _owed.c.id)
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


async def that_forward(session: AsyncSession, ids: Sequence[int], when: str) -> dict[int, Owed]:
    """Those whose campaign forwards reports at this moment of theirs."""
    rows = _JOINED.where(_owed.c.id.in_(ids), _campaign.c.forwards == when)
    return {one.id: one for one in (Owed(*row) for row in await fetch(session, rows, _WHOLE, {}))} if ids else {}


async def of_report(session: AsyncSession, deliverable_id: int, units: Sequence[int]) -> list[Owed]:
    """What these units owe of one report, for whoever answers for the campaign."""
    rows = await fetch(session, _OF_REPORT, _WHOLE, {"units": list(units), "deliverable": deliverable_id})
    return [Owed(*row) for row in rows]


async def opened_after(session: AsyncSession, obligation_id: int) -> list[Owed]:
    """Everything that was written down after this one, of whatever unit; after 0: all there is."""
    return [Owed(*row) for row in await fetch(session, _OPENED_AFTER, _WHOLE, {"after": obligation_id})]


async def of_ids(session: AsyncSession, ids: Sequence[int]) -> list[Owed]:
    """Just these, of whatever unit."""
    rows = await fetch(session, _OF_IDS, _WHOLE, {"ids": list(ids)}) if ids else []
    return [Owed(*row) for row in rows]


async def versions(session: AsyncSession, obligation_id: int) -> list[Submission]:
    """What stands: a version that its unit withdrew is as if it had never come."""
    return (await histories(session, [obligation_id])).get(obligation_id, [])


async def histories(session: AsyncSession, obligations: Sequence[int]) -> dict[int, list[Submission]]:
    """The versions of each of these that were not withdrawn, the first one first."""
    if not obligations:
        return {}
    found: dict[int, list[Submission]] = {}
    for (row,) in await fetch(session, _VERSIONS, (Submission,), {"obligations": list(obligations)}):
        found.setdefault(row.obligation_id, []).append(row)
    return found


_VERSIONS = (
    select_all(Submission)
    .where(col(Submission.obligation_id).in_(bindparam("obligations", expanding=True)))
    .where(col(Submission.withdrawn_at).is_(None))
    .order_by(col(Submission.version))
)


async def before(session: AsyncSession, owed: Owed, most: int = 12) -> list[Submission]:
    """What this unit handed in before: the last version of this report, else the last ones of its earlier periods, the
    newest first. What was returned or withdrawn is no example."""
    if owed.obligation.version:
        return [one for one in reversed(await versions(session, owed.id)) if one.withdrawn_at is None][:1]
    rows = await session.exec(
        select(Submission)
        .join(Obligation, col(Obligation.id) == Submission.obligation_id)
        .where(
            Obligation.unit_id == owed.unit.id,
            Obligation.deliverable_id == owed.deliverable.id,
            col(Obligation.strict) < owed.obligation.strict,
            Submission.version == Obligation.version,
            col(Submission.verdict) != str(Verdict.RETURNED),
            col(Submission.withdrawn_at).is_(None),
        )
        .order_by(col(Obligation.strict).desc())
        .limit(most)
    )
    return list(rows.all())


async def added(session: AsyncSession, submission: Submission, answers: dict[str, Any], files: dict[str, Any]) -> bool:
    """What is told after the receipt belongs to the same version, as long as nobody has decided on it."""
    done = await session.exec(
        update(Submission)
        .where(col(Submission.id) == submission.id, col(Submission.verdict) == "")
        .where(col(Submission.withdrawn_at).is_(None))
        .values(answers=answers, files=files)
        .execution_options(synchronize_session=False)
    )
    return bool(done.rowcount)


async def containing(session: AsyncSession, person_id: int, file_id: int) -> tuple[Submission, Owed] | None:
    """The newest submission of this person that holds the file, if it was handed in by now."""
    rows = await session.exec(
        select(Submission)
        .where(Submission.person_id == person_id, col(Submission.withdrawn_at).is_(None))
        .order_by(col(Submission.id).desc())
        .limit(50)
    )
    found = next((row for row in rows.all() if file_id in row.files.get("ids", ())), None)
    owed = await one(session, found.obligation_id, [found.unit_id]) if found else None
    return (found, owed) if found and owed else None


async def submission(session: AsyncSession, submission_id: int, units: Sequence[int]) -> Submission | None:
    found = await session.exec(
        select(Submission).where(Submission.id == submission_id, col(Submission.unit_id).in_(units))
    )
    return found.first()


@dataclass(frozen=True)
class Version:
    """One to be written: what it is of, those before it, what it says. `source`: how it came where `entered_by` entered
    it for the unit."""

    owed: Owed
    earlier: Sequence[Submission]
    person_id: int
    channel: str
    handed_at: datetime
    answers: dict[str, Any]
    files: dict[str, Any]
    source: str = ""
    entered_by: int | None = None

    @property
    def state(self) -> State:
        return state_of([*map(handed, self.earlier), Handed(self.handed_at)], self.owed.judged_by)

    @property
    def row(self) -> dict[str, Any]:
        """All but its number."""
        return {
            "obligation_id": self.owed.id,
            "campaign_id": self.owed.campaign.id,
            "unit_id": self.owed.unit.id,
            "version": self.owed.obligation.version + 1,
            "person_id": self.person_id,
            "channel": self.channel,
            "handed_at": self.handed_at,
            "late": self.handed_at > self.owed.judged_by,
            "answers": self.answers,
            "files": self.files,
            "source": self.source,
            "entered_by": self.entered_by,
            "nil": self.answers.get("fields", {}).get(NIL_REPORT) is not None,
        }


async def hand_in(session: AsyncSession, owed: Owed, earlier: Sequence[Submission], **said: Any) -> Submission:
    """A new version. The verdict on time is the first version's, and nothing but a report is ever late; the ladder
    stops in this same transaction."""
    version = Version(owed, earlier, **said)
    await in_line(session, Unit, [owed.obligation.unit_id])
    number = select(func.coalesce(func.max(Submission.number), 0) + 1).where(Submission.unit_id == owed.unit.id)
    row = {**version.row, "number": number.scalar_subquery()}
    result: Submission = (await session.exec(insert(Submission).values(**row).returning(Submission))).one()[0]
    await _handed_in(session, [version], [result])
    return result


async def hand_in_all(session: AsyncSession, versions: Sequence[Version]) -> list[Submission]:
    """The same for many, in a few statements however many they are; of two for one unit the second goes after the
    first, for each takes the unit's next number."""
    first = {one.owed.obligation.unit_id: one for one in reversed(versions)}
    if not first:
        return []
    await in_line(session, Unit, list(first))
    rows = [{**one.row, "of_unit": unit} for unit, one in first.items()]
    made: list[Submission] = records((await run(session, _ALL_HANDED_IN, rows)).all(), Submission)
    of = {one.obligation_id: one for one in made}
    await _handed_in(session, list(first.values()), [of[one.owed.id] for one in first.values()])
    chosen = {id(one) for one in first.values()}
    return made + await hand_in_all(session, [one for one in versions if id(one) not in chosen])


async def _handed_in(session: AsyncSession, versions: Sequence[Version], made: Sequence[Submission]) -> None:
    stands = [
        {
            "row": one.owed.id,
            "works": str(one.state.workflow),
            "timely": str(one.state.timeliness),
            "versions": one.owed.obligation.version + 1,
        }
        for one in versions
    ]
    await run(session, _HANDED_IN, stands)
    for one, submission in zip(versions, made, strict=True):
        before = one.earlier[-1] if one.earlier else None
        await tracing.trace(session, one.owed.deliverable, one.owed.obligation, before, submission)


def handed(version: Submission) -> Handed:
    """A version as the rules see it. One with a ruling that is not late was excused, or came in time after all."""
    verdict = Verdict(version.verdict) if version.verdict else None
    return Handed(version.handed_at, verdict=verdict, excused=bool(version.ruling) and not version.late)


def state(owed: Owed, versions: Sequence[Submission]) -> State:
    """Where the work stands: by the one rule, from the versions that stand."""
    exempt = owed.obligation.workflow == Workflow.EXEMPT
    standing = [handed(version) for version in versions if version.withdrawn_at is None]
    return state_of(standing, owed.judged_by, exempt)


async def recount(session: AsyncSession, owed: Owed, versions: Sequence[Submission], **also: Any) -> State:
    """After a verdict, a withdrawal or a ruling: its versions as they are now say where it stands."""
    found = state(owed, versions)
    await _stands(session, owed.id, found, **also)
    return found


async def _stands(session: AsyncSession, obligation_id: int, state: State, **also: Any) -> None:
    stands = {"workflow": str(state.workflow), "timeliness": str(state.timeliness)}
    changed = update(Obligation).where(col(Obligation.id) == obligation_id).values(**stands, **also)
    await session.exec(changed.execution_options(synchronize_session=False))


async def promise(session: AsyncSession, owed: Owed, person_id: int, until: datetime, now: datetime) -> None:
    """Silence until then. The verdict does not move."""
    row = {"obligation_id": owed.id, "person_id": person_id, "until": until, "made_at": now}
    later(session, Promise, [row])
    await run(session, _PROMISED, {"row": owed.id, "promised": until})


async def due(session: AsyncSession, now: datetime, units: int = 100) -> list[Owed]:
    """What must be looked at now. Whole units and, where others wait for the next time, all units of their people, so
    that what one person is asked for can be one letter. Their reports, which are few, are read once and not with each
    row."""
    rows = list(await fetch(session, _DUE, (Obligation, Unit), {"now": now, "most": units}))
    if not rows:
        return []
    taken = list({row.unit_id for row, _ in rows})
    if len(taken) >= units:
        theirs = {unit for (unit,) in (await run(session, _SHARED, {"units": taken})).all()}
        others = list(theirs.difference(taken))
        rows += await fetch(session, _DUE_OF_UNITS, (Obligation, Unit), {"now": now, "units": others}) if others else []
    asked = {"reports": list({row.deliverable_id for row, _ in rows})}
    reports = {one.id: (one, plan) for one, plan in await fetch(session, _REPORTS, (Deliverable, Campaign), asked)}
    return [Owed(row, *reports[row.deliverable_id], unit) for row, unit in rows]


async def looked_at(session: AsyncSession, moved: Sequence[tuple[int, datetime | None, datetime | None]]) -> None:
    """Set when to look again, and when a nudge was last written: (obligation, next, nudged)."""
    alike: dict[tuple[datetime | None, datetime | None], list[int]] = {}  # most share their next step
    for row_id, *moments in moved:
        alike.setdefault((moments[0], moments[1]), []).append(row_id)
    for (next_at, written_at), rows in alike.items():
        await run(session, _LOOKED_AT, {"rows": rows, "next_at": next_at, "written_at": written_at})


async def plan_anew(session: AsyncSession, ids: Sequence[int], moment: datetime) -> None:
    """As though the latest letter about these had not been written."""
    if ids:
        again = update(Obligation).where(col(Obligation.id).in_(ids)).values(next_nudge_at=moment, nudged_at=None)
        await session.exec(again.execution_options(synchronize_session=False))


async def look_by(session: AsyncSession, owed: Owed, moment: datetime) -> None:
    """The tick looks at this one then at the latest."""
    await run(session, _LOOK_BY, {"row": owed.id, "moment": moment})


class Moments(NamedTuple):
    """When the tick has something to do next, of each kind; None: nothing of it waits."""

    opening: datetime | None = None
    nudge: datetime | None = None
    notice: datetime | None = None
    board: datetime | None = None
    group: datetime | None = None
    """The message of a bound group."""
    broadcast: datetime | None = None
    letter: datetime | None = None
    """A letter that was put off to a better hour."""

    @property
    def first(self) -> datetime | None:
        return min((moment for moment in self if moment is not None), default=None)


async def next_moment(session: AsyncSession) -> datetime | None:
    return (await next_moments(session)).first


async def next_moments(session: AsyncSession, now: datetime | None = None) -> Moments:
    """Each by its own index. Letters that wait are looked for after `now`: what is due is the courier's affair."""
    return Moments(*(await run(session, _MOMENTS, {"now": now or datetime.max.replace(tzinfo=UTC)})).one())


def _moments() -> Any:
    """Built once."""
    runs = col(Deliverable.dropped_at).is_(None), col(Campaign.closed_at).is_(None)
    opening = select(func.min(Deliverable.opens_at)).join(Campaign, col(Campaign.id) == Deliverable.campaign_id)
    asked = (
        opening.where(col(Deliverable.opens_at).is_not(None), *runs),
        select(func.min(Obligation.next_nudge_at)).where(col(Obligation.next_nudge_at).is_not(None)),
        select(func.min(Campaign.notice_at)).where(col(Campaign.closed_at).is_(None)),
        select(func.min(Board.due_at)).where(col(Board.due_at).is_not(None)),
        select(func.min(BoundGroup.due_at)).where(col(BoundGroup.due_at).is_not(None)),
        select(func.min(Broadcast.due_at)).where(col(Broadcast.due_at).is_not(None)),
        select(func.min(Letter.not_before)).where(
            col(Letter.closed_at).is_(None), col(Letter.not_before) > bindparam("now", type_=UtcDateTime)
        ),
    )
    return _columns(*(one.scalar_subquery() for one in asked))


_MOMENTS = _moments()
