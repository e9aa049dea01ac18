"""At its real pace the bot is never told to wait, however strictly Telegram counts; and an answer finds its way."""

from functools import partial
from typing import Literal

import pytest
from telegram.ext import ExtBot

from bot.channels.telegram import TelegramCarrier
from bot.channels.transport import AiohttpRequest
from bot.clock import machine_now
from bot.nursery import Nursery
from core.delivery import Lane
from core.say import Say
from data import outbox
from data.database import Database, Session, opened
from data.models import Chat
from data.outbox import To
from scheduler.courier import Courier
from tests.bot.bots import TOKEN
from tests.double import Double, Faults, Limits

READERS = 70
Accounting = Literal["sliding", "bucket"]


@pytest.mark.parametrize("accounting", ["sliding", "bucket"])
async def test_a_broadcast_meets_no_429_and_an_answer_overtakes_it(sqlite_url: str, accounting: Accounting) -> None:
    """Floods are punished, the line is uneven, one chat has three letters coming."""
    limits = Limits(punish=True, accounting=accounting)
    faults = Faults(delay=0.01, jitter=0.05, seed=3)
    async with Double(TOKEN, limits=limits, faults=faults, anyone=True) as telegram:
        async with opened(Database(sqlite_url)) as database, Nursery() as nursery:
            nursery.keep_running("writer", database.run)
            request = AiohttpRequest()
            bot: ExtBot[None] = ExtBot(TOKEN, base_url=f"{telegram.url}/bot", request=request)
            courier = Courier(
                database, TelegramCarrier(bot, request, lambda _: None), now=machine_now, machine=machine_now,
                start=nursery.start, rate=30,
            )  # fmt: skip
            nursery.keep_running("courier", courier.run)
            readers = await database.write(partial(chats, count=READERS))
            await database.write(partial(posts, texts=["thông báo"], chats=readers, lane=Lane.BROADCAST))
            await database.write(partial(posts, texts=["trang 1", "trang 2"], chats=readers[:1], lane=Lane.BROADCAST))
            courier.wake()
            await telegram.until(lambda: telegram.delivered >= 10)
            await database.write(partial(posts, texts=["biên nhận"], chats=readers[-1:], lane=Lane.ANSWER))
            courier.wake()
            await telegram.until(lambda: telegram.delivered == READERS + 3, timeout=10)
            await request.shutdown()
        sent = [call.text for call in telegram.sent()]
        assert telegram.refused() == []
        assert sent.index("biên nhận") < 45
        assert telegram.history[-1].at - telegram.history[0].at >= 1.5


async def chats(session: Session, count: int) -> list[int]:
    rows = [Chat(channel="telegram", address=str(9000 + number)) for number in range(count)]
    session.add_all(rows)
    await session.flush()
    return [row.id or 0 for row in rows]


async def posts(session: Session, texts: list[str], chats: list[int], lane: Lane) -> None:
    now = machine_now()
    for text in texts:
        for chat in chats:
            await outbox.post(session, outbox.letters(Say(text), To(chat, "telegram"), now, now, lane=lane))
