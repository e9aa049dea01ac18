"""The office clock does what clocks do: it jumps, its machine stops and starts, and dates are moved under it."""

from pathlib import Path

import pytest

from core.delivery import Lane, Result
from data.models import Letter
from tests.cast import FIRST, Actor, World, campaign, moment, wakes_at
from tests.stories.test_changing_a_plan import looks_at
from tests.stories.test_reminders import MOMENTS

BETWEEN = [
    "2021-10-05 08:14", "2021-10-05 12:00", "2021-10-07 14:00", "2021-10-08 07:00", "2021-10-08 23:59",
    "2021-10-11 08:15", "2021-10-12 03:00", "2021-10-20 12:00",
]  # fmt: skip


async def results(world: World, actor: Actor) -> list[str]:
    """What became of the reminders written to this chat."""
    rows = await world.rows(Letter)
    return [row.result for row in rows if row.channel == actor.channel and row.lane == Lane.NUDGE and row.still]


async def test_a_restart_between_any_two_steps_changes_nothing(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
    for stop in BETWEEN:
        async with campaign(tmp_path) as world:
            await world.goes_to(stop)
    async with campaign(tmp_path) as world:
        assert await world.mai.nudges() == MOMENTS[:5]


async def test_a_clock_set_back_repeats_nothing(tmp_path: Path) -> None:
    """Back over two steps that were told, and forward over them again."""
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.goes_to("2021-10-07 15:00")
    await wakes_at(tmp_path, "2021-10-04 09:00")
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-10-08 12:00")
        assert await world.mai.nudges() == MOMENTS[:3]


@pytest.mark.parametrize("jump", ["2021-10-08 12:00", "2021-11-30 10:00", "2023-10-12 10:00"])
async def test_a_clock_that_leaps_ahead_tells_the_latest_step_once(tmp_path: Path, jump: str) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
    await wakes_at(tmp_path, jump)
    async with campaign(tmp_path) as world:
        await world.passes(days=1)
        assert len(await world.mai.nudges()) == 1


async def changes_date(world: World, words: str) -> None:
    await looks_at(world.khoa)
    await world.khoa.chooses("Đổi hạn nộp")
    await world.khoa.says(words)
    await world.khoa.chooses("Đổi và báo đơn vị")


async def test_a_letter_that_waits_is_not_sent_once_its_date_has_moved(tmp_path: Path) -> None:
    """On the last morning the channel is out of reach; meanwhile everybody gets another week."""
    async with campaign(tmp_path) as world:
        await world.only("AH")
        mai = await world.moves_to_plain(world.mai)
        await world.goes_to("2021-10-08 08:14")
        await mai.news()
        async with world.out_of_reach("zalo"):
            await world.goes_to("2021-10-08 08:40")
            await changes_date(world, "cham nhat 15/10")
        await world.passes(minutes=1)
        carried = [text for address, text in world.plain.carried if address == mai.address]
        assert not any("Hôm nay, thứ Sáu 08/10/2021, là ngày cuối" in text for text in carried)
        await world.goes_to("2021-10-15 12:00")
        told = [letter for letter in await mai.news() if letter.still and letter.result == Result.SENT]
        assert [f"{letter.made_at.day}" for letter in told] == ["12", "14", "15"]
        assert all("15/10/2021" in letter.text for letter in told)


async def test_an_earlier_date_with_a_letter_on_its_way_is_told_in_the_new_words(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        mai = await world.moves_to_plain(world.mai)
        await world.goes_to("2021-10-05 08:14")
        await mai.news()
        async with world.out_of_reach("zalo"):
            await world.goes_to("2021-10-05 08:40")
            await changes_date(world, "cham nhat 06/10")
        await world.goes_to("2021-10-06 12:00")
        told = [letter for letter in await mai.news() if letter.still and letter.result == Result.SENT]
        assert [letter.made_at for letter in told] == [moment("2021-10-05 14:00"), moment("2021-10-06 08:15")]
        assert all("06/10/2021" in letter.text for letter in told)


async def test_an_extension_after_the_last_step_begins_a_ladder_of_its_own(tmp_path: Path) -> None:
    """Every step is over, a week has passed; then the unit gets until the 29th."""
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.goes_to("2021-10-20 09:00")
        assert await world.mai.nudges() == MOMENTS[:5]
        await world.mai.says("xin gia han den 26/10")
        await world.khoa.chooses("Đồng ý: thứ Ba 26/10/2021")
        await world.goes_to("2021-11-01 07:00")
        about = [letter for letter in await world.mai.letters() if letter.still and FIRST in letter.text][5:]
        assert [letter.made_at for letter in about] == [
            moment(f"2021-10-{at}") for at in ("22 14:00", "25 14:00", "26 08:15", "27 08:15", "29 08:15")
        ]
