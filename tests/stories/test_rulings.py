"""A verdict on time is put right with a reason: by the organiser, from the unit's own words, or after an outage."""

from pathlib import Path

import pytest
from sqlmodel import col, update

from core.delivery import MAIL
from core.submissions import Timeliness
from data import outages
from data.database import Session
from data.models import Chat, Entry, Letter, Obligation, Submission, Unit
from tests.cast import LAST, World, campaign, labels, moment


async def late(world: World) -> None:
    """Mai hands in on Monday what was due on Friday."""
    await world.only("AH")
    await world.goes_to("2021-10-11 09:10")
    await world.mai.hands_in()
    await world.khoa.news()
    await world.mai.news()


async def of_mai(world: World) -> Obligation:
    return min((one for one in await world.rows(Obligation) if one.unit_id == 2), key=lambda one: one.strict)


@pytest.mark.parametrize(
    "typed", ["ghi nhận đúng hạn AH-01 vì mất mạng cả buổi tối", "ghi nhan dung han ah-01 vì mất mạng cả buổi tối"]
)
async def test_by_one_line(tmp_path: Path, typed: str) -> None:
    async with campaign(tmp_path) as world:
        await late(world)
        assert (await of_mai(world)).timeliness == Timeliness.LATE
        await world.khoa.says(typed)
        await world.khoa.hears("AH-01 của Đoàn phường An Hòa", "được ghi nhận đúng hạn; đơn vị đã được báo.")
        await world.mai.hears("ghi nhận lại Nội dung hoạt động trọng tâm (mã AH-01)", "Lý do: mất mạng cả buổi tối.")
        assert (await of_mai(world)).timeliness == Timeliness.ON_TIME
        (noted,) = [one for one in await world.rows(Entry) if one.what == "ruled"]
        assert noted.detail["why"] == "mất mạng cả buổi tối"
        await world.mai.says("nop roi")
        await world.mai.hears("Nhận lúc 9 giờ 10, thứ Hai 11/10/2021: đúng hạn.")


@pytest.mark.parametrize(
    "typed",
    [
        "Ghi nhận đúng hạn An Hòa vì mất mạng cả buổi tối",
        "ghi nhan dung han cho don vi an hoa do mất mạng cả buổi tối",
        "tính đúng hạn Đoàn phường An Hòa, lý do: mất mạng cả buổi tối",
        "ghi nhận đúng hạn báo cáo Nội dung hoạt động trọng tâm của An Hòa vì mất mạng cả buổi tối",
    ],
)
async def test_the_units_name_is_enough_where_one_report_can_be_meant(tmp_path: Path, typed: str) -> None:
    async with campaign(tmp_path) as world:
        await late(world)
        await world.khoa.says(typed)
        await world.khoa.hears("AH-01 của Đoàn phường An Hòa", "được ghi nhận đúng hạn; đơn vị đã được báo.")
        await world.mai.hears("Lý do: mất mạng cả buổi tối.")
        await world.khoa.says(typed)
        await world.khoa.hears("Đoàn phường An Hòa không có bản nào cần ghi nhận lại như vậy")
        await world.khoa.says("ghi nhận đúng hạn An Bình vì mất mạng")
        await world.khoa.hears("Đoàn phường An Bình không có bản nào cần ghi nhận lại như vậy")


