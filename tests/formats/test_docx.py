"""A Word document as lines: everything that is drawn, in reading order; what is hidden, apart."""

import re
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from core.plans.lines import Line, Place
from data.formats.docx import lines_of_docx
from data.formats.refusal import Refused, Why
from tests.formats.papers import (
    W,
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

Keep = Callable[[bytes], Path]
Read = Callable[..., list[Line]]


@pytest.fixture
def read(kept: Keep) -> Read:
    return lambda body, **parts: lines_of_docx(kept(word(body, **parts)))


def texts(lines: list[Line]) -> list[str]:
    return [f"{line.mark} {line.text}".strip() for line in lines]


def test_paragraphs_and_tables_come_in_the_order_of_the_page(read: Read) -> None:
    lines = read(paragraph("KẾ HOẠCH") + table(row("Việc", "Hạn"), row("Báo cáo", "20/5")) + paragraph("Nơi nhận:"))
    assert texts(lines) == ["KẾ HOẠCH", "Việc | Hạn", "Báo cáo | 20/5", "Nơi nhận:"]
    assert [line.cells for line in lines] == [(), ("Việc", "Hạn"), ("Báo cáo", "20/5"), ()]
    assert [line.table for line in lines] == [0, 1, 1, 0]


def test_an_empty_paragraph_of_the_body_is_an_empty_line(read: Read) -> None:
    lines = read(paragraph("KẾ HOẠCH") + paragraph("") + paragraph("Căn cứ") + table(row(cell("", "Việc"), "Hạn")))
    assert texts(lines) == ["KẾ HOẠCH", "", "Căn cứ", "Việc | Hạn"]


def test_a_document_made_by_a_library_is_read(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_heading("Tháng Thanh niên", 1)
    made.add_paragraph("Ra quân", style="List Number")
    made.add_paragraph("Tổng kết", style="List Number")
    made.save(str(tmp_path / "made.docx"))
    lines = lines_of_docx(tmp_path / "made.docx")
    assert texts(lines) == ["Tháng Thanh niên", "1. Ra quân", "2. Tổng kết"]
    assert [line.bold for line in lines] == [True, False, False]


ROMAN = level(0, "upperRoman", "%1.") + level(1, "decimal", "%2.") + level(2, "lowerLetter", "%3)")


def test_automatic_numbers_are_drawn_and_count_anew_under_each_heading(read: Read) -> None:
    body = listed("A") + listed("B", depth=1) + listed("C", depth=1) + listed("D", depth=2) + listed("E")
    lines = read(body + listed("F", depth=1), numbering=numbering(ROMAN))
    assert [line.mark for line in lines] == ["I.", "1.", "2.", "a)", "II.", "1."]


@pytest.mark.parametrize(
    ("label", "levels", "marks"),
    [
        ("a number of two levels", level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2."), ["1.", "1.1.", "1.2."]),
        ("in digits whatever is above", level(0, "upperRoman", "%1") + level(1, "decimal", "%1.%2", "<w:isLgl/>"),
         ["I", "1.1", "1.2"]),
        ("bullets of a symbol font", level(0, "bullet", "\uf0b7") + level(1, "bullet", "+"), ["-", "+", "+"]),
        ("words around it", level(0, "decimal", "Điều %1:") + level(1, "upperLetter", "%2."), ["Điều 1:", "A.", "B."]),
    ],
    ids=lambda value: value if isinstance(value, str) and "<" not in value else "",
)  # fmt: skip
def test_what_a_list_draws(read: Read, label: str, levels: str, marks: list[str]) -> None:
    lines = read(listed("x") + listed("y", depth=1) + listed("z", depth=1), numbering=numbering(levels))
    assert [line.mark for line in lines] == marks, label


def test_a_list_that_says_where_it_starts_begins_again(read: Read) -> None:
    again = '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    lists = f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{again}</w:lvlOverride></w:num>'
    body = listed("a") + listed("b") + listed("c", name=2) + listed("d", name=2)
    lines = read(body, numbering=numbering(level(0, "decimal", "%1."), lists=lists))
    assert [line.mark for line in lines] == ["1.", "2.", "1.", "2."]


def test_a_number_that_stands_alone_in_its_cell_is_the_cell(read: Read) -> None:
    lines = read(table(row(cell(listed("")), "Ra quân")), numbering=numbering(level(0, "decimal", "%1.")))
    assert lines[0].cells == ("1.", "Ra quân")


def test_a_merged_cell_says_its_text_once_and_columns_keep_their_places(read: Read) -> None:
    wide = cell("Cấp tỉnh", properties='<w:gridSpan w:val="2"/>')
    first = cell("Tháng 5", properties='<w:vMerge w:val="restart"/>')
    below = cell("", properties="<w:vMerge/>")
    lines = read(table(row(wide, "Hạn"), row(first, "Họp", "01/5"), row(below, "Nộp", "20/5")))
    assert [line.cells for line in lines] == [
        ("Cấp tỉnh", "", "Hạn"), ("Tháng 5", "Họp", "01/5"), ("", "Nộp", "20/5")]  # fmt: skip


def test_a_letterhead_without_rules_is_set_column_by_column(read: Read) -> None:
    left = cell("TỈNH ĐOÀN BÌNH LÂM", "BAN THƯỜNG VỤ")
    lines = read(table(row(left, cell("ĐOÀN TNCS HỒ CHÍ MINH")), row("Số: 18-KH/TĐTN", "ngày 12/02/2025"), ruled=False))
    assert texts(lines) == [
        "TỈNH ĐOÀN BÌNH LÂM", "BAN THƯỜNG VỤ", "ĐOÀN TNCS HỒ CHÍ MINH", "Số: 18-KH/TĐTN | ngày 12/02/2025"]  # fmt: skip


def test_a_ruled_cell_of_several_paragraphs_is_one_cell(read: Read) -> None:
    assert read(table(row(cell("Ra quân", "Trồng cây"), "01/3")))[0].cells == ("Ra quân Trồng cây", "01/3")


def test_a_table_within_a_cell_comes_after_its_row_as_a_table_of_its_own(read: Read) -> None:
    lines = read(table(row(cell("Lịch", table(row("Thứ Hai", "Họp"))), "Hạn")))
    assert [(line.text, line.table) for line in lines] == [("Lịch | Hạn", 1), ("Thứ Hai | Họp", 2)]


def test_a_text_box_is_read_once_although_it_is_written_twice(read: Read) -> None:
    lines = read(paragraph("Trên", text_box(paragraph("Hạn nộp 20/5")), " dưới"))
    assert [(line.text, line.place) for line in lines] == [("Trên dưới", Place.BODY), ("Hạn nộp 20/5", Place.BOX)]


def test_header_footer_and_notes_say_where_they_stood(read: Read) -> None:
    lines = read(
        paragraph("Thân bài"),
        header=paragraph("Tỉnh Đoàn"),
        footer=paragraph("Lưu hành nội bộ") + paragraph("- 2 -"),
        footnotes='<w:footnote w:type="separator"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{paragraph("Theo Công văn 12")}</w:footnote>',
    )
    assert [(line.text, str(line.place)) for line in lines] == [
        ("Tỉnh Đoàn", "header"),
        ("Thân bài", "body"),
        ("Theo Công văn 12", "box"),
        ("Lưu hành nội bộ", "footer"),
    ]


WHITE = '<w:color w:val="FFFFFF"/>'
DARK = '<w:shd w:val="clear" w:fill="1F4E79"/>'


@pytest.mark.parametrize(
    "look", ["<w:vanish/>", WHITE, '<w:sz w:val="2"/>', '<w:rStyle w:val="Away"/>'],
    ids=["hidden", "white", "too small to see", "hidden by its style"],
)  # fmt: skip
def test_what_nobody_sees_is_a_line_apart(read: Read, look: str) -> None:
    away = '<w:style w:type="character" w:styleId="Away"><w:rPr><w:vanish/></w:rPr></w:style>'
    lines = read(paragraph("Nộp trước 20/5", run("hoặc 20/6", look)), styles=away)
    assert [(line.text, str(line.place)) for line in lines] == [("Nộp trước 20/5", "body"), ("hoặc 20/6", "hidden")]


def test_white_letters_on_a_dark_ground_are_seen(read: Read) -> None:
    lines = read(table(row(cell(paragraph(run("Việc", WHITE)), properties=DARK), "Hạn")))
    assert [line.cells for line in lines] == [("Việc", "Hạn")]


def test_a_switch_that_is_off_hides_nothing(read: Read) -> None:
    assert read(paragraph(run("Nộp", '<w:vanish w:val="0"/>')))[0].place is Place.BODY


def test_what_was_struck_out_is_gone_and_what_was_put_in_stays(read: Read) -> None:
    deleted = "<w:del><w:r><w:delText>15/5</w:delText></w:r></w:del>"
    assert texts(read(paragraph("Trước ", deleted, f"<w:ins>{run('20/5')}</w:ins>"))) == ["Trước 20/5"]


def test_a_field_says_its_result_and_not_its_code(read: Read) -> None:
    code = '<w:r><w:instrText>HYPERLINK "http://example.vn"</w:instrText></w:r>'
    assert texts(read(paragraph(code, f"<w:hyperlink>{run('example.vn')}</w:hyperlink>"))) == ["example.vn"]


def test_breaks_part_lines_and_tabs_stay(read: Read) -> None:
    lines = read(paragraph("KẾ HOẠCH", "<w:r><w:br/></w:r>", "Số: 12", "<w:r><w:tab/></w:r>", "ngày 5"))
    assert texts(lines) == ["KẾ HOẠCH", "Số: 12\tngày 5"]


def test_bold_is_a_line_that_is_bold_throughout(read: Read) -> None:
    lines = read(paragraph(run("I. MỤC ĐÍCH", "<w:b/>"), " ") + paragraph(run("1. Vui", "<w:b/>"), ": khoẻ"))
    assert [line.bold for line in lines] == [True, False]


def test_controls_insertions_and_unknown_wrappings_lose_no_text(read: Read) -> None:
    body = (
        f"<w:sdt><w:sdtContent>{paragraph('một')}</w:sdtContent></w:sdt><w:customXml>{paragraph('hai')}</w:customXml>"
    )
    held = f"<w:sdt><w:sdtContent>{cell('ba')}</w:sdtContent></w:sdt>"
    later = paragraph(f"<w:smartTag>{run('năm')}</w:smartTag>", f"<w:fldSimple>{run(' sáu')}</w:fldSimple>")
    assert texts(read(f"{body}{table(row(held, 'bốn'))}{later}")) == ["một", "hai", "ba | bốn", "năm sáu"]


def test_no_text_vanishes(kept: Keep) -> None:
    """Every w:t of every shown part, each with a word of its own, is in some line."""
    body = (
        paragraph("t1", run("t2", "<w:vanish/>"), text_box(paragraph("t3"), table(row("t4", "t5"))))
        + table(row(cell("t6", "t7", table(row("t8", "t9"))), cell(paragraph("t10", text_box(paragraph("t11"))))))
        + table(row(cell("t12", "t13"), cell(run("t14", WHITE).join(("<w:p>", "</w:p>")))), ruled=False)
        + f"<w:sdt><w:sdtContent>{listed('t15')}</w:sdtContent></w:sdt>"
        + table(row(cell(table(row(cell("t16", table(row("t17", "t18"))), "t19")))))
    )
    header = paragraph("t20", text_box(paragraph("t21"))) + table(row("t22", "t23"))
    raw = word(body, header=header, footer=paragraph("t24"), numbering=numbering(ROMAN))
    said = " ".join(line.text for line in lines_of_docx(kept(raw)))
    assert sorted(re.findall(r"t\d+", said)) == sorted(f"t{number}" for number in range(1, 25))


def test_strict_open_xml_says_the_same(kept: Keep) -> None:
    members = frame() | {
        "word/document.xml": '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>'
        f"{paragraph('KẾ HOẠCH')}</w:body></w:document>"
    }
    assert texts(lines_of_docx(kept(archive(members)))) == ["KẾ HOẠCH"]


def test_photos_of_pages_in_a_document_are_a_picture(kept: Keep) -> None:
    document = f'<w:document xmlns:w="{W}"><w:body><w:p/></w:body></w:document>'
    with pytest.raises(Refused) as refused:
        lines_of_docx(kept(archive(frame() | {"word/document.xml": document, "word/media/image1.jpeg": ""})))
    assert refused.value.why is Why.PICTURE


@pytest.mark.parametrize(
    ("label", "content", "why"),
    [
        ("cut off", "<w:document", Why.BROKEN),
        ("an encoding that hides tags", '<?xml version="1.0" encoding="UTF-7"?><a/>', Why.BROKEN),
        ("an entity of its own", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", Why.BOMB),
        ("nested without end", "<a>" * 5000, Why.BROKEN),
    ],
)
def test_a_part_that_is_no_honest_xml_is_refused(kept: Keep, label: str, content: str, why: Why) -> None:
    with pytest.raises(Refused) as refused:
        lines_of_docx(kept(archive(frame() | {"word/document.xml": content})))
    assert refused.value.why is why, label
