"""What the users of other reminder systems curse about, each with a test of its name, here or where it stood already.

reminded of what was handed in          here; also after the letter was written: test_reminders
a draft taken for a report              test_drafts_and_reminders
an extension ignored, or leaked         test_campaign_contest::test_an_extension_moves_the_whole_ladder_of_that_…
a report nobody can see is asked for    test_changing_a_plan::test_a_withdrawn_plan_reminds_nobody_any_more; here
one overdue notice, or one a minute     test_campaign_contest::test_the_silent_one_hears_every_step_and_then_no_more
no ladder of one's own                  test_schedule::test_an_own_ladder_is_read_back_and_then_climbed
ten letters for ten reports             here
the superior hears first                test_digest::test_a_cluster_head_hears_of_the_cluster_after_the_units_do
an hour of another zone                 here
missed by a second, doubled by restart  here
two groups, two letters                 here
a holiday, a leave                      test_campaign_matchmaking (Tết, Giỗ Tổ); here for a pause
quiet hours that delay the judgement    here
blame for a slow reviewer               here
late by a back door                     here
written to though blocked               here
a month asked for after it is in        test_campaign_year::test_a_month_that_is_in_is_asked_for_no_more_…
the last holder still written to        test_handing_over::test_the_old_seat_stops_receiving_at_once
no list of who is missing               test_digest::test_due_overdue_broken_and_waiting_are_told_apart
a known sender, a bad message, silence  tests/handlers/test_words.py
"""

from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path

import pytest

from core.clock import local
from core.deadlines import no_later_than
from core.delivery import Never, Outcome
from data.database import Session
from data.dispatch import Claimed
from data.models import Campaign, Deliverable, Letter, Obligation, Submission, Unit
from tests.cast import FIRST, LAST, Actor, World, campaign, clock, moment, wakes_at

FRIDAY = "chậm nhất ngày 08/10/2021 (thứ Sáu)"


async def owed_by(world: World, mark: str, report: str = FIRST) -> Obligation:
    units = {unit.mark: unit.id for unit in await world.rows(Unit)}
    names = {row.id: row.name for row in await world.rows(Deliverable)}
    rows = await world.rows(Obligation)
    return next(row for row in rows if row.unit_id == units[mark] and names[row.deliverable_id] == report)


async def ten_reports(session: Session) -> None:
    """Eight more than the two there are, all due on the same Friday, asked of Mai's unit."""
    due, opened = no_later_than(date(2021, 10, 8), FRIDAY), moment("2021-09-30 08:00")
    for position in range(3, 11):
        report = Deliverable(
            campaign_id=1,
            position=position,
            name=f"Báo cáo chuyên đề số {position} về phong trào thanh niên công nhân sáng tạo",
            wording=due.wording,
            strict=due.strict,
            lenient=due.lenient,
        )
        session.add(report)
        await session.flush()
        session.add(
            Obligation(
                campaign_id=1,
                unit_id=2,
                deliverable_id=report.id or 0,
                strict=due.strict,
                lenient=due.lenient,
                opened_at=opened,
                next_nudge_at=opened,
            )
        )


async def test_nobody_is_reminded_of_what_was_handed_in(tmp_path: Path) -> None:
    """Not a second before the slot either."""
    async with campaign(tmp_path) as world:
        await world.only("AH", "AB")
        await world.goes_to("2021-10-05 08:14")
        await world.mai.hands_in()
        await world.goes_to("2021-10-20 12:00")
        assert await world.mai.nudges() == await world.tu.nudges() == []
        assert len(await world.unit("AB").nudges()) == 5


