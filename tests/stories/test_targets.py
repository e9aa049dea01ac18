"""/chitieu: numbers of reports feed the plan's targets, each counted once, and nothing is counted that nobody gave."""

from decimal import Decimal
from pathlib import Path

import pytest
from sqlmodel import col, select

from core.forms import Field, FieldKind, Form
from core.roles import Role
from core.targets import Aim, Way
from core.texts import targets as texts
from data import people, private, targets, units
from data.database import Session
from data.models import Chat, Deliverable, Entry, Group, Target, TargetNumber, TargetShare, Unit
from tests.cast import LAST, World, campaign, labels, moment
from tests.stories.test_restricted import presses
from tests.stories.test_status import another_campaign


async def hands_in(world: World, mark: str, turns: int) -> None:
    await world.unit(mark).hands_in("bao-cao.docx", LAST, luot=turns, ket_qua="Một ngày hội")


async def test_a_leader_asks_how_far_it_is(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.hanh.says("/chitieu")
        await world.hanh.hears("1. Lượt người tham gia: 0/2.500", "cần 70/ngày")
        await world.mai.hands_in("bao-cao.docx", LAST, luot=1200, ket_qua="Ngày hội")
        await hands_in(world, "AB", 300)
        await world.hanh.says("đạt bao nhiêu lượt?")
        await world.hanh.hears_only("1.500/2.500 (60,0 %), cần 28/ngày; trong đó 1.500 chờ xem")
        await world.hanh.presses("Chỉ tiêu 1")
        await world.hanh.hears_only("2/12 đơn vị đã có số, đã duyệt 0, chờ xem 1.500", "lấy số mới nhất")
        await world.hanh.presses("Phần từng đơn vị")
        await world.hanh.hears_only("1.200, chờ xem: Đoàn phường An Hòa", "chưa có số: ")


async def test_a_unit_sees_its_own_and_no_other(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await hands_in(world, "AB", 300)
        await world.mai.says("chi tieu the nao")
        heard = await world.mai.hears_only("Phần của Đoàn phường An Hòa", "Lượt người tham gia: chưa có số")
        assert "300" not in heard.text
        assert "2.500" not in heard.text
        await world.mai.says("bỏ chỉ tiêu 1")
        await world.mai.hears_only("Phần của Đoàn phường An Hòa")
        assert [one.dropped_at for one in await world.rows(Target)] == [None]


async def test_what_is_wanted_back_does_not_count(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in("bao-cao.docx", LAST, luot=1200, ket_qua="Ngày hội")
        await hands_in(world, "AB", 300)
        await world.khoa.says("duyet")
        while "1.200" not in (await world.khoa.letters())[-1].text:
            await world.khoa.presses("Tiếp")
        await world.khoa.presses("Đề nghị bổ sung")
        await world.khoa.presses("Số lượt người tham gia")
        await world.khoa.says("số chưa khớp")
        await world.khoa.presses("Gửi đề nghị")
        await world.hanh.says("chỉ tiêu")
        await world.hanh.hears("300/2.500", "1.200 đang bổ sung, chưa cộng")
        await world.mai.says("200")
        await world.mai.presses("Nộp báo cáo")
        await world.hanh.says("chỉ tiêu 1")
        await world.hanh.hears("500/2.500", "Mới đổi số: Đoàn phường An Hòa 1200 → 200")
        (trace,) = [one for one in await world.rows(Entry) if one.what == "figure corrected"]
        assert (trace.detail["was"], trace.detail["becomes"]) == ("1200", "200")


async def test_an_organiser_sets_targets_by_typing(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        khoa = world.khoa
        await world.mai.hands_in("bao-cao.docx", LAST, luot=1200, ket_qua="Ngày hội")
        await khoa.news()
        await khoa.says("chỉ tiêu 1 là 3.000")
        await khoa.hears_only("Đã đổi: 2.500 → 3.000", "1.200/3.000 (40,0 %)")
        await khoa.says("chi tieu 1 la nhieu lam")
        await khoa.hears_only("Chưa thấy con số mới")
        await khoa.says("thêm chỉ tiêu: 20.000 lượt người nghe tư vấn")
        await khoa.hears_only("Đã thêm chỉ tiêu 2", "lượt không cộng với người")
        await khoa.chooses("Tính: Số lượt người tham gia (Báo cáo kết quả)")
        await khoa.hears("1.200/20.000")
        await khoa.says("bo chi tieu 2")
        await khoa.hears_only("Đã bỏ chỉ tiêu")
        await khoa.chooses("Lấy lại chỉ tiêu")
        await khoa.hears_only("Chỉ tiêu 2", "1.200/20.000")
        await khoa.says("bỏ chỉ tiêu 7")
        await khoa.hears_only("Không có chỉ tiêu số 7; kế hoạch có 2 chỉ tiêu")


async def test_of_many_numbers_each_is_reached_by_its_name_or_page_by_page(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        parts = [Field(f"n{at}", f"Lượt ở nơi {at}", FieldKind.NUMBER, unit="lượt") for at in range(1, 15)]
        await world.asks(Form(tuple(parts)), LAST)
        await world.khoa.says("thêm chỉ tiêu: 500 lượt tình nguyện")
        await world.khoa.hears("Đã thêm chỉ tiêu 2", "Còn 4 số khác: chọn “Xem tiếp”, hoặc gõ")
        await world.khoa.chooses("Xem tiếp")
        await world.khoa.presses(f"Tính: Lượt ở nơi 14 ({LAST})")
        await world.khoa.hears("Chỉ tiêu 2: Lượt tình nguyện: 0/500")
        await world.khoa.says("chi tieu 2 tinh noi 13")
        await world.khoa.hears("Chỉ tiêu 2: Lượt tình nguyện: 0/500")
        await world.khoa.says("chỉ tiêu 2 tính lượt")
        letter = await world.khoa.hears("Hiện tính từ", "Còn 4 số khác")
        assert [one for one in labels(letter) if one.startswith("thoi tinh")] == [
            f"thoi tinh: luot o noi {at} (bao cao ket qua)" for at in (13, 14)
        ]
        assert sum(one.target_id == 2 for one in await world.rows(TargetNumber)) == 2


async def test_people_are_never_added_to_turns(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.khoa.news()
        await world.khoa.says("them chi tieu 500 đoàn viên tham gia")
        await world.khoa.hears_only("Đã thêm chỉ tiêu 2", "Chưa có báo cáo nào hỏi số tính bằng “đoàn viên”")
        await world.khoa.says("chỉ tiêu 2 tính từ số lượt người tham gia báo cáo kết quả")
        await world.khoa.hears_only("Chưa có báo cáo nào hỏi số tính bằng “đoàn viên”")
        await world.khoa.says("chỉ tiêu")
        await world.khoa.hears_only("2. Đoàn viên tham gia: cần 500; chưa có số liệu nào tính vào")


async def test_each_unit_is_given_its_share(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        khoa = world.khoa
        await world.mai.hands_in("bao-cao.docx", LAST, luot=150, ket_qua="Ngày hội")
        await khoa.news()
        await khoa.says("giao chỉ tiêu 1")
        await khoa.hears_only("mỗi đơn vị một dòng")
        await khoa.says("An Hòa 200\nĐoàn phường An Bình: 300\nXã Mây 40\nTổng cộng 500")
        await khoa.hears_only("2 đơn vị, cộng lại 500 (chỉ tiêu chung 2.500), còn thiếu 2.000", "“Xã Mây 40”")
        assert await world.rows(TargetShare) == []
        await khoa.chooses("Ghi phần giao")
        await khoa.hears_only("Đã ghi phần giao của 2 đơn vị", "Chỉ tiêu 1: Lượt người tham gia: 150/2.500")
        await khoa.says("chỉ tiêu 1")
        await khoa.hears_only("Đã giao 2 đơn vị, cộng 500 (chỉ tiêu chung 2.500)", "Đoàn phường An Bình –/300")
        await khoa.presses("Ghi phần giao")
        await khoa.hears_only("Chỉ tiêu 1")
        await world.mai.says("chỉ tiêu")
        await world.mai.hears("đã báo 150, được giao 200, còn 50; 150 chờ xem")


async def test_shares_come_as_a_table(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.khoa.says("phân bổ chỉ tiêu 1")
        table = "STT;Đơn vị;Chỉ tiêu giao;Ghi chú\n1;Đoàn phường An Hòa;200;x\n2;An Bình;1.300;\n;Tổng;1.500;\n"
        await world.khoa.sends_file("bang-giao.csv", table.encode())
        await world.settled()
        await world.khoa.hears("Ghi như sau?", "2 đơn vị, cộng lại 1.500")
        await world.khoa.chooses("Ghi phần giao")
        assert sorted(int(one.value) for one in await world.rows(TargetShare)) == [200, 1300]


async def test_every_unit_for_itself(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in("bao-cao.docx", LAST, luot=150, ket_qua="Ngày hội")
        await hands_in(world, "AB", 90)
        await world.khoa.says("chi tieu 1 la 100")
        await world.khoa.presses("Cách tính")
        await world.khoa.chooses("Mỗi đơn vị đều đạt")
        await world.khoa.hears("1/12 đơn vị đạt mức 100 lượt người tham gia; trong đó 1 chờ xem")
        await world.mai.says("chi tieu")
        await world.mai.hears("cần 100 lượt người tham gia, đạt")
        await world.khoa.presses("Cách tính")
        await world.khoa.chooses("Tỷ lệ đơn vị")
        await world.khoa.hears("2/12 đơn vị (16,7 %), cần 100 %")


async def test_two_organisers_send_two_tables(tmp_path: Path) -> None:
    """What is agreed to is what was read back, and nothing another sent meanwhile."""
    async with campaign(tmp_path) as world:
        khoa = world.khoa
        await khoa.says("giao chỉ tiêu 1")
        await khoa.says("An Hòa 200")
        first = await khoa.asked("Ghi phần giao")
        await khoa.says("An Hòa 900\nAn Bình 300")
        await khoa.presses("Ghi phần giao", first)
        assert await world.rows(TargetShare) == []
        await khoa.presses("Ghi phần giao")
        assert sorted(int(one.value) for one in await world.rows(TargetShare)) == [300, 900]


async def test_a_cluster_head_sees_the_cluster_and_no_more(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.database.write(_heads_the_first_cluster)
        head = world.actor("web", "demo:head")
        await hands_in(world, "AB", 300)
        await hands_in(world, "TA", 5000)
        await head.says("chỉ tiêu")
        heard = await head.hears_only("đơn vị trong cụm", "đã báo 300; 300 chờ xem")
        assert "5.000" not in heard.text
        await head.says("chỉ tiêu 1 là 5")
        await head.hears_only("đơn vị trong cụm")
        assert [int(one.value) for one in await world.rows(Target)] == [2500]


async def _heads_the_first_cluster(session: Session) -> None:
    person = await people.add_person(session, "Lò Văn Cụm", "0915.000.999")
    unit = (await session.exec(select(Unit).where(Unit.mark == "AH"))).one()
    group = (await session.exec(select(Group).order_by(col(Group.id)))).first()
    assert group is not None
    seat = await units.add_seat(session, unit.id or 0, Role.CLUSTER_HEAD, "Cụm trưởng", group.id)
    await people.seat_person(session, seat.id or 0, person.id or 0, moment("2021-09-01 08:00"))
    session.add(Chat(channel="web", address="demo:head", person_id=person.id))
    await session.flush()


async def test_who_has_no_seat_hears_so(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.actor("web", "nobody").says("/chitieu")
        await world.actor("web", "nobody").hears_only("Xin gửi mã")


@pytest.mark.parametrize(
    "typed",
    ["chỉ tiêu 0", "chi tieu 99", "chỉ tiêu 1 là", "thêm chỉ tiêu", "bỏ chỉ tiêu", "giao chỉ tiêu 4", "chỉ tiêu abc"],
)
async def test_whatever_is_typed_is_answered(tmp_path: Path, typed: str) -> None:
    async with campaign(tmp_path) as world:
        for who in (world.khoa, world.hanh, world.mai):
            await who.news()
            await who.says(typed)
            (letter,) = await who.news()
            assert "gặp lỗi" not in letter.text
        assert [one.dropped_at for one in await world.rows(Target)] == [None]


async def _a_second_with_a_target(session: Session) -> None:
    await another_campaign(session)
    await targets.add(session, 2, [Aim("Suất quà", "suất", Decimal(500), Way.SUM)], {})


async def test_of_several_campaigns_the_one_that_was_shown_is_meant(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        khoa = world.khoa
        await world.database.write(_a_second_with_a_target)
        await khoa.news()
        await khoa.says("chỉ tiêu 1 là 900")
        await khoa.hears_only("Xin chọn chỉ tiêu của đợt nào")
        await khoa.chooses(texts.other("đợt khen thưởng"))
        await khoa.hears_only("Suất quà")
        await khoa.says("chỉ tiêu 1 là 900")
        await khoa.hears_only("Đã đổi của “đợt khen thưởng”: 500 → 900")
        await khoa.says("bỏ chỉ tiêu 1")
        await khoa.hears_only("Đã bỏ chỉ tiêu “Suất quà” của “đợt khen thưởng”")
        await khoa.says("thêm chỉ tiêu: 20.000 lượt người nghe tư vấn")
        await khoa.hears_only("Đã thêm chỉ tiêu 1 của “đợt khen thưởng”")
        rows = [(one.campaign_id, int(one.value), one.dropped_at is None) for one in await world.rows(Target)]
        assert rows == [(1, 2500, True), (2, 900, False), (2, 20_000, True)]


async def test_another_way_of_reckoning_says_what_becomes_of_the_amount(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.khoa.news()
        await presses(world, world.khoa, "aims.way", target=1, how="part")
        await world.khoa.hears("Số phải đạt: 2.500 → 100")
        (noted,) = [one.detail for one in await world.rows(Entry) if one.what == "target"]
        assert (noted["was"], noted["amount_was"], noted["amount"]) == ("sum", "2500", "100")


async def test_figures_of_a_restricted_report_are_said_nowhere(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in("bao-cao.docx", LAST, luot=1200, ket_qua="Ngày hội")
        await world.mai.hands_in("bao-cao.docx", LAST, luot=777, ket_qua="Ngày hội")
        await world.hanh.says("chỉ tiêu 1")
        await world.hanh.hears("1200 → 777")
        await world.restricts(LAST)
        await world.hanh.says("chỉ tiêu 1")
        assert "777" not in (await world.hanh.letters())[-1].text

        async def marked(session: Session) -> None:
            asked = (await session.exec(select(Deliverable).where(col(Deliverable.name) == LAST))).one()
            await private.mark(session, asked, [1], 30)

        await world.database.write(marked)
        assert [one.detail for one in await world.rows(Entry) if one.what == "figure corrected"] == [{}]
