"""Those who are played: what each means to do and when. They speak by the messages a person would send."""

import heapq
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from bot.house import House
from data.inbox import Arrival

Act = Callable[[], Awaitable[None]]
Quiet = Callable[[], Awaitable[None]]


class Company:
    """Each act waits for its moment; those of one moment go in the order in which they were meant."""

    def __init__(self, house: House, quiet: Quiet) -> None:
        """`quiet`: until what was said is answered. A person reads the question before answering it."""
        self._house = house
        self._quiet = quiet
        self._meant: list[tuple[datetime, int, Act]] = []
        self._acts = 0

    def means(self, moment: datetime, act: Act) -> None:
        self._acts += 1
        heapq.heappush(self._meant, (moment, self._acts, act))

    def next_moment(self) -> datetime | None:
        return self._meant[0][0] if self._meant else None

    async def play(self, now: datetime) -> int:
        """Acts done."""
        done = 0
        while self._meant and self._meant[0][0] <= now:
            _, _, act = heapq.heappop(self._meant)
            await act()
            done += 1
        return done

    async def says(self, address: str, key: str, raw: dict[str, Any]) -> None:
        """`key` is the message's own, so that one sent twice is handled once."""
        await self._house.intake.keep("web", [Arrival(key, address, raw)])
        await self._quiet()
