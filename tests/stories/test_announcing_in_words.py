"""An announcement that was read back: what is typed under it, without a single button."""

from pathlib import Path

import pytest
from sqlmodel import col, update

from core.texts import labels
from data import marks
from data.models import Broadcast, Chat
from tests.cast import campaign
from tests.stories.test_announcements import RIGHT, _crowd, announces, card, told


def offered(letter: object) -> list[str]:
    return [one["label"] for one in letter.choices.get("items", ())]  # type: ignore[attr-defined]


@pytest.mark.parametrize("typed", ["gửi", "gui di", "ok gửi", "Gửi luôn nhé", "gửi ngay", "đồng ý gửi"])
async def test_send_it(tmp_path: Path, typed: str) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-09-30 09:00")
        await card(world.khoa, "An Hòa")
        await world.khoa.says(typed)
        await world.khoa.hears("Bắt đầu gửi tới 2 người")
        assert len(await told(world.mai)) == 1


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("gui thu", "Đã gửi thử cho đồng chí"),
        ("hẹn giờ", "Gửi lúc nào?"),
        ("sua noi dung", "Xin gõ nội dung thông báo"),
        ("đổi người nhận", "Gửi cho ai?"),
        ("doi cau hoi", "Người nhận trả lời thế nào?"),
        ("bỏ đi", "Đã bỏ bản thảo thông báo"),
        ("khoan đã", "bản thảo thông báo còn giữ"),
        ("không gửi nữa", "bản thảo thông báo còn giữ"),
        ("8h sáng nay", "Xin gõ ngày giờ ở phía trước"),
        ("29/09/2021 8h", "Xin gõ ngày giờ ở phía trước"),
        ("gửi cụm 1 lúc 15h", "Tin đi lúc 15 giờ 00 hôm nay"),
        ("sáng trăng", "Chưa rõ ý vừa gõ"),
    ],
)
async def test_or_something_else(tmp_path: Path, typed: str, heard: str) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-09-30 09:00")
        await card(world.khoa, "An Hòa")
        await world.khoa.says(typed)
        await world.khoa.hears(heard)
        assert not await told(world.mai)


async def test_send_it_is_the_yes_to_what_was_shown(tmp_path: Path) -> None:
    """Beside it, on the other device, something else was typed meanwhile."""
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-09-30 09:00")
        await card(world.khoa, "An Hòa")
        await world._does(update(Broadcast).values(version=9, words=RIGHT))
        await world.khoa.says("gửi đi")
        await world.khoa.hears("Thông báo đã đổi sau lần xem đó")
        await world.khoa.says("gửi đi")
        assert RIGHT in (await told(world.mai))[0].text


