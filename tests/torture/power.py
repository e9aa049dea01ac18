"""What a disk may hold after a power loss: a recorded run, replayed to any moment, minus what was never synced.

In doubt the disk is unkind, yet never worse than an ordinary journalling file system:

- A file's fsync keeps the writes and truncations that had ended before it began, and the file's creation.
- A folder's fsync keeps the creations, removals and renames in it. A file's fsync keeps no rename: ext4 would, others
  need not.
- What is not kept may be lost, there in part, in another order, or torn between sectors of 512 bytes; each file fares
  on its own. Changes of one name keep their order, a rename is done or undone, and folders themselves are never lost.
"""

import os
import random
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from tests.torture.recording import Create, Mark, Op, Rename, Sync, Truncate, Unlink, Unmodelled, Write

SECTOR = 512
FATES = ("none", "all", "some", "torn")
RAM = "/dev/shm" if os.path.isdir("/dev/shm") else None


@dataclass(frozen=True, slots=True)
class State:
    """One disk after a power loss, what the world had been told by then, and how the unsynced fared."""

    files: Mapping[str, bytes]
    acked: frozenset[str]
    moment: int
    fates: str


def states(ops: Sequence[Op], seed: int, count: int, before: Mapping[str, bytes] | None = None) -> Iterator[State]:
    """`count` power losses at random moments, in order of time; `before` is what the disk held when it all began."""
    rng = random.Random(seed)
    disk = _Disk(before or {})
    done = 0
    for moment in sorted(rng.randrange(len(ops) + 1) for _ in range(count)):
        for at in range(done, moment):
            disk.apply(at, ops[at])
        done = moment
        yield disk.lose_power(moment, rng)


@dataclass(slots=True, eq=False)
class _File:
    """What is surely on the disk, and what was done to it since."""

    durable: bytearray
    size: int
    pending: list[tuple[int, Write | Truncate]] = field(default_factory=list)

    def change(self, at: int, op: Write | Truncate) -> None:
        if isinstance(op, Write):
            op = op if op.offset is not None else Write(op.path, op.data, self.size)
            self.size = max(self.size, (op.offset or 0) + len(op.data))
        else:
            self.size = op.size
        self.pending.append((at, op))

    def sync(self, covers: int) -> None:
        _apply(self.durable, [op for at, op in self.pending if at < covers])
        self.pending = [(at, op) for at, op in self.pending if at >= covers]

    def after(self, fate: str, rng: random.Random) -> bytes:
        image = bytearray(self.durable)
        _apply(image, _left([op for _, op in self.pending], fate, rng))
        return bytes(image)


def _apply(image: bytearray, ops: Sequence[Write | Truncate]) -> None:
    for op in ops:
        end = op.size if isinstance(op, Truncate) else (op.offset or 0) + len(op.data)
        if len(image) < end:
            image.extend(bytes(end - len(image)))
        if isinstance(op, Truncate):
            del image[end:]
        else:
            image[op.offset or 0 : end] = op.data


def _left(pending: list[Write | Truncate], fate: str, rng: random.Random) -> list[Write | Truncate]:
    """Torn: everything up to some operation, and of that one any of its sectors."""
    if fate == "torn" and pending:
        last = rng.randrange(len(pending))
        return pending[:last] + [part for part in _sectors(pending[last]) if rng.random() < 0.5]
    share = {"none": 0.0, "all": 1.0}.get(fate, rng.random())
    return [op for op in pending if rng.random() < share]


def _sectors(op: Write | Truncate) -> list[Write | Truncate]:
    if isinstance(op, Truncate):
        return [op]
    start = op.offset or 0
    cuts = [start, *range(start - start % SECTOR + SECTOR, start + len(op.data), SECTOR), start + len(op.data)]
    return [Write(op.path, op.data[a - start : b - start], a) for a, b in pairwise(cuts)]


@dataclass(frozen=True, slots=True)
class _Renaming:
    """One change of names: a creation has no `gone`, a removal no `came`."""

    at: int
    gone: str | None
    came: str | None
    file: _File

    @property
    def names(self) -> set[str | None]:
        return {self.gone, self.came} - {None}

    def apply(self, names: dict[str, _File]) -> None:
        if self.gone is not None:
            names.pop(self.gone, None)
        if self.came is not None:
            names[self.came] = self.file


