"""The updates that wait for the bot, and the poller that fetches them."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from tests.double.bell import Bell
from tests.double.refusals import OTHER_POLLER, WEBHOOK_IS_SET, Refusal, conflict

NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
MOST, LONGEST_POLL = 100, 50


@dataclass(frozen=True, slots=True)
class Update:
    id: int
    chat_id: int
    body: dict[str, Any]


class Updates:
    """Kept until confirmed by a later offset, or taken by the webhook. Ids only grow."""

    def __init__(self, first_id: int = 1) -> None:
        self.waiting: list[Update] = []
        self.allowed: list[str] = []
        self.webhook_is_set = False
        self.bell = Bell()
        self._next_id = first_id
        self._poll: asyncio.Future[Refusal | None] | None = None

    def add(self, kind: str, chat_id: int, content: dict[str, Any]) -> None:
        """One more for the bot, unless it did not ask for this kind."""
        if kind not in self.allowed if self.allowed else kind in NOT_BY_DEFAULT:
            return
        update = Update(self._next_id, chat_id, {"update_id": self._next_id, kind: content})
        self._next_id += 1
        self.waiting.append(update)
        self._end_poll(None)
        self.bell.ring()

    def lose(self, count: int) -> None:
        """Ids are spent on updates nobody will ever see, as when Telegram drops what waited more than 24 h."""
        self._next_id += count

    async def poll(self, offset: int, limit: int, timeout: int) -> list[dict[str, Any]]:
        """Confirm what lies before `offset`, return what waits, or wait for something."""
        if self.webhook_is_set:
            raise conflict(WEBHOOK_IS_SET)
        self.end_poll(OTHER_POLLER)
        self._confirm(offset)
        if not self.waiting and timeout > 0:
            await self._wait(min(timeout, LONGEST_POLL))
        return [update.body for update in self.waiting[: min(limit, MOST) if limit > 0 else MOST]]

    @property
    def is_polled(self) -> bool:
        """A poller waits this moment."""
        return self._poll is not None and not self._poll.done()

    def end_poll(self, reason: str = "") -> None:
        """The poller that waits gets a 409, or without a reason whatever is there."""
        self._end_poll(conflict(reason) if reason else None)

    def _end_poll(self, refusal: Refusal | None) -> None:
        if self._poll is not None and self.is_polled:
            self._poll.set_result(refusal)

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self.waiting = self.waiting[offset:]
        elif self.waiting and self.waiting[0].id < offset:
            self.waiting = [update for update in self.waiting if update.id >= offset]

    async def _wait(self, timeout: int) -> None:
        self._poll = poll = asyncio.get_running_loop().create_future()
        self.bell.ring()
        await asyncio.wait([poll], timeout=timeout)
        refusal = poll.result() if poll.done() else None
        if self._poll is poll:
            self._poll = None
        if refusal is not None:
            raise refusal

    def take(self, busy: Collection[int]) -> Update | None:
        """The oldest update of a chat that is not being served; it no longer waits."""
        for place, update in enumerate(self.waiting):
            if update.chat_id not in busy:
                return self.waiting.pop(place)
        return None

    def put_back(self, update: Update) -> None:
        self.waiting = sorted([update, *self.waiting], key=lambda waiting: waiting.id)
