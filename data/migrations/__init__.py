"""The database's shape, in numbered steps. alembic is slow to import, so that happens only when a step is to be done.

An upgrade owns its transaction: all its steps become durable together or none does, on SQLite as on PostgreSQL.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0016"  # the newest script in versions/; `python -m data.migrations` keeps it so
HERE = Path(__file__).parent


class TooNew(Exception):
    """The database was made by a newer version of this program, which alone understands it."""

    def __init__(self, version: str) -> None:
        super().__init__(version)
        self.version = version


def version(connection: Connection) -> str:
    """The number of the last step this database has taken; '' when it has taken none."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""


def upgrade(connection: Connection) -> None:
    """Bring an empty or older database to HEAD. The connection has no transaction open, before or after."""
    with connection.begin():
        present = version(connection)
    if present > HEAD:
        raise TooNew(present)
    if present < HEAD:
        from alembic import command

        with rebuilding(connection):
            command.upgrade(config(connection), "head")


def downgrade(connection: Connection, to: str) -> None:
    """Back to step `to`, or to nothing with 'base'. For tests and for a developer; what a step added is lost."""
    from alembic import command

    with rebuilding(connection):
        command.downgrade(config(connection), to)


@contextmanager
def rebuilding(connection: Connection) -> Iterator[None]:
    """One transaction in which a table that others point at may be rebuilt.

    SQLite changes a table by making it anew, and dropping the old one would break what points at it. Foreign keys can
    only be switched off outside a transaction, so they are counted before the commit instead.
    """
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        _outside_transactions(connection, "PRAGMA foreign_keys = OFF")
    try:
        with connection.begin():
            yield
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all() if sqlite else []
            if broken:
                raise RuntimeError(f"a migration left {len(broken)} rows pointing at nothing, first {broken[0]}")
    finally:
        if sqlite:
            _outside_transactions(connection, "PRAGMA foreign_keys = ON")


def _outside_transactions(connection: Connection, pragma: str) -> None:
    """SQLAlchemy begins a transaction before whatever it runs; the driver itself does not."""
    cursor = connection.connection.cursor()
    cursor.execute(pragma)
    cursor.close()


def config(connection: Connection) -> "Config":
    from alembic.config import Config

    made = Config(attributes={"connection": connection})
    made.set_main_option("script_location", str(HERE).replace("%", "%%"))
    made.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    made.set_section_option("post_write_hooks", "hooks", "ruff")
    made.set_section_option("post_write_hooks", "ruff.type", "module")
    made.set_section_option("post_write_hooks", "ruff.module", "ruff")
    made.set_section_option("post_write_hooks", "ruff.options", "format --quiet REVISION_SCRIPT_FILENAME")
    return made
