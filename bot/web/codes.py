"""The page of private codes to be printed: opened by a link of its own for a day, kept nowhere."""

import asyncio
from datetime import datetime
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from bot.clock import machine_now
from bot.web.browser import house
from bot.web.pages import page
from bot.web.signin import dead
from core.texts import pages
from data import campaigns, invitations, units
from data.database import Session
from data.units import SeatCard
from handlers.inviting import of_seat, secret


async def show(request: Request) -> Response:
    """GET /in/{token}: nothing changes, and codes that were used since are not on it."""
    home = house(request)
    found = await home.database.read(partial(_sheet, hashed=home.hasher.code(request.path_params["token"])))
    if found is None:
        return dead(request)
    made_at, cards, issuer = found
    drawn = await asyncio.to_thread(partial(_drawn, request, made_at, cards))
    return page(request, "codes.html", codes=drawn, issuer=issuer)


async def _sheet(session: Session, hashed: str) -> tuple[datetime, list[SeatCard], str] | None:
    machine = machine_now()
    made_at = await invitations.sheet(session, hashed, machine)
    if made_at is None:
        return None
    live = await invitations.of_sheet(session, made_at, machine)
    running = await campaigns.running(session)
    issuer = campaigns.plan_of(running[0]).issuer if running else pages.PRODUCT
    return made_at, [card for card in await units.seats(session) if card.seat_id in live], issuer


def _drawn(request: Request, made_at: datetime, cards: list[SeatCard]) -> list[dict[str, Any]]:
    """Hundreds of codes take a moment: in a thread. The library that draws is loaded when it is first needed."""
    import segno

    home, codes = house(request), []
    for card in cards:
        code, link = secret(home.setting, of_seat(card.seat_id), made_at)
        address = f"{home.settings.web_url}/vao/{link}"
        drawn = segno.make(address, error="m").svg_inline(border=2, omitsize=True, svgclass=None, lineclass=None)
        codes.append({"unit": card.unit, "title": card.title, "person": card.person, "code": code, "svg": drawn})
    return codes
