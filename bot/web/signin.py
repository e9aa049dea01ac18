"""Coming in by a link or a code. Opening a link shows who invites whom and changes nothing: previews and mail scanners
open links. Only the button 'Vào nhận việc' spends it.

A link is 128 bits and needs no count of tries. A code can be guessed: it is never part of an address, and wrong ones
are counted per visitor and in all, in a commit of their own.
"""

import logging
import secrets
from datetime import timedelta
from functools import partial
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.clock import machine_now
from bot.web import browser
from bot.web.bodies import form
from bot.web.browser import house
from bot.web.pages import page
from core.errors import Refused
from core.texts import pages
from core.texts import people as words
from core.vietnamese import tidy
from data import campaigns, claims, inbox, invitations, people, sessions, units
from data.database import Session
from data.inbox import Arrival
from data.invitations import Way
from data.sessions import Browser
from handlers import joining, start
from handlers.start import Profile
from handlers.turn import opened

log = logging.getLogger(__name__)

HOUR = timedelta(hours=1)
LONGEST_NAME = 100
COMINGS = 60


class Dead(Exception):
    """It opens nothing: wrong, used or expired, which nobody is told apart. What the turn did is undone."""


# -- by a link ----------------------------------------------------------------------------------------------------


async def show(request: Request) -> Response:
    """GET /vao/{token}: the organisation, the plan, the officer, the seat. Nothing happens yet."""
    token = request.path_params["token"]
    found = await house(request).database.read(partial(_invitation, request=request, given=token, by_link=True))
    return page(request, "invite.html", **found, action=f"/vao/{token}", code="") if found else dead(request)


async def enter(request: Request) -> Response:
    """POST /vao/{token}: 'Vào nhận việc'."""
    name = (await form(request)).get("name", "")
    return await _come_in(request, request.path_params["token"], name, by_link=True)


# -- by a code ----------------------------------------------------------------------------------------------------


async def code(request: Request) -> Response:
    """POST /vao: a typed code leads to the same page as a link."""
    typed = (await form(request)).get("code", "").strip()
    trouble = await _tried(request, typed)
    if trouble is not None:
        return page(request, "enter.html", HTTPStatus.UNPROCESSABLE_ENTITY, error=trouble)
    found = await house(request).database.read(partial(_invitation, request=request, given=typed))
    return page(request, "invite.html", **found, action="/vao/ma", code=typed) if found else dead(request)


async def enter_by_code(request: Request) -> Response:
    """POST /vao/ma: the button on that page. The code comes again, and is counted again when it is wrong."""
    given = await form(request)
    typed = given.get("code", "").strip()
    trouble = await _tried(request, typed)
    if trouble is not None:
        return page(request, "enter.html", HTTPStatus.UNPROCESSABLE_ENTITY, error=trouble)
    return await _come_in(request, typed, given.get("name", ""))


async def _tried(request: Request, typed: str) -> str | None:
    """None when the code opens something; else what is wrong, and one more wrong try is counted."""
    who = f"web:{request.client.host if request.client else ''}"
    return await house(request).database.write(partial(_try, request=request, typed=typed, who=who))


async def _try(session: Session, request: Request, typed: str, who: str) -> str | None:
    machine = machine_now()
    mine, everybody = await invitations.tries(session, who, machine - HOUR)
    if mine >= start.TRIES or everybody >= start.ALL_TRIES:
        return pages.CODE_TOO_MANY
    if await invitations.find(session, house(request).hasher.code(typed), machine) is not None:
        return None
    await invitations.wrong(session, who, machine)
    if everybody + 1 == start.ALL_TRIES:
        log.warning(
            "%s wrong codes within an hour: somebody may be guessing; codes rest until it has passed", start.ALL_TRIES
        )
    return pages.CODE_WRONG


# -- both ---------------------------------------------------------------------------------------------------------


