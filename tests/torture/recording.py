"""What a process did to the files of one folder, recorded by strace and read back as operations.

A line `ACK <label>` written to a file called `*.acks` was seen by the world at that moment; it is no disk state.
Left out: `-shm` files (SQLite rebuilds them), the making of folders, writing through mmap, and `read` moving a position
that a plain `write` then uses. Other calls that could change the folder unseen raise `Unmodelled`.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

CALLS = (
    "?open,?creat,openat,write,writev,pwrite64,pwritev,fsync,fdatasync,ftruncate,lseek,?rename,renameat,renameat2,"
    "?unlink,unlinkat,?openat2,?pwritev2,truncate,fallocate,sendfile,copy_file_range,?link,linkat,?symlink,symlinkat"
)
STRACE = ("-f", "--seccomp-bpf", "-qq", "-y", "-xx", "-s", "1000000000", "-e", "signal=none", "-e", f"trace={CALLS}")
LEFT_OUT = ("-shm", ".acks")
_FD = re.compile(r"(\d+|AT_FDCWD)<([^>]*)>(\(deleted\))?")


class Unmodelled(Exception):
    """The recording holds something this model would get wrong."""


@dataclass(frozen=True, slots=True)
class Create:
    """Opened with O_CREAT; nothing happens when the file is there."""

    path: str


@dataclass(frozen=True, slots=True)
class Write:
    """`offset` None is the end of the file (O_APPEND)."""

    path: str
    data: bytes
    offset: int | None


@dataclass(frozen=True, slots=True)
class Truncate:
    path: str
    size: int


@dataclass(frozen=True, slots=True)
class Sync:
    """Of a file or a folder; only the first `covers` operations had ended when it began."""

    path: str
    covers: int


@dataclass(frozen=True, slots=True)
class Rename:
    path: str
    new: str


@dataclass(frozen=True, slots=True)
class Unlink:
    path: str


@dataclass(frozen=True, slots=True)
class Mark:
    """The world was told."""

    label: str


Op = Create | Write | Truncate | Sync | Rename | Unlink | Mark


def record(
    argv: Sequence[str], env: Mapping[str, str] | None, trace: Path, timeout: float = 60
) -> subprocess.CompletedProcess[str]:
    """Runs `argv` to its end and leaves its file calls, all its threads' and children's, in `trace`."""
    strace = shutil.which("strace")
    if strace is None:
        raise FileNotFoundError("strace is not installed")
    command = [strace, *STRACE, "-o", str(trace), *argv]
    return subprocess.run(command, env=env, timeout=timeout, capture_output=True, text=True, check=False)


def why_not() -> str | None:
    """Why nothing can be recorded here, in one line; None when it can."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    tried = record(["true"], None, Path(os.devnull), timeout=10)
    return None if tried.returncode == 0 else f"strace may not trace here: {tried.stderr.strip()[:100]}"


