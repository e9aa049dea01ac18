"""A campaign of activities, in a May with a day for everybody on a Sunday: who hears what and when, to the minute, and
what comes of the answers. Nobody is ever late with any of it."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlmodel import col, select, update

from core.roles import Role
from data import people, units
from data.database import Session
from data.models import Campaign, Chat, Deliverable, Group, Obligation, Reading, Submission, Unit
from tests.cast import Actor, World, campaign, clock, kept_for_the_run, moment, wakes_at

PLAN = """QUẬN ĐOÀN BÌNH LÂM
BAN THƯỜNG VỤ
Bình Lâm, ngày 28 tháng 4 năm 2023
Số: 54-KH/QĐTN

KẾ HOẠCH
Tổ chức Tháng Công chức trẻ năm 2023
(Từ ngày 01/5 đến ngày 31/5/2023)

I. MỤC ĐÍCH
- Tuyên truyền truyền thống.
II. TỔ CHỨC THỰC HIỆN
Ban Thường vụ Quận Đoàn đề nghị các đơn vị triển khai thực hiện.

TM. BAN THƯỜNG VỤ QUẬN ĐOÀN
PHÓ BÍ THƯ
Trần Văn Mẫu
Nơi nhận:
- Lưu VP.

LỊCH HOẠT ĐỘNG
TT | HOẠT ĐỘNG | THỜI GIAN | ĐỊA ĐIỂM | GHI CHÚ
1. | Bình chọn “Câu chuyện đẹp công sở” | Tháng 5/2023 | Trực tuyến | Đoàn phường An Hòa phụ trách
2. | Giới thiệu các dự án trọng điểm | Tháng 5/2023 | Trực tuyến | Các cơ sở có chuyên môn quản lý dự án
3. | Diễn đàn kết nối công chức trẻ | 25/5/2023 | Hội trường phường | Đoàn phường An Hòa, Đoàn phường Tân Lập phụ trách
4. | Thăm Mẹ Việt Nam Anh hùng | 19/5/2023 | Xã Mẫu Sơn | Cụm 1 phụ trách
5. | Ngày Chủ nhật xanh | 28/5/2023 | Cơ sở | Đoàn phường An Hòa phụ trách
"""
ISSUED = "2023-04-28 09:00"
FORUM, GREEN = "Diễn đàn kết nối công chức trẻ", "Ngày Chủ nhật xanh"


@asynccontextmanager
async def may(folder: Path, *, head: bool = True) -> AsyncIterator[World]:
    """The end of April 2023, nothing else running; `head`: somebody of Phú Hậu heads the first cluster."""
    await copied(folder, "quiet", _quiet)
    async with campaign(folder, clock_start=moment(ISSUED)) as world:
        if head:
            await world.database.write(seat_head)
        yield world


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[World]:
    """The plan was started on the day it was issued, without opening letters."""
    await copied(folder, "running", _started)
    async with campaign(folder, clock_start=moment(ISSUED)) as world:
        yield world


async def _quiet(folder: Path) -> None:
    async with campaign(folder, clock_start=moment(ISSUED)) as world:
        await world._does(update(Obligation).values(workflow="exempt", next_nudge_at=None))
        await world._does(update(Campaign).values(closed_at=world.now))


async def _started(folder: Path) -> None:
    async with may(folder) as world:
        await starts(world)


_made: dict[str, Path] = {}


async def copied(folder: Path, name: str, make: Callable[[Path], Awaitable[None]]) -> None:
    """Such a world, made once for this process; a folder with a world in it is left alone."""
    if (folder / "demo.db").exists():
        return
    if name not in _made:
        made = kept_for_the_run("may-")
        await make(made)
        _made[name] = made
    for kept in ("demo.db", "secret.key"):
        shutil.copy(_made[name] / kept, folder / kept)


async def seat_head(session: Session) -> None:
    group = (await session.exec(select(Group).where(col(Group.name).startswith("Cụm 1")))).one()
    unit = (await session.exec(select(Unit).where(Unit.mark == "PH"))).one()
    person = await people.add_person(session, "Lò Văn Cụm", "0915.000.999")
    seat = await units.add_seat(session, unit.id or 0, Role.CLUSTER_HEAD, "Cụm trưởng", group.id)
    await people.seat_person(session, seat.id or 0, person.id or 0, moment(ISSUED))
    session.add(Chat(channel="web", address="demo:head", person_id=person.id))


async def sends(officer: Actor, plan: str = PLAN) -> None:
    await officer.sends_file("ke-hoach.txt", plan.encode())
    await officer.chooses("Xem lại từng điểm")
    await officer.chooses("Bỏ qua điểm này")


async def starts(world: World, how: str = "Bắt đầu, chưa gửi thư", clusters: str = "Cả cụm trả lời chung") -> None:
    """The organiser settles what is asked, wants no report, and starts."""
    await sends(world.khoa)
    await world.khoa.chooses(clusters)
    await world.khoa.chooses("Trần Đăng Khoa, 0912.000.118")
    await world.khoa.chooses(how)
    for actor in (world.khoa, world.mai, world.tu):
        await actor.news()


async def carried(world: World, title: str) -> dict[str, Obligation]:
    """By unit, of one activity."""
    asked = next(one for one in await world.rows(Deliverable) if one.name.startswith(title))
    names = {one.id: one.name for one in await world.rows(Unit)}
    return {names[one.unit_id]: one for one in await world.rows(Obligation) if one.deliverable_id == asked.id}


# -- before the start ---------------------------------------------------------------------------------------------


async def test_a_plan_of_activities_starts_without_a_report_and_nothing_unresolved_blocks_it(tmp_path: Path) -> None:
    """T8: a class of units, and a body that is not in the list, get no letters and stop nothing."""
    async with may(tmp_path) as world:
        officer = world.khoa
        await sends(officer)
        await officer.hears("Các hoạt động sau giao cho cụm", "Thăm Mẹ Việt Nam Anh hùng")
        await officer.chooses("Xem các hoạt động")
        listed = await officer.hears("Chủ trì: Đoàn phường An Hòa; cùng phụ trách: Đoàn phường Tân Lập.")
        assert (
            "2. Giới thiệu các dự án trọng điểm: trong tháng 5/2023, trực tuyến. Chưa rõ trong danh sách" in listed.text
        )
        await officer.chooses("Tiếp tục")
        await officer.says("ca cum tra loi chung")
        await officer.chooses("Trần Đăng Khoa, 0912.000.118")
        ready = await officer.hears("Kế hoạch không có báo cáo phải nộp.", "4 hoạt động được nhắc")
        assert "Chưa rõ đơn vị phụ trách, không nhắc: “Giới thiệu các dự án trọng điểm”." in ready.text
        await officer.chooses("Bắt đầu và gửi thư")
        await officer.hears("Đã bắt đầu “Tháng Công chức trẻ năm 2023”", "4 hoạt động")
        letter = await world.mai.hears("Hoạt động đơn vị phụ trách:")
        assert f"{FORUM}: thứ Năm 25/05/2023, tại Hội trường phường." in letter.text
        assert [row.kind for row in await world.rows(Deliverable)][2:] == ["activity"] * 4
        forum = await carried(world, FORUM)
        assert {unit: row.part for unit, row in forum.items()} == {
            "Đoàn phường An Hòa": "",
            "Đoàn phường Tân Lập": "with",
        }


async def test_a_cluster_answers_by_its_head_or_each_of_its_units_does(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        (one,) = (await carried(world, "Thăm Mẹ")).items()
        assert one[0] == "Đoàn phường Phú Hậu"
        assert one[1].group_id is not None
        await world.goes_to("2023-05-12 09:00")
        head = world.actor("web", "demo:head")
        await head.hears("kính gửi đồng chí Cụm, Cụm trưởng Đoàn phường Phú Hậu", "Thăm Mẹ Việt Nam Anh hùng")
        assert await world.unit("PH").nudges() == []


async def test_each_unit_of_a_cluster_runs_its_own(tmp_path: Path) -> None:
    async with may(tmp_path, head=False) as world:
        await starts(world, clusters="Từng đơn vị trong cụm")
        visit = await carried(world, "Thăm Mẹ")
        assert len(visit) == 4
        assert {row.part for row in visit.values()} == {""}


async def test_a_cluster_without_a_head_is_nobody(tmp_path: Path) -> None:
    async with may(tmp_path, head=False) as world:
        await sends(world.khoa)
        await world.khoa.chooses("Cả cụm trả lời chung")
        await world.khoa.chooses("Xem các hoạt động")
        await world.khoa.hears("Chưa có cụm trưởng: Cụm 1.")


async def test_who_carries_what_is_typed_over(tmp_path: Path) -> None:
    async with may(tmp_path) as world:
        officer = world.khoa
        await sends(officer)
        await officer.chooses("Xem các hoạt động")
        await officer.says("3: Tân Lập, An Hòa")
        await officer.hears(
            "Đã giao “Diễn đàn kết nối công chức trẻ”: Đoàn phường Tân Lập chủ trì, Đoàn phường An Hòa."
        )
        await officer.says("2: Điện lực")
        await officer.hears("Phụ trách: Chi đoàn Điện lực.")
        await officer.says("1 bo")
        await officer.hears("Đã bỏ “Bình chọn “Câu chuyện đẹp công sở””")
        await officer.says("9: An Hòa")
        await officer.hears("Chưa rõ “9: An Hòa”; xin gõ số của hoạt động")
        await officer.says("5: Mẫu Sơn Thượng")
        await officer.hears("Chưa rõ “Mẫu Sơn Thượng”")


async def test_a_reading_from_before_activities_were_kept_still_starts(tmp_path: Path) -> None:
    async with may(tmp_path) as world:
        await world.khoa.sends_file("ke-hoach.txt", PLAN.encode())
        await world.khoa.chooses("Xem lại từng điểm")
        (reading,) = await world.rows(Reading)
        old = {name: value for name, value in reading.kept.items() if name != "events"}
        await world._does(update(Reading).values(kept=old))
        await world.khoa.says("báo cáo kết quả, chậm nhất 7/6/2023")
        await world.khoa.chooses("Cả 12 đơn vị")
        await world.khoa.chooses("Trần Đăng Khoa, 0912.000.118")
        await world.khoa.chooses("Bắt đầu, chưa gửi thư")
        await world.khoa.hears("Đã bắt đầu “Tháng Công chức trẻ năm 2023”: 12 đơn vị, 1 báo cáo.")


async def test_the_calendar_of_letters_is_shown_beforehand(tmp_path: Path) -> None:
    async with may(tmp_path) as world:
        await sends(world.khoa)
        await world.khoa.chooses("Cả cụm trả lời chung")
        await world.khoa.chooses("Trần Đăng Khoa, 0912.000.118")
        await world.khoa.chooses("Xem lịch nhắc")
        shown = (await world.khoa.hears("Lịch nhắc của", "nếu bắt đầu lúc này")).text
        assert "Chủ nhật 28/05/2023, 8 giờ 15: đúng ngày – hoạt động Ngày Chủ nhật xanh, 1 đơn vị" in shown
        assert "Thứ Hai 15/05/2023, 8 giờ 15: hỏi giữa đợt" in shown


# -- the letters --------------------------------------------------------------------------------------------------

# 29/4 to 3/5/2023 are holidays; 27 and 28/5 a weekend. The forum is on Thursday 25/5, the green Sunday on 28/5; what
# takes all of May is asked about on Monday 15/5 and on its last working day.


async def test_every_letter_of_the_month_to_the_minute(tmp_path: Path) -> None:
    """T7: what takes a whole month is asked about twice, and never called late."""
    async with running(tmp_path) as world:
        await world.goes_to("2023-06-10 12:00")
        assert await world.mai.nudges() == [
            "15/05 08:15",  # the month's middle
            "18/05 08:15",  # a week before the forum
            "19/05 14:00",  # a week before the Sunday is a Sunday: brought forward to the slot before
            "24/05 14:00",  # the eve of the forum
            "25/05 08:15",  # the forum
            "26/05 08:15",  # its result; and the eve of the Sunday, brought forward …
            "26/05 14:00",  # … to Friday
            "28/05 08:15",  # the Sunday itself
            "29/05 08:15",  # its result
            "31/05 08:15",  # the month's last working day
        ]
        assert [clock(one.made_at) for one in await world.mai.letters() if "quá hạn" in one.text] == []
        assert await world.unit("TL").nudges() == ["18/05 08:15", "24/05 14:00", "25/05 08:15", "26/05 08:15"]


async def test_the_second_person_hears_on_the_day_only(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        await world.goes_to("2023-06-10 12:00")
        assert await world.tu.nudges() == ["25/05 08:15", "28/05 08:15"]


async def test_after_a_week_of_downtime_only_the_latest_letter_goes(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        await world.goes_to("2023-05-17 09:00")
    await wakes_at(tmp_path, "2023-05-26 09:30")
    async with campaign(tmp_path, clock_start=moment(ISSUED)) as world:
        await world.settled()
        assert (await world.mai.nudges())[-1] == "26/05 09:30"
        assert len(await world.mai.nudges()) == 2
        last = (await world.mai.letters())[-1]
        assert "đề nghị gửi kết quả, ảnh" in last.text


async def test_a_letter_of_a_sunday_caught_up_keeps_to_that_day_and_out_of_the_night(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        await world.goes_to("2023-05-27 12:00")
    await wakes_at(tmp_path, "2023-05-28 12:10")
    async with campaign(tmp_path, clock_start=moment(ISSUED)) as world:
        await world.settled()
        assert (await world.mai.nudges())[-1] == "28/05 12:10"


# -- the answers --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["Đúng lịch", "dung lich", "dạ đúng lịch ạ", "1", "ok"])
async def test_as_planned_is_thanked_and_silences_nothing(tmp_path: Path, words: str) -> None:
    async with running(tmp_path) as world:
        await world.goes_to("2023-05-18 08:20")
        await world.mai.hears(FORUM, "Còn 7 ngày", "trả lời “Đúng lịch”")
        await world.mai.says(words)
        await world.mai.hears("Cảm ơn đồng chí! Đã ghi nhận đúng lịch", FORUM)
        assert (await carried(world, FORUM))["Đoàn phường An Hòa"].confirmed_at is not None
        await world.goes_to("2023-05-24 14:05")
        await world.mai.hears("Ngày mai", "Đồng chí đã xác nhận đúng lịch")


@pytest.mark.parametrize("typed", [("doi sang 26/5",), ("Đổi ngày", "26/5"), ("doi ngay", "sang thứ sáu 26/5 ạ")])
async def test_another_day_moves_it_for_all_who_run_it_together(tmp_path: Path, typed: tuple[str, ...]) -> None:
    async with running(tmp_path) as world:
        await world.goes_to("2023-05-18 08:20")
        other = world.unit("TL")
        await other.news()
        await world.khoa.news()
        for words in typed:
            await world.mai.says(words)
        await world.mai.hears(f"Đã đổi “{FORUM}” từ thứ Năm 25/05/2023 sang thứ Sáu 26/05/2023", "1 đồng chí")
        await other.hears("của Đoàn phường An Hòa chuyển sang thứ Sáu 26/05/2023")
        await world.khoa.hears("Đổi ngày hoạt động", "Đồng chí Mai, Bí thư Đoàn phường An Hòa, 0914.000.301 vừa báo.")
        await world.goes_to("2023-05-30 12:00")
        assert (await other.nudges())[1:] == ["25/05 14:00", "26/05 08:15", "29/05 08:15"]


async def test_a_day_that_cannot_be_read_or_has_passed_is_asked_again(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        await world.goes_to("2023-05-18 08:20")
        await world.mai.says("doi ngay")
        await world.mai.hears("sang ngày nào? Xin gõ, ví dụ: 25/5")
        await world.mai.says("10/5/2023")
        await world.mai.hears("Xin gõ một ngày chưa qua")
        await world.mai.says("26/5")
        await world.mai.hears("Đã đổi")


async def test_put_off_there_is_silence_until_a_day_is_set(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        await world.goes_to("2023-05-18 08:20")
        other = world.unit("TL")
        await other.news()
        await world.mai.says("hoan chua ro ngay")
        await world.mai.hears(f"Đã ghi hoãn “{FORUM}”", "đổi sang 25/5")
        await other.hears("tạm hoãn, chưa rõ ngày mới")
        await world.khoa.hears("Hoãn hoạt động", "đồng chí đặt ngày mới được")
        await world.goes_to("2023-05-26 14:00")
        assert (await other.nudges())[1:] == []
        await world.mai.says("/viec")
        await world.mai.hears(f"{FORUM}: thứ Năm 25/05/2023, tại Hội trường phường; đang hoãn, chưa có ngày mới.")
        await world.khoa.chooses("Đặt ngày mới")
        await world.khoa.says("2/6")
        await world.khoa.hears(f"Đã đặt “{FORUM}” của Đoàn phường An Hòa vào thứ Sáu 02/06/2023")
        await other.hears("chuyển sang thứ Sáu 02/06/2023")
        await world.mai.hears("chuyển sang thứ Sáu 02/06/2023")
        await world.goes_to("2023-06-06 12:00")
        assert (await other.nudges())[1:] == ["01/06 14:00", "02/06 08:15", "05/06 08:15"]


async def test_who_does_not_lead_confirms_and_moves_nothing(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        other = world.unit("TL")
        await world.goes_to("2023-05-18 08:20")
        await other.hears("đơn vị cùng phụ trách", "hoặc “Cần hỗ trợ”")
        await other.says("doi sang 27/5")
        await other.hears("do đơn vị chủ trì quyết định")
        assert (await carried(world, FORUM))["Đoàn phường Tân Lập"].fixed_by == ""
        await other.says("da tham gia")
        await other.hears("chưa đến ngày")
        await world.goes_to("2023-05-26 08:20")
        await other.hears("trả lời “Đúng, đã tham gia”")
        await other.chooses("Đúng, đã tham gia")
        await other.hears("Đã ghi nhận đơn vị tham gia")
        assert (await carried(world, FORUM))["Đoàn phường Tân Lập"].workflow == "accepted"
        await other.presses("Đúng, đã tham gia")
        await other.hears("đã có kết quả hoặc không còn phải theo dõi")


# -- the result ---------------------------------------------------------------------------------------------------


async def test_result_and_photos_are_handed_in_as_a_report_is_and_are_never_late(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        await world.goes_to("2023-06-05 09:00")
        await world.mai.says("/nop")
        await world.mai.chooses(f"{GREEN} (Chủ nhật 28/05/2023)")
        await world.mai.hears("Ảnh, tệp của hoạt động")
        await world.mai.sends_file("anh.jpg")
        summary = await world.mai.hears("Xin xem lại rồi chọn", "anh.jpg")
        assert "hạn" not in summary.text
        await world.mai.says("nộp")
        receipt = await world.mai.hears("Đã nhận kết quả “Ngày Chủ nhật xanh” của Đoàn phường An Hòa.")
        assert "hạn" not in receipt.text
        (submission,) = await world.rows(Submission)
        assert not submission.late
        assert (await carried(world, GREEN))["Đoàn phường An Hòa"].timeliness == "on_time"
        await world.mai.chooses("Bỏ qua mục này")
        await world.mai.news()
        await world.mai.says("rút lại")
        taken_back = await world.mai.hears_only(f"Rút {GREEN} (mã AH-01", "được tính là chưa gửi")
        assert "hạn" not in taken_back.text
        await world.mai.chooses("Rút bản này")
        taken_back = await world.mai.hears(f"Đã rút {GREEN} (mã AH-01)", "để sửa và gửi lại")
        assert "hạn" not in taken_back.text


async def test_a_photo_in_answer_to_the_letter_is_its_result(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        await world.goes_to("2023-05-29 08:20")
        await world.mai.hears("Đề nghị đồng chí gửi kết quả, ảnh", GREEN)
        await world.mai.sends_file("anh.jpg")
        await world.mai.hears("Xin xem lại rồi chọn", "Ngày Chủ nhật xanh của Đoàn phường An Hòa", "anh.jpg")
        await world.mai.says("nop")
        await world.mai.hears("Đã nhận kết quả")
        await world.goes_to("2023-06-01 12:00")
        assert (await world.mai.nudges())[-1] == "31/05 08:15"


async def test_a_promised_result_is_waited_for(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        await world.goes_to("2023-05-29 08:20")
        await world.mai.says("chieu nay em nop")
        noted = await world.mai.hears("Đã ghi hẹn gửi kết quả “", "17 giờ 00 hôm nay")
        assert "Hạn" not in noted.text


async def test_activities_are_in_no_count_of_reports(tmp_path: Path) -> None:
    """Nowhere missing, nowhere late: not in the status, the lists, the calls, the digest."""
    async with running(tmp_path) as world:
        await world.goes_to("2023-06-05 12:00")
        await world.khoa.news()
        for command in ("/tinhhinh", "/chuanop", "/goi", "/nhac", "/kehoach"):
            await world.khoa.says(command)
        said = "\n".join(letter.text for letter in await world.khoa.news())
        assert FORUM not in said
        assert "chưa nộp" not in said.lower()
        assert "quá hạn" not in "\n".join(letter.text for letter in await world.khoa.letters())


# -- those who look -----------------------------------------------------------------------------------------------


async def test_the_digest_and_the_plans_card_name_what_takes_place(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        await world.khoa.news()
        await world.goes_to("2023-05-26 08:00")
        await world.khoa.hears("Hoạt động: Chủ nhật 28/05/2023 Ngày Chủ nhật xanh (Đoàn phường An Hòa, tại Cơ sở).")
        await world.khoa.says("/kehoach")
        await world.khoa.hears("Hoạt động: Chủ nhật 28/05/2023 Ngày Chủ nhật xanh")
        await world.goes_to("2023-05-28 09:00")
        await world.khoa.says("ke hoach")
        await world.khoa.hears("Hoạt động: hôm nay Ngày Chủ nhật xanh")


async def test_a_unit_sees_its_activities_with_their_own_words(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        await world.mai.says("/viec")
        mine = await world.mai.hears("Hoạt động của đơn vị:")
        assert "Ngày Chủ nhật xanh: Chủ nhật 28/05/2023, tại Cơ sở; còn 30 ngày." in mine.text
        await world.mai.says("/lich")
        shown = await world.mai.hears("Lịch hạn nộp")
        assert "Chủ nhật 28/05/2023: hoạt động Ngày Chủ nhật xanh, tại Cơ sở; còn 30 ngày." in shown.text
        await world.unit("BV").says("hoan")
        await world.unit("BV").hears("không phụ trách hoạt động nào")


async def test_a_result_that_is_wanted_back_in_part_is_asked_for_by_what_is_wanted(tmp_path: Path) -> None:
    """Nobody is asked to put off what has been; the next activity stands in the same letter, each in its own words."""
    async with running(tmp_path) as world:
        await world.goes_to("2023-05-26 09:00")
        await world.mai.news()
        await world.mai.says("/nop")
        await world.mai.chooses(f"{FORUM} (thứ Năm 25/05/2023)")
        await world.mai.sends_file("anh.jpg")
        await world.mai.says("nộp")
        await world.mai.hears("Đã nhận", FORUM)
        await world.khoa.says("duyệt")
        await world.khoa.chooses("Không dùng bản này")
        await world.khoa.says("ảnh mờ, đề nghị gửi ảnh khác")
        await world.khoa.chooses("Gửi đề nghị")
        await world.mai.news()
        await world.goes_to("2023-06-05 12:00")
        told = [letter.text for letter in await world.mai.news() if FORUM in letter.text]
        assert told
        for text in told:
            assert "đề nghị bổ sung" in text
            assert f"Hoạt động “{FORUM}”" not in text
            assert f"“{FORUM}”: " not in text
