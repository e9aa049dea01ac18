"""A plan comes as a file, as typed lines, as last year's campaign, as a new version; or only to be checked."""

from io import BytesIO
from pathlib import Path

from docx import Document

from data.models import Campaign, Deliverable, File, Obligation, Reading, Target, TargetNumber
from tests.cast import World, campaign
from tests.core.plans.pages import HEAD, TAIL
from tests.stories.test_a_plan import CLEAR, DOUBTFUL, SENT, confirms, sends
from tests.stories.walks import office

THIS_YEAR = f"{HEAD}{SENT} chậm nhất ngày 31/3/2025.{TAIL}"


async def test_a_plan_is_typed_line_by_line(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        officer = world.khoa
        await officer.says("tao ke hoach")
        await officer.hears("Kế hoạch mới tên là gì?")
        await officer.says("Hội thi tay nghề trẻ")
        await officer.hears("Đã ghi tên kế hoạch: “Hội thi tay nghề trẻ”.", "xin gõ tên báo cáo và hạn")
        await officer.says("danh sách đăng ký, chậm nhất 15/10\nbáo cáo kết quả, trước 29/10")
        await officer.hears("Đã thêm: Danh sách đăng ký, chậm nhất ngày 15/10/2021 (thứ Sáu), Báo cáo kết quả")
        await officer.chooses("Tiếp tục")
        await officer.chooses("Tính đúng hạn")
        await confirms(officer)
        await officer.says("bat dau va gui thu")
        letter = await world.mai.hears("đã có kế hoạch “Hội thi tay nghề trẻ”")
        assert letter.files == {}
        assert [row.name for row in await world.rows(Deliverable)][-2:] == ["Danh sách đăng ký", "Báo cáo kết quả"]


async def test_only_an_organiser_makes_plans(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.says("tao ke hoach")
        await world.mai.news()
        assert await world.rows(Reading) == []


async def test_a_draft_is_checked_for_whoever_asks(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.says("kiem tra giup du thao")
        await world.mai.hears("Xin gửi tệp dự thảo", "không gửi gì cho đơn vị nào")
        await sends(world.mai, DOUBTFUL, "du-thao.txt")
        checked = await world.mai.hears("điểm trong văn bản này", "1. Hạn nộp “báo cáo tổng kết”")
        assert "Tiếp tục" not in str(checked.choices)
        await world.mai.chooses("Soạn đính chính")
        await world.mai.hears("Đưa điểm nào vào đính chính?")
        await world.mai.says("99")
        await world.mai.hears("Chưa rõ điểm nào trong “99”")
        await world.mai.says("1")
        text = await world.mai.hears("ĐÍNH CHÍNH", "Đề nghị xác nhận lại.")
        assert text.text.startswith("ĐÍNH CHÍNH\nKế hoạch số 18-KH/TĐTN-PTTN ngày")
        assert len(await world.rows(Campaign)) == 1


async def test_a_correction_says_what_was_decided(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await sends(world.khoa, DOUBTFUL)
        await world.khoa.chooses("Xem lại từng điểm")
        await world.khoa.says("thứ Sáu 04/04/2025")
        await world.khoa.news()
        await world.khoa.chooses("Mọi điểm đã thấy")
        await world.khoa.chooses("Soạn đính chính")
        await world.khoa.chooses("Mọi điểm")
        await world.khoa.hears("Nay sửa là: trước 11 giờ 00 ngày 04/04/2025 (thứ Sáu).")


async def test_a_new_version_shows_the_difference_and_tells_each_unit_its_own(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        officer = world.khoa
        await starts(
            world,
            f"{HEAD}{SENT} chậm nhất ngày 31/3/2025.\n- Gửi danh sách khen thưởng chậm nhất ngày 14/3/2025.{TAIL}",
        )
        await officer.says("/kehoach")
        (_, plan) = await world.rows(Campaign)
        await officer.says("ke hoach")
        await world.goes_to("2021-11-01 09:00")
        await changes(world, "Tháng Thanh niên năm 2025")
        await officer.chooses("Gửi bản mới")
        await officer.hears("hệ thống so với bản đang chạy, chưa đổi gì")
        new = f"{HEAD}{SENT} chậm nhất ngày 04/4/2025.\n- Gửi báo cáo nhanh chậm nhất ngày 10/3/2025.{TAIL}"
        await sends(officer, new, "ban-moi.txt")
        await officer.chooses("Tiếp tục")
        shown = await officer.hears("khác bản đang chạy")
        assert "báo cáo tổng kết: từ hết thứ Hai 31/03/2025 sang hết thứ Sáu 04/04/2025" in shown.text
        assert "Thêm báo cáo nhanh" in shown.text
        assert "Không còn danh sách khen thưởng" in shown.text
        await world.mai.news()
        await officer.chooses("Áp dụng và báo đơn vị")
        told = await world.mai.hears("có thay đổi")
        assert told.text.count("\n") == 4
        await officer.says("/kehoach")
        assert len(await world.rows(Campaign)) == 2
        owed = {
            row.deliverable_id
            for row in await world.rows(Obligation)
            if row.campaign_id == plan.id and row.workflow == "owed"
        }
        assert len(owed) == 2


async def starts(world: World, text: str) -> None:
    await sends(world.khoa, text)
    await world.khoa.chooses("Tiếp tục")
    await confirms(world.khoa)
    await world.khoa.chooses("Bắt đầu, chưa gửi thư")
    await world.khoa.news()


async def changes(world: World, short: str) -> None:
    await world.khoa.says("/kehoach")
    await world.khoa.chooses(f"Đợt khác: {short}")
    await world.khoa.chooses("Sửa kế hoạch")


async def test_last_years_campaign_is_copied_with_its_dates_moved(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        officer = world.khoa
        await officer.says("nhan ban")
        await officer.hears("bắt đầu ngày nào?", "các hạn nộp dời theo")
        await officer.says("30/9/2022")
        card = await officer.hears("Đã đọc kế hoạch “đợt thi đua lao động sáng tạo”", "Có 2 hạn nộp báo cáo")
        assert "Thời gian: từ thứ Sáu 30/09/2022" in card.text
        await officer.chooses("Xem các hạn nộp")
        await officer.hears("chậm nhất ngày 08/10/2022 (thứ Bảy)")
        await officer.chooses("Tiếp tục")
        asked = await officer.hears("thứ Bảy 08/10/2022, ngày nghỉ cuối tuần")
        assert "Kế hoạch ghi" not in asked.text  # no line of a document says it
        await officer.chooses("Sớm hơn: thứ Sáu 07/10/2022")
        while "Cả 12 đơn vị" not in str((last := (await officer.news())[-1]).choices):
            await officer.presses(last.choices["items"][0]["label"], last)
        await confirms(officer)
        await officer.chooses("Bắt đầu, chưa gửi thư")
        first = (await world.rows(Deliverable))[2]
        assert (first.name, first.wording) == ("Nội dung hoạt động trọng tâm", "chậm nhất ngày 07/10/2022 (thứ Sáu)")
        assert [field["kind"] for field in first.form["fields"]] == ["long_text", "files"]
        old, new = await world.rows(Target)
        assert (new.what, new.value, new.way) == (old.what, old.value, old.way)
        assert [(one.target_id, one.field, one.whole) for one in await world.rows(TargetNumber)] == [
            (old.id, "luot", True),
            (new.id, "luot", True),
        ]


async def test_the_page_of_dates_comes_as_a_document_to_print(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await sends(world.khoa, CLEAR)
        await world.khoa.chooses("Xem các hạn nộp")
        await world.khoa.chooses("In lịch hạn nộp")
        letter = await world.khoa.hears("Lịch hạn nộp để in")
        (file,) = [row for row in await world.rows(File) if row.id in letter.files["ids"]]
        assert file.name == "Lịch hạn nộp.docx"
        content = world.app.house.shelf.path(file.sha256 or "").read_bytes()
        rows = [[cell.text for cell in row.cells] for row in Document(BytesIO(content)).tables[0].rows]
        assert rows[1][1:] == [
            "báo cáo tổng kết",
            "trước ngày 04/4/2025 (thứ Sáu)",
            "nộp chậm nhất hết thứ Năm 03/04/2025",
        ]


MONTHLY = "- Hằng tháng, các đơn vị gửi báo cáo công tác về Tỉnh Đoàn trước ngày 20 hằng tháng.\n"
YEAR = HEAD.replace("Từ ngày 01/3 đến ngày 31/3/2025.", "Từ ngày 01/01 đến ngày 31/12/2022.").replace("2025", "2022")


async def test_a_report_that_comes_round_is_asked_for_period_by_period(tmp_path: Path) -> None:
    async with office(tmp_path, "2022-03-01 09:00") as world:
        officer = world.khoa
        await sends(officer, f"{YEAR}{MONTHLY}{TAIL}")
        await officer.chooses("Xem các hạn nộp")
        await officer.hears("hằng tháng (“trước ngày 20 hằng tháng”)", "kỳ đầu tháng 1/2022")
        await officer.chooses("Tiếp tục")
        while "Bắt đầu và gửi thư" not in str((last := (await officer.news())[-1]).choices):
            await officer.presses(last.choices["items"][0]["label"], last)
        await officer.chooses("Bắt đầu và gửi thư")
        await world.mai.news()
        await world.mai.says("viec")
        await world.mai.hears("(tháng 3/2022): hạn “trước ngày 20/03/2022 (Chủ nhật)”")
        await world.mai.chooses("Nộp ngay")
        await world.mai.says("3")
        await world.mai.sends_file("bao-cao-thang-3.docx")
        await world.mai.says("nop")
        await world.mai.hears("báo cáo công tác (tháng 3/2022)")
        await world.goes_to("2022-03-31 12:00")
        await world.mai.news()
        await world.goes_to("2022-04-01 08:20")
        await world.mai.hears("đã sang kỳ mới của báo cáo công tác (tháng 4/2022)", "trước ngày 20/04/2022 (thứ Tư)")
        await world.goes_to("2022-04-18 12:00")
        await world.mai.hears("tháng 4/2022")
        rows = [row for row in await world.rows(Obligation) if row.period]
        assert [(row.period, row.workflow) for row in rows if row.unit_id == rows[0].unit_id] == [
            ("2022-03", "handed_in"), ("2022-04", "owed"),
        ]  # fmt: skip


NO_DAY = "- Hằng tháng, các đơn vị gửi báo cáo công tác về Tỉnh Đoàn.\n"


async def test_the_day_of_a_monthly_report_may_be_typed(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        officer = world.khoa
        await sends(officer, f"{YEAR}{NO_DAY}{TAIL}")
        await officer.says("xem lai tung diem")
        await officer.hears("Báo cáo định kỳ “báo cáo công tác” không ghi nộp vào ngày nào.")
        await officer.says("cuoi thang")
        await officer.hears("Chưa đọc được ngày trong “cuoi thang”", "trước ngày 25")
        await officer.says("truoc ngay 12 hang thang")
        await officer.hears("Đã ghi hạn của “báo cáo công tác”: trước ngày 12")
        await officer.chooses("Xem các hạn nộp")
        await officer.hears(
            "1. báo cáo công tác: hằng tháng", "kỳ đầu tháng 1/2022, nộp chậm nhất hết thứ Ba 11/01/2022"
        )


async def test_what_is_called_for_meanwhile_is_no_day(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.khoa.says("nhan ban ke hoach")
        await world.khoa.hears("bắt đầu ngày nào?")
        await world.khoa.says("ai phu trach an hoa")
        await world.khoa.hears("An Hòa", "0914.000.301")
        await world.khoa.says("nhom")
        await world.khoa.hears("nhóm")
