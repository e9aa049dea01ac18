"""What every request must satisfy and every answer carries, whatever route it takes.

Decided by the raw path alone: an address put together from the Host header says what a stranger wants it to say.
"""

import hmac
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.settings import Settings, is_loopback
from core.texts import pages as words

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
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
# What may be kept and asked for again by its ETag.
CACHING = {"static": b"no-cache", "lich": b"private, no-cache"}
SAFE = {"GET", "HEAD", "OPTIONS"}
WEBHOOK_PATH = "/telegram/"
LONGEST_PATH = 500


class Guarded:
    """Security headers on every answer; every unsafe request must come from our own pages."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._public = settings.public_url
        self._names = {urlsplit(self._public).hostname, settings.web_host}
        self._fixed = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
        if self._public.startswith("https://"):
            self._fixed.append((b"strict-transport-security", b"max-age=31536000"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        caching = CACHING.get(path.split("/")[1] if "/" in path else "", b"no-store")

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *self._fixed, (b"cache-control", caching)]
            await send(message)

        status = self._refusal(path, scope["method"], Headers(scope=scope))
        answer = _sorry(status) if status else self._app
        await answer(scope, receive, guarded)

    def _refusal(self, path: str, method: str, headers: Headers) -> int | None:
        if len(path) > LONGEST_PATH:
            return HTTPStatus.NOT_FOUND
        if not self._for_us(headers.get("host", "")):
            return HTTPStatus.BAD_REQUEST
        # Telegram's door has its own secret.
        if method in SAFE or path.startswith(WEBHOOK_PATH) or self._from_us(headers):
            return None
        return HTTPStatus.FORBIDDEN

    def _for_us(self, host: str) -> bool:
        """Where a public address is set, only that name, and this machine's own for a proxy in front of us."""
        if not self._public:
            return True
        try:
            name = urlsplit(f"//{host}").hostname
        except ValueError:
            return False
        return name in self._names or is_loopback(name)

    def _from_us(self, headers: Headers) -> bool:
        """Everything that changes something must carry our own Origin."""
        origin = headers.get("origin", "")
        if self._public:
            return hmac.compare_digest(origin.encode(), _origin(self._public).encode())
        scheme, _, place = origin.partition("://")
        return bool(place) and scheme in ("http", "https") and place == headers.get("host")


def _origin(url: str) -> str:
    """As a browser writes it: small letters, no port where it is the usual one."""
    parts = urlsplit(url.lower())
    return f"{parts.scheme}://{parts.netloc.removesuffix(':443' if parts.scheme == 'https' else ':80')}"


def _sorry(status: int) -> ASGIApp:
    return JSONResponse({"error": words.ERRORS.get(status, words.ERRORS[400])[1]}, status)
