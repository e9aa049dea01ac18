"""A double that runs in another process, used like one that runs here."""

import asyncio
from collections.abc import Callable
from typing import Any, Self

import aiohttp

from tests.double.history import Seen
from tests.double.people import PATIENCE, Stage

ERRORS: dict[str, type[Exception]] = {"AssertionError": AssertionError, "TimeoutError": TimeoutError}


class Remote(Stage):
    """`async with Remote(control_url) as telegram:`; `history` is as fresh as the last `catch_up` or `until`."""

    def __init__(self, control_url: str) -> None:
        self.control_url = control_url
        self.history = []

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None))
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()

    async def act(self, act: str, **details: Any) -> Any:
        async with self._session.post(f"{self.control_url}/control/{act}", json=details) as answer:
            body = await answer.json()
        if not body["ok"]:
            raise ERRORS.get(body.get("error", ""), LookupError)(body["description"])
        return body["result"]

    async def catch_up(self, timeout: float = 0.0) -> None:
        """Bring the history up to now; with a timeout, wait for something new."""
        rows = await self.act("history", after=len(self.history), timeout=timeout)
        self.history.extend(Seen(**row) for row in rows)

    async def until(self, happened: Callable[[], object], timeout: float = PATIENCE) -> None:
        async with asyncio.timeout(timeout):
            await self.catch_up()
            while not happened():
                await self.catch_up(timeout)

    async def forgets(self) -> None:
        await super().forgets()
        self.history.clear()
