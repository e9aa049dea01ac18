"""Who gets longer and until when, read from one line."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.clock import ZONE
from core.longer import longer

NOW = datetime(2021, 10, 1, 9, tzinfo=ZONE)  # a Friday
LAST = date(2021, 10, 8)

SAID = {
    "An Hòa, An Bình đến hết ngày 20/10": ("An Hòa, An Bình", date(2021, 10, 20)),
    "15/10 cho An Hòa": ("An Hòa", date(2021, 10, 15)),
    "cum 1 den thu sau": ("cum 1", date(2021, 10, 15)),
    "Cụm 1 đến thứ Hai": ("Cụm 1", date(2021, 10, 11)),
    "an hoa them 3 ngay": ("an hoa", date(2021, 10, 11)),
    "thêm hai ngày nữa cho Tân Lập": ("Tân Lập", date(2021, 10, 10)),
    "thêm 1 tuần": ("", date(2021, 10, 15)),
    "Chi đoàn Điện lực đến mai": ("Chi đoàn Điện lực", date(2021, 10, 2)),
    "An Hòa hết chủ nhật": ("An Hòa", date(2021, 10, 10)),
    "17g ngày 15/10 cho An Hòa": ("An Hòa", date(2021, 10, 15)),
    "An Hòa": ("An Hòa", None),
    "": ("", None),
}
OF_THOSE_THAT_OWE = {
    "cho các đơn vị chưa nộp đến 15/10": date(2021, 10, 15),
    "chua nop den het tuan sau": date(2021, 10, 15),
    "chưa nộp": None,
}


@pytest.mark.parametrize("text", SAID)
def test_names_and_a_day_are_read_from_one_line(text: str) -> None:
    heard = longer(text, LAST, NOW)
    assert (heard.who, heard.until and heard.until.day, heard.missing) == (*SAID[text], False)


@pytest.mark.parametrize("text", OF_THOSE_THAT_OWE)
def test_those_that_still_owe_it_are_named_by_that(text: str) -> None:
    heard = longer(text, LAST, NOW)
    assert (heard.who, heard.until and heard.until.day, heard.missing) == ("", OF_THOSE_THAT_OWE[text], True)


@given(days=st.integers(1, 99), name=st.sampled_from(["An Hòa", "Tân Lập, Điện lực", "cụm 3"]))
def test_every_number_of_days_counts_from_the_last_day(days: int, name: str) -> None:
    heard = longer(f"{name} thêm {days} ngày", LAST, NOW)
    assert heard.who == name
    assert heard.until is not None
    assert (heard.until.day - LAST).days == days
