"""The organisers go through what came in: one at a time, all that is complete at once, several of them side by side."""

from pathlib import Path

import pytest
from sqlmodel import col, update

from core.roles import Role
from core.submissions import Workflow
from data import people
from data.database import Session
from data.models import Board, Campaign, Chat, Deliverable, Entry, Letter, Obligation, Submission, Unit
from tests.cast import FIRST, LAST, Actor, World, all_at_once, campaign, labels


async def organiser(world: World, name: str = "Đinh Văn Lộc") -> Actor:
    """A second reviewer."""

    async def seat(session: Session) -> None:
        khoa = await people.speaker(session, "web", "demo:organiser")
        assert khoa is not None
        other = await people.add_person(session, name)
        from data import units

        made = await units.add_seat(session, khoa.seats[0].unit_id, Role.ORGANISER, "Uỷ viên")
        await people.seat_person(session, made.id or 0, other.id or 0, world.now)
        session.add(Chat(channel="web", address="demo:reviewer", person_id=other.id))

    await world.database.write(seat)
    return world.actor("web", "demo:reviewer")


async def of(world: World, mark: str, report: str = FIRST) -> Obligation:
    unit = next(one for one in await world.rows(Unit) if one.mark == mark)
    asked = next(one for one in await world.rows(Deliverable) if one.name == report)
    return next(
        one for one in await world.rows(Obligation) if one.unit_id == unit.id and one.deliverable_id == asked.id
    )


async def journal(world: World, what: str) -> list[Entry]:
    return [one for one in await world.rows(Entry) if one.what == what]


@pytest.mark.parametrize("plain", [False, True], ids=["rich", "plain"])
async def test_one_report_after_the_other_the_oldest_first(tmp_path: Path, plain: bool) -> None:
    async with campaign(tmp_path) as world:
        for mark, report in (("AB", LAST), ("TL", FIRST), ("PH", FIRST)):
            await world.unit(mark).hands_in("ban.docx", report)
            await world.passes(minutes=5)
        khoa = await world.moves_to_plain(world.khoa) if plain else world.khoa
        await khoa.says("duyệt")
        card = await khoa.hears("Đoàn phường Tân Lập: Nội dung hoạt động trọng tâm (đợt thi đua).", "TL-01")
        assert "đồng chí Trí nộp lúc 8 giờ 05, thứ Năm 30/09/2021: đúng hạn. Còn 3 báo cáo chờ xem." in card.text
        assert "Nội dung trọng tâm của đơn vị: Mỗi chi đoàn một sáng kiến" in card.text
        await khoa.chooses("Nhận")
        await khoa.hears(
            "Đã nhận TL-01 của Đoàn phường Tân Lập; nhầm thì gõ “hoàn tác”.",
            "Đoàn phường Phú Hậu",
            "Còn 2 báo cáo chờ xem",
        )
        await khoa.chooses("Tiếp")
        await khoa.hears("Đoàn phường An Bình: Báo cáo kết quả")
        await khoa.chooses("Trước")
        await khoa.hears("Đoàn phường Phú Hậu")
        await khoa.says("nhan")
        await khoa.hears("Đã nhận PH-01", "Đoàn phường An Bình")
        await khoa.chooses("Nhận")
        await khoa.hears("Đã nhận AB-01", "Không còn báo cáo nào chờ xem.")
        assert (await of(world, "TL")).workflow == Workflow.ACCEPTED
        assert [entry.detail["code"] for entry in await journal(world, "accepted")] == ["TL-01", "PH-01", "AB-01"]
        await world.unit("TL").news()
        await world.khoa.says("/tinhhinh")
        await world.khoa.hears("Trong 2 đã nộp: đã duyệt 2.")


