"""One bot and one Telegram for each file of tests that only talk to them; both are made when first asked for."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests import seed
from tests.bot.bots import TOKEN, Bot, bot, on_telegram
from tests.double import Double, Faults, Limits, Person


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def telegram() -> AsyncIterator[Double]:
    """A Telegram without a limit on the pace, in which everybody has opened the chat with the bot before."""
    async with Double(TOKEN, limits=Limits.off(), faults=Faults(hang=0.2, retry_after=(1, 1))) as double:
        for number in seed.SEATS:
            await double.person(number).knows_bot()
        yield double


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(telegram: Double, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Bot]:
    """The bot with the demo's campaign, polling."""
    var = tmp_path_factory.mktemp("bot") / "var"
    await seed.campaign(var)
    async with bot(var, **on_telegram(telegram.url, CLOCK_START=seed.START.isoformat())) as one:
        await one.starts()
        await telegram.polled()
        yield one


@pytest.fixture
def mai(telegram: Double, running: Bot) -> Person:
    """The secretary of An Hòa."""
    return telegram.person(seed.MAI, "Mai")


@pytest.fixture
def tu(telegram: Double, running: Bot) -> Person:
    """Her deputy."""
    return telegram.person(seed.TU, "Tú")


@pytest.fixture
def khoa(telegram: Double, running: Bot) -> Person:
    """The organiser."""
    return telegram.person(seed.KHOA, "Khoa")


@pytest.fixture
def hanh(telegram: Double, running: Bot) -> Person:
    """The leader."""
    return telegram.person(seed.HANH, "Hạnh")


@pytest.fixture
def huy(telegram: Double, running: Bot) -> Person:
    """The secretary of another unit."""
    return telegram.person(seed.HUY, "Huy")
