"""A campaign that is closed: what each unit leaves open, what is kept, and that only one closes it."""

import pytest_asyncio

from core.progress import total
from core.roles import Role
from core.texts.private import NAME as PRIVATE
from data import activities, closing, exports, obligations, overview, standings, units, viewings
from data.models import Campaign, Obligation
from tests.data.books import DAY, NOW, Books, id_of
from tests.data.scenes import Plan, a_person, a_plan, opened


@pytest_asyncio.fixture(loop_scope="session")
async def plan(books: Books) -> Plan:
    """Three units and two reports; AH lacks the first, BT both, and of CH's second a part is wanted again."""
    plan = await a_plan(books, ("AH", "BT", "CH"), 2)
    await opened(books, plan.campaign, *plan.units)
    ids = [id_of(unit) for unit in plan.units]
    await books(units.add_group, "Cụm 1", ids[:2])
    states = {(0, 1): "handed_in", (2, 0): "accepted", (2, 1): "returned"}
    for row in await books.all(Obligation):
        at = ids.index(row.unit_id), [id_of(one) for one in plan.reports].index(row.deliverable_id)
        await books.change(row, workflow=states.get(at, "owed"), timeliness="on_time" if at in states else "none")
    return plan


async def test_each_unit_has_come_to_its_own_end(books: Books, plan: Plan) -> None:
    found = await books.read(closing.ends, id_of(plan.campaign))
    said = {end.unit: (end.asked, end.missing, end.again, end.done) for end in found.values()}
    assert said == {
        "Xã AH": (2, ["Báo cáo 1"], [], False),
        "Xã BT": (2, ["Báo cáo 1", "Báo cáo 2"], [], False),
        "Xã CH": (2, [], ["Báo cáo 2"], False),
    }


async def test_what_only_named_people_read_has_no_name_in_it(books: Books, plan: Plan) -> None:
    await books.change(plan.reports[0], restricted=True)
    found = await books.read(closing.ends, id_of(plan.campaign))
    assert found[plan.of("BT")[0]].missing == [PRIVATE, "Báo cáo 2"]


async def test_closed_once_nothing_is_due_and_nothing_is_lost(books: Books, plan: Plan) -> None:
    assert await books(closing.close, plan.campaign, NOW)
    assert not await books(closing.close, plan.campaign, NOW)
    assert await books.read(obligations.due, NOW + 90 * DAY) == []
    assert await books.read(closing.progress, [id_of(plan.campaign)]) == {id_of(plan.campaign): (3, 6)}
    assert [one.short for one in await books.read(closing.over)] == [plan.campaign.short]
    assert await books(closing.reopen, plan.campaign, NOW)
    assert not await books(closing.reopen, plan.campaign, NOW)
    due = await books.read(obligations.due, NOW)
    assert {one.obligation.workflow for one in due} == {"owed", "returned"}
    assert all(one.closed_at is None for one in await books.all(Campaign))


async def test_the_board_counts_by_cluster_what_the_status_counts_in_all(books: Books, plan: Plan) -> None:
    at = id_of(plan.campaign)
    for some in (None, plan.of("AH", "CH")):
        reports = [id_of(one) for one in plan.reports]
        found = await books.read(standings.by_cluster, reports, NOW, some)
        for one in await books.read(standings.counted, [at], NOW, some):
            assert total(each.of(id_of(one.deliverable)) for each in found) == one.tally
    lines = await books.read(overview.of_report, plan.reports[0], plan.of("AH", "BT"), "missing")
    assert [line.unit.mark for line in lines] == ["AH", "BT"]
    assert await books.read(overview.of_unit, at, plan.of("CH")[0], plan.of("AH")) == []
    assert await books.read(activities.listed, at) == []
    assert len(await books.read(exports.lines, at)) == 6


async def test_a_link_to_the_board_is_spent_once_and_follows_its_reader(books: Books, plan: Plan) -> None:
    mai = await a_person(books, seats=[(plan.units[0], Role.SECRETARY)])
    await books(viewings.offer, id_of(mai), "link", NOW)
    assert await books.read(viewings.viewer, "cookie", NOW) is None
    assert await books(viewings.enter, "link", "cookie", NOW)
    assert not await books(viewings.enter, "link", "another", NOW)
    found = await books.read(viewings.viewer, "cookie", NOW)
    assert found is not None
    assert found.units == tuple(plan.of("AH"))
    assert await books.read(viewings.viewer, "cookie", NOW + viewings.OPEN_FOR) is None
    assert await books(viewings.end, id_of(mai), NOW) == 1
    assert await books.read(viewings.viewer, "cookie", NOW) is None
