"""A file that nobody can open without its password: said by its frame, long before anything in it is read."""

import mmap
from pathlib import Path
from zipfile import ZipFile

from core.filekinds import Sort
from data.formats.archive import ENCRYPTED, UNREADABLE, check_directory_size
from data.formats.refusal import Refused

_PACKAGE = "EncryptedPackage\0".encode("utf-16-le")  # what holds a document of Word or Excel then


def is_locked(path: Path, sort: Sort) -> bool:
    """Of a PDF only that it may be: many forbid no more than printing, and open for everybody."""
    match sort:
        case Sort.OFFICE:
            return _holds(path, _PACKAGE)
        case Sort.PDF:
            return _holds(path, b"/Encrypt")
        case Sort.ARCHIVE:
            return _has_a_locked_member(path)
        case _:
            return False


def _holds(path: Path, mark: bytes) -> bool:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole:
        return whole.find(mark) >= 0


def _has_a_locked_member(path: Path) -> bool:
    """A directory that is too large is left unread, and its archive is set apart for that alone."""
    with path.open("rb") as file:
        try:
            check_directory_size(file, path.stat().st_size)
            with ZipFile(file) as archive:
                return any(member.flag_bits & ENCRYPTED for member in archive.infolist())
        except (Refused, *UNREADABLE):
            return False
