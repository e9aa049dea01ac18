"""A letter that a fact has overtaken is not sent; a choice opens only for the chat it was offered to."""

from dataclasses import dataclass

import pytest
import pytest_asyncio

from core.delivery import LEASE, Kind, Lane
from core.say import Choice, Say
from data import outbox, people
from data.models import Chat, Letter, Obligation
from tests.data.books import DAY, MACHINE, NOW, Books, id_of
from tests.data.mail import Mail
from tests.data.scenes import a_plan


@dataclass(frozen=True)
class Debt:
    first: Obligation
    second: Obligation

    @property
    def still(self) -> str:
        return f"owed:{self.first.id},{self.second.id}"


@pytest_asyncio.fixture(loop_scope="session")
async def debt(books: Books) -> Debt:
    """Two reports that one unit owes; neither is to be looked at before next week."""
    await a_plan(books, reports=2)
    for row in await books.all(Obligation):
        await books.change(row, next_nudge_at=NOW + 7 * DAY, nudged_at=NOW)
    return Debt(*await books.all(Obligation))


class TestStillOwed:
    async def test_all_of_it_so_the_letter_goes(self, mail: Mail, mai: Chat, debt: Debt) -> None:
        await mail.writes("nhắc", mai, lane=Lane.NUDGE, still=debt.still)
        assert await mail.texts() == ["nhắc"]

    async def test_a_returned_report_is_owed(self, books: Books, mail: Mail, mai: Chat, debt: Debt) -> None:
        await books.change(debt.first, workflow="returned")
        await mail.writes("nhắc", mai, lane=Lane.NUDGE, still=debt.still)
        assert await mail.texts() == ["nhắc"]

    async def test_none_so_it_is_closed_unsent(self, books: Books, mail: Mail, mai: Chat, debt: Debt) -> None:
        letter = await mail.writes("nhắc", mai, lane=Lane.NUDGE, still=debt.still)
        for row, workflow in ((debt.first, "handed_in"), (debt.second, "exempt")):
            await books.change(row, workflow=workflow, next_nudge_at=None)
        assert await mail.takes() == []
        assert await mail.result(letter) == "unsent"
        assert [row.next_nudge_at for row in await books.all(Obligation)] == [None, None]

    async def test_some_so_it_is_stale_and_the_rest_is_planned_at_once(
        self, books: Books, mail: Mail, mai: Chat, debt: Debt
    ) -> None:
        letter = await mail.writes("nhắc", mai, lane=Lane.NUDGE, still=debt.still)
        await books.change(debt.first, workflow="handed_in", next_nudge_at=None)
        assert await mail.takes() == []
        assert await mail.result(letter) == "stale"
        rest = await books.again(debt.second)
        assert (rest.next_nudge_at, rest.nudged_at) == (NOW, None)
        assert (await books.again(debt.first)).next_nudge_at is None

    async def test_others_taken_at_the_same_time_go(self, books: Books, mail: Mail, mai: Chat, tu: Chat) -> None:
        await mail.writes("nhắc", mai, lane=Lane.NUDGE, still="owed:999")
        await mail.writes("biên nhận", tu)
        assert await mail.texts() == ["biên nhận"]


