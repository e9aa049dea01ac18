"""HEIC, the picture of newer phones, which nothing here decodes: the same file with all that is not pixels blanked.

Its boxes are walked to the list of its items; those that hold metadata are overwritten with zeros where they lie.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from data.formats.refusal import Refused, Why

HEAD = 12
_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
_TELLS = (b"Exif", b"mime", b"uri ")  # items that are no pixels
_MOST = 4_000  # boxes, items or pieces
_IN_FILE, _IN_META = 0, 1  # where an item's bytes are counted from
_PLAIN_AT_TOP = (b"ftyp", b"meta", b"mdat", b"free", b"skip", b"wide")


@dataclass
class _Reader:
    """Walks bytes forward; beyond their end nothing is read."""

    raw: bytes
    at: int
    end: int

    def number(self, size: int) -> int:
        if self.at + size > self.end:
            raise Refused(Why.BROKEN)
        self.at += size
        return int.from_bytes(self.raw[self.at - size : self.at], "big")


@dataclass(frozen=True)
class _Box:
    kind: bytes
    start: int
    end: int


def is_heif(head: bytes) -> bool:
    return head[4:8] == b"ftyp" and head[8:12] in _BRANDS


def blanked(raw: bytes) -> bytes:
    """Raises `Refused` where its parts are not where they should be: then nobody gets it."""
    top = list(_boxes(raw, 0, len(raw)))
    meta = next((box for box in top if box.kind == b"meta"), None)
    if meta is None:
        raise Refused(Why.BROKEN)
    kept = bytearray(raw)
    for box in top:
        if box.kind not in _PLAIN_AT_TOP:  # a film or a maker's own box may say anything
            kept[box.start : box.end] = bytes(box.end - box.start)
    inner = {box.kind: box for box in _boxes(raw, meta.start + 4, meta.end)}
    if b"iinf" not in inner or b"iloc" not in inner:
        raise Refused(Why.BROKEN)
    telling = set(_telling(raw, inner[b"iinf"]))
    base = inner[b"idat"].start if b"idat" in inner else None
    for start, end in _places(raw, inner[b"iloc"], telling, base):
        if not 0 <= start <= end <= len(raw):
            raise Refused(Why.BROKEN)
        kept[start:end] = bytes(end - start)
    return bytes(kept)


def _boxes(raw: bytes, start: int, end: int) -> Iterator[_Box]:
    for _ in range(_MOST):
        if start >= end:
            return
        reader = _Reader(raw, start, end)
        size, kind = reader.number(4), reader.number(4).to_bytes(4, "big")
        size = reader.number(8) if size == 1 else size or end - start
        if size < reader.at - start or start + size > end:
            raise Refused(Why.BROKEN)
        yield _Box(kind, reader.at, start + size)
        start += size
    raise Refused(Why.BOMB)


def _telling(raw: bytes, iinf: _Box) -> Iterator[int]:
    """The numbers of items that are no pixels."""
    reader = _Reader(raw, iinf.start, iinf.end)
    version = reader.number(4) >> 24
    reader.number(2 if version == 0 else 4)
    for entry in _boxes(raw, reader.at, iinf.end):
        inner = _Reader(raw, entry.start, entry.end)
        of = inner.number(4) >> 24
        if of < 2:
            raise Refused(Why.BROKEN)  # items of old have no kind
        item = inner.number(2 if of == 2 else 4)
        inner.number(2)
        if inner.number(4).to_bytes(4, "big") in _TELLS:
            yield item


def _places(raw: bytes, iloc: _Box, wanted: set[int], base: int | None) -> Iterator[tuple[int, int]]:
    """From where to where the bytes of these items lie in the file."""
    reader = _Reader(raw, iloc.start, iloc.end)
    version = reader.number(4) >> 24
    sizes = reader.number(2)
    offset, length, of_base, index = (sizes >> shift & 0xF for shift in (12, 8, 4, 0))
    wide = 4 if version == 2 else 2
    for _ in range(min(reader.number(wide), _MOST)):
        item = reader.number(wide)
        counted = reader.number(2) & 0xF if version else _IN_FILE
        reader.number(2)
        start = reader.number(of_base)
        for _ in range(min(reader.number(2), _MOST)):
            reader.number(index if version else 0)
            begins, long = start + reader.number(offset), reader.number(length)
            if item not in wanted:
                continue
            if counted not in (_IN_FILE, _IN_META) or (counted == _IN_META and base is None):
                raise Refused(Why.BROKEN)
            begins += base if counted == _IN_META and base is not None else 0
            yield begins, begins + (long or len(raw) - begins)
