"""An archive sent as part of a report: whether it would fill the computer of whoever opens it.

A report is handed on and never opened here, so only directories are read: what they declare, and what archives inside
archives declare. Other than a plan, a report may hold documents and photos by the hundred.
"""

import tempfile
from pathlib import Path
from typing import IO, BinaryIO
from zipfile import ZipFile, ZipInfo

from data.formats.archive import UNREADABLE, check_directory_size, inflated
from data.formats.refusal import Refused, Why

MOST_MEMBERS = 5_000
MOST_BYTES = 500 * 1024 * 1024  # of all members, as declared
MOST_RATIO = 100
RATIO_COUNTS_FROM = 10 * 1024 * 1024
MOST_INSIDE = 60 * 1024 * 1024  # of an archive within the archive, which packing makes hardly smaller
DEEPEST = 2  # an archive of archives is what people send; a third floor is what bombs are built of

_PACKED = (".zip", ".jar", ".7z", ".rar", ".gz", ".tgz", ".bz2", ".xz", ".tar")
_GZIP = b"\x1f\x8b"


def swells(path: Path) -> bool:
    """What cannot be read as an archive does not swell either."""
    with path.open("rb") as file:
        size = path.stat().st_size
        return _gzip_swells(file, size) if file.read(2) == _GZIP else _swells(file, size, 1)


def _gzip_swells(file: BinaryIO, size: int) -> bool:
    """It ends with how much it holds."""
    file.seek(max(0, size - 4))
    declared = int.from_bytes(file.read(4), "little")
    return declared > max(RATIO_COUNTS_FROM, MOST_RATIO * size)


def _swells(file: BinaryIO, size: int, floor: int) -> bool:
    try:
        check_directory_size(file, size)
        with ZipFile(file) as archive:
            members = archive.infolist()
    except Refused as refused:
        return refused.why is Why.BOMB
    except UNREADABLE:
        return False
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_BYTES:
        return True
    if any(member.file_size > max(RATIO_COUNTS_FROM, MOST_RATIO * member.compress_size) for member in members):
        return True
    packed = [member for member in members if member.filename.lower().endswith(_PACKED)]
    if packed and floor == DEEPEST:
        return True
    return any(_inside(file, member, floor + 1) for member in packed if member.filename.lower().endswith(".zip"))


def _inside(file: BinaryIO, member: ZipInfo, floor: int) -> bool:
    """An archive within the archive, laid beside it: a directory stands at the end and cannot be read on the way."""
    with tempfile.TemporaryFile() as copy:
        try:
            return _swells(copy, _copied(file, member, copy), floor)
        except Refused as refused:
            return refused.why is Why.BOMB


def _copied(file: BinaryIO, member: ZipInfo, copy: IO[bytes]) -> int:
    """Counted: what is declared is not believed."""
    size = 0
    for chunk in inflated(file, member):
        size += len(chunk)
        if size > min(MOST_INSIDE, member.file_size):
            raise Refused(Why.BOMB)
        copy.write(chunk)
    return size
