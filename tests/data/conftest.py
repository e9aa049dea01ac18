"""Every test here runs on SQLite and, where TEST_DATABASE_URL is set, on PostgreSQL.

They share one open database, emptied before each: opening one costs more than most of these tests.
"""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from pytest_asyncio import is_async_test
from sqlalchemy import text
from sqlmodel import SQLModel

from bot.nursery import Nursery
from data.database import Database, Session, opened
from data.models import Chat
from tests import databases
from tests.data.books import Books
from tests.data.mail import Mail
from tests.data.scenes import a_chat

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One event loop for the folder, for the database that lives in it."""
    for item in items:
        if HERE in item.path.parents and is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest.fixture(scope="session")
def sqlite_shared_url(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    return databases.sqlite_url(Path(shutil.copy(sqlite_template, tmp_path_factory.mktemp("shared") / "test.db")))


@pytest.fixture(scope="session", params=["sqlite_shared", *databases.KINDS[1:]], ids=databases.KINDS)
def shared_url(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def shared_database(shared_url: str) -> AsyncIterator[Database]:
    async with opened(Database(shared_url)) as database, Nursery() as nursery:
        nursery.keep_running("writer", database.run)
        yield database


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def emptying(shared_database: Database) -> list[str]:
    """What makes it as it was after migrating: no rows, and ids begin at 1 again."""
    tables = [table.name for table in reversed(SQLModel.metadata.sorted_tables)]
    if shared_database.sqlite:
        return [f"DELETE FROM {name}" for name in [*tables, "sqlite_sequence"]]
    sequences = await shared_database.read(_sequences)
    deleting = ", ".join(f"of_{name} AS (DELETE FROM {name})" for name in tables)
    restarting = ", ".join(f"setval('{name}', 1, false)" for name in sequences)
    return [f"WITH {deleting} SELECT {restarting}"]


async def _sequences(session: Session) -> list[str]:
    found = await (await session.connection()).execute(text("SELECT sequencename FROM pg_sequences"))
    return list(found.scalars())


@pytest_asyncio.fixture(loop_scope="session")
async def database(shared_database: Database, emptying: list[str]) -> Database:
    async def emptied(session: Session) -> None:
        """Past SQLAlchemy and in one visit, for this comes before every test."""
        driver: Any = (await (await session.connection()).get_raw_connection()).driver_connection
        if shared_database.sqlite:
            await driver._execute(lambda: [driver._conn.execute(statement) for statement in emptying])
        else:
            await driver.fetch(*emptying)

    await shared_database.write(emptied)
    shared_database.listeners.clear()
    return shared_database


@pytest.fixture
def books(database: Database) -> Books:
    return Books(database)


@pytest.fixture
def mail(books: Books) -> Mail:
    return Mail(books)


@pytest_asyncio.fixture(loop_scope="session")
async def mai(books: Books) -> Chat:
    return await a_chat(books, "web:mai")


@pytest_asyncio.fixture(loop_scope="session")
async def tu(books: Books) -> Chat:
    return await a_chat(books, "web:tu")
