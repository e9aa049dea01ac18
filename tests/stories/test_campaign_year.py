"""A plan for a year: a report every month, for which the plan names no day; two surveys "đầu tháng 6" and "đầu tháng
11", whose days the organiser types; and a report of the whole year on its last day.

The year is walked from January to the next. Each month opens by itself, and what the months bring differs by unit.
"""

import asyncio
from pathlib import Path

import pytest

from tests.stories.walks import Shares, Walked, about, hands_in, nobody_watches, office, starts, walked

PLAN = """UBND THÀNH PHỐ CAO LÃNH
BAN TỔ CHỨC ĐỀ ÁN THANH NIÊN CÔNG NHÂN
Cao Lãnh, ngày 15 tháng 01 năm 2025
Số: 03/KH-BTC

KẾ HOẠCH
Thực hiện Đề án thanh niên công nhân năm 2025

I. THỜI GIAN
Từ ngày 01/02/2025 đến ngày 31/12/2025.
II. TỔ CHỨC THỰC HIỆN
- Hằng tháng, Ban Tổ chức các phường gửi báo cáo tình hình thực hiện Đề án về Tổ Thư ký.
- Các phường tổ chức 02 đợt khảo sát nhà trọ công nhân vào đầu tháng 6 và tháng 11/2025.
- Báo cáo tổng kết năm gửi về Tổ Thư ký chậm nhất ngày 31/12/2025.

TM. BAN TỔ CHỨC
TRƯỞNG BAN
Lê Minh Ngọc
"""
DECISIONS = (
    "Xem các hạn nộp",
    "Thêm báo cáo",
    "phiếu khảo sát đợt 1, chậm nhất 06/6/2025\nphiếu khảo sát đợt 2, trước 07/11/2025",
    "Tiếp tục",
    "chậm nhất ngày 28 hằng tháng",
    "Tính đúng hạn",
    "An Bình, Tân Lập, Phú Hậu",
    "Chỉ cần tệp",
    "Trần Đăng Khoa, 0912.000.118",
)
MONTHLY, YEARLY = "báo cáo tình hình thực hiện Đề án", "Báo cáo tổng kết năm"
FIRST, SECOND = "Phiếu khảo sát đợt 1", "Phiếu khảo sát đợt 2"


async def walk(folder: Path) -> Walked:
    async with office(folder, "2025-01-20 09:00") as world:
        prompt, late, silent = world.unit("AB"), world.unit("TL"), world.unit("PH")
        await starts(world.khoa, PLAN, DECISIONS)
        await nobody_watches(world)
        for month in range(2, 13):
            await world.goes_to(f"2025-{month:02}-03 10:00")
            await hands_in(prompt, MONTHLY)
            if month == 3:  # February's, for it has waited longest
                await hands_in(late, MONTHLY)
            if month == 6:
                await world.goes_to("2025-06-06 17:00")
                await hands_in(late, FIRST)
            if month == 11:
                await world.goes_to("2025-11-07 23:59")
                await hands_in(late, SECOND)
        await hands_in(prompt, YEARLY)
        await world.goes_to("2026-01-01 00:00")
        await hands_in(late, YEARLY)
        await world.goes_to("2026-01-12 12:00")
        return await walked(world, {"prompt": prompt, "late": late, "silent": silent})


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Walked:
    return asyncio.run(walk(tmp_path_factory.mktemp("year")))


def month(period: str, table: str) -> list[tuple[str, str, str]]:
    return about(f"{MONTHLY} {period}", table)


