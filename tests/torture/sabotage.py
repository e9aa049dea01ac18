"""Bots that break their word, to show that the tests would notice: each is the real process with one mechanism off."""

import asyncio
from datetime import datetime
from typing import Any

from sqlmodel import col, update
from starlette.requests import Request

import bot.app
from bot.channels.telegram_door import TelegramDoor
from bot.web import sending
from bot.web.browser import house
from core.delivery import Outcome, Result
from data import dispatch
from data.database import Session
from data.dispatch import Claimed
from data.models import Letter
from scheduler.courier import Courier
from tests.bot.bots import bot_main

WHILE = 0.5


def confirms_before_keeping() -> int:
    """Tells Telegram that updates arrived, and keeps them a moment later."""

    class Hasty(TelegramDoor):
        async def keep(self, updates: list[dict[str, Any]]) -> None:
            self._house.nursery.start("keep", self._keep_later(updates))

        async def _keep_later(self, updates: list[dict[str, Any]]) -> None:
            await asyncio.sleep(WHILE)
            await super().keep(updates)

    vars(bot.app)["TelegramDoor"] = Hasty
    return bot_main()


def closes_before_sending() -> int:
    """Writes down that a letter was sent, and sends it a moment later."""

    class Hopeful(Courier):
        async def _attempt(self, claimed: Claimed) -> Outcome:
            self._ledger.close(claimed, Result.SENT)
            await asyncio.sleep(WHILE)
            return await super()._attempt(claimed)

        async def _sent(self, claimed: Claimed, receipt: str) -> None:
            """Closed already."""

    bot.app.App.courier = Hopeful
    return bot_main()


def says_done_before_keeping() -> int:
    """Tells the page of a large file that all of it came, and hands it over a moment later."""
    keep = sending._keep

    async def later(request: Request, door: sending.Door, key: str, raw: dict[str, Any]) -> None:
        async def hand_over() -> None:
            await asyncio.sleep(4 * WHILE)  # films are few: a kill has to find one of them
            await keep(request, door, key, raw)

        house(request).nursery.start("hand over", hand_over())

    vars(sending)["_keep"] = later
    return bot_main()


def forgets_what_was_in_hand() -> int:
    """Takes letters that a dead process held for letters nobody has touched."""

    async def release(session: Session, machine: datetime) -> int:
        held = update(Letter).where(col(Letter.closed_at).is_(None)).values(free_at=machine, sending=False)
        await session.exec(held.execution_options(synchronize_session=False))
        return 0

    vars(dispatch)["release_orphans"] = release
    return bot_main()
