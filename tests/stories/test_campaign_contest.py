"""A district's contest in October: a list "chậm nhất ngày 09/10", and results "trước ngày 30/10" that are taken on that
day as well, two days before the month is over.

Seven of twelve units are asked. Each behaves in its own way, and each hears just what it needs, to the minute.
"""

import asyncio
from pathlib import Path

import pytest

from tests.stories.walks import Shares, Walked, about, hands_in, office, starts, walked

PLAN = """QUẬN ĐOÀN HÒA VANG
BAN THƯỜNG VỤ
Hòa Vang, ngày 24 tháng 9 năm 2026
Số: 52-KH/QĐTN

KẾ HOẠCH
Tổ chức Hội thi Tay nghề trẻ năm 2026

Căn cứ Kế hoạch số 118-KH/TĐTN ngày 10/9/2026 của Ban Thường vụ Thành Đoàn, Ban Thường vụ Quận Đoàn xây dựng kế hoạch:
I. THỜI GIAN
Từ ngày 01/10 đến ngày 31/10/2026.
II. TỔ CHỨC THỰC HIỆN
- Các đơn vị gửi danh sách đăng ký dự thi về Quận Đoàn chậm nhất ngày 09/10/2026 (thứ Sáu).
- Các đơn vị gửi báo cáo kết quả hội thi về Quận Đoàn trước ngày 30/10/2026 (thứ Sáu).

TM. BAN THƯỜNG VỤ QUẬN ĐOÀN
PHÓ BÍ THƯ
Lê Minh Ngọc
"""
DECISIONS = (
    "Xem lại từng điểm",
    "Để nguyên",  # that the report is due before the contest is over
    "Tính đúng hạn",
    "cụm 1, cụm 2",
    "Trần Đăng Khoa, 0912.000.118",
)
ENTRIES, RESULTS = "danh sách đăng ký dự thi", "báo cáo kết quả hội thi"


async def walk(folder: Path) -> Walked:
    async with office(folder, "2026-09-28 09:00") as world:
        mai, khoa = world.mai, world.khoa
        prompt, late, silent = world.unit("AB"), world.unit("TL"), world.unit("PH")
        promises, longer, nothing = world.unit("TA"), world.unit("TN"), world.unit("TC")
        await starts(khoa, PLAN, DECISIONS)
        await world.goes_to("2026-09-29 10:00")
        await hands_in(prompt, ENTRIES)
        await hands_in(prompt, RESULTS)
        await world.goes_to("2026-10-06 09:00")
        await promises.says("sáng mai em nộp")
        await longer.says("xin gia han den 14/10")
        await khoa.chooses("Đồng ý: thứ Tư 14/10/2026")
        await world.goes_to("2026-10-07 10:45")
        await hands_in(promises, ENTRIES)
        await world.goes_to("2026-10-09 16:40")
        await hands_in(world.tu, ENTRIES)
        await hands_in(nothing, ENTRIES)
        await world.goes_to("2026-10-10 00:00")
        await hands_in(late, ENTRIES)
        await world.goes_to("2026-10-14 23:59")
        await hands_in(longer, ENTRIES)
        await world.goes_to("2026-10-26 09:00")
        await nothing.says("bên em không phát sinh")
        await nothing.says("các lớp đang đi thực tập")
        await nothing.says("nộp")
        await nothing.hears("Đã nhận", "không phát sinh")
        await promises.says("chiều mai em nộp")
        await world.goes_to("2026-10-30 23:59")
        await hands_in(longer, RESULTS)
        await hands_in(mai, RESULTS)
        await world.goes_to("2026-11-02 16:00")
        await hands_in(late, RESULTS)
        await world.goes_to("2026-11-07 12:00")
        names = {"Mai": mai, "Tú": world.tu, "prompt": prompt, "late": late, "silent": silent, "promises": promises}
        return await walked(world, names | {"longer": longer, "nothing": nothing, "not asked": world.unit("BV")})


