"""Where campaigns stand: every unit is counted in just one place, by counts over one index.

Where a report stands is where its present period stands. What is no report is never missing, and never counted.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, case, func
from sqlalchemy import select as sa_select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.escalation import urgency
from core.progress import Tally
from core.submissions import Asks, Timeliness, Workflow
from core.texts.private import NAME as PRIVATE
from core.texts.values import Status
from data import owing
from data.campaigns import NOT_IN, due_of, named
from data.database import run
from data.models import Campaign, Deliverable, Group, GroupUnit, Obligation, Submission
from data.owing import said_by_mail
from data.records import select_all, split, tables
from data.types import BigId, UtcDateTime

_columns: Any = sa_select  # SQLModel's own stops at four columns

NAMEABLE = 40  # more missing units than this are a number, not a list of names
_RECEIVED = (str(Workflow.HANDED_IN), str(Workflow.ACCEPTED), str(Workflow.RETURNED))
_NOT_LATE = (str(Timeliness.NONE), str(Timeliness.ON_TIME))
_owed, _asked, _campaign, _sent = tables(Obligation, Deliverable, Campaign, Submission)
_NOW = bindparam("now", type_=UtcDateTime)
_CAMPAIGNS = bindparam("campaigns", expanding=True, type_=BigId)
_UNITS = bindparam("units", expanding=True, type_=BigId)


@dataclass(frozen=True)
class Standing:
    """One deliverable of a campaign and how many of its obligations are where."""

    deliverable: Deliverable
    campaign: Campaign
    tally: Tally
    silent: tuple[str, ...] = ()
    """Units missing without a word, where they are few enough to be named."""
    partly: bool = False
    """Of some units only: whoever looks after those reads the deadline that they read."""

    @property
    def status(self) -> Status:
        due = due_of(self.deliverable)
        return Status(replace(due, above=None) if self.partly else due, self.tally, self.silent)


# -- which of them --------------------------------------------------------------------------------------------------


class Asked(NamedTuple):
    """A report of a campaign that runs, as much as is needed to choose it; `missing`: somebody still owes it."""

    deliverable: int
    name: str
    strict: datetime
    lenient: datetime
    campaign: int
    short: str
    missing: bool


async def asked(session: AsyncSession, units: Sequence[int] | None = None) -> list[Asked]:
    """Every report of the campaigns that run, the campaign that ends first on top, in the plan's order."""
    rows = (await run(session, _asking(units is not None), _of(units))).all()
    return [
        Asked(one, named(PRIVATE if restricted else name, period), strict, lenient, campaign, short, bool(missing))
        for one, name, period, restricted, strict, lenient, campaign, short, missing in rows
    ]


@cache
def _asking(some: bool) -> Any:
    owing = _columns(_owed.c.id).where(*_its(some), _owed.c.workflow == NOT_IN).correlate(_asked).exists()
    names = ("id", "name", "period", "restricted", "strict", "lenient")
    return (
        _columns(*(_asked.c[name] for name in names), _campaign.c.id, _campaign.c.short, owing)
        .select_from(_REPORTS)
        .where(_asked.c.dropped_at.is_(None), _campaign.c.opened_at.is_not(None), _campaign.c.closed_at.is_(None))
        .order_by(_campaign.c.ends_on, _campaign.c.id, _asked.c.position, _asked.c.id)
    )


def by_urgency(reports: Sequence[Asked], now: datetime) -> list[Asked]:
    """A report of each campaign, the one due next; that of the most urgent campaign on top. A campaign of which nothing
    is missing comes last."""
    by_campaign: dict[int, list[Asked]] = {}
    for one in reports:
        by_campaign.setdefault(one.campaign, []).append(one)
    firsts = [(_following(those, now), any(one.missing for one in those)) for those in by_campaign.values()]
    return [one for one, _ in sorted(firsts, key=lambda first: (not first[1], *_pressing(first[0], now)))]


def _following(reports: Sequence[Asked], now: datetime) -> Asked:
    return next((one for one in reports if one.lenient >= now), reports[-1])


def _pressing(one: Asked, now: datetime) -> tuple[int, float]:
    return urgency(one.strict, one.lenient, now)


def due_next(standings: Sequence[Standing], now: datetime) -> Standing:
    """The report due next; when all are past, the last one."""
    return next((one for one in standings if one.deliverable.lenient >= now), standings[-1])


# -- counts ---------------------------------------------------------------------------------------------------------

_REPORTS = _asked.join(_campaign, and_(_campaign.c.id == _asked.c.campaign_id, _asked.c.kind == str(Asks.REPORT)))


def _its(some: bool) -> list[Any]:
    """The obligations of a report's present period; of some units only."""
    mine = [_owed.c.deliverable_id == _asked.c.id, _owed.c.period == _asked.c.period]
    return [*mine, _owed.c.unit_id.in_(_UNITS)] if some else mine


def _of(units: Sequence[int] | None) -> dict[str, Any]:
    return {} if units is None else {"units": list(units)}


