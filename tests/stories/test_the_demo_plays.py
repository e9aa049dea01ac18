"""The demo is alive: the other units hand in at their own time, by the messages a person would send."""

from pathlib import Path

from tests.cast import campaign


async def test_the_other_units_hand_in_and_the_numbers_follow(tmp_path: Path) -> None:
    async with campaign(tmp_path, played=True) as world:
        await world.goes_to("2021-10-12 12:00")
        await world.hanh.says("tinh hinh")
        await world.hanh.hears("Nội dung hoạt động trọng tâm 9/12")
        await world.unit("AB").hears("Mã nhận: AB-01", "đúng hạn")
        await world.unit("BV").hears("sau hạn")
