"""Who speaks, which seats they hold, and who can be reached."""

import pytest

from core.roles import Role
from data import drafts, invitations, people
from data.models import Chat, Holding, Letter, Person, Unit
from tests.data.books import DAY, NOW, Books, id_of
from tests.data.mail import Mail
from tests.data.scenes import a_campaign, a_chat, a_deliverable, a_person, a_unit, opened


class TestWhoSpeaks:
    async def test_an_unknown_chat_is_nobody(self, books: Books) -> None:
        assert await books.read(people.speaker, "web", "mai") is None

    async def test_a_chat_that_wrote_once_has_no_person_yet(self, books: Books) -> None:
        met = await books(people.meet, "web", "mai", False)
        found = await books.read(people.speaker, "web", "mai")
        assert found is not None
        assert (found.chat.id, found.chat.address) == (met.chat.id, "mai")
        assert (found.person, found.seats, found.unit_ids) == (None, (), [])

    async def test_the_same_address_on_another_channel_is_another_chat(self, books: Books) -> None:
        await a_chat(books, "web:mai")
        assert await books.read(people.speaker, "telegram", "mai") is None

    async def test_somebody_without_a_seat(self, books: Books) -> None:
        mai = await a_person(books, chats=["web:mai"])
        found = await speaker(books)
        assert (name_of(found), found.seats) == (mai.name, ())

    async def test_somebody_in_several_seats_speaks_once_with_all_of_them(self, books: Books) -> None:
        here, there, office = [await a_unit(books, mark, mark) for mark in ("AH", "BT", "VP")]
        roles = [(here, Role.SECRETARY), (there, Role.DEPUTY), (office, Role.LEADER)]
        await a_person(books, seats=roles, chats=["web:mai"])
        found = await speaker(books)
        assert [(seat.unit, seat.role) for seat in found.seats] == [(unit.name, role) for unit, role in roles]
        assert found.unit_ids == [here.id, there.id]  # a leader hands nothing in
        assert found.holds(Role.LEADER, Role.CHIEF)
        assert not found.holds(Role.CHIEF)

    async def test_a_seat_that_was_left_is_not_held(self, books: Books) -> None:
        here, there = await a_unit(books, mark="AH"), await a_unit(books, mark="BT")
        mai = await a_person(books, seats=[(here, Role.SECRETARY), (there, Role.DEPUTY)], chats=["web:mai"])
        await leaves(books, mai)
        assert (await speaker(books)).unit_ids == [there.id]

    async def test_their_open_draft_comes_along(self, books: Books) -> None:
        unit, campaign = await a_unit(books), await a_campaign(books)
        await a_deliverable(books, campaign)
        await opened(books, campaign, unit)
        mai = await a_person(books, seats=[(unit, Role.SECRETARY)], chats=["web:mai"])
        draft, _ = await books(drafts.open_for, id_of(mai), 1, 0, NOW)
        found = await speaker(books)
        assert found.draft is not None
        assert found.draft.id == draft.id
        await books(drafts.put_aside, id_of(mai))
        assert (await speaker(books)).draft is None


class TestBindingAChat:
    async def test_a_bound_chat_is_the_persons(self, books: Books) -> None:
        mai, chat = await a_person(books), await a_chat(books)
        await books(people.bind, id_of(chat), id_of(mai))
        assert name_of(await speaker(books)) == mai.name

    async def test_binding_brings_back_one_that_was_gone(self, books: Books) -> None:
        mai = await a_person(books, chats=["web:mai"])
        await books(people.gone, "web", "mai", NOW)
        await books(people.bind, 1, id_of(mai))
        assert [chat.gone_at for chat in await books.all(Chat)] == [None]

    async def test_an_unbound_chat_is_nobodys(self, books: Books) -> None:
        await a_person(books, chats=["web:mai"])
        await books(people.unbind, 1)
        assert (await speaker(books)).person is None


