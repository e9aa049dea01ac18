"""The runs of one paragraph: what of them is seen, what is hidden, and the text boxes that hang on it."""

import re
from dataclasses import dataclass, field

from data.formats.styles import Styles, is_bold, is_hidden, is_shaded, is_white
from data.formats.wordparts import MC, Element, M, W, value

_BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}noBreakHyphen": "-"}
_TEXTS = {f"{W}t", f"{M}t"}
_BOX = f"{W}txbxContent"
_PASSED = {
    f"{W}pPr", f"{W}rPr", f"{W}del", f"{W}moveFrom", f"{W}delText", f"{W}instrText", f"{W}delInstrText", f"{W}sdtPr",
    f"{W}sdtEndPr", f"{W}softHyphen",
}  # fmt: skip


@dataclass
class Read:
    seen: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    bold: set[bool] = field(default_factory=set)

    @property
    def is_bold(self) -> bool:
        return self.bold == {True}


@dataclass(frozen=True)
class _Look:
    hidden: bool = False
    bold: bool = False


class Runs:
    def __init__(self, styles: Styles, on_colour: bool = False) -> None:
        self._styles = styles
        self._on_colour = on_colour

    def on_ground(self) -> "Runs":
        """Inside a coloured cell, where white letters are there to be read."""
        return Runs(self._styles, on_colour=True)

    def read(self, paragraph: Element) -> Read:
        read = Read()
        properties = paragraph.find(f"{W}pPr")
        self._walk(paragraph, _Ground(value(properties, "pStyle"), self._on_colour or is_shaded(properties)), read)
        return read

    def _walk(self, parent: Element, ground: "_Ground", read: Read, look: _Look | None = None) -> None:
        for child in parent:
            if child.tag == f"{W}r":
                self._walk(child, ground, read, self._look(child, ground))
            elif child.tag == _BOX:
                read.boxes.append(child)
            elif child.tag == f"{MC}AlternateContent":
                self._walk(self.chosen(child), ground, read, look)
            elif (said := _said(child)) is not None:
                _add(read, said, look or _Look())
            elif child.tag not in _PASSED:
                self._walk(child, ground, read, look)

    def _look(self, run: Element, ground: "_Ground") -> _Look:
        own = run.find(f"{W}rPr")
        said = [*self._styles.run_properties(ground.style, value(own, "rStyle"))]
        said = said if own is None else [own, *said]
        white = is_white(said) and not ground.coloured and not any(is_shaded(one) for one in said)
        return _Look(white or is_hidden(said), is_bold(said))

    @staticmethod
    def chosen(both: Element) -> Element:
        """The same content written twice: the newer way, or the older where only that has text."""
        ways = list(both)
        with_text = (way for way in ways if next(way.iter(*_TEXTS), None) is not None)
        return next(with_text, ways[0] if ways else both)


@dataclass(frozen=True)
class _Ground:
    style: str | None
    coloured: bool


def _said(child: Element) -> str | None:
    if child.tag in _TEXTS:
        return (child.text or "").replace("\n", " ").replace("\t", " ")
    if child.tag == f"{W}sym":
        return _symbol(child.get(f"{W}char", ""))
    return _BREAKS.get(child.tag)


def _symbol(code: str) -> str:
    found = re.fullmatch(r"[0-9A-Fa-f]{2,4}", code)
    letter = chr(int(code, 16)) if found else ""
    return "" if "\ud800" <= letter <= "\udfff" else letter


def _add(read: Read, said: str, look: _Look) -> None:
    if look.hidden:
        read.hidden.append(said)
        return
    read.seen.append(said)
    if said.strip():
        read.bold.add(look.bold)
