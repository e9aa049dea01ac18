"""The draft is the state of a conversation: one open for each person, the others put aside until taken up again."""

import asyncio

import pytest
import pytest_asyncio
from sqlalchemy.exc import IntegrityError

from core.roles import Role
from data import drafts
from data.models import Draft
from tests.data.books import MINUTE, NOW, Books
from tests.data.scenes import a_person, a_plan

FIRST, SECOND = 1, 2  # the two reports Mai's unit owes
MAI, TU = 1, 2


@pytest_asyncio.fixture(loop_scope="session", autouse=True)
async def two_reports(books: Books) -> None:
    (unit,) = (await a_plan(books, reports=2)).units
    await a_person(books, "Mai", seats=[(unit, Role.SECRETARY)])
    await a_person(books, "Tú", seats=[(unit, Role.DEPUTY)])


async def begins(books: Books, obligation: int, person: int = MAI) -> tuple[Draft, bool]:
    return await books(drafts.open_for, person, obligation, 0, NOW)


async def test_a_new_draft_is_empty_and_remembers_where_it_started(books: Books) -> None:
    draft, new = await books(drafts.open_for, MAI, FIRST, 2, NOW)
    assert new
    assert (draft.state, draft.from_version, draft.made_at, draft.complete_at) == ("open", 2, NOW, None)
    assert (drafts.answers(draft), drafts.files(draft), drafts.skipped(draft)) == ({}, [], set())


async def test_beginning_another_report_puts_the_first_aside(books: Books) -> None:
    await begins(books, FIRST)
    await begins(books, SECOND)
    assert await states(books) == [(FIRST, "aside"), (SECOND, "open")]


async def test_what_was_put_aside_is_taken_up_where_it_was_left(books: Books) -> None:
    first, _ = await begins(books, FIRST)
    await books(drafts.save, first, NOW, fields={"so_luot": 27}, file_ids=[5, 4], skips={"b", "a"})
    await begins(books, SECOND)
    again, new = await books(drafts.open_for, MAI, FIRST, 0, NOW + MINUTE)
    assert not new
    assert again.touched_at == NOW + MINUTE
    assert (drafts.answers(again), drafts.files(again), drafts.skipped(again)) == ({"so_luot": 27}, [5, 4], {"a", "b"})
    assert await states(books) == [(FIRST, "open"), (SECOND, "aside")]


async def test_beginning_the_open_one_again_takes_it_up(books: Books) -> None:
    first, _ = await begins(books, FIRST)
    again, new = await begins(books, FIRST)
    assert (again.id, new) == (first.id, False)


async def test_two_people_of_a_unit_have_a_draft_each(books: Books) -> None:
    await begins(books, FIRST, MAI)
    await begins(books, FIRST, TU)
    assert await states(books) == [(FIRST, "open"), (FIRST, "open")]


async def test_the_database_itself_keeps_a_second_open_one_out(books: Books) -> None:
    await begins(books, FIRST)
    with pytest.raises(IntegrityError):
        await books.add(Draft(person_id=MAI, obligation_id=SECOND, from_version=0, made_at=NOW, touched_at=NOW))


async def test_two_begun_at_the_same_instant_leave_one_open(books: Books) -> None:
    await asyncio.gather(begins(books, FIRST), begins(books, SECOND), return_exceptions=True)
    assert [state for _, state in await states(books)].count("open") == 1


async def test_putting_aside_says_whether_anything_was_open(books: Books) -> None:
    await begins(books, FIRST)
    assert [await books(drafts.put_aside, MAI) for _ in range(2)] == [True, False]
    assert [draft.obligation_id for draft in await books.read(drafts.aside, MAI)] == [FIRST]
    assert await books.read(drafts.aside, TU) == []


async def test_a_finished_one_is_not_taken_up_again(books: Books) -> None:
    draft, _ = await begins(books, FIRST)
    await books(drafts.finish, draft, NOW)
    again, new = await begins(books, FIRST)
    assert new
    assert again.id != draft.id
    assert await books.read(drafts.aside, MAI) == []


async def test_each_answer_is_kept_as_it_comes_beside_the_others(books: Books) -> None:
    draft, _ = await begins(books, FIRST)
    await books(drafts.save, draft, NOW, fields={"ten": "Sáng kiến"})
    await books(drafts.save, draft, NOW + MINUTE, file_ids=[3])
    on_disk = await books.again(draft)
    assert (drafts.answers(on_disk), drafts.files(on_disk)) == ({"ten": "Sáng kiến"}, [3])
    assert on_disk.touched_at == NOW + MINUTE


async def test_the_object_in_hand_says_what_the_row_says(books: Books) -> None:
    draft, _ = await begins(books, FIRST)
    await books(drafts.save, draft, NOW + MINUTE, fields={"ten": "Sáng kiến"}, complete_at=NOW + MINUTE)
    await books(drafts.rebase, draft, 3)
    assert draft == await books.again(draft)
    assert (draft.complete_at, draft.from_version) == (NOW + MINUTE, 3)


async def test_it_can_become_incomplete_again(books: Books) -> None:
    draft, _ = await begins(books, FIRST)
    await books(drafts.save, draft, NOW, complete_at=NOW)
    await books(drafts.save, draft, NOW + MINUTE, file_ids=[])
    assert (await books.again(draft)).complete_at == NOW
    await books(drafts.save, draft, NOW, complete_at=None)
    assert (await books.again(draft)).complete_at is None


async def states(books: Books) -> list[tuple[int, str]]:
    return sorted((draft.obligation_id, draft.state) for draft in await books.all(Draft))
