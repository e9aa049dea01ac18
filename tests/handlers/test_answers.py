"""Answers to a question of the form: those that fit are kept, each of the others gets one sentence that helps."""

from typing import Any

import pytest
import pytest_asyncio

from core.forms import Field, FieldKind, Form
from data import drafts, obligations, people
from data.database import Session
from tests.cast import FIRST, Actor, World

pytestmark = pytest.mark.asyncio(loop_scope="module")

FORM = Form(
    (
        Field("luot", "Số lượt tham gia", FieldKind.NUMBER, unit="lượt", minimum=0, maximum=100_000),
        Field("noi", "Địa điểm", FieldKind.TEXT, required=False, maximum=40),
        Field("ke", "Kết quả nổi bật", FieldKind.LONG_TEXT, minimum=10, maximum=200),
        Field("loai", "Hình thức", FieldKind.CHOICE, options=("Hội thi", "Tọa đàm", "Ngày hội")),
        Field("duyet", "Cấp ủy đã duyệt", FieldKind.YES_NO),
        Field("ngay", "Ngày tổ chức", FieldKind.DATE),
        Field("tep", "Báo cáo", FieldKind.FILES),
        Field("anh", "Số ảnh", FieldKind.NUMBER, required=False),
    )
)
FILLED: dict[str, Any] = {
    "luot": 150, "ke": "Một ngày hội lớn", "loai": "Hội thi", "duyet": True, "ngay": "2021-10-02", "noi": "Nhà văn hóa",
}  # fmt: skip
# The required ones come first; the others are asked for after the receipt, or when they are chosen.
REQUIRED, CHOSEN = ["luot", "ke", "loai", "duyet", "ngay", "tep"], ["noi", "anh"]
ORDER = [*REQUIRED, *CHOSEN]
POSITIONS = [(key, f"Mục {n}/6") for n, key in enumerate(REQUIRED, start=1)]

FITS = [
    ("luot", "150", "Xin viết: Kết quả nổi bật"),
    ("luot", "150 luot", "Xin viết: Kết quả nổi bật"),
    ("luot", "1.500", "Xin viết: Kết quả nổi bật"),
    ("luot", "2 nghìn", "Xin viết: Kết quả nổi bật"),
    ("luot", "0", "Xin viết: Kết quả nổi bật"),
    ("luot", "1", "Xin viết: Kết quả nổi bật"),
    ("luot", "khong phat sinh", "Xin viết: Kết quả nổi bật"),
    ("luot", "ko ps", "Xin viết: Kết quả nổi bật"),
    ("ke", "Tổ chức ngày hội sáng tạo, hoàn thành trước 20/10", "Xin chọn một mục: Hình thức"),
    ("ke", "Không tổ chức được do mưa", "Xin chọn một mục: Hình thức"),
    ("ke", "Hướng dẫn đoàn viên đăng ký việc làm", "Xin chọn một mục: Hình thức"),
    ("loai", "2", "Xin trả lời “có” hoặc “không”"),
    ("loai", "toa dam", "Xin trả lời “có” hoặc “không”"),
    ("duyet", "rồi ạ", "Xin gõ ngày"),
    ("duyet", "chưa", "Xin gõ ngày"),
    ("duyet", "ok", "Xin gõ ngày"),
    ("ngay", "2/10", "Xin gửi tệp: Báo cáo"),
    ("ngay", "hôm qua", "Xin gửi tệp: Báo cáo"),
    ("noi", "Nhà văn hóa thanh niên", "Xin xem lại rồi chọn “Nộp báo cáo”"),
    ("noi", "2", "Xin xem lại rồi chọn “Nộp báo cáo”"),
    ("noi", "bỏ qua mục này", "Xin xem lại rồi chọn “Nộp báo cáo”"),
    ("noi", "bo qua muc nay", "Xin xem lại rồi chọn “Nộp báo cáo”"),
    ("anh", "7", "Xin xem lại rồi chọn “Nộp báo cáo”"),
    ("anh", "bỏ qua", "Xin xem lại rồi chọn “Nộp báo cáo”"),
    ("anh", "Bỏ qua mục này", "Xin xem lại rồi chọn “Nộp báo cáo”"),
]

DOES_NOT = [
    ("luot", "20.000,5tr", "chưa chắc “20.000,5tr” là bao nhiêu"),
    ("luot", "nhiều lắm", "Chưa đọc được số trong “nhiều lắm”"),
    ("luot", "200.000", "nhiều nhất là 100.000 lượt"),
    ("luot", "-5", "Chưa đọc được số trong “-5”"),
    ("luot", "ko có", "là số 0, hay đơn vị không phát sinh"),
    ("luot", "khong co hd", "là số 0, hay đơn vị không phát sinh"),
    ("luot", "hai ba trăm", "Xin"),
    ("luot", "😀", "Chưa đọc được số"),
    ("ke", "ok", "Xin viết: Kết quả nổi bật"),
    ("ke", "dạ", "Xin viết: Kết quả nổi bật"),
    ("ke", "ngắn", "Xin viết rõ hơn: Kết quả nổi bật, ít nhất 10 ký tự"),
    ("ke", "dài " * 100, "Xin viết gọn hơn: Kết quả nổi bật, nhiều nhất 200 ký tự"),
    ("ke", "Bỏ qua mục này", "Mục này cần có nên chưa bỏ qua được.\nXin viết: Kết quả nổi bật"),
    ("luot", "bo qua", "Mục này cần có nên chưa bỏ qua được.\nXin gõ một con số"),
    ("loai", "diễu hành", "Các mục: Hội thi; Tọa đàm; Ngày hội"),
    ("loai", "9", "Các mục: Hội thi; Tọa đàm; Ngày hội"),
    ("duyet", "đang xin", "Xin trả lời “có” hoặc “không”"),
    ("ngay", "ngày đẹp trời", "Chưa đọc được ngày"),
    ("ngay", "31/9", "Chưa đọc được ngày"),
    ("tep", "đây ạ", "Mục này cần tệp đính kèm"),
    ("noi", "x" * 50, "nhiều nhất 40 ký tự"),
]

