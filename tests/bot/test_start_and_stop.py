"""The process itself: the first start, the second, Ctrl-C in the middle of everything, and two at once."""

import asyncio
import re
import secrets
import signal
import time
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from core.texts import people, system
from tests import seed
from tests.bot.bots import RUNNING, TOKEN, Bot, bot, on_telegram
from tests.bot.browsers import Browser, browser, rows
from tests.double import Double, Limits

pytestmark = [pytest.mark.process]

CODE = re.compile(r"/start ([A-Z0-9-]{11})")
QR = "█"


def code_and_link(one: Bot) -> tuple[str, str]:
    """What was printed for the first organiser."""
    (code,) = [found[1] for line in one.lines if (found := CODE.search(line))]
    (link,) = [line.rpartition("/")[2] for line in one.lines if "/vao/" in line]
    return code, link


@pytest.fixture
async def double() -> AsyncIterator[Double]:
    async with Double(TOKEN, limits=Limits.off()) as telegram:
        yield telegram


class TestTheFirstStart:
    async def test_while_there_is_no_chief_each_start_prints_a_new_code_and_the_last_one_dies(
        self, double: Double, tmp_path: Path
    ) -> None:
        khoa = double.person(seed.KHOA, "Khoa")
        async with bot(tmp_path / "var", **on_telegram(double.url)) as one:
            await one.starts(fresh=True)  # as `make run` does
            old, old_link = code_and_link(one)
            assert sum(QR in line for line in one.lines) > 10
            assert await one.stops() == 0
            await one.starts()
            new, new_link = code_and_link(one)
            assert {old, old_link}.isdisjoint({new, new_link})
            async with browser(one) as page:
                assert (await page.status(f"/vao/{old_link}"), await page.status(f"/vao/{new_link}")) == (410, 200)
            await khoa.says(f"/start {old}")
            await khoa.hears(people.code_wrong())
            await khoa.says(f"/start {new}")
            await khoa.hears("Kính chào đồng chí Khoa")
            await one.stops()
            await one.starts()
            assert not any(CODE.search(line) or "/vao/" in line or QR in line for line in one.lines)

    async def test_a_given_admin_code_opens_once_and_is_never_printed(self, double: Double, tmp_path: Path) -> None:
        khoa, late = double.person(seed.KHOA, "Khoa"), double.person(5002, "Ai đó")
        async with bot(tmp_path / "var", **on_telegram(double.url, ADMIN_CODE="KHOA-2026-BTC")) as one:
            await one.starts()
            await double.polled()
            await khoa.says("/start khoa 2026 btc")
            await khoa.hears("Kính chào đồng chí Khoa")
            await late.says("/start KHOA-2026-BTC")
            await late.hears(people.code_wrong())
            assert not any("KHOA-2026-BTC" in line for line in one.lines)


class TestTheNextStart:
    async def test_it_goes_on_where_it_stopped(self, double: Double, tmp_path: Path) -> None:
        """A draft is taken up, what was written meanwhile is read, what was not sent is sent; nothing is said twice."""
        var = tmp_path / "var"
        await seed.campaign(var)
        mai, stranger = double.person(seed.MAI, "Mai"), double.person(5003)
        settings = on_telegram(double.url, CLOCK_START=seed.START.isoformat())
        async with bot(var, **settings) as one:
            await one.starts()
            await mai.says("/nop")
            await mai.presses(0, on=await mai.hears("Xin chọn báo cáo"))
            await mai.hears("Nội dung trọng tâm")
            assert await one.stops() == 0
            await mai.says("Mỗi chi đoàn một sáng kiến.")
            await stranger.says("chào")
            await one.starts()
            await mai.hears("Xin gửi tệp")
            await stranger.hears(people.stranger())
            await double.polled()
            assert len(double.sent(stranger.id)) == 1

    async def test_what_could_not_be_sent_before_is_sent_after(self, double: Double, tmp_path: Path) -> None:
        stranger = double.person(5004)
        async with bot(tmp_path / "var", **on_telegram(double.url)) as one:
            await one.starts()
            await double.polled()
            await double.script("sendMessage", "500")
            await stranger.says("chào")
            await double.until(lambda: double.calls("sendMessage"))
            assert await one.stops() == 0
            assert double.sent(stranger.id) == []
            await one.starts()
            await stranger.hears(people.stranger())


