"""What the process shows and sees of the machine it runs on: the terminal, its files, its port."""

import asyncio
import io
import os
import stat
from pathlib import Path
from typing import Any

import uvicorn


class PortTaken(Exception):
    """Somebody else listens there."""


class Server(uvicorn.Server):
    """Signals are the process's own business; and it tells when it has ended."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening, self.ended = asyncio.Event(), asyncio.Event()

    def install_signal_handlers(self) -> None:
        return

    async def startup(self, sockets: Any = None) -> None:
        try:
            await super().startup(sockets)
        finally:
            self.listening.set()

    async def serve(self, sockets: Any = None) -> None:
        try:
            await self._serve(sockets)
        except SystemExit:  # uvicorn's way to say that it cannot listen
            self.should_exit = True
        finally:
            self.ended.set()

    async def stop(self) -> None:
        self.should_exit = True
        await self.ended.wait()


def qr(address: str) -> str:
    """For the terminal: scanned by any camera, no typing."""
    import segno  # slow to import, and only needed at a first start

    drawn = io.StringIO()
    segno.make(address, error="l").terminal(drawn, border=1, compact=True)
    return drawn.getvalue()


def loose_files(folder: Path) -> list[Path]:
    """What others on this machine could read though only we may."""
    kept = [path for path in (folder, *folder.glob("*")) if path.exists()]
    return [path for path in kept if stat.S_IMODE(os.stat(path).st_mode) & 0o077]
