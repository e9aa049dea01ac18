"""Automatic lists: the number or bullet that a word processor draws and no text contains."""

import re
from dataclasses import dataclass

from data.formats.styles import Styles
from data.formats.wordparts import Element, W, is_on, number, value

_LEVELS = 9
_LONGEST = 60  # letters before a number is filled in
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_BULLETS = {"+": "+", "\uf02b": "+", "*": "*"}


@dataclass(frozen=True)
class Level:
    start: int
    format: str
    text: str  # "%1.%2."
    restarts: bool
    is_decimal: bool  # the levels above are written in digits, whatever they are

    @property
    def is_bullet(self) -> bool:
        return self.format == "bullet"


class Lists:
    """Counts as it is asked: each paragraph once, in document order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, Element] = {}
        self._lists: dict[str, Element] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._restarted: set[tuple[str, int]] = set()
        self._levels: dict[tuple[str, int], Level | None] = {}
        for one in () if root is None else root:
            if one.tag == f"{W}abstractNum":
                self._abstract[one.get(f"{W}abstractNumId", "")] = one
            elif one.tag == f"{W}num":
                self._lists[one.get(f"{W}numId", "")] = one

    def mark(self, paragraph: Element) -> str:
        """ "" for a paragraph that is in no list."""
        properties = paragraph.find(f"{W}pPr")
        name, depth = self._place(properties)
        level = self._level(name, depth) if name else None
        if level is None:
            return ""
        counts = self._count(name, depth, level)
        return _BULLETS.get(level.text, "-") if level.is_bullet else self._written(name, level, counts)

    def _place(self, properties: Element | None) -> tuple[str, int]:
        own = None if properties is None else properties.find(f"{W}numPr")
        styled = self._styles.list_of(value(properties, "pStyle"))
        if own is not None and value(own, "numId") is not None:
            return value(own, "numId") or "", _depth(own)
        if styled is None:
            return "", 0
        name = value(styled[0], "numId") or ""
        return name, self._depth_of_style(name, styled[1], _depth(own if own is not None else styled[0]))

    def _depth_of_style(self, name: str, style: str, otherwise: int) -> int:
        """A level may be bound to a style; then it is that style's."""
        abstract = self._abstract_of(name)
        for level in [] if abstract is None else abstract.findall(f"{W}lvl"):
            if value(level, "pStyle") == style:
                said = level.get(f"{W}ilvl", "")
                return int(said) if re.fullmatch(r"[0-8]", said) else otherwise
        return otherwise

    def _abstract_of(self, name: str) -> Element | None:
        abstract = self._abstract.get(value(self._lists.get(name), "abstractNumId") or "")
        link = value(abstract, "numStyleLink")
        if not link:
            return abstract
        found = (style.find(f"{W}pPr/{W}numPr") for style in self._styles.chain(link, "numbering"))
        linked = next((one for one in found if one is not None), None)
        return self._abstract.get(value(self._lists.get(value(linked, "numId") or ""), "abstractNumId") or "")

    def _level(self, name: str, depth: int) -> Level | None:
        if (name, depth) not in self._levels:
            self._levels[name, depth] = self._read_level(name, depth)
        return self._levels[name, depth]

    def _read_level(self, name: str, depth: int) -> Level | None:
        abstract = self._abstract_of(name)
        found = _at(abstract, "lvl", depth)
        override = _at(self._lists.get(name), "lvlOverride", depth)
        instead = None if override is None else override.find(f"{W}lvl")
        found = found if instead is None else instead
        if found is None:
            return None
        return Level(
            start=number(override, "startOverride", number(found, "start", 0)),
            format=value(found, "numFmt") or "decimal",
            text=(value(found, "lvlText") or "")[:_LONGEST],
            restarts=value(found, "lvlRestart") != "0",
            is_decimal=bool(is_on(found, "isLgl")),
        )

    def _count(self, name: str, depth: int, level: Level) -> list[int | None]:
        """Lists of one definition count on together, unless one of them says where it starts."""
        key = value(self._lists.get(name), "abstractNumId") or ""
        counts = self._counts.setdefault(key, [None] * _LEVELS)
        override = _at(self._lists.get(name), "lvlOverride", depth)
        starts = value(override, "startOverride") is not None and (name, depth) not in self._restarted
        self._restarted.add((name, depth))
        now = counts[depth]
        counts[depth] = level.start if now is None or starts else now + 1
        for deeper in range(depth + 1, _LEVELS):
            below = self._level(name, deeper)
            if below is None or below.restarts:
                counts[deeper] = None
        return counts

    def _written(self, name: str, level: Level, counts: list[int | None]) -> str:
        def one(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            of = self._level(name, at)
            count = counts[at]
            shown = count if count is not None else (of.start if of else 1)
            return written(shown, "decimal" if level.is_decimal or of is None else of.format)

        return re.sub(r"%([1-9])", one, level.text).strip()


def _depth(properties: Element) -> int:
    return max(0, min(_LEVELS - 1, number(properties, "ilvl", 0)))


def _at(parent: Element | None, kind: str, depth: int) -> Element | None:
    found = [] if parent is None else parent.findall(f"{W}{kind}")
    return next((one for one in found if one.get(f"{W}ilvl") == str(depth)), None)


def written(count: int, form: str) -> str:
    """A number in the form a list asks for; in digits where the form is unknown or would grow without end."""
    if form == "none":
        return ""
    if form in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        return _roman(count) if form == "upperRoman" else _roman(count).lower()
    if form in ("lowerLetter", "upperLetter") and 0 < count <= 26 * 9:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    return f"{count:02d}" if form == "decimalZero" else str(count)


def _roman(count: int) -> str:
    said = ""
    for worth, letters in _ROMAN:
        said += letters * (count // worth)
        count %= worth
    return said
