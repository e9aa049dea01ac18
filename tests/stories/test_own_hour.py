"""Who chose an hour is reminded then, and only if the report is still missing by then."""

from functools import partial
from pathlib import Path

import pytest
from sqlmodel import col, select, update

from core.deadlines import before_hour
from data.database import Session
from data.models import Letter, Obligation, Unit
from tests.cast import FIRST, LAST, Actor, World, campaign, clock, labels, moment
from tests.stories.test_several_units import takes_over


async def told(actor: Actor) -> list[str]:
    """When this person's reminders were really on their way."""
    return [clock(letter.not_before) for letter in await actor.letters() if letter.still]


async def hour_of(world: World, actor: Actor) -> int | None:
    return (await world.person(actor)).hour


# -- choosing -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "minutes", "said"),
    [
        ("nhắc tôi lúc 9 giờ", 540, "lúc 9 giờ 00 ngày làm việc"),
        ("gio nhac 14h", 840, "lúc 14 giờ 00"),
        ("nhac toi 2 gio chieu", 840, "lúc 14 giờ 00"),
        ("nhắc em lúc 9h30 ạ", 570, "lúc 9 giờ 30"),
        ("nhắc tôi lúc 12 giờ", 810, "lúc 13 giờ 30 ngày làm việc (buổi trưa hệ thống không nhắc)"),
        ("giờ nhắc 7h30", 450, "Sớm nhất là 8 giờ 15"),
    ],
)
async def test_an_hour_is_chosen_in_words(tmp_path: Path, words: str, minutes: int, said: str) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.says(words)
        await world.mai.hears_only(said, "nhắc giờ như cũ")
        assert await hour_of(world, world.mai) == minutes


@pytest.mark.parametrize("words", ["nhắc tôi lúc 21 giờ", "gio nhac 5h sang", "nhắc tôi lúc 20 giờ"])
async def test_the_night_is_refused_and_another_hour_may_be_said_at_once(tmp_path: Path, words: str) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.says(words)
        await world.mai.hears_only("Xin chọn giờ từ 7 giờ 30 đến trước 20 giờ 00")
        assert await hour_of(world, world.mai) is None
        await world.mai.says("10 giờ")
        await world.mai.hears_only("lúc 10 giờ 00 ngày làm việc")
        assert await hour_of(world, world.mai) == 600


