"""The mornings of those who watch, to the minute: the organiser's digest, the slot it can stop, and a cluster head's
own list, which never comes before the units have been told."""

from datetime import date
from functools import partial
from pathlib import Path

import pytest
from sqlmodel import col, select, update

from core.deadlines import no_later_than
from core.roles import Role
from data import people, units
from data.database import Session
from data.models import Campaign, Chat, Deliverable, Group, Letter, Obligation, Unit
from tests.cast import FIRST, LAST, Actor, World, campaign, clock, labels, moment, wakes_at

LATER = "tính đến 7 giờ 45."


async def digests(actor: Actor) -> list[Letter]:
    return [letter for letter in await actor.letters() if LATER in letter.text]


async def moments(actor: Actor) -> list[str]:
    return [clock(letter.made_at) for letter in await digests(actor)]


async def test_only_mornings_with_something_to_say_have_a_digest(tmp_path: Path) -> None:
    """Every morning on which a slot follows, the last safe day, the first three after it, and then each Monday."""
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.unit("AB").hands_in()
        await world.goes_to("2021-10-20 12:00")
        assert await moments(world.khoa) == [
            "05/10 07:45",
            "08/10 07:45",
            "11/10 07:45",
            "12/10 07:45",
            "13/10 07:45",
            "18/10 07:45",
        ]
        assert await moments(world.hanh) == await moments(world.mai) == []


