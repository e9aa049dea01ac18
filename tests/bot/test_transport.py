"""What is known of a request that failed: that it never left, that it was not taken, or that nobody can know."""

import asyncio
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.channels import transport
from bot.channels.telegram import outcome_of
from bot.channels.transport import AiohttpRequest, NeverLeft, ServerFault, TooLarge
from core.delivery import Later, Moved, Never, Unknown

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
SECRET = "4242424242:AAEhBP0av28cYIJ8pXDvPVbJcTbQ-double0"


@asynccontextmanager
async def server(serve: Serve) -> AsyncIterator[str]:
    """Its address, with a token in it as in every call of the Bot API."""
    serving: set[asyncio.Task[None] | None] = set()

    async def to_the_end(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        serving.add(asyncio.current_task())
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            await serve(reader, writer)
            writer.close()
            await writer.wait_closed()

    async with await asyncio.start_server(to_the_end, "127.0.0.1", 0) as listening:
        port = listening.sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}/bot{SECRET}/sendMessage"
        await asyncio.gather(*(task for task in serving if task))


@asynccontextmanager
async def requests(**settings: object) -> AsyncIterator[AiohttpRequest]:
    request = AiohttpRequest(**settings)  # type: ignore[arg-type]
    try:
        yield request
    finally:
        await request.shutdown()


def says(answer: bytes, status: str = "200 OK", header: str = "") -> Serve:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        head = f"HTTP/1.1 {status}\r\nContent-Length: {len(answer)}\r\n{header}Connection: close\r\n\r\n"
        writer.write(head.encode() + answer)
        await writer.drain()

    return serve


async def hangs_up_at_once(_: asyncio.StreamReader, __: asyncio.StreamWriter) -> None:
    """Not a byte is read."""


async def hangs_up_after_reading(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")


async def hangs_up_within_the_answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{")


async def never_answers(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    await reader.read()


PAGE = b"<html><h1>Bad Gateway</h1></html>"
ANSWERS: dict[str, tuple[Serve, type[TelegramError]]] = {
    "closed before it was read": (hangs_up_at_once, NetworkError),
    "closed after it was read": (hangs_up_after_reading, NetworkError),
    "closed within the answer": (hangs_up_within_the_answer, NetworkError),
    "no answer": (never_answers, TimedOut),
    "no HTTP": (says(b"", status="what?"), NetworkError),
    "half a JSON": (says(b'{"ok": tr'), TelegramError),
    "another JSON": (says(b"[1, 2]"), TelegramError),
    "JSON without a result": (says(b'{"ok":true}'), TelegramError),
    "another charset": (
        says(b'{"ok":true,"result":"\xff\xfe', header="Content-Type: x; charset=utf-16\r\n"),
        TelegramError,
    ),
    "a page": (says(PAGE), TelegramError),
    "200 and not ok": (says(b'{"ok":false,"error_code":403,"description":"bot was blocked by the user"}'), Forbidden),
    "200 and not ok, with spaces": (says(b'{ "ok": false, "description": "x" }'), BadRequest),
    "500": (says(b'{"ok":false,"error_code":500}', status="500 Internal Server Error"), ServerFault),
    "502 and a page": (says(PAGE, status="502 Bad Gateway"), ServerFault),
    "504": (says(PAGE, status="504 Gateway Timeout"), ServerFault),
    "429 and a page": (says(PAGE, status="429 Too Many Requests"), RetryAfter),
    "413": (says(PAGE, status="413 Request Entity Too Large"), TooLarge),
    "401": (says(b'{"ok":false}', status="401 Unauthorized"), InvalidToken),
    "409": (says(b'{"ok":false}', status="409 Conflict"), Conflict),
}


@pytest.mark.parametrize(("serve", "failure"), ANSWERS.values(), ids=ANSWERS.keys())
async def test_each_answer_is_a_failure_of_its_kind(serve: Serve, failure: type[TelegramError]) -> None:
    async with server(serve) as address, requests(read_timeout=0.3) as request:
        with pytest.raises(TelegramError) as raised:
            await request.post(address)
    assert type(raised.value) is failure
    assert "AAEhBP0av28" not in "".join(traceback.format_exception(raised.value))


async def test_an_answer_without_end_is_not_taken_into_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "LARGEST_ANSWER", 1000)
    async with server(says(b"x" * 5000)) as address, requests() as request:
        with pytest.raises(NetworkError):
            await request.post(address)


UNREACHABLE = {
    "nobody listens": ("http://127.0.0.1:9/bot1/x", ""),
    "no such host": ("http://bot.invalid/bot1/x", ""),
    "nobody listens at the proxy": ("http://127.0.0.1:9/bot1/x", "http://127.0.0.1:9"),
    "nobody listens at the SOCKS proxy": ("http://127.0.0.1:9/bot1/x", "socks5://127.0.0.1:9"),
}


@pytest.mark.parametrize(("address", "proxy"), UNREACHABLE.values(), ids=UNREACHABLE.keys())
async def test_what_found_no_connection_never_left(address: str, proxy: str) -> None:
    async with requests(proxy=proxy) as request:
        with pytest.raises(NeverLeft):
            await request.post(address)


async def test_a_request_that_waits_for_a_free_connection_never_left() -> None:
    async with server(never_answers) as address, requests(connections=1, read_timeout=1.0) as request:
        second = request.post(address, read_timeout=0.2)
        both = await asyncio.gather(request.post(address), second, return_exceptions=True)
    assert [type(failure) for failure in both] == [TimedOut, NeverLeft]


OUTCOMES = {
    "asked to wait": (RetryAfter(7), Later(timedelta(seconds=7), why="429", asked=True)),
    "the group moved": (ChatMigrated(-1007), Moved("-1007")),
    "blocked": (Forbidden("Bot was blocked"), Never("bot was blocked", gone=True)),
    "no such chat": (BadRequest("Chat not found"), Never("chat not found", gone=True)),
    "a wrong request": (BadRequest("message is too long"), Never("message is too long")),
    "too large": (TooLarge("request entity too large"), Never("request entity too large")),
    "no connection": (NeverLeft("x"), Later(timedelta(seconds=1), whole=True, why="out of reach: x")),
    "a fault before": (ServerFault(500), Later(timedelta(seconds=2), why="server fault 500")),
    "a fault that may have been after": (ServerFault(504), Unknown("ServerFault: server fault 504")),
    "a cut": (NetworkError("ServerDisconnectedError"), Unknown("NetworkError: serverdisconnectederror")),
    "silence": (TimedOut(), Unknown("TimedOut: timed out")),
    "no answer of theirs": (TelegramError("what"), Unknown("TelegramError: what")),
}


@pytest.mark.parametrize(("failure", "outcome"), OUTCOMES.values(), ids=OUTCOMES.keys())
def test_each_failure_has_one_meaning_for_the_letter(failure: TelegramError, outcome: object) -> None:
    assert outcome_of(failure) == outcome


def test_a_withdrawn_token_stops_the_channel_and_costs_no_letter_a_try() -> None:
    outcome = outcome_of(InvalidToken("x"))
    assert isinstance(outcome, Later)
    assert outcome.whole
