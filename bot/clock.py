"""The shells' clock: office time, real or rehearsed, beside machine time, which is always real."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from core.clock import Rehearsal
from data import marks
from data.database import Database

NextMoment = Callable[[], Awaitable[datetime | None]]
Settle = Callable[[datetime], Awaitable[None]]


def machine_now() -> datetime:
    return datetime.now(UTC)


class Clock:
    """Office time. A rehearsal never skips: `advance` stops at every due moment on its way."""

    def __init__(self, database: Database, rehearsal: Rehearsal | None = None) -> None:
        self._database = database
        self._rehearsal = rehearsal
        self._now = rehearsal.office if rehearsal else machine_now()
        self._moving = asyncio.Lock()
        self.next_moment: NextMoment | None = None
        self.settle: Settle | None = None

    @property
    def rehearsing(self) -> bool:
        return self._rehearsal is not None

    @property
    def speed(self) -> float:
        return self._rehearsal.speed if self._rehearsal else 1.0

    @property
    def moving(self) -> bool:
        return self._moving.locked()

    def now(self) -> datetime:
        return self._now if self._rehearsal else machine_now()

    async def beat(self) -> None:
        """Once a second of machine time: let a rehearsal run on at its speed, or look at what real time made due."""
        if self._rehearsal is None:
            if self.settle is not None:
                await self.settle(machine_now())
        elif not self._moving.locked():
            await self.advance(self._rehearsal.office_at(machine_now()), keep_pace=True)

    async def advance(self, to: datetime, *, keep_pace: bool = False) -> None:
        """Go to `to`, stopping at each due moment: run the tick there, let the courier drain, go on."""
        if self._rehearsal is None:
            raise RuntimeError("real time cannot be moved")
        async with self._moving:
            last: datetime | None = None
            while (due := await self._due_before(to)) is not None:
                # A moment that stays due after its tick would hold the clock for ever.
                due = max(due, self._now)
                if due == last:
                    due = min(to, due + timedelta(seconds=1))
                last = due
                await self._arrive(due)
                if due >= to:
                    break
            await self._arrive(to)
            await self._keep(keep_pace)

    async def set_speed(self, speed: float) -> None:
        if self._rehearsal is None:
            raise RuntimeError("real time has one speed")
        self._rehearsal = Rehearsal(machine_now(), self._now, speed)
        await self._keep(keep_pace=False)

    async def upcoming(self) -> datetime | None:
        return await self.next_moment() if self.next_moment else None

    async def _due_before(self, to: datetime) -> datetime | None:
        due = await self.upcoming()
        return due if due is not None and due <= to else None

    async def _arrive(self, moment: datetime) -> None:
        self._now = max(self._now, moment)
        if self.settle is not None:
            await self.settle(self._now)

    async def _keep(self, keep_pace: bool) -> None:
        """After a jump the clock goes on from here at its speed; a beat leaves the anchor alone."""
        assert self._rehearsal is not None
        if keep_pace:
            return
        self._rehearsal = Rehearsal(machine_now(), self._now, self._rehearsal.speed)
        kept = self._rehearsal
        await self._database.write(lambda session: marks.keep_rehearsal(session, kept))
