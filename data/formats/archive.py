"""The gate before any zip archive is read: what it declares first, then what it really holds, counted."""

import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from data.formats.refusal import Refused, Why

MOST_MEMBERS = 2_000
MOST_BYTES = 50 * 1024 * 1024  # of all members, inflated
MOST_RATIO = 100
RATIO_COUNTS_FROM = 1024 * 1024
LONGEST_DIRECTORY = 1024 * 1024
CHUNK = 64 * 1024

UNREADABLE = (BadZipFile, NotImplementedError, ValueError, OSError, struct.error)  # what a broken directory raises
ENCRYPTED = 0x1
_ARCHIVE_NAME = re.compile(r"\.(?:zip|rar|7z|gz|tgz|bz2|xz|tar|jar|docx|docm|xlsx|xlsm|pptx|odt|ods)$", re.IGNORECASE)
_ARCHIVE_BYTES = (b"PK\x03\x04", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"\xfd7zXZ\x00", b"BZh")
_CHART_DATA = "word/embeddings/"  # the workbook behind a chart is an archive, and is never opened here
_XML_NAME = (".xml", ".rels", ".vml")
_DOCTYPE = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_OVERLAP = max(map(len, _DOCTYPE)) - 1


def check_archive(path: Path) -> None:
    """Returns where everything in it may be read; raises `Refused` otherwise. Declared sizes are not believed."""
    with path.open("rb") as file:
        check_directory_size(file, path.stat().st_size)
        try:
            with ZipFile(file) as archive:
                members = archive.infolist()
        except UNREADABLE as error:
            raise Refused(Why.BROKEN) from error
        _check_directory(members)
        left = MOST_BYTES
        for member in members:
            left -= _check_member(file, member, left)


def content(archive: ZipFile, name: str) -> bytes:
    """One member of an archive that has passed, with its checksum."""
    try:
        return archive.read(name)
    except (BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise Refused(Why.BROKEN) from error


def check_directory_size(file: BinaryIO, size: int) -> None:
    """Before the directory itself is read: a million of its entries would fill the memory."""
    file.seek(max(0, size - 66_000))
    tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) - end < 22:
        raise Refused(Why.BROKEN)
    (declared,) = struct.unpack_from("<I", tail, end + 12)
    if declared > LONGEST_DIRECTORY:
        raise Refused(Why.BOMB)


def _check_directory(members: list[ZipInfo]) -> None:
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_BYTES:
        raise Refused(Why.BOMB)
    if any(member.flag_bits & ENCRYPTED for member in members):
        raise Refused(Why.ENCRYPTED)
    if any(_leads_outside(member.filename) for member in members) or any(map(_is_bomb, members)):
        raise Refused(Why.BOMB)
    if len({member.filename for member in members}) < len(members):
        raise Refused(Why.BROKEN)  # two of one name: each reader would see another of them


def _is_bomb(member: ZipInfo) -> bool:
    thick = member.file_size > max(RATIO_COUNTS_FROM, MOST_RATIO * member.compress_size)
    return thick or (bool(_ARCHIVE_NAME.search(member.filename)) and not member.filename.startswith(_CHART_DATA))


def _leads_outside(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]


def _check_member(file: BinaryIO, member: ZipInfo, most: int) -> int:
    """Its real size."""
    size, seen = 0, b""
    is_xml = member.filename.lower().endswith(_XML_NAME)
    for chunk in inflated(file, member):
        if size == 0:
            is_xml = is_xml or _looks_like_xml(chunk)
            _check_not_archive(member, chunk)
        size += len(chunk)
        if size > min(most, max(member.file_size, RATIO_COUNTS_FROM)):
            raise Refused(Why.BOMB)
        seen = seen[-_OVERLAP:] + chunk
        if is_xml and any(word in seen for word in _DOCTYPE):
            raise Refused(Why.BOMB)
    if size != member.file_size:
        raise Refused(Why.BOMB if size > member.file_size else Why.BROKEN)
    return size


def _looks_like_xml(start: bytes) -> bool:
    return start.lstrip()[:1] == b"<" or start[:3] in (b"\xef\xbb\xbf",) or start[:2] in (b"\xff\xfe", b"\xfe\xff")


def _check_not_archive(member: ZipInfo, start: bytes) -> None:
    if start.startswith(_ARCHIVE_BYTES) and not member.filename.startswith(_CHART_DATA):
        raise Refused(Why.BOMB)


def inflated(file: BinaryIO, member: ZipInfo) -> Iterator[bytes]:
    """What follows the member's own header, piece by piece, whatever size was declared."""
    stored = _stored(file, member)
    if member.compress_type == ZIP_STORED:
        yield from stored
        return
    if member.compress_type != ZIP_DEFLATED:
        raise Refused(Why.BROKEN)
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for chunk in stored:
            while chunk and not inflate.eof:
                yield inflate.decompress(chunk, CHUNK)
                chunk = inflate.unconsumed_tail
        yield inflate.flush(CHUNK)
    except zlib.error as error:
        raise Refused(Why.BROKEN) from error
    if not inflate.eof:
        raise Refused(Why.BROKEN)


def _stored(file: BinaryIO, member: ZipInfo) -> Iterator[bytes]:
    if member.header_offset < 0:
        raise Refused(Why.BROKEN)
    file.seek(member.header_offset)
    header = file.read(30)
    if len(header) < 30 or not header.startswith(b"PK\x03\x04"):
        raise Refused(Why.BROKEN)
    name, extra = struct.unpack_from("<HH", header, 26)
    file.seek(name + extra, 1)
    left = member.compress_size
    while left > 0:
        chunk = file.read(min(CHUNK, left))
        if not chunk:
            raise Refused(Why.BROKEN)
        left -= len(chunk)
        yield chunk
