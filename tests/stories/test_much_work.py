"""A unit of several plans with more dates than one reads without scrolling: what it owes, and the calendar page by
page."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from core.deadlines import no_later_than
from core.say import units16
from core.texts.clauses import LIMIT
from data.database import Session
from data.models import Campaign, Deliverable, Obligation, Unit
from tests.cast import World, campaign, moment

WEEKS = 14


async def a_second_plan(session: Session) -> None:
    """A weekly report, of which An Hòa owes each week from 1/10 on."""
    first = (await session.exec(select(Campaign))).one()
    unit = (await session.exec(select(Unit).where(Unit.mark == "AH"))).one()
    second = Campaign(**first.model_dump(exclude={"id"}) | {"short": "Tháng Thanh niên"})
    session.add(second)
    await session.flush()
    for week in range(WEEKS):
        await _owes(session, second.id or 0, unit.id or 0, week)


async def _owes(session: Session, campaign_id: int, unit: int, week: int) -> None:
    day = date(2021, 10, 1) + timedelta(weeks=week)
    due = no_later_than(day, f"chậm nhất ngày {day:%d/%m/%Y} (thứ Sáu)")
    report = Deliverable(
        campaign_id=campaign_id, position=week, name=f"Báo cáo tuần {week + 1}",
        wording=due.wording, strict=due.strict, lenient=due.lenient,
    )  # fmt: skip
    session.add(report)
    await session.flush()
    opened = moment("2021-09-30 08:00")
    owed = Obligation(
        campaign_id=campaign_id, unit_id=unit, deliverable_id=report.id or 0, opened_at=opened,
        strict=due.strict, lenient=due.lenient,
    )  # fmt: skip
    session.add(owed)


async def busy(world: World) -> None:
    await world.only("AH")
    await world.database.write(a_second_plan)
    await world.goes_to("2021-10-05 16:30")
    await world.mai.news()


async def test_what_is_owed_is_one_screen(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await busy(world)
        await world.mai.says("việc")
        letter = await world.mai.hears_only(
            "Đề nghị đồng chí gửi 16 báo cáo của Đoàn phường An Hòa, việc gấp nhất đứng đầu.",
            "1. Báo cáo tuần 1: hạn “chậm nhất ngày 01/10/2021 (thứ Sáu)”",
            "gõ “lịch” để xem.",
        )
        assert units16(letter.text) <= LIMIT


@pytest.mark.parametrize("plain", [False, True])
async def test_the_calendar_of_several_plans_goes_on_page_by_page(tmp_path: Path, plain: bool) -> None:
    async with campaign(tmp_path) as world:
        await busy(world)
        mai = await world.moves_to_plain(world.mai) if plain else world.mai
        await mai.news()
        await mai.says("lịch")
        first = await mai.hears_only("Lịch hạn nộp của Đoàn phường An Hòa, 2 đợt:", "Hết thứ Sáu 08/10/2021")
        assert "1 hạn đã qua." in first.text
        pages = [first.text]
        while "hạn nữa" in pages[-1]:
            await mai.chooses("Xem hạn tiếp theo")
            pages.append((await mai.hears_only("Lịch hạn nộp của Đoàn phường An Hòa, 2 đợt:")).text)
            assert len(pages) < 8
        told = "\n".join(pages)
        assert all(f"Báo cáo tuần {week};" in told for week in range(2, WEEKS + 1))
        assert told.count("Báo cáo kết quả;") == 1
