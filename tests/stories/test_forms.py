"""The form of a report, asked one thing at a time, on a channel with buttons and on one of words alone: the file first,
what nobody has to give after the receipt, and nothing that was said is asked twice."""

from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, update

from core.filesorts import Sort
from core.forms import AS_OF, Check, Field, FieldKind, Form
from data.models import Deliverable, Draft, File, Obligation, Submission
from tests.cast import FIRST, Actor, World, campaign, moment

FILE = Field("tep", "Báo cáo", FieldKind.FILES)
TURNS = Field("luot", "Số lượt tham gia", FieldKind.NUMBER, unit="lượt", required=False, minimum=0)
PEOPLE = Field("nguoi", "Số người tham gia", FieldKind.NUMBER, unit="người", required=False, minimum=0)
SHARE = Field("ti_le", "Tỉ lệ đoàn viên tham gia", FieldKind.NUMBER, unit="%", required=False)
FILE_FIRST = Form((FILE, TURNS, PEOPLE, SHARE), checks=(Check("nguoi", "luot"),))


def needed(*fields: Field) -> Form:
    return Form(fields)


async def on(world: World, plain: bool) -> Actor:
    return await world.moves_to_plain(world.mai) if plain else world.mai


async def begins(world: World, form: Form, plain: bool = False, report: str = FIRST) -> Actor:
    """Asked for the first part of this report."""
    await world.asks(form, report)
    mai = await on(world, plain)
    await mai.says("nộp")
    await mai.chooses(f"{FIRST} (hết thứ Sáu 08/10/2021)")
    return mai


async def answers(world: World) -> dict[str, Any]:
    """Of what came in last."""
    fields: dict[str, Any] = (await world.rows(Submission))[-1].answers["fields"]
    return fields


# ── the file first ──


@pytest.mark.parametrize("plain", [False, True])
async def test_one_document_is_in_and_the_numbers_are_asked_after_the_receipt(tmp_path: Path, plain: bool) -> None:
    async with campaign(tmp_path) as world:
        mai = await begins(world, FILE_FIRST, plain)
        await mai.hears("Xin gửi tệp: Báo cáo", "Mục 1/1")
        await mai.sends_file("bao-cao.docx")
        await mai.hears("Xin xem lại", "Còn 3 mục không bắt buộc, hệ thống hỏi sau khi nhận báo cáo")
        await mai.says("nộp")
        receipt, question = await mai.news()
        assert "Mã nhận: AH-01" in receipt.text
        assert "đúng hạn" in receipt.text
        assert "Nếu tiện, xin gõ một con số (lượt): Số lượt tham gia (1/3)" in question.text
        await mai.says("2")  # two turns, and not the second choice
        await mai.hears_only("Đã ghi Số lượt tham gia: 2 lượt", "Số người tham gia (2/3)")
        await mai.chooses("Bỏ qua mục này")
        await mai.hears_only("Tỉ lệ đoàn viên tham gia (3/3)")
        await mai.says("150")
        await mai.hears_only("nhiều nhất là 100 %")
        await mai.says("87,5%")
        await mai.hears_only("87,5 %", "Đã đủ các mục", "AH-01", "Giờ nhận không đổi")
        (only,) = await world.rows(Submission)
        assert only.answers["fields"] == {"luot": 2, "ti_le": "87.5", AS_OF: "2021-09-30"}
        await mai.chooses("Xem bản đã nộp")
        await mai.hears("2 lượt", "87,5 %", "Số liệu tính đến ngày: thứ Năm 30/09/2021")


