"""The web's way out: to send is to close the letter; the page fetches it by its number, the stream only rings."""

import asyncio
from collections.abc import AsyncGenerator, Iterable, Mapping
from typing import Any

from core.delivery import Outcome, Sent
from data.dispatch import Claimed
from data.journal import NOTED

BOARD = 0  # what the boards listen for; no chat has this number
Ring = tuple[str, dict[str, Any]]


class WebCarrier:
    name = "web"

    async def send(self, claimed: Claimed) -> Outcome:
        return Sent()


class Rings:
    """Who listens for which chats. A ring that nobody hears is no loss: pages ask again when they come back."""

    def __init__(self) -> None:
        self._listeners: dict[asyncio.Queue[Ring | None], frozenset[int]] = {}

    def __len__(self) -> int:
        return len(self._listeners)

    def committed(self, topics: Iterable[str]) -> None:
        """A listener of the database: which chats were told something, and that something was noted at all."""
        for topic in topics:
            if topic == NOTED:
                self._ring(BOARD)
            elif topic.startswith("chat:") and topic != "chat:None":
                self._ring(int(topic.removeprefix("chat:")))

    def _ring(self, chat_id: int) -> None:
        for queue, chats in self._listeners.items():
            if chat_id in chats and (chat_id != BOARD or queue.empty()):  # a board is looked at whole, once for all
                queue.put_nowait(("ring", {"chat": chat_id}))

    def tell_all(self, event: str, data: Mapping[str, Any]) -> None:
        for queue in self._listeners:
            queue.put_nowait((event, dict(data)))

    async def listen(self, chats: Iterable[int]) -> AsyncGenerator[Ring | None, None]:
        """Events as they come, and None every quarter of a minute so that a dead line is noticed."""
        queue: asyncio.Queue[Ring | None] = asyncio.Queue()
        self._listeners[queue] = frozenset(chats)
        try:
            while True:
                try:
                    async with asyncio.timeout(15):
                        event = await queue.get()
                except TimeoutError:
                    yield None
                    continue
                if event is None:
                    return
                yield event
        finally:
            del self._listeners[queue]

    def close(self) -> None:
        """The process ends: every stream with it, at once."""
        for queue in self._listeners:
            queue.put_nowait(None)
