"""Telegram's way in from outside: polling or webhook, both keep before they confirm. Runs beside everything else;
Telegram being out of reach stops nothing."""

import asyncio
import hmac
import json
import logging
from collections.abc import AsyncIterator, Callable
from functools import partial
from http import HTTPStatus
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
from telegram.error import BadRequest, InvalidToken, TelegramError
from telegram.ext import Application
from telegram.request import BaseRequest

from bot.channels.patience import FIRST_WAIT, LONGEST_WAIT, Patience
from bot.clock import machine_now
from bot.house import House
from core.delivery import CHANNELS
from core.roles import MENUS, Role
from core.texts import help, system
from data import marks, outages, people
from data.database import Session
from data.files import NotNow, Oversize, Stored, TooBig
from data.inbox import Kept
from handlers.telegram.context import Context, Passage
from handlers.telegram.routes import carry
from handlers.telegram.updates import WANTED, arrival, from_group, pressed

log = logging.getLogger(__name__)

TelegramApplication = Application[Any, Context, Any, Any, Any, Any]

POLL_SECONDS = 30
OFFSET = "telegram.offset"
MOST_BODY = 1_000_000
GROUP_MENU = ("tinhhinh",)
FETCH_SECONDS = 120.0  # for the largest file over a slow line; within an errand's lease
SECRET_HEADER = "x-telegram-bot-api-secret-token"

Tell = Callable[[str], None]


