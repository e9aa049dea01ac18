"""Both doors lead here: kept before it is confirmed, handled once, in order; failures are told, killers are parked."""

import asyncio
import resource
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlmodel import col, select

from bot import intake as module
from bot.clock import Clock, machine_now
from bot.intake import Intake, Work
from bot.nursery import Nursery
from core.errors import Refused
from core.say import Audience, Say
from data.database import Database, Session, opened
from data.inbox import Arrival, Kept
from data.models import Incoming, Letter
from data.seam import watch
from handlers import turn as turns
from handlers.turn import Setting

SETTING = Setting(hash_code=str, new_code=str, new_link=str)


def update(number: int | str, text: str = "", address: str = "7") -> Arrival:
    return Arrival(str(number), address, {"text": text or str(number)})


@dataclass
class Door:
    """A channel whose turns do what the text says, and write down what they did."""

    database: Database
    intake: Intake
    clock: Clock
    begun: list[str] = field(default_factory=list)
    dying: asyncio.Event = field(default_factory=asyncio.Event)

    def way(self, row: Kept) -> Work:
        text = row.raw["text"]
        if text == "unreadable":
            raise ValueError(text)

        async def turn(session: Session) -> None:
            self.begun.append(row.update_id)
            now = self.clock.now()
            turn = await turns.opened(session, row, now, machine_now(), SETTING, group=row.address.startswith("-"))
            await self._does(text)
            turn.say(Say(f"đã làm {text}", audience=Audience.PUBLIC))
            await turn.finish()

        return turn

    async def _does(self, text: str) -> None:
        match text:
            case "refused":
                raise Refused("không được")
            case "defect":
                raise RuntimeError("hỏng")
            case "deadly":
                self.dying.set()
                await asyncio.Event().wait()  # the process dies in here

    async def rows(self) -> list[Incoming]:
        async def every(session: Session) -> list[Incoming]:
            return list((await session.exec(select(Incoming).order_by(col(Incoming.id)))).all())

        return await self.database.read(every)

    async def said(self) -> list[str]:
        async def every(session: Session) -> list[str]:
            return list((await session.exec(select(Letter.text).order_by(col(Letter.id)))).all())

        return await self.database.read(every)


@asynccontextmanager
async def door(url: str) -> AsyncIterator[Door]:
    """One life of the process: leaving it is a death that nothing is told of."""
    async with opened(Database(url)) as database, Nursery() as nursery:
        nursery.keep_running("writer", database.run)
        clock = Clock(database)
        yield Door(database, Intake(database, clock, SETTING, nursery), clock)


@pytest.fixture
async def here(sqlite_url: str) -> AsyncIterator[Door]:
    async with door(sqlite_url) as one:
        await one.intake.open("telegram", one.way, lambda row: row.address.startswith("-"))
        yield one


async def test_the_same_update_twice_is_handled_once(here: Door) -> None:
    for numbers in ((1, 2), (2, 3), (1, 2, 3)):
        await here.intake.keep("telegram", [update(number) for number in numbers])
    await here.intake.settled()
    assert here.begun == ["1", "2", "3"]
    assert await here.said() == ["đã làm 1", "đã làm 2", "đã làm 3"]


async def test_a_thousand_deliveries_in_any_order_are_each_handled_once_in_order_of_arrival(here: Door) -> None:
    await asyncio.gather(*(here.intake.keep("telegram", [update(number * 7 % 100)]) for number in range(1000)))
    await here.intake.settled()
    assert sorted(here.begun, key=int) == [str(number) for number in range(100)]
    assert [row.update_id for row in await here.rows()] == here.begun


class TestWhatFails:
    async def test_is_told_at_once_with_a_code_and_the_chat_goes_on(self, here: Door) -> None:
        await here.intake.keep("telegram", [update(1, "defect"), update(2, "tiếp")])
        await here.intake.settled()
        sorry, then = sorted(await here.said(), key=lambda text: "đã làm" in text)
        first, second = await here.rows()
        assert first.code
        assert first.code in sorry
        assert (then, second.code) == ("đã làm tiếp", "")
        assert first.handled_at is not None

    @pytest.mark.parametrize("text", ["defect", "refused", "unreadable"])
    async def test_is_told_to_nobody_in_a_group(self, here: Door, text: str) -> None:
        await here.intake.keep("telegram", [update(1, text, address="-5")])
        await here.intake.settled()
        (row,) = await here.rows()
        assert (await here.said(), row.handled_at is not None) == ([], True)

    async def test_an_update_that_cannot_be_read_is_apologised_for(self, here: Door) -> None:
        await here.intake.keep("telegram", [update(1, "unreadable")])
        await here.intake.settled()
        (sorry,) = await here.said()
        assert (await here.rows())[0].code in sorry

    async def test_a_refusal_is_an_answer_without_a_code(self, here: Door) -> None:
        await here.intake.keep("telegram", [update(1, "refused")])
        await here.intake.settled()
        assert (await here.said(), (await here.rows())[0].code) == (["không được"], "")

    async def test_one_among_three_hundred_delays_nobody(self, here: Door) -> None:
        arrivals = [update(n, "defect" if n == 100 else "", address=str(n)) for n in range(300)]
        await here.intake.keep("telegram", arrivals)
        await here.intake.settled()
        assert here.begun == [str(number) for number in range(300)]
        assert sum(text.startswith("đã làm") for text in await here.said()) == 299


