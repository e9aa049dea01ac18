"""Who may change an announcement now, whoever sent it, and what its author hears of it."""

from functools import partial
from pathlib import Path

import pytest
from sqlmodel import select

from core.roles import Role
from data import people, units
from data.database import Session
from data.models import Broadcast, Group
from tests.cast import Actor, World, campaign
from tests.stories.test_announcements import (
    RIGHT,
    _a_head,
    _another_organiser,
    _becomes_head,
    announces,
    card,
    sends,
    told,
)


async def of_lan(world: World, when: str = "") -> Actor:
    """An announcement to An Hòa that another organiser has sent, or scheduled."""
    await world.goes_to("2021-09-30 09:00")
    lan = await _another_organiser(world)
    await card(lan, "An Hòa")
    if when:
        await lan.says(when)
    await sends(lan)
    await lan.news()
    return lan


async def test_its_author_hears_that_another_has_put_it_right(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        lan = await of_lan(world)
        await world.khoa.says("đính chính thông báo")
        await world.khoa.says(RIGHT)
        await world.khoa.says("đúng")
        await world.khoa.hears("Đang đính chính tới 2 người")
        await lan.hears("vừa được đồng chí Khoa đính chính", "lúc 8 giờ 00", "nội dung khác")


async def test_its_author_hears_that_another_has_stopped_it(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world, world.out_of_reach("zalo"):
        await world.moves_to_plain(world.tu)
        lan = await of_lan(world)
        await world.khoa.says("dừng thông báo")
        await world.khoa.hears("Đã dừng")
        await lan.hears("vừa được đồng chí Khoa dừng gửi", "ai chưa nhận thì không nhận nữa")


async def test_its_author_hears_that_what_waits_says_something_else(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        lan = await of_lan(world, "14g chiều nay")
        await world.khoa.says("đính chính thông báo")
        await world.khoa.says(RIGHT)
        await world.khoa.hears("Thay nội dung chưa gửi cho ai bằng", RIGHT)
        await world.khoa.says("đúng")
        await world.khoa.hears("Đã thay nội dung, chưa ai nhận bản cũ")
        await lan.hears_only("vừa được đồng chí Khoa sửa nội dung", "đến giờ, nội dung mới được gửi")
        await world.goes_to("2021-09-30 14:01")
        assert RIGHT in (await told(world.mai))[0].text


async def test_who_changes_their_own_is_told_nothing_twice(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await announces(world, "An Hòa")
        await world.khoa.says("thu hồi thông báo")
        await world.khoa.says("đúng")
        assert not [one for one in await world.khoa.news() if "vừa được" in one.text]


@pytest.mark.parametrize("label", ["Đính chính", "Thu hồi", "Xem lại lúc này", "Ai chưa trả lời"])
async def test_whoever_organises_no_more_changes_nothing_that_went_to_all(tmp_path: Path, label: str) -> None:
    """Head of a cluster now: what went beyond it is not theirs any more."""
    async with campaign(tmp_path) as world:
        lan = await of_lan(world)
        await world.database.write(partial(_becomes_head, world=world))
        await lan.presses(label)
        await lan.hears_only("Thông báo này gửi rộng hơn phần đồng chí phụ trách hiện nay")
        await lan.says("thu hồi thông báo")
        await lan.hears_only("Chưa có thông báo nào được gửi")
        await lan.says("dừng thông báo")
        await lan.hears_only("Không có thông báo nào đang gửi")
        assert [one.withdrawn_at for one in await world.rows(Broadcast)] == [None]


async def test_a_head_changes_what_went_to_the_cluster_as_long_as_they_head_it(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-09-30 09:00")
        head, _ = await _a_head(world)
        await card(head, "tất cả")
        await sends(head)
        await head.news()
        await head.says("thu hồi thông báo")
        await head.hears_only("Thu hồi thông báo này khỏi")
        await world.database.write(partial(_heads_another, world=world, address=head.address))
        await head.says("đúng")
        await head.hears_only("gửi rộng hơn phần đồng chí phụ trách hiện nay")


async def _heads_another(session: Session, world: World, address: str) -> None:
    speaker = await people.speaker(session, "web", address)
    assert speaker is not None
    (mine,) = [seat for seat in speaker.seats if seat.group_id]
    await people.leave_seat(session, mine.seat_id, world.now)
    other = (await session.exec(select(Group).where(Group.id != mine.group_id))).all()[0]
    seat = await units.add_seat(session, mine.unit_id, Role.CLUSTER_HEAD, "Cụm trưởng", other.id)
    await people.seat_person(session, seat.id or 0, speaker.chat.person_id or 0, world.now)
