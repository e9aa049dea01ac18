"""Pages: templates filled with values; every sentence of theirs comes from core.texts.pages."""

from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.web import browser
from bot.web.browser import house
from bot.web.lines import fresh_key, merged, page_lines
from core.roles import MENUS, Role
from core.texts import help, pages
from core.texts import people as words
from core.texts.values import Addressee
from data import people
from data.database import Session
from data.models import Chat
from data.people import Speaker

HERE = Path(__file__).parent
PHONES = {
    Role.ORGANISER: pages.PHONE_ORGANISER,
    Role.SECRETARY: pages.PHONE_SECRETARY,
    Role.LEADER: pages.PHONE_LEADER,
}


@cache
def _templates() -> Environment:
    return Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined)


def page(request: Request, template: str, status: int = HTTPStatus.OK, **values: Any) -> Response:
    return HTMLResponse(_templates().get_template(template).render(t=pages, **values), status)


async def home(request: Request) -> Response:
    """GET /: the demo's three phones; else the chat of who is signed in; else a place for the code."""
    if house(request).settings.demo:
        from bot.web.demo import show

        return await show(request)
    if await browser.signed_in(request):
        return RedirectResponse("/chat", HTTPStatus.SEE_OTHER)
    return page(request, "enter.html", error="")


async def chat(request: Request) -> Response:
    """GET /chat: one phone, the whole screen."""
    found = await browser.signed_in(request)
    if found is None:
        return RedirectResponse("/", HTTPStatus.SEE_OTHER)
    first = found.chats[min(found.chats)]
    shown = await house(request).database.read(lambda session: phone(session, first))
    return page(request, "chat.html", phone=shown, leave="/ra")


async def phone(session: Session, chat: Chat) -> dict[str, Any]:
    """All that a template needs to draw one chat."""
    found = await page_lines(session, chat)
    speaker = await people.speaker(session, chat.channel, chat.address)
    seat = speaker.seats[0] if speaker and speaker.seats else None
    who = Addressee(speaker.person.name, seat.title, seat.unit) if speaker and speaker.person and seat else None
    return {
        "id": chat.id,
        "who": pages.seat_offered(who) if who else pages.NOT_CONFIRMED if _stranger(speaker) else words.NAMELESS,
        "menu": _menu(seat.role) if seat else [],
        "hint": pages.PLACEHOLDER if seat is None or seat.role.hands_in else pages.PLACEHOLDER_WATCHING,
        "role": PHONES.get(seat.role, "") if seat else "",
        "key": fresh_key(),
        "lines": merged(found),
        "seq": found["seq"],
        "mine_id": found["mine_id"],
    }


def _stranger(speaker: Speaker | None) -> bool:
    return speaker is None or speaker.person is None


def _menu(role: Role) -> list[dict[str, str]]:
    return [{"word": f"/{name}", "label": help.COMMANDS[name]} for name in MENUS[role]]
