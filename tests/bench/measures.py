"""What is measured, one run at a time. Only ratios from one interleaved run mean anything on a shared machine."""

import asyncio
import statistics
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench import world
from tests.bench.process import Process, started
from tests.double import Double, Limits

TOKEN = "424242:bench-bench-bench-bench-bench-bench"
WORDS = "chieu mai em nop a"  # a promise: the obligation, the journal, an answer


@dataclass(frozen=True)
class Handled:
    """One burst of messages answered."""

    per_second: float
    cpu_ms: float  # CPU of the bot for one message


@dataclass(frozen=True)
class Idle:
    start_seconds: float
    memory_mb: float
    cpu_percent: float


@asynccontextmanager
async def bot(kind: str, double: Double, folder: Path, rate: int = 0) -> AsyncIterator[Process]:
    log = folder / "log.txt"
    if kind == "ours":
        async with started("bot", log=log, **world.settings(folder, double.url, TOKEN, rate)) as process:
            yield process
    else:
        args = ("tests.bench.peers", kind, double.url, TOKEN, str(folder))
        async with started(*args, log=log) as process:
            yield process


async def burst(kind: str, delay: float, count: int, persons: int = 200) -> Handled:
    """`count` messages at once; from the first to the last answer accepted."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "var"
        folder.mkdir(mode=0o700)
        if kind == "ours":
            await world.seed(folder, persons)
        async with Double(TOKEN, limits=Limits.off(), anyone=True) as double, bot(kind, double, folder) as process:
            await double.polled(30)
            await _say(double, 20, persons)
            await double.until(lambda: double.delivered >= 20, 30)
            await double.weather(delay=delay)
            before, cpu, began = double.delivered, process.cpu(), time.perf_counter()
            await _say(double, count, persons)
            await double.until(lambda: double.delivered >= before + count, 300)
            seconds, spent = time.perf_counter() - began, process.cpu() - cpu
    return Handled(count / seconds, spent / count * 1000)


async def _say(double: Double, count: int, persons: int) -> None:
    for n in range(count):
        await double.person(world.FIRST_PERSON + n % persons).says(WORDS)


async def idle(kind: str, watched: float = 5.0) -> Idle:
    """From the start of the process to its first poll; then what it costs to wait."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "var"
        folder.mkdir(mode=0o700)
        if kind == "ours":
            await world.seed(folder, 200)
        async with Double(TOKEN, limits=Limits.off(), anyone=True) as double:
            began = time.perf_counter()
            async with bot(kind, double, folder) as process:
                await double.polled(30)
                start = time.perf_counter() - began
                await asyncio.sleep(3.0)  # pages and menus come after the first poll
                cpu, since = process.cpu(), time.perf_counter()
                await asyncio.sleep(watched)
                percent = (process.cpu() - cpu) / (time.perf_counter() - since) * 100
                return Idle(start, process.memory(), percent)


async def answers_during_broadcast(delay: float, letters: int, asked: int) -> list[float]:
    """Seconds from a person's question to its answer while `letters` go out at Telegram's own pace."""
    waits: list[float] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "var"
        await world.seed(folder, asked, broadcast=letters)
        async with Double(TOKEN, limits=Limits(), anyone=True) as double, bot("ours", double, folder, 30) as process:
            assert process.memory()
            await double.weather(delay=delay)
            await double.until(lambda: double.delivered >= 60, 60)
            for n in range(asked):
                person = double.person(world.FIRST_PERSON + n)
                began = time.perf_counter()
                await person.says("/viec")
                await person.hears("", 30)
                waits.append(time.perf_counter() - began)
                await asyncio.sleep(0.25)
            refused = double.refused(429)
            assert not refused, f"{len(refused)} times too fast"
    return waits


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]
