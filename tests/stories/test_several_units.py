"""Who answers for several units gets one letter at a slot, however many of them owe something."""

from functools import partial
from pathlib import Path

import pytest
from sqlmodel import col, select, update

from core.roles import Role
from core.say import units16
from data import people, units
from data.database import Session
from data.models import Letter, Obligation, Seat, Unit
from scheduler import nudges
from tests.cast import FIRST, LAST, World, campaign, clock, moment


async def takes_over(session: Session, marks: tuple[str, ...]) -> None:
    """Mai holds the first seat of these units as well; whoever did, does no more."""
    mai = await people.speaker(session, "web", "demo:secretary")
    assert mai is not None
    for mark in marks:
        unit = (await session.exec(select(Unit).where(Unit.mark == mark))).one()
        seat = (await session.exec(select(Seat).where(Seat.unit_id == unit.id, Seat.role == "secretary"))).one()
        await people.leave_seat(session, seat.id or 0, moment("2021-09-30 08:00"))
        await people.seat_person(session, seat.id or 0, mai.chat.person_id or 0, moment("2021-09-30 08:00"))


async def reminders(world: World) -> list[Letter]:
    return [letter for letter in await world.mai.letters() if letter.still]


async def test_one_letter_names_each_unit_the_most_urgent_first(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.database.write(partial(takes_over, marks=("AB", "TL")))
        await world.only("AH", "AB", "TL")
        await world.goes_to("2021-10-05 08:15")
        (letter,) = await reminders(world)
        assert letter.text == (
            "Ban Tổ chức đợt thi đua kính gửi đồng chí Mai.\n"
            "Theo Kế hoạch số 41-KH/ĐTN ngày 29/9/2021, đề nghị đồng chí gửi 3 báo cáo của 3 đơn vị:\n"
            f"1. {FIRST}: “chậm nhất ngày 08/10/2021 (thứ Sáu)”, tức hết thứ Sáu 08/10/2021; còn 3 ngày. "
            "Của: Đoàn phường An Hòa, Đoàn phường An Bình, Đoàn phường Tân Lập.\n"
            "Trả lời tin này kèm tệp là nộp được. Nếu đã gửi qua thư điện tử, xin trả lời “Đã gửi email”.\n"
            "Vướng mắc xin gọi đồng chí Khoa, 0912.000.118. Trân trọng!"
        )
        await world.goes_to("2021-10-08 09:00")
        assert [clock(one.made_at) for one in await reminders(world)] == ["05/10 08:15", "07/10 14:00", "08/10 08:15"]


async def test_what_came_meanwhile_is_left_out_and_the_rest_is_said_once(tmp_path: Path) -> None:
    """The letter waits while the page is out of reach; one unit hands in; the others are still spoken of, once."""
    async with campaign(tmp_path) as world:
        await world.database.write(partial(takes_over, marks=("AB", "TL")))
        await world.only("AH", "AB", "TL")
        async with world.out_of_reach("web"):
            await world.goes_to("2021-10-05 08:15")
            await world._does(
                update(Obligation)
                .where(col(Obligation.unit_id).in_(select(Unit.id).where(Unit.mark == "AB")))
                .values(workflow="handed_in")
            )
        await world.passes(minutes=1)
        (letter,) = await reminders(world)
        assert "Đoàn phường An Hòa, Đoàn phường Tân Lập." in letter.text
        assert "An Bình" not in letter.text


async def test_several_seats_many_units_and_still_within_the_limit(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        marks = tuple(unit.mark for unit in await world.rows(Unit) if unit.mark not in ("AH", "BTC"))
        await world.database.write(partial(takes_over, marks=marks))
        await world._does(update(Obligation).values(next_nudge_at=moment("2021-10-28 08:15")))
        await world.goes_to("2021-10-28 08:15")
        (letter,) = await reminders(world)
        assert units16(letter.text) <= 600
        assert f"1. {FIRST}: " in letter.text
        assert f"2. {LAST}: " in letter.text
        assert letter.text.count("Của: 12 đơn vị.") == 2


@pytest.mark.parametrize("at_once", [1, 2])
async def test_no_two_letters_though_the_tick_takes_a_few_units_at_a_time(
    tmp_path: Path, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nudges, "UNITS_AT_ONCE", at_once)
    async with campaign(tmp_path) as world:
        await world.database.write(partial(takes_over, marks=("DL", "CT")))
        await world.only("AH", "AB", "DL", "CT")
        await world.goes_to("2021-10-05 08:15")
        (letter,) = await reminders(world)
        assert "Của: Đoàn phường An Hòa, Chi đoàn Điện lực, Đoàn Công ty May Bình Lâm." in letter.text
        assert await world.unit("AB").nudges() == ["05/10 08:15"]


async def test_the_second_person_of_one_unit_and_the_first_of_another(tmp_path: Path) -> None:
    """Mai is a deputy elsewhere: there she is asked only on the last morning, in the same letter."""
    async with campaign(tmp_path) as world:
        await world.database.write(deputy_of_an_binh)
        await world.only("AH", "AB")
        await world.goes_to("2021-10-05 08:15")
        assert "An Bình" not in (await reminders(world))[-1].text
        await world.goes_to("2021-10-08 08:15")
        letter = (await reminders(world))[-1]
        assert "Của: Đoàn phường An Hòa, Đoàn phường An Bình." in letter.text
        assert len(await reminders(world)) == 3


async def deputy_of_an_binh(session: Session) -> None:
    mai = await people.speaker(session, "web", "demo:secretary")
    unit = (await session.exec(select(Unit).where(Unit.mark == "AB"))).one()
    assert mai is not None
    seat = await units.add_seat(session, unit.id or 0, Role.DEPUTY, "Phó Bí thư")
    await people.seat_person(session, seat.id or 0, mai.chat.person_id or 0, moment("2021-09-30 08:00"))


async def test_reminding_by_hand_is_one_letter_as_well(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.database.write(partial(takes_over, marks=("AB", "TL")))
        await world.only()
        await world.goes_to("2021-10-05 09:00")
        await world.khoa.says("/nhac")
        await world.khoa.presses("Nhắc 11 đơn vị ngay")
        (letter,) = await reminders(world)
        assert "3 báo cáo của 3 đơn vị" in letter.text