async def test_the_usual_hour_comes_back(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        for words in ("nhắc giờ như cũ", "gio nhac nhu cu"):
            await world.mai.says("nhắc tôi lúc 9 giờ")
            await world.mai.says("của tôi")
            await world.mai.hears("1. Giờ nhắc: 9 giờ 00.")
            await world.mai.says(words)
            await world.mai.hears("Đã bỏ giờ riêng", "8 giờ 15 hoặc 14 giờ 00")
            assert await hour_of(world, world.mai) is None


async def test_who_finds_it_too_much_is_offered_another_hour(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.says("phiền quá")
        assert labels(await world.mai.hears("gõ “nhắc tôi lúc 9 giờ”")) == ["hen nop", "doi gio nhac"]
        await world.mai.presses("Đổi giờ nhắc")
        await world.mai.hears("Đồng chí muốn được nhắc lúc mấy giờ?")
        await world.mai.says("9h30")
        await world.mai.hears("lúc 9 giờ 30")
        await world.khoa.hears_nothing()


async def test_only_who_is_reminded_has_an_hour(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        for watcher in (world.khoa, world.hanh):
            await watcher.says("nhắc tôi lúc 9 giờ")
            await watcher.hears("Việc này dành cho vị trí khác")
            assert await hour_of(world, watcher) is None


# -- being reminded -----------------------------------------------------------------------------------------------


async def test_the_letters_come_at_the_hour_in_the_words_of_that_hour(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.mai.says("nhắc tôi lúc 16 giờ 30")
        await world.mai.news()
        await world.goes_to("2021-10-05 16:29")
        await world.mai.hears_nothing()
        await world.goes_to("2021-10-05 16:30")
        await world.mai.hears_only("Còn 3 ngày.")
        await world.goes_to("2021-10-08 18:00")
        assert await told(world.mai) == ["05/10 16:30", "07/10 16:30", "08/10 16:30"]
        last = (await world.mai.news())[-1].text
        assert "chậm nhất hết hôm nay" in last
        assert "trước 17 giờ 00" not in last  # half an hour is no time


async def test_what_came_meanwhile_is_not_asked_for(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.mai.says("nhắc tôi lúc 16 giờ")
        await world.goes_to("2021-10-05 10:00")
        await world.mai.hands_in()
        await world.goes_to("2021-10-06 10:00")
        assert await told(world.mai) == []


async def test_a_promise_made_meanwhile_is_respected(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.mai.says("nhắc tôi lúc 15 giờ")
        await world.goes_to("2021-10-05 10:00")
        await world.mai.says("chiều nay nộp")
        await world.goes_to("2021-10-05 16:59")
        assert await told(world.mai) == []
        await world.goes_to("2021-10-05 17:00")
        assert len(await told(world.mai)) == 1  # the promise ran out


async def test_a_pause_meanwhile_is_respected(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.mai.says("nhắc tôi lúc 15 giờ")
        await world.goes_to("2021-10-05 10:00")
        await world.khoa.says("tạm dừng nhắc")
        await world.khoa.says("05/10")
        await world.goes_to("2021-10-06 07:00")
        assert await told(world.mai) == []
        await world.goes_to("2021-10-06 16:00")
        assert await told(world.mai) == ["06/10 15:00"]


async def test_each_of_a_unit_has_their_own_and_nobody_is_told_twice(tmp_path: Path) -> None:
    """On the last morning both are asked; Tú at once, Mai at her hour; one of two reports comes in between."""
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.mai.says("nhắc tôi lúc 15 giờ")
        await world.tu.news()
        await world._does(update(Obligation).values(next_nudge_at=moment("2021-10-28 08:15")))
        await world.goes_to("2021-10-28 08:15")
        await world.tu.hears("2 báo cáo", FIRST, LAST)
        await world.goes_to("2021-10-28 09:00")
        await world.tu.hands_in()
        await world.tu.news()
        await world.goes_to("2021-10-28 15:00")
        letter = await world.mai.hears("Hôm nay, thứ Năm 28/10/2021, là ngày cuối", LAST)
        assert FIRST not in letter.text
        await world.goes_to("2021-10-28 19:00")
        await world.tu.hears_nothing()
        assert await told(world.mai) == ["28/10 15:00"]


async def test_two_steps_of_one_day_are_one_letter_at_the_hour(tmp_path: Path) -> None:
    """T-3 of one unit's report at 08:15 and the eve of another's at 14:00."""
    async with campaign(tmp_path) as world:
        await world.database.write(partial(takes_over, marks=("TL",)))
        await world.database.write(partial(due_on_the, mark="TL", day="2021-10-06"))
        await world.only("AH", "TL")
        await world.mai.says("nhắc tôi lúc 16 giờ")
        await world.mai.news()
        await world.goes_to("2021-10-05 15:59")
        await world.mai.hears_nothing()
        await world.goes_to("2021-10-05 20:00")
        await world.mai.hears_only("2 báo cáo của 2 đơn vị", "Đoàn phường An Hòa", "Đoàn phường Tân Lập")
        assert await told(world.mai) == ["05/10 16:00"]


async def due_on_the(session: Session, mark: str, day: str) -> None:
    unit = (await session.exec(select(Unit).where(Unit.mark == mark))).one()
    rows = (await session.exec(select(Obligation).where(Obligation.unit_id == unit.id))).all()
    first = min(rows, key=lambda one: one.strict)
    end = moment(f"{day} 23:59")
    await session.exec(
        update(Obligation)
        .where(col(Obligation.id) == first.id)
        .values(
            strict=end,
            lenient=end,
            wording=f"chậm nhất ngày {day}",
            fixed_by="extension",
            nudged_at=moment("2021-10-01 14:00"),
            next_nudge_at=moment("2021-10-05 14:00"),
        )
    )


async def test_an_hour_level_deadline_is_never_missed_for_it(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        due = before_hour(
            moment("2021-10-08 16:00").date(), moment("2021-10-08 16:00").time(), "trước 16 giờ 8/10/2021"
        )
        await world.is_due(FIRST, due)
        await world._does(update(Obligation).values(hourly=True))
        await world.only("AH")
        await world.mai.says("nhắc tôi lúc 15 giờ")
        await world.goes_to("2021-10-08 17:30")
        assert [at for at in await told(world.mai) if at.startswith("08/10")][:2] == ["08/10 08:15", "08/10 14:00"]


async def test_the_hour_goes_with_the_person_over_both_channels(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        zalo = await world.moves_to_plain(world.mai)
        await zalo.says("nhắc tôi lúc 10 giờ")
        await world.goes_to("2021-10-05 11:00")
        assert await told(zalo) == ["05/10 10:00"]


async def test_a_letter_that_waits_survives_a_restart(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.mai.says("nhắc tôi lúc 10 giờ")
        await world.goes_to("2021-10-05 09:00")
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-10-05 11:00")
        assert await told(world.mai) == ["05/10 10:00"]
        assert len([row for row in await world.rows(Letter) if row.still]) == 1
