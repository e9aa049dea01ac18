"""Where things stand, asked in commands, taps and words: by report, by cluster, one unit, all campaigns at once."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlmodel import col, select, update

from core.deadlines import no_later_than
from core.vietnamese import fold
from data import campaigns
from data.database import Session
from data.models import Campaign, Deliverable, Letter, Obligation, Unit
from handlers import owing
from tests.cast import FIRST, LAST, START, World, campaign, labels, moment
from tests.stories.test_digest import seat_head


async def another_campaign(session: Session) -> None:
    """A second campaign that asks three units for one report by 04/10."""
    first = (await campaigns.running(session))[0]
    due = no_later_than(moment("2021-10-04 00:00").date(), "chậm nhất ngày 04/10/2021 (thứ Hai)")
    new = Campaign(
        name="Kế hoạch khen thưởng", short="đợt khen thưởng", issuer=first.issuer, speaker=first.speaker,
        starts_on=first.starts_on, ends_on=first.ends_on + timedelta(days=90), contact_name=first.contact_name,
        contact_phone=first.contact_phone, opened_at=first.opened_at,
    )  # fmt: skip
    session.add(new)
    await session.flush()
    report = Deliverable(
        campaign_id=new.id or 0, position=1, name="Danh sách khen thưởng", wording=due.wording, strict=due.strict,
        lenient=due.lenient,
    )  # fmt: skip
    session.add(report)
    await session.flush()
    asked = await session.exec(select(Unit.id).where(col(Unit.mark).in_(["AH", "AB", "DL"])))
    await campaigns.open_obligations(session, new, [one or 0 for one in asked.all()], moment(START))


async def nothing_is_missing(session: Session) -> None:
    """Of the second campaign."""
    await session.exec(update(Obligation).where(col(Obligation.campaign_id) == 2).values(workflow="exempt"))


async def excused(session: Session, marks: Sequence[str] | None) -> None:
    """These units, else all, need not hand in the report that is due next."""
    first = select(Deliverable.id).where(col(Deliverable.name) == FIRST).scalar_subquery()
    those = update(Obligation).where(col(Obligation.deliverable_id) == first)
    if marks is not None:
        those = those.where(col(Obligation.unit_id).in_(select(Unit.id).where(col(Unit.mark).in_(marks))))
    await session.exec(those.values(workflow="exempt", next_nudge_at=None))


async def heard(world: World, words: str) -> Letter:
    await world.khoa.news()
    await world.khoa.says(words)
    (letter,) = await world.khoa.news()
    return letter


# -- the most urgent, and the others a tap away ---------------------------------------------------------------------


async def test_the_most_urgent_campaign_is_shown_at_once_and_the_others_are_a_tap_away(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.database.write(another_campaign)
        letter = await heard(world, "/tinhhinh")
        assert letter.text.startswith("Danh sách khen thưởng đợt khen thưởng")
        assert "tính đến 8 giờ 00, thứ Năm 30/09/2021: đã nộp 0/3 đơn vị" in letter.text
        await world.khoa.presses("Đợt khác: đợt thi đua")
        await world.khoa.hears_only(f"{FIRST} đợt thi đua", "đã nộp 0/12 đơn vị")


async def test_a_campaign_of_which_nothing_is_missing_presses_nobody(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.database.write(another_campaign)
        await world.database.write(nothing_is_missing)
        letter = await heard(world, "tình hình")
        assert letter.text.startswith(f"{FIRST} đợt thi đua")


async def test_who_need_not_hand_in_is_told_apart_and_lowers_no_rate(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.database.write(partial(excused, marks=("DL", "AB")))
        await world.mai.hands_in()
        letter = await heard(world, "/tinhhinh")
        assert "đã nộp 1/10 đơn vị (10,0 %), tất cả đúng hạn" in letter.text
        assert "Chưa nộp 9: chưa phản hồi 9. Không phải nộp 2 (cả thảy 12)." in letter.text
        assert "đã nộp 1/10 đơn vị (10,0 %)" in (await heard(world, "từng báo cáo")).text
        assert f"Chưa nộp {FIRST}: 9/10 đơn vị" in (await heard(world, "/chuanop")).text
        theirs = await heard(world, "tinh hinh cum 1")
        assert "đã nộp 1/3 đơn vị (33,3 %)" in theirs.text
        assert "Đợt thi đua: đã nộp 1/22 (4,5 %)" in (await heard(world, "tinh hinh tat ca cac dot")).text
        await world.hanh.says("/hop")
        await world.hanh.hears("đã nộp 1/10 đơn vị (10,0 %)", "Không phải nộp 2 (cả thảy 12).")


async def test_where_nobody_has_to_hand_in_there_is_no_rate(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.database.write(partial(excused, marks=None))
        assert "không đơn vị nào phải nộp.\nKhông còn đơn vị nào chưa nộp." in (await heard(world, "/tinhhinh")).text
        letter = await heard(world, "/chuanop")
        assert letter.text == f"{FIRST}: không đơn vị nào phải nộp, không còn đơn vị nào phải gọi."


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("tình hình đợt thi đua", f"{FIRST} đợt thi đua (hạn"),
        ("tinh hinh thi dua", f"{FIRST} đợt thi đua (hạn"),
        ("tinh hinh dot thi dua bao cao ket qua cum 3", f"{LAST} đợt thi đua, Cụm 3"),
        ("tinh hinh cum 1 dot khen thuong", "Danh sách khen thưởng đợt khen thưởng, Cụm 1"),
        ("ai chua nop dot thi dua", f"Chưa nộp {FIRST}: 12/12"),
        ("tre han dot thi dua", f"{FIRST}: không có đơn vị nào sau hạn"),
        ("họp đợt thi đua", f"{FIRST} đợt thi đua (hạn"),
        ("hop thi dua", f"{FIRST} đợt thi đua (hạn"),
        ("/hop", "Danh sách khen thưởng đợt khen thưởng (hạn"),
        ("chi tieu dot thi dua", "Chỉ tiêu của đợt thi đua"),
        ("chi tieu dot khen thuong", "Đợt khen thưởng chưa có chỉ tiêu nào. Cán bộ phụ trách thêm chỉ tiêu"),
    ],
)
async def test_a_campaign_is_asked_about_by_its_name(tmp_path: Path, words: str, said: str) -> None:
    async with campaign(tmp_path) as world:
        await world.database.write(another_campaign)
        await world.hanh.says(words)
        await world.hanh.hears(said)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("theo cụm", f"{FIRST} đợt thi đua theo cụm"),
        ("tinh hinh tung cum", f"{FIRST} đợt thi đua theo cụm"),
        ("tình hình từng báo cáo", "Đợt thi đua, tính đến 8 giờ 00"),
        ("so với năm ngoái thế nào", "Chưa có lần họp trước để so"),
        ("ai phu trach cum 1", "Cụm 1 – Địa bàn dân cư chưa có cụm trưởng trong hệ thống"),
    ],
)
async def test_parts_are_asked_for_in_words(tmp_path: Path, words: str, said: str) -> None:
    async with campaign(tmp_path) as world:
        await world.hanh.says(words)
        await world.hanh.hears(said)


async def test_a_heads_numbers_say_of_which_cluster_they_are(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.database.write(seat_head)
        head = world.actor("web", "demo:head")
        for words, said in (
            ("/tinhhinh", f"{FIRST} đợt thi đua, Cụm 1 – Địa bàn dân cư (hạn"),
            ("/chuanop", f"Chưa nộp {FIRST}, Cụm 1 – Địa bàn dân cư: 4/4"),
            ("tre han", f"{FIRST}, Cụm 1 – Địa bàn dân cư: không có đơn vị nào sau hạn"),
            ("theo cụm", "Phần đồng chí phụ trách: đã nộp 0/4"),
            ("tinh hinh tat ca cac dot", "Số báo cáo của Cụm 1 – Địa bàn dân cư:"),
        ):
            await head.says(words)
            await head.hears(said)


async def test_what_a_plans_card_offers_is_of_that_plan(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.database.write(another_campaign)
        for label, said in (
            ("Tình hình", f"{FIRST} đợt thi đua (hạn"),
            ("Danh sách chưa nộp", f"Chưa nộp {FIRST}: 12/12"),
            ("Chỉ tiêu", "Chỉ tiêu của đợt thi đua"),
            ("Gia hạn", "Gia hạn báo cáo nào?"),
        ):
            letter = await heard(world, "/kehoach thi dua")
            await world.khoa.presses(label, letter)
            await world.khoa.hears(said)
        assert labels(await world.khoa.asked(FIRST)) == [fold(FIRST), fold(LAST)]
        letter = await heard(world, "/kehoach khen thuong")
        assert "Đơn vị: 2/3 đã vào hệ thống; chưa vào: Chi đoàn Điện lực." in letter.text
        await world.khoa.presses("Tạm dừng nhắc", letter)
        await world.khoa.hears("Xin gõ, ví dụ: 15/10 (đợt khen thưởng)")
        await world.khoa.says("15/10")
        await world.khoa.hears("Đã tạm dừng nhắc đợt khen thưởng đến hết thứ Sáu 15/10/2021")
        await world.khoa.says("tạm dừng nhắc đến 12/10")  # nothing named, nothing shown
        await world.khoa.hears("Đã tạm dừng nhắc đợt thi đua")
        await world.khoa.presses("Nhắc tiếp", await heard(world, "/kehoach khen thuong"))
        await world.khoa.hears("Đã nhắc trở lại đợt khen thưởng;")
        await world.khoa.presses("Nhắc tiếp")  # the old button
        await world.khoa.hears("Việc nhắc đang chạy bình thường")


async def test_the_numbers_lead_to_targets_and_to_the_reports_themselves(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.hanh.says("tinh hinh")
        letter = await world.hanh.asked("Lấy báo cáo về")
        await world.hanh.presses("Chỉ tiêu", letter)
        await world.hanh.hears("Chỉ tiêu của đợt thi đua")
        await world.hanh.presses("Lấy báo cáo về", letter)
        await world.hanh.hears("Đợt thi đua chưa có báo cáo nào")


async def test_all_campaigns_at_once(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.database.write(another_campaign)
        await world.mai.hands_in()
        letter = await heard(world, "tinh hinh tat ca cac dot")
        assert "2 đợt đang chạy, tính đến 8 giờ 00, thứ Năm 30/09/2021" in letter.text
        assert "Đợt thi đua: đã nộp 1/24 (4,2 %): đúng hạn 1, chưa nộp 23; chờ xem 1." in letter.text
        assert "Đợt khen thưởng: đã nộp 0/3: chưa nộp 3." in letter.text
        assert labels(letter) == ["dot khen thuong", "dot thi dua"]


async def test_every_report_and_each_of_them(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in()
        await world.khoa.news()
        await world.khoa.says("/tinhhinh")
        await world.khoa.presses("Từng báo cáo")
        letter = await world.khoa.hears(f"{FIRST} (“chậm nhất", f"{LAST} (“trước ngày", "Chờ xem 1.")
        await world.khoa.presses(LAST, letter)
        await world.khoa.hears(f"{LAST} đợt thi đua", "đã nộp 0/12 đơn vị", f"{FIRST} 1/12 (chờ xem 1)")


async def test_by_cluster_and_one_cluster(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.hands_in()
        await world.khoa.says("/tinhhinh")
        await world.khoa.presses("Theo cụm")
        letter = await world.khoa.hears(
            f"{FIRST} đợt thi đua theo cụm, tính đến",
            "Cả đợt: đã nộp 1/12 (8,3 %): đúng hạn 1, chưa nộp 11; chờ xem 1.",
            "1. Cụm 1 – Địa bàn dân cư: đã nộp 1/4 (25,0 %): đúng hạn 1, chưa nộp 3; chờ xem 1.",
            "2. Cụm 2 – Trường học: đã nộp 0/3: chưa nộp 3.",
        )
        await world.khoa.presses("Cụm 2 – Trường học", letter)
        await world.khoa.hears(f"{FIRST} đợt thi đua, Cụm 2 – Trường học (hạn", "đã nộp 0/3 đơn vị")


# -- in words -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("tinh hinh cum 3", (f"{FIRST} đợt thi đua, Cụm 3 – Công nhân lao động", "0/5 đơn vị")),
        ("/tinhhinh cụm trường học", ("Cụm 2 – Trường học", "0/3 đơn vị")),
        ("tình hình báo cáo kết quả", (f"{LAST} đợt thi đua", "0/12 đơn vị")),
        ("tình hình nộp báo cáo kết quả cụm 1", (f"{LAST} đợt thi đua, Cụm 1", "0/4 đơn vị")),
        ("ai chua nop bao cao ket qua", (f"Chưa nộp {LAST}: 12/12 đơn vị",)),
        ("don vi nao chua nop cum 2", (f"Chưa nộp {FIRST}, Cụm 2 – Trường học: 3/3 đơn vị", "0914.000.305")),
        ("/chuanop ket qua cum 3", (f"Chưa nộp {LAST}, Cụm 3 – Công nhân lao động: 5/5 đơn vị",)),
        ("tinh hinh an hoa", ("Đoàn phường An Hòa, tính đến", f"{FIRST} (hết thứ Sáu", "0914.000.301")),
        ("tinh hinh cum 9", ("Chưa rõ “cum 9” là cụm, báo cáo hay đơn vị nào", f"{FIRST} đợt thi đua")),
        ("tre han", (f"{FIRST}: không có đơn vị nào sau hạn",)),
        ("nhung don vi tre", (f"{FIRST}: không có đơn vị nào sau hạn",)),
    ],
)
async def test_what_is_asked_about_may_be_typed(tmp_path: Path, words: str, parts: Sequence[str]) -> None:
    async with campaign(tmp_path) as world:
        (said,) = await world.would_answer(world.khoa, words)
        assert [part for part in parts if part not in said] == [], said


async def test_a_secretary_hears_of_their_own_unit_alone(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        for words in ("tinh hinh cum 3", "tinh hinh an binh", "tre han", "ai chua nop bao cao ket qua", "/chuanop"):
            (said,) = await world.would_answer(world.mai, words)
            assert "báo cáo của Đoàn phường An Hòa" in said, (words, said)
            assert "An Bình" not in said


async def test_a_cluster_head_hears_of_the_cluster_and_nothing_else(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.database.write(seat_head)
        head = world.actor("web", "demo:head")
        (said,) = await world.would_answer(head, "tình hình")
        assert "đã nộp 0/4 đơn vị" in said
        (said,) = await world.would_answer(head, "tình hình An Bình")
        assert "Đoàn phường An Bình, tính đến" in said
        (said,) = await world.would_answer(head, "tình hình Điện lực")
        assert "Điện lực" not in said
        (said,) = await world.would_answer(head, "tinh hinh cum 3")
        assert "Công nhân" not in said
        assert "0/5" not in said


# -- past the date --------------------------------------------------------------------------------------------------


async def test_who_is_past_the_date_and_when_it_came(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only()
        for mark in ("AB", "TL"):
            await world.unit(mark).hands_in()
        await world.goes_to("2021-10-11 09:30")
        await world.unit("PH").hands_in()
        await world.khoa.news()
        letter = await heard(world, "don vi nao tre han")
        assert f"Sau hạn, {FIRST}: 10/12 đơn vị (đã nộp sau hạn 1; chưa nộp 9), tính đến 9 giờ 30" in letter.text
        assert "Đoàn phường An Hòa: chưa nộp." in letter.text
        assert "Đoàn phường Phú Hậu: nộp lúc 9 giờ 30 hôm nay." in letter.text
        assert "An Bình" not in letter.text


async def test_of_many_past_the_date_the_whole_number_is_told_and_the_rest_is_a_tap_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(owing, "PAGE", 5)
    async with campaign(tmp_path) as world:
        await world.only()
        await world.goes_to("2021-10-11 09:30")
        await world.unit("PH").hands_in()
        await world.khoa.news()
        whole = f"Sau hạn, {FIRST}: 12/12 đơn vị (đã nộp sau hạn 1; chưa nộp 11)"
        letter = await heard(world, "don vi nao tre han")
        assert whole in letter.text
        assert "5. Đoàn Trường Trung cấp Nghề: chưa nộp.\nCòn 7 đơn vị nữa." in letter.text
        for line in ("10. Chi đoàn Bưu điện: chưa nộp.\nCòn 2", "12. Đoàn phường Phú Hậu: nộp lúc 9 giờ 30 hôm nay."):
            await world.khoa.presses("Xem các đơn vị sau")
            letter = await world.khoa.hears_only(whole, line)
        assert "xem cac don vi sau" not in labels(letter)


# -- the missing, and the ways to just these ------------------------------------------------------------------------


async def test_the_list_leads_to_reminding_just_these(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only()
        letter = await heard(world, "ai chua nop cum 2")
        assert labels(letter)[:3] == ["nhac ngay", "goi lan luot", "gia han"]
        await world.khoa.presses("Nhắc ngay", letter)
        await world.khoa.hears_only(f"Nhắc 3 đơn vị về {FIRST}")


async def test_the_list_leads_to_calling_just_these(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        letter = await heard(world, "ai chua nop bao cao ket qua cum 2")
        await world.khoa.presses("Gọi lần lượt", letter)
        card = await world.khoa.hears_only("Trường", LAST, "1/3")
        await world.khoa.presses("Đã nghe", card)
        await world.khoa.hears("2/3")


async def test_the_list_leads_to_giving_just_these_longer(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        letter = await heard(world, "ai chua nop cum 2")
        await world.khoa.presses("Gia hạn", letter)
        await world.khoa.hears_only("cho các đơn vị chưa nộp của Cụm 2 – Trường học đến ngày nào?")
        await world.khoa.says("den het ngay 15/10")
        await world.khoa.hears_only("Đoàn Trường THPT An Lâm", "Nghề", "Kỹ thuật", "hết thứ Sáu 15/10/2021")
        await world.khoa.presses("Đổi và báo đơn vị")
        moved = [row for row in await world.rows(Obligation) if row.fixed_by == "extension"]
        assert len(moved) == 3


async def test_a_leader_looks_and_changes_nothing(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.hanh.says("/tinhhinh")
        await world.hanh.presses("Danh sách chưa nộp")
        letter = await world.hanh.hears("Chưa nộp", "0914.000.302")
        assert {"nhac ngay", "goi lan luot", "gia han"}.isdisjoint(labels(letter))


async def test_the_list_tells_when_somebody_last_wrote_and_what_was_promised(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.unit("AB").says("dạ")
        await world.unit("TL").says("chiều nay em nộp")
        await world.khoa.news()
        letter = await heard(world, "/chuanop")
        assert "Đoàn phường An Bình (đồng chí Huy, 0914.000.302): chưa phản hồi, nhắn cuối 8 giờ" in letter.text
        assert "Đoàn phường Tân Lập (đồng chí Trí, 0914.000.303): hẹn 17 giờ 00 hôm nay." in letter.text


async def test_a_long_list_comes_in_pages(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.database.write(many_units)
        letter = await heard(world, "/chuanop")
        assert "Còn 22 đơn vị nữa." in letter.text
        await world.khoa.presses("Xem các đơn vị sau", letter)
        second = await world.khoa.hears_only("\n21. ", "\n40. ", "Còn 2 đơn vị nữa.")
        await world.khoa.presses("Xem các đơn vị sau", second)
        last = await world.khoa.hears_only("\n42. ")
        assert "đơn vị nữa" not in last.text


async def many_units(session: Session) -> None:
    first = (await campaigns.running(session))[0]
    new = [Unit(name=f"Chi đoàn số {at}", mark=f"S{at}") for at in range(30)]
    session.add_all(new)
    await session.flush()
    await campaigns.open_obligations(session, first, [one.id or 0 for one in new], moment(START))
