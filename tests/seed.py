"""Databases made ready for a bot that runs as a process of its own: people bound to chats, units that owe, codes."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from sqlmodel import col, select

from bot import demo
from bot.nursery import Nursery
from bot.secrets import Hasher, kept_key
from core.calendar import Calendar
from core.clock import local
from core.deadlines import no_later_than
from core.forms import Field, FieldKind, Form
from core.roles import Role
from data import campaigns, invitations, migrations, people, units
from data.database import Database, Session, opened
from data.models import Campaign, Chat, Deliverable, Holding, Seat, Unit

T = TypeVar("T")

START = datetime(2021, 9, 30, 3, 0, tzinfo=UTC)  # Thursday, 10:00 in Việt Nam: nothing falls due for an hour

MAI, TU, KHOA, HANH = 1001, 1002, 1003, 1004  # Telegram ids: secretary, deputy, organiser, leader
HUY = 1005  # the secretary of another unit
SEATS = {
    MAI: ("AH", Role.SECRETARY),
    TU: ("AH", Role.DEPUTY),
    KHOA: ("BTC", Role.ORGANISER),
    HANH: ("BTC", Role.LEADER),
    HUY: ("AB", Role.SECRETARY),
}
CODE, LINK = "ABC-DEF-GHJ", "TrUoNgHoPdAuTiEnCuAmAi"  # open the seat of the unit that has not signed up, once
ABSENT = "DL"

CROWD = 20_000  # the Telegram id of a crowd's first person
NUMBER, PAPER = "Số lượt người tham gia", "Bản báo cáo"
FORM = Form(
    (
        Field("luot", NUMBER, FieldKind.NUMBER, unit="lượt", minimum=0, maximum=100_000),
        Field("tep", PAPER, FieldKind.FILES),
    )
)


def database_of(var: Path) -> str:
    """Where the bot keeps its facts when only VAR_DIR says so."""
    return f"sqlite+aiosqlite:///{(var / 'dunghan.db').absolute()}"


async def written(var: Path, work: Callable[[Session], Awaitable[T]]) -> T:
    """One durable piece of work on a database nobody runs on."""
    async with opened(Database(database_of(var))) as database, Nursery() as nursery:
        await database.migrate(migrations.upgrade)
        nursery.keep_running("writer", database.run)
        return await database.write(work)


async def campaign(var: Path, now: datetime = START) -> None:
    """The demo's organisation and plan around that day, with five of its people on Telegram and one open invitation."""
    hasher, machine = Hasher(kept_key(var)), datetime.now(UTC)

    async def write(session: Session) -> None:
        await demo.found(session, now, Calendar())
        for address, (mark, role) in SEATS.items():
            seat = await _seat(session, mark, role)
            session.add(Chat(channel="telegram", address=str(address), person_id=await _holder(session, seat)))
        seat = await _seat(session, ABSENT, Role.SECRETARY)
        await invitations.make(
            session, invitations.SEAT, hasher.code(CODE), hasher.code(LINK), machine, timedelta(days=7),
            seat_id=seat, person_id=await _holder(session, seat),
        )  # fmt: skip

    await written(var, write)


async def _seat(session: Session, mark: str, role: Role) -> int:
    found = select(Seat.id).join(Unit, col(Unit.id) == Seat.unit_id).where(Unit.mark == mark, Seat.role == str(role))
    return (await session.exec(found)).one() or 0


async def _holder(session: Session, seat: int) -> int:
    return (await session.exec(select(Holding.person_id).where(Holding.seat_id == seat))).one()


@dataclass(frozen=True)
class Member:
    """One of a crowd: each the secretary of a unit of their own, which owes one report."""

    number: int

    @property
    def id(self) -> int:
        return CROWD + self.number

    @property
    def mark(self) -> str:
        return f"U{self.number:03d}"

    @property
    def receipt(self) -> str:
        return f"{self.mark}-01"

    @property
    def file(self) -> tuple[str, bytes]:
        return f"bao-cao-{self.number:03d}.pdf", f"%PDF-1.4 {self.mark}\n".encode() * (1 + self.number % 7)


async def crowd(var: Path, size: int, form: Form = FORM) -> list[Member]:
    """So many people on Telegram, each owing the same report, due in a month."""
    now, members = datetime.now(UTC), [Member(number) for number in range(size)]

    async def write(session: Session) -> None:
        root = await units.add(session, "Quận Đoàn Bình Lâm", "BTC", "to_chuc")
        plan = _plan(local(now).date(), now)
        session.add(plan)
        await session.flush()
        due = no_later_than(local(now).date() + timedelta(days=30), "chậm nhất sau 30 ngày")
        session.add(
            Deliverable(
                campaign_id=plan.id or 0,
                position=1,
                name="Báo cáo kết quả",
                wording=due.wording,
                strict=due.strict,
                lenient=due.lenient,
                form=form.to_json(),
            )
        )
        await session.flush()
        owing = [await _member(session, root.id or 0, member, now) for member in members]
        await campaigns.open_obligations(session, plan, owing, now)

    await written(var, write)
    return members


REVIEWERS = (700_001, 700_002)


async def reviewers(var: Path) -> None:
    """Two who look at what came in, over the units of a crowd."""
    now = datetime.now(UTC)

    async def write(session: Session) -> None:
        root = await units.root(session)
        for number, telegram in enumerate(REVIEWERS):
            person = await people.add_person(session, f"Trần Văn {number}", f"0912.000.{number:03d}")
            seat = await units.add_seat(session, root.id or 0 if root else 0, Role.ORGANISER, "Cán bộ")
            await people.seat_person(session, seat.id or 0, person.id or 0, now)
            session.add(Chat(channel="telegram", address=str(telegram), person_id=person.id))

    await written(var, write)


def _plan(today: date, now: datetime) -> Campaign:
    return Campaign(
        name="đợt thi đua lao động sáng tạo", short="đợt thi đua", issuer="Quận Đoàn Bình Lâm",
        speaker="Ban Tổ chức đợt thi đua", starts_on=today, ends_on=today + timedelta(days=35),
        contact_name="Trần Đăng Khoa", contact_phone="0912.000.118", opened_at=now,
    )  # fmt: skip


async def _member(session: Session, root: int, member: Member, now: datetime) -> int:
    unit = await units.add(session, f"Chi đoàn số {member.number}", member.mark, "chi_doan", root)
    person = await people.add_person(session, f"Nguyễn Văn {member.number}", f"0900.000.{member.number:03d}")
    seat = await units.add_seat(session, unit.id or 0, Role.SECRETARY, "Bí thư")
    await people.seat_person(session, seat.id or 0, person.id or 0, now)
    session.add(Chat(channel="telegram", address=str(member.id), person_id=person.id))
    return unit.id or 0
