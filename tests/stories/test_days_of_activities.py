"""An organiser sets the day of an activity at any time; a new version of a plan is compared by its activities too."""

from pathlib import Path

from data.models import Deliverable, Obligation
from tests.cast import Actor, World, clock
from tests.stories.test_activities import FORUM, GREEN, PLAN, carried, may, running, sends, starts
from tests.stories.test_changing_a_plan import looks_at

HOA, LAP, PHU = "Đoàn phường An Hòa", "Đoàn phường Tân Lập", "Đoàn phường Phú Hậu"


async def days(world: World, title: str) -> dict[str, str]:
    """By unit."""
    return {unit: clock(row.strict)[:5] for unit, row in (await carried(world, title)).items()}


async def moves(officer: Actor, title: str, words: str) -> None:
    await looks_at(officer, f"Sửa: {title}")
    await officer.chooses("Đổi ngày")
    await officer.says(words)
    await officer.chooses("Đổi và báo đơn vị")


async def test_the_day_is_read_back_moved_for_all_who_run_it_and_told_once(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        await looks_at(world.khoa, f"Sửa: {FORUM}")
        await world.khoa.hears(f"Về “{FORUM}” (thứ Năm 25/05/2023)")
        await world.khoa.chooses("Đổi ngày")
        await world.khoa.hears(f"Đổi “{FORUM}” (thứ Năm 25/05/2023) sang ngày nào?")
        await world.khoa.says("7g30 26/5")
        await world.khoa.hears(
            "từ thứ Năm 25/05/2023 sang 7 giờ 30, thứ Sáu 26/05/2023?", "2 đơn vị phụ trách sẽ được báo một lần"
        )
        await world.mai.hears_nothing()
        await world.khoa.chooses("Đổi và báo đơn vị")
        await world.khoa.hears("Đã ghi thay đổi; báo")
        told = await world.mai.hears_only(f"Hoạt động “{FORUM}”: chuyển sang 7 giờ 30, thứ Sáu 26/05/2023")
        assert "(lịch cũ: thứ Năm 25/05/2023)" in told.text
        await world.unit("TL").hears("chuyển sang 7 giờ 30")
        await world.unit("PH").hears_nothing()
        assert await days(world, FORUM) == {HOA: "26/05", LAP: "26/05"}
        await world.mai.says("viec")
        await world.mai.hears("26/05/2023")


async def test_letters_follow_the_new_day(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        await moves(world.khoa, FORUM, "9/5")
        await world.mai.news()
        await world.goes_to("2023-05-08 15:00")
        await world.mai.hears("Ngày mai", FORUM)
        await world.goes_to("2023-05-10 09:00")
        await world.mai.hears(FORUM, "thứ Ba 09/05/2023", "gửi kết quả, ảnh")


async def test_one_that_was_put_off_or_moved_by_its_lead_has_the_plans_day_again(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        await world.goes_to("2023-05-18 09:00")
        await world.mai.hears(FORUM)
        await world.mai.says("hoãn chưa rõ ngày")
        await moves(world.khoa, FORUM, "30/5")
        await world.mai.hears("chuyển sang thứ Ba 30/05/2023")
        forum = await carried(world, FORUM)
        assert {(row.put_off_at, row.fixed_by, row.wording) for row in forum.values()} == {(None, "", "")}
        await world.mai.says("đổi sang 31/5")
        await moves(world.khoa, FORUM, "30/5")
        assert await days(world, FORUM) == {HOA: "30/05", LAP: "30/05"}


async def test_of_those_who_each_run_their_own_one_keeps_the_day_it_set(tmp_path: Path) -> None:
    async with may(tmp_path, head=False) as world:
        await starts(world, clusters="Từng đơn vị trong cụm")
        await world.mai.says("viec")
        await world.goes_to("2023-05-12 09:00")
        await world.unit("PH").hears("Thăm Mẹ")
        await world.unit("PH").says("doi sang 20/5")
        await world.unit("PH").news()
        await looks_at(world.khoa, "Sửa: Thăm Mẹ Việt Nam Anh hùng")
        await world.khoa.chooses("Đổi ngày")
        await world.khoa.says("22/5")
        await world.khoa.hears("3 đơn vị phụ trách", "1 đơn vị đã tự đổi ngày giữ ngày của mình")
        await world.khoa.chooses("Đổi và báo đơn vị")
        await world.unit("PH").hears_nothing()
        found = await days(world, "Thăm Mẹ")
        assert found[PHU] == "20/05"
        assert sorted(found.values()) == ["20/05", "22/05", "22/05", "22/05"]


async def test_the_head_of_a_cluster_hears_of_its_activity(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        head = world.actor("web", "demo:head")
        await moves(world.khoa, "Thăm Mẹ Việt Nam Anh hùng", "22/5")
        await head.hears("Hoạt động “Thăm Mẹ Việt Nam Anh hùng”: chuyển sang thứ Hai 22/05/2023")


async def test_a_month_becomes_a_day(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        await moves(world.khoa, "Bình chọn “Câu chuyện đẹp công sở”", "15/5")
        await world.mai.hears("chuyển sang thứ Hai 15/05/2023 (lịch cũ: trong tháng 5/2023)")


async def test_no_day_a_past_one_and_the_same_one_are_refused_with_what_to_do(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        await looks_at(world.khoa, f"Sửa: {GREEN}")
        await world.khoa.chooses("Đổi ngày")
        await world.khoa.says("ngày đẹp trời")
        await world.khoa.hears("Chưa đọc được ngày trong “ngày đẹp trời”")
        await world.khoa.says("01/4/2023")
        await world.khoa.hears("Xin gõ một ngày chưa qua")
        await world.khoa.says("28/5")
        await world.khoa.hears("đang là Chủ nhật 28/05/2023, không phải đổi gì")
        await world.khoa.says("29/5")
        card = await world.khoa.asked("Đổi và báo đơn vị")
        await world.khoa.presses("Đổi và báo đơn vị", card)
        await world.mai.news()
        await world.khoa.presses("Đổi và báo đơn vị", card)
        await world.khoa.hears("đang là thứ Hai 29/05/2023, không phải đổi gì")
        await world.mai.hears_nothing()
        await world.goes_to("2023-05-30 09:00")
        await world.khoa.news()
        await world.khoa.presses("Đổi và báo đơn vị", card)
        await world.khoa.hears("Xin gõ một ngày chưa qua")


async def test_it_is_typed_with_the_name_and_by_organisers_only(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        await world.khoa.says("doi ngay hoat dong ngay chu nhat xanh sang 29/5")
        await world.khoa.hears(f"Đổi “{GREEN}” từ Chủ nhật 28/05/2023 sang thứ Hai 29/05/2023?")
        await world.khoa.chooses("Để nguyên")
        await world.khoa.says("đổi ngày hoạt động sang 29/5")
        await world.khoa.hears("Xin chọn hoạt động:")
        await world.khoa.chooses(f"{FORUM} (thứ Năm 25/05/2023)")
        await world.khoa.hears(f"Đổi “{FORUM}” từ thứ Năm 25/05/2023 sang thứ Hai 29/05/2023?")
        await world.khoa.says("đúng rồi")
        await world.khoa.hears("Đã ghi thay đổi")
        assert await days(world, FORUM) == {HOA: "29/05", LAP: "29/05"}
        await world.hanh.says("đổi ngày hoạt động Ngày Chủ nhật xanh sang 29/5")
        await world.hanh.news()
        assert await days(world, GREEN) == {HOA: "28/05"}


async def test_a_new_version_moves_adds_and_drops_activities(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        officer = world.khoa
        await officer.says("/kehoach")
        await officer.chooses("Sửa kế hoạch")
        await officer.chooses("Gửi bản mới")
        new = PLAN.replace("| 25/5/2023 |", "| 26/5/2023 |").replace(
            "4. | Thăm Mẹ Việt Nam Anh hùng | 19/5/2023 | Xã Mẫu Sơn | Cụm 1 phụ trách",
            "4. | Hội thao công chức trẻ | 20/5/2023 | Sân vận động | Đoàn phường Tân Lập phụ trách",
        )
        await sends(officer, new)
        shown = await officer.hears("khác bản đang chạy")
        assert f"Hoạt động “{FORUM}”: từ thứ Năm 25/05/2023 sang thứ Sáu 26/05/2023." in shown.text
        assert "Thêm hoạt động “Hội thao công chức trẻ”: thứ Bảy 20/05/2023." in shown.text
        assert "Không còn hoạt động “Thăm Mẹ Việt Nam Anh hùng”." in shown.text
        assert GREEN not in shown.text
        await world.mai.news()
        await world.unit("TL").news()
        await officer.chooses("Áp dụng và báo đơn vị")
        mine = await world.mai.hears_only(f"Hoạt động “{FORUM}”: chuyển sang thứ Sáu 26/05/2023")
        assert "Hội thao" not in mine.text
        await world.unit("TL").hears_only("1. Hoạt động", "2. Thêm hoạt động “Hội thao công chức trẻ”")
        await world.actor("web", "demo:head").hears("Kế hoạch không còn hoạt động “Thăm Mẹ Việt Nam Anh hùng”")
        assert await days(world, FORUM) == {HOA: "26/05", LAP: "26/05"}
        assert await days(world, "Hội thao") == {LAP: "20/05"}
        gone = next(one for one in await world.rows(Deliverable) if one.name.startswith("Thăm Mẹ"))
        assert gone.dropped_at is not None
        (row,) = [one for one in await world.rows(Obligation) if one.deliverable_id == gone.id]
        assert row.workflow == "exempt"


async def test_a_new_version_that_changes_nothing_says_so(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        officer = world.khoa
        await officer.says("/kehoach")
        await officer.chooses("Sửa kế hoạch")
        await officer.chooses("Gửi bản mới")
        await sends(officer, PLAN)
        await officer.hears("Bản mới không đổi hạn nộp, ngày hoạt động nào")