def contents(folder: Path) -> dict[str, bytes]:
    """What the folder holds before a recording: the `before` of `states`."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(LEFT_OUT))
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def parse(trace: Path, folder: Path) -> list[Op]:
    """The operations under `folder` in the order they ended, paths relative to it."""
    reader = _Reader(os.path.realpath(folder))
    with trace.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            reader.take(line.rstrip("\n"))
    return reader.ops


def _hex(text: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in os.fsencode(text))


def _plain(token: str) -> str:
    """A path as strace shows it: hexadecimal, or as it is where an old version does not escape the paths of `-y`."""
    return os.fsdecode(bytes.fromhex(token.replace("\\x", ""))) if token.startswith("\\x") else token


class _Reader:
    """Reads strace's lines. `-y` names the file of each descriptor, so only positions have to be followed."""

    def __init__(self, folder: str) -> None:
        self.ops: list[Op] = []
        self._folder = folder
        self._telling = (_hex(folder), folder, _hex(".acks"), ".acks")
        self._begun: dict[str, tuple[str, int]] = {}
        self._positions: dict[tuple[str, str], int | None] = {}

    def take(self, line: str) -> None:
        """One line; a call cut in two by another thread counts when it ends."""
        thread, _, text = line.partition(" ")
        text, began = text.lstrip(), len(self.ops)
        if text.endswith("<unfinished ...>"):
            self._begun[thread] = (text.removesuffix("<unfinished ...>"), began)
            return
        if text.startswith("<... "):
            head, began = self._begun.pop(thread)
            text = head + text.partition(">")[2]
        # Names given to unlink and rename may be relative, so they need not show the folder.
        if text.startswith(("unlink", "rename")) or any(sign in text for sign in self._telling):
            self._call(text, began)

    def _call(self, text: str, began: int) -> None:
        name, _, rest = text.partition("(")
        arguments, _, result = rest.rpartition(" = ")
        if not result[:1].isdigit():  # it failed, or the process died in it
            return
        match name:
            case "open" | "openat" | "creat":
                self._open(name, arguments, result)
            case "write" | "writev" | "pwrite64" | "pwritev":
                self._write(name, arguments, int(result))
            case "rename" | "renameat" | "renameat2" | "unlink" | "unlinkat":
                self._rename_or_unlink(name, arguments)
            case "fsync" | "fdatasync" | "ftruncate" | "lseek":
                self._by_descriptor(name, arguments, result, began)
            case "sendfile" if self._descriptor(arguments)[1] is None:
                pass  # out of the folder, to a socket
            case _:
                raise Unmodelled(f"{name} in the recorded folder")

    def _open(self, name: str, arguments: str, result: str) -> None:
        fd, path = self._descriptor(result)
        if path is None:
            return
        self._positions[fd, path] = None if "O_APPEND" in arguments else 0
        if name == "creat" or "O_CREAT" in arguments:
            self.ops.append(Create(path))
        if name == "creat" or "O_TRUNC" in arguments:
            self.ops.append(Truncate(path, 0))

    def _write(self, name: str, arguments: str, length: int) -> None:
        data = bytes.fromhex("".join(arguments.split('"')[1::2]).replace("\\x", ""))[:length]
        fd, path = self._descriptor(arguments, marks=True)
        if path is None:
            return
        if path.endswith(".acks"):
            lines = (line.split() for line in data.decode().splitlines())
            self.ops.extend(Mark(words[1]) for words in lines if len(words) == 2 and words[0] == "ACK")
        elif name.startswith("p"):
            self.ops.append(Write(path, data, int(arguments.rpartition(",")[2].strip(" )"))))
        else:
            self._write_at_position(fd, path, data)

    def _write_at_position(self, fd: str, path: str, data: bytes) -> None:
        if (fd, path) not in self._positions:
            raise Unmodelled(f"a write to {path} by a descriptor whose opening was not seen")
        position = self._positions[fd, path]
        self.ops.append(Write(path, data, position))
        if position is not None:
            self._positions[fd, path] = position + len(data)

    def _by_descriptor(self, name: str, arguments: str, result: str, began: int) -> None:
        fd, path = self._descriptor(arguments)
        if path is None:
            return
        if name == "ftruncate":
            self.ops.append(Truncate(path, int(arguments.rpartition(",")[2].strip(" )"))))
        elif name != "lseek":
            self.ops.append(Sync(path, began))
        elif self._positions.get((fd, path)) is not None:  # O_APPEND writes at the end wherever one has sought
            self._positions[fd, path] = int(result)

    def _rename_or_unlink(self, name: str, arguments: str) -> None:
        if "RENAME_EXCHANGE" in arguments:
            raise Unmodelled("RENAME_EXCHANGE")
        folders = [_plain(match[1]) for match in _FD.findall(arguments)] or [os.getcwd()] * 2
        names = [_plain(token) for token in arguments.split('"')[1::2]]
        paths = [self._inside(os.path.join(*pair)) for pair in zip(folders, names, strict=False)]
        match paths:
            case [str(path)] if "AT_REMOVEDIR" not in arguments:
                self.ops.append(Unlink(path))
            case [str(old), str(new)]:
                self.ops.append(Rename(old, new))
                moved = {key: value for key, value in self._positions.items() if key[1] == old}
                self._positions |= {(fd, new): value for (fd, _), value in moved.items()}
            case [old, new] if old != new:
                raise Unmodelled(f"{name} across the edge of the recorded folder")

    def _descriptor(self, text: str, marks: bool = False) -> tuple[str, str | None]:
        """The number and the file of the descriptor that `text` begins with; no file when it is not ours or is gone."""
        shown = _FD.match(text)
        if shown is None or shown[3] or _plain(shown[2]).endswith(" (deleted)"):
            return "", None
        path = _plain(shown[2])
        return shown[1], path if marks and path.endswith(".acks") else self._inside(path)

    def _inside(self, path: str) -> str | None:
        """The path relative to the folder, "" for the folder itself; None for what is not ours to follow."""
        parent, name = os.path.split(os.path.normpath(path))
        path = os.path.join(os.path.realpath(parent), name)
        if path.endswith(LEFT_OUT) or not f"{path}/".startswith(f"{self._folder}/"):
            return None
        return path[len(self._folder) + 1 :]
