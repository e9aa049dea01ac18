"""Campaigns and what they ask for, what came in, and the boards that show it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, delete, func, literal
from sqlalchemy import select as sa_select
from sqlalchemy.orm import aliased
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from core.activities import MOVED, Event
from core.audience import Owners
from core.deadlines import Deadline, last_day
from core.entries import number_of
from core.periods import Period, Rhythm, first_day_of, label_of, period_of
from core.submissions import Asks, Timeliness, Workflow
from core.texts.private import NAME as PRIVATE
from core.texts.values import ByMail, Due, Plan
from data.database import run
from data.dialects import insert_or_ignore
from data.models import Board, Campaign, Chat, Deliverable, Obligation, Submission, Unit
from data.types import UtcDateTime
from data.units import roster

_columns: Any = sa_select  # SQLModel's own stops at four columns

OWED = (str(Workflow.OWED), str(Workflow.RETURNED))  # something is still to be sent
NOT_IN = str(Workflow.OWED)  # nothing came; what came and is wanted back in part is not missing


def deadline_of(deliverable: Deliverable, row: Obligation | None = None) -> Deadline:
    """The obligation's own where it has one: an extension moves one unit, not the plan."""
    due = due_of(deliverable, row)
    return Deadline(wording=due.wording, strict=due.strict, lenient=due.lenient, hour=due.hour)


def plan_of(campaign: Campaign) -> Plan:
    return Plan(
        short=campaign.short,
        name=campaign.name,
        number=campaign.number,
        issued_on=campaign.issued_on,
        issuer=campaign.issuer,
        speaker=campaign.speaker,
        contact_name=campaign.contact_name,
        contact_phone=campaign.contact_phone,
        mailbox=campaign.mailbox,
        by_mail=_by_mail(campaign),
    )


def _by_mail(campaign: Campaign) -> ByMail:
    """Nothing is forwarded to a mailbox from which nobody has answered."""
    forwarded = bool(campaign.forwards) and campaign.mailbox_verified_at is None
    return ByMail.UNRULED if forwarded else ruled(campaign)


def ruled(campaign: Campaign) -> ByMail:
    """What the organiser ruled, whether or not it can be done."""
    if campaign.forwards:
        return ByMail(campaign.forwards)
    if campaign.by_mail_too is None:
        return ByMail.UNRULED
    return ByMail.OWN if campaign.by_mail_too else ByMail.NEEDLESS


def due_of_period(deliverable: Deliverable, period: Period) -> Due:
    deadline = period.deadline
    name = named(called(deliverable), period.key)
    return Due(name, deadline.wording, deadline.strict, deadline.lenient, deadline.hour, above=period.above)


def named(report: str, period: str) -> str:
    """'Báo cáo phong trào (tháng 6/2026)'."""
    return f"{report} ({label_of(period)})" if period else report


def called(deliverable: Deliverable) -> str:
    """In whatever is said to anybody: what only named people may read is called by its name by nobody."""
    return PRIVATE if deliverable.restricted else deliverable.name


def due_of(deliverable: Deliverable, row: Obligation | None = None) -> Due:
    """The obligation's own moments where it has them: an extension moves one unit, not the plan."""
    asks, event = deliverable.kind, event_of(deliverable, row)
    if row is None:
        name = named(called(deliverable), deliverable.period)
        moments, above = (deliverable.strict, deliverable.lenient), above_of(deliverable)
        return Due(name, deliverable.wording, *moments, deliverable.hourly, asks=asks, event=event, above=above)
    hourly = deliverable.hourly if row.hourly is None else row.hourly
    name, wording = called(deliverable), row.wording or deliverable.wording
    if asks == Asks.OPEN:
        return Due(name, wording, row.strict, row.lenient, asks=asks, entry=number_of(row.period))
    name, above = named(name, row.period), above_of(deliverable, row.period)
    return Due(name, wording, row.strict, row.lenient, hourly, asks=asks, event=event, above=above)


