"""The demo page as a person uses it: three phones by what they are called, and the clock above them."""

import re
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Locator, expect

from core.texts import pages
from tests.browser.chromium import Window

# A line as it is read: who spoke and the words; times and days left out.
_READ = """(phone) => [...phone.querySelectorAll(".line")].map((line) => [
  line.classList.contains("me") ? "me" : "bot",
  line.querySelector(".text").innerText,
  line.querySelector(".paper")?.innerText ?? ""])"""


# Changes whenever something happened on the page.
_STATE = """[document.querySelector("#clock-text").textContent,
  ...[...document.querySelectorAll(".line.bot")].map((line) => line.dataset.edit)].join()"""


@dataclass
class Phone:
    window: Window
    name: str

    @property
    def place(self) -> Locator:
        return self.window.page.locator(".phone").filter(has=self.window.page.locator(".role", has_text=self.name))

    @property
    def last(self) -> Locator:
        """The newest thing the bot said."""
        return self.place.locator(".line.bot").last

    async def lines(self) -> list[Any]:
        found: list[Any] = await self.place.evaluate(_READ)
        return found

    async def says(self, words: str) -> None:
        box = self.place.locator("textarea")
        await box.fill(words)
        await box.press("Enter")

    async def presses(self, label: str) -> None:
        await self.place.locator(".choices.live button", has_text=label).first.click()

    async def hears(self, *parts: str) -> None:
        for part in parts:
            await expect(self.last).to_contain_text(part)

    async def has_said(self, words: str) -> None:
        """The server has it, and it stands there once."""
        own = self.place.locator(".line.me").filter(has_text=words)
        await expect(own.locator(".state")).to_have_text(pages.SENT)
        await expect(own).to_have_count(1)


_COUNT = re.compile(r"đã nộp (\d+)/12")


@dataclass
class Demo:
    window: Window

    @property
    def organiser(self) -> Phone:
        return Phone(self.window, pages.PHONE_ORGANISER)

    @property
    def mai(self) -> Phone:
        return Phone(self.window, pages.PHONE_SECRETARY)

    @property
    def leader(self) -> Phone:
        return Phone(self.window, pages.PHONE_LEADER)

    async def opens(self, url: str) -> None:
        await self.window.page.goto(url)
        await expect(self.window.page.locator(".phone")).to_have_count(3)
        for phone in (self.organiser, self.mai, self.leader):
            await expect(phone.place).to_contain_text("Kính chào đồng chí")

    async def counted(self) -> int:
        """How many units have handed in the next report, as the leader is told."""
        lines = len(await self.leader.lines())
        await self.leader.says("tình hình")
        await expect(self.leader.place.locator(".line")).to_have_count(lines + 2)
        found = _COUNT.search(await self.leader.last.inner_text())
        assert found, await self.leader.last.inner_text()
        return int(found[1])

    async def next_event(self) -> None:
        """Somebody is told something, or the clock goes on; several things may happen in one minute."""
        before = await self.window.page.evaluate(_STATE)
        await self.window.page.get_by_role("button", name=pages.CLOCK_NEXT).click()
        await self.window.page.wait_for_function(f"(before) => {_STATE} !== before", arg=before)
        await expect(self.window.page.locator(".run")).not_to_have_text(pages.CLOCK_RUNNING)

    async def until_mai_hears(self, part: str) -> None:
        for _ in range(20):
            if part in await self.mai.last.inner_text():
                return
            await self.next_event()
        raise AssertionError(f"twenty events without {part!r}")
