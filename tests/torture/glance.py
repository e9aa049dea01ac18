"""What a database holds, read past every layer: a connection of its own that can only read."""

import json
import sqlite3
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any


class Glance:
    """A statement takes some twenty microseconds this way, so that after every step all can be looked at."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None)

    def close(self) -> None:
        self._connection.close()

    def rows(self, statement: str, *values: Any) -> list[Any]:
        return self._connection.execute(statement, values).fetchall()

    def one(self, statement: str, *values: Any) -> Any:
        """The first value of the first row."""
        return self._connection.execute(statement, values).fetchone()[0]

    def named(self, statement: str, *values: Any) -> list[SimpleNamespace]:
        """Rows whose columns have their names."""
        cursor = self._connection.execute(statement, values)
        names = [column[0] for column in cursor.description]
        return [SimpleNamespace(**dict(zip(names, row, strict=True))) for row in cursor]


@lru_cache(maxsize=4096)
def document(text: str) -> Any:
    """What a column of that kind says. Nobody changes it."""
    return json.loads(text)
