"""Units say that they have mailed it: an officer ticks them in bulk or pastes the inbox; the mail's own time judges."""

from pathlib import Path

from data.models import Obligation, Request, Submission, Unit
from tests.cast import FIRST, World, campaign, clock
from tests.stories.test_on_behalf import handed


async def three_say_so(world: World) -> None:
    """On the last day of the first report: An Hòa, An Bình, Tân Lập."""
    await world.goes_to("2021-10-08 09:00")
    for one in (world.mai, world.unit("AB"), world.unit("TL")):
        await one.says("em gui mail roi a")
        await one.news()
    await world.goes_to("2021-10-11 09:00")
    for one in (world.mai, world.unit("AB"), world.unit("TL"), world.khoa):
        await one.news()


async def test_they_are_ticked_by_number(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await three_say_so(world)
        await world.khoa.says("doi chieu mail")
        await world.khoa.hears_only(
            "3 đơn vị báo đã gửi email",
            f"1. Đoàn phường An Hòa: {FIRST}, báo 9 giờ 00, thứ Sáu 08/10/2021",
            "3. Đoàn phường Tân Lập",
        )
        await world.khoa.says("1 3")
        await world.khoa.hears_only(
            "Ghi nhận 2 thư (đúng hạn 2)?", "2. Đoàn phường Tân Lập", "Không thấy thư của: Đoàn phường An Bình."
        )
        assert await world.rows(Submission) == []
        await world.khoa.says("ok")
        await world.khoa.hears("Đã ghi nhận 2 thư: AH-01, TL-01")
        await world.mai.hears_only("nhận qua email lúc 9 giờ 00, thứ Sáu 08/10/2021: đúng hạn")
        got = await handed(world)
        assert (sorted(got), got["AH"].source, got["AH"].late) == (["AH", "TL"], "mail", False)
        await world.khoa.says("đối chiếu mail")
        await world.khoa.hears_only("1 đơn vị báo đã gửi email", "1. Đoàn phường An Bình")


async def test_a_single_number_ticks_and_chooses_nothing(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        khoa = await world.moves_to_plain(world.khoa)
        await three_say_so(world)
        await khoa.news()
        await khoa.says("doi chieu mail")
        await khoa.says("2")
        await khoa.hears("Ghi nhận 1 thư", "1. Đoàn phường An Bình")
        await khoa.says("an hoa")
        await khoa.hears_only("Ghi nhận 2 thư", "Không thấy thư của: Đoàn phường Tân Lập")
        await khoa.says("tat ca")
        await khoa.hears_only("Ghi nhận 3 thư (đúng hạn 3)?")


async def test_the_inbox_is_pasted_and_each_mails_own_time_judges(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await three_say_so(world)
        await world.khoa.says("đối chiếu mail")
        await world.khoa.news()
        await world.khoa.says(
            f"Đoàn phường An Hòa  {FIRST}  08/10/2021 15:20\n"
            f"00:10 9 thg 10, 2021 – doanphuong.anbinh@example.vn – noi dung hoat dong trong tam\n"
            f"Trịnh Văn Phúc  {FIRST}  08/10/2021 08:00\n"
            "Siêu thị Xanh  Khuyến mãi cuối tuần  08/10/2021 10:00\n"
            "Tân Lập  Nội dung hoạt động trọng tâm"
        )
        await world.khoa.hears_only(
            "Ghi nhận 3 thư (đúng hạn 2, sau hạn 1)?",
            f"Đoàn phường An Hòa: {FIRST}, 15 giờ 20, thứ Sáu 08/10/2021, đúng hạn",
            f"Đoàn phường An Bình: {FIRST}, 0 giờ 10, thứ Bảy 09/10/2021, sau hạn",
            f"Chi đoàn Cấp nước: {FIRST}, 8 giờ 00, thứ Sáu 08/10/2021, đúng hạn, đơn vị chưa báo",
            "Chưa rõ 1 dòng: “Tân Lập Nội dung hoạt động trọng tâm”.",
            "Bỏ qua 1 thư khác.",
        )
        await world.khoa.says("Tân Lập 16:00 8/10")
        await world.khoa.hears_only("Ghi nhận 4 thư (đúng hạn 3, sau hạn 1)?")
        await world.khoa.chooses("Ghi nhận")
        await world.khoa.hears("Đã ghi nhận 4 thư")
        got = await handed(world)
        assert {mark: (clock(one.handed_at), one.late) for mark, one in got.items()} == {
            "AH": ("08/10 15:20", False),
            "AB": ("09/10 00:10", True),
            "CN": ("08/10 08:00", False),
            "TL": ("08/10 16:00", False),
        }
        assert all(one.answered_at for one in await world.rows(Request))
        await world.unit("AB").hears("nhận qua email lúc 0 giờ 10, thứ Bảy 09/10/2021: sau hạn")


async def test_whose_mail_is_not_there_is_told_and_reminded_again(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await three_say_so(world)
        await world.khoa.says("đối chiếu mail")
        await world.khoa.says("2 3")
        await world.khoa.news()
        await world.khoa.chooses("Báo 1 đơn vị chưa thấy thư")
        await world.khoa.hears_only("Đã báo 1 đơn vị chưa thấy thư")
        told, reminded = await world.mai.news()
        assert "gửi tệp vào đây, hoặc gửi ảnh chụp thư" in told.text
        assert "hệ thống chưa nhận được báo cáo của đơn vị" in reminded.text
        await world.unit("AB").hears_nothing()
        owed = await world.rows(Obligation)
        mark = {unit.id: unit.mark for unit in await world.rows(Unit)}
        (mine,) = [one for one in owed if mark[one.unit_id] == "AH" and one.strict < world.now]
        assert mine.held_until is None
        await world.khoa.chooses("Báo 1 đơn vị chưa thấy thư")
        await world.khoa.hears_only("Đã báo 0 đơn vị")
        await world.mai.hears_nothing()


async def test_an_old_preview_records_nothing_twice(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await three_say_so(world)
        await world.khoa.says("đối chiếu mail")
        await world.khoa.says("tất cả")
        preview = await world.khoa.asked("Ghi nhận")
        await world.unit("AB").hands_in()  # late, and the mail was in time
        for said in ("Đã ghi nhận 3 thư: AH-01, AB-02, TL-01", "đã có từ trước"):
            await world.khoa.news()
            await world.khoa.presses("Ghi nhận", preview)
            await world.khoa.hears(said)


async def test_who_says_it_was_mailed_is_counted_apart_and_not_named_as_silent(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-10-08 09:00")
        for one in (world.mai, world.unit("AB"), world.unit("TL")):
            await one.says("em gui mail roi a")
        await world.hanh.says("/hop")
        await world.hanh.hears("Chưa nộp 12: báo đã gửi email, đang đối chiếu 3; chưa phản hồi 9")
        await world.khoa.says("/chuanop")
        await world.khoa.hears("Đoàn phường An Hòa", "báo đã gửi email, đang đối chiếu")


async def test_words_that_fit_nothing_and_pictures_are_asked_about(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await three_say_so(world)
        await world.khoa.says("đối chiếu mail")
        await world.khoa.news()
        await world.khoa.says("1 9")
        await world.khoa.hears_only("Chưa rõ “1 9”")
        await world.khoa.sends_file("hop-thu.png")
        await world.khoa.hears_only("Chưa rõ “hop-thu.png”")
        await world.khoa.says("1")
        await world.khoa.hears_only("Ghi nhận 1 thư")


async def test_others_may_not_and_nothing_waits(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.hanh.says("doi chieu mail")
        await world.hanh.hears_only("Việc này dành cho vị trí khác")
        await world.khoa.says("doi chieu mail")
        await world.khoa.hears_only("Không có đơn vị nào đang báo đã gửi email")
