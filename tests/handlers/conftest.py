"""A world that the tests of one file share: what is said in it by `would_answer` is taken back."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.cast import World, campaign


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    async with campaign(tmp_path_factory.mktemp("world")) as world:
        yield world
