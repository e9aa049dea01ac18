"""How alembic reaches the database: on the connection it is given, inside the transaction that is open there."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

import data.models
from data.types import BigId, Document, UtcDateTime

assert data.models, "importing it fills the metadata"


def our_name(item: Any) -> str | None:
    """How `data.types` calls this column type, if it is one of its own."""
    if isinstance(item, UtcDateTime):
        return "UtcDateTime()"
    return next((name for name, ours in (("BigId", BigId), ("Document", Document)) if item is ours), None)


def render(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """False: as alembic would write it."""
    if kind != "type":
        return False
    if isinstance(item, AutoString):
        return "sa.String()"
    if name := our_name(item):
        autogen.imports.add("import data.types")
        return f"data.types.{name}"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_item=render,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
