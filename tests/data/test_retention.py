"""What is forgotten in time, and what never is."""

from core.say import Choice, Say
from data import inbox, invitations, retention, sessions
from data.inbox import Arrival
from data.models import Attempt, Chat, Incoming, Letter, Session
from data.sessions import ABSOLUTE
from tests.data.books import DAY, MACHINE, NOW, Books, id_of
from tests.data.mail import Mail

TOMORROW = MACHINE + DAY


async def kept(books: Books, update_id: str, handled: bool) -> None:
    (row,) = await books(inbox.keep, "web", [Arrival(update_id, "mai", {"text": "chào"})], NOW, MACHINE)
    if handled:
        await books(inbox.close, row.id, MACHINE)


class TestTheRawInbox:
    async def test_its_content_goes(self, books: Books) -> None:
        await kept(books, "1", handled=True)
        assert await books(retention.raw_inbox, TOMORROW) == 1
        assert [row.raw for row in await books.all(Incoming)] == [{}]

    async def test_that_it_was_handled_stays_so_it_is_never_handled_again(self, books: Books) -> None:
        await kept(books, "1", handled=True)
        await books(retention.raw_inbox, TOMORROW)
        assert await books(inbox.keep, "web", [Arrival("1", "mai", {})], NOW, MACHINE) == []

    async def test_what_is_open_or_recent_stays(self, books: Books) -> None:
        await kept(books, "1", handled=False)
        assert await books(retention.raw_inbox, TOMORROW) == 0
        await kept(books, "2", handled=True)
        assert await books(retention.raw_inbox, MACHINE) == 0

    async def test_it_is_done_when_nothing_is_left(self, books: Books) -> None:
        await kept(books, "1", handled=True)
        assert [await books(retention.raw_inbox, TOMORROW) for _ in range(2)] == [1, 0]

    async def test_no_more_than_a_thousand_at_once(self, books: Books) -> None:
        row = {"channel": "web", "raw": {"v": 1}, "received_at": NOW, "kept_at": MACHINE, "handled_at": MACHINE}
        await books.add_many(Incoming, [row | {"update_id": str(at)} for at in range(1001)])
        assert [await books(retention.raw_inbox, TOMORROW) for _ in range(3)] == [1000, 1, 0]


async def test_choices_go_with_old_letters_only(books: Books, mail: Mail, mai: Chat) -> None:
    asked = Say("Đồng chí chọn:", (Choice("Có", "yes"),))
    await mail.writes("", mai, say=asked)
    await mail.closes(*await mail.takes())
    await mail.writes("", mai, say=asked)
    assert await books(retention.choices, MACHINE) == 0
    assert [await books(retention.choices, TOMORROW) for _ in range(2)] == [1, 0]
    assert [bool(letter.choices) for letter in await books.all(Letter)] == [False, True]


async def test_wrong_tries_go(books: Books) -> None:
    for at in (MACHINE, TOMORROW):
        await books(invitations.wrong, "web:1", at)
    assert await books(retention.attempts, TOMORROW) == 1
    assert [attempt.at for attempt in await books.all(Attempt)] == [TOMORROW]


async def test_sessions_go_with_their_chats_when_they_have_ended(books: Books, mai: Chat) -> None:
    for token, at in (("old", MACHINE), ("new", TOMORROW)):
        await books(sessions.start, token, [id_of(mai)], at)
    assert await books(retention.sessions, MACHINE + ABSOLUTE) == 0
    assert await books(retention.sessions, TOMORROW + ABSOLUTE) == 1
    assert [row.token_hash for row in await books.all(Session)] == ["new"]
    found = await books.read(sessions.find, "new", TOMORROW)
    assert found is not None
    assert set(found.chats) == {mai.id}
