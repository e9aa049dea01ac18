"""What is taken as often as it comes: any number of entries, one question a month, and never anything missing."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlmodel import update

from data.models import Campaign, Deliverable, Obligation, Submission
from tests.cast import World, all_at_once, campaign, moment
from tests.core.plans.pages import TAIL

NAME = "Giới thiệu sáng kiến"
PLAN = f"""QUẬN ĐOÀN BÌNH LÂM
BAN THƯỜNG VỤ
Bình Lâm, ngày 30 tháng 9 năm 2021
Số: 60-KH/QĐTN

KẾ HOẠCH
Phong trào thi đua cuối năm 2021

I. THỜI GIAN
Từ ngày 01/10/2021 đến ngày 31/12/2021.
II. NỘI DUNG
1. Giới thiệu những giải pháp, sáng kiến của thanh niên công nhân về Quận Đoàn.
2. Rà soát, đề xuất các trường hợp đoàn viên có hoàn cảnh khó khăn.
III. TỔ CHỨC THỰC HIỆN
- Các đơn vị gửi báo cáo kết quả chậm nhất ngày 31/12/2021.
{TAIL}"""


@asynccontextmanager
async def autumn(folder: Path) -> AsyncIterator[World]:
    """Reports are in nobody's way: only the open one is running, until the end of the year."""
    async with campaign(folder) as world:
        await world._does(update(Obligation).values(workflow="exempt", next_nudge_at=None))
        await world._does(update(Campaign).values(ends_on=moment("2021-12-31 08:00").date()))
        for words in ("/kehoach", "sửa kế hoạch", "thêm báo cáo", NAME):
            await world.khoa.says(words)
        await world.khoa.hears(f"Nếu “{NAME}” không có hạn", "xin chọn “Nhận nhiều lần”")
        await world.khoa.says("nhan nhieu lan")
        await world.khoa.news()
        await world.goes_to("2021-09-30 14:05")
        await world.mai.news()
        yield world


