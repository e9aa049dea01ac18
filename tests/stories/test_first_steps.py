"""A new officer in chief is led to the first campaign: plan, units, rehearsal; each may be left for later."""

from pathlib import Path

import pytest

from core.forms import Field, FieldKind, Form
from core.texts import labels
from data.models import Campaign, Unit
from tests.cast import FIRST, campaign
from tests.stories.test_changing_a_plan import looks_at


async def test_the_sample_plan_is_read_like_any_other(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        officer = world.khoa
        await looks_at(officer)
        await officer.chooses("Xem cả kế hoạch")
        await officer.chooses("Rút kế hoạch")
        await officer.chooses("Rút và báo đơn vị")
        await officer.news()
        await officer.says("/kehoach")
        await officer.hears("Ba bước để chạy đợt đầu tiên", "2. Đơn vị: đã có 12 đơn vị.")
        await officer.chooses("Dùng kế hoạch mẫu")
        card = await officer.hears("Đã đọc kế hoạch “Tổ chức đợt hoạt động Thanh niên tình nguyện năm 2021”")
        assert "Có 2 hạn nộp báo cáo và 2 hoạt động." in card.text
        assert "Không có điểm nào phải hỏi lại." in card.text
        await officer.says("/tinhhinh")
        await officer.hears("1. Kế hoạch: “Đợt hoạt động Thanh niên tình nguyện", "3. Diễn tập: xem trước lịch nhắc")
        await officer.chooses("Tiếp tục")
        await officer.hears("Bài gửi trong chính ngày đó")
        assert len(await world.rows(Campaign)) == 1


async def test_a_step_may_be_left_for_later_and_progress_is_kept(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        officer = world.khoa
        await looks_at(officer)
        await officer.chooses("Xem cả kế hoạch")
        await officer.chooses("Rút kế hoạch")
        await officer.chooses("Rút và báo đơn vị")
        await officer.says("/tinhhinh")
        await officer.chooses("Để bước này sau")
        letter = (await officer.news())[-1]
        assert "Dùng kế hoạch mẫu" not in str(letter.choices)
        assert len(await world.rows(Unit)) == 13


async def test_who_says_hello_is_greeted_and_told_what_is_next(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        for actor, name, next_ in (
            (world.mai, "Mai", "gửi tệp"),
            (world.khoa, "Khoa", "tình hình"),
            (world.hanh, "Hạnh", "họp"),
        ):
            for said in ("xin chào", "chào em", "Alo"):
                await actor.says(said)
                assert "chưa hiểu" not in (await actor.hears_only(f"Chào đồng chí {name}!", next_)).text


@pytest.mark.parametrize("kind", [FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.NUMBER, FieldKind.DATE])
async def test_a_greeting_in_the_midst_of_a_report_answers_no_question(tmp_path: Path, kind: FieldKind) -> None:
    async with campaign(tmp_path) as world:
        await world.asks(Form((Field("ke", "Nội dung", kind),)))
        await world.mai.says("nộp")
        await world.mai.chooses(f"{FIRST} (hết thứ Sáu 08/10/2021)")
        await world.mai.says("alo")
        await world.mai.hears("Chào đồng chí Mai!", "làm dở")
        await world.mai.chooses(labels.CONTINUE)
        await world.mai.hears("Nội dung")
