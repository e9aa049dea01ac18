"""Files on their way in, piece by piece: what has come lies in `var/incoming` under the sender's key and is synced
before it is said to be there, so that a broken line or a restart costs nothing but the piece in hand."""

import asyncio
import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.filekinds import HEAD
from data.files import AT_ONCE, Chunks, Shelf, Stored, TooBig, write_all
from data.seam import step

KEPT_SECONDS = 4 * 24 * 3600.0  # longer than a link lives
MOST = 200  # files half here: of the largest kind, ten gigabytes


class Elsewhere(Exception):
    """Another piece of the same file is being written, or this one does not begin where the last one ended."""


class Full(Exception):
    """So many files are half here that no more are begun."""


class Parts:
    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._busy: set[str] = set()

    def path(self, key: str) -> Path:
        """By a hash: nothing that was given becomes part of a path."""
        return self._shelf.incoming / f"{hashlib.sha256(key.encode()).hexdigest()}.part"

    async def size(self, key: str) -> int:
        path = self.path(key)
        return await asyncio.to_thread(lambda: path.stat().st_size if path.exists() else 0)

    async def add(self, key: str, start: int, chunks: Chunks, limit: int) -> int:
        """How much there is now. What came before a line broke stays."""
        with self._alone(key):
            if start != await self.size(key):
                raise Elsewhere
            if not start and len(list(self._shelf.incoming.glob("*.part"))) >= MOST:
                raise Full
            descriptor = await asyncio.to_thread(os.open, self.path(key), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                await _append(descriptor, start, chunks, limit)
            finally:
                step("fsync")
                await asyncio.to_thread(os.fsync, descriptor)
                os.close(descriptor)
            return await self.size(key)

    async def whole(self, key: str) -> Stored:
        """All of it is there: to the shelf, as any other file."""
        with self._alone(key):
            path = self.path(key)
            digest, size, head = await asyncio.to_thread(_hashed, path)
            step("rename")
            await asyncio.to_thread(self._shelf.shelve, path, digest)
            return Stored(digest, size, head)

    async def drop(self, key: str) -> None:
        path = self.path(key)
        await asyncio.to_thread(lambda: path.unlink(missing_ok=True))

    def forget_old(self) -> int:
        """What nobody went on with."""
        before = time.time() - KEPT_SECONDS
        old = [path for path in self._shelf.incoming.glob("*.part") if path.stat().st_mtime < before]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    @contextmanager
    def _alone(self, key: str) -> Iterator[None]:
        if key in self._busy:
            raise Elsewhere
        self._busy.add(key)
        try:
            yield
        finally:
            self._busy.discard(key)


async def _append(descriptor: int, start: int, chunks: Chunks, limit: int) -> None:
    size, pending = start, bytearray()
    try:
        async for chunk in chunks:
            size += len(chunk)
            if size > limit:
                raise TooBig(size)
            pending += chunk
            if len(pending) >= AT_ONCE:
                await asyncio.to_thread(write_all, descriptor, bytes(pending))
                pending.clear()
    finally:
        if size <= limit:
            await asyncio.to_thread(write_all, descriptor, bytes(pending))


def _hashed(path: Path) -> tuple[str, int, bytes]:
    digest, size, head = hashlib.sha256(), 0, b""
    with path.open("rb") as file:
        while chunk := file.read(AT_ONCE):
            head = head or chunk[:HEAD]
            digest.update(chunk)
            size += len(chunk)
    return digest.hexdigest(), size, head