async def test_it_is_added_to_a_plan_that_runs_and_units_hear_of_it(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        for words in ("/kehoach", "sửa kế hoạch", "thêm báo cáo", NAME):
            await world.khoa.says(words)
        await world.khoa.chooses("Nhận nhiều lần")
        await world.mai.hears(f"Thêm {NAME}: gửi khi có, nhiều lần được, không có hạn.")
        assert [one.kind for one in await world.rows(Deliverable)][-1] == "open"
        await world.khoa.chooses("Nhận nhiều lần")
        assert len([one for one in await world.rows(Deliverable) if one.kind == "open"]) == 1


async def test_any_number_of_entries_each_a_version_of_its_own(tmp_path: Path) -> None:
    async with autumn(tmp_path) as world:
        for nth, name in enumerate(("mot.docx", "hai.docx", "ba.docx"), start=1):
            await world.mai.sends_file(name)
            await world.mai.hears("Xin xem lại rồi chọn", f"{NAME} của Đoàn phường An Hòa", name)
            await world.mai.says("nộp")
            receipt = await world.mai.hears(f"(bản thứ {nth})")
            assert "hạn" not in receipt.text.replace("sau hạn", "hạn")
            assert receipt.text.startswith(f"Đã nhận {NAME}")
        assert len(await world.rows(Submission)) == 3
        await world.mai.says("nop")
        await world.mai.hears("Xin gửi tệp", NAME)


async def test_an_entry_is_replaced_and_not_taken_back_for_the_next_one_is_open_already(tmp_path: Path) -> None:
    async with autumn(tmp_path) as world:
        await world.mai.sends_file("mot.docx")
        await world.mai.says("nộp")
        await world.mai.news()
        await world.mai.says("rút lại báo cáo")
        said = await world.mai.hears_only(f"{NAME} (mã AH-01) không có hạn nên không phải rút", "Thay bản khác")
        assert "tính là chưa nộp" not in said.text
        await world.mai.chooses("Thay bản khác")
        await world.mai.news()
        entries = [one for one in await world.rows(Obligation) if one.workflow != "exempt" and one.unit_id == 2]
        assert [(one.workflow, one.version) for one in entries] == [("handed_in", 1), ("owed", 0)]


async def test_two_of_one_unit_send_at_the_same_time_and_both_are_kept(tmp_path: Path) -> None:
    async with autumn(tmp_path) as world:
        for actor in (world.mai, world.tu):
            await actor.sends_file("sang-kien.docx")
        await all_at_once([(world.mai, "nộp"), (world.tu, "nộp")])
        entries = [one for one in await world.rows(Obligation) if one.version]
        assert sorted(one.period for one in entries) == ["", "2"]


async def test_one_question_a_month_and_not_of_a_month_that_had_an_entry(tmp_path: Path) -> None:
    async with autumn(tmp_path) as world:
        other = world.unit("TL")
        await world.goes_to("2021-10-20 09:00")
        await world.mai.sends_file("sang-kien.docx")
        await world.mai.says("nộp")
        await world.goes_to("2022-01-20 12:00")
        assert await other.nudges() == ["01/10 08:15", "01/11 08:15", "01/12 08:15"]
        assert await world.mai.nudges() == ["01/10 08:15", "01/12 08:15"]


@pytest.mark.parametrize("words", ["Không phát sinh", "ben em khong co a", "k phat sinh"])
async def test_there_was_nothing(tmp_path: Path, words: str) -> None:
    async with autumn(tmp_path) as world:
        await world.goes_to("2021-11-01 08:20")
        await world.mai.hears("Trong tháng 10/2021, đơn vị có phát sinh", NAME)
        await world.khoa.news()
        await world.mai.says(words)
        await world.mai.hears("tháng 10/2021 đơn vị không phát sinh")
        assert all("không phát sinh hoạt động" not in letter.text for letter in await world.khoa.news())


async def test_nothing_of_it_is_ever_missing(tmp_path: Path) -> None:
    async with autumn(tmp_path) as world:
        await world.goes_to("2021-12-30 12:00")
        await world.khoa.news()
        for command in ("/tinhhinh", "/chuanop", "/goi", "/nhac"):
            await world.khoa.says(command)
        assert NAME not in "\n".join(letter.text for letter in await world.khoa.news())
        await world.mai.says("/viec")
        await world.mai.hears("không còn báo cáo nào phải gửi", f"Gửi khi có, nhiều lần được: {NAME}.")


async def test_a_question_waits_for_the_next_slot_behind_a_reminder(tmp_path: Path) -> None:
    async with autumn(tmp_path) as world:
        await world.khoa.says("/kehoach")
        await world.khoa.says("sửa kế hoạch")
        await world.khoa.says("thêm báo cáo")
        await world.khoa.says("báo cáo nhanh, chậm nhất 08/11/2021")
        await world.khoa.chooses("Đổi và báo đơn vị")
        await world.goes_to("2021-11-01 15:00")
        assert (await world.mai.nudges())[-2:] == ["01/11 08:15", "01/11 14:00"]


async def test_the_calendar_of_reminders_has_the_questions(tmp_path: Path) -> None:
    async with autumn(tmp_path) as world:
        for words in ("/kehoach", "sửa kế hoạch", "xem lịch nhắc"):
            await world.khoa.says(words)
        shown = await world.khoa.hears("Lịch nhắc sắp tới")
        assert shown.text.splitlines()[1:] == [
            f"Thứ Sáu 01/10/2021, 8 giờ 15: hỏi có phát sinh không – {NAME}, 12 đơn vị",
            f"Thứ Hai 01/11/2021, 8 giờ 15: hỏi có phát sinh không – {NAME}, 12 đơn vị",
            f"Thứ Tư 01/12/2021, 8 giờ 15: hỏi có phát sinh không – {NAME}, 12 đơn vị",
        ]
        await world.goes_to("2022-01-10 08:00")
        assert len(await world.mai.nudges()) == 3


async def test_a_plan_names_what_has_no_date(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        officer = world.khoa
        await officer.sends_file("ke-hoach.txt", PLAN.encode())
        await officer.chooses("Tiếp tục")
        await officer.chooses("Cả 12 đơn vị")
        await officer.hears("không ghi hạn, đơn vị gửi khi có", "Rà soát, đề xuất các trường hợp")
        await officer.says("nhan nhieu lan")
        await officer.chooses("Trần Đăng Khoa, 0912.000.118")
        await officer.hears("Nhận nhiều lần, không tính thiếu: “Giới thiệu những giải pháp")
        await officer.chooses("Xem lịch nhắc")
        shown = await officer.hears("nếu bắt đầu lúc này")
        assert "Thứ Hai 01/11/2021, 8 giờ 15: hỏi có phát sinh không – Giới thiệu những giải pháp" in shown.text
        await officer.chooses("Bắt đầu, chưa gửi thư")
        assert [one.kind for one in await world.rows(Deliverable)][-3:] == ["report", "open", "open"]


async def test_a_report_typed_without_a_date_while_a_plan_is_checked(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        officer = world.khoa
        for words in (
            "tạo kế hoạch",
            "Hội thi tay nghề trẻ",
            "đề xuất gương điển hình\nbáo cáo kết quả, chậm nhất 29/10",
        ):
            await officer.says(words)
        await officer.hears("Nếu “đề xuất gương điển hình” không có hạn")
        await officer.chooses("Nhận nhiều lần")
        await officer.hears("Đã thêm: “đề xuất gương điển hình”, nhận nhiều lần, không tính thiếu.")
        await officer.chooses("Cả 12 đơn vị")
        await officer.chooses("Trần Đăng Khoa, 0912.000.118")
        await officer.chooses("Bắt đầu, chưa gửi thư")
        assert [(one.name, one.kind) for one in await world.rows(Deliverable)][-1] == (
            "đề xuất gương điển hình",
            "open",
        )


async def test_an_entry_that_is_wanted_back_in_part_is_asked_for_by_what_is_wanted(tmp_path: Path) -> None:
    """Not by the question of the month."""
    async with autumn(tmp_path) as world:
        await world.only("AH")
        await world.mai.sends_file("sang-kien.docx")
        await world.mai.says("nộp")
        await world.goes_to("2021-10-04 09:00")
        await world.khoa.says("duyệt")
        await world.khoa.chooses("Không dùng bản này")
        await world.khoa.says("đây là mẫu trống")
        await world.khoa.chooses("Gửi đề nghị")
        await world.mai.hears("đề nghị đơn vị bổ sung 01 mục")
        await world.goes_to("2021-10-06 12:00")
        told = [letter for letter in await world.mai.news() if NAME in letter.text]
        assert len(told) == 2
        for letter in told:
            assert f"{NAME} đơn vị đã nộp được đề nghị bổ sung" in letter.text
            assert "phát sinh" not in letter.text
            assert "Không phát sinh" not in letter.choices
