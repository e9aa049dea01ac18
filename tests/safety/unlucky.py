"""The bot with defects planted where a person's words reach: each fails with everything secret in its message."""

import asyncio
import threading
from typing import Any

from tests import seed
from tests.bot.bots import TOKEN, bot_main

PHONE = "0914.000.301"
SPILLED = f"{TOKEN} {PHONE} {seed.CODE} https://bot.example.vn/vao/{seed.LINK} {{smtp}}"
IN_A_TURN, IN_PASSING, AT_THE_DOOR = "choang", "loang", "vo"  # what to say for which defect


def spill() -> None:
    raise RuntimeError(SPILLED.format(smtp="thu-canary-matkhau"))


def main() -> int:
    from bot.web import chat
    from handlers import words

    understand, lines = vars(words)["understand"], vars(chat)["page_lines"]

    def unlucky(text: str, *rest: Any, **more: Any) -> Any:
        if text == IN_A_TURN:
            spill()
        if text == IN_PASSING:
            asyncio.get_running_loop().call_soon(spill)
            threading.Thread(target=spill).start()
        return understand(text, *rest, **more)

    async def at_the_door(*given: Any, **more: Any) -> Any:
        if more["after"] == 13:
            spill()
        return await lines(*given, **more)

    vars(words)["understand"] = unlucky
    vars(chat)["page_lines"] = at_the_door
    return bot_main()
