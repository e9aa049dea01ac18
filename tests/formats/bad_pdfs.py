"""PDFs that go in circles, swell, or are no longer whole. Written object by object, with no regard for sense."""

import zlib
from collections.abc import Callable, Iterator
from functools import partial

from data.formats.refusal import Why
from tests.formats import hostile
from tests.formats.bad import LINES, Answer, Bad
from tests.formats.pdfs import Picture, Text, pdf, ruled, written

Makes = Iterator[tuple[str, Callable[[], bytes], *tuple[Answer, ...]]]
GOOD = pdf(written("Kế hoạch tháng Thanh niên", "Nộp trước ngày 20/5"), ruled(("Việc", "Hạn"), ("Họp", "01/5")))
FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
SAID = "BT /F 12 Tf 72 700 Td (Ke hoach thang) Tj ET\n"


def stream(content: str | bytes, about: str = "", length: int | str = "") -> bytes:
    raw = content.encode("latin-1") if isinstance(content, str) else content
    return f"<<{about}/Length {len(raw) if length == '' else length}>>stream\n".encode() + raw + b"\nendstream"


def deflated(content: bytes, about: str = "") -> bytes:
    return stream(zlib.compress(content, 9), f"/Filter/FlateDecode{about}")


def file(objects: dict[int, str | bytes], trailer: str = "/Root 1 0 R") -> bytes:
    """Without a table of places: a reader looks for the objects itself."""
    said = b"%PDF-1.7\n"
    for number, content in objects.items():
        said += (
            f"{number} 0 obj\n".encode() + (content.encode() if isinstance(content, str) else content) + b"\nendobj\n"
        )
    return said + f"trailer<<{trailer}>>\n%%EOF\n".encode()


def book(content: str | bytes = SAID, page: str = "", **more: str | bytes) -> bytes:
    """One page. `more`: further objects, as o7=…, or one of these instead."""
    objects: dict[int, str | bytes] = {
        1: "<</Type/Catalog/Pages 2 0 R>>",
        2: "<</Type/Pages/Count 1/Kids[3 0 R]>>",
        3: f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources 5 0 R{page}>>",
        4: stream(content),
        5: "<</Font<</F 6 0 R>>/XObject<</X 7 0 R/Y 8 0 R>>>>",
        6: FONT,
    }
    return file(objects | {int(name[1:]): value for name, value in more.items()})


def form(content: str, resources: str = "") -> bytes:
    return stream(content, f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]{resources}")


def _circles() -> Makes:
    yield "an object that is itself", partial(book, o4="4 0 R"), LINES, Why.BROKEN, Why.TOO_SLOW
    yield "two objects that are each other", partial(book, o5="7 0 R", o7="5 0 R"), LINES, Why.BROKEN, Why.TOO_SLOW
    yield "pages in a circle", partial(book, o2="<</Type/Pages/Count 1/Kids[2 0 R 3 0 R]>>"), LINES
    yield "a page within a page", partial(book, page="/Type/Pages/Kids[3 0 R]"), LINES, Why.BROKEN, Why.SCANNED
    yield "pages that are their own parents", partial(book, o2="<</Type/Pages/Parent 2 0 R/Kids[3 0 R]>>"), LINES
    yield "a drawing within itself", partial(book, f"{SAID} /X Do", o7=form("/X Do")), LINES
    yield "two drawings within each other", partial(book, f"{SAID}/X Do", o7=form("/Y Do"), o8=form("/X Do")), LINES
    yield (
        "a drawing that is the page",
        partial(book, f"{SAID}/X Do", o5="<</Font<</F 6 0 R>>/XObject<</X 4 0 R>>>>"),
        LINES,
    )
    yield (
        "a length that is itself",
        partial(book, o4=stream(SAID, length="4 0 R")),
        LINES,
        Why.BROKEN,
        Why.TOO_SLOW,
        Why.SCANNED,
    )
    yield (
        "a font within itself",
        partial(book, o6="<</Type/Font/Subtype/Type0/DescendantFonts[6 0 R]>>"),
        LINES,
        Why.BROKEN,
    )
    yield (
        "resources within themselves",
        partial(book, o5="<</Font 5 0 R/XObject 5 0 R>>"),
        LINES,
        Why.SCANNED,
        Why.BROKEN,
    )
    yield (
        "names in a circle",
        partial(book, o1="<</Type/Catalog/Pages 2 0 R/PageLabels 1 0 R/Names 1 0 R>>"),
        LINES,
        Why.BROKEN,
    )
    yield "labels in a circle", partial(book, o1="<</Type/Catalog/Pages 2 0 R/PageLabels<</Kids[9 0 R]>>>>",
        o9="<</Kids[9 0 R]>>"), LINES, Why.BROKEN, Why.TOO_SLOW  # fmt: skip
    yield (
        "an older table that is itself",
        lambda: GOOD.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev 15"),
        LINES,
        Why.BROKEN,
    )


