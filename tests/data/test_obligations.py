"""What is owed is written down in advance; what is handed in settles it."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy.exc import IntegrityError

from data import campaigns, obligations
from data.models import Board, Letter, Obligation, Promise, Submission, Unit
from data.obligations import Version
from tests.data.books import DAY, HOUR, INSTANT, MINUTE, NOW, Books, id_of, watched
from tests.data.reports import NOTHING, hand_in, hand_in_as_seen, load, owed_by, promise
from tests.data.scenes import Plan, a_campaign, a_chat, a_deliverable, a_person, a_plan, a_unit, opened

MAI = 1  # the only person


@pytest_asyncio.fixture(loop_scope="session")
async def plan(books: Books) -> Plan:
    """A campaign that asks two units for two reports."""
    await a_person(books)
    return await a_plan(books, ("AH", "BT"), 2)


class TestOpening:
    async def test_every_unit_owes_every_report(self, books: Books, plan: Plan) -> None:
        rows = {(row.unit_id, row.deliverable_id) for row in await books.all(Obligation)}
        assert rows == {(unit.id, one.id) for unit in plan.units for one in plan.reports}

    async def test_each_has_its_own_dates_and_is_looked_at_at_once(self, books: Books, plan: Plan) -> None:
        row, _ = await owed_by(books, id_of(plan.units[0]))
        assert (row.strict, row.lenient) == (plan.reports[0].strict, plan.reports[0].lenient)
        assert (row.opened_at, row.next_nudge_at, row.nudged_at) == (NOW, NOW, None)
        assert (row.workflow, row.timeliness, row.version, row.fixed_by) == ("owed", "none", 0, "")

    async def test_opening_again_adds_only_what_is_new(self, books: Books, plan: Plan) -> None:
        before = await books.all(Obligation)
        new = await a_unit(books, "Xã Cẩm Hà", "CH")
        await opened(books, plan.campaign, plan.units[0], plan.units[1], new)
        after = await books.all(Obligation)
        assert after[:4] == before
        assert [row.unit_id for row in after[4:]] == [new.id, new.id]

    async def test_another_campaigns_reports_are_not_opened(self, books: Books, plan: Plan) -> None:
        other = await a_campaign(books, "Kế hoạch khác")
        await a_deliverable(books, other)
        await opened(books, plan.campaign, plan.units[0])
        assert {row.campaign_id for row in await books.all(Obligation)} == {plan.campaign.id}

    async def test_it_is_one_statement_however_many_units(self, books: Books, plan: Plan) -> None:
        await books.add_many(Unit, [{"name": str(at), "mark": str(at), "type": "xa"} for at in range(100)])
        everyone = await books.all(Unit)
        with watched() as steps:
            await opened(books, plan.campaign, *everyone)
        if books.database.sqlite:
            assert steps.count("sql") <= 5  # its own and those of the transaction
        assert len(await books.all(Obligation)) == 2 * len(everyone)


class TestLoading:
    async def test_only_for_a_unit_the_person_may_act_for(self, books: Books, plan: Plan) -> None:
        assert await books.read(obligations.one, 1, [id_of(plan.units[0])]) is not None
        assert await books.read(obligations.one, 1, [id_of(plan.units[1])]) is None
        assert await books.read(obligations.one, 1, []) is None

    async def test_what_units_have_by_date(self, books: Books, plan: Plan) -> None:
        both = [id_of(plan.units[1]), id_of(plan.units[0])]
        found = await books.read(obligations.of_units, both)
        assert [(owed.deliverable.position, owed.unit.mark) for owed in found] == [
            (1, "AH"), (1, "BT"), (2, "AH"), (2, "BT"),
        ]  # fmt: skip
        assert await books.read(obligations.of_units, []) == []

    async def test_not_of_a_campaign_that_is_closed(self, books: Books, plan: Plan) -> None:
        await books.change(plan.campaign, closed_at=NOW)
        assert await books.read(obligations.of_units, [id_of(plan.units[0])]) == []

    async def test_an_extension_shows_in_what_is_due(self, books: Books, plan: Plan) -> None:
        row, _ = await owed_by(books, id_of(plan.units[0]))
        await books.change(row, strict=NOW + 9 * DAY, lenient=NOW + 10 * DAY)
        owed = await books.read(load, row)
        assert (owed.due.strict, owed.due.lenient, owed.due.wording) == (
            NOW + 9 * DAY, NOW + 10 * DAY, plan.reports[0].wording,
        )  # fmt: skip


class TestWhatMustBeLookedAt:
    async def test_nothing_before_its_moment(self, books: Books, plan: Plan) -> None:
        assert await books.read(obligations.due, NOW - INSTANT) == []
        assert len(await books.read(obligations.due, NOW)) == 4

    async def test_whole_units_never_half_of_one(self, books: Books, plan: Plan) -> None:
        for _ in range(3):
            await a_deliverable(books, plan.campaign)
        await opened(books, plan.campaign, plan.units[0], plan.units[1])
        found = await books.read(obligations.due, NOW, 1)
        assert len(found) == 5
        assert len({owed.unit.id for owed in found}) == 1

    async def test_of_a_unit_only_what_is_due(self, books: Books, plan: Plan) -> None:
        first, last = await owed_by(books, id_of(plan.units[0]))
        await books(obligations.looked_at, [(id_of(last), NOW + DAY, None)])
        found = await books.read(obligations.due, NOW)
        assert [owed.id for owed in found if owed.unit.id == plan.units[0].id] == [first.id]

    async def test_looking_moves_it_on_and_remembers_a_nudge(self, books: Books, plan: Plan) -> None:
        await books(obligations.looked_at, [(1, NOW + DAY, NOW), (2, NOW + HOUR, None), (3, None, None)])
        await books(obligations.looked_at, [(1, NOW + 2 * DAY, None)])
        rows = await books.all(Obligation)
        assert [(row.next_nudge_at, row.nudged_at) for row in rows] == [
            (NOW + 2 * DAY, NOW), (NOW + HOUR, None), (None, None), (NOW, None),
        ]  # fmt: skip

    async def test_looking_at_nothing_changes_nothing(self, books: Books, plan: Plan) -> None:
        before = await books.all(Obligation)
        await books(obligations.looked_at, [])
        assert await books.all(Obligation) == before


class TestTheNextMoment:
    async def test_nothing_is_to_come(self, books: Books) -> None:
        assert await books.read(obligations.next_moment) is None

    async def test_the_earliest_nudge(self, books: Books, plan: Plan) -> None:
        moved = [(id_of(row), NOW + id_of(row) * HOUR, None) for row in await books.all(Obligation)]
        await books(obligations.looked_at, moved)
        assert await books.read(obligations.next_moment) == NOW + HOUR

    async def test_a_board_to_redraw(self, books: Books, plan: Plan) -> None:
        chat = await a_chat(books)
        await books.add(Board(campaign_id=id_of(plan.campaign), chat_id=id_of(chat), due_at=NOW - HOUR))
        assert await books.read(obligations.next_moment) == NOW - HOUR

    @pytest.mark.parametrize(("closed_at", "expected"), [(None, NOW - HOUR), (NOW, NOW)])
    async def test_a_bundled_notice_of_a_campaign_that_runs(
        self, books: Books, plan: Plan, closed_at: datetime | None, expected: datetime
    ) -> None:
        await books.change(plan.campaign, notice_at=NOW - HOUR, closed_at=closed_at)
        assert await books.read(obligations.next_moment) == expected

    async def test_a_letter_that_was_put_off(self, books: Books) -> None:
        chat = await a_chat(books)
        to = id_of(chat)
        await books.add(Letter(channel="web", chat_id=to, text="thư", made_at=NOW, not_before=NOW + HOUR, free_at=NOW))
        assert (await books.read(obligations.next_moments, NOW)).letter == NOW + HOUR
        assert (await books.read(obligations.next_moments, NOW + HOUR)).letter is None

    @pytest.mark.parametrize("ended", ["closed_at", "dropped_at"])
    async def test_nothing_opens_of_what_has_ended(self, books: Books, plan: Plan, ended: str) -> None:
        await books.change(plan.reports[0], opens_at=NOW + HOUR)
        assert (await books.read(obligations.next_moments)).opening == NOW + HOUR
        await books.change(plan.campaign if ended == "closed_at" else plan.reports[0], **{ended: NOW})
        assert (await books.read(obligations.next_moments)).opening is None


class TestHandingIn:
    async def test_the_report_is_settled_and_its_ladder_stops(self, books: Books, plan: Plan) -> None:
        row, other = await owed_by(books, id_of(plan.units[0]))
        await books(promise, row, 1, NOW + DAY, NOW)
        await books(hand_in, row, MAI, NOW)
        after = await books.again(row)
        assert (after.workflow, after.timeliness, after.version) == ("handed_in", "on_time", 1)
        assert (after.next_nudge_at, after.promised_until) == (None, None)
        assert await books.again(other) == other

    @pytest.mark.parametrize(
        ("after_the_limit", "timeliness"), [(-INSTANT, "on_time"), (0 * INSTANT, "on_time"), (INSTANT, "late")]
    )
    async def test_it_is_judged_by_the_lenient_moment(
        self, books: Books, plan: Plan, after_the_limit: timedelta, timeliness: str
    ) -> None:
        row, _ = await owed_by(books, id_of(plan.units[0]))
        submission = await books(hand_in, row, 1, row.lenient + after_the_limit)
        assert (await books.again(row)).timeliness == timeliness
        assert submission.late is (timeliness == "late")

    @pytest.mark.parametrize(("first", "timeliness"), [(-MINUTE, "on_time"), (MINUTE, "late")])
    async def test_the_first_versions_timeliness_stands(
        self, books: Books, plan: Plan, first: timedelta, timeliness: str
    ) -> None:
        row, _ = await owed_by(books, id_of(plan.units[0]))
        await books(hand_in, row, 1, row.lenient + first)
        await books(hand_in, row, 1, row.lenient + DAY)
        after = await books.again(row)
        assert (after.timeliness, after.version) == (timeliness, 2)

    async def test_numbers_run_from_one_in_each_unit_without_a_gap(self, books: Books, plan: Plan) -> None:
        mine, theirs = await owed_by(books, id_of(plan.units[0])), await owed_by(books, id_of(plan.units[1]))
        for row in (mine[0], theirs[0], mine[1], mine[0]):
            await books(hand_in, row, 1, NOW)
        assert await codes(books) == ["AH-01", "BT-01", "AH-02", "AH-03"]

    async def test_also_when_reports_come_at_the_same_instant(self, books: Books, plan: Plan) -> None:
        for _ in range(6):
            await a_deliverable(books, plan.campaign)
        await opened(books, plan.campaign, plan.units[0])
        rows = await owed_by(books, id_of(plan.units[0]))
        await asyncio.gather(*(books(hand_in, row, 1, NOW) for row in rows))
        assert sorted(await codes(books)) == [f"AH-{number:02d}" for number in range(1, 9)]

    async def test_one_that_failed_leaves_no_gap(self, books: Books, plan: Plan) -> None:
        row, other = await owed_by(books, id_of(plan.units[0]))
        with pytest.raises(IntegrityError):
            await books(hand_in, row, 404, NOW)
        await books(hand_in, other, 1, NOW)
        assert await codes(books) == ["AH-01"]

    async def test_the_same_version_twice_is_kept_once(self, books: Books, plan: Plan) -> None:
        """Secretary and deputy confirm at the same instant: one is asked again, neither is lost nor doubled."""
        row, _ = await owed_by(books, id_of(plan.units[0]))
        seen = await books.read(load, row)
        outcomes = await asyncio.gather(
            *(books(hand_in_as_seen, seen, 1, NOW) for _ in range(2)), return_exceptions=True
        )
        assert sorted(type(outcome).__name__ for outcome in outcomes) == ["IntegrityError", "Submission"]
        assert (await books.again(row)).version == 1

    async def test_versions_are_told_in_order(self, books: Books, plan: Plan) -> None:
        row, other = await owed_by(books, id_of(plan.units[0]))
        for at in (NOW, NOW + DAY):
            await books(hand_in, row, 1, at)
        versions = await books.read(obligations.versions, id_of(row))
        assert [(one.version, one.handed_at) for one in versions] == [(1, NOW), (2, NOW + DAY)]
        assert await books.read(obligations.histories, [id_of(row), id_of(other)]) == {row.id: versions}
        assert await books.read(obligations.histories, []) == {}

    async def test_a_submission_is_shown_only_to_its_unit(self, books: Books, plan: Plan) -> None:
        row, _ = await owed_by(books, id_of(plan.units[0]))
        handed = await books(hand_in, row, 1, NOW)
        assert await books.read(obligations.submission, id_of(handed), [id_of(plan.units[0])]) == handed
        assert await books.read(obligations.submission, id_of(handed), [id_of(plan.units[1])]) is None

    async def test_it_is_found_by_a_file_it_holds(self, books: Books, plan: Plan) -> None:
        row, _ = await owed_by(books, id_of(plan.units[0]))
        handed = await books(hand_in, row, MAI, NOW)
        await books.change(handed, files=NOTHING | {"ids": [7]})
        found = await books.read(obligations.containing, MAI, 7)
        assert found is not None
        assert (found[0].id, found[1].id) == (handed.id, row.id)
        assert await books.read(obligations.containing, MAI, 8) is None
        assert await books.read(obligations.containing, 404, 7) is None

    async def test_many_at_once_are_what_they_are_one_by_one(self, books: Books, plan: Plan) -> None:
        """Two reports of one unit take its next two numbers."""
        said: dict[str, Any] = {"person_id": MAI, "channel": "mail", "handed_at": NOW, "source": "mail"}
        owed = [await books.read(load, row) for row in await books.all(Obligation)]
        versions = [Version(one, (), answers=NOTHING, files=NOTHING, **said) for one in owed]
        made = await books(obligations.hand_in_all, versions)
        assert {one.obligation_id for one in made} == {one.id for one in owed}
        written = await books.all(Submission)
        numbers = sorted((one.unit_id, one.number, one.version, one.late) for one in written)
        assert numbers == [(unit.id, number, 1, False) for unit in plan.units for number in (1, 2)]
        assert {(one.source, one.verdict, one.answers.get("v")) for one in written} == {("mail", "", 1)}
        stands = {(one.workflow, one.timeliness, one.version, one.next_nudge_at) for one in await books.all(Obligation)}
        assert stands == {("handed_in", "on_time", 1, None)}
        assert await books(obligations.hand_in_all, []) == []


class TestAPromise:
    async def test_it_silences_until_then_and_the_verdict_does_not_move(self, books: Books, plan: Plan) -> None:
        row, _ = await owed_by(books, id_of(plan.units[0]))
        await books(promise, row, 1, NOW + DAY, NOW)
        after = await books.again(row)
        assert (after.promised_until, after.next_nudge_at) == (NOW + DAY, NOW + DAY)
        assert (after.workflow, after.timeliness, after.lenient) == ("owed", "none", row.lenient)

    async def test_each_is_remembered(self, books: Books, plan: Plan) -> None:
        row, _ = await owed_by(books, id_of(plan.units[0]))
        for days in (1, 2):
            await books(promise, row, MAI, NOW + days * DAY, NOW)
        assert [(one.until, one.made_at) for one in await books.all(Promise)] == [
            (NOW + DAY, NOW), (NOW + 2 * DAY, NOW),
        ]  # fmt: skip


async def codes(books: Books) -> list[str]:
    """What people call each report, in the order of writing."""
    marks = {unit.id: unit.mark for unit in await books.all(Unit)}
    return [f"{marks[row.unit_id]}-{row.number:02d}" for row in await books.all(Submission)]


async def test_a_code_is_the_units_mark_and_a_number_people_can_say(books: Books, plan: Plan) -> None:
    row, _ = await owed_by(books, id_of(plan.units[0]))
    owed = await books.read(load, row)
    handed = await books(hand_in, row, 1, NOW)
    assert owed.code(handed) == "AH-01"
    assert owed.open
    assert not (await books.read(load, row)).open
    assert campaigns.due_of(owed.deliverable) == owed.due
