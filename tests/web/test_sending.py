"""The page behind a signed link: a large file in pieces, over broken lines and restarts, into the chat's own report."""

import hashlib
import secrets
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from sqlmodel import col, update

from bot.clock import machine_now
from core import uplinks
from core.forms import Field, FieldKind, Form
from core.texts import sending
from data import people
from data.models import Chat, Deliverable, Obligation, Unit
from tests.cast import FIRST, World, campaign
from tests.formats.photos import photo
from tests.web.site import Answer, Site, Visitor

ONE_FILE = Form((Field("tep", "Báo cáo", FieldKind.FILES),))
FILM = b"\x00\x00\x00\x18ftypisom" + secrets.token_bytes(300_000)
PIECE = 100_000
NAME = "Phim ngày hội.mp4"


@pytest_asyncio.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with campaign(tmp_path, pages=True) as one:
        await one.asks(ONE_FILE)
        yield one


@pytest_asyncio.fixture
async def visitor(world: World) -> AsyncIterator[Visitor]:
    async with Site(world.app).visitor() as one:
        yield one


async def link(world: World, obligation: int = 1) -> str:
    """To Mai's chat; her first report."""
    found = await world.database.read(partial(people.speaker, channel="web", address=world.mai.address))
    assert found is not None
    token = uplinks.token(found.chat.id or 0, obligation, machine_now(), world.app.house.hasher.code)
    return f"/gui/{token}"


async def owed(world: World) -> int:
    (unit,) = [one.id for one in await world.rows(Unit) if one.mark == "AH"]
    (asked,) = [one.id for one in await world.rows(Deliverable) if one.name == FIRST]
    rows = await world.rows(Obligation)
    return next(one.id or 0 for one in rows if (one.unit_id, one.deliverable_id) == (unit, asked))


async def piece(visitor: Visitor, path: str, offset: int | str, content: Any, **more: Any) -> Answer:
    query = {"key": "film-0001", "name": NAME, "size": str(len(FILM)), "offset": str(offset)} | more
    return await visitor.asks("PATCH", f"{path}/tep", params=query, data=content)


async def stands(visitor: Visitor, path: str) -> Any:
    return (await visitor.get(f"{path}/tep", params={"key": "film-0001"})).json


async def test_a_film_comes_in_pieces_and_its_report_is_acknowledged_once_in_the_chat(
    world: World, visitor: Visitor
) -> None:
    path = await link(world, await owed(world))
    assert FIRST in (await visitor.get(path)).text
    assert await stands(visitor, path) == {"done": False, "offset": 0}
    for start in range(0, len(FILM), PIECE):
        assert (await stands(visitor, path))["offset"] == start
        await piece(visitor, path, start, FILM[start : start + PIECE])
    assert (await stands(visitor, path))["done"]
    await world.settled()
    await world.mai.hears_only("Xin xem lại", NAME)
    assert world.app.house.shelf.path(hashlib.sha256(FILM).hexdigest()).read_bytes() == FILM
    assert list(world.app.house.shelf.incoming.iterdir()) == []
    await piece(visitor, path, 0, FILM)  # sent once more: it is the same sending
    await world.settled()
    await world.mai.hears_nothing()


async def test_a_broken_line_and_a_restart_cost_only_the_piece_in_hand(tmp_path: Path) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield FILM[:PIECE]
        raise ConnectionError

    async with campaign(tmp_path, pages=True) as world:
        path = await link(world, await owed(world))
        async with Site(world.app).visitor() as visitor:
            with pytest.raises((aiohttp.ClientError, ConnectionError)):
                await piece(visitor, path, 0, broken())
    async with campaign(tmp_path, pages=True) as world, Site(world.app).visitor() as visitor:
        here = (await stands(visitor, path))["offset"]
        assert 0 <= here <= PIECE
        assert (await piece(visitor, path, here, FILM[here:])).status == 202
        await world.settled()
        await world.mai.hears("Đã giữ tệp", NAME)
        assert world.app.house.shelf.path(hashlib.sha256(FILM).hexdigest()).read_bytes() == FILM


