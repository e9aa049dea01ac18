"""Photos and archives are looked into before others get them: nobody sees where a photo was taken, the same photo of
two units is told to the reviewer, and what nobody should open is kept apart."""

import hashlib
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
from sqlmodel import col, update

from core.forms import Field, FieldKind, Form
from core.texts import labels, private
from data import files, likeness, people
from data.errands import LOOK
from data.models import Chat, Draft, Errand, File, Letter, Obligation, Submission
from scheduler import housekeeping
from scheduler.looking import Looking
from tests.bot.postoffice import post_office
from tests.cast import FIRST, LAST, Actor, World, campaign, moment
from tests.cast import labels as cast_labels
from tests.formats import bad_archives, hostile, pdfs, photos
from tests.formats.photos import SECRET, named, photo
from tests.stories.test_files_that_are_fetched import Channel, again, names
from tests.stories.test_restricted import made_private
from tests.stories.test_review import of
from tests.stories.test_the_mailbox import MAILBOX, chosen

PHOTOS = Form((Field("anh", "Ảnh hoạt động", FieldKind.PHOTOS, maximum=5),))
ANY = Form((Field("tep", "Báo cáo", FieldKind.FILES),))
BOMB = bad_archives.squeezed(20)
SEND_AGAIN = "Xin lưu lại rồi gửi lại tệp"


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with campaign(tmp_path) as one:
        await one.asks(PHOTOS)
        await one.asks(PHOTOS, LAST)
        yield one


async def hands_in(actor: Actor, *contents: bytes, report: str = FIRST) -> Letter:
    """One photo after another into this report, and yes."""
    await actor.says("nộp")
    asked = (await actor.letters())[-1].choices["items"]
    for label in [one["label"] for one in asked if one["label"].startswith(report)]:
        await actor.chooses(label)
    for at, content in enumerate(contents, 1):
        await actor.sends_file(f"anh-{at}.jpg", content)
    await actor.presses(labels.CONFIRM)
    return await actor.hears("Đã nhận")


async def carried(world: World, letter: Letter) -> list[File]:
    """Whatever a letter brings, as a courier gets it."""
    found = await world.database.read(partial(files.by_ids, ids=letter.files["ids"]))
    return [files.for_others(one) for one in found]


def content(world: World, file: File) -> bytes:
    assert file.sha256
    return world.app.house.shelf.path(file.sha256).read_bytes()


# -- what others see ----------------------------------------------------------------------------------------------


async def test_the_reviewer_sees_the_photo_and_not_where_it_was_taken(world: World) -> None:
    raw = photo(2400, 1800, orientation=6)
    await hands_in(world.mai, raw)
    await world.khoa.says("/duyet")
    (shown,) = await carried(world, await world.khoa.hears("AH-01"))
    assert SECRET not in content(world, shown)
    assert (shown.name, shown.source) == ("anh-1.jpg", {})
    (kept,) = await world.rows(File)
    assert content(world, kept) == raw  # the evidence, under its own hash
    khoa = await world.database.read(partial(files.for_chat, file_id=kept.id or 0, chat=await chat(world, world.khoa)))
    mai = await world.database.read(partial(files.for_chat, file_id=kept.id or 0, chat=await chat(world, world.mai)))
    assert khoa is not None
    assert mai is not None
    assert (khoa.sha256, mai.sha256) == (shown.sha256, hashlib.sha256(raw).hexdigest())


async def chat(world: World, actor: Actor) -> Chat:
    found = await world.database.read(partial(people.speaker, channel=actor.channel, address=actor.address))
    assert found is not None
    return found.chat


async def test_what_is_forwarded_by_mail_is_the_copy(tmp_path: Path) -> None:
    async with post_office() as office, campaign(tmp_path, smtp_url=office.url) as world:
        world.app.couriers["email"].pace.rate = 0
        await world.asks(PHOTOS)
        await chosen(world, office, labels.FORWARD_AT_ONCE)
        await hands_in(world.mai, photo(), photos.saved(photos.scene(seed=2), "PNG"))
        (mail,) = office.to(MAILBOX)[1:]
        papers = {paper.get_filename(): paper.get_content() for paper in mail.iter_attachments()}
        assert list(papers) == ["anh-1.jpg", "anh-2.jpg"]
        assert all(one.startswith(b"\xff\xd8\xff") and SECRET not in one for one in papers.values())


