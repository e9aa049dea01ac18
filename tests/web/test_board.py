"""The board on the web: a link that opens once, what each seat may see there, and how it ends."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.clock import machine_now
from core.roles import Role
from core.texts import board_page as texts
from data import viewings
from data.database import Session
from tests.web import site as sites
from tests.web.site import Site, Visitor, number

pytestmark = pytest.mark.asyncio(loop_scope="module")

PAGES = (
    "/bang",
    "/bang/dot/1",
    "/bang/dot/1/lich",
    "/bang/dot/1/bao-cao/1",
    "/bang/dot/1/cum/1",
    "/bang/dot/1/don-vi/2",
)


async def link_for(site: Site, role: Role, mark: str = "") -> str:
    """A link as /bang gives it, for whoever sits in such a seat."""
    unit = f" AND u.mark = '{mark}'" if mark else ""
    seat = f"""SELECT h.person_id FROM holding h JOIN seat s ON s.id = h.seat_id JOIN unit u ON u.id = s.unit_id
               WHERE s.role = '{role}' AND h.until IS NULL{unit} ORDER BY h.id LIMIT 1"""
    link = site.house.setting.new_link()

    async def write(session: Session) -> None:
        person = await number(session, seat)
        await viewings.offer(session, person, site.house.hasher.code(link), machine_now())

    await site.house.database.write(write)
    return f"/bang/vao/{link}"


@asynccontextmanager
async def looking(site: Site, role: Role, mark: str = "") -> AsyncIterator[Visitor]:
    async with site.visitor() as visitor:
        assert (await visitor.post(await link_for(site, role, mark))).status == 303
        yield visitor


async def test_a_preview_burns_no_link_and_the_button_spends_it_once(real_site: Site) -> None:
    link = await link_for(real_site, Role.LEADER)
    async with real_site.visitor() as crawler, real_site.visitor() as leader, real_site.visitor() as other:
        for _ in range(3):
            seen = await crawler.get(link)
            assert (seen.status, texts.ENTER in seen.text) == (200, True)
        assert (await crawler.asks("HEAD", link)).status == 200
        assert (await crawler.get("/bang")).status == 401
        assert (await leader.post(link)).headers["Location"] == "/bang"
        assert (await leader.get("/bang")).status == 200
        for again in (await other.post(link), await other.get(link)):
            assert (again.status, texts.CLOSED_TITLE in again.text) == (401, True)
        assert (await other.get("/bang")).status == 401


async def test_behind_a_public_address_link_and_cookie_are_its_own(tmp_path: Path) -> None:
    public = "https://nhac.example.vn"
    async with sites.real_site(tmp_path, public_url=public) as site, site.visitor() as visitor:
        link = await link_for(site, Role.LEADER)
        headers = {"Host": "nhac.example.vn"}
        assert (await visitor.asks("POST", link, headers=headers)).status == 403  # from elsewhere
        answer = await visitor.asks("POST", link, origin=public, headers=headers)
        cookie = answer.headers["Set-Cookie"]
        assert (answer.status, answer.headers["Location"]) == (303, "/bang")
        assert cookie.startswith("__Host-bang=")
        assert all(mark in cookie for mark in ("HttpOnly", "Secure", "SameSite=lax", "Path=/"))
        seen = await visitor.get("/bang", headers=headers | {"Cookie": cookie.partition(";")[0]})
        assert (seen.status, "Bảng tình hình" in seen.text) == (200, True)
        assert not re.findall(r'(?:src|href|action)="(?!/|#|\?|tel:)', seen.text)  # nothing from anywhere else


async def test_the_board_opens_no_chat(real_site: Site) -> None:
    async with looking(real_site, Role.LEADER) as leader:
        assert (await leader.get("/chat")).status == 303
        assert (await leader.get("/ring")).status == 401
        assert (await leader.get("/c/1/lines")).status == 401


async def test_without_a_session_there_is_nothing(real_site: Site, stranger: Visitor) -> None:
    for path in (*PAGES, "/bang/bai/1", "/bang/bai/1/tep/1", "/bang/rung"):
        answer = await stranger.get(path)
        assert answer.status == 401, path
        assert "An Hòa" not in answer.text


async def test_a_leader_sees_the_numbers_down_to_the_unit(real_site: Site) -> None:
    async with looking(real_site, Role.LEADER) as leader:
        for path in PAGES:
            answer = await leader.get(path)
            assert answer.status == 200, (path, answer.text[-600:])
            assert answer.headers["Cache-Control"] == "no-store"
        assert "An Hòa" in (await leader.get("/bang/dot/1/bao-cao/1")).text
        for path in ("/bang/dot/99", "/bang/dot/1/bao-cao/99", "/bang/bai/99", f"/bang/dot/{2**70}"):
            assert (await leader.get(path)).status == 404, path
