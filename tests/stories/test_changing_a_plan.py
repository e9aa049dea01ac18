"""A plan that runs is changed: everybody concerned is told once, and the reminders follow."""

from pathlib import Path

from data.database import Session
from data.models import Campaign, Deliverable, File, Holding, Obligation, Seat, Submission, Unit
from tests.cast import FIRST, LAST, Actor, World, campaign
from tests.stories.test_returned import returns

REPORT = "Sửa: Nội dung hoạt động trọng tâm"


async def looks_at(officer: Actor, report: str = REPORT) -> None:
    await officer.says("/kehoach")
    await officer.chooses("Sửa kế hoạch")
    await officer.chooses(report)


async def owed_by(world: World, mark: str) -> Obligation:
    """The first report of a unit."""
    units = {unit.mark: unit.id for unit in await world.rows(Unit)}
    return next(row for row in await world.rows(Obligation) if row.unit_id == units[mark])


async def also_answers(world: World, mark: str) -> None:
    """Mai holds a seat of this unit as well."""
    units = {unit.mark: unit.id for unit in await world.rows(Unit)}
    mai = (await world.person(world.mai)).id or 0

    async def sits(session: Session) -> None:
        seat = next(row.id for row in await world.rows(Seat) if row.unit_id == units[mark])
        session.add(Holding(seat_id=seat or 0, person_id=mai, since=world.now))

    await world.database.write(sits)