async def counted(
    session: AsyncSession, campaigns: Collection[int], now: datetime, units: Sequence[int] | None = None
) -> list[Standing]:
    """Every report of these campaigns in one statement; without names, and without whom the bot cannot write to."""
    values = {"campaigns": list(campaigns), "now": now, **_of(units)}
    rows = (await run(session, _counting(units is not None), values)).all()
    shapes = split(rows, (Deliverable, Campaign))
    return [
        Standing(one, campaign, _tally(one, row[-len(_COUNTS) :]), partly=units is not None)
        for (one, campaign), row in zip(shapes, rows, strict=True)
    ]


_COUNTS = (
    "owed", "exempt", "handed_in", "accepted", "returned", "handed_in_late", "accepted_late", "returned_late",
    "promised", "broken", "mailed", "mailed_promised", "mailed_broken", "nil",
)  # fmt: skip


@cache
def _counting(some: bool) -> Any:
    """Built once: each count walks its own stretch of one index, and no row is looked at."""
    mailed, nil = _mails(some), _nils(some)
    promised, broken = _promises()
    counts = [
        *(_number(some, workflow) for workflow in (Workflow.OWED, Workflow.EXEMPT)),
        *(_number(some, workflow, _owed.c.timeliness.in_(_NOT_LATE)) for workflow in _RECEIVED),
        *(_number(some, workflow, _owed.c.timeliness == str(Timeliness.LATE)) for workflow in _RECEIVED),
        *(_number(some, NOT_IN, _owed.c.timeliness == str(Timeliness.NONE), said) for said in (promised, broken)),
        *(func.coalesce(mailed.c[name], 0) for name in ("number", "promised", "broken")),
        func.coalesce(nil.c.number, 0),
    ]
    return (
        select_all(Deliverable, Campaign)
        .add_columns(*counts)
        .select_from(_REPORTS.outerjoin(mailed, _same(mailed)).outerjoin(nil, _same(nil)))
        .where(_asked.c.campaign_id.in_(_CAMPAIGNS), _asked.c.dropped_at.is_(None))
        .order_by(_campaign.c.ends_on, _campaign.c.id, _asked.c.position, _asked.c.id)
    )


def _number(some: bool, workflow: str, *more: Any) -> Any:
    those = [*_its(some), _owed.c.workflow == str(workflow), *more]
    return _columns(func.count()).select_from(_owed).where(*those).correlate(_asked).scalar_subquery()


def _same(counts: Any) -> Any:
    return and_(counts.c.deliverable_id == _asked.c.id, counts.c.period == _asked.c.period)


def _promises() -> tuple[Any, Any]:
    """A promise still to be kept, and one whose moment has passed."""
    return _owed.c.promised_until >= _NOW, _owed.c.promised_until < _NOW


def _mails(some: bool) -> Any:
    """Of what is missing, how many units say that they have sent it by mail, with what they had promised."""
    told = (func.sum(case((said, 1), else_=0)) for said in _promises())
    numbers = zip(("promised", "broken"), told, strict=True)
    columns = [func.count().label("number"), *(sum_.label(name) for name, sum_ in numbers)]
    mine = [_owed.c.id.in_(said_by_mail(_CAMPAIGNS)), _owed.c.workflow == NOT_IN, _owed.c.campaign_id.in_(_CAMPAIGNS)]
    return _by_period(columns, mine, some).cte("mailed")


def _nils(some: bool) -> Any:
    """Of what came, how many say that there was nothing to report; the version that stands decides."""
    newer = _sent.alias("newer")
    replaced = newer.select().with_only_columns(newer.c.id).where(
        newer.c.obligation_id == _sent.c.obligation_id, newer.c.version > _sent.c.version,
        newer.c.withdrawn_at.is_(None),
    )  # fmt: skip
    says = [_sent.c.nil, _sent.c.withdrawn_at.is_(None), _sent.c.campaign_id.in_(_CAMPAIGNS)]
    mine = [_sent.c.obligation_id == _owed.c.id, _owed.c.workflow.in_(_RECEIVED), ~replaced.exists(), *says]
    return _by_period([func.count().label("number")], mine, some).cte("nil")


def _by_period(columns: list[Any], mine: list[Any], some: bool) -> Any:
    those = [*mine, _owed.c.unit_id.in_(_UNITS)] if some else mine
    key = (_owed.c.deliverable_id, _owed.c.period)
    return _columns(*key, *columns).where(*those).group_by(*key)


def _tally(deliverable: Deliverable, numbers: Sequence[int]) -> Tally:
    """What is only told of a report by its own form is not told of one that few may read."""
    n = dict(zip(_COUNTS, numbers, strict=True))
    received = {of: n[of] + n[f"{of}_late"] for of in _RECEIVED}
    promised, broken = n["promised"] - n["mailed_promised"], n["broken"] - n["mailed_broken"]
    return Tally(
        expected=n["owed"] + n["exempt"] + sum(received.values()),
        on_time=n["handed_in"] + n["accepted"],
        late=n["handed_in_late"] + n["accepted_late"],
        returned=received["returned"],
        missing=n["owed"],
        exempt=n["exempt"],
        accepted=received["accepted"],
        waiting=received["handed_in"],
        returned_late=n["returned_late"],
        by_email=n["mailed"],
        promised=promised,
        broken=broken,
        silent=n["owed"] - n["mailed"] - promised - broken,
        nil=0 if deliverable.restricted else n["nil"],
    )


