"""A seat goes over to somebody else: by who held it, by who comes, or by an organiser."""

from pathlib import Path

from data.models import Draft, Holding, Submission
from tests.cast import World, campaign
from tests.stories.test_joining import comes, the_link

NEW = "Đỗ Minh Quân 0916 000 555"


def code_in(text: str) -> str:
    return text.partition("gửi mã ")[2].split()[0]


async def test_the_old_holder_hands_over_in_three_words(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in()
        await world.khoa.news()
        await world.mai.says("em xin ban giao a")
        await world.mai.hears("Bàn giao vị trí Bí thư Đoàn phường An Hòa", "Việc còn lại", "Báo cáo kết quả")
        await world.mai.says(NEW)
        await world.mai.hears("cho Đỗ Minh Quân, 0916.000.555?", "Người giữ trước thôi nhận tin của đơn vị ngay")
        await world.mai.chooses("Bàn giao")
        done, invitation = await world.mai.news()
        assert "Đã bàn giao" in done.text
        await world.khoa.hears("Nguyễn Thị Mai đã bàn giao vị trí Bí thư cho Đỗ Minh Quân")
        newcomer = world.actor("web", "new:quan")
        await newcomer.says(f"/start {code_in(invitation.text)}")
        await newcomer.hears("Kính chào đồng chí Quân, Bí thư Đoàn phường An Hòa", "1 báo cáo phải gửi")
        await newcomer.says("nop")
        await world.mai.says("viec")
        assert "Báo cáo kết quả" not in (await world.mai.news())[-1].text
        assert len(await world.rows(Submission)) == 1


async def test_what_was_half_written_stays_behind(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.says("/nop")
        await world.mai.says("1")
        await world.mai.says("/bangiao")
        await world.mai.news()
        await _hands_over(world)
        assert [one.state for one in await world.rows(Draft)] == ["aside"]


async def _hands_over(world: World) -> None:
    await world.mai.says(NEW)
    await world.mai.chooses("Bàn giao")


async def test_the_old_seat_stops_receiving_at_once(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.says("/bangiao")
        await _hands_over(world)
        await world.mai.news()
        await world.goes_to("2021-10-07 15:00")
        await world.mai.hears_nothing()
        assert len([one for one in await world.rows(Holding) if one.until]) == 1


async def test_an_organiser_hands_a_seat_over(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.khoa.says("/bangiao")
        await world.khoa.hears("Bàn giao ở đơn vị nào?")
        await world.khoa.says("an hoa")
        await world.khoa.chooses("Bí thư Đoàn phường An Hòa")
        await world.khoa.says("Đỗ Minh Quân")
        await world.khoa.hears("Xin gõ đủ họ tên và số điện thoại")
        await world.khoa.says(NEW)
        await world.khoa.chooses("Bàn giao")
        await world.mai.hears_only("đã chuyển cho đồng chí Quân", "0912.000.118")


async def test_the_newcomer_begins_and_the_organiser_says_yes(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        newcomer = await comes(world, "quan", "an hoa", "Đỗ Minh Quân", "0916000555")
        await newcomer.news()
        await world.khoa.says("/donvi")
        await world.khoa.chooses("Người chờ duyệt (1)")
        await world.khoa.chooses("Xem: Đỗ Minh Quân, Đoàn phường An Hòa")
        await world.mai.news()
        await world.khoa.chooses("Duyệt, thay Nguyễn Thị Mai (Bí thư)")
        await newcomer.hears("Kính chào đồng chí Quân, Bí thư Đoàn phường An Hòa")
        await world.mai.hears_only("đã chuyển cho đồng chí Quân")
        await world.mai.says("viec")
        assert "báo cáo của Đoàn phường An Hòa" not in (await world.mai.news())[-1].text


async def test_nobody_hands_over_anothers_seat(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.hanh.says("/bangiao")
        await world.hanh.news()
        await world.hanh.says(NEW)
        assert not [one for one in await world.rows(Holding) if one.until]


async def test_who_gave_a_seat_away_may_come_in_for_another(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        code, _ = await the_link(world)
        await world.mai.says("/bangiao")
        await _hands_over(world)
        await world.mai.news()
        await world.mai.says(f"/start {code}")
        await world.mai.says("dien luc")
        await world.mai.says("Nguyễn Thị Mai 0914000301")
        await world.mai.hears("Đang chờ")
        await world.khoa.says("/donvi")
        await world.khoa.chooses("Người chờ duyệt (1)")
        await world.khoa.chooses("Xem: Nguyễn Thị Mai, Chi đoàn Điện lực")
        await world.khoa.chooses("Duyệt người này")
        await world.mai.hears("Kính chào đồng chí Mai, Người cùng phụ trách Chi đoàn Điện lực")