def above_of(deliverable: Deliverable, period: str | None = None) -> Deadline | None:
    """The deadline of the level above, where units are asked earlier: of the period asked for now, or of another."""
    if period in (None, deliverable.period):
        return Deadline.from_json(deliverable.above) if deliverable.above else None
    if not period or deliverable.rhythm.get("early") is None:
        return None
    return period_of(Rhythm.from_json(deliverable.rhythm), first_day_of(period)).above


def event_of(deliverable: Deliverable, row: Obligation | None = None) -> Event | None:
    """The days of an activity; where one unit has moved its own, that day."""
    if deliverable.kind != Asks.ACTIVITY:
        return None
    event = Event.from_json(deliverable.event)
    return event.moved(last_day(row.strict)) if row is not None and row.fixed_by == MOVED else event


async def running(session: AsyncSession) -> list[Campaign]:
    """Open campaigns, the one that ends first on top."""
    return list((await session.exec(_RUNNING)).all())


_RUNNING = (
    select(Campaign)
    .where(col(Campaign.opened_at).is_not(None), col(Campaign.closed_at).is_(None))
    .order_by(col(Campaign.ends_on), col(Campaign.id))
)


async def asked_units(session: AsyncSession, campaign_id: int) -> set[int]:
    """The units that the campaign asks for something; for each one look into an index."""
    its = select(Deliverable.id).where(Deliverable.campaign_id == campaign_id)
    owes = select(Obligation.id).where(Obligation.unit_id == Unit.id, col(Obligation.deliverable_id).in_(its))
    return {unit or 0 for unit in (await session.exec(select(Unit.id).where(owes.correlate(Unit).exists()))).all()}


async def recent(session: AsyncSession, most: int) -> list[Campaign]:
    """Those that were started last, over or not."""
    rows = await session.exec(
        select(Campaign).where(col(Campaign.opened_at).is_not(None)).order_by(col(Campaign.id).desc()).limit(most)
    )
    return list(rows.all())


async def one(session: AsyncSession, campaign_id: int) -> Campaign | None:
    return await session.get(Campaign, campaign_id)


async def named_after(session: AsyncSession, before: Collection[str], name: str) -> None:
    """Campaigns in the name of one of these are in this name from now on."""
    for column in (col(Campaign.issuer), col(Campaign.speaker)):
        changed = update(Campaign).where(column.in_(before), col(Campaign.closed_at).is_(None))
        await session.exec(changed.values({column: name}).execution_options(synchronize_session=False))


async def pause(session: AsyncSession, campaign: Campaign, until: datetime | None) -> None:
    """Nobody is reminded for this campaign before then; its deadlines stay."""
    changed = update(Campaign).where(col(Campaign.id) == campaign.id).values(paused_until=until)
    await session.exec(changed.execution_options(synchronize_session=False))


async def deliverable(session: AsyncSession, deliverable_id: int) -> Deliverable | None:
    return await session.get(Deliverable, deliverable_id)


async def change(session: AsyncSession, deliverable: Deliverable, **values: Any) -> None:
    changed = update(Deliverable).where(col(Deliverable.id) == deliverable.id).values(**values)
    await session.exec(changed.execution_options(synchronize_session=False))
    for name, value in values.items():
        set_committed_value(deliverable, name, value)  # the row in hand says the same, and is not written twice


async def deliverables(
    session: AsyncSession, campaign_id: int, asks: Collection[Asks] = (Asks.REPORT,)
) -> list[Deliverable]:
    """What a campaign asks for; its reports, unless something else is wanted as well."""
    rows = await session.exec(
        select(Deliverable)
        .where(
            Deliverable.campaign_id == campaign_id,
            col(Deliverable.dropped_at).is_(None),
            col(Deliverable.kind).in_([str(one) for one in asks]),
        )
        .order_by(col(Deliverable.position), col(Deliverable.id))
    )
    return list(rows.all())


