"""The demo: three phones side by side and a clock that can be moved. Only where nobody real is served."""

from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.demo import PHONES
from bot.house import House
from bot.web import browser
from bot.web.bodies import json_body
from bot.web.browser import house
from bot.web.pages import page, phone
from core.clock import local
from core.texts import pages
from core.vietnamese import moment
from data import outbox
from data.database import Session
from data.models import Chat

SPEEDS = (0, 1, 60, 600, 3600)
JUMPS = {"hour": timedelta(hours=1), "day": timedelta(days=1)}
MOST_QUIET = 20  # moments at which nobody was told anything, before "the next event" is where the clock stands


async def show(request: Request) -> Response:
    """Every visitor holds the three phones; the people behind them are invented."""
    home = house(request)
    found = await browser.signed_in(request)
    wanted = {home.demo_chats[role] for role in PHONES}
    token = None
    if found is None or set(found.chats) != wanted:
        token = await home.database.write(lambda session: browser.start(session, request, sorted(wanted)))
    phones = await home.database.read(lambda session: _phones(session, home))
    answer = page(request, "demo.html", phones=phones, clock=await clock_state(home), speeds=SPEEDS)
    if token is not None:
        browser.remember(request, answer, token)
    return answer


async def _phones(session: Session, home: House) -> list[dict[str, Any]]:
    rows = [await session.get(Chat, home.demo_chats[role]) for role in PHONES]
    return [await phone(session, row) for row in rows if row is not None]


async def clock_state(home: House) -> dict[str, Any]:
    upcoming = await home.clock.upcoming()
    speed = int(home.clock.speed)
    return {
        "text": moment(local(home.clock.now())),
        "next": moment(local(upcoming)) if upcoming else "",
        "pace": pages.CLOCK_RUNNING if home.leaping else pages.speed(speed),
        "running": home.leaping or speed > 0,
        "speed": speed,
    }


async def tell_clock(home: House) -> None:
    """What the panels show, whenever it has changed."""
    if not home.settings.demo or not len(home.rings):
        home.clock_shown.clear()
        return
    state = await clock_state(home)
    if state != home.clock_shown:
        home.clock_shown.update(state)
        home.rings.tell_all("clock", state)


async def advance(request: Request) -> Response:
    """POST /demo/advance: to the next thing that happens, or an hour or a day on; nothing due is skipped."""
    home = _demo(request)
    to = (await json_body(request)).get("to")
    if to not in ("next", *JUMPS):
        raise HTTPException(HTTPStatus.BAD_REQUEST)
    target = await home.clock.upcoming() if to == "next" else home.clock.now() + JUMPS[to]
    if target is not None and not home.leaping:
        home.leaping = True
        home.nursery.start("leap", _leap(home, None if to == "next" else target))
    return JSONResponse({"moving": target is not None}, HTTPStatus.ACCEPTED)


async def _leap(home: House, target: datetime | None) -> None:
    """One at a time, however often it is pressed."""
    try:
        await tell_clock(home)
        if target is None:
            await _to_next_letter(home)
        else:
            await home.clock.advance(target)
    finally:
        home.leaping = False
    await tell_clock(home)


async def _to_next_letter(home: House) -> None:
    """The hour of a notice with nothing to tell is no event to who watches: on, until a phone hears something."""
    before = await home.database.read(lambda session: _said(session, home))
    for _ in range(MOST_QUIET):
        target = await home.clock.upcoming()
        if target is None:
            break
        await home.clock.advance(target)
        await tell_clock(home)
        if await home.database.read(lambda session: _said(session, home)) != before:
            break


async def _said(session: Session, home: House) -> list[int | None]:
    """The newest letter on each phone."""
    newest = [await outbox.said_after(session, chat, 0, limit=1) for chat in home.demo_chats.values()]
    return [said[0].id if said else None for said in newest]


async def speed(request: Request) -> Response:
    home = _demo(request)
    wanted = (await json_body(request)).get("speed")
    if type(wanted) is not int or wanted not in SPEEDS:
        raise HTTPException(HTTPStatus.BAD_REQUEST)
    await home.clock.set_speed(float(wanted))
    await tell_clock(home)
    return JSONResponse({}, HTTPStatus.ACCEPTED)


def _demo(request: Request) -> House:
    """The panel belongs to the demo's own phones; elsewhere it does not exist."""
    home = house(request)
    if not home.settings.demo:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return home
