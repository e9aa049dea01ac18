"""A chat page: what it shows, what it sends, and the stream that rings."""

import json
import secrets
from collections.abc import AsyncIterator
from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse

from bot.web.browser import chat_of, house, signed_in
from core.clock import local
from core.vietnamese import full_day, hour
from data import files, inbox, outbox
from data.database import Session
from data.inbox import Arrival
from data.models import Chat, Incoming, Letter
from data.outbox import choices_of
from handlers import web

MOST_TEXT = 20_000
MOST_BODY = 100_000
Line = dict[str, Any]


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


async def page_lines(session: Session, chat: Chat, after: int = 0, mine: int = 0) -> Line:
    said = await outbox.said_after(session, chat.id or 0, after)
    own = await inbox.lines_after(session, chat.channel, chat.address, mine)
    ids = [file_id for letter in said for file_id in letter.files.get("ids", ())]
    names = {
        file.id: {"id": file.id, "name": file.name, "size": file.size} for file in await files.by_ids(session, ids)
    }
    return {
        "letters": [_letter(letter, names) for letter in said],
        "mine": [_own(row) for row in own if row.raw],
        "seq": max((letter.seq or 0 for letter in said), default=after),
        "mine_id": max((row.id or 0 for row in own), default=mine),
    }


def _letter(letter: Letter, names: dict[int | None, Line]) -> Line:
    assert letter.closed_at is not None
    return {
        "seq": letter.seq,
        "id": letter.id,
        "kind": "edit" if letter.kind == "edit" else "say",
        "text": letter.text,
        "choices": [{"n": n, "label": choice.label} for n, choice in enumerate(choices_of(letter), start=1)],
        "files": [names[one] for one in letter.files.get("ids", ()) if one in names],
        "replaces": letter.replaces,
        "order": _order(letter.closed_at),
        **_when(letter.made_at),
    }


def _own(row: Incoming) -> Line:
    raw = row.raw
    file = {"name": raw["name"], "size": raw["size"]} if raw.get("kind") == "file" else None
    return {
        "id": row.id,
        "key": row.update_id.partition(":")[2],
        "text": raw.get("text") or raw.get("label") or "",
        "file": file,
        "order": _order(row.kept_at),
        **_when(row.received_at),
    }


def _order(machine: datetime) -> int:
    """Lines of both sides in one order: machine time, which no rehearsal moves."""
    return int(machine.timestamp() * 1000)


def _when(office: datetime) -> Line:
    shown = local(office)
    return {"at": hour(shown), "day": full_day(shown.date())}


def fresh_key() -> str:
    """For a form without script: the page carries the key its browser could not make."""
    return secrets.token_hex(16)


def merged(found: Line) -> list[Line]:
    """Both sides in order, for a page drawn without script."""
    both = [line | {"who": "bot"} for line in found["letters"]] + [line | {"who": "me"} for line in found["mine"]]
    return sorted(both, key=lambda line: (line["order"], line["who"] == "bot"))


async def say(request: Request) -> Response:
    """Typed words; from a plain form too, where there is no script."""
    chat = await chat_of(request)
    plain = not request.headers.get("content-type", "").startswith("application/json")
    given = await form(request) if plain else await json_body(request)
    text = str(given.get("text", ""))
    if len(text) > MOST_TEXT:
        raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    if text.strip():
        row = await keep(request, chat, str(given.get("key", "")), web.typed(text))
        if not plain:
            return JSONResponse({"id": row}, HTTPStatus.ACCEPTED)
    return RedirectResponse("/chat", HTTPStatus.SEE_OTHER)


async def tap(request: Request) -> Response:
    chat = await chat_of(request)
    given = await json_body(request)
    letter_id, number = given.get("letter"), given.get("n")
    if not isinstance(letter_id, int) or not isinstance(number, int):
        raise HTTPException(HTTPStatus.BAD_REQUEST)
    letter = await house(request).database.read(lambda s: outbox.of_chat(s, letter_id, chat.id or 0))
    choices = choices_of(letter) if letter else ()
    label = choices[number - 1].label if 0 < number <= len(choices) else ""
    row = await keep(request, chat, str(given.get("key", "")), web.tapped(letter_id, number, label))
    return JSONResponse({"id": row}, HTTPStatus.ACCEPTED)


async def keep(request: Request, chat: Chat, key: str, raw: Line) -> int:
    """Into the inbox under the browser's own key: sent twice, kept once."""
    if not 8 <= len(key) <= 64 or not key.isascii() or not key.replace("-", "").isalnum():
        raise HTTPException(HTTPStatus.BAD_REQUEST)
    update_id = f"{chat.id}:{key}"
    kept = await house(request).intake.keep("web", [Arrival(update_id, chat.address, raw)])
    if kept:
        return kept[0].id
    found = await house(request).database.read(lambda session: inbox.by_key(session, "web", update_id))
    return found or 0


async def json_body(request: Request) -> Line:
    body = await _body(request)
    try:
        given = json.loads(body)
    except ValueError:
        raise HTTPException(HTTPStatus.BAD_REQUEST) from None
    if not isinstance(given, dict):
        raise HTTPException(HTTPStatus.BAD_REQUEST)
    return given


async def form(request: Request) -> dict[str, str]:
    """A plain form, small."""
    return dict(parse_qsl((await _body(request)).decode(errors="replace"), max_num_fields=20))


async def _body(request: Request) -> bytes:
    """A small body, never more of it in memory than is allowed."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BODY:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return body


async def ring(request: Request) -> Response:
    """One stream a page for all its chats. It carries no words: the page fetches them."""
    browser = await signed_in(request)
    if browser is None:
        raise HTTPException(HTTPStatus.UNAUTHORIZED)
    rings = house(request).rings

    async def events() -> AsyncIterator[str]:
        yield ": \n\n"
        async for event in rings.listen(browser.chats):
            yield ": \n\n" if event is None else f"event: {event[0]}\ndata: {json.dumps(event[1])}\n\n"

    return StreamingResponse(events(), media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})
