"""What the organiser and the leader see: one board, two notices a day, at once what needs an answer, five lines."""

import re
from pathlib import Path

from data.models import Letter
from tests.cast import FIRST, World, all_at_once, campaign, clock, labels

BOARD = "Đợt thi đua, tính đến"


async def boards(world: World) -> list[Letter]:
    return [letter for letter in await world.khoa.letters() if letter.text.startswith(BOARD)]


async def test_one_board_is_edited_in_place(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        (board,) = await boards(world)
        assert (
            f"{FIRST} (“chậm nhất ngày 08/10/2021 (thứ Sáu)”, hết thứ Sáu 08/10/2021): đã nộp 0/12 đơn vị" in board.text
        )
        await world.mai.hands_in()
        await world.passes(minutes=1)
        _, edit = await boards(world)
        assert (edit.kind, edit.replaces) == ("edit", board.id)
        assert "đã nộp 1/12 đơn vị (8,3 %), tất cả đúng hạn" in edit.text


async def test_what_comes_together_is_one_edit(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        units = [world.unit(mark) for mark in ("AB", "TL", "PH")]
        for one in units:
            await one.is_ready()
        await all_at_once([(one, "1") for one in units])
        await world.passes(minutes=1)
        _, edit = await boards(world)
        assert "đã nộp 3/12" in edit.text


async def test_an_edit_that_waits_is_overtaken_by_the_next(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        for mark in ("AB", "TL"):
            await world.unit(mark).is_ready()
        async with world.out_of_reach("web"):
            for mark in ("AB", "TL"):
                await world.unit(mark).says("nộp")
                await world.passes(minutes=1)
        _, edit = await boards(world)
        assert "đã nộp 2/12" in edit.text
        assert [row.result for row in await world.rows(Letter) if row.kind == "edit"] == ["replaced", "sent"]


async def test_notices_come_at_eleven_and_half_past_four_when_something_came(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only()
        await world.goes_to("2021-09-30 16:40")
        assert await notices(world) == []
        await world.unit("AB").hands_in()
        await world.goes_to("2021-10-01 12:00")
        await world.unit("TL").hands_in()
        await world.unit("PH").hands_in()
        await world.goes_to("2021-10-04 18:00")
        assert await notices(world) == ["01/10 11:00", "01/10 16:30"]
        letter = await world.khoa.hears("Đợt thi đua: 2 báo cáo mới", "1. Đoàn phường Tân Lập", "TL-01")
        assert "2. Đoàn phường Phú Hậu" in letter.text
        assert "Đến nay đã nộp: Nội dung hoạt động trọng tâm 3/12 (chờ xem 3); Báo cáo kết quả 0/12." in letter.text


async def notices(world: World) -> list[str]:
    return [clock(letter.made_at) for letter in await world.khoa.letters() if "báo cáo mới, tính đến" in letter.text]


async def test_what_counts_from_before_a_notice_and_is_confirmed_after_it_is_in_the_next(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only()
        await world.goes_to("2021-09-30 10:55")
        await world.unit("AB").is_ready()
        await world.goes_to("2021-09-30 11:05")
        await world.unit("AB").presses("Nộp báo cáo")
        await world.goes_to("2021-09-30 17:00")
        await world.khoa.hears("1 báo cáo mới, tính đến 16 giờ 30", "AB-01, 10 giờ 55 hôm nay, đúng hạn")


async def test_what_needs_an_answer_is_told_at_once(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai = await world.moves_to_plain(world.mai)
        await world.goes_to("2021-09-30 21:30")
        await world.khoa.news()
        await mai.says("xin gia hạn đến thứ 6")
        await mai.hears_only("Đã chuyển đề nghị gia hạn", "Xin nhắn thêm lý do", "hạn vẫn giữ nguyên")
        letter = await world.khoa.hears_only("Cần đồng chí xem và trả lời: đề nghị gia hạn", "0914.000.301")
        assert clock(letter.made_at) == "30/09 21:30"
        await mai.says("bên em đang chờ chi đoàn gửi số liệu")
        await mai.hears_only("Đã chuyển thêm cho đồng chí Khoa")
        await world.khoa.hears_only("“bên em đang chờ chi đoàn gửi số liệu”")
        await mai.says("dạ")
        await mai.hears_only("Cảm ơn đồng chí!")
        await world.khoa.hears_nothing()


async def test_help_is_wanted_and_the_next_words_are_it(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai = await world.moves_to_plain(world.mai)
        await mai.says("viec")
        await mai.chooses("Cần hỗ trợ")
        await mai.hears("đồng chí cần hỗ trợ việc gì?")
        await mai.chooses("Có câu hỏi")
        await mai.hears_only("Xin viết câu hỏi trong một, hai câu")
        await world.khoa.hears_nothing()
        await mai.says("Mẫu phụ lục 2 có cần đóng dấu giáp lai?")
        await mai.hears_only("Đã chuyển câu hỏi của Đoàn phường An Hòa")
        await world.khoa.hears_only("“Mẫu phụ lục 2 có cần đóng dấu giáp lai?”")


async def test_words_nobody_understands_are_carried_when_that_is_wished(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai = await world.moves_to_plain(world.mai)
        await mai.says("hôm trước anh Khoa dặn phụ lục ba")
        await mai.hears_only("Hệ thống chưa hiểu tin vừa rồi", "1. Chuyển lời này giúp tôi")
        await world.khoa.hears_nothing()
        await mai.says("1")
        await world.khoa.hears_only("câu hỏi", "“hôm trước anh Khoa dặn phụ lục ba”")


async def test_thanks_are_said_once_to_a_reminder(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        mai = await world.moves_to_plain(world.mai)
        await mai.says("dạ vâng ạ")
        await mai.hears_only("Cảm ơn đồng chí!")
        for moment in ("2021-10-05 09:00", "2021-10-07 15:00"):
            await world.goes_to(moment)
            await mai.news()
            for said in ("vẫn chưa có ở hệ thống", "Cảm ơn đồng chí!", "Cảm ơn đồng chí!"):
                await mai.says("ok")
                await mai.hears_only(said)


async def test_the_leader_reads_five_lines_that_add_up(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in()
        await world.unit("AB").says("chieu mai nop")
        hanh = await world.moves_to_plain(world.hanh)
        for asked in ("/hop", "?", "hop", "/tinhhinh"):
            await hanh.says(asked)
            letter = await hanh.hears("tính đến 8 giờ 00, thứ Năm 30/09/2021: đã nộp 1/12 đơn vị (8,3 %)")
            assert letter.text.partition("\n\n")[0].count("\n") == 4
        received, expected = numbers(letter.text, r"đã nộp (\d+)/(\d+)")
        missing, promised, silent = numbers(letter.text, r"Chưa nộp (\d+): hẹn sẽ nộp (\d+); chưa phản hồi (\d+)")
        assert (received + missing, promised + silent) == (expected, missing)
        assert "Trong 1 đã nộp: chờ xem 1." in letter.text
        assert "Trong 11 chưa nộp, hệ thống chưa nhắn được tới 1: cần gọi trực tiếp." in letter.text
        assert "Cùng đợt, đã nộp: Báo cáo kết quả 0/12" in letter.text


def numbers(text: str, pattern: str) -> list[int]:
    found = re.search(pattern, text)
    assert found, text
    return [int(one) for one in found.groups()]


async def test_who_is_missing_is_told_to_those_who_call_and_to_nobody_else(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in()
        await world.khoa.news()
        await world.khoa.says("/chuanop")
        letter = await world.khoa.hears_only(
            f"Chưa nộp {FIRST}: 11/12 đơn vị",
            "Đoàn phường An Bình (đồng chí Huy, 0914.000.302): chưa phản hồi",
            "Chi đoàn Điện lực (đồng chí Anh, 0914.000.308): chưa vào hệ thống, cần gọi",
        )
        assert "An Hòa" not in letter.text
        assert "moi don vi chua vao" in labels(letter)
        await world.hanh.says("gọi ai")
        assert "moi don vi chua vao" not in labels(await world.hanh.hears_only("11/12 đơn vị", "0914.000.302"))
        for secretary in (world.mai, world.unit("AB")):
            (said,) = await world.would_answer(secretary, "/chuanop")
            assert "0914" not in said
            assert "đơn vị, tính đến" not in said
