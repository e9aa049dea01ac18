"""Ways in: used once, for a while, and guessed at only a few times."""

import asyncio

import pytest

from core.roles import Role
from data import invitations, retention
from data.invitations import CHIEF, LINK, SEAT
from tests.data.books import DAY, HOUR, INSTANT, MACHINE, Books, id_of
from tests.data.scenes import a_person, a_unit


async def invite(books: Books, name: str = "a", kind: str = SEAT, **whom: int) -> None:
    """An invitation for a day, with the code `code a` and the link `link a`."""
    await books(invitations.make, kind, f"code {name}", f"link {name}", MACHINE, DAY, **whom)


class TestAnInvitation:
    @pytest.mark.parametrize("way", ["code a", "link a"])
    async def test_its_code_and_its_link_open_the_same(self, books: Books, way: str) -> None:
        mai = await a_person(books, "Mai", seats=[(await a_unit(books), Role.SECRETARY)])
        await invite(books, seat_id=1, person_id=id_of(mai))
        found = await books.read(invitations.find, way, MACHINE)
        assert found is not None
        assert (found.kind, found.person, found.title, found.unit, found.role) == (
            SEAT, "Mai", "secretary AH", "Xã An Hòa", Role.SECRETARY,
        )  # fmt: skip

    async def test_it_may_be_for_no_seat_and_nobody_known(self, books: Books) -> None:
        await invite(books, kind=CHIEF)
        found = await books.read(invitations.find, "code a", MACHINE)
        assert found is not None
        assert (found.kind, found.person, found.title, found.unit, found.role) == (CHIEF, "", "", "", None)

    async def test_a_wrong_code_opens_nothing(self, books: Books) -> None:
        await invite(books)
        assert await books.read(invitations.find, "code b", MACHINE) is None

    async def test_where_links_are_looked_for_a_code_opens_nothing(self, books: Books) -> None:
        """Nobody counts the tries there."""
        await invite(books)
        assert await books.read(invitations.find, "code a", MACHINE, by_link=True) is None
        assert await books.read(invitations.find, "link a", MACHINE, by_link=True) is not None

    async def test_a_code_given_again_opens_what_it_was_given_for_last(self, books: Books) -> None:
        await invite(books, kind=CHIEF)
        await books(invitations.use, 1, MACHINE)
        await books(invitations.make, LINK, "code a", "link b", MACHINE, DAY)
        found = await books.read(invitations.find, "code a", MACHINE)
        assert found is not None
        assert found.kind == LINK
        assert await books.read(invitations.find, "link a", MACHINE) is None

    async def test_it_opens_until_its_last_instant(self, books: Books) -> None:
        await invite(books)
        assert await books.read(invitations.find, "code a", MACHINE + DAY - INSTANT) is not None
        assert await books.read(invitations.find, "code a", MACHINE + DAY) is None

    async def test_it_is_used_once(self, books: Books) -> None:
        await invite(books)
        assert [await books(invitations.use, 1, MACHINE) for _ in range(2)] == [True, False]
        assert await books.read(invitations.find, "code a", MACHINE) is None

    async def test_fifty_uses_at_the_same_instant_come_to_exactly_one(self, books: Books) -> None:
        await invite(books)
        assert sum(await asyncio.gather(*(books(invitations.use, 1, MACHINE) for _ in range(50)))) == 1

    async def test_an_expired_one_is_not_used(self, books: Books) -> None:
        await invite(books)
        assert not await books(invitations.use, 1, MACHINE + DAY)


class TestWithdrawing:
    async def test_all_earlier_ones_of_a_kind(self, books: Books) -> None:
        await invite(books, "a", CHIEF)
        await invite(books, "b", LINK)
        await books(invitations.withdraw, CHIEF)
        assert await opens(books, "a", "b") == ["b"]
        assert not await books(invitations.use, 1, MACHINE)

    async def test_only_those_for_one_seat(self, books: Books) -> None:
        unit = await a_unit(books)
        await a_person(books, seats=[(unit, Role.SECRETARY), (unit, Role.DEPUTY)])
        await invite(books, "a", seat_id=1)
        await invite(books, "b", seat_id=2)
        await books(invitations.withdraw, SEAT, 1)
        assert await opens(books, "a", "b") == ["b"]

    async def test_a_later_one_opens(self, books: Books) -> None:
        await invite(books, "a", CHIEF)
        await books(invitations.withdraw, CHIEF)
        await invite(books, "b", CHIEF)
        assert await opens(books, "a", "b") == ["b"]


class TestWrongTries:
    async def test_they_are_counted_per_person_and_in_all(self, books: Books) -> None:
        for who in ("web:1", "web:1", "telegram:2"):
            await books(invitations.wrong, who, MACHINE)
        assert await tries(books, "web:1") == (2, 3)
        assert await tries(books, "web:3") == (0, 3)

    async def test_none_were_made(self, books: Books) -> None:
        assert await tries(books, "web:1") == (0, 0)

    async def test_those_of_long_ago_do_not_count(self, books: Books) -> None:
        await books(invitations.wrong, "web:1", MACHINE - HOUR)
        await books(invitations.wrong, "web:1", MACHINE - HOUR + INSTANT)
        assert await tries(books, "web:1") == (1, 1)

    async def test_many_at_the_same_instant_all_count(self, books: Books) -> None:
        await asyncio.gather(*(books(invitations.wrong, f"web:{number % 2}", MACHINE) for number in range(20)))
        assert await tries(books, "web:1") == (10, 20)

    async def test_they_are_forgotten(self, books: Books) -> None:
        await books(invitations.wrong, "web:1", MACHINE - HOUR)
        await books(invitations.wrong, "web:1", MACHINE)
        await books(retention.attempts, MACHINE)
        assert await books.read(invitations.tries, "web:1", MACHINE - DAY) == (1, 1)


async def opens(books: Books, *names: str) -> list[str]:
    return [name for name in names if await books.read(invitations.find, f"code {name}", MACHINE)]


async def tries(books: Books, who: str) -> tuple[int, int]:
    return await books.read(invitations.tries, who, MACHINE - HOUR)