async def test_who_tells_no_more_is_left_in_peace(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai = await begins(world, FILE_FIRST, plain=True)
        await mai.sends_file()
        await mai.says("nộp")
        await mai.news()
        await mai.says("không bổ sung nữa")
        await mai.hears_only("hệ thống không hỏi thêm", "vẫn giữ nguyên")
        await mai.says("viec")
        await mai.hears_only(FIRST, "AH-01")


async def test_other_wishes_are_met_under_a_question_nobody_has_to_answer(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai = await begins(world, FILE_FIRST, plain=True)
        await mai.sends_file()
        await mai.says("nộp")
        for said, heard in (("cảm ơn nhé", "Cảm ơn đồng chí"), ("lich", "Lịch hạn nộp"), ("xin mẫu", "xin tài liệu")):
            assert heard in (await world.would_answer(mai, said))[0], said
        assert "Đã ghi" in (await world.would_answer(mai, "ba lượt"))[0]


async def test_what_was_decided_on_is_not_added_to(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai = await begins(world, FILE_FIRST)
        await mai.sends_file()
        await mai.says("nộp")
        await world._does(update(Submission).values(verdict="accepted"))
        await mai.says("150")
        await mai.hears("đã được xem", "“Thay bản khác”")
        assert await answers(world) == {}


async def test_a_file_for_what_was_decided_on_begins_the_next_version(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        photo = Field("anh", "Ảnh hoạt động", FieldKind.PHOTOS, minimum=1, required=False)
        mai = await begins(world, needed(FILE, photo))
        await mai.sends_file()
        await mai.says("nộp")
        await mai.hears("Ảnh hoạt động")
        await world._does(update(Submission).values(verdict="accepted"))
        await mai.sends_file("hội thi.jpg")
        await mai.hears_only("đã được xem", "“Thay bản khác”", "Tệp hội thi.jpg", "không phải gửi lại")
        await mai.chooses("Thay bản khác")
        await mai.hears("Đã giữ tệp hội thi.jpg")
        draft = (await world.rows(Draft))[-1]
        assert [one.name for one in await world.rows(File) if one.id in draft.files["ids"]] == ["hội thi.jpg"]


async def test_what_is_optional_may_come_before_the_receipt_too(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai = await begins(world, FILE_FIRST)
        await mai.sends_file()
        await mai.chooses("Sửa mục khác")
        await mai.chooses("Số lượt tham gia")
        await mai.hears("Sửa một mục của")
        await mai.says("150")
        await mai.hears("Xin xem lại", "150 lượt", "Số liệu tính đến ngày: thứ Năm 30/09/2021")
        await mai.says("nộp")
        await mai.hears("150 lượt (số liệu đến thứ Năm 30/09/2021)")


async def test_the_day_up_to_which_numbers_count_may_be_another(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai = await begins(world, needed(FILE, Field("luot", "Số lượt", FieldKind.NUMBER, unit="lượt")), plain=True)
        await mai.sends_file()
        await mai.says("150")
        await mai.hears("Xin xem lại", "thứ Năm 30/09/2021")
        await mai.says("sửa")
        await mai.chooses("Số liệu tính đến ngày")
        await mai.says("26/9")
        await mai.hears("Xin xem lại", "Số liệu tính đến ngày: Chủ nhật 26/09/2021")
        await mai.says("nộp")
        await mai.hears("150 lượt (số liệu đến Chủ nhật 26/09/2021)")


# ── every kind of part ──

KINDS = [
    (Field("t", "Tên", FieldKind.TEXT), "Hội thi tay nghề", "Hội thi tay nghề"),
    (Field("l", "Kết quả", FieldKind.LONG_TEXT), "Đã làm xong\nhai việc", "Đã làm xong"),
    (Field("n", "Số buổi", FieldKind.NUMBER, unit="buổi"), "hai buổi", "2 buổi"),
    (Field("d", "Kinh phí", FieldKind.NUMBER, unit="đồng"), "12tr", "12.000.000 đồng (mười hai triệu đồng)"),
    (Field("p", "Tỉ lệ", FieldKind.NUMBER, unit="%"), "87,5%", "87,5 %"),
    (Field("y", "Đã duyệt", FieldKind.YES_NO), "rồi ạ", "có"),
    (Field("c", "Hình thức", FieldKind.CHOICE, options=("Hội thi", "Tọa đàm")), "2", "Tọa đàm"),
    (Field("g", "Ngày", FieldKind.DATE), "2/10", "thứ Bảy 02/10/2021"),
    (Field("k", "Tin bài", FieldKind.LINK), "tinhdoan.example.vn/tin-1", "https://tinhdoan.example.vn/tin-1"),
]


@pytest.mark.parametrize("plain", [False, True])
async def test_a_part_of_each_kind(tmp_path: Path, plain: bool) -> None:
    async with campaign(tmp_path) as world:
        mai = await begins(world, needed(*(field for field, _, _ in KINDS)), plain)
        for _, typed, _ in KINDS:
            await mai.says(typed)
        await mai.hears("Xin xem lại", *(f"{field.label}: {value}" for field, _, value in KINDS))
        await mai.says("nộp")
        await mai.hears("Đã nhận", "AH-01")


@pytest.mark.parametrize(
    ("field", "typed", "helped"),
    [
        (Field("n", "Số người", FieldKind.NUMBER, unit="người"), "1,5", "người không có phần lẻ"),
        (Field("p", "Tỉ lệ", FieldKind.NUMBER, unit="%"), "120", "nhiều nhất là 100 %"),
        (Field("k", "Tin bài", FieldKind.LINK), "em gửi sau nhé", "Chưa thấy đường dẫn"),
        (Field("a", "Ảnh", FieldKind.PHOTOS, minimum=3), "đây ạ", "cần tệp đính kèm"),
    ],
)
async def test_an_answer_that_does_not_fit(tmp_path: Path, field: Field, typed: str, helped: str) -> None:
    async with campaign(tmp_path) as world:
        mai = await begins(world, needed(field), plain=True)
        await mai.says(typed)
        await mai.hears(helped)


async def test_photos_are_counted_and_a_document_is_none(tmp_path: Path) -> None:
    form = needed(Field("a", "Ảnh hoạt động", FieldKind.PHOTOS, minimum=2, maximum=3), FILE)
    async with campaign(tmp_path) as world:
        mai = await begins(world, form)
        await mai.hears("Xin gửi 2–3 ảnh: Ảnh hoạt động")
        await mai.sends_file("bao-cao.docx")
        await mai.hears("Xin gửi 2–3 ảnh")
        await mai.sends_file("1.jpg", b"one")
        await mai.hears("Đã có 1")
        await mai.sends_file("2.jpg", b"two")
        await mai.hears("Xin xem lại", "Ảnh hoạt động: 2 ảnh", "Báo cáo: 1 tệp: bao-cao.docx")
        await mai.says("nộp")
        await mai.hears("1 tệp Word", "2 ảnh")


async def test_a_part_says_which_files_will_do(tmp_path: Path) -> None:
    form = needed(Field("tep", "Báo cáo có chữ ký", FieldKind.FILES, sorts=(Sort.PDF,), largest=20))
    async with campaign(tmp_path) as world:
        mai = await begins(world, form)
        await mai.sends_file("bao-cao.docx")
        await mai.hears("Đã giữ tệp bao-cao.docx", "Xin gửi tệp (PDF, tối đa 20 MB)")
        await mai.sends_file("bao-cao.pdf")
        await mai.hears("Xin xem lại", "1 tệp", "bao-cao.docx")


# ── back, change, keep ──


async def test_one_goes_back_and_what_was_said_stands_until_another_is(tmp_path: Path) -> None:
    two = needed(Field("n", "Số buổi", FieldKind.NUMBER, unit="buổi"), Field("t", "Địa điểm", FieldKind.TEXT), FILE)
    async with campaign(tmp_path) as world:
        mai = await begins(world, two, plain=True)
        await mai.says("quay lại")
        await mai.hears("Đây là mục đầu tiên")
        await mai.says("2")
        await mai.says("Nhà văn hóa")
        await mai.news()
        await mai.says("quay lai")
        await mai.hears_only("Xin viết một dòng: Địa điểm", "“Giữ như cũ”")
        await mai.says("giữ như cũ")
        await mai.hears_only("Xin gửi tệp")
        await mai.says("quay lai")
        await mai.says("quay lai")
        await mai.hears("Xin gõ một con số (buổi)")
        await mai.says("3")
        await mai.sends_file()
        await mai.hears("Xin xem lại", "3 buổi", "Nhà văn hóa")


async def test_a_file_that_was_to_be_changed_is_replaced(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai = await begins(world, needed(FILE))
        await mai.sends_file("nham.docx")
        await mai.chooses("Sửa mục khác")
        await mai.chooses("Báo cáo")
        await mai.hears("Xin gửi tệp")
        await mai.sends_file("dung.docx")
        read_back = await mai.hears("Xin xem lại", "dung.docx")
        assert "nham.docx" not in read_back.text


async def test_a_new_version_begins_with_what_the_last_one_said(tmp_path: Path) -> None:
    form = needed(FILE, Field("n", "Số buổi", FieldKind.NUMBER, unit="buổi"), Field("t", "Nơi", FieldKind.TEXT))
    async with campaign(tmp_path) as world:
        mai = await begins(world, form, plain=True)
        await mai.sends_file("mot.docx")
        for said in ("2", "Nhà văn hóa", "nộp"):
            await mai.says(said)
        await mai.hears("Đã nhận")
        await mai.says("gửi nhầm số liệu")
        await mai.chooses("Thay bản khác")
        await mai.hears("Xin gửi tệp", "Giữ nguyên bản trước")
        await mai.says("giu nguyen ban truoc")
        await mai.hears("Xin xem lại", "mot.docx", "2 buổi", "Nhà văn hóa")
        await mai.says("sửa")
        await mai.chooses("Số buổi")
        await mai.says("3")
        await mai.says("nộp")
        await mai.hears("bản thay", "3 buổi")


# ── unlike the numbers before ──


async def test_more_people_than_turns_is_asked_about_once_and_never_refused(tmp_path: Path) -> None:
    form = Form(
        (
            Field("luot", "Số lượt", FieldKind.NUMBER, unit="lượt"),
            Field("nguoi", "Số người", FieldKind.NUMBER, unit="người"),
        ),
        checks=(Check("nguoi", "luot"),),
    )
    async with campaign(tmp_path) as world:
        mai = await begins(world, form, plain=True)
        await mai.says("150")
        await mai.says("200")
        await mai.hears("Số người (200 người) nhiều hơn Số lượt (150 lượt): đúng không?")
        for yes in ("đúng rồi", "dung", "200", "vâng"):
            assert "Xin xem lại" in (await world.would_answer(mai, yes))[0], yes
        assert "Xin gõ một con số (người)" in (await world.would_answer(mai, "không"))[0]
        await mai.says("120")
        await mai.hears("Xin xem lại", "120 người")
        await mai.says("nộp")
        assert "noted" not in (await world.rows(Submission))[-1].answers


async def test_what_was_meant_is_noted_for_the_reviewer(tmp_path: Path) -> None:
    form = needed(Field("luot", "Số lượt", FieldKind.NUMBER, unit="lượt", target=20))
    async with campaign(tmp_path) as world:
        mai = await begins(world, form)
        await mai.says("1500")
        await mai.hears("chỉ tiêu của kế hoạch là 20 lượt, số vừa nhập là 1.500 lượt: đúng không?")
        await mai.chooses("Đúng rồi")
        await mai.says("nộp")
        await mai.hears("Đã nhận")
        assert (await world.rows(Submission))[-1].answers["noted"]["luot"]["why"] == "target"
        await world.khoa.says("/duyet")
        await world.khoa.hears(
            "AH-01",
            "Cần xem kỹ: Số lượt: chỉ tiêu của kế hoạch là 20 lượt, số vừa nhập là 1.500 lượt; đơn vị đã xác nhận.",
        )


# ── nothing happened ──

NIL = Form((FILE, Field("luot", "Số lượt", FieldKind.NUMBER, unit="lượt")), nil=True)


@pytest.mark.parametrize("plain", [False, True])
async def test_nothing_happened_is_a_report_with_a_reason(tmp_path: Path, plain: bool) -> None:
    async with campaign(tmp_path) as world:
        await world.asks(NIL)
        mai = await on(world, plain)
        await mai.says("ben em khong phat sinh")
        await mai.hears_only("vì sao", FIRST)
        await mai.says("Mưa lũ kéo dài")
        await mai.hears_only("Xin xem lại", "Không phát sinh: Mưa lũ kéo dài")
        await mai.chooses("Nộp báo cáo")
        await mai.hears("Đã nhận", "đúng hạn", "không phát sinh, lý do: Mưa lũ kéo dài")
        assert await answers(world) == {"_nil": "Mưa lũ kéo dài"}


async def test_a_reason_given_at_once_is_not_asked_for(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.asks(NIL)
        await world.mai.says("khong phat sinh do mưa lũ")
        await world.mai.hears_only("Xin xem lại", "Không phát sinh: mưa lũ")


@pytest.mark.parametrize("plain", [False, True])
async def test_who_denies_it_afterwards_has_all_that_was_answered_before(tmp_path: Path, plain: bool) -> None:
    async with campaign(tmp_path) as world:
        mai = await begins(world, NIL, plain)
        await mai.sends_file()
        await mai.says("150")
        await mai.says("khong phat sinh do mưa lũ")
        await mai.hears("Xin xem lại", "Không phát sinh: mưa lũ")
        await mai.says("sửa")
        await mai.hears_only("Xin chọn “Đơn vị có hoạt động”")
        await mai.chooses("Đơn vị có hoạt động")
        await mai.hears_only("Xin xem lại", "150 lượt", "bao-cao.docx")
        await mai.says("nộp")
        await mai.hears("Đã nhận", "150 lượt")


async def test_of_nothing_happened_no_number_is_handed_in_and_what_came_after_it_decides_when(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        mai = await begins(world, Form((Field("luot", "Số lượt", FieldKind.NUMBER, unit="lượt"), FILE), nil=True))
        await mai.says("150")
        await world.goes_to("2021-10-08 23:00")
        await mai.says("khong phat sinh do mưa lũ")
        await world.goes_to("2021-10-09 07:00")
        assert "không phát sinh, lý do: mưa lũ" in (await world.would_answer(mai, "nộp"))[0]
        await mai.sends_file()  # so something did happen, but after the deadline
        await mai.says("nộp")
        await mai.hears("Đã nhận", "sau hạn")


async def test_it_is_counted_apart_and_a_better_version_takes_it_out(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.asks(NIL)
        for actor in (world.mai, world.unit("AB")):
            await actor.says("khong phat sinh do mưa lũ")
            await actor.says("nộp")
        await world.khoa.says("/hop")
        await world.khoa.hears("đã nộp 2/12 đơn vị (16,7 %), tất cả đúng hạn; trong đó không phát sinh: 2.")
        await world.mai.presses("Thay bản khác")
        await world.mai.sends_file()
        await world.mai.says("150")
        await world.mai.says("nộp")
        await world.khoa.says("/hop")
        await world.khoa.hears("đã nộp 2/12 đơn vị (16,7 %), tất cả đúng hạn; trong đó không phát sinh: 1.")
        await world.mai.says("rut lai")
        await world.mai.presses("Rút bản này")
        await world.khoa.says("/hop")
        await world.khoa.hears("trong đó không phát sinh: 2.")
        await world._does(update(Deliverable).where(col(Deliverable.name) == FIRST).values(restricted=True))
        await world.khoa.says("/kehoach")
        card = await world.khoa.hears("2/12")
        assert "không phát sinh" not in card.text


async def test_where_the_form_does_not_take_it_the_officer_decides(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.says("khong phat sinh")
        await world.khoa.hears("không phát sinh")


# ── a draft that is left lying ──


async def complete(world: World, at: str) -> Actor:
    await world.only("AH")
    await world.goes_to(at)
    mai = await begins(world, needed(FILE))
    await mai.sends_file()
    await mai.hears("Xin xem lại")
    await mai.says("để sau")
    await mai.news()
    return mai


async def test_a_complete_draft_is_asked_about_once_and_never_sent_by_itself(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world._does(
            update(Obligation).where(col(Obligation.deliverable_id) == 1).values(strict=moment("2021-10-08 11:00"))
        )
        mai = await complete(world, "2021-10-08 10:10")
        await world.goes_to("2021-10-08 10:29")
        await mai.hears_nothing()
        await world.goes_to("2021-10-08 10:30")
        letter = await mai.hears_only("Đã đủ, gửi luôn?", "Hệ thống không tự nộp")
        await world.goes_to("2021-10-08 10:59")
        await mai.hears_nothing()
        assert await world.rows(Submission) == []
        await mai.presses("Nộp báo cáo", letter)
        await mai.hears("Đã nhận", "Nhận lúc 10 giờ 10")


async def test_nobody_is_woken_for_it_unless_they_are_up(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai = await complete(world, "2021-10-08 15:00")
        await world.goes_to("2021-10-08 20:59")
        letters = [letter for letter in await mai.news() if "gửi luôn" in letter.text]
        assert [f"{letter.made_at:%H:%M}" for letter in letters] == ["12:30"]  # half an hour before the night; in UTC
        await world.goes_to("2021-10-09 07:00")
        assert not [letter for letter in await mai.news() if "gửi luôn" in letter.text]
        assert (await world.rows(Draft))[-1].asked_at is not None


async def test_a_forgotten_draft_is_reminded_of_once(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        mai = await begins(world, needed(FILE, Field("t", "Nơi", FieldKind.TEXT)))
        await mai.sends_file()
        await world._does(
            update(Obligation).values(strict=moment("2021-12-08 23:59"), lenient=moment("2021-12-08 23:59"))
        )
        await mai.news()
        await world.goes_to("2021-10-07 10:00")
        await mai.hears_only("muốn làm tiếp", "1/2 mục")
        await world.goes_to("2021-10-20 10:00")
        await mai.hears_nothing()


async def test_what_does_not_fit_the_part_that_is_changed_takes_nothing_from_it(tmp_path: Path) -> None:
    form = Form((Field("tep", "Báo cáo", FieldKind.FILES), Field("ky", "Bản ký", FieldKind.FILES, sorts=(Sort.PDF,))))
    async with campaign(tmp_path) as world:
        await world.asks(form)
        mai = world.mai
        await mai.says("nộp")
        await mai.chooses(f"{FIRST} (hết thứ Sáu 08/10/2021)")
        for name in ("bao-cao.docx", "ky.pdf"):
            await mai.sends_file(name, name.encode())
        await mai.presses("Sửa mục khác")
        await mai.presses("Bản ký")
        await mai.sends_file("anh.jpg", b"anh")
        (draft,) = await world.rows(Draft)
        assert len(draft.files["ids"]) == 3
        assert len(draft.answers["fields"]["ky"]) == 1


# ── changed by words, and what will not do ──

EACH = Form(
    (
        Field("ten", "Tên hoạt động", FieldKind.TEXT),
        Field("luot", "Số lượt tham gia", FieldKind.NUMBER, "lượt"),
        Field("ngay", "Ngày tổ chức", FieldKind.DATE),
        Field("hinh", "Hình thức", FieldKind.CHOICE, options=("Trực tiếp", "Trực tuyến")),
        Field("bao", "Có mời báo đài", FieldKind.YES_NO),
    )
)


@pytest.mark.parametrize("plain", [False, True])
async def test_any_answer_is_changed_from_the_read_back_by_words(tmp_path: Path, plain: bool) -> None:
    async with campaign(tmp_path) as world:
        mai = await begins(world, EACH, plain)
        for said in ("Ngay hoi", "150", "29/9", "truc tuyen", "khong"):
            await mai.says(said)
        await mai.hears("Tên hoạt động: Ngay hoi", "Số lượt tham gia: 150 lượt")
        await mai.says("doi ngay thanh 28/9")
        await mai.hears_only("Ngày tổ chức: thứ Ba 28/09/2021")
        await mai.says("sửa mục 2: 165")
        await mai.hears_only("Số lượt tham gia: 165 lượt")
        await mai.says("/sua ten")
        await mai.hears_only("Xin viết một dòng: Tên hoạt động", "Sửa một mục")
        await mai.says("sua")
        await mai.hears_only("Xin chọn mục cần sửa")
        await mai.says("1")
        await mai.says("Ngày hội")
        await mai.hears("Tên hoạt động: Ngày hội")
        await mai.says("sua hinh thuc thanh ban đêm")
        await mai.hears_only("Chưa khớp: “ban đêm”")
        await mai.says("truc tiep")
        await mai.hears_only("Hình thức: Trực tiếp")
        await mai.says("cái gì đó")
        await mai.hears_only("Chưa rõ “cái gì đó”", "gõ “sửa” kèm tên", "Xin xem lại")
        await mai.says("đúng")
        await mai.hears("Đã nhận")


async def test_a_yes_or_no_is_a_tap(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai = await begins(world, needed(Field("bao", "Có mời báo đài", FieldKind.YES_NO)))
        await mai.presses("Không")
        await mai.hears("Có mời báo đài: không")


PHOTOS_AND_PDF = Form(
    (
        Field("ky", "Báo cáo có ký", FieldKind.FILES, sorts=(Sort.PDF,)),
        Field("anh", "Ảnh hoạt động", FieldKind.PHOTOS, minimum=2),
    ),
    nil=True,
)


async def test_a_file_of_another_sort_is_said_to_be_none_that_was_asked_for(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai = await begins(world, PHOTOS_AND_PDF)
        await mai.sends_file("bao-cao.docx")
        await mai.hears("Mục Báo cáo có ký cần PDF, nên tệp này chỉ giữ làm tệp kèm theo", "Xin gửi tệp (PDF)")
        await mai.sends_file("ky.pdf", b"%PDF-1.4")
        await mai.hears("Xin gửi ít nhất 2 ảnh")
        await mai.says("sua bao cao co ky")
        await mai.hears("Xin gửi tệp (PDF)")
        await mai.sends_file("khac.docx", b"PK khac")
        await mai.hears_only("Mục Báo cáo có ký cần PDF", "Sửa một mục")
        await mai.says("giữ như cũ")
        await mai.hears_only("Xin gửi ít nhất 2 ảnh")


async def test_no_photo_is_not_that_nothing_happened(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai = await begins(world, PHOTOS_AND_PDF)
        await mai.sends_file("ky.pdf", b"%PDF-1.4")
        await mai.news()
        await mai.says("ben em khong co anh a")
        await mai.hears_only("Mục này cần có nên chưa bỏ qua được", "ảnh: Ảnh hoạt động")


async def test_a_photo_that_turned_out_broken_is_counted_no_more(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai = await begins(world, PHOTOS_AND_PDF)
        await mai.sends_file("ky.pdf", b"%PDF-1.4")
        await mai.sends_file("hong.jpg", b"\xff\xd8\xff\xe0 jfif")
        await mai.hears("Xin lưu lại rồi gửi lại tệp hong.jpg")
        await mai.sends_file("mot.png", b"mot")
        await mai.hears_only("Đã có 1")
        await mai.sends_file("hai.png", b"hai")
        await mai.hears_only("Ảnh hoạt động: 2 ảnh")


# ── laid aside ──


async def test_what_was_left_goes_on_with_nop_as_was_said(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai = await begins(world, EACH)
        await mai.says("Ngày hội")
        await mai.says("để sau")
        await mai.hears("gõ “nộp”")
        await mai.says("nop")
        await mai.hears_only("Làm tiếp", "1/5 mục", "Số lượt tham gia")


async def test_to_change_what_was_left_bothers_no_officer(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        mai = await begins(world, EACH)
        await mai.says("Ngày hội")
        await mai.says("để sau")
        await mai.news()
        await mai.says("sua")
        await mai.hears_only("Làm tiếp", "1/5 mục")
        await world.tu.says("gửi nhầm")
        await world.tu.hears_only("chưa có gì phải sửa", "gửi tệp đúng vào đây")
        await world.khoa.hears_nothing()
        await world.tu.presses("Chuyển lời này giúp tôi")
        await world.khoa.hears("gửi nhầm")


async def test_after_a_late_receipt_a_change_is_no_reason(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.only("AH")
        await world.goes_to("2021-10-12 09:00")
        mai = await begins_late(world)
        await mai.says("sua so luot thanh 165")
        await mai.hears_only("đã nộp lúc", "Thay bản khác")


async def begins_late(world: World) -> Actor:
    mai = world.mai
    await mai.is_ready()
    await mai.says("nộp")
    await mai.hears("sau hạn")
    return mai


# ── after the receipt ──


@pytest.mark.parametrize("plain", [False, True])
async def test_a_part_named_after_the_receipt_is_all_that_changes(tmp_path: Path, plain: bool) -> None:
    form = Form((FILE, Field("luot", "Số lượt tham gia", FieldKind.NUMBER, "lượt"), EACH.fields[0]))
    async with campaign(tmp_path) as world:
        mai = await begins(world, form, plain)
        await mai.sends_file()
        for said in ("150", "Ngày hội", "nộp"):
            await mai.says(said)
        await mai.hears("Đã nhận", "150 lượt")
        await mai.says("sua so luot thanh 21o")
        await mai.hears("“21o” là 210 lượt?")
        await mai.says("210")
        await mai.hears_only("Xin xem lại", "1 tệp: bao-cao.docx", "210 lượt", "Ngày hội")
        await mai.says("đúng")
        await mai.hears("bản thay", "đổi Số lượt tham gia: 150 → 210")
        await mai.says("sửa tên")
        await mai.hears("Xin viết một dòng: Tên hoạt động", "Sửa một mục")
        await mai.says("giữ nguyên")
        await mai.hears_only("Xin xem lại", "Ngày hội")
        await mai.says("nộp")
        await mai.news()
        await mai.says("sửa")
        await mai.chooses("Thay bản khác")
        await mai.hears("Xin gửi tệp: Báo cáo")
        await mai.says("giữ nguyên tất cả")
        await mai.hears_only("Xin xem lại", "1 tệp: bao-cao.docx", "210 lượt")
        assert (await answers(world))["luot"] == 210
        assert [one.version for one in await world.rows(Submission)] == [1, 2, 3]


@pytest.mark.parametrize("plain", [False, True])
async def test_under_a_question_for_photos_words_skip_it_or_tell_another_part(tmp_path: Path, plain: bool) -> None:
    async with campaign(tmp_path) as world:
        photos = Field("anh", "Ảnh hoạt động", FieldKind.PHOTOS, minimum=1, required=False)
        turns = Field("luot", "Số lượt tham gia", FieldKind.NUMBER, unit="lượt")
        mai = await begins(world, needed(FILE, turns, photos), plain)
        await mai.sends_file()
        await mai.says("150")
        await mai.says("nộp")
        await mai.hears("Nếu tiện, xin gửi", "Ảnh hoạt động")
        await mai.says("số lượt là 200")
        await mai.hears_only("Xin xem lại", "Số lượt tham gia: 200 lượt")
        await mai.says("nộp")
        await mai.hears("đổi Số lượt tham gia: 150 → 200")
        await mai.says("abc")
        await mai.hears_only("Mục này cần tệp đính kèm, chưa nhận chữ")
        await mai.says("bên em không có ảnh ạ")
        await mai.hears_only("Đã đủ các mục", "AH-02")
        assert (await answers(world))["luot"] == 200


async def test_under_a_question_for_photos_another_clear_wish_is_met(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        photos = Field("anh", "Ảnh hoạt động", FieldKind.PHOTOS, minimum=1, required=False)
        mai = await begins(world, needed(FILE, photos))
        await mai.sends_file()
        await mai.says("nộp")
        await mai.hears("Nếu tiện, xin gửi", "Ảnh hoạt động")
        await mai.says("bên em không phát sinh vì mưa lũ")
        await mai.hears_only("không phát sinh", "đồng chí Khoa")
