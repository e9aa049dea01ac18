"""The world of the stories, made for thousands of conversations: nobody waits to be woken and no second is counted.
What is due is done when it is asked for, by the same claims, turns and jobs as ever."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC
from pathlib import Path
from typing import Any, ClassVar

from sqlmodel import col, update

from bot.clock import machine_now
from bot.nursery import Nursery
from core.cards import Card
from core.delivery import Lane, Result, Sent
from data import dispatch, errands
from data.database import Session
from data.dispatch import Claimed
from data.files import Stored
from data.models import Letter
from scheduler.cards import LARGEST, Cards
from scheduler.courier import Courier
from scheduler.pace import UNLIMITED
from tests import cast
from tests.cast import Rehearsed, World, campaign
from tests.torture.glance import Glance

_ALBUMS = "SELECT EXISTS(SELECT 1 FROM outbox WHERE closed_at IS NULL AND once LIKE 'album:%')"
_WAITING = "SELECT id FROM outbox WHERE closed_at IS NULL AND channel = ? AND not_before <= ? AND free_at <= ?"


class ByHand(Courier):
    """Carries when it is asked to, until nothing is due; what its carrier took is closed with the claim."""

    glance: ClassVar[Glance]

    async def run(self) -> None:
        await self._stopping.wait()

    async def drained(self) -> None:
        before = None
        while (due := self._due()) and due != before:  # what cannot be claimed waits behind another
            before = due
            await self.database.write(self._carries, brief=True)

    def _due(self) -> list[int]:
        moments = (f"{one.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}" for one in (self._now(), self._machine()))
        return self.glance.rows(_WAITING, self.carrier.name, *moments)

    async def _carries(self, session: Session) -> None:
        now, machine, calendar = self._now(), self._machine(), self._calendar
        until = calendar.next_slot(now) if calendar is not None and calendar.is_quiet(now) else None
        taken = await dispatch.claim(session, self.carrier.name, now, machine, UNLIMITED, list(Lane), until)
        if taken:
            await dispatch.close(session, [await self._closing(one) for one in taken])

    async def _closing(self, claimed: Claimed) -> dict[str, Any]:
        sent = await self.carrier.send(claimed)
        assert isinstance(sent, Sent)
        return dispatch.closing(claimed.letter, self._machine(), Result.SENT, receipt=sent.receipt)


class Unhurried(Rehearsed):
    """No beat: time passes when somebody lets it."""

    courier = ByHand

    def _tick(self) -> None:
        return

    def _couriers(self, nursery: Nursery) -> None:
        super()._couriers(nursery)
        house = self.house
        picture = Sketched(house.database, house.shelf, house.clock.now, machine_now)
        self.errands._works = {**self.errands._works, errands.CARD: picture}


class Sketched(Cards):
    """A meeting's picture without the drawing, which takes longer than a whole conversation."""

    async def _drawn(self, card: Card) -> Stored:
        return await self._shelf.store(_sketch(), LARGEST)


async def _sketch() -> AsyncIterator[bytes]:
    yield b"\x89PNG\r\n\x1a\n"


def there(world: World, digest: str, content: bytes) -> None:
    """These bytes arrived."""
    path = world.app.house.shelf.path(digest)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)


async def settled(world: World) -> None:
    """Every update handled, everything due now done, every due letter carried."""
    app, house, glance = world.app, world.app.house, ByHand.glance
    await house.intake.settled()
    await app.errands.drained()
    if glance.one(_ALBUMS):
        at_once = update(Letter).where(col(Letter.once).like("album:%")).values(free_at=machine_now())
        await world.database.write(lambda session: session.exec(at_once))
    due = await house.clock.upcoming()
    if due is not None and due <= world.now:
        await house.clock.advance(world.now)
    for courier in app.couriers.values():
        await courier.drained()


@asynccontextmanager
async def quick(folder: Path) -> AsyncIterator[tuple[World, Glance]]:
    """A campaign that has just begun, or the one in this folder, gone on with."""
    await cast._found(folder)
    ByHand.glance = glance = Glance(folder / "demo.db")
    async with campaign(folder, kind=Unhurried) as world:
        try:
            yield world, glance
        finally:
            glance.close()
