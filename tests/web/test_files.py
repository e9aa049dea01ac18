"""Files in and out: streamed, named harmlessly, given back only as downloads."""

import asyncio
import hashlib
import re
import resource
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.filelinks import token
from bot.web.upload import disposition
from core.filenames import file_name
from core.texts import pages
from tests.web.site import Site, Visitor

pytestmark = pytest.mark.asyncio(loop_scope="module")

MEGABYTE = 1_000_000


@pytest.mark.parametrize(
    "name", ["../../x.docx", "CON", "\u202egpj.docx", "Báo cáo.docx", "x" * 300, "<b>.doc", "a.txt"]
)
async def test_an_upload_lies_under_its_hash_and_comes_back_as_a_download(
    real_site: Site, visitor: Visitor, name: str
) -> None:
    chat = await real_site.come_in(visitor)
    content = f"alert(1) <script>alert(1)</script>{name}".encode(errors="replace")
    assert (await visitor.sends(chat, name, content)).status == 202
    await real_site.settled()
    sha256 = hashlib.sha256(content).hexdigest()
    assert real_site.house.shelf.path(sha256).read_bytes() == content
    assert (await visitor.lines(chat))["mine"][-1]["file"] == {"name": file_name(name), "size": len(content)}
    number = await real_site.count("SELECT max(id) FROM file")
    back = await visitor.get(f"/c/{chat}/file/{number}")
    assert (back.status, back.body) == (200, content)
    assert back.headers["Content-Type"] == "application/octet-stream"
    assert back.headers["X-Content-Type-Options"] == "nosniff"
    assert back.headers["Content-Disposition"] == disposition(name)


@pytest.mark.parametrize(
    ("name", "content"),
    [("\u202egpj.exe", b"MZ"), ("<b>.svg", b"<svg>"), ("a.html", b"a"), ("anh.jpg", b"<script>alert(1)</script>")],
)
async def test_what_a_computer_would_run_is_not_taken(
    real_site: Site, visitor: Visitor, name: str, content: bytes
) -> None:
    chat = await real_site.come_in(visitor)
    before = await real_site.count("SELECT count(*) FROM inbox")
    answer = await visitor.sends(chat, name, content)
    assert (answer.status, "hệ thống" in answer.json["error"]) == (415, True)
    assert await real_site.count("SELECT count(*) FROM inbox") == before


async def test_nothing_is_stored_outside_the_shelf(real_site: Site) -> None:
    root = real_site.house.settings.var_dir
    stored = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    strange = [
        path for path in stored
        if not re.fullmatch(r"files/[0-9a-f]{2}/[0-9a-f]{64}|secret\.key|dunghan\.db.*", path)
    ]  # fmt: skip
    assert strange == []


async def test_an_empty_file_is_told_so(real_site: Site, visitor: Visitor) -> None:
    chat = await real_site.come_in(visitor)
    assert (await visitor.sends(chat, "trong.docx", b"")).status == 202
    await real_site.settled()
    assert "trong.docx" in (await visitor.lines(chat))["letters"][-1]["text"]
    assert await real_site.count("SELECT count(*) FROM file WHERE name = 'trong.docx'") == 0


async def megabytes(count: int) -> AsyncIterator[bytes]:
    for _ in range(count):
        yield bytes(MEGABYTE)


async def test_fifty_megabytes_pass_through_little_memory_and_one_more_is_refused(
    real_site: Site, visitor: Visitor
) -> None:
    chat = await real_site.come_in(visitor)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert (await visitor.sends(chat, "to.zip", megabytes(50))).status == 202
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 20_000, f"{grown} kB"  # the visitor's own buffers are among them
    refused = await visitor.sends(chat, "to hon.zip", megabytes(51))
    assert (refused.status, refused.json["error"]) == (413, pages.ERRORS[413][1])
    assert list(real_site.house.shelf.incoming.iterdir()) == []


async def test_what_announces_itself_too_big_is_refused_before_a_byte_of_it_came(
    real_site: Site, visitor: Visitor
) -> None:
    chat = await real_site.come_in(visitor)
    cookie = next(morsel for morsel in visitor.client.cookie_jar if morsel.key == "phien").value
    reader, writer = await asyncio.open_connection("127.0.0.1", real_site.app.port)
    writer.write(
        f"PUT /c/{chat}/file?key=12345678&name=a HTTP/1.1\r\nHost: 127.0.0.1:{real_site.app.port}\r\n"
        f"Origin: {visitor.home}\r\nCookie: phien={cookie}\r\nContent-Length: 50000001\r\n\r\n".encode()
    )
    async with asyncio.timeout(5):
        status = await reader.readexactly(12)
    writer.close()
    await writer.wait_closed()
    assert status == b"HTTP/1.1 413"


@pytest.mark.parametrize("key", ["", "short", "a:b:c:d:e", "x" * 65])
async def test_a_bad_key_is_refused_before_a_byte_is_stored(real_site: Site, visitor: Visitor, key: str) -> None:
    chat = await real_site.come_in(visitor)
    content = f"never stored {key}".encode()
    answer = await visitor.asks("PUT", f"/c/{chat}/file", params={"key": key, "name": "a"}, data=content)
    assert answer.status == 400
    assert not real_site.house.shelf.path(hashlib.sha256(content).hexdigest()).exists()


async def half_a_file() -> AsyncIterator[bytes]:
    yield b"half"
    raise ConnectionError


async def test_a_line_that_breaks_in_the_middle_leaves_nothing(
    real_site: Site, visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    chat = await real_site.come_in(visitor)
    with pytest.raises((aiohttp.ClientError, ConnectionError)):
        await visitor.sends(chat, "nua.docx", half_a_file())
    await visitor.lines(chat)
    assert list(real_site.house.shelf.incoming.iterdir()) == []
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


async def test_a_file_too_large_for_its_mail_is_opened_by_its_own_link_alone(real_site: Site, visitor: Visitor) -> None:
    await real_site.come_in(visitor)
    content = b"mot bao cao rat dai"
    await visitor.sends(await real_site.count("SELECT max(id) FROM chat"), "phim.mp4", content)
    await real_site.settled()
    file = await real_site.count("SELECT max(id) FROM file")
    letter = await real_site.count("SELECT max(id) FROM outbox")
    await real_site.change(f"""UPDATE outbox SET files = '{{"v": 1, "ids": [{file}]}}' WHERE id = {letter}""")
    opens = f"/thu/{letter}/{file}/{token(real_site.house, letter, file)}"
    async with real_site.visitor() as keeper:  # of a mailbox, signed in nowhere
        found = await keeper.get(opens)
        assert (found.status, found.body) == (200, content)
        assert found.headers["Content-Disposition"] == disposition("phim.mp4")
        other = token(real_site.house, letter, file + 1)
        for wrong in (opens[:-1], f"{opens}x", f"/thu/{letter}/{file}/{other}", f"/thu/{letter}/{file + 1}/{other}"):
            assert (await keeper.get(wrong)).status == 404
        await real_site.change(f"UPDATE outbox SET closed_at = '2020-01-01 00:00:00.000000' WHERE id = {letter}")
        assert (await keeper.get(opens)).status == 404
