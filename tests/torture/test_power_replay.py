"""The power-loss model itself: what it reads in a recording, which disks it allows, and that it tells a database that
keeps its word from two that do not."""

import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.torture.power import Verdict, check, judge, materialise, states
from tests.torture.recording import (
    Create,
    Mark,
    Op,
    Rename,
    Sync,
    Truncate,
    Unlink,
    Unmodelled,
    Write,
    contents,
    parse,
    record,
    why_not,
)

A, B = b"a" * 512, b"b" * 512
HERE = "/srv/var"


def _hexed(text: str) -> str:
    """`'…'` becomes a quoted and `<…>` a shown name, both in hexadecimal, as strace writes them with -xx."""
    pieces = text.replace("'", "|'|").replace("<", "|<|").replace(">", "|>|").split("|")
    for i in range(2, len(pieces), 2):
        if (pieces[i - 1], pieces[i + 1 : i + 2]) in (("'", ["'"]), ("<", [">"])) and "..." not in pieces[i]:
            pieces[i] = "".join(f"\\x{byte:02x}" for byte in pieces[i].encode())
    return "".join(pieces).replace("'", '"')


def _read(tmp_path: Path, *lines: str) -> list[Op]:
    trace = tmp_path / "trace"
    trace.write_text("".join(f"{line}\n" for line in lines))
    return parse(trace, Path(HERE))


def _call(text: str, thread: int = 7) -> str:
    return f"{thread}  {_hexed(text.replace('~', HERE))}"


OPEN = _call("openat(AT_FDCWD<~>, '~/f', O_RDWR|O_CREAT|O_CLOEXEC, 0644) = 3<~/f>")

READ = {
    "opening makes the file": ([OPEN], [Create("f")]),
    "truncating on opening": (
        [_call("openat(AT_FDCWD<~>, 'f', O_WRONLY|O_CREAT|O_TRUNC, 0666) = 4<~/f>")],
        [Create("f"), Truncate("f", 0)],
    ),
    "a write at a place": ([_call("pwrite64(3<~/f>, 'abc', 3, 4096) = 3")], [Write("f", b"abc", 4096)]),
    "a write that was cut short": ([_call("pwrite64(3<~/f>, 'abc', 3, 0) = 2")], [Write("f", b"ab", 0)]),
    "a write of several pieces": (
        [_call("pwritev(3<~/f>, [{iov_base='ab', iov_len=2}, {iov_base='c', iov_len=1}], 2, 8) = 3")],
        [Write("f", b"abc", 8)],
    ),
    "plain writes go on where the last one ended": (
        [OPEN, _call("write(3<~/f>, 'ab', 2) = 2"), _call("write(3<~/f>, 'c', 1) = 1")],
        [Create("f"), Write("f", b"ab", 0), Write("f", b"c", 2)],
    ),
    "or where the process sought": (
        [OPEN, _call("lseek(3<~/f>, -2, SEEK_END) = 9"), _call("write(3<~/f>, 'c', 1) = 1")],
        [Create("f"), Write("f", b"c", 9)],
    ),
    "or at the end": (
        [_call("openat(AT_FDCWD<~>, '~/f', O_WRONLY|O_APPEND) = 3<~/f>"), _call("write(3<~/f>, 'c', 1) = 1")],
        [Write("f", b"c", None)],
    ),
    "an open file keeps its position when renamed": (
        [
            OPEN,
            _call("write(3<~/f>, 'ab', 2) = 2"),
            _call("rename('~/f', '~/g') = 0"),
            _call("write(3<~/g>, 'c', 1) = 1"),
        ],
        [Create("f"), Write("f", b"ab", 0), Rename("f", "g"), Write("g", b"c", 2)],
    ),
    "a name beside an open folder": ([_call("unlinkat(5<~/in>, 'f', 0) = 0")], [Unlink("in/f")]),
    "the folder's own sync": ([_call("fsync(5<~>) = 0")], [Sync("", 0)]),
    "what failed": ([_call("unlink('~/f') = -1 ENOENT (No such file)"), _call("fsync(3<~/f>) = -1 EIO")], []),
    "what a dead process never ended": ([_call("fsync(3<~/f> <unfinished ...>")], []),
    "a file that has no name any more": ([_call("pwrite64(3<~/f>(deleted), 'a', 1, 0) = 1")], []),
    "another folder": ([_call("pwrite64(3<~-old/f>, 'a', 1, 0) = 1"), _call("unlink('/tmp/f') = 0")], []),
    "the shared memory": ([_call("ftruncate(3<~/bot.db-shm>, 32768) = 0")], []),
    "an acknowledgement, wherever it is told": (
        [_call("write(3</tmp/told.acks>, 'ACK 7\nACK 8\n', 12) = 12")],
        [Mark("7"), Mark("8")],
    ),
    "a file sent to a socket": ([_call("sendfile(9<socket:[1]>, 3<~/f>, NULL, 10) = 10")], []),
}


