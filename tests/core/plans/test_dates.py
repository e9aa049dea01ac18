"""A date is found wherever and however it is written, with its hour and weekday; what looks like one is left alone."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.plans.dates import Found, dates_in
from core.plans.plain import plain


def one(text: str, year: int | None = 2023) -> Found:
    (found,) = dates_in(text, year)
    return found


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("ngày 08/10/2021", date(2021, 10, 8)),
        ("ngày 5.9.2022", date(2022, 9, 5)),
        ("12-5-2023", date(2023, 5, 12)),
        ("06 / 5 / 2023", date(2023, 5, 6)),
        ("ngày 16 tháng 02 năm 2024", date(2024, 2, 16)),
        ("Ngày 5 tháng 9", date(2023, 9, 5)),
        ("ngày 30/4", date(2023, 4, 30)),
        ("thứ Sáu, 28/5", date(2023, 5, 28)),
        ("ngày 0l/5/2023", date(2023, 5, 1)),
        ("ngày 3O/4/2023", date(2023, 4, 30)),
    ],
)
def test_a_day(text: str, day: date) -> None:
    assert one(text).day == day


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Từ ngày 01/5 đến ngày 31/5/2023", date(2023, 5, 1), date(2023, 5, 31)),
        ("từ ngày 15/12 đến hết ngày 31/01/2024", date(2023, 12, 15), date(2024, 1, 31)),
        ("20 - 22/5/2023", date(2023, 5, 20), date(2023, 5, 22)),
        ("ngày 20, 21/5/2023", date(2023, 5, 20), date(2023, 5, 21)),
        ("từ ngày 01 đến ngày 15 tháng 5 năm 2023", date(2023, 5, 1), date(2023, 5, 15)),
        ("Tháng 2/2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("từ tháng 3 đến tháng 11 năm 2022", date(2022, 3, 1), date(2022, 11, 30)),
        ("tháng 12 năm 2022", date(2022, 12, 1), date(2022, 12, 31)),
    ],
)
def test_a_range_or_a_whole_month(text: str, first: date, last: date) -> None:
    found = one(text)
    assert (found.day, found.last) == (first, last)


@pytest.mark.parametrize(
    ("text", "hour", "weekday"),
    [
        ("11g00 ngày 06/5/2023 (thứ Sáu)", time(11, 0), 4),
        ("16 giờ 30 phút, thứ Hai, ngày 5 tháng 9 năm 2022", time(16, 30), 0),
        ("17h ngày 12/5/2023", time(17, 0), None),
        ("7g30, Chủ nhật, 28/5/2023", time(7, 30), 6),
        ("ngày 15/9/2023 lúc 8h30", time(8, 30), None),
        ("ngày 12/5/2023, thứ 6", None, 4),
        ("24h00 ngày 12/5/2023", time(23, 59), None),
        ("2 giờ chiều ngày 12/5/2023", time(14, 0), None),
    ],
)
def test_its_hour_and_its_weekday(text: str, hour: time | None, weekday: int | None) -> None:
    found = one(text)
    assert (found.hour, found.stated) == (hour, weekday)


@pytest.mark.parametrize(
    "text",
    [
        "trực 24/7", "tỷ lệ 3/4 đơn vị", "Nghị định 30/2020/NĐ-CP", "số 12/2021", "gọi 0912.000.118", "335-KH/ĐTN",
        "1.200.000 đồng", "phường 11, 12", "khóa 2022 - 2027", "192.168.1.10",
    ],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert dates_in(text, 2023) == []


def test_a_day_that_does_not_exist_is_found_and_has_none() -> None:
    assert not one("trước ngày 31/4/2023").exists


def test_a_year_that_is_not_written_is_told() -> None:
    assert (one("ngày 30/4").year_given, one("ngày 30/4/2023").year_given) == (False, True)
    assert dates_in("ngày 30/4", None) == []


def test_hour_and_weekday_stay_with_their_own_date() -> None:
    text = "trước 11g00 ngày 06/5/2023 (thứ Bảy), trước ngày 31/5/2023 (thứ Tư)"
    assert [(found.hour, found.stated) for found in dates_in(text)] == [(time(11, 0), 5), (None, 2)]


DAYS = st.dates(date(2016, 1, 1), date(2035, 12, 31))
STYLES = (
    lambda day: f"ngày {day:%d/%m/%Y}",
    lambda day: f"ngày {day.day}/{day.month}/{day.year}",
    lambda day: f"ngày {day.day}.{day.month}.{day.year}",
    lambda day: f"ngày {day:%d-%m-%Y}",
    lambda day: f"ngày {day.day} tháng {day.month} năm {day.year}",
)


@given(DAYS, st.sampled_from(STYLES), st.sampled_from(["", "gửi về Tỉnh Đoàn trước ", "(", "Thời gian: "]))
def test_every_way_of_writing_a_day_is_read_back(day: date, style, before: str) -> None:  # type: ignore[no-untyped-def]
    found = one(f"{before}{style(day)}.")
    assert (found.day, found.year_given) == (day, True)


@given(st.text(alphabet="0123456789/.-: hgngàythứHaitrướcđếnOl|(),", max_size=200))
def test_no_text_breaks_it_and_spans_are_in_order(text: str) -> None:
    spans = [(found.start, found.end) for found in dates_in(text, 2023)]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)


@given(st.text(max_size=80))
def test_the_plain_line_is_as_long_as_the_line(text: str) -> None:
    assert len(plain(text)) == len(text)
