"""Every update is kept before its channel is told, and handled exactly once."""

import asyncio
import random

import pytest

from data import inbox
from data.inbox import Arrival
from data.models import Incoming
from tests.data.books import MACHINE, NOW, SECOND, Books


def update(number: int, address: str = "mai") -> Arrival:
    return Arrival(str(number), address, {"v": 1, "text": f"tin {number}"})


async def keep(books: Books, *numbers: int, channel: str = "telegram") -> list[inbox.Kept]:
    return await books(inbox.keep, channel, [update(number) for number in numbers], NOW, MACHINE)


async def test_an_update_is_kept_as_it_came(books: Books) -> None:
    (kept,) = await keep(books, 7)
    assert (kept.channel, kept.update_id, kept.address, kept.raw, kept.received_at) == (
        "telegram", "7", "mai", {"v": 1, "text": "tin 7"}, NOW,
    )  # fmt: skip
    assert await books.read(inbox.open_rows, "telegram") == [kept]


async def test_nothing_arrived_so_nothing_is_kept(books: Books) -> None:
    assert await keep(books) == []


class TestTheSameUpdateTwice:
    async def test_only_what_is_new_is_handed_on(self, books: Books) -> None:
        await keep(books, 1, 2)
        assert [kept.update_id for kept in await keep(books, 1, 2, 3)] == ["3"]

    async def test_within_one_delivery_the_first_counts(self, books: Books) -> None:
        pair = [Arrival("1", "mai", {"text": "đầu"}), Arrival("1", "mai", {"text": "sau"})]
        kept = await books(inbox.keep, "web", pair, NOW, MACHINE)
        assert [one.raw for one in kept] == [row.raw for row in await books.all(Incoming)] == [{"text": "đầu"}]

    async def test_also_when_it_was_handled_long_since(self, books: Books) -> None:
        (kept,) = await keep(books, 1)
        await books(inbox.close, kept.id, MACHINE)
        assert await keep(books, 1) == []

    async def test_another_channel_may_use_the_same_number(self, books: Books) -> None:
        await keep(books, 1)
        assert len(await keep(books, 1, channel="zalo")) == 1

    async def test_poll_and_webhook_at_the_same_instant_make_one(self, books: Books) -> None:
        kept = await asyncio.gather(*(keep(books, 1, 2) for _ in range(6)))
        assert sorted(one.update_id for each in kept for one in each) == ["1", "2"]

    @pytest.mark.parametrize("seed", [1, 2, 3])
    async def test_repeated_and_reordered_deliveries_come_to_the_set_of_updates(self, books: Books, seed: int) -> None:
        chance = random.Random(seed)
        deliveries = [chance.choices(range(40), k=chance.randint(1, 5)) for _ in range(30)]
        kept = [one for each in await asyncio.gather(*(keep(books, *each) for each in deliveries)) for one in each]
        sent = {str(number) for each in deliveries for number in each}
        assert sorted(one.update_id for one in kept) == sorted(sent)


class TestTheOrderOfArrival:
    async def test_it_is_not_the_order_of_numbers(self, books: Books) -> None:
        assert [kept.update_id for kept in await keep(books, 9, 3, 5)] == ["9", "3", "5"]
        await keep(books, 1)
        assert [row.update_id for row in await books.read(inbox.open_rows, "telegram")] == ["9", "3", "5", "1"]

    async def test_open_rows_are_taken_a_page_at_a_time(self, books: Books) -> None:
        kept = await keep(books, 1, 2, 3)
        page = await books.read(inbox.open_rows, "telegram", kept[0].id, 1)
        assert [row.update_id for row in page] == ["2"]

    async def test_open_rows_are_those_of_one_channel(self, books: Books) -> None:
        await keep(books, 1)
        assert await books.read(inbox.open_rows, "zalo") == []


class TestClosing:
    async def test_only_the_first_closing_counts(self, books: Books) -> None:
        (kept,) = await keep(books, 1)
        assert await books(inbox.close, kept.id, MACHINE)
        assert not await books(inbox.close, kept.id, MACHINE + SECOND, "E1")
        (row,) = await books.all(Incoming)
        assert (row.handled_at, row.code) == (MACHINE, "")

    async def test_one_of_many_at_the_same_instant_counts(self, books: Books) -> None:
        (kept,) = await keep(books, 1)
        assert sum(await asyncio.gather(*(books(inbox.close, kept.id, MACHINE) for _ in range(10)))) == 1

    async def test_what_is_closed_is_not_open(self, books: Books) -> None:
        first, second = await keep(books, 1, 2)
        await books(inbox.close, first.id, MACHINE, "E1")
        assert await books.read(inbox.open_rows, "telegram") == [second]

    async def test_what_was_never_kept_cannot_be_closed(self, books: Books) -> None:
        assert not await books(inbox.close, 404, MACHINE)


class TestFoundOpenAtStart:
    async def test_each_start_counts_a_try_and_after_three_it_is_parked(self, books: Books) -> None:
        (kept,) = await keep(books, 1)
        assert [await books(inbox.take_up) for _ in range(4)] == [[], [], [], [kept.id]]

    async def test_what_was_handled_is_not_counted(self, books: Books) -> None:
        (kept,) = await keep(books, 1)
        await books(inbox.close, kept.id, MACHINE)
        for _ in range(4):
            assert await books(inbox.take_up) == []
        assert [row.tries for row in await books.all(Incoming)] == [0]

    async def test_only_those_that_are_replayed_now_are_counted(self, books: Books) -> None:
        first, second = await keep(books, 1, 2)
        for _ in range(3):
            await books(inbox.take_up, [first.id])
        assert await books(inbox.take_up, [second.id]) == []
        assert [row.tries for row in await books.all(Incoming)] == [3, 1]

    async def test_a_row_that_came_later_is_not_parked_with_it(self, books: Books) -> None:
        (old,) = await keep(books, 1)
        for _ in range(3):
            await books(inbox.take_up)
        await keep(books, 2)
        assert await books(inbox.take_up) == [old.id]


class TestAPersonsOwnLines:
    async def test_handled_or_not_in_order_since_the_last_shown(self, books: Books) -> None:
        first, second, _ = await keep(books, 1, 2, 3)
        await books(inbox.close, second.id, MACHINE)
        lines = await books.read(inbox.lines_after, "telegram", "mai", first.id)
        assert [line.update_id for line in lines] == ["2", "3"]

    async def test_the_newest_when_there_are_too_many(self, books: Books) -> None:
        await keep(books, 1, 2, 3)
        lines = await books.read(inbox.lines_after, "telegram", "mai", 0, 2)
        assert [line.update_id for line in lines] == ["2", "3"]

    async def test_nobody_elses(self, books: Books) -> None:
        await books(inbox.keep, "web", [update(1), update(2, "tu")], NOW, MACHINE)
        assert [line.update_id for line in await books.read(inbox.lines_after, "web", "tu", 0)] == ["2"]


async def test_a_message_is_found_by_the_key_its_page_made(books: Books) -> None:
    (kept,) = await keep(books, 1)
    assert await books.read(inbox.by_key, "telegram", "1") == kept.id
    assert await books.read(inbox.by_key, "telegram", "2") is None
