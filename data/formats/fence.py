"""What the reading process is allowed, set before it touches a stranger's file: it cannot be taken back."""

import os
import resource
import sys
from pathlib import Path

MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 20
OPEN_FILES = 32

_NEVER = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.kill", "os.remove",
    "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown", "shutil.",
    "ctypes.dlopen", "ctypes.dlsym", "webbrowser.", "urllib.", "http.", "ftplib.", "smtplib.", "pty.",
)  # fmt: skip
_WRITES = set("wax+")


class Forbidden(BaseException):
    """Not an Exception: no library that swallows those goes on after it."""


def limit() -> None:
    """Little memory and time, few files, and not one byte written to any."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def close(document: Path) -> None:
    """From here on no network, no other process, and no file but this document and code."""
    sys.addaudithook(_Guard(str(document)))


class _Guard:
    """Python's own events. It stops what a parser is talked into, not a hole in the machine code below it."""

    def __init__(self, document: str) -> None:
        self._document = document
        self._libraries = _folders(sys.prefix, sys.base_prefix)
        self._code = _folders(*sys.path)

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            self._check_open(*arguments[:3])
        elif event.startswith(_NEVER):
            raise Forbidden(event)

    def _check_open(self, path: object, mode: object, flags: object) -> None:
        writes = isinstance(mode, str) and bool(_WRITES & set(mode))
        if writes or (isinstance(flags, int) and flags & os.O_ACCMODE) or not self._may_read(path):
            raise Forbidden("open")

    def _may_read(self, path: object) -> bool:
        """Of the project's own folder only code: its settings and its data stand there too."""
        if isinstance(path, int):
            return True
        place = os.fsdecode(path) if isinstance(path, str | bytes | os.PathLike) else ""
        if place == self._document:
            return True
        place = os.path.abspath(place)
        return place.startswith(self._libraries) or (
            place.startswith(self._code) and place.endswith((".py", ".pyc", ".so"))
        )


def _folders(*paths: str) -> tuple[str, ...]:
    return tuple({f"{os.path.realpath(path)}/" for path in paths if path} | {f"{path}/" for path in paths if path})