async def test_send_it_now_where_an_hour_was_set_shows_it_again(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-09-30 09:00")
        await card(world.khoa, "An Hòa")
        await world.khoa.says("15h")
        await world.khoa.hears("Tin đi lúc 15 giờ 00 hôm nay")
        await world.khoa.says("gửi ngay")
        await world.khoa.hears("Đồng ý thì tin đi ngay")
        await world.khoa.says("gửi")
        await world.khoa.hears("Bắt đầu gửi")


async def test_an_hour_at_night_is_told_to_be_one(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-09-30 09:00")
        await card(world.khoa, "An Hòa")
        await world.khoa.says("20h30 tối nay")
        shown = await world.khoa.hears("20 giờ 30 hôm nay là giờ nghỉ nên tin đi lúc 8 giờ 15", "Gấp, gửi cả giờ nghỉ")
        assert "Gấp, gửi cả giờ nghỉ" in offered(shown)
        await world.khoa.says("gấp")
        await world.khoa.hears("Tin đi lúc 20 giờ 30 hôm nay, kể cả giờ nghỉ")
        await world.khoa.says("gửi")
        await world.khoa.hears("Đã hẹn")
        await world.goes_to("2021-09-30 20:31")
        assert len(await told(world.mai)) == 1


async def test_where_nobody_can_be_written_to_there_are_words_to_pass_on(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-09-30 09:00")
        await world.khoa.says("thông báo cho đơn vị chưa vào: Mời vào hệ thống để nhận việc.")
        _, shown = await world.khoa.news()
        assert shown.text.startswith("Chưa có ai nhận được tin này (Đơn vị chưa vào).")
        assert "Chi đoàn Điện lực" in shown.text
        assert "đi ngay" not in shown.text
        await world.khoa.chooses("Lời để nhắn hộ")
        words, whom = await world.khoa.news()
        assert "Mời vào hệ thống để nhận việc." in words.text
        assert not offered(words)
        assert "Chi đoàn Điện lực: " in whom.text
        await world.khoa.says("thông báo cho cụm trưởng: Mời họp.")
        shown = await world.khoa.hears("Chưa có ai nhận được tin này", "Xin chọn nơi nhận khác")
        assert "Lời để nhắn hộ" not in offered(shown)
        await world.khoa.says("gửi")
        await world.khoa.hears("Chưa có ai nhận được tin này")


async def test_once_everybody_has_answered_nobody_is_said_to_be_asked_again(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await announces(world, "An Hòa")
        await world.mai.says("đã nhận")
        await world.tu.says("đã nhận")
        await world.passes(seconds=20)
        shown = (await world.khoa.news())[-1]
        assert "“Đã nhận”: 2/2" in shown.text
        assert "hỏi lại" not in shown.text


async def test_where_nothing_can_be_edited_nothing_is_promised_to_be(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        khoa = await world.moves_to_plain(world.khoa)
        await world.goes_to("2021-09-30 09:00")
        await card(khoa, "An Hòa")
        await khoa.says("gửi")
        await khoa.hears("Bắt đầu gửi tới 2 người", "gõ “thông báo đã gửi”")
        assert len(await told(world.mai)) == 1


async def test_a_group_needs_a_channel_that_has_some(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.khoa.says("/nhom")
        letter = await world.khoa.hears_only("xin nhờ kỹ thuật nối Telegram")
        assert offered(letter) == [labels.ANNOUNCE]
        await world.database.write(lambda session: marks.put(session, marks.TELEGRAM_NAME, "DungHanBot"))
        await world.khoa.says("/nhom")
        await world.khoa.chooses("Cả đợt: đợt thi đua")
        await world.khoa.hears("https://t.me/DungHanBot?startgroup=", "/nhom ")


async def test_a_file_too_big_for_the_chat_still_belongs_to_what_is_composed(tmp_path: Path) -> None:
    """It comes by the page, minutes later."""
    async with campaign(tmp_path) as world:
        khoa = world.khoa
        await world.goes_to("2021-09-30 09:00")
        await card(khoa, "An Hòa")
        await khoa._sends(
            {"v": 1, "kind": "file", "name": "phim.mp4", "size": 60_000_000, "sha256": "", "type": ""}, None
        )
        await khoa.hears("Xin đồng chí gửi tệp bằng liên kết này")
        await world.passes(minutes=8)
        await khoa.sends_file("phim.mp4")
        await khoa.hears("Đã kèm phim.mp4; thông báo có 1 tệp")


async def test_a_great_many_are_counted_once_for_all_that_is_changed_beside(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-09-30 09:00")
        await _crowd(world, 1000)
        await card(world.khoa, "tất cả")
        await world._does(update(Chat).where(col(Chat.address) == "demo:secretary").values(gone_at=world.now))
        await world.khoa.says("15h")
        await world.khoa.hears("gửi tới 1.012 người", "Tin đi lúc 15 giờ 00")
        await world.khoa.says("tất cả đơn vị")
        await world.khoa.hears("gửi tới 1.011 người")
        await world._does(update(Chat).where(col(Chat.address) == "demo:deputy").values(gone_at=world.now))
        await world.passes(minutes=6)
        await world.khoa.says("16h")
        await world.khoa.hears("gửi tới 1.010 người")


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("duyệt hết", "Không còn báo cáo nào chờ xem"),
        ("gia hạn An Hòa thêm 3 ngày", "Gia hạn báo cáo nào?"),
        ("miễn nộp An Hòa", "Miễn nộp báo cáo nào?"),
    ],
)
async def test_another_wish_is_no_answer_to_whom_it_is_for_and_the_draft_waits(
    tmp_path: Path, said: str, heard: str
) -> None:
    async with campaign(tmp_path) as world:
        await world.khoa.says("thông báo: mai họp lúc 8 giờ")
        await world.khoa.hears("Gửi cho ai?")
        await world.khoa.says(said)
        await world.khoa.hears_only(heard)
        await world.khoa.says("thông báo")
        await world.khoa.hears("Gửi cho ai?")
