"""Archives in a report: people send documents, photos and packed folders; what would fill a computer is told apart."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from data.formats import bombs
from tests.formats import bad_archives, hostile
from tests.formats.bad_archives import CENTRAL, GOOD, with_field
from tests.formats.papers import paragraph, word
from tests.formats.photos import named

Keep = Callable[[bytes], Path]
MIB = 1024 * 1024


def packed(**members: bytes) -> bytes:
    return bad_archives.packed({name.replace("_", "."): raw for name, raw in members.items()})


@pytest.mark.parametrize(
    ("label", "raw"),
    [
        ("a document", word(paragraph("Báo cáo"))),
        ("a folder of documents", packed(a_docx=word(paragraph("Một")), b_docx=word(paragraph("Hai")))),
        ("photos, which hardly pack", packed(**{f"{at}_jpg": bytes(range(256)) * 4000 for at in range(9)})),
        ("a folder packed into a folder", packed(anh_zip=packed(a_docx=word(paragraph("Một"))))),
        ("two of them, one of which is broken", packed(a_zip=b"PK\x03\x04 nothing", b_zip=packed(a_txt=b"x"))),
        ("a sheet with many empty rows", packed(sheet_xml=b"<row/>" * 1_000_000)),
        ("an end that is not there", word(paragraph("x"))[:200]),
        ("no archive at all", b"PK noi dung"),
        ("nothing", b""),
        ("one file packed by gzip", gzip.compress(b"Bao cao " * 1000)),
    ],
    ids=named,
)
def test_what_people_send(kept: Keep, label: str, raw: bytes) -> None:
    assert not bombs.swells(kept(raw)), label


@pytest.mark.parametrize(
    ("label", "raw"),
    [
        ("1000:1", bad_archives.squeezed(20)),
        ("many leading to one", bad_archives.overlapping(700)),
        ("a crowd", hostile.crowded(5001)),
        ("a directory without end", hostile.wide_directory()),
        ("archives three deep", bad_archives.nested(3)),
        ("one inside another that swells", packed(a_zip=bad_archives.squeezed(20))),
        ("one inside that is more than it says", with_field(CENTRAL, 24, "<I", 9, packed(a_zip=GOOD))),
        ("gzip", gzip.compress(bytes(20 * MIB))),
    ],
    ids=named,
)
def test_what_would_fill_a_computer(kept: Keep, label: str, raw: bytes) -> None:
    assert bombs.swells(kept(raw)), label
