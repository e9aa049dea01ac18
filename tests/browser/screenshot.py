"""python -m tests.browser.screenshot: draws docs/images/demo.png anew, the picture of the README."""

import asyncio
import sys
import tempfile
from pathlib import Path

from playwright.async_api import expect

from core.texts import labels
from tests.bot.bots import bot
from tests.browser.chromium import Window, chromium, window
from tests.browser.phones import Demo
from tests.guards.reading import ROOT

PICTURE = ROOT / "docs" / "images" / "demo.png"
START = "2026-09-30T07:30+07:00"
FILE = {"name": "Đăng ký An Hòa.docx", "mimeType": "application/msword", "buffer": b"PK" * 31_000}


async def main(picture: Path) -> None:
    picture.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        async with bot(Path(folder) / "var", CLOCK_START=START) as one, chromium() as browser, window(browser) as page:
            await one.starts()
            await _some_days(Demo(page), one.url)
            await _draw(page, picture)
            await one.stops()


async def _some_days(demo: Demo, url: str) -> None:
    """Mai is reminded and hands in; the board shows it, and the leader asks."""
    await demo.opens(url)
    await demo.until_mai_hears("kính gửi đồng chí Mai")
    await demo.mai.presses(labels.HAND_IN)
    await demo.mai.presses("Nội dung hoạt động trọng tâm")
    await demo.mai.hears("Nội dung trọng tâm")
    await demo.mai.says("Mỗi chi đoàn một sáng kiến cải tiến kỹ thuật")
    await demo.mai.hears("gửi tệp")
    await demo.mai.place.locator('input[type="file"]').set_input_files(FILE)  # type: ignore[arg-type]
    await demo.mai.presses(labels.CONFIRM)
    await demo.mai.hears("AH-01")
    handed_in = await demo.counted()
    await expect(demo.organiser.place.locator(".log")).to_contain_text(f"đã nộp {handed_in}/12")


async def _draw(page: Window, picture: Path) -> None:
    """With the pointer and the caret out of the way."""
    await page.page.evaluate("document.activeElement.blur()")
    await page.page.mouse.move(0, 0)
    await page.page.screenshot(path=picture, caret="hide", animations="disabled")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]) if sys.argv[1:] else PICTURE))
