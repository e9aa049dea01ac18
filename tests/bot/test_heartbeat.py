"""A sign of life goes out while the database answers, and only then."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from bot.heartbeat import heartbeats
from bot.nursery import Nursery
from data.database import Database


class Watch:
    """Who waits for signs of life, and what it answers."""

    def __init__(self) -> None:
        self.heard = 0
        self.status = 200
        self._again = asyncio.Condition()

    async def hears(self, request: web.BaseRequest) -> web.Response:
        async with self._again:
            self.heard += 1
            self._again.notify_all()
        return web.Response(status=self.status)

    async def times(self, count: int) -> None:
        async with asyncio.timeout(5), self._again:
            await self._again.wait_for(lambda: self.heard >= count)


@asynccontextmanager
async def watched(database: Database) -> AsyncIterator[Watch]:
    watch = Watch()
    runner = web.ServerRunner(web.Server(watch.hears, access_log=None))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    async with Nursery() as nursery:
        nursery.keep_running("heartbeat", lambda: heartbeats(database, f"http://{host}:{port}/ping/s3cret", 0.01))
        yield watch
    await runner.cleanup()


async def test_it_is_told_again_and_again(sqlite_database: Database) -> None:
    async with watched(sqlite_database) as watch:
        await watch.times(3)


async def test_a_watch_that_fails_is_told_of_once_and_never_by_its_address(
    sqlite_database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    async with watched(sqlite_database) as watch:
        watch.status = 500
        with caplog.at_level(logging.DEBUG):
            await watch.times(4)
    assert caplog.text.count("HEARTBEAT_URL does not answer") == 1
    assert "s3cret" not in caplog.text


async def test_a_database_that_hangs_lets_none_out(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    async with watched(sqlite_database) as watch:
        await watch.times(1)
        hanging = asyncio.Event()

        async def hangs(*_: object) -> None:
            await hanging.wait()

        monkeypatch.setattr(sqlite_database, "write", hangs)
        heard = watch.heard + 1  # one may be on its way
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await watch.times(heard + 1)
