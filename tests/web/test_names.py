"""What a file is called: whatever its sender wrote, people see a name that harms no disk, no page and no header."""

import re
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as any_

from bot.web.upload import disposition
from core.filenames import LONGEST_NAME, ended, file_name
from core.texts import pages

# what was given, what is shown
NAMES = [
    ("Báo cáo.docx", "Báo cáo.docx"),
    ("Ba\u0301o ca\u0301o.docx", "Báo cáo.docx"),  # the same name as it comes from a Mac
    ("../../etc/passwd", "passwd"),
    ("..\\..\\windows\\system.ini", "system.ini"),
    ("C:\\fakepath\\bao cao.pdf", "bao cao.pdf"),
    ("..", pages.FILE_LABEL),
    ("", pages.FILE_LABEL),
    ("\x00\x01\u200b", pages.FILE_LABEL),
    ("bao\x00cao\r\n.docx", "baocao.docx"),
    ("bao_cao\u202exslx.exe", "bao_caoxslx.exe"),  # looked like …exe.xlsx
    ("CON", "CON_"),
    ("nul.txt", "nul_.txt"),
    ("Com1.tar.gz", "Com1_.tar.gz"),
    ("contact.docx", "contact.docx"),
    ('a"b;c.docx', "a b;c.docx"),
    ("<script>alert(1)</script>.docx", "script.docx"),
    ("a:b|c?d*.txt", "a b c d.txt"),
    ("hè 🌻🌻.png", "hè 🌻🌻.png"),
    (".htaccess", "htaccess"),
    ("Đ" * 300 + ".docx", "Đ" * (LONGEST_NAME - 5) + ".docx"),
    ("a" * 300, "a" * LONGEST_NAME),
    ("x." + "y" * 300, "x." + "y" * (LONGEST_NAME - 2)),
    ("\ud800lone.docx", "lone.docx"),
]


@pytest.mark.parametrize(("given", "shown"), NAMES)
def test_a_name_is_shown_clean(given: str, shown: str) -> None:
    assert file_name(given) == shown
    assert file_name(shown) == shown


@pytest.mark.parametrize("given", [given for given, _ in NAMES])
def test_a_download_names_itself_in_full_and_in_plain_letters(given: str) -> None:
    found = re.fullmatch(
        r"attachment; filename=\"([ !#-&(-:<-~]+)\"; filename\*=UTF-8''([\w.%~-]+)", disposition(given)
    )
    assert found, disposition(given)
    assert unquote(found[2]) == file_name(given)
    assert not re.search(r'[%\\/"]', found[1])


def test_old_programs_get_the_letters_without_accents() -> None:
    assert 'filename="Bao cao Doan.docx"' in disposition("Báo cáo Đoàn.docx")


@pytest.mark.parametrize(
    ("name", "kind", "head", "shown"),
    [
        ("Báo cáo ký", "application/pdf", b"", "Báo cáo ký.pdf"),
        ("Báo cáo ký", "", b"%PDF-1.7", "Báo cáo ký.pdf"),
        ("Tháng 10.2021 bản ký", "image/jpeg; q=1", b"", "Tháng 10.2021 bản ký.jpg"),
        ("Đ" * LONGEST_NAME, "application/pdf", b"", "Đ" * (LONGEST_NAME - 4) + ".pdf"),
        ("bao cao.docx", "application/pdf", b"%PDF-", "bao cao.docx"),
        ("bao cao", "application/octet-stream", b"PK\x03\x04", "bao cao"),
    ],
)
def test_a_name_without_an_ending_gets_that_of_its_kind(name: str, kind: str, head: bytes, shown: str) -> None:
    assert ended(name, kind, head) == shown


@settings(max_examples=100, deadline=None)
@given(any_.text(max_size=300) | any_.from_regex(r"(\.\.[/\\\\])*[a-zàđ. ]{0,20}\.[a-z]{0,12}"))
def test_no_name_leaves_its_folder_or_breaks_its_header(given: str) -> None:
    name = file_name(given)
    assert 0 < len(name) <= LONGEST_NAME
    assert name not in (".", "..")
    assert not re.search(r'[\\/:*?"<>|\x00-\x1f\x7f\u200e\u200f\u202a-\u202e]', name)
    assert file_name(name) == name
    assert disposition(given).isascii()
    assert "\n" not in disposition(given)
