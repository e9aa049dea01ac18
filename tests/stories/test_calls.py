"""Reminding by hand and the call sheet, to the minute: nothing goes out before a yes, nobody is written to twice within
the hour, and the phone rings first where a report is likeliest to be late."""

from pathlib import Path

import pytest
from sqlmodel import select

from core.texts import digests as texts
from data.database import Session
from data.models import Call, Letter, Obligation, Promise
from tests.cast import FIRST, Actor, World, campaign, clock, labels
from tests.stories.test_digest import seat_head

ASKED = "Nhắc 11 đơn vị ngay"


async def by_hand(world: World) -> list[str]:
    """Letters that somebody sent by hand: when, to the minute."""
    return [clock(row.made_at) for row in await world.rows(Letter) if row.once and ":hand:" in row.once]


# -- reminding by hand --------------------------------------------------------------------------------------------


async def test_whom_and_how_many_is_shown_before_anything_goes_out(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only()
        await world.khoa.says("/nhac")
        letter = await world.khoa.hears_only(
            f"Nhắc 11 đơn vị về {FIRST} (đợt thi đua), còn 8 ngày?",
            "Đoàn phường An Hòa, Đoàn phường An Bình",
            "và 6 đơn vị khác",
            "Chưa nhắn được, cần gọi: Chi đoàn Điện lực.",
        )
        assert labels(letter)[:2] == ["nhac 11 don vi ngay", "chua nhac"]
        assert await by_hand(world) == []
        await world.khoa.presses("Chưa nhắc")
        await world.khoa.hears_only("Chưa nhắc đơn vị nào.")
        assert await by_hand(world) == []


@pytest.mark.parametrize("words", ["/nhac", "nhắc 12 đơn vị", "nhac ngay", "Nhắc các đơn vị chưa nộp"])
async def test_all_the_words_for_it_only_ask(tmp_path: Path, words: str) -> None:
    async with campaign(tmp_path) as world:
        (said,) = await world.would_answer(world.khoa, words)
        assert said.startswith(f"Nhắc 11 đơn vị về {FIRST}")


async def test_a_yes_reminds_once_in_the_ladders_words(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.goes_to("2021-10-07 09:00")
        await world.unit("AB").hands_in()
        await world.mai.news()
        await world.khoa.says("nhac ngay")
        preview = await world.khoa.asked("Nhắc 10 đơn vị ngay")
        await world.khoa.presses("Nhắc 10 đơn vị ngay", preview)
        await world.khoa.presses("Nhắc 10 đơn vị ngay", preview)
        await world.khoa.hears("Đã gửi tin nhắc: 10 đơn vị", "Còn 1 đơn vị chưa nhắn được")
        letter = await world.mai.hears_only("Ngày mai là ngày cuối", FIRST)
        assert labels(letter) == ["nop ngay", "hen nop", "da gui email", "can ho tro"]
        assert (await by_hand(world)).count("07/10 09:00") == 10
        assert await world.unit("AB").nudges() == []
        assert await world.tu.nudges() == []  # a unit's second person is asked from the last day on


async def test_the_ladder_keeps_its_distance_from_a_reminder_by_hand(tmp_path: Path) -> None:
    """T-1 is at 14:00; a letter at 12:00 is lunch, one at 13:45 moves it by three hours."""
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.goes_to("2021-10-07 13:45")
        await world.khoa.says("/nhac")
        await world.khoa.presses(ASKED)
        await world.goes_to("2021-10-08 09:00")
        assert await world.mai.nudges() == ["05/10 08:15", "07/10 13:45", "07/10 16:45", "08/10 08:15"]


async def test_within_the_hour_nobody_is_reminded_again(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.goes_to("2021-10-05 08:40")
        await world.khoa.says("/nhac")
        await world.khoa.hears("Nhắc 10 đơn vị", "nhắc lại được từ 9 giờ 15 hôm nay: Đoàn phường An Hòa.")
        await world.khoa.presses("Nhắc 10 đơn vị ngay")
        await world.khoa.says("/nhac")
        letter = await world.khoa.hears("Lúc này không có đơn vị nào để nhắc", "nhắc lại được từ 9 giờ 15 hôm nay")
        assert labels(letter) == ["goi lan luot"]
        await world.goes_to("2021-10-05 09:15")
        await world.khoa.says("/nhac")
        await world.khoa.hears("Nhắc 1 đơn vị về", "Gồm: Đoàn phường An Hòa.", "nhắc lại được từ 9 giờ 40 hôm nay")


async def test_a_promise_and_a_question_that_waits_are_respected(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only()
        await world.unit("AB").says("chiều mai em nộp")
        await world.unit("TL").says("xin gia hạn đến thứ 6")
        await world.khoa.says("/nhac")
        await world.khoa.hears(
            "Nhắc 9 đơn vị về",
            "Đã hẹn giờ nộp, chưa nhắc: Đoàn phường An Bình.",
            "Đang chờ đồng chí trả lời, chưa nhắc: Đoàn phường Tân Lập.",
        )
        await world.khoa.presses("Nhắc 9 đơn vị ngay")
        assert await world.unit("AB").nudges() == await world.unit("TL").nudges() == []


async def test_in_quiet_time_the_letters_wait_for_the_slot_and_it_says_so(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH", "AB")
        await world.goes_to("2021-10-04 21:00")
        await world.khoa.says("/nhac")
        await world.khoa.hears("Đang ngoài giờ nhắc: tin gửi vào 8 giờ 15, thứ Ba 05/10/2021")
        await world.khoa.presses("Hẹn nhắc 11 đơn vị")
        await world.khoa.hears("Sẽ nhắc vào 8 giờ 15, thứ Ba 05/10/2021: 11 đơn vị")
        await world.goes_to("2021-10-05 08:14")
        await world.mai.hears_nothing()
        await world.unit("AB").hands_in()
        await world.goes_to("2021-10-05 12:00")
        (letter,) = [one for one in await world.mai.letters() if one.still]  # T-3 falls on the same slot: one letter
        assert "Còn 3 ngày" in letter.text
        assert clock(letter.not_before) == "05/10 08:15"
        assert [one for one in await world.unit("AB").letters() if one.still] == []


async def test_an_old_yes_is_asked_again(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only()
        await world.khoa.says("/nhac")
        await world.passes(minutes=16)
        await world.khoa.presses(ASKED)
        await world.khoa.hears("Nhắc 11 đơn vị về")
        assert await by_hand(world) == []


async def test_a_cluster_head_reminds_the_cluster_and_a_secretary_nobody(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only()
        await world.database.write(seat_head)
        head = world.actor("web", "demo:head")
        await head.says("nhắc các đơn vị")
        await head.hears_only(f"Nhắc 4 đơn vị về {FIRST}", "Gồm: Đoàn phường An Hòa, Đoàn phường An Bình")
        await head.presses("Nhắc 4 đơn vị ngay")
        assert len(await by_hand(world)) == 4
        for other in (world.mai, world.hanh):
            (said,) = await world.would_answer(other, "/nhac")
            assert "Việc này dành cho vị trí khác" in said


# -- the call sheet -----------------------------------------------------------------------------------------------


async def first_line(actor: Actor) -> str:
    """Of the card: which unit is to be called."""
    text = (await actor.letters())[-1].text.rpartition("\n\n")[2]
    return text.splitlines()[0]


async def speak_up(world: World) -> None:
    """All but two units have written; of those one has broken a promise and two have one that holds."""
    for mark in ("AH", "AB", "TL", "PH", "TA", "TN", "TC", "BV", "CN"):
        await (world.mai if mark == "AH" else world.unit(mark)).says("việc")
    await world.goes_to("2021-10-07 09:00")
    await world.unit("CN").says("10 giờ sáng nay em nộp")
    for mark in ("TL", "AB"):
        await world.unit(mark).says("chiều nay em nộp")
    for mark in ("TN", "TC", "BV"):
        await world.unit(mark).hands_in()
    await world.goes_to("2021-10-07 10:30")


async def test_the_likeliest_to_be_late_is_called_first(tmp_path: Path) -> None:
    """Nobody ever seen, then a broken promise, then silence, then a promise that holds; within each by name."""
    async with campaign(tmp_path) as world:
        await world.only()
        await speak_up(world)
        await world.khoa.says("gọi lần lượt")
        order = []
        while "tiep theo" in labels((await world.khoa.letters())[-1]):
            order.append((await first_line(world.khoa)).partition(". ")[2])
            await world.khoa.presses("Tiếp theo")
        assert order == [
            "Chi đoàn Bưu điện",
            "Chi đoàn Điện lực",
            "Đoàn Công ty May Bình Lâm",
            "Chi đoàn Cấp nước",
            "Đoàn phường An Hòa",
            "Đoàn phường Phú Hậu",
            "Đoàn Trường THPT An Lâm",
            "Đoàn phường An Bình",
            "Đoàn phường Tân Lập",
        ]
        await world.khoa.hears(f"Đã hết đơn vị phải gọi về {FIRST}.", "Lượt này: để lại 9.")
        assert await world.rows(Call) == []


async def test_a_card_has_all_one_needs_with_the_phone_in_the_other_hand(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.goes_to("2021-10-08 09:10")
        await world.mai.says("chieu nay em nop")
        for mark in ("AB", "TL", "PH"):
            await world.unit(mark).hands_in()
        await world.database.write(seat_head)
        head = world.actor("web", "demo:head")
        await head.says("/goi")
        letter = await head.hears_only("1/1. Đoàn phường An Hòa")
        assert letter.text == (
            "1/1. Đoàn phường An Hòa\n"
            "Đồng chí Mai, Bí thư: 0914.000.301\n"
            "Đồng chí Tú, Phó Bí thư: 0914.000.313\n"
            f"Còn thiếu: {FIRST} “chậm nhất ngày 08/10/2021 (thứ Sáu)”, hôm nay là ngày cuối.\n"
            "Đã hẹn 17 giờ 00 hôm nay. Lần cuối nhắn vào đây: 9 giờ 10 hôm nay."
        )
        assert labels(letter) == ["da nghe", "hen gio", "khong nghe may", "doi nguoi", "tiep theo"]


async def test_each_outcome_is_kept_and_the_next_unit_follows(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only()
        await world.database.write(seat_head)
        head = world.actor("web", "demo:head")
        await head.says("goi")
        assert await first_line(head) == "1/4. Đoàn phường An Bình"
        await head.presses("Đã nghe")
        await head.hears("Đã ghi Đoàn phường An Bình: đã nghe.\n\n2/4. Đoàn phường Phú Hậu")
        await head.answers("Không nghe máy")
        assert await first_line(head) == "3/4. Đoàn phường Tân Lập"
        await head.says("đổi người")
        assert await first_line(head) == "4/4. Đoàn phường An Hòa"
        await head.presses("Tiếp theo")
        await head.hears(
            "Đã hết đơn vị phải gọi",
            "Lượt này: đã nghe 1, không nghe máy 1, đổi người 1, để lại 1.",
            "đã gọi trong 2 giờ qua: 3 đơn vị",
        )
        assert [row.outcome for row in await world.rows(Call)] == ["heard", "no_answer", "other_person"]


async def test_a_unit_called_within_two_hours_is_left_in_peace(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only()
        await world.khoa.says("/goi")
        first = await first_line(world.khoa)
        assert first == "1/12. Chi đoàn Bệnh viện"
        await world.khoa.presses("Không nghe máy")
        await world.passes(minutes=119)
        await world.khoa.says("/goi")
        assert await first_line(world.khoa) == "2/12. Chi đoàn Bưu điện"
        await world.passes(minutes=1)
        await world.khoa.says("/goi")
        assert await first_line(world.khoa) == first


async def test_the_same_call_pressed_twice_is_one_and_the_last_press_counts(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only()
        await world.khoa.says("/goi")
        card = (await world.khoa.letters())[-1]
        for label in ("Đã nghe", "Đã nghe", "Không nghe máy"):
            await world.khoa.presses(label, card)
        assert [row.outcome for row in await world.rows(Call)] == ["no_answer"]


async def test_a_promise_on_the_phone_is_read_back_and_silences_the_unit(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AB")
        await world.goes_to("2021-10-08 09:00")
        await world.khoa.says("/goi")
        while not (await first_line(world.khoa)).endswith("An Bình"):
            await world.khoa.presses("Tiếp theo")
        await world.khoa.presses("Hẹn giờ")
        await world.khoa.hears("Đoàn phường An Bình hẹn gửi", "lúc nào?")
        await world.khoa.says("thứ 2 tuần sau")
        await world.khoa.hears("Lời hẹn không thay cho gia hạn")
        await world.khoa.says("15h chiều nay")
        await world.khoa.hears("Ghi giúp Đoàn phường An Bình hẹn gửi", "lúc 15 giờ 00 hôm nay?")
        assert await world.rows(Promise) == []
        await world.khoa.says("đúng rồi")
        await world.khoa.hears("Đã ghi Đoàn phường An Bình: hẹn giờ nộp.")
        assert [row.outcome for row in await world.rows(Call)] == ["promised"]
        await world.goes_to("2021-10-08 16:00")
        assert (await world.unit("AB").nudges())[-1] == "08/10 15:00"


async def test_what_comes_while_the_phone_rings_is_seen(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only()
        await world.database.write(seat_head)
        head = world.actor("web", "demo:head")
        await head.says("/goi")
        await world.unit("AB").hands_in()
        await head.presses("Đã nghe")
        assert (await first_line(head)).startswith("1/3. ")
        assert await world.rows(Call) == []


async def test_nobody_else_calls_and_a_group_sees_no_phone(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        (mine,) = await world.would_answer(world.mai, "/goi")
        assert "Đề nghị đồng chí gửi 2 báo cáo" in mine
        (listed,) = await world.would_answer(world.hanh, "/goi")
        assert "Danh sách này chỉ gửi riêng cho đồng chí" in listed


async def test_when_nothing_is_missing_there_is_nobody_to_call_or_remind(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.database.write(everything_in)
        for words in ("/goi", "/nhac"):
            (said,) = await world.would_answer(world.khoa, words)
            assert said == texts.nothing_missing()


async def everything_in(session: Session) -> None:
    for row in (await session.exec(select(Obligation))).all():
        row.workflow = "accepted"
        session.add(row)
