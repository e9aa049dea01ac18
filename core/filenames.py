"""Names of files as people see them, fit for any disk."""

import re
from collections.abc import Iterable

from core.texts.pages import FILE_LABEL
from core.vietnamese import fold, tidy

LONGEST_NAME = 120
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\n\t]+')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)", re.IGNORECASE)  # no file on Windows may be called so


def file_name(given: str) -> str:
    """The name as people will see it: accents kept; no folder, no control letters, nothing a disk refuses."""
    last = tidy(given.replace("\\", "/").rpartition("/")[2])
    name = _NOT_IN_NAMES.sub(" ", last).strip(". ") or FILE_LABEL
    name = _DEVICES.sub(r"\1_", name) if _DEVICES.match(name) else name
    stem, dot, ending = name.rpartition(".")
    if dot and len(ending) <= 10:
        return f"{stem[: LONGEST_NAME - len(ending) - 1].rstrip()}.{ending}"
    return name[:LONGEST_NAME].rstrip()


_ENDING = re.compile(r"\.[A-Za-z0-9]{1,10}$")
_BY_KIND = {
    "application/pdf": "pdf",
    "application/msword": "doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.ms-excel": "xls",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/heic": "heic",
}
_BY_HEAD = ((b"%PDF-", "pdf"), (b"\xff\xd8\xff", "jpg"), (b"\x89PNG\r\n\x1a\n", "png"))


def ended(name: str, kind: str = "", head: bytes = b"") -> str:
    """With the ending that its kind or its first bytes give it, where the name has none: nobody else could open it, and
    nothing tells that it is the PDF that was asked for."""
    if _ENDING.search(name):
        return name
    found = _BY_KIND.get(kind.partition(";")[0].strip()) or next(
        (by for start, by in _BY_HEAD if head.startswith(start)), ""
    )
    return file_name(f"{name[: LONGEST_NAME - len(found) - 1]}.{found}") if found else name


def apart(names: Iterable[str]) -> list[str]:
    """Each different from all before it, also where capitals and accents do not count: 'a.jpg', 'a (2).jpg'."""
    taken: set[str] = set()
    found = []
    for name in names:
        stem, dot, ending = name.rpartition(".")
        again, one = 1, name
        while fold(one) in taken:
            again += 1
            one = f"{stem} ({again}){dot}{ending}" if stem else f"{name} ({again})"
        taken.add(fold(one))
        found.append(one)
    return found
