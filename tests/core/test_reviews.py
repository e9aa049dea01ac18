from datetime import date, datetime, time

import pytest

from core.calendar import Calendar
from core.clock import at, local
from core.forms import Field, FieldKind, Form
from core.reviews import lacking, left_out, waits_long, wanted_back

OFFICE = Calendar()
FORM = Form(
    (
        Field("luot", "Số lượt", FieldKind.NUMBER),
        Field("noi", "Địa điểm", FieldKind.TEXT, required=False),
        Field("tep", "Báo cáo", FieldKind.FILES),
    )
)


def vn(text: str) -> datetime:
    day, hour = text.split()
    day_, month = (int(part) for part in day.split("/"))
    return at(date(2021, month, day_), time.fromisoformat(hour))


@pytest.mark.parametrize(
    ("answers", "files", "required", "optional"),
    [
        ({"luot": 0}, [1], [], ["Địa điểm"]),
        ({"luot": 0, "noi": "Nhà văn hóa"}, [1], [], []),
        ({}, [], ["Số lượt", "Báo cáo"], ["Địa điểm"]),
        ({"noi": "Nhà văn hóa"}, [1], ["Số lượt"], []),
    ],
    ids=["zero is an answer", "all of it", "found in the mailbox", "a file alone"],
)
def test_what_is_not_there(
    answers: dict[str, object], files: list[int], required: list[str], optional: list[str]
) -> None:
    assert [field.label for field in lacking(FORM, answers, files)] == required
    assert [field.label for field in left_out(FORM, answers, files)] == optional


@pytest.mark.parametrize(
    ("now", "by"),
    [
        ("27/10 09:00", "28/10 17:00"),
        ("28/10 23:00", "29/10 17:00"),
        ("29/10 10:00", "01/11 17:00"),
        ("30/10 10:00", "01/11 17:00"),
    ],
    ids=["the next day", "at night as well", "over the weekend", "from a day off"],
)
def test_a_part_is_wanted_back_by_the_end_of_the_next_working_day(now: str, by: str) -> None:
    assert f"{local(wanted_back(vn(now), OFFICE)):%d/%m %H:%M}" == by


@pytest.mark.parametrize(
    ("came", "now", "long"),
    [
        ("25/10 09:00", "27/10 23:00", False),
        ("25/10 09:00", "28/10 07:45", True),
        ("29/10 16:00", "02/11 16:00", False),
        ("29/10 16:00", "03/11 07:45", True),
        ("30/10 09:00", "03/11 07:45", True),
    ],
    ids=["two working days", "the third", "a weekend does not count", "the third after it", "from a day off"],
)
def test_a_report_waits_long_after_two_working_days(came: str, now: str, long: bool) -> None:
    assert waits_long(vn(came), vn(now), OFFICE) is long
