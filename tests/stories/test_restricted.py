"""A report on children in hardship: only named people read it, it has no name in letters, and it is erased in time."""

import io
import json
import re
import zipfile
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from sqlmodel import col, select, update

from bot.clock import machine_now
from core.forms import Field, FieldKind, Form
from core.roles import Role
from core.say import Choice, Say
from core.texts import answers, labels, planning
from core.texts import private as texts
from core.vietnamese import fold
from data import errands, outbox, people, units
from data.database import Session
from data.models import Chat, Deliverable, Draft, Entry, Errand, File, Incoming, Letter, Submission, Unit
from data.outbox import To
from scheduler import housekeeping
from tests.cast import FIRST, LAST, Actor, World, campaign, moment
from tests.cast import labels as offered
from tests.stories.test_on_behalf import head_of
from tests.web.site import Answer, Site, Visitor

FORM = Form(
    (
        Field("so", "Số trường hợp", FieldKind.NUMBER, unit="em"),
        Field("ke", "Tình hình từng em", FieldKind.LONG_TEXT),
        Field("tep", "Danh sách", FieldKind.FILES, required=False),
    )
)
CHILD, PAPER = "cháu Lò Thị Sao mồ côi", "danh-sach-Lo-Thi-Sao.docx"
SECRETS = (CHILD, PAPER, "Lò Thị Sao", "Lo-Thi-Sao")


async def officer(world: World, name: str = "Phạm Đức Lộc") -> Actor:
    """A second organiser beside Khoa."""

    async def sit(session: Session) -> int:
        root = (await session.exec(select(Unit).where(col(Unit.mark) == "BTC"))).one()
        seat = await units.add_seat(session, root.id or 0, Role.ORGANISER, "Cán bộ phụ trách")
        person = await people.add_person(session, name, "0916.000.777")
        await people.seat_person(session, seat.id or 0, person.id or 0, world.now)
        session.add(Chat(channel="web", address="demo:loc", person_id=person.id))
        return person.id or 0

    await world.database.write(sit)
    return world.actor("web", "demo:loc")


async def made_private(world: World, readers: str = "Lộc") -> Actor:
    loc = await officer(world)
    await world.asks(FORM)
    await world.khoa.says("/kehoach")
    for label in (labels.CHANGE_PLAN, planning.change(FIRST), labels.RESTRICT):
        await world.khoa.presses(label)
    await world.khoa.hears("Báo cáo riêng tư", FIRST)
    await world.khoa.says(readers)
    await world.khoa.hears("bao lâu thì xoá nội dung")
    await world.khoa.chooses("Xoá sau 30 ngày")
    await world.khoa.hears("Đã đặt riêng tư")
    for one in (loc, world.mai, world.tu, world.hanh, world.khoa):
        await one.news()
    return loc


async def presses(world: World, actor: Actor, action: str, **args: Any) -> None:
    """A choice that an earlier letter offered."""

    async def post(session: Session) -> None:
        speaker = await people.speaker(session, actor.channel, actor.address)
        assert speaker is not None
        to = To(speaker.chat.id or 0, actor.channel, speaker.chat.person_id)
        said = Say("…", (Choice("chọn", action, args),))
        await outbox.post(session, outbox.letters(said, to, world.now, machine_now()))

    await world.database.write(post)
    await world.settled()
    await actor.news()
    await actor.presses("chọn")


async def page_of(actor: Actor) -> str:
    """The link as it stands in the last letter."""
    letter = (await actor.letters())[-1]
    found = re.search(r"/gui/\S+", letter.text)
    assert found, letter.text
    return found[0]


async def fills(visitor: Visitor, path: str, act: str = "nop", once: str = "0123456789ab", **fields: str) -> Answer:
    form = {f"f-{key}": text for key, text in fields.items()} | {"key": once, "act": act}
    return await visitor.post(f"{path}/dien", data=form)


