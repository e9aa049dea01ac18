"""A turn awaits nothing but the database: whatever else could make it wait raises while it runs."""

import asyncio
import builtins
import socket
import subprocess
import time
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import pytest

from core.say import Say
from data.inbox import Kept
from handlers import web, words
from handlers.turn import Turn
from tests.cast import campaign

inside: ContextVar[bool] = ContextVar("inside", default=False)
SLOW: tuple[tuple[Any, str], ...] = (
    (builtins, "open"),
    (asyncio, "sleep"),
    (asyncio, "to_thread"),
    (asyncio, "open_connection"),
    (asyncio, "create_subprocess_exec"),
    (time, "sleep"),
    (socket, "create_connection"),
    (socket, "getaddrinfo"),
    (socket.socket, "connect"),
    (subprocess.Popen, "__init__"),
)


class Waited(Exception):
    """A turn would have waited for something that is not the database."""


def refusing(name: str, slow: Callable[..., Any]) -> Callable[..., Any]:
    def called(*args: Any, **more: Any) -> Any:
        if inside.get():
            raise Waited(name)
        return slow(*args, **more)

    return called


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What turns said, each of them watched."""
    said: list[str] = []
    for place, name in SLOW:
        monkeypatch.setattr(place, name, refusing(name, getattr(place, name)))
    monkeypatch.setattr(web, "answer", _watched(web.answer, said))
    return said


def _watched(answer: Callable[[Turn, Kept], Awaitable[Say]], said: list[str]) -> Callable[[Turn, Kept], Awaitable[Say]]:
    async def turn(turn: Turn, row: Kept) -> Say:
        token = inside.set(True)
        try:
            say = await answer(turn, row)
        finally:
            inside.reset(token)
        said.append(say.text)
        return say

    return turn


async def test_whatever_is_said_nothing_else_is_awaited(tmp_path: Path, watched: list[str]) -> None:
    async with campaign(tmp_path, threads=True) as world:
        await world.mai.says("nộp")
        await world.mai.sends_file()
        await world.mai.is_ready()
        await world.mai.presses("Nộp báo cáo")
        for text in ("viec", "/lich", "/donvi", "/trogiup", "/huy", "xin gia hạn", "chiều mai nộp", "nộp rồi", "???"):
            await world.mai.says(text)
        for text in ("/tinhhinh", "/chuanop", "/kehoach", "/donvi"):
            await world.khoa.says(text)
        await world.khoa.presses("Mời Bí thư Chi đoàn Điện lực")
        await world.actor("zalo", "new").says("AAA-BBB-CC2")
    assert len(watched) > 15
    assert not [text for text in watched if "hệ thống gặp lỗi" in text]


async def test_a_turn_that_would_wait_is_caught(
    tmp_path: Path, watched: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sabotage twin: a turn that does wait fails."""
    del watched
    async with campaign(tmp_path, threads=True) as world:
        for place, name in SLOW:
            monkeypatch.setattr(words, "COMMANDS", {"viec": _waiting(place, name)})
            with pytest.raises(Waited, match=name):
                await world.would_answer(world.mai, "/viec")


def _waiting(place: Any, name: str) -> Callable[[Turn], Awaitable[Say]]:
    async def turn(turn: Turn) -> Say:
        waits: Any = getattr(place, name)()
        return Say(str(await waits))

    return turn
