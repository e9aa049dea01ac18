"""A real SMTP server for the tests: it takes mail, or answers as it is told.

async with post_office() as office:
    office.answers("mai@example.vn", "450 4.2.0 later")   # to the next RCPT, then it takes mail
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

DROP = "drop"


@dataclass
class PostOffice:
    port: int = 0
    taken: list[EmailMessage] = field(default_factory=list)
    at_rcpt: dict[str, list[str]] = field(default_factory=dict)
    at_data: dict[str, list[str]] = field(default_factory=dict)
    at_mail: list[str] = field(default_factory=list)
    always: dict[str, str] = field(default_factory=dict)  # at DATA, each time
    knocks: int = 0
    users: dict[str, str] = field(default_factory=dict)
    _server: Any = None
    _size: int | None = None
    _came: asyncio.Event = field(default_factory=asyncio.Event)
    _open: list[Any] = field(default_factory=list)

    @property
    def url(self) -> str:
        user = "".join(f"{name}:{password}@" for name, password in self.users.items())
        return f"smtp://{user}127.0.0.1:{self.port}?from=bot@example.vn"

    def answers(self, address: str, *answers: str, data: bool = False) -> None:
        """To the next attempts for this address, one after another; at DATA or already at RCPT."""
        (self.at_data if data else self.at_rcpt).setdefault(address, []).extend(answers)

    def to(self, address: str) -> list[EmailMessage]:
        return [one for one in self.taken if one["To"] == address]

    async def has(self, address: str, count: int) -> None:
        """Until so many have come for this address."""
        while len(self.to(address)) < count:
            self._came.clear()
            await self._came.wait()

    # -- what aiosmtpd calls ------------------------------------------------------------------------------------

    async def handle_MAIL(
        self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return self.at_mail.pop(0) if self.at_mail else "250 OK"

    async def handle_RCPT(
        self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.knocks += 1
        envelope.rcpt_tos.append(address)
        return self._next(self.at_rcpt, address, server) or "250 OK"

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:
        address = envelope.rcpt_tos[0]
        kept = message_from_bytes(envelope.original_content or b"", policy=default)
        assert isinstance(kept, EmailMessage)
        answer = self._next(self.at_data, address, None) or self.always.get(address)
        if answer is None or answer == DROP:
            self.taken.append(kept)
            self._came.set()
        if answer == DROP:
            server.transport.abort()
        return answer if answer and answer != DROP else "250 OK"

    def _next(self, script: dict[str, list[str]], address: str, server: Any) -> str | None:
        waiting = script.get(address, [])
        answer = waiting.pop(0) if waiting else None
        if answer == DROP and server is not None:
            server.transport.abort()
        return answer

    def authenticate(self, server: Any, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        return AuthResult(success=self.users.get(data.login.decode()) == data.password.decode(), handled=False)

    # -- open and shut ------------------------------------------------------------------------------------------

    def _smtp(self) -> Any:
        loop = asyncio.get_running_loop()
        signs_in: dict[str, Any] = {"authenticator": self.authenticate, "auth_require_tls": False} if self.users else {}
        one = SMTP(self, loop=loop, data_size_limit=self._size, hostname="thu.example.vn", **signs_in)
        self._open.append(one)
        return one

    async def opens(self) -> None:
        self._server = await asyncio.get_running_loop().create_server(self._smtp, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def shuts(self) -> None:
        self._server.close()
        for one in self._open:
            if one.transport is not None:
                one.transport.abort()
        await asyncio.sleep(0)


@asynccontextmanager
async def post_office(*, size: int | None = None, users: dict[str, str] | None = None) -> AsyncIterator[PostOffice]:
    office = PostOffice(_size=size, users=users or {})
    await office.opens()
    try:
        yield office
    finally:
        await office.shuts()
