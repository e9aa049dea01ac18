"""What happens when office time passes: the tick's jobs in their order, and when the next of them is due."""

from collections.abc import Mapping
from datetime import datetime

from bot.clock import machine_now
from bot.demo import Actors
from bot.house import House
from data import obligations
from scheduler import digests, housekeeping, nudges, openings
from scheduler.courier import Courier


class Office:
    def __init__(self, house: House, couriers: Mapping[str, Courier]) -> None:
        self.actors: Actors | None = None
        self._house = house
        self._couriers = couriers
        self._commits = 0
        self._looked = -1  # at which commit the database was last asked
        self._next: datetime | None = None
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

    async def next_moment(self) -> datetime | None:
        """When something happens next in office time. Only a commit can change it, and only this process commits:
        while nothing is said, nothing is asked."""
        if self._looked != self._commits:
            commits = self._commits
            self._next = await self._house.database.read(obligations.next_moment)
            self._looked = commits
        moments = [self._next, self.actors.next_moment() if self.actors is not None else None]
        return min((moment for moment in moments if moment is not None), default=None)

    async def settle(self, now: datetime) -> None:
        """What is due at this moment of office time; in a rehearsal, until all of it is carried."""
        due = await self.next_moment()
        if due is not None and due <= now:
            database, machine, calendar = self._house.database, machine_now(), self._house.calendar
            if self.actors is not None:
                await self.actors.play(now)
            await openings.openings(database, now, machine, calendar)
            await nudges.nudge(database, now, machine, calendar)
            await digests.notices(database, now, machine, calendar)
            await digests.boards(database, now, machine)
        if self._house.clock.rehearsing and due is not None:
            await self.quiet()

    async def quiet(self) -> None:
        """Until what was said is answered and every letter that is due was carried."""
        await self._house.intake.settled()
        for courier in self._couriers.values():
            await courier.drained()