async def reports_asked(session: AsyncSession) -> list[Deliverable]:
    """Every report of the campaigns that run, by date."""
    rows = await session.exec(
        select(Deliverable)
        .join(Campaign, col(Campaign.id) == Deliverable.campaign_id)
        .where(
            Deliverable.kind == str(Asks.REPORT), col(Deliverable.dropped_at).is_(None),
            col(Campaign.opened_at).is_not(None), col(Campaign.closed_at).is_(None),
        )
        .order_by(col(Deliverable.strict), col(Deliverable.id))
    )  # fmt: skip
    return list(rows.all())


async def opening_due(session: AsyncSession, now: datetime) -> tuple[Campaign, Deliverable] | None:
    """The recurring report whose next period is to be opened first, if that moment has come."""
    rows = await session.exec(
        select(Campaign, Deliverable)
        .join(Deliverable, col(Deliverable.campaign_id) == Campaign.id)
        .where(
            col(Deliverable.opens_at) <= now, col(Deliverable.dropped_at).is_(None), col(Campaign.closed_at).is_(None)
        )
        .order_by(col(Deliverable.opens_at))
        .limit(1)
    )
    found = rows.first()
    return (found[0], found[1]) if found else None


async def open_period(
    session: AsyncSession,
    campaign: Campaign,
    deliverable: Deliverable,
    period: Period,
    opens_at: datetime,
    now: datetime,
) -> None:
    """From now on the report asks for this period, of whoever owes it now; earlier periods stay as they are."""
    deadline = period.deadline
    deliverable.period, deliverable.opens_at = period.key, opens_at
    deliverable.strict, deliverable.lenient = deadline.strict, deadline.lenient
    deliverable.wording, deliverable.hourly = deadline.wording, deadline.hour
    deliverable.above = period.above.to_json() if period.above else {}
    session.add(deliverable)
    await session.flush()
    owing = (await roster(session)).meant(Owners.from_json(deliverable.owners))
    await open_obligations(session, campaign, owing, now, deliverable)


async def open_obligations(
    session: AsyncSession, campaign: Campaign, units: Sequence[int], now: datetime, only: Deliverable | None = None
) -> None:
    """Write down in advance what is owed, in one statement; the first reminder of each is looked for at once.

    Of all its reports, or of one. What a unit owes already stays as it is: opening again, with more units or reports,
    adds only what is new.
    """
    values: dict[str, Any] = {
        "campaign_id": Deliverable.campaign_id,
        "unit_id": Unit.id,
        "deliverable_id": Deliverable.id,
        "period": Deliverable.period,
        "strict": Deliverable.strict,
        "lenient": Deliverable.lenient,
        "workflow": literal(str(Workflow.OWED)),
        "timeliness": literal(str(Timeliness.NONE)),
        "version": literal(0),
        "opened_at": literal(now, UtcDateTime),
        "next_nudge_at": literal(now, UtcDateTime),
        "fixed_by": literal(""),
        "part": literal(""),
        # A period keeps its own wording, for the report will ask for the next one.
        "wording": case((col(Deliverable.period) != "", Deliverable.wording), else_=""),
        "hourly": case((col(Deliverable.period) != "", Deliverable.hourly), else_=None),
    }
    wanted = (
        _columns(*values.values())
        .join(Unit, col(Unit.id).in_(units))
        .select_from(Deliverable)
        .where(col(Deliverable.campaign_id) == campaign.id, col(Deliverable.dropped_at).is_(None))
    )
    if only is not None:
        wanted = wanted.where(col(Deliverable.id) == only.id)
    new = insert_or_ignore(session, Obligation).from_select(list(values), wanted, include_defaults=False)
    await (await session.connection()).execute(new)


async def handed_since(session: AsyncSession, moment: datetime) -> list[Campaign]:
    """Campaigns that run and in which something came since then, the one that ends first on top."""
    came = select(Submission.campaign_id).where(col(Submission.handed_at) > moment)
    rows = await session.exec(
        select(Campaign)
        .where(col(Campaign.id).in_(came), col(Campaign.closed_at).is_(None))
        .order_by(col(Campaign.ends_on), col(Campaign.id))
    )
    return list(rows.all())


@dataclass(frozen=True)
class HandedIn:
    """What came in, for the bundled notice. `late` is the verdict of the report, which a new version does not move;
    `above_kept`: by the internal deadline alone."""

    submission: Submission
    unit: Unit
    report: str
    late: bool
    above_kept: bool = False