def drawings(levels: int, times: int) -> bytes:
    """Each draws the next some times over."""
    named = {
        f"o{at}": form("/N Do " * times, f"/Resources<</XObject<</N {at + 1} 0 R>>>>") for at in range(7, 7 + levels)
    }
    named[f"o{7 + levels}"] = form(SAID, "/Resources 5 0 R")
    return book(f"{SAID}/X Do", "", **named)


def deep(opening: str, closing: str, levels: int) -> bytes:
    return book(SAID, o7=opening * levels + closing * levels, page="/X 7 0 R")


def _bombs() -> Makes:
    yield "a drawing of 600 MB", partial(hostile.pdf_bomb, 600), Why.BOMB
    yield "a drawing packed twice", packed_twice, Why.BOMB
    yield "drawings in drawings, 10 to the 9th", partial(drawings, 9, 10), Why.BOMB, Why.TOO_SLOW
    yield "drawings in drawings, 2,000 deep", partial(drawings, 2_000, 1), LINES, Why.BROKEN
    yield "a table of letters of 300 MB", partial(to_unicode, b"<0041> <0042>\n" * 100, 300), Why.BOMB, Why.TOO_SLOW
    yield "objects of 300 MB", partial(object_stream, b"1 0 " * (75 << 20)), Why.BOMB, Why.BROKEN, Why.TOO_SLOW
    yield (
        "letters of a range without end",
        partial(to_unicode, b"1 beginbfrange <0000> <ffffff> <0000> endbfrange", 0),
        LINES,
        Why.BOMB,
        Why.TOO_SLOW,
        Why.SCANNED,
    )
    yield "widths without end", partial(book, o6=wide_font(2_000_000_000)), Why.BOMB, Why.TOO_SLOW
    yield "pixels without end", partial(book, o4=predicted(2_000_000_000)), Why.BOMB, Why.BROKEN, Why.SCANNED
    yield "a million operators", partial(book, SAID + "q Q 1 0 0 1 0 0 cm\n" * 330_000), LINES
    yield (
        "a million letters",
        partial(book, SAID + f"BT /F 1 Tf 9 9 Td ({'a' * 500} ) Tj ET\n" * 2_000),
        LINES,
        Why.TOO_SLOW,
    )
    yield "200,000 rules", partial(book, SAID + rules(100_000)), LINES, Why.TOO_SLOW
    yield "a million white letters on 5,000 grounds", partial(book, SAID + grounds(5_000)), LINES, Why.TOO_SLOW
    yield "states kept and never given back", partial(book, SAID + "q " * 1_500_000), LINES, Why.BOMB
    start = GOOD[GOOD.rfind(b"startxref") + 10 :].split()[0]
    yield "tables in a circle", lambda: GOOD.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev " + start), LINES, Why.BROKEN
    yield "301 pages", lambda: pdf(*[written("x")] * 301), Why.TOO_MANY_PAGES
    yield "a page 5,000 times", partial(book, o2=f"<</Type/Pages/Kids[{'3 0 R ' * 5_000}]>>"), LINES
    yield (
        "100,000 kids that are not there",
        partial(book, o2=f"<</Type/Pages/Kids[{'99 0 R ' * 100_000}3 0 R]>>"),
        LINES,
        Why.BROKEN,
    )


def packed_twice() -> bytes:
    inner = zlib.compress(zlib.compress(bytes(600 << 20), 9), 9)
    return book(o4=stream(inner, "/Filter[/FlateDecode/FlateDecode]"))


def to_unicode(said: bytes, mib: int) -> bytes:
    times = (mib << 20) // len(said) if mib else 1
    content = b"1 beginbfchar\n" + said * times if mib else said
    return book(o6=FONT.replace("/Encoding", "/ToUnicode 9 0 R/Encoding"), o9=deflated(content))


def object_stream(content: bytes) -> bytes:
    return book(o4="<<>>", o9=deflated(content, f"/Type/ObjStm/N {len(content) // 4}/First {len(content)}"))


def wide_font(last: int) -> str:
    return (
        "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2"
        f"/BaseFont/A/W[0 {last} 500]/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)>>>>]>>"
    )