# Each month: three days before the 28th, on its morning, and once after it; what falls on a weekend comes on Friday.
MONTHS = [
    month("2025-02", "T3 25/02 08:15 Còn 3 ngày\nT6 28/02 08:15 là ngày cuối\nT2 03/03 08:15 gửi bổ sung"),
    month("2025-03", "T3 25/03 08:15 Còn 3 ngày\nT6 28/03 08:15 là ngày cuối\nT2 31/03 08:15 gửi bổ sung"),
    month("2025-04", "T6 25/04 08:15 Còn 3 ngày\nT2 28/04 08:15 là ngày cuối\nT3 29/04 08:15 gửi bổ sung"),
    month("2025-05", "T6 23/05 14:00 Còn 5 ngày\nT4 28/05 08:15 là ngày cuối\nT5 29/05 08:15 gửi bổ sung"),
    month("2025-06", "T4 25/06 08:15 Còn 3 ngày\nT6 27/06 14:00 Ngày mai là ngày cuối\nT2 30/06 08:15 gửi bổ sung"),
    month("2025-07", "T6 25/07 08:15 Còn 3 ngày\nT2 28/07 08:15 là ngày cuối\nT3 29/07 08:15 gửi bổ sung"),
    month("2025-08", "T2 25/08 08:15 Còn 3 ngày\nT5 28/08 08:15 là ngày cuối\nT6 29/08 08:15 gửi bổ sung"),
    month("2025-09", "T5 25/09 08:15 Còn 3 ngày\nT6 26/09 14:00 Còn 2 ngày\nT2 29/09 08:15 gửi bổ sung"),
    month("2025-10", "T6 24/10 14:00 Còn 4 ngày\nT3 28/10 08:15 là ngày cuối\nT4 29/10 08:15 gửi bổ sung"),
    month("2025-11", "T3 25/11 08:15 Còn 3 ngày\nT6 28/11 08:15 là ngày cuối\nT2 01/12 08:15 gửi bổ sung"),
]
JUNE = about(
    FIRST,
    """
    T6 30/05 08:15 Còn 7 ngày
    T3 03/06 08:15 Còn 3 ngày
    T5 05/06 14:00 Ngày mai là ngày cuối
    T6 06/06 08:15 là ngày cuối
    T2 09/06 08:15 gửi bổ sung
    T4 11/06 08:15 gửi bổ sung
    """,
)
NOVEMBER = about(
    SECOND,
    """
    T5 30/10 08:15 Còn 7 ngày
    T2 03/11 08:15 Còn 3 ngày
    T4 05/11 14:00 Ngày mai là ngày cuối
    T5 06/11 08:15 là ngày cuối
    T6 07/11 08:15 còn nhận trong hôm nay
    T2 10/11 08:15 gửi bổ sung
    T4 12/11 08:15 gửi bổ sung
    """,
)
# Sunday's last word on December and three days before the end of the year fall on one slot: one letter. The first of
# January is a holiday, and the second as well.
DECEMBER = [
    *about(YEARLY, "T4 24/12 08:15 Còn 7 ngày"),
    *month("2025-12", "T5 25/12 08:15 Còn 3 ngày"),
    *about(f"{YEARLY}, {MONTHLY} 2025-12", "T6 26/12 14:00 gửi 2 báo cáo"),
    *month("2025-12", "T2 29/12 08:15 gửi bổ sung"),
    *about(YEARLY, "T3 30/12 14:00 Ngày mai là ngày cuối\nT4 31/12 08:15 là ngày cuối"),
    *about(YEARLY, "T2 05/01 08:15 gửi bổ sung\nT4 07/01 08:15 gửi bổ sung"),
]
SPRING, SUMMER, AUTUMN, WINTER = MONTHS[:4], MONTHS[4:9], MONTHS[9:], DECEMBER


def one_after_another(months: list[list[tuple[str, str, str]]]) -> list[tuple[str, str, str]]:
    return [step for steps in months for step in steps]


def test_the_silent_one_hears_every_month_and_survey_of_the_year(year: Walked) -> None:
    spring, summer, autumn = (one_after_another(part) for part in (SPRING, SUMMER, AUTUMN))
    assert year.reminded["silent"] == [*spring, *JUNE, *summer, *NOVEMBER, *autumn, *WINTER]


def test_a_month_that_is_in_is_asked_for_no_more_and_nobody_is_told_of_the_next_too_soon(year: Walked) -> None:
    """Handed in on the third of each month; the surveys, which this unit never sent, are reminded of as ever."""
    assert year.reminded["prompt"] == [*JUNE, *NOVEMBER]


def test_what_is_late_is_asked_for_until_it_is_in(year: Walked) -> None:
    spring, summer, autumn = (one_after_another(part) for part in (SPRING, SUMMER, AUTUMN))
    assert year.reminded["late"] == [*spring, *JUNE[:4], *summer, *NOVEMBER[:5], *autumn, *WINTER[:6]]


def test_each_month_opens_with_one_letter_that_names_its_own_date(year: Walked) -> None:
    opened = [text for text in year.texts["silent"] if "đã sang kỳ mới" in text]
    assert len(opened) == 10  # February stood in the opening letter
    assert "(tháng 3/2025), hạn “chậm nhất ngày 28/03/2025 (thứ Sáu)”" in opened[0]
    assert "(tháng 12/2025), hạn “chậm nhất ngày 28/12/2025 (Chủ nhật)”" in opened[-1]


def test_every_report_of_every_unit_is_counted_once(year: Walked) -> None:
    months = {name: shares for name, shares in year.totals.items() if name.startswith(MONTHLY)}
    assert list(months.values()) == [
        Shares(expected=3, on_time=1, late=1, returned=0, missing=1, exempt=0),
        *[Shares(expected=3, on_time=1, late=0, returned=0, missing=2, exempt=0)] * 10,
    ]
    assert year.totals[FIRST] == year.totals[SECOND] == Shares(3, 1, 0, 0, 2, 0)
    assert year.totals[YEARLY] == Shares(expected=3, on_time=1, late=1, returned=0, missing=1, exempt=0)
