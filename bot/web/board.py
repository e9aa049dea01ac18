"""The board on the web: a link that opens once, the page behind it, and the stream that rings when something changed.

Opening the link shows whom it is for and changes nothing: previews open links. Only the button spends it. The cookie it
gives opens this board and nothing else, and what may be seen is asked each time.
"""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from functools import partial
from http import HTTPStatus
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from bot.channels.web import BOARD
from bot.clock import machine_now
from bot.house import House
from bot.web import board_calendar
from bot.web import board_pages as pages
from bot.web.browser import by_https, house
from bot.web.chat import BIGGEST_ID
from bot.web.pages import page
from bot.web.upload import download
from core.texts import board_page as texts
from core.texts.clauses import seat
from core.texts.values import Addressee
from data import journal, people, units, viewings
from data.database import Session
from data.viewings import OPEN_FOR, Viewer

Look = Callable[..., Awaitable[dict[str, Any] | None]]
PAUSE = 1.0  # seconds between two rings of one page


# -- coming in, and leaving ---------------------------------------------------------------------------------------


async def invited(request: Request) -> Response:
    """GET /bang/vao/{token}: whom it is for. Nothing happens yet."""
    token = request.path_params["token"]
    found = await house(request).database.read(partial(_whose, hashed=house(request).hasher.code(token)))
    return page(request, "board_enter.html", b=texts, token=token, **found) if found else closed(request)


async def _whose(session: Session, hashed: str) -> dict[str, Any] | None:
    person = await viewings.invited(session, hashed, machine_now())
    root = await units.root(session)
    if person is None or person.id is None:
        return None
    return {"who": seat(await people.known(session, person.id)), "organisation": root.name if root else ""}


async def enter(request: Request) -> Response:
    """POST /bang/vao/{token}: the link is spent, this browser sees the board from now on."""
    home, token = house(request), secrets.token_urlsafe(32)
    hashes = home.hasher.code(request.path_params["token"]), home.hasher.cookie(token)
    if not await home.database.write(partial(_enter, home=home, hashes=hashes, before=_cookie(request))):
        return closed(request)
    answer = RedirectResponse("/bang", HTTPStatus.SEE_OTHER)
    answer.set_cookie(
        _name(request), token, max_age=int(OPEN_FOR.total_seconds()), httponly=True, samesite="lax",
        secure=by_https(request), path="/",
    )  # fmt: skip
    return answer


async def _enter(session: Session, home: House, hashes: tuple[str, str], before: str) -> bool:
    machine = machine_now()
    person = await viewings.invited(session, hashes[0], machine)
    if person is None or not await viewings.enter(session, *hashes, machine):
        return False
    earlier = await viewings.viewer(session, home.hasher.cookie(before), machine) if before else None
    if earlier is not None:
        await viewings.end_one(session, earlier.viewing_id, machine)
    await journal.note(session, home.clock.now(), "board opened", person_id=person.id)
    return True


async def end(request: Request) -> Response:
    """POST /bang/dong: this browser sees it no more."""
    home, viewer = house(request), await _viewer(request)
    if viewer is not None:
        await home.database.write(partial(_end, home=home, viewer=viewer))
    answer = page(request, "board_closed.html", title=texts.ENDED_TITLE, message=texts.ENDED)
    answer.delete_cookie(_name(request), path="/", secure=by_https(request), httponly=True, samesite="lax")
    return answer


async def _end(session: Session, home: House, viewer: Viewer) -> None:
    await viewings.end_one(session, viewer.viewing_id, machine_now())
    await journal.note(session, home.clock.now(), "board closed", person_id=viewer.person.id)


def closed(request: Request) -> Response:
    """No link, a spent one, an ended board: one answer, that tells how to have another."""
    title, message = texts.CLOSED_TITLE, texts.CLOSED
    return page(request, "board_closed.html", HTTPStatus.UNAUTHORIZED, title=title, message=message)


def _name(request: Request) -> str:
    return "__Host-bang" if by_https(request) else "bang"


def _cookie(request: Request) -> str:
    return request.cookies.get(_name(request), "")


async def _viewer(request: Request) -> Viewer | None:
    home, token = house(request), _cookie(request)
    if not token:
        return None
    find = partial(viewings.viewer, cookie_hash=home.hasher.cookie(token), machine=machine_now())
    return await home.database.read(find)


# -- the pages ----------------------------------------------------------------------------------------------------


async def campaign(request: Request) -> Response:
    """GET /bang, /bang/dot/{campaign}: where each report stands."""
    return await _shown(request, "board.html", pages.campaign)


async def report(request: Request) -> Response:
    """GET /bang/dot/{campaign}/bao-cao/{report}: unit by unit."""
    query = request.query_params
    after = query.get("sau", "0")
    after = after if after.isascii() and after.isdigit() and len(after) < 18 else "0"
    look = partial(pages.report, part=query.get("loc", ""), after=int(after))
    return await _shown(request, "board_report.html", look)


async def cluster(request: Request) -> Response:
    """GET /bang/dot/{campaign}/cum/{cluster}."""
    return await _shown(request, "board_cluster.html", pages.cluster)


async def unit(request: Request) -> Response:
    """GET /bang/dot/{campaign}/don-vi/{unit}."""
    return await _shown(request, "board_unit.html", pages.unit)


async def one(request: Request) -> Response:
    """GET /bang/bai/{submission}: a single report."""
    return await _shown(request, "board_one.html", pages.one)


async def calendar(request: Request) -> Response:
    """GET /bang/dot/{campaign}/lich."""
    return await _shown(request, "board_calendar.html", board_calendar.calendar)


async def file(request: Request) -> Response:
    """GET /bang/bai/{submission}/tep/{file}: as others get it."""
    viewer, ids = await _viewer(request), _ids(request)
    if viewer is None:
        return closed(request)
    look = partial(pages.file, viewer=viewer, submission=ids["submission"], file=ids["file"])
    found = await house(request).database.read(look)
    return download(request, found)


async def _shown(request: Request, template: str, look: Look) -> Response:
    viewer = await _viewer(request)
    if viewer is None:
        return closed(request)
    now = house(request).clock.now()
    values = await house(request).database.read(partial(look, viewer=viewer, now=now, **_ids(request)))
    if values is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    who = seat(Addressee(viewer.person.name, viewer.seat.title, viewer.seat.unit))
    return page(request, template, b=texts, who=who, here=request.url.path, **values)


def _ids(request: Request) -> dict[str, int]:
    if any(value > BIGGEST_ID for value in request.path_params.values()):
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return dict(request.path_params)


# -- the stream ---------------------------------------------------------------------------------------------------


async def ring(request: Request) -> Response:
    """GET /bang/rung: it carries nothing; the page looks for itself, and is asked again who it is."""
    if await _viewer(request) is None:
        raise HTTPException(HTTPStatus.UNAUTHORIZED)
    return StreamingResponse(
        _events(house(request)), media_type="text/event-stream", headers={"X-Accel-Buffering": "no"}
    )


async def _events(home: House) -> AsyncIterator[str]:
    yield ": \n\n"
    async with aclosing(home.rings.listen([BOARD])) as rings:
        async for event in rings:
            yield ": \n\n" if event is None else "event: ring\ndata: {}\n\n"
            await asyncio.sleep(PAUSE)
