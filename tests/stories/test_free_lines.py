"""Numbers said in one line, as people type them: read back in words before they count, whenever they come."""

from pathlib import Path

import pytest

from core.forms import Field, FieldKind, Form
from core.vietnamese import fold
from data.models import Submission
from tests.cast import FIRST, LAST, Actor, World, campaign, labels

FORM = Form(
    (
        Field("tep", "Báo cáo", FieldKind.FILES),
        Field("buoi", "Số buổi", FieldKind.NUMBER, "buổi", required=False),
        Field("luot", "Số lượt tham gia", FieldKind.NUMBER, "lượt", required=False),
        Field("tien", "Kinh phí hỗ trợ", FieldKind.NUMBER, "đồng", required=False),
    )
)
LINE = "da to chuc 2 buoi, 150 luot, ho tro 12tr, 3 anh"
UNDERSTOOD = ("Số buổi: 2 buổi", "Số lượt tham gia: 150 lượt", "12.000.000 đồng (mười hai triệu đồng)", "“3 anh”")
CHOSEN = f"{FIRST} (hết thứ Sáu 08/10/2021)"


async def on(world: World, plain: bool) -> Actor:
    await world.asks(FORM)
    return await world.moves_to_plain(world.mai) if plain else world.mai


async def last_fields(world: World) -> dict[str, object]:
    return {key: value for key, value in (await world.rows(Submission))[-1].answers["fields"].items() if key[0] != "_"}


@pytest.mark.parametrize("plain", [False, True])
async def test_out_of_the_blue_with_the_file_after_it(tmp_path: Path, plain: bool) -> None:
    async with campaign(tmp_path) as world:
        mai = await on(world, plain)
        await mai.says(LINE)
        await mai.hears_only(*UNDERSTOOD, "Chưa có gì được nộp")
        await mai.chooses("Đúng rồi")
        await mai.hears_only("Đã ghi 3 mục", "Xin gửi tệp: Báo cáo")
        await mai.sends_file()
        await mai.hears("Xin xem lại", "150 lượt", "mười hai triệu đồng")
        await mai.says("nộp")
        receipt = await mai.hears("Đã nhận", "2 buổi; 150 lượt; 12.000.000 đồng")
        assert "Nếu tiện" not in receipt.text
        assert await last_fields(world) == {"buoi": 2, "luot": 150, "tien": 12_000_000}


@pytest.mark.parametrize("plain", [False, True])
async def test_in_the_midst_of_a_draft_and_one_tap_mends_a_wrong_guess(tmp_path: Path, plain: bool) -> None:
    async with campaign(tmp_path) as world:
        mai = await on(world, plain)
        await mai.says("nộp")
        await mai.chooses(CHOSEN)
        await mai.sends_file()
        await mai.hears("Xin xem lại")
        await mai.says(LINE)
        await mai.hears(*UNDERSTOOD)
        await mai.chooses("Sửa: 150 lượt")
        await mai.hears("Xin gõ một con số (lượt): Số lượt tham gia")
        await mai.says("105")
        await mai.hears("Xin xem lại", "2 buổi", "105 lượt", "12.000.000 đồng")


