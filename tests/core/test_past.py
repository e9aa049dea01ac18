"""When something came, in people's words and as mail programs write it."""

from datetime import datetime

import pytest

from core.clock import ZONE, local
from core.past import came

NOW = datetime(2021, 10, 28, 9, 5, tzinfo=ZONE)  # a Thursday

MOMENTS = {
    "15g20 hôm qua": "27/10/2021 15:20",
    "15h20 hqua": "27/10/2021 15:20",
    "8 giờ sáng nay": "28/10/2021 08:00",
    "3h chiều qua": "27/10/2021 15:00",
    "3 giờ": "28/10/2021 15:00",
    "6h sáng": "28/10/2021 06:00",
    "8g15": "28/10/2021 08:15",
    "8 giờ rưỡi hôm kia": "26/10/2021 08:30",
    "20h tối thứ 6": "22/10/2021 20:00",
    "9h thứ năm": "28/10/2021 09:00",
    "chủ nhật lúc 7g": "24/10/2021 07:00",
    "15 giờ 20 ngày 8/10": "08/10/2021 15:20",
    "ngày 27, 16g42": "27/10/2021 16:42",
    "ngày 29 lúc 8g": "29/09/2021 08:00",
    "8g ngày 5 tháng 9": "05/09/2021 08:00",
    "8g ngày 20/12": "20/12/2021 08:00",
    "8g ngày 30/12": "30/12/2020 08:00",
    "27/10/2021 15:20": "27/10/2021 15:20",
    "27/10/21 03:20": "27/10/2021 03:20",
    "2021-10-27 15:20:31": "27/10/2021 15:20",
    "15:20 27 thg 10, 2021": "27/10/2021 15:20",
    "15:20 27 thg 10": "27/10/2021 15:20",
    "Th 4, 27 thg 10, 2021 lúc 15:20": "27/10/2021 15:20",
    "T4 27/10/2021 3:20 CH": "27/10/2021 15:20",
    "Wed 10/27/2021 3:20 PM": "27/10/2021 15:20",
    "Wed, Oct 27, 2021 at 3:20 PM": "27/10/2021 15:20",
    "27 Oct 2021 15:20": "27/10/2021 15:20",
    "12:05 AM 27/10": "27/10/2021 00:05",
    "vừa xong": "28/10/2021 09:05",
    "30 phút trước": "28/10/2021 08:35",
    "2 giờ trước": "28/10/2021 07:05",
    "15h ngày mai": "29/10/2021 15:00",
    "9h sáng mai": "29/10/2021 09:00",
}
DAYS = {"hôm qua": "27/10/2021", "27 thg 10": "27/10/2021", "thứ Hai": "25/10/2021", "Oct 27": "27/10/2021"}
NOTHING = (
    "",
    "An Hòa, P3, P5",
    "31/2",
    "25 giờ 70",
    "Chi đoàn 26/3",
    "150 lượt",
    "lớp 12",
    "0912.000.118",
    "tháng 10",
    "15h ngày 31/2",
)
RESTS = {
    "an hoa 15g20 hom qua": "an hoa",
    "chi doan 26/3 qua mail 8g ngay 27/10": "chi doan 26/3 qua mail",
}


@pytest.mark.parametrize(("text", "moment"), MOMENTS.items(), ids=MOMENTS)
def test_the_moment_is(text: str, moment: str) -> None:
    found = came(text, NOW).at
    assert found is not None
    assert f"{local(found):%d/%m/%Y %H:%M}" == moment


@pytest.mark.parametrize(("text", "day"), DAYS.items(), ids=DAYS)
def test_a_day_without_an_hour_is_no_moment(text: str, day: str) -> None:
    found = came(text, NOW)
    assert (found.at, f"{found.day:%d/%m/%Y}") == (None, day)


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_said_of_when(text: str) -> None:
    found = came(text, NOW)
    assert not found.said, found


@pytest.mark.parametrize(("text", "rest"), RESTS.items(), ids=RESTS)
def test_the_other_words_are_left(text: str, rest: str) -> None:
    assert came(text, NOW).rest == rest
