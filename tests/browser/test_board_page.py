"""The board before people's eyes: on a desk and on a small phone, live, printed, by keyboard, without script."""

import os
from collections.abc import AsyncIterator
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect
from sqlmodel import select

from core.activities import Event
from core.clock import ZONE, at
from core.texts import board_page as texts
from data.database import Session
from data.models import Deliverable, Obligation, Unit
from tests.browser.axe import complaints
from tests.browser.chromium import Window, window
from tests.cast import FIRST, START, World, campaign, moment
from tests.stories.test_activities import seat_head
from tests.stories.test_board_on_the_web import ids, link_of

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.browser]

SIZES = [(1440, 900), (360, 740)]
SHOTS = os.environ.get("SHOTS", "")  # a folder for whoever wants to look


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    async with campaign(tmp_path_factory.mktemp("board"), pages=True) as found:
        await found.database.write(seat_head)
        await found.database.write(activities)
        await found.mai.hands_in("bao-cao-an-hoa.docx")
        await found.unit("AB").says("chieu nay nop")
        yield found


EVENTS = {
    "Ngày hội việc làm": Event(date(2021, 10, 16), date(2021, 10, 16), time(7, 30), "Nhà văn hóa"),
    "Hội trại kỹ năng": Event(date(2021, 11, 2), date(2021, 10, 30)),
    "Tháng đọc sách": Event(date(2021, 11, 30), date(2021, 11, 1), month_long=True),
}


async def activities(session: Session) -> None:
    """Two days and a month that An Hòa has to itself."""
    unit = (await session.exec(select(Unit).where(Unit.mark == "AH"))).one()
    for position, (name, event) in enumerate(EVENTS.items(), start=3):
        due = at(event.last, time(23, 59), ZONE)
        moments: dict[str, Any] = {"strict": due, "lenient": due}
        asked = Deliverable(
            campaign_id=1, position=position, name=name, wording="", kind="activity", event=event.to_json(), **moments
        )
        session.add(asked)
        await session.flush()
        of: dict[str, Any] = {"campaign_id": 1, "unit_id": unit.id or 0, "deliverable_id": asked.id or 0}
        session.add(Obligation(**of, **moments, opened_at=moment(START)))


async def enters(world: World, found: Window) -> Page:
    page = found.page
    await page.goto(f"http://127.0.0.1:{world.app.port}{await link_of(world.hanh)}")
    await page.get_by_role("button", name=texts.ENTER).click()
    await expect(page.locator("h1")).to_have_text("đợt thi đua", ignore_case=True)
    return page


async def shot(page: Page, name: str) -> None:
    if SHOTS:
        await page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


async def places(world: World) -> dict[str, str]:
    unit, submission, _ = await ids(world, "AH")
    at, report = "/bang/dot/1", "/bang/dot/1/bao-cao/1"
    return {
        "whole": "/bang", "calendar": f"{at}/lich", "report": report, "missing": f"{report}?loc=missing",
        "cluster": f"{at}/cum/1", "unit": f"{at}/don-vi/{unit}", "one": f"/bang/bai/{submission}",
    }  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_everybody_can_read_every_page(
    world: World, browser: Browser, size: tuple[int, int], scheme: str
) -> None:
    async with window(browser, *size, color_scheme=scheme) as found:
        page = found.page
        link = f"http://127.0.0.1:{world.app.port}{await link_of(world.hanh)}"
        await page.goto(link)
        assert await complaints(page) == []
        await page.get_by_role("button", name=texts.ENTER).click()
        for name, path in (await places(world)).items():
            await page.goto(f"http://127.0.0.1:{world.app.port}{path}")
            assert await complaints(page) == [], name
            assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
            await shot(page, f"{name}-{size[0]}-{scheme}")
        assert (found.complaints, await found.refusals()) == ([], [])
        await page.goto(link)
        assert await complaints(page) == []


