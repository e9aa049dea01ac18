"""What a file is, by its first bytes laid beside its name, and whether it is taken: a report may hold nearly anything,
but nothing that runs when it is opened, and nothing that is another thing than it says in order to be opened."""

from dataclasses import dataclass
from enum import StrEnum

HEAD = 4096  # bytes that tell


class Sort(StrEnum):
    PDF = "pdf"
    OFFICE = "office"  # Word, Excel, PowerPoint and their like, old and new
    PICTURE = "picture"
    HEIC = "heic"
    SOUND = "sound"
    FILM = "film"
    ARCHIVE = "archive"
    TEXT = "text"
    PROGRAM = "program"
    PAGE = "page"  # what a browser would run: HTML, SVG
    OTHER = "other"


class Fit(StrEnum):
    """What comes of it."""

    TAKEN = "taken"
    MISNAMED = "misnamed"  # taken, and its sender is told what it really is
    RUNS = "runs"
    DISGUISED = "disguised"


_STARTS: tuple[tuple[bytes, Sort], ...] = (
    (b"%PDF-", Sort.PDF),
    (b"PK\x03\x04", Sort.ARCHIVE), (b"PK\x05\x06", Sort.ARCHIVE), (b"Rar!\x1a\x07", Sort.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Sort.ARCHIVE), (b"\x1f\x8b", Sort.ARCHIVE), (b"BZh", Sort.ARCHIVE),
    (b"\xfd7zXZ\x00", Sort.ARCHIVE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Sort.OFFICE), (b"{\\rtf", Sort.OFFICE),
    (b"\xff\xd8\xff", Sort.PICTURE), (b"\x89PNG\r\n\x1a\n", Sort.PICTURE), (b"GIF8", Sort.PICTURE),
    (b"II*\x00", Sort.PICTURE), (b"MM\x00*", Sort.PICTURE),
    (b"OggS", Sort.SOUND), (b"ID3", Sort.SOUND), (b"\xff\xfb", Sort.SOUND), (b"\xff\xf1", Sort.SOUND),
    (b"#!AMR", Sort.SOUND), (b"fLaC", Sort.SOUND), (b"\x1aE\xdf\xa3", Sort.FILM),
    (b"MZ", Sort.PROGRAM), (b"\x7fELF", Sort.PROGRAM), (b"#!", Sort.PROGRAM), (b"\xca\xfe\xba\xbe", Sort.PROGRAM),
    (b"\xcf\xfa\xed\xfe", Sort.PROGRAM), (b"\xce\xfa\xed\xfe", Sort.PROGRAM), (b"dex\n", Sort.PROGRAM),
    (b"L\x00\x00\x00\x01\x14\x02\x00", Sort.PROGRAM),
)  # fmt: skip
_SHUT = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"BZh", b"\xfd7zXZ\x00")
_RIFF = {b"WEBP": Sort.PICTURE, b"WAVE": Sort.SOUND, b"AVI ": Sort.FILM}
_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")
_MARKUP = (b"<!doctype html", b"<html", b"<svg", b"<script", b"<head", b"<body", b"<iframe")

# Whatever its bytes are, a computer runs what is called so.
_RUN_BY_NAME = frozenset({
    "exe", "com", "bat", "cmd", "scr", "msi", "msp", "pif", "cpl", "dll", "sys", "vbs", "vbe", "js", "jse", "wsf",
    "wsh", "ps1", "psm1", "hta", "jar", "apk", "ipa", "app", "dmg", "deb", "rpm", "sh", "lnk", "reg", "url", "scf",
    "inf", "gadget", "chm", "iso", "img", "vhd", "xll", "htm", "html", "xhtml", "mht", "mhtml", "svg", "svgz",
})  # fmt: skip
# What the bytes behind a name may be.
_NAMED: dict[str, frozenset[Sort]] = {
    **dict.fromkeys(("pdf",), frozenset({Sort.PDF})),
    **dict.fromkeys(("docx", "xlsx", "pptx", "odt", "ods", "odp"), frozenset({Sort.ARCHIVE, Sort.OFFICE})),
    **dict.fromkeys(("doc", "xls", "ppt", "rtf"), frozenset({Sort.OFFICE, Sort.ARCHIVE, Sort.TEXT})),
    **dict.fromkeys(("jpg", "jpeg", "png", "gif", "webp", "bmp", "tif", "tiff", "heic", "heif", "avif"),
                    frozenset({Sort.PICTURE, Sort.HEIC})),
    **dict.fromkeys(("zip", "rar", "7z", "gz", "bz2", "xz"), frozenset({Sort.ARCHIVE})),
    **dict.fromkeys(("txt", "csv", "tsv", "md"), frozenset({Sort.TEXT, Sort.OTHER})),
}  # fmt: skip


@dataclass(frozen=True)
class Seen:
    sort: Sort
    fit: Fit

    @property
    def refused(self) -> bool:
        return self.fit in (Fit.RUNS, Fit.DISGUISED)

    @property
    def looked_into(self) -> bool:
        """Its first bytes do not tell enough: a picture says where it was taken, an archive may swell without end, a
        document may have a password."""
        return self.sort in (Sort.PICTURE, Sort.HEIC, Sort.ARCHIVE, Sort.OFFICE, Sort.PDF)


def look(head: bytes, name: str) -> Seen:
    """`head`: the first bytes, at most `HEAD` of them are looked at."""
    sort, ending = sort_of(head), ending_of(name)
    if sort in (Sort.PROGRAM, Sort.PAGE):
        return Seen(sort, Fit.RUNS if ending in _RUN_BY_NAME or not ending else Fit.DISGUISED)
    if ending in _RUN_BY_NAME:
        return Seen(sort, Fit.RUNS)
    expected = _NAMED.get(ending)
    return Seen(sort, Fit.TAKEN if expected is None or sort in expected else Fit.MISNAMED)


def is_shut(head: bytes) -> bool:
    """An archive whose list of contents nothing here reads: what is in it, and how large it becomes, nobody knows."""
    return head.startswith(_SHUT)


def ending_of(name: str) -> str:
    return name.rpartition(".")[2].strip().lower() if "." in name else ""


def sort_of(head: bytes) -> Sort:
    head = head[:HEAD]
    if head[4:8] == b"ftyp":
        return Sort.HEIC if head[8:12] in _HEIC else Sort.SOUND if head[8:11] == b"M4A" else Sort.FILM
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12], Sort.OTHER)
    if b"%PDF-" in head[:1024]:
        return Sort.PDF
    if head[:2] == b"BM" and head[6:10] == bytes(4):
        return Sort.PICTURE
    for start, sort in _STARTS:
        if head.startswith(start):
            return sort
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:64].lower().startswith(_MARKUP) or b"<svg" in head[:1024].lower():
        return Sort.PAGE
    return Sort.TEXT if head and b"\x00" not in head else Sort.OTHER
