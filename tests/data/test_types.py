"""A moment means the same before and after the database, whichever database it is."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import StatementError

from core.clock import ZONE
from data.models import Attempt, File
from tests.data.books import NOW, Books

zones = st.timezones() | st.just(ZONE) | st.integers(-1439, 1439).map(lambda east: timezone(timedelta(minutes=east)))
moments = st.builds(
    lambda span, zone: (NOW + span).astimezone(zone),
    st.timedeltas(timedelta(days=-40_000), timedelta(days=60_000)),
    zones,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(moments, min_size=1, max_size=20))
async def test_any_aware_moment_comes_back_equal_to_the_microsecond(books: Books, given: list[datetime]) -> None:
    before = len(await books.all(Attempt))
    await books.add_many(Attempt, [{"at": moment, "who": "mai"} for moment in given])
    kept = [row.at for row in (await books.all(Attempt))[before:]]
    # Within an hour that a zone repeats, Python calls no two moments of different zones equal: so both in UTC.
    assert kept == [moment.astimezone(UTC) for moment in given]
    assert {moment.utcoffset() for moment in kept} == {timedelta()}


async def test_a_naive_moment_is_refused_at_the_door(books: Books) -> None:
    with pytest.raises(StatementError, match="naive moment"):
        await books.add(Attempt(at=NOW.replace(tzinfo=None), who="mai"))
    assert await books.all(Attempt) == []


DOCUMENTS = [
    pytest.param({}, id="nothing"),
    pytest.param({"v": 1, "ids": [3, 1, 2]}, id="order of a list"),
    pytest.param({"v": 1, "fields": {"số lượt": 1_000_000_000_000, "tỉ lệ": 72.5, "chưa có": None}}, id="numbers"),
    pytest.param({"text": "Đoàn xã 'An Hòa' \\ \"A<B & C\" 🙂\n{0} %s"}, id="any text"),
]


@pytest.mark.parametrize("document", DOCUMENTS)
async def test_a_document_comes_back_as_it_was(books: Books, document: dict[str, object]) -> None:
    file = await books.add(File(name="bao-cao.docx", source=document, made_at=NOW))
    assert (await books.again(file)).source == document
