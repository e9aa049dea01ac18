"""A private code is for one person and a week, unless the organiser wants it otherwise."""

from datetime import timedelta
from pathlib import Path

import pytest

from data.models import Chat, Holding, Invitation, Person
from tests.cast import World, campaign, labels


async def invited(world: World) -> str:
    """The code of the last invitation."""
    text = (await world.khoa.news())[-1].text
    return text.partition("gửi mã ")[2].split()[0]


async def asks(world: World) -> None:
    await world.khoa.says("đơn vị")
    await world.khoa.presses("Mời Bí thư Chi đoàn Điện lực")


async def newest(world: World) -> Invitation:
    return (await world.rows(Invitation))[-1]


async def test_once_and_for_a_week_unless_asked_otherwise(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await asks(world)
        ready, text = (await world.khoa.news())[-2:]
        assert labels(ready) == ["dung 5 lan"]
        assert "Liên kết và mã dùng một lần, trong 7 ngày; xin không chuyển cho người khác." in text.text
        row = await newest(world)
        assert (row.uses_left, row.expires_at - row.made_at) == (1, timedelta(days=7))


@pytest.mark.parametrize(
    ("words", "uses", "days"),
    [
        ("Dùng 5 lần", 5, 7),
        ("dung 3 lan trong 14 ngay", 3, 14),
        ("dùng 2 lần, 2 tuần", 2, 14),
        ("30 ngày", 1, 30),
    ],
)
async def test_how_often_and_how_long_is_chosen_or_typed(tmp_path: Path, words: str, uses: int, days: int) -> None:
    async with campaign(tmp_path) as world:
        await asks(world)
        first = await invited(world)
        await world.khoa.says(words)
        often = "một" if uses == 1 else uses
        await world.khoa.hears(f"Liên kết và mã dùng {often} lần, trong {days} ngày")
        row = await newest(world)
        assert (row.uses_left, row.expires_at - row.made_at) == (uses, timedelta(days=days))
        anh = world.actor("zalo", "new")
        await anh.says(first)  # the one before opens nothing any more
        await anh.hears("mã vừa gửi không dùng được")


@pytest.mark.parametrize("words", ["dùng 500 lần", "dùng 0 lần", "dùng 5 lần trong 400 ngày"])
async def test_too_much_is_refused_with_an_example(tmp_path: Path, words: str) -> None:
    async with campaign(tmp_path) as world:
        await asks(world)
        await world.khoa.says(words)
        await world.khoa.hears("ví dụ: dùng 5 lần trong 14 ngày", "nhiều nhất 50 lần, trong 90 ngày")
        await world.khoa.says("dùng 5 lần trong 14 ngày")
        await world.khoa.hears("Liên kết và mã dùng 5 lần, trong 14 ngày")


async def test_each_of_several_is_a_person_of_their_own_and_the_sixth_is_turned_away(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await asks(world)
        await world.khoa.presses("Dùng 5 lần")
        code = await invited(world)
        for at in range(5):
            actor = world.actor("zalo", f"new-{at}")
            await actor.says(code)
            await actor.hears("Kính chào đồng chí")
        sixth = world.actor("zalo", "new-5")
        await sixth.says(code)
        await sixth.hears("mã vừa gửi không dùng được")
        came = [chat.person_id for chat in await world.rows(Chat) if chat.address.startswith("new-") and chat.person_id]
        assert len(set(came)) == len(came) == 5
        names = {person.id: person.name for person in await world.rows(Person)}
        assert [names[one] for one in came].count("Ngô Đức Anh") == 1  # the one on the list came first
        seat = next(row.seat_id for row in await world.rows(Holding) if row.person_id == came[0])
        assert {row.person_id for row in await world.rows(Holding) if row.seat_id == seat} == set(came)
