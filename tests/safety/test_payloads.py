"""Whatever stands in a name, a file, a text or a label is read on every page and never obeyed."""

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from urllib.parse import quote

import pytest
import pytest_asyncio
from playwright.async_api import Browser
from sqlmodel import col, select

from bot.clock import machine_now
from core.say import Choice
from data import files, people
from data.database import Session
from data.inbox import Arrival
from data.models import Campaign, Chat, File, Letter, Person, Seat, Unit
from data.outbox import choices_json
from handlers import web
from tests.browser.chromium import CHROMIUM, MISSING, Window, chromium, window
from tests.safety.payloads import PAYLOADS
from tests.web import site as sites
from tests.web.site import Site

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.browser]

TOGETHER = "\n".join(PAYLOADS)
# Elements and attributes of ours that a payload would have made more of.
_MADE = """((all) => [
  ...["script:not([type='application/json'])", "img:not([src^='/static/'])", "details:not(.menu)", "iframe", "object",
    "video", "audio", "base", "link", "style", "marquee"].flatMap((one) => all("main " + one)),
  ...all("main *").filter((one) => [...one.attributes].some((a) => a.name.startsWith("on"))),
  ...all("a").filter((one) => !/^(https?|tel):$/.test(one.protocol)),
].map((one) => one.outerHTML.slice(0, 200)))((what) => [...document.querySelectorAll(what)])"""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(MISSING)
    async with chromium() as found:
        yield found


async def fill(session: Session, chat: Chat) -> None:
    """Every name in the house, and in one chat letters with texts, labels and files of this kind."""
    for table, step in ((Unit, 5), (Person, 4), (Seat, 7)):
        for n, row in enumerate((await session.exec(select(table).order_by(col(table.id)))).all()):
            setattr(row, "title" if table is Seat else "name", " ".join(_some(n, step)))
            session.add(row)
    campaign = (await session.exec(select(Campaign))).one()
    for n, name in enumerate(("name", "short", "number", "issuer", "speaker", "contact_name", "contact_phone")):
        setattr(campaign, name, " ".join(_some(n, 9)))
    session.add(campaign)
    for n in range(0, len(PAYLOADS), 8):
        session.add(_letter(chat, n, [await _file(session, chat, name) for name in PAYLOADS[n : n + 8]]))


def _some(n: int, step: int) -> list[str]:
    return [PAYLOADS[(n * step + at) % len(PAYLOADS)] for at in range(step)]


async def _file(session: Session, chat: Chat, name: str) -> File:
    return await files.add(session, machine_now(), name=name, size=1, sha256="0" * 64, person_id=chat.person_id)


def _letter(chat: Chat, n: int, carried: list[File]) -> Letter:
    machine, some = machine_now(), PAYLOADS[n : n + 8]
    return Letter(
        channel="web", chat_id=chat.id or 0, text="\n".join(some), made_at=machine, not_before=machine,
        free_at=machine, closed_at=machine, result="sent", seq=1000 + n,
        choices=choices_json([Choice(label, "menu.help") for label in some]),
        files={"v": 1, "ids": [file.id for file in carried]},
    )  # fmt: skip


async def clean(shown: Window, *sights: str) -> None:
    text = await shown.page.evaluate("document.body.innerText")
    assert [sight for sight in sights if sight not in text] == []  # it is there, as words
    assert (shown.complaints, await shown.refusals(), await shown.page.evaluate(_MADE)) == ([], [], [])


async def speaker(site: Site, address: str) -> Chat:
    found = await site.house.database.read(partial(people.speaker, channel="web", address=address))
    assert found is not None
    return found.chat


async def test_the_three_phones_show_it_as_words(browser: Browser, tmp_path: Path) -> None:
    """Drawn by the server at first, and by the script what comes while the page is open."""
    async with sites.demo_site(tmp_path) as site, window(browser) as shown:
        chat = await speaker(site, "demo:secretary")
        await shown.page.goto(site.address)
        await site.house.database.write(partial(fill, chat=chat))
        written = Arrival(f"{chat.id}:written-by-mai", chat.address, web.typed(TOGETHER))
        await site.house.intake.keep("web", [written])
        await site.settled()
        await shown.page.wait_for_selector('.line.me[data-key="written-by-mai"]')
        await clean(shown, PAYLOADS[0], PAYLOADS[10], PAYLOADS[-1])
        await shown.page.reload()
        await clean(shown, PAYLOADS[0], PAYLOADS[10], PAYLOADS[-1])
        await shown.page.goto(f"{site.address}/chat")
        await clean(shown)


async def test_the_pages_on_the_way_in_show_it_as_words(browser: Browser, tmp_path: Path) -> None:
    async with sites.real_site(tmp_path) as site, window(browser) as shown:
        await site.house.database.write(partial(fill, chat=await speaker(site, "demo:secretary")))
        await site.change("UPDATE unit SET mark = 'AH' WHERE id = 2")
        _, link = await site.invite()
        await shown.page.goto(f"{site.address}/vao/{link}")
        await clean(shown, PAYLOADS[0])
        for payload in PAYLOADS[::16]:  # fewer than the tries one has
            await shown.page.goto(site.address)
            await shown.page.fill("#code", payload.replace("\n", " ")[:64])
            await shown.page.click("button.main")
            await shown.page.goto(f"{site.address}/vao/{quote(payload, safe='')}")
        shown.complaints[:] = [one for one in shown.complaints if "the server responded with a status of 4" not in one]
        await clean(shown)
        await shown.page.goto(f"{site.address}/vao/{link}")
        await shown.page.click("button.main")
        await shown.page.wait_for_url("**/chat")
        await clean(shown)


async def test_a_page_that_obeys_is_seen(browser: Browser) -> None:
    async with window(browser) as shown:
        await shown.page.set_content(f"<main>{PAYLOADS[0]}{PAYLOADS[9]}</main>")
        with pytest.raises(AssertionError):
            await clean(shown)
        assert shown.complaints == ["dialog: 1", "dialog: 1"]
        assert len(await shown.page.evaluate(_MADE)) == 3
