"""Files that a channel only names: they count from the turn, and the person hears once what became of them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, update

from bot.clock import machine_now
from core.forms import Field, FieldKind, Form
from data.files import NotNow, Oversize, Stored
from data.models import Draft, Errand, File, Submission
from handlers import receiving
from handlers.turn import Turn
from tests.cast import FIRST, Actor, World, campaign

ONE_FILE = Form((Field("tep", "Báo cáo", FieldKind.FILES),))
ASKED = f"{FIRST} (hết thứ Sáu 08/10/2021)"
HERE = Stored("a" * 64, 100)
Answer = Callable[[], Stored | Oversize | None]


class Channel:
    """It names files, and gives their bytes as the story says; what is not said yet cannot be had now."""

    def __init__(self, world: World) -> None:
        self.gives: dict[str, Stored | Oversize | None] = {}
        world.app.errands._works["fetch"]._fetch = self.fetch  # type: ignore[attr-defined]

    async def fetch(self, args: dict[str, Any]) -> Stored | Oversize | None:
        if args["file_id"] not in self.gives:
            raise NotNow
        return self.gives[args["file_id"]]


async def names(actor: Actor, *files: str, album: str = "") -> None:
    """As Telegram does: each file by an id of its own."""

    async def receive(turn: Turn, text: str) -> Any:
        source = {"channel": "telegram", "file_id": text}
        return await receiving.receive(turn, album=album, name=text, size=10, source=source)

    for file in files:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("handlers.words.hear", receive)
            await actor.says(file)


async def again(world: World, *files: str) -> None:
    """What failed is tried again, these until they are done: one that was just being tried waits once more."""
    while True:
        await world._does(update(Errand).where(col(Errand.closed_at).is_(None)).values(free_at=machine_now()))
        world.app.errands.wake()
        await world.settled()
        if not any(one.closed_at is None and one.args["file_id"] in files for one in await world.rows(Errand)):
            return


async def test_of_five_photos_the_last_that_comes_brings_the_one_letter(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai, channel = world.mai, Channel(world)
        await world.asks(ONE_FILE)
        photos = [f"{number}.jpg" for number in range(5)]
        await names(mai, *photos, album="a1")
        await mai.chooses(ASKED)
        await mai.hears("Xin xem lại", "5 tệp đang được tải về")
        await mai.presses("Nộp báo cáo")
        await mai.hears("Đã nhận", "5 tệp đang tải về, có tin báo khi xong; giờ nhận không đổi")
        for photo in photos:
            await mai.hears_nothing()
            channel.gives[photo] = HERE
            await again(world, photo)
        await mai.hears_only("Đã tải xong 5 tệp của Nội dung hoạt động trọng tâm (mã AH-01)")


async def test_a_draft_does_not_count_what_was_lost_and_its_owner_is_asked_once(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai, channel = world.mai, Channel(world)
        await world.asks(ONE_FILE)
        await names(mai, "bao-cao.docx")
        await mai.chooses(ASKED)
        await mai.hears("Xin xem lại")
        channel.gives["bao-cao.docx"] = None
        await again(world, "bao-cao.docx")
        await mai.hears_only("Đề nghị đồng chí gửi lại tệp bao-cao.docx", "bản nháp vẫn giữ nguyên")
        (draft,) = await world.rows(Draft)
        assert (draft.files["ids"], draft.complete_at) == ([], None)
        await mai.presses("Nộp báo cáo")
        await mai.hears_only("Xin gửi tệp")


async def test_what_was_handed_in_and_lost_keeps_its_moment(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai, channel = world.mai, Channel(world)
        await world.asks(ONE_FILE)
        await names(mai, "a.docx", "b.docx", album="a2")
        await mai.chooses(ASKED)
        await mai.presses("Nộp báo cáo")
        await mai.hears("Đã nhận")
        channel.gives |= {"a.docx": HERE, "b.docx": None}
        await again(world, "a.docx", "b.docx")
        await mai.hears_only("gửi lại tệp b.docx", "mã AH-01", "Giờ nhận đã ghi không thay đổi")
        assert [one.version for one in await world.rows(Submission)] == [1]


async def test_a_file_larger_than_the_channel_said_leads_to_another_way(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        channel = Channel(world)
        channel.gives["phim.mp4"] = Oversize()
        await names(world.mai, "phim.mp4")
        await world.mai.hears("quá 50 MB nên ở đây không nhận được")
        assert [file.state for file in await world.rows(File)] == ["lost"]


async def test_what_is_not_to_be_had_now_is_given_up_after_about_an_hour(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        Channel(world)
        await names(world.mai, "bao-cao.docx")
        await world.mai.news()
        await world.mai.hears_nothing()
        await again(world, "bao-cao.docx")
        await world.mai.hears_only("gửi lại tệp bao-cao.docx")
        (errand,) = await world.rows(Errand)
        assert errand.attempts == NotNow.tries


async def test_a_report_whose_file_never_came_is_not_said_to_be_whole(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai, channel = world.mai, Channel(world)
        await world.asks(ONE_FILE)
        await names(mai, "a.docx")
        await mai.chooses(ASKED)
        await mai.presses("Nộp báo cáo")
        await mai.news()
        await mai.says("nộp rồi mà")
        await mai.hears("đồng chí không phải gửi lại", "1 tệp đang tải về, có tin báo khi xong")
        channel.gives["a.docx"] = None
        await again(world, "a.docx")
        await mai.hears_only("gửi lại tệp a.docx")
        await mai.says("nộp rồi mà")
        letter = await mai.hears("xin gửi lại tệp a.docx, hệ thống không tải về được")
        assert "không phải gửi lại" not in letter.text
        await world.khoa.says("/duyet")
        await world.khoa.hears("Cần xem kỹ: tệp a.docx chưa tải về được")


async def test_the_file_that_was_asked_for_again_goes_into_its_report(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai, channel = world.mai, Channel(world)
        await world.asks(ONE_FILE)
        await names(mai, "a.docx")
        await mai.chooses(ASKED)
        await mai.presses("Nộp báo cáo")
        channel.gives["a.docx"] = None
        await again(world, "a.docx")
        await mai.news()
        await mai.sends_file("a.docx")
        shown = await mai.hears_only(FIRST)
        assert "Xin chọn báo cáo" not in shown.text
        await mai.presses("Nộp báo cáo")
        await mai.hears("Mã nhận: AH-02", "đúng hạn")
        newest = (await world.rows(Submission))[-1]
        (file,) = [one for one in await world.rows(File) if one.id in newest.files["ids"]]
        assert file.state == "here"
