"""Where a campaign stands: numbers that add up, and names for those who are missing."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from core.progress import Row, Tally, tally
from core.roles import Role
from core.submissions import Handed, Timeliness, Workflow, state_of
from data import campaigns, obligations, owing, people, standings
from data.database import Session
from data.models import Board, Chat, Obligation, Submission, Unit
from tests.data.books import DAY, HOUR, INSTANT, NOW, Books, id_of
from tests.data.mail import Mail
from tests.data.reports import hand_in, owed_by, promise
from tests.data.scenes import Plan, a_campaign, a_deliverable, a_person, a_plan, opened

MARKS = ("AH", "BT", "CH", "DL", "EK")


@pytest_asyncio.fixture(loop_scope="session")
async def plan(books: Books) -> Plan:
    """A campaign that asks five units for one report, due in a week. None of them has signed up."""
    await a_person(books)
    return await a_plan(books, MARKS)


async def stands(books: Books, plan: Plan, now: datetime = NOW, units: list[int] | None = None) -> Tally:
    (standing,) = await books.read(standings.standing, id_of(plan.campaign), now, units)
    return standing.tally


class TestHowItStands:
    async def test_at_first_everybody_is_missing_and_silent(self, books: Books, plan: Plan) -> None:
        assert await stands(books, plan) == Tally(expected=5, missing=5, silent=5, unreached=5)

    async def test_whom_the_bot_cannot_write_to_is_counted_among_the_missing(self, books: Books, plan: Plan) -> None:
        signed_up = [(unit, Role.SECRETARY) for unit in plan.units[:2]]
        await a_person(books, seats=signed_up, chats=["web:mai"])
        await a_person(books, seats=[(plan.units[2], Role.SECRETARY)], chats=["web:tu"])
        await books(people.gone, "web", "tu", NOW)
        assert await stands(books, plan) == Tally(expected=5, missing=5, silent=5, unreached=3)

    async def test_each_unit_counts_in_one_place(self, books: Books, plan: Plan) -> None:
        rows = await books.all(Obligation)
        await books(hand_in, rows[0], 1, NOW)
        await books(hand_in, rows[1], 1, plan.reports[0].lenient + INSTANT)
        await books(promise, rows[2], 1, NOW + DAY, NOW)
        await books.change(rows[3], workflow="exempt")
        assert await stands(books, plan) == Tally(
            expected=5, on_time=1, late=1, missing=2, exempt=1, waiting=2, promised=1, silent=1, unreached=2
        )

    async def test_nothing_to_report_is_counted_by_the_version_that_stands(self, books: Books, plan: Plan) -> None:
        await books.change(plan.reports[0], form={"v": 1, "fields": [], "nil": True})
        rows = await books.all(Obligation)
        for row in rows[:2]:
            await books(hand_in, row, 1, NOW)
        for handed in await books.all(Submission):
            await books.change(handed, answers={"v": 1, "fields": {"_nil": "mưa lũ"}}, nil=True)
        assert (await stands(books, plan)).nil == 2
        await books(hand_in, (await books.all(Obligation))[0], 1, NOW)
        assert (await stands(books, plan)).nil == 1
        assert (await stands(books, plan, units=plan.of("AH"))).nil == 0
        await books.change((await books.all(Submission))[-1], withdrawn_at=NOW)
        assert (await stands(books, plan)).nil == 2

    async def test_a_promise_is_broken_once_its_moment_has_passed(self, books: Books, plan: Plan) -> None:
        await books(promise, (await books.all(Obligation))[0], 1, NOW + HOUR, NOW)
        assert await stands(books, plan, NOW + HOUR) == Tally(expected=5, missing=5, promised=1, silent=4, unreached=5)
        assert await stands(books, plan, NOW + HOUR + INSTANT) == Tally(
            expected=5, missing=5, broken=1, silent=4, unreached=5
        )

    async def test_for_some_units_only(self, books: Books, plan: Plan) -> None:
        await books(hand_in, (await books.all(Obligation))[0], 1, NOW)
        assert await stands(books, plan, units=plan.of("AH", "BT")) == Tally(
            expected=2, on_time=1, missing=1, waiting=1, silent=1, unreached=1
        )

    async def test_for_no_units_nothing_is_expected(self, books: Books, plan: Plan) -> None:
        assert await stands(books, plan, units=[]) == Tally()

    async def test_every_report_has_its_line_in_the_plans_order(self, books: Books, plan: Plan) -> None:
        await a_deliverable(books, plan.campaign, "Báo cáo đầu", position=0)
        found = await books.read(standings.standing, id_of(plan.campaign), NOW)
        assert [(one.deliverable.name, one.tally.expected) for one in found] == [
            ("Báo cáo đầu", 0), ("Báo cáo 1", 5),
        ]  # fmt: skip

    async def test_another_campaign_does_not_count(self, books: Books, plan: Plan) -> None:
        other = await a_campaign(books, "Khác")
        await a_deliverable(books, other)
        await opened(books, other, *plan.units)
        assert (await stands(books, plan)).expected == 5


@dataclass(frozen=True)
class Happening:
    """Something a unit did, so long before or after the report was judged late."""

    unit: int
    what: str
    at: timedelta


happenings = st.builds(
    Happening,
    st.integers(0, len(MARKS) - 1),
    st.sampled_from(["hands in", "hands in", "promises", "is exempt", "is returned"]),
    st.integers(-72, 72).map(lambda hours: timedelta(hours=hours)),
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(history=st.lists(happenings, max_size=12), asked=st.integers(-72, 72))
async def test_after_any_history_the_numbers_add_up(
    books: Books, plan: Plan, history: list[Happening], asked: int
) -> None:
    campaign = await a_campaign(books)
    report = await a_deliverable(books, campaign)
    await opened(books, campaign, *plan.units)
    rows = [row for row in await books.all(Obligation) if row.campaign_id == campaign.id]
    await books(_happened, rows, history)
    now = report.lenient + asked * HOUR
    (standing,) = await books.read(standings.standing, id_of(campaign), now)
    assert standing.tally.adds_up
    assert standing.tally.expected == len(MARKS)
    assert standing.tally == tally(await books.read(_recounted, id_of(campaign), now))


async def _happened(session: Session, rows: list[Obligation], history: list[Happening]) -> None:
    for one in sorted(history, key=lambda happening: happening.at):
        row = await session.get(Obligation, rows[one.unit].id, populate_existing=True)
        assert row is not None
        at = row.lenient + one.at
        match one.what:
            case "hands in" if row.workflow != "exempt":
                await hand_in(session, row, 1, at)
            case "promises" if row.workflow == "owed":
                await promise(session, row, 1, at + DAY, at)
            case "is exempt" if row.workflow == "owed":
                row.workflow = "exempt"
            case "is returned" if row.workflow == "handed_in":
                row.workflow = "returned"
        await session.flush()


async def _recounted(session: Session, campaign_id: int, now: datetime) -> list[Row]:
    """The same from the versions alone, by the pure rules."""
    rows = (await session.exec(select(Obligation).where(Obligation.campaign_id == campaign_id))).all()
    versions = await obligations.histories(session, [id_of(row) for row in rows])
    return [_judged(row, versions.get(id_of(row), []), now) for row in rows]


def _judged(row: Obligation, versions: list[Submission], now: datetime) -> Row:
    """Returned and exempt are nowhere but on the row yet."""
    state = state_of([Handed(one.handed_at) for one in versions], row.lenient, row.workflow == "exempt")
    if row.workflow == "returned":
        state = replace(state, workflow=Workflow.RETURNED)
    assert Timeliness(row.timeliness) is state.timeliness
    until = row.promised_until
    kept, broken = until is not None and until >= now, until is not None and until < now
    return Row(state, promised=kept, broken=broken, unreached=True)


class TestWhoIsMissing:
    async def test_by_name_with_their_promise_and_whether_the_bot_can_write_to_them(
        self, books: Books, plan: Plan
    ) -> None:
        await a_person(books, seats=[(plan.units[0], Role.SECRETARY)], chats=["web:mai"])
        await a_person(books, seats=[(plan.units[1], Role.SECRETARY)], chats=["web:tu"])
        await books(people.gone, "web", "tu", NOW)
        rows = await books.all(Obligation)
        await books(promise, rows[1], 1, NOW + DAY, NOW)
        for row in rows[2:]:
            await books(hand_in, row, 1, NOW)
        found = await books.read(owing.missing, id_of(plan.reports[0]))
        assert [(one.unit, one.promised_until, one.enrolled) for one in found] == [
            ("Xã AH", None, True), ("Xã BT", NOW + DAY, False),
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("workflow", "missing"),
        [("owed", True), ("returned", True), ("handed_in", False), ("accepted", False), ("exempt", False)],
    )
    async def test_whoever_still_has_to_act(self, books: Books, plan: Plan, workflow: str, missing: bool) -> None:
        row, *_ = await books.all(Obligation)
        await books.change(row, workflow=workflow)
        units = [one.unit_id for one in await books.read(owing.missing, id_of(plan.reports[0]))]
        assert (row.unit_id in units) is missing

    async def test_of_some_units_and_not_too_many(self, books: Books, plan: Plan) -> None:
        report = id_of(plan.reports[0])
        few = await books.read(owing.missing, report, plan.of("BT", "DL", "EK"), 2)
        assert [one.unit for one in few] == ["Xã BT", "Xã DL"]
        assert await books.read(owing.missing, report, []) == []

    async def test_a_status_names_only_those_who_said_nothing(self, books: Books, plan: Plan) -> None:
        await books(promise, (await books.all(Obligation))[0], 1, NOW + DAY, NOW)
        (status,) = await books.read(standings.statuses, id_of(plan.campaign), NOW, plan.of("AH", "BT"))
        assert (status.tally.missing, list(status.silent_names)) == (2, ["Xã BT"])

    async def test_a_status_names_nobody_when_there_are_too_many(self, books: Books, plan: Plan) -> None:
        more = [{"name": f"Xã {at}", "mark": str(at), "type": "xa"} for at in range(standings.NAMEABLE)]
        await books.add_many(Unit, more)
        await opened(books, plan.campaign, *await books.all(Unit))
        (status,) = await books.read(standings.statuses, id_of(plan.campaign), NOW)
        assert (status.tally.missing, list(status.silent_names)) == (45, [])


class TestWhichCampaignsRun:
    async def test_the_one_that_ends_first_on_top(self, books: Books) -> None:
        later = await a_campaign(books, "Sau", ends_on=NOW.date() + 9 * DAY)
        sooner = await a_campaign(books, "Trước", ends_on=NOW.date() + DAY)
        await a_campaign(books, "Chưa mở", opened_at=None)
        await a_campaign(books, "Đã đóng", closed_at=NOW)
        assert [one.id for one in await books.read(campaigns.running)] == [sooner.id, later.id]

    async def test_one_is_found_by_its_id(self, books: Books, plan: Plan) -> None:
        assert await books.read(campaigns.one, id_of(plan.campaign)) == plan.campaign
        assert await books.read(campaigns.one, 404) is None


class TestTheBoard:
    @pytest_asyncio.fixture(loop_scope="session", autouse=True)
    async def board(self, books: Books, plan: Plan, mai: Chat) -> None:
        await books(campaigns.board_of, id_of(plan.campaign), id_of(mai), NOW)

    async def due(self, books: Books, now: datetime = NOW) -> list[tuple[str, str]]:
        found = await books.read(campaigns.boards_due, now)
        return [(campaign.short, chat.address) for _, campaign, chat in found]

    async def drawn(self, books: Books, letter_id: int | None = None) -> None:
        (board,) = await books.all(Board)
        await books(campaigns.board_drawn, board, letter_id)

    async def test_a_new_one_is_drawn_at_the_next_tick(self, books: Books) -> None:
        assert await self.due(books, NOW - INSTANT) == []
        assert await self.due(books) == [("Tháng thanh niên", "mai")]

    async def test_asked_for_twice_it_is_the_same(self, books: Books, plan: Plan, mai: Chat) -> None:
        await self.drawn(books)
        await books(campaigns.board_of, id_of(plan.campaign), id_of(mai), NOW)
        assert [board.due_at for board in await books.all(Board)] == [None]

    async def test_drawn_it_remembers_its_letter(self, books: Books, mail: Mail, mai: Chat) -> None:
        letter = await mail.writes("bảng", mai)
        await self.drawn(books, letter.id)
        await self.drawn(books)
        assert [(board.letter_id, board.due_at) for board in await books.all(Board)] == [(letter.id, None)]

    async def test_however_much_happens_it_is_redrawn_once(self, books: Books, plan: Plan) -> None:
        await self.drawn(books)
        for hours in (1, 2):
            await books(campaigns.boards_stale, id_of(plan.campaign), NOW + hours * HOUR)
        assert [board.due_at for board in await books.all(Board)] == [NOW + HOUR]

    async def test_what_happens_in_another_campaign_does_not_touch_it(self, books: Books, plan: Plan) -> None:
        await self.drawn(books)
        await books(campaigns.boards_stale, id_of(plan.campaign) + 1, NOW)
        assert await self.due(books) == []


class TestTheBundledNotice:
    async def test_it_is_due_at_its_moment_while_the_campaign_runs(self, books: Books, plan: Plan) -> None:
        await books.change(plan.campaign, notice_at=NOW)
        assert await books.read(campaigns.notices_due, NOW - INSTANT) == []
        assert [one.id for one in await books.read(campaigns.notices_due, NOW)] == [plan.campaign.id]
        await books.change(plan.campaign, closed_at=NOW)
        assert await books.read(campaigns.notices_due, NOW) == []

    async def test_given_it_is_due_again_at_the_next_moment(self, books: Books, plan: Plan) -> None:
        await books(campaigns.noticed, plan.campaign, NOW, NOW + DAY)
        after = await books.again(plan.campaign)
        assert (after.noticed_until, after.notice_at) == (NOW, NOW + DAY)

    async def test_it_tells_what_came_after_the_last_it_told_of(self, books: Books, plan: Plan) -> None:
        rows = await books.all(Obligation)
        told = await books(hand_in, rows[0], 1, NOW)
        for row in rows[1:3]:
            await books(hand_in, row, 1, NOW - DAY)  # counts from an earlier moment, but came later
        came = await books.read(campaigns.handed_after, id_of(plan.campaign), id_of(told))
        report = plan.reports[0].name
        assert [(one.unit.mark, one.submission.number, one.report) for one in came] == [
            ("BT", 1, report), ("CH", 1, report),
        ]  # fmt: skip
        assert await books.read(campaigns.handed_after, id_of(plan.campaign) + 1, 0) == []

    async def test_a_late_report_stays_late_whatever_version_comes(self, books: Books, plan: Plan) -> None:
        late, in_time, *_ = await books.all(Obligation)
        for row, at in ((late, late.lenient + DAY), (in_time, NOW), (late, late.lenient + 2 * DAY)):
            await books(hand_in, row, 1, at)
        await books(hand_in, in_time, 1, in_time.lenient + DAY)
        came = await books.read(campaigns.handed_after, id_of(plan.campaign), 0)
        assert [(one.submission.version, one.late) for one in came] == [
            (1, True), (1, False), (2, True), (2, False),
        ]  # fmt: skip


async def test_a_plan_says_who_asks_and_whom_to_call(books: Books, plan: Plan) -> None:
    said = campaigns.plan_of(plan.campaign)
    assert (said.short, said.speaker, said.contact_name, said.contact_phone) == (
        "Tháng thanh niên", "Ban Tổ chức", "Trần Văn Khoa", "0900.000.002",
    )  # fmt: skip


async def test_a_deadline_is_the_obligations_own(books: Books, plan: Plan) -> None:
    (row,) = await owed_by(books, id_of(plan.units[0]))
    asked = plan.reports[0]
    await books.change(row, strict=NOW, lenient=NOW + HOUR)
    moved = campaigns.deadline_of(asked, await books.again(row))
    assert campaigns.deadline_of(asked).strict == asked.strict
    assert moved.wording == asked.wording
    assert (moved.strict, moved.lenient) == (NOW, NOW + HOUR)
