"""The board on the web: asked for in the chat, opened once by a link, and never more than its reader may see."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from core.progress import total
from core.texts import board_page as texts
from core.texts import labels
from data import standings
from data.database import Session
from data.models import Entry
from tests.cast import FIRST, LAST, Actor, World, campaign
from tests.stories.test_activities import seat_head
from tests.stories.test_taking_away import ONE_FILE
from tests.stories.test_taking_away import sends as hands_in_a_file
from tests.web.site import Site, Visitor

WORDS = "bao-cao-an-hoa.docx"


@asynccontextmanager
async def house(folder: Path) -> AsyncIterator[World]:
    """An Hòa and An Bình, of the first cluster, have handed in; nobody has looked yet."""
    async with campaign(folder, pages=True) as world:
        await world.database.write(seat_head)
        await world.mai.hands_in(WORDS)
        await world.unit("TN").hands_in("bao-cao-trung-cap.docx")
        yield world


async def link_of(actor: Actor, words: str = "bang tren web") -> str:
    await actor.says(words)
    letter = await actor.hears("Mở liên kết này để xem bảng tình hình", "Liên kết mở được một lần, trong 24 giờ")
    found = re.search(r"/bang/vao/\S+", letter.text)
    assert found, letter.text
    return found[0]


@asynccontextmanager
async def looks(world: World, actor: Actor) -> AsyncIterator[Visitor]:
    async with Site(world.app).visitor() as visitor:
        assert (await visitor.post(await link_of(actor))).status == 303
        yield visitor


async def ids(world: World, unit: str, report: str = FIRST) -> tuple[int, int, int]:
    """The unit, what it handed in, and its file."""
    query = f"""SELECT s.{{}} FROM submission s JOIN unit u ON u.id = s.unit_id
                JOIN obligation o ON o.id = s.obligation_id JOIN deliverable d ON d.id = o.deliverable_id
                WHERE u.mark = '{unit}' AND d.name = '{report}'"""
    site = Site(world.app)
    submission = await site.count(query.format("id"))
    file = await site.count(f"SELECT json_extract(files, '$.ids[0]') FROM submission WHERE id = {submission}")
    return await site.count(query.format("unit_id")), submission, file


@pytest.mark.parametrize("words", ["/bang", "bảng trên web", "xem tren may tinh"])
async def test_a_leader_asks_in_their_own_words(tmp_path: Path, words: str) -> None:
    async with campaign(tmp_path, pages=True) as world:
        await world.hanh.says(words)
        await world.hanh.hears_only("bảng tình hình của mọi đơn vị", "/bang/vao/")


async def test_it_is_a_tap_away_from_the_numbers(tmp_path: Path) -> None:
    async with campaign(tmp_path, pages=True) as world:
        await world.hanh.says("tinh hinh")
        await world.hanh.presses(labels.WEB_BOARD)
        await world.hanh.hears("/bang/vao/")


async def test_a_leader_goes_down_to_the_single_report_and_its_file(tmp_path: Path) -> None:
    async with house(tmp_path) as world, looks(world, world.hanh) as page:
        unit, submission, file = await ids(world, "AH")
        whole = (await page.get("/bang")).text
        assert "Đã nộp 2/12 đơn vị (16,7 %)" in whole
        assert "Trong 2 đã nộp: chờ xem 2." in whole
        assert "Tính đến 8 giờ 00, thứ Năm 30/09/2021" in whole
        assert f"/bang/bai/{submission}" in (await page.get("/bang/dot/1/bao-cao/1")).text
        assert "0914.000.301" in (await page.get(f"/bang/dot/1/don-vi/{unit}")).text
        one = (await page.get(f"/bang/bai/{submission}")).text
        assert "Mỗi chi đoàn một sáng kiến" in one
        assert WORDS in one
        assert (await page.get(f"/bang/bai/{submission}/tep/{file + 1}")).status == 404


async def test_the_clusters_add_up_to_the_whole(tmp_path: Path) -> None:
    async with house(tmp_path) as world:
        await Site(world.app).change("UPDATE obligation SET workflow = 'exempt' WHERE id % 7 = 3")
        await Site(world.app).change("UPDATE obligation SET workflow = 'returned' WHERE version = 1 AND id % 2 = 0")

        async def both(session: Session) -> None:
            for one in await standings.counted(session, [1], world.now):
                at = one.deliverable.id or 0
                parts = [each.of(at) for each in await standings.by_cluster(session, [at], world.now)]
                assert replace(total(parts), nil=one.tally.nil) == one.tally
                assert sum(count for _, _, count in texts.shares(one.tally)) == one.tally.expected

        await world.database.read(both)


async def test_of_five_who_open_a_link_at_once_one_gets_in(tmp_path: Path) -> None:
    async with campaign(tmp_path, pages=True) as world, AsyncExitStack() as open_:
        link = await link_of(world.hanh)
        visitors = [await open_.enter_async_context(Site(world.app).visitor()) for _ in range(5)]
        answers = await asyncio.gather(*(one.post(link) for one in visitors))
        assert sorted(answer.status for answer in answers) == [303, 401, 401, 401, 401]


async def test_a_campaign_that_is_over_stays_on_the_board(tmp_path: Path) -> None:
    async with house(tmp_path) as world, looks(world, world.hanh) as page:
        await world.khoa.says("dong dot nay")
        await world.khoa.chooses(labels.CLOSE_SILENTLY)
        shown = (await page.get("/bang")).text
        assert "Đã nộp 2/12 đơn vị" in shown
        assert "Lượt người tham gia" in shown


async def test_a_file_is_opened_as_others_get_it(tmp_path: Path) -> None:
    async with campaign(tmp_path, pages=True) as world, looks(world, world.hanh) as page:
        await world.asks(ONE_FILE)
        await hands_in_a_file(world.mai, "bao-cao.docx")
        _, submission, file = await ids(world, "AH")
        taken = await page.get(f"/bang/bai/{submission}/tep/{file}")
        assert (taken.status, taken.body) == (200, b"PK noi dung")
        assert taken.headers["Content-Disposition"].startswith("attachment")
        await Site(world.app).change(f"UPDATE file SET state = 'apart' WHERE id = {file}")
        assert (await page.get(f"/bang/bai/{submission}/tep/{file}")).status == 404
        assert texts.LOST_FILE in (await page.get(f"/bang/bai/{submission}")).text


async def test_the_head_of_a_cluster_sees_the_cluster_and_nothing_else(tmp_path: Path) -> None:
    async with house(tmp_path) as world, looks(world, world.actor("web", "demo:head")) as page:
        whole = (await page.get("/bang")).text
        assert "Đã nộp 1/4 đơn vị" in whole
        listed = (await page.get("/bang/dot/1/bao-cao/1")).text
        assert "Đoàn phường An Hòa" in listed
        assert "Trung cấp" not in listed
        assert (await page.get(f"/bang/bai/{(await ids(world, 'AH'))[1]}")).status == 200
        unit, submission, file = await ids(world, "TN")
        for path in (f"/bang/dot/1/don-vi/{unit}", f"/bang/bai/{submission}", f"/bang/bai/{submission}/tep/{file}"):
            assert (await page.get(path)).status == 404, path
        assert (await page.get("/bang/dot/1/cum/2")).status == 404


async def test_a_secretary_sees_their_own_unit(tmp_path: Path) -> None:
    async with house(tmp_path) as world:
        await world.mai.says("bang tren web")
        await world.mai.hears_only("bảng tình hình của Đoàn phường An Hòa")
        async with looks(world, world.mai) as page:
            whole = (await page.get("/bang")).text
            assert "Đã nộp 1/1 đơn vị" in whole
            for mark in ("Trung cấp", "An Bình"):
                assert mark not in whole + (await page.get("/bang/dot/1/bao-cao/1")).text
            assert (await page.get(f"/bang/bai/{(await ids(world, 'TN'))[1]}")).status == 404


async def test_of_what_only_named_people_read_the_board_tells_a_count(tmp_path: Path) -> None:
    async with house(tmp_path) as world, looks(world, world.hanh) as page:
        unit, submission, file = await ids(world, "AH")
        await world.restricts(FIRST)
        whole = (await page.get("/bang")).text
        assert FIRST not in whole
        assert "Đã nộp 2/12 đơn vị" in whole
        assert texts.RESTRICTED in whole
        for path in ("/bang/dot/1/bao-cao/1", f"/bang/bai/{submission}", f"/bang/bai/{submission}/tep/{file}"):
            assert (await page.get(path)).status == 404, path
        for path in ("/bang/dot/1/cum/1", f"/bang/dot/1/don-vi/{unit}", "/bang/dot/1/lich"):
            shown = (await page.get(path)).text
            assert FIRST not in shown
            assert "AH-01" not in shown
            assert LAST in shown


async def test_the_leader_or_an_organiser_ends_it(tmp_path: Path) -> None:
    async with house(tmp_path) as world:
        async with looks(world, world.hanh) as page, looks(world, world.hanh) as telephone:
            await world.hanh.says("dong bang")
            await world.hanh.hears("Đã đóng bảng trên 2 thiết bị")
            for one in (page, telephone):
                answer = await one.get("/bang")
                assert (answer.status, texts.CLOSED in answer.text) == (401, True)
        async with looks(world, world.hanh) as page:
            await world.khoa.says("/bang")
            await world.khoa.presses(labels.OPEN_BOARDS)
            await world.khoa.hears("đang mở trên 1 thiết bị")
            await world.khoa.presses("Đóng: Lê Thị Hạnh")
            await world.khoa.hears_only("Đã đóng bảng của đồng chí Hạnh trên 1 thiết bị")
            assert (await page.get("/bang")).status == 401
        async with looks(world, world.hanh) as page:
            assert texts.ENDED in (await page.post("/bang/dong")).text
            assert (await page.get("/bang")).status == 401
        assert [row.what for row in await world.rows(Entry) if row.what == "board opened"] == ["board opened"] * 4


async def test_a_new_link_replaces_one_that_nobody_has_opened(tmp_path: Path) -> None:
    async with campaign(tmp_path, pages=True) as world, Site(world.app).visitor() as page:
        first, second = await link_of(world.hanh), await link_of(world.hanh, "/bang")
        assert (await page.post(first)).status == 401
        assert (await page.post(second)).status == 303


async def test_whoever_leaves_their_seat_sees_nothing_any_more(tmp_path: Path) -> None:
    async with house(tmp_path) as world, looks(world, world.hanh) as page:
        person = (await world.person(world.hanh)).id
        await Site(world.app).change(f"UPDATE holding SET until = since WHERE person_id = {person}")
        assert (await page.get("/bang")).status == 401


async def test_a_board_is_over_after_its_time(tmp_path: Path) -> None:
    async with house(tmp_path) as world, looks(world, world.hanh) as page:
        await Site(world.app).change("UPDATE viewing SET ends_at = made_at")
        assert (await page.get("/bang")).status == 401
        assert (await page.get("/bang/rung")).status == 401
