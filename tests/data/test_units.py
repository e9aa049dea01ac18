"""Units, their groups and seats, and the journal beside them."""

from core.roles import Role
from data import journal, people, units
from data.database import Session
from data.models import Entry
from tests.data.books import NOW, Books, id_of
from tests.data.scenes import a_campaign, a_person, a_unit


class TestTheSeatsOfUnits:
    async def test_unit_by_unit_who_sits_there_and_whether_the_bot_can_write_to_them(self, books: Books) -> None:
        here, there = await a_unit(books, "Xã An Hòa", "AH"), await a_unit(books, "Xã Bình Tân", "BT")
        await a_person(books, "Bình", seats=[(there, Role.SECRETARY)])
        await a_person(books, "Mai", seats=[(here, Role.SECRETARY)], chats=["web:mai"])
        await books(units.add_seat, id_of(here), Role.DEPUTY, "Phó Bí thư")
        cards = await books.read(units.seats)
        assert [(card.unit, card.title, card.person, card.reached) for card in cards] == [
            ("Xã An Hòa", "secretary AH", "Mai", True),
            ("Xã An Hòa", "Phó Bí thư", "", False),
            ("Xã Bình Tân", "secretary BT", "Bình", False),
        ]

    async def test_only_seats_that_hand_in(self, books: Books) -> None:
        await a_person(books, seats=[(await a_unit(books), Role.ORGANISER)])
        assert await books.read(units.seats) == []

    async def test_of_some_units(self, books: Books) -> None:
        here, there = await a_unit(books, mark="AH"), await a_unit(books, mark="BT")
        await a_person(books, seats=[(here, Role.SECRETARY), (there, Role.DEPUTY)])
        assert [card.unit_id for card in await books.read(units.seats, [id_of(there)])] == [there.id]
        assert await books.read(units.seats, []) == []

    async def test_whose_only_chat_is_gone_is_not_reached(self, books: Books) -> None:
        await a_person(books, seats=[(await a_unit(books), Role.SECRETARY)], chats=["web:mai"])
        await books(people.gone, "web", "mai", NOW)
        assert [card.reached for card in await books.read(units.seats)] == [False]


async def test_a_group_takes_units_together_beside_the_tree(books: Books) -> None:
    made = [await a_unit(books, mark, mark) for mark in ("AH", "BT", "CH")]
    group = await books(units.add_group, "Cụm 1", [id_of(made[0]), id_of(made[2])])
    other = await books(units.add_group, "Cụm 2", [id_of(made[2])])
    assert sorted(await books.read(units.of_group, [id_of(group)])) == [made[0].id, made[2].id]
    assert await books.read(units.of_group, [id_of(other)]) == [made[2].id]


async def test_the_organisation_is_the_unit_above_all_others(books: Books) -> None:
    assert await books.read(units.root) is None
    top = await books(units.add, "Huyện Đoàn", "HD", "huyen")
    await books(units.add, "Xã An Hòa", "AH", "xa", id_of(top))
    assert await books.read(units.root) == top


async def test_the_journal_says_who_did_what_and_when(books: Books) -> None:
    mai, campaign = await a_person(books), await a_campaign(books)

    async def noted(session: Session) -> None:
        await journal.note(
            session, NOW, "handed in", person_id=mai.id, campaign_id=campaign.id, code="AH-01", late=False
        )
        await journal.note(session, NOW, "started")

    await books(noted)
    first, second = await books.all(Entry)
    assert (first.at, first.what, first.person_id, first.campaign_id, first.detail) == (
        NOW, "handed in", mai.id, campaign.id, {"code": "AH-01", "late": False},
    )  # fmt: skip
    assert (second.what, second.person_id, second.detail) == ("started", None, {})
