"""Who is writing the report is not interrupted; a draft left alone never stops the ladder."""

from pathlib import Path

from tests.cast import World, campaign


async def begins(world: World) -> None:
    await world.only("AH")
    await world.goes_to("2021-10-07 13:50")
    await world.mai.says("nop")
    await world.mai.says("1")
    await world.mai.says("Ngay hoi sang tao tre toan phuong")
    await world.mai.news()


async def test_a_letter_waits_until_the_draft_has_been_idle_for_half_an_hour(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await begins(world)
        await world.goes_to("2021-10-07 14:19")
        await world.mai.hears_nothing()
        await world.goes_to("2021-10-07 14:20")
        letter = await world.mai.hears("Bản nháp đã có 1/2 mục, chưa gửi", "Ngày mai là ngày cuối")
        assert letter.choices["items"][0]["label"] == "Làm tiếp"


async def test_what_was_handed_in_meanwhile_is_not_reminded_of(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await begins(world)
        await world.mai.sends_file("dang-ky.pdf")
        await world.mai.says("nop")
        await world.mai.hears("Đã nhận")
        await world.goes_to("2021-10-07 16:00")
        await world.mai.hears_nothing()


async def test_going_on_from_the_letter_goes_on_with_the_draft(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await begins(world)
        await world.goes_to("2021-10-07 14:20")
        await world.mai.says("lam tiep")
        await world.mai.hears("Xin gửi tệp")