async def test_a_piece_that_does_not_fit_is_told_where_to_go_on(world: World, visitor: Visitor) -> None:
    path = await link(world)
    await piece(visitor, path, 0, FILM[:PIECE])
    for offset in (0, 5, 2 * PIECE):
        answer = await piece(visitor, path, offset, FILM[offset:])
        assert (answer.status, answer.json["offset"]) == (409, PIECE)
    longer = await piece(visitor, path, PIECE, FILM)  # more than it said it was
    assert longer.status == 400
    assert (await stands(visitor, path))["offset"] == 0
    assert (await piece(visitor, path, 0, b"x", size="50000001")).status == 413
    for wrong in ("-1", "x", "1e3", "9" * 30):
        assert (await piece(visitor, path, wrong, b"x")).status == 400


async def test_two_who_hold_the_link_see_nothing_of_what_was_sent(world: World, visitor: Visitor) -> None:
    path = await link(world)
    await world.mai.hands_in("bi-mat.docx", noi_dung="Điều riêng", luot=1)
    shown = (await visitor.get(path)).text
    assert "bi-mat" not in shown
    assert "Điều riêng" not in shown
    assert "Mai" not in shown


async def test_a_dead_link_and_somebody_elses_report_open_nothing(world: World, visitor: Visitor) -> None:
    path = await link(world)
    mine = await owed(world)
    others = next(one.id or 0 for one in await world.rows(Obligation) if one.id != mine and one.id not in (mine, 1, 2))
    for dead in (path[:-1], f"{path}x", await link(world, others), "/gui/a", "/gui/1-2-3-4"):
        assert (await visitor.get(dead)).status == 410
        assert (await piece(visitor, dead, 0, FILM)).status == 410

    async def leaves(session: Any) -> None:
        await session.exec(update(Chat).where(col(Chat.address) == world.mai.address).values(person_id=None))

    await world.database.write(leaves)
    assert (await visitor.get(path)).status == 410


async def test_without_script_a_plain_form_does(world: World, visitor: Visitor) -> None:
    path = await link(world, await owed(world))
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("file", FILM, filename="Báo cáo ngày hội.mp4", content_type="video/mp4")
    answer = await visitor.post(path, data=form)
    assert (answer.status, sending.SENT in answer.text) == (200, True)
    await world.settled()
    await world.mai.hears_only("Xin xem lại", "Báo cáo ngày hội.mp4")
    assert world.app.house.shelf.path(hashlib.sha256(FILM).hexdigest()).read_bytes() == FILM


@pytest.mark.parametrize(
    "body",
    [b"", b"--x\r\n", b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--x--", b"a" * 20_000,
     b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nno end'],
)  # fmt: skip
async def test_a_form_that_is_none_is_refused_and_leaves_nothing(world: World, visitor: Visitor, body: bytes) -> None:
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    assert (await visitor.post(await link(world), data=body, headers=kind)).status == 400
    assert list(world.app.house.shelf.incoming.iterdir()) == []


async def test_what_runs_is_refused_by_both_ways_in_one_sentence(world: World, visitor: Visitor) -> None:
    path, program = await link(world), b"MZ" + bytes(100)
    query = {"key": "film-0002", "name": "bao-cao.pdf", "size": str(len(program)), "offset": "0"}
    answer = await visitor.asks("PATCH", f"{path}/tep", params=query, data=program)
    assert answer.status == 415
    assert "bên trong là chương trình" in answer.json["error"]
    chat = (await world.database.read(partial(people.speaker, channel="web", address=world.mai.address))).chat.id  # type: ignore[union-attr]
    await visitor.get("/")  # the demo signs in
    answer = await visitor.sends(chat or 0, "cai-dat.exe", program)
    assert (answer.status, "loại chạy được" in answer.json["error"]) == (415, True)


async def test_a_picture_called_pdf_is_kept_and_told(world: World, visitor: Visitor) -> None:
    picture = photo()
    path = await link(world, await owed(world))
    query = {"key": "film-0003", "name": "bao-cao.pdf", "size": str(len(picture)), "offset": "0"}
    assert (await visitor.asks("PATCH", f"{path}/tep", params=query, data=picture)).status == 202
    await world.settled()
    await world.mai.hears_only("bao-cao.pdf thực chất là ảnh; hệ thống vẫn giữ.", "Xin xem lại")
