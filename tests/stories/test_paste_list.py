"""Nobody is out of reach: whom no channel carries a letter to becomes a line that somebody passes on by hand."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select, update

from core.submissions import Workflow
from data import campaigns, people, relays, standings
from data.database import Session
from data.models import Chat, Deliverable, Entry, Letter, Obligation, Person, Relay, Unit
from data.outbox import choices_of
from tests.cast import FIRST, LAST, Actor, World, campaign, clock, labels, moment
from tests.core.plans.pages import HEAD, TAIL
from tests.stories.test_a_plan import SENT, confirms, sends
from tests.stories.test_digest import seat_head

STEP = "2021-10-05 08:15"  # T-3 of the first report


async def nobody_of(world: World, *marks: str) -> None:
    """The people of these units are on the list, and none of them has ever come in."""
    those = [f"demo:{'secretary' if mark == 'AH' else f'unit-{mark}'}" for mark in marks]
    those += ["demo:deputy"] if "AH" in marks else []
    await world._does(update(Chat).where(col(Chat.address).in_(those)).values(person_id=None))


async def waiting(world: World) -> list[tuple[str, str]]:
    """Unit and step of every line that was never ticked off or closed."""
    units = {one.id: one.name for one in await world.rows(Unit)}
    return [(units[row.unit_id], clock(row.made_at)) for row in await world.rows(Relay) if row.done_at is None]


async def listed(world: World) -> list[str]:
    found = await world.database.read(partial(relays.waiting, now=world.now))
    return [one.unit for one in found]


def link_in(text: str) -> str:
    return next(word for word in text.split() if "/vao/" in word).rsplit("/", 1)[1]


# -- a line is made at the step, and closed by what happens -------------------------------------------------------


async def test_at_the_same_step_a_unit_nobody_reaches_is_a_line_of_the_list(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await nobody_of(world, "AB")
        await world.only("AB", "AH")
        await world.goes_to("2021-10-05 08:14")
        assert await waiting(world) == []
        await world.goes_to(STEP)
        assert await waiting(world) == [("Đoàn phường An Bình", "05/10 08:15")]
        assert await world.mai.nudges() == ["05/10 08:15"]
        await world.goes_to("2021-10-08 09:00")  # the same line at the next steps, never a second one
        assert await waiting(world) == [("Đoàn phường An Bình", "08/10 08:15")]


async def test_what_happens_closes_the_line(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await nobody_of(world, "AB", "TL", "PH", "BV")
        await world.only("AB", "TL", "PH", "BV")
        await world.goes_to(STEP)
        assert len(await listed(world)) == 4
        await world.database.write(partial(set_workflow, mark="AB", workflow=Workflow.HANDED_IN))
        await world.database.write(partial(set_workflow, mark="TL", workflow=Workflow.EXEMPT))
        await world.database.write(partial(comes_in, mark="PH"))
        assert await listed(world) == ["Chi đoàn Bệnh viện"]
        await world.goes_to("2021-10-08 07:45")
        assert [name for name, _ in await waiting(world)] == ["Chi đoàn Bệnh viện"]
        assert {row.done_by for row in await world.rows(Relay)} == {None}


async def set_workflow(session: Session, mark: str, workflow: Workflow) -> None:
    unit = (await session.exec(select(Unit).where(Unit.mark == mark))).one()
    await session.exec(update(Obligation).where(col(Obligation.unit_id) == unit.id).values(workflow=str(workflow)))


async def comes_in(session: Session, mark: str) -> None:
    unit = (await session.exec(select(Unit).where(Unit.mark == mark))).one()
    reach = (await session.exec(select(Person).where(Person.phone == "0914.000.304"))).one()
    assert unit.mark == "PH"
    session.add(Chat(channel="telegram", address="777", person_id=reach.id))


async def test_the_line_stays_for_what_nobody_told_though_a_later_step_was_of_more(tmp_path: Path) -> None:
    """A step of the first report, then one of the second; the officer enters the second alone."""
    async with campaign(tmp_path) as world:
        await nobody_of(world, "AB")
        await world.only("AB")
        await world.database.write(seat_head)
        head = world.actor("web", "demo:head")
        await world.goes_to(STEP)
        await world._does(update(Obligation).where(of_report(FIRST)).values(next_nudge_at=None))
        await world.goes_to("2021-10-25 08:15")
        assert await waiting(world) == [("Đoàn phường An Bình", "05/10 08:15")]
        await head.news()
        await world.goes_to("2021-10-25 09:00")
        await head.hears("Cần nhắn hộ 1 đơn vị")  # of the newer step the head hears all the same
        await world.goes_to("2021-10-27 09:00")
        await world._does(update(Obligation).where(of_report(LAST)).values(workflow=str(Workflow.HANDED_IN)))
        assert await listed(world) == ["Đoàn phường An Bình"]
        await world.database.write(partial(relays.sweep, now=world.now))
        assert await listed(world) == ["Đoàn phường An Bình"]


def of_report(name: str) -> Any:
    return col(Obligation.deliverable_id).in_(select(Deliverable.id).where(col(Deliverable.name) == name))


async def test_a_pause_hides_the_list_and_a_promise_noted_on_the_phone_silences(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await nobody_of(world, "AB")
        await world.only("AB")
        await world.goes_to(STEP)
        await world.khoa.says("tạm dừng nhắc")
        await world.khoa.says("06/10")
        assert await listed(world) == []
        await world.goes_to("2021-10-07 09:00")
        assert await listed(world) == ["Đoàn phường An Bình"]
        await world._does(update(Obligation).values(promised_until=moment("2021-10-07 15:00")))
        assert await listed(world) == []


# -- passing it on ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["nhắn hộ", "nhan ho", "ban nhan", "Nhắn hộ từng đơn vị"])
async def test_one_unit_at_a_time_with_a_text_of_its_own(tmp_path: Path, words: str) -> None:
    async with campaign(tmp_path) as world:
        await nobody_of(world, "AB", "TL")
        await world.only("AB", "TL")
        await world.goes_to(STEP)
        await world.khoa.news()
        await world.khoa.says(words)
        text, card = await world.khoa.news()
        assert text.text.startswith(
            "Kính gửi đồng chí Huy, Bí thư Đoàn phường An Bình. "
            "Tôi là Trần Đăng Khoa, Phó Bí thư Quận Đoàn Bình Lâm.\n"
            f"Theo Kế hoạch số 41-KH/ĐTN ngày 29/9/2021, đề nghị đồng chí gửi {FIRST}, hạn “chậm nhất ngày "
            "08/10/2021 (thứ Sáu)”, tức hết thứ Sáu 08/10/2021; còn 3 ngày.\n"
            "Liên kết riêng để đơn vị gửi: "
        )
        assert "gọi tôi, 0912.000.118. Trân trọng!" in text.text
        assert not labels(text)  # it stands alone, to be copied
        assert card.text == (
            "1/2. Tin ngay trên là của Đoàn phường An Bình.\n"
            "Đồng chí Huy, Bí thư: 0914.000.302\n"
            "Xin chép và gửi riêng cho đơn vị qua Zalo hoặc tin nhắn; gửi xong, chọn “Đã nhắn”.\n"
            "Chưa nhắn hộ lần nào."
        )
        assert labels(card) == ["da nhan", "don vi tiep", "lay tin cho ca nhom"]
        await world.khoa.says("đã nhắn")
        await world.khoa.hears("Đã ghi: Đoàn phường An Bình đã được nhắn.", "1/1. Tin ngay trên là của Đoàn phường Tân")
        await world.khoa.says("đơn vị tiếp")
        await world.khoa.hears_only("Hết đơn vị cần nhắn hộ lúc này. Lượt này: đã nhắn 1, để lại 1.")
        assert await waiting(world) == [("Đoàn phường Tân Lập", "05/10 08:15")]
        assert [entry.what for entry in await world.rows(Entry) if entry.what == "passed on by hand"]


async def test_the_link_of_the_text_is_the_units_own_way_in_and_stays_the_same(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await nobody_of(world, "AB")
        await world.only("AB")
        await world.goes_to(STEP)
        await world.khoa.news()
        await world.khoa.says("nhắn hộ")
        first = (await world.khoa.news())[0].text
        await world.khoa.says("nhắn hộ")
        assert (await world.khoa.news())[0].text == first  # whoever got it may be about to open it
        huy = world.actor("web", "anew")
        await huy.says(f"/start {link_in(first)}")
        await huy.hears("Kính chào đồng chí Huy, Bí thư Đoàn phường An Bình.")
        assert await listed(world) == []
        await world.khoa.says("nhắn hộ")
        await world.khoa.hears("Lúc này không có đơn vị nào cần nhắn hộ")
        await huy.hands_in()


async def test_it_is_seen_where_the_unit_is_called(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await nobody_of(world, "AB")
        await world.only("AB")
        await world.goes_to("2021-10-05 09:00")
        await world.khoa.says("nhắn hộ")
        await world.khoa.presses("Đã nhắn")
        await world.goes_to("2021-10-05 10:00")
        await world.khoa.says("/chuanop")
        await world.khoa.hears("An Bình (đồng chí Huy, 0914.000.302): chưa vào hệ thống, đã nhắn hộ 9 giờ 00 hôm nay.")
        await world.khoa.says("/goi")
        while not (letter := (await world.khoa.news())[-1]).text.partition(". ")[2].startswith("Đoàn phường An Bình"):
            await world.khoa.presses("Tiếp theo")
        assert "Chưa phản hồi. Đã nhắn hộ: 9 giờ 00 hôm nay." in letter.text


async def test_the_next_step_makes_the_line_again(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await nobody_of(world, "AB")
        await world.only("AB")
        await world.goes_to("2021-10-05 09:00")
        await world.khoa.says("nhắn hộ")
        await world.khoa.presses("Đã nhắn")
        assert await waiting(world) == []
        await world.goes_to("2021-10-07 14:00")
        assert await waiting(world) == [("Đoàn phường An Bình", "07/10 14:00")]
        await world.khoa.news()
        await world.khoa.says("nhắn hộ")
        await world.khoa.hears("Nhắn hộ lần trước: 9 giờ 00, thứ Ba 05/10/2021.")


async def test_two_people_and_two_taps_note_it_once(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await nobody_of(world, "AB", "TL")
        await world.only("AB", "TL")
        await world.database.write(seat_head)
        head = world.actor("web", "demo:head")
        await world.goes_to(STEP)
        for actor in (world.khoa, head):
            await actor.says("nhắn hộ")
            await actor.hears("Tin ngay trên là của Đoàn phường An Bình.")
        card = await world.khoa.asked("Đã nhắn")
        await head.presses("Đã nhắn")
        await head.hears("Đã ghi: Đoàn phường An Bình")
        await world.khoa.presses("Đã nhắn", card)
        await world.khoa.hears("Đoàn phường An Bình không cần nhắn hộ nữa.", "Tin ngay trên là của Đoàn phường Tân Lập")
        await world.khoa.presses("Đã nhắn", card)
        people_ = {row.id: row.name for row in await world.rows(Person)}
        assert [people_[row.done_by] for row in await world.rows(Relay) if row.done_by] == ["Lò Văn Cụm"]


# -- who sees it --------------------------------------------------------------------------------------------------


async def test_the_digest_and_the_heads_list_say_it_in_one_line(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await nobody_of(world, "AB", "BV")
        await world.only("AH", "AB", "BV")
        await world.database.write(seat_head)
        head = world.actor("web", "demo:head")
        await head.news()
        await world.goes_to("2021-10-05 08:30")
        letter = await head.hears_only("Cần nhắn hộ 1 đơn vị: gõ “nhắn hộ”")
        assert labels(letter) == ["nhan ho tung don vi"]
        await world.goes_to("2021-10-06 09:00")
        await head.hears_nothing()  # asked once for a step
        await world.khoa.hears("Cần nhắn hộ 2 đơn vị: gõ “nhắn hộ”")
        await head.presses("Nhắn hộ từng đơn vị")
        await head.hears("1/1. Tin ngay trên là của Đoàn phường An Bình.")
        await head.presses("Đã nhắn")
        await head.hears("Hết đơn vị cần nhắn hộ lúc này. Lượt này: đã nhắn 1.")
        assert await listed(world) == ["Chi đoàn Bệnh viện"]


async def test_a_head_touches_nothing_of_another_cluster_and_a_unit_nothing_at_all(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await nobody_of(world, "BV")
        await world.only("BV")
        await world.database.write(seat_head)
        head = world.actor("web", "demo:head")
        await world.goes_to(STEP)
        await head.news()
        await head.says("nhắn hộ")
        assert "Bệnh viện" not in (await head.hears_only("không có đơn vị nào cần nhắn hộ")).text
        for nobody in (world.mai, world.hanh):
            (said,) = await world.would_answer(nobody, "nhắn hộ")
            assert "Bệnh viện" not in said
            assert "/vao/" not in said
        await world.khoa.says("nhắn hộ")
        card = await world.khoa.asked("Đã nhắn")
        await world._does(update(Letter).where(col(Letter.id) == card.id).values(chat_id=await chat_of(world, head)))
        await head.presses("Đã nhắn", card)
        assert await listed(world) == ["Chi đoàn Bệnh viện"]


async def chat_of(world: World, actor: Actor) -> int:
    found = await world.database.read(partial(people.speaker, channel=actor.channel, address=actor.address))
    assert found is not None
    return found.chat.id or 0


async def test_the_text_for_the_group_has_counts_and_no_unit(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await nobody_of(world, "AB")
        await world.only("AB", "AH")
        await world.goes_to("2021-10-08 09:00")
        await world.unit("TL").hands_in()
        await world.khoa.news()
        await world.khoa.says("nhắn hộ")
        await world.khoa.presses("Lấy tin cho cả nhóm")
        ready, text = (await world.khoa.news())[-2:]
        assert "không nêu tên đơn vị nào" in ready.text
        assert (
            f"{FIRST}: đã nộp 1/12 đơn vị, hạn “chậm nhất ngày 08/10/2021 (thứ Sáu)”, tức hết thứ Sáu 08/10/2021; "
            "hôm nay là ngày cuối.\n"
            f"{LAST}: đã nộp 0/12 đơn vị, hạn “trước ngày 29/10/2021 (thứ Sáu)”, tức hết thứ Năm 28/10/2021; "
            "còn 20 ngày."
        ) in text.text
        assert "/vao/" in text.text
        assert not any(unit.name in text.text for unit in await world.rows(Unit) if unit.mark != "BTC")


# -- a whole campaign with nobody in it ---------------------------------------------------------------------------


async def test_a_campaign_runs_to_its_end_with_no_unit_enrolled(tmp_path: Path) -> None:
    """Every step is a line for each unit, what came another way is noted, and the numbers add up."""
    async with campaign(tmp_path) as world:
        marks = [unit.mark for unit in await world.rows(Unit) if unit.mark != "BTC"]
        await nobody_of(world, *marks)
        khoa = world.khoa
        await world.goes_to(STEP)
        assert len(await listed(world)) == 12
        await khoa.says("nhắn hộ")
        for _ in range(12):
            await khoa.presses("Đã nhắn")
        await khoa.hears("Lượt này: đã nhắn 12.")
        assert await waiting(world) == []
        await world.goes_to("2021-10-07 14:00")
        assert len(await listed(world)) == 12
        await khoa.says("/kehoach")
        await khoa.presses("Sửa kế hoạch")
        await khoa.presses(await _offered(khoa, FIRST))
        await khoa.presses("Miễn nộp một số đơn vị")
        await khoa.says("Điện lực, Cấp nước")
        await khoa.presses("Miễn nộp và báo")
        assert len(await listed(world)) == 10  # of the other report no step has spoken yet
        await world.goes_to("2021-11-10 09:00")
        for one in await world.database.read(partial(all_standing, now=world.now)):
            assert one.tally.adds_up
            assert one.tally.expected == 12
        assert len(await listed(world)) == 12
        assert not [row for row in await world.rows(Letter) if row.still]  # nobody was written to


async def all_standing(session: Session, now: object) -> list[standings.Standing]:
    (running,) = await campaigns.running(session)
    return await standings.standing(session, running.id or 0, now)  # type: ignore[arg-type]


async def _offered(actor: Actor, name: str) -> str:
    letter = (await actor.letters())[-1]
    return next(one.label for one in choices_of(letter) if name in one.label)


async def test_the_start_of_a_campaign_nobody_is_in_makes_the_first_lines(tmp_path: Path) -> None:
    """Who handed in before owes nothing and is not written to by hand either."""
    async with campaign(tmp_path) as world:
        await nobody_of(world, *(unit.mark for unit in await world.rows(Unit) if unit.mark != "BTC"))
        khoa = world.khoa
        await sends(khoa, f"{HEAD}{SENT} chậm nhất ngày 31/3/2025.{TAIL}")
        await khoa.chooses("Tiếp tục")
        await confirms(khoa)
        await khoa.chooses("Xem các hạn nộp")
        await khoa.chooses("Sửa: báo cáo tổng kết")
        await khoa.chooses("Đơn vị đã nộp")
        await khoa.says("an hoa, TL")
        await khoa.chooses("Bắt đầu và gửi thư")
        await khoa.hears("Đã bắt đầu", "Cần nhắn hộ 10 đơn vị: gõ “nhắn hộ”")
        await khoa.chooses("Nhắn hộ từng đơn vị")
        text, card = await khoa.news()
        assert "gửi báo cáo tổng kết, hạn “chậm nhất ngày 31/3/2025 (thứ Hai)”, tức hết" in text.text
        assert card.text.startswith("1/10. ")
        assert {"Đoàn phường An Hòa", "Đoàn phường Tân Lập"}.isdisjoint(await listed(world))


async def test_what_came_and_is_wanted_back_in_part_is_told_as_such(tmp_path: Path) -> None:
    """It was received: nobody is asked to send it."""
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.mai.hands_in("bao-cao.docx", LAST)
        await world.khoa.says("duyệt")
        await world.khoa.chooses("Đề nghị bổ sung")
        await world.khoa.chooses("Số lượt người tham gia")
        await world.khoa.says("chưa khớp tệp")
        await nobody_of(world, "AH")
        await world.khoa.chooses("Gửi đề nghị")
        await world._does(update(Obligation).where(col(Obligation.workflow) == "owed").values(workflow="exempt"))
        await world.goes_to("2021-10-01 08:30")
        await world.khoa.news()
        await world.khoa.says("nhắn hộ")
        text = (await world.khoa.news())[0].text
        assert f"{LAST}: đã nhận, đề nghị bổ sung đúng mục được hỏi, trước 17 giờ 00" in text
        assert "đề nghị đồng chí gửi" not in text
