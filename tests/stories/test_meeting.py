"""/hop: a leader's meeting. Five lines at once, then the picture; what changed since the last time; never more than may
be seen."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from core.clock import ZONE
from data.models import Campaign, Deliverable, File, Letter, Mark, Obligation, Submission
from tests.cast import FIRST, LAST, Actor, World, campaign, labels, moment


async def pictures(world: World, who: Actor) -> list[Path]:
    """Every picture that came to this chat, the oldest first."""
    sent = {file.id: file for file in await world.rows(File)}
    ids = [one for letter in await who.letters() for one in letter.files.get("ids", ())]
    found = [sent[one] for one in ids if sent[one].kind == "image/png"]
    return [world.app.house.shelf.path(one.sha256 or "") for one in found]


async def five_lines(who: Actor) -> Letter:
    said = [letter for letter in await who.news() if "tính đến" in letter.text and letter.text.count("\n") == 4]
    assert len(said) == 1
    return said[0]


async def test_a_leaders_morning(tmp_path: Path) -> None:
    """The numbers of eight o'clock, five lines before the meeting, the picture in it, a look at a target after it."""
    async with campaign(tmp_path) as world:
        hanh = world.hanh
        await hanh.says("bật điểm tin")
        await world.goes_to("2021-09-30 10:00")
        await world.mai.hands_in()
        await world.unit("AB").hands_in("bao-cao.docx", LAST, luot=300, ket_qua="Ngày hội")
        await world.goes_to("2021-10-01 08:05")
        await hanh.hears("tính đến 8 giờ 00, thứ Sáu 01/10/2021: đã nộp 1/12 đơn vị")
        await hanh.says("họp")
        said = await five_lines(hanh)
        first, missing, aimed, since, seen = said.text.split("\n")
        assert "đã nộp 1/12 đơn vị (8,3 %), tất cả đúng hạn" in first
        assert missing == "Chưa nộp 11: chưa phản hồi 11."
        assert aimed == ("Chỉ tiêu: Lượt người tham gia: 300/2.500 (12,0 %), cần 63/ngày; trong đó 300 chờ xem.")
        assert since == "Chưa có lần họp trước để so."
        assert seen.startswith("Trong 1 đã nộp: chờ xem 1.")
        (picture,) = await pictures(world, hanh)
        with Image.open(picture) as drawn:
            assert drawn.format == "PNG"
            assert drawn.width >= 1080
        shown = (await hanh.letters())[-1]
        assert "12 đơn vị" in shown.text
        assert "Báo cáo kết quả 1/12" in shown.text
        await hanh.presses("Chỉ tiêu")
        await hanh.hears("1. Lượt người tham gia: 300/2.500")
        await hanh.says("?")
        await five_lines(hanh)
        assert len(await pictures(world, hanh)) == 2


