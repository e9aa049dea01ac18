"""The courier: claims letters, hands them to their channel, closes them with what it came to.

Planning happens at most once, answers are delivered at least once. A send nobody can know of is repeated only when
it is an answer; a nudge or a broadcast is closed as uncertain.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Protocol

from core.delivery import GIVE_UP, Lane, Later, Moved, Never, Outcome, Result, Sent, Unknown, patience
from data import outbox, people
from data.database import CommitFailed, Database, Session
from data.outbox import Claimed
from scheduler.pace import Pace

log = logging.getLogger(__name__)

AGAIN = timedelta(seconds=3)  # an answer whose fate is unknown is sent once more after this
UNSURE_TRIES = 6
LONGEST_NAP = 30.0
HOLDABLE = 2.0  # seconds a claimed letter may wait in hand for its chat's turn

Start = Callable[[str, Coroutine[Any, Any, Any]], object]


class Carrier(Protocol):
    """A channel's way out. Never raises for what a network does: every attempt has an outcome."""

    name: str

    async def send(self, claimed: Claimed) -> Outcome: ...


class Courier:
    """One for each channel."""

    def __init__(
        self,
        database: Database,
        carrier: Carrier,
        *,
        now: Callable[[], datetime],
        machine: Callable[[], datetime],
        start: Start,
        rate: int = 0,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.database = database
        self.carrier = carrier
        self.pace = Pace(rate, monotonic)
        self._now = now
        self._machine = machine
        self._start = start
        self._bell = asyncio.Event()
        self._in_hand: set[int | None] = set()
        self._closings: list[dict[str, Any]] = []
        self._closing = False
        self._quiet = asyncio.Event()

    def wake(self) -> None:
        self._bell.set()

    async def run(self) -> None:
        """For the nursery: carry what is due, sleep until something is."""
        while True:
            self._bell.clear()
            if await self._carry_some():
                continue
            await self._nap()

    async def drained(self) -> None:
        """Until nothing is due and nothing is in hand (the rehearsal clock waits here before it goes on)."""
        while True:
            nothing_due = await self._due_in() != 0.0
            if nothing_due and not self._in_hand:
                return
            if self.pace.free(answer=True) == 0 and not self._in_hand:
                return  # halted: what waits goes out when the channel is back
            self._quiet.clear()
            self.wake()
            try:
                await asyncio.wait_for(self._quiet.wait(), 0.5)
            except TimeoutError:
                continue

    async def _carry_some(self) -> bool:
        """Claim as many as may leave now, so that nothing waits in memory ahead of an answer."""
        answers, others = self.pace.free(answer=True), self.pace.free(answer=False)
        taken: list[Claimed] = []
        if answers:
            lanes = list(Lane) if others else [Lane.ANSWER]
            taken = await self._claim(min(answers, others) if others else answers, lanes)
        for claimed in taken:
            self.pace.leaves()
            self._in_hand.add(claimed.letter.id)
            self._start(f"letter {claimed.letter.id}", self._carry(claimed))
        if not self._in_hand:
            self._quiet.set()
        return bool(taken)

    async def _claim(self, limit: int, lanes: list[Lane]) -> list[Claimed]:
        now, machine = self._now(), self._machine()
        return await self.database.write(
            lambda session: outbox.claim(session, self.carrier.name, now, machine, limit, lanes)
        )

    async def _nap(self) -> None:
        waits = [wait for wait in (await self._due_in(), self.pace.wait()) if wait is not None]
        try:
            await asyncio.wait_for(self._bell.wait(), max(min([*waits, LONGEST_NAP]), 0.02) if waits else LONGEST_NAP)
        except TimeoutError:
            return

    async def _due_in(self) -> float | None:
        """Seconds until the earliest waiting letter may be claimed; 0.0: now; None: nothing waits."""
        now = self._now()
        free_at = await self.database.read(lambda session: outbox.next_free(session, self.carrier.name, now))
        return max((free_at - self._machine()).total_seconds(), 0.0) if free_at else None

    async def _carry(self, claimed: Claimed) -> None:
        letter = claimed.letter
        wait = self.pace.chat_wait(letter.chat_id, claimed.group)
        if wait > HOLDABLE:
            self.pace.unused()
            await self._postpone(claimed, timedelta(seconds=wait), failed=False, why="chat cools")
            return
        if wait:
            await asyncio.sleep(wait)
        outcome = await self._attempt(claimed)
        self.pace.back(letter.chat_id, claimed.group)
        await self._settle(claimed, outcome)

    async def _attempt(self, claimed: Claimed) -> Outcome:
        try:
            return await self.carrier.send(claimed)
        except Exception as defect:
            log.exception("carrier %s, letter %s", self.carrier.name, claimed.letter.id)
            return Unknown(type(defect).__name__)

    async def _settle(self, claimed: Claimed, outcome: Outcome) -> None:
        letter = claimed.letter
        match outcome:
            case Sent(receipt):
                self._close(claimed, Result.SENT, receipt=receipt)
            case Later(wait, whole, why):
                await self._later(claimed, wait, whole, why)
            case Unknown(why):
                await self._unknown(claimed, why)
            case Never(why, gone):
                log.warning("letter %s refused by %s: %s", letter.id, self.carrier.name, why)
                self._close(claimed, Result.REFUSED, why=why)
                if gone:
                    await self._mark_gone(claimed)
            case Moved(address):
                await self._move(claimed, address)

    async def _later(self, claimed: Claimed, wait: timedelta, whole: bool, why: str) -> None:
        if whole:
            self.pace.halt(wait.total_seconds())
            await self._postpone(claimed, wait, failed=False, why=why)
        elif claimed.letter.failures + 1 >= GIVE_UP:
            log.error("letter %s given up after %s tries: %s", claimed.letter.id, GIVE_UP, why)
            self._close(claimed, Result.REFUSED, why=f"given up: {why}")
        else:
            self.pace.silence_chat(claimed.letter.chat_id, wait.total_seconds())
            await self._postpone(claimed, max(wait, patience(claimed.letter.failures + 1)), failed=True, why=why)

    async def _unknown(self, claimed: Claimed, why: str) -> None:
        again = claimed.letter.lane == Lane.ANSWER and claimed.letter.attempts < UNSURE_TRIES
        log.warning("letter %s may have arrived (%s); again: %s", claimed.letter.id, why, again)
        if again:
            await self._postpone(claimed, AGAIN, failed=False, why=why, uncertain=True)
        else:
            self._close(claimed, Result.UNCERTAIN, why=why, uncertain=True)

    async def _postpone(
        self, claimed: Claimed, wait: timedelta, *, failed: bool, why: str, uncertain: bool = False
    ) -> None:
        until = self._machine() + wait
        await self._surely(
            lambda session: outbox.postpone(session, claimed.letter, until, failed=failed, why=why, uncertain=uncertain)
        )
        self._let_go(claimed.letter.id)

    async def _mark_gone(self, claimed: Claimed) -> None:
        now = self._now()
        await self._surely(lambda session: people.gone(session, self.carrier.name, claimed.address, now))

    async def _move(self, claimed: Claimed, address: str) -> None:
        async def rewritten(session: Session) -> None:
            await people.moved(session, self.carrier.name, claimed.address, address)
            await outbox.postpone(session, claimed.letter, self._machine(), failed=True, why="chat moved")

        await self._surely(rewritten)
        self._let_go(claimed.letter.id)

    def _close(
        self, claimed: Claimed, result: Result, *, receipt: str = "", why: str = "", uncertain: bool | None = None
    ) -> None:
        """Letters that came back at about the same time share one statement and one commit."""
        letter, machine = claimed.letter, self._machine()
        self._closings.append(outbox.closing(letter, machine, result, receipt=receipt, why=why, uncertain=uncertain))
        if not self._closing:
            self._closing = True
            self._start("closings", self._close_all())

    async def _close_all(self) -> None:
        try:
            while self._closings:
                batch, self._closings = self._closings, []
                await self._surely(partial(outbox.close, closings=batch))
                self._let_go(*(row["b_id"] for row in batch))
        finally:
            self._closing = False

    def _let_go(self, *letters: int | None) -> None:
        self._in_hand.difference_update(letters)
        self.wake()

    async def _surely(self, work: Callable[[Session], Coroutine[Any, Any, None]]) -> None:
        """What became of a letter must be written down; while the database refuses, nothing else is worth doing."""
        wait = 0.5
        while True:
            try:
                await self.database.write(work)
            except CommitFailed:
                await asyncio.sleep(wait)
                wait = min(wait * 2, 15.0)
            else:
                return
