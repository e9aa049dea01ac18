"""Units are asked before the level above wants it: they read one deadline, whoever gathers the reports reads both."""

from pathlib import Path

from core.clock import local
from data.models import Deliverable, Obligation
from tests.cast import FIRST, LAST, Actor, World, campaign, clock
from tests.core.plans.pages import HEAD, TAIL
from tests.stories.test_a_plan import CLEAR, confirms, sends
from tests.stories.test_changing_a_plan import REPORT, looks_at
from tests.stories.walks import office

BOTH = "hạn nội bộ 17 giờ 00, thứ Tư 06/10/2021, cấp trên hạn hết thứ Sáu 08/10/2021"
LATER = "hạn nội bộ 17 giờ 00, thứ Ba 26/10/2021, cấp trên hạn hết thứ Năm 28/10/2021"
INTERNAL = "“chậm nhất 17 giờ 00 ngày 06/10/2021 (thứ Tư)”, tức 17 giờ 00, thứ Tư 06/10/2021"


async def asks_earlier(officer: Actor) -> None:
    """The report of results, two working days before the level above wants it."""
    await looks_at(officer, REPORT)
    await officer.chooses("Hạn nội bộ")
    await officer.chooses("17 giờ 00 thứ Tư 06/10")
    await officer.chooses("Đổi và báo đơn vị")
    await officer.news()


async def asked_of(world: World, name: str = FIRST) -> Deliverable:
    return next(one for one in await world.rows(Deliverable) if one.name == name)


async def due_of(world: World, name: str = FIRST) -> set[tuple[str, str]]:
    """The moments of the report's open obligations."""
    asked = await asked_of(world, name)
    rows = [one for one in await world.rows(Obligation) if one.deliverable_id == asked.id and not one.version]
    return {(clock(one.strict), clock(one.lenient)) for one in rows}


