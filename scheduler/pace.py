"""How fast a channel may be spoken to: slots, not a timer. Machine time, by a clock that never jumps.

A slot is taken while a letter is in flight and for a second after its answer came, so at most `rate` leave in any
second however the other side counts. One or two slots are kept for answers.
"""

import heapq
from collections.abc import Callable

KEPT_FOR_ANSWERS = 2
PER_CHAT = 1.0
GROUP_MINUTE = 20


class Pace:
    def __init__(self, rate: int, monotonic: Callable[[], float]) -> None:
        self.rate = rate  # 0: no limit
        self._monotonic = monotonic
        self._flying = 0
        self._cooling: list[float] = []
        self._chats: dict[int, float] = {}
        self._groups: dict[int, list[float]] = {}
        self._halted_until = 0.0

    def free(self, answer: bool) -> int:
        """How many letters may leave now in this lane."""
        now = self._monotonic()
        if now < self._halted_until:
            return 0
        if not self.rate:
            return 200
        self._cool(now)
        left = self.rate - self._flying - len(self._cooling)
        return max(left if answer else left - min(KEPT_FOR_ANSWERS, self.rate - 1), 0)

    def wait(self) -> float | None:
        """Seconds until something becomes free; None when only an answer can free it."""
        now = self._monotonic()
        if now < self._halted_until:
            return self._halted_until - now
        return max(self._cooling[0] - now, 0.0) if self._cooling else None

    def chat_wait(self, chat_id: int, group: bool) -> float:
        """Seconds this chat must still be left alone."""
        if not self.rate:
            return 0.0
        now = self._monotonic()
        wait = self._chats.get(chat_id, 0.0) - now
        minute = self._groups.get(chat_id, [])
        if group and len(minute) >= GROUP_MINUTE:
            wait = max(wait, minute[-GROUP_MINUTE] + 60.0 - now)
        return max(wait, 0.0)

    def leaves(self) -> None:
        self._flying += 1

    def back(self, chat_id: int, group: bool = False) -> None:
        """The answer came: the slot cools for a second, and so does the chat."""
        now = self._monotonic()
        self._flying -= 1
        if not self.rate:
            return
        heapq.heappush(self._cooling, now + 1.0)
        self._chats[chat_id] = now + PER_CHAT
        if group:
            self._groups[chat_id] = [*self._groups.get(chat_id, [])[-GROUP_MINUTE:], now]
        if len(self._chats) > 4096:
            self._chats = {chat: until for chat, until in self._chats.items() if until > now}

    def unused(self) -> None:
        """It never left: the slot is free at once."""
        self._flying -= 1

    def silence_chat(self, chat_id: int, seconds: float) -> None:
        self._chats[chat_id] = max(self._chats.get(chat_id, 0.0), self._monotonic() + seconds)

    def halt(self, seconds: float) -> None:
        """The whole channel is postponed: it asked for it, or it cannot be reached."""
        self._halted_until = max(self._halted_until, self._monotonic() + seconds)

    def _cool(self, now: float) -> None:
        while self._cooling and self._cooling[0] <= now:
            heapq.heappop(self._cooling)
