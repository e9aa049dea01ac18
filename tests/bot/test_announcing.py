"""An announcement over Telegram: buttons, edits in place, somebody who is gone."""

import pytest

from tests.bot.browsers import rows
from tests.double import Person

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.process]

WORDS = "Mời các đồng chí dự giao ban lúc 8 giờ 00 thứ Hai 04/10/2021."
RIGHT = "Mời các đồng chí dự giao ban lúc 9 giờ 30 thứ Hai 04/10/2021."


async def test_sent_answered_put_right_and_taken_back(running: object, khoa: Person, mai: Person, huy: Person) -> None:
    await khoa.says("/thongbao")
    await khoa.hears("Xin gõ nội dung")
    await khoa.says(WORDS)
    await khoa.hears("Gửi cho ai?")
    await khoa.says("An Hòa, An Bình")
    preview = await khoa.hears("Thông báo của")
    assert preview.buttons == ["Đã nhận"]
    await khoa.hears("gửi tới 3 người")
    await khoa.presses("Gửi 3 người")
    received = await mai.hears(WORDS)
    assert received.text == preview.text
    await huy.hears(WORDS)
    await mai.presses("Đã nhận", on=received)
    await mai.hears("đã ghi nhận là đồng chí đã đọc")
    course = await khoa.hears("“Đã nhận”: 1/3", timeout=15)
    await khoa.presses("Đính chính", on=course)
    await khoa.hears("Xin gõ lại toàn bộ nội dung đúng")
    await khoa.says(RIGHT)
    await khoa.hears("Thay nội dung đã gửi tới 3 người")
    await khoa.presses("Gửi đính chính")
    assert RIGHT in (await mai.hears("đính chính lúc")).text
    assert not [one for one in await mai.screen() if WORDS in one.text]
    await huy.deactivates()
    await khoa.says("thông báo")
    await khoa.hears("Xin gõ nội dung")
    await khoa.presses("Thông báo đã gửi")
    await khoa.hears("Các thông báo gần đây")
    await khoa.presses("Xem tin 1")
    shown = await khoa.hears("Đã đính chính lúc")
    await khoa.presses("Thu hồi", on=shown)
    await khoa.hears("Thu hồi thông báo này khỏi")
    await khoa.presses("Đúng, thu hồi")
    gone = await mai.hears("đã thu hồi thông báo này")
    assert gone.buttons == []
    assert not [one for one in await mai.screen() if RIGHT in one.text]


async def test_each_person_has_one_letter_of_it(running: object, mai: Person) -> None:
    found = rows(running, "SELECT person_id, count(*) FROM outbox WHERE broadcast_id IS NOT NULL GROUP BY person_id")  # type: ignore[arg-type]
    assert [many for _, many in found] == [1, 1, 1]
