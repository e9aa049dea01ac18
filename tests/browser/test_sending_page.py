"""The page behind a link of the chat, on a phone: a large file goes on after a broken line and a page opened anew, what
cannot be taken is said, and the chat has the answer."""

import os
from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, Route, expect

from bot.clock import machine_now
from core import uplinks
from core.forms import Field, FieldKind, Form
from core.texts import sending
from data import people
from data.models import File, Submission
from tests.browser.chromium import Window, window
from tests.cast import FIRST, World, campaign
from tests.web.test_sending import owed

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.browser]

FORM = Form((Field("tep", "Báo cáo", FieldKind.FILES),))
NAME = "Phim ngày hội.mp4"
FILM = b"\x00\x00\x00\x18ftypisom" + bytes(range(256)) * 28_000  # four pieces
SHOTS = os.environ.get("SHOTS", "")  # a folder for whoever wants to look


@pytest_asyncio.fixture(loop_scope="module")
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with campaign(tmp_path, pages=True) as one:
        await one.asks(FORM)
        yield one


@pytest_asyncio.fixture(loop_scope="module")
async def phone(browser: Browser) -> AsyncIterator[Window]:
    async with window(browser, 390, 780, locale="vi-VN") as found:
        yield found


async def address(world: World, ago: timedelta = timedelta()) -> str:
    found = await world.database.read(partial(people.speaker, channel="web", address=world.mai.address))
    assert found is not None
    token = uplinks.token(found.chat.id or 0, await owed(world), machine_now() - ago, world.app.house.hasher.code)
    return f"http://127.0.0.1:{world.app.port}/gui/{token}"


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


async def sends(page: Page, path: Path) -> None:
    await page.locator("#file").set_input_files(path)
    await page.get_by_role("button", name=sending.SEND).click()


async def shot(page: Page, name: str) -> None:
    if SHOTS:
        await page.screenshot(path=Path(SHOTS) / f"{name}.png")


async def test_a_file_goes_on_where_it_stood_when_the_page_is_opened_anew(
    world: World, phone: Window, tmp_path: Path
) -> None:
    page, pieces = phone.page, 0

    async def breaks(route: Route) -> None:
        nonlocal pieces
        pieces += route.request.method == "PATCH"
        await (route.abort() if pieces > 2 else route.continue_())

    film = written(tmp_path, NAME, FILM)
    await page.route("**/tep?*", breaks)
    await page.goto(await address(world))
    await expect(page.locator("dl")).to_contain_text(FIRST)
    await sends(page, film)
    await expect(page.locator(".state")).to_contain_text(sending.WORDS["waiting"])
    await shot(page, "broken")
    await page.unroute("**/tep?*")
    offsets: list[str] = []
    page.on("request", lambda one: offsets.append(one.url.rpartition("offset=")[2]) if one.method == "PATCH" else None)
    await page.reload()
    await sends(page, film)
    await expect(page.locator(".state")).to_have_text(sending.WORDS["sent"])
    await shot(page, "sent")
    assert offsets == ["4000000", "6000000"]
    await world.settled()
    await world.mai.hears_only("Xin xem lại", FIRST, NAME)
    await world.mai.says("nộp")
    await world.mai.hears("Đã nhận", "1 phim")
    (handed,) = await world.rows(Submission)
    (kept,) = await world.rows(File)
    assert handed.files["ids"] == [kept.id]
    assert kept.size == len(FILM)


async def test_what_is_too_large_or_empty_is_said_before_it_is_sent(
    world: World, phone: Window, tmp_path: Path
) -> None:
    page = phone.page
    large = written(tmp_path, "lon.mp4", b"")
    os.truncate(large, 51_000_000)
    await page.goto(await address(world))
    await sends(page, large)
    await expect(page.locator(".state").last).to_have_text(sending.too_big(50))
    await sends(page, written(tmp_path, "trong.pdf", b""))
    await expect(page.locator(".state").last).to_have_text(sending.WORDS["empty"])
    await shot(page, "large")
    await world.settled()
    await world.mai.hears_nothing()


@pytest.mark.parametrize("spoilt", [False, True], ids=["expired", "wrong"])
async def test_a_link_that_opens_nothing_says_how_to_get_another(world: World, phone: Window, spoilt: bool) -> None:
    found = await address(world, timedelta(days=4))
    answer = await phone.page.goto(f"{found[:-3]}xyz" if spoilt else found)
    assert answer is not None
    assert answer.status == 410
    await shot(phone.page, f"dead-{spoilt}")
    await expect(phone.page.locator("h1")).to_be_visible()
    await expect(phone.page.locator("main")).to_contain_text("nhắn lại trong cuộc trò chuyện")
