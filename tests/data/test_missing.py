"""What has not come, who might bring it, and who was called about it."""

from datetime import date

import pytest_asyncio

from core.periods import Freq, Rhythm, period_of
from core.roles import Role
from data import calls, changes, inbox, missing, people
from data.inbox import Arrival
from data.models import Call, Obligation
from tests.data.books import DAY, HOUR, INSTANT, MACHINE, NOW, Books, id_of
from tests.data.reports import hand_in, owed_by, promise
from tests.data.scenes import Plan, a_person, a_plan


@pytest_asyncio.fixture(loop_scope="session")
async def plan(books: Books) -> Plan:
    """A campaign that asks three units for one report, due in a week."""
    await a_person(books)
    return await a_plan(books, ("AH", "BT", "CH"))


class TestWhatIsMissing:
    async def test_a_report_that_somebody_owes(self, books: Books, plan: Plan) -> None:
        report = plan.reports[0]
        (found,) = await books.read(missing.reports)
        assert found == missing.Report(id_of(report), "", report.strict, report.lenient)
        for row in await books.all(Obligation):
            await books(hand_in, row, 1, NOW)
        assert await books.read(missing.reports) == []

    async def test_of_what_comes_round_an_earlier_period_too(self, books: Books, plan: Plan) -> None:
        monthly, report = Rhythm(Freq.MONTHLY, day=20), plan.reports[0]
        august, september, october = (period_of(monthly, date(2021, month, 1)) for month in (8, 9, 10))
        due = {"strict": october.deadline.strict, "lenient": october.deadline.lenient}
        await books.change(report, rhythm=monthly.to_json(), period=october.key, **due)
        for row, period in zip(await books.all(Obligation), (august, september, october), strict=True):
            await books.change(row, period=period.key)
        found = await books.read(missing.reports)
        assert [(one.period, one.strict) for one in found] == [
            (october.key, october.deadline.strict), (september.key, september.deadline.strict)
        ]  # fmt: skip
        (theirs,) = await books.read(missing.reports, plan.of("AH"))
        assert theirs.period == august.key

    async def test_who_owes_it_of_some_units(self, books: Books, plan: Plan) -> None:
        rows = await books.all(Obligation)
        await books(hand_in, rows[0], 1, NOW)
        found = await books.read(missing.of_report, id_of(plan.reports[0]), "", plan.of("AH", "BT"))
        assert [one.unit.mark for one in found] == ["BT"]
        assert await books.read(missing.of_report, id_of(plan.reports[0]), "2021-10") == []

    async def test_nothing_of_a_plan_that_was_withdrawn(self, books: Books, plan: Plan) -> None:
        await books(changes.withdraw, plan.campaign, NOW)
        assert await books.read(missing.reports) == []
        assert await books.read(missing.due_until, NOW + 30 * DAY) == []

    async def test_by_its_own_moment(self, books: Books, plan: Plan) -> None:
        rows = await books.all(Obligation)
        await books.change(rows[2], strict=NOW)
        assert [one.unit.mark for one in await books.read(missing.due_until, NOW)] == ["CH"]
        assert await books.read(missing.due_until, NOW - INSTANT) == []

    async def test_promised_in_a_span(self, books: Books, plan: Plan) -> None:
        row = (await owed_by(books, id_of(plan.units[0])))[0]
        await books(promise, row, 1, NOW, NOW - HOUR)
        assert len(await books.read(missing.promised_between, NOW - HOUR, NOW)) == 1
        assert await books.read(missing.promised_between, NOW, NOW + HOUR) == []

    async def test_how_many_were_asked(self, books: Books, plan: Plan) -> None:
        await books.change((await books.all(Obligation))[0], workflow="exempt")
        report = id_of(plan.reports[0])
        assert await books.read(missing.asked, [report]) == {(report, ""): 2}


class TestWhoMightBringIt:
    async def test_reached_is_who_has_a_live_chat_and_hands_in(self, books: Books, plan: Plan) -> None:
        for unit, role, chat in zip(plan.units, (Role.SECRETARY, Role.SECRETARY, Role.LEADER), "abc", strict=True):
            await a_person(books, seats=[(unit, role)], chats=[f"web:{chat}"])
        await books(people.gone, "web", "b", NOW)
        everyone = [id_of(unit) for unit in plan.units]
        assert await books.read(missing.reached, everyone) == set(plan.of("AH"))

    async def test_last_seen_is_when_one_of_the_unit_last_wrote(self, books: Books, plan: Plan) -> None:

        for chat in ("mai", "tu"):
            await a_person(books, seats=[(plan.units[0], Role.SECRETARY)], chats=[f"web:{chat}"])
        for chat, hours in (("mai", 1), ("tu", 2), ("mai", 0)):
            await books(inbox.keep, "web", [Arrival(f"{chat}{hours}", chat, {})], NOW + hours * HOUR, MACHINE)
        everyone = [id_of(unit) for unit in plan.units]
        assert await books.read(missing.last_seen, everyone) == {id_of(plan.units[0]): NOW + 2 * HOUR}


class TestCalls:
    async def test_a_call_counts_for_a_while(self, books: Books, plan: Plan) -> None:
        unit, campaign = id_of(plan.units[0]), id_of(plan.campaign)
        await books(calls.record, unit, campaign, 1, "heard", NOW, NOW)
        assert await books.read(calls.since, [unit], NOW - INSTANT) == {unit}
        assert await books.read(calls.since, [unit], NOW) == set()

    async def test_said_again_in_the_same_round_it_is_a_correction(self, books: Books, plan: Plan) -> None:
        unit, campaign = id_of(plan.units[0]), id_of(plan.campaign)
        await books(calls.record, unit, campaign, 1, "heard", NOW, NOW)
        await books(calls.record, unit, campaign, 1, "no_answer", NOW + HOUR, NOW)
        await books(calls.record, unit, campaign, 1, "heard", NOW + 3 * HOUR, NOW + 2 * HOUR)
        assert [row.outcome for row in await books.all(Call)] == ["no_answer", "heard"]
        assert await books.read(calls.outcomes, 1, campaign, NOW) == {"no_answer": 1, "heard": 1}
        assert await books.read(calls.outcomes, 1, campaign, NOW + 2 * HOUR) == {"heard": 1}
