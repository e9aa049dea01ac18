"""Reminders, to the minute: who gets which letter when, and what stops them."""

from datetime import date
from pathlib import Path

import pytest

from core.deadlines import no_later_than
from core.delivery import Lane, Result
from data.models import Letter
from tests.cast import FIRST, LAST, Actor, World, campaign, clock, moment, wakes_at

# Both reports from their opening on Thursday 30/9 at 8:00. The first is due "chậm nhất ngày 08/10", the second "trước
# ngày 29/10", taken until the end of that day. Before the 5th nobody is bothered: the opening is still fresh.
LADDER = [
    ("05/10 08:15", FIRST, "Còn 3 ngày"),
    ("07/10 14:00", FIRST, "Ngày mai là ngày cuối"),
    ("08/10 08:15", FIRST, "Hôm nay, thứ Sáu 08/10/2021, là ngày cuối"),
    ("11/10 08:15", FIRST, "Đề nghị đồng chí gửi bổ sung trước 17 giờ 00 hôm nay"),
    ("13/10 08:15", FIRST, "Đề nghị đồng chí gửi bổ sung"),
    ("21/10 08:15", LAST, "Còn 7 ngày"),
    ("25/10 08:15", LAST, "Còn 3 ngày"),
    ("27/10 14:00", LAST, "Ngày mai là ngày cuối"),
    ("28/10 08:15", LAST, "Hôm nay, thứ Năm 28/10/2021, là ngày cuối"),
    ("29/10 08:15", LAST, "còn nhận trong hôm nay, thứ Sáu 29/10/2021"),
    ("01/11 08:15", LAST, "Đến 8 giờ 15 hôm nay, thứ Hai 01/11/2021, hệ thống chưa nhận được"),
    ("03/11 08:15", LAST, "Đề nghị đồng chí gửi bổ sung"),
]
MOMENTS = [when for when, _, _ in LADDER]
FOR_EVERYONE = ["08/10 08:15", "11/10 08:15", "13/10 08:15", *MOMENTS[-4:]]  # a unit's second person, from the last day


