"""A report that came by mail, on the phone or on paper: an officer or the cluster head enters it, one yes for all, and
it is judged by when it came."""

from pathlib import Path

import pytest
from sqlmodel import col, select, update

from core.roles import Role
from data import people, units
from data.database import Session
from data.models import Chat, Entry, Group, Mark, Obligation, Request, Submission, Unit
from tests.cast import FIRST, LAST, Actor, World, campaign, clock


async def handed(world: World) -> dict[str, Submission]:
    """By mark of the unit, the newest version."""
    marks = {unit.id: unit.mark for unit in await world.rows(Unit)}
    return {marks[one.unit_id]: one for one in await world.rows(Submission)}


async def head_of(world: World, cluster: str = "Cụm 1 – Địa bàn dân cư", mark: str = "PH") -> Actor:
    """Who looks after the first cluster."""

    async def seat(session: Session) -> None:
        person = await people.add_person(session, "Lò Văn Cụm", "0915.000.999")
        unit = (await session.exec(select(Unit).where(Unit.mark == mark))).one()
        group = (await session.exec(select(Group).where(Group.name == cluster))).one()
        of = await units.add_seat(session, unit.id or 0, Role.CLUSTER_HEAD, "Cụm trưởng", group.id)
        await people.seat_person(session, of.id or 0, person.id or 0, world.now)
        session.add(Chat(channel="web", address="demo:head", person_id=person.id))

    await world.database.write(seat)
    return world.actor("web", "demo:head")


