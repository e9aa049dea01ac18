"""The demo: three phones side by side and a clock that can be moved. Only where nobody real is served."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.demo import PHONES
from bot.house import House
from bot.web import browser
from bot.web.browser import house
from bot.web.chat import json_body
from bot.web.pages import page, phone
from core.clock import local
from core.vietnamese import moment

SPEEDS = (0, 1, 60, 600, 3600)
JUMPS = {"hour": timedelta(hours=1), "day": timedelta(days=1)}


async def show(request: Request) -> Response:
    """Every visitor holds the three phones; the people behind them are invented."""
    home = house(request)
    found = await browser.signed_in(request)
    wanted = {home.demo_chats[role] for role in PHONES}
    token = None
    if found is None or set(found.chats) != wanted:
        token = await home.database.write(lambda session: browser.start(session, request, sorted(wanted)))
    chats = await home.database.read(lambda session: _phones(session, home))
    answer = page(request, "demo.html", phones=chats, clock=await clock_state(home))
    if token is not None:
        browser.remember(request, answer, token)
    return answer


async def _phones(session: Any, home: House) -> list[dict[str, Any]]:
    from data.models import Chat

    rows = [await session.get(Chat, home.demo_chats[role]) for role in PHONES]
    return [await phone(session, row) for row in rows]


async def clock_state(home: House) -> dict[str, Any]:
    upcoming = await home.clock.upcoming()
    return {
        "text": moment(local(home.clock.now())),
        "next": moment(local(upcoming)) if upcoming else "",
        "running": home.clock.moving or home.clock.speed > 0,
        "speed": int(home.clock.speed),
    }


async def tell_clock(home: House) -> None:
    """What the panels show, after every move."""
    if len(home.rings):
        home.rings.tell_all("clock", await clock_state(home))


async def advance(request: Request) -> Response:
    """POST /demo/advance: to the next thing that happens, or an hour or a day on; nothing due is skipped."""
    home = _demo(request)
    to = (await json_body(request)).get("to")
    if to == "next":
        target = await home.clock.upcoming()
    elif to in JUMPS:
        target = home.clock.now() + JUMPS[to]
    else:
        raise HTTPException(HTTPStatus.BAD_REQUEST)
    if target is not None and not home.clock.moving:
        home.nursery.start("advance", _go(home, target))
    return JSONResponse({"moving": target is not None}, HTTPStatus.ACCEPTED)


async def _go(home: House, target: Any) -> None:
    await home.clock.advance(target)
    await tell_clock(home)


async def speed(request: Request) -> Response:
    home = _demo(request)
    wanted = (await json_body(request)).get("speed")
    if wanted not in SPEEDS:
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
