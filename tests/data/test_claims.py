"""Who came by the link for everybody, laid beside the list of units."""

from core.roles import Role
from data import claims, invitations, people
from data.models import Chat, Claim
from tests.data.books import HOUR, MACHINE, NOW, Books, id_of
from tests.data.scenes import a_chat, a_person, a_unit


async def a_claim(books: Books, unit_id: int, name: str, phone: str, address: str = "x") -> Claim:
    chat: Chat = (await books(people.meet, "web", address, False)).chat
    claim = await books(claims.begin, id_of(chat), None, NOW)
    await books.database.write(lambda session: claims.change(session, claim, unit_id=unit_id, name=name, phone=phone))
    return claim


async def the_match(books: Books) -> list[int | None]:
    return [one.person_id for one in await books.read(claims.waiting)]


async def test_the_same_unit_telephone_and_given_name_match(books: Books) -> None:
    unit, other = await a_unit(books, mark="AH"), await a_unit(books, mark="BT")
    mai = await a_person(books, seats=[(unit, Role.SECRETARY)])
    await books.change(mai, name="Nguyễn Thị Mai", phone="0914.000.301")
    await a_claim(books, id_of(unit), "Mai", "0914.000.301", "a")
    assert await the_match(books) == [mai.id]
    await a_claim(books, id_of(other), "Mai", "0914.000.301", "b")
    await a_claim(books, id_of(unit), "Quân", "0914.000.301", "c")
    await a_claim(books, id_of(unit), "Mai", "0914.000.302", "d")
    assert await the_match(books) == [mai.id, None, None, None]
    await a_claim(books, id_of(unit), "Mai", "0914.000.301", "e")
    assert await the_match(books) == [None] * 5  # two who say they are the same


async def test_whose_chat_is_bound_is_nobodys_match(books: Books) -> None:
    unit = await a_unit(books)
    mai = await a_person(books, seats=[(unit, Role.SECRETARY)], chats=["web:mai"])
    await books.change(mai, name="Mai", phone="0914.000.301")
    claim = await a_claim(books, id_of(unit), "Mai", "0914.000.301")
    assert await the_match(books) == [None]
    assert await books.read(claims.same_person, claim) is None


async def test_a_claim_is_decided_once_and_only_when_it_is_complete(books: Books) -> None:
    unit, chief = await a_unit(books), await a_person(books)
    claim = await a_claim(books, id_of(unit), "Mai", "")
    assert not await books(claims.decide, id_of(claim), id_of(chief), NOW, accepted=True)
    await books.database.write(lambda session: claims.change(session, claim, phone="0914.000.301"))
    decided = [await books(claims.decide, id_of(claim), id_of(chief), NOW, accepted=True) for _ in range(2)]
    assert decided == [True, False]
    assert await books.read(claims.count) == 0


async def test_a_seat_that_was_left_is_vacant_and_the_leading_one_comes_first(books: Books) -> None:
    unit = await a_unit(books)
    await a_person(books, seats=[(unit, Role.DEPUTY)])
    await a_person(books, seats=[(unit, Role.SECRETARY)])
    assert await books.read(claims.vacant, id_of(unit)) is None
    for seat in (1, 2):
        assert len(await books(people.leave_seat, seat, NOW)) == 1
    assert await books.read(claims.vacant, id_of(unit)) == 2


async def test_who_came_by_the_link_counts_apart_from_wrong_codes(books: Books) -> None:
    for _ in range(3):
        await books(invitations.came, "web:x", MACHINE)
    assert await books.read(invitations.comings, "web:x", MACHINE - HOUR) == 3
    assert await books.read(invitations.tries, "web:x", MACHINE - HOUR) == (0, 0)
    await a_chat(books, "web:mai")
    assert await books.read(claims.open_of, [1]) is None
