"""The web server: routes on one screen."""

import re
from collections.abc import Awaitable, Callable
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from bot.house import House
from bot.web import board, chat, codes, demo, feeds, pages, plan, sending, signin, upload
from bot.web.guard import WEBHOOK_PATH, Guarded
from core.texts import pages as words

Webhook = Callable[[Request], Awaitable[Response]]

SPOKEN_TO_BY_SCRIPT = re.compile(r"/c/(?!\d+/plan/)|/gui/[^/]+/tep|/ring|/bang/rung|/demo/")


def routes() -> list[Route | Mount]:
    return [
        Route("/", pages.home),
        Route("/chat", pages.chat),
        Route("/vao", signin.code, methods=["POST"]),
        Route("/vao/ma", signin.enter_by_code, methods=["POST"]),
        Route("/vao/{token}", signin.show),
        Route("/vao/{token}", signin.enter, methods=["POST"]),
        Route("/lich/{token}.ics", feeds.Feeds().show),
        Route("/in/{token}", codes.show),
        Route("/thu/{letter:int}/{file:int}/{token}", upload.mailed),
        Route("/gui/{token}", sending.show),
        Route("/gui/{token}", sending.send_plainly, methods=["POST"]),
        Route("/gui/{token}/dien", sending.fill, methods=["POST"]),
        Route("/gui/{token}/tep", sending.stands),
        Route("/gui/{token}/tep", sending.put, methods=["PATCH"]),
        Route("/ra", signin.leave, methods=["POST"]),
        Route("/ring", chat.ring),
        Route("/c/{chat:int}/lines", chat.lines),
        Route("/c/{chat:int}/say", chat.say, methods=["POST"]),
        Route("/c/{chat:int}/tap", chat.tap, methods=["POST"]),
        Route("/c/{chat:int}/file", upload.put, methods=["PUT"]),
        Route("/c/{chat:int}/file/{file:int}", upload.get),
        Route("/c/{chat:int}/plan/{reading:int}", plan.show),
        Route("/c/{chat:int}/plan/{reading:int}", plan.change, methods=["POST"]),
        Route("/bang", board.campaign),
        Route("/bang/vao/{token}", board.invited),
        Route("/bang/vao/{token}", board.enter, methods=["POST"]),
        Route("/bang/dong", board.end, methods=["POST"]),
        Route("/bang/rung", board.ring),
        Route("/bang/dot/{campaign:int}", board.campaign),
        Route("/bang/dot/{campaign:int}/lich", board.calendar),
        Route("/bang/dot/{campaign:int}/bao-cao/{report:int}", board.report),
        Route("/bang/dot/{campaign:int}/cum/{cluster:int}", board.cluster),
        Route("/bang/dot/{campaign:int}/don-vi/{unit:int}", board.unit),
        Route("/bang/bai/{submission:int}", board.one),
        Route("/bang/bai/{submission:int}/tep/{file:int}", board.file),
        Route("/demo/advance", demo.advance, methods=["POST"]),
        Route("/demo/speed", demo.speed, methods=["POST"]),
        Mount("/static", StaticFiles(directory=pages.HERE / "static")),
    ]


def build(house: House, webhook: tuple[str, Webhook] | None = None) -> ASGIApp:
    """`webhook`: its secret path and the door behind it, where Telegram comes to us."""
    found = routes()
    if webhook:
        found.append(Route(f"{WEBHOOK_PATH}{webhook[0]}", webhook[1], methods=["POST"]))
    app = Starlette(routes=found, exception_handlers={HTTPException: _refused, Exception: _failed})
    app.state.house = house
    return Guarded(app, house.settings)


async def _refused(request: Request, failure: Exception) -> Response:
    assert isinstance(failure, HTTPException)
    answer = _sorry(request, failure.status_code)
    answer.headers.update(failure.headers or {})
    return answer


async def _failed(request: Request, failure: Exception) -> Response:
    return _sorry(request, int(HTTPStatus.INTERNAL_SERVER_ERROR))


def _sorry(request: Request, status: int) -> Response:
    """One sentence, never what went wrong inside."""
    title, message = words.ERRORS.get(status, words.ERRORS[400])
    if status == HTTPStatus.UNAUTHORIZED:
        message = words.SIGNED_OUT
    if SPOKEN_TO_BY_SCRIPT.match(request.scope["path"]):
        return JSONResponse({"error": message}, status)
    return pages.page(request, "error.html", status, title=title, message=message)
