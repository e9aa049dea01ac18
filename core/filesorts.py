"""What sort of file a name says it is."""

from enum import StrEnum


class Sort(StrEnum):
    WORD = "word"
    EXCEL = "excel"
    PDF = "pdf"
    PHOTO = "photo"
    FILM = "film"
    SOUND = "sound"
    OTHER = "other"


_BY_ENDING = {
    **dict.fromkeys(("doc", "docx", "odt", "rtf"), Sort.WORD),
    **dict.fromkeys(("xls", "xlsx", "ods", "csv"), Sort.EXCEL),
    "pdf": Sort.PDF,
    **dict.fromkeys(("jpg", "jpeg", "png", "webp", "heic", "heif", "gif"), Sort.PHOTO),
    **dict.fromkeys(("mp4", "mov", "avi", "mkv", "webm"), Sort.FILM),
    **dict.fromkeys(("ogg", "oga", "opus", "mp3", "m4a", "aac", "amr", "wav", "wma", "flac"), Sort.SOUND),
}


def sort_of(name: str) -> Sort:
    ending = name.rsplit(".", 1)[-1].casefold() if "." in name else ""
    return _BY_ENDING.get(ending, Sort.OTHER)
