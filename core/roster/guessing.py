"""Columns without a heading: what their cells look like tells what they hold."""

import re
from collections.abc import Callable, Sequence

from core.roster.cells import email, is_title, one_line, phones_of, uncalled
from core.roster.entries import Column, Heading
from core.roster.names import begins_as_unit, words

_LOOKED_AT = 200  # rows
_FAMILY_NAMES = """
nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly mai trinh dinh doan lam cao luong luu ha ta thai
chau quach tong trieu kieu phung dao to tu truong la luc nong vi hua sung giang lo quang chu thach diep lai van bach
khuc mac nghiem phi tang cil
"""
_FAMILIES = frozenset(_FAMILY_NAMES.split())
_NUMBER = re.compile(r"\s*(?:\d{1,4}|[IVXLC]{1,6})[.)]?\s*")
_GROUP = re.compile(r"(?:cum|khoi|nhom)(?: |$)")


def looks_like_person(text: str) -> int:
    """How sure: 3 for how one is addressed or a family name before two more, 1 for a single word, 0 for no name."""
    if begins_as_unit(text) or any(letter.isdigit() for letter in text):
        return 0
    if uncalled(text) != text:
        return 3
    said = words(text).split()
    if not 1 <= len(said) <= 6 or is_title(text):
        return 0
    if len(said) == 1:
        return 1
    return (3 if len(said) > 2 else 1) if said[0] in _FAMILIES else 0


def looks_like_unit(text: str) -> int:
    return 3 if begins_as_unit(text) else 0


def guess(rows: Sequence[Sequence[str]]) -> dict[int, Heading]:
    """The columns of a table without headings; of two columns of names the left one is the unit."""
    looked = rows[:_LOOKED_AT]
    width = max(map(len, looked), default=0)
    cells = {at: [row[at] for row in looked if at < len(row) and row[at].strip()] for at in range(width)}
    found = {at: kind for at, said in cells.items() if said and (kind := _plain_kind(said))}
    texts = [at for at, said in cells.items() if said and at not in found]
    found.update(_names(texts, cells))
    return {at: Heading(found[at]) for at in sorted(found)}


def _plain_kind(said: Sequence[str]) -> Column | None:
    """What a pattern tells. A number of four digits is no phone, nine digits are no number."""
    tests: tuple[tuple[Column, Callable[[str], bool], float], ...] = (
        (Column.EMAIL, lambda cell: bool(email(cell.split()[0])), 0.5),
        (Column.PHONE, _is_phone, 0.5),
        (Column.NUMBER, lambda cell: bool(_NUMBER.fullmatch(cell)), 0.8),
        (Column.TITLE, lambda cell: is_title(one_line(cell)), 0.5),
        (Column.GROUP, lambda cell: bool(_GROUP.match(words(cell))), 0.5),
    )
    return next((kind for kind, test, share in tests if sum(map(test, said)) >= share * len(said)), None)


def _is_phone(cell: str) -> bool:
    letters = sum(letter.isalpha() for letter in cell)
    return bool(phones_of(cell).good) and letters < 4


def _names(texts: Sequence[int], cells: dict[int, list[str]]) -> dict[int, Column]:
    if not texts:
        return {}
    lead = {at: sum(looks_like_person(one_line(cell)) - looks_like_unit(one_line(cell)) for cell in cells[at])
            / len(cells[at]) for at in texts[:12]}  # fmt: skip
    unit = min(lead, key=lambda at: (round(lead[at]), at))
    others = {at: value for at, value in lead.items() if at != unit}
    person = max(others, key=lambda at: (round(others[at]), -at)) if others else None
    kinds = dict.fromkeys(texts, Column.OTHER) | {unit: Column.UNIT}
    return kinds if person is None else kinds | {person: Column.PERSON}
