"""Lines as they stand in a chat: 'An Hòa – Mai – 0912…', numbered or not, the person before the unit or behind it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from core.roles import Role
from core.roster.apart import LONGEST_NAME, POLITE_ENDS, SMALL_TALK, Kind, Line, plain, taken_apart
from core.roster.cells import (
    is_title,
    role_of,
    uncalled,
    usual,
)
from core.roster.checking import Draft, settled
from core.roster.entries import Entry, Fault, Problem, Roster
from core.roster.frame import TOTAL
from core.roster.guessing import looks_like_person, looks_like_unit
from core.roster.names import kind_of, usual_unit
from core.roster.people import Someone
from core.vietnamese import fold

MOST_LINES = 20_000
_BREAK = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")
_STRONG = re.compile(r"[\t|;–—]|\s-\s")


def lines_of(text: str) -> list[str]:
    return _BREAK.split(text)[:MOST_LINES]


def is_roster_text(text: str) -> bool:
    """Three lines or more, most with a phone or with a unit and a name parted by a dash, a bar or a tab."""
    lines = [line for line in lines_of(text) if line.strip()]
    if len(lines) < 3:
        return False
    return sum(map(_is_entry, lines)) * 2 > len(lines)


def _is_entry(line: str) -> bool:
    if len(line) > 250:
        return False
    taken = taken_apart(0, line)
    texts = taken.texts()
    if taken.has(Kind.PHONE):
        return bool(texts or taken.unit) and all(len(text) <= LONGEST_NAME for text in texts)
    parts = [part for one in _STRONG.split(plain(line)) if (part := one.strip(" .,"))]
    return 2 <= len(parts) <= 5 and all(map(_is_named, parts)) and any(
        looks_like_unit(part) or looks_like_person(part) for part in parts
    )  # fmt: skip


def _is_named(text: str) -> bool:
    """Written as names are: the last word and most of the others with a capital."""
    words = [word for word in text.split() if word[0].isalnum()]
    capital = [word[0].isupper() or word[0].isdigit() for word in words]
    return (
        0 < len(words) <= 8
        and words[0][0].isupper()
        and (is_title(text) or (capital[-1] and sum(capital) * 2 >= len(words)))
    )


def table_of(text: str) -> list[list[str]]:
    """The cells of a table that was copied with its tabs or bars; none where the lines are no table."""
    lines = lines_of(text)
    filled = [line for line in lines if line.strip()]
    for sign in ("\t", "|"):
        parted = [line.strip(" |" if sign == "|" else "").count(sign) for line in filled]
        if len(filled) > 1 and sum(count > 0 for count in parted) * 5 >= 4 * len(filled):
            return [
                [cell.strip() for cell in (line.strip(" |") if sign == "|" else line).split(sign)] for line in lines
            ]
    return []


def read_lines(lines: Sequence[str]) -> Roster:
    """A line is a unit with its people, a person of the unit above, a section, or talk around the list."""
    taken = [taken_apart(at, line) for at, line in enumerate(lines[:MOST_LINES], start=1) if line.strip()]
    if not taken:
        return Roster(problems=(Problem(Fault.EMPTY),))
    return _Reading(taken).read()


@dataclass
class _Reading:
    lines: Sequence[Line]
    section: str = ""
    unit: str = ""
    open: bool = False  # the unit above has nobody yet
    last: Someone = field(default_factory=Someone)
    problems: list[Problem] = field(default_factory=list)

    def read(self) -> Roster:
        self._person_first = _person_first(self.lines)
        self._only_units = sum(bool(line.texts()) and not line.has(Kind.PHONE) for line in self.lines) * 2 > len(
            self.lines
        )
        roster = settled(list(self._drafts()), self.problems, {})
        return roster if roster.rows or roster.problems else Roster((), (Problem(Fault.NO_UNITS),))

    def _drafts(self) -> Iterator[Draft]:
        for line in self.lines:
            if line.formula:
                self.problems.append(Problem(Fault.FORMULA, line.row, line.formula))
            elif line.section:
                self.section, self.unit, self.open = line.section, "", False
            elif not _is_talk(line):
                yield from self._line(line)

    def _line(self, line: Line) -> Iterator[Draft]:
        unit, names = self._parted(line)
        people = _people(line, names)
        if not unit and not names and self.unit and (line.has(Kind.TITLE) or people):
            unit, people = self.unit, [self._goes_on(line, people)]
        if not unit and people and (self.open or line.has(Kind.TITLE) or line.labelled):
            unit = self.unit
        if unit:
            self.unit, self.open = unit, not people
            self.last = people[-1] if people else Someone()
            entry = Entry(line.row, usual_unit(unit), kind_of(unit), groups=self._groups(line))
            yield from (Draft(entry, one) for one in people or [Someone()])
        elif people:
            self.problems.append(Problem(Fault.MISSING_UNIT, line.row, people[0].name or "".join(people[0].phones[:1])))

    def _goes_on(self, line: Line, people: Sequence[Someone]) -> Someone:
        """'SĐT: 0914…' or 'Chức vụ: Bí thư' in a line of its own, about whom the lines above named."""
        title = next((piece.text for piece in line.pieces if piece.kind is Kind.TITLE), "")
        return replace((people or [Someone()])[0], name=self.last.name, title=title, role=role_of(title))

    def _groups(self, line: Line) -> tuple[str, ...]:
        said = [self.section, *(piece.text for piece in line.pieces if piece.kind is Kind.GROUP)]
        return tuple(dict.fromkeys(name for name in said if name))

    def _parted(self, line: Line) -> tuple[str, list[str]]:
        """(unit, names of people) among the texts of a line, in whichever order they stand."""
        texts = line.texts()
        if line.unit or not texts:
            return line.unit, texts
        if len(texts) == 1:
            return ("", texts) if self._is_person_alone(line, texts[0]) else (texts[0], [])
        first, second = (looks_like_person(text) - looks_like_unit(text) for text in texts[:2])
        swapped = first > second if max(first, second) == 3 or min(first, second) == -3 else self._person_first
        unit = texts[1] if swapped else texts[0]
        return unit, [text for text in texts if text is not unit]

    def _is_person_alone(self, line: Line, text: str) -> bool:
        if looks_like_unit(text):
            return False
        if line.has(Kind.TITLE) or line.labelled:
            return True
        return looks_like_person(text) > (0 if self.open else 2) and not self._only_units


def _person_first(lines: Sequence[Line]) -> bool:
    """By all lines together: 'Mai – An Hòa' says little, forty of them say enough."""
    lead = 0
    for line in lines:
        texts = line.texts()
        if len(texts) > 1:
            first, second = (looks_like_person(text) - looks_like_unit(text) for text in texts[:2])
            lead += first - second
    return lead > 0


def _is_talk(line: Line) -> bool:
    """'Em gửi danh sách ạ', 'Tổng cộng: 12 đơn vị': around the list, not of it."""
    said = fold(" ".join(line.texts()))
    reached = line.has(Kind.PHONE) or line.emails or line.bad_phones
    if reached:
        return False
    last = " ".join(line.texts()).split()[-1:] or [""]
    polite = last[0].islower() and said.split()[-1] in POLITE_ENDS  # in small letters: 'Phong Nha' is a place
    talk = TOTAL.match(said) or SMALL_TALK.match(said) or polite
    return bool(talk or len(said) > 2 * LONGEST_NAME or not (line.pieces or line.unit))


def _people(line: Line, names: Sequence[str]) -> list[Someone]:
    """Each name with the title and the phones beside it; a later text is a person only where something says so."""
    titles_first = next((piece.kind is Kind.TITLE for piece in line.pieces if piece.text in names or
                         piece.kind is Kind.TITLE), False)  # fmt: skip
    found: list[Someone] = []
    waiting = ""
    for piece in line.pieces:
        if piece.kind is Kind.TEXT and piece.text in names:
            found.append(Someone(usual(uncalled(piece.text)), waiting, role_of(waiting)))
            waiting = ""
        elif piece.kind is Kind.TITLE:
            if found and not titles_first and not found[-1].title:
                found[-1] = replace(found[-1], title=piece.text, role=role_of(piece.text))
            else:
                waiting = piece.text
        elif piece.kind is Kind.PHONE:
            found = found or [Someone("", waiting, role_of(waiting))]
            found[-1] = replace(found[-1], phones=(*found[-1].phones, piece.text))
    return _sure(found, line)


def _sure(found: list[Someone], line: Line) -> list[Someone]:
    """The phone before the name is the name's; the line's addresses are its first person's."""
    if len(found) > 1 and not found[0].name:
        found = [replace(found[1], phones=(*found[0].phones, *found[1].phones)), *found[2:]]
    kept = [
        one for at, one in enumerate(found) if at == 0 or one.phones or one.title or looks_like_person(one.name) > 2
    ]
    bad = bool(line.emails or line.bad_phones or line.bad_emails)
    first = (kept or [Someone()] if bad else kept)[:1]
    told = [replace(one, email="".join(line.emails[:1]), bad_phones=line.bad_phones, bad_emails=line.bad_emails)
            for one in first]  # fmt: skip
    rest = [one if one.title else replace(one, role=Role.DEPUTY) for one in kept[1:]]
    return [*told, *rest]
