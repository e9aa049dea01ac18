"""Telegram's way in from outside: polling or webhook, both keep before they confirm. Runs beside everything else;
Telegram being out of reach stops nothing."""

import asyncio
import hmac
import json
import logging
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from telegram import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    Update,
)
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import Application
from telegram.request import BaseRequest

from bot.clock import machine_now
from bot.house import House
from core.roles import MENUS, Role
from core.texts import help, system
from data import marks, people
from data.database import Session
from data.files import Stored, TooBig
from data.inbox import Kept
from handlers.telegram.context import Context, Passage
from handlers.telegram.routes import carry
from handlers.telegram.updates import WANTED, arrival, pressed

log = logging.getLogger(__name__)

TelegramApplication = Application[Any, Context, Any, Any, Any, Any]

POLL_SECONDS = 30
FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0
OFFSET = "telegram.offset"
MOST_BODY = 1_000_000
GROUP_MENU = ("tinhhinh",)
FETCH_LIMIT = 20_000_000

Say = Callable[[str], None]


class TelegramDoor:
    def __init__(
        self, application: TelegramApplication, polling: BaseRequest, house: House, tell_technician: Say
    ) -> None:
        self._application = application
        self._polling = polling
        self._house = house
        self._tell = tell_technician

    @property
    def _bot(self) -> Any:
        return self._application.bot

    async def run(self) -> None:
        """For the nursery: get ready however long it takes, then take updates for ever."""
        if not await self._ready():
            return
        await self._house.intake.open("telegram", self.way)
        self._house.nursery.start("telegram commands", self._register())
        if self._house.settings.webhook:
            await self._announce_webhook()
        else:
            await self._poll()

    async def _ready(self) -> bool:
        """False when the token is wrong: one sentence, and the process stays up."""
        wait = FIRST_WAIT
        while True:
            try:
                await self._application.initialize()
            except InvalidToken:
                self._tell(system.wrong_token())
                return False
            except TelegramError:
                if wait == FIRST_WAIT:
                    self._tell(system.telegram_unreachable(int(wait)))
                await asyncio.sleep(wait)
                wait = min(wait * 2, LONGEST_WAIT)
            else:
                self._tell(system.channel_ready("Telegram", f"@{self._bot.username}"))
                return True

    # -- polling ------------------------------------------------------------------------------------------------

    async def _poll(self) -> None:
        """Ten lines: fetch from the offset, keep all, then ask from the next offset, which confirms them."""
        offset = int(await self._house.database.read(partial(marks.get, name=OFFSET)) or 0)
        await self._until_answered(partial(self._bot.delete_webhook, drop_pending_updates=False))
        while True:
            updates = await self._until_answered(partial(self._fetch, offset))
            if updates:
                await self.keep(updates)
                offset = updates[-1]["update_id"] + 1
                await self._house.database.write(partial(marks.put, name=OFFSET, value=str(offset)))

    async def _fetch(self, offset: int) -> list[dict[str, Any]]:
        """Raw, for the inbox keeps what Telegram said, not what a library made of it."""
        asked = urlencode({"offset": offset, "timeout": POLL_SECONDS, "allowed_updates": json.dumps(WANTED)})
        found: Any = await self._polling.post(f"{self._bot.base_url}/getUpdates?{asked}")
        return list(found)

    async def _until_answered(self, ask: Callable[[], Any]) -> Any:
        """What the network does is waited out; a second poller and a refused token are told, once."""
        wait, told = FIRST_WAIT, False
        while True:
            try:
                answer = await ask()
            except Conflict:
                told = told or self._tell(system.second_poller()) is None
            except InvalidToken:
                told = told or self._tell(system.wrong_token()) is None
            except RetryAfter as later:
                wait = max(wait, _seconds(later.retry_after))
            except NetworkError:
                if wait > 4 and not told:
                    told = self._tell(system.telegram_unreachable(int(wait))) is None
            else:
                if told:
                    self._tell(system.telegram_back())
                return answer
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)

    # -- webhook ------------------------------------------------------------------------------------------------

    async def _announce_webhook(self) -> None:
        settings = self._house.settings
        assert settings.webhook_secret is not None
        await self._until_answered(
            partial(
                self._bot.set_webhook,
                f"{settings.public_url}/telegram/{self.path()}",
                secret_token=settings.webhook_secret.get_secret_value(),
                allowed_updates=WANTED,
                max_connections=40,
            )
        )

    def path(self) -> str:
        """Not guessable, and the same after a restart."""
        return self._house.hasher.code("webhook path of this bot")[:22]

    async def webhook(self, request: Request) -> Response:
        """The secret is compared before the body is read; kept before it is answered."""
        secret = self._house.settings.webhook_secret
        given = request.headers.get("x-telegram-bot-api-secret-token", "")
        if secret is None or not hmac.compare_digest(given.encode(), secret.get_secret_value().encode()):
            return Response(status_code=404)
        body = await _body(request)
        if body is None:
            return Response(status_code=413)
        try:
            update = json.loads(body)
            update["update_id"] + 0
        except (ValueError, KeyError, TypeError):
            return Response(status_code=400)
        await self.keep([update])
        return Response(status_code=200)

    # -- both ---------------------------------------------------------------------------------------------------

    async def keep(self, updates: list[dict[str, Any]]) -> None:
        await self._house.intake.keep("telegram", [arrival(raw) for raw in updates])
        for raw in updates:
            tap = pressed(raw)
            if tap is not None:
                self._house.nursery.start("acknowledge", self._acknowledge(*tap))

    async def _acknowledge(self, query: str, chat: str | None, message: int | None) -> None:
        """Best effort, no letter: the spinner stops and the old keyboard goes."""
        try:
            await self._bot.answer_callback_query(query)
            if chat is not None and message is not None:
                await self._bot.edit_message_reply_markup(chat, message, reply_markup=None)
        except TelegramError as late:
            log.debug("tap not acknowledged: %s", late)

    def way(self, row: Kept) -> Callable[[Session], Any]:
        """Parsed outside the transaction; PTB's own handlers run the turn inside it."""
        update = Update.de_json(row.raw, self._bot)
        assert update is not None

        async def turn(session: Session) -> None:
            clock = self._house.clock
            now = Passage(session, row, clock.now(), machine_now(), self._house.setting, not clock.rehearsing)
            await carry(self._application, update, now)

        return turn

    async def _register(self) -> None:
        """Menus by scope, in Vietnamese. What a person's role adds is set for their own chat."""
        groups = [BotCommand(name, help.COMMANDS[name]) for name in GROUP_MENU]
        await self._until_answered(
            partial(self._bot.set_my_commands, _menu(Role.SECRETARY), scope=BotCommandScopeAllPrivateChats())
        )
        await self._until_answered(partial(self._bot.set_my_commands, groups, scope=BotCommandScopeAllGroupChats()))
        for address, role in await self._house.database.read(partial(people.roles_by_chat, channel="telegram")):
            await self.register(address, role)

    async def register(self, address: str, role: Role) -> None:
        """One chat's own menu."""
        try:
            await self._bot.set_my_commands(_menu(role), scope=BotCommandScopeChat(int(address)))
        except TelegramError as failure:
            log.info("menu of a chat not set: %s", type(failure).__name__)

    async def fetch(self, args: dict[str, Any]) -> Stored | None:
        """The bytes of a file Telegram only named; None when it will never give them."""
        file = await self._bot.get_file(args["file_id"])
        try:
            return await self._house.shelf.store(self._bytes(file), FETCH_LIMIT)
        except TooBig:
            return None

    async def _bytes(self, file: Any) -> Any:
        yield bytes(await file.download_as_bytearray())


def _menu(role: Role) -> list[BotCommand]:
    return [BotCommand(name, help.COMMANDS[name]) for name in MENUS[role]]


def _seconds(value: Any) -> float:
    return float(value.total_seconds() if hasattr(value, "total_seconds") else value)


async def _body(request: Request) -> bytes | None:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BODY:
            return None
    return body
