"""The world of a rehearsal: the product itself on a rehearsal clock, without pages, in a database that is thrown away.

Only the ways out are other ones: what would have been sent is written down with its minute.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from pydantic import SecretStr

from bot.app import App
from bot.clock import machine_now
from bot.office import Office
from bot.rehearsal import names
from bot.rehearsal.people import Member, Played
from bot.settings import Settings
from core.delivery import Kind, Lane, Never, Outcome, Sent
from core.roles import HANDING_IN, Role
from data import people, units
from data.database import Database, Session
from data.dispatch import Claimed
from data.models import Chat, Letter, Unit
from scheduler.courier import Carrier, Courier
from scheduler.pace import UNLIMITED

OFFICER = "officer"  # the organiser's chat
REFUSING = "telegram"  # where somebody can block the bot


@dataclass(frozen=True)
class Carried:
    """A letter as somebody received it."""

    at: datetime
    letter: Letter
    address: str


class Post:
    """Keeps what arrived; the units hear of it. A board that is drawn anew in its place is no new letter."""

    name = "web"

    def __init__(self) -> None:
        self.carried: list[Carried] = []
        self.last: dict[str, Letter] = {}
        self.now: Callable[[], datetime] = machine_now
        self.heard: Callable[[Carried], None] | None = None

    async def send(self, claimed: Claimed) -> Outcome:
        if claimed.letter.kind == Kind.SAY:
            carried = Carried(self.now(), claimed.letter, claimed.address)
            self.carried.append(carried)
            self.last[claimed.address] = claimed.letter
            if self.heard is not None:
                self.heard(carried)
        return Sent()


class Refusal:
    """Whoever is written to here has blocked the bot."""

    name = REFUSING

    async def send(self, claimed: Claimed) -> Outcome:
        return Never("blocked", gone=True)


class Walking(Courier):
    """Carries when it is waited for, one letter after another: nobody is served meanwhile, and each rehearsal of a
    plan goes in the same order."""

    async def run(self) -> None:
        return

    async def drained(self) -> None:
        """Whatever was written or has come due since has rung the bell."""
        while self._bell.is_set():
            self._bell.clear()
            taken, _ = await self._claim(UNLIMITED, list(Lane))
            for claimed in taken:
                self.pace.leaves()
                self._in_hand.add(claimed.letter.id)
                await self._carry(claimed)
            self._claiming = False
            while self._in_hand:
                self._quiet.clear()
                await self._quiet.wait()


class Stage(App):
    """The App without pages, without a metronome, and with everybody already in."""

    courier = Walking

    def __init__(self, settings: Settings, played: Sequence[Played], blocked: Collection[str]) -> None:
        """`blocked`: the marks of units whose people refuse what the bot sends."""
        super().__init__(settings, lambda _: None)
        self.post = Post()
        self.office: Office
        self.players = played
        self.blocked = blocked

    def _database(self) -> Database:
        """Lost with the process: nothing need be durable, and nobody else waits for it."""
        return Database(self.settings.database, synchronous="OFF", alone=True)

    def _carriers(self) -> list[Carrier]:
        self.post.now = self.house.clock.now
        return [self.post, Refusal()]

    async def _begin_office(self) -> None:
        self.office = Office(self.house, self.couriers)
        now = self.house.clock.now()
        await self.house.database.write(partial(found, played=self.players, blocked=self.blocked, now=now))

    async def _serve(self) -> None:
        return

    async def settled(self) -> None:
        """Everything said is answered, everything due now is done and carried."""
        await self.house.intake.settled()
        await self.errands.drained()
        due = await self.house.clock.upcoming()
        if due is not None and due <= self.house.clock.now():
            await self.house.clock.advance(self.house.clock.now())
        await self.office.quiet()


def settings(folder: Path, start: datetime, usual: Settings) -> Settings:
    """Nothing of the surroundings counts but the office's hours: no channel, no address, no database of theirs."""
    return Settings.model_construct(
        var_dir=folder,
        clock_start=start,
        clock_speed=0.0,
        secret_key=SecretStr("rehearsal"),
        office_hours=usual.office_hours,
        quiet_hours=usual.quiet_hours,
    )


async def found(session: Session, played: Sequence[Played], blocked: Collection[str], now: datetime) -> None:
    """Units, seats, people and chats, as if all had come in by their invitations."""
    root = await units.add(session, names.ORGANISATION, "BTC", "to_chuc")
    name, phone, title = names.ORGANISER
    await _seat(session, root, Member(name, Role.ORGANISER, title, phone, OFFICER), "web", now)
    by_name: dict[str, Unit] = {}
    groups: dict[str, list[int]] = {}
    for one in played:
        above = by_name.get(one.parent, root)
        unit = by_name[one.name] = await units.add(session, one.name, one.mark, one.type, above.id)
        for group in one.groups:
            groups.setdefault(group, []).append(unit.id or 0)
        channel = REFUSING if one.mark in blocked else "web"
        for member in one.members:
            await _seat(session, unit, member, channel, now)
        if not any(member.role in HANDING_IN for member in one.members):  # an empty seat: still counted, never reached
            await units.add_seat(session, unit.id or 0, Role.SECRETARY, names.SECRETARY_TITLE)
    for group, members in groups.items():
        await units.add_group(session, group, members)


async def _seat(session: Session, unit: Unit, member: Member, channel: str, now: datetime) -> None:
    person = await people.add_person(session, member.name, member.phone)
    seat = await units.add_seat(session, unit.id or 0, member.role, member.title)
    await people.seat_person(session, seat.id or 0, person.id or 0, now)
    session.add(Chat(channel=channel, address=member.address, person_id=person.id))
    await session.flush()
