"""The bot as a process of its own, polling a strict Telegram: what people write, send and tap, and what they hear."""

import json
from hashlib import sha256
from typing import Any

import pytest

from bot import demo_data
from core.roles import MENUS, Role
from core.texts import answers, claims, help, labels, people
from tests import seed
from tests.bot.bots import Bot
from tests.bot.browsers import rows
from tests.double import Double, Person
from tests.double.acts import speak

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.process]

PAPER = b"%PDF-1.4 " + bytes(range(256)) * 200
FIRST_FIELD = demo_data.LAST_FORM.fields[0].label
SECOND_FIELD = demo_data.LAST_FORM.fields[1].label


def menu(telegram: Double, **scope: object) -> list[tuple[str, str]]:
    shown = telegram.world.menus.get((json.dumps(scope, sort_keys=True), ""), [])
    return [(command["command"], command["description"]) for command in shown]


def of_role(role: Role) -> list[tuple[str, str]]:
    return [(name, help.COMMANDS[name]) for name in MENUS[role]]


async def test_menus_are_set_in_vietnamese_by_scope_and_by_role(telegram: Double, running: Bot) -> None:
    organisers: dict[str, object] = {"type": "chat", "chat_id": seed.KHOA}
    leaders: dict[str, object] = {"type": "chat", "chat_id": seed.HANH}
    await telegram.until(lambda: menu(telegram, **organisers) and menu(telegram, **leaders))
    assert menu(telegram, type="all_private_chats") == of_role(Role.SECRETARY)
    assert menu(telegram, type="all_group_chats") == [("tinhhinh", help.COMMANDS["tinhhinh"])]
    assert menu(telegram, **organisers) == of_role(Role.ORGANISER)
    assert menu(telegram, **leaders) == of_role(Role.LEADER)


async def test_a_stranger_comes_in_by_a_code_once_and_gets_a_menu(telegram: Double, running: Bot) -> None:
    newcomer, late = telegram.person(2001, "Đức Anh"), telegram.person(2002, "Ai đó")
    await newcomer.says("chào")
    await newcomer.hears(people.stranger())
    await newcomer.says(f"/start {seed.CODE.lower()}")
    await newcomer.hears("Chi đoàn Điện lực")
    await telegram.until(lambda: menu(telegram, type="chat", chat_id=newcomer.id))
    assert menu(telegram, type="chat", chat_id=newcomer.id) == of_role(Role.SECRETARY)
    await late.says(f"/start {seed.CODE}")
    await late.hears(people.code_wrong())


async def test_the_link_for_everybody_opens_a_chat_and_takes_a_shared_telephone(telegram: Double, running: Bot) -> None:
    officer, newcomer = telegram.person(seed.KHOA), telegram.person(2003, "Cấp nước")
    await officer.says("/donvi")
    await officer.hears("đơn vị đã vào hệ thống")
    await officer.presses(labels.JOIN_LINK)
    said = (await officer.hears("https://t.me/")).text
    await newcomer.says(f"/start {said.partition('?start=')[2].split()[0]}")
    await newcomer.hears("phụ trách ở đơn vị nào?")
    await newcomer.says("cap nuoc")
    await newcomer.hears("họ và tên của đồng chí")
    await newcomer.says("Trịnh Văn Phúc")
    await newcomer.hears("số điện thoại của đồng chí Phúc")
    await newcomer.sends_contact("0916000999", own=False)
    await newcomer.hears(claims.own_contact())
    await newcomer.sends_contact("+84916000999")
    await newcomer.hears("Chi đoàn Cấp nước, 0916.000.999")
    await officer.hears("đang chờ đồng chí duyệt")


async def test_a_list_of_units_is_fetched_and_shown(telegram: Double, running: Bot) -> None:
    officer = telegram.person(seed.KHOA)
    lines = "Đơn vị,Họ và tên,Số điện thoại\nĐoàn xã Vân Sơn,Phan Thị Sen,0916000401\n"
    await officer.sends_file("danh-sach.csv", lines.encode())
    await officer.hears("đang đọc danh sách")
    await officer.hears("Đã đọc danh sách: 1 đơn vị, 1 người, 1 số điện thoại.")
    await officer.presses(labels.DROP_LIST)
    await officer.hears("Đã bỏ danh sách")


async def test_a_report_of_a_number_words_and_a_file_that_comes_late(
    telegram: Double, running: Bot, mai: Person, tu: Person
) -> None:
    await telegram.script("download", "500")  # so the file is fetched after the report counts
    await mai.says("/nop")
    await mai.presses(demo_data.LAST_REPORT, on=await mai.hears("Xin chọn báo cáo"))
    await mai.hears(FIRST_FIELD)
    await mai.says("1.500 lượt")
    await mai.hears(SECOND_FIELD)
    await mai.says("Ba buổi toạ đàm, bảy sáng kiến.")
    await mai.hears("Xin gửi tệp")
    await mai.sends_file("Báo cáo.pdf", PAPER)
    summary = await mai.hears("Báo cáo.pdf")
    query = await mai.presses(labels.CONFIRM, on=summary)
    await mai.hears("AH-01")
    assert await mai.answered(query) is not None
    await tu.hears("AH-01")
    await mai.hears("Đã tải xong tệp Báo cáo.pdf")
    digest = sha256(PAPER).hexdigest()
    assert (running.var / "files" / digest[:2] / digest).read_bytes() == PAPER
    assert rows(running, "SELECT state, sha256 FROM file WHERE name = 'Báo cáo.pdf'") == [("here", digest)]


