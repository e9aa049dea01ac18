"""One campaign, from the first letter to the leader's five lines, in sentences."""

from pathlib import Path

from tests.cast import campaign


async def test_mai_hands_in_step_by_step(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai = world.mai
        await mai.says("e nop bc a")
        await mai.hears("Xin chọn báo cáo")
        await mai.says("1")
        await mai.hears("Nội dung trọng tâm")
        await mai.says("Mỗi chi đoàn một sáng kiến")
        await mai.hears("Xin gửi tệp")
        await mai.sends_file("dang-ky.docx")
        await mai.hears("Xin xem lại", "dang-ky.docx")
        await mai.says("1")
        await mai.hears("Đã nhận Nội dung hoạt động trọng tâm", "AH-01", "đúng hạn")
        await world.tu.hears("đã nộp", "AH-01")
        await world.hanh.says("tinh hinh")
        await world.hanh.hears("1/12")
