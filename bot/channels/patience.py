"""Waiting out what stands between us and Telegram: nothing is given up, and each trouble is told once."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

from telegram.error import BadRequest, Conflict, InvalidToken, RetryAfter, TelegramError

from core.texts import system

log = logging.getLogger(__name__)

FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0
WORTH_TELLING = 4.0  # an outage shorter than this is nobody's business
QUIET = 600.0  # a trouble that comes and goes is told again after so long without it

Ask = Callable[[], Awaitable[Any]]
Tell = Callable[[str], None]
Sleep = Callable[[float], Awaitable[None]]
Watch = Callable[[bool], Awaitable[None]]


class Patience:
    """One for each thing asked for over and over; it remembers what the technician has heard."""

    def __init__(
        self,
        tell: Tell,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Sleep = asyncio.sleep,
        watch: Watch | None = None,
    ) -> None:
        """`watch` hears when nothing can be reached any more (True) and when it can again."""
        self._tell = tell
        self._watch = watch
        self._down: bool | None = None
        self._monotonic = monotonic
        self._sleep = sleep
        self._told: dict[str, float] = {}
        self._away = False

    async def until_answered(self, ask: Ask) -> Any:
        """Ask until there is an answer. A request that Telegram calls wrong is not asked twice."""
        wait, conflicts = FIRST_WAIT, 0
        while True:
            try:
                answer = await ask()
            except BadRequest:
                raise
            except Conflict:
                conflicts += 1
                if conflicts > 1:  # one alone is the poll of a process that died a moment ago
                    self._once("conflict", system.second_poller())
            except InvalidToken:
                self._once("token", system.wrong_token())
            except RetryAfter as later:
                wait = max(wait, seconds(later.retry_after))
            except TelegramError as trouble:
                log.info("Telegram: %s", type(trouble).__name__)
                await self._seen(down=True)
                if wait >= WORTH_TELLING and not self._away:
                    self._away = True
                    self._tell(system.telegram_unreachable(int(wait)))
            else:
                self._back()
                await self._seen(down=False)
                return answer
            await self._sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)

    async def _seen(self, *, down: bool) -> None:
        if self._watch is not None and down is not self._down:
            self._down = down
            await self._watch(down)

    def _once(self, trouble: str, sentence: str) -> None:
        now = self._monotonic()
        if now - self._told.get(trouble, -QUIET) >= QUIET:
            self._tell(sentence)
        self._told[trouble] = now

    def _back(self) -> None:
        if self._away:
            self._away = False
            self._tell(system.telegram_back())


def seconds(value: Any) -> float:
    """python-telegram-bot says durations as numbers or as timedelta, by its version."""
    return float(value.total_seconds() if hasattr(value, "total_seconds") else value)
