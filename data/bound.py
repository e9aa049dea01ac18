"""Groups on a channel that are bound to a campaign or to a cluster: what they may hear, and their one message."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import case, or_
from sqlalchemy import select as sa_select
from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from core.delivery import TOPIC, Kind, Result
from core.texts.values import Status
from data import campaigns, standings, units
from data.models import BoundGroup, Campaign, Chat, Group, Letter

COALESCES = timedelta(minutes=1)  # whatever happens within it is one edit


@dataclass(frozen=True)
class Bound:
    """A group that is bound, where it is, and to what. `gone`: the bot was put out of it."""

    row: BoundGroup
    chat: Chat
    campaign: Campaign | None
    cluster: str = ""

    @property
    def id(self) -> int:
        return self.row.id or 0

    @property
    def gone(self) -> bool:
        return self.chat.gone_at is not None


_columns: Any = sa_select  # SQLModel's own stops at four columns
_WHOLE = (
    _columns(BoundGroup, Chat, Campaign, Group.name)
    .join(Chat, col(Chat.id) == BoundGroup.chat_id)
    .outerjoin(Campaign, col(Campaign.id) == BoundGroup.campaign_id)
    .outerjoin(Group, col(Group.id) == BoundGroup.group_id)
    .order_by(col(BoundGroup.id))
)


async def listed(
    session: AsyncSession, campaign_id: int | None = None, clusters: Sequence[int] | None = None
) -> list[Bound]:
    """Every bound group; or those that hear of one campaign, or of some clusters, and can be written to: whom an
    announcement to these may be posted to."""
    rows = _WHOLE
    if campaign_id is not None or clusters is not None:
        of = [col(BoundGroup.campaign_id) == campaign_id] if campaign_id is not None else []
        of += [col(BoundGroup.group_id).in_(clusters)] if clusters is not None else []
        rows = rows.where(or_(*of), col(Chat.gone_at).is_(None))
    return [Bound(row, chat, campaign, name or "") for row, chat, campaign, name in (await session.exec(rows)).all()]


async def of_chat(session: AsyncSession, chat_id: int) -> Bound | None:
    found = (await session.exec(_WHOLE.where(BoundGroup.chat_id == chat_id))).first()
    return Bound(found[0], found[1], found[2], found[3] or "") if found else None


async def of_group(session: AsyncSession, channel: str, address: str) -> list[Bound]:
    """Everything that is bound in a group: the group itself, or topics of it."""
    here = or_(col(Chat.address) == address, col(Chat.address).startswith(f"{address}{TOPIC}"))
    rows = (await session.exec(_WHOLE.where(Chat.channel == channel, here))).all()
    return [Bound(row, chat, campaign, name or "") for row, chat, campaign, name in rows]


async def is_bound(session: AsyncSession, channel: str, address: str) -> bool:
    here = select(BoundGroup.id).join(Chat, col(Chat.id) == BoundGroup.chat_id)
    return (await session.exec(here.where(Chat.channel == channel, Chat.address == address))).first() is not None


async def counted(session: AsyncSession, bound: Bound, now: datetime) -> list[tuple[Campaign, list[Status]]]:
    """What it hears of, campaign by campaign, in counts: not what only named people may read."""
    running = [one for one in await campaigns.running(session) if bound.campaign is None or one.id == bound.campaign.id]
    cluster = bound.row.group_id
    theirs = await units.of_group(session, [cluster]) if cluster is not None else None
    found = await standings.counted(session, [one.id or 0 for one in running], now, theirs) if running else []
    shown = [one for one in found if not one.deliverable.restricted and one.tally.expected]
    told = [(one, [each.status for each in shown if each.campaign.id == one.id]) for one in running]
    return [(one, statuses) for one, statuses in told if statuses]


async def bind(
    session: AsyncSession, chat_id: int, *, campaign_id: int | None, group_id: int | None, title: str, by: int,
    now: datetime,
) -> int:  # fmt: skip
    """From now on it hears of this alone; its message is written anew, by the next tick."""
    await session.exec(delete(BoundGroup).where(col(BoundGroup.chat_id) == chat_id))
    row = BoundGroup(
        chat_id=chat_id, campaign_id=campaign_id, group_id=group_id, title=title, bound_by=by, bound_at=now, due_at=now
    )
    session.add(row)
    await session.flush()
    return row.id or 0


async def unbind(session: AsyncSession, bound_id: int) -> None:
    await session.exec(delete(BoundGroup).where(col(BoundGroup.id) == bound_id))


async def due(session: AsyncSession, now: datetime, limit: int = 50) -> list[Bound]:
    rows = _WHOLE.where(col(BoundGroup.due_at) <= now).order_by(None).order_by(col(BoundGroup.due_at)).limit(limit)
    return [Bound(row, chat, campaign, name or "") for row, chat, campaign, name in (await session.exec(rows)).all()]


async def drawn(session: AsyncSession, bound_id: int, letter_id: int | None, next_at: datetime | None) -> None:
    await _set(session, col(BoundGroup.id) == bound_id, letter_id=letter_id, due_at=next_at)


async def last_said(session: AsyncSession, bound: Bound) -> str:
    """What its message says now, as far as it has been carried."""
    if bound.row.letter_id is None:
        return ""
    rows = await session.exec(
        select(Letter.text)
        .where(Letter.chat_id == bound.row.chat_id, col(Letter.seq).is_not(None))
        .where(or_(col(Letter.id) == bound.row.letter_id, col(Letter.replaces) == bound.row.letter_id))
        .order_by(col(Letter.seq).desc())
        .limit(1)
    )
    return rows.first() or ""


async def stale(session: AsyncSession, campaign_id: int, now: datetime) -> None:
    """Something happened in this campaign: redraw soon, once for whatever happens until then."""
    soon = now + COALESCES
    theirs = or_(col(BoundGroup.campaign_id) == campaign_id, col(BoundGroup.campaign_id).is_(None))
    await _set(session, theirs, col(BoundGroup.due_at).is_(None) | (col(BoundGroup.due_at) > soon), due_at=soon)


async def anew(session: AsyncSession, chats: Sequence[int]) -> None:
    """Their message is not where it was: another is written at once, and no edit of the old one goes out. One that is
    still on its way arrives where they are now."""
    said = select(Letter.id).where(col(Letter.closed_at).is_not(None))
    left = case((col(BoundGroup.letter_id).in_(said), None), else_=BoundGroup.letter_id)
    await _set(session, col(BoundGroup.chat_id).in_(chats), letter_id=left, due_at=BoundGroup.bound_at)
    await _replaced(session, chats, Kind.EDIT)


async def elsewhere(session: AsyncSession, chats: Sequence[int]) -> None:
    """They have moved. One that is in hand was taken with the old address: should it arrive, it stays behind there,
    and should it be refused, it is not sent again."""
    await _replaced(session, chats, Kind.PIN, col(Letter.sending))
    await anew(session, chats)


async def _replaced(session: AsyncSession, chats: Sequence[int], kind: Kind, *where: Any) -> None:
    waiting = col(Letter.chat_id).in_(chats), col(Letter.kind) == str(kind), col(Letter.closed_at).is_(None)
    closed = update(Letter).where(*waiting, *where).values(closed_at=Letter.made_at, result=str(Result.REPLACED))
    await session.exec(closed.execution_options(synchronize_session=False))


async def moved(session: AsyncSession, old: Sequence[int], new: int) -> None:
    """The binding goes with the group; one that the new chat had already been given stays."""
    rows = (await session.exec(select(BoundGroup.chat_id).where(col(BoundGroup.chat_id).in_([*old, new])))).all()
    if not set(rows) & set(old):
        return
    theirs = col(BoundGroup.chat_id).in_(old)
    if new in rows:
        await session.exec(delete(BoundGroup).where(theirs))
        return
    await _set(session, theirs, chat_id=new)
    await elsewhere(session, [*old, new])


async def _set(session: AsyncSession, *where: Any, **values: Any) -> None:
    changed = update(BoundGroup).where(*where).values(**values)
    await session.exec(changed.execution_options(synchronize_session=False))
