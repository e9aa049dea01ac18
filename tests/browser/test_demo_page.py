"""A newcomer opens the demo and lives through the campaign in a browser; the bot is a process of its own."""

import re
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from core.texts import labels, pages
from tests.bot.bots import Bot
from tests.browser.chromium import Window, window
from tests.browser.phones import Demo, Phone

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.browser, pytest.mark.process]

FILE = {"name": "Báo cáo An Hòa.docx", "mimeType": "application/msword", "buffer": b"PK" * 600_000}
SLOW = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 2_000_000}


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@pytest_asyncio.fixture(loop_scope="module")
async def bot(tmp_path: Path) -> AsyncIterator[Bot]:
    one = Bot(tmp_path / "var", WEB_PORT=free_port())
    await one.starts()
    yield one
    if one.running:
        await one.is_killed()


@pytest_asyncio.fixture(loop_scope="module")
async def wide(browser: Browser) -> AsyncIterator[Window]:
    async with window(browser) as found:
        yield found


async def test_a_newcomer_lives_through_the_campaign(bot: Bot, wide: Window) -> None:
    demo = Demo(wide)
    await demo.opens(bot.url)
    await demo.until_mai_hears("kính gửi đồng chí Mai")
    handed_in = await demo.counted()

    await demo.mai.presses(labels.HAND_IN)
    await demo.mai.hears("Xin chọn báo cáo")
    await demo.mai.presses("Nội dung hoạt động trọng tâm")
    await demo.mai.hears("Nội dung trọng tâm")
    await demo.mai.says("Mỗi chi đoàn một sáng kiến")
    await demo.mai.hears("gửi tệp")
    await attach(demo.mai)
    await demo.mai.hears("Xin xem lại", "Báo cáo An Hòa.docx")
    await demo.mai.presses(labels.CONFIRM)
    await demo.mai.hears("AH-01", "đúng hạn")

    lines = len(await demo.organiser.lines())
    await expect(demo.organiser.place.locator(".log")).to_contain_text(f"đã nộp {handed_in + 1}/12")
    assert len(await demo.organiser.lines()) == lines  # the same message, with new words

    assert await demo.counted() == handed_in + 1
    assert await demo.leader.last.locator(".part").count() == 5
    await nothing_lost_by_reloading(demo)
    assert (wide.complaints, await wide.refusals()) == ([], [])


async def attach(phone: Phone) -> None:
    """Over a slow line, so that the bar is seen to move."""
    network = await phone.window.page.context.new_cdp_session(phone.window.page)
    await network.send("Network.emulateNetworkConditions", SLOW)
    await phone.place.locator('input[type="file"]').set_input_files(FILE)  # type: ignore[arg-type]
    await expect(phone.place.locator(".line.me .percent")).to_have_text(re.compile(r"[1-9]\d? %"))
    await expect(phone.place.locator("progress")).to_have_count(0)
    await network.detach()
    await expect(phone.place.locator(".line.me").last).to_contain_text("1,2 MB")


async def nothing_lost_by_reloading(demo: Demo) -> None:
    phones = (demo.organiser, demo.mai, demo.leader)
    before = [await phone.lines() for phone in phones]
    await demo.window.page.reload()
    assert [await phone.lines() for phone in phones] == before
    await expect(demo.mai.place.locator(".line.waiting")).to_have_count(0)


async def test_a_line_written_while_the_bot_is_down_arrives_once(bot: Bot, wide: Window) -> None:
    demo = Demo(wide)
    await demo.opens(bot.url)
    await bot.is_killed()
    await expect(wide.page.locator("#notice")).to_contain_text(pages.RECONNECTING)
    await demo.mai.says("viec cua toi")
    await expect(demo.mai.place.locator(".line.me .state")).to_have_text(pages.OFFLINE)
    before = await demo.leader.lines()
    await bot.starts()
    await demo.mai.has_said("viec cua toi")
    await demo.mai.hears("Nội dung hoạt động trọng tâm")
    await expect(wide.page.locator("#notice")).to_be_empty()
    await wide.page.reload()
    await demo.mai.has_said("viec cua toi")
    assert await demo.leader.lines() == before


async def test_on_a_small_phone_with_the_keyboard_alone(bot: Bot, browser: Browser) -> None:
    async with window(browser, 360, 740) as narrow:
        demo, page = Demo(narrow), narrow.page
        await demo.opens(bot.url)
        assert await page.evaluate("document.documentElement.scrollWidth") <= 360
        await expect(page.locator(".phone:visible")).to_have_count(1)
        await page.get_by_role("tab", name=pages.PHONE_ORGANISER).focus()
        await page.keyboard.press("ArrowRight")
        tab = page.get_by_role("tab", name=pages.PHONE_SECRETARY)
        await expect(tab).to_be_focused()
        await expect(tab).to_have_attribute("aria-selected", "true")
        await expect(page.locator(".phone:visible textarea")).to_have_count(1)
        await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")  # the link to where one writes
        await expect(page.locator(".phone:visible textarea")).to_be_focused()
        await page.keyboard.type("tro giup")
        await page.keyboard.press("Enter")
        await demo.mai.has_said("tro giup")
        await demo.mai.hears("“nộp”")
        assert await page.evaluate("document.documentElement.scrollWidth") <= 360
        assert (narrow.complaints, await narrow.refusals()) == ([], [])
