"""Everything that is no plain text: albums, voices, edits, contact cards and files sent in answer to a letter."""

from pathlib import Path

import pytest

from core.filesorts import Sort
from core.forms import Field, FieldKind, Form
from data.models import Draft, File, Submission
from handlers import web
from tests.cast import FIRST, World, campaign

ONE_FILE = Form((Field("tep", "Báo cáo", FieldKind.FILES),))
PHOTOS = [f"anh-{number}.jpg" for number in range(1, 11)]
ASKED = f"{FIRST} (hết thứ Sáu 08/10/2021)"


async def names_in(world: World, row: Draft | Submission) -> list[str]:
    every = {file.id: file.name for file in await world.rows(File)}
    return [every[one] for one in row.files["ids"]]


async def test_ten_photos_are_one_question_one_draft_and_one_report(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai = world.mai
        await world.asks(ONE_FILE)
        await mai.sends_album(*PHOTOS)
        await mai.hears_only("Xin chọn báo cáo mà 10 tệp vừa gửi thuộc về")
        await mai.chooses(ASKED)
        await mai.hears_only("Xin xem lại", "anh-1.jpg")
        await mai.presses("Nộp báo cáo")
        await mai.hears_only("Đã nhận", "10 ảnh")
        (handed,) = await world.rows(Submission)
        assert await names_in(world, handed) == PHOTOS


async def test_an_album_into_an_open_draft_is_acknowledged_once(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai, plain = world.mai, await world.moves_to_plain(world.mai)
        await mai.says("nộp")
        await mai.chooses(ASKED)
        await mai.news()
        await mai.sends_album(*PHOTOS[:4])
        await mai.hears_only("Đã giữ 4 tệp vừa gửi", "Xin viết")
        await plain.sends_album(*PHOTOS[4:])
        await plain.hears_only("Đã giữ 6 tệp vừa gửi", "Xin viết")
        (draft,) = await world.rows(Draft)
        assert await names_in(world, draft) == PHOTOS


@pytest.mark.parametrize("edits", [True, False], ids=["web", "no edits"])
async def test_photos_that_come_after_the_answer_change_it_where_that_can_be_done(tmp_path: Path, edits: bool) -> None:
    """A slow line: the first is answered before the second is there."""
    async with campaign(tmp_path) as world:
        await world.asks(ONE_FILE)
        mai = world.mai if edits else await world.moves_to_plain(world.mai)
        for name in PHOTOS[:3]:
            await mai.keeps(web.uploaded(name, 10, "0" * 64, "", "slow-album"))
            await world.settled()
        letters = await mai.news()
        kinds = ["say", "edit", "edit"] if edits else ["say", "say", "say"]
        assert [letter.kind for letter in letters] == kinds
        assert "3 tệp vừa gửi" in letters[-1].text
        await mai.says("1")
        await mai.hears_only("Xin xem lại", "anh-1.jpg", "anh-3.jpg")


@pytest.mark.parametrize("older", [False, True])
async def test_files_that_come_one_after_another_are_one_question(tmp_path: Path, older: bool) -> None:
    """No album, whoever answers which of the questions."""
    async with campaign(tmp_path) as world:
        mai = world.mai
        await world.asks(ONE_FILE)
        await mai.sends_file("bao-cao.docx")
        first = await mai.hears_only("Xin chọn báo cáo mà tệp bao-cao.docx thuộc về")
        await mai.sends_album("anh-1.jpg", "anh-2.jpg")
        await mai.sends_file("anh-3.png")
        await mai.hears("Xin chọn báo cáo mà 4 tệp vừa gửi thuộc về")
        await mai.presses(ASKED, first if older else None)
        await mai.hears_only("Xin xem lại", "bao-cao.docx")
        (draft,) = await world.rows(Draft)
        assert await names_in(world, draft) == ["bao-cao.docx", "anh-1.jpg", "anh-2.jpg", "anh-3.png"]


async def test_what_came_before_the_hour_is_asked_about_apart(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai = world.mai
        await mai.sends_file("bao-cao.docx")
        await world.passes(hours=2)
        await mai.sends_file("anh.png")
        await mai.hears("Xin chọn báo cáo mà tệp anh.png thuộc về")


async def test_a_file_that_turned_out_broken_is_not_put_where_it_was_asked_for(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai = world.mai
        await mai.sends_file("anh.jpg", b"\xff\xd8\xff\xe0 jfif")
        await mai.hears("Xin lưu lại rồi gửi lại tệp anh.jpg")
        await mai.chooses(ASKED)
        await mai.hears_only("Mục 1/2")


async def test_photos_that_come_after_the_choice_go_the_same_way(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.asks(ONE_FILE)
        mai = world.mai
        await mai.keeps(web.uploaded("anh-1.jpg", 10, "0" * 64, "", "slow-album"))
        await world.settled()
        await mai.chooses(ASKED)
        await mai.keeps(web.uploaded("anh-2.jpg", 10, "0" * 64, "", "slow-album"))
        await world.settled()
        (draft,) = await world.rows(Draft)
        assert await names_in(world, draft) == ["anh-1.jpg", "anh-2.jpg"]


async def test_two_people_with_albums_of_the_same_name_are_answered_each(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        for name in PHOTOS[:2]:
            for who in (world.mai, world.tu):
                await who.keeps(web.uploaded(name, 10, "0" * 64, "", "same-name"))
        await world.settled()
        for who in (world.mai, world.tu):
            await who.hears_only("2 tệp vừa gửi")


async def test_an_empty_file_of_an_album_is_told_apart(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        for name, size in (("anh-1.jpg", 10), ("trong.jpg", 0), ("anh-2.jpg", 10)):
            await world.mai.keeps(web.uploaded(name, size, "0" * 64, "", "album-1"))
        await world.settled()
        assert sorted(letter.text[:40] for letter in await world.mai.news()) == [
            "Xin chọn báo cáo mà 2 tệp vừa gửi thuộc ",
            "Xin kiểm tra rồi gửi lại tệp trong.jpg: ",
        ]


async def test_more_than_a_report_takes_is_refused_once_and_what_came_is_kept(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.asks(ONE_FILE)
        await world.mai.says("nộp")
        await world.mai.chooses(ASKED)
        await world.mai.news()
        await world.mai.sends_album(*(f"{number}.jpg" for number in range(23)))
        await world.mai.hears_only("tối đa 20 tệp")
        (draft,) = await world.rows(Draft)
        assert len(draft.files["ids"]) == 20


@pytest.mark.parametrize("plain", [False, True])
async def test_a_sound_stands_for_no_required_document(tmp_path: Path, plain: bool) -> None:
    async with campaign(tmp_path) as world:
        await world.asks(ONE_FILE)
        mai = await world.moves_to_plain(world.mai) if plain else world.mai
        await mai.says("nộp")
        await mai.chooses(ASKED)
        await mai.sends_file("ghi-am-7.m4a", b"loi noi")
        await mai.hears(
            "Còn thiếu: Báo cáo", "Mục Báo cáo cần văn bản hoặc ảnh", "chỉ giữ làm tệp kèm theo", "Xin gửi tệp"
        )
        await mai.says("nộp")
        await mai.hears("Xin gửi tệp: Báo cáo")
        await mai.sends_file("bao-cao.docx")
        await mai.hears("Báo cáo: 1 tệp: bao-cao.docx", "Tệp kèm theo: 1 tệp: ghi-am-7.m4a")
        await mai.says("nộp")
        await mai.hears("Đã nhận", "1 tệp ghi âm; 1 tệp Word")


async def test_a_part_that_asks_for_a_recording_takes_one(tmp_path: Path) -> None:
    spoken = Field("am", "Bài phát thanh", FieldKind.FILES, sorts=(Sort.SOUND,))
    async with campaign(tmp_path) as world:
        await world.asks(Form((*ONE_FILE.fields, spoken)))
        await world.mai.says("nộp")
        await world.mai.chooses(ASKED)
        await world.mai.sends_file("phat-thanh.mp3", b"nhac")
        await world.mai.hears("Còn thiếu: Báo cáo.", "Xin gửi tệp: Báo cáo")
        await world.mai.sends_file("bao-cao.docx")
        await world.mai.hears("Xin xem lại", "Báo cáo: 1 tệp: bao-cao.docx", "Bài phát thanh: 1 tệp")


async def test_a_sound_stays_beside_the_next_version(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.asks(ONE_FILE)
        await world.mai.says("nộp")
        await world.mai.chooses(ASKED)
        await world.mai.sends_album("bao-cao.docx", "ghi-am.ogg")
        await world.mai.says("nộp")
        await world.mai.hears("Đã nhận")
        await world.mai.says("sửa")
        await world.mai.chooses("Thay bản khác")
        await world.mai.hears("Xin gửi tệp: Báo cáo")
        await world.mai.chooses("Giữ nguyên bản trước")
        await world.mai.hears("Báo cáo: 1 tệp: bao-cao.docx", "Tệp kèm theo: 1 tệp: ghi-am.ogg")
