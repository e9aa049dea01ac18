"""A programme for most of a year that brings units and specialists together: what happens is told when it happens, so
the plan names no day for that; the organiser hears how it goes by a few numbers "trước ngày 25 hằng tháng", and in the
end by one report. It begins in Tết: whatever would fall into the holidays is said before them or after.
"""

import asyncio
from pathlib import Path

import pytest

from tests.stories.walks import Shares, Walked, about, hands_in, nobody_watches, office, starts, walked

PLAN = """THÀNH ĐOÀN LONG XUYÊN
BAN THƯỜNG VỤ
Long Xuyên, ngày 10 tháng 01 năm 2028
Số: 12-CTr/TĐTN

CHƯƠNG TRÌNH
Đồng hành cùng người thợ trẻ năm 2028

Ban Thường vụ Thành Đoàn xây dựng chương trình:
I. THỜI GIAN
Từ ngày 15/01/2028 đến ngày 31/5/2028.
II. TỔ CHỨC THỰC HIỆN
- Các đơn vị chủ động liên hệ đơn vị phụ trách chuyên đề để tổ chức hoạt động, đồng thời báo cáo Ban Thường vụ khi có
hoạt động phát sinh.
- Hằng tháng, các đơn vị gửi số liệu hoạt động kết nối trước ngày 28 hằng tháng.
- Các đơn vị gửi báo cáo tổng kết chương trình chậm nhất ngày 09/6/2028 (thứ Sáu).

TM. BAN THƯỜNG VỤ THÀNH ĐOÀN
PHÓ BÍ THƯ
Lê Minh Ngọc
"""
DECISIONS = ("Tiếp tục", "Tính đúng hạn", "cụm 1, Nghề", "Trần Đăng Khoa, 0912.000.118")
PULSE, FINAL = "số liệu hoạt động kết nối", "báo cáo tổng kết chương trình"


async def walk(folder: Path) -> Walked:
    async with office(folder, "2028-01-11 09:00") as world:
        khoa, promises = world.khoa, world.mai
        prompt, late, silent, longer = world.unit("AB"), world.unit("TL"), world.unit("PH"), world.unit("TN")
        await starts(khoa, PLAN, DECISIONS)
        await nobody_watches(world)
        for moment in ("2028-01-20 09:00", "2028-02-21 09:00", "2028-03-21 09:00"):
            await world.goes_to(moment)
            await hands_in(prompt, PULSE)
            if moment.startswith("2028-01"):
                await world.goes_to("2028-01-31 09:00")
                await hands_in(late, PULSE)
            if moment.startswith("2028-02"):
                await world.goes_to("2028-02-24 09:00")
                await promises.says("chiều mai em nộp")
                await world.goes_to("2028-02-25 16:50")
                await hands_in(promises, PULSE, "27/02/2028")
                await world.goes_to("2028-02-28 23:59")
                await hands_in(late, PULSE)
        await world.goes_to("2028-03-24 09:00")
        await longer.says("xin gia han den 4/4")
        await khoa.chooses("Đồng ý: thứ Ba 04/04/2028")
        await world.goes_to("2028-04-04 16:00")
        await hands_in(longer, PULSE, "04/04/2028")
        await world.goes_to("2028-06-09 20:30")
        for unit in (prompt, late):
            await hands_in(unit, FINAL)
        await world.goes_to("2028-06-20 12:00")
        units = {"prompt": prompt, "promises": promises, "late": late, "silent": silent, "longer": longer}
        return await walked(world, units)


@pytest.fixture(scope="module")
def programme(tmp_path_factory: pytest.TempPathFactory) -> Walked:
    return asyncio.run(walk(tmp_path_factory.mktemp("programme")))


