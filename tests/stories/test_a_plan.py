"""An organiser sends the plan document, decides what is unclear, and starts the campaign with one press."""

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from data.models import Campaign, Deliverable, Entry, Obligation, Reading
from tests.cast import Actor, World, campaign
from tests.core.plans.pages import HEAD, TAIL

SENT = "- Các đơn vị gửi báo cáo tổng kết về hộp thư phongtrao@binhlam.example.vn"
CLEAR = f"{HEAD}{SENT} trước ngày 04/4/2025 (thứ Sáu).{TAIL}"
DOUBTFUL = f"{HEAD}{SENT} trước 11g00 ngày 04/4/2025 (thứ Năm).{TAIL}"
TITLE = "Tổ chức Tháng Thanh niên năm 2025"


async def sends(officer: Actor, text: str, name: str = "ke-hoach.txt") -> None:
    await officer.sends_file(name, text.encode())


async def confirms(officer: Actor) -> None:
    """What is always confirmed: who owes the reports, and whom units call."""
    await officer.chooses("Cả 12 đơn vị")
    await officer.chooses("Trần Đăng Khoa, 0912.000.118")


async def campaigns(world: World) -> list[str]:
    return [one.short for one in await world.rows(Campaign)]


async def test_a_sound_plan_is_a_few_presses_away_from_a_campaign(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        officer = world.khoa
        await sends(officer, CLEAR)
        told, card = await officer.news()
        assert "Đã nhận tệp ke-hoach.txt, đang đọc kế hoạch." in told.text
        assert card.text.startswith(f"Đã đọc kế hoạch “{TITLE}”.")
        assert "Có 1 hạn nộp báo cáo" in card.text
        assert "Chưa gửi gì cho đơn vị nào." in card.text
        await officer.chooses("Tiếp tục")
        await officer.hears("Bài gửi trong chính ngày đó (ví dụ thứ Sáu 04/04/2025)")
        await officer.chooses("Tính đúng hạn")
        await officer.hears("Đơn vị nào nộp?", "Danh sách có 12 đơn vị")
        await officer.chooses("Cả 12 đơn vị")
        await officer.hears("Đã ghi: “báo cáo tổng kết” do cả 12 đơn vị nộp.", "Ai trả lời vướng mắc của đơn vị?")
        await officer.chooses("Trần Đăng Khoa, 0912.000.118")
        await officer.hears("“Tháng Thanh niên năm 2025”", "12 đơn vị sẽ có 1 báo cáo phải nộp")
        await officer.chooses("Xem thư mở đầu")
        await officer.hears("(chưa gửi)", "Kính gửi đồng chí phụ trách", "nộp chậm nhất hết thứ Năm 03/04/2025")
        assert await world.mai.news() == []
        before = len(await world.rows(Obligation))
        await officer.chooses("Bắt đầu và gửi thư")
        await officer.hears("Đã bắt đầu “Tháng Thanh niên năm 2025”: 12 đơn vị, 1 báo cáo")
        letter = await world.mai.hears("đã có kế hoạch", TITLE)
        assert "“trước ngày 04/4/2025 (thứ Sáu)”, nộp chậm nhất hết thứ Năm 03/04/2025" in letter.text
        assert len(letter.files["ids"]) == 1
        await world.mai.says("xin ke hoach")
        again = await world.mai.hears("Gửi đồng chí tệp kế hoạch của Tháng Thanh niên năm 2025")
        assert again.files == letter.files
        assert len(await world.rows(Obligation)) == before + 12
        assert await campaigns(world) == ["đợt thi đua", "Tháng Thanh niên năm 2025"]


async def test_what_is_doubtful_is_asked_and_nobody_is_written_to_before(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        officer = world.khoa
        await sends(officer, DOUBTFUL)
        await officer.hears("1 điểm cần xem lại trước khi bắt đầu")
        await officer.chooses("Xem các hạn nộp")
        await officer.hears("chưa chốt ngày, tạm tính theo ngày sớm hơn")
        await officer.chooses("Tiếp tục")
        asked = await officer.hears(
            "kế hoạch ghi 04/04/2025 (thứ Năm)", "Kế hoạch ghi: “", "Xin chọn, hoặc gõ ngày khác"
        )
        assert "trước 11g00 ngày 04/4/2025 (thứ Năm)" in asked.text
        await officer.says("thứ Sáu 04/04/2025")
        await officer.hears("Đơn vị nào nộp?")
        await confirms(officer)
        await officer.hears("Đã xong các điểm cần xem lại")
        await officer.says("tháng thanh niên")
        await officer.hears("Đã đặt tên gọi là “tháng thanh niên”.")
        await officer.chooses("Bắt đầu, chưa gửi thư")
        await officer.hears("Chưa gửi thư mở đầu nào")
        assert await world.mai.news() == []
        (reading,) = await world.rows(Reading)
        assert (reading.state, reading.short) == ("started", "tháng thanh niên")


async def test_an_old_button_starts_nothing_twice(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        officer = world.khoa
        await sends(officer, CLEAR)
        await officer.chooses("Tiếp tục")
        await officer.chooses("Tính sau hạn")
        await confirms(officer)
        letter = await officer.asked("Bắt đầu, chưa gửi thư")
        await officer.presses("Bắt đầu, chưa gửi thư", letter)
        await officer.hears("Đã bắt đầu")
        await officer.presses("Bắt đầu, chưa gửi thư", letter)
        await officer.hears("đã được bắt đầu hoặc đã bỏ")
        assert len(await campaigns(world)) == 2


async def test_a_plan_may_be_dropped(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await sends(world.khoa, CLEAR)
        await world.khoa.chooses("Bỏ kế hoạch này")
        await world.khoa.hears("Đã bỏ kế hoạch này; chưa có gì được gửi đi.")
        assert len(await campaigns(world)) == 1


@pytest.mark.parametrize(
    ("name", "content", "answer"),
    [
        ("anh.pdf", b"\xff\xd8\xff\xe0 a photo named .pdf", "Đây là ảnh"),
        ("ke-hoach.docx", b"PK\x03\x04 broken", "hỏng hoặc không đúng định dạng"),
        ("ghi-chu.txt", b"hop luc 8h", "chưa đủ để đọc thành kế hoạch"),
    ],
)
async def test_what_cannot_be_read_is_told_in_one_sentence(
    tmp_path: Path, name: str, content: bytes, answer: str
) -> None:
    async with campaign(tmp_path) as world:
        await world.khoa.sends_file(name, content)
        await world.khoa.hears(answer)


async def test_a_secretary_hands_in_as_ever(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.mai.sends_file("ke-hoach.docx")
        await world.mai.hears("ke-hoach.docx")
        assert await world.rows(Reading) == []


async def test_a_plan_whose_dates_are_over_asks_nothing_of_anybody(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await sends(world.khoa, CLEAR.replace("2025", "2019").replace(" (thứ Sáu)", ""))
        await world.khoa.chooses("Tiếp tục")
        await world.khoa.hears("Các hạn nộp của kế hoạch này đều đã qua")
        assert len(await campaigns(world)) == 1


async def test_a_word_document_is_read_too(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        document, packed = Document(), BytesIO()
        for line in CLEAR.split("\n"):
            document.add_paragraph(line)
        document.save(packed)
        await world.khoa.sends_file("ke-hoach.docx", packed.getvalue())
        await world.khoa.hears(f"Đã đọc kế hoạch “{TITLE}”", "Có 1 hạn nộp báo cáo")


async def test_a_pasted_text_is_a_plan_too(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await world.khoa.says(CLEAR)
        told, card = await world.khoa.news()
        assert "Đã nhận nội dung, đang đọc kế hoạch." in told.text
        assert "Có 1 hạn nộp báo cáo" in card.text


async def test_a_draft_is_checked_without_starting_anything(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        draft = DOUBTFUL.replace("Số: 18-KH/TĐTN-PTTN\n", "").replace("Trần Văn Mẫu", "")
        await sends(world.khoa, draft)
        await world.khoa.chooses("Mọi điểm đã thấy")
        listed = await world.khoa.hears("điểm trong văn bản này")
        assert "1. Hạn nộp “báo cáo tổng kết”" in listed.text
        assert "không ghi số, ký hiệu" in listed.text
        assert "Không thấy người ký" in listed.text


async def test_a_start_at_night_wakes_nobody(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await sends(world.khoa, DOUBTFUL)
        await world.khoa.chooses("Xem lại từng điểm")
        await world.khoa.says("thứ Sáu 04/04/2025")
        await confirms(world.khoa)
        await world.goes_to("2021-10-01 22:00")
        await world.khoa.news()
        await world.mai.news()
        await world.khoa.chooses("Bắt đầu và gửi thư")
        await world.khoa.hears("Thư mở đầu gửi tới", "8 giờ 15, thứ Hai 04/10/2021")
        assert await world.mai.news() == []
        await world.goes_to("2021-10-04 08:15")
        await world.mai.hears("đã có kế hoạch", TITLE)


SCHOOLS = "- Khối trường học gửi kế hoạch chậm nhất ngày 14/3/2025."


async def test_what_only_some_units_owe_is_asked_of_them_alone(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        officer = world.khoa
        await sends(officer, f"{HEAD}{SENT} chậm nhất ngày 31/3/2025.\n{SCHOOLS}{TAIL}")
        await officer.chooses("Tiếp tục")
        await officer.chooses("Cả 12 đơn vị")
        await officer.hears("Kế hoạch giao cho: “Khối trường học”.")
        await officer.chooses("Khối trường học (3)")
        await officer.hears("do 3 đơn vị (Đoàn Trường THPT An Lâm")
        await officer.chooses("Trần Đăng Khoa, 0912.000.118")
        await officer.hears("12 đơn vị sẽ có 2 báo cáo phải nộp")
        await officer.chooses("Bắt đầu và gửi thư")
        ward, school = await world.mai.hears("đã có kế hoạch"), await world.unit("TA").hears("đã có kế hoạch")
        assert "14/3/2025" not in ward.text
        assert "“chậm nhất ngày 14/3/2025”, nộp chậm nhất hết thứ Sáu 14/03/2025" in school.text


async def test_units_and_a_contact_may_be_typed(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        officer = world.khoa
        await sends(officer, f"{HEAD}{SENT} chậm nhất ngày 31/3/2025.{TAIL}")
        await officer.says("tiep tuc")
        await officer.says("cum 1 va cac chi doan, hoa mai")
        await officer.hears("Chưa rõ “hoa mai” là đơn vị nào trong danh sách")
        await officer.says("cum 1, cac chi doan tru dien luc")
        await officer.hears("do 7 đơn vị", "Ai trả lời vướng mắc")
        await officer.says("dong chi Lan")
        await officer.hears("Chưa đọc được tên và số điện thoại")
        await officer.says("Lê Thị Lan 0915 000 222")
        await officer.hears("7 đơn vị sẽ có 1 báo cáo phải nộp")
        await officer.says("bat dau va gui thu")
        await world.mai.hears("Vướng mắc xin liên hệ đồng chí Lan, 0915 000 222")
        await world.unit("TA").hears_nothing()


async def test_a_day_that_does_not_exist_is_typed_anew(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        officer = world.khoa
        await sends(officer, f"{HEAD}{SENT} chậm nhất ngày 31/4/2025.{TAIL}")
        await officer.hears("1 điểm cần xem lại trước khi bắt đầu")
        await officer.chooses("Xem lại từng điểm")
        await officer.hears("Không có ngày nào như", "Xin gõ hạn đúng")
        await officer.says("cuoi thang tu")
        await officer.hears("Chưa đọc được ngày trong “cuoi thang tu”")
        await officer.says("30/4/2025")
        await officer.hears("chậm nhất ngày 30/04/2025 (thứ Tư)", "Đơn vị nào nộp?")


async def test_reports_are_changed_added_and_struck_out_by_typing(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        officer = world.khoa
        await sends(officer, f"{HEAD}{SENT} chậm nhất ngày 31/3/2025.\n{SCHOOLS}{TAIL}")
        await officer.chooses("Xem các hạn nộp")
        await officer.chooses("Sửa: báo cáo tổng kết")
        await officer.hears("Chưa chốt đơn vị nào nộp")
        await officer.chooses("Đổi hạn nộp")
        await officer.says("truoc 11g ngay 2/4/2025")
        await officer.hears("Đã ghi hạn của “báo cáo tổng kết”: trước 11 giờ 00 ngày 02/04/2025 (thứ Tư).")
        await officer.chooses("Cả 12 đơn vị")
        await officer.says("khoi truong hoc")
        await officer.chooses("Trần Đăng Khoa, 0912.000.118")
        await officer.chooses("Xem các hạn nộp")
        await officer.chooses("Sửa: kế hoạch")
        await officer.chooses("Bỏ báo cáo này")
        await officer.chooses("Xem các hạn nộp")
        await officer.chooses("Thêm báo cáo")
        await officer.says("Báo cáo nhanh, chậm nhất 20/3/2025\n31/3/2025\nbáo cáo ảnh")
        await officer.hears(
            "Đã thêm: Báo cáo nhanh, chậm nhất ngày 20/03/2025", "chưa có tên báo cáo", "Chưa đọc được ngày"
        )
        await officer.chooses("Tiếp tục")
        await officer.hears("12 đơn vị sẽ có 2 báo cáo phải nộp")


async def test_units_that_have_handed_in_before_the_start_are_left_alone(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        officer = world.khoa
        await sends(officer, f"{HEAD}{SENT} chậm nhất ngày 31/3/2025.{TAIL}")
        await officer.chooses("Tiếp tục")
        await confirms(officer)
        await officer.chooses("Xem các hạn nộp")
        await officer.chooses("Sửa: báo cáo tổng kết")
        await officer.chooses("Đơn vị đã nộp")
        await officer.says("an hoa, TL")
        await officer.hears("Đã ghi: Đoàn phường An Hòa, Đoàn phường Tân Lập đã nộp")
        await officer.chooses("Bắt đầu và gửi thư")
        await world.mai.hears_nothing()
        await world.unit("AB").hears("đã có kế hoạch")
        rows = [row for row in await world.rows(Obligation) if row.campaign_id == 2]
        assert sorted(row.workflow for row in rows) == ["handed_in"] * 2 + ["owed"] * 10


async def test_who_has_read_the_opening_letter_says_so(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        await sends(world.khoa, f"{HEAD}{SENT} chậm nhất ngày 31/3/2025.{TAIL}")
        await world.khoa.chooses("Tiếp tục")
        await confirms(world.khoa)
        await world.khoa.chooses("Bắt đầu và gửi thư")
        await world.mai.says("da nhan")
        await world.mai.hears("Cảm ơn đồng chí, đã ghi nhận")
        await world.mai.chooses("Đã nhận")
        (_, reading) = await world.rows(Campaign)
        assert [row.person_id for row in await world.rows(Entry) if row.what == "received"] == [
            (await world.person(world.mai)).id
        ]
        assert reading.contact_name == "Trần Đăng Khoa"


async def test_the_plans_numbers_may_be_asked_for_in_reports_of_results(tmp_path: Path) -> None:
    async with campaign(tmp_path) as world:
        officer = world.khoa
        aims = "- Phấn đấu toàn tỉnh trồng mới 5.000 cây xanh.\n"
        await sends(officer, f"{HEAD}{aims}{SENT} chậm nhất ngày 31/3/2025.{TAIL}")
        await officer.chooses("Tiếp tục")
        await officer.chooses("Cả 12 đơn vị")
        await officer.hears("hỏi thêm các số sau (đơn vị có thể bỏ qua)?", "1. Cây xanh")
        await officer.chooses("Hỏi thêm số liệu")
        await officer.chooses("Trần Đăng Khoa, 0912.000.118")
        await officer.chooses("Bắt đầu, chưa gửi thư")
        asked = (await world.rows(Deliverable))[-1].form["fields"]
        assert [(field["kind"], field.get("required", True)) for field in asked] == [("files", True), ("number", False)]
