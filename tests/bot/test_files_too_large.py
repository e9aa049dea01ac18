"""What Telegram takes from no bot goes as a link, and does not get lost."""

import asyncio
from pathlib import Path

import pytest
from telegram.ext import ExtBot

from bot.channels.telegram import LARGEST, TelegramCarrier
from bot.channels.transport import AiohttpRequest
from bot.clock import machine_now
from core.delivery import Later, Sent
from data.dispatch import Claimed
from data.models import File, Letter
from tests.bot.bots import TOKEN
from tests.double import Double

LINK = "https://dunghan.example.vn/thu/1/7/abc"


@pytest.mark.parametrize(
    ("size", "link", "told"),
    [(LARGEST + 1, LINK, LINK), (LARGEST + 1, "", "mở trang web của hệ thống"), (LARGEST, LINK, None)],
)
async def test_it_is_told_where_it_can_be_had(tmp_path: Path, size: int, link: str, told: str | None) -> None:
    content = tmp_path / "phim.mp4"
    content.write_bytes(b"phim")
    now = machine_now()
    letter = Letter(id=1, channel="telegram", chat_id=1, text="", made_at=now, not_before=now, free_at=now)
    film = File(id=7, name="phim.mp4", size=size, sha256="0" * 64, state="here", made_at=now)
    async with Double(TOKEN, anyone=True) as telegram:
        request = AiohttpRequest()
        bot: ExtBot[None] = ExtBot(TOKEN, base_url=f"{telegram.url}/bot", request=request)
        carrier = TelegramCarrier(bot, request, lambda _: content, lambda claimed, file: link)
        outcome = await carrier.send(Claimed(letter, "9001", files=(film,)))
        await request.shutdown()
    assert isinstance(outcome, Sent)
    assert telegram.refused() == []
    (call,) = telegram.sent()
    assert (told in call.text and "phim.mp4" in call.text) if told else call.text == ""


async def test_one_that_many_are_sent_goes_up_once(tmp_path: Path) -> None:
    """The others wait until Telegram has it, and then it goes by Telegram's own id."""
    content = tmp_path / "phim.mp4"
    content.write_bytes(b"phim")
    film = File(id=7, name="phim.mp4", size=40_000_000, sha256="0" * 64, state="here", made_at=machine_now())
    async with Double(TOKEN, anyone=True) as telegram:
        request = AiohttpRequest()
        bot: ExtBot[None] = ExtBot(TOKEN, base_url=f"{telegram.url}/bot", request=request)
        carrier = TelegramCarrier(bot, request, lambda _: content)
        first, second = await asyncio.gather(*(carrier.send(to(chat, film)) for chat in (9001, 9002)))
        third = await carrier.send(to(9002, film))
        await request.shutdown()
    assert isinstance(first, Sent)
    assert isinstance(second, Later)
    assert second.behind
    assert isinstance(third, Sent)
    assert telegram.refused() == []
    assert [isinstance(call.params["document"], str) for call in telegram.calls("sendDocument")] == [False, True]


def to(chat: int, film: File) -> Claimed:
    now = machine_now()
    letter = Letter(id=chat, channel="telegram", chat_id=chat, text="", made_at=now, not_before=now, free_at=now)
    return Claimed(letter, str(chat), files=(film,))
