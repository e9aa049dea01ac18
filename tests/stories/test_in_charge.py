"""'Ai phụ trách …': unit, person and telephone, to whoever may see them; everybody else hears whom to ask."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cast import FIRST, World, campaign
from tests.stories.test_activities import running
from tests.stories.test_digest import seat_head

MAI, TRI = "Bí thư: đồng chí Mai, 0914.000.301", "Bí thư: đồng chí Trí, 0914.000.303"


async def says(world: World, who: str, words: str) -> str:
    (said,) = await world.would_answer(world.actor("web", f"demo:{who}"), words)
    return said


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("ai phụ trách diễn đàn kết nối", ("Phụ trách Diễn đàn kết nối công chức trẻ:", MAI, TRI)),
        ("ai phu trach ngay chu nhat xanh vay em", ("Phụ trách Ngày Chủ nhật xanh:", MAI, "0914.000.313")),
        ("ai phu trach an hoa", ("Phụ trách Đoàn phường An Hòa:", MAI)),
        ("người phụ trách Tân Lập", ("Phụ trách Đoàn phường Tân Lập:", TRI)),
        ("ai phu trach cum 1", ("Phụ trách Cụm 1 – Địa bàn dân cư:", "Cụm trưởng: đồng chí")),
        ("ai phu trach dot nay", ("Phụ trách", "0912.000.118")),
        ("ai phu trach hoi thao mua xuan", ("Chưa rõ “hoi thao mua xuan”", "0912.000.118")),
        ("ai phu trach", ("Xin gõ tên đơn vị, hoạt động hoặc báo cáo",)),
    ],
)
async def test_an_officer_and_a_leader_hear_unit_person_and_telephone(
    tmp_path: Path, words: str, parts: Sequence[str]
) -> None:
    async with running(tmp_path) as world:
        for who in ("organiser", "leader"):
            said = await says(world, who, words)
            assert [part for part in parts if part not in said] == [], said


async def test_what_every_unit_hands_in_is_answered_for_by_whoever_asks_for_it(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        said = await says(world, "organiser", "ai phu trach noi dung trong tam")
        assert said.startswith(f"{FIRST}: 12 đơn vị cùng thực hiện.")
        assert "đồng chí Khoa, 0912.000.118" in said


async def test_a_unit_hears_of_its_own_people_and_else_whom_to_ask(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        assert MAI in await says(world, "secretary", "ai phu trach an hoa")
        for words in ("ai phụ trách Tân Lập", "ai phụ trách Điện lực", "ai phu trach cum 3"):
            said = await says(world, "secretary", words)
            assert "0912.000.118" in said
            assert "0914" not in said
        said = await says(world, "secretary", "ai phụ trách diễn đàn kết nối")
        assert MAI in said
        assert "0914.000.303" not in said


async def test_a_cluster_head_hears_of_the_cluster(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.database.write(seat_head)
        assert MAI in await says(world, "head", "ai phu trach an hoa")
        assert "0914" not in await says(world, "head", "ai phu trach dien luc")


async def test_the_name_may_follow(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.khoa.says("ai phụ trách")
        await world.khoa.hears_only("Xin gõ tên")
        await world.khoa.says("An Hòa")
        await world.khoa.hears_only("Phụ trách Đoàn phường An Hòa", MAI)
