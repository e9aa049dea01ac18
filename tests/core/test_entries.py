"""What is taken as often as it comes: how a plan names it, and the one question a month."""

from datetime import datetime

import pytest

from core.calendar import Calendar
from core.clock import ZONE, local
from core.entries import following, is_open, ladder, month_asked_about, number_of

CALENDAR = Calendar()


def vn(text: str) -> datetime:
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("title", "open_"),
    [
        ("Giới thiệu những giải pháp, sáng kiến của thanh niên công nhân về Quận Đoàn", True),
        ("Rà soát, đề xuất Quận Đoàn các trường hợp con em công nhân có hoàn cảnh khó khăn", True),
        ("Đề cử gương điển hình", True),
        ("Tuyên truyền, giới thiệu về những giải pháp, sáng kiến", False),
        ("Giới thiệu các loại nhạc cụ và âm nhạc dân tộc", False),
        ("Hội thi sáng kiến", False),
    ],
)
def test_what_a_plan_asks_for_without_a_date(title: str, open_: bool) -> None:
    assert is_open(title) is open_


@pytest.mark.parametrize(
    ("opened", "until", "period", "asked"),
    [
        pytest.param(
            "20/09/2021 09:00", "31/12/2021 23:59", "",
            ["01/10 08:15", "01/11 08:15", "01/12 08:15"], id="from the month after the opening",
        ),
        pytest.param(
            "20/10/2021 09:00", "31/01/2022 23:59", "2",
            ["01/12 08:15", "04/01 08:15"], id="not of the month in which an entry came; over the new year",
        ),
        pytest.param("20/10/2021 09:00", "31/10/2021 23:59", "", [], id="never after the end"),
        pytest.param("30/04/2023 09:00", "31/05/2023 23:59", "", ["04/05 08:15"], id="holidays put it off"),
    ],
)  # fmt: skip
def test_one_question_a_month(opened: str, until: str, period: str, asked: list[str]) -> None:
    steps = ladder(vn(opened), vn(until), period, CALENDAR)
    assert [f"{local(step.at):%d/%m %H:%M}" for step in steps] == asked


def test_the_question_is_about_the_month_before() -> None:
    assert f"{month_asked_about(vn('04/01/2022 08:15')):%m/%Y}" == "12/2021"


def test_entries_are_counted() -> None:
    assert [number_of(""), number_of(following("")), number_of(following("2"))] == [1, 2, 3]
