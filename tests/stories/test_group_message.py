"""The one message of a bound group as time passes: counts and days left, once a minute at most, and each morning."""

from pathlib import Path

from sqlmodel import select

from data import bound, posted
from data.database import Session
from data.models import Broadcast, Chat, Group, Letter
from handlers import web
from tests.cast import World, campaign, clock, moment
from tests.stories.test_announcements import RIGHT, WORDS, announces, card


async def a_group(session: Session, cluster: str = "") -> None:
    """On the channel of the stories, where a group is a chat like any other."""
    chat = Chat(channel="web", address="nhom", group=True)
    session.add(chat)
    await session.flush()
    found = (await session.exec(select(Group).where(Group.name.startswith(cluster)))).first() if cluster else None
    of = {"campaign_id": None if found else 1, "group_id": found.id if found else None}
    await bound.bind(session, chat.id or 0, **of, title="Nhóm", by=1, now=moment("2021-09-30 08:00"))


async def a_cluster(session: Session) -> None:
    await a_group(session, "Cụm 1")


async def told(world: World) -> list[Letter]:
    """What was carried there, in order."""
    rows = await world.rows(Letter)
    chats = {one.id for one in await world.rows(Chat) if one.group}
    return [row for row in rows if row.chat_id in chats and row.result == "sent"]


async def test_it_is_pinned_once_and_then_edited(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only()
        await world.database.write(a_group)
        await world.passes(seconds=1)
        for mark in ("AB", "TL", "PH"):
            await world.unit(mark).hands_in()
        await world.passes(minutes=2)
        first, edit = await told(world)
        assert (first.kind, edit.kind, edit.replaces) == ("pin", "edit", first.id)
        assert "1. Nội dung hoạt động trọng tâm: đã nộp 0/12 đơn vị, còn 8 ngày, hết thứ Sáu 08/10/2021." in first.text
        assert "đã nộp 3/12 đơn vị (chờ xem 3), còn 8 ngày" in edit.text
        assert (first.choices, edit.choices) == ({}, {})


async def test_each_morning_the_days_are_counted_anew(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only()
        await world.database.write(a_group)
        await world.goes_to("2021-10-02 12:00")
        letters = await told(world)
        assert [clock(one.made_at) for one in letters] == ["30/09 08:00", "01/10 07:00", "02/10 07:00"]
        assert "còn 6 ngày" in letters[-1].text


async def test_what_changes_nothing_there_is_not_said_again(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only()
        await world.database.write(a_cluster)
        await world.passes(seconds=1)
        await world.unit("TN").hands_in()
        await world.passes(minutes=5)
        (first,) = await told(world)
        assert "Cụm 1 – Địa bàn dân cư" in first.text
        assert "đã nộp 0/4 đơn vị" in first.text


async def test_after_the_date_nobody_is_pointed_at(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only()
        await world.database.write(a_group)
        await world.goes_to("2021-10-12 08:00")
        last = (await told(world))[-1]
        assert "2. Nội dung hoạt động trọng tâm: đã nộp 0/12 đơn vị, hạn hết thứ Sáu 08/10/2021, vẫn nhận báo cáo" in (
            last.text
        )
        assert not any(word in last.text for word in ("trễ", "sau hạn", "quá hạn", "chưa nộp"))


# -- announcements --------------------------------------------------------------------------------------------------


def in_group(letters: list[Letter]) -> list[Letter]:
    return [one for one in letters if not one.text.startswith("Tình hình")]


async def test_an_announcement_is_posted_in_a_group_after_a_yes_and_put_right_there(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only()
        await world.database.write(a_group)
        await announces(world)
        await world.khoa.presses("Đăng thông báo vào nhóm")
        await world.khoa.hears("Đăng thông báo này vào 1 nhóm: Nhóm?")
        assert in_group(await told(world)) == []
        asked = await world.khoa.asked("Đăng vào các nhóm này")
        for _ in range(2):
            await world.khoa.presses("Đăng vào các nhóm này", asked)
        (there,) = in_group(await told(world))
        assert WORDS in there.text
        assert there.choices == {}
        assert "0912.000.118" not in there.text
        await world.khoa.says("thong bao da gui")
        await world.khoa.chooses("Đính chính")
        await world.khoa.says(RIGHT)
        await world.khoa.chooses("Gửi đính chính")
        await world.passes(minutes=2)
        edit = in_group(await told(world))[-1]
        assert (edit.kind, edit.replaces) == ("edit", there.id)
        assert RIGHT in edit.text
        await world.khoa.chooses("Thu hồi")
        await world.khoa.says("đúng")
        await world.passes(minutes=2)
        assert "đã thu hồi thông báo này" in in_group(await told(world))[-1].text


async def test_what_is_for_some_units_is_no_groups_to_read(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only()
        await world.database.write(a_group)
        await announces(world, "chưa nộp trọng tâm")
        sent = (await world.rows(Broadcast))[-1]
        assert await world.database.read(lambda session: posted.fitting(session, sent)) == []


async def test_it_may_be_posted_in_the_very_second_it_was_agreed_to(tmp_path: Path) -> None:
    """Before its first letter is written."""
    async with campaign(tmp_path) as world:
        await world.only()
        await world.database.write(a_group)
        await world.goes_to("2021-09-30 09:00")
        await card(world.khoa, "tất cả đơn vị")
        for label in ("Gửi 12 người", "Đăng thông báo vào nhóm"):
            letter = await world.khoa.asked(label)
            await world.khoa.keeps(web.tapped(letter.id or 0, 1, label))
            await world.app.house.intake.settled()
            await world.app.couriers["web"].drained()
        assert [one.state for one in await world.rows(Broadcast)] == ["waiting"]
        await world.khoa.hears("Đăng thông báo này vào 1 nhóm: Nhóm?")
