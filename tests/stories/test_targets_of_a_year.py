"""A plan's own numbers become its targets: a flow that the months add up to and a stock of which each month tells the
level, with a correction, a late report and an activity that two units share."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlmodel import select

from core.activities import Event, deadline_of
from core.forms import Field, FieldKind, Form
from core.plans.charges import Body
from data import activities, drafts, files, obligations, people, targets
from data.database import Session
from data.models import Campaign, Deliverable, Entry, Target, Unit
from tests.cast import Actor, World, moment
from tests.stories.walks import nobody_watches, office, starts

PLAN = """QUẬN ĐOÀN BÌNH LÂM
BAN THƯỜNG VỤ
Bình Lâm, ngày 15 tháng 01 năm 2025
Số: 03/KH-QĐTN

KẾ HOẠCH
Thực hiện Đề án thanh niên công nhân năm 2025

I. THỜI GIAN
Từ ngày 01/02/2025 đến ngày 30/6/2025.
II. CHỈ TIÊU
- Giới thiệu việc làm cho 1.000 lượt thanh niên công nhân.
- Duy trì 30 chi hội thanh niên công nhân.
III. TỔ CHỨC THỰC HIỆN
- Báo cáo kết quả thực hiện hằng tháng gửi về Ban Thường vụ chậm nhất ngày 28 hằng tháng.

TM. BAN THƯỜNG VỤ
PHÓ BÍ THƯ
Lê Minh Ngọc
"""
DECISIONS = ("Tiếp tục", "An Hòa, An Bình, Tân Lập", "Hỏi thêm số liệu", "Trần Đăng Khoa, 0912.000.118")


@asynccontextmanager
async def year(folder: Path) -> AsyncIterator[World]:
    async with office(folder, "2025-01-20 09:00") as world:
        await starts(world.khoa, PLAN, DECISIONS)
        await nobody_watches(world)
        yield world


async def brings(world: World, who: Actor, period: str, turns: int, clubs: int) -> None:
    """The month's report, or a better version of it."""

    async def written(session: Session) -> None:
        speaker = await people.speaker(session, who.channel, who.address)
        assert speaker is not None
        person = speaker.chat.person_id or 0
        every = await obligations.of_units(session, speaker.unit_ids)
        owed = next(one for one in every if one.obligation.period == period)
        file = await files.add(session, world.now, name="bao-cao.docx", size=11, sha256="0" * 64, person_id=person)
        draft, _ = await drafts.open_for(session, person, owed.id, owed.obligation.version, world.now)
        numbers = {"so_1": turns, "so_2": clubs}
        await drafts.save(session, draft, world.now, fields=numbers, file_ids=[file.id or 0], complete_at=world.now)

    await world.database.write(written)
    await who.says("nộp")
    await who.says("nộp")
    await who.hears("Đã nhận")


async def the_list(world: World) -> str:
    await world.hanh.says("chỉ tiêu")
    return (await world.hanh.hears("Chỉ tiêu của Đề án thanh niên công nhân năm 2025")).text


async def test_what_the_plan_wants_is_there_from_the_start(tmp_path: Path) -> None:
    async with year(tmp_path) as world:
        text = await the_list(world)
        assert "1. Giới thiệu lượt thanh niên công nhân: 0/1.000 (0,0 %), cần 7/ngày." in text
        assert "2. Duy trì chi hội thanh niên công nhân: hiện có 0/30 (0,0 %)." in text


async def test_a_flow_and_a_stock_over_three_months_with_a_correction(tmp_path: Path) -> None:
    async with year(tmp_path) as world:
        one, other = world.unit("AB"), world.unit("TL")
        await world.goes_to("2025-02-10 09:00")
        await brings(world, one, "2025-02", 100, 10)
        await brings(world, other, "2025-02", 40, 8)
        await world.goes_to("2025-03-10 09:00")
        await brings(world, one, "2025-03", 120, 9)
        text = await the_list(world)
        assert "260/1.000 (26,0 %)" in text  # the months add up
        assert "hiện có 17/30 (56,7 %)" in text  # of each unit its latest: 9 and 8
        await world.goes_to("2025-04-10 09:00")
        await brings(world, one, "2025-04", 80, 12)
        await brings(world, one, "2025-02", 150, 10)  # February was more than was said
        text = await the_list(world)
        assert "390/1.000 (39,0 %)" in text
        assert "hiện có 20/30" in text  # an old month corrected leaves the latest level alone
        await world.hanh.presses("Chỉ tiêu 1")
        card = await world.hanh.hears("Mới đổi số: Đoàn phường An Bình 100 → 150")
        assert "2/3 đơn vị đã có số, đã duyệt 0, chờ xem 390" in card.text
        assert "cuối đợt khoảng" in card.text
        assert "cộng các kỳ" in card.text
        traces = [entry.detail for entry in await world.rows(Entry) if entry.what == "figure corrected"]
        assert [(trace["was"], trace["becomes"], trace["late"]) for trace in traces] == [("100", "150", False)]


