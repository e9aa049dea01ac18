"""The bot in groups: counts for those who may see them, and never a name, a phone or a code."""

import pytest
import pytest_asyncio

from bot import demo_data
from core.texts import answers, groups
from tests import seed
from tests.bot.bots import Bot
from tests.double import Double, Group

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.process]

STATUS = "/tinhhinh@double_bot"


@pytest_asyncio.fixture(loop_scope="module")
async def group(telegram: Double, running: Bot) -> Group:
    group = telegram.group(-501, "Ban Tổ chức")
    if not await group.screen():
        await group.adds_bot()
        await group.hears("Trong nhóm này")
    return group


@pytest.mark.parametrize("who", [seed.KHOA, seed.HANH], ids=["organiser", "leader"])
async def test_who_may_see_it_all_gets_counts_only(telegram: Double, group: Group, who: int) -> None:
    await telegram.person(who).says_in(group, STATUS)
    told = await group.hears("tính đến")
    assert "0/12 đơn vị" in told.text
    assert told.buttons == []


@pytest.mark.parametrize("who", [seed.MAI, 3001], ids=["secretary", "stranger"])
async def test_anybody_else_is_sent_to_a_private_chat(telegram: Double, group: Group, who: int) -> None:
    await telegram.person(who).says_in(group, STATUS)
    await group.hears(answers.in_group_private_only())


@pytest.mark.parametrize(
    "words", ["/chuanop", "/viec", "/nop", "/donvi", f"/start {seed.CODE}", "@double_bot chưa nộp"]
)
async def test_nothing_else_is_answered_there(telegram: Double, group: Group, words: str) -> None:
    await telegram.person(seed.KHOA).says_in(group, words)
    await group.hears(answers.in_group_private_only())


async def test_a_file_sent_there_is_talked_over_in_private(telegram: Double, group: Group) -> None:
    mai = telegram.person(seed.MAI)
    await mai.sends_file("bc.pdf", b"%PDF", caption="@double_bot", group=group)
    await mai.hears("Tệp đồng chí gửi trong nhóm được trao đổi riêng ở đây: bc.pdf.")
    await telegram.person(3001).sends_file("bc.pdf", b"%PDF", caption="@double_bot", group=group)
    await group.hears(groups.file_here("https://t.me/double_bot"))
    await telegram.person(seed.HANH).sends_file("bc.pdf", b"%PDF", caption="@double_bot", group=group)
    await group.hears(answers.in_group_private_only())


async def test_a_group_that_becomes_a_supergroup_is_written_to_at_its_new_address(
    telegram: Double, group: Group
) -> None:
    moved_to = await group.migrates()
    await telegram.polled()
    await telegram.person(seed.KHOA).says_in(group, STATUS)
    await group.hears("tính đến")
    assert telegram.sent()[-1].chat_id == moved_to
    assert [call for call in telegram.refused() if "upgraded" in call.description] == []


async def test_a_letter_already_addressed_to_the_old_group_follows_it(telegram: Double, running: Bot) -> None:
    """The notice of the move has not been handled yet when the letter is sent."""
    group, khoa = telegram.group(-777, "Nhóm khác"), telegram.person(seed.KHOA)
    await group.adds_bot()
    await group.hears("Trong nhóm này")
    await telegram.script("sendMessage", "500")
    await khoa.says_in(group, STATUS)
    await telegram.until(lambda: telegram.refused() or [c for c in telegram.calls("sendMessage") if c.outcome == "500"])
    await group.migrates()
    await group.hears("tính đến")


async def test_being_put_out_is_understood(telegram: Double, running: Bot) -> None:
    group = telegram.group(-888, "Nhóm tạm")
    await group.adds_bot()
    await group.hears("Trong nhóm này")
    await group.removes_bot()
    await telegram.polled()
    await group.adds_bot()
    await group.hears("Trong nhóm này")


async def test_no_name_phone_or_code_was_ever_said_in_a_group(telegram: Double) -> None:
    people = [(name, phone) for _, _, _, name, phone, _ in demo_data.UNITS]
    people += [demo_data.ORGANISER[:2], demo_data.LEADER[:2], demo_data.DEPUTY[1:]]
    secrets = {word for person in people for word in person} | {seed.CODE}
    said = [call.text for call in telegram.sent() if (call.chat_id or 0) < 0]
    assert said
    assert [(text, word) for text in said for word in secrets if word in text] == []
