"""Telegram comes to us: the secret before the body, each update once, and the change between webhook and polling."""

import asyncio
import random
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from core.texts import people
from tests.bot.bots import TOKEN, Bot, bot, on_telegram
from tests.bot.browsers import rows
from tests.double import Double, Limits

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.process]

HEADER = "X-Telegram-Bot-Api-Secret-Token"
GIVEN = "mot-bi-mat-da-dat-san"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@asynccontextmanager
async def on_webhook(telegram: Double, var: Path, **more: Any) -> AsyncIterator[Bot]:
    port = free_port()
    settings = {"WEBHOOK": 1, "WEB_PORT": port, "PUBLIC_URL": f"http://127.0.0.1:{port}"} | more
    async with bot(var, **on_telegram(telegram.url, **settings)) as one:
        await one.starts()
        await telegram.until(lambda: telegram.world.webhook.address.url)
        yield one


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def telegram() -> AsyncIterator[Double]:
    async with Double(TOKEN, limits=Limits.off()) as double:
        yield double


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(telegram: Double, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Bot]:
    async with on_webhook(telegram, tmp_path_factory.mktemp("bot") / "var", WEBHOOK_SECRET=GIVEN) as one:
        yield one


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


def update(number: int, person: int = 7001, text: str = "chào") -> dict[str, Any]:
    who = {"id": person, "is_bot": False, "first_name": "An"}
    chat = {"id": person, "type": "private", "first_name": "An"}
    message = {"message_id": number, "date": 1_700_000_000, "chat": chat, "from": who, "text": text}
    return {"update_id": number, "message": message}


def kept(running: Bot) -> int:
    ((count,),) = rows(running, "SELECT count(*) FROM inbox")
    return int(count)


async def test_the_secret_that_was_set_is_the_one_telegram_says(telegram: Double, running: Bot) -> None:
    address = telegram.world.webhook.address
    assert address.secret == GIVEN
    assert address.url.startswith(f"{running.url}/telegram/")
    assert len(address.url.rpartition("/")[2]) == 22


async def test_a_message_comes_in_and_is_answered(telegram: Double, running: Bot) -> None:
    stranger = telegram.person(7000)
    await stranger.says("chào")
    await stranger.hears(people.stranger())
    assert telegram.world.webhook.error == {}


KNOCKS: dict[str, tuple[dict[str, Any], int]] = {
    "no secret": ({"json": update(1), "headers": {}}, 404),
    "an empty one": ({"json": update(1), "headers": {HEADER: ""}}, 404),
    "a wrong one": ({"json": update(1), "headers": {HEADER: GIVEN[:-1] + "x"}}, 404),
    "a short one": ({"json": update(1), "headers": {HEADER: GIVEN[:-1]}}, 404),
    "the right one twice": ({"json": update(1), "headers": [(HEADER, GIVEN), (HEADER, GIVEN)]}, 404),
    "in the address": ({"json": update(1), "params": {HEADER: GIVEN}}, 404),
    "letters of another script": ({"json": update(1), "headers": {HEADER: "m\u1ed9t"}}, 404),
    "no JSON by its type": ({"data": b"{}", "headers": {HEADER: GIVEN, "Content-Type": "text/plain"}}, 415),
    "no JSON": ({"data": b"{", "headers": {HEADER: GIVEN, "Content-Type": "application/json"}}, 400),
    "nested without end": (
        {"data": b"[" * 90_000, "headers": {HEADER: GIVEN, "Content-Type": "application/json"}},
        400,
    ),
    "a list": ({"json": [update(1)], "headers": {HEADER: GIVEN}}, 400),
    "no number": ({"json": {"message": {}}, "headers": {HEADER: GIVEN}}, 400),
    "a number in words": ({"json": {"update_id": "1"}, "headers": {HEADER: GIVEN}}, 400),
    "too much": ({"json": {"update_id": 1, "x": "y" * 1_010_000}, "headers": {HEADER: GIVEN}}, 413),
}


@pytest.mark.parametrize(("knock", "status"), KNOCKS.values(), ids=KNOCKS.keys())
async def test_whoever_knocks_otherwise_leaves_nothing_behind(
    telegram: Double, running: Bot, client: aiohttp.ClientSession, knock: dict[str, Any], status: int
) -> None:
    before = kept(running)
    async with client.post(telegram.world.webhook.address.url, **knock) as answer:
        assert answer.status == status
    assert kept(running) == before


async def test_without_the_secret_the_body_is_not_waited_for(
    telegram: Double, running: Bot, client: aiohttp.ClientSession
) -> None:
    async def never_ends() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.Event().wait()

    headers = {HEADER: "wrong", "Content-Type": "application/json"}
    async with (
        asyncio.timeout(2),
        client.post(telegram.world.webhook.address.url, data=never_ends(), headers=headers) as answer,
    ):
        assert answer.status == 404


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
async def test_only_post_is_taken(telegram: Double, running: Bot, client: aiohttp.ClientSession, method: str) -> None:
    async with client.request(method, telegram.world.webhook.address.url, headers={HEADER: GIVEN}) as answer:
        assert answer.status in (404, 405)


async def test_another_path_is_nothing(running: Bot, client: aiohttp.ClientSession) -> None:
    async with client.post(f"{running.url}/telegram/x", json=update(1), headers={HEADER: GIVEN}) as answer:
        assert answer.status == 404


async def test_doubled_and_shuffled_deliveries_are_each_handled_once(
    telegram: Double, running: Bot, client: aiohttp.ClientSession
) -> None:
    chance = random.Random(14)
    writers = [telegram.person(7100 + number) for number in range(20)]
    updates = [update(900_000 + number, writer.id) for number, writer in enumerate(writers)]
    for writer in writers:
        await writer.knows_bot()
    deliveries = updates + chance.sample(updates, 10)
    chance.shuffle(deliveries)

    async def delivers(one: dict[str, Any]) -> int:
        async with client.post(telegram.world.webhook.address.url, json=one, headers={HEADER: GIVEN}) as answer:
            return answer.status

    assert set(await asyncio.gather(*map(delivers, deliveries))) == {200}
    await asyncio.gather(*(writer.hears(people.stranger()) for writer in writers))
    assert await delivers(updates[0]) == 200
    await telegram.person(7000).says("chào")
    await telegram.person(7000).hears()
    assert {len(telegram.sent(writer.id)) for writer in writers} == {1}


async def test_a_secret_is_made_and_kept_through_polling_and_back(tmp_path: Path) -> None:
    async with Double(TOKEN, limits=Limits.off()) as telegram:
        stranger = telegram.person(7200)
        async with on_webhook(telegram, tmp_path / "var") as one:
            made = telegram.world.webhook.address
            assert len(made.secret) >= 32
            assert (one.var / "webhook.key").stat().st_mode & 0o777 == 0o600
            assert not any(made.secret in line for line in one.lines)
            await one.stops()
            await stranger.says("chào")  # nobody answers the webhook now; it waits
            del one.env["WEBHOOK"]
            await one.starts()
            await stranger.hears(people.stranger())
            assert telegram.world.webhook.address.url == ""
            await one.stops()
            one.env["WEBHOOK"] = "1"
            await one.starts()
            await telegram.until(lambda: telegram.world.webhook.address.url)
            assert telegram.world.webhook.address == made
            assert len(telegram.sent(stranger.id)) == 1
