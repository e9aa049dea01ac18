"""Units, people and plans to begin a test with, each written in one transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from core.roles import Role
from data import campaigns, people, units
from data.database import Session
from data.models import Campaign, Chat, Deliverable, Person, Unit
from tests.data.books import DAY, NOW, Books, id_of


async def a_unit(books: Books, name: str = "Xã An Hòa", mark: str = "AH") -> Unit:
    return await books(units.add, name, mark, "xa")


async def a_person(
    books: Books,
    name: str = "Nguyễn Thị Mai",
    *,
    seats: Iterable[tuple[Unit, Role]] = (),
    chats: Iterable[str] = (),
) -> Person:
    """Someone who sits there since a week ago, with chats written as `web:mai`."""
    return await books(_person, name, seats, chats)


async def _person(session: Session, name: str, seats: Iterable[tuple[Unit, Role]], chats: Iterable[str]) -> Person:
    person = await people.add_person(session, name, "0900.000.001")
    for unit, role in seats:
        seat = await units.add_seat(session, id_of(unit), role, f"{role} {unit.mark}")
        await people.seat_person(session, id_of(seat), id_of(person), NOW - 7 * DAY)
    for address in chats:
        session.add(_chat(address, person))
        await session.flush()
    return person


async def a_chat(books: Books, address: str = "web:mai", person: Person | None = None, group: bool = False) -> Chat:
    return await books.add(_chat(address, person, group))


def _chat(address: str, person: Person | None, group: bool = False) -> Chat:
    channel, _, name = address.partition(":")
    return Chat(channel=channel, address=name, person_id=person.id if person else None, group=group)


async def a_campaign(books: Books, short: str = "Tháng thanh niên", **given: Any) -> Campaign:
    return await books.add(_campaign(short, **given))


def _campaign(short: str = "Tháng thanh niên", **given: Any) -> Campaign:
    usual: dict[str, Any] = {
        "name": f"Kế hoạch {short}", "short": short, "issuer": "Ban Thường vụ", "speaker": "Ban Tổ chức",
        "starts_on": date(2021, 10, 1), "ends_on": date(2021, 11, 1), "opened_at": NOW,
        "contact_name": "Trần Văn Khoa", "contact_phone": "0900.000.002",
    }  # fmt: skip
    return Campaign(**(usual | given))


async def a_deliverable(
    books: Books, campaign: Campaign, name: str = "Báo cáo kết quả", *, due: datetime = NOW + 7 * DAY, position: int = 1
) -> Deliverable:
    return await books.add(_deliverable(campaign, name, due, position))


def _deliverable(campaign: Campaign, name: str, due: datetime, position: int) -> Deliverable:
    """Judged late a day after its last safe moment, as when a plan says "trước ngày"."""
    return Deliverable(
        campaign_id=id_of(campaign), position=position, name=name, wording="trước ngày 12/10",
        strict=due, lenient=due + DAY,
    )  # fmt: skip


async def opened(books: Books, campaign: Campaign, *members: Unit) -> None:
    await books(campaigns.open_obligations, campaign, [id_of(unit) for unit in members], NOW)


@dataclass(frozen=True)
class Plan:
    """A campaign that asks each of these units for each of these reports, a week apart."""

    campaign: Campaign
    reports: Sequence[Deliverable]
    units: Sequence[Unit]

    def of(self, *marks: str) -> list[int]:
        return [id_of(unit) for unit in self.units if unit.mark in marks]


async def a_plan(books: Books, marks: Sequence[str] = ("AH",), reports: int = 1) -> Plan:
    return await books(_plan, marks, reports)


async def _plan(session: Session, marks: Sequence[str], reports: int) -> Plan:
    campaign = _campaign()
    session.add(campaign)
    await session.flush()
    asked = [_deliverable(campaign, f"Báo cáo {at}", NOW + at * 7 * DAY, at) for at in range(1, reports + 1)]
    members = [Unit(name=f"Xã {mark}", mark=mark, type="xa") for mark in marks]
    for row in (*asked, *members):  # one by one, so that ids follow this order on every database
        session.add(row)
        await session.flush()
    await campaigns.open_obligations(session, campaign, [id_of(unit) for unit in members], NOW)
    return Plan(campaign, asked, members)
