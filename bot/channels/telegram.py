"""Telegram's way out: a letter becomes a message, an edit or a pin, and every failure an outcome."""

import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputFile, Message
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.channels.transport import NeverLeft
from core.delivery import Kind, Later, Moved, Never, Outcome, Sent, Unknown
from data.models import File, Letter
from data.outbox import Claimed, choices_of

log = logging.getLogger(__name__)

OUT_OF_REACH = timedelta(seconds=5)
FAULT = timedelta(seconds=2)
TOKEN_DEAD = timedelta(minutes=5)
CAPTION = 1024

# Telegram's own sentences: for these the person is gone, not our message wrong.
_GONE = ("chat not found", "user is deactivated", "bot was blocked", "bot was kicked", "peer_id_invalid", "initiate")

Files = Callable[[Letter], "list[tuple[File, Path | None]]"]


class TelegramCarrier:
    name = "telegram"

    def __init__(self, bot: "ExtBot[None]", find: Callable[[File], Path | None]) -> None:
        self._bot = bot
        self._find = find

    async def send(self, claimed: Claimed) -> Outcome:
        try:
            return Sent(await self._deliver(claimed))
        except TelegramError as failure:
            return outcome_of(failure)

    async def _deliver(self, claimed: Claimed) -> str:
        letter, keyboard = claimed.letter, keyboard_of(claimed.letter)
        if letter.kind == Kind.EDIT and claimed.original:
            await self._bot.edit_message_text(
                letter.text, chat_id=claimed.address, message_id=int(claimed.original), reply_markup=keyboard
            )
            return claimed.original
        message = await self._bot.send_message(claimed.address, letter.text, reply_markup=keyboard)
        for file in claimed.files:
            await self._send_file(claimed.address, file)
        if letter.kind == Kind.PIN:
            await self._bot.pin_chat_message(claimed.address, message.message_id, disable_notification=True)
        return str(message.message_id)

    async def _send_file(self, address: str, file: File) -> Message:
        """A file Telegram already has goes by its id; others from disk."""
        known = file.source.get("file_id") if file.source.get("channel") == self.name else None
        if known:
            return await self._bot.send_document(address, str(known))
        path = self._find(file)
        if path is None:
            return await self._bot.send_message(address, file.name)
        with path.open("rb") as content:
            return await self._bot.send_document(
                address, InputFile(content, filename=file.name, read_file_handle=False)
            )


def keyboard_of(letter: Letter) -> InlineKeyboardMarkup | None:
    """A button carries the letter and the number of the choice, nothing else."""
    choices = choices_of(letter)
    if not choices:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(choice.label, callback_data=f"{letter.id}.{n}")] for n, choice in enumerate(choices, 1)]
    )


def outcome_of(failure: TelegramError) -> Outcome:
    """What a failure means for the letter. The order matters: BadRequest and TimedOut are NetworkErrors too."""
    words = str(failure).lower()
    match failure:
        case RetryAfter():
            wait = failure.retry_after
            return Later(wait if isinstance(wait, timedelta) else timedelta(seconds=wait), why="429")
        case ChatMigrated():
            return Moved(str(failure.new_chat_id))
        case Forbidden():
            return Never(words, gone=True)
        case InvalidToken():
            return Later(TOKEN_DEAD, whole=True, why="token refused")
        case BadRequest() if "not modified" in words:
            return Sent()
        case BadRequest():
            return Never(words, gone=any(sign in words for sign in _GONE))
        case NeverLeft():
            return Later(OUT_OF_REACH, whole=True, why=words)
        case NetworkError() if _server_fault(words):
            return Later(FAULT, why=words)
        case _:
            return Unknown(type(failure).__name__)


def _server_fault(words: str) -> bool:
    """The other side answered that it failed, so it did not take the message."""
    return any(sign in words for sign in ("internal server error", "bad gateway", "service unavailable", "(5"))