ASIDE = [
    ("luot", "chieu nay em nop", "Đã ghi hẹn gửi"),
    ("luot", "cho em them 2 ngay", "Đã chuyển đề nghị gia hạn"),
    ("luot", "?", "Đồng chí gửi tệp báo cáo vào đây"),
    ("luot", "/lich", "Lịch hạn nộp"),
    ("ke", "viec", "bản nháp đã có 1/6 mục"),
    ("ke", "nop bc", "Làm tiếp Nội dung hoạt động trọng tâm: đã có 1/6 mục"),
    ("ke", "xin mẫu", "Đã chuyển đề nghị xin tài liệu"),
    ("ke", "chiều nay nộp nhé", "Đã ghi hẹn gửi"),
    ("ke", "1", "Đã dừng; bản nháp còn giữ"),
    ("tep", "da gui mail roi", "Xin cho biết đã gửi"),
    ("tep", "sửa", "Xin chọn mục cần sửa"),
    *((key, word, "Đã dừng; bản nháp còn giữ") for key in ORDER for word in ("/huy", "huỷ", "để sau", "de sau")),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def asked(world: World) -> dict[str, Actor]:
    """For each part of the form someone on the channel of words alone who is asked for it."""
    await world.asks(FORM)
    actors = [world.unit(mark) for mark in ("AB", "TL", "PH", "TA", "TN", "TC", "BV", "CN")]
    return {key: await _brought_to(world, actor, ORDER, key) for key, actor in zip(ORDER, actors, strict=True)}


async def _brought_to(world: World, actor: Actor, order: list[str], key: str) -> Actor:
    done = order[: order.index(key)]
    filled = {one: FILLED[one] for one in done if one in FILLED}

    async def draft(session: Session) -> None:
        speaker = await people.speaker(session, actor.channel, actor.address)
        assert speaker is not None
        owed, *_ = await obligations.of_units(session, speaker.unit_ids)
        one, _ = await drafts.open_for(session, speaker.chat.person_id or 0, owed.id, 0, world.now)
        file_ids = [1] if "tep" in done else []
        ask = key if key in CHOSEN else ""
        await drafts.save(session, one, world.now, fields=filled, file_ids=file_ids, ask=ask)

    plain = await world.moves_to_plain(actor)
    await world.database.write(draft)
    await plain.says("nộp")
    return plain


async def answer(world: World, actor: Actor, typed: str) -> str:
    (said, *_) = await world.would_answer(actor, typed)
    return said


@pytest.mark.parametrize(("key", "typed", "onward"), FITS)
async def test_an_answer_that_fits(world: World, asked: dict[str, Actor], key: str, typed: str, onward: str) -> None:
    assert onward in await answer(world, asked[key], typed)


@pytest.mark.parametrize(("key", "typed", "helped"), DOES_NOT)
async def test_an_answer_that_does_not(
    world: World, asked: dict[str, Actor], key: str, typed: str, helped: str
) -> None:
    assert helped in await answer(world, asked[key], typed)


@pytest.mark.parametrize(("key", "typed", "said"), ASIDE)
async def test_a_wish_instead_of_an_answer(
    world: World, asked: dict[str, Actor], key: str, typed: str, said: str
) -> None:
    assert said in await answer(world, asked[key], typed)


async def test_under_a_question_for_a_number_choices_have_no_number(world: World, asked: dict[str, Actor]) -> None:
    assert (await answer(world, asked["luot"], "ko có")).endswith("“Là số 0”\n“Không phát sinh”\n“Để sau”")


async def test_each_reading_of_a_doubtful_number_is_offered(world: World, asked: dict[str, Actor]) -> None:
    said = await answer(world, asked["luot"], "1.500 triệu")
    assert "“1.500.000.000 lượt”\n“1.500.000 lượt”" in said


async def test_a_choice_is_asked_for_with_its_numbers(world: World, asked: dict[str, Actor]) -> None:
    said = await answer(world, asked["loai"], "nộp")
    assert "1. Hội thi\n2. Tọa đàm\n3. Ngày hội\n4. Để sau" in said


@pytest.mark.parametrize(("key", "position"), POSITIONS)
async def test_the_question_says_how_far_one_is(world: World, asked: dict[str, Actor], key: str, position: str) -> None:
    assert f"{position} của {FIRST}" in await answer(world, asked[key], "nộp")


@pytest.mark.parametrize("key", CHOSEN)
async def test_a_part_that_was_chosen_has_no_place_in_the_order(
    world: World, asked: dict[str, Actor], key: str
) -> None:
    assert f"Sửa một mục của {FIRST}" in await answer(world, asked[key], "nộp")
