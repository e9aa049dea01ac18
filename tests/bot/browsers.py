"""A browser beside the bot that runs as a process: signs in, says, uploads, listens."""

import secrets
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from typing import Any

import aiohttp

from tests.bot.bots import Bot


@dataclass
class Browser:
    client: aiohttp.ClientSession
    home: str
    bot: Bot

    @property
    def own(self) -> dict[str, str]:
        return {"Origin": self.home}

    async def status(self, path: str = "/") -> int:
        async with self.client.get(f"{self.home}{path}", allow_redirects=False) as answer:
            return answer.status

    async def come_in(self, link: str) -> int:
        """By a one-time link; the number of the chat that is opened."""
        async with self.client.post(f"{self.home}/vao/{link}", headers=self.own, allow_redirects=False) as answer:
            assert answer.status == 303, await answer.text()
        ((chat,),) = rows(self.bot, "SELECT max(id) FROM chat WHERE channel = 'web'")
        return int(chat)

    async def says(self, chat: int, words: str) -> None:
        said = {"key": secrets.token_hex(8), "text": words}
        async with self.client.post(f"{self.home}/c/{chat}/say", json=said, headers=self.own) as answer:
            assert answer.status == 202, await answer.text()


@asynccontextmanager
async def browser(bot: Bot) -> AsyncIterator[Browser]:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as client:
        yield Browser(client, bot.url, bot)


def rows(bot: Bot, question: str, *values: object) -> list[tuple[Any, ...]]:
    """What the bot's database says, read beside it."""
    with closing(sqlite3.connect(f"file:{bot.var / 'dunghan.db'}?mode=ro", uri=True)) as database:
        return list(database.execute(question, values))
