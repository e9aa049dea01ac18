"""A PDF as lines: what is drawn on each page, from the top down; ruled tables as rows."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from core.plans.lines import Line, Place
from data.formats.pdf import lines_of_pdf
from data.formats.refusal import Refused, Why
from tests.formats.bad_pdfs import SAID, book, stream
from tests.formats.pdfs import LEFT, Box, Drawn, Picture, Text, pdf, ruled, written

Keep = Callable[[bytes], Path]
Read = Callable[..., list[Line]]


@pytest.fixture
def read(kept: Keep) -> Read:
    """Without the empty lines, which have their own test."""
    return lambda *pages, **more: [line for line in lines_of_pdf(kept(pdf(*pages, **more))) if line.text]


def why(read: Read, *pages: list[Drawn], **more: bool) -> Why:
    with pytest.raises(Refused) as refused:
        read(*pages, **more)
    return refused.value.why


def test_vietnamese_is_read_with_the_page_it_stands_on(read: Read) -> None:
    lines = read(written("KẾ HOẠCH", "Tổ chức Tháng Thanh niên"), written("Nơi nhận: Lưu VP."))
    assert [(line.text, line.page) for line in lines] == [
        ("KẾ HOẠCH", 1), ("Tổ chức Tháng Thanh niên", 1), ("Nơi nhận: Lưu VP.", 2)]  # fmt: skip


def test_accents_that_come_apart_are_composed(read: Read) -> None:
    assert read(written("Ke\u0302\u0301 hoa\u0323ch"))[0].text == "Kế hoạch"


def test_lines_are_read_from_the_top_in_whatever_order_they_were_drawn(read: Read) -> None:
    assert [line.text for line in read([Text("dưới", y=600), Text("trên", y=700)])] == ["trên", "dưới"]


def test_two_columns_of_a_letterhead_are_parted_by_a_tab(read: Read) -> None:
    lines = read([Text("Số: 18-KH/TĐTN"), Text("ngày 12/02/2025", x=350)])
    assert [line.text for line in lines] == ["Số: 18-KH/TĐTN\tngày 12/02/2025"]


def test_a_ruled_table_is_rows_with_cells_between_the_other_lines(read: Read) -> None:
    lines = read(written("Lịch:") + ruled(("Việc", "Hạn"), ("Báo cáo", "20/5"), top=760) + written("Hết.", top=600))
    assert [(line.text, line.cells, line.table) for line in lines] == [
        ("Lịch:", (), 0),
        ("Việc | Hạn", ("Việc", "Hạn"), 1),
        ("Báo cáo | 20/5", ("Báo cáo", "20/5"), 1),
        ("Hết.", (), 0),
    ]


def test_a_table_that_goes_on_at_the_top_of_the_next_page_is_one(read: Read) -> None:
    apart = written("Danh sách khác:") + ruled(("x", "y"), top=700)
    first = [*ruled(("Việc", "Hạn"), ("Họp", "01/5")), Text("1", x=290, y=40)]
    lines = read(first, ruled(("Nộp", "20/5"), top=800), apart)
    assert [(line.text, line.table) for line in lines if line.cells] == [
        ("Việc | Hạn", 1), ("Họp | 01/5", 1), ("Nộp | 20/5", 1), ("x | y", 2)]  # fmt: skip


def test_a_mere_box_around_a_text_is_no_table(read: Read) -> None:
    lines = read([Text("MẬT", x=104, y=708), Box(100, 700, 160, 730)])
    assert [(line.text, line.cells) for line in lines] == [("MẬT", ())]


def test_room_for_a_line_is_an_empty_line(kept: Keep) -> None:
    lines = lines_of_pdf(kept(pdf([*written("KẾ HOẠCH", "Tổ chức hội trại"), *written("Căn cứ", top=720)])))
    assert [line.text for line in lines] == ["KẾ HOẠCH", "Tổ chức hội trại", "", "Căn cứ"]


@pytest.mark.parametrize(("first", "second"), [("1", "2"), ("- 1 -", "- 2 -"), ("Trang 5/9", "Trang 6/9")])
def test_page_numbers_are_dropped(read: Read, first: str, second: str) -> None:
    pages = [[*written("Kế hoạch"), Text(number, x=290, y=40)] for number in (first, second)]
    assert [line.text for line in read(*pages)] == ["Kế hoạch", "Kế hoạch"]


def test_a_number_that_is_no_page_number_stays(read: Read) -> None:
    assert [line.text for line in read(written("Chỉ tiêu", "300"))] == ["Chỉ tiêu", "300"]


def test_bold_is_told_by_the_font(read: Read) -> None:
    lines = read([Text("I. MỤC ĐÍCH", font="Bold"), Text("Vui khoẻ", y=700)])
    assert [line.bold for line in lines] == [True, False]


@pytest.mark.parametrize(
    "hidden",
    [Text("trước 20/6", y=700, white=True), Text("trước 20/6", y=700, size=1), Text("trước 20/6", x=700)],
    ids=["white", "too small to see", "beside the page"],
)
def test_what_nobody_sees_is_a_line_apart(read: Read, hidden: Text) -> None:
    lines = read([Text("Nộp trước 20/5"), hidden])
    assert [(line.text, line.place) for line in lines] == [("Nộp trước 20/5", Place.BODY), ("trước 20/6", Place.HIDDEN)]


def test_white_letters_on_a_dark_ground_are_seen(read: Read) -> None:
    lines = read([Box(LEFT, 690, 300, 720, filled=True), Text("Nộp trước 20/5", y=700, white=True)])
    assert [line.place for line in lines] == [Place.BODY]


def test_pages_without_letters_are_a_scan(read: Read) -> None:
    assert why(read, [Picture()], [Picture()]) is Why.SCANNED
    assert why(read, []) is Why.SCANNED


def test_a_scan_with_a_digital_signature_is_a_scan(read: Read) -> None:
    assert why(read, [Picture(), Text("Ký bởi: Tỉnh Đoàn Bình Lâm")]) is Why.SCANNED


def test_letters_that_cannot_be_told_are_as_good_as_a_scan(read: Read) -> None:
    assert why(read, written("Kế hoạch tháng Thanh niên"), says_letters=False) is Why.SCANNED


def test_a_password_is_told_apart(read: Read) -> None:
    assert why(read, written("Kế hoạch"), locked=True) is Why.ENCRYPTED


def test_more_than_300_pages_are_not_read(read: Read) -> None:
    assert why(read, *[[] for _ in range(301)]) is Why.TOO_MANY_PAGES


@pytest.mark.parametrize("size", [9, 400], ids=["its first line", "its first half"])
def test_what_was_cut_off_is_broken(kept: Keep, size: int) -> None:
    with pytest.raises(Refused) as refused:
        lines_of_pdf(kept(pdf(written("Kế hoạch"))[:size]))
    assert refused.value.why is Why.BROKEN


def test_letters_without_ink_are_seen_where_a_picture_shows_them(kept: Keep) -> None:
    """A scan with its text laid over it can be read; elsewhere such letters are hidden."""
    unseen = f"{SAID} BT 3 Tr /F 12 Tf 72 600 Td (truoc 20/6) Tj ET"
    picture = "q 595 0 0 842 0 0 cm /X Do Q "
    scan = stream("\x80", "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8")
    hidden = {line.text: line.place for line in lines_of_pdf(kept(book(unseen)))}
    shown = lines_of_pdf(kept(book(SAID * 9 + picture + unseen.replace("20/6", "20/6 " * 6), o7=scan)))
    assert hidden["truoc 20/6"] is Place.HIDDEN
    assert {line.place for line in shown} == {Place.BODY}


@pytest.mark.parametrize(
    ("label", "drawn", "said"),
    [
        ("in pieces", "[(Ke) -20 (ho) 15 <61> <6368>] TJ", "Kehoach"),
        ("brackets and escapes", r"(Ke \(hoach\) \101 (a)) Tj", "Ke (hoach) A (a)"),
        ("hexadecimals with blanks, one short", "<4B 65 2> Tj", "Ke"),
        ("as a string where pieces belong", "(no) TJ 5 TJ /a TJ (Ke) Tj", "Ke"),
        ("behind a comment", "% (no) Tj\n(Ke) Tj", "Ke"),
        ("behind an open bracket", "[ (no) 5\n(Ke) Tj", "Ke"),
        ("on the next line", "12 TL T* (Ke) '", "Ke"),
        ("behind a picture in the line", "BI /W 1 /H 1 ID \x01(no) Tj\x02 EI (Ke) Tj", "Ke"),
    ],
)
def test_the_ways_to_draw_letters(kept: Keep, label: str, drawn: str, said: str) -> None:
    lines = lines_of_pdf(kept(book(f"{SAID * 5} BT /F 12 Tf 72 400 Td {drawn} ET")))
    assert [line.text for line in lines if line.text][-1] == said, label


def test_a_letter_costs_few_steps(kept: Keep) -> None:
    """Counted, not timed. 200 dense pages are a million letters, and have 20 seconds."""
    said = "Đoàn phường gửi báo cáo trước ngày 20/5 theo kế hoạch"
    page = written(*(said for _ in range(36)))
    few, many = (_calls(kept(pdf(*[page] * pages))) for pages in (2, 12))
    assert (many - few) / (10 * 36 * len(said)) < 40


def _calls(path: Path) -> int:
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        lines_of_pdf(path)
    finally:
        sys.setprofile(None)
    return calls
