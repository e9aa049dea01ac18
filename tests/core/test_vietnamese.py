"""Vietnamese as people type it and as officers write it."""

import unicodedata
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.vietnamese import fold, full_day, given_name, hour, moment, number, short_day, tidy, weekday

ZONE = timezone(timedelta(hours=7))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đoàn phường An Hòa", "doan phuong an hoa"),
        ("Đoàn phường An Hoà", "doan phuong an hoa"),
        ("ĐẮK  LẮK\u00a0", "dak lak"),
        ("Ðà Nẵng", "da nang"),  # the Icelandic letter that old fonts left behind
        ("nộp\tbáo\ncáo", "nop bao cao"),
        ("", ""),
    ],
)
def test_folding_makes_two_spellings_equal(text: str, folded: str) -> None:
    assert fold(text) == folded


LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵĐÐ \u00a0\n"
texts = st.text() | st.text(LETTERS)


def _without_accents(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))


@settings(max_examples=100)
@given(texts)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(max_examples=100)
@given(texts)
def test_folding_does_not_see_accents(text: str) -> None:
    assert fold(_without_accents(text)) == fold(text)


@settings(max_examples=100)
@given(texts)
def test_folding_does_not_see_how_letters_are_composed(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  nộp báo cáo \n", "nộp báo cáo"),
        ("no\u0302\u0323p", "nộp"),
        ("dòng một\ndòng hai", "dòng một\ndòng hai"),
        ("a\u202eb\u200bc\x00d", "abcd"),
        ("\ud800", ""),
        ("👍", "👍"),
    ],
)
def test_tidying_keeps_what_was_typed_without_tricks(text: str, kept: str) -> None:
    assert tidy(text) == kept


@settings(max_examples=100)
@given(texts)
def test_tidying_twice_changes_nothing(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


def test_a_date_never_stands_without_its_weekday() -> None:
    day = date(2021, 10, 8)
    assert full_day(day) == "thứ Sáu 08/10/2021"
    assert short_day(day) == "08/10/2021"
    assert weekday(date(2021, 10, 10)) == "Chủ nhật"


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2021, 10, 27, 16, 42, tzinfo=ZONE), "16 giờ 42"),
        (datetime(2021, 10, 27, 8, 15, tzinfo=ZONE), "8 giờ 15"),
        (datetime(2021, 10, 27, 14, 5, tzinfo=ZONE), "14 giờ 05"),
    ],
)
def test_the_hour_has_no_leading_zero_and_the_minutes_do(at: datetime, said: str) -> None:
    assert hour(at) == said


def test_a_moment_is_the_hour_and_the_whole_day() -> None:
    assert moment(datetime(2021, 10, 27, 16, 42, tzinfo=ZONE)) == "16 giờ 42, thứ Tư 27/10/2021"


@pytest.mark.parametrize(("value", "written"), [(0, "0"), (150, "150"), (1500, "1.500"), (1_234_567, "1.234.567")])
def test_a_number_is_grouped_by_dots(value: int, written: str) -> None:
    assert number(value) == written


@pytest.mark.parametrize(
    ("full_name", "called"), [("Nguyễn Thị Mai", "Mai"), ("K’ Hiền", "Hiền"), ("Mai", "Mai"), ("", ""), (" ", " ")]
)
def test_people_are_called_by_the_last_syllable(full_name: str, called: str) -> None:
    assert given_name(full_name) == called
