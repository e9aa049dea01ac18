"""What Telegram brings beside plain words: albums, voices, edits, forwarded words, answers to a letter."""

import unicodedata
from typing import Any

import pytest

from core.texts import answers, labels, report
from tests.bot.bots import Bot
from tests.bot.browsers import rows
from tests.double import Double, Person
from tests.double.acts import speak

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.process]

ALBUM = [(f"anh-{number}.jpg", bytes([number]) * 500) for number in range(1, 11)]
FORWARDED: dict[str, Any] = {
    "forward_origin": {"type": "hidden_user", "date": 1_632_900_000, "sender_user_name": "Ai đó"}
}


async def test_ten_photos_are_one_acknowledgement_and_all_of_them_come(
    telegram: Double, running: Bot, mai: Person
) -> None:
    await mai.sends_album(ALBUM, sort="photo")
    asked = await mai.hears("10 tệp vừa gửi")
    assert await mai.unheard() == []
    await mai.presses(0, on=asked)
    await mai.hears("Đã giữ 10 tệp vừa gửi")
    await telegram.polled()
    await telegram.until(lambda: rows(running, "SELECT count(*) FROM file WHERE state = 'here'") == [(10,)])
    assert [heard.text for heard in await mai.unheard() if "edit_date" not in heard.raw] == []


async def test_an_edit_changes_the_answer_it_gave_and_only_that(mai: Person) -> None:
    await mai.says("/nop")
    await mai.hears("Làm tiếp")
    said = await mai.says("Mỗi chi đoàn một sáng kiến")
    await mai.hears("Xin xem lại")
    await mai.corrects(said, "Mỗi chi đoàn hai sáng kiến")
    await mai.hears("Mỗi chi đoàn hai sáng kiến")
    await mai.says("việc")
    await mai.hears("An Hòa")
    await mai.corrects(said, "Không còn sáng kiến nào")
    await mai.hears(answers.edited())


async def test_a_voice_is_kept_as_an_attachment(running: Bot, mai: Person, huy: Person) -> None:
    await mai.sends_voice(b"ogg")
    await mai.hears(report.voice_kept())
    await huy.sends_voice(b"ogg too")
    asked = await huy.hears("Xin chọn báo cáo mà tệp ghi-am-")
    assert labels.LATER not in asked.buttons
    assert rows(running, "SELECT count(*) FROM draft") == [(1,)]


async def test_a_file_in_answer_to_a_letter_goes_where_the_letter_points(
    telegram: Double, running: Bot, huy: Person
) -> None:
    """And words under it name the report as well."""
    await huy.sends_file("ket-qua.pdf", b"%PDF", caption="Em gửi báo cáo kết quả ạ")
    await huy.hears("Đã giữ tệp ket-qua.pdf cho Báo cáo kết quả")
    await huy.says("/huy")
    await huy.hears("bản nháp")


async def test_forwarded_words_are_no_command(telegram: Double, huy: Person) -> None:
    speak(telegram.world, huy.profile, None, {"text": "/huy", **FORWARDED})
    await huy.hears(answers.forwarded_command())
    speak(telegram.world, huy.profile, None, {"text": "nhờ anh chuyển giúp em", **FORWARDED})
    await huy.hears("Hệ thống chưa hiểu tin vừa rồi")


async def test_a_place_that_moves_is_answered_once(telegram: Double, huy: Person) -> None:
    place = {"location": {"latitude": 10.0, "longitude": 106.0, "live_period": 900}}
    sent = speak(telegram.world, huy.profile, None, place)
    await huy.hears(answers.place())
    for _ in range(3):
        telegram.world.updates.add("edited_message", sent["chat"]["id"], {**sent, "edit_date": sent["date"]})
    await telegram.polled()
    assert await huy.unheard() == []


async def test_forwarded_numbers_are_read_back_before_they_count(telegram: Double, huy: Person) -> None:
    speak(telegram.world, huy.profile, None, {"text": "2 buổi, 150 lượt", **FORWARDED})
    await huy.hears("Chưa có gì được nộp")
    await huy.says("/nop báo cáo kết quả")
    await huy.hears("Số lượt người tham gia")
    speak(telegram.world, huy.profile, None, {"text": "chi đoàn 3: 170 lượt", **FORWARDED})
    await huy.hears("“chi đoàn 3: 170 lượt” là 3")
    await huy.says("170")
    await huy.hears("Xin viết: Kết quả nổi bật")


async def test_a_name_comes_clean(telegram: Double, running: Bot, tu: Person) -> None:
    name = unicodedata.normalize("NFD", "Báo cáo\nĐoàn")
    await tu.sends_file(f"{name}.pdf", b"%PDF-1.4")
    await tu.hears("tệp Báo cáo Đoàn.pdf")