async def test_what_was_handed_in_can_be_had_back(mai: Person) -> None:
    await mai.presses(labels.SHOW, on=await last_with(mai, labels.SHOW))
    back = await mai.hears("Báo cáo.pdf")
    while not back.file_id:  # first the words, then the file itself
        back = await mai.hears("Báo cáo.pdf")


async def last_with(person: Person, label: str) -> Any:
    return [heard for heard in await person.screen() if label in heard.buttons][-1]


async def test_a_tapped_keyboard_goes_away(huy: Person) -> None:
    await huy.says("/nop")
    shown = await huy.hears("Xin chọn báo cáo")
    await huy.answered(await huy.presses(0, on=shown))
    while (edited := await huy.hears()).id != shown.id:
        pass
    assert edited.buttons == []
    await huy.says("/huy")


async def test_a_file_too_big_to_fetch_has_another_way(running: Bot, huy: Person) -> None:
    await huy.sends_file("phim.mp4", b"0", size=30_000_000)
    told = await huy.hears("phim.mp4")
    assert "20 MB" in told.text


STICKER = {
    "sticker": {
        "file_id": "s1", "file_unique_id": "u1", "type": "regular", "width": 9, "height": 9, "is_animated": False,
        "is_video": False,
    }
}  # fmt: skip
POLL = {
    "poll": {
        "id": "p1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False, "is_anonymous": True,
        "type": "regular", "allows_multiple_answers": False, "allows_revoting": False, "members_only": False,
    }
}  # fmt: skip
DICE = {"dice": {"emoji": "🎲", "value": 3}}
PLACE = {"location": {"latitude": 10.0, "longitude": 106.0}}


@pytest.mark.parametrize(
    ("content", "answer"),
    [
        (STICKER, answers.sticker()),
        (POLL, answers.poll()),
        (PLACE, answers.place()),
        (DICE, answers.unsupported()),
    ],
    ids=["sticker", "poll", "place", "dice"],
)
async def test_what_cannot_be_read_is_said_to_be(
    telegram: Double, huy: Person, content: dict[str, Any], answer: str
) -> None:
    speak(telegram.world, huy.profile, None, content)
    await huy.hears(answer)


async def test_a_contact_card_is_no_report(huy: Person) -> None:
    await huy.sends_contact("0914000302")
    await huy.hears(answers.contact_card())


async def test_an_edit_changes_nothing_and_says_so(huy: Person) -> None:
    said = await huy.says("cảm ơn")
    await huy.hears()
    await huy.corrects(said, "cảm ơn nhiều")
    await huy.hears(answers.edited())


async def test_an_unknown_command_gets_a_helpful_answer(huy: Person) -> None:
    await huy.says("/khongco")
    await huy.hears("trợ giúp")


async def test_a_button_nobody_made_does_nothing(telegram: Double, huy: Person) -> None:
    await huy.says("/viec")
    shown = await huy.hears("An Bình")
    forged = {**shown.raw, "reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "1.1"}]]}}
    await huy.presses("x", on=type(shown)(forged))
    await huy.hears(answers.choice_not_yours())


class TestWhoIsNotThereAnyMore:
    async def test_who_blocked_the_bot_hears_nothing_until_they_return(
        self, telegram: Double, running: Bot, mai: Person, tu: Person
    ) -> None:
        await tu.blocks()
        await telegram.polled()
        await mai.says("/nop")  # the unit's first report: its other people would be told
        await self.hands_in(mai)
        assert telegram.refused(403) == []
        await tu.returns()
        await tu.says("/viec")
        await tu.hears("An Hòa")
        assert rows(running, "SELECT gone_at FROM chat WHERE address = ?", str(tu.id)) == [(None,)]

    async def hands_in(self, mai: Person) -> None:
        await mai.hears("Nội dung trọng tâm")
        await mai.says("Mỗi chi đoàn một sáng kiến.")
        await mai.hears("Xin gửi tệp")
        await mai.sends_file("noi-dung.docx", b"PK")
        await mai.presses(labels.CONFIRM, on=await mai.hears("noi-dung.docx"))
        await mai.hears("AH-02")

    async def test_a_403_closes_the_chat_and_nobody_writes_there_again(
        self, telegram: Double, running: Bot, huy: Person, khoa: Person
    ) -> None:
        await khoa.deactivates()
        await huy.says("xin gia hạn đến thứ Sáu, đồng chí bí thư đi công tác")
        await huy.hears("gia hạn")
        await telegram.until(lambda: telegram.refused(403))
        await huy.says("xin gia hạn thêm một ngày nữa ạ")
        await huy.hears("Đã chuyển thêm")
        await telegram.polled()
        assert len(telegram.refused(403)) == 1
        ((gone,),) = rows(running, "SELECT gone_at FROM chat WHERE address = ?", str(khoa.id))
        assert gone is not None


async def test_files_are_readable_by_their_owner_only(running: Bot) -> None:
    paths = [running.var, *running.var.rglob("*")]
    modes = {"folder": {0o700}, "file": {0o600}}
    seen = [("folder" if path.is_dir() else "file", path.stat().st_mode & 0o777) for path in paths]
    assert [(kind, oct(mode)) for kind, mode in seen if mode not in modes[kind]] == []
    assert {"dunghan.db", "dunghan.db-wal", "dunghan.db.lock", "secret.key"} <= {path.name for path in paths}
