"""An announcement to a hundred thousand people, written by the whole process while others ask for their work.

Everybody is on Telegram, of a Bot API double at its own pace; what is timed is the writing, from its first thousand to
its last, and each answer from the question to its arrival.
"""

import asyncio
import sqlite3
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from core.broadcasts import Question
from tests.bench import world
from tests.bench.measures import TOKEN, bot
from tests.bench.tick import _COUNT, kept
from tests.double import Double, Limits

PEOPLE = 100_000
ASKED = 60
BEFORE = timedelta(seconds=6)  # the process has started and answered by then
WORDS = "Mời các đồng chí dự giao ban lúc 8 giờ 00 thứ Hai tại hội trường."


@dataclass(frozen=True)
class Cast:
    """How long the letters took to be written, how many they are, and the waits of those who asked meanwhile."""

    seconds: float
    letters: int
    waits: list[float]


def _fill(path: Path, people: int, due: datetime) -> None:
    first = 1_000_000  # beside the demo's own
    values = {
        "n": people, "first": first, "now": kept(datetime.now(UTC)), "due": kept(due), "words": WORDS,
        "asks": '{"v": 1, "asks": "received"}',
    }  # fmt: skip
    with sqlite3.connect(path, timeout=30) as rows:
        rows.execute("PRAGMA synchronous=OFF")
        for statement in _STATEMENTS:
            rows.execute(_COUNT.format("n") + statement, values)
        rows.execute(_BROADCAST, values)
        rows.execute("ANALYZE")
    rows.close()


assert Question().to_json() == {"v": 1, "asks": "received"}
_STATEMENTS = (
    "INSERT INTO unit (id, name, mark, type) SELECT :first + n, 'Chi đoàn số ' || n, 'C' || n, 'cast' FROM n",
    "INSERT INTO person (id, name, phone, email, prefers, digest) "
    "SELECT :first + n, 'Lê Thị ' || n, '', '', '', 0 FROM n",
    "INSERT INTO seat (id, unit_id, role, title) SELECT :first + n, :first + n, 'secretary', 'Bí thư' FROM n",
    "INSERT INTO holding (seat_id, person_id, since) SELECT :first + n, :first + n, :now FROM n",
    "INSERT INTO chat (channel, address, person_id, \"group\") SELECT 'telegram', 5000000 + n, :first + n, 0 FROM n",
)
_BROADCAST = (
    "INSERT INTO broadcast (person_id, chat_id, state, words, files, whom, asks, speaker, urgent, again, version, "
    "made_at, touched_at, due_at) SELECT c.person_id, c.id, 'waiting', :words, '{}', "
    """'{"v": 1, "kinds": ["cast"]}', :asks, '{"v": 1, "name": "Quận Đoàn Bình Lâm"}', 1, 0, 0, :now, :now, :due """
    "FROM chat c WHERE c.address = 'demo:organiser'"
)


async def cast(delay: float = 0.05, people: int = PEOPLE, asked: int = ASKED) -> Cast:
    """`delay`: the round trip to Telegram."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "var"
        await world.seed(folder, asked)
        path = world.database_path(folder)
        async with Double(TOKEN, limits=Limits(), anyone=True) as double:
            await asyncio.to_thread(_fill, path, people, datetime.now(UTC) + BEFORE)
            async with bot("ours", double, folder, 30):
                await double.weather(delay=delay)
                await double.polled(60)
                watching = asyncio.create_task(asyncio.to_thread(_written, path))  # noqa: TID251
                waits = await _ask_until(double, watching, asked)
                seconds, letters = await watching
            refused = double.refused(429)
            assert not refused, f"{len(refused)} times too fast"
    return Cast(seconds, letters, waits)


async def _ask_until(double: Double, watching: "asyncio.Task[tuple[float, int]]", asked: int) -> list[float]:
    """One after another, as long as it is written."""
    waits: list[float] = []
    n = 0
    while not watching.done() or len(waits) < asked // 2:
        person = double.person(world.FIRST_PERSON + n % asked)
        began = time.perf_counter()
        await person.says("/viec")
        await person.hears("", 30)
        waits.append(time.perf_counter() - began)
        n += 1
        await asyncio.sleep(0.02)
    return waits


def _written(path: Path, patience: float = 120.0) -> tuple[float, int]:
    """Looks at the database beside the bot until nothing is left to write."""
    rows = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30)
    until = time.monotonic() + patience
    while time.monotonic() < until:
        state, cursor, began = rows.execute("SELECT state, cursor, began_at FROM broadcast").fetchone()
        if state in ("sending", "sent") and cursor is None:
            ended = datetime.now(UTC)
            (letters,) = rows.execute("SELECT count(*) FROM outbox WHERE broadcast_id IS NOT NULL").fetchone()
            rows.close()
            return (ended - datetime.fromisoformat(f"{began}+00:00")).total_seconds(), letters
        time.sleep(0.02)
    raise TimeoutError("the announcement was not written")
