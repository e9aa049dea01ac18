"""Archives that lie, swell or lead astray: each with what the gate, or the reader behind it, must say to it."""

import io
import struct
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile

from data.formats.refusal import Why
from tests.formats import hostile
from tests.formats.bad import LINES, Bad
from tests.formats.papers import archive, frame, paragraph, word

MIB = 1024 * 1024
BODY = paragraph("Kế hoạch")
GOOD = word(BODY)


def members(raw: bytes = GOOD) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(raw)) as file:
        return {name: file.read(name) for name in file.namelist()}


def packed(content: dict[str, bytes], how: int = ZIP_DEFLATED, comment: bytes = b"") -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w", how) as file:
        file.comment = comment
        for name, data in content.items():
            file.writestr(name, data)
    return made.getvalue()


def with_field(sign: bytes, place: int, form: str, value: int, raw: bytes = GOOD, which: int = -1) -> bytes:
    """One field of one header written over. `which`: the first (0) or the last (-1) of its kind."""
    spoilt = bytearray(raw)
    at = raw.find(sign) if which == 0 else raw.rfind(sign)
    struct.pack_into(form, spoilt, at + place, value)
    return bytes(spoilt)


LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"


def overlapping(copies: int) -> bytes:
    """Many entries of the directory that all lead to one packed member: it would be unpacked again for each."""
    content = b"<a>" + b"b" * 900_000 + b"</a>"
    raw = hostile.docx_with("word/media/a.bin", content)
    start = raw.find(CENTRAL)
    end = raw.rfind(END)
    last = raw.rfind(CENTRAL)
    entry = raw[last:end]
    entries = b"".join(entry.replace(b"word/media/a.bin", f"word/media/{at:05d}"[:16].encode()) for at in range(copies))
    directory = raw[start:last] + entries
    head = bytearray(raw[end : end + 22])
    struct.pack_into("<HHI", head, 8, copies + 2, copies + 2, len(directory))
    return raw[:start] + directory + bytes(head)


def nested(levels: int) -> bytes:
    raw = GOOD
    for level in range(levels):
        raw = packed({f"level{level}.zip": raw})
    return raw


def squeezed(mib: int) -> bytes:
    """Well packed on purpose: 1000:1."""
    return hostile.docx_with("word/media/nothing.bin", bytes(mib * MIB))


def two_of_one_name() -> bytes:
    made = archive(
        {**{key: value.encode() for key, value in frame().items()}, "word/a.xml": b"<a/>", "word/b.xml": b""}
    )
    return made.replace(b"word/b.xml", b"word/a.xml")


def named(name: str) -> bytes:
    return hostile.docx_with(name, b"harmless")


def crossed_checksum() -> bytes:
    checksum = zlib.crc32(b"something else")
    return with_field(LOCAL, 14, "<I", checksum, with_field(CENTRAL, 16, "<I", checksum))


def without(*names: str) -> bytes:
    return packed({name: data for name, data in members().items() if name not in names})


Makes = Iterator[tuple[str, Callable[[], bytes]]]


def _bombs() -> Makes:
    yield "2,001 members", lambda: hostile.crowded(2_001)
    yield "9,000 members", lambda: hostile.crowded(9_000)
    yield "51 MB of nothing in one", lambda: squeezed(51)
    yield "2 MB of nothing", lambda: squeezed(2)
    yield "100 members of 900 kB that are one", lambda: overlapping(100)
    yield "1,900 members of 900 kB that are one", lambda: overlapping(1_900)
    yield "says 10 bytes and is 3 MB", lambda: hostile.lying(3 * MIB, 10)
    yield "says 1 MB and is 2", lambda: hostile.lying(2 * MIB, MIB)
    yield "says nothing and is something", lambda: hostile.lying(4096, 0)
    yield "a directory of 2 GB", hostile.wide_directory
    for levels in (1, 2, 9):
        yield f"{levels} archives within", partial(within, levels)
    for name in ("a.gz", "a.7z", "a.rar", "a.xlsx", "a.docx", "word/a.jar", "A.ZIP"):
        yield f"a member named {name}", partial(named, name)
    for sign in (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"\xfd7zXZ\x00", b"BZh"):
        yield f"a member that begins with {sign!r}", partial(hostile.docx_with, "word/media/a.png", sign + bytes(50))
    for name in ("../a", "word/../../a", "/etc/passwd", "\\a", "C:/a", "c:\\a", "word\\..\\..\\a", ".."):
        yield f"a member named {name}", partial(named, name)


