"""A chat page's own routes: what came, what is typed and tapped, and the stream that rings."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import aclosing
from functools import partial
from http import HTTPStatus
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse

from bot.house import House
from bot.web.bodies import form, json_body
from bot.web.browser import chat_of, house, signed_in
from bot.web.lines import page_lines
from core.vietnamese import tidy
from data import inbox, outbox
from data.inbox import Arrival
from data.models import Chat
from data.outbox import choices_of
from handlers import web

MOST_TEXT = 20_000
BIGGEST_ID = 2**63 - 1
ANSWER_SECONDS = 3.0  # a page without script waits so long before it is drawn again


async def lines(request: Request) -> Response:
    """What the page has not shown: letters by seq, the person's own lines by inbox id."""
    chat = await chat_of(request)
    after, mine = _number(request, "after"), _number(request, "mine")
    return JSONResponse(await house(request).database.read(partial(page_lines, chat=chat, after=after, mine=mine)))


def _number(request: Request, name: str) -> int:
    text = request.query_params.get(name, "0")
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise HTTPException(HTTPStatus.BAD_REQUEST)
    return int(text)


async def say(request: Request) -> Response:
    """Typed words; from a plain form too, where there is no script."""
    chat = await chat_of(request)
    if not request.headers.get("content-type", "").startswith("application/json"):
        return await _say_plainly(request, chat)
    given = await json_body(request)
    text = _words(given.get("text"))
    if not text:
        raise HTTPException(HTTPStatus.BAD_REQUEST)
    return JSONResponse({"id": await keep(request, chat, given.get("key"), web.typed(text))}, HTTPStatus.ACCEPTED)


def _words(given: object) -> str:
    if not isinstance(given, str):
        raise HTTPException(HTTPStatus.BAD_REQUEST)
    if len(given) > MOST_TEXT:
        raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return tidy(given)


async def _say_plainly(request: Request, chat: Chat) -> Response:
    """The page is drawn again once there is an answer on it, or after a few seconds without."""
    home, given = house(request), await form(request)
    text = _words(given.get("text", ""))
    if text:
        heard = home.nursery.start("plain page", _heard(home, chat.id or 0))
        await keep(request, chat, given.get("key"), web.typed(text))
        await asyncio.wait({heard}, timeout=ANSWER_SECONDS)
        heard.cancel()
    return RedirectResponse(f"/#phone-{chat.id}" if home.settings.demo else "/chat", HTTPStatus.SEE_OTHER)


async def _heard(home: House, chat_id: int) -> None:
    async with aclosing(home.rings.listen([chat_id])) as rings:
        await anext(rings)


async def tap(request: Request) -> Response:
    """A button, by the letter that offered it. A letter of another chat is not there."""
    chat, given = await chat_of(request), await json_body(request)
    letter_id, number = _id(given.get("letter")), _id(given.get("n"))
    letter = await house(request).database.read(lambda s: outbox.of_chat(s, letter_id, chat.id or 0))
    if letter is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    choices = choices_of(letter)
    label = choices[number - 1].label if number <= len(choices) else ""
    row = await keep(request, chat, given.get("key"), web.tapped(letter_id, number, label))
    return JSONResponse({"id": row}, HTTPStatus.ACCEPTED)


def _id(given: object) -> int:
    if type(given) is not int or not 0 < given <= BIGGEST_ID:
        raise HTTPException(HTTPStatus.BAD_REQUEST)
    return given


async def keep(request: Request, chat: Chat, key: object, raw: dict[str, Any]) -> int:
    """Into the inbox under the browser's own key: sent twice, kept once."""
    update_id = f"{chat.id}:{good_key(key)}"
    kept = await house(request).intake.keep("web", [Arrival(update_id, chat.address, raw)])
    if kept:
        return kept[0].id
    found = await house(request).database.read(lambda session: inbox.by_key(session, "web", update_id))
    return found or 0


def good_key(key: object) -> str:
    if not isinstance(key, str) or not 8 <= len(key) <= 64 or not key.isascii() or not key.replace("-", "").isalnum():
        raise HTTPException(HTTPStatus.BAD_REQUEST)
    return key


async def ring(request: Request) -> Response:
    """One stream a page for all its chats. It carries no words: the page fetches them."""
    browser = await signed_in(request)
    if browser is None:
        raise HTTPException(HTTPStatus.UNAUTHORIZED)
    return StreamingResponse(
        _events(house(request), browser.chats), media_type="text/event-stream", headers={"X-Accel-Buffering": "no"}
    )


async def _events(home: House, chats: dict[int, Chat]) -> AsyncIterator[str]:
    """A page that comes back after a restart learns at once where the demo's clock stands."""
    yield _event("clock", home.clock_shown) if home.clock_shown else ": \n\n"
    async with aclosing(home.rings.listen(chats)) as rings:
        async for event in rings:
            yield ": \n\n" if event is None else _event(*event)


def _event(name: str, data: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"
