"""The courier: claims letters, hands them to their channel, closes them with what it came to.

Planning happens at most once, answers are delivered at least once. A send nobody can know of is repeated only when
it is an answer or an edit; a nudge or a broadcast is closed as uncertain.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol
from weakref import WeakValueDictionary

from core.calendar import Calendar
from core.delivery import (
    GIVE_UP,
    LEASE,
    UNSURE_TRIES,
    Kind,
    Lane,
    Later,
    Moved,
    Never,
    Outcome,
    Result,
    Sent,
    Unknown,
    patience,
)
from data import dispatch, outages, people
from data.database import Database, Session
from data.dispatch import Claimed
from scheduler.ledger import Ledger, Start
from scheduler.pace import Pace

log = logging.getLogger(__name__)

AGAIN = timedelta(seconds=3)  # an answer whose fate is unknown is sent once more after this
LONGEST_NAP = 30.0
LONGEST_HALT = timedelta(seconds=15)  # between two knocks at a channel out of reach
HOLDABLE = 2.0  # seconds a claimed letter may wait in hand for its chat's turn
SEND_SECONDS = LEASE.total_seconds() - 10.0  # after its lease a letter may be in other hands
NOW = timedelta()


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
        calendar: Calendar | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.database = database
        self.carrier = carrier
        self.pace = Pace(rate, monotonic)
        self._now = now
        self._machine = machine
        self._start = start
        self._calendar = calendar
        self._ledger = Ledger(database, machine, start, self._let_go)
        self._bell = asyncio.Event()
        self._quiet = asyncio.Event()
        self._stopping = asyncio.Event()
        self._in_hand: set[int | None] = set()
        self._claiming = False
        self._claims = 0
        self._next: datetime | None = None  # when the next letter may be claimed, as the latest claim saw it
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._misses = 0  # knocks at a channel that was out of reach
        self._away = True  # as far as is known: what a process before this one saw may not be over

    def wake(self) -> None:
        self._bell.set()

    async def run(self) -> None:
        """For the nursery: carry what is due, sleep until something is."""
        while not self._stopping.is_set():
            self._bell.clear()
            if await self._carry_some():
                continue
            await self._nap()

    async def stop(self, seconds: float) -> None:
        """Claim nothing more; what is on its way may come back, so that nothing of it is left uncertain."""
        self._stopping.set()
        self.wake()
        try:
            async with asyncio.timeout(seconds):
                while self._busy:
                    self._quiet.clear()
                    await self._quiet.wait()
        except TimeoutError:
            log.warning("%s letters on their way when %s stopped", len(self._in_hand), self.carrier.name)

    async def drained(self) -> None:
        """Until nothing is due and nothing is in hand (the rehearsal clock waits here before it goes on)."""
        while self._busy or not self.pace.halted:  # halted: what waits goes out when the channel is back
            self._quiet.clear()
            idle, claims = not self._busy, self._claims
            due = await self._due_in() == 0.0
            # What a reader saw counts only when nothing was taken up or came back while it looked.
            if not due and idle and claims == self._claims:
                return
            if due:  # woken for nothing it would claim again while the reader looks, and never be seen at rest
                self.wake()
            if due or self._busy:
                await self._until_quiet()

    async def _until_quiet(self) -> None:
        try:
            async with asyncio.timeout(0.5):
                await self._quiet.wait()
        except TimeoutError:
            return

    @property
    def _busy(self) -> bool:
        """A letter that is being claimed is not due any more and in nobody's hands yet."""
        return self._claiming or bool(self._in_hand)

    # -- taking letters up --------------------------------------------------------------------------------------

    async def _carry_some(self) -> bool:
        """Claim as many as may leave now, so that nothing waits in memory ahead of an answer. True when there may be
        more: where fewer were due than had room, a second claim would find nothing."""
        limit, lanes = self._room()
        taken, self._next = await self._claim(limit, lanes) if limit else ([], self._machine())
        for claimed in taken:
            self.pace.leaves()
            self._in_hand.add(claimed.letter.id)
            self._start(f"letter {claimed.letter.id}", self._carry(claimed))
        self._claiming = False
        if not self._in_hand:
            self._quiet.set()
        return bool(taken) and len(taken) == limit

    def _room(self) -> tuple[int, list[Lane]]:
        """How many may leave, of which lanes. A channel that was out of reach is tried with one letter."""
        answers, others = self.pace.free(answer=True), self.pace.free(answer=False)
        if self._misses:
            answers = others = min(answers, 0 if self._in_hand else 1)
        return (others, list(Lane)) if others else (answers, [Lane.ANSWER])

    async def _claim(self, limit: int, lanes: list[Lane]) -> tuple[list[Claimed], datetime | None]:
        now, machine = self._now(), self._machine()
        self._claiming = True
        self._claims += 1
        try:
            return await self.database.write(
                lambda session: self._taking(session, now, machine, limit, lanes), brief=True
            )
        except BaseException:
            self._claiming = False
            raise

    async def _taking(
        self, session: Session, now: datetime, machine: datetime, limit: int, lanes: list[Lane]
    ) -> tuple[list[Claimed], datetime | None]:
        """Also when the next one may be taken: a visit of its own to ask that costs more than the claim."""
        calendar = self._calendar
        until = calendar.next_slot(now) if calendar is not None and calendar.is_quiet(now) else None
        taken = await dispatch.claim(session, self.carrier.name, now, machine, limit, lanes, until)
        if len(taken) == limit or lanes == [Lane.ANSWER]:  # of answers alone: then the pace says how long to wait
            return taken, machine
        return taken, await dispatch.next_free(session, self.carrier.name, now, machine)

    async def _nap(self) -> None:
        """Until a commit or a letter that comes back rings, or what is in the way goes by itself. The claim before it
        was for every lane, unless the pace is what is in the way."""
        _, lanes = self._room()
        wait = self._seconds_to(self._next) if len(lanes) > 1 else self.pace.wait()
        try:
            async with asyncio.timeout(min(max(wait, 0.02), LONGEST_NAP) if wait is not None else None):
                await self._bell.wait()
        except TimeoutError:
            return

    async def _due_in(self) -> float | None:
        """Seconds until the earliest waiting letter may be claimed; 0.0: now; None: nothing waits."""
        now, machine = self._now(), self._machine()
        return self._seconds_to(
            await self.database.read(lambda session: dispatch.next_free(session, self.carrier.name, now, machine))
        )

    def _seconds_to(self, moment: datetime | None) -> float | None:
        return max((moment - self._machine()).total_seconds(), 0.0) if moment else None

    # -- carrying one -------------------------------------------------------------------------------------------

    async def _carry(self, claimed: Claimed) -> None:
        """One chat hears one letter at a time, whatever the lane."""
        chat = claimed.letter.chat_id
        turn = self._turns.setdefault(chat, asyncio.Lock())
        async with turn:
            if not await self._may_leave(claimed):
                return
            outcome = await self._attempt(claimed)
            if isinstance(outcome, Later) and outcome.asked:
                self.pace.flooded(claimed.place, outcome.wait.total_seconds())
            self.pace.back(claimed.place, claimed.group)
        await self._settle(claimed, outcome)

    async def _may_leave(self, claimed: Claimed) -> bool:
        """Wait for the chat's turn with the letter in hand, or put it back when that is too long."""
        wait = self.pace.chat_wait(claimed.place, claimed.group)
        if 0 < wait <= HOLDABLE and not self._stopping.is_set():
            try:
                async with asyncio.timeout(wait):
                    await self._stopping.wait()
            except TimeoutError:
                wait = 0.0
        if not wait and not self.pace.halted:
            return True
        self.pace.unused()
        await self._put_back(claimed, timedelta(seconds=wait), "waits for its turn")
        return False

    async def _attempt(self, claimed: Claimed) -> Outcome:
        try:
            async with asyncio.timeout(SEND_SECONDS):
                return await self.carrier.send(claimed)
        except Exception as defect:
            log.exception("carrier %s, letter %s", self.carrier.name, claimed.letter.id)
            return Unknown(type(defect).__name__)

    # -- what it came to ----------------------------------------------------------------------------------------

    async def _settle(self, claimed: Claimed, outcome: Outcome) -> None:
        await self._known(down=isinstance(outcome, Later) and outcome.whole)
        match outcome:
            case Sent(receipt):
                await self._sent(claimed, receipt)
            case Later(wait, True, why):
                await self._out_of_reach(claimed, wait, why)
            case Later():
                await self._later(claimed, outcome)
            case Unknown(why):
                await self._unknown(claimed, why)
            case Never(why, gone):
                await self._never(claimed, why, gone)
            case Moved(address):
                await self._moved(claimed, address)

    async def _known(self, *, down: bool) -> None:
        """Since when a channel is out of reach, and for how long it was: who is late because of it can be told."""
        if down and not self._misses:
            self._away = True
            await self._ledger.surely(lambda session: outages.began(session, self.carrier.name, self._now()))
        elif not down and self._away:
            self._away = False
            await self._ledger.surely(lambda session: outages.ended(session, self.carrier.name, self._now()))
        self._misses = self._misses if down else 0

    async def _sent(self, claimed: Claimed, receipt: str) -> None:
        letter = claimed.letter
        if letter.kind == Kind.EDIT and letter.replaces is not None and receipt != claimed.original:
            original = letter.replaces  # it was gone, so it was said anew: the next edit belongs there
            await self._ledger.surely(lambda session: dispatch.stands_in(session, original, receipt))
        if claimed.gone:
            await self._ledger.surely(lambda session: people.gone(session, self.carrier.name, claimed.address, None))
        self._ledger.close(claimed, Result.SENT, receipt=receipt)

    async def _out_of_reach(self, claimed: Claimed, wait: timedelta, why: str) -> None:
        """Knock again after a growing while, with one letter; the others wait for it."""
        if not self.pace.halted:
            longest = max(wait, LONGEST_HALT)
            self.pace.halt(min(wait * 2 ** min(self._misses, 8), longest).total_seconds())
            self._misses += 1
            log.warning("%s is out of reach: %s", self.carrier.name, why)
        await self._put_back(claimed, NOW, why)

    async def _later(self, claimed: Claimed, later: Later) -> None:
        tries = claimed.letter.failures + 1
        if later.asked or later.behind:
            await self._put_back(claimed, later.wait, later.why)
        elif tries >= GIVE_UP:
            log.error("letter %s given up after %s tries: %s", claimed.letter.id, GIVE_UP, later.why)
            await self._ledger.refuse(claimed, f"given up: {later.why}", False, self._now())
        else:
            await self._ledger.postpone(claimed, max(later.wait, patience(tries)), failed=True, why=later.why)

    async def _unknown(self, claimed: Claimed, why: str) -> None:
        letter = claimed.letter
        again = (letter.lane == Lane.ANSWER or letter.kind == Kind.EDIT) and letter.failures + 1 < UNSURE_TRIES
        log.warning("letter %s may have arrived (%s); again: %s", letter.id, why, again)
        if again:
            await self._ledger.postpone(claimed, AGAIN, failed=True, why=why, uncertain=True)
        else:
            await self._ledger.doubt(claimed, why, self._now())

    async def _never(self, claimed: Claimed, why: str, gone: bool) -> None:
        log.warning("letter %s refused by %s: %s", claimed.letter.id, self.carrier.name, why)
        await self._ledger.refuse(claimed, why, gone, self._now())

    async def _moved(self, claimed: Claimed, address: str) -> None:
        await self._ledger.surely(lambda session: people.moved(session, self.carrier.name, claimed.address, address))
        await self._ledger.postpone(claimed, NOW, failed=True, why="chat moved")

    async def _put_back(self, claimed: Claimed, wait: timedelta, why: str) -> None:
        await self._ledger.postpone(claimed, wait, failed=False, why=why)

    def _let_go(self, letters: list[int | None]) -> None:
        self._in_hand.difference_update(letters)
        if not self._in_hand:
            self._quiet.set()
        self.wake()
