"""Debian's Chromium, driven by Playwright: a page that remembers what it complained of."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, ConsoleMessage, Dialog, Page, async_playwright

CHROMIUM = Path("/usr/bin/chromium")
MISSING = f"{CHROMIUM} is missing: apt-get install chromium"

# Before any script of the page: what the browser refused to run or load is kept where a test can read it.
_REFUSALS = """
window.refused = [];
document.addEventListener("securitypolicyviolation", ({ violatedDirective, sourceFile, lineNumber }) =>
  window.refused.push(`${violatedDirective} ${sourceFile}:${lineNumber}`));
"""


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        try:
            yield browser
        finally:
            await browser.close()


class Window:
    """One page in a browser of its own."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("console", self._told)
        page.on("dialog", self._dialog)

    def _told(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    async def _dialog(self, dialog: Dialog) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        await dialog.dismiss()

    async def refusals(self) -> list[str]:
        found: list[str] = await self.page.evaluate("window.refused ?? []")
        return found


@asynccontextmanager
async def window(browser: Browser, width: int = 1440, height: int = 900, **more: Any) -> AsyncIterator[Window]:
    context = await browser.new_context(viewport={"width": width, "height": height}, **more)
    context.set_default_timeout(10_000)
    await context.add_init_script(_REFUSALS)
    try:
        yield Window(await context.new_page())
    finally:
        await context.close()
