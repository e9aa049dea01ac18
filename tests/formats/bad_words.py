"""Word documents whose inside is hostile: nested without end, written in no encoding, larger than any sheet."""

from collections.abc import Callable, Iterator
from functools import partial

from data.formats.refusal import Why
from tests.formats.bad import LINES, Answer, Bad
from tests.formats.papers import (
    archive,
    cell,
    frame,
    level,
    listed,
    numbering,
    paragraph,
    row,
    run,
    table,
    text_box,
    word,
)

SAID = paragraph("Kế hoạch")
Makes = Iterator[tuple[str, Callable[[], bytes], *tuple[Answer, ...]]]


def with_main(xml: str | bytes, **others: str | bytes) -> bytes:
    """Whatever bytes as the document's main part, and as others by their paths with `__` for `/`."""
    parts: dict[str, str | bytes] = {**frame(), "word/document.xml": xml}
    parts |= {name.replace("__", "/") + ".xml": part for name, part in others.items()}
    return archive({name: part.encode() if isinstance(part, str) else part for name, part in parts.items()})


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def document(inner: str, declared: str = '<?xml version="1.0"?>') -> str:
    return f"{declared}<w:document {W}><w:body>{inner}</w:body></w:document>"


P = "<w:p><w:r><w:t>Kế hoạch</w:t></w:r></w:p>"


def deep(opening: str, closing: str, levels: int, inside: str = P) -> bytes:
    return with_main(document(opening * levels + inside + closing * levels))


def _markup() -> Makes:
    """What an XML parser is talked into."""
    laughs = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10))
    for label, kind in {
        "a document type": "<!DOCTYPE a>",
        "billion laughs": f'<!DOCTYPE a [<!ENTITY l0 "ha">{laughs}]>',
        "quadratic growth": f'<!DOCTYPE a [<!ENTITY a "{"a" * 50_000}">]>',
        "a file of this machine": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        "a page of the network": '<!DOCTYPE a [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>',
        "a document type elsewhere": '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">',
        "an entity of parameters": '<!DOCTYPE a [<!ENTITY % x SYSTEM "file:///dev/zero"> %x;]>',
    }.items():
        yield label, partial(with_main, document("&x;&l9;", '<?xml version="1.0"?>' + kind)), Why.BOMB
        yield f"{label}, in relations", partial(with_main, document(P), word___rels__x=f"{kind}<a/>"), Why.BOMB
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        said = '<?xml version="1.0"?><!DOCTYPE a><a/>'.encode(encoding)
        yield f"a document type in {encoding}", partial(with_main, said), Why.BOMB
    for encoding in ("utf-7", "utf-32", "cp037", "hz", "nonsense"):
        declared = f'<?xml version="1.0" encoding="{encoding}"?>'
        yield f"declared as {encoding}", partial(with_main, document(P, declared)), Why.BROKEN
    yield "UTF-32 and a document type", partial(with_main, "<!DOCTYPE a><a/>".encode("utf-32")), Why.BOMB, Why.BROKEN
    yield "EBCDIC and a document type", partial(with_main, "<!DOCTYPE a><a/>".encode("cp037")), Why.BROKEN
    yield "an entity nobody declared", partial(with_main, document("<w:p>&nbsp;</w:p>")), Why.BROKEN
    yield "another style sheet", partial(with_main, '<?xml-stylesheet href="http://x/"?>' + document(P, "")), LINES
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
    yield "an inclusion", partial(with_main, document(P + include)), LINES


def _letters() -> Makes:
    """What is no letter, or too many of them."""
    for label, raw in {
        "half a letter": "ế".encode()[:2],
        "a surrogate in UTF-8": b"\xed\xa0\x80",
        "overlong": b"\xc0\xaf",
        "NUL": b"\x00",
        "a letter beyond all": b"\xf5\x80\x80\x80",
    }.items():
        yield label, partial(with_main, document(P).encode().replace(b"K", raw)), Why.BROKEN
    for code in ("0", "xD800", "xFFFE", "x110000", "x1", "99999999999999999999"):
        yield f"letter number {code}", partial(with_main, document(P.replace("K", f"&#{code};"))), Why.BROKEN
    yield "a lone surrogate in UTF-16", partial(with_main, document(P).encode("utf-16") + b"\xd8\x00"), Why.BROKEN
    yield "letters turned round", partial(word, paragraph("20\u202e/6\u2066/5")), LINES
    yield "a symbol that is half a letter", partial(word, SAID + symbol("D83D")), LINES
    yield "symbols that are none", partial(word, SAID + symbol("zzzz") + symbol("") + symbol("FFFFF")), LINES
    for marks in ("\u0301\u0327", "\u0323\u0302"):
        yield f"50,000 marks on one letter {marks!r}", partial(word, paragraph("a" + marks * 50_000)), LINES
    yield "an attribute of 9 MB", partial(word, f'<w:p w:rsidR="{"a" * 9_000_000}"/>'), Why.BOMB, Why.BROKEN
    yield "a text of 900 kB", partial(word, paragraph(different(" chữ ", 90_000))), LINES
    yield "a word of 900 kB", partial(word, paragraph("a" * 900_000)), LINES
    yield "20,000 attributes", partial(with_attributes, "w:a{}='1'", 20_000), LINES
    yield "20,000 namespaces", partial(with_attributes, "xmlns:a{}='u'", 20_000), LINES
    yield "a name of 100 kB", partial(with_main, document(f"<{'a' * 100_000}/>" + P)), LINES, Why.BROKEN


