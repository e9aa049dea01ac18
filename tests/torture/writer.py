"""The process that is recorded for the power-loss test: real turns through the real inbox, and real uploads.

python -m tests.torture.writer FOLDER TURNS SYNCHRONOUS. What it writes to FOLDER/world.acks is what the outside world
was told: `ACK line-N` once a turn's update was answered for, `ACK file-SHA` once an upload was.
"""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from bot.app import App
from bot.settings import Settings
from data.inbox import Arrival
from handlers import web

AT_ONCE = 10
EVERY_UPLOAD = 20


async def main() -> None:
    folder, turns, synchronous = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    acks = os.open(folder / "world.acks", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def acknowledged(what: str) -> None:
        os.write(acks, f"ACK {what}\n".encode())

    settings = Settings(_env_file=None, var_dir=folder, web_port=0, clock_speed=0.0)
    async with App(settings, lambda _: None, played=False, synchronous=synchronous) as app:
        intake = app.house.intake
        for first in range(0, turns, AT_ONCE):
            numbers = range(first, min(first + AT_ONCE, turns))
            await intake.keep("web", [_line(number) for number in numbers])
            for number in numbers:
                acknowledged(f"kept-{number}")
            await intake.settled()
            for number in numbers:
                acknowledged(f"line-{number}")
            if first % EVERY_UPLOAD == 0:
                stored = await app.house.shelf.store(_paper(first), 1_000_000)
                raw = web.uploaded(f"bao-cao-{first}.txt", stored.size, stored.sha256, "text/plain")
                await intake.keep("web", [Arrival(f"upload-{first}", "demo:secretary", raw)])
                acknowledged(f"file-{stored.sha256}")


def _line(number: int) -> Arrival:
    raw = web.typed("/viec") if number % 3 else web.typed("chieu mai em nop")
    return Arrival(f"line-{number}", "demo:secretary", raw)


async def _paper(number: int) -> AsyncIterator[bytes]:
    yield f"Báo cáo số {number}. ".encode() * 400


if __name__ == "__main__":
    asyncio.run(main())
