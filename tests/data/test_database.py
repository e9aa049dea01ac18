"""What everything else rests on: work is durable or did not happen, and nobody hears of it before."""

import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError
from sqlmodel import select

from bot.nursery import Nursery
from core.errors import Refused
from data import journal, marks
from data.database import Busy, Database, Session, later, opened, tell
from data.models import Attempt, Draft, Entry, Person, Promise
from data.seam import watch
from tests.data.books import NOW, Books, watched

Work = Callable[[Session], Awaitable[object]]


def names(name: str) -> Work:
    """A piece of work that writes one person down, and returns the name."""

    async def work(session: Session) -> str:
        session.add(Person(name=name))
        tell(session, f"person:{name}")
        return name

    return work


def notes(what: str) -> Work:
    return lambda session: journal.note(session, NOW, what)


async def written(books: Books) -> list[str]:
    return [person.name for person in await books.all(Person)]


async def refuses(session: Session) -> None:
    await names("nobody")(session)
    await session.flush()
    raise Refused("Chưa được")


async def fails_at_once(session: Session) -> None:
    raise ZeroDivisionError


async def breaks_a_rule_in_a_flush(session: Session) -> None:
    await names("nobody")(session)
    session.add(Draft(person_id=404, obligation_id=404, from_version=0, made_at=NOW, touched_at=NOW))
    await session.flush()


async def breaks_a_rule_unflushed(session: Session) -> None:
    await names("nobody")(session)
    session.add(Draft(person_id=404, obligation_id=404, from_version=0, made_at=NOW, touched_at=NOW))


async def writes_a_naive_moment(session: Session) -> None:
    await names("nobody")(session)
    session.add(Attempt(at=NOW.replace(tzinfo=None), who="x"))


async def leaves_a_row_that_cannot_be_written(session: Session) -> None:
    await names("nobody")(session)
    await journal.note(session, NOW, "nobody's doing", person_id=404)


async def leaves_a_row_with_a_naive_moment(session: Session) -> None:
    await names("nobody")(session)
    await journal.note(session, NOW.replace(tzinfo=None), "when?")


async def leaves_a_row_without_what_it_needs(session: Session) -> None:
    await names("nobody")(session)
    later(session, Promise, [{"until": NOW}])


FAILURES = [
    pytest.param(refuses, Refused, id="refused"),
    pytest.param(fails_at_once, ZeroDivisionError, id="defect"),
    pytest.param(breaks_a_rule_in_a_flush, IntegrityError, id="rule broken in a flush"),
    pytest.param(breaks_a_rule_unflushed, IntegrityError, id="rule broken at the end"),
    pytest.param(writes_a_naive_moment, StatementError, id="naive moment"),
    pytest.param(leaves_a_row_that_cannot_be_written, IntegrityError, id="rule broken by a row left for later"),
    pytest.param(leaves_a_row_with_a_naive_moment, StatementError, id="naive moment in a row left for later"),
    pytest.param(leaves_a_row_without_what_it_needs, IntegrityError, id="half a row left for later"),
]


