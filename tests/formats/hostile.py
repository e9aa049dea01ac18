"""Files that somebody with bad intent, a broken disk or a wrong button sends."""

import io
import struct
import zlib
from zipfile import ZipFile

from tests.formats.papers import archive, frame

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def ole(*streams: str) -> bytes:
    """An office file of old, or a new one with a password: its frame and the names of its streams."""
    return OLE + bytes(504) + b"".join(f"{name}\0".encode("utf-16-le").ljust(128, b"\0") for name in streams)


def docx_with(name: str, content: bytes) -> bytes:
    return archive({**{key: value.encode() for key, value in frame().items()}, name: content})


def crowded(members: int) -> bytes:
    return archive({f"word/{number}.xml": "" for number in range(members)})


def flagged_encrypted() -> bytes:
    """The mark of a password on every member, here and in the directory."""
    raw = bytearray(docx_with("word/document.xml", b"<a/>"))
    for sign, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = raw.find(sign)
        while at >= 0:
            raw[at + flags] |= 1
            at = raw.find(sign, at + 4)
    return bytes(raw)


def lying(real: int, declared: int) -> bytes:
    """One member that inflates to more, or less, than it says everywhere."""
    content = bytes(real)
    raw = bytearray(docx_with("word/document.xml", content))
    size = struct.pack("<I", real)
    for sign, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = raw.rfind(sign)
        assert raw[at + place : at + place + 4] == size
        raw[at + place : at + place + 4] = struct.pack("<I", declared)
    return bytes(raw)


def with_more_behind_its_end() -> bytes:
    """A member whose packed bytes end before the place where they are said to end."""
    raw = bytearray(docx_with("word/document.xml", b"<a/>" * 500))
    for sign, place in ((b"PK\x01\x02", 20), (b"PK\x03\x04", 18)):
        at = raw.rfind(sign) + place
        raw[at : at + 4] = struct.pack("<I", struct.unpack_from("<I", raw, at)[0] + 20)
    return bytes(raw)


def twice_of_one_name() -> bytes:
    raw = archive({"word/a.xml": "<a/>", "word/b.xml": "<b/>"})
    return raw.replace(b"word/b.xml", b"word/a.xml")


def wide_directory() -> bytes:
    """An end that tells of a directory larger than any honest one."""
    raw = bytearray(archive(frame()))
    at = raw.rfind(b"PK\x05\x06")
    raw[at + 12 : at + 16] = struct.pack("<I", 0x7FFFFFFF)
    return bytes(raw)


def with_bad_checksum() -> bytes:
    raw = docx_with("word/document.xml", b"<a/>" * 500)
    at = raw.find(b"word/document.xml") + 17
    return raw[:at] + bytes(8) + raw[at + 8 :]


def within(raw: bytes) -> bytes:
    packed = io.BytesIO()
    with ZipFile(packed, "w") as file:
        file.writestr("inner", raw)
    return packed.getvalue()


def pdf_bomb(inflated_mb: int) -> bytes:
    """A page whose drawing is a few bytes that become very many: one packed block, said again and again."""
    block = b"q " * (512 * 1024)
    packer = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    packed = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = 1
    for _ in range(inflated_mb):
        checksum = zlib.adler32(block, checksum)
    content = b"\x78\xda" + packed * inflated_mb + b"\x03\x00" + struct.pack(">I", checksum)
    assert len(content) < 2_000_000
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Filter/FlateDecode/Length " + str(len(content)).encode() + b">>stream\n" + content + b"\n"
        b"endstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )
