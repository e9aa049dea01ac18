"""Word documents for tests, part by part: what a word processor writes, and what somebody with bad intent would."""

import io
from zipfile import ZIP_DEFLATED, ZipFile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_ROOTS = {"numbering": "numbering", "styles": "styles", "footnotes": "footnotes", "header": "hdr", "footer": "ftr"}
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def word(body: str, **parts: str) -> bytes:
    """`parts`: the inner XML of numbering, styles, footnotes, header, footer. The body shows header and footer."""
    shown = "".join(f'<w:{part}Reference r:id="{part}"/>' for part in ("header", "footer") if part in parts)
    inner = f"<w:body>{body}<w:sectPr>{shown}</w:sectPr></w:body>"
    members = {"word/document.xml": _root("document", inner)}
    members |= {f"word/{part}.xml": _root(_ROOTS[part], inner) for part, inner in parts.items()}
    leads = "".join(f'<Relationship Id="{part}" Type="{_KINDS}{part}" Target="{part}.xml"/>' for part in parts)
    return archive(frame() | members | {"word/_rels/document.xml.rels": _relations(leads)})


def frame(main: str = WORD) -> dict[str, str]:
    """What makes an archive an office document."""
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": _relations(f'<Relationship Id="a" Type="{_KINDS}officeDocument" Target="word/document.xml"/>'),
    }


def archive(members: dict[str, str] | dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return packed.getvalue()


def _root(name: str, inner: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{name} {_SPACES}>{inner}</w:{name}>'


def _relations(inner: str) -> str:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inner: str, properties: str = "") -> str:
    """Plain words become runs; what is XML already stays."""
    runs = "".join(one if one.startswith("<") else run(one) for one in inner)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def listed(text: str, name: int = 1, depth: int = 0) -> str:
    return paragraph(text, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{name}"/></w:numPr>')


def cell(*paragraphs: str, properties: str = "") -> str:
    inner = "".join(one if one.startswith(("<w:p>", "<w:tbl>")) else paragraph(one) for one in paragraphs)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(one if one.startswith('<') else cell(one) for one in cells)}</w:tr>"


def table(*rows: str, ruled: bool = True) -> str:
    drawn = "single" if ruled else "none"
    return f'<w:tbl><w:tblPr><w:tblBorders><w:top w:val="{drawn}"/></w:tblBorders></w:tblPr>{"".join(rows)}</w:tbl>'


def level(depth: int, form: str, text: str, more: str = "") -> str:
    shown = f'<w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/>{shown}</w:lvl>'


def numbering(*levels: str, lists: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{lists}'


def text_box(*paragraphs: str) -> str:
    """As Word writes it: once in the new way and once, for old readers, in the old way."""
    content = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    new = f"<w:drawing><wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></w:drawing>"
    old = f"<w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>"
    both = f'<mc:Choice Requires="wps">{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
    return f"<w:r><mc:AlternateContent>{both}</mc:AlternateContent></w:r>"
