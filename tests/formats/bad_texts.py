"""Plain texts that are none, that turn round what is read, or that have no end."""

import codecs
from collections.abc import Callable, Iterator
from functools import partial

from data.formats.refusal import Why
from tests.formats.bad import LINES, Answer, Bad
from tests.formats.hostile import ole

MIB = 1024 * 1024
SAID = "Kế hoạch: nộp trước ngày 20/5\n".encode()
Makes = Iterator[tuple[str, Callable[[], bytes], *tuple[Answer, ...]]]


def times(said: bytes, count: int, before: bytes = b"") -> bytes:
    return before + said * count


def zeros(size: int) -> bytes:
    return bytes(size)


def _letters() -> Makes:
    for label, said in {
        "turned back and round": "20\u202e5/02\u202c",
        "turned round by isolates": "\u2066\u2067\u2068" * 500 + "x" + "\u2069" * 1500,
        "hidden between letters": "n\u200bộ\u2060p\ufeff",
        "tagged": "nộp" + "".join(chr(0xE0000 + ord(letter)) for letter in "20/6"),
        "of private use": "\ue000\uf8ff\U0010fffd nộp",
        "of no meaning": "\ufffe\uffff\ufdd0 nộp",
        "look-alike": "нộр tгướс 20/5",
        "of full width": "２０／５ nộp",
        "bells": "nộp\x07\x1b[2J\x9b31m " * 3 + "nộp trước ngày hai mươi " * 30,
    }.items():
        yield f"letters {label}", said.encode, LINES
    for marks in ("\u0301\u0327", "\u0323\u0302\u0301", "\u1dc0\u0327"):
        yield f"40,000 marks on one letter {marks!r}", partial(times, marks.encode(), 40_000, b"a"), LINES
    yield "marks in the old table of Windows", partial(times, b"\xec\xf2", 60_000, b"K\xea ho\xe1ch "), LINES
    yield "marks without a letter", partial(times, "\u0301".encode(), 5_000), LINES
    yield "half a letter at the end", lambda: SAID * 90 + "ế".encode()[:2], LINES
    yield "surrogates in UTF-8", partial(times, b"\xed\xa0\x80\xed\xb0\x80", 300, SAID), LINES
    yield (
        "lone surrogates in UTF-16",
        lambda: codecs.BOM_UTF16_LE + SAID.decode().encode("utf-16-le") + b"\0\xd8",
        LINES,
    )
    yield "half a letter of UTF-16", lambda: codecs.BOM_UTF16_BE + SAID.decode().encode("utf-16-be") + b"\0", LINES
    yield (
        "UTF-32 beyond all letters",
        lambda: codecs.BOM_UTF32_LE + b"\xff\xff\xff\x7fa\0\0\0",
        LINES,
        Why.EMPTY,
        Why.UNKNOWN,
    )
    yield "two marks of two encodings", lambda: codecs.BOM_UTF8 + codecs.BOM_UTF16_LE + SAID, LINES
    yield "a mark and nothing", lambda: codecs.BOM_UTF16_LE, Why.EMPTY
    yield "UTF-7", lambda: b"+ADw-script+AD4- nop truoc 20/5", LINES


def _sizes() -> Makes:
    yield "nothing", bytes, Why.EMPTY
    yield "spaces", partial(times, b" \t\n", 50_000), Why.EMPTY, Why.TOO_MANY_PAGES
    yield "what nobody sees", partial(times, "\u200b\u2060\ufeff".encode(), 5_000), Why.EMPTY, Why.UNKNOWN
    yield "60 MB in a line", partial(times, b"a", 60 * MIB), Why.TOO_BIG
    yield "19 MB in a line", partial(times, b"nop ", 19 * MIB // 4), Why.TOO_BIG
    yield "19 MB of digits", partial(times, b"1", 19 * MIB), Why.TOO_BIG
    yield "19 MB of line ends", partial(times, b"\r", 19 * MIB, SAID), Why.TOO_MANY_PAGES
    yield "19 MB of tabs", partial(times, b"a\t", 19 * MIB // 2), Why.TOO_BIG
    yield "19 MB of marks", partial(times, "\u0301\u0327".encode(), 19 * MIB // 4, SAID), LINES
    yield "31,000 lines", partial(times, b"nop\n", 31_000), Why.TOO_MANY_PAGES
    yield "29,000 lines", partial(times, b"nop\n", 29_000), LINES
    yield "a row of 50,000 cells", partial(times, b"a\t", 50_000), LINES
    yield "a row of 100 cells of 900 letters", partial(times, b"abcdefgh " * 100 + b"\t", 99), LINES
    yield "a row of 50,000 bars", partial(times, b"a | ", 50_000), LINES
    yield (
        "100 kB of every line end",
        partial(times, b"\r\n\x0b\x0c\x1c\x85", 10_000, SAID),
        LINES,
        Why.UNKNOWN,
        Why.TOO_MANY_PAGES,
    )


def _others() -> Makes:
    yield "zeros", partial(zeros, 5_000), Why.UNKNOWN
    yield "NUL between letters", lambda: b"n\0o\0p\0 \0x" * 50, LINES, Why.UNKNOWN
    yield "every byte", lambda: bytes(range(256)) * 9, Why.UNKNOWN
    yield "a program", lambda: b"MZ\x90\0\x03" + bytes(range(256)), Why.UNKNOWN
    yield "a program of Linux", lambda: b"\x7fELF\x02\x01\x01" + bytes(60), Why.UNKNOWN
    yield "a page of the web", lambda: b"\xef\xbb\xbf \n<HTML><script>x</script>", Why.UNKNOWN
    yield "rich text", lambda: b"{\\rtf1{\\object\\objupdate}}", Why.UNKNOWN
    yield "a letter of the net", lambda: b"MIME-Version: 1.0\r\n\r\n", Why.UNKNOWN
    yield "XML", lambda: b"<?xml version='1.0'?><!DOCTYPE a><a/>", Why.UNKNOWN
    yield "a photo", lambda: b"\xff\xd8\xff\xe0" + bytes(99), Why.PICTURE
    yield "a drawing", lambda: b"\x89PNG\r\n\x1a\n" + bytes(99), Why.PICTURE
    yield "a photo of a telephone", lambda: b"\0\0\0\x18ftypheic" + bytes(99), Why.PICTURE
    yield "a letter of old", partial(ole, "Root Entry", "WordDocument"), Why.OLD_WORD
    yield "a workbook of old", partial(ole, "Workbook"), Why.SPREADSHEET
    yield "with a password", partial(ole, "EncryptedPackage"), Why.ENCRYPTED
    yield "an office file of nothing", partial(ole), Why.UNKNOWN
    yield "the first bytes of an office file", lambda: ole()[:8], Why.UNKNOWN
    yield "the first bytes of an archive", lambda: b"PK\x03\x04", Why.BROKEN
    yield "a tar", lambda: b"a.txt".ljust(257, b"\0") + b"ustar\x0000" + bytes(300), Why.UNKNOWN
    yield "gzip", lambda: b"\x1f\x8b\x08" + bytes(99), Why.UNKNOWN


def bad_texts() -> Iterator[Bad]:
    for kind in (_letters, _sizes, _others):
        for label, make, *answers in kind():
            yield Bad(label, make, tuple(answers), "ke-hoach.txt", heavy="MB" in label)
