"""What a file is, by its first bytes and never by its name alone, and whether it may be opened at all."""

from enum import StrEnum
from pathlib import Path
from zipfile import ZipFile

from data.formats.archive import check_archive, content
from data.formats.refusal import Refused, Why
from data.formats.text import is_text

__all__ = ["Kind", "Refused", "Why", "check", "signature"]

BIGGEST = 20 * 1024 * 1024
HEAD = 64 * 1024  # bytes that tell what a file is


class Kind(StrEnum):
    DOCX = "docx"
    PDF = "pdf"
    TXT = "txt"
    XLSX = "xlsx"


_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*", b"\x00\x00\x01\x00")
_PICTURE_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")
_WORD_MAIN = (b"wordprocessingml.document.main+xml", b"wordprocessingml.template.main+xml",
              b"ms-word.document.macroEnabled.main+xml", b"ms-word.template.macroEnabledTemplate.main+xml")  # fmt: skip
_SHEET_MAIN = (b"spreadsheetml.sheet.main+xml", b"spreadsheetml.template.main+xml", b"ms-excel.sheet.")
_BINARY_SHEET = b"ms-excel.sheet.binary."
_OPEN_SHEET = b"application/vnd.oasis.opendocument.spreadsheet"


def check(path: Path, name: str, *, sheets: bool = False) -> Kind:
    """Raises `Refused`, for a spreadsheet too unless `sheets` are wanted.

    That a PDF needs a password shows only when it is opened: `lines_of_pdf` refuses it.
    """
    size = path.stat().st_size
    if size == 0:
        raise Refused(Why.EMPTY)
    if size > BIGGEST:
        raise Refused(Why.TOO_BIG)
    with path.open("rb") as file:
        head = file.read(HEAD)
    kind = signature(head, name)
    if kind is not None:
        return kind
    if head.startswith(_OLE):
        raise Refused(_inside_ole(path.read_bytes(), name))
    check_archive(path)
    kind = _inside_zip(path)
    if kind is Kind.XLSX and not sheets:
        raise Refused(Why.SPREADSHEET)
    return kind


def signature(head: bytes, name: str) -> Kind | None:
    """None for an archive and for an office file of old: those have to be opened to tell."""
    if _is_picture(head):
        raise Refused(Why.PICTURE)
    if head.startswith((_ZIP, _EMPTY_ZIP, _OLE)):
        return None
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if _is_markup(head):
        raise Refused(Why.OLD_WORD if name.lower().endswith(".doc") else Why.UNKNOWN)
    if not is_text(head):
        raise Refused(Why.UNKNOWN)
    return Kind.TXT


def _is_picture(head: bytes) -> bool:
    if head.startswith(_PICTURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return True
    if head[4:8] == b"ftyp" and head[8:12] in _PICTURE_BRANDS:
        return True
    return head[:2] == b"BM" and head[6:10] == bytes(4)


def _is_markup(head: bytes) -> bool:
    """Word saves such texts as .doc too; read as plain text they would show their tags."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:64].lower()
    return start.startswith((b"{\\rtf", b"<?xml", b"<!doctype", b"<html", b"mime-version:"))


def _inside_ole(raw: bytes, name: str) -> Why:
    """By the names of its streams."""
    if _stream("EncryptedPackage") in raw:
        return Why.ENCRYPTED
    is_word, is_sheet = _stream("WordDocument") in raw, _stream("Workbook") in raw or _stream("Book") in raw
    if is_word and is_sheet:  # one stands within the other
        return Why.SPREADSHEET if name.lower().endswith((".xls", ".xlt")) else Why.OLD_WORD
    return Why.OLD_WORD if is_word else Why.SPREADSHEET if is_sheet else Why.UNKNOWN


def _stream(name: str) -> bytes:
    return f"{name}\0".encode("utf-16-le")


def _inside_zip(path: Path) -> Kind:
    with ZipFile(path) as archive:
        names = set(archive.namelist())
        types = content(archive, "[Content_Types].xml") if "[Content_Types].xml" in names else b""
        mime = content(archive, "mimetype") if "mimetype" in names else b""
    types = types.replace(b"\0", b"")  # UTF-16 as well
    if any(main in types for main in _WORD_MAIN):
        return Kind.DOCX
    if any(main in types for main in _SHEET_MAIN) and _BINARY_SHEET not in types:
        return Kind.XLSX
    if _BINARY_SHEET in types or mime.startswith(_OPEN_SHEET):
        raise Refused(Why.SPREADSHEET)
    raise Refused(Why.UNKNOWN if names else Why.EMPTY)
