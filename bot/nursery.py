"""The one place where background work is started. What fails is restarted with patience and told about; nothing else
falls with it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

log = logging.getLogger(__name__)

FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0


class Nursery:
    """Owns every task of the process; leaving it cancels and awaits them all."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    async def __aenter__(self) -> "Nursery":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    def keep_running(self, name: str, work: Callable[[], Awaitable[None]]) -> asyncio.Task[None]:
        """Run `work` for ever: when it fails, again after a growing wait; when it returns, it is done."""
        return self._start(name, _restarted(name, work))

    def start(self, name: str, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Run `work` once; a failure is logged, nobody waits for it."""
        return self._start(name, _watched(name, work))

    def _start(self, name: str, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def stop(self) -> None:
        """Cancelled until all are gone: one whose wait ended in the same instant can miss the first call."""
        while tasks := list(self._tasks):
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks, timeout=1.0)


async def _restarted(name: str, work: Callable[[], Awaitable[None]]) -> None:
    wait = FIRST_WAIT
    while True:
        began = asyncio.get_running_loop().time()
        try:
            await work()
        except Exception:
            log.exception("%s failed; again in %.1f s", name, wait)
        else:
            return
        await asyncio.sleep(wait)
        lasted = asyncio.get_running_loop().time() - began
        wait = FIRST_WAIT if lasted > LONGEST_WAIT * 2 else min(wait * 2, LONGEST_WAIT)


async def _watched(name: str, work: Coroutine[Any, Any, Any]) -> None:
    try:
        await work
    except Exception:
        log.exception("%s failed", name)
