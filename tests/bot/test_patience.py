"""What the technician hears of Telegram's troubles, and how long is waited between two attempts."""

from collections.abc import Awaitable, Callable, Sequence

import pytest
from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.channels.patience import QUIET, Patience
from core.texts import system

AWAY, TAKEN, WRONG = NetworkError("x"), Conflict("x"), InvalidToken("x")


class Watch:
    """A patience whose clock is the sum of its waits."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.waits: list[float] = []
        self.now = 0.0
        self.patience = Patience(self.told.append, lambda: self.now, self._sleep)

    async def _sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds

    async def asks(self, *failures: TelegramError) -> str:
        answer: str = await self.patience.until_answered(_failing(failures))
        return answer


def _failing(failures: Sequence[TelegramError]) -> Callable[[], Awaitable[str]]:
    left = list(failures)

    async def ask() -> str:
        if left:
            raise left.pop(0)
        return "answer"

    return ask


async def test_it_asks_until_there_is_an_answer_waiting_longer_each_time() -> None:
    watch = Watch()
    assert await watch.asks(*[AWAY] * 9) == "answer"
    assert watch.waits == [0.5, 1, 2, 4, 8, 16, 30, 30, 30]


async def test_a_pause_that_was_asked_for_is_kept() -> None:
    watch = Watch()
    await watch.asks(RetryAfter(45))
    assert watch.waits == [45]


async def test_what_telegram_calls_wrong_is_not_asked_twice() -> None:
    with pytest.raises(BadRequest):
        await Watch().asks(BadRequest("wrong"))


TOLD = {
    "a short outage": ([AWAY] * 3, []),
    "a long outage, and its end": ([AWAY] * 8, [system.telegram_unreachable(4), system.telegram_back()]),
    "one conflict: the poll of a process that just died": ([TAKEN], []),
    "another poller": ([TAKEN] * 6, [system.second_poller()]),
    "a token that was withdrawn": ([WRONG] * 3, [system.wrong_token()]),
}


@pytest.mark.parametrize(("failures", "told"), TOLD.values(), ids=TOLD.keys())
async def test_each_trouble_is_told_once(failures: list[TelegramError], told: list[str]) -> None:
    watch = Watch()
    await watch.asks(*failures)
    assert watch.told == told


async def test_a_trouble_that_comes_and_goes_is_told_again_only_after_a_while() -> None:
    watch = Watch()
    for _ in range(3):
        await watch.asks(TAKEN, TAKEN)
    assert len(watch.told) == 1
    watch.now += QUIET
    await watch.asks(TAKEN, TAKEN)
    assert len(watch.told) == 2