def predicted(columns: int) -> bytes:
    return deflated(SAID.encode(), f"/DecodeParms<</Predictor 12/Colors 9/Columns {columns}>>")


def rules(count: int) -> str:
    return "".join(
        f"0 {at % 800}.{at % 97} m 500 {at % 800}.{at % 97} l {at % 500} 0 m {at % 500} 800 l S\n"
        for at in range(count)
    )


def grounds(count: int) -> str:
    dark = "".join(f"{at % 500} {at % 700} 5 5 re f\n" for at in range(count))
    return f"{dark}1 g\n" + f"BT /F 9 Tf 9 9 Td ({'a' * 500}) Tj ET\n" * 400


def _content() -> Makes:
    """What stands where drawing is told."""
    for label, said in {
        "an open string": "(",
        "20,000 open strings": "(" * 20_000,
        "20,000 open lists": "[" * 20_000,
        "20,000 open dictionaries": "<<" * 20_000,
        "20,000 procedures": "{" * 20_000,
        "20,000 closed lists": "]" * 20_000,
        "20,000 open hexadecimals": "<" * 20_000,
        "100,000 escapes": "(" + "\\" * 99_999,
        "100,000 spaces": " " * 100_000,
        "20,000 comments": "%\n" * 20_000,
        "a comment without an end": "%" * 100_000,
        "20,000 slashes": "/" * 20_000,
        "100,000 signs": "+-." * 33_000,
        "a number of 100,000 digits": "9" * 100_000 + " 0 Td",
        "a fraction of 100,000 digits": "." + "9" * 100_000 + " 0 Td",
        "a name of 100,000 letters": "/" + "a" * 100_000 + " Do",
        "9,000 pictures that are none": "BI ID EI " * 9_000,
        "100,000 pictures without an end": "ID " * 33_000,
        "operators without operands": "Tf Td Tm TJ Tj ' \" cm re m l c v y Do gs sc scn cs g rg k w d",
        "operands of another kind": "(a) (b) Tf /a /b Td [] <<>> Tc (x) Tr [[]] TJ /a Tj 1 Tj [/a] ' (a) (b) 1 1 re f",
        "states given back too often": "Q " * 50_000,
        "letters of no size": "BT /F 0 Tf (a) Tj ET",
        "letters of no end": "BT /F 1e9 Tf 99999999999999999999 0 0 1 0 0 Tm (a) Tj ET",
        "letters larger than numbers": "BT /F " + "9" * 400 + " Tf (a) Tj ET",
        "letters upside down": "BT /F 9 Tf -1 0 0 -1 99 99 Tm (a) Tj ET",
        "letters laid flat": "BT /F 9 Tf 0 0 0 0 99 99 Tm (a) Tj ET",
        "a font that is not there": "BT /G 9 Tf (a) Tj ET",
        "a colour of text": "(a) g (a) (b) (c) rg /P cs /Q scn",
        "a path of nothing": "m l S h h h f n re S",
        "a path without a beginning": "9 9 l 8 8 l 1 2 3 4 5 6 c h S",
    }.items():
        yield label, partial(book, f"{SAID}{said}\n{SAID}"), LINES, Why.BROKEN, Why.SCANNED