@pytest.fixture(scope="module")
def contest(tmp_path_factory: pytest.TempPathFactory) -> Walked:
    return asyncio.run(walk(tmp_path_factory.mktemp("contest")))


SILENT = about(
    ENTRIES,
    """
    T6 02/10 08:15 Còn 7 ngày
    T3 06/10 08:15 Còn 3 ngày
    T5 08/10 14:00 Ngày mai là ngày cuối
    T6 09/10 08:15 là ngày cuối
    T2 12/10 08:15 gửi bổ sung
    T4 14/10 08:15 gửi bổ sung
    """,
) + about(
    RESULTS,
    """
    T5 22/10 08:15 Còn 7 ngày
    T2 26/10 08:15 Còn 3 ngày
    T4 28/10 14:00 Ngày mai là ngày cuối
    T5 29/10 08:15 là ngày cuối
    T6 30/10 08:15 còn nhận trong hôm nay
    T2 02/11 08:15 gửi bổ sung
    T4 04/11 08:15 gửi bổ sung
    """,
)


def test_the_silent_one_hears_every_step_and_then_no_more(contest: Walked) -> None:
    assert contest.reminded["silent"] == SILENT


def test_the_prompt_one_is_never_reminded(contest: Walked) -> None:
    assert contest.reminded["prompt"] == []


def test_the_late_one_is_reminded_until_it_has_handed_in(contest: Walked) -> None:
    assert contest.reminded["late"] == SILENT[:4] + SILENT[6:12]


def test_a_promise_silences_until_its_moment_and_a_broken_one_is_asked_about_once(contest: Walked) -> None:
    assert contest.reminded["promises"] == SILENT[:2] + SILENT[6:8] + about(
        RESULTS, "T3 27/10 17:00 đã hẹn gửi"
    ) + SILENT[8:]  # fmt: skip


def test_an_extension_moves_the_whole_ladder_of_that_one_report(contest: Walked) -> None:
    """Granted on the 6th until the 14th: the answer was notice enough on the 7th, and Monday 12/10 has no step, for T-3
    would fall on a Sunday."""
    assert contest.reminded["longer"] == SILENT[:2] + about(
        ENTRIES,
        """
        T6 09/10 14:00 Còn 5 ngày
        T3 13/10 14:00 Ngày mai là ngày cuối
        T4 14/10 08:15 là ngày cuối
        """,
    ) + SILENT[6:11]  # fmt: skip
    (granted,) = [text for text in contest.texts["longer"] if "đồng ý gia hạn" in text]
    assert "tức hết thứ Tư 14/10/2026" in granted
    assert not any(
        "gia hạn đến hết" in text for name, texts in contest.texts.items() if name != "longer" for text in texts
    )


def test_who_has_nothing_to_report_is_asked_no_more(contest: Walked) -> None:
    assert contest.reminded["nothing"] == SILENT[:4] + SILENT[6:8]


def test_the_second_person_of_a_unit_hears_from_the_last_morning_on(contest: Walked) -> None:
    assert contest.reminded["Mai"] == SILENT[:4] + SILENT[6:11]
    assert contest.reminded["Tú"] == [SILENT[3], *SILENT[9:11]]


def test_who_is_not_asked_hears_nothing_at_all(contest: Walked) -> None:
    assert contest.reminded["not asked"] == []
    assert not any("Hội thi" in text for text in contest.texts["not asked"])


def test_every_unit_is_counted_once_to_the_end(contest: Walked) -> None:
    """A list at 00:00 of the day after is late; results on the 30th itself, a minute before midnight, are not."""
    assert contest.totals == {
        ENTRIES: Shares(expected=7, on_time=5, late=1, returned=0, missing=1, exempt=0),
        RESULTS: Shares(expected=7, on_time=4, late=1, returned=0, missing=2, exempt=0),
    }
