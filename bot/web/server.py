"""The web server: routes on one screen, and what every answer and every unsafe request must satisfy."""

import hmac
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.house import House
from bot.web import chat, demo, pages, signin, upload
from core.texts import pages as words

Webhook = Callable[[Request], Awaitable[Response]]

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# same-origin, not no-referrer: with the latter a browser sends `Origin: null` with our own forms.
HEADERS = {
    "content-security-policy": CSP,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
SAFE = {"GET", "HEAD", "OPTIONS"}
WEBHOOK_PATH = "/telegram/"


def build(house: House, webhook: tuple[str, Webhook] | None = None) -> ASGIApp:
    """`webhook`: its secret path and the door behind it, where Telegram comes to us."""
    routes = [
        Route("/", pages.home),
        Route("/chat", pages.chat),
        Route("/vao", signin.code, methods=["POST"]),
        Route("/vao/{token}", signin.show),
        Route("/vao/{token}", signin.enter, methods=["POST"]),
        Route("/ra", signin.leave, methods=["POST"]),
        Route("/ring", chat.ring),
        Route("/c/{chat:int}/lines", chat.lines),
        Route("/c/{chat:int}/say", chat.say, methods=["POST"]),
        Route("/c/{chat:int}/tap", chat.tap, methods=["POST"]),
        Route("/c/{chat:int}/file", upload.put, methods=["PUT"]),
        Route("/c/{chat:int}/file/{file:int}", upload.get),
        Route("/demo/advance", demo.advance, methods=["POST"]),
        Route("/demo/speed", demo.speed, methods=["POST"]),
        Mount("/static", StaticFiles(directory=pages.HERE / "static")),
    ]
    if webhook:
        routes.append(Route(f"{WEBHOOK_PATH}{webhook[0]}", webhook[1], methods=["POST"]))
    app = Starlette(routes=routes, exception_handlers={HTTPException: _refused, 404: _refused, Exception: _failed})
    app.state.house = house
    return Guarded(app, house)


class Guarded:
    """Security headers on every answer; every unsafe request must come from our own pages."""

    def __init__(self, app: ASGIApp, house: House) -> None:
        self._app = app
        self._house = house

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        if not self._ours(request):
            await JSONResponse({"error": words.ERRORS[403][1]}, HTTPStatus.FORBIDDEN)(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                fixed = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
                if not request.url.path.startswith("/static"):
                    fixed.append((b"cache-control", b"no-store"))
                message["headers"] = [*message["headers"], *fixed]
            await send(message)

        await self._app(scope, receive, guarded)

    def _ours(self, request: Request) -> bool:
        """Telegram's door has its own secret; everything else that changes something must carry our own Origin."""
        if request.method in SAFE or request.url.path.startswith(WEBHOOK_PATH):
            return True
        origin = request.headers.get("origin", "")
        given = urlsplit(origin)
        public = self._house.settings.public_url
        if public:
            return hmac.compare_digest(origin.encode(), _origin(public).encode())
        return bool(given.netloc) and given.scheme in ("http", "https") and given.netloc == request.headers.get("host")


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


async def _refused(request: Request, failure: Exception) -> Response:
    status = failure.status_code if isinstance(failure, HTTPException) else HTTPStatus.INTERNAL_SERVER_ERROR
    return _sorry(request, int(status))


async def _failed(request: Request, failure: Exception) -> Response:
    return _sorry(request, int(HTTPStatus.INTERNAL_SERVER_ERROR))


def _sorry(request: Request, status: int) -> Response:
    title, message = words.ERRORS.get(status, words.ERRORS[400])
    if request.url.path.startswith(("/c/", "/ring", "/demo/")):
        return JSONResponse({"error": message}, status)
    return pages.page(request, "error.html", status, title=title, message=message)