async def _invitation(session: Session, request: Request, given: str, by_link: bool = False) -> dict[str, Any] | None:
    """What the page tells before it asks anything."""
    way = await invitations.find(session, house(request).hasher.code(given), machine_now(), by_link=by_link)
    if way is None:
        return None
    running = await campaigns.running(session)
    root = await units.root(session)
    plan = campaigns.plan_of(running[0]) if running else None
    return {
        "organisation": plan.issuer if plan else (root.name if root else pages.PRODUCT),
        "plan": pages.plan_named(plan) if plan else "",
        "officer": {"name": plan.contact_name, "phone": plan.contact_phone} if plan else None,
        "seat": _seat(way),
    }


def _seat(way: Way) -> dict[str, str] | None:
    """None: by the link for everybody, and which seat it is will be asked."""
    if way.kind == invitations.JOIN:
        return None
    if way.kind == invitations.CHIEF:
        return {"unit": "", "title": words.CHIEF, "person": ""}
    return {"unit": way.unit, "title": way.title, "person": way.person}


async def _come_in(request: Request, given: str, name: str, by_link: bool = False) -> Response:
    before = await browser.signed_in(request)
    if by_link and before is not None and await _waits(request, before, given):
        return RedirectResponse("/chat", HTTPStatus.SEE_OTHER)
    spend = partial(_enter, request=request, given=given, name=name, by_link=by_link, before=before)
    try:
        cookie = await house(request).database.write(spend)
    except (Dead, Refused):
        return dead(request)
    answer = RedirectResponse("/chat", HTTPStatus.SEE_OTHER)
    browser.remember(request, answer, cookie)
    return answer


async def _waits(request: Request, before: Browser, given: str) -> bool:
    """Somebody who waits to be confirmed, and pressed the link for everybody again, goes on where they were; so does
    whoever sits in that seat here already: each e-mail has a way in."""

    async def look(session: Session) -> bool:
        way = await invitations.find(session, house(request).hasher.code(given), machine_now(), by_link=True)
        if way is None or way.kind == invitations.JOIN:
            return way is not None and await claims.open_of(session, before.chats) is not None
        return way.seat_id is not None and await people.sits(session, before.chats, way.seat_id)

    return await house(request).database.read(look)


async def _enter(
    session: Session, request: Request, given: str, name: str, by_link: bool, before: Browser | None
) -> str:
    """A turn like any other, from an address made for this browser: seat, welcome and session, all or nothing."""
    home, machine = house(request), machine_now()
    way = await invitations.find(session, home.hasher.code(given), machine, by_link=by_link)
    if way is None or not await invitations.use(session, way.id, machine):
        raise Dead
    address = secrets.token_hex(12)
    arrival = Arrival(f"enter:{address}", address, {"v": 1, "kind": "enter"})
    (row,) = await inbox.keep(session, "web", [arrival], home.clock.now(), machine)
    turn = await opened(session, row, home.clock.now(), machine, home.setting)
    if way.kind == invitations.JOIN:
        await _counted(session, request)
        turn.say(await joining.begin(turn, way))
    else:
        await start.take_seat(turn, way, Profile(tidy(name)[:LONGEST_NAME]))
        turn.say(await start.greeting(turn))
    await turn.finish()
    if before is not None:
        await sessions.end(session, before.id)
    return await browser.start(session, request, [turn.chat_id])


async def _counted(session: Session, request: Request) -> None:
    """From one address so many come in an hour; a whole office may share one."""
    who, machine = f"web:{request.client.host if request.client else ''}", machine_now()
    if await invitations.comings(session, who, machine - HOUR) >= COMINGS:
        raise Dead
    await invitations.came(session, who, machine)


def dead(request: Request) -> Response:
    return page(request, "dead.html", HTTPStatus.GONE)


async def leave(request: Request) -> Response:
    """POST /ra: this browser forgets, and the cookie opens nothing any more."""
    before = await browser.signed_in(request)
    if before is not None:
        await house(request).database.write(lambda session: sessions.end(session, before.id))
    answer = RedirectResponse("/", HTTPStatus.SEE_OTHER)
    browser.forget(request, answer)
    return answer
