"""A question that can wait is no part of a letter that cannot, whatever units it is about; it comes all the same."""

from functools import partial
from pathlib import Path

from sqlmodel import col, select, update

from core.clock import local
from data.database import Session
from data.models import Campaign, Deliverable, Letter, Obligation, Unit
from tests.cast import Actor, World, clock, moment
from tests.stories.test_activities import FORUM, running
from tests.stories.test_open_reports import NAME, autumn
from tests.stories.test_several_units import takes_over

REPORT = "báo cáo nhanh"


async def owes(world: World, *marks: str, by: str = "2021-11-04") -> None:
    """A report of these units, three days before it is due on the first working day of November."""
    await world.database.write(partial(_owed, marks=marks, by=by))


async def _owed(session: Session, marks: tuple[str, ...], by: str) -> None:
    first = (await session.exec(select(Deliverable.id).where(Deliverable.kind == "report").limit(1))).one()
    units = [one.id for one in (await session.exec(select(Unit))).all() if one.mark in marks]
    await session.exec(update(Deliverable).where(col(Deliverable.id) == first).values(name=REPORT))
    end = moment(f"{by} 23:59")
    mine = update(Obligation).where(col(Obligation.deliverable_id) == first, col(Obligation.unit_id).in_(units))
    await session.exec(
        mine.values(
            workflow="owed", strict=end, lenient=end, wording=f"chậm nhất ngày {local(end):%d/%m/%Y}",
            next_nudge_at=moment("2021-11-01 08:15"), nudged_at=None,
        )
    )  # fmt: skip


async def told(actor: Actor) -> list[tuple[str, bool]]:
    """When this person was reminded, and whether it was the question."""
    return [(clock(one.not_before), NAME in one.text) for one in await actor.letters() if one.still]


async def test_several_units_are_asked_in_one_letter(tmp_path: Path) -> None:
    async with autumn(tmp_path) as world:
        await world.database.write(partial(takes_over, marks=("AB", "TL")))
        await world.only("AH", "AB", "TL")
        await world.goes_to("2021-11-01 10:00")
        assert await told(world.mai) == [("01/10 08:15", True), ("01/11 08:15", True)]
        letter = (await world.mai.news())[-1]
        assert "kính gửi đồng chí Mai, Đoàn phường An Hòa, Đoàn phường An Bình, Đoàn phường Tân Lập." in letter.text
        assert letter.text.count(NAME) == 1
        await world.mai.says("bên em không có")
        await world.mai.hears("đơn vị không phát sinh")


async def test_a_report_of_another_unit_of_the_same_person_goes_first(tmp_path: Path) -> None:
    async with autumn(tmp_path) as world:
        await world.database.write(partial(takes_over, marks=("AB",)))
        await world.only("AH", "AB")
        await owes(world, "AB")
        await world.goes_to("2021-11-01 20:00")
        assert (await told(world.mai))[1:] == [("01/11 08:15", False), ("01/11 14:00", True)]
        texts = [letter.text for letter in await world.mai.letters() if letter.still]
        assert NAME not in texts[-2]
        assert REPORT not in texts[-1]


async def test_it_comes_at_ones_own_hour(tmp_path: Path) -> None:
    async with autumn(tmp_path) as world:
        await world.only("AH")
        await world.mai.says("nhắc tôi lúc 9 giờ 30")
        await world.goes_to("2021-11-01 20:00")
        assert (await told(world.mai))[1:] == [("01/11 09:30", True)]


async def test_while_a_reminder_waits_for_ones_own_hour_it_waits_too(tmp_path: Path) -> None:
    async with autumn(tmp_path) as world:
        await world.only("AH")
        await owes(world, "AH")
        await world.mai.says("nhắc tôi lúc 15 giờ")
        await world.goes_to("2021-11-02 20:00")
        assert (await told(world.mai))[1:] == [("01/11 15:00", False), ("02/11 15:00", True)]


async def test_one_that_waits_gives_way_to_a_reminder(tmp_path: Path) -> None:
    """The eve of a report comes at 14:00 while the question waits for 15:00: it is asked when there is room."""
    async with autumn(tmp_path) as world:
        await world.only("AH")
        await owes(world, "AH", by="2021-11-02")
        await world._does(
            update(Obligation)
            .where(col(Obligation.wording) == "chậm nhất ngày 02/11/2021")
            .values(nudged_at=moment("2021-11-01 08:00"), next_nudge_at=moment("2021-11-01 14:00"))
        )
        await world.mai.says("nhắc tôi lúc 15 giờ")
        await world.goes_to("2021-11-01 14:30")
        assert [row.result for row in await world.rows(Letter) if NAME in row.text and row.still][-1] == "replaced"
        await world.goes_to("2021-11-04 20:00")
        assert (await told(world.mai))[1:] == [
            ("01/11 15:00", False),
            ("02/11 15:00", False),  # its last day
            ("03/11 15:00", False),  # the day after
            ("04/11 15:00", True),
        ]


async def test_an_activity_takes_a_reminder_along_that_waits(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        await world.goes_to("2023-05-23 20:00")
        await world._does(update(Campaign).values(closed_at=None))
        await world.only("AH")
        await owes(world, "AH", by="2023-05-27")
        await world._does(
            update(Obligation)
            .where(col(Obligation.wording) == "chậm nhất ngày 27/05/2023")
            .values(opened_at=moment("2023-05-01 08:00"), next_nudge_at=moment("2023-05-24 08:15"))
        )
        await world.mai.says("nhắc tôi lúc 15 giờ")
        await world.mai.news()
        await world.goes_to("2023-05-24 20:00")
        letters = [one for one in await world.mai.news() if one.still]
        assert [clock(one.not_before) for one in letters] == ["24/05 14:00"]
        assert REPORT in letters[0].text
        assert FORUM in letters[0].text
