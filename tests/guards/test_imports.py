"""Imports go one way, and each library has its home. import-linter says most of it; here is what it cannot say."""

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.delivery import CHANNELS
from tests.guards.reading import CODE, ROOT, imported, modules, plant, within

HOMES = {
    "telegram": ("handlers/telegram/", "bot/channels/", "bot/app.py"),
    "sqlmodel": ("data/",),
    "sqlalchemy": ("data/",),
    "apscheduler": ("scheduler/clockwork.py",),
}
KNOW_THEIR_CHANNEL = ("bot/channels/", "handlers/telegram/", "handlers/web.py", "core/delivery.py")
APART = {"handlers/": "scheduler", "scheduler/": "handlers"}


def away_from_home(root: Path) -> list[str]:
    """Libraries imported where they are not at home."""
    return [
        f"{module.path}:{line} imports {name}"
        for module in modules(root)
        for line, name in imported(module.tree)
        for library, homes in HOMES.items()
        if within(name, library) and not module.at(homes)
    ]


def meetings(root: Path) -> list[str]:
    """When someone speaks and when time passes know nothing of each other."""
    return [
        f"{module.path}:{line} imports {name}"
        for module in modules(root)
        for line, name in imported(module.tree)
        for side, other in APART.items()
        if module.path.startswith(side) and within(name, other)
    ]


def questions_of_channel(root: Path) -> list[str]:
    """Code that asks which channel it is on. What a channel can do is data: core.delivery.CHANNELS."""
    return [
        f"{module.path}:{line} asks for a channel's name"
        for module in modules(root)
        if not module.at(KNOW_THEIR_CHANNEL)
        for line in sorted(set(_compared_with_channels(module.tree)))
    ]


def _compared_with_channels(tree: ast.AST) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare | ast.MatchValue):
            yield from (
                node.lineno for part in ast.walk(node) if isinstance(part, ast.Constant) and part.value in CHANNELS
            )


def lint(folder: Path) -> str:
    """What import-linter has to say about a project in this folder, '' when every contract is kept."""
    program = "from importlinter.cli import lint_imports_command as lint; lint()"
    command = [sys.executable, "-c", program, "--no-logo", "--no-cache", "--config", "pyproject.toml"]
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return result.stdout + result.stderr if result.returncode else ""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The project's own code, to be spoilt."""
    for folder in CODE:
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_contract_is_kept() -> None:
    assert lint(ROOT) == ""


def test_an_import_against_the_stream_breaks_a_contract(copy: Path) -> None:
    with (copy / "core" / "clock.py").open("a") as clock:
        clock.write("\nimport data.models\n")
    assert "core is not allowed to import data" in lint(copy)


def test_libraries_stay_at_home() -> None:
    assert away_from_home(ROOT) == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("handlers/report.py", "from telegram import Update"),
        ("bot/web/chat.py", "import telegram.ext"),
        ("handlers/report.py", "from sqlmodel import select"),
        ("bot/app.py", "def late():\n    from sqlalchemy.exc import DBAPIError"),
        ("core/clock.py", "import sqlalchemy as sa"),
        ("scheduler/nudges.py", "from apscheduler.schedulers.asyncio import AsyncIOScheduler"),
    ],
)
def test_a_library_away_from_home_is_caught(tmp_path: Path, path: str, source: str) -> None:
    plant(tmp_path, path, source)
    assert len(away_from_home(tmp_path)) == 1


def test_a_library_at_home_is_not(tmp_path: Path) -> None:
    for path, source in [
        ("handlers/telegram/routes.py", "from telegram.ext import Application"),
        ("handlers/words.py", "import handlers.telegram.routes"),
        ("data/units.py", "from sqlmodel import select"),
        ("scheduler/clockwork.py", "import apscheduler"),
    ]:
        plant(tmp_path, path, source)
    assert away_from_home(tmp_path) == []


def test_handlers_and_scheduler_never_meet() -> None:
    assert meetings(ROOT) == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("handlers/status.py", "from scheduler import nudges"),
        ("handlers/telegram/routes.py", "import scheduler.courier"),
        ("scheduler/nudges.py", "from handlers.turn import Turn"),
    ],
)
def test_a_meeting_is_caught(tmp_path: Path, path: str, source: str) -> None:
    plant(tmp_path, path, source)
    assert len(meetings(tmp_path)) == 1


def test_nobody_asks_which_channel_it_is() -> None:
    assert questions_of_channel(ROOT) == []


@pytest.mark.parametrize(
    "source",
    [
        "if channel == 'zalo': pass",
        "ready = chat.channel != 'telegram'",
        "if channel in ('zalo', 'web'): pass",
        "match channel:\n    case 'web': pass",
        "match channel:\n    case 'zalo' | 'other': pass",
    ],
)
def test_who_asks_is_caught(tmp_path: Path, source: str) -> None:
    plant(tmp_path, "handlers/report.py", source)
    assert len(questions_of_channel(tmp_path)) == 1


def test_a_channel_may_know_itself(tmp_path: Path) -> None:
    plant(tmp_path, "bot/channels/web.py", "if channel == 'web': pass")
    plant(tmp_path, "bot/app.py", "couriers['telegram'] = start('telegram')")
    assert questions_of_channel(tmp_path) == []
