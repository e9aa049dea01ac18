"""A small writer of PDF files: a font that says which letters its glyphs are, and no font file."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import md5

from pdfminer.arcfour import Arcfour
from pdfminer.pdfdocument import PDFStandardSecurityHandler

LEFT, TOP, WIDTH, HEIGHT = 72, 780, 595, 842
PITCH = 20
_FONTS = {"Plain": "TimesNewRoman", "Bold": "TimesNewRoman-Bold"}


@dataclass(frozen=True)
class Text:
    said: str
    x: float = LEFT
    y: float = TOP
    size: float = 12
    font: str = "Plain"
    white: bool = False


@dataclass(frozen=True)
class Box:
    x0: float
    y0: float
    x1: float
    y1: float
    filled: bool = False


@dataclass(frozen=True)
class Picture:
    """A grey page, as a scanner leaves it."""


Drawn = Text | Box | Picture


def pdf(*pages: Sequence[Drawn], says_letters: bool = True, locked: bool = False, opens: bool = False) -> bytes:
    """`opens`: locked by no password, but some of it is forbidden."""
    letters = sorted({letter for page in pages for one in page if isinstance(one, Text) for letter in one.said})
    glyphs = {letter: number for number, letter in enumerate(letters, start=1)}
    kids = " ".join(f"{20 + 2 * at} 0 R" for at in range(len(pages)))
    objects = {
        1: "<</Type/Catalog/Pages 2 0 R>>",
        2: f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>",
        3: _stream(_letters(glyphs)),
        4: _stream("\x80", "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"),
        5: f"<</Filter/Standard/V 1/R 2/P -4/O<{'a1' * 32}>/U<{_for_everybody() if opens else 'b2' * 32}>>>",
    }
    for at, base in enumerate(_FONTS.values()):
        objects |= _font(6 + 3 * at, base, says_letters)
    fonts = " ".join(f"/{name} {6 + 3 * at} 0 R" for at, name in enumerate(_FONTS))
    for at, page in enumerate(pages):
        objects[20 + 2 * at] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Contents {21 + 2 * at} 0 R"
            f"/Resources<</Font<<{fonts}>>/XObject<</Scan 4 0 R>>>>>>"
        )
        objects[21 + 2 * at] = _stream("\n".join(_drawn(one, glyphs) for one in page))
    return _file(objects, "/Encrypt 5 0 R/ID[<00><00>]" if locked or opens else "")


def _for_everybody() -> str:
    """What a PDF says of the empty password, by its standard."""
    padding = PDFStandardSecurityHandler.PASSWORD_PADDING
    key = md5(padding + b"\xa1" * 32 + (-4).to_bytes(4, "little", signed=True) + b"\0", usedforsecurity=False)
    return Arcfour(key.digest()[:5]).process(padding).hex()


def written(*said: str, top: float = TOP) -> list[Drawn]:
    """Lines from the top of a page down."""
    return [Text(line, y=top - PITCH * at) for at, line in enumerate(said)]


def ruled(*rows: Sequence[str], top: float = TOP, width: float = 150) -> list[Drawn]:
    """A table with a box around each cell."""
    drawn: list[Drawn] = []
    for down, row in enumerate(rows):
        y = top - 30 * down
        for across, said in enumerate(row):
            x = LEFT + width * across
            drawn += [Box(x, y - 30, x + width, y), Text(said, x + 4, y - 18)]
    return drawn


def _drawn(one: Drawn, glyphs: dict[str, int]) -> str:
    if isinstance(one, Picture):
        return f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /Scan Do Q"
    if isinstance(one, Box):
        end = "0 0 0.6 rg {} f 0 g" if one.filled else "{} S"
        return end.format(f"{one.x0} {one.y0} {one.x1 - one.x0} {one.y1 - one.y0} re")
    codes = "".join(f"{glyphs[letter]:04x}" for letter in one.said)
    colour = "1 g" if one.white else "0 g"
    return f"BT {colour} /{one.font} {one.size} Tf {one.x} {one.y} Td <{codes}> Tj ET 0 g"


def _letters(glyphs: dict[str, int]) -> str:
    pairs = "\n".join(f"<{number:04x}> <{letter.encode('utf-16-be').hex()}>" for letter, number in glyphs.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(glyphs)} beginbfchar\n{pairs}\nendbfchar\nendcmap end end"
    )


def _font(first: int, base: str, says_letters: bool) -> dict[int, str]:
    letters = "/ToUnicode 3 0 R" if says_letters else ""
    return {
        first: f"<</Type/Font/Subtype/Type0/BaseFont/{base}/Encoding/Identity-H"
        f"/DescendantFonts[{first + 1} 0 R]{letters}>>",
        first + 1: f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{base}/DW 500/FontDescriptor {first + 2} 0 R"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
        first + 2: f"<</Type/FontDescriptor/FontName/{base}/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0"
        "/Ascent 900/Descent -200/CapHeight 700/StemV 80>>",
    }


def _stream(content: str, about: str = "") -> str:
    return f"<<{about}/Length {len(content)}>>stream\n{content}\nendstream"


def _file(objects: dict[int, str], trailer: str) -> bytes:
    said = bytearray(b"%PDF-1.7\n")
    places: dict[int, int] = {}
    for number, content in sorted(objects.items()):
        places[number] = len(said)
        said += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    start = len(said)
    said += b"xref\n"
    for number, place in places.items():
        said += f"{number} 1\n{place:010d} 00000 n \n".encode()
    said += f"trailer<</Size {max(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(said)
