"""Whatever happened, every unit is counted in one place: by the index, by cluster and by the pure rules alike."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest_asyncio
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from core.deadlines import Deadline
from core.progress import Row, Tally, tally, total
from core.roles import Role
from core.submissions import State, Timeliness, Verdict, Workflow
from core.texts.values import Matter
from data import campaigns, changes, obligations, owing, people, requests, reviews, standings, units
from data.database import Session
from data.models import Campaign, Chat, Deliverable, Holding, Obligation, Request, Seat, Unit
from tests.data.books import DAY, HOUR, NOW, Books, id_of
from tests.data.reports import NOTHING, load
from tests.data.scenes import Plan, a_campaign, a_deliverable, a_person, a_plan, opened

MARKS = ("AH", "BT", "CH", "DL", "EK")
NIL = {"v": 1, "fields": {"_nil": "mưa lũ"}}


@pytest_asyncio.fixture(loop_scope="session")
async def plan(books: Books) -> Plan:
    """Five units, each with a secretary on the web but the last; two clusters that share one unit."""
    plan = await a_plan(books, MARKS)
    for unit in plan.units:
        chats = [] if unit.mark == "EK" else [f"web:{unit.mark}"]
        await a_person(books, seats=[(unit, Role.SECRETARY)], chats=chats)
    ids = [id_of(unit) for unit in plan.units]
    await books(units.add_group, "Cụm 1", ids[:2])
    await books(units.add_group, "Cụm 2", ids[1:4])
    return plan


@dataclass(frozen=True)
class Happening:
    """Something that a unit did or that was done to it, so long before or after the report was judged late."""

    unit: int
    what: str
    at: timedelta


WHAT = (
    "hands in", "hands in", "says nil", "promises", "says by mail", "is returned", "is accepted", "withdraws",
    "gets longer", "is exempt", "leaves", "comes in", "joins",
)  # fmt: skip
happenings = st.builds(
    Happening,
    st.integers(0, len(MARKS) - 1),
    st.sampled_from(WHAT),
    st.integers(-72, 72).map(lambda hours: timedelta(hours=hours)),
)
EVERYTHING = [Happening(at % len(MARKS), what, timedelta(hours=at)) for at, what in enumerate(WHAT)]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@example(history=EVERYTHING, asked=1)
@given(history=st.lists(happenings, max_size=16), asked=st.integers(-72, 72))
async def test_after_any_history_everything_adds_up(
    books: Books, plan: Plan, history: list[Happening], asked: int
) -> None:
    campaign = await a_campaign(books)
    report = await a_deliverable(books, campaign)
    await books.change(report, form={"v": 1, "fields": [], "nil": True})
    await opened(books, campaign, *plan.units)
    now = report.lenient + asked * HOUR
    joined = await books(_happened, campaign, report, history)
    (standing,) = await books.read(standings.standing, id_of(campaign), now)
    counted = standing.tally
    assert counted.adds_up
    assert counted.expected == len(MARKS) + joined
    assert counted == tally(await books.read(_recounted, id_of(campaign), now))
    assert (counted.rate or 0) <= 100
    assert counted.received + counted.missing == counted.asked <= counted.expected
    await _parts_agree(books, plan, report, counted, now)


async def _parts_agree(books: Books, plan: Plan, report: Deliverable, counted: Tally, now: datetime) -> None:
    """The clusters, what is counted of some units, and the lists of names."""
    found = await books.read(standings.by_cluster, [id_of(report)], now)
    parts = [one.of(id_of(report)) for one in found]
    assert all(one.adds_up for one in parts)
    shared = await books.read(_counted, report, now, [id_of(plan.units[1])])  # in both clusters
    assert replace(total(parts), nil=0) == replace(total([counted, shared]), nil=0, unreached=0)
    ids = [id_of(unit) for unit in await books.all(Unit)]
    halves = [await books.read(_counted, report, now, ids[:3]), await books.read(_counted, report, now, ids[3:])]
    assert total(halves) == replace(counted, unreached=0)
    missing = await books.read(owing.missing, id_of(report))
    assert (len([one for one in missing if not one.returned]), len(missing)) == (
        counted.missing, counted.missing + counted.returned,
    )  # fmt: skip
    late = await books.read(owing.late, id_of(report), now)
    assert len([one for one in late if one.came]) == counted.received_late
    assert await books.read(owing.past, id_of(report), now) == (
        counted.received_late,
        len(late) - counted.received_late,
    )
    assert await books.read(owing.late, id_of(report), now, None, 20, 2) == late[2:]


async def _counted(session: Session, report: Deliverable, now: datetime, ids: list[int]) -> Tally:
    (one,) = await standings.counted(session, [report.campaign_id], now, ids)
    return one.tally


async def _happened(session: Session, campaign: Campaign, report: Deliverable, history: list[Happening]) -> int:
    """How many units joined."""
    joined = 0
    for one in sorted(history, key=lambda happening: happening.at):
        rows = (await session.exec(select(Obligation).where(Obligation.campaign_id == campaign.id))).all()
        row = await session.get(Obligation, rows[one.unit].id, populate_existing=True)
        assert row is not None
        if one.what == "joins":
            joined += 1
            unit = await units.add(session, f"Xã mới {joined}", "MM", "xa")
            await campaigns.open_obligations(session, campaign, [id_of(unit)], NOW)
        else:
            await _did(session, report, row, one.what, row.lenient + one.at)
        await session.flush()
    return joined


async def _did(session: Session, report: Deliverable, row: Obligation, what: str, at: datetime) -> None:
    owed = await load(session, row)
    case = await reviews.of_report(session, owed.id, [row.unit_id]) if row.version else None
    match what:
        case "hands in" | "says nil" if row.workflow != "exempt":
            earlier = await obligations.versions(session, owed.id)
            answers: dict[str, Any] = NIL if what == "says nil" else NOTHING
            more = {"person_id": 1, "channel": "web", "handed_at": at, "answers": answers, "files": NOTHING}
            await obligations.hand_in(session, owed, earlier, **more)
        case "promises" if row.workflow == "owed":
            await obligations.promise(session, owed, 1, at + DAY, at)
        case "says by mail":
            asked: dict[str, Any] = {
                "campaign_id": row.campaign_id,
                "obligation_id": row.id,
                "unit_id": row.unit_id,
                "person_id": 1,
            }
            await requests.add(session, Request(**asked, matter=str(Matter.EMAIL), words="đã gửi", made_at=at))
        case "is returned" | "is accepted" if case is not None and case.submission.withdrawn_at is None:
            verdict = Verdict.RETURNED if what == "is returned" else Verdict.ACCEPTED
            await reviews.decide(session, case, verdict, at, 1)
        case "withdraws" if case is not None:
            await reviews.withdraw(session, case, at)
        case "gets longer":
            longer = Deadline("đến hết ngày 20/10", row.strict + DAY, row.lenient + DAY)
            await changes.extend(session, report, [row.unit_id], longer, at)
        case "is exempt":
            await changes.exempt_units(session, report, [row.unit_id])
        case "leaves":
            for seat in (await session.exec(select(Seat).where(Seat.unit_id == row.unit_id))).all():
                await people.leave_seat(session, id_of(seat), at)
        case "comes in":
            await people.gone(session, "web", MARKS[row.unit_id % len(MARKS)], at if row.unit_id % 2 else None)


async def _recounted(session: Session, campaign_id: int, now: datetime) -> list[Row]:
    """The same, unit by unit, from what stands in the tables."""
    rows = (await session.exec(select(Obligation).where(Obligation.campaign_id == campaign_id))).all()
    versions = await obligations.histories(session, [id_of(row) for row in rows])
    mailed = set((await session.exec(select(Request.obligation_id))).all())
    reached = await session.exec(
        select(Seat.unit_id).join(Holding).join(Chat, Chat.person_id == Holding.person_id)  # type: ignore[arg-type]
        .where(Holding.until.is_(None), Chat.gone_at.is_(None))  # type: ignore[union-attr]
    )  # fmt: skip
    found = set(reached.all())
    return [
        Row(
            State(Workflow(row.workflow), Timeliness(row.timeliness)),
            by_email=row.id in mailed,
            promised=row.promised_until is not None and row.promised_until >= now,
            broken=row.promised_until is not None and row.promised_until < now,
            unreached=row.unit_id not in found,
            nil=bool(said := versions.get(id_of(row), [])) and "_nil" in said[-1].answers.get("fields", {}),
        )
        for row in rows
    ]


async def test_nothing_is_counted_of_an_earlier_period(books: Books, plan: Plan) -> None:
    (report,) = plan.reports
    await books.change(report, period="2021-11")
    (one,) = await books.read(standings.counted, [id_of(plan.campaign)], NOW)
    assert one.tally == Tally()
    assert await books.read(standings.by_cluster, [id_of(report)], NOW) == []


async def test_a_unit_in_two_clusters_counts_in_each_and_one_in_none_apart(books: Books, plan: Plan) -> None:
    at = id_of(plan.reports[0])
    found = await books.read(standings.by_cluster, [at], NOW)
    assert [(one.name, one.of(at).expected) for one in found] == [("Cụm 1", 2), ("Cụm 2", 3), ("", 1)]


async def test_the_campaign_whose_next_report_presses_most_comes_first(books: Books, plan: Plan) -> None:
    await a_deliverable(books, plan.campaign, "Báo cáo sau", due=NOW + 20 * DAY, position=2)
    sooner = await a_campaign(books, "Gấp", ends_on=NOW.date() + 90 * DAY)
    await a_deliverable(books, sooner, due=NOW + DAY)
    await opened(books, sooner, *plan.units[:1])
    order = standings.by_urgency(await books.read(standings.asked), NOW)
    assert [(one.short, one.name) for one in order] == [("Gấp", "Báo cáo kết quả"), ("Tháng thanh niên", "Báo cáo 1")]
    for row in (await books.all(Obligation))[5:]:
        await books.change(row, workflow="accepted", timeliness="on_time")
    order = standings.by_urgency(await books.read(standings.asked), NOW)
    assert [one.short for one in order] == ["Tháng thanh niên", "Gấp"]
