"""One pasted line taken apart: phones, addresses, titles, groups, and the texts that are names."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum, auto

from core.roster.cells import IN_TEXT, emails_taken, is_formula, is_none, is_title, one_line, phone, titled
from core.roster.frame import GROUP_WORD, SECTION, group_name
from core.roster.guessing import looks_like_person
from core.roster.names import begins_as_unit, key
from core.roster.people import NOBODY
from core.vietnamese import fold

LONGEST_NAME = 80
_NUMBERED = re.compile(
    r"^\s*(?:\d{1,3}\s*[.)/](?:\s+|(?=[^\W\d_]))|\(\d{1,3}\)\s*|[-–—+*•]\s*(?=[^\W\d_]|\d{1,3}\s*[.)]\s))"
)
_CHAT = re.compile(r"^\[[^\]\n]{4,40}\]\s*(?:[^:\n]{1,40}:\s)?")
_PIECES = re.compile(r"[\t|;–—,:()\[\]]|\s-|-\s|-$|\s/\s")
_DIGITS = re.compile(r"[\d .()+-]*\d[\d .()+-]*")
SMALL_TALK = re.compile(
    r"(?:(?:em|da|anh|chi|nho|xin|chao|gui|cho) (?:em|chi|anh|a|gui|cac|oi|xin|chao|cam on|bo sung|lai|danh sach|phep)|"
    r"kinh (?:gui|chao|thua)|danh sach|ds|thong tin|moi nguoi|cac (?:dong chi|d/c|anh|chi)|tran trong|cam on|thanks?|"
    r"ok|de nghi|day la|ghi chu|luu y|han (?:nop|cuoi|chot|\d+)|thoi gian)(?!\w)"
)
POLITE_ENDS = frozenset({"a", "ah", "nhe", "nha"})
_LABEL = re.compile(
    r"(?:so )?(?:sdt|dt|dtdd|dien thoai|di dong|zalo|lien he)|e-?mail|gmail|mail|thu dien tu|chuc vu|chuc danh|tt|stt"
)
_UNIT_LABEL = re.compile(r"(?:ten )?(?:don vi|co so doan)")
_PERSON_LABEL = re.compile(r"ho(?: va)? ten|nguoi (?:phu trach|lien he)|phu trach|dau moi")
_VACANT = re.compile(r"\s*\b(?:chua co|chua kien toan|dang khuyet|khuyet)\b.*$")


class Kind(StrEnum):
    TEXT = auto()
    TITLE = auto()
    PHONE = auto()
    GROUP = auto()


@dataclass(frozen=True)
class Piece:
    kind: Kind
    text: str


@dataclass(frozen=True)
class Line:
    """One line taken apart; `row` as people count the lines of what they pasted."""

    row: int
    pieces: tuple[Piece, ...] = ()
    section: str = ""
    unit: str = ""  # beside a title, 'Bí thư Đoàn phường An Hòa', or its label, 'Đơn vị: An Hòa'
    labelled: bool = False  # 'Họ tên: Mai' is no unit
    emails: tuple[str, ...] = ()
    bad_emails: tuple[str, ...] = ()
    bad_phones: tuple[str, ...] = ()
    formula: str = ""

    def texts(self) -> list[str]:
        return [piece.text for piece in self.pieces if piece.kind is Kind.TEXT]

    def has(self, kind: Kind) -> bool:
        return any(piece.kind is kind for piece in self.pieces)


def plain(line: str) -> str:
    text = _CHAT.sub("", line[:1000])
    for _ in range(2):
        text = _NUMBERED.sub("", text, count=1)
    return text.strip(" *_")


def taken_apart(row: int, line: str) -> Line:
    text = plain(line)
    if text.startswith(("=", "＝", "@")):
        return Line(row, formula=one_line(text))
    rest, emails, bad_emails = emails_taken(text)
    found = Line(row, emails=emails, bad_emails=bad_emails)
    if _is_section(rest):
        return replace(found, section=group_name(one_line(rest)))
    unit_next = False
    for piece in _split(IN_TEXT.sub(lambda one: f" | {one.group()} | ", rest)):
        named = unit_next and not found.unit
        found = replace(found, unit=one_line(piece)) if named else _with_piece(found, piece)
        unit_next = bool(_UNIT_LABEL.fullmatch(fold(piece)))
    return found


def _split(text: str) -> list[str]:
    parts = [part.strip(" .,*_-") for part in _PIECES.split(text)]
    parts = [part for part in parts if part and not is_none(part)]
    words = [part for part in parts if not _DIGITS.fullmatch(part)]
    if len(words) == 1 and "-" in words[0] and not is_title(words[0]):
        at = parts.index(words[0])
        parts[at : at + 1] = [part.strip() for part in words[0].split("-") if part.strip()]
    return parts


def _is_section(text: str) -> bool:
    """'Cụm 1:', 'I. Khối phường'. With anything behind the name it is no section."""
    said = one_line(text).rstrip(" :.")
    if IN_TEXT.search(said) or len(said) > LONGEST_NAME or begins_as_unit(SECTION.sub("", said)):
        return False
    by_word = GROUP_WORD.match(fold(SECTION.sub("", said))) and not SMALL_TALK.match(fold(said))
    parts = _split(SECTION.sub("", group_name(said)))
    more = len(parts) == 2 and bool(by_word) and any(map(str.isdigit, parts[0])) and not looks_like_person(parts[1])
    return bool(by_word or SECTION.match(said)) and (len(parts) == 1 or more)


def _with_piece(line: Line, text: str) -> Line:
    if is_formula(text):
        return replace(line, formula=one_line(text))
    if _DIGITS.fullmatch(text):
        return _with_digits(line, text)
    said = fold(text)
    if NOBODY.fullmatch(said) or _LABEL.fullmatch(said) or _UNIT_LABEL.fullmatch(said):
        return line
    if _PERSON_LABEL.fullmatch(said):
        return replace(line, labelled=True)
    if GROUP_WORD.match(fold(text)) and any(letter.isdigit() for letter in text):
        return _plus(line, Kind.GROUP, group_name(text))
    written, rest = titled(text)
    if not written:
        vacant = _VACANT.search(fold(one_line(text)))
        return _plus(line, Kind.TEXT, one_line(text)[: vacant.start() if vacant else None])
    own = unit_behind(text)
    if own:
        return _plus(replace(line, unit=line.unit or own[1]), Kind.TITLE, own[0])
    line = _plus(line, Kind.TITLE, written)
    return _plus(line, Kind.TEXT, one_line(rest)) if rest else line


def _with_digits(line: Line, text: str) -> Line:
    if number := phone(text):
        return _plus(line, Kind.PHONE, number)
    return replace(line, bad_phones=(*line.bad_phones, text.strip())) if sum(map(str.isdigit, text)) > 4 else line


def _plus(line: Line, kind: Kind, text: str) -> Line:
    return replace(line, pieces=(*line.pieces, Piece(kind, text)))


def unit_behind(text: str) -> tuple[str, str] | None:
    """'Bí thư Đoàn phường An Hòa' is ('Bí thư', 'Đoàn phường An Hòa'); 'Bí thư Đoàn phường' is a title only."""
    said = text.split()
    for at in range(1, min(len(said), 5)):
        head, rest = " ".join(said[:at]), " ".join(said[at:])
        if is_title(head) and begins_as_unit(rest) and key(rest):
            return titled(head)[0], rest
    return None
