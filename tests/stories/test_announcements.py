"""An announcement: composed, shown, sent to exactly those who are meant, answered, put right and taken back."""

from functools import partial
from pathlib import Path

import pytest
from sqlmodel import col, select

from bot.clock import machine_now
from core.delivery import Kind
from core.roles import HANDING_IN, Role
from data import broadcasting, people, units
from data.database import Session
from data.models import Broadcast, Chat, Group, GroupUnit, Letter, Recipient
from scheduler.broadcasts import _write
from tests.cast import FIRST, Actor, World, all_at_once, campaign, moment, wakes_at

WORDS = "Mời các đồng chí dự giao ban lúc 8 giờ 00 thứ Hai 04/10/2021 tại hội trường."
RIGHT = "Mời các đồng chí dự giao ban lúc 9 giờ 30 thứ Hai 04/10/2021 tại phòng họp số 2."


PAGE = "\n".join(f"{n}. {WORDS}" for n in range(1, 20))


async def card(actor: Actor, whom: str, words: str = WORDS) -> str:
    """Composed by typed words alone; what is shown before anything goes."""
    await actor.says("thong bao")
    await actor.says(words)
    await actor.says(whom)
    return (await actor.hears("Xin xem lại")).text


async def sends(actor: Actor) -> None:
    """The yes, however many it names."""
    letter = (await actor.letters())[-1]
    label = next(one["label"] for one in letter.choices["items"] if one["action"] == "announce.send")
    await actor.presses(label, letter)


async def announces(world: World, whom: str = "tất cả đơn vị", words: str = WORDS) -> None:
    await world.goes_to("2021-09-30 09:00")
    await card(world.khoa, whom, words)
    await sends(world.khoa)
    await world.khoa.news()


async def told(actor: Actor) -> list[Letter]:
    return [one for one in await actor.letters() if one.text.startswith("Thông báo của")]


# -- composing ----------------------------------------------------------------------------------------------------


