"""The bot as a process of its own, unmodified, and what it tells at its terminal.

It is forked from a server that has imported everything once: a fresh interpreter costs ten times as much. `fresh`
starts one all the same, as `make run` does.
"""

import asyncio
import multiprocessing
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Protocol

from tests.guards.reading import ROOT

TOKEN = "4242424242:AAEhBP0av28cYIJ8pXDvPVbJcTbQ-double0"
RUNNING = "đang chạy tại"
PATIENCE = 30.0

_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(
    ["tests.bot.bots", "bot.__main__", "bot.app", "bot.web.serving", "uvloop", "alembic.command", "segno"]
)

Env = dict[str, str]
Main = Callable[[], int]


def bot_main() -> int:
    from bot.__main__ import main

    return main()


def _child(main: Main, env: Env, folder: str, out: Connection) -> None:
    """In the forked process: as if it had been started there, with these settings and this terminal."""
    for number in (1, 2):
        os.dup2(out.fileno(), number)
    os.environ.clear()
    os.environ.update(env)
    os.environ.setdefault("PTB_TIMEDELTA", "true")  # what importing bot.channels did before the fork
    os.chdir(folder)
    sys.argv = ["bot"]
    sys.exit(main())


class _Running(Protocol):
    """What the two ways of starting have in common."""

    pid: int

    async def ended(self) -> int: ...


class _Forked:
    def __init__(self, main: Main, env: Env, folder: Path, out: int) -> None:
        connection = Connection(out, readable=False)
        self._process = _forks.Process(target=_child, args=(main, env, str(folder), connection))
        self._process.start()
        connection.close()
        self.pid: int = self._process.pid or 0

    async def ended(self) -> int:
        over = asyncio.Event()
        loop = asyncio.get_running_loop()
        loop.add_reader(self._process.sentinel, over.set)
        try:
            await over.wait()
        finally:
            loop.remove_reader(self._process.sentinel)
        self._process.join()
        code = self._process.exitcode
        self._process.close()
        return code if code is not None else -1


class _Fresh:
    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.pid = process.pid

    async def ended(self) -> int:
        return await self._process.wait()


class Bot:
    """`lines`: what it told since it was last started."""

    def __init__(self, var: Path, *, main: Main = bot_main, **settings: object) -> None:
        self.var = var
        self.lines: list[str] = []
        usual = {"VAR_DIR": str(var), "WEB_PORT": "0", "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
        self.env: Env = usual | {name: str(value) for name, value in settings.items()}
        self._main = main
        self._process: _Running | None = None
        self._told = asyncio.Event()
        self._reading: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        line = next(line for line in self.lines if RUNNING in line)
        return next(word for word in line.split() if word.startswith("http"))

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    async def starts(self, until: str = RUNNING, *, fresh: bool = False) -> None:
        """Returns once it has told `until`; "" returns at once."""
        self.var.mkdir(mode=0o700, parents=True, exist_ok=True)
        readable, writable = os.pipe()
        self.lines.clear()
        try:
            self._process = await self._launch(writable, fresh)
        finally:
            if fresh:
                os.close(writable)
        self._reading = asyncio.get_running_loop().create_task(self._read(readable))
        if until:
            await self.tells(until)

    async def _launch(self, out: int, fresh: bool) -> _Running:
        if not fresh:
            return _Forked(self._main, self.env, self.var, out)
        command = (sys.executable, "-m", "bot")
        return _Fresh(
            await asyncio.create_subprocess_exec(
                *command, cwd=self.var, env=self.env, stdin=asyncio.subprocess.DEVNULL, stdout=out, stderr=out
            )
        )

    async def _read(self, readable: int) -> None:
        stream = asyncio.StreamReader()
        file = os.fdopen(readable, "rb", buffering=0)
        transport, _ = await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(stream), file
        )
        try:
            async for line in stream:
                self.lines.append(line.decode(errors="replace").rstrip("\n"))
                self._told.set()
        finally:
            transport.close()
            self._told.set()

    async def tells(self, part: str, timeout: float = PATIENCE) -> str:
        """Waits for a line with `part`."""
        try:
            async with asyncio.timeout(timeout):
                while True:
                    for line in self.lines:
                        if part in line:
                            return line
                    if self._reading is not None and self._reading.done():
                        raise AssertionError(f"ended without {part!r}: {self.terminal}")
                    self._told.clear()
                    await self._told.wait()
        except TimeoutError:
            raise AssertionError(f"{part!r} was not told within {timeout} s: {self.terminal}") from None

    @property
    def terminal(self) -> str:
        return "\n".join(self.lines)

    @property
    def running(self) -> bool:
        return self._process is not None

    def signals(self, number: int = signal.SIGINT) -> None:
        os.kill(self.pid, number)

    async def ends(self, timeout: float = PATIENCE) -> int:
        """Waits until it has ended; its exit code."""
        assert self._process is not None
        async with asyncio.timeout(timeout):
            code = await self._process.ended()
        self._process = None
        if self._reading is not None:
            await self._reading
        return code

    async def stops(self, number: int = signal.SIGINT) -> int:
        self.signals(number)
        return await self.ends()

    async def is_killed(self) -> None:
        await self.stops(signal.SIGKILL)


@asynccontextmanager
async def bot(var: Path, **settings: Any) -> AsyncIterator[Bot]:
    """Not started yet; killed at the end if it still runs."""
    one = Bot(var, **settings)
    try:
        yield one
    finally:
        if one.running:
            await one.is_killed()


def on_telegram(url: str, **more: object) -> dict[str, object]:
    """Settings of a bot on a Telegram double, without a limit on its pace."""
    return {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": url, "TELEGRAM_RATE": 0} | more
