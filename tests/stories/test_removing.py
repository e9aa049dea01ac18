"""One file of several is taken out before the report is handed in; a draft is thrown away, after one question."""

from pathlib import Path

import pytest

from core.forms import Field, FieldKind, Form
from data.models import Draft, Submission
from tests.cast import FIRST, Actor, World, campaign
from tests.stories.test_albums import names_in

FORM = Form(
    (
        Field("tep", "Báo cáo", FieldKind.FILES),
        Field("anh", "Ảnh hoạt động", FieldKind.PHOTOS, maximum=5, required=False),
        Field("luot", "Số lượt tham gia", FieldKind.NUMBER, "lượt"),
    )
)
SENT = ("bao-cao.docx", "phu-luc.xlsx", "anh-1.jpg", "anh-2.jpg", "ảnh mờ.jpg")


async def made(world: World, plain: bool = False) -> Actor:
    """Everything is there and was read back."""
    await world.asks(FORM)
    mai = await world.moves_to_plain(world.mai) if plain else world.mai
    await mai.says("nộp")
    await mai.chooses(f"{FIRST} (hết thứ Sáu 08/10/2021)")
    await mai.sends_album(*SENT)
    await mai.says("150")
    await mai.hears("Xin xem lại")
    return mai


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize(
    ("said", "gone"),
    [
        ("bỏ tệp 2", "phu-luc.xlsx"),
        ("xóa ảnh 2", "anh-2.jpg"),
        ("bỏ ảnh mờ.jpg", "ảnh mờ.jpg"),
        ("xoa bo anh cuoi cung di", "ảnh mờ.jpg"),
        ("bỏ tệp phu-luc", "phu-luc.xlsx"),
    ],
)
async def test_a_file_is_taken_out_by_its_place_or_name(tmp_path: Path, plain: bool, said: str, gone: str) -> None:
    async with campaign(tmp_path) as world:
        mai = await made(world, plain)
        await mai.says(said)
        await mai.hears_only(f"Đã bỏ tệp {gone} khỏi bản nháp {FIRST}", "Xin xem lại")
        await mai.says("nộp")
        await mai.hears("Đã nhận")
        (handed,) = await world.rows(Submission)
        assert await names_in(world, handed) == [name for name in SENT if name != gone]


async def test_where_it_is_not_clear_which_file_one_is_chosen(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai = await made(world)
        await mai.says("bỏ ảnh")
        await mai.hears_only("Xin chọn tệp cần bỏ", "5 tệp")
        await mai.presses("Bỏ tệp 4: anh-2.jpg")
        await mai.hears_only("Đã bỏ tệp anh-2.jpg", "2 ảnh")
        await mai.presses("Bỏ tệp 4: anh-2.jpg")
        await mai.hears_only("không còn trong bản nháp")


async def test_the_only_document_taken_out_is_asked_for_again(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai = await made(world)
        await mai.says("bỏ tệp 1")
        await mai.says("bỏ tệp phu-luc.xlsx")
        await mai.hears("Đã bỏ tệp phu-luc.xlsx", "Xin gửi tệp: Báo cáo")
        (draft,) = await world.rows(Draft)
        assert draft.complete_at is None
        assert draft.answers["fields"]["luot"] == 150


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("said", ["bỏ bản nháp", "huỷ bỏ báo cáo này"])
async def test_a_draft_is_thrown_away_after_one_question(tmp_path: Path, plain: bool, said: str) -> None:
    async with campaign(tmp_path) as world:
        mai = await made(world, plain)
        await mai.says(said)
        await mai.hears_only(f"Bỏ hẳn bản nháp {FIRST}?", "1 mục và 5 tệp", "vẫn cần nộp")
        await mai.says("không")
        await mai.hears_only("Xin xem lại", "150 lượt")
        await mai.says(said)
        await mai.says("có")
        await mai.hears(f"Đã bỏ bản nháp {FIRST}")
        await mai.says("nộp")
        await mai.chooses(f"{FIRST} (hết thứ Sáu 08/10/2021)")
        await mai.hears("Xin gửi tệp: Báo cáo", "Mục 1/2")


async def test_one_laid_aside_is_thrown_away_too(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai = await made(world)
        await mai.says("để sau")
        await mai.says("xoá bản nháp")
        await mai.hears("Bỏ hẳn bản nháp", "1 mục và 5 tệp")
        await mai.presses("Giữ bản nháp")
        await mai.hears_only("Xin xem lại")
        await mai.says("để sau")
        await mai.says("xoá bản nháp")
        await mai.presses("Bỏ bản nháp")
        await mai.hears("Đã bỏ bản nháp")
        await mai.says("xoá bản nháp")
        await mai.hears_only("không có bản nháp nào")