async def test_in_answer_to_a_reminder(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        mai = await on(world, plain=True)
        await world.asks(FORM, LAST)
        await world.goes_to("2021-10-05 08:16")
        await mai.hears("đề nghị đồng chí quan tâm gửi", FIRST)
        await mai.says(LINE)
        await mai.hears_only(FIRST, *UNDERSTOOD)


async def test_of_two_reports_it_is_asked_which(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai = await on(world, plain=True)
        await world.asks(FORM, LAST)
        await mai.says(LINE)
        await mai.hears_only("Xin chọn báo cáo mà các số liệu vừa gõ thuộc về", f"1. {CHOSEN}")
        await mai.says("1")
        await mai.hears_only(FIRST, *UNDERSTOOD)
        await mai.says("đúng")
        await mai.hears_only("Đã ghi 3 mục")


async def test_after_the_receipt_it_goes_into_the_same_version(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai = await on(world, plain=True)
        await mai.says("nộp")
        await mai.chooses(CHOSEN)
        await mai.sends_file()
        await mai.says("nộp")
        await mai.hears("Nếu tiện", "(1/3)")
        await mai.says("2 buoi, 150 luot, 12tr")
        await mai.hears_only("Số buổi: 2 buổi", "150 lượt")
        await mai.says("đúng rồi")
        await mai.hears_only("Đã ghi Số buổi: 2 buổi", "Đã đủ các mục", "AH-01")
        (only,) = await world.rows(Submission)
        assert only.answers["fields"]["luot"] == 150


async def test_what_may_be_this_or_that_is_asked_about(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai = await on(world, plain=True)
        await mai.says("150 luot, ho tro 20.000,5tr, 45")
        await mai.hears_only("150 lượt", "Chưa chắc “20.000,5tr” là bao nhiêu", "Chưa rõ “45” thuộc mục nào")
        await mai.says("45: số buổi")
        await mai.hears_only("Số buổi: 45 buổi", "150 lượt")
        await mai.chooses("Đúng rồi")
        await mai.hears_only("Đã ghi 2 mục", "Kinh phí hỗ trợ")
        await mai.says("20tr")
        await mai.hears_only("Xin gửi tệp")


async def test_a_card_that_was_wrong_is_said_again(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai = await on(world, plain=True)
        await mai.says("2 buoi, 150 luot")
        await mai.says("không")
        await mai.hears("Xin gõ lại cả câu")
        await mai.says("3 buoi, 150 luot")
        await mai.hears_only("Số buổi: 3 buổi")


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("cho em thêm 2 buổi nữa ạ", "gia hạn"),
        ("tháng này có 2 buổi họp không?", ""),
        ("em xin gia hạn 2 ngày", "gia hạn"),
        ("gọi em số 0914 000 301", ""),
        ("chiều nay nộp 2 báo cáo", "hẹn"),
    ],
)
async def test_other_wishes_with_a_number_in_them(tmp_path: Path, said: str, heard: str) -> None:
    async with campaign(tmp_path) as world:
        mai = await on(world, plain=True)
        answer = (await world.would_answer(mai, said))[0]
        assert "Chưa có gì được nộp" not in answer
        assert heard in answer


async def test_a_number_that_is_asked_for_is_one_number(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.asks(Form((Field("luot", "Số lượt", FieldKind.NUMBER, "lượt"), FORM.fields[1])))
        mai = await world.moves_to_plain(world.mai)
        await mai.says("nộp")
        await mai.chooses(CHOSEN)
        assert "Xin xem lại" in (await world.would_answer(mai, "150 luot"))[0]
        assert "Số buổi: 2 buổi" in (await world.would_answer(mai, "2 buoi, 150 luot"))[0]


NUMBERS = Form(
    (
        Field("tep", "Báo cáo", FieldKind.FILES),
        Field("buoi", "Số buổi", FieldKind.NUMBER, "buổi"),
        Field("luot", "Số lượt tham gia", FieldKind.NUMBER, "lượt"),
        Field("nguoi", "Số người tham gia", FieldKind.NUMBER, "người"),
        Field("tien", "Kinh phí hỗ trợ", FieldKind.NUMBER, "đồng"),
    )
)


async def asked_for_numbers(world: World, plain: bool) -> Actor:
    await world.asks(NUMBERS)
    mai = await world.moves_to_plain(world.mai) if plain else world.mai
    await mai.says("nộp")
    await mai.chooses(CHOSEN)
    await mai.sends_file()
    await mai.hears("Xin gõ một con số (buổi): Số buổi")
    return mai


@pytest.mark.parametrize("plain", [False, True])
async def test_a_number_under_a_card_chooses_from_the_card(tmp_path: Path, plain: bool) -> None:
    async with campaign(tmp_path) as world:
        mai = await asked_for_numbers(world, plain)
        await mai.says("2 buoi, 150 luot, ho tro 12tr")
        await mai.hears("Số buổi: 2 buổi", "150 lượt", "mười hai triệu đồng")
        await mai.says("1")
        await mai.hears_only("Đã ghi 3 mục", "Xin gõ một con số (người)")
        await mai.says("120")
        await mai.hears_only("Số buổi: 2 buổi", "150 lượt", "120 người", "mười hai triệu đồng")


@pytest.mark.parametrize("plain", [False, True])
async def test_a_number_under_the_list_of_parts_chooses_a_part(tmp_path: Path, plain: bool) -> None:
    async with campaign(tmp_path) as world:
        mai = await asked_for_numbers(world, plain)
        await mai.says("2")
        await mai.hears("Số lượt tham gia")
        await mai.says("sua")
        await mai.hears("Xin chọn mục cần sửa")
        await mai.says("2")
        await mai.hears_only("Xin gõ một con số (buổi): Số buổi", "Sửa một mục")
        await mai.says("3")
        await mai.hears_only("Xin gõ một con số (lượt)")


async def test_a_number_that_counts_something_else_is_no_answer(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai = await asked_for_numbers(world, plain=False)
        await mai.says("3 anh")
        await mai.hears_only("“3 anh” là 3 buổi?")
        await mai.says("3 buoi")
        await mai.hears_only("Xin gõ một con số (lượt)")
        await mai.says("k co luot nao")
        await mai.hears_only("là số 0, hay đơn vị không phát sinh")
        await mai.says("150 nguoi")
        await mai.hears_only("1. Số người tham gia: 150 người", "Chưa có gì được nộp")
        await mai.presses("150 nguoi: Số lượt tham gia")
        await mai.hears_only("1. Số lượt tham gia: 150 lượt")
        await mai.says("đúng rồi")
        await mai.hears_only("Xin gõ một con số (người)")
        await mai.says("120")
        await mai.says("160 nguoi")
        letter = await mai.hears("1. Số người tham gia: 160 người")
        assert fold("160 nguoi: Kinh phí hỗ trợ") not in labels(letter)
        await mai.says("12trđ")
        await mai.hears_only("12.000.000 đồng")


@pytest.mark.parametrize("plain", [False, True])
async def test_after_the_receipt_another_value_is_another_version_of_the_same_report(
    tmp_path: Path, plain: bool
) -> None:
    """Though another report that asks for such a number is still due."""
    async with campaign(tmp_path) as world:
        mai = await on(world, plain)
        await world.asks(FORM, LAST)
        await mai.says("150 luot, 2 buoi")
        await mai.chooses(CHOSEN)
        await mai.says("đúng")
        await mai.sends_file()
        await mai.says("nộp")
        await mai.hears("Nếu tiện", "Kinh phí hỗ trợ (3/3)")
        await mai.says("số lượt là 200")
        await mai.hears_only("Xin xem lại", FIRST, "Số lượt tham gia: 200 lượt", "Số buổi: 2 buổi", "bao-cao.docx")
        assert (await last_fields(world))["luot"] == 150
        await mai.says("nộp")
        await mai.hears("Đã nhận", "AH-02")
        assert await last_fields(world) == {"luot": 200, "buoi": 2}


async def test_what_is_told_after_the_receipt_goes_into_the_report_just_handed_in(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai = await on(world, plain=False)
        await world.asks(FORM, LAST)
        await mai.says("nộp")
        await mai.chooses(CHOSEN)
        await mai.sends_file()
        await mai.says("nộp")
        await mai.says("bỏ qua")
        await mai.chooses("Không bổ sung nữa")
        await mai.news()
        await mai.says("số lượt là 200, 2 buổi")
        await mai.hears_only(FIRST, "Số lượt tham gia: 200 lượt")
        await mai.says("đúng")
        await mai.hears_only("Đã ghi Số lượt tham gia: 200 lượt", "Kinh phí hỗ trợ (3/3)")
        assert await last_fields(world) == {"luot": 200, "buoi": 2}


async def test_long_after_the_receipt_it_is_asked_which_report_is_meant(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai = await on(world, plain=False)
        await world.asks(FORM, LAST)
        await mai.says("nộp")
        await mai.chooses(CHOSEN)
        await mai.sends_file()
        await mai.says("nộp")
        await mai.presses("Bỏ qua mục này")
        await mai.presses("Không bổ sung nữa")
        await world.passes(hours=5)
        await mai.news()
        await mai.says("số lượt là 200")
        await mai.hears_only("Xin chọn báo cáo")


async def test_without_buttons_only_the_choices_have_numbers(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai = await on(world, plain=True)
        await mai.says("nộp")
        await mai.chooses(CHOSEN)
        await mai.sends_file()
        await mai.news()
        await mai.says("150 luot, 2 buoi")
        card = await mai.hears_only("- Số lượt tham gia: 150 lượt", "1. Đúng rồi\n")
        assert card.text.count("1. ") == 1
        await mai.says("1")
        await mai.hears_only("- Báo cáo: 1 tệp: bao-cao.docx\n- Số buổi: 2 buổi", "1. Nộp báo cáo\n2. Sửa mục khác")
        await mai.says("mục 3 là 160 lượt")
        await mai.hears_only("- Số lượt tham gia: 160 lượt")
