"""Small facts that stand alone, and where the rehearsal clock stands."""

import asyncio

from core.clock import Rehearsal
from data import marks
from data.database import Session
from tests.data.books import DAY, HOUR, MACHINE, NOW, Books


class TestAMark:
    async def test_there_is_none_at_first(self, books: Books) -> None:
        assert await books.read(marks.get, "telegram offset") is None

    async def test_the_newest_stands(self, books: Books) -> None:
        for value in ("7", "8"):
            await books(marks.put, "telegram offset", value)
        assert await books.read(marks.get, "telegram offset") == "8"

    async def test_each_name_has_its_own(self, books: Books) -> None:
        await books(marks.put, "a", "1")
        await books(marks.put, "b", "2")
        assert [await books.read(marks.get, name) for name in "ab"] == ["1", "2"]

    async def test_it_stands_at_once_within_its_own_transaction(self, books: Books) -> None:
        async def put_and_get(session: Session) -> str | None:
            await marks.put(session, "a", "1")
            return await marks.get(session, "a")

        assert await books(put_and_get) == "1"

    async def test_put_at_the_same_instant_one_of_them_stands(self, books: Books) -> None:
        await asyncio.gather(*(books(marks.put, "a", str(number)) for number in range(8)))
        assert await books.read(marks.get, "a") in {str(number) for number in range(8)}


class TestTheRehearsalClock:
    async def test_office_time_is_real_until_one_is_kept(self, books: Books) -> None:
        assert await books.read(marks.rehearsal) is None

    async def test_it_goes_on_where_it_stood_after_a_restart(self, books: Books) -> None:
        clock = Rehearsal(MACHINE, NOW, 60.5)
        await books(marks.keep_rehearsal, clock)
        assert await books.read(marks.rehearsal) == clock

    async def test_there_is_only_one(self, books: Books) -> None:
        clock = Rehearsal(MACHINE, NOW, 0.0)
        await books(marks.keep_rehearsal, clock)
        moved = clock.moved(MACHINE + HOUR, NOW + DAY)
        await books(marks.keep_rehearsal, moved)
        assert await books.read(marks.rehearsal) == moved
