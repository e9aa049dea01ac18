"""Slots: how many letters may leave, and when. On a clock of its own; the other side counts as strictly as it likes."""

import heapq
import random
from collections import defaultdict

import pytest

from scheduler.pace import GROUP_MINUTE, KEPT_FOR_ANSWERS, Pace


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_some_slots_are_kept_for_answers(clock: Clock) -> None:
    pace = Pace(30, clock)
    assert (pace.free(answer=True), pace.free(answer=False)) == (30, 30 - KEPT_FOR_ANSWERS)


def test_with_a_rate_of_one_the_slot_is_everybodys(clock: Clock) -> None:
    assert Pace(1, clock).free(answer=False) == 1


def test_a_slot_is_free_again_a_second_after_its_answer(clock: Clock) -> None:
    pace = Pace(1, clock)
    pace.leaves()
    clock.now += 5
    assert (pace.free(answer=True), pace.wait()) == (0, None)  # in flight for as long as it takes
    pace.back(1)
    assert pace.wait() == 1.0
    clock.now += 0.99
    assert pace.free(answer=True) == 0
    clock.now += 0.01
    assert pace.free(answer=True) == 1


def test_a_letter_that_never_left_costs_nothing(clock: Clock) -> None:
    pace = Pace(1, clock)
    pace.leaves()
    pace.unused()
    assert pace.free(answer=True) == 1


def test_a_chat_rests_for_a_second(clock: Clock) -> None:
    pace = Pace(30, clock)
    pace.leaves()
    pace.back(7)
    assert (pace.chat_wait(7, group=False), pace.chat_wait(8, group=False)) == (1.0, 0.0)


def test_a_group_hears_no_more_than_twenty_in_a_minute(clock: Clock) -> None:
    pace = Pace(30, clock)
    for _ in range(GROUP_MINUTE):
        pace.leaves()
        pace.back(7, group=True)
        clock.now += 1.0
    assert pace.chat_wait(7, group=True) == 40.0
    assert pace.chat_wait(7, group=False) == 0.0


def test_without_a_rate_only_what_was_asked_for_is_waited(clock: Clock) -> None:
    pace = Pace(0, clock)
    pace.leaves()
    pace.back(7)
    assert pace.chat_wait(7, group=True) == 0.0
    pace.flooded(7, 5)
    assert pace.chat_wait(7, group=True) == 5.0


class TestAPauseThatWasAskedFor:
    """Telegram does not say whether it means the chat or the bot."""

    def test_a_chat_that_was_just_written_to_is_meant_itself(self, clock: Clock) -> None:
        pace = Pace(30, clock)
        pace.leaves()
        pace.back(7)
        pace.flooded(7, 9)
        assert (pace.halted, pace.chat_wait(7, group=False), pace.chat_wait(8, group=False)) == (False, 9.0, 0.0)

    def test_a_chat_that_had_its_rest_cannot_be_meant(self, clock: Clock) -> None:
        pace = Pace(30, clock)
        pace.flooded(7, 9)
        assert (pace.halted, pace.wait()) == (True, 9.0)

    def test_two_chats_at_once_are_everybody(self, clock: Clock) -> None:
        pace = Pace(30, clock)
        for chat in (7, 8):
            pace.leaves()
            pace.back(chat)
        pace.flooded(7, 9)
        pace.flooded(8, 4)
        assert (pace.halted, pace.wait()) == (True, 4.0)

    def test_it_ends_by_itself(self, clock: Clock) -> None:
        pace = Pace(30, clock)
        pace.halt(9)
        clock.now += 9
        assert (pace.halted, pace.free(answer=True)) == (False, 30)


@pytest.mark.parametrize("seed", range(5))
def test_nobody_can_count_more_than_the_rate_in_any_second(seed: int) -> None:
    arrivals = sending(letters=400, rate=30, chats=60, seed=seed)
    moments = sorted(moment for _, moment in arrivals)
    assert len(moments) == 400
    assert most_within(moments, 1.0) <= 30
    by_chat = defaultdict(list)
    for chat, moment in arrivals:
        by_chat[chat].append(moment)
    assert all(most_within(sorted(each), 1.0) == 1 for each in by_chat.values())


def test_a_busy_bot_uses_nearly_all_it_may() -> None:
    """With two slots kept for answers: 28 each second and a round trip."""
    moments = [moment for _, moment in sending(letters=280, rate=30, chats=280, seed=1)]
    assert max(moments) - min(moments) <= 280 / 28 * 1.2


def sending(letters: int, rate: int, chats: int, seed: int) -> list[tuple[int, float]]:
    """When each of so many letters arrives at the other side, sent as fast as the pace allows over an uneven line."""
    clock, chance = Clock(), random.Random(seed)
    pace = Pace(rate, clock)
    waiting = [number % chats for number in range(letters)]
    flying: list[tuple[float, int]] = []
    arrivals = []
    while waiting or flying:
        for chat in _may_leave(pace, waiting, {chat for _, chat in flying}):
            waiting.remove(chat)
            pace.leaves()
            there, back = chance.uniform(0, 0.1), chance.uniform(0, 0.1)
            arrivals.append((chat, clock.now + there))
            heapq.heappush(flying, (clock.now + there + back, chat))
        clock.now += 0.01
        while flying and flying[0][0] <= clock.now:
            pace.back(heapq.heappop(flying)[1])
    return arrivals


def _may_leave(pace: Pace, waiting: list[int], flying: set[int]) -> list[int]:
    ready = [chat for chat in dict.fromkeys(waiting) if chat not in flying and not pace.chat_wait(chat, group=False)]
    return ready[: pace.free(answer=False)]


def most_within(moments: list[float], span: float) -> int:
    """The most that fall into any half-open span."""
    most, first = 0, 0
    for last, moment in enumerate(moments):
        while moments[first] <= moment - span:
            first += 1
        most = max(most, last - first + 1)
    return most
