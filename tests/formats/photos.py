"""Pictures as phones and people with bad intent make them."""

import io
import struct
import zlib
from typing import Any

from PIL import Image

SECRET = b"Nha be Lan so 12"  # what nobody else may read: where it was taken, by whom, with what
ORIENTATION, DESCRIPTION, MAKER, GPS = 0x0112, 0x010E, 0x010F, 0x8825


def named(value: object) -> str:
    """What a row of a table is called: its words, and nothing of its bytes."""
    return value if isinstance(value, str) else ""


def scene(width: int = 800, height: int = 600, seed: int = 1) -> Image.Image:
    """Something to see: patches of grey that are the same each time."""
    patches = [[(at * 37 + row * 59) * seed % 251 for at in range(10)] for row in range(9)]
    small = Image.new("L", (10, 9))
    small.putdata([light for row in patches for light in row])
    return small.resize((width, height), Image.Resampling.BICUBIC).convert("RGB")


def told(orientation: int = 1) -> Image.Exif:
    """What a phone writes beside the pixels."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[DESCRIPTION], exif[MAKER] = orientation, SECRET.decode(), "An May Anh"
    exif.get_ifd(GPS)[1], exif.get_ifd(GPS)[2] = "N", (10.0, 58.0, 12.5)
    return exif


def saved(picture: Image.Image, kind: str = "JPEG", **more: Any) -> bytes:
    made = io.BytesIO()
    picture.save(made, kind, **more)
    return made.getvalue()


def photo(width: int = 800, height: int = 600, *, seed: int = 1, orientation: int = 1, **more: Any) -> bytes:
    """A JPEG with all that phones put into one."""
    extra = {"exif": told(orientation), "comment": SECRET, "icc_profile": b"profile " + SECRET, "xmp": b"<x>" + SECRET}
    return saved(scene(width, height, seed), "JPEG", **extra | more)


def sheet(light: int) -> bytes:
    """A page with nothing on it."""
    return saved(Image.new("L", (600, 800), light))


def wide_png(side: int) -> bytes:
    """It declares side x side pixels and holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


# -- HEIC ---------------------------------------------------------------------------------------------------------


def box(kind: bytes, *parts: bytes, size: int | None = None) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I", 8 + len(body) if size is None else size) + kind + body


PIXELS = b"pixels of the picture " * 4


def heic(
    *, exif: bytes = b"Exif" + SECRET, xmp: bytes = SECRET, offset: int | None = None, extra: bytes = b""
) -> bytes:
    """Three items: the picture, what the phone told of it, and what a programme did; and a box of the maker's own."""
    kinds = (b"hvc1", b"Exif", b"mime")
    entries = [
        box(b"infe", b"\x02\0\0\0", struct.pack(">HH", item, 0), kind, b"\0" + (b"x/y\0" if kind == b"mime" else b""))
        for item, kind in enumerate(kinds, 1)
    ]
    iinf = box(b"iinf", b"\0\0\0\0", struct.pack(">H", len(entries)), *entries)
    contents = (PIXELS, exif, xmp)

    def iloc(start: int) -> bytes:
        rows, at = b"", start
        for item, content in enumerate(contents, 1):
            place = at if offset is None or item == 1 else offset
            rows += struct.pack(">HHHII", item, 0, 1, place, len(content))
            at += len(content)
        return box(b"iloc", b"\0\0\0\0", struct.pack(">HH", 0x4400, len(contents)), rows)

    def whole(start: int) -> bytes:
        meta = box(b"meta", b"\0\0\0\0", iinf, iloc(start))
        return box(b"ftyp", b"heic", b"\0\0\0\0", b"mif1heic") + meta + extra

    head = whole(0)
    return whole(len(head) + 8) + box(b"mdat", *contents)
