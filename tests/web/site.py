"""The running product seen from a browser: visitors with cookies of their own, on the real server at a free port."""

import json
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp
from sqlalchemy import text

from bot import demo
from bot.app import App
from bot.clock import machine_now
from bot.house import House
from bot.secrets import new_code, new_link
from core.roles import Role
from data import invitations, people
from data.database import Session
from tests.cast import settings

ADMIN_CODE = "KHOA-2026-BTC"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Any
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Visitor:
    """One browser. It says where it comes from, as browsers do; `origin=None` is what other programs do."""

    client: aiohttp.ClientSession
    home: str

    async def get(self, path: str, **more: Any) -> Answer:
        return await self.asks("GET", path, **more)

    async def post(self, path: str, **more: Any) -> Answer:
        return await self.asks("POST", path, **more)

    async def asks(self, method: str, path: str, origin: str | None = "own", **more: Any) -> Answer:
        headers = dict(more.pop("headers", {}))
        if origin is not None and method not in ("GET", "HEAD"):
            headers["Origin"] = self.home if origin == "own" else origin
        asked = self.client.request(method, f"{self.home}{path}", headers=headers, allow_redirects=False, **more)
        async with asked as answer:
            return Answer(answer.status, answer.headers, await answer.read())

    async def says(self, chat: int, words: str, key: str = "") -> Answer:
        return await self.post(f"/c/{chat}/say", json={"key": key or secrets.token_hex(8), "text": words})

    async def sends(self, chat: int, name: str, content: Any = b"noi dung", key: str = "") -> Answer:
        query = {"key": key or secrets.token_hex(8), "name": name}
        return await self.asks("PUT", f"/c/{chat}/file", params=query, data=content)

    async def lines(self, chat: int, after: int = 0, mine: int = 0) -> Any:
        return (await self.get(f"/c/{chat}/lines?after={after}&mine={mine}")).json


@dataclass
class Site:
    app: App

    @property
    def house(self) -> House:
        return self.app.house

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.app.port}"

    @asynccontextmanager
    async def visitor(self, **more: Any) -> AsyncIterator[Visitor]:
        jar = aiohttp.CookieJar(unsafe=True)  # cookies of an IP address too
        async with aiohttp.ClientSession(cookie_jar=jar, **more) as client:
            yield Visitor(client, self.address)

    async def settled(self) -> None:
        """Every line handled and answered, and what is due told."""
        await self.house.intake.settled()
        await self.house.clock.advance(self.house.clock.now())
        for courier in self.app.couriers.values():
            await courier.drained()

    async def invite(self, mark: str = "AH", role: Role = Role.SECRETARY, life: float = 7.0) -> tuple[str, str]:
        """A code and a link for the seat of a unit."""
        code, link = new_code(), new_link()
        hashes = self.house.hasher.code(code), self.house.hasher.code(link)

        seat = f"SELECT s.id FROM seat s JOIN unit u ON u.id = s.unit_id WHERE u.mark = '{mark}' AND s.role = '{role}'"

        async def write(session: Session) -> None:
            seat_id = await number(session, seat)
            person_id = await invitations.holder(session, seat_id)
            machine, lasts = machine_now(), timedelta(days=life)
            await invitations.make(
                session, invitations.SEAT, *hashes, machine, lasts, seat_id=seat_id, person_id=person_id
            )

        await self.house.database.write(write)
        return code, link

    async def come_in(self, visitor: Visitor, mark: str = "AH", role: Role = Role.SECRETARY) -> int:
        """Sign in as whoever holds that seat; the number of the new chat."""
        _, link = await self.invite(mark, role)
        assert (await visitor.post(f"/vao/{link}")).status == 303
        await self.settled()
        return await self.count("SELECT max(id) FROM chat")

    async def chat(self, address: str) -> int:
        found = await self.house.database.read(partial(people.speaker, channel="web", address=address))
        assert found is not None
        return found.chat.id or 0

    async def count(self, query: str) -> int:
        return await self.house.database.read(lambda session: number(session, query))

    async def change(self, statement: str) -> None:
        async def write(session: Session) -> None:
            await (await session.connection()).execute(text(statement))

        await self.house.database.write(write)


async def number(session: Session, query: str) -> int:
    found = (await (await session.connection()).execute(text(query))).scalar_one()
    return int(found)


@asynccontextmanager
async def demo_site(folder: Path, **given: Any) -> AsyncIterator[Site]:
    """The demo: three phones for whoever opens the page."""
    async with App(settings(folder, **given), lambda _: None, played=False) as app:
        site = Site(app)
        await site.settled()
        yield site


@asynccontextmanager
async def real_site(folder: Path, **given: Any) -> AsyncIterator[Site]:
    """A house with people in it that is not a demo: one comes in by invitation only."""
    usual: dict[str, Any] = {"admin_code": ADMIN_CODE}
    async with App(settings(folder, **(usual | given)), lambda _: None) as app:
        site = Site(app)
        house = app.house
        if not await house.database.read(demo.phones):
            await house.database.write(partial(demo.found, now=house.clock.now(), calendar=house.calendar))
        yield site