# In January Tết takes Monday to Friday: three days before, the last morning and the day of grace are one letter before.
JANUARY = about(
    f"{PULSE} 2028-01",
    """
    T6 21/01 14:00 Còn 6 ngày
    T2 31/01 08:15 gửi bổ sung
    """,
)
FEBRUARY = about(
    f"{PULSE} 2028-02",
    """
    T5 24/02 08:15 Còn 3 ngày
    T6 25/02 14:00 Còn 2 ngày
    T2 28/02 08:15 còn nhận trong hôm nay
    T3 29/02 08:15 gửi bổ sung
    """,
)
MARCH = about(
    f"{PULSE} 2028-03",
    """
    T6 24/03 08:15 Còn 3 ngày
    T2 27/03 08:15 là ngày cuối
    T3 28/03 08:15 còn nhận trong hôm nay
    T4 29/03 08:15 gửi bổ sung
    """,
)
# From the last Sunday of April on everybody is off until Wednesday.
APRIL = about(
    f"{PULSE} 2028-04",
    """
    T2 24/04 08:15 Còn 3 ngày
    T5 27/04 08:15 là ngày cuối
    T6 28/04 08:15 còn nhận trong hôm nay
    T4 03/05 08:15 gửi bổ sung
    """,
)
MAY = about(
    f"{PULSE} 2028-05",
    """
    T4 24/05 08:15 Còn 3 ngày
    T6 26/05 14:00 Ngày mai là ngày cuối
    T2 29/05 08:15 gửi bổ sung
    """,
)
END = about(
    FINAL,
    """
    T6 02/06 08:15 Còn 7 ngày
    T3 06/06 08:15 Còn 3 ngày
    T5 08/06 14:00 Ngày mai là ngày cuối
    T6 09/06 08:15 là ngày cuối
    T2 12/06 08:15 gửi bổ sung
    T4 14/06 08:15 gửi bổ sung
    """,
)


def test_the_silent_one_hears_each_month_less_than_of_a_single_report(programme: Walked) -> None:
    assert programme.reminded["silent"] == [*JANUARY, *FEBRUARY, *MARCH, *APRIL, *MAY, *END]


def test_the_prompt_one_hears_of_no_month_that_is_in(programme: Walked) -> None:
    assert programme.reminded["prompt"] == [*APRIL, *MAY, *END[:4]]


def test_a_promise_is_about_the_month_just_reminded_of_however_much_older_is_missing(programme: Walked) -> None:
    assert programme.reminded["promises"] == [*JANUARY, *FEBRUARY[:1], *MARCH, *APRIL, *MAY, *END]


def test_what_comes_in_the_last_minute_of_grace_is_asked_for_no_more(programme: Walked) -> None:
    assert programme.reminded["late"] == [*JANUARY, *FEBRUARY[:3], *MARCH, *APRIL, *MAY, *END[:4]]


def test_an_extension_of_one_month_moves_neither_the_others_nor_the_next(programme: Walked) -> None:
    """Granted on 24/3 for the report of March alone, until 4/4, which is a holiday of the lunar year."""
    longer = about(
        f"{PULSE} 2028-03",
        """
        T6 31/03 14:00 Còn 4 ngày
        T2 03/04 14:00 Ngày mai là ngày cuối
        """,
    )
    assert programme.reminded["longer"] == [*JANUARY, *FEBRUARY, MARCH[0], *longer, *APRIL, *MAY, *END]


def test_what_is_told_when_it_happens_has_no_day_and_is_never_asked_for(programme: Walked) -> None:
    assert {name.split(" 2028")[0] for name in programme.totals} == {PULSE, FINAL}


def test_every_month_of_every_unit_is_counted_once(programme: Walked) -> None:
    assert programme.totals == {
        f"{PULSE} 2028-01": Shares(expected=5, on_time=1, late=1, returned=0, missing=3, exempt=0),
        f"{PULSE} 2028-02": Shares(expected=5, on_time=3, late=0, returned=0, missing=2, exempt=0),
        f"{PULSE} 2028-03": Shares(expected=5, on_time=2, late=0, returned=0, missing=3, exempt=0),
        f"{PULSE} 2028-04": Shares(expected=5, on_time=0, late=0, returned=0, missing=5, exempt=0),
        f"{PULSE} 2028-05": Shares(expected=5, on_time=0, late=0, returned=0, missing=5, exempt=0),
        FINAL: Shares(expected=5, on_time=2, late=0, returned=0, missing=3, exempt=0),
    }
