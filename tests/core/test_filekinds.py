"""What a file is, by its bytes beside its name."""

import pytest

from core.filekinds import Fit, Sort, look

JPEG, PNG, PDF = b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7"
ZIP, OLE, EXE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"MZ\x90\x00"
HEIC, FILM, VOICE = b"\x00\x00\x00\x18ftypheic", b"\x00\x00\x00\x18ftypisom", b"OggS\x00"
TEXT = "Báo cáo kết quả".encode()

CASES = [
    ("bao-cao.pdf", PDF, Sort.PDF, Fit.TAKEN),
    ("Báo cáo.DOCX", ZIP, Sort.ARCHIVE, Fit.TAKEN),
    ("bao-cao.doc", OLE, Sort.OFFICE, Fit.TAKEN),
    ("bao-cao.doc", ZIP, Sort.ARCHIVE, Fit.TAKEN),  # phones save so
    ("anh.rar", b"Rar!\x1a\x07\x01\x00", Sort.ARCHIVE, Fit.TAKEN),
    ("anh.7z", b"7z\xbc\xaf\x27\x1c", Sort.ARCHIVE, Fit.TAKEN),
    ("anh.tar.xz", b"\xfd7zXZ\x00", Sort.ARCHIVE, Fit.TAKEN),
    ("bao-cao.pdf", b"Rar!\x1a\x07\x01\x00", Sort.ARCHIVE, Fit.MISNAMED),
    ("anh.jpg", JPEG, Sort.PICTURE, Fit.TAKEN),
    ("anh.jpg", PNG, Sort.PICTURE, Fit.TAKEN),
    ("bao-cao.pdf", JPEG, Sort.PICTURE, Fit.MISNAMED),
    ("anh.jpg", PDF, Sort.PDF, Fit.MISNAMED),
    ("bao-cao.docx", PDF, Sort.PDF, Fit.MISNAMED),
    ("IMG_1.HEIC", HEIC, Sort.HEIC, Fit.TAKEN),
    ("IMG_1.jpg", HEIC, Sort.HEIC, Fit.TAKEN),
    ("phim.mp4", FILM, Sort.FILM, Fit.TAKEN),
    ("ghi-am.ogg", VOICE, Sort.SOUND, Fit.TAKEN),
    ("so-lieu.csv", TEXT, Sort.TEXT, Fit.TAKEN),
    ("khong-duoi", TEXT, Sort.TEXT, Fit.TAKEN),
    ("la.xyz", b"\x00\x01", Sort.OTHER, Fit.TAKEN),
    ("", b"", Sort.OTHER, Fit.TAKEN),
    ("cai-dat.exe", EXE, Sort.PROGRAM, Fit.RUNS),
    ("cai-dat", EXE, Sort.PROGRAM, Fit.RUNS),
    ("bao-cao.pdf", EXE, Sort.PROGRAM, Fit.DISGUISED),
    ("anh.jpg", b"#!/bin/sh", Sort.PROGRAM, Fit.DISGUISED),
    ("bao-cao.pdf.exe", PDF, Sort.PDF, Fit.RUNS),
    ("lenh.bat", TEXT, Sort.TEXT, Fit.RUNS),
    ("loi-tat.lnk", b"L\x00\x00\x00\x01\x14\x02\x00", Sort.PROGRAM, Fit.RUNS),
    ("trang.html", b"<!DOCTYPE html>", Sort.PAGE, Fit.RUNS),
    ("anh.png", b"\xef\xbb\xbf <svg xmlns=", Sort.PAGE, Fit.DISGUISED),
    ("anh.svg", b"<?xml version='1.0'?><svg>", Sort.PAGE, Fit.RUNS),
    ("ghi-chu.txt", b"<script>alert(1)</script>", Sort.PAGE, Fit.DISGUISED),
]


@pytest.mark.parametrize(("name", "head", "sort", "fit"), CASES)
def test_the_policy(name: str, head: bytes, sort: Sort, fit: Fit) -> None:
    seen = look(head, name)
    assert (seen.sort, seen.fit) == (sort, fit)
    assert seen.refused == (fit in (Fit.RUNS, Fit.DISGUISED))


def test_any_bytes_under_any_name_are_looked_at_without_harm() -> None:
    for size in range(0, 40):
        for byte in range(0, 256, 5):
            look(bytes([byte]) * size, "a" * size + ".")
