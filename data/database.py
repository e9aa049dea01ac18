"""The database: one writer that shares durable commits, readers that can only read.

SQLite 3.7.0-3.51.2 can corrupt a WAL database when two connections write or checkpoint at the same instant, so there is
one writing connection in one process, by construction; it opens first and closes last. What waits one after another
shares one commit, and nothing is acknowledged before it.
"""

import asyncio
import fcntl
import logging
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Executable, event, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncTransaction, create_async_engine
from sqlalchemy.pool import NullPool
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from data.dialects import insert_or_ignore
from data.onehop import BRIEF, OneHopDriver
from data.seam import step

T = TypeVar("T")
Session = AsyncSession  # what turns and jobs pass to the functions of `data`
Work = Callable[[AsyncSession], Awaitable[T]]
Tail = dict[type[SQLModel], list[dict[str, Any]]]

log = logging.getLogger(__name__)

GROUP = 50  # turns that may share a commit
GROUP_SECONDS = 0.020
COMMIT_TRIES = 4
BUSY_MS = 30_000  # a backup tool may hold the file; wait, then try the whole group again


_LOST = (
    "SQLITE_BUSY",
    "SQLITE_LOCKED",
    "SQLITE_FULL",
    "SQLITE_IOERR",
    "SQLITE_READONLY",
    "SQLITE_CANTOPEN",
    "SQLITE_NOMEM",
)
_SAID_OF_LOSS = ("no such savepoint", "closed database", "connection closed")


class Busy(Exception):
    """Another process already writes to this database."""


class CommitFailed(Exception):
    """The group could not be made durable; nothing of it happened."""


class Stopped(CommitFailed):
    """The writer has ended for good: trying again would wait for ever."""


@dataclass
class _Waiting:
    work: Work[Any]
    done: asyncio.Future[Any]
    brief: bool = False
    topics: set[str] = field(default_factory=set)


def tell(session: AsyncSession, topic: str) -> None:
    """Say what this transaction touches; listeners hear of it once it is durable, never before."""
    session.info.setdefault("topics", set()).add(topic)


def later(session: AsyncSession, table: type[SQLModel], rows: Sequence[dict[str, Any]]) -> None:
    """Rows that nobody reads within their own group, such as letters and the journal: written just before the commit,
    those of all turns in one statement. A row whose unique key is there already is left alone."""
    session.info.setdefault("tail", {}).setdefault(table, []).extend(rows)


async def run(session: AsyncSession, statement: Executable, values: Any = None) -> Any:
    """A statement on tables, past the layers that only entities need. A list of values is one visit, not many."""
    bind: Any = session.bind
    connection = bind if isinstance(bind, AsyncConnection) else await session.connection()
    return await connection.execute(statement, values)


async def _write_tail(session: AsyncSession, tail: "Tail") -> None:
    for table, rows in tail.items():
        await run(session, insert_or_ignore(session, table), rows)


class _Spoiled(Exception):
    """One piece of work failed so badly that SQLAlchemy gave up the whole transaction."""

    def __init__(self, waiting: _Waiting, failure: Exception) -> None:
        super().__init__()
        self.waiting, self.failure = waiting, failure