def with_attributes(form: str, count: int) -> bytes:
    return with_main(document(f"<w:p {' '.join(form.format(at) for at in range(count))}/>{P}"))


def different(said: str, times: int) -> str:
    """Again and again, with something between that packs badly: the gate lets it in."""
    return "".join(f"{said}<!--{at * 7919 % 100_003}-->" for at in range(times))


def symbol(code: str) -> str:
    return f'<w:p><w:r><w:sym w:char="{code}"/></w:r></w:p>'


def _depths() -> Makes:
    tables = ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>")
    boxes = ("<w:p><w:r><w:drawing><w:txbxContent>", "</w:txbxContent></w:drawing></w:r></w:p>")
    controls = ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>")
    for label, (opening, closing) in {"tables": tables, "text boxes": boxes, "controls": controls}.items():
        yield f"10 {label} in one another", partial(deep, opening, closing, 10), LINES
        yield f"60 {label} in one another", partial(deep, opening, closing, 60), LINES, Why.BROKEN
        yield f"5,000 {label} in one another", partial(deep, opening, closing, 5_000), Why.BROKEN
    yield "200 unknown things in one another", partial(deep, "<w:x>", "</w:x>", 200), LINES
    yield "100,000 unknown things in one another", partial(deep, "<w:x>", "</w:x>", 100_000), Why.BOMB
    yield "200 runs in one another", partial(deep, "<w:r>", "</w:r>", 200), LINES, Why.EMPTY
    yield "never closed", partial(with_main, document("<w:p>" * 200_000)), Why.BROKEN
    yield "a text box that is its own other way", partial(word, SAID + text_box(text_box("x"))), LINES


def styled(name: str, based_on: str, inner: str = "") -> str:
    return f'<w:style w:type="paragraph" w:styleId="{name}"><w:basedOn w:val="{based_on}"/>{inner}</w:style>'


def in_style(name: str) -> str:
    return paragraph("Kế hoạch", properties=f'<w:pStyle w:val="{name}"/>')


