"""The metronome: APScheduler in machine time. It holds no deadline; it only says that a second has passed."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from apscheduler.schedulers.asyncio import AsyncIOScheduler

Beat = Callable[[], Awaitable[object]]
PATIENCE = 3.0  # seconds for a beat that runs when the metronome stops


class Metronome:
    """Late beats are run, never dropped; missed ones are one; none overtakes another. One that runs at the end is
    waited for: cut off in the midst of a statement it would leave a connection behind."""

    def __init__(self, every_second: Beat, every_hour: Beat) -> None:
        self._running = 0
        self._at_rest = asyncio.Event()
        self._at_rest.set()
        self._scheduler = AsyncIOScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        self._scheduler.add_job(self._beaten, "interval", args=[every_second], seconds=1, id="second")
        self._scheduler.add_job(self._beaten, "interval", args=[every_hour], hours=1, id="hour")

    def start(self) -> None:
        self._scheduler.start()

    async def stop(self) -> None:
        self._scheduler.pause()
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                await self._at_rest.wait()
        self._scheduler.shutdown(wait=False)

    async def _beaten(self, beat: Beat) -> None:
        self._running += 1
        self._at_rest.clear()
        try:
            await beat()
        finally:
            self._running -= 1
            if not self._running:
                self._at_rest.set()