class Database:
    """Where facts are kept. `write` runs a piece of work in a transaction, `read` in a read-only one."""

    def __init__(self, url: str, *, synchronous: str = "FULL", alone: bool = False) -> None:
        """`alone`: nobody else is served meanwhile, so no statement takes the way to SQLite's own thread."""
        self.url: URL = make_url(url)
        self.synchronous = synchronous
        self._alone = alone
        self.listeners: list[Callable[[set[str]], None]] = []
        self.sqlite = self.url.get_backend_name() == "sqlite"
        self._queue: asyncio.Queue[_Waiting] = asyncio.Queue()
        self._lock_file: int | None = None
        self._stopped = False
        self._writer: AsyncConnection | None = None
        self._driver: Any = None
        self._engine: AsyncEngine
        self._readers: AsyncEngine

    @property
    def path(self) -> Path | None:
        return Path(self.url.database) if self.sqlite and self.url.database else None

    async def open(self) -> None:
        """Take the lock, then the writing connection; readers come after it."""
        if self.sqlite:
            self._lock()
            self._engine = _sqlite_writer(self.url, self.synchronous)
            self._writer = await self._engine.connect()
            self._driver = (await self._writer.get_raw_connection()).driver_connection
            self._readers = _sqlite_readers(self.url, self._alone)
        else:
            self._engine = create_async_engine(self.url, pool_size=5, pool_pre_ping=True)
            self._readers = self._engine.execution_options(postgresql_readonly=True)

    async def close(self) -> None:
        await self._readers.dispose()
        if self._writer is not None:
            await self._writer.close()
            self._writer = None
        await self._engine.dispose()
        if self._lock_file is not None:
            os.close(self._lock_file)
            self._lock_file = None

    def _lock(self) -> None:
        path = self.path
        assert path is not None
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as taken:
            os.close(descriptor)
            raise Busy(str(path)) from taken
        os.ftruncate(descriptor, 0)
        os.write(descriptor, str(os.getpid()).encode())
        if not path.exists():
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        self._lock_file = descriptor

    async def migrate(self, upgrade: Callable[[Any], None]) -> None:
        """Run `upgrade` on the writing connection itself, so that no second one ever writes."""
        if self._writer is not None:
            await self._writer.run_sync(upgrade)
            return
        async with self._engine.connect() as connection:
            await connection.run_sync(upgrade)

    async def write(self, work: Work[T], *, brief: bool = False) -> T:
        """Run `work` in its own savepoint; returns once what it did is durable.

        The work may be run again when a commit fails, so it changes nothing outside the session. `brief`: a few
        statements by key, each done sooner than a hop to the database thread; the event loop runs them itself.
        """
        if not self.sqlite:
            return await self._write_alone(work)
        if self._stopped:
            raise Stopped("the writer stopped")
        waiting = _Waiting(work, asyncio.get_running_loop().create_future(), brief)
        self._queue.put_nowait(waiting)
        result: T = await waiting.done
        return result

    async def read(self, work: Work[T]) -> T:
        async with AsyncSession(self._readers, expire_on_commit=False, autoflush=False) as session:
            return await work(session)

    async def run(self) -> None:
        """The writer: groups what waits, one commit for each group. For the nursery."""
        self._stopped = False
        try:
            while True:
                first = await self._queue.get()
                await self._durably([first])
        finally:  # nobody is left waiting for a writer that will not come
            self._stopped = True
            while not self._queue.empty():
                _fail([self._queue.get_nowait()], Stopped("the writer stopped"))

    async def _durably(self, group: list[_Waiting], growing: bool = True) -> None:
        attempt = 1
        while group and attempt <= COMMIT_TRIES:
            try:
                outcomes = await self._try_group(group, growing=growing and attempt == 1)
            except _Spoiled as spoiled:  # its failure took the transaction with it: the others go again without it
                group.remove(spoiled.waiting)
                _fail([spoiled.waiting], spoiled.failure)
            except Exception as failure:
                if not _broken(failure):  # a row left for later breaks a rule: each goes alone, so that one falls
                    await self._apart(group, failure)
                    return
                log.warning("commit failed (try %s): %s", attempt, type(failure).__name__)
                await asyncio.sleep(0.05 * 4**attempt)
                attempt += 1
            except BaseException:
                _fail(group, Stopped("the writer stopped"))
                raise
            else:
                self._announce(group, outcomes)
                return
        _fail(group, CommitFailed("the database does not take commits"))

    async def _apart(self, group: list[_Waiting], failure: Exception) -> None:
        if len(group) == 1:
            _fail(group, failure)
            return
        for waiting in group:
            await self._durably([waiting], growing=False)

    async def _try_group(self, group: list[_Waiting], growing: bool) -> list[tuple[bool, Any]]:
        assert self._writer is not None
        until = time.monotonic() + GROUP_SECONDS
        outcomes: list[tuple[bool, Any]] = []
        tail: Tail = {}
        transaction = await self._writer.begin()
        session = AsyncSession(
            self._writer, expire_on_commit=False, autoflush=False, join_transaction_mode="rollback_only"
        )
        try:
            await self._plainly("SAVEPOINT turn")
            for waiting in group:  # grows while it is run
                outcomes.append(await self._one(session, waiting, transaction, tail))
                full = len(group) >= GROUP or time.monotonic() > until
                if growing and waiting is group[-1] and not full and not self._queue.empty():
                    group.append(self._queue.get_nowait())
                more = () if waiting is group[-1] else ("SAVEPOINT turn",)
                await self._plainly("RELEASE turn", *more)
            self._brief(all(waiting.brief for waiting in group))
            await _write_tail(session, tail)
            await session.close()
            self._brief(False)
            step("commit")
            await transaction.commit()
        except BaseException:
            self._brief(False)
            await session.close()
            await self._undo(transaction)
            raise
        return outcomes

    def _brief(self, brief: bool) -> None:
        """BEGIN and COMMIT wait for locks and the disk; they and long work never hold the event loop."""
        setattr(self._driver, BRIEF, brief or self._alone)

    async def _undo(self, transaction: AsyncTransaction) -> None:
        """Also after a COMMIT that failed: SQLAlchemy then thinks it is over, and SQLite may still be in the middle."""
        assert self._writer is not None
        if transaction.is_active or self._writer.get_transaction() is not None:
            await transaction.rollback()
        await self._driver.rollback()

    async def _plainly(self, *words: str) -> None:
        """Words of the transaction itself, several in one visit to the database thread."""
        step("sql")
        driver = self._driver

        def visit() -> None:
            for statement in words:
                driver._conn.execute(statement).close()

        visit()

    async def _one(
        self, session: AsyncSession, waiting: _Waiting, transaction: AsyncTransaction, tail: "Tail"
    ) -> tuple[bool, Any]:
        """Run one piece of work in a savepoint: (True, its result) or (False, what it raised)."""
        session.expunge_all()
        session.info.clear()
        self._brief(waiting.brief)
        try:
            result = await waiting.work(session)
            if session.new or session.dirty or session.deleted:
                await session.flush()
        except Exception as failure:
            if _broken(failure):
                raise
            if not transaction.is_active:
                raise _Spoiled(waiting, failure) from failure
            await self._plainly("ROLLBACK TO turn")
            return False, failure
        waiting.topics = session.info.get("topics", set())
        for table, rows in session.info.get("tail", {}).items():
            tail.setdefault(table, []).extend(rows)
        return True, result

    def _announce(self, group: list[_Waiting], outcomes: list[tuple[bool, Any]]) -> None:
        topics = set().union(*(waiting.topics for waiting in group))
        for listener in self.listeners:
            listener(topics)
        for waiting, (well, outcome) in zip(group, outcomes, strict=True):
            if waiting.done.done():
                continue
            if well:
                waiting.done.set_result(outcome)
            else:
                waiting.done.set_exception(outcome)

    async def _write_alone(self, work: Work[T]) -> T:
        """PostgreSQL: one transaction a turn."""
        async with AsyncSession(self._engine, expire_on_commit=False, autoflush=False) as session:
            result = await work(session)
            await _write_tail(session, session.info.get("tail", {}))
            step("commit")
            await session.commit()
            topics = session.info.get("topics", set())
        for listener in self.listeners:
            listener(topics)
        return result


