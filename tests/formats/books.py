"""Workbooks for tests, part by part."""

from tests.formats.papers import SHEET, archive

_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SPACES = f'xmlns="{_MAIN}" xmlns:r="{_KINDS}"'
DAY = 1  # the style of a cell that holds a date


def book(*sheets: str, states: tuple[str, ...] = (), main: str = SHEET) -> bytes:
    """`sheets`: the inner XML of each; `states`: visible, hidden, veryHidden."""
    shown = [*states, *["visible"] * (len(sheets) - len(states))]
    members = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": _relations(f'<Relationship Id="a" Type="{_KINDS}/officeDocument" Target="xl/workbook.xml"/>'),
        "xl/workbook.xml": f"<workbook {_SPACES}><sheets>"
        + "".join(f'<sheet name="S{n}" sheetId="{n + 1}" state="{shown[n]}" r:id="s{n}"/>' for n in range(len(sheets)))
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(
            f'<Relationship Id="y" Type="{_KINDS}/styles" Target="styles.xml"/>'
            + "".join(
                f'<Relationship Id="s{n}" Type="{_KINDS}/worksheet" Target="worksheets/s{n}.xml"/>'
                for n in range(len(sheets))
            )
        ),
        "xl/styles.xml": f'<styleSheet {_SPACES}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    }
    members |= {f"xl/worksheets/s{n}.xml": f"<worksheet {_SPACES}>{s}</worksheet>" for n, s in enumerate(sheets)}
    return archive(members)


def _relations(inner: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def cells(rows: dict[int, dict[str, str | float]], more: str = "") -> str:
    """Row by its number, cell by its column's letters; text that begins with '<' is a cell of its own making."""
    drawn = "".join(
        f'<row r="{at}">{"".join(_cell(f"{letters}{at}", value) for letters, value in row.items())}</row>'
        for at, row in rows.items()
    )
    return f"<sheetData>{drawn}</sheetData>{more}"


def _cell(place: str, value: str | float) -> str:
    if isinstance(value, str) and not value.startswith("<"):
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>'
    return value.replace("<c", f'<c r="{place}"', 1) if isinstance(value, str) else f'<c r="{place}"><v>{value}</v></c>'


def merged(*ranges: str) -> str:
    drawn = "".join(f'<mergeCell ref="{one}"/>' for one in ranges)
    return f"<mergeCells>{drawn}</mergeCells>"
