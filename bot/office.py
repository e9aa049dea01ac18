"""What happens when office time passes: the tick's jobs in their order, and when the next of them is due."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from functools import partial

from bot.acting import Company
from bot.clock import machine_now
from bot.house import House
from data import obligations
from data.obligations import Moments
from scheduler import broadcasts, digests, groups, housekeeping, nudges, openings
from scheduler.courier import Courier


class Office:
    def __init__(self, house: House, couriers: Mapping[str, Courier]) -> None:
        self.actors: Company | None = None
        self._house = house
        self._couriers = couriers
        self._commits = 0
        self._looked = -1  # at which commit the database was last asked
        self._next = Moments()
        house.database.listeners.append(self._committed)
        house.clock.next_moment, house.clock.settle = self.next_moment, self.settle

    def _committed(self, _: set[str]) -> None:
        self._commits += 1

    async def beat(self) -> None:
        """Once a second of machine time."""
        await self._house.clock.beat()
        if self._house.settings.demo:
            from bot.web.demo import tell_clock  # the web comes after the channels: they should not wait for it

            await tell_clock(self._house)

    async def tidy(self) -> None:
        await housekeeping.tidy_up(self._house.database, machine_now())
        await asyncio.to_thread(self._house.parts.forget_old)
        now = self._house.clock.now()
        await housekeeping.erase_private(self._house.database, self._house.shelf, now)
        await housekeeping.forget_photos(self._house.database, now)

    async def next_moment(self) -> datetime | None:
        moments = [(await self._moments()).first, self.actors.next_moment() if self.actors is not None else None]
        return min((moment for moment in moments if moment is not None), default=None)

    async def _moments(self) -> Moments:
        """When something happens next in office time. Only a commit can change it, and only this process commits:
        while nothing is said, nothing is asked."""
        if self._looked != self._commits:
            commits, now = self._commits, self._house.clock.now()
            self._next = await self._house.database.read(partial(obligations.next_moments, now=now))
            self._looked = commits
        return self._next

    async def settle(self, now: datetime) -> None:
        """What is due at this moment of office time; in a rehearsal, until all of it is carried."""
        due = await self.next_moment()
        if due is not None and due <= now:
            await self._work(now)
        if self._house.clock.rehearsing and due is not None:
            await self.quiet()

    async def _work(self, now: datetime) -> None:
        """Each job only where something of it is due; what one writes may be due for the next."""
        database, machine, calendar = self._house.database, machine_now(), self._house.calendar
        letter = (await self._moments()).letter  # asked for again at this moment, it would be later than itself
        if self.actors is not None:
            await self.actors.play(now)
        if _is_due((await self._moments()).opening, now):
            await openings.openings(database, now, machine, calendar)
        if _is_due((await self._moments()).nudge, now):
            await nudges.nudge(database, now, machine, calendar)
        if _is_due((await self._moments()).notice, now):
            await digests.notices(database, now, machine, calendar)
        if _is_due((await self._moments()).board, now):
            await digests.boards(database, now, machine)
        if _is_due((await self._moments()).group, now):
            await groups.boards(database, now, machine, calendar)
        if _is_due((await self._moments()).broadcast, now):
            await broadcasts.announce(database, now, machine, calendar)
        if _is_due(letter, now):
            if self._next.letter == letter:
                self._next = self._next._replace(letter=None)  # from here on the couriers know of it
            for courier in self._couriers.values():
                courier.wake()

    async def quiet(self) -> None:
        """Until what was said is answered and every letter that is due was carried."""
        await self._house.intake.settled()
        for courier in self._couriers.values():
            await courier.drained()


def _is_due(moment: datetime | None, now: datetime) -> bool:
    return moment is not None and moment <= now
