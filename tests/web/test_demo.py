"""The demo page: three phones for everyone who comes, and a clock that can be moved."""

import asyncio
import time
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest

from core.texts import pages
from tests.web import site as sites
from tests.web.site import Site

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def moved(site: Site) -> None:
    async with asyncio.timeout(10):
        while True:
            if not site.house.leaping:
                return
            await asyncio.sleep(0.01)


async def test_whoever_opens_the_page_holds_the_three_phones(demo_site: Site) -> None:
    async with demo_site.visitor() as one, demo_site.visitor() as other:
        pages_ = [await visitor.get("/") for visitor in (one, other, one)]
        cookies = [answer.headers.get("Set-Cookie") for answer in pages_]
        assert cookies[0] != cookies[1]
        assert cookies[2] is None  # the second visit goes on with the first one's session
        for name in (pages.PHONE_ORGANISER, pages.PHONE_SECRETARY, pages.PHONE_LEADER):
            assert f'<span class="role">{name}</span>' in pages_[0].text


async def test_the_phones_greet_and_nobody_has_typed_yet(demo_site: Site) -> None:
    async with demo_site.visitor() as visitor:
        page = (await visitor.get("/")).text
        assert page.count("Kính chào đồng chí") == 3
        assert "/start" not in page
        for role in ("organiser", "secretary", "leader"):
            assert (await visitor.lines(await demo_site.chat(f"demo:{role}")))["mine"] == []


async def test_each_phone_hints_at_what_its_owner_may_type(demo_site: Site) -> None:
    async with demo_site.visitor() as visitor:
        page = (await visitor.get("/")).text
        assert page.count(f'placeholder="{pages.PLACEHOLDER}"') == 1
        assert page.count(f'placeholder="{pages.PLACEHOLDER_WATCHING}"') == 2


async def test_of_the_board_only_the_newest_words_are_sent(demo_site: Site) -> None:
    async with demo_site.visitor() as visitor:
        await visitor.get("/")
        chat = await demo_site.chat("demo:organiser")
        letters = (await visitor.lines(chat))["letters"]
        board = next(one for one in letters if one["kind"] == "say" and "tính đến" in one["text"])
        await demo_site.change(
            "INSERT INTO outbox (channel, chat_id, lane, kind, text, choices, files, replaces, page, still, made_at, "
            "not_before, free_at, attempts, failures, sending, uncertain, closed_at, result, why, receipt_id, seq) "
            f"SELECT channel, chat_id, lane, 'edit', 'words ' || n, '{{}}', '{{}}', {board['id']}, 1, '', made_at, "
            "not_before, free_at, 1, 0, 0, 0, closed_at, 'sent', '', '', 1000 + n "
            f"FROM outbox, (SELECT 1 AS n UNION SELECT 2 UNION SELECT 3) WHERE id = {board['id']}"
        )
        edits = [one for one in (await visitor.lines(chat))["letters"] if one["kind"] == "edit"]
        assert [(one["text"], one["replaces"]) for one in edits] == [("words 3", board["id"])]
        page = (await visitor.get("/")).text
        assert ("words 3" in page, "words 2" in page, "tính đến" in page) == (True, False, False)
        later = await visitor.lines(chat, after=1000)  # a page that never had the letter still gets its newest words
        assert [one["text"] for one in later["letters"]] == ["words 3"]


@pytest.mark.parametrize("body", [{}, {"to": "yesterday"}, {"to": ["next"]}, {"to": {"next": 1}}, {"to": None}])
async def test_the_clock_goes_only_where_the_panel_sends_it(demo_site: Site, body: Any) -> None:
    async with demo_site.visitor() as visitor:
        assert (await visitor.post("/demo/advance", json=body)).status == 400


@pytest.mark.parametrize("speed", [2, -1, "60", 60.0, True, None, [60], 10**400])
async def test_the_clock_has_the_speeds_of_the_panel(demo_site: Site, speed: Any) -> None:
    async with demo_site.visitor() as visitor:
        assert (await visitor.post("/demo/speed", json={"speed": speed})).status == 400


@pytest.mark.asyncio(loop_scope="function")
async def test_the_next_event_is_one_that_somebody_hears_of(tmp_path: Path) -> None:
    """The hour of a notice with nothing to tell is passed over."""
    async with sites.demo_site(tmp_path) as site, site.visitor() as visitor:
        await visitor.get("/")
        mai = await site.chat("demo:secretary")
        before = (await visitor.lines(mai))["seq"]
        phones = [await site.chat(f"demo:{role}") for role in ("organiser", "secretary", "leader")]
        heard: list[int] = []
        while not (fresh := (await visitor.lines(mai, before))["letters"]):
            assert (await visitor.post("/demo/advance", json={"to": "next"})).status == 202
            await moved(site)
            heard.append(sum([(await visitor.lines(phone))["seq"] for phone in phones]))
        assert "Nội dung hoạt động trọng tâm" in fresh[0]["text"]
        assert len(set(heard)) == len(heard)
        day = site.house.clock.now()
        await visitor.post("/demo/advance", json={"to": "day"})
        await moved(site)
        assert (site.house.clock.now() - day).days == 1


@pytest.mark.asyncio(loop_scope="function")
async def test_a_page_that_comes_back_learns_where_the_clock_stands(tmp_path: Path) -> None:
    async with sites.demo_site(tmp_path) as site, site.visitor() as visitor:
        await visitor.get("/")
        async with asyncio.timeout(5), visitor.client.get(f"{visitor.home}/ring") as stream:
            seen = b""
            while b"event: clock" not in seen:
                seen = await stream.content.readuntil(b"\n\n")
            assert b'"pace": "D\\u1eebng"' in seen
            await visitor.post("/demo/speed", json={"speed": 60})
            while b'"speed": 60' not in seen:
                seen = await stream.content.readuntil(b"\n\n")


@pytest.mark.asyncio(loop_scope="function")
async def test_open_pages_do_not_hold_up_the_end(tmp_path: Path) -> None:
    async with AsyncExitStack() as browsers:
        async with sites.demo_site(tmp_path) as site:
            visitors = [await browsers.enter_async_context(site.visitor()) for _ in range(3)]
            for visitor in visitors:
                await visitor.get("/")
            streams = [await visitor.client.get(f"{visitor.home}/ring") for visitor in visitors]
            began = time.monotonic()
        assert time.monotonic() - began < 1.0
        for stream in streams:
            await stream.read()
