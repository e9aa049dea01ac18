"""Telegram as one bot knows it: people, chats, messages, files, and what waits for the bot."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.double.bell import Bell
from tests.double.files import Files
from tests.double.history import History
from tests.double.limits import Limits
from tests.double.params import Params
from tests.double.refusals import bad, forbidden, migrated
from tests.double.updates import Updates
from tests.double.webhook import Webhook

Json = dict[str, Any]


@dataclass(slots=True)
class Chat:
    """One conversation the bot could have. `shut` is why it may not write there, in Telegram's words."""

    info: Json
    shut: str = ""
    moved_to: int | None = None
    admin: bool = False  # a group: whether the bot is an administrator there
    messages: dict[int, Json] = field(default_factory=dict)
    threads: set[int] = field(default_factory=set)
    unheard: list[Json] = field(default_factory=list)
    keyboard: list[list[Any]] = field(default_factory=list)  # the reply keyboard people see under their input
    pinned: list[int] = field(default_factory=list)
    last_id: int = 0
    bell: Bell = field(default_factory=Bell)

    @property
    def id(self) -> int:
        return int(self.info["id"])

    @property
    def kind(self) -> str:
        return str(self.info["type"])

    @property
    def is_group(self) -> bool:
        return self.kind != "private"


@dataclass(slots=True)
class Query:
    """A tap that waits for answerCallbackQuery."""

    id: str
    tapped_at: float
    answer: Json | None = None


@dataclass
class Settings:
    """What a test decides about this Telegram."""

    limits: Limits = field(default_factory=Limits)
    anyone: bool = False  # any positive id is somebody who has opened the chat: for long lists
    privacy: bool = True  # in groups the bot sees only commands, mentions and replies to itself
    query_seconds: float = 15.0
    first_update_id: int = 1
    clock: Callable[[], float] = time.monotonic  # limits, taps, links
    wall: Callable[[], float] = time.time  # dates in messages


class World:
    def __init__(self, token: str, settings: Settings) -> None:
        self.token = token
        self.settings = settings
        self.limits = settings.limits
        self.clock = settings.clock
        self.bot: Json = {
            "id": int(token.partition(":")[0]) if token.partition(":")[0].isdecimal() else 1,
            "is_bot": True,
            "first_name": "Bot",
            "username": "double_bot",
        }
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, Query] = {}
        self.files = Files()
        self.history = History()
        self.updates = Updates(settings.first_update_id)
        self.webhook = Webhook(self.updates, wall=settings.wall)
        self.menus: dict[tuple[str, str], list[Json]] = {}
        self.profile: dict[tuple[str, str], str] = {}
        self._last_id = 0
        self._serial = 10**15

    def date(self) -> int:
        return int(self.settings.wall())

    def serial(self) -> int:
        """A number used nowhere else: for taps, albums."""
        self._serial += 1
        return self._serial

    def chat(self, chat_id: int) -> Chat | None:
        chat = self.chats.get(chat_id)
        if chat is None and self.settings.anyone and chat_id > 0:
            chat = self.open_private({"id": chat_id, "is_bot": False, "first_name": f"No. {chat_id}"})
        return chat

    def open_private(self, person: Json) -> Chat:
        """The chat of somebody who has pressed Start, made when missing."""
        names: Json = {key: person[key] for key in ("first_name", "last_name", "username") if key in person}
        chat = self.chats.setdefault(person["id"], Chat({"id": person["id"], "type": "private"}))
        chat.info |= names
        return chat

    def open_chat(self, params: Params, name: str = "chat_id") -> Chat:
        """The chat a call names, or the refusal Telegram has for it."""
        named = params.text(name)
        if not named:
            raise bad("chat_id is empty")
        chat = self.chat(int(named)) if named.lstrip("-").isdecimal() else None
        if chat is None:
            raise bad("chat not found")
        if chat.moved_to is not None:
            raise migrated(chat.moved_to)
        if chat.shut:
            raise forbidden(chat.shut)
        return chat

    def pace(self, chat: Chat) -> None:
        """Count one send against the limits; the last thing before it is accepted."""
        self.limits.admit(chat.id, group=chat.is_group, now=self.clock())

    def write(self, chat: Chat, sender: Json, content: Json) -> Json:
        """A new message in a chat. Supergroups number their own; all other chats of a bot share one count."""
        if chat.kind == "supergroup":
            chat.last_id = number = chat.last_id + 1
        else:
            self._last_id = number = self._last_id + 1
        message = {"message_id": number, "from": sender, "chat": chat.info, "date": self.date(), **content}
        chat.messages[number] = message
        return message

    def show(self, chat: Chat, message: Json) -> None:
        """People see what the bot wrote or changed."""
        chat.messages[message["message_id"]] = message
        chat.unheard.append(message)
        chat.bell.ring()
