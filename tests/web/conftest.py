"""One house for all tests of a file, where they leave each other alone."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.web import site as sites
from tests.web.site import Site, Visitor


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def demo_site(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    async with sites.demo_site(tmp_path_factory.mktemp("demo")) as site:
        yield site


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def real_site(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    async with sites.real_site(tmp_path_factory.mktemp("real")) as site:
        yield site


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stranger(real_site: Site) -> AsyncIterator[Visitor]:
    """Someone who never signs in, the same for a whole file."""
    async with real_site.visitor() as visitor:
        yield visitor


@pytest_asyncio.fixture(loop_scope="module")
async def visitor(real_site: Site) -> AsyncIterator[Visitor]:
    async with real_site.visitor() as visitor:
        yield visitor


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def guest(real_site: Site) -> AsyncIterator[tuple[Visitor, int]]:
    """Someone signed in once for a whole file, and their chat."""
    async with real_site.visitor() as visitor:
        yield visitor, await real_site.come_in(visitor, "CT")