class TelegramDoor:
    name = "telegram"

    def __init__(
        self, application: TelegramApplication, polling: BaseRequest, house: House, tell: Tell, secret: str = ""
    ) -> None:
        """`secret`: what Telegram says at our webhook; without one there is no webhook."""
        self._application = application
        self._polling = polling
        self._house = house
        self._tell = tell
        self._secret = secret
        self._patience = Patience(tell, watch=self._watch)

    @property
    def _bot(self) -> Any:
        return self._application.bot

    async def run(self) -> None:
        """For the nursery: get ready however long it takes, then take updates for ever."""
        if not await self._ready():
            return
        await self._house.intake.open("telegram", self.way, lambda row: from_group(row.raw))
        self._house.nursery.start("telegram commands", self._register())
        if self._secret:
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
                    self._tell(system.telegram_unreachable(max(int(wait), 1)))
                await asyncio.sleep(wait)
                wait = min(wait * 2, LONGEST_WAIT)
            else:
                self._tell(system.channel_ready("Telegram", f"@{self._bot.username}"))
                await self._house.database.write(partial(marks.put, name=marks.TELEGRAM_NAME, value=self._bot.username))
                return True

    # -- polling ------------------------------------------------------------------------------------------------

    async def _poll(self) -> None:
        """Ten lines: fetch from the offset, keep all, then ask from the next offset, which confirms them."""
        offset = int(await self._house.database.read(partial(marks.get, name=OFFSET)) or 0)
        await self._patience.until_answered(partial(self._bot.delete_webhook, drop_pending_updates=False))
        while True:
            updates = await self._patience.until_answered(partial(self._fetch, offset))
            if updates:
                await self.keep(updates)
                offset = updates[-1]["update_id"] + 1
                await self._house.database.write(partial(marks.put, name=OFFSET, value=str(offset)), brief=True)

    async def _fetch(self, offset: int) -> list[dict[str, Any]]:
        """Raw, for the inbox keeps what Telegram said, not what a library made of it."""
        asked = urlencode({"offset": offset, "timeout": POLL_SECONDS, "allowed_updates": json.dumps(WANTED)})
        found: Any = await self._polling.post(f"{self._bot.base_url}/getUpdates?{asked}")
        return list(found)

    async def _watch(self, down: bool) -> None:
        """An outage is kept: who is late because of it can be told."""
        seen, now = outages.began if down else outages.ended, self._house.clock.now()
        await self._house.database.write(lambda session: seen(session, self.name, now), brief=True)

    # -- webhook ------------------------------------------------------------------------------------------------

    async def _announce_webhook(self) -> None:
        announce = partial(
            self._bot.set_webhook,
            f"{self._house.settings.public_url}/telegram/{self.path()}",
            secret_token=self._secret,
            allowed_updates=WANTED,
            max_connections=40,
        )
        try:
            await self._patience.until_answered(announce)
        except BadRequest as refusal:
            log.error("webhook refused: %s", refusal)
            self._tell(system.bad_setting("PUBLIC_URL", "https://bot.example.vn"))

    def path(self) -> str:
        """Not guessable, and the same after a restart."""
        return self._house.hasher.code("webhook path of this bot")[:22]

    async def webhook(self, request: Request) -> Response:
        """The secret is compared before the body is read; kept before it is answered."""
        if not self._knows_secret(request):
            return Response(status_code=HTTPStatus.NOT_FOUND)
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            return Response(status_code=HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        body = await _body(request)
        if body is None:
            return Response(status_code=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        update = _update(body)
        if update is None:
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        await self.keep([update])
        return Response(status_code=HTTPStatus.OK)

    def _knows_secret(self, request: Request) -> bool:
        """Exactly one header with exactly our secret."""
        given = request.headers.getlist(SECRET_HEADER)
        said = given[0] if len(given) == 1 else ""
        return bool(self._secret) and hmac.compare_digest(said.encode(), self._secret.encode())

    # -- both ---------------------------------------------------------------------------------------------------

    async def keep(self, updates: list[dict[str, Any]]) -> None:
        """Once kept, what is new and a tap is acknowledged."""
        for row in await self._house.intake.keep("telegram", [arrival(raw) for raw in updates]):
            tap = pressed(row.raw)
            if tap is not None:
                self._house.nursery.start("acknowledge", self._acknowledge(*tap))

    async def _acknowledge(self, query: str, chat: str | None, message: int | None) -> None:
        """Best effort, no letter: the spinner stops and the old keyboard goes."""
        try:
            await self._bot.answer_callback_query(query)
        except TelegramError as late:
            log.debug("tap not acknowledged: %s", late)
        if chat is not None and message is not None:
            try:
                await self._bot.edit_message_reply_markup(chat, message, reply_markup=None)
            except TelegramError as late:
                log.debug("keyboard not taken away: %s", late)

    def way(self, row: Kept) -> Callable[[Session], Any]:
        """Parsed outside the transaction; PTB's own handlers run the turn inside it."""
        update = Update.de_json(row.raw, self._bot)
        assert update is not None

        async def turn(session: Session) -> None:
            clock = self._house.clock
            now = Passage(session, row, clock.now(), machine_now(), self._house.setting, not clock.rehearsing)
            await carry(self._application, update, now)

        return turn

    # -- menus and files ----------------------------------------------------------------------------------------

    async def _register(self) -> None:
        """Menus by scope, in Vietnamese. What a person's role adds is set for their own chat."""
        groups = [BotCommand(name, help.COMMANDS[name]) for name in GROUP_MENU]
        patience = Patience(log.info)  # the technician hears of an outage from whoever takes updates
        private = partial(self._bot.set_my_commands, _menu(Role.SECRETARY), scope=BotCommandScopeAllPrivateChats())
        await patience.until_answered(private)
        await patience.until_answered(partial(self._bot.set_my_commands, groups, scope=BotCommandScopeAllGroupChats()))
        for address, role in await self._house.database.read(partial(people.roles_by_chat, channel="telegram")):
            await self.register(address, role)

    async def register(self, address: str, role: Role) -> None:
        """One chat's own menu."""
        try:
            await self._bot.set_my_commands(_menu(role), scope=BotCommandScopeChat(int(address)))
        except TelegramError as failure:
            log.info("menu of a chat not set: %s", type(failure).__name__)

    async def fetch(self, args: dict[str, Any]) -> Stored | Oversize | None:
        """The bytes of a file Telegram only named; None when it will never give them."""
        try:
            file = await self._bot.get_file(args["file_id"])
        except BadRequest as refusal:
            return _why_not(str(refusal).lower())
        try:
            return await self._house.shelf.store(self._bytes(file), CHANNELS["telegram"].fetch)
        except TooBig:
            return Oversize()

    async def _bytes(self, file: Any) -> AsyncIterator[bytes]:
        """As they come; a Bot API server of one's own, on this machine, names a path instead."""
        if str(file.file_path).startswith("http"):
            async for part in self._bot.request.stream(file.file_path, FETCH_SECONDS):
                yield part
        else:
            yield bytes(await file.download_as_bytearray())


def _why_not(words: str) -> Oversize | None:
    """By Telegram's own sentences."""
    if "too big" in words:
        return Oversize()
    if "temporarily unavailable" in words:  # it says so of an id that is wrong, too
        raise NotNow(words)
    return None


def _menu(role: Role) -> list[BotCommand]:
    return [BotCommand(name, help.COMMANDS[name]) for name in MENUS[role]]


def _update(body: bytes) -> dict[str, Any] | None:
    """One update; anything else is none, however it is formed."""
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    known = isinstance(update, dict) and type(update.get("update_id")) is int
    return update if known else None


async def _body(request: Request) -> bytes | None:
    """Not more than anything Telegram sends."""
    if int(request.headers.get("content-length") or 0) > MOST_BODY:
        return None
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BODY:
            return None
    return body
