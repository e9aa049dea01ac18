"""Which files nobody can open without a password, told without reading what is in them."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from core.filekinds import Sort
from data.formats import locks
from tests.formats import hostile


def packed(flags: int = 0) -> bytes:
    """An archive of one member, its flags as given in the directory."""
    whole = BytesIO()
    with ZipFile(whole, "w") as archive:
        archive.writestr("danh-sach.txt", "An Hòa")
    raw = bytearray(whole.getvalue())
    raw[raw.rfind(b"PK\x01\x02") + 8] |= flags
    return bytes(raw)


LOCKED = {
    "an archive": (Sort.ARCHIVE, packed(1)),
    "a document of Word": (Sort.OFFICE, b"\xd0\xcf\x11\xe0" + "EncryptedPackage\0".encode("utf-16-le")),
    "a PDF that may be": (Sort.PDF, b"%PDF-1.7\ntrailer << /Encrypt 5 0 R >>"),
}
OPEN = {
    "an archive": (Sort.ARCHIVE, packed()),
    "what is none": (Sort.ARCHIVE, b"PK no archive"),
    "a directory of 2 GB": (Sort.ARCHIVE, hostile.wide_directory()),
    "a document": (Sort.OFFICE, packed()),
    "a PDF": (Sort.PDF, b"%PDF-1.7\ntrailer << /Root 1 0 R >>"),
    "a photo": (Sort.PICTURE, b"\xff\xd8\xff/Encrypt"),
}


@pytest.mark.parametrize("name", LOCKED)
def test_what_has_a_password_says_so(tmp_path: Path, name: str) -> None:
    assert locks.is_locked(*laid(tmp_path, *LOCKED[name]))


@pytest.mark.parametrize("name", OPEN)
def test_what_has_none_is_open(tmp_path: Path, name: str) -> None:
    assert not locks.is_locked(*laid(tmp_path, *OPEN[name]))


def laid(folder: Path, sort: Sort, content: bytes) -> tuple[Path, Sort]:
    path = folder / "tep"
    path.write_bytes(content)
    return path, sort
