"""A group bound to a campaign or a cluster: one pinned message edited in place, counts only, whatever happens to it."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot import demo_data
from core.texts import answers
from core.texts import groups as texts
from tests import seed
from tests.bot.bots import TOKEN, Bot, bot, on_telegram
from tests.double import Double, Faults, Group, Heard, Limits, Person

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.process]

BOARD = "Tình hình nộp báo cáo"
STATUS = "/tinhhinh@double_bot"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def telegram() -> AsyncIterator[Double]:
    async with Double(TOKEN, limits=Limits.off(), faults=Faults(hang=0.2, retry_after=(1, 1))) as double:
        for number in seed.SEATS:
            await double.person(number).knows_bot()
        yield double


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(telegram: Double, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Bot]:
    """Time passes a hundred times as fast: what waits a minute is there at once."""
    var = tmp_path_factory.mktemp("bot") / "var"
    await seed.campaign(var)
    async with bot(var, **on_telegram(telegram.url, CLOCK_START=seed.START.isoformat(), CLOCK_SPEED="100")) as one:
        await one.starts()
        await telegram.polled()
        yield one


async def code_for(telegram: Double, label: str) -> str:
    """Taken by the organiser, in private."""
    khoa = telegram.person(seed.KHOA, "Khoa")
    await khoa.says("/nhom")
    await khoa.presses(label, on=await menu_with(khoa, label))
    told = await khoa.hears("/nhom ")
    return told.text.partition("/nhom ")[2].split()[0]


async def menu_with(khoa: Person, label: str) -> Heard:
    """The one that still has its buttons: an older one loses them when it is pressed, which is heard as well."""
    while label not in (menu := await khoa.hears("Để gắn một nhóm chat")).buttons:
        continue
    return menu


async def bound(telegram: Double, number: int, label: str = "Cả đợt: đợt thi đua", admin: bool = True) -> Group:
    """A group in which somebody has typed the code."""
    group = telegram.group(number, f"Nhóm {number}")
    await group.adds_bot(admin=admin)
    await group.hears("Trong nhóm này")
    code = await code_for(telegram, label)
    await telegram.person(seed.HUY, "Huy").says_in(group, f"/nhom@double_bot {code}")
    await group.hears(texts.bound())
    await group.hears(BOARD)
    return group


def pins(telegram: Double, group: Group) -> int:
    return len([one for one in telegram.calls("pinChatMessage") if one.chat_id == group.id and one.accepted])


async def boards(group: Group) -> list[str]:
    return [one.text for one in await group.screen() if one.text.startswith(BOARD)]


async def test_a_code_binds_it_and_the_organiser_is_told(telegram: Double, running: Bot) -> None:
    group = await bound(telegram, -2001)
    (board,) = await boards(group)
    assert "Đợt thi đua:\n1. Nội dung hoạt động trọng tâm: đã nộp 0/12 đơn vị, còn 8 ngày" in board
    await telegram.until(lambda: pins(telegram, group) == 1)
    await telegram.person(seed.KHOA, "Khoa").hears("Nhóm “Nhóm -2001” đã được gắn")


async def test_a_code_opens_once_and_only_a_group(telegram: Double, running: Bot) -> None:
    code = await code_for(telegram, "Cả đợt: đợt thi đua")
    huy = telegram.person(seed.HUY, "Huy")
    await huy.says(f"/start {code}")
    await huy.hears("Mã")
    first, second = telegram.group(-2011, "Một"), telegram.group(-2012, "Hai")
    for group in (first, second):
        await group.adds_bot()
        await group.hears("Trong nhóm này")
    await huy.says_in(first, f"/nhom {code}")
    await first.hears(texts.bound())
    await huy.says_in(second, f"/nhom {code}")
    await second.hears(texts.code_wrong())


async def test_what_comes_in_is_an_edit_of_the_one_message(telegram: Double, running: Bot) -> None:
    group = await bound(telegram, -2002, "Cụm 1 – Địa bàn dân cư")
    (board,) = await boards(group)
    assert "Cụm 1 – Địa bàn dân cư" in board
    assert "đã nộp 0/4 đơn vị" in board
    await handed_in(telegram)
    told = await group.hears("đã nộp 1/4 đơn vị (chờ xem 1)")
    assert len(await boards(group)) == 1
    assert told.text.startswith(BOARD)


async def handed_in(telegram: Double, who: int = seed.HUY) -> None:
    huy = telegram.person(who)
    await huy.says("nộp")
    await huy.hears("Xin chọn báo cáo")
    await huy.says("1")
    await huy.hears("Nội dung trọng tâm của đơn vị")
    await huy.says("Mỗi chi đoàn một sáng kiến")
    await huy.hears("Văn bản đăng ký")
    await huy.sends_file("dang-ky.pdf", b"%PDF-1.4 dang ky")
    await huy.hears("Xin xem lại")
    await huy.presses("Nộp báo cáo")
    await huy.hears("Đã nhận")


async def test_a_message_that_was_removed_is_said_and_pinned_anew(telegram: Double, running: Bot) -> None:
    group = await bound(telegram, -2006)
    await telegram.until(lambda: pins(telegram, group) == 1)
    (board,) = [one for one in await group.screen() if one.text.startswith(BOARD)]
    del telegram.world.chats[group.id].messages[board.id]
    await handed_in(telegram, seed.MAI)
    await group.hears("đã nộp 2/12 đơn vị")
    await telegram.until(lambda: pins(telegram, group) == 2)


@pytest.mark.parametrize("who", [seed.KHOA, seed.HANH], ids=["organiser", "leader"])
async def test_it_is_answered_with_the_counts_of_what_it_is_bound_to(telegram: Double, running: Bot, who: int) -> None:
    group = telegram.group(-2002, "Nhóm -2002")
    await telegram.person(who).says_in(group, STATUS)
    told = await group.hears("đơn vị")
    assert "Cụm 1 – Địa bàn dân cư" in told.text
    assert told.buttons == []
    await telegram.person(seed.MAI).says_in(group, STATUS)
    await group.hears(answers.in_group_private_only())


async def test_bound_in_a_topic_it_is_not_forgotten_when_the_bot_leaves_and_comes_back(
    telegram: Double, running: Bot
) -> None:
    group, khoa = telegram.group(-1002007, "Diễn đàn", "supergroup"), telegram.person(seed.KHOA, "Khoa")
    await group.adds_bot(admin=True)
    await group.hears("Trong nhóm này")
    await khoa.says_in(group, f"/nhom {await code_for(telegram, 'Cụm 2 – Trường học')}", thread=7)
    await group.hears(texts.bound())
    await group.hears(BOARD)
    await group.removes_bot()
    await khoa.hears("Hệ thống không còn ở trong nhóm")
    await group.adds_bot(admin=True)
    await group.hears(BOARD)


async def test_between_people_it_is_silent(telegram: Double, running: Bot) -> None:
    """As administrator it sees everything."""
    group = telegram.group(-2002, "Nhóm -2002")
    mai, khoa = telegram.person(seed.MAI, "Mai"), telegram.person(seed.KHOA, "Khoa")
    await mai.says_in(group, "Chiều nay họp cụm nhé các đồng chí")
    await mai.says_in(group, "/tinhhinh@another_bot")
    await mai.sends_photo(b"\x89PNG anh vui", group=group)
    await khoa.says_in(group, "đơn vị nào chưa nộp thì nộp đi nhé")
    await telegram.polled()
    await khoa.says_in(group, STATUS)
    await group.hears(BOARD)
    assert [one.text for one in await group.unheard() if not one.text.startswith(BOARD)] == []


async def test_a_report_posted_there_is_talked_over_in_private(telegram: Double, running: Bot) -> None:
    group, mai = telegram.group(-2002, "Nhóm -2002"), telegram.person(seed.MAI, "Mai")
    await mai.sends_file("bao-cao-an-hoa.docx", b"PK bao cao", group=group)
    await mai.hears("Tệp đồng chí gửi trong nhóm được trao đổi riêng ở đây: bao-cao-an-hoa.docx.")
    await telegram.polled()
    assert [one.text for one in await group.unheard() if not one.text.startswith(BOARD)] == []


async def test_somebody_unknown_is_shown_the_way_in_one_line(telegram: Double, running: Bot) -> None:
    group = telegram.group(-2002, "Nhóm -2002")
    await telegram.person(3003, "Lạ").sends_file("bao-cao.docx", b"PK", group=group)
    await group.hears(texts.file_here("https://t.me/double_bot"))


async def test_files_that_come_together_are_answered_by_one_line(telegram: Double, running: Bot) -> None:
    group = await bound(telegram, -2012)
    stranger = telegram.person(3003, "Lạ")
    await telegram.goes_down()  # all of them are taken up in one piece
    await stranger.sends_album([(f"{n}.docx", b"PK") for n in range(3)], group=group)
    await telegram.comes_back()
    await group.hears(texts.file_here("https://t.me/double_bot"))
    await telegram.polled()
    await stranger.says_in(group, STATUS)
    await group.hears(answers.in_group_private_only())
    assert len([one for one in await group.screen() if one.text == texts.file_here("https://t.me/double_bot")]) == 1


async def test_a_group_that_becomes_a_supergroup_keeps_what_it_is_bound_to(telegram: Double, running: Bot) -> None:
    group = await bound(telegram, -2003)
    moved_to = await group.migrates()
    await telegram.until(
        lambda: [one for one in telegram.calls("pinChatMessage") if one.chat_id == moved_to and one.accepted]
    )
    await telegram.polled()
    await telegram.person(seed.KHOA).says_in(group, STATUS)
    await group.hears("Đợt thi đua:")
    assert len([one for one in telegram.calls("pinChatMessage") if one.chat_id == moved_to]) == 1


async def test_put_out_it_waits_and_taken_in_again_it_goes_on(telegram: Double, running: Bot) -> None:
    group, khoa = await bound(telegram, -2004), telegram.person(seed.KHOA, "Khoa")
    await telegram.until(lambda: pins(telegram, group) == 1)
    await group.removes_bot()
    await khoa.hears("Hệ thống không còn ở trong nhóm “Nhóm -2004”")
    await group.adds_bot(admin=True)
    await group.hears("Trong nhóm này")
    await group.hears(BOARD)
    await telegram.until(lambda: pins(telegram, group) == 2)


async def test_given_the_right_to_pin_it_pins(telegram: Double, running: Bot) -> None:
    group = await bound(telegram, -2008, admin=False)
    await telegram.until(lambda: [one for one in telegram.calls("pinChatMessage") if one.chat_id == group.id])
    assert pins(telegram, group) == 0
    await group.promotes_bot()
    await group.hears(texts.written_below())
    await telegram.until(lambda: pins(telegram, group) == 1)
    assert len(await boards(group)) == 1


async def test_let_go_it_hears_of_nothing_any_more(telegram: Double, running: Bot) -> None:
    group, khoa = await bound(telegram, -2005), telegram.person(seed.KHOA, "Khoa")
    await khoa.says("gắn nhóm")
    listed = await menu_with(khoa, "Bỏ gắn: Nhóm -2005")
    assert "Nhóm -2005: đợt thi đua." in listed.text
    await khoa.presses("Bỏ gắn: Nhóm -2005", on=listed)
    await khoa.hears("Đã bỏ gắn nhóm “Nhóm -2005”")
    await group.hears(texts.ended())
    assert await boards(group) == []


async def test_a_topic_of_a_group_is_a_group_of_its_own(telegram: Double, running: Bot) -> None:
    group, khoa = telegram.group(-1002007, "Diễn đàn", "supergroup"), telegram.person(seed.KHOA, "Khoa")
    await group.adds_bot(admin=True)
    await group.hears("Trong nhóm này")
    code = await code_for(telegram, "Cụm 2 – Trường học")
    await khoa.says_in(group, f"/nhom {code}", thread=7)
    await group.hears(texts.bound())
    board = await group.hears(BOARD)
    assert board.raw["message_thread_id"] == 7
    await khoa.says_in(group, STATUS, thread=7)
    told = await group.hears("Cụm 2 – Trường học, tính đến")
    assert told.raw["message_thread_id"] == 7


async def test_no_name_phone_or_code_was_ever_said_in_a_group(telegram: Double, running: Bot) -> None:
    people = [(name, phone) for _, _, _, name, phone, _ in demo_data.UNITS]
    units = [unit for _, unit, *_ in demo_data.UNITS]
    secrets = {word for person in people for word in person} | set(units) | {seed.CODE}
    said = [call.text for call in telegram.sent() if (call.chat_id or 0) < 0]
    assert said
    assert [(text, word) for text in said for word in secrets if word in text] == []