class TestAPieceOfWork:
    async def test_is_there_when_it_is_acknowledged(self, books: Books) -> None:
        assert await books(names("mai")) == "mai"
        assert await written(books) == ["mai"]

    @pytest.mark.parametrize(("work", "failure"), FAILURES)
    async def test_that_fails_leaves_nothing(self, books: Books, work: Work, failure: type[Exception]) -> None:
        with pytest.raises(failure):
            await books(work)
        assert await written(books) == []

    @pytest.mark.parametrize(("work", "failure"), FAILURES)
    async def test_that_fails_takes_nobody_with_it(self, books: Books, work: Work, failure: type[Exception]) -> None:
        before, failed, after = await asyncio.gather(
            books(names("before")), books(work), books(names("after")), return_exceptions=True
        )
        assert [before, after] == ["before", "after"]
        assert isinstance(failed, failure)
        assert sorted(await written(books)) == ["after", "before"]

    async def test_writes_go_on_after_every_failure(self, books: Books) -> None:
        for case in FAILURES:
            await asyncio.gather(books(case.values[0]), return_exceptions=True)  # type: ignore[arg-type]
        await books(names("mai"))
        assert await written(books) == ["mai"]

    async def test_reads_what_it_wrote_itself(self, books: Books) -> None:
        async def work(session: Session) -> list[str]:
            await names("mai")(session)
            await session.flush()
            return list((await session.exec(select(Person.name))).all())

        assert await books(work) == ["mai"]

    async def test_that_gave_up_waiting_happens_all_the_same_or_not_at_all(self, books: Books) -> None:
        """Who asked may go away; the others in the group must not notice."""
        gone = asyncio.ensure_future(books(names("gone")))  # noqa: TID251
        await asyncio.sleep(0)
        gone.cancel()
        await asyncio.gather(gone, books(names("mai")), return_exceptions=True)
        assert "mai" in await written(books)

    async def test_what_is_left_for_later_is_written_with_the_commit(self, books: Books) -> None:
        await asyncio.gather(*(books(notes(f"{number}")) for number in range(5)))
        assert sorted(entry.what for entry in await books.all(Entry)) == ["0", "1", "2", "3", "4"]


class TestListeners:
    @pytest.fixture
    def heard(self, database: Database) -> list[set[str]]:
        told: list[set[str]] = []
        database.listeners.append(told.append)
        return told

    async def test_hear_what_was_touched(self, books: Books, heard: list[set[str]]) -> None:
        await books(names("mai"))
        assert set().union(*heard) == {"person:mai"}

    async def test_hear_nothing_of_what_failed(self, books: Books, heard: list[set[str]]) -> None:
        await asyncio.gather(books(refuses), books(names("mai")), return_exceptions=True)
        assert set().union(*heard) == {"person:mai"}

    async def test_hear_nothing_while_it_is_only_work(self, books: Books, heard: list[set[str]]) -> None:
        async def work(session: Session) -> int:
            await names("mai")(session)
            await session.flush()
            return len(heard)

        assert await books(work) == 0

    async def test_hear_nothing_before_the_commit(self, books: Books, heard: list[set[str]]) -> None:
        heard_at_commit: list[int] = []

        def look(what: str) -> None:
            if what == "commit":
                heard_at_commit.append(len(heard))

        watch(look)
        try:
            await books(names("mai"))
        finally:
            watch(None)
        assert (heard_at_commit, len(heard)) == ([0], 1)


class TestReaders:
    async def test_cannot_write(self, books: Books) -> None:
        with pytest.raises(DBAPIError, match=r"(?i)read.?only"):
            await books.read(marks.put, "a", "1")
        assert await books.read(marks.get, "a") is None

    async def test_see_nothing_of_work_under_way(self, books: Books) -> None:
        async def work(session: Session) -> list[str]:
            await names("mai")(session)
            await session.flush()
            return await written(books)

        assert await books(work) == []

    async def test_do_not_wait_for_each_other(self, books: Books) -> None:
        await books(names("mai"))
        assert await asyncio.gather(*(written(books) for _ in range(10))) == [["mai"]] * 10


@contextmanager
def outside(database: Database) -> Iterator[sqlite3.Connection]:
    """A connection of somebody else's, such as a backup tool."""
    connection = sqlite3.connect(str(database.path), isolation_level=None, check_same_thread=False)
    try:
        yield connection
    finally:
        connection.close()