async def test_nothing_is_confirmed_before_it_is_durable_and_a_commit_that_fails_is_repeated(here: Door) -> None:
    confirmed: list[list[Kept]] = []
    seen: list[int] = []

    def fails_twice(what: str) -> None:
        if what == "commit":
            seen.append(len(confirmed))
            if len(seen) <= 2:
                raise OSError("no space left on device")

    watch(fails_twice)
    try:
        confirmed.append(await here.intake.keep("telegram", [update(1), update(2)]))
    finally:
        watch(None)
    await here.intake.settled()
    assert seen[:3] == [0, 0, 0]
    assert here.begun == ["1", "2"]


@contextmanager
def full_disk(database: Database) -> Iterator[None]:
    """The write-ahead log cannot grow any more, so that COMMIT itself fails."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    log = Path(f"{database.path}-wal").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (log + 1, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def test_a_disk_that_was_full_for_a_moment_costs_nothing(here: Door) -> None:
    await here.intake.keep("telegram", [update(1)])
    await here.intake.settled()
    with full_disk(here.database):
        keeping = asyncio.gather(here.intake.keep("telegram", [update(2, "x" * 60_000)]))
        await asyncio.wait([keeping], timeout=0.3)
        assert not keeping.done()
    await keeping
    await here.intake.settled()
    assert here.begun == ["1", "2"]


class TestTheNextStart:
    async def test_what_was_kept_is_handled_before_what_comes(self, sqlite_url: str) -> None:
        async with door(sqlite_url) as first:
            await first.intake.keep("telegram", [update(1), update(2)])  # nobody handles this channel yet
        async with door(sqlite_url) as second:
            async with asyncio.TaskGroup() as both:
                both.create_task(second.intake.open("telegram", second.way))
                both.create_task(second.intake.keep("telegram", [update(3)]))
            await second.intake.settled()
            assert second.begun == ["1", "2", "3"]

    async def test_hundreds_that_waited_keep_their_order(self, sqlite_url: str) -> None:
        async with door(sqlite_url) as first:
            await first.intake.keep("telegram", [update(number) for number in range(230)])
        async with door(sqlite_url) as second:
            await second.intake.open("telegram", second.way)
            assert second.begun == [str(number) for number in range(230)]

    async def test_an_update_that_kills_the_process_is_parked_and_the_others_are_handled_once(
        self, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(module, "PAUSE", 0.0)
        begun: list[str] = []
        async with door(sqlite_url) as first:
            await first.intake.keep("telegram", [update(n, "deadly" if n == 60 else "") for n in range(120)])
        deaths = 0
        while await self.dies(sqlite_url, begun):
            deaths += 1
        assert deaths == 4  # of a whole batch, then three times of it alone
        assert sorted(set(begun), key=int) == [str(number) for number in range(120)]
        async with door(sqlite_url) as last:
            rows, said = await last.rows(), await last.said()
        assert all(row.handled_at for row in rows)
        assert [row.update_id for row in rows if row.code] == ["60"]
        assert rows[60].code in next(text for text in said if not text.startswith("đã làm"))
        assert sum(text.startswith("đã làm") for text in said) == 119

    async def dies(self, url: str, begun: list[str]) -> bool:
        """One start; whether it ended in death."""
        async with door(url) as life, asyncio.TaskGroup() as tasks:
            opening = tasks.create_task(life.intake.open("telegram", life.way))
            dying = tasks.create_task(life.dying.wait())
            await asyncio.wait([opening, dying], return_when=asyncio.FIRST_COMPLETED)
            dead = not opening.done()
            opening.cancel()
            dying.cancel()
        begun += life.begun
        return dead

    async def test_being_killed_often_parks_nobody_who_was_not_alone_each_time(self, sqlite_url: str) -> None:
        """What counts is the update in hand, not how often the process was started."""
        async with door(sqlite_url) as first:
            await first.intake.keep("telegram", [update(number) for number in range(5)])
        for _ in range(6):
            async with door(sqlite_url):
                pass  # started, and killed before the channel was open
        async with door(sqlite_url) as last:
            await last.intake.open("telegram", last.way)
            assert last.begun == [str(number) for number in range(5)]
