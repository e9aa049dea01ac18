"""Telegram's way out: a letter becomes a message, an edit, a pin or a file, and every failure an outcome."""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from telegram import InputFile
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.channels.transport import AiohttpRequest, NeverLeft, ServerFault
from bot.filelinks import FILES_OPEN
from core.delivery import TOPIC, Kind, Later, Moved, Never, Outcome, Sent, Unknown
from core.texts import mailing
from data.dispatch import Claimed
from data.models import File, Letter
from data.outbox import choices_of

log = logging.getLogger(__name__)

OUT_OF_REACH = timedelta(seconds=1)
FAULT = timedelta(seconds=2)
TOKEN_DEAD = timedelta(minutes=5)
LOOKS = timedelta(seconds=1)
UPLOADS = timedelta(seconds=2)
WAITS_FOR_LOOKS = 5
LARGEST = 50_000_000  # bytes of a file that a bot may send
UPLOAD_SECONDS = 55.0  # with the wait for the answer well within a letter's lease

# Telegram's own sentences: for these the person is gone, not our message wrong.
_GONE = ("chat not found", "user is deactivated", "bot was blocked", "bot was kicked", "peer_id_invalid", "initiate")
# For these the message that should be edited is not there any more.
_NOTHING_TO_EDIT = ("message to edit not found", "message can't be edited", "message_id_invalid")


class TelegramCarrier:
    name = "telegram"

    def __init__(
        self,
        bot: "ExtBot[None]",
        request: AiohttpRequest,
        find: Callable[[File], Path | None],
        file_link: Callable[[Claimed, File], str] = lambda claimed, file: "",
    ) -> None:
        self._bot = bot
        self._request = request
        self._find = find
        self._file_link = file_link
        self._sent: dict[int, str] = {}  # Telegram's own id of what was sent to somebody: it is not uploaded again
        self._uploading: set[int] = set()

    async def send(self, claimed: Claimed) -> Outcome:
        """A file that nobody has looked into yet is waited for a moment; after that its name goes alone."""
        if any(_is_looked_into(file) for file in claimed.files) and claimed.letter.failures < WAITS_FOR_LOOKS:
            return Later(LOOKS, why="a file is being looked into")
        if not claimed.letter.text and any(file.id in self._uploading for file in claimed.files):
            return Later(UPLOADS, why="the same file is on its way up for somebody else", behind=True)
        try:
            return Sent(await self._deliver(claimed))
        except TelegramError as failure:
            return outcome_of(failure)

    async def _deliver(self, claimed: Claimed) -> str:
        """One call for one letter, so that nothing of it can arrive without the rest."""
        letter = claimed.letter
        if letter.kind == Kind.EDIT and claimed.original:
            edited = await self._edit(claimed)
            if edited:
                return claimed.original
        if claimed.files and not letter.text:
            message = await self._send_file(claimed, claimed.files[0])
        else:
            message = await self._send_text(claimed.address, letter.text, **keyboard_of(letter))
        if letter.kind == Kind.PIN or _is_board(claimed):
            with suppress(TelegramError):  # the message is there; that it stands on top is a courtesy
                await self._bot.pin_chat_message(_group(claimed.address), message, disable_notification=True)
        return str(message)

    async def _send_text(self, address: str, text: str, **more: Any) -> int:
        place = {"chat_id": _group(address), "text": text, **_topic(address), **more}
        sent = await self._request.call(f"{self._bot.base_url}/sendMessage", **place)
        return int(sent["message_id"])

    async def _edit(self, claimed: Claimed) -> bool:
        """False when there is nothing left to edit; then the letter is said anew."""
        letter = claimed.letter
        try:
            await self._bot.edit_message_text(
                letter.text,
                chat_id=_group(claimed.address),
                message_id=int(claimed.original),
                api_kwargs=keyboard_of(letter),
            )
        except BadRequest as refusal:
            words = str(refusal).lower()
            if any(sign in words for sign in _NOTHING_TO_EDIT):
                return False
            if "not modified" not in words:
                raise
        return True

    async def _send_file(self, claimed: Claimed, file: File) -> int:
        """A file Telegram already has goes by its id; others from disk; one too large for it by a link; of one that is
        lost, the name."""
        address, known, path = claimed.address, self._known(file), self._find(file)
        place = {"chat_id": _group(address), **_topic(address)}
        if known:
            try:
                return (await self._bot.send_document(document=known, **place)).message_id
            except BadRequest:  # a picture's id is not a document's
                if path is None:
                    raise
        if path is None:
            return await self._send_text(address, file.name)
        if file.size > LARGEST:
            link = self._file_link(claimed, file)
            return await self._send_text(address, mailing.file_by_link(file.name, link, FILES_OPEN.days))
        return await self._upload(file, path, place)

    async def _upload(self, file: File, path: Path, place: dict[str, Any]) -> int:
        """Once for everybody it is for: an announcement's film goes up one time, and not three thousand."""
        self._uploading.add(file.id or 0)
        try:
            with path.open("rb") as content:
                sent = InputFile(content, filename=" ".join(file.name.split()), read_file_handle=False)
                message = await self._bot.send_document(document=sent, write_timeout=UPLOAD_SECONDS, **place)
        finally:
            self._uploading.discard(file.id or 0)
        if message.document is not None:
            self._sent[file.id or 0] = message.document.file_id
        return message.message_id

    def _known(self, file: File) -> str:
        own = file.source.get("channel") == self.name
        return str(file.source["file_id"]) if own else self._sent.get(file.id or 0, "")


def _is_board(claimed: Claimed) -> bool:
    """An edit of a group's one message, said anew because that was gone; an announcement there has its own key."""
    return claimed.group and claimed.letter.kind == Kind.EDIT and not claimed.letter.once


def _group(address: str) -> str:
    """The chat; that of a topic is its group's."""
    return address.partition(TOPIC)[0]


def _topic(address: str) -> dict[str, Any]:
    thread = address.partition(TOPIC)[2]
    return {"message_thread_id": int(thread)} if thread else {}


def _is_looked_into(file: File) -> bool:
    return file.state == "known" and not file.source


def keyboard_of(letter: Letter) -> dict[str, Any]:
    """A button carries the letter and the number of the choice, nothing else."""
    choices = choices_of(letter)
    rows = [[{"text": choice.label, "callback_data": f"{letter.id}.{n}"}] for n, choice in enumerate(choices, 1)]
    return {"reply_markup": {"inline_keyboard": rows}} if rows else {}


def outcome_of(failure: TelegramError) -> Outcome:
    """What a failure means for the letter. The order matters: most of these are NetworkErrors too."""
    words = str(failure).lower()
    match failure:
        case RetryAfter():
            wait = failure.retry_after
            return Later(wait if isinstance(wait, timedelta) else timedelta(seconds=wait), why="429", asked=True)
        case ChatMigrated():
            return Moved(str(failure.new_chat_id))
        case Forbidden():
            return Never(words, gone=True)
        case InvalidToken():
            return Later(TOKEN_DEAD, whole=True, why="token refused")
        case BadRequest():
            return Never(words, gone=any(sign in words for sign in _GONE))
        case NeverLeft():
            return Later(OUT_OF_REACH, whole=True, why=f"out of reach: {words}")
        case ServerFault() if not failure.taken:
            return Later(FAULT, why=words)
        case _:
            return Unknown(f"{type(failure).__name__}: {words}")