class _Disk:
    def __init__(self, before: Mapping[str, bytes]) -> None:
        self._durable = {path: _File(bytearray(content), len(content)) for path, content in before.items()}
        self._seen = dict(self._durable)  # by the running process
        self._pending: list[_Renaming] = []
        self._acked: set[str] = set()

    def apply(self, at: int, op: Op) -> None:
        match op:
            case Mark(label):
                self._acked.add(label)
            case Create(path):
                if path not in self._seen:
                    self._rename(at, None, path, _File(bytearray(), 0))
            case Write(path) | Truncate(path):
                self._file(path).change(at, op)
            case Rename(old, new):
                self._rename(at, old, new, self._file(old))
            case Unlink(path):
                self._rename(at, path, None, self._file(path))
            case Sync(path, covers):
                self._sync(path, covers)

    def lose_power(self, moment: int, rng: random.Random) -> State:
        fate = rng.choice(FATES)
        fates, files = [f"names {fate}"], {}
        for path, file in self._names_after(fate, rng).items():
            fate = rng.choice(FATES) if file.pending else "all"
            files[path] = file.after(fate, rng)
            fates += [f"{path} {fate}"] if file.pending else []
        return State(files, frozenset(self._acked), moment, ", ".join(fates))

    def _file(self, path: str) -> _File:
        if path not in self._seen:
            raise Unmodelled(f"{path} is a folder, or was there before: then it belongs in `before`")
        return self._seen[path]

    def _rename(self, at: int, gone: str | None, came: str | None, file: _File) -> None:
        change = _Renaming(at, gone, came, file)
        change.apply(self._seen)
        self._pending.append(change)

    def _sync(self, path: str, covers: int) -> None:
        file = self._seen.get(path)
        if file is not None:
            file.sync(covers)
            self._keep({c.at for c in self._pending if c.at < covers and c.file is file and c.gone is None})
        else:
            inside = {c.at for c in self._pending if os.path.dirname(c.came or c.gone or "") == path}
            self._keep({at for at in inside if at < covers})

    def _keep(self, kept: set[int]) -> None:
        """Makes these changes durable, and with each the earlier ones of the same names."""
        names: set[str | None] = set()
        for change in reversed(self._pending):
            if change.at in kept or names & change.names:
                kept.add(change.at)
                names |= change.names
        for change in self._pending:
            if change.at in kept:
                change.apply(self._durable)
        self._pending = [change for change in self._pending if change.at not in kept]

    def _names_after(self, fate: str, rng: random.Random) -> dict[str, _File]:
        names, undone = dict(self._durable), set[str | None]()
        share = {"none": 0.0, "all": 1.0}.get(fate, 0.5)
        for change in self._pending:
            if rng.random() < share and not undone & change.names:
                change.apply(names)
            else:
                undone |= change.names
        return names


def materialise(state: State, folder: Path) -> None:
    """Makes `folder` hold the state's files and no others."""
    for root, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(root, name)
            if os.path.relpath(path, folder) not in state.files:
                os.unlink(path)
    for name, content in state.files.items():
        path = os.path.join(folder, name)
        if os.sep in name:
            os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb", buffering=0) as file:
            file.write(content)


def check(database: Path) -> bool:
    """Does SQLite open it, recover it and find it whole? A database that is not there yet is whole."""
    if not database.exists():
        return True
    try:
        with closing(sqlite3.connect(database)) as connection:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")  # spares making a -shm file
            return bool(connection.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",))
    except sqlite3.DatabaseError:
        return False


Lost = Callable[[Path, frozenset[str]], set[str]]


@dataclass(slots=True)
class Verdict:
    """A line for each state that was corrupt, or had lost something the world had been told. Equal states are opened
    once: `distinct` says how many that were."""

    states: int = 0
    distinct: int = 0
    corrupt: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def judge(disks: Iterable[State], database: str, lost: Lost) -> Verdict:
    """Opens each disk as a restart would. `lost(path, acked)` says which labels are missing; it is asked only when
    there are some, and a database without the table it reads has lost them all."""
    verdict = Verdict()
    known: dict[int, tuple[bool, set[str]]] = {}
    with tempfile.TemporaryDirectory(prefix="power-", dir=RAM) as folder:
        for state in disks:
            look = hash((frozenset(state.files.items()), state.acked))
            if look not in known:
                materialise(state, Path(folder))
                known[look] = _restart(Path(folder, database), state.acked, lost)
            whole, missing = known[look]
            _count(verdict, state, whole, missing)
    verdict.distinct = len(known)
    return verdict


def _restart(database: Path, acked: frozenset[str], lost: Lost) -> tuple[bool, set[str]]:
    if not check(database):
        return False, set()
    try:
        return True, lost(database, acked) if acked else set()
    except sqlite3.OperationalError:
        return True, set(acked)


def _count(verdict: Verdict, state: State, whole: bool, missing: set[str]) -> None:
    where = f"after {state.moment} operations ({state.fates})"
    verdict.states += 1
    if not whole:
        verdict.corrupt.append(where)
    if missing:
        verdict.lost.append(f"{where}: {', '.join(sorted(missing)[:5])}")
