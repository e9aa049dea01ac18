"""A leader hears nothing unless they ask: five lines each working morning, switched on and off by a word."""

from pathlib import Path

from data.models import Letter
from tests.cast import World, campaign, clock, labels, wakes_at


async def mornings(world: World) -> list[str]:
    return [clock(one.made_at) for one in await world.hanh.letters() if "tat diem tin sang" in labels(one) and one.lane]


async def test_nothing_comes_by_itself(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-10-09 12:00")
        await world.hanh.hears_nothing()


async def test_five_lines_each_morning_on_which_there_is_something_to_say(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.hanh.says("bat diem tin")
        await world.hanh.hears_only("Đã bật điểm tin: 8 giờ 00 mỗi ngày làm việc")
        await world.goes_to("2021-10-04 10:00")
        assert await mornings(world) == []
        await world.mai.hands_in()
        await world.goes_to("2021-10-12 12:00")
        assert await mornings(world) == [
            "05/10 08:00",  # a report came the day before
            "08/10 08:00",  # the last day
            "11/10 08:00",
            "12/10 08:00",  # overdue
        ]
        first = next(one for one in await world.hanh.letters() if "tat diem tin sang" in labels(one) and one.lane)
        assert first.text.count("\n") == 4
        assert "tính đến 8 giờ 00, thứ Ba 05/10/2021: đã nộp 1/12 đơn vị" in first.text
        assert "Đoàn phường" not in first.text
        await world.hanh.chooses("Danh sách chưa nộp")
        await world.hanh.hears("Đoàn phường An Bình")


async def test_it_is_switched_off_again(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.hanh.says("bật điểm tin")
        await world.goes_to("2021-10-08 09:00")
        await world.hanh.chooses("Tắt điểm tin sáng")
        await world.hanh.hears("Đã tắt điểm tin sáng")
        await world.goes_to("2021-10-12 12:00")
        assert await mornings(world) == ["08/10 08:00"]


async def test_it_is_offered_once_below_the_five_lines(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.hanh.says("/hop")
        await world.hanh.chooses("Bật điểm tin sáng")
        await world.hanh.hears("Đã bật điểm tin")
        await world.hanh.says("tắt điểm tin")
        await world.hanh.news()
        await world.hanh.says("/hop")
        assert not [letter for letter in await world.hanh.news() if "bat diem tin sang" in labels(letter)]


async def test_after_a_morning_asleep_it_still_comes_once_and_in_the_afternoon_not_at_all(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.hanh.says("bật điểm tin")
        await world.goes_to("2021-10-07 18:00")
    await wakes_at(tmp_path, "2021-10-08 09:20")
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-10-08 10:00")
        assert len(await mornings(world)) == 1
    await wakes_at(tmp_path, "2021-10-11 13:00")
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-10-11 18:00")
        assert len(await mornings(world)) == 1
        onces = [one.once for one in await world.rows(Letter) if one.once and one.once.startswith("leader:")]
        assert len(onces) == len(set(onces)) == 1


async def test_others_have_it_anyhow_or_not_at_all(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.khoa.says("bat diem tin")
        await world.khoa.hears("Đồng chí đã có điểm tin 7 giờ 45")
        await world.mai.says("bat diem tin")
        await world.mai.hears("Việc này dành cho vị trí khác")
