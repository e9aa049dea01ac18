"""Coming in by a link or a code. Opening a link shows who invites whom and changes nothing: previews and mail scanners
open links. Only the button 'Vào nhận việc' spends it."""

import secrets
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.clock import machine_now
from bot.web import browser
from bot.web.browser import house
from bot.web.chat import form
from bot.web.pages import page
from core.texts import pages
from core.texts import people as words
from data import campaigns, inbox, invitations, sessions, units
from data.database import Session
from data.inbox import Arrival
from data.invitations import Way
from handlers import start
from handlers.start import Profile
from handlers.turn import opened

HOUR = timedelta(hours=1)


async def show(request: Request) -> Response:
    """GET /vao/{token}: the organisation, the plan, the officer, the seat. Nothing happens yet."""
    token = request.path_params["token"]
    found = await house(request).database.read(lambda session: _invitation(session, request, token))
    return page(request, "invite.html", **found, action=f"/vao/{token}") if found else dead(request)


async def _invitation(session: Session, request: Request, token: str) -> dict[str, Any] | None:
    way = await invitations.find(session, house(request).hasher.code(token), machine_now())
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


def _seat(way: Way) -> dict[str, str]:
    if way.kind == invitations.CHIEF:
        return {"unit": "", "title": words.CHIEF, "person": ""}
    return {"unit": way.unit, "title": way.title, "person": way.person}


async def enter(request: Request) -> Response:
    """POST /vao/{token}: 'Vào nhận việc'."""
    token = request.path_params["token"]
    name = (await form(request)).get("name", "")
    cookie = await house(request).database.write(lambda session: _enter(session, request, token, name))
    if cookie is None:
        return dead(request)
    answer = RedirectResponse("/chat", HTTPStatus.SEE_OTHER)
    browser.remember(request, answer, cookie)
    return answer


async def _enter(session: Session, request: Request, token: str, name: str) -> str | None:
    """A turn like any other, from an address made for this browser: seat, welcome and session, all or nothing."""
    home, machine = house(request), machine_now()
    address = secrets.token_hex(12)
    arrival = Arrival(f"enter:{address}", address, {"v": 1, "kind": "enter"})
    (row,) = await inbox.keep(session, "web", [arrival], home.clock.now(), machine)
    turn = await opened(session, row, home.clock.now(), machine, home.setting)
    turn.say(await start.enter(turn, token, Profile(name)))
    if turn.speaker.person is None:
        return None
    await turn.finish()
    before = await browser.signed_in(request)
    if before is not None:
        await sessions.end(session, before.id)
    return await browser.start(session, request, [turn.chat_id])


async def code(request: Request) -> Response:
    """POST /vao: a typed code leads to the same page as a link; wrong ones are counted per address and in all."""
    typed = (await form(request)).get("code", "").strip()
    who = f"web:{request.client.host if request.client else ''}"
    home, machine = house(request), machine_now()

    async def look(session: Session) -> str | None:
        mine, everybody = await invitations.tries(session, who, machine - HOUR)
        if mine >= start.TRIES or everybody >= start.ALL_TRIES:
            return pages.CODE_TOO_MANY
        if await invitations.find(session, home.hasher.code(typed), machine) is None:
            await invitations.wrong(session, who, machine)
            return pages.CODE_WRONG
        return None

    trouble = await home.database.write(look)
    if trouble is not None:
        return page(request, "enter.html", HTTPStatus.UNPROCESSABLE_ENTITY, error=trouble)
    found = await home.database.read(lambda session: _invitation(session, request, typed))
    return page(request, "invite.html", **found, action=f"/vao/{typed}") if found else dead(request)


def dead(request: Request) -> Response:
    return page(request, "dead.html", HTTPStatus.GONE)


async def leave(request: Request) -> Response:
    """POST /ra: this browser forgets."""
    before = await browser.signed_in(request)
    if before is not None:
        await house(request).database.write(lambda session: sessions.end(session, before.id))
    answer = RedirectResponse("/", HTTPStatus.SEE_OTHER)
    answer.delete_cookie(browser.cookie_name(request))
    return answer
