"""What is stored says what the rule says of the versions that stand, whatever was done to them and in which order."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from core.submissions import State, Timeliness, Verdict, Workflow, state_of
from data import exports, obligations, reviews
from data.database import Session
from data.models import Deliverable, Obligation, Submission
from data.reviews import Case
from tests.data.books import NOW, Books, id_of
from tests.data.reports import hand_in
from tests.data.scenes import a_person, a_plan

DEEDS = ("hands in", "is accepted", "is returned", "says it is right", "is withdrawn", "is excused", "came earlier",
         "came later")  # fmt: skip


@dataclass(frozen=True)
class Deed:
    what: str
    hours: int  # from the last moment judged on time


deeds = st.lists(st.builds(Deed, st.sampled_from((*DEEDS, "hands in")), st.integers(-72, 72)), max_size=14)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(deeds)
async def test_after_any_history_the_row_stands_where_its_versions_do(books: Books, history: list[Deed]) -> None:
    plan = await a_plan(books)
    person = await a_person(books)
    (row,) = [one for one in await books.all(Obligation) if one.campaign_id == plan.campaign.id]
    for deed in history:
        await books(_does, id_of(row), deed, id_of(person))
        assert await books.read(_stored, id_of(row)) == await books.read(_recounted, id_of(row)), deed


async def _does(session: Session, obligation: int, deed: Deed, person: int) -> None:
    row = await session.get(Obligation, obligation, populate_existing=True)
    assert row is not None
    at = row.lenient + timedelta(hours=deed.hours)
    if deed.what == "hands in":
        await hand_in(session, row, person, at)
        return
    for case in await reviews.of_obligations(session, person, [obligation]):
        await _decides(session, case, deed.what, at, person)


async def _decides(session: Session, case: Case, what: str, at: datetime, person: int) -> None:
    match what:
        case "is accepted":
            await reviews.decide(session, case, Verdict.ACCEPTED, at, person)
        case "is returned" if case.waiting:
            await reviews.decide(session, case, Verdict.RETURNED, at, person, again_by=at)
        case "says it is right":
            await reviews.put_back(session, case, at)
        case "is withdrawn":
            await reviews.withdraw(session, case, at)
        case "is excused":
            await reviews.rule(session, case, "mất mạng", None)
        case "came earlier" | "came later":
            await reviews.rule(session, case, "theo thư", at)


async def _stored(session: Session, obligation: int) -> State:
    row = await session.get(Obligation, obligation, populate_existing=True)
    assert row is not None
    return State(Workflow(row.workflow), Timeliness(row.timeliness))


async def _recounted(session: Session, obligation: int) -> State:
    row = await session.get(Obligation, obligation)
    assert row is not None
    standing = await obligations.versions(session, obligation)
    return state_of([obligations.handed(one) for one in standing], row.lenient)


async def test_all_at_once_comes_to_the_same_as_one_by_one(books: Books) -> None:
    plan = await a_plan(books, ("AH", "BT"))
    person = await a_person(books)
    for row in await books.all(Obligation):
        await books(hand_in, row, id_of(person), NOW)
    one, other = await books.all(Submission)
    await books(reviews.accept_all, [id_of(one), id_of(other)], NOW, id_of(person))
    for row in await books.all(Obligation):
        assert await books.read(_stored, id_of(row)) == await books.read(_recounted, id_of(row))
        assert row.workflow == Workflow.ACCEPTED
    assert await books.read(reviews.count, id_of(person)) == 0
    assert plan


@pytest.mark.parametrize(("readers", "seen"), [([], 0), ([1], 1), ([2, 1], 1), ([11], 0)])
async def test_a_restricted_report_is_loaded_for_whom_it_names(books: Books, readers: list[int], seen: int) -> None:
    await a_plan(books)
    person = await a_person(books)
    assert id_of(person) == 1
    for row in await books.all(Obligation):
        await books(hand_in, row, 1, NOW)
    await books(_restrict, readers)
    assert await books.read(reviews.count, 1) == seen
    assert (await books.read(reviews.first, 1, NOW) is not None) == bool(seen)
    assert (await books.read(reviews.one, 1, 1) is not None) == bool(seen)


@pytest.mark.parametrize(("readers", "taken"), [([], 0), ([1], 2), ([2, 1], 2), ([11], 0)])
async def test_a_restricted_report_is_taken_away_by_whom_it_names_and_by_nobody_on_the_way(
    books: Books, readers: list[int], taken: int
) -> None:
    plan = await a_plan(books, ("AH", "BT"))
    await a_person(books)
    for row in await books.all(Obligation):
        await books(hand_in, row, 1, NOW)
    campaign = id_of(plan.campaign)
    assert await books.read(exports.in_force, campaign) == 2
    assert await books.read(exports.private_in_force, campaign, 1) == 0
    await books(_restrict, readers)
    assert (await books.read(exports.in_force, campaign), await books.read(exports.lines, campaign)) == (0, [])
    assert await books.read(exports.private_in_force, campaign, 1) == taken
    assert len(await books.read(exports.private_lines, campaign, 1)) == taken


async def test_what_somebody_accepted_last_is_found_and_nobody_elses(books: Books) -> None:
    await a_plan(books, ("AH", "BT"))
    me, other = id_of(await a_person(books)), id_of(await a_person(books, "Trần Văn Khoa"))
    for row in await books.all(Obligation):
        await books(hand_in, row, me, NOW)
    first, second = await books.all(Submission)
    for one, by, hours in ((first, me, 1), (second, other, 2)):
        assert await books.read(reviews.first_of, by, one.unit_id) == one.id
        case = await books.read(reviews.one, by, id_of(one))
        assert case is not None
        await books(_decides, case, "is accepted", NOW + timedelta(hours=hours), by)
        assert await books.read(reviews.first_of, by, one.unit_id) is None
    assert await books.read(reviews.accepted_last, me, NOW) == first.id
    assert await books.read(reviews.accepted_last, me, NOW + timedelta(hours=2)) is None
    case = await books.read(reviews.one, me, id_of(first))
    assert case is not None
    assert await books(reviews.put_back, case, NOW + timedelta(hours=3))
    assert await books.read(reviews.accepted_last, me, NOW) is None
    assert await books.read(reviews.first_of, me, first.unit_id) == first.id


async def _restrict(session: Session, readers: list[int]) -> None:
    for row in (await session.exec(select(Deliverable))).all():
        row.restricted, row.readers = True, {"v": 1, "ids": readers}
        session.add(row)


@pytest.mark.parametrize("what", ["is accepted", "is returned", "is withdrawn"])
async def test_what_is_done_with_a_version_that_was_replaced_in_that_moment_does_not_count(
    books: Books, what: str
) -> None:
    await a_plan(books)
    person = id_of(await a_person(books))
    (row,) = await books.all(Obligation)
    first = await books(hand_in, row, person, NOW)
    seen = await books.read(reviews.one, person, id_of(first))
    assert seen is not None
    second = await books(hand_in, row, person, NOW)
    await books(_decides, seen, what, NOW, person)
    assert [(one.verdict, one.withdrawn_at) for one in await books.all(Submission)] == [("", None), ("", None)]
    (row,) = await books.all(Obligation)
    assert row.workflow == Workflow.HANDED_IN
    waits = await books.read(reviews.first, person, NOW)
    assert waits is not None
    assert waits.id == second.id