async def test_the_files_come_with_the_card(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in()
        await world.khoa.says("/duyet")
        card = await world.khoa.hears("AH-01")
        (handed,) = await world.rows(Submission)
        assert card.files["ids"] == handed.files["ids"]


async def test_all_that_is_complete_in_one_press(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        for mark in ("AB", "TL", "PH"):
            await world.unit(mark).hands_in()
        await world.mai.says("da gui mail roi")
        await world.khoa.chooses("Đã thấy thư")
        await world.khoa.says("7 giờ 20 hôm nay")
        await world.khoa.says("/duyet")
        await world.khoa.hears("AH-01", "qua email", "Thiếu: Nội dung trọng tâm của đơn vị; Văn bản đăng ký.")
        await world.khoa.chooses("Nhận mọi bản đủ mục")
        shown = await world.khoa.hears(
            "Nhận 3 báo cáo đủ mục, đủ tệp?", "An Bình", "Còn 1 báo cáo khác cần xem từng bản"
        )
        assert "An Hòa" not in shown.text
        await world.unit("TA").hands_in()  # after the preview: not meant by the press
        await world.khoa.presses("Nhận mọi bản đủ mục (3)", shown)
        await world.khoa.hears("Đã nhận 3 báo cáo. Còn 2 báo cáo cần xem từng bản.")
        assert [(await of(world, mark)).workflow for mark in ("AB", "TL", "PH", "TA", "AH")] == [
            *["accepted"] * 3, *["handed_in"] * 2
        ]  # fmt: skip
        await world.khoa.presses("Nhận mọi bản đủ mục (3)", shown)
        await world.khoa.hears("không nhận thêm bản nào. Còn 2 báo cáo")
        assert len(await journal(world, "accepted")) == 3


async def test_two_reviewers_do_not_tread_on_each_other(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        loc = await organiser(world)
        for mark in ("AB", "TL"):
            await world.unit(mark).hands_in()
        await all_at_once([(world.khoa, "duyet"), (loc, "duyet")])
        first, second = await world.khoa.hears("chờ xem"), await loc.hears("chờ xem")
        assert ("AB-01" in first.text, "TL-01" in second.text) in ((True, True), (False, False))
        await loc.chooses("Tiếp")
        await loc.hears("Chỉ còn bản", "chờ xem")
        await world.khoa.chooses("Nhận")
        await world.khoa.hears("1 báo cáo chờ xem đang được đồng chí khác mở")
        await loc.chooses("Nhận")
        await loc.hears("Không còn báo cáo nào chờ xem.")


async def test_what_lies_open_too_long_is_anybodys_again(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        loc = await organiser(world)
        await world.mai.hands_in()
        await world.khoa.says("duyet")
        await loc.says("duyet")
        await loc.hears("đang được đồng chí khác mở")
        await world._does(update(Submission).values(viewing_until=col(Submission.handed_at)))
        await loc.says("duyet")
        await loc.hears("AH-01")
        await loc.chooses("Nhận")
        await world.khoa.news()
        await world.khoa.presses("Nhận")
        await world.khoa.hears("Bản AH-01 đã được đồng chí Lộc nhận lúc 8 giờ 00 hôm nay.")
        assert len(await journal(world, "accepted")) == 1


async def test_a_double_tap_decides_once(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in()
        await world.khoa.says("duyet")
        card = await world.khoa.asked("Nhận")
        await world.khoa.presses("Nhận", card)
        await world.khoa.presses("Nhận", card)
        await world.khoa.hears("Bản AH-01 đã được đồng chí Khoa nhận")
        assert len(await journal(world, "accepted")) == 1


async def test_a_version_that_was_replaced_is_not_decided(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in()
        await world.khoa.says("duyet")
        await world.mai.presses("Thay bản khác")
        await world.mai.hands_in("ban-moi.docx", noi_dung="Hai sáng kiến")
        await world.khoa.news()
        await world.khoa.presses("Nhận")
        told = await world.khoa.hears("Bản AH-01 đã được thay bằng bản AH-02")
        assert (await of(world, "AH")).workflow == Workflow.HANDED_IN
        await world.khoa.presses("Xem bản mới", told)
        await world.khoa.hears("Mã AH-02 (bản thứ 2)", "So với bản trước: đổi Nội dung", "thêm 1 tệp; bỏ 1 tệp")


async def test_only_organisers_review(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.unit("AB").hands_in()
        await world.hanh.says("/duyet")
        await world.hanh.hears_only("dành cho vị trí khác")
        await world.mai.says("/duyet")
        assert "AB-01" not in (await world.mai.hears_only("An Hòa")).text


async def test_a_restricted_report_is_for_the_people_it_names(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        loc = await organiser(world)
        reader = (await world.person(loc)).id
        restricted = update(Deliverable).where(col(Deliverable.name) == FIRST)
        await world.mai.hands_in()
        await world._does(restricted.values(restricted=True, readers={"v": 1, "ids": [reader]}))
        await world.khoa.says("duyet")
        await world.khoa.hears("Không còn báo cáo nào chờ xem.")
        await loc.says("duyet")
        card = await loc.hears("AH-01")
        assert "nhan moi ban du muc" not in labels(card)


async def test_nothing_waits(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.khoa.says("xem báo cáo")
        await world.khoa.hears_only("Không còn báo cáo nào chờ xem.")


async def test_a_long_answer_is_read_in_full_on_wish(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in(noi_dung="Sáng kiến trẻ. " * 60)
        await world.khoa.says("duyet")
        await world.khoa.chooses("Xem toàn văn")
        full = await world.khoa.hears("AH-01:", "Sáng kiến trẻ.")
        assert len(full.text) > 800
        await world.khoa.chooses("Về bản đang xem")
        await world.khoa.hears("AH-01")


async def test_the_board_follows(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in()
        await world.goes_to("2021-09-30 08:30")
        await world._does(update(Board).values(due_at=None))
        await world.khoa.says("duyet")
        await world.khoa.presses("Nhận")
        assert all(board.due_at is None for board in await world.rows(Board))  # drawn by the tick that followed


async def test_what_is_accepted_goes_to_the_mailbox_that_wants_it_so(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        wanted = {"mailbox": "btc@example.vn", "mailbox_verified_at": world.now, "forwards": "accepted"}
        await world._does(update(Campaign).values(**wanted))
        for mark in ("AB", "TL", "PH"):
            await world.unit(mark).hands_in()
        assert await forwarded(world) == []
        await world.khoa.says("duyet")
        await world.khoa.presses("Nhận")
        assert len(await forwarded(world)) == 1
        await world.khoa.chooses("Nhận mọi bản đủ mục")
        await world.khoa.presses("Nhận mọi bản đủ mục (2)")
        assert len(await forwarded(world)) == 3


async def forwarded(world: World) -> list[str]:
    return [one.once or "" for one in await world.rows(Letter) if (one.once or "").startswith("forward:")]
