"""The one statement the two databases spell differently."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession


def insert_or_ignore(session: AsyncSession, table: type[SQLModel]) -> Any:
    """INSERT that leaves alone what is already there: uniqueness in the database is the guard against doubles."""
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing()
    return sqlite.insert(table).on_conflict_do_nothing()