class TestTakingASeat:
    async def test_twice_changes_nothing(self, books: Books) -> None:
        mai = await a_person(books, seats=[(await a_unit(books), Role.SECRETARY)])
        await books(people.seat_person, 1, id_of(mai), NOW)
        assert [holding.since for holding in await books.all(Holding)] == [NOW - 7 * DAY]

    async def test_again_after_leaving_is_a_new_holding(self, books: Books) -> None:
        mai = await a_person(books, seats=[(await a_unit(books), Role.SECRETARY)])
        await leaves(books, mai)
        await books(people.seat_person, 1, id_of(mai), NOW)
        assert [holding.until for holding in await books.all(Holding)] == [NOW - DAY, None]

    async def test_the_holder_of_a_seat_is_who_sits_there_now(self, books: Books) -> None:
        mai = await a_person(books, seats=[(await a_unit(books), Role.SECRETARY)])
        assert await books.read(invitations.holder, 1) == mai.id
        await leaves(books, mai)
        assert await books.read(invitations.holder, 1) is None


class TestWhoCanBeReached:
    @pytest.fixture
    def reached(self, books: Books) -> "Reached":
        return Reached(books)

    async def test_those_who_hold_a_seat_now(self, books: Books, reached: "Reached") -> None:
        unit = await a_unit(books)
        await a_person(books, "Mai", seats=[(unit, Role.SECRETARY)], chats=["web:mai"])
        gone = await a_person(books, "Hà", seats=[(unit, Role.DEPUTY)], chats=["web:ha"])
        await a_person(books, "Khách", chats=["web:khach"])
        await leaves(books, gone)
        assert await reached() == ["Mai web"]

    async def test_not_a_chat_that_is_gone_until_it_comes_back(self, books: Books, reached: "Reached") -> None:
        await a_person(books, "Mai", seats=[(await a_unit(books), Role.SECRETARY)], chats=["web:mai"])
        await books(people.gone, "web", "mai", NOW)
        assert await reached() == []
        await books(people.gone, "web", "mai", None)
        assert await reached() == ["Mai web"]

    async def test_not_through_a_group(self, books: Books, reached: "Reached") -> None:
        mai = await a_person(books, "Mai", seats=[(await a_unit(books), Role.SECRETARY)])
        await a_chat(books, "telegram:-100", mai, group=True)
        assert await reached() == []

    async def test_each_through_the_newest_of_their_chats(self, books: Books, reached: "Reached") -> None:
        unit = await a_unit(books)
        chats = ["web:mai", "telegram:mai"]
        await a_person(books, "Mai", seats=[(unit, Role.SECRETARY), (unit, Role.CLUSTER_HEAD)], chats=chats)
        assert await reached() == ["Mai telegram"]

    async def test_through_the_older_one_when_the_newest_is_gone(self, books: Books, reached: "Reached") -> None:
        seats = [(await a_unit(books), Role.SECRETARY)]
        await a_person(books, "Mai", seats=seats, chats=["web:mai", "telegram:mai"])
        await books(people.gone, "telegram", "mai", NOW)
        assert await reached() == ["Mai web"]

    async def test_of_some_units_in_some_roles_without_the_one_who_speaks(
        self, books: Books, reached: "Reached"
    ) -> None:
        here, there = await a_unit(books, mark="AH"), await a_unit(books, mark="BT")
        mai = await a_person(books, "Mai", seats=[(here, Role.SECRETARY)], chats=["web:mai"])
        await a_person(books, "Tú", seats=[(here, Role.DEPUTY)], chats=["web:tu"])
        await a_person(books, "Bình", seats=[(there, Role.SECRETARY)], chats=["web:binh"])
        assert await reached(units=[id_of(here)]) == ["Mai web", "Tú web"]
        assert await reached(roles=[Role.SECRETARY]) == ["Bình web", "Mai web"]
        assert await reached(units=[id_of(here)], without=mai.id) == ["Tú web"]


class Reached:
    def __init__(self, books: Books) -> None:
        self.books = books

    async def __call__(
        self, *, units: list[int] | None = None, roles: list[Role] | None = None, without: int | None = None
    ) -> list[str]:
        found = await self.books.read(people.reachable, units=units or (), roles=roles or (), without=without)
        return sorted(f"{reach.name} {reach.channel}" for reach in found)


