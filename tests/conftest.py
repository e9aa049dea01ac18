"""Fixtures every folder shares. `database` means SQLite and, where TEST_DATABASE_URL is set, PostgreSQL as well."""

import asyncio
import gc
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.nursery import Nursery
from data.database import Database, opened
from tests import databases


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first, so that one worker is not left alone with it at the end."""
    items.sort(key=lambda item: not (item.get_closest_marker("process") or item.get_closest_marker("browser")))


def pytest_collection_finish() -> None:
    """What is imported and collected stays to the end: the collector need not walk through it after each test."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "template.db"
    databases.make_template(path)
    return path


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """One migrated database for this process; each test that asks for it finds it empty."""
    name = f"dunghan_{os.getpid()}"
    asyncio.run(databases.recreate(name))
    asyncio.run(databases.migrate(databases.url_of(name)))
    yield databases.url_of(name)
    asyncio.run(databases.drop(name))


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A migrated file with nothing in it, which nobody has opened yet."""
    return databases.sqlite_url(Path(shutil.copy(sqlite_template, tmp_path / "test.db")))


@pytest.fixture(params=databases.KINDS)
def database_url(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
async def sqlite_database(sqlite_url: str) -> AsyncIterator[Database]:
    async with _running(Database(sqlite_url)) as database:
        yield database


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """Open, migrated, empty, and its writer runs."""
    async with _running(Database(database_url)) as database:
        if not database.sqlite:
            await databases.empty(database_url)
        yield database


@asynccontextmanager
async def _running(database: Database) -> AsyncIterator[Database]:
    async with opened(database), Nursery() as nursery:
        nursery.keep_running("writer", database.run)
        yield database
