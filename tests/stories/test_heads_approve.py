"""A newcomer to a unit of a cluster may be let in by its head as well; whoever answers first settles it."""

from pathlib import Path

from data.models import Claim
from tests.cast import campaign, labels
from tests.stories.test_joining import ANH, comes
from tests.stories.test_on_behalf import head_of

QUAN = ("Đỗ Minh Quân", "0916000555")


async def test_the_head_hears_and_lets_the_newcomer_take_over(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        head = await head_of(world)
        newcomer = await comes(world, "quan", "an hoa", *QUAN)
        await newcomer.news()
        await world.khoa.news()
        await head.hears_only("Có 1 người vào bằng liên kết chung")
        await head.chooses("Người chờ duyệt (1)")
        await head.chooses("Xem: Đỗ Minh Quân, Đoàn phường An Hòa")
        await head.hears("Đơn vị đang có: Nguyễn Thị Mai")
        card = await world.khoa.asked("Người chờ duyệt (1)")
        await head.chooses("Duyệt, thay Nguyễn Thị Mai (Bí thư)")
        await newcomer.hears("Kính chào đồng chí Quân, Bí thư Đoàn phường An Hòa")
        await world.mai.hears("đã chuyển cho đồng chí Quân")
        await world.khoa.hears("đã duyệt 1 người trong cụm: Đỗ Minh Quân (Đoàn phường An Hòa)")
        await world.khoa.presses("Người chờ duyệt (1)", card)
        await world.khoa.hears("không còn ai chờ duyệt")


async def test_who_comes_second_is_told_who_was_first(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        head = await head_of(world)
        await comes(world, "quan", "an hoa", *QUAN)
        await head.chooses("Người chờ duyệt (1)")
        await head.chooses("Xem: Đỗ Minh Quân, Đoàn phường An Hòa")
        await world.khoa.chooses("Người chờ duyệt (1)")
        await world.khoa.chooses("Xem: Đỗ Minh Quân, Đoàn phường An Hòa")
        await world.khoa.chooses("Không xác nhận")
        await head.news()
        await head.chooses("Duyệt người này")
        await head.hears_only("Đồng chí Khoa đã trả lời không xác nhận Đỗ Minh Quân trước đó")
        (claim,) = await world.rows(Claim)
        assert not claim.accepted


async def test_a_head_sees_nobody_of_another_cluster(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        head = await head_of(world)
        await comes(world, "anh", "dien luc", *ANH)
        await head.hears_nothing()
        await world.khoa.chooses("Người chờ duyệt (1)")
        await head.says("/donvi")
        assert not [one for one in labels((await head.news())[-1]) if "cho duyet" in one]
        (claim,) = await world.rows(Claim)
        assert claim.decided_at is None


async def test_all_who_match_in_the_cluster_come_in_together(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        head = await head_of(world, "Cụm 3 – Công nhân lao động", "CN")
        newcomer = await comes(world, "anh", "dien luc", *ANH)
        await comes(world, "quan", "an hoa", *QUAN)
        await head.says("/donvi")
        await head.chooses("Người chờ duyệt (1)")
        await head.chooses("Duyệt 1 người khớp")
        await newcomer.hears("Kính chào đồng chí Anh, Bí thư Chi đoàn Điện lực")
        assert [one.accepted for one in await world.rows(Claim)] == [True, False]
