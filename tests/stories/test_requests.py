"""A unit asks, the organiser answers, the answer is carried back; meanwhile the unit is not reminded."""

from pathlib import Path

from data.models import Campaign, Obligation, Request, Submission, Unit
from tests.cast import World, campaign

FIRST = "Nội dung hoạt động trọng tâm"


async def mine(world: World) -> Obligation:
    """The first report of Mai's unit."""
    return min((row for row in await world.rows(Obligation) if row.unit_id == 2), key=lambda row: row.strict)


async def test_an_extension_is_agreed_to_with_one_press(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.says("xin gia han den 15/10")
        await world.mai.hears("đề nghị gia hạn")
        letter = await world.khoa.hears("Cần đồng chí xem và trả lời", "xin gia han den 15/10")
        await world.khoa.presses("Đồng ý: thứ Sáu 15/10/2021", letter)
        await world.khoa.hears("Đã trả lời đồng chí Mai")
        await world.mai.hears("đồng ý gia hạn", "tức hết thứ Sáu 15/10/2021")
        row = await mine(world)
        assert (row.fixed_by, row.wording) == ("extension", "gia hạn đến hết thứ Sáu 15/10/2021")
        await world.khoa.presses("Đồng ý: thứ Sáu 15/10/2021", letter)
        await world.khoa.hears("Đề nghị này đã được đồng chí Khoa trả lời lúc")
        await world.mai.hears_nothing()


async def test_who_was_just_given_another_day_is_not_reminded_of_it_the_day_after(tmp_path: Path) -> None:
    """The answer named it: a week before it no “còn 7 ngày”, and then the ladder as ever."""
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.goes_to("2021-10-06 15:00")
        await world.mai.says("xin gia han den 14/10")
        await world.khoa.chooses("Đồng ý: thứ Năm 14/10/2021")
        reminded = len(await world.mai.nudges())
        await world.goes_to("2021-10-15 20:00")
        assert (await world.mai.nudges())[reminded:] == [
            "11/10 08:15", "13/10 14:00", "14/10 08:15", "15/10 08:15"
        ]  # fmt: skip


async def test_a_day_far_off_has_its_notice(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.goes_to("2021-10-06 15:00")
        await world.mai.says("xin gia han den 20/10")
        await world.khoa.chooses("Đồng ý: thứ Tư 20/10/2021")
        reminded = len(await world.mai.nudges())
        await world.goes_to("2021-10-18 09:00")
        assert (await world.mai.nudges())[reminded:] == ["13/10 08:15", "15/10 14:00"]


async def test_more_words_about_the_same_thing_are_the_same_request(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.says("xin gia han den 15/10")
        await world.khoa.hears("xin gia han den 15/10")
        await world.mai.says("xin gia han vi truong dang thi")
        letter = await world.khoa.hears("vi truong dang thi")
        (asked,) = await world.rows(Request)
        assert asked.words == "xin gia han den 15/10; xin gia han vi truong dang thi"
        await world.khoa.presses("Đồng ý: thứ Sáu 15/10/2021", letter)
        await world.mai.hears("đồng ý gia hạn", "tức hết thứ Sáu 15/10/2021")


async def test_another_day_may_be_typed(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.says("xin gia han")
        await world.khoa.chooses("Ngày khác")
        await world.khoa.hears("đến ngày nào?")
        await world.khoa.says("tuan sau")
        await world.khoa.hears("Chưa đọc được ngày trong “tuan sau”")
        await world.khoa.says("7/10")
        await world.khoa.hears("xin gõ một ngày sau đó")
        await world.khoa.says("12/10")
        await world.mai.hears("tức hết thứ Ba 12/10/2021")


async def test_while_it_waits_the_unit_is_not_reminded_for_a_working_day(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.goes_to("2021-10-06 17:00")
        await world.mai.news()
        await world.mai.says("xin gia han den 15/10")
        await world.mai.news()
        await world.goes_to("2021-10-07 16:30")
        await world.mai.hears_nothing()
        await world.goes_to("2021-10-08 12:00")
        await world.mai.hears(FIRST)


async def test_no_keeps_the_deadline_and_says_whom_to_call(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        before = await mine(world)
        await world.mai.says("xin gia han den 15/10")
        await world.khoa.chooses("Không gia hạn")
        await world.mai.hears("đề nghị đơn vị giữ hạn", "0912.000.118")
        after = await mine(world)
        assert (after.strict, after.held_until) == (before.strict, None)


async def test_a_question_is_answered_and_may_be_answered_for_all(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-10-05 08:20")
        await world.unit("AB").news()
        await world.mai.chooses("Cần hỗ trợ")
        await world.mai.chooses("Có câu hỏi")
        await world.mai.says("so luot tinh ca doan vien moi khong a")
        await world.khoa.chooses("Trả lời")
        await world.khoa.says("Tính cả đoàn viên mới kết nạp trong kỳ.")
        await world.mai.hears("Ban Tổ chức trả lời về", "Tính cả đoàn viên mới kết nạp trong kỳ.")
        await world.khoa.chooses("Gửi cho mọi đơn vị")
        await world.khoa.hears("Gửi câu hỏi và câu trả lời này cho")
        await world.unit("AB").hears_nothing()
        await world.khoa.chooses("Gửi cho mọi đơn vị")
        await world.unit("AB").hears("trả lời chung", "Tính cả đoàn viên mới kết nạp")


async def test_an_answer_without_the_button_is_read_back_first(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-10-05 08:20")
        await world.mai.chooses("Cần hỗ trợ")
        await world.mai.chooses("Có câu hỏi")
        await world.mai.says("so luot tinh ca doan vien moi khong a")
        await world.khoa.news()
        await world.mai.news()
        await world.khoa.says("tính cả đoàn viên mới kết nạp trong kỳ")
        await world.khoa.hears_only("Gửi Đoàn phường An Hòa câu trả lời này?", "tính cả đoàn viên mới kết nạp")
        await world.khoa.says("không")
        await world.khoa.hears_only("so luot tinh ca doan vien moi khong a")
        await world.mai.hears_nothing()
        await world.khoa.says("tính cả đoàn viên mới kết nạp trong kỳ")
        await world.khoa.says("gửi câu này")
        await world.mai.hears_only("Ban Tổ chức trả lời về", "tính cả đoàn viên mới kết nạp trong kỳ")
        await world.khoa.news()
        await world.khoa.says("và cả đoàn viên chuyển đến")
        await world.khoa.hears_only("chưa hiểu")


async def test_what_came_by_mail_is_judged_by_the_mails_own_time(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-10-11 09:00")
        await world.mai.news()
        await world.khoa.news()
        await world.mai.says("em gui mail roi a")
        await world.khoa.chooses("Đã thấy thư")
        await world.khoa.hears("đến hộp thư lúc nào?")
        await world.khoa.says("hom kia")
        await world.khoa.hears("Chưa đọc được giờ")
        await world.khoa.says("15h20 ngày 8/10")
        await world.mai.hears("15 giờ 20, thứ Sáu 08/10/2021, đúng hạn", "không phải gửi lại")
        (row,) = await world.rows(Submission)
        assert (row.channel, row.late) == ("mail", False)
        assert (await mine(world)).workflow == "handed_in"


async def test_a_mail_that_is_not_there_is_asked_for(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.says("em gui mail roi a")
        await world.khoa.chooses("Chưa thấy thư")
        await world.mai.hears("Chưa thấy thư về", "gửi tệp vào đây")


async def test_what_is_not_ones_own_is_looked_at_and_settled(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.says("bao cao nay khong thuoc don vi em")
        await world.mai.hears("Đã chuyển ý kiến báo cáo không thuộc đơn vị", "hạn vẫn giữ nguyên")
        await world.khoa.hears("ý kiến báo cáo không thuộc đơn vị")
        await world.khoa.chooses("Vẫn đề nghị nộp")
        await world.mai.hears("thuộc phần việc của đơn vị", "0912.000.118")
        await world.mai.says("khong phai viec cua don vi em, ben khac lam")
        await world.khoa.chooses("Đồng ý không phải nộp")
        await world.mai.hears("không thuộc phần việc của đơn vị; đơn vị không phải nộp")
        assert (await mine(world)).workflow == "exempt"


async def test_nothing_to_report_may_be_accepted(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.says("ben em khong phat sinh")
        await world.mai.news()
        if not await world.rows(Request):
            await world.mai.chooses("Chuyển lời này giúp tôi")
        await world.khoa.chooses("Đồng ý không phải nộp")
        await world.mai.hears("đã ghi nhận không phát sinh")
        assert (await mine(world)).workflow == "exempt"


async def test_what_waits_is_listed_one_by_one(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.khoa.says("de nghi dang cho")
        await world.khoa.hears("Không có đề nghị nào đang chờ")
        await world.mai.says("xin gia han den 15/10")
        await world.unit("AB").says("xin gia han den 14/10")
        await world.khoa.news()
        await world.khoa.says("đề nghị đang chờ")
        await world.khoa.hears("Xin gia hạn", "đồng chí Mai", "0914.000.301")
        await world.khoa.chooses("Không gia hạn")
        await world.khoa.chooses("Đề nghị tiếp theo")
        await world.khoa.hears("đồng chí Huy")


async def test_reminders_are_paused_and_resumed_and_deadlines_stay(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        before = await mine(world)
        await world.khoa.says("tam dung nhac")
        await world.khoa.says("6/10")
        await world.khoa.hears("Đã tạm dừng nhắc", "hạn nộp giữ nguyên")
        (found,) = await world.rows(Campaign)
        assert found.paused_until is not None
        await world.khoa.says("nhac tiep")
        await world.khoa.hears("Đã nhắc trở lại")
        await world.khoa.says("nhac tiep")
        await world.khoa.hears("đang chạy bình thường")
        assert (await mine(world)).strict == before.strict


async def test_one_unit_is_left_in_peace_and_the_others_are_not(tmp_path: Path) -> None:
    """The reminder of Monday the 4th stays away from An Hòa; of what was held back the newest comes on the 7th."""
    async with campaign(tmp_path) as world:
        await world.only("AH", "AB")
        await world.khoa.says("tạm dừng nhắc An Hòa đến 6/10")
        await world.khoa.hears("Đã tạm dừng nhắc Đoàn phường An Hòa", "hạn nộp giữ nguyên")
        await world.goes_to("2021-10-06 20:00")
        assert not await world.mai.nudges()
        assert await world.unit("AB").nudges()
        await world.khoa.says("tam dung nhac")
        await world.khoa.hears("Đang tạm dừng: Đoàn phường An Hòa")
        await world.goes_to("2021-10-07 20:00")
        assert await world.mai.nudges() == ["07/10 08:15", "07/10 14:00"]  # the newest, then that of the day
        (unit,) = [one for one in await world.rows(Unit) if one.mark == "AH"]
        assert unit.paused_until is not None


async def test_a_unit_is_reminded_again_sooner_and_only_once(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.khoa.says("tam dung nhac an hoa den 20/10")
        await world.goes_to("2021-10-06 10:00")
        await world.khoa.says("nhắc tiếp Tân Lập")
        await world.khoa.hears("không có gì đang tạm dừng")
        await world.khoa.says("nhac tiep an hoa")
        await world.khoa.hears("Đã nhắc trở lại Đoàn phường An Hòa")
        await world.goes_to("2021-10-07 07:00")
        assert len(await world.mai.nudges()) == 1


async def test_everything_is_paused_by_one_line(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.khoa.says("tạm dừng nhắc tất cả đến 6/10")
        await world.khoa.hears("Đã tạm dừng nhắc đợt thi đua")
        await world.khoa.says("tạm dừng nhắc Xóm Không Có đến 6/10")
        await world.khoa.hears("Chưa rõ “xom khong co” là đơn vị nào")
        await world.khoa.says("tạm dừng nhắc An Hòa đến 1/9/2021")
        await world.khoa.hears("Ngày đó đã qua")


async def test_a_unit_asks_by_command_and_an_organiser_gives(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.says("/giahan")
        await world.mai.hears("đến ngày nào, vì sao?")
        await world.mai.says("den 15/10, do hop quan")
        await world.khoa.hears("den 15/10, do hop quan")
        await world.khoa.says("/giahan")
        await world.khoa.chooses(FIRST)
        await world.khoa.hears("cho đơn vị nào, đến ngày nào?")
