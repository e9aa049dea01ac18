"""An announcement that something overtakes: its author leaves, it is stopped or taken back, the night or an outage."""

from pathlib import Path

from sqlmodel import col, select, update

from core.broadcasts import State
from core.texts import labels
from data import people
from data.database import Session
from data.models import Broadcast, Obligation, Unit
from tests.cast import FIRST, Actor, World, campaign, wakes_at
from tests.stories.test_announcements import RIGHT, WORDS, _a_head, announces, card, sends, told


def offered(letter: object) -> list[str]:
    return [one["label"] for one in letter.choices.get("items", ())]  # type: ignore[attr-defined]


async def last(actor: Actor) -> list[str]:
    """What can be chosen under the latest letter."""
    return offered((await actor.letters())[-1])


async def leaves(world: World, address: str) -> None:
    async def write(session: Session) -> None:
        speaker = await people.speaker(session, "web", address)
        assert speaker is not None
        await people.leave_seat(session, speaker.seats[0].seat_id, world.now)

    await world.database.write(write)


async def test_who_heads_the_cluster_no_more_sends_nothing_and_the_officer_hears_of_it(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-09-30 09:00")
        head, _ = await _a_head(world)
        await card(head, "tất cả")
        await head.says("gửi lúc 8g sáng mai")
        await sends(head)
        await leaves(world, "demo:head")
        await world.khoa.news()
        await world.goes_to("2021-10-01 08:10")
        assert not await told(world.unit("AB"))
        notice = await world.khoa.hears("thông báo hẹn giờ của đồng chí Cụm chưa gửi cho ai", WORDS[:40])
        assert offered(notice) == ["Soạn thông báo"]
        assert [one.state for one in await world.rows(Broadcast)] == [State.DROPPED]


async def test_a_head_who_still_heads_it_sends_it(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-09-30 09:00")
        head, _ = await _a_head(world)
        await card(head, "tất cả")
        await head.says("gửi lúc 8g sáng mai")
        await sends(head)
        await world.goes_to("2021-10-01 08:10")
        assert [one.state for one in await world.rows(Broadcast)] == [State.SENT]


async def test_what_was_stopped_is_not_asked_for_again(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-09-30 09:00")
        await world.moves_to_plain(world.unit("AB"))
        await card(world.khoa, "An Hòa, An Bình")
        async with world.out_of_reach("zalo"):
            await sends(world.khoa)
            await world.khoa.says("dừng thông báo")
        await world.settled()
        await world.passes(seconds=10)
        drawn = (await world.khoa.letters())[-1]
        assert "Đã dừng gửi" in drawn.text
        assert "hỏi lại" not in drawn.text
        assert labels.ASK_SILENT not in offered(drawn)
        await world.khoa.says("ai chưa trả lời thông báo")
        assert labels.ASK_SILENT not in await last(world.khoa)
        await world.goes_to("2021-10-05 16:00")
        assert len(await told(world.mai)) == 1


async def test_an_old_press_on_asking_again_is_told_that_it_was_stopped(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await announces(world, "An Hòa")
        await world.khoa.says("ai chưa trả lời thông báo")
        silent = await world.khoa.hears("Chưa trả lời, đã nhận được tin: 2 người")

        async def stop(session: Session) -> None:
            await session.exec(update(Broadcast).values(stopped_at=world.now))

        await world.database.write(stop)
        await world.khoa.presses(labels.ASK_SILENT, silent)
        await world.khoa.hears("Thông báo này đã dừng gửi nên không hỏi lại")


async def test_asking_again_after_a_downtime_keeps_the_night(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await announces(world, "An Hòa")
    await wakes_at(tmp_path, "2021-10-01 22:30")
    async with campaign(tmp_path) as world:
        await world.passes(minutes=2)
        assert len(await told(world.mai)) == 1
        await world.goes_to("2021-10-04 08:20")
        assert len(await told(world.mai)) == 2


async def test_nothing_is_there_to_stop_once_it_is_sent(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-09-30 09:00")
        await card(world.khoa, "An Hòa")
        await sends(world.khoa)
        done = await world.khoa.hears("Đã gửi xong thông báo", "hỏi lại một lần lúc")
        assert labels.STOP_SENDING not in offered(done)
        assert labels.ASK_SILENT in offered(done)


async def test_where_it_reached_nobody_nobody_is_to_be_asked_again(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-09-30 09:00")
        await card(world.khoa, f"An Hòa chưa nộp {FIRST}")
        await world.khoa.says("14g chiều nay")
        await sends(world.khoa)
        await world.mai.hands_in()
        await world.goes_to("2021-09-30 14:00")
        await world.passes(minutes=1)
        assert [(one.state, one.again_at) for one in await world.rows(Broadcast)] == [(State.SENT, None)]


async def test_who_handed_in_meanwhile_is_not_said_to_have_been_stopped(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-09-30 09:00")
        plain = await world.moves_to_plain(world.unit("AB"))
        await card(world.khoa, f"An Hòa, An Bình chưa nộp {FIRST}")

        async def hands_in(session: Session) -> None:
            unit = (await session.exec(select(Unit.id).where(Unit.mark == "AB"))).one()
            await session.exec(update(Obligation).where(col(Obligation.unit_id) == unit).values(workflow="submitted"))

        async with world.out_of_reach("zalo"):
            await sends(world.khoa)
            await world.database.write(hands_in)
        await world.settled()
        await world.passes(minutes=1)
        assert not await told(plain)
        await world.khoa.hears("Đã gửi xong", "1 không còn thuộc diện nhận")


async def test_what_asks_nothing_leaves_nobody_unanswered(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-09-30 09:00")
        await card(world.khoa, "An Hòa")
        await world.khoa.chooses("Đổi cách trả lời")
        await world.khoa.chooses(labels.NO_REPLY)
        await sends(world.khoa)
        await world.khoa.says("ai chưa đọc thông báo")
        await world.khoa.hears("Thông báo này không hỏi gì")
        assert await last(world.khoa) == [labels.REFRESH]


async def test_before_its_moment_nobody_is_to_answer(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-09-30 09:00")
        await card(world.khoa, "An Hòa")
        await world.khoa.says("gửi lúc 8g sáng mai")
        await sends(world.khoa)
        await world.khoa.says("ai chưa trả lời thông báo")
        await world.khoa.hears("chưa có ai phải trả lời")


async def test_a_correction_that_has_not_left_does_not_come_after_the_withdrawal(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-09-30 09:00")
        plain = await world.moves_to_plain(world.unit("AB"))
        await card(world.khoa, "An Bình")
        await sends(world.khoa)
        await world.settled()
        async with world.out_of_reach("zalo"):
            await world.khoa.chooses("Đính chính")
            await world.khoa.says(RIGHT)
            await world.khoa.chooses("Gửi đính chính")
            await world.passes(seconds=3)
            await world.khoa.chooses(labels.REFRESH)
            await world.khoa.chooses("Thu hồi")
            await world.khoa.says("đúng")
            await world.passes(seconds=3)
        await world.settled()
        await world.passes(minutes=5)
        await plain.hears("đã thu hồi thông báo này")
        assert not any(RIGHT in one.text for one in await plain.news())


async def test_what_an_outage_held_up_into_the_night_comes_in_the_morning(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-09-30 16:30")
        plain = await world.moves_to_plain(world.unit("AB"))
        await card(world.khoa, "An Bình")
        async with world.out_of_reach("zalo"):
            await sends(world.khoa)
            await world.goes_to("2021-09-30 23:30")
        await world.settled()
        await world.passes(minutes=5)
        assert not await told(plain)
        await world.goes_to("2021-10-01 08:20")
        await world.settled()
        assert len(await told(plain)) == 1


async def test_one_that_runs_into_the_night_says_that_it_rests_and_goes_on_in_the_morning(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-09-30 19:58")
        plain = await world.moves_to_plain(world.unit("AB"))
        await card(world.khoa, "An Hòa, An Bình")
        async with world.out_of_reach("zalo"):
            await sends(world.khoa)
            await world.khoa.hears("Đang gửi thông báo: 2/3")
            await world.goes_to("2021-09-30 21:00")
            shown = (await world.khoa.news())[-1]
            assert shown.text.startswith(
                "Thông báo đã gửi 2/3; lúc này là giờ nghỉ, 1 người còn lại nhận tiếp từ 8 giờ"
            )
            await world.goes_to("2021-09-30 23:30")
        await world.settled()
        assert not [one for one in await world.khoa.news() if "còn khoảng" in one.text]
        await world.khoa.says("thông báo đã gửi")
        await world.khoa.chooses("Xem tin 1")
        await world.khoa.hears("lúc này là giờ nghỉ", "8 giờ 15, thứ Sáu 01/10/2021")
        await world.goes_to("2021-10-01 08:20")
        await world.settled()
        assert len(await told(plain)) == 1
        await world.passes(seconds=20)
        await world.khoa.hears("Đã gửi xong thông báo", "3/3 người nhận được")


async def test_a_withdrawal_that_an_outage_held_up_comes_in_the_night_as_well(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-09-30 16:30")
        plain = await world.moves_to_plain(world.unit("AB"))
        await card(world.khoa, "An Bình")
        await sends(world.khoa)
        await world.settled()
        async with world.out_of_reach("zalo"):
            await world.khoa.chooses("Thu hồi")
            await world.khoa.says("đúng")
            await world.goes_to("2021-09-30 23:30")
        await world.settled()
        await plain.hears("đã thu hồi thông báo này")
