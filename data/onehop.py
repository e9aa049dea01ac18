"""A SQLite cursor that makes one hop to the database thread for a statement, and none for a brief one.

The stock adapter makes three or four (open, execute, fetch, close); the hops, not SQLite, are most of the cost: a row
by its key is found in some ten microseconds, and the way to the thread and back takes ten times that.
"""

import sqlite3
from collections import deque
from collections.abc import Callable
from typing import Any, TypeVar

import aiosqlite
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection, AsyncAdapt_aiosqlite_dbapi
from sqlalchemy.util.concurrency import await_

from data.seam import step

T = TypeVar("T")

BRIEF = "_brief"  # set on the driver's connection: no hop, for what is done before a hop would be


class OneHopCursor:
    """Executes, fetches everything and closes in one visit; what SQLAlchemy reads afterwards is in memory."""

    server_side = False
    arraysize = 1

    def __init__(self, adapted: "OneHopConnection") -> None:
        self._adapted = adapted
        self._connection: Any = adapted._connection
        self._rows: deque[Any] = deque()
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    def _visit(self, many: bool, statement: str, values: Any) -> tuple[Any, int, int | None, list[Any]]:
        connection: sqlite3.Connection = self._connection._conn
        cursor = connection.executemany(statement, values) if many else connection.execute(statement, values or ())
        rows = cursor.fetchall() if cursor.description else []
        seen = (cursor.description, cursor.rowcount, cursor.lastrowid, rows)
        cursor.close()
        return seen

    async def _at_once(self, visit: Callable[..., T], *args: Any) -> T:
        return visit(*args)  # SQLAlchemy insists on something to await

    def _run(self, many: bool, statement: str, values: Any) -> None:
        try:
            step("sql")
            brief = getattr(self._connection, BRIEF, False)
            way = self._at_once if brief else self._connection._execute
            seen = await_(way(self._visit, many, statement, values))
        except Exception as error:
            self._adapted._handle_exception(error)
        self.description, self.rowcount, self.lastrowid, rows = seen
        self._rows = deque(rows)

    def execute(self, statement: str, values: Any = None) -> None:
        self._run(False, statement, values)

    def executemany(self, statement: str, values: Any) -> None:
        self._run(True, statement, values)

    async def _async_soft_close(self) -> None:
        """Already closed."""

    def close(self) -> None:
        self._rows.clear()

    def fetchone(self) -> Any:
        return self._rows.popleft() if self._rows else None

    def fetchmany(self, size: int | None = None) -> list[Any]:
        return [self._rows.popleft() for _ in range(min(size or self.arraysize, len(self._rows)))]

    def fetchall(self) -> list[Any]:
        rows = list(self._rows)
        self._rows.clear()
        return rows


class OneHopConnection(AsyncAdapt_aiosqlite_connection):
    __slots__ = ()
    _cursor_cls = OneHopCursor  # type: ignore[assignment]

    def commit(self) -> None:
        self._ended(sqlite3.Connection.commit, super().commit)

    def rollback(self) -> None:
        self._ended(sqlite3.Connection.rollback, super().rollback)

    def _ended(self, at_once: Callable[[sqlite3.Connection], None], by_hop: Callable[[], None]) -> None:
        """Only where nobody waits meanwhile is a commit brief: it waits for the disk."""
        connection: Any = self._connection
        if not getattr(connection, BRIEF, False):
            by_hop()
            return
        try:
            at_once(connection._conn)
        except Exception as error:
            self._handle_exception(error)


class OneHopDriver(AsyncAdapt_aiosqlite_dbapi):
    """Stands where SQLAlchemy expects the DBAPI module."""

    def __init__(self) -> None:
        super().__init__(aiosqlite, sqlite3)

    def connect(self, *args: Any, **options: Any) -> OneHopConnection:
        adapted = super().connect(*args, **options)
        return OneHopConnection(self, adapted._connection)
