"""What a style says where a paragraph or a run says nothing: its list, bold, hidden, the borders of a table."""

from collections.abc import Iterator

from data.formats.wordparts import Element, W, is_on, value

_DEEPEST = 20  # styles based on one another, against a circle
_SHAPES = ("wsp", "shape", "rect", "roundrect", "oval")
_FILLS = ("solidFill", "gradFill", "pattFill", "blipFill")
_NO_BORDER = (None, "none", "nil")


class Styles:
    def __init__(self, root: Element | None) -> None:
        found = [] if root is None else root.findall(f"{W}style")
        self._by_id = {style.get(f"{W}styleId", ""): style for style in found}
        self._default = {
            style.get(f"{W}type"): style.get(f"{W}styleId", "") for style in found if style.get(f"{W}default") == "1"
        }

    def chain(self, name: str | None, kind: str) -> Iterator[Element]:
        """The style and those it is based on; the default style of its kind where none is named."""
        style = self._by_id.get(name or self._default.get(kind, ""))
        for _ in range(_DEEPEST):
            if style is None:
                return
            yield style
            style = self._by_id.get(value(style, "basedOn") or "")

    def run_properties(self, paragraph: str | None, run: str | None) -> Iterator[Element]:
        """Of the character style first, then of the paragraph's."""
        chains = (*(self.chain(run, "character") if run else ()), *self.chain(paragraph, "paragraph"))
        for style in chains:
            if (properties := style.find(f"{W}rPr")) is not None:
                yield properties

    def list_of(self, paragraph: str | None) -> tuple[Element, str] | None:
        """A paragraph style's numbering, and the style that says it."""
        for style in self.chain(paragraph, "paragraph"):
            if (found := style.find(f"{W}pPr/{W}numPr")) is not None:
                return found, style.get(f"{W}styleId", "")
        return None

    def has_borders(self, table: str | None) -> bool:
        return any(_drawn(style.find(f"{W}tblPr/{W}tblBorders")) for style in self.chain(table, "table"))

    def has_shading(self, table: str | None) -> bool:
        return any(next(style.iter(f"{W}shd"), None) is not None for style in self.chain(table, "table"))


def is_ruled(table: Element, styles: Styles) -> bool:
    """Whether lines are drawn around its cells; a table without them is a frame for setting text side by side."""
    if any(_drawn(borders) for borders in table.iterfind(f"{W}tr/{W}tc/{W}tcPr/{W}tcBorders")):
        return True
    own = table.find(f"{W}tblPr/{W}tblBorders")
    return styles.has_borders(value(table.find(f"{W}tblPr"), "tblStyle")) if own is None else _drawn(own)


def _drawn(borders: Element | None) -> bool:
    return borders is not None and any(border.get(f"{W}val") not in _NO_BORDER for border in borders)


def is_shaded(properties: Element | None) -> bool:
    """A ground of its own colour, on which white letters are seen."""
    shading = None if properties is None else properties.find(f"{W}shd")
    if shading is not None:
        fill = shading.get(f"{W}fill", "auto").upper()
        if fill not in ("AUTO", "FFFFFF") or shading.get(f"{W}val", "clear") not in ("clear", "nil"):
            return True
    return value(properties, "highlight") not in (None, "none", "white")


def is_filled(box: Element) -> bool:
    """Whether the shape around a text box has a ground of its own colour."""
    shape = next((one for one in box.iterancestors() if _local(one) in _SHAPES), None)
    if shape is None:
        return False
    own = [one for part in shape if _local(part) == "spPr" for one in part]
    return any(_local(one) in _FILLS for one in own) or shape.get("fillcolor", "white") not in ("white", "#ffffff")


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def is_hidden(said: list[Element]) -> bool:
    """Hidden by name, or in letters too small to see. `said` are run properties, the nearest first."""
    if next((on for on in (is_on(one, "vanish") for one in said) if on is not None), False):
        return True
    size = next((size for size in (value(one, "sz") for one in said) if size), "")
    return size.isdecimal() and len(size) < 2 and int(size) <= 4  # half points


def is_white(said: list[Element]) -> bool:
    colour = next((colour for colour in (value(one, "color") for one in said) if colour), "")
    return colour.upper() == "FFFFFF"


def is_bold(said: list[Element]) -> bool:
    return next((on for on in (is_on(one, "b") for one in said) if on is not None), False)