async def test_until_somebody_has_looked_only_the_name_goes_anywhere(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def dies(*_: object) -> None:
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr(Looking, "do", dies)
        await hands_in(world.mai, photo())
        await world.khoa.says("/duyet")
        card = await world.khoa.hears("AH-01", "tệp anh-1.jpg đang tải về")
        assert card.files == {}
    (kept,) = await world.rows(File)
    assert (files.for_others(kept).sha256, files.for_others(kept).state) == (None, "known")


async def test_a_process_that_dies_while_looking_goes_on_at_its_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def dies(*_: object) -> None:
        raise OSError

    async with campaign(tmp_path) as world:
        await world.asks(PHOTOS)
        with monkeypatch.context() as patch:
            patch.setattr(Looking, "do", dies)
            await world.mai.sends_file("anh.jpg", photo())
        (errand,) = [one for one in await world.rows(Errand) if one.kind == LOOK]
        assert errand.closed_at is None
    async with campaign(tmp_path) as world:
        (kept,) = await world.rows(File)
        assert files.is_ready(kept)
        assert files.is_picture(kept)


async def test_done_twice_it_comes_to_the_same(world: World) -> None:
    await hands_in(world.mai, photo())
    before = await world.rows(File)
    await world._does(update(Errand).values(closed_at=None))
    world.app.errands.wake()
    await world.settled()
    assert [one.source for one in await world.rows(File)] == [one.source for one in before]
    await world.mai.hears_nothing()


async def test_a_photo_that_the_channel_only_named(tmp_path: Path) -> None:
    """It is looked into when its bytes have come, and by its own way it goes to nobody."""
    async with campaign(tmp_path) as world:
        await world.asks(ANY)
        channel, raw = Channel(world), photo()
        await names(world.mai, "anh.jpg")
        (kept,) = await world.rows(File)
        assert files.for_others(kept).source == {}

        async def chunks() -> AsyncIterator[bytes]:
            yield raw

        channel.gives["anh.jpg"] = await world.app.house.shelf.store(chunks(), len(raw))
        await again(world, "anh.jpg")
        (kept,) = await world.rows(File)
        assert files.is_picture(kept)
        assert files.for_others(kept).source == {}
        assert SECRET not in content(world, files.for_others(kept))


async def test_the_copy_is_erased_with_the_original(tmp_path: Path) -> None:
    """But for one that another photo, with the same pixels, has for its own."""
    async with campaign(tmp_path) as world:
        await made_private(world)
        await world.asks(PHOTOS, LAST)
        shelf = world.app.house.shelf
        label = f"{private.NAME} (hết thứ Sáu 08/10/2021)"
        for raw in (photo(), photo(seed=3)):
            await world.mai.sends_file("anh.jpg", raw)
            await world.mai.presses(label)
        await hands_in(world.unit("PH"), photos.saved(photos.scene(), "JPEG", quality=75), report=LAST)
        mine = (await world.rows(File))[:2]
        copies = [files.copy_of(one) or "" for one in mine]
        assert await housekeeping.erase_private(world.database, shelf, moment("2022-03-01 08:00")) == 1
        assert not any(shelf.path(one.sha256 or "").exists() for one in mine)
        assert [shelf.path(copy).exists() for copy in copies] == [True, False]


# -- the same photo -----------------------------------------------------------------------------------------------


async def test_the_same_photo_of_two_units_is_told_on_both_cards_and_blocks_nothing(world: World) -> None:
    for unit in (world.mai, world.unit("PH")):
        receipt = await hands_in(unit, photo())
        assert "trùng" not in receipt.text
    await world.khoa.says("/duyet")
    await world.khoa.hears(
        "AH-01",
        "Cần xem kỹ: ảnh anh-1.jpg trùng ảnh trong Nội dung hoạt động trọng tâm của Đoàn phường Phú Hậu (mã PH-01)",
    )
    await world.khoa.chooses("Nhận")
    await world.khoa.hears("PH-01", "trùng ảnh", "của Đoàn phường An Hòa (mã AH-01)")
    await world.khoa.chooses("Nhận")
    await world.khoa.hears("Không còn báo cáo nào chờ xem.")
    assert (await of(world, "AH")).workflow == (await of(world, "PH")).workflow == "accepted"
    for unit in (world.mai, world.unit("PH")):
        assert not any("trùng" in letter.text for letter in await unit.letters())


async def test_one_that_was_scaled_and_saved_again_is_nearly_the_same(world: World) -> None:
    await hands_in(world.mai, photo(1600, 1200))
    await hands_in(world.unit("PH"), photo(800, 600, quality=40))
    await world.khoa.says("/duyet")
    await world.khoa.hears("AH-01", "ảnh anh-1.jpg gần giống ảnh trong", "Phú Hậu")


async def test_what_is_looked_at_itself_is_not_accepted_with_all_others(world: World) -> None:
    await hands_in(world.mai, photo())
    await hands_in(world.unit("PH"), photo())
    await hands_in(world.unit("TL"), photo(seed=3))
    await world.khoa.says("/duyet")
    await world.khoa.chooses("Nhận mọi bản đủ mục")
    shown = await world.khoa.hears("Nhận 1 báo cáo đủ mục")
    assert "Tân Lập" in shown.text


@pytest.mark.parametrize(
    ("label", "first", "second"),
    [
        ("another photo", photo(), photo(seed=3)),
        ("two sheets of paper", photos.sheet(250), photos.sheet(240)),
    ],
    ids=named,
)
async def test_others_are_not_taken_for_the_same(world: World, label: str, first: bytes, second: bytes) -> None:
    await hands_in(world.mai, first)
    await hands_in(world.unit("PH"), second)
    assert not any(one.files.get("alike") for one in await world.rows(Submission)), label


async def test_in_two_reports_of_one_unit_about_the_same_days_it_is_one_photo(world: World) -> None:
    await hands_in(world.mai, photo())
    await hands_in(world.mai, photo(), report=LAST)
    assert not any(one.files.get("alike") for one in await world.rows(Submission))


async def test_the_same_photo_twice_in_one_report_is_nobodys_affair(world: World) -> None:
    receipt = await hands_in(world.mai, photo(), photo(), photo(quality=40))
    assert "trùng" not in receipt.text
    assert not any(one.files.get("alike") for one in await world.rows(Submission))


async def test_a_new_version_of_a_report_shows_its_own_photo(world: World) -> None:
    await hands_in(world.mai, photo())
    await world.mai.presses("Thay bản khác")
    await world.mai.sends_file("anh-1.jpg", photo())
    await world.mai.presses(labels.CONFIRM)
    assert not any(one.files.get("alike") for one in await world.rows(Submission))


async def test_of_another_period_it_is_told(world: World) -> None:
    await hands_in(world.mai, photo())
    await hands_in(world.mai, photo(), report=LAST)
    one, other = (await of(world, "AH")), (await of(world, "AH", LAST))
    as_it_comes_round = {"deliverable_id": one.deliverable_id, "period": "2021-10"}
    await world._does(update(Obligation).where(col(Obligation.id) == other.id).values(**as_it_comes_round))
    newest = (await world.rows(Submission))[-1]
    await world.database.write(partial(likeness.compare, submission_id=newest.id or 0))
    assert all(one.files["alike"] for one in await world.rows(Submission))


async def test_of_what_only_named_people_may_read_nothing_is_compared(world: World) -> None:
    await hands_in(world.mai, photo())
    await world.restricts(FIRST)
    await hands_in(world.unit("PH"), photo(), report=LAST)
    assert not any(one.files.get("alike") for one in await world.rows(Submission))


async def test_one_handed_in_before_it_was_looked_into(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def dies(*_: object) -> None:
        raise OSError

    await hands_in(world.unit("PH"), photo())
    with monkeypatch.context() as patch:
        patch.setattr(Looking, "do", dies)
        await hands_in(world.mai, photo())
    await world._does(update(Errand).values(free_at=world.app.house.clock.now()))
    world.app.errands.wake()
    await world.settled()
    assert all(one.files["alike"] for one in await world.rows(Submission))


# -- what nobody should open --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "raw"),
    [("anh.zip", BOMB), ("bao-cao.docx", BOMB), ("anh.png", photos.wide_png(30_000))],
    ids=named,
)
async def test_it_is_kept_apart_and_whatever_else_was_given_stays(world: World, name: str, raw: bytes) -> None:
    await world.asks(ANY)
    await world.mai.says("nộp")
    await world.mai.chooses(f"{FIRST} (hết thứ Sáu 08/10/2021)")
    await world.mai.sends_file("that.docx")
    await world.mai.news()
    await world.mai.sends_file(name, raw)
    assert [SEND_AGAIN in letter.text for letter in await world.mai.news()] == [False, True]
    (draft,) = await world.rows(Draft)
    kept = await world.rows(File)
    assert draft.files["ids"] == [kept[0].id]
    assert [one.state for one in kept] == ["here", "apart"]
    assert content(world, kept[1]) == raw
    await world.mai.presses(labels.CONFIRM)
    await world.mai.hears("Đã nhận", "Gồm: 1 tệp Word")


@pytest.mark.parametrize(
    ("name", "raw"),
    [("anh.rar", b"Rar!\x1a\x07\x01\x00" + b"x" * 40), ("anh.7z", b"7z\xbc\xaf\x27\x1c" + b"x" * 40)],
    ids=["rar", "7z"],
)
async def test_an_archive_that_nothing_here_opens_is_kept_and_both_sides_hear_so(
    world: World, name: str, raw: bytes
) -> None:
    await world.asks(ANY)
    await world.mai.says("nộp")
    await world.mai.chooses(f"{FIRST} (hết thứ Sáu 08/10/2021)")
    await world.mai.news()
    await world.mai.sends_file(name, raw)
    await world.mai.hears("nên gửi từng tệp, hoặc tệp nén ZIP", name, "không phải gửi lại")
    await world.mai.presses(labels.CONFIRM)
    await world.mai.hears("Đã nhận")
    await world.khoa.says("/duyet")
    card = await world.khoa.hears("AH-01", f"tệp nén {name} hệ thống không xem được bên trong")
    assert len(card.files["ids"]) == 1


async def test_the_only_file_that_turns_out_so_leaves_the_report_open(world: World) -> None:
    await world.asks(ANY)
    await world.mai.says("nộp")
    await world.mai.chooses(f"{FIRST} (hết thứ Sáu 08/10/2021)")
    await world.mai.sends_file("anh.zip", BOMB)
    await world.mai.hears(SEND_AGAIN, "anh.zip", "Phần khác của báo cáo vẫn giữ nguyên")
    await world.mai.says("nộp")
    await world.mai.hears("Xin gửi tệp")
    assert [one.complete_at for one in await world.rows(Draft)] == [None]


async def test_of_a_report_that_is_in_the_moment_stands(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def dies(*_: object) -> None:
        raise OSError

    await world.asks(ANY)
    with monkeypatch.context() as patch:
        patch.setattr(Looking, "do", dies)
        await hands_in(world.mai, BOMB)
    await world._does(update(Errand).values(free_at=world.app.house.clock.now()))
    world.app.errands.wake()
    await world.settled()
    await world.mai.hears_only(SEND_AGAIN, "Giờ nhận của báo cáo AH-01 không thay đổi")
    await world.khoa.says("/duyet")
    card = await world.khoa.hears("AH-01", "hỏng hoặc nén quá mức nên được giữ riêng")
    assert card.files == {}
    assert (await of(world, "AH")).workflow == "handed_in"


async def test_a_plan_that_swells_is_refused_once(world: World) -> None:
    await world.khoa.sends_file("ke-hoach.docx", BOMB)
    assert not any(SEND_AGAIN in letter.text for letter in await world.khoa.letters())


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("bao-cao.docx", hostile.ole("EncryptionInfo", "EncryptedPackage")),
        ("so-lieu.xlsx", hostile.ole("EncryptionInfo", "EncryptedPackage")),
        ("bao-cao.pdf", pdfs.pdf(pdfs.written("Kế hoạch"), locked=True)),
        ("ho-so.zip", hostile.flagged_encrypted()),
    ],
    ids=["docx", "xlsx", "pdf", "zip"],
)
async def test_a_report_with_a_password_is_kept_and_wanted_without(world: World, name: str, raw: bytes) -> None:
    """And is not accepted together with others."""
    await world.asks(ANY)
    await world.mai.says("nộp")
    await world.mai.chooses(f"{FIRST} (hết thứ Sáu 08/10/2021)")
    await world.mai.news()
    await world.mai.sends_file(name, raw)
    await world.mai.hears(f"Xin lưu lại tệp {name} không đặt mật khẩu", "vẫn giữ tệp đã gửi")
    await world.mai.presses(labels.CONFIRM)
    await world.mai.hears("Đã nhận")
    await world.khoa.says("/duyet")
    card = await world.khoa.hears("AH-01", f"tệp {name} có mật khẩu nên không mở được")
    assert len(card.files["ids"]) == 1
    assert "nhận mọi bản đủ mục" not in cast_labels(card)


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("bao-cao.pdf", pdfs.pdf(pdfs.written("Kế hoạch"))),
        ("in-duoc.pdf", pdfs.pdf(pdfs.written("Kế hoạch"), opens=True)),
        ("bao-cao.doc", hostile.ole("WordDocument")),
    ],
    ids=["pdf", "a pdf that only forbids changes", "doc"],
)
async def test_of_a_file_that_opens_nothing_is_said(world: World, name: str, raw: bytes) -> None:
    await world.asks(ANY)
    await world.mai.says("nộp")
    await world.mai.chooses(f"{FIRST} (hết thứ Sáu 08/10/2021)")
    await world.mai.news()
    await world.mai.sends_file(name, raw)
    await world.mai.hears_only("Xin xem lại", name)