async def standing(
    session: AsyncSession, campaign_id: int, now: datetime, units: Sequence[int] | None = None
) -> list[Standing]:
    """How many units are where, for each deliverable, with those out of reach and the names of the silent; for some
    units only when `units` is given."""
    found = await counted(session, [campaign_id], now, units)
    unreached = await owing.unreached(session, [one.deliverable.id or 0 for one in found if one.tally.missing], units)
    nameable = [one for one in found if 0 < one.tally.missing <= NAMEABLE and not one.deliverable.restricted]
    silent = await owing.silent(session, [one.deliverable.id or 0 for one in nameable], units)
    return [
        replace(
            one,
            tally=replace(one.tally, unreached=unreached.get(at, 0)),
            silent=tuple(silent.get(at, ())),
        )
        for one in found
        for at in (one.deliverable.id or 0,)
    ]


async def in_full(session: AsyncSession, one: Standing, units: Sequence[int] | None = None) -> Standing:
    """One of those that were counted, with what only a look at its units tells."""
    at = one.deliverable.id or 0
    if not one.tally.missing:
        return one
    if one.tally.missing > NAMEABLE or one.deliverable.restricted:
        unreached = (await owing.unreached(session, [at], units)).get(at, 0)
        return replace(one, tally=replace(one.tally, unreached=unreached))
    rows = [row for row in await owing.missing(session, at, units) if not row.returned]
    silent = tuple(row.unit for row in rows if row.promised_until is None and not row.mailed)
    return replace(one, tally=replace(one.tally, unreached=sum(not row.enrolled for row in rows)), silent=silent)


async def statuses(
    session: AsyncSession, campaign_id: int, now: datetime, units: Sequence[int] | None = None
) -> list[Status]:
    """Each report of a campaign as its numbers are said aloud, with the names of those who said nothing."""
    return [one.status for one in await standing(session, campaign_id, now, units)]


@dataclass(frozen=True)
class Cluster:
    """How reports stand in a group of units, each by itself; `group` 0: the units that are in none."""

    group: int
    name: str
    tallies: dict[int, Tally]

    def of(self, deliverable: int) -> Tally:
        return self.tallies.get(deliverable, Tally())


async def by_cluster(
    session: AsyncSession, deliverables: Collection[int], now: datetime, units: Sequence[int] | None = None
) -> list[Cluster]:
    """These reports in each group; a unit in several groups counts in each of them."""
    values = {"deliverables": list(deliverables), "now": now, **_of(units)}
    counts: dict[tuple[int, str], dict[int, dict[str, int]]] = {}
    for name, group, report, *where, number in await run(session, _grouping(units is not None), values):
        found = counts.setdefault((group or 0, name or ""), {}).setdefault(report, {})
        for mark in ("expected", *_marks(*where)):
            found[mark] = found.get(mark, 0) + number
    return [
        Cluster(*key, {report: Tally(**found) for report, found in each.items()})
        for key, each in sorted(counts.items(), key=lambda one: one[0][0] or _LAST)
    ]


_LAST = 2**62


@cache
def _grouping(some: bool) -> Any:
    member, group = tables(GroupUnit, Group)
    missing = _owed.c.workflow == NOT_IN  # nobody else is asked what they said
    said = zip(("mailed", "promised", "broken"), (_owed.c.id.in_(said_by_mail()), *_promises()), strict=True)
    answers = (func.coalesce(and_(missing, one), False).label(name) for name, one in said)
    key = (member.c.group_id, _asked.c.id, _owed.c.workflow, _owed.c.timeliness, *answers)
    mine = [_asked.c.id.in_(bindparam("deliverables", expanding=True, type_=BigId)), *_its(some)]
    return (
        _columns(func.min(group.c.name), *key, func.count())
        .select_from(
            _asked.join(_owed, _owed.c.deliverable_id == _asked.c.id)
            .outerjoin(member, member.c.unit_id == _owed.c.unit_id)
            .outerjoin(group, group.c.id == member.c.group_id)
        )
        .where(*mine)
        .group_by(*key)
    )


def _marks(workflow: str, timeliness: str, mailed: bool, promised: bool, broken: bool) -> tuple[str, ...]:
    late = timeliness == Timeliness.LATE
    match Workflow(workflow):
        case Workflow.EXEMPT:
            return ("exempt",)
        case Workflow.OWED:
            said = "by_email" if mailed else "promised" if promised else "broken" if broken else "silent"
            return ("missing", said)
        case Workflow.RETURNED:
            return ("returned", "returned_late") if late else ("returned",)
        case Workflow.ACCEPTED:
            return ("late" if late else "on_time", "accepted")
        case Workflow.HANDED_IN:
            return ("late" if late else "on_time", "waiting")