async def leaks(world: World) -> list[str]:
    """Where a secret stands that anybody but a reader could come across."""
    found = []
    for table in (Letter, Incoming, Errand):
        for row in await world.rows(table):
            told = json.dumps(row.model_dump(mode="json"), ensure_ascii=False)
            found += [f"{table.__name__}: {told}" for secret in SECRETS if secret in told]
    return found


async def test_it_is_filled_in_on_the_page_and_nothing_of_it_stands_in_any_chat(tmp_path: Path) -> None:
    async with campaign(tmp_path, pages=True) as world, Site(world.app).visitor() as visitor:
        loc = await made_private(world)
        await world.mai.says("nộp")
        await world.mai.hears_only("Xin chọn báo cáo cần nộp")
        await world.mai.presses(f"{texts.NAME} (hết thứ Sáu 08/10/2021)")
        await world.mai.hears_only("Xin mở trang này để nhập và nộp", texts.NAME)
        path = await page_of(world.mai)
        shown = await visitor.get(path)
        assert FIRST in shown.text
        assert "Tình hình từng em" in shown.text
        wrong = await fills(visitor, path, so="nhiều", ke=CHILD)
        assert (wrong.status, "Chưa đọc được số" in wrong.text) == (422, True)
        assert CHILD in wrong.text  # only to who typed it
        assert (await fills(visitor, path, "luu", ke=CHILD)).status == 303
        await world.settled()
        await world.mai.hears_only("Đã lưu 1/2 mục")
        again = (await visitor.get(path)).text
        assert CHILD not in again
        assert texts.WRITTEN in again
        query = {"key": "danh-sach-1", "name": PAPER, "size": "4", "offset": "0"}
        assert (await visitor.asks("PATCH", f"{path}/tep", params=query, data=b"PK..")).status == 202
        await world.settled()
        await world.mai.hears_only("Đã chuyển 1 tệp vào trang riêng")
        await visitor.post(f"{path}/dien", data={"f-so": "3", "key": "ba9876543210", "act": "nop"})
        await world.settled()
        await world.mai.hears_only(f"Đã nhận {texts.NAME}", "Mã nhận: AH-01", "đúng hạn")
        await world.tu.hears_only(f"đã nộp {texts.NAME}")
        await world.mai.says("xem bản đã nộp")
        await world.mai.hears_only("Nội dung chỉ người được giao xem được")
        assert await leaks(world) == []
        (handed,) = await world.rows(Submission)
        assert handed.answers["fields"] == {"so": 3, "ke": CHILD}

        await world.khoa.says("duyệt")
        await world.khoa.hears("Không còn báo cáo nào chờ xem")
        await loc.says("duyệt")
        card = await loc.hears(CHILD)
        assert card.files["ids"] == handed.files["ids"]


async def hands_it_in(world: World, visitor: Visitor) -> None:
    """On its page, with its paper."""
    await world.mai.says("nộp")
    await world.mai.presses(f"{texts.NAME} (hết thứ Sáu 08/10/2021)")
    path = await page_of(world.mai)
    query = {"key": "danh-sach-1", "name": PAPER, "size": "4", "offset": "0"}
    await visitor.asks("PATCH", f"{path}/tep", params=query, data=b"PK..")
    await world.settled()
    await fills(visitor, path, so="3", ke=CHILD)
    await world.settled()
    await world.mai.hears(f"Đã nhận {texts.NAME}")


async def carried(world: World, who: Actor) -> list[bytes]:
    """What came with the letters that were not heard yet."""
    await world.settled()
    sent = {file.id: file for file in await world.rows(File)}
    ids = [one for letter in await who.news() for one in letter.files.get("ids", ())]
    return [world.app.house.shelf.path(sent[one].sha256 or "").read_bytes() for one in ids]