@pytest.mark.parametrize(("lines", "ops"), READ.values(), ids=READ.keys())
def test_a_recording_is_read_as_operations(lines: list[str], ops: list[Op], tmp_path: Path) -> None:
    assert _read(tmp_path, *lines) == ops


def test_a_sync_cut_in_two_covers_only_what_had_ended_when_it_began(tmp_path: Path) -> None:
    ops = _read(
        tmp_path,
        _call("pwrite64(3<~/f>, 'a', 1, 0) = 1"),
        _call("fdatasync(3<~/f> <unfinished ...>"),
        _call("pwrite64(3<~/f>, 'b', 1, 1) = 1", thread=8),
        "7  <... fdatasync resumed>)          = 0",
    )
    assert ops == [Write("f", b"a", 0), Write("f", b"b", 1), Sync("f", 1)]


@pytest.mark.parametrize(
    "call",
    [
        "copy_file_range(3<~/f>, NULL, 4<~/g>, NULL, 10, 0) = 10",
        "sendfile(4<~/g>, 3<~/f>, NULL, 10) = 10",
        "write(3<~/inherited>, 'a', 1) = 1",
        "rename('/tmp/f', '~/f') = 0",
    ],
)
def test_a_call_the_model_would_get_wrong_is_refused(call: str, tmp_path: Path) -> None:
    with pytest.raises(Unmodelled):
        _read(tmp_path, _call(call))


OLD: list[Op] = [Create("f"), Write("f", b"old", 0), Sync("f", 2), Sync("", 3)]
NEW: list[Op] = [Create("new"), Write("new", b"new", 0), Sync("new", 6), Rename("new", "f")]

DISKS: dict[str, tuple[list[Op], set[bytes | None]]] = {
    "never synced": ([Create("f"), Write("f", b"x", 0)], {None, b"", b"x"}),
    "synced: content and name": ([Create("f"), Write("f", b"x", 0), Sync("f", 2)], {b"x"}),
    "the folder synced, not the file": ([Create("f"), Write("f", b"x", 0), Sync("", 2)], {b"", b"x"}),
    "two writes in any order": ([*OLD, Write("f", b"N", 0), Write("f", b"W", 2)], {b"old", b"Nld", b"olW", b"NlW"}),
    "a hole where a write was lost": (
        [*OLD, Write("f", b"!", None), Write("f", b"?", None)],
        {b"old", b"old!", b"old\0?", b"old!?"},
    ),
    "torn between sectors": ([*OLD, Write("f", A + B, 0)], {b"old", A, b"old" + bytes(509) + B, A + B}),
    "truncated": ([*OLD, Truncate("f", 1)], {b"old", b"o"}),
    "a write during the sync": ([*OLD, Write("f", b"N", 0), Write("f", b"W", 2), Sync("f", 5)], {b"Nld", b"NlW"}),
    "replaced by a rename": ([*OLD, *NEW], {b"old", b"new"}),
    "replaced, and the file synced again": ([*OLD, *NEW, Sync("f", 8)], {b"old", b"new"}),
    "replaced, and the folder synced": ([*OLD, *NEW, Sync("", 8)], {b"new"}),
    "removed": ([*OLD, Unlink("f")], {None, b"old"}),
    "removed, and the folder synced": ([*OLD, Unlink("f"), Sync("", 5)], {None}),
    "removed, and another of that name synced": ([*OLD, Unlink("f"), Create("f"), Sync("f", 6)], {b""}),
}


