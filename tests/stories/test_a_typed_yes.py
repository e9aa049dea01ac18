"""What an officer is about to do to others is read back; a typed yes does it, a no leaves it, a late one is nothing."""

from pathlib import Path

import pytest

from tests.cast import FIRST, campaign
from tests.stories.test_changing_a_plan import REPORT, looks_at

YES = ["đồng ý", "dong y", "ok", "đúng rồi em"]
NO = ["không", "chua", "thôi"]


@pytest.mark.parametrize("said", YES)
async def test_a_date_is_moved(tmp_path: Path, said: str) -> None:
    async with campaign(tmp_path) as world:
        khoa = await world.moves_to_plain(world.khoa)
        assert khoa.channel == "zalo"
        await looks_at(khoa, REPORT)
        await khoa.chooses("Đổi hạn nộp")
        await khoa.says("chậm nhất 15/10")
        await khoa.hears("15/10/2021")
        await khoa.says(said)
        await khoa.hears("Đã ghi thay đổi")
        await world.mai.hears(FIRST, "15/10/2021")


@pytest.mark.parametrize("said", NO)
async def test_a_date_is_left(tmp_path: Path, said: str) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.news()
        await looks_at(world.khoa, REPORT)
        await world.khoa.chooses("Đổi hạn nộp")
        await world.khoa.says("chậm nhất 15/10")
        await world.khoa.says(said)
        await world.mai.hears_nothing()


async def test_reminding_now_waits_for_a_yes_of_this_hour(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-10-04 10:00")
        await world.mai.news()
        await world.khoa.says("nhac")
        await world.khoa.hears("Nhắc 11 đơn vị về")
        assert "Đã gửi tin nhắc: 11 đơn vị" in (await world.would_answer(world.khoa, "ok"))[0]
        await world.passes(hours=2)
        assert "Cảm ơn" in (await world.would_answer(world.khoa, "ok"))[0]
        await world.mai.hears_nothing()
