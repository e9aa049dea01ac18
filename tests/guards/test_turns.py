"""A turn awaits nothing but the database: here by what its modules name, elsewhere by what happens at run time."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.guards.reading import ROOT, imported, modules, plant, within

# What waits for a network, a file, a child process or for time itself.
SLOW_LIBRARIES = (
    "aiohttp", "httpx", "urllib.request", "http.client", "socket", "ssl", "smtplib", "subprocess", "multiprocessing",
    "threading", "concurrent", "tempfile", "shutil", "bot",
)  # fmt: skip
SLOW_CALLS = (
    "asyncio.sleep", "time.sleep", "asyncio.create_task", "asyncio.to_thread", "asyncio.wait_for", "os.system", "open",
    "asyncio.create_subprocess_exec", "asyncio.create_subprocess_shell", "asyncio.open_connection",
)  # fmt: skip
SLOW_METHODS = (
    "read_text", "read_bytes", "write_text", "write_bytes", "unlink", "create_task", "run_in_executor", "urlopen",
)  # fmt: skip
CLOCKS = ("datetime.now", "date.today", "time.time", "time.monotonic", "utc_now", "machine_now")


def slow(root: Path) -> list[str]:
    """Anything in handlers that could keep the one writer waiting, or that has a clock of its own."""
    return [
        f"{module.path}:{line} {what}"
        for module in modules(root, ("handlers",))
        for line, what in (*_slow_imports(module.tree), *_slow_calls(module.tree))
    ]


def _slow_imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for line, name in imported(tree):
        if any(within(name, library) for library in SLOW_LIBRARIES):
            yield line, f"imports {name}"


def _slow_calls(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            if name in SLOW_CALLS or name.rpartition(".")[2] in SLOW_METHODS or name.endswith(CLOCKS):
                yield node.lineno, f"calls {name}"


def test_a_turn_awaits_nothing_but_the_database() -> None:
    assert slow(ROOT) == []


@pytest.mark.parametrize(
    "source",
    [
        "await asyncio.sleep(1)",
        "import aiohttp",
        "from urllib.request import urlopen",
        "with open(name) as file: pass",
        "Path(name).read_bytes()",
        "import subprocess",
        "loop.create_task(work())",
        "from bot.intake import Intake",
        "now = datetime.now(UTC)",
    ],
)
def test_waiting_for_anything_else_is_caught(tmp_path: Path, source: str) -> None:
    plant(tmp_path, "handlers/report.py", f"async def turn():\n    {source}\n")
    assert len(slow(tmp_path)) == 1


def test_the_database_may_be_awaited(tmp_path: Path) -> None:
    plant(tmp_path, "handlers/report.py", "async def turn(turn):\n    await drafts.open(turn.session, turn.now)\n")
    assert slow(tmp_path) == []