async def test_of_several_reports_of_the_unit_it_is_asked_which(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await late(world)
        await world.goes_to("2021-11-10 09:10")
        await world.mai.hands_in(report=LAST)
        await world.khoa.news()
        await world.khoa.says("ghi nhận đúng hạn An Hòa vì mất mạng cả buổi tối")
        asked = await world.khoa.hears("Đoàn phường An Hòa có nhiều bản như vậy")
        await world.khoa.presses(labels(asked)[1], asked)
        await world.khoa.hears("AH-02 của Đoàn phường An Hòa", "được ghi nhận đúng hạn")
        assert (await of_mai(world)).timeliness == Timeliness.LATE
        await world.khoa.says("ghi nhận đúng hạn An Hòa")
        await world.khoa.hears("Ghi nhận đúng hạn AH-01 vì sao?")


@pytest.mark.parametrize("named", ["An Hòa", "AH-01"])
async def test_a_moment_is_typed_with_the_units_name(tmp_path: Path, named: str) -> None:
    async with campaign(tmp_path) as world:
        await late(world)
        await world.khoa.says(f"sửa giờ nhận {named} 15g20 8/10 vì gửi qua thư trước hạn")
        await world.khoa.hears("AH-01 của Đoàn phường An Hòa", "15 giờ 20, thứ Sáu 08/10/2021")
        await world.khoa.says(f"bỏ ghi nhận đúng hạn {named} vì ghi nhầm")
        await world.khoa.hears("AH-01 của Đoàn phường An Hòa")


async def test_a_unit_whose_name_reads_like_a_reason_is_that_unit(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await late(world)
        await world._does(update(Unit).where(col(Unit.mark) == "AH").values(name="Đoàn phường Vĩ Dạ"))
        await world.khoa.says("ghi nhận đúng hạn Vĩ Dạ vì mất mạng")
        await world.khoa.hears("AH-01 của Đoàn phường Vĩ Dạ", "được ghi nhận đúng hạn")
        await world.mai.hears("Lý do: mất mạng.")


async def test_a_long_reason_is_a_reason(tmp_path: Path) -> None:
    why = "chờ gia đình cháu bé ký giấy đồng ý nên cả ban chấp hành phải họp lại một lần nữa"
    async with campaign(tmp_path) as world:
        await late(world)
        await world.khoa.says(f"ghi nhận đúng hạn AH-01 vì {why}")
        await world.khoa.hears("được ghi nhận đúng hạn; đơn vị đã được báo.")
        await world.mai.hears(f"Lý do: {why}.")


async def test_from_the_card(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await late(world)
        await world.khoa.says("duyet")
        await world.khoa.hears("sau hạn")
        await world.khoa.chooses("Ghi nhận đúng hạn")
        await world.khoa.hears("Ghi nhận đúng hạn AH-01 vì sao?")
        await world.khoa.says("đã gửi Zalo cho cán bộ đúng hạn")
        await world.mai.hears("Lý do: đã gửi Zalo cho cán bộ đúng hạn.")
        await world.khoa.presses("Ghi nhận đúng hạn")
        await world.khoa.hears("Bản AH-01 đã được ghi đúng hạn")
        assert len([one for one in await world.rows(Entry) if one.what == "ruled"]) == 1


async def test_it_came_at_another_moment(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await late(world)
        await world.khoa.says("duyet")
        await world.khoa.chooses("Sửa giờ nhận")
        await world.khoa.says("hôm nọ")
        await world.khoa.hears("thực nhận lúc nào?")
        await world.khoa.says("15 giờ 20 ngày 8/10")
        await world.khoa.hears("Ghi bản AH-01 nhận lúc 15 giờ 20, thứ Sáu 08/10/2021: vì sao?")
        await world.khoa.says("bản giấy đến văn phòng lúc đó")
        await world.mai.hears("nhận lúc 15 giờ 20, thứ Sáu 08/10/2021, được ghi nhận đúng hạn")
        (handed,) = await world.rows(Submission)
        assert (handed.late, handed.handed_at) == (False, moment("2021-10-08 15:20"))
        assert (await of_mai(world)).timeliness == Timeliness.ON_TIME


@pytest.mark.parametrize(
    ("said", "verdict", "came"),
    [
        ("sửa giờ nhận AH-01 thành 16h ngày 8/10 vì gửi qua Zalo", "được ghi nhận đúng hạn", "2021-10-08 16:00"),
        ("sua gio nhan ah-01 9h ngay 9/10 vi gui qua zalo", "sau hạn", "2021-10-09 09:00"),
    ],
)
async def test_the_moment_that_was_typed_is_the_one_that_counts(
    tmp_path: Path, said: str, verdict: str, came: str
) -> None:
    async with campaign(tmp_path) as world:
        await late(world)
        await world.khoa.says(said)
        letter = await world.mai.hears_only(verdict)
        assert "Lý do: g" in letter.text
        (handed,) = await world.rows(Submission)
        assert handed.handed_at == moment(came)


async def test_what_is_missing_of_a_moment_is_asked_for(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await late(world)
        for words, answer in (
            ("sửa giờ nhận AH-01", "Bản AH-01 thực nhận lúc nào?"),
            ("9h ngày mai", "9 giờ 00, thứ Ba 12/10/2021 chưa tới."),
            ("16h ngày 31/2", "Bản AH-01 thực nhận lúc nào?"),
            ("16h ngày 8/10", "Ghi bản AH-01 nhận lúc 16 giờ 00, thứ Sáu 08/10/2021: vì sao?"),
            ("do bưu điện phát chậm", "AH-01 của Đoàn phường An Hòa: nhận lúc 16 giờ 00, thứ Sáu 08/10/2021"),
        ):
            await world.khoa.says(words)
            await world.khoa.hears(answer)
        await world.mai.hears_only("Lý do: bưu điện phát chậm.")


async def test_a_ruling_that_was_a_mistake_is_taken_back(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await late(world)
        await world.khoa.says("ghi nhận đúng hạn AH-01 vì mất mạng")
        await world.khoa.says("bỏ ghi nhận đúng hạn AH-01")
        await world.khoa.hears("Ghi bản AH-01 nhận lúc 9 giờ 10, thứ Hai 11/10/2021: vì sao?")
        await world.khoa.says("ghi nhầm đơn vị")
        await world.khoa.hears("nhận lúc 9 giờ 10, thứ Hai 11/10/2021, sau hạn; đơn vị đã được báo.")
        await world.mai.hears("sau hạn", "Lý do: ghi nhầm đơn vị.")
        assert (await of_mai(world)).timeliness == Timeliness.LATE


async def test_the_hour_of_what_was_entered_may_be_put_right(tmp_path: Path) -> None:
    """It was yesterday's mail, and was entered as today's."""
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.goes_to("2021-10-11 16:00")
        await world.khoa.says("đã nhận An Hòa qua mail 15g20 ngày 8/10")
        await world.khoa.chooses("Ghi nhận")
        await world.mai.news()
        await world.khoa.says("duyệt")
        await world.khoa.chooses("Sửa giờ nhận")
        await world.khoa.says("15g20 hôm qua vì xem nhầm ngày")
        await world.mai.hears_only("nhận lúc 15 giờ 20, Chủ nhật 10/10/2021, sau hạn", "Lý do: xem nhầm ngày.")


async def test_the_units_own_reason_is_granted_with_one_press(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await late(world)
        await world.mai.presses("Nêu lý do", await world.mai.asked("Nêu lý do"))
        await world.mai.says("mất điện từ chiều thứ Sáu")
        letter = await world.khoa.hears("mất điện từ chiều thứ Sáu")
        await world.khoa.presses("Ghi nhận đúng hạn", letter)
        await world.mai.hears("Lý do: mất điện từ chiều thứ Sáu.")
        assert (await of_mai(world)).timeliness == Timeliness.ON_TIME
        await world.khoa.presses("Ghi nhận đúng hạn", letter)
        await world.khoa.hears("Đề nghị này đã được đồng chí Khoa trả lời")


async def test_a_better_version_and_a_return_do_not_move_a_ruling(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await late(world)
        await world.khoa.says("ghi nhận đúng hạn AH-01 vì mất mạng")
        await world.mai.says("sửa")
        await world.mai.presses("Thay bản khác")
        got = await world.mai.hands_in("moi.docx")
        assert "đúng hạn" in got.text
        assert (await of_mai(world)).timeliness == Timeliness.ON_TIME


async def test_only_organisers_rule_and_a_wrong_code_is_told(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await late(world)
        for who in (world.tu, world.hanh):
            await who.says("ghi nhận đúng hạn AH-01 vì mất mạng")
            await who.hears("dành cho vị trí khác")
        await world.khoa.says("ghi nhận đúng hạn XX-99 vì mất mạng")
        await world.khoa.hears("Không thấy bản XX-99")
        await world.khoa.says("ghi nhận đúng hạn")
        await world.khoa.hears("Xin gõ kèm mã báo cáo (hoặc tên đơn vị) và lý do")


async def was_down(world: World, since: str, until: str, channel: str = "web") -> None:
    async def note(session: Session) -> None:
        await outages.began(session, channel, moment(since))
        await outages.began(session, channel, moment(until))  # every knock that failed says so again
        await outages.ended(session, channel, moment(until))
        await outages.ended(session, channel, moment(until))

    await world.database.write(note)


async def test_after_an_outage_who_came_late_is_proposed_in_one_press(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.goes_to("2021-10-08 23:59")
        await was_down(world, "2021-10-08 21:00", "2021-10-08 23:50")
        await world.goes_to("2021-10-09 09:00")
        await world.mai.hands_in()
        await world.unit("AB").hands_in()
        await world.goes_to("2021-10-10 12:00")
        await world.unit("TL").hands_in()  # more than a day after
        await world.khoa.news()
        await world.goes_to("2021-10-11 11:00")
        letter = await world.khoa.hears("2 đơn vị gửi Nội dung hoạt động trọng tâm sau hạn", "trang web mất kết nối")
        assert "An Hòa" in letter.text
        assert "Tân Lập" not in letter.text
        await world.goes_to("2021-10-11 16:30")
        assert not [one for one in await world.khoa.news() if "mất kết nối" in one.text]  # once
        await world.khoa.presses("Ghi nhận đúng hạn 2 đơn vị", letter)
        await world.khoa.hears("Đã ghi nhận đúng hạn 2 đơn vị")
        await world.mai.hears("trang web mất kết nối từ 21 giờ 00 đến 23 giờ 50, thứ Sáu 08/10/2021")
        assert (await of_mai(world)).timeliness == Timeliness.ON_TIME
        await world.khoa.presses("Ghi nhận đúng hạn 2 đơn vị", letter)
        await world.khoa.hears("Không còn đơn vị nào trong danh sách")


async def test_nobody_is_late_because_letters_by_mail_did_not_go_out(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.goes_to("2021-10-08 23:59")
        await was_down(world, "2021-10-08 21:00", "2021-10-08 23:50", MAIL)
        mai = (await world.person(world.mai)).id

        async def writes_by_mail(session: Session) -> None:
            session.add(Chat(channel=MAIL, address="mai@example.vn", person_id=mai))

        await world.database.write(writes_by_mail)
        await world.goes_to("2021-10-09 09:00")
        await world.mai.hands_in()
        await world.khoa.news()
        await world.goes_to("2021-10-11 11:00")
        assert not [one for one in await world.khoa.news() if "mất kết nối" in one.text]


@pytest.mark.parametrize(
    ("since", "until", "channel"),
    [
        ("2021-10-08 22:00", "2021-10-08 22:30", "web"),
        ("2021-10-08 15:00", "2021-10-08 20:20", "web"),
        ("2021-10-08 21:00", "2021-10-08 23:50", "zalo"),
    ],
    ids=["half an hour", "too long before", "another channel"],
)
async def test_no_grace_for_what_hindered_nobody(tmp_path: Path, since: str, until: str, channel: str) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.goes_to("2021-10-08 23:59")
        await was_down(world, since, until, channel)
        await world.goes_to("2021-10-09 09:00")
        await world.mai.hands_in()
        await world.khoa.news()
        await world.goes_to("2021-10-11 11:00")
        assert not [one for one in await world.khoa.news() if "mất kết nối" in one.text]


async def hears_of_grace(world: World) -> list[Letter]:
    return [one for one in await world.khoa.news() if "mất kết nối" in one.text]


async def late_after_outages(world: World, *spans: tuple[str, str], came: str = "2021-10-09 09:00") -> None:
    await world.only("AH")
    await world.goes_to("2021-10-08 23:59")
    for since, until in spans:
        await was_down(world, since, until)
    await world.goes_to(came)
    await world.mai.hands_in()
    await world.unit("AB").hands_in()
    await world.khoa.news()
    await world.mai.news()
    await world.goes_to("2021-10-11 10:00")


async def test_two_outages_before_one_deadline_are_one_proposal(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        spans = ("2021-10-08 20:10", "2021-10-08 20:50"), ("2021-10-08 22:00", "2021-10-08 23:50")
        await late_after_outages(world, *spans)
        (letter,) = await hears_of_grace(world)
        assert "từ 20 giờ 10 đến 20 giờ 50, thứ Sáu 08/10/2021 và từ 22 giờ 00 đến 23 giờ 50" in letter.text


async def test_short_outages_are_added_up(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        spans = ("2021-10-08 20:10", "2021-10-08 20:30"), ("2021-10-08 23:00", "2021-10-08 23:20")
        await late_after_outages(world, *spans)
        (letter,) = await hears_of_grace(world)
        assert "2 đơn vị" in letter.text


async def test_an_outage_that_goes_on_after_the_deadline_leaves_a_day_from_its_end(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await late_after_outages(world, ("2021-10-08 23:00", "2021-10-10 09:00"), came="2021-10-10 09:30")
        (letter,) = await hears_of_grace(world)
        assert "từ 23 giờ 00, thứ Sáu 08/10/2021 đến 9 giờ 00, Chủ nhật 10/10/2021" in letter.text


@pytest.mark.parametrize("said", ["đồng ý", "ok ghi đi", "ghi nhận đúng hạn", "ghi nhận đúng hạn 2 đơn vị"])
async def test_the_proposal_is_agreed_to_in_words_and_the_unit_hears_why(tmp_path: Path, said: str) -> None:
    async with campaign(tmp_path) as world:
        await late_after_outages(world, ("2021-10-08 21:00", "2021-10-08 23:50"))
        (letter,) = await hears_of_grace(world)
        await world.khoa.says(said)
        await world.khoa.hears("Đã ghi nhận đúng hạn 2 đơn vị")
        await world.mai.hears("trang web mất kết nối từ 21 giờ 00 đến 23 giờ 50", "Đồng chí không phải gửi lại")
        await world.khoa.presses("Ghi nhận đúng hạn 2 đơn vị", letter)
        await world.khoa.hears("Không còn đơn vị nào trong danh sách")
        assert not any("mất kết nối" in one.text for one in await world.mai.news())


async def test_a_proposal_that_is_declined_rules_nothing(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await late_after_outages(world, ("2021-10-08 21:00", "2021-10-08 23:50"))
        await world.khoa.news()
        await world.khoa.says("không")
        await world.khoa.hears_only("Để nguyên")
        assert (await of_mai(world)).timeliness == Timeliness.LATE
