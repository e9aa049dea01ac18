"""Power loss: whatever the disk forgot, what was acknowledged is there after a restart, uploaded files too."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

from tests.torture.power import Verdict, judge, states
from tests.torture.recording import contents, parse, record, why_not

TURNS, STATES = 200, 400  # `make torture` looks at many more
DATABASE = "demo.db"
ENVIRONMENT = {"PYTHONPATH": str(Path(__file__).parents[2])}

pytestmark = pytest.mark.skipif(why_not() is not None, reason=str(why_not()))


@cache
def power_losses(folder: Path, synchronous: str, count: int = STATES, seed: int = 41) -> Verdict:
    """Record one run of the real process, then judge random disks it could have left."""
    var = folder / synchronous
    shutil.copytree(_founded(folder), var)
    before = contents(var)
    done = record(_writer(var, TURNS, synchronous), ENVIRONMENT, folder / f"{synchronous}.trace")
    assert done.returncode == 0, done.stderr[-2000:]
    operations = parse(folder / f"{synchronous}.trace", var)
    return judge(states(operations, seed=seed, count=count, before=before), DATABASE, lost)


@cache
def _founded(folder: Path) -> Path:
    """The demo, founded and at rest: not what is recorded."""
    (folder / "founded").mkdir()
    subprocess.run(_writer(folder / "founded", 0, "FULL"), env=ENVIRONMENT, check=True, timeout=60)
    return folder / "founded"


def _writer(var: Path, turns: int, synchronous: str) -> list[str]:
    return [sys.executable, "-m", "tests.torture.writer", str(var), str(turns), synchronous]


def lost(database: Path, acked: frozenset[str]) -> set[str]:
    """Labels of what was promised and is not there."""
    with closing(sqlite3.connect(database)) as rows:
        kept = {f"kept-{number}" for number, _ in _lines(rows)}
        handled = {f"line-{number}" for number, handled in _lines(rows) if handled}
    return set(acked) - kept - handled - {f"file-{path.name}" for path in _whole(database.parent / "files")}


def _whole(shelf: Path) -> Iterator[Path]:
    """Files whose bytes are those they are named after."""
    return (path for path in shelf.glob("*/*") if sha256(path.read_bytes()).hexdigest() == path.name)


def _lines(rows: sqlite3.Connection) -> Iterator[tuple[str, bool]]:
    found = rows.execute("SELECT update_id, handled_at IS NOT NULL FROM inbox WHERE update_id LIKE 'line-%'")
    yield from ((update_id.removeprefix("line-"), bool(handled)) for update_id, handled in found.fetchall())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("power")


def test_nothing_is_corrupt_and_nothing_acknowledged_is_lost(folder: Path) -> None:
    verdict = power_losses(folder, "FULL")
    assert (verdict.corrupt, verdict.lost) == ([], [])
    assert verdict.distinct > STATES // 3, "the states hardly differ"


def test_without_full_syncs_acknowledged_turns_are_lost(folder: Path) -> None:
    """The sabotage twin: NORMAL does not corrupt, but it takes back what was promised."""
    verdict = power_losses(folder, "NORMAL", STATES // 4)
    assert verdict.corrupt == []
    assert verdict.lost