async def test_the_whole_ladder_of_both_reports_in_one_leap(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.goes_to("2021-11-20 12:00")
        letters = [letter for letter in await world.mai.news() if letter.still]
        assert [clock(letter.made_at) for letter in letters] == MOMENTS
        for letter, (_, report, said) in zip(letters, LADDER, strict=True):
            assert report in letter.text
            assert said in letter.text
            assert ("quá hạn" in letter.text) is False
        assert await world.tu.nudges() == FOR_EVERYONE
        assert await world.hanh.nudges() == await world.khoa.nudges() == []


@pytest.mark.parametrize("hours", [1, 100])
async def test_time_in_other_strides_tells_the_same(tmp_path: Path, hours: int) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.goes_to("2021-10-04 20:00")
        while world.now < moment("2021-10-08 12:00"):
            await world.passes(hours=hours)
        assert await world.mai.nudges() == MOMENTS[:3]


async def test_two_reports_due_together_are_one_letter(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.is_due(LAST, no_later_than(date(2021, 10, 8), "chậm nhất ngày 08/10/2021 (thứ Sáu)"))
        await world.goes_to("2021-10-07 18:00")
        assert await world.mai.nudges() == ["05/10 08:15", "07/10 14:00"]
        letter = await world.mai.hears("đề nghị đồng chí gửi 2 báo cáo", FIRST, LAST)
        assert len(letter.text) <= 600
        await world.mai.hands_in()
        await world.goes_to("2021-10-08 09:00")
        only = (await world.mai.news())[-1]
        assert LAST in only.text
        assert FIRST not in only.text


async def test_nothing_comes_after_the_hand_in(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.goes_to("2021-10-05 09:00")
        await world.mai.hands_in()
        await world.goes_to("2021-10-20 12:00")
        assert await world.mai.nudges() == ["05/10 08:15"]
        assert await world.tu.nudges() == []


async def test_a_letter_already_written_is_not_sent_once_nothing_is_owed(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        mai = await world.moves_to_plain(world.mai)
        await world.goes_to("2021-10-05 08:00")
        async with world.out_of_reach("zalo"):
            await world.goes_to("2021-10-05 08:15")
            await world.tu.hands_in()
        assert [letter.text for letter in await mai.news() if letter.still] == []
        assert await results(world, mai) == [Result.UNSENT]


async def test_a_letter_of_which_half_is_outdated_is_written_anew_for_the_rest(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.is_due(LAST, no_later_than(date(2021, 10, 8), "chậm nhất ngày 08/10/2021 (thứ Sáu)"))
        mai = await world.moves_to_plain(world.mai)
        await world.goes_to("2021-10-05 08:00")
        async with world.out_of_reach("zalo"):
            await world.goes_to("2021-10-05 08:15")
            await world.tu.hands_in()
        await world.passes(minutes=1)
        (letter,) = [one for one in await mai.news() if one.still]
        assert LAST in letter.text
        assert FIRST not in letter.text
        assert await results(world, mai) == [Result.STALE, Result.SENT]


async def results(world: World, actor: Actor) -> list[str]:
    """What became of the reminders written to this chat."""
    rows = await world.rows(Letter)
    return [row.result for row in rows if row.channel == actor.channel and row.lane == Lane.NUDGE and row.still]


async def test_a_promise_is_silence_until_then_and_a_broken_one_comes_back_once(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.goes_to("2021-10-05 09:00")
        await world.mai.says("Dạ chiều mai em nộp ạ")
        await world.mai.hears("Đã ghi hẹn gửi", "17 giờ 00, thứ Tư 06/10/2021", "Hạn vẫn giữ nguyên")
        await world.khoa.says("chua nop")
        await world.khoa.hears("Đoàn phường An Hòa (đồng chí Mai, 0914.000.301): hẹn 17 giờ 00, thứ Tư 06/10/2021")
        await world.goes_to("2021-10-06 16:59")
        await world.mai.hears_nothing()
        await world.goes_to("2021-10-06 17:00")
        await world.mai.hears_only("Đồng chí đã hẹn gửi", "lúc 17 giờ 00 hôm nay; hệ thống chưa nhận được")
        await world.passes(minutes=1)
        await world.hanh.says("họp")
        await world.hanh.hears("đã hẹn nhưng chưa gửi 1; chưa phản hồi 11")
        await world.goes_to("2021-10-08 12:00")
        assert await world.mai.nudges() == ["05/10 08:15", "06/10 17:00", "07/10 14:00", "08/10 08:15"]


async def test_a_promise_kept_one_for_the_evening_and_one_that_is_no_extension(tmp_path: Path) -> None:
    """Three units: the one hands in and hears no more, the next promised into the quiet hours, the last too late."""
    async with campaign(tmp_path) as world:
        await world.only("AB", "TL", "PH")
        kept, evening, beyond = world.unit("AB"), world.unit("TL"), world.unit("PH")
        await kept.says("chieu mai nop")
        await kept.hands_in()
        await beyond.says("đến 20/10 em nộp")
        await beyond.hears("Xin đồng chí hẹn giờ sớm hơn")
        await world.goes_to("2021-10-05 09:00")
        await evening.says("tối nay em nộp")
        await evening.hears("Đã ghi hẹn gửi", "20 giờ 00 hôm nay")
        await world.goes_to("2021-10-06 12:00")
        assert await evening.nudges() == ["05/10 08:15", "06/10 08:15"]
        assert await beyond.nudges() == ["05/10 08:15"]
        await world.goes_to("2021-10-12 09:00")
        assert await kept.nudges() == []
        assert await beyond.nudges() == MOMENTS[:4]
        await beyond.says("ngày mai em nộp")
        await beyond.hears("Đã ghi hẹn gửi", "Hạn đã ghi")


async def test_words_after_a_reminder_are_about_what_it_reminded_of(tmp_path: Path) -> None:
    """Not about what has been missing for longer: that had its own letters."""
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.goes_to("2021-10-25 09:00")
        await world.mai.says("chiều mai em nộp")
        await world.mai.hears(f"Đã ghi hẹn gửi {LAST}")
        await world.mai.says("xin gia han den 5/11")
        await world.khoa.hears(f"đề nghị gia hạn ({LAST})")
        await world.mai.presses("Đã gửi email")
        await world.khoa.hears("đã gửi", LAST)
        await world.goes_to("2021-11-10 09:00")
        await world.mai.says("chieu nay em nop")
        await world.mai.hears(f"Đã ghi hẹn gửi {FIRST}")


async def test_answers_know_no_quiet_hours(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.goes_to("2021-10-03 23:30")
        await world.mai.says("con thieu gi")
        letter = await world.mai.hears_only("Đề nghị đồng chí gửi 2 báo cáo")
        assert clock(letter.made_at) == "03/10 23:30"


async def test_after_a_downtime_only_the_latest_step_is_told(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
    await wakes_at(tmp_path, "2021-10-27 16:00")  # missed: six steps of the one report, three of the other
    async with campaign(tmp_path) as world:
        await world.passes(minutes=1)
        assert await world.mai.nudges() == ["27/10 16:00"]
        letter = (await world.mai.letters())[-1]
        assert "đề nghị đồng chí gửi 2 báo cáo" in letter.text
        await world.goes_to("2021-10-28 12:00")
        assert await world.mai.nudges() == ["27/10 16:00", "28/10 08:15"]


async def test_a_downtime_into_the_night_waits_for_the_morning(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
    await wakes_at(tmp_path, "2021-10-07 22:00")
    async with campaign(tmp_path) as world:
        await world.passes(minutes=1)
        assert await world.mai.nudges() == []
        await world.goes_to("2021-10-08 12:00")
        assert await world.mai.nudges() == ["08/10 08:15"]


async def test_one_reminded_twice_at_the_same_moment_gets_one_letter(tmp_path: Path) -> None:
    """The tick runs again over the same moment, as after a crash between two commits."""
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.goes_to("2021-10-05 08:15")
        await world.remembers_no_nudge()
        await world.passes(seconds=1)
        assert await world.mai.nudges() == ["05/10 08:15"]
