"""The demo: an invented campaign placed around today, and ten units that answer their letters as people do."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from bot import demo_data as world
from bot.acting import Company
from bot.house import House
from core.calendar import Calendar
from core.clock import at, local
from core.deadlines import Deadline, before_day, no_later_than, with_weekday
from core.forms import Form
from core.roles import Role
from core.vietnamese import short_day
from data import campaigns, obligations, people, targets, units
from data.database import Session
from data.inbox import Arrival
from data.models import Campaign, Chat, Deliverable, Obligation
from handlers import web

PHONES = ("organiser", "secretary", "leader")
FRIDAY = 4


def friday_after(day: date, days: int) -> date:
    """The first Friday at least so many days on."""
    earliest = day + timedelta(days=days)
    return earliest + timedelta(days=(FRIDAY - earliest.weekday()) % 7)


async def found(session: Session, now: datetime, calendar: Calendar) -> None:
    """Write the whole invented world, once."""
    root = await units.add(session, world.ORGANISATION, "BTC", "to_chuc")
    today = local(now).date()
    campaign = _campaign(today, now, calendar)
    session.add(campaign)
    await session.flush()
    await _deliverables(session, campaign, today)
    marks = await _units(session, root.id or 0, now)
    for name, members in world.CLUSTERS.items():
        await units.add_group(session, name, [marks[mark] for mark in members])
    organiser = await _person(session, root.id or 0, Role.ORGANISER, world.ORGANISER, "organiser", now)
    await _person(session, root.id or 0, Role.LEADER, world.LEADER, "leader", now)
    await targets.add(session, campaign.id or 0, world.AIMS, {0: await _numbers(session, campaign)})
    await campaigns.board_of(session, campaign.id or 0, organiser.id or 0, now)
    await campaigns.open_obligations(session, campaign, list(marks.values()), now)


def _campaign(today: date, now: datetime, calendar: Calendar) -> Campaign:
    return Campaign(
        name=world.NAME,
        short=world.SHORT,
        number=world.NUMBER,
        issuer=world.ORGANISATION,
        speaker=world.SPEAKER,
        issued_on=today - timedelta(days=1),
        starts_on=today,
        ends_on=today + timedelta(days=35),
        contact_name=world.ORGANISER[0],
        contact_phone=world.ORGANISER[1],
        opened_at=now,
        notice_at=calendar.notice_time(now),
    )


async def _deliverables(session: Session, campaign: Campaign, today: date) -> None:
    first, last = friday_after(today, 8), friday_after(today, 29)
    asked: tuple[tuple[str, Deadline, Form], ...] = (
        (world.FIRST_REPORT, no_later_than(first, _wording(world.NO_LATER_THAN, first)), world.FIRST_FORM),
        (world.LAST_REPORT, before_day(last, _wording(world.BEFORE, last)), world.LAST_FORM),
    )
    for position, (name, deadline, form) in enumerate(asked, start=1):
        session.add(
            Deliverable(
                campaign_id=campaign.id or 0,
                position=position,
                name=name,
                wording=deadline.wording,
                strict=deadline.strict,
                lenient=deadline.lenient,
                hourly=deadline.hour,
                form=form.to_json(),
            )
        )
    await session.flush()


async def _numbers(session: Session, campaign: Campaign) -> list[tuple[int, str, bool]]:
    """Of the last report the number that the plan wants."""
    asked = await campaigns.deliverables(session, campaign.id or 0)
    return [(one.id or 0, world.COUNTED, True) for one in asked if one.name == world.LAST_REPORT]


def _wording(phrase: str, day: date) -> str:
    return with_weekday(f"{phrase} {short_day(day)}", day)


async def _units(session: Session, root: int, now: datetime) -> dict[str, int]:
    marks: dict[str, int] = {}
    for mark, name, kind, secretary, phone, behaviour in world.UNITS:
        unit = await units.add(session, name, mark, kind, root)
        marks[mark] = unit.id or 0
        address = None if behaviour == "absent" else "secretary" if behaviour == "you" else f"unit-{mark}"
        seat = (secretary, phone, world.SECRETARY_TITLE)
        await _person(session, marks[mark], Role.SECRETARY, seat, address, now)
    mark, name, phone = world.DEPUTY
    await _person(session, marks[mark], Role.DEPUTY, (name, phone, world.DEPUTY_TITLE), "deputy", now)
    return marks


async def _person(
    session: Session, unit_id: int, role: Role, who: tuple[str, str, str], address: str | None, now: datetime
) -> Chat:
    """Someone in a seat; with an address they have signed up."""
    name, phone, title = who
    person = await people.add_person(session, name, phone)
    seat = await units.add_seat(session, unit_id, role, title)
    await people.seat_person(session, seat.id or 0, person.id or 0, now)
    chat = Chat(channel="web", address=f"demo:{address}", person_id=person.id)
    if address is not None:
        session.add(chat)
        await session.flush()
    return chat


async def phones(session: Session) -> dict[str, int]:
    """The chats of the three phones."""
    found = {role: await people.speaker(session, "web", f"demo:{role}") for role in PHONES}
    return {role: speaker.chat.id or 0 for role, speaker in found.items() if speaker}


async def greet(house: House) -> None:
    """The first words on each phone, said as a turn says them; a second start says nothing new. Nobody typed this, so
    no page shows it."""
    silent = web.typed("/start") | {"silent": True}
    for role in PHONES:
        await house.intake.keep("web", [Arrival(f"demo:hello:{role}", f"demo:{role}", silent)])


# -- how the other units behave -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Plan:
    """When a unit that is played will hand in one report."""

    at: datetime
    obligation_id: int
    unit_id: int
    mark: str


class Actors(Company):
    """Ten units that hand in at their own time."""

    async def prepare(self) -> None:
        """What they still mean to do; what was handed in before a restart is not planned again."""
        for plan in sorted(await self._house.database.read(self._remaining), key=lambda plan: plan.at):
            self.means(plan.at, partial(self._hand_in, plan))

    async def _remaining(self, session: Session) -> list[Plan]:
        behaviours = {mark: (n, behaviour) for n, (mark, *_, behaviour) in enumerate(world.UNITS)}
        plans = []
        for card in await units.seats(session):
            owed = await obligations.of_units(session, [card.unit_id])
            for one in owed:
                n, behaviour = behaviours[one.unit.mark]
                moment = _when(behaviour, n, one.obligation)
                if moment is not None and one.open:
                    plans.append(Plan(moment, one.id, card.unit_id, one.unit.mark))
        return list({(plan.obligation_id): plan for plan in plans}.values())

    async def _hand_in(self, plan: Plan) -> None:
        address = f"demo:unit-{plan.mark}"
        number = 0
        async for raw in self._script(plan):
            number += 1
            await self.says(address, f"demo:{plan.obligation_id}:{number}", raw)

    async def _script(self, plan: Plan) -> AsyncIterator[dict[str, object]]:
        """Begin, choose where there is a choice, answer each part, send the file, confirm."""
        owed = [
            one
            for one in await self._house.database.read(partial(obligations.of_units, units=[plan.unit_id]))
            if one.open
        ]
        mine = next((one for one in owed if one.id == plan.obligation_id), None)
        if mine is None:
            return
        yield web.typed("nop bao cao")
        if len(owed) > 1:
            yield web.typed(str(owed.index(mine) + 1))
        for field in Form.from_json(mine.deliverable.form).fields:
            yield await self._answer(field.key, plan)
        yield web.typed("1")

    async def _answer(self, key: str, plan: Plan) -> dict[str, object]:
        if key == "tep":
            stored = await self._house.shelf.store(paper(), 1_000_000)
            name = world.FILE_NAME.format(unit=plan.mark)
            return web.uploaded(name, stored.size, stored.sha256, "application/pdf")
        number = [mark for mark, *_ in world.UNITS].index(plan.mark)
        return web.typed(world.SAYS.get(key, world.COUNTS[number]))


async def paper() -> AsyncIterator[bytes]:
    yield world.PAPER


def _when(behaviour: str, n: int, row: Obligation) -> datetime | None:
    """Prompt ones early, others after a reminder, on the last afternoon, late, or never."""
    last = local(row.strict).date()
    minute = time(9 + n % 3, (n * 17) % 60)
    days = {"prompt": -5, "reminded": -3, "last": 0, "late": 3}.get(behaviour)
    if days is None:
        return None
    hour = time(15, (n * 13) % 60) if behaviour == "last" else minute
    moment = at(last + timedelta(days=days), hour)
    return max(moment, row.opened_at + timedelta(hours=2))