class TestOnSqlite:
    """One writing connection, whose commits are shared by those who wait."""

    @pytest_asyncio.fixture(loop_scope="session")
    async def sqlite_database(self, sqlite_url: str) -> AsyncIterator[Database]:
        async with opened(Database(sqlite_url)) as database, Nursery() as nursery:
            nursery.keep_running("writer", database.run)
            yield database

    @pytest.fixture
    def alone(self, sqlite_database: Database) -> Books:
        return Books(sqlite_database)

    async def test_twenty_writes_at_once_share_a_commit_or_two(
        self, alone: Books, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("data.database.GROUP_SECONDS", 10.0)  # however slow this machine is now
        with watched() as steps:
            await asyncio.gather(*(alone(names(str(number))) for number in range(20)))
        assert steps.count("commit") <= 2
        assert len(await written(alone)) == 20

    async def test_they_are_done_in_the_order_in_which_they_were_asked_for(self, alone: Books) -> None:
        await asyncio.gather(*(alone(names(str(number))) for number in range(20)))
        assert await written(alone) == [str(number) for number in range(20)]

    async def test_a_failed_commit_is_tried_again_and_nothing_is_doubled(self, alone: Books) -> None:
        failures = iter([OSError("disk")])

        def fail_once(what: str) -> None:
            if what == "commit":
                for failure in failures:
                    raise failure

        watch(fail_once)
        try:
            done = await asyncio.gather(alone(names("mai")), alone(names("tu")), alone(refuses), return_exceptions=True)
        finally:
            watch(None)
        assert list(done[:2]) == ["mai", "tu"]
        assert isinstance(done[2], Refused)
        assert await written(alone) == ["mai", "tu"]

    async def test_who_hears_of_it_finds_it_on_disk(self, alone: Books) -> None:
        found: list[int] = []

        def look(_: set[str]) -> None:
            with outside(alone.database) as connection:
                found.extend(connection.execute("SELECT count(*) FROM person").fetchone())

        alone.database.listeners.append(look)
        await alone(names("mai"))
        assert found == [1]

    async def test_a_lock_held_outside_for_a_second_only_delays(self, alone: Books) -> None:
        with outside(alone.database) as backup:
            backup.execute("BEGIN IMMEDIATE")
            released = asyncio.get_running_loop().call_later(1.0, backup.execute, "ROLLBACK")
            assert await alone(names("mai")) == "mai"
            assert released.when() <= asyncio.get_running_loop().time()
        assert await written(alone) == ["mai"]

    async def test_every_commit_is_synced_to_disk(self, alone: Books) -> None:
        async def settings(session: Session) -> list[object]:
            connection = await session.connection()
            asked = ("PRAGMA synchronous", "PRAGMA journal_mode", "PRAGMA foreign_keys")
            return [(await connection.exec_driver_sql(pragma)).scalar() for pragma in asked]

        assert await alone(settings) == [2, "wal", 1]  # 2 is FULL


class TestOneWriterOnly:
    async def test_a_second_instance_is_refused(self, sqlite_url: str) -> None:
        async with opened(Database(sqlite_url)):
            with pytest.raises(Busy):
                await Database(sqlite_url).open()

    async def test_it_may_open_once_the_first_has_closed(self, sqlite_url: str) -> None:
        for _ in range(2):
            async with opened(Database(sqlite_url)):
                pass

    async def test_a_second_process_is_refused_until_the_first_has_died(self, sqlite_url: str, tmp_path: Path) -> None:
        with another_process_holds(tmp_path / "test.db.lock"), pytest.raises(Busy):
            await Database(sqlite_url).open()
        async with opened(Database(sqlite_url)):
            pass

    async def test_the_lock_says_who_holds_it(self, sqlite_url: str, tmp_path: Path) -> None:
        async with opened(Database(sqlite_url)):
            assert (tmp_path / "test.db.lock").read_text().isdigit()

    async def test_a_new_database_is_for_its_owner_only(self, tmp_path: Path) -> None:
        path = tmp_path / "var" / "new.db"
        async with opened(Database(f"sqlite+aiosqlite:///{path}")):
            assert path.stat().st_mode & 0o077 == 0
            assert path.parent.stat().st_mode & 0o077 == 0


HOLD = (
    "import fcntl, sys; f = open(sys.argv[1], 'w'); fcntl.flock(f, fcntl.LOCK_EX); print('held', flush=True); input()"
)


@contextmanager
def another_process_holds(lock: Path) -> Iterator[None]:
    command = [sys.executable, "-S", "-c", HOLD, str(lock)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield
        process.kill()