async def test_ten_reports_are_one_letter(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.is_due(LAST, no_later_than(date(2021, 10, 8), FRIDAY))
        await world.database.write(ten_reports)
        await world.goes_to("2021-10-07 18:00")
        assert await world.mai.nudges() == ["05/10 08:15", "07/10 14:00"]
        letter = [one for one in await world.mai.news() if one.still][-1]
        assert "đề nghị đồng chí gửi 10 báo cáo" in letter.text
        assert "báo cáo khác, gõ “việc” để xem đủ" in letter.text
        assert len(letter.text) <= 600


async def test_a_second_late_is_still_sent_and_a_restart_doubles_nothing(tmp_path: Path) -> None:
    """Stopped a minute before the slot, up again four seconds after it; and again at once, and within the hour."""
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.goes_to("2021-10-05 08:14")
    async with campaign(tmp_path) as world:
        await world.passes(seconds=64)
        assert await world.mai.nudges() == ["05/10 08:15"]
    for _ in range(2):
        async with campaign(tmp_path) as world:
            await world.passes(minutes=20)
            assert await world.mai.nudges() == ["05/10 08:15"]


@pytest.mark.parametrize("woken", ["2021-10-05 08:15", "2021-10-05 08:16", "2021-10-05 11:29"])
async def test_what_the_machine_slept_over_is_sent_when_it_wakes(tmp_path: Path, woken: str) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
    await wakes_at(tmp_path, woken)
    async with campaign(tmp_path) as world:
        await world.passes(seconds=1)
        assert await world.mai.nudges() == [clock(moment(woken))]


async def test_the_hours_are_those_of_the_organisation_and_no_letter_shows_another(tmp_path: Path) -> None:
    """From midnight to seven it is still yesterday in UTC: a list at half past midnight is late, at 23:59 it is not."""
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.goes_to("2021-10-08 23:59")
        receipt = await world.unit("AB").hands_in()
        assert "Nhận lúc 23 giờ 59, thứ Sáu 08/10/2021: đúng hạn" in receipt.text
        await world.goes_to("2021-10-09 00:30")
        receipt = await world.unit("TL").hands_in()
        assert "Nhận lúc 0 giờ 30, thứ Bảy 09/10/2021" in receipt.text
        assert (await owed_by(world, "TL")).timeliness == "late"


async def test_a_unit_in_two_groups_owes_once_and_hears_once(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        officer = world.khoa
        await officer.says("tao ke hoach")
        await officer.says("Hội thi tay nghề trẻ")
        await officer.says("danh sách, chậm nhất 15/10")
        await officer.chooses("Tiếp tục")
        await officer.says("cum 1, an hoa, an binh, cac doan phuong")
        await officer.hears("do 4 đơn vị")
        await officer.chooses("Trần Đăng Khoa, 0912.000.118")
        await officer.chooses("Bắt đầu và gửi thư")
        await world.mai.hears_only("đã có kế hoạch “Hội thi tay nghề trẻ”")
        assert len([row for row in await world.rows(Obligation) if row.campaign_id == 2]) == 4


async def test_quiet_hours_delay_the_letter_not_the_judgement(tmp_path: Path) -> None:
    """Due on Friday: a report of Saturday is late, and nobody is written to before Monday."""
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.goes_to("2021-10-09 09:00")
        receipt = await world.unit("AB").hands_in()
        assert "sau hạn" in receipt.text
        assert (await world.mai.nudges())[-1] == "08/10 08:15"
        await world.goes_to("2021-10-11 09:00")
        assert (await world.mai.nudges())[-1] == "11/10 08:15"


async def test_a_pause_ends_by_itself_and_makes_up_for_nothing_but_the_latest(tmp_path: Path) -> None:
    """Paused over two steps; on the day named the latest of them is told, the others never."""
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.khoa.says("tam dung nhac")
        await world.khoa.says("7/10")
        await world.khoa.hears("Đã tạm dừng nhắc")
        await world.goes_to("2021-10-07 20:00")
        assert await world.mai.nudges() == []
        await world.goes_to("2021-10-08 12:00")
        assert await world.mai.nudges() == ["08/10 08:15"]


async def test_a_report_that_is_asked_for_no_more_is_reminded_of_no_more(tmp_path: Path) -> None:
    """Dropped for everybody, not owed by one, not meant for another."""
    async with campaign(tmp_path) as world:
        await world.only("AH", "AB")
        await world.goes_to("2021-10-05 09:00")
        await world.khoa.says("/kehoach")
        await world.khoa.chooses("Sửa kế hoạch")
        await world.khoa.chooses(f"Sửa: {FIRST}")
        await world.khoa.chooses("Miễn nộp một số đơn vị")
        await world.khoa.says("an hoa")
        await world.khoa.chooses("Miễn nộp và báo")
        await world.goes_to("2021-10-15 12:00")
        assert await world.mai.nudges() == ["05/10 08:15"]
        assert len(await world.unit("AB").nudges()) == 5


async def test_a_slow_reviewer_makes_nobody_late_and_nobody_is_reminded_meanwhile(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.goes_to("2021-10-04 16:00")
        await world.mai.hands_in()
        await world.goes_to("2021-10-20 09:00")
        await world.khoa.says("duyet")
        await world.khoa.chooses("Nhận")
        row = await owed_by(world, "AH")
        assert (row.workflow, row.timeliness) == ("accepted", "on_time")
        assert await world.mai.nudges() == []


async def handed_by_button(world: World) -> None:
    await world.unit("AB").is_ready()
    await world.unit("AB").chooses("Nộp báo cáo")


async def handed_by_words(world: World) -> None:
    plain = await world.moves_to_plain(world.unit("AB"))
    await plain.is_ready()
    await plain.says("nop bao cao")


async def handed_by_mail(world: World) -> None:
    """The mail came a minute ago: its own time counts."""
    await world.unit("AB").says("em gui mail roi a")
    await world.khoa.chooses("Đã thấy thư")
    await world.khoa.says(f"{local(world.now):%Hh%M ngày %d/%m}")


@pytest.mark.parametrize(("at", "late"), [("2021-10-08 23:59", False), ("2021-10-09 00:00", True)])
@pytest.mark.parametrize("hands_in", [handed_by_button, handed_by_words, handed_by_mail])
async def test_every_way_in_shares_one_lateness_rule(
    tmp_path: Path, at: str, late: bool, hands_in: Callable[[World], Awaitable[None]]
) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.goes_to(at)
        await hands_in(world)
        (submission,) = await world.rows(Submission)
        assert submission.late is late
        assert (await owed_by(world, "AB")).timeliness == ("late" if late else "on_time")


class Refusing:
    """A channel on which everybody has blocked the bot."""

    name = "zalo"

    def __init__(self) -> None:
        self.asked = 0

    async def send(self, claimed: Claimed) -> Outcome:
        self.asked += 1
        return Never("blocked", gone=True)


async def only_there(world: World, actor: Actor) -> Refusing:
    """This person has left the page and is on a channel where the bot is blocked."""
    refusing = Refusing()
    await world.moves_to_plain(actor)
    world.app.couriers["zalo"].carrier = refusing
    return refusing


async def test_a_blocked_person_is_not_written_to_again(tmp_path: Path) -> None:
    """Once is how one learns of it. The unit stays missing, and the organiser is told whom to call."""
    async with campaign(tmp_path) as world:
        await world.only("TL")
        refusing = await only_there(world, world.unit("TL"))
        await world.goes_to("2021-10-20 12:00")
        assert refusing.asked == 1
        assert (await owed_by(world, "TL")).workflow == "owed"


async def test_a_plan_that_has_not_begun_reminds_nobody(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.mai.hands_in()
        await world.mai.hands_in(report=LAST)
        await world.khoa.says("tao ke hoach")
        await world.khoa.says("Hội thi tay nghề trẻ")
        await world.khoa.says("danh sách, chậm nhất 08/10")
        await world.goes_to("2021-10-12 12:00")
        assert len(await world.rows(Campaign)) == 1
        assert not [one for one in await world.rows(Letter) if one.still]