async def test_what_comes_late_is_counted_and_leaves_its_trace(tmp_path: Path) -> None:
    async with year(tmp_path) as world:
        await world.goes_to("2025-03-10 09:00")  # February's was due on the 28th
        await brings(world, world.unit("TL"), "2025-02", 40, 8)
        assert "40/1.000" in await the_list(world)
        await world.hanh.presses("Chỉ tiêu 1")
        await world.hanh.hears("Đoàn phường Tân Lập báo 40 sau hạn")


async def test_what_is_withdrawn_counts_no_longer(tmp_path: Path) -> None:
    async with year(tmp_path) as world:
        one = world.unit("AB")
        await world.goes_to("2025-02-10 09:00")
        await brings(world, one, "2025-02", 100, 10)
        assert "100/1.000" in await the_list(world)
        await one.says("rut lai")
        await one.presses("Rút bản này")
        text = await the_list(world)
        assert "0/1.000" in text
        assert "hiện có 0/30" in text


# -- an activity that two units share -----------------------------------------------------------------------------

DAY = "Ngày hội việc làm"
ASKS = Form((Field("luot", "Số lượt người tham gia", FieldKind.NUMBER, unit="lượt"),))


async def shared_activity(session: Session) -> None:
    """An Bình leads, Tân Lập takes part; how many came is asked of whoever reports."""
    campaign = (await session.exec(select(Campaign))).one()
    marks = {unit.mark: unit.id or 0 for unit in (await session.exec(select(Unit))).all()}
    due = deadline_of(Event(moment("2025-02-20 08:00").date()), "thứ Năm 20/02/2025")
    asked = Deliverable(
        campaign_id=campaign.id or 0, position=9, kind="activity", name=DAY, wording=due.wording, strict=due.strict,
        lenient=due.lenient, event=Event(moment("2025-02-20 08:00").date()).to_json(), form=ASKS.to_json(),
    )  # fmt: skip
    session.add(asked)
    await session.flush()
    bodies = [Body(marks["AB"]), Body(marks["TL"])]
    await activities.open_together(session, campaign, [(asked, bodies)], moment("2025-02-01 08:00"))
    target = (await session.exec(select(Target).where(Target.position == 1))).one()
    await targets.feed(session, target.id or 0, asked.id or 0, "luot", whole=False)


async def reports(world: World, mark: str, turns: int) -> None:
    async def written(session: Session) -> None:
        speaker = await people.speaker(session, "web", f"demo:unit-{mark}")
        assert speaker is not None
        owed = next(one for one in await obligations.of_units(session, speaker.unit_ids) if one.deliverable.name == DAY)
        await obligations.hand_in(
            session, owed, (), person_id=speaker.chat.person_id or 0, channel="web", handed_at=world.now,
            answers={"v": 1, "fields": {"luot": turns}}, files={},
        )  # fmt: skip

    await world.database.write(written)


async def test_an_activity_that_two_units_share_is_counted_once(tmp_path: Path) -> None:
    async with year(tmp_path) as world:
        await world.database.write(shared_activity)
        await world.goes_to("2025-02-21 10:00")
        await world.unit("TL").says("đã tham gia")
        await reports(world, "AB", 350)
        assert "350/1.000" in await the_list(world)
        await reports(world, "TL", 350)  # the same people, told by the other unit as well
        assert "350/1.000" in await the_list(world)
        await world.hanh.presses("Chỉ tiêu 1")
        await world.hanh.hears("1 đơn vị phối hợp cũng ghi số (350): đơn vị chủ trì đã báo, không cộng lần nữa")
