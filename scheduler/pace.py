"""How fast a channel may be spoken to: slots, not a timer. Machine time, by a clock that never jumps.

A slot is taken while a letter is in flight and for a second after its answer came, so at most `rate` leave in any
second however the other side counts. One or two slots are kept for answers.
"""

import heapq
from collections import deque
from collections.abc import Callable

KEPT_FOR_ANSWERS = 2
PER_CHAT = 1.0
GROUP_MINUTE = 20
MINUTE = 60.0
UNLIMITED = 200  # at once, where no rate is set
REMEMBERED = 4096  # chats; those that have cooled are forgotten first


class Pace:
    def __init__(self, rate: int, monotonic: Callable[[], float]) -> None:
        self.rate = rate  # 0: no limit
        self._monotonic = monotonic
        self._flying = 0
        self._cooling: list[float] = []
        self._chats: dict[int, float] = {}
        self._spoken: dict[int, float] = {}
        self._groups: dict[int, deque[float]] = {}
        self._silenced: dict[int, float] = {}
        self._halted_until = 0.0

    @property
    def halted(self) -> bool:
        return self._monotonic() < self._halted_until

    def free(self, answer: bool) -> int:
        """How many letters may leave now in this lane."""
        if self.halted:
            return 0
        if not self.rate:
            return max(UNLIMITED - self._flying, 0)
        self._cool()
        left = self.rate - self._flying - len(self._cooling)
        return max(left if answer else left - min(KEPT_FOR_ANSWERS, self.rate - 1), 0)

    def wait(self) -> float | None:
        """Seconds until something becomes free by itself; None when only an answer can free it."""
        now = self._monotonic()
        if now < self._halted_until:
            return self._halted_until - now
        return max(self._cooling[0] - now, 0.0) if self._cooling else None

    def chat_wait(self, chat_id: int, group: bool) -> float:
        """Seconds this chat must still be left alone. What it asked for itself counts without a rate, too."""
        now = self._monotonic()
        wait = self._silenced.get(chat_id, 0.0) - now
        if self.rate:
            wait = max(wait, self._chats.get(chat_id, 0.0) - now)
            minute = self._groups.get(chat_id)
            if group and minute is not None and len(minute) == GROUP_MINUTE:
                wait = max(wait, minute[0] + MINUTE - now)
        return max(wait, 0.0)

    def leaves(self) -> None:
        self._flying += 1

    def back(self, chat_id: int, group: bool = False) -> None:
        """The answer came: the slot cools for a second, and so does the chat."""
        now = self._monotonic()
        self._flying -= 1
        self._spoken[chat_id] = now
        if self.rate:
            heapq.heappush(self._cooling, now + 1.0)
            self._chats[chat_id] = now + PER_CHAT
            if group:
                self._groups.setdefault(chat_id, deque(maxlen=GROUP_MINUTE)).append(now)
        if len(self._spoken) > REMEMBERED:
            self._forget(now)

    def unused(self) -> None:
        """It never left: the slot is free at once."""
        self._flying -= 1

    def flooded(self, chat_id: int, seconds: float) -> None:
        """The other side asked for a pause and did not say of what. Where the chat cannot be the cause, or a second
        chat hears the same meanwhile, it is all of us."""
        now = self._monotonic()
        others = any(until > now for chat, until in self._silenced.items() if chat != chat_id)
        if others or now - self._spoken.get(chat_id, -MINUTE) >= MINUTE:
            self.halt(seconds)
        self._silenced = {chat: until for chat, until in self._silenced.items() if until > now}
        self._silenced[chat_id] = max(self._silenced.get(chat_id, 0.0), now + seconds)

    def halt(self, seconds: float) -> None:
        """The whole channel is postponed: it asked for it, or it cannot be reached."""
        self._halted_until = max(self._halted_until, self._monotonic() + seconds)

    def _cool(self) -> None:
        now = self._monotonic()
        while self._cooling and self._cooling[0] <= now:
            heapq.heappop(self._cooling)

    def _forget(self, now: float) -> None:
        self._spoken = {chat: at for chat, at in self._spoken.items() if at > now - MINUTE}
        self._chats = {chat: until for chat, until in self._chats.items() if until > now}
        self._groups = {chat: minute for chat, minute in self._groups.items() if minute[-1] > now - MINUTE}
