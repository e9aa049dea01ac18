"""An officer sends a plan, opens its page from the chat, decides what is open and starts; on a desk, on a small phone,
and without any script."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from core.texts import labels, pages
from core.texts import plan_page as texts
from tests.bot.bots import Bot
from tests.browser.chromium import Window, window
from tests.browser.phones import Demo
from tests.browser.test_demo_page import free_port
from tests.core.plans.pages import HEAD, TAIL

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.browser, pytest.mark.process]

START = "2025-02-14T08:00+07:00"
REPORTS = """- Các đơn vị đăng ký mô hình trước ngày 28/02/2025 (thứ Sáu).
- Các đơn vị gửi báo cáo tổng kết về hộp thư phongtrao@binhlam.example.vn trước 11g00 ngày 04/4/2025 (thứ Năm)."""
PLAN = {"name": "ke-hoach.txt", "mimeType": "text/plain", "buffer": f"{HEAD}{REPORTS}{TAIL}".encode()}
SHOTS = os.environ.get("SHOTS", "")  # a folder for whoever wants to look


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Bot]:
    one = Bot(tmp_path_factory.mktemp("plan") / "var", WEB_PORT=free_port(), CLOCK_START=START)
    await one.starts()
    yield one
    if one.running:
        await one.is_killed()


async def opens(bot: Bot, found: Window) -> Page:
    """The way people come: a file in the chat, a link under its card."""
    demo, page = Demo(found), found.page
    await page.goto(bot.url)
    tab = page.get_by_role("tab", name=pages.PHONE_ORGANISER)
    if await tab.count():
        await tab.click()
    before = await demo.organiser.place.locator(".text a").count()
    await demo.organiser.place.locator('input[type="file"]').set_input_files(PLAN)  # type: ignore[arg-type]
    link = demo.organiser.last.locator(".text a")
    await expect(demo.organiser.place.locator(".text a")).to_have_count(before + 1)
    await expect(link).to_have_attribute("target", "_blank")
    await page.goto(await link.get_attribute("href") or "")
    await expect(page.locator("#h-left")).to_contain_text(texts.left(4))
    return page


async def shot(page: Page, name: str) -> None:
    if SHOTS:
        await page.screenshot(path=Path(SHOTS) / f"{name}.png")


async def types(page: Page, box: str, words: str) -> None:
    await page.locator(f"#{box}").fill(words)
    await page.locator(f"#{box}").press("Enter")


async def decides(page: Page) -> None:
    """Everything that is left, from the top down."""
    await page.locator("#f-0 .choice").first.click()
    await expect(page.locator("#h-left")).to_contain_text(texts.left(3))
    await expect(page.locator("#f-0 .said")).to_have_text(texts.NOTED)
    await page.locator("#grace").get_by_role("button", name=labels.ON_TIME).click()
    await expect(page.locator("#grace [aria-pressed=true]")).to_have_text(labels.ON_TIME)
    await page.locator("#owners").get_by_role("button", name="Cả 12 đơn vị").click()
    await expect(page.locator("#owners .settled")).to_have_text("cả 12 đơn vị")
    await page.locator("#contact").get_by_role("button", name="Trần Đăng Khoa").click()
    await expect(page.locator("#h-left")).to_contain_text(texts.left(0))


async def starts(page: Page) -> None:
    await page.get_by_role("button", name=labels.PREVIEW).click()
    await expect(page.locator("#begin .said")).to_contain_text("Kính gửi đồng chí phụ trách")
    await shot(page, f"begin-{page.viewport_size['width'] if page.viewport_size else 0}")
    await page.get_by_role("button", name=labels.START_SILENTLY).click()
    await expect(page.locator("h1")).to_have_text(texts.CLOSED["started"][0])
    await expect(page.locator("main")).to_contain_text("Đã bắt đầu “Tháng Thanh niên năm 2025”: 12 đơn vị, 2 báo cáo.")


async def in_width(page: Page) -> bool:
    return bool(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


async def test_at_a_desk_the_text_and_the_fields_go_together(bot: Bot, browser: Browser) -> None:
    async with window(browser) as wide:
        page = await opens(bot, wide)
        assert await in_width(page)
        await page.locator("#r-0").hover()
        await expect(page.locator("mark.lit")).to_contain_text("đăng ký mô hình trước ngày 28/02/2025")
        await page.locator('mark[data-of~="r-1"]').hover()
        await expect(page.locator(".field.lit")).to_have_count(2)
        await shot(page, "wide")

        await page.locator("#d-r-1 summary").click()
        await types(page, "date-r-1", "hôm nào đó")
        await expect(page.locator("#r-1 .said")).to_contain_text("Chưa đọc được ngày trong “hôm nào đó”")
        await expect(page.locator("#date-r-1")).to_be_focused()
        await expect(page.locator("#date-r-1")).to_have_value("hôm nào đó")
        await page.locator("#label-r-0").evaluate("(box) => { box.value = 'đang gõ dở'; }")
        await shot(page, "wide-refused")
        await types(page, "date-r-1", "chậm nhất 15/4")
        await expect(page.locator("#r-1 .until")).to_have_text("nộp chậm nhất hết thứ Ba 15/04/2025")
        await expect(page.locator("#told")).to_contain_text("Đã ghi hạn của")
        await expect(page.locator("#label-r-0")).to_have_value("đang gõ dở")
        await expect(page.locator("#d-r-1")).to_have_attribute("open", "")
        await expect(page.locator("#h-left")).to_contain_text(texts.left(3))
        await page.reload()
        await expect(page.locator("#r-1 .until")).to_have_text("nộp chậm nhất hết thứ Ba 15/04/2025")
        assert (wide.complaints, await wide.refusals()) == ([], [])


async def test_on_a_small_phone_from_the_card_to_the_start(bot: Bot, browser: Browser) -> None:
    async with window(browser, 360, 740) as small:
        page = await opens(bot, small)
        assert await in_width(page)
        await expect(page.locator("#paper")).to_be_hidden()
        await shot(page, "small")
        await page.get_by_role("link", name=texts.TO_TEXT).click()
        await expect(page.locator("#paper")).to_be_visible()
        await expect(page.locator("#fields")).to_be_hidden()
        await page.locator("#m-f-0").click()
        await expect(page.locator("#f-0")).to_be_in_viewport()
        await page.locator("#f-0 .tag").click()
        await expect(page.locator("#m-f-0")).to_be_in_viewport()
        await shot(page, "small-text")
        await page.get_by_role("link", name=texts.TO_FIELDS).click()
        await decides(page)
        assert await in_width(page)
        await shot(page, "small-decided")
        await starts(page)
        assert (small.complaints, await small.refusals()) == ([], [])


async def test_without_script_every_form_still_works(bot: Bot, browser: Browser) -> None:
    async with window(browser) as scripted:
        path = (await opens(bot, scripted)).url
        cookies = await scripted.page.context.cookies()
    async with window(browser, 800, 900, java_script_enabled=False) as plain:
        await plain.page.context.add_cookies(cookies)  # type: ignore[arg-type]
        page = plain.page
        await page.goto(path)
        await page.locator("#d-r-0 summary").click()
        await types(page, "date-r-0", "trước ngày 27/2")
        await expect(page.locator("#r-0 .said")).to_contain_text("Đã ghi hạn của")
        await expect(page.locator("#r-0")).to_be_in_viewport()
        await decides(page)
        await starts(page)


async def test_with_the_keyboard_alone(bot: Bot, browser: Browser) -> None:
    async with window(browser, 1280, 800) as keyed:
        page = await opens(bot, keyed)
        await page.locator("#f-0 .choice").first.focus()
        await expect(page.locator("mark.lit")).to_contain_text("04/4/2025")
        await expect(page.locator("mark.lit")).to_be_in_viewport()
        await page.keyboard.press("Enter")
        await expect(page.locator("#f-0 .said")).to_have_text(texts.NOTED)
        assert await page.evaluate("Boolean(document.activeElement.closest('#f-0'))")
        await page.locator("#d-f-0 summary").press("Enter")
        await page.keyboard.press("Tab")
        await expect(page.locator("#f-0 .choice").first).to_be_focused()
        assert (keyed.complaints, await keyed.refusals()) == ([], [])
