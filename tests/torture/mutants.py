"""Good documents with a few things changed at random: any byte, or a piece of what a document is made of."""

import io
import random
import re
import zlib
from collections.abc import Callable, Sequence
from functools import cache
from zipfile import ZIP_DEFLATED, ZipFile

import docx

from tests.formats import bad_pdfs, papers
from tests.formats.papers import cell, level, listed, numbering, paragraph, row, run, table, text_box, word
from tests.formats.pdfs import Box, Drawn, Text, pdf, ruled, written

MOST_CHANGES = 6
BIGGEST = 1024 * 1024
_EXTREMES = (
    b"-1",
    b"0",
    b"1",
    b"65536",
    b"2147483648",
    b"-99999999999",
    b"1e9",
    b"9" * 40,
    b"0.00001",
    b"",
    b"x",
    b"\xff\xfe",
)
_PIECE = {
    "docx": re.compile(rb"<[^<>]{0,200}>|[^<>\s]+"),
    "pdf": re.compile(rb"/[A-Za-z]+|<<|>>|[\[\]]|\d+ \d+ R|-?[\d.]+|\w+|\([^()]*\)|<[0-9a-f]*>"),
    "txt": re.compile(rb"\w+|\W"),
}
_VALUE = re.compile(rb'(?<=")[^"<>]*(?=")|-?\d+(?:\.\d+)?')
_PLAN = "KẾ HOẠCH\nTổ chức Tháng Thanh niên\n\n1. Mục đích\n- Nộp báo cáo trước ngày 20/5\n" * 4
Change = Callable[[random.Random, bytearray, re.Pattern[bytes]], None]


def mutant(seed: str) -> tuple[str, bytes]:
    """The same for the same seed. Its name says what it was."""
    chance = random.Random(seed)
    kind, raw = chance.choice(_parents())
    if kind == "docx" and chance.random() < 0.7:
        return "a.docx", _inside(chance, raw)
    return f"a.{kind}", _changed(chance, raw, kind)