def _circles() -> Makes:
    yield "a style based on itself", partial(word, in_style("A"), styles=styled("A", "A")), LINES
    yield "two styles on each other", partial(word, in_style("A"), styles=styled("A", "B") + styled("B", "A")), LINES
    chain = "".join(styled(f"s{at}", f"s{at + 1}") for at in range(5_000))
    yield "5,000 styles on one another", partial(word, in_style("s0") * 50, styles=chain), LINES
    yield "two styles of one name", partial(word, in_style("A"), styles=styled("A", "B") * 2), LINES
    link = '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum>'
    lists = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    linked = styled("L", "L", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    yield "a list linked to itself", partial(word, listed("x"), styles=linked, numbering=link + lists), LINES
    header = paragraph("Đầu trang")
    yield "a header shown 2,000 times", partial(with_header, header, 2_000), LINES
    main = '<Relationship Id="a" Type="x/officeDocument" Target="word/document.xml"/>'
    itself = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{main}'
    yield "a header that is the document", partial(as_its_own_header, itself), LINES, Why.BROKEN


def with_header(header: str, times: int) -> bytes:
    shown = '<w:p><w:pPr><w:sectPr><w:headerReference r:id="header"/></w:sectPr></w:pPr></w:p>' * times
    return word(SAID + shown, header=header)


def as_its_own_header(relations: str) -> bytes:
    body = document(P + '<w:sectPr><w:headerReference xmlns:r="u" r:id="a"/></w:sectPr>')
    return archive(
        {**frame(), "word/document.xml": body, "word/_rels/document.xml.rels": f"{relations}</Relationships>"}
    )


def _numbers() -> Makes:
    one = listed("x")
    for label, levels in {
        "starts at 10 billion": '<w:lvl w:ilvl="0"><w:start w:val="9999999999"/><w:lvlText w:val="%1."/></w:lvl>',
        "starts below nothing": level(0, "lowerLetter", "%1.").replace('w:val="1"', 'w:val="-5"', 1),
        "a form nobody knows": level(0, "thousandthsOfMoon", "%1."),
        "Roman at 999,999,999": level(0, "upperRoman", "%1.").replace('w:val="1"', 'w:val="999999999"', 1),
        "a level of its own number": level(0, "decimal", "%9%8%7%6%5%4%3%2%1"),
        "a text of 500 kB": level(0, "decimal", "%1" * 250_000),
        "20,000 levels": "".join(level(at, "decimal", "%1") for at in range(20_000)),
        "no text": '<w:lvl w:ilvl="0"/>',
        "a level that is no number": '<w:lvl w:ilvl="zero"><w:start w:val="zero"/></w:lvl>',
    }.items():
        yield f"a list that {label}", partial(word, one * 200, numbering=numbering(levels)), LINES
    yield (
        "a list of depth 99",
        partial(word, listed("x", depth=99), numbering=numbering(level(8, "decimal", "%9"))),
        LINES,
    )
    yield "a list nobody declared", partial(word, listed("x", name=77)), LINES


def _sizes() -> Makes:
    yield "29,000 paragraphs", partial(word, different(SAID, 29_000)), LINES
    yield "31,000 paragraphs", partial(word, different(SAID, 31_000)), Why.TOO_MANY_PAGES
    yield "31,000 empty paragraphs", partial(word, SAID + different("<w:p/>", 31_000)), Why.TOO_MANY_PAGES
    yield "a row of 5,000 cells", partial(word, table(row(*["x"] * 5_000))), LINES
    yield "a row of 2,000 cells as wide as 63", partial(word, table(row(*[wide(63)] * 2_000))), LINES
    yield "a cell as wide as a billion", partial(word, table(row(wide(999_999_999), "x"))), LINES
    yield "a cell as wide as -1", partial(word, table(row(wide(-1), "x"))), LINES
    yield "a table of nothing", partial(word, SAID + table() + table(row()) + table(row(cell()))), LINES
    yield "3,000 tables", partial(word, table(row("a", "b")) * 3_000), LINES
    yield "20,000 runs in a paragraph", partial(word, paragraph(different(run("a"), 20_000))), LINES
    yield (
        "20,000 breaks in a paragraph",
        partial(word, paragraph("<w:r>" + "a<w:br/><w:t>b</w:t>" * 20_000 + "</w:r>")),
        LINES,
    )
    yield "a cell of 900 kB", partial(word, table(row(different(" chữ ", 90_000), "b"))), LINES
    yield "a paragraph in no body", partial(with_main, f"<w:p {W}/>"), Why.EMPTY
    yield "another root", partial(with_main, "<html><p>x</p></html>"), Why.EMPTY
    yield "nothing at all", partial(with_main, ""), Why.BROKEN
    yield "text and no markup", partial(with_main, "Kế hoạch"), Why.BROKEN
    yield "only hidden words", partial(word, paragraph(run("20/6", "<w:vanish/>"))), LINES
    yield "only a photo", partial(with_picture, word("")), Why.PICTURE


def with_picture(raw: bytes) -> bytes:
    from tests.formats.bad_archives import members, packed

    return packed({**members(raw), "word/media/image1.png": b"\x89PNG"})


def wide(span: int) -> str:
    return cell("x", properties=f'<w:gridSpan w:val="{span}"/>')


def _links() -> Makes:
    """Where relations lead."""
    for label, target in {
        "up out of the document": "../../../../etc/passwd",
        "to a file": "file:///etc/passwd",
        "to the network": "http://127.0.0.1:9/main.xml",
        "to itself": "_rels/.rels",
        "to nothing": "",
        "to a folder": "word",
    }.items():
        yield f"a body that leads {label}", partial(with_target, target), Why.BROKEN, Why.EMPTY
    outside = 'TargetMode="External" '
    yield "a body outside", partial(with_target, "word/document.xml", outside), Why.BROKEN
    yield "a macro", partial(archive_with_macro, "ms-word.document.macroEnabled.main+xml"), LINES
    yield "an object to run", partial(word, SAID + '<w:object><w:control r:id="x" w:name="run"/></w:object>'), LINES
    yield "a field that runs a program", partial(word, SAID + field("DDEAUTO c:\\\\windows\\\\cmd.exe")), LINES
    yield "a field that fetches", partial(word, SAID + field("INCLUDETEXT http://127.0.0.1:9/")), LINES


def with_target(target: str, mode: str = "") -> bytes:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    leads = f'<Relationship Id="a" Type="{kind}" {mode}Target="{target}"/>'
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return archive(
        {
            **frame(),
            "word/document.xml": document(P),
            "_rels/.rels": f'<Relationships xmlns="{space}">{leads}</Relationships>',
        }
    )


def archive_with_macro(kind: str) -> bytes:
    return archive(
        {**frame(f"application/vnd.{kind}"), "word/document.xml": document(P), "word/vbaProject.bin": "Attribute"}
    )


def field(code: str) -> str:
    return f'<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>{code}</w:instrText></w:r></w:p>'


def bad_words() -> Iterator[Bad]:
    for kind in (_markup, _letters, _depths, _circles, _numbers, _sizes, _links):
        for label, make, *answers in kind():
            yield Bad(label, make, tuple(answers), heavy=kind is _sizes)
