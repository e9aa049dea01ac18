"""One report between two people, two channels, a restart and a deadline."""

from pathlib import Path

from sqlmodel import update

from data.models import Draft, Obligation, Submission
from handlers import web
from tests.cast import FIRST, LAST, World, campaign, moment

ASKED = f"{FIRST} (hết thứ Sáu 08/10/2021)"


async def versions(world: World) -> list[tuple[int, int]]:
    """What was handed in: the number people say and the version."""
    return [(one.number, one.version) for one in await world.rows(Submission)]


async def test_a_report_read_back_is_handed_in_once(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai = await world.moves_to_plain(world.mai)
        await mai.is_ready()
        for agrees in ("1", "nộp báo cáo", "Nộp", "ok", "đúng rồi ạ", "nop bc"):
            assert "Đã nhận" in (await world.would_answer(mai, agrees))[0], agrees
        for does_not in ("chưa biết", "2", "để sau", "/nop", "/huy", "viec", "?", "asdf"):
            assert "Đã nhận" not in (await world.would_answer(mai, does_not))[0], does_not
        assert "Xin chọn mục cần sửa" in (await world.would_answer(mai, "không"))[0]
        letter = await mai.asked("Nộp báo cáo")
        for _ in range(2):
            await mai.keeps(web.tapped(letter.id or 0, 1, "Nộp báo cáo"))
        await world.settled()
        first, second = await mai.news()
        assert "Đã nhận" in first.text
        assert "Lựa chọn này không còn dùng được." in second.text
        assert "AH-01, đúng hạn" in second.text
        await mai.presses("Nộp báo cáo", letter, key="k1")
        await mai.presses("Nộp báo cáo", letter, key="k1")
        await mai.hears_only("không còn dùng được")
        assert await versions(world) == [(1, 1)]
        await world.tu.hears_only("Đồng chí Mai đã nộp", "AH-01", "không cần nộp lại")


async def test_what_is_in_is_replaced_only_when_that_is_wished(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai = await world.moves_to_plain(world.mai)
        await mai.says("nộp")
        await mai.chooses(ASKED)
        await mai.hands_in()
        await mai.presses(ASKED)
        await mai.hears_only("đã nộp lúc", "Đồng chí không phải làm gì thêm")
        await mai.sends_file("ban-moi.docx")
        await mai.hears_only("1. Báo cáo kết quả (hết", f"2. Thay bản đã nộp: {FIRST}")
        await mai.says("2")
        await mai.hears_only(f"Đã giữ tệp ban-moi.docx cho {FIRST}", "Xin viết")
        await mai.says("/huy")
        await mai.hears("bản nháp còn giữ")
        await mai.says("nộp rồi mà")
        await mai.hears_only(f"Đã có {FIRST}", "AH-01", "không phải gửi lại")
        assert await versions(world) == [(1, 1)]


async def test_the_deputy_hands_in_meanwhile_and_mai_is_asked_once(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai = await world.moves_to_plain(world.mai)
        await mai.is_ready("cua-mai.docx")
        await world.tu.hands_in("cua-tu.docx")
        await mai.hears_only("Đồng chí Tú đã nộp", "AH-01")
        await mai.says("1")
        await mai.hears_only("Xin chọn: xem bản đã nộp, hay vẫn gửi bản này", "đồng chí Tú đã nộp")
        shown = (await world.would_answer(mai, "xem ban da nop"))[0]
        assert "Đồng chí Tú nộp lúc" in shown
        assert "cua-tu.docx" in shown
        await mai.says("để sau")
        await mai.hears("bản nháp còn giữ")
        assert await versions(world) == [(1, 1)]
        await mai.says("làm tiếp")
        await mai.hears_only("Xin xem lại", "cua-mai.docx")
        await mai.says("nộp")
        await mai.hears_only(f"Đã nhận bản thay của {FIRST}", "AH-02 (bản thứ 2)")
        await world.tu.hears("Đồng chí Mai đã nộp", "AH-02")
        assert await versions(world) == [(1, 1), (2, 2)]


async def test_both_confirm_at_once_and_one_of_them_is_asked(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai, tu = world.mai, world.tu
        for one in (mai, tu):
            await one.is_ready()
        for one in (mai, tu):
            letter = await one.asked("Nộp báo cáo")
            await one.keeps(web.tapped(letter.id or 0, 1, "Nộp báo cáo"))
        await world.settled()
        await mai.hears("Đã nhận", "AH-01")
        await tu.hears("Xin chọn: xem bản đã nộp")
        await tu.presses("Vẫn gửi bản này")
        await tu.hears("bản thay", "AH-02")
        assert await versions(world) == [(1, 1), (2, 2)]


async def test_taken_up_on_another_channel_and_after_a_restart(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.says("nộp")
        await world.mai.chooses(ASKED)
        await world.mai.says("Mỗi chi đoàn một sáng kiến")
        await world.mai.hears("Xin gửi tệp")
        await world.moves_to_plain(world.mai)
    async with campaign(tmp_path) as world:
        await world.mai.says("con thieu gi")
        await world.mai.hears_only("bản nháp đã có 1/2 mục")
        mai = world.actor("zalo", world.mai.address)
        await mai.says("nop")
        await mai.hears_only(f"Làm tiếp {FIRST}: đã có 1/2 mục", "Xin gửi tệp")
        await mai.sends_file("dang-ky.docx")
        await mai.hears_only("Xin xem lại", "Mỗi chi đoàn một sáng kiến")
        await world.mai.says("nộp")
        await world.mai.presses("Nộp báo cáo")
        await world.mai.hears("Đã nhận", "AH-01")


async def test_a_reminder_is_answered_by_handing_in(tmp_path: Path) -> None:
    """And one that comes in between takes no answer away: Huy is at the read-back when it comes, and "1" still hands
    in; an hour later it would answer the reminder."""
    async with campaign(tmp_path) as world:
        await world.only("AH", "AB")
        mai, huy = await world.moves_to_plain(world.mai), await world.moves_to_plain(world.unit("AB"))
        await world.goes_to("2021-10-05 07:40")
        await huy.is_ready()
        await world.goes_to("2021-10-05 08:16")
        for typed in ("1", "Nộp ngay", "nop ngay", "e nop bc a"):
            assert "Xin chọn báo cáo cần nộp" in (await world.would_answer(mai, typed))[0]
        (said,) = await world.would_answer(mai, web.uploaded("dang-ky.docx", 11, "0" * 64, ""))
        assert f"Đã giữ tệp dang-ky.docx cho {FIRST}" in said
        await huy.hears_only("đề nghị đồng chí quan tâm gửi", "Bản nháp đã có 2/2 mục, chưa gửi", "1. Làm tiếp")
        assert "Đã nhận" in (await world.would_answer(huy, "1"))[0]
        await world.goes_to("2021-10-05 09:30")
        assert "Xin cho biết giờ gửi" in (await world.would_answer(huy, "2"))[0]


async def test_on_time_on_the_day_of_grace_and_late(tmp_path: Path) -> None:
    """Each in another unit; the second report is due before the 29th and taken until the end of that day."""
    async with campaign(tmp_path) as world:
        await world.only()
        handed = [
            ("AB", FIRST, "2021-10-08 23:59", "đúng hạn (hạn ghi: “chậm nhất ngày 08/10/2021 (thứ Sáu)”)"),
            ("TL", FIRST, "2021-10-09 00:00", "sau hạn 1 ngày"),
            ("PH", FIRST, "2021-10-11 09:10", "sau hạn 3 ngày (hạn ghi: “chậm nhất ngày 08/10/2021 (thứ Sáu)”)"),
            ("TA", LAST, "2021-10-28 23:59", "đúng hạn"),
            ("TN", LAST, "2021-10-29 16:00", "16 giờ 00, thứ Sáu 29/10/2021: đúng hạn (hạn ghi: “trước ngày 29/10"),
            ("TC", LAST, "2021-10-30 00:00", "sau hạn 1 ngày"),
            ("BV", LAST, "2021-11-01 09:10", "sau hạn 3 ngày (hạn ghi: “trước ngày 29/10/2021 (thứ Sáu)”, nhận đến"),
        ]
        for mark, report, when, verdict in handed:
            await world.goes_to(when)
            assert verdict in (await world.unit(mark).hands_in(report=report)).text, mark
        late = world.unit("BV")
        assert "Ban Tổ chức đợt thi đua xem xét, ghi nhận lại" in (await late.letters())[-1].text
        await late.says("bên em gửi mail từ hôm 28 rồi ạ, chắc lạc")
        await late.hears_only("Đã chuyển lý do đến Ban Tổ chức đợt thi đua xem xét")
        await world.khoa.hears("lý do nộp sau hạn (Báo cáo kết quả)", "“bên em gửi mail từ hôm 28 rồi ạ, chắc lạc”")


async def test_the_first_version_decides_and_from_when_it_was_complete(tmp_path: Path) -> None:
    """Complete ten minutes before midnight, confirmed in the morning: on time. Replaced days later: still on time."""
    async with campaign(tmp_path) as world:
        await world.only()
        await world.goes_to("2021-10-08 23:50")
        await world.mai.is_ready()
        await world.goes_to("2021-10-09 07:00")
        await world.mai.says("nộp")
        await world.mai.hears("Nhận lúc 23 giờ 50, thứ Sáu 08/10/2021: đúng hạn")
        await world.goes_to("2021-10-11 09:00")
        await world.mai.says("gửi nhầm file")
        await world.mai.hears_only("đã nộp lúc 23 giờ 50, thứ Sáu 08/10/2021, đúng hạn (mã AH-01)", "“Thay bản khác”")
        await world.mai.presses("Thay bản khác")
        await world.mai.says("Ba sáng kiến mỗi chi đoàn")
        await world.mai.sends_file("ban-moi.docx")
        await world.mai.presses("Nộp báo cáo")
        await world.mai.hears("AH-02 (bản thứ 2)", "giờ nhận lần đầu 23 giờ 50, thứ Sáu 08/10/2021 được giữ: đúng hạn")
        await world.mai.presses("Xem bản đã nộp")
        await world.mai.hears("bản thứ 2", "đúng hạn", "Ba sáng kiến", "ban-moi.docx")
        await world.mai.says("da nop")
        await world.mai.hears(f"Đã có {FIRST}", "AH-02", "đúng hạn")
        assert [(one.version, one.handed_at > moment("2021-10-09 00:00")) for one in await world.rows(Submission)] == [
            (1, False),
            (2, True),
        ]
        await world.goes_to("2021-10-11 11:00")
        await world.khoa.hears("2 báo cáo mới", "AH-02, 9 giờ 00 hôm nay, đúng hạn")


async def test_complete_the_day_before_and_confirmed_too_late(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only()
        await world.goes_to("2021-10-08 15:00")
        await world.mai.is_ready()
        await world.goes_to("2021-10-09 07:00")
        await world.mai.says("nộp")
        await world.mai.hears("Nhận lúc 7 giờ 00, thứ Bảy 09/10/2021: sau hạn 1 ngày")


async def test_a_report_may_be_called_by_a_part_of_its_name(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai = await world.moves_to_plain(world.mai)
        for called in ("nop bao cao trong tam", "em nộp bc trọng tâm ạ"):
            assert FIRST in (await world.would_answer(mai, called))[0], called
        await mai.says("nop bao cao")
        await mai.hears_only("Xin chọn báo cáo", ASKED)
        assert FIRST in (await world.would_answer(mai, "trong tam"))[0]
        assert LAST in (await world.would_answer(mai, "cai ket qua a"))[0]
        assert "Xin chọn" in (await world.would_answer(mai, "nop bao cao so ket"))[0]
        await mai.sends_file("bao-cao.docx")
        await mai.hears_only("mà tệp bao-cao.docx thuộc về", ASKED)
        await mai.says("báo cáo trọng tâm")
        await mai.hears_only(f"Đã giữ tệp bao-cao.docx cho {FIRST}")


async def test_what_a_unit_need_not_hand_in_is_not_begun_by_an_old_button(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.says("/nop")
        letter = await world.mai.asked(ASKED)
        await world._does(update(Obligation).values(workflow="exempt", next_nudge_at=None))
        await world.mai.presses(ASKED, letter)
        await world.mai.hears("không phải nộp")
        assert await world.rows(Draft) == []