def _inside(chance: random.Random, raw: bytes) -> bytes:
    """One part changed, in an archive that is whole."""
    with ZipFile(io.BytesIO(raw)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    main = [name for name in parts if name.startswith("word/")]
    name = chance.choice(main if chance.random() < 0.9 else list(parts))
    parts[name] = _changed(chance, parts[name], "docx")
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _changed(chance: random.Random, raw: bytes, kind: str) -> bytes:
    said = bytearray(raw)
    for _ in range(chance.randint(1, MOST_CHANGES)):
        if 0 < len(said) < BIGGEST:
            chance.choice(_CHANGES)(chance, said, _PIECE[kind])
    return bytes(said)


def _flip(chance: random.Random, said: bytearray, piece: re.Pattern[bytes]) -> None:
    said[chance.randrange(len(said))] = chance.randrange(256)


def _cut(chance: random.Random, said: bytearray, piece: re.Pattern[bytes]) -> None:
    at = chance.randrange(len(said))
    del said[at : at + chance.choice((1, 4, 64, 1024))]


def _repeat(chance: random.Random, said: bytearray, piece: re.Pattern[bytes]) -> None:
    at = chance.randrange(len(said))
    said[at:at] = said[at : at + chance.choice((4, 64, 1024))] * chance.choice((1, 2, 20))


def _end(chance: random.Random, said: bytearray, piece: re.Pattern[bytes]) -> None:
    del said[chance.randrange(len(said)) :]


def _extreme(chance: random.Random, said: bytearray, piece: re.Pattern[bytes]) -> None:
    """A number or a value written over."""
    if found := _near(chance, said, _VALUE):
        said[found.start() : found.end()] = chance.choice(_EXTREMES)


def _move(chance: random.Random, said: bytearray, piece: re.Pattern[bytes]) -> None:
    """A piece put in another's place, or beside it, or taken away."""
    one, other = _near(chance, said, piece), _near(chance, said, piece)
    if one and other:
        said[one.start() : chance.choice((one.start(), one.end()))] = chance.choice((other[0], other[0], b""))


def _nest(chance: random.Random, said: bytearray, piece: re.Pattern[bytes]) -> None:
    if found := _near(chance, said, piece):
        said[found.start() : found.start()] = found[0][:200] * chance.choice((2, 30, 300))


_CHANGES: Sequence[Change] = (
    _flip,
    _cut,
    _repeat,
    _end,
    _extreme,
    _extreme,
    _extreme,
    _move,
    _move,
    _move,
    _move,
    _nest,
)


def _near(chance: random.Random, said: bytearray, piece: re.Pattern[bytes]) -> re.Match[bytes] | None:
    return piece.search(bytes(said), chance.randrange(len(said)))


@cache
def _parents() -> tuple[tuple[str, bytes], ...]:
    texts = (_PLAN, "TT\tViệc\tHạn\n1\tNộp báo cáo\t20/5\n2\tHọp\t\n", "Việc | Hạn\r\nNộp | trước 20/5\r\n")
    return (
        *(("docx", one) for one in (_rich(), _rich(), _plain(), _made())),
        *(("pdf", one) for one in (bad_pdfs.GOOD, _drawn(), _drawn(), bad_pdfs.book(), _packed())),
        *(("txt", text.encode(encoding)) for text in texts for encoding in ("utf-8", "utf-16")),
        ("txt", b"K\xea\xec ho\xe1\xf2ch: n\xf4\xf2p tr\xfd\xf5\xcc c ng\xe0y 20/5\r\n" * 9),
    )


def _rich() -> bytes:
    """Everything the reader knows, in one."""
    levels = numbering(level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2."), level(2, "lowerLetter", "%3)"))
    style = (
        '<w:style w:type="paragraph" w:styleId="A" w:default="1"><w:basedOn w:val="B"/><w:rPr><w:b/></w:rPr></w:style>'
    )
    merged = cell("x", properties='<w:gridSpan w:val="2"/><w:vMerge/><w:shd w:fill="FF0000"/>')
    inner = table(row("a", cell(paragraph("b"), table(row("c", "d")))), ruled=False)
    body = (
        paragraph(run("KẾ HOẠCH", "<w:b/>"), properties='<w:pStyle w:val="A"/>')
        + "".join(listed("Mục", depth=depth) for depth in (0, 1, 2, 1, 0))
        + table(row("Việc", "Hạn"), row(merged, "20/5"))
        + inner
        + paragraph("Hộp: ", text_box(paragraph("trong hộp"), table(row("p", "q"))))
        + paragraph(run("20/6", "<w:vanish/>"), run("ẩn", '<w:color w:val="FFFFFF"/>'), _marks())
    )
    return word(body, numbering=levels, styles=style, header=paragraph("Đầu"), footer=paragraph("Trang 1"))


def _marks() -> str:
    return '<w:r><w:sym w:char="F0B7"/><w:br/><w:tab/><w:noBreakHyphen/></w:r>'


def _plain() -> bytes:
    return word("".join(paragraph(f"{at}. Việc thứ {at}") for at in range(12)))


def _made() -> bytes:
    """As a library writes it, with its styles and lists."""
    made, kept = docx.Document(), io.BytesIO()
    made.add_heading("Kế hoạch", 1)
    made.add_paragraph("Ra quân", style="List Number")
    made.add_table(2, 2).cell(0, 0).text = "Việc"
    made.save(kept)
    return papers.archive(_parts(kept))


def _parts(kept: io.BytesIO) -> dict[str, bytes]:
    with ZipFile(kept) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _drawn() -> bytes:
    dark: list[Drawn] = [
        Box(60, 90, 300, 130, filled=True),
        Text("trắng", y=100, white=True),
        Text("nhỏ", y=60, size=1),
    ]
    return pdf(written("Kế hoạch", "Nộp"), ruled(("a", "b"), ("c", "d")), dark, [Text("đậm", font="Bold")])


def _packed() -> bytes:
    """Its objects in streams, as word processors of today write them."""
    content = zlib.compress(b"BT /F 12 Tf 9 9 Td [(Ke)-20(hoach)] TJ ET 9 9 90 90 re S q /X Do Q")
    inner = b"<</Font<</F 6 0 R>>/XObject<</X 7 0 R>>>> "
    held = zlib.compress(b"5 0 " + inner)
    return bad_pdfs.book(
        o4=bad_pdfs.stream(content, "/Filter/FlateDecode"),
        o9=bad_pdfs.stream(held, "/Type/ObjStm/N 1/First 4/Filter/FlateDecode"),
        o7=bad_pdfs.form("BT /F 9 Tf (form) Tj ET", "/Resources 5 0 R"),
    )
