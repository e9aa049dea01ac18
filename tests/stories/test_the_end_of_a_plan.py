"""/kehoach is the organiser's door to campaigns: several at once, closed, opened again, copied."""

from pathlib import Path

import pytest
from sqlmodel import update

from core.texts import labels
from core.vietnamese import fold
from data import campaigns
from data.database import Session
from data.models import Campaign, Deliverable, Entry, Obligation
from tests.cast import FIRST, LAST, World, campaign
from tests.cast import labels as offered
from tests.core.plans.pages import HEAD, TAIL
from tests.stories.test_a_plan import SENT, sends
from tests.stories.test_activities import running
from tests.stories.test_how_plans_begin import MONTHLY, YEAR, starts
from tests.stories.walks import office
from tests.web.site import Site

SECOND = "Tháng Thanh niên năm 2025"
PLAN = f"{HEAD}{SENT} chậm nhất ngày 31/3/2025.{TAIL}"


async def closes(world: World, label: str = labels.CLOSE_AND_TELL) -> None:
    await world.khoa.says("dong dot nay")
    await world.khoa.hears("Đóng “đợt thi đua”; còn dở")
    await world.khoa.chooses(label)


async def test_the_card_leads_to_all_that_is_done_about_a_plan(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        khoa = world.khoa
        for label, said in (
            (labels.CHANGE_PLAN, "Xin chọn phần muốn đổi"),
            (labels.SCHEDULE, "Lịch nhắc"),
            (labels.EXTEND_THESE, "Gia hạn báo cáo nào?"),
            (labels.PAUSE, "Tạm dừng nhắc ai, đến hết ngày nào?"),
            (labels.COPY_PLAN, "bắt đầu ngày nào?"),
            (labels.CLOSE_PLAN, "Đóng “đợt thi đua”"),
        ):
            await khoa.says("ke hoach")
            await khoa.hears("Kế hoạch số 41-KH/ĐTN")
            await khoa.chooses(label)
            await khoa.hears(said)
        await khoa.says("/kehoach")
        await khoa.chooses(labels.PAUSE)
        await khoa.says("15/10")
        await khoa.news()
        await khoa.says("/kehoach")
        await khoa.hears("Đang tạm dừng nhắc đến hết thứ Sáu 15/10/2021.")
        await khoa.chooses(labels.RESUME)
        await khoa.hears("Đã nhắc trở lại")


async def test_closing_lists_what_is_open_and_tells_each_unit_its_own(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        for report in (FIRST, LAST):
            await world.mai.hands_in(report=report)
        await world.unit("AB").hands_in()
        await world.unit("AB").says("xin gia han")
        await world.goes_to("2021-10-20 09:00")
        for one in (world.khoa, world.mai, world.unit("AB"), world.unit("TL"), world.hanh):
            await one.news()
        await world.khoa.says("đóng đợt này")
        shown = await world.khoa.hears("Đóng “đợt thi đua”; còn dở:", "10 đơn vị chưa nộp", "2 chờ xem")
        assert "Đề nghị của đơn vị chưa trả lời: 1" in shown.text
        assert "Đợt ghi đến" in shown.text
        assert labels.REVIEW in str(shown.choices)
        assert labels.SEE_REQUESTS in str(shown.choices)
        await world.khoa.chooses(labels.CLOSE_AND_TELL)
        await world.khoa.hears("Đã đóng “đợt thi đua”", "đồng chí được báo")
        await world.mai.hears_only("Cảm ơn đồng chí Mai", "đợt thi đua đã kết thúc", "đã nộp đủ 2 báo cáo")
        await world.unit("AB").hears_only("đã nộp 1/2 báo cáo; chưa có Báo cáo kết quả", "xin liên hệ đồng chí")
        await world.unit("TL").hears_only("đã nộp 0/2 báo cáo")
        await world.hanh.hears_nothing()
        assert [row.what for row in await world.rows(Entry)].count("plan closed") == 1


async def test_nobody_is_reminded_after_it_and_nothing_is_lost(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in()
        await world.goes_to("2021-10-05 08:20")
        for one in (world.mai, world.tu, world.unit("AB")):
            await one.news()
        await closes(world, labels.CLOSE_SILENTLY)
        await world.khoa.hears("chưa báo đơn vị nào")
        await world.goes_to("2021-11-05 12:00")
        for one in (world.mai, world.tu, world.unit("AB")):
            await one.hears_nothing()
        assert {row.workflow for row in await world.rows(Obligation)} == {"owed", "handed_in"}
        await world.khoa.says("tinh hinh")
        await world.khoa.says("dot cu")
        await world.khoa.hears("Đợt cũ", "đợt thi đua: đóng thứ Ba 05/10/2021, đã nhận 1/24 báo cáo")
        await world.khoa.says("đợt thi đua")
        card = await world.khoa.hears("đã đóng lúc", "đã nộp 1/12 đơn vị", "Báo cáo đã nộp vẫn giữ nguyên")
        for label in (labels.REOPEN_PLAN, labels.COPY_PLAN, labels.TAKE_AWAY):
            assert label in str(card.choices)


async def test_a_reminder_that_waits_is_not_sent_after_the_end(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.news()
        async with world.out_of_reach("web"):
            await world.goes_to("2021-10-08 08:20")
            await world.database.write(lambda session: _closed(session, world))
        told = [letter.text for letter in await world.mai.news()]
        assert not any("hôm nay là ngày cuối" in text.lower() for text in told), told


async def _closed(session, world: World) -> None:  # type: ignore[no-untyped-def]
    from data import campaigns, closing

    (found,) = await campaigns.running(session)
    await closing.close(session, found, world.now)


async def test_a_file_that_no_report_waits_for_any_more_is_said_not_to_be_taken(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await closes(world, labels.CLOSE_SILENTLY)
        await world.mai.news()
        await world.mai.sends_file("ky.pdf")
        await world.mai.hears_only("Chưa nhận tệp ky.pdf", "xin gọi đồng chí Khoa, 0912.000.118")


async def test_an_old_button_says_that_it_is_over_and_a_draft_waits(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.says("nop")
        await world.mai.news()
        await world.mai.is_ready()
        await closes(world, labels.CLOSE_SILENTLY)
        await world.mai.says("nộp")
        assert "Đã nhận" not in (await world.mai.news())[-1].text
        await world.mai.presses("Nộp báo cáo")
        assert "Đã nhận" not in (await world.mai.news())[-1].text
        await world.mai.presses(f"{FIRST} (hết thứ Sáu 08/10/2021)")
        await world.mai.hears("Đợt thi đua đã kết thúc", "xin liên hệ đồng chí Khoa")
        assert "handed_in" not in {row.workflow for row in await world.rows(Obligation)}
        await world.khoa.says("mo lai")
        await world.khoa.chooses(labels.REOPEN_SILENTLY)
        await world.mai.says("nộp")
        await world.mai.hears("Đã nhận Nội dung hoạt động trọng tâm", "AH-01")


async def test_it_is_opened_again_and_goes_on(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        for report in (FIRST, LAST):
            await world.mai.hands_in(report=report)
        await closes(world)
        for one in (world.mai, world.tu, world.unit("AB"), world.khoa):
            await one.news()
        await world.khoa.says("mở lại")
        await world.khoa.hears("Mở lại “đợt thi đua”: 11 đơn vị còn thiếu được nhắc tiếp")
        await world.khoa.says("ừ")
        await world.khoa.hears("Đã mở lại “đợt thi đua”")
        await world.unit("AB").hears_only("được mở lại, báo cáo còn thiếu gửi tiếp ở đây", "đã nộp 0/2 báo cáo")
        await world.mai.hears_nothing()
        await world.goes_to("2021-10-08 08:20")
        await world.unit("AB").hears("là ngày cuối gửi Nội dung hoạt động trọng tâm")
        await world.khoa.says("mo lai")
        await world.khoa.hears("Chưa có đợt nào đã đóng để mở lại")


async def test_two_organisers_close_it_at_once(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.khoa.says("dong dot")
        letter = await world.khoa.hears("Đóng “đợt thi đua”")
        await world.khoa.presses(labels.CLOSE_AND_TELL, letter)
        await world.khoa.presses(labels.CLOSE_AND_TELL, letter)
        await world.khoa.hears("Đợt thi đua đã đóng lúc")
        assert len([one for one in await world.mai.news() if "đã kết thúc" in one.text]) == 1


async def test_only_organisers_end_a_plan(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        for who in (world.hanh, world.mai):
            for words in ("dong dot nay", "mo lai"):
                await who.says(words)
                await who.hears_only("Việc này dành cho vị trí khác")
        await closes(world)
        await world.hanh.says("đợt cũ")
        await world.hanh.presses("đợt thi đua")
        card = await world.hanh.hears("đã đóng lúc")
        assert labels.REOPEN_PLAN not in str(card.choices)


async def test_a_plan_that_was_taken_back_is_not_opened_again(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.khoa.says("/kehoach")
        for label in ("Sửa kế hoạch", "Rút kế hoạch", "Rút và báo đơn vị"):
            await world.khoa.presses(label)
        await world.khoa.says("mo lai")
        await world.khoa.hears("Chưa có đợt nào đã đóng để mở lại")
        await world.khoa.says("dot cu")
        await world.khoa.presses("đợt thi đua")
        card = await world.khoa.hears("đã rút lúc")
        assert labels.REOPEN_PLAN not in str(card.choices)


@pytest.mark.parametrize("words", ["/kehoach thang thanh nien", "Đợt khác: Tháng Thanh niên năm 2025"])
async def test_of_several_each_is_a_tap_or_a_name_away(tmp_path: Path, words: str) -> None:
    async with campaign(tmp_path) as world:
        await starts(world, PLAN)
        await world.khoa.says("/kehoach")
        await world.khoa.hears("41-KH/ĐTN")
        await world.khoa.says(words)
        await world.khoa.hears("18-KH/TĐTN-PTTN")


async def test_several_are_listed_and_one_is_closed_by_name(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await starts(world, PLAN)
        await world.khoa.says("các đợt")
        await world.khoa.hears("Đang chạy 2 đợt", "1. đợt thi đua: đến", "đã nhận 0/24 báo cáo", f"2. {SECOND}")
        await world.khoa.says("thang thanh nien")
        await world.khoa.hears("18-KH/TĐTN-PTTN")
        await world.khoa.says("dong dot nay")
        await world.khoa.hears(f"Đóng “{SECOND}”")
        await world.khoa.says("trợ giúp")
        await world.khoa.says("dong dot")
        await world.khoa.hears("Đóng đợt nào?")
        await world.khoa.says("thang thanh nien")
        await world.khoa.hears(f"Đóng “{SECOND}”")
        await world.khoa.chooses(labels.CLOSE_SILENTLY)
        await world.khoa.news()
        await world.khoa.says("dong dot thi dua")
        await world.khoa.hears("Đóng “đợt thi đua”")
        assert [one.short for one in await world.rows(Campaign) if one.closed_at] == [SECOND]


async def test_a_closed_plan_is_copied_with_its_dates_moved(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await closes(world, labels.CLOSE_SILENTLY)
        await world.khoa.says("đợt cũ")
        await world.khoa.presses("đợt thi đua")
        await world.khoa.presses(labels.COPY_PLAN)
        await world.khoa.hears("bắt đầu ngày nào?")
        await world.khoa.says("30/9/2022")
        await world.khoa.hears("Có 2 hạn nộp báo cáo", "Thời gian: từ thứ Sáu 30/09/2022")


async def test_of_what_only_named_people_read_the_end_tells_a_count(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.restricts(LAST)
        await world.khoa.says("dong dot")
        shown = await world.khoa.hears("Một nội dung riêng của kế hoạch: 12 đơn vị chưa nộp")
        assert LAST not in shown.text
        await world.khoa.chooses(labels.CLOSE_AND_TELL)
        told = await world.mai.hears("đã kết thúc")
        assert LAST not in told.text


async def test_a_copy_brings_along_the_activities_and_who_carries_them(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        khoa = world.khoa
        await khoa.says("nhân bản")
        await khoa.hears("Nhân bản đợt nào?")
        await khoa.says("thang cong chuc tre")
        await khoa.hears("bắt đầu ngày nào?")
        await khoa.says("1/5/2024")
        await khoa.hears("Tổ chức Tháng Công chức trẻ năm 2024", "0 hạn nộp báo cáo và 4 hoạt động")
        await khoa.chooses("Xem các hoạt động")
        shown = await khoa.hears("1. Thăm Mẹ Việt Nam Anh hùng: Chủ nhật 19/05/2024")
        assert "Chủ trì: Đoàn phường An Hòa; cùng phụ trách: Đoàn phường Tân Lập." in shown.text
        assert "Bình chọn “Câu chuyện đẹp công sở”: trong tháng 5/2024, trực tuyến" in shown.text


async def test_a_copy_keeps_what_comes_round_and_who_may_read(tmp_path: Path) -> None:
    async with office(tmp_path, "2022-03-01 09:00") as world:
        khoa = world.khoa
        await sends(khoa, f"{YEAR}{MONTHLY}- Gửi danh sách khen thưởng chậm nhất ngày 14/12/2022.\n{TAIL}")
        while "Bắt đầu và gửi thư" not in str((last := (await khoa.news())[-1]).choices):
            await khoa.presses(last.choices["items"][0]["label"], last)
        await khoa.chooses("Bắt đầu, chưa gửi thư")
        await Site(world.app).change(
            'UPDATE deliverable SET restricted = 1, erase_days = 30, readers = \'{"v": 1, "ids": [1]}\' '
            "WHERE name LIKE '%khen thưởng%'"
        )
        await khoa.says("nhan ban thang thanh nien")
        await khoa.says("1/1/2023")
        card = await khoa.hears("Đã đọc kế hoạch", "Có 2 hạn nộp báo cáo")
        while "Bắt đầu, chưa gửi thư" not in str((last := (await khoa.news() or [card])[-1]).choices):
            await khoa.presses(last.choices["items"][0]["label"], last)
        await khoa.chooses("Bắt đầu, chưa gửi thư")
        monthly, list_ = sorted((await world.rows(Deliverable))[2:], key=lambda one: bool(one.restricted))
        assert (monthly.rhythm["freq"], monthly.period) == ("monthly", "2023-01")
        assert (list_.readers, list_.erase_days) == ({"v": 1, "ids": [1]}, 30)
        assert "14/12/2023" in list_.wording


async def test_what_nobody_looked_at_is_not_forgotten_with_the_end(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in()
        await world.khoa.says("dong dot nay")
        await world.khoa.hears("cần duyệt trước; đóng rồi phải mở lại mới duyệt được")
        await world.khoa.chooses(labels.CLOSE_SILENTLY)
        await world.khoa.hears("Đã đóng")
        await world.khoa.says("/duyet")
        await world.khoa.hears_only("Đợt đã đóng còn chờ xem: 1 báo cáo của “đợt thi đua”")
        await world.khoa.chooses("Mở lại đợt thi đua")
        await world.khoa.chooses(labels.REOPEN_SILENTLY)
        await world.khoa.news()
        await world.khoa.says("/duyet")
        await world.khoa.hears("AH-01")


async def test_targets_are_read_after_the_end_and_not_set(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await closes(world, labels.CLOSE_SILENTLY)
        await world.khoa.hears("Đã đóng")
        await world.khoa.chooses(labels.SEE_OLD_PLAN)
        await world.khoa.chooses(labels.TARGETS)
        card = await world.khoa.hears("Lượt người tham gia: 0/2.500")
        assert fold(labels.ADD_TARGET) not in offered(card)
        await world.khoa.chooses("Chỉ tiêu 1")
        card = await world.khoa.hears("2.500")
        assert fold(labels.DROP_TARGET) not in offered(card)


async def test_reports_of_an_old_plan_are_taken_away_however_old_it_is(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await closes(world, labels.CLOSE_SILENTLY)

        async def seven_more(session: Session) -> None:
            first = await campaigns.one(session, 1)
            assert first is not None
            kept = first.model_dump(exclude={"id", "closed_at", "short"})
            session.add_all([Campaign(**kept, short=f"đợt {number}") for number in range(7)])

        await world.database.write(seven_more)
        await world.khoa.news()
        await world.khoa.says("/kehoach thi dua")
        await world.khoa.chooses(labels.TAKE_AWAY)
        assert "đang chạy" not in (await world.khoa.hears("đợt thi đua")).text


@pytest.mark.parametrize("typed", ["/tinhhinh", "/chuanop", "/hop"])
async def test_a_campaign_without_reports_runs_nevertheless(tmp_path: Path, typed: str) -> None:
    async with campaign(tmp_path) as world:

        async def open_ones(session: Session) -> None:
            await session.exec(update(Deliverable).values(kind="open"))

        await world.database.write(open_ones)
        for one in (world.khoa, world.hanh):
            await one.news()
            await one.says(typed)
            await one.hears_only("“đợt thi đua” đang chạy nhưng chưa hỏi báo cáo nào")
            await one.chooses("đợt thi đua")
            await one.hears_only("Kế hoạch số 41-KH/ĐTN")
