"""Telegram's side of a webhook: every update is posted until the bot answers 2xx, one chat's in their order."""

import asyncio
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from tests.double.refusals import bad
from tests.double.updates import Update, Updates

SECRET = re.compile(r"[A-Za-z0-9_-]*")
PORTS = (443, 80, 88, 8443)
LOOPBACK = ("127.0.0.1", "::1", "localhost")
MOST_CONNECTIONS = 100


@dataclass(frozen=True, slots=True)
class Address:
    url: str
    secret: str = ""
    connections: int = 40

    def check(self) -> None:
        """Https on one of four ports; plain http only to this machine, where the bot under test lives."""
        parts = urlsplit(self.url)
        local = parts.hostname in LOOPBACK
        if not local and (parts.scheme != "https" or not parts.hostname):
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        if not local and (parts.port or 443) not in PORTS:
            raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
        if len(self.secret) > 256:
            raise bad("secret token is too long")
        if not SECRET.fullmatch(self.secret):
            raise bad("secret token contains unallowed characters")


@dataclass
class Webhook:
    """Where updates are posted to, if anywhere. `start` and `stop` bound its background work."""

    updates: Updates
    wall: Callable[[], float] = time.time
    retry: float = 0.05  # seconds before a refused post is tried again, doubling up to 2 s
    address: Address = field(default_factory=lambda: Address(""))
    error: dict[str, Any] = field(default_factory=dict)
    _group: asyncio.TaskGroup | None = None
    _posting: asyncio.Task[None] | None = None
    _busy: set[int] = field(default_factory=set)

    async def start(self) -> None:
        self._group = await asyncio.TaskGroup().__aenter__()

    async def stop(self) -> None:
        self.delete()
        if self._group is not None:
            await self._group.__aexit__(None, None, None)

    def set(self, address: Address) -> None:
        address.check()
        self.delete()
        self.address = address
        self.updates.webhook_is_set = True
        self.updates.end_poll("terminated by setWebhook request")
        if self._group is not None:
            self._posting = self._group.create_task(self._post_all(address))

    def delete(self) -> None:
        self.address = Address("")
        self.updates.webhook_is_set = False
        if self._posting is not None:
            self._posting.cancel()
            self._posting = None

    def info(self) -> dict[str, Any]:
        info = {
            "url": self.address.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self.updates.waiting) + len(self._busy),
            **self.error,
        }
        more = {"max_connections": self.address.connections, "ip_address": "127.0.0.1"}
        allowed = {"allowed_updates": self.updates.allowed} if self.updates.allowed else {}
        return {**info, **more, **allowed} if self.address.url else {**info, **allowed}

    async def _post_all(self, address: Address) -> None:
        connector = aiohttp.TCPConnector(limit=address.connections)
        async with aiohttp.ClientSession(connector=connector) as session, asyncio.TaskGroup() as posts:
            while True:
                update = await self.updates.bell.until(lambda: self._next(address))
                posts.create_task(self._post(session, address, update))

    def _next(self, address: Address) -> Update | None:
        update = self.updates.take(self._busy) if len(self._busy) < address.connections else None
        if update is not None:
            self._busy.add(update.chat_id)
        return update

    async def _post(self, session: aiohttp.ClientSession, address: Address, update: Update) -> None:
        """Until 2xx. An update whose webhook went away first waits again."""
        delivered = False
        pause = self.retry
        try:
            while not (delivered := await self._posted(session, address, update)):
                await asyncio.sleep(pause)
                pause = min(2 * pause, 2.0)
        finally:
            if not delivered:
                self.updates.put_back(update)
            self._busy.discard(update.chat_id)
            self.updates.bell.ring()

    async def _posted(self, session: aiohttp.ClientSession, address: Address, update: Update) -> bool:
        headers = {"X-Telegram-Bot-Api-Secret-Token": address.secret} if address.secret else {}
        try:
            async with session.post(address.url, json=update.body, headers=headers) as answer:
                taken = 200 <= answer.status < 300
                problem = "" if taken else f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except (aiohttp.ClientError, TimeoutError) as error:
            problem = f"Connection failed: {type(error).__name__}"
        if problem:
            self.error = {"last_error_message": problem, "last_error_date": int(self.wall())}
        return not problem
