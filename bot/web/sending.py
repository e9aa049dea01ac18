"""The page behind a signed link of somebody's chat: it takes what the chat cannot carry, piece by piece, and the answer
comes in that chat. Opening it shows which report it is for and changes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from http import HTTPStatus
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from bot.clock import machine_now
from bot.web.bodies import form
from bot.web.browser import house
from bot.web.chat import BIGGEST_ID, good_key
from bot.web.lines import fresh_key
from bot.web.multipart import one_file
from bot.web.pages import page
from bot.web.upload import told, too_big, unfit
from core import filekinds, uplinks
from core.clock import local
from core.delivery import CHANNELS
from core.drafts import can_be_handed_in
from core.filenames import ended, file_name
from core.forms import OF_FILES, Field, Form, Misread, read
from core.texts import fields as parts
from core.texts import private, report
from core.texts import sending as texts
from core.texts.values import Due
from core.vietnamese import tidy
from data import campaigns, drafts, inbox, obligations, people
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
    given: frozenset[str] = frozenset()
    """Of a report that only named people may read: the parts that are answered; what they say is not shown."""
    sent: int = 0

    @property
    def private(self) -> bool:
        return self.owed is not None and self.owed.deliverable.restricted


async def show(request: Request) -> Response:
    """GET /gui/{token}."""
    said = {"nop": texts.HANDED_OVER, "luu": private.KEPT}
    notice = next((words for name, words in said.items() if name in request.query_params), "")
    return await _page(request, await _door(request), notice)


async def _page(
    request: Request,
    door: Door,
    notice: str = "",
    status: int = HTTPStatus.OK,
    typed: Mapping[str, str] | None = None,
    wrong: Mapping[str, str] | None = None,
) -> Response:
    owed = door.owed
    plan = campaigns.plan_of(owed.campaign) if owed else None
    return page(
        request, "send.html", status, s=texts, notice=notice, token=request.path_params["token"], limit=LIMIT,
        report=texts.report(_named(owed)) if owed else "", unit=owed.unit.name if owed else "", plan=plan,
        words={**texts.WORDS, "big": texts.too_big(LIMIT // 1_000_000)}, p=private, key=fresh_key(),
        given=door.given, sent=door.sent, typed=typed or {},
        wrong=wrong or {}, fields=_asked(owed) if door.private and owed else (),
    )  # fmt: skip


def _named(owed: Owed) -> Due:
    """Here, and nowhere in a letter, by its own name."""
    return replace(owed.due, name=owed.deliverable.name)


def _asked(owed: Owed) -> list[Field]:
    return [one for one in Form.from_json(owed.deliverable.form).fields if one.kind not in OF_FILES]


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
    if obligation and owed is None:
        return None
    if owed is None or not owed.deliverable.restricted:
        return Door(chat, owed)
    begun = await drafts.unfinished(session, speaker.person.id or 0, owed.id)
    given, sent = (drafts.answers(begun), drafts.files(begun)) if begun else ({}, [])
    return Door(chat, owed, frozenset(given), len(sent))


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
    name = ended(file_name(given), head=stored.head)
    seen = filekinds.look(stored.head, name)
    if seen.refused:
        return unfit(name, seen)
    given_album = request.query_params.get("album", "")
    album, about = good_key(given_album) if given_album else "", door.owed.id if door.owed else 0
    raw = web.uploaded(name, stored.size, stored.sha256, "", album, told(seen), about, look=seen.looked_into)
    await _keep(request, door, key, raw)
    return None


async def _keep(request: Request, door: Door, key: str, raw: dict[str, Any]) -> None:
    arrival = Arrival(key, f"gui:{door.chat.id}", web.meant_for(raw, door.chat))
    await house(request).intake.keep("web", [arrival])


# -- a report that only named people may read ---------------------------------------------------------------------


async def fill(request: Request) -> Response:
    """POST /gui/{token}/dien: what was typed, all of it or nothing."""
    door = await _door(request)
    owed = door.owed
    if owed is None or not door.private:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    given = await form(request)
    asked = _asked(owed)
    typed = {one.key: tidy(given.get(f"f-{one.key}", "")) for one in asked}
    today = local(house(request).clock.now()).date()
    read_as = {one.key: (one, read(one, typed[one.key], today)) for one in asked if typed[one.key]}
    wrong = {
        key: parts.misread(one, why, typed[key]) for key, (one, why) in read_as.items() if isinstance(why, Misread)
    }
    if wrong:
        return await _page(request, door, "", HTTPStatus.UNPROCESSABLE_ENTITY, typed, wrong)
    hand_in = given.get("act") == "nop"
    raw = web.filled(owed.id, {key: text for key, text in typed.items() if text}, hand_in)
    await _keep(request, door, f"gui:{door.chat.id}:{_link(request)}:{good_key(given.get('key'))}", raw)
    return RedirectResponse(f"/gui/{request.path_params['token']}?{_after(door, typed, hand_in)}", HTTPStatus.SEE_OTHER)


def _after(door: Door, typed: Mapping[str, str], hand_in: bool) -> str:
    """What the page says next: handed in, or kept."""
    assert door.owed is not None
    whole = Form.from_json(door.owed.deliverable.form)
    here = {key: 1 for key, text in typed.items() if text or key in door.given}
    return "nop=1" if hand_in and can_be_handed_in(whole, here, range(1, door.sent + 1)) else "luu=1"


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
