"""Waiting for something to become true, without looking again and again."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


class Bell:
    """Rung when something changed; whoever waits looks once more."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)

    async def until(self, look: Callable[[], Found | None], timeout: float | None = None) -> Found:
        """What `look` finds, as soon as it finds something; TimeoutError when it never does."""
        async with asyncio.timeout(timeout):
            while (found := look()) is None:
                await self._rung()
            return found

    async def _rung(self) -> None:
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(waiter)
        try:
            await waiter
        finally:
            self._waiting.discard(waiter)