class TestAGroupThatMoved:
    async def test_it_is_the_same_chat_under_a_new_address(self, books: Books) -> None:
        chat = await a_chat(books, "telegram:-5", group=True)
        await books(people.moved, "telegram", "-5", "-100")
        assert (await books.again(chat)).address == "-100"

    async def test_a_new_address_that_is_known_already_stays_its_own(self, books: Books) -> None:
        old, new = await a_chat(books, "telegram:-5", group=True), await a_chat(books, "telegram:-100", group=True)
        await books(people.moved, "telegram", "-5", "-100")
        assert [(await books.again(chat)).address for chat in (old, new)] == ["-5", "-100"]

    async def test_only_its_waiting_letters_go_there(self, books: Books, mail: Mail) -> None:
        old = await a_chat(books, "web:-5", group=True)
        await mail.writes("đã gửi", old)
        await mail.closes(*await mail.takes())
        await mail.writes("đang chờ", old)
        new = await a_chat(books, "web:-100", group=True)
        await books(people.moved, "web", "-5", "-100")
        assert [letter.chat_id for letter in await books.all(Letter)] == [old.id, new.id]


class TestMenus:
    async def test_each_chat_gets_the_menu_of_its_loudest_role(self, books: Books) -> None:
        unit = await a_unit(books)
        await a_person(books, seats=[(unit, Role.DEPUTY), (unit, Role.ORGANISER)], chats=["telegram:1", "web:1"])
        await a_person(books, seats=[(unit, Role.SECRETARY)], chats=["telegram:2"])
        await a_person(books, chats=["telegram:3"])
        roles = await books.read(people.roles_by_chat, "telegram")
        assert roles == [("1", Role.ORGANISER)]  # a secretary has what every chat has

    async def test_not_one_that_is_gone_nor_a_group(self, books: Books) -> None:
        mai = await a_person(books, seats=[(await a_unit(books), Role.SECRETARY)], chats=["telegram:1"])
        await a_chat(books, "telegram:-100", mai, group=True)
        await books(people.gone, "telegram", "1", NOW)
        assert await books.read(people.roles_by_chat, "telegram") == []


@pytest.mark.parametrize(
    ("role", "left", "exists"),
    [(Role.CHIEF, False, True), (Role.CHIEF, True, False), (Role.ORGANISER, False, False)],
)
async def test_there_is_a_chief_while_somebody_sits_in_that_seat(
    books: Books, role: Role, left: bool, exists: bool
) -> None:
    khoa = await a_person(books, seats=[(await a_unit(books), role)])
    if left:
        await leaves(books, khoa)
    assert await books.read(people.chief_exists) is exists


class TestHowAUnitKnowsThem:
    async def test_by_name_and_seat_also_after_they_left(self, books: Books) -> None:
        unit = await a_unit(books)
        mai = await a_person(books, "Mai", seats=[(unit, Role.SECRETARY)])
        before = await seated(books, mai, unit)
        await leaves(books, mai)
        assert before == await seated(books, mai, unit) == ("Mai", "secretary AH", "Xã An Hòa")

    async def test_as_nobody_where_they_never_sat(self, books: Books) -> None:
        assert await seated(books, await a_person(books), await a_unit(books)) == ("", "", "")


async def speaker(books: Books) -> people.Speaker:
    found = await books.read(people.speaker, "web", "mai")
    assert found is not None
    return found


def name_of(speaker: people.Speaker) -> str | None:
    return speaker.person.name if speaker.person else None


async def seated(books: Books, person: Person, unit: Unit) -> tuple[str, str, str]:
    found = await books.read(people.seated, id_of(person), id_of(unit))
    return found.name, found.title, found.unit


async def leaves(books: Books, person: Person) -> None:
    """They leave their first seat."""
    holding = next(holding for holding in await books.all(Holding) if holding.person_id == person.id)
    await books.change(holding, until=NOW - DAY)
