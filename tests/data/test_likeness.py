"""The same photo in two reports: found by a few keys, told on both sides, and never twice."""

from datetime import datetime

import pytest
import pytest_asyncio
from sqlmodel import col, select, update

from core.texts.values import ByMail
from data import files, forwarding, likeness
from data.database import Session
from data.files import Looked, Stored
from data.models import Deliverable, File, Mark, Obligation, Submission
from tests.data.books import DAY, NOW, Books, id_of
from tests.data.reports import hand_in, load
from tests.data.scenes import Plan, a_person, a_plan

LOOK, NEARLY, OTHER = "0123456789abcdef", "0123456789abcdec", "fedcba9876543210"


@pytest_asyncio.fixture(loop_scope="session")
async def plan(books: Books) -> Plan:
    await a_person(books)
    return await a_plan(books, ("AH", "BT", "CH"))


async def a_photo(session: Session, sha256: str, look: str) -> File:
    file = await files.add(session, NOW, name="anh.jpg", size=9, sha256=sha256 * 64, person_id=1)
    await files.looked_into(session, file, Looked(Stored("c" * 64, 5, b"\xff\xd8\xff"), look))
    return file


async def with_photo(session: Session, row: Obligation, sha256: str, look: str, at: datetime = NOW) -> Submission:
    """Handed in, and compared as the errand does it."""
    made = await hand_in(session, row, 1, at)
    photo = await a_photo(session, sha256, look)
    those = update(Submission).where(col(Submission.id) == made.id)
    await session.exec(those.values(files={"v": 1, "ids": [photo.id]}))
    await likeness.compare(session, made.id or 0)
    return made


async def told(books: Books) -> list[list[tuple[int, int]]]:
    """Of each report the others that have its photo, and whether to the last byte."""
    handed = await books.all(Submission)
    return [[(other, same) for _, other, same in one.files.get("alike", ())] for one in handed]


@pytest.mark.parametrize(
    ("label", "sha256", "look", "expected"),
    [
        ("the same bytes", "a", LOOK, [[(2, 1)], [(1, 1)]]),
        ("saved again", "b", NEARLY, [[(2, 0)], [(1, 0)]]),
        ("another one", "b", OTHER, [[], []]),
        ("one that says nothing", "b", "", [[], []]),
    ],
)
async def test_two_units(
    books: Books, plan: Plan, label: str, sha256: str, look: str, expected: list[list[tuple[int, int]]]
) -> None:
    first, second, _ = await books.all(Obligation)
    await books(with_photo, first, "a", LOOK)
    await books(with_photo, second, sha256, look)
    assert await told(books) == expected, label


async def test_compared_again_nothing_is_told_or_remembered_twice(books: Books, plan: Plan) -> None:
    for row in (await books.all(Obligation))[:2]:
        await books(with_photo, row, "a", LOOK)
    before, kept = await told(books), {one.name: one.value for one in await books.read(_marks)}
    for handed in await books.all(Submission):
        await books(likeness.compare, id_of(handed))
    assert await told(books) == before
    assert {one.name: one.value for one in await books.read(_marks)} == kept


async def _marks(session: Session) -> list[Mark]:
    return list((await session.exec(select(Mark))).all())


async def test_however_many_have_it_only_so_many_are_remembered(
    books: Books, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(likeness, "MOST", 2)
    for row in await books.all(Obligation):
        await books(with_photo, row, "a", LOOK)
    assert {len(one.value.split()) for one in await books.read(_marks)} == {2}


async def test_photos_of_long_ago_are_forgotten_and_those_since_are_still_found(books: Books, plan: Plan) -> None:
    first, second, third = await books.all(Obligation)
    await books(with_photo, first, "a", LOOK, NOW)
    await books(with_photo, second, "a", LOOK, NOW + 2 * DAY)
    assert await books(likeness.forget, NOW) == 0
    assert [await books(likeness.forget, NOW + DAY) for _ in range(2)] == [1, 0]
    assert {one.value for one in await books.read(_marks)} == {"1", "2.2"}
    await books(with_photo, third, "b", NEARLY, NOW + 3 * DAY)
    assert (await told(books))[2] == [(2, 0)]
    assert await books(likeness.forget, NOW + 9 * DAY) == 2
    assert {one.value for one in await books.read(_marks)} == {"3"}


async def test_what_was_withdrawn_says_nothing_any_more(books: Books, plan: Plan) -> None:
    first, second, _ = await books.all(Obligation)
    await books(with_photo, first, "a", LOOK)
    handed = await books(with_photo, second, "a", LOOK)
    await books.change(handed, withdrawn_at=NOW)
    (mine, _) = await books.all(Submission)
    sent = await books.read(files.by_ids, mine.files["ids"])
    assert await books.read(likeness.of, mine, sent) == []


async def test_of_a_private_report_nothing_is_left_anywhere(books: Books, plan: Plan) -> None:
    await books.change((await books.all(Deliverable))[0], restricted=True)
    for row in (await books.all(Obligation))[:2]:
        await books(with_photo, row, "a", LOOK)
    assert await told(books) == [[], []]
    assert await books.read(_marks) == []


async def test_what_a_hand_in_stands_on_is_asked_for_at_once(books: Books, plan: Plan) -> None:
    (first, *_) = await books.all(Obligation)
    await books(with_photo, first, "a", LOOK)
    file = await books(a_photo, "b", OTHER)
    owed = await books(load, first)
    found = await books.read(forwarding.enclosed, owed, [id_of(file)], ByMail.HANDED_IN)
    assert [one.id for one in found.files] == [file.id]
    assert [one.version for one in found.earlier] == [1]
    assert found.place is None
    nothing = await books.read(forwarding.enclosed, owed, [], ByMail.HANDED_IN)
    assert [one.version for one in nothing.earlier] == [1]


async def test_a_photo_added_while_others_were_compared_stays(books: Books, plan: Plan) -> None:
    first, second, _ = await books.all(Obligation)
    mine, other = [
        await books(with_photo, row, sha, look) for row, sha, look in ((first, "a", LOOK), (second, "b", OTHER))
    ]
    handed = await books.read(_handed, mine, other)
    later = await books(a_photo, "d", NEARLY)
    both = {"v": 1, "ids": [*handed[0].submission.files["ids"], later.id]}
    await books.change(mine, files=both)
    await books(likeness._note, handed[0], [(later, handed[1], False)])
    assert (await books.all(Submission))[0].files == both | {"alike": [[later.id, other.id, 0]]}


async def _handed(session: Session, *those: Submission) -> list[likeness.Handed]:
    found = await likeness._handed(session, [id_of(one) for one in those])
    return [found[id_of(one)] for one in those]
