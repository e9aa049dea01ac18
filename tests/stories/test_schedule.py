"""The organiser sees when everybody will be reminded, before and after the start, and may choose other moments."""

from pathlib import Path

from data.models import Campaign, Obligation
from tests.cast import Actor, World, campaign
from tests.stories.test_a_plan import CLEAR, confirms, sends


async def looks_at_the_schedule(officer: Actor) -> None:
    await officer.says("/kehoach")
    await officer.chooses("Sửa kế hoạch")
    await officer.chooses("Xem lịch nhắc")


async def changes_the_ladder(officer: Actor, words: str) -> None:
    await looks_at_the_schedule(officer)
    await officer.chooses("Đổi lịch nhắc")
    await officer.says(words)


async def rungs(world: World) -> list[object]:
    return [one.rungs for one in await world.rows(Campaign)]


async def test_before_the_start_the_calendar_of_reminders_is_shown_and_nobody_is_written_to(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        officer = world.khoa
        await sends(officer, CLEAR)
        await officer.chooses("Tiếp tục")
        await officer.chooses("Tính đúng hạn")
        await confirms(officer)
        await officer.chooses("Xem lịch nhắc")
        shown = await officer.hears("Lịch nhắc của “Tháng Thanh niên năm 2025” nếu bắt đầu lúc này")
        assert "\nThứ Năm 27/03/2025, 8 giờ 15: còn 7 ngày – báo cáo tổng kết, 12 đơn vị\n" in shown.text
        assert "\nThứ Năm 03/04/2025, 8 giờ 15: hôm nay là ngày cuối – báo cáo tổng kết, 12 đơn vị\n" in shown.text
        assert "\nThứ Ba 08/04/2025, 8 giờ 15: sau hạn 1 ngày làm việc – báo cáo tổng kết, 12 đơn vị\n" in shown.text
        await world.mai.hears_nothing()
        await officer.chooses("Bắt đầu, chưa gửi thư")
        await officer.hears("Đã bắt đầu")


async def test_what_is_shown_of_a_running_plan_is_what_comes(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await looks_at_the_schedule(world.khoa)
        shown = await world.khoa.hears("Lịch nhắc sắp tới của “đợt thi đua”, chỉ nhắc đơn vị chưa nộp:")
        moments = [line.partition(": ")[0] for line in shown.text.splitlines()[1:]]
        assert moments[0] == "Thứ Ba 05/10/2021, 8 giờ 15"
        await world.goes_to("2021-11-20 12:00")
        assert len(await world.mai.nudges()) == len(moments) == 12
        await looks_at_the_schedule(world.khoa)
        await world.khoa.hears("Trong “đợt thi đua” không còn lượt nhắc nào.")


async def test_a_unit_that_handed_in_is_counted_no_more(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in()
        await looks_at_the_schedule(world.khoa)
        await world.khoa.hears("còn 3 ngày – Nội dung hoạt động trọng tâm, 11 đơn vị")


async def test_an_own_ladder_is_read_back_and_then_climbed(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await changes_the_ladder(world.khoa, "2 ngay, sang ngay cuoi, sau han 1 ngay")
        await world.khoa.hears(
            "thành: trước hạn 2 ngày, sáng ngày cuối, sau hạn 1 ngày làm việc?",
            "Lượt nhắc kế tiếp: 8 giờ 15, thứ Tư 06/10/2021.",
        )
        assert await rungs(world) == [{}]
        await world.khoa.chooses("Đúng, đổi lịch nhắc")
        await world.khoa.hears("Đã đổi lịch nhắc: trước hạn 2 ngày")
        assert await rungs(world) == [{"v": 1, "names": ["T-2", "last-morning", "late+1"]}]
        await world.goes_to("2021-10-20 12:00")
        assert await world.mai.nudges() == ["06/10 08:15", "08/10 08:15", "11/10 08:15"]


async def test_a_step_the_new_ladder_would_have_had_long_before_is_not_made_up_for(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.goes_to("2021-10-06 09:00")
        assert await world.mai.nudges() == ["05/10 08:15"]
        await changes_the_ladder(world.khoa, "T-3, T-2, last-morning")
        await world.khoa.chooses("Đúng, đổi lịch nhắc")
        await world.goes_to("2021-10-06 12:00")
        assert await world.mai.nudges() == ["05/10 08:15", "06/10 09:00"]  # T-2, three quarters of an hour late
        await changes_the_ladder(world.khoa, "T-3, last-morning")
        await world.khoa.chooses("Đúng, đổi lịch nhắc")
        await world.goes_to("2021-10-09 12:00")
        assert await world.mai.nudges() == ["05/10 08:15", "06/10 09:00", "08/10 08:15"]


async def test_words_that_are_no_ladder_change_nothing_and_the_usual_one_comes_back(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await changes_the_ladder(world.khoa, "nhac nhieu vao")
        await world.khoa.hears("Chưa rõ lịch nhắc trong “nhac nhieu vao”")
        await world.khoa.says("sau han 1 ngay")
        await world.khoa.hears("Theo lịch này không có lượt nhắc nào trước hạn.")
        await world.khoa.chooses("Đúng, đổi lịch nhắc")
        await looks_at_the_schedule(world.khoa)
        await world.khoa.hears("Lịch nhắc riêng của đợt này: sau hạn 1 ngày làm việc.")
        await world.khoa.chooses("Đổi lịch nhắc")
        await world.khoa.chooses("Lịch nhắc thường dùng")
        await world.khoa.hears("thành: lịch thường dùng?")
        await world.khoa.chooses("Đúng, đổi lịch nhắc")
        assert await rungs(world) == [{}]


async def test_a_promise_that_is_kept_open_survives_another_ladder(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.goes_to("2021-10-05 09:00")
        await world.mai.says("15 giờ nộp")
        await changes_the_ladder(world.khoa, "last-morning")
        await world.khoa.chooses("Đúng, đổi lịch nhắc")
        first = (await world.rows(Obligation))[0]
        assert first.promised_until is not None
        await world.goes_to("2021-10-05 16:00")
        await world.mai.hears("Đồng chí đã hẹn gửi")
