"""Points for emulation: off until an organiser says what is worth what; every point says what it is for; settled for
praise."""

import io
from pathlib import Path

from python_calamine import CalamineWorkbook
from sqlmodel import update

from data.models import Campaign, Deliverable, File, PointRow
from tests.cast import LAST, World, campaign, labels, moment
from tests.stories.test_status import another_campaign

GIVEN = "cộng 1 điểm An Hòa vì sáng kiến được chọn"


async def begins(world: World) -> None:
    """Points are on, by the usual rules."""
    await world.khoa.says("điểm thi đua")
    await world.khoa.hears("chưa chấm điểm", "+1 điểm: báo cáo nộp đúng hạn", "khen ai do Ban Tổ chức quyết định")
    await world.khoa.chooses("Bật chấm điểm")
    await world.khoa.news()


async def test_nothing_counts_before_an_organiser_has_said_so(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in()
        await world.mai.says("diem")
        await world.mai.hears("không chấm điểm")
        await begins(world)
        await world.mai.says("vi sao 8,5")
        await world.mai.hears(
            "Đoàn phường An Hòa có 1 điểm", "+1 điểm: Nội dung hoạt động trọng tâm, đúng hạn", "chưa chốt"
        )


async def test_rules_are_typed_and_count_for_everything(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in()
        await begins(world)
        await world.khoa.says("cách tính điểm")
        await world.khoa.hears("Đổi cách tính thì điểm của mọi đơn vị được tính lại")
        await world.khoa.says("dung han 2, sau han 0,5")
        await world.khoa.hears("+2 điểm: báo cáo nộp đúng hạn", "+0,5 điểm")
        await world.khoa.says("bảng điểm")
        await world.khoa.hears("1. Đoàn phường An Hòa: 2", "2. Đoàn phường An Bình: 0")


async def test_a_point_by_hand_has_a_reason_that_the_unit_reads(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await begins(world)
        await world.mai.news()
        await world.khoa.says("cong 1 diem An Hoa")
        await world.khoa.hears("Vì sao cộng 1 điểm cho An Hoa")
        await world.khoa.says("Sáng kiến được chọn")
        await world.khoa.hears("Ghi cộng 1 điểm cho Đoàn phường An Hòa", "Lý do: Sáng kiến được chọn")
        assert await world.rows(PointRow) == []
        await world.khoa.says("đúng")
        await world.khoa.hears("Đã ghi cộng 1 điểm cho 1 đơn vị")
        await world.mai.hears("cộng 1 điểm thi đua cho Đoàn phường An Hòa", "Lý do: Sáng kiến được chọn")
        await world.mai.says("điểm")
        await world.mai.hears("có 1 điểm", "+1 điểm: Sáng kiến được chọn")
        await world.mai.chooses("Đề nghị xem lại")
        await world.mai.hears("điểm nào chưa đúng")
        await world.khoa.news()
        await world.mai.says("Sáng kiến thứ hai của em cũng được chọn")
        await world.khoa.hears("Sáng kiến thứ hai của em cũng được chọn")


async def test_no_means_that_nothing_is_written(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await begins(world)
        await world.khoa.says("trừ 0,5 điểm An Hòa vì nộp nhầm tệp")
        await world.khoa.hears("Ghi trừ 0,5 điểm cho Đoàn phường An Hòa")
        await world.khoa.says("không")
        assert await world.rows(PointRow) == []


async def test_settled_points_stand_whatever_comes_after_and_are_opened_again(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in()
        await begins(world)
        await world.khoa.says(GIVEN)
        await world.khoa.says("đúng")
        await world.khoa.says("chốt điểm")
        await world.khoa.hears("Chốt điểm", "12 đơn vị", "Còn 1 báo cáo chưa xem")
        await world.khoa.says("đúng")
        await world.khoa.hears("Đã chốt điểm")
        await world.mai.hands_in("bao-cao.docx", LAST)
        await world.mai.says("điểm")
        await world.mai.hears("có 2 điểm", "đã chốt lúc")
        await world.khoa.says(GIVEN)
        await world.khoa.hears("đã chốt. Muốn ghi thêm, xin gõ “mở lại điểm” trước.")
        await world.khoa.says("mở lại điểm")
        await world.khoa.hears("bảng đã chốt không còn")
        await world.khoa.says("đúng")
        await world.khoa.hears("Đã mở lại điểm")
        await world.mai.says("điểm")
        await world.mai.hears("có 3 điểm", "chưa chốt")


async def test_the_list_for_praise_is_a_spreadsheet_of_every_unit(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in()
        await begins(world)
        await world.khoa.says(GIVEN)
        await world.khoa.says("đúng")
        await world.khoa.says("danh sách khen thưởng")
        await world.settled()
        letter = await world.khoa.hears("Bảng điểm", "12 đơn vị", "chưa chốt")
        (file,) = [one for one in await world.rows(File) if one.id in letter.files["ids"]]
        content = world.app.house.shelf.path(file.sha256 or "").read_bytes()
        heading, first, *others = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
        mine = dict(zip(heading, first, strict=True))
        assert (mine["Đơn vị"], mine["Tổng điểm"], mine["Đúng hạn"], mine["Ghi riêng"]) == (
            "Đoàn phường An Hòa",
            2,
            1,
            1,
        )
        assert mine["Lý do"] == "sáng kiến được chọn"
        assert len(others) == 11


async def test_what_only_named_people_may_read_earns_nothing(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in()
        await world._does(update(Deliverable).values(restricted=True))
        await begins(world)
        await world.mai.says("điểm")
        await world.mai.hears("có 0 điểm", "Chưa có điểm nào")


async def test_a_unit_sees_its_own_points_only_and_a_leader_all_without_a_pen(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.unit("AB").hands_in()
        await begins(world)
        await world.mai.says("vì sao An Bình")
        await world.mai.hears("Chưa rõ “An Bình” là đơn vị nào")
        await world.mai.says(GIVEN)
        await world.mai.hears("Việc này dành cho vị trí khác")
        await world.hanh.says("vì sao An Bình")
        await world.hanh.hears("Đoàn phường An Bình có 1 điểm")
        await world.hanh.says("chốt điểm")
        await world.hanh.hears("Việc này dành cho vị trí khác")
        await world.hanh.says("bảng điểm")
        letter = await world.hanh.hears("1. Đoàn phường An Bình: 1")
        assert letter.choices == {}


async def test_a_button_pressed_twice_gives_once(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await begins(world)
        await world.khoa.says(GIVEN)
        letter = await world.khoa.asked("Ghi điểm")
        await world.khoa.presses("Ghi điểm", letter)
        await world.khoa.presses("Ghi điểm", letter)
        await world.khoa.hears("đã được ghi rồi")
        assert len(await world.rows(PointRow)) == 1
        await world.khoa.says(GIVEN)  # read back anew, it is another one
        await world.khoa.says("đúng")
        assert len(await world.rows(PointRow)) == 2


async def test_points_of_a_campaign_that_is_over_are_settled(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in()
        await begins(world)
        await world._does(update(Campaign).values(closed_at=moment("2021-10-30 09:00")))
        await world.khoa.says("chốt điểm đợt thi đua")
        await world.khoa.says("đúng")
        await world.khoa.hears("Đã chốt điểm đợt thi đua")
        await world.mai.says("điểm")
        await world.mai.hears("có 1 điểm", "đã chốt lúc")


async def test_a_sentence_with_such_words_changes_no_rule(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await begins(world)
        await world.khoa.says("cách tính điểm")
        await world.khoa.says("báo cáo đúng hạn 15 đơn vị")
        await world.khoa.hears("Chưa rõ cách tính")


async def test_a_unit_appeals_by_replying(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await begins(world)
        await world.mai.says("vì sao 8,5")
        await world.mai.hears("gõ một câu nêu rõ chỗ nào")
        await world.khoa.news()
        await world.mai.says("Sáng kiến thứ hai của em cũng được chọn")
        await world.khoa.hears("Sáng kiến thứ hai của em cũng được chọn")


async def test_who_gave_a_point_hears_which_units_could_not_be_told(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await begins(world)
        await world.khoa.says("cộng 1 điểm Điện lực vì làm tốt")
        await world.khoa.says("đúng")
        await world.khoa.hears("Còn 1 đơn vị hệ thống chưa nhắn tới được")


async def of_another(world: World) -> None:
    """Points are on in a second campaign as well, which asks three units for one report."""
    await world.database.write(another_campaign)
    await begins(world)
    await world.khoa.says("bật điểm đợt khen thưởng")
    await world.khoa.chooses("Bật chấm điểm")
    await world.khoa.news()


async def test_the_points_of_another_campaign_are_a_tap_away(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await of_another(world)
        for actor in (world.mai, world.hanh, world.khoa):
            await actor.says("điểm đợt thi đua")
            await actor.hears("đợt thi đua")
            await actor.chooses("Đợt khác: đợt khen thưởng")
            await actor.hears("đợt khen thưởng")
            await actor.chooses("Đợt khác: đợt thi đua")
            await actor.hears("đợt thi đua")
        await world.khoa.says("điểm đợt khen thưởng")
        assert "4. " not in (await world.khoa.hears("Bảng điểm đợt khen thưởng", "3. Chi đoàn Điện lực: 0")).text
        await world.unit("TN").says("điểm")  # which has no part in the second
        letter = await world.unit("TN").hears("có 0 điểm trong đợt thi đua")
        assert labels(letter) == ["de nghi xem lai"]


async def test_what_is_typed_below_a_table_is_of_its_campaign(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await of_another(world)
        await world.khoa.says("điểm đợt khen thưởng")
        await world.khoa.says("vì sao An Hòa")
        await world.khoa.hears("Đoàn phường An Hòa có 0 điểm trong đợt khen thưởng")
        await world.khoa.says("điểm đợt khen thưởng")
        await world.khoa.says("cộng 1 điểm An Hòa")
        await world.khoa.says("Sáng kiến được chọn")
        await world.khoa.hears("Ghi cộng 1 điểm cho Đoàn phường An Hòa, đợt khen thưởng?")
        await world.hanh.says("vì sao An Hòa đợt khen thưởng")
        await world.hanh.hears("Đoàn phường An Hòa có 0 điểm trong đợt khen thưởng")


async def test_only_reports_of_the_campaign_wait_before_its_points_are_settled(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await of_another(world)
        await world.mai.hands_in()
        await world.khoa.says("chốt điểm đợt thi đua")
        letter = await world.khoa.hears("Còn 1 báo cáo chưa xem")
        assert labels(letter) == ["chot diem", "duyet", "de nguyen"]
        await world.khoa.says("chốt điểm đợt khen thưởng")
        letter = await world.khoa.hears("Chốt điểm đợt khen thưởng")
        assert "chưa xem" not in letter.text
        assert labels(letter) == ["chot diem", "de nguyen"]
