"""Bare bots to compare with: what a careful tutorial builds. Each answers every text with one row and one reply.

Run as a process: python -m tests.bench.peers KIND API_URL TOKEN FOLDER
"""

import asyncio
import os
import sqlite3
import sys
from pathlib import Path
from typing import Any

os.environ.setdefault("PTB_TIMEDELTA", "true")


def ptb(url: str, token: str, folder: Path) -> None:
    """python-telegram-bot as it comes, and one row by the sqlite3 of the standard library."""
    from telegram.ext import Application, MessageHandler, filters

    rows = sqlite3.connect(folder / "peer.db", isolation_level=None)
    rows.execute("PRAGMA journal_mode=WAL")
    rows.execute("PRAGMA synchronous=NORMAL")
    rows.execute("CREATE TABLE said (id INTEGER PRIMARY KEY, who TEXT, text TEXT)")

    async def answer(update: Any, context: Any) -> None:
        rows.execute("INSERT INTO said (who, text) VALUES (?, ?)", (update.effective_user.id, update.message.text))
        await update.message.reply_text("Đã ghi.")

    application = Application.builder().token(token).base_url(f"{url}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, answer))
    application.run_polling(poll_interval=0, bootstrap_retries=-1)


def sqlmodel(url: str, token: str, folder: Path, *, scheduled: bool = False) -> None:
    """The same with an async SQLModel session, as the documentation shows; not durable beyond SQLite's NORMAL."""
    from sqlalchemy.ext.asyncio import create_async_engine
    from sqlmodel import Field, SQLModel
    from sqlmodel.ext.asyncio.session import AsyncSession
    from telegram.ext import Application, MessageHandler, filters

    class Said(SQLModel, table=True):
        id: int | None = Field(default=None, primary_key=True)
        who: str
        text: str

    engine = create_async_engine(f"sqlite+aiosqlite:///{folder / 'peer.db'}")

    async def prepare(application: Any) -> None:
        async with engine.begin() as connection:
            await connection.exec_driver_sql("PRAGMA journal_mode=WAL")
            await connection.exec_driver_sql("PRAGMA synchronous=NORMAL")
            await connection.run_sync(SQLModel.metadata.create_all)
        if scheduled:
            from apscheduler.schedulers.asyncio import AsyncIOScheduler

            scheduler = AsyncIOScheduler(timezone="UTC")
            scheduler.add_job(asyncio.sleep, "interval", seconds=1, args=[0])
            scheduler.start()

    async def answer(update: Any, context: Any) -> None:
        async with AsyncSession(engine) as session:
            session.add(Said(who=str(update.effective_user.id), text=update.message.text))
            await session.commit()
        await update.message.reply_text("Đã ghi.")

    builder = Application.builder().token(token).base_url(f"{url}/bot").post_init(prepare)
    application = builder.job_queue(None).build()
    application.add_handler(MessageHandler(filters.TEXT, answer))
    application.run_polling(poll_interval=0, bootstrap_retries=-1)


def main() -> None:
    kind, url, token, folder = sys.argv[1], sys.argv[2], sys.argv[3], Path(sys.argv[4])
    match kind:
        case "ptb":
            ptb(url, token, folder)
        case "sqlmodel":
            sqlmodel(url, token, folder)
        case "scheduled":
            sqlmodel(url, token, folder, scheduled=True)


if __name__ == "__main__":
    main()
