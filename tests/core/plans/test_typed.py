"""A report, a date or a person typed in chat."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.plans.proposal import Wording
from core.plans.typed import Typed, day_of_month, person, typed

TODAY = date(2021, 10, 1)
NO_LATER, BEFORE, BEFORE_HOUR = Wording.NO_LATER, Wording.BEFORE, Wording.BEFORE_HOUR


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("15/10", Typed("", NO_LATER, date(2021, 10, 15))),
        ("15/3", Typed("", NO_LATER, date(2022, 3, 15))),
        ("ngay 15/10/2021", Typed("", NO_LATER, date(2021, 10, 15))),
        ("thứ Sáu 15/10", Typed("", NO_LATER, date(2021, 10, 15))),
        ("30 tháng 11", Typed("", NO_LATER, date(2021, 11, 30))),
        ("trước 15/10", Typed("", BEFORE, date(2021, 10, 15))),
        ("truoc 11g ngay 15/10", Typed("", BEFORE_HOUR, date(2021, 10, 15), time(11))),
        ("16h30 ngày 15-10-2021", Typed("", NO_LATER, date(2021, 10, 15), time(16, 30))),
        ("den het ngay 15/10", Typed("", Wording.UNTIL_END, date(2021, 10, 15))),
        ("hạn chót 15.10.2021", Typed("", Wording.CLOSING, date(2021, 10, 15))),
        ("báo cáo sơ kết, chậm nhất 15/10", Typed("Báo cáo sơ kết", NO_LATER, date(2021, 10, 15))),
        ("bao cao so ket dot 3, cham nhat 15/10", Typed("Báo cáo sơ kết đợt 3", NO_LATER, date(2021, 10, 15))),
        ("1. Báo cáo sơ kết – trước ngày 15/10", Typed("Báo cáo sơ kết", BEFORE, date(2021, 10, 15))),
        ("nộp danh sách vào ngày 15/10", Typed("Danh sách", NO_LATER, date(2021, 10, 15))),
        ("trước ngày 29/10 nộp danh sách", Typed("Danh sách", BEFORE, date(2021, 10, 29))),
        ("An Hòa, Tân Lập đến hết ngày 15/10", Typed("An Hòa, Tân Lập", Wording.UNTIL_END, date(2021, 10, 15))),
    ],
)
def test_it_is_read_as_meant(words: str, meant: Typed) -> None:
    assert typed(words, TODAY) == meant


@pytest.mark.parametrize("words", ["", "tuần sau", "31/4", "từ 01/10 đến 05/10", "01/10 và 05/10", "tháng 10", "15"])
def test_what_names_no_single_day_is_asked_again(words: str) -> None:
    assert typed(words, TODAY) is None


@given(
    st.sampled_from(list(Wording)),
    st.dates(TODAY + timedelta(days=1), date(2030, 12, 31)),
    st.one_of(st.none(), st.times(time(6), time(22)).map(lambda at: at.replace(second=0, microsecond=0))),
)
def test_what_is_read_back_is_understood_the_same_way(wording: Wording, day: date, hour: time | None) -> None:
    if (wording is BEFORE_HOUR) != (hour is not None):
        return
    said = Typed("", wording, day, hour)
    assert typed(said.words, TODAY) == said


@given(st.text(max_size=200))
def test_no_text_breaks_it(words: str) -> None:
    typed(words, TODAY)
    person(words)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("Trần Văn An, 0912 000 118", ("Trần Văn An", "0912 000 118")),
        ("0912.000.118 đồng chí Trần Văn An", ("Trần Văn An", "0912.000.118")),
        ("đ/c Lan: 0912000118", ("Lan", "0912000118")),
        ("0912000118", None),
        ("Lan 0912", None),
    ],
)
def test_a_person_is_a_name_and_a_number_to_call(words: str, meant: tuple[str, str] | None) -> None:
    assert person(words) == meant


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("28", (28, True)),
        ("ngày 28", (28, True)),
        ("Chậm nhất ngày 28 hằng tháng", (28, True)),
        ("cham nhat 20 hang thang", (20, True)),
        ("truoc ngay 25", (25, False)),
        ("trước ngày 25 của tháng", (25, False)),
        ("ngày 32", None),
        ("0", None),
        ("15/4", None),
        ("cuối tháng", None),
        ("", None),
    ],
)
def test_the_day_of_what_comes_round(words: str, meant: tuple[int, bool] | None) -> None:
    assert day_of_month(words) == meant