class TestAnEdit:
    @pytest_asyncio.fixture(loop_scope="session")
    async def board(self, mail: Mail, mai: Chat) -> Letter:
        letter = await mail.writes("bảng", mai)
        await mail.closes(*await mail.takes())
        return letter

    async def test_a_newer_one_that_waits_replaces_it(self, mail: Mail, mai: Chat, board: Letter) -> None:
        older = await mail.writes("bảng 2", mai, kind=Kind.EDIT, replaces=board.id)
        await mail.writes("bảng 3", mai, kind=Kind.EDIT, replaces=board.id)
        assert await mail.texts() == []
        assert await mail.result(older) == "replaced"
        assert await mail.texts() == ["bảng 3"]

    async def test_a_newer_one_that_went_already_does_not(self, mail: Mail, mai: Chat, board: Letter) -> None:
        await mail.writes("bảng 2", mai, kind=Kind.EDIT, replaces=board.id)
        await mail.closes(*await mail.takes())
        await mail.writes("bảng 3", mai, kind=Kind.EDIT, replaces=board.id)
        assert await mail.texts() == ["bảng 3"]

    async def test_an_edit_of_another_letter_does_not(self, mail: Mail, mai: Chat, board: Letter) -> None:
        other = await mail.writes("tin khác", mai)
        await mail.closes(*await mail.takes())
        await mail.writes("bảng 2", mai, kind=Kind.EDIT, replaces=board.id)
        await mail.writes("tin khác, sửa", mai, kind=Kind.EDIT, replaces=other.id)
        assert await mail.texts() == ["bảng 2"]

    async def test_one_that_died_in_a_workers_hands_goes_again_for_twice_is_the_same(
        self, mail: Mail, mai: Chat, board: Letter
    ) -> None:
        await mail.writes("bảng 2", mai, kind=Kind.EDIT, replaces=board.id, lane=Lane.NUDGE)
        await mail.takes()
        assert await mail.texts(MACHINE + LEASE) == ["bảng 2"]


class TestAChatThatIsGone:
    @pytest.mark.parametrize("lane", [Lane.NUDGE, Lane.BROADCAST])
    async def test_is_told_nothing_more(self, books: Books, mail: Mail, mai: Chat, lane: Lane) -> None:
        letter = await mail.writes("nhắc", mai, lane=lane)
        await books(people.gone, "web", "mai", NOW)
        assert await mail.takes() == []
        assert await mail.result(letter) == "refused"

    async def test_is_answered_for_it_has_just_spoken(self, books: Books, mail: Mail, mai: Chat) -> None:
        await mail.writes("biên nhận", mai)
        await books(people.gone, "web", "mai", NOW)
        assert await mail.texts() == ["biên nhận"]


class TestChoices:
    async def test_a_letter_opens_only_for_the_chat_it_went_to(
        self, books: Books, mail: Mail, mai: Chat, tu: Chat
    ) -> None:
        letter = await mail.writes("một", mai)
        assert await books.read(outbox.of_chat, id_of(letter), id_of(mai)) is not None
        assert await books.read(outbox.of_chat, id_of(letter), id_of(tu)) is None

    async def test_the_last_question_is_the_newest_sent_letter_with_choices(
        self, books: Books, mail: Mail, mai: Chat, tu: Chat
    ) -> None:
        asked = (Choice("Có", "yes"),)
        for text, chat, choices in (("một", mai, asked), ("hai", mai, asked), ("ba", mai, ()), ("bốn", tu, asked)):
            await mail.writes("", chat, say=Say(text, choices))
            await mail.closes(*await mail.takes())
        await mail.writes("", mai, say=Say("chưa gửi", asked))
        last, _ = await books.read(outbox.asked_lately, id_of(mai))
        assert last.text == "hai"

    async def test_one_on_its_way_may_be_read_already(self, books: Books, mail: Mail, mai: Chat) -> None:
        await mail.writes("", mai, say=Say("một", (Choice("Có", "yes"),)))
        await mail.closes(*await mail.takes())
        await mail.writes("", mai, say=Say("hai", (Choice("Có", "yes"),)))
        await mail.takes()
        assert [letter.text for letter in await books.read(outbox.asked_lately, id_of(mai))] == ["hai", "một"]

    async def test_an_edited_board_is_no_new_question(self, books: Books, mail: Mail, mai: Chat) -> None:
        asked = (Choice("Xem", "status.show"),)
        board = await mail.writes("", mai, say=Say("bảng", asked))
        await mail.closes(*await mail.takes())
        await mail.writes("", mai, say=Say("bảng mới", asked), kind=Kind.EDIT, replaces=board.id)
        await mail.closes(*await mail.takes())
        assert [letter.text for letter in await books.read(outbox.asked_lately, id_of(mai))] == ["bảng"]

    async def test_who_was_asked_nothing_has_no_last_question(self, books: Books, mail: Mail, mai: Chat) -> None:
        await mail.writes("một", mai)
        await mail.closes(*await mail.takes())
        assert await books.read(outbox.asked_lately, id_of(mai)) == []