async def test_what_changed_since_the_last_meeting(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        hanh = world.hanh
        await world.mai.hands_in()
        await hanh.says("/hop")
        await five_lines(hanh)
        await world.goes_to("2021-10-01 09:00")
        await world.unit("AB").hands_in()
        await world.unit("TL").hands_in("bao-cao.docx", LAST, luot=120, ket_qua="Ngày hội")
        await hanh.says("/hop")
        said = await five_lines(hanh)
        assert "Từ lần họp trước (8 giờ 00, thứ Năm 30/09/2021): thêm 1 báo cáo, thêm 1 bản chờ xem" in said.text
        assert "lượt người tham gia +120" in said.text
        await world.goes_to("2021-10-01 09:20")  # in the same meeting
        await hanh.says("/hop")
        assert "Từ lần họp trước (8 giờ 00, thứ Năm 30/09/2021): thêm 1 báo cáo" in (await five_lines(hanh)).text
        await world.goes_to("2021-10-04 09:00")
        await hanh.says("/hop")
        assert "Từ lần họp trước (9 giờ 20, thứ Sáu 01/10/2021): không có gì thay đổi." in (await five_lines(hanh)).text
        await world.khoa.says("/hop")  # whoever did not meet has nothing to compare with
        assert "Chưa có lần họp trước để so." in (await five_lines(world.khoa)).text


async def test_few_that_are_missing_are_named(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        for mark in ("AB", "TL", "PH", "TN", "TA", "TC", "BV", "CN"):
            await world.unit(mark).hands_in()
        await world.mai.says("chiều mai em nộp")
        await world.hanh.says("/hop")
        text = (await five_lines(world.hanh)).text
        assert "đã nộp 8/12" in text
        assert "hẹn sẽ nộp 1; chưa phản hồi 3 (" in text


async def test_the_same_point_of_last_year(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.database.write(last_year)
        await world.hanh.says("/hop")
        assert "Cùng thời điểm năm trước (đợt thi đua 2020): 2/3 (66,7 %)." in (await five_lines(world.hanh)).text


async def last_year(session: Any) -> None:
    """The same campaign, its first report due 08/10/2020: one came early, one eight days before, one after that."""
    now = await session.get(Campaign, 1)
    values = now.model_dump(exclude={"id"})
    was = Campaign(
        **values | {"short": "đợt thi đua 2020", "name": f"{now.name} năm 2020", "starts_on": date(2020, 9, 30),
                    "ends_on": date(2020, 11, 4), "closed_at": datetime(2020, 12, 1, tzinfo=ZONE), "notice_at": None}
    )  # fmt: skip
    session.add(was)
    await session.flush()
    report = await session.get(Deliverable, 1)
    due = datetime(2020, 10, 8, 23, 59, tzinfo=ZONE)
    asked = Deliverable(**report.model_dump(exclude={"id"}) | {"campaign_id": was.id, "strict": due, "lenient": due})
    session.add(asked)
    await session.flush()
    for number, came in enumerate(("2020-09-20 08:00", "2020-09-30 07:00", "2020-10-07 09:00"), start=2):
        mine: dict[str, Any] = {"campaign_id": was.id, "unit_id": number, "version": 1}
        row = Obligation(
            **mine, deliverable_id=asked.id or 0, strict=due, lenient=due, opened_at=due, workflow="accepted"
        )
        session.add(row)
        await session.flush()
        by: dict[str, Any] = {"person_id": 1, "channel": "web", "answers": {"v": 1}, "files": {}}
        told: dict[str, Any] = {"obligation_id": row.id, "number": 900 + number}
        session.add(Submission(**mine, **by, **told, handed_at=moment(came)))
    await session.flush()


async def test_of_a_private_report_a_count_and_no_more(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.restricts(FIRST)
        await world.mai.hands_in("bao-cao.docx", LAST, luot=5, ket_qua="x")
        await world.hanh.says("/hop")
        said = await five_lines(world.hanh)
        assert FIRST not in said.text
        assert "Nội dung hoạt động trọng tâm" not in said.text
        shown = (await world.hanh.letters())[-1].text
        assert "trọng tâm" not in shown
        assert "Báo cáo kết quả 1/12" in shown


async def test_who_hears_what(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.says("/hop")
        await world.mai.hears_only("Đề nghị đồng chí gửi 2 báo cáo")
        assert await pictures(world, world.mai) == []


async def test_a_picture_that_cannot_be_drawn_is_said_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("data.formats.card.draw", full)
    monkeypatch.setattr("scheduler.cards.NotDrawn.tries", 1)
    async with campaign(tmp_path) as world:
        await world.hanh.says("/hop")
        heard = await world.hanh.news()
        assert "Chưa vẽ được hình" in heard[-1].text
        assert "xem lai luc nay" in labels(heard[-1])
        assert [one for one in await world.rows(Mark) if one.name.startswith("meeting ")]


async def test_two_taps_are_two_pictures_of_one_meeting(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.hanh.says("/hop")
        await world.hanh.presses("Xem lại lúc này", key="once")
        await world.hanh.presses("Xem lại lúc này", key="once")
        assert len(await pictures(world, world.hanh)) == 2


async def test_where_every_report_is_private_no_empty_picture_comes(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        for report in (FIRST, LAST):
            await world.restricts(report)
        await world.khoa.says("bỏ chỉ tiêu 1")
        await world.hanh.says("/hop")
        assert len(await world.hanh.news()) == 1
        assert await pictures(world, world.hanh) == []
