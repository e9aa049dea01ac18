"""Why a file is not read."""

from enum import StrEnum


class Why(StrEnum):
    EMPTY = "empty"
    TOO_BIG = "too_big"
    PICTURE = "picture"
    SPREADSHEET = "spreadsheet"
    OLD_WORD = "old_word"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    BOMB = "bomb"
    SCANNED = "scanned"
    UNKNOWN = "unknown"
    TOO_SLOW = "too_slow"
    TOO_MANY_PAGES = "too_many_pages"


class Refused(Exception):
    """This file is not read, and its sender is told why in one sentence."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why