async def test_two_working_days_before_is_offered_read_back_and_told_once(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await looks_at(world.khoa, REPORT)
        await world.khoa.chooses("Hạn nội bộ")
        await world.khoa.hears("hạn hiện nay hết thứ Sáu 08/10/2021", "Xin gõ hạn nội bộ cho đơn vị")
        await world.khoa.chooses("17 giờ 00 thứ Tư 06/10")
        await world.khoa.hears(f"“{FIRST}”: {BOTH}?", "12 đơn vị chưa nộp sẽ được báo một lần")
        await world.mai.hears_nothing()
        await world.khoa.chooses("Đổi và báo đơn vị")
        await world.khoa.hears("Đã ghi thay đổi; báo")
        told = await world.mai.hears_only(f"{FIRST}: đề nghị đơn vị gửi theo hạn mới {INTERNAL}")
        assert "08/10" not in told.text
        assert await due_of(world) == {("06/10 17:00", "06/10 17:00")}
        above = (await asked_of(world)).above
        assert above["wording"] == "chậm nhất ngày 08/10/2021 (thứ Sáu)"


async def test_units_read_the_internal_deadline_alone_and_organisers_both(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await asks_earlier(world.khoa)
        before = len(await world.mai.letters())
        await world.mai.says("viec")
        await world.mai.hears(FIRST, INTERNAL)
        await world.mai.says("lich")
        await world.mai.hears(FIRST, "06/10/2021")
        await world.goes_to("2021-10-06 16:00")
        letters = " ".join(one.text for one in (await world.mai.letters())[before:])
        assert f"{FIRST} theo Kế hoạch" in letters
        assert "08/10" not in letters
        digests = [one.text for one in await world.khoa.letters() if "tính đến 7 giờ 45" in one.text]
        assert f"{FIRST} (đợt thi đua), còn 9 giờ ({BOTH}): 12/12 đơn vị chưa nộp." in digests[-1]
        for words in ("ke hoach", "tinh hinh", "chua nop"):
            await world.khoa.news()
            await world.khoa.says(words)
            await world.khoa.hears(BOTH[1:])
        await world.hanh.says("hop")
        await world.hanh.hears(BOTH)


async def test_after_the_internal_deadline_it_is_late_and_the_organiser_alone_reads_that_it_is_in_time(
    tmp_path: Path,
) -> None:
    async with campaign(tmp_path) as world:
        await asks_earlier(world.khoa)
        await world.goes_to("2021-10-07 09:10")
        receipt = await world.mai.hands_in()
        assert "sau hạn 1 ngày" in receipt.text
        assert "08/10" not in receipt.text
        assert "cấp trên" not in receipt.text
        await world.khoa.news()
        await world.goes_to("2021-10-07 11:05")
        await world.khoa.hears(f"{FIRST}, AH-01, 9 giờ 10 hôm nay, sau hạn nội bộ, còn kịp hạn cấp trên")
        await world.khoa.says("duyet")
        await world.khoa.hears("sau hạn nội bộ, còn kịp hạn cấp trên")
        assert not [one for one in await world.tu.letters() if "cấp trên" in one.text]


async def test_after_the_upper_deadline_it_is_late_for_everybody(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await asks_earlier(world.khoa)
        await world.goes_to("2021-10-09 09:10")
        await world.mai.hands_in()
        await world.khoa.news()
        await world.khoa.says("duyet")
        assert "còn kịp" not in (await world.khoa.hears("AH-01")).text


async def test_it_is_typed_at_any_time_with_and_without_the_name(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.khoa.says("han noi bo bao cao ket qua den 26/10 17g")
        await world.khoa.hears(f"“{LAST}”: {LATER}?")
        await world.khoa.says("hạn nội bộ 26/10 17g")
        await world.khoa.hears("“" + LAST)  # the last letter asked for it
        await world.khoa.chooses("Để nguyên")
        await world.khoa.says("hạn nội bộ 7/10")
        await world.khoa.hears("Đặt hạn nội bộ cho báo cáo nào?")
        await world.khoa.chooses("Nội dung hoạt động trọng tâm")
        await world.khoa.hears("hạn nội bộ hết thứ Năm 07/10/2021, cấp trên hạn hết thứ Sáu 08/10/2021?")
        await world.khoa.says("/kehoach")
        await world.khoa.says("han noi bo bao cao 2 som hon 3 ngay lam viec")
        await world.khoa.hears("hạn nội bộ 17 giờ 00, thứ Hai 25/10/2021")
        await world.khoa.says("/kehoach")
        await world.khoa.says("han noi bo bao cao ² den 5/10")
        await world.khoa.hears("Chưa rõ “Bao cao ²” là báo cáo nào")
        await world.khoa.says("/kehoach")
        await world.khoa.says("han noi bo bao cao quy den 5/10")
        await world.khoa.hears("Chưa rõ “Báo cáo quý” là báo cáo nào")


async def test_not_later_than_the_level_above_and_not_in_the_past(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await looks_at(world.khoa, f"Sửa: {LAST}")
        await world.khoa.chooses("Hạn nội bộ")
        await world.khoa.says("30/10")
        await world.khoa.hears("phải sớm hơn hạn cấp trên (hết thứ Năm 28/10/2021)", "ví dụ: 26/10 17g")
        await world.khoa.says("trước ngày 29/10")
        await world.khoa.hears("phải sớm hơn hạn cấp trên")
        await world.khoa.says("29/9/2021")
        await world.khoa.hears("đã qua; xin gõ hạn còn ở phía trước, ví dụ: 26/10 17g")
        await world.khoa.says("tuan sau")
        await world.khoa.hears("Chưa đọc được ngày trong “tuan sau”")
        await world.khoa.says("bo han noi bo")
        await world.khoa.hears("chưa có hạn nội bộ nên không phải bỏ")
        assert await due_of(world, LAST) == {("28/10 23:59", "29/10 23:59")}
        await world.mai.hears_nothing()


async def test_a_button_pressed_too_late_or_twice_changes_nothing(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await looks_at(world.khoa, REPORT)
        await world.khoa.chooses("Hạn nội bộ")
        await world.khoa.chooses("17 giờ 00 thứ Tư 06/10")
        card = await world.khoa.asked("Đổi và báo đơn vị")
        await world.khoa.presses("Đổi và báo đơn vị", card)
        await world.mai.news()
        await world.khoa.presses("Đổi và báo đơn vị", card)
        await world.khoa.hears("đang là 17 giờ 00, thứ Tư 06/10/2021, không phải đổi gì")
        await world.mai.hears_nothing()
        await world.goes_to("2021-10-07 09:00")
        await world.mai.news()
        await world.khoa.presses("Đổi và báo đơn vị", card)
        await world.khoa.hears("đã qua; xin gõ hạn còn ở phía trước, ví dụ: 7/10 17g")
        await world.mai.hears_nothing()


async def test_it_is_left_again_and_what_came_between_is_in_time(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await asks_earlier(world.khoa)
        await world.goes_to("2021-10-07 09:10")
        await world.mai.hands_in()
        await world.unit("AB").news()
        await world.khoa.says("bỏ hạn nội bộ")
        await world.khoa.hears("Đơn vị nộp theo hạn hết thứ Sáu 08/10/2021; 11 đơn vị chưa nộp")
        await world.khoa.chooses("Đổi và báo đơn vị")
        await world.unit("AB").hears("hạn mới “chậm nhất ngày 08/10/2021 (thứ Sáu)”, tức hết thứ Sáu 08/10/2021")
        asked = await asked_of(world)
        assert asked.above == {}
        assert await due_of(world) == {("08/10 23:59", "08/10 23:59")}
        mine = next(one for one in await world.rows(Obligation) if one.deliverable_id == asked.id and one.version)
        assert mine.timeliness == "on_time"


async def test_the_level_above_moves_its_date_and_units_hear_nothing_while_theirs_is_earlier(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await asks_earlier(world.khoa)
        await world.mai.news()
        await looks_at(world.khoa, REPORT)
        await world.khoa.chooses("Đổi hạn nộp")
        await world.khoa.hears(BOTH, "Xin gõ hạn mới của cấp trên")
        await world.khoa.says("chậm nhất 7/10")
        await world.khoa.hears("từ hết thứ Sáu 08/10/2021 sang hết thứ Năm 07/10/2021?", "không phải báo đơn vị")
        await world.khoa.chooses("Đổi hạn cấp trên")
        await world.mai.hears_nothing()
        assert await due_of(world) == {("06/10 17:00", "06/10 17:00")}
        await looks_at(world.khoa, REPORT)
        await world.khoa.hears("cấp trên hạn hết thứ Năm 07/10/2021")
        await world.khoa.chooses("Đổi hạn nộp")
        await world.khoa.says("chậm nhất 5/10")
        await world.khoa.hears("không còn sớm hơn nên được bỏ")
        await world.khoa.chooses("Đổi và báo đơn vị")
        await world.mai.hears("hạn mới “chậm nhất ngày 05/10/2021 (thứ Ba)”")
        assert (await asked_of(world)).above == {}


async def test_an_extension_of_one_unit_stays_its_own(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await looks_at(world.khoa, REPORT)
        await world.khoa.chooses("Gia hạn một số đơn vị")
        await world.khoa.says("an hoa den het ngay 2/11")
        await world.khoa.chooses("Đổi và báo đơn vị")
        await world.mai.news()
        await asks_earlier(world.khoa)
        assert await due_of(world) == {("06/10 17:00", "06/10 17:00"), ("02/11 23:59", "02/11 23:59")}


async def test_while_a_plan_is_checked_each_report_may_have_one(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        officer = world.khoa
        await sends(officer, CLEAR)
        await officer.chooses("Xem các hạn nộp")
        await officer.chooses("Sửa: báo cáo tổng kết")
        await officer.chooses("Hạn nội bộ")
        await officer.hears("hạn hiện nay hết thứ Năm 03/04/2025")
        await officer.says("10/4/2025")
        await officer.hears("phải sớm hơn hạn cấp trên")
        await officer.chooses("17 giờ 00 thứ Ba 01/04")
        await officer.hears("hạn nội bộ 17 giờ 00, thứ Ba 01/04/2025, cấp trên hạn hết thứ Năm 03/04/2025", "Bài gửi")
        await officer.chooses("Tính đúng hạn")
        await confirms(officer)
        await officer.chooses("Xem các hạn nộp")
        await officer.hears("“trước ngày 04/4/2025 (thứ Sáu)”, hạn nội bộ: nộp chậm nhất 17 giờ 00 thứ Ba 01/04/2025")
        await officer.chooses("Tiếp tục")
        await officer.chooses("Bắt đầu và gửi thư")
        letter = await world.mai.hears("01/04/2025")
        assert "03/04" not in letter.text
        assert "04/4" not in letter.text
        asked = (await world.rows(Deliverable))[-1]
        assert (local(asked.strict).day, local(asked.strict).hour) == (1, 17)
        assert asked.above["wording"] == "trước ngày 04/4/2025 (thứ Sáu)"
        assert local((await world.rows(Obligation))[-1].strict).day == 1


async def test_in_a_plan_that_is_checked_it_is_typed_and_taken_away(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        officer = world.khoa
        await sends(officer, CLEAR)
        await officer.says("han noi bo bao cao tong ket 31/3/2025")
        await officer.hears("hạn nội bộ hết thứ Hai 31/03/2025, cấp trên hạn hết thứ Năm 03/04/2025")
        await officer.says("bo han noi bo")
        await officer.hears("Đã bỏ hạn nội bộ của “báo cáo tổng kết”; đơn vị nộp theo hạn hết thứ Năm 03/04/2025")
        await officer.says("bo han noi bo")
        await officer.hears("Không có báo cáo nào đang đặt hạn nội bộ")


async def test_whoever_does_not_organise_sets_none(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.says("hạn nội bộ 20/10")
        await world.mai.hears("Nội dung hoạt động trọng tâm")
        await world.hanh.says("hạn nội bộ 20/10")
        await world.hanh.hears("Việc này dành cho vị trí khác")
        assert all(one.above == {} for one in await world.rows(Deliverable))


YEAR = HEAD.replace("31/3/2025", "31/12/2025")
MONTHLY = f"{YEAR}- Hằng tháng, các đơn vị gửi báo cáo kết quả chậm nhất ngày 05 của tháng sau.{TAIL}"


async def test_of_a_monthly_report_each_month_is_asked_as_many_working_days_earlier(tmp_path: Path) -> None:
    async with office(tmp_path, "2025-03-28 09:00") as world:
        officer = world.khoa
        await sends(officer, MONTHLY)
        await officer.chooses("Xem các hạn nộp")
        await officer.chooses("Sửa: báo cáo kết quả")
        await officer.chooses("Hạn nội bộ")
        await officer.says("sớm hơn 2 ngày làm việc")
        await officer.hears("hạn nội bộ 17 giờ 00, thứ Năm 03/04/2025, cấp trên hạn hết thứ Bảy 05/04/2025")
        await confirms(officer)
        await officer.chooses("Bắt đầu và gửi thư")
        letter = await world.mai.hears("hằng tháng, kỳ đầu tháng 3/2025, nộp chậm nhất 17 giờ 00 thứ Năm 03/04/2025")
        assert "05" not in letter.text.partition("Đến gần hạn")[0]
        await world.goes_to("2025-04-01 09:00")
        (asked,) = await world.rows(Deliverable)  # May's holidays lie between
        assert (clock(asked.strict), asked.above["wording"]) == (
            "28/04 17:00",
            "chậm nhất ngày 05/05/2025 (thứ Hai)",
        )
        assert {clock(row.strict) for row in await world.rows(Obligation)} == {"03/04 17:00", "28/04 17:00"}


async def test_copied_a_year_on_it_is_as_many_working_days_before_the_new_date(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await asks_earlier(world.khoa)
        await looks_at(world.khoa)
        await world.khoa.chooses("Xem cả kế hoạch")
        await world.khoa.chooses("Nhân bản")
        await world.khoa.chooses("Lùi đúng một năm")
        await world.khoa.chooses("Xem các hạn nộp")
        await world.khoa.hears(
            "hạn nội bộ: nộp chậm nhất 17 giờ 00 thứ Năm 06/10/2022, cấp trên hạn hết thứ Bảy 08/10/2022"
        )


async def test_a_new_version_that_moves_the_upper_date_tells_no_unit_while_theirs_is_earlier(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        officer = world.khoa
        await sends(officer, CLEAR)
        await officer.chooses("Tiếp tục")
        await officer.chooses("Tính đúng hạn")
        await confirms(officer)
        await officer.chooses("Bắt đầu và gửi thư")
        await officer.says("han noi bo bao cao tong ket 31/3/2025")
        await officer.chooses("Đổi và báo đơn vị")
        await world.mai.news()
        await officer.says("/kehoach")
        await officer.chooses("Đợt khác: Tháng Thanh niên năm 2025")
        await officer.chooses("Sửa kế hoạch")
        await officer.chooses("Gửi bản mới")
        await sends(officer, CLEAR.replace("04/4/2025 (thứ Sáu)", "11/4/2025 (thứ Sáu)"))
        await officer.chooses("Tiếp tục")
        await officer.chooses("Tính đúng hạn")
        await officer.hears("từ hết thứ Năm 03/04/2025 sang hết thứ Năm 10/04/2025")
        await officer.chooses("Áp dụng và báo đơn vị")
        await world.mai.hears_nothing()
        assert clock((await world.rows(Deliverable))[-1].strict) == "31/03 23:59"