async def test_three_units_are_entered_by_one_line_and_one_yes(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-10-08 16:00")
        await world.khoa.news()
        await world.mai.news()
        await world.khoa.says("đã nhận An Hòa, An Bình, Điện lực qua mail 15g20")
        await world.khoa.hears_only(
            f"Ghi nhận 3 đơn vị đã nộp {FIRST} qua email lúc 15 giờ 20, thứ Sáu 08/10/2021: Đoàn phường An Hòa, "
            "Đoàn phường An Bình, Chi đoàn Điện lực; đúng hạn 3.",
            "hạn",
        )
        assert await world.rows(Submission) == []
        await world.mai.hears_nothing()
        await world.khoa.chooses("Ghi nhận")
        await world.khoa.hears("Đã ghi nhận 3 đơn vị", "AH-01, AB-01, DL-01", "Chưa nhắn được: Chi đoàn Điện lực")
        got = (await handed(world))["AH"]
        officer = await world.person(world.khoa)
        assert (got.source, got.entered_by, got.late) == ("mail", officer.id, False)
        assert clock(got.handed_at) == "08/10 15:20"
        await world.mai.hears_only(
            f"đã ghi nhận {FIRST} của Đoàn phường An Hòa, nhận qua email lúc 15 giờ 20, thứ Sáu 08/10/2021: đúng hạn",
            "Mã nhận: AH-01",
            "không nhắc báo cáo này nữa",
        )
        await world.tu.hears("Mã nhận: AH-01")
        notes = [row for row in await world.rows(Entry) if row.what == "entered for the unit"]
        assert [row.detail["source"] for row in notes] == ["mail"] * 3


async def test_words_without_accents_and_numbers_do_the_same_where_there_are_no_buttons(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        khoa = await world.moves_to_plain(world.khoa)
        await world.goes_to("2021-10-08 16:00")
        await khoa.news()
        await khoa.says("da nhan an hoa va an binh ban giay 9h sang hom qua")
        await khoa.hears_only("bằng bản giấy lúc 9 giờ 00, thứ Năm 07/10/2021", "đúng hạn 2", "1. Ghi nhận")
        await khoa.says("ok")
        await khoa.hears("Đã ghi nhận 2 đơn vị")
        assert {one.source for one in (await handed(world)).values()} == {"paper"}


async def test_what_is_missing_is_asked_one_thing_at_a_time(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-10-04 10:00")
        await world.khoa.news()
        for words, answer in (
            ("nhap ho", f"cách gửi và giờ nhận {FIRST}"),
            ("An Hòa, An Khê, Cấp nước", "Chưa rõ “An Khê”"),
            ("qua dien thoai", "đến lúc nào?"),
            ("hom qua", "lúc mấy giờ Chủ nhật 03/10/2021"),
            ("8h30", "qua điện thoại lúc 8 giờ 30, Chủ nhật 03/10/2021: Đoàn phường An Hòa, Chi đoàn Cấp nước"),
            ("bỏ Cấp nước", "Ghi nhận 1 đơn vị"),
            ("9g15", "lúc 9 giờ 15, Chủ nhật 03/10/2021: Đoàn phường An Hòa"),
            ("đúng", "Đã ghi nhận 1 đơn vị"),
        ):
            await world.khoa.says(words)
            letter = await world.khoa.hears(answer)
            if words.startswith("An Hòa"):
                assert "đến bằng cách nào?" in letter.text
        assert list(await handed(world)) == ["AH"]


@pytest.mark.parametrize(
    "typed",
    [
        "nhận mail của An Hòa lúc 15h",
        "co mail cua an hoa luc 15g",
        "đã thấy mail của An Hòa, 15 giờ",
        "An Hòa gửi mail lúc 15h rồi",
        "an hoa da gui mail cho toi luc 15h",
    ],
)
async def test_as_people_say_it(tmp_path: Path, typed: str) -> None:
    """'Nhận' is no 'Cụm Công nhân', and 'cho tôi' no unit."""
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-10-08 16:00")
        await world.khoa.news()
        await world.khoa.says(typed)
        letter = await world.khoa.hears_only("Ghi nhận 1 đơn vị", "qua email lúc 15 giờ 00", "Đoàn phường An Hòa; đúng")
        assert letter.text.startswith("Ghi nhận")
        await world.khoa.says("nhận mail của An Bình lúc 15h")
        letter = await world.khoa.hears_only("Ghi nhận 1 đơn vị", "Đoàn phường An Bình; đúng hạn 1")
        assert letter.text.startswith("Ghi nhận")


async def test_a_whole_cluster_and_a_slip_of_the_pen(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-10-08 16:00")
        await world.khoa.news()
        await world.khoa.says("đã nhận bản giấy của cả cụm 1 sáng nay 9h")
        await world.khoa.hears_only("Ghi nhận 4 đơn vị")
        await world.khoa.says("đã nhận Tân Lập, An Hoaf qua mail 9h")
        await world.khoa.hears_only("Chưa rõ “An Hoaf”", "Tên gần giống: Đoàn phường An Hòa.", "Ghi nhận 1 đơn vị")


@pytest.mark.parametrize("plain", [False, True], ids=["rich", "plain"])
async def test_yes_and_no_answer_what_was_read_back(tmp_path: Path, plain: bool) -> None:
    async with campaign(tmp_path) as world:
        khoa = await world.moves_to_plain(world.khoa) if plain else world.khoa
        await world.goes_to("2021-10-04 10:00")
        await khoa.news()
        for words, answer in (
            ("đã nhận An Bình qua mail 15g20 ngày 28/9", "Giờ nhận 15 giờ 20, thứ Ba 28/09/2021 có đúng không?"),
            ("không", "đến lúc nào?"),
            ("15g20", "15 giờ 20 hôm nay chưa tới"),
            ("đúng rồi", "lúc 15 giờ 20, Chủ nhật 03/10/2021"),
            ("đúng", "Đã ghi nhận 1 đơn vị"),
            ("đã nhận Tân Lập qua mail 9g ngày 29/9", "có đúng không?"),
            ("đúng", "lúc 9 giờ 00, thứ Tư 29/09/2021: Đoàn phường Tân Lập"),
            ("9h ngày mai", "chưa tới"),
            ("9h ngày 31/9", "chưa tới"),
        ):
            await khoa.says(words)
            letter = await khoa.hears(answer)
            if words.startswith(("không", "đúng")):
                assert "Chưa rõ" not in letter.text


async def test_who_is_in_and_who_need_not_are_told_apart(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-10-04 10:00")
        await world.mai.hands_in()
        exempt = next(one for one in await world.rows(Unit) if one.mark == "AB")
        theirs = update(Obligation).where(col(Obligation.unit_id) == exempt.id).values(workflow="exempt")
        await world.database.write(lambda session: session.exec(theirs))
        await world.khoa.news()
        await world.khoa.says("đã nhận An Hòa, An Bình, Tân Lập qua mail 9g")
        await world.khoa.hears_only(
            "Ghi nhận 1 đơn vị", "Đã có từ trước, không ghi lại: Đoàn phường An Hòa.",
            "Không phải nộp, không ghi: Đoàn phường An Bình.",
        )  # fmt: skip


async def test_hours_ahead_and_from_before_the_campaign_are_asked_about(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-10-04 10:00")
        await world.khoa.news()
        await world.khoa.says("đã nhận An Hòa qua mail 15g20")
        await world.khoa.hears_only("15 giờ 20 hôm nay chưa tới")
        await world.khoa.chooses("15 giờ 20, Chủ nhật 03/10/2021")
        await world.khoa.hears_only("lúc 15 giờ 20, Chủ nhật 03/10/2021")
        await world.khoa.says("đã nhận An Bình qua mail 15g20 ngày 28/9")
        await world.khoa.hears_only("Giờ nhận 15 giờ 20, thứ Ba 28/09/2021 có đúng không?")
        await world.khoa.chooses("Đúng giờ đó")
        await world.khoa.hears_only("Ghi nhận 1 đơn vị", "Đoàn phường An Bình")
        await world.khoa.chooses("Ghi nhận")
        assert clock((await handed(world))["AB"].handed_at) == "28/09 15:20"


async def test_what_came_late_is_late_however_it_came(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-10-11 09:00")
        await world.khoa.news()
        await world.mai.news()
        await world.khoa.says("đã nhận An Hòa qua mail 8g ngày 9/10")
        await world.khoa.hears_only("sau hạn 1")
        await world.khoa.chooses("Ghi nhận")
        await world.mai.hears("sau hạn", "nhận qua email lúc 8 giờ 00, thứ Bảy 09/10/2021")
        (row,) = [one for one in await world.rows(Submission)]
        assert row.late
        owed = next(one for one in await world.rows(Obligation) if one.id == row.obligation_id)
        assert (owed.workflow, owed.timeliness, owed.next_nudge_at) == ("handed_in", "late", None)


async def test_a_mail_that_was_in_time_mends_what_was_handed_in_late(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-10-11 09:00")
        await world.mai.hands_in("ban-cua-mai.docx")
        await world.khoa.news()
        await world.khoa.says("đã nhận An Hòa qua mail 15g20 ngày 8/10")
        await world.khoa.hears_only("Đã nộp sau hạn, theo giờ này thì đúng hạn: Đoàn phường An Hòa")
        await world.khoa.chooses("Ghi nhận")
        first, second = await world.rows(Submission)
        assert (first.late, second.late) == (True, False)
        assert (second.files, second.answers) == (first.files, first.answers)
        owed = next(one for one in await world.rows(Obligation) if one.id == second.obligation_id)
        assert owed.timeliness == "on_time"


async def test_reminders_stop_in_the_same_transaction(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.goes_to("2021-10-04 10:00")
        await world.khoa.says("nhận hộ An Hòa qua mail hôm qua 8h")
        await world.khoa.chooses("Ghi nhận")
        await world.goes_to("2021-10-09 12:00")
        assert not [one for one in await world.mai.letters() if FIRST in one.text and one.still]


async def test_a_second_press_and_an_older_card_record_nothing_twice(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-10-04 10:00")
        await world.khoa.says("nhận hộ An Hòa, An Bình qua mail 9g")
        card = await world.khoa.asked("Ghi nhận")
        await world.khoa.says("bỏ An Bình")
        await world.khoa.chooses("Ghi nhận")
        await world.khoa.news()
        await world.khoa.presses("Ghi nhận", card)
        await world.khoa.hears("Đã ghi nhận 1 đơn vị", "AB-01")
        await world.khoa.presses("Ghi nhận", card)
        await world.khoa.hears_only("đã có từ trước")
        assert sorted(await handed(world)) == ["AB", "AH"]
        assert len(await world.rows(Submission)) == 2


async def test_a_report_that_came_in_meanwhile_stays_as_it_is(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-10-04 10:00")
        await world.khoa.says("nhận hộ An Hòa, An Bình qua mail 9g")
        await world.mai.hands_in()
        await world.khoa.news()
        await world.khoa.chooses("Ghi nhận")
        await world.khoa.hears("Đã ghi nhận 1 đơn vị", "AB-01")
        assert (await handed(world))["AH"].source == ""


async def test_forwarded_files_are_collected_and_recorded_together(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-10-04 10:00")
        await world.khoa.says("nhận hộ")
        await world.khoa.news()
        await world.khoa.sends_file("Bao cao An Hoa.docx")
        await world.khoa.hears_only("Báo cáo của Đoàn phường An Hòa đến bằng cách nào?")
        await world.khoa.sends_file("scan0001.pdf", b"%PDF another")
        await world.khoa.hears_only("Tệp scan0001.pdf của đơn vị nào?")
        await world.khoa.says("dien luc")
        await world.khoa.chooses("Qua email")
        await world.khoa.says("8g sáng nay")
        await world.khoa.hears("Ghi nhận 2 đơn vị", "Kèm 2 tệp")
        await world.khoa.sends_file("an-binh.pdf", b"%PDF third")
        await world.khoa.hears_only("Ghi nhận 3 đơn vị", "Kèm 3 tệp")
        await world.mai.news()
        await world.khoa.chooses("Ghi nhận")
        assert all(len(one.files["ids"]) == 1 for one in (await handed(world)).values())
        letter = await world.mai.hears_only("Gồm: 1 tệp Word")
        await world.mai.presses("Xem bản đã nộp", letter)
        shown = await world.mai.hears_only("Đồng chí Khoa ghi nhận, nhận qua email lúc 8 giờ 00")
        assert len(shown.files["ids"]) == 1


async def test_files_sent_in_one_burst_are_all_kept(tmp_path: Path) -> None:
    """Each is answered before the answers have gone out."""
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-10-04 10:00")
        await world.khoa.says("nhận hộ qua mail 9g")
        async with world.out_of_reach("web"):
            for name in ("an hoa.pdf", "an binh.pdf", "tan lap.pdf"):
                await world.khoa.sends_file(name, name.encode())
        await world.khoa.says("đúng rồi")
        assert sorted(await handed(world)) == ["AB", "AH", "TL"]


async def test_left_alone_it_is_over_and_a_plan_is_a_plan_again(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-10-04 10:00")
        for leave in ("huỷ", "Thôi, không ghi"):
            await world.khoa.says("nhận hộ An Hòa")
            await world.khoa.news()
            await world.khoa.says(leave)
            await world.khoa.hears_only("Chưa ghi nhận đơn vị nào")
            assert not [one for one in await world.rows(Mark) if one.name.startswith("behalf")]
        await world.khoa.says("nhận hộ An Hòa")
        await world.passes(hours=2)
        await world.khoa.news()
        await world.khoa.sends_file("ke-hoach-an-hoa.docx")
        await world.khoa.hears("kế hoạch")


async def test_what_was_reported_as_mailed_is_settled_by_it(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-10-04 10:00")
        await world.mai.says("em gui mail roi a")
        assert [one.answered_at for one in await world.rows(Request)] == [None]
        await world.khoa.says("đã nhận An Hòa qua mail 9g")
        await world.khoa.chooses("Ghi nhận")
        (asked,) = await world.rows(Request)
        assert asked.answered_at is not None
        await world.khoa.says("đề nghị")
        await world.khoa.hears("Không có đề nghị nào đang chờ")


async def test_another_report_may_be_named_or_chosen(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-10-04 10:00")
        await world.khoa.says("đã nhận báo cáo kết quả của An Hòa qua mail 9g")
        await world.khoa.hears(f"đã nộp {LAST} qua email")
        await world.khoa.chooses("Báo cáo khác")
        await world.khoa.chooses(FIRST)
        await world.khoa.hears(f"đã nộp {FIRST} qua email", "Đoàn phường An Hòa")


async def test_where_the_next_report_is_in_the_one_after_it_is_meant(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-10-04 10:00")
        await world.mai.hands_in()
        await world.khoa.says("đã nhận An Hòa qua mail 9g")
        letter = await world.khoa.hears(f"đã nộp {LAST} qua email")
        assert letter.text.startswith(f"Đoàn phường An Hòa: {FIRST} đã có từ trước, không cần ghi lại.")


async def test_a_cluster_head_enters_for_the_cluster_and_nobody_else(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        head = await head_of(world)
        await world.goes_to("2021-10-04 10:00")
        await head.says("đã nhận An Hòa, Điện lực qua mail 9g")
        await head.hears("Chưa rõ “Điện lực”", "Ghi nhận 1 đơn vị")
        card = await head.asked("Ghi nhận")
        await head.presses("Ghi nhận", card)
        await head.hears("Đã ghi nhận 1 đơn vị")
        await world.mai.hears("nhận qua email lúc 9 giờ 00")
        assert list(await handed(world)) == ["AH"]


async def test_a_restricted_report_is_never_entered_for_a_unit(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-10-04 10:00")
        await world.restricts(FIRST)
        await world.khoa.says("đã nhận An Hòa qua mail 9g")
        await world.khoa.hears(f"đã nộp {LAST} qua email")


async def test_others_may_not(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.hanh.says("nhận hộ")
        await world.hanh.hears_only("Việc này dành cho vị trí khác")
        await world.mai.says("nộp hộ")
        await world.mai.hears_only("Xin chọn báo cáo cần nộp")
        await world.mai.says("đã nhận kế hoạch")
        await world.mai.hears_only("Cảm ơn đồng chí")


async def test_at_night_the_unit_hears_in_the_morning(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only()
        await world.goes_to("2021-10-04 21:00")
        await world.mai.news()
        await world.khoa.says("đã nhận An Hòa qua mail 20g")
        await world.khoa.chooses("Ghi nhận")
        await world.mai.hears_nothing()
        await world.goes_to("2021-10-05 09:00")
        await world.mai.hears("nhận qua email lúc 20 giờ 00, thứ Hai 04/10/2021")


async def test_another_wish_is_heard_in_the_midst_of_it(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in()
        await world.goes_to("2021-10-04 12:00")
        await world.khoa.says("nhập hộ")
        await world.khoa.says("đã nhận An Bình qua mail 15g20")
        await world.khoa.hears("15 giờ 20 hôm nay chưa tới")
        for wish, answer in (
            ("tinh hinh", "tính đến 12 giờ 00"),
            ("chua nop", "Chưa nộp"),
            ("doi chieu email", "email"),
            ("duyet", "AH-01"),
            ("nhan ho", "nhắn hộ"),
            ("ghi nhan dung han AH-01 vi mat mang", "AH-01"),
        ):
            said = (await world.would_answer(world.khoa, wish))[0]
            assert answer in said, wish
            assert "Chưa rõ" not in said, wish
        await world.khoa.says("hôm qua")
        await world.khoa.hears("15 giờ 20, Chủ nhật 03/10/2021", "Đoàn phường An Bình")


@pytest.mark.parametrize("said", ["ok ghi đi", "ghi đi", "đồng ý ghi", "ghi luôn em nhé"])
async def test_told_to_write_it_down_is_the_yes(tmp_path: Path, said: str) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-10-08 16:00")
        await world.khoa.says("đã nhận An Hòa bản giấy 15g20")
        await world.khoa.hears("Ghi nhận 1 đơn vị")
        await world.khoa.says(said)
        await world.khoa.hears("AH-01")
        await world.mai.hears("AH-01")
