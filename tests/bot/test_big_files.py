"""A film that Telegram will not give to bots: the link in the answer, its page, and the answer in the same chat."""

import hashlib

import aiohttp
import pytest

from tests.bot.bots import Bot
from tests.bot.browsers import rows
from tests.double import Double, Person

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.process]

FILM = b"\x00\x00\x00\x18ftypisom" + bytes(range(256)) * 2000
NAME = "ngay-hoi.mp4"


async def test_more_than_twenty_megabytes_come_by_the_link_into_the_same_draft(
    telegram: Double, running: Bot, huy: Person
) -> None:
    await huy.says("/nop")
    await huy.presses(0, on=await huy.hears("Xin chọn báo cáo"))
    await huy.hears("Xin viết")
    await huy.sends_file(NAME, b"0", size=30_000_000)
    told = (await huy.hears("nhận đến 50 MB")).text
    path = next(word for word in told.split() if "/gui/" in word).partition("/gui/")[2]
    link = f"{running.url}/gui/{path}"  # the port is any that was free
    query = {"key": "phim-0001", "name": NAME, "size": str(len(FILM)), "offset": "0"}
    async with aiohttp.ClientSession(headers={"Origin": running.url}) as client:
        async with client.get(link) as page:
            assert "Đoàn phường An Bình" in await page.text()
        async with client.patch(f"{link}/tep", params=query, data=FILM) as sent:
            assert sent.status == 202
    await huy.hears(f"Đã giữ tệp {NAME}")
    digest = hashlib.sha256(FILM).hexdigest()
    assert (running.var / "files" / digest[:2] / digest).read_bytes() == FILM
    assert rows(running, "SELECT count(*) FROM file WHERE name = ?", NAME) == [(1,)]
