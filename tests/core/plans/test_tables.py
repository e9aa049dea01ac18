"""Tables: columns by their headings, rows by column, whatever became of the table on its way."""

import pytest

from core.plans.tables import Column, column, columns, lines_apart, tables
from tests.core.plans.pages import lines


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("TT", Column.NUMBER),
        ("Thời gian thực hiện", Column.TIME),
        ("Đơn vị thực hiện", Column.OWNER),
        ("Chủ trì", Column.OWNER),
        ("Đơn vị phối hợp", Column.SUPPORT),
        ("Đơn vị tính", Column.MEASURE),
        ("Đơn vị", Column.UNIT),
        ("NỘI DUNG CÔNG VIỆC", Column.TITLE),
        ("Họ và tên", Column.PERSON),
        ("Số điện thoại", Column.PHONE),
        ("Chỉ tiêu giao", Column.COUNT),
        ("Xyz", Column.OTHER),
    ],
)
def test_a_column_is_what_its_heading_says(heading: str, kind: Column) -> None:
    assert column(heading) is kind


def test_a_row_with_a_date_is_no_heading() -> None:
    assert columns(["1", "Hội nghị", "Ngày 12/5/2024"]) is None


def test_a_table_broken_over_a_page_is_read_on() -> None:
    read = tables(
        lines(
            "TT\tHoạt động\tThời gian\n1\tLễ ra quân\t01/6/2024\n\n"
            "TT\tHoạt động\tThời gian\n2\tLễ tổng kết\t30/6/2024\n"
        )
    )
    assert [row.get(Column.TITLE) for table in read for row in table.rows] == ["Lễ ra quân", "Lễ tổng kết"]
    assert len(read) == 1


def test_a_row_without_number_and_title_goes_on_with_the_one_above() -> None:
    (table,) = tables(
        lines("TT\tHoạt động\tThời gian\tĐịa điểm\n1\tLễ ra quân\t01/6/2024\tNhà văn hóa\n\t\t\txã Mẫu Sơn\n")
    )
    assert [row.get(Column.PLACE) for row in table.rows] == ["Nhà văn hóa\nxã Mẫu Sơn"]


def test_a_second_row_of_headings_refines_the_first() -> None:
    (table,) = tables(
        lines(
            "TT\tNội dung\tThời gian\tĐơn vị thực hiện\tĐơn vị thực hiện\n\t\t\tChủ trì\tPhối hợp\n"
            "1\tHội thi\t12/5/2024\tBan A\tBan B\n"
        )
    )
    assert (table.rows[0].get(Column.OWNER), table.rows[0].get(Column.SUPPORT)) == ("Ban A", "Ban B")


def test_the_later_column_of_days_is_the_time_where_none_is_named_so() -> None:
    (table,) = tables(
        lines("STT | Nội dung | Theo kế hoạch cũ | Điều chỉnh thành\n1 | Chung kết | 01/3/2024 | 15/4/2024\n")
    )
    assert table.is_calendar
    assert table.rows[0].get(Column.TIME) == "15/4/2024"


def test_a_table_that_lost_its_cells_is_put_together_again() -> None:
    page = lines(
        "TT\nHoạt động\nThời gian\nĐịa điểm\n1.\nLễ ra quân\n01/6/2024\nSân vận động\n"
        "2.\nHội thi\n12/6/2024\nNhà thiếu nhi\n"
        "Trên đây là lịch."
    )
    (table,) = tables(page)
    assert [dict(row.cells) for row in table.rows] == [
        {
            Column.NUMBER: "1.",
            Column.TITLE: "Lễ ra quân",
            Column.TIME: "01/6/2024",
            Column.PLACE: "Sân vận động",
        },
        {Column.NUMBER: "2.", Column.TITLE: "Hội thi", Column.TIME: "12/6/2024", Column.PLACE: "Nhà thiếu nhi"},
    ]
    assert lines_apart(page) == frozenset(range(12))


def test_a_list_of_people_is_no_calendar() -> None:
    (table,) = tables(lines("TT | Họ và tên | Chức vụ | Số điện thoại\n1 | Lê Văn Mẫu | Bí thư | 0900.000.001\n"))
    assert table.is_of_people
    assert not table.is_calendar