def within(levels: int) -> bytes:
    return hostile.docx_with("word/media/a.png", nested(levels))


def first(size: int) -> bytes:
    return GOOD[:size]


def _broken() -> Makes:
    for size in (4, 30, 100, 400):
        yield f"its first {size} bytes", partial(first, size)
    yield "all but the end of its directory", lambda: GOOD[:-22]
    yield "no directory", lambda: GOOD[: GOOD.find(CENTRAL)] + GOOD[GOOD.rfind(END) :]
    yield "two members of one name", two_of_one_name
    yield "another checksum in both headers", crossed_checksum
    yield "a member far behind the end", lambda: with_field(CENTRAL, 42, "<I", 0x7FFFFFFF)
    yield "a member within another", lambda: with_field(CENTRAL, 42, "<I", 5)
    yield "larger than it is", lambda: hostile.lying(1024, 2048)
    yield "packed bytes beyond the file", lambda: with_field(CENTRAL, 20, "<I", 9 * MIB)
    yield "packed in a way nobody knows", lambda: with_field(CENTRAL, 10, "<H", 99)
    yield "packed by bzip2", lambda: packed(members(), ZIP_BZIP2)
    yield "packed by lzma", lambda: packed(members(), ZIP_LZMA)
    yield "spoilt in its packed bytes", hostile.with_bad_checksum
    yield "without its relations", lambda: without("_rels/.rels")
    yield "without its body", lambda: without("word/document.xml")


def bad_archives() -> Iterator[Bad]:
    yield from (Bad(label, make, (Why.BOMB,)) for label, make in _bombs())
    yield from (Bad(label, make, (Why.BROKEN,)) for label, make in _broken())
    for label, make, *answers in _others():
        yield Bad(label, make, tuple(answers))


def _others() -> Iterator[tuple[Any, ...]]:
    yield "every member with a password", hostile.flagged_encrypted, Why.ENCRYPTED
    yield "an archive of nothing", lambda: packed({}), Why.EMPTY
    yield "some other archive", lambda: packed({"a.txt": b"Ke hoach"}), Why.UNKNOWN
    yield "nine archives in one another", lambda: nested(9), Why.BOMB
    yield "no list of its kinds", lambda: without("[Content_Types].xml"), Why.UNKNOWN
    yield "stored and not packed", lambda: packed(members(), ZIP_STORED), LINES
    yield "an end within its own comment", lambda: packed(members(), comment=END + bytes(18)), Why.EMPTY
    yield "all but its last byte", lambda: GOOD[:-1], LINES, Why.BROKEN
    yield "says it is in three volumes", lambda: with_field(END, 4, "<H", 2), LINES, Why.BROKEN
    yield "behind a program", lambda: b"MZ" + bytes(500) + GOOD, Why.UNKNOWN
    yield "behind a photo", lambda: b"\xff\xd8\xff\xe0" + bytes(500) + GOOD, Why.PICTURE
    yield "a folder among its members", lambda: packed({**members(), "word/media/": b""}), LINES
    yield "bytes behind the end of a member", hostile.with_more_behind_its_end, LINES, Why.BROKEN
    yield "a name of 60,000 letters", lambda: packed({**members(), "w" * 60_000: b""}), LINES
    yield "a name of control characters", lambda: packed({**members(), "word/\x01\n\x7f": b""}), LINES
