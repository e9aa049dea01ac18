"""A browser that signed in: for a while, and for the chats it was given."""

from datetime import datetime

from data import sessions
from data.models import Chat
from data.sessions import ABSOLUTE, IDLE, Browser
from tests.data.books import DAY, INSTANT, MACHINE, Books, id_of


async def signed_in(books: Books, *chats: Chat) -> None:
    await books(sessions.start, "hash", [id_of(chat) for chat in chats], MACHINE)


async def find(books: Books, machine: datetime = MACHINE, token_hash: str = "hash") -> Browser | None:
    return await books.read(sessions.find, token_hash, machine)


async def test_it_may_open_the_chat_it_was_given_and_no_other(books: Books, mai: Chat, tu: Chat) -> None:
    await signed_in(books, mai)
    found = await find(books)
    assert found is not None
    assert found.chats == {mai.id: mai}


async def test_another_cookie_opens_nothing(books: Books, mai: Chat) -> None:
    await signed_in(books, mai)
    assert await find(books, token_hash="other") is None


async def test_it_ends_when_it_was_idle_too_long(books: Books, mai: Chat) -> None:
    await signed_in(books, mai)
    assert await find(books, MACHINE + IDLE - INSTANT) is not None
    assert await find(books, MACHINE + IDLE) is None


async def test_being_seen_keeps_it_alive(books: Books, mai: Chat) -> None:
    await signed_in(books, mai)
    await seen(books, MACHINE + IDLE - DAY)
    assert await find(books, MACHINE + IDLE + DAY) is not None


async def test_however_busy_it_ends_in_the_end(books: Books, mai: Chat) -> None:
    await signed_in(books, mai)
    for days in range(25, ABSOLUTE.days, 25):
        await seen(books, MACHINE + days * DAY)
    await seen(books, MACHINE + ABSOLUTE - INSTANT)
    assert await find(books, MACHINE + ABSOLUTE) is None


async def test_signing_out_ends_it_at_once_and_only_it(books: Books, mai: Chat) -> None:
    await signed_in(books, mai)
    await books(sessions.start, "phone", [id_of(mai)], MACHINE)
    await books(sessions.end, 1)
    assert await find(books) is None
    assert await find(books, token_hash="phone") is not None


async def seen(books: Books, machine: datetime) -> None:
    browser = await find(books, machine)
    assert browser is not None
    await books(sessions.seen, browser, machine)
