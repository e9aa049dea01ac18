"""Files: rows that name what was sent, and the bytes on disk under their own hash.

A file is written beside its place, synced, renamed and its folder synced before any row names it.
"""

import asyncio
import hashlib
import os
import secrets
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from core.filekinds import HEAD
from data.models import Chat, File, Letter
from data.seam import step

AT_ONCE = 256 * 1024  # bytes written in one go
ALBUM_WITHIN = 1000  # rows: files sent together are written down within seconds of each other


class TooBig(Exception):
    """More bytes came than the channel's limit allows."""


class NotNow(Exception):
    """The channel has the file and does not give it. `tries`: after so many, about an hour, it is asked for anew."""

    tries = 12


@dataclass(frozen=True)
class Oversize:
    """The channel has the file and will never give it: it is larger than bots may have. `size`: where it is known."""

    size: int = 0


class Chunks(Protocol):
    def __aiter__(self) -> AsyncIterator[bytes]: ...


@dataclass(frozen=True)
class Stored:
    sha256: str
    size: int
    head: bytes = b""
    """The first bytes, which tell what it is."""


class Shelf:
    """`var/files`, content-addressed: ab/<sha256>."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.incoming = root.parent / "incoming"

    def prepare(self) -> None:
        for folder in (self.root, self.incoming):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _sync_folder(self.root.parent)

    def path(self, sha256: str) -> Path:
        return self.root / sha256[:2] / sha256

    async def store(self, chunks: Chunks, limit: int) -> Stored:
        """Stream to disk, never whole in memory; on any failure nothing stays behind.

        A slow disk holds up only who sends: it is waited for in a thread.
        """
        part = self.incoming / secrets.token_hex(16)
        try:
            stored = await _write(part, chunks, limit)
            step("rename")
            await asyncio.to_thread(self.shelve, part, stored.sha256)
        finally:
            part.unlink(missing_ok=True)
        return stored

    async def remove(self, shas: Sequence[str]) -> None:
        """Bytes that nothing names any more."""

        def unlink() -> None:
            for sha256 in shas:
                self.path(sha256).unlink(missing_ok=True)

        await asyncio.to_thread(unlink)

    def shelve(self, part: Path, sha256: str) -> None:
        place = self.path(sha256)
        place.parent.mkdir(mode=0o700, exist_ok=True)
        os.replace(part, place)
        _sync_folder(place.parent)
        _sync_folder(self.root)


async def _write(part: Path, chunks: Chunks, limit: int) -> Stored:
    digest, size, head, pending = hashlib.sha256(), 0, b"", bytearray()
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        async for chunk in chunks:
            size += len(chunk)
            if size > limit:
                raise TooBig(size)
            digest.update(chunk)
            head += chunk[: HEAD - len(head)]
            pending += chunk
            if len(pending) >= AT_ONCE:
                await asyncio.to_thread(write_all, descriptor, bytes(pending))
                pending.clear()
        await asyncio.to_thread(write_all, descriptor, bytes(pending))
        step("fsync")
        await asyncio.to_thread(os.fsync, descriptor)
    finally:
        os.close(descriptor)
    return Stored(digest.hexdigest(), size, head)


def write_all(descriptor: int, content: bytes) -> None:
    """The system may take less than it is given, on a disk that is nearly full."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


async def add(
    session: AsyncSession,
    now: datetime,
    *,
    name: str,
    kind: str = "",
    size: int = 0,
    sha256: str | None = None,
    source: dict[str, Any] | None = None,
    person_id: int | None,
) -> File:
    file = File(
        name=name, kind=kind, size=size, sha256=sha256, source=source or {}, person_id=person_id, made_at=now,
        state="here" if sha256 else "known",
    )  # fmt: skip
    session.add(file)
    await session.flush()
    return file


async def by_ids(session: AsyncSession, ids: Sequence[int]) -> list[File]:
    if not ids:
        return []
    return list((await session.exec(select(File).where(col(File.id).in_(ids)).order_by(col(File.id)))).all())


async def of_person(session: AsyncSession, ids: Sequence[int], person_id: int) -> list[File]:
    """Only files this person sent."""
    rows = await session.exec(select(File).where(col(File.id).in_(ids), File.person_id == person_id))
    return list(rows.all())


async def together(session: AsyncSession, file_id: int, person_id: int) -> list[File]:
    """A file this person sent, and those they sent together with it."""
    first = next(iter(await of_person(session, [file_id], person_id)), None)
    album = first.source.get("album") if first else None
    if first is None or not album:
        return [first] if first else []
    rows = select(File).where(col(File.id).between(file_id, file_id + ALBUM_WITHIN), File.person_id == person_id)
    return [
        file for file in (await session.exec(rows.order_by(col(File.id)))).all() if file.source.get("album") == album
    ]


async def for_chat(session: AsyncSession, file_id: int, chat: Chat) -> File | None:
    """A file, but only for the chat it was sent to or the person who sent it."""
    file = await session.get(File, file_id)
    if file is None or (chat.person_id is not None and file.person_id == chat.person_id):
        return file
    sent = await session.exec(select(Letter.files).where(Letter.chat_id == chat.id, Letter.files != {}))
    return file if any(file_id in carried.get("ids", ()) for carried in sent.all()) else None


async def of_letter(session: AsyncSession, file_id: int, letter_id: int, since: datetime) -> File | None:
    """A file that this letter carries or points to, while it was closed no earlier."""
    letter = await session.get(Letter, letter_id)
    fresh = letter is not None and (letter.closed_at is None or letter.closed_at >= since)
    carried = letter.files.get("ids", ()) if letter is not None and fresh else ()
    return await session.get(File, file_id) if file_id in carried else None


async def arrived(session: AsyncSession, file_id: int, stored: Stored) -> None:
    await _set(session, file_id, state="here", sha256=stored.sha256, size=stored.size)


async def lost(session: AsyncSession, file_id: int) -> None:
    await _set(session, file_id, state="lost")


async def _set(session: AsyncSession, file_id: int, **values: Any) -> None:
    await session.exec(
        update(File).where(col(File.id) == file_id).values(**values).execution_options(synchronize_session=False)
    )
