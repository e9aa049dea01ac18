"""Slow work: written in a turn, leased and fenced like a letter."""

import asyncio
from datetime import datetime

from data import errands
from data.errands import FETCH, LEASE
from data.models import Chat, Errand
from tests.data.books import INSTANT, MACHINE, MINUTE, NOW, SECOND, Books, id_of


async def ask(books: Books, file: int = 1, machine: datetime = MACHINE) -> None:
    await books(errands.ask, FETCH, {"file": file}, NOW, machine)


async def take(books: Books, machine: datetime = MACHINE, limit: int = 4) -> list[Errand]:
    return await books(errands.claim, machine, limit)


async def test_what_is_asked_is_taken_up_as_it_was_asked(books: Books, mai: Chat) -> None:
    await books(errands.ask, FETCH, {"file": 7, "name": "báo cáo.docx"}, NOW, MACHINE, id_of(mai))
    (errand,) = await take(books)
    assert (errand.kind, errand.args, errand.chat_id, errand.made_at, errand.attempts) == (
        FETCH, {"file": 7, "name": "báo cáo.docx"}, mai.id, NOW, 1,
    )  # fmt: skip


async def test_who_has_waited_longest_comes_first(books: Books) -> None:
    await ask(books, 1, MACHINE + SECOND)
    await ask(books, 2, MACHINE)
    assert [errand.args["file"] for errand in await take(books, MACHINE + SECOND, 1)] == [2]
    assert [errand.args["file"] for errand in await take(books, MACHINE + SECOND, 1)] == [1]


async def test_nothing_is_taken_before_its_moment(books: Books) -> None:
    await ask(books, machine=MACHINE + SECOND)
    assert await take(books, MACHINE + SECOND - INSTANT) == []
    assert await books.read(errands.next_free) == MACHINE + SECOND


async def test_it_comes_back_when_the_lease_ends_and_not_earlier(books: Books) -> None:
    await ask(books)
    await take(books)
    assert await books.read(errands.next_free) == MACHINE + LEASE
    assert await take(books, MACHINE + LEASE - INSTANT) == []
    assert [errand.attempts for errand in await take(books, MACHINE + LEASE)] == [2]


async def test_it_is_closed_once(books: Books) -> None:
    await ask(books)
    (errand,) = await take(books)
    assert [await books(errands.close, errand, MACHINE, "done") for _ in range(2)] == [True, False]
    assert await take(books, MACHINE + LEASE) == []
    assert await books.read(errands.next_free) is None


async def test_after_the_lease_a_late_close_counts_for_nothing(books: Books) -> None:
    await ask(books)
    (late,) = await take(books)
    (again,) = await take(books, MACHINE + LEASE)
    assert not await books(errands.close, late, MACHINE, "lost")
    assert await books(errands.close, again, MACHINE, "done")
    assert [errand.result for errand in await books.all(Errand)] == ["done"]


async def test_after_the_lease_a_late_postponement_counts_for_nothing(books: Books) -> None:
    await ask(books)
    (late,) = await take(books)
    await take(books, MACHINE + LEASE)
    before = await books.all(Errand)
    await books(errands.postpone, late, MACHINE)
    assert await books.all(Errand) == before


async def test_a_failure_is_tried_again_later(books: Books) -> None:
    await ask(books)
    (errand,) = await take(books)
    await books(errands.postpone, errand, MACHINE + SECOND)
    assert await take(books, MACHINE + SECOND - INSTANT) == []
    assert [errand.attempts for errand in await take(books, MACHINE + SECOND)] == [2]


async def test_at_start_what_a_dead_process_held_is_free_at_once(books: Books) -> None:
    await ask(books)
    await ask(books, machine=MACHINE + 2 * MINUTE)
    await take(books)
    await books(errands.release_orphans, MACHINE + SECOND)
    assert [errand.args["file"] for errand in await take(books, MACHINE + SECOND)] == [1]


async def test_at_start_what_is_closed_stays_closed(books: Books) -> None:
    await ask(books)
    (errand,) = await take(books)
    await books(errands.close, errand, MACHINE, "done")
    before = await books.all(Errand)
    await books(errands.release_orphans, MACHINE)
    assert await books.all(Errand) == before


async def test_four_workers_take_forty_and_none_twice(books: Books) -> None:
    for number in range(40):
        await ask(books, number)

    async def worker() -> list[int]:
        got: list[int] = []
        while taken := await take(books):
            got += [errand.args["file"] for errand in taken]
        return got

    taken = [number for one in await asyncio.gather(*(worker() for _ in range(4))) for number in one]
    assert sorted(taken) == list(range(40))
