"""Who stands in the cells of one row: a name, two of them on two lines, a title or a phone beside a name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from core.roles import Role
from core.roster.cells import (
    Phones,
    email,
    emails_taken,
    is_none,
    is_title,
    one_line,
    phones_of,
    phones_taken,
    role_of,
    title,
    titled,
    uncalled,
    usual,
)
from core.vietnamese import fold

NOBODY = re.compile(r"\W*(?:chua co|chua kien toan|dang khuyet|khuyet|trong|khong co|khong|chua cu)\W*")
_PIECES = re.compile(r"[–—|,:;()\[\]]|\s-\s|\s/\s")
_NUMBERED = re.compile(r"^\s*\d{1,2}\s*[.)]\s*(?=\D)")
_MOST = 20  # people in one cell


@dataclass(frozen=True)
class Someone:
    """A person as one row says them; `bad` are what should have been phones and addresses and is not."""

    name: str = ""
    title: str = ""
    role: Role = Role.SECRETARY
    phones: tuple[str, ...] = ()
    email: str = ""
    bad_phones: tuple[str, ...] = ()
    bad_emails: tuple[str, ...] = ()

    @property
    def is_anyone(self) -> bool:
        return bool(self.name or self.phones or self.email or self.bad_phones or self.bad_emails)


def people_of(names: str, titles: str, phones: str, emails: str, usual_title: str = "") -> list[Someone]:
    """`usual_title` is the heading's ("Bí thư"). Phones on as many lines as there are names go line by line."""
    said = [someone for line in _lines(names) if (someone := someone_in(line)).is_anyone]
    found = _with_titles(said or [Someone()], titles, usual_title)
    return _with_emails(_with_phones(found, phones), emails)


def someone_in(text: str) -> Someone:
    """'Bí thư Nguyễn Thị Mai (0912…)': in whatever order, with whatever stands between."""
    rest, good_mail, bad_mail = emails_taken(_NUMBERED.sub("", text))
    rest, phones = phones_taken(rest)
    pieces = [piece for one in _PIECES.split(rest) if (piece := one_line(one).strip(" .-")) and not is_none(piece)]
    written, name = "", ""
    for piece in pieces:
        said, left = titled(piece)
        written = written or said
        name = name or ("" if NOBODY.fullmatch(fold(left)) else usual(uncalled(left)))
    mail = good_mail[0] if good_mail else ""
    return Someone(name, written, role_of(written), phones.good, mail, phones.bad, bad_mail)


def _lines(cell: str) -> list[str]:
    return [line for line in re.split(r"[\n\r;]", cell) if line.strip() and not is_none(line)][:_MOST]


def _with_titles(people: list[Someone], cell: str, usual_title: str) -> list[Someone]:
    """Title by title where there are as many; the second of two without a title is the deputy."""
    titles = [title(line) for line in _lines(cell) if not NOBODY.fullmatch(fold(line))]
    if len(titles) == 1 and len(people) > 1:
        titles = [part for one in _lines(cell) for part in _titles_in(one)]
    found = []
    for at, one in enumerate(people):
        written = (titles[at] if at < len(titles) else "") or one.title or (usual_title if at == 0 else "")
        role = role_of(written) if written else (Role.SECRETARY if at == 0 else Role.DEPUTY)
        found.append(replace(one, title=written, role=role))
    return found


def _titles_in(cell: str) -> list[str]:
    parts = [part for part in re.split(r"\s*[,/–]\s*|\s-\s", cell) if part]
    return [title(part) for part in parts] if all(map(is_title, parts)) else [title(cell)]


def _with_phones(people: list[Someone], cell: str) -> list[Someone]:
    lines = [phones_of(line) for line in _lines(cell)]
    if len(lines) == 1 and len(people) == len(lines[0].good) > 1:
        lines = [Phones((number,), lines[0].bad[at:at + 1]) for at, number in enumerate(lines[0].good)]  # fmt: skip
    if len(lines) > len(people):
        lines = [_together(lines)]
    return [
        replace(one, phones=tuple(dict.fromkeys((*one.phones, *more.good))), bad_phones=(*one.bad_phones, *more.bad))
        for one, more in zip_longest(people, lines, fillvalue=Phones())
        if isinstance(one, Someone) and isinstance(more, Phones)
    ]


def _together(lines: Sequence[Phones]) -> Phones:
    return Phones(tuple(n for one in lines for n in one.good), tuple(n for one in lines for n in one.bad))


def _with_emails(people: list[Someone], cell: str) -> list[Someone]:
    lines = [part for part in re.split(r"[\n\r;,\s]+", cell) if part and not is_none(part)]
    found = []
    for at, one in enumerate(people):
        mine = lines[at:] if at == len(people) - 1 else lines[at : at + 1]
        good = [address for part in mine if (address := email(part))]
        bad = tuple(part for part in mine if not email(part))
        found.append(replace(one, email=one.email or (good or [""])[0], bad_emails=(*one.bad_emails, *bad)))
    return found
