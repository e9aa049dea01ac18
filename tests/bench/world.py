"""Two hundred units that owe two reports each, their secretaries on Telegram; and a long broadcast, when asked for."""

import asyncio
import os
from datetime import UTC, datetime
from pathlib import Path

from bot import demo
from core.calendar import Calendar
from core.delivery import Lane
from core.roles import Role
from core.say import Say
from data import campaigns, migrations, outbox, people, units
from data.database import Database, Session
from data.models import Chat
from data.outbox import To

FIRST_PERSON = 100_000


def database_path(folder: Path) -> Path:
    return folder / "dunghan.db"


async def seed(folder: Path, persons: int, broadcast: int = 0) -> None:
    """Write it all into a database of its own, before the bot starts."""
    folder.mkdir(mode=0o700, exist_ok=True)
    database = Database(f"sqlite+aiosqlite:///{database_path(folder)}")
    await database.open()
    await database.migrate(migrations.upgrade)
    async with asyncio.TaskGroup() as tasks:
        writer = tasks.create_task(database.run())
        await database.write(lambda session: _people(session, persons))
        for first in range(0, broadcast, 500):
            await database.write(lambda session, first=first: _broadcast(session, first, min(500, broadcast - first)))  # type: ignore[misc]
        writer.cancel()
    await database.close()


async def _people(session: Session, count: int) -> None:
    now = datetime.now(UTC)
    await demo.found(session, now, Calendar())
    (campaign,) = await campaigns.running(session)
    members = []
    for n in range(count):
        unit = await units.add(session, f"Chi đoàn {n}", f"U{n}", "chi_doan")
        seat = await units.add_seat(session, unit.id or 0, Role.SECRETARY, "Bí thư")
        person = await people.add_person(session, f"Trần Văn {n}")
        await people.seat_person(session, seat.id or 0, person.id or 0, now)
        session.add(Chat(channel="telegram", address=str(FIRST_PERSON + n), person_id=person.id))
        members.append(unit.id or 0)
    await session.flush()
    await campaigns.open_obligations(session, campaign, members, now)


async def _broadcast(session: Session, first: int, count: int) -> None:
    now = datetime.now(UTC)
    chats = [Chat(channel="telegram", address=str(900_000 + first + n)) for n in range(count)]
    session.add_all(chats)
    await session.flush()
    rows = []
    for chat in chats:
        to = To(chat.id or 0, "telegram")
        rows += outbox.letters(Say("Thông báo chung cho các đơn vị."), to, now, now, lane=Lane.BROADCAST)
    await outbox.post(session, rows)


def settings(folder: Path, url: str, token: str, rate: int) -> dict[str, str]:
    return {
        "VAR_DIR": str(folder),
        "WEB_PORT": "0",
        "TELEGRAM_BOT_TOKEN": token,
        "TELEGRAM_API_URL": url,
        "TELEGRAM_RATE": str(rate),
        "LOG_LEVEL": os.environ.get("LOG_LEVEL", "WARNING"),
    }