async def test_the_numbers_change_by_themselves(world: World, browser: Browser) -> None:
    async with window(browser) as found:
        page = await enters(world, found)
        card = page.locator("article", has=page.get_by_role("heading", name=FIRST))
        before = await card.locator(".sum").inner_text()
        await page.get_by_role("link", name=texts.CALENDAR).focus()
        await world.unit("TL").hands_in("bao-cao-tan-lap.docx")
        await expect(card.locator(".sum")).not_to_have_text(before)
        await expect(page.locator("#told")).to_have_text(texts.CHANGED)
        await expect(page.get_by_role("link", name=texts.CALENDAR)).to_be_focused()
        assert (found.complaints, await found.refusals()) == ([], [])


async def test_what_was_closed_in_the_chat_closes_on_the_screen(world: World, browser: Browser) -> None:
    async with window(browser) as found:
        page = await enters(world, found)
        await world.hanh.says("dong bang")
        await expect(page.locator("h1")).to_have_text(texts.CLOSED_TITLE)


async def test_by_keyboard_down_to_a_file(world: World, browser: Browser) -> None:
    async with window(browser, 360, 740) as found:
        page = await enters(world, found)
        for name in (texts.BY_UNIT, "AH-01"):
            await page.get_by_role("link", name=name).first.focus()
            await page.keyboard.press("Enter")
        await expect(page.locator(".files")).to_contain_text("bao-cao-an-hoa.docx")
        await page.get_by_role("button", name=texts.END).focus()
        await page.keyboard.press("Enter")
        await expect(page.locator("h1")).to_have_text(texts.ENDED_TITLE)


async def test_without_script_it_is_the_same_page(world: World, browser: Browser) -> None:
    async with window(browser, 360, 740, java_script_enabled=False) as found:
        page = await enters(world, found)
        await expect(page.locator(".live")).to_have_text(texts.NO_SCRIPT)
        await page.get_by_role("link", name=texts.RELOAD).click()
        await expect(page.locator("article").first).to_contain_text("Đã nộp")
        await page.get_by_role("button", name=texts.END).click()
        await expect(page.locator("h1")).to_have_text(texts.ENDED_TITLE)


async def test_printed_it_is_numbers_and_no_buttons(world: World, browser: Browser) -> None:
    async with window(browser) as found:
        page = await enters(world, found)
        await page.emulate_media(media="print")
        for hidden in (".tools", ".ways", ".onward"):
            await expect(page.locator(hidden).first).to_be_hidden()
        await expect(page.locator(".as-of strong")).to_be_visible()
        assert (await page.pdf(format="A4")).startswith(b"%PDF")
        await shot(page, "print")
        await page.goto(f"http://127.0.0.1:{world.app.port}/bang/dot/1/lich")
        await expect(page.locator(".days").first).to_be_visible()
        await expect(page.locator(".events").first).to_be_hidden()


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_calendar_is_a_grid_where_there_is_room_and_a_list_on_a_phone(
    world: World, browser: Browser, size: tuple[int, int]
) -> None:
    async with window(browser, *size, java_script_enabled=False) as found:
        page = await enters(world, found)
        await page.get_by_role("link", name=texts.CALENDAR).click()
        wide = size[0] > 900
        day = page.locator("td", has=page.get_by_text("16", exact=True)).first
        line = page.locator(".events li", has_text="Ngày hội việc làm").first
        for shown in (day, line):
            await expect(shown).to_contain_text("Ngày hội việc làm")
        await expect(day).to_be_visible(visible=wide)
        await expect(line).to_be_visible(visible=not wide)
        if wide:
            october, november = page.locator(".days").nth(0), page.locator(".days").nth(1)
            await expect(day).to_contain_text("7 giờ 30")
            await expect(october.locator("tr", has_text="Ngày hội việc làm").locator("td").nth(5)).to_contain_text("16")
            await expect(october.locator("li", has_text="Hội trại kỹ năng")).to_have_count(2)
            await expect(november.locator("li", has_text=texts.GOES_ON)).to_have_count(2)
            await expect(page.locator(".whole-month").filter(visible=True)).to_contain_text("trong tháng 11/2021")
            await expect(page.locator("td", has_text="Hạn nộp").first).to_contain_text(FIRST)
        else:
            await expect(page.locator(".events li:visible", has_text="Hội trại kỹ năng")).to_have_count(1)
