"""uvicorn inside our process: without its own signals, log or access log, and with a word when it has ended."""

import asyncio
from typing import Any

import uvicorn

from bot.house import House
from bot.terminal import PortTaken
from bot.web.server import Webhook, build


class Server(uvicorn.Server):
    """Signals are the process's own business; and it tells when it has ended."""

    def __init__(self, house: House, webhook: tuple[str, Webhook] | None) -> None:
        super().__init__(_config(house, webhook))
        self._nursery = house.nursery
        self._address = f"{house.settings.web_host}:{house.settings.web_port}"
        self.listening, self.ended = asyncio.Event(), asyncio.Event()

    async def begin(self) -> int:
        """Returns the port once pages can be answered."""
        self._nursery.start("web server", self.serve())
        await self.listening.wait()
        if not self.started:
            raise PortTaken(self._address)
        port: int = self.servers[0].sockets[0].getsockname()[1]
        return port

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


def _config(house: House, webhook: tuple[str, Webhook] | None) -> uvicorn.Config:
    return uvicorn.Config(
        build(house, webhook),
        host=house.settings.web_host,
        port=house.settings.web_port,
        log_config=None,  # its own would print past the redactor at the root
        log_level="warning",
        access_log=False,
        lifespan="off",
        ws="none",
        server_header=False,
        timeout_graceful_shutdown=1,
        timeout_keep_alive=30,
        limit_concurrency=2000,
        h11_max_incomplete_event_size=64 * 1024,
    )