async def handed_after(session: AsyncSession, campaign_id: int, after: int) -> list[HandedIn]:
    """What came in after this submission. By id: a report may count from an earlier moment than its confirmation."""
    rows = await session.exec(_HANDED_AFTER, params={"campaign": campaign_id, "after": after})
    return [_handed_in(*row) for row in rows.all()]


_version = aliased(Submission)
_first = (
    select(func.min(_version.handed_at))
    .where(col(_version.obligation_id) == col(Obligation.id), col(_version.withdrawn_at).is_(None))
    .correlate(Obligation)
    .scalar_subquery()
)
_HANDED_AFTER = (
    _columns(Submission, Unit, Deliverable, Obligation.period, Obligation.timeliness, _first)
    .join(Unit, col(Unit.id) == Submission.unit_id)
    .join(Obligation, col(Obligation.id) == Submission.obligation_id)
    .join(Deliverable, col(Deliverable.id) == Obligation.deliverable_id)
    .where(
        Submission.campaign_id == bindparam("campaign"),
        col(Submission.id) > bindparam("after"),
        col(Submission.withdrawn_at).is_(None),
    )
    .order_by(col(Submission.id))
)


def _handed_in(
    one: Submission, unit: Unit, asked: Deliverable, period: str, timeliness: str, first: datetime
) -> HandedIn:
    above, late = above_of(asked, period), timeliness == Timeliness.LATE
    return HandedIn(one, unit, called(asked), late, late and above is not None and first <= above.lenient)


async def board_of(session: AsyncSession, campaign_id: int, chat_id: int, now: datetime) -> None:
    """This chat has the campaign's board from now on; the tick draws it."""
    row = {"campaign_id": campaign_id, "chat_id": chat_id, "due_at": now}
    await session.exec(insert_or_ignore(session, Board), params=[row])


async def boards_due(session: AsyncSession, now: datetime, limit: int = 50) -> list[tuple[Board, Campaign, Chat]]:
    rows = await session.exec(
        select(Board, Campaign, Chat)
        .join(Campaign, col(Campaign.id) == Board.campaign_id)
        .join(Chat, col(Chat.id) == Board.chat_id)
        .where(col(Board.due_at) <= now)
        .order_by(col(Board.due_at))
        .limit(limit)
    )
    return [(board, campaign, chat) for board, campaign, chat in rows.all()]


async def board_drawn(session: AsyncSession, board: Board, letter_id: int | None) -> None:
    values = {"due_at": None} if letter_id is None else {"due_at": None, "letter_id": letter_id}
    await session.exec(
        update(Board).where(col(Board.id) == board.id).values(**values).execution_options(synchronize_session=False)
    )


async def boards_stale(session: AsyncSession, campaign_id: int, now: datetime) -> None:
    """Something happened: redraw at the next tick, once for however much happens until then."""
    await session.exec(
        update(Board)
        .where(col(Board.campaign_id) == campaign_id, col(Board.due_at).is_(None))
        .values(due_at=now)
        .execution_options(synchronize_session=False)
    )


async def boards_away(session: AsyncSession) -> None:
    """Nobody looks at them any more: none is drawn again."""
    await session.exec(delete(Board))


async def notices_due(session: AsyncSession, now: datetime) -> list[Campaign]:
    return list((await session.exec(_NOTICES_DUE, params={"now": now})).all())


_NOTICES_DUE = select(Campaign).where(col(Campaign.notice_at) <= bindparam("now"), col(Campaign.closed_at).is_(None))


async def noticed(session: AsyncSession, campaign: Campaign, until: datetime, next_at: datetime | None) -> None:
    await run(session, _NOTICED, {"campaign": campaign.id, "notice_at": next_at, "noticed_until": until})


_NOTICED = (
    update(Campaign)
    .where(col(Campaign.id) == bindparam("campaign"))
    .values(notice_at=bindparam("notice_at"), noticed_until=bindparam("noticed_until"))
)
