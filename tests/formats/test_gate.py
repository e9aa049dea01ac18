"""What may be opened: told by the bytes, never by the name, and counted before anything is believed."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.formats.archive import MOST_MEMBERS
from data.formats.gate import BIGGEST, Kind, Refused, Why, check
from tests.formats import hostile
from tests.formats.papers import SHEET, archive, frame, paragraph, word
from tests.formats.pdfs import pdf, written

Keep = Callable[[bytes], Path]
MIB = 1024 * 1024


def why(path: Path, name: str = "ke-hoach.docx") -> Why:
    with pytest.raises(Refused) as refused:
        check(path, name)
    return refused.value.why


@pytest.mark.parametrize(
    ("raw", "name", "kind"),
    [
        (word(paragraph("KẾ HOẠCH")), "ke-hoach.docx", Kind.DOCX),
        (word(paragraph("KẾ HOẠCH")), "anh.jpg", Kind.DOCX),
        (pdf(written("KẾ HOẠCH")), "ke-hoach.pdf", Kind.PDF),
        (b"\r\n\r\n" + pdf(written("KẾ HOẠCH")), "", Kind.PDF),
        ("KẾ HOẠCH\n".encode(), "ke-hoach.txt", Kind.TXT),
        ("KẾ HOẠCH\n".encode("utf-16"), "ke-hoach.docx", Kind.TXT),
        (b"BMT: B\xe1o c\xe1o", "bmt.txt", Kind.TXT),
    ],
    ids=[
        "Word",
        "Word named a photo",
        "PDF",
        "PDF after blank lines",
        "text",
        "text named Word",
        "begins like a bitmap",
    ],
)
def test_a_kind_is_told_by_its_bytes(kept: Keep, raw: bytes, name: str, kind: Kind) -> None:
    assert check(kept(raw), name) is kind


@pytest.mark.parametrize(
    ("label", "raw", "name", "refusal"),
    [
        ("nothing", b"", "ke-hoach.docx", Why.EMPTY),
        ("a photo named .pdf", b"\xff\xd8\xff\xe0" + bytes(99), "ke-hoach.pdf", Why.PICTURE),
        ("a screenshot", b"\x89PNG\r\n\x1a\n" + bytes(99), "anh.png", Why.PICTURE),
        ("a photo of a telephone", b"\0\0\0\x18ftypheic" + bytes(99), "anh.heic", Why.PICTURE),
        ("a sticker", b"RIFF\x10\0\0\0WEBPVP8 ", "anh.webp", Why.PICTURE),
        ("a workbook named .docx", archive(frame(SHEET)), "ke-hoach.docx", Why.SPREADSHEET),
        ("a workbook of old", hostile.ole("Root Entry", "Workbook"), "bang.xls", Why.SPREADSHEET),
        ("a letter of old", hostile.ole("Root Entry", "WordDocument"), "ke-hoach.doc", Why.OLD_WORD),
        ("a workbook in a letter of old", hostile.ole("WordDocument", "Workbook"), "ke-hoach.doc", Why.OLD_WORD),
        ("rich text named .doc", b"{\\rtf1 Ke hoach}", "ke-hoach.doc", Why.OLD_WORD),
        ("rich text", b"{\\rtf1 Ke hoach}", "ke-hoach.rtf", Why.UNKNOWN),
        ("a page of the web", b"<!DOCTYPE html><p>Ke hoach", "ke-hoach.html", Why.UNKNOWN),
        ("with a password", hostile.ole("Root Entry", "EncryptionInfo", "EncryptedPackage"), "a.docx", Why.ENCRYPTED),
        ("members with a password", hostile.flagged_encrypted(), "ke-hoach.docx", Why.ENCRYPTED),
        ("some other archive", archive({"a.txt": "a"}), "a.zip", Why.UNKNOWN),
        ("an archive of nothing", archive({}), "a.zip", Why.EMPTY),
        ("a program", b"MZ\x90\0\x03" + bytes(range(256)), "ke-hoach.txt", Why.UNKNOWN),
        ("the first half", word(paragraph("KẾ HOẠCH"))[:400], "ke-hoach.docx", Why.BROKEN),
        ("its bytes spoilt", hostile.with_bad_checksum(), "ke-hoach.docx", Why.BROKEN),
        ("two members of one name", hostile.twice_of_one_name(), "ke-hoach.docx", Why.BROKEN),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_refused_and_why(kept: Keep, label: str, raw: bytes, name: str, refusal: Why) -> None:
    assert why(kept(raw), name) is refusal, label


def test_more_than_20_mb_is_too_big_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "sent"
    with path.open("wb") as file:
        file.truncate(BIGGEST + 1)
    assert why(path) is Why.TOO_BIG


ZIP = hostile.within(b"a")


@pytest.mark.parametrize(
    ("label", "raw"),
    [
        ("2,001 members", hostile.crowded(MOST_MEMBERS + 1)),
        ("51 MB of nothing", hostile.docx_with("word/media/a.bin", bytes(51 * MIB))),
        ("300 times its size", hostile.docx_with("word/document.xml", bytes(2 * MIB))),
        ("says 10 bytes and is 3 MB", hostile.lying(3 * MIB, 10)),
        ("says 10 bytes and is 1 kB", hostile.lying(1024, 10)),
        ("a directory of 2 GB", hostile.wide_directory()),
        ("an archive in it", hostile.docx_with("word/inner.zip", ZIP)),
        ("an archive in it, by another name", hostile.docx_with("word/media/a.png", ZIP)),
        ("a name that leads up", hostile.docx_with("../../etc/cron.d/a", b"")),
        ("a name that leads up, as on Windows", hostile.docx_with("word\\..\\..\\a", b"")),
        ("an absolute name", hostile.docx_with("/etc/passwd", b"")),
        ("a name with a drive", hostile.docx_with("C:/a", b"")),
        ("a document type", hostile.docx_with("word/document.xml", b'<?xml version="1.0"?><!DOCTYPE a><a/>')),
        ("a document type in UTF-16", hostile.docx_with("word/document.xml", "\ufeff<!DOCTYPE a>".encode("utf-16-le"))),
        ("one behind much else", hostile.docx_with("a.rels", b"<a>" + b"<b/>" * 16_383 + b"<!DOCTYPE a>")),
        ("one in a part without an ending", hostile.docx_with("word/document", b"<!DOCTYPE a><a/>")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_bombs(kept: Keep, label: str, raw: bytes) -> None:
    assert why(kept(raw)) is Why.BOMB, label


def test_less_than_it_says_is_broken(kept: Keep) -> None:
    assert why(kept(hostile.lying(1024, 2048))) is Why.BROKEN


def test_2000_members_are_let_in(kept: Keep) -> None:
    assert why(kept(hostile.crowded(MOST_MEMBERS))) is Why.UNKNOWN


def test_the_workbook_behind_a_chart_is_no_bomb(kept: Keep) -> None:
    assert check(kept(hostile.docx_with("word/embeddings/Microsoft_Excel_Sheet.xlsx", ZIP)), "a.docx") is Kind.DOCX


def test_bytes_behind_the_end_of_a_member_hold_up_nobody(kept: Keep) -> None:
    assert check(kept(hostile.with_more_behind_its_end()), "a.docx") is Kind.DOCX


WHOLE = word(paragraph("KẾ HOẠCH"))


@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=6))
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_spoilt_archive_is_let_in_or_refused_and_nothing_else(kept: Keep, changes: list[tuple[int, int]]) -> None:
    raw = bytearray(WHOLE)
    for at, byte in changes:
        raw[at] = byte
    with suppress(Refused):
        check(kept(bytes(raw)), "ke-hoach.docx")
