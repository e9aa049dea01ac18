"""Telegram fails, goes away, is taken by another: nothing is lost, nothing else stops, each trouble is told once."""

import asyncio
from functools import partial
from pathlib import Path

import aiohttp
import pytest

from core.texts import people, system
from tests import seed
from tests.bot.bots import TOKEN, Bot, bot, on_telegram
from tests.bot.browsers import browser, rows
from tests.double import Double, Faults, Limits, Person

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.process]

# How often a message arrives whose first sending fails like this: twice, where nobody could know. The pause comes last,
# for it holds up the others.
FAULTS = {
    "500": 1, "502": 1, "cut_before": 1, "hang_before": 1, "cut_after": 2, "hang_after": 2, "garbage": 2, "429": 1,
}  # fmt: skip


async def test_every_answer_arrives_whatever_its_first_sending_met(telegram: Double, running: Bot) -> None:
    strangers = {kind: telegram.person(4000 + number) for number, kind in enumerate(FAULTS)}
    for kind, stranger in strangers.items():
        await telegram.script("sendMessage", kind)
        await stranger.says("chào")
        await telegram.until(partial(tried, telegram, stranger))
    await asyncio.gather(*(stranger.hears(people.stranger(), timeout=10) for stranger in strangers.values()))
    await telegram.until(lambda: arrived(telegram, strangers) == FAULTS, timeout=10)
    doubtful = {kind for kind in FAULTS if marked(running, strangers[kind])}
    assert doubtful == set(FAULTS) - {"500", "502", "429"}


def tried(telegram: Double, stranger: Person) -> bool:
    return any(call.chat_id == stranger.id for call in telegram.calls("sendMessage"))


def arrived(telegram: Double, strangers: dict[str, Person]) -> dict[str, int]:
    return {kind: len(telegram.sent(stranger.id)) for kind, stranger in strangers.items()}


def marked(running: Bot, person: Person) -> bool:
    """Whether the database says that nobody knows how often this person heard it."""
    question = "SELECT uncertain FROM outbox JOIN chat ON chat.id = chat_id WHERE address = ?"
    return any(uncertain for (uncertain,) in rows(running, question, str(person.id)))


async def test_a_chat_that_asked_for_a_pause_gets_it_to_the_second(telegram: Double, running: Bot, mai: Person) -> None:
    await mai.says("/trogiup")
    await mai.hears()
    await telegram.script("sendMessage", "429")
    before = len(telegram.history)
    await mai.says("/lich")
    await mai.hears("hạn")
    flooded, sent = [call for call in telegram.history[before:] if call.method == "sendMessage"]
    assert flooded.outcome == "429"
    assert 1.0 <= sent.at - flooded.at < 2.5


async def test_while_telegram_is_away_the_web_works_and_what_waited_goes_out_after(
    telegram: Double, running: Bot, khoa: Person
) -> None:
    await telegram.goes_down()
    async with browser(running) as page:
        assert await page.status() in (200, 303)
        chat = await page.come_in(seed.LINK)
        await page.says(chat, "xin gia hạn đến thứ Sáu")
        await telegram.comes_back()
        await khoa.hears("gia hạn", timeout=15)
    await telegram.polled(timeout=10)


async def test_another_poller_is_told_of_once_and_disturbs_nothing_for_good(
    telegram: Double, running: Bot, mai: Person
) -> None:
    async with aiohttp.ClientSession() as thief:
        for _ in range(2):
            async with thief.get(f"{telegram.url}/bot{TOKEN}/getUpdates?timeout=0") as stolen:
                assert stolen.status == 200
            await telegram.polled()
    await mai.says("/trogiup")
    await mai.hears()
    assert told(running, system.second_poller()) == 1


def told(running: Bot, sentence: str) -> int:
    return sum(sentence in line for line in running.lines)


async def test_a_wrong_token_is_one_sentence_and_the_web_works(telegram: Double, tmp_path: Path) -> None:
    wrong = on_telegram(telegram.url, TELEGRAM_BOT_TOKEN=TOKEN.replace("AAE", "AAF"))
    async with bot(tmp_path / "var", **wrong) as one:
        await one.starts()
        await one.tells(system.wrong_token())
        async with browser(one) as page:
            assert await page.status() in (200, 303)
        assert await one.stops() == 0
        assert told(one, "TELEGRAM_BOT_TOKEN") == 1


async def test_telegram_out_of_reach_at_the_start_stops_nothing(tmp_path: Path) -> None:
    async with Double(TOKEN, limits=Limits.off(), faults=Faults(hang=0.2)) as telegram:
        await telegram.goes_down()
        async with bot(tmp_path / "var", **on_telegram(telegram.url)) as one:
            await one.starts()
            await one.tells(system.telegram_unreachable(1))
            async with browser(one) as page:
                assert await page.status() in (200, 303)
            await telegram.comes_back()
            await one.tells("sẵn sàng")
            stranger = telegram.person(5001)
            await telegram.polled()
            await stranger.says("chào")
            await stranger.hears(people.stranger())