async def test_it_is_taken_away_by_its_readers_alone_and_only_when_they_say_so(tmp_path: Path) -> None:
    async with campaign(tmp_path, pages=True) as world, Site(world.app).visitor() as visitor:
        loc = await made_private(world)
        await hands_it_in(world, visitor)
        await world.khoa.news()
        await world.khoa.says("xuat")
        assert fold(labels.PRIVATE_REPORTS) not in offered(await world.khoa.hears_only("bảng tính"))
        for action in ("exporting.private", "exporting.own_sheet", "exporting.own_files"):
            await presses(world, world.khoa, action, campaign=1)
            await world.khoa.hears("Chưa có bản nào thuộc nội dung riêng mà đồng chí được phân công xem")
        await loc.news()
        await loc.says("xuat")
        await loc.chooses(labels.AS_SPREADSHEET)
        (usual,) = await carried(world, loc)
        assert CHILD not in words_of(usual)
        await loc.says("xuat")
        await loc.chooses(labels.PRIVATE_REPORTS)
        await loc.hears("1 bản thuộc nội dung riêng", "không xóa được bản đã tải về máy")
        await loc.chooses(labels.PRIVATE_SHEET)
        (own,) = await carried(world, loc)
        assert CHILD in words_of(own)
        assert LAST not in words_of(own)
        await presses(world, loc, "exporting.own_files", campaign=1)
        (parcel,) = await carried(world, loc)
        assert [name.rpartition("/")[2] for name in zipfile.ZipFile(io.BytesIO(parcel)).namelist()] == [PAPER]
        assert await leaks(world) == []
        taken = [one.what for one in await world.rows(Entry)]
        assert taken.count("private taken away") == 2
        kept = [one.free_at - machine_now() for one in await world.rows(Errand) if one.kind == errands.FORGET]
        assert sorted(round(one / timedelta(days=1)) for one in kept) == [1, 1, 31]


async def test_where_files_travel_as_links_it_is_not_taken_away(tmp_path: Path) -> None:
    async with campaign(tmp_path, pages=True) as world, Site(world.app).visitor() as visitor:
        loc = await world.moves_to_plain(await made_private(world))
        await hands_it_in(world, visitor)
        await loc.news()
        await loc.says("xuat")
        await loc.chooses(labels.PRIVATE_REPORTS)
        await loc.hears("Kênh này không gửi được tệp")


def words_of(book: bytes) -> str:
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(book))
    return "\n".join(str([name, *sheets.get_sheet_by_name(name).to_python()]) for name in sheets.sheet_names)