def _forms() -> Makes:
    """What the file itself gets wrong."""
    for label, page in {
        "no MediaBox": "/MediaBox null",
        "a MediaBox of two numbers": "/MediaBox[0 0]",
        "a MediaBox of words": "/MediaBox[(a) (b) (c) (d)]",
        "a MediaBox of nothing": "/MediaBox[0 0 0 0]",
        "a MediaBox wider than the earth": "/MediaBox[0 0 99999999999999 99999999999999]",
        "a MediaBox that is not there": "/MediaBox 99 0 R",
        "a turn by 45": "/Rotate 45",
        "a turn by a word": "/Rotate(a)",
        "a turn by minus a billion": "/Rotate -1000000000",
        "no resources": "/Resources null",
        "resources that are a list": "/Resources[1 2 3]",
        "contents that are a list of nothing": "/Contents[null 99 0 R 4 0 R]",
        "contents that are a number": "/Contents 7",
    }.items():
        yield label, partial(book, page=page), LINES, Why.BROKEN, Why.SCANNED
    yield "lists in one another", partial(deep, "[", "]", 20_000), LINES, Why.BROKEN
    yield "dictionaries in one another", partial(deep, "<</A", ">>", 20_000), LINES, Why.BROKEN
    yield "no pages", partial(book, o2="<</Type/Pages/Kids[]>>"), LINES, Why.BROKEN
    yield "no catalogue", partial(file, {1: "<<>>"}), Why.BROKEN
    yield "no root", partial(file, {1: "<<>>"}, ""), Why.BROKEN
    for length in (-1, 0, 7, 10**9, 10**30):
        yield f"a length of {length:.0e}", partial(book, o4=stream(SAID, length=length)), LINES, Why.BROKEN, Why.SCANNED
    for name in ("Crypt", "LZW", "ASCII85", "ASCIIHex", "RunLength", "CCITTFax", "JBIG2", "DCT", "Nonsense"):
        packed = stream(SAID, f"/Filter/{name}Decode")
        yield f"{name} that is none", partial(book, o4=packed), LINES, Why.BROKEN, Why.SCANNED
    yield (
        "a hundred filters",
        partial(book, o4=stream(SAID, f"/Filter[{'/ASCIIHexDecode' * 100}]")),
        LINES,
        Why.SCANNED,
        Why.BROKEN,
    )
    for name in ("../../../../etc/passwd", "/etc/passwd", "a" * 9_000, "..%2f", "Identity-V", "UniGB-UCS2-V"):
        font = wide_font(1).replace("Identity-H", name)
        yield f"letters by the table {name[:30]}", partial(book, o6=font), LINES, Why.BROKEN, Why.SCANNED
    for kind in ("Type3", "MMType1", "TrueType", "CIDFontType0", "Type9"):
        font = f"<</Type/Font/Subtype/{kind}/FontMatrix[0 0 0 0 0 0]/Widths[(a)]/FirstChar(b)/FontDescriptor 6 0 R>>"
        yield f"a font of kind {kind}", partial(book, o6=font), LINES, Why.BROKEN, Why.SCANNED


def _cuts() -> Makes:
    for part in (1, 2, 5, 9):
        yield f"its first {part} tenths", partial(first, part), LINES, Why.BROKEN, Why.SCANNED
    yield "its second half", lambda: b"%PDF-1.7\n" + GOOD[len(GOOD) // 2 :], LINES, Why.BROKEN, Why.SCANNED
    yield "without its table", lambda: GOOD[: GOOD.find(b"xref")] + GOOD[GOOD.find(b"trailer") :], LINES
    yield (
        "a table that leads astray",
        lambda: GOOD.replace(b"00000 n", b"00007 n").replace(b"00000000", b"00000123"),
        LINES,
        Why.BROKEN,
        Why.SCANNED,
    )
    yield "a start beyond the file", lambda: GOOD.replace(b"startxref\n", b"startxref\n9999999"), LINES, Why.BROKEN
    yield "a later version of a page", later_version, LINES
    yield "two files in one", lambda: GOOD + GOOD, LINES, Why.BROKEN
    yield "an archive at its end", lambda: GOOD + hostile.within(b"a"), LINES
    yield "a page with a password", lambda: pdf(written("Kế hoạch"), locked=True), Why.ENCRYPTED
    for handler in ("/V 9/R 9", "/Filter/Nobody", "/V 5/R 6/Length 256", "/V 4/R 4/CF<<>>/StmF/X/StrF/X"):
        yield f"locked by {handler}", partial(locked, handler), Why.ENCRYPTED, Why.BROKEN
    yield "pictures alone", lambda: pdf([Picture()]), Why.SCANNED
    yield "no letters to be told", lambda: pdf(written("Kế hoạch"), says_letters=False), Why.SCANNED
    yield "letters of nothing", lambda: pdf([Text(" ")]), Why.SCANNED
    yield "its first line alone", lambda: b"%PDF-1.7\n", Why.BROKEN
    yield "a name of it alone, far behind", lambda: b"\n" * 1000 + b"%PDF-1.7", Why.BROKEN


def first(tenths: int) -> bytes:
    return GOOD[: len(GOOD) * tenths // 10]


def later_version() -> bytes:
    later = b"4 0 obj\n" + stream(SAID.replace("thang", "khac")) + b"\nendobj\n"
    return book().replace(b"trailer", later + b"trailer")


def locked(handler: str) -> bytes:
    about = f"<</Filter/Standard/P -4/O<{'a1' * 32}>/U<{'b2' * 32}>{handler}>>"
    return book(o9=about).replace(b"/Root 1 0 R", b"/Root 1 0 R/ID[<00><00>]/Encrypt 9 0 R")


def bad_pdfs() -> Iterator[Bad]:
    for kind in (_circles, _bombs, _content, _forms, _cuts):
        for label, make, *answers in kind():
            heavy = kind is _bombs or Why.TOO_SLOW in answers
            yield Bad(label, make, tuple(answers), "ke-hoach.pdf", heavy)