@pytest.mark.parametrize(("ops", "disks"), DISKS.values(), ids=DISKS.keys())
def test_the_disk_may_hold_these_and_no_others(ops: list[Op], disks: set[bytes | None]) -> None:
    at_the_end = (state for state in states(ops, seed=1, count=600) if state.moment == len(ops))
    assert {state.files.get("f") for state in at_the_end} == disks


def test_renames_never_leave_a_file_two_names_or_none() -> None:
    ops = [*OLD, Rename("f", "g"), Rename("g", "h")]
    names = {tuple(state.files) for state in states(ops, seed=1, count=200) if state.moment == len(ops)}
    assert names == {("f",), ("g",), ("h",)}


def test_what_was_told_is_known_from_that_moment() -> None:
    ops: list[Op] = [Mark("1"), Create("f"), Mark("2")]
    told = {state.moment: state.acked for state in states(ops, seed=1, count=60)}
    assert told == {0: frozenset(), 1: {"1"}, 2: {"1"}, 3: {"1", "2"}}


def test_the_same_seed_gives_the_same_disks() -> None:
    first, again = (list(states(OLD + NEW, seed=5, count=50)) for _ in range(2))
    assert first == again


def test_a_file_that_was_there_before_must_be_given() -> None:
    change: list[Op] = [Write("f", b"N", 0), Sync("f", 1)]
    with pytest.raises(Unmodelled):
        list(states(change, seed=1, count=20))
    last = list(states(change, seed=1, count=20, before={"f": b"old"}))[-1]
    assert last.files == {"f": b"Nld"}


def test_a_disk_is_laid_out_with_nothing_left_of_the_one_before(tmp_path: Path) -> None:
    (tmp_path / "stale").write_bytes(b"x")
    whole = list(states([Create("files/ab/f"), Sync("files/ab/f", 1)], seed=1, count=20))[-1]
    materialise(whole, tmp_path)
    assert contents(tmp_path) == {"files/ab/f": b""}


def test_a_broken_database_is_not_whole(tmp_path: Path) -> None:
    (tmp_path / "bot.db").write_bytes(b"no database" * 100)
    assert not check(tmp_path / "bot.db")


WRITER = """
import os, sqlite3, sys
folder, level = sys.argv[1:]
database = sqlite3.connect(folder + "/bot.db", isolation_level=None)
database.execute("PRAGMA journal_mode=WAL")
database.execute("PRAGMA synchronous=" + level)
database.execute("PRAGMA wal_autocheckpoint=20")
database.execute("CREATE TABLE turn (id INTEGER PRIMARY KEY, said BLOB, UNIQUE (said))")
told = os.open(folder + "/told.acks", os.O_WRONLY | os.O_CREAT)
for n in range(60):
    database.execute("INSERT INTO turn VALUES (?, ?)", (n, os.urandom(700)))
    os.write(told, b"ACK %d\\n" % n)
"""


def _lost(database: Path, acked: frozenset[str]) -> set[str]:
    with closing(sqlite3.connect(database)) as connection:
        return set(acked) - {str(n) for (n,) in connection.execute("SELECT id FROM turn")}


def _power_losses(level: str, tmp_path: Path, count: int = 600) -> Verdict:
    if reason := why_not():
        pytest.skip(reason)
    folder, trace = tmp_path / "var", tmp_path / "trace"
    folder.mkdir()
    done = record([sys.executable, "-I", "-c", WRITER, str(folder), level], dict(os.environ), trace)
    assert done.returncode == 0, done.stderr
    return judge(states(parse(trace, folder), seed=1, count=count), "bot.db", _lost)


def test_full_keeps_what_it_acknowledged_on_every_disk(tmp_path: Path) -> None:
    verdict = _power_losses("FULL", tmp_path)
    assert (verdict.states, verdict.corrupt, verdict.lost) == (600, [], [])
    assert verdict.distinct > 200


def test_sabotage_normal_loses_what_it_acknowledged_yet_corrupts_nothing(tmp_path: Path) -> None:
    verdict = _power_losses("NORMAL", tmp_path, count=300)
    assert verdict.corrupt == []
    assert len(verdict.lost) > 50


def test_sabotage_off_corrupts(tmp_path: Path) -> None:
    assert _power_losses("OFF", tmp_path, count=100).corrupt
