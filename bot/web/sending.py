"""The page behind a signed link of somebody's chat: it takes what the chat cannot carry, piece by piece, and the answer
comes in that chat. Opening it shows which report it is for and changes nothing."""

from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from bot.clock import machine_now
from bot.web.browser import house
from bot.web.chat import BIGGEST_ID, good_key
from bot.web.multipart import one_file
from bot.web.pages import page
from bot.web.upload import file_name, told, too_big, unfit
from core import filekinds, uplinks
from core.delivery import CHANNELS
from core.texts import report
from core.texts import sending as texts
from data import campaigns, inbox, obligations, people
from data.database import Session
from data.files import Stored, TooBig
from data.inbox import Arrival
from data.models import Chat
from data.obligations import Owed
from data.parts import Elsewhere, Full
from handlers import web

LIMIT = CHANNELS["web"].fetch
_LONGEST_NUMBER = 12


@dataclass(frozen=True)
class Door:
    """Whose chat it is, and the report if the link names one."""

    chat: Chat
    owed: Owed | None


async def show(request: Request) -> Response:
    """GET /gui/{token}."""
    return await _page(request, await _door(request))


async def _page(request: Request, door: Door, notice: str = "", status: int = HTTPStatus.OK) -> Response:
    owed = door.owed
    plan = campaigns.plan_of(owed.campaign) if owed else None
    return page(
        request, "send.html", status, s=texts, notice=notice, token=request.path_params["token"], limit=LIMIT,
        report=texts.report(owed.due) if owed else "", unit=owed.unit.name if owed else "", plan=plan,
        words=texts.WORDS,
    )  # fmt: skip


async def _door(request: Request) -> Door:
    found = uplinks.read(request.path_params["token"], machine_now(), house(request).hasher.code)
    door = None
    if found is not None and max(found.chat, found.obligation) <= BIGGEST_ID:
        door = await house(request).database.read(partial(_found, chat_id=found.chat, obligation=found.obligation))
    if door is None:
        raise HTTPException(HTTPStatus.GONE)
    return door


async def _found(session: Session, chat_id: int, obligation: int) -> Door | None:
    """As long as the chat belongs to somebody who may hand the report in: who left their seat sends nothing more."""
    chat = await session.get(Chat, chat_id)
    speaker = await people.speaker(session, chat.channel, chat.address) if chat else None
    if chat is None or speaker is None or speaker.person is None:
        return None
    owed = await obligations.one(session, obligation, speaker.unit_ids) if obligation else None
    return Door(chat, owed) if owed is not None or not obligation else None


# -- with the page's script ---------------------------------------------------------------------------------------


async def stands(request: Request) -> Response:
    """GET /gui/{token}/tep?key=: how much of this file is here."""
    door = await _door(request)
    key = _key(request, door)
    if await house(request).database.read(partial(inbox.by_key, channel="web", update_id=key)):
        return JSONResponse({"done": True, "offset": 0})
    return JSONResponse({"done": False, "offset": await house(request).parts.size(key)})


async def put(request: Request) -> Response:
    """PATCH /gui/{token}/tep?key=&name=&size=&offset=: the next piece; the last one hands the file over."""
    door = await _door(request)
    key, parts = _key(request, door), house(request).parts
    size, offset = _number(request, "size"), _number(request, "offset")
    if size > LIMIT:
        return too_big()
    try:
        here = await parts.add(key, offset, request.stream(), size)
        if here < size:
            return JSONResponse({"done": False, "offset": here})
        stored = await parts.whole(key)
    except Full:
        raise HTTPException(HTTPStatus.SERVICE_UNAVAILABLE) from None
    except Elsewhere:
        return JSONResponse({"done": False, "offset": await parts.size(key)}, HTTPStatus.CONFLICT)
    except TooBig:
        await parts.drop(key)
        raise HTTPException(HTTPStatus.BAD_REQUEST) from None
    except ClientDisconnect:  # what came is kept; the page asks how much that is
        return Response(status_code=HTTPStatus.BAD_REQUEST)
    refusal = await _hand_over(request, door, key, request.query_params.get("name", ""), stored)
    return refusal or JSONResponse({"done": True, "offset": size}, HTTPStatus.ACCEPTED)


def _key(request: Request, door: Door) -> str:
    """The browser's own for this file, within this chat."""
    return f"gui:{door.chat.id}:{_link(request)}:{good_key(request.query_params.get('key'))}"


def _link(request: Request) -> str:
    """By another link the same file is another sending."""
    return str(request.path_params["token"])[-8:]


def _number(request: Request, name: str) -> int:
    text = request.query_params.get(name, "")
    if not text.isascii() or not text.isdigit() or len(text) > _LONGEST_NUMBER:
        raise HTTPException(HTTPStatus.BAD_REQUEST)
    return int(text)


async def _hand_over(request: Request, door: Door, key: str, given: str, stored: Stored) -> Response | None:
    """Into the inbox, as if it had been sent in the chat."""
    name = file_name(given)
    seen = filekinds.look(stored.head, name)
    if seen.refused:
        return unfit(name, seen)
    album = request.query_params.get("album", "")
    about = door.owed.id if door.owed else 0
    raw = web.uploaded(name, stored.size, stored.sha256, "", good_key(album) if album else "", told(seen), about)
    await _keep(request, door, key, raw)
    return None


async def _keep(request: Request, door: Door, key: str, raw: dict[str, Any]) -> None:
    arrival = Arrival(key, f"gui:{door.chat.id}", web.meant_for(raw, door.chat))
    await house(request).intake.keep("web", [arrival])


# -- without ------------------------------------------------------------------------------------------------------


async def send_plainly(request: Request) -> Response:
    """POST /gui/{token}: a plain form with one file."""
    door = await _door(request)
    try:
        sent = await one_file(request)
        stored = await house(request).shelf.store(sent.chunks, LIMIT)
    except TooBig:
        return await _page(request, door, texts.too_big(LIMIT // 1_000_000), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    except ClientDisconnect:
        return Response(status_code=HTTPStatus.BAD_REQUEST)
    if not stored.size:
        return await _page(request, door, texts.NOTHING_CHOSEN, HTTPStatus.UNPROCESSABLE_ENTITY)
    name = file_name(sent.name)
    key = f"gui:{door.chat.id}:{_link(request)}:{stored.sha256[:48]}"
    if await _hand_over(request, door, key, name, stored) is not None:
        notice = report.file_refused(name, filekinds.look(stored.head, name))
        return await _page(request, door, notice, HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    return await _page(request, door, texts.SENT)