async def test_numbers_typed_in_the_chat_are_not_read_back_there(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await made_private(world)
        await world.only("AH")
        await world.mai.news()
        await world.mai.says("don vi co 12 em")
        heard = await world.mai.news()
        assert heard
        assert not [letter.text for letter in heard if "12 em" in letter.text]


async def test_whoever_watches_sees_a_number_at_most(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await made_private(world)
        for words in ("/chuanop", "/tinhhinh", "/hop", "/kehoach", "/lich"):
            await world.hanh.says(words)
        said = "\n".join(letter.text for letter in await world.hanh.news())
        assert f"{texts.NAME}: chưa nộp 12/12 đơn vị" in said
        assert FIRST not in said
        head = world.actor("web", "demo:head")

        async def sit(session: Session) -> None:
            unit = (await session.exec(select(Unit).where(col(Unit.mark) == "AB"))).one()
            seat = await units.add_seat(session, unit.id or 0, Role.CLUSTER_HEAD, "Cụm trưởng")
            person = await people.add_person(session, "Lê Văn Cụm", "0916.000.778")
            await people.seat_person(session, seat.id or 0, person.id or 0, world.now)
            session.add(Chat(channel="web", address="demo:head", person_id=person.id))

        await world.database.write(sit)
        for words in ("/chuanop", "/tinhhinh", "gọi"):
            await head.says(words)
        assert FIRST not in "\n".join(letter.text for letter in await head.news())


async def test_which_unit_owes_it_is_told_to_officers_and_not_to_heads_and_leaders(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await made_private(world)
        head = await head_of(world)
        for words in ("tình hình An Bình", "gọi"):
            await head.says(words)
            letter = await head.hears_only("Đoàn phường An Bình", LAST)
            assert texts.NAME not in letter.text
        await world.hanh.says("tình hình An Bình")
        assert texts.NAME not in (await world.hanh.hears_only("Đoàn phường An Bình", LAST)).text
        await world.khoa.says("tình hình An Bình")
        await world.khoa.hears_only(texts.NAME)
        await world.goes_to("2021-10-11 09:20")
        await head.hears_nothing()
        await head.says("nhắn hộ")
        await head.hears_only("không có đơn vị nào cần nhắn hộ")
        await head.says("chưa nộp báo cáo kết quả")
        await head.hears("Đoàn phường An Bình")


async def test_a_unit_that_has_to_be_told_by_hand_of_that_alone_is_the_officers_affair(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await made_private(world)
        head = await head_of(world, "Cụm 3 – Công nhân lao động", "BV")
        await world.only("DL")
        await world.goes_to("2021-10-11 09:20")
        await world.khoa.news()
        await head.hears_nothing()
        await head.says("nhắn hộ")
        await head.hears_only("không có đơn vị nào cần nhắn hộ")
        await world.khoa.says("nhắn hộ")
        await world.khoa.hears("Chi đoàn Điện lực")


@pytest.mark.parametrize("held", [True, False], ids=["with a draft", "out of the blue"])
async def test_what_was_sent_in_the_chat_by_mistake_is_moved_and_wiped(tmp_path: Path, held: bool) -> None:
    async with campaign(tmp_path) as world:
        mai = world.mai
        if held:
            await mai.says("nộp")
            await mai.chooses(f"{FIRST} (hết thứ Sáu 08/10/2021)")
            await mai.news()
        await made_private(world)
        await mai.sends_file(PAPER, b"PK rieng")
        await mai.news()
        await mai.presses(f"{texts.NAME} (hết thứ Sáu 08/10/2021)")
        await mai.hears_only("Đã chuyển 1 tệp vào trang riêng", "xoá tin đó trên máy")
        await mai.says(f"Có 1 trường hợp: {CHILD}, bà ngoại nuôi")
        await mai.hears_only("Đã chuyển lời vừa gõ vào trang riêng", "xoá khỏi nhật ký")
        draft = next(one for one in await world.rows(Draft) if one.answers.get("fields"))
        assert CHILD in draft.answers["fields"]["ke"]
        assert len(draft.files["ids"]) == 1
        assert draft.state == "aside"
        assert await leaks(world) == []
        await mai.says("việc")
        await mai.hears(texts.NAME)


async def test_letters_reminders_and_news_have_no_name_for_it(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await made_private(world)
        await world.only("AH")
        await world.goes_to("2021-10-12 12:00")
        told = [*await world.mai.news(), *await world.tu.news(), *await world.hanh.news()]
        assert [one.text for one in told if FIRST in one.text] == []
        assert any(texts.NAME in one.text for one in told)


async def test_it_is_erased_when_its_time_is_over_and_that_is_journalled(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        loc = await made_private(world)
        shelf = world.app.house.shelf
        await world.mai.sends_file(PAPER, b"PK rieng")
        await world.mai.presses(f"{texts.NAME} (hết thứ Sáu 08/10/2021)")
        await world.mai.says(f"Có 1 trường hợp: {CHILD}")
        file = next(one for one in await world.rows(File) if one.name == PAPER)
        await world._does(update(Draft).values(state="aside"))
        await world.mai.sends_file("khac.docx", b"PK khac")
        await loc.news()
        erase = partial(housekeeping.erase_private, world.database, shelf)
        assert await erase(moment("2021-11-30 08:00")) == 0
        assert shelf.path(file.sha256 or "").exists()
        assert await erase(moment("2022-03-01 08:00")) == 1
        assert not shelf.path(file.sha256 or "").exists()
        left = [str(row) for table in (Draft, File, Submission) for row in await world.rows(table)]
        assert [row for row in left if any(secret in row for secret in SECRETS)] == []
        assert "erased" in [entry.what for entry in await world.rows(Entry)]
        assert any(one.name == "khac.docx" for one in await world.rows(File))
        assert await erase(moment("2022-03-02 08:00")) == 0


async def test_a_draft_that_is_whole_is_asked_about_and_sent_without_showing_it(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await made_private(world)
        await world.asks(Form((Field("ke", "Tình hình từng em", FieldKind.LONG_TEXT),)))
        await world.only("AH")
        await world.mai.says("nộp")
        await world.mai.presses(f"{texts.NAME} (hết thứ Sáu 08/10/2021)")
        await world.mai.says(CHILD)
        await world.mai.hears("Đã chuyển lời vừa gõ")
        await world.goes_to("2021-10-08 23:45")
        await world.mai.presses(labels.CONFIRM)
        await world.mai.hears(f"Đã nhận {texts.NAME}", "AH-01")
        assert await leaks(world) == []


async def test_only_a_reader_lifts_it_and_only_while_nothing_is_here(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        loc = await made_private(world)
        deliverable = next(one.id or 0 for one in await world.rows(Deliverable) if one.name == FIRST)
        await presses(world, world.khoa, "restricting.lift", deliverable=deliverable)
        await world.khoa.hears("Chưa bỏ được")
        await world.mai.sends_file(PAPER, b"PK rieng")
        await world.mai.presses(f"{texts.NAME} (hết thứ Sáu 08/10/2021)")
        await presses(world, loc, "restricting.lift", deliverable=deliverable)
        await loc.hears("Chưa bỏ được")
        await world._does(update(Draft).values(files={}, answers={}))
        await presses(world, loc, "restricting.lift", deliverable=deliverable)
        await loc.hears("Đã bỏ chế độ riêng tư")


WHY = "danh sách ghi 04 em, có em Lò Thị Sao"


async def opens_the_page(world: World) -> None:
    await world.mai.says("nộp")
    await world.mai.presses(f"{texts.NAME} (hết thứ Sáu 08/10/2021)")
    await world.mai.hears("Xin mở trang này để nhập và nộp")


async def wanted_again(world: World, visitor: Visitor) -> Actor:
    """Handed in on its page; who may read it asks for its number again."""
    loc = await made_private(world)
    await world.only("AH")
    await opens_the_page(world)
    await fills(visitor, await page_of(world.mai), so="3", ke=CHILD)
    await world.settled()
    await loc.says("duyệt")
    await loc.chooses(labels.ASK_AGAIN)
    await loc.chooses("Số trường hợp")
    await loc.says(WHY)
    await loc.chooses(labels.SEND_REQUEST)
    await loc.hears("Đã đề nghị")
    await world.mai.news()
    return loc


async def kept_for_ever(world: World) -> list[str]:
    """What stands where nothing is erased: of each chat's lines and of the journal."""
    rows = [row for table in (Incoming, Entry) for row in await world.rows(table)]
    told = [json.dumps(row.model_dump(mode="json"), ensure_ascii=False) for row in rows]
    return [one for one in told for secret in (*SECRETS, WHY, "04 em") if secret in one]


@pytest.mark.parametrize("way", [labels.MEND, "the number"])
async def test_wanted_again_it_is_mended_on_its_page_alone(tmp_path: Path, way: str) -> None:
    async with campaign(tmp_path, pages=True) as world, Site(world.app).visitor() as visitor:
        loc = await wanted_again(world, visitor)
        if way == labels.MEND:
            await world.mai.presses(labels.MEND)
            told = await world.mai.hears_only("Xin mở trang này để nhập và nộp")
        else:
            await world.mai.says("4")
            told = await world.mai.hears_only("Đã chuyển lời vừa gõ vào trang riêng")
        path = await page_of(world.mai)
        assert FIRST not in told.text
        assert "bản trước ghi" not in told.text
        shown = (await visitor.get(path)).text
        assert shown.count(texts.WRITTEN) == (1 if way == labels.MEND else 2)
        assert (
            await fills(visitor, path, once="ba9876543210", **({"so": "4"} if way == labels.MEND else {}))
        ).status == 303
        await world.settled()
        await world.mai.hears("Đã nhận bản thay", "AH-02")
        after = (await world.rows(Submission))[-1]
        assert after.answers["fields"] == {"so": 4, "ke": CHILD}
        assert await kept_for_ever(world) == []
        await loc.says("duyệt")
        await loc.chooses(labels.ACCEPT)
        assert not [one for one in await world.rows(Entry) if any(map(one.detail.get, ("asks", "changed", "why")))]


async def test_a_number_that_may_be_another_is_left_to_the_page(tmp_path: Path) -> None:
    async with campaign(tmp_path, pages=True) as world, Site(world.app).visitor() as visitor:
        await wanted_again(world, visitor)
        await world.mai.says("3 hay 4")
        told = await world.mai.hears_only("Xin nhập tại trang riêng", "không được giữ lại")
        assert "3 hay 4" not in told.text


async def test_what_was_said_about_it_on_both_sides_is_erased_with_it(tmp_path: Path) -> None:
    async with campaign(tmp_path, pages=True) as world, Site(world.app).visitor() as visitor:
        loc = await wanted_again(world, visitor)
        assert [one.text for one in await world.tu.news() if WHY in one.text]  # both of the unit hear of it
        await world.mai.presses(labels.TALK)
        await world.mai.says(f"{CHILD} đã chuyển đi ạ")
        await loc.hears(CHILD)
        assert not [one.text for one in await world.khoa.news() if CHILD in one.text]
        await loc.chooses(labels.ANSWER)
        await loc.says(f"vậy xin bỏ {CHILD} ra khỏi danh sách")
        await world.mai.hears(CHILD)
        assert await kept_for_ever(world) == []
        erase = partial(housekeeping.erase_private, world.database, world.app.house.shelf)
        assert await erase(moment("2022-03-01 08:00")) == 1
        assert await leaks(world) == []


async def test_the_reason_of_a_ruling_on_it_is_erased_too(tmp_path: Path) -> None:
    async with campaign(tmp_path, pages=True) as world, Site(world.app).visitor() as visitor:
        loc = await made_private(world)
        await world.only("AH")
        await world.goes_to("2021-10-12 09:00")
        await world.mai.news()
        await opens_the_page(world)
        await fills(visitor, await page_of(world.mai), so="3", ke=CHILD)
        await world.settled()
        await loc.says("duyệt")
        await loc.chooses(labels.RULE_ON_TIME)
        await loc.says(f"chờ gia đình {CHILD}")
        await loc.hears("AH-01", "đúng hạn")
        await world.mai.hears(CHILD)
        assert await kept_for_ever(world) == []
        erase = partial(housekeeping.erase_private, world.database, world.app.house.shelf)
        assert await erase(moment("2022-03-01 08:00")) == 1
        assert await leaks(world) == []


async def test_why_it_is_wanted_again_typed_under_the_card_is_kept_nowhere_else(tmp_path: Path) -> None:
    async with campaign(tmp_path, pages=True) as world, Site(world.app).visitor() as visitor:
        loc = await wanted_again(world, visitor)
        await world.mai.says(labels.NUMBER_RIGHT)
        await loc.says("duyệt")
        for words in (f"trả lại vì {CHILD} chưa có giấy tờ", f"trả lại, {CHILD} là ai"):
            await loc.says("AH-01")
            await loc.says(words)
            assert not [row for row in await world.rows(Incoming) if CHILD in json.dumps(row.raw, ensure_ascii=False)]
        await loc.says("AH-01")
        await loc.hears(CHILD)
        await world.khoa.says("AH-01")
        assert not [one.text for one in await world.khoa.news() if CHILD in one.text]
        erase = partial(housekeeping.erase_private, world.database, world.app.house.shelf)
        assert await erase(moment("2022-03-01 08:00")) == 1
        assert await leaks(world) == []


TOLD = f"Bên em có {CHILD}, ở với bà ngoại, hoàn cảnh rất thương"


@pytest.mark.parametrize("opened", ["nộp", "button"])
async def test_words_out_of_the_blue_go_to_the_page_as_soon_as_it_is_known_what_they_are_about(
    tmp_path: Path, opened: str
) -> None:
    async with campaign(tmp_path, pages=True) as world:
        await made_private(world)
        mai, name = world.mai, f"{texts.NAME} (hết thứ Sáu 08/10/2021)"
        await mai.says(TOLD)
        await mai.hears("Hệ thống chưa hiểu")
        assert not any("Letter" in leak for leak in await leaks(world))  # no letter carries them meanwhile
        if opened == "nộp":
            await mai.says("nộp")
            await mai.news()
        await mai.chooses(name)
        await mai.hears_only("Đã chuyển lời vừa gõ vào trang riêng")
        assert await leaks(world) == []
        (draft,) = [one for one in await world.rows(Draft) if one.answers.get("fields")]
        assert draft.answers["fields"]["ke"] == TOLD


async def test_words_out_of_the_blue_are_passed_on_to_nobody_but_those_who_may_read(tmp_path: Path) -> None:
    async with campaign(tmp_path, pages=True) as world:
        loc = await made_private(world)
        await world.mai.says(TOLD)
        asked = await world.mai.hears("Hệ thống chưa hiểu")
        await world.mai.presses(labels.PASS_ON, asked)
        await world.mai.hears("Đã chuyển lời đó đến đồng chí Lộc", "xoá khỏi nhật ký")
        await loc.hears(CHILD, texts.NAME)
        for other in (world.khoa, world.tu, world.hanh):
            assert not any(CHILD in letter.text for letter in await other.letters())
        assert not any("Incoming" in leak for leak in await leaks(world))
        await world.mai.presses(labels.PASS_ON, asked)
        await world.mai.hears_only(answers.old_choice())  # they are carried once
        await world.khoa.says("đề nghị")
        assert CHILD not in (await world.khoa.news())[-1].text


async def test_where_nobody_who_may_read_is_reached_they_go_nowhere(tmp_path: Path) -> None:
    async with campaign(tmp_path, pages=True) as world:
        await made_private(world)
        await world._does(update(Deliverable).values(readers={"ids": [999]}))
        await world.mai.says(TOLD)
        await world.mai.chooses(labels.PASS_ON)
        await world.mai.hears("xin gọi")
        for other in (world.khoa, world.tu, world.hanh):
            assert not any(CHILD in letter.text for letter in await other.letters())


async def test_what_is_asked_about_it_is_told_to_those_who_may_read_and_kept_nowhere_else(tmp_path: Path) -> None:
    async with campaign(tmp_path, pages=True) as world:
        loc = await made_private(world)
        await world.only("AH")
        await world.goes_to("2021-10-05 09:00")  # reminded of it
        for actor in (world.mai, world.khoa, loc):
            await actor.news()
        await world.mai.says(f"xin gia hạn đến 12/10 vì {CHILD} đang nằm viện")
        await world.mai.hears("đến")
        await loc.hears(CHILD, texts.NAME)
        assert not any(CHILD in letter.text for letter in await world.khoa.letters())
        assert not any("Incoming" in leak for leak in await leaks(world))
        await world.khoa.says("đề nghị")
        await world.khoa.hears(texts.NOT_KEPT)
