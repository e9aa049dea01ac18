"""GET /lich/{token}.ics: one person's deadlines for the calendar of their telephone. The link alone opens it."""

import asyncio
import hashlib
import hmac
from collections import deque
from datetime import datetime, timedelta
from functools import partial
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.clock import machine_now
from bot.web.browser import house
from core import feeds
from core.feeds import Event
from data import feeds as kept
from data.database import Session

OFTEN = 60  # answers to one link …
WITHIN = timedelta(minutes=10)  # … in this time; calendars ask some times an hour
KIND = "text/calendar; charset=utf-8"


class Feeds:
    """Remembers how often each calendar was asked for; only of links that are right, so that it stays small."""

    def __init__(self) -> None:
        self._asked: dict[int, deque[datetime]] = {}

    async def show(self, request: Request) -> Response:
        """A wrong link, an old one and nobody's are one answer, found by the same work."""
        home = house(request)
        given = request.path_params["token"]
        find = partial(_events, given=given, sign=home.hasher.code)
        person_id, events = await home.database.read(find)
        if person_id is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        if self._too_often(person_id, machine_now()):
            wait = {"Retry-After": str(int(WITHIN.total_seconds()))}
            raise HTTPException(HTTPStatus.TOO_MANY_REQUESTS, headers=wait)
        body = await asyncio.to_thread(feeds.calendar, events, home.hasher.code, home.settings.web_url)
        return _answer(request, body)

    def _too_often(self, person_id: int, now: datetime) -> bool:
        asked = self._asked.setdefault(person_id, deque())
        while asked and now - asked[0] > WITHIN:
            asked.popleft()
        if len(asked) >= OFTEN:
            return True
        asked.append(now)
        return False


async def _events(session: Session, given: str, sign: feeds.Sign) -> tuple[int | None, list[Event]]:
    person_id = feeds.person_of(given) or 0
    serial = await kept.serial(session, person_id)
    right = feeds.token(person_id, serial or "", sign)
    if not hmac.compare_digest(right.encode(), given.encode(errors="replace")) or serial is None:
        return None, []
    return person_id, await kept.events(session, person_id)


def _answer(request: Request, body: bytes) -> Response:
    """The same calendar as last time is not sent again."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    known = {one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")}
    headers = {"ETag": tag, "Content-Disposition": 'inline; filename="han-nop.ics"'}
    if tag in known or "*" in known:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(body, headers=headers, media_type=KIND)