class TestCtrlC:
    async def test_it_ends_within_three_seconds_with_a_page_open_and_an_upload_on_its_way(self, tmp_path: Path) -> None:
        async with bot(tmp_path / "var", **on_telegram("http://127.0.0.1:9")) as one:
            await one.starts()
            async with browser(one) as page, asyncio.TaskGroup() as busy:
                chat = await page.come_in(code_and_link(one)[1])
                listening, uploading = asyncio.Event(), asyncio.Event()
                busy.create_task(listens(page, listening))
                busy.create_task(uploads(page, chat, uploading))
                await listening.wait()
                await uploading.wait()
                began = time.monotonic()
                assert await one.stops() == 0
                assert time.monotonic() - began < 3
                assert system.stopped() in one.lines
            assert list((one.var / "incoming").iterdir()) == []

    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
    async def test_letters_on_their_way_come_back_and_none_is_left_uncertain(
        self, double: Double, tmp_path: Path, number: signal.Signals
    ) -> None:
        strangers = [double.person(6000 + n) for n in range(40)]
        async with bot(tmp_path / "var", **on_telegram(double.url, TELEGRAM_RATE=30)) as one:
            await one.starts()
            await double.polled()
            await double.weather(delay=0.3)
            for stranger in strangers:
                await stranger.says("chào")
            await double.until(lambda: double.delivered >= 1)
            assert await one.stops(number) == 0
            assert rows(one, "SELECT count(*) FROM outbox WHERE uncertain OR sending") == [(0,)]
            await double.weather()
            await one.starts()
            await asyncio.gather(*(stranger.hears(people.stranger()) for stranger in strangers))
            await double.polled()
            assert {len(double.sent(stranger.id)) for stranger in strangers} == {1}


async def listens(page: Browser, begun: asyncio.Event) -> None:
    """An event stream that the page holds open until the other side ends it."""
    async with page.client.get(f"{page.home}/ring") as stream:
        await stream.content.readany()
        begun.set()
        try:
            await stream.read()
        except aiohttp.ClientError:
            return


async def uploads(page: Browser, chat: int, begun: asyncio.Event) -> None:
    """An upload whose end never comes."""

    async def endless() -> AsyncIterator[bytes]:
        yield bytes(64 * 1024)
        begun.set()
        await asyncio.Event().wait()

    address = f"{page.home}/c/{chat}/file?name=phim.mp4&key={secrets.token_hex(8)}"
    try:
        async with page.client.put(address, data=endless(), headers=page.own) as answer:
            await answer.read()
    except aiohttp.ClientError:
        return


class TestRefusedAtTheStart:
    """One sentence with what to do, and an exit code that a service manager understands."""

    async def refusal(self, one: Bot) -> list[str]:
        await one.starts(until="")
        assert await one.ends() == 2
        return one.lines

    async def test_a_second_process_on_the_same_database(self, tmp_path: Path) -> None:
        given = {"ADMIN_CODE": "KHOA-2026-BTC"}
        async with bot(tmp_path / "var", **given) as first, bot(tmp_path / "var", **given) as second:
            await first.starts()
            assert await self.refusal(second) == [system.lock_taken(str(tmp_path / "var" / "dunghan.db"))]
            async with browser(first) as page:
                assert await page.status() in (200, 303)

    async def test_a_port_that_is_taken(self, tmp_path: Path) -> None:
        async with bot(tmp_path / "one", ADMIN_CODE="KHOA-2026-BTC") as first:
            await first.starts()
            port = first.url.rpartition(":")[2]
            async with bot(tmp_path / "two", ADMIN_CODE="KHOA-2026-BTC", WEB_PORT=port) as second:
                assert system.port_taken(f"127.0.0.1:{port}") in await self.refusal(second)

    @pytest.mark.parametrize(
        ("settings", "said"),
        [
            ({"WEB_PORT": "cao"}, "WEB_PORT"),
            ({"WEBHOOK": 1}, system.webhook_needs("PUBLIC_URL")),
            ({"PUBLIC_URL": "https://example.vn/dunghan"}, system.public_url()),
            ({"WEBHOOK_SECRET": "ngắn"}, "WEBHOOK_SECRET"),
            ({"WEBHOOK_SECRET": "   "}, "WEBHOOK_SECRET"),
            ({"TELEGRAM_BOT_TOKEN": "abc"}, "TELEGRAM_BOT_TOKEN"),
        ],
        ids=["port", "webhook", "a path", "secret", "empty secret", "token"],
    )
    async def test_a_setting_that_cannot_be_used(self, tmp_path: Path, settings: dict[str, object], said: str) -> None:
        async with bot(tmp_path / "var", **settings) as one:
            (line,) = await self.refusal(one)
            assert said in line
            assert RUNNING not in line