async def test_units_that_say_they_have_mailed_are_laid_beside_the_inbox(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.goes_to("2021-10-04 16:00")
        await world.mai.says("gửi mail rồi")
        await world.unit("AB").says("xin gia hạn")
        await world.unit("AB").says("vì mưa")
        await world.khoa.news()
        await world.goes_to("2021-10-05 07:45")
        await world.khoa.hears("Chờ đồng chí trả lời: 2 đề nghị, trong đó 1 báo đã gửi email.")
        await world.khoa.chooses("Đối chiếu email")
        await world.khoa.hears("An Hòa")


async def test_the_digest_says_what_is_due_and_what_goes_out(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.unit("AB").hands_in()
        await world.goes_to("2021-10-05 07:44")
        assert await digests(world.khoa) == []
        await world.goes_to("2021-10-05 07:45")
        (letter,) = await digests(world.khoa)
        assert letter.text == (
            "Thứ Ba 05/10/2021, tính đến 7 giờ 45.\n"
            "Chưa nhắn được, cần gọi: Chi đoàn Điện lực.\n"
            "Chờ xem: 1 báo cáo; đã chờ quá 2 ngày làm việc: AB-01 (Đoàn phường An Bình).\n"
            f"8 giờ 15 nhắc 10 đơn vị về {FIRST}."
        )
        assert labels(letter) == ["goi lan luot", "duyet", "hoan luot nay"]
        await world.goes_to("2021-10-05 08:15")
        assert await reminded(world) == 10


async def reminded(world: World) -> int:
    """Units that were written to at this very minute."""
    rows = await world.rows(Letter)
    return len({row.once.split(":")[2] for row in rows if row.still and row.once and row.made_at == world.now})


async def test_due_overdue_broken_and_waiting_are_told_apart(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.unit("AB").says("chiều mai em nộp")
        await world.goes_to("2021-10-07 16:00")
        for mark in ("TL", "PH"):
            await world.unit(mark).hands_in()
        await world.unit("TA").says("chiều nay em nộp")
        await world.unit("TN").says("xin gia hạn đến thứ 6 tuần sau")
        await world.goes_to("2021-10-08 07:45")
        (letter,) = (await digests(world.khoa))[-1:]
        assert f"{FIRST} (đợt thi đua), hôm nay là ngày cuối: 10/12 đơn vị chưa nộp." in letter.text
        assert "Đã hẹn nhưng chưa gửi: Đoàn Trường THPT An Lâm (Nội dung hoạt động trọng tâm)." in letter.text
        assert "An Bình" not in letter.text  # broken a week ago, and told then
        assert "Chờ đồng chí trả lời: 1 đề nghị." in letter.text
        assert "8 giờ 15 nhắc 8 đơn vị" in letter.text  # one is out of reach, one waits for an answer
        assert "quá hạn" not in letter.text
        await world.goes_to("2021-10-11 07:45")
        (letter,) = (await digests(world.khoa))[-1:]
        assert f"{FIRST} (đợt thi đua), đã quá hạn 3 ngày: Đoàn phường An Hòa, " in letter.text
        assert " và 5 đơn vị khác." in letter.text


async def test_on_the_day_of_grace_nothing_is_called_late(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.goes_to("2021-10-29 07:45")
        (letter,) = (await digests(world.khoa))[-1:]
        assert f"{LAST} (đợt thi đua), còn nhận trong hôm nay: 12/12 đơn vị chưa nộp." in letter.text
        assert "quá hạn" not in letter.text


async def test_two_campaigns_are_one_letter_the_most_urgent_first(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.database.write(second_campaign)
        await world.goes_to("2021-10-08 07:45")
        assert await moments(world.khoa) == ["05/10 07:45", "07/10 07:45", "08/10 07:45"]
        text = (await digests(world.khoa))[-1].text
        assert text.index(f"{FIRST} (đợt thi đua)") < text.index("Báo cáo nhanh (Tháng Thanh niên), đã quá hạn 1 ngày")


async def second_campaign(session: Session) -> None:
    """Another plan whose notices are due at the same minutes; one unit owes its report by the day before."""
    first = (await session.exec(select(Campaign))).one()
    second = Campaign(**first.model_dump(exclude={"id"}) | {"short": "Tháng Thanh niên"})
    session.add(second)
    await session.flush()
    due = no_later_than(date(2021, 10, 7), "chậm nhất ngày 07/10/2021 (thứ Năm)")
    report = Deliverable(
        campaign_id=second.id or 0,
        position=1,
        name="Báo cáo nhanh",
        wording=due.wording,
        strict=due.strict,
        lenient=due.lenient,
    )
    session.add(report)
    await session.flush()
    unit = (await session.exec(select(Unit).where(Unit.mark == "TL"))).one()
    session.add(
        Obligation(
            campaign_id=second.id or 0,
            unit_id=unit.id or 0,
            deliverable_id=report.id or 0,
            strict=due.strict,
            lenient=due.lenient,
            opened_at=moment("2021-09-30 08:00"),
        )
    )


# -- a slot is stopped --------------------------------------------------------------------------------------------


async def test_a_slot_held_goes_out_at_the_next_one(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH", "AB")
        await world.goes_to("2021-10-08 07:50")
        await world.khoa.presses("Hoãn lượt này")
        await world.khoa.hears("Đã hoãn lượt nhắc 8 giờ 15 hôm nay", "đến 14 giờ 00 hôm nay vẫn chưa nộp")
        await world.khoa.presses("Hoãn lượt này")
        await world.goes_to("2021-10-08 10:00")
        await world.unit("AB").hands_in()
        await world.goes_to("2021-10-11 09:00")
        assert await world.mai.nudges() == ["05/10 08:15", "07/10 14:00", "08/10 14:00", "11/10 08:15"]
        assert await world.unit("AB").nudges() == ["05/10 08:15", "07/10 14:00"]


async def test_a_slot_held_by_mistake_goes_out_after_all(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.goes_to("2021-10-05 07:50")
        await world.khoa.presses("Hoãn lượt này")
        await world.khoa.presses("Vẫn nhắc lượt này")
        await world.khoa.hears("Đã bỏ hoãn: lượt nhắc 8 giờ 15 hôm nay vẫn gửi như thường")
        await world.goes_to("2021-10-05 09:00")
        assert await world.mai.nudges() == ["05/10 08:15"]
        await world.khoa.presses("Hoãn lượt này")
        await world.khoa.hears("đã gửi, không hoãn được nữa")


async def test_a_slot_held_in_the_morning_holds_no_promise_of_the_day(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.goes_to("2021-10-08 07:50")
        await world.mai.says("10 giờ sáng nay em nộp")
        await world.khoa.presses("Hoãn lượt này")
        await world.goes_to("2021-10-08 13:00")
        assert (await world.mai.nudges())[-1] == "08/10 10:00"


@pytest.mark.parametrize(
    ("paused", "held", "reminded"),
    [
        ("2021-10-06 00:00", None, "06/10 08:15"),  # the latest step, at the first slot after the pause
        ("2021-10-06 10:00", None, "06/10 14:00"),
        (None, "2021-10-06 10:00", "06/10 14:00"),
        ("2021-10-06 00:00", "2021-10-06 09:30", "06/10 14:00"),
        ("2021-10-08 00:00", None, "08/10 08:15"),  # T-3 and T-1 were missed: the latest only
    ],
)
async def test_a_pause_and_a_waiting_question_are_honoured(
    tmp_path: Path, paused: str | None, held: str | None, reminded: str
) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world._does(update(Campaign).values(paused_until=moment(paused) if paused else None))
        await world._does(update(Obligation).values(held_until=moment(held) if held else None))
        await world.goes_to("2021-10-08 12:00")
        assert (await world.mai.nudges())[0] == reminded
        assert len(set(await world.mai.nudges())) == len(await world.mai.nudges())


# -- cluster heads ------------------------------------------------------------------------------------------------


async def seat_head(session: Session, cluster: str = "Cụm 1", mark: str = "PH") -> None:
    """Somebody of Phú Hậu looks after the first cluster."""
    group = (await session.exec(select(Group).where(col(Group.name).startswith(cluster)))).one()
    unit = (await session.exec(select(Unit).where(Unit.mark == mark))).one()
    person = await people.add_person(session, "Lò Văn Cụm", "0915.000.999")
    seat = await units.add_seat(session, unit.id or 0, Role.CLUSTER_HEAD, "Cụm trưởng", group.id)
    await people.seat_person(session, seat.id or 0, person.id or 0, moment("2021-09-30 08:00"))
    session.add(Chat(channel="web", address="demo:head", person_id=person.id))


async def lists(head: Actor) -> list[Letter]:
    return [letter for letter in await head.letters() if "trong cụm chưa nộp" in letter.text]


async def test_a_cluster_head_hears_of_the_cluster_after_the_units_do(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.database.write(seat_head)
        head = world.actor("web", "demo:head")
        await world.only("AH", "AB", "TL", "BV")
        await world.goes_to("2021-10-07 18:00")
        assert await lists(head) == []
        await world.unit("TL").hands_in()
        await world.goes_to("2021-10-08 08:30")
        (letter,) = await lists(head)
        assert clock(letter.made_at) == "08/10 08:30"
        assert "Đoàn phường An Hòa (đồng chí Mai, 0914.000.301): chưa phản hồi." in letter.text
        assert "Đoàn phường An Bình" in letter.text
        assert not any(name in letter.text for name in ("Tân Lập", "Bệnh viện"))  # it has come; of another cluster
        assert (await world.mai.nudges())[-1] == "08/10 08:15"
        await world.goes_to("2021-10-20 12:00")
        assert [clock(one.made_at) for one in await lists(head)] == [
            "08/10 08:30",
            "11/10 08:30",
            "12/10 08:30",
            "13/10 08:30",
            "18/10 08:30",
        ]


async def test_a_unit_whose_letter_was_stopped_is_in_no_list_yet(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.database.write(seat_head)
        head = world.actor("web", "demo:head")
        await world.only("AH")
        await world.goes_to("2021-10-08 07:50")
        await world.khoa.presses("Hoãn lượt này")
        await world.goes_to("2021-10-08 18:00")
        assert await lists(head) == []
        await world.goes_to("2021-10-11 18:00")
        assert [clock(one.made_at) for one in await lists(head)] == ["11/10 08:30"]


# -- after a downtime ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wakes", "digest"),
    [
        ("2021-10-08 09:30", True),
        ("2021-10-08 12:00", False),  # too late to lay out the day
        ("2021-10-09 09:00", False),  # a Saturday
        ("2021-10-07 21:00", False),
    ],
)
async def test_a_digest_missed_is_made_up_for_while_it_is_of_use(tmp_path: Path, wakes: str, digest: bool) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
    await wakes_at(tmp_path, wakes)
    async with campaign(tmp_path) as world:
        await world.passes(minutes=1)
        found = [letter for letter in await world.khoa.letters() if "hôm nay là ngày cuối: 12/12" in letter.text]
        assert bool(found) is digest
        await world.goes_to("2021-10-11 12:00")
        assert "11/10 07:45" in await moments(world.khoa)


async def test_a_restart_between_digest_and_slot_says_nothing_twice(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.goes_to("2021-10-08 07:45")
    async with campaign(tmp_path) as world:
        await world.database.write(partial(_notice_again, at="2021-10-08 07:45"))
        await world.goes_to("2021-10-08 12:00")
        assert (await moments(world.khoa)).count("08/10 07:45") == 1
        assert (await world.mai.nudges()).count("08/10 08:15") == 1


async def _notice_again(session: Session, at: str) -> None:
    """As if the tick that wrote the digest had died before it moved on."""
    await session.exec(update(Campaign).values(notice_at=moment(at)))


async def test_what_waits_long_is_named_once_a_day_and_its_unit_hears_nothing(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("BD")
        await world.unit("AB").hands_in()
        await world.goes_to("2021-10-04 12:00")
        said = [
            letter.text for letter in await world.khoa.news() if "Chờ xem" in letter.text and "7 giờ" not in letter.text
        ]
        assert not [text for text in said if "quá 2 ngày" in text]
        await world.unit("AB").news()
        await world.goes_to("2021-10-05 12:00")
        await world.khoa.hears("tính đến 7 giờ 45.", "quá 2 ngày làm việc: AB-01")
        await world.goes_to("2021-10-06 12:00")  # no digest this morning
        letter = await world.khoa.hears("Chờ xem: 1 báo cáo; đã chờ quá 2 ngày làm việc: AB-01 (Đoàn phường An Bình).")
        assert "Các đơn vị đã nộp, không phải làm gì thêm" in letter.text
        await world.unit("AB").hears_nothing()
        await world.khoa.presses("Duyệt", letter)
        await world.khoa.chooses("Nhận")
        await world.khoa.news()
        await world.goes_to("2021-10-07 09:00")
        assert not [one for one in await world.khoa.news() if "quá 2 ngày" in one.text]