async def test_from_the_words_to_the_answers(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        khoa, mai = world.khoa, world.mai
        await world.goes_to("2021-09-30 09:00")
        await khoa.says("/thongbao")
        await khoa.hears("Xin gõ nội dung thông báo")
        await khoa.says(WORDS)
        await khoa.hears("Gửi cho ai?")
        await khoa.chooses("Tất cả đơn vị")
        preview, shown = await khoa.news()
        assert preview.text.startswith("Thông báo của Quận Đoàn Bình Lâm:\n" + WORDS)
        assert "gửi tới 12 người" in shown.text
        assert "Chưa nhắn tới được 1 đơn vị (Chi đoàn Điện lực)" in shown.text
        await khoa.presses("Đã nhận", preview)
        await khoa.hears_only("Đây là bản xem trước")
        await mai.hears_nothing()
        await khoa.presses("Gửi 12 người", shown)
        await khoa.hears("Đã gửi xong thông báo", "12/13 người nhận được", "“Đã nhận”: 0/12; chưa trả lời 12")
        received = await mai.hears_only("Thông báo của Quận Đoàn Bình Lâm", WORDS, "“Đã nhận”")
        assert received.text == preview.text
        await mai.says("đã nhận")
        await mai.hears_only("đã ghi nhận là đồng chí đã đọc")
        await world.passes(seconds=10)
        edit = await khoa.hears_only("“Đã nhận”: 1/12; chưa trả lời 11")
        assert edit.kind == Kind.EDIT


@pytest.mark.parametrize(
    ("typed", "people", "reached"),
    [
        ("An Hòa", 2, "AH"),
        ("bí thư An Hòa", 1, "AH"),
        ("cụm 1", None, "AB"),
        ("tất cả, trừ An Hòa", 10, "AB"),
        ("An Hòa\nAn Bình", 3, "AB"),
        ("các đơn vị trực thuộc Quận Đoàn", 12, "AB"),
        ("An Hòa và các đơn vị trực thuộc", 2, "AH"),
        (f"chưa nộp {FIRST}", 12, "AB"),
    ],
)
async def test_exactly_those_who_are_meant(tmp_path: Path, typed: str, people: int | None, reached: str) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-09-30 09:00")
        shown = await card(world.khoa, typed)
        assert people is None or f"gửi tới {people} người" in shown
        await sends(world.khoa)
        to = world.mai if reached == "AH" else world.unit(reached)
        assert len(await told(to)) == 1
        assert bool(await told(world.mai)) is ("trừ" not in typed and typed != "cụm 1") or typed == "cụm 1"
        assert not await told(world.hanh)


async def test_the_leader_beside_the_units(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await announces(world, "lãnh đạo và An Hòa")
        assert [len(await told(one)) for one in (world.hanh, world.mai, world.tu, world.unit("AB"))] == [1, 1, 1, 0]


async def test_a_leader_is_written_to_by_name_of_the_office(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await announces(world, "lãnh đạo")
        assert len(await told(world.hanh)) == 1
        assert not await told(world.mai)


async def test_what_is_unclear_is_asked_and_nothing_is_guessed(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        khoa = world.khoa
        await world.goes_to("2021-09-30 09:00")
        await khoa.says("thông báo")
        await khoa.says(WORDS)
        await khoa.says("cụm 9")
        await khoa.hears("Chưa rõ: cum 9", "Gửi cho ai?")
        await khoa.says("chưa nộp")
        await khoa.hears("Xin gõ rõ chưa nộp báo cáo nào")
        await khoa.says("chua nop trong tam")
        await khoa.hears("Xin xem lại")


async def test_who_handed_in_meanwhile_is_not_told_that_it_is_missing(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-09-30 09:00")
        await card(world.khoa, f"chưa nộp {FIRST}")
        await world.khoa.says("14g chiều nay")
        await world.khoa.hears("Tin đi lúc 14 giờ 00 hôm nay")
        await sends(world.khoa)
        await world.khoa.hears("Đã hẹn")
        await world.mai.hands_in()
        await world.goes_to("2021-09-30 14:00")
        assert not await told(world.mai)
        assert not await told(world.tu)
        assert len(await told(world.unit("AB"))) == 1


async def test_files_and_photos_sent_together_go_with_it(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        khoa = world.khoa
        await world.goes_to("2021-09-30 09:00")
        await khoa.says("thong bao")
        await khoa.sends_album("giay-moi.pdf", "so-do.jpg")
        await khoa.hears("thông báo có 2 tệp", "Xin gõ nội dung")
        await khoa.says(WORDS)
        await khoa.says("An Hòa")
        await khoa.hears("Xin xem lại")
        await sends(khoa)
        (letter,) = await told(world.mai)
        assert len(letter.files["ids"]) == 2


async def test_a_yes_to_what_has_changed_is_asked_again(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        khoa = world.khoa
        await world.goes_to("2021-09-30 09:00")
        await card(khoa, "An Hòa")
        old = (await khoa.letters())[-1]
        await khoa.says("cụm 1")
        await khoa.presses("Gửi 2 người", old)
        await khoa.hears("Thông báo đã đổi sau lần xem đó")
        assert not await told(world.mai)


async def test_a_yes_from_before_it_was_called_back_is_asked_again(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        khoa = world.khoa
        await world.goes_to("2021-09-30 09:00")
        await card(khoa, "An Hòa")
        await khoa.says("gửi lúc 8g sáng mai")
        old = (await khoa.letters())[-1]
        await sends(khoa)
        await khoa.says("dừng thông báo")
        for words in ("thông báo", "tất cả", "tất cả, trừ An Bình"):
            await khoa.says(words)
        await khoa.presses("Hẹn gửi 2 người", old)
        await khoa.hears("Thông báo đã đổi sau lần xem đó")
        assert [one.state for one in await world.rows(Broadcast)] == ["draft"]


async def test_a_double_tap_sends_once(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-09-30 09:00")
        await card(world.khoa, "An Hòa")
        shown = (await world.khoa.letters())[-1]
        await world.khoa.presses("Gửi 2 người", shown)
        await world.khoa.presses("Gửi 2 người", shown)
        assert len(await told(world.mai)) == 1
        assert len([one for one in await world.rows(Broadcast) if one.state == "sent"]) == 1


async def test_leaving_keeps_what_was_composed(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        khoa = world.khoa
        await world.goes_to("2021-09-30 09:00")
        await khoa.says("thong bao")
        await khoa.says(WORDS)
        await khoa.says("thoi")
        await khoa.hears("bản thảo thông báo còn giữ")
        await khoa.says("tinh hinh")
        await khoa.news()
        await khoa.says("thong bao")
        await khoa.hears("Gửi cho ai?")


async def test_words_typed_with_the_wish_take_the_place_of_what_was_composed(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        khoa = world.khoa
        await world.goes_to("2021-09-30 09:00")
        await card(khoa, "An Hòa")
        await khoa.says("thoi")
        await khoa.news()
        await khoa.says("Thông báo: chiều mai nghỉ họp giao ban do mưa bão")
        preview, shown = await khoa.news()
        assert "chiều mai nghỉ họp giao ban do mưa bão" in preview.text
        assert "thay cho nội dung soạn trước đó: “Mời các đồng chí" in shown.text
        await khoa.says("thoi")
        await khoa.news()
        await khoa.says("gửi thông báo cho tất cả các đơn vị")
        assert "chiều mai nghỉ họp" in (await khoa.news())[0].text


@pytest.mark.parametrize(
    ("typed", "words", "reached"),
    [
        ("thông báo: mai nghỉ", "mai nghỉ", None),
        ("/thongbao mai nghỉ", "mai nghỉ", None),
        ("/Thongbao: mai nghỉ", "mai nghỉ", None),
        ("thong bao: nop bao cao truoc 17 gio chieu nay", "nop bao cao truoc 17 gio chieu nay", None),
        ("Thông báo:\n\nMai nghỉ.", "Mai nghỉ.", None),
        ("Thông báo cho An Hòa: mai nghỉ", "mai nghỉ", "gửi tới 2 người (An Hòa)"),
        ("gửi thông báo tới an hòa: mai họp lúc 8 giờ", "mai họp lúc 8 giờ", "gửi tới 2 người (an hòa)"),
        (f"Thông báo: {WORDS} {RIGHT}", f"{WORDS} {RIGHT}", None),
        (f"Thông báo: {PAGE}", PAGE, None),
        ("/thongbao cho An Hòa: ok", "ok", "gửi tới 2 người (An Hòa)"),
    ],
)
async def test_in_one_breath(tmp_path: Path, typed: str, words: str, reached: str | None) -> None:
    async with campaign(tmp_path) as world:
        await world.khoa.says(typed)
        await world.khoa.hears(reached or "Gửi cho ai?")
        (one,) = await world.rows(Broadcast)
        assert one.words == words


async def test_whom_that_cannot_be_told_is_asked_and_not_whoever_was_meant_before(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await card(world.khoa, "tất cả")
        await world.khoa.says("thôi")
        await world.khoa.says("thông báo cho An Hoài: mai nghỉ")
        await world.khoa.hears("thay cho nội dung soạn trước đó", "Chưa rõ: an hoai", "Gửi cho ai?")
        await world.khoa.says("An Hòa")
        await world.khoa.hears("gửi tới 2 người (An Hòa)")


async def test_what_a_unit_says_of_itself_is_no_announcement(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.says("thông báo chiều nay em nộp")
        await world.mai.hears("17 giờ 00")
        head, _ = await _a_head(world)
        await head.says("thông báo: mai nghỉ")
        await head.hears("Gửi cho ai?")


async def test_to_try_it_goes_to_oneself_alone(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-09-30 09:00")
        await card(world.khoa, "tất cả")
        await world.khoa.chooses("Gửi thử cho tôi")
        trial = await world.khoa.hears("Thông báo của Quận Đoàn Bình Lâm", WORDS)
        await world.khoa.presses("Đã nhận", trial)
        await world.khoa.hears("Đây là bản xem trước")
        await world.mai.hears_nothing()


async def test_by_typed_words_alone_where_there_are_no_buttons(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-09-30 09:00")
        khoa = await world.moves_to_plain(world.khoa)
        mai = await world.moves_to_plain(world.mai)
        shown = await card(khoa, "An Hòa")
        assert "Trên Zalo, lựa chọn thành danh sách đánh số" in shown
        await khoa.says("1")
        await khoa.hears("Đã gửi xong", "2/2 người nhận được")
        await mai.hears("1. Đã nhận")
        await mai.says("1")
        await mai.hears("đã ghi nhận là đồng chí đã đọc")


# -- when it goes -------------------------------------------------------------------------------------------------


async def test_in_quiet_hours_it_waits_unless_it_is_urgent(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-09-30 21:00")
        assert "Lúc này là giờ nghỉ nên tin đi lúc 8 giờ 15" in await card(world.khoa, "An Hòa")
        await sends(world.khoa)
        await world.khoa.hears("Đã hẹn")
        assert not await told(world.mai)
        await world.khoa.says("thong bao")
        await world.khoa.says("Gấp: lùi giờ họp.")
        await world.khoa.says("An Hòa")
        await world.khoa.chooses("Gấp, gửi cả giờ nghỉ")
        await sends(world.khoa)
        assert len(await told(world.mai)) == 1
        await world.goes_to("2021-10-01 08:15")
        assert len(await told(world.mai)) == 2


async def test_one_that_waits_can_be_called_back(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-09-30 09:00")
        await card(world.khoa, "An Hòa")
        await world.khoa.says("gửi lúc 8g sáng mai")
        await sends(world.khoa)
        await world.khoa.says("dừng thông báo")
        await world.khoa.hears("Đã hủy lịch gửi")
        await world.goes_to("2021-10-01 12:00")
        assert not await told(world.mai)


async def test_one_missed_in_a_downtime_keeps_the_quiet_hours(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-09-30 09:00")
        await card(world.khoa, "An Hòa")
        await world.khoa.says("gửi lúc 16g chiều nay")
        await sends(world.khoa)
    await wakes_at(tmp_path, "2021-09-30 22:30")
    async with campaign(tmp_path) as world:
        assert not await told(world.mai)
        await world.goes_to("2021-10-01 08:15")
        assert len(await told(world.mai)) == 1


# -- afterwards ---------------------------------------------------------------------------------------------------


async def test_a_choice_is_tallied_and_may_be_changed(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        khoa, mai, tu = world.khoa, world.mai, world.tu
        await world.goes_to("2021-09-30 09:00")
        await card(khoa, "An Hòa")
        await khoa.chooses("Đổi cách trả lời")
        await khoa.says("Sáng / Chiều / Không dự")
        await khoa.hears("Người nhận chọn: Sáng; Chiều; Không dự")
        await sends(khoa)
        await mai.chooses("Chiều")
        await mai.hears("đã ghi: “Chiều”")
        await tu.says("2")
        await mai.chooses("Không dự")
        await mai.hears("đã ghi: “Không dự” thay cho “Chiều”")
        await world.passes(seconds=10)
        await khoa.hears("Sáng: 0; Chiều: 1; Không dự: 1; chưa trả lời 0")


@pytest.mark.parametrize(("said", "tally"), [("có ạ", "Có: 1; Không: 0"), ("dạ không", "Có: 0; Không: 1")])
async def test_yes_and_no_in_words(tmp_path: Path, said: str, tally: str) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-09-30 09:00")
        await card(world.khoa, "An Hòa")
        await world.khoa.chooses("Đổi cách trả lời")
        await world.khoa.chooses("Có hoặc Không")
        await sends(world.khoa)
        await world.mai.says(said)
        await world.passes(seconds=10)
        await world.khoa.hears(tally)


async def test_received_is_heard_after_other_letters_too(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await announces(world, "An Hòa")
        await world.mai.says("viec")
        await world.mai.says("da nhan thong bao a")
        await world.mai.hears("đã ghi nhận là đồng chí đã đọc")


async def test_who_has_not_answered_is_asked_once_more_by_itself(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await announces(world, "An Hòa")
        await world.mai.says("đã nhận")
        await world.goes_to("2021-10-01 14:00")
        assert len(await told(world.mai)) == 1
        (_, again) = await told(world.tu)
        assert again.text.startswith("Thông báo của Quận Đoàn Bình Lâm, gửi lại đồng chí chưa trả lời:")
        await world.goes_to("2021-10-05 16:00")
        assert len(await told(world.tu)) == 2


async def test_asked_by_hand_it_does_not_come_by_itself(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await announces(world, "An Hòa")
        await world.mai.says("đã nhận")
        await world.khoa.says("thong bao")
        await world.khoa.chooses("Thông báo đã gửi")
        await world.khoa.chooses("Xem tin 1")
        await world.khoa.chooses("Ai chưa trả lời")
        await world.khoa.hears("Chưa trả lời, đã nhận được tin: 1 người", "Đoàn phường An Hòa")
        await world.khoa.chooses("Gửi lại người chưa đáp")
        await world.khoa.hears("Đang gửi lại cho 1 người")
        await world.khoa.presses("Gửi lại người chưa đáp")
        await world.khoa.hears("Vừa gửi lại")
        await world.goes_to("2021-10-05 16:00")
        assert (len(await told(world.mai)), len(await told(world.tu))) == (1, 2)


async def test_put_right_in_place_and_after_it_where_nothing_can_be_edited(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-09-30 09:00")
        plain = await world.moves_to_plain(world.unit("AB"))
        await card(world.khoa, "cụm 1, An Hòa, An Bình")
        await sends(world.khoa)
        await world.khoa.chooses("Đính chính")
        await world.khoa.says(RIGHT)
        await world.khoa.hears("Thay nội dung đã gửi", RIGHT)
        await world.khoa.chooses("Gửi đính chính")
        edit = (await told(world.mai))[-1]
        assert edit.kind == Kind.EDIT
        assert "đính chính lúc" in edit.text
        assert RIGHT in edit.text
        first, second = await told(plain)
        assert WORDS in first.text
        assert (second.kind, RIGHT in second.text) == (Kind.SAY, True)


async def test_taken_back_its_old_button_says_so(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await announces(world, "An Hòa")
        (letter,) = await told(world.mai)
        await world.khoa.chooses("Thu hồi")
        await world.khoa.hears("Thu hồi thông báo này khỏi 2 người")
        await world.khoa.says("đúng")
        edit = await world.mai.hears("Quận Đoàn Bình Lâm đã thu hồi thông báo này")
        assert edit.kind == Kind.EDIT
        await world.mai.presses("Đã nhận", letter)
        await world.mai.hears_only("Thông báo này đã được thu hồi lúc")
        await world.goes_to("2021-10-04 16:00")
        assert not any("gửi lại" in one.text for one in await world.tu.letters())


async def test_those_whom_it_did_not_reach_can_be_told_by_hand(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await announces(world)
        await world.khoa.chooses("Đơn vị chưa nhận được")
        text, shown = await world.khoa.news()
        assert WORDS in text.text
        assert "Chưa tới được 1 đơn vị" in shown.text
        assert "Chi đoàn Điện lực" in shown.text


async def test_stopped_midway_what_has_not_left_does_not_leave(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-09-30 09:00")
        plain = await world.moves_to_plain(world.unit("AB"))
        await card(world.khoa, "An Hòa, An Bình")
        async with world.out_of_reach("zalo"):
            await sends(world.khoa)
            await world.khoa.hears("Đang gửi thông báo: 2/3")
            await world.khoa.says("dừng thông báo")
        await world.settled()
        assert not await told(plain)
        assert len(await told(world.mai)) == 1
        await world.khoa.hears("Đã dừng gửi", "chưa gửi vì đã dừng")
        await world.khoa.says("đính chính thông báo")
        await world.khoa.says(RIGHT)
        await world.khoa.chooses("Gửi đính chính")
        await world.khoa.hears("người chưa nhận không nhận thêm, vì đã dừng gửi")


# -- who may ------------------------------------------------------------------------------------------------------


async def test_a_secretary_is_told_what_to_do_instead(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.says("/thongbao")
        await world.mai.hears_only("Thông báo chung do cán bộ phụ trách gửi", "Chuyển lời này giúp tôi")


async def test_a_leader_reads_and_changes_nothing(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await announces(world, "An Hòa")
        await world.hanh.says("thông báo")
        await world.hanh.hears("Các thông báo gần đây", "Mời các đồng chí")
        await world.hanh.chooses("Xem tin 1")
        shown = await world.hanh.hears("2/2 người nhận được")
        assert [one["label"] for one in shown.choices["items"]] == ["Xem lại lúc này"]


async def test_two_organisers_compose_and_send_at_once(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-09-30 09:00")
        lan = await _another_organiser(world)
        await all_at_once([(world.khoa, "thong bao"), (lan, "thong bao")])
        await all_at_once([(world.khoa, WORDS), (lan, RIGHT)])
        await all_at_once([(world.khoa, "An Hòa"), (lan, "An Hòa, An Bình")])
        await sends(world.khoa)
        await sends(lan)
        assert [WORDS in one.text or RIGHT in one.text for one in await told(world.mai)] == [True, True]
        assert len(await told(world.unit("AB"))) == 1
        assert len(await world.rows(Recipient)) == 5


async def _another_organiser(world: World) -> Actor:
    async def seat(session: Session) -> None:
        khoa = await people.speaker(session, "web", world.khoa.address)
        assert khoa is not None
        made = await units.add_seat(session, khoa.seats[0].unit_id, Role.ORGANISER, "Uỷ viên")
        lan = await people.add_person(session, "Phạm Thị Lan", "0912.000.119")
        await people.seat_person(session, made.id or 0, lan.id or 0, world.now)
        session.add(Chat(channel="web", address="demo:lan", person_id=lan.id))

    await world.database.write(seat)
    return world.actor("web", "demo:lan")


async def test_a_cluster_head_announces_to_the_cluster_and_nobody_else(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-09-30 09:00")
        head, inside = await _a_head(world)
        assert f"gửi tới {len(inside)} người" in await card(head, "tất cả đơn vị")
        await sends(head)
        told_to = {row.person_id for row in await world.rows(Recipient)}
        assert told_to == inside
        await head.says("thông báo")
        await head.chooses("Thông báo đã gửi")
        await head.hears("Các thông báo gần đây", "Mời các đồng chí")


async def test_a_head_does_not_see_what_others_sent(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await announces(world, "An Hòa")
        head, _ = await _a_head(world)
        await head.says("thông báo")
        await head.chooses("Thông báo đã gửi")
        await head.hears("Chưa có thông báo nào được gửi")


async def test_a_head_of_no_cluster_announces_to_nobody(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-09-30 09:00")
        head, _ = await _a_head(world, clustered=False)
        await head.says("/thongbao")
        await head.hears_only("Thông báo chung do cán bộ phụ trách gửi")
        assert not await world.rows(Broadcast)


async def test_a_draft_goes_no_further_than_the_seat_held_now(tmp_path: Path) -> None:
    """Composed as an organiser, agreed to as a head."""
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-09-30 09:00")
        lan = await _another_organiser(world)
        await card(lan, "tất cả đơn vị")
        inside = await world.database.write(partial(_becomes_head, world=world))
        await sends(lan)
        await lan.hears("Thông báo đã đổi sau lần xem đó", f"gửi tới {len(inside)} người")
        assert not await told(world.mai)
        await sends(lan)
        assert {row.person_id for row in await world.rows(Recipient)} == inside


async def _becomes_head(session: Session, world: World) -> set[int]:
    lan = await people.speaker(session, "web", "demo:lan")
    assert lan is not None
    await people.leave_seat(session, lan.seats[0].seat_id, world.now)
    return await _heads(session, world, lan.person.id if lan.person and lan.person.id else 0)


async def test_what_another_scheduled_is_read_back_and_its_author_is_told(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-09-30 09:00")
        lan = await _another_organiser(world)
        await card(lan, "An Hòa", RIGHT)
        await lan.says("gửi lúc 8g sáng mai")
        await sends(lan)
        await lan.news()
        await world.khoa.says("thu hồi thông báo")
        await world.khoa.hears_only("Hủy lịch gửi thông báo này?", "Mời các đồng chí dự giao ban lúc 9 giờ 30")
        await world.khoa.says("không")
        await world.khoa.hears_only("Thông báo chờ đến")
        assert [one.state for one in await world.rows(Broadcast)] == ["waiting"]
        await world.khoa.says("dừng thông báo")
        await world.khoa.hears_only("Hủy lịch gửi thông báo này?")
        await world.khoa.says("đúng")
        await world.khoa.hears_only("Đã hủy lịch gửi, chưa gửi cho ai; người soạn được báo")
        await lan.hears_only("Thông báo của đồng chí vừa được đồng chí Khoa hủy lịch gửi", "lúc 9 giờ 30")
        await lan.says("thông báo")
        await lan.hears("Xin xem lại")


async def test_of_several_of_the_last_day_it_is_asked_which_and_only_own_ones_are_meant(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await announces(world, "An Hòa")
        lan = await _another_organiser(world)
        await card(lan, "An Hòa", RIGHT)
        await sends(lan)
        await lan.news()
        await world.khoa.says("đính chính thông báo")
        await world.khoa.hears_only("Xin gõ lại toàn bộ nội dung đúng", "lúc 8 giờ 00")
        await world.khoa.says("thôi")
        await card(world.khoa, "An Hòa", "Chiều mai nghỉ họp giao ban vì có mưa bão.")
        await sends(world.khoa)
        await world.khoa.news()
        await world.khoa.says("thu hồi thông báo")
        asked = await world.khoa.hears_only("Đồng chí nói tin nào?", "nghỉ họp", "lúc 8 giờ 00")
        assert "9 giờ 30" not in asked.text
        await world.khoa.says("2")
        await world.khoa.hears_only("Thu hồi thông báo này khỏi 2 người", "lúc 8 giờ 00")
        await world.khoa.says("đúng")
        await lan.hears_nothing()
        assert [one.withdrawn_at is not None for one in await world.rows(Broadcast)] == [True, False, False]


async def test_whoever_leads_and_heads_a_cluster_changes_own_ones_only(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await announces(world, "An Hòa")
        await world.database.write(partial(_leader_heads, world=world))
        await world.hanh.says("thu hồi thông báo")
        await world.hanh.hears("Các thông báo gần đây")
        await world.hanh.chooses("Xem tin 1")
        shown = await world.hanh.hears("2/2 người nhận được")
        assert [one["label"] for one in shown.choices["items"]] == ["Xem lại lúc này"]


async def _leader_heads(session: Session, world: World) -> None:
    hanh = await people.speaker(session, "web", world.hanh.address)
    assert hanh is not None
    await _heads(session, world, hanh.person.id if hanh.person and hanh.person.id else 0)


# -- many, and restarts -------------------------------------------------------------------------------------------


async def test_many_are_asked_for_twice(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-09-30 09:00")
        await _crowd(world, 120)
        await card(world.khoa, "tất cả")
        await world.khoa.chooses("Gửi 132 người")
        await world.khoa.hears("Xin xác nhận lần nữa: gửi tới 132 người")
        await world.khoa.says("không")
        await world.khoa.hears("Xin xem lại")
        assert not await told(world.mai)
        await world.khoa.chooses("Gửi 132 người")
        await world.khoa.says("đúng")
        await world.khoa.hears("Đã gửi xong", "132/133 người nhận được")


async def test_stopped_by_a_restart_in_the_midst_of_writing_it_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broadcasting, "AT_ONCE", 5)
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-09-30 09:00")
        await card(world.khoa, "tất cả")
        await world.khoa.says("gửi lúc 14g chiều nay")
        await sends(world.khoa)
        at = moment("2021-09-30 14:00")
        for _ in ("begun", "the first five"):
            await world.database.write(
                partial(_write, of=1, now=at, machine=machine_now(), calendar=world.app.house.calendar)
            )
        assert len(await world.rows(Recipient)) == 5
    await wakes_at(tmp_path, "2021-09-30 14:05")
    async with campaign(tmp_path) as world:
        await world.passes(minutes=1)
        for actor in (world.mai, world.tu, *(world.unit(mark) for mark in ("AB", "TL", "PH"))):
            assert len(await told(actor)) == 1
        assert len(await world.rows(Recipient)) == 13
        assert any("12/13 người nhận được" in one.text for one in await world.khoa.letters())


async def _crowd(world: World, count: int) -> None:
    """More units, each with a secretary on the web."""

    async def write(session: Session) -> None:
        for n in range(count):
            unit = await units.add(session, f"Phân đoàn số {n}", f"X{n}", "phan_doan")
            seat = await units.add_seat(session, unit.id or 0, Role.SECRETARY, "Bí thư")
            person = await people.add_person(session, f"Lê Văn {n}")
            await people.seat_person(session, seat.id or 0, person.id or 0, world.now)
            session.add(Chat(channel="web", address=f"crowd:{n}", person_id=person.id))

    await world.database.write(write)


async def _a_head(world: World, clustered: bool = True) -> tuple[Actor, set[int]]:
    """Of cluster 1, on the web; and the people who hand in for its units."""

    async def write(session: Session) -> set[int]:
        head = await people.add_person(session, "Lò Văn Cụm", "0915.000.999")
        session.add(Chat(channel="web", address="demo:head", person_id=head.id))
        return await _heads(session, world, head.id or 0, clustered)

    return world.actor("web", "demo:head"), await world.database.write(write)


async def _heads(session: Session, world: World, person: int, clustered: bool = True) -> set[int]:
    group = (await session.exec(select(Group).order_by(col(Group.id)))).all()[0]
    members = (await session.exec(select(GroupUnit.unit_id).where(GroupUnit.group_id == group.id))).all()
    of = group.id if clustered else None
    seat = await units.add_seat(session, members[0], Role.CLUSTER_HEAD, "Cụm trưởng", of)
    await people.seat_person(session, seat.id or 0, person, world.now)
    reached = await people.reachable(session, units=list(members), roles=HANDING_IN)
    return {one.person_id for one in reached}


async def test_what_was_sent_is_called_for_in_words(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        khoa = world.khoa
        await khoa.says("thu hoi thong bao")
        await khoa.hears("thông báo")
        await world.goes_to("2021-09-30 09:00")
        assert "(Tất cả đơn vị)" in await card(khoa, "tat ca")
        await khoa.says("thong bao da gui")
        await khoa.hears("Chưa có thông báo nào")
        await khoa.says("thong bao")
        await sends(khoa)
        await world.mai.says("da nhan a")
        await khoa.news()
        await khoa.says("ai chua da nhan")
        assert "Nguyễn Thị Mai" not in (await khoa.hears("An Bình")).text
        await khoa.says("thu hồi thông báo")
        await khoa.hears("Thu hồi")
        await khoa.says("đúng")
        await world.mai.hears("thu hồi")
        await world.mai.says("thong bao da gui")
        await world.mai.hears("Việc này dành cho vị trí khác")


async def test_one_of_files_alone_says_where_its_words_are(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.goes_to("2021-09-30 09:00")
        await world.khoa.says("thong bao")
        await world.khoa.sends_file("giay-moi.pdf")
        await world.khoa.says("chi gui tep")
        await world.khoa.hears("Gửi cho ai?")
        await world.khoa.says("An Hòa")
        await world.khoa.hears("Nội dung ở tệp kèm theo.")
        await sends(world.khoa)
        (letter,) = await told(world.mai)
        assert "Nội dung ở tệp kèm theo.\nĐọc xong" in letter.text
        assert len(letter.files["ids"]) == 1
        await world.khoa.hears("Tin chỉ có tệp kèm theo\n")
        await world.khoa.says("thông báo đã gửi")
        await world.khoa.hears("tin chỉ có tệp kèm theo")
