"""Secrets planted in every setting, with failures on every side: none of them leaves by a log, the terminal, an error
page, a group or a column that is not for it. The whole bot as a process, at LOG_LEVEL=DEBUG."""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio

from bot import demo_data as world
from core.texts import answers, people
from tests import seed
from tests.bot.bots import TOKEN, Bot, on_telegram
from tests.double import Double, Faults, Group, Limits
from tests.safety import unlucky

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.process]

SECRET_SETTINGS = {
    "ZALO_BOT_TOKEN": "987654321:zalo-canary-0123456789-0123456789",
    "SECRET_KEY": "khoa-canary-khoa-canary-khoa-canary-khoa",
    "WEBHOOK_SECRET": "webhook-canary-0123456789",
    "SMTP_URL": "smtps://thu:thu-canary-matkhau@smtp.example.vn",
    "ADMIN_CODE": "ADMIN-CANARY",
}
MAI = "Nguyễn Thị Mai"
PASSWORD = "thu-canary-matkhau"
CANARIES = (TOKEN, *SECRET_SETTINGS.values(), PASSWORD, seed.CODE, seed.LINK, unlucky.PHONE, MAI)
TYPED_BY_PEOPLE = {"inbox.raw"}  # the words as they came, purged after thirty days
SAID_TO_PEOPLE = {"outbox.text"}  # telephones are part of letters; codes only of the invitation itself
KNOWN_OF_PEOPLE = {"person.name", "person.phone"}
ALLOWED = dict.fromkeys((unlucky.PHONE, MAI), TYPED_BY_PEOPLE | SAID_TO_PEOPLE | KNOWN_OF_PEOPLE)


@dataclass
class Afternoon:
    """What is left after everything that could go wrong did."""

    telegram: Double
    group: Group
    bot: Bot
    pages: list[str]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def afternoon(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Afternoon]:
    var = tmp_path_factory.mktemp("canaries") / "var"
    async with Double(TOKEN, limits=Limits.off(), faults=Faults(hang=0.2)) as telegram:
        key = SECRET_SETTINGS["SECRET_KEY"].encode()
        var.mkdir(mode=0o700)
        (var / "secret.key").touch(0o600)
        (var / "secret.key").write_bytes(key)  # what the seed hashes with is what the bot is told
        await seed.campaign(var)
        settings = on_telegram(telegram.url, LOG_LEVEL="DEBUG", **SECRET_SETTINGS)
        one = Bot(var, main=unlucky.main, **settings)
        try:
            await one.starts()
            await telegram.polled()
            group = await _everything(telegram)
            pages = await _pages(one)
            await one.stops()
            await _strangers_token(one, telegram)
            yield Afternoon(telegram, group, one, pages)
        finally:
            if one.running:
                await one.is_killed()


async def _everything(telegram: Double) -> Group:
    """Sign-up with wrong codes and the right one, failures of the network and of ours, in private and in a group."""
    mai, newcomer, khoa = telegram.person(seed.MAI), telegram.person(2001), telegram.person(seed.KHOA)
    group = telegram.group(-501, "Ban Tổ chức")
    for kind, who in zip(("502", "cut_after", "cut_before", "hang_before", "garbage"), seed.SEATS, strict=True):
        await telegram.script("sendMessage", kind)
        await telegram.person(who).says("/viec")
    await telegram.script("getUpdates", "500")
    await newcomer.says("/start WRO-NGC-DEF")
    await newcomer.hears(people.code_wrong())
    await newcomer.says(f"/start {seed.CODE}")
    await newcomer.hears("Chi đoàn Điện lực")
    for words in (unlucky.IN_A_TURN, unlucky.IN_PASSING):
        await mai.says(words)
        await mai.hears("")
    await khoa.says("/donvi")
    await khoa.hears("")
    await group.adds_bot()
    for speaker, words in ((khoa, "/tinhhinh@double_bot"), (mai, "/chuanop@double_bot"), (mai, unlucky.IN_A_TURN)):
        await speaker.says_in(group, words)
    await group.hears(answers.in_group_private_only())
    return group


async def _pages(bot: Bot) -> list[str]:
    """Dead links, wrong codes, and a page that fails inside."""
    home = bot.url
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as visitor:

        async def ask(method: str, path: str, **more: object) -> str:
            asked = visitor.request(method, f"{home}{path}", headers={"Origin": home}, **more)  # type: ignore[arg-type]
            async with asked as answer:
                return f"{answer.status} {await answer.text()}"

        found = [await ask("GET", f"/vao/{seed.LINK}"), await ask("POST", "/vao", data={"code": seed.CODE})]
        entered = await ask("POST", "/vao", data={"code": SECRET_SETTINGS["ADMIN_CODE"]})
        await ask("POST", "/vao/ma", data={"code": SECRET_SETTINGS["ADMIN_CODE"], "name": "Khoa"})
        chat = (await ask("GET", "/chat")).partition('data-chat="')[2].partition('"')[0]
        failed = await ask("GET", f"/c/{chat}/lines?after=13")
        assert failed.startswith("500")
        assert entered.startswith("200")
        return [*found, failed]


async def _strangers_token(bot: Bot, telegram: Double) -> None:
    """Started again with a token that Telegram does not know."""
    bot.env["TELEGRAM_BOT_TOKEN"] = f"{TOKEN[:-1]}x"
    kept = list(bot.lines)
    await bot.starts(until="TELEGRAM_BOT_TOKEN")
    await bot.stops()
    bot.lines[:0] = kept


async def test_the_failures_were_told(afternoon: Afternoon) -> None:
    """The other tests would hold for a bot that logs nothing."""
    terminal = afternoon.bot.terminal
    assert terminal.count("RuntimeError") >= 4  # a turn's, twice; a callback's; a thread's; a page's
    assert "Exception in ASGI application" in terminal
    assert "a thread stopped" in terminal
    assert "•••" in terminal


@pytest.mark.parametrize("canary", [*CANARIES, f"{TOKEN[:-1]}x"])
async def test_no_secret_in_the_terminal(afternoon: Afternoon, canary: str) -> None:
    assert [line for line in afternoon.bot.lines if canary in line] == []


@pytest.mark.parametrize("canary", CANARIES)
async def test_no_secret_on_an_error_page(afternoon: Afternoon, canary: str) -> None:
    assert [page for page in afternoon.pages if canary in page] == []


async def test_no_secret_in_a_group(afternoon: Afternoon) -> None:
    told = [heard.text for heard in await afternoon.group.screen()]
    private = [*CANARIES, *(unit[3] for unit in world.UNITS), *(unit[4] for unit in world.UNITS)]
    assert told
    assert [text for text in told for secret in private if secret in text] == []


async def test_codes_and_secrets_stand_in_no_column_but_as_hashes(afternoon: Afternoon) -> None:
    found = {
        (canary, column)
        for column, value in cells(afternoon.bot.var / "dunghan.db")
        for canary in (*CANARIES, seed.CODE.replace("-", "").lower())
        if canary in value and column not in ALLOWED.get(canary, TYPED_BY_PEOPLE)
    }
    assert found == set()


def cells(path: Path) -> Iterator[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            rows = database.execute(f'SELECT * FROM "{table}"')
            names = [name for name, *_ in rows.description]
            for row in rows:
                yield from ((f"{table}.{name}", str(value)) for name, value in zip(names, row, strict=True))
