"""Databases for tests: made and migrated once, after that copied (SQLite) or emptied (PostgreSQL) for each test."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import asyncpg
from sqlalchemy import URL, create_engine, make_url

from data.database import Database, opened
from data.migrations import upgrade

POSTGRES = os.environ.get("TEST_DATABASE_URL", "")
KINDS = ["sqlite", "postgres"] if POSTGRES else ["sqlite"]

# Four times faster than TRUNCATE where tables are nearly empty. As a replica the server checks no foreign keys.
EMPTY = """
DO $$ DECLARE name text; BEGIN
    SET LOCAL session_replication_role = replica;
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
        EXECUTE format('DELETE FROM %I', name);
    END LOOP;
    FOR name IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL LOOP
        PERFORM setval(format('%I', name), 1, false);
    END LOOP;
END $$
"""


def sqlite_url(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


def make_template(path: Path) -> None:
    """A migrated file with nothing in it."""
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        upgrade(connection)
    engine.dispose()


@asynccontextmanager
async def postgres(name: str) -> AsyncIterator[str]:
    """A PostgreSQL database of this name, empty, gone again afterwards."""
    await recreate(name)
    try:
        yield url_of(name)
    finally:
        await drop(name)


def url_of(name: str) -> str:
    return make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)


async def recreate(name: str) -> None:
    await _command(make_url(POSTGRES), f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}")


async def drop(name: str) -> None:
    await _command(make_url(POSTGRES), f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


async def migrate(url: str) -> None:
    async with opened(Database(url)) as database:
        await database.migrate(upgrade)


async def empty(url: str) -> None:
    """As after migrating: no rows, and ids begin at 1 again."""
    await _command(make_url(url), EMPTY)


async def _command(url: URL, *statements: str) -> None:
    connection: Any = await asyncpg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False))
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()
