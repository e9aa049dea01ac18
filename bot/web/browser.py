"""Who is at this browser: a cookie whose hash names a session, and the chats that session may open."""

import secrets
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.clock import machine_now
from bot.house import House
from data import sessions
from data.database import Session
from data.models import Chat
from data.sessions import ABSOLUTE, Browser

SEEN_EVERY = 3600.0


def house(request: Request) -> House:
    found: House = request.app.state.house
    return found


def by_https(request: Request) -> bool:
    return house(request).settings.web_url.startswith("https://")


def cookie_name(request: Request) -> str:
    """The `__Host-` prefix binds a cookie to this very host, but only https may set it."""
    return "__Host-phien" if by_https(request) else "phien"


async def signed_in(request: Request) -> Browser | None:
    """Reads and may write on its own: never to be called inside a transaction."""
    token = request.cookies.get(cookie_name(request))
    if not token:
        return None
    home, machine = house(request), machine_now()
    hashed = home.hasher.cookie(token)
    browser = await home.database.read(lambda session: sessions.find(session, hashed, machine))
    if browser and (machine - browser.seen_at).total_seconds() > SEEN_EVERY:
        await home.database.write(lambda session: sessions.seen(session, browser, machine))
    return browser


async def chat_of(request: Request) -> Chat:
    """The chat named in the URL, if this browser may open it: asked every time."""
    browser = await signed_in(request)
    if browser is None:
        raise HTTPException(HTTPStatus.UNAUTHORIZED)
    chat = browser.chats.get(int(request.path_params["chat"]))
    if chat is None:
        raise HTTPException(HTTPStatus.FORBIDDEN)
    return chat


async def start(session: Session, request: Request, chats: list[int]) -> str:
    """A new session for a new sign-in; the token is for the cookie and kept nowhere."""
    token = secrets.token_urlsafe(32)
    await sessions.start(session, house(request).hasher.cookie(token), chats, machine_now())
    return token


def remember(request: Request, response: Response, token: str) -> None:
    response.set_cookie(
        cookie_name(request),
        token,
        max_age=int(ABSOLUTE.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=by_https(request),
        path="/",
    )


def forget(request: Request, response: Response) -> None:
    """With the same marks as it was set: a browser refuses to touch a `__Host-` cookie without them."""
    name = cookie_name(request)
    response.delete_cookie(name, path="/", secure=by_https(request), httponly=True, samesite="lax")