async def test_a_date_is_changed_read_back_and_told_once(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await looks_at(world.khoa)
        await world.khoa.hears("0/12 đơn vị đã nộp")
        await world.khoa.chooses("Đổi hạn nộp")
        await world.khoa.says("cham nhat 15/10")
        await world.khoa.hears("sang hết thứ Sáu 15/10/2021?", "12 đơn vị chưa nộp sẽ được báo một lần")
        await world.mai.hears_nothing()
        await world.khoa.chooses("Đổi và báo đơn vị")
        await world.khoa.hears("Đã ghi thay đổi; báo")
        told = await world.mai.hears("có thay đổi", "hạn mới “chậm nhất ngày 15/10/2021 (thứ Sáu)”")
        assert "tức hết thứ Sáu 15/10/2021 (hạn cũ: hết thứ Sáu 08/10/2021)" in told.text
        await world.goes_to("2021-10-08 12:00")
        await world.mai.hears("Nội dung hoạt động trọng tâm", "15/10/2021")


async def test_who_answers_for_two_units_is_told_once_of_both(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await also_answers(world, "AB")
        await looks_at(world.khoa)
        await world.khoa.chooses("Đổi hạn nộp")
        await world.khoa.says("cham nhat 15/10")
        await world.khoa.chooses("Đổi và báo đơn vị")
        await world.mai.hears_only(
            "phụ trách Đoàn phường An Hòa và Đoàn phường An Bình", "hạn mới “chậm nhất ngày 15/10/2021"
        )


async def test_what_concerns_one_of_ones_units_is_said_of_that_unit(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await also_answers(world, "AB")
        await looks_at(world.khoa)
        await world.khoa.chooses("Miễn nộp một số đơn vị")
        await world.khoa.says("an binh")
        await world.khoa.chooses("Miễn nộp và báo")
        told = await world.mai.hears_only("Đoàn phường An Bình")
        assert "Đoàn phường An Hòa" not in told.text


async def test_a_date_already_over_or_unreadable_is_refused_with_what_to_do(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await looks_at(world.khoa)
        await world.khoa.chooses("Đổi hạn nộp")
        await world.khoa.says("tuan sau")
        await world.khoa.hears("Chưa đọc được ngày trong “tuan sau”")
        await world.khoa.says("01/9/2021")
        await world.khoa.hears("đã qua; xin gõ một hạn còn ở phía trước")
        await world.khoa.says("de nguyen")
        await world.khoa.hears("0/12 đơn vị đã nộp")


async def test_an_earlier_date_judges_nobody_worse(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.khoa.says("/kehoach")
        await world.goes_to("2021-10-09 09:00")
        await world.mai.hands_in()
        first = await owed_by(world, "AH")
        assert first.timeliness == "late"
        await looks_at(world.khoa)
        await world.khoa.chooses("Đổi hạn nộp")
        await world.khoa.says("15/10/2021")
        await world.khoa.chooses("Đổi và báo đơn vị")
        first = await owed_by(world, "AH")
        assert first.timeliness == "on_time"
        assert [row.late for row in await world.rows(Submission)] == [False]
        await looks_at(world.khoa)
        await world.khoa.chooses("Đổi hạn nộp")
        await world.khoa.says("11/10/2021")
        await world.khoa.hears("Hạn mới sớm hơn hạn cũ.")
        await world.khoa.chooses("Đổi và báo đơn vị")
        first = await owed_by(world, "AH")
        assert first.timeliness == "on_time"


async def test_some_units_get_longer_and_a_changed_plan_leaves_that_alone(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await looks_at(world.khoa)
        await world.khoa.chooses("Gia hạn một số đơn vị")
        await world.khoa.says("an hoa den het ngay 20/10")
        await world.khoa.hears("cho Đoàn phường An Hòa đến hết thứ Tư 20/10/2021")
        await world.khoa.chooses("Đổi và báo đơn vị")
        await world.mai.hears("đơn vị được gia hạn", "tức hết thứ Tư 20/10/2021")
        await world.unit("AB").hears_nothing()
        await looks_at(world.khoa)
        await world.khoa.chooses("Đổi hạn nộp")
        await world.khoa.says("15/10/2021")
        await world.khoa.chooses("Đổi và báo đơn vị")
        mine, other = await owed_by(world, "AH"), await owed_by(world, "AB")
        assert (mine.fixed_by, mine.wording) == ("extension", "đến hết ngày 20/10/2021 (thứ Tư)")
        assert mine.strict > other.strict
        await world.mai.says("viec")
        await world.mai.hears("20/10/2021")


async def test_longer_is_given_in_one_breath(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.khoa.says(f"gia han {FIRST} cho An Hoa them 3 ngay")
        await world.khoa.hears_only(f"Gia hạn “{FIRST}” cho Đoàn phường An Hòa đến hết thứ Hai 11/10/2021")
        await world.khoa.says("đúng")
        await world.mai.hears("đơn vị được gia hạn", "tức hết thứ Hai 11/10/2021")
        await world.khoa.news()
        await world.khoa.says("/giahan An Hòa, An Bình đến thứ Tư")
        await world.khoa.hears_only("Gia hạn báo cáo nào?")
        await world.khoa.chooses(FIRST)
        await world.khoa.hears_only("cho Đoàn phường An Hòa, Đoàn phường An Bình đến hết thứ Tư 13/10/2021")


async def test_what_is_missing_of_an_extension_is_asked_for(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in()
        await world.khoa.news()
        await world.khoa.says(f"gia han {FIRST}")
        await world.khoa.hears_only("cho đơn vị nào, đến ngày nào?")
        await world.khoa.says("15/10")
        await world.khoa.hears_only("cho đơn vị nào? Xin gõ tên kèm ngày")
        await world.khoa.says("An Bình")
        await world.khoa.hears_only("Chưa đọc được ngày trong “An Bình”")
        await world.khoa.says("các đơn vị chưa nộp đến hết 15/10")
        said = await world.khoa.hears_only("đến hết thứ Sáu 15/10/2021")
        assert "An Hòa" not in said.text


async def test_nothing_is_asked_of_some_in_one_breath(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.khoa.says("miễn nộp An Hòa")
        await world.khoa.hears_only("Miễn nộp báo cáo nào?")
        await world.khoa.chooses(FIRST)
        await world.khoa.hears_only(f"Miễn nộp “{FIRST}” cho Đoàn phường An Hòa, và báo các đơn vị này?")
        await world.khoa.says("đúng")
        await world.mai.hears("không phải nộp")
        await world.khoa.news()
        await world.khoa.says(f"mien nop {LAST} cho An Binh")
        await world.khoa.hears_only(f"Miễn nộp “{LAST}” cho Đoàn phường An Bình")
        await world.unit("AB").says("xin miễn nộp vì mới thành lập")
        await world.khoa.hears("xin miễn nộp vì mới thành lập", "An Bình")


async def test_a_withdrawn_report_has_the_earlier_date_like_any_other_that_is_owed(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.mai.hands_in()
        await world.mai.says("rút lại")
        await world.mai.chooses("Rút bản này")
        await moves(world.khoa, "chậm nhất 6/10", "12 đơn vị chưa nộp")
        await world.mai.hears("hạn mới “chậm nhất ngày 06/10/2021")
        mine, other = await owed_by(world, "AH"), await owed_by(world, "AB")
        assert (mine.strict, mine.lenient) == (other.strict, other.lenient)
        await world.goes_to("2021-10-07 09:00")
        receipt = await world.mai.hands_in()
        assert "sau hạn" in receipt.text


async def moves(officer: Actor, words: str, counted: str) -> None:
    """The first report to this date."""
    await looks_at(officer)
    await officer.chooses("Đổi hạn nộp")
    await officer.says(words)
    await officer.hears(counted)
    await officer.chooses("Đổi và báo đơn vị")
    await officer.hears("Đã ghi thay đổi")


async def test_who_has_a_date_of_its_own_is_not_counted_and_not_told_of_another(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await extends(world.khoa, "an hoa den het ngay 20/10")
        await world.mai.hears("đơn vị được gia hạn")
        await moves(world.khoa, "chậm nhất 15/10", "11 đơn vị chưa nộp")
        await world.mai.hears_nothing()
        await world.unit("AB").hears("hạn mới “chậm nhất ngày 15/10/2021")


async def extends(officer: Actor, words: str) -> None:
    await looks_at(officer)
    await officer.chooses("Gia hạn một số đơn vị")
    await officer.says(words)
    await officer.chooses("Đổi và báo đơn vị")
    await officer.hears("Đã ghi thay đổi")


async def test_a_part_asked_again_at_night_is_asked_for_though_the_date_moves_before_the_morning(
    tmp_path: Path,
) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.mai.hands_in("bao-cao.docx", LAST)
        await world.goes_to("2021-09-30 21:00")
        await world.mai.news()
        await returns(world.khoa, "Số lượt người tham gia", "xin xem lại số")
        await world.mai.hears_nothing()
        await world.goes_to("2021-09-30 22:00")
        await looks_at(world.khoa, f"Sửa: {LAST}")
        await world.khoa.chooses("Đổi hạn nộp")
        await world.khoa.says("trước ngày 5/11")
        await world.khoa.hears("11 đơn vị chưa nộp sẽ được báo một lần")
        await world.khoa.chooses("Đổi và báo đơn vị")
        await world.goes_to("2021-10-01 12:00")
        await world.mai.hears_only("đề nghị đơn vị bổ sung 01 mục", "xin xem lại số")


async def test_a_second_tap_and_a_date_that_stands_tell_nobody_again(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await looks_at(world.khoa)
        await world.khoa.chooses("Đổi hạn nộp")
        await world.khoa.says("chậm nhất 15/10")
        card = await world.khoa.asked("Đổi và báo đơn vị")
        await world.khoa.presses("Đổi và báo đơn vị", card)
        await world.mai.hears("hạn mới")
        await world.mai.says("chieu mai nop")
        promised = (await owed_by(world, "AH")).promised_until
        assert promised is not None
        await world.mai.news()
        await world.khoa.news()
        await world.khoa.presses("Đổi và báo đơn vị", card)
        await world.khoa.hears_only("đang là hết thứ Sáu 15/10/2021, không phải đổi gì")
        await world.khoa.says("15/10/2021")
        await world.khoa.hears_only("đang là hết thứ Sáu 15/10/2021, không phải đổi gì")
        await world.mai.hears_nothing()
        assert (await owed_by(world, "AH")).promised_until == promised


async def test_an_extension_twice_or_to_no_later_day_changes_nothing(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await extends(world.khoa, "an hoa den het ngay 20/10")
        await world.mai.news()
        await world.khoa.presses("Đổi và báo đơn vị")
        await world.khoa.hears_only("Đoàn phường An Hòa đã có hạn đến hết thứ Tư 20/10/2021 hoặc muộn hơn")
        await looks_at(world.khoa)
        await world.khoa.chooses("Gia hạn một số đơn vị")
        await world.khoa.says("an hoa den het ngay 7/10")
        await world.khoa.hears("đã có hạn đến hết thứ Năm 07/10/2021 hoặc muộn hơn nên không phải gia hạn")
        await world.khoa.says("an hoa, an binh den het ngay 18/10")
        asked = await world.khoa.hears("cho Đoàn phường An Bình đến hết thứ Hai 18/10/2021")
        assert "An Hòa" not in asked.text
        await world.mai.hears_nothing()


async def test_a_report_is_dropped_and_another_added(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await looks_at(world.khoa)
        await world.khoa.chooses("Bỏ báo cáo này")
        await world.khoa.hears("12 đơn vị chưa nộp sẽ được báo không phải nộp nữa")
        await world.khoa.chooses("Bỏ và báo đơn vị")
        await world.mai.hears("đơn vị không phải nộp nữa")
        await world.khoa.says("/kehoach")
        await world.khoa.chooses("Sửa kế hoạch")
        await world.khoa.chooses("Thêm báo cáo")
        await world.khoa.says("bao cao nhanh, truoc 11g ngay 12/10")
        await world.khoa.hears("cho 12 đơn vị, và báo ngay?")
        await world.khoa.chooses("Đổi và báo đơn vị")
        await world.mai.hears("Thêm Báo cáo nhanh", "trước 11 giờ 00 ngày 12/10/2021 (thứ Ba)")
        await world.mai.says("viec")
        work = await world.mai.hears("Báo cáo nhanh")
        assert "Nội dung hoạt động trọng tâm" not in work.text
        dropped = [row.name for row in await world.rows(Deliverable) if row.dropped_at]
        assert dropped == ["Nội dung hoạt động trọng tâm"]


async def test_a_withdrawn_plan_reminds_nobody_any_more(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.khoa.says("/kehoach")
        await world.khoa.chooses("Sửa kế hoạch")
        await world.khoa.chooses("Rút kế hoạch")
        await world.khoa.hears("12 đơn vị được báo một lần")
        await world.khoa.chooses("Rút và báo đơn vị")
        await world.mai.hears("đã được rút; đơn vị không phải nộp gì thêm")
        await world.goes_to("2021-10-20 12:00")
        await world.mai.hears_nothing()
        (found,) = await world.rows(Campaign)
        assert found.closed_at is not None


async def test_a_template_is_given_to_whoever_asks_for_it(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await looks_at(world.khoa)
        await world.khoa.chooses("Thêm mẫu")
        await world.khoa.sends_file("de-cuong.docx", b"PK mau")
        await world.khoa.hears("Đã gắn mẫu de-cuong.docx")
        await world.mai.says("xin mau")
        letter = await world.mai.hears("mẫu")
        (paper,) = await world.rows(File)
        assert letter.files["ids"] == [paper.id]


async def test_only_an_organiser_changes_a_plan(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.hanh.says("/kehoach")
        letter = (await world.hanh.news())[-1]
        assert "Sửa kế hoạch" not in str(letter.choices)


async def test_some_units_need_not_hand_in(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await looks_at(world.khoa)
        await world.khoa.chooses("Miễn nộp một số đơn vị")
        await world.khoa.says("hoa mai")
        await world.khoa.hears("Chưa rõ “hoa mai”")
        await world.khoa.says("an hoa")
        await world.khoa.chooses("Miễn nộp và báo")
        await world.mai.hears("đơn vị không phải nộp nữa")
        assert (await owed_by(world, "AH")).workflow == "exempt"
        await looks_at(world.khoa)
        await world.khoa.chooses("Miễn nộp một số đơn vị")
        await world.khoa.says("an hoa")
        await world.khoa.hears("không còn phải nộp báo cáo này")


async def test_a_plan_with_many_parts_offers_them_a_dozen_at_a_time(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        (first, *_) = await world.rows(Deliverable)

        async def adds(session: Session) -> None:
            more = first.model_dump(exclude={"id", "name", "position"})
            session.add_all(Deliverable(**more, name=f"Phần {at}", position=10 + at) for at in range(1, 13))

        await world.database.write(adds)
        await world.khoa.says("/kehoach")
        await world.khoa.chooses("Sửa kế hoạch")
        assert "Sửa: Phần 11" not in str((await world.khoa.asked("Sửa: Phần 10")).choices)
        await world.khoa.chooses("Xem tiếp")
        await world.khoa.chooses("Sửa: Phần 12")
        await world.khoa.hears("Về “Phần 12”")
