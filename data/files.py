"""Files: rows that name what was sent, and the bytes on disk under their own hash.

A file is written beside its place, synced, renamed and its folder synced before any row names it.
"""

import asyncio
import hashlib
import os
import secrets
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from core import filekinds
from core.filekinds import HEAD
from core.filesorts import Sort, sort_of
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


def names(sent: Sequence[File]) -> dict[int, str]:
    return {file.id or 0: file.name for file in sent}


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


# -- what others get of it -----------------------------------------------------------------------------------------

# `source["look"]`: what came of looking into it. A picture has the hash of its copy for others and what it looks like.
WAITS = {"waits": 1}
GONE = ("lost", "apart")  # states in which it is part of nothing; what is apart is kept and goes to nobody


@dataclass(frozen=True)
class Looked:
    """`copy`: the picture without its metadata; None for what goes on as it came. `look`: what it looks like. `shut`:
    an archive that could not be looked into. `locked`: nobody can open it without its password."""

    copy: Stored | None = None
    look: str = ""
    shut: bool = False
    locked: bool = False

    def to_json(self) -> dict[str, Any]:
        if self.copy is None:
            return {"locked": 1} if self.locked else {"shut": 1} if self.shut else {}
        ending = "jpg" if filekinds.sort_of(self.copy.head) is filekinds.Sort.PICTURE else ""
        return {"sha256": self.copy.sha256, "size": self.copy.size, "look": self.look, "ending": ending}


def is_picture(file: File) -> bool:
    return "sha256" in _look(file)


def copy_of(file: File) -> str | None:
    """Of a picture: where the bytes that others get lie."""
    return _look(file).get("sha256")


def look_of(file: File) -> str:
    """What a picture looks like, in hex; "" where nothing is known."""
    return str(_look(file).get("look", ""))


def is_shut(file: File) -> bool:
    """Others can have it, but nobody has seen what is in it."""
    return bool(_look(file).get("shut")) or is_locked(file)


def is_locked(file: File) -> bool:
    return bool(_look(file).get("locked"))


def is_ready(file: File) -> bool:
    """Others can have it."""
    return file.state == "here" and not _look(file).get("waits")


def for_others(file: File) -> File:
    """As everybody but its sender gets it: of a picture the copy without what it tells beside its pixels; of what
    nobody has looked into yet, and of what is kept apart, the name alone."""
    look = _look(file)
    if file.state == "here" and "sha256" in look:
        return _in_its_place(file, name=_named(file.name, look["ending"]), size=look["size"], sha256=look["sha256"])
    photo = sort_of(file.name) is Sort.PHOTO
    if look.get("waits") or (file.state != "here" and photo) or file.state == "apart":
        return _in_its_place(file, state="known" if file.state == "here" else file.state, sha256=None)
    return file


def _look(file: File) -> dict[str, Any]:
    return dict(file.source.get("look") or {})


def _in_its_place(file: File, **values: Any) -> File:
    """A row of no table: the same file, without the way to the original."""
    usual = {"id": file.id, "name": file.name, "size": file.size, "state": file.state, "made_at": file.made_at}
    return File(**usual | {"person_id": file.person_id} | values)


def _named(name: str, ending: str) -> str:
    """As what the copy is; one that was only blanked is what it was."""
    if not ending or name.lower().endswith((".jpg", ".jpeg")):
        return name
    stem = name.rpartition(".")[0] if sort_of(name) is Sort.PHOTO else name
    return f"{stem}.{ending}"


async def looked_into(session: AsyncSession, file: File, looked: Looked) -> None:
    kept = looked.to_json()
    source = {name: value for name, value in file.source.items() if name != "look"} | ({"look": kept} if kept else {})
    await _set(session, file.id or 0, source=source)
    set_committed_value(file, "source", source)


async def set_apart(session: AsyncSession, file: File) -> None:
    """Kept as evidence under its hash, and part of nothing any more."""
    await _set(session, file.id or 0, state="apart")


async def for_chat(session: AsyncSession, file_id: int, chat: Chat) -> File | None:
    """A file, but only for the chat it was sent to or the person who sent it."""
    file = await session.get(File, file_id)
    if file is None or (chat.person_id is not None and file.person_id == chat.person_id):
        return file if file is None or file.state != "apart" else None
    sent = await session.exec(select(Letter.files).where(Letter.chat_id == chat.id, Letter.files != {}))
    return for_others(file) if any(file_id in carried.get("ids", ()) for carried in sent.all()) else None


async def of_letter(session: AsyncSession, file_id: int, letter_id: int, since: datetime) -> File | None:
    """A file that this letter carries or points to, while it was closed no earlier."""
    letter = await session.get(Letter, letter_id)
    fresh = letter is not None and (letter.closed_at is None or letter.closed_at >= since)
    carried = letter.files.get("ids", ()) if letter is not None and fresh else ()
    file = await session.get(File, file_id) if file_id in carried else None
    return for_others(file) if file is not None else None


async def arrived(session: AsyncSession, file_id: int, stored: Stored, source: dict[str, Any] | None = None) -> None:
    more = {} if source is None else {"source": source}
    await _set(session, file_id, state="here", sha256=stored.sha256, size=stored.size, **more)


async def lost(session: AsyncSession, file_id: int) -> None:
    await _set(session, file_id, state="lost")


async def _set(session: AsyncSession, file_id: int, **values: Any) -> None:
    await session.exec(
        update(File).where(col(File.id) == file_id).values(**values).execution_options(synchronize_session=False)
    )


# -- what is kept no longer ----------------------------------------------------------------------------------------


async def bytes_of_alone(session: AsyncSession, those: Sequence[File]) -> tuple[str, ...]:
    """Bytes that nothing but these files names: of each the original, and of a picture the copy for others."""
    shas = _bytes_of(those)
    if shas:
        shas -= _bytes_of(await _others(session, those, shas))
    return tuple(sorted(shas))


async def _others(session: AsyncSession, those: Sequence[File], shas: set[str]) -> list[File]:
    """Whatever else names these bytes. Photos that differ in what they tell may share a copy; no index helps to find
    those, so they are looked for only where there is a copy."""
    apart = col(File.id).not_in([one.id for one in those])
    found = list((await session.exec(select(File).where(col(File.sha256).in_(shas), apart))).all())
    if any(copy_of(one) for one in those):
        copies = col(File.source)["look"]["sha256"].as_string()
        found += (await session.exec(select(File).where(copies.in_(shas), apart))).all()
    return found


def _bytes_of(those: Iterable[File]) -> set[str]:
    return {sha for one in those for sha in (one.sha256, copy_of(one)) if sha}


async def forget(session: AsyncSession, ids: Sequence[int]) -> None:
    """After their bytes: killed in between, it is done again."""
    forgotten = update(File).where(col(File.id).in_(ids)).values(sha256=None, state="lost")
    await session.exec(forgotten.execution_options(synchronize_session=False))
