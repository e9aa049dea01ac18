"""A city's campaign by the hour: "trước 11g00", three times. The first date is a Saturday that the plan calls a Friday;
the organiser rules that Saturday stands, so every reminder of it comes on the Friday before.

One unit is nearly late each time, another late by a minute; one has a promise for the last hour, one gets longer.
"""

import asyncio
from pathlib import Path

import pytest

from tests.stories.walks import Shares, Walked, about, hands_in, office, starts, walked

PLAN = """THÀNH ĐOÀN AN GIANG
BAN THƯỜNG VỤ
An Giang, ngày 22 tháng 4 năm 2024
Số: 73-KH/TĐTN-BCNLĐ

KẾ HOẠCH
Tổ chức đợt cao điểm cải cách hành chính năm 2024

Ban Thường vụ Thành Đoàn xây dựng kế hoạch:
I. THỜI GIAN
Từ ngày 02/5/2024 đến ngày 30/6/2024.
II. TỔ CHỨC THỰC HIỆN
- Các cơ sở Đoàn gửi Kế hoạch thực hiện trước 11g00 ngày 11/5/2024 (thứ Sáu).
- Các cơ sở Đoàn gửi Báo cáo sơ kết trước 11g00 ngày 31/5/2024 (thứ Sáu).
- Các cơ sở Đoàn gửi Báo cáo tổng kết trước 11g00 ngày 24/6/2024 (thứ Hai).

TM. BAN THƯỜNG VỤ THÀNH ĐOÀN
PHÓ BÍ THƯ
Lê Minh Ngọc
"""
DECISIONS = (
    "Xem lại từng điểm",
    "thứ Bảy 11/05/2024",
    "Giữ thứ Bảy 11/05/2024",
    "Để nguyên",  # that the last report is due before the campaign is over
    "cụm 2, An Bình, Tân Lập",
    "Trần Đăng Khoa, 0912.000.118",
)
PLANS, INTERIM, FINAL = "Kế hoạch thực hiện", "Báo cáo sơ kết", "Báo cáo tổng kết"


async def walk(folder: Path) -> Walked:
    async with office(folder, "2024-04-22 09:00") as world:
        khoa, prompt, late = world.khoa, world.unit("AB"), world.unit("TL")
        silent, promises, longer = world.unit("TA"), world.unit("TN"), world.unit("TC")
        await starts(khoa, PLAN, DECISIONS)
        await world.goes_to("2024-05-02 10:00")
        for report in (PLANS, INTERIM, FINAL):
            await hands_in(prompt, report)
        await world.goes_to("2024-05-11 10:59")
        await hands_in(promises, PLANS)
        await hands_in(longer, PLANS)
        await world.goes_to("2024-05-11 11:00")
        await hands_in(late, PLANS)
        await world.goes_to("2024-05-30 15:00")
        await longer.says("xin gia han den thu 3")
        await khoa.chooses("Đồng ý: thứ Ba 04/06/2024")
        await world.goes_to("2024-05-31 09:10")
        await promises.says("10h30 em nop")
        await world.goes_to("2024-05-31 11:05")
        await hands_in(promises, INTERIM)
        await hands_in(late, INTERIM)
        await world.goes_to("2024-06-04 11:30")
        await hands_in(longer, INTERIM)
        await world.goes_to("2024-06-24 10:59")
        await hands_in(late, FINAL)
        await hands_in(promises, FINAL)
        await world.goes_to("2024-06-24 12:30")
        await hands_in(longer, FINAL)
        await world.goes_to("2024-07-01 12:00")
        units = {"prompt": prompt, "late": late, "silent": silent, "promises": promises, "longer": longer}
        return await walked(world, units)


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Walked:
    return asyncio.run(walk(tmp_path_factory.mktemp("hours")))


SILENT = (
    about(
        PLANS,
        """
        T6 10/05 14:00 Ngày mai là ngày cuối
        T2 13/05 08:15 gửi bổ sung
        T4 15/05 08:15 gửi bổ sung
        """,
    )
    + about(
        INTERIM,
        """
        T5 30/05 14:00 Ngày mai là ngày cuối
        T6 31/05 09:00 là ngày cuối
        T6 31/05 12:00 gửi bổ sung
        T2 03/06 08:15 gửi bổ sung
        T4 05/06 08:15 gửi bổ sung
        """,
    )
    + about(
        FINAL,
        """
        T6 21/06 14:00 Còn 3 ngày
        T2 24/06 09:00 là ngày cuối
        T2 24/06 12:00 gửi bổ sung
        T3 25/06 08:15 gửi bổ sung
        T5 27/06 08:15 gửi bổ sung
        """,
    )
)


def test_the_silent_one_hears_few_words_before_the_hour_and_three_after_it(campaign: Walked) -> None:
    """On the eve and two hours before; what would fall on a weekend comes on the Friday before it."""
    assert campaign.reminded["silent"] == SILENT


def test_the_prompt_one_is_never_reminded(campaign: Walked) -> None:
    assert campaign.reminded["prompt"] == []


def test_who_comes_in_after_eleven_hears_nothing_of_being_late(campaign: Walked) -> None:
    assert campaign.reminded["late"] == [SILENT[0], *SILENT[3:5], *SILENT[8:10]]


def test_a_promise_for_the_last_hour_is_asked_about_before_the_hour_is_over(campaign: Walked) -> None:
    promised = about(INTERIM, "T6 31/05 10:30 đã hẹn gửi")
    assert campaign.reminded["promises"] == [SILENT[0], *SILENT[3:5], *promised, *SILENT[8:10]]


def test_an_extension_to_a_whole_day_has_the_steps_of_a_day(campaign: Walked) -> None:
    """Granted on Thursday afternoon: the morning of the old hour is over with it."""
    longer = about(
        INTERIM,
        """
        T6 31/05 14:00 Còn 4 ngày
        T2 03/06 14:00 Ngày mai là ngày cuối
        T3 04/06 08:15 là ngày cuối
        """,
    )
    assert campaign.reminded["longer"] == [SILENT[0], SILENT[3], *longer, *SILENT[8:11]]


def test_the_letter_of_the_last_hours_names_the_hour_and_what_is_left_of_it(campaign: Walked) -> None:
    (letter,) = [text for text in campaign.texts["silent"] if text.count("Hôm nay, thứ Sáu 31/05/2024")]
    assert "(hạn ghi: “trước 11g00 ngày 31/5/2024 (thứ Sáu)”): chậm nhất 11 giờ 00, còn 2 giờ." in letter


def test_after_the_ruling_no_letter_has_the_wrong_weekday(campaign: Walked) -> None:
    (letter,) = [text for text in campaign.texts["silent"] if "Ngày mai là ngày cuối" in text and PLANS in text]
    assert "“trước 11 giờ 00 ngày 11/05/2024 (thứ Bảy)”, tức chậm nhất 11 giờ 00, thứ Bảy 11/05/2024" in letter
    assert not any("11/5/2024 (thứ Sáu)" in text for texts in campaign.texts.values() for text in texts)


def test_every_unit_is_counted_once_to_the_end(campaign: Walked) -> None:
    """10:59 is on time and 11:00 is not."""
    assert campaign.totals == {
        PLANS: Shares(expected=5, on_time=3, late=1, returned=0, missing=1, exempt=0),
        INTERIM: Shares(expected=5, on_time=2, late=2, returned=0, missing=1, exempt=0),
        FINAL: Shares(expected=5, on_time=3, late=1, returned=0, missing=1, exempt=0),
    }