def _broken(failure: Exception) -> bool:
    """The whole transaction is lost, not only this turn: locked, full, unreadable, closed under our hands."""
    if isinstance(failure, OSError):
        return True
    if not isinstance(failure, DBAPIError):
        return False
    name = getattr(failure.orig, "sqlite_errorname", "")
    return name.startswith(_LOST) or any(words in str(failure.orig).lower() for words in _SAID_OF_LOSS)


def _fail(group: list[_Waiting], failure: Exception) -> None:
    for waiting in group:
        if not waiting.done.done():
            waiting.done.set_exception(failure)


CACHE_KB = 48_000  # of pages, as they are needed: the index by which everything that runs is counted stays at hand


def _sqlite_writer(url: URL, synchronous: str) -> AsyncEngine:
    engine = create_async_engine(
        url,
        module=OneHopDriver(),
        poolclass=NullPool,
        connect_args={"isolation_level": None, "cached_statements": 512, "check_same_thread": False},
    )

    @event.listens_for(engine.sync_engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        for pragma in (
            f"busy_timeout={BUSY_MS}",
            "journal_mode=WAL",
            f"synchronous={synchronous}",
            "foreign_keys=ON",
            "temp_store=MEMORY",
            f"cache_size={-CACHE_KB}",
        ):
            cursor = connection.cursor()
            cursor.execute(f"PRAGMA {pragma}")
            cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Any) -> None:
        # Without an explicit BEGIN a SAVEPOINT would be a transaction of its own and commit by itself.
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _sqlite_readers(url: URL, alone: bool) -> AsyncEngine:
    """Opened read-only: a merely obedient (`query_only`) reader may still checkpoint."""
    engine = create_async_engine(
        url.set(database=f"file:{url.database}", query={"mode": "ro", "uri": "true"}),
        module=OneHopDriver(),
        pool_size=2,
        connect_args={"isolation_level": None, "timeout": 30, "check_same_thread": not alone},
    )

    @event.listens_for(engine.sync_engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        setattr(connection.driver_connection, BRIEF, alone)
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA cache_size={-CACHE_KB}")
        cursor.close()

    return engine


@asynccontextmanager
async def opened(database: Database) -> AsyncIterator[Database]:
    await database.open()
    try:
        yield database
    finally:
        await database.close()
