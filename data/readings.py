"""Plan documents that were sent in: being read, being checked, started as a campaign or dropped."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from core.delivery import Lane
from data.models import Campaign, Chat, Deliverable, Incoming, Letter, Reading, RosterImport


async def add(
    session: AsyncSession, file_id: int | None, chat_id: int, person_id: int, now: datetime, answers: dict[str, Any],
    **read: Any,
) -> Reading:  # fmt: skip
    """`read`: what needs no reading any more."""
    reading = Reading(file_id=file_id, chat_id=chat_id, person_id=person_id, made_at=now, answers=answers, **read)
    session.add(reading)
    await session.flush()
    return reading


async def of_file(session: AsyncSession, file_id: int) -> Reading | None:
    """The one that waits for this file's bytes."""
    rows = await session.exec(select(Reading).where(Reading.file_id == file_id, Reading.state == "reading"))
    return rows.first()


async def by_id(session: AsyncSession, reading_id: int) -> Reading | None:
    """For the errand that reads it; a turn asks for `of_person`."""
    return await session.get(Reading, reading_id)


async def of_person(session: AsyncSession, reading_id: int, person_id: int) -> Reading | None:
    rows = await session.exec(select(Reading).where(Reading.id == reading_id, Reading.person_id == person_id))
    return rows.first()


async def open_of(session: AsyncSession, person_id: int) -> Reading | None:
    """The newest plan this person is checking."""
    rows = await session.exec(
        select(Reading)
        .where(Reading.person_id == person_id, Reading.state == "open")
        .order_by(col(Reading.id).desc())
        .limit(1)
    )
    return rows.first()


async def started(session: AsyncSession, campaigns: Collection[int]) -> Reading | None:
    """The newest plan document one of these campaigns was read from."""
    those = select(Reading).where(col(Reading.campaign_id).in_(campaigns)).order_by(col(Reading.id).desc())
    return (await session.exec(those)).first()


async def change(session: AsyncSession, reading: Reading, **values: Any) -> None:
    changed = update(Reading).where(col(Reading.id) == reading.id).values(**values)
    await session.exec(changed.execution_options(synchronize_session=False))


async def is_read(session: AsyncSession, file_id: int) -> bool:
    """A plan or a list of units, whatever came of it: whoever reads it says so."""
    for table in (Reading, RosterImport):
        if (await session.exec(select(table.id).where(table.file_id == file_id).limit(1))).first() is not None:
            return True
    return False


async def add_report(session: AsyncSession, deliverable: Deliverable) -> None:
    session.add(deliverable)
    await session.flush()


async def start(session: AsyncSession, campaign: Campaign, deliverables: list[Deliverable]) -> None:
    """The campaign and what it asks for; who owes it is written by data.campaigns.open_obligations."""
    session.add(campaign)
    await session.flush()
    for deliverable in deliverables:
        deliverable.campaign_id = campaign.id or 0
        session.add(deliverable)
    await session.flush()


async def done_on_page(session: AsyncSession, row_id: int, chat: Chat) -> Incoming | None:
    """What a person did on the page of a plan, by its row in the inbox."""
    mine = (Incoming.channel == chat.channel, Incoming.address == chat.address)
    those = select(Incoming).where(Incoming.id == row_id, *mine)
    row = (await session.exec(those)).first()
    return row if row is not None and row.raw.get("kind") == "plan" else None


async def answer_to(session: AsyncSession, row: Incoming, chat_id: int) -> Letter | None:
    """The first answer told to this chat since that was handled; None while it is on its way."""
    if row.handled_at is None:
        return None
    said = select(Letter).where(
        Letter.chat_id == chat_id, Letter.lane == int(Lane.ANSWER), Letter.kind == "say",
        col(Letter.closed_at) >= row.handled_at,
    )  # fmt: skip
    return (await session.exec(said.order_by(col(Letter.seq)).limit(1))).first()
