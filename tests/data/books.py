"""How the tests of `data` speak: `await books(people.gone, "web", "mai", NOW)` is one transaction, committed."""

from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlmodel import col, insert, select, update

from data.database import Database, Session
from data.models import Row
from data.seam import watch

P = ParamSpec("P")
T = TypeVar("T")
R = TypeVar("R", bound=Row)

# Years apart, so that a query which mixes office time and machine time is seen at once.
NOW = datetime(2021, 10, 4, 1, 0, tzinfo=UTC)  # a Monday, 08:00 in Việt Nam
MACHINE = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)

SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Books:
    """The database, with each call a transaction of its own."""

    database: Database

    async def __call__(
        self, act: Callable[Concatenate[Session, P], Awaitable[T]], *args: P.args, **named: P.kwargs
    ) -> T:
        return await self.database.write(lambda session: act(session, *args, **named))

    async def read(self, act: Callable[Concatenate[Session, P], Awaitable[T]], *args: P.args, **named: P.kwargs) -> T:
        return await self.database.read(lambda session: act(session, *args, **named))

    async def add(self, row: R) -> R:
        return await self(_added, row)

    async def add_many(self, table: type[R], rows: Iterable[dict[str, Any]]) -> None:
        await self(_inserted, table, list(rows))

    async def change(self, row: Row, **values: Any) -> None:
        await self(_changed, row, values)

    async def all(self, table: type[R]) -> list[R]:
        """Every row, as it is on disk now, oldest first."""
        return await self.read(_everything, table)

    async def again(self, row: R) -> R:
        """The same row as it is on disk now."""
        found = await self.read(lambda session: session.get(type(row), id_of(row)))
        assert found is not None
        return found


async def _added(session: Session, row: R) -> R:
    session.add(row)
    await session.flush()
    return row


async def _inserted(session: Session, table: type[Row], rows: list[dict[str, Any]]) -> None:
    await session.exec(insert(table), params=rows)


async def _changed(session: Session, row: Row, values: dict[str, Any]) -> None:
    table: Any = type(row)
    changed = update(table).where(table.id == id_of(row)).values(**values)
    await session.exec(changed.execution_options(synchronize_session=False))


async def _everything(session: Session, table: type[R]) -> list[R]:
    keyed: Any = table
    return list((await session.exec(select(table).order_by(col(keyed.id)))).all())


def id_of(row: Any) -> int:
    assert row.id is not None
    number: int = row.id
    return number


@contextmanager
def watched() -> Iterator[list[str]]:
    """What the database announced while this was open: "sql", "commit"."""
    seen: list[str] = []
    watch(seen.append)
    try:
        yield seen
    finally:
        watch(None)
